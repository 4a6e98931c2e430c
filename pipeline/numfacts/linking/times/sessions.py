"""The day of what a market or a central bank does, where a sentence gives none."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from numfacts.linking.english.reporting import is_of_bond
from numfacts.linking.links import MARKET_KINDS, MOVES
from numfacts.programs import later
from numfacts.ruleset.kinds import PlaceRule
from numfacts.vocabulary.tokens import Term

if TYPE_CHECKING:
    from numfacts.document import Document
    from numfacts.linking.reading import Reading
    from numfacts.numbers.quantity import Quantity
    from numfacts.records import Mention, Period
    from numfacts.vocabulary.shapes import Shapes

WESTERN = frozenset(["united-states", "european-union", "united-kingdom", "germany", "france"])
FRIDAY = 4
SENTENCE = later(r"[。\n]|\. (?=[A-Z])")


class Sessions:
    """Tells which sentences of one document are of the day, and of which."""

    def __init__(self, document: Document, shapes: Shapes) -> None:
        self._published = document.published
        self._title = document.normalized_title or ""
        self._shapes = shapes
        self.market_day: dt.date | None = None  # the last day that the text gives a market move
        self.traded = False  # whether the text has told a market move of its day
        self._operation: bool | None = None  # whether the sentence is of one; not yet asked for
        self._under_way = shapes["under-way"].search(self._title) is not None
        # Whether the last market told of is one of the West, at its close; from the start where there is no other.
        self._west_closed = document.published is not None and self._closes_west(document.normalized)
        self._overnight = False  # whether it is told of as of the night before the day of the others

    def _closes_west(self, text: str) -> bool:
        """Say whether a text tells of a close in the West, and of no market in the East: all of it is of that day."""
        shapes = self._shapes
        if self._under_way or shapes["eastern"].search(self._title + text) is not None:
            return False
        if shapes["english-west-told"].match(self._title) is not None:
            return True
        closed = (sentence for sentence in (self._title, *SENTENCE.split(text)) if shapes["closed"].search(sentence))
        return any(shapes["western"].search(sentence) for sentence in closed)

    def enter(self, *, anew: bool) -> None:
        """Begin a sentence; ``anew`` says that what the paragraph before told of markets is over.

        A market day before that of publication is the one that the whole text tells of: 昨(9)日.
        """
        self._operation = None
        if anew and self._published is None:
            self.market_day, self.traded = None, False

    def gives(self, reading: Reading, quantity: Quantity, metric: Mention | None) -> bool:
        """Say whether a quantity is what a market gives in a session."""
        if quantity.kind in MARKET_KINDS or (metric is not None and metric.id in self._shapes.group("session")):
            return True
        if quantity.kind in MOVES and self._shapes["from-offer"].search(reading.text, reading.start, quantity.left):
            return True
        return metric is not None and metric.id == "yield" and is_of_bond(reading, metric, self._shapes)

    def is_traded(self, reading: Reading, index: int, metric_id: str | None) -> bool:
        """Say whether a quantity is of a market session: by its words, or beside a move told before it."""
        if metric_id in self._shapes.group("beside-session") and self.traded:
            return True
        return metric_id is None and self._is_part(reading, index)

    def is_operation(self, reading: Reading) -> bool:
        """Say whether the sentence tells what a central bank does on the day."""
        if self._operation is None:
            self._operation = self._shapes["operation"].search(reading.text, reading.start, reading.end) is not None
        return self._operation

    def _is_part(self, reading: Reading, index: int) -> bool:
        """Say whether the clause of a quantity speaks of a market session: 盘中最高触及37元, 超3000只个股上涨.

        What is only compared with a close is of none (较周五收市溢价9%).
        """
        begin, behind = reading.clause_start(index), reading.clause_end(index)
        end = reading.tokens[behind].start if behind < len(reading.tokens) else reading.end
        if "B" in reading.codes[begin:index]:
            return False
        return self._shapes["session-part"].search(reading.text, reading.tokens[begin].start, end) is not None

    def day(self, reading: Reading, index: int, last: Period | None) -> dt.date | None:
        """Give the day of a market move without a date; null for what is published weekly, or where days matter not.

        A close in the West is of the day before publication, and so is what is told behind it until an eastern market
        is named; none is of a weekend.
        """
        day = self._published or self.market_day
        if day is None or (last is not None and last.start != last.end):
            return None
        sentence = reading.text[reading.start : reading.end]
        if self._shapes["weekly-move"].search(sentence):
            return None
        western = self._names_west(reading, sentence)
        if reading.english and self._is_overnight(reading, reading.tokens[index].start, western=western):
            return _weekday((self.market_day or day) - dt.timedelta(days=1))
        if self.market_day is not None:
            return self.market_day
        closed = self._shapes["closed"].search(sentence) or self._shapes["closed"].search(self._title)
        start = reading.tokens[index].start
        if self._ends(reading, start, "eastern") > self._ends(reading, start, "western"):
            self._west_closed = False  # 美元指数低迷，在岸人民币收报7.3
        elif western and closed:
            self._west_closed = True
        if self._west_closed and not self._shapes["futures|earlier-today"].search(reading.text, reading.start, start):
            day -= dt.timedelta(days=1)
        return _weekday(day - dt.timedelta(days=1) if self._is_before_halt(reading, index) else day)

    def _is_before_halt(self, reading: Reading, index: int) -> bool:
        """Say whether a price is the last one of the day before, as trading is halted since it opened: 停牌前报3元."""
        told = self._shapes["before-halt"].search(reading.text, reading.start, reading.tokens[index].start) is not None
        return told and self._shapes["halted-midway"].search(reading.text, reading.start, reading.end) is None

    def _is_overnight(self, reading: Reading, start: int, *, western: bool) -> bool:
        """Say whether a market of the West moved in the night before the day told of: overnight, the Dow fell."""
        if self._ends(reading, start, "eastern") > self._ends(reading, start, "western"):
            self._overnight = False
        elif western and self._shapes["overnight"].search(reading.text, reading.start, reading.end) is not None:
            self._overnight = True
        return self._overnight and western

    def _names_west(self, reading: Reading, sentence: str) -> bool:
        """Say whether a sentence names a market of the West, or a country there."""
        if self._shapes["western"].search(sentence) is not None:
            return True
        places = (token.item.rule for token in reading.tokens if isinstance(token.item, Term))
        return any(isinstance(rule, PlaceRule) and rule.id in WESTERN for rule in places)

    def _ends(self, reading: Reading, stop: int, shape: str) -> int:
        """Give where the last match of a shape before an offset ends in a sentence; -1 where there is none."""
        return max(
            (match.end() for match in self._shapes[shape].finditer(reading.text, reading.start, stop)), default=-1
        )


def _weekday(day: dt.date) -> dt.date:
    """Give a day, or the Friday before where it is of a weekend."""
    return day - dt.timedelta(days=max(day.weekday() - FRIDAY, 0))
