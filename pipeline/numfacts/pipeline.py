"""The ordered table of stages, and the extractor that runs a document through it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import Protocol

from numfacts.boilerplate import Boilerplate
from numfacts.claims import Claims
from numfacts.document import Document
from numfacts.emit import Emit
from numfacts.errors import PipelineError
from numfacts.linking.attribution.bodies import Bodies
from numfacts.linking.attribution.sources import SourceLinker
from numfacts.linking.metrics.linker import MetricLinker
from numfacts.linking.names.cast import Cast
from numfacts.mentions import Mentions
from numfacts.normalize import Normalize, Script, canonical
from numfacts.numbers.numerals import Numerals
from numfacts.periods import Periods
from numfacts.records import Fact
from numfacts.ruleset import RuleSet, load_rules
from numfacts.ruleset.kinds import (
    BoilerplateFile,
    ClaimsFile,
    GroupsFile,
    MetricsFile,
    NumeralsFile,
    PeriodsFile,
    PlacesFile,
    ShapesFile,
    SourcesFile,
)
from numfacts.scan import Quantities
from numfacts.segment import Segment
from numfacts.vocabulary.roles import RoleRules
from numfacts.vocabulary.shapes import Shapes
from numfacts.vocabulary.usage import TAGS

NO_COUNTRIES = frozenset(["world", "markets"])  # rules of places that are no country's
CHINESE = frozenset(["CNY", "HKD", "MOP", "TWD"])
GIVEN = frozenset({"id", "text", "title", "published"})


class Stage(Protocol):
    """A callable that reads some fields of a document and fills others."""

    name: str
    needs: frozenset[str]
    adds: frozenset[str]

    def __call__(self, document: Document) -> Document: ...


def check_order(stages: Sequence[Stage]) -> None:
    """Raise PipelineError where a stage needs what no stage before it adds."""
    present = set(GIVEN)
    for stage in stages:
        missing = stage.needs - present
        if missing:
            raise PipelineError(
                f"stage {stage.name!r} needs {', '.join(sorted(missing))}, which no stage before it adds"
            )
        present |= stage.adds


def project_terms(rules: RuleSet) -> list[str]:
    """List the words that the segmenter has to know: names of metrics, places and sources, words of news."""
    lists = [rule.zh for _, file in rules.of(MetricsFile) for rule in file.rules]
    lists += [rule.zh for _, file in rules.of(PlacesFile) for rule in file.rules]
    lists += [rule.zh for _, file in rules.of(SourcesFile) for rule in file.rules]
    lists += [rule.terms for _, file in rules.of(ShapesFile) for rule in file.rules if rule.id in TAGS]
    words = {canonical(word) for words in lists for word in words}
    return sorted(word for word in words if len(word) > 1 and not word[0].isascii())


def places_of(rules: RuleSet) -> frozenset[str]:
    """Gather the names of the places of a rule set, but for markets."""
    found = [rule for _, file in rules.of(PlacesFile) for rule in file.rules if rule.id != "markets"]
    return frozenset(canonical(word) for rule in found for word in (*rule.zh, *rule.en))


def countries_abroad(rules: RuleSet) -> frozenset[str]:
    """Gather the Chinese names of countries in which 全国 is not China: those whose money is none of its."""
    found = [
        rule
        for _, file in rules.of(PlacesFile)
        for rule in file.rules
        if rule.currency not in CHINESE and rule.id not in NO_COUNTRIES
    ]
    return frozenset(canonical(word) for rule in found for word in rule.zh)


def build_segment(rules: RuleSet, *, script: Script = "auto", segmenter: str = "rjieba") -> Segment:
    """Build the stage that cuts words, which knows the terms of the rules."""
    return Segment(segmenter, project_terms(rules), simplify=script == "none")


def build_stages(
    rules: RuleSet,
    *,
    script: Script = "auto",
    segmenter: str = "rjieba",
    segment: Segment | None = None,
    shapes: Shapes | None = None,
) -> list[Stage]:
    """Build the stages of the pipeline in their order.

    ``segment``, the stage that cuts words, and ``shapes`` stand in for those of the rules.
    """
    numerals = Numerals(rules.combined(NumeralsFile).rules)
    shapes = Shapes(rules.of(ShapesFile), rules.of(GroupsFile)) if shapes is None else shapes
    periods = Periods(rules.combined(PeriodsFile), shapes)
    segment = segment or build_segment(rules, script=script, segmenter=segmenter)
    quantities = Quantities(rules, numerals, periods, shapes)
    sources = SourceLinker(Bodies(rules.of(SourcesFile), shapes), shapes)
    cast = Cast(shapes, places_of(rules), countries_abroad(rules), segment.tagged)
    return [
        Normalize(script),
        Boilerplate(rules.combined(BoilerplateFile)),
        segment,
        quantities,
        Mentions(segment, quantities.lexicon, periods, cast, shapes),
        Claims(
            RoleRules(rules.of(ClaimsFile)),
            periods,
            sources,
            MetricLinker(rules.of(MetricsFile), shapes),
            shapes,
            quantities.currencies,
            cast,
        ),
        Emit(rules.provenance, shapes.group("unlisted")),
    ]


class Extractor:
    """Extracts facts with one rule set; build it once and use it from any thread.

    ``rules`` are directories of rules as ``load_rules`` takes them, one of them, or a rule set that is loaded already;
    those shipped with the package by default. ``off`` cites rules to do without, or one, as ``file/id``. ``script``
    names the OpenCC configuration. ``time_limit`` bounds the seconds spent on one document. Raises RulesError for
    unusable rules.
    """

    def __init__(
        self,
        rules: Path | Sequence[Path] | RuleSet | None = None,
        *,
        off: str | Sequence[str] = (),
        script: Script = "auto",
        segmenter: str = "rjieba",
        time_limit: float | None = 10.0,
    ) -> None:
        off = [off] if isinstance(off, str) else off
        if isinstance(rules, RuleSet):
            self.rules = rules.without(*off)
        else:
            self.rules = load_rules([rules] if isinstance(rules, str | Path) else rules, off=off)
        self.time_limit = time_limit
        self.stages = build_stages(self.rules, script=script, segmenter=segmenter)
        check_order(self.stages)

    def process(self, document: Document) -> Document:
        """Run a document through all stages; raises DocumentError where that takes longer than the time limit."""
        document.deadline = None if self.time_limit is None else monotonic() + self.time_limit
        for stage in self.stages:
            document = stage(document)
            document.check_time()
        return document

    def extract(
        self, text: str, *, title: str | None = None, published: dt.date | None = None, id: str | None = None
    ) -> list[Fact]:
        """Extract the facts of one text; offsets are code points of ``text``, half-open.

        Raises DocumentError where that takes longer than the time limit.
        """
        return self.process(Document(id or "", text, title, published)).facts
