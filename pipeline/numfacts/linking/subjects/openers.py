"""The company that opens a text without a title and tells of itself: 云杉科技表示，今年营收有望突破12亿元."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import metric_rule
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.vocabulary.shapes import Shapes
    from numfacts.vocabulary.tokens import Token

NAME = 8  # characters of the longest name of one who tells what is his own
OTHERS = ("assessor", "authority", "document", "medium", "official")  # who tell of others


def opener(text: str, first: list[Token], shapes: Shapes) -> Mention | None:
    """Give the company that opens a text, whose ``first`` sentence says what it is or tells figures of a company."""
    found = shapes["opener"].match(text)
    if found is None:
        return None
    if not found["what"] and not _has_figures(first, shapes, officer=found["officer"] is not None):
        return None
    if found["officer"] is not None and any(shapes[shape].search(found["name"]) is not None for shape in OTHERS):
        return None
    if not found["what"] and found["officer"] is None and shapes["organisation"].search(found["name"]) is None:
        return None
    return Mention(found["name"], *found.span("name"))


def own_teller(text: str, title: str, tokens: list[Token], shapes: Shapes) -> Mention | None:
    """Give whom title and text begin with, who tells what he does or earns himself: 云杉料去年亏损 over 云杉表示，…."""
    if not tokens or tokens[0].start or tokens[0].code not in "wC":
        return None
    end = next((token.start for token in tokens if token.code not in "wC"), 0)
    name = title[:end]
    if not 2 <= end <= NAME or not text.startswith(name):
        return None
    if any(shapes[shape].search(name) is not None for shape in OTHERS):
        return None
    tells = shapes["tells-own"].match(title, end) is not None and shapes["says-so"].match(text, end) is not None
    return Mention(name, 0, end) if tells else None


def _has_figures(tokens: list[Token], shapes: Shapes, *, officer: bool) -> bool:
    """Say whether a sentence names what a company has or makes; its ``officer`` tells of what has no id too: 客运量."""
    figures = shapes.group("company") | shapes.group("of-teller")
    rules = [rule for rule in map(metric_rule, tokens) if rule is not None]
    return any(rule.metric in figures or (officer and rule.metric is None) for rule in rules)
