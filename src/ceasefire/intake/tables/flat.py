"""One body, one row of `reports` or `tallies`: what a batch keeps where no statement is signed for each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from ceasefire.intake.tables.mapping import TOLD_AS
from ceasefire.vocabulary import BODIES, Body, schema
from ceasefire.vocabulary.column_sources import Getter, Part, getter, parts
from ceasefire.vocabulary.columns import Column
from ceasefire.vocabulary.tables_stated import STATED, TABLE_OF

if TYPE_CHECKING:
    import pyarrow as pa

PERIOD_OF: Final = {"report": "when", "tally": "period"}
"""Kinds that can be kept in batches, and the field of each that tells its days."""
_FILLED_BY: Final = {"last_day": "{}.end", "utc_start": "utc_start", "utc_end": "utc_end"}
"""Function of days -> field that holds its result once the days of a chunk are worked out (`times.add_times`)."""
_BOUNDS: Final = (".low", ".high")
_TOLD: Final = {told_as: told for told, told_as in TOLD_AS.items()}


@dataclass(frozen=True, slots=True)
class Row:
    """A typed body and what its row says of its own source: the attributes that a column of a batch may name."""

    body: Body
    publisher: str | None = None
    address: str | None = None


class Field(NamedTuple):
    """A field that a mapping fills, and what its number is divided by for the table."""

    name: str
    divisor: float = 1.0


class Filled(NamedTuple):
    """The fields that fill one column, each for where those before it tell nothing; `or_zero` where none of them does."""

    fields: tuple[Field, ...]
    or_zero: bool = False


@lru_cache(maxsize=4)
def columns_filled(kind: str) -> dict[str, Filled]:
    """Return, for each column of a batch of a kind, the fields of a mapping that fill it."""
    return {column.name: _filled(column) for column in _columns(kind)}


def _columns(kind: str) -> Iterator[Column]:
    """Yield the columns of a batch: those of the table that a body or the source of its row can fill."""
    of_a_row = Row.__dataclass_fields__
    for column in STATED[TABLE_OF[kind]]:
        if any(part.path or part.around in of_a_row for part in parts(column.source)):
            yield column


def _filled(column: Column) -> Filled:
    found = [part for part in parts(column.source) if part.path or part.around]
    fields = [field for part in found for field in _fields(part)]
    return Filled(tuple(fields), len(found) < len(parts(column.source)))


def _fields(part: Part) -> Iterator[Field]:
    if part.around:
        yield Field(f"source.{part.around}")
    elif part.function:
        yield Field(_FILLED_BY[part.function].format(part.path))
    else:
        before, dot, last = part.path.rpartition(".")
        yield Field(before + dot + _TOLD.get(last, last), part.divisor)
        if part.path.endswith(_BOUNDS):  # a count that is exact fills both bounds
            yield Field(before)


def batch_schema(kind: str) -> pa.Schema:
    """Return the Arrow schema of a batch: the table's columns without ids and ledger, and `source_row` (from 1)."""
    import pyarrow as pa

    kept = [field for field in schema(TABLE_OF[kind]) if field.name in columns_filled(kind)]
    return pa.schema([*kept, pa.field("source_row", pa.int64())])


@lru_cache(maxsize=4)
def _getters(kind: str) -> tuple[tuple[str, Getter], ...]:
    return tuple((column.name, getter(column.source, BODIES[kind], Row)) for column in _columns(kind))


def flatten(kind: str, body: Mapping[str, Any], source: Mapping[str, str]) -> dict[str, Any]:
    """Return the row of the table that a body fills, by column, just as the projection fills it; None: not told."""
    row = Row(msgspec.convert(body, BODIES[kind]), source.get("publisher"), source.get("address"))
    return {name: get(row) for name, get in _getters(kind)}
