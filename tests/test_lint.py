"""The checks of the linter, each on a file that has what it looks for and on one that has not, and its report."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from numfacts import cli
from numfacts.authoring.linting import CHECKS, Finding, lint, sheets
from numfacts.authoring.linting.loading import loading_findings
from numfacts.authoring.linting.terms import out_of_order
from numfacts.authoring.marking import display_width
from numfacts.ruleset import RuleProblem
from numfacts.ruleset.kinds import KINDS
from support import packs

Lint = Callable[..., list[Finding]]

# Words that rules of the tests need in a case, so that only what a test is about is found.
CASES = """\
cases:
  - {text: '甲 乙 丙 丁 戊 己 庚 辛 壬 癸 营收 成本 alpha beta gamma a1 b2 c3 x y', facts: []}
"""


def write(directory: Path, files: dict[str, str]) -> Path:
    """A directory of rule files, by name, each with cases."""
    return packs.write(directory, cases=CASES, **files)


@pytest.fixture(autouse=True)
def below(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Rules to lie over that have one metric and one currency, for speed."""
    files = {
        "money": "kind: currencies\nrules:\n  - {id: usd, code: USD, zh: [癸]}\n",
        "measures": "kind: metrics\nrules:\n  - {id: known, metric: known, takes: [money], zh: [营收]}\n",
    }
    directory = write(tmp_path / "below", files)
    monkeypatch.setattr(sheets, "shipped_directory", lambda: directory)
    return directory


@pytest.fixture
def run(tmp_path: Path) -> Lint:
    """Gives a function that lints files by name and text, but for cases unless these are asked for."""

    def run(cases: bool = False, **files: str) -> list[Finding]:
        return lint([write(tmp_path / "rules", files)], lambda check: cases or check != "uncased-rule").findings

    return run


def exclusions(*patterns: str, parts: str = "", mark: str = "") -> str:
    """A file of one exclusion rule with the given patterns."""
    lines = "".join(f"      - {mark}'{pattern}'\n" for pattern in patterns)
    return f"kind: exclusions\n{parts}rules:\n  - id: e\n    terms: [甲]\n    patterns:\n{lines}"


def of(kind: str, *rules: str) -> str:
    """A file of a kind with the given rules in brackets."""
    return f"kind: {kind}\nrules:\n" + "".join(f"  - {{{rule}}}\n" for rule in rules)


SORTED = "[alpha, beta, c1, c2, c3, c4, c5, c6, c7, c8, c9]"
MARKED = "[⇩beta, alpha, c1, c2, c3, c4, c5, c6, c7, c8, c9]"
UNSORTED = MARKED.replace("⇩", "")

