"""What the words around a time expression make of it: whether it lies ahead, and how it is meant.

Offsets are code points of the normalized text, half-open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.periods.expressions import LEVELS, fold
from numfacts.programs import later
from numfacts.vocabulary.patterns import any_of

if TYPE_CHECKING:
    from numfacts.periods.expressions import Role, TimeExpression
    from numfacts.ruleset.kinds import PeriodsFile
    from numfacts.vocabulary.shapes import Shapes

_LEAD_REACH = 28
_WHOLE = "(?:(?<![a-z])|(?![a-z]))"  # behind a word that is not only the beginning of another: plan, not plane
_THAN_REACH = 14
_AHEAD, _AHEAD_ENGLISH = 12, 40
_OVER = ("over the ", "Over the ")  # before a period in which something was so, where no other year is named
_THERE = "当地"  # before the name of a day: as it is where something happens
_NUMBER_WORD = "one|two|three|four|five|six|seven|eight|nine|ten"
_QUANTITY = later(
    f"(?:[0-9]| (?:{_NUMBER_WORD}))(?: ?%| ?(?:percent|per cent|percentage points|points|basis points|pc"
    "|thousand|million|billion|trillion))? $"
    "| (?:half|quarter|month|year|January|February|March|April|May|June|July|August|September|October|"
    "November|December) $"
)
_OWN = later("'s ")  # behind a day that something is of, and that nothing starts from: from Monday's close
_BASE = later("的?[约近正负]{0,2}[0-9]")
_FIGURE = later("[^，。；,;]{0,24}?[0-9一二三四五六七八九十百千万亿]")
_NOT_THIS = "(?![年天日季月晚早])"  # 至今, and not 至 + 今年
_BREAK = later("[，。；,;0-9]")
_STOP = later("[。；;:!?\n]")
_PHRASE = 24  # characters of such a phrase before these
_AHEAD_CLAUSE = 120  # characters before an English time in which its own clause may say that it lies ahead
_CLAUSE = later(
    r"[,;:.!?][”\"]?\s|[-–—] "
    r"| (?:after|since|following|based on|before|from(?! [A-Z]{0,3}[$£€]?[0-9])|because|that|which|who|but|as) "
)
_ON = later(
    "(?:percent|per cent|percentage points?|%|increase|rise|drop|fall|decline|gain|growth|improvement|jump|up|down)"
    " (?:(?P<on>on (?:the )?)|over )$"
)
_WILL = later(
    "(?<![a-z])(?:(?:will|can|could|may|might|must|should|would)(?! have)|(?:is|are) to"
    "|(?:plan|want|aim|intend|seek|hop|prepar|promis|pledg|agree|vow)(?:e?[sd]|ing|e)? to"
    "|(?<!was )(?<!were )(?<!been )(?<!than )(?:set|due|slated|scheduled|going|expected|likely|about) to) "
)
_IN_FORCE = later(
    "(?<![a-z])(?:takes? effect|(?:comes?|goes?|go|enters?) into (?:effect|force)|kicks? in|goes? on sale)"
    "(?: (?:at|on|from|starting|early|late|in|just|after|midnight|noon|the|first|minute|of)){0,6} $"
)  # what is told of as if it were now has yet to come
_WAS_EXPECTED = later("(?<![a-z])had (?:expected|forecast|planned|scheduled|been (?:expected|forecast|due))(?![a-z])")
_WAS_ON = (" was on ", " were on ")  # before the day of what befell someone: was on Friday jailed
_SENTENCE = later(r"\n|[.!?][”\"]? (?=[A-Z]|$)")
_THE = later(r" (?:the|a|an|last)$")
_TOLD_REACH = 60
_TOLD_BEFORE = later("(?:reported|posted|earned|booked|recorded|compare[sd] with) (?:[^.;\\n]|[.][0-9]){0,50}$")
_TOLD_BEHIND = later(
    "[ -](?:[a-z][a-z-]* ){1,5}(?:rose|fell|grew|climbed|jumped|surged|soared|dropped|declined|slipped|slid|shrank|"
    "plunged|tumbled|beat|topped|missed|"
    "(?:was|were)(?! (?:expected|forecast|seen|likely|due))|came|doubled|tripled|increased|decreased|edged|swung|"
    "narrowed|widened|improved)(?![a-z])"
)


class Surroundings:
    """The words before and after expressions, compiled."""

    def __init__(self, rules: PeriodsFile, shapes: Shapes) -> None:
        self.shapes = shapes
        self._leads = {fold(word): role for role, words in rules.leads.items() for word in words}
        self._lead = later(any_of(word[::-1] for word in self._leads))
        self._tails = {word: role for role, words in rules.tails.items() for word in words}
        self._tail = later("[”」]?(" + any_of(self._tails) + ")" + _NOT_THIS)
        self._than = later(any_of(word for word, role in self._tails.items() if role == "than"))
        self._since = later(r"[^，。；;,]{0,10}?(?:" + any_of(self._words_of("since")) + ")" + _NOT_THIS)
        self._start = later(
            r"[^，。；;,]{0,10}?(?:\([^()]{1,20}\))?(?:"
            + any_of(self._words_of("start") + self._words_of("view"))
            + ")"
        )
        self._future = later("(?:(?<![a-z])|(?![a-z]))" + any_of(rules.future) + _WHOLE)  # no end of a word: unexpected
        self.name = later(rules.names)

    def _words_of(self, role: str) -> list[str]:
        return [word for word, of in self._tails.items() if of == role]

    def _is_since(self, text: str, end: int) -> bool:
        """Say whether something has been so from a time on that ends at an offset: 去年4月起实施至今."""
        return self._since.match(text, end) is not None or self.shapes["so-far-from"].match(text, end) is not None

    def _is_base(self, expression: TimeExpression) -> bool:
        """Say whether the value of a time is what something is foreseen to move from: 由10月的52跌至51."""
        led = self.lead(expression.text, expression.start)[0] == "from"
        return led and _BASE.match(expression.text, expression.end) is not None

    def lead(self, text: str, start: int) -> tuple[str | None, int]:
        """Give the role of the words that end at ``start``, and where they begin."""
        before = fold(text[max(start - _LEAD_REACH, 0) : start]).rstrip(' “"')
        article = _THE.search(before)
        if article:
            before = before[: article.start()]
        found = self._lead.match(before[::-1])
        if found is None:
            return None, start
        first = len(before) - found.end()
        word = before[first:]
        if word[0].isascii() and first and before[first - 1].isalpha() and before[first - 1].isascii():
            return None, start
        return self._leads[word], max(start - _LEAD_REACH, 0) + first

    def tail(self, expression: TimeExpression) -> str | None:
        """Give the role of the words right after an expression."""
        found = self._tail.match(expression.text, expression.end)
        return self._tails[found[1]] if found else None

    def ahead(self, expression: TimeExpression) -> bool:
        """Say whether a word of the future stands shortly before an expression, or it is what something starts from."""
        text, start = expression.text, expression.start
        started = expression.tail == "start" and not self._is_since(text, expression.end)
        if started and expression.atoms[0].rule.op == "weekday":
            led = start - len(_THERE) if text.endswith(_THERE, 0, start) else start
            started = text.startswith("起", expression.end) and self.lead(text, led)[0] not in ("from", "since")
        reach = _AHEAD_ENGLISH if expression.english else _AHEAD
        stop, beaten = (_SENTENCE, "than-expected") if expression.english else (_STOP, "met-or-missed")
        before = self.shapes[beaten].sub("", stop.split(text[max(start - reach - _PHRASE, 0) : start])[-1])[-reach:]
        if not expression.english and (self._is_since(text, expression.end) or self._is_base(expression)):
            return False  # 计划自3月推出至今, 预期由10月的52跌至51
        was = text.endswith(_WAS_ON, 0, start) or (
            expression.english and _WAS_EXPECTED.search(text, max(start - _TOLD_REACH, 0), start) is not None
        )
        if started or (self._foresees(fold(before)) and not was):
            return True
        if not expression.english:
            to_be = self.shapes["to-be-then"].search(before) or expression.followed_by("will-be-then")
            return to_be is not None
        if text.endswith(("next ", "coming ", "has until ", "have until "), 0, start):
            return True
        role, first = self.lead(text, start)
        reach = max(start - _AHEAD_CLAUSE, 0)
        clause = _CLAUSE.split(text[reach : first if role == "from" else start])[-1]
        if _WILL.search(clause) or _IN_FORCE.search(text, reach, start):
            return True  # will hand over the bodies of four miners on Friday, will add 12 flights a week from July
        dayed = min(atom.rule.low for atom in expression.atoms) == LEVELS["day"]
        begins = text.endswith(("starting ", "starting on ", "effective "), 0, start)
        begins = begins or (role == "from" and _OWN.match(text, expression.end) is None)
        return dayed and (begins or text.startswith(" will ", expression.end))

    def _foresees(self, before: str) -> bool:
        """Say whether a word of the future is in what stands before a time, and is no end of another: 材料."""
        other = self.shapes["no-future"]
        return any(
            other.search(before, max(found.start() - 2, 0), found.end()) is None
            for found in self._future.finditer(before)
        )

    def told(self, expression: TimeExpression) -> bool:
        """Say whether an English part of a year, or a whole one, is what results are told of: full-year profit rose."""
        rule = expression.atoms[0].rule
        whole = expression.text.startswith(("full", "Full"), expression.start)
        parts = rule.op in ("half", "quarter", "month") and rule.low >= LEVELS["month"]
        parted = len(expression.atoms) > 1 or not (parts or whole)
        if parted or not expression.english or expression.future:
            return False
        if _TOLD_BEHIND.match(expression.text, expression.end) is not None:
            return True
        reach = max(expression.start - _TOLD_REACH, 0)
        return _TOLD_BEFORE.search(expression.text, reach, expression.start) is not None

    def role(self, expression: TimeExpression) -> Role | None:
        """Say how the words around an expression mean it."""
        text, start, end = expression.text, expression.start, expression.end
        lead, first = self.lead(text, start)
        if expression.led_by("joined-comparison", _LEAD_REACH):
            return "than"
        if expression.led_by("beside-forecast", _LEAD_REACH):
            return "beside"
        listed = expression.led_by("compared-list", 3 * _LEAD_REACH // 2)
        if listed and (listed["with"] is None or expression.followed_by("compared-behind")):
            return "than"
        tail = expression.tail
        anaphor = expression.kind == "anaphor" and any(atom.rule.basis for atom in expression.atoms)
        if lead == "with":
            if expression.followed_by("compared-behind"):
                return "than"
            found = self._than.search(text, end, end + _THAN_REACH)
            return "than" if found and not _BREAK.search(text, end, found.start()) else None
        if lead == "against":
            then = len(expression.atoms) == 1 and not expression.atoms[0].rule.value
            same = any(atom.rule.op == "same" for atom in expression.atoms)  # over the same period in 2024
            same = same and not (then and text.endswith(_OVER, 0, start))
            longer = min(atom.rule.low for atom in expression.atoms) >= LEVELS["month"]
            moved = _ON.search(text, max(start - _LEAD_REACH, 0), start)  # up 12 percent on last year, over 2017
            dated = text.startswith(("last ", "19", "20"), start) or _OWN.match(text, end)  # over December's pace
            on = longer and moved is not None and (moved["on"] or dated)
            return "than" if anaphor or same or on else None
        if lead in ("from", "since"):
            return None if expression.split else self._from(expression, lead, tail, first, anaphor)
        if tail == "since" or (tail == "start" and self._is_since(text, end)):
            return "since"  # 去年4月起实施至今
        return lead if lead != "other" else None  # type: ignore[return-value]

    def _from(self, expression: TimeExpression, lead: str, tail: str | None, first: int, anaphor: bool) -> Role | None:
        """Say whether what 从, 自 or from leads to is where a change or a time starts."""
        text, end = expression.text, expression.end
        if tail == "since" or self._is_since(text, end):
            return "since"
        if tail in ("start", "view") or self._start.match(text, end):
            return None
        if tail == "record":
            return "from"
        ends = any(mark in text[expression.start : end] for mark in "至到")  # 自1月1日至4月18日: no longer than that
        if lead == "since" or (ends and not text.startswith("的", end)):
            return None if ends else "since"
        if text[first].isascii():
            coarse = min(atom.rule.low for atom in expression.atoms) >= LEVELS["month"]
            dated = len(expression.atoms) > 1  # from the same months of 2024
            same = dated and any(atom.rule.op == "same" for atom in expression.atoms)
            return "from" if anaphor or same or (coarse and _QUANTITY.search(text, max(first - 24, 0), first)) else None
        return "from" if anaphor or _FIGURE.match(text, end) else None
