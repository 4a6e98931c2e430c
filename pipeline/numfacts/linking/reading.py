"""A sentence as the linking rules read it: its tokens, their codes, and its clauses."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter
from typing import TYPE_CHECKING

import msgspec

from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention, Span
from numfacts.vocabulary.tokens import Token

if TYPE_CHECKING:
    from numfacts.linking.english.syntax import Syntax
    from numfacts.linking.subjects.names import Name
    from numfacts.vocabulary.shapes import Shapes

START = attrgetter("start")
STRONG = ";；"  # marks that part claims more than a comma does


HAN = re.compile("[\u4e00-\u9fff]")
CLAUSE_END = re.compile("[,:()]")  # codes of what ends a clause


class Reading(msgspec.Struct, gc=False):
    """One sentence: offsets are code points of the normalized text, token positions are indices of ``tokens``."""

    text: str
    start: int
    end: int
    tokens: list[Token]
    codes: str
    english: bool
    clause_starts: list[int]
    syntax: Syntax | None = None  # the phrases of an English sentence
    names: dict[tuple[int, int, int, int, Span], Name | None] = {}  # of its runs of nouns, as far as they were read

    @classmethod
    def of(cls, text: str, start: int, end: int, tokens: list[Token], shapes: Shapes) -> Reading:
        """Read the sentence ``text[start:end]`` with its ``tokens``; without a Han character it is English."""
        if tokens and tokens[0].start < start:  # behind a dateline
            tokens = [token for token in tokens if token.start >= start]
        english = HAN.search(text, start, end) is None
        codes = "".join([token.code for token in tokens])
        return cls(text, start, end, tokens, codes, english, _clause_starts(codes))

    def quantities(self) -> Iterator[tuple[int, Quantity]]:
        """Yield each quantity with the index of its token."""
        for index, token in enumerate(self.tokens):
            if token.code == "Q":
                assert isinstance(token.item, Quantity)
                yield index, token.item

    def clause_start(self, index: int) -> int:
        """Give the index of the first token of the clause that holds the token at ``index``.

        A bracket that closes before the token is passed over; one that holds it is a clause of its own.
        """
        return self.clause_starts[index]

    def opening(self, first: int) -> int:
        """Give the offset behind what stands before a token, from which the clause that it begins is read."""
        return self.tokens[first - 1].end if first else self.start

    def before(self, index: int, start: int) -> list[int]:
        """Give the indices from ``start`` up to ``index`` that stand in no closed bracket, in order."""
        found: list[int] = []
        depth = 0
        for position in range(index - 1, start - 1, -1):
            code = self.codes[position]
            if code == ")":
                depth += 1
            elif code == "(" and depth:
                depth -= 1
            elif not depth:
                found.append(position)
        return found[::-1]

    def is_slashed(self, index: int) -> bool:
        """Say whether a slash is all that stands between the quantity at ``index`` and the next: 1/2元, +3%/+4%."""
        if self.codes[max(index, 0) : index + 2] != "QQ":
            return False
        return self.text[self.tokens[index].end : self.tokens[index + 1].start].strip("+ ") == "/"

    def clause_end(self, index: int) -> int:
        """Give the index after the last token of the clause that holds the token at ``index``."""
        end = CLAUSE_END.search(self.codes, index)
        return end.start() if end is not None else len(self.codes)

    def clauses(self, begin: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield where the clauses from one token up to another begin and end."""
        while begin < end:
            stop = self.clause_end(begin)
            yield begin, stop
            begin = stop + 1

    def led_to(self, index: int) -> str:
        """Give the codes behind where a change may start, in its clause or past a comma: 由5元，加至6元."""
        begin = index + 1
        begin += self.codes.startswith((",t", ",T"), begin)
        return self.codes[begin : self.clause_end(begin)]

    def is_parted(self, quantity: Quantity) -> bool:
        """Say whether a space parts a Chinese quantity from what follows, as it does headlines: 开店30家 你去过吗."""
        text, end = self.text, quantity.right
        parted = not self.english and text.startswith(" ", end) and not text.startswith(" ", quantity.left - 1)
        return parted and HAN.match(text, end + 1) is not None

    def behind_bracket(self, index: int) -> int:
        """Give the index of the token that closes the bracket right behind the token at ``index``, or ``index``."""
        if self.codes[index + 1 : index + 2] != "(":
            return index
        end = self.codes.find(")", index)
        return end if end >= 0 else index

    def overlapping(self, start: int, end: int) -> range:
        """Give the indices of the tokens that share characters with the range between two offsets."""
        first = bisect_left(self.tokens, start, key=START)
        if first and self.tokens[first - 1].end > start:
            first -= 1
        return range(first, bisect_left(self.tokens, end, lo=first, key=START))

    def mention(self, index: int) -> Mention:
        """Give the token at ``index`` as a mention."""
        token = self.tokens[index]
        return Mention(self.text[token.start : token.end], token.start, token.end)


def is_expected(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether a quantity is what was expected of the figure spoken of: 低过市场预期的0.3%."""
    start = reading.tokens[index].start
    return shapes["expected-figure"].search(reading.text, max(reading.start, start - 16), start) is not None


def stands_inside(text: str, word: str) -> bool:
    """Say whether a word stands behind a small letter, so that no sentence opening gives it its capital."""
    at = text.find(f" {word}")
    while at >= 0:
        if "a" <= text[at - 1 : at] <= "z":
            return True
        at = text.find(f" {word}", at + 1)
    return False


def _clause_starts(codes: str) -> list[int]:
    """Give for each token, and for the end, where its clause begins."""
    starts: list[int] = []
    outer: list[int] = []
    start = 0
    for position, code in enumerate(codes):
        starts.append(start)
        if code == "(":
            outer.append(start)
            start = position + 1
        elif code == ")":
            start = outer.pop() if outer else 0
        elif code == "," or (code == ":" and codes[position + 1 : position + 2] != "Q"):  # but not 收盘价:10元
            start = position + 1
    starts.append(start)
    return starts
