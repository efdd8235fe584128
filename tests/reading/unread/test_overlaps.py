"""Spans are found by place as a look at each of them finds them."""

from hypothesis import given
from hypothesis import strategies as st

from ceasefire.reading.unread.overlaps import Overlaps

SPAN = st.tuples(st.integers(0, 2_000), st.integers(1, 700)).map(lambda s: (s[0], s[0] + s[1]))


@given(st.lists(SPAN, max_size=30), SPAN)
def test_what_touches_a_place_is_found_once_in_order(spans: list[tuple[int, int]], place: tuple[int, int]) -> None:
    start, end = place
    found = list(Overlaps((s, e, n) for n, (s, e) in enumerate(spans)).at(start, end))
    assert found == [n for n, (s, e) in enumerate(spans) if s < end and start < e]
