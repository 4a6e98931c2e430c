"""When a text was written: on the day of a wire's dateline."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numfacts.document import Document
    from numfacts.vocabulary.shapes import Shapes

LATE = 2  # days behind its dateline in which a story is published


def written_on(document: Document, shapes: Shapes) -> dt.date | None:
    """Give the day of a wire's dateline that is shortly before that of publication: 路透纽约12月23日 - 金价上涨."""
    dated = shapes["wire-dated"].match(document.normalized) if document.published is not None else None
    if dated is None or document.published is None:
        return None
    days = (document.published - dt.timedelta(days=back) for back in range(1, LATE + 1))
    return next((day for day in days if (day.month, day.day) == (int(dated["m"]), int(dated["d"]))), None)
