"""Which class a word of an English sentence is of that can be a noun, a verb or a participle: by what is beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from numfacts.linking.english.clause_verbs import behind_share, lone_verb, of_asked
from numfacts.linking.english.place import Place, is_plural
from numfacts.linking.english.wanting import infinitive, to_infinitive, wanted

if TYPE_CHECKING:
    from typing import TypeAlias

    from numfacts.linking.english.syntax import Word

    Settles: TypeAlias = Callable[["Place"], bool]

TERMLY = ("annual", "ly", "-year", "-month", "-week", "-day", "-quarter")  # ends of times that qualify a noun
EACH = frozenset(["each", "both", "all"])
NEAR = frozenset(["this", "last", "next"])
MODALS = frozenset(["will", "would", "can", "could", "may", "might", "must", "should"])
PLAIN = frozenset(
    ["take", "come", "become", "go", "get", "remain", "begin", "keep", "start", "range", "face"]
)  # verbs that are no nouns
VERBS_ALONE = frozenset(["sees", "owns", "becomes", "loses"])  # verbs in -s that are never nouns: sees growth
FINITE = frozenset(["rose", "fell", "grew", "sank", "shrank", "slid"])  # verbs that stand behind nouns: costs rose
SIZES = ("percent", "per cent", "%", "points")  # ends of quantities that tell how much something is of another
WHOLE = ("people", "person", "hour", "mph", "km/h")  # ends of quantities behind which no noun of theirs follows
DOING = frozenset(["after", "before", "by", "while", "without", "when", "since", "for", "from", "of", "through"])
ADDED = frozenset(["additional", "more", "other", "new", "further"])
DOERS = frozenset(["they", "we", "he", "she"])  # pronouns that are no objects
PARTICLES = frozenset(["de", "der", "von", "van", "du", "del", "la", "bin"])  # in names, between capitals
CLOSERS = frozenset("dsQp'")  # codes behind which an ending in -ed or -ing only qualifies the noun that follows
RANKED = ("-biggest", "-largest", "-bestselling")  # ends of what ranks someone second or third
OPENERS = frozenset("nNoTka,)")  # codes a finite verb can stand behind
FOLLOWERS = frozenset("dspxQkoNaTe")  # codes of what follows it


def settle(text: str, words: list[Word], reports: set[int]) -> list[Word]:
    """Settle the class of words that can be nouns or verbs, by the first of ``RULES`` that reads each, in order."""
    place = Place(text, words, reports)
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


def behind_modal(place: Place) -> bool:
    """Read the verb of a modal: the board will probably list."""
    distance = -2 if place.before == "a" else -1
    return place.code(distance) == "x" and place.word(distance).lower() in MODALS


def of_pronoun(place: Place) -> bool:
    """Read the verb of a pronoun that opens a clause: as it kicks off, they find it hard."""
    return place.before == "o" and (is_plural(place.word()) or place.word(-1).lower() in DOERS)


def of_who(place: Place) -> bool:
    """Read the verb that who opens: drivers who park on pavements; not who critics say."""
    return place.before == "k" and place.word(-1) == "who" and place.after in "pdsNo"


def progressive(place: Place) -> bool:
    """Read a participle behind its auxiliary: is pumping."""
    return place.before == "x" and place.word().endswith("ing")


def adding(place: Place) -> bool:
    """Read a participle before its number that a comma or the like adds: will close a mill, saving $3 million.

    So it is behind an adverb: after allegedly finding 2 kg.
    """
    before = place.code(-2) if place.before == "a" else place.before
    return before in ",pk" and place.after == "Q" and place.word().endswith("ing")


def gerund(place: Place) -> bool:
    """Read the verb in a noun of doing that has an object: after selling its tower, by opening a mill."""
    return place.word().endswith("ing") and place.word(-1).lower() in DOING and place.after in "ds"


def floating(place: Place) -> bool:
    """Read who of several does something, behind them: the mills each cut 3 jobs, Oak and Elm both sent."""
    return place.word() in EACH and place.before in "nN" and place.after in "bevx"


def near_time(place: Place) -> bool:
    """Read what qualifies a time: the attack last November."""
    return place.after == "T" and place.word() in NEAR


def in_name(place: Place) -> bool:
    """Read a particle in a name: Ann von der Berg."""
    return place.before == "N" and place.word() in PARTICLES


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
    return place.code(-2) + place.before == "QN"


def returned(place: Place) -> bool:
    """Read the back of a verb: took back 40 flats."""
    return place.word() == "back"


def more(place: Place) -> bool:
    """Read a noun behind a word that adds to a number: 300 more reports."""
    return place.word(-1) in ADDED


def of_clause(place: Place) -> bool:
    """Read a verb behind its auxiliary or the word that opens its clause: it plans, which still makes."""
    return place.before in "xok"


def of_many(place: Place) -> bool:
    """Read a verb in the plural of things told before those right before it: changes to the law take effect.

    Nothing but prepositions and nouns stands between. So too of two: a man and a woman remain in hospital.
    """
    if place.before != "n" or place.word() not in PLAIN:
        return False
    begin = place.index
    while begin and place.codes[begin - 1] in "nNdsaQ'p":
        begin -= 1
    joined = begin > 0 and place.codes[begin - 1] == "c" and place.after == "p"
    return joined or "p" in place.codes[begin : place.index]


def of_activity(place: Place) -> bool:
    """Read a verb of several between them and a participle: parents support banning phones."""
    return place.before in "nN" and is_plural(place.word(-1)) and place.after == "g"


def changed(place: Place) -> bool:
    """Read changes behind their size and what changes: announced 5 percent rent increases."""
    return place.code(-2) + place.before == "Qn" and place.word(-2).endswith(SIZES)


def joined(place: Place) -> bool:
    """Read a second verb, which has an object: cut costs and plans a mill."""
    return place.before == "c" and place.after in "dsQoN"


def agreeing(place: Place) -> bool:
    """Read a verb between its subject, with which it agrees, and its object: the mills plan a sale."""
    verb = place.after in FOLLOWERS or place.reporting or place.word() in VERBS_ALONE
    return place.before in OPENERS and verb and place.word(1) not in FINITE and _agrees(place)


def foretelling(place: Place) -> bool:
    """Read the verb of who foretells something: the Elm Fund projects growth; not its projects worth $3 million."""
    tells = place.before == "N" and place.reporting and is_plural(place.word())
    return tells and (place.after in "dsQ" or (place.after == "n" and place.word(1) != "worth"))


def of_owner(place: Place) -> bool:
    """Read what stands in the way of a noun behind its owner: the world's most accurate clock."""
    return place.before == "'" and place.after == "n"


