"""Which class a word of an English sentence is of that can be a noun, a verb or a participle: by what is beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from numfacts.linking.english.place import Place, is_plural, predicative

if TYPE_CHECKING:
    from typing import TypeAlias

    from numfacts.linking.english.syntax import Word

    Settles: TypeAlias = Callable[["Place"], bool]

TERMLY = ("annual", "ly", "-on-year", "-on-month", "-on-quarter")  # ends of times that qualify a noun
NEAR = frozenset(["this", "last", "next"])
MODALS = frozenset(["will", "would", "can", "could", "may", "might", "must", "should"])
SINGULAR = frozenset(["it", "he", "she", "It", "He", "She"])
PLAIN = frozenset(
    ["take", "come", "become", "go", "get", "remain", "begin", "keep", "start", "range", "face"]
)  # verbs that are no nouns
CHARGED = 12  # words before what someone did in which it may be said that they are held for it
CHARGING = frozenset(["for", "of", "with", "over"])  # what stands between that and what they did
ACCUSED = frozenset(
    ["accused", "arrested", "charged", "convicted", "detained", "fined", "guilty", "jailed", "sentenced", "suspected"]
)
SIZES = ("percent", "per cent", "%", "points")  # ends of quantities that tell how much something is of another
WHOLE = ("people", "person", "hour", "mph", "km/h")  # ends of quantities behind which no noun of theirs follows
UNCHANGED = frozenset(["cost", "bid"])  # verbs whose past is like their present: the hall cost $3 million
SIDES = frozenset(["higher", "lower"])
SINGLE = frozenset(["one", "One", "1"])
DOING = frozenset(["after", "before", "by", "while", "without", "when", "since", "for", "from", "of", "through"])
RELATIVE = frozenset(["that", "which", "who", "what"])
ADDED = frozenset(["additional", "more", "other", "new", "further"])
PARTICLES = frozenset(["de", "der", "von", "van", "du", "del", "la", "bin"])  # in names, between capitals
CLOSERS = frozenset("dsQp'")  # codes behind which an ending in -ed or -ing only qualifies the noun that follows
WORN = re.compile("d?a*[nN]+ep[dan]*N+(?:pd?[nN]+)*")  # codes of a noun and of who did something to it
OPENERS = frozenset("nNoTka,)")  # codes a finite verb can stand behind
FOLLOWERS = frozenset("dspxQkoNaTe")  # codes of what follows it


def settle(text: str, words: list[Word], names: set[int], reports: set[int]) -> list[Word]:
    """Settle the class of words that can be nouns or verbs, by the first of ``RULES`` that reads each, in order."""
    place = Place(text, words, names, reports)
    for index, code in enumerate(place.codes):
        if code in BY_CODE:
            place.stand(index)
            place.codes[index] = _settled(place, code)
    return [
        word if word.code == code else word._replace(code=code) for word, code in zip(words, place.codes, strict=True)
    ]


def _settled(place: Place, code: str) -> str:
    """Give the code that a word gets."""
    for becomes, reads in BY_CODE[code]:
        if reads(place):
            return becomes
    return UNREAD.get(code, code)


def to_infinitive(place: Place) -> bool:
    """Read the to of an infinitive: to cut, to be sold, to further cut; not hikes to import levies."""
    if place.word() != "to" or place.after not in "bnaex":
        return False
    distance = 2 if place.after == "a" else 1
    if place.starts(place.names, distance):
        return False
    verb = place.code(distance) in "bne" and not is_plural(place.word(distance))
    return verb or place.code(distance) == "x"


def infinitive(place: Place) -> bool:
    """Read the verb of an infinitive: to cut, to further cut."""
    distance = -2 if place.before == "a" else -1
    return place.code(distance) == "x" and place.word(distance) == "to"


def behind_modal(place: Place) -> bool:
    """Read the verb of a modal: the board will probably list."""
    distance = -2 if place.before == "a" else -1
    return place.code(distance) == "x" and place.word(distance).lower() in MODALS


def of_singular(place: Place) -> bool:
    """Read a verb in -s behind the pronoun that opens a clause: as it kicks off."""
    return place.before == "o" and place.code(-2) in "k," and is_plural(place.word()) and place.word(-1) in SINGULAR


def of_who(place: Place) -> bool:
    """Read the verb that who opens: drivers who park on pavements; not who critics say."""
    return place.before == "k" and place.word(-1) == "who" and place.after in "pdsNo"


def progressive(place: Place) -> bool:
    """Read a participle behind its auxiliary: is pumping."""
    return place.before == "x" and place.word().endswith("ing")


def adding(place: Place) -> bool:
    """Read a participle before its number that a comma or the like adds: will close a mill, saving $3 million."""
    return place.before in ",pk" and place.after == "Q" and place.word().endswith("ing")


def gerund(place: Place) -> bool:
    """Read the verb in a noun of doing that has an object: after selling its tower, by opening a mill."""
    return place.word().endswith("ing") and place.word(-1).lower() in DOING and place.after in "ds"


def near_time(place: Place) -> bool:
    """Read what qualifies a time: the attack last November."""
    return place.after == "T" and place.word() in NEAR


def in_name(place: Place) -> bool:
    """Read a particle in a name: Ann von der Berg."""
    follow = 2 if place.word(1) in PARTICLES else 1
    return place.before == "N" and place.word() in PARTICLES and place.code(follow) == "N"


def of_name(place: Place) -> bool:
    """Read the end of a name that is called by its owner: Marlow's rose 5 percent."""
    behind = place.codes[place.index + 2 : place.index + 3]
    return place.before == "N" and place.after in "vex" and behind not in ([], ["n"], ["N"])


