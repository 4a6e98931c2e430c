"""English verbs that no list knows: behind to, or of a clause without one (the ruling obliges landlords to pay)."""

from __future__ import annotations

from numfacts.linking.english.place import Place, is_plural

OPEN = frozenset('kc,":(')  # codes that a clause opens behind, and closes before
WITHIN = frozenset("nNdsaQT'p")  # codes of the phrases before a verb
BEGUN = frozenset("dsQ")  # codes that open a noun phrase, which no noun stands right before
GOES_ON = frozenset("nNex")  # codes of what may follow a verb that nothing else of its clause can be
LEADING = frozenset(["according", "due", "thanks", "owing", "prior", "contrary"])  # words of prepositions in to
INFINITE = frozenset(["to", "being", "having", "been", "be"])


def to_infinitive(place: Place) -> bool:
    """Read the to of an infinitive: to cut, to be sold, to further cut; not the largest to date."""
    if place.word(-1).lower() in LEADING:
        return False  # according to data
    distance = 2 if place.after == "a" else 1
    verb = place.code(distance) in "bne" and not is_plural(place.word(distance)) and place.word(distance) != "date"
    return place.word() == "to" and (verb or place.code(distance) == "x")


def infinitive(place: Place) -> bool:
    """Read the verb of an infinitive: to cut, to further cut."""
    distance = -2 if place.before == "a" else -1
    return place.code(distance) == "x" and place.word(distance) == "to"


def wanted(place: Place) -> bool:
    """Read the one word that can be the verb of its clause: in the number of its subject, with an object behind it."""
    if place.before not in "nN" or not _agrees(place):
        return False
    opening = _opening(place)
    if opening is None:
        return False
    if place.after in BEGUN:
        return place.after != "Q" or not _has_verb(place)
    listed = place.code(opening) == "," and place.index + opening >= 0
    lone = not listed and place.before == "n" and is_plural(place.word())
    return lone and place.after in GOES_ON and not _has_verb(place)


def _agrees(place: Place) -> bool:
    """Say whether a word ends as the verb of the noun before it does: fires scar the, the fire scars the."""
    plural = is_plural(place.word())
    return plural != is_plural(place.word(-1)) and (plural or place.before == "n")


def _opening(place: Place) -> int | None:
    """Give how far before a word its clause opens, if it does with a noun phrase that has no preposition."""
    distance = -1
    while place.code(distance) in WITHIN:
        distance -= 1
    first = distance + 1
    while place.code(first) in "daQ":
        first += 1
    opens = place.code(distance) in OPEN or _reports(place, distance)
    return distance if opens and first < 0 and place.code(first) in "nNs" else None


def _reports(place: Place, distance: int) -> bool:
    """Say whether a verb of saying stands at a distance."""
    return place.index + distance >= 0 and place.words[place.index + distance].start in place.reports


def _has_verb(place: Place) -> bool:
    """Say whether something behind a word can be the verb of its clause."""
    distance = 1
    while (code := place.code(distance)) == "c" or code not in OPEN:
        qualifies = (
            place.word(1).endswith("ed") and distance == 1 and place.code(2) in "nN"
        )  # commits developed nations
        if (code in "vb" and place.word(distance - 1) != "to") or (code == "e" and not qualifies):
            return True
        if code == "x" and place.word(distance).lower() not in INFINITE:
            return True
        distance += 1
    return False
