"""YAML with line numbers, and without its traps: no duplicate keys, no tags, no bombs of anchors, bounded depth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from ceasefire.intake.model import MAX_YAML, IntakeError

MAX_DEPTH: Final = 24
MAX_NODES: Final = 300_000
"""Values after every alias is followed; a bomb of anchors runs into this before it can fill the memory."""
_NULL: Final = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL: Final = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})", re.ASCII)
_NOT_FINITE: Final = re.compile(r"[-+]?\.(?:inf|nan)", re.ASCII | re.IGNORECASE)


class Mapped(dict[str, Any]):
    """A mapping that knows the line it begins on (`line`) and the line of each key (`lines`)."""

    line: int = 0
    lines: dict[str, int]


def load_yaml(data: bytes, name: str) -> Mapped:
    """Return the one mapping in a YAML 1.2 document; IntakeError with the line of whatever does not fit.

    Dates stay text, decimals stay text (`33.5138`, exact), whole numbers become int; `yes` and `no` are text, as
    YAML 1.2 has it. The document is read event by event, so that depth and size are bounded while it is read.
    """
    if len(data) > MAX_YAML:
        raise IntakeError(name, f"larger than {MAX_YAML:,} bytes")
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        value = _Reader(name, YAML(typ="safe", pure=True).parse(data.decode("utf-8-sig"))).document()
    except UnicodeDecodeError as error:
        raise IntakeError(name, f"not UTF-8 (byte {error.start + 1})") from None
    except IntakeError:
        raise
    except (YAMLError, ValueError) as error:
        raise IntakeError(name, f"not YAML: {_one_line(error)}") from None
    if not isinstance(value, Mapped):
        raise IntakeError(name, "is not a mapping of names to values at its top")
    return value


def _one_line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).split("\n", 1)[0]
    return f"line {mark.line + 1}, column {mark.column + 1}: {problem}" if mark else str(problem)


class _Reader:
    """Builds values from the events of a parser; `size` of an anchored value counts again for each alias to it."""

    def __init__(self, name: str, events: Iterator[Any]) -> None:
        self.name = name
        self.events = events
        self.count = 0
        self.anchors: dict[str, tuple[Any, int]] = {}

    def document(self) -> Any:
        value = None
        documents = 0
        for event in self.events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    raise self._error(event, "a second document begins")
            elif kind not in ("StreamStartEvent", "StreamEndEvent", "DocumentEndEvent"):
                value = self._value(event, 0)
        if value is None:
            raise IntakeError(self.name, "the file is empty")
        return value

    def _error(self, event: Any, words: str) -> IntakeError:
        return IntakeError(self.name, f"line {event.start_mark.line + 1}: {words}")

    def _value(self, event: Any, depth: int) -> Any:
        before = self.count
        self._count(event, 1)
        if depth > MAX_DEPTH:
            raise self._error(event, f"nested deeper than {MAX_DEPTH}")
        kind = type(event).__name__
        if kind == "AliasEvent":
            return self._alias(event)
        if event.tag is not None:
            raise self._error(event, f"the tag {str(event.tag)!r} is not allowed")
        value: Any = (
            self._scalar(event)
            if kind == "ScalarEvent"
            else (self._sequence(depth) if kind == "SequenceStartEvent" else self._mapping(event, depth))
        )
        if event.anchor is not None:
            self.anchors[event.anchor] = (value, self.count - before)
        return value

    def _count(self, event: Any, size: int) -> None:
        self.count += size
        if self.count > MAX_NODES:
            raise self._error(event, f"more than {MAX_NODES:,} values once its anchors are followed")

    def _alias(self, event: Any) -> Any:
        if event.anchor not in self.anchors:
            raise self._error(event, f"*{event.anchor} names no anchor above it, or an anchor inside itself")
        value, size = self.anchors[event.anchor]
        self._count(event, size)
        return value

    def _sequence(self, depth: int) -> list[Any]:
        made: list[Any] = []
        while type(event := next(self.events)).__name__ != "SequenceEndEvent":
            made.append(self._value(event, depth + 1))
        return made

    def _mapping(self, start: Any, depth: int) -> Mapped:
        made = Mapped()
        made.line, made.lines = start.start_mark.line + 1, {}
        while type(event := next(self.events)).__name__ != "MappingEndEvent":
            if type(event).__name__ != "ScalarEvent" or event.value == "<<":
                raise self._error(event, "a key must be plain text")
            key, line = event.value, event.start_mark.line + 1
            if key in made:
                raise self._error(event, f"{key!r} stands twice (first on line {made.lines[key]})")
            made[key] = self._value(next(self.events), depth + 1)
            made.lines[key] = line
        return made

    def _scalar(self, event: Any) -> str | int | bool | None:
        text = str(event.value)
        if not event.implicit[0]:
            return text
        if text in _NULL:
            return None
        if _NOT_FINITE.fullmatch(text):
            raise self._error(event, f"{text} is not a finite number")
        if text in _BOOL:
            return _BOOL[text]
        return int(text) if _INT.fullmatch(text) else text
