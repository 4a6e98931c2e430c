"""Whether a source speaks of its own figures and doings, which are announced rather than cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.bodies import abbreviates
from numfacts.linking.heads import MINISTRY
from numfacts.linking.own_acts import is_own_act, tells_of_its_own
from numfacts.programs import later
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.bodies import Bodies
    from numfacts.linking.reading import Reading
    from numfacts.linking.sources import Source
    from numfacts.linking.subjects.linker import SubjectLinker
    from numfacts.numbers.quantity import Quantity
    from numfacts.records import Modality
    from numfacts.vocabulary.shapes import Shapes

TITLE_REACH = 30  # characters before an English name in which its bearer's office may stand
PERSON = 4  # characters of most personal names
TITLE = 5  # characters before a name in which the title of a leader stands
NAME = 4  # characters at the end of a company's name
LONGEST = 16  # characters of the full name of an authority
BRAND = 2  # characters that a company and what belongs to it begin with alike
COUNTED = frozenset(["count", "person"])  # kinds of quantities that officials report rather than decide
BANK = later("(?!银)[\u4e00-\u9fff]行(?![长业])")  # the short names of banks
RANKS = later("(?:的|副|首席|执行(?!长)|联席)*")  # what stands before the title of an office


class OwnFigures:
    """Tells of the sources of one document which figures are their own."""

    def __init__(self, bodies: Bodies, subjects: SubjectLinker, shapes: Shapes) -> None:
        self._bodies = bodies
        self._subjects = subjects
        self._shapes = shapes

    def decides(
        self,
        reading: Reading,
        index: int,
        source: Source,
        quantity: Quantity,
        metric: Mention | None,
        subject: Mention | None,
        modality: Modality,
    ) -> bool:
        """Say whether the quantity at ``index`` is of what a source decides or does itself."""
        if not self._leads(reading, source) and self._decides(reading, index, source, quantity, metric, modality):
            return True
        if reading.english:
            return False
        counted = self._counts(quantity, source, subject, modality)
        return self._does(reading, index, source, metric, subject, counted=counted)

    def _does(
        self,
        reading: Reading,
        index: int,
        source: Source,
        metric: Mention | None,
        subject: Mention | None,
        *,
        counted: bool,
    ) -> bool:
        """Say whether a source tells of its own doings, in Chinese: what it announces, levies, holds or has done."""
        metric_id = metric.id if metric is not None else None
        if metric_id in self._shapes.group("reported"):
            return False
        if metric_id in self._shapes.group("levied"):
            return True
        if subject is not None and self._shapes["the-authorities"].fullmatch(subject.text or ""):
            return self._is_official(reading, source)
        of = f"{subject.text if subject is not None else ''} {metric.text if metric is not None else ''}"
        own_fund = self._shapes["own-fund"]
        if own_fund.search(of) or own_fund.search(reading.text, reading.start, reading.tokens[index].start):
            return True
        firm = self._shapes["organisation"].search(source.mention.text or "") is not None
        worldwide = firm and metric_id not in self._shapes.group("company") and self._shapes["worldwide"].match(of)
        if metric_id not in self._shapes.group("traded") and not worldwide and self._runs(reading, source, of):
            return True
        if source.rank == 2 or source.collected or not reading.start <= (source.mention.start or 0) < reading.end:
            return False
        verb = reading.tokens[source.position]
        if self._shapes["announces"].match(reading.text, verb.start) and not counted:
            return True
        if self._shapes["announces-decision"].match(reading.text, verb.start):
            return True
        if verb.code == "R" and reading.text.startswith("消息", verb.start):
            return False  # it passes on what others do
        begin = reading.clause_start(index)
        if not self._another_acts(reading, source, subject, begin) and is_own_act(reading, index, self._shapes):
            return True
        while begin < index and reading.codes[begin] in "PX":
            begin += 1
        return begin > source.position and self._acts(reading, source, reading.tokens[begin].start)

    @staticmethod
    def _another_acts(reading: Reading, source: Source, subject: Mention | None, begin: int) -> bool:
        """Say whether a clause before tells first of someone else: 据某台报道，救援队抵达当地，派出20人."""
        start = subject.start if subject is not None and subject.start is not None else -1
        if not (source.mention.end or 0) <= start < reading.tokens[begin].start:
            return False
        return "Q" not in reading.codes[source.position : reading.overlapping(start, start + 1).start]

    def _body(self, name: str) -> str:
        """Give the body of a source without its officer: 某协会 of 某协会副会长林海."""
        office = self._shapes["office"].search(name)
        return name if office is None else name[: office.start()].rstrip("副")

    def _tells_of_members(self, reading: Reading, name: str) -> bool:
        """Say whether a sentence tells of the members of the body that is its source: 某协会员企业实现利润."""
        body = self._body(name)
        last = reading.text.rfind(body, reading.start, reading.end)
        if last < 0 or not self._bodies.is_source(body):
            return False
        return self._shapes["members"].match(reading.text, last + len(body)) is not None

    def _acts(self, reading: Reading, source: Source, start: int) -> bool:
        """Say whether a clause tells what its source does, whose name it begins with, in full or short."""
        body = self._body(source.mention.text or "")
        ministry = MINISTRY.match(body)
        for whose in {body, ministry[0] if ministry is not None else body} - {""}:
            end = reading.text.find(whose[-1], start + 1, min(start + LONGEST, reading.end)) + 1
            actor = reading.text[start:end]
            same = actor == whose or abbreviates(whose, actor) or abbreviates(actor, whose)
            if end and same and self._shapes["acts"].match(reading.text, end) is not None:
                return True
        return False

    def _counts(self, quantity: Quantity, source: Source, subject: Mention | None, modality: Modality) -> bool:
        """Say whether an authority or its official announces what was measured in a place, not what it does itself.

        Or an institute what others do there, now or soon.
        """
        measured = quantity.kind != "money" and subject is not None and self._subjects.is_place(subject)
        name = source.mention.text or ""
        if not measured or self._shapes["institute"].search(name) is not None:
            return measured
        return modality == "actual" and self.is_authority(name)

    def is_authority(self, name: str) -> bool:
        """Say whether a name is that of an authority or of its officer: 财政部, 财政部长林海, 青屿监会副主席林海."""
        official = self._shapes["official"].search(name)
        if official is not None:
            body = name[: official.start()].rstrip("副")
            if self._shapes["authority"].search(name[: official.start() + 1]) is not None or self._bodies.is_body(body):
                return True  # 财政部 of 财政部长, 防护中心传染病处 of its 主任
        return self._shapes["authority"].search(self._body(name)) is not None

    def speaks_of_itself(self, reading: Reading, source: Source, subject: Mention | None) -> bool:
        """Say whether a source is the subject of the claim, of the document, or speaks for a company of its own.

        Its analysts, whose title stands behind it, speak of others; a site passes on what a company tells.
        """
        text, mention, focus = reading.text, source.mention, self._subjects.focus
        name = mention.text or ""
        if self._leads(reading, source):
            return False
        if self._serves(reading, source, subject):
            return True
        if mention.end is not None and self._shapes["analyst"].match(text, mention.end) is not None:
            return False
        if mention.end is not None and self._shapes["for-house"].match(text, mention.end) is not None:
            named = subject is not None and reading.start <= (subject.start or 0) < reading.end
            return named and self._is_of(mention, subject)
        if focus.title.startswith(name) and self._shapes["officer"].match(focus.title, len(name)) is not None:
            return True  # 高盛首席执行官去年薪酬: the house itself is in the news
        relay = self._shapes["relay"].match(text, mention.start or 0)
        if self._governs(reading, source, subject) or self._runs_bank(reading, source):
            return True
        if subject is not None and self._shapes["own-side"].fullmatch(subject.text or "") and self.is_authority(name):
            return True  # 某署署长林海表示，署方已安装5部机器
        planned = self._shapes["english-own-plan"].match(text, mention.end or 0) is not None
        if subject is not None and subject.text == name and (planned or tells_of_its_own(text, mention.end or 0)):
            return True  # 某邮政局称，其亏损将超过2亿元; a department says the number of teams will be increased
        itself = subject is not None and subject.start == mention.start and not self.is_authority(name)
        if itself and self._shapes["tells-of-itself"].match(text, mention.end or 0) is not None:
            return True  # 某证券公告，去年净利润增长5%
        told = relay is not None and (focus.of_company or text.find("公告", reading.start, reading.end) >= 0)
        if told or (relay is not None and relay[0].endswith(("获悉", "了解到"))):
            return True
        founder = self._shapes["founder"]
        if not reading.english and (founder.search(name) or founder.match(text, mention.end or 0)) is not None:
            return True
        if self._tells_of_members(reading, name):
            return False
        topic = focus.topic
        if self._shapes["house-officer"].match(name) is not None and self._is_of_house(reading, source, subject):
            return True
        speaker = topic.mention if topic is not None and (topic.company or not topic.english) else None
        if source.collected or self.is_authority(name):
            speaker = None  # both tell of others
            named = subject is not None and self._is_named(reading, source, subject)
            here = (mention.start or 0) >= reading.start
            passed_on = here and (self._bodies.is_body(name) or self.is_authority(name))
            place = subject is not None and self._subjects.is_place(subject)
            passed_on = passed_on or (here and not place and (source.rank == 2 or source.collected))
            if subject is not None and (not named or (passed_on and subject.start == mention.start)):
                subject = None  # of nobody who is named here besides
        elif focus.company is not None and name in (focus.company.text or ""):
            return not self._bodies.is_source(name) and self._shapes["assessor"].search(name) is None
        elif subject is not None and self._tells_of_others(reading, source):
            speaker = None  # a house, or who foretells, that names another
            by_default = subject.start == mention.start and self._shapes["adviser"].search(name) is not None
            subject = None if by_default else subject  # 某证券预计债券收益率升至…
        country = subject is not None and self._shapes["home"].match(subject.text or "") is not None
        if country and self._shapes["official"].search(name) is not None:
            speaker = None  # 某部某司司长林海, of a whole industry: 我国房企
        titled = Mention(self._titled(reading, source), mention.start, mention.end)
        for whom in (subject, speaker):
            if self._is_of(titled, whom) or (whom is not None and self._voices(mention, whom)):
                return True
        said = (source.rank == 0 and not source.collected) or self._foretells(reading, source)
        if said and (self._heads_title(name) if name.isascii() else self._is_officer(text, name, subject)):
            return True
        if source.rank == 0 and subject is not None and (subject.text or "").startswith(name[:BRAND]):
            return not (self._bodies.is_body(name) or name.isascii() or self._shapes["office"].search(name))
        officer = self._shapes["officer"].search(mention.text or "")
        return (
            officer is not None and subject is None and not self._bodies.is_body(name[: officer.start()].rstrip("副"))
        )

    def _leads(self, reading: Reading, source: Source) -> bool:
        """Say whether a source leads a state or a government, by the title before his name wherever it stands first."""
        name = source.mention.text or ""
        if reading.english or source.rank or not name:
            return False
        first = reading.text.find(name)
        before = reading.text[max(0, first - TITLE) : max(0, first)] if len(name) <= PERSON else ""
        return self._shapes["leader"].search(before + name) is not None

    def _serves(self, reading: Reading, source: Source, subject: Mention | None) -> bool:
        """Say whether a source is an office of Hong Kong that tells of what it runs, not of the place by its name."""
        if reading.english or source.rank == 2 or source.collected or self._subjects.set_abroad:
            return False
        if self._shapes["service"].fullmatch(self._body(source.mention.text or "")) is None:
            return False
        return subject is None or not (self._subjects.is_place(subject) and self._is_named(reading, source, subject))

    @staticmethod
    def _runs_bank(reading: Reading, source: Source) -> bool:
        """Say whether the head of a bank tells of it, by its short name: 中国农业银行行长表示，农行贷款…"""
        bank, head, _ = (source.mention.text or "").partition("银行行长")
        shorts = BANK.finditer(reading.text, reading.start, reading.end)
        return bool(head) and any(abbreviates(short[0], f"{bank}银行") for short in shorts)

    @staticmethod
    def _is_named(reading: Reading, source: Source, subject: Mention) -> bool:
        """Say whether a sentence names a subject, be it its own source where that stands in a sentence before."""
        if reading.start <= (subject.start or 0) < reading.end:
            return True
        earlier = (source.mention.start or 0) < reading.start
        return earlier and subject.text is not None and reading.text.find(subject.text, reading.start, reading.end) >= 0

    def _governs(self, reading: Reading, source: Source, subject: Mention | None) -> bool:
        """Say whether an official of a place speaks, of that or of what is in it: 青屿区副区长林海."""
        name = source.mention.text or ""
        if name.isascii() or self._shapes["place-official"].search(self._titled(reading, source)) is None:
            return False
        return subject is None or (subject.text or "") in name or not self._subjects.is_place(subject)

    def _tells_of_others(self, reading: Reading, source: Source) -> bool:
        """Say whether a source is a house of which others are the matter, or foretells."""
        name = source.mention.text or ""
        adviser = self._shapes["adviser"].search(name) is not None
        return adviser or self._bodies.is_known(name) or self._foretells(reading, source)

    def _foretells(self, reading: Reading, source: Source) -> bool:
        """Say whether a source of the sentence foretells what becomes of others: X预测，Y增长3%."""
        here = reading.start <= (source.mention.start or 0) < reading.end
        return here and reading.codes[source.position] == "X" and not reading.english

    def _voices(self, source: Mention, whom: Mention) -> bool:
        """Say whether a source only speaks for someone: 云杉科技官方, but not 青屿省官方."""
        name = whom.text or ""
        before, _, behind = (source.text or "").rpartition(name)
        if not behind and self._shapes["own-voice"].match(name) is not None:
            return True  # 云杉平台, where the claim is of 平台
        if not behind and before and self._subjects.is_place(Mention(before, None, None)):
            return True  # 青屿云杉电子
        rest = (source.text or "").removeprefix(name)
        return (
            rest != source.text
            and self._shapes["own-voice"].match(rest) is not None
            and not self._subjects.is_place(whom)
        )

    def _is_of_house(self, reading: Reading, source: Source, subject: Mention | None) -> bool:
        """Say whether an officer without a house is one of the company in the news: 该行副行长林海."""
        before = reading.overlapping(source.mention.start or 0, source.mention.end or 0).start - 1
        topic = self._subjects.focus.topic
        if subject is not None and self._subjects.is_place(subject):
            return False
        return reading.codes[max(before, 0) : before + 1] == "O" or (topic is not None and topic.company)

    def _is_officer(self, text: str, name: str, subject: Mention | None) -> bool:
        """Say whether a person has been introduced as an officer of whom text or claim is about: 云杉科技总经理林海."""
        topic = self._subjects.topic or subject
        start = text.find(name)
        lead = text[max(0, start - TITLE_REACH) : start]
        office = [match.end() for shape in ("officer", "office") for match in self._shapes[shape].finditer(lead)]
        if topic is None or len(name) > PERSON or len(lead) not in office:
            return False
        return "公司" in lead or (topic.text or "")[-NAME:] in lead

    def _heads_title(self, name: str) -> bool:
        """Say whether a title begins with a name and a colon, behind which it speaks of itself: 晶片商Oak:产能售完."""
        head, colon, _ = self._subjects.focus.title.partition(":")
        return bool(colon) and name.split()[0] in head and not self._bodies.is_source(name)

    def _runs(self, reading: Reading, source: Source, of: str) -> bool:
        """Say whether an official speaks of a scheme of the authorities, or a company or its officer at all."""
        mention = source.mention
        name = mention.text or ""
        if source.rank or name.isascii() or self._shapes["for-house"].match(reading.text, mention.end or 0) is not None:
            return False
        if self._is_official(reading, source):
            return self._shapes["own-scheme"].search(of) is not None
        officer = self._shapes["officer"].search(name)
        name = name[: officer.start()].rstrip("副") if officer is not None else name
        company = officer is not None or (
            not name[:1].isascii() and self._shapes["organisation"].search(name) is not None
        )
        rates = self._shapes["assessor"].search(name) is not None
        return company and not (rates or self._bodies.is_body(name) or self._bodies.is_source(name))

    def _is_official(self, reading: Reading, source: Source) -> bool:
        """Say whether a source is one of the authorities or an official of them."""
        official = self._shapes["official"].search(self._titled(reading, source)) is not None
        return official or self.is_authority(source.mention.text or "")

    def _decides(
        self,
        reading: Reading,
        index: int,
        source: Source,
        quantity: Quantity,
        metric: Mention | None,
        modality: Modality,
    ) -> bool:
        """Say whether an official tells of what is for the authorities to decide: money, or counts to come."""
        name, start = source.mention.text or "", source.mention.start or 0
        if name.isascii():
            foretells = self._shapes["predicts"].match(reading.text, (source.mention.end or 0) + 1) is not None
            told = source.rank == 0 and not foretells and not self._bodies.is_known(name)
            if told and modality == "forecast" and metric and self._shapes.fits("english-run", metric.text or ""):
                return True  # rents will rise by 10 percent, the Housing Authority said
            if metric is not None and modality == "forecast" and self._bodies.is_body(name):
                priced = self._shapes["english-decided"].search((metric.text or "").lower())
                if priced is not None and priced[0] not in ("price", "prices"):
                    return True  # fares will rise to 3 dollars, the Transport Department said
            if (
                self._shapes["official-english"].search(reading.text, max(start - TITLE_REACH, 0), start + len(name))
                is None
            ):
                return False
            return modality == "forecast" or quantity.kind == "money"
        official = source.rank == 0 and self._shapes["official"].search(self._titled(reading, source)) is not None
        if not official or modality != "forecast":
            return False
        if quantity.kind != "money" and self._shapes["company-pronoun"].search(name) is None:
            awaited = self._shapes["awaited"].search(reading.text, reading.start, reading.tokens[index].start)
            if awaited is not None or quantity.kind in COUNTED:
                return awaited is None
        if quantity.kind == "ratio" and metric is not None and metric.text is not None and metric.text.endswith("率"):
            return False
        return quantity.kind == "money" or (metric is not None and metric.id not in self._shapes.group("reported"))

    def _titled(self, reading: Reading, source: Source) -> str:
        """Give the name of a source with the title of its officer behind it: 劳工及福利局局长."""
        name, end = source.mention.text or "", source.mention.end
        if end is None or end > reading.end:
            return name
        title = self._bodies.title_behind(reading.text, end, reading.end)
        return name if title is None else name + reading.text[end : title.end()]

    def _is_of(self, source: Mention, subject: Mention | None) -> bool:
        """Say whether a source is the subject of the claim, or someone who speaks for it."""
        if subject is None or not subject.text or not source.text:
            return False
        if source.text in subject.text:
            return self._shapes["members"].match(subject.text.partition(source.text)[2]) is None
        office = self._shapes["office"].search(source.text)
        body = source.text if office is None else source.text[: office.start()].rstrip("副")
        if office is not None and (abbreviates(subject.text, body) or source.text.endswith(subject.text)):
            return True
        if source.text.startswith(subject.text) and self._bodies.is_body(subject.text):
            return True  # 海关 of 海关总署署长
        rest = source.text.removeprefix(subject.text)
        rank = RANKS.match(rest)
        return rank is not None and rest != source.text and self._shapes["office"].match(rest, rank.end()) is not None
