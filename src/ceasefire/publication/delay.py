"""Late in time: what is not known to be old enough is left out, with every row that speaks of it.

With a delay a statement leaves the record only if its day is known and old enough, or if its kind has no day and it
names nothing that was left out. The shared law and lists (`LAW`), such as rounds of talks and texts, are not delayed.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from ceasefire.publication.withholding import NUMBERED, SHARED
from ceasefire.vocabulary.labels import WHOLE_ID, statement_of

if TYPE_CHECKING:
    import pyarrow as pa

DAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "reports": ("date_end", "date_start"),
    "incidents": ("date_end", "date_start"),
    "coverage": ("date_end", "date_start"),
    "tallies": ("date_end", "date_start", "as_of"),
    "duty_reports": ("date_end", "date_start"),
}
"""Tables whose rows have a day on the ground, with the columns that tell it: the first that is filled counts."""
OWN_IDS: Final[Mapping[str, tuple[str, ...]]] = {
    "reports": ("report_id",),
    "incidents": ("incident_id",),
    "coverage": ("coverage_id",),
    "tallies": ("tally_id",),
    "duty_reports": ("duty_report_id",),
    "judgements": ("judgement_id",),
    "positions": ("position_id",),
    "remedies": ("remedy_id", "reply_id"),
    "assertions": ("assertion_id",),
    "findings": ("finding_id",),
    "questions": ("question_id",),
    "stances": ("stance_id",),
    "complaints": ("complaint_id",),
    "replies": ("reply_id",),
}
"""Columns that hold the statement a row stands for; a statement of such a kind without a row has no known day."""
LAW: Final = SHARED - {"assertion", "duty_report"}
"""Kinds that have no day on the ground; what an assertion or a word on a duty speaks of can be late."""
SPEAKS_OF: Final = (
    *("report_id", "incident_id", "a", "b", "statement_id", "subject", "about", "incident_ids", "evidence", "cites"),
    *("supersedes", "superseded_by", "lineage", "entry", "position_id", "remedy_id"),
    *("finding_id", "complaint_id", "positions", "to", "closed_by"),
)
"""Columns by which a row of another table speaks of a statement or an incident."""
MUST_LEAD: Final[Mapping[str, tuple[str, ...]]] = {
    "judgements": ("a", "b"),
    "positions": ("about",),
    "remedies": ("about",),
    "findings": ("about", "positions"),
    "complaints": ("about",),
    "replies": ("to",),
}
"""Columns whose names other than ids must be labels of what is published: any other may be that of what was left out."""
SHARED_IDS: Final = (("parties", "party_id"), ("sources", "source_id"), ("zones", "zone_id"), ("meetings", "thing")) + (
    ("agreements", "agreement_id"),
    ("designations", "list_id"),
)
"""Names that stay names of the shared lists, whoever gives them to a report as its label."""


def all_late(tables: Mapping[str, "pa.Table"], cut_off: date | None, delay_days: int) -> dict[str, "pa.Table"]:
    """Return the tables without what a delay leaves out; a second time changes nothing.

    Left out are rows whose day is late or not known, what corrects them or is corrected by them, what is set aside, of a
    kind that is not known or superseded, and whatever names one of these. Raises ValueError for a delay without a
    cut-off.
    """
    if not delay_days:
        return dict(tables)
    ready = {n: late(t, cut_off, delay_days, DAYS[n]) if n in DAYS else t for n, t in tables.items()}
    gone = _own(tables) - _own(ready)
    if "statements" in ready:
        gone |= _unplaced(ready)
    while True:
        before = len(gone)
        gone |= _chains(tables, gone)
        names = gone | _labels(tables, gone)
        kept = {n: _without(n, t, names, gone) for n, t in ready.items()}
        kept = _leading(kept)
        gone |= _own(ready) - _own(kept) | _ids(ready, "statements") - _ids(kept, "statements")
        ready = kept
        if len(gone) == before:
            return _known_days(tables, ready, gone)


def late(
    table: "pa.Table", cut_off: date | None, delay_days: int, days: Iterable[str] = ("date_end", "date_start")
) -> "pa.Table":
    """Return the rows whose last day is at least `delay_days` before the cut-off; without a delay, all of them.

    A row without a day is left out as soon as a delay is asked for, because nobody can say that it is old enough.
    Raises ValueError for a delay without a cut-off.
    """
    told = [name for name in days if name in table.column_names]
    if not delay_days or not told:
        return table
    if cut_off is None:
        raise ValueError("a delay needs a cut-off day")
    import pyarrow.compute as pc

    last = pc.coalesce(*(table[name] for name in told))
    return table.filter(pc.fill_null(pc.less_equal(last, cut_off - timedelta(days=delay_days)), False))


def _own(tables: Mapping[str, "pa.Table"]) -> set[str]:
    """Return the statements that the rows of the tables stand for, and the incidents."""
    return {i for name, columns in OWN_IDS.items() for column in columns for i in _values(tables, name, column)}


def _ids(tables: Mapping[str, "pa.Table"], name: str) -> set[str]:
    return set(_values(tables, name, "statement_id"))


def _values(tables: Mapping[str, "pa.Table"], name: str, column: str) -> Iterator[str]:
    if name in tables and column in tables[name].column_names:
        yield from (value for value in tables[name][column].to_pylist() if value is not None)


def _rows(tables: Mapping[str, "pa.Table"], *columns: str) -> Iterator[tuple[Any, ...]]:
    """Yield columns of the statements row by row; nothing for a column that is missing."""
    if "statements" in tables:
        held = tables["statements"]
        nothing = [None] * held.num_rows
        told = (held[c].to_pylist() if c in held.column_names else nothing for c in columns)
        yield from zip(*told, strict=True)


def _unplaced(tables: Mapping[str, "pa.Table"]) -> set[str]:
    """Return the statements that stand in no row and are no shared law: set aside, not understood, or without a day.

    One that was corrected is judged by its correction (`_chains`), and a batch by its rows (`_known_days`).
    """
    own = _own(tables)
    unread = {i for name in ("unread", "set_aside") for i in _ids(tables, name)}
    return (unread - own) | {
        one
        for one, kind, corrected in _rows(tables, "statement_id", "kind", "superseded_by")
        if kind not in LAW and kind != "batch" and corrected is None and one not in own
    }


def _chains(tables: Mapping[str, "pa.Table"], gone: set[str]) -> set[str]:
    """Return all statements that correct one that is gone or are corrected by it, directly or through others."""
    rows = list(_rows(tables, "statement_id", "first_id"))
    dropped = {first for one, first in rows if one in gone and first is not None}
    if "reports" in tables and "first_id" in tables["reports"].column_names:
        pairs = zip(_values(tables, "reports", "report_id"), tables["reports"]["first_id"].to_pylist(), strict=True)
        rows += pairs
        dropped |= {first for one, first in rows if one in gone and first is not None}
    return {one for one, first in rows if first in dropped}


def _labels(tables: Mapping[str, "pa.Table"], gone: set[str]) -> set[str]:
    """Return the labels of what is gone, but for those that the shared law and lists have as well."""
    shared = {i for name, column in SHARED_IDS for i in _values(tables, name, column)}
    shared |= {label for label, kind in _rows(tables, "label", "kind") if kind in LAW}
    return {label for label, one in _labelled(tables) if one in gone} - shared


def _labelled(tables: Mapping[str, "pa.Table"]) -> Iterator[tuple[str, str]]:
    """Yield each label with what has it: statements, and rows of batches."""
    yield from ((label, one) for label, one in _rows(tables, "label", "statement_id") if label is not None)
    for name in ("reports", "tallies"):
        if name in tables and "label" in tables[name].column_names:
            rows = zip(tables[name]["label"].to_pylist(), tables[name][OWN_IDS[name][0]].to_pylist(), strict=True)
            yield from ((label, one) for label, one in rows if label is not None)


def _without(name: str, table: "pa.Table", names: set[str], gone: set[str]) -> "pa.Table":
    """Return the table without the rows that name, or stand for, what is gone; a row of a batch goes with its batch."""
    for column in dict.fromkeys((*OWN_IDS.get(name, ()), *SPEAKS_OF)):
        if column not in table.column_names:
            continue
        own = column in OWN_IDS.get(name, ()) or column == "statement_id"
        table = _where(
            table, column, lambda told, own=own: told in gone or statement_of(told) in gone if own else told in names
        )
    return table


def _leading(tables: dict[str, "pa.Table"]) -> dict[str, "pa.Table"]:
    """Return the tables without rows on a report that is named by no id and no label of anything here."""
    if "statements" not in tables:
        return tables
    labels = {label for label, _ in _labelled(tables)}
    out = dict(tables)
    for name, columns in MUST_LEAD.items():
        for column in columns:
            if name in out:
                out[name] = _where(out[name], column, lambda told: told not in labels and not _is_id(told))
    return out


def _is_id(told: str) -> bool:
    """Tell whether a name is an id, or a number that stands for a name withheld."""
    return bool(WHOLE_ID.fullmatch(told) or NUMBERED.fullmatch(told))


def _known_days(
    tables: Mapping[str, "pa.Table"], ready: dict[str, "pa.Table"], gone: set[str]
) -> dict[str, "pa.Table"]:
    """Return the tables without statements whose own day is not known though they are named by nothing left out.

    Those are what was corrected since, whose day no table holds, and batches of which a row was left out.
    """
    if "statements" not in ready:
        return ready
    own = _own(ready)
    whole = {statement_of(i) for i in own if "#" in i} - {
        statement_of(i) for i in _own(tables) - own | gone if "#" in i
    }
    stay = own | whole
    untold = {one for one, kind in _rows(ready, "statement_id", "kind") if kind not in LAW and one not in stay}
    aside = {i for name in ("unread", "set_aside") for i in _ids(ready, name)} - own
    out = dict(ready)
    for name, names in (("statements", untold), ("unread", aside), ("set_aside", aside)):
        if name in out:
            out[name] = _where(out[name], "statement_id", names.__contains__)
    return out


def _where(table: "pa.Table", column: str, drops: Any) -> "pa.Table":
    """Return the table without the rows of which the column, a name or a list of names, holds one that `drops` tells."""
    import pyarrow as pa

    if pa.types.is_list(table.schema.field(column).type):
        keep = [not any(drops(one) for one in told or ()) for told in table[column].to_pylist()]
    else:
        keep = [told is None or not drops(told) for told in table[column].to_pylist()]
    return table if all(keep) else table.filter(pa.array(keep, pa.bool_()))
