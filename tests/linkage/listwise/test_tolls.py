"""Tolls of two lists: what more, fewer and equal dead say, and that evidence grows with what the other account has."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest

from ceasefire import linkage
from ceasefire.linkage.listwise import tolls
from ceasefire.linkage.scoring.bits import UNIT
from ceasefire.linkage.scoring.in_runs import index_of

Toll = tuple[int | None, int | None, int | None]


def level_of(account: Toll, other: Toll, days: int = 1) -> int:
    """The level of an account of one day and another of some days, each with lowest, highest and civilian dead."""
    first = dt.date(2017, 6, 15)
    low, high, civilians = zip(account, other, strict=True)
    index = index_of(
        pa.table(
            {
                "report_id": ["a", "b"],
                "date_start": [first, first],
                "date_end": [first, first + dt.timedelta(days - 1)],
                "killed_low": pa.array(low, pa.int32()),
                "killed_high": pa.array(high, pa.int32()),
                "killed_civilians": pa.array(civilians, pa.int32()),
            }
        ),
        linkage.Options(),
    )
    at = {name: k for k, name in enumerate(index.ids.to_pylist())}
    return int(tolls.found(index, np.array([at["a"]]), np.array([at["b"]]))[0])


@pytest.mark.parametrize(
    ("account", "other", "words"),
    [
        ((None, None, None), (3, 3, 3), "killed: not told by both"),
        ((0, 0, 0), (0, 0, 0), "killed: both none"),
        ((2, 2, 2), (2, 2, 2), "killed: the same, 1 or 2"),
        ((4, 4, 4), (9, 9, 4), "killed: the same, 3 to 9"),
        ((4, 10, 4), (6, 6, 6), "killed: ranges overlap"),
        ((10, 10, 10), (8, 8, 8), "killed: a few fewer there"),
        ((10, 10, 10), (6, 6, 6), "killed: fewer there"),
        ((10, 10, 10), (2, 2, 2), "killed: under half as many there"),
        ((1, 1, 1), (2, 2, 2), "killed: more there, under 3 dead a day"),
        ((4, 4, 4), (21, 21, 21), "killed: more there, 20 to 39 dead a day; it may sum several"),
        ((4, 4, 4), (4, 4, 0), "killed: ranges overlap; no civilians there"),
        ((4, 4, None), (4, 4, 0), "killed: the same, 3 to 9"),
    ],
)
def test_a_pair_is_put_in_words(account: Toll, other: Toll, words: str) -> None:
    assert tolls.WORDS[level_of(account, other)] == words


def test_more_dead_are_taken_by_the_day() -> None:
    assert level_of((4, 4, 4), (45, 45, 45), days=30) == level_of((1, 1, 1), (2, 2, 2))


def test_the_more_dead_the_likelier_a_sum_and_fewer_speak_against_it() -> None:
    more = [level_of((1, 1, 1), (n, n, n)) for n in (2, 4, 8, 15, 30, 60)]
    assert (np.diff(tolls.BITS[more]) > 0).all()
    assert tolls.more(np.array(more, np.uint8)).all()
    fewer = [level_of((10, 10, 10), (n, n, n)) for n in (2, 6, 9)]
    assert (np.diff(tolls.BITS[fewer]) > 0).all()
    assert tolls.BITS[fewer[1]] < tolls.BITS[more[0]]
    assert tolls.BITS[level_of((0, 0, 0), (0, 0, 0))] == round(0.8 * UNIT)
