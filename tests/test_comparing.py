"""Tests of comparing two rule sets: what changed, which rule answers for it, and how that is written."""

from __future__ import annotations

import html as web
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from numfacts.authoring import diff_json
from numfacts.authoring.blaming import LINKING, differences
from numfacts.authoring.comparing import Comparison, ComparisonRun, FactChange
from numfacts.authoring.diff_html import html
from numfacts.authoring.diff_markdown import MOST_ROWS, MOST_ROWS_OF_A_RULE, markdown
from numfacts.authoring.diff_rows import figures
from numfacts.authoring.gold import GoldClaim, GoldDocument
from numfacts.authoring.scoring import Found, score
from numfacts.document import Document
from numfacts.pipeline import Extractor
from numfacts.records import Fact
from numfacts.ruleset import load_rules

EditRules = Callable[..., Path]
MakeFact = Callable[..., Fact]


def compared(old: Path | None, new: Path | None, *texts: str) -> Comparison:
    run = ComparisonRun(("old", "new"), (Extractor(old), Extractor(new)))
    for number, text in enumerate(texts):
        run.add(Document(f"doc{number}", text))
    return run.result()


def test_the_same_rules_change_nothing() -> None:
    result = compared(None, None, "公司营收5亿元。")
    assert (result.documents, result.old_facts, result.new_facts) == (1, 1, 1)
    assert (result.changes, result.rules) == ([], {})


def test_a_word_taken_from_a_rule_changes_a_slot(edited_rules: EditRules) -> None:
    new = edited_rules("comparators.yaml", "[约合, 约折合, 约, ", "[约合, 约折合, ")
    result = compared(None, new, "公司营收约5亿元。")
    [change] = result.changes
    assert (change.kind, change.text, change.before, change.after) == ("changed", "5亿元", "公司营收约", "。")
    assert [(slot.slot, slot.old, slot.new) for slot in change.slots] == [("comparator", "~", "=")]
    assert change.rules == ("comparators/about",)
    assert result.rules == {"comparators/about": "changed"}


def two_changes(edited_rules: EditRules) -> Path:
    edited_rules("comparators.yaml", "[约合, 约折合, 约, ", "[约合, 约折合, ")
    return edited_rules(
        "exclusions.yaml",
        "      - '(?<![0-9])[0-9]+比[0-9]+'\n",
        "      - '(?<![0-9])[0-9]+比[0-9]+|[0-9]+亿元(?=整)'\n",
    )


def test_of_several_rules_each_answers_for_its_own(edited_rules: EditRules) -> None:
    new = two_changes(edited_rules)
    result = compared(None, new, "公司营收约5亿元。净利润3亿元整。", "净利润4亿元整。")
    assert [(rules, [change.kind for change in changes]) for rules, changes in result.groups()] == [
        (("exclusions/codes",), ["vanished", "vanished"]),
        (("comparators/about",), ["changed"]),
    ]
    back = compared(new, None, "净利润3亿元整。")
    assert [(change.kind, change.rules) for change in back.changes] == [("appeared", ("exclusions/codes",))]


def test_a_rule_that_is_not_cited_answers_by_what_its_sentence_reads(edited_rules: EditRules) -> None:
    edited_rules("comparators.yaml", "[约合, 约折合, 约, ", "[约合, 约折合, ")
    new = edited_rules("changes.yaml", "zh: [升, 上升, 增, 增长,", "zh: [升, 上升, 增,")
    [change] = compared(None, new, "公司营收同比增长5%。").changes
    assert change.rules == ("changes/rise",)


def test_a_rule_at_work_elsewhere_in_the_text_answers_too(edited_rules: EditRules) -> None:
    edited_rules("comparators.yaml", "[约合, 约折合, 约, ", "[约合, 约折合, ")
    new = edited_rules("styles.yaml", "    zh: [按年, 按月, 按季, 厘, 大市成交,", "    zh: [按年, 按月, 按季, 厘,")
    [change] = compared(None, new, "大市成交活跃。\n公司营收28元。").changes
    assert [(slot.slot, slot.old, slot.new) for slot in change.slots] == [("unit", "HKD", "CNY")]
    assert change.rules == ("styles/hong-kong-wording",)


def test_a_file_answers_for_what_is_no_rule_of_it(edited_rules: EditRules) -> None:
    edited_rules("comparators.yaml", "[约合, 约折合, 约, ", "[约合, 约折合, ")
    new = edited_rules("periods.yaml", ", 相较于, 相对于, 较,", ", 相较于, 相对于,")
    changes = compared(None, new, "2024年营收5亿元，较2023年增长5%。").changes
    assert changes
    assert {change.rules for change in changes} == {("periods",)}


