"""How good the facts of a corpus are: over all, and by language, family, kind of unit and rule."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

import msgspec

from numfacts.authoring.articles import Article, change_in_words
from numfacts.authoring.comparing import boilerplate
from numfacts.authoring.corpus import corpus_hash
from numfacts.authoring.gold import GoldClaim, alternatives
from numfacts.authoring.scoring import Figures, Found, Match, Score, figures, matches, score
from numfacts.document import Document
from numfacts.errors import DocumentError, bugs_told
from numfacts.io.table import show_period
from numfacts.records import Change, Period

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
    """The share of the facts of a triple that come out alike in all its articles: as annotated, and as found.

    Facts found for the same claim are one fact of the triple, as is one found without a claim. ``differing`` lists, by
    language, what is found there and not alike in all of them.
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
    """The figures of a corpus, whose hash is ``corpus``, by the rules of the hash ``ruleset``.

    ``failures`` says by article why it could not be processed: it counts as one in which nothing was found.
    """

    corpus: str
    ruleset: str
    total: Score
    languages: dict[str, Score]
    families: dict[str, Score]
    unit_kinds: dict[str, Figures]
    rules: dict[str, RuleFigures]
    triples: dict[str, Agreement]
    articles: list[ArticleMatches]
    failures: dict[str, str]

    @property
    def agreement(self) -> float | None:
        """Give the mean share that the articles of triples are found to agree on; null without triples."""
        shares = [agreement.found for agreement in self.triples.values()]
        return sum(shares) / len(shares) if shares else None


def evaluate(articles: Sequence[Article], process: Callable[[Document], Document], ruleset: str) -> Evaluation:
    """Extract the facts of all articles and measure them."""
    rows: list[ArticleMatches] = []
    failures: dict[str, str] = {}
    for article in articles:
        try:
            with bugs_told():
                document = process(Document(article.id, article.text, article.title, article.published))
                found = Found(document.facts, boilerplate(document))
        except DocumentError as error:
            failures[article.id] = str(error)
            found = Found([])
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
        failures,
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
    gold = {name: Counter(_claimed(claim) for claim in row.article.gold.claims) for name, row in versions.items()}
    told = {name: _told(row.matches) for name, row in versions.items()}
    extra = {
        name: Counter(_stated(match) for match in row.matches if match.claim is None) for name, row in versions.items()
    }
    same, differing = 0, {name: list[str]() for name in versions}
    keys = {key for found in told.values() for key in found}
    for key in keys:
        found = [told[name].get(key) for name in versions]
        if None not in found and len(set(found)) == 1:
            same += 1
            continue
        for name, saying in zip(versions, found, strict=True):
            differing[name] += [_show(saying)] if saying is not None else []
    common, union = _common(extra.values()), _union(extra.values())
    for name, sayings in extra.items():
        differing[name] += [_show(saying) for saying in (sayings - common).elements()]
    total = len(keys) + union.total()
    share = (same + common.total()) / total if total else 1.0
    return Agreement(_share(gold.values()), share, {name: sorted(shown) for name, shown in differing.items()})


def _told(matches: Iterable[Match]) -> dict[tuple[Saying, int], Saying | None]:
    """Give what was found for each claim, by what the claim says and how often that was said before it."""
    told: dict[tuple[Saying, int], Saying | None] = {}
    counts: Counter[Saying] = Counter()
    for match in matches:
        if match.claim is None:
            continue
        saying = _claimed(match.claim)
        told[saying, counts[saying]] = _stated(match) if match.fact is not None else None
        counts[saying] += 1
    return told


def _common(counts: Iterable[Counter[Saying]]) -> Counter[Saying]:
    first, *others = counts
    for other in others:
        first = first & other
    return first


def _union(counts: Iterable[Counter[Saying]]) -> Counter[Saying]:
    union: Counter[Saying] = Counter()
    for each in counts:
        union |= each
    return union


def _share(counts: Iterable[Counter[Saying]]) -> float:
    counts = list(counts)
    union = _union(counts)
    return _common(counts).total() / union.total() if union else 1.0


def _claimed(claim: GoldClaim) -> Saying:
    unit = alternatives(claim.unit)[0]
    return (
        _plain(claim.value), claim.value_high and _plain(claim.value_high), unit, claim.comparator, claim.metric_id,
        claim.change, claim.period, claim.modality,
    )  # fmt: skip


def _stated(match: Match) -> Saying:
    """Say what a fact does; a unit that its claim calls as right as another is that one."""
    fact, claim = match.fact, match.claim
    assert fact is not None
    units = alternatives(claim.unit) if claim is not None else []
    unit = units[0] if fact.unit in units else fact.unit
    metric = fact.metric.id if fact.metric is not None else None
    return (
        _plain(fact.value), fact.value_high and _plain(fact.value_high), unit, fact.comparator, metric, fact.change,
        fact.period, fact.modality,
    )  # fmt: skip


def _plain(value: str) -> str:
    """Write a decimal without the zeros that only tell how exactly it was given: 1.40 percent is 1.4."""
    return f"{Decimal(value).normalize():f}"


def _show(saying: Saying) -> str:
    value, high, unit, comparator, metric, change, period, modality = saying
    parts = [
        f"{'' if comparator == '=' else comparator}{value}{'' if high is None else f'–{high}'} {unit}",
        metric,
        change and change_in_words(change),
        show_period(period),
        modality if modality != "actual" else None,
    ]
    return " · ".join(part for part in parts if part)
