"""A body of each statement kind with every field set, made from the types of the vocabulary alone."""

import datetime as dt
import re
from typing import Any

import msgspec
from msgspec import inspect

from ceasefire.vocabulary import BODIES, Body

TEXTS = ("a", "en", "12:00", "UTC", "0" * 64, "ceasefire/r/p/o")
"""One of these fits every pattern of the vocabulary."""
GIVEN: dict[tuple[str, str], Any] = {
    ("Zone", "valid_to"): "2017-05-07",
    ("Needs", "takes"): "k_of_n",
    ("Needs", "of"): ["a"],
}
"""Fields whose values must fit the field before them."""


def full(kind: str) -> Body:
    """Return a body of that kind in which no field is left out."""
    body = BODIES[kind]
    return msgspec.convert(_value(inspect.type_info(body)), body)


def _value(kind: inspect.Type) -> Any:
    match kind:
        case inspect.Metadata():
            return _value(kind.type)
        case inspect.StructType():
            name = kind.cls.__name__
            return {f.name: GIVEN.get((name, f.name), _value(f.type)) for f in kind.fields}
        case inspect.UnionType():
            return _value(next(t for t in kind.types if not isinstance(t, inspect.NoneType)))
        case inspect.VarTupleType():
            return [_value(kind.item_type)] * (4 if isinstance(kind.item_type, inspect.TupleType) else 2)
        case inspect.TupleType():
            return [_point(n) for n, _ in enumerate(kind.item_types)]
        case inspect.StrType():
            return next(t for t in TEXTS if kind.pattern is None or re.search(kind.pattern, t))
        case inspect.IntType():
            return max(kind.ge or 0, 1)
        case _:
            return _plain(kind)


def _point(n: int) -> int:
    return n


def _plain(kind: inspect.Type) -> Any:
    if isinstance(kind, inspect.EnumType):
        return next(iter(kind.cls)).value
    if isinstance(kind, inspect.LiteralType):
        return kind.values[0]
    if isinstance(kind, inspect.BoolType):
        return True
    if isinstance(kind, inspect.DateType):
        return dt.date(2017, 5, 6).isoformat()
    assert isinstance(kind, inspect.DictType), kind
    return {"a": "a"}
