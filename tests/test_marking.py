"""Tests of marking spans under a text, in the columns of a terminal."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numfacts.authoring.marking import Marks, display_width, lanes, mark


def shown(text: str, *rows: Marks, width: int = 80, indent: int = 8) -> list[str]:
    return [line.text for line in mark(text, rows, width, indent)]


@pytest.mark.parametrize(
    ("text", "spans", "lines"),
    [
        ("up 12% now", [(3, 6)], ["text    up 12% now", "found      1^^"]),
        ("营收5亿元。", [(2, 5)], ["text    营收5亿元。", "found       1^^^^"]),
        ("營收１２％。", [(2, 5)], ["text    營收１２％。", "found       1^^^^^"]),
        ("5亿元，7亿元", [(0, 3), (4, 7)], ["text    5亿元，7亿元", "found   1^^^^  2^^^^"]),
        ("5亿元7亿元", [(0, 3), (3, 6)], ["text    5亿元7亿元", "found   1^^^^2^^^^"]),
        ("a\tb 5", [(4, 5)], ["text    a\\tb 5", "found        1"]),
        ("e\u0301 5", [(3, 4)], ["text    e\u0301 5", "found     1"]),
        ("no number", [], ["text    no number"]),
        ("", [], ["text"]),
    ],
)
def test_a_span_is_marked_in_the_columns_that_it_takes(
    text: str, spans: list[tuple[int, int]], lines: list[str]
) -> None:
    assert shown(text, Marks("found", "^", spans)) == lines


def test_each_row_of_marks_has_a_line_and_its_style() -> None:
    rows = [Marks("wanted", "-", [(0, 3)], "green"), Marks("found", "^", [(1, 3)], "red")]
    lines = list(mark("5亿元", rows, 80, 8))
    assert [line.text for line in lines] == ["text    5亿元", "wanted  1----", "found    1^^^"]
    assert [line.style for line in lines] == ["", "green", "red"]


def test_spans_that_overlap_are_marked_on_lines_of_their_own() -> None:
    row = Marks("found", "^", [(0, 6), (3, 6), (7, 8)])
    assert shown("5至6亿元人，7", row) == ["text    5至6亿元人，7", "found   1^^^^^^^^^  3", "found       2^^^^^"]


def test_a_number_that_does_not_fit_is_left_out() -> None:
    text = "1 " * 11
    (_, line) = shown(text, Marks("found", "^", [(place, place + 1) for place in range(0, 22, 2)]))
    assert line == "found   1 2 3 4 5 6 7 8 9 ^ ^"


def test_a_text_is_wrapped_and_its_spans_with_it() -> None:
    row = Marks("found", "^", [(9, 12)])
    assert shown("营收毛利净利收入共5亿元，", row, width=28) == [
        "text    营收毛利净利收入共5",
        "found                     1",
        "        亿元，",
        "found   ^^^^",
    ]


def test_lines_of_the_text_stay_lines() -> None:
    assert shown("甲5元\n\n乙6元\n", Marks("found", "^", [(1, 3), (6, 8)])) == [
        "text    甲5元",
        "found     1^^",
        "",
        "        乙6元",
        "found     2^^",
    ]


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("亿元", 4), ("，％", 4), ("ｱ", 1), ("e\u0301", 1), ("", 0)])
def test_full_width_characters_take_two_columns(text: str, width: int) -> None:
    assert display_width(text) == width


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)).map(lambda span: (span[0], sum(span))))


@given(SPANS.map(sorted))
def test_spans_of_a_lane_never_overlap_and_none_is_lost(spans: list[tuple[int, int]]) -> None:
    found = lanes(spans)
    assert sorted(number for lane in found for number in lane) == list(range(1, len(spans) + 1))
    for lane in found:
        assert all(spans[before - 1][1] <= spans[after - 1][0] for before, after in pairwise(lane))


@given(st.text("甲5a，\n", max_size=80), SPANS.map(sorted), st.integers(30, 50))
def test_no_line_is_wider_than_asked_for_and_every_column_of_a_span_is_marked(
    text: str, spans: list[tuple[int, int]], width: int
) -> None:
    lines = shown(text, Marks("found", "^", spans), width=width)
    assert all(display_width(line) <= width for line in lines)
    marked = sum(len(line[8:].replace(" ", "")) for line in lines if line.startswith("found"))
    pieces = [text[start:end].replace("\n", "") for start, end in spans]
    assert marked == sum(map(display_width, pieces))
