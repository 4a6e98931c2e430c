"""Gold to and from doccano: its JSON lines for sequence labelling, with the slots of claims in the metadata.

doccano's offsets are UTF-16 code units, as its editor's language counts (its option to count grapheme clusters has to
be off), so that a character beyond the basic plane counts twice. Labels there have names only: a span is labelled
``claim`` or ``boilerplate``, and the slots of the claims travel beside it and go with the spans they overlap.
"""

from __future__ import annotations

import io
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, Final

import msgspec

from numfacts.authoring.articles import Article
from numfacts.authoring.exchange import article_about, article_of, make_claim, slot_values
from numfacts.authoring.gold import GoldClaim, GoldDocument, GoldError
from numfacts.authoring.pairing import pairs
from numfacts.io.decode import Damage
from numfacts.io.jsonlines import decoded_lines, parsed, raw_lines
from numfacts.records import Extent


class _Slots(msgspec.Struct):
    start: int
    end: int
    slots: dict[str, list[str]]


class _Kept(msgspec.Struct):
    about: dict[str, Any] = {}
    claims: list[_Slots] = []


class _Entity(msgspec.Struct):
    label: str
    start_offset: int
    end_offset: int


class _Line(msgspec.Struct):
    text: str
    label: list[tuple[int, int, str]] = []
    entities: list[_Entity] = []
    numfacts: _Kept = msgspec.field(default_factory=_Kept)
    id: int | str | None = None


_LINES: Final = msgspec.json.Decoder(_Line)


def to_doccano(articles: Sequence[Article]) -> bytes:
    """Write articles as lines of JSON, as doccano imports them."""
    return b"".join(msgspec.json.encode(_line(article)) + b"\n" for article in articles)


def from_doccano(content: bytes, source: str) -> list[Article]:
    """Read what doccano exports to the file ``source``, from a project with relations or without.

    Raises GoldError, whose message lists every span that has no slots yet or fits no text, with its line.
    """
    if content.lstrip().startswith(b"["):
        raise GoldError(f"{source}: a list in JSON, as Label Studio exports it, and no lines of doccano")
    problems: list[str] = []
    articles = []
    for number, line in decoded_lines(raw_lines(io.BytesIO(content))):
        read = line.reason if isinstance(line, Damage) else parsed(line.text, _LINES)
        if isinstance(read, str):
            problems.append(f"{source}:{number}: {read}")
        elif read is not None:
            about = read.numfacts.about
            name = str(about.get("id") or read.id or number)
            wrong: list[str] = []
            try:
                articles.append(article_of(name, read.text, about, _gold(name, read, wrong)))
            except GoldError as error:
                wrong += str(error).splitlines()
            problems += [f"{source}:{number}: {problem}" for problem in wrong]
    if problems:
        raise GoldError("\n".join(problems))
    return articles


def _line(article: Article) -> dict[str, Any]:
    units = _units(article.text)
    spans = [(claim.start, claim.end, "claim") for claim in article.gold.claims]
    spans += [(extent.start, extent.end, "boilerplate") for extent in article.gold.boilerplate]
    claims = [_Slots(claim.start, claim.end, slot_values(claim)) for claim in article.gold.claims]
    return {
        "text": article.text,
        "label": [[units[start], units[end], label] for start, end, label in spans],
        "numfacts": _Kept(article_about(article), claims),
    }


def _gold(name: str, line: _Line, problems: list[str]) -> GoldDocument:
    units = _units(line.text)
    spans: list[Extent] = []
    boilerplate: list[Extent] = []
    labelled = [*line.label, *((entity.start_offset, entity.end_offset, entity.label) for entity in line.entities)]
    for start, end, label in sorted(labelled):
        places = [bisect_left(units, place) for place in (start, end)]
        if [units[place] if place < len(units) else None for place in places] != [start, end] or start >= end:
            problems.append(f"{name}: {start}–{end} {label}: no place of the text in UTF-16")
        elif label not in ("claim", "boilerplate"):
            problems.append(f"{name}: {start}–{end}: labelled {label!r}, not claim or boilerplate")
        else:
            (spans if label == "claim" else boilerplate).append(Extent(*places))
    kept = sorted(line.numfacts.claims, key=lambda slots: slots.start)
    partners = dict(pairs(spans, kept, _same_place))
    claims: list[GoldClaim] = []
    for index, span in enumerate(spans):
        quote = line.text[span.start : span.end]
        try:
            slots = kept[partners[index]].slots if index in partners else {}
            claims.append(make_claim(span.start, span.end, quote, slots))
        except ValueError as error:
            problems.append(f"{name}: {quote!r} at {span.start}: {error}")
    return GoldDocument(name, claims, boilerplate)


def _same_place(span: Extent, slots: _Slots) -> bool:
    return (span.start, span.end) == (slots.start, slots.end)


def _units(text: str) -> list[int]:
    """Give the place of each character, and of the end, in UTF-16 code units."""
    return list(accumulate((1 + (char > "\uffff") for char in text), initial=0))
