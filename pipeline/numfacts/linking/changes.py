"""Which way a value moved, whether it did, and what of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from numfacts.linking.counts.said_counts import tells_results
from numfacts.linking.links import BASIS_POINT, COUNTS
from numfacts.linking.reading import Reading
from numfacts.linking.retold import in_other_words, is_converted, says_again
from numfacts.numbers.quantity import Quantity
from numfacts.programs import later
from numfacts.records import Change, ChangeBasis, Direction, Mention
from numfacts.ruleset.kinds import ChangeRule, ComparatorRule
from numfacts.vocabulary.roles import Role
from numfacts.vocabulary.tokens import Term

if TYPE_CHECKING:
    from numfacts.linking.claim import Claim, Place
    from numfacts.linking.links import Link
    from numfacts.vocabulary.shapes import Shapes

DIFFERS = 4  # characters in which a word such as 高出 stands before a quantity
SAME_TIME = "同期"
CLAUSES = frozenset("，；,;")  # marks behind which another clause begins
ADDED = frozenset(["money", "physical"])  # kinds of quantities that are added to something
CROSSED = frozenset(["point", "rate", "bare", "money"])  # kinds of quantities of which levels are crossed
SIZED = frozenset(["ratio", "difference"])  # kinds that tell the size of a change, of which no levels are crossed
COUNTED = frozenset(["count", "person"])  # kinds of quantities that have no price
ORDER = 5  # how many times another a number of its order is, at most
RATE = "interest_rate"  # what is raised and cut, whatever its clause speaks of
RATE_TOLD = later("N[LtTBPke]*Q,$")  # codes up to the clause behind one that tells a rate: 跌幅收窄至7.3%，
GROWN = frozenset(["ratio", "times", "difference"])  # kinds of quantities that tell by how much something grew


def change_of(place: Place, role: Role) -> Change:
    """Give the change that a quantity of that role is, with the basis its word has, if any."""
    rule, near = change_rule(place.reading, role), place.near
    given = rule.direction if rule is not None else _side(place.reading, role)
    before = near.change if near is not None and near.quantity.value >= 0 else None
    here = near is not None and near.quantity.end > place.reading.start
    if role.direction is None and before is not None:
        given = given if is_revision(place) else before.direction
    elif given is None and rule is not None and before is not None and here:
        given = before.direction  # 跌3元，变动幅度5%
    basis = rule.basis if rule is not None else _listed_basis(place)
    return Change(basis, direction_of(place.quantity, given))


def is_revision(place: Place) -> bool:
    """Say whether the claim before is how far a rate was moved that stands here itself: 下调预测0.5个百分点至4.2%."""
    near = place.near
    moved = near is not None and near.change is not None and near.quantity.kind == "difference"
    return moved and place.quantity.kind == "ratio" and not place.reading.english


def _listed_basis(place: Place) -> ChangeBasis | None:
    """Give the basis that the word before a list of changes has: 年复合增长率分别为4%及5%."""
    reading, index = place.reading, place.index
    before = reading.codes[reading.clause_start(index) : index]
    position = before.rfind("N")
    if reading.english or before[-2:] != "Qj" or position < 0:
        return None
    item = reading.tokens[reading.clause_start(index) + position].item
    return item.rule.basis if isinstance(item, Term) and isinstance(item.rule, ChangeRule) else None


def _side(reading: Reading, role: Role) -> Direction | None:
    """Give the direction in which a value lies apart from an earlier one: 低于上月2个百分点."""
    item = reading.tokens[role.direction].item if role.direction is not None else None
    if not isinstance(item, Term) or not isinstance(item.rule, ComparatorRule):
        return None
    return "down" if item.rule.value[0] == "<" else "up"


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
    """Say whether what a word of change names outweighs the metric found: 以通胀判断加息25个基点.

    A profit that the claim before named more closely is carried on: 股东应占纯利7亿元，少赚36%.
    """
    if carried:
        told = near.metric.id if near is not None and near.metric is not None else None
        return (told, own.id) != ("net_profit_attributable", "net_profit")
    return link is not None and link.mention.id not in (None, RATE) and own.id == RATE


def moved_before(reading: Reading, index: int) -> Mention | None:
    """Give what a word of change before names that a bare size of it is of: 将减息, 减幅25点子."""
    for position in range(index - 1, -1, -1):
        item = reading.tokens[position].item
        if reading.codes[position] == "Q":
            return None
        if isinstance(item, Term) and isinstance(item.rule, ChangeRule) and item.rule.metric is not None:
            return msgspec.structs.replace(reading.mention(position), id=item.rule.metric)
    return None


def moved_rate(reading: Reading, index: int, metric: Mention | None) -> Mention | None:
    """Give the word for a rate of change as the metric, with the id of what changes: 跌幅收窄0.2个百分点."""
    position = reading.codes.rfind("N", 0, index)
    if position < 0:
        return metric
    return msgspec.structs.replace(reading.mention(position), id=metric.id if metric is not None else None)


def told_rate(place: Place, metric: Mention | None) -> Mention | None:
    """Give the rate that a clause begins with as what differs, or that of the one before: 增速较上年回落3个百分点."""
    reading, near = place.reading, place.near
    first = reading.clause_start(place.index)
    if place.quantity.kind != "difference" or reading.english:
        return metric
    if reading.codes[first] == "N":
        return msgspec.structs.replace(reading.mention(first), id=metric.id if metric is not None else None)
    own = set(reading.codes[first : place.index]) & set("MNw")
    if not own and (rate := RATE_TOLD.search(reading.codes, 0, first)) is not None:
        return msgspec.structs.replace(reading.mention(rate.start()), id=metric.id if metric is not None else None)
    again = near is not None and near.quantity.kind == "difference" and near.change is not None and not own
    if near is None or near.metric is None or near.metric.start is None or not again:
        return metric
    told = reading.overlapping(near.metric.start, near.metric.end or near.metric.start)
    return near.metric if "N" in reading.codes[told.start : told.stop] else metric


def inherited(role: Role, place: Place, shapes: Shapes) -> Role:
    """Give a listed quantity the role of the one before it, where both can be changes of the same thing."""
    near = place.near
    if near is None or near.change is None or _is_of_others(place):
        return Role("level", role.rule, None)
    if crosses(place, shapes) and not _goes_on_with(place):
        return Role("level", role.rule, None)
    kinds = {near.quantity.kind, place.quantity.kind}
    english = place.reading.syntax is not None  # rose 64 cents, or 0.8 percent
    moved = (
        len(kinds) == 1
        or (english and place.quantity.kind == "ratio")
        or kinds <= {"ratio", "difference", "point", "times", "pip"}
        or in_other_words(place)
        or says_again(place, shapes)
        or is_converted(place, shapes)
    )
    return Role("change" if moved else "level", role.rule, None)


def _goes_on_with(place: Place) -> bool:
    """Say whether a quantity is more than a number, joined to one of its unit: 分别升约5%及逾7%, no level passed."""
    near, quantity, reading, index = place.near, place.quantity, place.reading, place.index
    if near is None or not {near.quantity.kind, quantity.kind} <= GROWN:
        return False
    return quantity.comparator == ">" and reading.codes[index - 2 : index] == "Qj"


def _is_of_others(place: Place) -> bool:
    """Say whether a share begins a clause of its own, behind a change, as some of those counted: 31.5%的门店表示…."""
    near, quantity, text = place.near, place.quantity, place.reading.text
    if near is None or place.reading.english or quantity.kind != "ratio" or not text.startswith("的", quantity.right):
        return False
    return text[near.quantity.right : quantity.left] in CLAUSES


def each_time(place: Place, shapes: Shapes) -> int | None:
    """Give the word of the moves whose size each a quantity is: 加息三次，每次25个基点."""
    reading, index = place.reading, place.index
    if place.quantity.code != BASIS_POINT or not shapes["each-time"].search(
        reading.text, reading.start, place.quantity.left
    ):
        return None
    for position in range(index - 1, -1, -1):
        item = reading.tokens[position].item
        if isinstance(item, Term) and isinstance(item.rule, ChangeRule) and item.rule.metric is not None:
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
    near, reading, quantity = place.near, place.reading, place.quantity
    joined = reading.codes[max(place.index - 2, 0) : place.index] == "Qj"
    each = "e" in reading.codes[reading.clause_start(place.index) : place.index]
    return joined and near is not None and near.quantity.code == quantity.code and (quantity.kind in SIZED or each)


def earlier_growth(place: Place, shapes: Shapes) -> Change | None:
    """Give the change that an earlier or expected value of it is too: 按年升1.4%，较1月的2%放缓."""
    near = place.near
    if near is None or _is_of_then(place):
        return near.change if near is not None else None
    apart = near.quantity.code != place.quantity.code and not place.reading.english
    return _change_alike(place) if apart and compared(place, shapes) else None


def _is_of_then(place: Place) -> bool:
    """Say whether a quantity is what the one before it is compared with, and the word behind it how: 较1月的2%放缓."""
    near, reading, index = place.near, place.reading, place.index
    if reading.english or near is None or near.quantity.code != place.quantity.code or not index:
        return False
    led = reading.codes[reading.clause_start(index) : index + 2] in ("sBQV", "NsBQV")  # 升幅较1月的3.2%放缓
    return led and reading.text[place.quantity.left - 1] == "的"


def tells_level(place: Place, shapes: Shapes) -> bool:
    """Say whether what stands behind a word of change is a level all the same.

    A share of a growth (占全球增长30%), a bound that is compared with (较门槛1.5%为低), a level that something rose or
    fell through (上涨突破6.3), a number of companies by their results (略增5家), and new cases with their noun
    (增加12例感染者).
    """
    reading, index, quantity = place.reading, place.index, place.quantity
    if reading.english:
        return False
    start = reading.tokens[reading.clause_start(index)].start
    if quantity.kind == "ratio":
        if place.near is not None and place.near.change is None and _is_of_then(place):
            return True
        if reading.text.startswith(tuple(shapes.words("results-foreseen")), quantity.right):
            return True  # 超9成预增
        return (
            shapes["share-of-growth"].search(reading.text, start, quantity.left) is not None
            or shapes["lower-than"].match(reading.text, quantity.right) is not None
        )
    if quantity.kind in CROSSED and any(
        shapes[through].match(reading.text, quantity.left) is not None for through in ("rose-through", "fell-through")
    ):
        return True
    if quantity.kind not in COUNTED or not index:
        return False
    last = reading.codes.rfind("B", reading.clause_start(index), index)
    if last >= 0 and reading.text.startswith("每", reading.tokens[last].start):
        return True  # 每年进行两次
    if shapes["those-who|those-moved"].search(reading.text, start, quantity.left) is not None:
        return True  # 上涨的有15只, 户数下降的有20只
    if quantity.unit_text in shapes.words("people-units"):
        following = reading.tokens[index + 1] if index + 1 < len(reading.tokens) else None
        against = "B" in reading.codes[reading.clause_start(index) : index]
        named = following is not None and following.start == quantity.right and following.code in "wM"
        return reading.codes[index - 1] == "V" and named and not against
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
    if found is None and quantity.kind == "physical" and "B" not in reading.codes[: place.index]:
        found = shapes["spared"].search(reading.text, start, quantity.left)
    if found is None and shapes["spent"].match(reading.text, quantity.right) is not None:
        return "down" if shapes["saves"].search(reading.text, start, quantity.left) is not None else None
    return None if found is None else "up" if found["more"] else "down"


def set_against(place: Place, shapes: Shapes) -> int | None:
    """Give where a quantity begins to tell how far two things lie apart, and not how one moved: 较美债收益率高出1%."""
    reading, index = place.reading, place.index
    begin, left = reading.tokens[reading.clause_start(index)].start, place.quantity.left
    if reading.english:
        return None
    differs = shapes["apart"].search(reading.text, max(begin, left - DIFFERS), left)
    lies = shapes["lies-above"].search(reading.text, begin, left) if place.quantity.kind == "difference" else None
    if differs is None and lies is None:
        return None
    end = differs.start() if differs is not None else left
    against = shapes["set-against"].search(reading.text, begin, end) if differs is not None else lies
    if against is None or shapes["earlier-value"].search(reading.text, against.start(), end) is not None:
        return None
    between = [at for at, token in enumerate(reading.tokens[:index]) if token.start >= against.start()]
    moved = any(reading.codes[at] in "BPQ" and not _is_same_time(reading, at) for at in between)
    return None if moved else against.start()


def _is_same_time(reading: Reading, at: int) -> bool:
    """Say whether a time is that of something else, which stands behind it: 比同期全国平均水平高2个百分点."""
    token, following = reading.tokens[at], reading.codes[at + 1]
    return reading.text[token.start : token.end].lstrip("较比") == SAME_TIME and following in "SOw"


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
    if shapes["growth"].search(metric.text.lower()) is not None:
        return True
    reading, quantity = place.reading, place.quantity
    end = metric.end or 0
    level = metric.id == "gdp" and end <= quantity.start and not reading.english
    return level and not reading.text.startswith("的", end)


def compared(place: Place, shapes: Shapes) -> bool:
    """Say whether a share stands beside the change before it for comparison: 升2.7%，低过预期的3.3%."""
    reading = place.reading
    if not _is_foreseen_too(place) and (place.quantity.kind in COUNTED or _change_alike(place) is None):
        return False  # 减少6000人，少过预期的22.5万人
    begin = reading.clause_start(place.index)
    start = reading.tokens[begin - 1].end if begin else reading.start
    return shapes["held-against"].search(reading.text, start, place.quantity.start) is not None


def _change_alike(place: Place) -> Change | None:
    """Give the change before a quantity in its unit, behind others where a rate says which: 升2%，跌1点，升幅低过3%."""
    near, code = place.near, place.quantity.code
    if near is None or near.quantity.code == code:
        return near.change if near is not None else None
    if place.reading.codes[place.reading.clause_start(place.index)] != "N":
        return None
    told = (claim for claim in place.recent if claim.quantity.start >= place.reading.start)
    return next((claim.change for claim in told if claim.change is not None and claim.quantity.code == code), None)


def _is_foreseen_too(place: Place) -> bool:
    """Say whether a number is what was foreseen of the change before it, of its order: 净增82万，低于预期的85万."""
    near, quantity = place.near, place.quantity
    if near is None or near.change is None or not {near.quantity.kind, quantity.kind} <= COUNTS:
        return False
    low, high = sorted((abs(near.quantity.value), abs(quantity.value)))
    return place.reading.codes[place.index - 1] == "X" and high <= ORDER * low


def direction_of(quantity: Quantity, given: Direction | None) -> Direction:
    """Give the direction of a change: a sign outweighs the word."""
    if quantity.value < 0 or quantity.signed == "-":
        return "down"
    return given or "up"
