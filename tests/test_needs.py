from __future__ import annotations

import re
from pathlib import Path
from re import _parser as parser  # type: ignore[attr-defined]

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numfacts.needs import needs
from numfacts.programs import Programs
from numfacts.ruleset import load_rules
from numfacts.ruleset.kinds import GroupsFile, ShapesFile
from numfacts.vocabulary.shapes import Shapes

PATTERNS = [
    ("[a-c]x", 0, ["x", "abc"]),
    ("x?[中文]+", 0, ["中文"]),
    ("(?:先生|女士)们", 0, ["们", "女生", "先士"]),
    ("(?P<name>[^x]+?)(?:a|bc)*(?>d|e)", 0, ["de"]),
    ("a(?i:b1)", 0, ["a", "1", "Bb"]),
    ("(?i)(?:ko|a)(?-i:k)", 0, ["k", "AOao"]),
    ("ab", re.IGNORECASE, ["Bb", "Aa"]),
    ("ß中", re.IGNORECASE, ["中"]),
    ("(?=a)(?<!b)(?:c|)$", 0, ["a"]),
    ("(?<=文)(?!中)[^a](?=b|c)", 0, ["文", "bc"]),
    (r"\d[\w-][^a].", 0, []),
    ("[一-鿿]", 0, []),
    ("(a)(?(1)b|c)", 0, ["a"]),
]
TEXTS = st.text(alphabet="abcdekxABK1中文先女生士们ß\u212a", max_size=8)


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    rules = load_rules()
    return Shapes(rules.of(ShapesFile), rules.of(GroupsFile))


@pytest.mark.parametrize(("pattern", "flags", "expected"), PATTERNS)
def test_what_each_match_has_is_told(pattern: str, flags: int, expected: list[str]) -> None:
    assert told(pattern, flags) == expected


@given(pattern=st.sampled_from(PATTERNS), text=TEXTS)
def test_a_text_that_matches_has_what_that_needs(pattern: tuple[str, int, list[str]], text: str) -> None:
    source, flags, _ = pattern
    if re.search(source, text, flags) is not None:
        assert all(set(text) & set(chars) for chars in told(source, flags))


def test_the_shapes_need_what_their_matches_have(shapes: Shapes) -> None:
    text = (Path(__file__).parent.parent / "corpus" / "sample.txt").read_text("utf-8")
    names = [rule.id for _, file in load_rules().of(ShapesFile) for rule in file.rules if rule.pattern is not None]
    found = {name: list(shapes[name].finditer(text)) for name in names}
    assert sum(map(len, found.values())) > 100
    for name, matches in found.items():
        assert [match.span() for match in shapes.found(name, text, frozenset(text))] == [
            match.span() for match in matches
        ], name


def test_what_a_pattern_needs_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "patterns-x.msgpack"
    first = Programs(path)
    first.compiled("中[ab]")
    first.keep()
    again = Programs(path)
    assert again.needs("中[ab]") == []  # not asked for yet
    again.compiled("中[ab]")
    assert again.needs("中[ab]") == first.needs("中[ab]") == ["中", "ab"]
    alone = Programs(None)
    alone.compiled("中[ab]")
    assert alone.needs("中[ab]") == []


def test_a_text_that_lacks_what_a_pattern_needs_is_not_searched(shapes: Shapes) -> None:
    text = "董事李明女士"
    assert [match[1] for match in shapes.found("honorific", text, frozenset(text))]
    assert not list(shapes.found("honorific", text, frozenset(text) - {"女", "士"}))
    assert not list(shapes.found("no-such-shape", text, frozenset(text)))


def told(pattern: str, flags: int = 0) -> list[str]:
    parsed = parser.parse(pattern, flags)
    return needs(parsed, flags | parsed.state.flags)
