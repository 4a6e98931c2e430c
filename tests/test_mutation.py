"""Tests of mutation: what cases catch, and that sharing the work finds the same as trying every mutant alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from numfacts.authoring.mutants import mutants, mutated
from numfacts.authoring.mutation import check
from numfacts.cli import app
from numfacts.pipeline import Extractor
from numfacts.ruleset import RuleSet, load_rules
from numfacts.ruleset.cases import load_cases, run_case, variants

RULES = {
    "creators": "kind: metrics\nrules:\n- {id: c, metric: dac, takes: [person, count], zh: [日活作者, 在册作者]}\n",
    "cards": "kind: units\nrules:\n  - {id: card, code: card, class: count, zh: [张算力卡, 块算力卡]}\n",
    "streets": "kind: exclusions\nrules:\n  - {id: blocks, first: 0-9, patterns: ['[0-9]+家巷', '[0-9]+家弄']}\n",
    "ads": "kind: boilerplate\nrules:\n  - {id: ad, scope: line, triggers: [抓取于], pattern: '本页抓取于.{1,40}'}\n",
}
CASES = {
    "creators": "cases:\n  - {text: 日活作者达12万人。, facts: [{quote: 12万人, metric_id: dac}]}\n",
    "cards": "cases:\n  - {text: 集群有12张算力卡。, facts: [{quote: 12张算力卡}]}\n",
    "streets": "cases:\n  - {text: 他住在12家巷。, facts: []}\n",
    "ads": 'cases:\n  - {text: "营收5亿元。\\n本页抓取于云端", boilerplate: [本页抓取于云端]}\n',
}
# Rules that are asked for by name, whatever words a text holds.
WATCHED = {
    "shops": "kind: shapes\nrules:\n  - {id: generic, terms: [辛铺子, 壬铺子]}\n  - {id: determiner, pattern: 庚|癸}\n"
    "  - {id: place-name, pattern: 庚铺$}\n",
    "ever": "kind: groups\nrules:\n  - {id: timeless, metrics: [revenue, gross_profit]}\n",
}
WATCHED_CASES = {
    "shops": "cases:\n  - {text: 辛铺子营收5亿元。, facts: [{quote: 5亿元, subject: null}]}\n"
    "  - {text: 庚铺子营收5亿元。, facts: [{quote: 5亿元, subject: null}]}\n",
    "ever": "cases:\n  - {text: 2024年营收5亿元。, facts: [{quote: 5亿元, period: null}]}\n",
}


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack in which some words have cases and some have none."""
    return write(tmp_path_factory.mktemp("packs") / "mine", RULES, CASES)


def write(directory: Path, rules: dict[str, str], cases: dict[str, str]) -> Path:
    """Write files of rules, each with its cases beside it."""
    directory.mkdir()
    for name, text in rules.items():
        (directory / f"{name}.yaml").write_text(text, encoding="utf-8")
        (directory / f"{name}.cases.yaml").write_text(cases[name], encoding="utf-8")
    return directory


@pytest.fixture(scope="module")
def rules(pack: Path) -> RuleSet:
    """The pack, laid over the shipped rules."""
    return load_rules([pack], cache=False)


def test_every_rule_and_entry_has_a_mutant(rules: RuleSet) -> None:
    made = list(mutants(rules, ["creators", "streets"]))
    assert [mutant.path for mutant in made if mutant.file == "creators"] == [
        ("rules", 0),
        ("rules", 0, "zh", 0),
        ("rules", 0, "zh", 1),
        ("rules", 0, "takes", 0),
        ("rules", 0, "takes", 1),
    ]
    assert [mutant.entry for mutant in made if mutant.file == "streets"] == [
        "blocks",
        "blocks: [0-9]+家巷",
        "blocks: [0-9]+家弄",
    ]


def test_a_mutant_takes_away_what_it_says_and_no_more(rules: RuleSet) -> None:
    word = next(mutant for mutant in mutants(rules, ["creators"]) if mutant.entry.endswith("在册作者"))
    pattern = next(mutant for mutant in mutants(rules, ["streets"]) if "家弄" in mutant.entry)
    changed = mutated(rules, [word, pattern])
    contents = {file.name: file.content for file in changed.files if file.name in RULES}
    assert contents["creators"].rules[0].zh == ["日活作者"]  # type: ignore[attr-defined]
    assert contents["streets"].rules[0].patterns == ["[0-9]+家巷"]  # type: ignore[attr-defined]
    before = {file.path: file.content for file in rules.files}
    differing = [file.name for file in changed.files if file.content != before[file.path]]
    assert sorted(differing) == ["creators", "streets"]


