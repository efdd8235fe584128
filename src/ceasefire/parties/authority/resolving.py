"""Which charter versions are adopted, as seen from the one that a reader pins.

A version is adopted when the bodies that `changes` names have accepted it: of the version itself and, where it follows
another, of that one too, which must be adopted (TUF 5.3.4: a new root is signed under the old and under the new one). An
acceptance counts for a body where its office speaks for the body in that version; entries at or above a cut of a version
that goes before do not. What a later version or a rival one cuts never takes an adoption back: adoption only grows with
what is seen, and cuts act on who speaks (`speaking`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import NamedTuple

from ceasefire.parties.authority.cuts import CutsSoFar, unlike
from ceasefire.parties.authority.fitness import unfit
from ceasefire.parties.authority.speaking import Authority, Version
from ceasefire.vocabulary.charters import Acceptance, Charter, Cut
from ceasefire.vocabulary.codes import Acceptance as Stand


class Entry(NamedTuple):
    """A charter or an acceptance where it stands: its id, ledger and position there, what it says and what it cites."""

    id: str
    origin: str
    seq: int
    body: Charter | Acceptance
    cites: tuple[str, ...] = ()


class Seen(NamedTuple):
    """Everything that an answer rests on.

    `keys` is the key that each ledger begins with, by origin. `root` gives the root of a ledger's tree at a size, by its
    origin; None where the ledger here is shorter, or not here.
    """

    entries: tuple[Entry, ...]
    keys: Mapping[str, str]
    root: Callable[[str, int], str | None]


def resolve(seen: Seen, pin: str | None) -> Authority:
    """Return who speaks for whom under the charter that a reader pins by its id; without a pin nobody does.

    The entries' order does not matter. Versions that the pinned one follows, directly or through others, and versions
    that follow it in the same way are looked at, and no other.
    """
    if pin is None:
        return Authority(pin=None)
    work = _Work(seen)
    if pin not in work.charters:
        return Authority(pin=pin)
    tree = {version.id: version for version in work.tree(pin)}
    named = {origin for version in tree.values() for origin in _named(version.charter)}
    keys = {origin: seen.keys[origin] for origin in sorted(named) if origin in seen.keys}
    cuts = (cut for version in tree.values() if version.adopted for cut in version.charter.cuts)
    return Authority(pin=pin, versions=tree, keys=keys, mute=frozenset(cut.origin for cut in cuts if work.unlike(cut)))


def _named(charter: Charter) -> Iterator[str]:
    """Yield the origins that a charter names: other ledgers' keys change no answer."""
    yield from (office.origin for one in charter.bodies for office in one.offices)
    yield from (one.office.origin for one in charter.depositaries)
    yield from (cut.origin for cut in charter.cuts)


@dataclass
class _Heard:
    """What the bodies of one charter say of a version: by which statements they accept it, and who declines it."""

    charter: Charter
    accepted: dict[str, list[str]] = field(default_factory=dict)
    declined: set[str] = field(default_factory=set)

    @cached_property
    def waiting(self) -> list[str]:
        """The bodies whose acceptance is still waited for; none where enough have accepted."""
        changes = self.charter.changes
        missing = [body for body in changes.of if body not in self.accepted]
        return [] if len(changes.of) - len(missing) >= changes.number else missing


@dataclass
class _Work:
    """The entries of one answer, by what is asked of them."""

    seen: Seen
    charters: dict[str, Entry] = field(default_factory=dict)
    following: dict[str, list[str]] = field(default_factory=dict)
    acceptances: dict[str, list[Entry]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._root = cache(self.seen.root)
        for one in sorted(self.seen.entries, key=lambda entry: (entry.id, entry.origin, entry.seq)):
            if isinstance(one.body, Charter):
                if self.charters.setdefault(one.id, one) is one and one.body.follows is not None:
                    self.following.setdefault(one.body.follows, []).append(one.id)
            elif one.body.charter in one.cites:  # it speaks under the version that it accepts
                self.acceptances.setdefault(one.body.charter, []).append(one)

    def unlike(self, cut: Cut) -> bool:
        """Say whether a ledger stands here otherwise than a cut saw it."""
        return unlike(cut, self.seen.keys, self._root)

    def line(self, pin: str) -> list[str]:
        """Return the pinned version and those that go before it, the first first; what is not here ends it."""
        found = {pin: None}
        name = self._charter(pin).follows
        while name is not None and name in self.charters and name not in found:
            found[name] = None
            name = self._charter(name).follows
        return list(found)[::-1]

    def tree(self, pin: str) -> Iterator[Version]:
        """Yield the versions of the line, and those that follow the pinned one, each after the one that it follows."""
        line = self.line(pin)
        before_pin = set(line[:-1])
        known: dict[str, Version] = {}
        way = CutsSoFar(self.unlike)
        waiting = list(enumerate(line))[::-1]
        while waiting:
            depth, name = waiting.pop()
            way.back_to(depth)
            version = known[name] = self._version(name, known, way.ends)
            way.enter(version.charter.cuts if version.adopted else ())
            yield version
            if name not in before_pin:
                after = self.following.get(name, ())
                waiting.extend((depth + 1, one) for one in after[::-1] if one not in known)

    def _charter(self, name: str) -> Charter:
        body = self.charters[name].body
        assert isinstance(body, Charter)
        return body

    def _version(self, name: str, known: Mapping[str, Version], ends: Mapping[tuple[str, str], int]) -> Version:
        charter = self._charter(name)
        before = known.get(charter.follows) if charter.follows is not None else None
        asked = [charter] if before is None else [charter, before.charter]
        heard = [self._heard(one, name, ends) for one in asked]
        waiting = {body: None for one in heard for body in one.waiting}
        why = unfit(charter, None if before is None else before.charter)
        behind = _behind(charter.follows, before)
        return Version(
            id=name,
            origin=self.charters[name].origin,
            charter=charter,
            adopted=why is None and behind is None and not waiting,
            unfit=why,
            behind=behind,
            accepted=_all(set(one.accepted) - set(waiting) for one in heard),
            declined=_all(one.declined - set(one.accepted) for one in heard),
            waiting=tuple(waiting),
            acceptances=_all(ids for one in heard for ids in one.accepted.values()),
            before=before.id if before is not None else None,
        )

    def _heard(self, charter: Charter, version: str, ends: Mapping[tuple[str, str], int]) -> _Heard:
        """Return what offices that speak for a body in a charter say of a version, but for what cuts end."""
        found = _Heard(charter)
        speak = {(office.origin, office.key): one.body for one in charter.bodies for office in one.offices}
        for one in self.acceptances.get(version, ()):
            assert isinstance(one.body, Acceptance)
            office = (one.origin, self.seen.keys.get(one.origin, ""))
            if speak.get(office) != one.body.of or one.seq >= ends.get(office, one.seq + 1):
                continue
            if one.body.stand is Stand.ACCEPT:
                found.accepted.setdefault(one.body.of, []).append(one.id)
            else:
                found.declined.add(one.body.of)
        return found


def _all(parts: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({one for part in parts for one in part}))


def _behind(follows: str | None, before: Version | None) -> str | None:
    """Return what a version waits for besides acceptances, in words: the one that it follows; None for nothing."""
    if follows is None or (before is not None and before.adopted):
        return None
    return f"the version {follows[:12]} that it follows is not {'here' if before is None else 'adopted'}"
