"""What a metric is by the quantity it has and the claims before it: 销售 in numbers, a share of a total."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from numfacts.linking.links import COUNTS, MONEY_SCALES, Link, is_price_of_goods, prices_goods
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.claim import Claim, Place
    from numfacts.linking.reading import Reading
    from numfacts.numbers.quantity import Quantity
    from numfacts.vocabulary.shapes import Shapes

SPENDING = ("回购", "购买", "增持", "购回")  # what funds are used for
ATTRIBUTED = re.compile("归属|归母|应占")
COSTING = frozenset(["cost", "costs", "costing"])
MILLION = 1_000_000
SALES = "销售"  # of goods in numbers, but as it grows, in money
AREAS = frozenset(["m2", "km2", "har", "mu", "[sft_i]"])
ENERGY = "kW.h"
TONNE = "t"
POWERS = frozenset(["kW", "MW", "GW"])  # what is built is told by the power it has
RATES = frozenset(["year", "month", "day", "d"])  # what is made is told by how much of it in such a time
ISSUES = ("发行", "增发", "额外发行", "发行不超过", "发行最多", "发行不超", "发行了", "发行合共", "发行约")
OFFERS = ("配售", "发行", "认购", "供股")  # of shares at a price
A_SHARE = "每股"
DUE_REACH = 6  # characters behind a bond that tell what becomes of it
AVERAGE = re.compile("(?:销售|支付|挂牌|平)?均价")  # of goods, as those at which shares were dealt in say how
DEALT = re.compile("注销|回购|购回|发行|转增")
SPENT = frozenset(["斥资", "耗资", "支付"])
PLAIN = frozenset(["净利润", "净利", "盈利", "溢利", "纯利"])  # names of profits that say not whose
PROFITS = frozenset(["net_profit", "net_profit_attributable", "net_loss"])
TELLING = frozenset(["commodity_price", "net_profit_attributable"])  # of goods, not of a deal; whose profit it is
SOLD = frozenset(["转让", "出售"])  # of what someone holds
TRADES = frozenset(["交易额", "交易总额"])
EXCHANGED = re.compile("交易量|成交量")  # told beside what is traded on an exchange
# What is done with bonds that others issue
HELD = re.compile("(?P<net>净[买卖])|持有|[增减]持|买入|卖出|抛售|托管|头寸")
ISSUED = re.compile("发行|发债|募集|融资")
MADE_AND_SOLD = ("产销", "产销量")
EFFECT = re.compile("影响[^，。;、]{0,12}$")  # before what something has an effect on
MARKETS = ("市场", "交易所", "期货", "股市")  # whose trades are no deals
WON = frozenset(["竞得", "摘得", "拍得", "拿下", "摘牌"])  # at an auction, for so much
GRANTS = frozenset(["授予", "发行"])  # what is done with a number of shares
EARNING = 12  # characters that what follows reaches
EARNED = re.compile("(?:每手|一手|[账帐]面|手续费)[^，。;]{0,8}$")  # before what those who were allotted shares earn
OF_WHOLE = "占比"
RESIDENTS, HOUSEHOLDS = "居民", "户"
PLEDGED = re.compile("质押|冻结|解质|解押")
DISPOSED = re.compile("减持|转让|出售|增持")
DISPOSAL = 400  # characters before a share of what someone holds in which it is told what becomes of it
SELLS = "卖出"
TRADED = re.compile("(?:累计|合计)?(?:买入|卖出)(?:债券|国债|股票|A股)?")
BID = re.compile("(?:现金)?收购价?格?|价格|作价|要约价格?")  # names of what is paid for a share in a takeover
QUOTED = frozenset([None, "share_price"])  # ids of what an amount is quoted at, before it is known of what
BOUGHT_AT = frozenset(["share_price", "deal_value"])
TAKES_OVER = re.compile("收购(?!方案)|要约|私有化")
TO_TOTAL = {"pledged_share": "pledged_share", "share_count": None}  # what a ratio to the total is, by what it is of


def refined(place: Place, metric: Mention | None, shapes: Shapes) -> Mention | None:
    """Give a metric the id that the quantity or the claim before it tells: of a ratio to the total, of a price."""
    if place.quantity.kind == "rank":
        return msgspec.structs.replace(metric or Mention(None, None, None, None), id="rank")
    metric = _bond(place, metric, shapes)
    if metric is None:
        if _is_offered_at(place, metric):
            return Mention(None, None, None, "offer_price")
        priced = is_price_of_goods(place.quantity, place.reading.text)
        return Mention(None, None, None, "commodity_price") if priced else None
    if _is_offered_at(place, metric):
        return Mention(None, None, None, "offer_price")
    if metric.text == RESIDENTS and place.quantity.unit_text == HOUSEHOLDS:
        metric = msgspec.structs.replace(metric, id=None)  # 居民1.2万户
    if metric.id in QUOTED and place.quantity.kind == "money" and _is_of_goods(place, metric, shapes):
        metric = msgspec.structs.replace(metric, id="commodity_price")  # 沪铜收报7万元
    if metric.id == "market_cap" and shapes["seized"].search(
        place.reading.text, place.reading.start, place.reading.end
    ):
        metric = msgspec.structs.replace(metric, id=None)  # 检获毒品，市值3万元: of goods, not of a company
    if metric.id == "stake" and metric.text is not None and metric.text.startswith("占"):
        before = place.previous.metric if place.previous is not None else None
        sold = before is not None and before.text in SOLD
        again = before is not None and before.id is None and (before.text or "").startswith("占")
        if before is not None and (before.id in TO_TOTAL or again) and not sold:
            metric = Mention(metric.text, metric.start, metric.end, TO_TOTAL.get(before.id or ""))
    if place.quantity.kind == "ratio" and metric.text == OF_WHOLE and _is_holders(place, shapes):
        metric = msgspec.structs.replace(metric, id="stake")  # 有限合伙人甲占比40%
    if metric.id == "pledged_share" and place.quantity.kind == "ratio" and _is_sold(place):
        metric = msgspec.structs.replace(metric, id=None)  # 减持股份占其所持股份5%
    if metric.id == "funding_amount" and place.reading.text.startswith(SPENDING, metric.end or 0):
        metric = msgspec.structs.replace(metric, id=None)  # 动用1亿元资金回购股份
    spent = metric.id == "investment" or (metric.id is None and metric.text in SPENT)
    if spent and shapes["buys"].match(place.reading.text, place.quantity.right) is not None:
        metric = msgspec.structs.replace(metric, id="deal_value")  # 出资5亿元收购
    if metric.id == "share_price" and place.quantity.per is None and place.quantity.value >= MILLION:
        if place.reading.english:
            return None  # the highest price was $2, and the company spent $5 million
        metric = msgspec.structs.replace(metric, id="deal_value")  # 地块成交价1亿元
    if metric.id == "order_value" and place.quantity.per == "share":
        metric = msgspec.structs.replace(metric, id="share_price")  # 回购的最高成交价格为5元/股
    if metric.id == "funding_amount" and _is_part_of_debt(place, shapes):
        metric = msgspec.structs.replace(metric, id="debt")
    if metric.id == "sales_volume" and metric.text == SALES and place.quantity.kind in ("ratio", "times"):
        counted = place.previous is not None and place.previous.metric == metric
        metric = metric if counted else Mention(metric.text, metric.start, metric.end, "revenue")
    kind = place.quantity.kind
    if metric.text is not None and metric.text.endswith(MADE_AND_SOLD):
        metric = msgspec.structs.replace(metric, id=_made_or_sold(place))
    if metric.id == "net_profit" and metric.text in PLAIN and kind == "money" and _is_attributed(place, metric):
        metric = msgspec.structs.replace(metric, id="net_profit_attributable")
    if metric.id == "stake" and kind == "share" and DEALT.search(metric.text or "") is not None:
        metric = msgspec.structs.replace(metric, id="share_count")  # 购回但尚未注销股份5万股
    if metric.id is None and kind == "share" and metric.text in GRANTS:
        metric = msgspec.structs.replace(metric, id="share_count")  # 首次授予300万股
    if metric.id in PROFITS and kind == "money" and (place.quantity.per == "share" or A_SHARE in (metric.text or "")):
        metric = msgspec.structs.replace(metric, id="eps")
    if metric.id == "eps" and place.quantity.per is None and place.quantity.value >= MILLION:
        metric = msgspec.structs.replace(metric, id="net_profit")  # carried from an amount per share
    paid = metric.id == "dividend_per_share" and place.quantity.per is None and place.quantity.value >= MILLION
    if paid and not place.reading.english:
        metric = msgspec.structs.replace(metric, id="dividend")  # 共派发现金2亿元
    if metric.id == "revenue" and (metric.text or "").lower() == "turnover" and _follows_market(place, shapes):
        metric = msgspec.structs.replace(metric, id="turnover")
    if metric.id == "orders" and (kind == "money" or (kind == "ratio" and _is_of(place.near, "order_value"))):
        metric = msgspec.structs.replace(metric, id="order_value")
    if metric.id == "sales_volume" and kind == "share" and metric.text == SELLS:
        metric = msgspec.structs.replace(metric, id="share_count")
    if kind == "money" and metric.id != "capital_flow" and TRADED.fullmatch(metric.text or "") is not None:
        metric = msgspec.structs.replace(metric, id=None)  # 一机构卖出3亿元, 买入债券5亿元
    if metric.id is None and kind == "money" and (metric.text in WON or _buys(place, shapes)):
        metric = msgspec.structs.replace(metric, id="deal_value")  # 地块以3亿元竞得, 拟3亿元收购
    if metric.id == "deal_value" and (metric.text or "") in TRADES and not place.reading.english:
        said = EXCHANGED.search(place.reading.text, place.reading.start, place.reading.end)
        traded = place.reading.text.endswith(MARKETS, 0, metric.start) or said is not None
        metric = msgspec.structs.replace(metric, id="turnover") if traded else metric  # 金融市场交易总额
    if metric.id == "funding_amount" and kind == "money" and (held := _held(place, metric)) is not None:
        metric = msgspec.structs.replace(metric, id="capital_flow" if held["net"] else None)  # 持有国债2万亿元
    named = metric.end or 0
    earned = EARNED.search(place.reading.text, max(0, named - EARNING), named) if metric.id in PROFITS else None
    if earned is not None and kind == "money":
        metric = msgspec.structs.replace(metric, id=None)  # 每手账面赚4901元
    if metric.id in PROFITS and kind == "money" and _is_effect(place, metric):
        metric = msgspec.structs.replace(metric, id=None)  # 影响净利润3亿元
    if metric.id == "deal_value" and kind == "share":
        metric = msgspec.structs.replace(metric, id="share_count")
    if metric.id == "trading_volume" and kind == "money":
        metric = msgspec.structs.replace(metric, id="turnover")
    if metric.id == "turnover" and kind == "share":
        metric = msgspec.structs.replace(metric, id="trading_volume")
    named_behind = (metric.start or 0) >= place.quantity.end
    a_share = place.quantity.per == "share" or place.reading.text.startswith(
        A_SHARE, place.quantity.left - len(A_SHARE)
    )
    if metric.id in (None, "share_count") and a_share and kind == "money" and named_behind:
        offered = (metric.text or "").endswith(OFFERS)
        metric = msgspec.structs.replace(metric, id="offer_price" if offered else "share_price")  # 以每股3港元回购5万股
    sales = metric.id in ("revenue", "sales_volume") and (metric.text or "").endswith(SALES) and kind == "ratio"
    if sales and _is_of(place.previous, "retail_sales"):
        metric = msgspec.structs.replace(metric, id="retail_sales")  # 零售销售反弹2%，核心销售上升1%
    if (metric.id == "share_count" and kind == "money") or _is_what_it_costs(place, metric):
        metric = msgspec.structs.replace(metric, id=None)
    if metric.id is None and place.quantity.per == "share" and (metric.text or "").lower().endswith(("price", "价")):
        metric = msgspec.structs.replace(metric, id="share_price")
    bid = a_share and kind == "money" and BID.fullmatch(metric.text or "") is not None
    if bid and metric.id in BOUGHT_AT and _takes_over(place):
        metric = msgspec.structs.replace(metric, id="offer_price")  # 以每股9美元的价格收购
    if metric.id == "commodity_price" and kind == "ratio" and _is_of(place.near, "cpi"):
        metric = msgspec.structs.replace(metric, id="cpi")  # 食品价格下降1%，其中猪肉价格上涨6%
    if (
        metric.id == "revenue"
        and kind == "ratio"
        and shapes["english-goods"].match(place.reading.text, metric.end or 0)
    ):
        metric = msgspec.structs.replace(metric, id="sales_volume")  # sales of new cars rose 4 percent
    if metric.id == "revenue" and kind in COUNTS and not (kind == "bare" and place.quantity.scale in MONEY_SCALES):
        metric = msgspec.structs.replace(metric, id="sales_volume")
    told = any(_is_of(claim, "commodity_price") and _names(claim, metric) for claim in place.recent)
    before = place.previous.metric if place.previous is not None else None
    again = before is not None and (before.id, before.start) == ("share_price", metric.start)  # 平均价每股3元、4元
    mean = AVERAGE.fullmatch(metric.text or "") is not None and not (
        again or a_share or place.reading.text.endswith(A_SHARE, 0, metric.start)
    )
    if prices_goods(metric, place.quantity, place.reading.text) or (metric.id == "share_price" and (told or mean)):
        metric = Mention(metric.text, metric.start, metric.end, "commodity_price")
    return metric


def _is_offered_at(place: Place, metric: Mention | None) -> bool:
    """Say whether an amount a share alone follows an offer of shares, which they are sold for: 配售8亿股，每股53元."""
    near, quantity = place.near, place.quantity
    offer = near.metric if near is not None else None
    if offer is None or quantity.kind != "money" or quantity.per != "share" or place.reading.english:
        return False
    offers = offer.id == "proceeds" or (offer.id == "share_count" and (offer.text or "").endswith(OFFERS))
    return offers and (metric is None or metric == offer)


def _made_or_sold(place: Place) -> str | None:
    """Say which of two a value is, of what was made or of what was sold: 产销分别完成24万辆和25万辆."""
    codes, index = place.reading.codes, place.index
    if codes[index + 1 : index + 3] == "jQ":
        return "production"
    return "sales_volume" if codes[max(0, index - 2) : index] == "Qj" else None


def _is_of_goods(place: Place, metric: Mention, shapes: Shapes) -> bool:
    """Say whether an amount is what coins or contracts of its sentence, or goods right before it, are quoted at."""
    reading, end = place.reading, place.quantity.left
    if reading.english:
        return False
    if metric.id is not None and metric.text is None and shapes["coins"].search(reading.text, reading.start, end):
        return True
    return shapes["traded-goods"].search(reading.text, reading.start, end) is not None


def _held(place: Place, metric: Mention) -> re.Match[str] | None:
    """Give what someone who holds bonds, and issued none, does with them, in the clause of an amount or before it."""
    reading = place.reading
    if reading.english or (metric.text or "")[-1:] not in "债券据量额":
        return None
    start = reading.tokens[reading.clause_start(place.index)].start
    for begin, end in ((start, place.quantity.left), (reading.start, start)):
        told = reading.text[begin:end]
        if ISSUED.search(told) is not None:
            return None
        if (held := HELD.search(told)) is not None:
            return held
    return None


def _is_effect(place: Place, metric: Mention) -> bool:
    """Say whether an amount is what something takes from a profit or adds to it: 影响净利润, 对净利润影响为."""
    reading = place.reading
    if reading.english:
        return False
    told = reading.text[reading.tokens[reading.clause_start(place.index)].start : metric.start or 0]
    found = EFFECT.search(told)
    return (found is not None and "受" not in told[: found.start()]) or reading.text.startswith(
        ("影响", "的影响"), metric.end or 0
    )


def _is_holders(place: Place, shapes: Shapes) -> bool:
    """Say whether the clause of a share, or the one before, tells of who holds it: 甲出资3000万元，占比60%."""
    reading, begin = place.reading, place.reading.clause_start(place.index)
    if not shapes["holds-part"].search(reading.text, reading.tokens[begin].start, place.quantity.left):
        begin = reading.clause_start(begin - 1) if begin else begin
    return shapes["holds-part"].search(reading.text, reading.tokens[begin].start, place.quantity.left) is not None


def _is_sold(place: Place) -> bool:
    """Say whether what is a share of someone's holding is sold, and none of it pledged."""
    text, end = place.reading.text, place.quantity.left
    begin = max(0, end - DISPOSAL)
    return DISPOSED.search(text, begin, end) is not None and not PLEDGED.search(text, begin, place.reading.end)


