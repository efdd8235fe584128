"""Files in bulk: batches of columns for a `batch` statement, and the same asides in the same words as row by row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ceasefire.intake.model import Aside, CellError, IntakeError
from ceasefire.intake.read import Intake, check_columns
from ceasefire.intake.recognise import TABLES
from ceasefire.intake.tables.chunks import Chunk, chunks, look
from ceasefire.intake.tables.convert import MAX_PEOPLE, PEOPLE, PLACES, Converter
from ceasefire.intake.tables.flat import PERIOD_OF, Filled, batch_schema, columns_filled, flatten
from ceasefire.intake.tables.rows import Row, aside_of
from ceasefire.intake.tables.times import add_times
from ceasefire.intake.tables.vector import Columns, Vectoriser

if TYPE_CHECKING:
    import pyarrow as pa

_COUNTS: Final = ("killed", "injured", "count")
_NEEDED: Final = {"report": (), "tally": ("measure", "unit", "count")}
"""Fields without which no statement of the kind can be made, whatever the mapping says."""
_HASHED = np.dtype([("hash", np.int64), ("row", np.int64)])


def batches(source: Intake) -> Iterator[pa.RecordBatch]:
    """Yield a table of reports or tallies as record batches; IntakeError when the file is no such table.

    Batches have the columns of `reports` or `tallies` without ids and ledger, and `source_row` (first data row = 1).
    As with `drafts()`, the rows set aside are in `source.aside` once all is read, each in the same words.
    """
    if source.format.container not in TABLES or source.format.kind not in PERIOD_OF:
        reason = f"{source.format.words} cannot be filed in bulk; only reports and tallies can"
        raise IntakeError(source.file, reason)
    return _Bulk(source).run()


class _Bulk:
    """The reading of one file: what must be carried from chunk to chunk."""

    def __init__(self, source: Intake) -> None:
        self.source = source
        self.file = source.file
        self.kind = source.format.kind
        self.schema = batch_schema(self.kind)

    def run(self) -> Iterator[pa.RecordBatch]:
        source = self.source
        source.aside, source.rows = [], 0
        table = source.table()
        converter = source.converter(table.header)
        check_columns(converter, self.file)
        source.unfiled = converter.unfiled()
        seen = look(source.path, source.format)
        vectoriser = Vectoriser(converter, seen.control)
        labels = _Labels()
        for chunk in chunks(source.path, source.format, table, seen.sound):
            batch = self._chunk(chunk, converter, vectoriser, labels)
            if batch is not None and batch.num_rows:
                yield batch
        source.check_unchanged()

    def _chunk(
        self, chunk: Chunk, converter: Converter, vectoriser: Vectoriser, labels: _Labels
    ) -> pa.RecordBatch | None:
        asides = [aside_of(self.file, row, converter.header, error) for row, error in chunk.broken]
        self.source.rows += len(asides)
        batch = None
        if len(chunk.numbers):
            columns = vectoriser.columns(chunk.columns, len(chunk.numbers))
            add_times(columns, self.source.options.time_zone or converter.mapping.time_zone)
            _mark(columns)
            batch = self._assemble(chunk, columns, converter, labels, asides)
        for aside in sorted(asides, key=lambda aside: aside.row or 0):
            self.source.set_aside(aside)
        return batch

    def _assemble(
        self, chunk: Chunk, columns: Columns, converter: Converter, labels: _Labels, asides: list[Aside]
    ) -> pa.RecordBatch:
        """Put the plain rows and those of the row-by-row path together, in the order of the file."""
        import pyarrow as pa
        import pyarrow.compute as pc

        plain = pa.RecordBatch.from_arrays(
            [_column(columns, self.kind, field, chunk) for field in self.schema], schema=self.schema
        )
        suspects = np.flatnonzero(columns.suspect)
        slow, dropped = self._one_by_one(chunk, suspects, converter, asides)
        self.source.rows += len(chunk.numbers) - dropped
        kept = plain.filter(pa.array(~columns.suspect)) if len(suspects) else plain
        if slow:
            more = pa.RecordBatch.from_pylist(slow, schema=self.schema)
            both = pa.Table.from_batches([kept, more])
            order = pc.sort_indices(both["source_row"])
            kept = both.take(order).combine_chunks().to_batches()[0]
        return self._without_twins(kept, labels, chunk, converter, asides)

    def _one_by_one(
        self, chunk: Chunk, suspects: np.ndarray[Any, np.dtype[np.int64]], converter: Converter, asides: list[Aside]
    ) -> tuple[list[dict[str, Any]], int]:
        made: list[dict[str, Any]] = []
        empty = 0
        for at in suspects:
            cells = [column[int(at)].as_py() for column in chunk.columns]
            number = int(chunk.numbers[at])
            if not any(cells):
                empty += 1
                continue
            try:
                found = converter.make(cells)
                made.append(flatten(self.kind, found.body, found.source) | {"source_row": number})
            except CellError as error:
                asides.append(aside_of(self.file, Row(number, cells), converter.header, error))
        return made, empty

    def _without_twins(
        self, batch: pa.RecordBatch, labels: _Labels, chunk: Chunk, converter: Converter, asides: list[Aside]
    ) -> pa.RecordBatch:
        import pyarrow as pa

        rows = batch.column("source_row").to_numpy()
        twins = labels.twins(batch.column("label").to_pylist(), rows)
        for at, first in twins.items():
            place = int(np.searchsorted(chunk.numbers, rows[at]))
            cells = [column[place].as_py() for column in chunk.columns]
            error = CellError(f"the label {batch.column('label')[at].as_py()!r} stands on row {first} already", "label")
            asides.append(aside_of(self.file, Row(int(rows[at]), cells), converter.header, error))
        if not twins:
            return batch
        keep = np.ones(batch.num_rows, dtype=bool)
        keep[list(twins)] = False
        return batch.filter(pa.array(keep))


class _Labels:
    """The labels met so far, 16 bytes each."""

    def __init__(self) -> None:
        self._seen: list[np.ndarray[Any, Any]] = []

    def twins(self, labels: list[str | None], rows: np.ndarray[Any, np.dtype[np.int64]]) -> dict[int, int]:
        """Return position -> row that first had the same label, for every label that was met before."""
        at = [i for i, label in enumerate(labels) if label is not None]
        now = np.empty(len(at), dtype=_HASHED)
        now["hash"] = [hash(labels[i]) for i in at]
        now["row"] = rows[at]
        order = np.argsort(now["hash"], kind="stable")
        ordered = now[order]
        found = self._inside(ordered, order, at)
        for seen in self._seen:
            places = np.searchsorted(seen["hash"], now["hash"])
            places[places == len(seen)] = 0
            for i in np.flatnonzero(seen["hash"][places] == now["hash"]):
                found[at[int(i)]] = int(seen["row"][places[i]])
        if len(ordered):
            self._seen.append(ordered)
        return found

    @staticmethod
    def _inside(ordered: np.ndarray[Any, Any], order: np.ndarray[Any, Any], at: list[int]) -> dict[int, int]:
        found: dict[int, int] = {}
        first = 0
        for i in np.flatnonzero(ordered["hash"][1:] == ordered["hash"][:-1]) + 1:
            if ordered["hash"][i] != ordered["hash"][first]:
                first = int(i) - 1
            found[at[int(order[i])]] = int(ordered["row"][first])
        return found


def _mark(columns: Columns) -> None:
    """Mark the rows whose fields do not go together; the row-by-row path says why, or accepts them."""
    import pyarrow.compute as pc

    kind = columns.converter.kind
    for field in {*columns.converter.mapping.filled, *_NEEDED[kind]}:
        told = [values for name, values in columns.fields.items() if name == field or name.startswith(field + ".")]
        columns.suspect |= ~_any_told(told, columns.size)
    for name in _COUNTS:
        exact, low, high = columns.get(name), columns.get(f"{name}.low"), columns.get(f"{name}.high")
        if low is not None and high is not None:
            columns.suspect_where(pc.greater(low, high))
        for bound in (low, high):
            if exact is not None and bound is not None:
                columns.suspect_where(pc.and_(pc.is_valid(exact), pc.is_valid(bound)))
    for name in PLACES:
        lat, lon = columns.get(f"{name}.lat"), columns.get(f"{name}.lon")
        columns.suspect |= _any_told([lat], columns.size) != _any_told([lon], columns.size)
    _mark_rest(columns, kind)


def _any_told(fields: list[pa.Array | None], size: int) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Return where at least one of the fields holds something."""
    told = np.zeros(size, dtype=bool)
    for values in fields:
        if values is not None:
            told |= values.is_valid().to_numpy(zero_copy_only=False)
    return told


