"""How the linter reads regular expressions: as they are written, as automata, and against the clock."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numfacts.authoring.linting.ambiguity import ambiguities
from numfacts.authoring.linting.linter import slow_findings
from numfacts.authoring.linting.patterns import dead_characters
from numfacts.authoring.linting.sheets import Pattern, Sheet
from numfacts.authoring.linting.syntax import alternations, ranges, sets, tokens
from numfacts.authoring.linting.timing import Prober, Timing, attacks
from numfacts.ruleset import overlay

# Expressions made of what rule files use, well formed by construction.
ATOMS = st.sampled_from(
    ["a", "甲", "[0-9]", "[^，。]", r"\.", r"\u4e00", "(?<![a-z])", "(?=甲)", "[]a-]", "[^]]", "(?i:b)"]
)
REPEATS = st.sampled_from(["", "?", "*", "+", "{2}", "{0,40}", "+?"])
LOOKS = ("(?<", "(?=")


def repeated(atom: str, repeat: str) -> str:
    return atom if atom.startswith(LOOKS) else atom + repeat


EXPRESSIONS = st.recursive(
    st.builds(repeated, ATOMS, REPEATS),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.builds("(?:{}){}".format, inner, st.sampled_from(["", "?", "+"])),
    ),
    max_leaves=8,
)


@given(EXPRESSIONS)
@settings(max_examples=200, deadline=None)
def test_tokens_cover_an_expression(expression: str) -> None:
    re.compile(expression)
    found = list(tokens(expression))
    assert "".join(token.text for token in found) == expression
    assert [token.start for token in found[1:]] == [token.end for token in found[:-1]]


@given(EXPRESSIONS)
@settings(max_examples=200, deadline=None)
def test_every_expression_can_be_looked_at(expression: str) -> None:
    ambiguities(expression)
    assert all(turn for _, turn, _ in attacks(expression))


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("a|b", [["a", "b"]]),
        ("(?:a|b)c|", [["a", "b"], ["(?:a|b)c", ""]]),
        (r"a\|[|]", []),
        ("(?P<n>x|(y|z))", [["y", "z"], ["x", "(y|z)"]]),
        ("(?i)a|b", [["(?i)a", "b"]]),
        ("(?-i:a|b)(?#|)", [["a", "b"]]),
        ("甲{part}|乙", [["甲{part}", "乙"]]),
    ],
)
def test_alternatives_are_told(expression: str, found: list[list[str]]) -> None:
    alternatives = [
        [expression[start:end] for start, end in alternation.alternatives] for alternation in alternations(expression)
    ]
    assert alternatives == found


def test_sets_and_ranges_are_told() -> None:
    expression = r"[]a-c-]x[^\]\d-]"
    assert ["".join(token.text for token in members) for members in sets(expression)] == ["[]a-c-]", r"[^\]\d-]"]
    assert sorted(ranges(expression)) == [2, 3, 4]
    assert [token.within for token in tokens("[a]b[^c]")] == ["", "[", "", "", "", "[^", ""]


@pytest.mark.parametrize(
    ("expression", "dead"),
    [
        ("營收", [("營", "traditional-form", "营")]),
        ("[營收]", [("營", "traditional-form", "营")]),
        ("（甲）", [("（", "wide-form", "("), ("）", "wide-form", ")")]),
        ("头发|发展|乾坤", [("乾", "traditional-form", "干")]),
        (r"[，。、“”]\uff08", []),
        ("[着著]名|著(?=名)", []),  # their neighbours tell which of them is written
    ],
)
def test_characters_that_no_normalized_text_holds_are_told(expression: str, dead: list[tuple[str, str, str]]) -> None:
    assert [(token.text, check, plain) for token, check, plain in dead_characters(expression)] == dead


@pytest.mark.parametrize(
    "expression",
    [
        *("(a+)+b", "(a*)*", "(?:a?b?)*c", "(?:a|ab|b)*c", "(?:ab|ba|a)*c", "(?:.*,)*x", r"(?:\w+\s?)+x"),
        *("x(?:a{1,8}){0,14}y", "(?i:(?:a|Ab|b)+)c", "(?:[甲乙丨]{1,8}[丨、]?){0,14}x", "y(?:z(?:a+)*)?", "(?=(a+)+b)"),
    ],
)
def test_expressions_that_read_a_text_in_ever_more_ways_are_told(expression: str) -> None:
    assert any(found.exponential for found in ambiguities(expression))


@pytest.mark.parametrize(
    "expression",
    [
        *("a+b", "(?:a+b)*", "(?:[0-9]+,)+", "(?:[0-9]{3})*", "(?:a{2}){0,40}", "(?:a|b)*", "(?:ab|a)*c"),
        *("(?:,[0-9]{3})*", "(?:a++b?)+", "(?>(?:a+)+)", "[0-9]+(?:\\.[0-9]+){2,}", "(?:(?:a|b)c)*", "(?:a{1,3}){0,4}"),
    ],
)
def test_expressions_that_read_a_text_in_one_way_are_not(expression: str) -> None:
    assert not any(found.exponential for found in ambiguities(expression))


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("a*a*", "a"),
        ("[a-z]+(?:x?)[0-9a]+", "a"),
        ("a+,[a-z]+", None),
        ("a*b*", None),
        ("a{0,40}a{0,40}", None),
        ("[a-c]+,?[b-d]+", "b"),
        ("a++a+", None),
    ],
)
def test_overlapping_repetitions_in_a_row_are_told(expression: str, found: str | None) -> None:
    assert [ambiguity.example for ambiguity in ambiguities(expression) if not ambiguity.exponential] == (
        [] if found is None else [found]
    )


def test_attacks_lead_to_each_repetition_and_go_round() -> None:
    made = attacks("甲(?:乙[0-9]+|丙{0,30}丁)$")
    assert [(lead, turn) for lead, turn, _ in made] == [("", "甲乙"), ("甲乙", "0"), ("甲", "丙")]


def pattern_of(expression: str, rule: str = "") -> Pattern:
    """The pattern of a file that has this one."""
    text = f"kind: exclusions\nrules:\n  - id: e\n    patterns: ['{expression}']\n"
    [file] = overlay.parse({Path("x.yaml"): text.encode()})
    content = overlay.check([file])[0].content
    return Pattern(
        Sheet("x", Path("x.yaml"), file.source, content, True), ("rules", 0, "patterns", 0), expression, expression
    )


def test_a_pattern_that_never_ends_is_stopped_and_the_next_is_measured() -> None:
    with Prober() as prober:
        endless = prober.time(pattern_of("(?:甲+)+乙"))
        harmless = prober.time(pattern_of("甲乙"))
    assert endless.stopped
    assert not harmless.stopped
    assert harmless.large is not None


def test_occurrence_is_looked_for_in_all_texts() -> None:
    with Prober() as prober:
        prober.set_texts(["营收5亿元", "净利"])
        assert prober.occurs("净利$")
        assert not prober.occurs("毛利")


@pytest.mark.parametrize(
    ("small", "large", "checks"),
    [
        (0.001, 0.004, []),
        (0.001, 0.016, []),  # quadratic, and over before anyone notices
        (0.03, 0.1, []),  # long, but no longer than the text is
        (0.01, 0.16, ["slow-pattern"]),
        (None, None, ["catastrophic-pattern"]),
    ],
)
def test_what_takes_long_and_ever_longer_is_reported(
    small: float | None, large: float | None, checks: list[str]
) -> None:
    found = slow_findings([Timing(pattern_of("甲乙"), small, large, "甲甲")])
    assert [(finding.check, finding.line, finding.column) for finding in found] == [(check, 4, 16) for check in checks]
