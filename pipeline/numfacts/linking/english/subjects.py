"""Whose figure it is in an English sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.english.names import Known, mention_of
from numfacts.linking.english.owners import recurs
from numfacts.linking.english.possessors import EnglishPossessors
from numfacts.linking.english.predication import subject_of
from numfacts.linking.english.reporting import is_compared
from numfacts.linking.english.syntax import CLAUSES, Phrase
from numfacts.linking.reading import stands_inside
from numfacts.linking.subjects.settings import is_place
from numfacts.records import Mention

if TYPE_CHECKING:
    from collections.abc import Callable

    from numfacts.linking.english.tagging import EnglishTagger
    from numfacts.linking.links import Link
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.focus import Focus
    from numfacts.vocabulary.shapes import Shapes


ABBREVIATED = re.compile("(?<![A-Za-z])(?:Inc|Corp|Co|Ltd|Cos|Bros|Plc|Mr|Ms|Mrs|Dr|St|[A-Z])$")
OPENING_NAME = re.compile("NN+,d")  # codes of a name that opens a sentence, before what it is
ASKED = 24  # characters before a name in which it may be said that it asked others
LONGEST = 400  # characters of a sentence that is read for its subject alone


class EnglishSubjects:
    """Finds the subjects of English sentences, with what earlier ones were about."""

    def __init__(
        self, focus: Focus, tagger: EnglishTagger, shapes: Shapes, place_of: Callable[[str], str | None]
    ) -> None:
        self._place_of = place_of
        self._focus = focus
        self._shapes = shapes
        self._possessors = EnglishPossessors(shapes)
        self._tagger = tagger
        self._company: Mention | None = None  # whose figures of a company the paragraph has given last

    def enter(self) -> None:
        """Begin a paragraph."""
        self._company = None

    def person(self, reading: Reading, index: int) -> Mention | None:
        """Give who is of the age at ``index``."""
        found = self._possessors.person(reading, index)
        said = reading.syntax is not None and reading.syntax.codes.startswith("ox")  # She was 116.
        return self._known(reading).last if found is None and said else found

    def find(self, reading: Reading, index: int, link: Link | None, near: Mention | None) -> Mention | None:
        """Give the subject of the quantity at ``index`` that its sentence names, or null."""
        found = self._find(reading, index, link, near)
        if found is not None and self._shapes["english-measure"].fullmatch(found.text or "") is not None:
            return None  # with the room rate at $40, of occupancy
        return found

    def _find(self, reading: Reading, index: int, link: Link | None, near: Mention | None) -> Mention | None:
        metric_id = link.mention.id if link is not None else None
        if (planner := self._planner(reading, index)) is not None:
            return planner
        itself = self._itself(reading, link, near)
        if itself is not None:
            return itself
        if near is not None and metric_id == "share_price" and self._is_reached(reading, index):
            return near  # Oak, up 2 percent at $7
        if near is not None and (name := self._possessors.beside(reading, index)) is not None:
            return name
        if near is not None and link is not None and link.rule is None and self._possessors.is_joined(reading, index):
            return near
        if (foreseen := self._foreseen(reading, index, link, near)) is not None:
            return foreseen
        known = self._known(reading)
        owned = metric_id in self._shapes.group("company") or metric_id in self._shapes.group("staffed")
        if owned and known.topic is not None and self._focus.topic is not None and self._focus.topic.english:
            known = known._replace(last=self._company or known.topic)
        found = self._possessors.find(reading, index, link, known) or self._priced(reading, link) or near
        start = found.start if found is not None else None
        placed = start is not None and reading.text.endswith(("in ", "on "), 0, start)
        if owned and found is not None and not placed and self._shapes["english-crowd"].fullmatch(found.text or ""):
            return known.topic or known.last or near  # the Street looks for a profit of $3 million
        if start is not None and self._shapes["english-surveyor"].search(reading.text, max(0, start - ASKED), start):
            return known.topic or known.last  # analysts polled by Elm expected $3 million
        source = self._focus.source
        cited = start is not None and found is not None and source.start <= start and (found.end or 0) <= source.end
        if cited and source.end > source.start and is_compared(reading, index, self._shapes):
            return near or known.last or known.topic  # added 4,000 jobs, the ministry said, up from 3,000
        whoever = found is not None and self._shapes.fits(
            "english-inhabitants", (found.text or "").lower()
        )  # Companies have raised $3 billion
        of_company = metric_id in self._shapes.group("company") and known.topic is not None and not whoever
        if of_company and self._is_common(reading, found):
            found = known.last or known.topic
        if (
            near is not None
            and found is not near
            and self._is_common(reading, found)
            and is_compared(reading, index, self._shapes)
        ):
            return near  # in the quarter ended June 30, up from 3 million
        if owned and found is not None and not self._is_common(reading, found):
            self._company = found
        if metric_id == "turnover" and self._focus.topic is None and self._focus.title_place is not None:
            return self._focus.title_place
        opens = reading.text[reading.start : source.start] in ("", "The ")
        if found is None and opens and self._announces(reading, source.end, link, owned=owned):
            return Mention(reading.text[source.start : source.end], source.start, source.end)
        if found is None and metric_id in self._shapes.group("country"):
            return self._country(reading, reading.clause_start(index))
        if metric_id in self._shapes.group("nationwide") and (home := _home(reading, found, self._shapes)) is not None:
            return home
        if metric_id in self._shapes.group("nationwide") and self._is_nobody(reading, found):
            return self._country(reading, reading.clause_start(index)) or found
        return found

    def fallback(self, reading: Reading, link: Link | None) -> Mention | None:
        """Give whose a quantity is where neither its sentence nor one before says: a word that opens it, or a place."""
        if link is not None and self._shapes["english-priced"].fullmatch(link.mention.text or "") is not None:
            return link.mention  # food prices
        found = self._possessors.qualifier(reading, link) or self._country(reading, len(reading.tokens))
        if found is None and link is not None and self._shapes["english-fiscal"].search(link.mention.text or ""):
            match = self._shapes["english-government"].search(reading.text, 0, reading.end)
            found = Mention(match[0], *match.span()) if match is not None else None
        if found is not None:
            return found
        source = self._focus.source
        place = self._place_of(reading.text[source.start : source.end])  # the Elmland Tourism Board said
        return Mention(place, source.start, source.start + len(place)) if place is not None else None

    def is_past(self, reading: Reading, last: Mention, link: Link | None) -> bool:
        """Say whether a thing of a sentence before is not what a figure is of that the sentence names itself."""
        named = link is not None and link.mention.start is not None and link.mention.start >= reading.start
        return named and (last.start is None or last.start < reading.start) and self._is_common(reading, last)

    def keep(self, reading: Reading, found: Mention) -> None:
        """Let a subject be who pronouns stand for: what is only a thing is not, where the text is about someone."""
        topic = self._focus.topic
        if topic is None or not topic.english or not (self._is_common(reading, found) or self._is_thing(found)):
            self._focus.last = found

    def _known(self, reading: Reading) -> Known:
        """Gather who and what an English pronoun can stand for."""
        focus = self._focus
        position = reading.codes.rfind("S")
        place = focus.title_place or focus.place or (reading.mention(position) if position >= 0 else None)
        last = focus.last if focus.last is not None or focus.named is not None else self._before(reading)
        return Known(focus.named, last, place, focus.source)

    def _before(self, reading: Reading) -> Mention | None:
        """Give the name that the sentence before is about, although it holds no figure."""
        text, end = reading.text, reading.start
        begin = max(_stop(text, max(0, end - 2)), text.rfind("\n", 0, max(0, end - 2)) + 1, end - LONGEST)
        syntax = self._tagger.syntax(text, begin if begin > 1 else 0, end, [])
        verb = syntax.verb_above(len(syntax.codes))
        for _ in range(CLAUSES):
            outer = syntax.verb_above(verb.begin) if verb is not None else None
            if outer is None:
                break
            verb = outer
        phrase = next(iter(subject_of(syntax, verb)), None) if verb is not None else None
        if OPENING_NAME.match(syntax.codes) is not None:
            phrase = syntax.phrase_after(0)  # Ann Berg, an Elmish woman who was the oldest in the world, has died.
        end = syntax.codes.rfind("N", phrase.begin, phrase.end) + 1 if phrase is not None else 0
        if phrase is None or not end:
            return None
        called = phrase.end == 1 or recurs(reading, syntax, 0)
        if end == 1 and (syntax.word(0).endswith("s") or not called):
            return None  # Rents, Strategic buyers, with the capital of a sentence
        start = end - 1
        while start > phrase.begin and syntax.codes[start - 1] == "N":
            start -= 1
        return mention_of(reading, syntax, Phrase(start, end, ""))

    def _foreseen(self, reading: Reading, index: int, link: Link | None, near: Mention | None) -> Mention | None:
        """Give of whom a house foretells something: its forecast for China, its target price on Oak, global growth."""
        text, syntax, token = reading.text, reading.syntax, reading.tokens[index]
        source = self._focus.source
        if syntax is None or link is None or not reading.start <= source.start < source.end <= token.start:
            return None
        if self._shapes.fits("english-whole-world", link.mention.text or ""):
            return link.mention
        following = reading.codes.find("Q", index + 1)
        end = reading.tokens[following].start if following >= 0 else reading.end
        for match in self._shapes["english-foreseen"].finditer(text, source.end, end):
            phrase = syntax.phrase_after(syntax.at(match.end()))
            if phrase is not None and "N" in syntax.codes[phrase.begin : phrase.end]:
                return mention_of(reading, syntax, phrase)
        if self._shapes["english-foreseen-again"].search(text, source.end, end) is None:
            return None
        return near or self._focus.last or self._known(reading).topic

    def _priced(self, reading: Reading, link: Link | None) -> Mention | None:
        """Give the prices of something, whose they are where nobody else is named: electricity prices are up."""
        mention = link.mention if link is not None else None
        if mention is None or mention.start is None or mention.end is None or mention.start < reading.start:
            return None
        if not reading.text.endswith("prices", 0, mention.end):
            return None
        start = max(reading.text.rfind(" ", 0, mention.end - len(" prices")) + 1, reading.start)
        name = reading.text[start : mention.end]
        return Mention(name, start, mention.end) if self._shapes["english-priced"].fullmatch(name) is not None else None

    def _itself(self, reading: Reading, link: Link | None, near: Mention | None) -> Mention | None:
        """Give the subject that the metric is called by: an index, a rate, a commodity."""
        if link is None or link.mention.start is None:
            return None
        if link.rule is not None and link.rule.index:
            return link.mention
        if link.mention.id == "yield" and link.mention.end is not None:
            bond = self._shapes["english-year-bond"].search(reading.text, reading.start, link.mention.end)
            if bond is not None:
                return Mention(bond[0], *bond.span())  # the 10-year yield
        if link.mention.id in self._shapes.group("called-by"):
            own = near is None or (near.end is not None and link.mention.start > near.end)
            return link.mention if own else near
        return None

    def _is_reached(self, reading: Reading, index: int) -> bool:
        """Say whether an amount is the price that the move right before it led to, or that price once more."""
        last = reading.codes.rfind("Q", 0, index)
        if reading.codes[last + 1 : index] == "(":
            return True
        start, end = reading.tokens[last].end, reading.tokens[index].start
        return last >= 0 and self._shapes["moved-to"].fullmatch(reading.text, start, end) is not None

    def _announces(self, reading: Reading, end: int, link: Link | None, *, owned: bool) -> bool:
        """Say whether the name that opens a sentence up to an offset tells of its own: Oak Pacific said profit rose.

        A body tells of its own fares and fees alone, an office of none; a known house of its profits that open a text.
        """
        syntax = reading.syntax
        behind = syntax.at(end) if syntax is not None else 0
        if syntax is None or syntax.words[behind].start != end + 1:
            return False
        dated = owned and syntax.codes[behind : behind + 2] == "pT" and syntax.word(behind) == "on"
        verb = behind + 2 * dated  # Oak Pacific on Friday said
        if syntax.code(verb) not in "ve":
            return False
        if dated and any(self._shapes.fits("english-official", syntax.word(at)) for at in range(behind)):
            return False  # Finance Secretary Ann Berg on Friday said
        name, text = syntax.word(behind - 1), (link.mention.text or "") if link is not None else ""
        if self._shapes["english-speaker"].search(reading.text, reading.start, end) is not None:
            return False  # lawmaker Ann Berg said rents rose
        cited = any(reading.codes[at] == "C" for at in reading.overlapping(reading.start, end))
        if self._shapes.fits("english-run", text):
            return not (cited or syntax.word(verb).startswith("e") or self._shapes.fits("english-agency", name))
        if cited and not (reading.start == 0 and link is not None and link.mention.id == "net_profit"):
            return False
        return (owned or self._shapes.fits("english-carried", text)) and not self._shapes.fits("english-body", name)

    def _planner(self, reading: Reading, index: int) -> Mention | None:
        """Give the body that says how many there are to be of what it has: the number of teams will be increased.

        So it may say how many it has to offer: three projects will be put up for sale, the authority said.
        """
        source = self._focus.source
        name = reading.text[source.start : source.end]
        told = Mention(name, source.start, source.end)
        body = reading.start <= source.start and self._shapes.fits("english-body", name.rpartition(" ")[2].lower())
        planned = body and self._shapes["english-own-plan"].match(reading.text, source.end, reading.end) is not None
        return told if planned else None

    def _is_nobody(self, reading: Reading, found: Mention | None) -> bool:
        """Say whether who is found has no figures of a country: employers, or the bank that foretells them."""
        if self._is_common(reading, found):
            return True
        return found is not None and self._shapes["english-teller"].search(found.text or "") is not None

    def _country(self, reading: Reading, begin: int) -> Mention | None:
        """Give the country a macro figure is of, where its clause names none."""
        focus = self._focus
        for position in range(begin - 1, -1, -1):
            token = reading.tokens[position]
            if is_place(token) and not focus.source.start <= token.start < focus.source.end:
                return reading.mention(position)
        if focus.last is not None and focus.last == focus.place:
            return focus.last
        return focus.title_place or focus.place

    def _is_thing(self, mention: Mention) -> bool:
        """Say whether a name only tells a thing apart: the E7 engine, AI servers; not the Elm group."""
        last = (mention.text or "").rpartition(" ")[2]
        return last.islower() and last.isalpha() and not self._shapes.fits("english-anaphor", last)

    def _is_common(self, reading: Reading, mention: Mention | None) -> bool:
        """Say whether a subject is only a thing: without a capital, or with none but that which opens the sentence."""
        text = mention.text if mention is not None else None
        if not text or mention is None:
            return False
        if text.islower():
            return True
        if mention.start != reading.start or not text[1:].islower():
            return False
        topic = self._focus.topic
        if topic is not None and text.split()[0] in (topic.mention.text or ""):
            return False
        return not stands_inside(reading.text, text.split()[0])


def _home(reading: Reading, found: Mention | None, shapes: Shapes) -> Mention | None:
    """Give the country whose firms or people are named, where what is told is of it: US employers added jobs."""
    if found is None or not shapes.fits("english-inhabitants", (found.text or "").rpartition(" ")[2]):
        return None
    places = [at for at in reading.overlapping(found.start or 0, found.end or 0) if reading.codes[at] == "S"]
    return reading.mention(places[0]) if places else None


def _stop(text: str, end: int) -> int:
    """Give where the last sentence before an offset begins; abbreviations of names end none: Oak Metals Inc. said."""
    while (end := text.rfind(". ", 0, end)) >= 0:
        if ABBREVIATED.search(text, max(end - 4, 0), end) is None:
            return end + 2
    return 1
