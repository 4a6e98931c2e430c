"""How long patterns take on the texts that suit them least, measured in a process that can be stopped."""

from __future__ import annotations

import json
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import TracebackType
from typing import Any, NamedTuple

from numfacts.authoring.linting import probe
from numfacts.authoring.linting.ambiguity import Chars, alphabet_of, members
from numfacts.authoring.linting.sheets import Pattern

LARGE = probe.LARGE
PATIENCE = probe.PATIENCE
_WAIT = 20 * PATIENCE  # seconds until an answer, of a process that others may leave a twentieth of a processor
_SLOW = 0.05  # seconds for the large text; the slowest of the shipped rules takes a tenth of it
_GROWTH = 8.0  # times as long for a text four times as long: more than half way from linear to quadratic
_ATTACKS = 16
_MANY = 10
_ENDING = "\ue000\n"  # what a text ends with so that nothing matches to its end: characters that few sets hold
_WHOLE = frozenset({"line", "block"})  # scopes of boilerplate whose patterns are tried on whole lines only


class Timing(NamedTuple):
    """The processor time, in seconds, of a pattern on the slowest text tried, of 500 and of 2,000 characters.

    ``small`` and ``large`` are null where it was stopped.
    """

    pattern: Pattern
    small: float | None
    large: float | None
    text: str

    @property
    def stopped(self) -> bool:
        """Whether it had to be stopped."""
        return self.large is None

    @property
    def slow(self) -> bool:
        """Whether it takes long, and ever longer."""
        return self.large is not None and self.small is not None and self.large > max(_SLOW, _GROWTH * self.small)


class Prober:
    """Asks the worker, starts it, and starts it again where a pattern had to be stopped."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._texts: list[str] = []

    def __enter__(self) -> Prober:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def time(self, pattern: Pattern) -> Timing:
        """Measure a pattern on the texts made for it."""
        found = attacks(pattern.composed)
        rule = pattern.sheet.rules[int(pattern.path[1])] if pattern.path[0] == "rules" else None
        whole = getattr(rule, "scope", None) in _WHOLE
        answer = self._ask({"pattern": pattern.composed, "attacks": found, "whole": whole})
        if answer is None:
            return Timing(pattern, None, None, found[0][1] if found else "")
        small, large, index = answer
        return Timing(pattern, small, large, "".join(found[index][:2]) if found else "")

    def set_texts(self, texts: list[str]) -> None:
        """Give the texts that ``occurs`` looks through."""
        self._texts = texts
        self._stop()

    def occurs(self, pattern: str) -> bool:
        """Say whether a pattern is found in one of the texts; one that has to be stopped is not."""
        return bool(self._ask({"pattern": pattern}))

    def _ask(self, request: dict[str, Any]) -> Any:
        """Send a request; null where the answer does not come in time."""
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(request) + "\n")
        process.stdin.flush()
        ready = select.select([process.stdout], [], [], _WAIT)[0]
        answer = process.stdout.readline() if ready else ""
        if not answer:  # none comes from a process that was ended, either
            self._stop()
            return None
        return json.loads(answer)

    def _start(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-E", "-S", str(Path(probe.__file__))]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        if self._texts:
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps({"texts": self._texts}) + "\n")
        return self._process

    def _stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def attacks(pattern: str) -> list[tuple[str, str, str]]:
    """Make texts for a pattern: what leads to each repetition, one turn of it over and over, and what fits nothing.

    One more text repeats the beginning of a whole match, so that the search begins again and again.
    """
    tree = parser.parse(pattern)
    alphabet = alphabet_of(pattern)
    made: list[tuple[str, str]] = []
    for lead, turn in _turns(tree, "", alphabet):
        if turn and (lead, turn) not in made:
            made.append((lead, turn))
    whole = _sample(tree, alphabet)
    made = [("", whole[:-1] or whole or "0"), *made[:_ATTACKS]]
    return [(lead, turn, _ENDING) for lead, turn in made]


def _turns(tree: Any, lead: str, alphabet: Chars) -> Iterator[tuple[str, str]]:
    """Give what leads to each repetition of a tree, and one turn of it."""
    for op, argument in tree:
        if op in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            _, high, body = argument
            if high >= _MANY:
                yield lead, _sample(body, alphabet)
            yield from _turns(body, lead, alphabet)
        elif op is codes.SUBPATTERN:
            yield from _turns(argument[3], lead, alphabet)
        elif op is codes.ATOMIC_GROUP:
            yield from _turns(argument, lead, alphabet)
        elif op is codes.BRANCH:
            for branch in argument[1]:
                yield from _turns(branch, lead, alphabet)
        elif op in (codes.ASSERT, codes.ASSERT_NOT) and argument[0] > 0:
            yield from _turns(argument[1], lead, alphabet)
        lead += _sample([(op, argument)], alphabet)


def _sample(tree: Any, alphabet: Chars) -> str:
    """Make a short text that a tree matches, lookarounds apart."""
    text = ""
    for op, argument in tree:
        chars = members(op, argument, alphabet)
        if chars is not None:
            text += min(chars, key=_oddity, default="")
        elif op in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            text += _sample(argument[2], alphabet) * min(argument[0], _MANY)
        elif op is codes.SUBPATTERN:
            text += _sample(argument[3], alphabet)
        elif op is codes.ATOMIC_GROUP:
            text += _sample(argument, alphabet)
        elif op is codes.BRANCH:
            text += _sample(argument[1][0], alphabet)
    return text


def _oddity(char: str) -> tuple[bool, bool, str]:
    """Order characters from those that most sets hold: digits and letters, Chinese characters, the rest."""
    return not char.isalnum(), not char.isascii(), char
