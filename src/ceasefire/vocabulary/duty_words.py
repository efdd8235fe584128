"""Code lists of duties and of acts on agreements: closed lists that may gain members and lose none."""

from enum import StrEnum
from typing import Final

from ceasefire.vocabulary.wording import spaced


class Fulfilment(StrEnum):
    """What somebody says of a duty; said and verified never merge."""

    MET = "met"
    PARTLY_MET = "partly_met"
    MISSED = "missed"
    UNDER_WAY = "under_way"
    NEEDS_TIME = "needs_time"
    VERIFIED = "verified"


class ActKind(StrEnum):
    """A formal act on an instrument."""

    EXTENSION = "extension"
    MAP_APPROVAL = "map_approval"
    ENDORSEMENT = "endorsement"
    OBJECTION = "objection"
    WITHDRAWAL = "withdrawal"
    ENDING = "ending"
    DECISION = "decision"
    NOTIFICATION = "notification"
    SUSPENSION = "suspension"
    RESUMPTION = "resumption"


DUTY_STATES: Final = (
    "none_due",
    "not_open",
    "due",
    "overdue",
    "said_met",
    "verified_met",
    "partly_met",
    "late",
    "said_missed",
    "contested",
    "suspended",
    "lapsed",
    "undetermined",
)
"""States of a duty, or of one running of its clock, on a day (tables `duties` and `duty_runs`).

none_due: no deadline that can be reckoned. not_open: it opens with something that has not happened. due: the deadline is to come.
overdue: the deadline is past and nobody says anything that settles it. said_met: somebody says so, in time. verified_met: verified by
whom the text names, else by anybody but the holder. partly_met: only in part. late: said or verified as met, after the deadline.
said_missed; contested: some say met, others say not. suspended: by an act. lapsed: the instrument ended first. undetermined: offices code
the instrument differently and none answers, words of the text are not coded, or a text that extends itself by consensus ended and no act showed
that consensus in time."""

_STATES: Final = {"overdue": "deadline past, nobody's word on file"}
"""States whose code says more than the record does: that nobody spoke is not that nothing was done."""


def state_words(state: str) -> str:
    """Return the state of a duty, or of one running of its clock, in the words by which every room shows it."""
    return _STATES.get(state) or spaced(state)


NOT_MET: Final = ("overdue", "partly_met", "said_missed", "contested")
"""States of a duty that is not met, or of which somebody says so (table `duties`)."""

RUN_KINDS: Final = ("period", "incident", "complaint", "meeting", "phase")
"""What one running of a duty's clock belongs to (table `duty_runs`)."""
