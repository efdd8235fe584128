"""What a coarse edition is computed from: a withheld place by its cell, a public one as filed, a site by its cell."""

from datetime import date
from typing import Any

import pytest

from ceasefire.publication import Options
from ceasefire.publication.cells import coarse_point
from ceasefire.publication.coarse import place_words
from ceasefire.publication.entering import entering
from ceasefire.publication.inputs import ByCell

from .world import EXACT, report_row, table

COARSE = Options(title="t")
HOSPITAL = {"category": "protected/hospital", "pcode": "SY1"}
OTHER_DAY = {"date_start": date(2017, 6, 9), "date_end": date(2017, 6, 9)}


def enter(*rows: dict[str, Any], options: Options = COARSE) -> tuple[list[dict[str, Any]], ByCell]:
    entered = entering({"reports": table("reports", list(rows))}, options)
    return entered.tables["reports"].to_pylist(), entered.by_cell


def point(row: dict[str, Any]) -> tuple[float, float]:
    return row["lat"], row["lon"]


def test_reports_with_a_public_address_enter_as_filed() -> None:
    given = table("reports", [report_row(0, admin3="S", pcode="SY1"), report_row(1, lat=None, lon=None)])
    entered = entering({"reports": given}, COARSE)
    assert entered.tables["reports"].equals(given)
    assert entered.by_cell == ByCell()
    assert "differ" not in place_words(COARSE)


@pytest.mark.parametrize("address", [None, "internal radio log 7", "http://10.0.0.5/log"])
def test_a_report_without_one_enters_by_its_cell_and_without_its_words(address: str | None) -> None:
    (row, other), by_cell = enter(report_row(0, address=address, admin3="S"), report_row(1))
    assert point(row) == coarse_point(*EXACT, 5)
    assert (row["place_precision"], row["radius_km"]) == (2, 3.5)
    assert [row[name] for name in ("place", "admin3", "label", "summary", "publisher")] == [None] * 5
    assert point(other) == EXACT
    assert by_cell == ByCell(without_address=1)


def test_one_of_a_protected_site_without_a_public_address_enters_by_the_wide_cell() -> None:
    (row,), by_cell = enter(report_row(0, address=None, **HOSPITAL))
    assert point(row) == coarse_point(*EXACT, 25)
    assert by_cell == ByCell(without_address=1)


def test_a_site_in_a_public_text_enters_by_its_cell_and_still_as_exactly_as_it_was_told() -> None:
    (row,), by_cell = enter(report_row(0, **HOSPITAL))
    assert point(row) == coarse_point(*EXACT, 5)
    assert (row["radius_km"], row["place_precision"], row["pcode"], row["place"]) == (3.5, 1, None, "Saqba")
    assert by_cell == ByCell(sites=1)


@pytest.mark.parametrize(
    ("beside", "of_a_town"),
    [
        (OTHER_DAY, True),
        ({}, False),
        (OTHER_DAY | HOSPITAL, False),
        (OTHER_DAY | {"ledger": "another"}, False),
        (OTHER_DAY | {"address": None}, False),
        (OTHER_DAY | {"lat": EXACT[0] + 0.0001}, False),
        ({"date_start": None, "date_end": None}, False),
    ],
)
def test_a_point_is_of_a_town_where_the_same_ledger_gives_it_for_another_day(
    beside: dict[str, Any], of_a_town: bool
) -> None:
    (row, _), by_cell = enter(report_row(0, **HOSPITAL), report_row(1, **beside))
    assert (point(row) == EXACT) == of_a_town
    assert by_cell.sites == (not of_a_town) + (beside.get("category") is not None)


def test_exact_is_as_filed_and_late_rows_never_enter() -> None:
    rows = report_row(0, address=None), report_row(1, **OTHER_DAY)
    entered, by_cell = enter(*rows, options=Options(title="t", exact=True, cut_off=date(2017, 6, 10), delay_days=5))
    assert [point(row) for row in entered] == [EXACT]
    assert by_cell == ByCell()
    assert len(enter(*rows, options=Options(title="t", cut_off=date(2017, 6, 10), delay_days=5))[0]) == 1


def test_a_late_row_does_not_make_a_site_a_town() -> None:
    rows = report_row(0, **HOSPITAL), report_row(1, **OTHER_DAY)
    (row,), _ = enter(*rows, options=Options(title="t", cut_off=date(2017, 6, 10), delay_days=5))
    assert point(row) == coarse_point(*EXACT, 5)


def test_the_words_say_how_many_entered_by_their_cell() -> None:
    words = place_words(Options(title="t", by_cell=ByCell(without_address=1, sites=1200)))
    assert "1 account without a public address and 1,200 accounts of protected sites placed only by the cell" in words
    assert "can differ from the record's own" in words
