"""The rules that decide whether a figure is of what is or of what is foreseen, in the order in which they are tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.modality import cues, foreseen, known, listed, plans
from numfacts.linking.modality.figure import Figure, Telling
from numfacts.linking.rule_tables import Rule, of_language

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.linking.links import Link
    from numfacts.linking.modality.figure import Deciding
    from numfacts.records import Modality
    from numfacts.vocabulary.roles import Role
    from numfacts.vocabulary.shapes import Shapes

RULES: tuple[Rule[Deciding], ...] = (
    Rule(foreseen.counted_foreseen, english=False),
    Rule(known.one_of_those, english=False),
    Rule(known.laid_out, english=False),
    Rule(plans.bid, english=False),
    Rule(plans.in_new_shares, english=False),
    Rule(known.told_again),
    Rule(known.held, english=False),
    Rule(known.of_old, english=False),
    Rule(known.of_base, english=False),
    Rule(known.sentenced, english=False),
    Rule(foreseen.aimed_at),
    Rule(foreseen.granted, english=False),
    Rule(foreseen.metric_foreseen, english=False),
    Rule(foreseen.expected_value),
    Rule(foreseen.expected_figure, english=False),
    Rule(foreseen.revised, english=False),
    Rule(foreseen.supposed),
    Rule(plans.nothing_ahead, english=False),
    Rule(known.existing, english=False),
    Rule(known.existing_in_english, english=True),
    Rule(foreseen.expected),
    Rule(foreseen.to_act, english=False),
    Rule(cues.expected_level_moved, english=False),
    Rule(known.moved_from_in_english, english=True),
    Rule(known.adds_to_forecast, english=True),
    Rule(cues.in_english_clause, english=True),
    Rule(known.of_time_before, english=False),
    Rule(cues.governed, english=False),
    Rule(known.moved_from, english=False),
    Rule(known.told_aside, english=False),
    Rule(listed.change_of_forecast, english=False),
    Rule(listed.follows_from_forecast, english=False),
    Rule(listed.takes_up_forecast, english=False),
    Rule(known.price_moved, english=False),
    Rule(known.past, english=False),
    Rule(plans.offered, english=False),
    Rule(plans.after_deal, english=False),
    Rule(plans.terms, english=False),
    Rule(plans.laid_down, english=False),
    Rule(listed.lists_on, english=False),
    Rule(cues.reached, english=False),
)
CHINESE, ENGLISH = of_language(RULES, english=False), of_language(RULES, english=True)


def modality_of(place: Place, link: Link | None, role: Role, told: Telling, shapes: Shapes) -> Modality:
    """Give the modality of a quantity: of what is, where no rule decides."""
    reading, index = place.reading, place.index
    token, begin = reading.tokens[index], reading.clause_start(index)
    figure = Figure(
        place, reading, reading.text, index, token.start, token.end, begin, reading.tokens[begin].start,
        place.quantity, place.near, link,
        link.mention.id if link is not None else None,
        role, told, shapes,
    )  # fmt: skip
    for decide in ENGLISH if reading.english else CHINESE:
        found = decide(figure)
        if found is not None:
            place.deciders["modality"] = decide
            return found
    return "actual"
