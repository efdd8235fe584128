"""What was done otherwise than a reader may think, in words: which reports were compared with none, or with few."""

from __future__ import annotations

from typing import Final

import numpy as np
import pyarrow as pa

from ceasefire.linkage.features.days_and_places import FILED_LATE_DAYS, UNDATED, swapped
from ceasefire.linkage.features.report_index import ReportIndex
from ceasefire.linkage.features.usable import SHOWN, Slips, shortened
from ceasefire.linkage.grouping.judgements import Ruling
from ceasefire.linkage.output import wholes
from ceasefire.linkage.scoring.block import SPANS, too_wide
from ceasefire.linkage.scoring.dense_cells import MOST_ALIKE
from ceasefire.linkage.scoring.inside import LONGEST_DAYS
from ceasefire.linkage.scoring.score import Scored
from ceasefire.vocabulary.arrays import Bools
from ceasefire.vocabulary.wording import plural

_NO_DAY: Final = ("tells no day and was compared with none", "tell no day and were compared with none")
_FILED_ALONE: Final = (
    f"tells no day: it was taken to be of the {FILED_LATE_DAYS} days up to its filing, and does not join another without one by itself",
    f"tell no day: they were taken to be of the {FILED_LATE_DAYS} days up to their filing, and do not join one another by themselves",
)
_TOO_WIDE: Final = (
    f"tells a window of more than {SPANS[-1]} days and was compared with none",
    f"tell windows of more than {SPANS[-1]} days and were compared with none",
)
_SWAPPED: Final = (
    "lies far from all others, and among them if latitude and longitude change places; it was left as it is",
    "lie far from all others, and among them if latitude and longitude change places; they were left as they are",
)
_CROWDED: Final = (
    f"shares a crowded place and day; it was compared with near-equal ones of that day alone, with up to {MOST_ALIKE} of them",
    f"share a crowded place and day; each was compared with near-equal ones of that day alone, with up to {MOST_ALIKE} of them",
)
_TOO_LONG: Final = (
    f"sums more than {LONGEST_DAYS} days, and no part of it was looked for",
    f"sum more than {LONGEST_DAYS} days, and no part of them was looked for",
)
_UNHEARD: Final = (
    "names reports that are not here, or one report twice",
    "name reports that are not here, or one report twice",
)
_CONTRADICTIONS: Final = (
    "between judgements; those reports stay apart until it is resolved",
    "between judgements; those reports stay apart until they are resolved",
)
# Each is said of one, and of several.


def notes(slips: Slips, data: ReportIndex, scored: Scored, ruling: Ruling) -> tuple[str, ...]:
    """Say in words what was done otherwise than a reader may think; `slips` are what of all reports cannot be used."""
    told = [*of_reports(slips, data, np.ones(len(data), bool))]
    told += [*_on(data, wholes.too_long(data), _TOO_LONG), *of_crowds(scored)]
    told += [_note(ruling.unheard, "judgement", _UNHEARD)] if ruling.unheard else []
    told += [_note(len(ruling.conflicts), "contradiction", _CONTRADICTIONS)] if len(ruling.conflicts) else []
    return tuple(told)


def of_reports(slips: Slips, data: ReportIndex, mine: Bools) -> tuple[str, ...]:
    """Say what of some reports (`mine`, bool [n]) cannot be used (`slips`), and which of them were compared with none."""
    marks = (
        (data.first == UNDATED, _NO_DAY),
        (data.dateless & (data.first != UNDATED), _FILED_ALONE),
        (too_wide(data), _TOO_WIDE),
        (swapped(data.lat, data.lon), _SWAPPED),
    )
    return (*map(str, slips), *(note for mask, words in marks for note in _on(data, mask & mine, words)))


def of_crowds(scored: Scored) -> tuple[str, ...]:
    """Say how many reports were compared with few because their place and day are crowded."""
    return (_note(scored.crowded, "report", _CROWDED),) if scored.crowded else ()


def _on(data: ReportIndex, mask: Bools, words: tuple[str, str]) -> tuple[str, ...]:
    """What is said of the reports marked (bool [n]), with their names; nothing of none."""
    return (f"{_note(int(mask.sum()), 'report', words)}: {_named(data, mask)}",) if mask.any() else ()


def _note(count: int, noun: str, words: tuple[str, str]) -> str:
    return f"{plural(count, noun)} {words[count != 1]}"


def _named(data: ReportIndex, mask: Bools) -> str:
    """Name the first of the reports marked, by id, and count the others."""
    rows = np.flatnonzero(mask)
    first = data.ids.take(pa.array(rows[np.argsort(data.rank[rows])][:SHOWN])).to_pylist()
    more = f" and {len(rows) - len(first):,} more" if len(rows) > len(first) else ""
    return ", ".join(shortened(name) for name in first) + more
