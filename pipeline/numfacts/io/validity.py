"""What a document must be before it is processed: text that can be written again, not blank, with a true date."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

_ISO_DATE: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ][0-9:.,]{2,20}(?: ?Z| ?[+-][0-9:]{2,8})?)?")


def flaw(id: str, text: str, title: str | None, *, whole: bool) -> str | None:
    """Says what makes a document unfit, null where nothing does; ``whole`` is one that is a file by itself."""
    for field, value in (("text", text), ("title", title or ""), ("id", id)):
        if "\0" in value:
            return f"a NUL character in the {field}, at offset {value.index(chr(0))}"
        try:
            value.encode()
        except UnicodeEncodeError as error:
            return f"a lone surrogate in the {field}, at offset {error.start}"
    if not text.strip():
        what = "blank: nothing but white space" if text else "empty"
        return what if whole else f"the text is {what}"
    return None


def day(text: str) -> dt.date:
    """Reads the day of an ISO date or time; raises ValueError with what is wrong."""
    match = _ISO_DATE.fullmatch(text)
    try:
        return dt.date.fromisoformat(match[1] if match else "")
    except ValueError:
        raise ValueError(f'"published" is not a date (YYYY-MM-DD): {text[:40]!r}') from None
