"""A run of nouns, and what has been read of it so far."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

from numfacts.records import Span

if TYPE_CHECKING:
    from numfacts.linking.names.cast import Cast
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes
    from numfacts.vocabulary.tokens import Token

Kind: TypeAlias = Literal["name", "place", "noun", "pronoun"]


class Run(msgspec.Struct, gc=False):
    """The nouns from the token at ``opening`` to that at ``last``, of which the name begins at ``first``.

    Their clause begins at ``begin``, and ``source`` is where the source of the sentence stands. ``start`` and ``end``
    are offsets of what is named; the flags are those of a ``Name``, but that ``owned`` says that the run begins with a
    word for what is someone's.
    """

    reading: Reading
    begin: int
    opening: int
    first: int
    last: int
    source: Span
    cast: Cast
    shapes: Shapes
    text: str
    codes: str
    tokens: list[Token]
    start: int
    end: int
    kind: Kind = "noun"
    heads: bool = False
    joined: bool = False
    related: bool = False
    object: bool = False
    sure: bool = True
    owned: bool = False

    @property
    def name(self) -> str:
        """Give the text of what it names."""
        return self.text[self.start : self.end]

    @property
    def before(self) -> str:
        """Give the code of the token before the run; empty where it begins the sentence."""
        return self.codes[self.opening - 1] if self.opening else ""


# Reads more of a run; true where that is all, false where it names nobody, null where the next step goes on.
Step: TypeAlias = Callable[[Run], bool | None]

NAMED, NOBODY = True, False


def is_everywhere(reading: Reading, position: int, shapes: Shapes) -> bool:
    """Say whether a token is a place that no name is told by: 全球, 国内."""
    token = reading.tokens[position]
    return token.code == "S" and shapes["whole-place"].match(reading.text, token.start) is not None
