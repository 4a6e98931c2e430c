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
    from numfacts.linking.times.moments import Sought
    from numfacts.linking.times.reader import Time
    from numfacts.periods import TimeExpression
    from numfacts.vocabulary.shapes import Shapes
    from numfacts.vocabulary.tokens import Token

BESIDE = frozenset(",j")  # codes between two ways of telling a change
JOINING = frozenset("tLTk(")  # codes between a change and the level it leads to
LEADS_ON = re.compile("(?:f?B)?t[Lwrk]{0,2}")  # codes between a change and the level it leads to
AGAIN = re.compile(r"\)?(?:(?P<converted>\()|,?j)Q")  # codes between a quantity and one that tells it once more
SAID = 48  # characters before a day in which what was said on it may stand
BEFALLEN = frozenset(
    ["dead", "missing", "injured", "wounded", "hurt", "killed", "died"]
)  # 30 dead and 12 wounded this week
LED_AWAY = frozenset(
    ["evacuated", "rescued", "stranded", "hospitalised", "hospitalized", "trapped", "safety", "hospital"]
)
TIED_TO = frozenset(["to", "over", "about"])  # before what people are held for: two men held over Sunday's raid
PLACES = frozenset(["from", "in", "across", "at"])  # lead to how many places something moved in
BEARING = frozenset(["with", "worth"])  # lead to what the first of two amounts is worth: 12 flats worth $9 million
NO_CLAUSE = (" of ", " at ", " low as ", " high as ", " little as ", " few as ", " early as ", " soon as ", " well as ")
SO_MUCH = ("as low ", "as high ", "as little ", "as few ", "as early ", "as soon ", "as well ")
RELATIVE = frozenset(["that", "which", "who"])
LATER = re.compile("(?:hour|day|week|month|year)s? $")  # before what came earlier than what is told
NOW_DONE = re.compile("(?<![a-z])(?:has|have|is|are|in (?:19|20)[0-9]{2}|last|since) ")  # of what is not of that day
PAST = frozenset(["was", "were", "had", "did"])  # auxiliaries of what is told


def is_told(reading: Reading, index: int) -> bool:
    """Say whether the quantity at ``index`` is of what happened, by the verb that governs it: sold, not sells.

    A quantity without a verb counts: nothing speaks of now.
    """
    syntax, quantity = reading.syntax, reading.tokens[index].item
    if syntax is None or not isinstance(quantity, Quantity):
        return False
    verb = syntax.verb_before(syntax.at(quantity.start))
    if verb is None:
        return True
    if syntax.codes[verb.begin] == "x":
        return syntax.word(verb.begin) in PAST
    return not set("eg").isdisjoint(syntax.codes[verb.begin : verb.end])


