"""Whether the cases would notice: each rule switched off and each entry of a list dropped, one at a time.

A mutant is a rule set that lacks one rule, one word, one pattern or one other entry of a list. It is caught when a
case that holds otherwise fails on it. Running every case on every mutant would take an hour, so two things are made
use of. A word can only matter to a text that holds it; and mutants that matter to different texts can share one
mutated rule set, because no text sees more than one of the changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import msgspec

from numfacts.document import Document
from numfacts.lexicon import lowered
from numfacts.normalize import canonical, normalize
from numfacts.pipeline import Extractor, Stage, build_segment, build_stages
from numfacts.ruleset import RuleFile, RuleSet
from numfacts.ruleset.cases import CaseFile, Processor, Variant, run_case, variants
from numfacts.ruleset.problems import DataPath
from numfacts.segment import Segment

# Lists and patterns whose entries are no words of a text: what they do can show in any text.
_SETTINGS = frozenset(["pattern", "patterns", "before", "after", "takes", "classes", "metrics", "first"])
# Kinds of rules that are looked at only where one of their words stands, whatever else they hold.
_LED_BY_WORDS = frozenset(["boilerplate", "metrics", "comparators", "units", "currencies", "numerals"])
# Kinds whose patterns are looked for in the whole text, so that one without a match in it cannot matter.
_SEARCHED = frozenset(["exclusions", "periods"])
# Kinds in which ``before`` and ``after`` are words; elsewhere they are patterns.
_WORDS_AROUND = frozenset(["comparators", "numerals"])


# The indices of mutants, each with those of the cases it can matter to.
_Batch: TypeAlias = list[tuple[int, list[int]]]


class Mutant(NamedTuple):
    """One change of a rule set: the file, and the keys and indices that lead to what is taken away.

    A text must hold one of ``words``, or a match of one of ``patterns``, for the change to matter to it; where both
    are null any text may. ``source`` is the path of the file: a pack's can have the name of an earlier one.
    """

    file: str
    path: DataPath
    entry: str
    words: tuple[str, ...] | None = None
    patterns: tuple[str, ...] | None = None
    source: Path = Path()


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


def mutants(rules: RuleSet, names: Sequence[str] | None = None) -> Iterator[Mutant]:
    """Gives every mutant of the files of these names, or of all."""
    for file in rules.files:
        if names is None or file.name in names:
            yield from (mutant._replace(source=file.path) for mutant in _of_file(file))


def check(
    rules: RuleSet,
    cases: Sequence[CaseFile],
    *,
    names: Sequence[str] | None = None,
    workers: int = 1,
    step: Callable[[], None] = lambda: None,
) -> Report:
    """Runs the cases on every mutant of the rule files named, or of all; ``step`` is called for each batch done.

    Cases that fail without a mutation, and known gaps, prove nothing and are left out.
    """
    bench = _Bench(rules, list(mutants(rules, names)), _sound(rules, cases), build_segment(rules))
    batches = _batches(bench)
    caught: set[int] = set()
    if workers == 1:
        for batch in batches:
            caught.update(_run_batch(bench, batch))
            step()
    else:
        context = get_context("fork")
        with ProcessPoolExecutor(workers, mp_context=context, initializer=_share, initargs=(bench,)) as pool:
            for found in pool.map(_run_shared, batches):
                caught.update(found)
                step()
    survivors = [_located(rules, mutant) for index, mutant in enumerate(bench.made) if index not in caught]
    return Report(len(bench.made), tuple(survivors))


def mutated(rules: RuleSet, taken: Sequence[Mutant]) -> RuleSet:
    """The rule set without what the mutants take away."""
    by_file: dict[Path, list[DataPath]] = {}
    for mutant in taken:
        by_file.setdefault(mutant.source, []).append(mutant.path)
    files = []
    for file in rules.files:
        content: Any = file.content
        # From the last to the first, so that the indices of those still to go stay what they are.
        for path in sorted(by_file.get(file.path, ()), key=_position, reverse=True):
            content = _without(content, path)
        files.append(file._replace(content=content))
    return msgspec.structs.replace(rules, files=tuple(files))


def _position(path: DataPath) -> list[tuple[int, str]]:
    return [(step, "") if isinstance(step, int) else (-1, step) for step in path]


def _without(value: Any, path: DataPath) -> Any:
    """A copy of a struct, list or dict that lacks what the path leads to."""
    step, rest = path[0], path[1:]
    if isinstance(value, msgspec.Struct):
        name = str(step)
        inner = getattr(value, name)
        # A single pattern cannot be taken out of its rule: it is left there as one that never matches.
        changed = _without(inner, rest) if rest else "(?!)"
        return msgspec.structs.replace(value, **{name: changed})
    if isinstance(value, dict):
        kept = dict(value)
        if rest:
            kept[str(step)] = _without(value[str(step)], rest)
        else:
            del kept[str(step)]
        return kept
    assert isinstance(step, int)
    if rest:
        return [*value[:step], _without(value[step], rest), *value[step + 1 :]]
    return [*value[:step], *value[step + 1 :]]


def _of_file(file: RuleFile) -> Iterator[Mutant]:
    kind = str(file.content.__struct_config__.tag)
    for field in msgspec.structs.fields(file.content):
        section = getattr(file.content, field.name)
        if field.name == "rules":
            for index, rule in enumerate(section):
                yield from _of_rule(file.name, kind, index, rule)
        elif field.name != "parts":
            for path, entry in _entries(section, (field.name,)):
                yield (
                    Mutant(file.name, path, entry, (entry,), ())
                    if _is_words(section)
                    else Mutant(file.name, path, entry)
                )


def _of_rule(name: str, kind: str, index: int, rule: Any) -> Iterator[Mutant]:
    found = [
        (field.name, path, entry)
        for field in msgspec.structs.fields(rule)
        if field.name not in ("id", "note")
        for path, entry in _entries(getattr(rule, field.name), ("rules", index, field.name))
    ]
    words = tuple(entry for field, _, entry in found if _holds_words(kind, field))
    patterns = _patterns(rule) if kind in _SEARCHED else ()
    led: tuple[Any, Any] = (None, None)
    if patterns or (words and (kind in _LED_BY_WORDS or len(words) == len(found))):
        led = words, patterns
    yield Mutant(name, ("rules", index), rule.id, *led)
    for field, path, entry in found:
        if _holds_words(kind, field):
            yield Mutant(name, path, f"{rule.id}: {entry}", (entry,), ())
        elif field == "patterns" and kind in _SEARCHED:
            yield Mutant(name, path, f"{rule.id}: {entry}", (), (entry,))
        else:
            yield Mutant(name, path, f"{rule.id}: {entry}", *led)


def _patterns(rule: Any) -> tuple[str, ...]:
    single = getattr(rule, "pattern", None)
    return (*getattr(rule, "patterns", ()), *([single] if single else ()))


def _holds_words(kind: str, field: str) -> bool:
    return field not in _SETTINGS or (field in ("before", "after") and kind in _WORDS_AROUND)


def _is_words(section: Any) -> bool:
    """Whether a section outside the rules holds words: all but the structs of patterns do."""
    fields = msgspec.structs.fields(section) if isinstance(section, msgspec.Struct) else ()
    return not any(isinstance(getattr(section, field.name), str) for field in fields)


def _entries(value: Any, path: DataPath) -> Iterator[tuple[DataPath, str]]:
    """The entries of the lists and mappings below a value, and the patterns of structs, with where they stand."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield (*path, index), str(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, list):
                yield from _entries(item, (*path, key))
            else:
                yield (*path, key), key
    elif isinstance(value, msgspec.Struct):
        for field in msgspec.structs.fields(value):
            inner = getattr(value, field.name)
            if isinstance(inner, str):
                yield (*path, field.name), field.name
            else:
                yield from _entries(inner, (*path, field.name))


