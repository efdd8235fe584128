"""Every report belongs to exactly one incident; `unsure` is shown beside it and takes nothing away."""

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.linkage.membership import (
    Doubt,
    doubtful,
    doubts,
    holding,
    in_company,
    incident_among,
    incident_of,
    incident_rows,
    link_words,
    members,
)
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.tables_computed import COMPUTED

KINDS = ("alone", "same", "part_of", "unsure")


def of_one(links: pa.Table, incident: str) -> pa.Table:
    """Return the links of one incident alone."""
    return links.filter(pc.equal(links["incident_id"], incident))


def links(rows: list[tuple[str, str, float, str]]) -> pa.Table:
    names = schema("links").names
    return pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows], schema=schema("links"))


def test_a_report_in_doubt_stays_in_its_incident() -> None:
    table = links([("b", "i-1", 0.45, "unsure"), ("a", "i-1", 0.9, "same"), ("c", "i-2", 0.6, "unsure")])
    assert members(table) == {"i-1": ("a", "b"), "i-2": ("c",)}
    assert incident_of(table) == {"b": "i-1", "a": "i-1", "c": "i-2"}
    assert doubts(table) == {"b": 0.45, "c": 0.6}


@given(st.lists(st.tuples(st.integers(0, 6), st.sampled_from(KINDS)), max_size=30))
def test_the_incidents_share_out_all_reports(rows: list[tuple[int, str]]) -> None:
    table = links([(f"r{n}", f"i-{incident}", 0.5, kind) for n, (incident, kind) in enumerate(rows)])
    shared = [report for reports in members(table).values() for report in reports]
    assert sorted(shared) == sorted(table["report_id"].to_pylist())
    assert all(members(table).values())


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4), st.sampled_from(KINDS)), max_size=20))
def test_what_is_read_in_columns_is_what_the_rows_say(rows: list[tuple[int, int, str]]) -> None:
    of = {f"r{n}": f"i{incident}" for n, incident, _ in rows}
    table = links([(f"r{n}", of[f"r{n}"], 0.5, kind) for n, _, kind in rows])
    names = list(dict.fromkeys(of[f"r{n}"] for n, _, _ in rows))
    assert list(members(table).items()) == [(i, tuple(sorted(r for r in of if of[r] == i))) for i in names]
    asked = ["r1", "r2", "r2", "r77"]
    assert incident_among(table, asked) == {r: i for r, i in of.items() if r in asked}
    reports = pa.table({"report_id": pa.array([f"r{n}" for n in range(10)])})
    places = incident_rows(reports, table, pa.array(names, pa.string())).tolist()
    assert places == [names.index(of[f"r{n}"]) if f"r{n}" in of else -1 for n in range(10)]
    several = [r for r in table["report_id"].to_pylist() if sum(of[f"r{n}"] == of[r] for n, _, _ in rows) > 1]
    assert in_company(table)["report_id"].to_pylist() == several


def test_a_report_in_two_incidents_is_an_error_that_names_it() -> None:
    with pytest.raises(ValueError, match="report r1 is linked to two incidents, i-1 and i-2"):
        members(links([("r0", "i-0", 1.0, "alone"), ("r1", "i-1", 1.0, "alone"), ("r1", "i-2", 1.0, "same")]))
    twice = links([("r1", "i-1", 1.0, "alone"), ("r1", "i-2", 1.0, "same")])
    with pytest.raises(ValueError, match="report r1 is linked to two incidents, i-1 and i-2"):
        incident_rows(pa.table({"report_id": ["r1"]}), twice, pa.array(["i-1"]))


def test_the_table_says_what_unsure_means() -> None:
    [kind] = [column for column in COMPUTED["links"] if column.name == "link_kind"]
    assert "not that it belongs nowhere" in kind.doc


def test_one_incident_and_one_report_are_read_as_in_the_whole_table() -> None:
    table = links([("b", "i-1", 0.45, "unsure"), ("a", "i-1", 0.9, "same"), ("c", "i-2", 0.6, "unsure")])
    assert members(of_one(table, "i-1")) == {"i-1": members(table)["i-1"]}
    assert {report: holding(table, report) for report in "abc"} == incident_of(table)
    assert holding(table, "d") is None


@pytest.mark.parametrize(
    ("report", "inside", "doubt"),
    [
        ("b", ("b",), Doubt(0.9, "e")),
        ("b", ("b", "c", "d"), Doubt(0.5, "c")),
        ("d", ("b", "d"), Doubt(0.45, "b")),
        ("z", ("z",), None),
    ],
)
def test_the_neighbour_in_doubt_is_the_likeliest_inside_or_of_a_report_alone_the_likeliest_of_all(
    report: str, inside: tuple[str, ...], doubt: Doubt | None
) -> None:
    rows = [("a", "b", 0.4, "unsure"), ("b", "c", 0.5, "unsure"), ("b", "d", 0.45, "unsure"), ("b", "e", 0.9, "same")]
    names = ("a", "b", "probability", "link_kind")
    pairs = pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows], schema=schema("pairs"))
    of = {one: "i-1" if one in inside else f"i-{one}" for one in ("a", "b", "c", "d", "e", "z")}
    kinds = {one: "unsure" if one == report else "same" for one in of}
    table = links([(one, incident, 0.5, kinds[one]) for one, incident in of.items()])
    assert doubtful(table, pairs) == ({} if doubt is None else {report: doubt})
    assert doubtful(of_one(table, "i-1"), pairs) == doubtful(table, pairs)


def test_the_words_of_a_doubt_say_with_whom() -> None:
    assert link_words(Doubt(0.453, "x"), "R0416") == "link unsure, 0.45 with R0416"
    assert link_words(Doubt(0.453, "x"), None) == "link unsure, 0.45"
    assert link_words(None, None) == ""
