"""The metric that a clause names for a quantity: the steps by which it is looked for, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from numfacts.linking.counts.said_counts import identified
from numfacts.linking.links import COUNTS, GOVERNING, NOTHING, Link, metric_rule, takes
from numfacts.linking.metrics.attributives import Attributives, is_means
from numfacts.linking.metrics.price_moves import moves_rate
from numfacts.linking.metrics.shares import affecting, governing
from numfacts.linking.metrics.totals import ratio_to_total
from numfacts.numbers.quantity import Quantity
from numfacts.programs import later
from numfacts.records import Mention
from numfacts.vocabulary.tokens import Noun

if TYPE_CHECKING:
    from numfacts.linking.counts.counted_kinds import CountedKinds
    from numfacts.linking.counts.counting import Counting
    from numfacts.linking.counts.events import Events
    from numfacts.linking.metrics.metric_phrases import MetricPhrases
    from numfacts.linking.metrics.nouns import NounReader
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

NEAR = set("LTtVNXBPek(vfrj:")  # what may stand between a metric and a value that is directly its own
GRADE = "级"  # unit of earthquakes
CURRENCY = "currency"  # rule of the names of currencies
RATED = later("MP?[LTtVk]{1,2}$")  # codes from a name to what it is quoted at
SECURITIES = frozenset(["bonds", "share-count", "stake"])  # rules of what is issued, and moves in price
WORTH = frozenset(["价值", "总价值"])  # only say that something is worth so much: 价值3亿元的收购


class Sought(msgspec.Struct, gc=False):
    """A quantity whose metric is looked for, a level or a ``change``; ``left`` is the position of the metric before."""

    reading: Reading
    index: int
    quantity: Quantity
    change: bool
    left: int | None = None


class ClauseMetrics:
    """Finds the metrics that clauses name for their quantities."""

    def __init__(
        self,
        kinds: CountedKinds,
        counting: Counting,
        events: Events,
        nouns: NounReader,
        phrases: MetricPhrases,
        shapes: Shapes,
    ) -> None:
        self._kinds = kinds
        self._counting = counting
        self._events = events
        self._nouns = nouns
        self._phrases = phrases
        self._attributives = Attributives(counting, nouns, phrases, shapes)
        self._shapes = shapes
        self._steps = (
            self.listed,
            self.ranked,
            self.quake,
            self.pledged,
            self.rated,
            self.total,
            self.set_against,
            self.identified,
            self.nearest,
            self.governing,
            self.left_out,
            self.security,
            self.meant,
            self.joined,
            self.kinds_done,
            self.added,
            self.adjacent,
            self.behind,
            self.moved,
            self.apart,
            self.weighed,
        )

    def find(self, sought: Sought) -> Link | None:
        """Give what the first step finds; null where none finds anything."""
        for step in self._steps:
            link = step(sought)
            if link is not None:
                return None if link is NOTHING else link
        return None

    def listed(self, sought: Sought) -> Link | None:
        """Give a number that shares its unit with a later one (15、35及50个项目) the metric of that one."""
        if "shared-unit" not in sought.quantity.rules:
            return None
        for position in range(sought.index + 1, len(sought.reading.tokens)):
            item = sought.reading.tokens[position].item
            if isinstance(item, Quantity):
                return self.find(Sought(sought.reading, position, item, sought.change))
        return NOTHING

    def ranked(self, sought: Sought) -> Link | None:
        """Give a rank the word that says it is one, or else what is ranked."""
        reading, index = sought.reading, sought.index
        if sought.quantity.kind != "rank":
            return None
        begin = reading.clause_start(index)
        for wanted in ("rank", None):
            for position in range(index - 1, begin - 1, -1):
                rule = metric_rule(reading.tokens[position])
                if rule is not None and (wanted is None or rule.metric == wanted):
                    link = self._phrases.at(reading, position)
                    found = link.mention
                    return Link(Mention(found.text, found.start, found.end, "rank"), link.rule, link.source, position)
        return NOTHING

    def quake(self, sought: Sought) -> Link | None:
        """Give a grade the earthquake behind it."""
        if sought.quantity.unit_text != GRADE:
            return None
        quake = self._shapes["quake"].match(sought.reading.text, sought.quantity.right)
        return Link(Mention(quake["quake"], *quake.span("quake")), None, None, None) if quake is not None else None

    def pledged(self, sought: Sought) -> Link | None:
        """Give a number of shares the word of pledging in its clause: 将原质押给甲行的5万股解除质押.

        What is done with them stands behind them, or else the nearest before; it may stand behind their bracket.
        """
        reading, index = sought.reading, sought.index
        if sought.quantity.kind != "share":
            return None
        end = reading.behind_bracket(index)
        last = reading.clause_end(end + (end > index))
        rules = {at: metric_rule(reading.tokens[at]) for at in range(reading.clause_start(index), last)}
        found = [at for at, rule in rules.items() if rule is not None and rule.metric == "pledged_share"]
        before = [at for at in found if at < index]
        if before and any(isinstance(reading.tokens[at].item, Quantity) for at in range(end + 1, last)):
            found = before
        return self._phrases.at(reading, found[-1]) if found else None

    def rated(self, sought: Sought) -> Link | None:
        """Give what is right before its price: a currency quoted in another, or the price that one is measured against.

        欧元报1.1345美元, 纽元升至0.5912, 较招股价28元升15%.
        """
        reading, index, quantity = sought.reading, sought.index, sought.quantity
        if sought.change or reading.english or quantity.kind not in ("money", "bare"):
            return None
        base = self._shapes["base-price"].search(reading.text, reading.start, quantity.left)
        if base is not None:
            return Link(Mention(base["price"], *base.span("price"), "offer_price"), None, None, None)
        quoted = RATED.search(reading.codes, 0, index)
        if quoted is None or not quantity.decimals:
            return None
        rule = metric_rule(reading.tokens[quoted.start()])
        against = reading.text[reading.tokens[quoted.start()].start - 1] in "对兑"
        own = rule is not None and rule.id == CURRENCY and not against
        return self._phrases.at(reading, quoted.start()) if own else None

    def total(self, sought: Sought) -> Link | None:
        """Give a ratio to a total what it is of."""
        ratio = sought.quantity.kind in ("ratio", "difference")
        return ratio_to_total(sought.reading, sought.index, self._shapes) if ratio else None

    def set_against(self, sought: Sought) -> Link | None:
        """Give a difference the rate of growth that it is set against: 高于全国出口增速(5%)1个百分点."""
        reading, last = sought.reading, sought.index - 1
        if sought.change or sought.quantity.kind != "difference":
            return None
        if reading.codes[: last + 1].endswith(")"):
            last = reading.codes.rfind("(", 0, last) - 1
        if last < 1 or reading.mention(last).text not in self._shapes.words("rates-of-growth"):
            return None
        first = last
        while reading.codes[first - 1] in "wM" and reading.tokens[first - 1].end == reading.tokens[first].start:
            first -= 1
        start, end = reading.tokens[first].start, reading.tokens[last].end
        return Link(Mention(reading.text[start:end], start, end), None, None, None)

    def identified(self, sought: Sought) -> Link | None:
        """Give what is counted, where a word says what the number is of."""
        reading, quantity = sought.reading, sought.quantity
        if quantity.kind not in ("count", "person", "ratio") or sought.change:
            return None
        return identified(reading, sought.index, quantity, self._kinds, self._shapes)

    def nearest(self, sought: Sought) -> Link | None:
        """Note the nearest fitting metric before the quantity in its clause."""
        sought.left = self._left(sought.reading, sought.index, sought.quantity, sought.change)
        return None

    def governing(self, sought: Sought) -> Link | None:
        """Note the metric that governs or affects the nearest instead of it."""
        if sought.left is not None and not sought.change:
            left = governing(sought.reading, sought.left, sought.quantity)
            sought.left = affecting(sought.reading, left, self._shapes)
        return None

    def left_out(self, sought: Sought) -> Link | None:
        """Leave out what is only the means of something, or the index of whose members so many do it.

        以现金3亿元收购, 该指数中36%的股票.
        """
        reading, quantity, left = sought.reading, sought.quantity, sought.left
        rule = metric_rule(reading.tokens[left]) if left is not None else None
        if left is None or rule is None:
            return None
        members = quantity.kind == "ratio" and not sought.change and reading.text.startswith("的", quantity.right)
        if is_means(reading, left) or (rule.index and members):
            sought.left = None
        return None

    def security(self, sought: Sought) -> Link | None:
        """Give nothing where a security behind a metric moved: 面向用户的某股跌超7%."""
        reading, index, left = sought.reading, sought.index, sought.left
        if left is None or not sought.change:
            return None
        name = self._shapes["security-moves"].search(reading.text, reading.start, reading.tokens[index].start)
        rule = metric_rule(reading.tokens[left])
        if name is None or rule is None or rule.index or rule.metric in self._shapes.group("traded"):
            return None
        if "B" in reading.codes[left + 1 : index]:
            return None
        return NOTHING if any(isinstance(token.item, Noun) for token in reading.tokens[left + 1 : index]) else None

    def meant(self, sought: Sought) -> Link | None:
        """Give what an amount is of from behind it, where the word before only says that: 总额100亿元的资金."""
        if sought.left is None or sought.change or sought.quantity.kind != "money":
            return None
        return self._meant(sought.reading, sought.index, sought.quantity, sought.left)

    def joined(self, sought: Sought) -> Link | None:
        """Give a later value of a list what it has itself: 1例确诊病例和4例无症状感染者, 1人死亡、4人失踪.

        3亿元的租金收入及1亿元的利息, 旅客和3万吨货物.
        """
        reading, index, quantity, left = sought.reading, sought.index, sought.quantity, sought.left
        if left is None or sought.change or reading.english or "j" not in reading.codes[left:index]:
            return None
        if quantity.kind == "physical":
            return self._nouns.weighed(reading, index, quantity) if reading.codes[left + 1] == "j" else None
        if quantity.kind not in COUNTS and not reading.text.startswith("的", quantity.right):
            return None
        return self._attributives.of(reading, index, quantity) or self._events.behind(reading, index, quantity)

    def kinds_done(self, sought: Sought) -> Link | None:
        """Give kinds of things what they are, behind what is done to them: 生产75种化工产品, 销售给8家企业."""
        kinds = sought.quantity.unit_text in self._shapes.words("units-of-kinds")
        if sought.left is None or sought.change or not kinds:
            return None
        return self._attributives.of(sought.reading, sought.index, sought.quantity)

    def added(self, sought: Sought) -> Link | None:
        """Give what more or fewer there are of: 增加26000个岗位."""
        reading, quantity = sought.reading, sought.quantity
        if not sought.change or quantity.kind not in ("count", "person"):
            return None
        own = self._counting.noun(reading, sought.index, quantity) if reading.codes[sought.index - 1] == "V" else None
        return Link(own.mention, None, own.source, None) if own is not None else None

    def adjacent(self, sought: Sought) -> Link | None:
        """Give the metric before a change or a share, and any other that is right before it."""
        reading, quantity, left = sought.reading, sought.quantity, sought.left
        if left is None:
            return None
        if not sought.change and quantity.kind != "share" and not self._adjacent(reading, left, sought.index):
            return None
        return self._phrases.at(reading, left, None if sought.change else quantity)

    def behind(self, sought: Sought) -> Link | None:
        """Give what stands behind a level: 3亿元的收入."""
        return None if sought.change else self._attributives.of(sought.reading, sought.index, sought.quantity)

    def moved(self, sought: Sought) -> Link | None:
        """Give the metric behind a change: 削减2%开支, 5%的营收增长."""
        reading, index, quantity = sought.reading, sought.index, sought.quantity
        if not sought.change:
            return None
        if reading.codes[index + 1 : index + 3] == "MV" and reading.text.startswith("的", quantity.right):
            return self._phrases.at(reading, index + 1)
        if reading.codes[index - 1 : index] != "V" or moves_rate(reading.tokens[index - 1]):
            return None  # 减息0.25厘的机会
        owned = self._attributives.amount(reading, index, quantity) if quantity.kind == "money" else None
        return owned or self._nouns.behind(reading, index, quantity)  # 增加6亿元债务限额

    def apart(self, sought: Sought) -> Link | None:
        """Give the metric before, though not right before it, unless the quantity has its own noun."""
        reading, index, quantity, left = sought.reading, sought.index, sought.quantity, sought.left
        if left is None:
            return None
        return None if self._has_noun(reading, left, index, quantity) else self._phrases.at(reading, left, quantity)

    def weighed(self, sought: Sought) -> Link | None:
        """Give what of some kind is weighed or measured."""
        if sought.quantity.kind != "physical":
            return None
        return self._counting.of_kind(sought.reading, sought.index, sought.quantity)

    def _meant(self, reading: Reading, index: int, quantity: Quantity, left: int) -> Link | None:
        """Read what an amount is of from behind it, where the word before only says that: 总额100亿元的资金."""
        genitive = reading.text.startswith("的", quantity.right)
        if (done := self._nouns.funded(reading, left, quantity)) is not None:
            return done
        if (aid := self._shapes["aid-behind"].match(reading.text, quantity.right)) is not None:
            start = reading.tokens[left].end
            if self._shapes["gives"].search(reading.text, start, quantity.left) is not None:
                return Link(Mention(aid["aid"], *aid.span("aid"), "funding_amount"), None, None, None)
        if reading.mention(left).text in WORTH:
            return self._attributives.amount(reading, index, quantity)
        pays = left == index - 1 and reading.mention(left).text in self._shapes.words("hands-over")
        if pays and (owed := self._attributives.owed(reading, index, quantity)) is not None:
            return owed
        if self._phrases.is_generic(reading, left) and not self._phrases.is_headed(reading, left):
            return self._attributives.amount(reading, index, quantity) if genitive else None
        if "v" not in reading.codes[left + 1 : index]:
            return None
        return self._attributives.of(reading, index, quantity) or self._nouns.beside(reading, index)

    def _has_noun(self, reading: Reading, left: int, index: int, quantity: Quantity) -> bool:
        """Say whether a count has a noun of its own right before it, behind a metric: 生产的货车超过20台."""
        if quantity.kind not in ("count", "person"):
            return False
        position = index - 1
        while position > left and reading.codes[position] in "LTtXef":
            position -= 1
        rule = metric_rule(reading.tokens[left])
        if position == left + 1 and rule is not None and rule.metric in self._shapes.group("carried-out"):
            return False  # 交付电动汽车9652台
        if reading.mention(position).text in self._shapes.words("generic"):
            return False
        return reading.codes[position] == "w" and reading.text[reading.tokens[position].end] != "的"

    def _left(self, reading: Reading, index: int, quantity: Quantity, change: bool) -> int | None:
        """Give the position of the nearest fitting metric before the quantity in its clause."""
        begin = reading.clause_start(index)
        closed = ")" in reading.codes[begin:index]
        before = None
        if change and not reading.english:  # 较分段收费前减少11%
            start = reading.tokens[begin].start
            before = self._shapes["than-before|aside-of-move"].search(reading.text, start, reading.tokens[index].start)
        for position in reversed(reading.before(index, begin) if closed else range(begin, index)):
            rule = metric_rule(reading.tokens[position])
            if rule is None or (before is not None and before.start() <= reading.tokens[position].start < before.end()):
                continue
            behind = reading.tokens[position].end
            if (
                rule.id not in GOVERNING
                and self._shapes["part-of-name|how-moves"].match(reading.text, behind) is not None
            ):
                continue  # 外商投资企业增长9%, 某投资子公司采购3万元的饲料, 以温和的速度增长4%
            priced = change and quantity.kind == "ratio" and rule.id in SECURITIES
            if priced and self._shapes["grows"].search(reading.text, behind, quantity.left) is None:
                continue  # 国债下跌1.4%, 股票有30%的上涨空间
            if rule.id == CURRENCY and self._shapes["reckoned"].match(reading.text, behind) is not None:
                continue  # 出口按人民币计增长3%
            shares = quantity.kind == "ratio" and not change and rule.ratio is not None
            if takes(rule, quantity, change) or (shares and not set(reading.codes[position + 1 : index]) - NEAR):
                return position
        return None

    def _adjacent(self, reading: Reading, metric: int, index: int) -> bool:
        apart = set(reading.codes[metric + 1 : index]) - NEAR
        return not apart and reading.text[reading.tokens[index].start - 1] != "的"
