"""From a provision to every statement that speaks of it, and how much of each text is coded: the table `provision_index`."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.agreements.language.model import Instrument
from ceasefire.agreements.testable import can_be_tested
from ceasefire.vocabulary.provision_names import instrument_of, provision_name, split_name
from ceasefire.vocabulary.tables import schema
from ceasefire.vocabulary.tables_stated import ID_OF, KIND_OF

if TYPE_CHECKING:
    from ceasefire.agreements.language.model import Provision

Row = dict[str, Any]
Named = tuple[str, str | None]
"""An instrument, and a provision of it or None for the whole."""
_BY_FIELD: Final = {"duty_reports": "provision", "acts": "provision", "accessions": None}
"""Tables whose rows name an instrument, and the column in which they name a provision of it."""
_BY_SUBJECT: Final = {"assertions": "subject", "tallies": "subject", "questions": "thing", "stances": "question"}
"""Tables whose rows name what they speak of in one word: an instrument, or `instrument/provision`."""


class _Spoken(NamedTuple):
    """The statements that name a thing, by their kind, each sorted."""

    by_kind: dict[str, list[str]]

    def rows(self) -> list[tuple[str | None, list[str]]]:
        """Return kind and statements row by row; one row without either where nobody speaks of it."""
        return [(kind, sorted(set(self.by_kind[kind]))) for kind in sorted(self.by_kind)] or [(None, [])]


def index(instruments: Iterable[Instrument], spoken: Mapping[str, pa.Table], scope: pa.Table) -> pa.Table:
    """Return the table `provision_index`: a row for each kind of statement that names a provision, one where none does.

    `spoken` are stated tables by name; `scope` tells which incidents are in scope under which provision. Rows stand by
    instrument, in the order of its file; after them what names a provision that is not coded, then what names the instrument
    as a whole. A subject names a provision as `instrument/provision`.
    """
    coded = {one.id: one for one in sorted(instruments, key=lambda one: one.id)}
    named = _named(spoken, coded)
    hit = _incidents(scope)
    rows = [row for one in coded.values() for row in _of_instrument(one, named, hit)]
    return pa.Table.from_pylist(rows, schema=schema("provision_index"))


def _of_instrument(instrument: Instrument, named: Mapping[Named, _Spoken], hit: Mapping[str, int]) -> Iterator[Row]:
    own = {one.id: one for one in instrument.provisions}
    for name, provision in own.items():
        said = named.get((instrument.id, name), _Spoken({}))
        yield from _rows(instrument, name, provision, said, hit.get(provision_name(instrument.id, name), 0))
    others = sorted(
        (name for one, name in named if one == instrument.id and name not in own), key=lambda n: (n is None, n)
    )
    for other in others:
        yield from _rows(instrument, other, None, named[instrument.id, other], None)


def _rows(
    instrument: Instrument, name: str | None, provision: "Provision | None", said: _Spoken, incidents: int | None
) -> Iterator[Row]:
    for number, (kind, statements) in enumerate(said.rows()):
        yield {
            "instrument": instrument.id,
            "provision": name,
            "paragraphs": list(provision.paragraphs) if provision is not None else [],
            "of_paragraphs": len(set(instrument.paragraphs)) or None,
            "testable": None if provision is None else can_be_tested(provision),
            "kind": kind,
            "statements": len(statements),
            "incidents": None if number else incidents,
            "lineage": statements,
        }


def _named(spoken: Mapping[str, pa.Table], coded: Mapping[str, Instrument]) -> dict[Named, _Spoken]:
    found: dict[Named, _Spoken] = {}
    for table, what, statement in _told(spoken, coded):
        found.setdefault(what, _Spoken({})).by_kind.setdefault(KIND_OF[table], []).append(statement)
    return found


def _told(spoken: Mapping[str, pa.Table], coded: Mapping[str, Instrument]) -> Iterator[tuple[str, Named, str]]:
    """Yield what each statement names that names an instrument coded here: its table, the thing, its id."""
    for table, column in _BY_FIELD.items():
        for row in _of_coded(spoken[table], "instrument", coded):
            yield table, (row["instrument"], row[column] if column else None), row[ID_OF[table]]
    for table, column in _BY_SUBJECT.items():
        for row in _of_coded(spoken[table], column, coded):
            instrument, provision = split_name(row[column], coded)
            yield table, (instrument, provision or None), row[ID_OF[table]]


def _of_coded(table: pa.Table, column: str, coded: Mapping[str, Instrument]) -> list[Row]:
    """Return the rows whose column names an instrument coded here; filtered before a row becomes an object."""
    named = [one for one in pc.unique(table[column]).to_pylist() if one and instrument_of(one, coded) in coded]
    rows: list[Row] = table.filter(pc.is_in(table[column], value_set=pa.array(named, pa.string()))).to_pylist()
    return rows


def _incidents(scope: pa.Table) -> dict[str, int]:
    """Return how many incidents are in scope under each provision, by `instrument/provision`."""
    clauses = pc.list_flatten(scope["clauses"])
    counted = clauses.value_counts().to_pylist()
    return {one["values"]: one["counts"] for one in counted}
