"""What the ledgers hold beyond a former moment, as changes of the stated tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ceasefire.api.cache_folder import Heads, heads_of
from ceasefire.api.kept.live import LiveTables
from ceasefire.projection.restate import no_entries, restated
from ceasefire.record import Entry, RecordError, Store, tree
from ceasefire.record.entries import Unreadable
from ceasefire.vocabulary.deltas import Delta

if TYPE_CHECKING:
    from ceasefire.record.store import Office


def entries_of(store: Store, heads: Heads, lost: list[Unreadable]) -> Iterable[Entry]:
    """Yield the entries that were there at a moment; `lost` takes what cannot be read."""
    held = store.entries(aside=lost.append)
    return (entry for entry in held if entry.seq < heads.get(entry.origin, (0, ""))[0])


def new_rows(
    store: Store, tables: LiveTables, before: Heads, offices: Sequence[Office], unreadable: Sequence[Unreadable]
) -> Mapping[str, Delta] | None:
    """Return what entries beyond the former heads change; None where the ledgers are not those heads and more.

    `tables` are the stated tables of the former heads, `offices` and `unreadable` the ledgers as they are now.
    """
    now = heads_of(offices)
    if not all(_extends(store, origin, *head, *now.get(origin, (0, ""))) for origin, head in before.items()):
        return None
    lost = list(unreadable)
    new: list[Entry] = []
    for one in offices:
        size = before.get(one.origin, (0, ""))[0]
        if one.size > size:
            grown = store.entries(one.origin, after=size, aside=lost.append)
            new += [entry for entry in grown if entry.seq < one.size]
    return restated(new, tables, store, store, (*no_entries(tables), *lost))


def _extends(store: Store, origin: str, size: int, root: str, new_size: int, new_root: str) -> bool:
    """Say whether a ledger is what it was and more: its tree of now holds the former one (RFC 9162, 2.1.4)."""
    if new_size <= size:
        return (new_size, new_root) == (size, root)
    try:
        path = store.consistency(origin, size)
        tree.check_consistency(size, new_size, bytes.fromhex(root), bytes.fromhex(new_root), path)
    except RecordError:
        return False
    return True
