"""Rule files to start from, and cases drafted from what is found now.

The rule files are the examples of ``rules/README.md``, so that what the page shows is what an author begins with.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from numfacts.records import Fact, Mention
from numfacts.ruleset.kinds import KINDS
from numfacts.ruleset.loader import CASES, NAME, shipped_directory
from numfacts.ruleset.schema import CASES as CASES_SCHEMA
from numfacts.ruleset.schema import RULES as RULES_SCHEMA
from numfacts.ruleset.schema import write as write_schemas
from numfacts.ruleset.yaml import Source

GUIDE = "README.md"

_EXAMPLE = re.compile(
    r"^### (?P<kind>\w+)\n(?:(?!^###).)*?^```yaml\n(?P<rules>.*?)^```\n```yaml\n(?P<cases>.*?)^```$", re.M | re.S
)
_EDITORS = "# yaml-language-server: $schema={}\n"


class Example(NamedTuple):
    """A small rule file of one kind and the cases that show it at work, as text."""

    rules: str
    cases: str


def guide() -> str:
    """The text of the page that describes the rule language."""
    return (shipped_directory() / GUIDE).read_text(encoding="utf-8")


def examples() -> dict[str, Example]:
    """The example of each kind of rules, out of the guide."""
    return {found["kind"]: Example(found["rules"], found["cases"]) for found in _EXAMPLE.finditer(guide())}


def start(kind: str, name: str, directory: Path) -> list[Path]:
    """Writes a rule file of a kind with its cases into a directory, and the schemas for editors; gives what it wrote.

    Raises ``ValueError`` for a kind that there is not, for a name no rule file can have, and where a file of the name
    is there already; ``OSError`` where the directory cannot be written to.
    """
    if kind not in KINDS:
        raise ValueError(f"no kind {kind!r}: known: {', '.join(KINDS)}")
    if not NAME.fullmatch(name):
        raise ValueError(f"bad name {name!r}: write lower-case letters, digits, - and _")
    example = examples()[kind]
    contents = {
        directory / f"{name}.yaml": _EDITORS.format(RULES_SCHEMA) + example.rules,
        directory / f"{name}{CASES}": _EDITORS.format(CASES_SCHEMA) + example.cases,
    }
    for path in contents:
        if path.exists():
            raise ValueError(f"{path} is there already")
    directory.mkdir(parents=True, exist_ok=True)
    for path, content in contents.items():
        path.write_text(content, encoding="utf-8")
    return [*contents, *write_schemas(directory)]


def draft_case(
    text: str,
    facts: Sequence[Fact],
    boilerplate: Sequence[str] = (),
    *,
    title: str | None = None,
    published: dt.date | None = None,
) -> str:
    """Gives a case, as an entry of a case file, that asserts what was found in a text: its facts and boilerplate."""
    lines = [f"text: {_flow(text)}"]
    if title is not None:
        lines.append(f"title: {_flow(title)}")
    if published is not None:
        lines.append(f"published: {published}")
    if boilerplate:
        lines.append(f"boilerplate: {_flow(list(boilerplate))}")
    if facts:
        lines += ["facts:", *(f"  - {_flow(_expected(fact))}" for fact in facts)]
    else:
        lines.append("facts: []")
    return "".join(f"  {'-' if number == 0 else ' '} {line}\n" for number, line in enumerate(lines))


def appended(content: bytes, draft: str, path: Path) -> bytes:
    """Gives the content of a case file, empty for a new one, with a drafted case added as its last.

    Raises ``ValueError`` where it is no case file, or written so that the draft would not be the last of its cases.
    """
    content = content if content.strip() else b"cases:\n"
    line_end = b"\r\n" if b"\r\n" in content else b"\n"
    whole = content.rstrip(b"\r\n") + line_end + draft.encode().replace(b"\n", line_end)
    source = Source(path, whole)
    if not source.sound or _cases(source)[-1:] != _cases(Source(path, b"cases:\n" + draft.encode())):
        cause = f": {source.problems[0].message}" if source.problems else ""
        raise ValueError(f"a case cannot be added at the end of {path}{cause}")
    return whole


def _cases(source: Source) -> list[Any]:
    cases = source.data.get("cases") if isinstance(source.data, dict) else None
    return cases if isinstance(cases, list) else []


def _expected(fact: Fact) -> dict[str, Any]:
    """What a case says of a fact: always what was measured and whose it is, the rest where it says something."""
    expected: dict[str, Any] = {"quote": fact.quote, "value": _number(fact.value)}
    if fact.value_high is not None:
        expected["value_high"] = _number(fact.value_high)
    expected["unit"] = fact.unit
    if fact.comparator != "=":
        expected["comparator"] = fact.comparator
    expected["metric"] = _mention(fact.metric)
    if fact.change is not None:
        expected["change"] = {"basis": fact.change.basis, "direction": fact.change.direction}
    expected["subject"] = fact.subject and fact.subject.text
    if fact.period is not None:
        expected["period"] = "/".join(dict.fromkeys((fact.period.start.isoformat(), fact.period.end.isoformat())))
    if fact.modality != "actual":
        expected["modality"] = fact.modality
    if fact.attribution is not None:
        expected["attribution"] = fact.attribution.text
    return expected


def _mention(mention: Mention | None) -> Any:
    return None if mention is None else {"text": mention.text, "id": mention.id}


def _number(value: str) -> int | str:
    return int(value) if re.fullmatch(r"-?[0-9]{1,99}", value) else value


def _flow(value: Any) -> str:
    """A value on one line; what the strict reader would take for something else is quoted."""
    dumped: str = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, sort_keys=False, width=2**31)
    return dumped.removesuffix("...\n").strip()
