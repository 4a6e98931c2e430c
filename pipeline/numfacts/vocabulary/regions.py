"""Whose own news a document is: China's, or Taiwan's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numfacts.document import Document
    from numfacts.vocabulary.shapes import Shapes

HAN = re.compile("[\u4e00-\u9fff]")
TAIWAN = {"中国": "台湾", "中國": "台灣"}  # by how China is written there


def country_of(document: Document) -> str:
    """Give the name of China in the script of a document: of Traditional letters one in ten or more are converted."""
    letters = set(document.text)
    converted = HAN.findall("".join(letters.difference(document.normalized)))
    return "中國" if converted and len(converted) * 10 > len(HAN.findall("".join(letters))) else "中国"


def home_country(document: Document, shapes: Shapes) -> str:
    """Give the name of the country or region whose own news a document is, China where it is of no other."""
    country = country_of(document)
    return TAIWAN[country] if is_taiwans(document, shapes) else country


def is_taiwans(document: Document, shapes: Shapes) -> bool:
    """Say whether a document is news of Taiwan's own."""
    named = document.normalized_title or ""
    own = any(shapes["taiwan-news"].search(text) is not None for text in (named, document.normalized))
    return own and shapes["mainland-news"].search(document.normalized) is None
