"""Stage 4: numbers with their scales, units and comparators, ranges and lists.

Found on characters in one scan of the normalized text; words are never asked where a number is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

import msgspec

from numfacts.numbers.base_rates import base_pattern, with_base_rates
from numfacts.numbers.each import share_denominators
from numfacts.numbers.joint_spans import with_joint_spans
from numfacts.numbers.numeral_pattern import begins_with
from numfacts.numbers.quantity import MYRIAD, Quantity, Reason, Refusal
from numfacts.numbers.race_times import with_race_times
from numfacts.numbers.ranges import join_ranges, share_units
from numfacts.numbers.scanned_text import ScannedText
from numfacts.numbers.tails import read_rate, read_tail
from numfacts.numbers.taken import Taken
from numfacts.numbers.units import COINS, SPANS, Unit, UnitTable, per_pattern
from numfacts.numbers.written import (
    Written,
    begins_led_range,
    begins_range,
    bound_upwards,
    is_among_first,
    is_grade,
    is_numbered,
    is_ordinal,
    is_plausible,
    measured,
    read_plus,
    read_tilde,
)
from numfacts.programs import compiled, later
from numfacts.records import Comparator, Span
from numfacts.ruleset.kinds import ComparatorRule
from numfacts.vocabulary.lexicon import is_word_char
from numfacts.vocabulary.patterns import any_of
from numfacts.vocabulary.tokens import Term, Token

if TYPE_CHECKING:
    from numfacts.numbers.numerals import Numerals
    from numfacts.vocabulary.shapes import Shapes

ENGLISH_BASES = {"dollar": "USD", "euro": "EUR", "pound": "GBP"}  # currencies that others are quoted in
TEN_REACH = 16  # characters before an amount in which ten shares may stand
PART = re.compile(r"[0-9][-+×x:]$")
SCORE = later(r"-(?P<other>[0-9]{1,3})(?![\w%]|[.,][0-9])")
TEN = "10share"
ALTERNATIVE = later(r"\((?P<unit>[\u4e00-\u9fff]{1,2})\)")  # another unit of what is counted: 套(间)
COUNTED = frozenset(["count", "person"])
PLUS = "+"
# What the patterns of a denominator and of a rate begin with: most texts need neither to be compiled.
PER_BEGINS = re.compile(r"[ \t]?/|[ \t]{1,2}[paf]")
RATE_BEGINS = re.compile(r"[ \t]?1?[兑对换合可]|[ \t][tpa]")
LOOSE = frozenset("=~")
ARTICLED = frozenset(
    ["at least", "more than", "less than", "nearly", "almost", "roughly", "up to"]
)  # before a 10 percent rise
FEW = 10  # of as many things 过 before them says that something has been done to them
REACHED = frozenset("到达见")  # verbs behind which 过 is an aspect
# Parts of a cent, in which futures on grain are quoted: 5.99-1/4美元
TICK = re.compile("(?<=[.][0-9][0-9])-(?P<part>[1-7])/(?P<whole>[248])(?=美元|元)")
LARGE = later("(?:[万亿千百]|(?<![0-9.])(?!10$)[1-9][0-9]+)$")  # ends a number above ten
CLOSED: dict[Comparator, Comparator] = {"<": "<=", ">": ">="}  # what bounds are with their number
OPEN: dict[Comparator, Comparator] = {"<=": "<", ">=": ">"}  # and without it
MARK_REACH = 16  # characters before a number in which they stand
METRES = frozenset("方平")  # cubic ones of gas or water, square ones of floors, in great numbers: 70亿方, 8万平
SHARE = "share"  # before what shares are done with
CHECKED = 1000  # quantities between two looks at the clock


class QuantityScanner:
    """Finds the quantities of a text, given what in it is no quantity."""

    def __init__(
        self,
        numerals: Numerals,
        units: UnitTable,
        comparators: list[tuple[str, ComparatorRule]],
        fractions: Callable[[str], list[Quantity]],
        shapes: Shapes,
    ) -> None:
        self._shapes = shapes
        self._numerals = numerals
        self._fractions = fractions
        self._no_units = shapes.words("no-units")
        self._of_many = shapes.words("no-units-of-many")
        self._parted = shapes.words("units-after-all")
        self._among = shapes["among-first"]
        self._mark = shapes["mark-before"]
        self._on_span = shapes["english-span-on-span"]
        self._coin = shapes["short-coin"]
        self._units = units
        self._pattern = compiled(
            begins_with(numerals.first, units.prefix_first)
            + rf"(?P<each>每{any_of(word for word in units.per if not word[0].isascii() and word not in SPANS)}[ \t]?)?"
            rf"(?:(?P<before>{units.prefix_pattern}[ \t]{{0,2}})|)(?P<number>{numerals.pattern_behind('before')})"
        )
        self._unit = compiled(units.pattern)
        goods = any_of(word for word in units.per if not word[0].isascii() and word not in SPANS)
        self._each = compiled(rf"每(?P<goods>{goods})[ \t]?$")
        self._after_words: dict[str, tuple[Comparator, str]] = {}
        for source, rule in comparators:
            for word in rule.after:
                self._after_words.setdefault(word, (rule.value, source))
        self._after = compiled(rf"[ \t]?(?P<word>{any_of(self._after_words)})(?![a-z])")
        self._currencies = {word: unit.code for word, unit in units.currency_words() if unit.code}
        self.currencies = self._currencies

    @cached_property
    def _per(self) -> re.Pattern[str]:
        return compiled(per_pattern(self._units))

    @cached_property
    def _rate(self) -> re.Pattern[str]:
        chinese = any_of(word for word in self._currencies if not word[0].isascii() and word not in SPANS)
        return compiled(
            r"[ \t]?(?:(?:每?1|一)?(?:兑|对)[ \t]?(?:每?1|一)?|(?:可?兑换|可?换|合)[ \t]?(?:每?1|一))[ \t]?"
            rf"(?P<chinese>{chinese})"
            r"|[ \t](?:(?:to|per|against)[ \t](?:the|one|a)|per)[ \t](?:us[ \t])?(?P<english>dollar|euro|pound)"
        )

    @cached_property
    def _base(self) -> re.Pattern[str]:
        return compiled(base_pattern(self._currencies))

    def scan(
        self,
        lower: str,
        blocked: list[Span],
        terms: list[Token],
        refused: list[Refusal],
        check_time: Callable[[], None] | None = None,
    ) -> list[Quantity]:
        """Find the quantities of a lower-cased text outside ``blocked`` (sorted, disjoint), in order.

        Numerals that are none are added to ``refused``. ``check_time`` is called now and then and may raise.
        """
        scan = ScannedText(lower, terms, self._shapes)
        starts = [span.start for span in blocked]
        found: list[Quantity] = []
        position = 0
        while match := self._pattern.search(lower, position):
            begin, end = match.span("number")
            position = max(end, position + 1)
            index = bisect_right(starts, end - 1) - 1
            if index >= 0 and blocked[index].start <= begin < blocked[index].end:
                position = max(blocked[index].end, begin + 1)
                continue
            quantity = self._quantity(scan, match)
            if not isinstance(quantity, Quantity):
                refused.append(Refusal(begin, end, quantity))
            else:
                found.append(quantity)
                position = max(quantity.end, position)
                if check_time is not None and len(found) % CHECKED == 0:
                    check_time()
        found = self._with_fractions(scan, with_joint_spans(lower, with_race_times(lower, found)), blocked)
        found = with_base_rates(lower, found, self._base, self._currencies, self._shapes["exchanged-for"])
        joined = join_ranges(scan, found)
        self._read_each(lower, joined)
        refused.extend(Refusal(begun.start, begun.end, "word") for begun in joined if begins_range(begun))
        kept = [quantity for quantity in joined if not begins_range(quantity)]
        shared = share_units(lower, kept)
        return share_denominators(lower, shared, self._shapes) if "每" in lower else shared

    def _read_each(self, lower: str, joined: list[Quantity]) -> None:
        """Read before a range of prices what each is for: 每桶80-90美元."""
        for quantity in joined:
            if quantity.kind != "money" or quantity.high is None or quantity.per is not None:
                continue
            each = self._each.search(lower, max(0, quantity.start - TEN_REACH), quantity.start)
            if each is not None:
                quantity.per, quantity.start = self._units.per[each["goods"]], each.start()
                quantity.left = min(quantity.left, quantity.start)

    def _with_fractions(self, scan: ScannedText, found: list[Quantity], blocked: list[Span]) -> list[Quantity]:
        """Add the fractions that words say, in place of bare numbers, where nothing else stands in the way."""
        fractions = self._fractions(scan.lower)
        if not fractions:
            return found
        taken = Taken([*blocked, *(quantity for quantity in found if quantity.kind != "bare")])
        added = [quantity for quantity in fractions if not taken.meets(quantity.start, quantity.end)]
        for quantity in added:
            self._compare(scan, quantity)
        fractional = Taken(added)
        kept = [quantity for quantity in found if not fractional.meets(quantity.start, quantity.end)]
        return sorted([*kept, *added], key=attrgetter("start")) if added else found

    def _quantity(self, scan: ScannedText, match: re.Match[str]) -> Quantity | Reason:
        """Read one number with what stands around it, or say why it counts nothing."""
        written = self._written(scan, match)
        if written is None:
            return "inexact"
        refused = self._refused(scan, written)
        if refused is not None:
            return refused
        quantity = self._measured(scan.lower, written, match)
        if is_ordinal(scan.lower, quantity, written):
            return "ordinal"
        self._read_rank_or_rate(scan.lower, quantity, written)
        if is_grade(scan.lower, quantity, written.start, self._shapes["earthquake-grade"]):
            return "word"  # 3级医院
        self._compare(scan, quantity)
        bound_upwards(scan.lower, quantity, written, self._shapes["upwards"])
        led = begins_led_range(scan.lower, quantity)
        return quantity if led or is_plausible(scan.lower, quantity, written.number, self._shapes) else "word"

    def _written(self, scan: ScannedText, match: re.Match[str]) -> Written | None:
        """Give a number with its unit and the currency before it; null where the numeral stands for no exact value."""
        lower = scan.lower
        begin, end = match.span("number")
        number = self._numerals.parse(lower[begin:end])
        if number is None:
            return None
        if (tick := TICK.match(lower, end)) is not None and number.fraction is None:
            part = Decimal(tick["part"]) / Decimal(tick["whole"]) / 100
            number, end = msgspec.structs.replace(number, value=number.value + part), tick.end()
        unit, stop = self._unit_at(scan, end) if number.fraction is None else (None, end)
        if unit is None and lower[end : end + 1] == PLUS and not number.decimals:
            unit, beyond = self._unit_at(scan, end + 1)
            if unit is not None:
                number, stop = msgspec.structs.replace(number, more=True), beyond  # 1300+座
        if lower[end:stop].strip() in METRES and number.scale < MYRIAD:
            unit, stop = None, end  # 三方
        before = self._units.before(match["before"]) if match["before"] else None
        if before is not None and lower[end:stop].strip() == SHARE:
            unit, stop = None, end  # a $500 million share sale
        if before is not None and unit is not None and unit.kind != "money":
            before = None
        start = match.start("before") if before is not None else begin
        return Written(number, unit, before, begin, start, end, stop)

    def _refused(self, scan: ScannedText, written: Written) -> Reason | None:
        """Say why a number counts nothing by what it is joined to: a part of a word, of a name, of a score."""
        lower, number, unit, start, end = scan.lower, written.number, written.unit, written.start, written.end
        signed = lower[written.begin] == "-"  # YoY-5%
        joined = written.before is None and start > 0 and is_word_char(lower[start - 1]) and not signed
        named = unit is not None and unit.kind == "ratio" and lower[start - 3 : start].isalpha()  # Wallet49%股权
        if joined and not named and (unit is None or not scan.behind_metric(start)):
            return "glued"
        alone = unit is None and written.before is None
        if alone and number.scale < MYRIAD and self._scores(scan, number.value, start, end):
            return "score"  # or a formula: 2-0, 9+5, not 3-5万
        if unit is None and end < len(lower) and is_word_char(lower[end]):
            return "glued"
        return "glued" if alone and not number.scale and scan.in_name(start, end) else None

    def _measured(self, lower: str, written: Written, match: re.Match[str]) -> Quantity:
        """Give a number with its unit, what it is per, and what stands about it: 余, 多, 左右."""
        unit, start = self._named_before(lower, written)
        unit_text = lower[written.end : written.stop].strip() or None
        quantity = measured(written.number, unit, written.before, unit_text, start, written.stop)
        if written.before is not None and quantity.unit_text is None:
            quantity.unit_text = match["before"].strip()
        read_tail(lower, quantity, unit, self._shapes)
        if quantity.kind == "money":
            self._read_denominator(lower, quantity, match)
        elif quantity.kind in ("physical", "count"):
            read_rate(lower, quantity, self._shapes)
        quantity.left, quantity.right = quantity.start, self._beyond_alternative(lower, quantity)
        if written.number.more:
            quantity.comparator = ">"
        read_plus(lower, quantity, written)
        read_tilde(lower, quantity)
        if quantity.value < 0 or lower[quantity.start - 1 : quantity.start] == "+":
            quantity.signed = "-" if quantity.value < 0 else "+"
        return quantity

    def _named_before(self, lower: str, written: Written) -> tuple[Unit | None, int]:
        """Give the unit of a number and where it starts, with a currency named before an amount in 元: 欧元200万元."""
        unit, start = written.unit, written.start
        if written.before is None and unit is not None and unit.kind == "money" and not unit.code:
            named = self._shapes["other-yuan"].search(lower, max(0, start - 3), start)
            if named is not None and (other := self._units.after(named["name"])) is not None:
                return other, named.start("name")
        return unit, start

    def _beyond_alternative(self, lower: str, quantity: Quantity) -> int:
        """Give where a quantity ends with what some of those counted are counted by: 47万套(间)住房."""
        other = ALTERNATIVE.match(lower, quantity.end) if quantity.kind in COUNTED else None
        unit = self._units.after(other["unit"]) if other is not None else None
        return other.end() if other is not None and unit is not None and unit.kind in COUNTED else quantity.end

    def _read_rank_or_rate(self, lower: str, quantity: Quantity, written: Written) -> None:
        """Read a rank (第3), or a price of one currency in another (7.1元兑1美元)."""
        among = is_among_first(lower, written, self._among)
        if among or is_numbered(lower, written):
            quantity.start = quantity.left = written.begin - 1
            quantity.kind = quantity.code = "rank"
            quantity.comparator = "<=" if among else quantity.comparator
        elif (
            quantity.kind in ("bare", "money")
            and RATE_BEGINS.match(lower, quantity.end)
            and (rate := self._rate.match(lower, quantity.end)) is not None
        ):
            quantity.kind, quantity.end, quantity.right = "rate", rate.end(), rate.end()
            quantity.per = self._currencies[rate["chinese"]] if rate["chinese"] else ENGLISH_BASES[rate["english"]]

    def _scores(self, scan: ScannedText, value: Decimal, start: int, end: int) -> bool:
        """Say whether a number is a part of a score: behind another, or before one that is no higher (4-1)."""
        if PART.search(scan.lower, max(0, start - 2), start):
            return True
        other = SCORE.match(scan.lower, end) if scan.lower[end : end + 1] == "-" else None
        return other is not None and value >= int(other["other"]) and self._unit_at(scan, other.end())[0] is None

    def _read_denominator(self, lower: str, quantity: Quantity, match: re.Match[str]) -> None:
        """Read what a price is for: 每股0.5元, 0.5元/股, 每10股派5元."""
        if match["each"]:
            quantity.per, quantity.start = self._units.per[match["each"].strip()[1:]], match.start("each")
        elif PER_BEGINS.match(lower, quantity.end) and (found := self._per.match(lower, quantity.end)) is not None:
            quantity.per = TEN if found["ten"] else self._units.per[found[found.lastgroup or 0]]
            quantity.end = found.end()
        elif self._shapes["ten-shares"].search(lower, max(0, quantity.start - TEN_REACH), quantity.start) is not None:
            quantity.per = TEN

    def _before_mark(self, scan: ScannedText, start: int) -> int:
        """Give where the words begin that call a number a mark, if any do, else where it does: 跌破重要关口3000点."""
        mark = self._mark.search(scan.lower, max(0, start - MARK_REACH), start)
        return mark.start() if mark is not None else start

    def _unit_at(self, scan: ScannedText, position: int) -> tuple[Unit | None, int]:
        match = self._unit.match(scan.lower, position)
        if match is None or self._on_span.match(scan.lower, position) is not None:
            return None, position
        begin = match.end() - len(match[0].strip())
        if scan.lower[begin : match.end()] in COINS and self._coin.match(scan.lower, position) is None:
            return None, position
        if match.end() - begin == 1 and self._begins_word(scan, begin):
            return None, position
        return self._units.after(match[0]), match.end()

    def _begins_word(self, scan: ScannedText, begin: int) -> bool:
        """Say whether what could be a unit begins a word instead: 8万家庭, but 3项目标; there are but ten 成."""
        lower, word = scan.lower, scan.lower[begin : begin + 2]
        if lower[begin : begin + 3] in self._parted:
            return False
        many = word in self._of_many or word[0] == "成"
        large = many and LARGE.search(lower, max(0, begin - 4), begin) is not None
        return large or word in self._no_units or scan.word_at(begin, begin + 1)

    def _compare(self, scan: ScannedText, quantity: Quantity) -> None:
        term = _before_article(scan, quantity) or scan.term_before(self._before_mark(scan, quantity.start))
        if term is not None and scan.lower[term.start : term.end] == "过":
            few = quantity.kind in ("count", "person") and quantity.value < FEW
            happened = (
                few
                or quantity.unit_text in self._shapes.words("happened-often")
                or scan.lower[term.start - 1 : term.start] in REACHED
            )
            term = None if happened else term  # 接种过两剂, 回购过30次, 涨到过3元: an aspect of the verb
        if term is not None and isinstance(term.item, Term) and isinstance(term.item.rule, ComparatorRule):
            if quantity.comparator != ">" or term.item.rule.value != "~":  # 约2400多人
                quantity.comparator = term.item.rule.value
            quantity.rules.append(term.item.source)
            quantity.left = term.start
            further = scan.term_before(term.start)
            if further is not None and isinstance(further.item, Term) and isinstance(further.item.rule, ComparatorRule):
                quantity.left = further.start
                if quantity.comparator == "~":
                    quantity.comparator = further.item.rule.value  # 不超过约3万股
        aside = self._shapes["bound-aside"].match(scan.lower, quantity.right)
        after = self._after.match(scan.lower, quantity.right if aside is None else aside.end())
        if after is not None and not scan.word_at(after.start("word"), after.end()):
            value, source = self._after_words[after["word"]]
            if after["word"] == "为限" and scan.lower.startswith("售", after.end()):
                return  # 七成为限售股
            if after["word"] == "内":
                if quantity.kind in ("count", "person"):
                    return  # 一封内部邮件
                value = "<=" if quantity.kind == "duration" else value  # 12个月内 takes in the whole
            if aside is not None and aside["in"] is not None:
                value = (OPEN if aside["open"] else CLOSED).get(value, value)
            crossed = quantity.comparator in "<>" and value[0] in "<>" and value[0] != quantity.comparator
            near = after["word"] == "内" and quantity.comparator == "~"  # 在青屿以南约400公里内掠过
            if (quantity.comparator in LOOSE and not near) or crossed:
                quantity.comparator = value
            quantity.rules.append(source)
            quantity.right = after.end()


def _before_article(scan: ScannedText, quantity: Quantity) -> Token | None:
    """Give the comparator that an article parts from a percentage: at least a 10 percent boost."""
    start = quantity.start - 2 - scan.lower.startswith("n ", quantity.start - 2)
    if quantity.kind != "ratio" or not scan.lower.startswith(("a ", "an "), max(start, 0)):
        return None
    term = scan.term_before(start)
    bounds = term is not None and scan.lower[term.start : term.end] in ARTICLED
    return term if bounds else None
