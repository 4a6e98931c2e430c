"""The classes of English words in their sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from numfacts.linking.english.syntax import Syntax

Parse = Callable[[str], Syntax]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The board will raise fees by 5 percent.", "dnxvnpQ"),
        ("Prices rose 5 percent in May.", "neQpT"),
        ("China's exports grew 5 percent.", "N'neQ"),
        ("It plans to cut 50 jobs.", "ovxvQn"),
        ("The plan is to cut 50 jobs.", "dnxxvQn"),
        ("Investors plan to sell 5 shares.", "NvxvQ"),
        ("The stock gained 5 percent, killing hopes.", "dneQ,gn"),
        ("A list of sweeping tariffs rose 5 percent.", "dnpnneQ"),
        ("It won by hitting China with tariffs of 5 percent.", "oepgNpnpQ"),
        ("Reuters says imports fell 5 percent.", "NvneQ"),
        ("Sales jumped 5 percent this summer.", "neQT"),
        ("Tations Oak jumped 5 percent.", "NNeQ"),
        ("Cation jumped 5 percent, said Cation.", "NeQ,eN"),
        ("The world's most valuable firm lost $5 billion.", "dn'nnneQ"),
        ("A restructuring that cut 5 jobs ended.", "dnkeQne"),
        ("The bombing of 5 towns ended.", "dnpQne"),
        ("Some 107 additional confirmed cases rose to 5.", "QnnnepQ"),
        ("About 1,200 people needed care.", "Qen"),
    ],
)
def test_classes(parse_english: Parse, text: str, codes: str) -> None:
    assert parse_english(text).codes == codes


def test_words_keep_their_place(parse_english: Parse) -> None:
    text = "Northgate’s sales – it said – rose more than 5 percent."
    words = parse_english(text).words
    assert [text[word.start : word.end] for word in words] == [
        "Northgate", "’s", "sales", "–", "it", "said", "–", "rose", "more than 5 percent",
    ]  # fmt: skip