def _bond(place: Place, metric: Mention | None, shapes: Shapes) -> Mention | None:
    """Give the bond right behind its amount where it is owed already, or nothing else is told: 明日到期的3亿美元债."""
    text, quantity, reading = place.reading.text, place.quantity, place.reading
    bond = shapes["bond-behind"].match(text, quantity.right) if quantity.kind == "money" else None
    if quantity.kind == "money" and not reading.english and _only_issues(place, metric):
        issued = shapes["issued-behind"].match(text, quantity.right, reading.end)
        if issued is not None:
            return Mention(issued["bond"], *issued.span("bond"), "funding_amount")  # 发行3亿元2020年第五期融资券
    if bond is None:
        return metric
    clause = reading.tokens[reading.clause_start(place.index)].start
    owed = shapes["bond-due"].search(text, clause, min(bond.end() + DUE_REACH, reading.end)) is not None
    if metric is not None and not owed:
        return metric
    return Mention(bond[0], bond.start(), bond.end(), "debt" if owed else "funding_amount")


def _only_issues(place: Place, metric: Mention | None) -> bool:
    """Say whether all that is told of an amount before it is that so much is issued."""
    if metric is None or metric.text is None:
        return place.reading.text.endswith(ISSUES, place.reading.start, place.quantity.left)
    return metric.id is None and metric.text.endswith("发行") and (metric.start or 0) < place.quantity.left


