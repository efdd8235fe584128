"""Which learnt set is in force in a record: the one rule that every link of it is computed by."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ceasefire.linkage.options import EDITION, Parameters
from ceasefire.linkage.pinned import limits, shipped
from ceasefire.record import RecordError
from ceasefire.vocabulary.codes import Purpose
from ceasefire.vocabulary.wording import plural

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
"""A row of the table `parameters`."""

FIRST_LEARNING: Final = 1_000
"""Reports under the shipped prior from which a set of the record's own is proposed: a set that is learnt and stays should
rest on more than the first days. Chosen by hand: on made worlds a set learnt from fewer reports gains already
(bench/linkage/README.md), and whoever wants one sooner asks for it (`ceasefire link --learn`)."""

GROWTH: Final = 2
"""A new set is proposed when the record holds so many times the reports that it held when the last one was learnt."""


class Pinned(NamedTuple):
    """The set in force: its statement and ledger (None: it came with the program), the set, and how large the record was.

    `digest` is that of the set's file; `reports` are those the record held when it was learnt. `unfit` are rows of the
    table `parameters` that would have held before it and cannot be used, each with the reason.
    """

    id: str | None
    ledger: str | None
    digest: str
    parameters: Parameters
    reports: int = 0
    unfit: tuple[tuple[Row, str], ...] = ()

    @property
    def words(self) -> str:
        """How the set is named in a report, an answer and a manifest."""
        if self.id is None:
            return f"the set that comes with the program ({self.digest[:12]})"
        return f"the learnt set {self.id[:12]}, from {plural(self.reports, 'report')}"


def in_order(sets: pa.Table, holder: str | None) -> list[Row]:
    """Return the filed sets that may be in force for linkage, the one that holds first; the next where it cannot be read.

    They are those of the ledger of origin `holder`, the latest first: no other office's set relinks a record, whatever
    time it claims; it stays a proposal. A charter that names a depositary would decide here, and nowhere else.
    """
    own = [row for row in sets.to_pylist() if row["purpose"] == Purpose.LINKAGE and row["ledger"] == holder]
    return sorted(own, key=lambda row: row["seq"], reverse=True)


def in_force(sets: pa.Table, blobs: Callable[[str], bytes], holder: str | None) -> Pinned:
    """Return the set that links are computed under: the latest that can be used, or the shipped one where none can.

    `holder` is the origin of the ledger whose sets hold. A set whose file is missing or does not fit is passed over and
    told in `unfit`, but a missing file is told by whoever made the table.
    """
    unfit: list[tuple[Row, str]] = []
    for row in in_order(sets, holder):
        found, reason = _read(row, blobs) if row["here"] else (None, None)
        if found is not None:
            return Pinned(row["parameters_id"], row["ledger"], row["sha256"], found, row["reports"] or 0, tuple(unfit))
        if reason is not None:
            unfit.append((row, reason))
    prior = shipped.prior()
    return Pinned(None, None, shipped.digest(prior), prior, unfit=tuple(unfit))


def _read(row: Row, blobs: Callable[[str], bytes]) -> tuple[Parameters | None, str | None]:
    """Return the parameters that a statement names, or why links cannot be computed under them."""
    if row["form"] != EDITION:
        return None, limits.unknown_form(row["form"])
    try:
        return limits.read(blobs(row["sha256"])), None
    except (limits.Unfit, RecordError, OSError) as error:
        return None, f"its file cannot be used: {error}"


def proposal(reports: int, sets: pa.Table, holder: str | None) -> str | None:
    """Return why a new set should be learnt, in words, or None: by the number of reports alone.

    `reports` are those of the record now, `sets` the table `parameters`, `holder` the ledger whose sets hold.
    """
    held = next(iter(in_order(sets, holder)), None)
    if held is None:
        if reports < FIRST_LEARNING:
            return None
        return f"no learnt set is filed for {plural(reports, 'report')}; `ceasefire link --learn` proposes one"
    learnt_from = held["reports"] or 0
    if reports < max(GROWTH * learnt_from, FIRST_LEARNING):
        return None
    more = plural(reports - learnt_from, "report")
    were = "was" if reports - learnt_from == 1 else "were"
    return f"{more} {were} filed since links are computed under this set; `ceasefire link --learn` proposes a new one"
