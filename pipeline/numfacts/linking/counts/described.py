"""What is counted, where a clause that describes it stands between: 4名协助搬运的官员, 两名穿黑衣的男子."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import Link, named
from numfacts.numbers.quantity import Quantity
from numfacts.programs import later

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading

AHEAD = 14  # tokens looked at for the noun
LISTED = 40  # the same behind a list of where those counted come from
NAMED = frozenset("wMSO")  # codes of tokens that name something
QUOTES = frozenset('“"「『')
FROM = "来自"  # before where those counted come from, be it a number of places
OWNED = later("的(?:[^\\W\\d]{2})?$")  # a word without a token may stand before the noun: 的中年男士


def described(reading: Reading, index: int) -> Link | None:
    """Read the noun that a verb or a clause behind the count at ``index`` describes: 14万张封闭道路的通行许可证."""
    codes, tokens, text = reading.codes, reading.tokens, reading.text
    from_where = text.find(FROM, tokens[index].end, tokens[index].end + 4) >= 0
    end = min(reading.clause_end(index), index + (LISTED if from_where else AHEAD))
    for position in range(index + 2, end):
        item = tokens[position].item
        if isinstance(item, Quantity) and not (from_where or text.startswith("的", item.right)):
            return None  # but 3家份额超过5%的企业
        ends = codes[position] == "v" or (codes[position] == "X" and "L" not in codes[index:position])
        ends = ends and codes[position + 1 : position + 2] in ("", ",", "(")
        start = tokens[position].start - (text[tokens[position].start - 1] in QUOTES)
        if (codes[position] in NAMED or ends) and OWNED.search(text, tokens[position - 1].end, start):
            while (
                position + 1 < end
                and codes[position + 1] in "wMSj"
                and tokens[position + 1].start == tokens[position].end
            ):
                position += 1
            return named(reading, position - (codes[position] == "j"))
    return None
