"""Which company a figure is of, where its metric tells that: who is affected, assessed, fined or set up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.subjects.question import Whose
from numfacts.records import Mention
from numfacts.vocabulary.tokens import INTRODUCED, Noun

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.by_metric.measured import Known, Measured
    from numfacts.linking.subjects.question import Asked

GAINS = "所得"  # what the words for unlawful gains end with

FLOWS = frozenset(["investment", "exports", "imports", "trade_balance"])  # metrics of what goes from place to place
CAPITAL = 16  # characters before a figure in which the company and its capital stand


def affected(asked: Asked, known: Known) -> Whose | None:
    """Give the company of the text, where a figure is by how much something affects it: 影响归母净利润5万元."""
    topic, reading = known.focus.topic, asked.reading
    if topic is None or not topic.company:
        return None
    begin, end = reading.tokens[asked.begin].start, reading.tokens[asked.index].start
    affects = known.shapes["affects"].search(reading.text, begin, end)
    if affects is None:
        return None
    names = known.names.read(reading, asked.begin, asked.limit)
    if any(name.firm and (name.mention.start or 0) > affects.start() for name in names):
        return None
    return Whose(topic.mention, firm=True)


def assessed(measured: Measured) -> Whose | None:
    """Give whom the text is about, or the last name that is not who assesses: 甲证券将乙评级下调，目标价10元."""
    if not measured.is_of("assessed"):
        return None
    reading, known = measured.reading, measured.known
    rated = [*known.shapes["rated"].finditer(reading.text, reading.start, measured.asked.quantity.left)]
    if rated and known.cast.is_name(rated[-1][1]):
        return Whose(Mention(rated[-1][1], *rated[-1].span(1)), firm=True)
    topic = known.focus.topic
    if topic is not None and not _assesses(topic.mention.text or "", known):
        return Whose(topic.mention, firm=topic.firm)  # 对苹果过于消极
    if topic is not None and _is_listed(reading, topic.mention, known):
        return Whose(topic.mention, firm=True)  # a broker whose shares another one assesses
    return _last_assessed(measured)


def fined(measured: Measured) -> Whose | None:
    """Give who is fined: 对某人处罚款, 没收某人违法所得, or the last company that the sentence names before a fine."""
    gains = measured.text.endswith(GAINS)
    if measured.link.mention.id != "fine" and not (gains or measured.text.endswith("罚金")):
        return None
    reading, known, left = measured.reading, measured.known, measured.asked.quantity.left
    punished = [*known.shapes["punished"].finditer(reading.text, reading.start, left)]
    itself = [*known.shapes["punishes-it"].finditer(reading.text, reading.start, left)]
    company = known.focus.company or known.focus.named
    if itself and company is not None and not (punished and punished[-1].end() > itself[-1].end()):
        return Whose(company, firm=True)  # 证监局决定对公司给予警告，并处以3万元罚款
    at = punished[-1].lastindex or 0 if punished else 0
    if punished and known.cast.is_name(punished[-1][at]):
        return Whose(Mention(punished[-1][at], *punished[-1].span(at)), firm=True)
    for position in () if gains else range(measured.asked.index - 1, -1, -1):
        token, name = reading.tokens[position], reading.mention(position)
        office = known.shapes["body-end"].match(reading.text, token.end - 1)
        named = token.item is INTRODUCED and office is None
        if token.code == "w" and (named or (name.text or "").endswith("公司")):
            return Whose(name, firm=True)
    return None


def film(measured: Measured) -> Whose | None:
    """Give the film that the sentence names before its takings, the last in news of a company: 《甲》票房5亿元."""
    reading, known = measured.reading, measured.known
    if not measured.holds("takings"):
        return None
    films = [*known.shapes["work-title"].finditer(reading.text, reading.start, measured.asked.quantity.left)]
    if not films or not (known.focus.of_company or len(films) == 1):
        return None
    return Whose(Mention(films[-1][1], *films[-1].span(1)), firm=True)


def season(measured: Measured) -> Whose | None:
    """Give the season in which films take in so much: 春节档总票房50亿元."""
    if measured.names_before:
        return None
    found = measured.known.shapes["season-takings"].search(measured.reading.text, measured.reading.start, measured.end)
    return Whose(Mention(found["name"], *found.span("name")), firm=True) if found is not None else None


def issued_for(measured: Measured) -> Whose | None:
    """Give whose bonds they are which a bank helps to issue: 某银行协助甲发行60亿元债券."""
    reading, shape = measured.reading, measured.known.shapes["issues-for"]
    found = shape.search(reading.text, measured.clause, measured.asked.quantity.left)
    if found is None or not measured.known.cast.is_name(found["name"]):
        return None
    return Whose(Mention(found["name"], *found.span("name")), firm=True)


def seller(measured: Measured) -> Whose | None:
    """Give the company of the text for what a deal that it told of brings: 此次转让股权预计净收益3500万元."""
    topic = measured.known.focus.topic
    gained = measured.known.shapes["gain-from-this"].search(measured.reading.text[measured.clause : measured.end])
    if topic is None or not topic.company or gained is None:
        return None
    return Whose(topic.mention, firm=True)


def sender(measured: Measured) -> Whose | None:
    """Give who invests in another country or exports to it: “青路”沿线国家对我投资增长两成."""
    reading, first = measured.reading, measured.asked.begin
    if measured.link.mention.id not in FLOWS:
        return None
    while reading.codes[first] in "Ps":
        first += 1
    start = reading.tokens[first - 1].end if first else reading.start
    found = measured.known.shapes["between-countries"].fullmatch(reading.text, start, max(measured.start, start))
    if found is None or measured.known.focus.of_company or not measured.known.cast.is_name(found["name"]):
        return None
    return Whose(Mention(found["name"], *found.span("name")), firm=True)


def founded(measured: Measured) -> Whose | None:
    """Give the company that a sentence says is set up, or changes its registration, before its capital.

    甲成立乙有限公司，注册资本2亿元; 乙有限公司发生工商变更，原股东丙退出，注册资本增至3亿元.
    """
    reading, shapes = measured.reading, measured.known.shapes
    if not measured.holds("registered-capital") or any(name.firm for name in measured.names_before):
        return None
    changed = shapes["registration-changes"].search(reading.text, reading.start, measured.asked.quantity.left)
    limit = reading.overlapping(*changed.span()).start if changed is not None else measured.asked.begin
    for position in range(limit - 1, -1, -1):
        token = reading.tokens[position]
        if token.item is INTRODUCED and (
            changed is not None or shapes["sets-up"].search(reading.text, reading.start, token.start)
        ):
            return Whose(reading.mention(position), firm=True)
    return None


def stake_priced(measured: Measured) -> Whose | None:
    """Give whose stake it is that a price stands right behind: 甲公司79%股权的收购价格为3亿元."""
    asked, reading = measured.asked, measured.reading
    share, start = reading.codes.rfind("Q", 0, asked.index), measured.link.mention.start
    if share < 0 or start is None or start < reading.tokens[share].end:
        return None
    if measured.known.shapes["of-stake"].fullmatch(reading.text, reading.tokens[share].end, start) is None:
        return None
    names = measured.known.names.read(reading, asked.begin, share)
    held = names and names[-1].firm and names[-1].mention.end == reading.tokens[share].start
    return Whose(names[-1].mention, firm=True) if held else None


def whole(measured: Measured) -> Whose | None:
    """Give the company that the text is about, for what a company has as a whole."""
    topic = measured.known.focus.topic
    if topic is None or not topic.firm:
        return None
    if _is_capital(measured):
        return Whose(topic.mention, firm=True, aside=True)
    return Whose(topic.mention, firm=True) if measured.is_of("whole") else None


def _is_capital(measured: Measured) -> bool:
    """Say whether shares are all that the company of the text has: 以公司最新总股本3亿股计算."""
    reading, shares = measured.reading, measured.asked.quantity
    if shares.kind != "share" or reading.english:
        return False
    start = max(reading.start, shares.left - CAPITAL)
    return measured.known.shapes["company-capital"].search(reading.text, start, shares.left) is not None


def _last_assessed(measured: Measured) -> Whose | None:
    """Give the last name before the metric that is neither the source nor who assesses."""
    reading, known = measured.reading, measured.known
    source = known.focus.source
    for position in range(measured.asked.limit - 1, -1, -1):
        token = reading.tokens[position]
        if source.start <= token.start < source.end or token.code != "w" or not isinstance(token.item, Noun):
            continue
        name = reading.text[token.start : token.end]
        if known.cast.is_name(name) and not _assesses(name, known):
            return Whose(reading.mention(position), firm=True)
    return None


def _is_listed(reading: Reading, mention: Mention, known: Known) -> bool:
    """Say whether a stock code follows a name behind the opening of a sentence."""
    if mention.start is None or mention.end is None or mention.start <= reading.start:
        return False
    return known.shapes["stock-code"].match(reading.text, mention.end) is not None


def _assesses(name: str, known: Known) -> bool:
    """Say whether a name is that of who gives target prices."""
    return known.is_cited(name) or known.shapes["assessor"].search(name) is not None
