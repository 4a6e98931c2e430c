"""Mends what is mechanical in the text of a rule file: scalar by scalar, so that comments and layout stay.

Nothing is dumped: only the characters of the scalars in question change. What is written in another way than plain
or in single quotation marks, or over several lines, is left alone. The mended text must be read as the data that was
meant; otherwise the file stays as it is.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from numfacts.authoring.linting.patterns import dead_characters, literal
from numfacts.authoring.linting.sheets import Sheet, patterns
from numfacts.authoring.linting.syntax import Token, ranges, sets, tokens
from numfacts.authoring.linting.terms import out_of_order, word_lists
from numfacts.authoring.linting.words import is_lowered, matched
from numfacts.io.files import write_file, writing
from numfacts.normalize import normalize
from numfacts.ruleset.patterns import Parts, PatternError, check, compose
from numfacts.ruleset.problems import DataPath
from numfacts.ruleset.yaml import RefusedError, plain

_BREAKS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_BARE = re.compile(r"[^\s,\[\]{}#&*!|>'\"%@`:?-](?:[^,\[\]{}#:\n]*[^\s,\[\]{}#:])?")
_CLASSES = {r"\d": "0-9", r"\w": "A-Za-z0-9_"}


class Edit(NamedTuple):
    """A half-open range of a text and what replaces it."""

    start: int
    end: int
    text: str


def mended(sheet: Sheet, allowed: Callable[[str], bool]) -> str | None:
    """Give the text of a file with all that is mechanical and allowed put right; null where nothing is to change.

    ``allowed`` says of a check whether its findings are to be mended.
    """
    now = sheet
    for _ in range(4):  # what one round folds can be a repetition for the next
        edits = list(dict.fromkeys(_edits(now, allowed)))
        text = _applied(now.source.text, edits) if edits else None
        again = now.reread(text) if text is not None else None
        if again is None:
            break
        now = again
    return now.source.text if now is not sheet else None


def _edits(sheet: Sheet, allowed: Callable[[str], bool]) -> Iterator[Edit]:
    """Give the edits of one round: the words first, and the order of lists only where no word changes any more."""
    found = [*_word_edits(sheet, allowed), *_repeated(sheet), *_pattern_edits(sheet, allowed)]
    yield from found
    if not found and allowed("unsorted"):
        for path, words in word_lists(sheet):
            if out_of_order(words):
                yield from _sorting(sheet, path)


def _word_edits(sheet: Sheet, allowed: Callable[[str], bool]) -> Iterator[Edit]:
    for word, path, key in matched(sheet):
        new = normalize(word)[0] if allowed("wide-form") and allowed("traditional-form") else word
        if allowed("upper-case") and is_lowered(sheet, path):
            new = new.lower()
        if new != word and not key and len(new) == len(word):
            siblings = _siblings(sheet, path)
            node = sheet.source.node(path)
            if new in siblings:
                yield from _removal(sheet, path)
            else:
                yield from _rewritten(sheet, node, new)


def _siblings(sheet: Sheet, path: DataPath) -> list[str]:
    node = sheet.source.node(path[:-1])
    return [item.value for item in node.value] if isinstance(node, yaml.SequenceNode) else []


def _repeated(sheet: Sheet) -> Iterator[Edit]:
    """Remove entries that a list has twice, which loading refuses."""
    for path, words in word_lists(sheet):
        for position, word in enumerate(words):
            if word in words[:position]:
                yield from _removal(sheet, (*path, position))
                break  # one a round: neighbouring removals would overlap


def _pattern_edits(sheet: Sheet, allowed: Callable[[str], bool]) -> Iterator[Edit]:
    for pattern in patterns(sheet):
        new = mended_pattern(pattern.raw, allowed)
        if new != pattern.raw and _compiles(new, sheet.parts):
            yield from _rewritten(sheet, sheet.source.node(pattern.path), new)


def _compiles(pattern: str, parts: Parts) -> bool:
    try:
        check(compose(pattern, parts))
    except PatternError:
        return False
    return True


def mended_pattern(raw: str, allowed: Callable[[str], bool]) -> str:
    """Give a pattern without characters that match nothing, escapes for any script, and repetitions in sets.

    A dead character of a set whose plain form the set has too is taken out; a set of one that remains loses its
    brackets.
    """
    fixed = ranges(raw)
    edits: dict[int, Edit] = {}
    for token, check_id, new in dead_characters(raw):
        if allowed(check_id) and token.start not in fixed:
            edits[token.start] = Edit(token.start, token.end, literal(new, token.within))
    for token in tokens(raw):
        check_id = {r"\d": "digit-escape", r"\w": "word-escape"}.get(token.text, "")
        if check_id and token.within != "[^" and allowed(check_id) and token.start not in fixed:
            inside = _CLASSES[token.text]
            edits[token.start] = Edit(token.start, token.end, inside if token.within else f"[{inside}]")
    for members in sets(raw) if allowed("repeated-alternative") or edits else ():
        _drop_repetitions(members, fixed, edits)
    return _applied(raw, edits.values())


def _drop_repetitions(members: list[Token], fixed: set[int], edits: dict[int, Edit]) -> None:
    """Take out the members of a set that stand in it before, or will once they are mended."""
    opening, *inner, closing = members
    plain = {token.start: _plain(token.text) for token in inner if token.start not in fixed and _plain(token.text)}
    ends = {token.start: token.end for token in inner}
    kept = {char for start, char in plain.items() if start not in edits}
    seen: set[str] = set()
    for start, char in plain.items():
        becomes = _plain(edits[start].text) if start in edits else char
        if becomes in seen or (start in edits and becomes in kept):
            edits[start] = Edit(start, ends[start], "")
        else:
            seen.add(becomes)
    left = [token for token in inner if edits.get(token.start, Edit(0, 0, "-")).text]
    if len(left) == 1 < len(inner) and opening.text == "[" and _plain(left[0].text):
        edits[opening.start] = Edit(opening.start, closing.end, literal(_plain(left[0].text), ""))
        for token in inner:
            edits.pop(token.start, None)


def _plain(text: str) -> str:
    """Give the character that a member of a set stands for; nothing for a class or a code."""
    if len(text) == 1:
        return text
    return text[1] if len(text) == 2 and not text[1].isalnum() else ""


def _sorting(sheet: Sheet, path: DataPath) -> Iterator[Edit]:
    """Put the entries of a list in order by writing each where another stood."""
    node = sheet.source.node(path)
    places = [place for item in node.value if (place := _place(sheet, item)) is not None]
    if len(places) < len(node.value):
        return
    text = sheet.source.text
    written = [(item.value, text[start:end]) for item, (start, end) in zip(node.value, places, strict=True)]
    for (start, end), (_, new) in zip(places, sorted(written), strict=True):
        if text[start:end] != new:
            yield Edit(start, end, new)


def _removal(sheet: Sheet, path: DataPath) -> Iterator[Edit]:
    """Take an entry out of a list in brackets, with the comma and the space before or behind it."""
    sequence = sheet.source.node(path[:-1])
    if not isinstance(sequence, yaml.SequenceNode) or not sequence.flow_style:
        yield from _line_removal(sheet, sequence, path)
        return
    position = int(path[-1])
    place = _place(sheet, sequence.value[position])
    neighbour = _place(sheet, sequence.value[position - 1 if position else 1]) if len(sequence.value) > 1 else None
    if place is None or neighbour is None:
        return
    start, end = (neighbour[1], place[1]) if position else (place[0], neighbour[0])
    if "#" not in sheet.source.text[start:end]:
        yield Edit(start, end, "")


def _line_removal(sheet: Sheet, sequence: Any, path: DataPath) -> Iterator[Edit]:
    """Take out an entry that has a line of its own, unless a comment stands in it."""
    if not isinstance(sequence, yaml.SequenceNode) or len(sequence.value) < 2:
        return
    item = sequence.value[int(path[-1])]
    place = _place(sheet, item)
    if place is None:
        return
    offsets = _line_starts(sheet.source.text)
    start, end = offsets[item.start_mark.line], offsets[item.start_mark.line + 1]
    if re.fullmatch(r"\s*- ", sheet.source.text[start : place[0]]) and not sheet.source.text[place[1] : end].strip():
        yield Edit(start, end, "")


def _rewritten(sheet: Sheet, node: Any, value: str) -> Iterator[Edit]:
    """Write another value where a scalar stands, in its style."""
    place = _place(sheet, node)
    if place is None:
        return
    if node.style == "'" or not _is_bare(value):
        yield Edit(*place, "'" + value.replace("'", "''") + "'")
    else:
        yield Edit(*place, value)


def _is_bare(value: str) -> bool:
    try:
        return _BARE.fullmatch(value) is not None and plain(value) == value
    except RefusedError:
        return False


def _place(sheet: Sheet, node: Any) -> tuple[int, int] | None:
    """Give the half-open range of a scalar that is written in a way that is understood here, or null."""
    if not isinstance(node, yaml.ScalarNode) or node.start_mark.line != node.end_mark.line:
        return None
    offset = _line_starts(sheet.source.text)[node.start_mark.line]
    start, end = offset + node.start_mark.column, offset + node.end_mark.column
    written = sheet.source.text[start:end]
    if node.style == "'":
        return (start, end) if written == "'" + node.value.replace("'", "''") + "'" else None
    return (start, end) if node.style in (None, "") and written == node.value else None


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in _BREAKS.finditer(text)), len(text)]


def _applied(text: str, edits: Iterable[Edit]) -> str:
    """Apply edits from the end to the beginning; one that overlaps another waits for the next round."""
    limit = len(text) + 1
    for edit in sorted(edits, reverse=True):
        if edit.end <= limit and edit.start < limit:
            text = text[: edit.start] + edit.text + text[edit.end :]
            limit = edit.start
    return text


def write(path: Path, text: str) -> None:
    """Write a mended file, whole or not at all, with the byte order mark it had; raises OutputError."""
    with writing(str(path)):
        mark = codecs.BOM_UTF8 if path.read_bytes().startswith(codecs.BOM_UTF8) else b""
    write_file(path, mark + text.encode())
