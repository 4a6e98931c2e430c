"""The words of rule files, in the order in which they count, and where each competes with others.

A word competes in *spaces*: in the one lexicon of metrics, changes and cues, among the units behind a number, among
the words of time. In each space only the first word of a spelling takes effect, as the stages read the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from numfacts.authoring.linting.sheets import Sheet, Workbook
from numfacts.normalize import canonical
from numfacts.periods.expressions import fold
from numfacts.ruleset.problems import DataPath
from numfacts.vocabulary.lexicon import lowered

Use = tuple[str, str]  # a space, and the spelling by which words meet in it

# The kinds whose words the lexicon holds come first, in its order.
_ORDER = (
    *("metrics", "bases", "comparators", "changes", "cues", "places", "sources", "exclusions"),
    *("currencies", "units", "styles", "numerals", "periods"),
)
_LEXICON = frozenset(_ORDER[:8])
_PER = frozenset({"physical", "share", "count", "person", "duration"})
_SOURCES = {("suffix", "zh"): "suffix", ("suffix", "en"): "body", ("name", "zh"): "name", ("name", "en"): "name"}


class Word(NamedTuple):
    """A word of a rule, where it stands, and where it competes; ``key`` says that it is a key of a mapping."""

    text: str
    sheet: Sheet
    path: DataPath
    uses: tuple[Use, ...]
    key: bool = False


def competing(book: Workbook) -> Iterator[Word]:
    """Give all words that compete, in the order in which they count."""
    for sheet in book.of(*_ORDER):
        if sheet.kind == "periods":
            yield from _periods(sheet)
        else:
            for index, rule in sheet.entries():
                yield from _rule(sheet, index, rule)


def _rule(sheet: Sheet, index: int, rule: Any) -> Iterator[Word]:
    for field in ("zh", "en", "before", "terms", "prefix", "after", "counted"):
        if sheet.kind == "numerals" and field in ("before", "terms"):
            continue
        for position, word in enumerate(getattr(rule, field, ())):
            yield Word(word, sheet, ("rules", index, field, position), tuple(_uses(sheet.kind, field, word, rule)))
    if sheet.kind == "numerals":
        around = (rule.before, rule.not_before, rule.not_after)
        for position, word in enumerate(rule.terms):
            yield Word(word, sheet, ("rules", index, "terms", position), ((f"{rule.role} {around}", word),))
        for word in rule.words:
            yield Word(word, sheet, ("rules", index, "words", word), ((f"{rule.role} {around}", word),), True)


def _uses(kind: str, field: str, word: str, rule: Any) -> Iterator[Use]:
    if kind in _LEXICON and field not in ("after", "counted"):
        yield "lexicon", canonical(word).lower()
    if kind in ("metrics", "places", "sources") and field == "zh":
        yield "segmenter", canonical(word)
    if kind == "sources" and (rule.role, field) in _SOURCES:
        space = _SOURCES[rule.role, field]
        yield space, word.lower() if space == "name" else word
    if kind == "styles":
        yield "styles", canonical(word).lower()
    if kind in ("currencies", "units") and field in ("zh", "en"):
        yield "units", lowered(word)
        if kind == "units" and (rule.per or rule.takes in _PER):
            yield "per", word
    if field in ("prefix", "after", "counted"):
        yield field, lowered(word) if field == "prefix" else word


def _periods(sheet: Sheet) -> Iterator[Word]:
    content: Any = sheet.content
    for index, rule in sheet.entries():
        for word in rule.words:
            yield Word(word, sheet, ("rules", index, "words", word), (("time", fold(word)),), True)
    for section in ("leads", "tails"):
        for role, words in reversed(getattr(content, section, {}).items()):  # of these the last counts
            for position, word in enumerate(words):
                key = fold(word) if section == "leads" else word
                yield Word(word, sheet, (section, role, position), ((section, key),))


def matched(sheet: Sheet) -> Iterator[tuple[str, DataPath, bool]]:
    """Give every word that is compared with the text, its path, and whether it is a key of a mapping."""
    content: Any = sheet.content
    if sheet.kind != "claims":
        fields = ("zh", "en", "before", "after", "terms", "triggers", "prefix", "counted", "not_before", "not_after")
        for index, rule in sheet.entries():
            for field in fields:
                yield from _listed(getattr(rule, field, ()), ("rules", index, field))
            yield from _keys(getattr(rule, "words", {}), ("rules", index, "words"))
    for name, part in getattr(content, "parts", {}).items():
        yield from _listed(part if isinstance(part, list) else (), ("parts", name))
    if hasattr(content, "glue"):  # which a pack's file of this kind has not, nor the other tables
        for name in ("join", "range", "ending"):
            yield from _listed(getattr(content.glue, name), ("glue", name))
        for section in ("leads", "tails", "units"):
            for name, words in getattr(content, section).items():
                yield from _listed(words, (section, name))
        for section in ("future", "duration_metrics", "duration_links"):
            yield from _listed(getattr(content, section), (section,))
        for section in ("endings", "fiscal_cues", "feasts"):
            yield from _keys(getattr(content, section), (section,))


def _listed(words: Iterable[str], path: DataPath) -> Iterator[tuple[str, DataPath, bool]]:
    yield from ((word, (*path, position), False) for position, word in enumerate(words))


def _keys(words: Iterable[str], path: DataPath) -> Iterator[tuple[str, DataPath, bool]]:
    yield from ((word, (*path, word), True) for word in words)


def is_lowered(sheet: Sheet, path: DataPath) -> bool:
    """Say whether a word is compared with text in lower case and not put in lower case itself."""
    if sheet.kind == "periods":
        return path[0] == "future"
    return sheet.kind == "numerals" or (sheet.kind == "comparators" and path[2] == "after")
