"""Packs: rules laid over those before them, replaced, switched off, and what facts say about it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import numfacts
from numfacts.document import Document
from numfacts.errors import RulesError
from numfacts.pipeline import Extractor
from numfacts.records import Fact
from numfacts.ruleset import RuleFilesError, RuleSet, load_rules, shipped_directory
from numfacts.ruleset.cases import load_cases
from numfacts.ruleset.kinds import (
    KINDS,
    ClaimsFile,
    CuesFile,
    GroupsFile,
    MetricsFile,
    NumeralsFile,
    PeriodsFile,
    ShapesFile,
)
from numfacts.vocabulary.shapes import Shapes

CASES = "cases:\n  - {text: 一切如常, facts: []}\n"
TEXTS = sorted(Path(__file__).with_name("texts").glob("*.txt"))
Write = Callable[..., Path]


pytestmark = pytest.mark.usefixtures("_shared_cache")


@pytest.fixture
def pack(tmp_path: Path) -> Write:
    """Gives a function that writes a directory of rule files, each with cases."""

    def write(name: str = "mine", **files: str) -> Path:
        directory = tmp_path / name
        directory.mkdir(exist_ok=True)
        for stem, text in files.items():
            (directory / f"{stem}.yaml").write_text(text, encoding="utf-8")
            (directory / f"{stem}.cases.yaml").write_text(CASES, encoding="utf-8")
        return directory

    return write


@pytest.fixture
def complete(tmp_path: Path) -> Path:
    """A complete rule set of one's own: that of the package, without its indices."""
    directory = tmp_path / "whole"
    shutil.copytree(shipped_directory(), directory)
    for path in directory.glob("indices.*"):
        path.unlink()
    return directory


def facts(rules: Any, text: str, **options: Any) -> list[Fact]:
    return Extractor(rules, **options).extract(text)


def rule(rules: RuleSet, citation: str) -> Any:
    """The rule that is cited so; it must be there once."""
    name, _, identity = citation.partition("/")
    (found,) = [
        rule
        for file in rules.files
        if file.name == name
        for rule in file.content.rules  # type: ignore[attr-defined]
        if rule.id == identity
    ]
    return found


def ids(rules: RuleSet, kind: type[Any]) -> list[str]:
    return [f"{name}/{rule.id}" for name, file in rules.of(kind) for rule in file.rules]


def problems(*directories: Path) -> list[tuple[str, int, int, str]]:
    """What loading complains about: file name, line, column, message."""
    with pytest.raises(RuleFilesError) as caught:
        load_rules(directories)
    return [(found.path.name, found.line, found.column, found.message) for found in caught.value.errors]


# What overlay does


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
        shapes="kind: shapes\nrules: [{id: speaks, pattern: 嘟囔}]\n",
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


# Switching off


def test_a_pack_switches_rules_off(pack: Write) -> None:
    rules = load_rules([pack(cues="kind: cues\nwithout: [forecast]\n")])
    shipped = ids(load_rules(), CuesFile)
    assert "cues/forecast" in shipped
    assert ids(rules, CuesFile) == [citation for citation in shipped if citation != "cues/forecast"]
    assert rules.provenance.split()[1].startswith("mine@")


def test_rules_are_switched_off_by_citation(pack: Write) -> None:
    text = "公司营收为5亿元，占比达35%。"
    assert [fact.quote for fact in facts(None, text)] == ["5亿元", "35%"]
    (fact,) = facts(None, text, off=["units/percent"])
    assert fact.quote == "5亿元"
    assert fact.ruleset == f"{load_rules().short_hash} -units/percent"
    assert facts(load_rules(), text, off=["units/percent"]) == [fact]
    assert facts(None, text, off=["units/percent", "units/percent"]) == [fact]


def test_a_rule_set_without_a_rule_is_another_rule_set() -> None:
    rules = load_rules()
    less = rules.without("units/percent")
    assert less.off == ("units/percent",)
    assert set(rules.citations()) - set(less.citations()) == {"units/percent"}
    assert less.hash != rules.hash
    assert rules == load_rules()
    assert less.without("units/percent") == less
    assert less.without("cues/forecast") == rules.without("units/percent", "cues/forecast")
    assert less.without("cues/forecast").off == ("cues/forecast", "units/percent")


def test_what_is_not_there_cannot_be_switched_off() -> None:
    with pytest.raises(RulesError) as caught:
        load_rules(off=["units/percnt", "units/percent", "nothing"])
    assert str(caught.value).split("\n") == [
        "no rule 'units/percnt' to switch off: did you mean 'units/percent'?",
        "no rule 'nothing' to switch off",
    ]


