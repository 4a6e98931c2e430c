"""Parts of a fiscal year: a third quarter that an English text says when it ended, 截至1月底止，上季."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from numfacts.periods import calendar
from numfacts.programs import later
from numfacts.records import Period

if TYPE_CHECKING:
    from collections.abc import Callable

    from numfacts.periods.expressions import TimeExpression

MONTHS = {"quarter": 3, "half": 6, "year": 12}
QUARTERS = 9  # months of three of them
PARTS = {"quarter": 3, "half": 6}  # months of the parts of a year that are told by number
DAYS = {
    3: range(88, 93),
    6: range(180, 185),
    QUARTERS: range(272, 276),
}  # between the first and the last of so many months
BETWEEN = later(r",? ?(?:or |the )*(?:(?:that )?(?:ended|ending|to|through)(?: on| in)? )?")
SPAN = later(
    r"(?i:(?:three|six)[ -]months|quarter|half|half[ -]year) (?:that )?(?:ended|ending|to|through)(?: on| in)? $"
)
REACH = 32  # characters before a day in which what it closes may stand


def fiscal_parts(
    text: str, expressions: list[TimeExpression], resolve: Callable[[TimeExpression], Period | None]
) -> dict[int, Period]:
    """Give the periods of quarters and halves that a text tells by number, by the offset at which each begins.

    A part is told by the months that stand right behind it (the third quarter ended June 30, the second quarter, or
    three months to September), or by the only three or six months of a text that names but one such part.
    The others follow from it: behind a third quarter that ended in June, the fourth began in July.
    """
    if not any(_months(expression) for expression in expressions):
        return {}
    spans = {
        place: period
        for place, expression in enumerate(expressions)
        if not _months(expression) and _closes(text, expression) and (period := resolve(expression)) is not None
    }
    parts: dict[int, Period] = {}
    for months in PARTS.values():
        numbered = [place for place, expression in enumerate(expressions) if _months(expression) == months]
        fitting = {place: period for place, period in spans.items() if _is_whole(period, months)}
        parts |= _of_length(text, expressions, numbered, fitting, months)
    return parts


def _of_length(
    text: str, expressions: list[TimeExpression], numbered: list[int], spans: dict[int, Period], months: int
) -> dict[int, Period]:
    """Give the periods of the numbered parts of a length, of which ``spans`` are those that the text dates."""
    known: dict[int, Period] = {}
    for place in numbered:
        period = spans.get(place + 1)
        if period is not None and BETWEEN.fullmatch(text, expressions[place].end, expressions[place + 1].start):
            known[_number(text, expressions[place])] = period
    if not known and len(set(spans.values())) == 1 and len({_number(text, expressions[at]) for at in numbered}) == 1:
        known[_number(text, expressions[numbered[0]])] = next(iter(spans.values()))
    first = min(known, default=0)
    return {
        expressions[place].start: known[number] if number in known else moved(known[first], months * (number - first))
        for place in numbered
        if known and (number := _number(text, expressions[place]))
    }


def _months(expression: TimeExpression) -> int:
    """Give the months of a quarter or half by number, of a year that it does not tell; 0 of any other expression."""
    rules = [atom.rule for atom in expression.atoms]
    told = len(rules) == 1 and expression.english and not expression.dated
    return PARTS.get(rules[0].op, 0) if told else 0


def _number(text: str, expression: TimeExpression) -> int:
    atom = expression.atoms[0]
    return atom.rule.number(text, atom)


def _closes(text: str, expression: TimeExpression) -> bool:
    """Say whether an expression holds the end of some months: three months ended June, the quarter to June 30."""
    if not expression.english:
        return False
    closed = expression.atoms[0].rule.op == "span" and len(expression.atoms) > 1
    return closed or SPAN.search(text, max(expression.start - REACH, 0), expression.start) is not None


def _is_whole(period: Period, months: int) -> bool:
    """Say whether a period is of so many whole months."""
    return (period.end - period.start).days in DAYS[months] and (period.end + dt.timedelta(days=1)).day == 1


def is_part(expression: TimeExpression) -> bool:
    """Say whether an expression is a quarter or a half of a year by its number: 首季, 去年下半年."""
    return expression.atoms[-1].rule.op in ("quarter", "half")


def months_apart(told: Period, meant: Period) -> int:
    """Give by how many months what is meant lies behind what is told of the calendar."""
    return 12 * (meant.start.year - told.start.year) + meant.start.month - told.start.month


def moved(period: Period, months: int) -> Period:
    """Give the months that are so many later."""
    end = calendar.add_months(calendar.add_days(period.end, 1), months)
    return Period(calendar.add_months(period.start, months), calendar.add_days(end, -1))


def closed(day: TimeExpression, end: Period, expression: TimeExpression, period: Period) -> Period:
    """Give the quarter, half or year that ``day`` ends, where ``expression`` names one right behind it.

    Without a word for the end it does so only where quarters of the calendar end: 截至10月底，第三季 is none. So do
    three quarters with one: 截至12月底止首三季.
    """
    months = MONTHS.get(calendar.grain(period) or "") or (QUARTERS if _is_whole(period, QUARTERS) else None)
    if months is None or day.role != "until":
        return period
    shapes, start = expression.shapes, expression.start
    between = shapes["ended-behind"].fullmatch(expression.text, day.end, start)
    numbered = shapes["fiscal-by-number"].fullmatch(expression.text, start, expression.end) is not None
    if between is None or (expression.dated and not numbered):
        return period
    if months == MONTHS["year"] and not numbered and not shapes["year-of-accounts"].match(expression.text, start):
        return period
    if not between["ended"] and (months == QUARTERS or not calendar.ends_quarter(calendar.instant(end.end))):
        return period
    return calendar.back(end.end, months) or period
