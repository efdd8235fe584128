"""Of several codings of a thing one answers, or all are contested; their order in the table never matters."""

from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.agreements.law.codings import (
    LISTS,
    PARTIES,
    ZONES,
    Settled,
    Weighing,
    settle,
    settle_meetings,
    without_borrowed,
)
from ceasefire.parties.authority import Answering, Authority, Entry, Seen, resolve
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.charters import Acceptance, Charter, CharterBody, Cut, Depositary, Needs, Office, RoleSays
from ceasefire.vocabulary.codes import Role, Shared

A, B, C = (f"ceasefire/test/x/{name}" for name in "abc")
KEYS = {A: "a" * 64, B: "b" * 64, C: "c" * 64}
NOBODY = Answering(authority=Authority(pin=None), keys=KEYS)


def chartered(
    name: str, *kept: tuple[Shared, str | None, str], follows: str | None = None, **terms: Any
) -> list[Entry]:
    """Return a charter that names these depositaries, and its one body's acceptance."""
    named = tuple(
        Depositary(of=of, id=thing, office=Office(origin=origin, key=KEYS[origin])) for of, thing, origin in kept
    )
    charter = Charter(
        mechanism="m",
        title=name[:1],
        bodies=(
            CharterBody(body="x", role=Role.MONITOR, offices=(Office(origin=A, key=KEYS[A]),)),
            *(CharterBody(body=body, role=Role.GUARANTOR) for body in ("iran", "russia", "turkey")),
        ),
        roles=(RoleSays(role=Role.MONITOR),),
        changes=Needs(takes="one", of=("x",)),
        depositaries=named,
        follows=follows,
        **terms,
    )
    said = Acceptance(charter=name, of="x")
    return [Entry(name, A, 0, charter), Entry(f"accepts {name}", A, 1, said, (name,))]


def under(entries: list[Entry], pin: str) -> Answering:
    """Return who answers for a reader of these entries."""
    return Answering(authority=resolve(Seen(tuple(entries), KEYS, lambda _origin, _size: "0" * 64), pin), keys=KEYS)


def kept_by(*kept: tuple[Shared, str | None, str], cuts: tuple[Cut, ...] = ()) -> Answering:
    """Return who answers under a charter that is in force and names these depositaries."""
    found = under(chartered("v" * 64, *kept, cuts=cuts), "v" * 64)
    assert found.authority.in_force is not None, found.authority.why_not
    return found


def forked(left: dict[str, Any], right: dict[str, Any], *kept: tuple[Shared, str | None, str]) -> Answering:
    """Return who answers where two versions follow the pinned one, each with these depositaries and terms of its own."""
    first = "v" * 64
    branches = [
        one
        for name, terms in (("w" * 64, left), ("y" * 64, right))
        for one in chartered(name, *kept, follows=first, **terms)
    ]
    found = under([*chartered(first, *kept), *branches], first)
    assert (found.authority.in_force, len(found.authority.last)) == (None, 2)
    return found


def zone(ledger: str, zone_id: str = "z", version: int = 1, seq: int = 0, **more: Any) -> dict[str, Any]:
    row = {"zone_id": zone_id, "version": version, "name": "Z", "status": "drawn", "valid_from": date(2020, 1, 1)}
    return row | {"ledger": ledger, "seq": seq, "statement_id": f"{ledger[-1]}{version}{zone_id}"} | more


def table(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=schema(name))


def states(rows: Any) -> dict[str, str]:
    return {row["ledger"]: row["state"] for row in rows}


def test_what_one_office_codes_is_handed_on_as_it_is() -> None:
    zones = table("zones", [zone(A), zone(A, version=2)])
    found = settle(zones, ZONES, Weighing(answering=NOBODY))
    assert found.table is zones
    assert (found.codings, found.contested) == ((), {})


def test_things_coded_by_one_office_each_do_not_meet() -> None:
    zones = table("zones", [zone(A), zone(B, "y")])
    found = settle(zones, ZONES, Weighing(answering=NOBODY))
    assert found.table.equals(zones)
    assert found.codings == ()


