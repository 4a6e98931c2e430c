"""The words of an English sentence with their word classes, read off closed lists, endings and neighbours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.english.settling import settle
from numfacts.linking.english.syntax import Syntax, Word
from numfacts.linking.reading import stands_inside
from numfacts.programs import later

if TYPE_CHECKING:
    from numfacts.vocabulary.shapes import Shapes
    from numfacts.vocabulary.tokens import Token

# The codes of word classes, and the shapes that list the words of each; earlier ones come first.
CLASSES = {
    "d": "english-determiner", "s": "english-possessive", "o": "english-pronoun", "x": "english-auxiliary",
    "p": "english-preposition", "c": "english-conjunction", "k": "english-subordinator", "e": "english-past",
    "b": "english-verb", "n": "english-noun", "a": "english-adverb",
}  # fmt: skip
# Others: N capitalised, g in -ing, v verb, Q quantity, T time, ' possessive, comma ,: colon : brackets and dash.
ENDINGS = (("ing", "g", 5), ("ed", "e", 4))  # with the letters of the shortest word whose ending tells its class
ATOMS = {"Q": "Q", "P": "T", "B": "T"}
WORD = later(
    r"['’]s\b|(?<=s)['’](?![\w])|(?:[A-Z]\.){2,}|[A-Z]{1,3}\$[0-9.,]*[0-9]"
    r"|[A-Za-z0-9$€£]\w*(?:[-./&'’](?!(?:s|ve|re|ll)\b)\w+)*[%+]?|['’](?:ve|re|ll)\b|[,;:()“”\"]|[–—]|--| - "
)
LEGAL_FORM = later(r", (?:Inc|Ltd|LLC|Corp|Co|Plc|PLC|LP)(?![A-Za-z])")
CAPITALISED = re.compile("[’']s [A-Z]| [A-Z]")
YEAR = re.compile("(?:1[0-9]|20)[0-9]{2}")
SCORE = re.compile("[0-9]{1,2}-1?[0-9]{1,2}|1[0-9]{2}-1?[0-9]{2}")  # not a Boeing 777-9
MARKS = {";": ",", "–": ",", "—": ",", "--": ",", " - ": ",", "“": '"', "”": '"', "’": "'", "’s": "'", "'s": "'"}
DOING = re.compile("(?:top|co|out|re|pre|over|under|fast|cross|double)-[a-z]+(?:ed|ing)")  # verbs with a hyphen
COMPOUND = re.compile("[A-Z][A-Za-z.]*-[a-z]{4,}")  # what is no name itself: Asia-focused, EV-maker
DASHES = frozenset(["-", "–", "—", "--", " - "])  # LONDON - The mill
OPENS_IN_CAPITALS = later("(?:THE|AN|IN) [a-z]")  # the first word of a story: THE mill cut jobs
ARTICLES = frozenset(["a", "an"])


class EnglishTagger:
    """Reads sentences as words."""

    def __init__(self, shapes: Shapes) -> None:
        self._classify = shapes.kept(self._class_of)
        self._common = shapes["english-common"]
        self._played = shapes["english-played"]
        self._shapes = shapes

    def _class_of(self, word: str) -> str:
        """Give the class of a word in lower case by itself."""
        for code, name in CLASSES.items():
            if self._shapes[name].fullmatch(word):
                return code
        for ending, code, shortest in ENDINGS:
            if word.endswith(ending) and len(word) >= shortest and ("-" not in word or DOING.match(word)):
                return code
        return "n"

    def syntax(self, text: str, start: int, end: int, tokens: list[Token]) -> Syntax:
        """Read the sentence between two offsets as phrases."""
        words = self.read(text, start, end, tokens)
        return Syntax(text, words, self._shapes)

    def read(self, text: str, start: int, end: int, tokens: list[Token]) -> list[Word]:
        """Give the words between two offsets in order; each quantity and each time among ``tokens`` is one."""
        words: list[Word] = []
        position = start
        for token in tokens:
            code = ATOMS.get(token.code)
            if code is not None and token.start >= position:
                self._gap(text, position, token.start, words)
                played = self._played.match(text, token.end) if code == "Q" else None
                position = token.end if played is None else played.end()  # a 13-match streak
                words.append(Word(code, token.start, position))
        self._gap(text, position, end, words)
        metrics = {token.start for token in tokens if token.code == "M"}
        ends = {token.end for token in tokens if token.code == "M" and " " in text[token.start : token.end]}
        words = [word._replace(code="n") if word.end in ends and _is_named(text, word) else word for word in words]
        reports = {token.start for token in tokens if token.code in "RX"}
        return _qualified(text, settle(text, words, reports), metrics)

    def _opens_as_noun(self, text: str, match: re.Match[str]) -> bool:
        """Say whether a word has its capital only from the sentence it opens: Transactions fell, not Oak fell."""
        word = match[0]
        if self._common.fullmatch(word) is None or CAPITALISED.match(text, match.end()) is not None:
            return False
        return not stands_inside(text, word)

    def _belongs(self, text: str, end: int) -> bool:
        """Say whether an 's before an offset is part of a name, whose form or what it does stands behind it."""
        return self._shapes["english-name-goes-on"].match(text, end) is not None

    def _gap(self, text: str, start: int, end: int, words: list[Word]) -> None:
        passed = start
        joints = joint_names(text, start, end, self._shapes)
        for match in WORD.finditer(text, start, end):
            form = LEGAL_FORM.match(text, match.start(), end) if words and words[-1].code == "N" else None
            passed = form.end() if form is not None else passed
            if match.start() < passed:
                continue  # Oak Metals, Inc. said
            word = match[0]
            code = MARKS.get(word, word if not word[0].isalnum() and len(word) == 1 else "")
            if not code:
                capital = (
                    word[0].isupper()
                    and COMPOUND.fullmatch(word) is None
                    and (words or OPENS_IN_CAPITALS.match(text, match.start()) is None)
                )
                opening = not words or words[-1].code in '":' or text[words[-1].start : words[-1].end] in DASHES
                code = (
                    "N"
                    if capital and (not opening or (len(word) > 1 and word[:2].isupper()))
                    else self._classify(word.lower())
                )
                kept = opening and (code == "a" or self._opens_as_noun(text, match))
                if capital and code in "nebga" and not kept:
                    code = "N"
            if code == "n" and "0" <= word[0] <= "9":
                # expects 2025 adjusted earnings of, beat Elm 2-0 to stay
                code = "T" if YEAR.fullmatch(word) else "a" if SCORE.fullmatch(word) else code
            if code == "n" and words and self._shapes.fits("english-season", word):
                code = "T" if words[-1].code == "T" else code  # on Friday night
            if code == "'" and words and words[-1].code == "N" and self._belongs(text, match.end()):
                code = "N"  # Oak's Inc, Oak's said
            if code in "c," and any(begin < match.start() < stop for begin, stop in joints):
                code = "N"  # the Fairs and Markets Bureau
            words.append(Word(code, match.start(), match.end()))


