"""Questions about the computed tables, answered as rows that a person or a program reads."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.agreements.three_valued import MISSING
from ceasefire.api import names
from ceasefire.api.arguments import BadArgument, one_of_or_none
from ceasefire.api.page import Page, page
from ceasefire.api.tables import Tables
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.codes import CONFLICT_KINDS
from ceasefire.vocabulary.scope import TESTED

if TYPE_CHECKING:
    from ceasefire.agreements import Context
    from ceasefire.api.held_record import HeldRecord
    from ceasefire.figures import Period

Answer = dict[str, Any]


class HitFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which tests to return; every field may be left out.

    `incident` is an incident or any of its reports, `missing` something that an undetermined test lacks.
    """

    incident: str | None = None
    instrument: str | None = None
    provision: str | None = None
    result: str | None = None
    missing: str | None = None


def hits(
    record: "HeldRecord", only: HitFilter | None = None, limit: int | None = None, *, as_coded_by: str | None = None
) -> Page:
    """Return the tests of incidents against provisions, with the reason of each; those of one incident alone are made alone.

    With `as_coded_by` that office's codings (its name or origin) answer wherever it has one; nothing of this is kept.
    With a limit only so many rows are made; `total` says how many there are, or None where the rest was not counted: there
    are more. Raises BadArgument for a result, instrument, provision or missing thing that there is not, and RecordError for an unknown incident.
    """
    only = only or HitFilter()
    context = _context(record, as_coded_by)
    one_of_or_none("result", only.result, TESTED)
    one_of_or_none("name of what can be missing", only.missing, MISSING)
    instrument, provision = only.instrument, only.provision
    if provision is not None and "/" in provision:  # as it is printed: instrument/provision
        within, _, provision = provision.partition("/")
        if instrument not in (None, within):
            raise BadArgument(f"{only.provision!r} is not a provision of {instrument!r}")
        instrument = within
    if instrument is not None or provision is not None:
        _known_provision(context(), instrument, provision)
    chosen = {"instrument": instrument, "provision": provision, "result": only.result}
    if as_coded_by is not None:
        ids = None if only.incident is None else [names.incident(record, only.incident).id]
        incidents = record.table("incidents") if ids is None else record.rows("incidents", "incident_id", ids)
        return _first_hits(incidents, context(), chosen, only.missing, limit)
    if only.incident is not None:
        found = record.rows("hits", "incident_id", [names.incident(record, only.incident).id])
    elif limit is not None and not record.tables.is_made("hits"):
        return _first_hits(record.table("incidents"), context(), chosen, only.missing, limit)
    else:
        found = record.table("hits")
    found = _where(found, chosen)
    return page(found if only.missing is None else _lacking(found, only.missing), limit)


def law_notes(record: "HeldRecord") -> list[str]:
    """Return in words what is contested of the law that tests rest on: who codes it differently, and what then is open."""
    rows = [row for row in record.table("codings").to_pylist() if row["state"] == "contested"]
    held: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        held[row["what"], row["id"]].append(row["ledger"])
    open_ = "what rests on it is undetermined (hits --as-coded-by OFFICE, hits --compare)"
    return [f"{what} {thing} is contested by {' and '.join(by)}: {open_}" for (what, thing), by in held.items()]


def _context(record: "HeldRecord", as_coded_by: str | None) -> "Callable[[], Context]":
    """Return what gives the context of a question, made when it is asked for."""
    from ceasefire.agreements import Context

    if as_coded_by is None:
        return lambda: record.tables.typed_value("scope_context", Context)
    from ceasefire.api.codings import context_as_coded_by

    return cache(lambda: context_as_coded_by(record, as_coded_by))


def _first_hits(
    incidents: pa.Table,
    context: "Context",
    chosen: Mapping[str, str | None],
    missing: str | None,
    limit: int | None,
) -> Page:
    """Return the first tests that are wanted, all without a limit; no further incident is tested than that takes."""
    from ceasefire.agreements.scope.hit_tables import ALL, Wanted, hit_batches

    result = chosen["result"]
    wanted = Wanted(
        instrument=chosen["instrument"],
        provision=chosen["provision"],
        results=ALL.results if result is None else (result,),
        missing=missing,
    )
    most = None if limit is None else limit + 1
    batches = hit_batches(incidents, context, wanted, limit=most) if context.instruments else ()
    found = pa.concat_tables([schema("hits").empty_table(), *batches])
    more = limit is not None and found.num_rows > limit
    return Page(found.slice(0, limit).to_pylist(), None if more else found.num_rows)


