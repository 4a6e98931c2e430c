"""Writes annotated articles as files of a corpus, so that ``read_article`` gives them again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from numfacts.authoring.articles import Article, change_in_words, find_quote
from numfacts.authoring.gold import GoldClaim, GoldError
from numfacts.authoring.period_notation import write_period
from numfacts.io.files import write_file
from numfacts.ruleset.yaml import RefusedError, plain

# What a literal block would not give again: line breaks of other kinds, and characters that YAML escapes.
_UNSAFE = re.compile("[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029]")
_PLAIN = re.compile(r"""[^\s\-?:,\[\]{}#&*!|>'"%@`=~][^:#,\[\]{}\n\t]*""")
_SHARED = ("subject", "period", "modality", "attribution")


def write_articles(articles: Sequence[Article], directory: Path) -> Iterator[Path]:
    """Write articles to ``directory/family/name.yaml``, and give each path when it is written.

    Raises GoldError, and writes nothing, where several would be one file; raises OutputError.
    """
    paths = [directory / _file_name(article.family) / f"{_name(article)}.yaml" for article in articles]
    twice = [f"{path}: {count} articles of this name" for path, count in Counter(paths).items() if count > 1]
    if twice:
        raise GoldError("\n".join(twice))
    for article, path in zip(articles, paths, strict=True):
        write_file(path, article_yaml(article).encode())
        yield path


def _name(article: Article) -> str:
    return _file_name(article.id.removeprefix(f"{article.family}/"))


def _file_name(name: str) -> str:
    """Keep a name that comes from elsewhere from leading out of its directory."""
    return re.sub(r"[^\w\-]", "_", name)


def article_yaml(article: Article) -> str:
    """Write an article as YAML: what it is, its text as a block, and its claims in groups that share slots."""
    return "\n".join(_lines(article)) + "\n"


def _lines(article: Article) -> Iterator[str]:
    for name in ("title", "published", "language", "style", "triple"):
        value = getattr(article, name)
        if value is not None:
            yield f"{name}: {_scalar(str(value))}"
    yield from _text(article.text)
    place = 0
    claims = sorted(article.gold.claims, key=lambda claim: claim.start)
    if claims:
        yield "gold:"
    for shared, group in groupby(claims, key=lambda claim: [_written(claim, name) for name in _SHARED]):
        slots = [f"{name}: {value}" for name, value in zip(_SHARED, shared, strict=True) if value is not None]
        yield from (f"  {'- ' if number == 0 else '  '}{slot}" for number, slot in enumerate([*slots, "claims:"]))
        for claim in group:
            yield f"      - {{{', '.join(_claim(claim, article.text, place))}}}"
            place = claim.end
    extents = sorted(article.gold.boilerplate, key=lambda extent: extent.start)
    if extents:
        yield "boilerplate:"
    yield from (f"  - {_scalar(article.text[extent.start : extent.end])}" for extent in extents)


def _text(text: str) -> Iterator[str]:
    if not text.strip() or _UNSAFE.search(text):
        yield f"text: {_double_quoted(text)}"
        return
    keep = "" if text.endswith("\n") and not text.endswith("\n\n") else "+" if text.endswith("\n") else "-"
    indent = "2" if text[0] in " \n" else ""
    yield f"text: |{indent}{keep}"
    yield from (f"  {line}" if line else "" for line in text.removesuffix("\n").split("\n"))


def _claim(claim: GoldClaim, text: str, place: int) -> Iterator[str]:
    quote = text[claim.start : claim.end]
    yield f"quote: {_scalar(quote)}"
    if find_quote(text, quote, place) != claim.start:
        yield f"after: {_scalar(_context(text, claim.start, place))}"
    for name in ("value", "value_high", "unit", "comparator", "metric", "metric_id", "change"):
        value = _written(claim, name)
        if value is not None:
            yield f"{name}: {value}"


def _context(text: str, start: int, place: int) -> str:
    """Give the shortest text that ends at a place and is nowhere before it."""
    before = (text[cut:start] for cut in range(start - 1, place - 1, -1))
    return next(piece for piece in before if text.find(piece, place) + len(piece) == start)


def _written(claim: GoldClaim, name: str) -> str | None:
    """Write a slot; null where it is what a slot that is left out means."""
    value: Any = getattr(claim, name)
    if value is None or value == {"comparator": "=", "modality": "actual"}.get(name):
        return None
    if name == "period":
        return write_period(value)
    if name == "change":
        return change_in_words(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_scalar, value))}]"
    return str(value) if name in ("value", "value_high") else _scalar(value)


def _scalar(text: str) -> str:
    """Write a string plainly where it stays one, else in quotation marks."""
    if _UNSAFE.search(text) or "\n" in text:
        return _double_quoted(text)
    try:
        if _PLAIN.fullmatch(text) and not text.endswith(" ") and plain(text) == text:
            return text
    except RefusedError:
        pass
    return "'" + text.replace("'", "''") + "'"


def _double_quoted(text: str) -> str:
    written: str = yaml.dump(text, default_style='"', allow_unicode=True, width=float("inf"))
    return written.removesuffix("\n")
