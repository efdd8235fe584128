"""Permissions over one batch: which incidents surely meet one, and what that makes of what another provision forbids."""

from typing import NamedTuple

import numpy as np

from ceasefire.agreements.language.model import Instrument, Provision
from ceasefire.agreements.scope.batch_elements import BatchElements, TestedPlaces
from ceasefire.agreements.scope.exceptions.permissions import Permission, beside
from ceasefire.agreements.scope.questions import Asked
from ceasefire.agreements.scope.results import IN, Elements
from ceasefire.agreements.three_valued import State
from ceasefire.vocabulary.arrays import Bools, Codes, Ints, Levels


class Granted(NamedTuple):
    """A permission that some incidents of a batch surely meet.

    met:    bool [n]
    claims: int32 [n], reason codes of who asserts its condition; None where it has none
    """

    permission: Permission
    met: Bools
    claims: Codes | None


def granted(batch: BatchElements, permission: Permission, places: TestedPlaces, asked: Asked) -> Granted | None:
    """Return which incidents of a batch surely meet a permission; None where none does."""
    claims = None if asked.condition is None else batch.codes[asked.condition]
    claimed = None if claims is None else batch.reasons.states()[claims] == State.YES
    if claimed is not None and not claimed.any():
        return None
    elements = batch.of(places, asked)
    met = batch.results([elements]).weigh(elements)[0] == IN
    met = met if claimed is None else met & claimed
    return Granted(permission, met, claims) if met.any() else None


def permitted_beside(
    batch: BatchElements,
    permissions: list[Granted],
    instrument: Instrument,
    provision: Provision,
    elements: Elements,
    result: Levels,
) -> Elements:
    """Return the elements of a provision where some of what is in its scope is permitted: the last is another then."""
    own = batch.codes[elements.exempt]
    codes = own
    for one in permissions:
        some = np.flatnonzero(one.met & (result == IN))
        if len(some):
            codes = codes.copy()
            codes[some] = _farther(batch, codes[some], _beside(batch, one, instrument, provision, some), own[some])
    return elements if codes is own else elements._replace(exempt=batch.codes.add(codes))


def _beside(
    batch: BatchElements,
    one: Granted,
    instrument: Instrument,
    provision: Provision,
    some: Ints,
) -> Codes:
    """Return the codes of what becomes of some incidents beside one permission."""
    if one.claims is None:
        return np.full(len(some), batch.reasons.code(beside(one.permission, instrument, provision, None)), np.int32)
    claims, which = np.unique(one.claims[some], return_inverse=True)
    found = [beside(one.permission, instrument, provision, batch.reasons.known[c]) for c in claims.tolist()]
    return batch.reasons.codes(found)[which]


def _farther(batch: BatchElements, before: Codes, now: Codes, own: Codes) -> Codes:
    """Return of two answers for each incident the one that goes farther; the provision's own counts for less than any."""
    states = batch.reasons.states()
    return np.where((states[now] > states[before]) | (before == own), now, before)
