from __future__ import annotations

import re
from pathlib import Path

import pytest

from numfacts.records import Span
from numfacts.ruleset import load_rules
from numfacts.ruleset.kinds import ExclusionRule, ExclusionsFile
from numfacts.vocabulary.exclusions import Exclusions

RULES = Path(__file__).parent.parent / "rules"


def exclusions(*rules: tuple[str, list[str]]) -> Exclusions:
    made = [ExclusionRule(id=str(number), first=first, patterns=found) for number, (first, found) in enumerate(rules)]
    return Exclusions([("test", ExclusionsFile(rules=made))])


@pytest.mark.parametrize(
    ("rules", "text", "spans"),
    [
        ([("0-9", ["1a", "[0-9]+"]), ("a-c0-9", ["[abc1]+"])], "1a 12 cab1", [(0, 2), (3, 5), (6, 10)]),
        ([("A-Za-z", ["(?i:no)[0-9]"]), ("o", ["o[0-9]"])], "NO1 xno2", [(0, 3), (6, 8)]),  # a word begins, or may not
        ([("1", ["[0-9]x"]), ("0-9", ["[0-9]{2}"])], "1x2x34", [(0, 2), (4, 6)]),  # only what the rule says
        ([("第", ["第[0-9]+"]), ("0-9", ["[0-9]+"])], "第12、3", [(0, 3), (4, 5)]),
        ([("0-9", ["[0-9]"]), ("", ["x"])], "1x", [(0, 1), (1, 2)]),
        ([(r"\d", ["[0-9]"])], "1", [(0, 1)]),
        ([("0-9", ["[0-9]+%", "[0-9]+元"])], f"{'1' * 40}% 5元", [(0, 41), (42, 44)]),
    ],
)
def test_the_first_pattern_that_may_begin_at_a_character_counts(
    rules: list[tuple[str, list[str]]], text: str, spans: list[tuple[int, int]]
) -> None:
    found = exclusions(*rules).spans(text)
    assert found == [Span(*span) for span in spans]
    assert [exclusions(*rules).reason(text, span) for span in found]


def test_the_shipped_patterns_match_as_if_tried_in_turn() -> None:
    shipped = Exclusions(load_rules().of(ExclusionsFile))
    in_turn = re.compile(shipped._scan.pattern)
    texts = [path.read_text("utf-8") for path in RULES.glob("exclusions*.cases.yaml")]
    for text in texts:
        assert shipped.spans(text) == [Span(*match.span()) for match in in_turn.finditer(text)]
    assert sum(len(shipped.spans(text)) for text in texts) > 500