def test_a_file_answers_for_the_order_of_its_rules(edited_rules: EditRules) -> None:
    level = "  - {id: level, role: level}\n"
    edited_rules("claims.yaml", level, "")
    new = edited_rules("claims.yaml", "kind: claims\nrules:\n", f"kind: claims\nrules:\n{level}")
    result = compared(None, new, "公司营收增长5%。")
    assert result.rules == {"claims": "changed"}
    assert [change.rules for change in result.changes] == [("claims",)]


def test_what_no_rule_answers_for_is_the_linkings(edited_rules: EditRules) -> None:
    edited_rules("comparators.yaml", "[约合, 约折合, 约, ", "[约合, 约折合, ")
    new = edited_rules("shapes.yaml", "{id: people, pattern: '人|", "{id: people, pattern: '")
    [change] = compared(None, new, "会员人数达15万。").changes
    assert [slot.slot for slot in change.slots] == ["unit"]
    assert change.rules == (LINKING,)


def test_differences_name_rules_and_files(edited_rules: EditRules) -> None:
    edited_rules("comparators.yaml", "  - id: about\n", "  - id: roughly\n")
    edited_rules("periods.yaml", "future: [将, 拟,", "future: [将,")
    new = edited_rules("boilerplate.yaml", "  colon: '\\s{0,3}[:|丨]\\s{0,3}'", "  colon: '\\s{0,2}[:|丨]\\s{0,3}'")
    found = differences(load_rules(), load_rules([new]))
    assert found["comparators/about"] == "removed"
    assert found["comparators/roughly"] == "added"
    assert found["periods"] == "changed"
    assert found["boilerplate"] == "changed"


STRANGE = "x|y*<b>&@who`[1](2)$\x1b"


@pytest.fixture
def strange(make_fact: MakeFact) -> Comparison:
    """A comparison of many changes whose every text would break a form that does not escape."""
    fact = make_fact(quote=STRANGE)
    changes = [
        FactChange("vanished", STRANGE, 4, 7, STRANGE, STRANGE, STRANGE, (f"rules/{rule:02}",), [], fact, None)
        for rule in range(12)
        for _ in range(25)
    ]
    gold = [GoldDocument("doc", [GoldClaim(4, 7, "500000000", "CNY")])]
    scores = score(gold, {"doc": Found([make_fact()])}), score(gold, {})
    return Comparison(STRANGE, "new", 1, 300, 0, {"rules/00": "changed"}, changes, scores)


def test_markdown_escapes_and_says_how_much_it_leaves_out(strange: Comparison) -> None:
    text = markdown(strange)
    lines = text.splitlines()
    rows = [line for line in lines if line.startswith("| x\\|y")]
    assert len(rows) == MOST_ROWS == 10 * MOST_ROWS_OF_A_RULE
    assert text.count("5 more rows are left out.") == 12  # 5 of ten rules, all 25 of two
    assert text.count("25 more rows are left out.") == 2
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 6 for row in rows)
    assert text.count("<details>") == text.count("</details>") == 12
    assert "<summary>rules/00 (changed): 25 vanished</summary>" in text
    assert r"x\|y\*\<b\>\&<span>@</span>who\`\[1\](2)\$\\x1b" in rows[0]
    assert "| claim f1 | 1.0000 | 0.0000 | -1.0000 |" in lines


def test_html_is_one_well_formed_page_with_everything_escaped(strange: Comparison) -> None:
    class Checker(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.tags: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.tags.append(tag)
            assert not {"src", "href"} & {name for name, _ in attrs}

    text = html(strange)
    checker = Checker()
    checker.feed(text)
    assert text.startswith("<!DOCTYPE html>")
    assert checker.tags.count("details") == 12
    assert checker.tags.count("mark") == 300
    assert checker.tags.count("b") == 12  # those of the headings alone
    assert web.escape("x|y*<b>&@who`[1](2)$\\x1b") in text
    assert "\x1b" not in text


def test_json_holds_the_facts_and_the_figures(strange: Comparison) -> None:
    data = json.loads(diff_json.json(strange))
    assert len(data["changes"]) == 300
    assert data["changes"][0]["old"]["quote"] == STRANGE
    assert data["changes"][0]["new"] is None
    assert [scores["full"]["f1"] for scores in data["scores"]] == [1.0, 0.0]
    assert all("disagreements" not in scores for scores in data["scores"])


def test_slots_are_figures_only_where_they_changed(strange: Comparison) -> None:
    assert strange.scores is not None
    names = [figure.name for figure in figures(strange.scores)]
    assert names[:3] == ["quantity precision", "quantity recall", "quantity f1"]
    assert "metric" in names
    assert "metric" not in [figure.name for figure in figures((strange.scores[0], strange.scores[0]))]
