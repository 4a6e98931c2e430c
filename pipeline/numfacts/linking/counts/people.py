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
SHORT = 8  # characters of what is said of people up to which it is a metric as a whole
CLAUSES = 3  # clauses looked at for what is said of people
PEOPLE = "人"
LISTED = frozenset("wjCSO")  # codes of a list of names
AND_OTHERS = "等"  # behind the last name of a list
MEMBERS = ("w", "S", "C", "O")  # codes of those of whom a share does something
DOES = "vLsX"  # codes that what they do begins with
LEADS = "LTtXNePkRsS"  # codes of what leads to a share at the head of a clause
SEXES = frozenset("男女")
OF = "的"
HAS = "有"
CLOSING = "，。、；：,;:!?！？ \n"  # what no words end with
AMONG_END = "中"  # ends the word for the whole before a comma
PARTED = ("其中", "当中")  # before a part of an amount
WHOLE = 30  # characters of it


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
    if reading.text[quantity.left - 1] != "的":
        return None
    verb = None
    while first and reading.codes[first - 1] in PHRASE:
        first -= 1
        verb = first if reading.codes[first] == "v" else verb
    if verb is None:
        return None
    start, end = reading.tokens[verb].start, quantity.left - 1
    return Link(Mention(reading.text[start:end], start, end), None, None, verb, event=True)


def predicated(place: Place, shapes: Shapes) -> Link | None:
    """Read what is said of so many people as what their number is: 93人病情较重, 2人已转运至医院."""
    reading, quantity = place.reading, place.quantity
    if reading.english or quantity.unit_text not in shapes.words("people-units"):
        return None
    if is_aim(reading, place.index, shapes):
        return None
    adverb = shapes["said-adverb"].match(reading.text, quantity.right)
    begin = adverb.end() if adverb is not None else quantity.right
    begin += reading.text.startswith(OF, begin)  # 6人的通缉名单
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
        whole = token.end - token.start > 1 and not reading.text.startswith("的", token.end)
        befalls = led and reading.codes[position - 1 : position + 1] == "vM"  # 受到处罚
        if whole and (token.code == "v" or befalls):
            return named(reading, position, event=True)
    return None


def by_sex(place: Place) -> Link | None:
    """Read what befell so many men and women, or was done to them, as what their number is of: 拘捕1男3女."""
    reading, first, last = place.reading, place.index, place.index + 1
    if reading.english or place.quantity.unit_text or reading.mention(last).text not in SEXES:
        return None
    while reading.codes[first - 2 : first] == "Qw":
        first -= 2
    while reading.codes[last + 1 : last + 3] == "Qw":
        last += 2
    for verb in (last + 1, first - 1):
        if reading.codes[verb : verb + 1] in ("v", "M"):
            return named(reading, verb, event=True)
    return None


def labelled(place: Place, shapes: Shapes) -> Link | None:
    """Read the label before a list of people, or the kind of a case, as what their number is of.

    评审专家:甲、乙等5人; 新增病例4例，其中境外输入3例.
    """
    reading, quantity, previous = place.reading, place.quantity, place.previous
    if quantity.kind in COUNTS and previous is not None and previous.quantity.unit_text == quantity.unit_text:
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
    """Read what a share of those asked or tested say or show as what it is a share of: 85%的企业认为成本上升.

    So is what a share of people or things does at the head of a clause: 约16%受访者曾遭遇工伤, 85%出席.
    """
    reading = place.reading
    found = shapes["share-says"].match(reading.text, place.quantity.right, reading.end)
    if found is not None:
        return Link(Mention(found[1], *found.span(1)), None, None, None)
    if reading.english or not _heads(reading, place.index):
        return None
    near, part = place.near, place.index > 0 and reading.mention(place.index - 1).text in PARTED
    if part and near is not None and near.link is not None and near.quantity.kind == "money":
        return near.link.shared()  # 营收10亿元，其中七成来自海外
    first, begin = _behind_members(place, shapes)
    said = _done_by(reading, first, begin, shapes)
    return Link(said, None, None, first, event=True) if said is not None else None


def _behind_members(place: Place, shapes: Shapes) -> tuple[int, int]:
    """Give the first token, and the offset, behind those of whom a share is told."""
    reading, first, begin = place.reading, place.index + 1, place.quantity.right
    asked = shapes["those-asked"].match(reading.text, begin)
    begin = asked.end("whom") if asked is not None else begin
    while first < len(reading.tokens) and reading.tokens[first].start < begin:
        first += 1
    while reading.codes[first : first + 1] in MEMBERS and reading.tokens[first].start == begin:
        begin = reading.tokens[first].end
        first += 1
    return first, begin


def _done_by(reading: Reading, first: int, begin: int, shapes: Shapes) -> Mention | None:
    """Give what is said from an offset on, before the token ``first`` or with it, up to the end of the clause."""
    end = reading.clause_end(first)
    told = reading.codes[first:end]
    if not told or told[0] not in DOES or "Q" in told:
        return None
    if reading.mention(first).text in shapes.words("amounts-to"):
        begin = reading.tokens[first].end  # 六成是机电产品
    stop = reading.tokens[end].start if end < len(reading.tokens) else reading.end
    stop = begin + len(reading.text[begin:stop].rstrip(CLOSING))
    return Mention(reading.text[begin:stop], begin, stop) if 1 < stop - begin <= WHOLE else None


def _heads(reading: Reading, index: int) -> bool:
    """Say whether a clause begins with the quantity at ``index``, but for words of time, place and report."""
    first = reading.clause_start(index)
    if first and reading.text[reading.tokens[first - 1].start - 1] == AMONG_END:
        return False  # 病例中，67%来自海外
    levels = (reading.tokens[at].end for at in range(first, index) if reading.codes[at] == "L")
    if not all(reading.text.endswith(HAS, 0, end) for end in levels):
        return False  # 完成70%接种
    return not reading.codes[first:index].strip(LEADS)
