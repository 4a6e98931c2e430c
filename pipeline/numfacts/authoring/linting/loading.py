"""The problems that loading reports, as findings: sorted into checks, and each with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from numfacts.authoring.linting.checks import CHECKS
from numfacts.authoring.linting.findings import Finding
from numfacts.ruleset import RuleProblem
from numfacts.ruleset.loader import NO_CASES

# The first whose expression is found in a message decides. Where no hint is given the message brings its own, behind
# the first colon or semicolon outside quotation marks, or else that of the check is taken.
_SORTS: tuple[tuple[str, str, str | None], ...] = (
    (f"^{NO_CASES}", "missing-cases", None),
    (r"^not YAML", "yaml", None),
    (r"^duplicate key ", "duplicate-key", None),
    (r"^duplicate id ", "bad-id", "give one of them another id"),
    (r"^bad id ", "bad-id", None),
    (r"^duplicate ", "repeated-entry", "remove one of them"),
    (r"^unknown key ", "unknown-key", None),
    (r"^the key 'kind' is missing", "missing-key", None),
    (r"^the key (?P<key>'.*') is missing$", "missing-key", "add it: <key>"),
    (r"^unknown part |^the part \{", "unknown-part", None),
    (r"^the pattern with its parts ", "bad-pattern", "use fewer or smaller parts"),
    (r"^the pattern does not compile", "bad-pattern", CHECKS["bad-pattern"].hint),
    (r"^bad part name", "bad-pattern", None),
    (r"^the file has no rules", "empty", "write a rule, or remove the file and its cases"),
    (r"^the file has no cases", "empty", "write a case: - {text: ..., facts: []}"),
    (r"^the file is empty", "empty", "write 'kind: ...' and 'rules: ...', or remove the file"),
    (r"^an empty |^the text is empty", "empty", None),
    (r"^the case asserts nothing|^say what goes wrong", "bad-case", None),
    (r"^the case stands in the file already$", "bad-case", "remove it here"),
    (r"^the quote .* is not in the text$", "bad-case", "quote the text as it stands there"),
    (r"^the quote .* is out of order$", "bad-case", "list the quotes in the order of the text"),
    (r"is not a decimal number$", "bad-case", "write digits, with a point: '12.5'"),
    (r"^'.*' is not YYYY", "bad-case", "write YYYY-MM-DD/YYYY-MM-DD, or one day"),
    (r"^nested more than", "yaml", "close the brackets: rule files need five levels"),
    (r"^unreadable character", "yaml", "remove the character"),
    (r"is not UTF-8|quote it: '| to YAML: |anchors are|aliases are|tags are|merge keys|one document", "yaml", None),
    (r"^no value|^a key must be text", "yaml", None),
    (r"^the directory is a complete", "file", "name it first, and the packs after it"),
    (r"is laid over |is of this kind already", "file", None),
    (r"^there is no earlier |stands under 'rules' too", "wrong-value", "remove it here"),
    (r"^no earlier .* has a rule '[^']*'$", "wrong-value", "write the id of a rule that is there"),
    (r"^the earlier rule ", "wrong-value", "write the same here, or take another id"),
    (r"^the pattern needs the groups", "bad-pattern", "write those groups: (?P<name>...)"),
    (r"^it cannot be joined|^only patterns without groups", "bad-pattern", None),
    (r"^cases without rules|^would be passed|^bad file name|^a rule file is a mapping", "file", None),
    (r"^no rules directory|^the directory holds|cannot be read", "file", "name a directory of readable rule files"),
    (r"^expected (?P<wanted>.*), got [a-z]+$", "wrong-value", "write <wanted> here"),
    (r"", "wrong-value", None),
)
_OWN_HINT = re.compile(r"((?:'[^']*'|\"[^\"]*\"|[^'\":;])*)[:;] (.+)", re.DOTALL)


def loading_findings(problems: Iterable[RuleProblem]) -> Iterator[Finding]:
    """Turn problems into findings; of several at one place only the first is given, as loading does."""
    seen = set()
    for problem in problems:
        place = (problem.path, problem.line, problem.column)
        if place not in seen:
            seen.add(place)
            check, message, hint = _sorted_out(problem.message)
            yield Finding(*place, check, message, hint, problem.excerpt)


def _sorted_out(message: str) -> tuple[str, str, str]:
    """Give the check of a message, the message without its hint, and the hint."""
    for expression, check, hint in _SORTS:
        found = re.search(expression, message, re.DOTALL)
        if found is None:
            continue
        if hint is not None:
            for name, value in found.groupdict().items():
                hint = hint.replace(f"<{name}>", value)
            return check, message, hint
        own = _OWN_HINT.fullmatch(message.removeprefix("not YAML: "))
        if own is None:
            return check, message, CHECKS[check].hint
        prefix = "not YAML: " if message.startswith("not YAML: ") else ""
        return check, prefix + own[1], own[2]
    raise AssertionError("the last row takes every message")
