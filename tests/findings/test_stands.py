"""What a body holds by a value and its stand, and how two compare."""

from itertools import product

import pytest

from ceasefire.findings.stands import SILENT_BODY, Holding, compare, differ, holding
from ceasefire.vocabulary.codes import AXES

VALUES = tuple(AXES["legal"])
STANDS = (None, "concur", "dissent", "abstain")


def test_what_a_body_holds_in_columns_and_words() -> None:
    assert holding("violation", None)[:3] == ("violation", None, None)
    assert holding("violation", "concur")[:3] == ("violation", "concur", None)
    dissent = holding("violation", "dissent")
    assert (dissent[:3], dissent.of_its_own) == (("holds_otherwise", "dissent", "violation"), None)
    assert dissent.words == "holds otherwise than violation"
    assert holding("not_a_violation", "abstain").words == "abstains on not a violation"
    assert (SILENT_BODY.value, SILENT_BODY.stand, SILENT_BODY.of_its_own) == ("silent", "silence", None)


@pytest.mark.parametrize(
    ("a", "b", "found"),
    [
        (("violation", None), ("violation", "concur"), "agree"),
        (("violation", None), ("undecided", None), "disagree"),
        (("violation", "dissent"), ("violation", None), "disagree"),
        (("violation", "dissent"), ("undecided", None), "cannot_tell"),
        (("violation", "dissent"), ("violation", "dissent"), "cannot_tell"),
        (("violation", "dissent"), ("undecided", "dissent"), "cannot_tell"),
        (("violation", "abstain"), ("violation", None), None),
        (("violation", "abstain"), ("violation", "dissent"), None),
        (("violation", "abstain"), ("violation", "abstain"), None),
    ],
)
def test_how_two_compare(a: tuple[str, str | None], b: tuple[str, str | None], found: str | None) -> None:
    assert compare(holding(*a), holding(*b)) == compare(holding(*b), holding(*a)) == found


def test_a_stand_other_than_concurrence_never_agrees_with_anything_whatever_the_value() -> None:
    every = [holding(value, stand) for value, stand in product(VALUES, STANDS)] + [SILENT_BODY]
    for a, b in product(every, every):
        assert compare(a, b) == compare(b, a)
        if compare(a, b) == "agree":
            assert a.of_its_own == b.of_its_own is not None


def test_the_same_accusation_of_two_bodies_is_no_agreement() -> None:
    assert compare(holding("attributed", None, "north"), holding("attributed", None, "south")) == "disagree"
    assert compare(holding("attributed", None, "north"), holding("attributed", None)) == "agree"


def test_what_bodies_hold_is_disputed_where_two_disagree_or_may() -> None:
    held = holding("violation", None)
    assert not differ([held, held, holding("violation", "abstain"), SILENT_BODY])
    assert differ([held, holding("violation", "dissent")])
    assert differ([holding("violation", "dissent"), Holding("undecided")])
