"""Loading rule files: that every mistake is reported, and where."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from numfacts.errors import RulesError
from numfacts.ruleset import RuleFilesError, RuleSet, load_rules, shipped_directory
from numfacts.ruleset.kinds import KINDS, ExclusionsFile
from numfacts.ruleset.patterns import PatternError, check, compose
from numfacts.ruleset.validation import fit
from support.packs import CASES, problems, write

GOOD = """\
kind: exclusions
parts:
  digit: '[0-9]'
  code: '[A-Z]{digit}{2,3}'
rules:
  - id: words
    note: never counted
    terms: [一度, 零售, yes-man]
  - id: codes
    patterns: ['(?<![A-Z]){code}', 'v{digit}']
"""


pytestmark = pytest.mark.usefixtures("_shared_cache")


def names(rules: RuleSet) -> list[str]:
    """The names of all files, in their order."""
    return [file.name for file in rules.files]


# Rule files


def test_a_good_set_loads(tmp_path: Path) -> None:
    rules = load_rules([write(tmp_path / "rules", beta=GOOD, alpha=GOOD)])
    assert names(rules)[:2] == ["alpha", "beta"]
    assert rules.directories == (shipped_directory(), tmp_path / "rules")
    assert len(rules.hash) == 64
    assert rules.short_hash == rules.hash[:12]
    (_, file), *_ = rules.of(ExclusionsFile)
    assert [rule.id for rule in file.rules] == ["words", "codes"]
    assert file.rules[0].terms == ["一度", "零售", "yes-man"]


def test_named_parts_are_put_into_patterns(tmp_path: Path) -> None:
    rules = load_rules([write(tmp_path / "rules", alpha=GOOD)])
    (_, file), *_ = rules.of(ExclusionsFile)
    assert file.rules[1].patterns == ["(?<![A-Z])(?:[A-Z](?:[0-9]){2,3})", "v(?:[0-9])"]


def test_the_hash_is_of_names_and_bytes_of_the_rule_files(tmp_path: Path) -> None:
    first = load_rules([write(tmp_path / "a", alpha=GOOD)])
    assert load_rules([write(tmp_path / "b", alpha=GOOD)]).hash == first.hash
    assert load_rules([write(tmp_path / "c", beta=GOOD)]).hash != first.hash
    assert load_rules([write(tmp_path / "d", alpha=GOOD + "# changed\n")]).hash != first.hash


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("kind: exclusion\nrules: []\n", 1, 7, "unknown kind 'exclusion': known: "),
        ("rules: []\n", 1, 1, "the key 'kind' is missing"),
        ("- kind\n", 1, 1, "a rule file is a mapping"),
        ("kind: exclusions\n", 1, 1, "the key 'rules' is missing"),
        ("kind: exclusions\nrules: []\n", 2, 8, "the file has no rules"),
        ("kind: exclusions\nrules: x\n", 2, 8, "expected list, got str"),
        ("kind: exclusions\nrule: []\nrules: [{id: a}]\n", 2, 1, "unknown key 'rule': did you mean 'rules'?"),
        ("kind: exclusions\nrules:\n  - id: a\n    term: [甲]\n", 4, 5, "unknown key 'term': did you mean 'terms'?"),
        ("kind: exclusions\nrules:\n  - terms: [甲]\n", 3, 5, "the key 'id' is missing"),
        ("kind: exclusions\nrules:\n  - id: 7\n", 3, 9, "expected str, got int: quote it: '7'"),
        ("kind: exclusions\nrules: [{id: a, terms: [甲, 360]}]\n", 2, 28, "quote it: '360'"),
        ("kind: exclusions\nrules: [{id: a, terms: [true]}]\n", 2, 25, "quote it: 'true'"),
        ("kind: exclusions\nrules: [{id: a, terms: [1]}]\n", 2, 25, "quote it: '1'"),
        ("kind: exclusions\nrules: [{id: a, terms: [[b]]}]\n", 2, 25, "quote text that begins with [ or {"),
        ("kind: exclusions\nrules: [{id: a, terms: 甲}]\n", 2, 24, "write a list: [甲]"),
        ("kind: exclusions\nrules: [{id: A b}]\n", 2, 14, "bad id 'A b'"),
        ("kind: exclusions\nrules:\n  - {id: a}\n  - {id: a}\n", 4, 10, "duplicate id 'a', first in line 3"),
        ("kind: exclusions\nrules: [{id: a, terms: ['']}]\n", 2, 25, "an empty term"),
        ("kind: exclusions\nrules: [{id: a, terms: [甲, 乙, 甲]}]\n", 2, 31, "duplicate '甲', first in line 2"),
        ("kind: exclusions\nrules: [{id: a, patterns: [' ']}]\n", 2, 28, "an empty pattern"),
        ("kind: exclusions\nrules: [{id: a, patterns: ['(甲']}]\n", 2, 28, "does not compile: missing ), unterminated"),
        ("kind: exclusions\nrules: [{id: a, patterns: ['[[甲]']}]\n", 2, 28, "does not compile: Possible nested set"),
        ("kind: exclusions\nrules: [{id: a, patterns: ['甲{num}']}]\n", 2, 28, "unknown part {num}: known: "),
        ("kind: exclusions\nparts: {num: '[0-'}\nrules: [{id: a}]\n", 2, 14, "does not compile"),
        ("kind: exclusions\nparts: {num: '{num}'}\nrules: [{id: a}]\n", 2, 14, "uses itself: num > num"),
        ("kind: exclusions\nparts: {1a: 'x'}\nrules: [{id: a}]\n", 2, 9, "bad part name '1a'"),
        ("kind: currencies\nrules: [{id: a, code: [X]}]\n", 2, 23, "expected str or null, got list"),
        (
            "kind: comparators\nrules: [{id: a, value: '='}]\n",
            2,
            24,
            "unknown value '=': did you mean '>='? known: ~, >",
        ),
        ("kind: comparators\nrules: [{id: a, value: >}]\n", 2, 24, "quote text that begins with @, `, %, > or |"),
    ],
)
def test_a_bad_rule_file_is_reported_with_its_place(
    tmp_path: Path, text: str, line: int, column: int, message: str
) -> None:
    found = problems(write(tmp_path / "rules", bad=text))
    assert found[0][:3] == ("bad.yaml", line, column)
    assert message in found[0][3]


def test_all_problems_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    bad = (
        "kind: exclusions\nrules:\n  - {id: a, terms: 1, pattern: x}\n  - {id: B, terms: [no, 甲, 甲]}\n  - {note: c}\n"
    )
    directory = write(tmp_path / "rules", one=bad, two="kind: [\n", good=GOOD)
    (directory / "alone.yaml").write_text(GOOD, encoding="utf-8")
    (directory / "orphan.cases.yaml").write_text(CASES, encoding="utf-8")
    (directory / "other.yml").write_text(GOOD, encoding="utf-8")
    (directory / "Bad Name.yaml").write_text(GOOD, encoding="utf-8")
    (directory / "Bad Name.cases.yaml").write_text(CASES, encoding="utf-8")
    found = problems(directory)
    assert [place[:2] for place in found] == [
        ("Bad Name.yaml", 1),
        ("alone.yaml", 1),
        ("one.yaml", 3),
        ("one.yaml", 3),
        ("one.yaml", 4),
        ("one.yaml", 4),
        ("one.yaml", 4),
        ("one.yaml", 5),
        ("orphan.cases.yaml", 1),
        ("other.yml", 1),
        ("two.yaml", 2),
    ]


def test_a_broken_part_does_not_blame_the_patterns_that_use_it(tmp_path: Path) -> None:
    text = "kind: exclusions\nparts: {num: '['}\nrules: [{id: a, patterns: ['{num}甲', '{num}乙']}]\n"
    assert [place[:2] for place in problems(write(tmp_path / "rules", bad=text))] == [("bad.yaml", 2)]


def test_the_message_names_file_line_column_and_text(tmp_path: Path) -> None:
    directory = write(tmp_path / "rules", bad="kind: exclusions\nrules:\n  - {id: a, terms: [no]}\n")
    with pytest.raises(RulesError) as caught:
        load_rules([directory])
    lines = str(caught.value).split("\n")
    assert lines[0].startswith(f"{directory / 'bad.yaml'}:3:21: no is a boolean")
    assert lines[1] == "    - {id: a, terms: [no]}"


def test_missing_and_empty_directories_are_errors(tmp_path: Path) -> None:
    assert "no rules directory" in problems(tmp_path / "nowhere")[0][3]
    (tmp_path / "empty").mkdir()
    assert "no rule files" in problems(tmp_path / "empty")[0][3]


def test_hidden_files_and_other_files_are_passed_over(tmp_path: Path) -> None:
    directory = write(tmp_path / "rules", alpha=GOOD)
    (directory / ".alpha.yaml").write_text("[", encoding="utf-8")
    (directory / "README.md").write_text("# Rules\n", encoding="utf-8")
    (directory / "schema.json").write_text("{}\n", encoding="utf-8")
    assert names(load_rules([directory])) == ["alpha", *names(load_rules())]


def test_a_stage_can_report_a_problem_with_its_place(tmp_path: Path) -> None:
    rules = load_rules([write(tmp_path / "rules", alpha=GOOD)])
    found = rules.problem(rules.files[0], ("rules", 1, "patterns", 1), "matches nothing")
    assert (found.path.name, found.line, found.column) == ("alpha.yaml", 10, 36)
    assert str(RuleFilesError([found])).endswith("matches nothing\n    patterns: ['(?<![A-Z]){code}', 'v{digit}']")


# Patterns and misfits on their own


def test_composing_leaves_quantifiers_and_escaped_braces_alone() -> None:
    assert compose(r"a{2,3}\{x\}{x}", {"x": "b|c"}) == r"a{2,3}\{x\}(?:b|c)"


def test_parts_that_double_are_stopped() -> None:
    parts = {"p0": "xxxx"} | {f"p{level}": f"{{p{level - 1}}}{{p{level - 1}}}" for level in range(1, 60)}
    with pytest.raises(PatternError, match="more than"):
        compose("{p59}", parts)


def test_a_pattern_that_only_warns_is_refused() -> None:
    with pytest.raises(PatternError, match="nested set"):
        check("[[a]")


class _Inner(msgspec.Struct, forbid_unknown_fields=True):
    size: int
    way: str | None = None


class _Outer(msgspec.Struct, forbid_unknown_fields=True):
    items: list[_Inner]
    named: dict[str, _Inner] = {}
    one: _Inner | None = None
    pair: tuple[int, str] | None = None
    lines: tuple[str, ...] = ()


def test_each_misfit_is_found_with_its_path() -> None:
    data = {
        "items": [{"size": "x"}, {"size": 1, "wey": 2}, {"way": 3}],
        "named": {"a": {"size": None}},
        "one": {"size": []},
        "pair": [1],
        "lines": ["a", 2],
        "extra": 1,
    }
    value, found = fit(data, _Outer)
    assert value is None
    assert [(misfit.path, misfit.on_key) for misfit in found] == [
        (("items", 0, "size"), False),
        (("items", 1, "wey"), True),
        (("items", 2, "way"), False),
        (("items", 2), False),
        (("named", "a", "size"), False),
        (("one", "size"), False),
        (("pair",), False),
        (("lines", 1), False),
        (("extra",), True),
    ]


def test_data_that_fits_is_converted() -> None:
    assert fit({"items": [{"size": 1}]}, _Outer) == (_Outer([_Inner(1)]), [])


# The rules of the package


def test_the_shipped_rules_load() -> None:
    rules = load_rules()
    assert rules.directories == (shipped_directory(),)
    assert load_rules([]) == rules
    assert len(rules.files) > 5
    assert {type(file.content) for file in rules.files} <= set(KINDS.values())
    assert load_rules(cache=False) == rules
