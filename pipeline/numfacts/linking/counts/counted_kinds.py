"""The kinds of things that counts are of, each with the metric that rules list words for: 9家电商平台 are companies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import Link
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.ruleset.kinds import MetricsFile

LONGEST = 14  # characters of a counted noun; a longer run is a clause


class CountedKinds:
    """Knows the metrics of counts by how the names of what is counted end."""

    def __init__(self, files: list[tuple[str, MetricsFile]]) -> None:
        counts = [
            (word, rule.metric) for _, file in files for rule in file.rules for word in rule.counted if rule.metric
        ]
        self._counts = sorted(counts, key=lambda item: -len(item[0]))

    def id_of(self, name: str) -> str | None:
        """Give the id of the metric of what is counted; null where no rule lists it."""
        return next((metric_id for word, metric_id in self._counts if name.endswith(word)), None)

    def link(self, reading: Reading, start: int, end: int) -> Link:
        """Read the text between two offsets as what is counted."""
        name = reading.text[start:end]
        return Link(Mention(name, start, end, self.id_of(name)), None, None, None)
