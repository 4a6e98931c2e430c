"""Tests of what the arguments of ``numfacts rules test`` mean."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from numfacts.authoring.selection import Suite, directories, select, untested
from numfacts.errors import SelectionError
from numfacts.ruleset import RuleFilesError, load_rules
from numfacts.ruleset.loader import shipped_directory
from numfacts.ruleset.problems import RuleProblem

Write = Callable[..., Path]


def chosen(suite: Suite) -> list[str]:
    return sorted(path.name.removesuffix(".cases.yaml") for path in suite.chosen)


def test_without_arguments_all_cases_of_the_rules_in_force_are_meant(write_rules: Write) -> None:
    (shipped,) = select([])
    names = [path.name.removesuffix(".cases.yaml") for path in sorted(shipped_directory().glob("*.cases.yaml"))]
    assert chosen(shipped) == names
    assert {path.parent for path in shipped.chosen} == {shipped_directory()}
    directory = write_rules()
    (given,) = select([], partial(load_rules, [directory]))
    assert chosen(given) == names
    assert {path.parent for path in given.chosen} == {directory}


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["rules/units.yaml"], ["units"]),
        (["rules/units.cases.yaml"], ["units"]),
        (["rules/units.yaml", "rules/units.cases.yaml", "rules/metrics.yaml"], ["metrics", "units"]),
    ],
)
def test_a_rule_file_or_a_case_file_stands_for_its_cases(
    write_rules: Write, monkeypatch: pytest.MonkeyPatch, arguments: list[str], names: list[str]
) -> None:
    monkeypatch.chdir(write_rules().parent)
    (suite,) = select(arguments)
    assert chosen(suite) == names
    assert suite.extractor.rules.directories == (Path("rules"),)


def test_a_directory_is_run_with_its_own_rules_and_names_with_those_in_force(write_rules: Write) -> None:
    directory = write_rules()
    in_force, own = select([str(directory), "units", "metrics/revenue"])
    assert len(own.chosen) == len(own.files)
    assert own.extractor.rules.directories == (directory,)
    assert chosen(in_force) == ["units"]
    assert in_force.rules == ("metrics/revenue",)
    assert in_force.extractor.rules.directories == (shipped_directory(),)


def test_names_are_those_of_the_rules_given(write_rules: Write) -> None:
    directory = write_rules()
    (suite,) = select(["units", str(directory / "metrics.yaml")], partial(load_rules, [directory]))
    assert chosen(suite) == ["metrics", "units"]
    assert {file.path.parent for file in suite.files} == {directory}


TEA = "- {text: 茶款5亿元。, facts: [{quote: 5亿元, metric_id: tea_sales}]}\n"


def test_a_pack_is_run_over_the_rules_of_the_package(write_pack: Write) -> None:
    pack = write_pack(TEA)
    (suite,) = select([str(pack)])
    assert chosen(suite) == ["teas"]
    assert suite.extractor.rules.directories == (shipped_directory(), pack)


def test_of_packs_in_force_only_their_cases_are_meant_but_names_are_of_all_rules(write_pack: Write) -> None:
    pack = write_pack(TEA)
    in_force = partial(load_rules, [pack], off=["units/percent"])
    (suite,) = select([], in_force)
    assert chosen(suite) == ["teas"]
    (suite,) = select(["units", "teas/tea"], in_force)
    assert chosen(suite) == ["units"]
    assert {file.path.parent for file in suite.files} == {shipped_directory(), pack}
    (suite,) = select([str(pack / "teas.yaml")], in_force)
    assert suite.extractor.rules.off == ("units/percent",)


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("unit", "there is no rule file 'unit', and no such path: did you mean 'units'?"),
        ("zzz/x", "there is no rule file 'zzz', and no such path"),
        ("metrics/revenu", "metrics has no rule 'revenu': did you mean 'metrics/revenue'?"),
        ("rules/nothing.yaml", "rules/nothing.yaml is not there"),
        ("some/where/else", "some/where/else is not there"),
        ("notes.txt", "notes.txt is no rule file and no case file (.yaml)"),
    ],
)
def test_what_is_no_path_and_no_rule_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argument: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("notes.txt").touch()
    with pytest.raises(SelectionError) as caught:
        select([argument])
    assert str(caught.value) == message


def test_a_hidden_file_is_refused_since_its_directory_passes_it_over(write_rules: Write) -> None:
    hidden = write_rules() / ".units.yaml"
    hidden.write_text("kind: units\n", encoding="utf-8")
    with pytest.raises(SelectionError, match="no case file that the rules of its directory know"):
        select([str(hidden)])


def test_every_problem_of_every_file_is_told(write_rules: Write, tmp_path: Path) -> None:
    directory = write_rules(units="- {text: 5}\n")
    (directory / "metrics.cases.yaml").unlink()
    with pytest.raises(RuleFilesError) as caught:
        select([str(directory), str(tmp_path / "rules" / "units.yaml")])
    found = [(problem.path.name, problem.line) for problem in caught.value.errors]
    assert found == [("metrics.yaml", 1), ("units.cases.yaml", 2)]
    assert [untested(problem) for problem in caught.value.errors] == [True, False]


def test_the_cases_are_looked_through_too_where_the_rules_are_broken(write_rules: Write) -> None:
    directory = write_rules(units="- {text: 5}\n")
    (directory / "styles.yaml").write_text("kind: style\n", encoding="utf-8")
    with pytest.raises(RuleFilesError) as caught:
        select([], partial(load_rules, [directory]))
    assert [problem.path.name for problem in caught.value.errors] == ["styles.yaml", "units.cases.yaml"]


def test_only_a_missing_case_file_is_untested(tmp_path: Path) -> None:
    assert not untested(RuleProblem(tmp_path, 1, 1, "no rules directory"))


def test_the_directories_that_decide_are_known(write_rules: Write) -> None:
    directory = write_rules()
    assert directories([]) == [shipped_directory()]
    assert directories([str(directory / "units.yaml"), "units"]) == [shipped_directory(), directory]
    assert directories([], [directory]) == [shipped_directory(), directory]
