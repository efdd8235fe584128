"""Small worlds as plain data: tables from short rows, one drawn square, one truce."""

from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import shapely

from ceasefire.agreements import Context, load
from ceasefire.agreements.language.model import Instrument
from ceasefire.vocabulary.tables import schema

SQUARE = shapely.box(36.0, 34.0, 37.0, 35.0)
"""About 92 km wide and 111 km high; its middle is 36.5 E, 34.5 N."""

TRUCE = """
ceasefire: agreement/1
id: truce
title: A made truce
signed: 2020-01-01
signatories: [north, south]
time_zone: Asia/Damascus
in_force: {after: signature, days: 1}
term: {months: 6}
extension: {mode: automatic, needs: consensus, who: [north, south]}
confidence: K
source: {text: made for the tests}
provisions:
  - id: t-1
    says: No fire inside the area.
    modality: must_not
    bound: {actors: [north], joined: [truce], joined_classes: [groups]}
    acts: [fire/*, air/strike]
    place: {zones: [area]}
    exceptions:
      - {kind: target, actors: [outlaws], lists: [black], associated: true}
    confidence: K
  - id: t-2
    says: The map is drawn.
    modality: must
    bound: {actors: [north, south]}
    deadline: {after: signature, weeks: 2}
    confidence: K
"""

PARTIES: list[dict[str, Any]] = [
    {"party_id": "north", "name": "North", "classes": ["state"], "aliases": ["Northern army"]},
    {"party_id": "south", "name": "South", "classes": ["state"]},
    {"party_id": "red", "name": "Red Brigade", "classes": ["groups"], "part_of": ["rebels"]},
    {"party_id": "blue", "name": "Blue Brigade", "classes": ["groups"], "part_of": ["rebels"]},
    {"party_id": "rebels", "name": "Rebels", "classes": ["groups"]},
    {"party_id": "outlaws", "name": "Outlaws"},
    {"party_id": "outlaw-wing", "name": "Outlaw Wing", "part_of": ["outlaws"]},
    {"party_id": "shadow", "name": "Shadow"},
    {"party_id": "civilians", "name": "Civilians", "classes": ["civilian"]},
]
JOINED: list[dict[str, Any]] = [
    {
        "instrument": "truce",
        "joined": ["red"],
        "date_start": date(2020, 1, 10),
        "date_end": date(2020, 1, 10),
        "members_known": True,
    },
]
BLACK: list[dict[str, Any]] = [
    {
        "list_id": "black",
        "version": 1,
        "by": "Council",
        "valid_from": date(2019, 1, 1),
        "valid_to": date(2020, 3, 1),
        "members": ["outlaws"],
        "members_known": True,
    },
    {
        "list_id": "black",
        "version": 2,
        "by": "Council",
        "valid_from": date(2020, 3, 1),
        "valid_to": None,
        "members": ["outlaws", "shadow"],
        "members_known": True,
    },
]


def zone(
    zone_id: str = "area",
    version: int = 1,
    first: date = date(2019, 1, 1),
    last: date | None = None,
    shape: Any = SQUARE,
    uncertainty_km: float = 5.0,
    **more: Any,
) -> dict[str, Any]:
    """Return one version of the area; `more` are further columns, as `admin1`, `country` and `hull` in WKB."""
    return {
        "zone_id": zone_id,
        "version": version,
        "name": zone_id,
        "valid_from": first,
        "valid_to": last,
        "status": "drawn" if shape is not None else "described_only",
        "uncertainty_km": uncertainty_km,
        "wkb": shapely.to_wkb(shape) if shape is not None else None,
    } | more


def table(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    """Return a table of the house; columns not given are null."""
    return pa.Table.from_pylist(rows, schema=schema(name))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def incident(number: int = 1, **given: Any) -> dict[str, Any]:
    """Return an incident that truce t-1 covers, changed as given: noon of 1 February 2020 in the middle of the area."""
    row: dict[str, Any] = {
        "incident_id": f"i{number}",
        "utc_start": utc("2020-02-01T10:00"),
        "utc_end": utc("2020-02-01T11:00"),
        "lat": 34.5,
        "lon": 36.5,
        "place_precision": 1,
        "event_types": ["shelling"],
        "actors_alleged": ["North"],
        "targets": ["civilians"],
        "exempt_by": [],
    }
    return row | given


def incidents(*rows: dict[str, Any]) -> pa.Table:
    return table("incidents", list(rows))


def truce(*swaps: tuple[str, str]) -> Instrument:
    """Return the truce with pieces of its text swapped; each piece must be there."""
    text = TRUCE
    for old, new in swaps:
        assert old in text, old
        text = text.replace(old, new)
    return load(text.encode(), file="truce.yaml")


def context(
    *swaps: tuple[str, str], instruments: list[Instrument] | None = None, **tables: list[dict[str, Any]]
) -> Context:
    """Return the world of the truce; a table given here takes the place of its own."""
    rows = {"parties": PARTIES, "zones": [zone()], "accessions": JOINED, "designations": BLACK} | tables
    made = instruments if instruments is not None else [truce(*swaps)]
    return Context.build(made, **{name: table(name, found) for name, found in rows.items()})
