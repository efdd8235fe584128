"""What is newly disputed: incidents on which bodies hold different things, and facts on which statements conflict.

Only what new statements touch is compared: their incidents, the counts of their days, and the few meetings and assertions.
"""

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.api.codings import answering_rows
from ceasefire.api.page import listed
from ceasefire.api.picked import bases, found_in, ids, of_some
from ceasefire.findings.stands import Holding, differ
from ceasefire.vocabulary.codes import CLASHING
from ceasefire.vocabulary.stand_words import held_words

if TYPE_CHECKING:
    from ceasefire.api.held_record import HeldRecord

Answer = dict[str, Any]
_HELD: Final = ("incident_id", "axis", "body", "value", "stand", "towards", "against", "lineage")


def since(
    record: "HeldRecord", new: pa.Table, incidents: pa.ChunkedArray, begin: str, limit: int | None = None
) -> Answer:
    """Return incidents on which positions differ, of which some are new, and conflicts in which new statements stand.

    `new` are the new statements, `incidents` those that new reports or judgements touch.
    """
    held = positions(record, begin)
    facts = conflicts(record, new, incidents.combine_chunks())
    return {"positions": listed(held, limit), "conflicts": listed(facts, limit)}


def positions(record: "HeldRecord", begin: str) -> list[Answer]:
    """Return each incident and axis on which bodies' own positions differ and one of these is new, with who holds what.

    What one tells of another is no position of it. A dissent differs from the value that it dissents from, and may from
    any other.
    """
    new = record.where("positions", lambda rows: pc.greater_equal(rows["claimed_at"], begin))
    about = {one for row in new["about"].to_pylist() for one in row or ()}
    named = ids(record.rows("links", "report_id", about), "incident_id")
    held = of_some(record, "standing", "incident_id", named)
    held = held.filter(pc.and_(pc.equal(held["entry"], "position"), pc.is_null(held["told_by"])))
    groups: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for row in held.select(list(_HELD)).to_pylist():
        groups[row["incident_id"], row["axis"]].append(row)
    fresh = set(new["position_id"].to_pylist())
    return [
        {"incident_id": key[0], "axis": key[1], "held": [_as_held(row) for row in rows]}
        for key, rows in sorted(groups.items())
        if fresh & _lineage(rows) and differ([_holding(row) for row in rows])
    ]


def _as_held(row: Answer) -> Answer:
    words = held_words(row["value"], row["towards"])
    return {"body": row["body"], "value": row["value"], "towards": row["towards"], "holds": words}


def _holding(row: Answer) -> Holding:
    return Holding(row["value"], row["stand"], row["towards"], "; ".join(row["against"] or ()) or None)


def _lineage(rows: list[Answer]) -> set[str]:
    return {one for row in rows for one in row["lineage"] or ()}


def conflicts(record: "HeldRecord", new: pa.Table, incidents: pa.Array) -> list[Answer]:
    """Return the facts on which statements conflict, of which some are new: what is told, how it differs, and the new ones.

    Where every statement can hold, as of a count that rises from day to day, nothing is disputed.
    """
    from ceasefire import findings

    kinds = set(pc.unique(new["kind"]).to_pylist())
    few = bool(kinds & {"meeting", "assertion"})
    meetings, assertions = (_all_or_none(record, name, few) for name in ("meetings", "assertions"))
    links = of_some(record, "links", "incident_id", incidents)
    reports = of_some(record, "reports", "report_id", ids(links, "report_id"))
    tallies = _tallies(record, new, kinds)
    parties = answering_rows(record, "parties")
    held = findings.conflicts(meetings, assertions, tallies, reports, links, parties=parties)
    held = held.filter(pc.is_in(held["kind"], pa.array(CLASHING)))
    fresh = held.filter(found_in(bases(held["statement_id"]), ids(new, "statement_id")))
    told = held.filter(found_in(held["conflict_id"], pc.unique(ids(fresh, "conflict_id"))))
    return _facts(told.select(["conflict_id", "kind", "subject", "property", "value", "answer", "statement_id"]), fresh)


def _all_or_none(record: "HeldRecord", name: str, wanted: bool) -> pa.Table:
    held = record.table(name)
    return held if wanted else held.slice(0, 0)


def _tallies(record: "HeldRecord", new: pa.Table, kinds: set[str]) -> pa.Table:
    """Return the counts of the days of which a new statement counts; each count is compared with those of its own first day."""
    if not kinds & {"tally", "batch"}:
        return record.where("tallies", lambda rows: pa.nulls(rows.num_rows, pa.bool_()))
    of = ids(new.filter(pc.is_in(new["kind"], pa.array(["tally", "batch"]))), "statement_id")
    fresh = record.where("tallies", lambda rows: found_in(bases(rows["tally_id"]), of))
    days = pc.unique(fresh["date_start"])
    return record.where("tallies", lambda rows: pc.is_in(rows["date_start"], value_set=days))


def _facts(told: pa.Table, fresh: pa.Table) -> list[Answer]:
    """Return one row a fact, in the order of the table `conflicts`."""
    new = set(fresh["statement_id"].to_pylist())
    found: dict[str, Answer] = {}
    for row in told.to_pylist():
        first = {name: row[name] for name in ("conflict_id", "kind", "subject", "property")}
        fact = found.setdefault(row["conflict_id"], first | {"values": [], "new": []})
        if not row["answer"] and row["value"] not in fact["values"]:
            fact["values"].append(row["value"])
        if row["statement_id"] in new:
            fact["new"].append(row["statement_id"])
    return list(found.values())