def test_all_versions_of_a_zone_are_one_coding() -> None:
    zones = table("zones", [zone(A), zone(A, version=2), zone(B, version=3), zone(A, "y")])
    found = settle(zones, ZONES, Weighing(answering=NOBODY))
    assert found.table["zone_id"].to_pylist() == ["y"]
    assert found.contested["z"].words == f"coded differently by {A} and {B}"
    assert found.contested["z"].rests == ("a1z", "a2z", "b3z")
    assert [row["statement_ids"] for row in found.codings] == [["a1z", "a2z"], ["b3z"]]


def test_codings_that_differ_in_where_they_come_from_say_the_same() -> None:
    zones = table("zones", [zone(A, basis="annex"), zone(B, seq=9, basis="a map")])
    found = settle(zones, ZONES, Weighing(answering=NOBODY))
    assert found.contested == {}
    assert states(found.codings) == {A: "answers", B: "answers"}
    assert found.table.num_rows == 1


def test_the_depositary_answers_and_another_alone_stands_beside() -> None:
    zones = table("zones", [zone(A), zone(B, version=2), zone(B, "y"), zone(A, "x")])
    found = settle(zones, ZONES, Weighing(answering=kept_by((Shared.ZONE, None, A))))
    assert found.table["zone_id"].to_pylist() == ["z", "x"]
    assert found.contested == {}
    assert [(row["id"], row["ledger"], row["state"]) for row in found.codings] == [
        ("y", B, "stands_beside"),
        ("z", A, "answers"),
        ("z", B, "stands_beside"),
    ]


def test_a_depositary_of_one_thing_goes_before_that_of_all() -> None:
    zones = table("zones", [zone(A), zone(B), zone(A, "y"), zone(B, "y")])
    found = settle(zones, ZONES, Weighing(answering=kept_by((Shared.ZONE, None, A), (Shared.ZONE, "y", B))))
    assert list(zip(found.table["zone_id"].to_pylist(), found.table["ledger"].to_pylist(), strict=True)) == [
        ("z", A),
        ("y", B),
    ]


def test_two_depositaries_of_one_thing_are_a_slip_and_none_answers() -> None:
    answering = kept_by((Shared.ZONE, "z", A), (Shared.ZONE, "z", B))
    found = settle(table("zones", [zone(A), zone(B), zone(C)]), ZONES, Weighing(answering=answering))
    assert found.table.num_rows == 0
    assert states(found.codings) == {A: "contested", B: "contested", C: "stands_beside"}


def test_an_entry_that_a_charter_silences_is_no_coding() -> None:
    cut = Cut(origin=B, key=KEYS[B], size=5, root="0" * 64)
    zones = table("zones", [zone(A), zone(B, version=2, seq=5)])
    found = settle(zones, ZONES, Weighing(answering=kept_by(cuts=(cut,))))
    assert found.table["ledger"].to_pylist() == [A]
    assert found.codings == ()
    earlier = table("zones", [zone(A), zone(B, version=2, seq=4)])
    assert settle(earlier, ZONES, Weighing(answering=kept_by(cuts=(cut,)))).contested.keys() == {"z"}


@pytest.mark.parametrize(("compiler", "answers"), [(A, [A]), (C, []), (None, [])])
def test_of_a_party_the_compilers_row_answers_where_nobody_is_named(compiler: str | None, answers: list[str]) -> None:
    rows = [{"party_id": "p", "name": name, "ledger": ledger} for name, ledger in (("P", A), ("Q", B))]
    found = settle(table("parties", rows), PARTIES, Weighing(answering=NOBODY, compiler=compiler))
    assert found.table["ledger"].to_pylist() == answers
    assert states(found.codings)[B] == ("stands_beside" if answers else "contested")


def test_meetings_stand_side_by_side_unless_a_charter_names_who_keeps_them() -> None:
    rows = [{"meeting_id": f"{n}", "thing": thing, "ledger": one} for n, (thing, one) in enumerate(MET)]
    meetings = table("meetings", rows)
    found = settle_meetings(meetings, NOBODY)
    assert found.table is meetings
    assert states(found.codings) == {A: "stands_beside", B: "stands_beside"}
    found = settle_meetings(meetings, kept_by((Shared.MEETING, None, A)))
    assert found.table["meeting_id"].to_pylist() == ["0", "2", "3"]


