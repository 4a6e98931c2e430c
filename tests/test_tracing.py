"""Tests of what becomes of numbers, and of which rules are seen to take part."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from numfacts.authoring.coverage import CoverageRun, countable, is_open
from numfacts.authoring.tracing import Spot, Tracer
from numfacts.authoring.watched_shapes import WatchedShapes
from numfacts.document import Document
from numfacts.pipeline import Extractor


@cache
def extractor() -> Extractor:
    return Extractor()


@cache
def tracer() -> Tracer:
    return Tracer(extractor())


def processed(text: str) -> Document:
    return extractor().process(Document("doc", text, published=dt.date(2025, 3, 21)))


def traced(text: str) -> list[Spot]:
    return tracer().numbers(tracer().index(processed(text)))


@pytest.mark.parametrize(
    ("text", "number", "outcome", "rules", "reason"),
    [
        ("公司营收12.5亿元。", "12.5亿元", "fact", "currencies/yuan", "a fact"),
        ("公司營收12.5億元。", "12.5億元", "fact", "metrics/revenue", "a fact"),
        ("营收增长20%至25%。", "20%至25%", "fact", "claims/change-verb", "a fact"),
        ("责任编辑：王小明 13\n", "13", "boilerplate", "boilerplate/", "in boilerplate"),
        ("新模型GLM-4.7上线。", "4.7", "excluded", "exclusions/names-with-digits", "excluded as 'GLM-4.7'"),
        ("万科发布公告。", "万", "excluded", "exclusions/words", "in the word '万科'"),
        ("2024年业绩发布。", "2024", "time", "periods/year", "in the time expression '2024年'"),
        ("四川营收很高。", "四", "term", "places/provinces", "in the word '四川'"),
        ("有数十亿人受惠。", "数十亿", "refused", "", "a numeral without an exact value"),
        ("采用200IU规格。", "200", "refused", "", "a Latin word goes on"),
        ("以2-0取胜。", "0", "refused", "", "part of a score or a formula"),
        ("他一定会来。", "一", "refused", "", "spelled like a number"),
        ("这里写着15。", "15", "unlinked", "", "a bare number, and no metric"),
        ("他得到30分。", "30分", "unlinked", "currencies/fen", "分 that no metric is named for"),
        ("活动开始，共12点。", "12点", "unlinked", "units/index-point", "点 that no metric is named for"),
    ],
)
def test_every_number_has_its_outcome(text: str, number: str, outcome: str, rules: str, reason: str) -> None:
    spot = next(spot for spot in traced(text) if number in spot.text)
    assert spot.text == number
    assert text[spot.start : spot.end] == number
    assert spot.outcome == outcome
    assert spot.reason.startswith(reason)
    assert any(rule.startswith(rules) for rule in spot.rules) if rules else spot.rules == ()


def test_the_pattern_that_excludes_is_cited() -> None:
    [spot] = traced("新模型GLM-4.7上线。")
    assert spot.pattern is not None
    assert "[A-Za-z]+" in spot.pattern


def test_a_time_expression_names_the_facts_it_dates() -> None:
    document = processed("2024年营收12.5亿元，同比增长18%。前年开业。")
    spots = tracer().numbers(tracer().index(document))
    assert spots[0].facts == tuple(fact.id for fact in document.facts)
    assert len(spots[0].facts) == 2


@pytest.mark.parametrize(
    ("offset", "outcome", "text", "rule"),
    [
        (0, "words", "示例科技", None),
        (4, "words", "营收", "metrics/revenue"),
        (6, "fact", "5亿元", "currencies/yuan"),
        (9, "words", "。", None),
        (10, "time", "去", "periods/year-shift"),
    ],
)
def test_a_place_without_a_number_says_what_is_there(offset: int, outcome: str, text: str, rule: str | None) -> None:
    spot = tracer().spot(tracer().index(processed("示例科技营收5亿元。去年也是。")), offset)
    if text == "。":
        assert spot.outcome == "nothing"
        return
    assert (spot.outcome, spot.text) == (outcome, text)
    assert rule is None or rule in spot.rules


def test_places_lead_back_over_dropped_characters() -> None:
    text = "示\u200b例科技\r\n營收５億元。"
    spot = tracer().spot(tracer().index(processed(text)), text.index("５"))
    assert spot.text == "５億元"


@settings(max_examples=60, deadline=None)
@example(".一、一")
@given(st.text(st.sampled_from("营收增长约第一三百万亿元5%12.-至年月日、，。A km万科责任编辑：分点得\n"), max_size=40))
def test_all_facts_are_traced_and_nothing_is_left_without_a_reason(text: str) -> None:
    document = extractor().process(Document("doc", text))
    spots = tracer().numbers(tracer().index(document))
    assert [fact.id for fact in document.facts] == [spot.facts[0] for spot in spots if spot.outcome == "fact"]
    assert [spot for spot in spots if spot.outcome == "unclaimed"] == []
    assert all(spot.text == text[spot.start : spot.end] for spot in spots)


@cache
def fired(text: str) -> dict[str, int]:
    run = CoverageRun(Extractor())
    run.add(Document("doc", text, published=dt.date(2025, 3, 21)))
    return {rule: count for rule, count in run.result().fired.items() if count}


@pytest.mark.parametrize(
    ("text", "rule", "times"),
    [
        ("公司营收12.5亿元，净利润2亿元。", "numerals/yi", 2),
        ("公司营收12.5亿元，净利润2亿元。", "metrics/revenue", 1),
        ("公司营收12.5亿元，净利润2亿元。", "claims/level", 2),
        ("股价28元/股。", "units/share", 1),
        ("港股今日高开，恒指按年看好，公司股价28元。", "styles/hong-kong-market", 1),
        ("共有9家公司参加。", "metrics/company-count", 1),
        ("新模型GLM-4.7上线。", "exclusions/names-with-digits", 1),
        ("2024年业绩发布。", "periods/year", 1),
        ("去年营收5亿元。", "periods/year-shift", 1),
        ("营收较去年同期增长5%。", "changes/rise", 1),
        ("营收有望达5亿元。", "cues/forecast", 1),
        ("责任编辑：王小明\n", "boilerplate/credit-line", 1),
        ("示例科技(01234)公告，获12倍认购。", "groups/whole", 1),
    ],
)
def test_rules_fire_where_they_take_part(text: str, rule: str, times: int) -> None:
    assert fired(text).get(rule, 0) == times


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("营收很好。", "metrics/revenue"),
        ("去年很好。", "periods/year-shift"),
        ("有望增长。", "cues/forecast"),
        ("没有数字。", "groups/whole"),
    ],
)
def test_rules_do_not_fire_where_nothing_comes_of_it(text: str, rule: str) -> None:
    assert rule in countable(extractor().rules)
    assert rule not in fired(text)


def test_shapes_fire_where_they_are_found() -> None:
    assert fired("示例科技(01234)公告，营收5亿元。")["shapes_subjects/stock-code"] >= 1
    assert "shapes_subjects/stock-code" not in fired("示例科技公告，营收5亿元。")


def test_watched_shapes_change_no_fact() -> None:
    text = "示例科技(01234)公告，2024年营收12.5亿元，同比增长18.3%；据示例证券数据，预计明年净利润约2.1亿元。"
    plain, watched = extractor().process(Document("doc", text)), Document("doc", text)
    CoverageRun(Extractor()).add(watched)
    assert watched.facts == plain.facts


def test_watched_shapes_count_what_is_found_and_what_is_gone_through() -> None:
    rules = extractor().rules
    shapes = WatchedShapes(rules)
    assert "预告" in shapes.words("results-foreseen")
    assert "增减" not in shapes.words("results-foreseen")
    assert shapes.seen == {"shapes/results-foreseen": 1, "shapes/results-foreseen: 预告": 1}
    shapes.seen.clear()
    metrics = sorted(shapes.group("earnings"))
    assert shapes.seen.pop("groups/earnings") == len(metrics)
    assert set(shapes.seen) == {f"groups/earnings: {metric}" for metric in metrics}


def test_numbers_that_are_only_spelled_so_are_no_work_for_rules() -> None:
    assert [spot.text for spot in traced("他一定会来，这里写着15。") if is_open(spot)] == ["15"]


def test_shapes_are_seen_as_often_as_they_match_alone_or_joined_with_others() -> None:
    shapes = WatchedShapes(extractor().rules)
    assert shapes["breakdown|figures-again"].match("期内，") is not None
    assert shapes.seen == {"shapes_attribution/breakdown": 1}
    for _ in range(2):
        assert shapes.fits("english-killing", "killed")
    assert shapes.seen["english/english-killing"] == 2
