"""What the forms of an evaluation have in common: its tables, and its disagreements in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from numfacts.authoring.articles import change_in_words
from numfacts.authoring.evaluating import Evaluation
from numfacts.authoring.gold import GoldClaim, alternatives
from numfacts.authoring.scoring import LEVELS, Disagreement, Figures, Score
from numfacts.authoring.showing import around, number_of, slot
from numfacts.io.table import show_period
from numfacts.records import Fact


class Grid(NamedTuple):
    """A table in plain text; all columns but the first hold numbers."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]


class Wrong(NamedTuple):
    """A disagreement in words, with the text around its number; what is missing on a side is empty."""

    kind: str
    doc_id: str
    start: int
    before: str
    text: str
    after: str
    gold: str
    found: str


def headline(evaluation: Evaluation) -> str:
    """Sum an evaluation up in one sentence."""
    total = evaluation.total
    counts = (total.documents, "document"), (total.claims, "claim"), (total.facts, "fact")
    failed = f"; {number_of(len(evaluation.failures), 'document')} failed" if evaluation.failures else ""
    return f"{', '.join(number_of(*count) for count in counts)}{failed}."


def grids(evaluation: Evaluation) -> Iterator[Grid]:
    """Give the tables of an evaluation, the whole first; of the rules those with any fact that is not right."""
    total = evaluation.total
    rates = [(level, getattr(total, level)) for level in (*LEVELS, "boilerplate")]
    yield Grid(
        "",
        ("level", "precision", "recall", "F1"),
        [(name, _share(rate.precision), _share(rate.recall), _share(rate.f1)) for name, rate in rates],
    )
    yield Grid("", ("slot", "right"), [(name, _share(share)) for name, share in total.slots.items()])
    for title, scores in (("language", evaluation.languages), ("family", evaluation.families)):
        columns = (title, "articles", "claims", "facts", "quantity F1", "claim F1", "full F1", "boilerplate F1")
        yield Grid(
            title, columns, [(name, f"{s.documents:,}", *_figures(s), _boilerplate(s)) for name, s in scores.items()]
        )
    yield Grid(
        "unit",
        ("unit", "claims", "facts", "quantity F1", "claim F1", "full F1"),
        [(name, *_figures(figures)) for name, figures in evaluation.unit_kinds.items()],
    )
    wrong = [(name, rule) for name, rule in evaluation.rules.items() if rule.full < 1]
    wrong.sort(key=lambda item: (-item[1].facts * (1 - item[1].full), item[0]))
    yield Grid(
        "rule",
        ("rule", "facts", "quantity", "claim", "full"),
        [(name, f"{r.facts:,}", *map(_share, (r.quantity, r.claim, r.full))) for name, r in wrong],
    )
    if evaluation.triples:
        agreements = evaluation.triples.items()
        yield Grid(
            "triple",
            ("triple", "agreement of the gold", "of the facts"),
            [(name, _share(agreement.gold), _share(agreement.found)) for name, agreement in agreements],
        )


def disagreements(evaluation: Evaluation) -> Iterator[Wrong]:
    """Give all disagreements in the order of the articles, then of the text."""
    for row in evaluation.articles:
        found = [wrong for match in row.matches for wrong in match.disagreements()]
        for wrong in sorted(found, key=_place):
            yield in_words(wrong, row.article.text)


def in_words(wrong: Disagreement, text: str) -> Wrong:
    """Put a disagreement in words."""
    start, end = _place(wrong)
    before, after = around(text, start, end)
    claim, fact = wrong.claim, wrong.fact
    if wrong.kind in ("missed", "spurious", "quantity"):
        gold = _claim_quantity(claim) if claim is not None else ""
        found = _fact_quantity(fact) if fact is not None else ""
    else:
        gold = _claim_slot(claim, wrong.kind) if claim is not None else ""
        found = (slot(fact, wrong.kind) if fact is not None else None) or "none"
    return Wrong(wrong.kind, wrong.doc_id, start, before, text[start:end], after, gold, found)


def _place(wrong: Disagreement) -> tuple[int, int]:
    spans = [(each.start, each.end) for each in (wrong.claim, wrong.fact) if each is not None]
    return min(start for start, _ in spans), max(end for _, end in spans)


def _claim_quantity(claim: GoldClaim) -> str:
    high = "" if claim.value_high is None else f"–{claim.value_high}"
    return f"{claim.value}{high} {' or '.join(alternatives(claim.unit))}"


def _fact_quantity(fact: Fact) -> str:
    return f"{fact.value}{'' if fact.value_high is None else f'–{fact.value_high}'} {fact.unit}"


def _claim_slot(claim: GoldClaim, name: str) -> str:
    if name == "period":
        return show_period(claim.period) or "none"
    if name == "change":
        return change_in_words(claim.change) if claim.change else "none"
    if name == "metric":
        return " · ".join(filter(None, (claim.metric, claim.metric_id))) or "none"
    return " or ".join(each or "none" for each in alternatives(getattr(claim, name)))


def _figures(figures: Figures) -> tuple[str, ...]:
    return f"{figures.claims:,}", f"{figures.facts:,}", *(_share(getattr(figures, level).f1) for level in LEVELS)


def _boilerplate(score: Score) -> str:
    return _share(score.boilerplate.f1)


def _share(share: float) -> str:
    return f"{share:.4f}"
