"""Which source a claim is cited from: of its sentence, or of one before in the same report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.reading import is_expected
from numfacts.linking.sources import Source
from numfacts.records import Mention, Span

if TYPE_CHECKING:
    from numfacts.document import Document
    from numfacts.linking.reading import Reading
    from numfacts.linking.sources import SourceLinker
    from numfacts.linking.subjects.choosing import SubjectLinker
    from numfacts.numbers.quantity import Quantity
    from numfacts.records import Modality
    from numfacts.vocabulary.shapes import Shapes

TITLE_REACH = 30  # characters before an English name in which its bearer's office may stand
TITLE = 2  # characters of the titles of most officials
PERSON = 4  # characters of most personal names
BRAND = 2  # characters that a company and what belongs to it begin with alike
COUNTED = frozenset(["count", "person"])  # kinds of quantities that officials report rather than decide


class Citing:
    """Gives the claims of one document their sources, sentence by sentence."""

    def __init__(self, document: Document, linker: SourceLinker, subjects: SubjectLinker, shapes: Shapes) -> None:
        self._linker = linker
        self._subjects = subjects
        self._shapes = shapes
        self._found: list[Source] = []
        self._examiner: Source | None = None  # who examined something in the sentence before
        self._examined: Source | None = None  # whose examination had the results that are told
        self._held: Source | None = None  # what carries over to the sentences that follow
        self._before: Source | None = None  # what carried over to this one
        self._last: Source | None = None  # the last one cited, in whatever paragraph
        self._speaker: Source | None = None
        self._reporter = self._of_title(document)

    def _of_title(self, document: Document) -> Source | None:
        """Give the body whose report a title says a text is, where the text itself names it nowhere: 卫健委:新增5例."""
        found = self._shapes["title-source"].match(document.normalized_title or "")
        if found is None or found[1] in document.normalized or not self._linker.is_source(found[1]):
            return None
        if any(self._shapes[shape].search(found[1]) for shape in ("medium", "unnamed", "paper")):
            return None
        return Source(Mention(found[1], None, None), 0, 1, False)

    def enter(self, reading: Reading, *, anew: bool) -> Span:
        """Begin a sentence; ``anew`` says that it is the first of its paragraph. Give where its source stands."""
        if (anew and not self._goes_on(reading)) or (self._held is not None and self._ends(reading, self._held)):
            self._held = None
        if anew and self._last is not None and self._shapes["same-house"].match(reading.text, reading.start):
            self._held = self._last
        self._speaker = None if anew else self._speaker
        self._found = self._linker.find(reading)
        if self._examiner is not None and not anew and self._shapes["result"].match(reading.text, reading.start):
            self._found, self._examined = [self._examiner], self._examiner
        self._examiner = self._linker.examiner(reading)
        cited = self._held is not None and self._held.rank == 2
        if cited and self._shapes["same-report"].match(reading.text, reading.start):
            self._found = []
        if (
            not self._found
            and self._speaker is not None
            and self._shapes["pronoun-says"].match(reading.text, reading.start)
        ):
            self._held = self._speaker
        self._before = self._held
        if self._found:
            self._held = max(reversed(self._found), key=lambda source: source.rank)
            self._speaker = next((source for source in self._found if source.rank == 0), self._speaker)
            self._last = self._held
            mention = self._held.mention
            return Span(mention.start or 0, mention.end or 0)
        return Span(0, 0)

    def _goes_on(self, reading: Reading) -> bool:
        """Say whether an English report of what an office has published goes on about it in the next paragraph."""
        name = self._held.mention.text if self._held is not None else None
        about = self._subjects.focus.topic
        return (
            reading.english
            and about is None
            and name is not None
            and self._shapes["statistics"].search(name) is not None
        )

    def source(
        self,
        reading: Reading,
        index: int,
        quantity: Quantity,
        metric: Mention | None,
        subject: Mention | None,
        modality: Modality,
    ) -> Mention | None:
        """Give the source of the quantity at ``index``, unless it speaks of its own, or of what all expect."""
        found = self._governing(reading, index) if self._found or self._before is not None else None
        found = self._reporter if self._last is None and not reading.english else found
        if found is None or (found is not self._examined and self._speaks_of_itself(reading.text, found, subject)):
            return None
        start = reading.tokens[index].start
        if self._shapes["expected-by-all"].search(reading.text, max(reading.start, start - 16), start):
            return None
        if is_expected(reading, index, self._shapes):
            return None
        if self._decides(reading, found, quantity, metric, modality):
            return None
        if not reading.english and self._does(reading, index, found, metric, subject):
            return None
        return found.mention

    def _does(
        self, reading: Reading, index: int, source: Source, metric: Mention | None, subject: Mention | None
    ) -> bool:
        """Say whether a source tells of its own doings, in Chinese: what it announces, levies, holds or has done."""
        metric_id = metric.id if metric is not None else None
        if metric_id in self._shapes.group("reported"):
            return False
        if metric_id in self._shapes.group("levied"):
            return True
        of = f"{subject.text if subject is not None else ''} {metric.text if metric is not None else ''}"
        if self._shapes["own-fund"].search(of) is not None:
            return True
        if metric_id not in self._shapes.group("traded") and self._runs(reading, source, of):
            return True
        if source not in self._found or source.rank == 2:
            return False
        verb = reading.tokens[source.position]
        if self._shapes["announces"].match(reading.text, verb.start):
            return True
        begin = reading.clause_start(index)
        while begin < index and reading.codes[begin] in "PX":
            begin += 1
        start = reading.tokens[begin].start if begin else reading.start
        return self._shapes["own-act"].match(reading.text, start) is not None

    def _governing(self, reading: Reading, index: int) -> Source | None:
        """Give the source in force at a token: the strongest and then nearest before it, or a closing one."""
        governing = [
            source
            for source in self._found
            if (source.position < index or source.closing) and not self._parted(reading, source.position, index)
        ]
        if not reading.english and any(source.position < index for source in governing):
            governing = [source for source in governing if source.position < index]
        return max(reversed(governing), key=lambda source: source.rank) if governing else self._before

    def _parted(self, reading: Reading, one: int, other: int) -> bool:
        """Say whether an English source and a quantity belong to two events: ..., as police warned."""
        if not reading.english:
            return False
        source, quantity = reading.tokens[one].start, reading.tokens[other].start
        if source < quantity:
            return self._shapes["meanwhile"].search(reading.text, source, quantity) is not None
        return self._shapes["told-meanwhile"].search(reading.text, quantity, source) is not None

    def _ends(self, reading: Reading, held: Source) -> bool:
        """Say whether a sentence makes a claim of its own, behind what someone said."""
        return held.rank == 0 and self._shapes["claims-anew"].match(reading.text, reading.start) is not None

    def _speaks_of_itself(self, text: str, source: Source, subject: Mention | None) -> bool:
        """Say whether a source is the subject of the claim, of the document, or speaks for a company of its own.

        Its analysts, whose title stands behind it, speak of others; a site passes on what a company tells.
        """
        mention = source.mention
        if mention.end is not None and self._shapes["analyst"].match(text, mention.end) is not None:
            return False
        if self._subjects.focus.of_company and self._shapes["relay"].match(text, mention.start or 0) is not None:
            return True
        topic = self._subjects.focus.topic
        speaker = topic.mention if topic is not None and (topic.company or not topic.english) else None
        for whom in (subject, speaker):
            if self._linker.speaks_of_itself(mention, whom) or (whom is not None and self._voices(mention, whom)):
                return True
        name = mention.text or ""
        if source.rank == 0 and (self._heads_title(name) if name.isascii() else self._is_officer(text, name)):
            return True
        if source.rank == 0 and subject is not None and (subject.text or "").startswith(name[:BRAND]):
            return not (self._linker.is_body(name) or name.isascii() or self._shapes["office"].search(name))
        officer = self._shapes["officer"].search(mention.text or "")
        return (
            officer is not None
            and subject is None
            and not self._linker.is_body((mention.text or "")[: officer.start()])
        )

    def _voices(self, source: Mention, whom: Mention) -> bool:
        """Say whether a source only speaks for someone: 云杉科技官方, but not 青屿省官方."""
        name = whom.text or ""
        rest = (source.text or "").removeprefix(name)
        return (
            rest != source.text
            and self._shapes["own-voice"].match(rest) is not None
            and not self._subjects.is_place(whom)
        )

    def _is_officer(self, text: str, name: str) -> bool:
        """Say whether a person has been introduced as an officer of whom the document is about: 云杉科技总经理林海."""
        topic = self._subjects.topic
        start = text.find(name)
        lead = text[max(0, start - TITLE_REACH) : start]
        office = [match.end() for match in self._shapes["officer"].finditer(lead)]
        if topic is None or len(name) > PERSON or len(lead) not in office:
            return False
        return "公司" in lead or (topic.text or "") in lead

    def _heads_title(self, name: str) -> bool:
        """Say whether a title begins with a name and a colon, behind which it speaks of itself: 晶片商Oak:产能售完."""
        head, colon, _ = self._subjects.focus.title.partition(":")
        return bool(colon) and name.split()[0] in head and not self._linker.is_source(name)

    @staticmethod
    def _titled(reading: Reading, source: Source) -> str:
        """Give the name of a source with the title of its officer right behind it: 劳工及福利局局长."""
        name, end = source.mention.text or "", source.mention.end
        return name if end is None or end > reading.end else name + reading.text[end : min(end + TITLE, reading.end)]

    def _runs(self, reading: Reading, source: Source, of: str) -> bool:
        """Say whether an official speaks of a scheme of the authorities, or a company or its officer at all."""
        mention = source.mention
        name = mention.text or ""
        if source.rank or name.isascii() or self._shapes["analyst"].match(reading.text, mention.end or 0) is not None:
            return False
        if self._shapes["official"].search(self._titled(reading, source)) is not None:
            return self._shapes["own-scheme"].search(of) is not None
        officer = self._shapes["officer"].search(name)
        name = name[: officer.start()] if officer is not None else name
        company = officer is not None or (
            not name[:1].isascii() and self._shapes["organisation"].search(name) is not None
        )
        return company and not (self._linker.is_body(name) or self._linker.is_source(name))

    def _decides(
        self, reading: Reading, source: Source, quantity: Quantity, metric: Mention | None, modality: Modality
    ) -> bool:
        """Say whether an official tells of what is for the authorities to decide: money, or counts to come."""
        name, start = source.mention.text or "", source.mention.start or 0
        if name.isascii():
            if (
                self._shapes["official-english"].search(reading.text, max(start - TITLE_REACH, 0), start + len(name))
                is None
            ):
                return False
            return modality == "forecast" or quantity.kind == "money"
        official = source.rank == 0 and self._shapes["official"].search(self._titled(reading, source)) is not None
        if not official or modality != "forecast":
            return False
        return quantity.kind in COUNTED | {"money"} or (
            metric is not None and metric.id not in self._shapes.group("reported")
        )
