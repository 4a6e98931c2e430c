"""Tests of time expressions: what is found and as what, the days it stands for, and what is no time at all."""

from __future__ import annotations

import datetime as dt
import re
import time
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import settings

from numfacts.periods import PeriodContext, Periods, TimeExpression
from numfacts.records import Period, Span
from numfacts.ruleset.kinds import PeriodsFile

RULES = Path(__file__).parents[1] / "rules" / "periods.yaml"
FILE = msgspec.convert(yaml.safe_load(RULES.read_text(encoding="utf-8")), PeriodsFile)
PERIODS = Periods(FILE)
EXAMPLES = settings(max_examples=200, deadline=None)  # a loaded machine is no failure
PUBLISHED = dt.date(2025, 4, 9)  # a Wednesday


def period(written: str | None) -> Period | None:
    """The period of ``first~last`` or of one day; none of ``-``."""
    if written is None or written == "-":
        return None
    first, _, last = written.partition("~")
    return Period(dt.date.fromisoformat(first), dt.date.fromisoformat(last or first))


def only(text: str) -> TimeExpression:
    """The one expression of a text."""
    (found,) = PERIODS.find(text)
    return found


def resolve(text: str, published: dt.date | None = PUBLISHED, **known: object) -> Period | None:
    """The period of the one expression of a text."""
    context = PERIODS.context(published, text)
    return PERIODS.resolve(only(text), msgspec.structs.replace(context, **known))


def timeline(text: str, published: dt.date | None = None) -> list[tuple[str, Period | None]]:
    """Every expression of a text and its period, each in the light of the others."""
    found = PERIODS.find(text)
    resolved = PERIODS.timeline(text, found, published)
    return [(text[one.start : one.end], days) for one, days in zip(found, resolved, strict=True)]


def table(written: str) -> list[tuple[str, ...]]:
    """Rows that end with ``;``, in cells divided by ``|``."""
    return [tuple(cell.strip() for cell in row.split("|")) for row in re.split(r";\s", written.strip())]


