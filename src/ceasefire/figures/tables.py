"""Figures as a table, and confirmations as rates."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ceasefire.figures.days_covered import DaysCovered
from ceasefire.figures.figure import Figure
from ceasefire.vocabulary import schema

if TYPE_CHECKING:
    import pyarrow as pa


LISTED: Final = 100_000
"""Statements that the lineage of a figure lists one by one: 64 bytes each, so at most 6.4 MB a figure. Chosen by hand."""


def figures_table(figures: Iterable[Figure], *, limit: int = LISTED) -> "pa.Table":
    """Return figures as the table `figures`; a lineage above `limit` statements is given as its count and digest."""
    import pyarrow as pa

    rows = [
        {
            "figure_id": f.key,
            "label": f.label,
            "value": f.value,
            "low": f.low,
            "high": f.high,
            "text": f.text(),
            "unit": f.unit,
            "kind": f.kind,
            "scope": f.scope,
            "ledger": f.ledger,
            "coverage": f.coverage,
            "method": f.method,
            "date_start": f.start,
            "date_end": f.end,
            "numerator": f.numerator,
            "denominator": f.denominator,
            "note": f.note,
            "statements": len(f.lineage),
            "lineage": list(f.compact(limit).lineage),
        }
        for f in figures
    ]
    return pa.Table.from_pylist([_floats(r) for r in rows], schema=schema("figures"))


def _floats(row: dict[str, Any]) -> dict[str, Any]:
    numbers = ("value", "low", "high", "numerator", "denominator")
    return row | {name: float(row[name]) for name in numbers if row[name] is not None}


def confirmation_rates(matrix: "pa.Table", periods: Mapping[str, tuple[date, date]]) -> tuple[Figure, ...]:
    """Return for each pair of bodies and period how many entries of the one the other confirmed, and of how many.

    `matrix` is the table of that name from `findings.matrix`. Only days with both numbers count; a pair without such
    a day in a period gives no figure. The rate's denominator is the entries, never the days.
    """
    rows = [r for r in matrix.to_pylist() if r["date"] is not None and r["entries"] is not None]
    pairs = sorted({(r["by"], r["of"], r["basis"]) for r in rows})
    found: list[Figure] = []
    for by, of, basis in pairs:
        for name, (start, end) in periods.items():
            own = [r for r in rows if (r["by"], r["of"], r["basis"]) == (by, of, basis) and start <= r["date"] <= end]
            if own:
                found.append(_confirmed(own, by, of, name, start, end))
    return tuple(found)


def _confirmed(rows: list[dict[str, Any]], by: str, of: str, name: str, start: date, end: date) -> Figure:
    entries, low, high = (sum(r[column] for r in rows) for column in ("entries", "agreed_low", "agreed_high"))
    exact = low if low == high else None
    return Figure(
        value=_share(exact, entries),
        low=_share(low, entries),
        high=_share(high, entries),
        unit="ratio",
        kind="rate",
        numerator=exact,
        denominator=entries,
        denominator_unit="case_of_firing",
        scope=f"entries of {of} on days on which {by} says what it confirms",
        ledger=by,
        method="sum of the days; one text a day",
        label=f"{name}: {by} confirms entries of {of}",
        lineage=tuple(i for r in rows for i in r["lineage"]),
        start=start,
        end=end,
        watched=DaysCovered.on(r["date"] for r in rows),
        note=None if exact is not None else f"{low:,} to {high:,} of {entries:,}",
    )


def _share(part: int | None, whole: int) -> float | None:
    return part / whole if part is not None and whole else None
