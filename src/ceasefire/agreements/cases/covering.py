"""Which provisions have cases, and which answers that they can have no case asks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ceasefire.agreements.language.exception_fields import ByAct
from ceasefire.agreements.language.model import Instrument, Provision
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


def coverage(instrument: Instrument) -> tuple[Coverage, ...]:
    """Return how the cases of an instrument cover its testable provisions, in the order of the file."""
    return tuple(_of(instrument, one) for one in instrument.provisions if can_be_tested(one))


def can_be_tested(provision: Provision) -> bool:
    """Return whether an act can go against a provision, or it has a deadline or clock."""
    return bool(provision.forbids) or timed(provision)


def timed(provision: Provision) -> bool:
    """Return whether a provision has a time of its own by which something is done."""
    return provision.deadline is not None or provision.clock is not None or bool(provision.phases)


def _of(instrument: Instrument, provision: Provision) -> Coverage:
    cases = [one for one in instrument.cases if one.provision == provision.id]
    expected = {one.expect for one in cases if one.expect is not None}
    lacks = [word for word in _answers(provision) if _ANSWERS[word] not in expected]
    lacks += [DUTY] if timed(provision) and not any(one.on is not None for one in cases) else []
    return Coverage(instrument=instrument.id, provision=provision.id, cases=len(cases), lacks=tuple(lacks))


def _answers(provision: Provision) -> Iterator[str]:
    """Yield the answers that an incident can have under a provision."""
    if not provision.forbids:
        return
    certain = _can_be_certain(provision)
    yield from ("yes", "no") if certain else ("no",)
    yield "cannot tell"
    if certain and any(one.effect == "takes_out" and not isinstance(one, ByAct) for one in provision.exceptions):
        yield "exempt"


def _can_be_certain(provision: Provision) -> bool:
    """Return whether all five elements can be answered: a holder is named, ground is named, and words are all coded."""
    place, left = provision.place, provision.untranslatable
    ground = place is None or bool(place.everywhere or place.zones or place.belts or place.sides)
    return provision.bound != "unspecified" and ground and (left is None or left.accepted_by is not None)
