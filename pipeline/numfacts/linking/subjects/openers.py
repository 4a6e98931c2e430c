"""The company that opens a text without a title and tells of itself: 云杉科技表示，今年营收有望突破12亿元."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import metric_rule
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.vocabulary.shapes import Shapes
    from numfacts.vocabulary.tokens import Token


def opener(text: str, first: list[Token], shapes: Shapes) -> Mention | None:
    """Give the company that opens a text, whose ``first`` sentence says what it is or tells figures of a company."""
    found = shapes["opener"].match(text)
    if found is None:
        return None
    if not found["what"] and not (_is_company(found["name"], found["officer"], shapes) and _has_figures(first, shapes)):
        return None
    if shapes["of-the-world"].match(text, found.end()) is not None:
        return None
    return Mention(found["name"], *found.span("name"))


def _is_company(name: str, officer: str | None, shapes: Shapes) -> bool:
    """Say whether a name is that of a company, by its kind or by the officer behind it."""
    return officer is not None or shapes["organisation"].search(name) is not None


def _has_figures(tokens: list[Token], shapes: Shapes) -> bool:
    """Say whether a sentence names what a company has or makes."""
    figures = shapes.group("company") | shapes.group("of-teller")
    return any((rule := metric_rule(token)) is not None and rule.metric in figures for token in tokens)
