"""One statement, one row: columns are filled from where the vocabulary says they come from."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import attrgetter
from pathlib import Path
from typing import Any, Final, get_args

import msgspec

from ceasefire.projection.days import last_day, utc_interval
from ceasefire.projection.geometry import zone_wkb
from ceasefire.vocabulary import BODIES, Body
from ceasefire.vocabulary.columns import Column
from ceasefire.vocabulary.parts import Presence, When
from ceasefire.vocabulary.statements import Party, Polygon, Zone
from ceasefire.vocabulary.tables_stated import STATED, TABLE_OF

Row = dict[str, Any]


@dataclass(kw_only=True, slots=True, eq=False)
class Said:
    """A typed body and what the statement around it says; `blob` gives the path of a blob by its digest.

    Every field but the last two is one that a column may name after `@`.
    """

    id: str
    office: str
    party: str = ""
    seq: int = 0
    kind: str = ""
    label: str | None = None
    claimed_at: str = ""
    cites: tuple[str, ...] = ()
    supersedes: str | None = None
    superseded_by: str | None = None
    superseded: bool = False
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
    body: Body | None = None
    blob: Callable[[str], Path] = field(default=Path)


Getter = Callable[[Said], Any]


# --- functions that a column may name after `:`; each takes the part of the body and the statement ----------------------


def _utc_start(when: When, said: Said) -> datetime:
    return utc_interval(when)[0]


def _utc_end(when: When, said: Said) -> datetime:
    return utc_interval(when)[1]


def _last_day(when: When, said: Said) -> date:
    return last_day(when)


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


FUNCTIONS: Final[Mapping[str, Callable[[Any, Said], object]]] = {
    "last_day": _last_day,
    "utc_start": _utc_start,
    "utc_end": _utc_end,
    "spellings": _spellings,
    "attended": _attended,
    "stayed_away": _stayed_away,
    "wkb": _wkb,
}

# --- from the notation to functions -------------------------------------------------------------------------------------

_SOURCE: Final = re.compile(r"(?P<path>[a-z_0-9.]+)(?:/(?P<by>1e\d)|:(?P<function>[a-z_]+))?")


def getter(source: str, body: type[Body]) -> Getter:
    """Return the function that takes a column's value from a statement; raises ValueError for a source that is wrong."""
    first, *others = (_one(part, body) for part in source.split("|"))
    if not others:
        return first
    [other] = others
    return lambda said: first(said) or other(said)


def _one(source: str, body: type[Body]) -> Getter:
    if source == "0":
        return lambda said: 0
    if source.startswith("@"):
        if source[1:] not in Said.__dataclass_fields__:
            raise ValueError(f"{source}: a statement has no {source[1:]}")
        return attrgetter(source[1:])
    found = _SOURCE.fullmatch(source)
    if found is None or not _leads_somewhere(found["path"].split("."), body):
        raise ValueError(f"{source}: {body.__name__} has no such field")
    return _changed(_path(found["path"]), found["by"], found["function"])


def _leads_somewhere(path: Sequence[str], part: type[msgspec.Struct]) -> bool:
    head, *tail = path
    of = {f.name: f.type for f in msgspec.structs.fields(part)}
    if head not in of:
        return False
    inner = [t for t in (of[head], *get_args(of[head])) if isinstance(t, type) and issubclass(t, msgspec.Struct)]
    return not tail or any(_leads_somewhere(tail, one) for one in inner)


def _path(path: str) -> Getter:
    """Return the function that follows a path into the body; a part that is not stated ends it with None."""
    head, _, tail = path.partition(".")
    first = attrgetter(f"body.{head}")
    if not tail:
        return first
    rest = attrgetter(tail)

    def get(said: Said) -> Any:
        part = first(said)
        return None if part is None else rest(part)

    return get


def _changed(get: Getter, by: str | None, function: str | None) -> Getter:
    if by is None and function is None:
        return get
    divisor = float(by or 1)
    change = FUNCTIONS[function] if function else lambda value, said: value / divisor

    def changed(said: Said) -> Any:
        value = get(said)
        return None if value is None else change(value, said)

    return changed


def _getters(columns: Iterable[Column], body: type[Body], mark: str = "") -> tuple[tuple[str, Getter], ...]:
    """Return a getter for each column whose source begins with the mark (`<`), or for all others without one."""
    chosen = ((c.name, c.source) for c in columns if c.source.startswith("<") == bool(mark))
    return tuple((name, getter(source.removeprefix(mark), body)) for name, source in chosen)


_FILLED: Final = {kind: _getters(STATED[table], BODIES[kind]) for kind, table in TABLE_OF.items()}
_STATEMENT: Final = _getters(STATED["statements"], Body)
_REPLY: Final = _getters(STATED["remedies"], BODIES["reply"], "<")


def row(said: Said) -> Row:
    """Return the row of a statement in the table of its kind."""
    return {name: get(said) for name, get in _FILLED[said.kind]}


def statement(said: Said) -> Row:
    """Return the row of a statement of any kind in the table `statements`; its body is not needed."""
    return {name: get(said) for name, get in _STATEMENT}


def reply(said: Said) -> Row:
    """Return the columns that a reply fills in the row of the remedy that it answers."""
    return {name: get(said) for name, get in _REPLY}


def of_the_statement(table: str) -> dict[str, str]:
    """Return, for the columns of a table that come from the statement around a body, which part of it they are."""
    return {c.name: part[1:] for c in STATED[table] for part in c.source.split("|") if part.startswith("@")}
