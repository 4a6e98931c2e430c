"""What a count counts, where words that are no nouns by themselves stand before its head: 四家独立基金销售公司."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.counts.counted_kinds import LONGEST
from numfacts.linking.counts.described import described
from numfacts.linking.links import Link, metric_rule, source_of, takes
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.counts.counted_kinds import CountedKinds
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

DOER = "者"  # ends a word for someone who does something
NAMED_UNITS = frozenset("名位")  # of people who are told by what they are
CASES = frozenset("宗起")  # units of cases, which are told by what happened
TOLD_BY = NAMED_UNITS | CASES
PIECES = "个"  # unit of things of any kind
ITS = "其"  # a pronoun that is no part of a name
PLACES = frozenset(["ns", "s"])  # parts of speech of places


class Premodified:
    """Reads the nouns that verbs, places and other words qualify between a count and them."""

    def __init__(self, kinds: CountedKinds, shapes: Shapes) -> None:
        self._kinds = kinds
        self._shapes = shapes

    def headed(self, reading: Reading, index: int, begin: int, quantity: Quantity) -> Link | None:
        """Read a noun whose head stands behind words that are no nouns by themselves: 四家独立基金销售公司.

        A verb is one of them where the count is an object or the noun has a verb of its own behind it.
        """
        codes, tokens, text = reading.codes, reading.tokens, reading.text
        last, end, plain, acts = None, begin, True, False
        for position in range(index + 1, len(tokens)):
            token = tokens[position]
            names = token.code == "R" and codes[position + 1 : position + 2] == "w"  # 数据|节点
            gap = text[end : token.start]  # 变异|株|感染者
            if (gap and not self._shapes.fits("syllable", gap)) or not (token.code in "wMSCOv" or names):
                break
            if token.code == "v" and reading.mention(position).text in self._shapes.words("light-verb"):
                return None
            if token.end - begin > LONGEST or (token.code == "v" and token.end - token.start < 2):
                break
            acts = token.code == "v"
            head = token.code in "wMO" and self._shapes["counted-head"].search(text, token.start, token.end) is not None
            doer = quantity.unit_text in NAMED_UNITS and codes[position - 1] == "v" and token.end - token.start > 1
            head = head or (doer and token.code == "w" and text[token.end - 1] == DOER)  # 4名初选组织者
            if head and (
                quantity.unit_text not in self._shapes.words("units-of-events")
                or self._kinds.id_of(text[token.start : token.end]) is None
            ):
                if plain and position == index + 1:
                    return None  # what follows is said of it
                last, plain = position, plain and token.code == "w" and token.start == end
            elif last is None:
                plain = plain and token.code == "w"
            elif not acts:
                last = None  # 公司股价
            end = token.end
        if last is None or plain or (quantity.kind == "person" and text.startswith("的", tokens[last].end)):
            return None
        before = codes[index - 1 : index]
        person_end = self._shapes["person-end"]
        person = quantity.unit_text in NAMED_UNITS and person_end.search(text, begin, tokens[last].end) is not None
        if "v" in codes[index + 1 : last] and not (before in ("v", "s", "L") or (acts and before != "w") or person):
            return None
        rule = metric_rule(tokens[last])
        if rule is None or not takes(rule, quantity, False):
            return self._kinds.link(reading, begin, tokens[last].end)
        return Link(Mention(text[begin : tokens[last].end], begin, tokens[last].end, rule.metric), None, None, None)

    def led_to(self, reading: Reading, index: int, begin: int, quantity: Quantity) -> Link | None:
        """Read the metric that a verb, a place or other nouns lead to: 12例新增境外输入确诊病例, 7名股票激励对象."""
        tokens, end, passed = reading.tokens, begin, False
        for position in range(index + 1, len(tokens)):
            token = tokens[position]
            if token.start != end or token.code not in "wvSVMO" or token.start - begin > LONGEST:
                return None
            if token.code == "O" and reading.text[token.start] == ITS:
                return None  # 五家机构下调其目标价
            if token.code == "O" and position > index + 1 and not self._shapes["qualifies"].match(reading.text, begin):
                return self._kinds.link(reading, begin, token.end)  # 29家理财公司
            rule = metric_rule(token)
            if rule is not None:
                placed = position > index + 1 and reading.codes[index + 1] in "SvV"
                placed = placed or tokens[index + 1].tag in PLACES
                following = tokens[position + 1] if position + 1 < len(tokens) else None
                ahead = "wSMQO" if passed else "wvSMQO"  # 7名股票激励对象离职
                goes_on = following is not None and following.start == token.end and following.code in ahead
                if goes_on and quantity.kind == "person" and not takes(rule, quantity, False):
                    end, passed = token.end, True
                    continue
                if not (placed or passed) or goes_on or not takes(rule, quantity, False):
                    return None
                found = reading.mention(position)
                return Link(Mention(found.text, found.start, found.end, rule.metric), rule, source_of(token), None)
            end = token.end
        return None

    def qualified(self, reading: Reading, index: int, begin: int, quantity: Quantity) -> Link | None:
        """Read the noun that a verb between the count and it only qualifies: 57万支怀疑私烟."""
        verb = self._shapes["qualifies"].match(reading.text, begin)
        if verb is None:
            return None
        if quantity.unit_text in TOLD_BY and (whole := described(reading, index)) is not None:
            return whole  # 三名涉嫌策划骗案的主谋
        following = index + 1
        while following < len(reading.tokens) and reading.tokens[following].start < verb.end():
            following += 1
        following -= reading.codes[following : following + 1] not in ("w", "M", "O")  # 在|研品种
        token = reading.tokens[following]
        if token.code not in "wMO" or token.end <= verb.end():
            return None
        end = token.end
        for position in range(following + 1, len(reading.tokens)):
            token = reading.tokens[position]
            if token.code not in "wMv" or token.start != reading.tokens[position - 1].end:
                break
            end = token.end if token.code != "v" else end  # 另类吸烟产品
        return self._kinds.link(reading, verb.end(), end)

    def acted_on(self, reading: Reading, index: int, begin: int, quantity: Quantity) -> Link | None:
        """Read a verb and the noun behind it as what things are: 14万张封闭道路许可证."""
        codes, tokens = reading.codes, reading.tokens
        if (
            (quantity.unit_text not in self._shapes.words("units-of-things") and not self._ends(reading, index))
            or codes[index + 1] != "v"
            or codes[index + 2 : index + 3] not in ("w", "M")
        ):
            return None
        verb, noun = tokens[index + 1], tokens[index + 2]
        person = self._shapes["person-end"].search(reading.text, noun.start, noun.end) is not None  # 拖轮18艘迎接旅客
        if verb.start != begin or noun.start != verb.end or person:
            return None
        return Link(Mention(reading.text[begin : noun.end], begin, noun.end), None, None, None)

    def _ends(self, reading: Reading, index: int) -> bool:
        """Say whether the clause of a count ends with the verb and the noun behind it: 两个发病高峰."""
        unit = reading.tokens[index].item
        pieces = isinstance(unit, Quantity) and unit.unit_text in self._shapes.words("units-of-plans")
        return pieces and reading.codes[index + 1 : index + 4] in ("vw", "vw,", "vwj", "vw(", "vw)")
