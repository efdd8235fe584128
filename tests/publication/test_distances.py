"""No phrase of a distance below two cells leaves the record, whatever levels the matcher has."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.linkage.scoring.compare import LEVEL
from ceasefire.linkage.scoring.fields import BY_NAME, COARSE, KM, KM_EDGES
from ceasefire.publication.distances import finer_than, in_steps

SIDES = (5.0, 25.0)


def told(words: list[str], protected: set[str], side: float = 5.0) -> list[str]:
    pairs = pa.table({"a": ["one"] * len(words), "b": ["two"] * len(words), "words": pa.array(words, pa.string())})
    found: list[str] = in_steps(pairs, protected, side)["words"].to_pylist()
    return found


def test_every_level_of_distance_has_an_upper_bound_but_the_last() -> None:
    assert len(KM) == len(KM_EDGES) + 1
    assert list(KM_EDGES) == sorted(KM_EDGES)
    assert "where" in LEVEL
    assert BY_NAME["where"].words[:-1] == tuple(f"{km}, {how}" for how in COARSE for km in KM)


@pytest.mark.parametrize("side", [0.1, 0.5, *SIDES, 100.0])
def test_phrases_are_finer_up_to_two_cells(side: float) -> None:
    assert finer_than(side) == KM[: sum(edge <= 2 * side for edge in KM_EDGES)]


@given(st.sampled_from(BY_NAME["where"].words), st.sampled_from(BY_NAME["place"].words), st.sampled_from(SIDES))
def test_no_finer_distance_is_left_in_the_words_of_any_pair(where: str, place: str, side: float) -> None:
    line = f"same day +1.9; {where} +2.7; {place} -0.6; killed: close +1.8"
    [found] = told([line], set(), side)
    distance, _, how = where.partition(", ")
    kept = distance not in finer_than(side)
    assert (distance in found) == kept
    assert not any(f"{phrase}," in found or f"{phrase} +" in found for phrase in finer_than(side))
    if not kept:
        assert f"in one cell or neighbouring cells of about {side:g} km" in found
        assert (COARSE[0] in found) is False
        assert how == COARSE[0] or how in found
    assert ("(places near)" in found or "(places apart)" in found) == (side <= 5 and "(places" in place)
    assert found.startswith("same day +1.9; ")
    assert found.endswith("; killed: close +1.8")


def test_the_words_of_a_protected_site_are_in_wider_steps() -> None:
    words = [f"{km}, {COARSE[0]} +1.0" for km in KM]
    narrow, wide = told(words, set()), told(words, {"two"})
    assert narrow == ["in one cell or neighbouring cells of about 5 km +1.0"] * 4 + words[4:]
    assert wide == ["in one cell or neighbouring cells of about 25 km +1.0"] * 6 + words[6:]
