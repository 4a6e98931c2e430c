"""The noun phrases before a verb of telling in a Chinese clause, one of which may be who tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from numfacts.linking.attribution.heads import NAMED
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.attribution.bodies import Bodies
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes


class Phrase(NamedTuple):
    """A noun phrase before a verb of telling, and the known source in it, if any."""

    start: int
    end: int
    known: Mention | None


class NounPhrases:
    """Reads the noun phrases of clauses."""

    def __init__(self, bodies: Bodies, shapes: Shapes) -> None:
        self._bodies = bodies
        self._shapes = shapes

    def before(self, reading: Reading, begin: int, limit: int) -> list[Phrase]:
        """Give the noun phrases before a verb of telling, those of one name joined, but for places it is told at."""
        phrases: list[Phrase] = []
        tokens, codes = reading.tokens, reading.codes
        passed = -1
        bar = max(reading.text.rfind(mark, reading.start, tokens[limit].start) for mark in "丨|")  # a wire's name
        for position in reading.before(limit, begin):
            start, end = tokens[position].start, tokens[position].end
            if phrases and phrases[-1].end == start and self._is_rest(reading, position):
                phrases[-1] = phrases[-1]._replace(end=end)
                continue
            if codes[position] not in NAMED or start < bar:
                continue
            if start == passed:
                passed = end
                continue
            known = Mention(reading.text[start:end], start, end) if codes[position] == "C" else None
            last = phrases[-1] if phrases else None
            if last is not None and self._is_joined(reading, last, position):
                phrases[-1] = Phrase(last.start, end, last.known or known)
            elif position > begin and self._is_told_at(reading, position - 1):
                passed = end
            else:
                phrases.append(Phrase(start, end, known))
        return phrases

    def _is_rest(self, reading: Reading, position: int) -> bool:
        """Say whether what looks like a comparison is the last character of a name: 李佳超."""
        token = reading.tokens[position]
        return token.code == "k" and token.end - token.start == 1

    def _is_joined(self, reading: Reading, last: Phrase, position: int) -> bool:
        """Say whether a token goes on with the phrase before: 某部|副部长, 证券投资基金业协会 with 基金 a metric."""
        start, joint = reading.tokens[position].start, reading.tokens[position - 1]
        gap = reading.text[last.end : start]
        if gap in ("", "的", " ", "》"):
            return True
        if len(gap) == 1 and gap.isalpha() and reading.tokens[position].end - last.start == len("王春英"):
            return True  # a person's name of which a character is a time elsewhere
        runs_on = joint.code == "M" and (joint.start, joint.end) == (last.end, start)
        return runs_on and self._bodies.is_body(reading.text[last.start : last.end])

    def _is_told_at(self, reading: Reading, position: int) -> bool:
        """Say whether a token is what the place or the paper stands behind at which something is told."""
        start = reading.tokens[position].start
        return reading.codes[position] in "sLt" and self._shapes["said-at"].match(reading.text, start) is not None