# For each check a file that has what it looks for, at the mark, and a file that has not.
PAIRS: list[tuple[str, str, str]] = [
    ("duplicate-term", of("cues", "id: a, cue: to, zh: [甲]", "id: b, cue: from, zh: [乙, ⇩甲]"), of(
        "cues", "id: a, cue: to, zh: [甲]", "id: b, cue: from, zh: [乙]")),
    ("duplicate-term", of("units", "id: a, code: km, class: physical, zh: [甲, x], en: [⇩x]"), of(
        "units", "id: a, code: km, class: physical, zh: [甲, x], en: [alpha]")),
    ("duplicate-term", of("places", "id: a, zh: [甲], en: [Alpha, ⇩alpha]"), of(
        "places", "id: a, zh: [甲], en: [Alpha]")),
    ("shadowed-term", of("cues", "id: a, cue: to, zh: [甲, ⇩营收]"), of(
        "cues", "id: a, cue: to, zh: [甲]")),
    ("shadowed-term", of("boilerplate", "id: a, scope: line, triggers: [⇩甲乙, 乙], pattern: 甲乙丙"), of(
        "boilerplate", "id: a, scope: line, triggers: [甲, 乙], pattern: 甲")),
    ("traditional-form", of("cues", "id: a, cue: to, zh: [甲, ⇩營收額]"), of(
        "cues", "id: a, cue: to, zh: [甲, 营收额]")),
    ("traditional-form", exclusions("⇩營收x|[a2]1"), exclusions("营收x|[a2]1")),
    ("wide-form", of("cues", "id: a, cue: to, zh: [甲, ⇩乙／丙]"), of("cues", "id: a, cue: to, zh: [甲, 乙/丙]")),
    ("wide-form", of("cues", 'id: a, cue: to, zh: [⇩"乙\u200b丙"]'), of("cues", "id: a, cue: to, zh: [乙丙]")),
    ("wide-form", exclusions("[a(⇩（]1"), exclusions("[a(]1")),
    ("upper-case", of("comparators", "id: a, value: '>', before: [甲], after: [⇩Alpha]"), of(
        "comparators", "id: a, value: '>', before: [Alpha], after: [alpha]")),
    ("unsorted", of("shapes", f"id: a, terms: {MARKED}"), of("shapes", f"id: a, terms: {SORTED}")),
    ("unknown-reference", of("groups", "id: a, metrics: [known, ⇩knwon]"), of("groups", "id: a, metrics: [known]")),
    ("unknown-reference", of("changes", "id: a, role: verb, zh: [甲], metric: ⇩no_such"), of(
        "changes", "id: a, role: verb, zh: [甲], metric: known")),
    ("unknown-reference", of("metrics", "id: a, metric: a, takes: [money], zh: [甲], ratio: ⇩b"), of(
        "metrics", "id: a, metric: a, takes: [money], zh: [甲], ratio: known")),
    ("unknown-reference", of("places", "id: a, zh: [甲], currency: ⇩USX"), of(
        "places", "id: a, zh: [甲], currency: USD")),
    ("unknown-reference", of("currencies", "id: a, code: ⇩Dollar, zh: [甲]"), of(
        "currencies", "id: a, code: EUR, zh: [甲]")),
    ("unknown-reference", of("claims", "id: a, before: METRIC ⇩LEVL?, role: level"), of(
        "claims", "id: a, before: METRIC LEVEL?, role: level")),
    ("unused-part", exclusions("a1", parts="parts:\n  ⇩one: '[0-9]'\n"), exclusions(
        "a{one}", parts="parts:\n  one: '[0-9]'\n")),
    ("contradicting-units", of(
        "metrics", "id: a, metric: m, takes: [money], zh: [甲]", "id: b, metric: m, takes: ⇩[count], zh: [乙]"), of(
        "metrics", "id: a, metric: m, takes: [money], zh: [甲]", "id: b, metric: m, takes: [count, money], zh: [乙]")),
    ("contradicting-units", of(
        "units", "id: a, code: h, class: duration, zh: [甲]", "id: b, code: h, class: ⇩count, zh: [乙]"), of(
        "units", "id: a, code: h, class: count, zh: [甲]", "id: b, code: h, class: count, zh: [乙]")),
    ("bad-number", of("units", "id: a, code: h, class: count, factor: ⇩ten, zh: [甲]"), of(
        "units", "id: a, code: h, class: count, factor: '10', zh: [甲]")),
    ("duplicate-pattern", of("exclusions", "id: a, patterns: [a1]", "id: b, patterns: [b2, ⇩a1]"), of(
        "exclusions", "id: a, patterns: [a1]", "id: b, patterns: [b2]")),
    ("shadowed-pattern", exclusions("(?:甲⇩|甲乙|丙)"), exclusions("(?:甲乙|甲|丙)")),
    ("shadowed-pattern", of("claims", "id: a, before: TO, role: level", "id: ⇩b, before: TO, role: change"), of(
        "claims", "id: a, before: TO, classes: [ratio], role: level", "id: b, before: TO, role: change")),
    ("repeated-alternative", exclusions("(?:甲|乙⇩|甲)x|a1"), exclusions("(?:甲|乙)x|a1")),
    ("repeated-alternative", exclusions("a⇩[121]"), exclusions("a[12]")),
    ("empty-alternative", exclusions("a⇩(?:1|)"), exclusions("a1?")),
    ("empty-alternative", exclusions("a⇩(?:1||2)"), exclusions("a(?:1|2)")),
    ("empty-alternative", exclusions("a(?:⇩(|1)2|1)"), exclusions("a(?:1?2|1)")),
    ("empty-match", exclusions("(?:a1)*", mark="⇩"), exclusions("(?:a1)+")),
    ("boundary-escape", exclusions(r"⇩\ba1"), exclusions(r"(?<![A-Za-z0-9])a1")),
    ("digit-escape", exclusions(r"a⇩\d"), exclusions(r"a[0-9][^\d]?")),
    ("word-escape", exclusions(r"a[⇩\w.]"), exclusions(r"a[A-Za-z0-9_.]")),
    ("catastrophic-pattern", exclusions("(?:a+1?)+c3|a1", mark="⇩"), exclusions("(?:a1)+c3|a1")),
    ("overlapping-repeats", exclusions("(?<![a-z])a+[a-z]*1", mark="⇩"), exclusions("(?<![a-z])a[a-z]*1")),
    ("uncased-rule", of("cues", "id: a, cue: to, zh: [甲]", "id: ⇩b, cue: to, zh: [无]"), of(
        "cues", "id: a, cue: to, zh: [甲]", "id: b, cue: to, zh: [无, 乙]")),
    ("uncased-rule", of("exclusions", "id: ⇩a, patterns: ['a[3-9]']"), of("exclusions", "id: a, patterns: ['a[1-9]']")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("check", "bad", "good"),
    PAIRS,
    ids=[f"{pair[0]}-{index}" for index, pair in enumerate(PAIRS)],
)
def test_a_check_finds_what_is_wrong_and_nothing_else(run: Lint, check: str, bad: str, good: str) -> None:
    before, cases = bad[: bad.index("⇩")].split("\n"), check == "uncased-rule"
    found = [(finding.check, finding.line, finding.column) for finding in run(cases, rules=bad.replace("⇩", ""))]
    assert found == [(check, len(before), len(before[-1]) + 1)]
    assert run(cases, rules=good) == []


def test_every_check_but_those_of_loading_has_a_test() -> None:
    tested = {pair[0] for pair in PAIRS} | {"slow-pattern"}  # told by time: see test_lint_patterns.py
    assert tested == {check.id for check in CHECKS.values() if not check.loading}


def test_a_group_is_shown_by_any_of_its_metrics(run: Lint) -> None:
    metrics = of("metrics", "id: m, metric: m, takes: [money], zh: [甲]", "id: k, metric: k, takes: [money], zh: [子]")
    found = run(True, rules=of("groups", "id: a, metrics: [m, k]", "id: b, metrics: [k]"), measured=metrics)
    assert [(finding.path.stem, finding.message) for finding in found] == [
        ("measured", "no case shows measured/k at work"),
        ("rules", "no case shows rules/b at work"),
    ]


def test_rules_are_compared_across_files_and_with_what_they_lie_over(run: Lint) -> None:
    found = run(
        one=of("cues", "id: a, cue: to, zh: [甲]"), two=of("cues", "id: b, cue: from, zh: [甲]"), money=of(
            "currencies", "id: c, code: EUR, zh: [癸]"
        )
    )  # fmt: skip
    assert [(finding.path.stem, finding.message) for finding in found] == [
        ("two", "'甲' of two/b never counts: one/a has it before (one.yaml, line 3)"),
    ]


def test_a_claim_rule_is_shown_by_a_fact_that_cites_it(tmp_path: Path) -> None:
    rules = of(
        "claims",
        "id: shown, before: METRIC BASIS, classes: [ratio], role: change",
        "id: not, before: BY BY, role: level",
    )
    words = {"bases": of("bases", "id: yoy, basis: yoy, zh: [同比]"), "more": rules}
    (write(tmp_path / "rules", words) / "more.cases.yaml").write_text(
        "cases:\n  - {text: 营收同比35%。, facts: [{quote: 35%}]}\n", encoding="utf-8"
    )
    found = [finding for finding in lint([tmp_path / "rules"]).findings if finding.path.stem == "more"]
    assert [(finding.check, finding.line) for finding in found] == [("uncased-rule", 4)]


def test_words_of_a_pack_come_before_those_it_lies_over_but_not_before_earlier_kinds(run: Lint) -> None:
    assert run(rules=of("metrics", "id: a, takes: [money], zh: [营收]")) == []
    found = run(rules=of("cues", "id: a, cue: to, zh: [甲, 营收]"))
    assert [finding.message for finding in found] == [
        "'营收' of rules/a never counts: measures/known has it before (measures.yaml, line 3)"
    ]
    replaced = of("metrics", "id: known, metric: known, takes: [money], zh: [成本]")
    assert run(rules=of("cues", "id: a, cue: to, zh: [甲, 营收]"), measures=replaced) == []


def test_everything_is_reported_at_once(run: Lint) -> None:
    """A file that loading refuses keeps nothing else from being checked."""
    found = run(
        broken="kind: cues\nrules: [\n",
        wrong=of("cues", "id: a, cue: two, zh: [甲]"),
        sound=of("cues", "id: b, cue: to, zh: [乙, 營]"),
        half=exclusions("(a", r"\ba1"),
    )
    assert [(finding.path.stem, finding.check) for finding in found] == [
        ("broken", "yaml"),
        ("half", "bad-pattern"),
        ("half", "boundary-escape"),
        ("sound", "traditional-form"),
        ("wrong", "wrong-value"),
    ]


@pytest.mark.parametrize(
    ("message", "check", "said", "hint"),
    [
        ("duplicate key 'a: b': remove one", "duplicate-key", "duplicate key 'a: b'", "remove one"),
        ("not YAML: expected ',' or ']'; close it", "yaml", "not YAML: expected ',' or ']'", "close it"),
        ("the key 'id' is missing", "missing-key", "the key 'id' is missing", "add it: 'id'"),
        ("expected int, got str", "wrong-value", "expected int, got str", "write int here"),
        ("unknown value 'x:y': known: z, q", "wrong-value", "unknown value 'x:y'", "known: z, q"),
        ("bad id 'A': lower-case letters", "bad-id", "bad id 'A'", "lower-case letters"),
        ("there is no earlier x.yaml", "wrong-value", "there is no earlier x.yaml", "remove it here"),
        ("something nobody thought of", "wrong-value", "something nobody thought of", CHECKS["wrong-value"].hint),
    ],
)  # fmt: skip
def test_what_loading_says_is_parted_into_cause_and_remedy(message: str, check: str, said: str, hint: str) -> None:
    path = Path("x.yaml")
    problems = [RuleProblem(path, 3, 4, message, "text"), RuleProblem(path, 3, 4, "also here")]
    assert list(loading_findings(problems)) == [Finding(path, 3, 4, check, said, hint, "text")]


def test_a_place_is_shown_with_its_line_and_a_caret() -> None:
    finding = Finding(Path("x.yaml"), 7, 12, "wide-form", "m", "h", "    zh: [甲乙, 丙]")
    assert str(finding) == (
        "x.yaml:7:12: error[wide-form]: m\n    zh: [甲乙, 丙]\n             ^\n    hint: h"
    )  # the caret stands below the third character, which two wide ones precede


def test_a_long_line_is_cut_around_the_place() -> None:
    line = "    zh: [" + "营收, " * 100 + "]"
    shown = str(Finding(Path("x.yaml"), 1, 210, "wide-form", "m", "h", line)).splitlines()
    assert shown[1].startswith("    …")
    assert shown[1].endswith("…")
    assert display_width(shown[1]) <= 110
    place = line[209]
    before = shown[2].index("^")
    assert next(char for index, char in enumerate(shown[1]) if display_width(shown[1][:index]) == before) == place


@pytest.mark.parametrize(
    ("words", "positions"),
    [
        (["b", "a"], []),
        (list("bacdefghij"), [0]),
        (list("acdefghijb"), [9]),
        (list("abcdefghij"), []),
        (list("jihgfedcba"), []),
    ],
)
def test_only_lists_that_are_all_but_sorted_are_to_be_sorted(words: list[str], positions: list[int]) -> None:
    assert out_of_order(words) == positions


# The command


def invoke(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(cli.app, ["rules", "lint", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout


def test_the_command_fails_for_errors_only(tmp_path: Path) -> None:
    good = write(tmp_path / "good", {"cues": of("cues", "id: a, cue: to, zh: [甲]")})
    bad = write(tmp_path / "bad", {"cues": of("cues", "id: a, cue: to, zh: [甲, 營]")})
    warned = write(tmp_path / "warned", {"names": of("shapes", f"id: a, terms: {UNSORTED}")})
    assert invoke(good) == (0, "")
    assert invoke(bad)[0] == 1
    assert invoke(warned)[0] == 0
    assert "warning[unsorted]" in invoke(warned)[1]


def test_checks_can_be_chosen_but_not_what_loading_refuses(tmp_path: Path) -> None:
    files = {"cues": of("cues", "id: a, cue: to, zh: [甲, 營]", "id: b, cue: from, zh: [甲]"), "x": "kind: two\n"}
    rules = write(tmp_path / "rules", files)

    def found(*options: str) -> list[str]:
        return [finding["check"] for finding in json.loads(invoke(rules, "--json", *options)[1])]

    assert found() == ["traditional-form", "duplicate-term", "wrong-value"]
    assert found("--select", "duplicate-term") == ["duplicate-term", "wrong-value"]
    assert found("--ignore", "duplicate-term") == ["traditional-form", "wrong-value"]
    assert invoke(rules, "--select", "duplicate-terms")[0] == 2


def test_json_says_all_that_the_text_does(tmp_path: Path) -> None:
    rules = write(tmp_path / "rules", {"cues": of("cues", "id: a, cue: to, zh: [甲, 營]")})
    assert json.loads(invoke(rules, "--json")[1]) == [
        {
            "path": str(rules / "cues.yaml"),
            "line": 3,
            "column": 30,
            "severity": "error",
            "check": "traditional-form",
            "message": "'營' is no Simplified form: it never matches",
            "hint": "write '营'",
            "excerpt": "- {id: a, cue: to, zh: [甲, 營]}",
        }
    ]


def test_the_times_of_all_patterns_can_be_shown(tmp_path: Path) -> None:
    status, output = invoke(write(tmp_path / "rules", {"codes": exclusions("a1", "b[0-9]")}), "--times")
    assert status == 0
    assert sorted(line.split("codes/e ")[1].split()[0] for line in output.splitlines()) == [
        "(patterns/0)",
        "(patterns/1)",
    ]


def test_the_checks_are_listed() -> None:
    status, output = invoke("--checks")
    assert status == 0
    assert [line.split()[0] for line in output.splitlines()] == list(CHECKS)


def test_a_directory_that_is_not_there_is_a_finding_and_wrong_usage(tmp_path: Path) -> None:
    status, output = invoke(tmp_path / "nowhere")
    assert status == 2
    assert "error[file]: no rules directory" in output


def test_the_examples_that_rule_files_begin_from_are_clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    for kind in KINDS:
        assert CliRunner().invoke(cli.app, ["rules", "new", kind, f"my-{kind}"]).exit_code == 0
    findings = lint([tmp_path]).findings
    assert findings == [], "\n".join(map(str, findings))
