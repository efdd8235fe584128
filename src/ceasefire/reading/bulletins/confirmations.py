"""What one party says of another's count: how many it confirms, does not confirm, or denies."""

from __future__ import annotations

import itertools

import msgspec

from ceasefire.reading.bulletins.clauses import Clause
from ceasefire.reading.bulletins.model import CASE, FoundCount
from ceasefire.reading.bulletins.word_items import CONFIRMING, Item


class Counters(msgspec.Struct, frozen=True, kw_only=True):
    """Who counts in a bulletin: all it speaks of, the sides of the truce, and what each one's cases are called ("turkish").

    `given` are the parties that are known by name.
    """

    parties: tuple[str, ...]
    called: dict[str, str]
    sides: tuple[str, ...] = ()
    given: frozenset[str] = frozenset()

    def other(self, party: str | None) -> str | None:
        """Return the only other party; None where there are more or the one is not known."""
        sides = self.sides or self.parties
        others = [one for one in sides if one != party]
        return others[0] if party in sides and len(others) == 1 else None


def confirmations(clause: Clause, counting: str | None, counters: Counters) -> list[FoundCount]:
    """Return how many of one party's cases another confirms, does not confirm or denies; none where no number is told.

    `counting` is the party that counted last. "Confirmed three and denied the rest" tells one number.
    """
    owner, by = _who(clause, counting, counters)
    if owner is None or by is None:
        return []
    verbs = [n for n, i in enumerate(clause.items) if i.kind in CONFIRMING]
    cuts = [_break(clause.items, one, two) for one, two in itertools.pairwise(verbs)]
    bounds = [0, *cuts, len(clause.items)]
    found = [
        _one(clause.items[start:end], clause.items[verb], owner, by, counters)
        for verb, start, end in zip(verbs, bounds, bounds[1:], strict=False)
    ]
    return [one for one in found if one is not None]


def _break(items: tuple[Item, ...], one: int, two: int) -> int:
    """Return where the words of one verb end and those of the next begin."""
    return next((n for n in range(two, one, -1) if items[n].kind in ("comma", "conj", "turn", "semi", "dash")), two)


def _one(items: tuple[Item, ...], verb: Item, owner: str, by: str, counters: Counters) -> FoundCount | None:
    number = _confirmed_number(items)
    place = next((i.value for i in items if i.kind == "place"), None)
    name = counters.called[owner]
    if verb.kind == "denied":
        return _beside(verb, number, f"{name}_cases_denied_by_{_slug(by)}", "denied", place, owner, by)
    if verb.kind == "not_confirmed" and number is not None:
        return _beside(verb, number, f"{name}_cases_not_confirmed", "not confirmed", place, owner, by)
    told = verb if verb.kind == "not_confirmed" else number or next((i for i in items if i.kind == "none"), None)
    return _beside(verb, told, f"{name}_cases_confirmed_by_{_slug(by)}", "confirmed", place, owner, by)


def _beside(
    verb: Item, told: Item | None, measure: str, rule: str, place: str | None, owner: str, by: str
) -> FoundCount | None:
    """Return a count that stands beside a verb; any word but a number tells of zero."""
    if told is None:
        return None
    found = FoundCount(
        measure=measure,
        unit=CASE,
        count=int(told.value) if told.kind == "num" else 0,
        by=by,
        of=owner,
        start=min(told.start, verb.start),
        end=max(told.end, verb.end),
        rule=f"bulletins/{rule}",
    )
    return msgspec.structs.replace(found, place=place) if place else found


def _slug(name: str) -> str:
    return "_".join(name.lower().split())


def _who(clause: Clause, counting: str | None, counters: Counters) -> tuple[str | None, str | None]:
    """Return whose cases are confirmed, and by whom: the owner is the party that registered, or whose they are called.

    Where a clause names one party only, the other is meant, where the bulletin speaks of two. With three or more a
    party that confirms "of them" confirms what the last one counted.
    """
    named = [i.value for i in clause.items if i.kind == "party"]
    owner = _owner(clause, named, counting, counters)
    by = next((party for party in named if party != owner), None)
    if by is None and not named and counting != owner and not clause.has("other_side"):
        by = counting
    return owner, by or counters.other(owner)


def _owner(clause: Clause, named: list[str], counting: str | None, counters: Counters) -> str | None:
    called = next((i.value for i in clause.items if i.kind == "owner"), None)
    if len(set(named)) >= 2:
        return _nearest_registering(clause.items)
    if called is not None and called not in named:
        return called
    if not named:
        return counting
    if _registers(clause.items):
        return named[0]
    return counters.other(named[0]) or (counting if counting != named[0] else None)


def _nearest_registering(items: tuple[Item, ...]) -> str:
    """Return the party nearest to a verb of counting, or farthest from the verb of confirming where none counts."""
    parties = [n for n, i in enumerate(items) if i.kind == "party"]
    verbs = [n for n, i in enumerate(items) if i.kind == "registered"]
    if not verbs:
        confirm = next(n for n, i in enumerate(items) if i.kind in CONFIRMING)
        return items[max(parties, key=lambda n: abs(n - confirm))].value
    return items[min(parties, key=lambda n: min(abs(n - verb) for verb in verbs))].value


def _registers(items: tuple[Item, ...]) -> bool:
    """Say whether a verb of counting stands beside the first party."""
    party = next(n for n, i in enumerate(items) if i.kind == "party")
    return any(i.kind == "registered" for i in items[max(0, party - 1) : party + 2])


def _confirmed_number(items: tuple[Item, ...]) -> Item | None:
    """Return the first number that is not the 12 of "3 of the 12"."""
    return next((i for i in items if i.kind == "num" and not _is_base(items, i)), None)


def _is_base(items: tuple[Item, ...], number: Item) -> bool:
    """Say whether a number is the 12 of "3 of the 12", whichever comes first."""
    at = items.index(number)
    if at and items[at - 1].kind == "of" and number.start - items[at - 1].end <= 2:
        return True
    if [i.kind for i in items[max(0, at - 2) : at]] == ["of", "cases"]:
        return True
    return at + 1 < len(items) and items[at + 1].kind == "genitive"
