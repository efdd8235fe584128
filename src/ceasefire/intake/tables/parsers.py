"""The parser of each field a column can fill: by the field's type, the mapping's words and what is on file."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_EVEN
from typing import Any, Final

from msgspec import inspect

from ceasefire.intake.model import MAX_BODY, SHOWN, CellError, IntakeError, Options
from ceasefire.intake.tables import dates, values
from ceasefire.intake.tables import mapping as maps
from ceasefire.record.errors import Ambiguous
from ceasefire.vocabulary.units import UNITS

Parser = Callable[[str], Any]
_UNIT_FIELDS: Final = ("unit", "count_unit")


class Parsers:
    """The parsers of one mapping under the options of one file; each raises CellError for a value that does not fit."""

    def __init__(self, mapping: maps.Mapping, options: Options) -> None:
        self.mapping = mapping
        self.options = options
        self.kind = mapping.kind

    def plain_length(self, field: str) -> int:
        """Return the length that fits a field of plain text, 0 for a field that is parsed, checked or mapped."""
        special = (*self.mapping.values, *self.mapping.parties, *_UNIT_FIELDS)
        if field in maps.SOURCE_FIELDS:
            return MAX_BODY
        kind = maps.fields_of(self.kind)[field]
        if field in special or not isinstance(kind, inspect.StrType) or kind.pattern is not None:
            return 0
        return kind.max_length or MAX_BODY

    def of(self, field: str) -> Parser:
        """Return the parser of a field, with the mapping's words for its codes put in front."""
        table = {word.casefold(): code for word, code in self.mapping.values.get(field, {}).items()}
        plain = self._plain_parser(field)
        if not table:
            return plain
        return lambda text: plain(table.get(text.strip().casefold(), text))

    def _plain_parser(self, field: str) -> Parser:
        decimal = self.options.decimal or self.mapping.decimal
        last = field.rpartition(".")[2]
        if last in ("lat", "lon"):
            return lambda text: values.parse_degrees(text, last)
        if last == "radius_km":
            return lambda text: _metres(text, decimal)
        if field in maps.SOURCE_FIELDS:
            return values.clean_text
        if field in self.mapping.parties:
            return self._party
        if field in _UNIT_FIELDS:
            return self._unit
        if last == "zone":
            return dates.parse_zone
        if last in ("clock", "end_clock"):
            return dates.parse_clock
        if self.kind == "judgement" and field in ("a", "b"):
            return self._report
        return self._typed(maps.fields_of(self.kind)[field], decimal)

    def _typed(self, kind: Any, decimal: str | None) -> Parser:
        if isinstance(kind, inspect.DateType):
            order = self.options.date_order or self.mapping.date_order
            return lambda text: dates.parse_day(text, order)
        if isinstance(kind, inspect.IntType):
            return lambda text: _bounded(values.parse_whole(text, decimal), kind)
        if isinstance(kind, (inspect.EnumType, inspect.LiteralType)):
            codes = [str(v) for v in (kind.cls if isinstance(kind, inspect.EnumType) else kind.values)]
            return lambda text: _code(text, codes)
        if isinstance(kind, inspect.BoolType):
            return values.parse_flag
        if isinstance(kind, inspect.StructType) and kind.cls.__name__ == "Count":
            return lambda text: values.parse_count(text, decimal, part=True)
        if isinstance(kind, inspect.StrType):
            return lambda text: _text(text, kind)
        if isinstance(kind, inspect.VarTupleType) and isinstance(kind.item_type, inspect.StrType):
            item = kind.item_type
            return lambda text: [_text(part, item) for part in text.split(";") if part.strip()]
        raise IntakeError("mapping", f"a column cannot fill a field of the type {type(kind).__name__}")

    def _party(self, text: str) -> str:
        said = values.clean_text(text)
        known = self.options.known_parties
        if known is None:
            return said
        found = known.party(said)
        if found is None and not self.options.new_parties:
            raise CellError(f"the party {said[:SHOWN]!r} is not known here; file it first, or allow new parties")
        return found or said

    def _unit(self, text: str) -> str:
        unit = values.clean_text(text)
        if unit not in UNITS and unit not in self.options.extra_units:
            raise CellError(f"the unit {unit[:SHOWN]!r} is not known ({', '.join(list(UNITS)[:8])} ...)")
        return unit

    def _report(self, text: str) -> str:
        said = values.clean_text(text)
        if self.options.any_reports:
            return said
        try:
            found = (self.options.known_reports or {}).get(said, said)
        except Ambiguous as error:
            raise CellError(f"{error}; give the id of the one that is meant") from None
        if not re.fullmatch(r"[0-9a-f]{64}(#\d+)?", found):
            raise CellError(f"no report {said[:SHOWN]!r} is known here; give its id, or the label of a report on file")
        return found


def _metres(text: str, decimal: str | None) -> int:
    metres = (values.parse_decimal(text, decimal) * 1000).to_integral_value(ROUND_HALF_EVEN)
    if not 0 <= metres <= 20_000_000:
        raise CellError(f"{text!r} is outside 0 to 20,000 km")
    return int(metres)


def _bounded(number: int, kind: inspect.IntType) -> int:
    low, high = kind.ge if kind.ge is not None else 0, kind.le if kind.le is not None else values.MAX_WHOLE
    if not low <= number <= high:
        raise CellError(f"{number} is outside {low} to {high}")
    return number


def _code(text: str, codes: list[str]) -> str:
    said = text.strip().casefold().replace("-", "_").replace(" ", "_")
    if said not in codes:
        raise CellError(f"{text[:SHOWN]!r} is not one of {', '.join(codes)}")
    return said


def _text(text: str, kind: inspect.StrType) -> str:
    said = values.clean_text(text)
    if kind.max_length is not None and len(said) > kind.max_length:
        raise CellError(f"is {len(said):,} characters long; at most {kind.max_length:,} fit")
    if kind.pattern is not None and not re.search(kind.pattern, said):
        raise CellError(f"{said[:SHOWN]!r} is not of the form {kind.pattern}")
    return said
