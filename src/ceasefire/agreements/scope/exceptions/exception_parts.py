"""The exceptions of a provision one by one, each as a question of its own: where their ranks, or the act, decide.

Where all exceptions take out, and none is of a kind of act, they are asked together (`exemptions`).
"""

from typing import Final, NamedTuple

from ceasefire.agreements.context import Context
from ceasefire.agreements.language.exception_fields import ByAct, ByArea, ByTarget, Exception_
from ceasefire.agreements.language.fields import Place
from ceasefire.agreements.language.model import Provision
from ceasefire.agreements.scope.exceptions.exempt_targets import ExemptTargets
from ceasefire.agreements.scope.exceptions.exemptions import Exemptions, exceptions_of
from ceasefire.agreements.scope.who_what import acts
from ceasefire.agreements.scope.who_what.acts import UNKNOWN_TARGET
from ceasefire.agreements.scope.who_what.names import Names, known_names
from ceasefire.agreements.scope.who_what.reason_cache import Question
from ceasefire.agreements.three_valued import Reason, State, agreed, no, undetermined

_NOBODY_SAYS: Final = no("nobody can say by a report that it keeps something in")
_DIFFER: Final = undetermined("the reports name different targets, some of which it keeps in", "target")


class ExceptionPart(NamedTuple):
    """An exception, or the drawn ground of one: that is asked of places, all else of names."""

    exception: Exception_
    area: Place | None = None


def parts_of(provision: Provision) -> tuple[ExceptionPart, ...]:
    """Return the parts of a provision's exceptions that must be weighed one by one; none where they are asked together."""
    held = exceptions_of(provision)
    if not any(isinstance(one, ByAct) or one.effect == "keeps_in" for one in held):
        return ()
    areas = [ExceptionPart(one, Place(zones=one.zones)) for one in held if isinstance(one, ByArea) and one.zones]
    named = [ExceptionPart(one) for one in held if not isinstance(one, ByArea) or one.undrawn]
    return (*named, *areas)


def question(context: Context, exception: Exception_, zone: str, doubt: Reason) -> Question:
    """Return whether an exception fits, as a question to names and time; of an area only its undrawn ground."""
    if isinstance(exception, ByAct):
        patterns = exception.acts
        return Question((), lambda names, _second: _of_act(acts.act(context, names, patterns)), doubt)
    if exception.effect == "takes_out":
        exemptions = Exemptions(context, [exception], zone)
        return Question(exemptions.cuts, exemptions.answer, doubt)
    if isinstance(exception, ByTarget):
        targets = ExemptTargets(context, [exception], zone)
        return Question(targets.cuts, lambda names, second: _any_target(context, targets, names, second), doubt)
    if isinstance(exception, ByArea):
        open_ = undetermined(f"ground that nobody has drawn: {exception.undrawn}", "geometry")
        return Question((), lambda _names, _second: open_, doubt)
    return Question((), lambda _names, _second: _NOBODY_SAYS, doubt)


def _of_act(reason: Reason) -> Reason:
    return no("it is no act that is excepted") if reason.state is State.NO else reason


def _any_target(context: Context, targets: ExemptTargets, names: Names, second: int) -> Reason:
    found = [targets.any_part(naming, second) for _, naming in known_names(context, names.targets)]
    return agreed(found, _DIFFER) if found else UNKNOWN_TARGET
