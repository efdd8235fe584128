"""For which body an entry speaks: the office that signed it, the charter version that it cites, and no cut before it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

from ceasefire.vocabulary.charters import Charter, Needs, RoleSays

NO_CHARTER: Final = "no charter is pinned: nobody's word is counted"
NOT_SEEN: Final = "authority not seen"


@dataclass(frozen=True, kw_only=True)
class Version:
    """One charter version as far as it is seen.

    | field | holds |
    |---|---|
    | origin | ledger that proposes it |
    | adopted | it has the acceptances that it takes, and so has the one before it |
    | unfit | what is wrong with it, in words; None: nothing |
    | behind | what it waits for besides acceptances, in words: the version it follows; None: nothing |
    | accepted | bodies that did so, wherever they are asked (under this version, under the one before) |
    | declined | bodies that did so, and did not accept |
    | waiting | bodies whose acceptance it waits for |
    | acceptances | statements by which it was accepted |
    | before | id of the version it follows; None: it is the first, or that one is not here |
    """

    id: str
    origin: str
    charter: Charter
    adopted: bool
    unfit: str | None
    behind: str | None
    accepted: tuple[str, ...]
    declined: tuple[str, ...]
    waiting: tuple[str, ...]
    acceptances: tuple[str, ...]
    before: str | None

    @cached_property
    def offices(self) -> Mapping[tuple[str, str], str]:
        """The body that each office speaks for, by its origin and key."""
        return {(office.origin, office.key): one.body for one in self.charter.bodies for office in one.offices}

    @cached_property
    def roles(self) -> Mapping[str, str]:
        """The role of each body."""
        return {one.body: one.role.value for one in self.charter.bodies}

    @cached_property
    def says(self) -> Mapping[str, RoleSays]:
        """What each role may say."""
        return {one.role.value: one for one in self.charter.roles}


class Voice(NamedTuple):
    """What an entry's signature is worth: the version that it speaks under, the body it speaks for and its role.

    Where it speaks for none, `why` says so in words.
    """

    version: str | None
    body: str | None
    role: str | None
    why: str

    def speaks_for(self, body: str) -> bool:
        """Say whether the entry is that body's own word."""
        return self.body is not None and self.body == body


