"""What is said of a duty, with the acts that show it done: who holds it, who may verify it, whose last word counts."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ceasefire.agreements.accounts import Account
from ceasefire.agreements.context import Act, Context
from ceasefire.agreements.language.fields import Bound
from ceasefire.agreements.language.model import Instrument, Provision
from ceasefire.vocabulary.duty_words import ActKind, Fulfilment

_DONE_BY_ACT: Final = (ActKind.MAP_APPROVAL, ActKind.DECISION)
"""Acts on a provision that show it done where the text does not say by which act that shows."""
SAYS_MET: Final = frozenset({Fulfilment.MET, Fulfilment.VERIFIED})
GOES_ON: Final = frozenset({Fulfilment.UNDER_WAY, Fulfilment.NEEDS_TIME})


def said_of(context: Context, instrument: Instrument, provision: Provision) -> tuple[Account, ...]:
    """Return the accounts of a duty, the acts that show it among them, by the day from which they are known."""
    return in_order([*context.told_of(instrument.id, provision.id), *_shown(context, instrument, provision)])


def in_order(accounts: Iterable[Account]) -> tuple[Account, ...]:
    """Return accounts by day, those that never tell one first."""
    return tuple(sorted(accounts, key=lambda a: (a.known is not None, str(a.known), a.by, a.says, a.act, a.id)))


def _shown(context: Context, instrument: Instrument, provision: Provision) -> Iterator[Account]:
    shown = provision.shown_by
    if shown is not None:
        acts = [a for a in context.acts_on(instrument.id, shown.act) if a.provision in (None, provision.id)]
        yield from _one_by_one(provision, acts, frozenset(shown.zones))
        return
    for act in context.acts_on(instrument.id):
        if act.provision == provision.id and act.act in _DONE_BY_ACT:
            yield _account(provision, act, whole=_is_whole(provision, act))


def _one_by_one(provision: Provision, acts: Sequence[Act], zones: frozenset[str]) -> Iterator[Account]:
    """Yield an account for each act that shows a duty: the one with which no zone is wanting any more shows it met."""
    wanting = set(zones)
    for act in acts:
        if zones and act.zone not in zones:
            continue
        wanting -= {act.zone or ""}
        yield _account(provision, act, whole=not wanting)


def _is_whole(provision: Provision, act: Act) -> bool:
    """Return whether an act speaks of all the ground of a provision: it names no zone, or the only one."""
    zones = provision.place.zones if provision.place else ()
    return act.zone is None or set(zones) == {act.zone}


def _account(provision: Provision, act: Act, *, whole: bool) -> Account:
    where = f" for {act.zone}" if act.zone else ""
    return Account(
        instrument=act.instrument,
        provision=provision.id,
        says=(Fulfilment.MET if whole else Fulfilment.PARTLY_MET).value,
        by=", ".join(act.by) or "not told",
        first=act.first,
        last=act.last,
        filed=act.filed,
        id=act.id,
        act=f"{'shown' if whole else 'partly shown'} by act {act.act}{where}",
    )


def verified(context: Context, provision: Provision, said: Iterable[Account]) -> tuple[Account, ...]:
    """Return the verifications that count: by whom the text names, else by anybody but the holder."""
    found = (a for a in said if a.says == Fulfilment.VERIFIED)
    if provision.verified_by:
        return tuple(a for a in found if _is_one_of(context, a.by, provision.verified_by))
    holders = provision.bound.actors if isinstance(provision.bound, Bound) else ()
    return tuple(a for a in found if not _is_one_of(context, a.by, holders))


def _is_one_of(context: Context, name: str, ids: Iterable[str]) -> bool:
    """Return whether a name as written means some of these bodies and no other."""
    among = set(ids)
    return any(clause and clause <= among for clause in context.parties.naming(name).settled)


def last_words(said: Iterable[Account]) -> tuple[Account, ...]:
    """Return accounts without the words that their speakers took back: who says "met" no longer says "missed".

    That a duty goes on takes nothing back, and no word takes back an act.
    """
    every = in_order(said)
    last = {a.by: a.known for a in every if _settles(a)}
    return tuple(a for a in every if not _settles(a) or a.known == last[a.by])


def _settles(account: Account) -> bool:
    return not account.act and account.says not in GOES_ON


def is_met(account: Account) -> bool:
    """Return whether an account says that the whole is done."""
    return account.says in SAYS_MET and account.percent in (None, 100)
