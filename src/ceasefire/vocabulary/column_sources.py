"""Where in a statement a column comes from: the notation of `tables_stated`, taken apart and followed.

Every room that fills or reads a stated table goes by this, so that a column stands in one line of one file.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, Final, NamedTuple, get_args

import msgspec

from ceasefire.vocabulary.days import last_day, utc_interval

Getter = Callable[[Any], Any]
"""Takes a column's value from a statement: an object with the typed `body` and what stands around it as attributes."""
Function = Callable[[Any, Any], object]
"""What a column may name after `:`; takes the part of the body, which is never None, and the statement."""

DAYS: Final[Mapping[str, Function]] = {
    "last_day": lambda when, _: last_day(when),
    "utc_start": lambda when, _: utc_interval(when)[0],
    "utc_end": lambda when, _: utc_interval(when)[1],
}
"""Functions of days, by the name that a column gives them."""
_PART: Final = re.compile(
    r"@(?P<around>[a-z_0-9]+)|(?P<zero>0)|(?P<path>[a-z_0-9.]+)(?:/(?P<by>1e\d)|:(?P<function>[a-z_]+))?"
)


class Part(NamedTuple):
    """One way to fill a column: a field of the body by its path, or `around`, what the statement says; neither: 0."""

    path: str = ""
    divisor: float = 1.0
    function: str = ""
    around: str = ""


def parts(source: str) -> tuple[Part, ...]:
    """Return the one or two ways to fill a column, the second for where the first gives nothing; raises ValueError."""
    found = tuple(_part(text) for text in source.split("|"))
    if len(found) > 2:
        raise ValueError(f"{source}: a column has at most two sources")
    return found


def _part(text: str) -> Part:
    found = _PART.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is not the source of a column")
    return Part(found["path"] or "", float(found["by"] or 1), found["function"] or "", found["around"] or "")


def getter(
    source: str, body: type[msgspec.Struct], statement: type, functions: Mapping[str, Function] = DAYS
) -> Getter:
    """Return the function that takes a column's value from a statement; raises ValueError for a source that is wrong.

    `statement` is a dataclass with the fields that may stand after `@`; `functions` are those that may stand after `:`.
    """
    first, *others = (_one(part, source, body, statement, functions) for part in parts(source))
    if not others:
        return first
    [other] = others
    return lambda said: first(said) or other(said)


def _one(
    part: Part, source: str, body: type[msgspec.Struct], statement: Any, functions: Mapping[str, Function]
) -> Getter:
    if part.around:
        if part.around not in statement.__dataclass_fields__:
            raise ValueError(f"{source}: a statement has no {part.around}")
        return attrgetter(part.around)
    if not part.path:
        return lambda said: 0
    if not _leads_somewhere(part.path.split("."), body):
        raise ValueError(f"{source}: {body.__name__} has no such field")
    get = _path(part.path)
    if part.function:
        return _changed(get, functions[part.function])
    divisor = part.divisor
    return get if divisor == 1 else _changed(get, lambda value, said: value / divisor)


def _leads_somewhere(path: Sequence[str], part: type[msgspec.Struct]) -> bool:
    head, *tail = path
    of = _types(part)
    if head not in of:
        return False
    inner = [t for t in (of[head], *get_args(of[head])) if isinstance(t, type) and issubclass(t, msgspec.Struct)]
    return not tail or any(_leads_somewhere(tail, one) for one in inner)


@cache
def _types(part: type[msgspec.Struct]) -> dict[str, Any]:
    """Return the types of a body's fields; asked for once, for their annotations are read as text each time."""
    return {field.name: field.type for field in msgspec.structs.fields(part)}


def _path(path: str) -> Getter:
    """Return the function that follows a path into the body; a part that is not stated ends it with None."""
    head, _, tail = path.partition(".")
    first = attrgetter(f"body.{head}")
    if not tail:
        return first
    rest = attrgetter(tail)

    def get(said: Any) -> Any:
        part = first(said)
        return None if part is None else rest(part)

    return get


def _changed(get: Getter, change: Function) -> Getter:
    def changed(said: Any) -> Any:
        value = get(said)
        return None if value is None else change(value, said)

    return changed
