"""The tables of a report, made coarse and late, sorted and joined once for all its parts."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from ceasefire.linkage.membership import Doubt, doubtful, doubts, members
from ceasefire.projection import STATED
from ceasefire.publication.bounds import Bounds
from ceasefire.publication.coarse import publishable
from ceasefire.publication.inputs import ReportInputs, Row
from ceasefire.publication.lineage import Lineages
from ceasefire.vocabulary.offices import office_labels
from ceasefire.vocabulary.scope import ScopeResult, scope_result, shown_results

if TYPE_CHECKING:
    import pyarrow as pa

PRINTED: Final = (
    "set_aside",
    "links",
    "incidents",
    "scope",
    "duties",
    "provision_index",
    "standing",
    "decisions",
    "matrix",
    "conflicts",
) + (
    *("remedy_states", "bulletin_checks", "counter_falls", "charter_states", "codings", "act_states"),
    *("finding_checks", "stances_held", "complaint_states", "rates", "clause_coverage"),
)
"""Computed tables of which every report prints something; `pairs`, and `hits` in a short one, are asked for apart."""
COUNTED: Final = ("incident_id", "date_start", "date_end", "lat", "lon", "place", "admin1")
"""Columns of the incidents that are counted and drawn; of those that are printed one by one all columns are read."""
COUNTED_SCOPE: Final = ("incident_id", "result", "missing", "zone")

TALLY_ORDER: Final = ("counted_by", "measure", "date_start", "place", "tally_id")
"""The order in which tallies are printed: who counts, what, when, where."""


@dataclass(frozen=True, kw_only=True)
class Material:
    """What every part of the report reads.

    `incidents` are all, in order of day, with what is counted; `printed` are those that the page prints one by one, whole,
    each with its place in this order. `reports_of` gives each incident's report ids, sorted; `reports` are the rows of the
    reports that are printed, `doubts` the doubtful neighbour of each of these whose link is unsure. `long` says that the page
    does not hold everything.
    """

    inputs: ReportInputs
    lineages: Lineages
    long: bool
    report_ids: tuple[str, ...]
    reports: dict[str, Row]
    incidents: tuple[Row, ...]
    printed: dict[int, Row]
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

    def office(self, origin: str | None) -> str:
        """Return what people call the office of a ledger, by its origin."""
        return self._offices.get(origin or "", origin or "")

    @cached_property
    def _offices(self) -> dict[str, str]:
        heads = (head.origin for head in self.inputs.heads)
        named = {
            origin for origin in (*heads, *self.inputs.table("statements")["ledger"].unique().to_pylist()) if origin
        }
        return office_labels(sorted(named))

    def result(self, incident: Row) -> ScopeResult:
        """Return the scope result of an incident; NOT_TESTED where the record holds no agreement to test it against."""
        return scope_result(self.scope.get(incident["incident_id"]))

    def later(self, entries: Iterable[str]) -> bool:
        """Tell whether all positions among some entries were taken after the day as of which the report looks."""
        days = [self._positions[one] for one in entries if one in self._positions]
        cut_off = self.inputs.options.cut_off
        return cut_off is not None and bool(days) and all(day > cut_off.isoformat() for day in days)

    @cached_property
    def _positions(self) -> dict[str, str]:
        """The day of each position: the one that it tells, else that of its filing."""
        rows = self.inputs.table("positions").select(["position_id", "date_start", "claimed_at"]).to_pylist()
        return {row["position_id"]: str(row["date_start"] or (row["claimed_at"] or "")[:10]) for row in rows}

    def about(self, name: str) -> list[Row]:
        """Return the rows of a table that speak of an incident which is printed one by one."""
        printed = {row["incident_id"] for row in self.printed.values()}
        return [self.cut(row) for row in only(self.inputs.table(name), "incident_id", printed).to_pylist()]

    def cut(self, row: Row) -> Row:
        """Return a row as it is printed: in a long report without the end of long texts."""
        if not self.long:
            return row
        return {name: self.bounds.cut(value) if isinstance(value, str) else value for name, value in row.items()}

    def accounts(self, incident: str) -> tuple[str, ...]:
        """Return the reports of an incident that are printed under it: in a long report no more than the first of them."""
        ids = self.reports_of.get(incident, ())
        return ids[: self.bounds.shown_accounts] if self.long else ids

    @property
    def bounds(self) -> Bounds:
        return self.inputs.options.bounds

    @cached_property
    def results(self) -> tuple[ScopeResult, ...]:
        """Return the scope results that tables and legends show."""
        return shown_results({self.result(i) for i in self.incidents})


def gather(inputs: ReportInputs) -> Material:
    """Return the material of a report: tables coarse unless exact was asked for, statements numbered in print order.

    A short report prints every incident one by one; a long one the last of them by day.
    """
    given, bounds = inputs.tables, inputs.options.bounds
    tables = publishable({n: given[n] for n in (*STATED, *PRINTED) if n in given}, inputs.options)
    inputs = replace(inputs, tables=tables)
    by_day = ordered(inputs.table("incidents"))
    long = is_long(inputs)
    first = max(by_day.num_rows - bounds.shown_incidents, 0) if long else 0
    printed = dict(enumerate(by_day.slice(first).to_pylist(), start=first + 1))
    chosen = {row["incident_id"] for row in printed.values()}
    if not long and "hits" in given:
        # Every column of it is computed: a coarse edition prints it as it is, without what the delay leaves out.
        inputs = replace(inputs, tables={**tables, "hits": only(given["hits"], "incident_id", chosen)})
    incidents = tuple(by_day.select(COUNTED).to_pylist())
    report_ids = sorted(inputs.table("reports")["report_id"].to_pylist())
    published = set(report_ids)
    rests = {i: tuple(r for r in ids if r in published) for i, ids in members(inputs.table("links")).items()}
    lineages = Lineages(room=bounds.shown_statements if long else None, named=bounds.named)
    _number(inputs, lineages, [i["incident_id"] for i in incidents], rests, report_ids)
    material = Material(
        inputs=inputs,
        lineages=lineages,
        long=long,
        report_ids=tuple(report_ids),
        reports={},
        incidents=incidents,
        printed=printed,
        reports_of=rests,
        doubts=_doubts(inputs, given, chosen, published),
        scope=_scope(inputs.table("scope"), chosen),
        zones=tuple(inputs.rows("zones")),
        names={p["party_id"]: p["name"] or p["party_id"] for p in inputs.rows("parties")},
    )
    _stand(material)
    return material


def _stand(material: Material) -> None:
    """Take the rows of the reports that are printed, and note where they stand."""
    for place, incident in material.printed.items():
        ids, every = (material.accounts(incident["incident_id"]), material.reports_of.get(incident["incident_id"], ()))
        if len(ids) > 1 and ids == every:
            material.lineages.group(ids, f"i{place}r")
        material.lineages.place(ids)
    wanted = {*material.lineages.placed, *(doubt.neighbour for doubt in material.doubts.values())}
    found = only(material.inputs.table("reports"), "report_id", wanted)
    material.reports.update((row["report_id"], material.cut(row)) for row in found.to_pylist())


def is_long(inputs: ReportInputs) -> bool:
    """Tell whether the tables hold more than one page can print."""
    bounds = inputs.options.bounds
    reports, tallies, signed = (int(inputs.table(name).num_rows) for name in ("reports", "tallies", "statements"))
    incidents: int = inputs.table("incidents").num_rows
    return incidents > bounds.incidents or max(reports + tallies, signed) > bounds.statements


def only(table: "pa.Table", column: str, names: Collection[str]) -> "pa.Table":
    """Return the rows of a table whose column holds one of the names; filtered before a row becomes an object."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return table.filter(pc.is_in(table[column], value_set=pa.array(sorted(names), pa.string())))


