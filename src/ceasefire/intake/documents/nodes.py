"""YAML with line numbers, and without its traps: no duplicate keys, no tags, no bombs of anchors, bounded depth."""

from __future__ import annotations

import re
from typing import Any, Final

from ceasefire.intake.model import MAX_YAML, IntakeError

MAX_DEPTH: Final = 24
MAX_NODES: Final = 300_000
"""Nodes after every alias is followed; a bomb of anchors runs into this before it can fill the memory."""
_TAG: Final = "tag:yaml.org,2002:"
_INT: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_FLOAT: Final = re.compile(r"[-+]?(?:[0-9]{1,20}\.[0-9]{1,20})")


class Mapped(dict[str, Any]):
    """A mapping that knows the line it begins on (`line`) and the line of each key (`lines`)."""

    line: int = 0
    lines: dict[str, int]


def load_yaml(data: bytes, name: str) -> Mapped:
    """Return the one mapping in a YAML 1.2 document; IntakeError with the line of whatever does not fit.

    Dates stay text, decimals stay text (`"33.5138"`, exact), whole numbers become int; `yes` and `no` are text, as
    YAML 1.2 has it.
    """
    if len(data) > MAX_YAML:
        raise IntakeError(name, f"larger than {MAX_YAML:,} bytes")
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        node = YAML(typ="safe", pure=True).compose(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise IntakeError(name, f"not UTF-8 (byte {error.start + 1})") from None
    except RecursionError:
        raise IntakeError(name, f"nested deeper than {MAX_DEPTH}") from None
    except (YAMLError, ValueError) as error:
        raise IntakeError(name, f"not YAML: {_one_line(error)}") from None
    if node is None:
        raise IntakeError(name, "the file is empty")
    value = _Builder(name).build(node, 0)
    if not isinstance(value, Mapped):
        raise IntakeError(name, "is not a mapping of names to values at its top")
    return value


def _one_line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).split("\n", 1)[0]
    return f"line {mark.line + 1}, column {mark.column + 1}: {problem}" if mark else str(problem)


class _Builder:
    def __init__(self, name: str) -> None:
        self.name = name
        self.left = MAX_NODES

    def build(self, node: Any, depth: int) -> Any:
        line = node.start_mark.line + 1
        self.left -= 1
        if self.left < 0:
            raise IntakeError(self.name, f"line {line}: more than {MAX_NODES:,} values once its anchors are followed")
        if depth > MAX_DEPTH:
            raise IntakeError(self.name, f"line {line}: nested deeper than {MAX_DEPTH}, or an anchor inside itself")
        if node.id == "mapping":
            return self._mapping(node, depth, line)
        if node.id == "sequence":
            self._tag(node, "seq", line)
            return [self.build(item, depth + 1) for item in node.value]
        return self._scalar(node, line)

    def _tag(self, node: Any, expected: str, line: int) -> None:
        if str(node.tag) != _TAG + expected:
            raise IntakeError(self.name, f"line {line}: the tag {str(node.tag)!r} is not allowed")

    def _mapping(self, node: Any, depth: int, line: int) -> Mapped:
        self._tag(node, "map", line)
        made = Mapped()
        made.line, made.lines = line, {}
        for key_node, value_node in node.value:
            key_line = key_node.start_mark.line + 1
            if key_node.id != "scalar" or str(key_node.tag) == _TAG + "merge":
                raise IntakeError(self.name, f"line {key_line}: a key must be plain text")
            key = str(key_node.value)
            if key in made:
                raise IntakeError(self.name, f"line {key_line}: {key!r} stands twice "
                                  f"(first on line {made.lines[key]})")
            made[key] = self.build(value_node, depth + 1)
            made.lines[key] = key_line
        return made

    def _scalar(self, node: Any, line: int) -> str | int | bool | None:
        tag = str(node.tag).removeprefix(_TAG)
        text = str(node.value)
        if tag in ("str", "timestamp", "value"):
            return text
        if tag == "null":
            return None
        if tag == "bool":
            return text.lower() == "true"
        if tag == "int":
            return int(text) if _INT.fullmatch(text) else text
        if tag == "float":
            if text.lower().lstrip("+-") in (".nan", ".inf"):
                raise IntakeError(self.name, f"line {line}: {text} is not a finite number")
            return text
        raise IntakeError(self.name, f"line {line}: the tag {str(node.tag)!r} is not allowed")
