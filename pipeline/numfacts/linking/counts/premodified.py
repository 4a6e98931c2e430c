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
    from numfacts.vocabulary.tokens import Token

NAMED_UNITS = frozenset("名位")  # of people who are told by what they are
CASES = frozenset("宗起")  # units of cases, which are told by what happened
TOLD_BY = NAMED_UNITS | CASES
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
        last, end = None, begin
        for position in range(index + 1, len(tokens)):
            token = tokens[position]
            if token.start != end or token.code not in "wMSCOv":
                break
            if token.code == "v" and reading.mention(position).text in self._shapes.words("light-verb"):
                return None
            if token.end - begin > LONGEST or (token.code == "v" and token.end - token.start < 2):
                break
            if self._is_head(token, text, quantity):
                if position == index + 1:
                    return None  # what follows is said of it
                last = position
            elif token.code != "v":
                last = None  # 公司股价
            end = token.end
        if last is None:
            return None
        person_end = self._shapes["person-end"]
        person = quantity.unit_text in NAMED_UNITS and person_end.search(text, begin, tokens[last].end) is not None
        acts = codes[index - 1 : index] in ("v", "s", "L") or codes[last + 1 :].lstrip("sP")[:1] == "v"
        if "v" in codes[index + 1 : last] and not (acts or person):
            return None
        rule = metric_rule(tokens[last])
        if rule is None or not takes(rule, quantity, False):
            return self._kinds.link(reading, begin, tokens[last].end)
        return Link(Mention(text[begin : tokens[last].end], begin, tokens[last].end, rule.metric), None, None, None)

    def _is_head(self, token: Token, text: str, quantity: Quantity) -> bool:
        """Say whether a token ends as what a number with a classifier counts, but for whose the events are."""
        if token.code not in "wMO" or self._shapes["counted-head"].search(text, token.start, token.end) is None:
            return False
        happens = quantity.unit_text in self._shapes.words("units-of-events")  # 11次机构调研记录
        return not happens or self._kinds.id_of(text[token.start : token.end]) is None

    def _is_known(self, token: Token, text: str, quantity: Quantity) -> bool:
        """Say whether a token ends as what is counted, people among it: 30名受影响居民."""
        person = self._shapes["person-end"].search(text, token.start, token.end) is not None
        return (quantity.unit_text in NAMED_UNITS and person) or self._is_head(token, text, quantity)

    def led_to(self, reading: Reading, index: int, begin: int, quantity: Quantity) -> Link | None:
        """Read the metric that a verb, a place or other nouns lead to: 12例新增境外输入确诊病例."""
        tokens, end = reading.tokens, begin
        for position in range(index + 1, len(tokens)):
            token = tokens[position]
            if token.start != end or token.code not in "wvSVM":
                return None
            rule = metric_rule(token)
            if rule is not None:
                placed = position > index + 1 and reading.codes[index + 1] in "SvV"
                placed = placed or tokens[index + 1].tag in PLACES
                following = tokens[position + 1] if position + 1 < len(tokens) else None
                goes_on = following is not None and following.start == token.end and following.code in "wvSMQO"
                if not placed or goes_on or not takes(rule, quantity, False):
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
        if token.end <= verb.end():
            return None
        end = token.end
        for position in range(following + 1, len(reading.tokens)):
            token, before = reading.tokens[position], reading.tokens[position - 1]
            if token.code not in "wMv" or token.start != before.end:
                break
            if token.code == "v" and self._is_known(before, reading.text, quantity):
                break  # 15间合资格学校获得拨款
            end = token.end if token.code != "v" else end  # 另类吸烟产品
        begin = verb.end() + reading.text.startswith("的", verb.end())
        return self._kinds.link(reading, begin, end)

    def acted_on(self, reading: Reading, index: int, begin: int, quantity: Quantity) -> Link | None:
        """Read a verb and the noun behind it as what things are: 14万张封闭道路许可证."""
        codes, tokens = reading.codes, reading.tokens
        things = quantity.unit_text in self._shapes.words("units-of-things")
        plans = quantity.unit_text in self._shapes.words("units-of-plans")
        ends = codes[index + 1 : index + 4] in ("vw", "vw,", "vwj", "vw(", "vw)")  # 两个发病高峰
        if not (things or (plans and ends)) or codes[index + 1 : index + 3] not in ("vw", "vM"):
            return None
        if tokens[index + 1].start != begin:
            return None
        end = tokens[index + 2].end
        return Link(Mention(reading.text[begin:end], begin, end), None, None, None)
