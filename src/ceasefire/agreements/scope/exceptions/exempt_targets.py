"""Which targets an exception names: in the text, by class or kind, or by the version of a list that holds at the time."""

from collections.abc import Iterable, Sequence

from ceasefire.agreements.clocks.calendar_time import midnight
from ceasefire.agreements.context import Context, ListVersion
from ceasefire.agreements.language.exception_fields import ByTarget
from ceasefire.agreements.scope.who_what.acts import UNKNOWN_TARGET
from ceasefire.agreements.three_valued import Reason, State, agreed, among, no, strongest, undetermined, yes
from ceasefire.parties import Naming
from ceasefire.vocabulary.codes import ObjectKind


class ExemptTargets:
    """What some exceptions say of a target, together: a party or thing is exempt if any of them names it.

    `cuts` are the seconds at which a list gets another version. Each answer about a party is kept: it depends on the party
    and the second alone.
    """

    def __init__(self, context: Context, exceptions: Sequence[ByTarget], zone: str) -> None:
        self._context, self._zone, self._exceptions = context, zone, tuple(exceptions)
        self._kinds = frozenset[ObjectKind]().union(*(e.kinds for e in exceptions))
        self._lists = any(e.lists for e in exceptions)
        self._names = self._lists or any(e.actors or e.classes for e in exceptions)
        versions = [v for e in exceptions for name in e.lists for v in context.lists.get(name, ())]
        days = {d for v in versions if v.list not in context.contested.lists for d in (v.valid_from, v.valid_to) if d}
        self.cuts = tuple(sorted(midnight(d, zone) for d in days))
        self._answers: dict[tuple[str, int], Reason] = {}

    def __bool__(self) -> bool:
        return bool(self._exceptions)

    def whole(self, naming: Naming, second: int) -> Reason:
        """Return whether all that one text names is exempt.

        A part that surely is not makes the whole not exempt; a part that nobody knows, or that was left open, does not.
        """
        if naming.unknown:
            return UNKNOWN_TARGET
        each = [self._one_of(clause, second) for clause in naming.settled]
        if not each or (naming.kinds and any(r.state is not State.NO for r in each)):
            each.append(self._all_kinds(naming.kinds))
        rest = no("part of the target as told is not exempt")
        mixed = rest if any(r.state is State.NO for r in each) else UNKNOWN_TARGET
        return agreed(each, mixed)

    def any_part(self, naming: Naming, second: int) -> Reason:
        """Return whether anything that one text names is among those named: what an exception that keeps in asks."""
        met = self._kinds & naming.kinds
        if met:
            return yes(f"it is against {_words(met)}")
        if naming.unknown:
            return UNKNOWN_TARGET
        return strongest(
            [no("it is against nothing that it names"), *(self._one_of(c, second) for c in naming.settled)]
        )

    def _all_kinds(self, kinds: frozenset[ObjectKind]) -> Reason:
        if kinds and kinds <= self._kinds:
            return yes(f"{_words(kinds)} are exempt by the text")
        if kinds & self._kinds:
            return undetermined(f"whether it was against more than {_words(kinds & self._kinds)} is not told", "target")
        return no("the target as told is not exempt")

    def _one_of(self, clause: frozenset[str], second: int) -> Reason:
        answers = [self._party(party, second) for party in sorted(clause)]
        if len(answers) == 1:
            return answers[0]
        doubt = undetermined(f"the target is one of {', '.join(sorted(clause))}", "target")
        return agreed(answers, doubt) if answers else UNKNOWN_TARGET

    def _party(self, party: str, second: int) -> Reason:
        if (party, second) not in self._answers:
            self._answers[party, second] = self._answer(party, second)
        return self._answers[party, second]

    def _answer(self, party: str, second: int) -> Reason:
        found = [no(f"{party} is not exempt")]
        for exception in self._exceptions:
            found += self._by_text(party, exception)
            found += [self._listed(party, name, second) for name in exception.lists]
        answer = strongest(found)
        if answer.state is State.NO and self._names and self._context.parties.is_left_open(party):
            words = f"whether {party} is among those exempt was left open"
            return undetermined(words, "list" if self._lists else "target", rests=answer.rests)
        return answer

    def _by_text(self, party: str, exception: ByTarget) -> Iterable[Reason]:
        for ids, words in (
            (exception.actors, "is exempt by name in the text"),
            (exception.classes, "is of an exempt class"),
        ):
            state = among(self._context.parties, party, ids)
            if state is State.YES:
                yield yes(f"{party} {words}")
            elif state is State.UNDETERMINED:
                yield undetermined(f"{party} is wider than those exempt", "target")
        met = self._context.parties.kinds_of(frozenset({party})) & set(exception.kinds)
        if met:
            yield yes(f"{party} is of what the text exempts: {_words(met)}")

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


def _words(kinds: Iterable[ObjectKind]) -> str:
    return " and ".join(sorted(kinds))
