"""Explains documents: how each sentence was read, what became of each number, and what each stage saw of a fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.authoring.accounts import Account, ReadSentence, ReadToken, SpotAccount
from numfacts.authoring.steps import FactSteps
from numfacts.authoring.tracing import Spot, Tracer
from numfacts.errors import SelectionError
from numfacts.records import Sentence, Span
from numfacts.vocabulary.tokens import NAMES, Token

if TYPE_CHECKING:
    from numfacts.authoring.indexes import Index
    from numfacts.document import Document
    from numfacts.pipeline import Extractor


class Explainer:
    """Explains documents by the stages of an extractor; all its methods run a document through them.

    They raise DocumentError where that takes longer than the time limit.
    """

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor
        self._tracer = Tracer(extractor)
        self._steps = FactSteps(extractor, self._tracer)

    def document(self, document: Document) -> Account:
        """Explain a whole document."""
        index = self._tracer.index(self._extractor.process(document))
        sentences = [
            self._sentence(index, sentence, tokens)
            for sentence, tokens in zip(document.sentences, document.mentions, strict=True)
        ]
        return Account(document.id, sentences, self._tracer.numbers(index), document.facts)

    def at(self, document: Document, offset: int) -> SpotAccount:
        """Explain what stands at an offset of the text as it was given; raises SelectionError for one outside it."""
        if not 0 <= offset < len(document.text):
            raise SelectionError(f"{offset} is outside the text, which has {len(document.text)} characters")
        index = self._tracer.index(self._extractor.process(document))
        return self._account(index, self._tracer.spot(index, offset))

    def fact(self, document: Document, fact_id: str) -> SpotAccount:
        """Explain a fact; raises SelectionError where the document has none of this id."""
        index = self._tracer.index(self._extractor.process(document))
        for fact in document.facts:
            if fact.id == fact_id:
                return self._account(index, self._tracer.spot(index, fact.start))
        raise SelectionError(f"no fact of {document.id} has the id {fact_id!r}")

    def _account(self, index: Index, spot: Spot) -> SpotAccount:
        document = index.document
        sentence = next(
            (
                self._sentence(index, sentence, tokens)
                for sentence, tokens in zip(document.sentences, document.mentions, strict=True)
                if index.original(Span(sentence.start, sentence.end)).end > spot.start
                and index.original(Span(sentence.start, sentence.end)).start <= spot.start
            ),
            None,
        )
        if spot.outcome != "fact":
            return SpotAccount(document.id, spot, sentence, None, [])
        claim, fact = next(
            (claim, fact) for claim in document.claims if (fact := index.fact(claim)).id == spot.facts[0]
        )
        return SpotAccount(document.id, spot, sentence, fact, self._steps.of(index, claim))

    def _sentence(self, index: Index, sentence: Sentence, tokens: list[Token]) -> ReadSentence:
        start, end = index.original(Span(sentence.start, sentence.end))
        return ReadSentence(start, end, index.document.text[start:end], [self._token(index, token) for token in tokens])

    def _token(self, index: Index, token: Token) -> ReadToken:
        start, end = index.original(Span(token.start, token.end))
        return ReadToken(NAMES[token.code], start, end, index.document.text[start:end], self._tracer.rules_of(token))
