"""What was found in a text as spaCy span groups, one for each kind of mention, and as displaCy pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from spacy.tokens import Doc, Span, SpanGroup

from numfacts.linking.links import metric_rule
from numfacts.vocabulary.tokens import CODES

if TYPE_CHECKING:
    from numfacts.document import Document
    from numfacts.records import Mention

# Group and label of each kind, with the codes of the mentions that stage 5 reads of it.
KINDS: Final = {
    "quantities": ("QUANTITY", ()),
    "metrics": ("METRIC", ("METRIC",)),
    "subjects": ("SUBJECT", ()),
    "periods": ("PERIOD", ("PERIOD",)),
    "sources": ("SOURCE", ()),
    "changes": ("CHANGE", ("CHANGE", "NOUN", "MOVED_TO")),
    "levels": ("LEVEL", ("LEVEL",)),
    "forecasts": ("FORECAST", ("FORECAST",)),
}
BOILERPLATE: Final = "boilerplate"

# Read by displaCy through an entry point. QUANTITY has a colour of spaCy's.
COLORS: Final = {
    "METRIC": "#a6d8f5",
    "SUBJECT": "#9ee6bd",
    "PERIOD": "#ffd59e",
    "SOURCE": "#d5c1f5",
    "CHANGE": "#f7b6b6",
    "LEVEL": "#dddddd",
    "FORECAST": "#f5c1e0",
    "BOILERPLATE": "#eeeeee",
}


class Place(NamedTuple):
    """A half-open range of code points of the original text; ``known`` is the id of what is named there."""

    start: int
    end: int
    known: str = ""
    fact: str = ""


def mark(doc: Doc, document: Document, key: str) -> None:
    """Write what the stages found to the span groups ``key/quantities`` ..., and all together to the group ``key``.

    A span takes in every token that a mention has a part of; the exact offsets of the mentions, in the order of the
    spans, are the group's ``attrs["offsets"]``. A span's ``kb_id_`` is the id of the metric or of another known name,
    and the ``id_`` of a quantity that of its fact, where it makes one. The group of all is without boilerplate.
    """
    together: list[tuple[Place, str]] = []
    for group, places in found(document).items():
        label = KINDS[group][0] if group in KINDS else group.upper()
        labelled = [(place, label) for place in places]
        _write(doc, f"{key}/{group}", labelled)
        if group != BOILERPLATE:
            together += labelled
    _write(doc, key, sorted(together))


def found(document: Document) -> dict[str, list[Place]]:
    """Give the places of each kind of mention in the order of the text, in offsets of the original text."""
    facts = document.facts
    ids = {(fact.start, fact.end): fact.id for fact in facts}
    quantities = _original(document, ((quantity.start, quantity.end, "") for quantity in document.quantities))
    linked = {
        "quantities": [place._replace(fact=ids.get(place[:2], "")) for place in quantities],
        "metrics": list(_linked(fact.metric for fact in facts)),
        "subjects": list(_linked(fact.subject for fact in facts)),
        "sources": list(_linked(fact.attribution for fact in facts)),
    }
    places: dict[str, list[Place]] = {}
    for group, (_, names) in KINDS.items():
        codes = {CODES[name] for name in names}
        read = _original(document, _read(document, codes)) if codes else ()
        places[group] = _merge(linked.get(group, []), read)
    places[BOILERPLATE] = _merge(_original(document, ((*span, "") for span in document.boilerplate)), ())
    return places


def _linked(mentions: Iterable[Mention | None]) -> Iterator[Place]:
    """Give the places of mentions that facts have been linked with, as far as they stand in the text."""
    for mention in mentions:
        if mention is not None and mention.start is not None and mention.end is not None:
            yield Place(mention.start, mention.end, mention.id or "")


def _read(document: Document, codes: set[str]) -> Iterator[tuple[int, int, str]]:
    """Give the normalized ranges of the tokens with these codes, and the ids of metrics among them."""
    for tokens in document.mentions:
        for token in tokens:
            if token.code in codes:
                rule = metric_rule(token)
                yield token.start, token.end, (rule.metric or "") if rule is not None else ""


def _original(document: Document, ranges: Iterable[tuple[int, int, str]]) -> list[Place]:
    """Carry normalized ranges back to the original text."""
    alignment = document.alignment
    assert alignment is not None
    return [Place(*alignment.to_original(start, end), known) for start, end, known in ranges if start < end]


def _merge(linked: Iterable[Place], read: Iterable[Place]) -> list[Place]:
    """Give the places in order and once each; what was merely read gives way where something linked stands."""
    by_range: dict[tuple[int, int], Place] = {}
    for place in linked:
        by_range.setdefault(place[:2], place)
    taken = sorted(by_range)
    index = 0
    for place in sorted(read):
        while index < len(taken) and taken[index][1] <= place.start:
            index += 1
        if index == len(taken) or taken[index][0] >= place.end:
            by_range.setdefault(place[:2], place)
    return [by_range[ends] for ends in sorted(by_range)]


def _write(doc: Doc, key: str, places: list[tuple[Place, str]]) -> None:
    """Write one span group of places with their labels."""
    offsets = [[place.start, place.end] for place, _ in places]
    spans = [_span(doc, place, label) for place, label in places]
    doc.spans[key] = SpanGroup(doc, name=key, attrs={"offsets": offsets}, spans=spans)


def _span(doc: Doc, place: Place, label: str) -> Span:
    start, end, known, fact = place
    span = doc.char_span(start, end, label=label, kb_id=known, span_id=fact, alignment_mode="expand")
    assert span is not None  # the place is not empty, and the text is the document's
    return span
