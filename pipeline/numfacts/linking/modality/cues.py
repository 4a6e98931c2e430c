"""How far a cue of forecast reaches: over a noun alone, its clause, or the clauses behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.english.plans import english_modality
from numfacts.linking.links import COUNTS
from numfacts.linking.reading import STRONG
from numfacts.numbers.quantity import Quantity

if TYPE_CHECKING:
    from numfacts.linking.modality.figure import Figure
    from numfacts.linking.reading import Reading
    from numfacts.records import Modality
    from numfacts.vocabulary.shapes import Shapes

LED = re.compile("XL:")  # leads a list of what is expected: 目标是：
VERBAL = frozenset("vRPXL")  # codes of tokens that stand in no bare list of values
SOMEONE = frozenset("CSwO")  # codes of who expects something
NAMED_BY = frozenset("LQTt")  # codes of the figure that is called by the cue itself: 市场预测为3%
CUE_REACH = 20  # characters before a cue that tell whether it is one
OBJECT_REACH = 3  # characters behind it that do


def expected_level_moved(figure: Figure) -> Modality | None:
    """Take the level that an expectation is moved from as a forecast: 增长预期从5%下调至4%, 下调预测，由5%降至4%."""
    if not figure.begins_change:
        return None
    codes, begin = figure.reading.codes, figure.reading.codes.rfind("f", 0, figure.index)
    noun = begin - 2 if codes[begin - 2 : begin] == "X," else begin - 1
    moved = noun >= 0 and _expects(figure.reading, [noun], figure.shapes)
    return "forecast" if moved else None


def governed(figure: Figure) -> Modality | None:
    """Take what a cue of the clause governs as a forecast, but for an expectation that what is there is unchanged.

    Where a change starts, a cue before that is for where it leads to.
    """
    reading, index = figure.reading, figure.index
    begin = figure.begin
    if figure.begins_change:
        opening = reading.codes.rfind("f", begin, index)
        begin = opening if opening >= 0 else index  # 拟由5元加至6元
    cues = [position for position in range(begin, index) if _governs(reading, position, index, figure.shapes)]
    if not cues:
        return None
    unchanged = figure.is_followed_by("unchanged") and _expects(reading, cues, figure.shapes)
    return "actual" if unchanged else "forecast"


def reached(figure: Figure) -> Modality | None:
    """Take what a cue of an earlier clause reaches as a forecast."""
    reaches = _reaches(figure.reading, figure.begin, figure.index, figure.shapes, figure.told.over)
    return "forecast" if reaches else None


def _governs(reading: Reading, position: int, index: int, shapes: Shapes) -> bool:
    """Say whether a token is a cue of forecast for what follows, not only for a noun: 即将实施的关税政策."""
    if reading.codes[position] != "X":
        return False
    text, token, following = reading.text, reading.tokens[position], position + 1
    if text.rfind("《", reading.start, token.start) > text.rfind("》", reading.start, token.start):
        return False  # only the name of a paper
    item = reading.tokens[index].item
    counts = isinstance(item, Quantity) and item.kind in COUNTS
    results = text[token.start : token.end] in shapes.words("results-foreseen")
    if results and (counts or _counts_before(reading, position)):
        return False  # 预增公司568家, 上市公司500家披露业绩预告
    if shapes["disposes|disposes-held|decides-to-keep"].match(text, token.start) is not None:
        return False
    held = shapes["held-to-hopes"].search(text, max(token.start - CUE_REACH, reading.start), token.end)
    if held is not None and shapes["expected-so-much"].match(text, token.end) is None:
        return False
    if shapes["beside-expectation"].fullmatch(text, token.end, item.left if isinstance(item, Quantity) else token.end):
        return False  # 低于预期和上月的0.2%
    around = shapes["no-plan"].finditer(text, max(token.start - CUE_REACH, reading.start), token.end + OBJECT_REACH)
    if any(found.end() > token.start for found in around):
        return False
    if shapes["to-be-done-then"].match(text, token.start) is not None:
        return False
    code = reading.codes[following : following + 1]
    if code not in ("v", "M", "V") and not (code == "w" and "P" in reading.codes[following:index]):
        return True
    if shapes["by-means|predicts"].match(text, token.start):
        return True
    verb = reading.tokens[following]
    return "的" not in text[verb.start : verb.end + 1] or reading.codes.startswith("Q", following + 1)


def _reaches(reading: Reading, begin: int, index: int, shapes: Shapes, over: int | None) -> bool:
    """Say whether a cue of an earlier clause reaches the one that begins at ``begin``, over commas alone.

    One of what is to be done reaches not past a time at ``over`` that is over: 将分期支付，至3月底负债比率为16%.
    """
    headline = reading.text.rfind("】", reading.start, reading.tokens[begin].start)
    until = reading.tokens[begin - 1].start if begin else reading.start  # where the clause ends that is looked at
    clause = reading.tokens[begin].start, reading.tokens[index].start
    if shapes["behind-results"].search(reading.text, *clause) is not None:
        return False  # 预计净利润增长五成，主要因销量增长三成
    for position in reversed(reading.before(begin, 0)):
        token = reading.tokens[position]
        if token.start < headline:
            return False
        if token.code == "," and shapes["breaks-off"].search(reading.text, token.end, until):
            return False  # 将采用新制程，公司已接受涨价，并包下12万片
        if token.code == ",":
            until = token.start
            if reading.text[token.start] in STRONG:
                return LED.search(reading.codes, 0, position) is not None
        if _governs(reading, position, index, shapes) and not _sets_scene(reading, position, until, shapes):
            if shapes["act-planned"].match(reading.text, token.start) and shapes["account-dated"].search(
                reading.text, until, clause[1]
            ):
                return False  # 拟收购某公司股权，该公司2022年营收3亿元
            if over is not None and over >= until and not shapes["foretold"].match(reading.text, token.start):
                continue
            # A noun of what is expected ends with its clause, unless the next only goes on: 预期下调3万, 至5万.
            follows = reading.codes[begin] in "tTf" or reading.text.startswith("介", reading.tokens[begin].start)
            if follows or _is_said(reading, position, shapes) or not _expects(reading, [position], shapes):
                return True
            # 预期目标是地区生产总值增长5%，出口增长3%; 目标增长5%左右，失业率5.5%左右
            listed = reading.codes[position + 1] == "L" or _is_bare(reading, position, index)
            return reading.text.startswith("目标", token.end - 2) and listed
    return False


def _sets_scene(reading: Reading, position: int, until: int, shapes: Shapes) -> bool:
    """Say whether a cue only tells which place or time a clause sets what follows in: 在将于3月加息的某国，…."""
    start = reading.opening(reading.clause_start(position))
    set_in = shapes["sets-scene"].fullmatch(reading.text, start, until) is not None
    return set_in and reading.tokens[position].end < reading.text.rfind("的", start, until)


def _expects(reading: Reading, cues: list[int], shapes: Shapes) -> bool:
    """Say whether all cues are only nouns of what is expected."""
    return all(shapes["expectation"].match(reading.text, reading.tokens[position].start) for position in cues)


def _is_bare(reading: Reading, position: int, index: int) -> bool:
    """Say whether a value in the clause of a token is followed, up to another, by a list without verbs and times."""
    first = reading.codes.find("Q", position, index)
    return first >= 0 and "," not in reading.codes[position:first] and VERBAL.isdisjoint(reading.codes[first:index])


def _is_said(reading: Reading, position: int, shapes: Shapes) -> bool:
    """Say whether a cue is the verb of someone who foretells all that follows: 某某证券预期，..., 某某预测铜价升….

    A name of any length does where a comma follows, unless the cue is what the clause tells of: 维持预测，….
    """
    first = reading.clause_start(position)
    someone = reading.codes[first:position].lstrip("j")  # 这与某行预测加息三次…形成对比
    following = reading.codes[position + 1 : position + 2]
    if someone and set(someone) <= SOMEONE:
        return following not in NAMED_BY
    told = reading.tokens[first].start, reading.tokens[position].end
    return following == "," and shapes["foreteller"].fullmatch(reading.text, *told) is not None


def _counts_before(reading: Reading, position: int) -> bool:
    """Say whether things are counted in the clause before a token: 500家公司披露业绩预告."""
    items = (reading.tokens[place].item for place in range(reading.clause_start(position), position))
    return any(isinstance(item, Quantity) and item.kind in COUNTS for item in items)


def in_english_clause(figure: Figure) -> Modality:
    """Take as a forecast what a cue of an English clause reaches, and everything else for what is."""
    return english_modality(figure.reading, figure.index, figure.begin, figure.shapes)
