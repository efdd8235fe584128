"""What each filing changed: which statements came, which incidents are new, changed, or called otherwise, what stands otherwise.

The kept tables know their changes row by row. Where one was made anew as a whole, the former and the new one are compared.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.api.arguments import BadArgument
from ceasefire.api.page import cut, listed
from ceasefire.api.picked import found_in, ids, of_some
from ceasefire.api.today import as_told
from ceasefire.derive.advance import Changes
from ceasefire.record import database
from ceasefire.vocabulary.deltas import Delta
from ceasefire.vocabulary.errors import CeasefireError
from ceasefire.vocabulary.one_array import one_array
from ceasefire.vocabulary.stand_words import held_words, told_by_ledger

if TYPE_CHECKING:
    from ceasefire.api.held_record import HeldRecord
    from ceasefire.api.kept.table import KeptTable

Answer = dict[str, Any]
COMPARED: Final[Mapping[str, tuple[str, ...]]] = {
    "statements": ("ledger", "seq", "statement_id"),
    "unread": ("ledger", "seq", "statement_id", "state"),
    "links": ("report_id", "incident_id"),
    "incidents": ("incident_id", "reports", "date_start", "date_end", "place", "admin1", "killed_low", "killed_high"),
    "scope": ("incident_id", "result", "why"),
    "standing": (
        *("incident_id", "body", "axis", "value", "stand", "towards", "told_by", "why", "independent_sources", "entry"),
    ),
}
"""Tables of which changes are told, and the columns by which a former and a new one are compared as a whole."""
_TOLD: Final = ("statement_id", "ledger", "seq", "kind", "label", "claimed_at", "supersedes")
_SHOWN: Final = ("incident_id", "reports", "date_start", "place", "admin1")


class RecordReplaced(CeasefireError, RuntimeError):
    """The folder that is followed holds another record than at the beginning, as after it was restored from a back-up."""


class Moved(NamedTuple):
    """Reports that are in another incident than before: of each former incident, those in which they are now."""

    now: Mapping[str, frozenset[str]]
    reports: pa.Table
    """Columns: report_id, incident_id, and before: the former incident, null for a report that was in none."""


def follow(
    record: "HeldRecord",
    *,
    interval: float = 2.0,
    seconds: float | None = None,
    limit: int | None = None,
) -> Iterator[Answer]:
    """Yield what each filing from now on changes; ends after `seconds` (None: never).

    Raises BadArgument for what is no interval, and RecordReplaced once another record lies in the folder.
    """
    if not interval >= 0:
        raise BadArgument("the interval is a number of seconds, 0 or more")
    seen = Follower(record, limit)
    end = None if seconds is None else monotonic() + seconds

    def looks() -> Iterator[Answer]:
        while True:
            found = seen.look()
            if found is not None:
                yield found
            left = interval if end is None else end - monotonic()
            if left < 0 or (end is not None and left == 0):
                return
            sleep(min(interval, left))

    return looks()


class Follower:
    """A reader of one record who knows what it saw last."""

    def __init__(self, record: "HeldRecord", limit: int | None = None) -> None:
        """Bring the tables of the record up to date; what is filed from now on is told, `limit` rows of each list at the most."""
        self._record, self._limit = record, limit
        self._file = _file(record)
        self._heads = record.store.head_digest()
        record.tables.derive()
        self._remember()

    def _remember(self) -> None:
        tables = self._record.tables
        self._before: dict[str, KeptTable] = {name: tables.kept(name) for name in COMPARED}
        self._moment = tables.moment

    def look(self) -> Answer | None:
        """Return what changed since the last look; None where the heads of the ledgers are the same.

        Raises RecordReplaced once another record lies in the folder: nothing that is filed there would be seen here.
        """
        if _file(self._record) != self._file:
            raise RecordReplaced(f"the record in {self._record.path} was replaced or moved since; begin to follow anew")
        heads = self._record.store.head_digest()
        if heads == self._heads:
            return None
        alone = self._record.tables.moment == self._moment
        done, changes = self._record.tables.changes()
        self._heads = heads
        if alone and self._record.tables.moment == self._moment:
            return None  # it was told at the last look already: filed between the heads and the tables
        deltas = {name: self._delta(name, changes, alone) for name in COMPARED}
        found = change(self._record, deltas, self._limit)
        found["derived"] = [one._asdict() | {"tables": list(one.tables)} for one in done]
        self._remember()
        return found

    def _delta(self, name: str, changes: Changes, alone: bool) -> Delta:
        """Return the change of a table; compared as a whole also where another question brought it up to date meanwhile."""
        before, now = self._before[name], self._record.tables.kept(name)
        if before.version == now.version:
            return Delta(now.base.slice(0, 0), now.base.slice(0, 0))
        if alone and name not in changes.whole and name in changes.rows:
            return changes.rows[name]
        return by_columns(before.whole(), now.whole(), COMPARED[name])


def _file(record: "HeldRecord") -> tuple[int, int] | None:
    """Return which file holds the record's statements, None where there is none."""
    try:
        found = (record.path / database.FILE).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def by_columns(before: pa.Table, now: pa.Table, columns: tuple[str, ...]) -> Delta:
    """Return the rows that are in one of two tables alone, as far as some columns tell."""
    old, new = (_texts(table, columns) for table in (before, now))
    return Delta(before.filter(pc.invert(found_in(old, new))), now.filter(pc.invert(found_in(new, old))))


