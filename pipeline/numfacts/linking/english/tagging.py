"""The words of an English sentence with their word classes, read off closed lists, endings and neighbours."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from numfacts.linking.english.syntax import Syntax, Word
from numfacts.linking.reading import stands_inside
from numfacts.numbers.quantity import Quantity
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
    r"|[A-Za-z0-9$€£]\w*(?:[-./&'’](?!(?:s|ve|re|ll)\b)\w+)*[%+]?|['’](?:ve|re|ll)\b|[,;:()“”\"]|[–—]| - "
)
LEGAL_FORM = later(r", (?:Inc|Ltd|LLC|Corp|Co|Plc|PLC|LP)(?![A-Za-z])")
CAPITALISED = re.compile("[’']s [A-Z]| [A-Z]")
YEAR = re.compile("(?:1[0-9]|20)[0-9]{2}")
SCORE = re.compile("[0-9]{1,2}-1?[0-9]{1,2}|1[0-9]{2}-1?[0-9]{2}")  # not a Boeing 777-9
MARKS = {";": ",", "–": ",", "—": ",", " - ": ",", "“": '"', "”": '"', "’": "'", "’s": "'", "'s": "'"}
DASHES = frozenset(["-", "–", "—", "--", " - "])  # LONDON - The mill
TERMLY = ("annual", "ly", "-on-year", "-on-month", "-on-quarter")  # ends of times that qualify a noun
NEAR = frozenset(["this", "last", "next"])
MODALS = frozenset(["will", "would", "can", "could", "may", "might", "must", "should"])
PEOPLE = frozenset(["people", "police", "men", "women", "children"])  # plurals without an s
SINGULAR = frozenset(["it", "he", "she", "It", "He", "She"])
PLAIN = frozenset(
    ["take", "come", "become", "go", "get", "remain", "begin", "keep", "start", "range"]
)  # verbs that are no nouns
ARTICLES = frozenset(["a", "an"])
CHARGED = 12  # words before what someone did in which it may be said that they are held for it
ACCUSED = frozenset(
    ["accused", "arrested", "charged", "convicted", "detained", "fined", "guilty", "jailed", "sentenced", "suspected"]
)
UNCHANGED = frozenset(["cost", "bid"])  # verbs whose past is like their present: the hall cost $3 million
RELATIVE = frozenset(["that", "which", "who", "what"])
GRADES = frozenset(["more", "less", "most"])  # a more modest 16 percent
PARTICLES = frozenset(["de", "der", "von", "van", "du", "del", "la", "bin"])  # in names, between capitals
CLOSERS = frozenset("dsQp'")  # codes behind which an ending in -ed or -ing only qualifies the noun that follows
OPENERS = frozenset("nNoTka,)")  # codes a finite verb can stand behind
FOLLOWERS = frozenset("dspxQkoNaTe")  # codes of what follows it


class EnglishTagger:
    """Reads sentences as words."""

    def __init__(self, shapes: Shapes) -> None:
        patterns = [(code, shapes[name].pattern) for code, name in CLASSES.items()]

        @cache
        def classes() -> list[tuple[str, re.Pattern[str]]]:
            return [(code, re.compile(pattern)) for code, pattern in patterns]  # which Chinese texts do not need

        @lru_cache(maxsize=8192)
        def classify(word: str) -> str:
            for code, pattern in classes():
                if pattern.fullmatch(word):
                    return code
            for ending, code, shortest in ENDINGS:
                if word.endswith(ending) and len(word) >= shortest and "-" not in word:
                    return code
            return "n"

        self._classify = classify
        self._rising = shapes["english-rising"]
        self._thinking = shapes["english-thinking"]
        self._nobody = shapes["english-persons"]
        self._bidding = shapes["english-bidding"]
        self._season = shapes["english-season"]
        self._quality = shapes["english-quality"]
        self._common = shapes["english-common"]
        self._played = shapes["english-played"]

    def syntax(self, text: str, start: int, end: int, tokens: list[Token]) -> Syntax:
        """Read the sentence between two offsets as phrases."""
        return Syntax(text, self.read(text, start, end, tokens), self._rising, self._nobody, self._bidding)

    def read(self, text: str, start: int, end: int, tokens: list[Token]) -> list[Word]:
        """Give the words between two offsets in order; each quantity and each time among ``tokens`` is one."""
        words: list[Word] = []
        position = start
        for token in tokens:
            code = ATOMS.get(token.code)
            if code is not None and token.start >= position:
                self._gap(text, position, token.start, words)
                played = self._played.match(text, token.end) if code == "Q" else None
                stop = token.end if played is None else played.end()  # a 13-match streak
                words.append(Word(code, self._past_verb(text, token, words), stop))
                position = stop
        self._gap(text, position, end, words)
        named = [token for token in tokens if token.code == "M" and " " in text[token.start : token.end]]
        names = {token.start for token in named}
        ends = {token.end for token in named}
        metrics = {token.start for token in tokens if token.code == "M"}
        thinking = {
            word.start
            for word in words
            if word.code == "b" and self._thinking.fullmatch(text, word.start, word.end) is not None
        }
        reports = thinking | {token.start for token in tokens if token.code in "RX"}
        for index in range(1, len(words)):
            before, word = words[index - 2].code if index > 1 else ",", words[index - 1]
            told = words[index].code == "b" and word.code == "n" and before in "ve"
            new = words[index].code == "b" and (_added(text, word) or words[index].end in ends)
            if new or (told and self._quality.fullmatch(text, word.start, word.end) is not None):
                words[index] = words[index]._replace(code="n")  # sped up new launches, showed initial claims for
        return _qualified(text, _settle(text, words, names, reports), metrics)

    def _opens_as_noun(self, text: str, match: re.Match[str]) -> bool:
        """Say whether a word has its capital only from the sentence it opens: Transactions fell, not Oak fell."""
        word = match[0]
        if self._common.fullmatch(word) is None or CAPITALISED.match(text, match.end()) is not None:
            return False
        return not stands_inside(text, word)

    def _past_verb(self, text: str, token: Token, words: list[Word]) -> int:
        """Give where a quantity begins behind a comparing verb, which is a word of its own: exceeding 100 tonnes."""
        quantity = token.item
        if isinstance(quantity, Quantity) and token.start < quantity.start:
            match = WORD.match(text, token.start, quantity.start)
            if match is not None and self._classify(match[0].lower()) in "egb":
                words.append(Word("e" if match[0].endswith("ed") else "g", token.start, match.end()))
                return match.end()
        return token.start

    def _gap(self, text: str, start: int, end: int, words: list[Word]) -> None:
        passed = start
        for match in WORD.finditer(text, start, end):
            form = LEGAL_FORM.match(text, match.start(), end) if words and words[-1].code == "N" else None
            passed = form.end() if form is not None else passed
            if match.start() < passed:
                continue  # Oak Metals, Inc. said
            word = match[0]
            code = MARKS.get(word, word if not word[0].isalnum() and len(word) == 1 else "")
            if not code:
                capital = word[0].isupper() and "$" not in word  # HK$7
                opening = not words or words[-1].code in '":' or text[words[-1].start : words[-1].end] in DASHES
                code = (
                    "N"
                    if capital and (not opening or (len(word) > 1 and word[:2].isupper()))
                    else self._classify(word.lower())
                )
                kept = opening and (code == "a" or self._opens_as_noun(text, match))
                if capital and code in "nebga" and not kept:
                    code = "N"
            if code == "n" and YEAR.fullmatch(word):
                code = "T"  # expects 2025 adjusted earnings of
            if code == "n" and SCORE.fullmatch(word):
                code = "a"  # beat Elm 2-0 to stay
            if code == "n" and words and self._season.fullmatch(word):
                near = text[words[-1].start : words[-1].end].lower() in NEAR
                code = "T" if near else code
            words.append(Word(code, match.start(), match.end()))


def _settle(text: str, words: list[Word], names: set[int], reports: set[int]) -> list[Word]:
    """Settle the class of words that can be nouns or verbs by what stands beside them.

    ``names`` is where names of metrics begin, which are no verbs (hikes to import levies), and ``reports`` where
    verbs of saying and of expecting do.
    """
    codes = [word.code for word in words]
    size = len(codes)
    for index, code in enumerate(codes):
        before = codes[index - 1] if index else ","
        after = codes[index + 1] if index + 1 < size else ","
        if code == "p" and text[words[index].start : words[index].end] == "to" and after in "bnaex":
            follow = index + 1 + (after == "a")
            if follow >= size or words[follow].start in names:
                continue
            if codes[follow] in "bne" and not _plural(text, words[follow]):
                codes[index], codes[follow] = "x", "v"
            elif codes[follow] == "x":
                codes[index] = "x"
        elif code == "n" and _modal(text, words[index - 1 - (before == "a" and index > 1)]):
            codes[index] = "v"
        elif code == "n" and before == "o" and _agrees(text, words, codes, index):
            codes[index] = "v"  # as it kicks off
        elif code == "n" and before == "x" and text.endswith("ing", 0, words[index].end):
            codes[index] = "g"
        elif code == "n" and before == "," and after == "Q" and text.endswith("ing", 0, words[index].end):
            codes[index] = "g"  # will close a mill, saving $3 million
        elif code == "n" and after == "T" and text[words[index].start : words[index].end] in NEAR:
            codes[index] = "d"  # the attack last November
        elif code == "'" and before == "N" and after in "vex" and "".join(codes[index + 2 : index + 3]) not in "nN":
            codes[index] = "N"  # McDonald's rose
        elif code == "b" and before == "T" and text.endswith(TERMLY, 0, words[index - 1].end):
            codes[index] = "n"  # an annual target of
        elif code == "d" and before == "'" and after == "n":
            codes[index] = "n"  # the world's most accurate clock
        elif code == "b":
            plural = before in "nN" and _plural(text, words[index - 1])
            agrees = before not in "nN" or plural != _plural(text, words[index])
            reporting = words[index].start in reports and after not in ",("
            agrees = agrees or (before == "N" and (plural or reporting))  # a name says not how many it is
            agrees = agrees or (after == "Q" and text[words[index].start : words[index].end] in UNCHANGED)
            opened = before == "a" and index > 1 and codes[index - 2] in "ok"  # which still makes
            verb = (
                opened
                or before in "xok"
                or (before == "n" and _is_plain(text, words[index]) and _of_many(text, words, codes, index))
                or (before == "Q" and reporting and not _done_to(words, codes, index, reports))
                or (plural and after == "g")  # parents support banning phones
                or (before == "c" and after in "dsQoN")
                or (before in OPENERS and (after in FOLLOWERS or reporting) and agrees)
            )
            verb = verb and not (
                after == "p" and "".join(codes[max(index - 2, 0) : index]) == "QN"
            )  # 80 Elmish targets
            codes[index] = "v" if verb and index else "n"
        elif code == "n" and before == "N" and _is_particle(text, words[index]):
            follow = index + 1 + (index + 1 < size and _is_particle(text, words[index + 1]))
            codes[index] = "N" if follow < size and codes[follow] == "N" else "n"  # Ann von der Berg
        elif code == "k" and after == "n" and text.startswith("as part of ", words[index].start):
            codes[index] = "p"  # as part of steps to lower rents
        elif code == "g" and words[index].start in names:
            codes[index] = "n"  # the official purchasing managers' index
        elif code == "g" and before in "nNd,k" and after == "x":
            codes[index] = "n"  # heavy flooding has
        elif code == "g" and before in "nd" and (after in "k," or _is_of(text, words, index + 1)):
            codes[index] = "n"  # a restructuring that
        elif code == "e" and after == "n" and index and _added(text, words[index - 1]):
            codes[index] = "n"  # 107 additional confirmed cases
        elif code == "e" and before == "g" and after in "nN" and index > 1 and codes[index - 2] in "nN,":
            codes[index] = "n"  # sheltering displaced people
        elif code == "e" and before == "k" and after == "n" and _joins(text, words, codes, index - 1):
            codes[index] = "n"  # and that annualised revenue rose
        elif code == "g" and before == "T" and after == "n" and index > 1 and codes[index - 2] in "ds'":
            codes[index] = "n"  # its annual recurring revenue
        elif code == "g" and before == "p" and after == "n" and _accused(text, words, index - 1):
            pass  # jailed for bribing officials
        elif code in "eg" and _qualifies(code, before, after) and not _persons(text, words[index - 1]):
            codes[index] = "n"
    return [word if word.code == code else word._replace(code=code) for word, code in zip(words, codes, strict=True)]


def _qualified(text: str, words: list[Word], metrics: set[int]) -> list[Word]:
    """Let what stands between an article and a quantity only qualify it: a seasonally adjusted 7,000, a record 9.

    ``metrics`` is where names of metrics begin, which say what it is of (a magnitude 5.2 earthquake).
    """
    for index, word in enumerate(words):
        if word.code != "Q":
            continue
        begin = index - (index > 0 and words[index - 1].code in "eng")
        while begin and (words[begin - 1].code == "a" or text[words[begin - 1].start : words[begin - 1].end] in GRADES):
            begin -= 1
        article = words[begin - 1] if begin and begin < index else None
        if article is None or text[article.start : article.end].lower() not in ARTICLES:
            continue
        if metrics.isdisjoint(word.start for word in words[begin:index]):
            words[begin:index] = [word._replace(code="a") for word in words[begin:index]]
    return words


def _qualifies(code: str, before: str, after: str) -> bool:
    """Say whether a participle qualifies a noun: existing duties, of sweeping demands; not by hitting China."""
    if code == "e" and before == "d":
        return True
    if code == "g" and before == "e":
        return after in "nN"
    return before in CLOSERS and after in "nNg" and before + after != "pN"


def _is_plain(text: str, word: Word) -> bool:
    """Say whether a word in the form of a verb is hardly ever a noun."""
    return text[word.start : word.end] in PLAIN


def _of_many(text: str, words: list[Word], codes: list[str], index: int) -> bool:
    """Say whether a verb in the plural is of things told before those right before it: changes to the law take effect.

    Nothing but prepositions and nouns stands between.
    """
    begin = index
    while begin and codes[begin - 1] in "nNdsaQ'p":
        begin -= 1
    first = next((at for at in range(begin, index) if codes[at] == "p"), 0)
    return first > begin and codes[first - 1] == "n" and _plural(text, words[first - 1])


def _done_to(words: list[Word], codes: list[str], index: int, reports: set[int]) -> bool:
    """Say whether what a number stands before is done something to: hit 80 targets, not said 12 percent expect."""
    return index > 1 and codes[index - 2] in "veg" and words[index - 2].start not in reports


def _accused(text: str, words: list[Word], index: int) -> bool:
    """Say whether a preposition stands between an accusation or a sentence and what someone is held to have done."""
    if text[words[index].start : words[index].end] not in ("for", "of", "with", "over"):
        return False
    return any(text[word.start : word.end] in ACCUSED for word in words[max(index - CHARGED, 0) : index])


def _agrees(text: str, words: list[Word], codes: list[str], index: int) -> bool:
    """Say whether a word in -s behind the pronoun that opens a clause is its verb."""
    opens = index == 1 or codes[index - 2] in "k,"
    return opens and _plural(text, words[index]) and text[words[index - 1].start : words[index - 1].end] in SINGULAR


def _joins(text: str, words: list[Word], codes: list[str], index: int) -> bool:
    """Say whether a subordinator only opens a clause, and is not its subject: said that, while; not a report that."""
    word = text[words[index].start : words[index].end].lower()
    return word not in RELATIVE or (word == "that" and index > 0 and codes[index - 1] in "cve")


def _added(text: str, word: Word) -> bool:
    return text[word.start : word.end] in ("additional", "more", "other", "new", "further")


def _persons(text: str, word: Word) -> bool:
    """Say whether a quantity names its people already: 1,200 people needed care."""
    return word.code == "Q" and text.endswith(("people", "person"), word.start, word.end)


def _is_of(text: str, words: list[Word], index: int) -> bool:
    return index < len(words) and text[words[index].start : words[index].end] == "of"


def _plural(text: str, word: Word) -> bool:
    name = text[word.start : word.end]
    return (name.endswith("s") and not name.endswith("ss")) or name.lower() in PEOPLE


def _is_particle(text: str, word: Word) -> bool:
    return text[word.start : word.end] in PARTICLES


def _modal(text: str, word: Word) -> bool:
    return word.code == "x" and text[word.start : word.end].lower() in MODALS
