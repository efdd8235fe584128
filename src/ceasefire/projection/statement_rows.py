"""One statement, one row: columns are filled from where the vocabulary says they come from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import msgspec

from ceasefire.projection.aside import SetAside
from ceasefire.projection.geometry import zone_wkb
from ceasefire.vocabulary import BODIES, Body
from ceasefire.vocabulary.codes import AsideState
from ceasefire.vocabulary.column_sources import DAYS, Function, Getter, getter, parts
from ceasefire.vocabulary.columns import Column
from ceasefire.vocabulary.law_statements import Polygon, Zone
from ceasefire.vocabulary.parts import Head, Presence
from ceasefire.vocabulary.statements import Party
from ceasefire.vocabulary.tables_stated import KIND_OF, STATED, TABLE_OF

Row = dict[str, Any]
Note = tuple[AsideState, str]
"""Why something is set aside: its state, and the reason in words."""


def _no_blobs(digest: str) -> bytes:
    raise SetAside(AsideState.BLOB_MISSING, f"blob {digest[:12]} is not here: no blobs were given")


@dataclass(kw_only=True, slots=True, eq=False)
class Said:
    """A typed body and what the statement around it says; `blob` gives the content of a blob by its digest.

    Every field but the last four is one that a column may name after `@`. `notes` are what of the body is set aside.
    """

    id: str
    origin: str
    office: str = ""
    party: str = ""
    seq: int = 0
    kind: str = ""
    label: str | None = None
    claimed_at: str = ""
    cites: tuple[str, ...] = ()
    supersedes: str | None = None
    superseded_by: str | None = None
    superseded: bool = False
    superseded_seq: int | None = None
    superseded_cites: tuple[str, ...] = ()
    rival_heads: bool = False
    address: str | None = None
    publisher: str | None = None
    sha256: str | None = None
    row: int | None = None
    cell: str | None = None
    quote: str | None = None
    first_id: str = ""
    first_filed: str = ""
    first_seq: int = 0
    key: str = ""
    notes: tuple[Note, ...] = ()
    body: Body | None = None
    blob: Callable[[str], bytes] = _no_blobs


# --- functions that a column may name after `:`; each takes the part of the body and the statement ----------------------


def _spellings(aliases: tuple[str, ...], said: Said) -> tuple[str, ...]:
    assert isinstance(said.body, Party)
    return aliases + tuple(name.text for name in said.body.names)


def _attended(present: tuple[Presence, ...], said: Said) -> list[str]:
    return [one.party for one in present if one.attended]


def _stayed_away(present: tuple[Presence, ...], said: Said) -> list[str]:
    return [one.party for one in present if not one.attended]


def _wkb(polygons: tuple[Polygon, ...], said: Said) -> bytes | None:
    assert isinstance(said.body, Zone)
    digest = said.body.geometry_blob
    return zone_wkb(polygons, said.blob(digest) if digest else None)


def _hull_wkb(polygons: tuple[Polygon, ...], said: Said) -> bytes | None:
    return zone_wkb(polygons, None)


def _here(digest: str, said: Said) -> bool:
    try:
        said.blob(digest)
    except SetAside:
        return False
    return True


def _heads(heads: tuple[Head, ...], said: Said) -> list[str]:
    return [f"{head.origin or head.office} {head.size} {head.root}" for head in heads]


def _terms(title: str, said: Said) -> str:
    return msgspec.json.encode(said.body, order="sorted").decode()


FUNCTIONS: Final[Mapping[str, Function]] = {
    **DAYS,
    "spellings": _spellings,
    "attended": _attended,
    "stayed_away": _stayed_away,
    "wkb": _wkb,
    "hull_wkb": _hull_wkb,
    "here": _here,
    "heads": _heads,
    "terms": _terms,
}

# --- rows -----------------------------------------------------------------------------------------------------------


def _getters(columns: Iterable[Column], body: type[Body], mark: str = "") -> tuple[tuple[str, Getter], ...]:
    """Return a getter for each column whose source begins with the mark (`<`), or for all others without one."""
    chosen = ((c.name, c.source) for c in columns if c.source.startswith("<") == bool(mark))
    return tuple((name, getter(source.removeprefix(mark), body, Said, FUNCTIONS)) for name, source in chosen)


# made when they are first asked for: a question to tables that are kept restates no statement
@cache
def _filled(kind: str) -> tuple[tuple[str, Getter], ...]:
    return _getters(STATED[TABLE_OF[kind]], BODIES[kind])


@cache
def _of_any() -> tuple[tuple[str, Getter], ...]:
    return _getters(STATED["statements"], Body)


@cache
def _of_reply() -> tuple[tuple[str, Getter], ...]:
    return _getters(STATED["remedies"], BODIES["reply"], "<")


def column(table: str, number: int, said: Iterable[Said]) -> list[Any]:
    """Return what statements fill in one column of their table, by its number; raises what `row` raises."""
    _, get = (_of_any() if table == "statements" else _filled(KIND_OF[table]))[number]
    return [get(one) for one in said]


def row(said: Said, *, without_line: bool = False) -> Row:
    """Return the row of a statement in the table of its kind; raises SetAside where a zone's line cannot be read.

    `without_line` leaves the geometry out, as of a zone that is described only.
    """
    left = ("wkb", "hull") if without_line else ()
    return {name: None if name in left else get(said) for name, get in _filled(said.kind)}


def statement(said: Said) -> Row:
    """Return the row of a statement of any kind in the table `statements`; its body is not needed."""
    return {name: get(said) for name, get in _of_any()}


def reply(said: Said) -> Row:
    """Return the columns that a reply fills in the row of the remedy that it answers."""
    return {name: get(said) for name, get in _of_reply()}


def of_the_statement(table: str) -> dict[str, str]:
    """Return, for the columns of a table that come from the statement around a body, which part of it they are."""
    own = (column for column in STATED[table] if not column.source.startswith("<"))
    return {column.name: part.around for column in own for part in parts(column.source) if part.around}
