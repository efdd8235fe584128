"""The counts of a bulletin among the figures of the reading schema."""

from __future__ import annotations

from typing import Any

from ceasefire.reading.bulletins.model import Bulletin, Entry
from ceasefire.vocabulary.codes import WHOLE

Written = dict[str, Any]
"""A reading, or one of its claims, as the plain data of the reading schema."""


def with_counts(reading: Written, bulletin: Bulletin) -> Written:
    """Return a reading with a bulletin's counts among its figures.

    A figure whose span shares a character with a count is left out: it is the same number, and the count says more of it.
    """
    claims = reading["claims"]
    figures = [figure for figure in claims["figures"] if not _counted(figure, bulletin)]
    counts = [_figure(entry, f"t{number}") for number, entry in enumerate(bulletin.entries, 1)]
    return {**reading, "claims": {**claims, "figures": [*figures, *counts]}}


def _counted(figure: Written, bulletin: Bulletin) -> bool:
    start, end = figure["span"]
    return any(entry.start < end and start < entry.end for entry in bulletin.entries)


def _figure(entry: Entry, name: str) -> Written:
    count = int(entry.count) if float(entry.count).is_integer() else entry.count
    figure: Written = {
        "id": name,
        "quote": entry.quote,
        "span": [entry.start, entry.end],
        "rule": entry.rule,
        "measure": entry.measure.replace("_", " "),
        "value": {"low": count, "high": count},
    }
    source = entry.counted_by or entry.by
    figure |= {"source": source} if source else {}
    if entry.period:
        figure["period"] = {"start": entry.period[0].isoformat(), "end": entry.period[1].isoformat()}
    return figure | ({"place": entry.place} if entry.place != WHOLE else {})
