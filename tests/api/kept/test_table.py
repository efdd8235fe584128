"""A kept table that was changed step by step answers as a plain list of its rows does."""

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ceasefire.api.kept.table import KeptTable, NotThere
from tests.api.kept.tables import PLACE, WORDS, Row, delta, in_order, indexed, kept, rows, spelt, table
from tests.soak import rounds

WAYS = pytest.mark.parametrize("by_index", [False, True], indirect=True)
FEW = settings(max_examples=rounds(15, 500), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def by_index(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    if request.param:
        indexed(monkeypatch, "id", "label", "about")
    return bool(request.param)


def changed(held: KeptTable, plain: list[Row], data: st.DataObject, *, unique: bool) -> tuple[KeptTable, list[Row]]:
    """Change a table and its list alike: some rows go, some come, some do both."""
    gone = data.draw(st.lists(st.sampled_from(plain), unique_by=id, max_size=4)) if plain else []
    left = [row for row in plain if not any(row is one for one in gone)]
    taken = {row["id"] for row in left} if unique else set()
    come = [row for row in data.draw(rows(WORDS, unique=unique, most=4)) if row["id"] not in taken]
    return held.after(delta(gone, come), f"{held.version}+", PLACE), [*left, *come]


@WAYS
@pytest.mark.parametrize("unique", [True, False])
@FEW
@given(st.data())
def test_any_changes(by_index: bool, unique: bool, data: st.DataObject) -> None:
    plain = data.draw(rows(WORDS, unique=unique))
    held = kept(plain)
    for _ in range(data.draw(st.integers(0, 4))):
        held, plain = changed(held, plain, data, unique=unique)
        assert held.count == len(plain)
        whole = spelt(held.whole())
        assert sorted(whole) == sorted(spelt(table(plain)))
        assert held.whole()["id"].to_pylist() == [row["id"] for row in in_order(plain)]
        for name, (found, test) in answers(held, data.draw(st.sets(WORDS, max_size=3)), data.draw(WORDS)).items():
            expected = [one for one, row in zip(whole, held.whole().to_pylist(), strict=True) if test(row)]
            assert spelt(found) == expected, name


def answers(held: KeptTable, asked: set[str], start: str) -> dict[str, tuple[pa.Table, Callable[[Row], Any]]]:
    """Return what a table gives for each kind of question, with the test that chooses the same from a list of rows."""
    return {
        "id": (held.rows("id", asked), lambda row: row["id"] in asked),
        "label": (held.rows("label", asked), lambda row: row["label"] in asked),
        "about": (held.rows("about", asked), lambda row: asked.intersection(row["about"] or ())),
        "begins": (
            held.beginning("label", start),
            lambda row: row["label"] is not None and row["label"].startswith(start),
        ),
        "where": (held.where(lambda t: pc.greater(t["n"], 1)), lambda row: row["n"] is not None and row["n"] > 1),
    }


def test_a_row_that_is_not_there_cannot_go() -> None:
    one = {"id": "a", "label": None, "about": [], "n": 1.0}
    held = kept([one])
    for gone in ([one | {"n": 2.0}], [one, one], [one | {"id": "b"}]):
        with pytest.raises(NotThere):
            held.after(delta(gone, []), "1", PLACE)
    assert held.after(delta([one], []), "1", PLACE).count == 0
    assert held.count == 1, "the table itself is as it was"


def test_of_rows_that_are_equal_as_many_go_as_are_told() -> None:
    one = {"id": "a", "label": "x", "about": None, "n": float("nan")}
    held = kept([one, one]).after(delta([], [one]), "1", PLACE)
    assert held.count == 3
    held = held.after(delta([one, one], []), "2", PLACE)
    assert spelt(held.whole()) == spelt(table([one]))


def test_a_row_whose_key_is_not_told_can_go() -> None:
    one = {"id": None, "label": "x", "about": None, "n": 1.0}
    held = KeptTable("test", table([one, one | {"label": "y"}]), "0")
    assert held.after(delta([one], []), "1", PLACE).whole()["label"].to_pylist() == ["y"]
