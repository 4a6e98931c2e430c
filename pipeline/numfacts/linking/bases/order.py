"""The rules that find what a change is measured against, in the order in which they are tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.bases import decisions, earlier, markets, said, stocks, usual
from numfacts.linking.bases.move import NOTHING, Move
from numfacts.linking.rule_tables import Rule, of_language

if TYPE_CHECKING:
    from numfacts.linking.bases.move import Finding
    from numfacts.linking.bases.told import Against
    from numfacts.linking.claim import Place
    from numfacts.records import ChangeBasis, Mention, Period
    from numfacts.vocabulary.shapes import Shapes

RULES: tuple[Rule[Finding], ...] = (
    Rule(said.each_year, english=False),
    Rule(said.largest_of_day, english=False),
    Rule(said.move_of_week, english=False),
    Rule(said.than_close, english=False),
    Rule(said.than_now, english=False),
    Rule(said.than_mean, english=False),
    Rule(said.than_level, english=True),
    Rule(said.of_rate, english=False),
    Rule(said.as_said),
    Rule(said.of_expected, english=False),
    Rule(said.decided_anew, english=True),
    Rule(said.added_net, english=False),
    Rule(said.than_before, english=False),
    Rule(said.than_offer, english=False),
    Rule(decisions.revised, english=False),
    Rule(decisions.done, english=False),
    Rule(usual.rate_itself),
    Rule(decisions.english_level_decided, english=True),
    Rule(decisions.english_charge_foreseen, english=True),
    Rule(decisions.english_laid_off, english=True),
    Rule(usual.price_since_new_year),
    Rule(usual.growth_in_row, english=False),
    Rule(usual.english_sequence, english=True),
    Rule(said.in_view, english=False),
    Rule(earlier.as_before),
    Rule(usual.over_years, english=False),
    Rule(usual.led_to),
    Rule(decisions.price_set, english=False),
    Rule(decisions.set_before, english=False),
    Rule(markets.traded),
    Rule(usual.unnamed),
    Rule(usual.caused, english=False),
    Rule(decisions.decided),
    Rule(usual.growth),
    Rule(stocks.stock_of_month),
    Rule(stocks.stock_since_new_year, english=False),
    Rule(stocks.stock_in_money),
    Rule(stocks.stock_at_last_time, english=False),
    Rule(stocks.stock_told_daily),
    Rule(earlier.as_moved_before),
    Rule(earlier.amount_at_no_time),
    Rule(usual.of_late, english=False),
    Rule(usual.english_month, english=True),
    Rule(usual.month_to_year),
    Rule(earlier.at_no_time),
)
CHINESE, ENGLISH = of_language(RULES, english=False), of_language(RULES, english=True)


def find_basis(
    place: Place,
    metric: Mention | None,
    period: Period | None,
    against: Against,
    shapes: Shapes,
    *,
    moved_itself: bool,
    decided: bool,
) -> ChangeBasis | None:
    """Give what a change is measured against: as said in its clause, else as is usual for the metric."""
    reading, index = place.reading, place.index
    first = reading.clause_start(index)
    move = Move(
        place, reading, reading.text, index, reading.tokens[index].start, first, reading.tokens[first].start,
        place.quantity.kind, metric,
        metric.id if metric is not None else None,
        (metric.text or "") if metric is not None else "",
        period,
        (period.end - period.start).days if period is not None else 0,
        against, moved_itself, decided, shapes,
    )  # fmt: skip
    for find in ENGLISH if reading.english else CHINESE:
        found = find(move)
        if found is not None:
            place.deciders.setdefault("basis", find)
            return None if found == NOTHING else found
    return None
