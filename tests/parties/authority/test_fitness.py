from typing import Any

import pytest

from ceasefire.parties.authority.fitness import faults, unfit
from ceasefire.vocabulary.charters import MOST_OFFICES, ActNeeds, RoleSays
from ceasefire.vocabulary.codes import Role
from ceasefire.vocabulary.duty_words import ActKind
from tests.parties.authority.world import ANYTHING, body, cut, needs, office, origin, terms

A, B = body("alpha", "a"), body("beta", "b")
FOUNDED = terms((A, B), "one alpha beta")
EXTENSION = ActNeeds(act=ActKind.EXTENSION, needs=needs("all alpha beta"))


def test_a_plain_charter_and_one_that_follows_it_are_fit() -> None:
    assert unfit(FOUNDED, None) is None
    assert unfit(terms((A, B, body("gamma")), "all alpha beta", acts=(EXTENSION,)), FOUNDED) is None
    assert unfit(terms((A,), "one alpha", cuts=(cut("b", 5),)), FOUNDED) is None


@pytest.mark.parametrize(
    ("bodies", "changes", "more", "words"),
    [
        ((A, body("alpha", "d")), "one alpha", {}, "bodies: alpha stands there 2 times"),
        ((A, B), "one alpha", {"roles": (ANYTHING, RoleSays(role=Role.GUARANTOR))}, "roles: guarantor stands there 2 times"),
        ((A, B), "one alpha", {"acts": (EXTENSION, EXTENSION)}, "acts: extension of every instrument stands there 2 times"),
        (
            (A, body("beta", "a")),
            "one alpha",
            {},
            f"bodies: {origin('a')} speaks for alpha and beta; an office speaks for one body",
        ),
        ((A, body("beta", office("a", "another"))), "one alpha", {}, f"bodies: {origin('a')} stands there with 2 keys"),
        ((A,), "one alpha beta", {}, "changes: beta is no body of this charter"),
        ((A, body("beta")), "one alpha", {"acts": (ActNeeds(act=ActKind.WITHDRAWAL, needs=needs("one x")),)},
         "acts: withdrawal: x is no body of this charter"),
        ((A, body("beta")), "all alpha beta", {}, "changes: takes 2 acceptances, and beta has no office to accept"),
        ((A,), "one alpha", {"roles": ()}, "roles: what the role of guarantor may say is not written"),
        (
            (body("alpha", *(office(f"o{n}") for n in range(MOST_OFFICES + 1))),),
            "one alpha",
            {},
            f"bodies: more than {MOST_OFFICES} offices",
        ),
    ],
)  # fmt: skip
def test_what_nobody_can_adopt_is_named(bodies: Any, changes: str, more: dict[str, Any], words: str) -> None:
    assert unfit(terms(bodies, changes, **more), None) == words


def test_a_body_without_an_office_hinders_nobody_where_the_others_are_enough() -> None:
    assert unfit(terms((A, B, body("gamma")), "2 alpha beta gamma"), None) is None


def test_one_act_may_take_other_things_on_one_instrument() -> None:
    own = ActNeeds(act=ActKind.EXTENSION, instrument="pact", needs=needs("one alpha"))
    assert unfit(terms((A, B), "one alpha", acts=(EXTENSION, own)), None) is None


@pytest.mark.parametrize(
    ("bodies", "cuts"),
    [
        ((A,), ()),
        ((A,), (cut("b", 5, key="a former key"),)),
        ((A, body("beta", "d")), ()),
        ((A, body("gamma", "b")), ()),
        ((A, body("beta", office("b", "a new key"))), ()),
    ],
)
def test_an_office_that_no_longer_speaks_for_its_body_is_cut(bodies: Any, cuts: Any) -> None:
    words = f"cuts: {origin('b')} no longer speaks for beta, and no cut says from where on"
    assert unfit(terms(bodies, "one alpha", cuts=cuts), FOUNDED) == words


def test_a_charter_follows_one_of_its_own_mechanism() -> None:
    assert unfit(terms((A, B), "one alpha", mechanism="n"), FOUNDED) == "mechanism: n does not follow m"


def test_all_that_is_wrong_can_be_listed() -> None:
    wrong = terms((A, A), "one x", mechanism="n", roles=())
    assert len(list(faults(wrong, FOUNDED))) >= 5
