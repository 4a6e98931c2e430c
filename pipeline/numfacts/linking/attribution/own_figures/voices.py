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
BANK = "银行"


def speaks_for_topic(telling: Telling) -> bool:
    """Say whether a source speaks for the company, or in Chinese for whatever, that the text is about."""
    topic, subject = telling.subjects.focus.topic, telling.subject
    if topic is None or (topic.english and not topic.company) or not _speaks_for(topic.mention, telling):
        return False
    if by_collector(telling) or telling.is_named("agency") or (subject is not None and _tells_of_others(telling)):
        return False
    home = subject is not None and telling.shapes["home"].match(subject.text or "") is not None
    return not (home and telling.is_named("official"))  # 某部某司司长林海, of a whole industry: 我国房企


def with_subject_named(telling: Telling) -> Telling:
    """Give a telling without a subject that is only taken for one because it tells of others.

    某证券预计债券收益率升至…; of data, a body or an authority, nobody who is named here besides.
    """
    if telling.subject is None:
        return telling
    if not by_collector(telling):
        by_default = telling.by_subject and telling.is_named("adviser")
    elif not names_subject(telling):
        by_default = True
    else:
        passed_on = telling.bodies.is_body(telling.name) or by_authority(telling)
        passed_on = passed_on or (telling.is_collected and not telling.of_place)
        by_default = telling.by_subject and telling.is_here and passed_on
    return msgspec.structs.replace(telling, subject=None) if by_default else telling


def speaks_for_subject(telling: Telling) -> bool:
    """Say whether a source is the subject, or speaks for it."""
    return telling.subject is not None and _speaks_for(telling.subject, telling)


def heads_title(telling: Telling) -> bool:
    """Say whether a title begins with a name and a colon, behind which it speaks of itself: 晶片商Oak:产能售完."""
    head, colon, _ = telling.subjects.focus.title.partition(":")
    if not telling.name.isascii():
        return _leads_title(telling)
    if not (colon and _says(telling)):
        return False
    return telling.name.split()[0] in head and not telling.bodies.is_source(telling.name)


def _leads_title(telling: Telling) -> bool:
    """Say whether a title begins with a company that tells of results, and of no one else's: 云杉能源料去年盈利减少."""
    name, bodies, metric = telling.name, telling.bodies, telling.metric
    if not telling.subjects.focus.title.startswith(name) or not _says(telling) or telling.subject is not None:
        return False
    if bodies.is_source(name) or bodies.is_body(name) or bodies.is_known(name) or by_collector(telling):
        return False
    others = foretells(telling) or telling.is_named("adviser") or telling.is_named("organisation")
    return not others and metric is not None and metric.id in telling.shapes.group("company")


def is_introduced_officer(telling: Telling) -> bool:
    """Say whether a person has been introduced as an officer of whom text or claim is about: 云杉科技总经理林海."""
    name, text, topic = telling.name, telling.reading.text, telling.subjects.topic or telling.subject
    if topic is None or len(name) > PERSON or name.isascii() or not _says(telling):
        return False
    start = text.find(name)
    lead = text[max(0, start - TITLE_REACH) : start]
    office = [match.end() for shape in ("officer", "office") for match in telling.shapes[shape].finditer(lead)]
    return len(lead) in office and ("公司" in lead or (topic.text or "")[-NAME:] in lead)


def shares_brand(telling: Telling) -> bool:
    """Say whether a company and the subject begin alike."""
    subject, name = telling.subject, telling.name
    if telling.source.rank or subject is None or not (subject.text or "").startswith(name[:BRAND]):
        return False
    return not (name.isascii() or telling.bodies.is_body(name) or telling.is_named("office"))


def is_officer_alone(telling: Telling) -> bool:
    """Say whether the officer of a company speaks, and of nobody else."""
    officer = telling.shapes["officer"].search(telling.name) if telling.subject is None else None
    return officer is not None and not telling.bodies.is_body(telling.name[: officer.start()].rstrip("副"))


def _speaks_for(whom: Mention, telling: Telling) -> bool:
    """Say whether a source is someone, or speaks for him, by its name or the title behind it."""
    mention = telling.source.mention
    return _is_of(Mention(titled(telling), mention.start, mention.end), whom, telling) or _voices(whom, telling)


def _is_of(source: Mention, subject: Mention, telling: Telling) -> bool:
    """Say whether a source is the subject of the claim, or someone who speaks for it."""
    shapes, bodies = telling.shapes, telling.bodies
    if not subject.text or not source.text:
        return False
    if source.text in subject.text:
        return shapes["members"].match(subject.text.partition(source.text)[2]) is None
    if subject.text.endswith(BANK) and abbreviates(source.text, subject.text):
        return True  # 云行 of 云杉银行
    body = body_of(source.text, shapes)
    if body != source.text and (abbreviates(subject.text, body) or source.text.endswith(subject.text)):
        return True
    if source.text.startswith(subject.text) and bodies.is_body(subject.text):
        return True  # 海关 of 海关总署署长
    rest = source.text.removeprefix(subject.text)
    rank = shapes["rank-before"].match(rest)
    return rank is not None and rest != source.text and shapes["office"].match(rest, rank.end()) is not None


def _voices(whom: Mention, telling: Telling) -> bool:
    """Say whether a source only speaks for someone: 云杉科技官方, but not 青屿省官方."""
    name, own_voice = whom.text or "", telling.shapes["own-voice"]
    before, _, behind = telling.name.rpartition(name)
    if not behind and own_voice.match(name) is not None:
        return True  # 云杉平台, where the claim is of 平台
    if not behind and before and telling.subjects.is_place(Mention(before, None, None)):
        return True  # 青屿云杉电子
    rest = telling.name.removeprefix(name)
    return rest != telling.name and own_voice.match(rest) is not None and not telling.subjects.is_place(whom)


def _tells_of_others(telling: Telling) -> bool:
    """Say whether a source is a house of which others are the matter, or foretells."""
    return telling.is_named("adviser") or telling.bodies.is_known(telling.name) or foretells(telling)


def _says(telling: Telling) -> bool:
    """Say whether a source says or foretells something itself."""
    return (telling.source.rank == 0 and not telling.source.collected) or foretells(telling)
