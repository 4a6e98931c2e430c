"""What grew in number, where no metric is named for it: nouns of what happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import Link
from numfacts.records import Mention
from numfacts.vocabulary.tokens import Noun

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

MOVED = "VBLeX"  # codes of how much something grew
NOUNS = "wv"  # codes of what nouns for what happens are made of: 破产申请, 清盘呈请


def events_grown(reading: Reading, index: int, shapes: Shapes) -> Link | None:
    """Give what happens or comes in number as what grew, by any word: 盗窃案跌15%, 破产申请升17%."""
    position, begin = index - 1, reading.clause_start(index)
    while position >= begin and reading.codes[position] in MOVED:
        position -= 1
    if position < begin or position == index - 1:
        return None
    if reading.mention(index - 1).text in shapes.words("sets-price"):
        return None  # 申请加价6.5%
    link = _nouns(reading, begin, position, shapes)
    grows = link is not None and (link.mention.text or "").endswith(tuple(shapes.words("growing")))
    return link if grows else None


def _nouns(reading: Reading, begin: int, last: int, shapes: Shapes) -> Link | None:
    """Give the nouns that end with a token, or with what is no token behind it: 交通|意外; nobody's name among them."""
    tokens, text = reading.tokens, reading.text
    if reading.codes[last] not in NOUNS or isinstance(tokens[last].item, Noun):
        return None
    first = last
    while first > begin and reading.codes[first - 1] in NOUNS and tokens[first - 1].end == tokens[first].start:
        if isinstance(tokens[first - 1].item, Noun):
            break
        first -= 1
    start, end = tokens[first].start, tokens[last].end
    rest = shapes["rest-of-noun"].fullmatch(text, end, tokens[last + 1].start)
    end = rest.end("noun") if rest is not None else end
    return Link(Mention(text[start:end], start, end), None, None, first) if end - start > 1 else None
