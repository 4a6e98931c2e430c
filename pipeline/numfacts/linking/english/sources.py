"""Sources that English cites by what they are or do, whatever their names: analysts at X, the consultancy X said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.names import mention_of
from numfacts.linking.english.officers import of_officer
from numfacts.linking.english.syntax import Phrase, Syntax
from numfacts.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

SHORTEST = 2  # words that name one body of many: Thai police, not police
BEHIND = ("according", "per")  # what a source stands behind, with or without to
# The shapes of sources, and how strongly each is cited: see Source.rank.
CITED = (
    ("english-according", 2),
    ("english-analysts", 1),
    ("english-aside", 1),
    ("english-publisher", 1),
    ("english-forecast-of", 0),
    ("english-reviser", 1),
    ("english-accuser", 0),
    ("english-government", 0),
)


def english_sources(reading: Reading, shapes: Shapes) -> Iterator[tuple[Mention, int, int]]:
    """Give the sources that an English sentence cites, each with its rank and the end of what it is told by."""
    for shape, rank in CITED:
        for match in shapes[shape].finditer(reading.text, reading.start, reading.end):
            start, end = next(match.span(group) for group, found in match.groupdict().items() if found)
            start += len("The ") if reading.text.startswith("The ", start) else 0
            name = reading.text[start:end].rstrip(".")
            if shapes["no-english-source"].match(name) is None:
                yield Mention(name, start, start + len(name)), rank, end
    for speaker, end in _speakers(reading, shapes):
        yield speaker, 0, end


def _speakers(reading: Reading, shapes: Shapes) -> Iterator[tuple[Mention, int]]:
    """Give the bodies that tell something in a sentence, in order; their names may have no capitals.

    Each stands with the end of what it is told by: Ann Berg, head of the Elm Union.
    """
    syntax = reading.syntax
    if syntax is None:
        return
    for position, code in enumerate(syntax.codes):
        phrase: Phrase | None = None
        if code in "veg" and shapes.fits("english-tells", syntax.word(position)):
            start = syntax.words[position].start
            own = _of_itself(syntax, position + 1) or shapes["english-announced"].match(reading.text, start) is not None
            phrase = None if own else _before(syntax, position)
            body = None if own else of_officer(syntax, position)
            if body is not None:
                yield mention_of(reading, syntax, body), syntax.words[position].start
        elif syntax.word(position) in BEHIND:
            phrase = _behind(syntax, position + 1 + (syntax.word(position + 1) == "to"))
        if phrase is not None and (_is_body(syntax, phrase) or _is_teller(syntax, phrase, shapes)):
            yield mention_of(reading, syntax, phrase), syntax.span(phrase)[1]


def _before(syntax: Syntax, position: int) -> Phrase | None:
    """Read who says what a verb of telling opens or closes, with what stands behind an of: the ministry of trade."""
    while syntax.code(position - 1) in "axT":
        position -= 1 + (syntax.code(position - 1) == "T" and syntax.code(position - 2) == "p")
    phrase = syntax.phrase_before(max(position, 0))
    if syntax.code(position) == "g":  # with the site showing
        return phrase if phrase is not None and phrase.preposition == "with" else None
    if phrase is None or phrase.preposition not in ("", "of", "for", "in"):
        return None
    whole = syntax.governing(phrase)
    if phrase.preposition == "in":
        return whole  # police in Oakshire said
    return phrase if whole is None else Phrase(whole.begin, phrase.end, "")


def _behind(syntax: Syntax, position: int) -> Phrase | None:
    """Read who is cited behind according to, with what stands behind an of: the ministry of trade."""
    phrase = syntax.phrase_after(position)
    of = phrase is not None and syntax.word(phrase.end) in ("of", "for")
    added = syntax.phrase_after(phrase.end + 1) if phrase is not None and of else None
    return phrase if phrase is None or added is None else Phrase(phrase.begin, added.end, "")


def _of_itself(syntax: Syntax, position: int) -> bool:
    """Say whether what is told at a position is of the teller: said on Monday that it had received."""
    while syntax.code(position) == "T" or (syntax.code(position) == "p" and syntax.code(position + 1) == "T"):
        position += 1
    position += syntax.word(position) == "that"
    return syntax.fits("english-itself", position)


def _is_body(syntax: Syntax, phrase: Phrase) -> bool:
    """Say whether a phrase names one body by what it is; not its own, which speaks of itself.

    A word alone is one only behind what it tells, or where it opens a sentence: 12 people died, police said.
    """
    if phrase.begin > 0 and syntax.code(phrase.begin - 1) == "s":
        return False
    alone = phrase.end - phrase.begin < SHORTEST
    return syntax.fits("english-lone-body" if alone else "english-body", _head(syntax, phrase)) and (
        not alone or _closes(syntax, phrase) or not phrase.begin
    )


def _closes(syntax: Syntax, phrase: Phrase) -> bool:
    """Say whether a phrase stands behind a comma, maybe with an article."""
    begin = phrase.begin - (syntax.code(phrase.begin - 1) == "d")
    return begin > 0 and syntax.code(begin - 1) == ","


def _head(syntax: Syntax, phrase: Phrase) -> int:
    """Give the word that says what a body is: the civil affairs ministry, the ministry of trade."""
    of = syntax.codes.find("p", phrase.begin, phrase.end)
    return (of if of >= 0 else phrase.end) - 1


def _is_teller(syntax: Syntax, phrase: Phrase, shapes: Shapes) -> bool:
    """Say whether a phrase is the name of a body that tells of a country: BoE, the IMF."""
    named = set(syntax.codes[phrase.begin : phrase.end]) == {"N"}
    return named and shapes["english-teller"].search(syntax.text, *syntax.span(phrase)) is not None
