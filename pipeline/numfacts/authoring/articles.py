"""Articles of a corpus: a text and its gold annotations in one strict YAML file, annotated by quote.

No offset is written by hand. The quotes of a file are looked for in the order of the text, each from where the one
before it ends, and never inside a longer number; ``after`` names a text that has to come first. Everything that does
not fit is reported at once, where it is written.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal, cast

import msgspec
from msgspec import UNSET, UnsetType

from numfacts.authoring.gold import GoldClaim, GoldDocument, GoldError
from numfacts.authoring.period_notation import read_period
from numfacts.records import Change, ChangeBasis, Comparator, Direction, Extent, Modality
from numfacts.ruleset.problems import DataPath, Misfit
from numfacts.ruleset.validation import fit
from numfacts.ruleset.yaml import Source

Language = Literal["zh-Hans", "zh-Hant", "en"]
Style = Literal["mainland", "hong-kong", "taiwan", "wire"]

_CHANGE = re.compile(r"(?:(yoy|qoq|mom|prior|ytd|day) )?(up|down)")


class Slots(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The slots that a group gives its claims; null says that the text gives none."""

    comparator: Comparator | UnsetType = UNSET
    metric: str | UnsetType | None = UNSET
    metric_id: str | UnsetType | None = UNSET
    change: str | UnsetType | None = UNSET
    subject: str | list[str] | UnsetType | None = UNSET
    period: str | int | UnsetType | None = UNSET
    modality: Modality | UnsetType = UNSET
    attribution: str | list[str] | UnsetType | None = UNSET


