"""Standing: each incident, body by body, on three axes that are never merged."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from ceasefire.findings.positions import Roles, check_positions
from ceasefire.findings.speakers import Families, Speaker
from ceasefire.linkage import membership
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.codes import Legal, Occurrence, Responsibility

if TYPE_CHECKING:
    import pyarrow as pa

ALL_SOURCES = "all sources"
SCOPE_TEST = "scope test"
CHUNK = 50_000
"""Rows that are held as Python objects at a time."""
_REPORT_COLUMNS = ("report_id", "source", "publisher", "published", "actor_alleged", "denied_by")
_SCOPE_TO_LEGAL = {
    "in_scope": Legal.IN_SCOPE_NOT_RULED,
    "exemption_asserted": Legal.IN_SCOPE_NOT_RULED,
    "out_of_scope": Legal.OUT_OF_SCOPE,
}
"""What the scope test says on the legal axis; undetermined says nothing there, and no row is made."""

Row = dict[str, Any]


@dataclass
class _Voice:
    """What one body's reports say of one incident."""

    speaker: Speaker
    actors: set[str] = field(default_factory=set)
    reports: list[str] = field(default_factory=list)
    naming: list[str] = field(default_factory=list)
    first: date | None = None


def standing(
    incidents: "pa.Table",
    links: "pa.Table",
    reports: "pa.Table",
    scope: "pa.Table",
    positions: "pa.Table",
    parties: "pa.Table",
    sources: "pa.Table",
    *,
    roles: Roles | None = None,
    given: Mapping[str, str] | None = None,
) -> "pa.Table":
    """Return who holds what of each incident: table `standing`, one row an incident, body and axis, sorted.

    Each source's reports speak for its own body, the open reports together only say how many independent sources tell
    of it and whether they name the same actor, and the scope test speaks on the legal axis. A position that its
    body's role may enter replaces what the same body's reports say on that axis; refused and superseded ones are left
    out. An axis on which a body says nothing has no row. Who fired is only ever what somebody alleges, admits,
    attributes or denies.
    """
    import pyarrow as pa

    families = Families(sources, parties)
    incident_of = membership.incident_of(links)
    told = _by_incident(reports, incident_of)
    checks = check_positions(positions, parties, links=links, roles=roles, given=given)
    held = _held(positions.to_pylist(), checks.to_pylist(), incident_of)
    tested = {row["incident_id"]: row for row in scope.select(["incident_id", "result", "clauses", "why"]).to_pylist()}
    columns = schema("standing")
    rows: list[Row] = []
    done: list[pa.Table] = [columns.empty_table()]
    for incident in sorted(incidents["incident_id"].to_pylist()):
        own = {(r["body"], r["axis"]) for r in held.get(incident, ())}
        spoken = [r for r in _from_reports(told.get(incident, ()), families) if (r["body"], r["axis"]) not in own]
        every = [*spoken, *_from_scope(tested.get(incident)), *held.get(incident, ())]
        rows += [{"incident_id": incident, **r} for r in sorted(every, key=_order)]
        if len(rows) >= CHUNK:
            done.append(pa.Table.from_pylist(rows, schema=columns))
            rows = []
    return pa.concat_tables([*done, pa.Table.from_pylist(rows, schema=columns)]).combine_chunks()


def _order(row: Row) -> tuple[bool, str, int, str, str]:
    axes = ("occurrence", "responsibility", "legal")
    return (
        row["body"] not in (ALL_SOURCES, SCOPE_TEST),
        row["body"],
        axes.index(row["axis"]),
        row["value"],
        "".join(row["lineage"]),
    )


def _by_incident(reports: "pa.Table", incident_of: Mapping[str, str]) -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = {}
    columns = [reports[name].to_pylist() for name in _REPORT_COLUMNS]
    for row in zip(*columns, strict=True):
        incident = incident_of.get(row[0])
        if incident is not None:
            found.setdefault(incident, []).append(row)
    return found


def _from_reports(told: Iterable[tuple[Any, ...]], families: Families) -> Iterator[Row]:
    voices: dict[str, _Voice] = {}
    denials: dict[str, list[tuple[str, str, date | None]]] = {}
    for report, source, publisher, published, actor, denied_by in told:
        for speaker in families.speakers(source, publisher):
            voice = voices.setdefault(speaker.body, _Voice(speaker))
            voice.reports.append(report)
            named = families.actors(actor)
            voice.actors |= named
            voice.naming += [report] if named else []
            voice.first = min((d for d in (voice.first, published) if d is not None), default=None)
        for speaker in families.speakers(denied_by):
            denials.setdefault(speaker.body, []).append((report, source or publisher or "a source", published))
    for voice in voices.values():
        yield from _of_voice(voice, denied=voice.speaker.body in denials)
    for body, denied in denials.items():
        kind = "party" if families.speakers(body)[0].kind == "party" else "source"
        yield _row(
            body,
            kind,
            "responsibility",
            Responsibility.DENIED,
            [r for r, _, _ in denied],
            why=f"denies it, as told by {', '.join(sorted({s for _, s, _ in denied}))}",
            day=min((d for _, _, d in denied if d is not None), default=None),
        )
    if voices:
        yield from _together(list(voices.values()), denials, families)


