"""Carrying a metric over to a quantity from the claims before it: in its sentence, or in the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.comparing import is_awaited
from numfacts.linking.english.moved_from import change_from
from numfacts.linking.links import COUNTS, DEALINGS, MARKET_KINDS, Link, takes
from numfacts.linking.metrics.anaphora import like_before, listed_whole
from numfacts.linking.metrics.linker import MetricLinker
from numfacts.linking.metrics.price_moves import in_session, is_new_move, moves_itself, quoted_at
from numfacts.linking.reading import Reading
from numfacts.linking.times.yardsticks import is_yardstick
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.claim import Claim, Place
    from numfacts.linking.english.syntax import Syntax
    from numfacts.linking.subjects.linker import SubjectLinker
    from numfacts.vocabulary.shapes import Shapes

FORETOLD = 60  # characters before a quantity in which it may be called a forecast
OFFERED = "offer_price"
SHARES = frozenset(["ratio", "difference", "times"])  # kinds of what may be of any value before it


class CarriedMetrics:
    """Finds the metric that a quantity without one of its own has from a claim before it."""

    def __init__(self, metrics: MetricLinker, shapes: Shapes) -> None:
        self._metrics = metrics
        self._shapes = shapes

    def find(self, place: Place, change: bool, subjects: SubjectLinker) -> Link | None:
        """Give the metric of an earlier claim or clause; none for a move that is of the price of another."""
        found = self._before(place, change, subjects)
        if not change or found is None:
            return found
        if found.mention.id == OFFERED:
            return None  # 较招股价2元，升0.1元: not that price moved
        if is_traded(found, self._shapes):
            return found
        moves = (
            in_session(place, self._shapes)
            or moves_itself(place, subjects, self._shapes)
            or is_new_move(place, found, self._shapes)
        )
        return None if moves else found  # 营收10亿元，美股盘前跌5%；用户增长8%，云杉科技跌5%

    def _before(self, place: Place, change: bool, subjects: SubjectLinker) -> Link | None:
        """Give the metric of the claim before in the sentence, of a clause before, or of the sentence before."""
        reading, index, quantity = place.reading, place.index, place.quantity
        named = change and bool(subjects.names(reading, index))
        first = reading.clause_start(index)
        goes_on = reading.codes[first - 1 : first] == "," and not reading.codes[first:index].strip("Lke")
        if not change and goes_on:
            leading = self._metrics.unclaimed(reading, index, quantity, change)
            if leading is not None:
                return leading  # 比例都超过50%；某公司收益率领先，达1219%
        if change or place.near is None:
            announced = self._metrics.unclaimed(reading, index, quantity, change)
            if announced is not None and not (named and _is_quoted(announced, self._shapes)):
                return announced
        near = None if change and self._moves_themselves(place) else place.near
        against = change or "B" in reading.codes[first:index]
        if near is not None and against and quantity.kind not in SHARES and near.quantity.code != quantity.code:
            near = like_before(place) or near  # 有12万辆车，占总数18%，较去年增加4万辆
        again = quantity.kind == "times" or recovers(reading, index, self._shapes)
        compared = change and reading.codes[first:index].strip("VLkesP") == "B"
        carried = self._carried(quantity, change, near, named, again=again, compared=compared)
        if carried is None and place.near is None and not named:
            carried = self._metrics.earlier(reading, index, quantity, change)
        if carried is None:
            carried = self._carried(quantity, change, place.previous, named, same=False)
        if carried is None and not change and (whole := listed_whole(place)) is not None:
            return whole
        bracketed = reading.codes.count("(", 0, index) > reading.codes.count(")", 0, index)
        if carried is None and not change and bracketed and (alike := like_before(place)) is not None:
            carried = self._carried(quantity, change, alike, named)  # 市占率34%（5900辆），排名第二，青屿（2%）随后
        if carried is None and not change and place.near is not None and quantity.kind in ("ratio", "money"):
            carried = self._metrics.unclaimed(reading, index, quantity, change)  # 37国中，比率下降（上季为5%）
        return carried

    def _moves_themselves(self, place: Place) -> bool:
        """Say whether those counted before in the clause are what moved, rather than their number: 10个市场下滑1%."""
        reading, near = place.reading, place.near
        if near is None or near.link is None or near.link.rule is not None or place.quantity.kind != "ratio":
            return False
        start = reading.tokens[reading.clause_start(place.index)].start
        return near.quantity.start >= start and (near.link.mention.start or 0) >= near.quantity.end

    def _carried(
        self,
        quantity: Quantity,
        change: bool,
        claim: Claim | None,
        named: bool,
        *,
        same: bool = True,
        again: bool = False,
        compared: bool = False,
    ) -> Link | None:
        """Give the metric of an earlier claim where the quantity can be another value or a change of it.

        ``named`` says that the clause names someone of its own, ``same`` that the claim stands in the same sentence,
        ``again`` that the quantity tells how much it is of what it was in another period, ``compared`` that its clause
        only compares the value before: 预计发送70万人次，同比增长3%.
        """
        if claim is None or claim.link is None or claim.link.mention.text is None:
            return None
        rule, before = claim.link.rule, claim.quantity
        if quantity.kind in MARKET_KINDS and rule is not None and not takes(rule, quantity, change):
            return None  # 关税提升至125%，港股高开500点
        if named and _is_quoted(claim.link, self._shapes):
            return None  # 恒生科技指数涨3%，某股涨9%: the stock has a name of its own
        if change and rule is None and ((claim.link.event and not compared) or not same):
            return None
        if change and rule is not None and rule.id == DEALINGS:
            return None  # 已回购1800万港元，今日上涨5%
        if before.kind == "rank" and quantity.kind != "rank":
            return None
        behind = claim.link.event and (claim.link.mention.start or 0) >= before.end
        if not change and behind and before.kind == quantity.kind == "ratio":
            return None  # 四成已获批，土地只有25%
        if quantity.kind in ("count", "person") and not change:
            if claim.link.event and not same:
                return None  # 25人死亡。11人……
            # 按月减10%，有65万间
            level = same and claim.change is not None and rule is not None and takes(rule, quantity, False)
            alone = before.kind == "bare" and not before.decimals
            return claim.link if level or alone or before.unit_text == quantity.unit_text else None
        scaled = quantity.kind == "bare" and before.code == "1"  # 制造业PMI为50.2。新订单指数49.8
        if not same and not (change or (rule is not None and rule.index) or scaled):
            return None
        lasts = quantity.kind == "duration"  # 由2小时缩短至30分钟
        alike = before.kind == quantity.kind and (lasts or before.code == quantity.code)
        if change or alike or again or (rule is not None and takes(rule, quantity, change)):
            return claim.link
        return None


def awaited(place: Place, shapes: Shapes) -> Link | None:
    """Give the metric of the figure before it where others expected a value of it: analysts expected $4 million.

    Or where a forecast is told of nothing by name: the forecast for next year is 4 percent.
    """
    before = place.near or place.previous
    if before is None or before.quantity.code != place.quantity.code:
        return None
    begin = max(place.reading.start, place.quantity.left - FORETOLD)
    again = shapes["english-foretold-again"].search(place.reading.text, begin, place.quantity.left) is not None
    return before.link if again or is_awaited(place.reading, place.index, shapes) else None


def awaited_again(place: Place, shapes: Shapes) -> Link | None:
    """Give what others expected of the figure before it in its sentence its metric, whatever is named behind it.

    So 3 dollars, above the forecast of 2 dollars and the 1 dollar earned a year earlier.
    """
    near, tokens = place.near, place.reading.tokens[: place.index]
    if near is None or any(token.code == "M" and token.start > near.quantity.end for token in tokens):
        return None
    alike = (claim for claim in place.recent if claim.quantity.code == place.quantity.code)
    before = next((claim for claim in alike if claim.sentence == near.sentence), None)
    return before.link if before is not None and is_awaited(place.reading, place.index, shapes) else None


def led_to(place: Place, shapes: Shapes) -> Link | None:
    """Give the level that a change leads to the metric of the change: 交付量增34%至19万辆车."""
    near = place.near
    if near is not None and quoted_at(place, near, shapes):
        return Link(Mention(None, None, None, "share_price"), None, None, None)
    if near is None or near.change is None or near.link is None:
        return None
    led = place.reading.codes[: place.index].rstrip("r")  # to a record 230,000
    moved = led[:-1].rstrip("PBw") if place.reading.english else led[:-1].rstrip(",")  # rose 3 percent in May to
    if led[-1:] != "t" or moved[-1:] != "Q":
        return None
    rule = near.link.rule
    grew = near.quantity.kind == "ratio" or (rule is not None and takes(rule, place.quantity, False))
    return near.link if grew else None


def held_against(place: Place, shapes: Shapes) -> Link | None:
    """Give the level that the one before it is compared with the metric of that: 38 percent, against 19 percent."""
    near, reading, quantity = place.near, place.reading, place.quantity
    moved = change_from(reading, place.index, shapes) is not None
    if moved:
        near = _level_before(place) or near  # 900 cars, down 5 percent from the 947 of March
    if near is None or near.link is None or near.metric is None or near.change is not None:
        return None
    # Behind 38 percent of chip revenue, and 61 million units
    told = max(near.quantity.end, near.metric.end or 0)
    if not moved and any(token.code == "M" and token.start > told + 1 for token in reading.tokens[: place.index]):
        return None
    alike = near.quantity.code == quantity.code or {near.quantity.kind, quantity.kind} <= COUNTS
    stop = quantity.start if quantity.comparator == "=" else quantity.left  # below the 3 percent that was expected
    against = moved or shapes["english-against"].search(reading.text, near.quantity.end, stop) is not None
    if not alike or not against:
        return None
    if reading.syntax is not None and not _counts_alike(reading.syntax, near, quantity):
        return None
    return Link(near.metric, near.link.rule, near.link.source, near.link.position)


def _level_before(place: Place) -> Claim | None:
    """Give the last level before it in the sentence that counts what a quantity may count too."""
    kind, start = place.quantity.kind, place.reading.start
    claims = (claim for claim in place.recent if claim.quantity.start >= start and claim.change is None)
    return next(
        (claim for claim in claims if claim.quantity.kind == kind or {claim.quantity.kind, kind} <= COUNTS), None
    )


def _counts_alike(syntax: Syntax, near: Claim, quantity: Quantity) -> bool:
    """Say whether a quantity counts no thing behind it, or what the one before does: from 12,000 cars to 15,000 cars.

    That one must measure something else than these things, of which it is a number: sales.
    """
    thing = syntax.at(quantity.start) + 1
    if syntax.code(thing) not in "nN" or syntax.word(thing) == "units":
        return True
    if syntax.word(thing) == "units" and near.metric is not None and near.metric.id is not None:
        return True  # sold 9,000 consoles, compared with 8,000 units
    alike = syntax.word(thing) == syntax.word(syntax.at(near.quantity.start) + 1)
    return alike and near.metric is not None and (near.metric.start or 0) < near.quantity.start


def goes_on(place: Place) -> bool:
    """Say whether a number alone is of what was counted before, as the object of a verb: lost 3 jobs, Elm won 4."""
    near, syntax, quantity = place.near, place.reading.syntax, place.quantity
    if syntax is None or near is None or near.metric is None or quantity.kind != "bare":
        return False
    at = syntax.at(quantity.start)
    named = near.metric.start is not None and near.metric.start >= place.reading.start
    if named and syntax.code(syntax.at(near.metric.start or 0)) == "e":
        return False  # 12 wounded, after a storm killed 30
    counted = near.quantity.kind in COUNTS and near.metric.start == near.quantity.end + 1
    acts = syntax.code(at - 1) in "ve" and syntax.code(at - 2) in "nN" and syntax.code(at + 1) in ",kcpT"
    return counted and acts


def read_off(place: Place, found: Link | None, shapes: Shapes) -> Link | None:
    """Let a bare number, or 指数 alone, be of the scale that the claim before was read off: PMI, an index."""
    named = found is not None and found.mention.text == "指数"
    near = place.near or (place.previous if named else None)
    if near is None or near.link is None or near.metric is None:
        return found
    rated = near.quantity.kind == "rate"  # 跌穿150兑1美元, 较早时报149.7
    scaled = near.metric.id in shapes.group("scale")
    bare = place.quantity.kind == "bare" and (found is None or found.rule is None)
    return near.link if (named and scaled) or (bare and (rated or scaled)) else found


def recovers(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether a share is of what the same was at another time: 恢复至2019年同期的71.5%."""
    if reading.english:
        return False
    if reading.codes[index - 1] in "PB" and is_yardstick(reading, index - 1, shapes):
        return True
    begin = reading.tokens[reading.clause_start(index)].start
    return shapes["back-to-before"].search(reading.text, begin, reading.tokens[index].start) is not None


def is_traded(link: Link, shapes: Shapes) -> bool:
    """Say whether a metric is one that markets move."""
    return link.mention.id in shapes.group("traded")


def _is_quoted(link: Link, shapes: Shapes) -> bool:
    """Say whether a metric is a price or an index, which those named beside it have of their own."""
    return link.mention.id in shapes.group("quoted")
