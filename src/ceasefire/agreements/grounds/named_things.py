"""What an instrument, or a part of one, names of the facts around it: zones, lists, instruments with joiners, meetings."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from ceasefire.agreements.language.fields import Model
from ceasefire.agreements.language.model import Rival

_ZONES: Final = {
    ("Place", "zones"),
    ("Belt", "along"),
    ("LineSide", "of"),
    ("LineSide", "within"),
    ("Everywhere", "outline"),
    ("ByArea", "zones"),
}
_LISTS: Final = {("ByTarget", "lists")}
_JOINED: Final = {("Bound", "joined")}
_EVENTS: Final = {("Moment", "after")}
_MEETING: Final = "meeting:"


class NamedThings(NamedTuple):
    """Ids of everything of one kind that a part of the language names; `joined` are instruments whose joiners are bound."""

    zones: frozenset[str]
    lists: frozenset[str]
    joined: frozenset[str]
    meetings: frozenset[str]


def named_things(part: Model) -> NamedThings:
    """Return what an instrument, or one of its provisions, names; what only a rival reading of it names is left out."""
    told = list(_told(part))
    meetings = (one.removeprefix(_MEETING) for one in _of(told, _EVENTS) if one.startswith(_MEETING))
    return NamedThings(_of(told, _ZONES), _of(told, _LISTS), _of(told, _JOINED), frozenset(meetings))


_Told = tuple[tuple[str, str], str]


def _of(told: list[_Told], fields: set[tuple[str, str]]) -> frozenset[str]:
    return frozenset(text for field, text in told if field in fields)


def _told(part: Model) -> Iterator[_Told]:
    """Yield every text in a part of an instrument, with the part and field that hold it."""
    for field in part.__struct_fields__:
        value = getattr(part, field)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Model) and not isinstance(one, Rival):
                yield from _told(one)
            elif isinstance(one, str):
                yield (type(part).__name__, field), one