def carried_id(place: Place, link: Link, metric: Mention, change: bool) -> Mention:
    """Give a metric that was carried the id that the value before it told: 合约收于6美元/蒲式耳，上涨5美分."""
    before = place.previous.metric if place.previous is not None else None
    rule = link.rule
    if change and place.quantity.kind == "ratio" and rule is not None and metric.id == rule.ratio is not None:
        return msgspec.structs.replace(metric, id=rule.metric)  # 收入贡献为30%，按年增长8%
    told = metric.id is None or (before is not None and before.id in TELLING)
    if told and before is not None and (before.start, before.end) == (metric.start, metric.end):
        return before
    return metric


def sized(quantity: Quantity, reading: Reading, shapes: Shapes) -> Mention | None:
    """Give what a size is a value of, where no word says so: the area of 300亩基地, the capacity of 2GW项目."""
    if quantity.code == TONNE and shapes["plant"].match(reading.text, quantity.right) is not None:
        return Mention(None, None, None, "capacity")
    if quantity.code in AREAS:
        return Mention(None, None, None, "area")
    if quantity.kind == "share":
        return Mention(None, None, None, "share_count")
    made = quantity.kind == "physical" and quantity.per in RATES and quantity.code != ENERGY
    return Mention(None, None, None, "capacity") if made or quantity.code in POWERS else None


