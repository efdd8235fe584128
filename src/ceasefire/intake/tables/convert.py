"""Rows to bodies: a mapping compiled against one header, then applied row by row."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import msgspec

from ceasefire.intake.model import MAX_BODY, SHOWN, CellError, IntakeError, Options
from ceasefire.intake.tables import dates
from ceasefire.intake.tables import mapping as maps
from ceasefire.intake.tables.flat import PERIOD_OF
from ceasefire.intake.tables.parsers import Parser, Parsers
from ceasefire.vocabulary import BODIES
from ceasefire.vocabulary.wording import identifier

_PIECE: Final = re.compile(r"\{([^{}|]+)(?:\|(id|short))?\}")
_PATH: Final = re.compile(r" - at `\$\.?(.*)`\Z")
DIVISIBLE: Final = frozenset({"square_kilometre", "hour"})
"""Units of which a source may tell a part; the words are kept and the whole bounds are filed."""
COMMENT: Final = "# "
_LONGEST_ID: Final = 100
"""Characters of a name that a composed field keeps, so that several fit into a label; chosen by hand; not measured."""
MAX_PEOPLE: Final = 2**31 - 1
PEOPLE: Final = ("killed.low", "killed.high", "killed_civilians", "killed_children", "injured.low", "injured.high")
"""Fields that count people."""
PLACES: Final = ("where", "origin")
"""Fields that tell a place: the one that was struck, and the one from where it was done."""


class Made(NamedTuple):
    """What one row became: the body as it will be signed, and what it says of its own source."""

    body: dict[str, Any]
    source: dict[str, str]


class Cell(NamedTuple):
    """One column to read: where it stands, its name, the field it fills, and how.

    `plain` is the longest text that fits where the cell is filed as it stands, 0 where anything else is done with it.
    """

    at: int
    column: str
    field: str
    parse: Parser
    plain: int = 0


class Template(NamedTuple):
    """A field composed of columns: the text between them, and (index, how) of each column."""

    between: tuple[str, ...]
    pieces: tuple[tuple[int, str | None], ...]

    def fill(self, cells: list[str]) -> str:
        """Return the composed text, or nothing where every column is empty."""
        told = [cells[at].strip() for at, _ in self.pieces]
        if not any(told):
            return ""
        parts = [shortened(text, how) for text, (_, how) in zip(told, self.pieces, strict=True)]
        return "".join(a + b for a, b in zip(self.between, [*parts, ""], strict=True))


class Converter:
    """Turns the rows of one table into bodies; `CellError` names the column and what is wrong in it."""

    def __init__(self, mapping: maps.Mapping, header: list[str], options: Options, file: str) -> None:
        self.mapping = mapping
        self.header = header
        self.options = options
        self.kind = mapping.kind
        self.parsers = Parsers(mapping, options)
        self._struct = BODIES[mapping.kind]
        self._zone = self._zone_field(file)
        self._index = {name.casefold(): i for i, name in enumerate(header) if name}
        self.cells = [self._cell(column, field) for column, field in mapping.columns.items() if self._has(column)]
        self.only = [
            (
                self._index[only.column.casefold()],
                only.equals,
                [self._cell(column, field) for column, field in only.columns.items() if self._has(column)],
            )
            for only in mapping.only
            if self._has(only.column)
        ]
        self.compose = [
            (field, self._template(text))
            for field, text in mapping.compose.items()
            if all(self._has(m[1]) for m in _PIECE.finditer(text))
        ]
        self.constants: dict[str, Any] = {**mapping.constants, **self._defaults()}
        self._column_of = {field: column for column, field in mapping.columns.items()}

    # --- compile ------------------------------------------------------------------------------------------------

    def _has(self, column: str) -> bool:
        return column.casefold() in self._index

    def _cell(self, column: str, field: str) -> Cell:
        return Cell(
            self._index[column.casefold()], column, field, self.parsers.of(field), self.parsers.plain_length(field)
        )

    def _defaults(self) -> dict[str, Any]:
        """Return the constants that the person who files states for the whole file, where no column does."""
        known = maps.fields_of(self.kind)
        given = {
            "language": self.options.language,
            "publisher": self.options.publisher,
            "source.publisher": self.options.publisher,
            "source.address": self.options.address,
        }
        return {k: v for k, v in given.items() if v is not None and (k in known or k in maps.SOURCE_FIELDS)}

    def _zone_field(self, file: str) -> str | None:
        field = PERIOD_OF.get(self.kind)
        zone = self.options.time_zone or self.mapping.time_zone
        if zone is not None:
            dates.parse_zone(zone)
        names = {name.casefold() for name in self.header}
        told = any(f == f"{field}.zone" and c.casefold() in names for c, f in self.mapping.columns.items())
        if self.mapping.needs_zone and zone is None and not told:
            raise IntakeError(
                file,
                "counts by day, and the file does not say in which time zone a day begins; "
                "state it (--time-zone Europe/Moscow, or a time_zone column)",
                field="time_zone",
            )
        return field

    def _template(self, text: str) -> Template:
        found = list(_PIECE.finditer(text))
        ends = [0, *(m.end() for m in found)]
        starts = [*(m.start() for m in found), len(text)]
        between = tuple(text[a:b] for a, b in zip(ends, starts, strict=True))
        return Template(between, tuple((self._index[m[1].casefold()], m[2]) for m in found))

    # --- apply --------------------------------------------------------------------------------------------------

    def unfiled(self) -> tuple[str, ...]:
        """Return the columns that are read by nothing."""
        used = {c.at for c in self.cells} | {c.at for _, _, cs in self.only for c in cs}
        used |= {i for i, _, _ in self.only}
        used |= {
            self._index[m[1].casefold()]
            for text in self.mapping.compose.values()
            for m in _PIECE.finditer(text)
            if self._has(m[1])
        }
        return tuple(name for i, name in enumerate(self.header) if name and i not in used)

    def make(self, cells: list[str]) -> Made:
        """Return the body that a row tells; CellError for the first cell that does not fit."""
        if cells[0].startswith(COMMENT):
            raise CellError("begins with '# ': a comment is read only above the first row", self.header[0])
        told: dict[str, Any] = dict(self.constants)
        for cell in self.cells:
            self._fill(told, cell, cells)
        for index, equals, more in self.only:
            if cells[index].strip() == equals:
                for cell in more:
                    self._fill(told, cell, cells)
        for field, template in self.compose:
            text = template.fill(cells)
            if text and field not in told:
                told[field] = self._composed(field, text)
        self._check_filled(told)
        self._check_counts(told)
        return self._build(told)

    def _fill(self, told: dict[str, Any], cell: Cell, cells: list[str]) -> None:
        text = cells[cell.at]
        if not text or text.isspace() or text in self.mapping.nulls:
            return
        if text[0] in "=" and len(text) > 1:
            raise CellError(f"{text[:SHOWN]!r} is a formula, not a value; paste the value", cell.column, text)
        try:
            told[cell.field] = cell.parse(text)
        except CellError as error:
            raise error.at(cell.column, text) from None

    def _composed(self, field: str, text: str) -> Any:
        try:
            return self.parsers.of(field)(text)
        except CellError as error:
            raise error.at(field, text) from None

    def _check_filled(self, told: dict[str, Any]) -> None:
        for field in self.mapping.filled:
            if field not in told and not any(f.startswith(field + ".") for f in told):
                raise CellError("is empty and must be told", self._column_of.get(field, field))

    def _check_counts(self, told: dict[str, Any]) -> None:
        """Refuse parts of things that have none, and more people than there are."""
        for field in PEOPLE:
            if told.get(field, 0) > MAX_PEOPLE:
                raise CellError(f"{told[field]:,} is more than any count of people", self._column_of.get(field, field))
        count = told.get("count")
        if not isinstance(count, dict) or count.get("low") == count.get("high") or "vague" not in count:
            return
        unit = told.get("unit") or told.get("count_unit")
        if count["vague"][:1].isdigit() and "high" in count and "low" in count and unit not in DIVISIBLE:
            raise CellError(f"{count['vague']!r} is not a whole number", self._column_of.get("count", "count"))

    def _build(self, told: dict[str, Any]) -> Made:
        body: dict[str, Any] = {}
        source: dict[str, str] = {}
        for field, value in told.items():
            if field.startswith("source."):
                source[field[7:]] = value
            else:
                _place(body, field, value)
        self._round_off(body)
        try:
            typed = msgspec.convert(body, self._struct)
        except msgspec.ValidationError as error:
            raise self._named(error) from None
        plain = msgspec.to_builtins(typed)
        if len(msgspec.json.encode(plain)) > MAX_BODY:
            raise CellError(f"is longer than a statement can hold ({MAX_BODY:,} bytes)", "row")
        if source.get("publisher") is None and isinstance(plain.get("publisher"), str):
            source["publisher"] = plain["publisher"]
        return Made(plain, source)

    def _round_off(self, body: dict[str, Any]) -> None:
        """Put in the stated zone, and leave out places and times of which only a precision is told."""
        for name in ("when", "period"):
            if name in body:
                self._round_off_time(body, name)
        if self.mapping.needs_zone and self._zone in body and "zone" not in body[self._zone]:
            raise CellError(
                "is empty, and no time zone is stated for the file", self._told_in(f"{self._zone}.zone", "time_zone")
            )
        for name in PLACES:
            if name in body:
                self._round_off_place(body, name)

    def _round_off_time(self, body: dict[str, Any], name: str) -> None:
        zone = self.options.time_zone or self.mapping.time_zone
        when = body[name]
        if "start" not in when:
            if when.keys() - {"zone", "precision"}:
                raise CellError("is empty, but the row tells a later part of the time", self._told_in(f"{name}.start"))
            del body[name]
        elif zone is not None and name == self._zone:
            when.setdefault("zone", zone)

    def _round_off_place(self, body: dict[str, Any], name: str) -> None:
        where = body[name]
        if ("lat_e7" in where) != ("lon_e7" in where):
            pair = (self._told_in(f"{name}.{axis}", axis) for axis in ("lat", "lon"))
            raise CellError("a point needs both latitude and longitude", " and ".join(pair))
        if not where.keys() - {"precision"}:
            del body[name]

    def _told_in(self, field: str, otherwise: str | None = None) -> str:
        """Return the column that fills a field, or another name for it where no column does."""
        return self._column_of.get(field, otherwise or field)

    def _named(self, error: msgspec.ValidationError) -> CellError:
        words = str(error)
        match = _PATH.search(words)
        path = match[1] if match else ""
        reason = words[: match.start()] if match else words
        columns = [c.column for c in self.cells if path and (c.field == path or c.field.startswith(path + "."))]
        return CellError(reason, " and ".join(columns[:2]) or path or "row")


def _place(body: dict[str, Any], field: str, value: Any) -> None:
    """Set a dotted field; a day may bring its clock and zone along."""
    *parents, last = field.split(".")
    part = body
    for parent in parents:
        part = part.setdefault(parent, {})
    if isinstance(value, tuple):
        day, clock, zone = value
        part[last] = day
        if parents and clock is not None:
            part.setdefault("clock" if last == "start" else "end_clock", clock)
            if zone:
                part.setdefault("zone", zone)
    elif last in maps.TOLD_AS:
        part[maps.TOLD_AS[last]] = value
    elif isinstance(value, Mapping) and isinstance(part.get(last), dict):
        part[last].update(value)
    else:
        part[last] = value


def shortened(cell: str, how: str | None) -> str:
    if how == "id":
        return identifier(cell, _LONGEST_ID)
    if how == "short":
        return hashlib.sha256(cell.encode("utf-8", "replace")).hexdigest()[:8] if cell else ""
    return cell
