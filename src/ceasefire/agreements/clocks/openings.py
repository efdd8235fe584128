"""Provisions that open with what is said of another: `then` once it is said to be met, `else` once said to be missed."""

from collections.abc import Iterator, Mapping
from datetime import date
from heapq import heappop, heappush
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
_Openers = Mapping[str, list[tuple[Provision, str]]]
"""By provision, those that open it, each with what must be said of them."""


def opening(context: Context, instrument: Instrument, provision: Provision) -> Opening | None:
    """Return when a provision opens; None where no other opens it. Of several that open it the first does.

    A provision that is not open itself opens no other, and provisions that open each other stay closed.
    """
    return context.once("openings", instrument, lambda: _openings(context, instrument)).get(provision.id)


def _openings(context: Context, instrument: Instrument) -> dict[str, Opening]:
    """Return when the provisions that others open do so, the earliest first, so that each is looked at once."""
    openers = _openers(instrument)
    if not openers:
        return {}
    found = {one.id: _ALWAYS for one in instrument.provisions if one.id not in openers}
    waiting: list[tuple[date, bool, int, str, Opening]] = []
    steps = list(_Step.of(context, instrument, openers))
    leads: dict[str, list[_Step]] = {}
    for step in steps:
        leads.setdefault(step.other, []).append(step)
    reached = list(found)
    while reached:
        name = reached.pop()
        for step in leads.get(name, ()):
            one = step.after(found[name])
            assert one.first is not None
            heappush(waiting, (one.first, one.doubt, step.number, step.opens, one))
        while waiting and not reached:
            *_, opened, one = heappop(waiting)
            if opened not in found:
                found[opened] = one
                reached.append(opened)
    return {name: found.get(name) or _closed(by) for name, by in openers.items()}


def _openers(instrument: Instrument) -> _Openers:
    openers: dict[str, list[tuple[Provision, str]]] = {}
    for other in instrument.provisions:
        for names, what in ((other.then, "met"), (other.otherwise, "missed")):
            for name in dict.fromkeys(names):
                openers.setdefault(name, []).append((other, what))
    return openers


def _closed(openers: list[tuple[Provision, str]]) -> Opening:
    names = " or ".join(f"{other.id} is said to be {what}" for other, what in openers)
    return Opening(None, False, f"not open yet: it opens once {names}", ())


class _Step(NamedTuple):
    """What is said of one provision and opens another; `number` is its place among all of them."""

    number: int
    other: str
    opens: str
    by_word: Opening

    @classmethod
    def of(cls, context: Context, instrument: Instrument, openers: _Openers) -> "Iterator[_Step]":
        """Yield the steps for which somebody's word is there; what is said of each provision is read once."""
        said: dict[tuple[str, str], Opening | None] = {}
        for name, by in openers.items():
            for other, what in by:
                if (other.id, what) not in said:
                    said[other.id, what] = _by_word(context, instrument, other, what)
                word = said[other.id, what]
                if word is not None:
                    yield cls(instrument.provisions.index(other), other.id, name, word)

    def after(self, above: Opening) -> Opening:
        """Return the opening by this step, which is not before the opening of what it is said of."""
        first = max(self.by_word.first or date.min, above.first or date.min)
        return self.by_word._replace(first=first, doubt=self.by_word.doubt or above.doubt)


def _by_word(context: Context, instrument: Instrument, other: Provision, what: str) -> Opening | None:
    """Return the opening by what is said of one provision, whenever that opens itself; None while nobody says it."""
    opens, against = _for_and_against(context, instrument, other, what)
    if not opens:
        return None
    words = f"{other.id} is said to be {what}: {'; '.join(a.words for a in opens)}"
    words += f"; against it {'; '.join(a.words for a in against)}" if against else ""
    return Opening(min(map(_day_of, opens)), bool(against), words, tuple(a.id for a in (*opens, *against)))


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
