"""Whom an English report is about: named before a stock code, or both in its title and where it begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.reading import stands_inside
from numfacts.programs import later
from numfacts.records import Mention

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numfacts.document import Document
    from numfacts.vocabulary.shapes import Shapes

HEAD = 260  # characters of a text in which it names whom it is about
OFFICE = 24  # characters before a person's name in which an office may stand
SHORTEST = 3  # letters of a name
CAPITAL = r"[A-Z](?:[\w&]|\.(?=[A-Za-z]))*(?:[-'’](?!s\b)\w+)*"
NAME = later(rf"(?<![\w.]){CAPITAL}(?: (?:(?:of|and|for|&) (?:the )?)?{CAPITAL})*")
WORD = later(r"[A-Za-z][\w&]*")
THE = later("The ")


class EnglishTopics:
    """Finds the topics of English documents; ``is_place`` tells whether a name is one of a place."""

    def __init__(self, shapes: Shapes, is_place: Callable[[str], bool]) -> None:
        self._shapes = shapes
        self._is_place = is_place

    def find(self, document: Document, is_cited: Callable[[str], bool]) -> Mention | None:
        """Give whom the document is about; null where it names nobody, and in Chinese."""
        text, title = document.normalized, document.normalized_title or ""
        dateline = self._shapes["english-dateline"].match(text)
        begin = dateline.end() if dateline is not None else 0
        head = text[: begin + HEAD]
        code = self._shapes["stock-code"].search(head, begin)
        if code is not None and (name := self._before(text, title, begin, code.start())) is not None:
            return name
        names = [
            name for name in self._names(text, title, head, begin) if self._is_told(name.text or "", title, is_cited)
        ]
        opener = WORD.match(title)
        heading = opener is not None and self._shapes["english-demonym"].fullmatch(opener[0]) is None
        opens = [
            name for name in names if heading and opener is not None and opener[0] in WORD.findall(name.text or "")
        ]
        return next(iter(opens or names), None) or self._titled(title, text)

    def _names(self, text: str, title: str, head: str, begin: int) -> Iterator[Mention]:
        """Give the names in the head of a text."""
        for match in NAME.finditer(head, begin):
            name = self._named(text, title, match)
            if name is not None:
                yield name

    def _is_told(self, name: str, title: str, is_cited: Callable[[str], bool]) -> bool:
        """Say whether a title has a name, or a part of it, that is not only cited."""
        words = {word for word in WORD.findall(title) if word[0].isupper()}
        return not words.isdisjoint(WORD.findall(name)) and (not is_cited(name) or self._is_firm(name, title))

    def _titled(self, title: str, text: str) -> Mention | None:
        """Give whom a title tells the results of, where the text does not name them: Oak Reports Annual Results."""
        match = self._shapes["english-results-title"].match(title)
        name = match["name"] if match is not None else ""
        return Mention(name, None, None) if name and not self._is_place(name) and name not in text else None

    def coded(self, text: str, start: int) -> Mention | None:
        """Give the company whose name and code open a paragraph: Oak Tire's (NYSE:OAK) profit rose."""
        match = NAME.match(text, start)
        code = self._shapes["english-ticker"].match(text, match.end()) if match is not None else None
        if match is None or code is None or self._shapes["no-english-topic"].match(match[0]) is not None:
            return None
        return Mention(match[0], *match.span())

    def _before(self, text: str, title: str, begin: int, end: int) -> Mention | None:
        """Give the name right before an offset."""
        for match in NAME.finditer(text, begin, end):
            if not text[match.end() : end].strip():
                return self._named(text, title, match)
        return None

    def _named(self, text: str, title: str, match: re.Match[str]) -> Mention | None:
        """Give a match as a name, without an article; null for a place and what is said of one, and for a time."""
        article = THE.match(match[0])
        start = match.start() + (article.end() if article is not None else 0)
        name = match.string[start : match.end()]
        words = name.split()
        if self._shapes["english-office-before"].search(match.string, max(start - OFFICE, 0), start) is not None:
            return None
        if (
            len(name) < SHORTEST
            or match.string.startswith("(", max(start - 1, 0))
            or self._shapes["no-english-topic"].match(name) is not None
        ):
            return None
        if any(self._is_place(" ".join(words[:size])) for size in range(1, len(words) + 1)):
            return None
        if len(words) == 1 and not any(map(str.isupper, name[1:])) and not self._is_name(text, title, name, match):
            return None
        return Mention(name, start, start + len(name))

    def _is_name(self, text: str, title: str, name: str, match: re.Match[str]) -> bool:
        """Say whether a word has its capital where no sentence opens, or does what only someone can."""
        if stands_inside(title, name) or stands_inside(text, name):
            return True
        return self._shapes["english-acts"].match(match.string, match.end()) is not None

    def _is_firm(self, name: str, title: str) -> bool:
        """Say whether a title opens with a firm that is called like a body which news cites: Elm Bank, Oak Group."""
        return title.startswith(name.split()[0]) and self._shapes["english-firm"].fullmatch(name) is not None
