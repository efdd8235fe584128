"""What starts the clocks that run for each incident or complaint: which of these a clause is about, and when they ended.

Table: one row for each clocked instrument and each incident or complaint that touches it.

| column | holds |
|---|---|
| kind | incident or complaint |
| instrument | the instrument whose clocks it starts |
| thing | id of the incident or complaint |
| first, last | days that are told of it |
| ended | end of the interval that holds it, in seconds since 1970 (UTC); null for a complaint, or where it is not told |
| accounts | ids of the duty reports that speak of it |
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.agreements.accounts import filed_on
from ceasefire.agreements.language.model import Instrument, Provision
from ceasefire.linkage.membership import incident_among
from ceasefire.vocabulary.provision_names import instrument_of

SHAPE: Final = pa.schema(
    [
        ("kind", pa.string()),
        ("instrument", pa.string()),
        ("thing", pa.string()),
        ("first", pa.date32()),
        ("last", pa.date32()),
        ("ended", pa.int64()),
        ("accounts", pa.list_(pa.string())),
    ]
)
_TOUCHED: Final = ("clauses", "asserted", "open")
"""Columns of `scope` that name provisions which an incident touches, would touch, or may touch."""


def started_by(provision: Provision) -> str | None:
    """Return what starts a clock of a provision, each time anew: incident, complaint, or None where nothing does.

    A coding of edition 1 says it in the words `of` alone.
    """
    clock = provision.clock
    if clock is None or clock.within_hours is None:
        return None
    if clock.each is not None:
        return clock.each
    return next((kind for kind in ("incident", "complaint") if kind in (clock.of or "").casefold()), None)


def clock_starts(
    instruments: Iterable[Instrument],
    incidents: pa.Table,
    scope: pa.Table,
    links: pa.Table,
    complaints: pa.Table,
    duty_reports: pa.Table,
) -> pa.Table:
    """Return what starts the clocks of these instruments; empty where no clause has such a clock.

    An incident counts where it is in scope, where an exemption is asserted, or where that cannot be told, under any
    provision of the instrument, of one that it is layered on, or of one layered on it; a complaint where it is about such
    an incident, or about none that is known.
    """
    every = list(instruments)
    clocked = {i.id: {started_by(p) for p in i.provisions} - {None} for i in every}
    if not any(clocked.values()):
        return SHAPE.empty_table()
    said = _said(duty_reports, links)
    parts = [SHAPE.empty_table()]
    for one in every:
        if clocked[one.id]:
            touched = _touching(scope, _family(one, every))
            parts += [_incidents(one.id, incidents, touched, said)] if "incident" in clocked[one.id] else []
            parts += [_complaints(one.id, complaints, touched, links, said)] if "complaint" in clocked[one.id] else []
    return pa.concat_tables(parts)


def _family(one: Instrument, every: Iterable[Instrument]) -> frozenset[str]:
    return frozenset({one.id, *one.layered_on, *(other.id for other in every if one.id in other.layered_on)})


def _touching(scope: pa.Table, instruments: Collection[str]) -> pa.Array:
    """Return the incidents that touch, would touch or may touch a provision of any of some instruments."""
    rows: list[pa.Array] = []
    for column in _TOUCHED:
        held = scope[column].combine_chunks()
        names = pc.list_flatten(held)
        distinct = pc.unique(names)
        own = [name for name in distinct.to_pylist() if instrument_of(name, instruments) in instruments]
        rows.append(pc.list_parent_indices(held).filter(pc.is_in(names, pa.array(own, pa.string()))))
    places = pc.unique(pa.concat_arrays([one.cast(pa.int64()) for one in rows]))
    return scope["incident_id"].combine_chunks().take(places)


def _said(duty_reports: pa.Table, links: pa.Table) -> Mapping[str, list[str]]:
    """Return the ids of the duty reports that speak of each incident, complaint or report."""
    rows = [r for r in duty_reports.select(["duty_report_id", "about"]).to_pylist() if r["about"]]
    incident_of = incident_among(links, (one for row in rows for one in row["about"]))
    found: dict[str, list[str]] = {}
    for row in rows:
        for name in sorted({*row["about"], *(incident_of[one] for one in row["about"] if one in incident_of)}):
            found.setdefault(name, []).append(row["duty_report_id"])
    return found


def _incidents(instrument: str, incidents: pa.Table, touched: pa.Array, said: Mapping[str, list[str]]) -> pa.Table:
    held = incidents.filter(pc.is_in(incidents["incident_id"], touched))
    ids = held["incident_id"].to_pylist()
    columns = {
        "kind": pa.array(["incident"] * len(ids), pa.string()),
        "instrument": pa.array([instrument] * len(ids), pa.string()),
        "thing": held["incident_id"],
        "first": held["date_start"],
        "last": pc.coalesce(held["date_end"], held["date_start"]),
        "ended": held["utc_end"].cast(pa.int64()),
        "accounts": pa.array([said.get(one, []) for one in ids], pa.list_(pa.string())),
    }
    return pa.table(columns).cast(SHAPE)


def _complaints(
    instrument: str, complaints: pa.Table, touched: pa.Array, links: pa.Table, said: Mapping[str, list[str]]
) -> pa.Table:
    held = complaints.to_pylist()
    incident_of = incident_among(links, (one for row in held for one in row["about"] or ()))
    inside = set(touched.to_pylist())
    rows = []
    for row in held:
        about = {incident_of[one] for one in row["about"] or () if one in incident_of}
        if not about or about & inside:
            day = row["received"] or filed_on(row)
            names = (row["complaint_id"], row["label"], *sorted(about))
            accounts = sorted({one for name in names if name for one in said.get(name, ())})
            rows.append({"thing": row["complaint_id"], "first": day, "last": day, "accounts": accounts})
    known = {"kind": "complaint", "instrument": instrument}
    return pa.Table.from_pylist([known | row for row in rows], schema=SHAPE)
