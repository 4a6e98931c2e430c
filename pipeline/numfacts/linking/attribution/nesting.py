"""Which of the sources of a sentence stand in the words of another, or in brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.reading import STRONG

if TYPE_CHECKING:
    from numfacts.linking.attribution.sources import Source
    from numfacts.linking.reading import Reading


def outermost(reading: Reading, sources: list[Source]) -> list[Source]:
    """Give those of the sources before a quantity that stand in no words of another.

    What someone says others foresee is his: 甲表示，某央行将预测3%; but not behind a value of his own.
    """
    kept: list[Source] = []
    for source in sources:
        last = kept[-1] if kept else None
        foretold = last is not None and reading.codes[source.position] == "X" and not ends_item(reading, last, source)
        speaks = last is not None and (last.rank == 0 or reading.codes[last.position] == "X")
        if not (foretold and speaks) or last is None or last.mention.text == source.mention.text:
            kept.append(source)
    return kept


def ends_item(reading: Reading, source: Source, later: Source) -> bool:
    """Say whether what a source told has ended before another: with a value, or with a semicolon."""
    text = reading.text[reading.tokens[source.position].end : reading.tokens[later.position].start]
    return "Q" in reading.codes[source.position : later.position] or not set(text).isdisjoint(STRONG)


def in_brackets(reading: Reading, source: Source) -> bool:
    """Say whether a source tells only what stands in brackets: 美股盘初(某行行长发布会结束)涨至6点."""
    _, opened, inside = reading.codes[: source.position].rpartition("(")
    return bool(opened) and ")" not in inside and ")" in reading.codes[source.position :]
