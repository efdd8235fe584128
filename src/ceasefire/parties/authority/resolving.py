"""Which charter versions are adopted, as seen from the one that a reader pins.

A version is adopted when the bodies that `changes` names have accepted it: of the version itself and, where it follows
another, of that one too, which must be adopted (TUF 5.3.4: a new root is signed under the old and under the new one). An
acceptance counts for a body where its office speaks for the body in that version; entries at or above a cut of a version
that goes before do not. What a later version or a rival one cuts never takes an adoption back: adoption only grows with
what is seen, and cuts act on who speaks (`speaking`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

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
    that follow it are looked at, and no other.
    """
    if pin is None:
        return Authority(pin=None)
    work = _Work(seen)
    if pin not in work.charters:
        return Authority(pin=pin)
    tree = {version.id: version for version in work.tree(work.line(pin), pin)}
    named = {origin for version in tree.values() for origin in _named(version.charter)}
    keys = {origin: seen.keys[origin] for origin in sorted(named) if origin in seen.keys}
    return Authority(pin=pin, versions=tree, keys=keys, mute=frozenset(work.forked(tree.values())))


def _named(charter: Charter) -> Iterator[str]:
    """Yield the origins that a charter names: other ledgers' keys change no answer."""
    yield from (office.origin for one in charter.bodies for office in one.offices)
    yield from (one.office.origin for one in charter.depositaries)
    yield from (cut.origin for cut in charter.cuts)


@dataclass
class _Work:
    """The entries of one answer, by what is asked of them."""

    seen: Seen
    charters: dict[str, Entry] = field(default_factory=dict)
    following: dict[str, list[str]] = field(default_factory=dict)
    acceptances: dict[str, list[Entry]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in sorted(self.seen.entries, key=lambda entry: (entry.id, entry.origin, entry.seq)):
            if isinstance(one.body, Charter):
                if self.charters.setdefault(one.id, one) is one and one.body.follows is not None:
                    self.following.setdefault(one.body.follows, []).append(one.id)
            elif cited(one, one.body):
                self.acceptances.setdefault(one.body.charter, []).append(one)

    def line(self, pin: str) -> list[str]:
        """Return the pinned version and those that go before it, the first first; what is not here ends it."""
        found = [pin]
        while (before := self.charters[found[-1]].body.follows) is not None:  # type: ignore[union-attr]
            if before not in self.charters or before in found:
                break
            found.append(before)
        return found[::-1]

    def tree(self, line: list[str], pin: str) -> Iterator[Version]:
        """Yield the versions of the line, and those that follow the pinned one, each after the one that it follows."""
        known: dict[str, Version] = {}
        waiting = list(line[::-1])
        while waiting:
            name = waiting.pop()
            before = self.charters[name].body.follows  # type: ignore[union-attr]
            version = self._version(name, known.get(before) if before is not None else None, before)
            known[name] = version
            yield version
            if name == pin or (name not in line and version.adopted):
                waiting.extend(one for one in self.following.get(name, ())[::-1] if one not in known)

    def _version(self, name: str, before: Version | None, follows: str | None) -> Version:
        entry = self.charters[name]
        assert isinstance(entry.body, Charter)
        charter = entry.body
        cuts = () if before is None else (*before.cuts_before, *before.charter.cuts)
        accepted: dict[str, tuple[str, ...]] = {}
        declined: set[str] = set()
        for body, one in self._said(charter, name, cuts):
            if one.body.stand is Stand.ACCEPT:  # type: ignore[union-attr]
                accepted[body] = (*accepted.get(body, ()), one.id)
            else:
                declined.add(body)
        of_before = {} if before is None else self._accepting(before.charter, name, cuts)
        waiting = _missing(charter, accepted) + ([] if before is None else _missing(before.charter, of_before))
        why = unfit(charter, None if before is None else before.charter)
        if why is None and follows is not None and before is None:
            why = f"the version {follows[:12]} that it follows is not here"
        adopted = why is None and not waiting and (before is None or before.adopted)
        return Version(
            id=name,
            origin=entry.origin,
            charter=charter,
            adopted=adopted,
            unfit=why,
            accepted=tuple(sorted({*accepted, *of_before})),
            declined=tuple(sorted(declined - set(accepted))),
            waiting=tuple(dict.fromkeys(waiting)),
            acceptances=tuple(sorted({i for ids in (*accepted.values(), *of_before.values()) for i in ids})),
            before=before.id if before is not None else None,
            cuts_before=cuts,
        )

    def _accepting(self, charter: Charter, version: str, cuts: Iterable[Cut]) -> dict[str, tuple[str, ...]]:
        """Return the bodies of a charter that accept a version, each with the statements by which it does."""
        found: dict[str, tuple[str, ...]] = {}
        for body, one in self._said(charter, version, cuts):
            if one.body.stand is Stand.ACCEPT:  # type: ignore[union-attr]
                found[body] = (*found.get(body, ()), one.id)
        return found

    def _said(self, charter: Charter, version: str, cuts: Iterable[Cut]) -> Iterator[tuple[str, Entry]]:
        """Yield what offices that speak for a body in a charter say of a version, with the body."""
        speak = {(office.origin, office.key): one.body for one in charter.bodies for office in one.offices}
        ended = limits(cuts)
        mute = self._forked(cuts)
        for one in self.acceptances.get(version, ()):
            office = (one.origin, self.seen.keys.get(one.origin, ""))
            body = speak.get(office)
            if body is None or one.origin in mute or one.seq >= ended.get(office, one.seq + 1):
                continue
            if body == one.body.of:  # type: ignore[union-attr]
                yield body, one

    def forked(self, versions: Iterable[Version]) -> set[str]:
        """Return the ledgers that an adopted version saw as another tree than the one here: nothing of them speaks."""
        return self._forked(cut for one in versions if one.adopted for cut in one.charter.cuts)

    def _forked(self, cuts: Iterable[Cut]) -> set[str]:
        return {
            cut.origin
            for cut in cuts
            if self.seen.keys.get(cut.origin) == cut.key
            and self.seen.root(cut.origin, cut.size) not in (None, cut.root)
        }


def cited(entry: Entry, body: Acceptance) -> bool:
    """Say whether an acceptance cites the version that it accepts: it speaks under that one."""
    return body.charter in entry.cites


def limits(cuts: Iterable[Cut]) -> dict[tuple[str, str], int]:
    """Return the position from which on each office does not speak, by origin and key: the lowest of its cuts."""
    found: dict[tuple[str, str], int] = {}
    for cut in cuts:
        office = (cut.origin, cut.key)
        found[office] = min(cut.size, found.get(office, cut.size))
    return found


def _missing(charter: Charter, accepted: Mapping[str, object]) -> list[str]:
    """Return the bodies whose acceptance is still waited for; none where enough have accepted."""
    there = [body for body in charter.changes.of if body in accepted]
    if len(there) >= charter.changes.number:
        return []
    return [body for body in charter.changes.of if body not in accepted]
