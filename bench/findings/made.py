"""A made record of any size: reports as rows of batches with the sources, parties and actors of the example."""

import csv
import datetime as dt
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np
import pyarrow as pa
from ruamel.yaml import YAML

from ceasefire.vocabulary import schema

EXAMPLE = files("ceasefire.examples").joinpath("astana")
BATCH = 50_000
"""Rows of one batch; the id of a report is that of its batch and its row."""
POSITIONS = 1_000
RESULTS = ("in_scope", "in_scope", "out_of_scope", "undetermined", "exemption_asserted")
BODIES = ("russia", "turkey", "iran", "syria", "un")
VALUES = {"occurrence": "verified", "responsibility": "attributed", "legal": "violation"}


@dataclass(frozen=True)
class Made:
    """The stated and computed tables that the findings and the figures read, whole."""

    reports: pa.Table
    links: pa.Table
    incidents: pa.Table
    scope: pa.Table
    positions: pa.Table
    remedies: pa.Table
    parties: pa.Table
    sources: pa.Table


def record(n: int, several: float = 0.0, seed: int = 7) -> Made:
    """Return the tables of n reports; `several` is the share of them that joins another report's incident."""
    draw = np.random.default_rng(seed)
    ids = _report_ids(n, draw)
    of = np.arange(n)
    joins = np.flatnonzero(draw.random(n) < several)
    of[joins] = of[np.maximum(joins - 1 - draw.integers(0, 50, len(joins)), 0)]
    kept, group = np.unique(of, return_inverse=True)
    names = pa.array([f"i-{one:016x}" for one in draw.integers(0, 2**63, len(kept)).tolist()])
    unsure = draw.random(n) < 0.02
    links = {
        "report_id": ids,
        "incident_id": names.take(pa.array(group)),
        "probability": pa.array(np.where(unsure, 0.5, 1.0)),
        "link_kind": pa.array(np.where(unsure, "unsure", "alone")),
    }
    return Made(
        reports=_reports(ids, draw),
        links=_whole("links", links, n).sort_by("report_id"),
        incidents=_incidents(names, np.bincount(group), draw),
        scope=_scope(names, draw),
        positions=_positions(ids, draw),
        remedies=_remedies(ids, draw),
        parties=_of_example("parties.yaml", "parties", "party_id"),
        sources=_of_example("sources.yaml", "sources", "source_id"),
    )


def _report_ids(n: int, draw: np.random.Generator) -> pa.Array:
    batches = [draw.bytes(32).hex() for _ in range(-(-n // BATCH))]
    return pa.array([f"{batches[k // BATCH]}#{k % BATCH}" for k in range(n)])


def _reports(ids: pa.Array, draw: np.random.Generator) -> pa.Table:
    with EXAMPLE.joinpath("syria_incident_reports.csv").open(encoding="utf-8-sig") as file:
        told = list(csv.DictReader(file))
    n = len(ids)
    pick = pa.array(draw.integers(0, len(told), n))

    def drawn(name: str) -> pa.Array:
        return pa.array([row[name] or None for row in told]).take(pick)

    killed = pa.array(draw.integers(0, 9, n).astype(np.int32), mask=draw.random(n) < 0.4)
    columns = {
        "report_id": ids,
        "first_id": ids,
        "first_filed": pa.array(["2017-02-01T00:00:00Z"] * n),
        "first_seq": pa.array(np.arange(n) // BATCH),
        "source": drawn("source"),
        "publisher": drawn("publisher"),
        "actor_alleged": drawn("actor_alleged"),
        "event_type": drawn("event_type"),
        "denied_by": pa.array(np.where(draw.random(n) < 0.02, "Russian defence ministry", None).tolist(), pa.string()),
        "date_start": _days(n, draw),
        "published": _days(n, draw),
        "killed_low": killed,
        "killed_high": killed,
    }
    return _whole("reports", columns, n)


def _incidents(names: pa.Array, reports: Any, draw: np.random.Generator) -> pa.Table:
    n, days = len(names), _days(len(names), draw)
    killed = pa.array(draw.integers(0, 9, n).astype(np.int32), mask=draw.random(n) < 0.4)
    columns = {
        "incident_id": names,
        "reports": pa.array(reports.astype(np.int32)),
        "date_start": days,
        "date_end": days,
        "admin1": pa.array([f"province {k}" for k in range(14)]).take(pa.array(draw.integers(0, 14, n))),
        "event_types": pa.array([["shelling"], ["airstrike"], ["shelling", "rocket"]]).take(
            pa.array(draw.integers(0, 3, n))
        ),
        "killed_low": killed,
        "killed_high": killed,
    }
    return _whole("incidents", columns, n).sort_by("incident_id")


def _scope(names: pa.Array, draw: np.random.Generator) -> pa.Table:
    n = len(names)
    which = pa.array(draw.integers(0, 40, n))
    clauses = pa.array([[f"memorandum/{k}"] if k % 3 else [] for k in range(40)])
    columns = {
        "incident_id": names,
        "result": pa.array([RESULTS[k % len(RESULTS)] for k in range(40)]).take(which),
        "clauses": clauses.take(which),
        "why": pa.array([f"in the area of memorandum/{k}; in force; named" if k % 4 else None for k in range(40)]).take(
            which
        ),
    }
    return _whole("scope", columns, n).sort_by("incident_id")


def _positions(ids: pa.Array, draw: np.random.Generator) -> pa.Table:
    axes = tuple(VALUES)
    rows = [
        {
            "position_id": f"{k:064x}",
            "about": ids.take(pa.array(draw.integers(0, len(ids), 1 + k % 2))).to_pylist(),
            "axis": axes[k % 3],
            "value": VALUES[axes[k % 3]],
            "of": BODIES[k % len(BODIES)],
            "role": "guarantor",
            "standard_of_proof": "reasonable_grounds",
            "superseded": False,
            "claimed_at": "2017-04-01T00:00:00Z",
        }
        for k in range(POSITIONS)
    ]
    return pa.Table.from_pylist(rows, schema=schema("positions"))


def _remedies(ids: pa.Array, draw: np.random.Generator) -> pa.Table:
    about = ids.take(pa.array(draw.integers(0, len(ids), POSITIONS))).to_pylist()
    rows = [{"remedy_id": f"{k:064x}", "about": [one], "what": "inquiry"} for k, one in enumerate(about)]
    return pa.Table.from_pylist(rows, schema=schema("remedies"))


def _days(n: int, draw: np.random.Generator) -> pa.Array:
    first = (dt.date(2017, 1, 1) - dt.date(1970, 1, 1)).days
    return pa.array((first + draw.integers(0, 400, n)).astype(np.int32)).cast(pa.date32())


def _of_example(file: str, name: str, key: str) -> pa.Table:
    items = YAML(typ="safe").load(EXAMPLE.joinpath(file).read_text(encoding="utf-8"))["items"]
    wanted = schema(name).names
    rows = [{key: one["id"]} | {k: v for k, v in one.items() if k in wanted and k != "id"} for one in items]
    return pa.Table.from_pylist(rows, schema=schema(name))


def _whole(name: str, columns: dict[str, Any], n: int) -> pa.Table:
    return pa.table({f.name: columns.get(f.name, pa.nulls(n, f.type)) for f in schema(name)}, schema=schema(name))
