from collections.abc import Collection

import pytest

from ceasefire.parties.authority import Answering, Authority, Entry, resolve
from ceasefire.vocabulary.charters import Depositary
from ceasefire.vocabulary.codes import Shared
from tests.parties.authority.world import accept, body, charter, cut, office, origin, seen

A, B, C, D = (origin(name) for name in "abcd")
KEYS = {origin(name): f"key of {name}" for name in "abcd"}


def keeps(name: str, of: Shared = Shared.INSTRUMENT, thing: str | None = None, key: str | None = None) -> Depositary:
    return Depositary(of=of, id=thing, office=office(name, key))


def founded(*depositaries: Depositary) -> tuple[Entry, ...]:
    bodies = (body("alpha", "a"), body("beta", "b"))
    return (
        charter("v1", bodies, "one alpha beta", depositaries=depositaries),
        accept("a", 1, "alpha", "v1"),
    )


def answering(
    *depositaries: Depositary,
    chosen: str | None = None,
    named: Collection[tuple[str, str]] = (),
    pin: str | None = "v1",
) -> Answering:
    authority = resolve(seen(founded(*depositaries)), pin)
    return Answering(authority=authority, keys=KEYS, chosen=chosen, named=tuple(named))


def test_the_office_asked_for_answers_before_the_charter_where_it_codes_the_thing() -> None:
    found = answering(keeps("a"), chosen=B)
    assert found.of(Shared.INSTRUMENT, "pact", [A, B]) == (B, f"asked for as coded by {B}")
    assert found.of(Shared.INSTRUMENT, "pact", [A, C]) == (A, f"the charter names {A} as depositary")


def test_the_depositary_of_the_thing_answers_before_that_of_its_kind() -> None:
    found = answering(keeps("a"), keeps("b", thing="pact"), keeps("c", Shared.ZONE))
    assert found.of(Shared.INSTRUMENT, "pact", [A, B]).origin == B
    assert found.of(Shared.INSTRUMENT, "other", [A, B]).origin == A
    assert found.of(Shared.ZONE, "pact", [A, B, C]).origin == C


@pytest.mark.parametrize("coded_by", [[B], [B, C]])
def test_nobody_answers_in_the_place_of_a_depositary_that_does_not_code_the_thing(coded_by: list[str]) -> None:
    found = answering(keeps("a"), named=[(B, KEYS[B])])
    assert found.of(Shared.INSTRUMENT, "pact", coded_by) == (
        None,
        f"the charter names {A} as depositary, who does not code it",
    )


def test_a_depositary_with_another_key_does_not_answer() -> None:
    found = answering(keeps("a", key="another key"))
    assert found.of(Shared.INSTRUMENT, "pact", [A, B]) == (
        None,
        f"the charter names {A} as depositary: its ledger is not here as named",
    )
    assert found.keeper(Shared.INSTRUMENT, B) is None


def test_two_depositaries_of_one_thing_are_a_slip_and_none_answers() -> None:
    found = answering(keeps("a"), keeps("b"))
    assert found.of(Shared.INSTRUMENT, "pact", [A]) == (
        None,
        f"the charter names {A} and {B} as depositary: several",
    )
    assert found.keeper(Shared.INSTRUMENT, C) is None


def test_without_a_depositary_the_offices_of_the_trust_file_answer_in_the_readers_order() -> None:
    found = answering(named=[(C, KEYS[C]), (B, "another key"), (D, KEYS[D]), (A, KEYS[A])])
    assert found.of(Shared.INSTRUMENT, "pact", [A, B, D]) == (D, f"the reader's trust file names {D}")
    assert found.of(Shared.INSTRUMENT, "pact", [B, A]).origin == A


def test_one_coding_alone_has_effect_as_compiled_and_two_are_a_conflict_that_names_both() -> None:
    for found in (answering(), answering(pin=None)):
        assert found.of(Shared.INSTRUMENT, "pact", [B]) == (B, "as compiled: no other office codes it")
        assert found.of(Shared.INSTRUMENT, "pact", [B, B]).origin == B
        assert found.of(Shared.INSTRUMENT, "pact", [B, A]) == (
            None,
            f"coded differently by {A} and {B}, and none is named to answer",
        )
        assert found.of(Shared.INSTRUMENT, "pact", []) == (None, "no office codes it")


def test_a_charter_that_is_not_in_force_names_nobody() -> None:
    assert answering(keeps("a"), pin=None).depositaries(Shared.INSTRUMENT) == ()
    entries = founded(keeps("a"))[:1]
    found = Answering(authority=resolve(seen(entries), "v1"), keys=KEYS)
    assert found.depositaries(Shared.INSTRUMENT) == ()


def test_where_the_charter_forks_a_depositary_answers_only_if_every_branch_that_names_one_names_it() -> None:
    bodies = (body("alpha", "a"), body("beta", "b"))
    former = founded(keeps("c"))

    def branch(name: str, *kept: Depositary) -> tuple[Entry, ...]:
        return (
            charter(name, bodies, "one alpha beta", follows="v1", depositaries=kept),
            accept("b", 2, "beta", name),
        )

    def of(*entries: Entry) -> Answering:
        return Answering(authority=resolve(seen([*former, *entries]), "v1"), keys=KEYS)

    same = of(*branch("v2", keeps("c")), *branch("w2", keeps("c")))
    assert same.authority.in_force is None
    assert same.of(Shared.INSTRUMENT, "pact", [C, D]).origin == C
    other = of(*branch("v2", keeps("c")), *branch("w2", keeps("b")))
    assert other.of(Shared.INSTRUMENT, "pact", [B, C]).origin is None
    silent = of(*branch("v2", keeps("c")), *branch("w2"))
    assert silent.of(Shared.INSTRUMENT, "pact", [D]).origin is None, "a fork gives no stranger's coding effect"


def test_a_depositary_whose_ledger_is_another_than_the_charter_saw_does_not_answer() -> None:
    entries = (
        *founded(),
        charter(
            "v2",
            (body("alpha", "a"),),
            "one alpha",
            follows="v1",
            depositaries=(keeps("b"),),
            cuts=(cut("b", 3, "another tree"),),
        ),
        accept("a", 2, "alpha", "v2"),
    )
    found = Answering(authority=resolve(seen(entries), "v1"), keys=KEYS)
    assert found.of(Shared.INSTRUMENT, "pact", [B]).origin is None
    assert found.keeper(Shared.INSTRUMENT, A) is None


def test_what_all_share_is_kept_by_the_depositary_else_by_the_default() -> None:
    assert answering(keeps("a", Shared.LINKS)).keeper(Shared.LINKS, B) == A
    assert answering().keeper(Shared.LINKS, B) == B
    assert answering(keeps("a", Shared.LINKS, thing="x")).keeper(Shared.LINKS, B) == B
    assert Answering(authority=Authority(pin=None)).keeper(Shared.LINKS) is None
