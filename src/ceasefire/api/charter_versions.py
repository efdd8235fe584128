"""Every charter version of a record and how far each has come, whatever is pinned."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ceasefire.parties.authority import Entry, Seen, resolve
from ceasefire.parties.authority.speaking import Version, forks_of
from ceasefire.record.errors import AmbiguousIdError, NotFoundError
from ceasefire.vocabulary.charters import Charter, Cut
from ceasefire.vocabulary.labels import SHORTEST

if TYPE_CHECKING:
    from ceasefire.api.held_record import HeldRecord

MOST_TOLD = 10
"""Charters that a message lists at most."""


@dataclass(frozen=True)
class Versions:
    """The charter versions of a record, as they stand in `seen`."""

    seen: Seen

    @classmethod
    def of(cls, record: "HeldRecord") -> "Versions":
        """Return those of a record as it is now."""
        return cls(record.tables.chosen().seen)

    @cached_property
    def charters(self) -> dict[str, Charter]:
        """The charters by id, sorted by it."""
        told = sorted((one.id, one.body) for one in self.seen.entries if isinstance(one.body, Charter))
        return dict(told)

    @cached_property
    def _families(self) -> dict[str, list[Entry]]:
        """The charters and acceptances of each line of versions, by the version that it begins with."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for one in self.seen.entries:
            about = one.id if isinstance(one.body, Charter) else one.body.charter
            if about in self.charters:
                found[self._firsts[about]].append(one)
        return found

    @cached_property
    def _firsts(self) -> dict[str, str]:
        """The version that each one goes back to; an id is a digest over what it follows, so that no line is a circle.

        Each step of a line is gone once, however long the line is.
        """
        found: dict[str, str] = {}
        for charter in self.charters:
            way = [charter]
            while way[-1] not in found and (before := self.charters[way[-1]].follows) in self.charters:
                way.append(before)
            first = found.get(way[-1], way[-1])
            found |= dict.fromkeys(way, first)
        return found

    @cached_property
    def found(self) -> dict[str, Version]:
        """Each version by its id, seen from the first of its line: how far one has come does not depend on the reader's pin.

        Each line is gone through once, however many versions one office has it fork into.
        """
        lines = (resolve(self.seen._replace(entries=tuple(said)), first) for first, said in self._families.items())
        return {version.id: version for line in lines for version in line}

    def cuts_before(self, version: Version) -> Iterator[Cut]:
        """Yield the cuts of the versions that go before one."""
        while version.before is not None:
            version = self.found[version.before]
            yield from version.charter.cuts

    def named(self, name: str) -> Version:
        """Return the version meant by an id or eight digits or more from its beginning; raises NotFoundError."""
        meant = [one for one in self.charters if one == name or (len(name) >= SHORTEST and one.startswith(name))]
        if len(meant) == 1:
            return self.found[meant[0]]
        kind, words = (AmbiguousIdError, "several charters") if meant else (NotFoundError, "no charter of this record")
        there = "; ".join(f"{one[:16]} of {self.charters[one].mechanism}" for one in list(self.charters)[:MOST_TOLD])
        raise kind(f"{name[:80]!r} names {words} (charters here: {there or 'none'})")

    @cached_property
    def forks(self) -> Mapping[str, tuple[str, ...]]:
        """The adopted versions that follow one and the same, by that one's id, where there are several."""
        return forks_of(self.found.values())
