"""Boilerplate: what a page carries besides its article, marked as spans and never deleted.

One scan looks for the trigger terms of all rules; a rule's pattern is tried only on the line (or the sentence) that
holds one of its triggers, so that a text without boilerplate costs little more than the scan. All offsets are code
points of the normalized text, half-open. Every pattern sees a bounded piece of text or runs over a line once, which
keeps the time linear in the length of the document.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from numfacts.programs import compiled
from numfacts.records import Span
from numfacts.ruleset.patterns import Parts, compose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numfacts.document import Document
    from numfacts.ruleset.kinds import BoilerplateFile, BoilerplateRule

# All in code points but the last. Measured on 1,600 news texts, where the longest line of boilerplate has 154, the
# longest ending 35 and the longest sentence 67: long lines are paragraphs of an article.
LONGEST_LINE = 1200
LONGEST_ENDING = 120  # how much of a line's end the ``ending`` rules see
SENTENCE_REACH = 300  # how far a sentence may reach from its trigger, to either side
LONGEST_BLOCK = 16  # lines

_STOPS = "。!?\n"
_CLOSERS = ")]】〕”』」\"'"


class Found(NamedTuple):
    """A piece of boilerplate and the id of the rule that found it."""

    start: int
    end: int
    rule: str


class Boilerplate:
    """The stage that marks boilerplate; ``find`` also says which rule found what."""

    name = "boilerplate"
    needs = frozenset({"normalized"})
    adds = frozenset({"boilerplate"})

    def __init__(self, file: BoilerplateFile) -> None:
        """Takes a rule file; raises ``PatternError`` or ``re.error`` at first use for patterns that loading refuses."""
        self._rules = [_Matcher(rule, file.parts) for rule in file.rules]
        by_term: dict[str, list[_Matcher]] = {}
        for matcher in self._rules:
            for term in _spellings(matcher.rule.triggers):
                by_term.setdefault(term, []).append(matcher)
        self._by_term = [tuple(matchers) for matchers in by_term.values()]
        self._scan = AhoCorasick(list(by_term), matchkind=MatchKind.Standard)

    def __call__(self, document: Document) -> Document:
        """Adds ``boilerplate``: sorted spans of the normalized text that do not touch each other."""
        document.boilerplate = self.spans(document.normalized)
        return document

    def spans(self, text: str) -> list[Span]:
        """The boilerplate of a normalized text, sorted and merged."""
        merged: list[Span] = []
        for start, end, _ in self.find(text):
            if merged and start <= merged[-1].end:
                merged[-1] = Span(merged[-1].start, max(end, merged[-1].end))
            else:
                merged.append(Span(start, end))
        return merged

    def find(self, text: str) -> list[Found]:
        """Every match of every rule, sorted by its place; matches of different rules may overlap."""
        body = text.rstrip() + "\n"
        if "\r" in body:  # every line end is one "\n"; no offset changes
            body = body.replace("\r\n", " \n").replace("\r", "\n")
        found: list[Found] = []
        line = _Line(body, 0, 0)
        done: dict[_Matcher, int] = {}  # how far a rule has been tried
        covered = 0  # end of the last line that was marked as a whole
        for term, start, _ in self._scan.find_matches_as_indexes(body, overlapping=True):
            if start < covered:
                continue
            if start >= line.end:
                line = _Line(body, body.rfind("\n", line.end, start) + 1 or line.end, body.find("\n", start))
            for matcher in self._by_term[term]:
                if done.get(matcher, 0) > start:
                    continue
                done[matcher], matches = matcher.match(line, start)
                found += matches
                if matches and matcher.whole:
                    covered = matches[0].end
                    break
        found.sort()
        return found


class _Line:
    """One line of a text: its place without its line end, and its words without the space around them."""

    __slots__ = ("body", "end", "start", "text")

    def __init__(self, body: str, start: int, end: int) -> None:
        raw = body[start:end]
        self.body = body
        self.end = end
        self.text = raw.strip()
        self.start = start + len(raw) - len(raw.lstrip())

    def following(self) -> Iterator[_Line]:
        """The lines after this one, without the blank ones."""
        end = self.end
        while (end := self.body.find("\n", start := end + 1)) >= 0:
            if not self.body[start:end].isspace() and end > start:
                yield _Line(self.body, start, end)


class _Matcher:
    """One rule at work; its patterns are compiled when a trigger first asks for them."""

    def __init__(self, rule: BoilerplateRule, parts: Parts) -> None:
        self.rule = rule
        self.whole = rule.scope in ("line", "block")
        self._parts = parts
        self._search = getattr(self, f"_{rule.scope}")

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern with its named parts filled in; an ``ending`` is held to the end of its line."""
        return self._compile(rf"(?:{self.rule.pattern})\Z" if self.rule.scope == "ending" else self.rule.pattern)

    @cached_property
    def unless(self) -> re.Pattern[str] | None:
        """What must not be found in a match."""
        return self._compile(self.rule.unless) if self.rule.unless else None

    @cached_property
    def continues(self) -> re.Pattern[str]:
        """What the further lines of a block look like."""
        return self._compile(self.rule.continues or "(?!)")

    def match(self, line: _Line, trigger: int) -> tuple[int, list[Found]]:
        """Tries the rule around one trigger; returns how far it has now been tried, and its matches."""
        if self.rule.scope == "sentence":
            return self._sentence(line, trigger)
        return line.end, self._search(line)

    def _line(self, line: _Line) -> list[Found]:
        return self._mark(line.start, line.text) if self._is_whole(self.pattern, line.text) else []

    def _block(self, line: _Line) -> list[Found]:
        matches = self._line(line)
        if not matches:
            return []
        end = matches[0].end
        for count, further in enumerate(line.following(), start=1):
            if count >= LONGEST_BLOCK or not self._is_whole(self.continues, further.text):
                break
            end = further.start + len(further.text)
        return [Found(line.start, end, self.rule.id)]

    def _ending(self, line: _Line) -> list[Found]:
        cut = max(0, len(line.text) - LONGEST_ENDING)
        match = self.pattern.search(line.text, cut)
        return self._mark(line.start + match.start(), match[0]) if match else []

    def _inline(self, line: _Line) -> list[Found]:
        found: list[Found] = []
        for match in self.pattern.finditer(line.text):
            found += self._mark(line.start + match.start(), match[0])
        return found

    def _sentence(self, line: _Line, trigger: int) -> tuple[int, list[Found]]:
        end = line.start + len(line.text)
        low, high = max(line.start, trigger - SENTENCE_REACH), min(end, trigger + SENTENCE_REACH)
        start = max(line.body.rfind(stop, low, trigger) + 1 for stop in _STOPS)
        start = max(start, line.body.rfind(". ", low, trigger) + 1, low)
        while start < trigger and line.body[start] in _CLOSERS:
            start += 1
        stops = [at + 1 for stop in _STOPS if (at := line.body.find(stop, trigger, high)) >= 0]
        stops += [at + 1 for stop in (". ", ".\n") if (at := line.body.find(stop, trigger, high)) >= 0]
        stop = min(stops, default=high)
        while stop < end and line.body[stop] in _CLOSERS:
            stop += 1
        whole = start > low or low == line.start, stop < high or high == end
        text = line.body[start:stop]
        return stop, self._mark(start, text) if all(whole) and self.pattern.search(text.strip()) else []

    def _is_whole(self, pattern: re.Pattern[str], text: str) -> bool:
        return len(text) <= LONGEST_LINE and pattern.fullmatch(text) is not None and not self._refused(text)

    def _refused(self, text: str) -> bool:
        return self.unless is not None and self.unless.search(text) is not None

    def _mark(self, start: int, text: str) -> list[Found]:
        """The match without the space around it, unless it is refused or empty."""
        marked = text.strip()
        if not marked or self._refused(marked):
            return []
        start += len(text) - len(text.lstrip())
        return [Found(start, start + len(marked), self.rule.id)]

    def _compile(self, pattern: str) -> re.Pattern[str]:
        return compiled(compose(pattern, self._parts))


def _spellings(terms: list[str]) -> list[str]:
    """Terms as they are and, where they hold Latin letters, capitalized, titled and in capitals."""
    forms = (form for term in terms for form in (term, term.capitalize(), term.title(), term.upper()))
    return list(dict.fromkeys(forms))
