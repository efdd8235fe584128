"""The parser of agreement files: plain YAML only, refused at the first anchor, alias or bound, in one pass."""

import re
from typing import Any, Final

from ruamel.yaml.parser import Parser

MOST_NODES: Final = 50_000
MOST_DEPTH: Final = 24
"""Bounds on a file from a stranger, far above the longest coded instrument; chosen by hand."""


_SIGNS: Final = re.compile(r"[\w\"']:(?=\s)|\{|^ *- ", re.MULTILINE)
"""A field, which is a name and a value, the brace of a group, and the hyphen of a member: what a file's values are counted by."""


def too_many(text: str) -> tuple[int, int] | None:
    """Return line and column at which a file surely holds more values than are read; None where it may hold few enough.

    It takes a hundredth of the time in which the values are read one by one, and is made first.
    """
    count = 0
    for sign in _SIGNS.finditer(text):
        count += 2 if sign[0].endswith(":") else 1
        if count > MOST_NODES:
            before = text[: sign.start()]
            return before.count("\n") + 1, len(before) - before.rfind("\n")
    return None


def many() -> str:
    """Return why a file of too many values is refused, and what to do."""
    return f"more than {MOST_NODES:,} values (names of fields, words and groups); keep fewer cases in the file"


class Refused(Exception):
    """The file holds what is not plain; `mark` is its place."""

    def __init__(self, mark: Any, rule: str, words: str) -> None:
        super().__init__(words)
        self.mark, self.rule, self.words = mark, rule, words


class PlainParser(Parser):
    """Hands the events of a file to who composes it, and raises Refused before a value is made of what is not plain."""

    _count = 0
    _depth = 0

    def get_event(self) -> Any:
        """Return the next event; each passes here once."""
        event = super().get_event()
        kind = type(event).__name__
        self._depth += kind.endswith("StartEvent") - kind.endswith("EndEvent")
        self._count += 1
        if getattr(event, "anchor", None) is not None:
            raise Refused(event.start_mark, "no-anchors", "anchors and aliases are not allowed")
        if self._depth > MOST_DEPTH:
            raise Refused(event.start_mark, "depth", f"nested deeper than {MOST_DEPTH} levels")
        if self._count > MOST_NODES:
            raise Refused(event.start_mark, "size", many())
        return event
