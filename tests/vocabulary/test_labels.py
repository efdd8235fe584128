"""What a label means: the own ledger's, else the only ledger's, else several; of one ledger's things the last."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire import Record
from ceasefire.record.errors import NotFound
from ceasefire.vocabulary.labels import SHORTEST, Labels
from tests.small_record import record

__all__ = ["record"]


def test_the_own_ledger_comes_first_then_a_label_that_one_ledger_uses() -> None:
    labels = Labels(
        [("1", "north", "A"), ("2", "south", "A"), ("3", "south", "B"), ("4", "south", "B"), ("5", "x", None)]
    )
    assert labels.meant("A", "south") == ("2",)
    assert labels.meant("A", "west") == labels.meant("A") == ("1", "2")
    assert labels.meant("B", "north") == labels.meant("B", "south") == labels.meant("B") == ("4",)
    assert labels.meant("nothing", "north") == ()
    assert list(labels) == ["A", "B"]


@pytest.mark.parametrize("identity", ["0f" * 32, "0f" * 32 + "#7"])
def test_a_whole_id_is_no_label(identity: str) -> None:
    labels = Labels([("1", "north", identity), ("2", "north", identity[:12])])
    assert labels.meant(identity, "north") == labels.meant(identity) == ()
    assert labels.meant(identity[:12]) == ("2",)


LEDGERS = st.sampled_from(("north", "south", "west"))


@given(st.lists(st.tuples(st.integers(0, 9).map(str), LEDGERS, st.sampled_from("AB")), max_size=12), LEDGERS)
def test_another_ledger_changes_only_what_the_own_one_does_not_name(
    told: list[tuple[str, str, str]], ledger: str
) -> None:
    own = [one for one in told if one[1] == ledger]
    for label in "AB":
        before, after = Labels(own).meant(label, ledger), Labels(told).meant(label, ledger)
        assert after == before if before else set(after) <= {one[0] for one in told if one[2] == label}
        assert after == Labels(sorted(told, key=lambda one: one[1])).meant(label, ledger)


def test_the_shortest_beginning_is_that_of_the_ledgers(record: Record) -> None:
    identity = record.table("statements")["statement_id"][0].as_py()
    assert record.store.get(identity[:SHORTEST]).id == identity
    with pytest.raises(NotFound):
        record.store.get(identity[: SHORTEST - 1])
