"""Which source a claim is cited from: of its sentence, or of one before in the same report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.attribution.heads import NAMED
from numfacts.linking.attribution.own_figures.order import decides, speaks_of_itself
from numfacts.linking.attribution.own_figures.telling import Telling, is_collector
from numfacts.linking.attribution.releases import is_series, put_out_before, tells_statistics
from numfacts.linking.attribution.sources import Source
from numfacts.linking.attribution.turns import Turns
from numfacts.linking.english.comparing import is_awaited
from numfacts.linking.links import AMONG, MOVES
from numfacts.linking.reading import STRONG, is_expected
from numfacts.records import Mention, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numfacts.linking.attribution.sources import SourceLinker
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.linker import SubjectLinker
    from numfacts.numbers.quantity import Quantity
    from numfacts.records import Modality
    from numfacts.vocabulary.shapes import Shapes

SHARES = (None, "market_share")  # ids of ratios that may be of whatever was told
POLLED = 32  # characters before a name in which it may be said to have polled others
NEAR = 300  # characters before a sentence in which a body told what that goes on with by another name, or a pronoun
EXPECTED = 24  # characters before a quantity in which those who expect it may stand
SAID = frozenset("QvVMR")  # codes of clauses that say something


class Attribution:
    """Gives the claims of one document their sources, sentence by sentence."""

    def __init__(self, linker: SourceLinker, subjects: SubjectLinker, shapes: Shapes) -> None:
        self._linker = linker
        self._subjects = subjects
        self._shapes = shapes
        self._found: list[Source] = []
        self._held: Source | None = None  # what carries over to the sentences that follow
        self._alone = False  # or only to those that go on with its data
        self._turns = Turns(shapes)
        self._before: Source | None = None  # what carried over to this one
        self._of_whole: Source | None = None  # whose the whole is of which this sentence may tell a part
        self._last: Source | None = None  # the last one cited, in whatever paragraph
        self._told_at = 0  # where the sentence ends in which it was
        self._medium: Source | None = None  # the last source, and the authority whose words it reports, if any
        self._authority: Source | None = None
        self._cited: dict[str, Mention] = {}  # the first mention of each source
        self._voices: dict[str, Mention] = {}  # for which house who speaks
        self._speaker: Source | None = None
        self._release: Source | None = None  # whose statistics the paragraphs are of
        self._end = 0  # of the sentence that was read last
        self._with: set[tuple[str, str | int | None]] = set()  # what sources told of what is, and in which sentences
        self._told: tuple[Source, set[str]] | None = None  # whose English report it is, and of what it has told

    def enter(self, reading: Reading, *, anew: bool) -> Span:
        """Begin a sentence; ``anew`` says that it is the first of its paragraph. Give where its source stands."""
        self._let_go(reading, anew=anew)
        named = self._find(reading)
        said = self._shapes["pronoun-says"]
        if not self._found and self._speaker is not None and said.search(reading.text, reading.start, reading.end):
            self._held = self._speaker
        told = not (reading.english or self._subjects.focus.of_company)
        released = put_out_before(reading, self._end, self._linker.bodies, self._shapes) if told else None
        goes_on = told and tells_statistics(reading, self._shapes)
        if self._found:
            self._release = released or self._releases(reading)
        else:
            kept = self._release if goes_on or not anew else None
            self._release = released or kept
            if goes_on and (anew or released is not None):
                self._held = self._held or self._release
        self._end = reading.end
        of_part = not anew and reading.text.startswith(AMONG, reading.start)
        self._before = self._of_whole if of_part and self._held is None else self._held
        self._of_whole = self._before
        return self._cite(reading, named) if self._found else Span(0, 0)

    def _let_go(self, reading: Reading, *, anew: bool) -> None:
        """Let go of what carried over, where a sentence does not go on with it; the same house is the last one."""
        alone = self._alone and self._shapes["data-again"].match(reading.text, reading.start) is None
        if anew or alone or (self._held is not None and self._turns.away(reading, self._held)):
            self._held = None
        if self._last is None:
            return
        registry = self._shapes["registry"].search(self._last.name) is not None
        if self._shapes["same-house|registry-again" if registry else "same-house"].match(reading.text, reading.start):
            self._held = self._last

    def _find(self, reading: Reading) -> dict[int, Mention]:
        """Find the sources of a sentence; give, by their positions, what those are named that its words tell."""
        found = self._linker.find(reading)
        named = {source.position: source.mention for source in found}
        if not reading.english:
            voices = (self._for_house(reading, source) for source in found)
            found = [voice for voice in voices if voice is not None]
        else:
            found = [self._called_again(source) for source in found] or list(self._tells_again(reading))
        cited = self._held is not None and self._held.rank == 2
        same = cited and self._shapes["same-report"].match(reading.text, reading.start) is not None
        self._found = [] if same else found
        return named

    def _cite(self, reading: Reading, named: dict[int, Mention]) -> Span:
        """Take the strongest source of a sentence as the last one cited. Give where it stands."""
        told = self._found if reading.english else _outermost(reading, self._found)
        told = [source for source in told if not self._is_poll(reading, source)]
        if not told:
            return self._whole(reading, self._found[-1].mention)
        strongest = max(reversed(told), key=lambda source: source.rank)
        self._held = strongest if self._carries(reading, strongest) else None
        self._alone = not reading.english and self._is_alone(reading, strongest)
        self._medium, self._authority = strongest, self._authority_of(reading, strongest)
        self._speaker = next((source for source in self._found if source.rank == 0), self._speaker)
        self._last = self._of_whole = strongest
        self._told_at = reading.end
        self._cited.setdefault(strongest.name, strongest.mention)
        return self._whole(reading, named.get(strongest.position, strongest.mention))

    def _is_poll(self, reading: Reading, source: Source) -> bool:
        """Say whether a source only polled those who expected a figure: economists polled by Elm, in an Elm poll."""
        begin, text = max(reading.start, source.start - POLLED), reading.text
        behind = self._shapes["english-poll-behind"].match(text, source.end)
        if behind is not None or self._shapes["english-polled-by"].search(text, begin, source.start) is not None:
            return True
        return self._is_forecaster(reading, source)

    def _is_forecaster(self, reading: Reading, source: Source) -> bool:
        """Say whether a source is only whose forecast a figure is held against: beating Elm Bank's forecast of 4."""
        begin, text = max(reading.start, source.start - POLLED), reading.text
        if not reading.english or source.rank == 2:
            return False  # according to a forecast by Elm Bank
        if self._shapes["english-forecast-behind"].match(text, source.end) is not None:
            return True
        return self._shapes["english-foretold-by"].search(text, begin, source.start) is not None

    def _for_house(self, reading: Reading, source: Source) -> Source | None:
        """Give a source as the house for which it speaks: 林海说, where 云杉宏观经济学家林海 has been cited before.

        A spokesman by his title alone speaks for the last body cited, and otherwise for nobody who is named.
        """
        name, end = source.name, source.end
        bare = self._shapes["bare-officer"].fullmatch(name)
        if bare is not None and self._last is not None:
            return source._replace(mention=self._last.mention)
        if bare is not None:
            return source if bare["person"] and not bare["kind"] else None
        house = self._voices.get(name.rpartition(" ")[2])
        again = reading.text[source.start - 1 : source.start] == "该"  # 该研究所预计
        if house is None and (again or not self._linker.bodies.is_body(name)):
            house = next((whole for full, whole in self._cited.items() if full != name and _is_end(name, full)), None)
        if house is None:
            house = self._linker.introductions.body_of(reading.text, name, source.start)
        if house is not None:
            return source._replace(mention=house)
        voice = self._shapes["for-house"].match(reading.text, end, reading.end)
        title = self._linker.bodies.title_behind(reading.text, end, reading.end) if voice is None else None
        voice = voice if title is None else self._shapes["holder"].match(reading.text, title.end(), reading.end)
        if voice is not None and voice["person"] is not None:
            self._voices[voice["person"].rpartition(" ")[2]] = source.mention
        return source

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

    def _releases(self, reading: Reading) -> Source | None:
        """Give the body whose statistics a Chinese sentence tells, not those of a company."""
        if reading.english or self._subjects.focus.of_company:
            return None
        strongest = max(reversed(self._found), key=lambda source: source.rank)
        if self._release is not None and self._release.name.startswith(strongest.name):
            return self._release  # 某部统计处公布…。某部表示…
        data = strongest.rank == 2 or strongest.collected or (strongest.rank and is_series(reading, self._shapes))
        return strongest if data and self._linker.bodies.is_source(strongest.name) else None

    def _tells_again(self, reading: Reading) -> Iterator[Source]:
        """Give who was cited before, where an English sentence says by name alone that they tell more: Elm expects."""
        for name, mention in self._cited.items():
            start = reading.text.find(name, reading.start, reading.end)
            end = start + len(name) + 1
            if start >= 0 and self._shapes["english-tells"].match(reading.text, end) is not None:
                yield self._again(reading, mention, start, end - 1)
        found = self._shapes["english-goes-on"].match(reading.text, reading.start, reading.end)
        near = reading.start - self._told_at <= NEAR and not self._subjects.focus.of_company
        if found is not None and self._last is not None and near:
            yield self._again(reading, self._last.mention, *found.span("again"))

    def _again(self, reading: Reading, mention: Mention, start: int, end: int) -> Source:
        """Give who was cited before as the source of a sentence that calls them by other words."""
        return Source(Mention(mention.text, start, end), max(reading.overlapping(start, end).start, 0), 0, True)

    def _called_again(self, source: Source) -> Source:
        """Give a source that is called by what it is as the one that was named before: the investment bank said."""
        if self._last is None or self._shapes["english-house"].fullmatch(source.name) is None:
            return source
        return source._replace(mention=Mention(self._last.name, source.start, source.end))

    def _carries(self, reading: Reading, source: Source) -> bool:
        """Say whether a source is for the sentences that follow: not one that is cited behind what the text says."""
        if reading.english or source.rank == 2:
            return True
        told = reading.tokens[source.position].start
        if self._is_new_item(reading, told, reading.end):
            return False
        begin = 0
        for mark in self._shapes["item-mark"].finditer(reading.text, reading.start, told):
            begin = reading.overlapping(mark.end(), reading.end).start  # ①高盛表示…；②瑞银认为
        first = source.position
        if source.collected:
            first = min(first, reading.overlapping(source.start, reading.end).start)  # 某会调查甲，发现…
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
        data = self._shapes["data-alone"].match(reading.text, source.end)
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
        poll = self._shapes["poll-median"].search(reading.text, max(reading.start, start - EXPECTED), start)
        if poll is not None and not reading.english:
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
        if speaks_of_itself(telling) or self._is_of_nobody(reading, index, found):
            return None
        goes_on = found is self._before and "R" not in reading.codes
        if goes_on and modality == "actual" and self._goes_beyond(reading, found, metric):
            return None
        if decides(telling):
            return None
        if reading.english and metric is not None:
            self._take_up(found, quantity, metric)
        if metric is not None and modality == "actual":
            self._with |= {(found.name, metric.id), (found.name, reading.start)}
        full = self._linker.bodies.full_name(found.name)
        if full is None and reading.english and reading.text[found.start : found.end] != found.name:
            full = found.name  # the thinktank, which was named before
        return self._cited.get(full, found.mention) if full is not None else found.mention

    def _goes_beyond(self, reading: Reading, held: Source, metric: Mention | None) -> bool:
        """Say whether a price is told behind what someone said before, who told of no prices nor else there."""
        traded = metric is not None and metric.id in self._shapes.group("traded")
        if not (traded and metric and self._with.isdisjoint({(held.name, metric.id), (held.name, reading.start)})):
            return False
        return reading.english or held.rank == 0 or self._shapes["central-bank"].search(held.name) is not None

    def _is_of_nobody(self, reading: Reading, index: int, source: Source) -> bool:
        """Say whether the quantity at ``index`` is told by nobody: 市场预期3%, 现年60岁, 3家机构预测."""
        start, end = reading.tokens[index].start, reading.tokens[index].end
        by_all = self._shapes["expected-by-all"].search(reading.text, max(reading.start, start - EXPECTED), start)
        if by_all is not None and by_all.start() != source.end:  # but: 某某资讯分析师预期
            return True
        if is_expected(reading, index, self._shapes):
            return True
        if source.start < reading.start and is_awaited(reading, index, self._shapes):
            return True  # the office said sales fell. Analysts had expected a rise of 2 percent
        if reading.text.endswith("现年", 0, start):
            return True
        asked = self._shapes["forecasters"].match(reading.text, end) is not None
        return asked and self._shapes["authority"].search(source.name) is not None

    def _take_up(self, found: Source, quantity: Quantity, metric: Mention) -> None:
        """Note of what the body told whose report an English text is: figures of a period, or how something grew."""
        monthly = self._shapes["english-monthly"].search(metric.text or "") is not None
        figure = monthly or quantity.kind in MOVES or metric.id in self._shapes.group("of-period")
        if figure and self._linker.bodies.is_body(found.name):
            same = self._told is not None and self._told[0].name == found.name
            self._told = found, (self._told[1] if same and self._told is not None else set()) | _things(metric)

    def _report_of(self, quantity: Quantity, metric: Mention) -> Source | None:
        """Give the body whose report goes on in another paragraph, with more of what it told of; not of a company."""
        if self._told is None or self._subjects.focus.of_company:
            return None
        same = not _things(metric).isdisjoint(self._told[1])
        return self._told[0] if same or (quantity.kind == "ratio" and metric.id in SHARES) else None

    def _governing(self, reading: Reading, index: int) -> Source | None:
        """Give the source in force at a token: the strongest and then nearest before it, or a closing one."""
        governing = [
            source
            for source in self._found
            if (source.position < index or source.closing)
            and not self._parted(reading, source, index)
            and (
                (source.start < reading.tokens[index].start and not self._is_forecaster(reading, source))
                or not self._is_poll(reading, source)
                or is_awaited(reading, index, self._shapes)
            )
        ]
        if not reading.english:
            before = [source for source in governing if source.position < index]
            governing = _outermost(reading, before) or governing[:1]
        if not governing:
            begun = self._is_new_item(reading, reading.start, reading.tokens[index].start)
            return None if begun else self._before
        best, last = max(reversed(governing), key=lambda source: source.rank), governing[-1]
        foretells = not reading.english and reading.codes[best.position] == "X"
        return last if foretells and _ends_item(reading, best, last) else best  # 甲预计3%，乙则表示或达4%

    def _authority_of(self, reading: Reading, medium: Source) -> Source | None:
        """Give the authority that a medium reports to have told something: 据某报报道，某局表示; or anyone, of 媒体."""
        unnamed = self._shapes["some-medium"].fullmatch(medium.name) is not None
        if reading.english or medium.rank != 2 or not (unnamed or self._shapes["medium"].search(medium.name)):
            return None
        bodies, shapes = self._linker.bodies, self._shapes
        tellers = (source for source in self._found if source.position > medium.position)
        return next((source for source in tellers if unnamed or is_collector(source, bodies, shapes)), None)

    def _is_new_item(self, reading: Reading, start: int, end: int) -> bool:
        """Say whether an item of a list begins between two offsets: ①甲表示，油价将上涨；②镍价下跌4%."""
        return self._shapes["item-mark"].search(reading.text, start, end) is not None

    def _parted(self, reading: Reading, source: Source, index: int) -> bool:
        """Say whether a source and a quantity belong to two items, or to two events: ..., as police warned."""
        start, quantity = source.start, reading.tokens[index].start
        if not reading.english:
            return self._is_new_item(reading, start, quantity)
        if start < quantity:
            return self._shapes["meanwhile"].search(reading.text, start, quantity) is not None
        if self._shapes["english-reviser"].match(reading.text, start) is not None:
            return True  # shares rose 3 percent after Oak raised its target price
        return self._shapes["told-meanwhile"].search(reading.text, quantity, start) is not None


