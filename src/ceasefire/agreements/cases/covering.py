"""Which provisions have cases, and which answers that they can have no case asks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ceasefire.agreements.context import Context
from ceasefire.agreements.language.exception_fields import ByAct
from ceasefire.agreements.language.fields import Place
from ceasefire.agreements.language.model import Instrument, Provision
from ceasefire.agreements.scope.exemptions import exceptions_of
from ceasefire.agreements.testable import can_be_tested, timed
from ceasefire.vocabulary.scope import ScopeResult

DUTY: Final = "duty"
"""Stands for a case that asks for the state of a duty."""
_ANSWERS: Final = {
    "yes": ScopeResult.IN_SCOPE,
    "no": ScopeResult.OUT_OF_SCOPE,
    "cannot tell": ScopeResult.UNDETERMINED,
    "exempt": ScopeResult.EXEMPTION_ASSERTED,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """The cases of one testable provision: how many, and which of its answers none of them expects."""

    instrument: str
    provision: str
    cases: int
    lacks: tuple[str, ...]


def coverage(instrument: Instrument, context: Context) -> tuple[Coverage, ...]:
    """Return how the cases of an instrument cover its testable provisions, in the order of the file.

    Ground of which the context holds no line lets no incident lie in it for certain.
    """
    return tuple(_of(instrument, one, context) for one in instrument.provisions if can_be_tested(one))


def _of(instrument: Instrument, provision: Provision, context: Context) -> Coverage:
    cases = [one for one in instrument.cases if one.provision == provision.id]
    expected = {one.expect for one in cases if one.expect is not None}
    lacks = [word for word in _answers(provision, context) if _ANSWERS[word] not in expected]
    lacks += [DUTY] if timed(provision) and not any(one.on is not None for one in cases) else []
    return Coverage(instrument=instrument.id, provision=provision.id, cases=len(cases), lacks=tuple(lacks))


def _answers(provision: Provision, context: Context) -> Iterator[str]:
    """Yield the answers that an incident can have under a provision."""
    if not provision.forbids:
        return
    certain = _can_be_certain(provision, context)
    yield from ("yes", "no") if certain else ("no",)
    yield "cannot tell"
    if certain and any(one.effect == "takes_out" and not isinstance(one, ByAct) for one in exceptions_of(provision)):
        yield "exempt"


def _can_be_certain(provision: Provision, context: Context) -> bool:
    """Return whether all five elements can be answered: a holder is named, ground is drawn, and words are all coded."""
    left = provision.untranslatable
    coded = left is None or left.accepted_by is not None
    return provision.bound != "unspecified" and coded and _is_drawn(provision.place, context)


def _is_drawn(place: Place | None, context: Context) -> bool:
    """Return whether a provision is bound to no place, or some part of its ground may be drawn.

    What the context holds no version of may be drawn elsewhere; a belt without a width is nowhere for certain.
    """
    if place is None or place.everywhere is not None:
        return True
    belts = [one.along for one in place.belts if one.width_km is not None]
    zones = [*place.zones, *belts, *(one.of for one in place.sides)]
    held = [context.zones.get(zone) for zone in zones]
    return any(not versions or any(one.geometry is not None for one in versions) for versions in held)
