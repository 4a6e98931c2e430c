"""The names and nouns of a Chinese sentence that a figure in it can be of, each with what speaks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from numfacts.linking.subjects.governed import governed_from, is_example, is_governed, without_list
from numfacts.linking.subjects.noun_runs.order import names_somebody
from numfacts.linking.subjects.noun_runs.run import Kind, Run, is_everywhere
from numfacts.records import Mention, Span
from numfacts.vocabulary.tokens import INTRODUCED, Noun, Term

if TYPE_CHECKING:
    from numfacts.linking.names.cast import Cast
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes


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


class NameReader:
    """Reads the names of clauses."""

    def __init__(self, shapes: Shapes, cast: Cast) -> None:
        self._shapes = shapes
        self.cast = cast

    def read(self, reading: Reading, begin: int, limit: int, source: Span) -> list[Name]:
        """Give the names between two tokens in order.

        Left out are sources, what a preposition governs, the totals of ratios, examples, and who only speaks.
        """
        found: list[Name] = []
        codes, tokens = reading.codes, reading.tokens
        if codes[begin : begin + 1] == "A" and codes[limit : limit + 1] == ",":
            return found  # 据某某富豪榜,: what is cited
        positions = reading.before(limit, begin)
        governed = False  # whether the name before was left out, and with it all that is joined to it
        ended, ended_at = -1, -1  # where the run of nouns before ended
        led = governed_from(reading, begin, limit, self._shapes)
        step = 0
        while step < len(positions):
            run = first = last = positions[step]
            step += 1
            if codes[first] not in "wSCO":
                continue
            while step < len(positions) and positions[step] == last + 1 and self._goes_on(reading, last):
                last += 1
                step += 1
                if self._begins(reading, first, last):
                    first = last  # 糧油批發商江蘇宏信: a name behind its kind
            adjacent = run == ended_at + 1 and tokens[run].start == ended
            belongs = adjacent and self._is_owned(reading, run)
            if belongs and last == run and reading.text.startswith("的", tokens[last].end) and found:
                found[-1] = msgspec.structs.replace(found[-1], last=last)
                ended, ended_at = tokens[last].end, last
                continue  # 甲旗下的乙
            if adjacent and not belongs and self._is_part(reading, run):
                ended, ended_at = tokens[last].end, last
                continue  # 腾讯游戏
            attached = reading.text[ended : reading.tokens[run].start] == "的" and run == ended_at + 1
            belongs = belongs or (attached and (self._is_owned(reading, ended_at) or self._is_owned(reading, run)))
            owner = found[-1] if (attached or belongs) and found and found[-1].last == ended_at else None
            told = self._is_told_before(reading, begin, run, last)
            name = self._named(reading, begin, run, first, last, source) if told else None
            if name is not None and (name.kind == "name" or (found and codes[begin:run].lstrip("P")[0] in "fv")):
                found.clear()  # 由甲转型而来的乙, 以芯片起家的丙
                found.append(msgspec.structs.replace(name, heads=True, object=False, joined=False))
                ended, ended_at, governed = tokens[last].end, last, False
                continue
            if led <= run:
                governed = True
            elif not (attached and governed):
                governed = is_governed(reading, begin, run, last, found, self._shapes, joined=governed)
                if not governed and is_example(reading, last, self._shapes):
                    governed, found = True, without_list(reading, found, run)
            ended, ended_at = reading.tokens[last].end, last
            described = not governed and self._describes(reading, last)
            name = None if governed or described else self._named(reading, begin, run, first, last, source)
            if name is not None and self._presents(reading, begin, run, first, last):
                found.clear()  # 美国快时尚品牌云杉宣布
                name = msgspec.structs.replace(name, heads=True, object=False)
            if name is not None:
                placed = owner is None or owner.kind == "place" or codes[owner.first] == "S"
                told = belongs or (name.sure and run < first)  # 甲旗下乙, 甲的供应商乙
                told = told or (attached and tokens[first].item is INTRODUCED)  # 深圳的陈女士
                if owner is not None and name.kind == "name" and (told or not (owner.sure or placed)):
                    found.pop()  # 发盈喜的某公司: what stands before the name tells of it
                    name = msgspec.structs.replace(name, heads=name.heads or owner.heads)
                if name.joined and found and found[-1].object and found[-1].last + 2 == name.first:
                    name = msgspec.structs.replace(name, object=True)  # 覆盖甲市、乙市
                found.append(name)
        return found

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

    def _is_part(self, reading: Reading, run: int) -> bool:
        """Say whether a run of nouns right behind the name of someone known is of what is his: 腾讯游戏."""
        token = reading.tokens[run]
        return reading.tokens[run - 1].item is INTRODUCED and token.code == "w" and token.item is None

    def _is_owned(self, reading: Reading, position: int) -> bool:
        """Say whether a token begins with a word that ties what stands behind to someone: 旗下, 竞争对手."""
        token = reading.tokens[position]
        return self._shapes["owned"].match(reading.text, token.start) is not None

    def _is_class(self, reading: Reading, position: int) -> bool:
        """Say whether a token names a class of the shares of the company before it: 索尼美股."""
        return self._shapes["share-class"].match(reading.text, reading.tokens[position].start) is not None

    def _describes(self, reading: Reading, last: int) -> bool:
        """Say whether a run of nouns only tells of what kind the speaker behind it is: 驱动芯片厂商某某电子公布."""
        tokens, codes = reading.tokens, reading.codes
        end = last + 1
        if end < len(tokens) and tokens[end].item is INTRODUCED and reading.text[tokens[last].end] in "“「":
            return self._shapes["kind-of-body"].search(reading.text, tokens[last].start, tokens[last].end) is not None
        while end < len(tokens) and codes[end] in "vw" and tokens[end].start == tokens[end - 1].end:
            end += 1
        if codes[last + 1 : last + 2] != "v" or codes[end:].lstrip("P")[:1] != "R":
            return False
        return "wv" in codes[last + 2 : end]

    def _is_told_before(self, reading: Reading, begin: int, run: int, last: int) -> bool:
        """Say whether all that a clause has before a run of nouns only tells what it did, and what it does follows.

        总部位于某市的甲裁员200人; but not 甲持有的乙股份.
        """
        text, codes, tokens = reading.text, reading.codes, reading.tokens
        before = text[max(0, tokens[run].start - 2) : tokens[run].start].rstrip("“「《")[-1:]
        if run == begin or before != "的" or not set(codes[begin:run]) & set("vVsfLM"):
            return False
        opening, opens = tokens[begin - 1].end if begin else reading.start, codes[begin:run].lstrip("P")[0]
        if opens in "SC" or "Q" in codes[begin:run] or self._shapes["works-on"].match(text, opening):
            return False  # 对不合规定的甲征税
        if self._shapes["holding-of"].search(text, opening, tokens[run].start):
            return False
        lead = next(place for place in range(begin, run) if codes[place] != "P")
        told = self._shapes["begins-telling"].match(text, tokens[lead].start) is not None
        if codes[lead] in "wO" and not told:
            return False  # 甲暂停了去年制定的乙
        following = codes[last + 1 : last + 2]
        heading = told and not codes[:begin].strip("P,")
        return bool(following) and following in ("PXMvLV," if heading else "PXMvLV") and text[tokens[last].end] != "的"

    def _presents(self, reading: Reading, begin: int, run: int, first: int, last: int) -> bool:
        """Say whether all that a clause has before a name only says where and of what kind it is, which does something.

        全球知名运动品牌云杉召开董事会; but not 美国制裁软件公司云杉，.
        """
        tokens, codes, lead = reading.tokens, reading.codes, first
        while lead > begin and codes[lead - 1] in "SVvwM" and tokens[lead - 1].end == tokens[lead].start:
            lead -= 1
        if run == first or codes[lead] != "S" or tokens[first].item is not INTRODUCED:
            return False
        if codes[last + 1 : last + 2] in ("", ",", ")") or reading.text.startswith("的", tokens[last].end):
            return False
        return not codes[begin:lead].strip("P,") or reading.text[tokens[lead].start - 1] == "的"

    def _begins(self, reading: Reading, first: int, position: int) -> bool:
        """Say whether a token in a run of nouns begins a name, of which what stands before it tells the kind."""
        token, before = reading.tokens[position], reading.tokens[position - 1]
        if before.code == "S":
            return self._shapes["superlative"].match(reading.text, token.start) is not None
        if before.code != "w":
            return False
        time = self._shapes["ends-in-time"]
        if token.code == "S" and time.search(reading.text, reading.tokens[first].start, before.end) is not None:
            return True  # 开年首周北上资金
        if isinstance(before.item, Noun):
            kind = self._shapes["kind-of-body"].search(reading.text, before.start, before.end)
            return token.item is INTRODUCED and before.item is not INTRODUCED and kind is not None
        if is_everywhere(reading, position, self._shapes):
            return False  # 木材全球合衡: part of a fund's name
        if token.code != "S":
            return isinstance(token.item, Noun)
        if not isinstance(token.item, Term) or token.item.source.endswith("/markets"):
            return False
        here = reading.text.startswith("中国", token.start) or token.item.source.endswith("/cities")
        return not here or self._goes_on(reading, position)  # 青禾中国, 青禾成都: a company's branch there

    def _named(self, reading: Reading, begin: int, run: int, first: int, last: int, source: Span) -> Name | None:
        """Give the name that a run of nouns is; what figures have a say in is read anew."""
        if reading.codes[first] == "O":
            return self._name(reading, begin, run, first, last, source)
        key = (begin, run, first, last, source)
        if key not in reading.names:
            reading.names[key] = self._name(reading, begin, run, first, last, source)
        return reading.names[key]

    def _name(self, reading: Reading, begin: int, run: int, first: int, last: int, source: Span) -> Name | None:
        text, codes, tokens = reading.text, reading.codes, reading.tokens
        start, end = tokens[first].start, tokens[last].end
        nouns = Run(
            reading, begin, run, first, last, source, self.cast, self._shapes, text, codes, tokens, start, end
        )  # fmt: skip
        if not names_somebody(nouns):
            return None
        mention = Mention(nouns.name, nouns.start, nouns.end)
        flags = nouns.heads, nouns.joined, nouns.related, nouns.object, nouns.sure
        return Name(mention, nouns.kind, nouns.first, last, *flags)
