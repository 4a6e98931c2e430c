"""Lists that go in step: 营收、净利分别为10亿元、2亿元; A and B rose 1 percent and 2 percent respectively."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.metrics import Link, MetricLinker, metric_rule
from numfacts.reading import Reading
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.claims import Claim

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
                        token = reading.tokens[name]
                        shares[index] = (None, Mention(reading.text[token.start : token.end], token.start, token.end))
            elif not names:
                shares.update(_earlier(values, claims))
        position = codes.find("e", position + 1)
    return shares


def _listed_values(reading: Reading, position: int) -> list[int]:
    """Give the quantities behind 分别, joined by marks of a list, as long as nothing else is named."""
    values: list[int] = []
    for index in range(position + 1, len(reading.codes)):
        code = reading.codes[index]
        if code == "Q":
            values.append(index)
        elif code in "wSMP" and values or code == "," and reading.text[reading.tokens[index].start] not in "，,":
            break
        elif code == ",":
            if reading.codes[index + 1 : index + 2] != "Q":
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


def _earlier(values: list[int], claims: list[Claim]) -> Shares:
    """Give the values the metrics of as many claims before: 末期息..., 全年派息..., 分别升23%及20%."""
    links: list[Link] = []
    for claim in reversed(claims[-6:]):
        if claim.link is None or claim.change is not None or any(claim.link.mention == link.mention for link in links):
            continue
        links.append(claim.link)
        if len(links) == len(values):
            return {index: (link, None) for index, link in zip(values, reversed(links), strict=True)}
    return {}
