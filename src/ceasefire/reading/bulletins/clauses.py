"""Sentences of a bulletin cut so that each clause has one party that counts, or none of its own, and one kind of count."""

from __future__ import annotations

from itertools import pairwise

import msgspec

from ceasefire.reading.bulletins.running import BREAKS, by_day, by_running, inside
from ceasefire.reading.bulletins.word_items import CONFIRMING, Item, Stretch

FACTS = frozenset(
    {"settlements", "formations", "humanitarian", "agreements", "posts", "checkpoints", "tonnes", "people"}
)
"""Kinds of words for what is counted beside cases."""
_TELLING = ("num", "decimal", "none", "not_registered", "party", "both", "neither", "rest", *CONFIRMING)
_DAYS = ("date", "yesterday")
_MOST_SIDES = 6
"""Parties that one "neither" speaks of at most."""


class Clause(Stretch, frozen=True):
    """The items of one clause, and the party it names (None: it goes on with the one before).

    `sentence` is its number; `day` the day it names, "yesterday" or as the text tells it.
    """

    party: str | None
    sentence: int = 0
    day: str | None = None

    def first(self, *kinds: str) -> Item | None:
        """Return the first item of one of the kinds."""
        return next((item for item in self.items if item.kind in kinds), None)


def clauses(items: list[Item]) -> list[Clause]:
    """Cut items into clauses: at stops and semicolons outside brackets, between two parties that both count, and
    before a running count beside the count of a day."""
    found: list[Clause] = []
    for number, sentence in enumerate(_sentences(items)):
        for piece in _by_party(_without_accused(sentence)):
            party = next((i.value for i in piece if i.kind == "party"), None)
            parts = (part for told in by_running(piece) for part in by_day(told))
            found += [_clause(part, party, number) for part in parts if any(i.kind in _TELLING for i in part)]
    return [clause for clause in found if clause.items]


def _clause(part: list[Item], party: str | None, number: int) -> Clause:
    """Return a part of a sentence as a clause: the day that it names, and its other items."""
    day = next((i.value or i.kind for i in part if i.kind in _DAYS), None)
    return Clause(tuple(i for i in part if i.kind not in _DAYS), party, number, day)


def _sentences(items: list[Item]) -> list[list[Item]]:
    out: list[list[Item]] = [[]]
    depth = 0
    for at, item in enumerate(items):
        depth = max(0, depth + (item.kind == "open") - (item.kind == "close"))
        if item.kind == "stop" or (item.kind == "semi" and not depth and not _list_goes_on(items, at)):
            depth = 0
            out.append([])
        else:
            out[-1].append(item)
    return [s for s in out if s]


def _list_goes_on(items: list[Item], at: int) -> bool:
    """Say whether a semicolon stands between places ("Aleppo - 3; Homs - 1"): it parts a list and not a sentence."""
    before = [i.kind for i in items[max(0, at - 4) : at]]
    kinds = [i.kind for i in items[at + 1 : at + 9]]
    kinds = kinds[next((n for n, k in enumerate(kinds) if k not in ("comma", "dash")), 0) :]
    reach = kinds[: next((n for n, k in enumerate(kinds) if k in ("stop", "semi", "comma")), len(kinds))]
    return "place" in before and "place" in reach and "party" not in reach and not FACTS & set(reach)


def _without_accused(sentence: list[Item]) -> list[Item]:
    """Leave out a party that is said to have done what another counts: "the one recorded 14 violations by the other"."""
    kept: list[Item] = []
    for at, item in enumerate(sentence):
        before = [i.kind for i in sentence[max(0, at - 2) : at]]
        after = [i.kind for i in sentence[at + 1 : at + 2]]
        accused = before[-1:] == ["accused"] or after == ["accused_after"]
        if item.kind == "party" and (accused or (before in _OF_CASES and _acts(sentence[: max(0, at - 2)]))):
            continue
        kept.append(item)
    return [item for item in kept if item.kind not in ("by", "accused", "accused_after")]


_OF_CASES = (["cases", "by"], ["provinces", "by"], ["place", "by"])


def _acts(items: list[Item]) -> bool:
    """Say whether a party counts in the active voice: the first one named stands behind no "by"."""
    first = next((n for n, i in enumerate(items) if i.kind == "party"), None)
    return first is not None and not (first and items[first - 1].kind == "by")


def _by_party(sentence: list[Item]) -> list[list[Item]]:
    """Cut a sentence between parties, unless one of them confirms what the other counted."""
    if any(i.kind in CONFIRMING for i in sentence):
        told = [msgspec.structs.replace(i, kind="owner") if _owns(i) else i for i in sentence]
        *first, last = _confirming(told, _parties(told))
        return [*first, *_after_confirming(last)]
    if parties := _none_of_all(sentence):
        others = [i for i in sentence if i not in parties]
        return [[msgspec.structs.replace(party, kind="party"), *others] for party in parties]
    at = _parties(sentence)
    if len(at) < 2:
        return _none_then(sentence)
    cuts = [_cut(sentence, one, two) for one, two in pairwise(at)]
    return [sentence[start:end] for start, end in pairwise([0, *cuts, len(sentence)]) if start < end]


