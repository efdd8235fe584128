"""Questions about the computed tables, answered as rows that a person or a program reads."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.agreements.scope.wanted import TOUCHING, Wanted
from ceasefire.api import names
from ceasefire.api.arguments import BadArgument, one_of_or_none
from ceasefire.api.hit_pages import HitPage, made_now, nearest, of_table, with_words
from ceasefire.api.page import Page, page
from ceasefire.api.tables import Tables
from ceasefire.vocabulary.codes import CONFLICT_KINDS
from ceasefire.vocabulary.missing import MISSING
from ceasefire.vocabulary.provision_names import asked_name, split_name
from ceasefire.vocabulary.scope import TESTED, ScopeResult

if TYPE_CHECKING:
    from ceasefire.agreements import Context
    from ceasefire.api.held_record import HeldRecord
    from ceasefire.figures import Period

Answer = dict[str, Any]


class HitFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which tests to return; every field may be left out.

    `incident` is an incident or any of its reports, `missing` something that an undetermined test lacks; with `touching`
    what is out of scope is left out, and counted.
    """

    incident: str | None = None
    instrument: str | None = None
    provision: str | None = None
    result: str | None = None
    missing: str | None = None
    touching: bool = False


class OtherLaw(msgspec.Struct, frozen=True, kw_only=True):
    """Which law answers in the place of the record's own: an office's codings, or a rival reading as INSTRUMENT:ID."""

    as_coded_by: str | None = None
    reading: str | None = None


def hits(
    record: "HeldRecord",
    only: HitFilter | None = None,
    limit: int | None = None,
    law: OtherLaw | None = None,
) -> HitPage:
    """Return the tests of incidents against provisions, with the reason of each; those of one incident alone are made alone.

    Those in scope come first, then exemption asserted, undetermined, out of scope; of one incident each also has `says` and
    `text_ref`, its clause in words. Under other law that office's codings (its name or origin) answer wherever it has
    one, or the rival reading is tested in the place of ours; nothing of this is kept. With a
    limit only so many rows are made; `total` says how many there are, or None where the rest was not counted: there
    are more. Raises BadArgument for a result, instrument, provision, missing thing or reading that there is not, and
    RecordError for an unknown incident.
    """
    only, law = only or HitFilter(), law or OtherLaw()
    context = _context(record, law)
    wanted = _wanted(only, context)
    ids = None if only.incident is None else [names.incident(record, only.incident).id]
    shown = _shown(record, ids, wanted, context, limit, own=law == OtherLaw())
    return shown if ids is None else with_words(shown, context())


def nearest_out(record: "HeldRecord", only: HitFilter, law: OtherLaw | None = None) -> Answer | None:
    """Return of the tests asked for that are out of scope the one that comes nearest, with its reason; None without any.

    Raises as `hits` does.
    """
    return nearest(hits(record, msgspec.structs.replace(only, result=str(ScopeResult.OUT_OF_SCOPE)), None, law))


def _wanted(only: HitFilter, context: "Callable[[], Context]") -> Wanted:
    """Return which tests are asked for; raises BadArgument for a word that there is not."""
    one_of_or_none("result", only.result, TESTED)
    one_of_or_none("name of what can be missing", only.missing, MISSING)
    instrument, provision = only.instrument, only.provision
    if provision is not None:
        within, provision = asked_name(provision, context().instruments)
        if within is not None and instrument not in (None, within):
            raise BadArgument(f"{only.provision!r} is not a provision of {instrument!r}")
        instrument = within or instrument
    if instrument is not None or provision is not None:
        _known_provision(context(), instrument, provision)
    results = (only.result,) if only.result is not None else TOUCHING.results if only.touching else TESTED
    return Wanted(instrument=instrument, provision=provision, results=results, missing=only.missing)


def _shown(
    record: "HeldRecord",
    ids: list[str] | None,
    wanted: Wanted,
    context: "Callable[[], Context]",
    limit: int | None,
    *,
    own: bool,
) -> HitPage:
    """Return the wanted tests of some incidents or of all: those that are kept, or made now where none are or under other law."""
    if own and (ids is not None or limit is None or record.tables.is_made("hits")):
        return of_table(record.table("hits") if ids is None else record.rows("hits", "incident_id", ids), wanted, limit)
    if ids is None:
        return made_now(record.table("incidents"), context(), wanted, limit)
    return made_now(record.rows("incidents", "incident_id", ids), context(), wanted, None)


