"""Whose a metric is in an English sentence: its owner, its object, or what its verb is said of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.in_order import first_found
from numfacts.linking.english.ages import EnglishAges
from numfacts.linking.english.arguments import involving
from numfacts.linking.english.burdens import EnglishBurdens
from numfacts.linking.english.casualties import EnglishCasualties
from numfacts.linking.english.clause_phrases import ClausePhrases
from numfacts.linking.english.ellipsis import gapped, lone_possessor
from numfacts.linking.english.located import apposed, asked, far_from, told_apart
from numfacts.linking.english.names import EnglishNames, Known, mention_of, name_end
from numfacts.linking.english.owned import Owned
from numfacts.linking.english.owners import EnglishOwners
from numfacts.linking.english.place import is_plural
from numfacts.linking.english.predication import subject_of
from numfacts.linking.english.syntax import Phrase, Syntax
from numfacts.linking.english.targets import EnglishTargets
from numfacts.linking.english.verb_subjects import EnglishVerbSubjects
from numfacts.linking.links import COUNTS, NOBODY
from numfacts.numbers.ordinals import RANK
from numfacts.numbers.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Callable

    from numfacts.linking.links import Link
    from numfacts.linking.reading import Reading
    from numfacts.records import Mention
    from numfacts.vocabulary.shapes import Shapes

FUNDED = frozenset(["of", "by", "for"])
AGENTS = frozenset(["of", "by"])


class EnglishPossessors:
    """Finds the subject of a quantity in the phrases of its sentence."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._names = EnglishNames(shapes)
        self._phrases = ClausePhrases(shapes, self._names)
        self._verb_subjects = EnglishVerbSubjects(shapes, self._names, self._phrases)
        self._owners = EnglishOwners(self._names, shapes)
        self._targets = EnglishTargets(self._names)
        self._burdens = EnglishBurdens(self._phrases, self._names, shapes)
        self._casualties = EnglishCasualties(self._phrases, shapes)
        self._ages = EnglishAges(self._verb_subjects, shapes)
        self.person = self._ages.person
        self._rules = self._in_order()

    def _in_order(self) -> tuple[Callable[[Owned], Mention | None], ...]:
        """Give what finds a subject, in the order in which it is asked; from ``_unmeasured`` on there is a metric."""
        return (
            self._lone,
            self._placed,
            self._apart,
            self._scheme,
            self._attended,
            self._casualties.suffered,
            self._raging,
            self._involved,
            self._unmeasured,
            self._index,
            self._sized,
            self._worth,
            self._titled,
            self._put,
            self._targets.aimed_at,
            self._burdens.levied,
            self._burdens.undergoing,
            self._owners.owner,
            self._whole,
            self._behind,
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

    def _placed(self, owned: Owned) -> Mention | None:
        """Read what is so far from elsewhere, is told of beside its name, or those of whom some are told apart."""
        phrase = far_from(owned, self._shapes) or apposed(owned) or told_apart(owned) or asked(owned, self._shapes)
        return self._named(owned, phrase) if phrase is not None else None

    def _apart(self, owned: Owned) -> Mention | None:
        """Read who did something in a clause behind that of the metric: its profit fell, while Elm reported a drop."""
        syntax, at = owned.syntax, owned.at
        opening = max(syntax.codes.rfind(code, owned.end, at) for code in "kc") if owned.end <= at else -1
        verb = syntax.verb_before(at) if opening >= 0 else None
        if verb is None or verb.begin < opening or "," in syntax.codes[verb.end : at]:
            return None
        if syntax.fits("predicts", verb.end - 1):
            return None
        phrase = next(iter(subject_of(syntax, verb)), None)
        named = phrase is not None and phrase.begin > opening and syntax.codes[phrase.end - 1] == "N"
        return self._named(owned, phrase) if named and phrase is not None else None

    def _scheme(self, owned: Owned) -> Mention | None:
        """Read what an amount only tells apart: the $2 transport scheme."""
        mention = owned.link.mention if owned.link is not None and not owned.link.event else None
        if mention is None or mention.text is not None or mention.id is not None:
            return None
        phrase = owned.syntax.phrase_after(owned.at + 1)
        return mention_of(owned.reading, owned.syntax, phrase) if phrase is not None else NOBODY

    def _attended(self, owned: Owned) -> Mention | None:
        """Read what so many people visited or took part in: 300 people attended the forum."""
        attends = self._shapes["english-attends"].match(owned.reading.text, owned.quantity.end, owned.reading.end)
        phrase = owned.syntax.phrase_after(owned.syntax.at(attends.end())) if attends is not None else None
        return self._named(owned, phrase) if phrase is not None and owned.quantity.kind in COUNTS else None

    def _raging(self, owned: Owned) -> Mention | None:
        """Read where so many things do harm: crews battled three fires burning near Oakford."""
        syntax, end = owned.syntax, owned.end
        if not owned.counted or not syntax.fits("english-raging", end):
            return None
        phrase = syntax.phrase_after(end + 1 + (syntax.code(end + 1) == "p"))
        named = phrase is not None and self._phrases.is_name(owned.reading, syntax, phrase)
        return self._named(owned, phrase) if named and phrase is not None else None

    def _involved(self, owned: Owned) -> Mention | None:
        """Read what involves so much or so many: arrested over a scam involving $3 million."""
        at = involving(owned.syntax, owned.at)
        phrase = owned.syntax.phrase_before(at - (owned.syntax.code(at - 1) == ",")) if at is not None else None
        if phrase is None or not _is_one(owned.syntax, phrase):
            return None
        return self._named(owned, phrase)

    def _unmeasured(self, owned: Owned) -> Mention | None:
        """Read what the verb is said of, where there is no metric."""
        if owned.begin < owned.end:
            return None
        owner = self._owners.beside(owned)
        return owner or self._verb_subjects.find(owned.reading, owned.syntax, owned.at, owned.known) or NOBODY

    def _index(self, owned: Owned) -> Mention | None:
        """Give an index, which is its own subject."""
        return owned.link.mention if owned.link is not None and owned.metric_id == "index_level" else None

    def _sized(self, owned: Owned) -> Mention | None:
        """Read the noun that a number and a hyphen qualify: a 27-member Elmish team."""
        noun = owned.link.mention.text if owned.link is not None and owned.begin == owned.at else None
        tied = noun is not None and self._shapes["english-contested"].fullmatch(noun.lower()) is None
        whole = owned.syntax.phrase_after(owned.end) if tied else None
        return self._named(owned, whole) if whole is not None else None

    def _worth(self, owned: Owned) -> Mention | None:
        """Read the goods that are worth so much."""
        syntax, begin = owned.syntax, owned.begin
        if syntax.word(begin) != "worth":
            return None
        phrase = syntax.phrase_before(begin - (syntax.code(begin - 1) == ","))
        return self._named(owned, phrase) if phrase is not None else NOBODY

    def _titled(self, owned: Owned) -> Mention | None:
        """Read the name behind what someone is so many times, or which of many: 2-time champion Ann Berg."""
        syntax, end = owned.syntax, owned.end
        if owned.quantity.kind == RANK and syntax.code(max(end, owned.at + 1)) == "N":
            end = max(end, owned.at + 1)  # world number five Ann Berg, third-placed Oak
        elif owned.quantity.kind == RANK and syntax.codes[owned.begin : end] == "nn":
            return self._names.resolve(
                owned.reading, syntax, owned.begin, owned.known
            )  # before the world number two lost
        elif not owned.counted or syntax.codes[end - 1 : end + 1] != "nN":
            return None
        return self._named(owned, Phrase(end, name_end(syntax, end), ""))

    def _put(self, owned: Owned) -> Mention | None:
        """Read what someone puts so far from others: a goal fired Oak seven points clear of Elm."""
        syntax, at = owned.syntax, owned.at
        apart = owned.counted and any(syntax.fits("english-apart", at + place) for place in (2, 3))
        put = syntax.phrase_before(syntax.before_modifiers(at)) if apart else None
        done = put is not None and syntax.code(syntax.before_modifiers(put.begin) - 1) in "ve"
        return self._named(owned, put) if put is not None and done and put.begin else None

    def _whole(self, owned: Owned) -> Mention | None:
        """Read what a share is of: 30 percent of local firms."""
        of = owned.quantity.kind == "ratio" and owned.syntax.word(owned.at + 1) == "of"
        phrase = owned.syntax.phrase_after(owned.at + 2) if of and owned.begin > owned.at + 2 else None
        if phrase is None or phrase.begin <= owned.begin < phrase.end:
            return None
        return mention_of(owned.reading, owned.syntax, phrase)

    def _behind(self, owned: Owned) -> Mention | None:
        """Read whose a metric is behind it: visitors to Elmland, funding for Oak."""
        syntax, verb = owned.syntax, owned.syntax.verb_before(owned.at)
        if owned.counted and verb is not None and syntax.fits("english-leaving", verb.end - 1):
            return None  # riots saw two people killed by gunfire
        prepositions = FUNDED if owned.metric_id == "funding_amount" else AGENTS
        return self._phrases.behind(owned.reading, syntax, owned.end, owned.known, prepositions)

    def _called(self, owned: Owned) -> Mention | None:
        """Read the noun a metric with its number tells of: after a magnitude 7.7 earthquake, a quake of magnitude 6."""
        syntax, begin = owned.syntax, owned.begin
        if owned.end != owned.at or syntax.codes[owned.end - 1] != "n":
            return None
        of = syntax.word(begin) == "magnitude" and syntax.word(begin - 1) == "of"
        if of and (phrase := syntax.phrase_before(begin - 1)) is not None:
            return mention_of(owned.reading, syntax, phrase)
        return self._qualifying(owned)

    def _said_of(self, owned: Owned) -> Mention | None:
        """Read what the verb is said of; where that is the metric, what else its clause names."""
        metric = (owned.begin, owned.end)
        return self._verb_subjects.find(owned.reading, owned.syntax, owned.at, owned.known, metric=metric)

    def _qualified(self, owned: Owned) -> Mention | None:
        """Read the noun that a quantity with its metric qualifies, but no unit: sales rose to 3 million boxes."""
        return None if owned.end <= owned.at and owned.quantity.kind in COUNTS else self._qualifying(owned)

    def _qualifying(self, owned: Owned) -> Mention | None:
        """Read the noun right behind a quantity and its metric: a 7.7 magnitude earthquake."""
        syntax, begin = owned.syntax, max(owned.at + 1, owned.end)
        phrase = syntax.phrase_after(begin) if syntax.code(begin) == "n" else None
        if phrase is None:
            return None
        compared = self._shapes.fits("english-comparative", syntax.word(phrase.begin))
        head = syntax.word(phrase.end - 1)
        if compared or self._shapes.fits("english-move", head) or self._shapes.fits("english-vague", head):
            return None
        return mention_of(owned.reading, syntax, phrase)

    def beside(self, reading: Reading, index: int) -> Mention | None:
        """Give the name beside a quantity whose verb is that of the quantity before: Oak fell 2 percent, Elm 3."""
        phrase = gapped(reading.syntax, reading.syntax.at(reading.tokens[index].start)) if reading.syntax else None
        return mention_of(reading, reading.syntax, phrase) if reading.syntax and phrase is not None else None

    def is_joined(self, reading: Reading, index: int) -> bool:
        """Say whether a quantity is one more of a list, of the same as the one before: 12 dead and 30 wounded."""
        syntax, before = reading.syntax, reading.codes.rfind("Q", 0, index)
        items = [reading.tokens[at].item for at in (before, index) if at >= 0]
        of_kind = len({item.kind in COUNTS for item in items if isinstance(item, Quantity)}) == 1
        return of_kind and syntax is not None and syntax.code(syntax.at(reading.tokens[index].end - 1) - 1) == "c"


def _is_one(syntax: Syntax, phrase: Phrase) -> bool:
    """Say whether a phrase is of deeds one can count: a scam, illegal activities; not laundering, nor 12 complaints."""
    before = syntax.code(phrase.begin - 1)
    plural = is_plural(syntax.word(phrase.end - 1)) and (before != "Q" or phrase.end - phrase.begin > 1)
    return plural or before == "d"
