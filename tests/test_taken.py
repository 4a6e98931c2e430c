from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from numfacts.numbers.taken import Taken
from numfacts.records import Span

SPANS = st.builds(lambda start, size: Span(start, start + size), st.integers(0, 12), st.integers(0, 5))


@given(others=st.lists(SPANS, max_size=6), span=SPANS)
def test_a_span_is_in_the_way_of_what_shares_characters_with_it(others: list[Span], span: Span) -> None:
    expected = any(other.start < span.end and span.start < other.end for other in others)
    assert Taken(others).meets(span.start, span.end) == expected
