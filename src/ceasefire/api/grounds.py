"""A test with its grounds as a file, and the same test worked out again from it years later: same, different, or what is missing."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

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
    hits: tuple[dict[str, Any], ...]
    grounds: tuple[GroundsRow, ...]


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


def recompute(record: "HeldRecord", told: "Mapping[str, Any] | str | Path") -> "list[Again]":
    """Work out tests again on the grounds that they name, from the record's own statements and files.

    `told` is what `with_grounds` gave, or a file of it as JSON. Raises BadArgument for a file of another form.
    """
    from ceasefire.agreements.grounds.recompute import recompute as again

    given = _read(Path(told)) if isinstance(told, str | Path) else _converted(told, "what is given")
    return again(given.hits, map(msgspec.structs.asdict, given.grounds), _incident(given.incident), _filed(record))


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
