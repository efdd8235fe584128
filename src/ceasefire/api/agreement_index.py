"""The index of provisions: how much of each text is coded, and who speaks of what."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ceasefire.record import RecordError

if TYPE_CHECKING:
    from ceasefire.api.held_record import HeldRecord

Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Indexed:
    """One instrument: how much of its text is coded, and its rows of `provision_index`.

    `of_paragraphs` is None where the coded file does not say how many paragraphs the text has. `unmentioned` are provisions
    that no statement names, `with_incidents` those of them under which incidents are in scope; `uncoded` are names of
    provisions that statements use and the file does not code.
    """

    instrument: str
    coded_paragraphs: int
    of_paragraphs: int | None
    provisions: int
    testable: int
    unmentioned: tuple[str, ...]
    with_incidents: tuple[str, ...]
    uncoded: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def words(self) -> str:
        """The denominator of the whole text in words."""
        of = "the file does not say how many paragraphs the text has"
        if self.of_paragraphs is not None:
            of = f"{self.coded_paragraphs} of {self.of_paragraphs} paragraphs coded"
        spoken = f"{self.testable} of {self.provisions} provisions testable, {len(self.unmentioned)} never mentioned by anybody"
        if self.with_incidents:
            spoken += f" (of these {len(self.with_incidents)} with incidents in scope)"
        others = f"; named but not coded: {', '.join(self.uncoded)}" if self.uncoded else ""
        return f"{of}, {spoken}{others}"


def index(record: "HeldRecord", instruments: Iterable[str] = ()) -> list[Indexed]:
    """Return the index of the instruments of a record, of all or of those named, by id.

    Raises RecordError for an id that is not coded there.
    """
    rows: list[Row] = record.table("provision_index").to_pylist()
    by: dict[str, list[Row]] = {}
    for row in rows:
        by.setdefault(row["instrument"], []).append(row)
    wanted = list(instruments)
    for name in wanted:
        if name not in by:
            raise RecordError(f"{name!r} is no instrument coded here; coded are {', '.join(sorted(by)) or 'none'}")
    return [indexed(name, found) for name, found in by.items() if not wanted or name in wanted]


def indexed(instrument: str, rows: list[Row]) -> Indexed:
    """Return the index of one instrument from its rows of `provision_index`."""
    first = {row["provision"]: row for row in rows if row["incidents"] is not None}
    coded = {paragraph for row in first.values() for paragraph in row["paragraphs"]}
    silent = [row for row in first.values() if not row["statements"]]
    uncoded = {row["provision"] for row in rows if row["testable"] is None and row["provision"] is not None}
    return Indexed(
        instrument=instrument,
        coded_paragraphs=len(coded),
        of_paragraphs=rows[0]["of_paragraphs"],
        provisions=len(first),
        testable=sum(row["testable"] for row in first.values()),
        unmentioned=tuple(row["provision"] for row in silent),
        with_incidents=tuple(row["provision"] for row in silent if row["incidents"]),
        uncoded=tuple(sorted(uncoded)),
        rows=tuple(rows),
    )