def is_so_now(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether a quantity is told of now, beside another of what is to be: to $5 in May from $3 now."""
    quantity = reading.tokens[index].item
    if not isinstance(quantity, Quantity) or "X" not in reading.codes or reading.codes.count("Q") == 1:
        return False
    if shapes["english-now-before"].search(reading.text, reading.start, quantity.left) is not None:
        return True
    return shapes["english-now-behind"].match(reading.text, quantity.right) is not None


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
        following = reading.tokens[position + 1]
        syntax = reading.syntax
        if reading.codes[position] == "j" and syntax is not None:
            verb = syntax.code(syntax.at(reading.tokens[position].end)) in "ve"
            if verb and 0 <= reading.codes.find("P", position) < reading.codes.find("Q", position):
                return position  # cut the rate to 4 percent and halved its forecast for this year to 1 percent
            continue
        if reading.codes[position] != ",":
            continue
        added = syntax.at(reading.tokens[position].end) if syntax is not None else 0
        adds = syntax is not None and (
            syntax.code(added) == "g" or syntax.word(added) == "having"
        )  # , taking its gain to; , having lost
        if adds or reading.text.startswith("with ", following.start):
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
        codes = syntax.codes[begin:end]
        between = "".join(code for place, code in enumerate(codes, begin) if not _befell(syntax, place))
        closed = (
            VERBS | set("kT")
            if between.lstrip("n")[:2] == ",c" and syntax.word(begin + between.find("c")) == "or"
            else VERBS | set(",kT")
        )
        bears = any(syntax.word(place) in BEARING for place in range(begin, end))  # 36 kg of tea worth $2,000
        bears |= _is_where(reading, index, following, syntax.word(end - 1))
        if not ("c" in between or bears) or set(between) & closed:
            break
        index, following = following, reading.codes.find("Q", following + 1)
    return index


def _is_where(reading: Reading, index: int, following: int, word: str) -> bool:
    """Say whether a number only counts where it is that something moved: a 9 percent rise in visitors from 10 cities.

    ``word`` stands right before it.
    """
    first, other = reading.tokens[index].item, reading.tokens[following].item
    if not isinstance(first, Quantity) or not isinstance(other, Quantity) or word not in PLACES:
        return False
    return first.kind in ("ratio", "difference", "times") and other.kind in COUNTS | {"bare"}


def _befell(syntax: Syntax, place: int) -> bool:
    """Say whether a word tells what befell people, or is an auxiliary of such a one: have been killed."""
    while syntax.code(place) == "x":
        place += 1
    return syntax.word(place) in BEFALLEN


def is_of_aside(reading: Reading, index: int) -> bool:
    """Say whether a number only tells what someone is between commas: Oak, an app with 3 million users, said on."""
    syntax, quantity = reading.syntax, reading.tokens[index].item
    if syntax is None or not isinstance(quantity, Quantity) or quantity.kind not in COUNTS:
        return False
    begin = syntax.before_modifiers(syntax.at(quantity.start))
    noun = syntax.phrase_before(begin - 1) if syntax.word(begin - 1) == "with" else None
    apposed = noun is not None and syntax.code(noun.begin - 1) == "d" and syntax.code(noun.begin - 2) == ","
    had = syntax.phrase_after(syntax.at(quantity.end - 1) + 1) if apposed else None
    return had is not None and "T" not in syntax.codes[begin : had.end] and syntax.code(had.end) == ","


def only_tells_which(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether a number only tells of what one is, or how large something is, whenever that was dealt with.

    So it does in: on Monday freed one of the four hostages, on Friday blocked Elm's $3 billion bid.
    """
    text, quantity = reading.text, reading.tokens[index].item
    if not isinstance(quantity, Quantity) or not reading.english:
        return False
    if shapes["english-times-won"].match(text, quantity.end) is not None:
        return True
    if "P" in reading.codes[index : reading.clause_end(index)]:
        return False  # one of the four killed on Monday
    if quantity.kind in COUNTS and quantity.kind != "person":
        begin = max(reading.start, quantity.left - SAID)
        return shapes["english-set-ahead"].search(text, begin, quantity.left) is not None
    owned = quantity.kind == "money" and text.endswith(("'s ", "’s "), reading.start, quantity.left)
    return owned and shapes["english-deal-named"].match(text, quantity.end) is not None


def last_alike(reading: Reading, index: int) -> int:
    """Give the index of the last quantity that tells the one at ``index`` once more: $3 million, or 9 cents."""
    while match := AGAIN.match(reading.codes, index + 1):
        if not is_told_again(reading, match.end() - 1):
            break
        index = match.end() - 1
    return index


def is_told_again(reading: Reading, index: int) -> bool:
    """Say whether a quantity tells the one before it once more: $3 million (2 million euros), or 9 cents a share."""
    last = reading.codes.rfind("Q", 0, index)
    match = AGAIN.fullmatch(reading.codes, last + 1, index + 1) if last >= 0 else None
    if match is None or not reading.english:
        return False
    first, again = reading.tokens[last].item, reading.tokens[index].item
    if match["converted"]:
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
    """Give the days up to publication for what has been since a time: gained 12 percent this year."""
    if published is None or expression.role not in (None, "until", "early") or period.start > published:
        return period
    text, start = reading.text, expression.start
    this = expression.rule == "this-year" and shapes["has-done"].search(text, reading.start, start) is not None
    if this or shapes["since-event"].search(text, reading.start, start) is not None:
        return Period(period.start, min(period.end, published) if this else published)
    return period


def is_when(reading: Reading, position: int) -> bool:
    """Say whether a token is when: what stands before it was at the time of what follows."""
    token = reading.tokens[position]
    return reading.text[token.start : token.end].lower() == "when"


def befell_after(reading: Reading, index: int, position: int) -> bool:
    """Say whether a token opens what people came to harm in, at the same time: 12 were killed after a bridge fell.

    So it may be with as, where nothing is said in its clause: as a storm hit the coast.
    """
    token, text = reading.tokens[position], reading.text
    word = text[token.start : token.end].lower()
    if word not in ("after", "as") or LATER.search(text, reading.start, token.start) is not None:
        return False
    said = not {"R", "X"}.isdisjoint(reading.codes[position : reading.clause_end(position)])
    if word == "as" and (said or reading.codes[position - 1] == ","):
        return False
    return not (BEFALLEN | LED_AWAY).isdisjoint(text[reading.tokens[index].start : token.start].split())


def is_of_reason(reading: Reading, index: int, expression: TimeExpression) -> bool:
    """Say whether a time behind a quantity is only of what something is done for: fined 30 men for dumping in May.

    Nor is it of what something was done for that a verb follows, a man tried for two thefts was jailed in May, or of
    what comes later: 20 shows will be held before the hall opens in May.
    """
    syntax = reading.syntax
    if syntax is None:
        return False
    at, end = syntax.at(reading.tokens[index].end - 1), syntax.at(expression.start)
    for place in range(at + 1, end):
        if syntax.word(place) == "for" and syntax.codes[place + 1 : end].lstrip("a")[:1] == "g":
            return True
        opened = syntax.phrase_after(place + 1) if syntax.word(place) in ("before", "until") else None
        if opened is not None and opened.end < end and syntax.code(opened.end) in "vexa":
            return True
    verb = syntax.verb_before(at)
    done_for = verb is not None and syntax.codes[verb.begin] == "g" and syntax.word(verb.begin - 1) == "for"
    return done_for and "x" in syntax.codes[at:end]


def is_of_misfortune(sought: Sought, time: Time, shapes: Shapes) -> bool:
    """Say whether a time is only of what money is given after: set aside $3 million for victims of Sunday's storm."""
    syntax, expression = sought.reading.syntax, time.expression
    if syntax is None or sought.quantity.kind not in COUNTS | {"money"}:
        return False
    at = syntax.at(expression.start)
    if syntax.word(at - 1) in TIED_TO and sought.quantity.kind != "money":
        return shapes["english-misfortune"].match(sought.reading.text, expression.end) is not None
    if sought.quantity.kind != "money" and not syntax.fits("english-aftermath", at - 2):
        return False  # cancelled 20 flights as it grapples with the effects of Friday's outage
    harmed = syntax.word(at - 1) in ("of", "by") or (syntax.word(at - 1) == "in" and syntax.word(at - 2) in BEFALLEN)
    return harmed and shapes["english-misfortune"].match(sought.reading.text, expression.end) is not None


def is_of_record(reading: Reading, expression: TimeExpression, shapes: Shapes) -> bool:
    """Say whether a time only tells since when nothing like it was: the most since it began keeping count in 2007."""
    begin = max(reading.start, expression.start - SAID)
    return shapes["english-record-since"].search(reading.text, begin, expression.start) is not None


def is_of_earlier_deed(reading: Reading, index: int, expression: TimeExpression) -> bool:
    """Say whether a time is only of what is told of a subject that now does, or will: who fell ill in May will get $3.

    So it is in a relative clause that the verb of the quantity follows, if that is not of the past too.
    """
    syntax = reading.syntax
    if syntax is None or expression.start > reading.tokens[index].start or is_told(reading, index):
        return False
    verb = syntax.verb_before(syntax.at(reading.tokens[index].start))
    last = syntax.at(expression.end - 1)
    if verb is None or verb.begin != last + 1:
        return False
    for place in range(last, -1, -1):
        if syntax.word(place) in RELATIVE:
            return syntax.code(place - 1) in "nNd" and "e" in syntax.codes[place:last]  # not who apply in May
        if syntax.codes[place] in ",k":
            return False
    return False


def happened_then(reading: Reading, expression: TimeExpression, position: int) -> bool:
    """Say whether a time is in what the relative clause at a token is told of: a crash on Friday that killed four."""
    syntax, start = reading.syntax, reading.tokens[position].start
    word = reading.text[start : reading.tokens[position].end].lower()
    if syntax is None or word not in RELATIVE or expression.start > start or "X" in reading.codes[position:]:
        return False
    opening = syntax.at(start)
    begin = syntax.at(expression.end - 1) + 1
    begin += 1 + (syntax.code(begin + 1) == "d") if syntax.word(begin) == "during" else 0  # last week during a drill
    between = syntax.codes[begin:opening].removesuffix(",")
    return syntax.code(opening + 1) in "vegxa" and set(between) <= set("nN'T")


def follows_from(reading: Reading, index: int) -> bool:
    """Say whether the clause of a quantity tells what came of the one before it: struck on Friday, killing 12."""
    syntax, begin, item = reading.syntax, reading.clause_start(index), reading.tokens[index].item
    if syntax is None or not begin or reading.codes[begin - 1] != ",":
        return False
    if not isinstance(item, Quantity) or item.kind not in COUNTS:
        return False  # by the end of 2026, saving $60 million a year
    return syntax.code(syntax.at(reading.tokens[begin - 1].end)) == "g"


def happened_there(reading: Reading, index: int, position: int) -> bool:
    """Say whether a token opens what happened at a place, of what is told: struck on Friday in Elm, where 12 died."""
    token, text = reading.tokens[position], reading.text
    item = reading.tokens[index].item
    if text[token.start : token.end].lower() != "where" or not isinstance(item, Quantity):
        return False
    end = reading.tokens[reading.clause_end(index) - 1].end
    return item.kind in COUNTS and is_told(reading, index) and NOW_DONE.search(text, token.end, end) is None


def opens_no_clause(reading: Reading, token: Token) -> bool:
    """Say whether an as opens no clause: as of March, as low as 3 dollars."""
    return reading.text.startswith(NO_CLAUSE, token.end) or reading.text.endswith(SO_MUCH, 0, token.start)


def begins_part(reading: Reading, position: int, parting: frozenset[str]) -> bool:
    """Say whether a token begins another clause: as, after, and expects; that but where it is what was said."""
    token = reading.tokens[position]
    codes = reading.codes
    word = reading.text[token.start : token.end].lower()
    if word == "as" and opens_no_clause(reading, token):
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


def parting_places(reading: Reading, parting: frozenset[str]) -> list[int]:
    """Give the indices of the tokens before which an English word begins another clause."""
    return [
        position
        for position, token in enumerate(reading.tokens)
        if token.code not in "QP" and begins_part(reading, position, parting)
    ]


def until_next(reading: Reading, index: int) -> int:
    """Give the position of the next quantity that the one at ``index`` does not lead to, or of the end."""
    following = past_age(reading, reading.codes.find("Q", index + 1))
    joining = JOINING | BESIDE if reading.english else JOINING  # rose $3 million, or 4 percent, to $80 million
    while following >= 0:
        between = reading.codes[index + 1 : following]
        if reading.english and LEADS_ON.fullmatch(between) is not None:
            between = "t"  # rose 9 percent from a year ago to 3 million, or to reach a record 3 million, in March
        if not set(between) <= joining:
            break
        index, following = following, reading.codes.find("Q", following + 1)
    return following if following >= 0 else len(reading.codes)


def goes_back(expression: TimeExpression) -> bool:
    """Say whether a time only goes back from the one spoken of: a year earlier."""
    return expression.kind == "anaphor" and any(atom.rule.basis for atom in expression.atoms)
