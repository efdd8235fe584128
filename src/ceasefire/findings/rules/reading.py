"""Reading a rules file: strict, bounded, and with line and column in every complaint."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from io import StringIO
from typing import Any, TypeVar

import msgspec

from ceasefire.findings.rules.checks import problems
from ceasefire.findings.rules.language import Mechanism

MAX_CHARACTERS = 2_000_000
MAX_DEPTH = 24
T = TypeVar("T")
Path = Sequence[str | int]
Words = Callable[[str, Path], str]
At = Callable[[Path], tuple[int, int]]
"""Gives line and column (from 1) of a field by its path, or of what stands around it."""


class RulesError(ValueError):
    """A file of rules, or a form of that kind, that cannot be used: the file, and each problem with its line and column (counted from 1)."""

    def __init__(self, name: str, problems: Sequence[tuple[int, int, str]]) -> None:
        self.name = name
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{name}:{line}:{column}: {words}" for line, column, words in problems))


def read_rules(text: str, name: str = "rules.yaml") -> Mechanism:
    """Return the mechanism that a rules file describes, checked.

    `text` is YAML 1.2 without anchors, aliases or tags, at most 2 million characters. Raises RulesError naming every
    problem with line and column; an unknown field, a member that is not there or a quorum nobody can meet is a problem.
    """
    mechanism, at = read_as(text, name, Mechanism, _plain_words)
    found = [(*at(path), words) for path, words in problems(mechanism)]
    if found:
        raise RulesError(name, found)
    return mechanism


def read_as(text: str, name: str, kind: type[T], words: Words) -> tuple[T, At]:
    """Return what a YAML form says as a structure, and where in the file each of its fields stands.

    Read as strictly as rules are; raises RulesError. `words` says what does not fit, of an error's words and its path.
    """
    tree = load(text, name)
    try:
        return msgspec.convert(plain(tree), kind), lambda path: _where(tree, path)
    except msgspec.ValidationError as error:
        said, _, path = str(error).partition(" - at `$")
        steps = [*_steps(path.rstrip("`")), *re.findall(r"unknown field `([^`]+)`", said)]
        raise RulesError(name, [(*_where(tree, steps), words(said, steps))]) from None


def _plain_words(words: str, steps: Sequence[str | int]) -> str:
    """Return an error without the pattern that a reader of the file need not know."""
    if "matching regex" not in words:
        return words
    field = next((s for s in reversed(steps) if isinstance(s, str) and s != "..."), "")
    if field == "share":
        return "share is written as `more than 1/2` or `at least 2/3`"
    if field in ("at", "opened", "now", "due"):
        return f"{field} is a day such as 2017-05-04, or a time with its zone such as 2017-05-04T10:00Z"
    return f"{field} is a short name of small letters, digits and . _ : / # -"


def load(text: str, name: str) -> Any:
    """Return the YAML tree with its marks (ruamel nodes); raises RulesError on bad YAML, anchors, aliases and tags."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    if len(text) > MAX_CHARACTERS:
        raise RulesError(name, [(1, 1, f"longer than {MAX_CHARACTERS:,} characters")])
    yaml = YAML(typ="rt")
    yaml.Constructor = _text_dates()
    try:
        _refuse_anchors(text, name)
        return yaml.load(StringIO(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
        raise RulesError(name, [(line, column, str(error.problem))]) from None
    except (YAMLError, RecursionError, ValueError) as error:
        if isinstance(error, RulesError):
            raise
        raise RulesError(name, [(1, 1, str(error).splitlines()[0])]) from None


@cache
def _text_dates() -> Any:
    """Return a constructor that leaves days and times as text; a class of its own, so that no other reader changes."""
    from ruamel.yaml.constructor import RoundTripConstructor

    class TextDates(RoundTripConstructor):
        pass

    TextDates.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: str(node.value))
    return TextDates


def _refuse_anchors(text: str, name: str) -> None:
    from ruamel.yaml import YAML
    from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, NodeEvent

    depth = 0
    for event in YAML(typ="safe", pure=True).parse(StringIO(text)):
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        odd = isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor is not None)
        if odd or getattr(event, "tag", None) not in (None, "!"):
            mark, words = event.start_mark, "anchors, aliases and tags are not part of the language"
            raise RulesError(name, [(mark.line + 1, mark.column + 1, words)])
        if depth > MAX_DEPTH:
            raise RulesError(name, [(event.start_mark.line + 1, 1, f"nested deeper than {MAX_DEPTH}")])


def plain(node: Any) -> Any:
    """Return a YAML tree without its marks."""
    if isinstance(node, dict):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(value) for value in node]
    if isinstance(node, str):
        return str(node)
    return node


def _steps(path: str) -> list[str | int]:
    """Return the steps of a msgspec error path such as `.rules[0].quorum[...]`."""
    steps: list[str | int] = []
    for part in path.replace("]", "").replace("[", ".").split("."):
        if part and part != "..":
            steps.append(int(part) if part.isdigit() else part)
    return steps


def _where(tree: Any, path: Path) -> tuple[int, int]:
    """Return line and column (from 1) of the deepest node on a path that the tree knows."""
    line, column, node = 0, 0, tree
    for step in path:
        mark = getattr(node, "lc", None)
        try:
            known = mark.data[step] if mark is not None else None
            node = node[step]
        except (KeyError, IndexError, TypeError):
            break
        if known is not None:
            line, column = known[0], known[1]
    return line + 1, column + 1
