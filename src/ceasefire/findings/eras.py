"""Eras: the spans over which one practice of counting is taken to have held, so that no sum joins two of them unsaid."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple, Protocol

LONG_GAP: Final = timedelta(days=92)
"""Days without a number, more than which part two eras where no period of the settings says so. A quarter, chosen by hand."""


class Span(Protocol):
    """A named span of days, first and last included, as the settings of a record give its periods."""

    @property
    def name(self) -> str: ...
    @property
    def start(self) -> date: ...
    @property
    def end(self) -> date: ...


class Era(NamedTuple):
    """A span of days with its name, and the days in it that have a number, in order."""

    name: str
    start: date
    end: date
    days: tuple[date, ...]


def eras(days: Iterable[date], periods: Sequence[Span] = ()) -> tuple[Era, ...]:
    """Return the days by the eras in which they lie, each day in one; an era without a day is not given.

    An era is a period that contains no other one, as one year of three does and the three years do not. Days outside all
    of these are parted where more than LONG_GAP lies between two of them, and called after their first and last day.
    """
    inner = innermost(periods)
    of: dict[Span | None, list[date]] = {}
    for day in sorted(set(days)):
        of.setdefault(next((p for p in inner if p.start <= day <= p.end), None), []).append(day)
    outside = of.pop(None, [])
    named = (Era(p.name, p.start, p.end, tuple(own)) for p, own in of.items() if p is not None)
    found = [*named, *(_run(own) for own in _runs(outside))]
    return tuple(sorted(found, key=lambda era: (era.days[0], era.name)))


def innermost(periods: Sequence[Span]) -> list[Span]:
    """Return the periods that contain no other one, in order of days."""
    found = [p for p in periods if not any(_contains(p, other) for other in periods)]
    return sorted(found, key=lambda p: (p.start, p.end))


def _contains(one: Span, other: Span) -> bool:
    whole = one.start <= other.start and other.end <= one.end
    return whole and (one.start, one.end) != (other.start, other.end)


def _runs(days: Sequence[date]) -> Iterator[list[date]]:
    run: list[date] = []
    for day in days:
        if run and day - run[-1] > LONG_GAP:
            yield run
            run = []
        run.append(day)
    if run:
        yield run


def _run(days: Sequence[date]) -> Era:
    first, last = days[0], days[-1]
    return Era(f"{first} to {last}" if first != last else str(first), first, last, tuple(days))
