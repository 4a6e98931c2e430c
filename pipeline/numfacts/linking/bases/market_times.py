"""What a move of a market is measured against, by the times that are named before it, from the nearest on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from numfacts.linking.bases.move import NOTHING
from numfacts.linking.reading import STRONG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numfacts.linking.bases.move import Found, Move
    from numfacts.periods import TimeExpression
    from numfacts.vocabulary.tokens import Token

SINCE = "以来"
NO_SPAN = frozenset(["streak", "clock", "duration"])  # kinds of times that something does not move in
EDGE = 24  # characters before a time in which it may be said to end or begin
TERM = "期"  # behind the years for which a bond is issued


class Named(NamedTuple):
    """A time that the sentence of a move names: the index of its token, and the text of it."""

    move: Move
    position: int
    token: Token
    time: TimeExpression
    text: str


def by_time_named(move: Move) -> Found | None:
    """Give the basis that the nearest time tells that tells any."""
    for position in _positions(move):
        token = move.reading.tokens[position]
        if token.code != "P":
            continue
        named = Named(move, position, token, token.item, move.text[token.start : token.end])  # type: ignore[arg-type]
        if any(passes(named) for passes in PASSED_OVER):
            continue
        for find in RULES:
            found = find(named)
            if found is not None:
                return found
    return None


def _positions(move: Move) -> Iterator[int]:
    """Give the indices of the tokens before a move, from the nearest on, and in English first of those behind it.

    What stands before a semicolon is of another move, unless it leads the first: 甲跌1%，本周涨3%；乙跌2%.
    """
    reading, index = move.reading, move.index
    if reading.english:  # has lost 12 percent this year
        end = reading.codes.find("Q", index + 1)
        yield from range(index + 1, min(end if end >= 0 else len(reading.codes), reading.clause_end(index)))
    first, apart = reading.codes.find("Q"), False
    for position in range(index - 1, -1, -1):
        token = reading.tokens[position]
        apart = apart or (token.code == "," and move.text[token.start] in STRONG)
        if not apart or position <= first:
            yield position


def _is_no_span(named: Named) -> bool:
    """Say whether nothing moves in a time of its kind: 连续3年, 下午3点."""
    return named.time.kind in NO_SPAN


def _is_english_term(named: Named) -> bool:
    """Say whether a time is the term of what it stands before: the 10-year note."""
    return named.move.reading.english and "-" in named.text


def _is_term(named: Named) -> bool:
    """Say whether a time is the term of a bond: 10年期国债."""
    return named.move.text.startswith(TERM, named.token.end)


def _begins_record(named: Named) -> bool:
    """Say whether a time is one of which something is the record: 创逾1星期新低, 录得11月以来最差表现."""
    since = named.time.role == "since" and named.move.text.startswith(SINCE, named.token.end)
    lasts = named.time.kind == "window" or since
    return lasts and named.move.shapes["record"].match(named.move.text, named.token.end) is not None


def _is_of_delivery(named: Named) -> bool:
    """Say whether a time is the month in which what is traded is to be delivered: 8月原油期货收涨1美元."""
    return named.move.shapes["delivery-month"].match(named.move.text, named.token.end) is not None


def _is_edge(named: Named) -> bool:
    """Say whether only the end or the beginning of a time is told of: ended the week lower, down 2 percent."""
    move, start = named.move, named.token.start
    if not move.reading.english:
        return False
    return move.shapes["english-edge"].search(move.text, max(start - EDGE, move.reading.start), start) is not None


def _is_of_results(named: Named) -> bool:
    """Say whether a longer time is of what a clause before tells, and a share moved in a day: 去年升5%，股价跌3%."""
    day = named.move.period
    single = day is not None and day.start == day.end and named.time.role != "until"
    longer = whole_month_or_year(named) or longer_than_day(named) or year_to_date(named)
    return single and named.position < named.move.first and longer is not None


PASSED_OVER = (
    _is_of_results,
    _is_edge,
    _is_english_term,
    _is_no_span,
    _is_term,
    _begins_record,
    _is_of_delivery,
)


def days_of_trading(named: Named) -> Found | None:
    """Give no basis for a move of several days of trading: 最近三个交易日累计下跌9%."""
    return NOTHING if named.move.shapes["days-of-trading"].search(named.text) is not None else None


def day_of_trading(named: Named) -> Found | None:
    """Compare a day of trading with the one before: 11月最后一个交易日."""
    move, session = named.move, named.move.shapes["session-day"]
    return "day" if session.match(move.text, named.token.end) or session.search(named.text) else None


def year_to_date(named: Named) -> Found | None:
    """Compare a move of the year so far with the end of the year before: 今年以来."""
    return "ytd" if named.move.shapes["to-date"].search(named.text) else None


def over_span(named: Named) -> Found | None:
    """Give the basis of a move over hours or days, or since a day, that its clause names or that stand before it."""
    shapes, time = named.move.shapes, named.time
    since = time.role == "since" and time.kind != "anaphor"
    if not since and time.kind not in ("window", "range"):
        return None
    # 过去一年，收益率下行60个基点; 1月4日至5日，某板块下跌
    heads = time.kind == "range" or since or time.atoms[0].rule.op == "past"
    if not heads and named.position < named.move.first:
        return None
    if shapes["hours-of-a-day"].search(named.text) is not None:
        return "day"
    return "ytd" if since and shapes["since-new-year"].search(named.text) is not None else NOTHING


def whole_month_or_year(named: Named) -> Found | None:
    """Compare a month with the one before, and a past year with the end of the one before: 上月, 2023年全年."""
    whole = named.move.shapes["whole-month-or-year"].fullmatch(named.text)
    if whole is None:
        return None
    if whole["month"] is None:
        return "ytd"
    return None if named.move.text.startswith("累", named.token.end) else "mom"


def longer_than_day(named: Named) -> Found | None:
    """Give no basis for a move of a week, a month or a year."""
    shapes = named.move.shapes
    longer = shapes["longer-than-a-day"].search(named.text) and not shapes["day"].search(named.text)
    return NOTHING if longer else None


RULES: tuple[Callable[[Named], Found | None], ...] = (
    days_of_trading,
    day_of_trading,
    year_to_date,
    over_span,
    whole_month_or_year,
    longer_than_day,
)
