"""Packs that cannot be used, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from support.packs import problems

Write = Callable[..., Path]

pytestmark = pytest.mark.usefixtures("_shared_cache")


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
        ("shapes_subjects", "kind: shapes\nrules: [{id: announcer, pattern: 甲}]\n", 2, 34, "it replaces: 1 of them"),
        (
            "shapes_subjects",
            "kind: shapes\nrules: [{id: announcer, terms: [甲]}]\n",
            2,
            9,
            "the earlier rule 'announcer' has a pattern",
        ),
        (
            "shapes_subjects",
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
