"""The mapping: which column of a table fills which field of a statement, written in TOML, strict.

The shapes the room knows by itself are mappings too (`shapes/*.toml`); a file of one's own needs one more of the same.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

import msgspec

from ceasefire.intake.model import IntakeError, Options
from ceasefire.vocabulary import BODIES
from ceasefire.vocabulary.choices import DATE_ORDERS, DECIMAL_MARKS

MAPPING_EDITION: Final = "mapping/1"
TOLD_AS: Final = {"lat": "lat_e7", "lon": "lon_e7", "radius_km": "radius_m"}
"""Fields that a column tells in the units people use -> the field of the body, in whole units, that its parser fills."""
SOURCE_FIELDS: Final = frozenset({"source.address", "source.publisher", "source.quote"})


class Only(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Columns that are filed only in rows where `column` holds `equals`."""

    column: str
    equals: str
    columns: dict[str, str]


class Mapping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One table shape: columns to fields, constants, words to codes, composed fields, and what must be there.

    `compose` fills a field from columns: `{column}`, `{column|id}` as an identifier, `{column|short}` as eight hex
    digits of its digest; a field is left out when all its columns are empty. `ignore` names columns that are never
    filed ("*": any other column). A file that says `like = "reports"` adds to that shape and overrides it.
    """

    ceasefire: str
    kind: str
    title: str
    columns: dict[str, str]
    constants: dict[str, str | int | bool] = {}
    compose: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    only: tuple[Only, ...] = ()
    requires: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    nulls: tuple[str, ...] = ()
    needs_zone: bool = False
    time_zone: str | None = None
    date_order: str | None = None
    decimal: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    cell: str | None = None
    docs: dict[str, str] = {}
    example: dict[str, str] = {}
    bulk: bool = False


def settled(options: Options) -> Options:
    """Return the options with what the mapping file says of the file itself: encoding, delimiter, sheet."""
    if options.mapping is None:
        return options
    mapping = load(options.mapping)
    return msgspec.structs.replace(
        options,
        encoding=options.encoding or mapping.encoding,
        delimiter=options.delimiter or mapping.delimiter,
        sheet=options.sheet or mapping.sheet,
    )


def load(path: Path) -> Mapping:
    """Return a mapping file of the user; IntakeError names the key that does not fit."""
    if path.stat().st_size > 1_000_000:
        raise IntakeError(path.name, "a mapping file holds at most 1 MB")
    return parse(path.read_bytes(), path.name)


def parse(data: bytes, name: str) -> Mapping:
    """Return the mapping in a TOML text; IntakeError for unknown keys, kinds and fields."""
    try:
        mapping = msgspec.convert(_joined(msgspec.toml.decode(data)), Mapping)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise IntakeError(name, f"not a mapping: {error}") from None
    if mapping.ceasefire != MAPPING_EDITION:
        raise IntakeError(name, f"begins with ceasefire = {mapping.ceasefire!r}; this reads {MAPPING_EDITION!r}")
    if mapping.date_order not in (None, *DATE_ORDERS) or mapping.decimal not in (None, *DECIMAL_MARKS):
        raise IntakeError(
            name, f"date_order is one of {', '.join(DATE_ORDERS)}, decimal is {' or '.join(DECIMAL_MARKS)}"
        )
    if mapping.kind not in BODIES:
        raise IntakeError(name, f"kind {mapping.kind!r} is no kind of statement ({', '.join(BODIES)})", field="kind")
    _check_fields(mapping, name)
    return mapping


def _joined(told: dict[str, Any]) -> dict[str, Any]:
    """Lay a file that is `like` a shape over that shape: its tables are joined, everything else replaces.

    A column that fills a field takes the place of the shape's column for it.
    """
    like = told.pop("like", None)
    if like is None:
        return told
    if like not in shapes():
        raise ValueError(f"like {like!r}: no such shape ({', '.join(shapes())})")
    base: dict[str, Any] = msgspec.to_builtins(shapes()[like])
    own = told.get("columns")
    taken = set(own.values()) if isinstance(own, dict) else set()
    gone = {column for column, field in base["columns"].items() if field in taken}
    for key in ("columns", "docs", "example"):
        base[key] = {column: value for column, value in base[key].items() if column not in gone}
    base["requires"] = [column for column in base["requires"] if column not in gone]
    return base | {
        key: {**base[key], **value} if isinstance(value, dict) and isinstance(base.get(key), dict) else value
        for key, value in told.items()
    }


def _check_fields(mapping: Mapping, name: str) -> None:
    targets = [
        *mapping.columns.values(),
        *mapping.constants,
        *mapping.compose,
        *mapping.values,
        *mapping.filled,
        *(field for only in mapping.only for field in only.columns.values()),
    ]
    known = fields_of(mapping.kind)
    for field in targets:
        if field not in known and field not in SOURCE_FIELDS:
            raise IntakeError(name, f"{field!r} is no field of a {mapping.kind}", field=field)
    doubled = {f for f in mapping.columns.values() if list(mapping.columns.values()).count(f) > 1}
    if doubled:
        raise IntakeError(name, f"two columns fill the field {min(doubled)!r}", field=min(doubled))


@lru_cache(maxsize=64)
def fields_of(kind: str) -> dict[str, Any]:
    """Return every field a column can fill, dotted, with its type (msgspec.inspect); `where.lat` and such are text."""
    info = msgspec.inspect.type_info(BODIES[kind])
    found: dict[str, Any] = {}
    _walk(info, "", found)
    for path in [p for p in found if p.endswith(".lat_e7")]:
        base = path.removesuffix("lat_e7")
        found |= dict.fromkeys(base + told for told in TOLD_AS)
    return found


def _walk(info: Any, base: str, found: dict[str, Any]) -> None:
    for field in info.fields:
        kind = field.type
        if isinstance(kind, msgspec.inspect.UnionType):
            kind = next(t for t in kind.types if not isinstance(t, msgspec.inspect.NoneType))
        found[base + field.name] = kind
        if isinstance(kind, msgspec.inspect.StructType):
            _walk(kind, f"{base}{field.name}.", found)


@lru_cache(maxsize=1)
def shapes() -> dict[str, Mapping]:
    """Return the shapes the room knows by itself, by name."""
    folder = resources.files("ceasefire.intake.tables") / "shapes"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return {f.name.removesuffix(".toml"): parse(f.read_bytes(), f.name) for f in files}


def match(header: list[str]) -> tuple[str, Mapping] | None:
    """Return the shape that a header fits: the one whose required columns are all there, and the most of them."""
    names = {name.casefold() for name in header}
    fits = [
        (len(shape.requires), name)
        for name, shape in shapes().items()
        if shape.requires
        and all(column.casefold() in names for column in shape.requires)
        and (not shape.one_of or any(column.casefold() in names for column in shape.one_of))
    ]
    if not fits:
        return None
    _, name = max(fits)
    return name, shapes()[name]


def tried(header: list[str]) -> str:
    """Say for each shape which required columns the header lacks."""
    names = {name.casefold() for name in header}
    parts = []
    for name, shape in shapes().items():
        lacking = [column for column in shape.requires if column.casefold() not in names]
        parts.append(f"{name} (lacks {', '.join(lacking) or ' or '.join(shape.one_of)})")
    return "; ".join(parts)
