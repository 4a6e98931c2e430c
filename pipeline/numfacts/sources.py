"""Linking a claim with the source the text cites for it."""

from __future__ import annotations

import re

from numfacts.lexicon import Term
from numfacts.mentions import Token
from numfacts.reading import Reading
from numfacts.records import Mention
from numfacts.ruleset.kinds import SourceRule, SourcesFile

TRIM = re.compile(r"[“”\"'\s]")
ENGLISH_SAID = re.compile(r"(?:^|[,.]\s|\bthe\s|\bthe US\s)((?:[A-Z][\w&'-]*\s?(?:of\s|and\s|the\s|for\s)?){1,6})")


class SourceLinker:
    """Finds the cited source of a sentence, and carries it through the following ones of the same report."""

    def __init__(self, files: list[tuple[str, SourcesFile]]) -> None:
        suffixes = [word for _, file in files for rule in file.rules if rule.role == "suffix" for word in rule.zh]
        self._suffixes = tuple(suffixes)
        self._english = {word for _, file in files for rule in file.rules if rule.role == "suffix" for word in rule.en}

    def find(self, reading: Reading) -> Mention | None:
        """Give the source the sentence cites, or null."""
        tokens = reading.tokens
        for index, token in enumerate(tokens):
            if token.code == "A":
                found = self._after_cue(reading, index)
                if found is not None:
                    return found
            elif token.code == "R" and index:
                found = self._before_report(reading, index)
                if found is not None:
                    return found
        return None

    def _after_cue(self, reading: Reading, index: int) -> Mention | None:
        tokens = reading.tokens
        for follower in tokens[index + 1 : index + 5]:
            if follower.code == "C":
                return _mention(reading, follower.start, follower.end)
            if follower.code in "wSO" and self._is_body(reading.text[follower.start : follower.end]):
                return _mention(reading, follower.start, follower.end)
            if follower.code in ",MQR":
                break
        return None

    def _before_report(self, reading: Reading, index: int) -> Mention | None:
        tokens = reading.tokens
        for position in range(index - 1, max(-1, index - 5), -1):
            token = tokens[position]
            if token.code == "C":
                return _mention(reading, token.start, token.end)
            if token.code == "w":
                name = reading.text[token.start : token.end]
                if self._is_body(name):
                    start = token.start
                    if position and tokens[position - 1].code == "S" and tokens[position - 1].end == start:
                        start = tokens[position - 1].start
                    return _mention(reading, start, token.end)
            if token.code in ",Q":
                break
        return None

    def _is_body(self, name: str) -> bool:
        name = TRIM.sub("", name) if not name.isascii() else name.strip()
        if name.isascii():
            return any(word in self._english for word in name.split())
        return any(suffix in name[1:] for suffix in self._suffixes if len(suffix) > 1) or name.endswith(self._suffixes)


def _mention(reading: Reading, start: int, end: int) -> Mention:
    return Mention(reading.text[start:end], start, end)


def names_source(token: Token) -> bool:
    """Say whether a token is a name that is always a source."""
    return isinstance(token.item, Term) and isinstance(token.item.rule, SourceRule)
