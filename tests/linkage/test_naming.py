"""Names of incidents: one rule for any order, stable while reports join, and every former name found again."""

import hashlib
import random
from time import process_time

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.linkage.membership import incident_of
from ceasefire.linkage.naming import corrections, find, first_report, name_after, name_incidents
from ceasefire.vocabulary import schema

Row = dict[str, object]


def identity(number: int) -> str:
    """An id whose alphabetical order has nothing to do with the order of filing."""
    return f"{random.Random(number).getrandbits(256):064x}"


def statement(number: int, *, first: int | None = None, ledger: str = "a", time: int | None = None) -> Row:
    """A statement; `first` is the one that it corrects, directly or through others."""
    return {
        "statement_id": identity(number),
        "ledger": ledger,
        "seq": number,
        "kind": "report",
        "claimed_at": f"2020-01-01T00:{(number if time is None else time) // 60:02}:{(number if time is None else time) % 60:02}Z",
        "first_id": identity(number if first is None else first),
        "rival_heads": False,
        "cites": [],
    }


def statements(rows: list[Row]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=schema("statements"))


def linked(groups: list[list[str]]) -> tuple[pa.Table, pa.Table]:
    """Links and incidents as linkage makes them: each incident called by its smallest report."""
    rows = [{"report_id": r, "incident_id": min(g), "probability": 1.0, "link_kind": "same"} for g in groups for r in g]
    incidents = [{"incident_id": min(g), "reports": len(g)} for g in groups]
    return (
        pa.Table.from_pylist(rows, schema=schema("links")),
        pa.Table.from_pylist(incidents, schema=schema("incidents")),
    )


def filed(groups: list[list[str]], told: pa.Table) -> pa.Table:
    """Reports with the columns that projection gives them: the statement that each was first filed as."""
    rows = {row["statement_id"]: row for row in told.to_pylist()}
    found = []
    for report in [r for g in groups for r in g]:
        first = report if "#" in report else rows[report]["first_id"]
        one = rows[first.partition("#")[0]]
        found.append(
            {"report_id": report, "first_id": first, "first_filed": one["claimed_at"], "first_seq": one["seq"]}
        )
    return pa.Table.from_pylist(found, schema=schema("reports"))


def naming_of(groups: list[list[str]], told: pa.Table) -> pa.Table:
    links, incidents = name_incidents(*linked(groups), filed(groups, told))
    assert set(links["incident_id"].to_pylist()) == set(incidents["incident_id"].to_pylist())
    return links


def named(groups: list[list[str]], told: pa.Table) -> dict[str, str]:
    return incident_of(naming_of(groups, told))


groupings = st.lists(st.integers(0, 4), min_size=1, max_size=12)


def grouped(numbers: list[int]) -> list[list[str]]:
    return [[identity(n) for n, g in enumerate(numbers) if g == group] for group in dict.fromkeys(numbers)]


