"""What shows that a source speaks of itself or of others, by what it is and by the words around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.attribution.own_figures.telling import (
    body_of,
    by_authority,
    by_collector,
    by_official,
    names_subject,
    titled,
)
from numfacts.linking.links import VISITS

if TYPE_CHECKING:
    from numfacts.linking.attribution.own_figures.telling import Telling

PERSON = 4  # characters of most personal names
SPEAKER = 10  # characters of a name before the colon that what its bearer says stands behind
TITLE = 5  # characters before a name in which the title of a leader stands


def leads(telling: Telling) -> bool:
    """Say whether a source leads a state or a government, by the title before his name wherever it stands first."""
    name, text = telling.name, telling.reading.text
    if telling.reading.english or telling.source.rank:
        return False
    first = text.find(name)
    before = text[max(0, first - TITLE) : max(0, first)] if len(name) <= PERSON else ""
    return telling.shapes["leader"].search(before + name) is not None


def serves(telling: Telling) -> bool:
    """Say whether a source is an office of Hong Kong that tells of what it runs, not of the place by its name."""
    if telling.reading.english or telling.is_collected or telling.subjects.set_abroad:
        return False
    if telling.shapes["service"].fullmatch(body_of(telling.name, telling.shapes)) is None:
        return False
    if _tells_of_public(telling):
        return False
    subject = telling.subject.text or "" if telling.subject is not None else ""
    third = telling.shapes["third-party"].search(subject) is not None
    third = third and telling.shapes["own-facility"].match(telling.reading.text, telling.source.start) is None
    return not ((telling.of_place or third) and names_subject(telling))


def _tells_of_public(telling: Telling) -> bool:
    """Say whether an office tells how many people came, travelled or worked: 昨日录得21万人次旅客入境."""
    unit = telling.quantity.unit_text or ""
    if telling.quantity.kind not in ("person", "ratio", "number") and not unit.endswith(VISITS):
        return False
    reading, index = telling.reading, telling.index
    begin, end = reading.tokens[reading.clause_start(index)].start, reading.tokens[reading.clause_end(index) - 1].end
    return telling.shapes["of-the-public"].search(reading.text, begin, end) is not None


def tells_of_country(telling: Telling) -> bool:
    """Say whether a figure is one that only a country has, and the source none of its authorities: 甲国3月PMI."""
    metric_id = telling.metric.id if telling.metric is not None else None
    if telling.reading.english or metric_id not in telling.shapes.group("economy") or not telling.of_place:
        return False
    return not (by_official(telling) or telling.subjects.is_place(telling.source.mention))


def is_house_of_speaker(telling: Telling) -> bool:
    """Say whether someone speaks for a house, of others too: 某银行研究团队."""
    return telling.shapes["for-house"].match(telling.reading.text, telling.end) is not None


def is_house_in_news(telling: Telling) -> bool:
    """Say whether the title of a text begins with an officer of the house, who says nothing: 高盛首席执行官薪酬."""
    name, title = telling.name, telling.subjects.focus.title
    officer = telling.shapes["officer"].match(title, len(name)) if title.startswith(name) else None
    return officer is not None and ":" not in title[officer.end() : officer.end() + SPEAKER]


def governs(telling: Telling) -> bool:
    """Say whether an official of a place speaks, of that or of what is in it: 青屿区副区长林海."""
    name, subject = telling.name, telling.subject
    if telling.shapes["befell"].match(telling.reading.text, telling.quantity.right) is not None:
        return False  # 省长表示，造成12人死亡
    if name.isascii() or telling.shapes["place-official"].search(titled(telling)) is None:
        return False
    return subject is None or (subject.text or "") in name or not telling.of_place


def tells_of_own_side(telling: Telling) -> bool:
    """Say whether an authority calls itself by a word of its own: 某署署长林海表示，署方已安装5部机器."""
    subject = telling.subject
    own = subject is not None and telling.shapes["own-side"].fullmatch(subject.text or "") is not None
    return own and by_authority(telling)


def sent_own_people(telling: Telling) -> bool:
    """Say whether a body tells of its own people: the department said around 300 staff were sent."""
    return telling.shapes["english-own-people"].match(telling.reading.text, telling.end) is not None


def announces_of_itself(telling: Telling) -> bool:
    """Say whether the subject announces something, and is no authority: 某证券公告，去年净利润增长5%."""
    told = telling.by_subject and telling.shapes["tells-of-itself"].match(telling.reading.text, telling.end) is not None
    return told and not by_authority(telling)


def relays(telling: Telling) -> bool:
    """Say whether a site passes on what a company tells: 某网获悉."""
    reading = telling.reading
    relay = telling.shapes["relay"].match(reading.text, telling.source.start)
    if relay is None:
        return False
    of_company = telling.subjects.focus.of_company
    return of_company or reading.text.find("公告", reading.start, reading.end) >= 0 or relay["learnt"] is not None


def founded_it(telling: Telling) -> bool:
    """Say whether the founder of a house speaks: 云杉社创办人林海."""
    return telling.shapes["founder"].match(telling.reading.text, telling.end) is not None


def is_officer_of_house(telling: Telling) -> bool:
    """Say whether an officer without a house is one of the company in the news: 该行副行长林海."""
    if telling.shapes["house-officer"].match(telling.name) is None:
        return False
    reading = telling.reading
    before = reading.overlapping(telling.source.start, telling.end).start - 1
    return telling.subjects.focus.of_company or reading.codes[max(before, 0) : before + 1] == "O"


def is_cited_company(telling: Telling) -> bool:
    """Say whether the company that a text names in full is one that is cited of others, or rates them."""
    return is_company(telling) and (telling.bodies.is_source(telling.name) or telling.is_named("assessor"))


def is_company(telling: Telling) -> bool:
    """Say whether a source is the company that the text names in full, of which no data are collected."""
    company = telling.subjects.focus.company
    return company is not None and telling.name in (company.text or "") and not by_collector(telling)
