"""Where and when a text was written: on the mainland, in a morning digest, on the day of a wire's dateline."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numfacts.document import Document
    from numfacts.vocabulary.shapes import Shapes

LATE = 2  # days behind its dateline in which a story is published
HAN = re.compile("[\u4e00-\u9fff]")


def is_of_digest(document: Document) -> bool:
    """Say whether a text is a brief of the mainland of a known day that has no headline: a paragraph by itself.

    Such briefs are gathered before the markets open. In Traditional script, as Hong Kong writes, they are flashes.
    """
    text = document.normalized
    if document.published is None or document.normalized_title or "\n" in text.strip():
        return False
    return is_of_mainland(document)


def is_passed_on(document: Document, shapes: Shapes) -> bool:
    """Say whether a text was written for others to publish, a digest or a wire: what it tells of now has no day."""
    wired = shapes["wire-dated"].match(document.normalized) is not None
    return is_of_digest(document) or (wired and is_of_mainland(document))


def is_of_mainland(document: Document) -> bool:
    """Say whether a text is in Chinese, and in Simplified script: no character of it was converted."""
    if HAN.search(document.normalized) is None:
        return False
    return not any(HAN.match(char) for char in set(document.text) - set(document.normalized))


def written_on(document: Document, shapes: Shapes) -> dt.date | None:
    """Give the day of a wire's dateline that is shortly before that of publication: 路透纽约12月23日 - 金价上涨."""
    dated = shapes["wire-dated"].match(document.normalized) if document.published is not None else None
    if dated is None or document.published is None:
        return None
    days = (document.published - dt.timedelta(days=back) for back in range(1, LATE + 1))
    return next((day for day in days if (day.month, day.day) == (int(dated["m"]), int(dated["d"]))), None)
