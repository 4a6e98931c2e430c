"""Kinds of things and people that figures are of: counted, described by a figure, or pointed at (该船)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import AMONG, COUNTS
from numfacts.linking.subjects.question import Asked, Whose
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.names.cast import Cast
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.clauses import ClauseNames
    from numfacts.vocabulary.shapes import Shapes
    from numfacts.vocabulary.tokens import Token

WORKS_REACH = 1000  # characters before a sentence in which the works that it is about were named
NEARBY = 2  # characters between a dimension and its size: 重达约2吨
ABOARD_REACH = 80  # characters before a clause in which it is named on what those are whom it counts
KIND_REACH = 20  # characters before a kind of thing that make one of it: 半潜式 of 运输船


class Things:
    """Finds the kinds of things and people that a sentence is about."""

    def __init__(self, names: ClauseNames, cast: Cast, shapes: Shapes) -> None:
        self._names = names
        self._cast = cast
        self._shapes = shapes

    def that_thing(self, asked: Asked) -> Whose | None:
        """Give the last thing of a kind that the clause points at: 半潜式运输船……该船总长214米."""
        reading = asked.reading
        start = reading.tokens[asked.begin].start
        pointed = self._shapes["that-thing"].match(reading.text, max(start - 2, reading.start), asked.quantity.start)
        if pointed is None:
            return None
        thing, place = pointed["thing"] or pointed["kind"], pointed.start()
        while (place := reading.text.rfind(thing, 0, place)) >= 0:
            named = self._shapes["kind-of"].search(reading.text, max(0, place - KIND_REACH), place)
            if named is not None and self._shapes["rest-of-kind"].search(named[0]) is None:
                start, end = named.start(), place + len(thing)
                return Whose(Mention(reading.text[start:end], start, end), firm=True)
        return None

    def works(self, reading: Reading) -> Mention | None:
        """Give the works that a sentence goes on about, by the last full name before: 中标某地供水工程。该项目..."""
        if self._shapes["those-works"].match(reading.text, reading.start) is None:
            return None
        named = [
            *self._shapes["named-works"].finditer(reading.text, max(0, reading.start - WORKS_REACH), reading.start)
        ]
        return Mention(named[-1]["name"], *named[-1].span("name")) if named else None

    def counted_of(self, asked: Asked) -> Whose | None:
        """Give whose the things are that are counted, where what they are called begins with it: 6名美国水兵."""
        reading, index = asked.reading, asked.index
        if asked.limit < index or asked.quantity.kind not in COUNTS:
            return None
        if reading.text.startswith("包括", reading.tokens[asked.begin].start):
            return None  # parts of what was counted before
        if reading.codes[asked.begin : index].strip("PLj") or reading.codes[index + 1 : index + 2] not in ("S", "w"):
            return None
        if reading.codes[index + 1] == "w" and not self._shapes["of-market"].match(
            reading.text, reading.tokens[index].end
        ):
            return None  # 12家港股公司
        place = reading.tokens[index + 1]
        if place.start > reading.tokens[index].end:
            return None
        return Whose(reading.mention(index + 1), firm=True)

    def passed(self, asked: Asked) -> Whose | None:
        """Give the place that so many are counted to pass or come to: 共有5万人次进出某地."""
        text, quantity = asked.reading.text, asked.quantity
        to = self._shapes["passes"].match(text, quantity.end) if quantity.unit_text == "人次" else None
        if to is None or not self._cast.is_place(to["place"]):
            return None
        return Whose(Mention(to["place"], *to.span("place")), firm=True)

    def of_size(self, asked: Asked) -> Whose | None:
        """Give what is so heavy, long or large, where it stands behind its size: 发射重达2200公斤的卫星.

        A bracket with the size in other units may stand between: 全长278米（合914英尺）的一艘油轮.
        """
        reading, link, quantity = asked.reading, asked.link, asked.quantity
        if reading.english or quantity.kind != "physical" or link is None or asked.moves:
            return None
        sized = reading.tokens[self._sized_in_bracket(asked)].item
        behind = link.mention.start == quantity.right  # 182毫米尺寸的硅片
        near = behind or (isinstance(sized, Quantity) and 0 <= sized.left - (link.mention.end or 0) <= NEARBY)
        owned = self._shapes["of-such-size"].match(
            reading.text, (link.mention.end if behind else None) or quantity.right
        )
        if not near or owned is None:
            return None
        start = owned.end()
        last = next(
            (at for at, token in enumerate(reading.tokens) if token.code in "wS" and token.start >= start), None
        )
        if last is None:
            return None
        if reading.tokens[last].start != start and not (owned["one"] and reading.tokens[last - 1].start == start):
            return None  # but 一艘穿梭|油轮
        while (
            reading.codes[last + 1 : last + 2] in ("w", "S")
            and reading.tokens[last + 1].start == reading.tokens[last].end
        ):
            last += 1
        name = Mention(reading.text[start : reading.tokens[last].end], start, reading.tokens[last].end)
        named = (owned["one"] or behind or len(name.text or "") > NEARBY) and self._cast.is_name(name.text or "")
        return Whose(name, firm=False, aside=True) if named else None

    def having(self, asked: Asked) -> Whose | None:
        """Give what has so many, where it stands behind their number: 载有20人的渔船, 手握28万亿元的理财公司."""
        reading, quantity = asked.reading, asked.quantity
        if reading.english or quantity.kind not in (*COUNTS, "money") or asked.moves:
            return None
        begin = reading.tokens[asked.begin].start
        had = self._shapes["holds-so-many"].search(reading.text, begin, quantity.left)
        owned = self._shapes["had-by"].match(reading.text, quantity.right)
        if had is None or owned is None:
            return None
        if quantity.kind != "money" and quantity.kind != "person" and owned.start("noun") == owned.end("noun"):
            return None  # 拥有18亿的设备数量
        name = self._noun_at(reading, owned.end())
        if (
            name is None
            or not self._cast.is_name(name.text or "")
            or self._shapes["had-itself"].search(name.text or "")
        ):
            return None
        if quantity.kind == "money" and self._shapes["holds-sums"].search(name.text or "") is None:
            return None  # 拥有5亿元的债券
        aside = self._shapes["holds-aside"].search(reading.text, begin, quantity.left) is not None
        return Whose(name, firm=not aside, aside=aside)

    def _noun_at(self, reading: Reading, start: int) -> Mention | None:
        """Give the run of nouns and names that begins at an offset, if any does."""
        first = next(
            (at for at, token in enumerate(reading.tokens) if token.start == start and token.code in "wSM"), None
        )
        if first is None:
            return None
        last = first
        while (step := self._goes_on(reading, last)) > 0:
            last += step
        end = reading.tokens[last].end
        return Mention(reading.text[start:end], start, end)

    def _goes_on(self, reading: Reading, last: int) -> int:
        """Give how many tokens behind one belong to the same noun: 1, 2 for a deed that a body is called by, or 0."""
        tokens, codes = reading.tokens, reading.codes
        if tokens[last + 1 : last + 2] and tokens[last + 1].start != tokens[last].end:
            return 0
        if codes[last + 1 : last + 3] in ("vw", "vO") and tokens[last + 1].end == tokens[last + 2].start:
            named = self._shapes["named-by-deed"].fullmatch(reading.mention(last + 2).text or "")
            return 2 if named is not None else 0  # 银行|理财|公司
        return 1 if codes[last + 1 : last + 2] in ("w", "S") else 0

    def _sized_in_bracket(self, asked: Asked) -> int:
        """Give the quantity before the bracket that a quantity ends in which it is told again, or else that itself."""
        codes, index = asked.reading.codes, asked.index
        opening = codes.rfind("(", 0, index)
        again = opening > 0 and codes[opening - 1] == "Q" and codes[index + 1 : index + 2] == ")"
        return opening - 1 if again and not codes[opening + 1 : index].strip("LTv") else index

    def body(self, asked: Asked) -> Whose | None:
        """Give the thing before in the sentence of which a clause measures the body: …的超大型油轮，船身长336米."""
        reading, link = asked.reading, asked.link
        if reading.english or asked.moves:
            return None
        if asked.quantity.kind in COUNTS:
            return self._aboard(asked)
        if link is None or asked.quantity.kind != "physical":
            return None
        start = reading.tokens[asked.begin].start
        part = self._shapes["body-part"].match(reading.text, start, asked.quantity.start)
        if part is not None:
            return self._last_of_kind(reading, part["of"], start)
        if not self._shapes["tells-size"].match(reading.text, start, asked.quantity.start):
            return None
        built = self._shapes["built-thing"].search(reading.text, max(reading.start, start - KIND_REACH), start)
        if built is None:
            return None
        group = "called" if built["called"] else "thing"
        return Whose(Mention(built[group], *built.span(group)), firm=False)

    def _last_of_kind(self, reading: Reading, kind: str, before: int) -> Whose | None:
        """Give the last thing before an offset whose name ends in a character, or in one for a vessel as that is."""
        text, fits = reading.text, self._shapes.fits
        places = range(before - 1, reading.start, -1)
        vessel = fits("vessel", kind)
        ends = (place for place in places if text[place] == kind or (vessel and fits("vessel", text[place])))
        place = next(ends, reading.start)
        named = self._shapes["kind-of"].search(text, max(reading.start, place - KIND_REACH), place)
        if named is None:
            return None
        return Whose(Mention(text[named.start() : place + 1], named.start(), place + 1), firm=False)

    def _aboard(self, asked: Asked) -> Whose | None:
        """Give the ship or the like that a sentence named before it counts those on it: 渡轮撞向码头，船上34人受伤."""
        text, start = asked.reading.text, asked.reading.tokens[asked.begin].start
        if self._shapes["aboard"].match(text, start) is None:
            return None
        found = list(self._shapes["conveyance"].finditer(text, max(0, start - ABOARD_REACH), start))
        return Whose(Mention(found[-1]["name"], *found[-1].span("name")), firm=True) if found else None

    def described(self, asked: Asked) -> Whose | None:
        """Give the kind of thing that a quantity describes: 3家机构营收5亿元, 300亩果园, 员工少于50人的企业."""
        reading, index = asked.reading, asked.index
        codes, tokens, begin = reading.codes, reading.tokens, asked.begin
        staffed = self._shapes["staffed-by"].match(reading.text, asked.quantity.end)
        if staffed is not None and asked.quantity.kind in COUNTS:
            return Whose(Mention(staffed["whom"], *staffed.span("whom")), firm=False, aside=True)
        first = self._behind_lead(reading, begin)
        while codes[first] in "PL" or reading.text.startswith(AMONG, tokens[first].start):
            first += 1
        if codes[first : first + 2] in ("Qw", "QM") and first + 1 < index and self._counts(tokens[first]):
            named = any(name.firm and name.first > first for name in self._names.read(reading, begin, asked.limit))
            whole = tokens[first].end == tokens[first + 1].start and reading.text[tokens[first].end - 1] not in "上下"
            whole = whole and reading.text[tokens[first + 1].end : tokens[index].start] != "的"
            whole = whole and reading.text[tokens[first + 1].end] != "中"  # 60只股票中30只上涨
            acts = first + 2 == asked.limit or bool(set(codes[first + 2 : index]) & set("vVXLMTN"))
            if acts and whole and not named and "j" not in codes[first + 2 : index]:
                return self.kind(reading, first + 1)
        if (counted := self._members(asked) or self._owning(asked, first) or self._modified(asked)) is not None:
            return counted
        if codes[begin:index].endswith("ww") and self._shapes["owned"].fullmatch(reading.mention(index - 1).text or ""):
            return self.kind(reading, index - 2)
        behind = reading.behind_bracket(index)
        if (asking := self._respondents(asked, behind)) is not None:
            return asking
        if codes[behind + 1 : behind + 2] != "w":
            return None
        between = reading.text[tokens[behind].end : tokens[behind + 1].start]
        if asked.quantity.kind == "physical" and asked.link is None and not between and behind == index:
            kind = self.kind(reading, index + 1)
            return kind._replace(aside=True) if kind is not None else None
        acts = asked.quantity.kind == "ratio" and codes[behind + 2 : behind + 3] in ("R", "v", "X", "L")
        share = reading.mention(behind + 1).text or ""
        if (
            between in ("", "的")
            and acts
            and not codes[begin:index].strip("PLsjR")
            and self._shapes["of-people"].search(share) is not None
        ):
            return self.kind(reading, behind + 1)  # 84%的企业认为
        bounds = asked.limit < index and (asked.limit == begin or codes[asked.limit - 1] in "sL")
        if (
            between == "的"
            and bounds
            and self._shapes["limited"].search(reading.text, tokens[asked.limit].end, asked.quantity.start)
        ):
            return self.kind(reading, behind + 1, people=True)
        return None

    def _respondents(self, asked: Asked, behind: int) -> Whose | None:
        """Give those asked in a poll whose share or number a clause opens with: 指出75%受访机构已推出…."""
        reading, begin = asked.reading, asked.begin
        if asked.quantity.kind != "ratio" or reading.codes[begin : asked.index].strip("PLsjkRMCt"):
            return None
        found = self._shapes["those-asked"].match(reading.text, reading.tokens[behind].end)
        if found is not None:
            return Whose(Mention(found["whom"], *found.span("whom")), firm=True)
        start = reading.tokens[behind].end
        public = self._shapes["people-who"].match(reading.text, start)
        named = public is not None and self._cast.is_name(public["whom"])
        if public is not None and named and self._acts_behind(reading, public.end("whom")):
            return Whose(Mention(public["whom"], *public.span("whom")), firm=False)
        says = self._shapes["share-says"].match(reading.text, start, reading.end)
        if says is None or reading.codes[behind + 1 : behind + 2] not in ("w", "S"):
            return None
        return self._those(reading, behind + 1, says.start(1))  # 六成的老年人患有慢性病

    def _acts_behind(self, reading: Reading, end: int) -> bool:
        """Say whether a token begins at an offset that tells what someone does: 乘搭, 认为, 没有."""
        return any(token.start == end and token.code in "vRXdfs" for token in reading.tokens)

    def _those(self, reading: Reading, first: int, end: int) -> Whose | None:
        """Give the people named by the nouns from a token on, up to what they do at an offset at most."""
        last = first
        while (
            last + 1 < len(reading.tokens) and reading.codes[last + 1] in "wM" and reading.tokens[last + 1].end <= end
        ):
            if reading.tokens[last + 1].start > reading.tokens[last].end:
                break
            last += 1
        start, stop = reading.tokens[first].start, reading.tokens[last].end
        name = reading.text[start:stop]
        named = self._shapes["of-people"].search(name) is not None
        return Whose(Mention(name, start, stop), firm=False) if named else None

    def _members(self, asked: Asked) -> Whose | None:
        """Give the companies that a clause begins with the number of, its own or one that names whom it goes on about.

        5家科创公司增势稳,营收2亿元.
        """
        reading, first = asked.reading, asked.begin
        if asked.limit == asked.index:
            return None
        while reading.codes[counting := self._behind_lead(reading, first)] != "Q":
            if not first or set(reading.codes[first : asked.limit]) & set("wSCOQr"):
                return None
            first = reading.clause_start(first - 1)
        token = reading.tokens[counting]
        counted = self._shapes["counted-companies"].match(reading.text, token.end, reading.tokens[asked.limit].start)
        if counted is None or not self._counts(token):
            return None
        return Whose(Mention(counted[1], *counted.span(1)), firm=True)

    def _owning(self, asked: Asked, counting: int) -> Whose | None:
        """Give those of a number that have what is measured: 36个联盟成员国的接种率不到10%."""
        reading, last = asked.reading, counting + 1
        codes, tokens = reading.codes, reading.tokens
        if asked.link is None or codes[counting : counting + 1] != "Q" or not self._counts(tokens[counting]):
            return None
        while codes[last : last + 1] in ("w", "S", "C") and tokens[last].start == tokens[last - 1].end:
            last += 1
        owned = last > counting + 1 and reading.text.startswith("的", tokens[last - 1].end)
        if not owned or not last <= asked.limit < asked.index or set(codes[last : asked.limit]) - set("w"):
            return None
        mention = Mention(
            reading.text[tokens[counting].end : tokens[last - 1].end], tokens[counting].end, tokens[last - 1].end
        )
        return Whose(mention, firm=False) if self._cast.is_name(mention.text or "") else None

    def _modified(self, asked: Asked) -> Whose | None:
        """Give those of a number who are told apart by what they did: 去年垫底的10个市场下滑2%."""
        reading, begin = asked.reading, asked.begin
        counting = reading.codes.rfind("Q", begin, asked.index)
        if counting < begin or reading.codes[counting + 1] not in "wM" or counting + 1 >= asked.limit:
            return None
        token, following = reading.tokens[counting], reading.tokens[counting + 1]
        modified = reading.text[token.start - 1] == "的" and not set(reading.codes[begin:counting]) & set("SCOj")
        if not modified or not self._counts(token) or token.end != following.start:
            return None
        if any(name.firm for name in self._names.read(reading, begin, asked.limit)):
            return None
        return self.kind(reading, counting + 1)

    def _behind_lead(self, reading: Reading, position: int) -> int:
        """Give the position behind a time and a word that only says that there are so many: 目前共有5家公司."""
        while position + 1 < len(reading.codes) and (
            reading.codes[position] == "P"
            or (reading.codes[position] in "Lv" and reading.text[reading.tokens[position].end - 1] == "有")
        ):
            position += 1
        return position

    def _counts(self, token: Token) -> bool:
        """Say whether a quantity is a number of things or people, rather than of times."""
        item = token.item
        return isinstance(item, Quantity) and item.kind in ("count", "person") and item.unit_text != "次"

    def kind(self, reading: Reading, position: int, *, people: bool = False) -> Whose | None:
        """Give the noun at a position, if it names a kind of thing, or ``people`` of any kind."""
        noun = reading.mention(position)
        named = len(noun.text or "") > 1 and self._cast.is_name(noun.text or "")
        named = named or (people and self._shapes["people-end"].search(noun.text or "") is not None)
        return Whose(noun, firm=False) if named else None
