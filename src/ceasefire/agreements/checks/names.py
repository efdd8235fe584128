"""Names that an agreement uses: parties, classes, instruments and lists that must be known somewhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Final

from ceasefire.agreements.checks.problem import Findings, Path
from ceasefire.agreements.context import Context
from ceasefire.agreements.language.fields import Bound
from ceasefire.agreements.language.model import Instrument
from ceasefire.parties import fold, says_unknown
from ceasefire.vocabulary.codes import ObjectKind

TABLES: Final = frozenset({"parties", "zones", "lists", "meetings", "accessions", "instruments"})
"""Kinds of names that an agreement uses and that something else must hold."""
NOT_CHECKED: Final = "not-checked"
"""The rule of a name of a kind that nothing here holds; its words are KIND:NAME."""


@dataclass(frozen=True)
class Seen:
    """What an agreement is seen against; of kinds that are not `known` nothing is held, and their names pass."""

    context: Context
    known: frozenset[str]
    files: Mapping[str, str]
    """The file of each instrument that was read from one."""

    @cached_property
    def _classes(self) -> frozenset[str]:
        """What parties are said to belong to."""
        held = self.context.parties.belongs
        return frozenset(up for party, ups in held.items() for up in ups if up != party)

    @cached_property
    def _groups(self) -> frozenset[str]:
        """Bodies: every party, and every group that one is part of."""
        return frozenset(up for ups in self.context.parties.within.values() for up in ups)

    def party(self, name: str, path: Path) -> Findings:
        """Yield what is wrong with a name that must be a party's (a group's counts)."""
        if "parties" not in self.known or not self.context.parties.belongs:
            yield "note", path, NOT_CHECKED, f"parties:{name}"
        elif name in self._classes and name not in self._groups:
            yield "error", path, "class-for-party", f"{name!r} is a class of parties; write it in `classes`"
        elif not self.context.parties.known(name):
            yield "error", path, "dangling", f"no party {name!r} is recorded{near(name, self._groups)}"

    def told(self, text: str, path: Path, *, only_near: bool = False) -> Findings:
        """Yield a warning for words, as a report would tell them, that mean nobody known and do not say so.

        `only_near`: only where a known name is much like them, for whoever gives an account need be no party.
        """
        if "parties" not in self.known or not self.context.parties.belongs:
            return
        naming = self.context.parties.naming(text)
        if not naming.unknown or naming.label or says_unknown(text):
            return
        if only_near and not self._meant(text):
            return
        if fold(text) in self._classes:
            words = f"{text!r} is a class of parties, and no report names one; name a party of it"
        else:
            words = f"{text!r} names no party known here{self._meant(text)}; it is read as somebody unknown"
        yield "warning", path, "nobody", words

    def _meant(self, text: str) -> str:
        """Return, to be set behind words that mean nobody, the name of a party or the word of a kind most like them."""
        names = {fold(one): one for one in (*self.context.parties.spellings, *(kind.value for kind in ObjectKind))}
        found = get_close_matches(fold(text), names, n=1, cutoff=0.7)
        return f"; did you mean {names[found[0]]!r}?" if found else ""

    def class_of(self, name: str, path: Path) -> Findings:
        """Yield what is wrong with a name that must be a class's (a group with members counts)."""
        if "parties" not in self.known or not self.context.parties.belongs:
            yield "note", path, NOT_CHECKED, f"parties:{name}"
        elif name in self._classes:
            return
        elif name in self._groups:
            yield "error", path, "party-for-class", f"{name!r} is a party, not a class; write it in `actors`"
        else:
            yield "error", path, "dangling", f"no class {name!r} is recorded{near(name, self._classes)}"

    def either(self, name: str, path: Path) -> Findings:
        """Yield what is wrong with a name that may be a party's or a class's."""
        return self.class_of(name, path) if name in self._classes else self.party(name, path)

    def list_(self, name: str, path: Path) -> Findings:
        """Yield what is wrong with the name of a designation list."""
        if "lists" not in self.known:
            yield "note", path, NOT_CHECKED, f"lists:{name}"
        elif name not in self.context.lists:
            yield "warning", path, "dangling", f"no version of the list {name!r} is recorded"

    def series(self, process: str, path: Path) -> Findings:
        """Yield what is wrong with the name of a series of meetings."""
        if "meetings" not in self.known:
            yield "note", path, NOT_CHECKED, f"meetings:{process}"
        elif not any(one.process == process for one in self.context.meetings):
            yield "warning", path, "dangling", f"no meeting of {process!r} is recorded"

    def instrument(self, own: Instrument, other: str, path: Path) -> Findings:
        """Yield what is wrong with the id of another instrument."""
        if other == own.id:
            yield "error", path, "self-reference", f"{other!r} names the instrument itself"
        else:
            yield from self.joined(own, other, path)

    def joined(self, own: Instrument, other: str, path: Path) -> Findings:
        """Yield what is wrong with the id of an instrument, perhaps this one."""
        if other == own.id or other in self.context.instruments:
            return
        if "instruments" not in self.known:
            yield "note", path, NOT_CHECKED, f"instruments:{other}"
        else:
            yield "warning", path, "dangling", f"no instrument {other!r} is coded"

    def bound(self, own: Instrument, bound: Bound, path: Path) -> Findings:
        """Yield what is wrong with the names of a holder, creditor or object."""
        for field in ("actors", "supporting"):
            for name in getattr(bound, field):
                yield from self.party(name, (*path, field))
        for field in ("classes", "joined_classes"):
            for name in getattr(bound, field):
                yield from self.class_of(name, (*path, field))
        for name in bound.but:
            yield from self.either(name, (*path, "but"))
        for other in bound.joined:
            yield from self.joined(own, other, (*path, "joined"))
            yield from self._joiners(other, (*path, "joined"))

    def _joiners(self, other: str, path: Path) -> Findings:
        mine = [one for one in self.context.accessions if one.instrument == other]
        if "accessions" not in self.known:
            yield "note", path, NOT_CHECKED, f"accessions:{other}"
        elif not mine:
            yield "note", path, "nobody-joined", f"nobody is recorded as having joined {other}"
        elif not all(one.known for one in mine):
            yield "note", path, "count-only", f"who joined {other} is known in part by count only"


def near(name: str, known: Iterable[str]) -> str:
    """Return, to be set behind a name that is not known, the known one most like it; empty where none is."""
    found = get_close_matches(name, sorted(known), n=1, cutoff=0.7)
    return f"; did you mean {found[0]!r}?" if found else ""
