"""Who confirms whose entries, with the entries as denominator."""

from datetime import date
from typing import Any

import pytest

from ceasefire.figures import Period
from ceasefire.figures.tables import confirmation_rates
from ceasefire.findings import matrix
from ceasefire.findings.positions import check_positions
from ceasefire.vocabulary.confirmations import Confirms
from tests.figures.tallies import astana_daily, astana_other
from tests.findings.authority import chartered, ledger
from tests.findings.tables import links, position, table

D = date.fromisoformat
TRUCE = Period(name="truce", start=D("2017-01-01"), end=D("2017-05-31"))
LATE = Period(name="late", start=D("2020-10-01"), end=D("2022-02-28"))
CONFIRMED = Confirms(measure="confirmed", by="north", of="south")


def count(day: str, measure: str, n: int, *, by: str | None = None, text: str = "A", **extra: Any) -> dict[str, Any]:
    return {
        "tally_id": f"{day}/{measure}/{text}/{extra.get('place', 'ALL')}",
        "date_start": D(day),
        "date_end": D(day),
        "measure": measure,
        "low": n,
        "high": n,
        "counted_by": by,
        "publisher": text,
        "address": text,
        "place": "ALL",
    } | extra


def of(*rows: dict[str, Any], confirms: Confirms = CONFIRMED) -> list[dict[str, Any]]:
    told = [*rows, count("2016-01-01", "firing", 1, by="south", place="Hama")]
    found: list[dict[str, Any]] = matrix(
        table("tallies", told),
        table("positions"),
        table("links"),
        table("reports"),
        checks=table("position_checks"),
        confirms=[confirms],
    ).to_pylist()
    return found


def test_a_day_and_its_sum() -> None:
    rows = of(
        count("2017-01-22", "confirmed", 3),
        count("2017-01-22", "firing", 12, by="south"),
        count("2017-02-14", "confirmed", 1),
        count("2017-02-14", "firing", 9, by="south"),
    )
    assert [(r["date"], r["agreed_low"], r["agreed_high"], r["entries"]) for r in rows] == [
        (D("2017-01-22"), 3, 3, 12),
        (D("2017-02-14"), 1, 1, 9),
        (None, 4, 4, 21),
    ]
    assert rows[0]["lineage"] == ["2017-01-22/confirmed/A/ALL", "2017-01-22/firing/A/ALL"]


def test_a_span_of_confirmations_stays_a_span() -> None:
    rows = of(count("2017-03-25", "confirmed", 0) | {"high": 1}, count("2017-03-25", "firing", 19, by="south"))
    assert [(r["agreed_low"], r["agreed_high"], r["entries"]) for r in rows] == [(0, 1, 19), (0, 1, 19)]
    [figure] = confirmation_rates(
        table("matrix", rows), [Period(name="March", start=D("2017-03-01"), end=D("2017-03-31"))]
    )
    assert (figure.value, figure.low, figure.note) == (None, 0.0, "0 to 1 of 19")


def test_a_day_without_a_total_has_no_denominator_and_adds_nothing() -> None:
    rows = of(count("2017-01-22", "confirmed", 3))
    assert [(r["entries"], r["agreed_low"]) for r in rows] == [(None, 3), (None, 0)]
    assert rows[1]["why"] == "days with both numbers: 0; without a total, left out: 1; printed by A"
    assert (
        confirmation_rates(table("matrix", rows), [Period(name="all", start=D("2017-01-01"), end=D("2017-12-31"))])
        == ()
    )


def test_the_same_texts_total_comes_first_and_differing_other_texts_give_none() -> None:
    same = of(
        count("2017-01-22", "confirmed", 3, text="B"),
        count("2017-01-22", "firing", 12, by="south", text="B"),
        count("2017-01-22", "firing", 10, by="south", text="A"),
    )
    assert (same[0]["entries"], same[0]["why"]) == (12, "total from same text")
    other = of(count("2017-01-22", "confirmed", 3, text="B"), count("2017-01-22", "firing", 10, by="south"))
    assert (other[0]["entries"], other[0]["why"]) == (10, "total from other texts of the day")
    differ = of(
        count("2017-01-22", "confirmed", 3, text="C"),
        count("2017-01-22", "firing", 10, by="south", text="A"),
        count("2017-01-22", "firing", 12, by="south", text="B"),
    )
    assert differ[0]["entries"] is None


