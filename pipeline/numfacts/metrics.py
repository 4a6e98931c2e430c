"""Linking a quantity with what it measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.quantities import Quantity
from numfacts.reading import HAN, Reading
from numfacts.records import Mention
from numfacts.ruleset.kinds import MetricRule, MetricsFile
from numfacts.tokens import Term, Token

if TYPE_CHECKING:
    from numfacts.shapes import Shapes

MOVES = {"ratio", "difference", "times"}  # a move of anything can come in these
COUNTS = {"count", "person", "bare"}
NEAR = set("LTtVNXBPek(vfrj:")  # what may stand between a metric and a value that is directly its own
LONGEST = 14  # characters of a counted noun; a longer run is a clause


class Link:
    """A metric found for a quantity: the mention, the rule that knows it, and where its tokens begin."""

    __slots__ = ("mention", "position", "rule", "source")

    def __init__(self, mention: Mention, rule: MetricRule | None, source: str | None, position: int | None) -> None:
        self.mention = mention
        self.rule = rule
        self.source = source
        self.position = position


def metric_rule(token: Token) -> MetricRule | None:
    """Give the metric rule of a token, or null."""
    rule = token.item.rule if isinstance(token.item, Term) else None
    return rule if isinstance(rule, MetricRule) else None


def takes(rule: MetricRule, quantity: Quantity, change: bool) -> bool:
    """Say whether values of a metric come in the quantity's unit; a change of it also comes as a share."""
    kind = quantity.kind
    if kind == "money" and quantity.per:
        return "price" in rule.takes or "money" in rule.takes
    if kind == "difference":
        return change or "ratio" in rule.takes
    if kind in rule.takes:
        return True
    if kind == "pip" or (kind == "point" and "rate" in rule.takes):
        return "rate" in rule.takes
    return change and kind in MOVES


