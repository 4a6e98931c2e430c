"""Reading what is said of people, or of a share of them, as what their number is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.counts.events import is_aim
from numfacts.linking.links import COUNTS, Link, named
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

PHRASE = frozenset("vwMS")  # codes of the words of a short clause that describes people
GRANTEES = "激励对象"
SHORT = 8  # characters of what is said of people up to which it is a metric as a whole
CLAUSES = 3  # clauses looked at for what is said of people
LONGEST = 14  # characters of one
PEOPLE = "人"
AND_OTHERS = "等"  # behind the last name of a list
DOERS = "者客"  # how those who do something are called, where no other word ends so
LISTED = frozenset("wjCSO")  # codes of a list of names


def opens_with_people(place: Place, shapes: Shapes) -> bool:
    """Say whether so many people are what a clause begins with, and what is said of them follows: 11人仍然失踪."""
    reading, quantity = place.reading, place.quantity
    before = reading.codes[reading.clause_start(place.index) : place.index]
    if quantity.unit_text != PEOPLE or before.strip("sPk"):
        return False
    return shapes["led-by-circumstance"].match(reading.text, quantity.right) is None  # 6人因离职


def described(place: Place) -> Link | None:
    """Read what people are said to do as what their number is: 接种第一剂疫苗的5万人."""
    reading, quantity, first = place.reading, place.quantity, place.index
    if reading.english or quantity.kind != "person" or reading.text[quantity.left - 1] != "的":
        return None
    end = start = quantity.left - 1
    verb = None
    while first and reading.codes[first - 1] in PHRASE and reading.tokens[first - 1].end >= start - 4:
        first -= 1
        start = reading.tokens[first].start
        verb = first if reading.codes[first] == "v" else verb
    if verb is None:
        return None
    start = reading.tokens[verb].start
    if end - start > LONGEST:
        return None
    return Link(Mention(reading.text[start:end], start, end), None, None, verb, event=True)


def predicated(place: Place, shapes: Shapes) -> Link | None:
    """Read what is said of so many people as what their number is: 93人病情较重, 2人已转运至医院."""
    reading, quantity = place.reading, place.quantity
    if reading.english or quantity.unit_text not in shapes.words("people-units"):
        return None
    if is_aim(reading, place.index):
        return None
    if shapes["round-mark"].match(reading.text, quantity.right) is not None:
        return None  # 重返34万人大关
    adverb = shapes["said-adverb"].match(reading.text, quantity.right)
    begin = adverb.end() if adverb is not None else quantity.right
    led = shapes["led-by-circumstance"].match(reading.text, begin) is not None
    first = place.index + 1
    for _ in range(CLAUSES if led else 1):
        end = reading.clause_end(first)
        if "Q" in reading.codes[first:end]:
            return None
        if (said := _said(reading, range(first, end), begin, led=led)) is not None:
            return said
        first = end + 1
    return None


def _said(reading: Reading, clause: range, begin: int, *, led: bool) -> Link | None:
    """Read a short clause as a whole, and a verb of a longer one: the last where circumstances lead to it."""
    end = reading.tokens[clause.stop].start if clause.stop < len(reading.tokens) else reading.end
    end -= len(reading.text[begin:end]) - len(reading.text[begin:end].rstrip("。! \n")) if begin < end else 0
    if not led and 1 < end - begin <= SHORT:
        first = clause.start if clause.start < len(reading.tokens) else None  # 每班5人不等: no token
        return Link(Mention(reading.text[begin:end], begin, end), None, None, first, event=True)
    for position in reversed(clause) if led else clause:
        token = reading.tokens[position]
        whole = token.end - token.start > 1 and token.start >= begin and not reading.text.startswith("的", token.end)
        befalls = led and reading.codes[position - 1 : position + 1] == "vM"  # 受到处罚
        if whole and (token.code == "v" or befalls):
            return named(reading, position, event=True)
    return None


def doers(reading: Reading, begin: int, position: int) -> Link | None:
    """Read a word for those who do something that was cut before its last character or taken for what they do.

    新增感染|者达60人, 企业说客有9名.
    """
    token = reading.tokens[position]
    if token.code not in "wvM" or reading.text[token.end - 1] not in DOERS:
        return None
    if token.end - token.start > 1:
        return named(reading, position) if token.code == "v" else None
    before = reading.tokens[position - 1] if position > begin else None
    if before is None or before.code not in "wvMB" or before.end != token.start:
        return None
    return Link(Mention(reading.text[before.start : token.end], before.start, token.end), None, None, position)


def granted(place: Place, shapes: Shapes) -> Link | None:
    """Give those whom shares are granted to, wherever the text names them, for a number of people whom shares concern.

    本次回购注销限制性股票涉及7人: 激励对象.
    """
    reading, quantity = place.reading, place.quantity
    if reading.english or quantity.kind != "person":
        return None
    if shapes["shares-concern"].search(reading.text, reading.start, quantity.left) is None:
        return None
    start = reading.text.rfind(GRANTEES, 0, quantity.left)
    start = start if start >= 0 else reading.text.find(GRANTEES, quantity.right)
    return Link(Mention(GRANTEES, start, start + len(GRANTEES)), None, None, None) if start >= 0 else None


def labelled(place: Place, shapes: Shapes) -> Link | None:
    """Read the label before a list of people, or the kind of a case, as what their number is of.

    评审专家:甲、乙等5人; 新增病例4例，其中境外输入3例.
    """
    reading, quantity, previous = place.reading, place.quantity, place.previous
    counted = quantity.kind in COUNTS and previous is not None and previous.quantity.unit_text == quantity.unit_text
    if counted and reading.codes[place.index - 1] != "M":
        kind = shapes["case-kind"].search(reading.text, reading.start, quantity.left)
        if kind is not None:
            return Link(Mention(kind[0], *kind.span()), None, None, None)
    first = reading.clause_start(place.index)
    if quantity.kind != "person" or not reading.text.startswith(AND_OTHERS, quantity.left - 1):
        return None
    if first < 2 or reading.codes[first - 1] != ":" or set(reading.codes[first : place.index]) - LISTED:
        return None
    return named(reading, first - 2) if reading.codes[first - 2] in "wM" else None


def surveyed(place: Place, shapes: Shapes) -> Link | None:
    """Read what a share of those asked or tested say or show as what it is a share of: 85%的企业认为成本上升."""
    reading, quantity = place.reading, place.quantity
    if reading.english or quantity.kind != "ratio":
        return None
    found = shapes["share-says"].match(reading.text, quantity.right, reading.end)
    return Link(Mention(found[1], *found.span(1)), None, None, None) if found is not None else None
