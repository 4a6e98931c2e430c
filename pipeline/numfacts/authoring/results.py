"""What came of the cases as plain data, for ``--json``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from numfacts.authoring.rendering import expected_spans
from numfacts.authoring.testing import Outcome, summarize
from numfacts.io.outputs import encode_fact
from numfacts.ruleset.problems import RuleProblem


def as_json(outcomes: Sequence[Outcome], problems: Iterable[RuleProblem] = ()) -> str:
    """Give all that came of the cases as indented JSON; the same cases and rules always give the same text.

    ``summary`` holds the counts, ``problems`` what is wrong with the files, and ``runs`` every case in every script:
    its ``file``, ``line``, ``name``, ``script`` (null where it is run as it is only) and ``status`` (``passed``,
    ``failed``, ``gap``, ``closed``); its ``text``; the spans ``expected`` (null where the case lists no facts); the
    facts ``found``, whole, with their rules; and the ``differences``, in words. Offsets are code points of ``text``,
    half-open.
    """
    data = {
        "summary": summarize(outcomes)._asdict(),
        "problems": [_problem(problem) for problem in problems],
        "runs": [_run(outcome) for outcome in outcomes],
    }
    return msgspec.json.format(msgspec.json.encode(data), indent=2).decode()


def _problem(problem: RuleProblem) -> dict[str, Any]:
    return {**problem._asdict(), "path": str(problem.path)}


def _run(outcome: Outcome) -> dict[str, Any]:
    run, result = outcome.run, outcome.result
    return {
        "file": str(run.path),
        "line": run.line,
        "name": run.name,
        "script": run.script or None,
        "status": outcome.status,
        "gap": run.case.gap,
        "title": run.case.title,
        "text": run.case.text,
        "expected": _expected(outcome),
        "found": [msgspec.Raw(encode_fact(fact)) for fact in result.facts],
        "boilerplate": result.boilerplate,
        "differences": result.differences,
    }


def _expected(outcome: Outcome) -> list[dict[str, Any]] | None:
    facts = outcome.run.case.facts
    if facts is msgspec.UNSET:
        return None
    spans = (span or (None, None) for span in expected_spans(outcome))
    pairs = zip(facts, spans, strict=True)
    return [{**msgspec.to_builtins(fact), "start": start, "end": end} for fact, (start, end) in pairs]
