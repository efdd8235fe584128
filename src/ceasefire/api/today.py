"""What is new, due, unanswered and disputed since a moment: what a duty officer asks at a change of shift.

New is what an office says it signed since then (`claimed_at`): an office may write any time, and what it filed late under an
early time is not among it. Rows are chosen and cut in columns; only those that are shown become Python objects.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.api import disputed
from ceasefire.api.arguments import day, instant
from ceasefire.api.learning import in_force
from ceasefire.api.page import cut
from ceasefire.api.picked import bases, found_in, ids, of_some
from ceasefire.vocabulary.labels import statement_of
from ceasefire.vocabulary.scope import ScopeResult

if TYPE_CHECKING:
    from ceasefire.api.held_record import HeldRecord
    from ceasefire.parties.authority import Authority

Answer = dict[str, Any]
AGO: Final = "24h"
DAYS: Final = 7
"""Days ahead in which a deadline is told: a week, as the next shifts are planned. Chosen by hand."""
OPEN: Final = ("waiting", "overdue", "no_deadline")
"""States of a remedy that nobody replied to."""
_POSITION: Final = (*("position_id", "axis", "value", "of", "stand", "against", "claimed_at", "ledger", "superseded"),)
_PLACE: Final = ("incident_id", "date_start", "date_end", "place", "admin1", "reports")


class Look(NamedTuple):
    """What is asked: since when, as of which day, deadlines of so many days ahead, and so many rows of each list."""

    since: str
    on: date
    days: int
    limit: int | None


class News(NamedTuple):
    """The statements since the moment, and the reports in them, rows of batches among these."""

    statements: pa.Table
    reports: pa.Table

    @property
    def ids(self) -> pa.Array:
        return ids(self.statements, "statement_id")


def today(
    record: "HeldRecord",
    *,
    since: date | str = AGO,
    on: date | str | None = None,
    days: int = DAYS,
    limit: int | None = None,
) -> Answer:
    """Return what is new since a moment, and what is due and unanswered as of a day (default: today).

    Each list is `{"total", "rows"}`, with `limit` rows at the most. Raises BadArgument for what is no time or no day.
    """
    now = datetime.now(UTC)
    begin = as_told(instant(since, now))
    look = Look(begin, now.date() if on is None else day(on), days, limit)
    news = _news(record, begin)
    touched = _touched(record, news, look)
    return {
        "since": begin,
        "until": as_told(now),
        "on": look.on.isoformat(),
        "linked_under": in_force(record).words,
        "statements": _statements(record, news.statements, as_told(now)),
        "reports": news.reports.num_rows,
        "corrections": _corrections(news, look),
        "incidents": _incidents(record, touched, look),
        "deadlines": _deadlines(record, look),
        "remedies": _remedies(record, look),
        "positions": _positions(record, look),
        "judgements": _judgements(record, look),
        "disputed": disputed.since(record, news.statements, touched["incident_id"], look.since, limit),
        "set_aside": _set_aside(record, news, look),
    }


def as_told(at: datetime) -> str:
    """Return a time in UTC as statements tell it: texts in this form are in the order of time, from the year 1 on."""
    return at.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _news(record: "HeldRecord", begin: str) -> News:
    statements = record.where("statements", lambda rows: pc.greater_equal(rows["claimed_at"], begin))
    of = statements.filter(pc.is_in(statements["kind"], pa.array(["report", "batch"])))
    new = ids(of, "statement_id")
    if not len(new):
        return News(statements, record.where("reports", lambda rows: pa.nulls(rows.num_rows, pa.bool_())))
    return News(statements, record.where("reports", lambda rows: found_in(bases(rows["report_id"]), new)))


def _statements(record: "HeldRecord", new: pa.Table, now: str) -> Answer:
    """Return how many statements of each kind each office filed, and how many tell a time that has not come yet."""
    labels = record.office_labels()
    counted = new.group_by(["ledger", "kind"], use_threads=False).aggregate([("seq", "count"), ("claimed_at", "max")])
    rows = [
        {
            "ledger": row["ledger"],
            "office": labels.get(row["ledger"], row["ledger"]),
            "kind": row["kind"],
            "statements": row["seq_count"],
            "latest": row["claimed_at_max"],
        }
        for row in counted.sort_by([("ledger", "ascending"), ("kind", "ascending")]).to_pylist()
    ]
    later = pc.sum(pc.greater(new["claimed_at"], now)).as_py() or 0
    return {"total": new.num_rows, "dated_after_now": later, "rows": rows}


def _corrections(news: News, look: Look) -> int:
    """Return how many of the new reports correct one that was filed before the moment."""
    return pc.sum(pc.less(news.reports["first_filed"], look.since)).as_py() or 0


def _touched(record: "HeldRecord", news: News, look: Look) -> pa.Table:
    """Return the incidents that new reports or judgements speak of, with how many reports each has and had new.

    Columns: incident_id; fresh, reports that were filed since (not those that correct an earlier one); all.
    """
    judged = record.where("judgements", lambda rows: pc.greater_equal(rows["claimed_at"], look.since))
    named = pa.concat_arrays([ids(news.reports, "report_id"), ids(judged, "a"), ids(judged, "b")])
    links = of_some(record, "links", "report_id", named)
    links = of_some(record, "links", "incident_id", pc.unique(ids(links, "incident_id")))
    first = news.reports.filter(pc.greater_equal(news.reports["first_filed"], look.since))
    fresh = pc.is_in(links["report_id"], ids(first, "report_id")).cast(pa.int64())
    counted = pa.table({"incident_id": links["incident_id"], "fresh": fresh, "all": links["report_id"]})
    counted = counted.group_by("incident_id", use_threads=False).aggregate([("fresh", "sum"), ("all", "count")])
    return counted.rename_columns(["incident_id", "fresh", "all"])


def _incidents(record: "HeldRecord", touched: pa.Table, look: Look) -> Answer:
    """Return the new incidents, those that new reports joined, and those that changed otherwise."""
    fresh, every = touched["fresh"], touched["all"]
    parts = {
        "new": pc.equal(fresh, every),
        "joined": pc.and_(pc.greater(fresh, 0), pc.less(fresh, every)),
        "changed": pc.equal(fresh, 0),
    }
    return {name: _places(record, touched.filter(mask), look.limit) for name, mask in parts.items()}


def _places(record: "HeldRecord", some: pa.Table, limit: int | None) -> Answer:
    """Return incidents with day, place and the result of the test, the latest day first.

    `results` are how many have each result, `in_scope` how many are in scope of each instrument and of it alone.
    """
    from ceasefire.figures.scope_by_instrument import counts

    names = ids(some, "incident_id")
    held = of_some(record, "incidents", "incident_id", names).select(list(_PLACE))
    order = [("date_start", "descending"), ("incident_id", "ascending")]
    shown = held.sort_by(order).slice(0, held.num_rows if limit is None else limit)
    scope = of_some(record, "scope", "incident_id", names).select(["incident_id", "result", "clauses"])
    tested = {row["incident_id"]: row for row in _within(scope, shown).to_pylist()}
    fresh = dict(zip(*(_within(some, shown)[name].to_pylist() for name in ("incident_id", "fresh")), strict=True))
    rows = [
        row
        | {
            "new_reports": fresh[row["incident_id"]],
            "result": tested.get(row["incident_id"], {}).get("result") or str(ScopeResult.NOT_TESTED),
            "clauses": tested.get(row["incident_id"], {}).get("clauses") or [],
        }
        for row in shown.to_pylist()
    ]
    results = {row["values"]: row["counts"] for row in pc.value_counts(scope["result"]).to_pylist()}
    untested = held.num_rows - scope.num_rows
    results |= {str(ScopeResult.NOT_TESTED): untested} if untested else {}
    coded = record.table("agreements")["agreement_id"].to_pylist()
    under = [one._asdict() for one in counts(scope, coded)]
    return {"total": held.num_rows, "rows": rows, "results": dict(sorted(results.items())), "in_scope": under}


def _within(table: pa.Table, shown: pa.Table) -> pa.Table:
    return table.filter(found_in(table["incident_id"], ids(shown, "incident_id")))


def _deadlines(record: "HeldRecord", look: Look) -> Answer:
    """Return the duties due within the days ahead, and those overdue, the latest first; a clock that runs again and again
    is due next though an earlier running was not met."""
    names = ["instrument", "provision", "holder", "holder_words", "what", "due", "due_from", "state"]
    held = record.table("duties", on=look.on).select(names)
    end = pa.scalar(look.on + min(timedelta(days=look.days), date.max - look.on))
    coming = held.filter(pc.and_(pc.equal(held["state"], "due"), pc.less_equal(held["due"], end)))
    late = held.filter(pc.equal(held["state"], "overdue"))
    return {
        "until": end.as_py().isoformat(),
        "due": cut(coming.sort_by("due"), look.limit),
        "overdue": cut(late.sort_by([("due", "descending")]), look.limit),
    }


def _remedies(record: "HeldRecord", look: Look) -> Answer:
    """Return what was asked for and the body that it is asked of did not reply to, the overdue first."""
    from ceasefire import findings

    asked, replies = record.table("remedies"), record.table("replies")
    about = [one for row in asked["about"].to_pylist() for one in row or ()]
    links, authority = record.rows("links", "report_id", about), record.tables.chosen().authority
    held = findings.remedies(asked, replies, links, look.on, authority=authority)
    names = ["remedy_id", "incident_ids", "asked_by", "asked_of", "what", "deadline", "state", "why"]
    return cut(held.filter(pc.is_in(held["state"], pa.array(OPEN))).select(names), look.limit)


def _positions(record: "HeldRecord", look: Look) -> Answer:
    """Return the positions signed since then, the latest first, with their incidents, and whose word each is.

    `holds` says in words what the body holds by its value and stand; `told_by` is the ledger that tells it of the body,
    None where it is the body's own word; `state` is counted, refused, told, or superseded by its own ledger.
    """
    held = record.where("positions", lambda rows: pc.greater_equal(rows["claimed_at"], look.since))
    found = cut(held.sort_by([("claimed_at", "descending"), ("position_id", "ascending")]), look.limit)
    links = record.rows("links", "report_id", [one for row in found["rows"] for one in row["about"] or ()])
    of = dict(zip(links["report_id"].to_pylist(), links["incident_id"].to_pylist(), strict=True))
    authority = record.tables.chosen().authority
    found["rows"] = [_position(row, of, authority) for row in found["rows"]]
    return _with_office(record, found)


def _position(row: Answer, of: Mapping[str, str], authority: "Authority") -> Answer:
    from ceasefire.findings.positions import as_signed, held_by

    word = as_signed(row, authority)
    return {name: row[name] for name in _POSITION} | {
        "holds": held_by(row).words,
        "state": "superseded" if row["superseded"] else word.state,
        "told_by": row["ledger"] if word.state == "told" else None,
        "incident_ids": sorted({of[one] for one in row["about"] or () if one in of}),
    }


def _judgements(record: "HeldRecord", look: Look) -> Answer:
    names = ["judgement_id", "a", "b", "verdict", "reason", "claimed_at", "ledger", "superseded"]
    held = record.where("judgements", lambda rows: pc.greater_equal(rows["claimed_at"], look.since)).select(names)
    return _with_office(
        record, cut(held.sort_by([("claimed_at", "descending"), ("judgement_id", "ascending")]), look.limit)
    )


def _with_office(record: "HeldRecord", found: Answer) -> Answer:
    """Return rows with the label of the office that signed each: what one says that another holds is not the other's word."""
    labels = record.office_labels()
    for row in found["rows"]:
        row["office"] = labels.get(row["ledger"], row["ledger"])
    return found


def _set_aside(record: "HeldRecord", news: News, look: Look) -> Answer:
    """Return what of the new statements is not read, and how many entries are set aside of which no time is known."""
    held = record.tables.table("set_aside")
    base = bases(held["statement_id"])
    mine = pc.fill_null(found_in(base, news.ids), False)
    others = set(held.filter(pc.invert(mine))["statement_id"].drop_null().to_pylist())
    dated = ids(record.rows("statements", "statement_id", {statement_of(one) for one in others}), "statement_id")
    unknown = pc.invert(pc.or_(mine, pc.fill_null(found_in(base, dated), False)))
    return cut(held.filter(mine), look.limit) | {"of_no_known_time": held.filter(unknown).num_rows}
