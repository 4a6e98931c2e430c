"""The document that travels through the stages."""

from __future__ import annotations

import datetime as dt
from time import monotonic
from typing import TYPE_CHECKING

import msgspec

from numfacts.errors import DocumentError
from numfacts.records import Fact, Sentence, Span

if TYPE_CHECKING:
    from numfacts.alignment import Alignment
    from numfacts.linking.claim import Claim
    from numfacts.numbers.quantity import Quantity, Refusal
    from numfacts.periods import TimeExpression
    from numfacts.vocabulary.tokens import Token


class Document(msgspec.Struct):
    """One article: what was given, and what each stage has added to it.

    ``text`` is never changed. Offsets of everything but ``facts`` are code points of ``normalized``, half-open, from
    which ``alignment`` leads back. ``published`` is the day that relative periods count from. ``times``,
    ``quantities`` and ``refused`` (numerals that are no quantities) stand in the order of the text; ``mentions`` holds
    for each of ``sentences`` the tokens it was read as. ``currency`` is that of an amount without one. ``deadline`` is
    a reading of ``time.monotonic``, null where nothing bounds the time.
    """

    id: str
    text: str
    title: str | None = None
    published: dt.date | None = None
    normalized: str = ""
    normalized_title: str | None = None
    title_alignment: Alignment | None = None
    alignment: Alignment | None = None
    boilerplate: list[Span] = []
    sentences: list[Sentence] = []
    terms: list[Token] = []
    times: list[TimeExpression] = []
    quantities: list[Quantity] = []
    refused: list[Refusal] = []
    currency: str = "CNY"
    mentions: list[list[Token]] = []
    title_mentions: list[Token] = []
    title_times: list[TimeExpression] = []
    claims: list[Claim] = []
    facts: list[Fact] = []
    deadline: float | None = None

    def __post_init__(self) -> None:
        """Take the day of a time; raises TypeError for a date that is none, as a string of one."""
        if isinstance(self.published, dt.datetime):
            self.published = self.published.date()
        elif self.published is not None and not isinstance(self.published, dt.date):
            raise TypeError(f"published has to be a datetime.date, and is {self.published!r}")

    def check_time(self) -> None:
        """Raise DocumentError once ``deadline`` has passed."""
        if self.deadline is not None and monotonic() > self.deadline:
            raise DocumentError(f"takes longer than the time limit: {len(self.text)} characters")

    def boilerplate_quotes(self) -> tuple[str, ...]:
        """Give the boilerplate as it stands in the text that was given."""
        spans = self.boilerplate
        if self.alignment is not None:
            spans = [self.alignment.to_original(span.start, span.end) for span in spans]
        return tuple(self.text[span.start : span.end] for span in spans)