# What stands for the same days whenever it is read
EXPLICIT = table("""
    由23年的 | 2023-01-01~2023-12-31;
    first 12 days of August 2025 | 2025-08-01~2025-08-12;
    2025年1月8日 | 2025-01-08; 2025-01-08 | 2025-01-08; 2025/1/8 | 2025-01-08; 2025 年 1 月 8 日 | 2025-01-08;
    二零二五年一月八日 | 2025-01-08; 2025年2月30日 | -; 2025年1月8日(星期三) | 2025-01-08;
    2025年1月8日13:45 | 2025-01-08; 2025年1月8日下午3时 | 2025-01-08; 2025年 | 2025-01-01~2025-12-31;
    2025年度 | 2025-01-01~2025-12-31; 2025年全年 | 2025-01-01~2025-12-31; 2025年报告 | 2025-01-01~2025-12-31;
    2025财年 | 2025-01-01~2025-12-31; FY25 | 2025-01-01~2025-12-31; 2025/26年度 | 2025-04-01~2026-03-31;
    FY2024/25 | 2024-04-01~2025-03-31; 24-25财年 | 2024-04-01~2025-03-31; 2024/2025年度 | 2024-04-01~2025-03-31;
    by 2028-29 | 2028-04-01~2029-03-31; 2022/23学年 | 2022-09-01~2023-08-31; 2021-23年 | 2021-01-01~2023-12-31;
    2024E | 2024-01-01~2024-12-31; 2024-05月 | 2024-05-01~2024-05-31; 2019/20/21年 | 2019-01-01~2021-12-31;
    20世纪80年代 | 1980-01-01~1989-12-31; 上世纪九十年代 | 1990-01-01~1999-12-31;
    2025年2月上半月 | 2025-02-01~2025-02-15;
    2025年2月下半月 | 2025-02-16~2025-02-28; 2024年冬季 | 2024-12-01~2025-02-28; 虎年春节 | 2022-01-31~2022-02-06;
    2019-2021年 | 2019-01-01~2021-12-31; 2017至2024年 | 2017-01-01~2024-12-31;
    2026年至2029年 | 2026-01-01~2029-12-31; between 2020 and 2023 | 2020-01-01~2023-12-31;
    2025年上半年 | 2025-01-01~2025-06-30; 2019下半年 | 2019-07-01~2019-12-31; H1 2025 | 2025-01-01~2025-06-30;
    1H25 | 2025-01-01~2025-06-30; 2024年半年度报告 | 2024-01-01~2024-06-30; 2024年中报 | 2024-01-01~2024-06-30;
    2024年中期业绩 | 2024-01-01~2024-06-30;
    2025年第四季度 | 2025-10-01~2025-12-31; 2025年四季度 | 2025-10-01~2025-12-31; 25Q2 | 2025-04-01~2025-06-30;
    2025年第1季 | 2025-01-01~2025-03-31; 2025年一至三季度 | 2025-01-01~2025-09-30; 3Q24 | 2024-07-01~2024-09-30;
    24年Q3 | 2024-07-01~2024-09-30; 2024年首季 | 2024-01-01~2024-03-31; 2024年前三季度 | 2024-01-01~2024-09-30;
    2024年首两个月 | 2024-01-01~2024-02-29; 23年归母净利 | 2023-01-01~2023-12-31;
    2022年前三个交易日 | 2022-01-04~2022-01-06; 2022年首个交易日 | 2022-01-04; 2022年首周 | 2022-01-03~2022-01-09;
    2021年最后一个交易日 | 2021-12-31; 2024年2月前3个交易日 | 2024-02-01~2024-02-05;
    22-24年归母净利 | 2022-01-01~2024-12-31; 2024年1-8月 | 2024-01-01~2024-08-31; 2024年1、2月 | 2024-01-01~2024-02-29;
    2024年11月 | 2024-11-01~2024-11-30; 2024年11月份 | 2024-11-01~2024-11-30; 2021年12月下旬 | 2021-12-21~2021-12-31;
    2024年4月初 | 2024-04-01~2024-04-10; 2021年末 | 2021-12-31; 2027年年底前 | 2027-12-31; 2021年四季度末 | 2021-12-31;
    2022年6月底 | 2022-06-30; 2022年中完成 | 2022-06-30; 2023年初投产 | 2023-01-01;
    2016年至2021年12月 | 2016-01-01~2021-12-31; 2024年1月10日至16日 | 2024-01-10~2024-01-16;
    2020年5月13日至2020年5月26日 | 2020-05-13~2020-05-26; 2024年12月28日至2025年1月3日 | 2024-12-28~2025-01-03;
    截至2025年上半年 | 2025-06-30; 截至2024年2月 | 2024-02-29; 截至2025年9月30日止三个月 | 2025-07-01~2025-09-30;
    截至2024年12月31日止六个月 | 2024-07-01~2024-12-31; 截至2024年3月31日止年度 | 2023-04-01~2024-03-31;
    截至2024年6月底止中期 | 2024-01-01~2024-06-30; “十四五”时期 | 2021-01-01~2025-12-31;
    “十四五”末 | 2025-12-31; 2022年春节假期 | 2022-01-31~2022-02-06;
    2025年国庆黄金周 | 2025-10-01~2025-10-08;
    2023年元旦 | 2022-12-31~2023-01-02; in 2025 | 2025-01-01~2025-12-31; its 2025 targets | 2025-01-01~2025-12-31;
    in March 2025 | 2025-03-01~2025-03-31; on 3 March 2025 | 2025-03-03; on March 3rd, 2025 | 2025-03-03;
    March 3-5, 2025 | 2025-03-03~2025-03-05; from January to March 2025 | 2025-01-01~2025-03-31;
    the fourth quarter of 2024 | 2024-10-01~2024-12-31; the second half of 2024 | 2024-07-01~2024-12-31;
    the 2nd half of 2024 | 2024-07-01~2024-12-31; the 3rd quarter of 2024 | 2024-07-01~2024-09-30;
    the first nine months of 2024 | 2024-01-01~2024-09-30; Q1 2025 | 2025-01-01~2025-03-31; in mid-2025 | 2025-06-30;
    in early March 2025 | 2025-03-01~2025-03-10; by the end of 2027 | 2027-12-31;
    three months ended June 30, 2025 | 2025-04-01~2025-06-30; the 12 months to March 31, 2025 | 2024-04-01~2025-03-31;
    the year ended March 31, 2025 | 2024-04-01~2025-03-31; in the year to March 2025 | 2024-04-01~2025-03-31;
    the week ended August 30, 2025 | 2025-08-24~2025-08-30
""")

