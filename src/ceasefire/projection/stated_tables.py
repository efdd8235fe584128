"""From the ledgers' statements to the tables of the house: a pure reading that can be deleted and made again."""

from collections.abc import Iterable, Sequence
from typing import Final

import pyarrow as pa

from ceasefire.projection.aside import Aside, Spot
from ceasefire.projection.blobs import Blobs
from ceasefire.projection.counted import Corrections, Homes, add_home, counted
from ceasefire.projection.filled import fill, named
from ceasefire.projection.heard import heard
from ceasefire.projection.statement_rows import Said
from ceasefire.record import Entry
from ceasefire.record.entries import Unreadable
from ceasefire.vocabulary.codes import AsideState
from ceasefire.vocabulary.tables_stated import TABLE_OF

UNREAD: Final = "unread"
STATED: Final = ("statements", UNREAD, *TABLE_OF.values())
"""Tables that restate statements; the other tables are computed from these."""


def build(entries: Iterable[Entry], blobs: Blobs, unreadable: Sequence[Unreadable] = ()) -> dict[str, pa.Table]:
    """Return every stated table of vocabulary.TABLES, filled from the entries in ledger order.

    A superseded statement leaves its table (judgements, positions and learnt sets stay, marked); batches are read from their blobs.
    What cannot be read stands in `unread` with the reason, and nothing else goes without it; `unreadable` is what is no
    entry at all, and may grow while the entries are taken.
    """
    aside, homes = Aside(), Homes()
    held = list(counted(_heard(entries, homes), homes, aside))
    set_unreadable_aside(unreadable, aside)
    corrections = Corrections(held)
    filled = fill(held, corrections, blobs, aside)
    made = filled.tables
    made |= named(filled, made["reports"], made["statements"], corrections.standing, aside)
    made[UNREAD] = aside.table()
    return {name: made[name] for name in STATED}


def set_unreadable_aside(unreadable: Iterable[Unreadable], aside: Aside) -> None:
    """Note what is no entry at all."""
    for lost in unreadable:
        aside.add(Spot(lost.id, lost.origin, lost.seq, lost.kind), AsideState.DOES_NOT_FIT, lost.reason)


def _heard(entries: Iterable[Entry], homes: Homes) -> list[Said]:
    """Return what the entries say, and note which key began which ledger: whose a key is, is known after the last."""
    found = []
    for entry in entries:
        add_home(homes, entry)
        found.append(heard(entry))
    return found
