"""Whose a metric is in an English sentence: its owner, its object, or what its verb is said of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.ellipsis import beside_name, gapped, lone_possessor, parted
from numfacts.linking.english.names import EnglishNames, Known, mention_of, name_before, name_end, opening_name
from numfacts.linking.english.predication import found_at, laid_at, subject_of
from numfacts.linking.english.subject_walk import STRUCK
from numfacts.linking.english.syntax import REACH, Phrase, Syntax
from numfacts.linking.english.verb_subjects import EnglishVerbSubjects
from numfacts.linking.links import COUNTS
from numfacts.linking.reading import Reading, stands_inside
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.links import Link
    from numfacts.vocabulary.shapes import Shapes

NEAR = 300  # characters before an age in which the text told whose it is
MEMBERS = frozenset(["member", "nation", "seat", "team"])  # what a number and a hyphen say of the noun behind
SENTENCED = frozenset(["sentenced", "sentencing", "jailed", "jailing", "imprisoned"])  # whose object serves a time
BEHIND = {"funding_amount": frozenset(["of", "by", "for"]), "valuation": frozenset(["of", "for", "to"])}
AGENTS = frozenset(["of", "by"])
HARMED = frozenset(["killed", "injured", "wounded", "hurt", "trapped", "buried"])  # behind who was


class EnglishPossessors:
    """Finds the subject of a quantity in the phrases of its sentence."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._names = EnglishNames(shapes)
        self._verb_subjects = EnglishVerbSubjects(shapes, self._names)

    def find(self, reading: Reading, index: int, link: Link | None, known: Known) -> Mention | None:
        """Give whose the quantity at ``index`` with the metric ``link`` is, null where the sentence does not say."""
        syntax = reading.syntax
        assert syntax is not None
        at = syntax.at(reading.tokens[index].end - 1)
        if (possessor := lone_possessor(syntax, at)) is not None:
            return self._names.named(reading, syntax, [possessor], known)
        fare = link is not None and self._shapes.fits("english-fare", link.mention.text or "")
        behind = fare and link is not None and (link.mention.start or 0) > reading.tokens[index].start
        if link is not None and ((link.mention.text is None and link.mention.id is None) or behind):
            phrase = syntax.phrase_after(at + 1)
            return mention_of(reading, syntax, phrase) if phrase is not None else None  # the $2 transport scheme
        if (
            link is None
            or link.mention.start is None
            or link.mention.end is None
            or not (reading.start <= link.mention.start < reading.end)
        ):
            return self._verb_subjects.find(reading, syntax, at, known)
        quantity = reading.tokens[index].item
        if isinstance(quantity, Quantity) and quantity.kind == "times" and syntax.word(at + 1) == "the":
            return self._verb_subjects.find(reading, syntax, at, known)  # makes 2 times the noise of the E2
        begin, end = syntax.at(link.mention.start), syntax.at(link.mention.end - 1) + 1
        metric_id = link.mention.id
        if isinstance(quantity, Quantity) and quantity.kind in ("money", "duration"):
            recipient = self._recipient(reading, syntax, at, known)
            if recipient is not None:
                return recipient
        if metric_id == "index_level":
            return link.mention
        tied = begin == at and link.mention.text in MEMBERS
        sized = begin == at + 1 and "-" in syntax.word(at) and self._shapes.fits("english-size", syntax.word(begin))
        if (tied or sized) and (whole := syntax.phrase_after(end)) is not None:
            return self._names.named(reading, syntax, [whole], known)  # a 27-member Elmish team, 6-metre-tall wall
        if (enforcer := self._verb_subjects.enforcer(reading, syntax, at, end, known)) is not None:
            return enforcer
        levied = metric_id in self._shapes.group("levied") or syntax.word(begin) == "damages"  # awarded against Oak
        found = self._levied(reading, syntax, at, begin, end) if levied else None
        served = isinstance(quantity, Quantity) and quantity.kind == "duration" and syntax.word(begin) in SENTENCED
        if found is None and (served or metric_id in self._shapes.group("undergone")):
            found = self._undergoing(reading, syntax, begin, end, known)
        holder = syntax.phrase_before(at - 1) if syntax.word(at - 1) == "with" else None
        if (
            holder is not None
            and holder.preposition in ("by", "")
            and self._verb_subjects.is_name(reading, syntax, holder)
        ):
            return self._names.named(reading, syntax, [holder], known)  # followed by Japan with 8 percent
        if syntax.word(begin) == "worth":
            phrase = syntax.phrase_before(begin - (syntax.code(begin - 1) == ","))
            return None if phrase is None else self._names.named(reading, syntax, [found_at(syntax, phrase)], known)
        goods = syntax.phrase_before(begin - 1) if syntax.code(begin - 1) == "," else None
        if metric_id == "valuation" and syntax.code(begin) == "e" and goods is not None and goods.preposition == "of":
            return mention_of(reading, syntax, goods)  # seized 20 kg of tea, valued at $3 million
        counted = begin > at
        if counted and syntax.word(at + 1) == "others" and beside_name(syntax, at):
            return None
        if counted and syntax.word(end) in HARMED and (event := self._event(reading, syntax, index, end)) is not None:
            return event  # the bodies of two miners killed in a blast in Elmford
        if counted and syntax.codes[end - 1 : end + 1] == "nN":
            return self._names.named(reading, syntax, [Phrase(end, name_end(syntax, end), "")], known)  # champion Ann
        kind = "funding_amount" if self._shapes.fits("english-outlook", syntax.word(end - 1)) else metric_id
        after = at + 1 if kind == "valuation" and end <= at else end  # seeks a valuation of $3 million for Oak
        if counted and syntax.code(at + 1) == "v":
            return None  # 29 percent say: of those that were named before
        given = (
            counted and syntax.word(end) in ("from", "by") and self._shapes.fits("english-gift", syntax.word(end - 1))
        )
        if given and (giver := syntax.phrase_after(end + 1)) is not None:
            return self._names.named(reading, syntax, [giver], known)  # a $3 million gift from the bank
        owner = self._owner(reading, syntax, begin, known, counted=counted)
        if metric_id in self._shapes.group("levied") and owner is not None and not self._is_place(reading, owner):
            owner = None  # not of who levies it: Trump's tariffs
        found = (
            found
            or owner
            or self._whole(reading, syntax, index, at, begin)
            or self._verb_subjects.behind(reading, syntax, after, known, BEHIND.get(kind or "", AGENTS))
            or (self._loser(reading, syntax, end) if metric_id == "net_loss" else None)
        )
        named = end == at and syntax.codes[end - 1] == "n"
        if found is None and named and (qualified := self._qualified(reading, syntax, at, end)) is not None:
            return qualified  # after a magnitude 7.7 earthquake
        unit = end <= at and isinstance(quantity, Quantity) and quantity.kind in COUNTS  # sales rose to 3 million boxes
        return (
            found
            or (self._event(reading, syntax, index, max(at, end - 1)) if self._befell(syntax, at, begin) else None)
            or self._verb_subjects.find(reading, syntax, at, known, metric=(begin, end))
            or (None if unit else self._qualified(reading, syntax, at, end))
            or self._event(reading, syntax, index, max(at, end - 1))
        )

    def _recipient(self, reading: Reading, syntax: Syntax, at: int, known: Known) -> Mention | None:
        """Read whom something costs, saves or is handed: save the firm $3 million, expects it to cost it $4 million."""
        verb, stop = syntax.verb_before(at), syntax.before_modifiers(at)
        if verb is None or not self._shapes.fits("english-costing", syntax.word(verb.end - 1)):
            return None
        if syntax.code(verb.end) == "o" and verb.end + 1 == stop:
            told = syntax.at(reading.start)
            while syntax.code(told) not in "ve," and told < verb.begin:
                told += 1
            phrases = subject_of(syntax, Phrase(told, told + 1, "")) if told < verb.begin else []
            named = bool(phrases) and "N" in syntax.codes[phrases[0].begin : phrases[0].end]
            return self._names.named(reading, syntax, phrases, known) if named else known.last or known.topic
        phrase = syntax.phrase_after(verb.end) if syntax.code(verb.end) in "dsnN" else None
        return (
            self._names.named(reading, syntax, [phrase], known) if phrase is not None and phrase.end == stop else None
        )

    def _is_place(self, reading: Reading, mention: Mention) -> bool:
        """Say whether someone is a place, or has its name from one."""
        start, end = mention.start or 0, mention.end or 0
        return any(reading.codes[at] == "S" for at in reading.overlapping(start, end))

    def _befell(self, syntax: Syntax, at: int, begin: int) -> bool:
        """Say whether a metric tells what befell others than were named before, or people at a place.

        One died and six others were hurt; a hall where 87 people were hurt.
        """
        opening = syntax.codes.rfind("k", 0, at)
        there = syntax.word(opening) == "where" and set(syntax.codes[opening + 1 : at]) <= set("da")
        passive = begin > at and syntax.codes[begin] == "e"
        return passive and (there or (begin > at + 1 and syntax.word(at + 1) == "others"))

    def _event(self, reading: Reading, syntax: Syntax, index: int, position: int) -> Mention | None:
        """Read what befell people by what follows: killed in a siege; found dead a day after a landslide hit."""
        quantity = reading.tokens[index].item
        if not isinstance(quantity, Quantity) or quantity.kind not in COUNTS:
            return None
        opening = syntax.codes.rfind("k", 0, position)
        if syntax.word(opening) == "where" and (place := syntax.phrase_before(opening)) is not None:
            return mention_of(reading, syntax, place)  # a hall where 87 people were hurt when a wall fell
        for at in range(position + 1, len(syntax.codes) - 1):
            killed = syntax.codes[at - 1] == "e" and syntax.word(at) in ("in", "by", "following")
            if killed or (syntax.codes[at] == "k" and syntax.word(at) in ("after", "when", "as")):
                begin = syntax.before_noun(at + 1)
                phrase = syntax.phrase_after(begin)
                if phrase is not None and syntax.word(at) == "as" and not self._hits(syntax, at, phrase):
                    return None
                head = syntax.word(phrase.end - 1) if phrase is not None else ""
                told = self._verb_subjects.is_loose(head) or self._verb_subjects.is_nobody(head)
                if phrase is not None and not told:
                    place = self._placed(reading, syntax, phrase)
                    return mention_of(reading, syntax, place or phrase)
        return None

    def _hits(self, syntax: Syntax, opening: int, phrase: Phrase) -> bool:
        """Say whether what an as opens can have done it: killed as a storm hit; not as officials said on Monday."""
        verb = phrase.end
        while syntax.code(verb) in "aT" and verb < len(syntax.codes):
            verb += 1
        says = self._shapes.fits("english-report", syntax.word(verb))
        return syntax.code(opening - 1) != "," and syntax.code(verb) in "ve" and not says

    def _placed(self, reading: Reading, syntax: Syntax, event: Phrase) -> Phrase | None:
        """Give the named place right behind what happened there: hurt in an air strike on Elm's suburbs."""
        place = syntax.phrase_after(event.end + 1) if syntax.word(event.end) in STRUCK else None
        return place if place is not None and self._verb_subjects.is_name(reading, syntax, place) else None

    def person(self, reading: Reading, index: int) -> Mention | None:
        """Give the person of an age: the noun behind it (a 35-year-old woman), or else who it is said of."""
        syntax = reading.syntax
        assert syntax is not None
        at = syntax.at(reading.tokens[index].end - 1)
        named = self._shapes.fits("english-age", syntax.word(at - 1))
        old = syntax.word(at).endswith("-old")
        beside = at - 1 - (old and syntax.code(at - 1) == "d")
        if syntax.code(beside) == "," and (name := name_before(syntax, beside)) is not None:
            return mention_of(reading, syntax, name)  # Ann Berg, 54, wants; Ann Berg, a 54-year-old baker
        if syntax.code(beside) == "," and not old and not named and (noun := syntax.phrase_before(beside)) is not None:
            return mention_of(reading, syntax, noun)  # a man, 52, was arrested
        alone = old and not (syntax.code(at + 1) in "nN" and syntax.word(at + 1)[0].isalpha())
        phrase = syntax.phrase_after(at + 1) if old else syntax.phrase_before(at)
        if named and syntax.code(at - 2) == "n" and (people := syntax.phrase_before(at - 1)) is not None:
            return mention_of(reading, syntax, people)  # the rate for people aged 15 to 24
        if phrase is not None and not named and not alone:
            return mention_of(reading, syntax, phrase)  # a 35-year-old woman, cars 15 years old
        if alone and (last := self._someone(reading, index) or _named_before(reading, syntax, at)) is not None:
            return last  # The 38-year-old, of a man told of before
        found = self._verb_subjects.find(reading, syntax, at, Known(None, None, None))
        if alone and found is not None and (found.start or 0) > reading.tokens[index].start:
            return None  # The 38-year-old won the men's cup
        common = found is not None and (found.text or "").islower()
        return (opening_name(reading, syntax) if common else None) or found

    def _someone(self, reading: Reading, index: int) -> Mention | None:
        """Give the last person that the text named by what they are before a quantity."""
        end = reading.tokens[index].start
        found = list(self._shapes["english-someone"].finditer(reading.text, max(0, end - NEAR), end))
        return Mention(found[-1][0], *found[-1].span()) if found else None

    def beside(self, reading: Reading, index: int) -> Mention | None:
        """Give the name beside a quantity whose verb is that of the quantity before: Oak fell 2 percent, Elm 3."""
        syntax = reading.syntax
        if syntax is None:
            return None
        at = syntax.at(reading.tokens[index].start)
        phrase = gapped(syntax, at) or parted(syntax, at)
        return mention_of(reading, syntax, phrase) if phrase is not None else None

    def is_joined(self, reading: Reading, index: int) -> bool:
        """Say whether a quantity is one more of a list, of the same as the one before: 12 dead and 30 wounded."""
        syntax = reading.syntax
        return syntax is not None and syntax.code(syntax.at(reading.tokens[index].end - 1) - 1) == "c"

    def qualifier(self, reading: Reading, link: Link | None) -> Mention | None:
        """Read the word that opens a sentence and tells whose a metric is: Tram fares, German output."""
        syntax, mention = reading.syntax, link.mention if link is not None else None
        if syntax is None or mention is None or mention.start is None or mention.start < reading.start:
            return None
        begin = syntax.at(mention.start)
        if begin != 1 or syntax.codes[0] != "N" or self._shapes.fits("english-vague", syntax.word(0)):
            return None
        owner = self._shapes["english-demonym"].fullmatch(reading.text, *syntax.span(Phrase(0, 1, ""))) is not None
        if not owner and self._shapes["english-charge"].search((mention.text or "").lower()) is None:
            return None  # overall subscriptions, visitor arrivals
        if reading.codes.startswith("M") and reading.tokens[0].end < mention.start:
            return None  # CPI inflation
        return mention_of(reading, syntax, Phrase(0, 1, ""))

    def _qualified(self, reading: Reading, syntax: Syntax, at: int, end: int) -> Mention | None:
        """Read the noun that a quantity with its metric qualifies: a 7.7 magnitude earthquake."""
        begin = max(at + 1, end)
        phrase = syntax.phrase_after(begin) if syntax.code(begin) == "n" else None
        return (
            None
            if phrase is None
            or self._shapes.fits("english-move", syntax.word(phrase.end - 1))
            or self._shapes.fits("english-comparative", syntax.word(phrase.begin))
            or self._shapes.fits("english-vague", syntax.word(phrase.end - 1))
            else mention_of(reading, syntax, phrase)
        )

    # Owners

    def _levied(self, reading: Reading, syntax: Syntax, at: int, begin: int, end: int) -> Mention | None:
        """Read what a tariff is levied on: on imported cars; hit China with tariffs."""
        for position in (at + 1, end, laid_at(syntax, end)):
            if syntax.word(position) in ("on", "against"):
                amount = syntax.code(position + 1) == "Q" and syntax.word(position + 2) == "of"
                phrase = syntax.phrase_after(position + 1 + 2 * amount)  # on $155 billion of goods
                if phrase is not None:
                    return mention_of(reading, syntax, self._extended(syntax, phrase))
        start = begin
        while start and syntax.codes[start - 1] in "dsanQ":
            start -= 1
        if syntax.word(start - 1) == "with" and (phrase := syntax.phrase_before(start - 1)) is not None:
            return mention_of(reading, syntax, phrase)
        return None

    def _undergoing(self, reading: Reading, syntax: Syntax, begin: int, end: int, known: Known) -> Mention | None:
        """Read whom a verb of valuing or fining has as its object: fined the bank; found it guilty and fined it."""
        if syntax.codes[begin] not in "veg":
            return None
        if syntax.code(end) == "o" and self._shapes.fits("english-object", syntax.word(end)):
            if syntax.code(begin - 1) == "k":
                return self._names.resolve(reading, syntax, end, known)  # in a round that values it at
            verb = syntax.verb_before(begin)
            if verb is not None and syntax.code(verb.begin) == "g":
                verb = syntax.verb_before(verb.begin)  # found him guilty of kissing her and fined him
            found = syntax.objects(verb.end, begin)[:1] if verb is not None else []
            if not found:
                return None
            last = syntax.codes.rfind("N", found[0].begin, found[0].end) + 1
            return mention_of(reading, syntax, Phrase(found[0].begin, last or found[0].end, ""))
        phrase = syntax.phrase_after(end) if syntax.code(end) in "dsnN" else None
        if phrase is None:
            return None
        anaphoric = syntax.word(end) == "the" and self._shapes.fits("english-anaphor", syntax.word(phrase.end - 1))
        if anaphoric and phrase.end - phrase.begin == 1 and (known.last or known.topic) is not None:
            return known.last or known.topic  # the offer values the firm at
        return self._names.named(reading, syntax, [phrase], known)

    def _extended(self, syntax: Syntax, phrase: Phrase) -> Phrase:
        """Take in what is listed, and where goods come from: wine and other goods from the United States."""
        while self._verb_subjects.is_many(syntax.word(phrase.end - 1)) and syntax.word(phrase.end) == "of":
            phrase = syntax.phrase_after(phrase.end + 1) or phrase
        phrase = Phrase(phrase.begin, syntax.list_end(phrase), phrase.preposition)
        while syntax.code(phrase.end) == "c" and (other := syntax.phrase_after(phrase.end + 1)) is not None:
            phrase = Phrase(phrase.begin, other.end, phrase.preposition)
        if syntax.word(phrase.end) == "from":
            origin = syntax.phrase_after(phrase.end + 1)
            if origin is not None:
                return Phrase(phrase.begin, origin.end, phrase.preposition)
        return phrase

    def _owner(self, reading: Reading, syntax: Syntax, begin: int, known: Known, *, counted: bool) -> Mention | None:
        """Read whose a metric is by what stands right before it: China's exports, its revenue, Tesla sales.

        A name before what is ``counted`` only tells its kind: 25 US firms.
        """
        position = begin
        floor = max(0, begin - REACH)
        while position > floor and syntax.codes[position - 1] == "N":
            position -= 1
        counted = counted or (position > floor and syntax.codes[position - 1] == "Q")  # saw 3 million Elmish visitors
        placed = syntax.word(begin) in ("sold", "fetched") and syntax.code(position - 1) == "p"  # on Elm Peak sold
        if not counted and not placed and position < begin and (position or self.recurs(reading, syntax, position)):
            before = Phrase(position, begin, "")
            if any(reading.codes[at] == "M" for at in reading.overlapping(*syntax.span(before))):
                return None  # CPI inflation
            if syntax.code(position - 1) != "'" or syntax.codes[begin] in "ve":
                return mention_of(reading, syntax, before)  # not of Norland: Norland's Ann Berg finished third
        while position > floor and syntax.codes[position - 1] in "nQaT":
            position -= 1
        if syntax.code(position - 1) == ")":
            position = max(syntax.codes.rfind("(", floor, position), 0)  # Oak's (NYSE: OK) profit
        if syntax.code(position - 1) == "'" and position:
            phrase = syntax.phrase_before(position - 1)
            everyone = phrase is None or syntax.word(phrase.end - 1) == "world"  # of the world's largest banks
            return None if phrase is None or everyone else self._names.named(reading, syntax, [phrase], known)
        if syntax.code(position - 1) == "s" and position:
            return self._names.resolve(reading, syntax, position - 1, known)
        if not counted and position < begin and syntax.codes[position - 1] == "N" and position:
            start = position
            while start and syntax.codes[start - 1] == "N":
                start -= 1
            first = Phrase(start, position, "")
            kind = self._shapes["english-demonym"].fullmatch(reading.text, *syntax.span(first)) is not None
            if kind and (syntax.word(position) == "record" or syntax.code(begin) in "ve"):
                return None  # a British record fee, Norlandish rebels killed
            if syntax.codes[max(start - 1, 0)] == "Q" or (
                not start and position == 1 and not self.recurs(reading, syntax, start)
            ):
                return None  # Average hourly earnings
            return mention_of(reading, syntax, first)
        return None

    def recurs(self, reading: Reading, syntax: Syntax, position: int) -> bool:
        """Say whether the capital that opens a sentence is that of a name: it has one elsewhere, or more than one."""
        word = syntax.words[position]
        name = reading.text[word.start : word.end]
        return (
            sum(char.isupper() for char in name) > 1
            or stands_inside(reading.text, name)
            or any(reading.codes[at] == "S" for at in reading.overlapping(word.start, word.end))
        )

    def _loser(self, reading: Reading, syntax: Syntax, end: int) -> Mention | None:
        """Read whose losses are told: losses to victims amounting to."""
        phrase = syntax.phrase_after(end + 1) if syntax.word(end) == "to" and syntax.code(end + 1) in "dsnN" else None
        return mention_of(reading, syntax, phrase) if phrase is not None else None

    def _whole(self, reading: Reading, syntax: Syntax, index: int, at: int, begin: int) -> Mention | None:
        """Read what a share is of: 30 percent of local firms."""
        quantity = reading.tokens[index].item
        if syntax.word(at + 1) != "of" or not isinstance(quantity, Quantity) or quantity.kind != "ratio":
            return None
        ails = self._shapes.fits("english-afflicting", syntax.word(syntax.before_modifiers(at) - 1))
        if begin <= at + 2 and not ails:
            return None  # but asthma affects 9 percent of children
        phrase = syntax.phrase_after(at + 2)
        return None if phrase is None or phrase.begin <= begin < phrase.end else mention_of(reading, syntax, phrase)


def _named_before(reading: Reading, syntax: Syntax, at: int) -> Mention | None:
    """Give whom an age alone stands for: who opens the sentence, but as an object the one named last before it."""
    governed = syntax.before_modifiers(at)
    if not governed or syntax.codes[governed - 1] not in "veg":
        return opening_name(reading, syntax)
    names = (name_before(syntax, end) for end in range(governed, 0, -1) if syntax.code(end) != "N")
    name = next((name for name in names if name is not None and syntax.code(name.begin - 1) != "d"), None)
    return mention_of(reading, syntax, name) if name is not None else None
