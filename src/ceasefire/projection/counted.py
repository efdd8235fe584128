"""Which entries count: each signed statement once, in the ledger of its key, and which one corrects which."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ceasefire.projection.aside import Aside, Spot
from ceasefire.record import Entry
from ceasefire.record.ledger import KEY_KIND, beginning_key
from ceasefire.vocabulary.codes import AsideState

KEY: Final = KEY_KIND
"""The record's own kind of statement: it enrols keys and says nothing of a ceasefire."""


def spot(entry: Entry) -> Spot:
    """Return which statement an entry holds."""
    return Spot(entry.id, entry.origin, entry.seq, entry.kind)


def counted(entries: Sequence[Entry], aside: Aside) -> Iterator[Entry]:
    """Yield the entries that count, in order; a statement that stands twice counts where it stands first.

    A key belongs to the ledgers whose first entry it signed. What it signed and stands elsewhere was put there by
    somebody else, who must not speak in its place: it is set aside there.
    """
    homes = _homes(entries)
    seen: set[str] = set()
    for entry in entries:
        home = homes.get(entry.statement.key)
        if home is not None and entry.origin not in home:
            words = f"signed by the key of {' and '.join(sorted(home))}; it counts there alone"
            aside.add(spot(entry), AsideState.FOREIGN_KEY, words)
        elif entry.id in seen:
            aside.add(spot(entry), AsideState.REPEATED, "the same signed statement stands before; it counts once")
        else:
            seen.add(entry.id)
            yield entry


def _homes(entries: Iterable[Entry]) -> dict[str, set[str]]:
    """Return the ledgers that each key began: their first entry is signed by it and names them."""
    found: dict[str, set[str]] = {}
    for entry in entries:
        key = beginning_key(entry.envelope, entry.origin) if entry.seq == 0 and entry.kind == KEY else None
        if key is not None:
            found.setdefault(key, set()).add(entry.origin)
    return found


class Corrections:
    """Which statement supersedes which; only a ledger's own later statement supersedes, in whatever order ledgers come."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        filed: dict[str, Entry] = {}
        self.by: dict[str, list[str]] = {}
        self._first: dict[str, tuple[str, str, int]] = {}
        for entry in entries:
            filed[entry.id] = entry
            old = entry.statement.supersedes
            before = filed.get(old.partition("#")[0]) if old is not None else None
            if old is not None and before is not None and before.origin == entry.origin:
                heads = self.by.setdefault(old, [])
                heads.append(entry.id)
                if (
                    len(heads) == 1
                ):  # a second correction of the same statement counts from itself: a name has one holder
                    self._first[entry.id] = self._first.get(old) or (old, before.statement.claimed_at, before.seq)

    def next(self, statement_id: str) -> str | None:
        heads = self.by.get(statement_id)
        return heads[0] if heads else None

    def standing(self, statement_id: str) -> str:
        """Return the statement that stands now for one (or for `id#row`): itself, or what corrects it in the end."""
        while (head := self.next(statement_id)) is not None:  # ends: each corrects one that was signed before it
            statement_id = head
        return statement_id

    def first(self, entry: Entry) -> tuple[str, str, int]:
        """Return id, time and position of the statement that an entry corrects, through others too, or its own."""
        return self._first.get(entry.id) or (entry.id, entry.statement.claimed_at, entry.seq)

    def rivals(self, statement_id: str) -> bool:
        return len(self.by.get(statement_id, ())) > 1
