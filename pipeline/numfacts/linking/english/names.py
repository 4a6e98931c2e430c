"""Whom a noun phrase of an English sentence names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from numfacts.linking.english.predication import both_of, subject_of
from numfacts.linking.english.syntax import CLAUSES, Phrase, Syntax
from numfacts.linking.reading import Reading
from numfacts.records import Mention, Span

if TYPE_CHECKING:
    from numfacts.vocabulary.shapes import Shapes

CALLED_AFTER = frozenset(
    ["hospital", "school", "college", "university", "stadium", "road", "street", "square", "park", "bridge", "airport"]
)  # what is called after kings and queens


class Known(NamedTuple):
    """Who and what the text has named so far: its topic, the last subject, the place at hand and who is cited."""

    topic: Mention | None
    last: Mention | None
    place: Mention | None
    source: Span = Span(0, 0)


class EnglishNames:
    """Reads phrases as names: without office and kind, pronouns as whom they stand for."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes

    def named(self, reading: Reading, syntax: Syntax, phrases: list[Phrase], known: Known) -> Mention | None:
        """Give the name in a phrase, with what an of behind it adds; null for nobody."""
        head = phrases[0]
        word = syntax.word(head.end - 1)
        if syntax.codes[head.begin : head.end] == "o":
            return self.resolve(reading, syntax, head.begin, known)
        if len(phrases) > 1 and phrases[1].preposition == "of" and self._shapes.fits("english-counting", word):
            return self.named(reading, syntax, phrases[1:], known)  # the number of teams
        if self._shapes.fits("english-securities", word):
            possessed = syntax.code(head.begin - 1) == "s" and head.begin
            lone = head.end - head.begin == 1 and syntax.word(head.begin - 1) == "the" and len(phrases) == 1
            if (possessed or lone) and (found := self.resolve(reading, syntax, head.begin - 1, known)) is not None:
                return found  # its shares, the stock
            if len(phrases) > 1 and phrases[1].preposition in ("of", "in", "for"):
                return self.named(reading, syntax, phrases[1:], known)
            owner = syntax.codes.rfind("'", head.begin, head.end)
            if owner > head.begin:
                return self.named(reading, syntax, [Phrase(head.begin, owner, "")], known)
            name = syntax.codes.rfind("N", head.begin, head.end) + 1
            return mention_of(reading, syntax, Phrase(head.begin, name, "") if name and word == "shares" else head)
        lone = head.end - head.begin == 1 and syntax.codes[head.begin] == "n"
        modified = head.end - head.begin == 2 and syntax.word(head.begin).endswith(("-based", "-listed", "central"))
        definite = (lone or modified) and syntax.word(head.begin - 1) == "the"
        if definite and self._shapes.fits("english-anaphor", word):
            found = self.resolve(reading, syntax, head.begin, known)
            if found is not None:
                return found
        if definite and self._shapes.fits("english-anaphoric-place", word) and known.place is not None:
            return known.place
        if (chain := _of_two_trades(syntax, head)) is not None:
            return mention_of(reading, syntax, chain)
        if "p" in syntax.codes[head.begin : head.end] and "'" not in syntax.codes[head.begin : head.end]:
            return mention_of(reading, syntax, head)  # Bank of Elmland, whose it is
        begin, end = syntax.span(head)
        topic = known.topic
        if topic is not None and self._shapes["english-officer"].match(reading.text, begin, end) is not None:
            return topic  # the chief executive wants to lift the margin
        for at in reading.overlapping(end - 1, end):
            named = reading.text.endswith((" de ", " du ", " del "), begin, reading.tokens[at].start)
            if reading.codes[at] == "S" and reading.tokens[at].end == end and not named:  # Copa de Japan
                return reading.mention(at)  # mainland China
        owner = syntax.codes.rfind("'", head.begin, head.end)
        office = self._shapes["english-officer"].fullmatch(reading.text, *_behind(syntax, head, owner))
        if owner > head.begin and office is not None:
            return self.named(reading, syntax, [Phrase(head.begin, owner, "")], known)  # Oak's chairman
        office_of = self._official(reading, syntax, head)
        if office_of is not None:
            return mention_of(reading, syntax, office_of)
        start = end = head.end
        while start > head.begin and syntax.codes[start - 1] == "N":
            start -= 1
        body = self._shapes.fits("english-body", word)  # the Executive Council
        for position in range(start, end - 1 if word not in CALLED_AFTER and not body else start):
            if self._shapes.fits("english-official", syntax.word(position)):
                start = position + 1  # Financial Secretary Ann Berg
        joint = syntax.word(end)
        added = syntax.phrase_after(end + 1) if joint == "of" or (joint == "for" and start < head.end) else None
        if added is not None and syntax.is_measure(added):
            added = None
        if added is not None and ("N" in syntax.codes[added.begin : added.end] or start == head.end):
            end = added.end  # Department of Education, Centre for Health
        return mention_of(reading, syntax, Phrase(head.begin if start == head.end else start, end, ""))

    def _official(self, reading: Reading, syntax: Syntax, phrase: Phrase) -> Phrase | None:
        """Give the country or body an office is of: US President, EU chief."""
        for position in range(phrase.begin, phrase.end):
            if self._shapes.fits("english-official", syntax.word(position)):
                end = position
                while end > phrase.begin and syntax.codes[end - 1] != "N":
                    end -= 1
                start = end
                while start > phrase.begin and syntax.codes[start - 1] == "N":
                    start -= 1
                body = Phrase(start, end, "")
                if end > start and self._is_body(reading, syntax, body):
                    return body
                people = Phrase(start, start + 1, "")
                governs = self._shapes.fits("english-governing", syntax.word(position))
                of_people = self._shapes["english-demonym"].fullmatch(reading.text, *syntax.span(people)) is not None
                return people if end > start and governs and of_people else None  # the Elmish Prime Minister
        return None

    def _is_body(self, reading: Reading, syntax: Syntax, phrase: Phrase) -> bool:
        """Say whether capitals before an office name a country or a body: EU, not Financial."""
        start, end = syntax.span(phrase)
        if reading.text[start:end].isupper():
            return True
        return any(reading.codes[at] == "S" for at in reading.overlapping(start, end))

    def resolve(self, reading: Reading, syntax: Syntax, position: int, known: Known) -> Mention | None:
        """Give whom a pronoun stands for: the subject of the verb before it, or else whoever came last."""
        if known.topic is not None and syntax.codes[:1] == "k":
            return known.topic  # After Oak Steel invested, it
        outer: list[Phrase] = []
        verb = syntax.verb_above(position)
        for _ in range(CLAUSES):
            if verb is None:
                break
            phrases = subject_of(syntax, verb)
            if phrases and phrases[0].end <= position and "o" not in syntax.codes[phrases[0].begin : phrases[0].end]:
                outer = phrases
                if syntax.codes[phrases[0].end - 1] == "N":
                    break
            verb = syntax.verb_above(verb.begin)
        if not outer and (opening := _before_aside(syntax, position)) is not None:
            return self.named(reading, syntax, [opening], known)
        head = outer[0].end - 1 if outer else 0
        many = self._shapes.fits("english-forecaster", syntax.word(head)) and syntax.word(head).endswith("s")
        if outer and many and syntax.word(position) in ("it", "its"):
            end = syntax.codes.rfind("N", outer[0].end, position) + 1  # lawmakers asked Oak why it lost $3 million
            return mention_of(reading, syntax, Phrase(name_begin(syntax, end), end, "")) if end else known.last
        thing = outer and syntax.codes[position] == "n" and syntax.codes[head] == "n"
        if thing and not self._shapes.fits("english-anaphor", syntax.word(head)):
            return known.last or known.topic  # the price was 3 dollars, and the company
        if not outer or (syntax.codes[head] == "n" and self._shapes.fits("english-anaphor", syntax.word(head))):
            return known.last or known.topic or (mention_of(reading, syntax, outer[0]) if outer else None)
        owner = syntax.codes.rfind("'", outer[0].begin, outer[0].end)
        end = syntax.span(outer[0])[1]
        if owner > outer[0].begin and any(reading.codes[at] == "M" for at in reading.overlapping(end - 1, end)):
            outer = [Phrase(outer[0].begin, owner, "")]  # Oak's sales rose, while its profit fell
        if syntax.word(position) in ("its", "it") and (whole := both_of(syntax, outer[0])) is not None:
            return mention_of(reading, syntax, whole)  # Oaks and Elms said its profit rose
        return self.named(reading, syntax, outer, known)


