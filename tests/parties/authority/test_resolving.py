"""Cases of adoption, one rule each; and what thousands of strangers' statements cost."""

import time

import pytest

from ceasefire.parties.authority import Entry, resolve
from ceasefire.vocabulary.codes import Acceptance as Stand
from tests.parties.authority.world import SIZE, accept, body, charter, cut, office, origin, seen

A, B, C = body("alpha", "a"), body("beta", "b"), body("gamma", "c")
FOUNDED = (
    charter("v1", (A, B), "one alpha beta"),
    accept("a", 1, "alpha", "v1"),
)


def adopted(*entries: Entry, pin: str = "v1") -> list[str]:
    return sorted(one.id for one in resolve(seen(entries), pin).adopted)


def test_without_a_pin_or_with_one_that_is_not_here_nothing_is_looked_at() -> None:
    assert not resolve(seen(FOUNDED), None).versions
    found = resolve(seen(FOUNDED), "v9")
    assert not found.versions
    assert "is not among those that can be read" in found.why_not


def test_an_acceptance_counts_for_the_body_that_its_office_speaks_for_alone() -> None:
    one = charter("v1", (A, B), "all alpha beta")
    a = accept("a", 1, "alpha", "v1")
    assert adopted(one, a, accept("b", 1, "beta", "v1")) == ["v1"]
    assert adopted(one, a, accept("a", 2, "beta", "v1")) == []
    assert adopted(one, a, accept("d", 2, "beta", "v1")) == []


def test_an_acceptance_that_does_not_cite_the_version_counts_for_nothing_and_may_cite_others_too() -> None:
    one = charter("v1", (A,), "one alpha")
    assert adopted(one, accept("a", 1, "alpha", "v1", cites=())) == []
    assert adopted(one, accept("a", 1, "alpha", "v1", cites=("v0", "v1"))) == ["v1"]


def test_an_acceptance_stays_given_whatever_the_office_says_before_or_after() -> None:
    one = charter("v1", (A,), "one alpha")
    declines = [accept("a", seq, "alpha", "v1", stand=Stand.DECLINE) for seq in (0, 9)]
    found = resolve(seen([one, *declines, accept("a", 5, "alpha", "v1")]), "v1")
    assert found.versions["v1"].adopted
    assert found.versions["v1"].declined == ()


def test_two_offices_of_one_body_are_one_body() -> None:
    one = charter("v1", (body("alpha", "a", "d"), B), "2 alpha beta")
    assert adopted(one, accept("a", 1, "alpha", "v1"), accept("d", 1, "alpha", "v1")) == []
    found = resolve(seen([one, accept("d", 1, "alpha", "v1"), accept("b", 1, "beta", "v1")]), "v1")
    assert {found.voice(origin(name), 3, ["v1"]).body for name in "ad"} == {"alpha"}


def test_a_version_needs_the_acceptances_of_the_one_before_as_well() -> None:
    founded = (charter("v1", (A, B), "all alpha beta"), accept("a", 1, "alpha", "v1"), accept("b", 1, "beta", "v1"))
    v2 = charter("v2", (A, B), "one alpha", follows="v1")
    assert adopted(*founded, v2, accept("a", 2, "alpha", "v2")) == ["v1"]
    assert adopted(*founded, v2, accept("b", 2, "beta", "v2")) == ["v1"]
    assert adopted(*founded, v2, accept("a", 2, "alpha", "v2"), accept("b", 2, "beta", "v2")) == ["v1", "v2"]


def test_a_body_that_a_version_drops_is_heard_on_it_under_the_one_before() -> None:
    """Its decline is shown, and with its acceptance it goes; the cut that the version brings does not undo that."""
    founded = (charter("v1", (A, B), "all alpha beta"), accept("a", 1, "alpha", "v1"), accept("b", 1, "beta", "v1"))
    v2 = charter("v2", (A,), "one alpha", follows="v1", cuts=(cut("b", 3),))
    a = accept("a", 2, "alpha", "v2")
    declined = resolve(seen([*founded, v2, a, accept("b", 2, "beta", "v2", stand=Stand.DECLINE)]), "v1").versions["v2"]
    assert (declined.adopted, declined.declined, declined.waiting) == (False, ("beta",), ("beta",))
    assert adopted(*founded, v2, a, accept("b", 7, "beta", "v2")) == ["v1", "v2"]


