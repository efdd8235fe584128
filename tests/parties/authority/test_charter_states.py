import pyarrow as pa

from ceasefire.derive.authority import charter_states
from ceasefire.parties.authority import Authority, Entry, resolve
from ceasefire.parties.authority.charter_states import states
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.charters import Charter
from ceasefire.vocabulary.codes import Acceptance as Stand
from tests.parties.authority.world import accept, body, charter, cut, origin, seen

A, B = body("alpha", "a"), body("beta", "b")
ENTRIES = (
    charter("v1", (A, B), "one alpha beta"),
    accept("a", 1, "alpha", "v1"),
    accept("b", 1, "beta", "v1", stand=Stand.DECLINE),
    charter("v2", (A, B), "one alpha beta", follows="v1"),
    accept("a", 2, "alpha", "v2"),
    charter("w2", (A, B), "all alpha beta", by="b", follows="v1"),
    charter("w3", (A,), "one alpha", by="b", follows="w2"),
    charter("x1", (B,), "one beta", by="b"),
)


def rows(*entries: Entry) -> list[dict[str, object]]:
    return [
        {
            "charter_id": one.id,
            "mechanism": one.body.mechanism,
            "title": one.body.title,
            "follows": one.body.follows,
            "ledger": one.origin,
        }
        for one in entries
        if isinstance(one.body, Charter)
    ]


def told(entries: tuple[Entry, ...], pin: str | None) -> dict[object, dict[str, object]]:
    return {row["charter_id"]: row for row in states(rows(*entries), resolve(seen(entries), pin))}


def test_each_version_says_how_far_it_has_come() -> None:
    found = told(ENTRIES, "v1")
    assert {name: row["state"] for name, row in found.items()} == {
        "v1": "adopted",
        "v2": "adopted",
        "w2": "proposed",
        "w3": "unfit",
        "x1": "proposed",
    }
    assert (found["v1"]["pinned"], found["v1"]["in_force"]) == (True, False)
    assert (found["v2"]["pinned"], found["v2"]["in_force"], found["v2"]["fork"]) == (False, True, [])
    assert found["v1"]["accepted_by"] == ["alpha"]
    assert found["v1"]["declined_by"] == ["beta"]
    assert found["w2"]["waiting_for"] == ["alpha", "beta"]
    assert found["w2"]["proposed_by"] == origin("b")
    assert found["w3"]["why"] == f"cuts: {origin('b')} no longer speaks for beta, and no cut says from where on"
    assert found["x1"]["why"] == "the reader's pin does not reach it; pin it to see who accepted it"


def test_both_branches_of_a_fork_are_shown_and_name_each_other() -> None:
    entries = (*ENTRIES, accept("a", 3, "alpha", "w2"), accept("b", 3, "beta", "w2"))
    found = told(entries, "v1")
    assert (found["v2"]["fork"], found["w2"]["fork"], found["v1"]["fork"]) == (["w2"], ["v2"], [])
    assert not any(row["in_force"] for row in found.values())


def test_who_pins_one_branch_is_told_that_there_is_another_beside_it() -> None:
    found = told(ENTRIES, "v2")
    assert found["w2"]["state"] == "proposed"
    assert (
        found["w2"]["why"] == "it follows v1 beside the line that the reader's pin chose; pin it to see who accepted it"
    )


def test_a_version_that_waits_for_the_one_before_it_says_so() -> None:
    w4 = charter("w4", (A, B), "one alpha", follows="w2")
    entries = (*ENTRIES, w4, accept("a", 3, "alpha", "w4"))
    assert told(entries, "v1")["w4"]["why"] == (
        f"proposed by {origin('a')}; accepted by alpha; not yet by beta; the version w2 that it follows is not adopted"
    )


def test_a_pin_that_is_not_here_has_a_row_of_its_own() -> None:
    found = told(ENTRIES, "v9")
    assert found["v9"] == {
        "charter_id": "v9",
        "state": "not_here",
        "pinned": True,
        "in_force": False,
        "why": "the reader pins it, and it is not among the charters that can be read in this record",
    }
    assert found["v1"]["state"] == "proposed"


def test_without_a_pin_every_version_is_proposed() -> None:
    assert {row["state"] for row in told(ENTRIES, None).values()} == {"proposed"}


def test_the_rows_fit_their_table() -> None:
    shape = schema("charters")
    charters = pa.Table.from_pylist([row | {"seq": 0, "terms": "{}"} for row in rows(*ENTRIES)], schema=shape)
    for pin in ("v1", "v9", None):
        table = charter_states.run(charters, authority=resolve(seen(ENTRIES), pin))["charter_states"]
        assert isinstance(table, pa.Table)
        assert table.schema == schema("charter_states")
        assert table["charter_id"].to_pylist() == sorted(table["charter_id"].to_pylist(), key=lambda i: (i != "v9", i))
    none = charter_states.run(shape.empty_table(), authority=Authority(pin=None))["charter_states"]
    assert isinstance(none, pa.Table)
    assert none.num_rows == 0


def test_an_office_named_again_after_its_cut_is_in_the_charter_and_is_not_heard() -> None:
    v2 = charter("v2", (A,), "one alpha", follows="v1", cuts=(cut("b", 2),))
    v3 = charter("v3", (A, B), "one alpha beta", follows="v2")
    entries = (*ENTRIES[:2], v2, v3, accept("a", 2, "alpha", "v2"), accept("b", 9, "beta", "v3"))
    assert told(entries, "v1")["v3"]["waiting_for"] == ["alpha", "beta"]
