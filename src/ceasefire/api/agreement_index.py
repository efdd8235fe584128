"""The index of provisions: how much of each text is coded, and who speaks of what."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ceasefire.record import RecordError

if TYPE_CHECKING:
    from ceasefire.agreements.indexed import Indexed
    from ceasefire.api.held_record import HeldRecord


def not_coded(name: str, coded: Iterable[str], *others: str) -> RecordError:
    """Return what is said of a name that no instrument has, nor any of the other things that it could have meant."""
    meant = f"neither {', '.join(others)} nor an instrument" if others else "no instrument"
    return RecordError(f"{name!r} is {meant} coded here; coded are {', '.join(sorted(coded)) or 'none'}")


def index(record: "HeldRecord", instruments: Iterable[str] = ()) -> "list[Indexed]":
    """Return the index of the instruments of a record, of all or of those named, by id.

    Raises RecordError for an id that is not coded there.
    """
    from ceasefire.agreements.indexed import indexed

    found = {one.instrument: one for one in indexed(record.table("provision_index"))}
    wanted = list(instruments)
    for name in wanted:
        if name not in found:
            raise not_coded(name, found)
    return [one for name, one in found.items() if not wanted or name in wanted]
