"""Each column of the stated tables is filled from where the vocabulary says, and nothing else is."""

from datetime import date

import msgspec
import pytest

from ceasefire.projection import STATED
from ceasefire.projection.statement_rows import FUNCTIONS, Said, of_the_statement, reply, row, statement
from ceasefire.vocabulary import BODIES, Body
from ceasefire.vocabulary.column_sources import getter
from ceasefire.vocabulary.parts import Count, When, Where
from ceasefire.vocabulary.statements import Report, Tally
from ceasefire.vocabulary.tables_stated import FILING, TABLE_OF
from ceasefire.vocabulary.tables_stated import STATED as COLUMNS
from tests.projection.full import full

SQUARE = (((0, 0), (0, 10), (10, 10), (10, 0), (0, 0)),)
AROUND = {
    "id": "i",
    "origin": "ceasefire/r/p/o",
    "office": "o",
    "party": "p",
    "label": "l",
    "claimed_at": "2020-01-01T00:00:00Z",
    "cites": ("c",),
    "supersedes": "s",
    "superseded_by": "n",
    "superseded_seq": 2,
    "superseded_cites": ("d",),
    "first_id": "f",
    "address": "https://a.example",
    "publisher": "b",
    "sha256": "0" * 64,
    "row": 1,
    "cell": "x",
    "quote": "q",
}


def said(kind: str, body: Body | None = None) -> Said:
    return Said(kind=kind, body=body or full(kind), **AROUND)  # type: ignore[arg-type]


def names(table: str, *, reply: bool = False) -> set[str]:
    return {c.name for c in COLUMNS[table] if c.source.startswith("<") == reply}


@pytest.mark.parametrize("kind", TABLE_OF)
def test_a_body_with_every_field_leaves_no_column_of_its_table_empty(kind: str) -> None:
    body = full(kind)
    if kind == "zone":  # the full body names a blob, and its rings are no area
        body = msgspec.structs.replace(body, geometry_blob=None, polygons=(SQUARE,), hull=(SQUARE,))
    found = row(said(kind, body))
    assert set(found) == names(TABLE_OF[kind])
    empty = [name for name, value in found.items() if value in (None, (), [])]
    assert empty == (["absent"] if kind == "meeting" else [])  # everybody attended


def test_every_column_of_a_remedy_comes_from_the_remedy_or_from_its_reply() -> None:
    found = reply(said("reply"))
    assert set(found) == names("remedies", reply=True)
    assert None not in found.values()


def test_a_statement_of_any_kind_has_a_row() -> None:
    found = statement(Said(kind="kind of tomorrow", **AROUND))  # type: ignore[arg-type]
    assert set(found) == names("statements")
    assert None not in found.values()


@pytest.mark.parametrize("kind", TABLE_OF)
def test_a_body_without_its_optional_fields_has_a_row(kind: str) -> None:
    whole = full(kind)
    needed = {f.name for f in msgspec.structs.fields(whole) if f.required}
    least = {name: getattr(whole, name) for name in needed}
    least |= {"zone": {"status": "described_only"}, "finding": {"state": "no_decision"}}.get(kind, {})
    found = row(said(kind, BODIES[kind](**least)))
    assert set(found) == names(TABLE_OF[kind])


def test_tables_and_kinds_are_the_same_everywhere() -> None:
    assert set(STATED) == set(COLUMNS)
    assert set(TABLE_OF) == set(BODIES) - {"batch", "publication"}


def test_what_is_not_told_is_null_and_a_precision_not_told_is_zero() -> None:
    found = row(said("report", Report()))
    assert (found["date_precision"], found["place_precision"]) == (0, 0)
    assert [found[name] for name in ("date_start", "utc_end", "lat", "killed_low", "exempt_by")] == [None] * 5


def test_days_points_and_bounds_are_taken_apart() -> None:
    body = Report(
        when=When(start=date(2017, 2, 1), precision=4, zone="UTC"),
        where=Where(name="Aine", lat_e7=355_000_000, lon_e7=365_000_001, radius_m=2500),
        killed=Count(low=2),
    )
    found = row(said("report", body))
    assert str(found["date_end"]) == "2017-02-28"
    assert str(found["utc_end"]) == "2017-03-01 00:00:00+00:00"
    assert (found["lat"], found["lon"], found["radius_km"]) == (35.5, 36.5000001, 2.5)
    assert (found["killed_low"], found["killed_high"]) == (2, None)


def test_the_publisher_of_the_body_comes_before_that_of_the_source() -> None:
    assert row(said("report", Report(publisher="own")))["publisher"] == "own"
    assert row(said("report", Report()))["publisher"] == "b"


def test_the_place_of_a_tally_is_told_or_that_of_its_point() -> None:
    count = Count.exactly(1)
    told = Tally(measure="m", unit="case_of_firing", count=count, place="Idlib", where=Where(name="Aine"))
    assert row(said("tally", told))["place"] == "Idlib"
    assert row(said("tally", msgspec.structs.replace(told, place=None)))["place"] == "Aine"


@pytest.mark.parametrize(
    "source",
    [
        "nothing",
        "@nothing",
        "where.nothing",
        "where.name:nothing",
        "a|b|c",
        "label|label|label",
        "when..start",
        "@",
        "",
    ],
)
def test_a_source_that_is_wrong_is_refused_when_the_program_starts(source: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        getter(source, Report, Said, FUNCTIONS)


def test_a_batch_takes_the_columns_of_the_statement_around_it() -> None:
    for table in ("reports", "tallies"):
        around = of_the_statement(table)
        assert around.pop(COLUMNS[table][0].name) == "id"
        filing = {name: around.pop(name) for name in FILING if name in around}
        assert filing == ({name: name for name in FILING} if table == "reports" else {})
        assert around == {"ledger": "origin", "address": "address", "publisher": "publisher"}
