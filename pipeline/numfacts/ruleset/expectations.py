"""What a case may say: the structs of the case files, and what must hold of them beyond their types."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from numfacts.records import ChangeBasis, Comparator, Direction, Modality, SlotBasis
from numfacts.ruleset.problems import DataPath, Misfit

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class ExpectedMention(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A metric, a subject or a source by its text, its id, or both; what is left out is not compared."""

    text: str | UnsetType | None = UNSET
    id: str | UnsetType | None = UNSET


class ExpectedChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A change by its basis, its direction, or both; what is left out is not compared."""

    basis: ChangeBasis | UnsetType | None = UNSET
    direction: Direction | UnsetType = UNSET


class ExpectedPeriod(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A period by its first and last day; what is left out is not compared."""

    start: dt.date | UnsetType = UNSET
    end: dt.date | UnsetType = UNSET


class ExpectedFact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A fact by its quote and any of its slots; a slot that is left out is not compared.

    ``metric``, ``subject`` and ``attribution`` are the text alone or a mapping of text and id; ``period`` is a
    mapping, ``YYYY-MM-DD/YYYY-MM-DD`` or a single day; ``rules`` are citations that must be among the fact's;
    ``basis`` gives, slot by slot, how it was inferred, null where the fact must not say.
    """

    quote: str
    start: int | UnsetType = UNSET
    end: int | UnsetType = UNSET
    value: str | int | UnsetType = UNSET
    value_high: str | int | UnsetType | None = UNSET
    unit: str | int | UnsetType = UNSET
    unit_text: str | UnsetType | None = UNSET
    scale: int | UnsetType = UNSET
    decimals: int | UnsetType = UNSET
    comparator: Comparator | UnsetType = UNSET
    metric: str | ExpectedMention | UnsetType | None = UNSET
    metric_id: str | UnsetType | None = UNSET
    change: ExpectedChange | UnsetType | None = UNSET
    subject: str | ExpectedMention | UnsetType | None = UNSET
    period: str | ExpectedPeriod | UnsetType | None = UNSET
    modality: Modality | UnsetType = UNSET
    attribution: str | ExpectedMention | UnsetType | None = UNSET
    rules: list[str] | UnsetType = UNSET
    basis: dict[str, SlotBasis | None] | UnsetType = UNSET


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A text and what must come of it: its facts, the quotes of its boilerplate, or both.

    ``script: as-is`` keeps the case from being run in Traditional Chinese too.
    """

    text: str
    title: str | None = None
    published: dt.date | None = None
    facts: list[ExpectedFact] | UnsetType = UNSET
    boilerplate: list[str] | UnsetType = UNSET
    gap: str | None = None
    script: Literal["as-is"] | None = None
    note: str | None = None


class CasesContent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a file of cases holds."""

    cases: list[Case]


def expected_period(written: str) -> ExpectedPeriod:
    """The period that ``YYYY-MM-DD/YYYY-MM-DD`` or one day means; raises ``ValueError`` for anything else."""
    first, _, last = written.partition("/")
    days = [first, last or first]
    if not all(map(_DAY.fullmatch, days)):
        raise ValueError(written)
    return ExpectedPeriod(*map(dt.date.fromisoformat, days))


def inspect(cases: list[Case]) -> Iterator[Misfit]:
    """What types cannot say: that every case asserts something, of its own text, and is not there already."""
    if not cases:
        yield Misfit(("cases",), "the file has no cases")
    seen: set[bytes] = set()
    for index, case in enumerate(cases):
        path: DataPath = ("cases", index)
        written = msgspec.json.encode(case)
        if written in seen:
            yield Misfit(path, "the case stands in the file already")
        seen.add(written)
        if not case.text.strip():
            yield Misfit((*path, "text"), "the text is empty")
        if case.facts is UNSET and case.boilerplate is UNSET:
            yield Misfit(path, "the case asserts nothing: list its facts ('facts: []' for silence) or boilerplate")
        if case.gap is not None and not case.gap.strip():
            yield Misfit((*path, "gap"), "say what goes wrong")
        facts = [] if isinstance(case.facts, UnsetType) else case.facts
        yield from _missing(case.text, [fact.quote for fact in facts], (*path, "facts"), ("quote",))
        if not isinstance(case.boilerplate, UnsetType):
            yield from _missing(case.text, case.boilerplate, (*path, "boilerplate"), ())
        for number, fact in enumerate(facts):
            yield from _slots(fact, (*path, "facts", number))


def _slots(fact: ExpectedFact, path: DataPath) -> Iterator[Misfit]:
    for slot in ("value", "value_high"):
        value = getattr(fact, slot)
        if isinstance(value, str):
            try:
                number = Decimal(value)
            except InvalidOperation:
                number = Decimal("nan")
            if not number.is_finite():
                yield Misfit((*path, slot), f"{value!r} is not a decimal number")
    if isinstance(fact.period, str):
        try:
            expected_period(fact.period)
        except ValueError:
            yield Misfit((*path, "period"), f"{fact.period!r} is not YYYY-MM-DD/YYYY-MM-DD or a day")


def _missing(text: str, quotes: list[str], path: DataPath, rest: DataPath) -> Iterator[Misfit]:
    for index, start in enumerate(quote_places(text, quotes)):
        if start < 0 or not quotes[index]:
            where = "out of order" if quotes[index] and quotes[index] in text else "not in the text"
            yield Misfit((*path, index, *rest), f"the quote {quotes[index]!r} is {where}")


def quote_places(text: str, quotes: Iterable[str]) -> list[int]:
    """Where each quote stands, looking on from where the one before it ends; -1 where it is not found."""
    places: list[int] = []
    start = 0
    for quote in quotes:
        place = text.find(quote, start)
        places.append(place)
        start = max(start, place + len(quote)) if place >= 0 else start
    return places
