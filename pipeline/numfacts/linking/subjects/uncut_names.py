"""The names of companies of which words that are verbs elsewhere are a part: 创新|长城, 合力|投资."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

LEAD = 3  # characters before a name in which the rest of it and the mark before that stand


def uncut_name(reading: Reading, mention: Mention, shapes: Shapes) -> Mention:
    """Give the whole name of a company that heads a clause, with the word before and behind that is cut from it."""
    start, end = mention.start, mention.end
    if reading.english or start is None or end is None or not reading.start <= start < reading.end:
        return mention
    lead = shapes["name-verb"].search(reading.text, max(reading.start, start - LEAD), start)
    tail = shapes["company-tail"].match(reading.text, end, reading.end)
    if lead is not None and shapes["company-does"].match(reading.text, end if tail is None else tail.end()) is not None:
        start = lead.start("verb")
    end = end if tail is None else tail.end()
    return Mention(reading.text[start:end], start, end)
