"""Names of a list that are read as they are written, since words within them join words: 住宿和餐饮业、金融业."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.programs import later
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading

LEAD = later("(?:其中|此外|另外|从[^，。;:]{2,8}看)[，,]?|分(?:行业|品种|地区|类别|领域)看[，,]?")
NAME = later("(?![在对向自从由将把以为])[\u4e00-\u9fffA-Za-z·“”]{2,22}(?:[(][^()]{1,8}[)])?")
JOINS = later("[和及与]")
OWN = later("(?:等)?(?:业态|品类|类目)?的")  # behind the last name of a list, before what is told of each
MEASURED = frozenset("MBPLNVTtk")  # codes of what stands between a list and 分别: what of each is told, and how
COUNTS = dict(zip("两二三四五六", (2, 2, 3, 4, 5, 6), strict=True))
TAKEN_UP = later(
    r"\s{0,4}(?:(?:这|上述|以上|其中)?(?P<count>[两二三四五六])(?:家|款|只|座|支|地|者|人|国|省|市|大(?=运营商|品牌|银行|车企|航空|石油|平台|股指|指数))|双方|二者)"
)
WORD = "[\u4e00-\u9fffA-Za-z0-9·]{2,20}"
TOLD_OF = later(
    f"(?:(?<=[，,。:为是括有])|^)(?P<names>(?:{WORD}?、){{0,5}}{WORD}?(?:、|以及|和|及|与){WORD}?)"
    "(?=$|[，,。;]|(?:[0-9]{1,2}月)?[0-9]{1,2}日|[今昨][天日]|周[一二三四五六日]|[近日]日|日前|去年|今年|[上下]半年"
    "|发布|公布|披露|公告|签署|宣布|均|都|双双|先后|同时|的|达成|成立|共同|联合|组成|参与|中标|入围|当选)"
)
BESIDES = later(
    f"(?P<one>{WORD}?)(?:(?:[0-9]{{1,2}}月)?[0-9]{{1,2}}日|[今昨][天日]|近日|日前|(?=退出|入股|成为|加入|宣布|发布|出资|受让|认购|获))"
    "[^，。;]{2,30}"
    f"[，,](?:一同|同时|一起|一并|此外)[^，。;]{{0,6}}(?:还有|包括)(?P<other>{WORD})"
)
TOLD_AS = later("^.*(?:包括|分别为|分别是|(?<!华)为|[是系])(?=.{2})")  # before the first name, what all of them are
BEFORE = 120  # characters before a sentence in which those stand whom it takes up
SPLIT = later("、|以及|和|及|与")


def by_marks(reading: Reading, position: int, count: int, *, in_step: bool) -> list[Mention]:
    """Give as many names as a list has that marks alone part, of which one has a word within that joins words.

    They stand before the word at ``position``, with what of them is told behind the last. Only the last may be two.
    Or one of them is what people do, which no list of nouns holds: 烧烤、火锅的消费额; only so where no 分别 tells that
    the list goes ``in_step`` with quantities.
    """
    begin, end = reading.clause_start(position), position
    while end > begin and reading.codes[end - 1] in MEASURED:
        end -= 1
    while begin < end and reading.codes[begin] == "P":
        begin += 1
    if begin >= end or reading.english:
        return []
    start, stop = reading.tokens[begin - 1].end if begin else reading.start, reading.tokens[end - 1].end
    stop = _to_mark(reading, stop, reading.tokens[end].start) if end < position else stop
    lead = LEAD.match(reading.text, start, stop)
    start = start if lead is None else lead.end()
    stop = _before_own(reading, start, stop)
    parts = _parts(reading.text, start, stop)
    done = any(_is_done(reading, part) for part in parts)
    if in_step and not done:
        return []
    joined = [JOINS.search(part.text or "", 1) for part in parts]
    if len(parts) == count - 1 and len(parts) > 1 and joined[-1] is not None and not any(joined[:-1]):
        return _both(parts)
    named = all(NAME.fullmatch(part.text or "") for part in parts) and (done or any(joined))
    return parts if len(parts) == count and named and not _measure(reading, parts) else []


def taken_up(reading: Reading, position: int, count: int) -> list[Mention]:
    """Give as many names as a list has from the sentence before, where this one takes them up: 两家公司的…分别为."""
    found = TAKEN_UP.match(reading.text, reading.start, reading.end)
    if found is None or "j" in reading.codes[:position] or COUNTS.get(found["count"] or "两") != count:
        return []
    stop = reading.start
    first = reading.text.rfind("。", max(stop - BEFORE, 0), max(stop - 1, 0)) + 1
    first = max(first, reading.text.rfind("\n", max(stop - BEFORE, 0), max(stop - 1, 0)) + 1, stop - BEFORE, 0)
    for listed in TOLD_OF.finditer(reading.text, first, stop):
        names, at = [], listed.start("names")
        for mark in [*SPLIT.finditer(reading.text, *listed.span("names")), None]:
            end = mark.start() if mark is not None else listed.end("names")
            names.append(Mention(reading.text[at:end], at, end))
            at = mark.end() if mark is not None else end
        told = TOLD_AS.match(names[0].text or "")
        if told is not None:
            names[0] = Mention((names[0].text or "")[told.end() :], (names[0].start or 0) + told.end(), names[0].end)
        if len(names) == count and all(len(name.text or "") > 1 for name in names):
            return names
    besides = BESIDES.match(reading.text, first, stop) if count == len(("one", "other")) else None
    return [Mention(besides[name], *besides.span(name)) for name in ("one", "other")] if besides is not None else []


def _to_mark(reading: Reading, stop: int, start: int) -> int:
    """Give where the last name of a list ends, with characters behind its last token that are in no word."""
    return start if reading.text[stop:start].strip() else stop


def _before_own(reading: Reading, start: int, stop: int) -> int:
    """Give where the last name of a list ends that has what is told of it behind 的: 民宿、温泉业态|的县域消费额."""
    mark = reading.text.rfind("、", start, stop)
    own = OWN.search(reading.text, mark, stop) if mark >= 0 else None
    return own.start() if own is not None else stop


def _is_done(reading: Reading, part: Mention) -> bool:
    """Say whether a part of a list is one word for what people do: 露营, 烧烤."""
    return any(token.code == "v" and (token.start, token.end) == (part.start, part.end) for token in reading.tokens)


def _parts(text: str, start: int, stop: int) -> list[Mention]:
    """Give what a mark of a list parts between two offsets."""
    parts: list[Mention] = []
    while start < stop:
        end = text.find("、", start, stop)
        end = end if end >= 0 else stop
        parts.append(Mention(text[start:end], start, end))
        start = end + 1
    return parts


def _both(parts: list[Mention]) -> list[Mention]:
    """Give the names of a list of which the last two are joined by a word: 东部、中部、西部和东北地区."""
    last = parts[-1]
    text, start = last.text or "", last.start or 0
    join = max(text.rfind(word) for word in "和及与")
    both = [Mention(text[:join], start, start + join), Mention(text[join + 1 :], start + join + 1, last.end)]
    names = [*parts[:-1], *both]
    return names if all(NAME.fullmatch(name.text or "") for name in names) else []


def _measure(reading: Reading, parts: list[Mention]) -> bool:
    """Say whether one of the parts but the last only names what is measured."""
    ends = {part.end for part in parts[:-1]}
    return any(token.code == "M" and token.end in ends for token in reading.tokens)