def _texts(table: pa.Table, columns: tuple[str, ...]) -> pa.Array:
    parts = [pc.fill_null(table[column].cast(pa.string()), "") for column in columns]
    return one_array(pc.binary_join_element_wise(*parts, "\x1f"))


def change(record: "HeldRecord", deltas: Mapping[str, Delta], limit: int | None = None) -> Answer:
    """Return what changes of the tables in `COMPARED` say; each list is `{"total", "rows"}`, with `limit` rows at the most."""
    statements = _came(deltas["statements"]).select(list(_TOLD))
    moved = _moved(deltas["links"], statements)
    labels = record.office_labels()
    filed = cut(statements, limit)
    for row in filed["rows"]:
        row["office"] = labels.get(row["ledger"], row["ledger"])
    return {
        "seen": as_told(datetime.now(UTC)),
        "statements": filed,
        "incidents": _incidents(record, deltas, moved, limit),
        "names": listed(_names(deltas["incidents"], moved), limit),
        "standing": listed(_standing(deltas["standing"]), limit),
        "set_aside": cut(_came(deltas["unread"]), limit),
    }


def _came(delta: Delta) -> pa.Table:
    """Return the rows of statements that were not there before: a statement that is corrected goes and comes again."""
    before = found_in(delta.come["statement_id"], ids(delta.gone, "statement_id"))
    return delta.come.filter(pc.invert(before))


def _moved(links: Delta, statements: pa.Table) -> Moved:
    """Return which reports are in another incident than before; those that are in the same one are left out in columns.

    A report that corrects one is where that one was before: by a correction no report joins an incident.
    """
    gone, come = (table.select(["report_id", "incident_id"]) for table in links)
    former = _former(come["report_id"], ids(gone, "report_id"), statements)
    at = pc.index_in(former, value_set=ids(gone, "report_id"))
    before = pc.take(ids(gone, "incident_id"), at) if gone.num_rows else pa.nulls(come.num_rows, pa.string())
    other = come.append_column("before", before)
    other = other.filter(pc.fill_null(pc.not_equal(other["before"], other["incident_id"]), True))
    now: dict[str, set[str]] = defaultdict(set)
    for was, incident in zip(other["before"].to_pylist(), other["incident_id"].to_pylist(), strict=True):
        if was is not None:
            now[was].add(incident)
    return Moved({was: frozenset(found) for was, found in now.items()}, other)


