"""Parts that the patterns of all files share: classes of words, and expressions."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numfacts.ruleset import load_rules
from numfacts.ruleset.kinds import PartsFile
from numfacts.ruleset.patterns import compose, expression
from support.packs import problems, rule

Write = Callable[..., Path]

WORDS = st.lists(st.text("甲乙丙a.|", min_size=1, max_size=4), min_size=1, max_size=8)


@given(words=WORDS, text=st.text("甲乙丙a.|", max_size=6))
def test_of_listed_words_the_longest_that_stands_there_matches(words: list[str], text: str) -> None:
    match = re.compile(f"(?:{expression(words)})").match(text)
    standing = sorted((word for word in words if text.startswith(word)), key=len)
    assert (match and match[0]) == (standing[-1] if standing else None)


@given(words=WORDS)
def test_listed_words_take_a_quantifier_as_one(words: list[str]) -> None:
    pattern = re.compile(compose("^{any}{2}$", {"any": words}))
    assert all(pattern.match(first + second) for first in words for second in words)


def test_patterns_of_every_file_can_use_them(pack: Write) -> None:
    mine = pack(
        parts="kind: parts\nparts: {crops: [花生, 芝麻], kind: '{crops}[油酱]'}\n",
        codes="kind: exclusions\nrules: [{id: a, patterns: ['{kind}[0-9]+号']}]\n",
    )
    assert rule(load_rules([mine]), "codes/a").patterns == ["(?:(?:(?:芝麻|花生))[油酱])[0-9]+号"]


def test_a_file_has_its_own_part_of_a_name_that_all_files_have(pack: Write) -> None:
    mine = pack(
        parts="kind: parts\nparts: {crops: [花生]}\n",
        codes="kind: exclusions\nparts: {crops: 棉}\nrules: [{id: a, patterns: ['{crops}[0-9]+号']}]\n",
        more="kind: exclusions\nrules: [{id: a, patterns: ['{crops}[0-9]+号']}]\n",
    )
    rules = load_rules([mine])
    assert rule(rules, "codes/a").patterns == ["(?:棉)[0-9]+号"]
    assert rule(rules, "more/a").patterns == ["(?:(?:花生))[0-9]+号"]


@pytest.mark.parametrize("name", ["parts", "own-parts"])
def test_the_words_of_a_pack_join_those_before_in_the_patterns_of_all(pack: Write, name: str) -> None:
    first = pack(
        "first",
        parts="kind: parts\nparts: {crops: [花生]}\n",
        codes="kind: exclusions\nrules: [{id: a, patterns: ['{crops}[0-9]+号']}]\n",
    )
    second = pack("second", **{name: "kind: parts\nparts: {crops: [芝麻]}\n"})
    (pattern,) = rule(load_rules([first, second]), "codes/a").patterns
    assert [re.fullmatch(pattern, text) is not None for text in ("花生1号", "芝麻2号", "油菜3号")] == [
        True,
        True,
        False,
    ]


def test_an_expression_of_a_pack_takes_the_place_of_what_had_its_name(pack: Write) -> None:
    first = pack(
        "first",
        parts="kind: parts\nparts: {crops: [花生]}\n",
        codes="kind: exclusions\nrules: [{id: a, patterns: ['{crops}[0-9]+号']}]\n",
    )
    second = pack("second", parts="kind: parts\nparts: {crops: '[棉麻]'}\n")
    assert rule(load_rules([first, second]), "codes/a").patterns == ["(?:[棉麻])[0-9]+号"]


def test_they_are_kept_with_the_rules_and_are_none(pack: Write) -> None:
    mine = pack(crops="kind: parts\nparts: {crops: [花生]}\n")
    rules = load_rules([mine])
    assert load_rules([mine]) == rules
    assert ("crops", {"crops": ["花生"]}) in [(name, file.parts) for name, file in rules.of(PartsFile)]
    assert not any(citation.startswith(("parts/", "crops/")) for citation in rules.citations())


@pytest.mark.parametrize(
    ("body", "line", "column", "message"),
    [
        ("parts: {crops: [花生, 芝麻, 花生]}\n", 2, 25, "duplicate '花生'"),
        ("parts: {crops: [花生, '']}\n", 2, 21, "an empty term"),
        ("parts: {crops: '['}\n", 2, 16, "does not compile"),
        ("parts: {crops: [1]}\n", 2, 17, "expected"),
        ("parts: {}\nrules: [{id: a}]\n", 3, 8, "length"),
        ("{}\n", 1, 1, "the key 'parts' is missing"),
    ],
)
def test_a_bad_file_is_reported_with_its_place(pack: Write, body: str, line: int, column: int, message: str) -> None:
    text = "kind: parts\n" + (body if body != "{}\n" else "")
    (found,) = problems(pack(parts=text))
    assert found[:3] == ("parts.yaml", line, column)
    assert message in found[3]


def test_a_broken_part_does_not_blame_the_patterns_of_other_files(pack: Write) -> None:
    mine = pack(
        parts="kind: parts\nparts: {crops: '['}\n",
        codes="kind: exclusions\nrules: [{id: a, patterns: ['{crops}号']}]\n",
    )
    assert [found[0] for found in problems(mine)] == ["parts.yaml"]


def test_the_package_has_classes_that_its_patterns_use() -> None:
    parts = dict(next(file.parts for name, file in load_rules().of(PartsFile) if name == "parts"))
    assert all(isinstance(word, str) for part in parts.values() if isinstance(part, list) for word in part)
    assert "表示" in parts["says"]
