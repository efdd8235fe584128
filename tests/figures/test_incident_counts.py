"""Counting incidents by area and scope result."""

from datetime import date
from typing import Any

import pyarrow as pa

from ceasefire.figures.days_covered import DaysCovered
from ceasefire.figures.incident_counts import count_incidents, toll
from ceasefire.figures.tables import figures_table
from ceasefire.vocabulary import schema


def tables() -> tuple[pa.Table, pa.Table, pa.Table]:
    def incident(n: int, **extra: Any) -> dict[str, Any]:
        return {
            "incident_id": f"i{n}",
            "admin1": "Hama",
            "date_start": date(2017, 1, n),
            "event_types": ["shelling"],
        } | extra

    incidents = [
        incident(1, killed_low=2, killed_high=3),
        incident(2, event_types=["shelling", "rocket"], killed_low=1),
        incident(3, admin1=None),
        incident(4, killed_low=0, killed_high=0),
    ]
    scope = [
        {"incident_id": "i1", "result": "in_scope"},
        {"incident_id": "i2", "result": "undetermined"},
        {"incident_id": "i3", "result": "in_scope"},
    ]
    links = [{"report_id": f"r{n}{m}", "incident_id": f"i{n}"} for n in range(1, 5) for m in "ab"]
    return (
        pa.Table.from_pylist(incidents, schema=schema("incidents")),
        pa.Table.from_pylist(scope, schema=schema("scope")),
        pa.Table.from_pylist(links, schema=schema("links")),
    )


def test_incidents_by_area_and_result() -> None:
    found = count_incidents(*tables(), by=("admin1", "result"))
    assert {key: f.value for key, f in found.items()} == {
        ("Hama", "in_scope"): 1,
        ("Hama", "not tested"): 1,
        ("Hama", "undetermined"): 1,
        ("not told", "in_scope"): 1,
    }
    assert found["Hama", "in_scope"].lineage == ("r1a", "r1b")


def test_a_period_keeps_what_lies_wholly_in_it() -> None:
    found = count_incidents(*tables(), by=(), start=date(2017, 1, 2), end=date(2017, 1, 3))
    assert found[()].value == 2
    assert found[()].coverage == "coverage not known"


def test_a_list_puts_an_incident_under_each_value_and_says_so() -> None:
    found = count_incidents(*tables(), by=("event_types",), watched=DaysCovered.on([date(2017, 1, 1)]))
    assert {key: f.value for key, f in found.items()} == {("rocket",): 1, ("shelling",): 4}
    assert "do not add" in (found["rocket",].note or "")


def test_deaths_told_leave_open_what_is_not_told() -> None:
    incidents, _, links = tables()
    found = toll(incidents, links)
    assert found.text() == "at least 3"
    assert found.note == "3 of 4 incidents tell a number of dead"
    assert toll(incidents.slice(0, 1), links).text() == "2 to 3"
    assert toll(incidents.slice(2, 1), links).text() == "not told"


def test_figures_as_a_table() -> None:
    found = figures_table(count_incidents(*tables()).values(), limit=3).to_pylist()
    assert [(r["label"], r["value"], r["text"], r["statements"]) for r in found] == [
        ("in_scope", 2.0, "2", 4),
        ("not tested", 1.0, "1", 2),
        ("undetermined", 1.0, "1", 2),
    ]
    assert found[0]["lineage"][0].startswith("set:4:")
    assert found[1]["lineage"] == ["r4a", "r4b"]
