"""What carries over from sentence to sentence of one document: periods, sources, subjects, earlier claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.attribution.reach import Attribution
from numfacts.linking.links import metric_rule
from numfacts.linking.subjects.linker import SubjectLinker
from numfacts.linking.times.timing import Timing

if TYPE_CHECKING:
    from numfacts.document import Document
    from numfacts.linking.attribution.sources import SourceLinker
    from numfacts.linking.claim import Claim
    from numfacts.linking.english.tagging import EnglishTagger
    from numfacts.linking.metrics.spoken import Topic
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.names import NameReader
    from numfacts.linking.subjects.topics import Topics
    from numfacts.periods import Periods
    from numfacts.vocabulary.shapes import Shapes

OPENING = 80  # characters within which a text that is of a programme names it


class Discourse:
    """The state that the claims of one document share while they are read in order."""

    def __init__(
        self,
        document: Document,
        periods: Periods,
        sources: SourceLinker,
        topics: Topics,
        names: NameReader,
        tagger: EnglishTagger,
        shapes: Shapes,
    ) -> None:
        self.claims: list[Claim] = []
        self._shapes = shapes
        reports_itself = self._reports_itself(document)
        self.subjects = SubjectLinker(
            document,
            topics,
            names,
            tagger,
            shapes,
            lambda name: sources.bodies.is_source(name) and not reports_itself,
        )
        self.published = document.published
        self.currency = document.currency
        self.rate: tuple[str | None, str | None] = (None, None)  # the currencies of the last exchange rate
        self._paragraph = -1
        self.topic: Topic | None = None  # what the sentence before speaks of, where it has no figure
        self.planned = False  # whether a sentence before in the paragraph tells of a plan
        self._plans = False
        self._headed = self._is_headed_by_plan(document)
        self.offered = False  # whether the text told of an offering that begins
        self.decided: int | None = None  # from where on the sentence lays down what is to be
        programme = shapes["programme"].search(document.normalized, 0, OPENING)
        self._programme = programme.end() if programme is not None else None
        self.goes_public = shapes["offers-english"].search(document.normalized) is not None
        self._text = document.normalized
        self.timing = Timing(document, periods, shapes)
        self.attribution = Attribution(sources, self.subjects, shapes)

    def _reports_itself(self, document: Document) -> bool:
        """Say whether the title opens with the source and a figure of its own: 高盛第四季度净营收."""
        tokens = document.title_mentions[:3]
        if not tokens or tokens[0].code not in "wSC":
            return False
        rules = (metric_rule(token) for token in tokens[1 : 2 + (len(tokens) > 2 and tokens[1].code == "P")])
        return any(rule is not None and rule.metric in self._shapes.group("company") for rule in rules)

    def _is_headed_by_plan(self, document: Document) -> bool:
        """Say whether the title, or the headline that the text opens with, tells of a plan: 某公司拟注销3万股."""
        text, plans = document.normalized, self._shapes["plans"]
        first = text.partition("\n")[0] if self._shapes["headline"].match(text) is not None else ""
        return plans.search(f"{document.normalized_title or ''}\n{first}") is not None

    def enter(self, reading: Reading) -> None:
        """Begin a sentence: take up its times and its source, and let go of those from another paragraph."""
        paragraph = self._text.rfind("\n", 0, reading.start)
        below = paragraph != self._paragraph
        anew = below and not self._goes_on_below(reading, paragraph)
        self.topic = None if anew else self.topic
        self.planned = (self._plans and not anew) or self._headed
        self._plans = self.planned or (
            "X" in reading.codes
            and any(
                token.code == "X" and self._shapes["plans"].match(reading.text, token.start) for token in reading.tokens
            )
        )
        if not self.offered:
            self.offered = self._shapes["offers"].search(reading.text, reading.start, reading.end) is not None
        found = self._shapes["decided"].search(reading.text, reading.start, reading.end)
        stands = self._shapes["so-far"].match(reading.text, reading.start) is not None
        self.decided = found.end() if found is not None else None if stands else self._programme
        self.timing.enter(reading, anew=anew)
        self.subjects.enter(reading, self.attribution.enter(reading, anew=anew), anew=below)
        self._paragraph = paragraph

    def _goes_on_below(self, reading: Reading, above: int) -> bool:
        """Say whether a paragraph goes on with what ends at ``above``: by 其中, by a list's mark, or behind a colon."""
        if reading.english or above < 0:
            return False
        marked = self._shapes["of-the-above"].match(reading.text, reading.start) is not None
        return marked or self._text[:above].rstrip().endswith(":")
