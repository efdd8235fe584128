"""Judgements that stand beside: those of offices whose judgements the links do not follow."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import pyarrow as pa

    from ceasefire.api.held_record import HeldRecord

Answer = dict[str, Any]
_ONE: Final = {"same": True, "different": False, "part_of": False}
"""Whether a verdict puts two reports into one incident; a part is an incident of its own."""


def proposals(record: "HeldRecord", reports: Collection[str] | None = None) -> list[Answer]:
    """Return the judgements that the links do not follow, of these reports or of all: pair, verdict, whose, and the links.

    `links_say` is `one incident` or `two incidents`, None where a report is not here; `agrees` says whether the verdict
    says so too, None for `unsure`. `office` is what people call the office, `ledger` its origin.
    """
    found = _beside(record, reports)
    labels = record.office_labels()
    named = {row[side] for row in found for side in ("a", "b")}
    told = record.rows("reports", "report_id", named).select(["report_id", "label"]).to_pylist()
    called = {row["report_id"]: row["label"] for row in told}
    links = record.rows("links", "report_id", named).select(["report_id", "incident_id"]).to_pylist()
    incidents = {row["report_id"]: row["incident_id"] for row in links}
    return [_answer(row, labels, called, incidents) for row in found]


def stands_beside(record: "HeldRecord", ledger: str) -> str | None:
    """Return in words that judgements of a ledger are proposals, and whose the links follow; None where they follow these."""
    judges = record.tables.chosen().judges
    if ledger in judges:
        return None
    labels = record.office_labels()
    whose = ", ".join(labels.get(one, one) for one in judges) or "no office"
    office = labels.get(ledger, ledger)
    return f"filed as a proposal: the links follow the judgements of {whose}; yours in a view of your own: --judged-by {office}"


def _beside(record: "HeldRecord", reports: Collection[str] | None) -> list[Answer]:
    from ceasefire.linkage.grouping.heeded import beside

    rows: list[Answer] = beside(_judgements(record, reports), record.tables.chosen().judges).to_pylist()
    return sorted(rows, key=lambda row: (row["a"], row["b"], row["ledger"], row["judgement_id"]))


def _judgements(record: "HeldRecord", reports: Collection[str] | None) -> "pa.Table":
    """Return the judgements on these reports, each once; or all."""
    if reports is None:
        return record.table("judgements")
    import pyarrow as pa
    import pyarrow.compute as pc

    first, second = (record.rows("judgements", side, reports) for side in ("a", "b"))
    twice = pc.is_in(second["judgement_id"], first["judgement_id"].combine_chunks())
    return pa.concat_tables([first, second.filter(pc.invert(twice))])


def _answer(row: Answer, labels: dict[str, str], called: dict[str, str], incidents: dict[str, str]) -> Answer:
    a, b = row["a"], row["b"]
    here = a in incidents and b in incidents
    one = here and incidents[a] == incidents[b]
    verdict = _ONE.get(row["verdict"])
    return {
        "id": row["judgement_id"],
        "a": a,
        "b": b,
        "a_label": called.get(a),
        "b_label": called.get(b),
        "verdict": row["verdict"],
        "office": labels.get(row["ledger"], row["ledger"]),
        "ledger": row["ledger"],
        "reason": row["reason"],
        "links_say": ("one incident" if one else "two incidents") if here else None,
        "agrees": verdict is one if here and verdict is not None else None,
    }
