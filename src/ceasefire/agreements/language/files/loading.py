"""Read one agreement file: strict YAML 1.2 in, a checked `Instrument` or a list of placed errors out."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ceasefire.agreements.language.editions import later
from ceasefire.agreements.language.model import Instrument, from_json
from ceasefire.vocabulary.agreement_editions import FIRST, LATEST, edition_of, is_later, unknown_edition

if TYPE_CHECKING:
    from ceasefire.agreements.language.files.file_faults import Wrong

MOST_BYTES: Final = 512 * 1024
"""Bound on a file from a stranger, far above the longest coded instrument; chosen by hand."""
UNKNOWN_EDITION: Final = "unknown-edition"
"""The rule that a file of an edition not known here breaks: the one fault that is told of it."""
_TAG: Final = "tag:yaml.org,2002:"
_SCALARS: Final = frozenset({"str", "int", "float", "bool", "null", "timestamp"})
_WORDS: Final = {"null": None, "~": None, "": None, "true": True, "false": False}

Position = tuple[int, int]
Step = str | int
Places = dict[tuple[Step, ...], Position]


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One thing wrong with a file: where (line and column from 1, path inside the document), which rule, in words."""

    file: str
    line: int
    column: int
    path: str
    rule: str
    words: str
    clause: str = ""
    """Id of the provision or case in which it stands; empty where in none, or it has none."""
    stands: str = ""
    """The word that stands there; empty for what is no word."""

    def __str__(self) -> str:
        at = (f" at {self.path}" if self.path else "") + (f" ({self.clause})" if self.clause else "")
        return f"{self.file}:{self.line}:{self.column}: {self.words}{at} [{self.rule}]"


