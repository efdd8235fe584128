"""Changes go through the stages: each follows them by its own step or key by key, or makes its tables anew.

The law: what the stages keep this way equals what a full run makes.
"""

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from typing import Any, Final, NamedTuple, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.derive.graph import ByKey, Get, Graph, Stage, fitted
from ceasefire.derive.order import ONE_ROW_EACH, ORDER
from ceasefire.record import RecordError
from ceasefire.vocabulary.deltas import Delta, Held, OnlyFull, changed_rows, values
from ceasefire.vocabulary.errors import CeasefireError

FULL_FROM: Final = 1_000
FULL_SHARE: Final = 0.2
"""A full run takes every key at once: it is cheaper once this share of the keys is touched, if that is so many keys. Looking
up a key's rows costs about as much as making five keys' rows in a full run; chosen by hand."""


class State(Held, Protocol):
    """The kept tables while a change goes through them."""

    def has(self, table: str) -> bool:
        """Say whether a table is kept at all; one that nobody asked for yet is not."""
        ...

    def change(self, table: str, delta: Delta) -> None:
        """Take a change into a table."""
        ...

    def put(self, table: str, whole: pa.Table) -> None:
        """Put a table that was made anew in the place of the old one."""
        ...

    def drop(self, table: str) -> None:
        """Keep a table no longer: it is made again when it is asked for."""
        ...


class Done(NamedTuple):
    """What became of the tables of one stage: `same`, `incremental`, `full` or `dropped`; rows made, rows there are, and why."""

    tables: tuple[str, ...]
    how: str
    rows: int
    of: int
    why: str = ""


class Changes(NamedTuple):
    """What changed since the tables were made: row by row, and what changed as a whole (tables, values, settings)."""

    rows: MutableMapping[str, Delta]
    whole: set[str]


def advance(
    graph: Graph, state: State, changes: Changes, run: Callable[[Stage], Mapping[str, pa.Table]], get: Get
) -> list[Done]:
    """Bring the kept tables of the live stages up to date and say what was done; `changes` grows by what they change.

    `state` holds the stated tables as they are now. `run` makes the tables of a stage from all that it needs, `get`
    gives a value or setting as it is now. The tables of a stage that cannot be run, as with a fault in a setting, are
    dropped with all that are made from them, and the others go on.
    """
    done: list[Done] = []
    dropped: set[str] = set()
    for one in graph.live:
        if not all(state.has(name) for name in one.makes):
            continue
        of = sum(state.count(name) for name in one.makes)
        try:
            if lost := dropped.intersection(one.needs):
                raise CeasefireError(f"{', '.join(sorted(lost))} cannot be made")
            done.append(_follow(one, state, changes, run, get))
        except (CeasefireError, RecordError, ValueError) as error:
            dropped.update(one.makes)
            done.append(Done(one.makes, "dropped", 0, of, str(error)))
    for name in dropped:
        state.drop(name)
    return done


def _follow(
    one: Stage, state: State, changes: Changes, run: Callable[[Stage], Mapping[str, pa.Table]], get: Get
) -> Done:
    whole = sorted(changes.whole.intersection((*one.needs, *one.settings)))
    part = {need: changes.rows[need] for need in one.needs if need in changes.rows and changes.rows[need].rows}
    of = sum(state.count(name) for name in one.makes)
    if not whole and not part:
        return Done(one.makes, "same", 0, of)
    if whole:
        return _full(one, state, changes, run, f"{', '.join(whole)} changed")
    try:
        deltas = _deltas(one, part, state, get)
    except OnlyFull as full:
        return _full(one, state, changes, run, str(full))
    for name, delta in deltas.items():
        if delta.rows:
            state.change(name, delta)
            changes.rows[name] = delta
    return Done(one.makes, "incremental", sum(delta.come.num_rows for delta in deltas.values()), of)


def _full(one: Stage, state: State, changes: Changes, run: Callable[[Stage], Mapping[str, pa.Table]], why: str) -> Done:
    made = run(one)
    for name, table in made.items():
        before = state.whole(name)
        if not table.equals(before):
            state.put(name, table)
            _note(name, before, table, changes)
    rows = sum(table.num_rows for table in made.values())
    return Done(one.makes, "full", rows, rows, why)


