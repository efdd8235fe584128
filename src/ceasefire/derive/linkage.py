"""Which reports speak of one incident, and the learnt set under which that is reckoned."""

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.derive.graph import Get, Tables, stage, value
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.deltas import Delta, Held, added, changed_rows, difference, undone
from ceasefire.vocabulary.one_array import one_array

if TYPE_CHECKING:
    from ceasefire.linkage.features.party_names import LatinNames
    from ceasefire.linkage.pinned.in_force import Pinned


@value
def linkage_parameters(parameters: pa.Table, *, blobs: Callable[[str], bytes], linkage_ledger: str | None) -> "Pinned":
    """Return the learnt set that links are computed under: the one in force, which no report and no judgement changes."""
    from ceasefire.linkage.pinned.in_force import in_force

    return in_force(parameters, blobs, linkage_ledger)


def _step(changes: Mapping[str, Delta], held: Held, get: Get) -> Mapping[str, Delta]:
    """Return what changes in links, pairs and incidents: around the reports and judgements that changed alone.

    Other parties change how many sources an incident has, and by what name an actor written in other letters is compared;
    other sources the first alone. The judgements of others than the judges change nothing. Raises OnlyFull as `relink` does.
    """
    from ceasefire.linkage.features.party_names import LatinNames
    from ceasefire.linkage.grouping.heeded import heeded
    from ceasefire.linkage.scale.local import relink

    pinned: Pinned = get("linkage_parameters")  # type: ignore[assignment]
    judges: tuple[str, ...] = get("judges")  # type: ignore[assignment]
    parties, sources = held.whole("parties"), held.whole("sources")
    recounted = _recounted(held, parties, sources) if changes.keys() & {"parties", "sources"} else None
    reports, judgements = (changes.get(name) or none(name) for name in ("reports", "judgements"))
    names = LatinNames(parties)
    reports = _named(reports, changes.get("parties"), names, held)
    held = _Heeded(_Named(held if recounted is None else _Recounted(held, recounted), names), judges)
    judgements = Delta(*(heeded(rows, judges) for rows in judgements))
    found = relink(reports, judgements, parties, sources, held, pinned.parameters)
    if recounted is None:
        return found
    return found | {"incidents": added(difference(*recounted, "incident_id"), found["incidents"])}


class _Counts(NamedTuple):
    """The incidents as they were, and with their sources counted anew."""

    before: pa.Table
    after: pa.Table


def _recounted(held: Held, parties: pa.Table, sources: pa.Table) -> _Counts:
    from ceasefire.linkage.sources import with_sources

    incidents = held.whole("incidents")
    after = with_sources(incidents, held.whole("links"), held.whole("reports"), parties, sources)
    same = pc.and_(*(pc.equal(incidents[name], after[name]) for name in ("sources", "independent_sources")))
    changed = pc.invert(pc.fill_null(same, False))
    return _Counts(incidents.filter(changed), after.filter(changed))


class _Recounted:
    """The kept tables with sources counted anew: what linkage sees as the incidents that were."""

    def __init__(self, held: Held, counts: _Counts) -> None:
        self._held, self._counts = held, counts
        self.during, self.count, self.whole = held.during, held.count, held.whole

    def rows(self, table: str, column: str, values: Collection[str]) -> pa.Table:
        """Return rows as `Held.rows`."""
        found = self._held.rows(table, column, values)
        if table != "incidents":
            return found
        other = self._counts.after.filter(pc.is_in(self._counts.after[column], pa.array(sorted(values), pa.string())))
        old = found.filter(pc.invert(pc.is_in(found["incident_id"], other["incident_id"].combine_chunks())))
        return pa.concat_tables([old, other])


def _named(reports: Delta, parties: Delta | None, names: "LatinNames", held: Held) -> Delta:
    """Return the change of reports with the names that actors in other letters had and have (`names`) by the table of parties.

    A report of which only such a name changes goes and comes, too.
    """
    from ceasefire.linkage.features.party_names import LatinNames, in_other_script

    if parties is None or not parties.rows:
        return Delta(*map(names.given_to, reports))
    before = LatinNames(undone(held.whole("parties"), parties))
    written = in_other_script(held.whole("reports"))
    written = written.filter(pc.invert(pc.is_in(written["report_id"], one_array(reports.come["report_id"]))))
    renamed = changed_rows(before.given_to(written), names.given_to(written), "report_id")
    parts = ((before.given_to(reports.gone), renamed.gone), (names.given_to(reports.come), renamed.come))
    return Delta(*(pa.concat_tables(both, promote_options="default") for both in parts))


class _Named:
    """The kept tables, with reports as they are compared: actors in other letters by the names that parties have for them."""

    def __init__(self, held: Held, names: "LatinNames") -> None:
        self._held, self._names = held, names
        self.during, self.count, self.whole = held.during, held.count, held.whole

    def rows(self, table: str, column: str, values: Collection[str]) -> pa.Table:
        """Return rows as `Held.rows`."""
        found = self._held.rows(table, column, values)
        return self._names.given_to(found) if table == "reports" else found


class _Heeded:
    """The kept tables with the judgements alone that links follow; `count` gives at least as many as there are of them."""

    def __init__(self, held: Held, judges: Collection[str]) -> None:
        self._held, self._judges = held, judges
        self.during, self.count, self.whole = held.during, held.count, held.whole

    def rows(self, table: str, column: str, values: Collection[str]) -> pa.Table:
        """Return rows as `Held.rows`."""
        from ceasefire.linkage.grouping.heeded import heeded

        found = self._held.rows(table, column, values)
        return heeded(found, self._judges) if table == "judgements" else found


def none(table: str) -> Delta:
    """Return no change of a table."""
    empty = schema(table).empty_table()
    return Delta(empty, empty)


@stage("links", "pairs", "incidents", live=True, step=_step)
def link(
    reports: pa.Table,
    judgements: pa.Table,
    parties: pa.Table,
    sources: pa.Table,
    linkage_parameters: "Pinned",
    *,
    judges: tuple[str, ...],
) -> Tables:
    """Return the links between reports, the pairs weighed, and the incidents under their lasting names.

    The judgements of the `judges` (origins of ledgers) are obeyed; no other office's moves anything.
    """
    from ceasefire import linkage
    from ceasefire.linkage.features.party_names import in_latin
    from ceasefire.linkage.grouping.heeded import heeded
    from ceasefire.linkage.naming import name_incidents
    from ceasefire.linkage.sources import with_sources

    told = in_latin(reports, parties)
    linked = linkage.link(told, heeded(judgements, judges), parameters=linkage_parameters.parameters)
    links, incidents = name_incidents(linked.links, linked.incidents, reports)
    incidents = with_sources(incidents, links, reports, parties, sources)
    return {"links": links, "pairs": linked.pairs, "incidents": incidents}
