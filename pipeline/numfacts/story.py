"""What carries over from sentence to sentence of one document: periods, sources, subjects, earlier claims."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple, cast

from numfacts.metrics import metric_rule
from numfacts.reading import Reading
from numfacts.records import Mention, Period, SlotBasis, Span
from numfacts.ruleset.kinds import PlaceRule
from numfacts.subjects import SubjectLinker
from numfacts.tokens import Term

if TYPE_CHECKING:
    from numfacts.claims import Claim
    from numfacts.document import Document
    from numfacts.names import NameReader
    from numfacts.periods import Periods, TimeExpression
    from numfacts.shapes import Shapes
    from numfacts.sources import SourceLinker
    from numfacts.topics import Topics

WESTERN = frozenset(["united-states", "european-union", "united-kingdom", "germany", "france"])
MONDAY = 0
JOINING = frozenset("tLTfk(")  # codes between a change and the level it leads to


class Dating(NamedTuple):
    """The period of a quantity, how it was found, and the expression that gave it, if one did."""

    period: Period | None
    how: SlotBasis
    time: TimeExpression | None


UNDATED = Dating(None, "default", None)


class Story:
    """The state that the claims of one document share while they are read in order."""

    def __init__(
        self,
        document: Document,
        periods: Periods,
        sources: SourceLinker,
        topics: Topics,
        names: NameReader,
        shapes: Shapes,
    ) -> None:
        self.claims: list[Claim] = []
        self._shapes = shapes
        reports_itself = self._reports_itself(document)
        self.subjects = SubjectLinker(
            document, topics, names, shapes, lambda name: sources.is_source(name) and not reports_itself
        )
        self.published = document.published
        self._sources = sources
        self.rate: tuple[str | None, str | None] = (None, None)  # the currencies of the last exchange rate
        self._source: Mention | None = None
        self._spoken = False
        self._paragraph = -1
        self._text = document.normalized
        resolved = periods.timeline(document.normalized, document.times, document.published)
        self._resolved = {time.start: period for time, period in zip(document.times, resolved, strict=True)}
        self._last = UNDATED

    def _reports_itself(self, document: Document) -> bool:
        """Say whether the title opens with the source and a figure of its own: 高盛第四季度净营收."""
        tokens = document.title_mentions[:3]
        if not tokens or tokens[0].code not in "wSC":
            return False
        rules = (metric_rule(token) for token in tokens[1 : 2 + (len(tokens) > 2 and tokens[1].code == "P")])
        return any(rule is not None and rule.metric in self._shapes.group("company") for rule in rules)

    def enter(self, reading: Reading) -> None:
        """Begin a sentence: take up its source, and let go of one from another paragraph."""
        paragraph = self._text.rfind("\n", 0, reading.start)
        found = self._sources.find(reading)
        if found is not None:
            self._source = found
        elif paragraph != self._paragraph or (
            self._spoken and self._shapes["claims-anew"].match(reading.text, reading.start)
        ):
            self._source = None
        if paragraph != self._paragraph:
            self._last = UNDATED
        source = Span(found.start or 0, found.end or 0) if found is not None else Span(0, 0)
        self.subjects.enter(reading, source, anew=paragraph != self._paragraph)
        if found is not None:
            self._spoken = self._shapes["speech-verb"].match(reading.text, found.end or 0) is not None
        self._paragraph = paragraph

    def attribution(self, subject: Mention | None) -> Mention | None:
        """Give the source in force, unless it speaks of itself or for the document's own subject."""
        if self._source is None or self._sources.speaks_of_itself(self._source, subject):
            return None
        if self._sources.speaks_of_itself(self._source, self.subjects.topic):
            return None
        return self._source

    def period(self, reading: Reading, index: int, metric_id: str | None) -> Dating:
        """Give the period of the quantity at ``index``, and how it was found."""
        begin = reading.clause_start(index)
        order = [*range(index - 1, -1, -1)]
        if reading.english:
            order = [*range(index - 1, begin - 1, -1), *self._until_next(reading, index), *range(begin - 1, -1, -1)]
        for position in order:
            token = reading.tokens[position]
            if token.code != "P":
                continue
            expression = cast("TimeExpression", token.item)
            if expression.comparison or expression.kind in ("clock", "streak", "duration"):
                continue
            if self._shapes["matures"].match(reading.text, token.end):
                continue
            resolved = self._resolved.get(token.start)
            if (
                resolved is not None
                and resolved.start == resolved.end
                and self._announces(reading, position, index, metric_id)
            ):
                continue
            if resolved is not None:
                if "Q" not in reading.codes[:position]:
                    self._last = Dating(resolved, "carried", expression) if self._leads(reading, position) else UNDATED
                return Dating(resolved, expression.stated, expression)
            if position >= begin:
                return UNDATED
        last = self._last.period
        if (
            metric_id in self._shapes.group("session")
            and self.published is not None
            and (last is None or last.start == last.end)
        ):
            day = self._session(reading)
            return Dating(Period(day, day), "document", None)
        if metric_id in self._shapes.group("event"):
            return UNDATED
        return self._last

    def _announces(self, reading: Reading, position: int, index: int, metric_id: str | None) -> bool:
        """Say whether a day is that of an announcement, not of what is announced."""
        if position > index or metric_id in self._shapes.group("session"):
            return False
        if reading.english:
            return True
        end = reading.clause_end(position)
        between = reading.codes[position + 1 : min(end, index)]
        return "R" in between and "Q" not in between

    def _leads(self, reading: Reading, position: int) -> bool:
        """Say whether a period at the head of a sentence holds on: not a yardstick (按2024年收入计算)."""
        return not (position and self._shapes["yardstick"].match(reading.text, reading.tokens[position - 1].start))

    def _until_next(self, reading: Reading, index: int) -> range:
        """Give the positions behind a quantity up to the next one in its sentence."""
        following = reading.codes.find("Q", index + 1)
        while following >= 0 and set(reading.codes[index + 1 : following]) <= JOINING:
            index, following = following, reading.codes.find("Q", following + 1)
        return range(index + 1, following if following >= 0 else len(reading.codes))

    def _session(self, reading: Reading) -> dt.date:
        """Give the day of a market move without a date: a close in the West is of the day before."""
        assert self.published is not None
        sentence = reading.text[reading.start : reading.end]
        western = self._shapes["western"].search(sentence) or any(
            isinstance(token.item, Term) and isinstance(token.item.rule, PlaceRule) and token.item.rule.id in WESTERN
            for token in reading.tokens
        )
        if western and self._shapes["closed"].search(sentence):
            return self.published - dt.timedelta(days=3 if self.published.weekday() == MONDAY else 1)
        return self.published