def _note(name: str, before: pa.Table, now: pa.Table, changes: Changes) -> None:
    """Note what a table that was made anew changed: its rows where they are few, so that the next stage follows these."""
    delta = changed_rows(before, now, *ORDER[name]) if name in ONE_ROW_EACH else None
    if delta is None or delta.rows > max(FULL_FROM, FULL_SHARE * now.num_rows):
        changes.whole.add(name)
    else:
        changes.rows[name] = delta


def _deltas(one: Stage, part: Mapping[str, Delta], state: State, get: Get) -> Mapping[str, Delta]:
    """Return what changes in the tables of a stage; raises OnlyFull where a full run must tell, or is cheaper."""
    found = one.step(part, state, get) if one.step is not None else None
    if found is None and one.by is not None:
        found = _by_key(one, one.by, part, state, get)
    if found is None:
        raise OnlyFull(f"{', '.join(sorted(part))} changed, which is not followed row by row")
    return found


def _by_key(one: Stage, by: ByKey, part: Mapping[str, Delta], state: State, get: Get) -> Mapping[str, Delta]:
    """Return what changes where the stage is run on the inputs of the keys touched; raises OnlyFull as `_deltas`."""
    other = sorted(set(part) - set(by.needs))
    if other:
        raise OnlyFull(f"{', '.join(other)} changed, of which every row counts")
    keys = touched(by, part, state)
    if len(keys) > max(FULL_FROM, FULL_SHARE * state.count(by.own[0])):
        raise OnlyFull(f"{len(keys)} keys are touched, and then a full run is cheaper")
    made = run_on(one, keys, state, get)
    return {name: _difference(state.rows(name, by.key, keys), table, by.key) for name, table in made.items()}


def touched(by: ByKey, part: Mapping[str, Delta], held: Held) -> set[str]:
    """Return the keys that changes of a stage's needs touch."""
    keys: set[str] = set()
    for need in by.own:
        keys |= part[need].values(by.key) if need in part else set()
    for one in by.through:
        if one.need in part:  # a row that goes and comes under its own id: what names it did not change
            again = values(part[one.need].gone, one.column) & values(part[one.need].come, one.column)
            keys |= values(held.rows(one.via, one.there, again), by.key)
    for one in by.named:
        names: set[str] = part[one.need].values(one.column) if one.need in part else set()
        names |= part[one.via].values(one.there) if one.via in part else set()
        # what is said of one name may hang on the others that the same row names
        names |= values(held.rows(one.need, one.column, names), one.column)
        keys |= values(held.rows(one.via, one.there, names), by.key)
    return keys


def run_on(one: Stage, keys: Iterable[str], held: Held, get: Get) -> Mapping[str, pa.Table]:
    """Return what a stage makes for some keys: it is given their rows alone. Settings are asked for under their names."""
    assert one.by is not None
    by, keys = one.by, sorted(set(keys))
    given: dict[str, Any] = {need: held.rows(need, by.key, keys) for need in by.own}
    for joined in (*by.through, *by.named):
        given[joined.need] = held.rows(joined.need, joined.column, values(given[joined.via], joined.there))
    for joined in by.named:
        others = values(given[joined.need], joined.column) - values(given[joined.via], joined.there)
        given[joined.via] = pa.concat_tables([given[joined.via], held.rows(joined.via, joined.there, others)])
    needs = [given[need] if need in given else get(need) for need in one.needs]
    made = one.run(*needs, **{name: get(name) for name in one.settings})
    return {name: fitted(name, table) for name, table in made.items() if isinstance(table, pa.Table)}


def _difference(old: pa.Table, new: pa.Table, key: str) -> Delta:
    """Return the change from old rows to new ones, with all rows of each key of which any differs.

    So the rows of a key stay in the order in which their stage makes them, which `vocabulary.deltas.difference` does not
    keep.
    """
    differing = _by_value(old, key).items() ^ _by_value(new, key).items()
    keys = pa.array(sorted({one for one, _ in differing}), pa.string())
    return Delta(old.filter(pc.is_in(old[key], keys)), new.filter(pc.is_in(new[key], keys)))


def _by_value(table: pa.Table, key: str) -> dict[str, str]:
    """Return the rows of each key as one text that is equal where they are, in their order."""
    rows: dict[str, list[str]] = {}
    for row in table.to_pylist():
        rows.setdefault(row[key], []).append(repr(row))
    return {one: "\n".join(found) for one, found in rows.items()}
