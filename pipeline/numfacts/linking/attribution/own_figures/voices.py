"""For whom a source speaks: the subject of the claim, or what the text is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from numfacts.linking.attribution.bodies import abbreviates
from numfacts.linking.attribution.own_figures.telling import (
    body_of,
    by_authority,
    by_collector,
    foretells,
    names_subject,
    titled,
)
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.attribution.own_figures.telling import Telling

TITLE_REACH = 30  # characters before a name in which its bearer's office may stand
PERSON = 4  # characters of most personal names
NAME = 4  # characters at the end of a company's name
BRAND = 2  # characters that a company and what belongs to it begin with alike


def speaks_for_topic(telling: Telling) -> bool:
    """Say whether a source speaks for what the text is about, where that is Chinese."""
    topic, subject = telling.subjects.focus.topic, telling.subject
    if topic is None or topic.english or not _speaks_for(topic.mention, telling):
        return False
    if by_collector(telling) or telling.is_named("agency") or _tells_of_others(telling):
        return False
    home = subject is not None and telling.shapes["home"].match(subject.text or "") is not None
    return not (home and telling.is_named("official"))  # 某部某司司长林海, of a whole industry: 我国房企


def with_subject_named(telling: Telling) -> Telling:
    """Give a telling without a subject that is only taken for one because it tells of others.

    某证券预计债券收益率升至…; of data, a body or an authority, nobody who is named here besides.
    """
    if telling.subject is None:
        return telling
    if by_collector(telling):
        itself = telling.by_subject and telling.is_here and (by_authority(telling) or not telling.of_place)
        by_default = itself or not names_subject(telling)
    else:
        by_default = telling.by_subject and telling.is_named("adviser")
    return msgspec.structs.replace(telling, subject=None) if by_default else telling


def speaks_for_subject(telling: Telling) -> bool:
    """Say whether a source is the subject, or speaks for it."""
    return telling.subject is not None and _speaks_for(telling.subject, telling)


def heads_title(telling: Telling) -> bool:
    """Say whether a title begins with a name and a colon, behind which it speaks of itself: 晶片商Oak:产能售完."""
    head, colon, _ = telling.subjects.focus.title.partition(":")
    if not (colon and telling.name.isascii()) or telling.source.rank or telling.source.collected:
        return False
    return telling.name.split()[0] in head and not telling.bodies.is_source(telling.name)


def is_introduced_officer(telling: Telling) -> bool:
    """Say whether a person has been introduced as an officer of whom text or claim is about: 云杉科技总经理林海."""
    name, text, topic = telling.name, telling.reading.text, telling.subjects.topic or telling.subject
    if topic is None or len(name) > PERSON or not (telling.source.rank == 0 or foretells(telling)):
        return False
    start = text.find(name)
    lead = text[max(0, start - TITLE_REACH) : start]
    office = [match.end() for shape in ("officer", "office") for match in telling.shapes[shape].finditer(lead)]
    return len(lead) in office and (topic.text or "")[-NAME:] in lead


def shares_brand(telling: Telling) -> bool:
    """Say whether a company and the subject begin alike."""
    subject, name = telling.subject, telling.name
    if telling.source.rank or subject is None or not (subject.text or "").startswith(name[:BRAND]):
        return False
    return not (name.isascii() or telling.bodies.is_body(name) or telling.is_named("office"))


def is_officer_alone(telling: Telling) -> bool:
    """Say whether the officer of a company speaks, and of nobody else."""
    area = telling.shapes["area-officer"].fullmatch(telling.name)
    if area is not None and telling.shapes["organisation|assessor"].search(telling.name) is None:
        return True  # 租务总监林海
    return telling.subject is None and telling.is_named("officer")


def _speaks_for(whom: Mention, telling: Telling) -> bool:
    """Say whether a source is someone, or speaks for him, by its name or the title behind it."""
    shapes, name, source = telling.shapes, whom.text or "", titled(telling)
    if source in name:
        return True
    body = body_of(source, shapes)
    if body != source and abbreviates(name, body):
        return True
    if not source.startswith(name):
        return False
    if telling.bodies.is_body(name):
        return True  # 海关 of 海关总署署长
    rest = source.removeprefix(name)
    rank = shapes["rank-before"].match(rest)
    if rank is not None and shapes["office"].match(rest, rank.end()) is not None:
        return True
    own = shapes["own-voice"].match(telling.name.removeprefix(name)) is not None
    return own and not telling.subjects.is_place(whom)  # 云杉科技官方, but not 青屿省官方


def _tells_of_others(telling: Telling) -> bool:
    """Say whether a source is a house of which others are the matter, or foretells.

    A house behind whose name its code stands tells of itself where the claim is of it: 某证券(600001)公布.
    """
    itself = telling.subject is not None and telling.subject.text == telling.name
    if itself and telling.shapes["stock-code"].match(telling.reading.text, telling.end) is not None:
        return foretells(telling)
    return telling.is_named("adviser") or telling.bodies.is_known(telling.name) or foretells(telling)
