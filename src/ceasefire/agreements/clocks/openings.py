"""Provisions that open with what is said of another: `then` once it is said to be met, `else` once said to be missed."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from ceasefire.agreements.accounts import Account
from ceasefire.agreements.clocks.accounts import is_met, last_words, said_of
from ceasefire.agreements.context import Context
from ceasefire.agreements.language.model import Instrument, Provision
from ceasefire.vocabulary.duty_words import Fulfilment


class Opening(NamedTuple):
    """The first day on which a provision is open (None: not yet); `doubt` where accounts contradict each other from then on."""

    first: date | None
    doubt: bool
    words: str
    rests: tuple[str, ...]


_ALWAYS: Final = Opening(date.min, False, "", ())
"""The opening of a provision that nothing opens."""


def opening(
    context: Context, instrument: Instrument, provision: Provision, seen: frozenset[str] = frozenset()
) -> Opening | None:
    """Return when a provision opens; None where no other opens it. Of several that open it the first does.

    A provision that is not open itself opens no other, and provisions that open each other stay closed.
    """
    openers = list(_openers(instrument, provision))
    if not openers:
        return None
    asked = [(other, what) for other, what in openers if other.id not in seen]
    found = (_opened(context, instrument, other, what, seen | {provision.id}) for other, what in asked)
    names = " or ".join(f"{other.id} is said to be {what}" for other, what in openers)
    closed = Opening(None, False, f"not open yet: it opens once {names}", ())
    return min((one for one in found if one), key=lambda one: (one.first or date.max, one.doubt), default=closed)


def _openers(instrument: Instrument, provision: Provision) -> Iterator[tuple[Provision, str]]:
    for other in instrument.provisions:
        if provision.id in other.then:
            yield other, "met"
        if provision.id in other.otherwise:
            yield other, "missed"


def _opened(
    context: Context, instrument: Instrument, other: Provision, what: str, seen: frozenset[str]
) -> Opening | None:
    """Return the opening by what is said of one other provision, or None while nobody says it."""
    above = opening(context, instrument, other, seen) or _ALWAYS
    opens, against = _for_and_against(context, instrument, other, what)
    if above.first is None or not opens:
        return None
    words = f"{other.id} is said to be {what}: {'; '.join(a.words for a in opens)}"
    words += f"; against it {'; '.join(a.words for a in against)}" if against else ""
    return Opening(
        max(min(map(_day_of, opens)), above.first),
        bool(against) or above.doubt,
        words,
        tuple(a.id for a in (*opens, *against)),
    )


def _for_and_against(
    context: Context, instrument: Instrument, other: Provision, what: str
) -> tuple[list[Account], list[Account]]:
    """Return the accounts that say of a provision what opens another, and those that say the contrary."""
    said = last_words(said_of(context, instrument, other))
    met, missed = [a for a in said if is_met(a)], [a for a in said if a.says == Fulfilment.MISSED]
    return (met, missed) if what == "met" else (missed, met)


def _day_of(account: Account) -> date:
    """Return the day from which an account counts; one that tells none and was filed on none counts from the beginning."""
    return account.known or date.min
