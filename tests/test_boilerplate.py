"""Boilerplate: what each scope marks, what stays article text, and that no input is slow."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numfacts.boilerplate import LONGEST_BLOCK, LONGEST_ENDING, LONGEST_LINE, SENTENCE_REACH, Boilerplate
from numfacts.document import Document
from numfacts.records import Span
from numfacts.ruleset import load_rules
from numfacts.ruleset.kinds import BoilerplateFile, BoilerplateRule

PIECES = [
    "公司营收", "3亿元", "。", "，", "!", "?", "\n", "\r\n", " ", "  ", "\t", "(", ")", "【", "】", "“", "”", ": ", ">",
    "%", "■", "来源:", "责任编辑:", "记者 ", "张小山", "某某网", "(8.880,0.12,1.37%)", "![]()", "【点击看详情】",
    "免责声明", "相关阅读", "本文不构成投资建议", "投资有风险,入市需谨慎", "Notice: ", "Disclaimer", "By Jane Doe",
    "(Reporting by ", ". ", "\U0001f600",
]  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
)


def stage(scope: str, triggers: list[str], pattern: str, **more: str) -> Boilerplate:
    """A stage with one rule."""
    rule = BoilerplateRule(id="one", scope=scope, triggers=triggers, pattern=pattern, **more)  # type: ignore[arg-type]
    return Boilerplate(BoilerplateFile(rules=[rule]))


def marked(boilerplate: Boilerplate, text: str) -> list[str]:
    """The marked pieces of a text."""
    return [text[start:end] for start, end in boilerplate.spans(text)]


@pytest.fixture(scope="module")
def shipped() -> Boilerplate:
    [(_, content)] = load_rules().of(BoilerplateFile)
    return Boilerplate(content)


def test_it_fits_the_pipeline(shipped: Boilerplate) -> None:
    document = Document(id="d", text="ignored", normalized="营收3亿元。\n来源:某某网")
    assert (shipped.name, shipped.needs, shipped.adds) == ("boilerplate", {"normalized"}, {"boilerplate"})
    assert shipped(document) is document
    assert document.boilerplate == [Span(7, 13)]


@pytest.mark.parametrize(
    ("scope", "pattern", "text", "expected"),
    [
        ("line", "广告.*", "广告一\n正文广告\n  广告二 \r\n完", ["广告一", "广告二"]),
        ("line", "广告", "广告一", []),
        ("ending", "广告.?", "正文 广告一\n广告一。\n正文广告  \n广告", ["广告一", "广告", "广告"]),
        ("inline", r"\s广告", "正文 广告。 广告广告", ["广告", "广告"]),
        ("sentence", "广告", "一。二广告三!四?五(广告。)六", ["二广告三!", "五(广告。)"]),
        ("sentence", "^广告", "一,广告。广告", ["广告"]),
        ("sentence", "广告", "Yes, 广告 here. And 3.5 广告 there", ["Yes, 广告 here.", "And 3.5 广告 there"]),
    ],
)
def test_a_scope_marks(scope: str, pattern: str, text: str, expected: list[str]) -> None:
    assert marked(stage(scope, ["广告"], pattern), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("正文\n声明:\n本一\n\n 本二\n正文\n本三", ["声明:\n本一\n\n 本二"]),
        ("声明:", ["声明:"]),
        ("声明:\n正文", ["声明:"]),
        ("声明:\r\n本一\r\n", ["声明:\r\n本一"]),
        ("声明:\n" + "本\n" * (LONGEST_BLOCK + 3), ["声明:\n" + "本\n" * (LONGEST_BLOCK - 2) + "本"]),
    ],
)
def test_a_block_goes_on_while_its_lines_look_like_it(text: str, expected: list[str]) -> None:
    assert marked(stage("block", ["声明"], "声明:.*", continues="本.*"), text) == expected


@pytest.mark.parametrize("scope", ["line", "ending", "inline", "sentence", "block"])
def test_a_match_that_holds_what_unless_names_stays(scope: str) -> None:
    boilerplate = stage(scope, ["广告"], "广告.*", unless=r"\d")
    assert marked(boilerplate, "广告3亿元") == []
    assert marked(boilerplate, "广告") == ["广告"]


def test_no_pattern_is_tried_without_a_trigger() -> None:
    assert marked(stage("line", ["甲"], ".*"), "乙\n甲") == ["甲"]


def test_triggers_are_found_in_any_case_a_page_has() -> None:
    boilerplate = stage("line", ["read more"], "(?i:read more)")
    assert marked(boilerplate, "read more\nRead more\nRead More\nREAD MORE") == [
        "read more", "Read more", "Read More", "READ MORE",
    ]  # fmt: skip


def test_parts_are_put_into_every_pattern() -> None:
    rule = BoilerplateRule(
        id="one", scope="block", triggers=["注"], pattern="{word}", unless="{digit}", continues="{word}.*"
    )
    boilerplate = Boilerplate(BoilerplateFile(rules=[rule], parts={"word": "注", "digit": r"\d"}))
    assert marked(boilerplate, "注\n注意\n注3\n注") == ["注\n注意", "注"]


def test_long_lines_are_the_article_s() -> None:
    line, ending = "广告" + "长" * LONGEST_LINE, "长" * LONGEST_ENDING
    assert marked(stage("line", ["广告"], "广告.*"), line) == []
    assert marked(stage("ending", ["广告"], "广告.*"), "广告" + ending) == []
    assert marked(stage("sentence", ["广告"], "广告"), "长" * SENTENCE_REACH + "长。广告") == ["广告"]
    assert marked(stage("sentence", ["广告"], "广告"), "长" * SENTENCE_REACH + "长广告。") == []
    assert marked(stage("sentence", ["广告"], "广告"), "广告" + "长" * SENTENCE_REACH + "。") == []


def test_what_rules_find_is_named_and_merged() -> None:
    rules = [
        BoilerplateRule(id="a", scope="inline", triggers=["一二"], pattern="一二三"),
        BoilerplateRule(id="b", scope="inline", triggers=["三四"], pattern="三四"),
        BoilerplateRule(id="c", scope="inline", triggers=["五"], pattern="五"),
    ]
    boilerplate = Boilerplate(BoilerplateFile(rules=rules))
    assert boilerplate.find("零一二三四五六五") == [(1, 4, "a"), (3, 5, "b"), (5, 6, "c"), (7, 8, "c")]
    assert boilerplate.spans("零一二三四五六五") == [(1, 6), (7, 8)]


def test_a_line_that_is_marked_whole_is_not_read_again() -> None:
    rules = [
        BoilerplateRule(id="a", scope="line", triggers=["广告"], pattern="广告.*"),
        BoilerplateRule(id="b", scope="inline", triggers=["点击"], pattern="点击"),
    ]
    assert Boilerplate(BoilerplateFile(rules=rules)).find("广告点击\n点击") == [(0, 4, "a"), (5, 7, "b")]


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_spans_are_sorted_apart_and_trimmed(shipped: Boilerplate, text: str) -> None:
    spans = shipped.spans(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(left.end < right.start for left, right in itertools.pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)


@given(TEXTS, st.sampled_from(["公司营收增长5%。", "Revenue rose 5 percent to $3 billion."]))
@settings(max_examples=200, deadline=None)
def test_an_article_line_is_never_lost_to_the_lines_around_it(shipped: Boilerplate, text: str, line: str) -> None:
    whole = f"{text}\n{line}\n{text}"
    start = len(text) + 1
    assert not any(low < start + len(line) and start < high for low, high in shipped.spans(whole))


@pytest.mark.parametrize(
    "text",
    [
        "来源:" * 30_000,
        "(8.880,0.12," * 10_000 + "%)",
        "(" + "1," * 50_000 + "%)",
        "(记者 " * 20_000 + "张",
        "首页" + "- " * 300,
        "!" * 50_000 + "![" * 20_000,
        ("风险自负" + "20" * 200 + "。") * 200,
        ("本文由由由系系AI算法" * 20 + "生成。") * 100,
        ("未经未获转载" * 40 + "。") * 100,
        "\n".join(["免责声明", *["本" * 1000] * 15] * 20),
        "\n".join(["责任编辑:" + "甲 、" * 300] * 100),
        "不构成" * 40_000,
        "投资有风险" * 20_000 + "需谨慎",
        ". by " * 20_000,
        "】\n" * 30_000,
    ],
    ids=lambda text: text[:12],
)
def test_no_input_takes_more_than_linear_time(shipped: Boilerplate, text: str) -> None:
    shipped.spans(text[:2000])  # compiles the patterns
    begin = time.perf_counter()
    shipped.spans(text)
    assert time.perf_counter() - begin < 2e-5 * len(text) + 0.1
