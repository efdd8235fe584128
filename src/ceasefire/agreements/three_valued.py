"""Yes, no, cannot tell: the three answers of an element, each with its reason, kept as small codes."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Any

import numpy as np

from ceasefire.parties import Directory
from ceasefire.vocabulary.arrays import Bits, Bools, Codes, Levels
from ceasefire.vocabulary.missing import MISSING


class State(IntEnum):
    """One element's answer; the values are bits, so that several answers can be laid over each other."""

    NO = 1
    UNDETERMINED = 2
    YES = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """One answer with its ground; where an exemption is claimed also by whom, on what basis, and who disputes it."""

    state: State
    words: str
    missing: str | None = None
    asserted_by: tuple[str, ...] = ()
    basis: str | None = None
    disputed_by: tuple[str, ...] = ()
    zone: str | None = None
    rests: tuple[str, ...] = ()
    """Ids of the statements it rests on: zone versions, accessions, lists, acts."""

    @property
    def asserted(self) -> bool:
        """Whether it is a yes by somebody's word: an exemption whose ground fits, never a finding of ours."""
        return self.state is State.YES and bool(self.asserted_by)


def yes(words: str, *, zone: str | None = None, rests: Iterable[str] = ()) -> Reason:
    """Return a yes with its ground, and the zone in which the incident then surely lies."""
    return Reason(state=State.YES, words=words, zone=zone, rests=_ids(rests))


def no(words: str, *, rests: Iterable[str] = ()) -> Reason:
    """Return a no with its ground."""
    return Reason(state=State.NO, words=words, rests=_ids(rests))


def undetermined(words: str, missing: str, *, rests: Iterable[str] = ()) -> Reason:
    """Return an open answer with its ground; raises KeyError when `missing` is not one of MISSING."""
    if missing not in MISSING:
        raise KeyError(missing)
    return Reason(state=State.UNDETERMINED, words=words, missing=missing, rests=_ids(rests))


def _ids(rests: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({one for one in rests if one}))


@dataclass(slots=True)
class Reasons:
    """The distinct reasons met so far, each with its number; arrays carry the numbers. It only grows."""

    known: list[Reason] = field(default_factory=list)
    numbers: dict[Reason, int] = field(default_factory=dict)
    lists: dict[Hashable, Codes] = field(default_factory=dict)
    columns: dict[str, Any] = field(default_factory=dict)

    def kept(self, key: Hashable, make: Callable[[], Iterable[Reason]]) -> Codes:
        """Return the numbers of the reasons that `make` gives: int32, one each; made once for each key."""
        found = self.lists.get(key)
        if found is None:
            found = self.lists[key] = self.codes(make())
        return found

    def code(self, reason: Reason) -> int:
        """Return the number of a reason, a new one if it was not met before."""
        number = self.numbers.get(reason)
        if number is None:
            number = self.numbers[reason] = len(self.known)
            self.known.append(reason)
        return number

    def codes(self, reasons: Iterable[Reason]) -> Codes:
        """Return the numbers of some reasons: int32, one each."""
        return np.fromiter((self.code(r) for r in reasons), np.int32)

    def states(self) -> Levels:
        """Return the State of each number: int8 [known], not to be written to."""
        return np.asarray(self._grown("states", np.int8, lambda r: r.state))

    def missing(self) -> Bits:
        """Return what each number misses, as one bit of MISSING: uint16 [known], not to be written to."""
        return np.asarray(
            self._grown("missing", np.uint16, lambda r: 1 << MISSING.index(r.missing) if r.missing else 0)
        )

    def asserted(self) -> Bools:
        """Return whether each number is an asserted exemption: bool [known], not to be written to."""
        return np.asarray(self._grown("asserted", np.bool_, lambda r: r.asserted))

    def claimed(self) -> Bools:
        """Return whether each number tells who claims an exemption, granted or not: bool [known], not to be written to."""
        return np.asarray(self._grown("claimed", np.bool_, lambda r: bool(r.asserted_by)))

    def _grown(self, name: str, kind: type[np.generic], value: Callable[[Reason], int]) -> Any:
        """Return a value of each reason: of those that are known since the last time alone it is asked."""
        had = self.columns.get(name, np.zeros(0, kind))
        more = self.known[len(had) :]
        if more or name not in self.columns:
            had = np.append(had, np.fromiter(map(value, more), kind, len(more)))
            had.flags.writeable = False
            self.columns[name] = had
        return had


def among(directory: Directory, party: str, group: Iterable[str]) -> State:
    """Return whether a party is, or belongs to, one of these ids; a wider name than theirs cannot be told."""
    ids = set(group)
    if directory.belongs.get(party, frozenset({party})) & ids:
        return State.YES
    if any(party in directory.belongs.get(one, ()) for one in ids):
        return State.UNDETERMINED
    return State.NO


def strongest(reasons: Iterable[Reason]) -> Reason:
    """Return the answer of "any of these": a yes if there is one, else an open one, else a no.

    The choice among equals does not depend on the order they come in.
    """
    found = list(reasons)
    if len(found) == 1:
        return found[0]
    best = max(r.state for r in found)
    equal = [r for r in found if r.state == best]
    first = min(equal, key=lambda r: (r.words, r.rests))
    rests = _ids(one for r in equal for one in r.rests)
    return first if rests == first.rests else replace(first, rests=rests)


def agreed(reasons: Iterable[Reason], doubt: Reason) -> Reason:
    """Return the answer of "whichever of these holds": their common state, or `doubt` where they differ."""
    given = list(reasons)
    if len(given) == 1:
        return given[0]
    found = sorted(set(given), key=lambda r: (r.words, r.rests))
    rests = _ids(one for r in found for one in r.rests)
    if len({r.state for r in found}) > 1:
        return replace(doubt, rests=rests)
    if len(found) == 1 or found[0].state is State.UNDETERMINED or any(r.asserted for r in found):
        return found[0]
    words = dict.fromkeys(r.words for r in found)
    return replace(found[0], words=" and ".join(list(words)[:4]), rests=rests)
