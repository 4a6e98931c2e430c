"""The same constructions with metrics of all kinds: whose a figure is, when and how sure must not depend on them."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import NamedTuple

import opencc
import pytest

import numfacts
from numfacts.records import Fact

PUBLISHED = dt.date(2025, 4, 3)
TRADITIONAL = opencc.OpenCC("s2t")
COMPANY = "云杉科技"
# Of each metric the unit, a smaller and a larger value, and how far they lie apart.
METRICS = {
    "营收": ("亿元", "12", "15", "3"),
    "研发投入": ("亿元", "12", "15", "3"),
    "发电量": ("亿千瓦时", "12", "15", "3"),
    "产量": ("万吨", "12", "15", "3"),
    "库存": ("万吨", "12", "15", "3"),
    "装机容量": ("万千瓦", "120", "150", "30"),
    "建筑面积": ("万平方米", "12", "15", "3"),
    "运营里程": ("公里", "120", "150", "30"),
    "销量": ("万辆", "12", "15", "3"),
    "订单量": ("份", "120", "150", "30"),
    "门店数量": ("家", "120", "150", "30"),
    "用户数": ("万人", "12", "15", "3"),
    "客流量": ("万人次", "12", "15", "3"),
    "员工人数": ("人", "1200", "1500", "300"),
    "毛利率": ("%", "32", "35", "3"),
    "负债率": ("%", "52", "55", "3"),
}


class Told(NamedTuple):
    """What a figure of a construction must come to; ``figure`` is written as in that, ``period`` may be a year."""

    figure: str
    period: str
    subject: str = COMPANY
    modality: str = "actual"
    basis: str | None = None
    source: str | None = None


# {M} is the metric, {A} the smaller and {B} the larger value, {D} how far they lie apart.
CONSTRUCTIONS: dict[str, tuple[Told, ...]] = {
    "云杉科技{M}由2023年的{A}增至2024年的{B}。": (Told("{A}", "2023"), Told("{B}", "2024")),
    "2024年，云杉科技{M}达到{B}，较上年的{A}增加{D}。": (
        Told("{B}", "2024"), Told("{A}", "2023"), Told("{D}", "2024", basis="yoy"),
    ),
    "云杉科技2024年{M}为{B}，同比增长5%，其中华东为{A}。": (
        Told("{B}", "2024"), Told("5%", "2024", basis="yoy"), Told("{A}", "2024", "华东"),
    ),
    "2024年，青屿市{M}为{B}。其中，东岸区{A}，增长5%。": (
        Told("{B}", "2024", "青屿市"), Told("{A}", "2024", "东岸区"), Told("5%", "2024", "东岸区", basis="yoy"),
    ),
    "云杉科技2024年{M}为{B}（2023年：{A}）。": (Told("{B}", "2024"), Told("{A}", "2023")),
    "云杉科技2024年{M}为{A}；2023年为{B}。": (Told("{A}", "2024"), Told("{B}", "2023")),
    "{M}方面，云杉科技2024年为{A}，2023年为{B}。": (Told("{A}", "2024"), Told("{B}", "2023")),
    "2024年，云杉、青屿{M}分别为{A}、{B}。": (Told("{A}", "2024", "云杉"), Told("{B}", "2024", "青屿")),
    "云杉科技去年第四季度{M}为{A}，环比下降5%。": (
        Told("{A}", "2024-10-01/2024-12-31"), Told("5%", "2024-10-01/2024-12-31", basis="qoq"),
    ),
    "云杉科技公布去年业绩。期内{M}为{A}，同比增长5%。": (Told("{A}", "2024"), Told("5%", "2024", basis="yoy")),
    "云杉科技是本市最大的企业。其2024年{M}为{A}。": (Told("{A}", "2024"),),
    "截至2024年末，云杉科技{M}为{A}。": (Told("{A}", "2024-12-31/2024-12-31"),),
    "云杉科技{M}连续三个月下降，2月降至{A}。": (Told("{A}", "2025-02-01/2025-02-28"),),
    "国信证券指出，云杉科技去年{M}约{B}，按年增加{D}。": (
        Told("{B}", "2024", source="国信证券"), Told("{D}", "2024", basis="yoy", source="国信证券"),
    ),
    "云杉科技2024年{M}为{A}，低于市场预期的{B}。": (Told("{A}", "2024"), Told("{B}", "2024", modality="forecast")),
    "云杉科技将2025年{M}目标从{B}下调至{A}。": (
        Told("{B}", "2025", modality="forecast"), Told("{A}", "2025", modality="forecast"),
    ),
    "云杉科技计划到2027年将{M}提高至{B}。": (Told("{B}", "2027", modality="forecast"),),
    "云杉科技{M}继续变动。2024年为{B}，同比增长5%。": (Told("{B}", "2024"), Told("5%", "2024", basis="yoy")),
    "云杉科技公告，今年{M}有望突破{A}。": (Told("{A}", "2025", modality="forecast"),),
}  # fmt: skip


def text_of(template: str, metric: str) -> str:
    """Fill a template with a metric and its values."""
    unit, small, large, apart = METRICS[metric]
    points = "个百分点" if unit == "%" else unit
    return template.format(M=metric, A=small + unit, B=large + unit, D=apart + points)


@cache
def facts_of(text: str) -> dict[str, Fact]:
    """Extract the facts of a text, by what they quote."""
    return {fact.quote: fact for fact in numfacts.extract(text, published=PUBLISHED)}


def as_told(fact: Fact, figure: str) -> Told:
    """Give what a fact says, with whole years written as such."""
    period = f"{fact.period.start}/{fact.period.end}" if fact.period is not None else ""
    year = period[:4]
    return Told(
        figure,
        year if period == f"{year}-01-01/{year}-12-31" else period,
        (fact.subject.text or "") if fact.subject is not None else "",
        fact.modality,
        fact.change.basis if fact.change is not None else None,
        fact.attribution.text if fact.attribution is not None else None,
    )


# The same in English: {M} is the metric, {A} and {B} the values.
ENGLISH_METRICS = {
    "revenue": ("$12 billion", "$15 billion"),
    "net profit": ("$12 million", "$15 million"),
    "exports": ("$12 billion", "$15 billion"),
    "output": ("12 million tonnes", "15 million tonnes"),
    "capacity": ("120 megawatts", "150 megawatts"),
    "market share": ("12 percent", "15 percent"),
    "unemployment rate": ("3.2 percent", "3.5 percent"),
    "vacancy rate": ("12 percent", "15 percent"),
    "inflation": ("3.2 percent", "3.5 percent"),
}
OAKSHIRE = "Oakshire"
ENGLISH_CONSTRUCTIONS: dict[str, tuple[Told, ...]] = {
    "Oakshire's {M} rose from {A} in 2023 to {B} in 2024.": (
        Told("{A}", "2023", OAKSHIRE), Told("{B}", "2024", OAKSHIRE),
    ),
    "Oakshire's {M} reached {B} in 2024, up from {A} a year earlier.": (
        Told("{B}", "2024", OAKSHIRE), Told("{A}", "2023", OAKSHIRE),
    ),
    "Oakshire's {M} stood at {B} in 2024, compared with {A} in 2023.": (
        Told("{B}", "2024", OAKSHIRE), Told("{A}", "2023", OAKSHIRE),
    ),
    "Oakshire expects {M} of {B} this year.": (Told("{B}", "2025", OAKSHIRE, "forecast"),),
    "Oakshire's {M} fell to {A} in March, according to the Elm Institute.": (
        Told("{A}", "2025-03-01/2025-03-31", OAKSHIRE, source="Elm Institute"),
    ),
    "The Elm Institute said on Monday that Oakshire's {M} rose to {B} in the first quarter.": (
        Told("{B}", "2025-01-01/2025-03-31", OAKSHIRE, source="Elm Institute"),
    ),
    "Oakshire recovered last year. Its {M} was {B} in 2024.": (Told("{B}", "2024", OAKSHIRE),),
    "Last year, Oakshire's {M} was {B}.": (Told("{B}", "2024", OAKSHIRE),),
    "Oakshire's {M} was {B} in 2024, while Elmland's was {A}.": (
        Told("{B}", "2024", OAKSHIRE), Told("{A}", "2024", "Elmland"),
    ),
    "In 2024, {M} in Oakshire and Elmland was {A} and {B} respectively.": (
        Told("{A}", "2024", OAKSHIRE), Told("{B}", "2024", "Elmland"),
    ),
    "Oakshire's {M} was {A} in 2024, short of the {B} forecast by the ministry.": (
        Told("{A}", "2024", OAKSHIRE), Told("{B}", "2024", OAKSHIRE, "forecast"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("template", CONSTRUCTIONS)
@pytest.mark.parametrize("script", ["simplified", "traditional"])
def test_a_construction_is_read_alike_whatever_is_measured(template: str, metric: str, script: str) -> None:
    written = TRADITIONAL.convert if script == "traditional" else str
    facts = facts_of(written(text_of(template, metric)))
    for told in CONSTRUCTIONS[template]:
        fact = facts[written(text_of(told.figure, metric))]
        expected = told._replace(
            subject=written(told.subject), source=written(told.source) if told.source is not None else None
        )
        assert as_told(fact, told.figure) == expected
        assert fact.metric is not None
        assert written(metric).endswith(fact.metric.text or "nothing")


@pytest.mark.parametrize("metric", ENGLISH_METRICS)
@pytest.mark.parametrize("template", ENGLISH_CONSTRUCTIONS)
def test_an_english_construction_is_read_alike_whatever_is_measured(template: str, metric: str) -> None:
    small, large = ENGLISH_METRICS[metric]
    facts = facts_of(template.format(M=metric, A=small, B=large))
    for told in ENGLISH_CONSTRUCTIONS[template]:
        fact = facts[told.figure.format(A=small, B=large)]
        assert as_told(fact, told.figure) == told
        assert fact.metric is not None
        assert fact.metric.text == metric