MET = [("m", A), ("m", B), ("n", A), (None, B)]
ROWS = st.lists(
    st.builds(zone, st.sampled_from([A, B, C]), st.sampled_from("xyz"), st.integers(1, 2)), min_size=1, max_size=8
)
CHARTERS = st.sampled_from([NOBODY, kept_by((Shared.ZONE, None, A)), kept_by((Shared.ZONE, "x", B))])


@given(rows=ROWS, answering=CHARTERS, data=st.data())
def test_no_order_of_rows_changes_what_answers(rows: list[dict[str, Any]], answering: Answering, data: Any) -> None:
    one = settle(table("zones", rows), ZONES, Weighing(answering=answering))
    other = settle(table("zones", data.draw(st.permutations(rows))), ZONES, Weighing(answering=answering))
    assert (one.codings, one.contested) == (other.codings, other.contested)
    assert sorted(map(repr, one.table.to_pylist())) == sorted(map(repr, other.table.to_pylist()))


@given(rows=ROWS, answering=CHARTERS)
def test_of_each_thing_one_ledger_answers_at_most(rows: list[dict[str, Any]], answering: Answering) -> None:
    found = settle(table("zones", rows), ZONES, Weighing(answering=answering))
    answers = set(zip(found.table["zone_id"].to_pylist(), found.table["ledger"].to_pylist(), strict=True))
    assert len(answers) == len({thing for thing, _ in answers})
    assert not {thing for thing, _ in answers} & found.contested.keys()


def test_lists_are_weighed_as_zones_are() -> None:
    rows = [{"list_id": "l", "version": n, "members": m, "ledger": one} for n, m, one in LISTED]
    found = settle(table("designations", rows), LISTS, Weighing(answering=NOBODY))
    assert found.contested["l"].words == f"coded differently by {A} and {B}"
    same = [row | {"members": ["p", "q"] if row["ledger"] == A else ["q", "p"]} for row in rows]
    assert settle(table("designations", same), LISTS, Weighing(answering=NOBODY)).contested == {}


LISTED = [(1, ["p"], A), (1, ["p", "q"], B)]


def test_where_the_charter_forks_only_the_depositary_of_both_branches_answers() -> None:
    zones = table("zones", [zone(B)])
    for answering in (kept_by((Shared.ZONE, None, C)), forked({}, {}, (Shared.ZONE, None, C))):
        found = settle(zones, ZONES, Weighing(answering=answering))
        assert (found.table.num_rows, states(found.codings)) == (0, {B: "stands_beside"})
    own = settle(zones, ZONES, Weighing(answering=forked({}, {}, (Shared.ZONE, None, B))))
    assert own.table.num_rows == 1


def party(ledger: str, party_id: str, name: str, *aliases: str) -> dict[str, Any]:
    told = {"party_id": party_id, "name": name, "aliases": list(aliases), "role": "party"}
    return told | {"ledger": ledger, "seq": 0, "statement_id": f"{ledger[-1]}{party_id}"}


@pytest.mark.parametrize("stranger", [("other", "Force A"), ("other", "Other", "force  a"), ("other", "Other", "FA")])
def test_no_office_gives_a_name_that_the_compiling_office_gives_to_somebody_else(stranger: tuple[str, ...]) -> None:
    rows = [party(A, "force-a", "Force A", "FA"), party(B, *stranger), party(B, "third", "Third")]
    found = without_borrowed(Settled(table("parties", rows)), PARTIES, A)
    assert found.table["party_id"].to_pylist() == ["force-a", "third"]
    [row] = found.codings
    assert (row["id"], row["ledger"], row["state"]) == ("other", B, "stands_beside")
    assert row["ground"] == f"force-a has that name, as {A} compiles it"


@pytest.mark.parametrize("compiler", [None, "ceasefire/test/x/d"])
def test_where_no_office_compiles_the_parties_both_names_stand(compiler: str | None) -> None:
    rows = [party(A, "force-a", "Force A"), party(B, "other", "Force A")]
    assert without_borrowed(Settled(table("parties", rows)), PARTIES, compiler).table.num_rows == 2
