"""What the checks found: bulletins that do not add up, who confirms whose entries, coverage, remedies and replies."""

from dataclasses import dataclass
from datetime import date

from ceasefire.figures import Figure
from ceasefire.publication.inputs import Row
from ceasefire.publication.report_figures import told
from ceasefire.publication.views.report_data import Material
from ceasefire.vocabulary.codes import ADDED_WRONG


@dataclass(frozen=True, kw_only=True)
class Slip:
    """One bulletin whose places do not add up to its total."""

    row: Row
    counter: str
    stated: Figure | None
    added: Figure | None


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """How many entries of one body another confirms, with the denominator."""

    by: str
    of: str
    basis: str
    row: Row
    agreed: Figure | None
    disagreed: Figure | None
    entries: Figure | None


@dataclass(frozen=True, kw_only=True)
class Watched:
    """What one body watched, over which days."""

    row: Row
    by: str
    numbers: tuple[Figure | None, ...]


@dataclass(frozen=True, kw_only=True)
class Fallen:
    """A running counter whose later value is below an earlier one."""

    row: Row
    counter: str
    before: Figure | None
    after: Figure | None


@dataclass(frozen=True, kw_only=True)
class Checks:
    """All of it, as printed."""

    slips: tuple[Slip, ...]
    falls: tuple[Fallen, ...]
    agreements: tuple[Agreement, ...]
    by_day: tuple[Agreement, ...]
    watched: tuple[Watched, ...]
    remedies: tuple[Row, ...]


def checks(material: Material) -> Checks:
    """Return what the checks found, in order of day."""
    inputs = material.inputs
    matrix = sorted(inputs.rows("matrix"), key=lambda r: (r["by"], r["of"], r["basis"], str(r["date"] or "")))
    found = [_agreement(material, r) for r in matrix]
    remedies = sorted(inputs.rows("remedy_states"), key=lambda r: (str(r["deadline"] or "9"), r["remedy_id"]))
    return Checks(
        slips=_slips(material),
        falls=tuple(_fallen(material, r) for r in inputs.rows("counter_falls")),
        agreements=tuple(a for a in found if a.row["date"] is None),
        by_day=tuple(a for a in found if a.row["date"] is not None),
        watched=tuple(_watched(material, r) for r in inputs.rows("coverage")),
        remedies=tuple(remedies),
    )


def _slips(material: Material) -> tuple[Slip, ...]:
    slips = [r for r in material.inputs.rows("bulletin_checks") if r["state"] in ADDED_WRONG]
    return tuple(_slip(material, r) for r in sorted(slips, key=lambda r: (str(r["date_start"]), r["counted_by"])))


def _slip(material: Material, row: Row) -> Slip:
    def figure(value: int | None, method: str) -> Figure | None:
        return told(
            value,
            value,
            unit=row["unit"],
            scope=f"bulletin of {row['date_start']}",
            method=method,
            ledger=material.called(row["counted_by"]),
            lineage=row["lineage"],
            days=_days(row),
        )

    return Slip(
        row=row,
        counter=material.called(row["counted_by"]),
        stated=figure(row["stated"], "total as stated"),
        added=figure(row["added"], "places as stated, added up"),
    )


def _fallen(material: Material, row: Row) -> Fallen:
    def figure(value: int, day: date, rests: list[str]) -> Figure | None:
        return told(
            value,
            value,
            unit=row["unit"],
            scope=row["measure"],
            method="running counter as stated",
            ledger=material.called(row["counted_by"]),
            lineage=rests,
            days=[day],
        )

    return Fallen(
        row=row,
        counter=material.called(row["counted_by"]),
        before=figure(row["before"], row["day_before"], row["lineage"][:1]),
        after=figure(row["after"], row["day_after"], row["lineage"][-1:]),
    )


def _days(row: Row) -> list[date]:
    return [d for d in (row["date_start"], row["date_end"]) if d is not None]


def _agreement(material: Material, row: Row) -> Agreement:
    def figure(low: int | None, high: int | None, what: str) -> Figure | None:
        return told(
            low,
            high,
            unit="incident" if of_positions(row["basis"]) else "case_of_firing",
            method=row["why"] or "",
            scope=f"{what}: {row['by']} on entries of {row['of']}, by {row['basis']}",
            lineage=row["lineage"],
            days=[row["date"]] if row["date"] else [],
        )

    return Agreement(
        by=material.called(row["by"]),
        of=material.called(row["of"]),
        basis=row["basis"] or "",
        row=row,
        agreed=figure(row["agreed_low"], row["agreed_high"], "confirmed"),
        disagreed=figure(row["disagreed"], row["disagreed"], "held otherwise"),
        entries=figure(row["entries"], row["entries"], "entries"),
    )


def of_positions(basis: str | None) -> bool:
    """Say whether a row of the matrix compares positions on an axis; the others compare counts."""
    return (basis or "").startswith("positions on ")


def _watched(material: Material, row: Row) -> Watched:
    units = (("posts", "post"), ("patrols", "patrol"), ("hours", "hour"), ("denied", "denial"))
    numbers = (
        told(
            row[column],
            row[column],
            unit=unit,
            scope="coverage as stated",
            method="as stated",
            lineage=[row["coverage_id"]],
        )
        for column, unit in units
    )
    return Watched(row=row, by=material.called(row["by"]), numbers=tuple(numbers))
