"""Packs: rules laid over those before them, their cases, and where they are written."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import numfacts
from numfacts.document import Document
from numfacts.errors import RulesError
from numfacts.pipeline import Extractor
from numfacts.ruleset import load_rules, shipped_directory
from numfacts.ruleset.cases import load_cases
from numfacts.ruleset.kinds import (
    ClaimsFile,
    GroupsFile,
    MetricsFile,
    NumeralsFile,
    PeriodsFile,
    ShapesFile,
)
from numfacts.vocabulary.shapes import Shapes
from support.packs import facts, ids, problems, rule

Write = Callable[..., Path]

pytestmark = pytest.mark.usefixtures("_shared_cache")


def test_a_pack_adds_rules_to_those_of_the_package(pack: Write) -> None:
    mine = pack(metrics="kind: metrics\nrules: [{id: tea, metric: tea_sold, takes: [physical], zh: [茶叶销量]}]\n")
    (fact,) = facts(mine, "公司茶叶销量为35吨。")
    assert fact.metric is not None
    assert (fact.metric.text, fact.metric.id) == ("茶叶销量", "tea_sold")
    assert "metrics/tea" in fact.rules
    (before,) = numfacts.extract("公司茶叶销量为35吨。")
    assert before.metric is None or before.metric.id != "tea_sold"


def test_a_file_with_a_new_name_is_one_of_its_own(pack: Write) -> None:
    rules = load_rules([pack(teas="kind: metrics\nrules: [{id: revenue, takes: [physical], zh: [茶叶销量]}]\n")])
    assert ids(rules, MetricsFile) == ["teas/revenue", *ids(load_rules(), MetricsFile)]


def test_a_rule_with_the_id_of_an_earlier_one_takes_its_place(pack: Write) -> None:
    shipped = load_rules()
    mine = pack(
        claims="kind: claims\nrules:\n  - {id: level, before: BASIS, role: change}\n  - {id: new, role: same}\n"
    )
    rules = load_rules([mine])
    assert ids(rules, ClaimsFile) == ["claims/new", *ids(shipped, ClaimsFile)]
    assert rule(rules, "claims/level").before == "BASIS" != rule(shipped, "claims/level").before


def test_a_pack_wins_where_terms_are_equal_whatever_its_file_is_called(pack: Write) -> None:
    text = "公司营收为5亿元。"
    assert facts(None, text)[0].metric.id == "revenue"  # type: ignore[union-attr]
    body = "kind: metrics\nrules: [{id: own, metric: own_revenue, takes: [money], zh: [营收]}]\n"
    for name in ("metrics", "aaa", "zzz"):
        assert facts(pack(name, **{name: body}), text)[0].metric.id == "own_revenue"  # type: ignore[union-attr]


def test_later_packs_lie_over_earlier_ones(pack: Write) -> None:
    tea = "{{id: tea, metric: {0}, takes: [physical], zh: [茶叶销量]}}"
    body = f"kind: metrics\nrules: [{tea}, {{{{id: {{0}}, takes: []}}}}]\n"
    first, second = pack("first", metrics=body.format("one")), pack("second", metrics=body.format("two"))
    rules = load_rules([first, second])
    assert rule(rules, "metrics/tea").metric == "two"
    assert ids(rules, MetricsFile)[:3] == ["metrics/two", "metrics/tea", "metrics/one"]
    assert rules.directories == (shipped_directory(), first, second)
    assert rule(load_rules([second, first]), "metrics/tea").metric == "one"


def test_a_complete_directory_stands_on_its_own(pack: Write, complete: Path) -> None:
    alone = load_rules([complete])
    assert alone.directories == (complete,)
    assert not any(file.name == "indices" for file in alone.files)
    tea = "kind: metrics\nrules: [{id: tea, takes: [physical], zh: [茶叶销量]}]\n"
    both = load_rules([complete, pack(metrics=tea)])
    assert ids(both, MetricsFile) == ["metrics/tea", *ids(alone, MetricsFile)]


def test_only_the_first_directory_can_be_complete(pack: Write, complete: Path) -> None:
    other = complete.with_name("other")
    shutil.copytree(complete, other)
    assert [(name, message) for name, _, _, message in problems(complete, other)] == [
        ("other", f"the directory is a complete rule set, and so is {complete}")
    ]
    mine = pack(metrics="kind: metrics\nrules: [{id: tea, takes: [physical], zh: [茶叶销量]}]\n")
    assert [(name, message) for name, _, _, message in problems(mine, complete)] == [
        ("whole", "the directory is a complete rule set, and so it has to come before the packs")
    ]


def test_a_complete_directory_has_one_file_of_a_kind_that_comes_in_one(pack: Write, complete: Path) -> None:
    shutil.copy(complete / "numerals.yaml", complete / "others.yaml")
    shutil.copy(complete / "numerals.cases.yaml", complete / "others.cases.yaml")
    (found,) = problems(complete)
    assert (found[0], found[3]) == ("others.yaml", "numerals.yaml is of this kind already: write the rules there")


def test_shapes_and_groups_of_a_file_with_a_new_name_are_joined_to_those_of_the_same_id(pack: Write) -> None:
    mine = pack(
        own="kind: shapes\nrules: [{id: past, pattern: 往昔}, {id: generic, terms: [茶友]}]\n",
        more="kind: groups\nrules: [{id: company, metrics: [tea_sales]}]\n",
        shapes_attribution="kind: shapes\nrules: [{id: speaks, pattern: 嘟囔}]\n",
    )
    rules, before = (Shapes(rules.of(ShapesFile), rules.of(GroupsFile)) for rules in (load_rules([mine]), load_rules()))
    assert rules["past"].search("往昔")
    assert rules["past"].search("已经")
    assert rules.words("generic") - before.words("generic") == {"茶友"}
    assert rules.group("company") - before.group("company") == {"tea_sales"}
    assert rules["speaks"].pattern == "嘟囔"


# Kinds that come in one file


@pytest.mark.parametrize("name", ["numerals", "more-numerals"])
def test_a_pack_of_numerals(pack: Write, name: str) -> None:
    mine = pack(**{name: "kind: numerals\nrules: [{id: old-digits, role: digit, words: {弌: 1}}]\n"})
    (fact,) = facts(mine, "公司营收为二十弌亿元。")
    assert (fact.quote, fact.value) == ("二十弌亿元", "2100000000")
    assert ids(load_rules([mine]), NumeralsFile)[0] == f"{name}/old-digits"


@pytest.mark.parametrize("name", ["periods", "more-periods"])
def test_a_pack_of_periods(pack: Write, name: str) -> None:
    mine = pack(
        **{name: "kind: periods\nrules: [{id: fy, kind: relative, op: shift, unit: year, words: {上个年头: -1}}]\n"}
    )
    text = "上个年头，公司营收为5亿元。"
    document = Document("a", text, None, None)
    Extractor(mine).process(document)
    assert [(time.start, time.end, time.rule) for time in document.times] == [(0, 4, "fy")]
    combined = load_rules([mine]).combined(PeriodsFile)
    assert combined.rules[0].id == "fy"
    assert combined.glue == load_rules().combined(PeriodsFile).glue


def test_a_pack_of_boilerplate_uses_the_parts_of_the_file_it_is_laid_over(pack: Write) -> None:
    rules = "rules: [{id: club, scope: line, triggers: [茶友], pattern: '茶友(?:{eol})?{own}'}]\n"
    mine = pack(boilerplate=f"kind: boilerplate\nparts: {{own: 俱乐部.*, eol: 会}}\n{rules}")
    document = Extractor(mine).process(Document("a", "营收5亿元。\n茶友会俱乐部9折优惠\n", None, None))
    assert [fact.quote for fact in document.facts] == ["5亿元"]
    assert document.boilerplate
    again = pack("again", boilerplate="kind: boilerplate\n" + rules.replace("club", "pub"))
    assert rule(load_rules([mine, again]), "boilerplate/pub").pattern == "茶友(?:(?:会))?(?:俱乐部.*)"
    (found,) = problems(again)
    assert found[3].startswith("unknown part {eol}: known: ")


# Cases, places of rules, and the cache


def test_the_cases_of_packs_are_those_beside_their_files(pack: Write) -> None:
    mine, other = (
        pack("mine", cues="kind: cues\nwithout: [forecast]\n"),
        pack("other", cues="kind: cues\nwithout: [level]\n"),
    )
    assert [(file.name, file.path.parent) for file in load_cases([mine, other])] == [("cues", mine), ("cues", other)]


def test_a_problem_of_a_rule_is_where_the_rule_is_written(pack: Write) -> None:
    mine = pack(cues="kind: cues\nrules:\n  - {id: new, cue: to}\n  - {id: forecast, cue: actual, zh: [甲]}\n")
    rules = load_rules([mine])
    own, shipped = (file for file in rules.files if file.name == "cues")
    places = {rule.id: ("rules", index) for index, rule in enumerate(shipped.content.rules)}  # type: ignore[attr-defined]
    found = rules.problem(shipped, (*places["forecast"], "zh", 0), "odd")
    assert (found.path, found.line, found.column) == (mine / "cues.yaml", 4, 38)
    assert rules.problem(shipped, places["level"], "odd").path == shipped_directory() / "cues.yaml"
    assert rules.problem(own, ("rules", 0), "odd").line == 3
    assert rules.problem(own, ("kind",), "odd").column == 7
    shutil.rmtree(mine)
    with pytest.raises(RulesError, match="the rule 'new' is not there any more"):
        rules.problem(own, ("rules", 0), "odd")


def test_packs_come_from_the_cache_too(pack: Write, complete: Path, cache_home: Path) -> None:
    mine = pack(cues="kind: cues\nrules: [{id: forecast, cue: actual}, {id: new, cue: to}]\nwithout: [level]\n")
    for places in ([mine], [complete, mine], [complete], []):
        fresh = load_rules(places, cache=False)
        assert load_rules(places) == load_rules(places) == fresh
    assert len(list(cache_home.rglob("*.msgpack"))) == 4
