"""What one text permits and another forbids: which goes before, where a text says so; else nobody can tell.

A permission counts only where the act as reported surely meets it: place, time, holder and act, and none of its own
exceptions. Whoever may do a thing in self-defence alone, or with notice, may do it as soon as somebody asserts, in words, that
it was so.
"""

from dataclasses import dataclass, replace
from typing import Final

import msgspec

from ceasefire.agreements.context import Context
from ceasefire.agreements.language.fields import Modality
from ceasefire.agreements.language.model import Instrument, Provision
from ceasefire.agreements.scope.claimed_grounds import claims, ground_of
from ceasefire.agreements.scope.names import Names
from ceasefire.agreements.three_valued import Reason, State, no, undetermined, yes

_NOBODY_SAYS: Final = no("nobody asserts that it was so")


@dataclass(frozen=True, slots=True)
class Permission:
    """A provision that permits acts, without the exceptions that are its conditions.

    `grounds`: it permits only what somebody asserts on one of these (`claimed_grounds.GROUNDS`); empty: it asks for nobody's word.
    """

    instrument: Instrument
    provision: Provision
    grounds: frozenset[str]

    @property
    def name(self) -> str:
        """How it is printed: instrument/provision."""
        return f"{self.instrument.id}/{self.provision.id}"


def permissions_of(context: Context) -> tuple[Permission, ...]:
    """Return the provisions of a context that permit acts; none of an instrument that is contested."""
    held = [(i, p) for i, p in context.provisions if p.modality is Modality.MAY and p.acts]
    return tuple(_permission(i, p) for i, p in held if i.id not in context.contested.instruments)


def _permission(instrument: Instrument, provision: Provision) -> Permission:
    conditions = {one: ground_of(one) if one.effect == "takes_out" else None for one in provision.exceptions}
    limits = tuple(one for one, ground in conditions.items() if ground is None)
    grounds = frozenset(ground for ground in conditions.values() if ground is not None)
    return Permission(instrument, msgspec.structs.replace(provision, exceptions=limits), grounds)


def condition(grounds: frozenset[str], names: Names) -> Reason:
    """Return whether somebody asserts, in words, one of the grounds that a permission asks for: an asserted yes, or no."""
    basis = "; ".join(names.exempt_basis)
    if not names.exempt_by or not any(claims(ground, names.exempt_basis) for ground in grounds):
        return _NOBODY_SAYS
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
