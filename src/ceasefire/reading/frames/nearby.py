"""Which clauses stand near a word, and which of them holds it."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from ceasefire.reading.frames.clauses import Clause

CLAUSES: Final = 12
"""How many clauses a word can govern."""


def _head(clause: Clause) -> int:
    return clause.group.head


def numbers_near(clauses: list[Clause], at: int) -> range:
    """Return the numbers of the clauses whose verb stands near a word."""
    number = bisect_left(clauses, at, key=_head)
    return range(max(0, number - CLAUSES), min(len(clauses), number + CLAUSES))


def near(clauses: list[Clause], at: int) -> list[Clause]:
    """Return the clauses whose verb stands near a word."""
    return [clauses[number] for number in numbers_near(clauses, at)]


def headed(clauses: list[Clause], at: int) -> Clause | None:
    """Return the clause whose verb is a word; None where none is."""
    number = bisect_left(clauses, at, key=_head)
    return clauses[number] if number < len(clauses) and clauses[number].group.head == at else None


def last_before(clauses: list[Clause], at: int) -> Clause | None:
    """Return the last clause whose verb stands before a word; None where none does."""
    number = bisect_left(clauses, at, key=_head)
    return clauses[number - 1] if number else None


def holding(clauses: list[Clause], at: int) -> int:
    """Return the number of the first clause that a word stands in; -1 without."""
    for number in numbers_near(clauses, at):
        if clauses[number].start <= at < max(clauses[number].stop, clauses[number].group.after):
            return number
    return -1


def own_start(clause: Clause) -> int:
    """Return where the words of a clause begin: at its own subject, or at its verb where it shares one."""
    return clause.subject.first if clause.subject and clause.start <= clause.subject.first else clause.group.first


def under(clauses: list[Clause], number: int) -> list[int]:
    """Return the numbers of the clauses that stand under a clause, at any depth."""
    inside = {number}
    for later in range(number + 1, min(len(clauses), number + CLAUSES)):
        if clauses[later].over in inside:
            inside.add(later)
    return sorted(inside - {number})
