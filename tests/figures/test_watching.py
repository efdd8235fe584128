"""What was watched: days, numbers, and that nothing stated is not zero."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ceasefire.figures.watching import NOT_KNOWN, columns, watching

D = date.fromisoformat


def said(start: str, end: str, by: str = "mission", **numbers: int | None) -> dict[str, Any]:
    told = dict.fromkeys(("posts", "patrols", "hours", "denied"))
    return {"coverage_id": f"{by}/{start}", "by": by, "date_start": D(start), "date_end": D(end)} | told | numbers


def test_where_nobody_says_what_was_watched_nothing_is_known_and_nothing_is_zero() -> None:
    assert watching([], D("2026-03-01"), D("2026-03-31")) is None
    assert watching([said("2026-01-01", "2026-01-02", patrols=1)], D("2026-03-01"), D("2026-03-31")) is None
    found = columns(None)
    assert found.pop("coverage") == NOT_KNOWN
    assert set(found.values()) == {None}


def test_days_watched_denied_and_not_watched_are_told_apart() -> None:
    rows = [
        said("2026-03-02", "2026-03-04", patrols=9, posts=3, denied=1),
        said("2026-03-05", "2026-03-06", patrols=0, hours=0, denied=2),
        said("2026-03-10", "2026-03-10", posts=2, hours=5),
    ]
    found = watching(rows, D("2026-03-01"), D("2026-03-10"))
    assert found is not None
    assert (found.days_watched, found.days_denied, found.days_not_watched) == (4, 2, 4)
    assert (found.posts, found.patrols, found.hours, found.denied) == (3, 9, 5, 3)
    assert found.words() == "watched 4, denied 2, not watched 4 of 10 days"


def test_of_a_statement_that_reaches_beyond_the_span_only_the_days_count() -> None:
    found = watching([said("2026-02-20", "2026-03-02", patrols=9)], D("2026-03-01"), D("2026-03-10"))
    assert found is not None
    assert (found.days_watched, found.patrols, found.partly) == (2, None, 1)
    assert "numbers of 1 longer statement left out" in found.words()


SPANS = st.tuples(st.integers(0, 30), st.integers(0, 10), st.sampled_from([None, 0, 1]), st.sampled_from([None, 0, 1]))


@given(st.lists(SPANS, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_days_add_up_to_the_span_in_any_order(
    spans: list[tuple[int, int, int | None, int | None]], random: Any
) -> None:
    first = D("2026-03-01")
    rows = [
        said(str(first + timedelta(days=a)), str(first + timedelta(days=a + n)), by=str(i), patrols=p, denied=d)
        for i, (a, n, p, d) in enumerate(spans)
    ]
    found = watching(rows, first, first + timedelta(days=40))
    assert found is not None
    assert found.days_watched + found.days_denied + found.days_not_watched == 41
    random.shuffle(rows)
    assert watching(rows, first, first + timedelta(days=40)) == found
