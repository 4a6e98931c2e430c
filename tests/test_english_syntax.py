"""The words and phrases of English sentences, and which verb governs a number."""

from __future__ import annotations

from collections.abc import Callable

from numfacts.linking.english.syntax import REACH, Syntax

Parse = Callable[[str], Syntax]


def test_a_verb_too_far_away_governs_nothing(parse_english: Parse) -> None:
    near = "The board cut " + "steel " * (REACH - 2) + "5 percent."
    far = "The board cut " + "steel " * REACH + "5 percent."
    for text, begin in ((near, 2), (far, None)):
        syntax = parse_english(text)
        verb = syntax.verb_before(syntax.codes.rindex("Q"))
        assert (verb.begin if verb is not None else None) == begin


def test_phrases_of_a_list(parse_english: Parse) -> None:
    syntax = parse_english("Ford, Tata and Volvo lost 5 percent.")
    last = syntax.phrase_before(syntax.codes.index("e"))
    assert last is not None
    assert [syntax.text[slice(*syntax.span(phrase))] for phrase in syntax.coordinated(last)] == [
        "Ford",
        "Tata",
        "Volvo",
    ]
