"""Sources that English cites by what they are or do, whatever their names: analysts at X, the consultancy X said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

# The shapes of sources, and how strongly each is cited: see Source.rank.
CITED = (("english-according", 2), ("english-analysts", 1), ("english-publisher", 1))


def english_sources(reading: Reading, shapes: Shapes) -> Iterator[tuple[Mention, int]]:
    """Give the sources that an English sentence cites, each with its rank."""
    for name, rank in CITED:
        for match in shapes[name].finditer(reading.text, reading.start, reading.end):
            start, end = next(match.span(group) for group, found in match.groupdict().items() if found)
            name = reading.text[start:end].rstrip(".")
            if shapes["no-english-source"].match(name) is None:
                yield Mention(name, start, start + len(name)), rank
