"""Other names of columns: the same links as under our names, in Python as on the command line."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest

from ceasefire import linkage
from ceasefire.intake.tables.column_names import as_reports, names
from ceasefire.vocabulary import schema
from tests.linkage.worlds import world

OTHERS = {
    "report_id": "ID",
    "date_start": "date",
    "lat": "Latitude",
    "lon": "longitude",
    "place": "location",
    "event_type": "type",
    "actor_alleged": "actor1",
    "actor_target": "actor2",
    "killed_low": "deaths_low",
    "killed_high": "deaths_high",
    "summary": "notes",
}


def test_a_table_with_other_names_is_linked_like_one_with_ours() -> None:
    table, _ = world(41, 300)
    ours = table.select([name for name in table.column_names if name != "date_end"])
    ours = ours.append_column("date_end", ours["date_start"])
    theirs = ours.drop_columns("date_end")
    theirs = theirs.rename_columns([OTHERS.get(name, name) for name in theirs.column_names])
    one, two = linkage.link(ours), linkage.link(theirs)
    assert len(one.incidents) < len(table)
    assert two.links.equals(one.links)
    assert two.incidents.equals(one.incidents)
    more = linkage.extend(
        linkage.link(theirs.slice(0, 200), parameters=one.parameters), theirs.slice(0, 200), theirs.slice(200)
    )
    assert more.links.equals(one.links)
    assert linkage.review_queue(two, theirs).equals(linkage.review_queue(one, ours))


def test_a_missing_column_is_named_with_its_other_names() -> None:
    with pytest.raises(ValueError, match=r"column date_start is missing \(nor is there any of date, event_date"):
        linkage.link(pa.table({"id": ["a", "b"], "when": ["2018-01-01", "2018-01-01"]}))
    with pytest.raises(ValueError, match=r"column report_id is missing \(nor is there any of id, event_id"):
        linkage.learn(pa.table({"number": ["a"], "date": ["2018-01-01"]}))


def test_a_table_with_our_names_is_left_as_it_is() -> None:
    table = pa.table({"report_id": ["a"], "published": [dt.date(2018, 1, 1)], "date": ["not a day"], "x": [36.0]})
    assert as_reports(table) is table


def test_our_name_comes_first_and_one_column_may_give_both_bounds() -> None:
    table = pa.table(
        {"id": [7], "date": [dt.date(2018, 1, 1)], "lat": [35.0], "latitude": [0.0], "Deaths": [3], "unheard": ["of"]}
    )
    (row,) = as_reports(table).to_pylist()
    day = dt.date(2018, 1, 1)
    assert row == {
        "report_id": "7",
        "date_start": day,
        "date_end": day,
        "lat": 35.0,
        "killed_low": 3,
        "killed_high": 3,
    }


def test_names_are_those_of_columns_and_written_small() -> None:
    assert set(names()) <= set(schema("reports").names)
    assert all(name == name.casefold() for others in names().values() for name in others)


def test_the_names_that_the_shapes_of_files_give_a_column_are_among_its_other_names() -> None:
    assert names()["report_id"] == ("id", "event_id", "report", "data_id", "event_id_cnty")
    assert names()["place_precision"][:2] == ("where_prec", "where_precision")
    assert names()["date_start"] == ("date", "event_date", "start_date", "event_date_start", "day")
    assert names()["killed_low"][:2] == ("deaths_low", "low")
    assert (names()["actor_target"], names()["address"]) == (("target", "actor2", "side_b"), ("url", "link"))
