"""The state of a duty, or of one running of its clock, from its deadline and what is said of it."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from ceasefire.agreements.accounts import Account
from ceasefire.agreements.clocks.accounts import GOES_ON, SAYS_MET, is_met, last_words
from ceasefire.vocabulary.duty_words import Fulfilment

UNMET: Final = ("none_due", "due", "overdue")
"""States of a duty of which nobody says anything that settles it."""


class _Words(NamedTuple):
    """The words that stand, by what they say: met, missed, met in part, or still going on."""

    met: list[Account]
    missed: list[Account]
    part: list[Account]
    going: list[Account]

    @classmethod
    def of(cls, said: Sequence[Account]) -> "_Words":
        words = last_words(said)
        return cls(
            [a for a in words if is_met(a)],
            [a for a in words if a.says == Fulfilment.MISSED],
            [a for a in words if _is_part(a)],
            [a for a in words if a.says in GOES_ON],
        )


def state_of(due: date | None, on: date, said: Sequence[Account], verified: Sequence[Account]) -> str:
    """Return the state of a duty from its deadline (last day on which it can be met) and what is said of it by that day.

    Of one who spoke several times the last word counts. "Late" is what is first said or verified as met on a day after the
    deadline; a day that is not told is not late.
    """
    if not said:  # most of a hundred thousand runnings
        return _open(due, on, False)
    words = _Words.of(said)
    others = [*words.part, *words.going]
    if words.met:
        contested = bool(words.missed) or _later(others, words.met)
        return "contested" if contested else _met(due, said, words.met, verified)
    if words.missed:
        return "contested" if _at_odds(words.missed, others) else "said_missed"
    return _open(due, on, bool(words.part))


def _open(due: date | None, on: date, part: bool) -> str:
    if part and (due is None or on > due):
        return "partly_met"
    return "none_due" if due is None else "overdue" if on > due else "due"


def _is_part(account: Account) -> bool:
    return account.says == Fulfilment.PARTLY_MET or (account.says in SAYS_MET and not is_met(account))


def _met(due: date | None, said: Sequence[Account], met: Sequence[Account], verified: Sequence[Account]) -> str:
    if due is not None and all(a.first is not None and a.first > due for a in said if is_met(a)):
        return "late"
    return "verified_met" if any(is_met(a) for a in verified if a in met) else "said_met"


def _later(others: Sequence[Account], met: Sequence[Account]) -> bool:
    """Return whether somebody else speaks of the duty as not done, or not whole, on a day after it is said to be met."""
    first = min(a.first or date.min for a in met)
    names = {(a.by, a.ledger) for a in met if not a.act}
    return any(not a.act and (a.by, a.ledger) not in names and (a.first or date.min) > first for a in others)


def _at_odds(missed: Sequence[Account], others: Sequence[Account]) -> bool:
    """Return whether somebody else holds, when it is said to be missed or later, that it goes on or is partly done."""
    first = min(a.known or date.min for a in missed)
    names = {(a.by, a.ledger) for a in missed}
    return any((a.by, a.ledger) not in names and (a.last or a.known or date.max) >= first for a in others)