def ordered(incidents: "pa.Table") -> "pa.Table":
    """Return incidents by day, those without one first, then by id: the order in which they are printed."""
    import pyarrow.compute as pc

    told = incidents.append_column("told", pc.is_valid(incidents["date_start"]))
    keys = [(name, "ascending") for name in ("told", "date_start", "incident_id")]
    return incidents.take(pc.sort_indices(told, sort_keys=keys))


def _doubts(
    inputs: ReportInputs, given: "Mapping[str, pa.Table]", printed: Collection[str], reports: Collection[str]
) -> dict[str, Doubt]:
    """Return the doubtful neighbours of the reports of some incidents, where the neighbour is published as well."""
    links = only(inputs.table("links"), "incident_id", printed)
    if "pairs" not in given or not doubts(links):
        return {}
    pairs = given["pairs"].select(["a", "b", "probability"])
    return doubtful(links, only(only(pairs, "a", reports), "b", reports))


def _scope(scope: "pa.Table", printed: Collection[str]) -> dict[str, Row]:
    """Return what the scope test says of each incident: all of it where the incident is printed, else what is counted."""
    found = {s["incident_id"]: s for s in scope.select(COUNTED_SCOPE).to_pylist()}
    found.update((s["incident_id"], s) for s in only(scope, "incident_id", printed).to_pylist())
    return found


def _number(
    inputs: ReportInputs,
    lineages: Lineages,
    incidents: Iterable[str],
    rests: dict[str, tuple[str, ...]],
    report_ids: Iterable[str],
) -> None:
    for incident in incidents:
        lineages.number(rests.get(incident, ()))
    lineages.number(report_ids)
    lineages.number(_sorted_ids(inputs.table("tallies"), TALLY_ORDER))
    statements = inputs.table("statements")
    lineages.number(_sorted_ids(_without_keys(statements), ("kind", "label", "statement_id")))


def _without_keys(statements: "pa.Table") -> "pa.Table":
    import pyarrow.compute as pc

    return statements.filter(pc.fill_null(pc.not_equal(statements["kind"], "key"), True))


def _sorted_ids(table: "pa.Table", columns: tuple[str, ...]) -> list[str]:
    """Return the last column in the order of all of them, what is not told first."""
    import pyarrow as pa
    import pyarrow.compute as pc

    words = {name: pc.fill_null(table[name].cast(pa.string()), "") for name in columns}
    ordered = pa.table(words).sort_by([(name, "ascending") for name in columns])
    found: list[str] = ordered[columns[-1]].to_pylist()
    return found
