"""Provisions that wait for each other in a row: deadlines that count from deadlines, and what opens what."""

from collections.abc import Iterator, Mapping
from typing import Final

from ceasefire.agreements.language.fields import Moment
from ceasefire.agreements.language.files.file_faults import Wrong
from ceasefire.agreements.language.model import Instrument

MOST_IN_A_ROW: Final = 100
"""Provisions that wait for each other in one row at most. Chosen by hand: no row of the examples is longer than a handful."""


def too_long(instrument: Instrument) -> Iterator[Wrong]:
    """Yield the first provision of each kind of row that stands farther down than MOST_IN_A_ROW."""
    own = {one.id: number for number, one in enumerate(instrument.provisions)}
    for field, leads in (("deadline", _counted_from(instrument)), ("then", _opens(instrument))):
        far = next((one for one, place in places(leads).items() if place == MOST_IN_A_ROW + 1 and one in own), None)
        if far is not None:
            words = (
                f"{far!r} stands at the end of more than {MOST_IN_A_ROW} provisions that wait for each other in a row"
            )
            yield Wrong(("provisions", own[far], *([field] if field == "deadline" else [])), "chain", words)


def _counted_from(instrument: Instrument) -> dict[str, tuple[str, ...]]:
    """Return for each provision those whose deadline counts from its own."""
    leads: dict[str, tuple[str, ...]] = {}
    for one in instrument.provisions:
        event = one.deadline.after if isinstance(one.deadline, Moment) else None
        if event is not None and event.startswith("deadline:"):
            name = event.removeprefix("deadline:")
            leads[name] = (*leads.get(name, ()), one.id)
    return leads


def _opens(instrument: Instrument) -> dict[str, tuple[str, ...]]:
    return {one.id: tuple(dict.fromkeys((*one.then, *one.otherwise))) for one in instrument.provisions}


def places(leads: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Return how far down each name stands, 1 for one to which none leads; none for those in or behind a circle."""
    waits = dict.fromkeys(leads, 0)
    for name in (one for targets in leads.values() for one in targets):
        waits[name] = waits.get(name, 0) + 1
    free = [name for name, count in waits.items() if not count]
    found = dict.fromkeys(free, 1)
    while free:
        name = free.pop()
        for one in leads.get(name, ()):
            found[one] = max(found.get(one, 0), found[name] + 1)
            waits[one] -= 1
            free += [one] if not waits[one] else []
    return {name: place for name, place in found.items() if not waits[name]}
