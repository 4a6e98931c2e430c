"""How English says when: which times reach beyond their clause, when something was said, and what has been so far."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from numfacts.linking.english.amounts import past_age
from numfacts.linking.english.syntax import VERBS
from numfacts.linking.links import COUNTS
from numfacts.linking.reading import Reading
from numfacts.numbers.quantity import Quantity
from numfacts.records import Period

if TYPE_CHECKING:
    from numfacts.linking.english.syntax import Syntax
    from numfacts.periods import TimeExpression
    from numfacts.vocabulary.shapes import Shapes
    from numfacts.vocabulary.tokens import Token

BESIDE = frozenset(",j")  # codes between two ways of telling a change
JOINING = frozenset("tLTk(")  # codes between a change and the level it leads to
LEADS_ON = re.compile("(?:f?B)?t(?:wB)?[Lwrk]{0,2}")  # codes between a change and the level it leads to
WHICH_DID = re.compile("k(?:d?[nN]+e)?a*e")  # codes of a relative clause of what was done, whoever said so
AFTER_DOING = re.compile("a*g")  # codes behind an after that is of the same ones
MATTER = frozenset(["physical"])  # kinds of quantities of what there is of stuff
AGAIN = re.compile(r"\)?(?:(?P<converted>\()|,?j)Q")  # codes between a quantity and one that tells it once more
SAID = 48  # characters before a day in which what was said on it may stand
BEFALLEN = frozenset(
    ["dead", "missing", "injured", "wounded", "hurt", "killed", "died"]
)  # 30 dead and 12 wounded this week
LED_AWAY = frozenset(
    ["evacuated", "rescued", "stranded", "hospitalised", "hospitalized", "trapped", "safety", "hospital"]
)
BEARING = frozenset(["with", "worth"])  # lead to what the first of two amounts is worth: 12 flats worth $9 million
DONE = re.compile("[nN]*[xa]*[ve]")  # codes of what is counted, and of what was done with it: trees have been felled
OPENS = re.compile("Q[nN']*(?:[xvb]|e[odnNQ])")  # codes of so many who do something of their own
WITHIN = frozenset(
    ["in", "across", "along", "at"]
)  # before those among whom it was: felled 40 trees in two parks in May
NO_CLAUSE = re.compile(" (?:of|at) | (?:low|high|little|few|many|early|soon|well) (?:[a-z]+ )?as ")  # behind as
SO_MUCH = re.compile("as (?:low|high|little|few|many|early|soon|well) (?:[a-z]+ )?$")  # before another as
RELATIVE = frozenset(["that", "which", "who"])
MEANWHILE = frozenset(["while", "when"])
LATER = re.compile("(?:hour|day|week|month|year)s? $")  # before what came earlier than what is told
PARTING = VERBS | set(",kT")  # codes between two quantities that are of different times
PAST = frozenset(["was", "were", "had", "did"])  # auxiliaries of what is told


def is_told(reading: Reading, index: int) -> bool:
    """Say whether the quantity at ``index`` is of what happened, by the verb that governs it: sold, not sells.

    A quantity without a verb counts: nothing speaks of now.
    """
    syntax, quantity = reading.syntax, reading.tokens[index].item
    if syntax is None or not isinstance(quantity, Quantity):
        return False
    at = syntax.at(quantity.start)
    verb = syntax.verb_before(at)
    if verb is None:
        return True
    if syntax.fits("english-report", verb.end - 1):
        does = next((code for code in syntax.codes[at:] if code in "vegxk,"), ",")
        return does != "v"  # said that half of them visit it
    if syntax.codes[verb.begin] == "x":
        return syntax.word(verb.begin) in PAST
    return not set("eg").isdisjoint(syntax.codes[verb.begin : verb.end])


def predicate_at(reading: Reading, index: int) -> int:
    """Give the offset at which the verb that governs a quantity begins, or the start of the sentence."""
    syntax = reading.syntax
    verb = syntax.verb_before(syntax.at(reading.tokens[index].end - 1)) if syntax is not None else None
    return syntax.words[verb.begin].start if syntax is not None and verb is not None else reading.start


def beside(reading: Reading, index: int) -> int:
    """Give the index of the token that opens what goes on beside the clause of a quantity, or the end: , with X due.

    A time in it is not that of the clause.
    """
    for position in range(index + 1, len(reading.tokens) - 1):
        if reading.codes[position] != "," or reading.syntax is None:
            continue
        behind = reading.syntax.at(reading.tokens[position].end)
        adds = reading.syntax.code(behind) == "g" or reading.syntax.word(behind) == "having"  # , taking its gain to
        if adds or reading.text.startswith("with ", reading.tokens[position + 1].start):
            return position
    return len(reading.tokens)


def last_listed(reading: Reading, index: int) -> int:
    """Give the index of the last quantity that is listed with the one at ``index`` without another verb.

    What stands behind it is of all of them: revenue of 3 million and a loss of 1 million for 2024.
    So it is where the next only tells what the first is worth.
    """
    syntax = reading.syntax
    index = last_alike(reading, index)
    following = reading.codes.find("Q", index + 1)
    while syntax is not None and following >= 0:
        begin, end = syntax.at(reading.tokens[index].end - 1) + 1, syntax.at(reading.tokens[following].start)
        codes = [syntax.codes[place] for place in range(begin, end) if not _befell(syntax, place)]
        codes = [code for code in codes if code != ","] if syntax.word(end - 1) == "or" else codes  # cut 9 jobs, or 2%
        bears = any(syntax.word(place) in BEARING for place in range(begin, end))  # 36 kg of tea worth $2,000
        if OPENS.match(syntax.codes, end) is not None and syntax.verb_before(begin - 1) is not None:
            break  # asked 500 firms and a third said they would hire in May
        within = syntax.word(syntax.before_modifiers(end) - 1) in WITHIN and _counts(reading, following)
        done = DONE.match(syntax.codes, begin, end) if within else None
        codes = list(syntax.codes[done.end() : end]) if done is not None else codes  # trees felled in two
        if not ("c" in codes or bears or within) or not PARTING.isdisjoint(codes):
            break
        index, following = following, reading.codes.find("Q", following + 1)
    return index


def _counts(reading: Reading, index: int) -> bool:
    """Say whether the quantity at ``index`` counts something."""
    item = reading.tokens[index].item
    return isinstance(item, Quantity) and item.kind in COUNTS


def _befell(syntax: Syntax, place: int) -> bool:
    """Say whether a word tells what befell people, or is an auxiliary of such a one: have been killed."""
    while syntax.code(place) == "x":
        place += 1
    return syntax.word(place) in BEFALLEN


def only_tells_which(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether a number only tells how often someone has won, whenever that was told: six-time champion."""
    quantity = reading.tokens[index].item
    if not isinstance(quantity, Quantity) or not reading.english:
        return False
    return shapes["english-times-won"].match(reading.text, quantity.end) is not None


