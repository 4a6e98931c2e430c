"""The rules by which a metric tells whose a figure is, in the order in which they are tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.in_order import first_found
from numfacts.linking.subjects.by_metric import companies, goods, indices, people, rates
from numfacts.linking.subjects.by_metric.measured import Measured
from numfacts.linking.subjects.question import NOBODY

if TYPE_CHECKING:
    from numfacts.linking.subjects.by_metric.measured import Finding, Known
    from numfacts.linking.subjects.question import Asked, Whose

RULES: tuple[Finding, ...] = (
    goods.aimed_at,
    rates.bank,
    companies.assessed,
    companies.fined,
    rates.lent,
    companies.film,
    companies.season,
    companies.issued_for,
    people.person,
    people.spenders,
    companies.seller,
    companies.sender,
    companies.founded,
    rates.bond,
    rates.paper,
    rates.paper_issued,
    goods.stocked,
    companies.stake_priced,
    companies.whole,
    indices.unknown_index,
    rates.market_rate,
    indices.index,
    goods.priced_before,
    indices.index_before,
    goods.called,
    goods.single,
    goods.priced,
    indices.swung,
    indices.flowed_to,
    indices.flowing,
    indices.board,
    indices.tax,
    indices.levied,
)


def by_metric(asked: Asked, known: Known) -> Whose | None:
    """Give the subject that the metric is called by or tells: an index, a rate, goods, who is fined."""
    found = companies.affected(asked, known) or indices.that_index(asked, known)
    if found is not None or asked.link is None or asked.link.mention.start is None:
        return found
    measured = Measured(asked, asked.reading, asked.link, known)
    found = first_found(RULES, measured)
    return None if found is NOBODY else found
