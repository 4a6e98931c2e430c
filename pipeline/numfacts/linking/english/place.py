"""A word of an English sentence among those beside it, while it is settled what class each is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numfacts.linking.english.syntax import Word

PEOPLE = frozenset(["people", "police", "men", "women", "children"])  # plurals without an s


class Place:
    """A word among those of its sentence, with the codes as far as they are settled.

    ``reports`` is where verbs of saying and of expecting begin.
    """

    __slots__ = ("after", "before", "codes", "index", "reports", "text", "words")

    def __init__(self, text: str, words: list[Word], reports: set[int]) -> None:
        self.text = text
        self.words = words
        self.codes = [word.code for word in words]
        self.reports = reports
        self.stand(0)

    def stand(self, index: int) -> None:
        """Take another word."""
        self.index = index
        self.before = self.code(-1)
        self.after = self.code(1)

    def code(self, distance: int) -> str:
        """Give the code of the word so far behind this one, a comma outside the sentence."""
        at = self.index + distance
        return self.codes[at] if 0 <= at < len(self.codes) else ","

    def word(self, distance: int = 0) -> str:
        """Give the word so far behind this one as it is written, empty outside the sentence."""
        at = self.index + distance
        return self.text[self.words[at].start : self.words[at].end] if 0 <= at < len(self.words) else ""

    @property
    def reporting(self) -> bool:
        """Whether this is a verb of saying or of expecting, with what is said behind it."""
        return self.after not in ",(" and self.words[self.index].start in self.reports


def is_plural(word: str) -> bool:
    """Say whether a word ends as a noun in the plural, or a verb in the singular."""
    return (word.endswith("s") and not word.endswith(("ss", "us", "is"))) or word.lower() in PEOPLE
