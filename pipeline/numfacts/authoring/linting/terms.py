"""Checks of words: those that never count, those that can never match, and lists out of order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from numfacts.authoring.linting.findings import Finding
from numfacts.authoring.linting.sheets import Sheet, Workbook
from numfacts.authoring.linting.words import Use, Word, competing, is_lowered, matched
from numfacts.normalize import narrowed, normalize
from numfacts.ruleset.problems import DataPath

# A list this long with at most one entry in so many out of order was meant to be sorted. The order of most lists is
# the author's, from the common to the rare, and is left alone.
_LONG, _SHARE = 8, 10


def check_terms(book: Workbook) -> Iterator[Finding]:
    """Find all that is wrong with the words of the book's own sheets."""
    yield from _unheard(book)
    for sheet in book.sheets:
        if sheet.own:
            yield from _triggers(sheet)
            yield from _forms(sheet)
            yield from _unsorted(sheet)


def _unheard(book: Workbook) -> Iterator[Finding]:
    """Find words that come first in none of the spaces in which they compete."""
    first: dict[Use, Word] = {}
    for word in competing(book):
        holders = [first.setdefault(use, word) for use in word.uses]
        if word.sheet.own and holders and all(holder is not word for holder in holders):
            holder = next((found for found in holders if found.sheet.kind == word.sheet.kind), holders[0])
            check = "duplicate-term" if holder.sheet.kind == word.sheet.kind else "shadowed-term"
            yield _duplicate(check, word, holder)


def _duplicate(check: str, word: Word, holder: Word) -> Finding:
    where = f"line {holder.sheet.line(holder.path, on_key=holder.key)}"
    if holder.sheet is not word.sheet:
        where = f"{holder.sheet.path.name}, {where}"
    cited, other = word.sheet.cite(word.path), holder.sheet.cite(holder.path)
    same = f" as {holder.text!r}" if holder.text != word.text else ""
    message = f"{word.text!r} of {cited} never counts: {other} has it before{same} ({where})"
    hint = "remove it here" if cited == other else f"remove it here, or from {other}"
    return word.sheet.finding(check, word.path, message, hint, on_key=word.key)


def _triggers(sheet: Sheet) -> Iterator[Finding]:
    """Find triggers that hold another trigger of their rule: it is always found with them."""
    if sheet.kind != "boilerplate":
        return
    for index, rule in sheet.entries():
        for position, word in enumerate(rule.triggers):
            within = next((other for other in rule.triggers if other != word and other in word), None)
            if within is not None:
                message = f"the trigger {word!r} of {sheet.name}/{rule.id} never decides: {within!r} is a part of it"
                path: DataPath = ("rules", index, "triggers", position)
                yield sheet.finding("shadowed-term", path, message, "remove the longer one")


def _forms(sheet: Sheet) -> Iterator[Finding]:
    """Find words in a form that normalized text never has."""
    for word, path, key in matched(sheet):
        narrow, plain = narrowed(word), normalize(word)[0]
        if len(plain) != len(word):
            message = f"{word!r} holds a character that nobody sees, and no normalized text holds"
            yield sheet.finding("wide-form", path, message, f"write {plain!r}", on_key=key)
        elif narrow != word:
            wide = next(char for char, other in zip(word, narrow, strict=True) if char != other)
            message = f"{word!r} holds {wide!r}, which no normalized text does"
            yield sheet.finding("wide-form", path, message, f"write {narrow!r}", on_key=key)
        elif plain != word:
            message = f"{word!r} is no Simplified form: it never matches"
            yield sheet.finding("traditional-form", path, message, f"write {plain!r}", on_key=key)
        if is_lowered(sheet, path) and word != word.lower():
            message = f"{word!r} is compared with text in lower case: it never matches"
            yield sheet.finding("upper-case", path, message, f"write {word.lower()!r}", on_key=key)


def _unsorted(sheet: Sheet) -> Iterator[Finding]:
    """Find the entries out of order in lists that are all but sorted."""
    for path, words in word_lists(sheet):
        for position in out_of_order(words):
            message = f"{words[position]!r} is out of order in a list that is otherwise sorted by code points"
            yield sheet.finding("unsorted", (*path, position), message)


def word_lists(sheet: Sheet) -> Iterator[tuple[DataPath, list[str]]]:
    """Give the lists of words whose order means nothing, with their paths."""
    lists: dict[DataPath, list[str]] = {}
    for word, path, key in matched(sheet):
        if not key:
            lists.setdefault(path[:-1], []).append(word)
    yield from lists.items()


def out_of_order(words: list[str]) -> list[int]:
    """Give the fewest positions without which a list is sorted; none where it was not meant to be."""
    if len(words) < _LONG:
        return []
    tails: list[str] = []
    at: list[int] = []
    before: list[int] = []
    for position, word in enumerate(words):
        place = bisect_left(tails, word)
        before.append(at[place - 1] if place else -1)
        tails[place : place + 1] = [word]
        at[place : place + 1] = [position]
    kept = set()
    position = at[-1]
    while position >= 0:
        kept.add(position)
        position = before[position]
    found = [position for position in range(len(words)) if position not in kept]
    return found if len(found) * _SHARE <= len(words) else []
