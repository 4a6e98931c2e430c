"""The tokens that sentences are read as, and the terms of the rules that most of them come from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from numfacts.ruleset.kinds import (
    BasisRule,
    ChangeRule,
    ComparatorRule,
    CueRule,
    MetricRule,
    PlaceRule,
    Rule,
    SourceRule,
)

if TYPE_CHECKING:
    from numfacts.numbers.quantity import Quantity
    from numfacts.periods import TimeExpression

# The names that claim rules give the codes of tokens.
CODES = {
    "QUANTITY": "Q", "METRIC": "M", "CHANGE": "V", "NOUN": "N", "MOVED_TO": "T", "LEVEL": "L", "TO": "t", "FROM": "f",
    "BASIS": "B", "FORECAST": "X", "PERIOD": "P", "PLACE": "S", "PRONOUN": "O", "CITE": "A", "REPORT": "R",
    "JOIN": "j", "RATIO": "r", "EACH": "e", "BY": "b", "STOP": "s", "BREAK": ",", "COLON": ":", "OPEN": "(",
    "CLOSE": ")", "WORDS": "w", "VERB": "v", "SOURCE": "C", "COMPARATOR": "k", "RELATION": "H",
}  # fmt: skip
NAMES = {code: name for name, code in CODES.items()}
CHANGE_ROLES = {"verb": "V", "noun": "N", "to": "T"}
CUES = {
    "level": "L", "to": "t", "from": "f", "forecast": "X", "pronoun": "O", "cite": "A", "report": "R", "join": "j",
    "ratio": "r", "each": "e", "by": "b", "stop": "s", "actual": "", "particle": "i", "relation": "H",
}  # fmt: skip
KINDS = {MetricRule: "M", BasisRule: "B", PlaceRule: "S", ComparatorRule: "k"}
NUMERAL = re.compile(r"[0-9零〇一二两三四五六七八九十百千万亿半]")


class Term(msgspec.Struct, frozen=True, gc=False):
    """One word of a rule.

    ``code`` is that of its tokens, empty where it only shields what it covers; ``numeric`` says that a numeral in it
    is none of its own.
    """

    text: str
    source: str
    rule: Rule
    code: str
    numeric: bool


class Noun(msgspec.Struct, frozen=True, gc=False):
    """What is known of a noun phrase: ``introduced`` where it is a name the document introduces as one."""

    introduced: bool


PROPER = Noun(introduced=False)  # its words look like a name rather than a kind of thing
INTRODUCED = Noun(introduced=True)
KNOWN = Noun(introduced=False)  # a name of the rules, where it is no part of other words


class Token(msgspec.Struct, frozen=True, gc=False):
    """One mention, quantity, mark or run of words; offsets are code points of the normalized text, half-open.

    ``tag`` is the part of speech of the last word of a noun phrase.
    """

    code: str
    start: int
    end: int
    item: Term | TimeExpression | Quantity | Noun | None
    tag: str = ""


def term_of(text: str, source: str, rule: Rule) -> Term:
    """Make the term of one word of a rule."""
    numeric = not isinstance(rule, ComparatorRule) and NUMERAL.search(text) is not None
    return Term(text, source, rule, _code(rule), numeric)


def _code(rule: Rule) -> str:
    if isinstance(rule, ChangeRule):
        return CHANGE_ROLES[rule.role]
    if isinstance(rule, CueRule):
        return CUES[rule.cue]
    if isinstance(rule, SourceRule):
        return "C" if rule.role != "suffix" else ""
    return KINDS.get(type(rule), "")


def rule_of(token: Token) -> Rule | None:
    """Give the rule of a token that is a term, or null."""
    return token.item.rule if isinstance(token.item, Term) else None
