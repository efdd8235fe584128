"""Powers that a text grants, each weighed alone: who holds it, what it is over, and whether those who act may use it."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Literal, NamedTuple

from ceasefire.agreements.language.duty_fields import ACT_OF_POWER, Power
from ceasefire.agreements.language.fields import Bound, Extension
from ceasefire.agreements.language.model import Instrument, Provision
from ceasefire.agreements.three_valued import State
from ceasefire.vocabulary.duty_words import ActKind
from ceasefire.vocabulary.wording import spaced

Holds = Callable[[str, Bound, str, date | None], State]
"""Says of an instrument, a group of holders, a party and a day whether the party is one of them."""


def cannot_tell(instrument: str, bound: Bound, party: str, day: date | None) -> State:
    """Leave it open who belongs to a group: nothing is known of the parties."""
    return State.UNDETERMINED


class Using(NamedTuple):
    """Those who act on an instrument, with the day of their act."""

    instrument: str
    by: frozenset[str]
    day: date | None


class Granted(NamedTuple):
    """A power that the text grants: by which act it is used, on which provisions (none named: the whole), by how many of whom.

    `of` are holders named one by one; `group` is set where they are not: it is None where the text names none.
    """

    act: str
    on: tuple[str, ...]
    needs: str
    of: tuple[str, ...]
    group: Bound | Literal["anyone"] | None = None
    power: Power | None = None

    @classmethod
    def by(cls, provision: Provision) -> "Granted":
        """Return the power that a provision grants."""
        power, bound = provision.power, provision.bound
        assert power is not None
        act = ACT_OF_POWER[power.to]
        if isinstance(bound, Bound) and bound == Bound(actors=bound.actors or ("",), words=bound.words):
            return cls(act, power.of, power.needs, bound.actors, None, power)
        group = bound if isinstance(bound, Bound) or bound == "anyone" else None
        return cls(act, power.of, power.needs, (), group, power)

    def reaches(self, provision: str | None) -> bool:
        """Return whether it may be used on a provision, or by an act that names none (None)."""
        return not self.on or provision in (None, *self.on)

    def may(self, using: Using, holds: Holds) -> State:
        """Return whether those who act may use it together; of a group whose members nobody lists, not all can agree."""
        if self.of:
            enough = using.by & {*self.of} if self.needs == "any_one" else using.by >= {*self.of}
            return State.YES if enough else State.NO
        if self.group is None:
            return State.UNDETERMINED
        found = {self._is_holder(one, using, holds) for one in using.by}
        best = max(found, default=State.NO)
        return State.UNDETERMINED if best is State.YES and self.needs != "any_one" else best

    def _is_holder(self, party: str, using: Using, holds: Holds) -> State:
        return State.YES if not isinstance(self.group, Bound) else holds(using.instrument, self.group, party, using.day)

    @property
    def words(self) -> str:
        """By how many of whom it is used."""
        if self.of:
            return f"{spaced(self.needs)} of {', '.join(dict.fromkeys(self.of))} (the text)"
        named = self.group.words if isinstance(self.group, Bound) else None
        whom = (
            "a group"
            if isinstance(self.group, Bound)
            else "everybody"
            if self.group
            else "holders whom the text does not name"
        )
        return f"{spaced(self.needs)} of {named or whom} (the text)"


class TextLaw(NamedTuple):
    """What the text of an instrument itself says of acts on it: how it is extended, and which powers it grants."""

    extension: Extension | None = None
    powers: tuple[Granted, ...] = ()

    @classmethod
    def of(cls, instrument: Instrument) -> "TextLaw":
        """Return what a coded instrument says of acts; who may suspend it may take it up again, unless it says who else may."""
        powers = tuple(Granted.by(p) for p in instrument.provisions if p.power is not None)
        if all(one.act != ActKind.RESUMPTION for one in powers):
            suspend = (one for one in powers if one.act == ActKind.SUSPENSION)
            powers += tuple(one._replace(act=ActKind.RESUMPTION, power=None) for one in suspend)
        return cls(instrument.extension, powers)

    def power(self, act: str, provision: str | None) -> tuple[Granted, ...]:
        """Return the powers that an act on a provision, or on the whole (None), may use."""
        return tuple(one for one in self.powers if one.act == act and one.reaches(provision))


def reach(powers: Iterable[Granted]) -> tuple[str, ...]:
    """Return the provisions that some powers are over together; empty where one of them is over the whole."""
    held = list(powers)
    every = (one for power in held for one in power.on)
    return tuple(dict.fromkeys(every)) if all(one.on for one in held) else ()
