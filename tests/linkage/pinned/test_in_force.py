"""The one rule by which a learnt set is in force: the latest of the ledger that filed the first; else the shipped one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire import linkage
from ceasefire.linkage.options import EDITION
from ceasefire.linkage.pinned import shipped
from ceasefire.linkage.pinned.in_force import FIRST_LEARNING, in_force, in_order, proposal
from ceasefire.record import RecordError
from ceasefire.vocabulary import schema
from tests.linkage.helpers import partition

PRIOR = linkage.prior()
A, B, C = (msgspec.structs.replace(PRIOR, prior_bits=bits) for bits in (-1.0, -2.0, -3.0))
FILES = {shipped.digest(one): one.to_json() for one in (A, B, C)} | {"ff": b"no set"}


def blobs(digest: str) -> bytes:
    if digest not in FILES:
        raise RecordError(f"{digest} is not here")
    return FILES[digest]


def row(name: str, ledger: str, seq: int, of: Any = A, **other: Any) -> dict[str, Any]:
    day = other.pop("day", seq)
    return {
        "parameters_id": name,
        "ledger": ledger,
        "seq": seq,
        "purpose": "linkage",
        "sha256": of if isinstance(of, str) else shipped.digest(of),
        "form": EDITION,
        "here": True,
        "reports": 600,
        "claimed_at": f"2020-01-{day:02}T00:00:00Z",
        "superseded": False,
    } | other


def table(*rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=schema("parameters"))


def test_without_a_filed_set_the_shipped_one_holds() -> None:
    found = in_force(table(), blobs, "x")
    assert (found.id, found.ledger, found.parameters, found.unfit) == (None, None, PRIOR, ())
    assert found.digest == shipped.digest(PRIOR)
    assert found.words == f"the set that comes with the program ({found.digest[:12]})"


@pytest.mark.parametrize(
    ("rows", "holds"),
    [
        ([row("a", "x", 1)], "a"),
        ([row("a", "x", 1, superseded=True), row("b", "x", 2, B)], "b"),
        ([row("b", "x", 2, B), row("a", "x", 1)], "b"),
        # another office's set is a proposal, wherever its ledger stands in the table and however late it comes
        ([row("o", "a-ledger", 5, C), row("a", "x", 1)], "a"),
        ([row("a", "x", 1, superseded=True), row("b", "x", 9, B), row("o", "y", 3, C, day=4)], "b"),
        ([row("a", "x", 1), row("o", "y", 1, C)], "a"),
        ([row("o", "y", 1, C)], None),  # a set of another ledger alone is a proposal, too
        # of another purpose
        ([row("p", "x", 1, purpose="weather")], None),
    ],
)
def test_the_latest_set_of_the_ledger_whose_sets_hold_is_in_force(
    rows: list[dict[str, Any]], holds: str | None
) -> None:
    found = in_force(table(*rows), blobs, "x")
    assert found.id == holds
    assert not found.unfit


@pytest.mark.parametrize(
    ("last", "reason"),
    [
        (row("b", "x", 2, B, here=False), None),
        (row("b", "x", 2, "ff"), "cannot be used: it is no learnt set"),
        (row("b", "x", 2, "no such file"), "cannot be used: no such file is not here"),
        (row("b", "x", 2, B, form=1), "form 1 of a learnt set is not known here (known: 2)"),
        (row("b", "x", 2, B, form=3), "form 3 of a learnt set is not known here (known: 2)"),
    ],
)
def test_where_the_latest_cannot_be_used_the_one_before_it_holds_and_it_is_told(
    last: dict[str, Any], reason: str | None
) -> None:
    found = in_force(table(row("a", "x", 1, superseded=True), last, row("o", "y", 1, C, day=3)), blobs, "x")
    assert (found.id, found.parameters) == ("a", A)
    assert [bad["parameters_id"] for bad, _ in found.unfit] == ([] if reason is None else ["b"])
    assert all(reason in told for _, told in found.unfit if reason)


def test_where_no_set_of_that_ledger_can_be_used_no_other_ledgers_set_takes_its_place() -> None:
    found = in_force(table(row("a", "x", 1, "ff"), row("o", "y", 1, C, day=3)), blobs, "x")
    assert (found.id, found.parameters) == (None, PRIOR)
    assert [bad["parameters_id"] for bad, _ in found.unfit] == ["a"]


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [row("a", "x", 1), row("b", "x", 2, B), row("o", "y", 1, C)]
    assert in_order(table(*rows), "x") == in_order(table(*rows[::-1]), "x")


def test_a_new_set_is_proposed_when_the_record_has_doubled_or_is_large_without_one() -> None:
    held = table(row("a", "x", 1))
    assert proposal(FIRST_LEARNING - 1, table(), "x") is None
    assert "no learnt set is filed for 1,000 reports" in (proposal(FIRST_LEARNING, table(), "x") or "")
    assert proposal(1_199, held, "x") is None
    assert (proposal(1_200, held, "x") or "").startswith("600 reports were filed since")


# --- what pinning is for ---------------------------------------------------------------------------------------------


def account(n: int, **other: Any) -> dict[str, Any]:
    """An account of one incident; all of one day and place are alike."""
    return {
        "report_id": f"r{n}",
        "source": f"Source {n}",
        "date_start": dt.date(2020, 5, 1),
        "date_end": dt.date(2020, 5, 1),
        "place": "Aine",
        "admin1": "Upper",
        "lat": 35.5 + n / 1000,
        "lon": 36.5,
        "place_precision": 1,
        "event_type": "shelling",
        "actor_alleged": "Force A",
        "actor_target": "civilians",
        "killed_low": 3,
        "killed_high": 3,
    } | other


def incidents(rows: list[dict[str, Any]], parameters: linkage.Parameters | None = PRIOR) -> set[frozenset[str]]:
    return partition(linkage.link(pa.Table.from_pylist(rows), parameters=parameters).links)


def test_five_linked_reports_stay_linked_when_a_sixth_arrives() -> None:
    six = [account(n) for n in range(6)]
    assert incidents(six[:5]) == {frozenset(f"r{n}" for n in range(5))}
    assert incidents(six) == {frozenset(f"r{n}" for n in range(6))}
    # what it is for: parameters learnt again from six reports are others than those learnt from five, for the old pairs, too
    five_set, six_set = (linkage.learn(pa.Table.from_pylist(rows)) for rows in (six[:5], six))
    assert five_set.weights != six_set.weights


@settings(max_examples=25)
@given(
    near=st.lists(st.integers(0, 40), min_size=1, max_size=5, unique=True),
    more=st.lists(
        st.tuples(st.integers(0, 60), st.sampled_from(["shelling", "airstrike"]), st.integers(4, 30)), max_size=12
    ),
)
def test_links_of_a_far_away_incident_do_not_change_when_reports_are_added(
    near: list[int], more: list[tuple[int, str, int]]
) -> None:
    here = [account(n) for n in near]
    far = [
        account(
            100 + k,
            date_start=dt.date(2020, 5, days),
            date_end=dt.date(2020, 5, days),
            event_type=kind,
            lat=30 + km / 100,
            place="Zor",
        )
        for k, (km, kind, days) in enumerate(more)
    ]
    ids = {one["report_id"] for one in here}
    assert {one for one in incidents(here + far) if one & ids} == incidents(here)
