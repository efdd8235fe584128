"""The index of provisions summed up: how much of each text is coded, testable, and spoken of by nobody."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

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
        silent = (
            f"{len(self.unmentioned)} never mentioned by anybody" if self.unmentioned else "each mentioned by somebody"
        )
        spoken = f"{self.testable} of {self.provisions} provisions testable, {silent}"
        if self.with_incidents:
            spoken += f" (of these {len(self.with_incidents)} with incidents in scope)"
        others = f"; named but not coded: {', '.join(self.uncoded)}" if self.uncoded else ""
        return f"{of}, {spoken}{others}"


def indexed(index: "pa.Table") -> tuple[Indexed, ...]:
    """Return the index of each instrument from the table `provision_index`, in its order."""
    by: dict[str, list[Row]] = {}
    for row in index.to_pylist():
        by.setdefault(row["instrument"], []).append(row)
    return tuple(_of(name, rows) for name, rows in by.items())


def _of(instrument: str, rows: list[Row]) -> Indexed:
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