def _mark_rest(columns: Columns, kind: str) -> None:
    """Leave fields that the table does not hold, or that come in pairs, to the row-by-row path where they are told."""
    import pyarrow.compute as pc

    period = PERIOD_OF[kind]
    filling = {field.name for filled in columns_filled(kind).values() for field in filled.fields}
    held = filling | {f"{period}.zone", f"{period}.precision", *_COUNTS}
    beside = {
        "note",
        "count_unit",
        "source.publisher",
        "source.address",
        "direction",
        "observation",
        "exemption.designation",
    }
    for field, values in columns.fields.items():
        if field.startswith("exemption.") or (field not in held and field not in beside):
            columns.suspect_where(pc.is_valid(values))
    for field in PEOPLE:
        if field in columns.fields:
            columns.suspect_where(pc.greater(columns.fields[field], MAX_PEOPLE))


def _column(columns: Columns, kind: str, field: Any, chunk: Chunk) -> pa.Array:
    """Return one column of the batch from the fields; suspect rows hold nothing of worth and are filtered out."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if field.name == "source_row":
        return pa.array(chunk.numbers)
    values = _values(columns, columns_filled(kind)[field.name])
    if values is None:
        return pa.nulls(columns.size, field.type)
    suspect = pa.array(columns.suspect)
    return pc.cast(pc.if_else(suspect, pa.scalar(None, values.type), values), field.type)


def _values(columns: Columns, filled: Filled) -> pa.Array | None:
    """Return what the fields of a column tell, those that stand first first; None where the file has none of them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    told = [
        values if field.divisor == 1 else pc.divide(pc.cast(values, pa.float64()), field.divisor)
        for field in filled.fields
        if (values := columns.get(field.name)) is not None
    ]
    if filled.or_zero:
        told = [*(pc.cast(values, pa.int64()) for values in told), pa.repeat(pa.scalar(0), columns.size)]
    return pc.coalesce(*told) if told else None
