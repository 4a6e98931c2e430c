"""Tests of articles taken out of HTML."""

from __future__ import annotations

import datetime as dt
import logging
import socket
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numfacts.errors import DocumentError
from numfacts.io.html import Extracted, declared_charset, extract_text, parse_date

BODY = (
    "<h1>星河科技半年营收增长</h1>"
    "<p>星河科技上半年营收为<b>3.2亿</b>元，同比<a href='/x'>增长</a><span>12%</span>。</p>"
)
BRIEF = ["星河科技半年营收增长", "星河科技上半年营收为3.2亿元，同比增长12%。"]


def page(body: str, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body><nav><a href='/'>首页</a></nav>"
        f"<article>{body}</article><footer>星河网版权所有</footer></body></html>"
    )


def long_body() -> str:
    items = "".join(
        f"<p>公司表示，第{i}项业务收入为<em>{i}亿</em>元，占比约为<i>{i}</i>%，预计继续增长。</p>" for i in range(1, 20)
    )
    return BODY + items


@pytest.mark.parametrize("body", [BODY, long_body()])
def test_paragraphs_are_lines_and_inline_markup_tears_nothing_apart(body: str) -> None:
    lines = extract_text(page(body)).text.splitlines()
    assert lines[:2] == BRIEF
    assert not any("首页" in line or "版权" in line for line in lines)
    assert body is BODY or "公司表示，第7项业务收入为7亿元，占比约为7%，预计继续增长。" in lines


@pytest.mark.parametrize(
    "body", ["<div>营收<b>3</b>亿元，净利<b>1</b>亿元。</div>", "营收<b>3</b>亿元，净利<font>1</font>亿元。"]
)
def test_pages_without_paragraphs(body: str) -> None:
    assert extract_text(f"<html><body>{body}</body></html>").text == "营收3亿元，净利1亿元。"


def test_line_breaks_are_kept() -> None:
    assert extract_text(page("<p>营收3.2亿元。<br>净利1亿元。</p>")).text.splitlines() == [
        "营收3.2亿元。",
        "净利1亿元。",
    ]


def test_a_table_keeps_its_cells_apart() -> None:
    rows = "<table><tr><th>项目</th><th>金额</th></tr><tr><td>营收</td><td>3.2亿元</td></tr></table>"
    assert "| 营收 | 3.2亿元 |" in extract_text(page(BODY + rows)).text


def test_a_raised_figure_is_no_part_of_the_number_beside_it() -> None:
    body = (
        "<p>面积为12km<sup>2</sup>，占比<sup><a href='#n'>1</a></sup>5%，约10<sup>8</sup>个，排名第4<sup>th</sup>。</p>"
    )
    assert extract_text(page(body)).text == "面积为12km²，占比¹5%，约10⁸个，排名第4th。"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>星河科技半年营收增长 - 某某网</title>", BRIEF[0]),
        ("<meta property='og:title' content='星河科技：\n 营收增长'><title>某某网</title>", "星河科技： 营收增长"),
        ("", BRIEF[0]),
    ],
)
def test_titles(head: str, title: str) -> None:
    assert extract_text(page(BODY, head)).title == title


@pytest.mark.parametrize(
    "head",
    [
        "<meta property='article:published_time' content='2025-03-04T08:00:00+08:00'>",
        "<meta name='PubDate' content='2025-03-04 08:00'>",
        "<meta itemprop='datePublished' content='20250304080000'>",
        "<meta name='date' content='Tue, 04 Mar 2025 08:00:00 GMT'>",
        '<script type="application/ld+json">[{"@type":"WebSite"},{"@graph":[{"datePublished":"2025-03-04"}]}]</script>',
        "<time pubdate datetime='2025-03-04'>4 March</time>",
        "<meta name='pubdate' content='soon'><meta name='publishdate' content='2025年3月4日'>",
        '<script type="application/ld+json">{broken</script><meta name="pubdate" content="2025/3/4">',
    ],
)
def test_stated_dates(head: str) -> None:
    assert extract_text(page(BODY, head)).published == dt.date(2025, 3, 4)


