"""The bodies' counts side by side: per period, and the entries of one day with their sources."""

from datetime import date
from typing import TYPE_CHECKING, Any

from ceasefire.api import publish, settings

if TYPE_CHECKING:
    from ceasefire.api.record import Record

Answer = dict[str, Any]
SHOWN = (
    "days",
    "first",
    "second",
    "first_median",
    "second_median",
    "ratio",
    "correlation",
    "second_higher",
    "equal",
    "overlap",
)


def compare(record: "Record", measure: str | None = None) -> list[Answer]:
    """Return one row a period of the settings: days compared, totals, medians, ratio, rank correlation, overlap.

    Every value is the text of a figure; the report gives the statements behind each.
    """
    from ceasefire import figures

    chosen = settings.read(record.path)
    pair = publish.counters(record, chosen)
    if pair is None:
        return []
    names = dict(zip(("first", "second"), pair, strict=True))
    rows = []
    for period in figures.compare(record.table("tallies"), *pair, publish.periods(record, chosen), measure=measure):
        row: Answer = {"period": period.name, "from": period.start.isoformat(), "to": period.end.isoformat()}
        for key in SHOWN:
            figure = getattr(period, key)
            word = key
            for place, body in names.items():
                word = word.replace(place, body)
            row[word] = figure.text() if figure is not None else ""
        rows.append(row)
    return rows


def of_day(record: "Record", day: str, measure: str | None = None) -> list[Answer]:
    """Return what every body stated for one day, place by place, with the outlet and the row it stands on."""
    wanted = date.fromisoformat(day)
    rows = []
    for row in record.table("tallies").to_pylist():
        if row["date_start"] is None or not row["date_start"] <= wanted <= row["date_end"]:
            continue
        if measure is not None and row["measure"] != measure:
            continue
        count = row["low"] if row["low"] == row["high"] else f"{row['low'] or ''} to {row['high'] or ''}"
        rows.append(
            {
                "counted_by": row["counted_by"] or row["said_by"],
                "measure": row["measure"],
                "place": row["place"],
                "count": row["vague"] or count,
                "unit": row["unit"],
                "publisher": row["publisher"],
                "statement": row["tally_id"][:12],
            }
        )
    return sorted(rows, key=lambda r: tuple(str(r[k] or "") for k in ("measure", "counted_by", "publisher", "place")))


def slips(record: "Record") -> list[Answer]:
    """Return where a bulletin's places do not add up to its total, and where a running counter falls."""
    found = []
    for row in record.table("bulletin_checks").to_pylist():
        if row["state"] in ("places_below_total", "places_above_total"):
            said = f"says {row['stated']}, places add up to {row['added']}"
            found.append(
                {
                    "day": row["date_start"],
                    "counted_by": row["counted_by"],
                    "measure": row["measure"],
                    "found": said,
                    "publisher": row["publisher"],
                    "statements": row["lineage"],
                }
            )
    for row in record.table("counter_falls").to_pylist():
        said = f"{row['before']:,} on {row['day_before']}, then {row['after']:,}"
        found.append(
            {
                "day": row["day_after"],
                "counted_by": row["counted_by"],
                "measure": row["measure"],
                "found": said,
                "publisher": None,
                "statements": row["lineage"],
            }
        )
    return sorted(found, key=lambda row: str(row["day"]))
