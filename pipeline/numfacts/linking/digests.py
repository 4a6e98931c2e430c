"""Whether a text is of the mainland, and an item of a morning digest, which tells of the sessions of the day before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numfacts.document import Document

HAN = re.compile("[\u4e00-\u9fff]")


def is_of_digest(document: Document) -> bool:
    """Say whether a text is a brief of the mainland of a known day that has no headline: a paragraph by itself.

    Such briefs are gathered before the markets open. In Traditional script, as Hong Kong writes, they are flashes.
    """
    text = document.normalized
    if document.published is None or document.normalized_title or "\n" in text.strip():
        return False
    return is_of_mainland(document)


def is_of_mainland(document: Document) -> bool:
    """Say whether a text is in Chinese, and in Simplified script: no character of it was converted."""
    if HAN.search(document.normalized) is None:
        return False
    return not any(HAN.match(char) for char in set(document.text) - set(document.normalized))
