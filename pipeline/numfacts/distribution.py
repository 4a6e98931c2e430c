"""Lists that go in step: 营收、净利分别为10亿元、2亿元; A and B rose 1 percent and 2 percent respectively."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.metrics import Link, MetricLinker, metric_rule
from numfacts.reading import Reading
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.claims import Claim

NAMING = frozenset("MwSCOr")  # codes of what 分别 can be about in its own clause
REACH = 6  # claims looked back at
Shares = dict[int, tuple[Link | None, Mention | None]]


def distribute(reading: Reading, metrics: MetricLinker, claims: list[Claim]) -> Shares:
    """Give each quantity of a list behind 分别 the metric or subject at its place; nothing where counts differ."""
    shares: Shares = {}
    codes = reading.codes
    position = codes.find("e")
    while position >= 0:
        values = _listed_values(reading, position)
        if len(values) > 1:
            names = _listed_names(reading, position)
            if len(names) == len(values):
                for index, name in zip(values, names, strict=True):
                    if metric_rule(reading.tokens[name]) is not None:
                        shares[index] = (metrics.at(reading, name), None)
                    else:
                        shares[index] = (None, _name(reading, name))
            elif not set(reading.codes[reading.clause_start(position) : position]) & NAMING:
                shares.update(_earlier(reading, position, values, metrics, claims))
        position = codes.find("e", position + 1)
    return shares


def _listed_values(reading: Reading, position: int) -> list[int]:
    """Give the quantities behind 分别, joined by marks of a list, as long as nothing else is named."""
    values: list[int] = []
    for index in range(position + 1, len(reading.codes)):
        code, following = reading.codes[index], reading.codes[index + 1 : index + 2]
        comma = code == "," and reading.text[reading.tokens[index].start] in "，,"
        if code == "Q":
            values.append(index)
        elif (code in "wSMP" and values) or (code == "," and not (comma and following == "Q")):
            break
    return values


def _listed_names(reading: Reading, position: int) -> list[int]:
    """Give the metrics, or else the subjects, listed before 分别."""
    for wanted in ("M", "wSC"):
        names: list[int] = []
        joined = False
        for index in range(position - 1, -1, -1):
            code = reading.codes[index]
            if code in wanted and (not names or joined):
                names.append(index)
                joined = False
            elif code == "j":
                joined = True
            elif code in ",:Q(" or (code in "wSC" and wanted == "M" and names and not joined):
                break
            elif code == "M" and wanted != "M":
                continue
        if len(names) > 1:
            return names[::-1]
    return []


def _name(reading: Reading, position: int) -> Mention:
    """Give the name whose last token is at a position, with the nouns it is composed with: 贵州茅台."""
    tokens = reading.tokens
    start, end = tokens[position].start, tokens[position].end
    while position and tokens[position - 1].code in "wSC" and tokens[position - 1].end == start:
        position -= 1
        start = tokens[position].start
    return Mention(reading.text[start:end], start, end)


def _earlier(reading: Reading, position: int, values: list[int], metrics: MetricLinker, claims: list[Claim]) -> Shares:
    """Give the values the metrics of as many levels before: 末期息..., 全年派息..., 分别升23%及20%."""
    links: list[Link] = []
    for index, quantity in reversed([found for found in reading.quantities() if found[0] < position]):
        link = metrics.link(reading, index, quantity, False)
        if link is not None:
            links.append(link)
    if not links:
        links += [claim.link for claim in reversed(claims[-REACH:]) if claim.link is not None and claim.change is None]
    kept: list[Link] = []
    for link in links:
        if all(link.mention != other.mention for other in kept):
            kept.append(link)
    if len(kept) < len(values):
        return {}
    return {index: (link, None) for index, link in zip(values, reversed(kept[: len(values)]), strict=True)}
