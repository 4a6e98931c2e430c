"""The way from normalized text back to its original."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numfacts.alignment import Alignment

Blocks = list[tuple[int, int]]
BLOCKS = st.lists(st.one_of(st.integers(0, 4).map(lambda n: (n, n)), st.tuples(st.integers(0, 4), st.integers(1, 4))))


def origins(blocks: Blocks) -> list[tuple[int, int]]:
    """Return, the slow and plain way, the original range of every normalized character."""
    result: list[tuple[int, int]] = []
    original = 0
    for length, original_length in blocks:
        for index in range(length):
            if length == original_length:
                result.append((original + index, original + index + 1))
            else:
                result.append((original, original + original_length))
        original += original_length
    return result


def check(alignment: Alignment, expected: list[tuple[int, int]]) -> None:
    assert alignment.length == len(expected)
    for start in range(len(expected)):
        for end in range(start + 1, len(expected) + 1):
            assert alignment.to_original(start, end) == (expected[start][0], expected[end - 1][1])
    points = [alignment.to_original(place, place) for place in range(len(expected) + 1)]
    assert all(start == end for start, end in points)
    assert points == sorted(points)


def test_identity_maps_every_range_to_itself() -> None:
    alignment = Alignment.identity(5)
    assert alignment.is_identity
    assert alignment.to_original(1, 4) == (1, 4)
    assert alignment.to_original(5, 5) == (5, 5)


def test_blocks_of_equal_parts_alone_are_an_identity() -> None:
    assert Alignment.from_blocks([(2, 2), (0, 0), (3, 3)]).is_identity
    assert Alignment.from_blocks([]).is_identity
    assert not Alignment.from_blocks([(2, 2), (0, 1)]).is_identity


def test_dropped_characters_belong_to_a_range_only_from_inside() -> None:
    alignment = Alignment.from_blocks([(0, 1), (2, 2), (0, 3), (1, 1), (0, 1)])
    assert alignment.to_original(0, 2) == (1, 3)
    assert alignment.to_original(1, 3) == (2, 7)
    assert alignment.to_original(0, 3) == (1, 7)


def test_a_changed_block_maps_as_a_whole() -> None:
    alignment = Alignment.from_blocks([(1, 1), (2, 3), (1, 1)])
    assert alignment.to_original(1, 2) == alignment.to_original(2, 3) == alignment.to_original(1, 3) == (1, 4)
    assert alignment.to_original(0, 2) == (0, 4)
    assert alignment.to_original(3, 4) == (4, 5)


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (2, 1), (0, 4)])
def test_a_range_outside_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        Alignment.from_blocks([(3, 2)]).to_original(start, end)


def test_steps_that_do_not_meet_are_refused() -> None:
    with pytest.raises(ValueError, match="meet"):
        Alignment.identity(3).then(Alignment.identity(4))


def test_a_text_of_which_nothing_is_left() -> None:
    alignment = Alignment.from_blocks([(0, 4)])
    assert not alignment.is_identity
    assert alignment.to_original(0, 0) == (0, 0)
    assert Alignment.from_blocks([(4, 4)]).then(alignment).original_length == 4


def test_an_alignment_can_be_pickled() -> None:
    alignment = pickle.loads(pickle.dumps(Alignment.from_blocks([(1, 1), (2, 3)])))
    assert alignment.to_original(0, 3) == (0, 4)


@given(BLOCKS)
def test_ranges_agree_with_their_characters(blocks: Blocks) -> None:
    check(Alignment.from_blocks(blocks), origins(blocks))


@given(BLOCKS, st.data())
def test_composed_steps_agree_with_their_characters(blocks: Blocks, data: st.DataObject) -> None:
    earlier = Alignment.from_blocks(blocks)
    later_blocks: Blocks = []
    left = earlier.length
    while left:
        size = data.draw(st.integers(1, left))
        later_blocks.append((data.draw(st.sampled_from([size, 0, 1, 2, 3])), size))
        left -= size
    middle = origins(blocks)
    expected = [(middle[start][0], middle[end - 1][1]) for start, end in origins(later_blocks)]
    composed = earlier.then(Alignment.from_blocks(later_blocks))
    assert composed.original_length == earlier.original_length
    check(composed, expected)
