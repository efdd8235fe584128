from hypothesis import given
from hypothesis import strategies as st

from ceasefire.parties.authority.cuts import CutsSoFar, unlike
from ceasefire.vocabulary.charters import Cut
from tests.parties.authority.world import ROOT, cut, origin

KEYS = {origin("a"): "key of a"}


def a_office() -> tuple[str, str]:
    return origin("a"), "key of a"


def test_a_ledger_is_unlike_where_its_tree_differs_or_ends_before_the_cut() -> None:
    assert not unlike(cut("a", 5), KEYS, lambda of, size: ROOT)
    assert unlike(cut("a", 5), KEYS, lambda of, size: "another")
    assert unlike(cut("a", 5), KEYS, lambda of, size: None)


def test_a_ledger_that_is_not_here_or_begins_with_another_key_is_none_of_the_cuts() -> None:
    assert not unlike(cut("b", 5), KEYS, lambda of, size: None)
    assert not unlike(cut("a", 5, key="a former key"), KEYS, lambda of, size: "another")


def test_the_lowest_cut_on_the_way_holds_and_goes_with_its_version() -> None:
    way = CutsSoFar(lambda one: False)
    way.enter([cut("a", 5), cut("a", 7), cut("a", 4)])
    way.enter([cut("a", 6), cut("b", 2)])
    assert way.ends == {a_office(): 4, (origin("b"), "key of b"): 2}
    way.back_to(1)
    assert way.ends == {a_office(): 4}
    way.back_to(0)
    assert way.ends == {}


def test_an_unlike_ledger_ends_whole() -> None:
    way = CutsSoFar(lambda one: one.size == 5)
    way.enter([cut("a", 5), cut("b", 6)])
    assert way.ends == {a_office(): 0, (origin("b"), "key of b"): 6}


drawn = st.lists(st.lists(st.builds(cut, st.sampled_from("abc"), st.integers(0, 9)), max_size=4), max_size=6)


@given(drawn, st.data())
def test_going_back_is_as_never_having_gone(versions: list[list[Cut]], data: st.DataObject) -> None:
    depth = data.draw(st.integers(0, len(versions)))
    there, straight = CutsSoFar(lambda one: False), CutsSoFar(lambda one: False)
    for cuts in versions:
        there.enter(cuts)
    there.back_to(depth)
    for cuts in versions[:depth]:
        straight.enter(cuts)
    assert there.ends == straight.ends
