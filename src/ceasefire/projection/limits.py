"""What a column of a batch may hold: the limits that the vocabulary gives the field which the column restates."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from msgspec import inspect

from ceasefire.vocabulary import BODIES
from ceasefire.vocabulary.column_sources import parts
from ceasefire.vocabulary.tables_stated import STATED, TABLE_OF


class Limit(NamedTuple):
    """Least and greatest number, most characters, the code values known; None where the field has no such limit."""

    least: float | None = None
    most: float | None = None
    characters: int | None = None
    codes: frozenset[str] | None = None
    needed: bool = False


@lru_cache(maxsize=8)
def limits(kind: str) -> dict[str, Limit]:
    """Return the limits of the columns that restate a field of this kind of statement, by column."""
    found = {}
    for column in STATED[TABLE_OF[kind]]:
        part = parts(column.source)[0]
        if part.path and not part.function:
            found[column.name] = _limit(inspect.type_info(BODIES[kind]), part.path.split("."), part.divisor)
    return found


def _limit(kind: inspect.Type, path: Iterable[str], divisor: float) -> Limit:
    needed = True
    for name in path:
        assert isinstance(kind, inspect.StructType)
        field = next(one for one in kind.fields if one.encode_name == name)
        kind, needed = _told(field.type), needed and field.required
    match kind:
        case inspect.IntType():
            return Limit(_over(kind.ge, divisor), _over(kind.le, divisor), needed=needed)
        case inspect.StrType():
            return Limit(characters=kind.max_length, needed=needed)
        case inspect.EnumType():
            return Limit(codes=frozenset(one.value for one in kind.cls), needed=needed)
    return Limit(needed=needed)


def _told(kind: inspect.Type) -> inspect.Type:
    """Return the type of a field where it is told."""
    if isinstance(kind, inspect.UnionType):
        [kind] = [one for one in kind.types if not isinstance(one, inspect.NoneType)]
    return kind.type if isinstance(kind, inspect.Metadata) else kind


def _over(bound: Any, divisor: float) -> float | None:
    return None if bound is None else bound / divisor
