"""Stage 5: what else a sentence mentions, as the sequence that the claim rules read.

Metrics, words of change, levels, comparisons, periods, places, pronouns, sources and cues of forecast become
tokens with a one-letter code; so do quantities, punctuation, and of the words between them nouns and verbs.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from numfacts.ruleset.kinds import MetricRule
from numfacts.sentence_reader import SentenceReader
from numfacts.vocabulary.tokens import INTRODUCED, Term, Token
from numfacts.vocabulary.usage import Usage

if TYPE_CHECKING:
    from numfacts.document import Document
    from numfacts.linking.names.cast import Cast
    from numfacts.periods import Periods
    from numfacts.segment import Segment
    from numfacts.vocabulary.lexicon import Lexicon
    from numfacts.vocabulary.shapes import Shapes

# Shapes of what goes on with a company or a topic: before it a sentence without a quantity is read whole.
AGAIN = "company-again|topic-again"


class Mentions:
    """Read the sentences of a document that hold quantities, or carry something to those that do, as tokens."""

    name = "mentions"
    needs = frozenset({"sentences", "terms", "times", "quantities"})
    adds = frozenset({"mentions", "title_mentions", "title_times"})

    def __init__(self, segment: Segment, lexicon: Lexicon, periods: Periods, cast: Cast, shapes: Shapes) -> None:
        self._segment = segment
        self._lexicon = lexicon
        self._periods = periods
        self._cast = cast
        self._shapes = shapes
        self._usage = Usage(shapes)

    def __call__(self, document: Document) -> Document:
        """Fill ``mentions``: for each sentence its tokens, none for all where the document has no quantities."""
        if not document.quantities:
            document.mentions = [[] for _ in document.sentences]
            return document
        self._segment.load(document)
        names = self._cast.names(document)
        text = document.normalized
        reader = SentenceReader(
            text,
            _named(self._cast.tokens(text, names), _telling(document.terms, text, self._shapes)),
            document.times,
            document.quantities,
            self._segment,
            self._lexicon,
            self._usage,
        )
        document.mentions = []
        leads = _leading(document, self._shapes)
        for sentence, lead in zip(document.sentences, leads, strict=True):
            document.check_time()
            cues = "QARX" if lead else "Q"
            again = lead and self._shapes[AGAIN].match(text, sentence.end) is not None
            document.mentions.append(reader.read(sentence.start, sentence.end, cues=None if again else cues))
        if document.normalized_title:
            title = document.normalized_title
            document.title_times = self._periods.find(title)
            terms = _named(self._cast.tokens(title, names), self._lexicon.scan(title))
            times = document.title_times
            reader = SentenceReader(title, terms, times, [], self._segment, self._lexicon, self._usage)
            document.title_mentions = reader.read(0, len(title))
        return document


def _named(names: list[Token], terms: list[Token]) -> list[Token]:
    """Give terms and names in order, without names that are a term or a part of one and terms that a name covers."""
    if not names:
        return terms
    merged: list[Token] = []
    index = 0
    for name in names:
        while index < len(terms) and terms[index].end <= name.start:
            merged.append(terms[index])
            index += 1
        last = index
        while last < len(terms) and terms[last].start < name.end:
            last += 1
        if any(_outweighs(term, name) for term in terms[index:last]):
            continue
        merged.append(name)
        index = last
    return merged + terms[index:]


def _outweighs(term: Token, name: Token) -> bool:
    """Say whether a term stands rather than a name that it overlaps.

    A word that only keeps its numerals from being read can be the name of someone known: 九毛九.
    """
    longer = (term.end - term.start) - (name.end - name.start)
    if longer or name.item is not INTRODUCED:
        return longer >= 0
    return bool(term.code)


def _telling(terms: list[Token], text: str, shapes: Shapes) -> list[Token]:
    """Give terms without the indices that funds are named for, and the metrics that a figure leaves out."""
    fund = shapes["fund-of-index"]
    kept = [term for term in terms if not (term.code == "M" and _is_index(term) and fund.match(text, term.end))]
    asides = [match.span() for match in shapes["adjusted-for"].finditer(text)]
    if not asides:
        return kept
    starts = [start for start, _ in asides]
    return [term for term in kept if term.code != "M" or not _within(term, asides, starts)]


def _within(term: Token, spans: list[tuple[int, int]], starts: list[int]) -> bool:
    """Say whether a term lies in one of some spans, which begin at ``starts``."""
    place = bisect_right(starts, term.start) - 1
    return place >= 0 and term.end <= spans[place][1]


def _is_index(token: Token) -> bool:
    """Say whether a token is the name of an index."""
    rule = token.item.rule if isinstance(token.item, Term) else None
    return isinstance(rule, MetricRule) and rule.index


def _leading(document: Document, shapes: Shapes) -> list[bool]:
    """Say of each sentence whether a later one of its paragraph has a quantity, which a source it cites is for.

    A paragraph that goes on with the house or the speaker cited is of the one before.
    """
    text, starts = document.normalized, [quantity.start for quantity in document.quantities]
    leads: list[bool] = []
    for sentence in document.sentences:
        following = bisect_left(starts, sentence.end)
        end = text.find("\n", sentence.end, starts[following]) if following < len(starts) else -1
        goes_on = (
            end >= 0 and shapes["cited-again"].match(text, text.rfind("\n", end, starts[following]) + 1) is not None
        )
        leads.append(following < len(starts) and (end < 0 or goes_on))
    return leads