# The parts of code that ask for rules by name or take a kind for granted do without them.


def kinds() -> list[str]:
    return sorted({type(file.content).__name__ for file in load_rules().files})


@pytest.mark.parametrize("kind", [*kinds(), "all"])
def test_a_kind_without_rules_is_no_crash(kind: str) -> None:
    rules = load_rules()
    gone = [
        f"{file.name}/{rule.id}"
        for file in rules.files
        if kind in (type(file.content).__name__, "all")
        for rule in file.content.rules  # type: ignore[attr-defined]
    ]
    extractor = Extractor(rules.without(*gone), time_limit=None)
    for path in TEXTS:
        text = path.read_text(encoding="utf-8")
        assert all(text[fact.start : fact.end] == fact.quote for fact in extractor.extract(text, title=text[:20]))


# Provenance


def test_facts_say_which_rules_they_were_extracted_with(pack: Write) -> None:
    tea = "kind: metrics\nrules: [{id: tea, takes: [physical], zh: [茶叶销量]}]\n"
    mine, other = pack("my own rules", metrics=tea), pack("other", metrics=tea)
    base = load_rules().short_hash
    (fact,) = facts([mine, other], "营收5亿元。", off=["units/percent", "cues/forecast"])
    first, second = load_rules([mine]).packs[0].hash, load_rules([other]).packs[0].hash
    assert first == second
    expected = f"{base} my-own-rules@{first[:12]} other@{second[:12]} -cues/forecast -units/percent"
    assert fact.ruleset == expected
    assert numfacts.extract("营收5亿元。")[0].ruleset == base


def test_provenance_is_of_names_and_bytes_and_of_nothing_else(pack: Write, tmp_path: Path) -> None:
    tea = "kind: metrics\nrules: [{id: tea, takes: [physical], zh: [茶叶销量]}]\n"
    mine = pack(metrics=tea)
    rules = load_rules([mine])
    moved = tmp_path / "elsewhere" / "mine"
    shutil.copytree(mine, moved)
    assert load_rules([moved]).provenance == rules.provenance
    assert load_rules([moved]).hash == rules.hash
    pack("mine", metrics=tea + "# another\n")
    assert load_rules([mine]).hash != rules.hash
    assert load_rules([mine]).provenance != rules.provenance


