"""Rules that no case shows at work: nothing of theirs stands in any case, and no fact of a case cites them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from numfacts.authoring.linting.findings import Finding
from numfacts.authoring.linting.sheets import Sheet, Workbook
from numfacts.authoring.linting.words import matched
from numfacts.normalize import normalize
from numfacts.vocabulary.lexicon import lowered


def texts_of_cases(book: Workbook) -> list[str]:
    """Give the texts and titles of all cases as the stages see them."""
    texts = [text for _, case in book.cases for text in (case.text, case.title) if text]
    return [normalize(text)[0] for text in texts]


def lines_of(texts: list[str]) -> list[str]:
    """Give texts and, of those that have several, each line: what patterns are tried on."""
    lines = [line.strip() for text in texts if "\n" in text for line in text.split("\n")]
    return list(dict.fromkeys([*texts, *lines]))


def check_coverage(
    book: Workbook,
    texts: list[str],
    occurs: Callable[[str], bool],
    citations: Callable[[frozenset[str]], frozenset[str] | None],
) -> Iterator[Finding]:
    """Find the rules of the book's own sheets that no case exercises.

    ``occurs`` says whether a pattern is found in the texts. ``citations`` gives those of some rules that facts of cases
    name, and is only called where texts alone do not tell; where it gives null, claim rules are passed over.
    """
    unsure: dict[str, tuple[Sheet, int, bool | None]] = {}
    joined = lowered("\n".join(texts))
    metrics = _metrics_in(book, joined)
    for sheet in book.sheets:
        if not sheet.own:
            continue
        words: dict[int, list[str]] = {}
        for word, path, _ in matched(sheet):
            if path[0] == "rules" and path[2] not in ("not_before", "not_after"):
                words.setdefault(int(path[1]), []).append(word)
        for index, rule in sheet.entries():
            here = f"{sheet.name}/{rule.id}"
            shown = _shown(sheet, rule, words.get(index, []), joined, metrics, occurs)
            if not shown and (shown is not None or sheet.kind == "claims"):
                unsure[here] = sheet, index, shown
    cited = citations(frozenset(unsure)) if unsure else None
    for here, (sheet, index, shown) in unsure.items():
        if here not in (cited or ()) and (shown is False or cited is not None):
            yield sheet.finding("uncased-rule", ("rules", index, "id"), f"no case shows {here} at work")


def _shown(
    sheet: Sheet, rule: Any, words: list[str], joined: str, metrics: set[str], occurs: Callable[[str], bool]
) -> bool | None:
    """Say whether anything of a rule stands in a case; null for a rule of which nothing could."""
    if sheet.kind == "groups":
        return not metrics.isdisjoint(rule.metrics)
    expressions = _expressions(rule)
    if not words and not expressions:
        return None
    return any(lowered(word) in joined for word in words) or any(map(occurs, expressions))


def _expressions(rule: Any) -> list[str]:
    """Give the patterns of a rule, without the anchors of the piece of text they are tried on."""
    found = [*getattr(rule, "patterns", ()), getattr(rule, "pattern", None)]
    return [_loose(pattern) for pattern in found if pattern]


def _loose(pattern: str) -> str:
    """Drop the anchors at the edges of a pattern: the stages try it on less than a case."""
    pattern = pattern.removeprefix("^")
    return pattern[:-1] if pattern.endswith("$") and not pattern.endswith("\\$") else pattern


def _metrics_in(book: Workbook, joined: str) -> set[str]:
    """Give the ids of the metrics that cases name."""
    named = (
        rule.metric
        for sheet in book.of("metrics")
        for _, rule in sheet.entries()
        if rule.metric and any(lowered(word) in joined for word in (*rule.zh, *rule.en))
    )
    return set(named)
