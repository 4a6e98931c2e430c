"""What no rule knows as a metric and is read as one: the nouns and verbs around a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.counts.said_counts import seized
from numfacts.linking.links import VALUED, Link, metric_rule, named, to_mark
from numfacts.linking.metrics.noun_before import NAMES, NounsBefore
from numfacts.linking.metrics.said_values import lent_whole
from numfacts.records import Mention
from numfacts.vocabulary.tokens import Noun

if TYPE_CHECKING:
    from numfacts.linking.counts.counted_kinds import CountedKinds
    from numfacts.linking.reading import Reading
    from numfacts.numbers.quantity import Quantity
    from numfacts.vocabulary.shapes import Shapes

OF = ' 的“”"「'  # what may stand between a value and what it is of
PAID_WITH = "以用斥"  # words before what something is paid with
OWN = 4  # characters of a word for own funds
IN_CASH = ("现金", "的现金")  # behind what is paid, and shares perhaps behind that: 以3亿元的现金和100万股收购
# Units of what there is so much of, and how much of it is no size of one thing: not 500毫升酒, 75千瓦时电池
AMOUNTS = {"t": 0, "kg": 0, "g": 0, "jin": 0, "[bbl_us]": 0, "kL": 0, "L": 10000, "kW.h": 10000}


class NounReader:
    """Reads the nouns and verbs beside a value as its metric."""

    def __init__(self, kinds: CountedKinds, shapes: Shapes) -> None:
        self._kinds = kinds
        self._shapes = shapes
        self._before = NounsBefore(kinds, shapes)

    def before(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Read a common noun right before the quantity as a metric that no list has: 货物9256万吨, 发生机率70%."""
        return self._before.find(reading, index, quantity)

    def behind(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Read what a share is of as its metric: 41%的选票, 承担4%开支."""
        following = index + 1
        code = reading.codes[following : following + 1]
        if quantity.kind not in ("ratio", "physical", "money") or code not in ("w", "M", "v"):
            return None
        token = reading.tokens[following]
        name = reading.text[token.start : token.end]
        if quantity.kind == "ratio" and token.start == quantity.right and code == "w":
            members = self._shapes["part-of-those"].match(reading.text, quantity.right, token.end)
            if members is not None:
                return Link(Mention(members[0], *members.span()), None, None, following)  # 八成乘客每程多付1元
        if token.start == quantity.right and name in self._shapes.words("holding"):
            return Link(Mention(name, token.start, token.end, "stake"), None, None, following)
        if code == "v":
            return None
        between = reading.text[quantity.right : token.start]
        like = between[:1] == "的" and self._shapes["like"].fullmatch(between, 1) is not None  # 4万吨的小幅缺口
        if (
            between != "的"
            and not like
            and (between or quantity.kind != "ratio" or code == "w" or VALUED.match(reading.codes, following + 1))
        ):
            return None
        if quantity.kind == "money" and (isinstance(token.item, Noun) or self._kinds.id_of(name) is not None):
            return None  # 手握5亿元的银行
        last = following
        while (
            reading.codes[last + 1 : last + 2] in ("w", "M")
            and reading.tokens[last + 1].start == reading.tokens[last].end
        ):
            last += 1
        end = reading.tokens[last].end
        return Link(Mention(reading.text[token.start : end], token.start, end), None, None, following)

    def weighed(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Read goods right behind how much there is of them as what is measured: 检获34公斤怀疑冰毒, 采购6万吨镍."""
        following, least = index + 1, AMOUNTS.get(quantity.code or "")
        if reading.english or least is None or quantity.value < least or quantity.per is not None:
            return None
        if (thought := seized(reading, index, quantity, self._shapes)) is not None:
            return thought
        last = following
        while (
            reading.codes[last : last + 1] in ("w", "M") and reading.tokens[last].start == reading.tokens[last - 1].end
        ):
            last += 1
        if last == following:
            return None
        start, end = reading.tokens[following].start, reading.tokens[last - 1].end
        shapes, text = self._shapes, reading.text
        if (
            shapes["sized-thing"].search(text, start, end) is not None
            or shapes["plant|round-mark"].match(text, start) is not None
        ):
            return None
        return Link(Mention(text[start:end], start, end), None, None, following)

    def beside(self, reading: Reading, index: int) -> Link | None:
        """Read the word right behind an amount of money as what it is for: 17万元回购股份, 3000万元收购."""
        following = index + 1
        if reading.codes[following : following + 1] not in ("M", "v"):
            return None
        token = reading.tokens[following]
        if reading.text[reading.tokens[index].end : token.start].strip(OF):
            return None
        if self._shapes["round-mark|spent-on"].match(reading.text, token.start) is not None:
            return None  # 突破5000亿元的门槛, 3亿元用于、支持
        ranks = (told := metric_rule(token)) is not None and told.metric == "rank"  # 以5亿元居冠
        if ranks or reading.text[token.start : token.end] in self._shapes.words("light-verb"):
            return None
        if reading.text.startswith("新增", token.start) and reading.codes[following + 1 : following + 2] == "M":
            following += 1  # 发行5亿元新增地方债
            rule, found = metric_rule(reading.tokens[following]), reading.mention(following)
            metric_id = rule.metric if rule is not None else None
            return Link(Mention(found.text, found.start, found.end, metric_id), rule, None, following)
        return lent_whole(reading, following) or named(reading, following)

    def paid_in(self, reading: Reading, index: int) -> Link | None:
        """Read a verb whose values are no amounts right before one as what it is of: 认购5000万美元的股份."""
        rule = metric_rule(reading.tokens[index - 1]) if index else None
        return named(reading, index - 1) if rule is not None and rule.metric == "oversubscription" else None

    def passed(self, reading: Reading, index: int, quantity: Quantity, noun: Link | None) -> Link | None:
        """Give the price, unnamed, of goods or coins that pass an amount, and are all that the ``noun`` names."""
        start = reading.tokens[reading.clause_start(index)].start
        goods = to_mark("goods-passed", reading.text, start, quantity.start, self._shapes)
        if quantity.kind != "money" or goods is None or (noun is not None and noun.mention.start != goods.start()):
            return None
        return Link(Mention(None, None, None, "commodity_price"), None, None, None)

    def price_of(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Read the deal that an amount is the price of, wherever its clause tells it: 以3亿元通过协议方式收购.

        So does the clause behind where the amount ends its own: 以3亿元，向甲收购乙.
        """
        if reading.text[quantity.left - 1] not in PAID_WITH:
            return None
        end, in_cash = reading.clause_end(index + 1), reading.text.startswith(IN_CASH, quantity.right)
        alone = end == index + 1
        while alone and reading.codes.startswith(",", end) and "Q" not in self._behind(reading, end):
            end = reading.clause_end(end + 1)
        limit = reading.tokens[end].start if end < len(reading.tokens) and not in_cash else reading.end
        done = self._shapes["deal-done"].search(reading.text, quantity.right, limit)
        return Link(Mention(done[0], *done.span(), "deal_value"), None, None, None) if done is not None else None

    @staticmethod
    def _behind(reading: Reading, comma: int) -> str:
        """Give the codes of the clause behind a comma."""
        return reading.codes[comma + 1 : reading.clause_end(comma + 1)]

    def funded(self, reading: Reading, left: int, quantity: Quantity) -> Link | None:
        """Read what own funds are used for as what their amount is of: 以自有资金3亿元向甲增资, 以自有资金申购3亿元."""
        token, text, funded = reading.tokens[left], reading.text, self._shapes["funded"]
        if self._shapes["own-funds"].search(text, max(0, token.end - OWN), token.end) is None:
            return None
        done = funded.match(text, quantity.right) or funded.match(text, token.end, quantity.left)
        if done is None:
            return None
        metric_id = "investment" if done["invested"] else None if done["back"] else "deal_value"
        return Link(Mention(done["did"], *done.span("did"), metric_id), None, None, None)

    def activity(self, reading: Reading, index: int) -> Link | None:
        """Read a noun made of a verb right before growth as what grew: 外汇衍生品签约同比增长50%."""
        position = index - 1
        begin = reading.clause_start(index)
        if reading.codes[position] == "V" and reading.mention(position).text in self._shapes.words("sets-price"):
            return None  # 申请加价6.5%
        while position >= begin and reading.codes[position] in "VBLeX":
            position -= 1
        if position < begin or position == index - 1:
            return None
        start = reading.tokens[position].end
        if self._shapes["grows"].search(reading.text, start, reading.tokens[index].start) is None:
            return None  # 拉姆研究涨3%
        before, token = reading.tokens[position - 1], reading.tokens[position]
        name = reading.text[token.start : token.end]
        if token.code == "w" and name.endswith(tuple(self._shapes.words("growing"))):
            return named(reading, position)  # 人员增长42%, 从业人员增加3万人
        measured = self._shapes["measured"].search(name) is not None
        joint = position > begin and before.end == token.start
        if joint and (before.code + token.code == "wv" or (before.code == "v" and measured)):  # 使用时间
            start = before.start
            return Link(Mention(reading.text[start : token.end], start, token.end), None, None, position - 1)
        return named(reading, position) if token.code == "w" and (measured or token.tag == "vn") else None

    def grown(self, reading: Reading, index: int) -> Link | None:
        """Read the common noun right before words of growth as what grew, where nothing else is told: 网点减少65个."""
        position, begin, tokens = index - 1, reading.clause_start(index), reading.tokens
        while position >= begin and reading.codes[position] in "VNBLeXkTP":
            position -= 1
        if position < begin:
            return None
        token = tokens[position]
        name = reading.text[token.start : token.end]
        plain = token.code == "w" and token.tag[:1] in "nv" and len(name) > 1
        if not plain or token.end < tokens[position + 1].start:
            return None  # 新规后增加6%
        if token.tag in NAMES or (isinstance(token.item, Noun) and reading.codes[position + 1] != "B"):
            return None
        grows = any(
            reading.codes[place] == "B"
            or (reading.codes[place] in "VN" and self._shapes["grows"].search(reading.mention(place).text or ""))
            for place in range(position + 1, index)
        )
        return Link(reading.mention(position), None, None, None) if grows else None  # but not 甲公司升9%

    def is_size(self, reading: Reading, index: int, quantity: Quantity) -> bool:
        """Say whether a physical quantity only tells what kind of thing is behind it: 8英寸晶圆."""
        following = reading.tokens[index + 1] if index + 1 < len(reading.tokens) else None
        if quantity.kind != "physical" or following is None or following.code not in "wM":
            return False
        return following.start == quantity.right

    def quoted(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Give the price of a share, unnamed, for an amount that it is quoted at: 某股收报10元, closed flat at $7."""
        if quantity.kind != "money":
            return None
        start = reading.start if reading.english else reading.tokens[max(index - 2, 0)].start
        passed = self._shapes["price-mark"].match(reading.text, quantity.left)
        if passed is None and self._shapes["quoted-at"].search(reading.text, start, quantity.left) is None:
            return None
        return Link(Mention(None, None, None, "share_price"), None, None, None)
