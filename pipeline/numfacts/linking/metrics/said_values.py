"""What a level is said of where no list knows that word by values of its kind: 首周业绩为10.4%, 投诉，由3宗升至16宗."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import GOVERNING, VALUED, Link, metric_rule, named
from numfacts.programs import later
from numfacts.records import Mention
from numfacts.vocabulary.tokens import Noun, Token

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

BETWEEN = frozenset("LTtXNPBek")  # codes of what may stand between a word and its value
TELLING = frozenset("Mv")  # codes of the words that may be what a value is of, besides nouns
TREND = later("[PSOCsXMwv]*(?P<noun>w)[LvXe]{0,2}V(?:w)?")  # codes of a clause on what rose or fell: 骗案有下跌趋势
OF = "的"
REST_OF = frozenset("vw")  # codes of the tokens that they may have
HAS = "有"
VISITS = "人次"
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
    """Read the word before a comma as what rises or falls behind it, or comes to a number: 投诉，由3宗升至16宗."""
    reading, first = place.reading, place.reading.clause_start(place.index)
    if reading.english or first < 2 or reading.codes[first - 1] != ",":
        return None
    opening = first + len(reading.codes[first : place.index]) - len(reading.codes[first : place.index].lstrip("XekP"))
    begin = reading.clause_start(first - 2)
    if reading.codes[opening] == "L" and place.quantity.kind == "count":
        trend = TREND.fullmatch(reading.codes, begin, first - 1)
        noun = trend.start("noun") if trend is not None else 0
        return named(reading, noun) if trend is not None and _is_common(reading.tokens[noun]) else None
    if reading.codes[opening] != "f" and reading.mention(first).text not in shapes.words("that-is"):
        return None
    told = reading.codes[begin : first - 1]
    apart = reading.tokens[first - 2].end < reading.tokens[first - 1].start
    if "Q" in told or apart:
        return None
    token = reading.tokens[first - 2]
    named_so = token.end - token.start > 1 and token.tag[:1] == "n" and _is_common(token)
    return named(reading, first - 2) if named_so else _word(reading, begin, first - 2, shapes)


def among(place: Place, shapes: Shapes) -> Link | None:
    """Read the noun that a share is said to be found among as what it is of: 输入病例中，60%来自海外, 产品中六成."""
    reading, index = place.reading, place.index
    first = reading.clause_start(index)
    parted = first > 0 and reading.codes[first - 1] == "," and not reading.codes[first:index].strip("RL")
    position = first - 2 if parted else index - 1 - (reading.codes[index - 1 : index] == "L")  # 样本中，发现八成含有
    if reading.english or position < 0 or reading.codes[position] not in "wM":
        return None
    token, found = reading.tokens[position], reading.mention(position)
    rule = metric_rule(token)
    behind = reading.tokens[position + 1].start if reading.codes[position + 1] != "Q" else place.quantity.left
    vague = rule is None and found.text in shapes.words("generic")
    if vague or not shapes.fits("amid", reading.text[token.end : behind]):
        return None
    shared = rule is not None and rule.ratio is not None and "ratio" not in rule.takes
    metric_id = (rule.ratio if shared else rule.metric) if rule is not None else None
    return Link(Mention(found.text, found.start, found.end, metric_id), None, None, position)


def in_unit(place: Place) -> Link | None:
    """Read those whose visits a unit counts as what it is of: 3875万旅客人次."""
    unit = place.quantity.unit_text or ""
    if not unit.endswith(VISITS):
        return None
    who, end = unit.removesuffix(VISITS), place.reading.text.rfind(VISITS, 0, place.quantity.right)
    return Link(Mention(who, end - len(who), end), None, None, None) if who else None


def given(place: Place, shapes: Shapes) -> Link | None:
    """Read the noun right behind an amount, which its verb is done with, as what it is of: 享有5000元奖励."""
    reading, index, right = place.reading, place.index, place.quantity.right
    if reading.english or place.quantity.kind != "money" or reading.codes[index - 1 : index] != "v":
        return None
    position, end = index + 1, right
    if position < len(reading.tokens) and shapes.fits(
        "short-adverb", reading.text[end : reading.tokens[position].start]
    ):
        end = reading.tokens[position].start  # 5000元税前奖励
    while reading.codes[position : position + 1] in ("w", "M", "v") and reading.tokens[position].start == end:
        end = reading.tokens[position].end
        position += 1
    done = reading.codes[position - 1] != "v" or shapes["done-thing"].search(reading.text, right, end) is not None
    if position == index + 1 or not done or VALUED.match(reading.codes, position):
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


def held_of(place: Place) -> Link | None:
    """Read a verb of holding or dealing with its object right before an amount as what it is of: 持有境内股票3亿元."""
    reading, position = place.reading, place.index - 1
    first, end = reading.clause_start(place.index), place.quantity.left
    while position > first and reading.codes[position] in "wSOMs" and reading.tokens[position].end == end:
        rule = metric_rule(reading.tokens[position])
        if rule is not None and rule.id in GOVERNING:
            break
        end, position = reading.tokens[position].start, position - 1
    rule = metric_rule(reading.tokens[position]) if position >= first else None
    if rule is None or rule.id not in GOVERNING or reading.tokens[position].end != end or end == place.quantity.left:
        return None
    start = reading.tokens[position].start
    return Link(Mention(reading.text[start : place.quantity.left], start, place.quantity.left), None, None, position)


def total_of(place: Place) -> Link | None:
    """Read the noun before 的 as what a share is of, or so many times: 超过该国人口的四分之一, 流通货币的5倍."""
    reading, position = place.reading, place.index - 1
    if reading.english or position < 0 or reading.text[place.quantity.left - 1] != OF:
        return None
    token = reading.tokens[position]
    risen = "f" in reading.codes[reading.clause_start(place.index) : place.index]  # 由前年调查的37%升至84%
    if risen or token.end != place.quantity.left - 1 or not (token.code == "M" or _is_common(token)):
        return None
    return Link(Mention(reading.text[token.start : token.end], token.start, token.end), None, None, position)


def left_over(place: Place, shapes: Shapes) -> Link | None:
    """Read the words right behind a count up to a mark, of which no dictionary knows the noun: 3百张高才通签证到期."""
    reading, quantity = place.reading, place.quantity
    words = shapes["left-over"].match(reading.text, quantity.right, reading.end)
    end = reading.clause_end(place.index)
    if reading.english or words is None or "v" not in reading.codes[place.index + 1 : end]:
        return None
    if set(reading.codes[place.index + 1 : end]) - REST_OF:
        return None
    return Link(Mention(words["noun"], *words.span("noun")), None, None, None)


def there_are(place: Place, shapes: Shapes) -> Link | None:
    """Read the noun right behind a share of what there is as what it is of: 编制有约10%空缺, 市场上有三成二手房."""
    reading, index = place.reading, place.index
    if reading.english or reading.codes[index - 1 : index] != "L":
        return None
    noun = shapes["bare-noun"].match(reading.text, place.quantity.right, reading.end)
    has = reading.text.endswith(HAS, 0, reading.tokens[index - 1].end)
    told = set(reading.codes[index + 1 : reading.clause_end(index)]) <= {"w"}
    if noun is None or not has or not told:
        return None
    return Link(Mention(noun[0], *noun.span()), None, None, None)


def _joins(reading: Reading, position: int, shapes: Shapes) -> bool:
    """Say whether nothing without a token stands behind a word, and no verb that only says what became of it."""
    token, following = reading.tokens[position], reading.tokens[position + 1]
    gap = reading.text[token.end : following.start]
    becomes = token.code in "vV" and shapes["becomes"].match(reading.text, token.start, following.end) is not None
    return not gap and not becomes


def _word(reading: Reading, first: int, position: int, shapes: Shapes) -> Link | None:
    """Read a word with what it is one word with: 好评|度, 最大风险|敞口."""
    token, start = reading.tokens[position], reading.tokens[position].start
    text = reading.text[start : token.end]
    short = token.code == "w" and len(text) == 1
    rule = metric_rule(token)
    quoted = rule is not None and rule.metric in shapes.group("traded")
    if quoted or (token.code not in TELLING and not short):
        return None
    before = reading.tokens[position - 1] if position > first else None
    if before is not None and before.end == start and (before.code == "v" if short else _qualifies(before, token.code)):
        start = before.start
    if len(reading.text[start : token.end]) < 2 or text in shapes.words("light-verb"):
        return None
    return Link(Mention(reading.text[start : token.end], start, token.end), None, None, position)


def _qualifies(before: Token, code: str) -> bool:
    """Say whether a noun before a verb makes it a noun: 商标|申请."""
    return code == "v" and _is_common(before)


def _is_common(token: Token) -> bool:
    """Say whether a token is a word that is nobody's name."""
    return token.code == "w" and token.tag not in NAMES and not isinstance(token.item, Noun)
