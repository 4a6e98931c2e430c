"""The body for which someone with a title tells: Ann Berg, head of the Elm Union, said; Elm Union head Ann Berg."""

from __future__ import annotations

from numfacts.linking.english.syntax import Phrase, Syntax

OF = frozenset(["of", "at", "for", "from", "with"])  # between a title and the body
EXECUTIVE = "executive"  # of whom a body has that is run as a firm
ASIDE = frozenset("dsanNp'c")  # codes of what someone is


def of_officer(syntax: Syntax, verb: int) -> Phrase | None:
    """Give the body whose officer the verb of telling at a position is said of; an officer of a firm is none."""
    end = verb
    while syntax.code(end - 1) in "axT":
        end -= 1 + (syntax.code(end - 1) == "T" and syntax.code(end - 2) == "p")
    begin = syntax.codes.rfind(",", 0, end - 1) if syntax.code(end - 1) == "," else len(syntax.codes[:end].rstrip("N"))
    if EXECUTIVE in map(syntax.word, range(max(begin - 1, 0), end)):
        return None
    return _behind_name(syntax, end - 1) if syntax.code(end - 1) == "," else _before_name(syntax, end)


def _behind_name(syntax: Syntax, comma: int) -> Phrase | None:
    """Read what stands behind a name between commas: Ann Berg, the head of the Elm Union, said."""
    opening = syntax.codes.rfind(",", 0, comma)
    if opening < 1 or syntax.codes[opening - 1] != "N" or not set(syntax.codes[opening + 1 : comma]) <= ASIDE:
        return None
    owner = syntax.codes.find("'", opening, comma)
    if owner > 0:
        return _body(syntax, syntax.phrase_before(owner), owner)
    joint = next((at for at in range(opening + 1, comma) if syntax.word(at) in OF), None)
    return None if joint is None else _body(syntax, syntax.phrase_after(joint + 1), comma)


def _before_name(syntax: Syntax, end: int) -> Phrase | None:
    """Read what stands before a name and its title: the Elm Union's chairwoman Ann Berg, Elm Union head Ann Berg."""
    phrase = syntax.phrase_before(end)
    name = len(syntax.codes[:end].rstrip("N"))
    if phrase is None or name == end or syntax.code(name - 1) != "n":
        return None
    title = name
    while title > phrase.begin and syntax.codes[title - 1] == "n":
        title -= 1
    title -= syntax.code(title - 1) == "'"
    return _body(syntax, Phrase(phrase.begin, title, ""), title) if title > phrase.begin else None


def _body(syntax: Syntax, phrase: Phrase | None, end: int) -> Phrase | None:
    """Give a phrase as far as ``end``, where it is of a body that has a name."""
    if phrase is None or not syntax.fits("english-body", phrase.end - 1):
        return None
    goes_on = syntax.word(phrase.end) in ("of", "for") and end > phrase.end
    return phrase._replace(end=end) if goes_on else phrase
