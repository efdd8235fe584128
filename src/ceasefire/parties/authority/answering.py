"""Whose coding of a piece of shared law answers: the charter's depositary, else an office that the reader names."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ceasefire.parties.authority.speaking import Authority
from ceasefire.vocabulary.codes import Shared


class Answer(NamedTuple):
    """The ledger whose coding answers (None: none is named) and on what ground."""

    origin: str | None
    ground: str


@dataclass(frozen=True, kw_only=True)
class Answering:
    """Who answers for shared law: `authority` first, then the offices that the reader names, in their order.

    `chosen` is the ledger asked for by option; it goes before the charter, for then a reader asks for just that coding.
    `named` are origins with the key each ledger must begin with; one that begins with another key does not answer.
    """

    authority: Authority
    keys: Mapping[str, str] = field(default_factory=dict)
    chosen: str | None = None
    named: tuple[tuple[str, str], ...] = ()

    def of(self, what: Shared, thing: str, coded_by: Collection[str]) -> Answer:
        """Return which of the ledgers that code a thing answers for it."""
        ledgers = sorted(set(coded_by))
        if self.chosen is not None and self.chosen in ledgers:
            return Answer(self.chosen, f"asked for as coded by {self.chosen}")
        kept = self.depositaries(what, thing)
        if kept:
            return self._of_depositary(kept, ledgers)
        for origin in self._named_here:
            if origin in ledgers:
                return Answer(origin, f"the reader's trust file names {origin}")
        if len(ledgers) == 1:
            return Answer(ledgers[0], "as compiled: no other office codes it")
        if not ledgers:
            return Answer(None, "no office codes it")
        return Answer(None, f"coded differently by {' and '.join(ledgers)}, and none is named to answer")

    def _of_depositary(self, kept: tuple[tuple[str, str], ...], ledgers: list[str]) -> Answer:
        """Return what the charter's depositary answers: nothing where it is not here, or the charter names several."""
        ground = f"the charter names {' and '.join(origin for origin, _ in kept)} as depositary"
        one = self._only(kept)
        if one is None:
            return Answer(None, f"{ground}: {'several' if len(kept) > 1 else 'its ledger is not here as named'}")
        return Answer(one, ground) if one in ledgers else Answer(None, f"{ground}, who does not code it")

    def depositaries(self, what: Shared, thing: str | None = None) -> tuple[tuple[str, str], ...]:
        """Return the offices (origin, key) that the charter in force names to keep a thing, else all of its kind.

        More than one is a slip of the charter, or it forks and its branches differ: then none answers.
        """
        found: set[tuple[str, str]] = set()
        for version in self.authority.last:
            kept = [one for one in version.charter.depositaries if one.of is what]
            own = [one for one in kept if one.id is not None and one.id == thing] or [o for o in kept if o.id is None]
            found |= {(one.office.origin, one.office.key) for one in own}
        return tuple(sorted(found))

    def named_things(self, what: Shared) -> tuple[str | None, ...]:
        """Return of which things of a kind the charter in force, or any branch of it, names a depositary; None: of all."""
        kept = (one for version in self.authority.last for one in version.charter.depositaries)
        return tuple(one.id for one in kept if one.of is what)

    def recorders(self, what: Shared, thing: str) -> frozenset[str]:
        """Return the ledgers whose record of a thing is taken as it is compiled, though it speaks of others.

        They are its one depositary's, else those that the reader names, and the one asked for by option.
        """
        kept = self.depositaries(what, thing)
        here = (self._only(kept),) if kept else self._named_here
        return frozenset(one for one in (*here, self.chosen) if one is not None)

    @property
    def _named_here(self) -> tuple[str, ...]:
        """The ledgers that the reader names, in their order, where they begin with the key named."""
        return tuple(origin for origin, key in self.named if self.keys.get(origin) == key)

    def _only(self, kept: tuple[tuple[str, str], ...]) -> str | None:
        """Return the one ledger that is named, where it is here, begins with the key named and is the one the charter saw."""
        here = [origin for origin, key in kept if self.keys.get(origin) == key and origin not in self.authority.mute]
        return here[0] if len(kept) == len(here) == 1 else None

    def keeper(self, what: Shared, default: str | None = None) -> str | None:
        """Return the one ledger that keeps all of a kind for everybody, as the links: the charter's depositary, else a default.

        None where the charter names several, or one that is not here.
        """
        kept = self.depositaries(what)
        return self._only(kept) if kept else default