@given(groupings, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_statements_changes_no_name(numbers: list[int], chance: random.Random) -> None:
    groups, told = grouped(numbers), [statement(n) for n in range(len(numbers))]
    first = named(groups, statements(told))
    mixed = [chance.sample(g, len(g)) for g in chance.sample(groups, len(groups))]
    assert named(mixed, statements(chance.sample(told, len(told)))) == first


@given(groupings)
def test_each_incident_is_called_after_the_report_filed_first(numbers: list[int]) -> None:
    found = named(grouped(numbers), statements([statement(n) for n in range(len(numbers))]))
    for group in set(numbers):
        first = identity(numbers.index(group))
        assert found[first] == name_after(first)


@given(groupings, groupings)
def test_reports_that_join_later_change_no_name(before: list[int], later: list[int]) -> None:
    told = statements([statement(n) for n in range(len(before) + len(later))])
    old = named(grouped(before), told)
    now = named(grouped(before + later), told)
    assert {r: now[r] for r in old} == old


@given(groupings, groupings)
def test_every_name_ever_had_leads_to_the_incident_that_holds_its_report_now(old: list[int], new: list[int]) -> None:
    size = min(len(old), len(new))
    told = statements([statement(n) for n in range(size)])
    before = named(grouped(old[:size]), told)
    links, reports = naming_of(grouped(new[:size]), told), filed(grouped(new[:size]), told)
    now = incident_of(links)
    for report, name in before.items():
        holder = {now[r] for r in before if name_after(r) == name}
        assert find(name, links, reports, told) == holder
        assert find(name_after(report)[:12], links, reports, told) == {now[report]}


def test_a_correction_keeps_the_name_and_every_former_statement_is_found() -> None:
    told = statements([statement(0), statement(1), statement(2, first=0), statement(3, first=0)])
    before = named([[identity(0), identity(1)]], told)
    groups = [[identity(1), identity(3)]]
    links, reports = naming_of(groups, told), filed(groups, told)
    assert set(incident_of(links).values()) == set(before.values()) == {name_after(identity(0))}
    for one in (0, 2, 3):
        assert find(name_after(identity(one)), links, reports, told) == set(before.values())
        assert corrections([identity(one)], reports, told) == [identity(3)]
    assert first_report(name_after(identity(0)), links, reports) == identity(3)
    assert corrections([], reports, told) == []


def test_a_corrected_row_of_a_batch_gave_a_name_too() -> None:
    row = f"{identity(0)}#2"
    told = statements([statement(0), statement(1) | {"first_id": row}])
    groups = [[identity(1)], [f"{identity(0)}#1"]]
    links, reports = naming_of(groups, told), filed(groups, told)
    assert incident_of(links)[identity(1)] == name_after(row)
    assert find(name_after(row), links, reports, told) == find(name_after(identity(1)), links, reports, told)
    assert find(name_after(row), links, reports, told) == {name_after(row)}
    assert corrections([row], reports, told) == [identity(1)]


def test_of_two_corrections_that_stand_each_is_itself() -> None:
    told = statements([statement(0), statement(1, first=0), statement(2, first=0)])
    groups = [[identity(1)], [identity(2)]]
    reports = filed(groups, told)
    assert corrections([identity(1)], reports, told) == [identity(1)]
    assert sorted(corrections([identity(0)], reports, told)) == sorted([identity(1), identity(2)])


@pytest.mark.parametrize("name", ["i-unknown", "i-00000000#1", f"i-{'0' * 17}", "0123456789", ""])
def test_what_cannot_be_a_name_is_not_looked_for(name: str) -> None:
    nothing = pa.table({})
    assert find(name, nothing, nothing, nothing) == frozenset()


def test_of_reports_filed_in_one_second_the_ledger_says_which_was_first() -> None:
    told = statements([statement(n, time=5) for n in range(6)])
    assert set(named([[identity(n) for n in range(6)]], told).values()) == {name_after(identity(0))}


@given(groupings, st.sets(st.integers(0, 4)))
def test_some_incidents_are_named_as_in_the_whole_record(numbers: list[int], some: set[int]) -> None:
    groups, told = grouped(numbers), statements([statement(n) for n in range(len(numbers))])
    whole = named(groups, told)
    alone = [group for n, group in enumerate(groups) if n in some]
    assert named(alone, told) == {report: whole[report] for group in alone for report in group}


def test_rows_of_a_batch_count_by_their_number() -> None:
    told = statements([statement(0), statement(1)])
    rows = [f"{identity(0)}#{n}" for n in (10, 9, 2)]
    assert set(named([[*rows, identity(1)]], told).values()) == {name_after(f"{identity(0)}#2")}


def test_a_record_without_reports_has_no_names() -> None:
    assert len(naming_of([], statements([]))) == 0


def test_a_name_of_nothing_is_answered_within_a_second_of_processor_time_in_a_large_record() -> None:
    ids = [hashlib.sha256(str(n).encode()).hexdigest() for n in range(100_000)]
    reports = pa.table({"report_id": ids, "first_id": ids})
    told = pa.table({"statement_id": ids, "first_id": ids})
    links = pa.table({"report_id": ids, "incident_id": [name_after(i) for i in ids]})
    before = process_time()
    assert find("i-unknown", links, reports, told) == find("i-" + "0" * 16, links, reports, told) == frozenset()
    assert process_time() - before < 1
