"""Which period a quantity is of: named in its clause, at the head of the sentence, before it, or of a session."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from numfacts.linking.english.reporting import ReportedPeriod
from numfacts.linking.english.times import is_told, only_tells_which, parting_places
from numfacts.linking.times import moments
from numfacts.linking.times.dated import (
    UNDATED,
    Dating,
    coming,
    dating_of,
    first_told,
    happened,
    holds_on,
    is_charged,
    is_of_event,
    is_running,
    is_told_of_now,
    is_whole_day,
    kept,
)
from numfacts.linking.times.deeds import Deeds
from numfacts.linking.times.doings import is_ahead
from numfacts.linking.times.happenings import Happenings
from numfacts.linking.times.joint_times import JointTimes
from numfacts.linking.times.meant import FIRST, THEN, Setting, passes_over
from numfacts.linking.times.moments import Sought
from numfacts.linking.times.ordering import in_order
from numfacts.linking.times.outlook import TOWARDS, Outlook
from numfacts.linking.times.papers import Papers, TitledPeriod, headline_period
from numfacts.linking.times.reader import Time, TimeReader
from numfacts.linking.times.sessions import Sessions
from numfacts.linking.times.time_lists import deal, told_last
from numfacts.linking.times.yardsticks import value_of
from numfacts.records import Period

if TYPE_CHECKING:
    from numfacts.document import Document
    from numfacts.linking.reading import Reading
    from numfacts.numbers.quantity import Quantity
    from numfacts.periods import Periods
    from numfacts.records import Mention
    from numfacts.vocabulary.shapes import Shapes

GOING_ON = "foretells|more-of-it"  # shapes of what opens a sentence that goes on with the one before


class Timing:
    """Gives the quantities of one document their periods, sentence by sentence."""

    def __init__(self, document: Document, periods: Periods, shapes: Shapes) -> None:
        self._shapes = shapes
        self._published = document.published
        self._reader = TimeReader(document, periods, shapes)
        self.outlook = Outlook(document.published, shapes)
        self._happenings = Happenings(document.published, shapes)
        self._joint = JointTimes(shapes)
        self._papers = Papers(shapes)
        self._deeds = Deeds(document.normalized, self._reader, shapes)
        self._sessions = Sessions(document, shapes)
        self._titled = TitledPeriod(document, periods, shapes)
        self._parting = shapes.words("parting")
        self._reported = ReportedPeriod(document.published, shapes)
        if (headed := headline_period(document, periods)) is not None:
            self._reported.open(headed, foreseen=False)
        self._last = UNDATED
        self._report = UNDATED  # what paragraphs before are of: the period that results are told of
        self._main = UNDATED  # the first such period of the last paragraph that has one
        self._grown = False  # whether a quantity of the sentence is of it, as it tells growth
        self._opened = UNDATED  # that of this paragraph, if it has one
        self._event = UNDATED  # the day of what the paragraph told of last
        self._following: Dating | None = None  # what carries over to the next English sentence
        self._of_session = False  # whether that is of a market
        self._follows = self._follows_session = False  # whether one carries over to this sentence, and is of a market
        self._last_of_session = True  # whether a move of a market, if anything, was told of the last period
        self._begin = self._end = 0  # of the sentence that was read last
        self._figured = 0  # where the last sentence ends that gave a figure
        self._settled = False  # whether a quantity of the sentence has a time that the sentence names
        self._times: list[Time] = []
        self._effects: list[Time] = []  # those at which what stands before them takes effect
        self._parts: list[int] = []
        self._dealt: dict[int, Time] = {}
        self._listed: list[Time] = []  # the list of times with which a sentence goes on
        self._series: dict[str, Dating] = {}  # the first period that the text gives each metric
        self._found: Time | None = None  # that gave the period of the quantity read last
        self._leads = False  # whether that is to carry over
        self._carried = False  # whether it is that of a sentence before
        self._in_force = False  # whether it is that from which charges hold

    def enter(self, reading: Reading, *, anew: bool) -> None:
        """Begin a sentence; ``anew`` says that it is the first of its paragraph."""
        self._sessions.enter(anew=anew and not reading.english)
        if anew and moments.is_long(self._last.period) and not self.outlook.lies_ahead(self._last.period):
            self._report = self._last
            self._main = self._opened if self._opened.period is not None else self._main
            self._opened = UNDATED
        if reading.text.find("\n", self._end, reading.start) >= 0:
            self._event = UNDATED
            self._last = UNDATED if anew or not moments.is_course(self._last) else self._last
        begin = self._end if self._figured >= self._end else self._begin
        if reading.english:
            self._carry(reading, None if anew else self._following, anew=anew)
        else:
            if not anew:
                goes_on = self._shapes[GOING_ON].match(reading.text, reading.start) is not None
                self._pass_by(begin, reading.start, goes_on=goes_on)
                self._event = self._deeds.before(begin, reading.start, self._event)
            day = self._reader.session(begin, reading)
            self._sessions.market_day = day or self._sessions.market_day
        self._happenings.enter()
        self._grown = False
        self._following, self._begin, self._end, self._settled = None, reading.start, reading.end, False
        timed = "P" in reading.codes or (reading.english and "B" in reading.codes)
        self._times = list(self._reader.read(reading)) if timed else []
        if "Q" not in reading.codes and not reading.english:
            self._pass_by(reading.start, reading.end)
        self._first = first_told(reading)
        self._effects = [time for time in self._times if moments.takes_effect(reading, time, self._shapes)]
        self._joint.enter(self._times)
        self._papers.enter(self._times, anew=anew)
        self._parts = parting_places(reading, self._parting, self._shapes) if reading.english and self._times else []
        listed = [] if reading.english else self._listed
        several = (self._times or listed) and reading.codes.count("Q") > 1
        self._dealt = deal(reading, self._times, listed, self._shapes) if several else {}
        self._listed = told_last(reading, self._times, listed, self._shapes) if self._times else listed

    def _pass_by(self, begin: int, end: int, *, goes_on: bool = False) -> None:
        """Take up the period that a sentence without a value is of: 2021年，……表现出色。共销售31万辆.

        ``goes_on`` says that the sentence behind it tells what is expected, or more of what was told.
        """
        heading = self._reader.heading(begin, end)
        if heading is None and goes_on and begin < end:
            heading = self._reader.only_period(begin, end)  # 看好美元在2022年走强。预计…
        if heading is not None:
            self._last = Dating(heading[1], "carried", heading[0])
            towards = heading[0].text.endswith(TOWARDS, 0, heading[0].start)
            self.outlook.open(foretold=towards and heading[0].role != "until")

    def find(self, reading: Reading, index: int, quantity: Quantity, metric: Mention | None) -> Dating:
        """Give the period of the quantity at ``index``, and how it was found."""
        self._found, self._leads, self._carried, self._in_force = None, False, False, False
        self._figured = reading.end
        found = self._dating(reading, index, quantity, metric)
        before = self._last if self._carried else None
        in_force = self._in_force or self._found in self._effects
        self.outlook.take(self._found, before, leads=self._leads, takes_effect=in_force)
        return found

    def _dating(self, reading: Reading, index: int, quantity: Quantity, metric: Mention | None) -> Dating:
        timeless = metric is not None and metric.id in self._shapes.group("timeless")
        dealt = self._dealt.get(index)
        if dealt is not None and not timeless:
            self._found = dealt
            return dating_of(dealt)
        compared = value_of(reading, index, self._shapes)
        told = self._reader.period(compared.start) if compared is not None else None
        if compared is not None and told is not None:
            told = moments.before_reported(told, self._told_of(index)) if compared.kind == "relative" else told
            return Dating(told, "explicit", compared)
        which = moments.tells_who(reading, index, self._shapes) or only_tells_which(reading, index, self._shapes)
        if timeless or which:
            return UNDATED
        over = self._joint.period(reading, index)
        if over is not None:
            return over
        grown = self._reader.compounded(reading, index)
        if grown is not None:
            return Dating(grown, "explicit", None)
        sought = Sought(reading, index, quantity, metric, self._sessions.gives(reading, quantity, metric))
        named, passed = self._named(sought)
        found = named if named is not None else self._from_before(sought, passed)
        found, of_papers = self._papers.of(sought, found)
        self._carried &= not of_papers
        found, as_others = self._happenings.with_victims(sought, found)
        self._carried |= as_others
        before = moments.former(reading, index, found.period, self._shapes)
        return found if before is None else found._replace(period=before)

    def _told_of(self, index: int) -> list[Period | None]:
        """Give the periods that a quantity may be told of: of the sentence, of the one before, of the report."""
        named = [time.period for time in self._times if time.position < index]
        return [*named, self._last.period or self._report.period]

    def _named(self, sought: Sought) -> tuple[Dating | None, bool]:
        """Give the time that the sentence names, and whether one was passed over that a price now is not of."""
        reading, index, begin = sought.reading, sought.position, sought.begin
        stock = moments.stock_day(sought, self._times, self._shapes)
        if stock is not None:
            self._found = stock
            return dating_of(stock), False
        passed = False
        setting = Setting(sought, self._times, self._first, self._last, self._published, self._shapes)
        for time in in_order(reading, index, self._times, self._parts, self._shapes):
            over = passes_over(FIRST, setting, time)
            if over is None and moments.is_compounded(reading, time, self._shapes):
                if time.position < begin:
                    continue
                self._found = time
                return dating_of(time), passed
            over = passes_over(THEN, setting, time) if over is None else over
            if over is not None:
                passed = passed or over
                continue
            if moments.goes_on(reading, index, time):
                self._last = UNDATED
                return UNDATED, passed
            if time.expression.kind == "streak":
                another = any(begin <= other.position < time.position for other in self._times)
                if time.period is None or time.position < begin or another:
                    continue  # 2024年第四季度连续两年增长
                return dating_of(time), passed
            return self._settle(sought, time), passed
        effect = next((time for time in self._effects if time.position > index), None)
        if effect is None or sought.session:
            return None, passed
        self._found = effect
        return coming(reading, effect, self._published), passed

    def _settle(self, sought: Sought, time: Time) -> Dating:
        """Give the period of a time that the sentence names, and keep what of it carries on."""
        reading, session, metric_id = sought.reading, sought.session, sought.metric_id
        start = time.expression.start
        beside = (
            time.of is not None and self._shapes["beside"].search(reading.text, max(start - 1, 0), start) is not None
        )
        beside = beside or time.expression.role == "beside"  # 超2015年的3亿元
        aside = reading.english and time.period is not None and self._reported.runs_up_to(time.period)
        if time.position < self._first and not beside and not aside:
            self._last, self._leads = kept(reading, time, self._shapes), True
            self._last_of_session = session
            foretold = "X" in reading.codes[: sought.position]
            if self._opened.period is None and not foretold and moments.is_reported(self._last):
                self._opened = self._last
            self._event = happened(reading, time, self._shapes)
        elif not reading.english and not time.aside and moments.moves_on(reading, time, self._last.period):
            self._last = kept(reading, time, self._shapes)  # 2022年…，2023年…。其中…
        elif (
            reading.english
            and not aside
            and not self._settled
            and holds_on(reading, sought.position, time, self._shapes)
        ):
            stays = session or metric_id in self._shapes.group("decided")
            held = Dating(time.period, "carried", time.expression)
            self._following, self._leads = held if stays else kept(reading, time, self._shapes), True
            self._of_session = session
        today = self._sessions.market_day or self._published
        earlier = time.period is not None and today is not None and time.period.start < today
        recalled = reading.english and self._settled and earlier  # up 19 cents, having dropped 9 cents on Thursday
        self._settled = True
        self._found = time
        if metric_id is not None and not time.aside and moments.is_long(time.period):
            self._series.setdefault(metric_id, Dating(time.period, "carried", time.expression))
        if not time.aside:
            self._reported.keep(reading, sought.position, time.period, sought.metric)
        recalled |= time.of is not None or time.expression.tail in ("record", "start")
        recalled |= moments.went_before(reading, time, self._shapes)
        recalled |= is_ahead(time.period, self._published)  # gold may reach $3,000 by the end of the year
        if session and not recalled and time.period is not None and time.period.start == time.period.end:
            self._sessions.market_day, self._sessions.traded = time.period.start, True
        settled = self._reported.settled(reading, sought.position, time.expression, time.period)
        return dating_of(time)._replace(period=settled)

    def _from_before(self, sought: Sought, passed: bool) -> Dating:
        """Give the time of a quantity whose sentence names none: of a session, of a report, or of what came before."""
        reading, index, metric_id, last = sought.reading, sought.position, sought.metric_id, self._last.period
        passed = passed or (is_ahead(last, self._published) and is_told_of_now(reading, index))
        carried = None if passed else last
        charged = is_charged(sought, self._shapes) and not moments.is_now(reading, index, self._shapes)
        effect = self._reader.in_force(reading.start) if charged else None
        self._in_force = effect is not None
        if effect is not None:
            return Dating(effect[1], "carried", effect[0])
        if last in (None, self._event.period) and is_of_event(reading, index, self._event, self._shapes):
            self._carried = True
            return self._event
        undated = last is None and all(time.told for time in self._times)
        if undated and (done := self._deeds.behind(sought)).period is not None:
            return done
        day = self._day(sought, carried)
        if day is not None:
            self._sessions.traded |= sought.session
            self._settled |= sought.session  # was up 3 cents, having dropped 9 on Thursday
            return Dating(Period(day, day), "document", None)
        running = reading.english and is_running(carried, self._published) and is_told(reading, index)
        reported = self._reported.of(reading, index, sought.metric) if carried is None or running else None
        if reported is not None:
            self._carried = True
            return Dating(reported, "carried", None)
        untold = reading.english and not is_told(reading, index)
        if metric_id in self._shapes.group("event") or untold:
            return UNDATED
        since = self._shapes["since-long"].search(reading.text, reading.start, sought.quantity.left)
        if passed or since is not None or moments.is_transferred(reading, index, last, metric_id, self._shapes):
            return UNDATED
        if moments.is_over(reading, index, last, self._shapes):
            return UNDATED
        if self._happenings.is_of_today(sought, dated=last is not None):
            return self._happenings.today
        whole_day = is_whole_day(self._last.time, self._shapes)
        if last is not None and not whole_day and moments.is_now(reading, index, self._shapes):
            return UNDATED
        self._carried = last is not None
        if last is None and not reading.english:
            return self._told_before(sought)
        return self._last

    def _told_before(self, sought: Sought) -> Dating:
        """Give the period of what no paragraph around a quantity dates: of the results told of, or of the title."""
        metric_id, dating = sought.metric_id, UNDATED
        line = metric_id is None and sought.metric is not None and sought.metric.text
        if metric_id in self._shapes.group("earned") or (line and self._shapes["account-line"].search(line)):
            dating = self._report
        elif metric_id in self._shapes.group("told-by-month"):
            dating = self._series.get(metric_id, UNDATED)
        self._grown |= moments.tells_growth(sought.reading, sought.position)
        if dating.period is None and self._grown and not sought.session:
            dating = self._main
        if dating.period is not None:
            return dating
        return self._titled.of(sought.reading)

    def _day(self, sought: Sought, carried: Period | None) -> dt.date | None:
        """Give the day of the session, or of the central bank's operation, that a quantity is of."""
        reading, sessions = sought.reading, self._sessions
        if reading.english and carried is not None and carried.start == carried.end:
            return None
        part = not reading.english and sessions.is_traded(reading, sought.position, sought.metric_id)
        if not sought.session and not part and not sessions.is_operation(reading):
            return None
        ahead = carried is not None and is_ahead(carried, self._published)
        apart = ahead or (self._follows and not self._follows_session)  # sales in 2024; shares rose 3 percent
        apart |= reading.english and not self._last_of_session  # First-quarter sales rose. Shares rose 3 percent
        return sessions.day(reading, sought.position, None if apart else carried)

    def _carry(self, reading: Reading, following: Dating | None, *, anew: bool) -> None:
        """Take up what the sentence before tells the time of, and a time named since by one without a figure.

        Of another paragraph only the day is taken up, which is that of the markets from there on.
        """
        self._follows = following is not None and following.period is not None
        self._follows_session, self._of_session = self._of_session, False
        if following is not None and following.period is not None:
            self._last, self._last_of_session = following, self._follows_session
        passed = self._reader.passed(self._figured, reading.start)
        if passed is not None:
            foreseen = self._shapes["english-yet-to-be"].search(reading.text, self._figured, reading.start) is not None
            self._reported.open(passed[1], foreseen=foreseen)
        if passed is not None and passed[1].start != passed[1].end:
            self._last = self._last if anew else Dating(passed[1], "carried", passed[0])
            self._last_of_session &= anew
        elif passed is not None and not self.outlook.lies_ahead(passed[1]):
            self._sessions.market_day = passed[1].start
        day = self._reader.market_told(self._figured, reading.start)
        self._sessions.market_day = day or self._sessions.market_day

    @property
    def today(self) -> Dating:
        """The day of publication, as the period of what is so now."""
        return self._happenings.today

    def period_at(self, start: int) -> Period | None:
        """Give the period of the time that begins at an offset, if anything dates it."""
        return self._reader.period(start)

    def is_dealt(self, index: int) -> bool:
        """Say whether the quantity at ``index`` of the sentence has its time from its place among others."""
        return index in self._dealt

    @property
    def reported(self) -> Period | None:
        """The period of the figures that an English report told last, if any."""
        return self._reported.period