def of_term(place: Place) -> bool:
    """Read a noun behind a time that qualifies it: an annual target of."""
    return place.before == "T" and place.text.endswith(TERMLY, 0, place.words[place.index - 1].end)


def opening(place: Place) -> bool:
    """Read a word that opens its sentence as a noun: Plans fell through."""
    return not place.index


def counted(place: Place) -> bool:
    """Read a noun that is counted behind a name, and what of it: 80 Elmish targets in."""
    return place.code(-2) + place.before == "QN" and place.after == "p"


def returned(place: Place) -> bool:
    """Read the back of a verb: took back 40 flats."""
    return place.word() == "back" and place.before in "veg"


def of_clause(place: Place) -> bool:
    """Read a verb behind its auxiliary or the word that opens its clause: it plans, which still makes."""
    return place.before in "xok" or (place.before == "a" and place.code(-2) in "ok")


def of_many(place: Place) -> bool:
    """Read a verb in the plural of things told before those right before it: changes to the law take effect.

    Nothing but prepositions and nouns stands between. So too of two: a man and a woman remain in hospital; and before
    what they become: their firms go bankrupt.
    """
    if place.before != "n" or place.word() not in PLAIN:
        return False
    if place.after == "n" and is_plural(place.word(-1)):
        return True
    begin = place.index
    while begin and place.codes[begin - 1] in "nNdsaQ'p":
        begin -= 1
    if begin and place.codes[begin - 1] == "c" and place.after == "p":
        return True
    first = next((at for at in range(begin, place.index) if place.codes[at] == "p"), 0)
    return first > begin and place.codes[first - 1] == "n" and is_plural(place.word(first - 1 - place.index))


def of_number(place: Place) -> bool:
    """Read what so many say or expect: said 12 percent expect; not hit 80 targets."""
    done_to = place.code(-2) in "veg" and not place.starts(place.reports, -2)
    return place.before == "Q" and place.reporting and not done_to


def of_activity(place: Place) -> bool:
    """Read a verb of several between them and a participle: parents support banning phones."""
    return place.before in "nN" and is_plural(place.word(-1)) and place.after == "g"


def changed(place: Place) -> bool:
    """Read changes as the object of a verb, behind their size and what changes: announced 5 percent rent increases."""
    sized = place.code(-2) == "Q" and place.word(-2).endswith(SIZES)
    return sized and place.before == "n" and place.code(-3) in "veg" and place.after in "p,"


def joined(place: Place) -> bool:
    """Read a second verb, which has an object: cut costs and plans a mill."""
    return place.before == "c" and place.after in "dsQoN"


