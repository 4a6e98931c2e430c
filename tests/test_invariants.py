"""What holds for every text, however it is spelled and encoded and whichever engine reads it."""

from __future__ import annotations

import datetime as dt
import html
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, get_args

import jsonschema
import msgspec
import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numfacts.document import Document
from numfacts.io.html import extract_text
from numfacts.io.schema import fact_schema
from numfacts.normalize import Script, normalize
from numfacts.pipeline import Extractor
from numfacts.records import Fact, Mention

TEXTS = Path(__file__).parent / "texts"
PUBLISHED = dt.date(2025, 8, 21)
SCRIPTS: tuple[Script, ...] = get_args(Script)

INVISIBLE = ["\u200b", "\u200d", "\ufeff", "\u2060", "\u00ad", "\ufe0f"]
STRANGE = [
    *INVISIBLE, "\U0001f4c8", "\U00020000", "\u0301", "e\u0301", "\u20dd", "\r\n", "\r", "\n", "\u2028", "\t", "\x00",
    "\u3000", "\u00a0", "１", "％", "，", "．", "Ａ", "（", "）", "：", "￥", "①", "㎡", "ﬁ", "İ", "ß", "\uf90a",
    "\u2f00", "裏", "億", "着", "記憶體", "程式碼", "網際網路", "埠", "“", "」", "。", "-", "1", ".", ",", "%",
]  # fmt: skip
HOMES = ("香港", "中国", "中國")  # places that a text speaks of by their offices alone
WIDE = {ord(char): ord(char) + 0xFEE0 for char in map(chr, range(0x21, 0x7F)) if char not in ",'\"~-/"}


class Article(NamedTuple):
    """A text written for these tests, with its headline."""

    name: str
    title: str
    text: str

    def document(self) -> Document:
        return Document(self.name, self.text, self.title, PUBLISHED)

    def respelled(self, text: str) -> Article:
        return self._replace(text=text)


def _read(path: Path) -> Article:
    title, _, text = path.read_text("utf-8").partition("\n\n")
    return Article(path.stem, title, text)


ARTICLES = [_read(path) for path in sorted(TEXTS.glob("*.txt"))]
CHINESE = [article for article in ARTICLES if not article.name.startswith("en-")]
by_name = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.name)
chinese_by_name = pytest.mark.parametrize("article", CHINESE, ids=lambda article: article.name)


@cache
def extractor(script: Script = "auto", segmenter: str = "rjieba") -> Extractor:
    return Extractor(script=script, segmenter=segmenter)


@cache
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(fact_schema())


def process(article: Article, script: Script = "auto", segmenter: str = "rjieba") -> Document:
    return extractor(script, segmenter).process(article.document())


def mentions(fact: Fact) -> Iterator[Mention]:
    yield from filter(None, (fact.metric, fact.subject, fact.attribution))


def check(document: Document) -> None:
    """Assert what every fact promises about the text it was found in."""
    text = document.text
    position = 0
    for fact in document.facts:
        assert text[fact.start : fact.end] == fact.quote
        assert fact.quote.strip()
        assert position <= fact.start, "facts out of order or overlapping"
        assert fact.sentence.start <= fact.start < fact.end <= fact.sentence.end <= len(text)
        for mention in mentions(fact):
            if mention.start is None or mention.end is None:
                assert mention.start is mention.end
                assert mention.text is None or mention.text in (document.title or "") or mention.text in HOMES
            else:
                assert mention.text
                assert text[mention.start : mention.end] == mention.text
        assert fact.value_high is None or Decimal(fact.value) < Decimal(fact.value_high)
        assert fact.period is None or fact.period.start <= fact.period.end
        position = fact.end
    assert len({fact.id for fact in document.facts}) == len(document.facts)


def plain(text: str | None) -> str | None:
    return None if text is None else " ".join(normalize(text)[0].split())


def readings(document: Document) -> list[dict[str, Any]]:
    """The facts without what another spelling of the same text changes: offsets, ids, and the script of names."""
    found = []
    for fact in document.facts:
        slots = {name: getattr(fact, name) for name in fact.__struct_fields__}
        for name in ("id", "start", "end", "sentence"):
            del slots[name]
        for name in ("metric", "subject", "attribution"):
            mention: Mention | None = slots[name]
            slots[name] = mention and (plain(mention.text), mention.id, mention.start is None)
        found.append(slots | {"quote": plain(fact.quote)})
    return found


def encoded(document: Document) -> bytes:
    return msgspec.json.encode(document.facts)


