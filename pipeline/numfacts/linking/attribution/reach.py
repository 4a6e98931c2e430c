"""Which source a claim is cited from: of its sentence, or of one before in the same report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.attribution.heads import NAMED
from numfacts.linking.attribution.nesting import ends_item, in_brackets, outermost
from numfacts.linking.attribution.own_figures.order import decides, speaks_of_itself
from numfacts.linking.attribution.own_figures.telling import Telling, is_collector
from numfacts.linking.attribution.sources import Source
from numfacts.linking.attribution.turns import Series, Turns
from numfacts.linking.attribution.unnamed import is_of_nobody
from numfacts.linking.links import AMONG, MOVES
from numfacts.records import Mention, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numfacts.linking.attribution.sources import SourceLinker
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.linker import SubjectLinker
    from numfacts.numbers.quantity import Quantity
    from numfacts.records import Modality
    from numfacts.vocabulary.shapes import Shapes
OFFICE = 10  # characters before the name of an officer in which his office may stand
POLL = 32  # characters before the median of a poll in which whose it is stands
SAID = frozenset("QvVMR")  # codes of clauses that say something


class Attribution:
    """Gives the claims of one document their sources, sentence by sentence."""

    def __init__(self, linker: SourceLinker, subjects: SubjectLinker, shapes: Shapes) -> None:
        self._linker = linker
        self._subjects = subjects
        self._shapes = shapes
        self._found: list[Source] = []
        self._examiner: Source | None = None  # who examined something in the sentence before
        self._examined: Source | None = None  # whose examination had the results that are told
        self._held: Source | None = None  # what carries over to the sentences that follow
        self._alone = False  # or only to those that go on with its data
        self._turns = Turns(linker.bodies, shapes)
        self._series = Series(linker.bodies, shapes)
        self._before: Source | None = None  # what carried over to this one
        self._of_whole: Source | None = None  # whose the whole is of which this sentence may tell a part
        self._last: Source | None = None  # the last one cited, in whatever paragraph
        self._medium: Source | None = None  # the last source, and the authority whose words it reports, if any
        self._authority: Source | None = None
        self._cited: dict[str, Mention] = {}  # the first mention of each source
        self._voices: dict[str, Mention] = {}  # for which house who speaks
        self._speaker: Source | None = None
        self._release: Source | None = None  # whose statistics the paragraphs are of
        house = shapes["title-house"].match(subjects.focus.title)
        name = house.lastindex or 0 if house is not None else 0
        self._house = Source(Mention(house[name], None, None), 0, 1, False, collected=True) if house else None
        self._foretold = name > 1  # which only tells what is expected of others, and whoever else is cited
        self._begun = False
        self._below: Mention | None = None  # whom a sentence behind says to have told what the paragraph tells
        self._told: tuple[Source, set[str]] | None = None  # whose English report it is, and of what it has told

    def enter(self, reading: Reading, *, anew: bool) -> Span:
        """Begin a sentence; ``anew`` says that it is the first of its paragraph. Give where its source stands."""
        self._let_go(reading, anew=anew)
        named = self._find(reading, anew=anew)
        self._resume(reading, anew=anew)
        if anew or not self._begun:
            self._begun, self._below = True, self._linker.pointers.ahead(reading)
        of_part = not anew and reading.text.startswith(AMONG, reading.start)
        self._before = self._of_whole if of_part and self._held is None else self._held
        self._of_whole = self._before
        return self._cite(reading, named) if self._found else Span(0, 0)

    def _let_go(self, reading: Reading, *, anew: bool) -> None:
        """Let go of what carried over, where a sentence does not go on with it; the same house is the last one."""
        self._alone = self._alone and not anew
        alone = self._alone and self._shapes["data-again"].match(reading.text, reading.start) is None
        if anew or alone or (self._held is not None and self._turns.away(reading, self._held)):
            self._held = None
        if self._last is not None and self._shapes["same-house"].match(reading.text, reading.start):
            self._held = self._last

    def _find(self, reading: Reading, *, anew: bool) -> dict[int, Mention]:
        """Find the sources of a sentence; give, by their positions, what those are named that its words tell."""
        found = self._linker.find(reading)
        if not found and (speaker := self._linker.pointers.speaker(reading)) is not None:
            found = [Source(speaker, 0, 0, True)]
        named = {source.position: source.mention for source in found}
        if not reading.english:
            voices = (self._for_house(reading, source) for source in found if not in_brackets(reading, source))
            found = [voice for voice in voices if voice is not None]
        elif not found and self._last is not None:
            found = list(self._named_again(reading, self._last)) or list(self._tells_again(reading))
        if self._examiner is not None and not anew and self._shapes["result"].match(reading.text, reading.start):
            found, self._examined = [self._examiner], self._examiner
        self._examiner = self._linker.examiner(reading)
        cited = self._held is not None and self._held.rank == 2
        same = cited and self._shapes["same-report"].match(reading.text, reading.start) is not None
        self._found = [] if same else found
        return named

    def _resume(self, reading: Reading, *, anew: bool) -> None:
        """Let a source carry over to a sentence that cites none, and note whose statistics a paragraph tells."""
        if not self._found:
            self._held = self._resumed(reading, anew=anew)
        if anew or self._found:
            self._release = self._releases(reading)
        if anew and not self._found:
            self._held = self._held or self._release

    def _resumed(self, reading: Reading, *, anew: bool) -> Source | None:
        """Give whose words a sentence goes on with that cites nobody: 他说, 调查还显示, “我们…."""
        held = self._held
        if self._speaker is not None and self._shapes["pronoun-says"].search(reading.text, reading.start, reading.end):
            held = self._speaker
        if anew:
            self._series.begin(reading, None)
            return self._last if self._goes_on(reading) else held
        held = held or self._series.go_on(reading)
        return held or (self._last if self._shapes["their-words"].match(reading.text, reading.start) else None)

    def _cite(self, reading: Reading, named: dict[int, Mention]) -> Span:
        """Take the strongest source of a sentence as the last one cited. Give where it stands."""
        told = self._found if reading.english else outermost(reading, self._found)
        strongest = max(reversed(told), key=lambda source: source.rank)
        self._held = strongest if self._carries(reading, strongest) else None
        self._series.begin(reading, strongest if self._held is None else None)
        self._alone = not reading.english and self._is_alone(reading, strongest)
        self._medium, self._authority = strongest, self._authority_of(reading, strongest)
        self._speaker = next((source for source in self._found if source.rank == 0), self._speaker)
        self._last = self._of_whole = strongest
        self._cited.setdefault(strongest.mention.text or "", strongest.mention)
        return self._whole(reading, named.get(strongest.position, strongest.mention))

    def _for_house(self, reading: Reading, source: Source) -> Source | None:
        """Give a source as the house for which it speaks: 林海说, where 云杉宏观经济学家林海 has been cited before.

        A spokesman by his title alone speaks for the last body cited, and otherwise for nobody who is named.
        """
        name, end = source.mention.text or "", source.mention.end or 0
        bare = self._shapes["bare-officer"].fullmatch(name)
        if bare is not None:
            last = self._last.mention if self._last is not None else None
            if last is not None and (last.text or "").endswith(bare["kind"] or ""):
                return source._replace(mention=last)
            return source if bare["person"] and not bare["kind"] else None
        house = self._voices.get(name.rpartition(" ")[2])
        if house is None and self._last is not None and self._is_analyst_of(reading, source, self._last):
            house = self._last.mention
        if house is None and not self._linker.bodies.is_body(name):
            house = next((whole for full, whole in self._cited.items() if full != name and _is_end(name, full)), None)
        if house is None:
            house = self._linker.introductions.body_of(reading.text, name, source.mention.start or 0)
        if house is not None:
            return source._replace(mention=house)
        voice = self._shapes["for-house"].match(reading.text, end, reading.end)
        title = self._linker.bodies.title_behind(reading.text, end, reading.end) if voice is None else None
        voice = voice if title is None else self._shapes["holder"].match(reading.text, title.end(), reading.end)
        if voice is not None and voice["person"] is not None:
            self._voices[voice["person"].rpartition(" ")[2]] = source.mention
        return source

    def _is_analyst_of(self, reading: Reading, source: Source, last: Source) -> bool:
        """Say whether a source speaks for the house cited last: 林海等分析师写道, 分析师林海还表示."""
        start, end = source.mention.start or 0, source.mention.end or 0
        if self._shapes["among-analysts"].match(reading.text, end):
            return True
        first = reading.tokens[reading.clause_start(source.position)].start
        titled = self._shapes["mere-analyst"].match(reading.text, first, reading.end)
        if titled is None or titled.end() < start or (last.mention.start or 0) >= reading.start:
            return False
        begin = last.mention.start or 0
        lead = reading.text[max(begin - OFFICE, 0) : begin]
        return all(match.end() < len(lead) for match in self._shapes["officer"].finditer(lead))

    def _whole(self, reading: Reading, source: Mention) -> Span:
        """Give where the nouns stand that a source is named with: 研究机构云杉, 云杉宏观经济学家林海."""
        named = reading.overlapping(source.start or 0, source.end or 0)
        if not named or self._shapes["observed-here"].match(reading.text, source.start or 0):
            return Span(0, 0)  # 天文台录得, which tells of where it stands
        first, tokens = named.start, reading.tokens
        while first and tokens[first - 1].code in NAMED and tokens[first - 1].end == tokens[first].start:
            first -= 1
        voice = self._shapes["for-house"].match(reading.text, source.end or 0, reading.end)
        return Span(tokens[first].start, max(tokens[named.stop - 1].end, voice.end() if voice is not None else 0))

    def _goes_on(self, reading: Reading) -> bool:
        """Say whether a paragraph goes on with the survey or the report that the last source is cited for."""
        last = self._last
        if reading.english or last is None or self._shapes["survey-again"].match(reading.text, reading.start) is None:
            return False
        return last.collected or last.rank > 0

    def _releases(self, reading: Reading) -> Source | None:
        """Give the body whose statistics a Chinese paragraph tells, or goes on with at a month or a breakdown.

        A figure of a company is not among them, nor what happened on a day.
        """
        if reading.english or self._subjects.focus.of_company or not reading.tokens:
            return None
        if self._found:
            strongest = max(reversed(self._found), key=lambda source: source.rank)
            body = self._linker.bodies.is_source(strongest.mention.text or "")
            series = self._shapes["series-figure"].search(reading.text, reading.start, reading.end) is not None
            return strongest if body and (strongest.rank == 2 or (strongest.rank and series)) else None
        first = reading.tokens[0]
        dated = first.code == "P" and self._shapes["day"].search(reading.text, first.start, first.end) is None
        series = self._shapes["series-figure"].search(reading.text, reading.start, reading.end) is not None
        again = dated or series or self._shapes["breakdown"].match(reading.text, reading.start) is not None
        return self._release if again else None

    def _named_again(self, reading: Reading, last: Source) -> Iterator[Source]:
        """Give the last source where an English sentence names it by what it is: the agency said."""
        match = self._shapes["english-same-body"].search(reading.text, reading.start, reading.end)
        if match is not None and (last.mention.text or "").lower().endswith(match["body"]):
            yield last._replace(position=reading.overlapping(*match.span("body")).start, closing=True)

    def _tells_again(self, reading: Reading) -> Iterator[Source]:
        """Give who was cited before, where an English sentence says by name alone that they tell more: Elm expects."""
        for name, mention in self._cited.items():
            start = reading.text.find(name, reading.start, reading.end)
            end = start + len(name) + 1
            if start >= 0 and name[:1].isupper() and self._shapes["english-tells"].match(reading.text, end) is not None:
                again = Mention(mention.text, start, end - 1)
                yield Source(again, max(reading.overlapping(start, end - 1).start, 0), 0, True)

    def _carries(self, reading: Reading, source: Source) -> bool:
        """Say whether a source is for the sentences that follow: not one that is cited behind what the text says."""
        if reading.english or source.rank == 2:
            return True
        told = reading.tokens[source.position].start
        if self._is_supposed(reading, source) or self._is_new_item(reading, told, reading.end):
            return False
        begin = 0
        for mark in self._shapes["item-mark"].finditer(reading.text, reading.start, told):
            begin = reading.overlapping(mark.end(), reading.end).start  # ①高盛表示…；②瑞银认为
        first = source.position
        if source.collected and reading.start <= (source.mention.start or 0):
            first = min(first, reading.overlapping(source.mention.start or 0, reading.end).start)  # 某会调查甲，发现…
        clauses = reading.clauses(begin, reading.clause_start(first))
        return not any(self._says_itself(reading, *clause) for clause in clauses)

    def _says_itself(self, reading: Reading, begin: int, stop: int) -> bool:
        """Say whether a clause before a source says something, and does not only lead to what that tells."""
        clause = reading.codes[begin:stop].lstrip("P")
        if len(clause) < 2 or SAID.isdisjoint(clause):
            return False
        if self._shapes["frame"].match(reading.text, reading.tokens[stop - len(clause)].start) is not None:
            return False
        return self._shapes["passes-on"].search(reading.text, reading.start, reading.tokens[stop - 1].end) is None

    def _is_alone(self, reading: Reading, source: Source) -> bool:
        """Say whether what is cited bears out its sentence alone, and data that the next one goes on with.

        So do data inside a paragraph; a report goes on.
        """
        inside = reading.text[max(0, reading.start - 2) : reading.start].strip(" \u3000")[-1:] not in ("", "\n")
        data = self._shapes["data-alone"].match(reading.text, source.mention.end or 0)
        return source.rank == 2 and inside and data is not None

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
        start = reading.tokens[index].start
        poll = None if reading.english else self._shapes["poll-median"].search(
            reading.text, max(reading.start, start - POLL), start
        )  # fmt: skip
        if poll is not None:
            return Mention(poll["house"], *poll.span("house"))
        found = self._governing(reading, index)
        if reading.english and found is None and metric is not None:
            found = self._report_of(quantity, metric)
        if found is None:
            return None
        tools = self._linker.bodies, self._subjects, self._shapes
        telling = Telling(found, reading, index, quantity, metric, subject, modality, *tools)
        if found is self._medium and self._authority is not None:
            by_authority = telling.by(self._authority)
            own = speaks_of_itself(by_authority) or decides(by_authority)
            telling = telling if own else by_authority
            found = telling.source
        if found is not self._examined and speaks_of_itself(telling):
            return None
        if is_of_nobody(reading, index, found, self._shapes):
            return None
        if found is self._before and "R" not in reading.codes and self._goes_beyond(found, metric, modality):
            return None
        if decides(telling):
            return None
        if reading.english and metric is not None:
            self._take_up(found, quantity, metric)
        full = self._linker.bodies.full_name(found.mention.text or "")
        return self._cited.get(full, found.mention) if full is not None else found.mention

    def _goes_beyond(self, held: Source, metric: Mention | None, modality: Modality) -> bool:
        """Say whether a price that moved is told behind what someone said before of what will come."""
        traded = metric is not None and metric.id in self._shapes.group("traded")
        speaks = held.rank == 0 or self._shapes["central-bank"].search(held.mention.text or "") is not None
        return speaks and traded and modality == "actual"

    def _take_up(self, found: Source, quantity: Quantity, metric: Mention) -> None:
        """Note of what the body told whose report an English text is: figures of a period, or how something grew."""
        monthly = self._shapes["english-monthly"].search(metric.text or "") is not None
        figure = monthly or quantity.kind in MOVES or metric.id in self._shapes.group("of-period")
        if not figure or not self._linker.bodies.is_body(found.mention.text or ""):
            return
        told = self._told[1] if self._told is not None and self._told[0].mention.text == found.mention.text else set()
        self._told = found, told | _things(metric)

    def _report_of(self, quantity: Quantity, metric: Mention) -> Source | None:
        """Give the body whose report goes on in another paragraph, with more of what it told of; not of a company."""
        if self._told is None or self._subjects.focus.of_company:
            return None
        same = not _things(metric).isdisjoint(self._told[1])
        return self._told[0] if same or (quantity.kind == "ratio" and metric.id is None) else None

    def _governing(self, reading: Reading, index: int) -> Source | None:
        """Give the source in force at a token: the strongest and then nearest before it, or a closing one."""
        governing = [
            source
            for source in self._found
            if (source.position < index or source.closing)
            and not (self._parted(reading, source, index) or self._is_supposed(reading, source))
        ]
        if not reading.english and governing:
            before = [source for source in governing if source.position < index]
            behind = governing[len(before) :][:1]
            ended = bool(before and behind) and before[-1].closing  # 甲增长5%，甲局公布; 乙增长3%，乙局公布
            governing = behind if ended or not before else outermost(reading, before)
        if not governing:
            if self._shapes["by-government"].match(reading.text, reading.start) is not None:
                return None
            begun = self._is_new_item(reading, reading.start, reading.tokens[index].start)
            named = self._house is not None and (self._house.mention.text or "") in reading.text
            house = self._house if named and (self._foretold or self._last is None) else None
            return None if begun else self._before or self._told_below(reading) or house
        best, last = max(reversed(governing), key=lambda source: source.rank), governing[-1]
        foretells = not reading.english and reading.codes[best.position] == "X"
        return last if foretells and ends_item(reading, best, last) else best  # 甲预计3%，乙则表示或达4%

    def _told_below(self, reading: Reading) -> Source | None:
        """Give whom a sentence behind says to have told what this one tells."""
        behind = self._below is not None and reading.end <= (self._below.start or 0)
        return Source(self._below, 0, 1, True) if behind and self._below is not None else None

    def _is_supposed(self, reading: Reading, source: Source) -> bool:
        """Say whether a source of the sentence is only one that may tell: 如果某协会发现."""
        return self._shapes["hypothetical"].search(reading.text, reading.start, source.mention.start or 0) is not None

    def _authority_of(self, reading: Reading, medium: Source) -> Source | None:
        """Give the authority that a medium reports to have told something: 据某报报道，某局表示; or anyone, of 媒体."""
        name = medium.mention.text or ""
        unnamed = self._shapes["some-medium"].fullmatch(name) is not None
        if reading.english or medium.rank != 2 or not (unnamed or self._shapes["medium"].search(name)):
            return None
        bodies, shapes = self._linker.bodies, self._shapes
        tellers = (source for source in self._found if source.position > medium.position)
        return next((source for source in tellers if unnamed or is_collector(source, bodies, shapes)), None)

    def _is_new_item(self, reading: Reading, start: int, end: int) -> bool:
        """Say whether an item of a list begins between two offsets: ①甲表示，油价将上涨；②镍价下跌4%."""
        return self._shapes["item-mark"].search(reading.text, start, end) is not None

    def _parted(self, reading: Reading, source: Source, index: int) -> bool:
        """Say whether a source and a quantity belong to two items, or to two events: ..., as police warned."""
        start, quantity = source.mention.start or 0, reading.tokens[index].start
        if not reading.english:
            return self._is_new_item(reading, start, quantity)
        if start < quantity:
            return self._shapes["meanwhile"].search(reading.text, start, quantity) is not None
        if self._shapes["english-reviser"].match(reading.text, start) is not None:
            return True  # shares rose 3 percent after Oak raised its target price
        return self._shapes["told-meanwhile"].search(reading.text, quantity, start) is not None


def _is_end(name: str, full: str) -> bool:
    """Say whether a longer name ends with a name, or is that of an institute that bears it: 云杉 of 云杉研究院."""
    return full.endswith(name) or full in (f"{name}研究院", f"{name}研究所")


def _things(metric: Mention) -> set[str]:
    """Give what a metric is of: its id, and the noun it ends with."""
    words = (metric.text or "").lower().split()
    return {*filter(None, (metric.id,)), *words[-1:]}
