"""Answers kept for sets of names and periods, held against asking anew each time."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.agreements.scope.who_what.names import Names
from ceasefire.agreements.scope.who_what.reason_cache import NameIndex, NameSets, Question, ReasonCache, Times
from ceasefire.agreements.three_valued import Reason, Reasons, agreed, no, undetermined, yes

CUTS = (10, 20, 30)
DOUBT = undetermined("straddles", "time")
BATCHES = st.lists(
    st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 40), st.integers(0, 25)), min_size=1, max_size=8),
    min_size=1,
    max_size=4,
)


def answer(names: Names, second: int) -> Reason:
    """One who joined in the second period, one who was there and left with the third, the others never."""
    if names.actors == ("a",):
        return yes("joined") if second >= 10 else no("not yet")
    if names.actors == ("b",):
        return no("left") if second >= 20 else yes("was in")
    return no("never")


def anew(name: str, start: int, length: int) -> Reason:
    end = max(start + length, start + 1)
    seconds = [start, *(c for c in CUTS if start < c < end)]
    return agreed([answer(Names(actors=(name,)), s) for s in seconds], DOUBT)


@given(BATCHES)
def test_what_is_kept_is_what_asking_anew_gives_and_stays_so(batches: list[list[tuple[str, int, int]]]) -> None:
    index, reasons = NameIndex(), Reasons()
    cache = ReasonCache(Question(CUTS, answer, DOUBT), index, reasons)
    given_out = []
    for rows in batches:
        distinct = sorted({name for name, _, _ in rows})
        which = np.array([distinct.index(name) for name, _, _ in rows], np.int64)
        numbers = index.numbers(NameSets([Names(actors=(name,)) for name in distinct], which))
        start = np.array([s for _, s, _ in rows], np.int64)
        end = start + np.array([length for _, _, length in rows], np.int64)
        given_out.append((rows, cache.codes(numbers, Times(start, end))))
    for rows, codes in given_out:
        assert [reasons.known[c] for c in codes.tolist()] == [anew(*row) for row in rows]
