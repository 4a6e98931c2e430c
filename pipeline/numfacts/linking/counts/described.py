"""What is counted, where a clause that describes it stands between: 4名协助搬运的官员, 两名穿黑衣的男子."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import Link, metric_rule, named
from numfacts.numbers.quantity import Quantity
from numfacts.programs import later
from numfacts.records import Mention
from numfacts.vocabulary.tokens import INTRODUCED

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes
    from numfacts.vocabulary.tokens import Token

AHEAD = 14  # tokens looked at for the noun
NAMED = frozenset("wMSO")  # codes of tokens that name something
QUOTES = frozenset('“"「『')
FROM = "来自"  # before where those counted come from, be it a number of places
OF = "的"
SAID = frozenset("VLQX")  # codes of what tells something of the noun before them: 3款某车的销量增长
PROPER = frozenset(["nr", "nrt", "nt", "nz"])  # parts of speech of names of makers
OWNED = later("的(?:[^\\W\\d]{2})?$")  # a word without a token may stand before the noun: 的中年男士


def described(reading: Reading, index: int) -> Link | None:
    """Read the noun that a verb or a clause behind the count at ``index`` describes: 14万张封闭道路的通行许可证."""
    end = min(reading.clause_end(index), index + AHEAD)
    codes, tokens, text = reading.codes, reading.tokens, reading.text
    from_where = text.find(FROM, tokens[index].end, tokens[index].end + 4) >= 0
    for position in range(index + 2, end):
        item = tokens[position].item
        if isinstance(item, Quantity) and not (from_where or text.startswith("的", item.right)):
            return None  # but 3家份额超过5%的企业
        ends = codes[position + 1 : position + 2] in ("", ",", "(")
        ends = ends and (codes[position] == "v" or (codes[position] == "X" and "L" not in codes[index:position]))
        start = tokens[position].start - (text[tokens[position].start - 1] in QUOTES)
        if (codes[position] in NAMED or ends) and OWNED.search(text, tokens[position - 1].end, start):
            while (
                position + 1 < end
                and codes[position + 1] in "wMSj"
                and not _is_sentence(tokens[position + 1])
                and tokens[position + 1].start == tokens[position].end
            ):
                position += 1
            return named(reading, position - (codes[position] == "j"))
    return None


def _is_sentence(token: Token) -> bool:
    """Say whether a token is a metric in lengths of time, which those described before it get: 45名罪成的被告判刑."""
    rule = metric_rule(token)
    return rule is not None and "duration" in rule.takes


def made_by(reading: Reading, index: int, quantity: Quantity, shapes: Shapes) -> Link | None:
    """Read the things behind whoever they are of or made by: 600万剂甲公司的疫苗, 3款由乙大学研发的芯片."""
    if quantity.kind != "count":
        return None
    text, codes, tokens = reading.text, reading.codes, reading.tokens
    made = shapes["made-by"].match(text, quantity.right, reading.end)
    position = index + 1
    named = (quantity.unit_text or "")[-1:] in shapes.words("units-of-things") and made is None
    named = named and position < len(tokens) and tokens[position].start == quantity.right
    while named and _is_named(reading, position):
        position += 1 + (codes[position + 1 : position + 2] == "j" and _is_named(reading, position + 2))
    while made is not None and position < len(tokens) and tokens[position].start < made.end():
        position += 1
    first = position
    if first in (index + 1, len(tokens)) or text[tokens[first - 1].end : tokens[first].start] != OF:
        return None
    while _goes_on(reading, first, position):
        position += 1
    if codes[position - 1] != "w" or position == first or codes[position : position + 1] in SAID:
        return None
    start, end = tokens[first].start, tokens[position - 1].end
    return Link(Mention(text[start:end], start, end), None, None, None)


def _goes_on(reading: Reading, first: int, position: int) -> bool:
    """Say whether a token belongs to the nouns from ``first`` on, as a verb before another does: 新冠候选疫苗."""
    if position >= len(reading.tokens):
        return False
    joined = position == first or reading.tokens[position - 1].end == reading.tokens[position].start
    return joined and (reading.codes[position] == "w" or reading.codes[position : position + 2] == "vw")


def _is_named(reading: Reading, position: int) -> bool:
    """Say whether a token is the name of someone who makes things."""
    token = reading.tokens[position] if position < len(reading.tokens) else None
    if token is None or token.code not in "wC":
        return False
    known = token.item is INTRODUCED or token.tag in PROPER
    return known or reading.text[token.start : token.end].isascii()