def _is_attributed(place: Place, metric: Mention) -> bool:
    """Say whether the sentence spoke of what is attributable to shareholders: 归母净利润为负，上年同期盈利3亿元."""
    reading = place.reading
    if metric.start is None or reading.text.endswith(("后", "基础", "核心", "调整"), 0, metric.start):
        return False  # 扣除非经常性项目后溢利, 基础盈利
    return ATTRIBUTED.search(reading.text, reading.start, metric.start) is not None


def _is_of(near: Claim | None, metric_id: str) -> bool:
    """Say whether the claim before is of a metric."""
    return near is not None and near.metric is not None and near.metric.id == metric_id


def _names(near: Claim, metric: Mention) -> bool:
    """Say whether a claim is of what has the same name as a metric: 收盘价6元/吨，收盘价较前一日上涨2%."""
    return near.metric is not None and near.metric.text == metric.text


def _follows_market(place: Place, shapes: Shapes) -> bool:
    """Say whether the claim before is of a market, whose turnover is no revenue."""
    before = place.previous.metric if place.previous is not None else None
    return before is not None and before.id in shapes.group("session")


def _is_what_it_costs(place: Place, metric: Mention) -> bool:
    """Say whether an English metric is the verb before its value: it cost 5 dollars, not at a cost of 5 dollars."""
    verb = (metric.text or "").lower() in COSTING and place.reading.english
    return verb and place.quantity.left - (metric.end or 0) == 1


def _buys(place: Place, shapes: Shapes) -> bool:
    """Say whether an amount stands right before what is done for it: 拟3亿元收购."""
    return shapes["worth-so-much"].match(place.reading.text, place.quantity.right) is not None


def _takes_over(place: Place) -> bool:
    """Say whether the sentence tells of a takeover before or right behind a price of shares."""
    reading = place.reading
    return TAKES_OVER.search(reading.text, reading.start, min(place.quantity.right + 12, reading.end)) is not None


def _is_part_of_debt(place: Place, shapes: Shapes) -> bool:
    """Say whether an amount is listed as a part of a debt: 债务余额20亿元，包括中期票据15亿元、公司债5亿元."""
    near = place.near
    if near is None or near.metric is None or near.metric.id != "debt":
        return False
    return shapes["listed-part"].match(place.reading.text, near.quantity.end) is not None