def _of_voice(voice: _Voice, *, denied: bool) -> Iterator[Row]:
    body, kind = voice.speaker.body, voice.speaker.kind
    yield _row(
        body,
        kind,
        "occurrence",
        Occurrence.ALLEGED,
        voice.reports,
        day=voice.first,
        why=f"says so in {len(voice.reports)} report{'s' if len(voice.reports) > 1 else ''}",
    )
    if denied:
        return
    if not voice.actors:
        yield _row(
            body,
            kind,
            "responsibility",
            Responsibility.UNATTRIBUTED,
            voice.reports,
            day=voice.first,
            why="names nobody",
        )
        return
    value = Responsibility.ADMITTED if voice.actors == {body} else Responsibility.ALLEGED
    why = "says that it acted itself" if value is Responsibility.ADMITTED else "names who acted"
    yield _row(body, kind, "responsibility", value, voice.naming, why=why, against=voice.actors, day=voice.first)


def _together(
    voices: list[_Voice], denials: Mapping[str, list[tuple[str, str, date | None]]], families: Families
) -> Iterator[Row]:
    """Yield what the open reports give together: how many independent sources, and whether they name one actor."""
    n = families.independent(v.speaker for v in voices)
    every = [r for v in voices for r in v.reports]
    first = min((v.first for v in voices if v.first is not None), default=None)
    unlisted = sum(not v.speaker.listed for v in voices)
    words = f"{n} independent source{'s' if n > 1 else ''}" + (
        f", {unlisted} of them not in the table of sources" if unlisted else ""
    )
    yield _row(
        ALL_SOURCES,
        "all_sources",
        "occurrence",
        Occurrence.REPORTED if n > 1 else Occurrence.ALLEGED,
        every,
        why=words,
        sources=n,
        day=first,
    )
    naming = [v for v in voices if v.actors]
    names = {a for v in naming for a in v.actors}
    clash = any(
        not families.compatible(frozenset(a.actors), frozenset(b.actors))
        for i, a in enumerate(naming)
        for b in naming[i + 1 :]
    )
    deniers = sorted(denials)
    if not naming and not deniers:
        yield _row(
            ALL_SOURCES,
            "all_sources",
            "responsibility",
            Responsibility.UNATTRIBUTED,
            every,
            day=first,
            why="no source names anybody",
        )
        return
    contested = clash or bool(deniers)
    alone = "the only body that names somebody" if len(naming) == 1 else "the bodies that name somebody name the same"
    why = "sources name different actors" if clash else alone if naming else "no source names anybody"
    why += f"; {', '.join(deniers)} denies it" if deniers else ""
    rests = [r for v in naming for r in v.naming] + [r for d in denials.values() for r, _, _ in d]
    value = Responsibility.CONTESTED if contested else Responsibility.ALLEGED
    yield _row(ALL_SOURCES, "all_sources", "responsibility", value, rests, why=why, against=names, day=first)


def _from_scope(tested: Row | None) -> Iterator[Row]:
    value = _SCOPE_TO_LEGAL.get(tested["result"]) if tested is not None else None
    if tested is not None and value is not None:
        asserted = "an exemption is asserted; " if tested["result"] == "exemption_asserted" else ""
        clauses = ", ".join(tested["clauses"] or ())
        why = asserted + (tested["why"] or clauses or tested["result"].replace("_", " "))
        yield _row(SCOPE_TEST, "scope_test", "legal", value, [], why=why) | {"entry": "scope"}


def _held(positions: Iterable[Row], checks: Iterable[Row], incident_of: Mapping[str, str]) -> dict[str, list[Row]]:
    """Return the rows of the positions that stand, by incident; rival ones of one body are both kept and say so."""
    found: dict[str, list[Row]] = {}
    for position, check in zip(positions, checks, strict=True):
        if check["state"] not in ("counted", "rival"):
            continue
        words = [position["standard_of_proof"], position["reason"], check["why"] if check["state"] == "rival" else None]
        row = _row(
            position["of"],
            "party",
            position["axis"],
            position["value"],
            [position["position_id"], *(position["evidence"] or ())],
            why="; ".join(w for w in words if w) or f"entered as {check['role'].replace('_', ' ')}",
            against=[position["against"]] if position["against"] else (),
            day=position["date_start"],
        )
        for incident in sorted({incident_of[r] for r in position["about"] or () if r in incident_of}):
            found.setdefault(incident, []).append(row | {"entry": "position"})
    return found


def _row(
    body: str,
    kind: str,
    axis: str,
    value: str,
    lineage: Iterable[str],
    *,
    why: str,
    sources: int | None = None,
    against: Iterable[str] = (),
    day: date | None = None,
) -> Row:
    return {
        "body": body,
        "body_kind": kind,
        "axis": axis,
        "value": str(value),
        "why": why,
        "against": sorted(against),
        "sources": sources,
        "date": day,
        "entry": "report",
        "lineage": sorted(set(lineage)),
    }
