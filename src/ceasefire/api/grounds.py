"""A test with its grounds as a file, and the same test worked out again from it years later: same, different, or what is missing."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

import msgspec
import pyarrow as pa

from ceasefire.api import answers, names
from ceasefire.api.arguments import BadArgument
from ceasefire.record import RecordError
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.labels import statement_of

if TYPE_CHECKING:
    from ceasefire.agreements.grounds.recompute import Again, Filed
    from ceasefire.agreements.language.model import Instrument
    from ceasefire.api.answers import HitFilter
    from ceasefire.api.held_record import HeldRecord
    from ceasefire.record import Entry

Answer = dict[str, Any]
FORMAT: Final = "ceasefire hits with grounds/1"
MOST_BYTES: Final = 64 * 1024 * 1024
"""Longest file that is read: the rows of one incident under some hundred instruments with a thousand parts each. Chosen by hand."""


class GroundsRow(msgspec.Struct, frozen=True):
    """A row of the table `grounds`."""

    grounds: str
    part: str
    id: str
    digest: str
    statement_id: str | None = None


class HitsWithGrounds(msgspec.Struct, frozen=True):
    """Rows of `hits` of one incident, the grounds that they name, and the row of `incidents` as it was tested."""

    format: Literal["ceasefire hits with grounds/1"]
    incident: dict[str, Any]
    hits: tuple[Any, ...]
    """Each read by itself as a `HitRow`: one that does not fit is set aside alone."""
    grounds: tuple[GroundsRow, ...]


class HitRow(msgspec.Struct, frozen=True):
    """A row of the table `hits`, with its clause in words where that was given."""

    incident_id: str
    instrument: str
    provision: str
    result: str
    where_: str
    when_: str
    who: str
    what: str
    exempt: str
    grounds: str
    missing: list[str] | None = None
    asserted_by: list[str] | None = None
    basis: str | None = None
    disputed_by: list[str] | None = None
    rests_on: list[str] | None = None
    assumes: str | None = None
    why: str | None = None
    text_ref: str | None = None
    says: str | None = None


class BadRow(NamedTuple):
    """A row of hits in a file that does not fit: which one, from 1, and why."""

    row: int
    why: str


class IncidentNow(NamedTuple):
    """What the record now says of the incident: `unchanged`, `changed` (fields with what each says then and now), `missing`."""

    incident_id: str
    state: str
    changed: tuple[tuple[str, Any, Any], ...] = ()


class GroundsNow(NamedTuple):
    """Whether a list of grounds is one by which the record answers today (`today`, else `other`), and by part and id in what not."""

    grounds: str
    instruments: tuple[str, ...]
    state: str
    record_alone: tuple[tuple[str, str], ...] = ()
    file_alone: tuple[tuple[str, str], ...] = ()


class Recomputed(NamedTuple):
    """What became of a file of hits: each test, the incident, the lists of grounds, tests it leaves out, rows set aside."""

    tests: "tuple[Again, ...]"
    incident: IncidentNow
    grounds: tuple[GroundsNow, ...]
    left_out: tuple[str, ...]
    set_aside: tuple[BadRow, ...]


def with_grounds(record: "HeldRecord", only: "HitFilter") -> Answer:
    """Return the tests of one incident with their grounds and the incident as it is, in the form that `recompute` takes.

    Raises BadArgument where no incident is named.
    """
    if only.incident is None:
        raise BadArgument("grounds are those of one incident: name it")
    incident = names.incident(record, only.incident).id
    [row] = record.rows("incidents", "incident_id", [incident]).to_pylist()
    hits = list(answers.hits(record, only))
    wanted = {hit["grounds"] for hit in hits}
    every = record.table("grounds").to_pylist()
    lists = {one["digest"] for one in every if one["grounds"] in wanted and _names_parties(one)}
    grounds = [one for one in every if one["grounds"] in wanted | lists]
    return {"format": FORMAT, "incident": row, "hits": hits, "grounds": grounds}


def _names_parties(row: Answer) -> bool:
    return row["part"] == "party" and row["statement_id"] is None


def recompute(record: "HeldRecord", told: "Mapping[str, Any] | str | Path") -> Recomputed:
    """Work out tests again on the grounds that they name, from the record's own statements and files.

    Beside the tests it tells what the record now says of the incident, whether the grounds are those of today, and which
    tests of the incident the file leaves out. `told` is what `with_grounds` gave, or a file of it as JSON. Raises
    BadArgument for a file of another form, and for one without hits.
    """
    from ceasefire.agreements.grounds.recompute import recompute as again

    given = _read(Path(told)) if isinstance(told, str | Path) else _converted(told, "what is given")
    if not given.hits:
        raise BadArgument("there are no hits to work out again: the list `hits` is empty")
    hits, aside = _rows(given.hits)
    incident, grounds = _incident(given.incident), [msgspec.structs.asdict(one) for one in given.grounds]
    [name] = incident["incident_id"].to_pylist()
    now = record.rows("hits", "incident_id", [name]).to_pylist()
    told_of = {(hit["instrument"], hit["provision"]) for hit in hits}
    left_out = sorted("/".join(key) for one in now if (key := (one["instrument"], one["provision"])) not in told_of)
    return Recomputed(
        tuple(again(hits, grounds, incident, _filed(record))),
        _incident_now(record, name, incident),
        tuple(_grounds_now(record, hits, grounds, {one["instrument"]: one["grounds"] for one in now})),
        tuple(left_out),
        tuple(aside),
    )


def _rows(told: Iterable[Any]) -> tuple[list[Answer], list[BadRow]]:
    """Return the rows of hits that fit, and those that do not with the reason of each."""
    hits, aside = [], []
    for number, row in enumerate(told, 1):
        try:
            hits.append(msgspec.structs.asdict(msgspec.convert(row, HitRow)))
        except msgspec.ValidationError as fault:
            aside.append(BadRow(number, str(fault)))
    return hits, aside


def _incident_now(record: "HeldRecord", name: str, told: pa.Table) -> IncidentNow:
    held = record.rows("incidents", "incident_id", [name]).to_pylist()
    if not held:
        return IncidentNow(name, "missing")
    [then], [now] = told.to_pylist(), held
    changed = tuple((field, then[field], now[field]) for field in told.column_names if then[field] != now[field])
    return IncidentNow(name, "changed" if changed else "unchanged", changed)


def _grounds_now(
    record: "HeldRecord", hits: Iterable[Answer], grounds: list[Answer], today: Mapping[str, str]
) -> Iterator[GroundsNow]:
    """Yield for each list of grounds that some hits name what of it answers today."""
    every = record.table("grounds").to_pylist()
    lists: dict[str, set[str]] = {}
    for hit in hits:
        lists.setdefault(hit["grounds"], set()).add(hit["instrument"])
    for digest, instruments in lists.items():
        names = tuple(sorted(instruments))
        mine = _parts_of(grounds, {digest})
        its = _parts_of(every, {today[name] for name in names if name in today})
        alone = [tuple(sorted({key[:2] for key in one - other})) for one, other in ((its, mine), (mine, its))]
        yield GroundsNow(digest, names, "other" if any(alone) else "today", *alone)


def _parts_of(rows: Iterable[Answer], lists: set[str]) -> set[tuple[str, str, str | None, str]]:
    """Return the parts of some lists; that other code worked them out is told beside each test."""
    own = (row for row in rows if row["grounds"] in lists and row["part"] != "code")
    return {(row["part"], row["id"], row["statement_id"], row["digest"]) for row in own}


def _read(path: Path) -> HitsWithGrounds:
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise BadArgument(f"{path} is longer than {MOST_BYTES} bytes")
    try:
        return msgspec.json.decode(data, type=HitsWithGrounds)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as fault:
        raise BadArgument(f"{path} is no file of hits with their grounds: {fault}") from None


def _converted(told: Mapping[str, Any], name: str) -> HitsWithGrounds:
    try:
        return msgspec.convert(told, HitsWithGrounds)
    except msgspec.ValidationError as fault:
        raise BadArgument(f"{name} is no hits with their grounds: {fault}") from None


def _incident(row: Mapping[str, Any]) -> pa.Table:
    """Return the row of an incident as a table; its days and times may be texts."""
    shape = schema("incidents")
    cells = {}
    for field in shape:
        try:
            cells[field.name] = pa.array([_cell(row.get(field.name), field.type)], field.type)
        except (ValueError, TypeError, OverflowError, pa.ArrowException):
            raise BadArgument(f"the incident's {field.name} does not fit: {row.get(field.name)!r}") from None
    for start, end in (("date_start", "date_end"), ("utc_start", "utc_end")):
        [first], [last] = cells[start].to_pylist(), cells[end].to_pylist()
        if first is not None and last is not None and last < first:
            raise BadArgument(f"the incident's {end} is before its {start}: {last} and {first}")
    if not cells["incident_id"][0].is_valid:
        raise BadArgument("the incident has no incident_id")
    return pa.table(cells, schema=shape)


def _cell(value: Any, kind: pa.DataType) -> Any:
    if isinstance(value, str) and pa.types.is_date(kind):
        return date.fromisoformat(value)
    return datetime.fromisoformat(value) if isinstance(value, str) and pa.types.is_timestamp(kind) else value


def _filed(record: "HeldRecord") -> "Filed":
    from ceasefire.agreements.grounds.recompute import Filed

    def tables(ids: Iterable[str]) -> Mapping[str, pa.Table]:
        from ceasefire.projection import build

        return build(_entries(record, sorted({statement_of(one) for one in ids})), record.store)

    def coded(digest: str, name: str) -> "Instrument":
        from ceasefire.agreements.language.files.stored import parsed

        try:
            return parsed(record.store.read_blob(digest), name)
        except RecordError as error:
            raise ValueError(str(error)) from None

    return Filed(tables, coded)


def _entries(record: "HeldRecord", ids: Iterable[str]) -> "Iterable[Entry]":
    """Yield the statements of these ids that the record holds, each as it was filed."""
    for one in ids:
        try:
            yield record.store.get(one)
        except RecordError:
            continue  # named by who rebuilds from them