def test_who_accepts_by_a_new_office_is_waited_for_while_the_old_one_is_silent() -> None:
    founded = (charter("v1", (A, B), "all alpha beta"), accept("a", 1, "alpha", "v1"), accept("b", 1, "beta", "v1"))
    v2 = charter("v2", (A, body("beta", "e")), "all alpha beta", follows="v1", cuts=(cut("b", 3),))
    found = resolve(seen([*founded, v2, accept("a", 2, "alpha", "v2"), accept("e", 2, "beta", "v2")]), "v1")
    assert (found.versions["v2"].accepted, found.versions["v2"].waiting) == (("alpha",), ("beta",))


@pytest.mark.parametrize(
    ("seq", "cuts", "expected"),
    [
        (4, (cut("b", 5),), True),
        (5, (cut("b", 5),), False),
        (4, (cut("b", 9), cut("b", 4)), False),
        (4, (cut("b", 4), cut("b", 9)), False),
        (0, (cut("b", 5, "another tree"),), False),
        (0, (cut("b", SIZE + 1),), False),
        (4, (cut("b", 0, key="a former key"),), True),
    ],
)
def test_an_acceptance_at_or_above_a_cut_of_a_version_before_does_not_count(
    seq: int, cuts: tuple[object, ...], expected: bool
) -> None:
    v2 = charter("v2", (A, B), "one alpha beta", follows="v1", cuts=cuts)
    v3 = charter("v3", (A, B), "one beta", follows="v2")
    said = (accept("a", 2, "alpha", "v2"), accept("b", seq, "beta", "v3"), accept("a", 3, "alpha", "v3"))
    assert ("v3" in adopted(*FOUNDED, v2, v3, *said)) is expected


def test_a_cut_of_a_rival_branch_takes_no_acceptance_back_and_ends_who_speaks() -> None:
    v2 = charter("v2", (A,), "one alpha", follows="v1", cuts=(cut("b", 0),))
    w2 = charter("w2", (A, B), "one alpha beta", follows="v1")
    w3 = charter("w3", (A, B), "one alpha beta", follows="w2")
    said = (accept("a", 2, "alpha", "v2"), accept("b", 2, "beta", "w2"), accept("b", 3, "beta", "w3"))
    found = resolve(seen([*FOUNDED, v2, w2, w3, *said]), "v1")
    assert sorted(one.id for one in found.adopted) == ["v1", "v2", "w2", "w3"]
    assert found.forks == {"v1": ("v2", "w2")}
    assert sorted(one.id for one in found.last) == ["v2", "w3"]
    assert found.in_force is None
    assert found.why_not == "the charter forks: v2 and w2 follow one version; pin one of them"
    assert found.voice(origin("b"), 0, ["w3"]).body is None


def test_who_pins_one_branch_is_not_reached_by_the_other() -> None:
    v2 = charter("v2", (A,), "one alpha", follows="v1", cuts=(cut("b", 0),))
    w2 = charter("w2", (B,), "one beta", follows="v1", cuts=(cut("a", 0),))
    said = (accept("a", 2, "alpha", "v2"), accept("b", 2, "beta", "w2"))
    found = resolve(seen([*FOUNDED, v2, w2, *said]), "w2")
    assert found.in_force is not None
    assert found.in_force.id == "w2"
    assert found.voice(origin("b"), 9, ["w2"]).body == "beta"
    assert found.voice(origin("a"), 9, ["v1"]).body is None


def test_under_a_pinned_version_that_is_not_adopted_nobody_is_heard_not_even_under_the_one_before() -> None:
    v2 = charter("v2", (A,), "one alpha", follows="v1", cuts=(cut("b", 5),))
    found = resolve(seen([*FOUNDED, v2]), "v2")
    assert found.voice(origin("b"), 9, ["v1"]).body is None
    assert (
        "v2 is not adopted: proposed by ceasefire/test/a/office; accepted by nobody; not yet by alpha" in found.why_not
    )


