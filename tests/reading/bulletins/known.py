"""The names that bulletins in the tests speak of."""

import csv
from pathlib import Path

from ceasefire.reading.lexicon.gazetteer_names import KnownName

ASTANA = Path(__file__).resolve().parents[3] / "src" / "ceasefire" / "examples" / "astana" / "names"


def in_folder(folder: Path) -> tuple[KnownName, ...]:
    """Return the names in the tables of a folder."""
    with (folder / "places.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    groups = [(row, group.split("=")) for row in rows for group in row["names"].split("|")]
    places = [KnownName(name=g[0], kind=row["kind"], within=row["within"], spellings=tuple(g)) for row, g in groups]
    with (folder / "actors.csv").open(encoding="utf-8", newline="") as file:
        told = [(row["name"], row["kind"], row["aliases"].split("|")) for row in csv.DictReader(file)]
    return (*places, *(KnownName(name=name, kind=kind, spellings=(name, *more)) for name, kind, more in told))


SYRIA = in_folder(ASTANA)
