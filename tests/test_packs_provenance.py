"""What facts say about the packs that they were extracted with, and that unused rules change nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import numfacts
from numfacts.pipeline import Extractor
from numfacts.records import Fact
from numfacts.ruleset import load_rules
from numfacts.ruleset.kinds import KINDS
from support.packs import facts, write

TEXTS = sorted(Path(__file__).with_name("texts").glob("*.txt"))
Write = Callable[..., Path]

pytestmark = pytest.mark.usefixtures("_shared_cache")


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
    "parts": "parts: {{says: ['{0}']}}\n",
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
        unseen = UNSEEN[kind].format(term)
        rules = f"kind: {kind}\n" + (unseen if kind == "parts" else f"rules: [{{id: unseen, {unseen}}}]\n")
        write(mine, **{stem: rules})
    text = path.read_text(encoding="utf-8")
    found = Extractor(mine, time_limit=None).extract(text, id=path.name)
    before = numfacts.extract(text, id=path.name)
    assert {fact.ruleset for fact in found} == {load_rules([mine]).provenance}
    assert [_without_ruleset(fact) for fact in found] == [_without_ruleset(fact) for fact in before]


def _without_ruleset(fact: Fact) -> dict[str, Any]:
    return {slot: getattr(fact, slot) for slot in fact.__struct_fields__ if slot != "ruleset"}
