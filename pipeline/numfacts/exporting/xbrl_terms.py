"""What xBRL-JSON says of a fact beside its number: concept, entity, period and dimensions.

A concept is named after the metric, the kind of unit and the kind of period, since XBRL fixes both for a concept:
``revenue.monetary.duration``. A metric without an id is ``text.NAME.…`` after its name in the text, and a fact without
a metric is of the concept ``ratio.duration`` and the like.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, NamedTuple

from numfacts.exporting.naming import iri_part, xml_name
from numfacts.exporting.sink import FactError
from numfacts.exporting.xbrl_units import Kind, Unit
from numfacts.records import Fact, Mention

PREFIX: Final = "nf"
NAMESPACE: Final = "urn:numfacts:taxonomy"
ENTITIES: Final = "urn:numfacts:subject"

# Explicit dimensions with their members, the default one first, which a report does not write.
EXPLICIT: Final[dict[str, tuple[str, ...]]] = {
    "Comparator": ("equal", "about", "more-than", "at-least", "less-than", "at-most"),
    "Bound": ("single", "lower", "upper"),
    "Change": (
        "level",
        *(f"{basis}-{way}" for basis in ("yoy", "qoq", "mom", "prior", "ytd", "day", "open") for way in ("up", "down")),
    ),
    "Modality": ("actual", "forecast"),
    "Ratio": ("number", "percent", "percentage-point", "basis-point", "times"),
}
TYPED: Final = ("Document", "Attribution")
"""Typed dimensions; the first is always there."""

COMPARATORS: Final = dict(zip(("=", "~", ">", ">=", "<", "<="), EXPLICIT["Comparator"], strict=True))
_DAY: Final = dt.timedelta(days=1)
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Concept(NamedTuple):
    """A concept of the taxonomy; ``metric`` is its name without what is said of its kind."""

    metric: str
    kind: Kind
    instant: bool

    @property
    def name(self) -> str:
        """The local name: unique, and the same in every taxonomy."""
        kind = f"{self.kind}.{'instant' if self.instant else 'duration'}"
        return f"{self.metric}.{kind}" if self.metric else kind


def concept_of(fact: Fact, unit: Unit) -> Concept:
    """Gives the concept of a fact, whose unit is ``unit``."""
    metric, period = fact.metric, fact.period
    name = ""
    if metric is not None and metric.id is not None:
        name = xml_name(metric.id)
    elif metric is not None and metric.text is not None:
        name = f"text.{xml_name(metric.text)}"
    return Concept(name, unit.kind, period is not None and period.start == period.end)


def period_of(fact: Fact) -> str | None:
    """Gives the period, from midnight to midnight; one day is the instant of its end.

    Raises ``FactError`` for one that ends with the calendar.
    """
    if fact.period is None:
        return None
    first, last = fact.period.start, fact.period.end
    if last == dt.date.max:
        raise FactError(f"the period ends on {last}, after which there is no day")
    end = f"{last + _DAY}T00:00:00"
    return end if first == last else f"{first}T00:00:00/{end}"


def named(mention: Mention | None) -> str | None:
    """Gives the name of what is mentioned, else its id, null where it has neither."""
    return None if mention is None else mention.text or mention.id or None


def dimensions_of(fact: Fact, concept: Concept, unit: Unit) -> dict[str, str]:
    """Gives the dimensions of a fact, but for the end of a range; raises ``FactError`` as ``period_of``, and for a
    text with a character that XML cannot hold."""
    found = {"concept": f"{PREFIX}:{concept.name}"}
    subject, attribution, period = named(fact.subject), named(fact.attribution), period_of(fact)
    for text in (fact.doc_id, attribution, named(fact.metric)):
        if text is not None and (match := _NO_XML.search(text)) is not None:
            raise FactError(f"XML cannot hold the character U+{ord(match[0]):04X}")
    if subject is not None:
        found["entity"] = f"subject:{iri_part(subject)}"
    if period is not None:
        found["period"] = period
    if unit.written is not None:
        found["unit"] = unit.written
    found[f"{PREFIX}:Document"] = fact.doc_id
    if attribution is not None:
        found[f"{PREFIX}:Attribution"] = attribution
    change = fact.change
    members = {
        "Comparator": COMPARATORS[fact.comparator],
        "Change": "level" if change is None else f"{change.basis or 'open'}-{change.direction}",
        "Modality": fact.modality,
        "Ratio": unit.ratio or EXPLICIT["Ratio"][0],
    }
    for dimension, member in members.items():
        if member != EXPLICIT[dimension][0]:
            found[f"{PREFIX}:{dimension}"] = f"{PREFIX}:{member}"
    return found
