"""A small truce by hand: tables as plain data for the publication room. Nothing here is computed by what it tests."""

from datetime import date
from typing import Any

import pyarrow as pa
import shapely

from ceasefire.figures import Figure
from ceasefire.figures.ledgers import PeriodComparison
from ceasefire.publication import Options, ReportInputs
from ceasefire.vocabulary.parts import Head
from ceasefire.vocabulary.tables import TABLES, schema

BATCH = "ab" * 32
EXACT = (33.5138072, 36.2765279)
HOSPITAL = (35.9298177, 36.6344131)


def table(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    """Return rows as a table of the house; what a row does not name is null."""
    names = schema(name).names
    return pa.Table.from_pylist([{n: row.get(n) for n in names} for row in rows], schema=schema(name))


def report_row(n: int, **given: Any) -> dict[str, Any]:
    """Return one report with plain values."""
    row = {
        "report_id": f"{BATCH}#{n}",
        "label": f"R{n:04}",
        "ledger": "compiler",
        "source": f"Monitor {n % 3}",
        "publisher": f"Daily {n % 5}",
        "address": f"https://news.example.org/{n}",
        "published": date(2017, 6, 2),
        "date_start": date(2017, 6, 1),
        "date_end": date(2017, 6, 1),
        "place": "Saqba",
        "admin1": "Rif Dimashq",
        "lat": EXACT[0],
        "lon": EXACT[1],
        "place_precision": 1,
        "event_type": "shelling",
        "category": "fire/artillery",
        "actor_alleged": "unidentified",
        "killed_low": 2,
        "killed_high": 2,
        "summary": "Shells fell on a market.",
    }
    return row | given


def incident_row(name: str, **given: Any) -> dict[str, Any]:
    """Return one incident with plain values."""
    row = {
        "incident_id": name,
        "reports": 2,
        "sources": 2,
        "date_start": date(2017, 6, 1),
        "date_end": date(2017, 6, 1),
        "lat": EXACT[0],
        "lon": EXACT[1],
        "radius_km": 0.1,
        "place_precision": 1,
        "place": "Saqba",
        "admin1": "Rif Dimashq",
        "event_types": ["shelling"],
        "actors_alleged": ["unidentified"],
        "killed_low": 2,
        "killed_high": 9,
        "weakest_link": 0.9,
    }
    return row | given


def tally_row(n: int, when: date, who: str, count: int, place: str = "ALL") -> dict[str, Any]:
    """Return one row of a daily list."""
    return {
        "tally_id": f"{'cd' * 32}#{n}",
        "label": f"T{n}",
        "ledger": "compiler",
        "date_start": when,
        "date_end": when,
        "counted_by": who,
        "measure": "violations",
        "unit": "case_of_firing",
        "place": place,
        "low": count,
        "high": count,
        "publisher": "Agency",
        "address": f"https://agency.example.org/{n}",
    }


def zone_row(name: str, west: float, south: float, **given: Any) -> dict[str, Any]:
    """Return a zone: a square of half a degree."""
    square = shapely.box(west, south, west + 0.5, south + 0.5)
    row = {
        "zone_id": name,
        "version": 1,
        "name": name.title(),
        "status": "drawn",
        "area_type": "de_escalation_area",
        "valid_from": date(2017, 5, 4),
        "uncertainty_km": 3.0,
        "basis": "by hand",
        "wkb": shapely.to_wkb(square),
        "statement_id": "ef" * 31 + name[:2].encode().hex(),
    }
    return row | given


def tables() -> dict[str, pa.Table]:
    """Return the tables of a truce with three incidents, two counters, two zones, a duty and a rivalry."""
    first = [tally_row(n, date(2017, 6, 1 + n), "north", n) for n in range(4)]
    second = [tally_row(10 + n, date(2017, 6, 1 + n), "south", 3 * n) for n in range(3)]
    reports = [
        report_row(0),
        report_row(1, killed_low=9, killed_high=9, source="Clinic"),
        report_row(2, lat=HOSPITAL[0], lon=HOSPITAL[1], place="Saraqib", admin1="Idlib", category="protected/hospital"),
        report_row(3, lat=None, lon=None, place=None, killed_low=None, killed_high=None, event_type="aid_delivery"),
    ]
    incidents = [
        incident_row("inc-a"),
        incident_row("inc-b", lat=HOSPITAL[0], lon=HOSPITAL[1], place="Saraqib", admin1="Idlib"),
        incident_row("inc-c", lat=None, lon=None, place=None, killed_low=None, killed_high=None),
    ]
    links = [("inc-a", 0), ("inc-a", 1), ("inc-b", 2), ("inc-c", 3)]
    assertion = {"conflict_id": "c1", "kind": "rival", "subject": "round-5", "property": "date"}
    return {
        "reports": table("reports", reports),
        "incidents": table("incidents", incidents),
        "links": table("links", [{"incident_id": i, "report_id": f"{BATCH}#{n}"} for i, n in links]),
        "scope": table(
            "scope",
            [
                {
                    "incident_id": "inc-a",
                    "result": "in_scope",
                    "clauses": ["memo/M-2"],
                    "zone": "east",
                    "why": "all fit",
                },
                {"incident_id": "inc-b", "result": "undetermined", "missing": ["who did it"], "why": "actor not named"},
            ],
        ),
        "hits": table(
            "hits",
            [
                {
                    "incident_id": "inc-a",
                    "instrument": "memo",
                    "provision": "M-2",
                    "result": "in_scope",
                    "why": "all fit",
                }
            ],
        ),
        "zones": table(
            "zones",
            [
                zone_row("east", 36.0, 33.3),
                zone_row("north", 36.4, 35.7, valid_to=date(2017, 6, 2)),
                zone_row("later", 36.0, 33.3, wkb=None, status="described_only"),
                zone_row("all", 35.5, 33.0, area_type="nationwide_ceasefire"),
            ],
        ),
        "tallies": table("tallies", [*first, *second]),
        "parties": table("parties", [{"party_id": p, "name": p.title()} for p in ("north", "south")]),
        "duties": table(
            "duties",
            [
                {
                    "instrument": "memo",
                    "provision": "M-5",
                    "holder": ["north"],
                    "what": "finish the maps",
                    "due": date(2017, 6, 4),
                    "due_why": "day named in the text",
                    "state": "overdue",
                },
                {"instrument": "memo", "provision": "M-6", "what": "let aid in", "state": "none_due"},
            ],
        ),
        "agreements": table("agreements", [{"agreement_id": "memo", "title": "Memorandum", "statement_id": "a1" * 32}]),
        "statements": table(
            "statements",
            [
                {
                    "statement_id": "a1" * 32,
                    "kind": "agreement",
                    "label": "memo",
                    "row": 7,
                    "address": "https://texts.example.org/memo",
                }
            ],
        ),
        "conflicts": table(
            "conflicts",
            [
                assertion
                | {"value": "4 July", "said_by": "Paper", "statement_id": "b1" * 32, "address": "https://p.example"},
                assertion | {"value": "4-5 July", "said_by": "Ministry", "statement_id": "b2" * 32},
                assertion
                | {"value": "4-5 July", "answer": True, "ground": "the host says so", "statement_id": "b3" * 32},
            ],
        ),
        "bulletin_checks": table(
            "bulletin_checks",
            [
                {
                    "date_start": date(2017, 6, 2),
                    "date_end": date(2017, 6, 2),
                    "counted_by": "north",
                    "stated": 6,
                    "added": 5,
                    "difference": -1,
                    "unit": "case_of_firing",
                    "state": "places_below_total",
                    "lineage": [f"{'cd' * 32}#1"],
                }
            ],
        ),
        "matrix": table(
            "matrix",
            [
                {
                    "by": "north",
                    "of": "south",
                    "basis": "tallies",
                    "unit": "case_of_firing",
                    "date": None,
                    "agreed_low": 1,
                    "agreed_high": 1,
                    "entries": 9,
                    "lineage": [f"{'cd' * 32}#10", f"{'cd' * 32}#11"],
                    "why": "as the bulletin says",
                }
            ],
        ),
        "standing": table(
            "standing",
            [
                {
                    "incident_id": "inc-a",
                    "body": "north",
                    "body_kind": "party",
                    "axis": "occurrence",
                    "value": "alleged",
                    "why": "as reported",
                    "lineage": [f"{BATCH}#0"],
                }
            ],
        ),
    }


def comparison() -> PeriodComparison:
    """Return one compared period with figures by hand."""
    lineage = tuple(f"{'cd' * 32}#{n}" for n in (0, 1, 2, 10, 11, 12))
    terms = {"scope": "June", "ledger": "compiler", "method": "by hand", "lineage": lineage}
    return PeriodComparison(
        name="June",
        start=date(2017, 6, 1),
        end=date(2017, 6, 30),
        days=Figure(value=3, unit="day", **terms),
        first=Figure(value=3, unit="case_of_firing", **terms),
        second=Figure(value=9, unit="case_of_firing", **terms),
        ratio=Figure(value=3.0, unit="ratio", kind="ratio", **terms),
    )


def inputs(given: dict[str, pa.Table] | None = None, **options: Any) -> ReportInputs:
    """Return the inputs of a report of the small truce."""
    last = date(2017, 6, 30)
    asked = {"title": "A small truce", "start": date(2017, 6, 1), "end": last, "cut_off": last}
    return ReportInputs(
        tables=tables() if given is None else given,
        options=Options(**(asked | options)),
        heads=(Head(office="compiler", size=14, root="12" * 32),),
        comparisons=(comparison(),),
    )


def every_table(text: str, address: str) -> dict[str, pa.Table]:
    """Return every table of the house with two rows whose strings are all the same text."""
    out = {}
    for name in TABLES:
        rows = [_filled(schema(name), text, address, n) for n in range(2)]
        out[name] = pa.Table.from_pylist(rows, schema=schema(name))
    return out


def _filled(columns: pa.Schema, text: str, address: str, n: int) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for column in columns:
        if column.name == "address":
            row[column.name] = address
        elif pa.types.is_binary(column.type):
            row[column.name] = shapely.to_wkb(shapely.box(36, 33, 37, 34))
        else:
            row[column.name] = _value(column.type, text, n)
    return row


def _value(kind: pa.DataType, text: str, n: int) -> Any:
    if pa.types.is_list(kind):
        return [_value(kind.value_type, text, n)]
    if pa.types.is_string(kind):
        return text
    if pa.types.is_date(kind):
        return date(2017, 6, 1 + n)
    if pa.types.is_boolean(kind):
        return bool(n)
    if pa.types.is_floating(kind):
        return 33.5
    return 0 if pa.types.is_timestamp(kind) else 1
