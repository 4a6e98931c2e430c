"""Stage 4: numbers with their scales, units and comparators, ranges and lists.

Found on characters in one scan of the normalized text; words are never asked where a number is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING

from numfacts.numbers.quantity import Quantity, Reason, Refusal
from numfacts.numbers.tails import read_rate, read_tail
from numfacts.numbers.units import Unit, UnitTable, per_pattern
from numfacts.records import Comparator, Span
from numfacts.ruleset.kinds import ChangeRule, ComparatorRule
from numfacts.vocabulary.lexicon import is_word_char
from numfacts.vocabulary.patterns import any_of
from numfacts.vocabulary.tokens import Term, Token

if TYPE_CHECKING:
    from numfacts.numbers.numerals import Number, Numerals

RANGE = re.compile(r"[ \t]?(?:至|到|[-–—~～]{1,2}|to)[ \t]?|(?P<pair>[ \t]?(?:和|与|and)[ \t]?)")
PAIRED = re.compile(r"(?:between|介乎|介于|在)[ \t]?$")
AGED = re.compile("(?<![a-z])age[sd](?: between)? $")  # people aged 18 to 35
BETWEEN = re.compile("between $")
RANGED = re.compile(r"rang(?:e|es|ed|ing)(?: in [a-z]+)? from $")  # prices ranged from 3 to 5 dollars
RANGED_REACH = 24
APART = 10  # a share and a level that many times as large are no range of changes
FAR_APART = 50  # what an amount and one that many times as large are no range of: up 1 cent to 69 dollars
MOVED_FROM = re.compile(r"(?:由|从|自|from|(?P<by>by))[ \t]?$")
FORESEEN = re.compile("预计|预期|预告|将")  # 将增加4900万元至6300万元: what is foreseen is a range
FORESEEN_REACH = 24
EXPECTED = re.compile(r"(?:expect|forecast|predict|estimate|(?:will|could|may|might|would) )[^.,;]*$")
EXPECTED_REACH = 80
LIST = re.compile(r"/|[ \t]?(?:、|和|及|与|以及|或|(?:, )?and|or)[ \t]?")
ENGLISH_BASES = {"dollar": "USD", "euro": "EUR", "pound": "GBP"}  # currencies that others are quoted in
TEN_REACH = 16  # characters before an amount in which ten shares may stand
NAMED = re.compile("[a-z] [0-9.]+[\u4e00-\u9fff]")
UPWARDS = re.compile("(?<![以之线网早晚马身地海路车船史月周年])上$")
PART = re.compile(r"[0-9][-+×x:]$")
TEN_SHARES = re.compile(r"(?:每10股|10(?:股)?(?=派|送|转))[^，。,;]*$")
TEN = "10share"
MYRIAD = 4  # powers of ten in 万
LOOSE = frozenset("=~")
EVENTS = frozenset(["次", "轮", "届", "场"])
CHECKED = 1000  # quantities between two looks at the clock
ONE = Decimal(1)
HUNDRED = Decimal(100)  # percent, which no discount reaches


class QuantityScanner:
    """Finds the quantities of a text, given what in it is no quantity."""

    def __init__(
        self,
        numerals: Numerals,
        units: UnitTable,
        comparators: list[tuple[str, ComparatorRule]],
        fractions: Callable[[str], list[Quantity]],
    ) -> None:
        self._numerals = numerals
        self._fractions = fractions
        self._units = units
        self._pattern = re.compile(
            _beginning(numerals.first, units.prefix_first)
            + rf"(?P<each>每{any_of(word for word in units.per if not word[0].isascii())}[ \t]?)?"
            rf"(?:(?P<before>{units.prefix_pattern}[ \t]{{0,2}})(?P<amount>{numerals.money_pattern})"
            rf"|(?P<number>{numerals.pattern}))"
        )
        self._unit = re.compile(units.pattern)
        self._per = re.compile(per_pattern(units))
        self._after_words: dict[str, tuple[Comparator, str]] = {}
        for source, rule in comparators:
            for word in rule.after:
                self._after_words.setdefault(word, (rule.value, source))
        self._after = re.compile(rf"[ \t]?(?P<word>{any_of(self._after_words)})(?![a-z])")
        self._currencies = {word: unit.code for word, unit in units.currency_words() if unit.code}
        chinese = any_of(word for word in self._currencies if not word[0].isascii())
        self.currencies = self._currencies
        self._rate = re.compile(
            rf"[ \t]?(?:兑|对)[ \t]?(?:每?1|一)?[ \t]?(?P<chinese>{chinese})"
            r"|[ \t](?:to|per|against)[ \t](?:the|one|a)[ \t](?:us[ \t])?(?P<english>dollar|euro|pound)"
        )

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
        scan = _Scan(lower, terms)
        starts = [span.start for span in blocked]
        found: list[Quantity] = []
        position = 0
        while match := self._pattern.search(lower, position):
            begin, end = match.span("amount" if match["before"] else "number")
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
        found = self._with_fractions(scan, found, blocked)
        return self._lists(lower, self._ranges(scan, found))

    def _with_fractions(self, scan: _Scan, found: list[Quantity], blocked: list[Span]) -> list[Quantity]:
        """Add the fractions that words say, in place of bare numbers, where nothing else stands in the way."""
        added = [
            quantity
            for quantity in self._fractions(scan.lower)
            if not _overlaps(quantity, blocked)
            and not _overlaps(quantity, [other for other in found if other.kind != "bare"])
        ]
        for quantity in added:
            self._compare(scan, quantity)
        kept = [quantity for quantity in found if not _overlaps(quantity, added)]
        return sorted([*kept, *added], key=attrgetter("start")) if added else found

    def _quantity(self, scan: _Scan, match: re.Match[str]) -> Quantity | Reason:
        """Read one number with what stands around it, or say why it counts nothing."""
        lower = scan.lower
        begin, end = match.span("amount" if match["before"] else "number")
        number = self._numerals.parse(lower[begin:end])
        if number is None:
            return "inexact"
        unit, stop = self._unit_at(scan, end) if number.fraction is None else (None, end)
        before = self._units.before(match["before"]) if match["before"] else None
        if before is not None and unit is not None and unit.kind != "money":
            before = None
        start = match.start("before") if before is not None else begin
        if before is None and start and is_word_char(lower[start - 1]):
            return "glued"
        if unit is None and before is None and PART.search(lower, max(0, start - 2), start):
            return "score"  # or a formula: 2-0, 9+5
        if unit is None and end < len(lower) and is_word_char(lower[end]):
            return "glued"
        if unit is None and before is None and not number.scale and scan.in_name(start, end):
            return "glued"
        quantity = _measured(number, unit, before, lower[end:stop].strip() or None, start, stop)
        if before is not None and quantity.unit_text is None:
            quantity.unit_text = match["before"].strip()
        read_tail(lower, quantity, unit)
        if quantity.kind == "money":
            self._read_denominator(lower, quantity, match)
        elif quantity.kind in ("physical", "count"):
            read_rate(lower, quantity)
        quantity.left, quantity.right = quantity.start, quantity.end
        if number.more:
            quantity.comparator = ">"
        if quantity.spelled and lower[begin:end] == "二" and quantity.kind == "count":
            return "ordinal"  # 二层, 二期: the second; two are 两
        if quantity.value < 0 or lower[quantity.start - 1 : quantity.start] == "+":
            quantity.signed = "-" if quantity.value < 0 else "+"
        if lower[begin - 1 : begin] == "第":
            if quantity.kind not in ("bare", "person") or quantity.value != quantity.value.to_integral_value():
                return "ordinal"
            quantity.start = quantity.left = begin - 1
            quantity.kind = quantity.code = "rank"
        elif quantity.kind in ("bare", "money") and (rate := self._rate.match(lower, quantity.end)) is not None:
            quantity.kind, quantity.end, quantity.right = "rate", rate.end(), rate.end()
            quantity.per = self._currencies[rate["chinese"]] if rate["chinese"] else ENGLISH_BASES[rate["english"]]
        self._compare(scan, quantity)
        vast = number.bare and (unit is not None or number.scale > MYRIAD)
        if vast and quantity.comparator == "=" and UPWARDS.search(lower, max(0, start - 2), start):
            quantity.comparator, quantity.left = ">", start - 1  # 上百亿
        return quantity if _plausible(quantity, number) else "word"

    def _read_denominator(self, lower: str, quantity: Quantity, match: re.Match[str]) -> None:
        """Read what a price is for: 每股0.5元, 0.5元/股, 每10股派5元."""
        if match["each"]:
            quantity.per, quantity.start = self._units.per[match["each"].strip()[1:]], match.start("each")
        elif (found := self._per.match(lower, quantity.end)) is not None:
            quantity.per = TEN if found["ten"] else self._units.per[found[found.lastgroup or 0]]
            quantity.end = found.end()
        elif TEN_SHARES.search(lower, max(0, quantity.start - TEN_REACH), quantity.start) is not None:
            quantity.per = TEN

    def _unit_at(self, scan: _Scan, position: int) -> tuple[Unit | None, int]:
        match = self._unit.match(scan.lower, position)
        if match is None:
            return None, position
        begin = match.end() - len(match[0].strip())
        if match.end() - begin == 1 and scan.word_at(begin, match.end()):
            return None, position
        return self._units.after(match[0]), match.end()

    def _compare(self, scan: _Scan, quantity: Quantity) -> None:
        term = scan.term_before(quantity.start)
        if term is not None and quantity.unit_text in EVENTS and scan.lower[term.start : term.end] == "过":
            term = None  # 回购过3次: an aspect of the verb
        if term is not None and isinstance(term.item, Term) and isinstance(term.item.rule, ComparatorRule):
            quantity.comparator = term.item.rule.value
            quantity.rules.append(term.item.source)
            quantity.left = term.start
            further = scan.term_before(term.start)
            if further is not None and isinstance(further.item, Term) and isinstance(further.item.rule, ComparatorRule):
                quantity.left = further.start
                if quantity.comparator == "~":
                    quantity.comparator = further.item.rule.value  # 不超过约3万股
        after = self._after.match(scan.lower, quantity.end)
        if after is not None and not scan.word_at(after.start("word"), after.end()):
            value, source = self._after_words[after["word"]]
            if after["word"] == "内":
                if quantity.kind in ("count", "person"):
                    return  # 一封内部邮件
                value = "<=" if quantity.kind == "duration" else value  # 12个月内 takes in the whole
            crossed = quantity.comparator in "<>" and value[0] in "<>" and value[0] != quantity.comparator
            if quantity.comparator in LOOSE or crossed:
                quantity.comparator = value
            quantity.rules.append(source)
            quantity.right = after.end()

    def _ranges(self, scan: _Scan, found: list[Quantity]) -> list[Quantity]:
        joined: list[Quantity] = []
        for quantity in found:
            if joined and self._is_range(scan, joined[-1], quantity):
                between = BETWEEN.search(scan.lower, max(0, joined[-1].left - 8), joined[-1].left)
                left = joined[-1].left if between is None else between.start()
                joined[-1] = _range(joined[-1], quantity, left)
            else:
                joined.append(quantity)
        return joined

    def _is_range(self, scan: _Scan, low: Quantity, high: Quantity) -> bool:
        lower = scan.lower
        if low.high is not None or high.high is not None or high.left < low.end or high.left - low.right > 6:
            return False
        bare = high.kind == "bare" and not (low.scale and high.scale)
        if "rank" in (low.kind, high.kind) or (bare and AGED.search(lower, 0, low.left) is None):
            return False
        per = low.per == high.per or (low.kind == high.kind == "money" and (low.per is None or high.per is None))
        alike = (low.code, low.kind) == (high.code, high.kind) and per
        if low.kind != "bare" and not alike and not (low.kind == high.kind == "money" and low.code is None):
            return False
        gap = lower[low.end : high.left]
        if gap == "、":
            neighbours = low.kind == "bare" and high.value - low.value == 1 and high.value < 10 and not high.decimals
            return neighbours and high.kind in ("count", "person")
        match = RANGE.fullmatch(gap)
        if match is None:
            return False
        before = lower[max(0, low.left - 8) : low.left]
        if match["pair"] and not PAIRED.search(before):
            return False
        ranged = RANGED.search(lower, max(0, low.left - RANGED_REACH), low.left) is not None
        moved_from = MOVED_FROM.search(before) if not ranged else None
        if low.kind == high.kind == "money" and not ranged and high.value > FAR_APART * low.value and "to" in gap:
            return False
        shared = high.kind == "ratio" and (  # by 0.3 to 0.4 percent
            low.kind == "bare" or EXPECTED.search(lower, max(0, low.left - EXPECTED_REACH), low.left) is not None
        )
        near = high.value <= 2 * low.value  # by 8 percent to 10 percent
        if moved_from is not None and "-" not in gap and not (moved_from["by"] and (shared or near)):
            return False
        moved = scan.term_before(low.left) if "-" not in gap and "~" not in gap else None
        if (
            moved is not None
            and isinstance(moved.item, Term)
            and isinstance(moved.item.rule, ChangeRule)
            and moved.item.rule.role != "to"
            and (low.kind not in ("bare", "ratio", "times") or _leads_to(moved.item.rule, low, high))
            and not (high.value < 2 * low.value and FORESEEN.search(lower, max(0, low.left - FORESEEN_REACH), low.left))
        ):
            return False  # 加0.3元至3.3元: by how much, and to what
        value = low.value
        if low.kind == "bare" and not low.scale and high.scale and value * 10**high.scale <= high.value:
            value = value * 10**high.scale
        if low.kind == "bare" and high.kind == "ratio" and high.code == "percent" and high.unit_text in ("成", "折"):
            value = value * 10
        return 0 <= value < high.value or (value < 0 and high.value < 0)  # -4.5亿元到-6.5亿元; -3%至2% are two

    def _lists(self, lower: str, found: list[Quantity]) -> list[Quantity]:
        for index in range(len(found) - 2, -1, -1):
            item, last = found[index], found[index + 1]
            begun = item.unit_text == "个" and last.kind in ("difference", "pip")  # 0.3个和0.5个百分点
            if (item.kind != "bare" and not begun) or last.kind in ("bare", "rank"):
                continue
            if item.spelled and not last.spelled:
                continue
            if LIST.fullmatch(lower, item.right, last.left) and (
                last.unit_text is not None or "shared-unit" in last.rules
            ):
                item.kind, item.code, item.per = last.kind, last.code, last.per
                _share_scale(item, last)
                item.rules.append("shared-unit")
        return found


class _Scan:
    """A text under scan with its terms, looked up by where they end or begin."""

    def __init__(self, lower: str, terms: list[Token]) -> None:
        self.lower = lower
        self._terms = terms
        self._starts = [term.start for term in terms]

    def term_before(self, position: int) -> Token | None:
        """Give the term that ends at ``position``, spaces, 了 and a quotation mark apart."""
        while position and self.lower[position - 1] in " 了“":
            position -= 1
        index = bisect_left(self._starts, position) - 1
        if index >= 0 and self._terms[index].end == position:
            return self._terms[index]
        return None

    def in_name(self, start: int, end: int) -> bool:
        """Say whether a number stands between a Latin word that no rule knows and Chinese: Pixel 9拍摄的短片."""
        named = NAMED.match(self.lower, max(0, start - 2), end + 1) is not None
        return named and self.term_before(start) is None

    def word_at(self, start: int, end: int) -> bool:
        """Say whether a term begins at ``start`` and reaches beyond ``end``."""
        index = bisect_left(self._starts, start)
        return index < len(self._terms) and self._terms[index].start == start and self._terms[index].end > end


def _leads_to(rule: ChangeRule, low: Quantity, high: Quantity) -> bool:
    """Say whether a share is a change and the next the level that it leads to: 减息0.5厘至9厘, 失业率升0.2%至4.1%."""
    return low.kind == "ratio" and low.value > 0 and (rule.metric is not None or high.value > APART * low.value)


def _overlaps(quantity: Quantity, others: Sequence[Span | Quantity]) -> bool:
    return any(other.start < quantity.end and quantity.start < other.end for other in others)


def _beginning(*first: str) -> str:
    """Write a look at whether a number or its currency can begin here; letters must begin a word."""
    letters = "".join(sorted({char for chars in first for char in chars if "a" <= char <= "z"}))
    others = "".join(re.sub("[a-z]", "", chars) for chars in first)
    words = rf"|(?<![a-z0-9])(?=[{letters}])" if letters else ""
    return f"(?:(?=[每{others}]){words})"


def _measured(
    number: Number, unit: Unit | None, before: Unit | None, unit_text: str | None, start: int, stop: int
) -> Quantity:
    """Give a number its unit: what stands behind it, and the currency before it."""
    kind, factor = "bare", ONE
    code: str | None = None
    if number.fraction is not None:
        kind, code = "ratio", number.fraction
    elif meaning := unit or before:
        kind, code, factor = meaning.kind, meaning.code, meaning.factor
        if before is not None:
            kind, code = "money", before.code or code
    high = None if number.high is None else number.high * factor
    rules = [meaning.rule for meaning in (unit, before) if meaning is not None]
    return Quantity(
        start, stop, start, stop, number.value * factor, high, code, kind, unit_text, None, "=", number.scale,
        number.decimals, number.kind == "chinese", rules,
    )  # fmt: skip


def _share_scale(item: Quantity, last: Quantity) -> None:
    """Read a number in a list in the scale of the last one: 5.67、4.88和2.34万亿元."""
    shared = item.value.scaleb(last.scale)
    if last.scale and not item.scale and shared <= last.value * HUNDRED:
        item.value, item.scale = shared, last.scale


def _plausible(quantity: Quantity, number: Number) -> bool:
    """Refuse what is spelled like a number but counts nothing: 一家, 万元, 三点."""
    if number.bare and quantity.comparator == "=":
        return False
    if not quantity.spelled:
        return True
    if quantity.kind == "bare":
        return quantity.value >= 10000
    if quantity.value == 1 and quantity.comparator == "=":
        return quantity.kind in ("ratio", "times", "physical", "rank", "duration") or (
            quantity.code is not None and quantity.kind == "money"
        )
    if quantity.kind == "point":
        return quantity.value >= 100
    return not (quantity.kind == "money" and quantity.code is None and quantity.unit_text in ("分", "角"))


def _range(low: Quantity, high: Quantity, left: int) -> Quantity:
    value = low.value
    if low.kind == "bare":
        if not low.scale and high.scale and value * 10**high.scale <= high.value:
            value = value * 10**high.scale
        elif high.unit_text in ("成", "折"):
            value = value * 10
    top = high.value
    if top < value < 0:
        value, top = top, value
    comparator = low.comparator if low.comparator != "=" else high.comparator
    return Quantity(
        low.start, high.end, left, high.right, value, top, high.code, high.kind, high.unit_text,
        high.per or low.per, comparator, high.scale, high.decimals, high.spelled, [*low.rules, *high.rules],
    )  # fmt: skip
