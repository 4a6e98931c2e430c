"""What a count counts: the noun behind it (9家公司)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.counts.counted_kinds import LONGEST
from numfacts.linking.counts.described import described
from numfacts.linking.counts.events import is_aim
from numfacts.linking.counts.premodified import CASES, PIECES, PLACES, Premodified
from numfacts.linking.links import BONDS, VALUED, Link, metric_rule, named, source_of, takes
from numfacts.linking.reading import HAN
from numfacts.numbers.quantity import Quantity
from numfacts.programs import later
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.counts.counted_kinds import CountedKinds
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes
    from numfacts.vocabulary.tokens import Token

QUOTES = frozenset('“"「『')
CLOSING = '”"」』'
QUOTED = 20  # characters of a name in quotes
# A noun of a kind that no phrase ends in (3人重伤), up to a mark; what only qualifies the number is none.
UNKNOWN = later(
    "(?!不等|在内|之多|而已|为止|有余|上下|左右|之间|以上|以下|以内)[\u4e00-\u9fff]{2,4}(?=[，。、；,;）)]|$)"
)
UNCUT = later("[\u4e00-\u9fff]{2,5}(?<!中)(?=的)")  # a noun that begins with a word of one character
LETTER = later("[\u4e00-\u9fff](?<![了多半月大小内外])(?=[，。；,;)）]|$)")  # a noun of one character: 4个包
ANOTHER = later(".$|[一两数几]")  # a word that no noun is cut with, or that counts something else
PERSON = later("[\u4e00-\u9fff]+(?:者|人员|员工|员)")
PEOPLE = "人"
NAMED = frozenset(["nr", "nrt", "nt", "nz"])  # of names of whom others are
COMPOUNDING = frozenset("调供配输储压测控驱传切")  # verbs that dictionaries cut out of names of machines
DENIALS = "不未无"
MARKS = ' 的“”"「'  # what may stand between a number and its noun
TAXI = "的士"  # a noun that begins with one of them


class Counting:
    """Reads the nouns that counts are of."""

    def __init__(self, kinds: CountedKinds, shapes: Shapes) -> None:
        self._kinds = kinds
        self._shapes = shapes
        self._premodified = Premodified(kinds, shapes)

    def noun(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Read the noun right behind the count at ``index``, or the one that the clause behind it describes."""
        text = reading.text
        begin = quantity.right
        while begin < reading.end and text[begin] in MARKS and not text.startswith(TAXI, begin):
            begin += 1
        if (quality := self._shapes["quality"].match(text, begin, reading.end)) is not None:
            begin = quality.end()  # 4套免费的试剂盒
            while index + 1 < len(reading.tokens) and reading.tokens[index + 1].start < begin:
                index += 1
        if quantity.unit_text in CASES and (cases := self._cases(reading, begin)) is not None:
            return cases
        following = reading.codes[index + 1 : index + 2]
        if (outcome := self._outcome(reading, index, begin)) is not None:
            return outcome
        if begin >= reading.end or self._shapes["predicate"].match(text, begin):
            return None
        if self._shapes["named-so"].match(text, begin) is not None:
            return described(reading, index)
        if self._shapes["attribute"].match(text, begin) or self._shapes["round-mark"].match(text, begin):
            return None
        if (
            made := self._shapes["made-point"].match(text, begin)
            or self._shapes["cap"].match(text, begin)
            or self._shapes["counted-places"].match(text, begin)
        ) is not None:
            return Link(Mention(made[0], *made.span()), None, None, None)
        if (unknown := UNKNOWN.match(text, begin, reading.end)) is not None and self._is_one(reading, index, unknown):
            return Link(Mention(unknown[0], begin, unknown.end()), None, None, None)
        pieces = quantity.unit_text == PIECES and quantity.right == quantity.end
        if pieces and (letter := LETTER.match(text, begin, reading.end)) is not None:
            return Link(Mention(letter[0], begin, letter.end()), None, None, None)
        if not following or (is_aim(reading, index) and reading.tokens[index + 1].tag == "vn"):
            return None
        if (led := self._premodified.led_to(reading, index, begin, quantity)) is not None:
            return led
        if self._shapes["about"].match(text, begin, reading.end) and (subject := described(reading, index)) is not None:
            return subject  # 25宗有关演唱会的投诉
        continued = self._shapes["lasting"].match(text, begin)  # 8项持续到2031年的任务
        beside = continued.end() if continued is not None else begin
        if following == "v" or (following in "jseLt" and reading.tokens[index + 1].start == beside):
            if quantity.unit_text == PEOPLE:
                return None
            qualified = self._premodified.qualified(reading, index, begin, quantity) or self._premodified.headed(
                reading, index, begin, quantity
            )
            qualified = qualified or described(reading, index)
            return qualified or self._premodified.acted_on(reading, index, begin, quantity)
        if text[begin - 1] in QUOTES:
            return self._quoted(reading, index, begin)
        if (person := self._person(reading, index, begin)) is not None:
            return person
        if (headed := self._premodified.headed(reading, index, begin, quantity)) is not None:
            return headed
        begin = begin if quantity.unit_text == PEOPLE else self._behind_quality(reading, index, begin)
        if reading.tokens[index + 1].start != begin:
            return None
        if not HAN.match(text[begin]) and following not in ("w", "S"):
            return None
        return self._phrase(reading, index, begin, quantity)

    def of_kind(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Read the noun behind a weight and a verb that only tells of what kind it is: 8公斤怀疑大麻."""
        begin = quantity.right + reading.text.startswith("的", quantity.right)
        return self._premodified.qualified(reading, index, begin, quantity) if index + 1 < len(reading.tokens) else None

    def _cases(self, reading: Reading, begin: int) -> Link | None:
        """Read what so many cases are called at the end of the phrase that tells of them: 48宗涉及货车的交通意外."""
        found = self._shapes["cases-of"].match(reading.text, begin, reading.end)
        if found is None:
            return None
        lead = self._shapes["case-lead"].match(reading.text, begin, found.end())
        start = begin if lead is None or lead.end() == found.end() else lead.end()
        return self._kinds.link(reading, start, found.end())

    def behind_size(self, reading: Reading, index: int) -> Link | None:
        """Read the noun that sizes or an amount between a count and it qualify: 8只20英尺集装箱, 两笔共3亿元的债券."""
        position, tokens, codes = index + 1, reading.tokens, reading.codes
        position += codes[position : position + 1] == "L"
        if codes[position : position + 1] != "Q":
            return None
        while codes[position : position + 1] == "Q":
            size = tokens[position].item
            if not isinstance(size, Quantity) or size.kind not in ("physical", "money"):
                return None
            if size.kind == "money" and not reading.text.startswith("的", size.right):
                return None
            position += 1
        first = position
        while (
            codes[position : position + 1] in ("w", "M", "v") and tokens[position].start - tokens[position - 1].end < 2
        ):
            position += 1
        last = position - 1
        while last >= first and codes[last] == "v":
            last -= 1
        if last < first or tokens[first].start - tokens[first - 1].end > 1:
            return None
        return self._kinds.link(reading, tokens[first].start, tokens[last].end)

    def _phrase(self, reading: Reading, index: int, begin: int, quantity: Quantity) -> Link | None:
        """Read the noun phrase that begins at ``begin``, behind the count at ``index``."""
        rule = metric_rule(reading.tokens[index + 1])
        if (
            quantity.kind == "count"
            and rule is not None
            and rule.id != BONDS
            and not takes(rule, quantity, False)
            and VALUED.match(reading.codes, index + 2)
        ):
            return None  # 231只单位净值低于0.9元
        last = self._last(reading, index, begin, quantity)
        if last is None:
            return None
        token = reading.tokens[last]
        name = reading.text[begin : token.end]
        owned = reading.tokens[last + 1] if last + 1 < len(reading.tokens) else None
        if owned is not None and reading.text[token.end : owned.start] == "的":
            rule = metric_rule(owned)
            of_body = token.code == "C" or token.tag in NAMED or self._kinds.id_of(name) is not None
            if quantity.kind == "person" and of_body and owned.code in "wM":
                return self._owned(reading, last + 1)  # 两位某公司的经理, 62位机构的经济专家
            if rule is not None and rule.metric is not None and takes(rule, quantity, False):
                found = reading.mention(last + 1)  # 14000份车辆的订单
                return Link(Mention(found.text, found.start, found.end, rule.metric), rule, source_of(owned), None)
        if name in self._shapes.words("origin"):
            return None  # 15例本土及36例境外输入
        if len(name) == 1 and (uncut := UNCUT.match(reading.text, begin, reading.end)) is not None:
            return self._kinds.link(reading, begin, uncut.end())
        cut = owned is not None and owned.start == token.end and owned.code in "XvwMR"
        cut = cut and (len(name) == 1 or token.code == "S" or token.tag in PLACES)  # 原|计划, 国内|份额
        if cut and (behind := described(reading, index)) is not None:
            return self._kinds.link(reading, behind.mention.start or 0, behind.mention.end or 0)
        rule = metric_rule(token)
        known = rule is not None and takes(rule, quantity, False)
        metric_id = rule.metric if rule is not None and known else self._kinds.id_of(name)
        return Link(Mention(name, begin, token.end, metric_id), rule if known else None, source_of(token), None)

    def _owned(self, reading: Reading, first: int) -> Link:
        """Read the nouns from a position on as whom a number counts."""
        last = first
        while reading.codes[last + 1 : last + 2] == "w" and reading.tokens[last + 1].start == reading.tokens[last].end:
            last += 1
        start, end = reading.tokens[first].start, reading.tokens[last].end
        return Link(Mention(reading.text[start:end], start, end), None, None, first)

    def _outcome(self, reading: Reading, index: int, begin: int) -> Link | None:
        """Read what became of those counted as the metric, where its cause stands between: 25人因大雨死亡."""
        last = reading.clause_end(index) - 1
        if not reading.text.startswith("因", begin) or last <= index or reading.codes[last] not in "vM":
            return None
        return named(reading, last, event=True)

    def _person(self, reading: Reading, index: int, begin: int) -> Link | None:
        """Read a word for people that begins with what no dictionary has as a noun: 3名密接者, 两名同住人员."""
        token = reading.tokens[index + 1]
        if not begin < token.start <= begin + 3 or token.code != "w":
            return None
        name = reading.text[begin : token.end]
        return Link(Mention(name, begin, token.end), None, None, None) if PERSON.fullmatch(name) else None

    def _behind_quality(self, reading: Reading, index: int, begin: int) -> int:
        """Give where the noun behind a count begins, over a word that only tells what it is like: 3个不同的村."""
        token = reading.tokens[index + 1]
        tells = token.code in "wM" and self._shapes["like"].fullmatch(reading.text, begin, token.start) is not None
        return token.start if tells else begin

    def _is_one(self, reading: Reading, index: int, unknown: re.Match[str]) -> bool:
        """Say whether what no phrase ends in has no word of its own, or is one that is denied: 22批次不合格."""
        verbs = self._shapes.words("light-verb")
        if is_aim(reading, index) or any(unknown[0][:end] in verbs for end in range(1, len(unknown[0]) + 1)):
            return False
        if index + 1 >= len(reading.tokens) or reading.tokens[index + 1].start >= unknown.end():
            return True
        token = reading.tokens[index + 1]
        return token.end == unknown.end() and token.start == unknown.start() + 1 and unknown[0][0] in DENIALS

    def _last(self, reading: Reading, index: int, begin: int, quantity: Quantity) -> int | None:
        """Give the last token of the noun phrase that begins at ``begin``, behind the count at ``index``."""
        tokens, codes, text = reading.tokens, reading.codes, reading.text
        last, stop = None, begin
        for position in range(index + 1, len(tokens)):
            token = tokens[position]
            cut = last is not None and token.start == stop and text[token.start : token.end] in COMPOUNDING
            if cut and codes[position + 1 : position + 2] == "w" and tokens[position + 1].start == token.end:
                stop = token.end
                continue  # 新型调|相机
            joint = token.code == "j" and codes[position + 1 : position + 2] in ("w", "M", "S") and last is not None
            if token.start > stop + (text[stop : stop + 1] in '“”"') or not (token.code in "wMSCOH" or joint):
                break
            if token.end - begin > LONGEST and last is not None:
                break
            if joint:
                added = tokens[position + 1]
                if self._has_value(reading, position + 1) or ANOTHER.match(text, added.start, added.end):
                    break  # 40个项目、总投资13亿元; 80个城市、数千家企业
                stop = token.end
                continue
            rule = metric_rule(token)
            staffed = last == index + 1 and quantity.unit_text != PEOPLE and _is_of_staff(tokens[last])
            if rule is not None and last is not None and not takes(rule, quantity, False) and not staffed:
                break  # 三只基金发行规模超过40亿元
            if rule is not None and last is not None and text[token.end : token.end + 1] == "的":
                break  # 9家平台销售的服装
            last, stop = position, token.end
        return last

    def _quoted(self, reading: Reading, index: int, begin: int) -> Link | None:
        """Read the noun behind a name in quotes, or else the name: 3个“片区开发”试点."""
        close = min(
            (place for mark in CLOSING if (place := reading.text.find(mark, begin, begin + QUOTED)) > 0),
            default=None,
        )
        if close is None:
            return None
        for position in range(index + 1, len(reading.tokens)):
            token = reading.tokens[position]
            if token.start > close:
                if token.start == close + 1 and token.code in "wM":
                    return named(reading, position)
                break
        return Link(Mention(reading.text[begin:close], begin, close), None, None, None)

    def _has_value(self, reading: Reading, position: int) -> bool:
        """Say whether a value stands right behind the nouns at a position."""
        codes = reading.codes
        while position < len(codes) and codes[position] in "wMSLX":
            position += 1
        return codes[position : position + 1] == "Q"


def _is_of_staff(token: Token) -> bool:
    """Say whether a token is a word for the staff, which a unit of things does not count: 4家员工持股平台."""
    rule = metric_rule(token)
    return rule is not None and rule.metric == "headcount"
