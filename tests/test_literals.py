"""What is compiled only when a text needs it: it matches what it would if it were compiled at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numfacts.authoring.corpus import read_corpus
from numfacts.periods import Periods
from numfacts.ruleset import load_rules
from numfacts.ruleset.kinds import ExclusionsFile, GroupsFile, PeriodsFile, ShapeRule, ShapesFile
from numfacts.ruleset.literals import literals
from numfacts.vocabulary.exclusions import Exclusions
from numfacts.vocabulary.later import later
from numfacts.vocabulary.needed import Needed
from numfacts.vocabulary.shapes import PATIENCE, Shapes

RULES = load_rules()
CORPUS = Path(__file__).parent.parent / "corpus"
TEXTS = [article.text for article in read_corpus([CORPUS])][::8]
KNOWN = [
    ("(?:营收|利润)[0-9]+", ("利润", "营收")),
    ("[^，]{2}(?P<name>甲乙|丙)+丁?", ("丙", "甲乙")),
    ("(?=[甲乙])(?:甲.{2,4}公司|乙的?公司)", ("公司",)),
    ("(?>甲|乙)[0-9一-鿿]", ("乙", "甲")),
    ("[a-c]x", ("x",)),
]
UNKNOWN = ["[一-鿿]+", "甲?", "(?:甲|[^乙])", "(?i:ab)", "(?i)ab", "(?<=甲).", "(?!甲)", r"\d", "(?:甲|乙|)"]


@pytest.mark.parametrize(("pattern", "expected"), KNOWN)
def test_the_rarest_strings_that_a_match_needs_are_told(pattern: str, expected: tuple[str, ...]) -> None:
    assert literals(pattern) == expected


@pytest.mark.parametrize("pattern", UNKNOWN)
def test_nothing_is_told_where_a_match_needs_none(pattern: str) -> None:
    assert literals(pattern) == ()


@given(
    pattern=st.sampled_from([pattern for pattern, _ in KNOWN]),
    text=st.text(alphabet="甲乙丙丁公司利润营收1ax", max_size=9),
)
def test_a_match_holds_one_of_its_literals(pattern: str, text: str) -> None:
    for match in re.finditer(pattern, text):
        assert any(word in match[0] for word in literals(pattern))


def test_the_patterns_of_the_rules_match_no_text_without_their_literals() -> None:
    assert len(RULES.literals) > 600
    for pattern, words in RULES.literals.items():
        for match in (match for text in TEXTS for match in re.finditer(pattern, text)):
            assert not words or any(word in match.string[match.start() :] for word in words), pattern


def test_a_shape_is_compiled_once_a_text_holds_one_of_its_literals() -> None:
    file = ShapesFile([ShapeRule(id="said", pattern="(?:表示|指出)[，:]")])
    shapes = Shapes([("shapes", file)], [], {"(?:表示|指出)[，:]": ("指出", "表示")})
    said = shapes["said"]
    assert said.pattern == "(?:表示|指出)[，:]"
    assert said.search("公司") is said.match("表示，", 1) is said.fullmatch("公司") is None
    assert not isinstance(shapes["said"], re.Pattern)
    assert list(shapes["said"].finditer("他表示，他指出:"))
    assert isinstance(shapes["said"], re.Pattern)
    assert [found[0] for found in said.finditer("他表示，他指出:")] == ["表示，", "指出:"]


def test_a_shape_that_is_looked_for_often_is_compiled_whatever_the_texts_hold() -> None:
    shapes = Shapes([("shapes", ShapesFile([ShapeRule(id="said", pattern="表示")]))], [], {"表示": ("表示",)})
    for _ in range(PATIENCE):
        assert shapes["said"].search("公司") is None
        assert not isinstance(shapes["said"], re.Pattern)
    assert shapes["said"].search("公司") is None
    assert isinstance(shapes["said"], re.Pattern)


def test_all_is_made_once_a_second_text_needs_more() -> None:
    made: list[frozenset[int]] = []
    needed = Needed([("甲",), ("乙",), (), ("丙",)], lambda chosen: made.append(chosen) or len(made))
    assert [needed.of(text) for text in ("甲", "丁", "乙", "丙甲")] == [1, 1, 2, 2]
    assert made == [{0, 2}, {0, 1, 2, 3}]


@pytest.mark.parametrize("text", TEXTS[:20])
def test_times_and_exclusions_are_found_as_when_all_patterns_are_compiled(text: str) -> None:
    files = RULES.of(ExclusionsFile)
    assert Exclusions(files, RULES.literals).spans(text) == Exclusions(files).spans(text)
    file = RULES.combined(PeriodsFile)
    few, whole = Periods(file, RULES.literals).find(text), Periods(file).find(text)
    assert [(one.start, one.end, one.rules) for one in few] == [(one.start, one.end, one.rules) for one in whole]


def test_a_pattern_of_a_module_is_compiled_when_it_is_used() -> None:
    pattern = later("a(?P<b>b)", re.IGNORECASE)
    assert pattern.pattern == "a(?P<b>b)"
    assert pattern.match("AB")
    assert pattern.groupindex == {"b": 1}
    assert pattern.sub("-", "xaby") == "x-y"


def test_shapes_of_the_rules_are_as_those_that_are_compiled_at_once() -> None:
    few = Shapes(RULES.of(ShapesFile), RULES.of(GroupsFile), RULES.literals)
    for name in [rule.id for _, file in RULES.of(ShapesFile) for rule in file.rules if rule.pattern][::7]:
        pattern = re.compile(few[name].pattern)
        for text in TEXTS:
            assert [match.span() for match in few[name].finditer(text)] == [m.span() for m in pattern.finditer(text)]
