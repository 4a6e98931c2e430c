"""Rules that are switched off, one by one and by the kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from numfacts.errors import RulesError
from numfacts.pipeline import Extractor
from numfacts.ruleset import load_rules
from numfacts.ruleset.kinds import CuesFile
from support.packs import facts, ids

TEXTS = sorted(Path(__file__).with_name("texts").glob("*.txt"))
Write = Callable[..., Path]

pytestmark = pytest.mark.usefixtures("_shared_cache")


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
