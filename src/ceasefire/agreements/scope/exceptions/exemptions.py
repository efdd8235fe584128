"""Who is exempt: whether the target is excepted, by whose word, on what basis, and who disputes it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from ceasefire.agreements.context import Context
from ceasefire.agreements.language.duty_fields import Offensive
from ceasefire.agreements.language.exception_fields import ByTarget, Exception_, SelfDefence
from ceasefire.agreements.language.model import Provision
from ceasefire.agreements.scope.exceptions.claimed_exceptions import ClaimedExceptions
from ceasefire.agreements.scope.exceptions.exempt_targets import ExemptTargets
from ceasefire.agreements.scope.exceptions.held_ground import state_that_holds
from ceasefire.agreements.scope.who_what.acts import UNKNOWN_TARGET
from ceasefire.agreements.scope.who_what.names import Names, known_names, named
from ceasefire.agreements.three_valued import Reason, State, no, strongest, yes
from ceasefire.parties import Naming

_DEFENCE: Final = SelfDefence(text_ref="offensive")
"""What "offensive" takes out where an act is presumed to be so: defence, as soon as somebody asserts it."""


def exceptions_of(provision: Provision) -> tuple[Exception_, ...]:
    """Return the exceptions of a provision, and the defence that its "offensive" leaves room for."""
    presumed = isinstance(provision.offensive, Offensive) and provision.offensive.reading == "presumed"
    return (*provision.exceptions, _DEFENCE) if presumed else provision.exceptions


class Exemptions:
    """Exceptions that take out, together, as the names that the reports give decide them.

    `cuts` are the seconds at which a list gets another version.
    """

    def __init__(self, context: Context, exceptions: Sequence[Exception_], zone: str) -> None:
        self._context, self._any = context, bool(exceptions)
        self._targets = ExemptTargets(context, [e for e in exceptions if isinstance(e, ByTarget)], zone)
        self._claims = ClaimedExceptions(context, exceptions, zone)
        self.cuts = self._targets.cuts

    def answer(self, names: Names, second: int) -> Reason:
        """Return no, undetermined, or yes with who asserts the exemption, on what basis, and who disputes it.

        A claim answers the exception that its ground fits; whether it does or not, who makes it stands in the answer.
        """
        told = self._by_reports(names, second)
        if not names.exempt_by:
            return told
        claim = self._claims.answer(names.exempt_basis, second) if self._any else told
        if told.asserted and claim.state is not State.YES:
            return replace(told, asserted_by=(*told.asserted_by, *names.exempt_by), basis=_both(told, names))
        found = told if told.state > claim.state else claim
        rests = {*claim.rests, *told.rests}
        return self._asserted(found, names.exempt_by, _basis(names), names, second, rests)

    def _by_reports(self, names: Names, second: int) -> Reason:
        """Return what the targets say that the reports name, whatever anybody claims."""
        if not self._any:
            return no("the provision has no exception")
        if not self._targets:
            return no("nobody asserts an exception")
        labels = [text for text in names.targets if text.strip() and self._context.parties.naming(text).label]
        if labels:
            by = tuple(f"the source that labels the target {text!r}" for text in labels)
            label = yes("the target is exempt by a label alone")
            return self._asserted(label, by, "the source's own label", names, second)
        return self._by_names(names, second)

    def _by_names(self, names: Names, second: int) -> Reason:
        found = {text: self._whole(text, n, second) for text, n in known_names(self._context, names.targets)}
        if not found:
            return UNKNOWN_TARGET
        exempt = {text: reason for text, reason in found.items() if reason.state is State.YES}
        if not exempt:
            return strongest(found.values())
        by = tuple(f"reports naming {text!r} as the target" for text in exempt)
        basis = "; ".join(sorted({reason.words for reason in exempt.values()}))
        rests = {one for reason in exempt.values() for one in reason.rests}
        named_so = yes("the target as named is exempt", rests=rests)
        return self._asserted(named_so, by, basis, names, second, rests)

    def _whole(self, text: str, naming: Naming, second: int) -> Reason:
        """Return whether all that one text names is exempt; ground that a State holds is its forces for this."""
        holder = state_that_holds(self._context.parties, text) if naming.unknown else None
        if holder is None or self._targets.whole(holder, second).state is not State.NO:
            return self._targets.whole(naming, second)
        return no(f"{text!r} is ground held by {holder}, which is not exempt")

    def _asserted(
        self,
        found: Reason,
        by: tuple[str, ...],
        basis: str,
        names: Names,
        second: int,
        rests: Iterable[str] = (),
    ) -> Reason:
        """Return an answer with whose word it is; those who name another target dispute what fits or may fit."""
        against = () if found.state is State.NO else self._against(names, second)
        return replace(found, asserted_by=by, basis=basis, disputed_by=against, rests=tuple(sorted(rests)))

    def _against(self, names: Names, second: int) -> tuple[str, ...]:
        """Return whose account speaks against an exemption: reports that name a target which is surely not exempt."""
        sure = [(t, n) for t, n in named(self._context, names.targets) if not n.label and not n.unknown]
        other = [text for text, naming in sure if self._targets.whole(naming, second).state is State.NO]
        return tuple(f"reports naming {text!r} as the target" for text in other)


def _basis(names: Names) -> str:
    return "; ".join(names.exempt_basis) or "not told"


def _both(told: Reason, names: Names) -> str:
    return f"{told.basis}; {_basis(names)}"
