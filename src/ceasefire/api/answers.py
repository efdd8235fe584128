"""Questions about the computed tables, answered as rows that a person or a program reads."""

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pyarrow.compute as pc

from ceasefire.api import names
from ceasefire.record import RecordError

if TYPE_CHECKING:
    import pyarrow as pa

    from ceasefire.api.record import Record

Answer = dict[str, Any]


def hits(
    record: "Record",
    *,
    incident: str | None = None,
    instrument: str | None = None,
    provision: str | None = None,
    result: str | None = None,
    missing: str | None = None,
) -> list[Answer]:
    """Return the tests of incidents against provisions, with the reason of each; every filter may be left out."""
    table = record.table("hits")
    if provision is not None and "/" in provision:  # as it is printed: instrument/provision
        instrument, _, provision = provision.partition("/")
    _known_provision(record, instrument, provision)
    chosen = {"instrument": instrument, "provision": provision, "result": result}
    if incident is not None:
        chosen["incident_id"] = names.incident(record, incident).id
    rows: list[Answer] = _where(table, chosen).to_pylist()
    return [row for row in rows if missing is None or missing in (row["missing"] or ())]


def _known_provision(record: "Record", instrument: str | None, provision: str | None) -> None:
    """Raise RecordError for an instrument or provision that no coded agreement has."""
    coded = {one.id: [p.id for p in one.provisions] for one in record.instruments()}
    if instrument is not None and instrument not in coded:
        raise RecordError(f"no instrument {instrument!r} is coded here; coded are {', '.join(sorted(coded)) or 'none'}")
    found = coded[instrument] if instrument is not None else [p for ids in coded.values() for p in ids]
    if provision is not None and provision not in found:
        raise RecordError(f"no provision {provision!r} is coded here; coded are {', '.join(sorted(found)) or 'none'}")


def standing(record: "Record", *, incident: str | None = None, body: str | None = None) -> list[Answer]:
    """Return who holds what of each incident, axis by axis."""
    chosen = {"body": body, "incident_id": names.incident(record, incident).id if incident else None}
    found: list[Answer] = _where(record.table("standing"), chosen).to_pylist()
    return found


def _where(table: "pa.Table", chosen: dict[str, str | None]) -> "pa.Table":
    for column, value in chosen.items():
        if value is not None:
            table = table.filter(pc.equal(table[column], value))
    return table


def conflicts(record: "Record", *, subject: str | None = None, kind: str | None = None) -> list[Answer]:
    """Return each fact told in rival ways: its values with their sources, and the argued answer with its ground.

    `subject` is words of the fact, or an incident by its name, a former name, or the beginning of either.
    """
    named = names.find_incident(record, subject) if subject else None
    subject = named.id if named else subject
    groups: dict[str, list[Answer]] = defaultdict(list)
    for row in record.table("conflicts").to_pylist():
        groups[row["conflict_id"]].append(row)
    found = []
    for rows in groups.values():
        first = rows[0]
        fact = f"{first['subject']}: {first['property']}".replace("_", " ")
        if (subject and subject.casefold() not in fact.casefold()) or (kind and first["kind"] != kind):
            continue
        argued = next((row for row in rows if row["answer"]), None)
        ground = argued["ground"] if argued else next((row["ground"] for row in rows if row["ground"]), None)
        found.append(
            {
                "fact": fact,
                "kind": first["kind"],
                "values": [row for row in rows if not row["answer"]],
                "resolution": argued["value"] if argued else None,
                "ground": ground,
            }
        )
    return found


def confirmations(record: "Record") -> list[Answer]:
    """Return, period by period of the settings, how many of a body's entries another said it confirms, and of how many."""
    from ceasefire.api import publish, settings
    from ceasefire.figures.tables import confirmation_rates

    spans = {p.name: (p.start, p.end) for p in publish.periods(record, settings.read(record.path))}
    return [
        {
            "what": rate.label,
            "confirmed": rate.note or rate.numerator,
            "entries": rate.denominator,
            "days": rate.coverage,
            "share": rate.text(),
        }
        for rate in confirmation_rates(record.table("matrix"), spans)
    ]


def matrix(record: "Record", *, by_day: bool = False) -> list[Answer]:
    """Return who confirms whose entries: sums, or day by day; the denominator stands beside each."""
    rows = [row for row in record.table("matrix").to_pylist() if (row["date"] is not None) == by_day]
    columns = (
        "by",
        "of",
        "basis",
        *(("date",) if by_day else ()),
        "agreed_low",
        "agreed_high",
        "disagreed",
        "entries",
        "why",
    )
    return [{name: row[name] for name in columns} for row in rows]
