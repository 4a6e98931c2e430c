"""The noun phrase right behind a count: 4家员工持股平台."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.counts.counted_kinds import LONGEST
from numfacts.linking.counts.described import described
from numfacts.linking.counts.premodified import PLACES
from numfacts.linking.links import BONDS, VALUED, Link, metric_rule, source_of, takes
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.counts.counted_kinds import CountedKinds
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

NAMED = frozenset(["nr", "nrt", "nt", "nz"])  # of names of whom others are
TELLING = frozenset(["b", "h"])  # parts of speech of words that only tell of what kind a noun is: 临时, 大型, 非


class NounPhrases:
    """Reads the noun phrases that begin right behind counts."""

    def __init__(self, kinds: CountedKinds, shapes: Shapes) -> None:
        self._kinds = kinds
        self._shapes = shapes

    def at(self, reading: Reading, index: int, begin: int, quantity: Quantity) -> Link | None:
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
        end = self._end(reading.text, begin, token.end, quantity)
        name = reading.text[begin:end]
        owned = reading.tokens[last + 1] if last + 1 < len(reading.tokens) else None
        if owned is not None and reading.text[token.end : owned.start] == "的":
            rule = metric_rule(owned)
            if quantity.kind == "person" and token.tag in NAMED:
                return self._owned(reading, last + 1)  # 两位某公司的经理
            if rule is not None and rule.metric is not None and takes(rule, quantity, False):
                found = reading.mention(last + 1)  # 14000份车辆的订单
                return Link(Mention(found.text, found.start, found.end, rule.metric), rule, source_of(owned), None)
        cut = owned is not None and owned.start == token.end and owned.code in "XvwMR"
        cut = cut and (token.code == "S" or token.tag in PLACES)  # 国内|份额
        if cut and (behind := described(reading, index)) is not None:
            return self._kinds.link(reading, behind.mention.start or 0, behind.mention.end or 0)
        if (kind := self._of_kind(reading, begin, last)) is not None:
            return kind
        rule = metric_rule(token)
        known = rule is not None and takes(rule, quantity, False)
        metric_id = rule.metric if rule is not None and known else self._kinds.id_of(name)
        return Link(Mention(name, begin, end, metric_id), rule if known else None, source_of(token), None)

    def _end(self, text: str, begin: int, end: int, quantity: Quantity) -> int:
        """Give where the word for people ends behind which a verb that may be a noun says what they do: 市民|参观."""
        attending = self._shapes["attending"].match(text, begin, end) if quantity.kind == "person" else None
        return end if attending is None else attending.end("who")

    def _of_kind(self, reading: Reading, begin: int, last: int) -> Link | None:
        """Read the noun behind a word that only tells of what kind it is: 6个大型蓄洪设施, 五项大型展览."""
        tokens, codes = reading.tokens, reading.codes
        if tokens[last].tag not in TELLING:
            return None
        position = last + 1
        while codes[position : position + 1] in ("w", "M", "v"):
            position += 1
        noun = next((place for place in range(position - 1, last, -1) if codes[place] in "wM"), last + 1)
        return self._kinds.link(reading, begin, tokens[noun].end) if noun < position else None

    def _owned(self, reading: Reading, first: int) -> Link:
        """Read the nouns from a position on as whom a number counts."""
        last = first
        while reading.codes[last + 1 : last + 2] == "w":
            last += 1
        start, end = reading.tokens[first].start, reading.tokens[last].end
        return Link(Mention(reading.text[start:end], start, end), None, None, first)

    def _last(self, reading: Reading, index: int, begin: int, quantity: Quantity) -> int | None:
        """Give the last token of the noun phrase that begins at ``begin``, behind the count at ``index``."""
        tokens, codes, text = reading.tokens, reading.codes, reading.text
        last, stop = None, begin
        for position in range(index + 1, len(tokens)):
            token = tokens[position]
            joint = token.code == "j" and codes[position + 1 : position + 2] in ("w", "M", "S")
            if token.start > stop + (text[stop : stop + 1] in '“”"') or not (token.code in "wMSCOH" or joint):
                break
            if token.end - begin > LONGEST and last is not None:
                break
            if joint:
                added = tokens[position + 1]
                another = self._shapes["counts-another"].match(text, added.start, added.end) is not None
                if added.code == "S" or added.tag in PLACES or another or self._has_value(reading, position + 1):
                    break  # 40个项目、总投资13亿元; 80个城市、数千家企业; 14家企业与青屿区签约
                stop = token.end
                continue
            rule = metric_rule(token)
            if rule is not None and last is not None and not takes(rule, quantity, False):
                break  # 三只基金发行规模超过40亿元
            if rule is not None and last is not None and quantity.kind == "count" and VALUED.match(codes, position + 1):
                break  # 30家企业用电量增长5%
            if rule is not None and last is not None and text[token.end : token.end + 1] == "的":
                break  # 9家平台销售的服装
            last, stop = position, token.end
        return last

    def _has_value(self, reading: Reading, position: int) -> bool:
        """Say whether a value stands right behind the nouns at a position."""
        codes = reading.codes
        while position < len(codes) and codes[position] in "wMSLX":
            position += 1
        return codes[position : position + 1] == "Q"
