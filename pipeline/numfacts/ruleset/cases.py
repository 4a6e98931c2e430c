"""The cases beside the rules: what a text must give, in which script it is run, and whether it does.

A case is a text with the facts expected of it, in order; ``facts: []`` asserts silence. Only the slots that a fact
lists are compared. A case with a ``gap`` records what is known to go wrong: it must fail, and is to be promoted
once it passes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import msgspec
from msgspec import UNSET, UnsetType

from numfacts.document import Document
from numfacts.errors import NumfactsError, bugs_told
from numfacts.records import Fact
from numfacts.ruleset.comparison import differences
from numfacts.ruleset.expectations import Case, CasesContent, ExpectedMention, inspect, quote_places
from numfacts.ruleset.loader import CASES, rule_paths, shipped_directory
from numfacts.ruleset.problems import RuleFilesError, RuleProblem

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


class Variant(NamedTuple):
    """A case in one script: ``simplified``, ``traditional``, or empty where the text is run as it is only."""

    script: str
    case: Case


class LocatedCase(NamedTuple):
    """A case and the line, from 1, on which it begins."""

    line: int
    case: Case


class Processor(Protocol):
    """What a case needs of an extractor."""

    def process(self, document: Document) -> Document:
        """Run all stages over a document."""


class CaseResult(NamedTuple):
    """Whether a case holds, why not, and what was found; a case with a known gap holds as long as it fails."""

    passed: bool
    differences: tuple[str, ...]
    facts: tuple[Fact, ...] = ()
    boilerplate: tuple[str, ...] = ()


class CaseFile(NamedTuple):
    """The cases beside the rule file ``name``."""

    name: str
    path: Path
    cases: tuple[LocatedCase, ...]


def load_cases(directories: Sequence[Path] | None = None) -> list[CaseFile]:
    """Loads the cases beside the rule files of the given directories, or of those that come with the package.

    Raises ``RuleFilesError`` with every problem of every file, a rule file without cases among them.
    """
    places = [shipped_directory()] if directories is None else [Path(directory) for directory in directories]
    problems: list[RuleProblem] = []
    files: list[CaseFile] = []
    for place in places:
        paths, wrong = rule_paths(place)
        problems += wrong
        for rules in paths:
            path = rules.with_name(rules.stem + CASES)
            if path.exists():
                files.append(CaseFile(rules.stem, path, read_cases(path, problems)))
    if problems:
        raise RuleFilesError(problems)
    return files


def variants(case: Case) -> list[Variant]:
    """The case in each script it is to be run in: a Simplified Chinese one in Traditional Chinese too."""
    texts = [text for text in (case.text, case.title) if text]
    if case.script == "as-is" or not any(map(_HAN.search, texts)):
        return [Variant("", case)]
    if any(_converter("t2s").convert(text) != text for text in texts):
        return [Variant("traditional", case)]
    converted = to_traditional(case)
    return [Variant("simplified", case)] + ([Variant("traditional", converted)] if converted != case else [])


def to_traditional(case: Case) -> Case:
    """The case with its text, title, quotes and textual slots in Traditional Chinese (OpenCC ``s2t``).

    Quotes and slots are cut out of the converted text where they stand in it, since a character may be converted
    differently on its own (头发, 发展).
    """
    convert: Callable[[str], str] = _converter("s2t").convert
    text, title = convert(case.text), convert(case.title) if case.title is not None else None
    sources = [(case.text, text), (case.title or "", title or "")]
    keeps_length = len(text) == len(case.text)

    def piece(words: str, start: int = 0) -> str:
        for before, after in sources:
            place = before.find(words, start) if before is case.text else -1
            place = place if place >= 0 else before.find(words)
            if place >= 0 and len(before) == len(after):
                return after[place : place + len(words)]
        return convert(words)

    def mention(slot: Any) -> Any:
        if isinstance(slot, ExpectedMention):
            return ExpectedMention(piece(slot.text), slot.id) if isinstance(slot.text, str) else slot
        return piece(slot) if isinstance(slot, str) else slot

    changes: dict[str, Any] = {"text": text, "title": title}
    if not isinstance(case.facts, UnsetType):
        starts = quote_places(case.text, [fact.quote for fact in case.facts])
        changes["facts"] = [
            msgspec.structs.replace(
                fact,
                quote=piece(fact.quote, start),
                start=fact.start if keeps_length else UNSET,
                end=fact.end if keeps_length else UNSET,
                unit_text=piece(fact.unit_text, start) if isinstance(fact.unit_text, str) else fact.unit_text,
                metric=mention(fact.metric),
                subject=mention(fact.subject),
                attribution=mention(fact.attribution),
            )
            for fact, start in zip(case.facts, starts, strict=True)
        ]
    if not isinstance(case.boilerplate, UnsetType):
        starts = quote_places(case.text, case.boilerplate)
        changes["boilerplate"] = [piece(words, start) for words, start in zip(case.boilerplate, starts, strict=True)]
    return msgspec.structs.replace(case, **changes)


def run_case(extractor: Processor, case: Case | Variant) -> CaseResult:
    """Runs one case, as it is written; ``variants`` gives the scripts it is to be run in.

    Any error that is raised on the way counts as a difference.
    """
    case = case.case if isinstance(case, Variant) else case
    facts: tuple[Fact, ...] = ()
    boilerplate: tuple[str, ...] = ()
    try:
        with bugs_told():
            document = extractor.process(Document("case", case.text, case.title, case.published))
            facts, boilerplate = tuple(document.facts), document.boilerplate_quotes()
            found = list(differences(case, facts, boilerplate))
    except NumfactsError as error:
        found = [f"{type(error).__name__}: {error}"]
    if case.gap is None:
        return CaseResult(not found, tuple(found), facts, boilerplate)
    if found:
        return CaseResult(True, tuple(found), facts, boilerplate)
    return CaseResult(False, (f"the known gap ({case.gap}) is closed: remove 'gap'",), facts, boilerplate)


def read_cases(path: Path, problems: list[RuleProblem]) -> tuple[LocatedCase, ...]:
    """Read and check one file of cases; what is wrong is added to ``problems``."""
    from numfacts.ruleset.validation import fit
    from numfacts.ruleset.yaml import Source

    try:
        source = Source(path, path.read_bytes())
    except OSError as error:
        problems.append(RuleProblem(path, 1, 1, f"cannot be read: {error.strerror or error}"))
        return ()
    content, misfits = fit(source.data, CasesContent) if source.sound else (None, [])
    if content is not None:
        misfits += inspect(content.cases)
    for misfit in misfits:
        source.report_misfit(misfit)
    problems += source.problems
    if content is None:
        return ()
    # Kept from the first reading, as to look a place up takes a second one.
    return tuple(LocatedCase(line, case) for line, case in zip(source.item_lines, content.cases, strict=True))


@cache
def _converter(configuration: str) -> Any:
    import opencc

    return opencc.OpenCC(configuration)
