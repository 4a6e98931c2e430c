"""The names and nouns of a Chinese sentence that a figure in it can be of, each with what speaks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from numfacts.linking.subjects.governed import governed_from, is_example, is_governed, without_list
from numfacts.linking.subjects.noun_runs.extents import called_until
from numfacts.linking.subjects.noun_runs.order import names_somebody
from numfacts.linking.subjects.noun_runs.run import Kind, Run, is_everywhere
from numfacts.records import Mention, Span
from numfacts.vocabulary.tokens import INTRODUCED, Noun, Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numfacts.linking.names.cast import Cast
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes


DOES = frozenset("PXMvLV")  # codes of what follows a name that does or has something


class Name(msgspec.Struct, frozen=True):
    """A name, place, noun or pronoun of a sentence.

    ``first`` and ``last`` are the positions of its tokens; ``heads`` says that its clause begins with it, ``joined``
    that it is a later member of a list, ``related`` that it stands behind what makes it someone's (子公司甲),
    ``object`` that a verb governs it, and ``sure`` that more than the look of its words makes it a name.
    """

    mention: Mention
    kind: Kind
    first: int
    last: int
    heads: bool = False
    joined: bool = False
    related: bool = False
    object: bool = False
    sure: bool = True

    @property
    def firm(self) -> bool:
        """Say whether it names someone rather than a kind of thing."""
        return self.kind in ("name", "place")


class Walk(msgspec.Struct):
    """How far the names of a clause are read: those found, where the run of nouns before ended, and the one under way.

    ``first`` is where the name in the run begins, ``governed`` says that the name before was left out, and with it all
    that is joined to it, and no name from ``led`` on counts. The run is ``adjacent`` to the one before or ``attached``
    to it by 的, and ``belongs`` to who is named there by 旗下; ``owner`` is who is named before either.
    """

    reading: Reading
    begin: int
    source: Span
    led: int
    found: list[Name] = []
    governed: bool = False
    ended: int = -1
    ended_at: int = -1
    run: int = -1
    first: int = -1
    last: int = -1
    adjacent: bool = False
    attached: bool = False
    belongs: bool = False
    owner: Name | None = None

    def step(self, run: int, first: int, last: int) -> None:
        """Go on to a run of nouns."""
        if self.last >= 0:
            self.ended, self.ended_at = self.reading.tokens[self.last].end, self.last
        self.run, self.first, self.last = run, first, last

    @property
    def before(self) -> str:
        """Give the codes that the clause has before the run."""
        return self.reading.codes[self.begin : self.run]


class NameReader:
    """Reads the names of clauses."""

    def __init__(self, shapes: Shapes, cast: Cast) -> None:
        self._shapes = shapes
        self.cast = cast

    def read(self, reading: Reading, begin: int, limit: int, source: Span) -> list[Name]:
        """Give the names between two tokens in order.

        Left out are sources, what a preposition governs, the totals of ratios, examples, and who only speaks.
        """
        if reading.codes[begin : begin + 1] == "A":
            return []  # 据某某富豪榜,: what is cited
        walk = Walk(reading, begin, source, governed_from(reading, begin, limit, self._shapes))
        for run, first, last in self._runs(reading, reading.before(limit, begin)):
            walk.step(run, first, last)
            self._tie(walk)
            if any(is_done(self, walk) for is_done in self._DONE):
                continue
            if (name := self._named(walk)) is not None:
                for placed in self._PLACED:
                    name = placed(self, walk, name)
                walk.found.append(name)
        return walk.found

    def _runs(self, reading: Reading, positions: list[int]) -> Iterator[tuple[int, int, int]]:
        """Yield where each run of nouns begins, where the name in it does, and where both end."""
        step = 0
        while step < len(positions):
            run = first = last = positions[step]
            step += 1
            if reading.codes[first] not in "wSCO":
                continue
            while step < len(positions) and positions[step] == last + 1 and self._goes_on(reading, last):
                last += 1
                step += 1
                if self._begins(reading, last):
                    first = last  # 糧油批發商江蘇宏信: a name behind its kind
            yield run, first, last

    def _tie(self, walk: Walk) -> None:
        """Note how a run of nouns is tied to the one before it: 腾讯|游戏, 发盈喜的|某公司, 甲|旗下的|乙."""
        reading, run, found = walk.reading, walk.run, walk.found
        next_to, start = run == walk.ended_at + 1, reading.tokens[run].start
        walk.adjacent = next_to and start == walk.ended
        walk.attached = next_to and reading.text[walk.ended : start] == "的"
        owned = walk.attached and self._is_owned(reading, walk.ended_at)
        walk.belongs = owned or (walk.adjacent and self._is_owned(reading, run))
        tied = (walk.attached or walk.belongs) and bool(found) and found[-1].last == walk.ended_at
        walk.owner = found[-1] if tied else None

    def _is_part(self, walk: Walk) -> bool:
        """Leave out what is of someone known, right behind his name: 腾讯游戏."""
        token, before = walk.reading.tokens[walk.run], walk.reading.tokens[walk.run - 1]
        tied = walk.adjacent and not walk.belongs
        return tied and before.item is INTRODUCED and token.code == "w" and token.item is None

    def _tells_where(self, walk: Walk) -> bool:
        """Leave out how far someone does what a cue or a report leads to: 甲拟全球招聘300人, 甲宣布全国开店50家."""
        reading, run = walk.reading, walk.run
        token, led = reading.tokens[run], run > walk.begin and reading.codes[run - 1] in "XR"
        if not led or run != walk.last or token.code != "S" or reading.tokens[run - 1].end != token.start:
            return False
        acts = reading.codes[run + 1 : run + 2] in ("v", "M") and reading.tokens[run + 1].start == token.end
        return acts and self._shapes["whole-place"].fullmatch(reading.text, token.start, token.end) is not None

    def _foresees(self, walk: Walk) -> bool:
        """Leave out whose forecast a figure is: 低于政府预估的2.5%."""
        reading, following = walk.reading, walk.last + 1
        if not reading.codes.startswith("XQ", following):
            return False
        return reading.text[reading.tokens[following].end : reading.tokens[following + 1].start] == "的"

    def _is_told(self, walk: Walk) -> bool:
        """Take in whom all that stands before only tells of: 由甲转型而来的乙, 以芯片起家的丙."""
        name = self._named(walk) if self._is_told_before(walk) else None
        if name is None or not (name.kind == "name" or (walk.found and walk.before.lstrip("P")[0] in "fv")):
            return False
        walk.found[:] = [msgspec.structs.replace(name, heads=True, object=False, joined=False)]
        walk.governed = False
        return True

    def _is_governed(self, walk: Walk) -> bool:
        """Leave out what a word governs, all that is joined to it, and examples: 向甲、乙, 甲等公司."""
        reading, run, last = walk.reading, walk.run, walk.last
        if walk.led <= run:
            walk.governed = True
        elif not (walk.attached and walk.governed):
            walk.governed = is_governed(reading, walk.begin, run, last, walk.found, self._shapes, joined=walk.governed)
            if not walk.governed and is_example(reading, last, self._shapes):
                walk.governed, walk.found = True, without_list(reading, walk.found, run)
        return walk.governed

    def _presented(self, walk: Walk, name: Name) -> Name:
        """Have a name alone of which all before says where and of what kind it is: 美国快时尚品牌云杉宣布."""
        reading, begin, lead = walk.reading, walk.begin, walk.first
        tokens, codes = reading.tokens, reading.codes
        while lead > begin and codes[lead - 1] in "SVvwMj" and tokens[lead - 1].end == tokens[lead].start:
            lead -= 1
        if walk.run == walk.first or codes[lead] != "S":
            return name
        if codes[begin:lead].strip("P,") and reading.text[tokens[lead].start - 1] != "的":
            return name
        walk.found.clear()
        walk.owner = None
        return msgspec.structs.replace(name, heads=True, object=False)

    def _for_owner(self, walk: Walk, name: Name) -> Name:
        """Have a name in the place of what stands before it and tells of it: 甲旗下乙, 发盈喜的某公司, 深圳的陈女士."""
        owner, reading = walk.owner, walk.reading
        if owner is None and walk.belongs and not walk.found and name.kind == "name":
            heads = not reading.codes[walk.begin : walk.ended_at].strip("P")
            return msgspec.structs.replace(name, heads=name.heads or heads)  # 旗下的乙，未为员工供款
        if owner is None or name.kind != "name":
            return name
        told = walk.belongs or reading.tokens[walk.first].item is INTRODUCED
        if not told and (owner.sure or reading.codes[owner.first] == "S"):
            return name
        walk.found.pop()
        return msgspec.structs.replace(name, heads=owner.heads)

    def _called(self, walk: Walk, name: Name) -> Name:
        """Have a name in quotation marks in the place of what it is the name of: 新盘「松溪居」."""
        reading, found = walk.reading, walk.found
        if not found or found[-1].last != walk.run - 1 or called_until(reading, walk.run, self._shapes) is None:
            return name
        kind = found.pop()
        return msgspec.structs.replace(name, heads=kind.heads, object=kind.object, joined=kind.joined)

    def _as_object(self, walk: Walk, name: Name) -> Name:
        """Have a name that is joined to the object of a verb be one: 覆盖甲市、乙市."""
        joined = name.joined and bool(walk.found) and walk.found[-1].object
        return msgspec.structs.replace(name, object=True) if joined else name

    # By what a run of nouns is done with, in this order, and how the place of a name in its clause changes what it is.
    _DONE = (_is_part, _tells_where, _foresees, _is_told, _is_governed)
    _PLACED = (_presented, _for_owner, _called, _as_object)

    def _goes_on(self, reading: Reading, last: int) -> bool:
        """Say whether the token behind one belongs to the same run of nouns."""
        tokens, codes = reading.tokens, reading.codes
        return (
            codes[last] != "O"
            and codes[last + 1] in "wSC"
            and (tokens[last].item is not INTRODUCED or self._is_class(reading, last + 1))
            and tokens[last + 1].start == tokens[last].end
            and not self._is_owned(reading, last + 1)
        )

    def _is_owned(self, reading: Reading, position: int) -> bool:
        """Say whether a token begins with a word that ties what stands behind to someone: 旗下."""
        return self._shapes["owned"].match(reading.text, reading.tokens[position].start) is not None

    def _is_class(self, reading: Reading, position: int) -> bool:
        """Say whether a token names a class of the shares of the company before it: 索尼美股."""
        return self._shapes["share-class"].match(reading.text, reading.tokens[position].start) is not None

    def _is_told_before(self, walk: Walk) -> bool:
        """Say whether all that a clause has before a run of nouns only tells what it did, and what it does follows.

        总部位于某市的甲裁员200人; but not 甲持有的乙股份.
        """
        reading, begin, run, last = walk.reading, walk.begin, walk.run, walk.last
        text, codes, tokens = reading.text, reading.codes, reading.tokens
        opening = tokens[begin - 1].end if begin else reading.start
        if codes[last + 1 : last + 2] == "," and self._shapes["just-then"].fullmatch(text, opening, tokens[run].start):
            return True  # 而本周挂牌的甲，超购5倍
        if self._shapes["listed-there"].search(text, tokens[begin].start, tokens[run].start) is not None:
            return codes[last + 1 : last + 2] in DOES  # 在港上市的甲拟发行; a noun before it, as in 上市公司
        before = text[max(0, tokens[run].start - 2) : tokens[run].start].rstrip("“「《")[-1:]
        if run == begin or before != "的" or not set(codes[begin:run]) & set("vVsfLM"):
            return False
        opens = codes[begin:run].lstrip("P")[0]
        if opens in "SC" or "Q" in codes[begin:run] or self._shapes["works-on"].match(text, opening):
            return False  # 对不合规定的甲征税
        if self._shapes["holding-of"].search(text, opening, tokens[run].start):
            return False
        told = self._shapes["begins-telling"].match(text, tokens[begin].start) is not None
        if codes[begin] in "wO" and not told:
            return False  # 甲暂停了去年制定的乙
        following = codes[last + 1 : last + 2]
        return following in DOES or (told and following == "," and not codes[:begin].strip("P,"))

    def _begins(self, reading: Reading, position: int) -> bool:
        """Say whether a token in a run of nouns begins a name, of which what stands before it tells the kind."""
        token, before = reading.tokens[position], reading.tokens[position - 1]
        if before.code == "S":
            return self._shapes["superlative"].match(reading.text, token.start) is not None
        if before.code != "w":
            return False
        if isinstance(before.item, Noun):
            kind = self._shapes["kind-of-body"].search(reading.text, before.start, before.end)
            return token.item is INTRODUCED and kind is not None
        if is_everywhere(reading, position, self._shapes):
            return False  # 木材全球合衡: part of a fund's name
        if token.code != "S":
            return isinstance(token.item, Noun)
        if not isinstance(token.item, Term) or token.item.source.endswith("/markets"):
            return False
        here = reading.text.startswith("中国", token.start)
        return not here or self._goes_on(reading, position)  # 青禾中国: a company's branch there

    def _named(self, walk: Walk) -> Name | None:
        """Give the name that a run of nouns is; what figures have a say in is read anew."""
        names = walk.reading.names
        if walk.reading.codes[walk.first] == "O":
            return self._name(walk)
        key = (walk.begin, walk.run, walk.first, walk.last, walk.source)
        if key not in names:
            names[key] = self._name(walk)
        return names[key]

    def _name(self, walk: Walk) -> Name | None:
        reading, first, last = walk.reading, walk.first, walk.last
        text, codes, tokens = reading.text, reading.codes, reading.tokens
        start, end = tokens[first].start, tokens[last].end
        nouns = Run(
            reading, walk.begin, walk.run, first, last, walk.source, self.cast, self._shapes,
            text, codes, tokens, start, end,
        )  # fmt: skip
        if not names_somebody(nouns):
            return None
        mention = Mention(nouns.name, nouns.start, nouns.end)
        flags = nouns.heads, nouns.joined, nouns.related, nouns.object, nouns.sure
        return Name(mention, nouns.kind, nouns.first, last, *flags)