def _lacking(table: pa.Table, missing: str) -> pa.Table:
    """Return the tests that lack something."""
    held = table["missing"].combine_chunks()
    rows = pc.list_parent_indices(held).filter(pc.equal(pc.list_flatten(held), missing))
    return table.take(pc.unique(rows))


def duty_runs(record: "HeldRecord", runs: pa.Table, provision: str | None) -> pa.Table:
    """Return the runnings of the clock of one provision (instrument/provision), or of all.

    Raises BadArgument for a provision that no coded agreement has.
    """
    if provision is None:
        return runs
    instrument, _, name = provision.partition("/")
    _known_provision(_context(record, None)(), instrument, name)
    return _where(runs, {"instrument": instrument, "provision": name})


def _known_provision(context: "Context", instrument: str | None, provision: str | None) -> None:
    """Raise BadArgument for an instrument or provision that no coded agreement has."""
    coded = {name: [p.id for p in one.provisions] for name, one in context.instruments.items()}
    one_of_or_none("instrument", instrument, sorted(coded))
    found = coded[instrument] if instrument is not None else [p for ids in coded.values() for p in ids]
    one_of_or_none("provision", provision, sorted(found))


def standing(
    record: "HeldRecord", *, incident: str | None = None, body: str | None = None, limit: int | None = None
) -> Page:
    """Return who holds what of each incident, axis by axis; raises BadArgument for a body that nobody speaks for.

    With a limit only so many rows, and in `total` how many there are.
    """
    if body is not None:
        held = (record.table("standing")["body"], record.table("parties")["party_id"])
        one_of_or_none("body", body, sorted({one for column in held for one in column.unique().to_pylist()}))
    if incident is not None:
        found = record.rows("standing", "incident_id", [names.incident(record, incident).id])
    else:
        found = record.table("standing")
    return page(_where(found, {"body": body}), limit)


def _where(table: pa.Table, chosen: dict[str, str | None]) -> pa.Table:
    for column, value in chosen.items():
        if value is not None:
            table = table.filter(pc.equal(table[column], value))
    return table


def conflicts(tables: Tables, *, subject: str | None = None, kind: str | None = None) -> list[Answer]:
    """Return each fact on which statements conflict: its values with their sources, and the argued answer.

    `subject` is words of the fact, or an incident by its name, a former name, or the beginning of either. Raises
    BadArgument for a kind that there is not.
    """
    one_of_or_none("kind of conflict", kind, CONFLICT_KINDS)
    named = names.find_incident(tables, subject) if subject else None
    subject = named.id if named else subject
    groups: dict[str, list[Answer]] = defaultdict(list)
    for row in tables.table("conflicts").to_pylist():
        groups[row["conflict_id"]].append(row)
    found = []
    for rows in groups.values():
        first = rows[0]
        fact = f"{first['subject']}: {first['property']}".replace("_", " ")
        if (subject and subject.casefold() not in fact.casefold()) or (kind and first["kind"] != kind):
            continue
        found.append({"fact": fact, "kind": first["kind"], **_argued(rows)})
    return found


def _argued(rows: list[Answer]) -> Answer:
    """Return the values of a fact, and the answer that somebody argued, with its ground."""
    argued = next((row for row in rows if row["answer"]), None)
    ground = argued["ground"] if argued else next((row["ground"] for row in rows if row["ground"]), None)
    values = [row for row in rows if not row["answer"]]
    return {"values": values, "resolution": argued["value"] if argued else None, "ground": ground}


def confirmations(tables: Tables, periods: "Sequence[Period]") -> list[Answer]:
    """Return, period by period, how many of a body's entries another said it confirms, and of how many."""
    from ceasefire.figures.tables import confirmation_rates

    spans = {p.name: (p.start, p.end) for p in periods}
    return [
        {
            "what": rate.label,
            "confirmed": rate.note or rate.numerator,
            "entries": rate.denominator,
            "days": rate.coverage,
            "share": rate.text(),
        }
        for rate in confirmation_rates(tables.table("matrix"), spans)
    ]


def matrix(tables: Tables, *, by_day: bool = False) -> list[Answer]:
    """Return who confirms whose entries: sums, or day by day; the denominator stands beside each."""
    rows = [row for row in tables.table("matrix").to_pylist() if (row["date"] is not None) == by_day]
    day = ("date",) if by_day else ()
    columns = ("by", "of", "basis", *day, "agreed_low", "agreed_high", "disagreed", "entries", "why")
    return [{name: row[name] for name in columns} for row in rows]
