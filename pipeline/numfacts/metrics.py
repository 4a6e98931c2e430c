"""Linking a quantity with what it measures."""

from __future__ import annotations

import re

from numfacts.lexicon import Term
from numfacts.mentions import Token
from numfacts.quantities import Quantity
from numfacts.reading import Reading
from numfacts.records import Mention
from numfacts.ruleset.kinds import ChangeRule, CueRule, MetricRule

CHANGE_CLASSES = {"ratio", "times", "point", "pip"}  # a move of anything can come in these
HAN = re.compile(r"[\u4e00-\u9fff]")
NOUN_END = re.compile(r"[的了在为与和及对从将把被向于是有也都而并且则就着由以等，,。；;：:（）()、！？“”\"]|并|已|均|至今|超过|同比|环比")
ENGLISH_NOUN = re.compile(r"\s*-?((?:[A-Za-z][A-Za-z'&-]*\s?){1,5})")
ENGLISH_STOP = re.compile(
    r"\b(?:of|in|on|at|for|to|from|by|with|who|that|which|have|has|had|were|was|are|is|will|would|as|and|or|but|after|"
    r"since|while|when|under|over|into|than|per|during|between|against|across|resigned|died|could|may|can|a|an|the|"
    r"being|been|it|they|worth|including|involving|amid|around|about|said|he|she|last|this|next|compared|on|down|up)\b"
)  # fmt: skip


def metric_rule(token: Token) -> MetricRule | None:
    """Give the metric rule of a token, or null."""
    rule = token.item.rule if isinstance(token.item, Term) else None
    return rule if isinstance(rule, MetricRule) else None


def takes(rule: MetricRule, quantity: Quantity, change: bool) -> bool:
    """Say whether values of a metric come in the quantity's unit; a change of it also comes as a share."""
    kind = "price" if quantity.kind == "money" and quantity.per else quantity.kind
    if kind in rule.takes or quantity.kind in rule.takes:
        return True
    if kind == "price" and "money" in rule.takes:
        return True
    return change and kind in CHANGE_CLASSES


class MetricLinker:
    """Finds the metric of a quantity among the tokens of its sentence."""

    def link(self, reading: Reading, index: int, quantity: Quantity, change: bool) -> tuple[Mention, Token | None] | None:
        """Give the metric near the quantity at ``index`` and its token, or null where the sentence names none."""
        left = self.left(reading, index, quantity, change)
        counted = quantity.kind in ("count", "person", "bare")
        if left is not None and (not counted or self._adjacent(reading, left, index)):
            return self._mention(reading, left), reading.tokens[left]
        right = self.right(reading, index, quantity) if not change else None
        if right is not None:
            return right
        if left is not None:
            return self._mention(reading, left), reading.tokens[left]
        return None

    def left(self, reading: Reading, index: int, quantity: Quantity, change: bool) -> int | None:
        """Give the index of the nearest fitting metric before the quantity in its clause."""
        for position in range(index - 1, reading.clause_start(index) - 1, -1):
            token = reading.tokens[position]
            rule = metric_rule(token)
            if rule is not None and takes(rule, quantity, change):
                return position
        return None

    def _adjacent(self, reading: Reading, metric: int, index: int) -> bool:
        return not set(reading.codes[metric + 1 : index]) - set("LTtVNXBPek(")

    def _mention(self, reading: Reading, position: int) -> Mention:
        tokens = reading.tokens
        token = tokens[position]
        rule = metric_rule(token)
        assert rule is not None
        start = token.start
        while position and tokens[position - 1].end == start and (tokens[position - 1].code == "M" or rule.head):
            before = tokens[position - 1]
            if before.code not in "Mw":
                break
            start = before.start if before.code == "M" else tail_of(reading.text, before.start, before.end)
            if start == before.end or before.code == "w":
                break
            position -= 1
        return Mention(reading.text[start : token.end], start, token.end, rule.metric)

    def right(self, reading: Reading, index: int, quantity: Quantity) -> tuple[Mention, Token | None] | None:
        """Read the noun after the quantity: the metric it names (85%的收入), or what it counts (9家公司)."""
        tokens, text = reading.tokens, reading.text
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if after is None:
            return None
        rule = metric_rule(after)
        if rule is not None and after.start - quantity.right <= 3:
            if takes(rule, quantity, False) or quantity.kind in ("money", "count", "person", "bare"):
                name = rule.metric
                return Mention(text[after.start : after.end], after.start, after.end, self._counted(rule, name)), after
            if quantity.kind == "ratio" and rule.ratio:
                return Mention(text[after.start : after.end], after.start, after.end, rule.ratio), after
        if quantity.kind in ("count", "person", "bare"):
            return self._noun(reading, index, quantity)
        return None

    def _counted(self, rule: MetricRule, name: str | None) -> str | None:
        return name

    def _noun(self, reading: Reading, index: int, quantity: Quantity) -> tuple[Mention, Token | None] | None:
        text = reading.text
        begin = quantity.right
        if begin < reading.end and text[begin : begin + 1] == "的":
            begin += 1
        while begin < reading.end and text[begin] == " ":
            begin += 1
        if begin >= reading.end:
            return None
        if HAN.match(text[begin]) or not text[begin].isascii():
            stop = self._han_noun_end(reading, index, begin)
            if stop - begin < 1:
                return None
            return Mention(text[begin:stop], begin, stop, None), None
        match = ENGLISH_NOUN.match(text, begin, reading.end)
        if match is None:
            return None
        words = match[1]
        cut = ENGLISH_STOP.search(words)
        if cut is not None:
            words = words[: cut.start()]
        words = words.strip()
        if not words:
            return None
        start = match.start(1)
        return Mention(text[start : start + len(words)], start, start + len(words), None), None

    def _han_noun_end(self, reading: Reading, index: int, begin: int) -> int:
        stop = begin
        for token in reading.tokens[index + 1 :]:
            if token.start > stop:
                break
            if token.code in "wMSC" or token.code == "V" and token.end - token.start == 1 and stop > begin:
                stop = token.end
            else:
                break
        match = NOUN_END.search(reading.text, begin, stop)
        if match is not None:
            stop = match.start()
        return min(stop, begin + 14)


def tail_of(text: str, start: int, end: int) -> int:
    """Give where the noun that ends a run of words begins: after the last function word, 12 characters at most."""
    begin = max(start, end - 12)
    for position in range(end - 1, begin - 1, -1):
        if NOUN_END.match(text, position):
            return position + 1
    return begin


def rule_of(token: Token) -> ChangeRule | CueRule | None:
    """Give the change or cue rule of a token, or null."""
    rule = token.item.rule if isinstance(token.item, Term) else None
    return rule if isinstance(rule, ChangeRule | CueRule) else None
