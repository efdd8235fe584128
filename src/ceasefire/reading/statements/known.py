"""What a record holds of rounds, truces and wars, from the rows of its stated tables, so that new texts meet it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ceasefire.reading.model import DateRange
from ceasefire.reading.statements.across_documents import TRUCE, WAR, Known, Truce

Row = Mapping[str, Any]
"""One row of a stated table, by column."""

NOT_HELD = ("expected", "cancelled")
"""States of a meeting whose days are not those of a round held."""
BEGINS_TRUCE = ("in_force_from", "agreed_on")
"""Properties whose day dates a truce."""


def known_from(*, meetings: Iterable[Row], agreements: Iterable[Row], assertions: Sequence[Row]) -> Known:
    """Return the rounds, truces and beginnings of wars in rows of the tables `meetings`, `agreements`, `assertions`."""
    return Known(
        rounds=tuple(_rounds(meetings)),
        truces=tuple(_truces(agreements, assertions)),
        began=tuple(_beginnings(assertions)),
    )


def _rounds(meetings: Iterable[Row]) -> Iterator[tuple[str, int, DateRange]]:
    for row in meetings:
        if row["process"] and row["round"] and row["date_start"] and row["status"] not in NOT_HELD:
            days = DateRange(start=row["date_start"], end=row["date_end"] or row["date_start"])
            yield row["process"], row["round"], days


def _truces(agreements: Iterable[Row], assertions: Iterable[Row]) -> Iterator[Truce]:
    """Yield each truce once: with the day of its agreement, else with the first exact day that is asserted of it."""
    days = {row["agreement_id"]: row["signed"] for row in agreements if TRUCE in row["agreement_id"] and row["signed"]}
    for row in assertions:
        if row["property"] in BEGINS_TRUCE and row["subject"].startswith(TRUCE):
            day = _exact_day(row["value"])
            if day is not None:
                days.setdefault(row["subject"], day)
    for name, day in days.items():
        yield Truce(id=name, country=None, when=DateRange(start=day, end=day))


def _beginnings(assertions: Iterable[Row]) -> Iterator[tuple[str, dt.date, str]]:
    for row in assertions:
        day = _first_day(row["value"])
        if row["property"] == "began_on" and row["subject"].endswith(WAR) and day is not None:
            yield row["subject"].removesuffix(WAR), day, row["said_by"] or row["publisher"] or "the record"


def _exact_day(value: str | None) -> dt.date | None:
    return _first_day(value) if value is not None and len(value) == 10 else None


def _first_day(value: str | None) -> dt.date | None:
    """Return the first day of a value that begins with a day or is a month; None for any other."""
    words = value or ""
    try:
        return dt.date.fromisoformat(words[:10] if len(words) >= 10 else f"{words}-01")
    except ValueError:
        return None
