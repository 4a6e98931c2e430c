"""Strict YAML: the plain data of a file, without what YAML guesses, and with positions for whoever needs them.

Scalars follow the YAML 1.2 core schema, narrowed: unquoted ``true``, ``false``, ``null`` and decimal integers are
what they look like, a number with a fraction or an exponent stays the string it is written as (no binary floats),
everything else is a string. What another YAML reader would take for something else (``no``, ``~``, ``0777``,
``1:30``, no value at all) is refused, and so are duplicate keys, anchors, aliases, merge keys, tags and several
documents in one file.
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from numfacts.ruleset.problems import DataPath, Misfit, RuleProblem

_EXACT: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_BOOLEANS = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n"})
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,99})")
_ODD_NUMBER = re.compile(
    r"[-+]?(?:0[0-9]+|0[xob][0-9a-fA-F_]+|[0-9][0-9_]*_[0-9_.]*|[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?|\.inf|\.nan)",
    re.IGNORECASE,
)
# Only a plain scalar that begins so can be anything but a string.
_SUSPECT = frozenset("+-.0123456789~<tTfFyYnNoO")
# Rule files need five levels; without a bound the walks over the data could exhaust the stack.
_DEEPEST = 50

# What to do about the messages of the parser that do not say it; the first whose key is part of the message counts.
_HINTS = {
    "mapping values are not allowed": "quote text that holds ': '",
    "cannot start any token": "quote text that begins with @, `, %, > or |, and indent with spaces",
    "chomping or indentation": "quote text that begins with > or |",
    "comment or line break": "quote text that begins with > or |",
    "alphabetic or numeric character": "quote text that begins with * or &",
    "undefined tag handle": "quote text that begins with !",
    "',' or ']'": "close the list, and quote text that holds a comma, a bracket or a brace",
    "',' or '}'": "close the mapping, and quote text that holds a comma, a bracket or a brace",
    "expected key": "check the indentation, and quote text that begins with a quotation mark",
    "'-' indicator": "check the indentation",
    "could not find expected ':'": "write 'key: value', or quote the text",
    "unexpected end of stream": "close the quotation marks",
    "unknown escape": "write a backslash in single quotation marks",
}


class RefusedError(ValueError):
    """A plain scalar that readers of YAML understand differently; the message says what to write instead."""


class Source:
    """One file: its text, its plain data, and the problems found while reading it.

    ``data`` is what the YAML says; it is only worth looking at where ``sound`` is true. A problem with a scalar
    (``no``) leaves the file sound, its text stands in for the value, so that the rest is checked too. ``item_lines``
    are the lines, from 1, on which the mappings in lists below the top begin, such as rules and cases.
    """

    def __init__(self, path: Path, content: bytes) -> None:
        self.path = path
        self.problems: list[RuleProblem] = []
        self.item_lines: list[int] = []
        self.data: Any = None
        self.sound = False
        try:
            self.text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self.text = content.decode("utf-8-sig", "replace")
            offset = len(content[: error.start].decode("utf-8-sig"))
            self._report_offset(offset, f"byte 0x{content[error.start]:02x} is not UTF-8: save the file as UTF-8")
            return
        try:
            self.data = _Builder(self).build()
            self.sound = not self._broken
        except yaml.reader.ReaderError as error:
            self._report_offset(_first_unreadable(self.text), f"unreadable character: {error.reason}")
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            message = error.problem or error.context or "not YAML"
            hint = next((hint for key, hint in _HINTS.items() if key in str(error)), None)
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            self.report(line, column, f"not YAML: {message}" + (f"; {hint}" if hint else ""))

    _broken = False

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, as the parser counts them."""
        return re.split("\r\n|[\r\n\x85\u2028\u2029]", self.text)

    def report(self, line: int, column: int, message: str, *, breaks: bool = False) -> None:
        """Record a problem at a line and a column, from 1; one that ``breaks`` leaves no data worth checking."""
        excerpt = self.lines[line - 1] if line <= len(self.lines) else ""
        self.problems.append(RuleProblem(self.path, line, column, message, excerpt))
        self._broken = self._broken or breaks

    def report_misfit(self, misfit: Misfit) -> None:
        """Record a misfit where its value, or its key, is written."""
        line, column = self.locate(misfit.path, on_key=misfit.on_key)
        clash = f", first in line {self.locate(misfit.other)[0]}" if misfit.other is not None else ""
        self.report(line, column, misfit.message + clash)

    def problem(self, path: DataPath, message: str) -> RuleProblem:
        """The problem of a value, where it is written."""
        self.report_misfit(Misfit(path, message))
        return self.problems[-1]

    def locate(self, path: DataPath, *, on_key: bool = False) -> tuple[int, int]:
        """The line and column, from 1, where a value or its key begins, or its nearest ancestor that is written."""
        mark = self.node(path, on_key=on_key).start_mark
        return mark.line + 1, mark.column + 1

    def node(self, path: DataPath, *, on_key: bool = False) -> yaml.Node:
        """The node of a value or of its key, or of its nearest ancestor that is written."""
        node, place = self._root, None
        for step in path:
            place = None
            if isinstance(node, yaml.MappingNode):
                pair = next((pair for pair in node.value if pair[0].value == step), None)
                if pair is None:
                    break
                place, node = pair
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
            else:
                break
        return place if on_key and place is not None else node

    @cached_property
    def _root(self) -> yaml.Node:
        root = yaml.compose(self.text, Loader=yaml.CSafeLoader)
        assert root is not None, "only asked for after the file has been read"
        return root

    def _report_offset(self, offset: int, message: str) -> None:
        before = re.split("\r\n|[\r\n\x85\u2028\u2029]", self.text[:offset])
        self.report(len(before), len(before[-1]) + 1, message, breaks=True)


