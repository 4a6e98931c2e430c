"""What a document is about: the company, product or place its title and first lines name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.metrics import metric_rule
from numfacts.records import Mention
from numfacts.ruleset.kinds import PlaceRule
from numfacts.tokens import Term

if TYPE_CHECKING:
    from numfacts.document import Document
    from numfacts.shapes import Shapes
    from numfacts.tokens import Token

HEAD = 260  # characters of a text in which its company is named
SPEAKER_LENGTH = 4  # the longest personal name in Chinese characters that a headline opens with
OPENERS = "PMVLvXQRTN,:("  # what ends the name that opens a title
SENTENCES, FEWEST = 40, 3  # how far and how often a name must recur to be what a text is about
QUOTES = re.compile(r"\([0-9.,% -]*\)")


def is_place(token: Token) -> bool:
    """Say whether a token is a place or a market that claims are about."""
    return isinstance(token.item, Term) and isinstance(token.item.rule, PlaceRule)


class Topics:
    """Finds the topic of documents."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes

    def find(self, document: Document) -> Mention | None:
        """Give the topic: named before a stock code, by the title, by who announces, or the most often."""
        text, title = document.normalized, document.normalized_title
        return (
            self._coded(text, title)
            or self._announced(text, title)
            or (self._shared(text, title, document.title_mentions) if title else None)
            or (self._opening(text, title, document.title_mentions) if title else None)
            or self._frequent(text, document.mentions)
        )

    def is_company_news(self, text: str) -> bool:
        """Say whether a text is news of one company: it gives a stock code or opens with a notice."""
        return self._shapes["stock-code"].search(text[:HEAD]) is not None or (
            self._shapes["company-notice"].search(text[:60]) is not None
        )

    def place_of(self, document: Document) -> Mention | None:
        """Give the place the title names."""
        title = document.normalized_title or ""
        found = next((token for token in document.title_mentions if is_place(token)), None)
        return Mention(title[found.start : found.end], None, None) if found is not None else None

    def is_name(self, name: str) -> bool:
        """Say whether a noun can name someone, rather than a paper, a time or a part."""
        return name not in self._shapes.words("generic") and self._shapes["document"].search(name) is None

    def coded(self, text: str) -> str | None:
        """Give the company that a stock code follows: 小米集团(01810)."""
        code = self._shapes["stock-code"].search(text)
        name = self._shapes["name-before-code"].search(QUOTES.sub("", text[: code.start()])) if code else None
        if name is None:
            return None
        found = self._shapes["code-lead"].split(name[0])[-1]
        return found if len(found) >= 2 and self._shapes["no-headline-name"].match(found) is None else None

    def _coded(self, text: str, title: str | None) -> Mention | None:
        found = self.coded(title or "") or self.coded(text[:HEAD])
        if found is None or (found not in text and found not in (title or "")):
            return None
        return _mention(text, found)

    def _announced(self, text: str, title: str | None) -> Mention | None:
        for shape, source in (("headline-name", title or ""), ("announcer", text[:HEAD])):
            match = self._shapes[shape].search(source)
            if match is None or not self.is_name(match[1]) or self._shapes["no-headline-name"].match(match[1]):
                continue
            if not self._is_speaker(text, match[1]):
                return self._fit(text, match[1])
        return None

    def _is_speaker(self, text: str, name: str) -> bool:
        """Say whether a name at the head of a title is that of a person who speaks."""
        start = text.find(name) if len(name) <= SPEAKER_LENGTH else -1
        while start >= 0:
            if self._shapes["speaks"].match(text, start + len(name)):
                return True
            start = text.find(name, start + 1)
        return False

    def _fit(self, text: str, name: str) -> Mention | None:
        """Cut a name from the title to what the text repeats of it, without the kind of notice it heads."""
        name = self._shapes["notice-tail"].sub("", name)
        for size in range(len(name), 1, -1):
            if name[:size] in text:
                return _mention(text, name[:size].strip())
        return Mention(name, None, None) if len(name) > 1 else None

    def _shared(self, text: str, title: str, tokens: list[Token]) -> Mention | None:
        """Read what title and text both begin with, as far as a period, a metric or a verb: 特步去年盈利."""
        size = 0
        for ours, theirs in zip(title, text, strict=False):
            if ours != theirs:
                break
            size += 1
        stop = next((token.start for token in tokens if token.code in OPENERS), len(title))
        name = text[: min(size, stop)].strip()
        if 2 <= len(name) <= 14 and not name.isascii() and self.is_name(name):
            return None if self._shapes["no-headline-name"].match(name) else Mention(name, 0, len(name))
        return None

    def _opening(self, text: str, title: str, tokens: list[Token]) -> Mention | None:
        """Read the noun that opens the title, as far as the text repeats it."""
        for token in tokens:
            if token.code in "wC":
                name = title[token.start : token.end]
                if self._shapes["amount"].search(name):
                    return None
                for size in range(len(name), 1, -1):
                    if name[:size] in text and self.is_name(name[:size]) and not _cuts_word(name, size):
                        return _mention(text, name[:size].strip())
                return None
            rule = metric_rule(token)
            if token.code == "Q" or (rule is not None and not rule.index):
                return None
        return None

    def _frequent(self, text: str, sentences: list[list[Token]]) -> Mention | None:
        """Find the name that opens clauses most often."""
        best: Mention | None = None
        most = FEWEST - 1
        for tokens in sentences[:SENTENCES]:
            for position, token in enumerate(tokens):
                if token.code != "w" or (position and tokens[position - 1].code not in ",P"):
                    continue
                name = text[token.start : token.end]
                if not 2 <= len(name) <= 10 or not self.is_name(name) or self._shapes["no-headline-name"].match(name):
                    continue
                count = text.count(name)
                if count > most:
                    best, most = Mention(name, token.start, token.end), count
        return best


def _cuts_word(name: str, size: int) -> bool:
    """Say whether the beginning of a name of that size ends inside a word in Latin letters."""
    return name[size - 1].isascii() and name[size - 1].isalnum() and name[size : size + 1].isalnum()


def _mention(text: str, name: str) -> Mention:
    start = text.find(name)
    return Mention(name, start, start + len(name)) if start >= 0 else Mention(name, None, None)
