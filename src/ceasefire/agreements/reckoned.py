"""What is reckoned once of each instrument of a context."""

from collections.abc import Callable
from functools import cached_property
from typing import TypeVar, cast

from ceasefire.agreements.language.model import Instrument

Found = TypeVar("Found")


class Reckoned:
    """Keeps what was reckoned of instruments: whoever inherits from it never changes."""

    def once(self, what: str, instrument: Instrument, reckon: Callable[[], Found]) -> Found:
        """Return what is reckoned of an instrument, worked out when it is first asked for.

        An instrument is known as the object it is: readings of one text share its id.
        """
        key = what, id(instrument)
        if key not in self._kept:
            self._kept[key] = instrument, reckon()
        return cast("Found", self._kept[key][1])

    @cached_property
    def _kept(self) -> dict[tuple[str, int], tuple[Instrument, object]]:
        """What was reckoned, each with its instrument, so that no other takes its place in memory."""
        return {}
