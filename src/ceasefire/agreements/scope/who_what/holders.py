"""Whether a party is one of the holders that a text names as a group, asked as every incident asks it."""

from datetime import date

from ceasefire.agreements.clocks.calendar_time import midnight
from ceasefire.agreements.context import Context
from ceasefire.agreements.language.fields import Bound
from ceasefire.agreements.scope.who_what.membership import Membership
from ceasefire.agreements.three_valued import State


def holds(context: Context, instrument: str, bound: Bound, party: str, day: date | None) -> State:
    """Return whether a party is among those bound on a day; without a day it cannot be told where that changed at some time."""
    coded = context.instruments.get(instrument)
    zone = coded.time_zone if coded is not None else "UTC"
    members = Membership(context, bound, zone)
    if day is None:
        return State.UNDETERMINED if members.cuts else members.party(party, 0).state
    return members.party(party, midnight(day, zone)).state
