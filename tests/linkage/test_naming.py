"""Names of incidents: one rule for any order, stable while reports join, and every former name found again."""

import random

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.linkage.membership import incident_of
from ceasefire.linkage.naming import corrections, find, first_report, name_after, name_incidents
from ceasefire.vocabulary import schema

Row = dict[str, object]


def identity(number: int) -> str:
    """An id whose alphabetical order has nothing to do with the order of filing."""
    return f"{random.Random(number).getrandbits(256):064x}"


def statement(number: int, *, supersedes: str | None = None, ledger: str = "a", time: int | None = None) -> Row:
    return {
        "statement_id": identity(number),
        "ledger": ledger,
        "seq": number,
        "kind": "report",
        "claimed_at": f"2020-01-01T00:{(number if time is None else time) // 60:02}:{(number if time is None else time) % 60:02}Z",
        "supersedes": supersedes,
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


def named(groups: list[list[str]], told: pa.Table) -> dict[str, str]:
    links, incidents = name_incidents(*linked(groups), told)
    assert set(links["incident_id"].to_pylist()) == set(incidents["incident_id"].to_pylist())
    return incident_of(links)


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
    links, _ = name_incidents(*linked(grouped(new[:size])), told)
    now = incident_of(links)
    for report, name in before.items():
        holder = {now[r] for r in before if name_after(r) == name}
        assert find(name, links, told) == holder
        assert find(name_after(report)[:12], links, told) == {now[report]}


def test_a_correction_keeps_the_name_and_the_former_statement_is_found() -> None:
    told = statements([statement(0), statement(1), statement(2, supersedes=identity(0))])
    before = named([[identity(0), identity(1)]], told)
    links, _ = name_incidents(*linked([[identity(1), identity(2)]]), told)
    assert set(incident_of(links).values()) == set(before.values()) == {name_after(identity(0))}
    assert find(name_after(identity(2)), links, told) == set(before.values())
    assert first_report(name_after(identity(0)), links, told) == identity(2)
    reports = pa.table({"report_id": [identity(1), identity(2)]})
    assert corrections([identity(0)], reports, told) == [identity(2)]


def test_another_office_cannot_take_a_name_by_claiming_to_correct() -> None:
    told = statements([statement(0, time=9), statement(1), statement(2, supersedes=identity(0), ledger="b", time=8)])
    links, _ = name_incidents(*linked([[identity(2)], [identity(0)], [identity(1)]]), told)
    assert incident_of(links)[identity(2)] == name_after(identity(2))


def test_of_reports_filed_in_one_second_the_ledger_says_which_was_first() -> None:
    told = statements([statement(n, time=5) for n in range(6)])
    assert set(named([[identity(n) for n in range(6)]], told).values()) == {name_after(identity(0))}


def test_rows_of_a_batch_count_by_their_number() -> None:
    told = statements([statement(0), statement(1)])
    rows = [f"{identity(0)}#{n}" for n in (10, 9, 2)]
    assert set(named([[*rows, identity(1)]], told).values()) == {name_after(f"{identity(0)}#2")}


def test_a_record_without_reports_has_no_names() -> None:
    links, incidents = name_incidents(*linked([]), statements([]))
    assert len(links) == len(incidents) == 0