def as_part(place: Place) -> bool:
    """Read a preposition of several words: as part of steps to lower rents."""
    return place.after == "n" and place.text.startswith("as part of ", place.words[place.index].start)


def those_told(place: Place) -> bool:
    """Read those whom something befell as what is numbered: the number of dead in the quake, of injured has."""
    return place.before == "p" and place.word(-2) == "number"


def with_auxiliary(place: Place) -> bool:
    """Read a subject before its auxiliary: heavy flooding has."""
    return place.before in "nNd,k" and place.after == "x"


def on_board(place: Place) -> bool:
    """Read a preposition of two words: thefts on board Elmish ferries."""
    return place.word() == "board" and place.word(-1) == "on"


def opening_event(place: Place) -> bool:
    """Read an event that opens a sentence behind what it is like: Heavy flooding in Elm; not Fires raging in Elm."""
    return place.index == 1 and place.word(1) == "in" and not is_plural(place.word(-1))


def told_of(place: Place) -> bool:
    """Read a noun of which something is told: a restructuring that, the bombing of."""
    return place.before in "nd'" and (place.after in "k," or (place.word(1) == "of" and place.word() != "consisting"))


def working(place: Place) -> bool:
    """Read a participle of those who are counted: 60 builders working on the hall, 12 firms meeting in Elmford."""
    return place.code(-2) + place.before == "Qn" and place.word().endswith("ing") and place.after in "p,"


def in_compound(place: Place) -> bool:
    """Read a noun within those that are counted: two drug trafficking cases; not a 12 km road linking cities."""
    return place.before + place.after == "nn" and not is_plural(place.word(-1)) and is_plural(place.word(1))


