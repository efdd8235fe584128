"""Tables as sets of rows: what a kept table has that one made anew has not, and the other way round, so that a person sees it."""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from ceasefire import CeasefireError, Record
from ceasefire.derive import GRAPH
from ceasefire.record import RecordError

ON = date(2020, 5, 20)
"""The day on which tables that depend on one are looked at."""
MOST = 3
"""Rows of each kind that a message shows."""

HELD: Final = 24
"""States of records whose tables made anew are held, so that what is asked of one state again is not made again."""

Answer = pa.Table | str
"""A table, or the words with which the question failed: these must be the same as well."""


def asked(record: Record, name: str) -> Answer:
    """Return a table of a record as of one day, or how asking for it ends."""
    try:
        return record.table(name, on=ON if name in GRAPH.as_of else None)
    except (CeasefireError, RecordError, ValueError) as error:
        return f"{type(error).__name__}: {error}"


def rows(table: pa.Table) -> Counter[str]:
    """Return how often each row stands in a table; a row is spelt, so that NaN equals itself and lists can be counted."""
    return Counter(repr(row) for row in table.to_pylist())


def difference(name: str, kept: Answer, anew: Answer) -> str:
    """Return in words how two answers differ as sets of rows; empty where they do not."""
    if isinstance(kept, str) or isinstance(anew, str):
        return "" if repr(kept) == repr(anew) else f"{name}: kept {_short(kept)}, made anew {_short(anew)}"
    if kept.schema != anew.schema:
        return f"{name}: its columns or types differ: {kept.schema} / {anew.schema}"
    if kept.equals(anew):
        return ""
    before, now = rows(kept), rows(anew)
    wrong, lost = _spelt(before - now, kept), _spelt(now - before, anew)
    if not wrong and not lost:
        return ""
    return "\n".join([f"{name}: {len(kept)} rows kept, {len(anew)} made anew", *_told(wrong, lost)])


def _spelt(counted: Counter[str], table: pa.Table) -> list[dict[str, Any]]:
    """Return the rows counted, as they stand in the table, each as often as it was counted."""
    held = {repr(row): row for row in table.to_pylist()}
    return [held[spelt] for spelt in counted.elements()]


def _told(wrong: list[dict[str, Any]], lost: list[dict[str, Any]]) -> list[str]:
    """Return lines: rows of one key that stand on both sides by the columns in which they differ, the others whole."""
    lines = []
    for row in wrong[:MOST]:
        key = next(iter(row))
        near = [other for other in lost if other[key] == row[key]]
        if near:
            best = min(near, key=lambda other: sum(other[name] != row[name] for name in row))
            lost = [other for other in lost if other is not best]
            differs = {name: (row[name], best[name]) for name in row if repr(row[name]) != repr(best[name])}
            lines.append(f"  {key} {row[key]}: kept, made anew: {differs}")
        else:
            lines.append(f"  only kept: {_plain(row)}")
    lines += [f"  only made anew: {_plain(row)}" for row in lost[:MOST]]
    return lines


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value not in (None, [], "")}


def _short(answer: Answer) -> str:
    return answer if isinstance(answer, str) else f"{answer.num_rows} rows"


def differences(kept: Callable[[str], Answer], anew: Callable[[str], Answer], names: tuple[str, ...]) -> str:
    """Return in words how the tables of these names differ; empty where none does."""
    return "\n".join(filter(None, (difference(name, kept(name), anew(name)) for name in names)))


def differs_from_anew(record: Record, names: tuple[str, ...] = GRAPH.names, anew: Record | None = None) -> str:
    """Return in words how tables of a record differ from those made from its ledgers alone."""
    made = made_anew(record, names) if anew is None else {name: asked(anew, name) for name in names}
    return differences(lambda name: asked(record, name), made.__getitem__, names)


_ANEW: dict[tuple[str, tuple[str, ...]], dict[str, Answer]] = {}


def made_anew(record: Record, names: tuple[str, ...]) -> dict[str, Answer]:
    """Return tables made from a record's ledgers alone, once for one state of its folder."""
    state = state_of(record.path), names
    if (found := _ANEW.get(state)) is None:
        again = record.recomputed()
        found = _ANEW[state] = {name: asked(again, name) for name in names}
        for old in list(_ANEW)[:-HELD]:
            _ANEW.pop(old, None)
    return found


def state_of(folder: Path) -> str:
    """Return a digest of where a record lies, since errors name it, and all that it holds: entries, heads and files."""
    digest = hashlib.sha256(str(folder).encode())
    with closing(sqlite3.connect(f"file:{folder / 'record.db'}?mode=ro", uri=True)) as db:
        for table in ("ledger", "head", "entry"):
            digest.update(repr(db.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()).encode())
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("record.db")):
        digest.update(repr((str(path.relative_to(folder)), path.read_bytes())).encode())
    return digest.hexdigest()
