"""Compiled patterns that outlive a process: ``re`` compiles each anew, which is most of what a start costs.

What ``re`` makes of a pattern is a list of numbers, its program. A program made in this process is kept when it ends,
for the same version of Python, whose own check a kept one passes before it is used. Where there is no cache, or an
interpreter without these programs, patterns are compiled as ever: they match the same.
"""

from __future__ import annotations

import atexit
import functools
import re
import sys
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, cast

import msgspec

from numfacts import cache
from numfacts.needs import needs

try:
    import _sre  # type: ignore[import-not-found]
    from re import _compiler  # type: ignore[attr-defined]
except ImportError:  # an interpreter with a ``re`` of its own
    _sre = _compiler = None

LIMIT = 6_000_000  # bytes of an entry, which every process reads whole; the rules and modules take 2 million
WORD = "I"  # the type of a number of a program, in an array
PREFIX, CHARSET = 1, 4  # what a program tells a search at once: a text, or characters, that a match begins with
_METHODS = ("finditer", "findall", "fullmatch", "match", "search", "split", "sub")


class Program(NamedTuple):
    """What ``re`` makes of a pattern: flags, code, the number of its groups, and their indices by name.

    ``needs`` are sets of characters of each of which a text has one wherever the pattern matches.
    """

    flags: int
    code: bytes
    groups: int
    names: dict[str, int]
    needs: list[str]


class Programs:
    """The programs of one entry of the cache, which may be missing, or be null for none at all."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._made: dict[tuple[str, int], re.Pattern[str]] = {}
        self._used: dict[tuple[str, int], Program] = {}
        self._kept: dict[tuple[str, int], Program] | None = None
        self._new = False

    def compiled(self, pattern: str, flags: int = 0, *, rewritten: Callable[[], str] | None = None) -> re.Pattern[str]:
        """Compile a pattern, or take its program from the cache; raises ``re.error`` as ``re.compile`` does.

        ``rewritten`` gives a quicker one that matches the same, which is compiled in its place.
        """
        key = (pattern, int(flags))
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._recalled(key) or self._compiled(key, rewritten)
        return made

    def needs(self, pattern: str) -> list[str]:
        """Give sets of characters of each of which a text has one wherever a compiled pattern matches."""
        program = self._used.get((pattern, 0))
        return program.needs if program is not None else []

    def keep(self) -> None:
        """Write what this process has compiled to the cache, beside what others have kept meanwhile where all fits."""
        if self._path is None or not self._new:
            return
        for chosen in (self._load() | self._used, self._used):
            content = msgspec.msgpack.encode([(*key, program) for key, program in chosen.items()])
            if len(content) <= LIMIT:
                cache.save(self._path, content)
                break
        self._new = False

    def _recalled(self, key: tuple[str, int]) -> re.Pattern[str] | None:
        if self._kept is None:
            self._kept = self._load()
        program = self._kept.get(key)
        if program is None:
            return None
        try:
            made = _pattern(key[0], program)
        except (
            RuntimeError,
            LookupError,
            ValueError,
            TypeError,
            OverflowError,
        ):  # it is no program of this interpreter
            return None
        self._used[key] = program
        return made

    def _compiled(self, key: tuple[str, int], rewritten: Callable[[], str] | None) -> re.Pattern[str]:
        source = key[0] if rewritten is None else rewritten()
        if self._path is None:
            return re.compile(source, key[1])
        parsed = _compiler._parser.parse(source, key[1])
        code = array(WORD, _led(parsed, _compiler._code(parsed, key[1])))
        state = parsed.state
        flags = key[1] | state.flags
        program = Program(flags, code.tobytes(), state.groups - 1, state.groupdict, needs(parsed, flags))
        if not self._new:
            self._new = True
            atexit.register(self.keep)
        self._used[key] = program
        return _pattern(key[0], program)

    def _load(self) -> dict[tuple[str, int], Program]:
        content = cache.load(self._path) if self._path is not None else None
        if content is None or len(content) > LIMIT:
            return {}
        try:
            kept = msgspec.msgpack.decode(content, type=list[tuple[str, int, Program]])
        except msgspec.MsgspecError:
            return {}
        return {(pattern, flags): program for pattern, flags, program in kept}


def _led(parsed: Any, code: list[int]) -> list[int]:
    """Tell a search at which characters alone to try a pattern, where that begins by looking at one.

    ``re`` tells it by itself only where a pattern begins with what it matches.
    """
    first = parsed[0] if len(parsed) else None
    if first is None or str(first[0]) != "ASSERT" or first[1][0] < 0 or code[2] or not code[3]:
        return code
    look = _compiler._code(first[1][1], 0)  # which tells the same of what is looked for
    if look[2] & PREFIX:
        charset = [_compiler.LITERAL, look[7], _compiler.FAILURE]
    elif look[2] & CHARSET:
        charset = look[5 : look[1] + 1]
    else:
        return code
    return [code[0], 4 + len(charset), CHARSET, *code[3:5], *charset, *code[code[1] + 1 :]]


def _pattern(source: str, program: Program) -> re.Pattern[str]:
    """Make a pattern of its program, which is checked for that."""
    names: list[str | None] = [None] * (program.groups + 1)
    for name, index in program.names.items():
        names[index] = name
    code = array(WORD, program.code).tolist()
    made = _sre.compile(source, program.flags, code, program.groups, program.names, tuple(names))
    return cast("re.Pattern[str]", made)


def _entry() -> Path | None:
    """Give the path of the programs of this very version of Python; null where it has none, or there is no cache."""
    where = cache.directory()
    if where is None or _sre is None or array(WORD).itemsize != _sre.CODESIZE:
        return None
    return where / f"patterns-5-{sys.implementation.cache_tag}-{sys.hexversion:x}-{sys.byteorder}.msgpack"


@functools.cache
def _programs() -> Programs:
    """Give the programs of this process."""
    return Programs(_entry())


def compiled(pattern: str, flags: int = 0, *, rewritten: Callable[[], str] | None = None) -> re.Pattern[str]:
    """Give a compiled pattern, from the user's cache where it holds its program; raises ``re.error``.

    ``rewritten`` gives a quicker one that matches the same, which is compiled in its place.
    """
    return _programs().compiled(pattern, flags, rewritten=rewritten)


def needed(pattern: str) -> list[str]:
    """Give sets of characters of each of which a text has one wherever a compiled pattern matches."""
    return _programs().needs(pattern)


def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Give what stands for a sound pattern; what it is asked for first compiles it, and from then on costs nothing."""
    return cast("re.Pattern[str]", _Later(pattern, flags))  # which nothing can inherit from


class _Later:
    __slots__ = ("flags", "pattern", *_METHODS)

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        """Compile the pattern and take its methods for its own, which are then found without this."""
        made = compiled(self.pattern, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(made, method))
        return getattr(made, name)
