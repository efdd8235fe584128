"""The parser of agreement files: plain YAML only, refused at the first anchor, alias or bound, in one pass."""

from typing import Any, Final

from ruamel.yaml.parser import Parser

MOST_NODES: Final = 50_000
MOST_DEPTH: Final = 24
"""Bounds on a file from a stranger, far above the longest coded instrument; chosen by hand."""


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
            raise Refused(event.start_mark, "size", f"more than {MOST_NODES} values")
        return event