class _SoundCase(NamedTuple):
    """A case that holds without any mutation, its normalized text (title and text), and that in lower case."""

    file: str
    variant: Variant
    text: str
    lower: str


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


def _sound(rules: RuleSet, files: Sequence[CaseFile]) -> list[_SoundCase]:
    extractor = Extractor(rules, time_limit=None)
    found = []
    for file in files:
        for _, case in file.cases:
            if case.gap is not None:
                continue
            for variant in variants(case):
                if run_case(extractor, variant).passed:
                    text, _ = normalize(f"{variant.case.title or ''}\n{variant.case.text}")
                    found.append(_SoundCase(file.name, variant, text, lowered(text)))
    return found


def _batches(bench: _Bench) -> list[_Batch]:
    """Share the mutants out to as few batches as may be: index of each with those of the cases it can matter to."""
    sound = bench.sound
    every = list(range(len(sound)))
    by_word: dict[str, list[int]] = {}
    by_pattern: dict[str, list[int]] = {}
    waiting: list[tuple[int, list[int]]] = []
    for index, mutant in enumerate(bench.made):
        cases = every
        if mutant.words is not None or mutant.patterns is not None:
            found = [_holding(word, sound, by_word) for word in mutant.words or ()]
            found += [_matching(pattern, sound, by_pattern) for pattern in mutant.patterns or ()]
            cases = sorted(set().union(*found))
        own = mutant.file
        waiting.append((index, sorted(cases, key=lambda number: sound[number].file != own)))
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


def _holding(word: str, sound: list[_SoundCase], known: dict[str, list[int]]) -> list[int]:
    """The cases whose text holds a word."""
    if word not in known:
        key = lowered(canonical(word)).strip()
        known[word] = [number for number, case in enumerate(sound) if key in case.lower]
    return known[word]


def _matching(pattern: str, sound: list[_SoundCase], known: dict[str, list[int]]) -> list[int]:
    """The cases whose text holds a match of a pattern."""
    if pattern not in known:
        search = re.compile(pattern).search
        known[pattern] = [number for number, case in enumerate(sound) if search(case.text)]
    return known[pattern]


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
    return [index for index, cases in batch if any(_fails(extractor, bench.sound[number].variant) for number in cases)]


def _fails(extractor: Processor, variant: Variant) -> bool:
    try:
        return not run_case(extractor, variant).passed
    except Exception:  # a mutant may break what the code takes for granted: that is noticed
        return True


def _located(rules: RuleSet, mutant: Mutant) -> Survivor:
    file = next(file for file in rules.files if file.path == mutant.source)
    problem = rules.problem(file, mutant.path, "")
    return Survivor(mutant, str(problem.path), problem.line, problem.column)


# What the workers of a pool share: set once in each, so that it is not sent with every batch.
_shared: _Bench | None = None


def _share(bench: _Bench) -> None:
    global _shared
    _shared = bench


def _run_shared(batch: _Batch) -> list[int]:
    assert _shared is not None
    return _run_batch(_shared, batch)
