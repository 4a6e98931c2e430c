"""Who deals in shares or holds them: the verb whose object shares are says what their number is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import DEALINGS, GOVERNING, HOLDING, metric_rule

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.numbers.quantity import Quantity
    from numfacts.vocabulary.shapes import Shapes


def governing(reading: Reading, left: int, quantity: Quantity) -> int:
    """Give the verb of dealing or holding that shares at a position are the object of: 减持公司股份5万股."""
    rule = metric_rule(reading.tokens[left])
    if quantity.kind not in ("share", "money") or rule is None or rule.metric not in ("stake", "share_count"):
        return left
    if rule.id == HOLDING and reading.text.startswith("的", reading.tokens[left].end):
        before = range(left - 1, reading.clause_start(left) - 1, -1)  # 回购并注销激励对象所持有的40万股
        dealt = (at for at in before if (verb := metric_rule(reading.tokens[at])) is not None and verb.id == DEALINGS)
        return next(dealt, left)
    for position in range(left - 1, reading.clause_start(left) - 1, -1):
        verb = metric_rule(reading.tokens[position])
        if verb is not None and verb.id in GOVERNING:
            done = reading.text.startswith("后", reading.tokens[position].end)  # 增持后持股数目为5万股
            return left if done or (rule.id == "capital" and verb.id == DEALINGS) else position
        if reading.codes[position] not in "wSOM":
            break
    return left


def affecting(reading: Reading, left: int, shapes: Shapes) -> int:
    """Give the metric that adds to another where that is what it is said to affect: 非经常性损益对净利润影响额."""
    begin = reading.clause_start(left)
    for position in range(left - 1, begin, -1):
        if shapes["effect-on"].match(reading.text, reading.tokens[position].start, reading.tokens[left].end):
            return position - 1 if reading.codes[position - 1] == "M" else left
    return left