# What counts from Wednesday 9 April 2025
RELATIVE = table("""
    大前年 | 2022-01-01~2022-12-31; 今明两年 | 2025-01-01~2026-12-31; 今明两日 | 2025-04-09~2025-04-10;
    本学年 | 2024-09-01~2025-08-31; 局长下午会见 | 2025-04-09;
    past year | 2024-04-09~2025-04-08; 大前天 | 2025-04-06; 中期业绩 | 2024-10-01~2025-03-31;
    全周累计 | 2025-04-07~2025-04-13;
    今年 | 2025-01-01~2025-12-31; 去年 | 2024-01-01~2024-12-31; 前年 | 2023-01-01~2023-12-31;
    明年 | 2026-01-01~2026-12-31; 上年度 | 2024-01-01~2024-12-31; 本年度 | 2025-01-01~2025-12-31;
    去年全年 | 2024-01-01~2024-12-31; 去年第四季 | 2024-10-01~2024-12-31; 今年1至3月 | 2025-01-01~2025-03-31;
    去年12月 | 2024-12-01~2024-12-31; 明年9月 | 2026-09-01~2026-09-30; 今年底 | 2025-12-31; 明年年底 | 2026-12-31;
    今年五一假期 | 2025-05-01~2025-05-05; 上季 | 2025-01-01~2025-03-31; 上一季度 | 2025-01-01~2025-03-31;
    本季度 | 2025-04-01~2025-06-30; 本月 | 2025-04-01~2025-04-30; 上月 | 2025-03-01~2025-03-31;
    上个月中旬 | 2025-03-11~2025-03-20; 本月初 | 2025-04-01~2025-04-10; 下月27日 | 2025-05-27;
    本月1日至14日 | 2025-04-01~2025-04-14; 本周 | 2025-04-07~2025-04-13; 上星期 | 2025-03-31~2025-04-06;
    上周五 | 2025-04-04; 本周五 | 2025-04-11; 下星期三 | 2025-04-16; 上周末 | 2025-04-05~2025-04-06; 周一 | 2025-04-07;
    星期三 | 2025-04-09; 星期五 | 2025-04-04; 将于周五 | 2025-04-11; 周一至周五 | 2025-04-07~2025-04-11;
    由本周三至明年7月18日 | 2025-04-09~2026-07-18; 今日 | 2025-04-09; 昨天 | 2025-04-08; 明日 | 2025-04-10;
    前天 | 2025-04-07; 当日 | 2025-04-09; 前一日 | 2025-04-08; 次日 | 2025-04-10; 年底 | 2025-12-31; 月底 | 2025-04-30;
    今天 | 2025-04-09; 去年最后两个月 | 2024-11-01~2024-12-31;
    即日起 | 2025-04-09; 前年度 | 2023-01-01~2023-12-31; 昨日及今日 | 2025-04-08~2025-04-09;
    昨日傍晚至今晨 | 2025-04-08~2025-04-09; 截至下午4时 | 2025-04-09;
    年初 | 2025-01-01; 月初， | 2025-04-01~2025-04-10; 月中， | 2025-04-11~2025-04-20; 年中， | 2025-06-30;
    季度末 | 2025-06-30; 本月以来 | 2025-04-01~2025-04-09; 季内 | 2025-04-01~2025-04-09; 下季度 | 2025-07-01~2025-09-30;
    last quarter | 2025-01-01~2025-03-31; tomorrow | 2025-04-10; over the weekend | 2025-04-05~2025-04-06;
    后年 | 2027-01-01~2027-12-31; the 5th of this month | 2025-04-05; 本月10号 | 2025-04-10; 截至今年2月 | 2025-02-28;
    截至本月 | 2025-04-09; 截至去年底 | 2024-12-31; 年内 | 2025-01-01~2025-04-09; 今年以来 | 2025-01-01~2025-04-09;
    今年累计 | 2025-01-01~2025-04-09; 2022年以来 | 2022-01-01~2025-04-09;
    自2016年12月29日上市以来 | 2016-12-29~2025-04-09; 截至发稿 | 2025-04-09; 未来三年 | 2025-04-09~2028-04-08;
    截至下午4时半 | 2025-04-09;
    接下来5年 | 2025-04-09~2030-04-08; 过去两星期 | 2025-03-26~2025-04-08; 近三个月 | 2025-01-10~2025-04-09;
    过去半年 | 2024-10-09~2025-04-08; 近3年来最低 | -; 未来3-5年 | -; 过去24小时 | -; last year | 2024-01-01~2024-12-31;
    next month | 2025-05-01~2025-05-31; last week | 2025-03-31~2025-04-06; yesterday | 2025-04-08; 昨大涨 | 2025-04-08;
    on Monday | 2025-04-07; this Friday | 2025-04-11; will open on Friday | 2025-04-11;
    the first quarter of last year | 2024-01-01~2024-03-31; July 1 next year | 2026-07-01;
    last August | 2024-08-01~2024-08-31; the end of last year | 2024-12-31; the middle of the year | 2025-06-30;
    mid-year | 2025-06-30;
    the first two months of the year | 2025-01-01~2025-02-28; so far this year | 2025-01-01~2025-04-09;
    the coming academic year | 2025-09-01~2026-08-31; the last fiscal year | -;
    over the next 30 days | 2025-04-09~2025-05-08; the past two weeks | 2025-03-26~2025-04-08;
    the Easter holiday | 2025-04-18~2025-04-21; the previous day | 2025-04-08; the month before | 2025-03-01~2025-03-31;
    September next year | 2026-09-01~2026-09-30; Hong Kong in the week before | 2025-03-31~2025-04-06
""")