def _former(reports: pa.ChunkedArray, gone: pa.Array, statements: pa.Table) -> pa.Array:
    """Return what each report was called before these statements: the one it corrects, if it does, the first of several."""
    corrections = statements.filter(pc.is_valid(statements["supersedes"]))
    earlier = dict(zip(*(corrections[name].to_pylist() for name in ("statement_id", "supersedes")), strict=True))
    there = set(gone.to_pylist()) if earlier else set[str]()
    found = []
    for one in reports.to_pylist():
        # no id can be of its own past, yet a chain is not followed further than it can be
        name, left = one, len(earlier)
        while name not in there and name in earlier and left:
            name, left = earlier[name], left - 1
        found.append(name)
    return pa.array(found, pa.string())


def _incidents(record: "HeldRecord", deltas: Mapping[str, Delta], moved: Moved, limit: int | None) -> Answer:
    """Return the incidents that are new, those that are there still and changed, and the names that are in use no more."""
    gone, come = (set(ids(table, "incident_id").to_pylist()) for table in deltas["incidents"])
    tested = set().union(*(ids(table, "incident_id").to_pylist() for table in deltas["scope"]))
    touched = (come & gone) | (tested - come - gone)
    return {
        "new": _described(record, sorted(come - gone), moved, limit),
        "changed": _described(record, sorted(touched), moved, limit),
        "gone": listed(sorted(gone - come), limit),
    }


def _described(record: "HeldRecord", names: list[str], moved: Moved, limit: int | None) -> Answer:
    """Return incidents with place, day and result, and `came`: the reports that are in no or another incident before."""
    values = pa.array(names[:limit], pa.string())
    held = of_some(record, "incidents", "incident_id", values).select(list(_SHOWN)).to_pylist()
    scope = of_some(record, "scope", "incident_id", values)
    result = dict(zip(scope["incident_id"].to_pylist(), scope["result"].to_pylist(), strict=True))
    came: dict[str, list[str]] = defaultdict(list)
    for row in moved.reports.filter(found_in(moved.reports["incident_id"], values)).to_pylist():
        came[row["incident_id"]].append(row["report_id"])
    rows = [
        row | {"result": result.get(row["incident_id"]), "came": sorted(came.get(row["incident_id"], ()))}
        for row in held
    ]
    return {"total": len(names), "rows": rows}


def _names(incidents: Delta, moved: Moved) -> list[Answer]:
    """Return former names of incidents and what holds their reports now: joined another one, split, or only called otherwise."""
    gone, come = (set(ids(table, "incident_id").to_pylist()) for table in incidents)
    found = []
    for was, now in sorted(moved.now.items()):
        there = was in come or was not in gone
        held = now | ({was} if there else set())
        how = "split" if len(held) > 1 else "joined" if held & gone else "renamed"
        found.append({"was": was, "now": sorted(held), "how": how})
    return found


def _standing(delta: Delta) -> list[Answer]:
    """Return what bodies hold otherwise than before, axis by axis; an incident that is new or gone has one side alone."""
    before, now = (_held(table) for table in delta)
    return [
        {"incident_id": key[0], "body": key[1], "axis": key[2], "was": before.get(key, []), "now": now.get(key, [])}
        for key in sorted({*before, *now})
        if before.get(key) != now.get(key)
    ]


def _held(standing: pa.Table) -> dict[tuple[str, str, str], list[str]]:
    held: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in standing.select(["incident_id", "body", "axis", "value", "towards", "told_by"]).to_pylist():
        held[row["incident_id"], row["body"], row["axis"]].append(_as_held(row))
    return held


def _as_held(row: Answer) -> str:
    """Return a value as its code; a stand towards one, and what another tells, in words: neither is the value held."""
    words = row["value"] if row["towards"] is None else held_words(row["value"], row["towards"])
    return words if row["told_by"] is None else f"{words} ({told_by_ledger(row['told_by'])})"