def test_a_directory_that_is_named_by_a_dot_has_its_name(pack: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = pack(metrics="kind: metrics\nrules: [{id: tea, takes: [physical], zh: [茶叶销量]}]\n")
    monkeypatch.chdir(mine)
    assert load_rules([Path()]).provenance == load_rules([mine]).provenance


# A rule of each kind for a term that does not occur in any text.
UNSEEN = {
    "bases": "basis: yoy, zh: ['{0}']",
    "boilerplate": "scope: line, triggers: ['{0}'], pattern: '.*'",
    "changes": "role: verb, direction: up, zh: ['{0}']",
    "claims": "before: PLACE PLACE PLACE PLACE PLACE, role: change",
    "comparators": "value: '>', before: ['{0}'], after: ['{0}']",
    "cues": "cue: level, zh: ['{0}']",
    "currencies": "code: HKD, zh: ['{0}'], prefix: ['{0}']",
    "exclusions": "terms: ['{0}'], patterns: ['{0}+']",
    "groups": "metrics: [unseen]",
    "metrics": "takes: [money, ratio], zh: ['{0}']",
    "numerals": "role: digit, words: {{'{0[0]}': 1}}",
    "periods": "kind: relative, op: shift, unit: year, words: {{'{0}': -1}}",
    "places": "zh: ['{0}']",
    "shapes": "pattern: '{0}'",
    "sources": "role: suffix, zh: ['{0}']",
    "styles": "currency: HKD, zh: ['{0}']",
    "units": "code: x, class: physical, zh: ['{0}']",
}


def test_there_is_an_unseen_rule_of_every_kind() -> None:
    assert sorted(UNSEEN) == sorted(KINDS)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kinds=st.lists(st.sampled_from(sorted(UNSEEN)), min_size=1, unique=True),
    term=st.text(st.characters(min_codepoint=0xE000, max_codepoint=0xF8FF), min_size=1, max_size=4),
    named=st.booleans(),
    path=st.sampled_from(TEXTS),
)
def test_a_term_that_never_occurs_changes_nothing_but_the_provenance(
    tmp_path_factory: pytest.TempPathFactory, kinds: list[str], term: str, named: bool, path: Path
) -> None:
    mine = tmp_path_factory.mktemp("mine")
    for kind in kinds:
        stem = kind if named else f"own-{kind}"
        rules = f"kind: {kind}\nrules: [{{id: unseen, {UNSEEN[kind].format(term)}}}]\n"
        (mine / f"{stem}.yaml").write_text(rules, encoding="utf-8")
        (mine / f"{stem}.cases.yaml").write_text(CASES, encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    found = Extractor(mine, time_limit=None).extract(text, id=path.name)
    before = numfacts.extract(text, id=path.name)
    assert {fact.ruleset for fact in found} == {load_rules([mine]).provenance}
    assert [_without_ruleset(fact) for fact in found] == [_without_ruleset(fact) for fact in before]


def _without_ruleset(fact: Fact) -> dict[str, Any]:
    return {slot: getattr(fact, slot) for slot in fact.__struct_fields__ if slot != "ruleset"}


# Errors


@pytest.mark.parametrize(
    ("name", "text", "line", "column", "message"),
    [
        ("cues", "kind: cues\nwithout: [forcast]\n", 2, 11, "has a rule 'forcast': did you mean 'forecast'?"),
        ("cues", "kind: cues\nwithout: [forecast, forecast]\n", 2, 21, "duplicate 'forecast', first in line 2"),
        ("cues", "kind: cues\nwithout: forecast\n", 2, 10, "expected list, got str: write a list: [forecast]"),
        ("new", "kind: cues\nwithout: [forecast]\n", 2, 11, "there is no earlier new.yaml with rules to switch off"),
        ("cues", "kind: cues\n", 1, 1, "the key 'rules' is missing"),
        ("cues", "kind: cues\nwithout: []\n", 1, 1, "the key 'rules' is missing"),
        ("cues", "kind: cues\nrules: []\n", 2, 8, "the file has no rules"),
        (
            *("cues", "kind: cues\nrules: [{id: forecast, cue: actual}]\nwithout: [forecast]\n", 3, 11),
            "'forecast' stands under 'rules' too, which replaces the earlier rule",
        ),
        ("cues", "kind: bases\nrules: [{id: a, basis: yoy}]\n", 1, 7, "which is of kind 'cues': give it another name"),
        ("periods", "kind: periods\nglue: {}\nrules: []\n", 2, 1, "unknown key 'glue'"),
        ("metrics", "kind: metrics\nparts: {}\nrules: [{id: a, takes: []}]\n", 2, 1, "unknown key 'parts'"),
        ("boilerplate", "kind: boilerplate\nparts: {own: '{nope}'}\nwithout: [x]\n", 2, 14, "unknown part {nope}"),
        (
            *("shapes", "kind: shapes\nrules: [{id: stated-currency, pattern: '(?P<name>元)'}]\n", 2, 40),
            "the pattern needs the groups of the one it replaces: name, unit",
        ),
        ("shapes", "kind: shapes\nrules: [{id: announcer, pattern: 甲}]\n", 2, 34, "it replaces: 1 of them"),
        (
            "shapes",
            "kind: shapes\nrules: [{id: announcer, terms: [甲]}]\n",
            2,
            9,
            "the earlier rule 'announcer' has a pattern",
        ),
        (
            "shapes",
            "kind: shapes\nrules: [{id: generic, pattern: 甲}]\n",
            2,
            9,
            "the earlier rule 'generic' has words ('terms')",
        ),
        ("own", "kind: shapes\nrules: [{id: generic, pattern: 甲}]\n", 2, 9, "'generic' has words ('terms')"),
        ("own", "kind: shapes\nrules: [{id: past, pattern: (甲)}]\n", 2, 29, "only patterns without groups are joined"),
        ("own", "kind: shapes\nrules: [{id: announcer, pattern: 甲}]\n", 2, 34, "without groups are joined"),
        ("own", "kind: shapes\nrules: [{id: past, pattern: (?i)a}]\n", 2, 29, "it cannot be joined to the earlier"),
    ],
)
def test_a_bad_pack_is_reported_with_its_place(
    pack: Write, name: str, text: str, line: int, column: int, message: str
) -> None:
    found = problems(pack(**{name: text}))[0]
    assert found[:3] == (f"{name}.yaml", line, column)
    assert message in found[3]


def test_all_problems_of_all_packs_are_reported_at_once(pack: Write) -> None:
    bad = pack("bad", cues="kind: cues\nrules: [{id: a}]\nwithout: [b]\n", metrics="kind: [\n")
    worse = pack("worse", units="kind: units\nwithout: [c]\n")
    (worse / "units.cases.yaml").unlink()
    assert [(name, line) for name, line, _, _ in problems(bad, worse)] == [
        ("cues.yaml", 2),
        ("metrics.yaml", 2),
        ("units.yaml", 1),
        ("units.yaml", 2),
    ]


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