def _before_aside(syntax: Syntax, position: int) -> Phrase | None:
    """Give the name that opens a sentence before a comma, behind which a pronoun stands: Oak, with 9 of its 20 shops.

    It stands with its owner, if any: Elmland's parliament.
    """
    comma = syntax.codes.find(",", 0, position)
    phrase = syntax.phrase_before(comma) if comma > 0 and syntax.word(comma + 1) == "with" else None
    opens = phrase is not None and not set(syntax.codes[: phrase.begin]) - {"d"}
    return phrase if opens and phrase is not None and "N" in syntax.codes[phrase.begin : phrase.end] else None


def name_end(syntax: Syntax, begin: int) -> int:
    """Give where the name ends that begins at a word."""
    return begin + len(syntax.codes[begin:]) - len(syntax.codes[begin:].lstrip("N"))


def name_begin(syntax: Syntax, end: int) -> int:
    """Give where the name begins that ends at a word."""
    return len(syntax.codes[:end].rstrip("N"))


def name_before(syntax: Syntax, end: int) -> Phrase | None:
    """Give the name of two words or more that ends before a word."""
    begin = end
    while begin > 0 and syntax.codes[begin - 1] == "N":
        begin -= 1
    return Phrase(begin, end, "") if end - begin > 1 else None


def opening_name(reading: Reading, syntax: Syntax) -> Mention | None:
    """Give the name of two words or more that opens a sentence."""
    end = len(syntax.codes) - len(syntax.codes.lstrip("N"))
    return mention_of(reading, syntax, Phrase(0, end, "")) if end > 1 else None


