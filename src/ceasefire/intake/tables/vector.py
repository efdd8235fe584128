"""Chunks of text columns to typed columns: each distinct value is parsed once, by the parser of the row-by-row path.

A row that is not plainly sound is marked as suspect and goes through the row-by-row path, which alone decides and
words the reason; so both paths accept the same rows and say the same of the others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from msgspec import inspect

from ceasefire.intake.model import CellError
from ceasefire.intake.tables.convert import COMMENT, Cell, Converter, Template, shortened
from ceasefire.intake.tables.mapping import fields_of

if TYPE_CHECKING:
    import pyarrow as pa

Mask = np.ndarray[Any, np.dtype[np.bool_]]
_CACHE: Final = 200_000
_DEGREES: Final = r"^-?[0-9]{1,3}(\.[0-9]{1,7})?$"
_CONTROL: Final = r"[\x00-\x1f\x7f]"


class _Bad:
    """Stands in a cache for a value that a parser refused."""


BAD: Final = _Bad()


class Columns:
    """The fields of one chunk as Arrow arrays, and the rows that are suspect."""

    def __init__(self, converter: Converter, size: int) -> None:
        self.fields: dict[str, pa.Array] = {}
        self.suspect: Mask = np.zeros(size, dtype=bool)
        self.size = size
        self.converter = converter

    def get(self, field: str) -> pa.Array | None:
        return self.fields.get(field)

    def suspect_where(self, mask: pa.Array) -> None:
        self.suspect |= mask.fill_null(False).to_numpy(zero_copy_only=False)

    def put(self, field: str, values: pa.Array) -> None:
        """Set a field; where the row does not tell it, a constant told before stands."""
        import pyarrow.compute as pc

        before = self.fields.get(field)
        self.fields[field] = values if before is None else pc.coalesce(values, before)


class Vectoriser:
    """Compiled once for a file; `columns` is then called for each chunk."""

    def __init__(self, converter: Converter, control: bool) -> None:
        self.converter = converter
        self.control = control
        self._parsed: dict[str, dict[str, Any]] = {}

    def columns(self, texts: list[pa.Array], size: int) -> Columns:
        """Return the typed fields of a chunk."""
        import pyarrow as pa
        import pyarrow.compute as pc

        made = Columns(self.converter, size)
        made.suspect_where(pc.starts_with(texts[0], COMMENT))
        for field, value in self.converter.constants.items():
            made.fields[field] = pa.repeat(pa.scalar(value), size)
        for cell in self.converter.cells:
            made.put(cell.field, self._cell(cell, texts[cell.at], made))
        for at, equals, cells in self.converter.only:
            self._only(texts, at, equals, cells, made)
        for field, template in self.converter.compose:
            self._compose(field, template, texts, made)
        return made

    def _only(self, texts: list[pa.Array], at: int, equals: str, cells: list[Cell], made: Columns) -> None:
        import pyarrow as pa
        import pyarrow.compute as pc

        here = pc.equal(pc.utf8_trim_whitespace(texts[at]), equals)
        blank = pa.repeat(pa.scalar(""), made.size)
        for cell in cells:
            made.put(cell.field, self._cell(cell, pc.if_else(here, texts[cell.at], blank), made))

    def _cell(self, cell: Cell, text: pa.Array, made: Columns) -> pa.Array:
        if cell.plain:
            return self._plain(text, cell.plain, made)
        if cell.field.endswith((".lat", ".lon")):
            return self._degrees(cell, text, made)
        return self._by_value(cell, text, made)

    # --- plain text ---------------------------------------------------------------------------------------------

    def _plain(self, text: pa.Array, longest: int, made: Columns) -> pa.Array:
        import pyarrow.compute as pc

        if self.control:
            made.suspect_where(pc.match_substring_regex(text, _CONTROL))
        made.suspect_where(pc.starts_with(text, "="))
        clean = pc.utf8_trim_whitespace(text)
        if not pc.all(pc.string_is_ascii(clean)).as_py() and len(clean):
            clean = pc.utf8_normalize(clean, "NFC")
        made.suspect_where(pc.greater(pc.utf8_length(clean), longest))
        nothing = pc.equal(clean, "")
        for word in self.converter.mapping.nulls:
            nothing = pc.or_(nothing, pc.equal(text, word))
        return pc.if_else(nothing, None, clean)

    # --- points -------------------------------------------------------------------------------------------------

    def _degrees(self, cell: Cell, text: pa.Array, made: Columns) -> pa.Array:
        """Convert plain decimals of at most seven places at once; anything else value by value."""
        import pyarrow as pa
        import pyarrow.compute as pc

        plain = pc.match_substring_regex(text, _DEGREES)
        exact = pc.round(pc.multiply(pc.cast(pc.if_else(plain, text, None), pa.float64()), 1e7))
        limit = 900_000_000 if cell.field.endswith("lat") else 1_800_000_000
        made.suspect_where(pc.greater(pc.abs(exact), limit))
        e7 = pc.cast(exact, pa.int64())
        if pc.all(plain).as_py():
            return e7
        rest = self._by_value(cell, pc.if_else(plain, "", text), made)
        return pc.coalesce(e7, rest)

    # --- everything else: once for each distinct value ----------------------------------------------------------

    def _by_value(self, cell: Cell, text: pa.Array, made: Columns) -> pa.Array:
        import pyarrow as pa
        import pyarrow.compute as pc

        coded = text.dictionary_encode()
        known = self._parsed.setdefault(f"{cell.column}/{cell.field}", {})
        if len(known) > _CACHE:
            known.clear()
        found = [self._parse(value, cell.parse, known) for value in coded.dictionary.to_pylist()]
        bad = np.array([value is BAD for value in found], dtype=bool)
        indices = coded.indices.to_numpy(zero_copy_only=False)
        if bad.any():
            made.suspect |= bad[indices]
        kind = _type_of(self.converter.kind, cell.field)
        return pc.take(pa.array([None if value is BAD else value for value in found], kind), coded.indices)

    def _parse(self, text: str, parse: Callable[[str], Any], known: dict[str, Any]) -> Any:
        try:
            return known[text]
        except KeyError:
            known[text] = self._parse_new(text, parse)
            return known[text]

    def _parse_new(self, text: str, parse: Callable[[str], Any]) -> Any:
        if not text or text.isspace() or text in self.converter.mapping.nulls:
            return None
        if text.startswith("="):
            return BAD
        try:
            value = parse(text)
        except CellError:
            return BAD
        if isinstance(value, tuple):  # a day; with a clock the row-by-row path reckons the interval
            return value[0] if value[1] is None else BAD
        if isinstance(value, dict):  # a count; only an exact one is plain
            return value["low"] if value.get("low") == value.get("high") and "vague" not in value else BAD
        return BAD if isinstance(value, list) else value

    # --- composed fields ----------------------------------------------------------------------------------------

    def _compose(self, field: str, template: Template, texts: list[pa.Array], made: Columns) -> None:
        import pyarrow as pa
        import pyarrow.compute as pc

        told = pa.array(np.zeros(made.size, dtype=bool))
        parts: list[Any] = []
        for between, (at, how) in zip(template.between, template.pieces, strict=False):
            cell = pc.utf8_trim_whitespace(texts[at])
            told = pc.or_(told, pc.not_equal(cell, ""))
            parts += [pa.repeat(pa.scalar(between), made.size), _shortened(cell, how)]
        parts.append(pa.repeat(pa.scalar(template.between[-1]), made.size))
        text = pc.if_else(told, pc.binary_join_element_wise(*parts, ""), "")
        cell = Cell(0, "composed", field, self.converter.parsers.of(field), self.converter.parsers.plain_length(field))
        values = self._cell(cell, text, made)
        before = made.fields.get(field)
        made.fields[field] = values if before is None else pc.coalesce(before, values)


def _shortened(cell: pa.Array, how: str | None) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    if how is None:
        return cell
    coded = cell.dictionary_encode()
    return pc.take(pa.array([shortened(v, how) for v in coded.dictionary.to_pylist()], pa.string()), coded.indices)


def _type_of(kind: str, field: str) -> Any:
    """Return the Arrow type that the parser of a field fills."""
    import pyarrow as pa

    told = fields_of(kind).get(field, "")
    if told is None or isinstance(told, (inspect.IntType, inspect.StructType)):
        return pa.int64()
    if isinstance(told, inspect.DateType):
        return pa.date32()
    return pa.bool_() if isinstance(told, inspect.BoolType) else pa.string()