# What takes its year from the day of publication: text, published, period
UNDATED = table("""
    8月头15日 | 2025-09-01 | 2025-08-01~2025-08-15;
    1月8日 | 2025-04-09 | 2025-01-08; 12月8日 | 2025-01-08 | 2024-12-08; 5月12日 | 2025-04-08 | 2025-05-12;
    12月 | 2025-01-16 | 2024-12-01~2024-12-31; 3月 | 2025-03-28 | 2025-03-01~2025-03-31;
    11月 | 2025-04-09 | 2024-11-01~2024-11-30; 将于11月 | 2025-04-09 | 2025-11-01~2025-11-30;
    8日 | 2025-04-09 | 2025-04-08; 28日 | 2025-04-09 | 2025-03-28; 定于28日 | 2025-04-09 | 2025-04-28;
    31日 | 2025-03-09 | -; 一季度 | 2025-04-09 | 2025-01-01~2025-03-31; 四季度 | 2025-02-19 | 2024-10-01~2024-12-31;
    前三季度 | 2025-01-20 | 2024-01-01~2024-09-30; 1-12月 | 2025-01-20 | 2024-01-01~2024-12-31;
    首两个月 | 2025-03-10 | 2025-01-01~2025-02-28; 上半年 | 2025-08-20 | 2025-01-01~2025-06-30;
    下半年 | 2025-03-20 | 2024-07-01~2024-12-31; 截至9月底 | 2025-04-09 | 2024-09-30;
    截至3月底止年度 | 2025-06-20 | 2024-04-01~2025-03-31; 12月28日至1月3日 | 2025-04-09 | 2024-12-28~2025-01-03;
    春节假期 | 2025-02-10 | 2025-01-28~2025-02-04; 廿三日 | 2025-04-09 | 2025-03-23;
    January and February | 2025-03-25 | 2025-01-01~2025-02-28; on Oct 1 | 2025-12-05 | 2025-10-01;
    from October 1 | 2025-03-05 | 2025-10-01; quarter ended December 31 | 2025-04-09 | 2024-10-01~2024-12-31;
    the end of March | 2025-04-09 | 2025-03-31; in May | 2025-06-01 | 2025-05-01~2025-05-31
""")


@pytest.mark.parametrize(("text", "days"), EXPLICIT)
def test_what_names_its_year_stands_for_the_same_days_always(text: str, days: str | None) -> None:
    assert resolve(text, None) == period(days)
    assert resolve(text) == period(days)


@pytest.mark.parametrize(("text", "days"), RELATIVE)
def test_what_is_relative_counts_from_the_day_of_publication(text: str, days: str | None) -> None:
    assert resolve(text) == period(days)


@pytest.mark.parametrize("text", [text for text, _ in RELATIVE])
def test_what_is_relative_is_null_without_the_day_of_publication(text: str) -> None:
    assert resolve(text, None) is None


@pytest.mark.parametrize(("text", "published", "days"), UNDATED)
def test_an_undated_expression_takes_its_year_from_publication(text: str, published: str, days: str | None) -> None:
    assert resolve(text, dt.date.fromisoformat(published)) == period(days)
    assert resolve(text, None) is None


# Text in brackets is what must be found, as a whole, and nothing else
SPANS = [
    text
    for (text,) in table("""
    计划到[2027年年底]前追加投资; 涨幅由[首季]的1.6%扩大; 预计[今年全年]增长; [本周]三大指数齐跌; [本周]二手房成交回升;
    [周三]大盘下跌; [周五]成交活跃; [1月上旬]交付; 于[2019下半年]、[2020年]及[2021年]分别新增; 在[2023]及[2024年]分别有;
    [2月和3月]加息; [21年]、[22年]，; 将在[3]、[5]、[7、9月]加息; 于[3]、[5]、[7日]召开; 截至[2025年3月5日下午5时]，;
    [1月30日0—24时]，; 截至北京时间[2022年1月23日6时30分]，; [2022年2月11日(星期五)上午10时]举行;
    由[3月底]延长至[今年底]; 以[2025年6月30日止六个月]计; [2021年]中国市场; [2021-2023年]计划; “[2019]十大人物”;
    早于[2021年上半年]，; in [the quarter], sales fell;
    in [January and February] compared with the [same period a year earlier]; fell [last year]'s;
    on [October 7, 2023], he said; in the [first half of this year]; [yesterday]'s close
""")
]


