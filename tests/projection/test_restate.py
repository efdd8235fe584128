"""The stated tables follow new entries: the same rows as when all are made again."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import hypothesis.strategies as st
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from ceasefire.projection import build, restate, restated
from ceasefire.record import Draft, Entry, Store
from ceasefire.record.entries import Unreadable
from tests.held_tables import HeldTables, counted, differing
from tests.projection.forging import copied, sealed
from tests.projection.programs import NOBODY, Author, Op, Program, Record
from tests.soak import rounds

OFFICES = (("m", "r"), ("a", "r"), ("z", "r"))
"""Ledgers whose names do not sort in the order in which they were made."""
NUMBER = st.integers(0, 120)
OPS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 39), NUMBER, NUMBER, NUMBER), min_size=1, max_size=24)
GROUPS = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 6)), max_size=6)


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
            assert not counted(delta.gone) & counted(delta.come), f"{name}: rows that do not change go and come"
            assert delta.rows, f"{name}: a table that does not change is named"
        self.held.apply(deltas)
        assert differing(self.held.tables, expected) == {}
        return "followed"


def run(ops: list[Op], groups: list[tuple[int, int]], hidden: set[int], appear: int) -> None:
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
        followed.grow(sizes)
    program.blobs.hidden.clear()
    assert followed.grow(whole(program)) == "followed" or program.hostile


def whole(program: Program) -> dict[int, int]:
    return {number: len(author.entries) for number, author in enumerate(program.authors)}


SLOW = settings(max_examples=rounds(8, 3000), deadline=None, suppress_health_check=list(HealthCheck))
PROGRAM = (OPS, GROUPS, st.sets(st.integers(0, 2)), st.integers(0, 6))


@SLOW
@given(*PROGRAM)
def test_tables_that_follow_are_those_of_a_rebuild(
    ops: list[Op], groups: list[tuple[int, int]], hidden: set[int], appear: int
) -> None:
    run(ops, groups, hidden, appear)


@settings(SLOW, max_examples=rounds(3, 1000))
@given(*PROGRAM)
def test_so_they_are_where_many_labels_come_at_once(
    ops: list[Op], groups: list[tuple[int, int]], hidden: set[int], appear: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(restate, "_MANY", 0)
        run(ops, groups, hidden, appear)


def followed(*offices: int) -> Followed:
    """Return tables that follow ledgers with their first entry alone; those of other offices have not come."""
    made = Followed(Program(authors()))
    made.grow({number: int(number in offices) for number in range(len(OFFICES))})
    return made


def test_a_ledger_begun_by_a_key_that_signed_elsewhere_makes_all_anew() -> None:
    tables = followed(0, 1)
    one, other, late = tables.program.authors
    one.pair, one.key = late.first, late.home
    one.add(sealed(one, "report", {"label": "L0"}))
    assert tables.grow({0: 2, 1: 1, 2: 0}) == "followed"
    assert tables.held.count("reports") == 1
    assert tables.grow({0: 2, 1: 1, 2: 1}) == "anew"
    assert [row["state"] for row in tables.held.whole("unread").to_pylist()] == ["foreign_key"]
    other.pair, other.key = late.first, late.home
    other.add(sealed(other, "report", {"label": "L1"}))
    assert tables.grow({0: 2, 1: 2, 2: 1}) == "followed"
    assert tables.held.count("reports") == 0


def test_a_statement_that_now_stands_before_its_place_makes_all_anew_and_one_behind_it_does_not() -> None:
    tables = followed(0, 1, 2)
    middle, before, behind = tables.program.authors
    entry = middle.say("report", {"label": "L0"}, rotated=True)
    assert tables.grow({0: 2, 1: 1, 2: 1}) == "followed"
    behind.add(copied(entry))
    assert tables.grow({0: 2, 1: 1, 2: 2}) == "followed"
    before.add(copied(entry))
    assert tables.grow({0: 2, 1: 2, 2: 2}) == "anew"


def test_what_is_no_entry_is_named_as_long_as_it_is_none() -> None:
    tables = followed(0)
    damaged = Unreadable(origin="ceasefire/r/party/z", kind="ledger", reason="it has no head")
    lost = Unreadable(origin=tables.program.authors[0].ledger.origin, kind="report", reason="odd", id=NOBODY, seq=7)
    assert tables.grow({0: 1, 1: 0, 2: 0}, [damaged, lost]) == "followed"
    assert tables.held.count("unread") == 2
    tables.program.authors[0].say("kind_of_tomorrow", {"label": "L0"})
    assert tables.grow({0: 2, 1: 0, 2: 0}, [damaged, lost]) == "followed"
    assert tables.grow({0: 2, 1: 0, 2: 1}, [lost]) == "followed"
    assert tables.held.count("unread") == 2
    assert tables.grow({0: 2, 1: 0, 2: 1}) == "followed"
    assert tables.held.count("unread") == 1


@pytest.mark.parametrize("whole_ledger", [True, False])
def test_an_entry_that_counted_and_cannot_be_read_makes_all_anew(whole_ledger: bool) -> None:
    tables = followed(0)
    entry = tables.program.authors[0].entries[0]
    lost = Unreadable(origin=entry.origin, kind="ledger", reason="it has no head")
    if not whole_ledger:
        lost = Unreadable(origin=entry.origin, kind="key", reason="odd", id=entry.id, seq=0)
    assert restated([], tables.held, Record([]), tables.program.blobs, [lost]) is None


def test_an_old_entry_that_is_not_what_it_was_makes_all_anew() -> None:
    tables = followed(0)
    author = tables.program.authors[0]
    old = author.say("report", {"label": "L0"})
    tables.grow({0: 2, 1: 0, 2: 0})
    new = author.say("report", {"label": "L0"}, supersedes=old.id)
    other = msgspec.structs.replace(old, id=NOBODY)
    for held in ([], [other]):
        record = Record([author.entries[0], *held, new])
        assert restated([new], tables.held, record, tables.program.blobs) is None


@pytest.mark.parametrize("reports", [3, 60])
def test_one_more_report_asks_for_few_rows_however_many_there_are(reports: int) -> None:
    tables = followed(0)
    author = tables.program.authors[0]
    for number in range(reports):
        author.say("report", {"label": f"R{number}", "summary": "Told."})
        author.say("judgement", {"a": f"R{number}", "b": f"R{number + 1}", "verdict": "same"})
    tables.grow({0: len(author.entries), 1: 0, 2: 0})
    author.say("report", {"label": "R1", "summary": "Told."}, supersedes=author.entries[3].id)
    tables.held.asked.clear()
    assert tables.grow({0: len(author.entries), 1: 0, 2: 0}) == "followed"
    assert sum(rows for _, _, rows in tables.held.asked) <= 40


def test_the_record_itself_gives_old_entries(tmp_path: Path) -> None:
    with Store.create(tmp_path / "record") as store:
        for office in ("one", "two"):
            store.enrol(office, "party")
        first = store.file("one", [Draft("report", {"label": "L0"})])[0].id
        store.file("two", [Draft("judgement", {"a": "L0", "b": "L1", "verdict": "same"})])
        held = HeldTables(build(store.entries(), store))
        sizes = {office.origin: office.size for office in store.offices()}
        store.file(
            "one",
            [Draft("report", {"label": "L1"}, supersedes=first), Draft("report", {"label": "L0", "summary": "Later."})],
        )
        new = [entry for entry in store.entries() if entry.seq >= sizes[entry.origin]]
        deltas = restated(new, held, store, store)
        assert deltas is not None
        held.apply(deltas)
        assert differing(held.tables, build(store.entries(), store)) == {}
        assert deltas["judgements"].come["a"].to_pylist() == [new[1].id]
        entry = new[0]
        assert store.entry_at(entry.origin, entry.seq) == entry
        assert store.entry_at(entry.origin, 99) is None
        assert store.signed_with(entry.statement.key, first_only=True) == [(entry.origin, 0)]
        assert store.signed_with(entry.statement.key, first_only=False) == [(entry.origin, n) for n in range(4)]