def test_other_bodies_totals_places_and_longer_periods_are_no_denominator() -> None:
    rows = of(
        count("2017-01-22", "confirmed", 3),
        count("2017-01-22", "firing", 12, by="north"),
        count("2017-01-22", "firing", 6, by="south", place="Aleppo"),
        count("2017-01-22", "firing", 80, by="south", text="W", date_end=D("2017-01-28")),
    )
    assert rows[0]["entries"] is None


def test_twenty_four_hours_over_two_days_belong_to_the_day_they_are_stated_for() -> None:
    night = {"date_start": D("2017-03-24"), "date_end": D("2017-03-25")}
    rows = of(
        count("2017-03-25", "confirmed", 1) | night | {"as_of": D("2017-03-25")},
        count("2017-03-25", "firing", 19, by="south"),
    )
    assert [(r["date"], r["agreed_low"], r["entries"]) for r in rows] == [(D("2017-03-25"), 1, 19), (None, 1, 19)]
    assert of(count("2017-03-25", "confirmed", 1) | night) == []


def test_the_measure_of_the_entries_may_be_named() -> None:
    named = Confirms(measure="confirmed", by="north", of="south", entries="complaints")
    rows = of(count("2017-01-22", "confirmed", 3), count("2017-01-22", "complaints", 4, by="south"), confirms=named)
    assert rows[0]["entries"] == 4


@pytest.mark.parametrize(("day", "confirmed", "entries"), [("2017-01-22", 3, 12), ("2017-02-14", 1, 9)])
def test_the_days_of_the_example_that_can_be_read(day: str, confirmed: int, entries: int) -> None:
    [row] = [r for r in example() if r["date"] == D(day)]
    assert (row["agreed_low"], row["entries"]) == (confirmed, entries)


def test_the_compilers_rates_of_confirmation_are_reproduced() -> None:
    early, late = confirmation_rates(table("matrix", example()), [TRUCE, LATE])
    assert (early.text(), len(early.watched or ())) == ("6 of 225 (0.03)", 20)
    assert (late.numerator, late.denominator, len(late.watched or ())) == (0, 123, 15)
    assert early.label == "truce: russia confirms entries of turkey"


def test_a_rate_never_joins_eras_with_different_practice_unsaid() -> None:
    """The bulletins of 2017 confirm some entries, those of 2020 and later none: one rate over both would say neither."""
    sums = [(r["period"], r["agreed_low"], r["entries"]) for r in example(periods=[TRUCE, LATE]) if r["date"] is None]
    assert sums == [("truce", 6, 225), ("late", 0, 123)]
    by_gap = [(r["date_start"].year, r["agreed_low"], r["entries"]) for r in example() if r["date"] is None]
    assert by_gap[0] == (2017, 6, 225)
    assert {(year, confirmed) for year, confirmed, _ in by_gap[1:]} <= {(2020, 0), (2021, 0), (2022, 0)}
    assert sum(entries for _, _, entries in by_gap) == 348


def test_a_period_over_several_eras_says_beside_its_rate_which_it_joins() -> None:
    told = table("matrix", example())
    whole = Period(name="all years", start=D("2017-01-01"), end=D("2022-12-31"))
    joined, *own = confirmation_rates(told, [whole, TRUCE, LATE])
    assert joined.text() == "6 of 348 (0.02)"
    assert joined.note == "joins truce (6 of 225) and late (0 of 123)"
    assert [rate.note for rate in own] == [None, None]
    [alone] = confirmation_rates(told, [whole])
    assert alone.note is None  # a period that contains no other is one era, because the settings say so
    assert all(rate.note is None for rate in confirmation_rates(told))


