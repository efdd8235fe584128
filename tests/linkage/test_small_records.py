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


def bare(name: str, **told: Any) -> dict[str, Any]:
    """A row with a day and a type, and what else is given."""
    return {"report_id": name, "date_start": DAY, "date_end": DAY, "event_type": "shelling"} | told


TOLL = {"killed_low": 5, "killed_high": 5}
TWO_TOWNS = [
    ({"place": "Aleppo"}, {"place": "Daraa"}),
    ({"place": "Saraqib", "admin1": "Idlib"}, {"place": "Ariha", "admin1": "Idlib"}),
    ({"place": "Saraqib"} | TOLL, {"place": "Ariha"} | TOLL),
    ({"place": "Saraqib", "admin1": "Idlib"} | TOLL, {"place": "Ariha", "admin1": "Idlib"} | TOLL),
    ({"place": "Kafr Nabl", "admin1": "Idlib"}, {"place": "Kafr Zita", "admin1": "Idlib"}),
    ({"place": "Kafr Nabl"}, {"place": "Kafr Nabudah"}),
]


@pytest.mark.parametrize("towns", TWO_TOWNS)
def test_two_named_towns_of_no_known_distance_are_two_incidents(towns: tuple[dict[str, Any], ...]) -> None:
    assert len(found([bare(name, **town) for name, town in zip("ab", towns, strict=True)])) == 2


@pytest.mark.parametrize("other", ["كفر نبل", "Kafranbel", "Кафр Набль", "Kafr Nabl market"])
def test_two_spellings_of_one_village_are_one_incident(other: str) -> None:
    assert len(found([bare("a", place="Kafr Nabl"), bare("b", place=other)])) == 1


def test_rows_that_tell_no_place_do_not_join_by_day_and_type_alone() -> None:
    assert len(found([bare("a"), bare("b")])) == 2
    assert len(found([bare("a", actor_alleged="Government"), bare("b", actor_alleged="Government")])) == 2
    assert len(found([bare("a"), bare("b", place="Saraqib", lat=35.86, lon=36.8)])) == 2


def test_rows_that_tell_no_place_join_by_their_words() -> None:
    words = (
        "Shelling hit the bakery in the central market, five wounded children",
        "Five children wounded as shelling struck bakery at central market",
    )
    assert len(found([bare(name, summary=text) for name, text in zip("ab", words, strict=True)])) == 1
    asked = bare("a", summary="Shelling of Saraqib during the night, people fled")
    assert len(found([asked, bare("b", place="Saraqib")])) == 1


def test_the_evidence_on_a_row_without_a_place_is_what_it_is_scored_by() -> None:
    rows = [bare("a", **TOLL), bare("b", place="Saraqib", lat=35.86, lon=36.8, **TOLL)]
    table = pa.Table.from_pylist(rows, schema=schema("reports"))
    linked = linkage.link(table, parameters=linkage.prior())
    told = linkage.explain("a", "b", table, linked.parameters)
    assert told.bits == pytest.approx(linked.scored.score[0] / 1024, abs=0.01)
    assert ("place", -3.0, "place not named") in [(g.field, g.bits, g.words) for g in told.grounds]


@pytest.mark.parametrize("written", ["Shelling", "SHELLING ", "shelling"])
def test_a_type_is_the_same_whatever_its_case(written: str) -> None:
    rows = [bare("a", place="Saraqib"), bare("b", place="Saraqib", event_type=written)]
    table = pa.Table.from_pylist(rows, schema=schema("reports"))
    grounds = linkage.explain("a", "b", table, linkage.prior()).grounds
    assert "same type" in [ground.words for ground in grounds]


@pytest.mark.parametrize("told", ["unknown", "n/a", "Not specified", "неизвестно", "غير معروف", "-"])
def test_a_place_that_is_told_as_unknown_is_none(told: str) -> None:
    assert len(found([bare("a", place=told), bare("b", place=told)])) == 2
    assert len(found([bare("a", place=told, admin1=told), bare("b", place=told, admin1=told)])) == 2


def test_two_quarters_of_one_name_are_two_incidents() -> None:
    assert len(found([bare("a", place="East Ghouta"), bare("b", place="West Ghouta")])) == 2


@pytest.mark.parametrize(("days", "sources"), [(2, 1), (3, 1), (2, 2), (3, 2), (3, 3), (5, 2)])
def test_like_shelling_of_one_town_day_by_day_is_an_incident_a_day(days: int, sources: int) -> None:
    rows = [
        bare(
            f"{day}-{source}",
            date_start=DAY + dt.timedelta(days=day),
            date_end=DAY + dt.timedelta(days=day),
            published=DAY + dt.timedelta(days=day + 1),
            source=f"Monitor {source}",
            place="Saraqib",
            admin1="Idlib",
            actor_alleged="Government forces",
            **TOLL,
        )
        for day in range(days)
        for source in range(sources)
    ]
    assert found(rows) == {frozenset(f"{day}-{source}" for source in range(sources)) for day in range(days)}


def test_five_towns_of_one_day_and_toll_are_five_incidents() -> None:
    towns = ("Saraqib", "Ariha", "Harim", "Binnish", "Sarmin")
    rows = [bare(t, place=t, admin1="Idlib", actor_alleged="Government", source=t, **TOLL) for t in towns]
    assert len(found(rows)) == 5
    assert len(partition(linkage.link(pa.Table.from_pylist(rows, schema=schema("reports"))).links)) == 5
