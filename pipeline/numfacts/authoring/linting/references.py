"""Checks of names that rules use: that something defines them, and that what is said of one id agrees."""

from __future__ import annotations

import difflib
import re
import typing
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from numfacts.authoring.linting.findings import Finding
from numfacts.authoring.linting.sheets import Sheet, Workbook
from numfacts.periods.expressions import LEVELS, Role
from numfacts.ruleset.problems import DataPath
from numfacts.vocabulary.roles import NAME, compile_pattern
from numfacts.vocabulary.tokens import CODES

_CURRENCY = re.compile("[A-Z]{3}")
_PART = re.compile(r"\\.|\{([A-Za-z_][A-Za-z0-9_-]*)\}", re.DOTALL)
# Metrics that are found without a word for them: a move of nothing named, and a place among others.
_UNNAMED = {"price_change", "rank"}
_LEADS = {*typing.get_args(Role), "against", "with", "other"}
_TAILS = {"since", "start", "than", "within", "record", "view", "cumulative"}


def check_references(book: Workbook) -> Iterator[Finding]:
    """Find unknown names, contradictions and unused parts in the book's own sheets."""
    metrics = _UNNAMED | {rule.metric for sheet in book.of("metrics") for _, rule in sheet.entries() if rule.metric}
    codes = {rule.code for sheet in book.of("currencies") for _, rule in sheet.entries() if rule.code}
    for sheet in book.sheets:
        if not sheet.own:
            continue
        for index, rule in sheet.entries():
            yield from _names(sheet, ("rules", index), rule, metrics, codes)
            yield from _numbers(sheet, ("rules", index), rule)
            if sheet.kind == "claims":
                yield from _mentions(sheet, ("rules", index), rule)
        yield from _sections(sheet)
    yield from _parts(book)
    yield from _contradictions(book)


def _names(sheet: Sheet, path: DataPath, rule: Any, metrics: set[str], codes: set[str]) -> Iterator[Finding]:
    if sheet.kind == "groups":
        for position, metric in enumerate(rule.metrics):
            yield from _unknown(sheet, (*path, "metrics", position), "metric", metric, metrics)
    if sheet.kind == "metrics" and rule.ratio is not None:
        yield from _unknown(sheet, (*path, "ratio"), "metric", rule.ratio, metrics)
    if sheet.kind == "changes" and rule.metric is not None:
        yield from _unknown(sheet, (*path, "metric"), "metric", rule.metric, metrics)
    if sheet.kind in ("places", "styles") and rule.currency is not None:
        yield from _unknown(sheet, (*path, "currency"), "currency", rule.currency, codes)
    if sheet.kind == "currencies" and rule.code is not None and not _CURRENCY.fullmatch(rule.code):
        message = f"{rule.code!r} is no code of ISO 4217"
        yield sheet.finding("unknown-reference", (*path, "code"), message, "write three capital letters: USD")


def _unknown(sheet: Sheet, path: DataPath, what: str, name: str, known: Iterable[str]) -> Iterator[Finding]:
    known = sorted(known)
    if name in known:
        return
    close = difflib.get_close_matches(name, known, n=1)
    if close:
        hint = f"did you mean {close[0]!r}?"
    elif len(known) <= 30:
        hint = f"known: {', '.join(known)}"
    else:
        hint = f"define it by a rule of kind {'metrics' if what == 'metric' else 'currencies'}, or write one of those"
    yield sheet.finding("unknown-reference", path, f"unknown {what} {name!r}", hint)


def _mentions(sheet: Sheet, path: DataPath, rule: Any) -> Iterator[Finding]:
    """Check the names of mentions in the patterns of a claim rule, and that they are patterns."""
    for field in ("before", "after"):
        pattern = getattr(rule, field)
        if pattern is None:
            continue
        here = (*path, field)
        unknown = [name for name in NAME.findall(pattern) if name.strip("<>") not in CODES]
        for name in unknown:
            close = difflib.get_close_matches(name.strip("<>"), CODES, n=1)
            hint = f"did you mean {close[0]}?" if close else f"known: {', '.join(CODES)}"
            yield sheet.finding("unknown-reference", here, f"unknown mention {name}", hint, at=name)
        if not unknown:
            try:
                compile_pattern(pattern, before=field == "before")
            except re.error as error:
                yield sheet.finding("bad-pattern", here, f"the pattern does not compile: {error.msg}")


def _numbers(sheet: Sheet, path: DataPath, rule: Any) -> Iterator[Finding]:
    factor = getattr(rule, "factor", None)
    if factor is None:
        return
    try:
        sound = Decimal(factor).is_finite() and Decimal(factor) > 0
    except InvalidOperation:
        sound = False
    if not sound:
        yield sheet.finding("bad-number", (*path, "factor"), f"{factor!r} is no factor")


def _sections(sheet: Sheet) -> Iterator[Finding]:
    """Check the roles of the words around periods, which are keys."""
    if sheet.kind != "periods":
        return
    for section, known in (("leads", _LEADS), ("tails", _TAILS), ("units", set(LEVELS))):
        for name in getattr(sheet.content, section, ()):
            if name not in known:
                message = f"unknown role {name!r} in {section}"
                hint = f"known: {', '.join(sorted(known))}"
                yield sheet.finding("unknown-reference", (section, name), message, hint, on_key=True)


def _parts(book: Workbook) -> Iterator[Finding]:
    used = {sheet.path: {match[1] for match in _PART.finditer("".join(sheet.source.lines))} for sheet in book.sheets}
    anywhere = set().union(*used.values())
    for sheet in book.sheets:
        for name in getattr(sheet.content, "parts", ()) if sheet.own else ():
            if name not in (anywhere if sheet.kind == "parts" else used[sheet.path]):
                yield sheet.finding("unused-part", ("parts", name), f"nothing uses the part {{{name}}}", on_key=True)


def _contradictions(book: Workbook) -> Iterator[Finding]:
    takes: dict[str, tuple[set[str], str]] = {}
    for sheet in book.of("metrics"):
        for index, rule in sheet.entries():
            here = f"{sheet.name}/{rule.id}"
            path: DataPath = ("rules", index, "takes")
            if sheet.own and not rule.takes:
                yield sheet.finding("contradicting-units", path, f"{here} takes no units: it never has a value")
            if not rule.metric or not rule.takes:
                continue
            known, other = takes.setdefault(rule.metric, (set(rule.takes), here))
            if sheet.own and known.isdisjoint(rule.takes):
                message = (
                    f"{here} takes other units for {rule.metric!r} than {other}, which takes {', '.join(sorted(known))}"
                )
                yield sheet.finding("contradicting-units", path, message)
    classes: dict[str, tuple[str, str]] = {}
    for sheet in book.of("units"):
        for index, rule in sheet.entries():
            kind, other = classes.setdefault(rule.code, (rule.takes, f"{sheet.name}/{rule.id}"))
            if sheet.own and kind != rule.takes:
                message = f"the unit {rule.code!r} is of class {rule.takes} here, and of class {kind} in {other}"
                yield sheet.finding("contradicting-units", ("rules", index, "class"), message)
