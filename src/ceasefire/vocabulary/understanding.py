"""Bodies as a reader takes them: what this version knows is read, what it does not know is named, what does not fit is told.

Edition 1 grows: a later version may file kinds, optional fields and code values that are not known here. Filing is
strict (`check_body`); reading is not, or one office with a newer version would stop the reading of all.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

import msgspec
from msgspec import inspect

from ceasefire.vocabulary.codes import EDITION
from ceasefire.vocabulary.plain_reasons import plain_reason
from ceasefire.vocabulary.statements import BODIES

Kinds = Mapping[str, type[msgspec.Struct]]
"""The structure of each kind that a version knows."""
CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,63}")
"""The form of every code value. Text of another form is no value of a later list: it does not fit."""
MOST_NAMED: Final = 20
"""So many parts that are not understood are named and the others counted: a body of 40 KiB may hold thousands."""

READ_WHOLE: Final = frozenset({"charter", "acceptance"})
"""Kinds of which nothing is read where a part is not understood: whose word counts may rest on just that part."""
TURNS: Final = frozenset({"stand"})
"""Fields that turn what stands beside them: an unknown value is not read as not told (it may be a kind of dissent)."""


class Understood(NamedTuple):
    """A body as far as this version understands it (None: not at all), and the parts that it does not, in words."""

    body: Any
    unknown: tuple[str, ...] = ()


class _Unknown(Exception):
    """A part that cannot be read without something that this version does not know."""


def understand(
    kind: str, edition: int, body: Mapping[str, Any], *, kinds: Kinds = BODIES, known_edition: int = EDITION
) -> Understood:
    """Return what this version reads in a body; raises ValueError with the place where a known part does not fit.

    Of an unknown kind or edition nothing is read. An unknown field, and an unknown code value in an optional field or
    in a list, is named and read as not told; in a field that must be told, or that turns what is told (`TURNS`), it leaves
    the part around it unread. Of a kind that is `READ_WHOLE` nothing is read then.
    """
    if edition > known_edition:
        return Understood(None, (f"edition {edition}",))
    struct = kinds.get(kind)
    if struct is None:
        return Understood(None, (f"kind {kind}",))
    try:
        return Understood(msgspec.convert(body, struct))
    except msgspec.ValidationError:
        pass
    found = _Reading()
    try:
        told = found.part(body, _shape(struct), "")
        if kind in READ_WHOLE and found.named():
            return Understood(None, found.named())
        return Understood(msgspec.convert(told, struct), found.named())
    except _Unknown:
        return Understood(None, found.named())
    except msgspec.ValidationError as error:
        raise ValueError(plain_reason(str(error))) from None


def not_understood(kind: str, edition: int, body: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the parts of a body that this version does not understand; raises ValueError where it does not fit."""
    return understand(kind, edition, body).unknown


class _Reading:
    """One body taken apart along its structure; what is not known is left out and remembered."""

    def __init__(self) -> None:
        self._unknown: list[str] = []

    def named(self) -> tuple[str, ...]:
        more = len(self._unknown) - MOST_NAMED
        return (*self._unknown[:MOST_NAMED], *((f"and {more} more",) if more > 0 else ()))

    def part(self, value: Any, kind: inspect.Type, path: str) -> Any:
        """Return a value without what is not known; raises _Unknown where nothing is left that can be read.

        A value of the wrong type is returned as it is: converting the whole names it with its place.
        """
        read = _READ.get(type(kind))
        return value if read is None else read(self, value, kind, path)

    def _struct(self, value: Any, kind: inspect.StructType, path: str) -> Any:
        if not isinstance(value, dict):
            return value
        before = len(self._unknown)
        fields = {field.encode_name: field for field in kind.fields}
        told = {}
        for name, held in value.items():
            at = f"{path}.{name}" if path else name
            if name not in fields:
                self._unknown.append(f"field {at}")
                continue
            try:
                told[name] = self.part(held, fields[name].type, at)
            except _Unknown:
                if fields[name].required or name in TURNS:
                    raise
        if len(self._unknown) > before and _only_together(told, kind.cls):
            raise _Unknown
        return told

    def _union(self, value: Any, kind: inspect.UnionType, path: str) -> Any:
        others = [one for one in kind.types if not isinstance(one, inspect.NoneType)]
        return value if value is None or len(others) != 1 else self.part(value, others[0], path)

    def _list(self, value: Any, kind: inspect.VarTupleType, path: str) -> Any:
        if not isinstance(value, (list, tuple)):
            return value
        told = []
        for number, item in enumerate(value):
            try:
                told.append(self.part(item, kind.item_type, f"{path}[{number}]"))
            except _Unknown:
                continue
        return told

    def _enum(self, value: Any, kind: inspect.EnumType, path: str) -> Any:
        return self._code(value, {one.value for one in kind.cls}, path)

    def _literal(self, value: Any, kind: inspect.LiteralType, path: str) -> Any:
        return self._code(value, set(kind.values), path)

    def _code(self, value: Any, known: set[Any], path: str) -> Any:
        if not isinstance(value, str) or value in known or not CODE.fullmatch(value):
            return value
        self._unknown.append(f"{path} {value}")
        raise _Unknown


_READ: Final[dict[type, Callable[[_Reading, Any, Any, str], Any]]] = {
    inspect.StructType: _Reading._struct,
    inspect.UnionType: _Reading._union,
    inspect.VarTupleType: _Reading._list,
    inspect.EnumType: _Reading._enum,
    inspect.LiteralType: _Reading._literal,
}


def _only_together(told: Mapping[str, Any], struct: type[msgspec.Struct]) -> bool:
    """Say whether fields that fit one by one do not make a whole: then what was left out belongs to it."""
    types = _types(struct)
    if any(required and name not in told for name, (_, required) in types.items()):
        return False
    try:
        for name, value in told.items():
            msgspec.convert(value, types[name][0])
    except msgspec.ValidationError:
        return False
    try:
        msgspec.convert(told, struct)
    except msgspec.ValidationError:
        return True
    return False


@lru_cache(maxsize=128)
def _shape(struct: type[msgspec.Struct]) -> inspect.Type:
    return inspect.type_info(struct)


@lru_cache(maxsize=128)
def _types(struct: type[msgspec.Struct]) -> dict[str, tuple[Any, bool]]:
    return {field.encode_name: (field.type, field.required) for field in msgspec.structs.fields(struct)}
