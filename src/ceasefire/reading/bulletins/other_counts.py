"""The further numbers of a bulletin: what was confirmed, settlements, formations, agreements, humanitarian actions."""

from __future__ import annotations

from ceasefire.reading.bulletins.clauses import Clause
from ceasefire.reading.bulletins.lexer import Item
from ceasefire.reading.bulletins.model import CASE, FoundCount
from ceasefire.reading.bulletins.word_patterns import Lexicon

FACTS = {
    "settlements": ("settlements_reconciled", "settlement"),
    "formations": ("armed_formations_pledged", "formation"),
    "agreements": ("new_agreements", "agreement"),
    "humanitarian": ("humanitarian_actions", "action"),
}


def confirmation(clause: Clause, counting: str | None, words: Lexicon) -> FoundCount | None:
    """Return how many of one party's cases another confirms, or does not; None when no number is told.

    `counting` is the party that counted last.
    """
    items = clause.items
    verb = next(i for i in items if i.kind in ("confirmed", "not_confirmed"))
    owner, by = _who(clause, counting, words)
    if owner is None or by is None:
        return None
    number = _confirmed_number(items)
    if verb.kind == "not_confirmed" and number is not None:
        return _beside(verb, number, f"{words.adjectives[owner]}_cases_not_confirmed", "bulletins/not confirmed")
    told = verb if verb.kind == "not_confirmed" else number or next((i for i in items if i.kind == "none"), None)
    if told is None:
        return None
    return _beside(verb, told, f"{words.adjectives[owner]}_cases_confirmed_by_{by}", "bulletins/confirmed")


def _beside(verb: Item, told: Item, measure: str, rule: str) -> FoundCount:
    """Return a count that stands beside a verb; any word but a number tells of zero."""
    return FoundCount(
        measure=measure,
        unit=CASE,
        count=int(told.value) if told.kind == "num" else 0,
        start=min(told.start, verb.start),
        end=max(told.end, verb.end),
        rule=rule,
    )


def _who(clause: Clause, counting: str | None, words: Lexicon) -> tuple[str | None, str | None]:
    """Return whose cases are confirmed, and by whom: the owner is the party that registered, or whose they are called.

    Where a clause names one party only, the other is meant. That is known where two parties count, as in all bulletins
    that are read here; with three or more such a clause is left out.
    """
    named = [i.value for i in clause.items if i.kind == "party"]
    owner = _owner(clause, named, counting, words)
    return owner, next((party for party in named if party != owner), None) or _other(owner, words)


def _owner(clause: Clause, named: list[str], counting: str | None, words: Lexicon) -> str | None:
    called = next((i.value for i in clause.items if i.kind == "owner"), None)
    if len(set(named)) >= 2:
        return _nearest_registering(clause.items)
    if called is not None:
        return called
    if not named:
        return counting
    return named[0] if counting == named[0] and _registers(clause.items) else _other(named[0], words)


def _nearest_registering(items: tuple[Item, ...]) -> str:
    """Return the party that stands nearest to a verb of counting; the last one where there is no such verb."""
    parties = [n for n, i in enumerate(items) if i.kind == "party"]
    verbs = [n for n, i in enumerate(items) if i.kind == "registered"]
    return items[min(parties, key=lambda n: min((abs(n - verb) for verb in verbs), default=-n))].value


def _registers(items: tuple[Item, ...]) -> bool:
    """Say whether a verb of counting stands beside the first party."""
    party = next(n for n, i in enumerate(items) if i.kind == "party")
    return any(i.kind == "registered" for i in items[max(0, party - 1) : party + 2])


def _other(party: str | None, words: Lexicon) -> str | None:
    """Return the only other party; None where there are more."""
    others = [other for other in words.owners if other != party]
    return others[0] if len(others) == 1 else None


def _confirmed_number(items: tuple[Item, ...]) -> Item | None:
    """Return the first number that is not the 12 of "3 of the 12"."""
    return next((i for i in items if i.kind == "num" and not _is_base(items, i)), None)


def _is_base(items: tuple[Item, ...], number: Item) -> bool:
    """Say whether a number is the 12 of "3 of the 12", whichever comes first."""
    at = items.index(number)
    if at and items[at - 1].kind == "of" and number.start - items[at - 1].end <= 2:
        return True
    return at + 1 < len(items) and items[at + 1].kind == "genitive"


def facts(clause: Clause) -> list[FoundCount]:
    """Return the settlements, formations, agreements and humanitarian actions that a clause counts."""
    items = clause.items
    found: list[FoundCount] = []
    taken: set[int] = set()
    for at in sorted(range(len(items)), key=lambda at: not _after_total(items, at)):
        number = _number_for(items, at, taken) if items[at].kind in FACTS else None
        if number is not None:
            taken.add(number.start)
            found.append(_fact(items, at, number))
    return found


def _fact(items: tuple[Item, ...], at: int, number: Item) -> FoundCount:
    noun = items[at]
    measure, unit = FACTS[noun.kind]
    if noun.kind == "humanitarian" and any(i.kind == "total" for i in items[max(0, at - 3) : at]):
        measure = "humanitarian_actions_total"
    return FoundCount(
        measure=measure,
        unit=unit,
        count=int(number.value) if number.kind == "num" else 0,
        start=min(noun.start, number.start),
        end=max(noun.end, number.end),
        rule=f"bulletins/{noun.kind}",
    )


def _number_for(items: tuple[Item, ...], at: int, taken: set[int]) -> Item | None:
    """Return the number right before the noun, else the first after it that no other noun takes."""
    here = items[at]
    before = items[at - 1] if at else None
    if (
        before is not None
        and before.kind in ("num", "none")
        and before.start not in taken
        and here.start - before.end < 40
    ):
        return before
    whole = _after_total(items, at)
    for n in range(at + 1, min(len(items), at + (12 if whole else 5))):
        item = items[n]
        if _after_total(items, n) or (item.kind in FACTS and item.kind != here.kind and not whole):
            return None
        if item.kind == "num" and item.start not in taken and not _taken_by_next(items, item):
            return item
    return None


def _after_total(items: tuple[Item, ...], at: int) -> bool:
    """Say whether this is the noun of "the total number of settlements", whose number may follow a long relative clause."""
    return at > 0 and items[at].kind in FACTS and items[at - 1].kind == "total"


def _taken_by_next(items: tuple[Item, ...], number: Item) -> bool:
    at = items.index(number)
    return at + 1 < len(items) and items[at + 1].kind in FACTS and items[at + 1].start - number.end < 40