class _Builder:
    """Makes lists and dicts of the parser's events, without recursion, and reports what strict YAML refuses."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._documents = 0

    def build(self) -> Any:
        root: list[Any] = []
        container: Any = root
        key: str | None = None
        seen: dict[str, int] | None = None
        stack: list[tuple[Any, str | None, dict[str, int] | None]] = []
        event: Any  # one of a dozen classes, told apart by identity: this loop is most of the loading time
        for event in iter(CParser(self._source.text).get_event, None):
            kind = event.__class__
            if kind is ScalarEvent:
                if event.anchor is not None or event.tag is not None:
                    self._refuse_marks(event)
                value = event.value
                # A plain scalar that begins with anything else is a string as it stands, mostly a Chinese term.
                if event.style == "" and (not value or value[0] in _SUSPECT):
                    try:
                        value = plain(value)
                    except RefusedError as refused:
                        self._report(event, str(refused))
                if seen is not None and key is None:
                    key = self._key(event, value, seen)
                    continue
            elif kind is SequenceStartEvent or kind is MappingStartEvent:
                if event.anchor is not None or event.tag is not None:
                    self._refuse_marks(event)
                if seen is not None and key is None:
                    self._report(event, "a key must be text: quote it if it begins with [ or {", breaks=True)
                    key = f"line {event.start_mark.line}"
                value = [] if kind is SequenceStartEvent else {}
            elif kind is SequenceEndEvent or kind is MappingEndEvent:
                container, key, seen = stack.pop()
                continue
            elif kind is AliasEvent:
                self._report(event, f"aliases are refused: write it out, or quote '*{event.anchor}'", breaks=True)
                value = None
                if seen is not None and key is None:
                    key = f"line {event.start_mark.line}"
                    continue
            else:
                if kind is DocumentStartEvent:
                    self._documents += 1
                    if self._documents > 1:
                        self._report(event, "a file holds one document: remove this '---'", breaks=True)
                continue
            if seen is None:
                container.append(value)
            else:
                assert key is not None
                container[key] = value
                key = None
            if kind is not ScalarEvent and kind is not AliasEvent:
                if len(stack) == _DEEPEST:
                    self._report(event, f"nested more than {_DEEPEST} levels deep", breaks=True)
                    return None
                if len(stack) == 2 and seen is None:
                    self._source.item_lines.append(event.start_mark.line + 1)
                stack.append((container, key, seen))
                container, key, seen = value, None, ({} if kind is MappingStartEvent else None)
        if not root:
            self._source.report(1, 1, "the file is empty", breaks=True)
        return root[0] if root else None

    def _key(self, event: Any, value: Any, seen: dict[str, int]) -> str:
        line = event.start_mark.line + 1
        if not isinstance(value, str):
            self._report(event, f"a key must be text: write '{event.value}' in quotation marks")
        elif value == "<<":
            self._report(event, "merge keys are refused: write the keys out", breaks=True)
        elif value in seen:
            self._report(event, f"duplicate key {value!r}, first in line {seen[value]}: remove one of them")
        seen.setdefault(event.value, line)
        return str(event.value)

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            self._report(event, f"anchors are refused: remove '&{event.anchor}', or quote text that begins with &")
        if event.tag is not None:
            self._report(event, f"tags are refused: remove {event.tag!r}, or quote text that begins with !")

    def _report(self, event: Any, message: str, *, breaks: bool = False) -> None:
        mark = event.start_mark
        self._source.report(mark.line + 1, mark.column + 1, message, breaks=breaks)


def plain(text: str) -> str | int | bool | None:
    """What an unquoted scalar means.

    Raises ``RefusedError`` for what other readers of YAML take for a boolean, null or an odd number.
    """
    if text in _EXACT:
        return _EXACT[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    lower = text.lower()
    if not text:
        raise RefusedError("no value: write one, write null, or remove the key")
    if text == "~":
        raise RefusedError("~ is null to YAML: write null, or quote it: '~'")
    if lower in _BOOLEANS:
        raise RefusedError(f"{text} is a boolean to many readers of YAML: quote it: '{text}' (or write true or false)")
    if lower == "null":
        raise RefusedError(f"{text} is null to many readers of YAML: quote it: '{text}' (or write null)")
    if _ODD_NUMBER.fullmatch(text):
        raise RefusedError(f"{text} is another number to many readers of YAML: quote it: '{text}'")
    return text


def _first_unreadable(text: str) -> int:
    match = re.search("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    return match.start() if match else 0
