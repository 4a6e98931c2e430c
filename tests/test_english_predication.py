"""What the verbs of English sentences are said of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from numfacts.linking.english.predication import subject_of
from numfacts.linking.english.syntax import Syntax

Parse = Callable[[str], Syntax]


def governed(syntax: Syntax) -> tuple[str | None, list[str]]:
    """Give the verb of the last quantity, and the phrases it is said of."""

    def text(span: tuple[int, int]) -> str:
        return syntax.text[slice(*span)]

    verb = syntax.verb_before(syntax.codes.rindex("Q"))
    if verb is None:
        return None, []
    return text(syntax.span(verb)), [text(syntax.span(phrase)) for phrase in subject_of(syntax, verb)]


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("Shares of Cedar Holdings shed 6 percent.", "shed", ["Shares", "Cedar Holdings"]),
        ("Cedar, the smartphone maker, on Monday earned $5 million.", "earned", ["Cedar"]),
        ("Wildfires raging in the hills doubled to 5 blazes.", "doubled", ["Wildfires", "hills"]),
        ("The board cut costs and raised $5 million.", "raised", ["board"]),
        ("Output fell, as Atlantis closed mills, cutting 5 jobs.", "cutting", ["Atlantis"]),
        ("Cedar saw a surge, a filing showed, passing 5 percent.", "passing", ["Cedar"]),
        ("The fire at a mill, which killed 5 people.", "killed", ["fire"]),
        ("The man who led the attack killed 5 people.", "killed", ["man"]),
        ("Cedar, valued at $5 million, is for sale.", "valued", ["Cedar"]),
        ("Analysts expect sales to rise 5 percent.", "to rise", ["sales"]),
        ("The EU unveiled a plan to raise $5 million.", "to raise", ["EU"]),
        ("The board will sell flats, with units to be sold at 5 percent.", "to be sold", ["units"]),
        ("The Council (CC) has received 5 complaints.", "has received", ["Council"]),
        ("Growth that beat 5 percent.", "beat", ["Growth"]),
        ("The men were on Monday fined 5 dollars.", "were on Monday fined", ["men"]),
        ("The man convicted of rioting and wounding with intent paid 5 dollars.", "paid", ["man", "intent"]),
        ("The attack on the northern subway that killed 5 people.", "killed", ["attack"]),
        ("The firm (FM) won an order (2 in all) to build 5 ships.", "to build", ["firm"]),
        ("Because of around 5 percent.", None, []),
    ],
)
def test_subjects(parse_english: Parse, text: str, verb: str | None, subject: list[str]) -> None:
    assert governed(parse_english(text)) == (verb, subject)