def last_alike(reading: Reading, index: int) -> int:
    """Give the index of the last quantity that tells the one at ``index`` once more: $3 million, or 9 cents."""
    while (match := AGAIN.match(reading.codes, index + 1)) and is_told_again(reading, match.end() - 1):
        index = match.end() - 1
    return index


def is_told_again(reading: Reading, index: int) -> bool:
    """Say whether a quantity tells the one before it once more: $3 million (2 million euros), or 9 cents a share."""
    last = reading.codes.rfind("Q", 0, index)
    match = AGAIN.fullmatch(reading.codes, last + 1, index + 1) if last >= 0 else None
    if match is None or not reading.english:
        return False
    if match["converted"]:
        first, again = reading.tokens[last].item, reading.tokens[index].item
        return isinstance(first, Quantity) and isinstance(again, Quantity) and first.kind == again.kind == "money"
    return reading.mention(index - 1).text == "or"


def is_said(text: str, begin: int, expression: TimeExpression, shapes: Shapes) -> bool:
    """Say whether a day is when something was said: said on Monday, on Monday announced."""
    if shapes["told-before"].search(text, max(expression.start - SAID, begin), expression.start):
        return True
    return shapes["told-after"].match(text, expression.end) is not None


def is_attribute(text: str, expression: TimeExpression) -> bool:
    """Say whether a day only tells apart the noun behind it: a May 22 murder; not lost 3 a day earlier on worries."""
    if goes_back(expression):
        return False
    led = text.endswith((" a ", " an ", " the "), 0, expression.start) and not text.startswith("same", expression.start)
    return led and text.startswith(" ", expression.end) and text[expression.end + 1 : expression.end + 2].islower()