def law_notes(record: "HeldRecord") -> list[str]:
    """Return in words what is contested of the law that tests rest on: who codes it differently, and what then is open."""
    rows = [row for row in record.table("codings").to_pylist() if row["state"] == "contested"]
    held: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        held[row["what"], row["id"]].append(row["ledger"])
    open_ = "what rests on it is undetermined (hits --as-coded-by OFFICE, hits --compare)"
    return [f"{what} {thing} is contested by {' and '.join(by)}: {open_}" for (what, thing), by in held.items()]


def _context(record: "HeldRecord", law: OtherLaw) -> "Callable[[], Context]":
    """Return what gives the context of a question, made when it is asked for."""
    from ceasefire.agreements import Context

    as_coded_by, reading = law.as_coded_by, law.reading
    if reading is not None:
        if as_coded_by is not None:
            raise BadArgument("a reading is one of the coding that answers: ask for it without as_coded_by")
        from ceasefire.api.readings import law_under

        return cache(lambda: law_under(record, reading).context())
    if as_coded_by is None:
        return lambda: record.tables.typed_value("scope_context", Context)
    from ceasefire.api.codings import context_as_coded_by

    return cache(lambda: context_as_coded_by(record, as_coded_by))


def duty_runs(record: "HeldRecord", runs: pa.Table, provision: str | None) -> pa.Table:
    """Return the runnings of the clock of one provision (instrument/provision), or of all.

    Raises BadArgument for a provision that no coded agreement has.
    """
    if provision is None:
        return runs
    context = _context(record, OtherLaw())()
    instrument, name = split_name(provision, context.instruments)
    _known_provision(context, instrument, name)
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
    """Return each fact on which statements differ: its values with their sources, and the argued answers by their days.

    A fact told as of several days may have an answer as of each: `answers` holds `as_of`, `value`, `ground` and the
    statement of each, `resolution` and `ground` the same in one line of words.

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
    """Return the values of a fact by the days as of which they stand, and the answers argued, each with its day and ground."""
    rows = sorted(rows, key=lambda row: str(row["as_of"] or ""))  # those of one day stay in the order of the table
    values = [row for row in rows if not row["answer"]]
    answers = [
        {name: row[name] for name in ("as_of", "value", "ground", "statement_id")} for row in rows if row["answer"]
    ]
    grounds = dict.fromkeys(row["ground"] for row in answers or values if row["ground"])
    resolution = "; ".join(_as_of(row) for row in answers)
    return {
        "values": values,
        "answers": answers,
        "resolution": resolution or None,
        "ground": " ".join(grounds) or None,
    }


def _as_of(answer: Answer) -> str:
    return f"{answer['value']} as of {answer['as_of']}" if answer["as_of"] else str(answer["value"])


def confirmations(tables: Tables, periods: "Sequence[Period]") -> list[Answer]:
    """Return, period by period, how many of a body's entries another said it confirms, and of how many.

    Without periods, era by era. A period that joins several eras says so in `note`, with the rate of each of them.
    """
    from ceasefire.figures.tables import confirmation_rates

    return [
        {
            "what": rate.label,
            "confirmed": rate.note if rate.numerator is None else rate.numerator,
            "entries": rate.denominator,
            "unit": rate.denominator_unit,
            "days": rate.coverage,
            "share": rate.text(),
            "note": rate.note,
        }
        for rate in confirmation_rates(tables.table("matrix"), periods)
    ]


def matrix(tables: Tables, *, by_day: bool = False) -> list[Answer]:
    """Return who confirms whose entries: sums of a period, or day by day; the denominator stands beside each."""
    rows = [row for row in tables.table("matrix").to_pylist() if (row["date"] is not None) == by_day]
    when = ("date",) if by_day else ("period", "date_start", "date_end")
    columns = ("by", "of", "basis", *when, "agreed_low", "agreed_high", "disagreed", "entries", "unit", "why")
    return [{name: row[name] for name in columns} for row in rows]
