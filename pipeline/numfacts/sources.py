"""Linking a claim with the source the text cites for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.records import Mention
from numfacts.ruleset.kinds import SourcesFile
from numfacts.tokens import Term

if TYPE_CHECKING:
    from numfacts.reading import Reading
    from numfacts.shapes import Shapes

ENGLISH_NAME = re.compile(r"[A-Z][\w'.-]+(?: [A-Z][\w'.-]+)+")
LATIN = re.compile(r"[A-Z][A-Za-z&]{2,}(?: [A-Z][A-Za-z&]+)*")
NAMED = frozenset("wSC")
CUES = re.compile("[ARX]")  # codes of tokens that may tell of a source
ARTICLE = re.compile(r"[Tt]he |[Aa]n? ")
LONGEST_PERSON = 10  # characters of a name that a verb of speech alone makes a source


class SourceLinker:
    """Finds the cited source of a sentence."""

    def __init__(self, files: list[tuple[str, SourcesFile]], shapes: Shapes) -> None:
        self._shapes = shapes
        self._suffixes = tuple(
            word for _, file in files for rule in file.rules if rule.role == "suffix" for word in rule.zh
        )
        self._names = {
            word.lower()
            for _, file in files
            for rule in file.rules
            if rule.role == "name"
            for word in (*rule.zh, *rule.en)
        }
        self._english = {word for _, file in files for rule in file.rules if rule.role == "suffix" for word in rule.en}

    def find(self, reading: Reading) -> Mention | None:
        """Give the source the sentence cites, or null."""
        lead = self._lead(reading)
        if lead is not None:
            return lead
        for match in CUES.finditer(reading.codes):
            index, code = match.start(), match[0]
            if code == "A":
                found = self._after_cue(reading, index)
            elif index and (code == "R" or self._shapes["predicts"].match(reading.text, reading.tokens[index].start)):
                found = self._before_report(reading, index)
            else:
                continue
            if found is not None:
                return found
        return None

    def _lead(self, reading: Reading) -> Mention | None:
        """Read the body that opens a sentence before a colon: 中钢协:..."""
        end = reading.codes.find(":")
        if not 0 < end <= 3:
            return None
        start, stop = reading.tokens[0].start, reading.tokens[end].start
        name = reading.text[start:stop].strip()
        if not set(reading.codes[:end]) <= NAMED or self._is_own(name) or not self.is_body(name):
            return None
        return Mention(name, start, start + len(name))

    def _after_cue(self, reading: Reading, index: int) -> Mention | None:
        """Read 据X数据, according to X: the nouns after the cue as far as the verb or comma."""
        latin = self._latin(reading, index)
        if latin is not None:
            return latin
        start = end = None
        for token in reading.tokens[index + 1 : index + 8]:
            if token.code == "C" and not reading.text.startswith(("、", "和", "与"), token.end):
                return Mention(reading.text[token.start : token.end], token.start, token.end)
            if token.code in NAMED and (end is None or token.start - end <= 1):
                start = token.start if start is None else start
                end = token.end
            elif token.code in ",:MQR" or start is not None:
                break
        if start is None or end is None:
            return None
        paper = self._shapes["paper"].search(reading.text[start:end])
        end -= len(paper[0]) if paper is not None else 0
        name = reading.text[start:end]
        if (
            len(name) < 2
            or self._is_own(name)
            or self._shapes["unnamed"].search(name)
            or not (self.is_body(name) or self._shapes["data"].match(reading.text, end))
        ):
            return None
        return Mention(name, start, end)

    def _latin(self, reading: Reading, index: int) -> Mention | None:
        """Read a name in Latin letters behind the cue, in a Chinese sentence: 据IDC数据."""
        if reading.english:
            return None
        begin = reading.tokens[index].end
        end = reading.tokens[reading.clause_end(index) - 1].end
        match = LATIN.search(reading.text, begin, end)
        if match is None or self._shapes["data"].search(reading.text, match.end(), end) is None:
            return None
        return Mention(match[0].strip(), match.start(), match.start() + len(match[0].strip()))

    def _before_report(self, reading: Reading, index: int) -> Mention | None:
        """Read X表示, X公布, X said: the first body, office holder or, of a speech verb, any name of the clause."""
        begin = reading.clause_start(index)
        groups = self._groups(reading, begin, index)
        for start, end, known in groups:
            name = reading.text[start:end]
            if known is not None:
                return known
            if (
                not self._is_own(name)
                and not self._shapes["unnamed"].search(name)
                and (self.is_body(name) or self._shapes["office"].search(name))
            ):
                return Mention(name, start, end)
        verb = reading.tokens[index].item
        speech = (
            isinstance(verb, Term)
            and verb.source.endswith("/say")
            and not self._shapes["weak-speech"].match(reading.text, reading.tokens[index].start)
        )
        if speech and groups:
            start, end, _ = groups[-1]
            name = reading.text[start:end]
            if name.isascii():
                person = list(ENGLISH_NAME.finditer(name))
                if person and " " in person[-1][0]:
                    return Mention(person[-1][0], start + person[-1].start(), start + person[-1].end())
            if (
                not self._is_own(name)
                and not self._shapes["unnamed"].search(name)
                and not name.isascii()
                and 2 <= len(name) <= LONGEST_PERSON
            ):
                return Mention(name, start, end)
        return None

    def _groups(self, reading: Reading, begin: int, limit: int) -> list[tuple[int, int, Mention | None]]:
        """Give the noun phrases before a verb of saying, those of one name joined, but for places it is said at."""
        groups: list[tuple[int, int, Mention | None]] = []
        tokens, codes = reading.tokens, reading.codes
        passed = -1
        for position in reading.before(limit, begin):
            token = tokens[position]
            if token.code not in NAMED:
                continue
            if token.start == passed:
                passed = token.end
                continue
            known = (
                Mention(reading.text[token.start : token.end], token.start, token.end) if token.code == "C" else None
            )
            gap = reading.text[groups[-1][1] : token.start] if groups else None
            if gap in ("", "的", " ") and position and codes[position - 1] in NAMED:
                groups[-1] = (groups[-1][0], token.end, groups[-1][2] or known)
            elif (
                position > begin
                and codes[position - 1] in "sLt"
                and self._shapes["said-at"].match(reading.text, tokens[position - 1].start)
            ):
                passed = token.end
            else:
                article = ARTICLE.match(reading.text, token.start)
                groups.append((article.end() if article is not None else token.start, token.end, known))
        return groups

    def is_source(self, name: str) -> bool:
        """Say whether a name is one that news cites rather than reports on: an office, an institute, a known source."""
        return name.lower() in self._names or (self.is_body(name) and self._shapes["firm"].search(name) is None)

    def is_body(self, name: str) -> bool:
        """Say whether a name is one of a body that can be cited: an office, an institute, a broker, a medium."""
        if name.isascii():
            return any(word.strip("'").capitalize() in self._english for word in name.split())
        return name.endswith(self._suffixes)

    def speaks_of_itself(self, source: Mention, subject: Mention | None) -> bool:
        """Say whether a source is the subject of the claim, or someone who speaks for it."""
        if subject is None or not subject.text or not source.text:
            return False
        if source.text in subject.text:
            return True
        rest = source.text.removeprefix(subject.text)
        return rest != source.text and self._shapes["office"].match(rest.lstrip("的副首席执行")) is not None

    def _is_own(self, name: str) -> bool:
        """Say whether a name is that of a paper of the subject itself."""
        return self._shapes["own"].search(name) is not None
