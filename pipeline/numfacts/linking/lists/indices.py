"""Indices of a list whose last one alone is called an index: 纳斯达克和标普500指数分别升3%和1%."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from numfacts.linking.links import Link, metric_rule

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.ruleset.kinds import MetricRule


def listed_indices(reading: Reading, last: int) -> list[int]:
    """Give the names that are listed before an index and are short for ones, with it; else nothing."""
    names, rule = [last], metric_rule(reading.tokens[last])
    if rule is None or not rule.index:
        return []
    place = last
    while place > 1 and reading.codes[place - 1] == "j" and reading.codes[place - 2] in "wS":
        place -= 2
        if not _is_short(reading, place, rule):
            return []
        names.append(place)
    return names[::-1] if len(names) > 1 else []


def index_link(reading: Reading, name: int, names: list[int]) -> Link | None:
    """Read a name as an index, where one it is listed with is and it is short for one; else null."""
    for other in names:
        rule = metric_rule(reading.tokens[other])
        if rule is not None and rule.index and not reading.english and _is_short(reading, name, rule):
            mention = msgspec.structs.replace(reading.mention(name), id=rule.metric)
            return Link(mention, rule, None, name)
    return None


def _is_short(reading: Reading, name: int, rule: MetricRule) -> bool:
    """Say whether a word begins the name of an index, which goes on with what it is: 纳斯达克, 恒生."""
    word = reading.mention(name).text or ""
    return any(term.startswith(word) and term.endswith("指数") for term in rule.zh)
