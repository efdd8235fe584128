"""What bulletins add up to, where counters fall, and the figures and series of a record."""

import dataclasses
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import pyarrow as pa

from ceasefire.derive.graph import Tables, stage

if TYPE_CHECKING:
    from ceasefire.agreements.language.model import Instrument
    from ceasefire.figures import Period
    from ceasefire.figures.comparison_terms import Pair


@stage("bulletin_checks")
def bulletin_checks(tallies: pa.Table) -> Tables:
    """Return the arithmetic of every bulletin."""
    from ceasefire import figures

    return {"bulletin_checks": figures.check_bulletins(tallies)}


@stage("counter_falls")
def counter_falls(tallies: pa.Table, *, running_counters: Collection[str]) -> Tables:
    """Return where a running counter that the settings name falls."""
    from ceasefire.figures.counters import falls_table

    return {"counter_falls": falls_table(tallies, running_counters)}


@stage("series")
def series(tallies: pa.Table, *, counters: "Pair | None", daily_unit: str) -> Tables:
    """Return the totals of the bodies compared, step by step."""
    from ceasefire.figures.comparison_terms import compared
    from ceasefire.figures.series import series as steps

    return {"series": steps(tallies, compared(tallies, counters, daily_unit) or ())}


@stage("rates")
def rates(
    tallies: pa.Table, coverage: pa.Table, *, periods: "Sequence[Period]", running_counters: Collection[str]
) -> Tables:
    """Return the entries a day with a list of each body that counts, with what it watched."""
    from ceasefire.figures.comparison_terms import spans
    from ceasefire.figures.list_rates import list_rates

    return {"rates": list_rates(tallies, coverage, spans(tallies, periods), running=running_counters)}


@stage("clause_coverage")
def clause_coverage(
    hits: pa.Table,
    incidents: pa.Table,
    links: pa.Table,
    scope: pa.Table,
    coverage: pa.Table,
    zones: pa.Table,
    instruments: "tuple[Instrument, ...]",
    *,
    periods: "Sequence[Period]",
) -> Tables:
    """Return what was watched beside the incidents of each clause."""
    from ceasefire.figures.clause_coverage import clause_coverage as joined

    tables = (hits, incidents, links, scope, coverage, zones)
    return {"clause_coverage": joined(*tables, instruments=instruments, periods=periods)}


@stage("figures")
def figures(
    tallies: pa.Table,
    incidents: pa.Table,
    scope: pa.Table,
    links: pa.Table,
    rates: pa.Table,
    agreements: pa.Table,
    *,
    counters: "Pair | None",
    daily_unit: str,
    measure: str | None,
    periods: "Sequence[Period]",
) -> Tables:
    """Return the figures of a record: incidents by result and instrument, the toll, entries a day, two counters compared."""
    from ceasefire.figures import Figure, compare, count_incidents
    from ceasefire.figures.comparison_terms import compared, spans
    from ceasefire.figures.incident_counts import toll
    from ceasefire.figures.list_rates import rate_figures
    from ceasefire.figures.scope_by_instrument import in_scope_by_instrument
    from ceasefire.figures.tables import figures_table

    coded = agreements["agreement_id"].to_pylist()
    found = [
        *count_incidents(incidents, scope, links).values(),
        *(f for one in in_scope_by_instrument(incidents, scope, links, coded) for f in one[1:] if f is not None),
        *([toll(incidents, links)] if len(incidents) else []),
        *rate_figures(rates),
    ]
    pair = compared(tallies, counters, daily_unit)
    if pair is not None:
        for period in compare(tallies, *pair, spans(tallies, periods), measure=measure):
            held = (getattr(period, field.name) for field in dataclasses.fields(period))
            found += [value for value in held if isinstance(value, Figure)]
            found += period.shares
    return {"figures": figures_table(found)}
