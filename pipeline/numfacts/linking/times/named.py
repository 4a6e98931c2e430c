"""A time that a sentence names, and what stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import datetime as dt

    from numfacts.linking.reading import Reading
    from numfacts.periods import TimeExpression
    from numfacts.records import Period
    from numfacts.vocabulary.shapes import Shapes

TITLE_REACH = 40  # characters of the title of a paper that are looked at before a time in it


class Named(msgspec.Struct, gc=False):
    """A time as it stands in its sentence.

    ``period`` is null where nothing dates it, ``before`` is the period told before it in the sentence, ``last`` that of
    the time right before it, and ``published`` the day of publication.
    """

    reading: Reading
    position: int
    expression: TimeExpression
    period: Period | None
    before: Period | None
    last: Period | None
    published: dt.date | None
    shapes: Shapes

    @property
    def start(self) -> int:
        """Give the offset where the time begins, without the words that lead to it."""
        return self.expression.start

    @property
    def end(self) -> int:
        """Give the offset of what stands behind the time."""
        return self.reading.tokens[self.position].end

    @property
    def operation(self) -> str:
        """Give what the last part of the time does, as its rule has it: a month, a plan, a feast."""
        return self.expression.atoms[-1].rule.op

    @property
    def following(self) -> int:
        """Give the index of the next quantity of the sentence, or -1."""
        return self.reading.codes.find("Q", self.position)

    @property
    def following_in_clause(self) -> int:
        """Give the index of the next quantity of the clause, or -1."""
        return self.reading.codes.find("Q", self.position, self.reading.clause_end(self.position))

    @property
    def is_day(self) -> bool:
        """Say whether the time is one day."""
        return self.period is not None and self.period.start == self.period.end

    def is_followed_by(self, shape: str) -> bool:
        """Say whether words of a shape stand right behind the time."""
        return self.shapes[shape].match(self.reading.text, self.end) is not None

    def follows(self, shape: str, reach: int | None = None) -> bool:
        """Say whether the sentence has words of a shape before the time, within so many characters of it."""
        begin = self.reading.start if reach is None else max(self.start - reach, self.reading.start)
        return self.shapes[shape].search(self.reading.text, begin, self.start) is not None

    @property
    def title(self) -> int:
        """Give where the title of a paper opens that the time stands in; -1 where it stands in none."""
        text = self.reading.text
        opened = text.rfind("《", max(self.reading.start, self.start - TITLE_REACH), self.start)
        return opened if text.find("》", max(opened, 0), self.start) < 0 else -1
