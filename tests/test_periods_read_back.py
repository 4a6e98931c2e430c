"""Properties of time expressions: every date, in every common writing, is read back."""

from __future__ import annotations

import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as st

from numfacts.periods import calendar
from numfacts.records import Period
from support.periods import EXAMPLES, PERIODS, PUBLISHED, resolve

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2049, 12, 31))
DIGITS = "〇一二三四五六七八九"
MONTHS = "January February March April May June July August September October November December".split()


def chinese(number: int) -> str:
    """A number below 100 in Chinese."""
    tens, ones = divmod(number, 10)
    return (DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (DIGITS[ones] if ones or not tens else "")


STYLES = {
    "zh": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "padded": lambda day: f"{day.year}年{day.month:02}月{day.day:02}日",
    "spaced": lambda day: f"{day.year} 年 {day.month} 月 {day.day} 日",
    "iso": lambda day: day.isoformat(),
    "slashes": lambda day: f"{day.year}/{day.month}/{day.day}",
    "numerals": lambda day: (
        f"{''.join(DIGITS[int(c)] for c in str(day.year))}年{chinese(day.month)}月{chinese(day.day)}日"
    ),
    "american": lambda day: f"{MONTHS[day.month - 1]} {day.day}, {day.year}",
    "british": lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    "short": lambda day: f"{MONTHS[day.month - 1][:3]} {day.day}, {day.year}",
    "until": lambda day: f"截至{day.year}年{day.month}月{day.day}日",
}


@EXAMPLES
@given(day=DAYS, style=st.sampled_from(sorted(STYLES)))
def test_every_date_is_read_back(day: dt.date, style: str) -> None:
    assert resolve(STYLES[style](day), None) == Period(day, day)


@EXAMPLES
@given(day=DAYS, style=st.sampled_from(["{0}年{1}月", "{0}年{1}月份", "{2} {0}", "截至{0}年{1}月30日止年度"]))
def test_every_month_is_read_back(day: dt.date, style: str) -> None:
    found = resolve("on " + style.format(day.year, day.month, MONTHS[day.month - 1]), None)
    if "止" not in style:
        assert found == calendar.containing("month", day)
    elif day.month != 2:
        assert found == calendar.back(dt.date(day.year, day.month, 30), 12)


@EXAMPLES
@given(first=DAYS, days=st.integers(1, 400))
def test_every_range_is_read_back(first: dt.date, days: int) -> None:
    last = first + dt.timedelta(days)
    text = f"{first.year}年{first.month}月{first.day}日至"
    text += f"{last.year}年" if last.year != first.year else ""
    text += f"{last.month}月{last.day}日" if (last.year, last.month) != (first.year, first.month) else f"{last.day}日"
    assert resolve(text, None) == Period(first, last)


@EXAMPLES
@given(day=DAYS, published=DAYS)
def test_an_undated_day_lies_near_publication(day: dt.date, published: dt.date) -> None:
    found = resolve(f"{day.month}月{day.day}日", published)
    if found is None:
        assert (day.month, day.day) == (2, 29)
    else:
        assert (found.start.month, found.start.day) == (day.month, day.day)
        assert -91 <= (published - found.start).days <= 366


@EXAMPLES
@given(published=DAYS, offset=st.integers(-1, 1), day=st.integers(0, 6))
def test_weeks_run_from_monday_to_sunday(published: dt.date, offset: int, day: int) -> None:
    found = resolve("上本下"[offset + 1] + "周" + "一二三四五六日"[day] + "，", published)
    if published.weekday() == 6 and offset < 0:
        offset = 0  # on a Sunday, last week is the one that ends
    monday = published - dt.timedelta(published.weekday() - 7 * offset)
    assert found == Period(monday + dt.timedelta(day), monday + dt.timedelta(day))


@EXAMPLES
@given(
    st.text(
        alphabet="0123456789年月日季周至到-/年底末初第一二三十上下半去今本前同期内截止较比与从 ofthe123Qq", max_size=40
    )
)
def test_expressions_lie_in_order_and_never_fail(text: str) -> None:
    found = PERIODS.find(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    for published in (None, PUBLISHED):
        for days in PERIODS.timeline(text, found, published):
            assert days is None or days.start <= days.end
    for one in found:
        assert isinstance(one.comparison, bool)
        assert one.basis is None or isinstance(one.basis, str)
