"""A directory of broken rule files, through the command as it is installed: one message each, with place and remedy."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest


def places(*rules: str, kind: str = "places") -> str:
    """A file of rules in brackets."""
    return f"kind: {kind}\nrules:\n" + "".join(f"  - {rule}\n" for rule in rules)


exclusions, cues, groups, shapes = (partial(places, kind=kind) for kind in ("exclusions", "cues", "groups", "shapes"))
GOOD_CASES = "cases:\n  - {text: 甲乙丙丁, facts: []}\n"
WORDS = exclusions("{id: words, terms: [甲]}")

# Each file with a mark where its mistake is, what the message says of it, and what it tells to write instead. The
# mark of the one without a place stands at its beginning.
BROKEN: dict[str, tuple[str, str, str]] = {
    "bad-yaml": ("kind: places\nrules:\n  - {id: a, zh: [甲乙⇩}\n", "not YAML", "close the list"),
    "bad-bytes": ("kind: places\nnote: ⇩\xff\n", "is not UTF-8", "save the file as UTF-8"),
    "duplicate-key": (places("{id: a, zh: [甲丁], ⇩zh: [丁丁]}"), "duplicate key 'zh'", "remove one"),
    "no-as-value": (places("{id: a, zh: [丙丁], subject: ⇩no}"), "is a boolean", "quote it: 'no'"),
    "unknown-key": (places("{id: a, zh: [丙丙], ⇩curency: CNY}"), "unknown key", "did you mean 'currency'"),
    "unknown-kind": ("kind: ⇩palces\nrules:\n  - {id: a}\n", "unknown kind 'palces'", "known: boilerplate"),
    "wrong-type": (places("{id: a, zh: ⇩乙乙}"), "expected list, got str", "write a list: [乙乙]"),
    "not-a-number": (shapes("{id: a, terms: [⇩12]}"), "expected str, got int", "quote it: '12'"),
    "missing-key": ("kind: places\nrules:\n  - ⇩{zh: [甲丙]}\n", "the key 'id' is missing", "add it: 'id'"),
    "unknown-value": (cues("{id: a, cue: ⇩levle, zh: [乙丁]}"), "unknown value 'levle'", "did you mean 'level'"),
    "duplicate-id": (places("{id: a, zh: [丁甲]}\n  - {id: ⇩a, zh: [丁乙]}"), "duplicate id 'a'", "another id"),
    "repeated-term": (places("{id: a, zh: [丙甲, ⇩丙甲]}"), "duplicate '丙甲'", "remove one"),
    "unknown-metric": (groups("{id: a, metrics: [⇩revenu]}"), "unknown metric 'revenu'", "did you mean 'revenue'"),
    "unknown-part": (exclusions("{id: a, patterns: [⇩'甲{digits}']}"), "unknown part {digits}", "write \\{"),
    "unbalanced": (exclusions("{id: a, patterns: [⇩'甲(乙|丙']}"), "unterminated subpattern", "close what is open"),
    "catastrophic": (exclusions("{id: a, patterns: [⇩'(?:甲+乙?)+丙丁']}"), "in more than one way", "write *+"),
    "empty-alternative": (exclusions("{id: a, patterns: ['甲⇩(?:乙|)丙']}"), "empty alternative", "remove the |"),
    "boundary": (exclusions("{id: a, patterns: ['甲乙⇩\\b']}"), r"\b in a pattern", r"(?![A-Za-z0-9])"),
    "traditional": (places("{id: a, zh: [甲乙丙, ⇩營甲]}"), "no Simplified form", "write '营甲'"),
    "missing-cases": ("⇩" + places("{id: a, zh: [乙丙丁]}"), "rules without cases", "write missing-cases.cases.yaml"),
    "case-without-quote": (WORDS.replace("甲", "丁丙"), "is not in the text", "quote the text as it stands there"),
    "repeated-case": (WORDS.replace("甲", "丁丁丙"), "stands in the file already", "remove it here"),
    "empty-cases": (WORDS.replace("甲", "乙甲丙"), "the file has no cases", "write a case"),
}  # fmt: skip
CASES = {
    "case-without-quote": "cases:\n  - text: 丁丙\n    facts:\n      - {quote: ⇩5亿元}\n",
    "repeated-case": "cases:\n  - {text: 丁丁丙, facts: []}\n  - ⇩{text: 丁丁丙, facts: []}\n",
    "empty-cases": "cases: ⇩[]\n",
}


def test_twenty_broken_files_give_as_many_messages(tmp_path: Path) -> None:
    expected: dict[str, tuple[int, int]] = {}
    for name, (text, _, _) in BROKEN.items():
        for ending, content in ((".yaml", text), (".cases.yaml", CASES.get(name, GOOD_CASES))):
            if name == "missing-cases" and ending == ".cases.yaml":
                continue
            if "⇩" in content:
                before = content[: content.index("⇩")].split("\n")
                expected[name + ending] = (len(before), len(before[-1]) + 1)
            encoding = "latin-1" if name + ending == "bad-bytes.yaml" else "utf-8"
            (tmp_path / (name + ending)).write_bytes(content.replace("⇩", "").encode(encoding))
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = Path(sys.executable).with_name("numfacts")
    ran = subprocess.run(
        [command, "rules", "lint", "."], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", env=environment
    )
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr + ran.stdout
    messages = re.findall(
        r"(?m)^(\S+\.yaml):(\d+):(\d+): error\[[a-z-]+\]: (.+)\n(?:    .+\n)*?    hint: (.+)$", ran.stdout
    )
    found = {name: (int(line), int(column)) for name, line, column, _, _ in messages}
    assert found == expected
    assert len(messages) == len(BROKEN) >= 20
    for name, _, _, message, hint in messages:
        _, said, remedy = BROKEN[name.split(".")[0]]
        assert said in message
        assert remedy in hint, name


@pytest.mark.parametrize("text", ["", "kind: [places]\n", "a: &a [*a]\n", "\x00"])
def test_no_file_makes_the_linter_stumble(tmp_path: Path, text: str) -> None:
    from numfacts.authoring.linting import lint

    for name in ("x.yaml", "x.cases.yaml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    findings = lint([tmp_path]).findings
    assert {finding.path.name for finding in findings} == {"x.yaml", "x.cases.yaml"}
    assert all(finding.hint for finding in findings)
