"""The table of checks: what each looks for, why that matters, and what to write instead."""

from __future__ import annotations

from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]


class Check(NamedTuple):
    """One check: its stable id, why what it finds is wrong, and what to write instead.

    An ``error`` means that the rules do not do what they say; a ``warning`` is worth a look. ``fixable`` says that
    the mending is mechanical; ``loading`` that loading refuses the file: such a finding is never passed over.
    """

    id: str
    severity: Severity
    reason: str
    hint: str
    fixable: bool = False
    loading: bool = False


def _loading(id: str, reason: str, hint: str, *, fixable: bool = False) -> Check:
    return Check(id, "error", reason, hint, fixable, True)


CHECKS: dict[str, Check] = {
    check.id: check
    for check in (
        # What loading refuses; a hint that a message brings itself comes first.
        _loading("file", "the file or directory cannot be used", "see the README on rule files and their names"),
        _loading("yaml", "the file is not the strict YAML that all readers understand alike", "quote the text"),
        _loading("duplicate-key", "a mapping has a key twice", "remove one of them"),
        _loading("unknown-key", "no rule of this kind has such a key", "write one of the known keys"),
        _loading("missing-key", "a key that every such entry needs is missing", "add it"),
        _loading("wrong-value", "a value is not of the type, or none of those, that are allowed", "write one that is"),
        _loading("bad-id", "an id is malformed or taken", "write lower-case letters and digits, joined by - or _"),
        _loading("repeated-entry", "a list has an entry twice", "remove one of them", fixable=True),
        _loading("empty", "there is nothing where something is needed", "write it, or remove the place for it"),
        _loading(
            "bad-pattern",
            "a pattern is no regular expression",
            "mend it: close what is open, and write a backslash before ( ) [ ] { } * + ? that are meant as they are",
        ),
        _loading("unknown-part", "a pattern names a part that is nowhere defined", "define it below 'parts'"),
        _loading("missing-cases", "a rule file has no cases beside it", "write them"),
        _loading("bad-case", "a case says what cannot be", "quote the text as it stands there, in its order"),
        # Words
        Check(
            "duplicate-term",
            "error",
            "a word stands twice in rules of one kind: only the first counts",
            "remove it here",
        ),
        Check(
            "shadowed-term",
            "error",
            "a word of an earlier kind, or a shorter trigger, always comes first: this one never takes effect",
            "remove it here, or there",
        ),
        Check(
            "traditional-form",
            "error",
            "rules see text in Simplified script and one spelling: a Traditional form or variant never matches",
            "write the Simplified form",
            fixable=True,
        ),
        Check(
            "wide-form",
            "error",
            "rules see text of plain width: a full-width form or look-alike never matches",
            "write the plain form",
            fixable=True,
        ),
        Check(
            "upper-case",
            "error",
            "these words are compared with text in lower case: one with capitals never matches",
            "write it in lower case",
            fixable=True,
        ),
        Check(
            "unsorted",
            "warning",
            "a list that is sorted but for a few entries: what is out of order is not found where it is looked for",
            "move it to its place, by code points",
            fixable=True,
        ),
        # References
        Check("unknown-reference", "error", "a name that nothing defines", "write one that is defined"),
        Check("unused-part", "warning", "no pattern uses the part", "remove it"),
        Check(
            "contradicting-units",
            "error",
            "what is said of the units of a metric or unit contradicts itself",
            "let all rules of one id agree",
        ),
        Check("bad-number", "error", "a factor is no decimal number above zero", "write digits: '0.01'"),
        # Patterns
        Check("duplicate-pattern", "error", "a rule before it has the same pattern and counts first", "remove it"),
        Check("shadowed-pattern", "error", "what stands before it always takes effect first", "remove it"),
        Check(
            "repeated-alternative",
            "error",
            "an alternative, or a character of a set, stands twice",
            "remove one of them",
            fixable=True,
        ),
        Check(
            "empty-alternative",
            "error",
            "an alternative matches nothing at all, mostly because of a | too many",
            "remove the |, or write (?:...)? where nothing is meant",
        ),
        Check(
            "empty-match",
            "error",
            "the pattern matches no text at all, and so everywhere",
            "make something in it obligatory",
        ),
        Check(
            "boundary-escape",
            "error",
            r"\b is no boundary between a Chinese character and a letter or digit",
            "write (?<![A-Za-z0-9]) before the word and (?![A-Za-z0-9]) behind it",
        ),
        Check(
            "digit-escape",
            "error",
            r"\d matches digits of any script, and no Chinese numeral",
            "write [0-9], or [0-9一二三四五六七八九十] where Chinese numerals are meant too",
            fixable=True,
        ),
        Check(
            "word-escape",
            "error",
            r"\w matches Chinese characters, so it runs on into the text behind a word",
            "write [A-Za-z0-9_]",
            fixable=True,
        ),
        Check(
            "catastrophic-pattern",
            "error",
            "the pattern can match a text in a number of ways that doubles with every few characters",
            "let each repetition begin with something that cannot be part of the one before, or write *+ and ++",
        ),
        Check(
            "overlapping-repeats",
            "warning",
            "two unbounded repetitions in a row can share their characters out in many ways",
            "make them one, or bound them: {0,40}",
        ),
        Check(
            "slow-pattern",
            "warning",
            "the measured time grows out of proportion to the text",
            "bound what repeats ({0,40}), or let the pattern begin with something rare",
        ),
        # Cases
        Check("uncased-rule", "error", "no case shows the rule at work", "add a case that fails without the rule"),
    )
}
