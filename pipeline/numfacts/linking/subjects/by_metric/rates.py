"""Whose a rate of interest or a yield is: of the bank that moves it, of the loan or the bond it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.subjects.question import Whose
from numfacts.linking.subjects.whole_names import place_before
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.subjects.by_metric.measured import Measured

RATES = frozenset(["yield", "interest_rate"])  # ids of what money is lent at
MARKET = "市场"  # expects what a rate will be, and moves none
BANKS = frozenset(["央行", "联储"])  # what central banks are called behind their country
BANK_REACH = 2000  # characters around a move of a rate in which its central bank may be named
COUNTRY = 5  # characters of the longest names of countries before what their central bank is called
TENOR = 40  # characters that end in a rate and hold how long what it is of runs: 1年期MLF中标利率


def bank(measured: Measured) -> Whose | None:
    """Give the central bank whose rate is moved, whoever expects it: 加息25个基点."""
    found = _bank(measured) if measured.begins_with("moves-rate") else None
    return Whose(found, firm=True) if found is not None else None


def lent(measured: Measured) -> Whose | None:
    """Give what is lent for so long whose rate is told: 2年期收益率, 1年期MLF中标利率, 10年期报2.7%."""
    if measured.link.mention.id not in RATES:
        return None
    text, shapes, end = measured.reading.text, measured.known.shapes, measured.end
    number = measured.reading.tokens[measured.asked.index].start
    found = shapes["tenor-level"].fullmatch(text, measured.clause, number)
    found = found or shapes["tenor-yields"].search(text, max(0, end - TENOR), end)
    return Whose(Mention(found["name"], *found.span("name")), firm=True) if found is not None else None


def bond(measured: Measured) -> Whose | None:
    """Give the bond that a yield is of by how long it runs, where no claim before says whose it is.

    That of a country is named with it: 德国10年期国债.
    """
    reading, begin = measured.reading, measured.clause
    bonds = [*measured.known.shapes["tenor"].finditer(reading.text, begin, measured.asked.quantity.left)]
    if not bonds or not measured.text.endswith("收益率"):
        return None
    start, stop = bonds[-1].span()
    country = place_before(reading, start)
    if begin <= country < start:
        return Whose(Mention(reading.text[country:stop], country, stop), firm=True)
    alone = measured.near is None
    return Whose(Mention(bonds[-1][0], start, stop), firm=False, aside=True) if alone else None


def paper(measured: Measured) -> Whose | None:
    """Give the bonds that a rate is of, where only a place is spoken of: 地方政府债券发行利率3%, 其中一般债券2%."""
    known, text, begin = measured.known, measured.reading.text, measured.clause
    about = known.focus.held or known.focus.title_place or known.focus.governed
    if measured.link.mention.id not in ("interest_rate", None) or about is None or not known.places.is_place(about):
        return None
    number = measured.reading.tokens[measured.asked.index].start
    found = known.shapes["paper-itself"].fullmatch(text, begin, number)
    found = found or known.shapes["paper-before-rate"].search(text, begin, measured.end)
    return Whose(Mention(found["name"], *found.span("name")), firm=False) if found is not None else None


def paper_issued(measured: Measured) -> Whose | None:
    """Give the bonds of which so many are issued, where nobody is named who does it: 地方债发行规模为5亿元."""
    known, topic = measured.known, measured.known.focus.topic
    if (topic is not None and topic.firm) or any(name.firm for name in measured.names):
        return None
    begin, end = measured.clause, measured.reading.tokens[measured.asked.index].start
    found = known.shapes["paper-issued"].search(measured.reading.text, begin, end)
    return Whose(Mention(found["name"], *found.span("name")), firm=False) if found is not None else None


def market_rate(measured: Measured) -> Whose | None:
    """Give a rate of the market itself, which a central bank only moves: 央行下调1年期LPR."""
    here = measured.near is None or measured.start >= measured.clause
    if measured.link.mention.id != "interest_rate" or not here or not measured.begins_with("market-rate"):
        return None
    return Whose(measured.link.mention, firm=False, aside=True)


def _bank(measured: Measured) -> Mention | None:
    """Give the last central bank named before a move, or the first to come.

    A lender or country that its clause names behind that raises a rate of its own.
    """
    known, text, end = measured.known, measured.reading.text, measured.asked.quantity.left
    shape = known.shapes["central-bank"]
    banks = [*shape.finditer(text, max(end - BANK_REACH, 0), end)]
    if not banks or banks[-1].start() < measured.clause:
        named = measured.names_before
        if any(name.firm and not (name.mention.text or "").endswith(MARKET) for name in named):
            return None
    found = banks[-1] if banks else shape.search(text, end, end + BANK_REACH)
    if found is None:
        return None
    starts = range(max(found.start() - COUNTRY, 0), found.start())
    start = next((at for at in starts if known.cast.is_place(text[at : found.start()])), None)
    if start is None and found[0] in BANKS:
        return None  # of no known country
    start = found.start() if start is None else start
    return Mention(text[start : found.end()], start, found.end())
