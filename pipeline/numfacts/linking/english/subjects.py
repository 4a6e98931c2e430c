"""Whose figure it is in an English sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.english.moved_from import change_from
from numfacts.linking.english.names import Known, mention_of, name_begin, name_end
from numfacts.linking.english.owners import recurs
from numfacts.linking.english.place import is_plural
from numfacts.linking.english.possessors import EnglishPossessors
from numfacts.linking.english.predication import subject_of
from numfacts.linking.english.reporting import is_compared
from numfacts.linking.english.syntax import Phrase
from numfacts.linking.reading import stands_inside
from numfacts.linking.subjects.settings import is_place
from numfacts.records import Mention

if TYPE_CHECKING:
    from collections.abc import Callable

    from numfacts.linking.english.syntax import Syntax
    from numfacts.linking.english.tagging import EnglishTagger
    from numfacts.linking.links import Link
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.focus import Focus
    from numfacts.vocabulary.shapes import Shapes

STOP = re.compile(r"(?<!Mr)(?<!Ms)(?<!Dr)(?<!Mrs)(?<! [A-Z])\. (?=[^a-z])")  # between sentences: not Oak Inc. said
PARTED = frozenset(["of", "from"])  # between a part and the whole
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
        self._titled = heading_name(tagger, focus.title)
        self._company: Mention | None = None  # whose figures of a company the paragraph has given last

    def enter(self) -> None:
        """Begin a paragraph."""
        self._company = None

    def person(self, reading: Reading, index: int) -> Mention | None:
        """Give who is of the age at ``index``, also who was told of before: the 43-year-old founder."""
        found, start = self._possessors.person(reading, index), reading.tokens[index].start
        kind = found is not None and (found.text or "").rpartition(" ")[2].islower()
        last = self._known(reading).lately if kind and reading.text[:start].lower().endswith("the ") else None
        named = last is not None and (last.text or "").istitle()
        return last if named else found

    def find(self, reading: Reading, index: int, link: Link | None, near: Mention | None) -> Mention | None:
        """Give the subject of the quantity at ``index`` that its sentence names, or null."""
        metric_id = link.mention.id if link is not None else None
        if (itself := self._itself(reading, link, near)) is not None:
            return itself
        if near is not None and change_from(reading, index, self._shapes) is not None:
            return near
        if near is not None and (name := self._possessors.beside(reading, index)) is not None:
            return name
        if near is not None and link is not None and link.rule is None and self._possessors.is_joined(reading, index):
            return near
        foreseen = self._foreseen(reading, index)
        if foreseen is not None:
            return foreseen
        known, topic = self._known(reading), self._focus.topic
        company = metric_id in self._shapes.group("company")
        owned = company or metric_id in self._shapes.group("staffed")
        if owned and known.topic is not None and topic is not None and topic.english:
            known = known._replace(last=self._company or known.topic)
        found = self._possessors.find(reading, index, link, known) or near
        if owned and found is not None and self._shapes["english-crowd"].fullmatch(found.text or ""):
            return known.topic or known.last or near  # the Street looks for a profit of $3 million
        common = self._is_common(reading, found)
        if near is not None and (common or self._is_cited(found)) and is_compared(reading, index, self._shapes):
            return near  # in the quarter ended June 30, up from 3 million; the ministry said, up from 3,000
        whoever = found is not None and self._shapes.fits("english-inhabitants", (found.text or "").lower())
        if company and known.topic is not None and common and not whoever:  # Companies have raised $3 billion
            found, common = known.lately, False
        if owned and found is not None and not common:
            self._company = found
        if metric_id == "turnover" and self._focus.topic is None and self._focus.title_place is not None:
            return self._focus.title_place
        if found is None and self._announces(reading, link, owned=owned):
            source = self._focus.source
            return Mention(reading.text[source.start : source.end], source.start, source.end)
        start = link.mention.start if link is not None else None
        told_before = start is not None and start < reading.start and self._focus.last is not None
        nationwide = metric_id in self._shapes.group("nationwide")
        if told_before and (found is None or (nationwide and common)):
            return None  # inflation will be 3 percent; the forecast for next year is 2
        if found is None and metric_id in self._shapes.group("country"):
            return self._country(reading, reading.clause_start(index))
        if found is None and owned and self._focus.last is None and self._focus.source.end <= reading.start:
            return known.last  # Oak Foods' profit fell. Net sales rose 3 percent.
        last = (found.text or "").rpartition(" ")[2] if found is not None else ""
        many = any(self._shapes.fits(shape, last) for shape in ("english-economies", "english-worldwide"))
        if nationwide and not many and (common or self._is_cited(found)):
            country = self._country(reading, reading.clause_start(index))
            return country if self._is_cited(found) else country or found
        return found

    def fallback(self, reading: Reading) -> Mention | None:
        """Give whose a quantity is where neither its sentence nor one before says: a place."""
        found = self._country(reading, len(reading.tokens))
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
        titled = self._titled
        if titled is not None and re.search(rf"(?<!\w){re.escape((titled.text or '').lower())}(?!\w)", reading.text):
            titled = None  # Man held, of a man
        return Known(focus.named, last, place, focus.source, focus.title, titled)

    def _before(self, reading: Reading, start: int | None = None) -> Mention | None:
        """Give the name that the sentence before ``start`` is about, although it holds no figure."""
        limit = reading.start if start is None else start
        text, end = reading.text, max(0, limit - 2)
        stops = [match.end() for match in STOP.finditer(text, max(0, end - LONGEST), end)]
        begin = max(0, end - LONGEST, text.rfind("\n", 0, end) + 1, *stops)
        syntax = self._tagger.syntax(text, begin, limit, [])
        verb = syntax.verb_above(len(syntax.codes))
        while verb is not None and (outer := syntax.verb_above(verb.begin)) is not None:
            verb = outer
        phrase = next(iter(subject_of(syntax, verb)), None) if verb is not None else None
        if phrase is not None and phrase.end == 1 and (whole := self._part_of(syntax, phrase)) is not None:
            return mention_of(reading, syntax, whole)  # Wreckage of the Elm jet lay in the river. It had
        end = syntax.codes.rfind("N", *_with_owner(syntax, phrase)) + 1 if phrase is not None else 0
        start = name_begin(syntax, end)
        if phrase is None or not end:
            return None
        if syntax.fits("english-firm-noun", phrase.end - 1) and phrase.end - phrase.begin == 2 and begin > 0:
            word = syntax.words[phrase.begin]
            if self._shapes["english-demonym"].fullmatch(text, word.start, word.end) is not None:
                return self._before(reading, begin)  # Oak tumbled. The Elmish owner of Ash suffered
        called = phrase.end == 1 or recurs(reading, syntax, 0)
        if end == 1 and (syntax.word(0).endswith("s") or not called):
            return None  # Rents, Strategic buyers, with the capital of a sentence
        return mention_of(reading, syntax, Phrase(start, end, ""))

    def _part_of(self, syntax: Syntax, phrase: Phrase) -> Phrase | None:
        """Give the named thing of which only a part opens a sentence, by a common noun with a capital."""
        whole = syntax.phrase_after(phrase.end + 1) if syntax.word(phrase.end) in PARTED else None
        return whole if whole is not None and "N" in syntax.codes[whole.begin : whole.end] else None

    def _foreseen(self, reading: Reading, index: int) -> Mention | None:
        """Give of whom a house foretells something: its forecast for China, its target price on Oak."""
        text, syntax, source = reading.text, reading.syntax, self._focus.source
        if syntax is None or not reading.start <= source.start < source.end <= reading.tokens[index].start:
            return None
        following = reading.codes.find("Q", index + 1)
        end = reading.tokens[following].start if following >= 0 else reading.end
        match = self._shapes["english-foreseen"].search(text, source.end, end)
        phrase = syntax.phrase_after(syntax.at(match.end())) if match is not None else None
        return mention_of(reading, syntax, phrase) if phrase is not None else None

    def _is_cited(self, found: Mention | None) -> bool:
        """Say whether who is found is only who tells the figure."""
        source = self._focus.source
        start = found.start if found is not None else None
        return start is not None and source.start <= start < source.end

    def _announces(self, reading: Reading, link: Link | None, *, owned: bool) -> bool:
        """Say whether the name that opens a sentence tells of its own: Oak said profit rose; not a body, or an office.

        A known house does so of its profits alone, where they open a text.
        """
        syntax, source, shapes = reading.syntax, self._focus.source, self._shapes
        opens = reading.start <= source.start < source.end
        opens = opens and reading.text[reading.start : source.start] in ("", "The ")
        if syntax is None or link is None or not opens:
            return False
        behind = syntax.at(source.end)
        verb = behind + 2 * (syntax.codes[behind : behind + 2] == "pT")  # Oak Pacific on Friday said
        office = any(syntax.fits("english-official", at) for at in range(behind))
        office = office or shapes["english-speaker"].search(reading.text, reading.start, source.end) is not None
        if syntax.code(verb) not in "ve" or office or syntax.fits("english-body", behind - 1):
            return False
        if any(reading.codes[at] == "C" for at in reading.overlapping(reading.start, source.end)):
            return not reading.start and link.mention.id == "net_profit"
        return owned or shapes.fits("english-carried", link.mention.text or "")

    def _itself(self, reading: Reading, link: Link | None, near: Mention | None) -> Mention | None:
        """Give the subject that the metric is called by: an index, a rate, a commodity."""
        if link is None or link.mention.start is None:
            return None
        if link.mention.id == "yield" and link.mention.end is not None:
            bond = self._shapes["english-year-bond"].search(reading.text, reading.start, link.mention.end)
            if bond is not None:
                return Mention(bond[0], *bond.span())  # the 10-year yield
        if link.rule is not None and link.rule.index:
            return link.mention
        own = near is None or (near.end is not None and link.mention.start > near.end)
        if near is not None and near.end is not None and own:
            between = reading.overlapping(near.end, link.mention.start)
            own = any(reading.codes[at] == "Q" for at in between)  # not Brent crude prices
        return (link.mention if own else near) if link.mention.id in self._shapes.group("called-by") else None

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

    def _is_common(self, reading: Reading, mention: Mention | None) -> bool:
        """Say whether a subject is only a thing: without a capital, or with none but that which opens the sentence."""
        text = mention.text if mention is not None else None
        if not text or mention is None:
            return False
        if text.islower():
            return True
        topic, opens = self._focus.topic, mention.start == reading.start and text[1:].islower()
        known = topic is not None and text.split()[0] in (topic.mention.text or "")
        return opens and not known and not stands_inside(reading.text, text.split()[0])

    def _is_thing(self, mention: Mention) -> bool:
        """Say whether a name only tells a thing apart: the E7 engine, AI servers; not the Elm group."""
        last = (mention.text or "").rpartition(" ")[2]
        return last.islower() and last.isalpha() and not self._shapes.fits("english-anaphor", last)


def _with_owner(syntax: Syntax, phrase: Phrase) -> tuple[int, int]:
    """Give the half-open range of a phrase with whose it is before a time: Oak's third-quarter profit."""
    begin = phrase.begin
    while begin and syntax.codes[begin - 1] == "T":
        begin -= 1
    owner = syntax.phrase_before(begin - 1) if syntax.code(begin - 1) == "'" else None
    return (phrase.begin if owner is None else owner.begin), phrase.end


def heading_name(tagger: EnglishTagger, title: str) -> Mention | None:
    """Give the name whose doing a title tells: Ann Berg sells her shares."""
    syntax = tagger.syntax(title, 0, len(title), [])
    begin = syntax.codes[:1] == "d"
    end = name_end(syntax, begin)
    acts = end > begin and syntax.code(end) in "vex" and end < len(syntax.codes)
    many = end - begin == 1 and is_plural(title[slice(*syntax.span(Phrase(begin, end, "")))]) if acts else True
    return None if many else Mention(title[slice(*syntax.span(Phrase(begin, end, "")))], None, None)
