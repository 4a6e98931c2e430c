"""Reads news articles in Chinese and English and gives every numeric claim in them as a structured fact.

>>> import numfacts
>>> facts = numfacts.extract("公司上半年营收1.91亿元，同比增长35%。")

Importing this package is cheap: rules and libraries are loaded by the first extraction.
"""

from __future__ import annotations

import threading
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt

    from numfacts.document import Document
    from numfacts.pipeline import Extractor
    from numfacts.records import Fact

__version__ = "0.1.0"
__all__ = ["Document", "Extractor", "Fact", "__version__", "extract"]

_HOMES = {"Document": "numfacts.document", "Extractor": "numfacts.pipeline", "Fact": "numfacts.records"}
_lock = threading.Lock()
_default: Extractor | None = None


def extract(
    text: str, *, title: str | None = None, published: dt.date | None = None, id: str | None = None
) -> list[Fact]:
    """Extracts the facts of one text with the rules that come with the package.

    The offsets of the facts are code points of ``text`` exactly as given. ``published`` resolves relative periods;
    without it they stay null. The rules are loaded once and kept; use ``Extractor`` for other rules or options.
    Raises ``DocumentError`` for a text that cannot be processed.
    """
    global _default
    if _default is None:
        with _lock:
            if _default is None:
                from numfacts.pipeline import Extractor

                _default = Extractor()
    return _default.extract(text, title=title, published=published, id=id)


def __getattr__(name: str) -> Any:
    """Imports the public classes when they are first asked for."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)
