from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numfacts.ruleset.beginnings import first_of, guarded, listed
from numfacts.ruleset.contents import parts_of
from numfacts.ruleset.loader import shipped_directory
from numfacts.ruleset.patterns import compose
from numfacts.ruleset.yaml import Source

PATTERNS = [
    ("(?<!a)b|c", "(?=[bc])(?:(?<!a)b|c)"),
    ("(?:ab|(?:c|d)e)?f", "(?=[acdf])(?:(?:ab|(?:c|d)e)?f)"),
    ("(?:x(?=y)|[0-9]{2})?(?P<name>[a-c-]+)", r"(?=[0-9\-a-cx])(?:(?:x(?=y)|[0-9]{2})?(?P<name>[a-c-]+))"),
    (r"(?<=\s)(?:\d+|\w)", r"(?=[\d\w])(?:(?<=\s)(?:\d+|\w))"),
    ("(?<!x)(?i:ka|s)", "(?=[KSks\u017f\u212a])(?:(?<!x)(?i:ka|s))"),
    ("(?<!x)(?si:ka|s)", "(?=[KSks\u017f\u212a])(?:(?<!x)(?si:ka|s))"),
    (r"^(?:\]|-|\^)", r"(?=[\-\]\^])(?:^(?:\]|-|\^))"),
    ("(?:a++)?b", "(?=[ab])(?:(?:a++)?b)"),
]
PLAIN = [
    "ab", "[ab]c", "ab|cd", "(ab|cd)e",  # re looks for these by itself
    "a*", "(?<=a)", "(?:a|$)", "$",  # nothing at all may come first
    ".a", "[^a]b", r"(?<!a)\D", "(?<!a)(?:b|.)", r"(?:(a)|b)?\1c", "(?<!a)(?>b|c)",  # anything may
    "(?<!a)(?:b|[一-鿿])",  # most characters do
    "(?i)(?<!a)b", "(?s)(?<!a)b",
]  # fmt: skip
TEXTS = st.text(alphabet="abcdefksxy019-]^ \nABK\u212a\u017f中", max_size=12)


@pytest.mark.parametrize(("pattern", "expected"), PATTERNS)
def test_what_a_match_can_begin_with_is_looked_at_first(pattern: str, expected: str) -> None:
    assert guarded(pattern) == expected


@pytest.mark.parametrize("pattern", PLAIN)
def test_a_pattern_that_gains_nothing_stays_as_it_is(pattern: str) -> None:
    assert guarded(pattern) == pattern


@given(pattern=st.sampled_from([pattern for pattern, _ in PATTERNS]), text=TEXTS)
def test_a_guarded_pattern_matches_what_it_did(pattern: str, text: str) -> None:
    assert spans(guarded(pattern), text) == spans(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("(?<!a)b|c", "[bc]"),
        ("ab", "[a]"),
        ("[0-9]x", "[0-9]"),
        ("(?i:k)", "[Kk\u212a]"),
        ("(?i:[a-ci])", "[ABCIabci\u0130\u0131]"),
        ("(?i:é)", "(?i:[é])"),
        ("a*", ""),
        ("(?<!a)", ""),
        (".a", ""),
    ],
)
def test_what_a_match_can_begin_with_is_written_as_a_class(pattern: str, expected: str) -> None:
    assert first_of(pattern) == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("[0-9]{2,4}(?:号|x)", "[0-9x号]"),
        ("(?<!1)1?2(?=a)", "[12a]"),
        ("[0-9x]y", "[0-9xy]"),
        ("[0-9]+x?", ""),  # anything may follow
        ("1(?=2|b)", ""),
        (r"\d\s", r"[\d\s]"),
        ("x[0-9]", "[x]"),
    ],
)
def test_what_can_stand_behind_characters_passed_over_is_written_as_a_class(pattern: str, expected: str) -> None:
    assert first_of(pattern, "0123456789") == expected


@pytest.mark.parametrize(
    ("chars", "expected"), [("a", "a"), ("a-c9", "abc9"), (r"\[-", "[-"), (r"\d", None), ("^a", None)]
)
def test_the_characters_of_a_class_are_listed(chars: str, expected: str | None) -> None:
    assert listed(chars) == (None if expected is None else frozenset(expected))


def test_the_shapes_match_what_they_did() -> None:
    text = (Path(__file__).parent.parent / "corpus" / "sample.txt").read_text("utf-8")
    sources = [Source(path, path.read_bytes()) for path in sorted(shipped_directory().glob("shapes*[a-z].yaml"))]
    shared = parts_of(Source(path := shipped_directory() / "parts.yaml", path.read_bytes()).data)
    given = [
        compose(rule["pattern"], {**shared, **parts_of(source.data)})
        for source in sources
        for rule in source.data.get("rules", ())
        if "pattern" in rule
    ]
    changed = [pattern for pattern in given if guarded(pattern) != pattern]
    assert len(changed) > 100
    for pattern in changed:
        assert spans(guarded(pattern), text) == spans(pattern, text), pattern


def spans(pattern: str, text: str) -> list[tuple[tuple[int, int], tuple[str | None, ...]]]:
    return [(match.span(), match.groups()) for match in re.finditer(pattern, text)]
