"""Incidents in scope by instrument: of how many texts the headline is made up, and what rests on one text alone."""

from dataclasses import dataclass

from ceasefire.figures import Figure
from ceasefire.figures.scope_by_instrument import ALONE, METHOD, counts, in_scope
from ceasefire.publication.report_figures import count_of
from ceasefire.publication.views.report_data import Material


@dataclass(frozen=True, kw_only=True)
class InstrumentRow:
    """One instrument with the incidents in scope of it, and those in scope of no other; None where there are none."""

    instrument: str
    title: str
    incidents: Figure | None
    alone: Figure | None


def by_instrument(material: Material) -> tuple[InstrumentRow, ...]:
    """Return the instruments of which incidents are in scope, the most incidents first; one incident stands under several."""
    scope = material.inputs.table("scope").select(["incident_id", "result", "clauses"])
    titles = {a["agreement_id"]: a["title"] for a in material.inputs.rows("agreements")}
    order = [one.instrument for one in counts(scope, titles)]
    every: dict[str, list[str]] = {name: [] for name in order}
    alone: dict[str, list[str]] = {name: [] for name in order}
    found = in_scope(scope, titles).select(["incident_id", "instruments", "only_under"])
    for row in found.to_pylist():
        for name in row["instruments"]:
            every[name].append(row["incident_id"])
        if row["only_under"] is not None:
            alone[row["only_under"]].append(row["incident_id"])
    return tuple(
        InstrumentRow(
            instrument=name,
            title=titles.get(name) or name,
            incidents=_count(material, every[name], f"in scope of {name}", METHOD),
            alone=_count(material, alone[name], f"in scope of {name} alone", ALONE),
        )
        for name in order
    )


def _count(material: Material, ids: list[str], scope: str, method: str) -> Figure | None:
    lineage = material.lineage([{"incident_id": one} for one in ids])
    return count_of(ids, unit="incident", scope=scope, method=method, lineage=lineage)
