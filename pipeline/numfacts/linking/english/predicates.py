"""What an English sentence says of a number of people or of a share of something: that is what it measures."""

from __future__ import annotations

from numfacts.linking.english.mentions import EnglishMentions, MetricQuery
from numfacts.linking.english.predication import subject_of
from numfacts.linking.english.syntax import REACH, Syntax
from numfacts.linking.links import Link

ABOARD = frozenset(["aboard", "onboard"])  # where people are, which no noun behind need name
ON_BOARD = ("on", "board")
MORE = frozenset(["another", "a"])  # open so many more: another 43, a further 30
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

    def share(self, query: MetricQuery) -> Link | None:
        """Read what is said of a share of something: 30 percent of firms plan to hire, 17 percent think so."""
        syntax = query.syntax
        if query.quantity.kind == "ratio" and syntax.word(query.at - 1) == "with" and syntax.code(query.at + 1) == "e":
            return self.predicate(query, query.at + 1)  # with 10 percent set aside for retail investors
        told = syntax.code(query.at + 1) in "vxe" or syntax.word(query.at + 1) == "of"
        if query.quantity.kind != "ratio" or query.change or not told:
            return None
        before = query.at - 1
        while syntax.code(before) == "a":
            before -= 1
        return self.predicate(query, query.at + 1) if syntax.code(before) in OPENING else None

    def _reports(self, syntax: Syntax, position: int) -> bool:
        return self._mentions.matches("english-report", syntax.word(position))

    def counted(self, query: MetricQuery) -> Link | None:
        """Read what is said of a number that names nothing: and 18 are missing; Of the 25 killed, 12 were children.

        So behind who tells of it: police said three had died.
        """
        syntax, at = query.syntax, query.at
        follow = at + 1 + self._mentions.matches("english-added", syntax.word(at + 1))  # 246 more were hurt
        opening = syntax.before_modifiers(at)
        opening = opening if syntax.word(opening) in MORE else at
        parted = syntax.word(0) == "of" and syntax.code(at - 1) == ","
        told = not opening or syntax.code(opening - 1) in "ck" or parted or self._reports(syntax, at - 1)
        if query.quantity.kind == "bare" and told and syntax.code(follow) in "xv":
            return self.predicate(query, follow)
        return None

    def predicate(self, query: MetricQuery, position: int) -> Link | None:
        """Read the first verb from a position on, with its complement or object."""
        syntax, size = query.syntax, min(len(query.syntax.codes), position + REACH)
        while position < size and (syntax.codes[position] not in "vegx" or _is_reduced(syntax, position)):
            if syntax.codes[position] == "," and (aside := _aside(syntax, position)) is not None:
                position = aside
                continue
            if syntax.codes[position] in ",:":
                return None
            position += 1
        begin = position
        while begin < size and syntax.codes[begin] in "xaT":
            begin += 1
        end = begin
        while end < size and syntax.codes[end] in "vegxa":
            end += 1
        while end > begin and syntax.codes[end - 1] == "a":
            end -= 1
        phrase = syntax.phrase_after(end) if syntax.code(end) in "dsnN" else None
        if end == begin and syntax.code(end) == "p":
            phrase = syntax.phrase_after(end + 1)
            return None if phrase is None else self._mentions.words(query, begin, phrase.end)  # are on drugs
        if phrase is not None and (end == begin or self._mentions.matches("english-having", syntax.word(end - 1))):
            stop = phrase.end
            while syntax.code(stop) in "vb":
                stop += 1
            return self._mentions.words(query, phrase.begin, stop)
        if end == begin:
            return None
        attended = syntax.fits("english-attending", end - 1)
        if phrase is not None and (attended or "N" in syntax.codes[phrase.begin : phrase.end]):
            phrase = None  # 3 million people visited the show: whose they are
        return self._mentions.words(query, begin, phrase.end if phrase is not None else end)


def _aside(syntax: Syntax, comma: int) -> int | None:
    """Give where a verb stands behind what two commas enclose: 12 people, two of them women, died."""
    end = syntax.codes.find(",", comma + 1)
    return end + 1 if end > 0 and syntax.code(end + 1) in "vex" else None


def _is_reduced(syntax: Syntax, position: int) -> bool:
    """Say whether a participle only qualifies what is counted: firms surveyed by the bank."""
    return syntax.codes[position] == "e" and syntax.word(position + 1) == "by"
