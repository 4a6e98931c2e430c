"""The names and nouns of a Chinese sentence that a figure in it can be of, each with what speaks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from numfacts.linking.links import metric_rule
from numfacts.linking.subjects.governed import governed_from, is_example, is_governed, without_list
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention, Span
from numfacts.vocabulary.tokens import INTRODUCED, Noun, Term

if TYPE_CHECKING:
    from numfacts.linking.cast import Cast
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

PERSON = 4  # characters of most personal names
OFFSHOOT = 2  # characters of words that say only of what kind what belongs to someone is: 产品
NO_NAME = frozenset("的则现仍将拟计等被由于在以及和与已均也都就还曾未不所再又之")  # characters that end none
QUOTES = ("“", "「", "《")  # opening marks of names
Kind = Literal["name", "place", "noun", "pronoun"]


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


def person_end(reading: Reading, start: int, last: int) -> int:
    """Give where a person's name from ``start`` ends: what is left behind its tokens is a part of it (叶伍元)."""
    tokens, end = reading.tokens, reading.tokens[last].end
    if last + 1 < len(tokens) and end < (stop := tokens[last + 1].start) <= start + PERSON:
        while end < stop and reading.text[end].isalpha() and reading.text[end] not in NO_NAME:
            end += 1
    return end


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
        kind = self._shapes["trade"].search(reading.text, tokens[last].start, tokens[last].end)
        return kind is not None or "wv" in codes[last + 2 : end]

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
        if self._is_whole(reading, position):
            return False  # 木材全球合衡: part of a fund's name
        if token.code != "S":
            return isinstance(token.item, Noun)
        if not isinstance(token.item, Term) or token.item.source.endswith("/markets"):
            return False
        here = reading.text.startswith("中国", token.start) or token.item.source.endswith("/cities")
        return not here or self._goes_on(reading, position)  # 青禾中国, 青禾成都: a company's branch there

    def _is_whole(self, reading: Reading, position: int) -> bool:
        """Say whether a token is a place that no name is told by: 全球, 国内."""
        token = reading.tokens[position]
        return token.code == "S" and self._shapes["whole-place"].match(reading.text, token.start) is not None

    def _acts(self, reading: Reading, begin: int, run: int) -> bool:
        """Say whether a noun stands behind an adverb, as only a verb does: 已发货."""
        opening = reading.tokens[run - 1].end if run > begin else reading.start
        start = reading.tokens[run].start
        return opening < start and self._shapes["does"].search(reading.text, opening, start) is not None

    def _is_locative(self, reading: Reading, last: int) -> bool:
        """Say whether a run of nouns only says where something is: 发布会上, 市场里."""
        end = reading.tokens[last].end
        found = self._shapes["inside"].match(reading.text, end, reading.end)
        if found is None:
            final = reading.tokens[last]
            return self._shapes["inside"].fullmatch(reading.text, final.start, final.end) is not None
        return len(found[0]) > 1 or last + 1 == len(reading.tokens) or reading.tokens[last + 1].start > end

    def _foretells_others(self, reading: Reading, last: int) -> bool:
        """Say whether a house foretells something that is none of what a company has: 高盛预计油价升至3美元."""
        following = reading.codes[last + 1 : last + 2]
        if following == "X" and not self._shapes["predicts"].match(reading.text, reading.tokens[last + 1].start):
            return False
        if following not in ("X", "R"):
            return False
        known = reading.codes[last] == "C"
        if not known and self._shapes["assessor"].search(reading.mention(last).text or "") is None:
            return False
        end = reading.clause_end(last)
        rules = [metric_rule(token) for token in reading.tokens[last + 2 : end] if token.code == "M"]
        return not any(rule is not None and rule.metric in self._shapes.group("company") for rule in rules)

    def _is_byline(self, reading: Reading, last: int, name: str) -> bool:
        """Say whether a sentence begins with a medium and, at most, a day before a comma or what it reports."""
        if self._shapes["medium"].search(name) is None:
            return False
        return reading.codes[last + 1 :].removeprefix("P")[:1] in (",", "R")

    def _is_dateline(self, reading: Reading, last: int) -> bool:
        """Say whether a sentence begins with where and when a wire was sent: 某网某地4月3日电."""
        if reading.codes[last + 1 : last + 2] != "P":
            return False
        return self._shapes["wired"].match(reading.text, reading.tokens[last + 1].end) is not None

    def _is_cut(self, reading: Reading, position: int) -> bool:
        """Say whether what looks like a verb is the first character of the name behind it: 爱尔眼科."""
        verb, noun = reading.tokens[position], reading.tokens[position + 1]
        if verb.end != noun.start or verb.end - verb.start > 1 or not isinstance(noun.item, Noun):
            return False
        return self._shapes["short-verb"].match(reading.text, verb.start) is None

    def _members(self, reading: Reading, begin: int, position: int) -> int | None:
        """Give where the name of an index begins that companies are the members of: 海陆100公司."""
        tokens, before = reading.tokens, position - 1
        if before < begin or tokens[before].end != tokens[position].start:
            return None
        rule = metric_rule(tokens[before])
        if rule is not None and rule.index:
            return before
        item = tokens[before].item
        if before == begin or not isinstance(item, Quantity) or item.unit_text:
            return None
        parted = reading.codes[before - 1] != "w" or tokens[before - 1].end != tokens[before].start
        return None if parted else before - 1

    def _named(self, reading: Reading, begin: int, run: int, first: int, last: int, source: Span) -> Name | None:
        """Give the name that a run of nouns is; what figures have a say in is read anew."""
        if reading.codes[first] == "O":
            return self._name(reading, begin, run, first, last, source)
        key = (begin, run, first, last, source)
        if key not in reading.names:
            reading.names[key] = self._name(reading, begin, run, first, last, source)
        return reading.names[key]

    def _name(self, reading: Reading, begin: int, run: int, first: int, last: int, source: Span) -> Name | None:
        tokens, text = reading.tokens, reading.text
        heads = not reading.codes[begin:run].strip("PsjNBRH") or _is_first_there(reading, begin, run, self._shapes)
        joined = run > begin and reading.codes[run - 1] == "j"
        start, end = tokens[first].start, tokens[last].end
        if tokens[first].code == "O" and (opening := self._members(reading, begin, first)) is not None:
            heads = not reading.codes[begin:opening].strip("PsjNBRH")
            members = Mention(text[tokens[opening].start : end], tokens[opening].start, end)
            return Name(members, "name", opening, last, heads)
        if tokens[first].code == "O" or self._shapes["company-pronoun"].fullmatch(text, start, end):
            bought = run > begin and reading.codes[run - 1] in "vVM" and text[tokens[run - 1].end : start] in ("", "了")
            return Name(Mention(text[start:end], start, end), "pronoun", first, last, heads, object=bought)
        if (start < source.end and source.start < end) or self._is_locative(reading, last):
            return None
        if (report := self._shapes["report-of-place"].fullmatch(text, start, end)) is not None:
            return Name(Mention(report["place"], *report.span("place")), "place", first, last, heads, joined)
        if self._foretells_others(reading, last):
            return None
        if end - start < source.end - source.start and text.startswith(text[start:end], source.end - (end - start)):
            return None  # 据某地海关统计，海关共监管: the source again
        described = self._shapes["this-described"].search(text, reading.start, end)
        if described is not None and described.start("kind") <= start and end <= described.end():
            start = described.start("kind")
            return Name(Mention(text[start:end], start, end), "pronoun", first, last, heads)
        if self._shapes["this-one"].match(text, max(0, start - 2), end) is not None:
            return Name(Mention(text[start:end], start, end), "pronoun", first, last, heads)
        if first < last and tokens[first].tag == "vn" and self._is_whole(reading, last):
            return None  # 服务全国
        if first == last and tokens[first].tag[:1] == "v" and text[end : end + 1] in QUOTES:
            return None  # 调整“示例计划”
        related = run > 0 and reading.codes[run - 1] == "H" and tokens[run - 1].end == start
        if tokens[first].item is INTRODUCED and self._shapes["office-before"].search(text, reading.start, start):
            related = True  # 公司董事某某
        several = self._shapes["several"].match(text, start, end)
        start = several.end() if several is not None else start  # 多只黄金基金
        owned = self._shapes["owned"].match(text, tokens[run].start, end)
        if owned is not None and start < owned.end() < end - OFFSHOOT:
            start = owned.end()  # 旗下某某云
        kind: Kind = "noun"
        like_place = self._shapes["place-name"].match(text[start:end]) and tokens[last].item is not INTRODUCED
        if like_place or (first == last and tokens[first].code == "S"):
            kind = "place"
        elif any(
            isinstance(tokens[place].item, Noun)
            or (tokens[place].code in "SC" and (place == first or not self._is_whole(reading, place)))
            for place in range(first, last + 1)
        ):
            kind = "name"
        bodies = ("office-body", "firm-like", "sector-shares", *(("organisation",) if owned is not None else ()))
        if kind == "noun" and any(self._shapes[shape].search(text[start:end]) for shape in bodies):
            kind = "name"
        if self._shapes["imported"].match(text, end):
            return None
        if kind == "noun" and self._acts(reading, begin, run):
            return None
        pointed = kind == "noun" and text[start - 1 : start] == "该"
        if pointed and self._shapes["house-kind"].fullmatch(text, start, end) is not None:
            return None  # 该机构: whose word it is
        told = kind == "noun" and self._shapes["singled-out"].match(text, end) is not None
        mode = self._shapes["carries"].match(text, start)
        told = told or (mode is not None and mode.end() == end)
        if heads and (pointed or told):
            kind = "name"  # 该项目: the one spoken of; 碧海电源净买入额居首; 公路发送旅客
        if related:
            end = person_end(reading, start, last)
        lead = self._shapes["office-lead"].match(text, start, end)
        if lead is not None:
            if lead["is"] is not None:
                return None
            if lead.end() < end - 1 and (kind == "name" or end - lead.end() <= PERSON):
                start, related = lead.end(), True
                end = person_end(reading, start, last)
        if text[start - 1] == "期" and run and reading.codes[run - 1] == "P" and tokens[run - 1].end == start - 1:
            start, kind = tokens[run - 1].start, "name"  # 5年期主力合约
        timed = self._shapes["timed"].match(text, start, end) is not None
        if timed and run and reading.codes[run - 1] == "P" and tokens[run - 1].end == start:
            start, kind = tokens[run - 1].start, "name"  # 2022春节档, 两年期美债
        tail = self._shapes["name-tail"].search(text, start, end) or self._shapes["all-of"].search(text, start + 2, end)
        name = text[start : tail.start()] if tail is not None else text[start:end]
        if (whole := self._shapes["whole-tail"].search(name, 2)) is not None:
            name = name[: whole.start()]  # 青屿全省
        if self._shapes["session-there"].fullmatch(text, start, end) is not None:
            return None  # 纽约尾盘: when
        end = start + len(name)
        if kind == "name" and tokens[first].code == "S" and end == tokens[first].end:
            kind = "place"  # 印度新冠肺炎: what is counted there is no part of its name
        if self._shapes["official"].search(name) is not None:
            return None
        if len(name) < 2 or not self.cast.is_name(name) or self._shapes["wire-bar"].match(text, end):
            return None
        if text[start - 1 : start] == "【" or (not run and self._is_byline(reading, last, name)):
            return None
        if not run and self._is_dateline(reading, last):
            return None
        if related:
            kind = "name"
        lead_at = begin + len(reading.codes[begin:run].rstrip("Hj"))
        governed = lead_at > begin and reading.codes[lead_at - 1] == "v"
        if text[start - 1] == "的" and not set(reading.codes[begin:lead_at]) & set("sf"):
            governed = False  # 频频发声的某公司
        if governed and lead_at == run == begin + 1 and self._is_cut(reading, begin):
            if not begin and self._is_byline(reading, last, name):
                return None
            start, name = tokens[begin].start, text[tokens[begin].start : start] + name
            governed, heads = False, True
        sure = (
            related
            or owned is not None
            or text[end - 1] == "档"
            or tokens[last].item is INTRODUCED
            or self._shapes["organisation"].search(name) is not None
        )
        return Name(Mention(name, start, end), kind, first, last, heads, joined, related, governed, sure)


def _is_first_there(reading: Reading, begin: int, run: int, shapes: Shapes) -> bool:
    """Say whether all that a clause has before a noun is where it is the first of its kind: 我国自主研制的客船."""
    if run == begin or reading.codes[begin] != "S" or reading.text[reading.tokens[run].start - 1] != "的":
        return False
    return shapes["superlative"].match(reading.text, reading.tokens[begin].end) is not None
