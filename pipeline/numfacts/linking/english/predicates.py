"""What an English sentence says of a number of people or of a share of something: that is what it measures."""

from __future__ import annotations

from numfacts.linking.english.ellipsis import is_of_those
from numfacts.linking.english.mentions import EnglishMentions, MetricQuery
from numfacts.linking.english.predication import subject_of
from numfacts.linking.english.syntax import REACH, Syntax
from numfacts.linking.links import Link
from numfacts.records import Mention

ABOARD = frozenset(["aboard", "onboard"])  # where people are, which no noun behind need name
ON_BOARD = ("on", "board")
MORE = frozenset(["another", "a"])  # open so many more: another 43, a further 30
PLIGHTS = frozenset(["under", "without"])  # before what people live under, or lack
TOWN = 1000  # people from which on they are those of a place
SHARED = 5  # words before people among which a share of them may stand
OPENING = frozenset(',kc:"(T')  # codes before the first word of a clause, or of a time that opens it


class EnglishPredicates:
    """Finds what is said of a quantity."""

    def __init__(self, mentions: EnglishMentions) -> None:
        self._mentions = mentions

    def driven(self, query: MetricQuery) -> Link | None:
        """Read what people are made to do or where they are brought: forced 300 to flee, sent 12 people to hospital."""
        syntax, people = query.syntax, query.quantity.kind == "person"
        verb = syntax.verb_before(syntax.before_modifiers(query.at))
        driving = verb is not None and syntax.fits("english-driving-people", verb.end - 1)
        if not driving or not (people or query.quantity.kind == "bare") or syntax.word(query.at + 1) != "to":
            return None
        if syntax.code(query.at + 2) == "v":
            return self._mentions.words(query, query.at + 2, query.at + 3)
        place = syntax.phrase_after(query.at + 2) if people and syntax.code(query.at + 2) == "n" else None
        return self._mentions.phrase(query, place) if place is not None else None

    def befallen(self, query: MetricQuery) -> Link | None:
        """Read what befell a number of people: the verb before them, or what follows them."""
        syntax = query.syntax
        board = (syntax.word(query.at + 1), syntax.word(query.at + 2)) == ON_BOARD
        if board or syntax.word(query.at + 1) in ABOARD:
            return self._mentions.words(query, query.at + 1, query.at + 2 + board)  # the 500 people aboard
        at = syntax.before_modifiers(query.at)
        share = "Qp" in syntax.codes[max(0, query.at - SHARED) : query.at]  # 90 percent of Elmland's 3 million people
        here = syntax.code(query.at - 1) in "s'" or syntax.word(at - 2) == "home"
        if query.quantity.value >= TOWN and here and not share:
            return Link(Mention(None, None, None, "population"), None, None, None, event=True)  # its 12 million people
        if syntax.code(at - 1) == "p" and (plight := self._plight(query)) is not None:
            return plight
        if at < query.at and syntax.word(at) == "the" and syntax.word(query.at + 1) == "who":
            return self.predicate(query, query.at + 2)  # remember the 200 people who died
        before = syntax.phrase_before(at - 1) if syntax.word(at - 1) == "of" else None
        one = before is not None and syntax.word(before.begin) == "one"
        if before is not None and not one and not self._mentions.matches("english-vague", syntax.word(before.end - 1)):
            return self._mentions.read(query, before)
        at = before.begin if before is not None and one else at  # have caught one of four people
        verb = syntax.verb_before(at)
        following = syntax.phrase_after(query.at + 1) if syntax.code(query.at + 1) in "nN" else None
        end = following.end if following is not None else query.at + 1
        if syntax.code(at - 1) == "c":
            verb = None  # and 28 others remained missing
        follow = end + (syntax.code(end) == "a")
        if syntax.code(at - 1) == "p" and syntax.code(follow) in "eg":
            return self.predicate(query, follow)  # with 26 people killed, with 90 now hurt
        if verb is not None and self._mentions.matches("english-leaving", syntax.word(verb.end - 1)):
            if syntax.code(query.at + 1) == "e":
                return self._mentions.words(query, query.at + 1, query.at + 2)  # saw two people killed by rebels
            verb = None  # left 20 people dead
        if verb is not None and syntax.code(at - 1) == "p":
            subject = subject_of(syntax, verb)[:1]
            return self._mentions.known(query, subject[0]) if subject else None  # the toll rose to 3,500 people
        if verb is not None and not syntax.objects(verb.end, at) and not self._reports(syntax, verb.end - 1):
            return self._mentions.words(query, verb.end - 1, verb.end) if syntax.code(verb.end - 1) != "x" else None
        return self.predicate(query, query.at + 1)

    def _plight(self, query: MetricQuery) -> Link | None:
        """Read what people are under or without: with 3 million people on the coast under evacuation orders."""
        syntax, position = query.syntax, query.at + 1
        while syntax.code(position) in "pdnN" and syntax.word(position) not in PLIGHTS:
            position += 1
        phrase = syntax.phrase_after(position + 1) if syntax.word(position) in PLIGHTS else None
        return self._mentions.phrase(query, phrase) if phrase is not None else None

    def share(self, query: MetricQuery) -> Link | None:
        """Read what is said of a share of something: 30 percent of firms plan to hire, 17 percent think so.

        So also what it is let do: allow 80 percent of tenants to stay.
        """
        syntax = query.syntax
        if query.quantity.kind == "ratio" and syntax.word(query.at - 1) == "with" and syntax.code(query.at + 1) == "e":
            return self.predicate(query, query.at + 1)  # with 10 percent set aside for retail investors
        told = syntax.code(query.at + 1) in "vxe" or syntax.word(query.at + 1) == "of"
        if query.quantity.kind != "ratio" or query.change or not told:
            return None
        before = query.at - 1
        while syntax.code(before) in "ad":
            before -= 1
        if syntax.code(before) in OPENING or self._reports(syntax, before):
            return self.predicate(query, query.at + 1)
        let = syntax.fits("english-bidding", before)
        to = first_infinitive(syntax, query.at + 1) if let else None
        return self.predicate(query, to) if to is not None else None

    def _reports(self, syntax: Syntax, position: int) -> bool:
        return self._mentions.matches("english-report", syntax.word(position))

    def counted(self, query: MetricQuery) -> Link | None:
        """Read what is said of a number that names nothing: and 18 are missing; Of the 25 killed, 12 were children.

        So behind who tells of it: police said three had died.
        """
        syntax, at = query.syntax, query.at
        follow = at + 1 + self._mentions.matches("english-added", syntax.word(at + 1))  # 246 more were hurt
        follow += 2 * is_of_those(syntax, at)  # six of them fled
        opening = syntax.before_modifiers(at)
        opening = opening if syntax.word(opening) in MORE else at
        parted = syntax.word(0) == "of" and syntax.code(at - 1) == ","
        told = not opening or syntax.code(opening - 1) in "ck" or parted or self._reports(syntax, at - 1)
        told = told or is_of_those(syntax, at)
        if query.quantity.kind == "bare" and told and syntax.code(follow) in "xve":
            return self.predicate(query, follow)
        return None

    def predicate(self, query: MetricQuery, position: int) -> Link | None:
        """Read the verb of what stands at a position, with its complement or object."""
        syntax, size = query.syntax, min(len(query.syntax.codes), position + REACH)
        verb = self._main_verb(syntax, position, size)
        if verb is None:
            return None
        begin = _past(syntax, verb, size, "xaT")
        end = _past(syntax, begin, size, "vegxa")
        while end > begin and syntax.codes[end - 1] == "a":
            end -= 1
        if end > begin and (thought := self._thought(query, end, size)) is not None:
            return thought
        phrase = syntax.phrase_after(end) if syntax.code(end) in "dsnN" else None
        if end == begin and syntax.code(end) == "p":
            phrase = syntax.phrase_after(end + 1)
            return None if phrase is None else self._mentions.words(query, begin, phrase.end)  # are on drugs
        if phrase is not None and (end == begin or self._mentions.matches("english-having", syntax.word(end - 1))):
            return self._mentions.words(query, phrase.begin, _past(syntax, phrase.end, size, "vb"))
        if end == begin:
            return None
        attended = syntax.fits("english-attending", end - 1)
        if phrase is not None and (attended or "N" in syntax.codes[phrase.begin : phrase.end]):
            phrase = None  # 3 million people visited the show: whose they are
        return self._mentions.words(query, begin, phrase.end if phrase is not None else _past_it(syntax, end, size))

    def _main_verb(self, syntax: Syntax, position: int, size: int) -> int | None:
        """Give the first verb from a position on that tells of what stands there, and does not only qualify it."""
        while position < size:
            code = syntax.codes[position]
            if code in "vx" or (code in "eg" and not self._is_reduced(syntax, position, size)):
                return position
            if code in ",:":
                aside = _aside(syntax, position) if code == "," else None
                if aside is None:
                    return None
                position = aside
            else:
                position += 1
        return None

    def _is_reduced(self, syntax: Syntax, position: int, size: int) -> bool:
        """Say whether a participle only qualifies what is counted: firms surveyed by the bank, pupils polled said."""
        if syntax.code(position - 1) not in "nN":
            return False
        if syntax.codes[position] == "e" and syntax.word(position + 1) == "by":
            return True
        if self._tells(syntax, position):
            return False
        for at in range(position + 1, size):
            code = syntax.codes[at]
            if code in ",:ck(" or (code == "x" and syntax.word(at) == "to"):
                return False
            if code in "vx" or self._tells(syntax, at):
                return True
        return False

    def _tells(self, syntax: Syntax, position: int) -> bool:
        """Say whether a verb is one of saying or thinking."""
        return syntax.code(position) in "ve" and (
            self._reports(syntax, position) or syntax.fits("english-thinking", position)
        )

    def _thought(self, query: MetricQuery, end: int, size: int) -> Link | None:
        """Read what those say or think of themselves, or of something: said they would move, felt rents were high."""
        syntax = query.syntax
        if not self._tells(syntax, end - 1):
            return None
        begin = end + (syntax.word(end) == "that")
        if syntax.code(begin) == "o":
            return self.predicate(query, begin + 1) if syntax.code(begin + 1) in "vxea" else None
        phrase = syntax.phrase_after(begin) if syntax.code(begin) in "dsnN" else None
        verb = self._main_verb(syntax, phrase.end, size) if phrase is not None else None
        if phrase is None or verb is None or syntax.word(verb) == "to":
            return None
        stop = _past(syntax, verb, size, "vegxa")
        stop += syntax.code(stop) == "n" and syntax.code(stop - 1) in "xa"  # felt rents were too high
        return self._mentions.words(query, phrase.begin, stop)


