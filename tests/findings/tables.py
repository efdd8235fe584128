"""Plain tables for the tests of this room, built without the code under test."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pyarrow as pa

from ceasefire.vocabulary import schema
from tests.findings.authority import CHARTER, ledger


def table(name: str, rows: Iterable[dict[str, Any]] = ()) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=schema(name))


def links(**members: str) -> pa.Table:
    """Return links from incident ids to their reports, given as words: `links(i1="r1 r2")`."""
    return table(
        "links",
        [{"report_id": r, "incident_id": i, "link_kind": "same"} for i, told in members.items() for r in told.split()],
    )


def position(n: int, of: str, axis: str, value: str, day: str = "2017-03-01", **extra: Any) -> dict[str, Any]:
    """Return a position that its body's own office signed as the n-th entry of its ledger, under the charter of the tests."""
    return {
        "position_id": f"p{n}",
        "about": ["r1"],
        "axis": axis,
        "value": value,
        "of": of,
        "superseded": False,
        "date_start": date.fromisoformat(day),
        "claimed_at": "2017-04-01T00:00:00Z",
        "cites": [CHARTER],
        "ledger": ledger(of),
        "seq": n,
    } | extra


def parties() -> pa.Table:
    return table(
        "parties",
        [
            {"party_id": "north", "name": "Northland", "role": "guarantor", "aliases": ["Northern forces", "North"]},
            {"party_id": "south", "name": "Southland", "role": "guarantor", "aliases": ["Southern forces"]},
            {"party_id": "rebels", "name": "Rebels", "role": "party", "aliases": ["armed groups"]},
            {"party_id": "brigade", "name": "First Brigade", "part_of": ["rebels"]},
            {"party_id": "watch", "name": "Watch Post", "role": "monitor"},
            {"party_id": "church", "name": "Church", "role": "companion"},
            {"party_id": "inquiry", "name": "Inquiry", "role": "investigator"},
            {"party_id": "board", "name": "Board", "role": "commission"},
            {"party_id": "desk", "name": "Desk", "role": "secretariat"},
            {"party_id": "guest", "name": "Guest State", "role": "observer"},
        ],
    )


def sources() -> pa.Table:
    return table(
        "sources",
        [
            {"source_id": "observatory", "name": "The Observatory", "kind_of": "monitor", "aliases": ["OBS"]},
            {
                "source_id": "north-agency",
                "name": "Northern Agency",
                "kind_of": "state agency",
                "related_to": ["north"],
            },
            {"source_id": "north-tv", "name": "Northern Television", "kind_of": "state media", "related_to": ["north"]},
            {
                "source_id": "north-ministry",
                "name": "Northern Ministry",
                "kind_of": "ministry",
                "related_to": ["north"],
            },
            {"source_id": "joint-radio", "name": "Joint Radio", "kind_of": "outlet", "related_to": ["north", "south"]},
            {"source_id": "agency", "name": "World Agency", "kind_of": "agency", "aliases": ["WA"]},
            {"source_id": "pedia", "name": "Encyclopaedia", "kind_of": "encyclopaedia"},
        ],
    )