def recurring(place: Place) -> bool:
    """Read what qualifies a noun behind a time: its annual recurring revenue."""
    return place.before == "T" and place.after == "n"


def of_origin(place: Place) -> bool:
    """Read what qualifies those who are counted behind where they are from: 33 Elmish polling staff."""
    return place.before == "N" and place.after == "n" and place.code(-2) == "Q"


def of_size(place: Place) -> bool:
    """Read a verb behind the size of what it is said of: a drop of 4 percent hit Oak stocks; not of 4 used cars."""
    return place.before == "Q" and place.word(-1).endswith(SIZES) and place.word(-2) == "of"


def added(place: Place) -> bool:
    """Read a participle behind a word that adds to a number: 107 additional confirmed cases."""
    return place.after == "n" and place.word(-1) in ADDED


def sized(place: Place) -> bool:
    """Read a cut behind what it is by, and of what: a 15 percent cut in fares, a 25 basis point rate cut.

    So too before what it is by: a rate cut of 25 basis points.
    """
    of_what = place.before == "n" and place.code(-2) == "Q" and place.after not in "nNds"
    of_what = of_what or (place.code(-2) + place.before == "dn" and place.word(1) == "of")
    return (place.before == "Q" or of_what) and place.word() == "cut"


def handled(place: Place) -> bool:
    """Read what qualifies the object of a participle: a school sheltering displaced people."""
    return place.before == "g" and place.after in "nN"


def _qualifies(place: Place) -> bool:
    """Say whether a participle stands between what opens a noun phrase and its noun: of sweeping demands.

    Not so by hitting China, and 1,200 people needed care.
    """
    if place.before + place.after == "sb":
        return True  # their winning run
    if place.before not in CLOSERS or place.after not in "nNg" or place.before + place.after == "pN":
        return False
    return place.before != "Q" or not (place.word(-1).endswith(WHOLE) or behind_share(place))


def in_clause(place: Place) -> bool:
    """Read what qualifies a noun that opens a clause: and that annualised revenue rose; not a report that cut."""
    return place.word(-1) == "that" and place.after == "n" and place.code(-2) in "cve"


def qualified_past(place: Place) -> bool:
    """Read a past participle that qualifies a noun: the revised figure, of previously owned homes."""
    behind = place.before == "a" and place.code(-2) in "dp" and place.after == "n"
    return behind or place.before == "d" or _qualifies(place)


RULES: tuple[tuple[str, str, Settles], ...] = (
    ("p", "x", to_infinitive),
    ("bne", "v", infinitive),
    ("n", "v", behind_modal),
    ("n", "v", of_pronoun),
    ("n", "v", of_who),
    ("bn", "v", lone_verb),
    ("n", "g", progressive),
    ("n", "g", adding),
    ("n", "g", working),
    ("n", "d", near_time),
    ("n", "N", in_name),
    ("n", "g", gerund),
    ("'", "N", of_name),
    ("n", "p", on_board),
    ("n", "v", foretelling),
    ("n", "v", wanted),
    ("b", "n", of_term),
    ("b", "n", counted),
    ("b", "a", returned),
    ("b", "n", opening),
    ("b", "n", more),
    ("b", "v", of_clause),
    ("b", "v", of_many),
    ("b", "v", of_asked),
    ("b", "v", of_activity),
    ("b", "n", changed),
    ("b", "v", joined),
    ("b", "v", agreeing),
    ("b", "v", wanted),
    ("d", "n", of_owner),
    ("d", "a", floating),
    ("k", "p", as_part),
    ("g", "n", with_auxiliary),
    ("g", "g", working),
    ("g", "n", opening_event),
    ("g", "n", told_of),
    ("g", "n", in_compound),
    ("g", "n", recurring),
    ("g", "n", of_origin),
    ("g", "n", _qualifies),
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
    if place.word() == "cost" and place.after == "Q":
        return True  # the hall cost $3 million
    plural = place.before in "nN" and is_plural(place.word(-1))
    return (
        place.before not in "nN"
        or plural != is_plural(place.word())
        or (place.before == "N" and (plural or place.reporting))
    )
