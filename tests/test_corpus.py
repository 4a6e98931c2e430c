"""Tests of reading a corpus, and of the one that comes with the project."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path

import opencc
import pytest

from numfacts.authoring.articles import Article, read_article
from numfacts.authoring.corpus import corpus_hash, default_corpus, read_corpus
from numfacts.authoring.gold import GoldClaim, GoldError
from numfacts.ruleset import load_rules

ARTICLE = "language: en\ntext: Profit was $5.\ngold: [{claims: [{quote: $5, value: 5, unit: USD}]}]\n"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def write_gold_set(directory: Path, *, quote: str = "5亿元", id: str = "one") -> Path:
    claim = {"start": 4, "end": 7, "value": "500000000", "unit": ["CNY"], "subject": [], "quote": quote}
    write(directory / "set.jsonl", json.dumps({"id": id, "text": "营收约为5亿元。", "published": "2025-03-21"}) + "\n")
    return write(directory / "set.json", json.dumps([{"id": "one", "claims": [claim], "boilerplate": []}]))


def test_directories_files_and_gold_sets_are_read(tmp_path: Path) -> None:
    write(tmp_path / "a" / "deals" / "two.yaml", ARTICLE)
    write(tmp_path / "a" / "deals" / "one.yaml", ARTICLE)
    write(tmp_path / "a" / "notes.txt", "nothing")
    articles = read_corpus([tmp_path / "a", write_gold_set(tmp_path)])
    assert [article.id for article in articles] == ["deals/one", "deals/two", "one"]
    last = articles[-1]
    assert (last.family, last.language, str(last.published)) == ("set", "zh-Hans", "2025-03-21")
    assert (last.gold.claims[0].unit, last.gold.claims[0].subject) == ("CNY", None)


@pytest.mark.parametrize(
    ("text", "language"),
    [("營收5億", "zh-Hant"), ("营收5亿", "zh-Hans"), ("Revenue of 5", "en"), ("GDP 5萬", "zh-Hant")],
)
def test_the_language_of_a_gold_set_is_that_of_its_texts(text: str, language: str, tmp_path: Path) -> None:
    path = write_gold_set(tmp_path)
    write(tmp_path / "set.jsonl", json.dumps({"id": "one", "text": text}) + "\n")
    write(path, json.dumps([{"id": "one", "claims": []}]))
    assert read_corpus([path])[0].language == language


def test_a_gold_set_without_its_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"set\.json: no text for 'one' in set\.jsonl$"):
        read_corpus([write_gold_set(tmp_path, id="two")])
    with pytest.raises(GoldError, match=r"set\.json: 'one' is annotated on another text"):
        read_corpus([write_gold_set(tmp_path, quote="6亿元")])
    (tmp_path / "set.jsonl").unlink()
    with pytest.raises(GoldError, match=r"no text for 'one' in set\.jsonl \(.*No such file"):
        read_corpus([tmp_path / "set.json"])


def test_every_problem_of_every_file_is_told(tmp_path: Path) -> None:
    write(tmp_path / "a" / "one.yaml", ARTICLE.replace("quote: $5", "quote: $6"))
    write(tmp_path / "b" / "a" / "two.yaml", ARTICLE)
    write(tmp_path / "c" / "a" / "two.yaml", ARTICLE)
    (tmp_path / "empty").mkdir()
    with pytest.raises(GoldError) as error:
        read_corpus([tmp_path / name for name in ("a", "b", "c", "empty")])
    message = str(error.value)
    assert "'$6' is not in the text" in message
    assert "a/two: 2 articles of this name" in message
    assert "empty: no article in this directory" in message


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"news\.txt: neither an article \(\.yaml\) nor a gold set \(\.json\)$"):
        read_corpus([write(tmp_path / "news.txt", "营收5亿元。")])


def test_the_hash_is_of_what_is_annotated_whatever_the_layout(tmp_path: Path) -> None:
    paths = [write(tmp_path / "a" / name, ARTICLE) for name in ("one.yaml", "two.yaml")]
    articles = read_corpus(paths)
    assert corpus_hash(articles) == corpus_hash(read_corpus(paths[::-1]))
    write(paths[0], ARTICLE.replace("quote: $5, value: 5", "value: 5,   quote: $5") + "# a comment\n")
    assert corpus_hash(read_corpus(paths)) == corpus_hash(articles)
    for old, new in (("value: 5", "value: 6"), ("was", "is"), ("language: en", "language: en\ntitle: Profit")):
        write(paths[0], ARTICLE.replace(old, new))
        assert corpus_hash(read_corpus(paths)) != corpus_hash(articles)


def _said(claim: GoldClaim) -> tuple[object, ...]:
    """Give what a claim says in any language."""
    return (
        claim.value, claim.value_high, claim.comparator, claim.metric_id, claim.change, claim.period, claim.modality,
    )  # fmt: skip


# The corpus that comes with the project


@pytest.fixture(scope="module")
def corpus() -> list[Article]:
    directory = default_corpus()
    assert directory is not None
    return read_corpus([directory])


def test_no_article_of_the_corpus_is_without_what_it_is_told_apart_by(corpus: list[Article]) -> None:
    assert [article.id for article in corpus if article.style is None or article.published is None] == []
    assert {article.language for article in corpus} == {"en", "zh-Hans", "zh-Hant"}


def test_the_article_that_the_guide_shows_is_read(tmp_path: Path) -> None:
    directory = default_corpus()
    assert directory is not None
    guide = (directory / "README.md").read_text(encoding="utf-8")
    [shown] = re.findall(r"^```yaml\n(.*?)^```$", guide, re.DOTALL | re.MULTILINE)
    article = read_article(write(tmp_path / "results" / "tea.yaml", shown))
    assert article.text[article.gold.claims[-1].start - 2 :].startswith("进口2吨")


def test_the_corpus_is_written_in_the_script_that_it_says(corpus: list[Article]) -> None:
    convert = {"zh-Hans": opencc.OpenCC("t2s").convert, "zh-Hant": opencc.OpenCC("s2t").convert}
    for article in corpus:
        if article.language == "zh-Hans":
            assert convert["zh-Hans"](article.text) == article.text, article.id
        elif article.language == "zh-Hant":
            assert convert["zh-Hans"](article.text) != article.text, article.id


def test_the_metrics_of_the_corpus_are_those_that_the_rules_know(corpus: list[Article]) -> None:
    rules = [rule for file in load_rules().files for rule in file.content.rules]  # type: ignore[attr-defined]
    known = {rule.metric for rule in rules if getattr(rule, "metric", None)} | {"index_level", "price_change"}
    used = {claim.metric_id for article in corpus for claim in article.gold.claims}
    assert used - known == {None}


def test_the_articles_of_a_triple_are_annotated_with_the_same_facts(corpus: list[Article]) -> None:
    triples: dict[str, list[Article]] = defaultdict(list)
    for article in corpus:
        if article.triple is not None:
            triples[article.triple].append(article)
    assert len(triples) >= 6
    for name, articles in triples.items():
        assert sorted(article.language for article in articles) == ["en", "zh-Hans", "zh-Hant"], name
        said = [sorted(map(str, map(_said, article.gold.claims))) for article in articles]
        assert said[0] == said[1] == said[2], name
