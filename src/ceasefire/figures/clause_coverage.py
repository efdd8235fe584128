"""Coverage joined to clauses: beside the incidents in scope of each, what was watched, denied and not watched there."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ceasefire.figures.comparison_terms import Period
from ceasefire.figures.figure import digest
from ceasefire.figures.watching import columns, dated, watching
from ceasefire.linkage import membership
from ceasefire.parties import fold
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.scope import ScopeResult

if TYPE_CHECKING:
    import pyarrow as pa

    from ceasefire.agreements.language.fields import Place
    from ceasefire.agreements.language.model import Instrument

Row = dict[str, Any]
LISTED: Final = 1_000
"""Statements that a lineage lists one by one; of more it gives their count and digest, as a figure does."""


class Clause(NamedTuple):
    """A provision on one of the grounds where it holds: a zone, or all of its ground where `zone` is None."""

    instrument: str
    provision: str
    zone: str | None


def clause_coverage(
    hits: "pa.Table",
    incidents: "pa.Table",
    links: "pa.Table",
    scope: "pa.Table",
    coverage: "pa.Table",
    zones: "pa.Table",
    *,
    instruments: "Sequence[Instrument]",
    periods: Sequence[Period],
) -> "pa.Table":
    """Return for each clause, zone and period the incidents in scope beside what was watched: table `clause_coverage`.

    A row stands where an incident is in scope or a statement of coverage speaks of the ground. Coverage counts for a zone
    when it names that zone, or a place that is called as the zone or one of its provinces; for a clause that holds
    everywhere all coverage counts, though it may be of a part. An incident of a clause with several zones counts in the
    one it surely lies in, else under no zone. Without periods there is one over all days. Where nothing is stated the
    columns of coverage are null and the words say "not known": that is never zero.
    """
    import pyarrow as pa

    told = dated(coverage.to_pylist())
    grounds = _grounds(instruments)
    days = _days(incidents)
    inside = _in_scope(hits, scope, grounds)
    spans = periods or _all_days(inside, days, told)
    called = _called(zones)
    reports = _reports(links, inside)
    rows = [
        row
        for clause in _clauses(grounds, inside)
        for period in spans
        if (row := _row(clause, period, inside.get(clause, ()), days, _of_zone(told, clause.zone, called), reports))
    ]
    return pa.Table.from_pylist(rows, schema=schema("clause_coverage"))


def zones_of(place: "Place | None") -> tuple[str, ...]:
    """Return the zones that a provision's place names, in order: areas, lines of belts, lines with a side."""
    if place is None:
        return ()
    named = (*place.zones, *(belt.along for belt in place.belts), *(side.of for side in place.sides))
    return tuple(dict.fromkeys(named))


def _grounds(instruments: "Iterable[Instrument]") -> dict[tuple[str, str], tuple[str | None, ...]]:
    """Return the zones of each provision that has a place; None alone where it holds everywhere or on ground not drawn."""
    return {
        (one.id, provision.id): zones_of(provision.place) or (None,)
        for one in instruments
        for provision in one.provisions
        if provision.place is not None
    }


def _in_scope(
    hits: "pa.Table", scope: "pa.Table", grounds: Mapping[tuple[str, str], tuple[str | None, ...]]
) -> dict[Clause, list[str]]:
    """Return the incidents in scope of each clause, by the zone in which they surely lie."""
    import pyarrow.compute as pc

    held = hits.filter(pc.equal(hits["result"], ScopeResult.IN_SCOPE.value))
    columns_ = (held[name].to_pylist() for name in ("instrument", "provision", "incident_id"))
    certain = dict(zip(scope["incident_id"].to_pylist(), scope["zone"].to_pylist(), strict=True)) if len(held) else {}
    found: dict[Clause, list[str]] = {}
    for instrument, provision, incident in zip(*columns_, strict=True):
        zones = grounds.get((instrument, provision), (None,))
        zone = zones[0] if len(zones) == 1 else certain.get(incident)
        clause = Clause(instrument, provision, zone if zone in zones else None)
        found.setdefault(clause, []).append(incident)
    return found


def _clauses(
    grounds: Mapping[tuple[str, str], tuple[str | None, ...]], inside: Mapping[Clause, Sequence[str]]
) -> list[Clause]:
    every = {Clause(*key, zone) for key, zones in grounds.items() for zone in zones} | inside.keys()
    return sorted(every, key=lambda clause: (clause.instrument, clause.provision, clause.zone or ""))


def _row(
    clause: Clause,
    period: Period,
    inside: Sequence[str],
    days: Mapping[str, tuple[date, date]],
    coverage: Sequence[Row],
    reports: Mapping[str, Sequence[str]],
) -> Row | None:
    own = [one for one in inside if one in days and period.start <= days[one][0] and days[one][1] <= period.end]
    seen = watching(coverage, period.start, period.end)
    if not own and seen is None:
        return None
    rests = sorted({*(seen.lineage if seen else ()), *(report for one in own for report in reports.get(one, ()))})
    return {
        **clause._asdict(),
        "period": period.name,
        "date_start": period.start,
        "date_end": period.end,
        "days": (period.end - period.start).days + 1,
        "incidents": len(own),
        **columns(seen),
        "lineage": rests if len(rests) <= LISTED else [digest(rests)],
    }


def _days(incidents: "pa.Table") -> dict[str, tuple[date, date]]:
    columns_ = (incidents[name].to_pylist() for name in ("incident_id", "date_start", "date_end"))
    return {one: (first, last or first) for one, first, last in zip(*columns_, strict=True) if first is not None}


def _all_days(
    inside: Mapping[Clause, Sequence[str]], days: Mapping[str, tuple[date, date]], coverage: Sequence[Row]
) -> list[Period]:
    held = [days[one] for ids in inside.values() for one in ids if one in days]
    held += [(row["date_start"], row["date_end"] or row["date_start"]) for row in coverage]
    if not held:
        return []
    return [Period(name="all days", start=min(a for a, _ in held), end=max(b for _, b in held))]


def _called(zones: "pa.Table") -> dict[str, set[str]]:
    """Return for each zone the folded names by which a place is it, or a province that it may touch."""
    found: dict[str, set[str]] = {}
    for zone, name, admin1 in zip(*(zones[c].to_pylist() for c in ("zone_id", "name", "admin1")), strict=True):
        found.setdefault(zone, set()).update(fold(word) for word in (zone, name, *(admin1 or ())) if word)
    return found


def _of_zone(coverage: Sequence[Row], zone: str | None, called: Mapping[str, set[str]]) -> list[Row]:
    if zone is None:
        return list(coverage)
    names = called.get(zone, set())
    return [r for r in coverage if r["zone"] == zone or (not r["zone"] and r["place"] and fold(r["place"]) in names)]


def _reports(links: "pa.Table", inside: Mapping[Clause, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    import pyarrow as pa
    import pyarrow.compute as pc

    wanted = {one for ids in inside.values() for one in ids}
    own = links.filter(pc.is_in(links["incident_id"], pa.array(sorted(wanted), pa.string())))
    return membership.members(own)
