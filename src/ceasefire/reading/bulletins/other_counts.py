"""The further numbers of a bulletin: what was confirmed, settlements, formations, agreements, humanitarian actions."""

from __future__ import annotations

import msgspec

from ceasefire.reading.bulletins.clauses import Clause
from ceasefire.reading.bulletins.lexer import Item
from ceasefire.reading.bulletins.word_patterns import Lexicon

FACTS = {
    "settlements": ("settlements_reconciled", "settlement"),
    "formations": ("armed_formations_pledged", "formation"),
    "agreements": ("new_agreements", "agreement"),
    "humanitarian": ("humanitarian_actions", "action"),
}


class Further(msgspec.Struct, frozen=True, kw_only=True):
    """A number that is no count of cases by place."""

    measure: str
    unit: str
    count: int
    start: int
    end: int
    rule: str


def confirmation(clause: Clause, counting: str | None, words: Lexicon) -> Further | None:
    """Return how many of one party's cases the other confirms, or does not; None when no number is told."""
    items = clause.items
    at = next(n for n, i in enumerate(items) if i.kind in ("confirmed", "not_confirmed"))
    denied = items[at].kind == "not_confirmed"
    owner, by = _who(clause, counting, words)
    number = _confirmed_number(items)
    nothing = next((i for i in items if i.kind == "none"), None)
    if owner is None or by is None:
        return None
    if denied and (number is None or _is_base(items, number)):
        count, where = 0, items[at]
        denied = False
    elif denied and number is not None:
        return Further(
            measure=f"{words.adjectives[owner]}_cases_not_confirmed",
            unit="case_of_firing",
            count=int(number.value),
            start=min(number.start, items[at].start),
            end=max(number.end, items[at].end),
            rule="bulletins/not confirmed",
        )
    elif number is not None and not _is_base(items, number):
        count, where = int(number.value), number
    elif nothing is not None:
        count, where = 0, nothing
    else:
        return None
    return Further(
        measure=f"{words.adjectives[owner]}_cases_confirmed_by_{by}",
        unit="case_of_firing",
        count=count,
        start=min(where.start, items[at].start),
        end=max(where.end, items[at].end),
        rule="bulletins/confirmed",
    )


def _who(clause: Clause, counting: str | None, words: Lexicon) -> tuple[str | None, str | None]:
    """Whose cases, and who confirms: the owner is the party that registered, or whose cases they are called."""
    named = [n for n, i in enumerate(clause.items) if i.kind == "party"]
    called = [i.value for i in clause.items if i.kind == "owner"]
    every = list(words.owners)
    registered = [n for n, i in enumerate(clause.items) if i.kind == "registered"]
    values = [clause.items[n].value for n in named]
    if len(set(values)) >= 2:
        owner = clause.items[min(named, key=lambda n: min((abs(n - r) for r in registered), default=n * -1))].value
    elif called:
        owner = called[0]
    elif values and registered and min(abs(named[0] - r) for r in registered) <= 1 and counting == values[0]:
        owner = values[0]
    elif values:
        owner = next((p for p in every if p != values[0]), None) or ""
    else:
        owner = counting or ""
    by = next((v for v in values if v != owner), None) or next((p for p in every if p != owner), None)
    return owner or None, by


def _confirmed_number(items: tuple[Item, ...]) -> Item | None:
    numbers = [i for i in items if i.kind == "num"]
    return next((i for i in numbers if not _is_base(items, i)), numbers[0] if numbers else None)


def _is_base(items: tuple[Item, ...], number: Item) -> bool:
    """True for the 12 of "3 of the 12", whichever comes first."""
    at = items.index(number)
    if at and items[at - 1].kind == "of" and number.start - items[at - 1].end <= 2:
        return True
    return at + 1 < len(items) and items[at + 1].kind == "genitive"


def facts(clause: Clause, words: Lexicon) -> list[Further]:
    """Return the settlements, formations, agreements and humanitarian actions that a clause counts."""
    found: list[Further] = []
    taken: set[int] = set()
    order = sorted(range(len(clause.items)), key=lambda at: not _after_total(clause.items, at))
    for at in order:
        item = clause.items[at]
        if item.kind in FACTS:
            number = _number_for(clause.items, at, taken)
            if number is not None:
                taken.add(number.start)
                measure, unit = FACTS[item.kind]
                if item.kind == "humanitarian" and any(i.kind == "total" for i in clause.items[max(0, at - 3) : at]):
                    measure = "humanitarian_actions_total"
                count = 0 if number.kind in ("none", "not_registered") else int(number.value)
                found.append(
                    Further(
                        measure=measure,
                        unit=unit,
                        count=count,
                        start=min(item.start, number.start),
                        end=max(item.end, number.end),
                        rule=f"bulletins/{item.kind}",
                    )
                )
    return found


def _number_for(items: tuple[Item, ...], at: int, taken: set[int]) -> Item | None:
    """The number right before the noun, else the first after it that no other noun takes."""
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
    """True for the noun of "the total number of settlements", whose number may follow a long relative clause."""
    return at > 0 and items[at].kind in FACTS and items[at - 1].kind == "total"


def _taken_by_next(items: tuple[Item, ...], number: Item) -> bool:
    at = items.index(number)
    return at + 1 < len(items) and items[at + 1].kind in FACTS and items[at + 1].start - number.end < 40
