"""What an English word of forecast is good for: what is only believed, caused or spoken of foretells nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.english.amounts import is_age
from numfacts.linking.english.comparing import is_awaited, is_outlook
from numfacts.linking.english.predication import subject_of
from numfacts.linking.english.relatives import main_clause
from numfacts.linking.english.syntax import VERBS
from numfacts.linking.english.times import is_told, opens_no_clause
from numfacts.numbers.quantity import Quantity

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.records import Modality
    from numfacts.vocabulary.shapes import Shapes

PLAN = 6  # characters around a cue that make a noun of it
BELIEF = 11  # characters before a cue that may say it is only of what is believed
ESTIMATE = 100  # characters before a quantity in which it may be called an estimate
FUTURE = frozenset(["will", "would"])
BEING = frozenset(["been", "being", "be", "was", "were", "is", "are"])
# codes between an amount, which may be told again in brackets or behind or, and the verb its phrase is the subject of
SUBJECT = re.compile(r"(?P<again>\([^)]*\)|,c?a*Q,|[,)](?=x))?[nNdsT'p]{0,16}(?P<verb>x[xa]*)")
MODALS = frozenset(["can", "could", "may", "might", "must", "should"])
RELATIVE = frozenset(["who", "which"])
DONE = frozenset(["has", "have", "had", "was", "were"])  # what opens a predicate of what is so
OWNED = 40  # characters around a number of people in which it may be said whose they are
GOING_ON = frozenset(["to", "or"])  # words that open a clause which goes on with the one before


def foretells(reading: Reading, position: int, shapes: Shapes) -> bool:
    """Say whether an English cue is one of forecast here, and not of a plan only spoken of, of a belief or a cause."""
    text, token = reading.text, reading.tokens[position]
    start, end = max(token.start - PLAN, 0), token.end + PLAN
    if text.startswith("-", token.end) or shapes["mere-plan"].search(text, start, end) is not None:
        return False  # a forecast-topping report
    if _is_counted(reading, position) or shapes["english-sought"].match(text, token.start) is not None:
        return False  # struck 80 targets, are seeking two others
    return shapes["english-no-cue"].search(text, max(token.start - BELIEF, 0), end) is None


def _is_counted(reading: Reading, position: int) -> bool:
    """Say whether a cue is the noun in the plural that a number counts."""
    syntax, token = reading.syntax, reading.tokens[position]
    at = syntax.at(token.start) if syntax is not None else 0
    if syntax is None or syntax.code(at) != "n" or not reading.text.endswith("targets", token.start, token.end):
        return False
    while at and syntax.codes[at - 1] in "nN":
        at -= 1
    return syntax.code(at - 1) == "Q"


def is_done(reading: Reading, index: int, position: int) -> bool:
    """Say whether what is to be done with a quantity is said of what was had: handed over 40 men to be tried."""
    syntax, token = reading.syntax, reading.tokens[position]
    verb = syntax.verb_before(syntax.at(reading.tokens[index].end - 1)) if syntax is not None else None
    return verb is not None and reading.text.endswith("to be", 0, token.end) and is_told(reading, index)


def english_modality(reading: Reading, index: int, begin: int, shapes: Shapes) -> Modality:
    """Give the modality in an English clause: a cue reaches to the next conjunction, or back to its subject."""
    text, tokens = reading.text, reading.tokens
    if shapes["estimate-of"].search(text, max(reading.start, tokens[index].start - ESTIMATE), tokens[index].start):
        return "forecast"
    if is_outlook(reading, index, shapes) or is_awaited(reading, index, shapes):
        return "forecast"
    if shapes["english-offered"].search(text, max(reading.start, tokens[index].start - ESTIMATE), tokens[index].start):
        return "forecast"
    levies = shapes["english-announced-levy"].finditer(
        text, max(reading.start, tokens[index].start - OWNED), reading.end
    )
    if any(found.start("number") == tokens[index].start for found in levies):
        return "forecast"
    own = reading.tokens[begin].start
    while begin and reading.syntax is not None and reading.codes[begin - 1] == ",":
        opening = reading.syntax.at(tokens[begin - 1].end)
        again = reading.syntax.codes[opening:].removeprefix("d").startswith("Q")  # , a 25 percent increase
        told_again = again and opening + 1 >= reading.syntax.at(tokens[index].end - 1)
        if reading.syntax.code(opening) != "g" and reading.syntax.word(opening) not in GOING_ON and not told_again:
            break
        begin = reading.clause_start(begin - 1)  # will cut jobs, or 8 percent of them, saving $3 million
    for position in range(index - 1, begin - 1, -1):
        code = reading.codes[position]
        if shapes["relative-clause"].match(text, tokens[position].start):
            break
        promised = tokens[position].start < own and shapes["english-promise"].match(text, tokens[position].start)
        if code == "X" and _is_of_noun(reading, index, position, shapes):
            break
        if code == "X" and not promised and foretells(reading, position, shapes):
            return "forecast"
        if _parts(reading, position, index, shapes):
            break
    following = reading.codes.find("X", index)
    end = reading.clause_end(index)
    apart = main_clause(reading, index) is not None  # a plant that employs 500 people will close
    if not apart and 0 <= following < min(end, index + 8) and not _counts_others(reading, index, following):
        between = reading.codes[index + 1 : following]
        item = reading.tokens[index].item
        multiple = isinstance(item, Quantity) and item.kind == "times" and not between  # 7 times forecast earnings
        parted = any(_parts(reading, position, index, shapes) for position in range(index + 1, following))
        if shapes["english-both-ways"].match(text, tokens[index].end) is not None:
            between = between.replace("j", "", 1)  # trips in and out of Elmland will
        leads = not multiple and not parted and not set(between) & set("VNTXRj")
        leads = leads and foretells(reading, following, shapes) and not is_done(reading, index, following)
        if leads and not shapes["intends"].match(text, tokens[following].start):
            return "forecast"
    if not apart and (_is_proposed(reading, index, shapes) or _is_of_plan(reading, index, shapes)):
        return "forecast"
    announced = shapes["announced"].search(text, max(reading.start, tokens[index].start - 120), tokens[index].start)
    return "forecast" if announced is not None else "actual"


def _counts_others(reading: Reading, index: int, stop: int) -> bool:
    """Say whether a quantity stands between two tokens, unless it only tells an age: 300 pupils under the age of 5."""
    return any(reading.codes[at] == "Q" and not is_age(reading, at) for at in range(index + 1, stop))


def _is_of_noun(reading: Reading, index: int, position: int, shapes: Shapes) -> bool:
    """Say whether a cue stands in what a noun says that has a verb of its own: Hopes that Oak would pay sent it up 2%.

    The verb of the quantity is then a second one behind that noun, with nothing that joins the two.
    """
    syntax = reading.syntax
    verb = syntax.verb_before(syntax.at(reading.tokens[index].start)) if syntax is not None else None
    if syntax is None or verb is None or not shapes.fits("english-driving", syntax.word(verb.begin)):
        return False
    cue = syntax.at(reading.tokens[position].start)
    opening = syntax.codes.rfind("k", 0, cue)
    if syntax.word(opening) != "that" or syntax.code(opening - 1) not in "nN" or VERBS & set(syntax.codes[:opening]):
        return False
    between = set(syntax.codes[cue : verb.begin])
    return cue < verb.begin and not between & set(",ck") and syntax.codes[verb.begin - 1] in "nN"


def is_there(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether a quantity is of people who are there, or of what is only to be done away with.

    So are the 300 tenants who may be moved, and a $40 fee that would be abolished.
    """
    syntax, quantity = reading.syntax, reading.tokens[index].item
    if syntax is None or not isinstance(quantity, Quantity):
        return False
    if quantity.kind not in ("money", "ratio"):
        begin, end = max(reading.start, quantity.left - OWNED), min(quantity.end + OWNED, reading.end)
        return any(
            found.start("number") == quantity.start
            for name in ("english-existing-people", "english-owned-set")
            for found in shapes[name].finditer(reading.text, begin, end)
        )
    behind = syntax.at(quantity.end - 1) + 1
    verb = SUBJECT.match(syntax.codes, behind) if syntax.code(behind) in "nN" else None
    if verb is None or syntax.word(verb.end("verb") - 1) != "be" or verb.end() >= len(syntax.words):
        return False
    return shapes["english-done-away"].match(reading.text, syntax.words[verb.end()].start) is not None


