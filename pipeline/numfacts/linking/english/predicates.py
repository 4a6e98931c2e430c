"""What an English sentence says of a number of people or of a share of something: that is what it measures."""

from __future__ import annotations

import re

from numfacts.linking.english.mentions import EnglishMentions, MetricQuery
from numfacts.linking.english.predication import subject_of
from numfacts.linking.english.syntax import REACH, VERBS, Phrase, Syntax
from numfacts.linking.links import COUNTS, Link

PERFECT = frozenset(["have", "has", "had", "having"])  # behind which a participle is no passive
ABOARD = frozenset(["aboard", "onboard"])  # where people are, which no noun behind need name
ON_BOARD = ("on", "board")
WERE = frozenset(["were", "are", "have"])  # what is said of more than one
GROUND = frozenset(["ground"])  # what is lost or gained where nothing is had: lost ground in the table
SIDES = frozenset(["higher", "lower"])
OPENING = frozenset(',kc:"(')  # codes before the first word of a clause
FRONTED = re.compile("(?:^|[,kc:])(?:p?[das]*T)+[ad]*$")  # codes of a time that opens a clause: In the next six months


class EnglishPredicates:
    """Finds what is said of a quantity."""

    def __init__(self, mentions: EnglishMentions) -> None:
        self._mentions = mentions

    def befallen(self, query: MetricQuery) -> Link | None:
        """Read what befell a number of people: the verb before them, or what follows them."""
        syntax = query.syntax
        if syntax.code(query.at + 1) == "'":
            phrase = syntax.phrase_after(query.at + 2)
            return None if phrase is None else self._mentions.phrase(query, phrase)
        board = (syntax.word(query.at + 1), syntax.word(query.at + 2)) == ON_BOARD
        if board or syntax.word(query.at + 1) in ABOARD:
            end = query.at + 2 + board
            if syntax.code(end) not in "dsnN":
                return self._mentions.words(query, query.at + 1, end)  # the 500 people aboard
        at = query.at
        at = syntax.before_modifiers(at)
        if (told := self._told_apart(query, at)) is not None:
            return told
        before = syntax.phrase_before(at - 1) if syntax.word(at - 1) == "of" else None
        if before is not None and not self._mentions.matches("english-vague", syntax.word(before.end - 1)):
            return self._mentions.read(query, before)
        verb = syntax.verb_before(query.at)
        following = syntax.phrase_after(query.at + 1)
        end = following.end if following is not None and syntax.code(query.at + 1) in "nN" else query.at + 1
        if syntax.code(query.at - 1) == "c" and syntax.code(end) in "vex":
            verb = None  # and 28 others remained missing
        follow = end + (syntax.code(end) == "a")
        if syntax.code(at - 1) == "p" and syntax.code(follow) in "eg":
            return self.predicate(query, follow)  # with 26 people killed, with 90 now hurt
        if verb is not None and self._mentions.matches("english-leaving", syntax.word(verb.end - 1)):
            state = syntax.code(end) == "e" and not syntax.objects(verb.end, query.at)
            verb = None if state else verb  # left 20 people dead
        if verb is not None and syntax.code(at - 1) == "p":
            subject = subject_of(syntax, verb)[:1]
            return self._mentions.known(query, subject[0]) if subject else None  # the toll rose to 3,500 people
        if verb is not None and not syntax.objects(verb.end, query.at) and not self._reports(syntax, verb.end - 1):
            return self._mentions.words(query, verb.end - 1, verb.end) if syntax.code(verb.end - 1) != "x" else None
        return self.predicate(query, query.at + 1)

    def _told_apart(self, query: MetricQuery, begin: int) -> Link | None:
        """Read the clause that tells which people are meant, whatever is done with them: remember the 200 who died."""
        syntax, opening = query.syntax, query.at + 1
        meant = begin < query.at and syntax.word(begin) == "the"
        partly = syntax.word(begin - 1) == "of" and syntax.word(begin - 2) == "one"  # caught one of four people who
        if syntax.word(opening) != "who" or not (meant or partly):
            return None
        return self.predicate(query, opening + 1)

    def share(self, query: MetricQuery) -> Link | None:
        """Read what is said of a share of something: 30 percent of firms plan to hire."""
        syntax, following = query.syntax, query.syntax.word(query.at + 1)
        acted = syntax.code(query.at + 1) == "e" and syntax.word(query.at + 2) != "by"
        alone = syntax.code(query.at + 1) == "v" or following in WERE or acted  # 17 percent think spending will fall
        if query.quantity.kind != "ratio" or query.change:
            return None
        if syntax.word(query.at - 1) == "with" and syntax.code(query.at + 1) == "e":
            return self.predicate(query, query.at + 1)  # with 10 percent set aside for retail investors
        if not (alone or following == "of"):
            return None
        before = query.at - 1
        while before >= 0 and syntax.codes[before] == "a":
            before -= 1
        opens = before < 0 or syntax.code(before) in OPENING or _is_fronted(syntax, before + 1)
        return self.predicate(query, query.at + 1) if opens or self._reports(syntax, before) else None

    def _reports(self, syntax: Syntax, position: int) -> bool:
        return self._mentions.matches("english-report", syntax.word(position))

    def counted(self, query: MetricQuery) -> Link | None:
        """Read what is said of a number that names nothing (and 18 are missing), or who spent it (the 3m it raised)."""
        syntax, at = query.syntax, query.at
        follow = at + 1 + self._mentions.matches("english-added", syntax.word(at + 1))  # 246 more were hurt
        parted = syntax.word(0) == "of" and syntax.code(at - 1) == ","  # Of the 25 killed, 12 were children
        opens = at == 0 and syntax.word(follow) in WERE and syntax.code(follow + 1) == "e"  # At least 19 were killed
        told = opens or syntax.code(at - 1) in "ck" or parted
        if query.quantity.kind == "bare" and told and syntax.code(follow) in "xv":
            return self.predicate(query, follow)
        if query.quantity.kind == "money" and syntax.code(at + 1) == "o" and syntax.code(at + 2) in "vexa":
            return self.predicate(query, at + 2)
        return None

    def predicate(self, query: MetricQuery, position: int) -> Link | None:
        """Read the first verb from a position on, with its complement or object."""
        syntax, size = query.syntax, len(query.syntax.codes)
        size = min(size, position + REACH)
        while position < size and (syntax.codes[position] not in "vegx" or self._reduced(syntax, position)):
            aged = self._mentions.matches("english-age", syntax.word(position - 1))
            counted = syntax.codes[position] == "Q" and not aged and not syntax.word(position).endswith("people")
            if syntax.codes[position] == "," and (aside := self._aside(syntax, position)) is not None:
                position = aside
                continue
            if counted or syntax.codes[position] in ",:" or self._tells(syntax, position):
                return None
            position += 1
        begin = position
        while begin < size and (syntax.codes[begin] in "xaT" or syntax.codes[begin : begin + 2] == "pT"):
            begin += 1
        end = begin
        while end < size and syntax.codes[end] in "vegxa":
            end += 1
        while end > begin and syntax.codes[end - 1] == "a":
            end -= 1
        end += end > begin and syntax.word(end) in GROUND | SIDES and syntax.code(end + 1) == "p"
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
        if (
            self._mentions.matches("english-thinking", syntax.word(end - 1))
            and (thought := self._thought(query, end)) is not None
        ):
            return thought
        done = query.quantity.kind in COUNTS and syntax.code(begin) in "ve"
        named = done and phrase is not None and "N" in syntax.codes[phrase.begin : phrase.end]
        phrase = None if named else phrase  # 3 million people visited the Elm Show: whose they are
        phrase = phrase or (_added_to(syntax, begin, end) if query.quantity.kind == "ratio" else None)
        return self._mentions.words(query, begin, phrase.end if phrase is not None else end)

    def _tells(self, syntax: Syntax, position: int) -> bool:
        """Say whether a conjunction opens what someone else says: panic among its people and the army said."""
        phrase = syntax.phrase_after(position + 1) if syntax.codes[position] == "c" else None
        return phrase is not None and self._reports(syntax, phrase.end)

    def _aside(self, syntax: Syntax, comma: int) -> int | None:
        """Give where what stands between two commas ends, that only adds to a noun: 12 people, two of them women, died.

        Behind it the verb follows.
        """
        end = syntax.codes.find(",", comma + 1)
        begin = comma + 1 + self._mentions.matches("english-age", syntax.word(comma + 1))  # 12 people, aged 21 to 63,
        if end < 0 or not VERBS.isdisjoint(syntax.codes[begin:end]) or syntax.code(end + 1) not in "vex":
            return None
        return end + 1

    def _reduced(self, syntax: Syntax, position: int) -> bool:
        """Say whether a participle only qualifies what is counted: firms surveyed by the bank, people aged 60."""
        aged = self._mentions.matches("english-age", syntax.word(position))
        return syntax.codes[position] == "e" and (syntax.word(position + 1) == "by" or aged)

    def _thought(self, query: MetricQuery, position: int) -> Link | None:
        """Read what is thought: that spending will fall."""
        syntax = query.syntax
        begin = position + (syntax.word(position) == "that")
        if syntax.code(begin) == "o":
            return self.predicate(query, begin + 1)  # they feel angry
        phrase = syntax.phrase_after(begin) if syntax.code(begin) in "dsnN" else None
        end = phrase.end if phrase is not None else begin
        while syntax.code(end) in "vegxa":
            end += 1
        return self._mentions.words(query, phrase.begin, end) if phrase is not None and end > phrase.end else None


def _is_fronted(syntax: Syntax, end: int) -> bool:
    """Say whether only a time stands before a position in its clause: in the next six months 40 percent of firms."""
    return FRONTED.search(syntax.codes, 0, end) is not None


def _added_to(syntax: Syntax, begin: int, end: int) -> Phrase | None:
    """Give what a preposition adds to a verb without an object that is no passive: work from home, take on more people.

    The verb's words stand from ``begin`` to ``end``.
    """
    acts = syntax.codes[end - 1] in "vgn" or syntax.code(begin - 1) != "x" or syntax.word(begin - 1) in PERFECT
    phrase = syntax.phrase_after(end + 1) if acts and syntax.code(end) == "p" else None
    return phrase if phrase is not None and "N" not in syntax.codes[phrase.begin : phrase.end] else None
