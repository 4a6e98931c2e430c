"""Which way a value moved, whether it did, and what of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from numfacts.linking.counts.said_counts import tells_results
from numfacts.linking.links import BASIS_POINT
from numfacts.linking.reading import Reading
from numfacts.numbers.quantity import Quantity
from numfacts.programs import later
from numfacts.records import Change, Direction, Mention
from numfacts.ruleset.kinds import ChangeRule
from numfacts.vocabulary.roles import Role
from numfacts.vocabulary.tokens import Term

if TYPE_CHECKING:
    from numfacts.linking.claim import Claim, Place
    from numfacts.linking.links import Link
    from numfacts.vocabulary.shapes import Shapes

LED = 48  # characters before a metric in which it may be said that it is its growth
DIFFERS = 4  # characters in which a word such as 高出 stands before a quantity
ADDED = frozenset(["money", "physical"])  # kinds of quantities that are added to something
CROSSED = frozenset(["point", "rate", "bare", "money"])  # kinds of quantities of which levels are crossed
COUNTED = frozenset(["count", "person"])  # kinds of quantities that have no price
TIMES = "次"  # how often a move was made before the size of all of them: 减息两次，累计减幅0.5厘
HEADS = "metric_heads/"  # begins the ids of rules for what any name of a metric may end with
RATE = "interest_rate"  # what is raised and cut, whatever its clause speaks of
RATE_TOLD = later("N[LtTBPke]*Q,$")  # codes up to the clause behind one that tells a rate: 跌幅收窄至7.3%，
COUNTABLY = "加少减多"  # end the words behind which a number is how many more or fewer there are
GROWN = frozenset(["ratio", "times", "difference"])  # kinds of quantities that tell by how much something grew


def change_of(place: Place, role: Role) -> Change:
    """Give the change that a quantity of that role is, with the basis its word has, if any."""
    rule, near = change_rule(place.reading, role), place.near
    given = rule.direction if rule is not None else None
    if role.direction is None and near is not None and near.change is not None and near.quantity.value >= 0:
        given = given if is_revision(place) else near.change.direction
    sinks = place.quantity.value < 0  # a sign outweighs the word
    return Change(rule.basis if rule is not None else None, "down" if sinks else given or "up")


def is_revision(place: Place) -> bool:
    """Say whether the claim before is how far a rate was moved that stands here itself: 下调预测0.5个百分点至4.2%."""
    moved = place.near is not None and place.near.quantity.kind == "difference"
    return moved and place.quantity.kind == "ratio"


def change_rule(reading: Reading, role: Role) -> ChangeRule | None:
    """Give the rule of the word that says the direction of a change."""
    item = reading.tokens[role.direction].item if role.direction is not None else None
    return item.rule if isinstance(item, Term) and isinstance(item.rule, ChangeRule) else None


def metric_of_change(reading: Reading, role: Role) -> Mention | None:
    """Give the metric that a word of change names itself: 加息."""
    rule = change_rule(reading, role)
    if role.direction is None or rule is None or rule.metric is None:
        return None
    return msgspec.structs.replace(reading.mention(role.direction), id=rule.metric)


def names_anew(own: Mention, link: Link | None, near: Claim | None, *, carried: bool) -> bool:
    """Say whether what a word of change names outweighs the metric found: 以通胀判断加息25个基点, 75%的几率加息.

    A profit that the claim before named more closely is carried on: 股东应占纯利7亿元，少赚36%.
    """
    if carried:
        told = near.metric.id if near is not None and near.metric is not None else None
        return (told, own.id) != ("net_profit_attributable", "net_profit")
    if link is None or own.id != RATE:
        return False
    headed = (link.source or "").startswith(HEADS)
    return headed if link.mention.id is None else link.mention.id != RATE


def moved_before(reading: Reading, index: int) -> Mention | None:
    """Give what a word of change before names that a bare size of it is of: 将减息, 减幅25点子."""
    for position in range(index - 1, -1, -1):
        item = reading.tokens[position].item
        if isinstance(item, Quantity) and item.unit_text != TIMES:
            return None
        if isinstance(item, Term) and isinstance(item.rule, ChangeRule) and item.rule.metric is not None:
            return msgspec.structs.replace(reading.mention(position), id=item.rule.metric)
    return None


def moved_rate(reading: Reading, index: int, metric: Mention | None) -> Mention | None:
    """Give the word for a rate of change as the metric, with the id of what changes: 跌幅收窄0.2个百分点."""
    return _rate_at(reading, reading.codes.rfind("N", 0, index), metric)


def told_rate(place: Place, metric: Mention | None) -> Mention | None:
    """Give the rate that a clause begins with as what differs, or that of the one before: 增速较上年回落3个百分点."""
    reading = place.reading
    first = reading.clause_start(place.index)
    if place.quantity.kind != "difference":
        return metric
    if reading.codes[first] == "N":
        return _rate_at(reading, first, metric)
    if set(reading.codes[first : place.index]) & set("MNw"):
        return metric
    rate = RATE_TOLD.search(reading.codes, 0, first)
    return metric if rate is None else _rate_at(reading, rate.start(), metric)


def _rate_at(reading: Reading, position: int, metric: Mention | None) -> Mention:
    """Give the word for a rate of change at a token, with the id of what changes."""
    return msgspec.structs.replace(reading.mention(position), id=metric.id if metric is not None else None)


def inherited(role: Role, place: Place, shapes: Shapes) -> Role:
    """Give a listed quantity the role of the one before it, where both can be changes of the same thing."""
    near = place.near
    if near is None or near.change is None or crosses(place, shapes):
        return Role("level", role.rule, None)
    kinds = {near.quantity.kind, place.quantity.kind}
    english = place.reading.english and place.quantity.kind == "ratio"  # rose 64 cents, or 0.8 percent
    alike = len(kinds) == 1 or kinds <= {"ratio", "difference", "point", "times", "pip"}
    moved = alike or english or in_other_words(place) or gives_rate(place)
    return Role("change" if moved else "level", role.rule, None)


def in_other_words(place: Place) -> bool:
    """Say whether a quantity gives the one before it once more: 减少约48%或450万元."""
    reading, index = place.reading, place.index
    return reading.codes[index - 1 : index] == "j" and reading.mention(index - 1).text in ("或", "即")


def gives_rate(place: Place) -> bool:
    """Say whether a bracket gives a growth in numbers as a share: 增加9亿元（3.9%）."""
    near, reading, index = place.near, place.reading, place.index
    bracketed = near is not None and reading.codes[index - 2 : index] == "Q("
    return bracketed and place.quantity.kind == "ratio" and near.quantity.kind in ADDED | COUNTED  # type: ignore[union-attr]


def each_time(place: Place, shapes: Shapes) -> int | None:
    """Give the word of the moves whose size each a quantity is: 加息三次，每次25个基点."""
    reading, index = place.reading, place.index
    if place.quantity.code != BASIS_POINT or not shapes["each-time"].search(
        reading.text, reading.start, place.quantity.left
    ):
        return None
    for position in range(index - 1, -1, -1):
        item = reading.tokens[position].item
        if isinstance(item, Term) and isinstance(item.rule, ChangeRule):
            return position
    return None


def crosses(place: Place, shapes: Shapes) -> bool:
    """Say whether a quantity is a level that something passed or held, by the word before it: 失守21000点."""
    quantity = place.quantity
    if _goes_on(place):
        return False
    return shapes["threshold"].match(place.reading.text, quantity.left, quantity.start) is not None


def _goes_on(place: Place) -> bool:
    """Say whether a size is joined to the one before it, so that 逾 and 超过 are of the size: 分别跌近3%及逾5%."""
    reading, index = place.reading, place.index
    each = "e" in reading.codes[reading.clause_start(index) : index]
    joined = place.near is not None and reading.codes[max(index - 2, 0) : index] == "Qj"
    return joined and (each or place.quantity.kind in GROWN)


def earlier_growth(place: Place) -> Change | None:
    """Give the change that an earlier value of it is too, with the word behind it how: 按年升1.4%，较1月的2%放缓."""
    near = place.near
    return near.change if near is not None and _is_of_then(place, near) else None


def _is_of_then(place: Place, near: Claim) -> bool:
    """Say whether a quantity is what the one before it is compared with, and the word behind it how: 较1月的2%放缓."""
    reading, index = place.reading, place.index
    led = reading.codes[reading.clause_start(index) : index + 2] in ("sBQV", "NsBQV")  # 升幅较1月的3.2%放缓
    return led and near.quantity.code == place.quantity.code and reading.text[place.quantity.left - 1] == "的"


def tells_level(place: Place, shapes: Shapes) -> bool:
    """Say whether what stands behind a word of change is a level all the same.

    A level that one is compared with (失业率5%，较1月的4.7%上升), or that something rose or fell through (上涨突破6.3),
    a number of companies by their results (略增5家), of those that moved (上涨的有15只), and new cases with their noun.
    """
    reading, index, quantity = place.reading, place.index, place.quantity
    if reading.english:
        return False
    if quantity.kind in CROSSED and shapes["rose-through|fell-through"].match(reading.text, quantity.left) is not None:
        return True
    if quantity.kind == "ratio" and place.near is not None and place.near.change is None:
        return _is_of_then(place, place.near)
    if quantity.kind not in COUNTED:
        return False
    if shapes["those-who"].search(reading.text, reading.start, quantity.left) is not None:
        return True
    if quantity.unit_text in shapes.words("people-units"):
        against = "B" in reading.codes[reading.clause_start(index) : index]
        return reading.codes[max(index - 1, 0) : index + 2] in ("VQw", "VQM") and not against
    return tells_results(reading, index, shapes) is not None


def newly_against(place: Place, shapes: Shapes) -> bool:
    """Say whether a number of new things is told against an earlier one: 与24小时前相比，新增确诊8例，新增死亡2例."""
    if place.quantity.kind not in COUNTED or place.reading.english:
        return False
    reading, near = place.reading, place.near
    start = reading.tokens[reading.clause_start(place.index)].start
    if not reading.text.startswith("新增", start):
        return False
    if shapes["as-compared"].search(reading.text, reading.start, start) is not None:
        return True
    listed = near is not None and reading.text[near.quantity.right : start] in ("，", ",")
    return listed and near.change is not None and near.quantity.kind == place.quantity.kind  # type: ignore[union-attr]


def adds_to(place: Place, shapes: Shapes) -> Direction | None:
    """Give the direction in which an amount moves what it is added to or taken from: 增加净资产8000万元."""
    reading, quantity = place.reading, place.quantity
    if reading.english or quantity.kind not in ADDED:
        return None
    start = reading.tokens[reading.clause_start(place.index)].start
    found = shapes["adds-to"].search(reading.text, start, quantity.left)
    return None if found is None else "up" if found["more"] else "down"


def set_against(place: Place, shapes: Shapes) -> int | None:
    """Give where a quantity begins to tell how far two things lie apart, and not how one moved: 较美债收益率高出1%."""
    reading, index = place.reading, place.index
    begin, left = reading.tokens[reading.clause_start(index)].start, place.quantity.left
    if reading.english:
        return None
    differs = shapes["apart"].search(reading.text, max(begin, left - DIFFERS), left)
    if differs is not None:
        against = shapes["set-against"].search(reading.text, begin, differs.start())
    elif place.quantity.kind == "difference":
        against = shapes["lies-above"].search(reading.text, begin, left)
    else:
        return None
    end = differs.start() if differs is not None else left
    if against is None or shapes["earlier-value"].search(reading.text, against.start(), end) is not None:
        return None
    moved = any(token.code in "BPQ" for token in reading.tokens[:index] if token.start >= against.start())
    return None if moved else against.start()


def stands_higher(place: Place, shapes: Shapes) -> bool:
    """Say whether a quantity is by how much something is higher than it was: 库存较去年同期高3万吨."""
    if place.reading.english or place.quantity.kind in COUNTED:
        return False
    start = place.reading.tokens[place.reading.clause_start(place.index)].start
    return shapes["stands-higher"].search(place.reading.text, start, place.quantity.left) is not None


def is_price_move(place: Place, role: Role, shapes: Shapes) -> bool:
    """Say whether a change of nothing named is a price that moved, and not something that grew (增长)."""
    if place.near is not None and place.near.metric is None and place.near.quantity.kind in COUNTED:
        return False  # 预约睇楼有401组，按周跌约13.6%
    if role.direction is None:
        near = place.near
        return near is None or (near.metric.id == "price_change" if near.metric is not None else near.change is None)
    return shapes["grows"].search(place.reading.mention(role.direction).text or "") is None


def is_growth(place: Place, metric: Mention | None, shapes: Shapes) -> bool:
    """Say whether a share is a growth by its metric: 经济增长, GDP growth, GDP of a year, not 占GDP的3%."""
    if metric is None or metric.text is None or metric.text.startswith("占"):
        return False
    if place.reading.english and place.reading.text.startswith(" of ", place.quantity.end):
        return False  # 60 percent of profit growth
    if shapes["growth"].search(metric.text.lower()) is not None:
        return True
    reading, start = place.reading, metric.start
    if start is not None and shapes["english-growth-in"].search(reading.text, max(start - LED, 0), start) is not None:
        return True
    if place.reading.english:  # grew 3 percent, against a forecast of 4
        near = place.near or place.previous
        grew = near is not None and near.change is not None and near.metric is not None and near.metric.id == "gdp"
        return grew and metric.id == "gdp"
    return metric.id == "gdp" and not place.reading.text.startswith("的", metric.end or 0)


def moved_alike(place: Place, shapes: Shapes) -> bool:
    """Say whether English points are told against another level than those before: up 2 points from X and 1 from Y."""
    reading, near = place.reading, place.near
    if not reading.english or near is None or near.change is None or near.quantity.code != place.quantity.code:
        return False
    apart = place.quantity.kind == "difference"
    return apart and shapes["english-held-against"].match(reading.text, place.quantity.right) is not None


def compared(place: Place, shapes: Shapes) -> bool:
    """Say whether a share stands beside the change before it for comparison: 升2.7%，低过预期的3.3%."""
    reading, quantity = place.reading, place.quantity
    clause = reading.codes[reading.clause_start(place.index) : place.index]
    rated = clause.lstrip("s")[:1] == "N"  # 升0.2%，跌0.1个百分点，但升幅低过预期的0.5%
    alike = (claim for claim in place.recent if claim.quantity.code == quantity.code)
    near = next(alike, None) if rated else place.near
    if near is None or near.change is None or near.quantity.code != quantity.code:
        return False
    name = (near.metric.text or "") if near.metric is not None else ""
    if quantity.kind in COUNTED and ("X" not in clause or shapes["stock"].search(name) is None):
        return False  # but 职位增加2万个，少过预期的11万个
    start = reading.opening(reading.clause_start(place.index))
    return shapes["held-against"].search(reading.text, start, quantity.start) is not None
