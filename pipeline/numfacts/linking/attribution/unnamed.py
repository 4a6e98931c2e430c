"""What nobody tells by name, though a source is cited beside it: what a market or those asked expect, an age."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.reading import is_expected

if TYPE_CHECKING:
    from numfacts.linking.attribution.sources import Source
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

EXPECTED = 24  # characters before a quantity in which those who expect it may stand


def is_of_nobody(reading: Reading, index: int, source: Source, shapes: Shapes) -> bool:
    """Say whether the quantity at ``index`` is told by nobody: 市场预期3%, 现年60岁, 3家机构预测."""
    start, end = reading.tokens[index].start, reading.tokens[index].end
    by_all = shapes["expected-by-all"].search(reading.text, max(reading.start, start - EXPECTED), start)
    if by_all is not None and by_all.start() != source.mention.end:  # but: 某某资讯分析师预期
        return True
    if is_expected(reading, index, shapes) or reading.text.endswith("现年", 0, start):
        return True
    clause = reading.tokens[reading.clause_start(index)].start
    if source.rank == 1 and shapes["market-expects"].match(reading.text, clause) is not None:
        return True  # 某机构报告显示新增职位减少，市场预期减息的机会升至70%
    asked = shapes["forecasters"].match(reading.text, end) is not None
    return asked and shapes["authority"].search(source.mention.text or "") is not None
