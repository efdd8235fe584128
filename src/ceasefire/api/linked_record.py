"""Accounts held against each other: questions of a `Record`."""

from typing import TYPE_CHECKING

from ceasefire.api.held_record import HeldRecord

if TYPE_CHECKING:
    import pyarrow as pa


class LinkedRecord(HeldRecord):
    """A record as far as it is asked which accounts may speak of one incident."""

    def candidates(self, report: str, *, top: int | None = None) -> "pa.Table":
        """Return which accounts of each other source may be of the incident of one account, best first, and whether none is.

        `report` is an id, the beginning of one, or a label; `top` is how many are wanted of each source. The columns are those of
        `linkage.candidates`. Links and judgements are not asked: this is what the accounts themselves say. Raises NotFound.
        """
        from ceasefire.api import asking

        return asking.of_record(self, report, top)
