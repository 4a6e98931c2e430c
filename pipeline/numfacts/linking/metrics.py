"""Linking a quantity with what it measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.attributives import Attributives, is_means
from numfacts.linking.counted_kinds import CountedKinds
from numfacts.linking.counting import Counting
from numfacts.linking.events import Events
from numfacts.linking.links import COUNTS, GOVERNING, TRANSFERS, Link, is_market, metric_rule, named, takes
from numfacts.linking.metric_phrases import MetricPhrases
from numfacts.linking.nouns import NounReader
from numfacts.linking.reading import Reading
from numfacts.linking.said_counts import identified
from numfacts.linking.shares import affecting, governing
from numfacts.linking.totals import ratio_to_total
from numfacts.numbers.quantity import Quantity
from numfacts.programs import later
from numfacts.records import Mention
from numfacts.ruleset.kinds import MetricsFile
from numfacts.vocabulary.tokens import Noun

if TYPE_CHECKING:
    from numfacts.vocabulary.shapes import Shapes

NEAR = set("LTtVNXBPek(vfrj:")  # what may stand between a metric and a value that is directly its own
KINDS = frozenset(["种", "类", "款", "家", "间"])  # units of what is told apart rather than made
SITES = frozenset(["处", "家", "间", "座", "所", "项"])  # units of what is neither made nor shipped
GRADE = "级"  # unit of earthquakes
LOTS = "张"  # unit of a thousand shares
ENDS = "，,。、;；)及和与\n"  # what may stand behind lots of which nothing more is told
CURRENCY = "currency"  # rule of the names of currencies
RATED = later("MP?[LTtVk]{1,2}$")  # codes from a name to what it is quoted at
OWN_WORD = later("Qj[vw]k?$")  # codes of a value listed behind another with a word of its own
LISTED = frozenset(["count", "person", "physical"])  # kinds of values that are told so
FLOW = "capital_flow"
SECURITIES = frozenset(["bonds", "share-count", "stake"])  # rules of what is issued, and moves in price
WORTH = frozenset(["价值", "总价值"])  # only say that something is worth so much: 价值3亿元的收购
LATIN = "eng"  # part of speech of words in Latin letters


class MetricLinker:
    """Finds the metric of a quantity among the tokens of its sentence."""

    def __init__(self, files: list[tuple[str, MetricsFile]], shapes: Shapes) -> None:
        self._shapes = shapes
        self._kinds = CountedKinds(files)
        self._counting = Counting(self._kinds, shapes)
        self.events = Events(shapes)
        self.nouns = NounReader(self._kinds, shapes)
        self.phrases = MetricPhrases(shapes)
        self._attributives = Attributives(self._counting, self.nouns, self.phrases, shapes)

    def link(self, reading: Reading, index: int, quantity: Quantity, change: bool) -> Link | None:
        """Give the metric that the clause of the quantity at ``index`` names for it, or null."""
        if "shared-unit" in quantity.rules:
            return self._listed(reading, index, change)
        if quantity.kind == "rank":
            return self._ranked(reading, index)
        quake = self._shapes["quake"].match(reading.text, quantity.right) if quantity.unit_text == GRADE else None
        if quake is not None:
            return Link(Mention(quake["quake"], *quake.span("quake")), None, None, None)
        if quantity.kind == "share" and (pledge := self._pledge(reading, index)) is not None:
            return self.phrases.at(reading, pledge)
        if not change and (rate := self._rated(reading, index, quantity)) is not None:
            return rate
        if not change and quantity.unit_text == LOTS and (lots := self._net_lots(reading, quantity)) is not None:
            return lots
        if quantity.kind in ("ratio", "difference") and (total := ratio_to_total(reading, index)) is not None:
            return total
        counts = quantity.kind in ("count", "person", "ratio") and not change and not reading.english
        if counts and (said := identified(reading, index, quantity, self._kinds, self._shapes)) is not None:
            return said
        left = self._left(reading, index, quantity, change)
        if left is not None and not change and self._has_own_word(reading, left, index, quantity):
            return None
        if left is not None and not change:
            left = affecting(reading, governing(reading, left, quantity), self._shapes)
        if left is not None and quantity.kind == "ratio" and not change and not reading.english:
            rule = metric_rule(reading.tokens[left])
            if rule is not None and rule.index and reading.text.startswith("的", quantity.right):
                left = None  # 该指数中36%的股票
        if left is not None and not change and (of := self._of(reading, index, quantity, left)) is not None:
            return of
        if left is not None and is_means(reading, left):
            left = None
        nearest = change or quantity.kind == "share" or (reading.english and quantity.kind not in COUNTS)
        if change and left is not None and self._of_security(reading, left, index):
            return None
        if left is not None and not change and (meant := self._meant(reading, index, quantity, left)) is not None:
            return meant
        qualifies = quantity.kind in COUNTS or reading.text.startswith("的", quantity.right)
        joined = left is not None and qualifies and "j" in reading.codes[left:index] and not change
        if joined and not reading.english:
            own = self._attributives.of(reading, index, quantity) or self.events.behind(reading, index, quantity)
            if own is not None:
                return own  # 1例确诊病例和4例无症状感染者, 1人死亡、4人失踪, 3亿元的租金收入及1亿元的利息
        if left is not None and not change and quantity.unit_text in KINDS and not reading.english:
            rule = metric_rule(reading.tokens[left])
            done = rule is not None and rule.metric in self._shapes.group("carried-out")
            if done and (own := self._attributives.of(reading, index, quantity)) is not None:
                return own  # 生产75种化工产品, 销售给8家企业
        added = change and not reading.english and reading.codes[index - 1] == "V"
        if added and quantity.kind in ("count", "person"):
            own = self._counting.noun(reading, index, quantity)
            if own is not None:
                return Link(own.mention, None, own.source, None)  # 增加26000个岗位
        if left is not None and (nearest or self._adjacent(reading, left, index)):
            return self.phrases.at(reading, left, None if change else quantity)
        right = self._moved(reading, index, quantity) if change else self._attributives.of(reading, index, quantity)
        if right is not None:
            return right
        sized = self.nouns.is_size(reading, index, quantity) and reading.codes[index - 1] == "Q"
        if left is not None and not sized and not self._has_noun(reading, left, index, quantity):
            return self.phrases.at(reading, left, quantity)
        weighed = quantity.kind == "physical" and not reading.english and left is None
        return self._counting.of_kind(reading, index, quantity) if weighed else None

    def _of_security(self, reading: Reading, left: int, index: int) -> bool:
        """Say whether a security behind a metric moved: 面向用户的某股跌超7%."""
        name = self._shapes["security-moves"].search(reading.text, reading.start, reading.tokens[index].start)
        rule = metric_rule(reading.tokens[left])
        if name is None or rule is None or rule.index or rule.metric in self._shapes.group("traded"):
            return False
        between = reading.codes[left + 1 : index]
        named = any(
            token.code == "w" and (isinstance(token.item, Noun) or token.tag == LATIN) and token.tag[:1] != "v"
            for token in reading.tokens[left + 1 : index]
        )
        return named and "B" not in between and "," not in between

    def _of(self, reading: Reading, index: int, quantity: Quantity, left: int) -> Link | None:
        """Read what a share is said to be of, where the metric before is only compared with: 较指数存在27.2%的溢价."""
        begin = reading.tokens[reading.clause_start(index)].start
        compared = self._shapes["compared-with"].search(reading.text, begin, reading.tokens[left].start)
        if quantity.kind != "ratio" or compared is None:
            return None
        return self._attributives.of(reading, index, quantity)

    def _meant(self, reading: Reading, index: int, quantity: Quantity, left: int) -> Link | None:
        """Read what an amount is of from behind it, where the word before only says that: 总额100亿元的资金."""
        if quantity.kind != "money":
            return None
        genitive = reading.text.startswith("的", quantity.right)
        if (done := self.nouns.funded(reading, left, quantity)) is not None:
            return done
        if reading.mention(left).text in WORTH and genitive:
            return self._attributives.amount(reading, index, quantity)
        if self.phrases.is_generic(reading, left) and not self.phrases.is_headed(reading, left):
            return self._attributives.amount(reading, index, quantity) if genitive else None
        behind = metric_rule(reading.tokens[index + 1]) if index + 1 < len(reading.tokens) else None
        if behind is not None and behind.metric == FLOW and genitive:
            return self.phrases.at(reading, index + 1, quantity)  # 获得北上资金3亿元的净买入
        if reading.tokens[index - 1].end == quantity.left and (paid := self.nouns.paid_in(reading, index)) is not None:
            return paid  # 使用自有资金认购3亿元
        if "v" not in reading.codes[left + 1 : index]:
            return None
        return self._attributives.of(reading, index, quantity) or self.nouns.beside(reading, index)

    def _has_noun(self, reading: Reading, left: int, index: int, quantity: Quantity) -> bool:
        """Say whether a count has a noun of its own right before it, behind a metric: 生产的货车超过20台."""
        if reading.english or quantity.kind not in ("count", "person"):
            return False
        position = index - 1
        while position > left and reading.codes[position] in "LTtXef":
            position -= 1
        following = reading.tokens[position].end
        site = quantity.unit_text in SITES  # 出口的口岸从30处减到1处
        rule = metric_rule(reading.tokens[left])
        if position == left + 1 and not site and rule is not None and rule.metric in self._shapes.group("carried-out"):
            return False  # 交付电动汽车9652台
        if reading.mention(position).text in self._shapes.words("generic"):
            return False
        return reading.codes[position] == "w" and reading.text[following] != "的"

    def _has_own_word(self, reading: Reading, left: int, index: int, quantity: Quantity) -> bool:
        """Say whether a value in another unit is listed behind that of a metric with a word of its own.

        里程超过1180万公里、运载3875万人次、货物9256万吨.
        """
        own = OWN_WORD.search(reading.codes, left, index)
        before = reading.tokens[own.start()].item if own is not None else None
        if reading.english or not isinstance(before, Quantity) or quantity.kind not in LISTED:
            return False
        return before.code != quantity.code and before.kind in LISTED

    def _listed(self, reading: Reading, index: int, change: bool) -> Link | None:
        """Give a number that shares its unit with a later one (15、35及50个项目) the metric of that one."""
        for position in range(index + 1, len(reading.tokens)):
            item = reading.tokens[position].item
            if isinstance(item, Quantity) and "shared-unit" not in item.rules:
                return self.link(reading, position, item, change)
        return None

    def _rated(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Give what is right before its price: a currency quoted in another, or the price that one is measured against.

        欧元报1.1345美元, 纽元升至0.5912, 较招股价28元升15%.
        """
        if reading.english or quantity.kind not in ("money", "bare"):
            return None
        base = self._shapes["base-price"].search(reading.text, reading.start, quantity.left)
        if base is not None and quantity.kind == "money":
            return Link(Mention(base["price"], *base.span("price"), "offer_price"), None, None, None)
        quoted = RATED.search(reading.codes, 0, index)
        if quoted is None or not quantity.decimals:
            return None
        rule = metric_rule(reading.tokens[quoted.start()])
        against = reading.text[reading.tokens[quoted.start()].start - 1] in "对兑"
        own = rule is not None and rule.id == CURRENCY and not (quantity.scale or against)
        return self.phrases.at(reading, quoted.start()) if own else None

    def _net_lots(self, reading: Reading, quantity: Quantity) -> Link | None:
        """Give lots of shares that nothing stands behind what was done with them: 外资卖超某股3万张."""
        net = self._shapes["net-lots"].search(reading.text, reading.start, quantity.left)
        ends = quantity.right >= reading.end or reading.text[quantity.right] in ENDS
        return Link(Mention(net["metric"], *net.span("metric")), None, None, None) if net is not None and ends else None

    def _ranked(self, reading: Reading, index: int) -> Link | None:
        """Give a rank the word that says it is one, or else what is ranked."""
        begin = reading.clause_start(index)
        for wanted in ("rank", None):
            for position in range(index - 1, begin - 1, -1):
                rule = metric_rule(reading.tokens[position])
                if rule is not None and (wanted is None or rule.metric == wanted):
                    link = self.phrases.at(reading, position)
                    found = link.mention
                    return Link(Mention(found.text, found.start, found.end, "rank"), link.rule, link.source, position)
        return None

    def _pledge(self, reading: Reading, index: int) -> int | None:
        """Give the position of a word of pledging in the clause of a number of shares, or behind its bracket."""
        end = reading.behind_bracket(index)
        for position in range(reading.clause_start(index), reading.clause_end(end + (end > index))):
            rule = metric_rule(reading.tokens[position])
            if rule is not None and rule.metric == "pledged_share":
                return position
        return None

    def market(self, reading: Reading, index: int, quantity: Quantity, change: bool) -> Link | None:
        """Give the index, rate or market that a point value is of: the last one the sentence names before it.

        港股 stands for its index in a level, while a change is its own.
        """
        for position in range(index - 1, -1, -1):
            token = reading.tokens[position]
            rule = metric_rule(token)
            if rule is not None and takes(rule, quantity, False):
                return self.phrases.at(reading, position, quantity)
            if quantity.kind == "point" and not change and token.code == "S" and is_market(token):
                found = reading.mention(position)
                return Link(Mention(found.text, found.start, found.end, "index_level"), None, None, position)
        return None

    def up_to(self, reading: Reading, index: int, end: int) -> Link | None:
        """Give the last metric of the clause of a quantity that ends before an offset."""
        for position in range(index - 1, reading.clause_start(index) - 1, -1):
            if reading.codes[position] == "M" and reading.tokens[position].end <= end:
                return self.phrases.at(reading, position)
        return None

    def compared(self, reading: Reading, index: int) -> Link | None:
        """Give what is so many times something else: the first metric of the clause (病例数是公布数据的5倍)."""
        for position in range(reading.clause_start(index), index):
            rule = metric_rule(reading.tokens[position])
            if rule is not None and rule.metric != "rank":
                while position + 1 < index and reading.codes[position + 1] == "M":
                    position += 1
                return self.phrases.at(reading, position)
        position = reading.codes.find("L", reading.clause_start(index), index) - 1
        while position > 0 and reading.codes[position] in "jX":
            position -= 1  # 传染性或为该毒株的2倍
        token = reading.tokens[position] if position >= 0 else None
        return named(reading, position) if token is not None and token.code == "w" and token.tag == "n" else None

    def bounded(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Give what may be no more than a share of a total: 授信余额不得超过资本净额的10%."""
        bound = reading.codes.rfind("k", reading.clause_start(index), index)
        if quantity.kind != "ratio" or bound < 1 or reading.text[quantity.left - 1] != "的":
            return None
        return self.phrases.at(reading, bound - 1) if reading.codes[bound - 1] == "M" else None

    def _left(self, reading: Reading, index: int, quantity: Quantity, change: bool) -> int | None:
        """Give the position of the nearest fitting metric before the quantity in its clause."""
        begin = reading.clause_start(index)
        closed = ")" in reading.codes[begin:index]
        before = None
        if change and not reading.english:  # 较分段收费前减少11%
            start = reading.tokens[begin].start
            before = self._shapes["than-before"].search(reading.text, start, reading.tokens[index].start)
        for position in reversed(reading.before(index, begin) if closed else range(begin, index)):
            rule = metric_rule(reading.tokens[position])
            if rule is None or (before is not None and before.start() <= reading.tokens[position].start < before.end()):
                continue
            if self._shapes["part-of-name"].match(reading.text, reading.tokens[position].end) is not None and not (
                reading.english or rule.index or rule.id in GOVERNING or rule.id == TRANSFERS
            ):
                continue  # 外商投资企业增长9%, 某投资子公司采购3万元的饲料
            if change and rule.id in SECURITIES and self._is_priced(reading, index, quantity):
                continue  # 国债下跌1.4%, 股票有30%的上涨空间
            if rule.id == CURRENCY and self._shapes["reckoned"].match(reading.text, reading.tokens[position].end):
                continue  # 出口按人民币计增长3%
            shares = quantity.kind == "ratio" and not change and rule.ratio is not None
            if takes(rule, quantity, change) or (shares and not set(reading.codes[position + 1 : index]) - NEAR):
                return position
        return None

    def _is_priced(self, reading: Reading, index: int, quantity: Quantity) -> bool:
        """Say whether a share is how far a price moved, by the verb of it, and not how much more there is."""
        if quantity.kind != "ratio" or reading.english:
            return False
        begin, end = reading.clause_start(index), reading.clause_end(index)
        moved = max(reading.codes.rfind("V", begin, index), reading.codes.rfind("N", begin, index))
        moved = moved if moved >= 0 else reading.codes.find("V", index, end)
        return moved >= 0 and self._shapes["grows"].search(reading.mention(moved).text or "") is None

    def _adjacent(self, reading: Reading, metric: int, index: int) -> bool:
        if set(reading.codes[metric + 1 : index]) - NEAR or (reading.english and "j" in reading.codes[metric:index]):
            return False
        return reading.text[reading.tokens[index].start - 1] != "的"

    def _moved(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Read the metric behind a change: 削减2%开支, 5%的营收增长."""
        if reading.codes[index + 1 : index + 3] == "MV" and reading.text.startswith("的", quantity.right):
            return self.phrases.at(reading, index + 1)
        return self.nouns.behind(reading, index, quantity) if reading.codes[index - 1 : index] == "V" else None

    def unclaimed(self, reading: Reading, index: int, quantity: Quantity, change: bool) -> Link | None:
        """Give the nearest fitting metric named behind the last quantity, in a clause before that at ``index``."""
        end = reading.clause_start(index)
        for position in reversed(reading.before(end, 0)):
            if reading.codes[position] == "Q":
                return None
            rule = metric_rule(reading.tokens[position])
            if rule is None or not takes(rule, quantity, change):
                continue
            if change and rule.id in SECURITIES and self._is_priced(reading, index, quantity):
                return None  # 国债期货走高，主力合约涨0.2%
            if self.phrases.is_generic(reading, position) and not self.phrases.is_headed(reading, position):
                continue
            if rule.metric in self._shapes.group("in-passing"):
                continue
            if reading.codes[position - 1 : position] != "Q":
                return self.phrases.at(reading, position, None if change else quantity)
        return None

    def earlier(self, reading: Reading, index: int, quantity: Quantity, change: bool) -> Link | None:
        """Give the nearest fitting metric of the clauses before that of the quantity."""
        for position in reversed(reading.before(reading.clause_start(index), 0)):
            rule = metric_rule(reading.tokens[position])
            if rule is None or not takes(rule, quantity, change) or reading.codes[position - 1 : position] == "Q":
                continue
            moved = change and rule.id in SECURITIES and self._is_priced(reading, index, quantity)
            return None if moved else self.phrases.at(reading, position, None if change else quantity)
        return None
