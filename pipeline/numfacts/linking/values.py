"""The unit of a bare number, where its metric says what it is counted in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.counts.shortly import SHORTLY, counted_shortly
from numfacts.linking.links import VISITS
from numfacts.linking.pairs import CurrencyPairs
from numfacts.linking.reading import Reading
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.claim import Claim, Place
    from numfacts.linking.discourse import Discourse
    from numfacts.linking.links import Link
    from numfacts.vocabulary.shapes import Shapes

MARK = "分"  # as many cents, or points that someone gives
PLACES = ("名", "位")  # units of persons and of ranks
MILLION = 6  # power of ten of what is no weight
YI = 8  # power of ten of 亿
READ_OFF = frozenset(["pmi", "cpi", "ppi", "exchange_rate", "commodity_price"])  # metrics of bare numbers


def settle_count(reading: Reading, quantity: Quantity, shapes: Shapes) -> None:
    """Read points that are made and securities that moved as counted things, in place.

    4点建议; 3600股上涨; 满意度评分平均为7.2分.
    """
    if quantity.unit_text == MARK and shapes["scored-in"].search(reading.text, reading.start, quantity.start):
        quantity.kind = quantity.code = "point"
        quantity.value = quantity.value.scaleb(2)
        quantity.unit_basis = None
    if quantity.code == "[lb_av]" and quantity.scale >= MILLION:
        quantity.kind, quantity.code = "money", "GBP"  # a 3 million pound fine
    if quantity.kind == "share" and shapes["securities-moved"].match(reading.text, quantity.right) is not None:
        quantity.kind = quantity.code = "count"
    if quantity.kind == "bare" and not quantity.scale and (counted := counted_shortly(reading, quantity, shapes)):
        quantity.kind = quantity.code = SHORTLY[counted]
    if quantity.kind == "point" and shapes["made-point"].match(reading.text, quantity.end) is not None:
        quantity.kind = quantity.code = "count"


def settle_rank(quantity: Quantity, role: str, near: Quantity | None) -> None:
    """Read the places that a rank rose or fell by as such, in place: 第6名，比去年上升5名."""
    if role == "change" and quantity.unit_text in PLACES and near is not None and near.kind == "rank":
        quantity.kind = quantity.code = "rank"


def currency_of(place: Place, link: Link | None, discourse: Discourse, shapes: Shapes) -> str | None:
    """Give the currency of a bare number that is an amount of money by its metric: that of the last amount."""
    quantity = place.quantity
    if quantity.kind != "bare" or link is None or not _is_money(quantity, link, shapes):
        return None
    quantity.unit_basis = "default"
    return _last_currency(discourse, place.reading.text)


def _last_currency(discourse: Discourse, text: str) -> str:
    """Give the currency of the last amount of money outside brackets, or else that of the document."""
    amounts = [claim.quantity for claim in discourse.claims if claim.quantity.kind == "money"]
    codes = (amount.code for amount in reversed(amounts) if not text.endswith("(", 0, amount.left))
    return next(codes, None) or discourse.currency


def _is_money(quantity: Quantity, link: Link, shapes: Shapes) -> bool:
    """Say whether a bare number is an amount of money by what it is linked with: 规模1000亿, 自购13亿."""
    takes = link.rule.takes if link.rule is not None else []
    named = quantity.scale and shapes["of-money"].search(link.mention.text or "")
    if named and link.rule is not None and link.rule.head:
        return True  # 资助额为300万
    if "bare" in takes or ("count" in takes and quantity.scale < YI):
        return False
    return "money" in takes or bool(named)


def settle_unit(
    quantity: Quantity,
    metric: Mention | None,
    subject: Mention | None,
    previous: Claim | None,
    rate: tuple[str | None, str | None],
    money: str | None,
    reading: Reading,
    pairs: CurrencyPairs,
    shapes: Shapes,
) -> None:
    """Give a bare number, or a rate, a price or a point of an exchange rate its unit, in place.

    ``rate`` is the pair of currencies, code and per, of the last exchange rate written out; ``money`` the currency of
    a bare number whose metric is an amount of money, null for any other.
    """
    metric_id = metric.id if metric is not None else None
    name = metric.text if metric is not None and metric.text else ""
    whose = subject.text if subject is not None and subject.text else ""
    if (quantity.kind == "point" and metric_id == "exchange_rate") or (
        quantity.kind == "point" and previous is not None and previous.quantity.kind in ("pip", "rate")
    ):
        quantity.code, quantity.kind = "pip", "pip"
    elif quantity.kind == "pip" and metric_id in ("interest_rate", "yield"):
        quantity.code, quantity.kind = "basis_point", "difference"  # 减息25点子
    elif quantity.kind == "rate" and quantity.code is None:
        text, start, end = reading.text, reading.start, reading.end
        quantity.code = pairs.currency(name, whose, text[start:end], text[:start]) or "1"
        pairs.flip(quantity, name, reading)
    elif quantity.kind == "money" and metric_id == "exchange_rate" and quantity.per is None:
        pair = _pair(name, whose, quantity, rate, reading, pairs)
        quantity.per = pair[1] if pair is not None and pair[0] == quantity.code else None  # 人民币兑美元报6.3元
    elif quantity.kind != "bare":
        return
    elif money is not None:
        quantity.code, quantity.kind = money, "money"
    elif metric_id == "index_level" and shapes["mood"].search(name) is not None:
        quantity.code = "1"
    elif metric_id == "index_level":
        quantity.code, quantity.kind = "point", "point"
    elif metric_id == "token_usage":
        quantity.code = "token"
    elif metric_id == "exchange_rate" and (pair := _pair(name, whose, quantity, rate, reading, pairs)) is not None:
        quantity.code, quantity.per = pair
        pairs.flip(quantity, whose if pairs.named(name) is None else name, reading)
    elif metric_id in READ_OFF or shapes["rate"].search(name):
        quantity.code = "1"
    elif quantity.decimals and not quantity.scale:
        quantity.code = "1"  # what is counted is whole: magnitude 7.7
    else:
        people = shapes["people"].search(name) is not None
        quantity.code = "person" if people and not name.endswith(VISITS) else "count"


def _pair(
    name: str,
    whose: str,
    quantity: Quantity,
    rate: tuple[str | None, str | None],
    reading: Reading,
    pairs: CurrencyPairs,
) -> tuple[str | None, str | None] | None:
    """Give the currencies of a rate: as its metric or its subject, its sentence or the last rate has them."""
    if (named := pairs.named(name) or pairs.named(whose)) is not None:
        return named
    rate = pairs.told(reading.text, reading.start, quantity.start) or rate
    return rate if rate[1] and pairs.holds(rate, name) else pairs.alone(name)