@pytest.mark.parametrize("workers", [1, 2])
def test_what_no_case_would_miss_is_found_with_its_place(rules: RuleSet, pack: Path, workers: int) -> None:
    report = check(rules, load_cases([pack]), names=sorted(RULES), workers=workers)
    survivors = [(found.mutant.entry, Path(found.path).name, found.line) for found in report.survivors]
    assert survivors == [
        ("card: 块算力卡", "cards.yaml", 3),
        ("c: 在册作者", "creators.yaml", 3),
        ("c: count", "creators.yaml", 3),
        ("blocks: [0-9]+家弄", "streets.yaml", 3),
    ]
    assert report.mutants == 13
    assert report.share == pytest.approx(9 / 13)


def test_a_shape_is_missed_where_it_matches_and_a_group_where_a_metric_of_it_is_asked_for(tmp_path: Path) -> None:
    pack = write(tmp_path / "watched", WATCHED, WATCHED_CASES)
    report = check(load_rules([pack], cache=False), load_cases([pack]), names=sorted(WATCHED))
    assert [found.mutant.entry for found in report.survivors] == [
        "timeless: gross_profit",
        "generic: 壬铺子",
        "place-name",
    ]
    assert report.mutants == 8


def test_sharing_the_work_finds_what_trying_each_mutant_alone_finds(tmp_path: Path) -> None:
    pack = write(tmp_path / "both", RULES | WATCHED, CASES | WATCHED_CASES)
    rules, cases = load_rules([pack], cache=False), load_cases([pack])
    alone = []
    for mutant in mutants(rules, sorted(RULES | WATCHED)):
        extractor = Extractor(mutated(rules, [mutant]))
        every = [variant for file in cases for _, case in file.cases for variant in variants(case)]
        if all(run_case(extractor, variant).passed for variant in every):
            alone.append(mutant)
    report = check(rules, cases, names=sorted(RULES | WATCHED))
    assert [found.mutant for found in report.survivors] == alone


def test_a_sample_tries_every_nth_mutant_of_all_files(rules: RuleSet, pack: Path) -> None:
    cases = load_cases([pack])
    every = list(mutants(rules, sorted(RULES)))
    whole = {found.mutant for found in check(rules, cases, names=sorted(RULES)).survivors}
    report = check(rules, cases, names=sorted(RULES), one_in=3)
    assert report.mutants == 5
    assert [found.mutant for found in report.survivors] == [mutant for mutant in every[::3] if mutant in whole]
    assert report.survivors


def test_gaps_and_failing_cases_prove_nothing(rules: RuleSet, tmp_path: Path) -> None:
    cases = (
        "cases:\n  - {text: 日活作者达12万人。, facts: [], gap: read as a fact}\n"
        "  - {text: 在册作者达12万人。, facts: [{quote: 12万}]}\n"
    )
    pack = write(tmp_path / "mine", RULES, CASES | {"creators": cases})
    report = check(rules, load_cases([pack]), names=["creators"])
    assert report.share == 0


def test_the_command_lists_survivors_and_fails_below_the_share(pack: Path) -> None:
    runner = CliRunner()
    arguments = ["rules", "mutate", "--rules", str(pack), "--workers", "1"]
    result = runner.invoke(app, arguments)
    assert result.exit_code == 1
    *lines, summary = result.output.splitlines()
    assert lines[0] == f"{pack / 'cards.yaml'}:3:53: no case would miss card: 块算力卡"
    assert summary == "13 mutants, 9 caught (69.2%), 4 not"
    result = runner.invoke(app, [*arguments, "streets", "--json", "--at-least", "66"])
    assert result.exit_code == 0
    found = json.loads(result.output)
    assert (found["mutants"], [item["line"] for item in found["survivors"]]) == (3, [3])  # 66.7% caught
    assert runner.invoke(app, [*arguments, "nothing"]).exit_code == 2


def test_the_mutants_of_a_pack_are_its_own_though_a_file_of_it_has_the_name_of_another(tmp_path: Path) -> None:
    pack = write(tmp_path / "mine", {"metrics": RULES["creators"]}, {"metrics": CASES["creators"]})
    result = CliRunner().invoke(app, ["rules", "mutate", "--rules", str(pack), "--workers", "1", "--at-least", "0"])
    assert result.output.splitlines()[-1].startswith("5 mutants, ")
    assert all(line.startswith(f"{pack / 'metrics.yaml'}:") for line in result.output.splitlines()[:-1])
