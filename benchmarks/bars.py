"""What has to hold, in ratios of one run: the floors that CI refuses to fall below, and the aims beyond them."""

from __future__ import annotations

from typing import Final, NamedTuple

from growth import Growth, Memory
from measures import EXTRACT, NUMFACTS, Report
from peers import JIEBA, JIONLP, RECOGNIZERS


class Bar(NamedTuple):
    """A figure that was measured, null where it was not, and what it has to be at least (``>=``) or below (``<``)."""

    name: str
    reached: float | None
    sign: str
    floor: float
    aim: float

    def holds(self, limit: float) -> bool | None:
        """Say whether the figure is within a limit; null for what was not measured."""
        if self.reached is None:
            return None
        return self.reached >= limit if self.sign == ">=" else self.reached < limit


# Floor and aim. The floors leave a third for what else a machine does; they are for the text of the corpus.
SPEED: Final = (0.13, 4.0)
JIONLP_SPEED: Final = (0.5, 10.0)
RECOGNIZERS_SPEED: Final = (10.0, 200.0)
START: Final = (0.65, 0.5)
LINEAR: Final = (1.4, 1.3)
FLAT: Final = (1.1, 1.05)
MEGABYTES: Final = (150.0, 150.0)


def bars(report: Report, growth: dict[str, Growth], memory: Memory | None) -> list[Bar]:
    """List every bar with what was reached."""
    ratios = {name: peer.ratio for name, peer in report.peers.items()}
    start = report.start.get(EXTRACT)
    found = [
        Bar(f"speed, x {JIEBA}", report.speed[NUMFACTS].ratio, ">=", *SPEED),
        Bar(f"speed, x {JIONLP}", ratios.get(JIONLP), ">=", *JIONLP_SPEED),
        Bar(f"speed, x {RECOGNIZERS}", ratios.get(RECOGNIZERS), ">=", *RECOGNIZERS_SPEED),
        Bar("one article from start to end, x import spacy", start.ratio if start else None, "<", *START),
    ]
    found += [Bar(f"cost by {name}, largest / smallest", grown.ratio, "<", *LINEAR) for name, grown in growth.items()]
    if memory is not None:
        sizes = list(memory.megabytes.values())
        found += [
            Bar("memory, last / first", sizes[-1] / sizes[0], "<", *FLAT),
            Bar("memory, megabytes", max(sizes), "<", *MEGABYTES),
        ]
    return found