@pytest.mark.parametrize("marked", SPANS)
def test_the_span_of_an_expression(marked: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    assert [text[one.start : one.end] for one in PERIODS.find(text)] == re.findall(r"\[(.*?)\]", marked)


NOTHING = [
    text
    for (text,) in table("""
    目前日均消耗量; 以上年龄人士; 成本月增; 日本周边; 合同期限届满; 短期内; 失去年轻人; 过去年均; 资本年会;
    公司一度停牌;
    百度发布; 中国银行一带一路; 三星电子; 科创50指数; 二手房; 3日元; 100日元; 3000点; 12.5%; 2,025家; 2025元; 15人;
    7-11便利店; 五粮液; 600519.SH; GLM-4.7; iPhone 17; May I ask; they march on; a second home; Jan Hatzius said;
    the weekly report; 1:3; 24K金; 3D打印; 第十五期; 20号胶; 2号线; 12岁; 50岁以上; 35-year-old woman
""")
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_like_time_is_passed_by(text: str) -> None:
    assert PERIODS.find(text) == []


# Text, kind: none of these is a quantity or a period
NO_PERIODS = table("""
    下午5点10分 | clock; 上午10时半 | clock; 晚上约8时 | clock; 零时 | clock; 10.30am | clock;
    16时30分 | clock; 5pm | clock; 创近1周新低 | window; 19个月新高 | window; 24小时内 | window; 6年内 | window;
    7天期逆回购 | window; 10年期国债 | window; 4日市 | window; 200日均线 | window; 五周 | window; 四年制大学 | window;
    两个多月 | window; 8年半新低 | window; 100多日 | window; 10周年 | window; 十多天 | window;
    90年代 | window; 1Y和 | window; 10个交易日 | window; 两月内 | window;
    连跌3个月 | streak; 连续5日 | streak; 连续第六天 | streak; the 11th consecutive month | streak;
    third straight day | streak; 48-month | window; 12-month period | window; 47 years ago | window;
    three more years | window; in the 1990s | window; 21st century | window; 双11 | date;
    较上期 | anaphor; 该半年度 | anaphor
""")


@pytest.mark.parametrize(("text", "kind"), NO_PERIODS)
def test_times_that_are_no_periods(text: str, kind: str) -> None:
    assert only(text).kind == kind
    assert resolve(text) is None


COMPARISONS = table("""
    较去年同期增长 | yoy; 比上年增长 | yoy; 与2019年同期相比， | yoy; 与去年同期相比 | yoy; 比前一年增加 | yoy;
    较期初增长 | ytd; 比年初增加 | ytd; 较上年末增长 | ytd; 较2020年末上涨 | ytd; 较上月下降 | mom; 比2月快 | mom;
    环比三季度增长 | qoq; 较上季下跌 | qoq; 较昨日收市跌 | day; 比前一交易日增加 | day; 较上周五收市 | prior;
    较前一周增加 | prior; 比2009财年增长 | prior; 比11月高点低 | prior; 与6日相比增长 | prior; 较上期减少 | yoy;
    从2019年的14941亿 | prior; 由去年预计的900亿 | yoy; compared with a year earlier | yoy; up from a year ago | yoy;
    up 5% on a year earlier | yoy; compared to last year | yoy; down 3% from January | mom; from a day earlier | day;
    compared with the same period of last year | yoy; versus the previous quarter | qoq; from the previous month | mom;
    compared with the start of the year | ytd
""")


@pytest.mark.parametrize(("text", "basis"), COMPARISONS)
def test_the_other_side_of_a_change(text: str, basis: str) -> None:
    found = only(text)
    assert found.comparison
    assert found.basis == basis


NO_COMPARISONS = [
    text
    for (text,) in table("""
    低于1月的4.7%; 占比2021年提升; 从1月1日起实施; 从2月5日开始涨价; 从春节来看，; 从1月24日到1月30日，; 来自2021年的;
    由本周三至明年7月18日; 与去年全年下跌3.65%形成对比; fares rise from May 12; no later than September; on Monday;
    more than 60 years; 自2018年推出
""")
]


@pytest.mark.parametrize("text", NO_COMPARISONS)
def test_what_is_not_the_other_side_of_a_change(text: str) -> None:
    assert not only(text).comparison


@pytest.mark.parametrize(
    ("text", "claim", "basis"),
    [
        ("比三季度上升", "2024-10-01~2024-12-31", "qoq"), ("比三季度上升", "2025-01-01~2025-12-31", "qoq"),
        ("比2019年上升", "2021-01-01~2021-12-31", "prior"), ("比2020年上升", "2021-01-01~2021-12-31", "yoy"),
        ("比2024年2月上升", "2025-02-01~2025-02-28", "yoy"), ("比2025年2月上升", "2025-03-01~2025-03-31", "mom"),
        ("与2021年春节相比", "2022-01-31~2022-02-06", "yoy"), ("较去年同期上升", "2024-01-01~2024-12-31", "yoy"),
    ],
)  # fmt: skip
def test_the_basis_by_the_distance_of_two_periods(text: str, claim: str, basis: str) -> None:
    assert PERIODS.against(only(text), period(claim), PeriodContext(published=dt.date(2025, 1, 20))) == basis


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("期限3年", "3年"), ("锁定期6个月", "6个月"), ("有效期为5年。", "5年"), ("任期三年", "三年"),
        ("发行期限为90天", "90天"), ("锁定期为5个工作日", "5个工作日"), ("平均通话时长约3小时", "3小时"),
        ("实施期限为自董事会审议通过回购方案之日起12个月内", "12个月"),
        ("a lock-up period of six months", "six months"), ("a term of 5 years", "5 years"),
    ],
)  # fmt: skip
def test_a_duration_that_a_metric_names(text: str, number: str) -> None:
    found = only(text)
    assert found.kind == "duration"
    assert found.number is not None
    assert text[found.number.start : found.number.end] == number


