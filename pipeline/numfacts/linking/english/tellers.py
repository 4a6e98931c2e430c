"""Who an English sentence says tells something: the name before said, reported, expects."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.attribution.heads import NAMED
from numfacts.linking.english.tagging import joint_names
from numfacts.records import Mention
from numfacts.vocabulary.tokens import Term

if TYPE_CHECKING:
    from numfacts.linking.attribution.bodies import Bodies
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

ENGLISH_BODY = re.compile(r"[A-Z][\w&.'-]*(?: (?:(?:of|for|and) (?:the )?)?[A-Z][\w&.'-]*)*")
NAME = re.compile(r"[A-Z][\w'.-]+(?: [A-Z][\w'.-]+)+")
OWN_BODY = re.compile(r"(?<![A-Za-z])(?i:its|their|his|her) $")
BEATEN = 32  # characters before estimates in which it stands that they were beaten
LINKED = re.compile(r"[a-z]ed (?:with|to) (?:an? |the )?$")  # before the body that who tells something is tied to
LINK = 16  # characters in which that stands
ARTICLE = re.compile(r"[Tt]he |[Aa]n? |[A-Z][\w.-]*-based ")  # also where someone is: Oakport-based Elm Mills
POSSESSED = re.compile("['’]s ")


def teller(reading: Reading, index: int, bodies: Bodies, shapes: Shapes) -> Mention | None:
    """Read X said: the first body of the clause or, of a verb of speech, the last person or a place."""
    text, verb = reading.text, reading.tokens[index]
    beaten = shapes["english-beaten"].search(text, max(verb.start - BEATEN, reading.start), verb.end)
    if beaten is not None or shapes["said-itself"].match(text, verb.end):
        return None  # beat estimates
    if shapes["english-announced"].match(text, verb.start):
        return None  # announced a rate cut
    phrases = _phrases(reading, reading.clause_start(index), index)
    for phrase in phrases:
        start, end, name = phrase.start or 0, phrase.end or 0, phrase.text or ""
        if shapes.fits("english-securities", name.partition(" ")[0].lower()):
            continue  # Shares in Oak Group
        if LINKED.search(text, max(start - LINK, reading.start), start) is not None:
            continue  # a channel affiliated with a militant group said
        if OWN_BODY.search(text, max(start - 6, 0), start) or shapes["english-officer"].search(name):
            return None  # its trade ministry said; CEO Ann Berg said: of her own company
        known = next((token for token in reading.tokens if token.code == "C" and start <= token.start < end), None)
        if known is not None and POSSESSED.match(text, known.end) is None:  # the UN's Grain Fund
            return Mention(text[known.start : known.end], known.start, known.end)
        if bodies.names_body(name):
            return _whole(reading, start, end, shapes)
    if not phrases or not (isinstance(verb.item, Term) and verb.item.source.endswith("/say")):
        return None
    last = phrases[-1]
    if bodies.is_nobody(last.text or ""):
        return None
    closes = text.endswith(", ", 0, last.start)  # killed 34 people, Kyiv said
    placed = any(token.code == "S" and token.end == last.end == verb.start - 1 for token in reading.tokens)
    return last if closes and placed else _person(text, last, shapes)


def _person(text: str, phrase: Mention, shapes: Shapes) -> Mention | None:
    """Read the last full name of a noun phrase."""
    start, name = phrase.start or 0, phrase.text or ""
    found = [match.start() for match in NAME.finditer(name) if shapes["english-titled"].match(match[0]) is None]
    match = NAME.match(text, start + found[-1]) if found else None  # Elm Chung-mau
    return Mention(match[0], *match.span()) if match is not None else None


def _whole(reading: Reading, start: int, end: int, shapes: Shapes) -> Mention:
    """Give the name of a body as far as its capitals go."""
    found = ENGLISH_BODY.match(reading.text, start, reading.end)
    end = max(end, found.end()) if found is not None else end
    names = joint_names(reading.text, reading.start, reading.end, shapes)
    start, end = next((name for name in names if name[0] <= start < name[1]), (start, end))
    return Mention(reading.text[start:end], start, end)


def _phrases(reading: Reading, begin: int, limit: int) -> list[Mention]:
    """Give the noun phrases before a verb of telling, without the articles before them."""
    spans: list[tuple[int, int]] = []
    for position in reading.before(limit, begin):
        token = reading.tokens[position]
        if token.code not in NAMED:
            continue
        gap = reading.text[spans[-1][1] : token.start] if spans else None
        owned = spans and POSSESSED.match(reading.text, spans[-1][1]) is not None and token.start - spans[-1][1] == 1
        if owned or (gap in ("", " ") and reading.codes[position - 1] in NAMED):
            spans[-1] = spans[-1][0], token.end  # Spain's climate monitor
        else:
            article = ARTICLE.match(reading.text, token.start)
            spans.append((article.end() if article is not None else token.start, token.end))
    return [Mention(reading.text[start:end], start, end) for start, end in spans]
