"""What one text permits and another forbids: which goes before, where a text says so; else nobody can tell.

A permission counts only where the act as reported surely meets it: place, time, holder and act, and none of its own
exceptions. Whoever may do a thing in self-defence alone, or with notice, may do it as soon as somebody asserts that it was so.
"""

from dataclasses import dataclass, replace
from typing import Final

import msgspec

from ceasefire.agreements.context import Context
from ceasefire.agreements.language.exception_fields import Exception_, NotifiedExercise, SelfDefence
from ceasefire.agreements.language.fields import Modality
from ceasefire.agreements.language.model import Instrument, Provision
from ceasefire.agreements.scope.names import Names
from ceasefire.agreements.three_valued import Reason, State, no, undetermined, yes

_NOBODY_SAYS: Final = no("nobody asserts that it was so")


@dataclass(frozen=True, slots=True)
class Permission:
    """A provision that permits acts, without the exceptions that are its conditions.

    `asks_for_word`: it permits only what somebody asserts to be self-defence, or notified.
    """

    instrument: Instrument
    provision: Provision
    asks_for_word: bool

    @property
    def name(self) -> str:
        """How it is printed: instrument/provision."""
        return f"{self.instrument.id}/{self.provision.id}"


def permissions_of(context: Context) -> tuple[Permission, ...]:
    """Return the provisions of a context that permit acts; none of an instrument that is contested."""
    held = [(i, p) for i, p in context.provisions if p.modality is Modality.MAY and p.acts]
    return tuple(_permission(i, p) for i, p in held if i.id not in context.contested.instruments)


def _permission(instrument: Instrument, provision: Provision) -> Permission:
    limits = tuple(one for one in provision.exceptions if not _is_condition(one))
    asks = len(limits) < len(provision.exceptions)
    return Permission(instrument, msgspec.structs.replace(provision, exceptions=limits), asks)


def _is_condition(one: Exception_) -> bool:
    return isinstance(one, SelfDefence | NotifiedExercise) and one.effect == "takes_out"


def condition(names: Names, _second: int) -> Reason:
    """Return whether somebody asserts what a permission asks for: an asserted yes, or no."""
    if not names.exempt_by:
        return _NOBODY_SAYS
    basis = "; ".join(names.exempt_basis) or "not told"
    return Reason(state=State.YES, words="asserted in the reports", asserted_by=names.exempt_by, basis=basis)


def beside(one: Permission, instrument: Instrument, provision: Provision, claim: Reason | None) -> Reason:
    """Return what becomes of an act that a provision forbids and a permission allows, as the answer of "exempt".

    Where the permission goes before: yes, by the word of those who claim its condition. Where the provision does: no.
    """
    name, forbids = one.name, f"{instrument.id}/{provision.id}"
    ahead, behind = _declared(one.instrument, instrument), _declared(instrument, one.instrument)
    if behind and not ahead:
        return no(f"{name} permits it, but {forbids} goes before it ({behind})")
    if not ahead or behind:
        said = f", as {' and '.join(claim.asserted_by)} would have it" if claim else ""
        words = f"{name} permits what {forbids} forbids{said}, and no text says which goes before"
        return undetermined(words, "ranking")
    if claim is None:
        return yes(f"{name} permits it and goes before {forbids} ({ahead})")
    words = f"{name}, which goes before {forbids} ({ahead}), permits it if it was so"
    return replace(claim, words=words)


def _declared(before: Instrument, after: Instrument) -> str:
    """Return where a text says that it goes before another; empty where it does not."""
    return next((one.text_ref for one in before.precedence if one.over == after.id), "")
