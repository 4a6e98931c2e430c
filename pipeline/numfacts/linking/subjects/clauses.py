"""The names of the clauses of a sentence, as the document knows them by then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from numfacts.linking.links import metric_rule

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.focus import Focus
    from numfacts.linking.subjects.names import Name, NameReader
    from numfacts.records import Mention
    from numfacts.vocabulary.shapes import Shapes

EARLY = 12  # characters at the head of a text in which it names its company


class ClauseNames:
    """Reads the names of clauses once each, and remembers who has been named: a noun that is said again is a name."""

    def __init__(self, reader: NameReader, focus: Focus, shapes: Shapes) -> None:
        self._reader = reader
        self._shapes = shapes
        self._focus = focus
        self._known: set[str] = set()
        self._clauses: dict[tuple[int, int], list[Name]] = {}

    def enter(self) -> None:
        """Begin a sentence."""
        self._clauses.clear()

    def know(self, mention: Mention) -> None:
        """Take note of who has been named."""
        if mention.text:
            self._known.add(mention.text)

    def knows(self, mention: Mention) -> bool:
        """Say whether someone of that name has been named before."""
        return mention.text in self._known

    def _is_known(self, name: Name, document: str) -> bool:
        """Say whether a noun has been named before, or is what a company of the text is called for short: 苹果."""
        topic, text = self._focus.topic, name.mention.text or ""
        short = topic is not None and topic.firm and topic.company and (topic.mention.text or "").startswith(text)
        opens = short or f"{text}公司的" in document[: len(text) + EARLY]
        opens = opens or (
            document.startswith(text) and self._shapes["office-lead"].match(document, len(text)) is not None
        )
        return self.knows(name.mention) or (name.heads and opens)

    def read(self, reading: Reading, begin: int, limit: int) -> list[Name]:
        """Give the names between two tokens of the sentence, in order."""
        key = (begin, limit)
        if key not in self._clauses:
            names = self._reader.read(reading, begin, limit, self._focus.source)
            self._clauses[key] = [
                msgspec.structs.replace(name, kind="name")
                if name.kind == "noun" and self._is_known(name, reading.text)
                else name
                for name in names
            ]
        return self._clauses[key]

    def nearest(self, reading: Reading, position: int) -> Mention | None:
        """Give the name or index that heads the last clause before a position that one heads, or else ends that before.

        Attention turns to a company, and its shares: 目光转向甲公司，该股上涨.
        """
        begin = reading.clause_start(position)
        before = self.read(reading, reading.clause_start(begin - 1), begin - 1) if begin else []
        ending = before[-1] if before and before[-1].last + 2 == begin and before[-1].kind == "name" else None
        while begin > 0:
            end = begin - 1
            begin = reading.clause_start(end)
            if _is_code(reading, begin, end):
                continue
            rule = metric_rule(reading.tokens[begin])
            if rule is not None and rule.index:
                return reading.mention(begin)
            for name in self.read(reading, begin, end):
                if name.kind == "name" and name.heads:
                    return name.mention
        return ending.mention if ending is not None else None

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
