"""Who deals in shares or holds them: the verb whose object shares are says what their number is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import DEALINGS, GOVERNING, HOLDING, TRANSFERS, metric_rule
from numfacts.ruleset.kinds import ChangeRule
from numfacts.vocabulary.tokens import Noun, Term

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.numbers.quantity import Quantity
    from numfacts.vocabulary.shapes import Shapes
    from numfacts.vocabulary.tokens import Token

LATIN = "eng"  # part of speech of words in Latin letters


def governing(reading: Reading, left: int, quantity: Quantity) -> int:
    """Give the verb of dealing or holding that shares at a position are the object of: 减持公司股份5万股."""
    rule = metric_rule(reading.tokens[left])
    if quantity.kind not in ("share", "money") or rule is None or rule.metric not in ("stake", "share_count"):
        return left
    if rule.id == HOLDING and reading.text.startswith("的", reading.tokens[left].end):
        dealing = _dealt(reading, left)
        return left if dealing is None else dealing
    for position in range(left - 1, reading.clause_start(left) - 1, -1):
        verb = metric_rule(reading.tokens[position])
        if verb is not None and verb.id == TRANSFERS and rule.id == HOLDING:
            return position  # 向某公司转让所持公司5万股
        if verb is not None and verb.id in GOVERNING:
            done = reading.text.startswith("后", reading.tokens[position].end)  # 增持后持股数目为5万股
            return left if done or (rule.id == "capital" and verb.id == DEALINGS) else position
        if reading.codes[position] not in "wSOM":
            break
    return left


def is_priced(reading: Reading, index: int, quantity: Quantity, shapes: Shapes) -> bool:
    """Say whether a share is how far a price moved, by the verb of it, and not how much more there is."""
    if quantity.kind != "ratio" or reading.english:
        return False
    begin, end = reading.clause_start(index), reading.clause_end(index)
    moved = max(reading.codes.rfind("V", begin, index), reading.codes.rfind("N", begin, index))
    moved = moved if moved >= 0 else reading.codes.find("V", index, end)
    return moved >= 0 and shapes["grows"].search(reading.mention(moved).text or "") is None


def _dealt(reading: Reading, holding: int) -> int | None:
    """Give the verb of dealing with what someone is said to hold: 回购并注销激励对象所持有的40万股."""
    for position in range(holding - 1, reading.clause_start(holding) - 1, -1):
        rule = metric_rule(reading.tokens[position])
        if rule is not None and rule.id == DEALINGS:
            return position
    return None


def affecting(reading: Reading, left: int, shapes: Shapes) -> int:
    """Give the metric that adds to another where that is what it is said to affect: 非经常性损益对净利润影响额."""
    begin = reading.clause_start(left)
    for position in range(left - 1, begin, -1):
        if shapes["effect-on"].match(reading.text, reading.tokens[position].start, reading.tokens[left].end):
            return position - 1 if reading.codes[position - 1] == "M" else left
    return left


def moves_rate(token: Token) -> bool:
    """Say whether a word of change tells what it changes: 减息0.25厘的机会."""
    rule = token.item.rule if isinstance(token.item, Term) else None
    return isinstance(rule, ChangeRule) and rule.metric is not None


def names_security(token: Token) -> bool:
    """Say whether a token is a name or a word in Latin letters, and no verb."""
    named = isinstance(token.item, Noun) or token.tag == LATIN
    return named and token.code == "w" and token.tag[:1] != "v"
