"""The index of provisions: how much of each text is coded, and who speaks of what."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ceasefire.record import RecordError

if TYPE_CHECKING:
    from ceasefire.agreements.indexed import Indexed
    from ceasefire.api.held_record import HeldRecord


def index(record: "HeldRecord", instruments: Iterable[str] = ()) -> "list[Indexed]":
    """Return the index of the instruments of a record, of all or of those named, by id.

    Raises RecordError for an id that is not coded there.
    """
    from ceasefire.agreements.indexed import indexed

    found = {one.instrument: one for one in indexed(record.table("provision_index"))}
    wanted = list(instruments)
    for name in wanted:
        if name not in found:
            raise RecordError(f"{name!r} is no instrument coded here; coded are {', '.join(sorted(found)) or 'none'}")
    return [one for name, one in found.items() if not wanted or name in wanted]