class MetricLinker:
    """Finds the metric of a quantity among the tokens of its sentence."""

    def __init__(self, files: list[tuple[str, MetricsFile]], shapes: Shapes) -> None:
        self._shapes = shapes
        counts = [
            (word, rule.metric) for _, file in files for rule in file.rules for word in rule.counted if rule.metric
        ]
        self._counts = sorted(counts, key=lambda item: -len(item[0]))

    def link(self, reading: Reading, index: int, quantity: Quantity, change: bool) -> Link | None:
        """Give the metric that the clause of the quantity at ``index`` names for it, or null."""
        if "shared-unit" in quantity.rules:
            return self._listed(reading, index, change)
        if quantity.kind == "rank":
            return self._ranked(reading, index)
        if quantity.kind == "share" and (pledge := self._pledge(reading, index)) is not None:
            return self.at(reading, pledge)
        left = self._left(reading, index, quantity, change)
        if left is not None and (quantity.kind not in COUNTS or self._adjacent(reading, left, index)):
            return self.at(reading, left, None if change else quantity)
        ratio = self._ratio_to(reading, index, quantity) if quantity.kind == "ratio" and not change else None
        if ratio is not None:
            return ratio
        right = None if change else self._right(reading, index, quantity)
        if right is not None:
            return right
        if left is not None:
            return self.at(reading, left, quantity)
        return None

    def _listed(self, reading: Reading, index: int, change: bool) -> Link | None:
        """Give a number that shares its unit with a later one (15、35及50个项目) the metric of that one."""
        for position in range(index + 1, len(reading.tokens)):
            item = reading.tokens[position].item
            if isinstance(item, Quantity) and "shared-unit" not in item.rules:
                return self.link(reading, position, item, change)
        return None

    def _ranked(self, reading: Reading, index: int) -> Link | None:
        """Give a rank the word that says it is one, or else what is ranked."""
        begin = reading.clause_start(index)
        for wanted in ("rank", None):
            for position in range(index - 1, begin - 1, -1):
                rule = metric_rule(reading.tokens[position])
                if rule is not None and (wanted is None or rule.metric == wanted):
                    link = self.at(reading, position)
                    found = link.mention
                    return Link(Mention(found.text, found.start, found.end, "rank"), link.rule, link.source, position)
        return None

    def _pledge(self, reading: Reading, index: int) -> int | None:
        """Give the position of a word of pledging in the clause of a number of shares."""
        for position in range(reading.clause_start(index), reading.clause_end(index)):
            rule = metric_rule(reading.tokens[position])
            if rule is not None and rule.metric == "pledged_share":
                return position
        return None

    def beside(self, reading: Reading, index: int) -> Link | None:
        """Read the word right behind an amount of money as what it is for: 17万元回购股份, 3000万元收购."""
        following = index + 1
        if reading.codes[following : following + 1] not in ("M", "v"):
            return None
        token = reading.tokens[following]
        gap = token.start - reading.tokens[index].end
        if gap > 0 and reading.text[reading.tokens[index].end : token.start].strip(" 的"):
            return None
        return Link(Mention(reading.text[token.start : token.end], token.start, token.end, None), None, None, None)

    def market(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Give the index, rate or market that a point value is of: the last one the sentence names before it."""
        for position in range(index - 1, -1, -1):
            token = reading.tokens[position]
            rule = metric_rule(token)
            if rule is not None and takes(rule, quantity, False):
                return self.at(reading, position, quantity)
        return None

    def verb(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Read a verb at the quantity as what it counts: 12人入选, 延误2309架次."""
        following = index + 1
        if quantity.kind in COUNTS and reading.codes[following : following + 1] == "v":
            token = reading.tokens[following]
            if token.start == quantity.right:
                return Link(
                    Mention(reading.text[token.start : token.end], token.start, token.end, None), None, None, None
                )
        return self.unknown(reading, index, "v")

    def unknown(self, reading: Reading, index: int, codes: str) -> Link | None:
        """Read a noun right before the quantity as a metric no list has: 货物9256万吨, 发生机率70%."""
        position = index - 1
        begin = reading.clause_start(index)
        while position >= begin and reading.codes[position] in "LTtXNPBekNr":
            position -= 1
        if position < begin or reading.codes[position] not in codes:
            return None
        token = reading.tokens[position]
        if (
            reading.text[token.start].isascii()
            or token.end - token.start < 2
            or self._shapes["place-tail"].search(reading.text[token.start : token.end])
        ):
            return None
        start = token.start
        if position > begin and reading.codes[position - 1] in "wv" and reading.tokens[position - 1].end == start:
            start = reading.tokens[position - 1].start
        name = reading.text[start : token.end]
        counted = self._count_id(name) if "w" in codes else None
        return Link(Mention(name, start, token.end, counted), None, None, position)

    def _left(self, reading: Reading, index: int, quantity: Quantity, change: bool) -> int | None:
        """Give the position of the nearest fitting metric before the quantity in its clause."""
        for position in range(index - 1, reading.clause_start(index) - 1, -1):
            rule = metric_rule(reading.tokens[position])
            if rule is not None and takes(rule, quantity, change):
                return position
        return None

    def _adjacent(self, reading: Reading, metric: int, index: int) -> bool:
        if set(reading.codes[metric + 1 : index]) - NEAR or (reading.english and "j" in reading.codes[metric:index]):
            return False
        return reading.text[reading.tokens[index].start - 1] != "的"

    def at(self, reading: Reading, position: int, quantity: Quantity | None = None) -> Link:
        """Read the metric at a position, with the metric it heads (研发费用率) and its noun (接入流量)."""
        tokens = reading.tokens
        token = tokens[position]
        rule = metric_rule(token)
        assert rule is not None and isinstance(token.item, Term)
        metric_id = rule.metric
        start, first = token.start, position
        while first and tokens[first - 1].end == start and tokens[first - 1].code in "MwV":
            before = tokens[first - 1]
            if before.code == "V" and before.end - before.start > 1:
                break
            if before.code == "w" and not (rule.head or metric_id is None):
                break
            start, first = before.start, first - 1
            headed = metric_rule(before)
            if metric_id is None and headed is not None and quantity is not None and takes(headed, quantity, False):
                metric_id = headed.metric  # 货币资金余额
        if quantity is not None and quantity.kind == "ratio" and "ratio" not in rule.takes and rule.ratio:
            metric_id = rule.ratio
        return Link(
            Mention(reading.text[start : token.end], start, token.end, metric_id), rule, token.item.source, first
        )

    def _ratio_to(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Read a ratio to a total (占公司总股本的1.78%): the metric is the phrase from 占 on."""
        begin = reading.clause_start(index)
        position = reading.codes.rfind("r", begin, index)
        if position < 0:
            return None
        start, end = reading.tokens[position].start, reading.tokens[index].start
        text = reading.text[start:end].rstrip(" 的约近超逾达为比例")
        if len(text) < 2 or "Q" in reading.codes[position:index]:
            return None
        return Link(Mention(text, start, start + len(text), None), None, None, position)

    def _right(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Read the noun after the quantity: the metric it is a value of (85%的收入), or what it counts (9家公司)."""
        tokens = reading.tokens
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if quantity.kind in COUNTS:
            return self._counted(reading, index, quantity)
        if after is None or after.start - quantity.right > 3:
            return None
        rule = metric_rule(after)
        if rule is None:
            return self._modified(reading, index, quantity)
        if takes(rule, quantity, False) or (quantity.kind == "ratio" and rule.ratio):
            return self.at(reading, index + 1, quantity)
        return None

    def _modified(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Read a metric one noun further on: 25%汽车关税, 2亿美元优先票据."""
        tokens = reading.tokens
        position = index + 1
        while position < min(index + 4, len(tokens)) and tokens[position].code in "wSP":
            position += 1
            if position < len(tokens) and tokens[position].start != tokens[position - 1].end:
                return None
        if index + 1 < position < len(tokens):
            rule = metric_rule(tokens[position])
            if rule is not None and takes(rule, quantity, False):
                return self.at(reading, position, quantity)
        return None

    def earlier(self, reading: Reading, index: int, quantity: Quantity, change: bool) -> Link | None:
        """Give the nearest fitting metric of the clauses before that of the quantity."""
        for position in range(reading.clause_start(index) - 1, -1, -1):
            rule = metric_rule(reading.tokens[position])
            if rule is not None and takes(rule, quantity, change) and reading.codes[position - 1 : position] != "Q":
                return self.at(reading, position, None if change else quantity)
        return None

    def _counted(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        text = reading.text
        begin = quantity.right
        while begin < reading.end and text[begin] in " 的":
            begin += 1
        if begin >= reading.end:
            return None
        if quantity.kind == "bare" and quantity.decimals and not quantity.scale:
            return None  # 报149.7水平: what is counted is whole
        if not HAN.match(text[begin]) and text[begin] not in '“"':
            return None
        tokens = reading.tokens
        if index + 1 < len(tokens) and reading.codes[index + 1] == "v":
            head = self._clause_head(reading, index)
            if head is not None:
                return head
            return None
        stop, rule, source = begin, None, None
        for position in range(index + 1, len(tokens)):
            token = tokens[position]
            joint = token.code == "j" and reading.codes[position + 1 : position + 2] in ("w", "M") and stop > begin
            if token.start > stop + (text[stop : stop + 1] in '“”"') or not (token.code in "wMSCOH" or joint):
                break
            stop = token.end
            found = metric_rule(token)
            if found is not None:
                rule, source = found, token.item.source if isinstance(token.item, Term) else None
        stop = min(stop, begin + LONGEST)
        if stop <= begin:
            return None
        name = text[begin:stop]
        metric_id = rule.metric if rule is not None and takes(rule, quantity, False) else self._count_id(name)
        return Link(Mention(name, begin, stop, metric_id), rule, source, None)

    def _count_id(self, name: str) -> str | None:
        """Give the id of what is counted by how its name ends: 9家电商平台 are companies."""
        return next((metric_id for word, metric_id in self._counts if name.endswith(word)), None)

    def _clause_head(self, reading: Reading, index: int) -> Link | None:
        """Read the noun that a clause after the quantity describes: 14名参与…计划的共和党人."""
        end = reading.clause_end(index)
        for position in range(index + 2, min(end, index + 9)):
            token = reading.tokens[position]
            if token.code == "Q":
                return None
            if token.code in "wM" and reading.text[token.start - 1] == "的":
                return Link(
                    Mention(reading.text[token.start : token.end], token.start, token.end, None), None, None, None
                )
        return None
