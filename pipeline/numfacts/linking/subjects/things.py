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
HAD = COUNTS | frozenset(["money"])  # kinds of quantities that tell of how much someone has
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
            if named is not None:
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
        following = reading.codes[index + 1 : index + 2]
        on_market = self._shapes["of-market"].match(reading.text, reading.tokens[index].end) is not None
        if following != "S" and not (following == "w" and on_market):
            return None
        if reading.codes[asked.begin : index].strip("PLj"):
            return None
        if reading.text.startswith("包括", reading.tokens[asked.begin].start):
            return None  # parts of what was counted before
        return Whose(reading.mention(index + 1), firm=True)

    def of_size(self, asked: Asked) -> Whose | None:
        """Give what is so heavy, long or large, where it stands behind its size: 发射重达2200公斤的卫星."""
        reading, link, quantity = asked.reading, asked.link, asked.quantity
        if quantity.kind != "physical" or link is None:
            return None
        owned = self._shapes["of-such-size"].match(reading.text, quantity.right)
        if owned is None or not 0 <= quantity.left - (link.mention.end or 0) <= NEARBY:
            return None
        name = self._noun_at(reading, owned.end())
        if name is None or len(name.text or "") <= NEARBY or not self._cast.is_name(name.text or ""):
            return None
        return Whose(name, firm=False, aside=True)

    def having(self, asked: Asked) -> Whose | None:
        """Give what has so many, where it stands behind their number: 载有20人的渔船, 管理着3亿元资产的云杉资本."""
        reading, quantity = asked.reading, asked.quantity
        if quantity.kind not in HAD or asked.moves:
            return None
        begin = reading.tokens[asked.begin].start
        had = self._shapes["holds-so-many"].search(reading.text, begin, quantity.left)
        owned = self._shapes["had-by"].match(reading.text, quantity.right)
        name = self._noun_at(reading, owned.end()) if had is not None and owned is not None else None
        if quantity.kind == "money" and reading.text.startswith("的", quantity.right):
            return None  # 手握20亿元的订单
        if name is None or self._shapes["had-itself"].search(name.text or "") is not None:
            return None
        aside = self._shapes["holds-aside"].search(reading.text, begin, quantity.left) is not None
        return Whose(name, firm=not aside, aside=aside)

    def _noun_at(self, reading: Reading, start: int) -> Mention | None:
        """Give the run of nouns and names that begins at an offset, if any does."""
        tokens, codes = reading.tokens, reading.codes
        first = next((at for at, token in enumerate(tokens) if token.start == start and token.code in "wSM"), None)
        if first is None:
            return None
        last = first
        while codes[last + 1 : last + 2] in ("w", "S") and tokens[last + 1].start == tokens[last].end:
            last += 1
        return Mention(reading.text[start : tokens[last].end], start, tokens[last].end)

    def aboard(self, asked: Asked) -> Whose | None:
        """Give the ship or the like that a sentence named before it counts those on it: 渡轮撞向码头，船上34人受伤."""
        text, start = asked.reading.text, asked.reading.tokens[asked.begin].start
        if asked.quantity.kind not in COUNTS or asked.moves or self._shapes["aboard"].match(text, start) is None:
            return None
        found = list(self._shapes["conveyance"].finditer(text, max(0, start - ABOARD_REACH), start))
        return Whose(Mention(found[-1]["name"], *found[-1].span("name")), firm=True) if found else None

    def described(self, asked: Asked) -> Whose | None:
        """Give the kind of thing that a quantity describes: 3家机构营收5亿元, 300亩果园, 员工少于50人的企业."""
        reading, index = asked.reading, asked.index
        codes, tokens, begin = reading.codes, reading.tokens, asked.begin
        first = self._behind_lead(reading, begin)
        while codes[first] in "PL" or reading.text.startswith(AMONG, tokens[first].start):
            first += 1
        if codes[first : first + 2] in ("Qw", "QM") and first + 1 < index and self._counts(tokens[first]):
            whole = tokens[first].end == tokens[first + 1].start and "j" not in codes[first + 2 : index]
            owned = reading.text.startswith("的", tokens[first + 1].end) and codes[first + 2] == "w"
            whole = whole and not (owned and first > begin)  # 拥有300家门店的松溪咖啡
            if whole and set(codes[first + 2 : index]) & set("vVXLMTN"):
                return self.kind(reading, first + 1)
        if (counted := self._members(asked) or self._modified(asked)) is not None:
            return counted
        if codes[begin:index].endswith("ww") and self._shapes["owned"].fullmatch(reading.mention(index - 1).text or ""):
            return self.kind(reading, index - 2)
        behind = reading.behind_bracket(index)
        if (asking := self._respondents(asked, behind)) is not None:
            return asking
        if codes[behind + 1 : behind + 2] != "w":
            return None
        between = reading.text[tokens[behind].end : tokens[behind + 1].start]
        if asked.quantity.kind == "physical" and asked.link is None and not between:
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
            return self.kind(reading, behind + 1)
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
        return self._those(reading, behind + 1)  # 六成的老年人患有慢性病

    def _acts_behind(self, reading: Reading, end: int) -> bool:
        """Say whether a token begins at an offset that tells what someone does: 乘搭, 认为, 没有."""
        return any(token.start == end and token.code in "vRXdfs" for token in reading.tokens)

    def _those(self, reading: Reading, first: int) -> Whose | None:
        """Give the people named by the nouns from a token on."""
        last = first
        while reading.codes[last + 1 : last + 2] in ("w", "M"):
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
        start, stop = reading.tokens[counting].end, reading.tokens[asked.limit].start
        counted = self._shapes["counted-companies"].match(reading.text, start, stop)
        return Whose(Mention(counted[1], *counted.span(1)), firm=True) if counted is not None else None

    def _modified(self, asked: Asked) -> Whose | None:
        """Give those of a number who are told apart by what they did: 去年垫底的10个市场下滑2%."""
        reading, begin = asked.reading, asked.begin
        counting = reading.codes.rfind("Q", begin, asked.index)
        if counting < begin or reading.codes[counting + 1] not in "wM" or counting + 1 >= asked.limit:
            return None
        token = reading.tokens[counting]
        modified = reading.text[token.start - 1] == "的" and self._counts(token)
        if not modified or set(reading.codes[begin:counting]) & set("SCOj"):
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
        return isinstance(item, Quantity) and item.kind in COUNTS

    def kind(self, reading: Reading, position: int) -> Whose | None:
        """Give the noun at a position, if it can name a kind of thing."""
        noun = reading.mention(position)
        return Whose(noun, firm=False) if self._cast.is_name(noun.text or "") else None
