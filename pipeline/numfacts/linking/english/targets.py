"""Whose share a target price is of in an English sentence: of what is told of, not of the house that sets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.predication import subject_of
from numfacts.linking.english.syntax import Phrase, Syntax
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.english.names import EnglishNames
    from numfacts.linking.english.owned import Owned

AIMED = frozenset(["on", "for"])  # before the share that a target is of


class EnglishTargets:
    """Finds the shares of target prices."""

    def __init__(self, names: EnglishNames) -> None:
        self._names = names

    def aimed_at(self, owned: Owned) -> Mention | None:
        """Read what a target is of: its target on Oak; Oak fell after Elm cut its target; who was told of before."""
        syntax, begin = owned.syntax, owned.begin
        if owned.metric_id != "target_price" or begin == owned.end:
            return None
        share = _share(syntax, owned.end)
        if share is not None and "N" in syntax.codes[share.begin : share.end]:
            return self._names.named(owned.reading, syntax, [share], owned.known)
        verb = syntax.verb_before(begin)
        house = next(iter(subject_of(syntax, verb)), None) if verb is not None else None
        if verb is None or house is None or house.end > verb.begin:
            return None
        outer = syntax.verb_above(verb.begin)
        told = subject_of(syntax, outer) if outer is not None else []
        if told and told[0].end <= house.begin:
            return self._names.named(owned.reading, syntax, told, owned.known)
        setter = syntax.text[slice(*syntax.span(house))]
        before = [name for name in (owned.known.last, owned.known.topic) if name is not None]
        return next((name for name in before if _is_another(name.text or "", setter)), None)


def _is_another(name: str, setter: str) -> bool:
    """Say whether a name is one of somebody else than who sets a target."""
    return name not in setter and not name.rpartition(" ")[2].islower()


def _share(syntax: Syntax, end: int) -> Phrase | None:
    """Give what stands behind on or for in the rest of a clause, but no time: its target on Oak to $3."""
    for position in range(end, len(syntax.codes)):
        if syntax.codes[position] in ",k:veg":
            return None
        if syntax.word(position) in AIMED and syntax.code(position + 1) in "dsnN":
            return syntax.phrase_after(position + 1)
    return None
