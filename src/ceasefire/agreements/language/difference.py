"""What changed between two codings of one instrument, field by field."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ceasefire.agreements.language.loading import Step, spell
from ceasefire.agreements.language.model import Instrument, plain


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One field that differs; None stands for "not there"."""

    path: str
    old: str | None
    new: str | None

    def __str__(self) -> str:
        if self.old is None:
            return f"+ {self.path}: {self.new}"
        if self.new is None:
            return f"- {self.path}: {self.old}"
        return f"~ {self.path}: {self.old} -> {self.new}"


def diff(old: Instrument, new: Instrument) -> list[Change]:
    """Return every field in which two codings differ; provisions are compared by id, whatever their order."""
    before, after = dict(_fields(old)), dict(_fields(new))
    paths = sorted({*before, *after})
    return [
        Change(path=path, old=before.get(path), new=after.get(path))
        for path in paths
        if before.get(path) != after.get(path)
    ]


def _fields(instrument: Instrument) -> Iterator[tuple[str, str]]:
    whole = plain(instrument)
    for provision in whole.pop("provisions"):
        name = provision.pop("id")
        yield f"provisions[{name}]", "there"
        yield from _flat(provision, (f"provisions[{name}]",))
    yield from _flat(whole, ())


def _flat(value: Any, path: tuple[Step, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, (*path, key))
    elif isinstance(value, list) and any(isinstance(v, dict) for v in value):
        for number, inner in enumerate(value):
            yield from _flat(inner, (*path, number))
    elif isinstance(value, list):
        yield spell(path), ", ".join(map(str, value))
    elif value is not None:
        yield spell(path), str(value)
