"""Plain tallies for the tests of this room, built without the code under test."""

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from ceasefire.vocabulary import schema

EXAMPLE = Path(__file__).resolve().parents[2] / "src" / "ceasefire" / "examples" / "astana"


def table(rows: Iterable[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=schema("tallies"))


def bulletin(
    day: str,
    body: str,
    total: int | None,
    places: dict[str, int] | None = None,
    *,
    text: str = "one",
    measure: str = "firing",
    **extra: Any,
) -> list[dict[str, Any]]:
    when = date.fromisoformat(day)
    common = {
        "counted_by": body,
        "date_start": when,
        "date_end": when,
        "measure": measure,
        "unit": "case_of_firing",
        "publisher": text,
        "address": f"https://example.org/{text}",
    } | extra
    counts = [("ALL", total)] if total is not None else []
    counts += list((places or {}).items())
    return [
        common | {"tally_id": f"{day}/{body}/{text}/{place}", "place": place, "low": n, "high": n}
        for place, n in counts
    ]


def astana_daily() -> pa.Table:
    """Return the daily tallies of the worked example, read by hand: row n of the file has the id `daily#n`."""
    with (EXAMPLE / "astana_daily_tallies.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            {
                "tally_id": f"daily#{n}",
                "counted_by": r["party"].lower(),
                "measure": "violations",
                "unit": "case_of_firing",
                "date_start": date.fromisoformat(r["report_date"]),
                "date_end": date.fromisoformat(r["report_date"]),
                "place": r["province"],
                "low": int(r["violations"]),
                "high": int(r["violations"]),
                "publisher": r["publisher"],
                "address": r["url"],
                "breakdown": r.get("breakdown") or None,
            }
            for n, r in enumerate(csv.DictReader(file))
        ]
    return table(rows)


def astana_other() -> pa.Table:
    """Return the other bulletin facts of the worked example that are whole numbers."""
    with (EXAMPLE / "astana_bulletin_other.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            {
                "tally_id": f"other#{n}",
                "counted_by": "russia",
                "measure": r["fact"],
                "unit": "action",
                "date_start": date.fromisoformat(r["report_date"]),
                "as_of": date.fromisoformat(r["report_date"]),
                "low": int(r["value"]),
                "high": int(r["value"]),
                "publisher": r["publisher"],
                "address": r["url"],
            }
            for n, r in enumerate(csv.DictReader(file))
            if r["value"].isdigit()
        ]
    return table(rows)
