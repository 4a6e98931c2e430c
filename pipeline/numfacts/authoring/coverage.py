"""How often each rule took part, which never did, and which numbers no rule claims or excludes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec

from numfacts.authoring.firing import Firing
from numfacts.authoring.showing import around
from numfacts.authoring.tracing import Outcome, Spot, Tracer
from numfacts.authoring.watched_shapes import WatchedShapes
from numfacts.pipeline import Extractor, build_stages
from numfacts.ruleset.kinds import NumeralRule

if TYPE_CHECKING:
    from numfacts.document import Document
    from numfacts.ruleset import RuleSet

# Reasons for which a numeral is no number at all and needs no rule.
NO_NUMBER = frozenset({"word"})
OPEN: frozenset[Outcome] = frozenset({"refused", "unlinked", "unclaimed"})


class Unclaimed(msgspec.Struct):
    """A number that gave no fact although nothing excludes it, with the text around it.

    ``start`` and ``end`` are code points of the text of the document ``doc_id``, half-open.
    """

    doc_id: str
    start: int
    end: int
    text: str
    before: str
    after: str
    reason: str


class Coverage(msgspec.Struct):
    """What the rules did in some documents.

    ``fired`` counts each rule that can be counted, by ``file/id`` in the order of the files; ``numbers`` counts the
    numbers of the texts by what became of them.
    """

    documents: int
    facts: int
    fired: dict[str, int]
    numbers: dict[str, int]
    unclaimed: list[Unclaimed]

    @property
    def never(self) -> list[str]:
        """The rules that never took part."""
        return [rule for rule, count in self.fired.items() if not count]


class CoverageRun:
    """Takes documents one after another and tells at the end what the rules did in them.

    Raises RulesError for unusable rules.
    """

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor
        self._shapes = WatchedShapes(extractor.rules)
        extractor.stages = build_stages(extractor.rules, shapes=self._shapes)
        self._tracer = Tracer(extractor)
        self._firing = Firing(extractor, self._tracer)
        self._fired: Counter[str] = Counter()
        self._numbers: Counter[str] = Counter()
        self._unclaimed: list[Unclaimed] = []
        self._documents = self._facts = 0

    def add(self, document: Document) -> None:
        """Process one document; raises DocumentError where that takes longer than the time limit."""
        self._extractor.process(document)
        index = self._tracer.index(document)
        numbers = self._tracer.numbers(index)
        self._fired.update(self._firing.count(index, numbers))
        self._numbers.update(number.outcome for number in numbers)
        self._unclaimed += [_unclaimed(document, number) for number in numbers if is_open(number)]
        self._documents += 1
        self._facts += len(document.facts)

    def result(self) -> Coverage:
        """Tell what was counted so far."""
        fired = self._fired + self._shapes.seen
        counted = {rule: fired[rule] for rule in countable(self._extractor.rules)}
        return Coverage(self._documents, self._facts, counted, dict(self._numbers.most_common()), self._unclaimed)


def is_open(number: Spot) -> bool:
    """Whether a rule could still claim a number, or exclude it."""
    return number.outcome in OPEN and number.refusal not in NO_NUMBER


def countable(rules: RuleSet) -> list[str]:
    """List the rules that can be seen at work, as ``file/id``: all but numeral rules without words of their own."""
    found: dict[str, None] = {}
    for file in rules.files:
        content: Any = file.content
        for rule in content.rules:
            if not isinstance(rule, NumeralRule) or rule.words or rule.terms:
                found[f"{file.name}/{rule.id}"] = None
    return list(found)


def _unclaimed(document: Document, number: Spot) -> Unclaimed:
    before, after = around(document.text, number.start, number.end)
    return Unclaimed(document.id, number.start, number.end, number.text, before, after, number.reason)
