"""Time expressions as found in a text.

Offsets are code points of the normalized text, half-open.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from numfacts.programs import compiled

if TYPE_CHECKING:
    from numfacts.periods.surroundings import Surroundings
    from numfacts.records import ChangeBasis, SlotBasis
    from numfacts.ruleset.kinds import PeriodKind, PeriodRule
    from numfacts.vocabulary.shapes import Shapes

Role = Literal["until", "since", "than", "from", "beside", "between", "early", "middle", "late", "back"]

LEVELS = {"year": 8, "half": 7, "quarter": 6, "month": 5, "tenday": 4, "week": 3, "day": 2, "clock": 1, "none": 0}
_LENGTHS = frozenset(("window", "streak", "duration", "clock"))


class Atom(NamedTuple):
    """A match of one rule, half-open."""

    rule: CompiledRule
    start: int
    end: int


class CompiledRule:
    """A rule with its levels (coarsest and finest unit), and its own pattern, compiled when first asked for."""

    def __init__(self, rule: PeriodRule, pattern: str | None) -> None:
        self.id = rule.id
        self.kind = rule.kind
        self.op = rule.op
        self.unit = rule.unit
        self.value = rule.value
        self.basis = rule.basis
        self.edge = rule.edge
        self.words = {fold(word): value for word, value in rule.words.items()}
        loose = rule.op in ("edge", "same")
        self.low = 0 if loose else LEVELS[rule.unit]
        self.high = 0 if loose else LEVELS[rule.top or rule.unit]
        self.dated = rule.op in ("date", "year", "plan")
        self.source = pattern or ""
        self.first = frozenset(rule.first)
        self.letters = "".join(first for first in rule.first if first.isascii() and first not in ("digit", "numeral"))
        self.others = "".join(sorted(first for first in rule.first if not first.isascii()))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return compiled(self.source)

    def parts(self, text: str, start: int) -> dict[str, str]:
        """Give the named groups, that took part, of the match at ``start``."""
        found = self._pattern.match(text, start) if self.source else None
        return {name: part for name, part in found.groupdict().items() if part} if found else {}

    def number(self, text: str, atom: Atom) -> int:
        """Give the number its word stands for, or that of the rule."""
        return self.words.get(fold(text[atom.start : atom.end]), self.value) if self.words else self.value


class TimeExpression:
    """A time expression, of the kind and by the rule that say most about it.

    ``atoms`` from index ``split`` on are the far end of a range (0 where there is none); ``edges`` are the edge
    letters taken by the near and the far end. ``core`` is where its dates end, before (星期五) or 止六个月.
    """

    __slots__ = (
        *(
            "_ahead",
            "_role",
            "_tail",
            "_words",
            "atoms",
            "core",
            "dated",
            "edges",
            "end",
            "kind",
            "rule",
            "split",
            "start",
            "text",
        ),
    )

    def __init__(self, text: str, atom: Atom, words: Surroundings) -> None:
        self.text = text
        self.start = atom.start
        self.end = self.core = atom.end
        self.kind: PeriodKind = atom.rule.kind
        self.rule = atom.rule.id
        self.atoms = [atom]
        self.dated = atom.rule.dated  # whether it names its year
        self.split = 0
        self.edges: list[str | None] = [None, None]
        self._words = words
        self._role: Role | Literal[""] | None = ""  # not yet asked for
        self._tail: str | None = ""
        self._ahead: bool | None = None

    def __repr__(self) -> str:
        return f"TimeExpression({self.text[self.start : self.end]!r}, {self.start}, {self.end}, {self.kind!r})"

    def add(self, atom: Atom) -> None:
        """Take in an atom that follows."""
        self.atoms.append(atom)
        self.dated = self.dated or atom.rule.dated
        self.end = self.core = atom.end
        kind = atom.rule.kind
        if atom.rule.op in ("that", "report"):
            return  # 2021年全年 is 2021年
        if kind == "anaphor" or (kind == "relative" and self.kind != "anaphor"):
            self.kind, self.rule = kind, atom.rule.id

    @property
    def shapes(self) -> Shapes:
        """The shapes of what stands around it."""
        return self._words.shapes

    def led_by(self, shape: str, reach: int) -> re.Match[str] | None:
        """Find a shape, given by its id, among so many characters before it."""
        return self.shapes[shape].search(self.text, max(self.start - reach, 0), self.start)

    def followed_by(self, shape: str) -> re.Match[str] | None:
        """Find a shape, given by its id, right behind it."""
        return self.shapes[shape].match(self.text, self.end)

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of all rules that took part."""
        return tuple(dict.fromkeys(atom.rule.id for atom in self.atoms))

    @property
    def role(self) -> Role | None:
        """How the words around mean it: until (截至), since (以来), than (较), from (从), early, between; or null."""
        if self._role == "":
            self._role = self._words.role(self)
        return self._role

    @property
    def lead(self) -> int:
        """Where the words begin that give it its role: the offset of 截至 in 截至3月1日."""
        return self._words.lead(self.text, self.start)[1]

    @property
    def comparison(self) -> bool:
        """Whether it is the other side of a change (较去年同期, from a year ago) and not the period of the claim."""
        if self.role == "from" and self.kind in ("date", "relative") and self.english and self.future:
            return False  # fares will rise from June
        return self.role in ("than", "from") and self.kind not in _LENGTHS

    @property
    def basis(self) -> ChangeBasis | None:
        """The basis of a change measured against it, by the words alone: ``prior`` where they name some other time."""
        if self.tail == "record":
            return "prior"
        if self.edges[0] == "end" and self.atoms[0].rule.unit == "year":
            return "ytd"
        whole = [atom.rule for atom in self.atoms if atom.rule.op != "that" and atom.rule.unit != "clock"]
        feast = len(whole) == 2 and whole[1].op == "feast"  # 去年春节
        if len(whole) == 1 or feast or self.kind == "anaphor":
            found = [rule.basis for rule in whole if rule.basis]
            units: dict[str, ChangeBasis] = {"quarter": "qoq", "month": "mom"}
            return found[-1] if found else units.get(whole[0].op, "prior") if whole else "prior"
        return "prior"

    @property
    def stated(self) -> SlotBasis:
        """How it gives its days: with its year, relative to publication, from another period, or without a year."""
        if self.kind == "anaphor":
            return "carried"
        if self.kind in ("relative", "window"):
            return "relative"
        return "explicit" if self.dated else "document"

    @property
    def english(self) -> bool:
        """Whether it is written in English."""
        written = self.text[self.start : self.core]
        return written.isascii() and any(map(str.isalpha, written))

    @property
    def future(self) -> bool:
        """Whether the words before it say that it lies ahead."""
        if self._ahead is None:
            self._ahead = self._words.ahead(self)
        return self._ahead

    @property
    def past(self) -> bool:
        """Whether the words around it say that it lies behind: last August, fourth-quarter profit rose."""
        return self.text.endswith(("last ", "Last "), 0, self.start) or self._words.told(self)

    @property
    def named(self) -> bool:
        """Whether it is a year that is part of a name, and no time of anything told."""
        levels = [atom.rule.low for atom in self.atoms]
        return min(levels) == LEVELS["year"] and self._words.name.match(self.text, self.end) is not None

    @property
    def tail(self) -> str | None:
        """The role of what stands right after it: since, start, than, within, cumulative."""
        if self._tail == "":
            self._tail = self._words.tail(self)
        return self._tail


def fold(word: str) -> str:
    """Fold words to the form they are compared in: lower case, hyphens and line ends as spaces."""
    return word.lower().replace("-", " ").replace("\n", " ")
