"""Figures as a table, and confirmations as rates."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from ceasefire.figures.comparison_terms import Period
from ceasefire.figures.days_covered import DaysCovered
from ceasefire.figures.figure import Figure
from ceasefire.findings.eras import eras
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.wording import range_words

if TYPE_CHECKING:
    import pyarrow as pa

_Row = dict[str, Any]
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


def confirmation_rates(matrix: "pa.Table", periods: Sequence[Period] = ()) -> tuple[Figure, ...]:
    """Return for each pair of bodies and period how many entries of the one the other confirmed, and of how many.

    `matrix` is the table of that name from `findings.matrix`. Only days with both numbers count; a pair without such
    a day in a period gives no figure. The rate's denominator is the entries, never the days. Without periods there is a
    rate for each era; a period that holds days of several eras says in its note that it joins them, with the rate of each.
    """
    rows = [r for r in matrix.to_pylist() if r["date"] is not None and r["entries"] is not None]
    pairs = sorted({(r["by"], r["of"], r["basis"]) for r in rows})
    found: list[Figure] = []
    for by, of, basis in pairs:
        told = {r["date"]: r for r in rows if (r["by"], r["of"], r["basis"]) == (by, of, basis)}
        for period in periods or [Period(name=e.name, start=e.start, end=e.end) for e in eras(told)]:
            own = [row for day, row in told.items() if period.start <= day <= period.end]
            if own:
                found.append(_confirmed(own, period, _joined(own, periods)))
    return tuple(found)


def _joined(rows: list[_Row], periods: Sequence[Period]) -> str | None:
    """Return in words which eras the days of a rate lie in, each with its own; None where they lie in one."""
    of_day = {r["date"]: r for r in rows}
    parts = [(era.name, [of_day[day] for day in era.days]) for era in eras(of_day, periods)]
    told = (f"{name} ({_part_words(own)})" for name, own in parts)
    return f"joins {' and '.join(told)}" if len(parts) > 1 else None


def _part_words(rows: list[_Row]) -> str:
    entries, low, high = _sums(rows)
    return f"{range_words(low, high, count=False)} of {entries:,}"


def _sums(rows: list[_Row]) -> tuple[int, int, int]:
    entries, low, high = (sum(r[column] for r in rows) for column in ("entries", "agreed_low", "agreed_high"))
    return entries, low, high


def _confirmed(rows: list[_Row], period: Period, joined: str | None) -> Figure:
    entries, low, high = _sums(rows)
    by, of, name, start, end = rows[0]["by"], rows[0]["of"], period.name, period.start, period.end
    exact = low if low == high else None
    notes = [joined, None if exact is not None else f"{low:,} to {high:,} of {entries:,}"]
    return Figure(
        value=_share(exact, entries),
        low=_share(low, entries),
        high=_share(high, entries),
        unit="ratio",
        kind="rate",
        numerator=exact,
        denominator=entries,
        denominator_unit=rows[0]["unit"],
        scope=f"entries of {of} on days on which {by} says what it confirms",
        ledger=by,
        method="sum of the days; one text a day",
        label=f"{name}: {by} confirms entries of {of}",
        lineage=tuple(i for r in rows for i in r["lineage"]),
        start=start,
        end=end,
        watched=DaysCovered.on(r["date"] for r in rows),
        note="; ".join(filter(None, notes)) or None,
    )


def _share(part: int | None, whole: int) -> float | None:
    return part / whole if part is not None and whole else None
