"""What an English word of forecast is good for: what is only believed, caused or spoken of foretells nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.amounts import is_age
from numfacts.linking.english.comparing import is_awaited, is_outlook
from numfacts.linking.english.syntax import VERBS
from numfacts.linking.english.times import PAST, opens_no_clause
from numfacts.linking.links import COUNTS
from numfacts.numbers.quantity import Quantity

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.records import Modality
    from numfacts.vocabulary.shapes import Shapes

PLAN = 6  # characters around a cue that make a noun of it
BELIEF = 11  # characters before a cue that may say it is only of what is believed
ESTIMATE = 100  # characters before a quantity in which it may be called an estimate
OWNED = 40  # characters around a number of people in which it may be said whose they are
KNOWN = ("english-owned-set", "english-the-few")  # shapes of so many that are known
GOING_ON = frozenset(["to", "or"])  # words that open a clause which goes on with the one before


def foretells(reading: Reading, position: int, shapes: Shapes) -> bool:
    """Say whether an English cue is one of forecast here, and not of a plan only spoken of, of a belief or a cause."""
    text, token = reading.text, reading.tokens[position]
    end = token.end + PLAN
    if text.startswith("-", token.end) or shapes["mere-plan"].search(text, max(token.start - PLAN, 0), end) is not None:
        return False  # a forecast-topping report, oppose the plan
    return shapes["english-no-cue"].search(text, max(token.start - BELIEF, 0), end) is None


def english_modality(reading: Reading, index: int, begin: int, shapes: Shapes) -> Modality:
    """Give the modality in an English clause: a cue reaches to the next conjunction, or back to its subject."""
    text, tokens, start = reading.text, reading.tokens, reading.tokens[index].start
    if shapes["estimate-of"].search(text, max(reading.start, start - ESTIMATE), start):
        return "forecast"
    proposed = shapes["english-proposed"].search(text, reading.start, start) is not None
    if proposed or is_outlook(reading, index, shapes) or is_awaited(reading, index, shapes):
        return "forecast"
    while begin and reading.syntax is not None and reading.codes[begin - 1] == ",":
        opening = reading.syntax.at(tokens[begin - 1].end)
        again = reading.syntax.codes.startswith("dQ", opening)  # , a 25 percent increase
        if reading.syntax.code(opening) != "g" and reading.syntax.word(opening) not in GOING_ON and not again:
            break
        begin = reading.clause_start(begin - 1)  # will cut jobs, or 8 percent of them, saving $3 million
    done = _done_from(reading, index)
    for position in range(index - 1, begin - 1, -1):
        if position < done and not _is_made_for(reading, position, shapes):
            continue
        if shapes["relative-clause"].match(text, tokens[position].start):
            break
        if reading.codes[position] == "X" and foretells(reading, position, shapes):
            return "forecast"
        if _parts(reading, position, shapes):
            break
    following = reading.codes.find("X", index)
    if 0 <= following < min(reading.clause_end(index), index + 8):
        parted = any(_parts(reading, at, shapes) or _counts_others(reading, at) for at in range(index + 1, following))
        item = tokens[index].item
        multiple = (
            isinstance(item, Quantity) and item.kind == "times" and following == index + 1
        )  # 7 times forecast profit
        between = set(reading.codes[index + 1 : following])
        joined = "j" in between and not _is_subject(reading, index, following)
        leads = not parted and not multiple and not joined and between.isdisjoint("VNTXR")
        leads = leads and not _are_called(reading, index, following)
        beaten = shapes["english-beats"].search(text, tokens[index].end, tokens[following].start)
        leads = leads and beaten is None  # revenue of 3 million dollars topped forecasts
        leads = leads and reading.codes[following + 1 : following + 2] != "Q"  # 3 dollars against a forecast 4
        intends = shapes["intends"].match(text, tokens[following].start) is not None
        coming = shapes["english-coming"].search(text, tokens[index].end, tokens[following].end + PLAN)
        leads = leads and (coming is None or coming.start("what") < tokens[following].start)
        if leads and not intends and foretells(reading, following, shapes):
            return "forecast"
    beyond = _beyond_aside(reading, index)
    if beyond is not None and foretells(reading, beyond, shapes):
        return "forecast"
    announced = shapes["announced"].search(text, max(reading.start, start - 120), start)
    unveiled = shapes["english-unveils"].search(text, max(reading.start, start - ESTIMATE), start)
    planned = unveiled is not None and (
        unveiled["back"] is not None or shapes["english-plan-behind"].match(text, tokens[index].end) is not None
    )
    foretold = shapes["english-foretold-behind"].match(text, tokens[index].end) is not None
    return "forecast" if announced is not None or planned or foretold else "actual"


def _done_from(reading: Reading, index: int) -> int:
    """Give the token with which the verb of a quantity begins that tells what is over: who planned it was fined 9.

    No verb before it foretells: zero where there is no such verb.
    """
    syntax = reading.syntax
    verb = syntax.verb_before(syntax.at(reading.tokens[index].end - 1)) if syntax is not None else None
    if syntax is None or verb is None or syntax.word(verb.begin) not in PAST:
        return 0
    begin = syntax.words[verb.begin].start
    return reading.overlapping(begin, begin + 1).start


def _is_made_for(reading: Reading, position: int, shapes: Shapes) -> bool:
    """Say whether a token is a noun of what is made for someone, whatever was done with it: the target was cut to 9."""
    token = reading.tokens[position]
    return shapes.fits("english-outlook", reading.text[token.start : token.end].lower())


def _is_subject(reading: Reading, index: int, position: int) -> bool:
    """Say whether all between a quantity and a token is of those counted: trips in and out of Oak will take place."""
    syntax = reading.syntax
    if syntax is None:
        return False
    does = syntax.at(reading.tokens[position].start)
    between = syntax.codes[syntax.at(reading.tokens[index].end - 1) + 1 : does]
    return syntax.word(does) != "to" and VERBS.isdisjoint(between) and not between.endswith("c")


def _are_called(reading: Reading, index: int, position: int) -> bool:
    """Say whether a cue in -s only names those counted, as no several does something: 18 projects won grants."""
    item, token = reading.tokens[index].item, reading.tokens[position]
    counts = isinstance(item, Quantity) and item.kind in COUNTS
    return counts and reading.text.endswith("s", 0, token.end) and set(reading.codes[index + 1 : position]) <= {"w"}


def _beyond_aside(reading: Reading, index: int) -> int | None:
    """Give the cue that stands behind an aside to those counted: 300 firms, most of them small, will take part."""
    aside, codes = reading.clause_end(index) + 1, reading.codes
    beyond = reading.clause_end(aside) + 1 if aside < len(codes) else aside
    beyond += codes[beyond : beyond + 1] == "L"  # are expected
    if not aside < beyond < len(codes) or codes[beyond] != "X" or not set(codes[index + 1 : aside - 1]) <= {"w", "M"}:
        return None
    return beyond if reading.text[reading.tokens[aside - 1].start] == "," else None


def _counts_others(reading: Reading, position: int) -> bool:
    """Say whether a token counts others, and does not only tell an age: 300 pupils under the age of 5."""
    return reading.codes[position] == "Q" and not is_age(reading, position)


def is_there(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether a quantity is of those whom someone has, whatever is to be done with them: its 300 tenants."""
    quantity = reading.tokens[index].item
    if not isinstance(quantity, Quantity) or quantity.kind in ("money", "ratio"):
        return False
    begin, end = max(reading.start, quantity.left - OWNED), min(quantity.end + OWNED, reading.end)
    sets = (found for name in KNOWN for found in shapes[name].finditer(reading.text, begin, end))
    return any(found.start("number") == quantity.start for found in sets)


def _parts(reading: Reading, position: int, shapes: Shapes) -> bool:
    """Say whether an English token opens a clause that a cue of forecast does not reach into, or out of."""
    syntax, token = reading.syntax, reading.tokens[position]
    if reading.codes[position] == "j" and syntax is not None:
        return syntax.code(syntax.at(token.start) + 1) == "x"  # will cut 3 posts and has cut 40
    word = reading.text[token.start : token.end].lower()
    if word == "as" and opens_no_clause(reading, token):
        return False
    return reading.codes[position] in "sL" and word in shapes.words("parting")
