"""What the words around a time expression make of it: whether it lies ahead, and how it is meant.

Offsets are code points of the normalized text, half-open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.periods.beaten import BEATEN, THAN_EXPECTED
from numfacts.periods.expressions import LEVELS, fold
from numfacts.programs import later
from numfacts.vocabulary.patterns import any_of

if TYPE_CHECKING:
    from numfacts.periods.expressions import Role, TimeExpression
    from numfacts.ruleset.kinds import PeriodsFile

_JOINED = later(  # 比上月和上年同期, 符合预期及上月, 比高峰期的2021年
    "(?<![同环占对])[比较](?=[上去前同0-9])[^，。；;,和及与、]{1,8}[和及与、]$|符合[^，。；;,0-9]{2,8}[和及与]$"
    "|(?<![同环占对相])比(?![例率重值分如较])[^，。；;,0-9、]{2,14}的$"
    "|[比较](?:重组|调整|追溯|重[述列]|合并|剔除|扣除|模拟|备考|经)[^，。；;,0-9、]{0,10}[后前]的?$"
)
_BESIDE = later(  # 低过市场预期和9月的0.2%
    "(?:[低高逊优胜差强弱多少快慢]于|[好差高低多少胜快慢]过|超过?|不及)[^，。；;,]{0,12}"
    "(?:预[期测计料估])[^，。；;,]{0,12}(?:[和及与、]|以及)$"
)
_LISTED_TIME = "[0-9年月去前上同期季度半第一二三四农历日初末底]{2,14}"
_COMPARED = later(  # 较2019年、2022年及2023年分别增长; 与去年7月、6月相比
    f"(?:(?P<with>[与和同跟])|[比较]|相[比较]|对比)(?:{_LISTED_TIME}(?:[、和及与]|以及)){{1,4}}$"
)
_COMPARED_WITH = later(
    f"(?:(?:[、和及与]|以及){_LISTED_TIME}){{0,4}}[^，。；;,0-9]{{0,6}}?"
    "(?:相比|比较|相较|(?<!形成)(?<!鲜明)(?<!强烈)对比|(?<=[期月年季日周初末底平])比(?![例率重值分如特赛较]))"
)
_EVER_SINCE = later("(?:起|开始)[，,]?(?:[便就]|以来)?(?:一直|一路|持续|始终|连续|不断|长期)")  # behind a time
_LEAD_REACH = 28
_NO_PART = "(?<![资材原饲燃涂肥颜塑饮布面染史])(?:(?<![a-z])|(?![a-z]))"  # no end of a word: 材料, unexpected
_WHOLE = "(?:(?<![a-z])|(?![a-z]))"  # behind a word that is not only the beginning of another: plan, not plane
_THAN_REACH = 14
_AHEAD, _AHEAD_ENGLISH = 12, 40
_THERE = "当地"  # before the name of a day: as it is where something happens
_OR_SOONER = later("或[之以][前后]")  # behind a time by which something is to be so
_NUMBER_WORD = "one|two|three|four|five|six|seven|eight|nine|ten"
_QUANTITY = later(
    f"(?:[0-9]| (?:{_NUMBER_WORD}))(?: ?%| ?(?:percent|per cent|percentage points|points|basis points|pc"
    "|thousand|million|billion|trillion))? $"
    "| (?:half|quarter|month|year|January|February|March|April|May|June|July|August|September|October|"
    "November|December) $"
)
_OWN = later("'s ")  # behind a day that something is of, and that nothing starts from: from Monday's close
_PUBLISHED = later("[终初]值|前值|修正值")
_FIGURE = later("[^，。；,;]{0,24}?[0-9一二三四五六七八九十百千万亿]")
_NOT_THIS = "(?![年天日季月晚早])"  # 至今, and not 至 + 今年
_BREAK = later("[，。；,;0-9]")
_STOP = later("[。；;:!?\n]")
_PHRASE = 24  # characters of such a phrase before these
_AHEAD_CLAUSE = 120  # characters before an English time in which its own clause may say that it lies ahead
_CLAUSE = later(
    r"[,;:.!?]\s|[-–—] | (?:after|since|following|before|from(?! [A-Z]{0,3}[$£€]?[0-9])|because|that|which|who|but|as) "
)
_ON = later("(?:percent|per cent|percentage points?|%|increase|rise|drop|fall|decline|gain|jump|up|down) on (?:the )?$")
_WILL = later(
    "(?<![a-z])(?:will|(?:is|are) to"
    "|(?<!was )(?<!were )(?<!been )(?<!than )(?:set|due|slated|scheduled|going|expected|likely|about) to) "
)
_IN_FORCE = later(
    "(?<![a-z])(?:takes? effect|(?:comes?|goes?|go|enters?) into (?:effect|force)|kicks? in|goes? on sale)"
    "(?: (?:at|on|from|starting|early|late|in|just|after|midnight|noon|the|first|minute|of)){0,6} $"
)  # what is told of as if it were now has yet to come
_TO_BE = later(
    "(?<![董事理监议协学商工公委员大年集机金社教总盟展])会(?:[在于]|最快)$"
)  # right before a month: 央行会在7月加息
_WILL_BE = later(
    "(?:份|中旬|下旬|上旬|底)?(?:或|就)?(?:将(?:会|首|再|加|减|增|推|举|开|迎|有|达)|料|可望|有望)"
)  # and behind it
_WAS_EXPECTED = later("(?<![a-z])had (?:expected|forecast|planned|scheduled|been (?:expected|forecast|due))(?![a-z])")
_SENTENCE = later(r"\n|[.!?][”\"]? (?=[A-Z]|$)")
_THE = later(r" (?:the|a|an)$")
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

    def __init__(self, rules: PeriodsFile) -> None:
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
        self._future = later(_NO_PART + any_of(rules.future) + _WHOLE)
        self.name = later(rules.names)

    def _words_of(self, role: str) -> list[str]:
        return [word for word, of in self._tails.items() if of == role]

    def _is_since(self, text: str, end: int) -> bool:
        """Say whether something has been so from a time on that ends at an offset: 去年4月起实施至今, 2月起一直."""
        return self._since.match(text, end) is not None or _EVER_SINCE.match(text, end) is not None

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
        if _PUBLISHED.match(text, expression.end):
            return False  # 预期升5%，6月终值升4%
        started = expression.tail == "start" and not self._is_since(text, expression.end)
        if started and expression.atoms[0].rule.op == "weekday":
            led = start - len(_THERE) if text.endswith(_THERE, 0, start) else start
            started = text.startswith("起", expression.end) and self.lead(text, led)[0] not in ("from", "since")
        started = started or _OR_SOONER.match(text, expression.end) is not None
        reach = _AHEAD_ENGLISH if expression.english else _AHEAD
        stop, beaten = (_SENTENCE, THAN_EXPECTED) if expression.english else (_STOP, BEATEN)
        before = beaten.sub("", stop.split(text[max(start - reach - _PHRASE, 0) : start])[-1])[-reach:]
        was = expression.english and _WAS_EXPECTED.search(text, max(start - _TOLD_REACH, 0), start)
        if started or (self._future.search(fold(before)) and not was):
            return True
        if not expression.english:
            return _TO_BE.search(before) is not None or _WILL_BE.match(text, expression.end) is not None
        if text.endswith(("next ", "coming ", "has until ", "have until "), 0, start):
            return True
        role, first = self.lead(text, start)
        reach = max(start - _AHEAD_CLAUSE, 0)
        clause = _CLAUSE.split(text[reach : first if role == "from" else start])[-1]
        if _WILL.search(clause) or _IN_FORCE.search(text, reach, start):
            return True  # will hand over the bodies of four miners on Friday, will add 12 flights a week from July
        dayed = min(atom.rule.low for atom in expression.atoms) == LEVELS["day"]
        begins = text.endswith(("starting ", "effective "), 0, start)
        begins = begins or (role == "from" and _OWN.match(text, expression.end) is None)
        return dayed and (begins or text.startswith(" will ", expression.end))

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
        if _JOINED.search(text, max(start - _LEAD_REACH, 0), start):
            return "than"
        if _BESIDE.search(text, max(start - _LEAD_REACH, 0), start):
            return "beside"
        listed = _COMPARED.search(text, max(start - 3 * _LEAD_REACH // 2, 0), start)
        if listed and (listed["with"] is None or _COMPARED_WITH.match(text, end)):
            return "than"
        tail = expression.tail
        anaphor = expression.kind == "anaphor" and any(atom.rule.basis for atom in expression.atoms)
        if lead == "with":
            if _COMPARED_WITH.match(text, end):
                return "than"
            found = self._than.search(text, end, end + _THAN_REACH)
            return "than" if found and not _BREAK.search(text, end, found.start()) else None
        if lead == "against":
            same = any(atom.rule.op == "same" for atom in expression.atoms)  # over the same period in 2024
            longer = min(atom.rule.low for atom in expression.atoms) >= LEVELS["month"]
            on = longer and _ON.search(text, max(start - _LEAD_REACH, 0), start)  # up 12 percent on last year
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
