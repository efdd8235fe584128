"""The stages in order: which table comes from which others, each a pure function of tables."""

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

import pyarrow as pa

from ceasefire.projection.stated_tables import STATED, build
from ceasefire.vocabulary import schema

if TYPE_CHECKING:
    from ceasefire.agreements import Context
    from ceasefire.api.record import Record

Tables = dict[str, pa.Table]


class Stage(NamedTuple):
    """What a stage makes, and how."""

    makes: tuple[str, ...]
    run: "Callable[[Record], Tables]"


def _state(record: "Record") -> Tables:
    return build(record.store.entries(), record.store)


def _link(record: "Record") -> Tables:
    from ceasefire import linkage
    from ceasefire.linkage.naming import name_incidents

    reports = record.table("reports")
    linked = linkage.link(reports, record.table("judgements"))
    links, incidents = name_incidents(linked.links, linked.incidents, record.table("statements"))
    return {"links": links, "pairs": linked.pairs, "incidents": _sourced(record, incidents, links, reports)}


def _sourced(record: "Record", incidents: pa.Table, links: pa.Table, reports: pa.Table) -> pa.Table:
    """Return incidents with their sources counted by the tables of sources and parties, which linkage does not know."""
    from ceasefire.linkage import membership
    from ceasefire.parties import Directory, Speakers
    from ceasefire.parties.speakers import with_sources

    speakers = Speakers(record.table("sources"), Directory.build(record.table("parties").to_pylist()))
    return with_sources(incidents, membership.incident_of(links), reports, speakers)


def _hit(record: "Record") -> Tables:
    from ceasefire import agreements

    if not record.table("agreements").num_rows:  # nothing to test against: an incident is then not tested, not outside
        return {name: schema(name).empty_table() for name in ("hits", "scope")}
    hits, scope = agreements.hits(record.table("incidents"), context(record))
    return {"hits": hits, "scope": scope}


def context(record: "Record") -> "Context":
    """Return what incidents and duties are tested against: the coded instruments and the facts around them."""
    from ceasefire import agreements

    around = ("parties", "zones", "accessions", "designations", "acts", "meetings")
    return agreements.Context.build(record.instruments(), **{name: record.table(name) for name in around})


def duties(record: "Record", on: date) -> pa.Table:
    """Return the table of duties as it stood at the end of a day."""
    from ceasefire.agreements import duties as duties_on

    return duties_on(context(record), record.table("duty_reports"), on=on)


def _stand(record: "Record") -> Tables:
    from ceasefire import findings
    from ceasefire.api import settings
    from ceasefire.findings.positions import check_positions

    mechanism = settings.rules(record.path)
    given = {one.body: str(one.role) for one in mechanism.bodies} if mechanism else None
    checks = check_positions(
        record.table("positions"), record.table("parties"), links=record.table("links"), given=given
    )
    held = findings.standing(
        incidents=record.table("incidents"),
        links=record.table("links"),
        reports=record.table("reports"),
        scope=record.table("scope"),
        positions=record.table("positions"),
        parties=record.table("parties"),
        sources=record.table("sources"),
        given=given,
    )
    return {"standing": held, "position_checks": checks}


def _conflict(record: "Record") -> Tables:
    from ceasefire import findings

    names = ("meetings", "assertions", "tallies", "reports", "links")
    return {"conflicts": findings.conflicts(*(record.table(name) for name in names), parties=record.table("parties"))}


def _check(record: "Record") -> Tables:
    from ceasefire import figures

    tallies = record.table("tallies")
    return {"bulletin_checks": figures.check_bulletins(tallies), "counter_falls": _falls(record, tallies)}


def _falls(record: "Record", tallies: pa.Table) -> pa.Table:
    """Return where a running counter that the settings name falls."""
    from ceasefire import figures
    from ceasefire.api import settings

    rows = [
        {
            "measure": fall.measure,
            "counted_by": fall.counted_by,
            "unit": fall.later.unit,
            "day_before": fall.earlier.start,
            "before": fall.earlier.low,
            "day_after": fall.later.start,
            "after": fall.later.high,
            "lineage": [*fall.earlier.lineage, *fall.later.lineage],
        }
        for fall in figures.falls(tallies, settings.read(record.path).running_counters)
    ]
    return pa.Table.from_pylist(rows, schema=schema("counter_falls"))


def _figure(record: "Record") -> Tables:
    """Return the figures of this record: incidents by result, the toll as told, and the comparison of its counters."""
    from ceasefire import figures
    from ceasefire.api import publish, settings
    from ceasefire.figures.incident_counts import toll
    from ceasefire.figures.series import series
    from ceasefire.figures.tables import figures_table

    chosen = settings.read(record.path)
    pair, tallies = publish.counters(record, chosen), record.table("tallies")
    incidents, scope, links = (record.table(name) for name in ("incidents", "scope", "links"))
    found = [
        *figures.count_incidents(incidents, scope, links).values(),
        *([toll(incidents, links)] if len(incidents) else []),
    ]
    if pair is not None:
        for period in figures.compare(tallies, *pair, publish.periods(record, chosen), measure=chosen.measure):
            held = (getattr(period, field.name) for field in dataclasses.fields(period))
            found += [value for value in held if isinstance(value, figures.Figure)]
            found += period.shares
    return {"figures": figures_table(found), "series": series(tallies, pair or ())}


def _confirm(record: "Record") -> Tables:
    from ceasefire import findings
    from ceasefire.api import settings

    tables = (record.table(name) for name in ("tallies", "positions", "links", "reports"))
    confirms = settings.read(record.path).confirmations
    return {"matrix": findings.matrix(*tables, confirms=confirms, checks=record.table("position_checks"))}


def on_a_day(name: str, record: "Record", on: date) -> pa.Table:
    """Return a table that depends on the day on which one looks: `duties`, `remedy_states` or `decisions`."""
    from ceasefire import findings
    from ceasefire.api import settings

    if name == "duties":
        return duties(record, on)
    if name == "remedy_states":
        return findings.remedies(record.table("remedies"), record.table("links"), on)
    mechanism = settings.rules(record.path)
    if mechanism is None:
        return schema("decisions").empty_table()
    return findings.decisions(mechanism, record.table("positions"), record.table("links"), on.isoformat())


ON_A_DAY: Final = ("duties", "remedy_states", "decisions")


STAGES: Final = (
    Stage(STATED, _state),
    Stage(("links", "pairs", "incidents"), _link),
    Stage(("hits", "scope"), _hit),
    Stage(("standing", "position_checks"), _stand),
    Stage(("conflicts",), _conflict),
    Stage(("bulletin_checks", "counter_falls"), _check),
    Stage(("matrix",), _confirm),
    Stage(("figures", "series"), _figure),
)
OF: Final[Mapping[str, Stage]] = {name: stage for stage in STAGES for name in stage.makes}


def run(name: str, record: "Record") -> Tables:
    """Return what the stage of that table makes, in the columns and types of the vocabulary."""
    return {made: table.select(schema(made).names).cast(schema(made)) for made, table in OF[name].run(record).items()}


def rebuild(record: "Record") -> dict[str, str]:
    """Make every table anew from the ledgers; say of each `same`, `new` (none was kept) or `differs`."""
    kept = {name: record.cache.read(name) for name in OF}
    record.forget()
    record.cache.clear()
    states = {}
    for name in OF:
        before, now = kept[name], record.table(name)
        states[name] = "new" if before is None else "same" if before.equals(now) else "differs"
    return states
