"""The time expressions of the shipped rules."""

from __future__ import annotations

import datetime as dt
import re

import msgspec
from hypothesis import settings

from numfacts.periods import Periods, TimeExpression
from numfacts.records import Period
from numfacts.ruleset import load_rules
from numfacts.ruleset.kinds import GroupsFile, PeriodsFile, ShapesFile
from numfacts.vocabulary.shapes import Shapes

SHIPPED = load_rules()
FILE = SHIPPED.combined(PeriodsFile)
SHAPES = Shapes(SHIPPED.of(ShapesFile), SHIPPED.of(GroupsFile))
PERIODS = Periods(FILE, SHAPES)
EXAMPLES = settings(max_examples=200, deadline=None)  # a loaded machine is no failure
PUBLISHED = dt.date(2025, 4, 9)  # a Wednesday


def period(written: str | None) -> Period | None:
    """The period of ``first~last`` or of one day; none of ``-``."""
    if written is None or written == "-":
        return None
    first, _, last = written.partition("~")
    return Period(dt.date.fromisoformat(first), dt.date.fromisoformat(last or first))


def only(text: str) -> TimeExpression:
    """The one expression of a text."""
    (found,) = PERIODS.find(text)
    return found


def resolve(text: str, published: dt.date | None = PUBLISHED, **known: object) -> Period | None:
    """The period of the one expression of a text."""
    context = PERIODS.context(published, text)
    return PERIODS.resolve(only(text), msgspec.structs.replace(context, **known))


def timeline(text: str, published: dt.date | None = None) -> list[tuple[str, Period | None]]:
    """Every expression of a text and its period, each in the light of the others."""
    found = PERIODS.find(text)
    resolved = PERIODS.timeline(text, found, published)
    return [(text[one.start : one.end], days) for one, days in zip(found, resolved, strict=True)]


def table(written: str) -> list[tuple[str, ...]]:
    """Rows that end with ``;``, in cells divided by ``|``."""
    return [tuple(cell.strip() for cell in row.split("|")) for row in re.split(r";\s", written.strip())]
