"""The bodies' counts side by side: per period, and the entries of one day with their sources."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ceasefire.api.arguments import day as valid_day
from ceasefire.api.arguments import one_of_or_none
from ceasefire.api.tables import Tables
from ceasefire.vocabulary.codes import ADDED_WRONG
from ceasefire.vocabulary.wording import range_words

if TYPE_CHECKING:
    from ceasefire.figures import Period
    from ceasefire.figures.period_counts import PeriodCount

Answer = dict[str, Any]
SHOWN: Final = (
    ("days", None, "days"),
    ("first", 0, ""),
    ("second", 1, ""),
    ("first_median", 0, "_median"),
    ("second_median", 1, "_median"),
    ("ratio", None, "ratio"),
    ("correlation", None, "correlation"),
    ("second_higher", 1, "_higher"),
    ("equal", None, "equal"),
    ("overlap", None, "overlap"),
)
"""Field of a comparison, whose it is (place in the pair; None: of both), and its column, after the body's name if any."""


def compare(
    tables: Tables, pair: tuple[str, str] | None, periods: "Sequence[Period]", measure: str | None = None
) -> list[Answer]:
    """Return one row a period: days compared, totals, medians, ratio, rank correlation, overlap of two bodies.

    Every value is the text of a figure; the report gives the statements behind each.
    """
    from ceasefire import figures

    if pair is None:
        return []
    rows = []
    for period in figures.compare(tables.table("tallies"), *pair, periods, measure=measure):
        row: Answer = {"period": period.name, "from": period.start.isoformat(), "to": period.end.isoformat()}
        for field, place, column in SHOWN:
            figure = getattr(period, field)
            row[column if place is None else pair[place] + column] = figure.text() if figure is not None else ""
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
        exact = row["low"] == row["high"]
        rows.append(
            {
                "counted_by": row["counted_by"] or row["said_by"],
                "measure": row["measure"],
                "place": row["place"],
                "count": row["vague"] or (row["low"] if exact else range_words(row["low"], row["high"])),
                "unit": row["unit"],
                "publisher": row["publisher"],
                "statement": row["tally_id"][:12],
            }
        )
    return sorted(rows, key=lambda r: tuple(str(r[k] or "") for k in ("measure", "counted_by", "publisher", "place")))


def arithmetic_errors(tables: Tables) -> list[Answer]:
    """Return where a bulletin's places do not add up to its total, and where a running counter falls."""
    found = [*_bulletins(tables), *_falls(tables)]
    return sorted(found, key=lambda row: str(row["day"]))


def _bulletins(tables: Tables) -> Iterable[Answer]:
    for row in tables.table("bulletin_checks").to_pylist():
        if row["state"] in ADDED_WRONG:
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


def of_periods(tables: Tables, measure: str | None = None) -> list[Answer]:
    """Return counts for longer than a day that several bodies give of shared days, side by side, with their statements."""
    from ceasefire.figures.period_counts import period_counts

    return [
        {
            "from": group.start,
            "to": group.end,
            "place": group.place,
            "counts": [_period_count(one) for one in group.counts],
            "compared": list(group.compared),
        }
        for group in period_counts(tables.table("tallies"), measure=measure)
    ]


def _period_count(one: "PeriodCount") -> Answer:
    figure = one.figure
    return {
        "counted_by": one.body,
        "measure": one.measure,
        "from": figure.start,
        "to": figure.end,
        "low": figure.low,
        "high": figure.high,
        "count": figure.text(),
        "unit": figure.unit,
        "statements": list(figure.lineage),
    }


def rates(tables: Tables, body: str | None = None, measure: str | None = None) -> list[Answer]:
    """Return the rows of the table `rates`; raises BadArgument for a body or measure that has none."""
    return _chosen(tables, "rates", {"counted_by": body, "measure": measure}, without=("listed_on",))


def coverage(tables: Tables, instrument: str | None = None, provision: str | None = None) -> list[Answer]:
    """Return the rows of the table `clause_coverage`; raises BadArgument for an instrument or provision that has none."""
    return _chosen(tables, "clause_coverage", {"instrument": instrument, "provision": provision})


def _chosen(
    tables: Tables, name: str, only: Mapping[str, str | None], *, without: Collection[str] = ()
) -> list[Answer]:
    rows = tables.table(name).to_pylist()
    for column, value in only.items():
        one_of_or_none(column.replace("_", " "), value, sorted({row[column] for row in rows}))
        rows = [row for row in rows if value in (None, row[column])]
    return [{key: row[key] for key in row if key not in without} for row in rows]
