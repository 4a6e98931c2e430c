"""Sources that English cites by what they are or do, whatever their names: analysts at X, the consultancy X said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.speakers import speakers
from numfacts.records import Mention

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

REPORT_OF = "english-report-of"
SAID_BEHIND = "english-said-behind"
# The shapes of sources, and how strongly each is cited: see Source.rank.
CITED = (
    ("english-according", 2),
    ("english-analysts", 1),
    ("english-publisher", 1),
    ("english-reviser", 1),
    (REPORT_OF, 1),
    (SAID_BEHIND, 0),
)
BODIES = frozenset([REPORT_OF, SAID_BEHIND])  # shapes in which only bodies are sources


def english_sources(reading: Reading, shapes: Shapes, is_body: Callable[[str], bool]) -> Iterator[tuple[Mention, int]]:
    """Give the sources that an English sentence cites, each with its rank; of who said what precedes, only bodies."""
    for shape, rank in CITED:
        for match in shapes[shape].finditer(reading.text, reading.start, reading.end):
            start, end = next(match.span(group) for group, found in match.groupdict().items() if found)
            start += len("The ") if reading.text.startswith("The ", start) else 0
            name = reading.text[start:end].rstrip(".")
            if shapes["no-english-source"].match(name) is None and (shape not in BODIES or is_body(name)):
                yield Mention(name, start, start + len(name)), rank
    for speaker in speakers(reading, shapes):
        yield speaker, 0
