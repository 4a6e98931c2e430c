"""Who tells in a sentence of a figure what they plan, do or announce themselves, and so whose it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.attribution.own_acts import acts_at_once, begins_own_act, is_own_act
from numfacts.linking.subjects.question import Asked, Whose
from numfacts.records import Mention
from numfacts.vocabulary.tokens import INTRODUCED

if TYPE_CHECKING:
    from numfacts.linking.subjects.clauses import ClauseNames
    from numfacts.linking.subjects.focus import Focus
    from numfacts.vocabulary.shapes import Shapes

TELLERS = ("assessor", "authority", "document", "medium", "official")  # who tell of others
# Codes of a sentence that begins with who speaks, and maybe where.
SPEAKER = re.compile("(?:P[wR],)?[P,]*(?P<name>[wSC]+)P*(?:L[wS]+P*)?R,?")


class Tellers:
    """Finds those who tell of themselves."""

    def __init__(self, names: ClauseNames, focus: Focus, shapes: Shapes) -> None:
        self._names = names
        self._focus = focus
        self._shapes = shapes

    def planner(self, asked: Asked) -> Mention | None:
        """Give the company that tells in a sentence of what it plans: 某汽车表示，计划回购5亿元."""
        reading, begin = asked.reading, asked.begin
        spoken = SPEAKER.match(reading.codes[: asked.index])
        if spoken is None:
            return None
        first, last = spoken.span("name")
        introduced = reading.tokens[last - 1].item is INTRODUCED
        start, end = reading.tokens[last - 1 if introduced else first].start, reading.tokens[last - 1].end
        name = reading.text[start:end]
        if not introduced and self._shapes["organisation"].search(name) is None:
            apposed = self._shapes["kind-then-name"].fullmatch(name)
            if apposed is None:
                return None
            start, name = start + apposed.start("name"), apposed["name"]  # 美国快餐品牌云杉食品
        pronoun = self._shapes["company-pronoun"].fullmatch(name)
        if pronoun is not None or any(self._shapes[shape].search(name) for shape in TELLERS):
            return None
        while (first := max(begin, spoken.end())) < asked.index:
            while reading.codes[first] == "P":
                first += 1
            if self._shapes["own-plan"].match(reading.text, reading.tokens[first].start) is not None:
                return Mention(name, start, end)
            if begin <= spoken.end():
                return None
            begin = reading.clause_start(begin - 1)
        return None

    def announcer(self, asked: Asked) -> Whose | None:
        """Give the house that announces in a sentence what names nobody else: 某银行宣布裁员5%."""
        text, source = asked.reading.text, self._focus.source
        name = text[source.start : source.end]
        tells = self._shapes["tells-of-itself"].match(text, source.end)
        if tells is None or any(self._shapes[shape].search(name) for shape in ("document", "medium", "authority")):
            return None
        return Whose(Mention(name, source.start, source.end), firm=True)

    def teller(self, asked: Asked) -> Whose | None:
        """Give who tells in a sentence what they do themselves: 某部表示，将发行债券; of an officer his authority.

        Whoever heads a clause behind them does it rather: 某部表示，新计划接获申请5宗.
        """
        text, source = asked.reading.text, self._focus.source
        name = text[source.start : source.end]
        if not name:
            return None
        foresees = asked.reading.overlapping(source.end, asked.reading.end).start
        at_once = acts_at_once(asked.reading, foresees, asked.index, self._shapes)
        if at_once or self._foresees_own(asked, name, foresees):
            return Whose(Mention(name, source.start, source.end), firm=True)
        if source.end > asked.reading.tokens[asked.begin].start:
            return None
        if any(self._shapes[shape].search(name) for shape in ("document", "medium")):
            return None
        if not is_own_act(asked.reading, asked.index, self._shapes) or self._is_headed(asked, source.end):
            return None
        office = self._shapes["office"].search(name)
        body = name if office is None else self._shapes["office-grade"].sub("", name[: office.start()])
        if office is not None and self._shapes["authority"].search(body) is None:
            return None
        return Whose(Mention(body, source.start, source.start + len(body)), firm=True)

    def _foresees_own(self, asked: Asked, name: str, foresees: int) -> bool:
        """Say whether a company, before the token ``foresees``, foresees its own results: 晶片商Oak预计收入5亿元."""
        reading, shapes, topic = asked.reading, self._shapes, self._focus.topic
        if reading.codes[foresees] != "X" or reading.tokens[foresees - 1].item is not INTRODUCED:
            return False
        if asked.metric_id not in shapes.group("company") | shapes.group("of-teller"):
            return False
        if foresees < asked.begin and self._is_headed(asked, reading.tokens[foresees].end):
            return False
        return topic is None or not topic.firm or topic.mention.text == name

    def _is_headed(self, asked: Asked, start: int) -> bool:
        """Say whether someone is named who does something in the clause of a figure, or before it behind an offset.

        A noun right before a figure is what is done (搜查26处工场), whatever the dictionary takes it for.
        """
        begin, end = asked.begin, asked.limit
        if begins_own_act(asked.reading, asked.index, self._shapes):
            end = begin
        while True:
            names = self._names.read(asked.reading, begin, end)
            named = [name for name in names if name.kind != "noun" or name.last + 1 != asked.index]
            if any((name.firm or name.heads) and not name.object for name in named):
                return True
            end = begin - 1
            if end < 1 or asked.reading.tokens[end - 1].start < start:
                return False
            begin = asked.reading.clause_start(end)
