"""Why a body does not fit, in plain words: the messages of the library that reads it, told of the field they are about."""

import re
from collections.abc import Callable
from typing import Final

from ceasefire.vocabulary.wording import plural

_PLACE: Final = re.compile(r"(?P<what>.*?)(?: - at `(?P<key>key in )?\$(?P<path>[^`]*)`)?", re.DOTALL)
_TYPES: Final = {
    "str": "text",
    "int": "a number",
    "float": "a number with a fraction",
    "bool": "true or false",
    "array": "a list",
    "object": "a group of fields",
    "null": "nothing",
    "date": "a day",
    "datetime": "a time",
}
_SIZES: Final = {">=": "at least", "<=": "at most", ">": "more than", "<": "less than", "==": "exactly"}
_OF: Final = {"str": "character", "array": "entry", "object": "field"}
_SHAPES: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    (re.compile(r"Expected `(.+)`, got `(.+)`"), lambda m: f"{_types(m[2])} where {_types(m[1])} belongs"),
    (
        re.compile(r"Expected `(str|array|object)` of length (>=|<=|>|<|==) ?(\d+)"),
        lambda m: f"{_types(m[1])} of {_SIZES[m[2]]} {plural(int(m[3]), _OF[m[1]])} belongs there",
    ),
    (
        re.compile(r"Expected `(int|float)` (>=|<=|>|<) (-?[\d.]+)"),
        lambda m: f"{_types(m[1])} of {_SIZES[m[2]]} {m[3]} belongs there",
    ),
    (re.compile(r"Expected `str` matching regex (.+)", re.DOTALL), lambda m: "text of another form than belongs there"),
    (re.compile(r"Object missing required field `(.+)`"), lambda m: f"{m[1]} is missing"),
    (re.compile(r"Object contains unknown field `(.+)`"), lambda m: f"{m[1]} is not known"),
    (re.compile(r"Invalid enum value (.+)", re.DOTALL), lambda m: f"{m[1]} is not in the list of codes"),
    (re.compile(r"Invalid RFC3339 encoded date"), lambda m: "no day of the calendar"),
    (re.compile(r"Invalid RFC3339 encoded datetime"), lambda m: "no time that exists"),
    (re.compile(r"Integer value out of range"), lambda m: "a number that is too large"),
)


def plain_reason(message: str) -> str:
    """Return a message of msgspec as `field: what is wrong`; what is not known of it passes unchanged."""
    found = _PLACE.fullmatch(message)
    assert found is not None  # the pattern fits every text
    what, path = found["what"], found["path"]
    told = next((words(match) for shape, words in _SHAPES if (match := shape.fullmatch(what))), what)
    place = (path or "").lstrip(".").replace("[...]", "")
    return f"{'a name in ' if found['key'] else ''}{place}: {told}" if place else told


def _types(names: str) -> str:
    """Return types in words; that nothing may be told there is left out where something may."""
    each = names.split(" | ")
    told = [_TYPES.get(name, name) for name in each if name != "null"] or ["nothing"]
    return " or ".join(told)