def first_infinitive(syntax: Syntax, position: int) -> int | None:
    """Give where the to stands behind what someone is let or told to do: 80 percent of tenants to stay."""
    while syntax.code(position) in "dsanNpQ'":
        position += 1
    return position if syntax.word(position) == "to" and syntax.code(position) == "x" else None


def _past(syntax: Syntax, position: int, size: int, codes: str) -> int:
    """Give the first position from one on whose word is of none of some classes."""
    while position < size and syntax.codes[position] in codes:
        position += 1
    return position


def _past_it(syntax: Syntax, end: int, size: int) -> int:
    """Give where a verb ends with what someone finds it to do: find it hard to get a loan."""
    to = _past(syntax, end + 1, size, "an") if syntax.word(end) == "it" else end
    if to == end or syntax.code(to) != "x" or syntax.code(to + 1) != "v":
        return end
    phrase = syntax.phrase_after(to + 2) if syntax.code(to + 2) in "dsnN" else None
    return to + 2 if phrase is None else phrase.end


def _aside(syntax: Syntax, comma: int) -> int | None:
    """Give where a verb stands behind what two commas enclose: 12 people, two of them women, died."""
    end = syntax.codes.find(",", comma + 1)
    return end + 1 if end > 0 and syntax.code(end + 1) in "vex" else None