def so_far(
    reading: Reading, expression: TimeExpression, period: Period, published: dt.date | None, shapes: Shapes
) -> Period:
    """Give the days up to publication for what has been since a time: has gained 12 percent this year, since 2016."""
    if published is None or period.start > published:
        return period
    text, start = reading.text, expression.start
    if expression.rule == "this-year" and shapes["has-done"].search(text, reading.start, start) is not None:
        return Period(period.start, min(period.end, published))
    since = shapes["since-event"].search(text, reading.start, start) is not None
    return Period(period.start, published) if since else period


def is_when(reading: Reading, position: int) -> bool:
    """Say whether a token is when: what stands before it was at the time of what follows."""
    token = reading.tokens[position]
    return reading.text[token.start : token.end].lower() == "when"


def befell_after(reading: Reading, index: int, position: int) -> bool:
    """Say whether a token opens what people came to harm in, at the same time: 12 were killed after a bridge fell."""
    token, text = reading.tokens[position], reading.text
    opens = text[token.start : token.end].lower() in ("after", "as")
    if not opens or LATER.search(text, reading.start, token.start) is not None:
        return False
    return not (BEFALLEN | LED_AWAY).isdisjoint(text[reading.tokens[index].start : token.start].split())


def happened_then(reading: Reading, expression: TimeExpression, position: int) -> bool:
    """Say whether a time is in what the relative clause at a token is told of: a crash on Friday that killed four."""
    syntax, start = reading.syntax, reading.tokens[position].start
    word = reading.text[start : reading.tokens[position].end].lower()
    if syntax is None or word not in RELATIVE or expression.start > start or "X" in reading.codes[position:]:
        return False
    opening = syntax.at(start)
    between = syntax.codes[syntax.at(expression.end - 1) + 1 : opening].removesuffix(",")
    if syntax.code(opening + 1) in "vegxa" and set(between) <= set("nN'T"):
        return True
    harmed = syntax.code(opening - 1) == "," and not BEFALLEN.isdisjoint(reading.text[start : reading.end].split())
    return harmed and WHICH_DID.match(syntax.codes, opening) is not None and set(between) <= set("nN'Tpds")


def shares_day(reading: Reading, index: int, position: int) -> bool:
    """Say whether an after only tells what the same ones did before, that day: arrested on Friday after hiding 3 kg.

    So it is where what they did then goes on behind it: hit Oak on Friday after gaining strength, killing 12 people.
    """
    syntax, item, token = reading.syntax, reading.tokens[index].item, reading.tokens[position]
    beyond = reading.clause_start(index) > position and follows_from(reading, index)
    if syntax is None or not isinstance(item, Quantity) or not (item.kind in MATTER or beyond):
        return False
    return AFTER_DOING.match(syntax.codes, syntax.at(token.end)) is not None


def went_on_then(reading: Reading, index: int, expression: TimeExpression) -> bool:
    """Say whether an English count is what happened as something was said on a day: said on Monday, as fire hurt 9."""
    syntax, item = reading.syntax, reading.tokens[index].item
    if syntax is None or not isinstance(item, Quantity) or item.kind not in COUNTS or not is_told(reading, index):
        return False
    end, at = syntax.at(expression.end - 1) + 1, syntax.at(item.start)
    opened = next((place for place in range(at, end, -1) if syntax.code(place) == "k"), 0)
    verb = syntax.verb_before(at)
    told = (
        verb is not None
        and "e" in syntax.codes[verb.begin : verb.end]
        and not syntax.fits("english-report", verb.end - 1)
    )
    return told and syntax.word(opened) == "as" and syntax.code(opened - 1) == ","


