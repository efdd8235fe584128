"""Reports that tell no day are compared as of the days up to their filing: with dated ones, not with one another."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from ceasefire import linkage
from ceasefire.linkage.features.days_and_places import FILED_LATE_DAYS
from ceasefire.linkage.scale import shards
from tests.linkage.worlds import world

QUIET = linkage.Options(words=False)
DAY = dt.date(2018, 3, 21)
STRIKE: dict[str, Any] = {
    "date_start": DAY,
    "date_end": DAY,
    "lat": 35.1,
    "lon": 36.7,
    "place": "Saraqib",
    "event_type": "airstrike",
    "actor_target": "market",
    "killed_low": 7,
    "killed_high": 7,
    "summary": "Seven people died in the vegetable market of Saraqib",
}
NO_DAY = {"date_start": None, "date_end": None}


def table(*rows: dict[str, Any]) -> pa.Table:
    told = [STRIKE | {"report_id": f"r{k}", "source": f"desk {k}"} | row for k, row in enumerate(rows)]
    return pa.Table.from_pylist(told)


def filed(days: int) -> dict[str, Any]:
    """No day, and filed so many days after the strike."""
    return NO_DAY | {"first_filed": f"{DAY + dt.timedelta(days=days)}T09:30:00Z"}


def incidents(reports: pa.Table) -> list[str]:
    found: list[str] = linkage.link(reports, options=QUIET, parameters=linkage.prior()).links["incident_id"].to_pylist()
    return found


@pytest.mark.parametrize(
    ("days", "together"), [(0, True), (9, True), (FILED_LATE_DAYS, True), (FILED_LATE_DAYS + 40, False), (-9, False)]
)
def test_a_report_without_a_day_is_of_the_days_up_to_its_filing(days: int, together: bool) -> None:
    one, other = incidents(table({"first_filed": None}, filed(days)))
    assert (one == other) == together


def test_two_reports_without_a_day_that_were_filed_together_are_no_nearer() -> None:
    one, other = incidents(table(filed(3), filed(3)))
    assert one != other


def test_two_reports_without_a_day_meet_through_one_that_tells_it() -> None:
    assert len(set(incidents(table(filed(3), filed(4), {"first_filed": None})))) == 1


def test_the_day_of_an_incident_is_never_that_of_filing() -> None:
    linked = linkage.link(table(filed(3), {"first_filed": None}), options=QUIET, parameters=linkage.prior())
    (incident,) = linked.incidents.to_pylist()
    assert (incident["date_start"], incident["date_end"]) == (DAY, DAY)
    alone = linkage.link(table(filed(3)), options=QUIET, parameters=linkage.prior()).incidents.to_pylist()
    assert alone[0]["date_start"] is None


def test_notes_say_what_it_was_taken_for() -> None:
    linked = linkage.link(table(filed(3), {"first_filed": None}, NO_DAY), options=QUIET, parameters=linkage.prior())
    assert linked.notes == (
        "1 report tells no day and was compared with none: r2",
        "1 report tells no day: it was taken to be of the 30 days up to its filing, and does not join another without one by"
        " itself: r0",
    )


def test_equal_reports_without_a_day_all_join_the_one_that_tells_it() -> None:
    assert len(set(incidents(table({"first_filed": None}, *[filed(3)] * 8)))) == 1


def test_without_a_day_and_a_place_nothing_is_compared() -> None:
    nowhere = filed(3) | {"lat": None, "lon": None}
    one, other = incidents(table({"first_filed": None}, nowhere))
    assert one != other


def test_what_is_filed_tells_of_nothing_that_came_after() -> None:
    one, other = incidents(table({"first_filed": None}, filed(-2)))
    assert one != other


BAD = ["", "soon", "2018-13-40T00:00:00Z", "20180321", "2018-02-30", " 2018-03-25", "2018-03-25garbage", "25/03/2018"]


@pytest.mark.parametrize("told", BAD)
def test_a_time_of_filing_that_cannot_be_read_is_none(told: str) -> None:
    reports = table({"first_filed": None}, NO_DAY | {"first_filed": told})
    linked = linkage.link(reports, options=QUIET, parameters=linkage.prior())
    assert linked.notes == ("1 report tells no day and was compared with none: r1",)
    assert linked.links["link_kind"].to_pylist() == ["alone", "alone"]


def test_a_sum_without_a_day_has_no_parts() -> None:
    whole = filed(3) | {"summary": "12 violations in Saraqib this week", "killed_low": None, "killed_high": None}
    linked = linkage.link(table(*[{"first_filed": None}] * 3, whole), options=QUIET, parameters=linkage.prior())
    assert "part_of" not in linked.links["link_kind"].to_pylist()


def some_without_days(seed: int) -> pa.Table:
    rng = np.random.default_rng(seed)
    rows = world(seed, 300, per_day=25.0)[0].to_pylist()
    for row in rows:
        row["first_filed"] = f"{row['date_start'] + dt.timedelta(days=int(rng.integers(25)))}T00:00:00Z"
        row |= NO_DAY if rng.random() < 0.2 else {}
    return pa.Table.from_pylist(rows)


@pytest.mark.parametrize("seed", range(3))
def test_shards_steps_and_orders_give_the_same_links(seed: int) -> None:
    reports, known = some_without_days(seed), linkage.prior()
    whole = linkage.link(reports, options=QUIET, parameters=known).links.sort_by("report_id")
    parts = [shards.score_part(shards.part(reports, run, QUIET), run, known, QUIET) for run in shards.plan(reports, 60)]
    assert shards.gather(reports, parts, None, known, QUIET).links.sort_by("report_id").equals(whole)
    backwards = reports.take(list(range(len(reports)))[::-1])
    assert linkage.link(backwards, options=QUIET, parameters=known).links.sort_by("report_id").equals(whole)
    first = linkage.link(reports.slice(0, 150), options=QUIET, parameters=known)
    steps = linkage.extend(first, reports.slice(0, 150), reports.slice(150))
    assert steps.links.sort_by("report_id").equals(whole)
