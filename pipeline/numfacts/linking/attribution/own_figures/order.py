"""What tells that a source speaks of its own figures or doings, in the order in which it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.attribution.own_figures import deciding, doing, speaking, voices
from numfacts.linking.attribution.own_figures.telling import OTHERS, OWN, Rule, decided

if TYPE_CHECKING:
    from numfacts.linking.attribution.own_figures.telling import Telling

SPEAKING = (
    Rule(speaking.leads, OTHERS),
    Rule(speaking.serves, OWN),
    Rule(speaking.tells_of_country, OTHERS),
    Rule(speaking.is_house_of_speaker, OTHERS),
    Rule(speaking.is_house_in_news, OWN),
    Rule(speaking.governs, OWN),
    Rule(speaking.tells_of_own_side, OWN),
    Rule(speaking.sent_own_people, OWN),
    Rule(speaking.announces_of_itself, OWN),
    Rule(speaking.relays, OWN),
    Rule(speaking.founded_it, OWN),
    Rule(speaking.is_officer_of_house, OWN),
    Rule(speaking.is_cited_company, OTHERS),
    Rule(speaking.is_company, OWN),
    Rule(voices.speaks_for_topic, OWN),
)
# Where none of these holds, a subject by default is none.
SPEAKING_FOR = (
    Rule(voices.speaks_for_subject, OWN),
    Rule(voices.heads_title, OWN),
    Rule(voices.is_introduced_officer, OWN),
    Rule(voices.shares_brand, OWN),
    Rule(voices.is_officer_alone, OWN),
)
DECIDING = (
    Rule(deciding.is_no_plan_of_official, OTHERS),
    Rule(deciding.is_awaited, OTHERS),
    Rule(deciding.is_planned_count, OWN),
    Rule(deciding.is_rate, OTHERS),
    Rule(deciding.is_for_officials, OWN),
)
DOING = (
    Rule(doing.operates, OWN),
    Rule(doing.is_reported, OTHERS),
    Rule(doing.is_levied, OWN),
    Rule(doing.is_of_authorities, OWN),
    Rule(doing.is_of_own_fund, OWN),
    Rule(doing.heads_it, OWN),
    Rule(doing.runs_it, OWN),
    Rule(doing.goes_on_acting, OWN),
    Rule(doing.is_from_elsewhere, OTHERS),
    Rule(doing.announces_it, OWN),
    Rule(doing.passes_on, OTHERS),
    Rule(doing.tells_own_act, OWN),
    Rule(doing.names_itself_acting, OWN),
)


def speaks_of_itself(telling: Telling) -> bool:
    """Say whether a source is the subject of the claim, of the document, or speaks for a company of its own.

    Its analysts, whose title stands behind it, speak of others; a site passes on what a company tells.
    """
    own = decided(SPEAKING, telling)
    return bool(decided(SPEAKING_FOR, voices.with_subject_named(telling))) if own is None else own


def decides(telling: Telling) -> bool:
    """Say whether a quantity is of what a source decides or does itself."""
    if telling.name.isascii():
        decides_on_it = deciding.sets_price(telling) or deciding.is_official_in_charge(telling)
    else:
        decides_on_it = bool(decided(DECIDING, telling))
    if decides_on_it and not speaking.leads(telling):
        return True
    return not telling.reading.english and bool(decided(DOING, telling))
