"""The names of the clauses of a sentence, as the document knows them by then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.focus import Focus
    from numfacts.linking.subjects.names import Name, NameReader
    from numfacts.records import Mention


class ClauseNames:
    """Reads the names of clauses once each, and remembers who has been named: a noun that is said again is a name."""

    def __init__(self, reader: NameReader, focus: Focus) -> None:
        self._reader = reader
        self._focus = focus
        self._known: set[str | None] = set()
        self._clauses: dict[tuple[int, int], list[Name]] = {}

    def enter(self) -> None:
        """Begin a sentence."""
        self._clauses.clear()

    def know(self, mention: Mention) -> None:
        """Take note of who has been named."""
        self._known.add(mention.text)

    def knows(self, mention: Mention) -> bool:
        """Say whether someone of that name has been named before."""
        return mention.text in self._known

    def read(self, reading: Reading, begin: int, limit: int) -> list[Name]:
        """Give the names between two tokens of the sentence, in order."""
        key = (begin, limit)
        if key not in self._clauses:
            names = self._reader.read(reading, begin, limit, self._focus.source)
            self._clauses[key] = [
                msgspec.structs.replace(name, kind="name") if name.kind == "noun" and self.knows(name.mention) else name
                for name in names
            ]
        return self._clauses[key]

    def nearest(self, reading: Reading, position: int) -> Mention | None:
        """Give the name that heads the last clause before a position that one heads."""
        begin = reading.clause_start(position)
        while begin > 0:
            end = begin - 1
            begin = reading.clause_start(end)
            for name in () if _is_code(reading, begin, end) else self.read(reading, begin, end):
                if name.kind == "name" and name.heads:
                    return name.mention
        return None

    def heading(self, reading: Reading, position: int) -> Mention | None:
        """Give the name that heads a clause before a position, the first of its sentence."""
        begin = 0
        while begin < position:
            end = min(reading.clause_end(begin), position)
            for name in () if _is_code(reading, begin, end) else self.read(reading, begin, end):
                if name.kind == "name" and name.heads:
                    return name.mention
            begin = end + 1
        return None


def _is_code(reading: Reading, begin: int, end: int) -> bool:
    """Say whether what stands between two tokens is in brackets and no Chinese name: 云杉汽车(YSQ.N)."""
    inside = reading.text[reading.tokens[begin].start : reading.tokens[end - 1].end]
    return reading.codes[begin - 1 : begin] == "(" and inside.isascii()
