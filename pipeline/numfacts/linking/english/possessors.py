"""Whose a metric is in an English sentence: its owner, its object, or what its verb is said of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.in_order import first_found
from numfacts.linking.english.ages import EnglishAges
from numfacts.linking.english.burdens import EnglishBurdens
from numfacts.linking.english.casualties import EnglishCasualties
from numfacts.linking.english.clause_phrases import ClausePhrases
from numfacts.linking.english.ellipsis import beside_name, gapped, lone_possessor
from numfacts.linking.english.names import EnglishNames, Known, mention_of, name_end
from numfacts.linking.english.owned import Owned, involved
from numfacts.linking.english.owners import EnglishOwners
from numfacts.linking.english.predication import found_at, subject_of
from numfacts.linking.english.syntax import Phrase
from numfacts.linking.english.verb_subjects import EnglishVerbSubjects
from numfacts.linking.links import COUNTS, NOBODY
from numfacts.numbers.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Callable

    from numfacts.linking.links import Link
    from numfacts.linking.reading import Reading
    from numfacts.records import Mention
    from numfacts.vocabulary.shapes import Shapes

MEMBERS = frozenset(["member", "nation", "seat", "team"])  # what a number and a hyphen say of the noun behind
BEHIND = {"funding_amount": frozenset(["of", "by", "for"]), "valuation": frozenset(["of", "for", "to"])}
PLACED = frozenset(["in", "at", "of", "on", "to", "from", "near", "across"])
AGENTS = frozenset(["of", "by"])


class EnglishPossessors:
    """Finds the subject of a quantity in the phrases of its sentence."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._names = EnglishNames(shapes)
        self._phrases = ClausePhrases(shapes, self._names)
        self._verb_subjects = EnglishVerbSubjects(shapes, self._names, self._phrases)
        self._owners = EnglishOwners(self._names, shapes)
        self._burdens = EnglishBurdens(self._phrases, self._names, shapes)
        self._casualties = EnglishCasualties(self._phrases, shapes)
        self._ages = EnglishAges(self._verb_subjects, shapes)
        self.person = self._ages.person
        self.qualifier = self._owners.qualifier
        self._rules = self._in_order()

    def _in_order(self) -> tuple[Callable[[Owned], Mention | None], ...]:
        """Give what finds a subject, in the order in which it is asked; from ``_unmeasured`` on there is a metric."""
        return (
            self._lone,
            self._inhabited,
            self._scheme,
            self._unmeasured,
            self._recipient,
            self._index,
            self._sized,
            self._enforcer,
            self._holder,
            self._worth,
            self._goods,
            self._others,
            self._titled,
            self._telling,
            self._giver,
            self._put,
            self._burdens.levied,
            self._burdens.undergoing,
            self._owners.owner,
            self._owners.doer,
            self._whole,
            self._behind,
            self._loser,
            self._called,
            self._casualties.befallen,
            self._said_of,
            self._qualified,
            self._casualties.event,
        )

    def find(self, reading: Reading, index: int, link: Link | None, known: Known) -> Mention | None:
        """Give whose the quantity at ``index`` with the metric ``link`` is, null where the sentence does not say."""
        syntax, quantity = reading.syntax, reading.tokens[index].item
        assert syntax is not None
        assert isinstance(quantity, Quantity)
        at = begin = end = syntax.at(reading.tokens[index].end - 1)
        start, stop = (link.mention.start, link.mention.end) if link is not None else (None, None)
        if start is not None and stop is not None and reading.start <= start < reading.end:
            begin, end = syntax.at(start), syntax.at(stop - 1) + 1
        found = first_found(self._rules, Owned(reading, syntax, index, at, quantity, link, begin, end, known))
        return None if found is NOBODY else found

    def _named(self, owned: Owned, phrase: Phrase) -> Mention:
        """Give whom a phrase names, which settles it: nobody else is asked for."""
        return self._names.named(owned.reading, owned.syntax, [phrase], owned.known) or NOBODY

    def _lone(self, owned: Owned) -> Mention | None:
        """Read a possessor that stands without its noun: while Elmland's was 3 percent."""
        possessor = lone_possessor(owned.syntax, owned.at)
        return self._named(owned, possessor) if possessor is not None else None

    def _inhabited(self, owned: Owned) -> Mention | None:
        """Read whose people they are: panic in Elmford among its 3 million people."""
        syntax = owned.syntax
        if owned.counted and syntax.word(owned.at + 1) == "of" and syntax.code(owned.at + 2) == "s":
            return self._names.resolve(owned.reading, syntax, owned.at + 2, owned.known)  # 9 of its 20 members
        before = syntax.before_modifiers(owned.at) - 1
        people = syntax.word(owned.at).endswith(" people") and syntax.word(before) in ("its", "their")
        if not people:
            return None
        joined = syntax.phrase_before(before - 1) if syntax.code(before - 1) == "c" else None
        if joined is not None:
            return self._named(owned, joined)  # Elmford and its 3 million people
        if syntax.word(before) == "its" and (place := self._placed_before(owned, before)) is not None:
            return mention_of(owned.reading, syntax, place)
        return self._names.resolve(owned.reading, syntax, before, owned.known)

    def _placed_before(self, owned: Owned, position: int) -> Phrase | None:
        """Give the last place before a position that a preposition or a kind of place leads to: the city of Elmford."""
        for phrase in reversed(owned.syntax.objects(0, position)):
            kind = owned.syntax.governing(phrase) if phrase.preposition == "of" else None
            called = kind is not None and owned.syntax.fits("english-anaphoric-place", kind.end - 1)
            named = owned.syntax.codes[phrase.end - 1] == "N"
            if named and (called or (phrase.preposition in PLACED and self._is_place(owned, phrase))):
                return phrase
        return None

    def _is_place(self, owned: Owned, phrase: Phrase) -> bool:
        """Say whether a phrase ends in the name of a place."""
        start, end = owned.syntax.span(phrase)
        return any(owned.reading.codes[at] == "S" for at in owned.reading.overlapping(max(start, end - 1), end))

    def _scheme(self, owned: Owned) -> Mention | None:
        """Read what an amount only tells apart: the $2 transport scheme."""
        mention = owned.link.mention if owned.link is not None else None
        if mention is None:
            return None
        fare = self._shapes.fits("english-fare", mention.text or "")
        behind = fare and (mention.start or 0) > owned.reading.tokens[owned.token].start
        if not behind and not (mention.text is None and mention.id is None):
            return None
        phrase = owned.syntax.phrase_after(owned.at + 1)
        return mention_of(owned.reading, owned.syntax, phrase) if phrase is not None else NOBODY

    def _unmeasured(self, owned: Owned) -> Mention | None:
        """Read what the verb is said of, where there is no metric, or an amount multiplies one: 2 times the noise."""
        times = owned.quantity.kind == "times" and owned.syntax.word(owned.at + 1) == "the"
        if owned.begin < owned.end and not times:
            return None
        whole = involved(owned.syntax, owned.at) if owned.quantity.kind == "money" else None
        if whole is not None:
            return mention_of(owned.reading, owned.syntax, whole)
        return self._verb_subjects.find(owned.reading, owned.syntax, owned.at, owned.known) or NOBODY

    def _recipient(self, owned: Owned) -> Mention | None:
        """Read whom something costs, saves or is handed: save the firm $3 million, expects it to cost it $4 million."""
        if owned.quantity.kind not in ("money", "duration"):
            return None
        reading, syntax, at, known = owned.reading, owned.syntax, owned.at, owned.known
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
        if phrase is None or phrase.end != stop:
            return None
        return self._names.named(reading, syntax, [phrase], known)

    def _index(self, owned: Owned) -> Mention | None:
        """Give an index, which is its own subject."""
        return owned.link.mention if owned.link is not None and owned.metric_id == "index_level" else None

    def _sized(self, owned: Owned) -> Mention | None:
        """Read the noun that a number and a hyphen qualify: a 27-member Elmish team, a 6-metre-tall wall."""
        syntax, at, begin = owned.syntax, owned.at, owned.begin
        tied = begin == at and owned.link is not None and owned.link.mention.text in MEMBERS
        sized = begin == at + 1 and "-" in syntax.word(at) and self._shapes.fits("english-size", syntax.word(begin))
        whole = syntax.phrase_after(owned.end) if tied or sized else None
        return self._named(owned, whole) if whole is not None else None

    def _enforcer(self, owned: Owned) -> Mention | None:
        """Read the authority that tells whom it arrested."""
        return self._verb_subjects.enforcer(owned.reading, owned.syntax, owned.at, owned.end, owned.known)

    def _holder(self, owned: Owned) -> Mention | None:
        """Read the name that has the quantity with it: followed by Norland with 8 percent."""
        syntax, at = owned.syntax, owned.at
        holder = syntax.phrase_before(at - 1) if syntax.word(at - 1) == "with" else None
        if holder is None or holder.preposition not in ("by", "") or syntax.codes[max(holder.begin - 2, 0)] == "N":
            return None  # nor a place that another is named with: caught between Oak and Elm with 20 snakes
        return self._named(owned, holder) if self._phrases.is_name(owned.reading, syntax, holder) else None

    def _worth(self, owned: Owned) -> Mention | None:
        """Read the goods that are worth so much."""
        syntax, begin = owned.syntax, owned.begin
        if syntax.word(begin) != "worth":
            return None
        phrase = syntax.phrase_before(begin - (syntax.code(begin - 1) == ","))
        return self._named(owned, found_at(syntax, phrase)) if phrase is not None else NOBODY

    def _goods(self, owned: Owned) -> Mention | None:
        """Read the goods before a comma that are then valued: seized 20 kg of tea, valued at $3 million."""
        syntax, begin = owned.syntax, owned.begin
        if owned.metric_id != "valuation" or syntax.code(begin) != "e" or syntax.code(begin - 1) != ",":
            return None
        goods = syntax.phrase_before(begin - 1)
        of_amount = goods is not None and goods.preposition == "of"
        return mention_of(owned.reading, syntax, goods) if goods is not None and of_amount else None

    def _others(self, owned: Owned) -> Mention | None:
        """Leave out others beside a name, who are nobody's."""
        others = owned.counted and owned.syntax.word(owned.at + 1) == "others"
        return NOBODY if others and beside_name(owned.syntax, owned.at) else None

    def _titled(self, owned: Owned) -> Mention | None:
        """Read the name behind what someone is so many times: 2-time champion Ann Berg."""
        syntax, end = owned.syntax, owned.end
        if not owned.counted or syntax.codes[end - 1 : end + 1] != "nN":
            return None
        return self._named(owned, Phrase(end, name_end(syntax, end), ""))

    def _telling(self, owned: Owned) -> Mention | None:
        """Leave out those who say something, who are of those named before: 29 percent say."""
        return NOBODY if owned.counted and owned.syntax.code(owned.at + 1) == "v" else None

    def _giver(self, owned: Owned) -> Mention | None:
        """Read who gave what is counted: a $3 million gift from the bank."""
        syntax, end = owned.syntax, owned.end
        gift = owned.counted and syntax.word(end) in ("from", "by")
        if gift and self._shapes.fits("english-scored", syntax.word(end - 1)) and syntax.code(end + 1) == "N":
            return self._named(owned, Phrase(end + 1, name_end(syntax, end + 1), ""))  # fuelled by 32 points from Ann
        given = gift and self._shapes.fits("english-gift", syntax.word(end - 1))
        giver = syntax.phrase_after(end + 1) if given else None
        return self._named(owned, giver) if giver is not None else None

    def _put(self, owned: Owned) -> Mention | None:
        """Read what someone puts so far from others: a goal fired Oak seven points clear of Elm."""
        syntax, at = owned.syntax, owned.at
        apart = owned.counted and any(syntax.fits("english-apart", at + place) for place in (2, 3))
        put = syntax.phrase_before(syntax.before_modifiers(at)) if apart else None
        done = put is not None and syntax.code(syntax.before_modifiers(put.begin) - 1) in "ve"
        return self._named(owned, put) if put is not None and done and put.begin else None

    def _whole(self, owned: Owned) -> Mention | None:
        """Read what a share is of: 30 percent of local firms."""
        syntax, at, begin = owned.syntax, owned.at, owned.begin
        if syntax.word(at + 1) != "of" or owned.quantity.kind != "ratio":
            return None
        if begin <= at + 2:
            return None
        phrase = syntax.phrase_after(at + 2)
        stop = phrase.end + 2 * (syntax.word(phrase.end) == "of") if phrase is not None else 0
        inside = phrase is not None and phrase.begin <= begin < stop  # 70 percent of the thousands of deaths
        return None if phrase is None or inside else mention_of(owned.reading, syntax, phrase)

    def _behind(self, owned: Owned) -> Mention | None:
        """Read whose a metric is behind it: visitors to Elmland, a valuation of $3 million for Oak."""
        foretold = self._shapes.fits("english-outlook", owned.syntax.word(owned.end - 1))
        kind = "funding_amount" if foretold else owned.metric_id
        after = owned.at + 1 if kind == "valuation" and owned.end <= owned.at else owned.end
        prepositions = BEHIND.get(kind or "", AGENTS)
        return self._phrases.behind(owned.reading, owned.syntax, after, owned.known, prepositions)

    def _loser(self, owned: Owned) -> Mention | None:
        """Read whose losses are told: losses to victims amounting to."""
        syntax, end = owned.syntax, owned.end
        if owned.metric_id != "net_loss" or syntax.word(end) != "to" or syntax.code(end + 1) not in "dsnN":
            return None
        phrase = syntax.phrase_after(end + 1)
        return mention_of(owned.reading, syntax, phrase) if phrase is not None else None

    def _called(self, owned: Owned) -> Mention | None:
        """Read the noun a metric with its number tells of: after a magnitude 7.7 earthquake, a quake of magnitude 6."""
        syntax, begin = owned.syntax, owned.begin
        if owned.end != owned.at or syntax.codes[owned.end - 1] != "n":
            return None
        phrase = syntax.phrase_before(begin - 1) if syntax.word(begin) == "magnitude" else None
        if phrase is not None and syntax.word(begin - 1) == "of":
            return mention_of(owned.reading, syntax, phrase)
        return self._qualifying(owned)

    def _said_of(self, owned: Owned) -> Mention | None:
        """Read what the verb is said of; where that is the metric, what else its clause names."""
        metric = (owned.begin, owned.end)
        return self._verb_subjects.find(owned.reading, owned.syntax, owned.at, owned.known, metric=metric)

    def _qualified(self, owned: Owned) -> Mention | None:
        """Read the noun that a quantity with its metric qualifies, but no unit: sales rose to 3 million boxes."""
        unit = owned.end <= owned.at and owned.quantity.kind in COUNTS
        return None if unit else self._qualifying(owned)

    def _qualifying(self, owned: Owned) -> Mention | None:
        """Read the noun right behind a quantity and its metric: a 7.7 magnitude earthquake."""
        syntax, begin = owned.syntax, max(owned.at + 1, owned.end)
        phrase = syntax.phrase_after(begin) if syntax.code(begin) == "n" else None
        if phrase is None:
            return None
        head = syntax.word(phrase.end - 1)
        compared = self._shapes.fits("english-comparative", syntax.word(phrase.begin))
        if compared or self._shapes.fits("english-move", head) or self._shapes.fits("english-vague", head):
            return None
        return mention_of(owned.reading, syntax, phrase)

    def beside(self, reading: Reading, index: int) -> Mention | None:
        """Give the name beside a quantity whose verb is that of the quantity before: Oak fell 2 percent, Elm 3."""
        syntax = reading.syntax
        if syntax is None:
            return None
        phrase = gapped(syntax, syntax.at(reading.tokens[index].start))
        return mention_of(reading, syntax, phrase) if phrase is not None else None

    def is_joined(self, reading: Reading, index: int) -> bool:
        """Say whether a quantity is one more of a list, of the same as the one before: 12 dead and 30 wounded."""
        syntax = reading.syntax
        return syntax is not None and syntax.code(syntax.at(reading.tokens[index].end - 1) - 1) == "c"
