"""Sentences of a bulletin cut so that each clause has one party that counts, or none of its own."""

from __future__ import annotations

from itertools import pairwise

import msgspec

from ceasefire.reading.bulletins.lexer import Item

_FACTS = frozenset({"settlements", "formations", "humanitarian", "agreements"})
_BREAKS = frozenset({"comma", "conj", "turn", "dash", "semi"})


class Clause(msgspec.Struct, frozen=True):
    """The items of one clause, and the party it names (None: it goes on with the one before)."""

    items: tuple[Item, ...]
    party: str | None
    sentence: int = 0

    def has(self, *kinds: str) -> bool:
        return any(item.kind in kinds for item in self.items)


def clauses(items: list[Item]) -> list[Clause]:
    """Cut items into clauses: at stops and semicolons outside brackets, and between two parties that both count."""
    found: list[Clause] = []
    for number, sentence in enumerate(_sentences(items)):
        for piece in _by_party(sentence):
            if any(i.kind in ("num", "none", "not_registered", "not_confirmed", "confirmed", "party") for i in piece):
                party = next((i.value for i in piece if i.kind == "party"), None)
                found.append(Clause(tuple(piece), party, number))
    return found


def _sentences(items: list[Item]) -> list[list[Item]]:
    out: list[list[Item]] = [[]]
    depth = 0
    for item in items:
        depth = max(0, depth + (item.kind == "open") - (item.kind == "close"))
        if item.kind == "stop" or (item.kind == "semi" and not depth and not _list_goes_on(items, item)):
            depth = 0
            out.append([])
        else:
            out[-1].append(item)
    return [s for s in out if s]


def _list_goes_on(items: list[Item], semi: Item) -> bool:
    """Say whether a semicolon stands between places ("Aleppo - 3; Homs - 1"): it parts a list and not a sentence."""
    at = items.index(semi)
    after = items[at + 1 : at + 7]
    before = [i.kind for i in items[max(0, at - 4) : at]]
    kinds = [i.kind for i in after]
    reach = kinds[: next((n for n, k in enumerate(kinds) if k in ("stop", "semi", "comma")), len(kinds))]
    return "place" in before and "place" in reach and "party" not in reach and not _FACTS & set(reach)


def _by_party(sentence: list[Item]) -> list[list[Item]]:
    """Cut a sentence between parties, unless one of them confirms what the other counted."""
    at = [n for n, item in enumerate(sentence) if item.kind == "party"]
    at = [n for k, n in enumerate(at) if k == 0 or sentence[n].value != sentence[at[k - 1]].value]
    if len(at) < 2 or any(i.kind in ("confirmed", "not_confirmed") for i in sentence):
        return [sentence] if len(at) < 2 else _confirming(sentence, at)
    cuts = [_cut(sentence, one, two) for one, two in pairwise(at)]
    return [sentence[start:end] for start, end in pairwise([0, *cuts, len(sentence)]) if start < end]


def _confirming(sentence: list[Item], at: list[int]) -> list[list[Item]]:
    """Cut a count and then a confirmation in one sentence before the party that confirms."""
    confirm = next(n for n, i in enumerate(sentence) if i.kind in ("confirmed", "not_confirmed"))
    turns = [n for n, i in enumerate(sentence) if i.kind == "turn"]
    first = {i.kind for i in sentence[: at[1]]}
    counted = "registered" in first and bool(first & {"cases", "place"})
    breaks = [n for n in turns or _breaks(sentence) if n <= at[-1]]
    if counted and confirm > at[-1] and breaks and at[0] < breaks[-1] and _active(sentence, at[0]):
        return [sentence[: breaks[-1]], sentence[breaks[-1] :]]
    return [sentence]


def _breaks(sentence: list[Item]) -> list[int]:
    return [n for n, i in enumerate(sentence) if i.kind in _BREAKS]


def _active(sentence: list[Item], party: int) -> bool:
    """Say whether the party comes before its numbers."""
    return not any(i.kind in ("num", "not_registered") for i in sentence[:party])


def _cut(sentence: list[Item], one: int, two: int) -> int:
    """Return where the clause of the first party ends: before the second for an active sentence, after the first for a passive."""
    between = [n for n in range(one + 1, two) if sentence[n].kind in _BREAKS and not _inside(sentence, n)]
    turns = [n for n in between if sentence[n].kind == "turn"]
    if turns:
        return turns[0]
    passive = not _active(sentence, one) and any(i.kind == "num" for i in sentence[one:two])
    if not between:
        return two
    return between[0] if passive else between[-1]


def _inside(sentence: list[Item], at: int) -> bool:
    depth = 0
    for item in sentence[:at]:
        depth += (item.kind == "open") - (item.kind == "close")
    return depth > 0
