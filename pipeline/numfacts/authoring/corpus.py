"""A corpus: annotated articles out of directories, files, and gold sets with their documents beside them."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec
import opencc

from numfacts.authoring.articles import Article, Language, read_article
from numfacts.authoring.gold import GoldError, read_gold
from numfacts.document import Document
from numfacts.io.inputs import read_documents
from numfacts.ruleset import shipped_directory

SUFFIX, GOLD_SUFFIX = ".yaml", ".json"

_HAN = re.compile("[\u3400-\u9fff]")


def default_corpus() -> Path | None:
    """Give the corpus of the checkout that the package is used from, null where there is none."""
    directory = shipped_directory().parent / "corpus"
    return directory if directory.is_dir() else None


def read_corpus(paths: Sequence[Path]) -> list[Article]:
    """Read annotated articles: files of a corpus, directories of them, gold sets (.json) with a .jsonl beside them.

    Raises GoldError, whose message lists every problem of every file.
    """
    articles: list[Article] = []
    problems: list[str] = []
    for path in paths:
        found = sorted(path.rglob("*" + SUFFIX)) if path.is_dir() else [path]
        if not found:
            problems.append(f"{path}: no article in this directory")
        for file in found:
            try:
                articles += [read_article(file)] if file.suffix == SUFFIX else _gold_set(file)
            except GoldError as error:
                problems.append(str(error))
    counts = Counter(article.id for article in articles)
    problems += [f"{id}: {count} articles of this name" for id, count in counts.items() if count > 1]
    if problems:
        raise GoldError("\n".join(problems))
    return articles


def corpus_hash(articles: Sequence[Article]) -> str:
    """Give the SHA-256 of what is annotated and how, whatever the order and the layout of the files."""
    content = msgspec.json.encode(sorted(articles, key=lambda article: article.id))
    return hashlib.sha256(content).hexdigest()


def _gold_set(path: Path) -> list[Article]:
    """Read a gold set and the documents that it annotates."""
    if path.suffix != GOLD_SUFFIX and path.is_file():
        raise GoldError(f"{path}: neither an article ({SUFFIX}) nor a gold set ({GOLD_SUFFIX})")
    annotated = read_gold(path)
    beside = path.with_suffix(".jsonl")
    readings = list(read_documents([beside]))
    texts = {reading.id: reading for reading in readings if isinstance(reading, Document)}
    if missing := [gold.id for gold in annotated if gold.id not in texts]:
        cause = "; ".join(str(reading) for reading in readings if not isinstance(reading, Document))
        raise GoldError(f"{path}: no text for {missing[0]!r} in {beside.name}" + (f" ({cause})" if cause else ""))
    articles = []
    for gold in annotated:
        document = texts[gold.id]
        if any(
            document.text[claim.start : claim.end] != (claim.quote or document.text[claim.start : claim.end])
            for claim in gold.claims
        ):
            raise GoldError(f"{path}: {gold.id!r} is annotated on another text than that in {beside.name}")
        articles.append(
            Article(document.text, gold, path.stem, language_of(document.text), document.title, document.published)
        )
    return articles


def language_of(text: str) -> Language:
    """Tell the language of a text by its characters."""
    if _HAN.search(text) is None:
        return "en"
    return "zh-Hans" if opencc.OpenCC("t2s").convert(text) == text else "zh-Hant"
