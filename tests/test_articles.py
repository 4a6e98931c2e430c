"""Tests of reading annotated articles, of writing them, and of the periods in them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numfacts.authoring.articles import Article, read_article
from numfacts.authoring.gold import GoldClaim, GoldDocument, GoldError
from numfacts.authoring.period_notation import read_period, write_period
from numfacts.authoring.writing_articles import article_yaml, write_articles
from numfacts.records import Change, Extent, Period

HEAD = "language: zh-Hans\nstyle: mainland\n"
ARTICLE = (
    HEAD
    + """\
title: 云岭茶业年报
published: 2025-03-21
triple: tea
text: |
  云岭茶业2024年营收12.5亿元，同比增长18.3%，销量3万吨，较2.3万吨增加。
  责任编辑：3号
gold:
  - subject: [云岭茶业, 公司]
    period: 2024
    metric: 营收
    metric_id: revenue
    claims:
      - {quote: 12.5亿元, value: '1250000000', unit: CNY}
      - {quote: 18.3%, value: 18.3, unit: percent, change: yoy up}
  - claims:
      - {quote: 3万吨, value: 30000, unit: t, subject: 云岭茶业, comparator: '~', modality: forecast}
boilerplate:
  - 责任编辑：3号
"""
)


def write(directory: Path, text: str) -> Path:
    path = directory / "results" / "tea.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_an_article_is_read_with_its_offsets_and_shared_slots(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, ARTICLE))
    assert (article.id, article.family, article.language, article.style) == (
        "results/tea", "results", "zh-Hans", "mainland",
    )  # fmt: skip
    assert (article.title, article.published, article.triple) == ("云岭茶业年报", dt.date(2025, 3, 21), "tea")
    revenue, growth, sales = article.gold.claims
    assert [article.text[claim.start : claim.end] for claim in article.gold.claims] == ["12.5亿元", "18.3%", "3万吨"]
    year = Period(dt.date(2024, 1, 1), dt.date(2024, 12, 31))
    assert (revenue.metric_id, revenue.period, revenue.subject, revenue.comparator) == (
        "revenue", year, ["云岭茶业", "公司"], "=",
    )  # fmt: skip
    assert (growth.value, growth.change) == ("18.3", Change("yoy", "up"))
    assert (sales.metric, sales.period, sales.subject, sales.comparator, sales.modality) == (
        None, None, "云岭茶业", "~", "forecast",
    )  # fmt: skip
    assert [article.text[extent.start : extent.end] for extent in article.gold.boilerplate] == ["责任编辑：3号"]


@pytest.mark.parametrize(
    ("text", "claims", "start"),
    [
        ("营收13%，3%", "{quote: 3%, value: 3, unit: percent}", 6),
        ("约2.13，13%", "{quote: '13', value: 13, unit: '1'}", 6),
        ("1,234和234", "{quote: '234', value: 234, unit: '1'}", 6),
        ("2.1、2.3", "{quote: '2.1', value: 2.1, unit: '1'}", 0),
        ("12.和12", "{quote: '12', value: 12, unit: '1'}", 0),
        ("3%，出口3%", "{quote: 3%, after: 出口, value: 3, unit: percent}", 5),
    ],
)
def test_a_quote_is_found_where_it_is_no_part_of_a_longer_number(
    text: str, claims: str, start: int, tmp_path: Path
) -> None:
    path = write(tmp_path, f"{HEAD}text: '{text}'\ngold: [{{claims: [{claims}]}}]\n")
    assert [claim.start for claim in read_article(path).gold.claims] == [start]


def test_null_takes_back_what_the_group_gives(tmp_path: Path) -> None:
    claim = "{quote: 3%, value: 3, unit: percent, subject: null}"
    path = write(tmp_path, f"{HEAD}text: 出口3%\ngold: [{{subject: 出口, claims: [{claim}]}}]\n")
    assert read_article(path).gold.claims[0].subject is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("quote: 18.3%", "quote: 8.3%", "16:17: '8.3%' is out of order, or part of a longer number"),
        ("quote: 18.3%", "quote: 19%", "16:17: '19%' is not in the text"),
        ("quote: 3万吨", "quote: 12.5亿元", "18:17: '12.5亿元' is out of order"),
        ("quote: 18.3%,", "quote: 18.3%, after: 环比,", "16:31: '环比' is not in the text"),
        ("value: 18.3", "value: about 18", "16:31: 'about 18' is not a decimal number"),
        ("change: yoy up", "change: year up", "16:60: 'year up' is not a basis and a direction"),
        ("period: 2024", "period: FY2024", "11:13: 'FY2024' is not a period"),
        ("metric: 营收", "metric: 收入", "12:13: '收入' is neither in the text nor in the title"),
        ("unit: t,", "unit: [],", "18:42: name a unit"),
        ("unit: t,", "unit: t, metrik: 销量,", "unknown key 'metrik'"),
        ("language: zh-Hans", "language: zh", "unknown value 'zh'"),
        ("- 责任编辑：3号", "- 销量3万吨", "stands in boilerplate"),
        ("- 责任编辑：3号", "- 广告", "'广告' is not in the text"),
        ("      - {quote: 3万吨", "    claims: []\n  - claims:\n      - {quote: 3万吨", "duplicate key 'claims'"),
        ("style: mainland\n", "style: mainland\nstyle: wire\n", "duplicate key 'style'"),
    ],
)
def test_what_does_not_fit_is_told_where_it_is_written(old: str, new: str, message: str, tmp_path: Path) -> None:
    assert ARTICLE.count(old) == 1
    path = write(tmp_path, ARTICLE.replace(old, new))
    with pytest.raises(GoldError) as error:
        read_article(path)
    assert f"{path}:" in str(error.value)
    assert message in str(error.value)


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    path = write(
        tmp_path, f"{HEAD}text: 出口3%\ngold: [{{claims: []}}, {{claims: [{{quote: 4%, value: x, unit: t}}]}}]\n"
    )
    with pytest.raises(GoldError) as error:
        read_article(path)
    assert [line.split(": ", 1)[1] for line in str(error.value).splitlines() if str(path) in line] == [
        "the group has no claims",
        "'4%' is not in the text",
    ]
    with pytest.raises(GoldError, match="No such file"):
        read_article(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-H2", "2024-07-01", "2024-12-31"),
        ("2024-Q1", "2024-01-01", "2024-03-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-02-05", "2024-02-05", "2024-02-05"),
        ("2023-04/2024-03", "2023-04-01", "2024-03-31"),
        ("2024-02-05/2024", "2024-02-05", "2024-12-31"),
    ],
)
def test_periods_are_read_and_written(written: str, start: str, end: str) -> None:
    period = Period(dt.date.fromisoformat(start), dt.date.fromisoformat(end))
    assert read_period(written) == period
    assert read_period(write_period(period)) == period
    if "/" not in written:
        assert write_period(period) == written


@pytest.mark.parametrize(
    "written", ["", "24", "2024-13", "2024-02-30", "2024-Q5", "2024-H3", "2024/2023", "2023/2024/2025"]
)
def test_what_is_no_period_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"is not a period|does not begin before it ends"):
        read_period(written)


@given(st.dates(dt.date(1900, 1, 1)), st.integers(0, 1000))
def test_a_period_that_is_written_is_read_again(start: dt.date, days: int) -> None:
    end = min(start.toordinal() + days, dt.date.max.toordinal())
    period = Period(start, dt.date.fromordinal(end))
    assert read_period(write_period(period)) == period


texts = st.text(st.sampled_from("营收为3亿%. ,:'\"#-[]{}\n\t\u3000\u2028\x85😀𠮷a\\"), min_size=1, max_size=60)
slots = st.none() | st.text(st.sampled_from("公司 :,'\"a-#😀"), min_size=1, max_size=6)


@given(texts, st.data())
def test_an_article_that_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, text: str, data: st.DataObject
) -> None:
    places = [place for place, char in enumerate(text) if char in "3亿%"]
    places = [place for place in places if text[place] != "3" or text[place - 1 : place] not in tuple("3.,")]
    places = [place for place in places if text[place] != "3" or text[place + 1 : place + 2] not in tuple("3.,")]
    claims = [
        GoldClaim(
            place,
            place + 1,
            data.draw(st.sampled_from(["3", "-0.5", "1e9"])),
            data.draw(st.sampled_from(["1", "[oz_tr]", ["CNY", "HKD"]])),
            text[place],
            subject=data.draw(slots),
            change=data.draw(st.none() | st.builds(Change, st.sampled_from(["yoy", None]), st.just("up"))),
            period=data.draw(st.none() | st.just(Period(dt.date(2024, 1, 1), dt.date(2024, 2, 5)))),
            modality=data.draw(st.sampled_from(["actual", "forecast"])),
        )
        for place in places
    ]
    rest = max((claim.end for claim in claims), default=0)
    boilerplate = [Extent(rest, len(text))] if text[rest:].strip() else []
    if boilerplate and text.find(text[rest:]) != rest:
        boilerplate = []
    title = data.draw(slots)
    article = Article(text, GoldDocument("tests/a", claims, boilerplate), "tests", "zh-Hans", title, None, "wire")
    (path,) = write_articles([article], tmp_path_factory.mktemp("corpus"))
    assert read_article(path) == article


def test_an_article_is_written_as_a_person_would(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, ARTICLE))
    lines = article_yaml(article).splitlines()
    assert lines[5:8] == ["text: |", *(f"  {line}" for line in article.text.splitlines())]
    assert "  - subject: [云岭茶业, 公司]" in lines
    assert (
        "      - {quote: 18.3%, value: 18.3, unit: percent, metric: 营收, metric_id: revenue, change: yoy up}" in lines
    )


def test_a_name_does_not_lead_out_of_the_directory(tmp_path: Path) -> None:
    article = Article("…", GoldDocument("../../a/b", []), "..", "en")
    (path,) = write_articles([article], tmp_path / "corpus")
    assert path.is_relative_to(tmp_path / "corpus" / "__")


def test_articles_that_would_be_one_file_are_refused(tmp_path: Path) -> None:
    articles = [Article("…", GoldDocument(name, []), "f", "en") for name in ("f/b", "f/a b", "f/a_b")]
    with pytest.raises(GoldError, match=r"f/a_b\.yaml: 2 articles of this name$"):
        list(write_articles(articles, tmp_path))
    assert not list(tmp_path.iterdir())
