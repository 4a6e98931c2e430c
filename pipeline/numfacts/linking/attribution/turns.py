"""Where a text turns from what a source told to something else, or goes on with the figures told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numfacts.linking.attribution.bodies import Bodies
    from numfacts.linking.attribution.sources import Source
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

TOLD = frozenset("RX")  # codes of what someone says or foresees
QUOTE = "“"
QUOTED = ("”。", "。”")  # behind what someone said, word for word
NAMED = ("w", "S", "C")


class Turns:
    """Tells which sentences are no more of the source that was cited before them."""

    def __init__(self, bodies: Bodies, shapes: Shapes) -> None:
        self._bodies = bodies
        self._shapes = shapes

    def away(self, reading: Reading, held: Source) -> bool:
        """Say whether a sentence makes a claim of its own, behind what someone said."""
        if self._shapes["others-say"].match(reading.text, reading.start) is not None:
            return True
        if self._shapes["registry"].search(held.mention.text or "") is not None:
            told = self._shapes["breakdown"].match(reading.text, reading.start)
            return told is None and self._shapes["registered"].search(reading.text, reading.start, reading.end) is None
        if held.rank == 0 and self._shapes["claims-anew"].match(reading.text, reading.start) is not None:
            return True
        if (
            held.rank == 0
            and reading.text.endswith(QUOTED, 0, reading.start)
            and self._shapes["besides"].match(reading.text, reading.start)
        ):
            return True  # 分析师林海表示，“…”。此外，市场….
        return not (reading.english or held.collected or held.rank == 2) and self._goes_elsewhere(reading, held)

    def _goes_elsewhere(self, reading: Reading, held: Source) -> bool:
        """Say whether a Chinese sentence opens with a scene, or with another who does something."""
        text, source = reading.text, held.mention.text or ""
        if self._shapes["scene"].match(text, reading.start) is not None:
            return True
        if self._shapes["head-of-state"].search(source) is not None:
            return not (set(reading.codes) & TOLD or QUOTE in text[reading.start : reading.end])
        learnt = self._shapes["heard-from"].match(text, held.mention.end or 0) is not None
        return (held.rank == 0 or learnt) and self._is_of_another(reading, source, learnt=learnt)

    def _is_of_another(self, reading: Reading, source: str, *, learnt: bool) -> bool:
        """Say whether a sentence opens with a body that is not the source, or with a place of which that was not asked.

        Such a place comes with a time of its own, behind a source of the whole country: 青屿省11月中旬开始发放补贴.
        """
        if self._shapes["breakdown"].match(reading.text, reading.start) is not None:
            return False  # 期内，政府收入减少
        first = next((place for place, code in enumerate(reading.codes) if code not in "P,"), None)
        if first is None or reading.codes[first] not in NAMED:
            return False
        last = first
        while (
            reading.codes[last + 1 : last + 2] in NAMED and reading.tokens[last].end == reading.tokens[last + 1].start
        ):
            last += 1
        start, following = reading.tokens[first].start, reading.codes[last + 1 : last + 2]
        name = reading.text[start : reading.tokens[last].end]
        if learnt and following == "P" and self._shapes["elsewhere"].fullmatch(name) is not None:
            return self._shapes["elsewhere"].match(source) is None
        another = (
            self._shapes["authority"].search(name) is not None
            and self._bodies.is_source(name)
            and name not in source
            and source not in name
        )
        return another and following not in (",", ":", "j")


class Series:
    """Keeps whom a sentence names last, for those behind that go on with its figures: ..., 某部9日公布。其中...."""

    def __init__(self, bodies: Bodies, shapes: Shapes) -> None:
        self._bodies = bodies
        self._shapes = shapes
        self._source: Source | None = None
        self._metrics: set[str] = set()

    def begin(self, reading: Reading, source: Source | None) -> None:
        """Take up the body that stands behind the figures of a Chinese sentence, or none."""
        last = source is not None and source.closing and not reading.english
        self._source = (
            source if last and source is not None and self._bodies.is_source(source.mention.text or "") else None
        )
        self._metrics = _metrics(reading) if self._source is not None else set()

    def go_on(self, reading: Reading) -> Source | None:
        """Give the body while each sentence tells of its figures: of what they measure, or a part of them."""
        again = self._shapes["breakdown|figures-again"].match(reading.text, reading.start) is not None
        if self._source is not None and not again and self._metrics.isdisjoint(_metrics(reading)):
            self._source = None
        return self._source


def _metrics(reading: Reading) -> set[str]:
    return {reading.text[token.start : token.end] for token in reading.tokens if token.code == "M"}