def test_durations_of_one_metric_in_a_row() -> None:
    found = PERIODS.find("期限由3年延长至5年，为期2年。")
    assert [one.kind for one in found] == ["duration", "duration", "window"]
    assert found[2].number is None
    assert found[0].number == Span(3, 5)


# What refers to the period before: text, that period, period
REFERRING = table("""
    同季 | 2024-07-01~2024-09-30 | 2024-07-01~2024-09-30; 同月 | 2024-07-01~2024-07-31 | 2024-07-01~2024-07-31;
    同期 | 2024-01-01~2024-06-30 | 2024-01-01~2024-06-30; 报告期内 | 2024-01-01~2024-06-30 | 2024-01-01~2024-06-30;
    本期 | 2024-01-01~2024-06-30 | 2024-01-01~2024-06-30; 期内 | 2024-01-01~2024-03-31 | 2024-01-01~2024-03-31;
    期内 | 2024-03-05 | -; 期末 | 2024-01-01~2024-06-30 | 2024-06-30;
    同期则盈利 | 2024-01-01~2024-06-30 | 2023-01-01~2023-06-30;
    去年同期 | 2024-01-01~2024-06-30 | 2023-01-01~2023-06-30; 上年同期 | 2024-02-01~2024-02-29 | 2023-02-01~2023-02-28;
    2021年同期 | 2024-01-01~2024-06-30 | 2021-01-01~2021-06-30; 上年 | 2023-01-01~2023-12-31 | 2022-01-01~2022-12-31;
    全年 | 2024-10-01~2024-12-31 | 2024-01-01~2024-12-31; 当月 | 2024-10-07 | 2024-10-01~2024-10-31;
    当月 | 2024-01-01~2024-12-31 | -; 单月成交 | 2024-10-07 | 2024-10-01~2024-10-31;
    当季 | 2024-02-01~2024-02-29 | 2024-01-01~2024-03-31;
    该周 | 2025-04-02 | 2025-03-31~2025-04-06; 当日 | 2024-10-07 | 2024-10-07; 前一日 | 2024-10-07 | 2024-10-06;
    即日 | 2024-10-07 | 2024-10-07;
    第二个交易日 | 2025-04-04 | 2025-04-07; 第二个交易日 | 2025-04-05 | -;
    上一交易日 | 2025-04-07 | 2025-04-04; 翌年 | 2024-10-07 | 2025-01-01~2025-12-31;
    前一季度 | 2024-04-01~2024-06-30 | 2024-01-01~2024-03-31; 前月 | 2024-03-05 | 2024-02-01~2024-02-29;
    连续3年 | 2024-01-01~2024-12-31 | 2022-01-01~2024-12-31;
    连续3个月 | 2025-03-01~2025-03-31 | 2025-01-01~2025-03-31; 连续3个月 | 2024-01-01~2024-12-31 | -;
    a year earlier | 2025-01-01~2025-02-28 | 2024-01-01~2024-02-29;
    the quarter | 2025-03-01~2025-03-31 | 2025-01-01~2025-03-31;
    the same period | 2025-01-01~2025-02-28 | 2025-01-01~2025-02-28; the month | 2025-03-05 | 2025-03-01~2025-03-31;
    the week | 2025-03-05 | 2025-03-03~2025-03-09; in the period | 2025-01-01~2025-03-31 | 2025-01-01~2025-03-31
""")


