"""The plans and gatherings that a document calls by their names: 「青禾」计划, 某某入境计划, 「碧海论坛」."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numfacts.vocabulary.shapes import Shapes

NAMED_WITHIN = 600  # characters before such a word in which the plan it means is named
# Those between quotation marks, those that are plans by what they are for, and those without either.
SHAPES = ("undertaking", "undertaking-sure", "undertaking-written")
ONCE = SHAPES[:2]  # of which one that stands once is a plan


def undertakings(text: str, chars: frozenset[str], shapes: Shapes) -> Iterator[str]:
    """Yield the names of undertakings: those between quotation marks, and those that clauses begin with.

    One that stands once without such marks may only say what someone plans to do: 某公司计划. The text, which its title
    goes before, has no other characters than ``chars``.
    """
    names: set[str] = set()
    for shape in SHAPES:
        found = [match[match.lastindex or 0] for match in shapes.found(shape, text, chars)]
        names.update(name for name in found if shape in ONCE or text.count(name) > 1)
    yield from sorted(names)
    if any(name.endswith("计划") for name in names):
        yield from sorted(shapes.words("plan-again"))


def taken_up(text: str, title: str, end: int, shapes: Shapes) -> Mention | None:
    """Give the plan that a text has named last before an offset, or else its title: 「青禾入境计划」……新计划."""
    for source, limit in ((text, end), (title, len(title))):
        begin = max(limit - NAMED_WITHIN, 0)
        found = [match for shape in SHAPES for match in shapes[shape].finditer(source, begin, limit)]
        if found:
            last = max(found, key=lambda match: match.start())
            at = last.lastindex or 0
            return Mention(last[at], *(last.span(at) if source is text else (None, None)))
    return None