def joint_names(text: str, start: int, end: int, shapes: Shapes) -> list[tuple[int, int]]:
    """Give the half-open offsets of names in which an and joins what one body is for: the Fairs and Markets Bureau."""
    matches = shapes["english-joint-name"].finditer(text, start, end)
    return [
        match.span() for match in matches if match["body"] is None or shapes.fits("english-body", match["body"].lower())
    ]


def _is_named(text: str, word: Word) -> bool:
    """Say whether the last word of a metric of several is a noun there, though it is none by itself: net worth."""
    return word.code == "b" or (word.code == "p" and text.endswith("worth", 0, word.end))


def _qualified(text: str, words: list[Word], metrics: set[int]) -> list[Word]:
    """Let what stands between an article and a quantity only qualify it: a seasonally adjusted 7,000, a record 9.

    ``metrics`` is where names of metrics begin, which say what it is of (a magnitude 5.2 earthquake).
    """
    for index, word in enumerate(words):
        if word.code != "Q":
            continue
        begin = index - (index > 0 and words[index - 1].code in "eng")
        while begin and words[begin - 1].code == "a":
            begin -= 1
        article = words[begin - 1] if begin and begin < index else None
        if article is None or text[article.start : article.end].lower() not in ARTICLES:
            continue
        if metrics.isdisjoint(word.start for word in words[begin:index]):
            words[begin:index] = [word._replace(code="a") for word in words[begin:index]]
    return words