def _is_proposed(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether the noun phrase of an amount is the subject of what makes a proposal of it: a 5% cut was put forward.

    Where the amount is told again, its verb may as well be one in the future: $3 (2 euros) will be paid.
    """
    syntax, quantity = reading.syntax, reading.tokens[index].item
    if syntax is None or not isinstance(quantity, Quantity) or quantity.kind not in ("money", "ratio", "difference"):
        return False
    verb = SUBJECT.match(syntax.codes, syntax.at(quantity.end - 1) + 1)
    if verb is None:
        return False
    auxiliaries = {syntax.word(position) for position in range(*verb.span("verb"))}
    if verb["again"] and not auxiliaries.isdisjoint(FUTURE):
        return True
    start = syntax.words[verb.start("verb")].start
    if shapes["english-part-of-plan"].match(reading.text, start) is not None:
        return True
    if auxiliaries.isdisjoint(BEING) or verb.end() >= len(syntax.words):
        return False
    return shapes["english-proposing"].match(reading.text, syntax.words[verb.end()].start) is not None


def _is_of_plan(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether an amount is the object of what a plan does: the plan, unveiled on Monday, sets aside $3 million."""
    syntax, quantity = reading.syntax, reading.tokens[index].item
    if syntax is None or not isinstance(quantity, Quantity) or quantity.kind not in ("money", "ratio"):
        return False
    at = syntax.at(quantity.start)
    verb = syntax.verb_before(at)
    listed = "c" in syntax.codes[verb.end : at] if verb is not None else False  # includes a 9% rise and a $3,000 bonus
    if verb is None or syntax.code(verb.end - 1) not in "vn" or (syntax.objects(verb.end, at) and not listed):
        return False
    return any(shapes.fits("english-plan", syntax.word(said.end - 1)) for said in subject_of(syntax, verb)[:1])


def _parts(reading: Reading, position: int, index: int, shapes: Shapes) -> bool:
    """Say whether an English token opens a clause that a cue of forecast does not reach into, or out of."""
    syntax, token = reading.syntax, reading.tokens[position]
    if _is_embedded(reading, position, index):
        return False
    if reading.codes[position] == "j" and syntax is not None:
        after = syntax.at(token.start) + 1
        return syntax.code(after) == "x" and syntax.word(after) in DONE  # will cut 3 posts and has cut 40
    word = reading.text[token.start : token.end].lower()
    if word == "as" and opens_no_clause(reading, token):
        return False
    return reading.codes[position] in "sL" and word in shapes.words("parting")


def _is_embedded(reading: Reading, position: int, index: int) -> bool:
    """Say whether a clause ends before the verb of a quantity: proposed that drivers who park here can get up to $3.

    The verb stands behind another in it with nothing that joins the two, and after or when only leaves a modal outside.
    """
    syntax, token = reading.syntax, reading.tokens[position]
    opening = syntax.at(token.start) if syntax is not None else 0
    verb = syntax.verb_before(syntax.at(reading.tokens[index].start)) if syntax is not None else None
    if syntax is None or verb is None or verb.begin <= opening:
        return False
    within = syntax.codes[opening + 1 : verb.begin]
    if set(within) & set(",ck") or syntax.codes[verb.begin - 1] not in "nNT" or not VERBS & set(within):
        return False
    modal = syntax.word(verb.begin) in MODALS
    return modal or (syntax.word(opening) in RELATIVE and syntax.codes[verb.begin] in "vx")
