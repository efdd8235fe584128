"""Who is exempt: whether the target is excepted, by whose word, on what basis, and who disputes it."""

from collections.abc import Iterable, Sequence
from typing import Final

from ceasefire.agreements.context import Context
from ceasefire.agreements.language.duty_fields import Offensive
from ceasefire.agreements.language.exception_fields import ByTarget, Exception_, SelfDefence
from ceasefire.agreements.language.model import Provision
from ceasefire.agreements.scope.acts import UNKNOWN_TARGET
from ceasefire.agreements.scope.claimed_grounds import claims
from ceasefire.agreements.scope.exempt_targets import ExemptTargets
from ceasefire.agreements.scope.names import Names, known_names, named
from ceasefire.agreements.three_valued import Reason, State, no, strongest

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
        self._defence_alone = set(exceptions) == {_DEFENCE}
        self._targets = ExemptTargets(context, [e for e in exceptions if isinstance(e, ByTarget)], zone)
        self.cuts = self._targets.cuts

    def answer(self, names: Names, second: int) -> Reason:
        """Return no, undetermined, or yes with who asserts the exemption, on what basis, and who disputes it."""
        if not self._any:
            return no("the provision has no exception")
        if names.exempt_by and self._is_room_for(names):
            basis = "; ".join(names.exempt_basis) or "not told"
            return self._asserted("asserted in the reports", names.exempt_by, basis, names, second)
        if not self._targets:
            return no("nobody asserts an exception")
        labels = [text for text in names.targets if text.strip() and self._context.parties.naming(text).label]
        if labels:
            by = tuple(f"the source that labels the target {text!r}" for text in labels)
            basis = "the source's own label"
            return self._asserted("the target is exempt by a label alone", by, basis, names, second)
        return self._by_names(names, second)

    def _is_room_for(self, names: Names) -> bool:
        """Say whether what is asserted may be what the text leaves room for: with defence alone, no other ground that is told."""
        return not self._defence_alone or not names.exempt_basis or claims("self_defence", names.exempt_basis)

    def _by_names(self, names: Names, second: int) -> Reason:
        found = {text: self._targets.whole(n, second) for text, n in known_names(self._context, names.targets)}
        if not found:
            return UNKNOWN_TARGET
        exempt = {text: reason for text, reason in found.items() if reason.state is State.YES}
        if not exempt:
            return strongest(found.values())
        by = tuple(f"reports naming {text!r} as the target" for text in exempt)
        basis = "; ".join(sorted({reason.words for reason in exempt.values()}))
        rests = {one for reason in exempt.values() for one in reason.rests}
        return self._asserted("the target as named is exempt", by, basis, names, second, rests)

    def _asserted(
        self, words: str, by: tuple[str, ...], basis: str, names: Names, second: int, rests: Iterable[str] = ()
    ) -> Reason:
        return Reason(
            state=State.YES,
            words=words,
            asserted_by=by,
            basis=basis,
            disputed_by=self._against(names, second),
            rests=tuple(sorted(rests)),
        )

    def _against(self, names: Names, second: int) -> tuple[str, ...]:
        """Return whose account speaks against an exemption: reports that name a target which is surely not exempt."""
        sure = [(t, n) for t, n in named(self._context, names.targets) if not n.label and not n.unknown]
        other = [text for text, naming in sure if self._targets.whole(naming, second).state is State.NO]
        return tuple(f"reports naming {text!r} as the target" for text in other)