@pytest.mark.parametrize(
    "head",
    [
        "",
        "<meta name='pubdate' content='1741046400'>",
        "<meta name='pubdate' content='2025-13-45'>",
        "<link rel='canonical' href='https://example.com/2019/01/02/a.html'>",
        "<time datetime='2019-01-02'>an event</time>",
        '<script type="application/ld+json">' + "[" * 5000 + "</script>",
    ],
)
def test_a_date_is_not_guessed(head: str) -> None:
    assert extract_text(page(BODY + "<p>公司于2019年1月2日成立。</p>", head)).published is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025-03-04", dt.date(2025, 3, 4)),
        (" 2025.3.4 10:00", dt.date(2025, 3, 4)),
        ("202503041000", dt.date(2025, 3, 4)),
        ("4 Mar 2025 10:00:00 +0800", dt.date(2025, 3, 4)),
        ("2025-03-041", None),
        ("20250304100", None),
        ("1741046400000", None),
        ("2025", None),
        ("", None),
        ("yesterday", None),
    ],
)
def test_dates_of_metadata(text: str, date: dt.date | None) -> None:
    assert parse_date(text) == date


@given(st.text(max_size=40))
def test_any_string_is_a_date_or_none(text: str) -> None:
    parse_date(text)


@pytest.mark.parametrize(
    "html", ["", "  ", "<html></html>", "<html><body><script>1</script></body></html>", "<!-- 5 -->"]
)
def test_a_page_without_text_is_refused(html: str) -> None:
    with pytest.raises(DocumentError):
        extract_text(html)


@pytest.mark.parametrize(
    ("html", "cause"),
    [
        ("<html><body>" + "<div>" * 300 + "营收3亿元" + "</div>" * 300 + "<p>尾</p>", "depth"),
        ("<html><body><p>营收3亿元" + "<b>3" * 2000, "depth"),
        ("<html><body>" + ("<table><tr><td>3" * 60 + "</table>" * 60) * 300, "too deeply nested"),
        ("<html><body><p " + " ".join(f"a{i}=1" for i in range(60_000)) + ">营收3亿元</p>", "attributes"),
        ("<html><body>" + "9" * 5_000_000, "more than 4000000 characters"),
        ("<html><body><p>营收\ud800亿元</p>", "surrogate"),
    ],
)
def test_what_would_be_lost_or_take_too_long_is_refused_quickly(html: str, cause: str) -> None:
    start = time.perf_counter()
    with pytest.raises(DocumentError, match=cause):
        extract_text(html)
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    "html",
    [
        "<p>营收3亿元" + "<" * 1000 + "</p>",
        "<html><body><p>" + "&#x4ebf;" * 1000,
        "<html><body><p>营收3亿元" + " " * 1_000_000 + "。</p>",
        "<html><body><p>营收3亿元<!--" + "-" * 1000,
        "<html><body><p>营收\x003\x01亿元</p>",
        "<?xml version='1.0' encoding='gbk'?><html><body><p>营收3亿元</p>",
        "<html><body><p>" + "9" * 1_000_000 + "亿元</p>",
    ],
)
def test_faulty_pages_are_read_all_the_same(html: str) -> None:
    assert extract_text(html).text


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (b'<html><head><meta charset="GBK">', "GBK"),
        (b"<META http-equiv=Content-Type content='text/html; charset=gb2312'>", "gb2312"),
        (b'<?xml version="1.0" encoding="big5"?><html>', "big5"),
        (b"<html><p>charset=gbk</p>", None),
        (b"<meta " * 700, None),
        (b"", None),
    ],
)
def test_the_charset_a_page_declares(data: bytes, charset: str | None) -> None:
    assert declared_charset(data) == charset


def test_nothing_is_logged_or_fetched(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(logging.root, "handlers", [])
    link = "<link rel='canonical' href='https://example.com/a'><img src='https://example.com/b.png'>"
    assert extract_text(page(BODY, link)).text.splitlines() == BRIEF
    with pytest.raises(DocumentError):
        extract_text("<html><body></body></html>")
    assert capfd.readouterr() == ("", "")


def test_the_same_page_gives_the_same_text() -> None:
    html = page(long_body(), "<meta name='pubdate' content='2025-03-04'>")
    first = extract_text(html)
    assert first == Extracted(first.text, BRIEF[0], dt.date(2025, 3, 4))
    assert all(extract_text(html) == first for _ in range(3))
