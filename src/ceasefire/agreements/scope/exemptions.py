"""Who is exempt: whether the target is excepted, by whose word, on what basis, and who disputes it."""

from collections.abc import Iterable

from ceasefire.agreements.clocks.calendar_time import midnight
from ceasefire.agreements.context import Context, ListVersion
from ceasefire.agreements.language.exception_fields import ByTarget
from ceasefire.agreements.language.model import Provision
from ceasefire.agreements.scope.acts import UNKNOWN_TARGET
from ceasefire.agreements.scope.names import Names, known_names, named
from ceasefire.agreements.three_valued import Reason, State, agreed, among, no, strongest, undetermined, yes
from ceasefire.parties import Naming


class Exemptions:
    """The exceptions of a provision that name targets: in the text, or by the version of a list that holds at the time.

    `cuts` are the seconds at which a list gets another version.
    """

    def __init__(self, context: Context, provision: Provision, zone: str) -> None:
        self._context, self._zone = context, zone
        self._by_target = [e for e in provision.exceptions if isinstance(e, ByTarget)]
        self._any = bool(provision.exceptions)
        versions = [v for e in self._by_target for name in e.lists for v in context.lists.get(name, ())]
        days = {d for v in versions if v.list not in context.contested.lists for d in (v.valid_from, v.valid_to) if d}
        self.cuts = tuple(sorted(midnight(d, zone) for d in days))

    def answer(self, names: Names, second: int) -> Reason:
        """Return no, undetermined, or yes with who asserts the exemption, on what basis, and who disputes it."""
        if not self._any:
            return no("the provision has no exception")
        if names.exempt_by:
            basis = "; ".join(names.exempt_basis) or "not told"
            return self._asserted("asserted in the reports", names.exempt_by, basis, names, second)
        if not self._by_target:
            return no("nobody asserts an exception")
        labels = [text for text in names.targets if text.strip() and self._context.parties.naming(text).label]
        if labels:
            by = tuple(f"the source that labels the target {text!r}" for text in labels)
            basis = "the source's own label"
            return self._asserted("the target is exempt by a label alone", by, basis, names, second)
        return self._by_names(names, second)

    def _by_names(self, names: Names, second: int) -> Reason:
        found = {text: self._target(n, second) for text, n in known_names(self._context, names.targets)}
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
        other = [text for text, naming in sure if self._target(naming, second).state is State.NO]
        return tuple(f"reports naming {text!r} as the target" for text in other)

    def _target(self, naming: Naming, second: int) -> Reason:
        """Return whether all that one text names is exempt; a part that is not makes the whole not exempt."""
        if naming.unknown:
            return UNKNOWN_TARGET
        each = [self._one_of(clause, second) for clause in naming.settled]
        if not each or (naming.kinds and any(r.state is not State.NO for r in each)):
            each.append(no("the target as told is not exempt"))
        rest = no("part of the target as told is not exempt")
        mixed = rest if any(r.state is State.NO for r in each) else UNKNOWN_TARGET
        return agreed(each, mixed)

    def _one_of(self, clause: frozenset[str], second: int) -> Reason:
        answers = [self._party(party, second) for party in sorted(clause)]
        doubt = undetermined(f"the target is one of {', '.join(sorted(clause))}", "target")
        return agreed(answers, doubt) if answers else UNKNOWN_TARGET

    def _party(self, party: str, second: int) -> Reason:
        found = [no(f"{party} is not exempt")]
        for exception in self._by_target:
            state = among(self._context.parties, party, exception.actors)
            if state is State.YES:
                found.append(yes(f"{party} is exempt by name in the text"))
            elif state is State.UNDETERMINED:
                found.append(undetermined(f"{party} is wider than those exempt", "target"))
            found += [self._listed(party, name, second) for name in exception.lists]
        return strongest(found)

    def _listed(self, party: str, name: str, second: int) -> Reason:
        contest = self._context.contested.lists.get(name)
        if contest is not None and self._protected(party):
            return no(f"{party} is nothing that a list names")
        if contest is not None:
            return undetermined(f"the list {name} is {contest.words}", "coding", rests=contest.rests)
        version = self._version(name, second)
        if version is None:
            if self._protected(party):
                return no(f"{party} is nothing that a list names")
            return undetermined(f"no version of the list {name} is recorded for that day", "list")
        label, rests = f"{name} version {version.version} ({version.by})", [version.statement]
        state = among(self._context.parties, party, version.members)
        if state is State.YES:
            return yes(f"{party} is on {label}", rests=rests)
        if state is State.UNDETERMINED:
            return undetermined(f"{party} is wider than those on {label}", "target", rests=rests)
        if not version.known and not self._protected(party):
            return undetermined(f"the members of {label} are not all known", "list", rests=rests)
        return no(f"{party} is not on {label}", rests=rests)

    def _protected(self, party: str) -> bool:
        return bool(self._context.parties.kinds_of(frozenset({party})))

    def _version(self, name: str, second: int) -> ListVersion | None:
        holds = [v for v in self._context.lists.get(name, ()) if self._holds(v, second)]
        return max(holds, key=lambda v: v.version, default=None)

    def _holds(self, version: ListVersion, second: int) -> bool:
        if second < midnight(version.valid_from, self._zone):
            return False
        return version.valid_to is None or second < midnight(version.valid_to, self._zone)
