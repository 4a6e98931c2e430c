"""Whom a noun phrase of an English sentence names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from numfacts.linking.english.place import is_plural
from numfacts.linking.english.predication import both_of, lifted, subject_of
from numfacts.linking.english.syntax import CLAUSES, Phrase, Syntax
from numfacts.linking.links import metric_rule
from numfacts.linking.reading import Reading
from numfacts.records import Mention, Span

if TYPE_CHECKING:
    from numfacts.vocabulary.shapes import Shapes

WORD = r"[A-Z](?:[\w&'-]|\.(?=\S))*"  # of a name
MANY = frozenset(["they", "their", "them"])
PERSONAL = frozenset(["he", "she"])
OFFICER = "officer"  # ends a title before a name
NAMED_BEFORE = 600  # characters before a definite noun in which a name may end in it
LONGEST_KIND = 2  # words of such a noun with what tells it apart: the theme park
NO_KIND = (
    "english-official",
    "english-persons",
    "english-vague",
    "english-no-kind",
)  # nouns that end titles and no names


class Known(NamedTuple):
    """Who and what the text has named so far: its topic, the last subject, the place at hand and who is cited.

    ``title`` is the title of the text, ``titled`` the name that it opens with.
    """

    topic: Mention | None
    last: Mention | None
    place: Mention | None
    source: Span = Span(0, 0)
    title: str = ""
    titled: Mention | None = None

    @property
    def lately(self) -> Mention | None:
        """Whom the text has named last, or whom it is about."""
        return self.last or self.topic or self.titled


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
        if (meaning := self._intending(reading, syntax, head, known)) is not None:
            return meaning
        if self._shapes.fits("english-securities", word):
            return self._issuer(reading, syntax, phrases, known)
        based = head.end - head.begin > 1 and syntax.word(head.begin).endswith(("-based", "-listed", "central"))
        lone = syntax.codes[head.begin + based : head.end] == "n"
        definite = lone and syntax.word(head.begin - 1) == "the"
        if (namesake := self._namesake(reading, syntax, head)) is not None:
            return namesake
        if definite and self._shapes.fits("english-anaphor", word) and not self._is_of_speaker(syntax, head):
            found = self.resolve(reading, syntax, head.begin, known)
            if found is not None:
                return found
        if definite and self._shapes.fits("english-anaphoric-place", word) and known.place is not None:
            return known.place
        if (described := self.described(reading, syntax, head, known)) is not None:
            return described
        whole = syntax.with_modifiers(head)
        aged = syntax.word(whole.begin - 1).endswith("-old") and syntax.word(whole.begin - 2) == "the"
        if aged and known.lately is not None and syntax.codes[whole.end - 1] == "n":
            return known.lately  # Ann Berg sold her shares. The 43-year-old founder, the 43-year-old former Oak head
        begin, end = syntax.span(head)
        if known.topic is not None and self._shapes["english-officer"].match(reading.text, begin, end) is not None:
            return known.topic  # the chief executive wants to lift the margin
        for at in reading.overlapping(end - 1, end):
            if reading.codes[at] == "S":
                return reading.mention(at)  # mainland China
        office_of = self._official(reading, syntax, head) or self._employer(reading, syntax, head)
        if office_of is not None:
            return mention_of(reading, syntax, office_of)
        end = head.end
        start = max(name_begin(syntax, end), head.begin)
        body = self._shapes.fits("english-body", word)  # the Executive Council
        for position in range(start, start if body else end - 1):
            if self._shapes.fits("english-official", syntax.word(position)) or syntax.word(position) == OFFICER:
                start = position + 1  # Financial Secretary Ann Berg, Chief Executive Officer Ann Berg
        start += start < end - 1 and syntax.fits("english-fellow", start)  # Rival Oak Corp
        joint = syntax.word(end)
        added = syntax.phrase_after(end + 1) if joint == "of" or (joint == "for" and start < head.end) else None
        if added is not None and ("N" in syntax.codes[added.begin : added.end] or start == head.end):
            end = added.end  # Department of Education, Centre for Health
        return mention_of(reading, syntax, Phrase(head.begin if start == head.end else start, end, ""))

    def _is_of_speaker(self, syntax: Syntax, phrase: Phrase) -> bool:
        """Say whether a body is the one that someone speaks for: Berg said the bureau, she said the department."""
        verb = syntax.verb_above(phrase.begin)
        if (
            verb is None
            or not syntax.fits("english-body", phrase.end - 1)
            or not syntax.fits("english-tells", verb.end - 1)
        ):
            return False
        teller = next(iter(subject_of(syntax, verb)), None)
        if teller is None or teller.end - teller.begin > 1:
            return False
        name = syntax.text[slice(*syntax.span(teller))]
        return name.lower() in PERSONAL or (syntax.codes[teller.begin] == "N" and name[1:].islower())

    def _namesake(self, reading: Reading, syntax: Syntax, phrase: Phrase) -> Mention | None:
        """Give the name told before that ends in the noun of a definite phrase: the budget airline, of Elm Airlines."""
        of_many = phrase.end - phrase.begin > LONGEST_KIND or set(syntax.codes[phrase.begin : phrase.end]) != {"n"}
        noun = syntax.word(phrase.end - 1)
        if of_many or syntax.word(phrase.begin - 1) != "the" or not noun.isalpha() or is_plural(noun):
            return None
        if any(self._shapes.fits(shape, noun) for shape in NO_KIND):
            return None
        end = syntax.words[phrase.begin].start
        named = re.compile(rf"{WORD} (?:(?:{WORD}|&|of|and|for|the) ){{0,6}}{noun.capitalize()}s?(?![\w-]| [A-Z]| of )")
        found = None
        for match in named.finditer(reading.text, max(0, end - NAMED_BEFORE), end):
            found = match
        if found is None:
            return None
        start = found.start() + 4 * reading.text.startswith("The ", found.start())
        return Mention(reading.text[start : found.end()], start, found.end()) if start < found.end() else None

    def _intending(self, reading: Reading, syntax: Syntax, phrase: Phrase, known: Known) -> Mention | None:
        """Give who means to do something, or holds it: Oak's plan to buy 40 ships, its bid to; at the Fed's meeting."""
        means = syntax.fits("english-intent", phrase.end - 1) and syntax.word(phrase.end) == "to"
        if not means and not syntax.fits("english-occasion", phrase.end - 1):
            return None
        if syntax.code(phrase.begin - 1) == "s":
            return self.resolve(reading, syntax, phrase.begin - 1, known)
        owner = syntax.codes.rfind("'", phrase.begin, phrase.end)
        return self.named(reading, syntax, [Phrase(phrase.begin, owner, "")], known) if owner > phrase.begin else None

    def described(self, reading: Reading, syntax: Syntax, phrase: Phrase, known: Known) -> Mention | None:
        """Give whom a phrase tells of by what firm they are: the Japanese carmaker, Elmland's second biggest lender."""
        while syntax.code(phrase.begin - 1) == "c" and (first := syntax.phrase_before(phrase.begin - 1)) is not None:
            phrase = phrase._replace(begin=first.begin)  # the tools and toys company
        if syntax.code(phrase.begin - 1) == "," and "-" in syntax.word(phrase.begin - 2):
            first = syntax.phrase_before(phrase.begin - 1)
            phrase = phrase if first is None else phrase._replace(begin=first.begin)  # the Oakport-based, Elm-led bank
        owner = syntax.codes.rfind("'", phrase.begin, phrase.end)
        if not syntax.fits("english-firm-noun", phrase.end - 1) or syntax.codes[phrase.end - 1] == "N":
            return None
        if (syntax.word(phrase.begin - 1) != "the" and owner < 0) or not self._is_from(reading, syntax, phrase):
            return None
        if owner > phrase.begin and syntax.codes[owner - 1] != "N" and not syntax.fits("english-whole", owner - 1):
            return None  # the bank's parent company
        verb = syntax.verb_above(phrase.begin)
        above = subject_of(syntax, verb) if verb is not None else []
        if not above or "N" not in syntax.codes[above[0].begin : above[0].end]:
            return known.lately
        told = verb is not None and syntax.fits("english-report", verb.end - 1)
        own = syntax.code(phrase.end) == "'" and verb is not None and not told
        own = own or (syntax.word(phrase.begin - 2) == "with" and syntax.code(phrase.begin - 3) == ",")
        if own or syntax.code(phrase.begin - 2) not in "vegp":
            # Oak cut 300 jobs, a fifth of the steel group's workforce, as the Elmish giant seeks to save money
            return self.named(reading, syntax, above, known)
        return None  # Oak sold it to the German carmaker

    def _is_from(self, reading: Reading, syntax: Syntax, phrase: Phrase) -> bool:
        """Say whether the capitals of a phrase tell where a firm is from: Japanese, Elmland, the Oakport brewer."""
        named = [position for position in range(phrase.begin, phrase.end) if syntax.codes[position] == "N"]
        if all(self._places(reading, syntax, position) for position in named):
            return True
        first = named == list(range(phrase.begin, phrase.begin + len(named)))
        return first and not syntax.fits("english-named-firm", phrase.end - 1)

    def _is_earned(self, reading: Reading, end: int) -> bool:
        """Say whether a noun that ends at an offset is what a company has, which no it stands for: revenues."""
        rules = [metric_rule(reading.tokens[at]) for at in reading.overlapping(end - 1, end)]
        return any(rule is not None and rule.metric in self._shapes.group("company") for rule in rules)

    def _places(self, reading: Reading, syntax: Syntax, position: int) -> bool:
        """Say whether a capital is of a place or of its people: Oakport-based, Elmish, U.S."""
        word = syntax.words[position]
        if syntax.word(position).endswith(("-based", "-listed")):
            return True
        if self._shapes["english-demonym"].fullmatch(reading.text, word.start, word.end) is not None:
            return True
        return any(reading.codes[at] == "S" for at in reading.overlapping(word.start, word.end))

    def _issuer(self, reading: Reading, syntax: Syntax, phrases: list[Phrase], known: Known) -> Mention | None:
        """Give whose shares a phrase tells of: its shares, the stock, shares of Oak, Oak's shares, Oak shares."""
        head = phrases[0]
        lone = head.end - head.begin == 1 and head.begin > 0 and syntax.word(head.begin - 1) == "the"
        if lone or syntax.code(head.begin - 1) == "s":
            found = self.resolve(reading, syntax, head.begin - 1, known)
            if found is not None:
                return found
        if len(phrases) > 1:
            return self.named(reading, syntax, phrases[1:], known)
        opens = known.lately if (head.begin, head.end) == (0, 1) else None
        if opens is not None and not (opens.text or "").islower():
            return opens  # Oak began to be traded on Monday. Shares opened at 5 dollars
        owner = syntax.codes.rfind("'", head.begin, head.end)
        if owner > head.begin:
            return self.named(reading, syntax, [Phrase(head.begin, owner, "")], known)
        if (coded := before_code(syntax, head.begin)) is not None:
            return self.named(reading, syntax, [coded], known)
        name = syntax.codes.rfind("N", head.begin, head.end) + 1
        of_name = name > 0 and syntax.word(head.end - 1) == "shares"
        return mention_of(reading, syntax, Phrase(head.begin, name, "") if of_name else head)

    def _official(self, reading: Reading, syntax: Syntax, phrase: Phrase) -> Phrase | None:
        """Give the country or body an office is of: US President, EU chief."""
        for position in range(phrase.begin, phrase.end):
            if self._shapes.fits("english-official", syntax.word(position)):
                end = syntax.codes.rfind("N", phrase.begin, position) + 1
                body = Phrase(max(name_begin(syntax, end), phrase.begin), end, "")
                return body if end and self._is_body(reading, syntax, body) else None
        return None

    def _employer(self, reading: Reading, syntax: Syntax, phrase: Phrase) -> Phrase | None:
        """Give the firm whose officer tells something: Oak CEO Ann Berg said, Oak's chief executive said."""
        start, end = syntax.span(phrase)
        office = self._shapes["english-officer"].search(reading.text, start, end)
        if office is None or not syntax.fits("english-report", phrase.end):
            return None
        firm_end = syntax.codes.rfind("N", phrase.begin, syntax.at(office.start())) + 1
        return Phrase(phrase.begin, firm_end, "") if firm_end else None

    def _is_body(self, reading: Reading, syntax: Syntax, phrase: Phrase) -> bool:
        """Say whether capitals before an office name a country or a body: EU, not Financial."""
        start, end = syntax.span(phrase)
        if reading.text[start:end].isupper():
            return True
        return any(reading.codes[at] == "S" for at in reading.overlapping(start, end))

    def resolve(self, reading: Reading, syntax: Syntax, position: int, known: Known) -> Mention | None:
        """Give whom a pronoun stands for: the subject of the verb before it, or else whoever came last."""
        outer: list[Phrase] = []
        verb = syntax.verb_above(position)
        for _ in range(CLAUSES):
            if verb is None:
                break
            side = lifted(syntax, verb, position)
            phrases = [side] if side is not None else subject_of(syntax, verb)
            if phrases and phrases[0].end <= position and "o" not in syntax.codes[phrases[0].begin : phrases[0].end]:
                outer = phrases
                if syntax.codes[phrases[0].end - 1] == "N":
                    break
            verb = syntax.verb_above(verb.begin)
        head = outer[0].end - 1 if outer else 0
        many = self._shapes.fits("english-forecaster", syntax.word(head)) and syntax.word(head).endswith("s")
        if outer and many and (syntax.codes[position] == "n" or syntax.word(position) in ("it", "its")):
            end = syntax.codes.rfind("N", outer[0].end, position) + 1  # lawmakers asked Oak why it lost $3 million
            return mention_of(reading, syntax, Phrase(name_begin(syntax, end), end, "")) if end else known.last
        thing = outer and syntax.codes[position] == "n" and syntax.codes[head] == "n"
        if thing and not self._shapes.fits("english-anaphor", syntax.word(head)):
            return known.lately  # the price was 3 dollars, and the company
        if not outer or (syntax.codes[head] == "n" and self._shapes.fits("english-anaphor", syntax.word(head))):
            return known.lately or (mention_of(reading, syntax, outer[0]) if outer else None)
        owner = syntax.codes.rfind("'", outer[0].begin, outer[0].end)
        end = syntax.span(outer[0])[1]
        if owner < 0 and syntax.word(position) in ("it", "its") and self._is_earned(reading, end):
            return known.lately  # profit rose, as it sold more cars
        if owner > outer[0].begin and any(reading.codes[at] == "M" for at in reading.overlapping(end - 1, end)):
            outer = [Phrase(outer[0].begin, owner, "")]  # Oak's sales rose, while its profit fell
        if syntax.word(position) in MANY and (both := both_of(syntax, outer[0])) is not None:
            return mention_of(reading, syntax, both)
        return self.named(reading, syntax, outer, known)


