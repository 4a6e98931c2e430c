"""What a level is said of where no list knows that word by values of its kind: 首周业绩为10.4%, 投诉，由3宗升至16宗."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import VALUED, VISITS, Link, metric_rule, named
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes
    from numfacts.vocabulary.tokens import Token

BETWEEN = frozenset("LTtXNPBek")  # codes of what may stand between a word and its value
TELLING = frozenset("Mv")  # codes of the words that may be what a value is of, besides nouns
OF = "的"
REST_OF = frozenset("vw")  # codes of the tokens that they may have
NAMES = frozenset(["ns", "nr", "nrt", "nt", "nz"])  # parts of speech of proper names


def said_of(place: Place, shapes: Shapes) -> Link | None:
    """Read the word right before 为 or 达 as what a level is of: 风险敞口为83亿元, 全年回报达8.6%."""
    reading, first = place.reading, place.reading.clause_start(place.index)
    if reading.english or place.quantity.kind in ("duration", "point", "pip", "rate", "person", "bare"):
        return None
    position = place.index - 1
    while position >= first and reading.codes[position] in BETWEEN:
        position -= 1
    told = reading.codes[position + 1 : place.index]
    if position < first or "L" not in told or told[0] == "P":
        return None
    return _word(reading, first, position, shapes) if _joins(reading, position, shapes) else None


def led_from(place: Place, shapes: Shapes) -> Link | None:
    """Read the word before a comma as what rises or falls behind it: 投诉，由3宗升至16宗."""
    reading, first = place.reading, place.reading.clause_start(place.index)
    if reading.english or first < 2 or reading.codes[first : place.index].lstrip("XekP")[:1] != "f":
        return None
    begin, token = reading.clause_start(first - 2), reading.tokens[first - 2]
    if "Q" in reading.codes[begin : first - 1] or token.end < reading.tokens[first - 1].start:
        return None
    return named(reading, first - 2) if token.tag[:1] == "n" else _word(reading, begin, first - 2, shapes)


def among(place: Place, shapes: Shapes) -> Link | None:
    """Read the noun that a share is said to be found among as what it is of: 输入病例中，60%来自海外, 产品中六成."""
    reading, index = place.reading, place.index
    first = reading.clause_start(index)
    parted = first > 1 and not reading.codes[first:index].strip("RL")  # 样本中，发现八成含有
    position = first - 2 if parted else index - 1 - (reading.codes[index - 1 : index] == "L")
    if reading.codes[position : position + 1] not in ("w", "M"):
        return None
    token, found = reading.tokens[position], reading.mention(position)
    behind = reading.tokens[position + 1].start if reading.codes[position + 1] != "Q" else place.quantity.left
    if not shapes.fits("amid", reading.text[token.end : behind]):
        return None
    rule = metric_rule(token)
    return Link(Mention(found.text, found.start, found.end, rule.metric if rule else None), None, None, position)


def in_unit(place: Place) -> Link | None:
    """Read those whose visits a unit counts as what it is of: 3875万旅客人次."""
    unit = place.quantity.unit_text or ""
    if not unit.endswith(VISITS):
        return None
    who, end = unit.removesuffix(VISITS), place.reading.text.rfind(VISITS, 0, place.quantity.right)
    return Link(Mention(who, end - len(who), end), None, None, None) if who else None


def lasting(place: Place, shapes: Shapes) -> Link | None:
    """Read what a stock is enough for, right before a length of time, as what that is of: 库存可售3个月."""
    reading, left = place.reading, place.quantity.left
    clause = reading.tokens[reading.clause_start(place.index)].start
    enough = shapes["enough-for"].search(reading.text, clause, left)
    return Link(Mention(enough["lasts"], *enough.span("lasts")), None, None, None) if enough is not None else None


def given(place: Place, shapes: Shapes) -> Link | None:
    """Read the noun right behind an amount, which its verb is done with, as what it is of: 享有5000元奖励."""
    reading, index, right = place.reading, place.index, place.quantity.right
    if reading.english or reading.codes[index - 1 : index] != "v":
        return None
    position, end = index + 1, right
    if position < len(reading.tokens) and shapes.fits(
        "short-adverb", reading.text[end : reading.tokens[position].start]
    ):
        end = reading.tokens[position].start  # 5000元税前奖励
    while reading.codes[position : position + 1] in ("w", "M", "v") and reading.tokens[position].start == end:
        end = reading.tokens[position].end
        position += 1
    if reading.codes[position - 1] in "Qv" or VALUED.match(reading.codes, position):
        return None
    return Link(Mention(reading.text[right:end], right, end), None, None, index + 1)


def lent_whole(reading: Reading, first: int) -> Link | None:
    """Read a verb behind an amount with the words up to what it is an amount of: 30亿元并购融资额度."""
    last, tokens = first, reading.tokens
    while reading.codes[last + 1 : last + 2] in ("w", "M", "v") and tokens[last + 1].start == tokens[last].end:
        last += 1
    rule, start, end = metric_rule(tokens[last]), tokens[first].start, tokens[last].end
    if last == first or rule is None or "money" not in rule.takes:
        return None
    return Link(Mention(reading.text[start:end], start, end, rule.metric), rule, None, first)


def total_of(place: Place) -> Link | None:
    """Read the noun before 的 as what a share is of, or so many times: 超过该国人口的四分之一, 流通货币的5倍."""
    reading, position = place.reading, place.index - 1
    if reading.text[place.quantity.left - 1] != OF:
        return None
    token = reading.tokens[position]
    return named(reading, position) if token.code == "M" or _is_common(token) else None


def left_over(place: Place, shapes: Shapes) -> Link | None:
    """Read the words right behind a count up to a mark, of which no dictionary knows the noun: 3百张高才通签证到期."""
    reading, quantity = place.reading, place.quantity
    words = shapes["left-over"].match(reading.text, quantity.right, reading.end)
    end = reading.clause_end(place.index)
    rest = reading.codes[place.index + 1 : end]
    if words is None or "v" not in rest or set(rest) - REST_OF:
        return None
    return Link(Mention(words["noun"], *words.span("noun")), None, None, None)


def _joins(reading: Reading, position: int, shapes: Shapes) -> bool:
    """Say whether nothing without a token stands behind a word, and no verb that only says what became of it."""
    token, following = reading.tokens[position], reading.tokens[position + 1]
    gap = reading.text[token.end : following.start]
    becomes = shapes["becomes"].match(reading.text, token.start, following.end) is not None
    return not gap and not becomes


def _word(reading: Reading, first: int, position: int, shapes: Shapes) -> Link | None:
    """Read a word with what it is one word with: 好评|度, 最大风险|敞口."""
    token, start = reading.tokens[position], reading.tokens[position].start
    text = reading.text[start : token.end]
    short = len(text) == 1
    if token.code not in TELLING and not short:
        return None
    before = reading.tokens[position - 1] if position > first else None
    qualified = token.code == "v" and before is not None and _is_common(before)  # 商标|申请
    if before is not None and before.end == start and (before.code == "v" if short else qualified):
        start = before.start
    if token.end - start < 2:
        return None
    return Link(Mention(reading.text[start : token.end], start, token.end), None, None, position)


def _is_common(token: Token) -> bool:
    """Say whether a token is a word that is nobody's name."""
    return token.code == "w" and token.tag not in NAMES
