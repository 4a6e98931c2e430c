"""Where 一 before a classifier counts and is no article: behind another count, 新增 and 至少."""

from __future__ import annotations

from numfacts.programs import later

REACH = 24  # characters before it in which another count of the same may stand
NUMERAL = "[0-9两二三四五六七八九十百]"
JOIN = "(?:和|及|与|以及)(?:另外?)?"
# 三家国内供应商和一家国外供应商
BESIDE = later(f"{NUMERAL}(?P<unit>[\u4e00-\u9fff])[^，,。;；0-9]{{1,12}}?{JOIN}一(?P=unit)$")
ADDED = later(
    "新增(?:死亡|确诊|本土|境外输入|疑似)?一[例宗人名位]$|(?:至少|最少)[\u4e00-\u9fff]{0,3}一[例宗人名位次剂针家件条辆]$"
)


def counts_one(lower: str, start: int, end: int) -> bool:
    """Say whether 一 and its classifier, which stand between two offsets, count one."""
    before = max(0, start - REACH)
    return ADDED.search(lower, before, end) is not None or BESIDE.search(lower, before, end) is not None
