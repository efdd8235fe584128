"""The stated tables follow new entries: the same rows as when all are made again."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import hypothesis.strategies as st
from hypothesis import HealthCheck, given, settings

from ceasefire.projection import build, restated
from ceasefire.record import Entry
from ceasefire.record.entries import Unreadable
from tests.held_tables import HeldTables, differing
from tests.projection.programs import Author, Op, Program, Record
from tests.soak import rounds

OFFICES = (("m", "r"), ("a", "r"), ("z", "r"))
"""Ledgers whose names do not sort in the order in which they were made."""
NUMBER = st.integers(0, 120)
OPS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 39), NUMBER, NUMBER, NUMBER), min_size=1, max_size=30)
GROUPS = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 6)), max_size=12)
outcomes: Counter[str] = Counter()


@lru_cache(maxsize=1)
def beginnings() -> tuple[Author, ...]:
    return tuple(Author(office, record) for office, record in OFFICES)


def authors() -> list[Author]:
    """Return ledgers that hold their first entry alone; their keys are made once."""
    made = []
    for kept in beginnings():
        new = Author.__new__(Author)
        new.__dict__ |= vars(kept) | {"entries": kept.entries[:1]}
        made.append(new)
    return made


class Followed:
    """Tables that follow the entries of a record as they arrive, and are compared with a rebuild each time."""

    def __init__(self, program: Program) -> None:
        self.program, self.sizes = program, dict.fromkeys(range(len(program.authors)), 0)
        self.held = HeldTables(build([], program.blobs))

    def grow(self, sizes: dict[int, int], unreadable: Sequence[Unreadable] = ()) -> str:
        """Let ledgers grow to these sizes; return whether the tables followed or were made again."""
        here: list[Entry] = []
        new: list[Entry] = []
        for number, author in enumerate(self.program.authors):
            here += author.entries[: sizes[number]]
            new += author.entries[self.sizes[number] : sizes[number]]
        self.sizes = dict(sizes)
        record = Record(here)
        expected = build(record.entries, self.program.blobs, unreadable)
        deltas = restated(Record(new).entries, self.held, record, self.program.blobs, unreadable)
        if deltas is None:
            self.held = HeldTables(expected)
            return "anew"
        for name, delta in deltas.items():
            assert not differing({name: delta.gone}, {name: delta.come}) or delta.rows, name
        self.held.apply(deltas)
        assert differing(self.held.tables, expected) == {}
        return "followed"


@settings(max_examples=rounds(25, 3000), deadline=None, suppress_health_check=list(HealthCheck))
@given(OPS, GROUPS, st.sets(st.integers(0, 2)), st.integers(0, 12))
def test_tables_that_follow_are_those_of_a_rebuild(
    ops: list[Op], groups: list[tuple[int, int]], hidden: set[int], appear: int
) -> None:
    program = Program(authors())
    for op in ops:
        program.run(op)
    followed = Followed(program)
    program.blobs.hidden = {program.bodies[n]["sha256"] for n in hidden}
    sizes = dict(followed.sizes)
    for step, (number, more) in enumerate(groups):
        if step == appear:
            program.blobs.hidden.clear()
        sizes[number] = min(sizes[number] + more, len(program.authors[number].entries))
        outcomes[followed.grow(sizes)] += 1
    program.blobs.hidden.clear()
    done = {number: len(author.entries) for number, author in enumerate(program.authors)}
    outcome = followed.grow(done)
    outcomes[outcome] += 1
    assert outcome == "followed" or program.hostile
