"""Shapes and groups: what code asks for by name is there, and what is switched off never matches."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import numfacts
from numfacts.ruleset import load_rules
from numfacts.ruleset.kinds import GroupRule, GroupsFile, ShapeRule, ShapesFile
from numfacts.vocabulary.shapes import Shapes

SOURCE = "".join(path.read_text("utf-8") for path in sorted(Path(numfacts.__file__).parent.rglob("*.py")))
RULES = load_rules()
SHAPES = Shapes(RULES.of(ShapesFile), RULES.of(GroupsFile))


ASKED = "|".join(re.findall(r"shapes\[\"([\w|-]+)\"\]", SOURCE)).split("|")  # of several any may match


@pytest.mark.parametrize("name", sorted(set(ASKED)))
def test_each_pattern_that_code_asks_for_is_there(name: str) -> None:
    assert any(rule.id == name and rule.pattern for _, file in RULES.of(ShapesFile) for rule in file.rules)


@pytest.mark.parametrize("name", sorted(set(re.findall(r"shapes\.words\(\"([\w-]+)\"\)", SOURCE))))
def test_each_set_of_words_that_code_asks_for_is_there(name: str) -> None:
    assert SHAPES.words(name)


@pytest.mark.parametrize("name", sorted(set(re.findall(r"shapes\.group\(\"([\w-]+)\"\)", SOURCE))))
def test_each_group_that_code_asks_for_is_there(name: str) -> None:
    assert SHAPES.group(name)


def test_a_name_without_a_rule_never_matches() -> None:
    nothing = Shapes([], [])
    assert nothing["past"].search("已经") is None
    assert nothing["past"].search("") is None
    assert nothing.words("generic") == nothing.group("company") == frozenset()


def test_names_with_bars_between_them_stand_for_what_any_of_them_matches() -> None:
    rules = [ShapeRule(id="past", pattern="甲|丙"), ShapeRule(id="future", pattern="(?<=乙)丁$")]
    shapes = Shapes([("shapes", ShapesFile(rules))], [])
    for text in ("甲", "x丙", "乙丁", "丁", "乙丁x", ""):
        alone = any(shapes[name].search(text) for name in ("past", "future"))
        assert (shapes["past|future|nothing"].search(text) is not None) == alone, text


def test_rules_with_one_name_in_several_files_count_together() -> None:
    files = [
        ("mine", ShapesFile([ShapeRule(id="past", pattern="甲|丙"), ShapeRule(id="parting", terms=["甲"])])),
        ("shapes", ShapesFile([ShapeRule(id="past", pattern="乙"), ShapeRule(id="parting", terms=["乙"])])),
    ]
    groups = [(name, GroupsFile([GroupRule(id="company", metrics=[name])])) for name in ("mine", "groups")]
    shapes = Shapes(files, groups)
    assert [shapes["past"].fullmatch(text) is not None for text in ("甲", "乙", "丙", "丁")] == [
        True,
        True,
        True,
        False,
    ]
    assert shapes.words("parting") == {"甲", "乙"}
    assert shapes.group("company") == {"mine", "groups"}
