"""The bodies' counts side by side: per period, and the entries of one day with their sources."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from ceasefire.api.arguments import day as valid_day
from ceasefire.api.tables import Tables

if TYPE_CHECKING:
    from ceasefire.figures import Period

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


def compare(
    tables: Tables, pair: tuple[str, str] | None, periods: "Sequence[Period]", measure: str | None = None
) -> list[Answer]:
    """Return one row a period: days compared, totals, medians, ratio, rank correlation, overlap of two bodies.

    Every value is the text of a figure; the report gives the statements behind each.
    """
    from ceasefire import figures

    if pair is None:
        return []
    names = dict(zip(("first", "second"), pair, strict=True))
    rows = []
    for period in figures.compare(tables.table("tallies"), *pair, periods, measure=measure):
        row: Answer = {"period": period.name, "from": period.start.isoformat(), "to": period.end.isoformat()}
        for key in SHOWN:
            figure = getattr(period, key)
            word = key
            for place, body in names.items():
                word = word.replace(place, body)
            row[word] = figure.text() if figure is not None else ""
        rows.append(row)
    return rows


def of_day(tables: Tables, day: date | str, measure: str | None = None) -> list[Answer]:
    """Return what every body stated for one day, place by place, with the outlet and the row it stands on.

    Raises BadArgument for what is no day.
    """
    wanted = valid_day(day)
    rows = []
    for row in tables.table("tallies").to_pylist():
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


WRONG = ("places_below_total", "places_above_total")


def arithmetic_errors(tables: Tables) -> list[Answer]:
    """Return where a bulletin's places do not add up to its total, and where a running counter falls."""
    found = [*_bulletins(tables), *_falls(tables)]
    return sorted(found, key=lambda row: str(row["day"]))


def _bulletins(tables: Tables) -> Iterable[Answer]:
    for row in tables.table("bulletin_checks").to_pylist():
        if row["state"] in WRONG:
            said = f"says {row['stated']}, places add up to {row['added']}"
            yield _error(row, row["date_start"], said, row["publisher"])


def _falls(tables: Tables) -> Iterable[Answer]:
    for row in tables.table("counter_falls").to_pylist():
        said = f"{row['before']:,} on {row['day_before']}, then {row['after']:,}"
        yield _error(row, row["day_after"], said, None)


def _error(row: Answer, day: date, found: str, publisher: str | None) -> Answer:
    return {
        "day": day,
        "counted_by": row["counted_by"],
        "measure": row["measure"],
        "found": found,
        "publisher": publisher,
        "statements": row["lineage"],
    }
