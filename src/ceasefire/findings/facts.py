"""One fact as somebody states it: the common form into which meetings, assertions, tallies and reports are read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from ceasefire.findings.values import Actors, Number, Value, Words, parse_value, span
from ceasefire.linkage import membership
from ceasefire.parties import Directory, fold
from ceasefire.vocabulary.codes import WHOLE
from ceasefire.vocabulary.wording import range_words

if TYPE_CHECKING:
    import pyarrow as pa

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
    """Yield each count: of one day, to be held against counts of that day; of longer, as of its last day.

    One whose bounds say nothing ("at least 0") is left out.
    """
    for row in tallies.to_pylist():
        words = range_words(row["low"], row["high"])
        if not words:
            continue
        start, end = row["date_start"], row["date_end"] or row["date_start"]
        daily = start is not None and start == end
        place = row["place"] or WHOLE
        frame = tuple(str(x or "") for x in (row["counted_by"], row["unit"], start, place))
        yield _fact(
            row,
            "tally_id",
            "daily" if daily else "tally",
            value=Number(row["low"], row["high"]),
            words=words,
            frame=frame,
            subject=_subject(row, start if daily else None, place),
            property=row["measure"] or "count",
            time=None if daily else row["as_of"] or end,
        )


def of_breakdowns(tallies: "pa.Table", whole: str = WHOLE) -> Iterator[Fact]:
    """Yield, for each text that breaks one body's count of one day down fully, that breakdown as one value.

    Two full breakdowns that name other places conflict, though no place has two numbers.
    """
    for rows in _daily_texts(tallies).values():
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


def _daily_texts(tallies: "pa.Table") -> dict[tuple[Any, ...], list[dict[str, Any]]]:
    """Return the counts of single days by the text that states them, and whose count of what it is."""
    terms = ("counted_by", "date_start", "measure", "unit", "subject", "publisher", "address")
    texts: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in tallies.to_pylist():
        if row["low"] is not None and row["date_start"] is not None and row["date_end"] in (None, row["date_start"]):
            texts.setdefault(tuple(row[c] for c in terms), []).append(row)
    return texts


def _subject(row: dict[str, Any], day: date | None, place: str) -> str:
    parts = [
        row["subject"],
        row["counted_by"],
        day.isoformat() if day is not None else None,
        place if place != WHOLE else None,
    ]
    return ", ".join(p for p in parts if p) or "not told"


def of_reports(reports: "pa.Table", links: "pa.Table", directory: Directory) -> Iterator[Fact]:
    """Yield what the linked reports of incidents with several reports tell: deaths, injuries, type, actor, days."""
    several = membership.incident_of(membership.in_company(links))
    for incident, rows in _by_incident(reports, several).items():
        yield from _differing(incident, rows, directory)


_REPORT_COLUMNS = (
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
)


def _by_incident(reports: "pa.Table", of: Mapping[str, str]) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the reports that `of` gives an incident, by incident."""
    import pyarrow as pa
    import pyarrow.compute as pc

    own = pc.is_in(reports["report_id"], pa.array(list(of), pa.string()))
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in reports.select(_REPORT_COLUMNS).filter(own).to_pylist():
        groups.setdefault(of[row["report_id"]], []).append(row)
    return groups


def _differing(incident: str, rows: list[dict[str, Any]], directory: Directory) -> Iterator[Fact]:
    """Yield what the reports of one incident tell of each property on which they differ."""
    stated = [list(_stated(row, directory)) for row in rows]
    values: dict[str, set[Value]] = {}
    for name, value, _ in chain.from_iterable(stated):
        values.setdefault(name, set()).add(value)
    for row, told in zip(rows, stated, strict=True):
        for name, value, words in told:
            if len(values[name]) > 1:
                terms = {"subject": incident, "property": name, "value": value, "words": words}
                yield _fact(row, "report_id", "report", **terms, said_by=row["source"])


def _stated(row: dict[str, Any], directory: Directory) -> Iterator[tuple[str, Value, str]]:
    """Yield what one report tells: property, value made comparable, value in words."""
    for name in ("killed", "injured"):
        low, high = row[f"{name}_low"], row[f"{name}_high"]
        words = range_words(low, high)
        if words:
            yield name, Number(low, high), words
    if row["event_type"] and row["event_type"] != "other":
        yield "event_type", Words(fold(row["event_type"])), row["event_type"]
    if row["actor_alleged"]:
        yield from _accused(row["actor_alleged"], directory)
    if row["date_start"] is not None:
        days = span(row["date_start"], row["date_end"], row["date_precision"])
        yield "date", days, str(days)


def _accused(text: str, directory: Directory) -> Iterator[tuple[str, Value, str]]:
    """Yield whom a report accuses: by name where it names somebody, in its own words where it only describes."""
    naming = directory.accused(text)
    if naming.named:
        yield "actor_alleged", Actors(frozenset(naming.clauses), naming, directory), text
    elif naming.described:
        yield "actor_alleged", Words(fold(text)), text


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
