"""The whole names of indices, goods and bonds of which what is measured is only a part: LME期铜."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

LEAD = 24  # characters that hold a word for an index and what its name begins with


def whole_name(reading: Reading, mention: Mention, shapes: Shapes) -> Mention:
    """Give an index or goods by all of their name: 超|灵便型船运价指数."""
    start, end = mention.start, mention.end
    if start is None or end is None:
        return mention
    lead = shapes["index-lead"].search(reading.text, max(end - LEAD, reading.start), end)
    begin = min(lead.start(), start) if lead is not None else start
    rest = shapes["index-rest"].match(reading.text, end, reading.end)
    end = rest.end() if rest is not None else end  # 标普|200指数
    return Mention(reading.text[begin:end], begin, end)


def place_before(reading: Reading, start: int) -> int:
    """Give where the place begins that stands right before an offset, or else that offset: 德国|10年期国债."""
    return next((token.start for token in reading.tokens if token.code == "S" and token.end == start), start)
