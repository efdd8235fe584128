"""What the checks found: bulletins that do not add up, who confirms whose entries, coverage, remedies and replies."""

from dataclasses import dataclass
from datetime import date

from ceasefire.figures import Figure
from ceasefire.publication.inputs import Row
from ceasefire.publication.report_figures import count_of, told
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
    period: str
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
    """All of it, as printed; `left_out` says of a list of that name how much of it is not."""

    slips: tuple[Slip, ...]
    incomplete: Figure | None
    falls: tuple[Fallen, ...]
    agreements: tuple[Agreement, ...]
    by_day: tuple[Agreement, ...]
    watched: tuple[Watched, ...]
    remedies: tuple[Row, ...]
    left_out: dict[str, str]


def checks(material: Material) -> Checks:
    """Return what the checks found, in order of day."""
    inputs = material.inputs
    matrix = sorted(inputs.rows("matrix"), key=_matrix_order)
    left_out: dict[str, str] = {}

    def first(name: str, rows: list[Row]) -> tuple[Row, ...]:
        found, left_out[name] = material.bounds.first(rows)
        return found

    remedies = sorted(inputs.rows("remedy_states"), key=lambda r: (str(r["deadline"] or "9"), r["remedy_id"]))
    total, by_day = ([r for r in matrix if (r["date"] is None) is one] for one in (True, False))
    return Checks(
        slips=tuple(_slip(material, r) for r in first("slips", slips(material))),
        incomplete=_incomplete(material),
        falls=tuple(_fallen(material, r) for r in first("falls", inputs.rows("counter_falls"))),
        agreements=tuple(_agreement(material, r) for r in first("agreements", total)),
        by_day=tuple(_agreement(material, r) for r in first("by_day", by_day)),
        watched=tuple(_watched(material, r) for r in first("watched", inputs.rows("coverage"))),
        remedies=tuple(material.cut(r) for r in first("remedies", remedies)),
        left_out=left_out,
    )


def _matrix_order(row: Row) -> tuple[str, ...]:
    return row["by"], row["of"], row["basis"], str(row["date"] or ""), str(row["date_start"] or "")


def slips(material: Material) -> list[Row]:
    """Return the bulletins whose places do not add up, in order of day."""
    import pyarrow as pa
    import pyarrow.compute as pc

    table = material.inputs.table("bulletin_checks")
    wrong = table.filter(pc.is_in(table["state"], value_set=pa.array(sorted(ADDED_WRONG), pa.string())))
    return sorted(wrong.to_pylist(), key=lambda r: (str(r["date_start"]), r["counted_by"]))


def _incomplete(material: Material) -> Figure | None:
    """Return how many bulletins fall short because their breakdown is known not to be whole: counted apart from slips."""
    rows = [row for row in material.inputs.rows("bulletin_checks") if row["state"] == "breakdown_incomplete"]
    return count_of(
        rows,
        unit="bulletin",
        scope="bulletins with a total and some of their places",
        method="breakdown stated to be incomplete, or a single place of a total",
        lineage=[one for row in rows for one in row["lineage"]],
    )


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
            unit=row["unit"] or "entry",
            method=row["why"] or "",
            scope=f"{what}: {row['by']} on entries of {row['of']}, by {row['basis']}{_in_period(row)}",
            lineage=row["lineage"],
            days=[row["date"]] if row["date"] else [],
        )

    return Agreement(
        by=material.called(row["by"]),
        of=material.called(row["of"]),
        basis=row["basis"] or "",
        period=row["period"] or "",
        row=row,
        agreed=figure(row["agreed_low"], row["agreed_high"], "confirmed"),
        disagreed=figure(row["disagreed"], row["disagreed"], "held otherwise"),
        entries=figure(row["entries"], row["entries"], "entries"),
    )


def _in_period(row: Row) -> str:
    return f", {row['period']}" if row["period"] else ""


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
