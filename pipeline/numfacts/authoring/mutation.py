"""Whether the cases would notice: each rule switched off and each entry of a list dropped, one at a time.

A mutant is a rule set that lacks one rule, one word, one pattern or one other entry of a list. It is caught when a
case that holds otherwise fails on it. Running every case on every mutant would take an hour, so two things are made
use of. A word can only matter to a text that holds it, as a shape can only to one in which it matches something; and
mutants that matter to different texts can share one mutated rule set, because no text sees more than one of the
changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias, TypeVar

from ahocorasick_rs import AhoCorasick

from numfacts.authoring.mutants import Mutant, Reach, mutants, mutated
from numfacts.authoring.watched_shapes import WatchedShapes
from numfacts.document import Document
from numfacts.normalize import canonical, normalize
from numfacts.pipeline import Stage, build_segment, build_stages
from numfacts.ruleset import RuleSet
from numfacts.ruleset.cases import CaseFile, Processor, Variant, run_case, variants
from numfacts.segment import Segment
from numfacts.vocabulary.lexicon import lowered

# The indices of mutants, each with those of the cases it can matter to.
_Batch: TypeAlias = list[tuple[int, list[int]]]
_CHUNK = 200  # cases that are run at a time to see which of them hold
_Item = TypeVar("_Item")
_Found = TypeVar("_Found")


class Survivor(NamedTuple):
    """A mutant that no case caught, and where what it takes away is written (line and column from 1)."""

    mutant: Mutant
    path: str
    line: int
    column: int


class Report(NamedTuple):
    """How many mutants there were, and those that no case caught, in the order of the files."""

    mutants: int
    survivors: tuple[Survivor, ...]

    @property
    def share(self) -> float:
        """The share of the mutants that a case caught, from 0 to 1; 1 where there were none."""
        return 1 - len(self.survivors) / self.mutants if self.mutants else 1.0


def check(
    rules: RuleSet,
    cases: Sequence[CaseFile],
    *,
    names: Sequence[str] | None = None,
    directories: Collection[Path] | None = None,
    one_in: int = 1,
    workers: int = 1,
    step: Callable[[], None] = lambda: None,
) -> Report:
    """Runs the cases on every mutant of the rule files that ``mutants`` gives; ``step`` is called for each batch done.

    With ``one_in`` above 1 only every nth mutant is tried, in the order of the files, which samples all files evenly.
    Cases that fail without a mutation, and known gaps, prove nothing and are left out.
    """
    made = list(mutants(rules, names, directories))[::one_in]
    segment = build_segment(rules)
    bench = _Bench(rules, made, _sound(rules, segment, cases, made, workers), segment)
    caught: set[int] = set()
    for found in _shared_out(_run_batch, bench, _batches(bench), workers):
        caught.update(found)
        step()
    survivors = [_located(rules, mutant) for index, mutant in enumerate(bench.made) if index not in caught]
    return Report(len(bench.made), tuple(survivors))


class _SoundCase(NamedTuple):
    """A case that holds without any mutation.

    ``text`` is its normalized title and text, ``lower`` that in lower case, ``seen`` the rules its facts cite, and what
    matched of shapes and groups.
    """

    file: str
    variant: Variant
    text: str
    lower: str
    seen: frozenset[str] = frozenset()


class _Bench(NamedTuple):
    """What the mutants are tried on. The words of the segmenter stay: its dictionary is too slow to load for each."""

    rules: RuleSet
    made: list[Mutant]
    sound: list[_SoundCase]
    segment: Segment


class _Mutated(NamedTuple):
    """The stages of a mutated rule set, as what runs a case."""

    stages: list[Stage]

    def process(self, document: Document) -> Document:
        for stage in self.stages:
            document = stage(document)
        return document


class _Trial(NamedTuple):
    """The cases to be run without a mutation, and what runs them, with its shapes."""

    cases: list[_SoundCase]
    extractor: Processor
    shapes: WatchedShapes


def _sound(
    rules: RuleSet, segment: Segment, files: Sequence[CaseFile], made: Sequence[Mutant], workers: int
) -> list[_SoundCase]:
    """The cases that hold, of those that a mutant can matter to."""
    shapes = WatchedShapes(rules)
    extractor = _Mutated(build_stages(rules, segment=segment, shapes=shapes))
    built_in = frozenset(shapes.seen)  # into what finds nothing that could be seen
    cases = _in_reach([case for file in files for case in _written(file)], made)
    trial = _Trial(cases, extractor, shapes)
    chunks = [range(start, min(start + _CHUNK, len(cases))) for start in range(0, len(cases), _CHUNK)]
    found = (case for held in _shared_out(_hold, trial, chunks, workers) for case in held)
    asked = {name for mutant in made for name in mutant.reach.seen}
    return [cases[number]._replace(seen=(seen | built_in) & asked) for number, seen in found]


def _hold(trial: _Trial, numbers: range) -> list[tuple[int, frozenset[str]]]:
    """The numbers of the cases that hold, each with what was seen."""
    held = []
    for number in numbers:
        trial.shapes.seen.clear()
        result = run_case(trial.extractor, trial.cases[number].variant)
        if result.passed:
            held.append((number, frozenset(trial.shapes.seen).union(*(fact.rules for fact in result.facts))))
    return held


def _written(file: CaseFile) -> Iterator[_SoundCase]:
    """The cases of a file but for known gaps, in each script, as if they held and nothing was seen."""
    for _, case in file.cases:
        for variant in variants(case) if case.gap is None else ():
            text, _ = normalize(f"{variant.case.title or ''}\n{variant.case.text}")
            yield _SoundCase(file.name, variant, text, lowered(text))


def _in_reach(cases: list[_SoundCase], made: Sequence[Mutant]) -> list[_SoundCase]:
    """The cases that a mutant can matter to, or all where they have to be run to tell."""
    if any(mutant.reach.anywhere or mutant.reach.seen for mutant in made):
        return cases
    finder = _Finder(cases, made)
    return [cases[number] for number in sorted(set().union(*(finder.within(mutant.reach) for mutant in made)))]


def _batches(bench: _Bench) -> list[_Batch]:
    """Share the mutants out to as few batches as may be: index of each with those of the cases it can matter to."""
    finder = _Finder(bench.sound, bench.made)
    waiting: list[tuple[int, list[int]]] = []
    for index, mutant in enumerate(bench.made):
        own = mutant.file
        cases = sorted(finder.within(mutant.reach), key=lambda number: (bench.sound[number].file != own, number))
        waiting.append((index, cases))
    waiting.sort(key=lambda item: -len(item[1]))
    batches: list[tuple[set[int], list[tuple[int, list[int]]]]] = []
    for index, cases in waiting:
        taken = set(cases)
        for used, batch in batches:
            if used.isdisjoint(taken):
                used |= taken
                batch.append((index, cases))
                break
        else:
            batches.append((taken, [(index, cases)]))
    return [batch for _, batch in batches]


class _Finder:
    """Finds the cases that a rule or an entry can matter to."""

    def __init__(self, cases: list[_SoundCase], made: Sequence[Mutant]) -> None:
        self._cases = cases
        self._holding = _holding(cases, {word for mutant in made for word in mutant.reach.words})
        self._matched: dict[str, set[int]] = {}
        self._seen: dict[str, set[int]] = {}
        for number, case in enumerate(cases):
            for name in case.seen:
                self._seen.setdefault(name, set()).add(number)

    def within(self, reach: Reach) -> set[int]:
        """The numbers of the cases."""
        if reach.anywhere:
            return set(range(len(self._cases)))
        found = [self._holding[word] for word in reach.words]
        found += [self._matching(pattern) for pattern in reach.patterns]
        found += [self._seen.get(name, set()) for name in reach.seen]
        return set().union(*found)

    def _matching(self, pattern: str) -> set[int]:
        if pattern not in self._matched:
            search = re.compile(pattern).search
            self._matched[pattern] = {number for number, case in enumerate(self._cases) if search(case.text)}
        return self._matched[pattern]


def _holding(cases: list[_SoundCase], words: Iterable[str]) -> dict[str, set[int]]:
    """For each word the numbers of the cases that hold it."""
    keys = {word: lowered(canonical(word)).strip() for word in words}
    distinct = sorted(set(keys.values()) - {""})
    everywhere = set(range(len(cases)))  # where the empty word is
    found: dict[str, set[int]] = {"": everywhere, **{key: set() for key in distinct}}
    automaton = AhoCorasick(distinct)
    for number, case in enumerate(cases):
        for index, *_ in automaton.find_matches_as_indexes(case.lower, overlapping=True):
            found[distinct[index]].add(number)
    return {word: found[key] for word, key in keys.items()}


def _run_batch(bench: _Bench, batch: _Batch) -> list[int]:
    """The indices of the mutants of a batch that a case catches."""
    rules = mutated(bench.rules, [bench.made[index] for index, _ in batch])
    try:
        extractor = _Mutated(build_stages(rules, segment=bench.segment))
    except Exception:
        if len(batch) == 1:
            return [batch[0][0]]  # rules that cannot be used are noticed
        half = len(batch) // 2
        return _run_batch(bench, batch[:half]) + _run_batch(bench, batch[half:])
    return [
        index
        for index, cases in batch
        if not all(run_case(extractor, bench.sound[number].variant).passed for number in cases)
    ]


def _located(rules: RuleSet, mutant: Mutant) -> Survivor:
    file = next(file for file in rules.files if file.path == mutant.source)
    problem = rules.problem(file, mutant.path, "")
    return Survivor(mutant, str(problem.path), problem.line, problem.column)


def _shared_out(
    work: Callable[[Any, _Item], _Found], bench: Any, items: Sequence[_Item], workers: int
) -> Iterator[_Found]:
    """Yields what the work finds of each item, in their order; ``bench`` is what all of them are worked on with."""
    if workers == 1:
        yield from map(partial(work, bench), items)
        return
    context = get_context("fork")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_share, initargs=(bench,)) as pool:
        yield from pool.map(partial(_run_shared, work), items)


# What the workers of a pool share: set once in each, so that it is not sent with every item.
_shared: Any = None


def _share(bench: Any) -> None:
    global _shared
    _shared = bench


def _run_shared(work: Callable[[Any, _Item], _Found], item: _Item) -> _Found:
    return work(_shared, item)