@dataclass(frozen=True, kw_only=True)
class Authority:
    """Who speaks for whom, as seen from the version that a reader pins (`pin`; None: none is pinned).

    `several` are pinned ones of which more than one is here: then
    none is the pin. `versions` are those looked at, by id; `keys` is the first key of each ledger that they name; `mute` are ledgers that stand
    here as another tree than an adopted version saw, or end before the place where it saw them.
    """

    pin: str | None
    several: tuple[str, ...] = ()
    versions: Mapping[str, Version] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    mute: frozenset[str] = frozenset()

    @property
    def unpinned(self) -> bool:
        """Whether the reader pins no charter at all: then alone has anything effect as compiled.

        Where several pinned ones are here it is not clear whose word counts, and nobody's does.
        """
        return self.pin is None and not self.several

    @cached_property
    def adopted(self) -> tuple[Version, ...]:
        """The adopted versions, each after the one that it follows."""
        return tuple(one for one in self.versions.values() if one.adopted)

    @cached_property
    def forks(self) -> Mapping[str, tuple[str, ...]]:
        """The adopted versions that follow one and the same, by that one's id, where there are several."""
        found: dict[str, list[str]] = {}
        for one in self.adopted:
            if one.before is not None:
                found.setdefault(one.before, []).append(one.id)
        return {name: tuple(sorted(ids)) for name, ids in sorted(found.items()) if len(ids) > 1}

    @cached_property
    def last(self) -> tuple[Version, ...]:
        """The adopted versions that no adopted one follows, several where the charter forks; none unless the pinned one is adopted."""
        if self.pin not in {one.id for one in self.adopted}:
            return ()
        followed = {one.before for one in self.adopted}
        return tuple(one for one in self.adopted if one.id not in followed)

    @cached_property
    def in_force(self) -> Version | None:
        """The version by which questions are answered: the last adopted one; None where there is none, or a fork."""
        return self.last[0] if len(self.last) == 1 else None

    @cached_property
    def ends(self) -> Mapping[tuple[str, str], tuple[int, str]]:
        """From which position on an office does not speak, and the version that says so, by origin and key.

        The lowest cut of any adopted version holds, whichever version an entry cites.
        """
        found: dict[tuple[str, str], tuple[int, str]] = {}
        for one in self.adopted:
            for cut in one.charter.cuts:
                office = (cut.origin, cut.key)
                found[office] = min((cut.size, one.id), found.get(office, (cut.size, one.id)))
        return found

    @cached_property
    def why_not(self) -> str:
        """Why no version is in force, in words; empty where one is."""
        if self.in_force is not None:
            return ""
        if self.last:
            names = " and ".join(name[:12] for name in next(iter(self.forks.values())))
            return f"the charter forks: {names} follow one version; pin one of them"
        return self.unheard

    @cached_property
    def unheard(self) -> str:
        """Why nobody's word counts at all, in words; empty where the pinned version is adopted.

        Versions before a pinned one that is not adopted are not heard either: what it cuts would be unseen.
        """
        if self.several:
            names = " and ".join(one[:12] for one in self.several)
            return f"several pinned charters are in this record, {names}: name one (--charter ID)"
        if self.pin is None:
            return NO_CHARTER
        version = self.versions.get(self.pin)
        if version is None:
            return f"the pinned charter {self.pin[:12]} is not among those that can be read in this record"
        return "" if version.adopted else f"the pinned charter {not_adopted(version)}"

    def voice(self, origin: str, seq: int, cites: Collection[str]) -> Voice:
        """Return for whom an entry at a position of a ledger speaks, given what it cites."""
        named = {name for name in cites if name in self.versions}
        why = self._unseen(named) or self.ended(origin, seq)
        if why is not None:
            return Voice(None, None, None, why if why == NO_CHARTER else f"{NOT_SEEN}: {why}")
        version = self.versions[named.pop()]
        body = version.offices.get((origin, self.keys.get(origin, "")))
        if body is None:
            return Voice(version.id, None, None, f"{origin} speaks for no body under the charter {version.id[:12]}")
        return Voice(version.id, body, version.roles[body], "")

    def _unseen(self, named: set[str]) -> str | None:
        """Return why the version that an entry speaks under is not seen, None where it is and where it is adopted."""
        if self.unheard:
            return self.unheard
        if len(named) != 1:
            return "it cites several charter versions" if named else "it cites no charter version that is seen here"
        version = self.versions[next(iter(named))]
        return None if version.adopted else f"the charter {not_adopted(version)}"

    def met(self, needs: Needs, bodies: Collection[str]) -> tuple[str, ...]:
        """Return the bodies whose word is missing for something; empty where it has what it takes."""
        there = [one for one in needs.of if one in bodies]
        return () if len(there) >= needs.number else tuple(one for one in needs.of if one not in bodies)

    def ended(self, origin: str, seq: int) -> str | None:
        """Return why an entry at a position of a ledger counts for nothing under any version, in words; None where it may."""
        if origin in self.mute:
            return f"{origin} stands here as another ledger than the charter saw, or ends before"
        size, by = self.ends.get((origin, self.keys.get(origin, "")), (seq + 1, ""))
        return None if seq < size else f"the charter {by[:12]} ends what {origin} says at entry {size}"

    def __iter__(self) -> Iterator[Version]:
        return iter(self.versions.values())


def not_adopted(version: Version) -> str:
    """Name a version and say that it is not adopted, and how far it has come."""
    return f"{version.id[:12]} is not adopted: {waiting_words(version)}"


def waiting_words(version: Version) -> str:
    """Say how far a version has come: who proposes it, who accepted, who did not yet."""
    if version.unfit is not None:
        return version.unfit
    told = [f"proposed by {version.origin}"]
    told += [f"accepted by {', '.join(version.accepted)}"] if version.accepted else ["accepted by nobody"]
    told += [f"declined by {', '.join(version.declined)}"] if version.declined else []
    told += [f"not yet by {', '.join(version.waiting)}"] if version.waiting else []
    told += [version.behind] if version.behind is not None else []
    return "; ".join(told)
