import pytest

from ceasefire.parties.authority import Authority, Entry, resolve
from ceasefire.parties.authority.speaking import NO_CHARTER, NOT_SEEN
from tests.parties.authority.world import accept, body, charter, cut, needs, origin, seen

A, B = body("alpha", "a"), body("beta", "b")
V1 = (charter("v1", (A, B), "one alpha beta"), accept("a", 1, "alpha", "v1"))
V2 = (
    charter("v2", (A,), "one alpha", follows="v1", cuts=(cut("b", 5), cut("d", 5, "another tree"), cut("d", 7))),
    accept("a", 2, "alpha", "v2"),
)
LATER = charter("v3", (A, B), "all alpha beta", by="b", follows="v2")


@pytest.fixture
def authority() -> Authority:
    return resolve(seen([*V1, *V2, LATER]), "v1")


def test_an_entry_speaks_for_the_body_of_its_office_in_the_role_of_the_version_that_it_cites(
    authority: Authority,
) -> None:
    voice = authority.voice(origin("b"), 4, ["a report", "v1"])
    assert tuple(voice) == ("v1", "beta", "guarantor", "")
    assert voice.speaks_for("beta")
    assert not voice.speaks_for("alpha")
    assert authority.versions["v1"].says["guarantor"].legal == "any"


def test_a_version_cited_twice_is_cited_once(authority: Authority) -> None:
    assert authority.voice(origin("a"), 3, ["v2", "v2"]).body == "alpha"


@pytest.mark.parametrize(
    ("office", "seq", "cites", "why"),
    [
        ("a", 3, [], f"{NOT_SEEN}: it cites no charter version that is seen here"),
        ("a", 3, ["elsewhere"], f"{NOT_SEEN}: it cites no charter version that is seen here"),
        ("a", 3, ["v1", "v2"], f"{NOT_SEEN}: it cites several charter versions"),
        ("a", 3, ["v1", "v3"], f"{NOT_SEEN}: it cites several charter versions"),
        (
            "a",
            3,
            ["v3"],
            f"{NOT_SEEN}: the charter v3 is not adopted: proposed by {origin('b')}; accepted by nobody; not yet by alpha, beta",
        ),
        ("b", 5, ["v1"], f"{NOT_SEEN}: the charter v2 ends what {origin('b')} says at entry 5"),
        (
            "d",
            0,
            ["v1"],
            f"{NOT_SEEN}: {origin('d')} stands here as another ledger than the charter saw, or ends before",
        ),
        ("c", 0, ["v1"], f"{origin('c')} speaks for no body under the charter v1"),
        ("b", 4, ["v2"], f"{origin('b')} speaks for no body under the charter v2"),
    ],
)
def test_what_speaks_for_nobody_says_why(
    authority: Authority, office: str, seq: int, cites: list[str], why: str
) -> None:
    voice = authority.voice(origin(office), seq, cites)
    assert (voice.body, voice.role, voice.why) == (None, None, why)
    assert not voice.speaks_for("alpha")
    assert (voice.version is None) == why.startswith(NOT_SEEN)


def test_without_a_pin_nobody_is_heard() -> None:
    authority = Authority(pin=None)
    assert authority.voice(origin("a"), 0, ["v1"]) == (None, None, None, NO_CHARTER)
    assert (authority.why_not, authority.in_force, authority.forks) == (NO_CHARTER, None, {})


def test_with_a_pin_that_is_not_here_the_pin_is_named() -> None:
    voice = resolve(seen(V1), "v9").voice(origin("a"), 0, ["v1"])
    assert voice.why == f"{NOT_SEEN}: the pinned charter v9 is not among those that can be read in this record"


def test_the_last_adopted_version_is_in_force_and_the_lowest_cut_holds(authority: Authority) -> None:
    assert authority.in_force is authority.versions["v2"]
    assert authority.why_not == ""
    assert [one.id for one in authority] == ["v1", "v2", "v3"]
    assert authority.ends[origin("d"), "key of d"] == (5, "v2")


def test_what_is_asked_of_an_answer_does_not_change_what_it_is(authority: Authority) -> None:
    """Tables that were made with it are known by its digest: a question between must not change that."""
    import msgspec

    before = msgspec.json.encode(authority)
    assert authority.voice(origin("b"), 9, ["v1"]).why
    assert authority.forks == {}
    assert msgspec.json.encode(authority) == before


@pytest.mark.parametrize(
    ("takes", "there", "missing"),
    [
        ("one a b", ["b"], ()),
        ("one a b", ["x"], ("a", "b")),
        ("2 a b c", ["a", "c"], ()),
        ("2 a b c", ["a", "a", "x"], ("b", "c")),
        ("all a b", ["a"], ("b",)),
        ("all a b", ["b", "a"], ()),
    ],
)
def test_what_something_takes_is_met_or_names_who_is_missing(
    takes: str, there: list[str], missing: tuple[str, ...]
) -> None:
    assert Authority(pin=None).met(needs(takes), there) == missing


def test_the_words_say_how_far_a_version_has_come() -> None:
    def words(*entries: Entry) -> str:
        from ceasefire.parties.authority.speaking import waiting_words

        return waiting_words(resolve(seen(entries), "v1").versions["v1"])

    from ceasefire.vocabulary.codes import Acceptance as Stand

    one = charter("v1", (A, B, body("gamma", "c")), "all alpha beta gamma")
    declined = accept("b", 1, "beta", "v1", stand=Stand.DECLINE)
    start = f"proposed by {origin('a')}; accepted by"
    assert words(one) == f"{start} nobody; not yet by alpha, beta, gamma"
    assert (
        words(one, accept("a", 1, "alpha", "v1"), declined)
        == f"{start} alpha; declined by beta; not yet by beta, gamma"
    )
    wrong = charter("v1", (A, A), "one alpha")
    assert words(wrong) == "bodies: alpha stands there 2 times"