def test_what_a_version_follows_must_be_here_and_adopted() -> None:
    v2 = charter("v2", (A,), "one alpha", follows="v1", cuts=(cut("b", 5),))
    said = accept("a", 2, "alpha", "v2")
    alone = resolve(seen([v2, said]), "v2").versions["v2"]
    assert (alone.adopted, alone.unfit, alone.before) == (False, None, None)
    assert alone.behind == "the version v1 that it follows is not here"
    proposed = resolve(seen([FOUNDED[0], v2, said]), "v2").versions["v2"]
    assert (proposed.adopted, proposed.behind) == (False, "the version v1 that it follows is not adopted")
    assert resolve(seen([*FOUNDED, v2, said]), "v2").versions["v2"].adopted


def test_a_circle_of_versions_which_no_digest_allows_ends() -> None:
    entries = [
        charter(one, (A,), "one alpha", follows=before) for one, before in (("v1", "v3"), ("v2", "v1"), ("v3", "v2"))
    ]
    said = [accept("a", 1, "alpha", one) for one in ("v1", "v2", "v3")]
    assert adopted(*entries, *said) == []
    assert adopted(charter("v1", (A,), "one alpha", follows="v1"), said[0]) == []


def test_an_office_whose_key_is_not_the_one_its_ledger_begins_with_is_not_heard() -> None:
    one = charter("v1", (body("alpha", office("a", "another key")), B), "one alpha beta")
    assert adopted(one, accept("a", 1, "alpha", "v1")) == []
    found = resolve(seen([one, accept("b", 1, "beta", "v1")]), "v1")
    assert found.voice(origin("a"), 2, ["v1"]).body is None


@pytest.mark.parametrize("shape", ["beside each other", "in a row", "acceptances", "cuts"])
def test_ten_thousand_statements_of_strangers_take_seconds_and_change_nothing(shape: str) -> None:
    many = 10_000
    stranger = body("alpha", "d")
    if shape == "beside each other":
        crowd = [charter(f"x{n}", (stranger,), "one alpha", by="d", follows="v1") for n in range(many)]
    elif shape == "in a row":
        crowd = [
            charter(f"x{n}", (stranger,), "one alpha", by="d", follows=f"x{n - 1}" if n else "v1") for n in range(many)
        ]
    elif shape == "acceptances":
        crowd = [accept("d", n, "alpha", "v1") for n in range(many)]
    else:
        cuts = tuple(cut("a", size) for size in range(100))
        crowd = [charter(f"x{n}", (stranger,), "one alpha", by="d", follows="v1", cuts=cuts) for n in range(many // 10)]
    here = seen([*FOUNDED, *crowd])
    asked: list[int] = []

    def root(of: str, size: int) -> str | None:
        asked.append(size)
        return here.root(of, size)

    start = time.process_time()
    found = resolve(here._replace(root=root), "v1")
    assert time.process_time() - start < 10
    assert [one.id for one in found.adopted] == ["v1"]
    assert found.voice(origin("a"), 9, ["v1"]).body == "alpha"
    assert not asked, "a stranger's cut makes nobody read a ledger"


def test_a_long_line_that_was_adopted_costs_no_more_than_its_cuts() -> None:
    """A body that may change the charter alone may not stop the record by doing so."""
    many = 5_000
    line = [
        charter(f"v{n}", (A, B), "one alpha beta", follows=f"v{n - 1}" if n > 1 else None, cuts=(cut(f"x{n}", 1),))
        for n in range(1, many)
    ]
    said = [accept("a", n, "alpha", one.id) for n, one in enumerate(line)]
    start = time.process_time()
    found = resolve(seen([*line, *said]), "v1")
    assert len(found.adopted) == many - 1
    assert found.in_force is not None
    assert found.in_force.id == f"v{many - 1}"
    assert resolve(seen([*line, *said]), f"v{many - 1}").in_force == found.in_force
    assert time.process_time() - start < 10
