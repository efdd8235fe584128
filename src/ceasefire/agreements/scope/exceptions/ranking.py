"""Exceptions that point different ways: what takes an act out of a provision, what keeps it in, and which goes before."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeGuard

from ceasefire.agreements.language.exception_fields import Exception_
from ceasefire.agreements.language.exception_ranks import goes_before, name_of
from ceasefire.agreements.three_valued import Reason, State, no, strongest, undetermined


class Applied(NamedTuple):
    """An exception, and whether it fits: yes, perhaps by somebody's word, no, or it cannot be told."""

    exception: Exception_
    reason: Reason

    @property
    def name(self) -> str:
        """What the exception is called."""
        return name_of(self.exception)

    def goes_before(self, other: "Applied") -> bool:
        """Say whether the text ranks this exception over another."""
        return goes_before(self.exception, other.exception)


def weighed(applied: Sequence[Applied]) -> Reason:
    """Return whether an act is taken out of a provision, of all its exceptions: a yes of `strongest` may be asserted.

    What is kept in is not taken out where the text ranks it so; without a rank it cannot be told.
    """
    takes_out = [one for one in applied if one.exception.effect == "takes_out"]
    keeps_in = [one for one in applied if one.exception.effect == "keeps_in" and one.reason.state is not State.NO]
    found = [_against(one, keeps_in) for one in takes_out]
    claimed = [reason for reason in found if reason.asserted]
    return strongest(claimed or found or [no("the provision has no exception that takes out")])


def with_claim(answer: Reason, claim: Reason) -> Reason:
    """Return an answer that takes nothing out with the word of whoever claims an exemption all the same."""
    if answer.state is State.YES or answer.asserted_by or not claim.asserted_by:
        return answer
    return replace(answer, asserted_by=claim.asserted_by, basis=claim.basis, disputed_by=claim.disputed_by)


def _against(taken: Applied, keeps_in: Sequence[Applied]) -> Reason:
    """Return what one exception that takes out comes to, beside those that keep in."""
    rank = {one: one.goes_before(taken) - taken.goes_before(one) for one in keeps_in}
    first, equal = (_surest(one for one in keeps_in if rank[one] == wanted) for wanted in (1, 0))
    if taken.reason.state is State.NO:
        return taken.reason
    if _is_sure(first):
        return _kept_in(taken, first)
    if taken.reason.state is State.UNDETERMINED:
        return taken.reason
    if _is_sure(equal):
        return _unranked(taken, equal)
    open_ = first or equal
    return open_.reason if open_ else taken.reason


def _surest(rivals: Iterable[Applied]) -> Applied | None:
    return max(rivals, key=lambda one: one.reason.state, default=None)


def _is_sure(one: Applied | None) -> TypeGuard[Applied]:
    return one is not None and one.reason.state is State.YES


def _kept_in(taken: Applied, kept: Applied) -> Reason:
    words = f"{kept.name} keeps it in ({kept.reason.words}) and goes before {taken.name}"
    return no(words, rests=(*kept.reason.rests, *taken.reason.rests))


def _unranked(taken: Applied, kept: Applied) -> Reason:
    words = f"{taken.name} takes it out, {kept.name} keeps it in, and the text ranks neither over the other"
    return undetermined(words, "ranking", rests=(*taken.reason.rests, *kept.reason.rests))
