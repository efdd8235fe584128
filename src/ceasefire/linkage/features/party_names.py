"""Actors written in other scripts, given the names that the table of parties has for them in Latin letters.

Names that sound alike are compared over scripts without any table (`features.names`). A name that is translated ("хуситы" and
"Ansar Allah" of one movement) is known only to whoever has filed both spellings of the party.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from itertools import compress
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.intake.tables.column_names import as_reports
from ceasefire.parties import Directory

IN_LATIN = {"actor_alleged": "actor_in_latin", "actor_target": "target_in_latin"}
"""The column that is compared in place of a column of reports, where a table has it and it tells a name."""

_OTHER_SCRIPT = r"[^\P{L}\p{Latin}]"
"""A letter that is not Latin, for Arrow's expressions (RE2)."""
_LATIN = r"\p{Latin}"


def in_latin(reports: pa.Table, parties: pa.Table) -> pa.Table:
    """Return the reports with the names in Latin letters of the actors that they write in other letters (`IN_LATIN`).

    A name gets another where it means one party of the table `parties`, as a whole, and that party has a spelling in Latin
    letters. What is told stays as it is: linkage compares the added columns, and its answers name what was told. Columns of reports
    may have other usual names, as for `link`, and come back under those of the table `reports`. Parties need the columns `party_id`
    and `name`, and may have `aliases`, lists of texts. Raises ValueError for a table that lacks one of them or holds something else.
    """
    return LatinNames(_with_names(parties)).given_to(as_reports(reports))


def _with_names(parties: pa.Table) -> pa.Table:
    if not isinstance(parties, pa.Table):
        raise ValueError(f"parties: a table of pyarrow is wanted, not {type(parties).__name__}")
    for name in ("party_id", "name"):
        if name not in parties.column_names:
            raise ValueError(f"parties: column {name} is missing")
        if parties.column_names.count(name) > 1:
            raise ValueError(f"parties: column {name} is there more than once")
        if not _is_text(parties[name].type):
            raise ValueError(f"parties: column {name} holds {parties[name].type}, and not texts")
    if parties["party_id"].null_count:
        raise ValueError("parties: column party_id is empty in a row")
    if "aliases" not in parties.column_names:
        return parties.append_column("aliases", pa.nulls(len(parties), pa.list_(pa.string())))
    kind = parties["aliases"].type
    lists = any(
        of(kind)
        for of in (pa.types.is_list, pa.types.is_large_list, pa.types.is_list_view, pa.types.is_fixed_size_list)
    )
    if not pa.types.is_null(kind) and not (lists and (_is_text(kind.value_type) or pa.types.is_null(kind.value_type))):
        raise ValueError(f"parties: column aliases holds {kind}, and not lists of texts")
    return parties


class LatinNames:
    """The names in Latin letters that a table of parties has, looked up once for however many reports."""

    def __init__(self, parties: pa.Table) -> None:
        self._parties = parties

    def given_to(self, reports: pa.Table) -> pa.Table:
        """Return the reports as `in_latin` does."""
        if not any(name in reports.column_names and _written(reports[name]) for name in IN_LATIN):
            return reports
        reports = reports.drop_columns([name for name in IN_LATIN.values() if name in reports.column_names])
        for name, compared in IN_LATIN.items():
            if name in reports.column_names:
                reports = reports.append_column(compared, _renamed(reports[name], self._latin))
        return reports

    @cached_property
    def _latin(self) -> Callable[[str], str | None]:
        return _latin_names(self._parties.to_pylist())


def as_compared(reports: pa.Table) -> pa.Table:
    """Return the reports with the names that `in_latin` found in place of those told."""
    for name, latin in IN_LATIN.items():
        if name in reports.column_names and latin in reports.column_names and pa.types.is_string(reports[latin].type):
            at = reports.column_names.index(name)
            reports = reports.set_column(at, name, pc.coalesce(reports[latin], reports[name]))
    return reports


def in_other_script(reports: pa.Table) -> pa.Table:
    """Return the reports that name an actor in letters that are not Latin."""
    found = pa.chunked_array([pa.repeat(False, reports.num_rows)])
    for name in IN_LATIN:
        found = pc.or_(found, pc.fill_null(pc.match_substring_regex(reports[name], _OTHER_SCRIPT), False))
    return reports.filter(found)


def _is_text(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _written(column: pa.ChunkedArray) -> bool:
    if not _is_text(column.type):
        return False
    told = pc.unique(column.cast(pa.string()))
    return bool(pc.any(pc.match_substring_regex(told, _OTHER_SCRIPT)).as_py())


def _renamed(column: pa.ChunkedArray, latin: Callable[[str], str | None]) -> pa.ChunkedArray:
    encoded = column.combine_chunks().cast(pa.string()).dictionary_encode()
    words = encoded.dictionary
    names = pa.array(
        [latin(w) if o else None for w, o in zip(words.to_pylist(), _other(words), strict=True)], pa.string()
    )
    return pa.chunked_array([names.take(encoded.indices)])


def _latin_names(rows: Iterable[Mapping[str, Any]]) -> Callable[[str], str | None]:
    """Return what gives the Latin name of the one party that a name in other letters means."""
    rows = list(rows)
    directory = Directory.build(rows)
    told = [(row["party_id"], one) for row in rows for one in (row["name"], *(row["aliases"] or ())) if one]
    texts = pa.array([one for _, one in told], pa.string())
    latin_ones = pc.and_(pc.match_substring_regex(texts, _LATIN), pc.invert(pa.array(_other(texts), pa.bool_())))
    first: dict[str, str] = {}
    for party, one in sorted(compress(told, latin_ones.to_pylist()), key=lambda both: (-len(both[1]), both[1])):
        first.setdefault(party, one)

    def latin(value: str) -> str | None:
        return first.get(directory.party(value) or "")

    return latin


def _other(texts: pa.Array) -> list[bool]:
    """Say of each text whether it has a letter that is not Latin."""
    return list(pc.match_substring_regex(texts, _OTHER_SCRIPT).to_pylist())
