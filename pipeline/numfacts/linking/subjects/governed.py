"""Whether a name of a Chinese sentence is governed, so that no figure is its own: an object, an example, a speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import CAPITAL, metric_rule
from numfacts.vocabulary.tokens import Term

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.names import Name
    from numfacts.vocabulary.shapes import Shapes

INCLUDED = 60  # tokens that a list of examples reaches


def governed_from(reading: Reading, begin: int, limit: int, shapes: Shapes) -> int:
    """Give from which token of a clause on all names are governed: where it says who does it, or where it lies.

    项目由甲建设 before a comma, 基地位于某省某县. Where it says neither, that is its end.
    """
    ends = reading.codes[limit : limit + 1] == ","
    for position in range(begin, limit):
        code = reading.codes[position]
        if code not in "fLv":
            continue
        shape = "agent" if code == "f" else "situated"
        if (ends or code != "f") and shapes[shape].match(reading.text, reading.tokens[position].start) is not None:
            return position
    return limit


def is_governed(
    reading: Reading, begin: int, first: int, last: int, found: list[Name], shapes: Shapes, *, joined: bool
) -> bool:
    """Say whether a name, between two tokens, is an object, a total or a speaker in its clause.

    ``found`` are the names before it in its clause; ``joined`` says that the last of them was governed.
    """
    if _is_included(reading, first):
        return True
    if first > begin and _is_led(reading, begin, first, last, found, shapes, joined=joined):
        return True
    tokens, codes, text = reading.tokens, reading.codes, reading.text
    if shapes["discusses"].match(text, tokens[last].end) is not None:
        return True  # 某委员会讨论冻薪，以及削减1万个职位
    if shapes["watches"].match(text, tokens[last].end) is not None:
        return True  # 甲研究院监测的50个城市
    held = shapes["stake-held"].match(text, tokens[last].end)
    if held is not None and shapes["through"].search(text, tokens[begin].start, tokens[first].start) is not None:
        return True  # 甲通过全资子公司乙间接持有
    behind = reading.behind_bracket(last)
    following = codes[behind + 1 : behind + 2]
    if following == "Q" and shapes["surpassed"].search(text, tokens[begin].start, tokens[first].start):
        return True  # 甲票房超出榜二乙2倍
    opening = tokens[begin - 1].end if begin else reading.start
    if codes[first] == "S" and shapes["surpassed"].fullmatch(text, opening, tokens[first].start):
        return True  # 高于全国增速(20%)1个百分点
    if codes[first] == "S" and first == last and shapes["superlative"].match(text, tokens[last].end):
        return True
    return codes[first] != "O" and _speaks(reading, last, shapes)


def is_example(reading: Reading, last: int, shapes: Shapes) -> bool:
    """Say whether a name, up to a token, is an example of what is told of: 甲、乙等公司."""
    behind = reading.behind_bracket(last)
    return reading.codes[behind + 1 : behind + 2] in ("Q", "w", "S") and (
        shapes["example"].match(reading.text, reading.tokens[behind].end) is not None
    )


def without_list(reading: Reading, found: list[Name], first: int) -> list[Name]:
    """Give the names that are not of the list that goes on with the name at a token: 甲、乙等公司."""
    kept = len(found)
    while kept and "j" in reading.codes[found[kept - 1].last + 1 : first]:
        kept -= 1
    return found[:kept]


def _is_led(
    reading: Reading, begin: int, first: int, last: int, found: list[Name], shapes: Shapes, *, joined: bool
) -> bool:
    """Say whether what stands before a name in its clause governs it: 向某公司, 拟向某公司转让, 每."""
    tokens, codes, text = reading.tokens, reading.codes, reading.text
    before = tokens[first - 1]
    if before.code == "A" or (before.code == "s" and shapes["preposition"].match(text, before.start)):
        return True
    if before.code == "X" and shapes["plans-with"].search(text, before.start, before.end):
        return True  # 拟向某公司转让
    if before.code == "H" and shapes["to-holder"].search(text, tokens[begin].start, before.start):
        return True  # 向控股股东某某出售
    if before.code in "Lft" and shapes["locative"].match(text, before.start):
        return True
    total = metric_rule(tokens[last + 1]) if codes[first] == "O" and codes[last + 1 : last + 2] == "M" else None
    if before.code == "k" and total is not None and total.id == CAPITAL:
        return True  # 不超过公司总股本的2%
    if (before.code in "j)" and joined) or _is_served(reading, begin, first):
        return True
    if before.code == "j":
        joint = shapes["jointly"].match(text, tokens[last].end) is not None
        if joint and not codes[begin : first - 1].strip("PXsew"):
            return True  # 与甲共同管理的基金; 乙将与甲签订5亿元合同
        if first - 1 == begin and codes[last + 1 : last + 2] in ("X", "R"):
            return True  # 与外电预测偏离: with what someone forecasts
    bound = codes[first] == "S" or (found and found[-1].kind != "noun")
    if before.code == "L" and bound and not shapes["alone"].match(text, before.start):
        return True
    return "r" in codes[begin:first]


def _is_served(reading: Reading, begin: int, first: int) -> bool:
    """Say whether a clause begins with for whom something is done: 为甲市、乙市提供服务."""
    lead = reading.tokens[first - 1]
    opens = not reading.codes[begin : first - 1].strip("PsXBj")
    return opens and lead.code == "L" and reading.text.startswith("为", lead.start)


def _is_included(reading: Reading, first: int) -> bool:
    """Say whether a name is one of those that 包括 leads: they are parts of what a figure is of.

    A verb that stands in its clause is a part of another name, cut by the dictionary: 包括甲、兴证全球、乙.
    """
    begin, tokens = reading.clause_start(first), reading.tokens
    for position in range(first - 1, max(-1, first - INCLUDED), -1):
        cut = position >= begin and tokens[position].code == "v" and tokens[position].end == tokens[position + 1].start
        if reading.codes[position] not in "wSCj," and not cut:
            lead = reading.tokens[position]
            return lead.code == "L" and reading.text.startswith("包括", lead.start)
    return False


def _speaks(reading: Reading, position: int, shapes: Shapes) -> bool:
    """Say whether the name at a position is who says something rather than what it is said of."""
    end = reading.clause_end(position)
    following = reading.codes[position + 1 : position + 3]
    if following[:1] == "X" and shapes["body-again"].search(reading.text, reading.start, reading.tokens[position].end):
        return True  # 该协会预计今年销量增长
    if "Q" in reading.codes[position:end]:
        end = position + 1 + following.index("R") + 1 if "R" in following and "Q" not in following else -1
    if end < 1 or reading.codes[end - 1] != "R":
        return False
    verb = reading.tokens[end - 1]
    if reading.tokens[position].item is None and shapes["shows"].match(reading.text, verb.start) is not None:
        return True  # 预告类型显示
    return isinstance(verb.item, Term) and verb.item.source.endswith("/say")
