"""Counting incidents by area and scope result."""

from datetime import date
from itertools import product
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.figures.days_covered import DaysCovered
from ceasefire.figures.incident_counts import count_incidents, toll
from ceasefire.figures.tables import figures_table
from ceasefire.vocabulary import schema
from tests.soak import rounds


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


WORDS = (None, "", "Hama", "Homs")
LISTS = (None, [], ["shelling"], ["rocket", "shelling", "rocket"], ["", None])
DAYS = (None, date(2017, 1, 1), date(2017, 1, 3), date(2017, 2, 1))
drawn = st.lists(
    st.fixed_dictionaries(
        {
            "admin1": st.sampled_from(WORDS),
            "event_types": st.sampled_from(LISTS),
            "date_start": st.sampled_from(DAYS),
            "date_end": st.sampled_from((None, date(2017, 2, 1))),
            "killed_low": st.sampled_from((None, 0, 2)),
            "killed_high": st.sampled_from((None, 2, 5)),
            "scope": st.sampled_from((None, ("in_scope", ["m/1"], "z"), ("undetermined", None, None))),
            "reports": st.integers(1, 3),
        }
    ),
    max_size=8,
)


def of_rows(rows: list[dict[str, Any]], by: tuple[str, ...], start: date | None, end: date | None) -> dict[Any, Any]:
    """How many incidents stand under each combination, and on which reports that rests, row by row."""
    found: dict[tuple[str, ...], list[int]] = {}
    for n, row in enumerate(rows):
        last = row["date_end"] or row["date_start"]
        undated = row["date_start"] is None
        if (start or end) and (undated or (start and row["date_start"] < start) or (end and last > end)):
            continue
        tested = dict(zip(("result", "clauses", "zone"), row["scope"] or (), strict=False))
        for key in product(*(values(row, tested, name) for name in by)):
            found.setdefault(key, []).append(n)
    return {
        key: (len(ids), tuple(sorted(f"r{n}{m}" for n in ids for m in range(rows[n]["reports"]))))
        for key, ids in sorted(found.items())
    }


def values(row: dict[str, Any], tested: dict[str, Any], name: str) -> list[str]:
    if name not in row and not tested:
        return ["not tested"]
    value = row[name] if name in row else tested[name]
    if isinstance(value, list):
        return sorted({str(v) for v in value}) or ["not told"]
    return [str(value) if value not in (None, "") else "not told"]


@given(
    drawn,
    st.sampled_from(((), ("result",), ("admin1", "clauses"), ("event_types", "zone"), ("killed_low", "date_start"))),
    st.sampled_from((None, date(2017, 1, 2))),
    st.sampled_from((None, date(2017, 1, 20), date(2017, 2, 1))),
)
@settings(max_examples=rounds(40, 2000))
def test_incidents_counted_in_columns_are_those_counted_row_by_row(
    rows: list[dict[str, Any]], by: tuple[str, ...], start: date | None, end: date | None
) -> None:
    names = [{"incident_id": f"i{n}"} | row for n, row in enumerate(rows)]
    scope = [
        r["scope"]
        and dict(zip(("incident_id", "result", "clauses", "zone"), (r["incident_id"], *r["scope"]), strict=True))
        for r in names
    ]
    links = [{"report_id": f"r{n}{m}", "incident_id": f"i{n}"} for n, r in enumerate(rows) for m in range(r["reports"])]
    tables_of = (
        pa.Table.from_pylist([{k: v for k, v in r.items() if k != "scope"} for r in names], schema=schema("incidents")),
        pa.Table.from_pylist([one for one in scope if one], schema=schema("scope")),
        pa.Table.from_pylist(links[::-1], schema=schema("links")),
    )
    found = count_incidents(*tables_of, by=by, start=start, end=end)
    wanted = of_rows(rows, by, start, end)
    assert {key: (f.value, f.lineage) for key, f in found.items()} == wanted
    assert list(found) == list(wanted)


@given(drawn)
@settings(max_examples=rounds(20, 500))
def test_the_toll_adds_what_is_told_of_each_incident(rows: list[dict[str, Any]]) -> None:
    rows = [r | {"killed_high": max(r["killed_low"] or 0, r["killed_high"] or 0) or r["killed_high"]} for r in rows]
    incidents = [{"incident_id": f"i{n}"} | {k: v for k, v in r.items() if k != "scope"} for n, r in enumerate(rows)]
    links = table_of_links([f"i{n}" for n in range(len(rows))])
    found = toll(pa.Table.from_pylist(incidents, schema=schema("incidents")), links)
    told = [r for r in rows if (r["killed_low"], r["killed_high"]) != (None, None)]
    open_above = len(told) < len(rows) or any(r["killed_high"] is None for r in rows)
    assert found.low == (sum(r["killed_low"] or 0 for r in told) if told else None)
    assert found.high == (None if open_above or not told else sum(r["killed_high"] for r in told))
    assert len(found.lineage) == len(told)


def table_of_links(incidents: list[str]) -> pa.Table:
    rows = [{"report_id": f"r{n}", "incident_id": incident} for n, incident in enumerate(incidents)]
    return pa.Table.from_pylist(rows, schema=schema("links"))


def test_an_incident_without_a_report_is_an_error_that_names_it() -> None:
    incidents, scope, links = tables()
    with pytest.raises(KeyError, match="i1"):
        count_incidents(incidents, scope, links.slice(2))
    assert toll(incidents.slice(2, 1), links.slice(2, 2)).lineage == ()
