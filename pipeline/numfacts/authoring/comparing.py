"""What facts two rule sets find in the same texts, and which rules answer for the differences."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

import msgspec

from numfacts.authoring.blaming import Blame, Difference, Side, differences
from numfacts.authoring.firing import Firing
from numfacts.authoring.pairing import pairs
from numfacts.authoring.scoring import Found, Score, score
from numfacts.authoring.showing import SLOTS, around, slot
from numfacts.authoring.tracing import Tracer
from numfacts.document import Document
from numfacts.records import Extent, Fact

if TYPE_CHECKING:
    from numfacts.authoring.gold import GoldDocument
    from numfacts.pipeline import Extractor

Kind = Literal["appeared", "vanished", "changed"]


class SlotChange(msgspec.Struct):
    """A slot of a fact before and after, as it is shown; null where it is empty."""

    slot: str
    old: str | None
    new: str | None


class FactChange(msgspec.Struct):
    """A fact that appeared, vanished or changed, with the text around it and the rules that answer for it.

    ``start`` and ``end`` are code points of the text of the document ``doc_id``, half-open: of the new fact if there is
    one.
    """

    kind: Kind
    doc_id: str
    start: int
    end: int
    text: str
    before: str
    after: str
    rules: tuple[str, ...]
    slots: list[SlotChange]
    old: Fact | None
    new: Fact | None


class Comparison(msgspec.Struct):
    """The differences between the facts of two rule sets, in the order of the documents.

    ``rules`` says which rules differ between the sets. ``scores`` are those of the old and of the new facts.
    """

    old: str
    new: str
    documents: int
    old_facts: int
    new_facts: int
    rules: dict[str, Difference]
    changes: list[FactChange]
    scores: tuple[Score, Score] | None

    def groups(self) -> list[tuple[tuple[str, ...], list[FactChange]]]:
        """Group the changes by the rules that answer for them, the largest group first."""
        found: dict[tuple[str, ...], list[FactChange]] = {}
        for change in self.changes:
            found.setdefault(change.rules, []).append(change)
        return sorted(found.items(), key=lambda group: (-len(group[1]), group[0]))


class ComparisonRun:
    """Takes documents one after another and compares what two extractors find in them."""

    def __init__(self, names: tuple[str, str], extractors: tuple[Extractor, Extractor]) -> None:
        """Take what the rule sets are called and the extractors that use them, the old ones first."""
        self._names = names
        self._extractors = extractors
        tracers = [Tracer(extractor) for extractor in extractors]
        self._tellers = [
            (tracer, Firing(extractor, tracer)) for extractor, tracer in zip(extractors, tracers, strict=True)
        ]
        self._rules = differences(extractors[0].rules, extractors[1].rules)
        self._documents = 0
        self._facts = [0, 0]
        self._changes: list[FactChange] = []
        self._found: tuple[dict[str, Found], dict[str, Found]] = ({}, {})

    def add(self, document: Document, *, keep: bool = False) -> None:
        """Process one document with both; ``keep`` what was found for the scores.

        Raises DocumentError where that takes longer than the time limit; the document then counts for nothing.
        """
        twin = Document(document.id, document.text, document.title, document.published)
        old, new = self._extractors[0].process(document), self._extractors[1].process(twin)
        self._documents += 1
        for side, processed in enumerate((old, new)):
            self._facts[side] += len(processed.facts)
            if keep:
                self._found[side][document.id] = Found(processed.facts, boilerplate(processed))
        changed = _changed(old.facts, new.facts)
        if changed:
            sides = [
                Side(tracer, firing, processed)
                for (tracer, firing), processed in zip(self._tellers, (old, new), strict=True)
            ]
            blame = Blame(self._rules, *sides)
            self._changes += [
                _change(document.text, before, after, blame.of(before, after)) for before, after in changed
            ]

    def result(self, gold: Sequence[GoldDocument] = ()) -> Comparison:
        """Tell what differs so far; ``gold`` are the annotations of documents that were kept."""
        scores = (score(gold, self._found[0]), score(gold, self._found[1])) if gold else None
        old, new = self._names
        return Comparison(old, new, self._documents, self._facts[0], self._facts[1], self._rules, self._changes, scores)


def boilerplate(document: Document) -> list[Extent]:
    """Give the boilerplate of a document in code points of the text as it was given."""
    assert document.alignment is not None
    return [Extent(*document.alignment.to_original(span.start, span.end)) for span in document.boilerplate]


def _changed(old: Sequence[Fact], new: Sequence[Fact]) -> list[tuple[Fact | None, Fact | None]]:
    """Pair the facts of a document by where they stand, and give those that differ, in the order of the text."""
    if old == new:
        return []
    paired = pairs(old, new, _same)
    met, used = {one for one, _ in paired}, {other for _, other in paired}
    changed: list[tuple[Fact | None, Fact | None]] = [
        (old[one], new[other]) for one, other in paired if not _same(old[one], new[other])
    ]
    changed += [(fact, None) for index, fact in enumerate(old) if index not in met]
    changed += [(None, fact) for index, fact in enumerate(new) if index not in used]
    return sorted(changed, key=lambda pair: attrgetter("start", "end")(pair[1] or pair[0]))


def _same(old: Fact, new: Fact) -> bool:
    return old == new or not _slot_changes(old, new)


def _slot_changes(old: Fact, new: Fact) -> list[SlotChange]:
    found = ((name, slot(old, name), slot(new, name)) for name in SLOTS)
    return [SlotChange(name, before, after) for name, before, after in found if before != after]


def _change(text: str, old: Fact | None, new: Fact | None, rules: tuple[str, ...]) -> FactChange:
    fact = new or old
    assert fact is not None
    before, after = around(text, fact.start, fact.end)
    slots = _slot_changes(old, new) if old is not None and new is not None else []
    kind: Kind = "appeared" if old is None else "vanished" if new is None else "changed"
    return FactChange(kind, fact.doc_id, fact.start, fact.end, fact.quote, before, after, rules, slots, old, new)
