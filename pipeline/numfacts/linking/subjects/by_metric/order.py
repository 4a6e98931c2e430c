"""The rules by which a metric tells whose a figure is, in the order in which they are tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.in_order import first_found
from numfacts.linking.subjects.by_metric import companies, goods, indices, people, rates
from numfacts.linking.subjects.by_metric.measured import Measured

if TYPE_CHECKING:
    from numfacts.linking.subjects.by_metric.measured import Finding, Known
    from numfacts.linking.subjects.question import Asked, Whose

RULES: tuple[Finding, ...] = (
    rates.bank,
    companies.assessed,
    companies.fined,
    companies.bid_for,
    rates.lent,
    people.person,
    people.spenders,
    companies.seller,
    companies.founded,
    rates.bond,
    rates.paper,
    rates.paper_issued,
    goods.stocked,
    goods.waiting,
    companies.whole,
    indices.unknown_index,
    rates.market_rate,
    indices.index,
    goods.called,
    goods.priced,
    indices.swung,
    indices.board,
    indices.tax,
    indices.levied,
)


def by_metric(asked: Asked, known: Known) -> Whose | None:
    """Give the subject that the metric is called by or tells: an index, a rate, goods, who is fined."""
    found = companies.affected(asked, known)
    if found is not None or asked.link is None or asked.link.mention.start is None:
        return found
    return first_found(RULES, Measured(asked, asked.reading, asked.link, known))