def agreeing(place: Place) -> bool:
    """Read a verb between its subject, with which it agrees, and its object: the mills plan a sale."""
    compared = place.word(1) in SIDES and place.code(2) in "p,"  # mills stand higher in the table
    follows = place.after in FOLLOWERS or place.reporting or compared
    return place.before in OPENERS and follows and (_agrees(place) or _unchanged(place))


def of_owner(place: Place) -> bool:
    """Read what stands in the way of a noun behind its owner: the world's most accurate clock."""
    return place.before == "'" and place.after == "n"


def as_part(place: Place) -> bool:
    """Read a preposition of several words: as part of steps to lower rents."""
    return place.after == "n" and place.text.startswith("as part of ", place.words[place.index].start)


def as_role(place: Place) -> bool:
    """Read a preposition where no clause can begin, as its verb is that of what stands before: the hat worn by X as Y.

    Up to here the sentence has but participles of what someone did to its noun.
    """
    opens = place.word() == "as" and place.after in "dsnN"
    return opens and WORN.fullmatch("".join(place.codes[: place.index])) is not None


def measured(place: Place) -> bool:
    """Read what names a metric: the official purchasing managers' index."""
    return place.starts(place.names)


def those_told(place: Place) -> bool:
    """Read those whom something befell as what is numbered: the number of dead in the quake, of injured has."""
    return place.before == "p" and place.word(-2) == "number" and place.word(-1) == "of" and place.after in "pkx,ve"


def with_auxiliary(place: Place) -> bool:
    """Read a subject before its auxiliary: heavy flooding has."""
    return place.before in "nNd,k" and place.after == "x"


def on_board(place: Place) -> bool:
    """Read a preposition of two words: thefts on board Elmish ferries."""
    return place.word() == "board" and place.word(-1) == "on" and place.after in "Nds"


def told_of(place: Place) -> bool:
    """Read a noun of which something is told: a restructuring that, the bombing of."""
    return place.before in "nd'" and (place.after in "k," or (place.word(1) == "of" and place.word() != "consisting"))


def working(place: Place) -> bool:
    """Read a participle of those who are counted: 60 builders working on the hall, 12 firms meeting in Elmford."""
    doing = place.word().endswith("ing") and place.after in "p,"
    return doing and place.before == "n" and is_plural(place.word(-1)) and place.code(-2) == "Q"


def in_compound(place: Place) -> bool:
    """Read a noun within those that are counted: two drug trafficking cases; not a 12 km road linking cities."""
    if place.before != "n" or place.after != "n" or is_plural(place.word(-1)) or not is_plural(place.word(1)):
        return False
    distance = -1
    while place.code(distance) in "nN":
        distance -= 1
    number = place.word(distance).replace(",", "")
    return place.code(distance) == "Q" and number.isalnum() and number not in SINGLE


def of_event(place: Place) -> bool:
    """Read an event behind what qualifies it, that did something: the world's largest religious gathering hit."""
    finite = place.after in "ve" and place.code(2) in "Qdso"
    return finite and place.before == "n" and place.code(-2) in "nds'a" and not is_plural(place.word(-1))


def recurring(place: Place) -> bool:
    """Read what qualifies a noun behind a time: its annual recurring revenue."""
    return place.before == "T" and place.after == "n" and place.code(-2) in "ds'"


def of_origin(place: Place) -> bool:
    """Read what qualifies those who are counted behind where they are from: 33 Elmish polling staff."""
    return place.before == "N" and place.after == "n" and place.code(-2) == "Q"


def held_for(place: Place) -> bool:
    """Read what someone is held to have done, which qualifies nothing: jailed for bribing officials."""
    if place.before != "p" or place.after != "n" or place.word(-1) not in CHARGING:
        return False
    return any(place.word(distance) in ACCUSED for distance in range(-1 - CHARGED, -1))


def of_size(place: Place) -> bool:
    """Read a verb behind the size of what it is said of: a drop of 4 percent hit Oak stocks; not of 4 used cars."""
    sized = place.before == "Q" and place.word(-1).endswith(SIZES) and place.word(-2) == "of"
    return sized and place.code(-3) == "n" and place.after in "nN"