class AgreementError(ValueError):
    """An agreement file does not hold; `faults` names every place that was found."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """A file as read: the instrument and where each of its fields stands."""

    instrument: Instrument
    file: str
    places: Places
    cut: tuple[tuple[Step, ...], ...] = ()
    """Fields whose words a comment on the same line cuts short."""

    def at(self, *path: Step) -> Position:
        """Return line and column of a field, or of the nearest field around it."""
        return nearest(self.places, path)


def load(source: str | bytes | Path, *, file: str | None = None) -> Instrument:
    """Return the instrument of one agreement file (a path, or its bytes), or raise AgreementError naming each fault.

    YAML 1.2 with no anchors, aliases, tags or repeated keys; at most 512 KiB; unknown fields are refused.
    """
    return read(source, file=file).instrument


def read(source: str | bytes | Path, *, file: str | None = None) -> Loaded:
    """Return the instrument together with the line and column of every field; raises AgreementError."""
    data, name = _bytes(source, file)
    text = _text(data, name)
    reader = _Plain(name)
    plain, places = reader.document(text)
    instrument = _instrument(plain, places, name)
    return Loaded(instrument=instrument, file=name, places=places, cut=_cut(reader.commented))


def _cut(commented: list[tuple[Step, ...]]) -> tuple[tuple[Step, ...], ...]:
    if not commented:
        return ()
    from ceasefire.agreements.language.files.cut_words import cut_words

    return tuple(cut_words(commented))


def nearest(places: Places, path: tuple[Step, ...]) -> Position:
    """Return line and column of a path, or of the nearest one around it that stands in the file; (1, 1) for none."""
    while path and path not in places:
        path = path[:-1]
    return places.get(path, (1, 1))


def _bytes(source: str | bytes | Path, file: str | None) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        return source, file or "<bytes>"
    path = Path(source)
    with path.open("rb") as stream:
        return stream.read(MOST_BYTES + 1), file or path.name


def _text(data: bytes, name: str) -> str:
    if len(data) > MOST_BYTES:
        raise _one(name, 1, 1, "size", f"the file is longer than {MOST_BYTES} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        column = fault.start - (data.rfind(b"\n", 0, fault.start) + 1) + 1
        raise _one(name, line, column, "utf-8", "the file is not UTF-8") from fault


def _lines(text: str) -> list[str]:
    """Return the lines of a text as the parser counts them."""
    return re.split(r"\r\n|\n|\r", text)


def _one(name: str, line: int, column: int, rule: str, words: str, path: str = "") -> AgreementError:
    return AgreementError([Fault(file=name, line=line, column=column, path=path, rule=rule, words=words)])


class _Plain:
    """Turns YAML nodes into plain values and remembers where each stood."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.places: Places = {}
        self.commented: list[tuple[Step, ...]] = []
        """Bare words behind which a comment stands on the same line."""
        self._lines: list[str] = []

    def document(self, text: str) -> tuple[Any, Places]:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError, YAMLError

        from ceasefire.agreements.language.files.yaml_parser import PlainParser, Refused, many, too_many
        from ceasefire.agreements.language.files.yaml_words import plainer

        if crowded := too_many(text):
            raise _one(self.name, *crowded, "size", many())
        yaml = YAML(typ="safe", pure=True)
        yaml.Parser = PlainParser
        self._lines = _lines(text) if " #" in text or "\t#" in text else []
        try:
            root = yaml.compose(text)
        except Refused as fault:
            raise self._refusal(fault.mark, fault.rule, fault.words) from None
        except MarkedYAMLError as fault:
            mark = fault.problem_mark or fault.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            words = plainer(fault.problem or fault.context or "", _lines(text), line - 1, column - 1)
            raise _one(self.name, line, column, "yaml", words) from fault
        except (YAMLError, RecursionError, ValueError) as fault:
            words = plainer(str(fault).partition("\n")[0]) if str(fault) else "nested too deeply"
            raise _one(self.name, 1, 1, "yaml", words) from fault
        if root is None:
            raise _one(self.name, 1, 1, "empty", "the file is empty")
        return self._value(root, (), 0), self.places

    def _refusal(self, mark: Any, rule: str, words: str, path: tuple[Step, ...] = ()) -> AgreementError:
        return _one(self.name, mark.line + 1, mark.column + 1, rule, words, spell(path))

    def _value(self, node: Any, path: tuple[Step, ...], depth: int) -> Any:
        self.places[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        kind = type(node).__name__
        if kind == "MappingNode":
            return self._mapping(node, path, depth)
        if kind == "SequenceNode":
            return [self._value(child, (*path, i), depth + 1) for i, child in enumerate(node.value)]
        return self._scalar(node, path)

    def _mapping(self, node: Any, path: tuple[Step, ...], depth: int) -> dict[str, Any]:
        plain: dict[str, Any] = {}
        for key, child in node.value:
            if type(key).__name__ != "ScalarNode" or str(key.tag) == _TAG + "merge":
                raise self._refusal(key.start_mark, "plain-keys", "keys are plain words", path)
            name = str(key.value)
            if name in plain:
                raise self._refusal(key.start_mark, "no-repeats", f"the key {name!r} stands twice", path)
            plain[name] = self._value(child, (*path, name), depth + 1)
            self.places[(*path, name)] = (key.start_mark.line + 1, key.start_mark.column + 1)
        return plain

    def _scalar(self, node: Any, path: tuple[Step, ...]) -> Any:
        tag, text = str(node.tag), node.value
        if tag.removeprefix(_TAG) not in _SCALARS:
            raise self._refusal(node.start_mark, "no-tags", f"the tag {tag} is not allowed", path)
        kind = tag[len(_TAG) :]
        if kind == "int":
            return self._number(node, text, path)
        if kind == "float":
            return self._fraction(node, text, path)
        if kind in ("null", "bool"):
            return _WORDS.get(text.lower(), text)
        if not text.isascii() and not _is_text(text):
            raise self._refusal(node.start_mark, "characters", "half a character stands here; write it whole", path)
        if self._lines and node.style not in ("'", '"', "|", ">"):
            line, column = node.end_mark.line, node.end_mark.column
            rest = self._lines[line][column:] if line < len(self._lines) else ""
            self.commented += [path] if rest[:1].isspace() and rest.lstrip().startswith("#") else []
        return text

    def _number(self, node: Any, text: str, path: tuple[Step, ...]) -> int:
        if not text.lstrip("+-").isdecimal() or len(text) > 18 or not text.isascii():
            words = f"write the number {text[:40]!r} in plain digits"
            raise self._refusal(node.start_mark, "plain-numbers", words, path)
        return int(text)

    def _fraction(self, node: Any, text: str, path: tuple[Step, ...]) -> float:
        import math

        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise self._refusal(node.start_mark, "plain-numbers", f"{text[:40]!r} is not a plain number", path)
        return value


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def spell(path: tuple[Step, ...]) -> str:
    """Return a path as people write it: provisions[3].deadline.date."""
    words = ""
    for step in path:
        words += f"[{step}]" if isinstance(step, int) else f".{step}" if words else step
    return words


def _instrument(plain: Any, places: Places, name: str) -> Instrument:
    from ceasefire.agreements.language.files.file_faults import wrong
    from ceasefire.agreements.language.files.long_chains import too_long

    if not isinstance(plain, dict):
        raise _one(name, 1, 1, "mapping", "an agreement file is a mapping of fields")
    head = plain.get("ceasefire")
    if is_later(head):
        raise _one(name, *nearest(places, ("ceasefire",)), UNKNOWN_EDITION, unknown_edition(head), "ceasefire")
    found = wrong(plain) or list(_too_new(plain))
    if found:
        raise AgreementError(_placed(found, plain, places, name))
    try:
        instrument = from_json(json.dumps(plain))
    except ValueError as fault:  # what the models refuse and `wrong` does not see
        raise _one(name, 1, 1, "form", str(fault)) from None
    far = list(too_long(instrument))
    if far:
        raise AgreementError(_placed(far, plain, places, name))
    return instrument


def _word(plain: Any, path: tuple[Step, ...]) -> str:
    """Return the word that stands at a path; empty where none does."""
    held = plain
    for step in path:
        try:
            held = held[step]
        except (KeyError, IndexError, TypeError):
            return ""
    return held if isinstance(held, str) else ""


def _too_new(plain: dict[str, Any]) -> "Iterator[Wrong]":
    """Yield what a file of edition 1 says in the words of a later one."""
    from ceasefire.agreements.language.files.file_faults import Wrong

    if edition_of(plain["ceasefire"]) != FIRST:
        return
    for path in later(from_json(json.dumps(plain | {"ceasefire": f"agreement/{LATEST}"}))):
        words = f"`{path[-1]}` is said so in edition {LATEST} of the language; write `ceasefire: agreement/{LATEST}` at the top"
        yield Wrong(path, "edition", words)


def _placed(found: "Iterable[Wrong]", plain: dict[str, Any], places: Places, name: str) -> list[Fault]:
    placed: dict[tuple[str, str], Fault] = {}
    for path, rule, words in found:
        line, column = nearest(places, path)
        one = Fault(
            file=name,
            line=line,
            column=column,
            path=spell(path),
            rule=rule,
            words=words,
            clause=_word(plain, (*path[:2], "id")) if path[:1] in (("provisions",), ("cases",)) else "",
            stands=_word(plain, path),
        )
        placed.setdefault((one.path, one.words), one)
    return sorted(placed.values(), key=lambda f: (f.line, f.column, f.path, f.words))
