"""Which word is the verb of an English clause that has none else, though it reads as a noun by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.place import is_plural

if TYPE_CHECKING:
    from numfacts.linking.english.place import Place

STOPS = frozenset(',:k("')  # codes that a clause begins or ends with
DOING = frozenset("vxeb")  # codes of verbs, and of words that may be such
SUBJECT = frozenset("dsanNQT'p")  # codes of a subject and what is added to it
SHARES = ("percent", "per cent", "%")  # ends of quantities that tell a share
ARTICLES = frozenset(["a", "an", "the"])
OBJECT = frozenset("dso")  # codes that no noun phrase goes on with


def lone_verb(place: Place) -> bool:
    """Read the only verb of its clause, between its subject and its object: children under 12 use the net.

    So also behind a share, where none but a preposition follows: 30 percent of pupils walk to school.
    """
    if place.before not in "nN" or not place.word().isalpha() or not place.word().islower():
        return False
    begin = _opening(place)
    subject = place.codes[begin : place.index]
    if not SUBJECT.issuperset(subject) or subject[0] in "pT" or _is_object(place, begin):
        return False
    share = "".join(subject[:2]) == "Qp" and place.word(begin + 1 - place.index) == "of"
    if place.after in OBJECT and place.code(2) != "T":
        return not _of_another(place, "vxb" if share else "vxbe")
    share = share and is_plural(place.word(-1)) and not is_plural(place.word())
    return share and place.after == "p" and not _goes_on(place)


def _opening(place: Place) -> int:
    """Give where the clause of a word begins: behind a mark, or a word that opens one."""
    begin = place.index
    while begin and place.codes[begin - 1] not in STOPS and place.codes[begin - 1] not in DOING:
        begin -= 1
    return begin


def of_asked(place: Place) -> bool:
    """Read what a share of those who were asked does: 20 percent believe fares should fall, 12 percent expect a rise.

    A noun of change would have an article, or what it is of: some 20 percent drop in sales.
    """
    if place.before != "Q":
        return False
    return place.reporting or (behind_share(place) and place.after not in "p,(" and not is_plural(place.word()))


def behind_share(place: Place) -> bool:
    """Say whether a word stands right behind a share of those who were asked, which opens a clause."""
    if place.before != "Q" or not place.word(-1).endswith(SHARES) or place.code(-2) not in ",kcd(":
        return False
    return place.word(-2).lower() not in ARTICLES


def _of_another(place: Place, verbs: str) -> bool:
    """Say whether what follows a noun does something itself: the plots it plans to sell, the plots the city sells."""
    distance = 2
    while place.after != "o" and place.code(distance) in "dgaNn'":
        distance += 1
    return place.code(distance) in verbs and place.code(distance + 1) != ","


def _is_object(place: Place, begin: int) -> bool:
    """Say whether what begins somewhere is the object of a verb, not what is said: give each team member a card."""
    governed = begin > 0 and place.codes[begin - 1] in DOING
    return governed and place.words[begin - 1].start not in place.reports


def _goes_on(place: Place) -> bool:
    """Say whether another verb follows in the clause of a word."""
    for at in range(place.index + 1, len(place.codes)):
        if place.codes[at] in STOPS:
            break
        if place.codes[at] in DOING and place.codes[at - 1] not in "ds":
            return True
    return False
