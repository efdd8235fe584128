"""The stages in order: which table comes from which others, each a pure function of tables."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

import pyarrow as pa

from ceasefire.facade.cache import digest
from ceasefire.facade.tables import STATED, build

if TYPE_CHECKING:
    from ceasefire.agreements import Context
    from ceasefire.facade.record import Record

Tables = dict[str, pa.Table]


class Stage(NamedTuple):
    """What a stage makes, and how."""

    makes: tuple[str, ...]
    run: "Callable[[Record], Tables]"


def _state(record: "Record") -> Tables:
    return build(record.store.entries(), record.store)


def _link(record: "Record") -> Tables:
    from ceasefire import linkage

    linked = linkage.link(record.table("reports"), record.table("judgements"))
    return {"links": linked.links, "pairs": linked.pairs, "incidents": linked.incidents}


def _hit(record: "Record") -> Tables:
    from ceasefire import agreements

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

    return {
        "standing": findings.standing(
            *(
                record.table(name)
                for name in ("incidents", "links", "reports", "scope", "positions", "parties", "sources")
            )
        )
    }


def _conflict(record: "Record") -> Tables:
    from ceasefire import findings

    return {
        "conflicts": findings.conflicts(
            *(record.table(name) for name in ("meetings", "assertions", "tallies", "reports", "links"))
        )
    }


STAGES: Final = (
    Stage(STATED, _state),
    Stage(("links", "pairs", "incidents"), _link),
    Stage(("hits", "scope"), _hit),
    Stage(("standing",), _stand),
    Stage(("conflicts",), _conflict),
)
OF: Final[Mapping[str, Stage]] = {name: stage for stage in STAGES for name in stage.makes}


def run(name: str, record: "Record") -> Tables:
    """Return what the stage of that table makes."""
    return OF[name].run(record)


def rebuild(record: "Record") -> dict[str, str]:
    """Make every table anew from the ledgers; say of each `same`, `new` (none was kept) or `differs`."""
    kept = {name: record.cache.read(name) for name in OF}
    record.forget()
    record.cache.clear()
    states = {}
    for name in OF:
        before = kept[name]
        same = before is not None and digest(before) == digest(record.table(name))
        states[name] = "new" if before is None else "same" if same else "differs"
    return states
