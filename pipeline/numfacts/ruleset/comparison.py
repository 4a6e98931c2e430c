"""Where what was found in a text differs from what its case expects, slot by slot."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from msgspec import UNSET, UnsetType

from numfacts.records import Fact, Mention
from numfacts.ruleset.expectations import Case, ExpectedFact, ExpectedMention, expected_period


def differences(case: Case, facts: Sequence[Fact], boilerplate: Sequence[str]) -> Iterator[str]:
    """Give one sentence for each difference between a case and the facts and boilerplate quotes of its text."""
    for fact in facts:
        yield from _misplaced(case.text, fact)
    if not isinstance(case.facts, UnsetType):
        expected, found = [fact.quote for fact in case.facts], [fact.quote for fact in facts]
        if expected != found:
            yield f"quotes: expected {expected}, found {found}"
        matcher = difflib.SequenceMatcher(None, expected, found, autojunk=False)
        for block in matcher.get_matching_blocks():
            for offset in range(block.size):
                yield from _slots(block.a + offset + 1, case.facts[block.a + offset], facts[block.b + offset])
    if not isinstance(case.boilerplate, UnsetType) and list(boilerplate) != case.boilerplate:
        yield f"boilerplate: expected {case.boilerplate}, found {list(boilerplate)}"


def _misplaced(text: str, fact: Fact) -> Iterator[str]:
    """Quotes and mentions that do not stand where the fact says: always a difference."""
    if text[fact.start : fact.end] != fact.quote:
        yield f"{fact.quote!r} does not stand at {fact.start}:{fact.end}"
    for slot in ("metric", "subject", "attribution"):
        mention: Mention | None = getattr(fact, slot)
        if mention is not None and mention.start is not None and text[mention.start : mention.end] != mention.text:
            yield f"{fact.quote!r} {slot}: {mention.text!r} does not stand at {mention.start}:{mention.end}"


def _slots(number: int, expected: ExpectedFact, fact: Fact) -> Iterator[str]:
    """The listed slots of one expected fact that the fact found for it does not have."""
    for slot in expected.__struct_fields__:
        wanted = getattr(expected, slot)
        if wanted is UNSET:
            continue
        found = _found(fact, slot)
        if not _COMPARE.get(slot, _same)(wanted, found):
            yield f"fact {number} {fact.quote!r} {slot}: expected {_shown(wanted)}, found {_shown(found)}"


def _found(fact: Fact, slot: str) -> Any:
    if slot == "metric_id":
        return fact.metric.id if fact.metric is not None else None
    return getattr(fact, slot)


def _same(wanted: Any, found: Any) -> bool:
    return bool(wanted == found)


def _same_number(wanted: str | int | None, found: str | None) -> bool:
    return wanted is found if wanted is None or found is None else Decimal(wanted) == Decimal(found)


def _same_mention(wanted: str | ExpectedMention | None, found: Mention | None) -> bool:
    if isinstance(wanted, ExpectedMention):
        return found is not None and _same_parts(wanted, found)
    return (found.text if found is not None else None) == wanted


def _same_period(wanted: Any, found: Any) -> bool:
    return _same_parts(expected_period(wanted) if isinstance(wanted, str) else wanted, found)


def _same_parts(wanted: Any, found: Any) -> bool:
    """Whether the parts that ``wanted`` lists are those of ``found``."""
    if wanted is None or found is None:
        return wanted is found
    parts = {part: getattr(wanted, part) for part in wanted.__struct_fields__}
    return all(value is UNSET or value == getattr(found, part) for part, value in parts.items())


# How slots are compared; those not named here must be equal.
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "value": _same_number,
    "value_high": _same_number,
    "unit": lambda wanted, found: str(wanted) == found,
    "metric": _same_mention,
    "subject": _same_mention,
    "attribution": _same_mention,
    "change": _same_parts,
    "period": _same_period,
    "rules": lambda wanted, found: set(wanted) <= set(found),
    "basis": lambda wanted, found: all(found.get(slot) == basis for slot, basis in wanted.items()),
}


def _shown(value: Any) -> str:
    """A slot as a case would write it, shortly."""
    if value is None:
        return "null"
    if hasattr(value, "__struct_fields__"):
        parts = {part: getattr(value, part) for part in value.__struct_fields__}
        shown = (f"{part}: {_shown(item)}" for part, item in parts.items() if item is not UNSET)
        return f"{{{', '.join(shown)}}}"
    return repr(value) if isinstance(value, str | int | list | tuple | dict) else str(value)
