"""Small records under the shipped set: accounts filed one by one stay one incident, a log's two entries stay two."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire import linkage
from ceasefire.vocabulary import schema
from tests.linkage.helpers import partition

DAY = dt.date(2018, 3, 10)


def account(name: str, source: str, killed: int | None, text: str | None = None, **other: Any) -> dict[str, Any]:
    """One account of an air strike on Sarmin; `hour` tells when."""
    hour = other.pop("hour", None)
    told = (
        {} if hour is None else dict.fromkeys(("utc_start", "utc_end"), dt.datetime(2018, 3, 10, hour, tzinfo=dt.UTC))
    )
    return (
        {
            "report_id": name,
            "source": source,
            "date_start": DAY,
            "date_end": DAY,
            "place": "Sarmin",
            "admin1": "Idlib",
            "lat": 35.9036,
            "lon": 36.7261,
            "place_precision": 1,
            "event_type": "airstrike",
            "killed_low": killed,
            "killed_high": killed,
            "summary": text,
        }
        | told
        | other
    )


def found(rows: list[dict[str, Any]]) -> set[frozenset[str]]:
    """The incidents under the shipped set."""
    return partition(
        linkage.link(pa.Table.from_pylist(rows, schema=schema("reports")), parameters=linkage.prior()).links
    )


NEARBY = {"place": "Sarmeen", "lat": 35.905, "lon": 36.724}
SIX = [
    account("r1", "Monitor A", 3, "Air strike on the market of Sarmin kills three", hour=10),
    account("r2", "Monitor B", 3, "Three killed in raid on Sarmeen market", hour=11, **NEARBY),
    account("r3", "Monitor C", 4, "Four people died when aircraft hit the market", lat=35.9, lon=36.73),
    account("r4", "Monitor A", 4, "Toll of air strike on Sarmin rises to four", hour=10),
    account("r5", "Monitor B", 4, "Death toll in Sarmeen rises to four", hour=11, **NEARBY),
    account("r6", "Monitor C", 5, "Five dead in Sarmin market, civil defence says"),
]


@pytest.mark.parametrize("dropped", [(), ("summary",), ("lat", "lon", "place_precision"), ("utc_start", "utc_end")])
def test_six_accounts_by_three_sources_are_one_incident_at_each_step(dropped: tuple[str, ...]) -> None:
    rows = [one | dict.fromkeys(dropped) for one in SIX]
    for count in range(2, len(rows) + 1):
        assert found(rows[:count]) == {frozenset(one["report_id"] for one in rows[:count])}


@settings(max_examples=20, deadline=None)
@given(st.permutations(SIX))
def test_the_order_of_filing_does_not_matter(rows: list[dict[str, Any]]) -> None:
    assert found(rows) == {frozenset(one["report_id"] for one in SIX)}


@pytest.mark.parametrize("outlets", [("Paper X", "Paper X"), ("Paper X", "Paper Y"), (None, None)])
def test_a_source_that_corrects_itself_tells_one_incident(outlets: tuple[str | None, str | None]) -> None:
    first, second = (
        account(
            name, "Ministry", killed, f"{killed} dead in the strike on Sarmin", publisher=outlet, published=DAY + later
        )
        for name, killed, outlet, later in zip(
            ("m1", "m2"), (22, 24), outlets, (dt.timedelta(0), dt.timedelta(1)), strict=True
        )
    )
    assert found([first, second]) == {frozenset({"m1", "m2"})}


@pytest.mark.parametrize("tolls", [(1, 2), (3, 5), (3, 7), (22, 24)])
def test_a_source_that_raises_its_toll_tells_one_incident(tolls: tuple[int, int]) -> None:
    text = "Air strike on the market of Sarmin"
    first, second = (account(name, "Monitor A", killed, text) for name, killed in zip(("m1", "m2"), tolls, strict=True))
    assert found([first, second]) == {frozenset({"m1", "m2"})}


@pytest.mark.parametrize("told", [(1, 2), (None, None), (2, 9)])
@pytest.mark.parametrize("what", [("the market", "the school"), None])
def test_two_entries_of_one_log_are_two_incidents(
    told: tuple[int | None, int | None], what: tuple[str, str] | None
) -> None:
    texts = [f"Air strike on {one} of Sarmin" for one in what] if what else [None, None]
    rows = [
        account(name, "Monitor A", killed, text, publisher="Monitor A", address="https://example.org/log/1")
        for name, killed, text in zip(("l1", "l2"), told, texts, strict=True)
    ]
    assert found(rows) == {frozenset({"l1"}), frozenset({"l2"})}
