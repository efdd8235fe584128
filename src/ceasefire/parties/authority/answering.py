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
        if self.chosen is not None and self.chosen in coded_by:
            return Answer(self.chosen, f"asked for as coded by {self.chosen}")
        kept = self.depositaries(what, thing)
        if kept:
            here = [origin for origin, key in kept if origin in coded_by and self.keys.get(origin) == key]
            names = " and ".join(origin for origin, _ in kept)
            return Answer(here[0] if len(kept) == len(here) == 1 else None, f"the charter names {names} as depositary")
        for origin, key in self.named:
            if origin in coded_by and self.keys.get(origin) == key:
                return Answer(origin, f"the reader's trust file names {origin}")
        if len(coded_by) == 1:
            return Answer(next(iter(coded_by)), "as compiled: no other office codes it")
        return Answer(None, f"coded differently by {' and '.join(sorted(coded_by))}, and none is named to answer")

    def depositaries(self, what: Shared, thing: str | None = None) -> tuple[tuple[str, str], ...]:
        """Return the offices (origin, key) that the charter in force names to keep a thing, else all of its kind.

        More than one is a slip of the charter: then none answers.
        """
        version = self.authority.in_force
        if version is None:
            return ()
        kept = [one for one in version.charter.depositaries if one.of is what]
        own = [one for one in kept if one.id is not None and one.id == thing] or [one for one in kept if one.id is None]
        return tuple(sorted({(one.office.origin, one.office.key) for one in own}))

    def keeper(self, what: Shared, default: str | None = None) -> str | None:
        """Return the one ledger that keeps all of a kind for everybody, as the links: the charter's depositary, else a default.

        None where the charter names several, or one that is not here.
        """
        kept = self.depositaries(what)
        if not kept:
            return default
        here = [origin for origin, key in kept if self.keys.get(origin) == key]
        return here[0] if len(kept) == len(here) == 1 else None
