"""What was watched over a span of days: days, posts, patrols, hours and denials, from the statements of coverage."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from ceasefire.vocabulary.wording import plural

Row = dict[str, Any]
NOT_KNOWN: Final = "not known: no statement says what was watched"
COLUMNS: Final = ("coverage_id", "by", "zone", "place", "date_start", "date_end", "posts", "patrols", "hours", "denied")


class Watching(NamedTuple):
    """What statements of coverage say of a span of days.

    | field | holds |
    |---|---|
    | days_watched | days of which somebody states posts, patrols or hours, or that it watched without a number |
    | days_denied | other days, on which access was denied and nothing is stated as watched |
    | days_not_watched | the rest: days of which nobody says that it watched; this is no statement that nothing happened |
    | posts, patrols, hours, denied | posts: the most that one statement gives; the others added; None where nobody gives one |
    | by | who watched, sorted |
    | partly | statements that reach beyond the span: their days count, their numbers do not |
    """

    days_watched: int
    days_denied: int
    days_not_watched: int
    posts: int | None
    patrols: int | None
    hours: int | None
    denied: int | None
    by: tuple[str, ...]
    partly: int
    lineage: tuple[str, ...]

    def words(self) -> str:
        """Return the days in words: watched, denied, not watched."""
        parts = [f"watched {self.days_watched:,}", f"not watched {self.days_not_watched:,}"]
        if self.days_denied:
            parts.insert(1, f"denied {self.days_denied:,}")
        told = f"{', '.join(parts)} of {plural(self.days_watched + self.days_denied + self.days_not_watched, 'day')}"
        return f"{told}; numbers of {plural(self.partly, 'longer statement')} left out" if self.partly else told


def watching(coverage: Iterable[Row], start: date, end: date) -> Watching | None:
    """Return what the statements say of the days from start to end, both included; None where none speaks of them.

    None is not zero: where nobody says what was watched, nobody knows.
    """
    told = [row for row in coverage if _start(row) <= end and _end(row) >= start]
    if not told:
        return None
    watched = _days((row for row in told if _watches(row)), start, end)
    denied = _days((row for row in told if row["denied"]), start, end) - watched
    whole = [row for row in told if start <= _start(row) and _end(row) <= end]
    return Watching(
        days_watched=len(watched),
        days_denied=len(denied),
        days_not_watched=(end - start).days + 1 - len(watched) - len(denied),
        posts=max(_told(whole, "posts"), default=None),
        patrols=_sum(whole, "patrols"),
        hours=_sum(whole, "hours"),
        denied=_sum(whole, "denied"),
        by=tuple(sorted({row["by"] for row in told})),
        partly=len(told) - len(whole),
        lineage=tuple(sorted(row["coverage_id"] for row in told)),
    )


def columns(found: Watching | None) -> Row:
    """Return the columns that tables of coverage share; all null where nothing is known."""
    names = ("days_watched", "days_denied", "days_not_watched", "posts", "patrols", "hours", "denied")
    if found is None:
        return dict.fromkeys(names) | {"watched_by": None, "coverage": NOT_KNOWN}
    return {name: getattr(found, name) for name in names} | {"watched_by": list(found.by), "coverage": found.words()}


def dated(rows: Iterable[Row]) -> list[Row]:
    """Return the statements of coverage that tell their days; one that tells none covers no day that can be named."""
    return [row for row in rows if row["date_start"] is not None and row["by"]]


def _start(row: Row) -> date:
    first: date = row["date_start"]
    return first


def _end(row: Row) -> date:
    last: date = row["date_end"] or row["date_start"]
    return last


def _watches(row: Row) -> bool:
    """Say whether a statement tells of watching: a number above none, or no number at all but for denials."""
    numbers = [row[name] for name in ("posts", "patrols", "hours") if row[name] is not None]
    return any(numbers) or (not numbers and not row["denied"])


def _days(rows: Iterable[Row], start: date, end: date) -> set[date]:
    found: set[date] = set()
    for row in rows:
        first, last = max(_start(row), start), min(_end(row), end)
        found.update(first + timedelta(days=n) for n in range((last - first).days + 1))
    return found


def _sum(rows: Iterable[Row], name: str) -> int | None:
    told = _told(rows, name)
    return sum(told) if told else None


def _told(rows: Iterable[Row], name: str) -> list[int]:
    return [row[name] for row in rows if row[name] is not None]