def _outermost(reading: Reading, sources: list[Source]) -> list[Source]:
    """Give those of the sources before a quantity that stand in no words of another.

    What someone says others foresee is his: 甲表示，某央行将预测3%; but not behind a value of his own.
    """
    kept: list[Source] = []
    for source in sources:
        last = kept[-1] if kept else None
        foretold = last is not None and reading.codes[source.position] == "X" and not _ends_item(reading, last, source)
        if last is None or not foretold or last.name == source.name:
            kept.append(source)
    return kept


def _things(metric: Mention) -> set[str]:
    """Give what a metric is of: its id, and the noun it ends with."""
    words = (metric.text or "").lower().split()
    return {*filter(None, (metric.id,)), *words[-1:]}


def _is_end(name: str, full: str) -> bool:
    """Say whether a longer name ends with a name, or is that of an institute that bears it: 云杉 of 云杉研究院."""
    return full.removesuffix("研究院").endswith(name)


def _ends_item(reading: Reading, source: Source, later: Source) -> bool:
    """Say whether what a source told has ended before another: with a value, or with a semicolon."""
    text = reading.text[reading.tokens[source.position].end : reading.tokens[later.position].start]
    return "Q" in reading.codes[source.position : later.position] or not set(text).isdisjoint(STRONG)
