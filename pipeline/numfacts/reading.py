"""A sentence as the linking rules read it: its tokens, their codes, and its clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from numfacts.tokens import Token
from numfacts.quantities import Quantity
from numfacts.records import Mention

STRONG = ";；"  # marks that part claims more than a comma does


HAN = re.compile("[\u4e00-\u9fff]")


class Reading(msgspec.Struct):
    """One sentence: offsets are code points of the normalized text, token positions are indices of ``tokens``."""

    text: str
    start: int
    end: int
    tokens: list[Token]
    codes: str
    english: bool

    @classmethod
    def of(cls, text: str, start: int, end: int, tokens: list[Token]) -> Reading:
        """Read the sentence ``text[start:end]`` with its tokens; one without a Han character counts as English."""
        english = HAN.search(text, start, end) is None
        return cls(text, start, end, tokens, "".join(token.code for token in tokens), english)

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
        depth = 0
        for position in range(index - 1, -1, -1):
            code = self.codes[position]
            if code == ")":
                depth += 1
            elif code == "(":
                if not depth:
                    return position + 1
                depth -= 1
            elif code in ",:" and not depth and (code == "," or self.codes[position + 1 : position + 2] != "Q"):
                return position + 1  # but not 收盘价:10元
        return 0

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

    def clause_end(self, index: int) -> int:
        """Give the index after the last token of the clause that holds the token at ``index``."""
        ends = [end for mark in ",:()" if (end := self.codes.find(mark, index)) >= 0]
        return min(ends, default=len(self.codes))

    def mention(self, index: int) -> Mention:
        """Give the token at ``index`` as a mention."""
        token = self.tokens[index]
        return Mention(self.text[token.start : token.end], token.start, token.end)