def _of_two_trades(syntax: Syntax, head: Phrase) -> Phrase | None:
    """Give the name behind two trades of which a phrase is the first: Elm's largest sweets and drinks chain Oak."""
    begin, owned = syntax.codes.find("N", head.end), "'" in syntax.codes[head.begin : head.end]
    kind = syntax.codes[head.end + 1 : max(begin, 0)]
    if not owned or syntax.codes[head.end - 1 : head.end + 1] != "nc" or set(kind) != {"n"}:
        return None
    return Phrase(begin, name_end(syntax, begin), "")


def _behind(syntax: Syntax, head: Phrase, owner: int) -> tuple[int, int]:
    """Give the offsets of the last word or two of a phrase, behind whose it is."""
    begin = max(owner + 1, head.end - 2)
    begin += syntax.word(begin) in ("board", "interim", "former", "then", "outgoing")
    return syntax.words[min(begin, head.end - 1)].start, syntax.words[head.end - 1].end


def mention_of(reading: Reading, syntax: Syntax, phrase: Phrase) -> Mention:
    """Give a phrase as a mention."""
    start, end = syntax.span(phrase)
    return Mention(reading.text[start:end], start, end)


def shares_behind(syntax: Syntax, position: int, shapes: Shapes) -> list[Phrase]:
    """Give the shares of someone whose move an amount is: a gain of 5 percent in Oak shares, a 7 percent jump in X."""
    position += 1
    position += shapes.fits("english-move", syntax.word(position))
    if syntax.word(position) != "in":
        return []
    phrase = syntax.phrase_after(position + 1)
    if phrase is None or not shapes.fits("english-securities", syntax.word(phrase.end - 1)):
        return []
    return [phrase] if syntax.codes[phrase.begin] == "N" else []