def name_end(syntax: Syntax, begin: int) -> int:
    """Give where the name ends that begins at a word."""
    return begin + len(syntax.codes[begin:]) - len(syntax.codes[begin:].lstrip("N"))


def name_begin(syntax: Syntax, end: int) -> int:
    """Give where the name begins that ends at a word."""
    return len(syntax.codes[:end].rstrip("N"))


def name_before(syntax: Syntax, end: int) -> Phrase | None:
    """Give the name of two words or more that ends before a word."""
    begin = name_begin(syntax, end)
    return Phrase(begin, end, "") if end - begin > 1 else None


def opening_name(reading: Reading, syntax: Syntax) -> Mention | None:
    """Give the name of two words or more that opens a sentence."""
    end = name_end(syntax, 0)
    return mention_of(reading, syntax, Phrase(0, end, "")) if end > 1 else None


def mention_of(reading: Reading, syntax: Syntax, phrase: Phrase) -> Mention:
    """Give a phrase as a mention."""
    start, end = syntax.span(phrase)
    return Mention(reading.text[start:end], start, end)


def before_code(syntax: Syntax, position: int) -> Phrase | None:
    """Give the name whose code in brackets ends before a word: Oak (OAK) shares, Oak's (OAK) shares."""
    opening = syntax.codes.rfind("(", 0, position) if syntax.code(position - 1) == ")" else -1
    end = opening - (opening > 0 and syntax.codes[opening - 1] == "'")
    begin = name_begin(syntax, end)
    return Phrase(begin, end, "") if 0 <= begin < end else None


def shares_behind(syntax: Syntax, position: int, shapes: Shapes) -> list[Phrase]:
    """Give the shares of someone whose move an amount is: a gain of 5 percent in Oak shares, a 7 percent jump in X."""
    position += 1
    position += shapes.fits("english-move", syntax.word(position))
    phrase = syntax.phrase_after(position + 1) if syntax.word(position) == "in" else None
    if phrase is None or not shapes.fits("english-securities", syntax.word(phrase.end - 1)):
        return []
    return [phrase]