def example(**more: Any) -> list[dict[str, Any]]:
    import pyarrow as pa

    told = pa.concat_tables([astana_daily(), astana_other()])
    one = Confirms(measure="turkish_cases_confirmed_by_russia", by="russia", of="turkey")
    found: list[dict[str, Any]] = matrix(
        *(told, table("positions"), table("links"), table("reports")),
        checks=table("position_checks"),
        confirms=[one],
        **more,
    ).to_pylist()
    return found


def compared(*held: dict[str, Any]) -> list[dict[str, Any]]:
    told = table("positions", held)
    linked = links(i1="r1 r2", i2="r3", i3="r4")
    checks = check_positions(told, linked, chartered({"south": ("desk", "mission")}))
    found: list[dict[str, Any]] = matrix(table("tallies"), told, linked, table("reports"), checks=checks).to_pylist()
    return found


def test_positions_of_two_bodies_are_compared_on_the_incidents_of_the_other() -> None:
    rows = compared(
        position(1, "north", "legal", "violation", about=["r1"]),
        position(2, "south", "legal", "violation", about=["r2"]),
        position(3, "north", "legal", "violation", about=["r3"]),
        position(4, "south", "legal", "undecided", about=["r3"]),
        position(5, "north", "legal", "violation", about=["r4"]),
        position(6, "guest", "legal", "violation", about=["r4"]),
    )
    assert [(r["by"], r["of"], r["agreed_low"], r["disagreed"], r["entries"]) for r in rows] == [
        ("north", "south", 1, 1, 2),
        ("south", "north", 1, 1, 3),
    ]
    assert rows[1]["why"] == "south is silent on 1 of 3 incidents on which north holds a value"


@pytest.mark.parametrize(
    ("theirs", "mine", "found"),
    [
        ({}, {"stand": "dissent"}, (0, 0, 1, 1)),
        ({"stand": "dissent"}, {}, (0, 0, 1, 1)),
        ({}, {"stand": "concur"}, (1, 1, 0, 1)),
        ({}, {"stand": "abstain"}, (0, 0, 0, 1)),
        ({"stand": "dissent"}, {"stand": "dissent"}, (0, 1, 0, 1)),
        ({"stand": "dissent"}, {"value": "undecided"}, (0, 1, 0, 1)),
        ({}, {"value": "undecided", "stand": "dissent"}, (0, 1, 0, 1)),
        ({"stand": "abstain"}, {}, None),
        ({"ledger": ledger("south")}, {}, None),
        ({}, {"ledger": ledger("north")}, None),
    ],
)
def test_how_stands_count(theirs: dict[str, Any], mine: dict[str, Any], found: tuple[int, ...] | None) -> None:
    rows = compared(
        position(1, "north", "legal", "violation") | theirs, position(2, "south", "legal", "violation") | mine
    )
    told = [
        (r["agreed_low"], r["agreed_high"], r["disagreed"], r["entries"])
        for r in rows
        if (r["by"], r["of"]) == ("south", "north")
    ]
    assert told == ([found] if found is not None else [])
    [why] = [r["why"] for r in rows if (r["by"], r["of"]) == ("south", "north")] or [""]
    assert ("nobody can tell" in why) == (found is not None and found[0] != found[1])
    assert ("abstains on 1" in why) == (mine.get("stand") == "abstain")


def test_whether_a_body_whose_offices_differ_agrees_nobody_can_tell() -> None:
    rows = compared(
        position(1, "north", "legal", "violation"),
        position(2, "south", "legal", "violation"),
        position(3, "south", "legal", "undecided", ledger=ledger("south", "mission")),
    )
    assert [(r["agreed_low"], r["agreed_high"], r["disagreed"]) for r in rows] == [(0, 1, 0), (0, 1, 0)]
    assert rows[0]["lineage"] == ["p1", "p2", "p3"]
