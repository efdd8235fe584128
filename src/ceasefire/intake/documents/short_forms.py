"""The short forms of a statements file (`when: 2017-01-23/2017-01-24`, `where: Astana`, `count: 12`) in full.

What a short form stands for follows from the type of the field it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from msgspec import inspect

from ceasefire.intake.model import CellError, Options
from ceasefire.intake.tables import dates, values

_MONTH: Final = re.compile(r"\d{4}-\d{2}", re.ASCII)
_YEAR: Final = re.compile(r"\d{4}", re.ASCII)


def full_form(value: object, kind: inspect.Type, field: str, options: Options) -> object:
    """Return the value in its full form, by the type of its field; CellError where it is not of a short form."""
    if isinstance(kind, inspect.UnionType):
        kind = next(t for t in kind.types if not isinstance(t, inspect.NoneType))
    try:
        if isinstance(kind, inspect.StructType):
            return _struct(value, kind.cls.__name__, options)
        if isinstance(kind, inspect.VarTupleType) and isinstance(value, list):
            return [full_form(v, kind.item_type, f"{field}[{i}]", options) for i, v in enumerate(value)]
        if isinstance(kind, inspect.StrType):
            return _string(value)
    except CellError as error:
        raise error.at(field, str(value)) from None
    return value


def _string(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return value
    return values.clean_text(str(value))


def _struct(value: object, name: str, options: Options) -> object:
    if name in _SHORT:
        return _SHORT[name](value, options)
    return {k: _string(v) for k, v in value.items()} if isinstance(value, dict) else value


def _when(value: object, options: Options) -> object:
    told = dict(value) if isinstance(value, dict) else _days(str(value))
    if isinstance(value, dict) and isinstance(told.get("zone"), str):
        told["zone"] = dates.parse_zone(told["zone"])
    if options.time_zone and "zone" not in told:
        told["zone"] = options.time_zone
    return told


def _days(text: str) -> dict[str, str | int]:
    if _YEAR.fullmatch(text):
        return {"start": f"{text}-01-01", "end": f"{text}-12-31", "precision": 5}
    if _MONTH.fullmatch(text):
        first, _, _ = dates.parse_day(f"{text}-01")
        last = next(d for d in (31, 30, 29, 28) if _is_day(f"{text}-{d}"))
        return {"start": first.isoformat(), "end": f"{text}-{last}", "precision": 4}
    start, _, end = text.partition("/")
    told: dict[str, str | int] = {"start": _day(start)}
    if end:
        told["end"] = _day(end)
    return told


def _day(text: str) -> str:
    day, clock, _ = dates.parse_day(text)
    if clock is not None:
        raise CellError(f"{text!r} holds a time of day; write when: {{start: ..., clock: ...}}")
    return day.isoformat()


def _is_day(text: str) -> bool:
    try:
        dates.parse_day(text)
    except CellError:
        return False
    return True


def _where(value: object, options: Options) -> object:
    if not isinstance(value, dict):
        return {"name": str(value)}
    told = {k: v if k in ("precision", "lat_e7", "lon_e7", "radius_m") else _string(v) for k, v in value.items()}
    for axis in ("lat", "lon"):
        if axis in told:
            told[f"{axis}_e7"] = values.parse_degrees(str(told.pop(axis)), axis)
    return told


def _count(value: object, options: Options) -> object:
    return value if isinstance(value, bool | dict) else values.parse_count(str(value))


def _presence(value: object, options: Options) -> object:
    if isinstance(value, dict):
        return {k: _string(v) for k, v in value.items()}
    return {"party": value} if isinstance(value, str) else value


_SHORT: Final[dict[str, Callable[[object, Options], object]]] = {
    "When": _when,
    "Where": _where,
    "Count": _count,
    "Presence": _presence,
}
"""What stands in a field of one of these types may be short."""
