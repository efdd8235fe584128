"""The tables of a report, made coarse and late, sorted and joined once for all its parts."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from ceasefire.linkage.membership import Doubt, doubtful, members
from ceasefire.publication.coarse import publishable
from ceasefire.publication.inputs import ReportInputs, Row
from ceasefire.publication.lineage import Lineages
from ceasefire.vocabulary.scope import ScopeResult, scope_result, shown_results

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, kw_only=True)
class Material:
    """What every part of the report reads. `reports_of` gives each incident's report ids, sorted; `doubts` the
    doubtful neighbour of each report whose link is unsure."""

    inputs: ReportInputs
    lineages: Lineages
    reports: dict[str, Row]
    incidents: tuple[Row, ...]
    reports_of: dict[str, tuple[str, ...]]
    doubts: dict[str, Doubt]
    scope: dict[str, Row]
    zones: tuple[Row, ...]
    names: dict[str, str]

    def lineage(self, incidents: list[Row]) -> list[str]:
        """Return the report ids that some incidents rest on: statements, never the incidents themselves."""
        return [r for i in incidents for r in self.reports_of.get(i["incident_id"], ())]

    def called(self, party: str | None) -> str:
        """Return the name of a party, or its id where the record names it nowhere."""
        return self.names.get(party or "", party or "")

    def result(self, incident: Row) -> ScopeResult:
        """Return the scope result of an incident; NOT_TESTED where the record holds no agreement to test it against."""
        return scope_result(self.scope.get(incident["incident_id"]))

    @cached_property
    def results(self) -> tuple[ScopeResult, ...]:
        """Return the scope results that tables and legends show."""
        return shown_results({self.result(i) for i in self.incidents})


def gather(inputs: ReportInputs) -> Material:
    """Return the material of a report: tables coarse unless exact was asked for, statements numbered in print order."""
    inputs = replace(inputs, tables=publishable(inputs.tables, inputs.options))
    reports = {r["report_id"]: r for r in inputs.rows("reports")}
    links = inputs.table("links")
    rests = {i: tuple(r for r in ids if r in reports) for i, ids in members(links).items()}
    incidents = tuple(sorted(inputs.rows("incidents"), key=lambda i: (str(i["date_start"] or ""), i["incident_id"])))
    lineages = Lineages()
    _number(inputs, lineages, incidents, rests, reports)
    return Material(
        inputs=inputs,
        lineages=lineages,
        reports=reports,
        incidents=incidents,
        reports_of=rests,
        doubts=doubtful(links, inputs.table("pairs")),
        scope={s["incident_id"]: s for s in inputs.rows("scope")},
        zones=tuple(inputs.rows("zones")),
        names={p["party_id"]: p["name"] or p["party_id"] for p in inputs.rows("parties")},
    )


def _number(
    inputs: ReportInputs,
    lineages: Lineages,
    incidents: tuple[Row, ...],
    members: dict[str, tuple[str, ...]],
    reports: dict[str, Row],
) -> None:
    for place, incident in enumerate(incidents, start=1):
        ids = members.get(incident["incident_id"], ())
        lineages.number(ids)
        if len(ids) > 1:
            lineages.group(ids, f"i{place}r")
    lineages.number(sorted(reports))
    tallies = sorted(inputs.rows("tallies"), key=tally_order)
    lineages.number(t["tally_id"] for t in tallies)
    others = sorted(inputs.rows("statements"), key=lambda s: (s["kind"] or "", s["label"] or "", s["statement_id"]))
    lineages.number(s["statement_id"] for s in others if s["kind"] != "key")


def tally_order(tally: Row) -> tuple[str, ...]:
    """Return the order in which tallies are printed: who counts, what, when, where."""
    return tuple(str(tally[k] or "") for k in ("counted_by", "measure", "date_start", "place", "tally_id"))
