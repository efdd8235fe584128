"""One fact as somebody states it: the common form into which meetings, assertions, tallies and reports are read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ceasefire.findings.values import Number, Value, Words, fold, parse_value, span
from ceasefire.vocabulary.codes import WHOLE

if TYPE_CHECKING:
    import pyarrow as pa

_STATED = ("killed", "injured", "event_type", "actor_alleged", "date")
EXPECTED = frozenset({"expected", "cancelled"})


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A property of a subject with the value stated.

    `time` is what the value is as of; `frame` parts what must not be compared; `answer` marks the compiler's argued
    answer, which is no rival.
    """

    subject: str
    property: str
    value: Value
    words: str
    said_by: str | None
    publisher: str | None
    published: date | None
    time: date | None
    statement_id: str
    address: str | None
    origin: str
    frame: tuple[str, ...] = ()
    answer: bool = False
    ground: str | None = None


def of_assertions(assertions: "pa.Table") -> Iterator[Fact]:
    """Yield every assertion; a value that is a day is compared as a day."""
    for row in assertions.to_pylist():
        value = parse_value(row["value"], row["date_start"], row["date_end"])
        yield _fact(
            row,
            "assertion_id",
            "assertion",
            subject=row["subject"],
            property=row["property"],
            value=value,
            words=row["value"] or str(value),
            time=row["as_of"],
            answer=bool(row["resolves"]),
            ground=row["ground"],
        )


def of_meetings(meetings: "pa.Table") -> Iterator[Fact]:
    """Yield when and where each meeting was held, or expected: two properties, which do not conflict."""
    for row in meetings.to_pylist():
        subject = row["thing"] or (f"{row['process']}-{row['round']}" if row["process"] and row["round"] else None)
        if subject is None:
            continue
        verb = "expected" if row["status"] in EXPECTED else "held"
        if row["date_start"] is not None:
            value = span(row["date_start"], row["date_end"], row["date_precision"])
            yield _fact(
                row, "meeting_id", "meeting", subject=subject, property=f"{verb}_on", value=value, words=str(value)
            )
        if row["place"]:
            yield _fact(
                row,
                "meeting_id",
                "meeting",
                subject=subject,
                property=f"{verb}_in",
                value=Words(fold(row["place"])),
                words=row["place"],
            )


def of_tallies(tallies: "pa.Table") -> Iterator[Fact]:
    """Yield each count: of one day, to be held against counts of that day; of longer, as of its last day."""
    for row in tallies.to_pylist():
        if row["low"] is None and row["high"] is None:
            continue
        start, end = row["date_start"], row["date_end"] or row["date_start"]
        daily = start is not None and start == end
        place = row["place"] or WHOLE
        frame = tuple(str(x or "") for x in (row["counted_by"], row["unit"], start, place))
        value = Number(row["low"], row["high"])
        yield _fact(
            row,
            "tally_id",
            "daily" if daily else "tally",
            value=value,
            words=_told(value),
            frame=frame,
            subject=_subject(row, start if daily else None, place),
            property=row["measure"] or "count",
            time=None if daily else row["as_of"] or end,
        )


def of_breakdowns(tallies: "pa.Table", whole: str = WHOLE) -> Iterator[Fact]:
    """Yield, for each text that breaks one body's count of one day down fully, that breakdown as one value.

    Two full breakdowns that name other places conflict, though no place has two numbers.
    """
    texts: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in tallies.to_pylist():
        if row["low"] is not None and row["date_start"] is not None and row["date_end"] in (None, row["date_start"]):
            terms = ("counted_by", "date_start", "measure", "unit", "subject", "publisher", "address")
            key = tuple(row[c] for c in terms)
            texts.setdefault(key, []).append(row)
    for rows in texts.values():
        totals = {r["low"] for r in rows if (r["place"] or whole) == whole and r["low"] == r["high"]}
        places = sorted((r["place"], r["low"]) for r in rows if (r["place"] or whole) != whole)
        if places and totals == {sum(n for _, n in places)}:
            words = ", ".join(f"{place} {n}" for place, n in places)
            yield _fact(
                rows[0],
                "tally_id",
                "daily",
                value=Words(words),
                words=words,
                property=f"{rows[0]['measure']} by place",
                subject=_subject(rows[0], rows[0]["date_start"], whole),
                frame=(str(rows[0]["unit"] or ""),),
            )


def _subject(row: dict[str, Any], day: date | None, place: str) -> str:
    parts = [
        row["subject"],
        row["counted_by"],
        day.isoformat() if day is not None else None,
        place if place != WHOLE else None,
    ]
    return ", ".join(p for p in parts if p) or "not told"


def _told(value: Number) -> str:
    if value.high is None:
        return f"at least {value.low:,}"
    if value.low is None:
        return f"at most {value.high:,}"
    return f"{value.low:,}" if value.low == value.high else f"{value.low:,} to {value.high:,}"


def of_reports(reports: "pa.Table", links: "pa.Table") -> Iterator[Fact]:
    """Yield what the linked reports of incidents with several reports tell: deaths, injuries, type, actor, days."""
    of: dict[str, str] = {}
    members: dict[str, int] = {}
    told = (links[c].to_pylist() for c in ("report_id", "incident_id", "link_kind"))
    for report, incident, kind in zip(*told, strict=True):
        if kind != "unsure":
            of[report] = incident
            members[incident] = members.get(incident, 0) + 1
    groups: dict[str, list[int]] = {}
    for i, report in enumerate(reports["report_id"].to_pylist()):
        incident = of.get(report)
        if incident is not None and members[incident] > 1:
            groups.setdefault(incident, []).append(i)
    columns = [
        "report_id",
        "source",
        "publisher",
        "published",
        "address",
        "date_start",
        "date_end",
        "date_precision",
        "event_type",
        "actor_alleged",
        "killed_low",
        "killed_high",
        "injured_low",
        "injured_high",
    ]
    held = {name: reports[name].to_pylist() for name in columns}
    for incident, places in groups.items():
        rows = [{name: held[name][i] for name in columns} for i in places]
        stated = [list(_stated(row)) for row in rows]
        differ = {name for name in _STATED if len({v for told in stated for n, v, _ in told if n == name}) > 1}
        for row, told_here in zip(rows, stated, strict=True):
            for name, value, words in told_here:
                if name in differ:
                    yield _fact(
                        row,
                        "report_id",
                        "report",
                        subject=incident,
                        property=name,
                        value=value,
                        words=words,
                        said_by=row["source"],
                    )


def _stated(row: dict[str, Any]) -> Iterator[tuple[str, Value, str]]:
    """Yield what one report tells: property, value made comparable, value in words."""
    for name in ("killed", "injured"):
        low, high = row[f"{name}_low"], row[f"{name}_high"]
        if low is not None or high is not None:
            yield name, Number(low, high), _told(Number(low, high))
    for name in ("event_type", "actor_alleged"):
        if row[name] and row[name] not in ("unidentified", "other"):
            yield name, Words(fold(row[name])), row[name]
    if row["date_start"] is not None:
        days = span(row["date_start"], row["date_end"], row["date_precision"])
        yield "date", days, str(days)


def _fact(row: dict[str, Any], key: str, origin: str, **terms: Any) -> Fact:
    base = {
        "said_by": row.get("said_by") or row.get("counted_by"),
        "publisher": row["publisher"],
        "published": row.get("published"),
        "time": None,
        "statement_id": row[key],
        "address": row["address"],
        "origin": origin,
    }
    return Fact(**(base | terms))
