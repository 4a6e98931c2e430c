"""Finds time expressions: dates, relative periods, windows, clock times, in Chinese and English.

The rules describe atoms (2025年, 上半年, 末). One compiled scan finds them, and neighbours join into expressions
(2025年上半年末, 1月10日至16日, the three months ended June 30). Offsets are code points of the normalized text,
half-open.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from numfacts.periods.context import PeriodContext
from numfacts.periods.expressions import LEVELS, Atom, CompiledRule, TimeExpression, fold
from numfacts.periods.resolution import Resolver
from numfacts.periods.surroundings import Surroundings
from numfacts.periods.timeline import timeline
from numfacts.programs import compiled, later
from numfacts.ruleset.patterns import compose
from numfacts.vocabulary.patterns import any_of

if TYPE_CHECKING:
    from numfacts.records import ChangeBasis, Period
    from numfacts.ruleset.kinds import PeriodsFile
    from numfacts.vocabulary.shapes import Shapes

_CLASSES = {"digit": "0-9", "numeral": "零〇○一二三四五六七八九十百两廿"}
# A number that stands alone, and is none of the amounts that most numbers are.
_NUMBER = (
    r"(?<![0-9零〇○一二三四五六七八九十百千万亿两几])(?<!(?<![指人总])数)"
    r"(?<![0-9][.,])(?![0-9]{5})(?![0-9.]{1,12}[%亿万元倍股家人名])"
)
# What else may stand before a length of time, and a longer one that goes with one: 1年至1年半的登记期.
_TOLD = r"自[^，。;!?\n]{1,28}|(?<=最[长短])[，,]|[，,](?=[将会已预计可]{0,4}[由从])"
_UPPER = "[至到~-][0-9一二两三四五六七八九十]{1,3}(?:年半?|个?半?月|[周天日])"
_SPACE, _GAP = re.escape(" "), r"[ \n-]"
_NAMES = later(r"\(\?P<\w+>")
_CLAUSE = later(r"[，。；;!?！？\n]")
# From one length of time to the next value of what it is of: 期限5年，其中公司债3年，票据7年.
_UP_TO = ("截至", "截止")
_CLOSES = later(r"[，,。；;、)）\n]|$")
_AND, _YEARS, _MONTHS = " and ", ("year", "years"), ("month", "months")
_SERVED = (" for ", " to ", " least ", " than ")  # ends of what leads to a time to be served
# Who stands between what a court does to him and for how long: jailed the former mayor for 6 years.
_JAILED = later(
    r"(?<![a-z])(?:jailed|imprisoned|sentenced) (?:(?!for )[A-Za-z'’-]{1,24} ){1,8}?"
    r"(?:for|to) (?:(?:at least|more than) )?$"
)
_TERM_REACH = 120  # characters before a time to be served in which it may be said that it is
_REACH = 64  # characters before a duration in which the metric that names it may stand
_RANGED = frozenset(("date", "relative", "range"))
_TOLD_FROM_TODAY = frozenset(("shift", "week", "weekday", "that"))  # operations that need no other date
_PARTS = frozenset(
    (
        "half",
        "quarter",
        "first",
        "season",
        "month",
        "tenday",
        "halfmonth",
        "day",
        "feast",
        "lunar",
        "day_off",
        "sessions",
    )
)  # what goes into a coarser period
_OF_YEAR = ("'s ",)  # between a year and a part of it: 2018's final quarter
_WHOLES = frozenset(("year", "shift", "shift_fiscal", "that", "before", "half", "quarter", "month"))
_EDGED = frozenset(("date", "year", "half", "quarter", "first", "month", "shift", "plan", "that", "before"))


class Periods:
    """All rules of time in one scan."""

    def __init__(self, rules: PeriodsFile, shapes: Shapes) -> None:
        self._shapes = shapes
        self._rules = [
            CompiledRule(rule, compose(rule.pattern, rules.parts) if rule.pattern else None) for rule in rules.rules
        ]
        self._words = {word: compiled for compiled in reversed(self._rules) for word in compiled.words}
        self._around = Surroundings(rules, shapes)
        self._join, self._range, self._ending = (
            frozenset(rules.glue.join), frozenset(rules.glue.range), frozenset(rules.glue.ending)
        )  # fmt: skip
        self._longest = max(map(len, self._join | self._range | self._ending))
        self._edge = later(f"[”」]?(?:({rules.edges.end})|({rules.edges.start})|({rules.edges.middle}))")
        nouns = shapes["length-noun"].pattern
        metrics, links = f"(?:{any_of(rules.duration_metrics)}|{nouns})", any_of(rules.duration_links)
        between = f"(?:{_TOLD}|{links}| ){{0,8}}"
        self._metric = later(f"{metrics}{between}$", re.IGNORECASE)
        self._term = later(f"(?:{_UPPER})? ?{any_of(rules.duration_tails)}(?![a-z])")
        self._resolver = Resolver(rules)

    @property
    def pattern(self) -> str:
        """The source of one regular expression for ``re`` that matches every atom of time; its groups are unnamed."""
        return self._union()[0]

    def find(self, text: str) -> list[TimeExpression]:
        """Find every time expression of a text, in order, without overlaps."""
        return list(self._expressions(text))

    def context(self, published: dt.date | None, text: str) -> PeriodContext:
        """Make the context a text starts with: when it appeared, and where its fiscal years begin."""
        return self._resolver.context(published, text)

    def resolve(self, expression: TimeExpression, context: PeriodContext) -> Period | None:
        """Give the days an expression stands for; null where it stands for none, or the context does not tell."""
        return self._resolver.resolve(expression, context)

    def timeline(
        self,
        text: str,
        expressions: Iterable[TimeExpression],
        published: dt.date | None,
    ) -> list[Period | None]:
        """Resolve all expressions of a text, in order, each in the light of the dates around it."""
        return timeline(self._resolver, text, list(expressions), published)

    def against(self, expression: TimeExpression, claim: Period | None, context: PeriodContext) -> ChangeBasis | None:
        """Give the basis of a change in the period ``claim`` that is measured against an expression."""
        return self._resolver.against(expression, claim, context)

    @cached_property
    def _scan(self) -> tuple[re.Pattern[str], list[CompiledRule]]:
        pattern, marked = self._union()
        return compiled(pattern), marked

    def _union(self) -> tuple[str, list[CompiledRule]]:
        """Compose the scan: a guard on the first character, then blocks for numbers, for letters, for the rest.

        A pattern that matched is told by its mark, an empty group; words are told by what they matched. Give the rules
        of the marks, too.
        """
        marked: list[CompiledRule] = []

        def run(firsts: str, members: Iterable[CompiledRule]) -> str:
            """Compose the patterns of some rules, in order, behind a guard on their first characters."""
            start = len(marked)
            marked.extend(members)
            body = "|".join(_NAMES.sub("(?:", rule.source) + "()" for rule in marked[start:])
            return f"(?=[{firsts}])(?:{body})" if firsts else body

        heads: dict[str, list[str]] = {}
        for word in self._words:
            heads.setdefault(word[0], []).append(word[1:])
        numerals = {head: tails for head, tails in heads.items() if head in _CLASSES["numeral"]}
        letters = {head: tails for head, tails in heads.items() if head.isascii()}
        others = {head: tails for head, tails in heads.items() if head not in numerals and head not in letters}
        rest: dict[str, list[CompiledRule]] = {}
        for rule in self._rules:
            if rule.others:
                rest.setdefault(rule.others, []).append(rule)
        runs = [self._marking(numerals)]
        for digits, members in itertools.groupby(self._rules, key=lambda rule: rule.first & set(_CLASSES)):
            if digits:
                runs.append(run(_CLASSES[min(digits)] if len(digits) == 1 else "", members))
        english = [
            f"[{head}{head.upper()}](?i:{any_of(tails).replace(_SPACE, _GAP)})(?![A-Za-z])"
            for head, tails in sorted(letters.items())
        ]
        for firsts, members in itertools.groupby(self._rules, key=lambda rule: rule.letters):
            if firsts:
                english.append(run(firsts, members))
        blocks = [
            f"(?=[0-9{_CLASSES['numeral']}]){_NUMBER}{_either(runs)}",
            f"(?=[A-Za-z])(?<![A-Za-z0-9]){_either(english)}",
        ]
        groups = [run(chars, members) for chars, members in rest.items()]
        chars = "".join(sorted(set("".join(rest))))
        shaped = f"(?=[{chars}]){_either(groups)}" if groups else ""
        blocks.append(f"(?![0-9A-Za-z{_CLASSES['numeral']}]){_either([self._marking(others), shaped])}")
        starts = "".join(sorted(set(chars) | set(others)))
        return f"(?=[0-9A-Za-z{_CLASSES['numeral']}{starts}])(?:{'|'.join(blocks)})", marked

    @staticmethod
    def _marking(heads: dict[str, list[str]]) -> str:
        return "|".join(head + any_of(tails) for head, tails in sorted(heads.items()))

    def _atoms(self, text: str) -> Iterator[Atom]:
        scan, marked = self._scan
        words = self._words
        for found in scan.finditer(text):
            mark = found.lastindex
            yield Atom(marked[mark - 1] if mark else words[fold(found.group())], found.start(), found.end())

    def _expressions(self, text: str) -> Iterator[TimeExpression]:
        """Join neighbouring atoms, and let the results take the edge letter that follows them."""
        now: TimeExpression | None = None
        lasting: TimeExpression | None = None
        low = high = 0
        for atom in self._atoms(text):
            rule = atom.rule
            if now is not None:
                if now.kind == "duration" and self._adds_months(now, atom):
                    now.end = now.core = atom.end
                    continue
                gap = text[now.end : atom.start] if atom.start - now.end <= self._longest else None
                how = None if gap is None else self._joint(now, low, high, rule, gap)
                if how == "aside":
                    now.end = atom.end + (gap == "(")  # the core ends before
                    continue
                if how is not None:
                    low, high = self._grow(now, atom, how, low, high)
                    continue
                yield now
            if now is not None and now.kind == "duration":
                lasting = now
            now = TimeExpression(text, atom, self._around)
            low, high = rule.low, rule.high
            if rule.op == "span" and (
                self._names_duration(text, atom.start, atom.end, lasting)
                or self._term.match(text, atom.end) is not None
            ):
                now.kind = "duration"
            elif rule.op in _EDGED:
                self._take_edge(now, 0)
        if now is not None:
            yield now

    def _joint(self, now: TimeExpression, low: int, high: int, rule: CompiledRule, gap: str) -> str | None:
        """Say how an atom goes into the expression before it, across ``gap``: join, range, ending, aside; or null."""
        last, text = now.atoms[-1].rule, now.text
        timed = last.unit == "clock" and len(now.atoms) > 1  # 5月8日18时至9日18时
        was = now.atoms[-2].rule if timed else last
        if rule.op == "weekday" and low == LEVELS["day"] and gap in ("", "(") and last.op != "weekday":
            return "aside"
        if (rule.op in ("span", "report") or rule.unit == "year") and gap in ("止", "止的", " 止"):
            return "aside"
        if gap in self._join and _joins(low, high, last, rule, gap, text[now.end - 1].isascii()):
            return "join" if now.edges[now.split > 0] is None or rule.unit == "clock" or gap.strip() else None
        if last.op == "span" and gap in self._ending and len(now.atoms) == 1 and rule.op in ("date", "month", "year"):
            return "ending"
        ranged = gap in self._range or (gap == " and " and self._around.lead(text, now.start)[0] == "between")
        told = rule.op == "announced" and text.startswith(_UP_TO, now.end)  # 今年截至目前
        ranged = ranged or (told and not gap and last.unit in ("year", "month"))
        if ranged and now.kind in _RANGED and rule.kind in _RANGED and "none" not in (rule.op, was.op):
            known = was.unit == "day" and was.op in _TOLD_FROM_TODAY  # 明日起至10月31日
            yearly = rule.op in ("year", "shift") and rule.unit == "year"
            return "range" if rule.high <= (high or LEVELS[was.unit]) or yearly or known else None
        return None

    def _grow(self, now: TimeExpression, atom: Atom, how: str, low: int, high: int) -> tuple[int, int]:
        """Put an atom into an expression; give the finest and the coarsest level of its open end."""
        rule = atom.rule
        if how != "join":
            now.split = len(now.atoms) if how == "range" else 0
            low, high = rule.low, rule.high
        else:
            low, high = (min(low, rule.low) if rule.low else low), max(high, rule.high)
        now.add(atom)
        if how != "join":
            now.kind = "range"
        if rule.op in _EDGED:
            self._take_edge(now, int(now.split > 0))
        return low, high

    def _take_edge(self, now: TimeExpression, end: int) -> None:
        """Let the near (0) or far (1) end take the edge letter behind it: 2021年末, “十四五”末."""
        found = self._edge.match(now.text, now.end)
        if found:
            now.edges[end] = "end" if found[1] else "start" if found[2] else "middle"
            now.end = now.core = found.end()

    @staticmethod
    def _adds_months(now: TimeExpression, atom: Atom) -> bool:
        """Say whether an atom is the months of a length of time, right behind its years: 3年6个月, 有期徒刑3年6月.

        So also in English: six years and four months.
        """
        rule, text = atom.rule, now.text
        if text[now.end : atom.start] == _AND:
            return rule.op == "span" and text.endswith(_YEARS, 0, now.end) and text.endswith(_MONTHS, 0, atom.end)
        if rule.op not in ("span", "month") or text[now.end - 1] != "年" or text[atom.end - 1] != "月":
            return False
        return text[now.end : atom.start] in ("", "又", "零")

    def _names_duration(self, text: str, start: int, end: int, was: TimeExpression | None) -> bool:
        """Say whether a metric whose value is a length of time stands right before ``start``, or ``was``, its value."""
        if was is not None:
            if start - was.end <= 4 and not _CLAUSE.search(text, was.end, start):
                return True
            if self._shapes["length-goes-on"].fullmatch(text, was.end, start) and _CLOSES.match(text, end):
                return True
        if self._metric.search(text, max(start - _REACH, 0), start) is not None or self._measures(text, start, end):
            return True
        return text.endswith(_SERVED, 0, start) and _JAILED.search(text, max(start - _TERM_REACH, 0), start) is not None

    def _measures(self, text: str, start: int, end: int) -> bool:
        """Say whether English words show that a length of time is of something: delays of two days, a 3-day limit."""
        before = self._shapes["english-span-before"].search(text, max(start - _REACH, 0), start)
        if before is None:
            one = self._shapes["english-span-nth"].search(text, max(start - _REACH, 0), start) is None
            return one and self._shapes["english-span-behind"].match(text, end) is not None
        return before["takes"] is None or text.startswith(" to ", end)


def _either(patterns: Iterable[str]) -> str:
    """Write the pattern of any of some, without those that are empty: no rule is behind them."""
    return f"(?:{'|'.join(filter(None, patterns)) or '(?!)'})"


def _joins(low: int, high: int, last: CompiledRule, rule: CompiledRule, gap: str, ascii_before: bool) -> bool:
    """Say whether an atom goes into the expression before it: something finer, or coarser in English."""
    op, was = rule.op, last.op
    if was in ("span", "past", "future", "streak") or rule.kind in ("window", "streak"):
        return False
    if rule.unit == "clock":
        return last.unit in ("day", "week") and gap in ("", " ")
    if was == "none":
        return False
    tight = gap in ("", "的")
    if op == "same":
        return tight and rule.value == 0 and last.unit == "year" and was != "edge"
    if op in ("report", "todate") or (op == "that" and rule.unit == "year" and was in ("year", "shift")):
        return gap in ("", " ") and last.unit == "year" and was in ("year", "shift")
    if op == "edge":
        return gap in ("", " ", "的") and last.unit == rule.unit and was != "edge" and rule.value == 0
    if was == "same":
        return op in ("year", "shift", "before") and gap in (" of ", " in ")
    if op in _PARTS and (tight or gap == " " or (gap in _OF_YEAR and was in ("year", "shift"))) and rule.high < low:
        return True
    if not ascii_before or tight or gap in _OF_YEAR or rule.high <= high or op not in _WHOLES:
        return False
    return op == "year" if gap == ", " else True