def follows_from(reading: Reading, index: int) -> bool:
    """Say whether the clause of a quantity tells what came of the one before it: struck on Friday, killing 12."""
    syntax, begin, item = reading.syntax, reading.clause_start(index), reading.tokens[index].item
    if syntax is None or not begin or not isinstance(item, Quantity) or item.kind not in COUNTS:
        return False
    return reading.codes[begin - 1] == "," and syntax.code(syntax.at(reading.tokens[begin - 1].end)) == "g"


def opens_no_clause(reading: Reading, token: Token) -> bool:
    """Say whether an as opens no clause: as of March, as low as 3 dollars."""
    text = reading.text
    opens = NO_CLAUSE.match(text, token.end) is None and SO_MUCH.search(text, reading.start, token.start) is None
    return not opens


def begins_part(reading: Reading, position: int, parting: frozenset[str]) -> bool:
    """Say whether a token begins another clause: as, after, and expects; that but where it is what was said.

    No other is begun by what those who came to harm were doing: 12 people died while trying to swim home in May.
    """
    token = reading.tokens[position]
    codes = reading.codes
    word = reading.text[token.start : token.end].lower()
    if word == "as" and opens_no_clause(reading, token):
        return False
    if word in MEANWHILE and _was_doing(reading, token):
        return False
    if word == "that" and reading.text.startswith((" ended ", " ends "), token.end):
        return False  # in the quarter that ended in June
    if word in parting or (word == "and" and codes[position + 1 : position + 2] in ("R", "X")):
        return True
    if token.code == "," and reading.text.startswith((", and ", ", with "), token.start):
        end = codes.find(",", position + 1)
        return "X" in codes[position : end if end >= 0 else len(codes)]
    said = codes[max(position - 3, 0) : position].rstrip("P")[-2:]  # said on Friday that
    return word == "that" and "R" not in said


def _was_doing(reading: Reading, token: Token) -> bool:
    """Say whether a while or a when tells what those were doing who came to harm before it: died while swimming."""
    syntax = reading.syntax
    if syntax is None or syntax.code(syntax.at(token.end)) != "g":
        return False
    return not BEFALLEN.isdisjoint(reading.text[reading.start : token.start].lower().split())


def parting_places(reading: Reading, parting: frozenset[str], shapes: Shapes) -> list[int]:
    """Give the indices of the tokens before which an English word begins another clause.

    What only tells when something takes place begins none: 300 people will attend a fair which opens on Friday.
    """
    return [
        position
        for position, token in enumerate(reading.tokens)
        if token.code not in "QP"
        and begins_part(reading, position, parting)
        and not _takes_place(reading, token, shapes)
    ]


def _takes_place(reading: Reading, token: Token, shapes: Shapes) -> bool:
    """Say whether a relative clause only tells when what people come to takes place."""
    if shapes["english-takes-place"].match(reading.text, token.start) is None:
        return False
    return shapes["english-comes-to"].search(reading.text, reading.start, token.start) is not None


def until_next(reading: Reading, index: int) -> int:
    """Give the position of the next quantity that the one at ``index`` does not lead to, or of the end."""
    following = past_age(reading, reading.codes.find("Q", index + 1))
    joining = JOINING | BESIDE  # rose $3 million, or 4 percent, to $80 million
    while following >= 0:
        between = reading.codes[index + 1 : following]
        if LEADS_ON.fullmatch(between) is not None:
            between = "t"  # rose 9 percent from a year ago to 3 million, or to reach a record 3 million, in March
        if not set(between) <= joining:
            break
        index, following = following, reading.codes.find("Q", following + 1)
    return following if following >= 0 else len(reading.codes)


def goes_back(expression: TimeExpression) -> bool:
    """Say whether a time only goes back from the one spoken of: a year earlier."""
    return expression.kind == "anaphor" and any(atom.rule.basis for atom in expression.atoms)
