"""What bulletins add up to, where counters fall, and the figures and series of a record."""

import dataclasses
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.derive.graph import Tables, stage
from ceasefire.vocabulary import schema

if TYPE_CHECKING:
    from ceasefire.figures import Period
    from ceasefire.figures.counters import Fall

Pair = tuple[str, str]


@stage("bulletin_checks")
def bulletin_checks(tallies: pa.Table) -> Tables:
    """Return the arithmetic of every bulletin."""
    from ceasefire import figures

    return {"bulletin_checks": figures.check_bulletins(tallies)}


@stage("counter_falls")
def counter_falls(tallies: pa.Table, *, running_counters: Collection[str]) -> Tables:
    """Return where a running counter that the settings name falls."""
    from ceasefire import figures

    rows = [_fall(fall) for fall in figures.falls(tallies, running_counters)]
    return {"counter_falls": pa.Table.from_pylist(rows, schema=schema("counter_falls"))}


def _fall(fall: "Fall") -> dict[str, object]:
    return {
        "measure": fall.measure,
        "counted_by": fall.counted_by,
        "unit": fall.later.unit,
        "day_before": fall.earlier.start,
        "before": fall.earlier.low,
        "day_after": fall.later.start,
        "after": fall.later.high,
        "lineage": [*fall.earlier.lineage, *fall.later.lineage],
    }


@stage("series")
def series(tallies: pa.Table, *, counters: Pair | None, daily_unit: str) -> Tables:
    """Return the totals of the bodies compared, step by step."""
    from ceasefire.figures.series import series as steps

    return {"series": steps(tallies, compared(tallies, counters, daily_unit) or ())}


@stage("figures")
def figures(
    tallies: pa.Table,
    incidents: pa.Table,
    scope: pa.Table,
    links: pa.Table,
    *,
    counters: Pair | None,
    daily_unit: str,
    measure: str | None,
    periods: "Sequence[Period]",
) -> Tables:
    """Return the figures of a record: incidents by result, the toll as stated, and the comparison of two counters."""
    from ceasefire.figures import Figure, compare, count_incidents
    from ceasefire.figures.incident_counts import toll
    from ceasefire.figures.tables import figures_table

    found = [
        *count_incidents(incidents, scope, links).values(),
        *([toll(incidents, links)] if len(incidents) else []),
    ]
    pair = compared(tallies, counters, daily_unit)
    if pair is not None:
        for period in compare(tallies, *pair, spans(tallies, periods), measure=measure):
            held = (getattr(period, field.name) for field in dataclasses.fields(period))
            found += [value for value in held if isinstance(value, Figure)]
            found += period.shares
    return {"figures": figures_table(found)}


def compared(tallies: pa.Table, counters: Pair | None, daily_unit: str) -> Pair | None:
    """Return the two bodies whose daily lists are compared: as set, else the two that count most often."""
    if counters is not None:
        return counters
    columns = (tallies[name].to_pylist() for name in ("counted_by", "unit"))
    daily = [body for body, unit in zip(*columns, strict=True) if body and unit == daily_unit]
    ranked = sorted(set(daily), key=lambda body: (-daily.count(body), body))
    return (ranked[0], ranked[1]) if len(ranked) > 1 else None


def spans(tallies: pa.Table, periods: "Sequence[Period]") -> "Sequence[Period]":
    """Return the periods of the settings, or one over all days of the tallies where none is set."""
    from ceasefire.figures import Period

    first, last = (of(tallies["date_start"]).as_py() for of in (pc.min, pc.max))
    return periods or ([Period(name="all days", start=first, end=last)] if first is not None else [])