def _none_of_all(sentence: list[Item]) -> list[Item]:
    """Return several parties that counted nothing in the same words: "neither the one nor the other side registered any"."""
    kinds = [i.kind for i in sentence]
    at = [n for n, kind in enumerate(kinds) if kind in ("party", "owner")]
    zeros = [n for n, kind in enumerate(kinds) if kind in ("not_registered", "none")]
    if not 2 <= len(at) <= _MOST_SIDES or len(zeros) != 1 or "num" in kinds:
        return []
    together = all(kind in ("party", "owner", "conj", "comma", "none") for kind in kinds[at[0] : at[-1] + 1])
    return [sentence[n] for n in at] if together else []


def _none_then(sentence: list[Item]) -> list[list[Item]]:
    """Cut what a sentence of one party tells after it has told of none: "no cases, whereas a week ago it counted 5"."""
    kinds = [i.kind for i in sentence]
    turn = kinds.index("turn") if "turn" in kinds else 0
    if turn and "not_registered" in kinds[:turn] and "num" in kinds[turn:]:
        return [sentence[:turn], sentence[turn:]]
    return [sentence]


def _parties(sentence: list[Item]) -> list[int]:
    """Return where parties stand, each once where it is named twice in a row."""
    at = [n for n, item in enumerate(sentence) if item.kind == "party"]
    return [n for k, n in enumerate(at) if k == 0 or sentence[n].value != sentence[at[k - 1]].value]


def _after_confirming(piece: list[Item]) -> list[list[Item]]:
    """Cut a count from the confirmation before it, "denied all three and recorded 12": it is of the same party."""
    confirm = max((n for n, i in enumerate(piece) if i.kind in CONFIRMING), default=len(piece))
    for cut in (n for n in _breaks(piece) if n > confirm and not inside(piece, n)):
        kinds = [i.kind for i in piece[cut:]]
        if "registered" in kinds and "num" in kinds and "cases" in kinds:
            subject = [] if "party" in kinds else [i for i in piece[:cut] if i.kind == "party"][:1]
            return [piece[:cut], [*subject, *piece[cut:]]]
    return [piece]


def _owns(item: Item) -> bool:
    """Say whether a party stands in a form that says whose the cases are that another confirms."""
    return item.kind == "party" and item.possessor


def _confirming(sentence: list[Item], at: list[int]) -> list[list[Item]]:
    """Cut a count and then a confirmation in one sentence before the words that confirm; their subject may be the first's."""
    confirm = next(n for n, i in enumerate(sentence) if i.kind in CONFIRMING)
    cut = _before_confirming(sentence, at, confirm)
    if not cut or not _counts_first(sentence[:cut]):
        return [sentence]
    kinds = [i.kind for i in sentence[cut : confirm + 1]]
    subject = "other_side" in kinds or any(o == "party" and o2 != "registered" for o, o2 in pairwise(kinds))
    return [sentence[:cut], sentence[cut:] if subject else [sentence[at[0]], *sentence[cut:]]]


def _before_confirming(sentence: list[Item], at: list[int], confirm: int) -> int:
    """Return the last place between the first party and the words that confirm at which a sentence may be cut; 0 for none."""
    if not at:
        return 0
    turns = [n for n, i in enumerate(sentence[:confirm]) if i.kind == "turn" and n > at[0]]
    breaks = [n for n in _breaks(sentence[:confirm]) if n > at[0] and not inside(sentence, n)]
    last = max((n for n in at[1:] if n < confirm), default=0)
    relative = last if {"num", "registered"} <= {i.kind for i in sentence[at[0] : last]} else 0
    return max(turns or breaks, default=relative)


def _counts_first(items: list[Item]) -> bool:
    """Say whether a party counts cases in words that stand before those that confirm any."""
    kinds = {i.kind for i in items}
    told = "registered" in kinds and kinds & {"cases", "place"} and kinds & {"num", "none"}
    party = next(n for n, i in enumerate(items) if i.kind == "party")
    return bool("not_registered" in kinds or told) and not any(i.kind == "num" for i in items[:party])


def _breaks(sentence: list[Item]) -> list[int]:
    return [n for n, i in enumerate(sentence) if i.kind in BREAKS]


def _active(sentence: list[Item], party: int) -> bool:
    """Say whether the party comes before its numbers."""
    return not any(i.kind in ("num", "not_registered") for i in sentence[:party])


def _cut(sentence: list[Item], one: int, two: int) -> int:
    """Return where the clause of the first party ends: before the second for an active sentence, after the first for a passive."""
    between = [n for n in range(one + 1, two) if sentence[n].kind in BREAKS and not inside(sentence, n)]
    turns = [n for n in between if sentence[n].kind == "turn"]
    if turns:
        return turns[0]
    passive = not _active(sentence, one) and any(i.kind == "num" for i in sentence[one:two])
    if not between:
        return two
    return between[0] if passive else between[-1]
