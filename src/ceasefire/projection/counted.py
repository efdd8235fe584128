"""Which statements count: each signed one once, in the ledger of its key, and which one corrects which."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from ceasefire.projection.aside import Aside, Spot
from ceasefire.projection.statement_rows import Said
from ceasefire.record import Entry
from ceasefire.record.ledger import KEY_KIND, beginning_key
from ceasefire.vocabulary.codes import AsideState

KEY: Final = KEY_KIND
"""The record's own kind of statement: it enrols keys and says nothing of a ceasefire."""
Homes = dict[str, set[str]]
"""The ledgers that each key began, by their origins."""


def spot(said: Said) -> Spot:
    """Return which statement this is, and where it stands."""
    return Spot(said.id, said.origin, said.seq, said.kind)


def add_home(homes: Homes, entry: Entry) -> str | None:
    """Note the key that began a ledger, if this is its first entry, signed by that key and naming it; return the key."""
    key = beginning_key(entry.envelope, entry.origin) if entry.seq == 0 and entry.kind == KEY else None
    if key is not None:
        homes.setdefault(key, set()).add(entry.origin)
    return key


def counted(
    said: Iterable[Said], homes: Mapping[str, Collection[str]], aside: Aside, before: Iterable[str] = ()
) -> Iterator[Said]:
    """Yield the statements that count, in order; one that stands twice counts where it stands first.

    A key belongs to the ledgers whose first entry it signed. What it signed and stands elsewhere was put there by
    somebody else, who must not speak in its place: it is set aside there. `before` are ids that stand before these.
    """
    seen = set(before)
    for one in said:
        home = homes.get(one.key)
        if home is not None and one.origin not in home:
            words = f"signed by the key of {' and '.join(sorted(home))}; it counts there alone"
            aside.add(spot(one), AsideState.FOREIGN_KEY, words)
        elif one.id in seen:
            aside.add(spot(one), AsideState.REPEATED, "the same signed statement stands before; it counts once")
        else:
            seen.add(one.id)
            yield one


class Corrections:
    """Which statement supersedes which; only a ledger's own later statement supersedes, in whatever order ledgers come.

    Every statement that counts is given, or whole chains of corrections.
    """

    def __init__(self, said: Iterable[Said]) -> None:
        filed: dict[str, Said] = {}
        self._filed = filed
        self.by: dict[str, list[str]] = {}
        self._rows: dict[str, set[int]] = {}
        self._first: dict[str, tuple[str, str, int]] = {}
        for one in said:
            filed[one.id] = one
            old = one.supersedes
            base, _, row = old.partition("#") if old is not None else ("", "", "")
            before = filed.get(base)
            if old is not None and before is not None and before.origin == one.origin:
                heads = self.by.setdefault(old, [])
                heads.append(one.id)
                if row:
                    self._rows.setdefault(base, set()).add(int(row))
                if (
                    len(heads) == 1
                ):  # a second correction of the same statement counts from itself: a name has one holder
                    self._first[one.id] = self._first.get(old) or (old, before.claimed_at, before.seq)

    def next(self, statement_id: str) -> str | None:
        heads = self.by.get(statement_id)
        return heads[0] if heads else None

    def standing(self, statement_id: str) -> str:
        """Return the statement that stands now for one (or for `id#row`): itself, or what corrects it in the end."""
        while (head := self.next(statement_id)) is not None:  # ends: each corrects one that was signed before it
            statement_id = head
        return statement_id

    def rows(self, batch_id: str) -> Collection[int]:
        """Return the rows of a batch that are superseded one by one."""
        return self._rows.get(batch_id, ())

    def corrects(self, said: Said) -> bool:
        """Say whether a statement supersedes the one that it says it does."""
        return said.supersedes is not None and said.id in self.by.get(said.supersedes, ())

    def mark(self, said: Said) -> None:
        """Put into a statement what others of its ledger do to it: what supersedes it, and what it corrects in the end."""
        heads = self.by.get(said.id, ())
        said.superseded_by = heads[0] if heads else None
        said.superseded = bool(heads)
        said.superseded_seq = self._filed[heads[0]].seq if heads else None
        said.superseded_cites = self._filed[heads[0]].cites if heads else ()
        said.rival_heads = len(heads) > 1
        first = self._first.get(said.id)
        said.first_id, said.first_filed, said.first_seq = first or (said.id, said.claimed_at, said.seq)