def added(place: Place) -> bool:
    """Read a participle behind a word that adds to a number: 107 additional confirmed cases."""
    return place.after == "n" and place.word(-1) in ADDED


def sized(place: Place) -> bool:
    """Read a cut behind what it is by: a 15 percent cut in fares."""
    return place.before == "Q" and place.word() == "cut" and place.code(-2) in "dsap" and place.after in "p,x"


def handled(place: Place) -> bool:
    """Read what qualifies the object of a participle: a school sheltering displaced people."""
    return place.before == "g" and place.after in "nN" and place.index > 1 and place.code(-2) in "nN,"


def in_clause(place: Place) -> bool:
    """Read what qualifies a noun that opens a clause: and that annualised revenue rose; not a report that cut."""
    if place.before != "k" or place.after != "n":
        return False
    word = place.word(-1).lower()
    return word not in RELATIVE or (word == "that" and place.index > 1 and place.code(-2) in "cve")


def qualified_past(place: Place) -> bool:
    """Read a past participle that qualifies a noun: the revised figure."""
    return place.before == "d" or _qualifies(place)


def qualified_present(place: Place) -> bool:
    """Read a participle that qualifies a noun: existing duties, of sweeping demands; not by hitting China."""
    return place.after in "nN" if place.before == "e" else _qualifies(place)


RULES: tuple[tuple[str, str, Settles], ...] = (
    ("p", "x", to_infinitive),
    ("bne", "v", infinitive),
    ("n", "v", behind_modal),
    ("n", "a", predicative),
    ("n", "v", of_singular),
    ("n", "v", of_who),
    ("n", "g", progressive),
    ("n", "g", adding),
    ("n", "g", working),
    ("n", "d", near_time),
    ("n", "N", in_name),
    ("n", "g", gerund),
    ("'", "N", of_name),
    ("n", "p", on_board),
    ("b", "n", of_term),
    ("b", "n", opening),
    ("b", "n", counted),
    ("b", "a", returned),
    ("b", "v", of_clause),
    ("b", "v", of_many),
    ("b", "v", of_number),
    ("b", "v", of_activity),
    ("b", "n", changed),
    ("b", "v", joined),
    ("b", "v", agreeing),
    ("d", "n", of_owner),
    ("k", "p", as_part),
    ("k", "p", as_role),
    ("g", "n", measured),
    ("g", "n", with_auxiliary),
    ("g", "g", working),
    ("g", "n", told_of),
    ("g", "n", in_compound),
    ("g", "n", of_event),
    ("g", "n", recurring),
    ("g", "n", of_origin),
    ("g", "g", held_for),
    ("g", "n", qualified_present),
    ("e", "e", of_size),
    ("e", "n", those_told),
    ("e", "n", added),
    ("e", "n", sized),
    ("e", "n", handled),
    ("e", "n", in_clause),
    ("e", "n", qualified_past),
)  # the codes that each settles, and what it makes of them
UNREAD = {"b": "n"}  # what a word is that no rule reads, where that is another: the plans for a mill
BY_CODE = {
    code: tuple((becomes, reads) for codes, becomes, reads in RULES if code in codes)
    for code in sorted({*"".join(codes for codes, _, _ in RULES)})
}


def _agrees(place: Place) -> bool:
    """Say whether a verb is in the number of its subject: mills plan, a mill plans. A name tells not how many it is."""
    if place.before not in "nN":
        return True
    plural = is_plural(place.word(-1))
    return plural != is_plural(place.word()) or (place.before == "N" and (plural or place.reporting))


def _unchanged(place: Place) -> bool:
    """Say whether a verb is the same in the past: the hall cost $3 million."""
    return place.after == "Q" and place.word() in UNCHANGED


def _qualifies(place: Place) -> bool:
    """Say whether a participle stands between what opens a noun phrase and its noun: of sweeping demands."""
    if place.before not in CLOSERS or place.after not in "nNg" or place.before + place.after == "pN":
        return False
    if place.before == "Q" and place.word(-2) == "magnitude" and place.word(-3) == "of":
        return False
    return place.before != "Q" or not place.word(-1).endswith(WHOLE)  # 1,200 people needed care