@pytest.mark.parametrize(("text", "previous", "days"), REFERRING)
def test_what_refers_to_a_period_of_the_text(text: str, previous: str, days: str | None) -> None:
    assert resolve(text, None, previous=period(previous)) == period(days)


def test_fiscal_years_begin_where_the_text_shows() -> None:
    text = "财政预算案提出，"
    assert resolve(f"{text}下年度", dt.date(2025, 2, 26)) == period("2025-04-01~2026-03-31")
    assert resolve(f"{text}本年度", dt.date(2025, 2, 26)) == period("2024-04-01~2025-03-31")
    assert resolve(f"{text}下个财政年度第三季", dt.date(2025, 2, 26)) == period("2025-10-01~2025-12-31")
    assert resolve(f"{text}未来5个财政年度", dt.date(2025, 2, 26)) == period("2025-04-01~2030-03-31")
    assert resolve("the coming fiscal year, the financial secretary said", PUBLISHED) == period("2026-04-01~2027-03-31")


# Whole texts without a day of publication: each expression and its period, in order
STORIES = [
    ("2024年四季度，利润率为5%。全年利润为3亿元。四季度收入为8亿元。",
     ["2024-10-01~2024-12-31", "2024-01-01~2024-12-31", "2024-10-01~2024-12-31"]),
    ("7月14日晚间发布公告称，2020年7月13日解除质押。截至本公告日，", ["2020-07-14", "2020-07-13", "2020-07-14"]),
    ("某网站8月9日丨截至2018年12月31日，", ["2019-08-09", "2018-12-31"]),
    ("某公司5月15日公告。2019年年报显示，", ["2020-05-15", "2019-01-01~2019-12-31"]),
    ("1月28日与他会面。协议签于1997年。", [None, "1997-01-01~1997-12-31"]),
    ("截至2022年1月21日，年内共有。去年增长。今年2月。",
     ["2022-01-21", "2022-01-01~2022-01-21", "2021-01-01~2021-12-31", "2022-02-01~2022-02-28"]),
    ("截至1月20日，2022年开年以来共有。2021年同期有。",
     ["2022-01-20", "2022-01-01~2022-01-20", "2021-01-01~2021-01-20"]),
    ("去年，今日，上周五，未来三年。", [None, None, None, None]),
    ("2020年5月13日召开。5月20日通过，22日生效。", ["2020-05-13", "2020-05-20", "2020-05-22"]),
    ("12月销量下降，为2021年11月以来最低。", [None, None]),
    ("预计2022年产量增长。第四季度产量下降。", ["2022-01-01~2022-12-31", "2021-10-01~2021-12-31"]),
    ("预计2022年产量增长。第一季度产量下降。", ["2022-01-01~2022-12-31", "2022-01-01~2022-03-31"]),
    ("2022年春节假期，1月31日出行人数最多。", ["2022-01-31~2022-02-06", "2022-01-31"]),
    ("5月18日晚间发布公告。截至本公告日，减持。2019年半年报显示，",
     ["2020-05-18", "2020-05-18", "2019-01-01~2019-06-30"]),
    ("9月18日晚间发布公告。2019年半年报显示，", ["2019-09-18", "2019-01-01~2019-06-30"]),
    ("截至1月29日，百家披露2021年业绩预告。", ["2022-01-29", "2021-01-01~2021-12-31"]),
    ("截至10月29日，百家披露2021年业绩预告。", ["2021-10-29", "2021-01-01~2021-12-31"]),
    ("截至10月29日，百家披露2021年年报。", ["2022-10-29", "2021-01-01~2021-12-31"]),
    ("截至本公告日，甲持有股份。\n某公司董事会\n2020年6月16日", ["2020-06-16", "2020-06-16"]),
    ("截至本公告日，甲持有股份。2020年6月16日起生效", [None, "2020-06-16"]),
    ("2021年行业繁荣，去年新增百家。", ["2021-01-01~2021-12-31", "2021-01-01~2021-12-31"]),
    ("2022年预计繁荣，去年新增百家。", ["2022-01-01~2022-12-31", "2021-01-01~2021-12-31"]),
    ("2022年开年大涨，去年下跌。", ["2022-01-01~2022-12-31", "2021-01-01~2021-12-31"]),
    ("2022年1月5日召开，去年下跌。", ["2022-01-05", "2021-01-01~2021-12-31"]),
    ("2021年业绩增长，今年下跌。", ["2021-01-01~2021-12-31", "2022-01-01~2022-12-31"]),
    ("2021年行业繁荣，今年下跌。", ["2021-01-01~2021-12-31", None]),
    ("2021年底前下降，今年下跌。", ["2021-12-31", None]),
    ("为1982年初以来最大涨幅，下月公布1月数据。", [None, None, None]),
    ("7月13日发布公告，2020年1-6月预计亏损。由于实施了2017年股权激励计划，",
     ["2020-07-13", "2020-01-01~2020-06-30", "2017-01-01~2017-12-31"]),
    ("7月13日发布公告，由于实施了2017年股权激励计划，", ["2017-07-13", "2017-01-01~2017-12-31"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "days"), STORIES)
def test_the_dates_of_a_text_date_each_other(text: str, days: list[str | None]) -> None:
    assert [found for _, found in timeline(text)] == [period(one) for one in days]


def test_a_named_month_holds_the_days_after_it() -> None:
    found = dict(timeline("将于今年7月举行，7月26日开赛，7月31日收官。", dt.date(2025, 3, 31)))
    assert found["7月26日"] == period("2025-07-26")
    assert found["7月31日"] == period("2025-07-31")


def test_what_was_said_on_a_day_goes_on_about_the_longer_period() -> None:
    found = dict(timeline("A profit in the first half of 2024, it said on Friday; in the period, that quarter",
                          dt.date(2024, 8, 30)))  # fmt: skip
    assert found["the period"] == period("2024-01-01~2024-06-30")
    found = dict(timeline("A loss in the second quarter of 2024, it said on Friday. Sales in the quarter",
                          dt.date(2024, 8, 30)))  # fmt: skip
    assert found["the quarter"] == period("2024-04-01~2024-06-30")


def test_what_one_sentence_expects_says_nothing_of_the_next() -> None:
    found = dict(timeline("It will open a mill. Fourth-quarter sales rose.", dt.date(2026, 1, 22)))
    assert found["Fourth-quarter"] == period("2025-10-01~2025-12-31")


def test_the_end_of_a_year_that_runs_is_yet_to_come() -> None:
    found = dict(timeline("at the end of this year", dt.date(2025, 9, 18)))
    assert found["this year"] == period("2025-12-31")


def test_another_side_is_not_what_follows_refers_to() -> None:
    found = dict(timeline("3月指数为50.2，低过2月的52.7，连续3个月扩张。", dt.date(2025, 4, 1)))
    assert found["连续3个月"] == period("2025-01-01~2025-03-31")


@pytest.mark.parametrize(
    ("text", "stated"),
    [("2024年", "explicit"), ("去年", "relative"), ("未来三年", "relative"), ("同期", "carried"), ("3月", "document")],
)
def test_how_an_expression_states_its_days(text: str, stated: str) -> None:
    assert only(text).stated == stated


# The rules themselves


def test_the_pattern_is_one_expression_without_names() -> None:
    compiled = re.compile(PERIODS.pattern)
    assert not compiled.groupindex
    for text, _ in [*EXPLICIT, *RELATIVE, *NO_PERIODS]:
        assert compiled.search(text), text


def test_every_rule_has_a_test() -> None:
    texts = [one[0] for group in (EXPLICIT, RELATIVE, UNDATED, NO_PERIODS, REFERRING, STORIES) for one in group]
    texts += (
        [one.replace("[", "").replace("]", "") for one in SPANS] + [text for text, _ in COMPARISONS] + NO_COMPARISONS
    )
    used = {rule for text in texts for one in PERIODS.find(text) for rule in one.rules}
    assert sorted({rule.id for rule in FILE.rules} - used) == []


@pytest.mark.parametrize("rule", [rule for rule in FILE.rules if rule.pattern], ids=lambda rule: rule.id)
def test_patterns_have_no_groups_but_named_ones(rule: object) -> None:
    source = rule.pattern  # type: ignore[attr-defined]
    assert re.search(r"(?<!\\)\((?!\?)", source) is None
    assert all(re.search(r"(?<!\\)\((?!\?)", part) is None for part in FILE.parts.values())
    assert rule.first  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "unit",
    ["1月", "2025年", "2025/", "1日、", "比2月", "3年、", "期限为", "year ended ", "of the ", "上", "12:", "一二"],
)
def test_time_is_linear_in_the_text(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    begin = time.process_time()
    PERIODS.timeline(text, PERIODS.find(text), None)
    assert time.process_time() - begin < 10