class WrittenClaim(Slots, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A claim as it is written; a slot that is left out is that of the group."""

    quote: str
    value: str | int
    unit: str | int | list[str | int]
    value_high: str | int | None = None
    after: str | None = None


class Group(Slots, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Claims that share slots."""

    claims: list[WrittenClaim]


class WrittenArticle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a file holds."""

    language: Language
    text: str
    gold: list[Group] = []
    style: Style | None = None
    title: str | None = None
    published: dt.date | None = None
    triple: str | None = None
    boilerplate: list[str] = []


class Article(msgspec.Struct):
    """One annotated article; offsets of its gold are code points of ``text``, half-open.

    ``style`` is null where it is not known, ``triple`` where no other article tells the same.
    """

    text: str
    gold: GoldDocument
    family: str
    language: Language
    title: str | None = None
    published: dt.date | None = None
    style: Style | None = None
    triple: str | None = None

    @property
    def id(self) -> str:
        """Give the id of the document, in a corpus ``family/name``."""
        return self.gold.id


def read_article(path: Path) -> Article:
    """Read one file of a corpus, whose directory names its family.

    Raises GoldError, whose message lists every problem as ``file:line:column: cause``.
    """
    try:
        source = Source(path, path.read_bytes())
    except OSError as error:
        raise GoldError(f"{path}: {error.strerror or error}") from None
    written, misfits = fit(source.data, WrittenArticle) if source.sound else (None, [])
    claims: list[GoldClaim] = []
    boilerplate: list[Extent] = []
    if written is not None:
        boilerplate = list(_boilerplate(written, misfits))
        claims = list(_claims(written, boilerplate, misfits))
    for misfit in misfits:
        source.report_misfit(misfit)
    if source.problems:
        raise GoldError("\n".join(dict.fromkeys(map(str, source.problems))))
    assert written is not None, "a file without problems has been read"
    family = path.resolve().parent.name
    gold = GoldDocument(f"{family}/{path.stem}", claims, boilerplate)
    return Article(
        written.text, gold, family, written.language, written.title, written.published, written.style, written.triple
    )


def _boilerplate(article: WrittenArticle, misfits: list[Misfit]) -> Iterator[Extent]:
    place = 0
    for index, quote in enumerate(article.boilerplate):
        start = article.text.find(quote, place) if quote else -1
        if start < 0:
            misfits.append(_not_found(article.text, quote, ("boilerplate", index)))
            continue
        place = start + len(quote)
        yield Extent(start, place)


def _claims(article: WrittenArticle, boilerplate: list[Extent], misfits: list[Misfit]) -> Iterator[GoldClaim]:
    text, place = article.text, 0
    for number, group in enumerate(article.gold):
        if not group.claims:
            misfits.append(Misfit(("gold", number, "claims"), "the group has no claims"))
        for index, claim in enumerate(group.claims):
            path: DataPath = ("gold", number, "claims", index)
            start = place
            if claim.after is not None:
                start = text.find(claim.after, place)
                if start < 0:
                    misfits.append(_not_found(text, claim.after, (*path, "after")))
                    continue
                start += len(claim.after)
            start = find_quote(text, claim.quote, start)
            if start < 0:
                misfits.append(_not_found(text, claim.quote, (*path, "quote")))
                continue
            place = start + len(claim.quote)
            if any(extent.start < place and start < extent.end for extent in boilerplate):
                misfits.append(Misfit((*path, "quote"), f"the quote {claim.quote!r} stands in boilerplate"))
            found = _claim(article, claim, group, start, path, misfits)
            if found is not None:
                yield found


def _claim(
    article: WrittenArticle, claim: WrittenClaim, group: Group, start: int, path: DataPath, misfits: list[Misfit]
) -> GoldClaim | None:
    """Make a claim of what is written; null where a slot of it cannot be read."""

    def slot(name: str, default: Any = None) -> Any:
        own, shared = getattr(claim, name), getattr(group, name)
        return own if own is not UNSET else shared if shared is not UNSET else default

    before = len(misfits)
    units = claim.unit if isinstance(claim.unit, list) else [claim.unit]
    if not units:
        misfits.append(Misfit((*path, "unit"), "name a unit"))
    wrong: list[tuple[str, str]] = [
        (name, f"{value!r} is not a decimal number")
        for name, value in (("value", claim.value), ("value_high", claim.value_high))
        if value is not None and not _is_decimal(str(value))
    ]
    read: dict[str, Any] = {"change": None, "period": None}
    for name, reader in (("change", read_change), ("period", read_period)):
        if (written := slot(name)) is not None:
            try:
                read[name] = reader(str(written))
            except ValueError as error:
                wrong.append((name, str(error)))
    for name in ("metric", "attribution"):  # a subject may be implied
        names = slot(name)
        names = names if isinstance(names, list) else [names]
        if not any(each is None or each in article.text or each in (article.title or "") for each in names):
            wrong.append((name, f"{names[0] if names else ''!r} is neither in the text nor in the title"))
    misfits += [
        Misfit((*path, name) if getattr(claim, name) is not UNSET else (*path[:2], name), cause)
        for name, cause in wrong
    ]
    if len(misfits) > before:
        return None
    return GoldClaim(
        start,
        start + len(claim.quote),
        str(claim.value),
        [str(unit) for unit in units],
        claim.quote,
        None if claim.value_high is None else str(claim.value_high),
        slot("comparator", "="),
        slot("metric"),
        slot("metric_id"),
        read["change"],
        slot("subject"),
        read["period"],
        slot("modality", "actual"),
        slot("attribution"),
    )


def read_change(written: str) -> Change:
    """Read a change as annotators write it: ``yoy up``, or ``up`` alone; raises ValueError, which says so."""
    match = _CHANGE.fullmatch(written)
    if match is None:
        raise ValueError(f"{written!r} is not a basis and a direction, such as 'yoy up', or a direction")
    return Change(cast("ChangeBasis | None", match[1]), cast(Direction, match[2]))


def change_in_words(change: Change) -> str:
    """Write a change so that ``read_change`` gives it again."""
    return " ".join(filter(None, (change.basis, change.direction)))


def find_quote(text: str, quote: str, start: int) -> int:
    """Find a quote, from a place on, that is no part of a longer number; -1 where there is none."""
    place = text.find(quote, start) if quote else -1
    while place >= 0 and (_within_number(text, place) or _within_number(text, place + len(quote))):
        place = text.find(quote, place + 1)
    return place


def _within_number(text: str, place: int) -> bool:
    """Whether a number goes on across a place: a digit on both sides, or the mark of its decimals or thousands."""
    before, after = text[max(0, place - 2) : place], text[place : place + 2]
    digit = before[-1:].isdecimal()
    if digit and after[:1].isdecimal():
        return True
    into = after[:1] in (".", ",") and digit and after[1:].isdecimal()
    out = before[1:] in (".", ",") and before[:1].isdecimal() and after[:1].isdecimal()
    return into or out


def _not_found(text: str, quote: str, path: DataPath) -> Misfit:
    where = "out of order, or part of a longer number" if quote and quote in text else "not in the text"
    return Misfit(path, f"{quote!r} is {where}")


def _is_decimal(value: str) -> bool:
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False
