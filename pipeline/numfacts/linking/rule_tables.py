"""Tables of rules that are tried in order, each for sentences of one language or of any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

Try = TypeVar("Try")


class Rule(NamedTuple, Generic[Try]):
    """What a table tries: in English sentences, in others, or in any where ``english`` is null."""

    rule: Try
    english: bool | None = None


def of_language(rules: Iterable[Rule[Try]], english: bool) -> tuple[Try, ...]:
    """Give those of the rules that are for English sentences, or for others, in their order."""
    return tuple(rule.rule for rule in rules if rule.english in (None, english))
