"""What the stages found in one document, looked up by where it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from operator import attrgetter
from typing import TYPE_CHECKING, Generic, TypeVar

from numfacts.authoring.pairing import Spanned
from numfacts.records import Span

if TYPE_CHECKING:
    from numfacts.boilerplate import Found
    from numfacts.document import Document
    from numfacts.linking.claim import Claim
    from numfacts.records import Fact

S = TypeVar("S", bound=Spanned)


class Spans(Generic[S]):
    """Half-open ranges of one text, which may overlap, looked up by what they overlap."""

    def __init__(self, spans: Iterable[S]) -> None:
        self._spans = sorted(spans, key=attrgetter("start"))
        self._reached = list(accumulate((span.end for span in self._spans), max))

    def __iter__(self) -> Iterator[S]:
        return iter(self._spans)

    def over(self, place: Span) -> Iterator[S]:
        """Yield those that share a character with a place, in order."""
        for index in range(bisect_right(self._reached, place.start), len(self._spans)):
            span = self._spans[index]
            if span.start >= place.end:
                return
            if span.end > place.start:
                yield span


class Index:
    """What each stage found in a document that went through all of them; offsets are of the normalized text."""

    def __init__(self, document: Document, boilerplate: Iterable[Found], excluded: Iterable[Span]) -> None:
        self.document = document
        self.boilerplate = Spans(boilerplate)
        self.excluded = Spans(excluded)
        self.terms = Spans(document.terms)
        self.times = Spans(document.times)
        self.quantities = Spans(document.quantities)
        self.refused = Spans(document.refused)
        self.tokens = Spans(token for tokens in document.mentions for token in tokens)
        self.claims: dict[int, Claim] = {claim.quantity.start: claim for claim in document.claims}
        self._facts = {(fact.start, fact.end): fact for fact in document.facts}
        self._dated: dict[int, list[str]] = {}
        for claim in document.claims:
            if claim.time is not None:
                self._dated.setdefault(claim.time.start, []).append(self.fact(claim).id)

    def fact(self, claim: Claim) -> Fact:
        """Give the fact that a claim became."""
        return self._facts[self.original(Span(claim.quantity.start, claim.quantity.end))]

    def dated(self, start: int) -> tuple[str, ...]:
        """Give the ids of the facts that have their period from the time expression at ``start``."""
        return tuple(self._dated.get(start, ()))

    def original(self, place: Span) -> Span:
        """Lead back to the text as it was given."""
        assert self.document.alignment is not None
        return self.document.alignment.to_original(place.start, place.end)
