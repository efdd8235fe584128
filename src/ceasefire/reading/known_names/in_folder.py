"""Names that a user gives in a folder: `places.csv`, `countries.csv` and `actors.csv`, as the package's own tables are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from ceasefire.reading.known_names.bundle import Layer
from ceasefire.reading.lexicon.gazetteer_names import KnownName, actors, countries, places
from ceasefire.reading.lexicon.load import LexiconError

MAX_BYTES: Final = 8_000_000
"""Of one table."""
_TABLES: Final[dict[str, Callable[[str, str], Iterator[KnownName]]]] = {
    "places.csv": places,
    "countries.csv": countries,
    "actors.csv": actors,
}


def names_in_folder(folder: Path) -> Layer:
    """Return the names of a folder's tables; what else lies there is left alone, but a CSV of another name is refused.

    Raises LexiconError with the file, the line and the column of what is wrong.
    """
    if not folder.is_dir():
        raise LexiconError(f"{folder}: there is no such folder")
    there = sorted(path.name for path in folder.iterdir() if path.suffix.lower() == ".csv")
    unknown = [name for name in there if name not in _TABLES]
    if unknown or not there:
        raise LexiconError(
            f"{folder}: {unknown[0] if unknown else 'no table of names'} (choose from {', '.join(_TABLES)})"
        )
    known = [
        one for name in _TABLES if name in there for one in _TABLES[name](str(folder / name), _text(folder / name))
    ]
    return Layer(origin=str(folder), known=tuple(known))


def _text(path: Path) -> str:
    with path.open("rb") as file:
        raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise LexiconError(f"{path}: more than {MAX_BYTES:,} bytes")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}:{raw[: error.start].count(10) + 1}: not UTF-8") from None