@by_name
def test_there_is_something_to_check(article: Article) -> None:
    document = process(article)
    assert len(document.facts) >= 8
    assert any(mention.start for fact in document.facts for mention in mentions(fact))
    for fact in msgspec.json.decode(encoded(document)):
        validator().validate(fact)


@pytest.mark.parametrize("script", SCRIPTS)
@by_name
def test_quotes_and_mentions_are_slices(article: Article, script: Script) -> None:
    check(process(article, script))


@by_name
def test_a_text_may_end_behind_any_quantity(article: Article) -> None:
    for fact in process(article).facts:
        check(process(article.respelled(article.text[: fact.end])))


@settings(deadline=None, max_examples=200)  # the first text loads the rules
@given(st.data())
def test_whatever_is_inserted_quotes_are_slices(data: st.DataObject) -> None:
    article = data.draw(st.sampled_from(ARTICLES))
    text = data.draw(inserted(article, STRANGE))
    check(process(article.respelled(text), data.draw(st.sampled_from(SCRIPTS))))


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_invisible_characters_change_no_fact(data: st.DataObject) -> None:
    article = data.draw(st.sampled_from(ARTICLES))
    document = process(article.respelled(data.draw(inserted(article, INVISIBLE))))
    check(document)
    assert readings(document) == readings(process(article))


@st.composite
def inserted(draw: st.DrawFn, article: Article, pieces: list[str]) -> str:
    """The text with pieces at random places, half of them in or at a quantity."""
    text = article.text
    edges = [place for fact in process(article).facts for place in range(fact.start, fact.end + 1)]
    places = draw(st.lists(st.one_of(st.integers(0, len(text)), st.sampled_from(edges)), min_size=1, max_size=12))
    for place in sorted(places, reverse=True):
        text = text[:place] + draw(st.sampled_from(pieces)) + text[place:]
    return text


@by_name
def test_width_and_line_ends_change_no_fact(article: Article) -> None:
    for text in (article.text.translate(WIDE), article.text.replace("\n", "\r\n"), article.text.replace("\n", "\r")):
        document = process(article.respelled(text))
        check(document)
        assert readings(document) == readings(process(article))


@by_name
def test_facts_of_a_page_point_into_its_extracted_text(article: Article) -> None:
    paragraphs = [re.sub("[0-9.]+", r"<b>\g<0></b>", html.escape(line)) for line in article.text.splitlines()]
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page = f"<html><head><meta charset='utf-8'></head><body><nav>首页</nav><article>{body}</article></body></html>"
    document = process(article.respelled(extract_text(page).text))
    check(document)
    assert readings(document) == readings(process(article))


@pytest.mark.parametrize("config", ["s2t", "s2hk", "s2tw", "t2s", "hk2s", "tw2s"])
@chinese_by_name
def test_both_scripts_give_the_same_facts(article: Article, config: str) -> None:
    convert = opencc.OpenCC(config).convert
    other = Article(article.name, convert(article.title), convert(article.text))
    document = process(other)
    check(document)
    assert readings(document) == readings(process(article))


@pytest.mark.parametrize("script", SCRIPTS)
@by_name
def test_both_segmenters_give_the_same_facts(article: Article, script: Script) -> None:
    assert encoded(process(article, script, "jieba")) == encoded(process(article, script))


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_both_segmenters_give_the_same_facts_of_odd_texts(data: st.DataObject) -> None:
    article = data.draw(st.sampled_from(ARTICLES))
    odd = article.respelled(data.draw(inserted(article, STRANGE)))
    assert encoded(process(odd, "auto", "jieba")) == encoded(process(odd))


def test_neither_order_nor_threads_change_a_fact() -> None:
    alone = {article.name: encoded(Extractor().process(article.document())) for article in ARTICLES[:2]}
    assert all(encoded(process(article)) == alone[article.name] for article in reversed(ARTICLES[:2]))
    expected = [encoded(process(article)) for article in ARTICLES]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda article: encoded(process(article)), ARTICLES * 4)) == expected * 4


def test_two_runs_are_byte_identical(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "numfacts", "extract", str(TEXTS), "--published", str(PUBLISHED), "--quiet"]
    outputs = []
    for seed, segmenter in (("0", "rjieba"), ("4242", "rjieba"), ("7", "jieba")):
        output = tmp_path / f"{seed}.jsonl"
        environment = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run([*command, "--segmenter", segmenter, "-o", str(output)], env=environment, check=True)
        outputs.append(output.read_bytes())
    assert outputs[0].count(b"\n") > 100
    assert outputs[1] == outputs[0]
    assert outputs[2] == outputs[0]
