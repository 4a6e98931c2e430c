"""How good the facts of a corpus are: over all, and by language, family, kind of unit and rule."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from numfacts.authoring.articles import Article
from numfacts.authoring.comparing import boilerplate
from numfacts.authoring.corpus import corpus_hash
from numfacts.authoring.gold import GoldClaim, alternatives
from numfacts.authoring.scoring import Figures, Found, Match, Score, figures, matches, score
from numfacts.document import Document
from numfacts.records import Change, Fact, Period
from numfacts.table import show_period

_KINDS = {
    "percent": "percent",
    "percentage_point": "difference",
    "basis_point": "difference",
    "point": "point",
    "pip": "point",
    "1": "bare number",
    **dict.fromkeys(("times", "rank", "token", "share", "person", "count"), ""),
    **dict.fromkeys(("year", "month", "day", "hour", "week", "minute"), "duration"),
}
_CURRENCY = re.compile(r"[A-Z]{3}(/.+)?")

# What two languages have to say alike of a number: everything but names.
Saying = tuple[str, str | None, str, str, str | None, Change | None, Period | None, str]


class RuleFigures(msgspec.Struct, frozen=True):
    """How many facts a rule took part in, and the shares of them that agree with the gold at each level."""

    facts: int
    quantity: float
    claim: float
    full: float


class Agreement(msgspec.Struct, frozen=True):
    """The share of what the three articles of a triple say that all three say: as annotated, and as found.

    ``differing`` lists, by language, what is found there and not in all three.
    """

    gold: float
    found: float
    differing: dict[str, list[str]]


class ArticleMatches(msgspec.Struct):
    """One article, what was found in it, and how that matches its gold."""

    article: Article
    found: Found
    matches: list[Match]


class Evaluation(msgspec.Struct):
    """The figures of a corpus, whose hash is ``corpus``, by the rules of the hash ``ruleset``."""

    corpus: str
    ruleset: str
    total: Score
    languages: dict[str, Score]
    families: dict[str, Score]
    unit_kinds: dict[str, Figures]
    rules: dict[str, RuleFigures]
    triples: dict[str, Agreement]
    articles: list[ArticleMatches]

    @property
    def agreement(self) -> float | None:
        """Give the mean share that the articles of triples are found to agree on; null without triples."""
        shares = [agreement.found for agreement in self.triples.values()]
        return sum(shares) / len(shares) if shares else None


def evaluate(articles: Sequence[Article], process: Callable[[Document], Document], ruleset: str) -> Evaluation:
    """Extract the facts of all articles and measure them.

    Raises DocumentError where an article takes longer than the time limit.
    """
    rows: list[ArticleMatches] = []
    for article in articles:
        document = process(Document(article.id, article.text, article.title, article.published))
        found = Found(document.facts, boilerplate(document))
        rows.append(ArticleMatches(article, found, matches(article.gold, found.facts)))
    every = [match for row in rows for match in row.matches]
    return Evaluation(
        corpus_hash(articles),
        ruleset,
        _score(rows),
        _grouped(rows, lambda article: article.language),
        _grouped(rows, lambda article: article.family),
        _by_unit(every),
        _by_rule(every),
        _triples(rows),
        rows,
    )


def unit_kind(unit: str) -> str:
    """Name the kind of a unit, by which figures are grouped."""
    if unit in _KINDS:
        return _KINDS[unit] or unit
    currency = _CURRENCY.fullmatch(unit)
    return "physical" if currency is None else "price" if currency[1] else "money"


def _score(rows: Iterable[ArticleMatches]) -> Score:
    rows = list(rows)
    return score([row.article.gold for row in rows], {row.article.id: row.found for row in rows})


def _grouped(rows: Sequence[ArticleMatches], name: Callable[[Article], str]) -> dict[str, Score]:
    groups: dict[str, list[ArticleMatches]] = defaultdict(list)
    for row in rows:
        groups[name(row.article)].append(row)
    return {group: _score(groups[group]) for group in sorted(groups)}


def _by_unit(every: Sequence[Match]) -> dict[str, Figures]:
    """Group matches by the unit of the gold; a fact of another kind of unit counts as spurious there."""
    groups: dict[str, list[Match]] = defaultdict(list)
    for match in every:
        kinds = [unit_kind(unit) for unit in alternatives(match.claim.unit)] if match.claim is not None else []
        found = unit_kind(match.fact.unit) if match.fact is not None else None
        if found is None or not kinds or found in kinds:
            groups[found or kinds[0]].append(match)
        else:
            groups[kinds[0]].append(Match(match.doc_id, match.claim, None))
            groups[found].append(Match(match.doc_id, None, match.fact))
    return {kind: figures(groups[kind]) for kind in sorted(groups)}


def _by_rule(every: Sequence[Match]) -> dict[str, RuleFigures]:
    groups: dict[str, list[Match]] = defaultdict(list)
    for match in every:
        for rule in match.fact.rules if match.fact is not None else ():
            groups[rule].append(match)
    rows = {}
    for rule in sorted(groups):
        counted = figures(groups[rule])
        rates = (counted.quantity, counted.claim, counted.full)
        rows[rule] = RuleFigures(counted.facts, *(rate.precision for rate in rates))
    return rows


def _triples(rows: Sequence[ArticleMatches]) -> dict[str, Agreement]:
    groups: dict[str, list[ArticleMatches]] = defaultdict(list)
    for row in rows:
        if row.article.triple is not None:
            groups[row.article.triple].append(row)
    return {
        name: _agreement({row.article.language: row for row in groups[name]})
        for name in sorted(groups)
        if len(groups[name]) > 1
    }


def _agreement(versions: Mapping[str, ArticleMatches]) -> Agreement:
    gold = {name: Counter(map(_claimed, row.article.gold.claims)) for name, row in versions.items()}
    found = {name: Counter(map(_stated, row.found.facts)) for name, row in versions.items()}
    common = _common(found.values())
    differing = {name: [_show(saying) for saying in (sayings - common).elements()] for name, sayings in found.items()}
    return Agreement(_share(gold.values()), _share(found.values()), differing)


def _common(counts: Iterable[Counter[Saying]]) -> Counter[Saying]:
    first, *others = counts
    for other in others:
        first = first & other
    return first


def _share(counts: Iterable[Counter[Saying]]) -> float:
    counts = list(counts)
    union: Counter[Saying] = Counter()
    for each in counts:
        union |= each
    return _common(counts).total() / union.total() if union else 1.0


def _claimed(claim: GoldClaim) -> Saying:
    unit = alternatives(claim.unit)[0]
    return (
        claim.value, claim.value_high, unit, claim.comparator, claim.metric_id, claim.change, claim.period,
        claim.modality,
    )  # fmt: skip


def _stated(fact: Fact) -> Saying:
    metric = fact.metric.id if fact.metric is not None else None
    return (
        fact.value, fact.value_high, fact.unit, fact.comparator, metric, fact.change, fact.period, fact.modality,
    )  # fmt: skip


def _show(saying: Saying) -> str:
    value, high, unit, comparator, metric, change, period, modality = saying
    parts = [
        f"{'' if comparator == '=' else comparator}{value}{'' if high is None else f'–{high}'} {unit}",
        metric,
        change and " ".join(filter(None, (change.basis, change.direction))),
        show_period(period),
        modality if modality != "actual" else None,
    ]
    return " · ".join(part for part in parts if part)
