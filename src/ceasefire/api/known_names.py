"""The names that texts are read with: the package's general ones, those of a folder and those of a record."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ceasefire.reading.known_names.bundle import Names, joined
from ceasefire.reading.known_names.in_folder import names_in_folder
from ceasefire.reading.known_names.in_record import names_of_record

if TYPE_CHECKING:
    from ceasefire.api.record import Record

_LISTS = ("parties", "sources", "zones", "designations")
_WHERE = ["place", "admin1", "country"]


def names_for(*, folder: str | Path | None = None, record: "Record | None" = None) -> Names:
    """Return the names to read texts with; without folder and record those of the package, which are of no conflict.

    Where two of them give one spelling to two things, the record goes before the folder and the folder before the
    package; what is left out so stands in `clashes`. A folder holds `places.csv`, `actors.csv` or `countries.csv`; a
    wrong row raises LexiconError, a ValueError, with its file and line.
    """
    given = [] if folder is None else [names_in_folder(Path(folder))]
    held = [] if record is None else [names_of_record(**_rows(record))]
    return joined(*held, *given)


def _rows(record: "Record") -> dict[str, list[dict[str, Any]]]:
    """Return the rows that hold names; of reports each place once, with how many name it."""
    rows = {name: record.table(name).to_pylist() for name in _LISTS}
    where = record.table("reports").select(_WHERE).group_by(_WHERE).aggregate([([], "count_all")])
    return rows | {"reports": where.to_pylist()}


__all__ = ["Names", "names_for"]
