"""What holds of every text: reading never fails, never guesses, and does not depend on the order of names."""

from hypothesis import given
from hypothesis import strategies as st

from ceasefire.parties import Directory

IDS = ("a", "b", "c", "d")
KNOWN = Directory.build(
    [{"party_id": i, "name": f"Party {i.upper()}", "part_of": ["c"] if i == "a" else []} for i in IDS]
)
NAMES = st.sampled_from([f"Party {i.upper()}" for i in IDS] + ["Jaysh al-Nasr", "militants", "unidentified gunmen"])
WORDS = st.lists(
    st.one_of(
        NAMES, st.sampled_from(["and", "or", ",", ";", "/", "and/or", "(", ")", "backed by", "et al.", "so-called"])
    ),
    max_size=12,
).map(" ".join)


@given(st.one_of(st.text(max_size=80), WORDS))
def test_every_text_is_read_and_names_only_parties_or_its_own_words(text: str) -> None:
    naming = KNOWN.naming(text)
    assert naming.clauses
    assert {p for c in naming.clauses for p in c.parties} <= set(IDS)
    assert all(c.bodies or c.open for c in naming.clauses)
    if not naming.kinds:
        assert naming.unknown == (not any(naming.settled))


@given(st.lists(NAMES, min_size=1, max_size=4, unique=True))
def test_the_order_of_names_in_a_list_never_matters(names: list[str]) -> None:
    turned = names[::-1]
    for joint in (" and ", ", ", " or ", "/"):
        one, other = KNOWN.naming(joint.join(names)), KNOWN.naming(joint.join(turned))
        assert set(one.clauses) == set(other.clauses)


@given(WORDS, WORDS)
def test_two_accounts_contest_each_other_or_neither(one: str, other: str) -> None:
    a, b = KNOWN.naming(one), KNOWN.naming(other)
    assert KNOWN.can_both_hold(a, b) == KNOWN.can_both_hold(b, a)
    assert KNOWN.can_both_hold(a, a)


@given(st.lists(NAMES, min_size=1, max_size=3), NAMES)
def test_a_further_alternative_accuses_nobody_more_for_certain(names: list[str], further: str) -> None:
    before = {c.certain for c in KNOWN.naming(" and ".join(names)).clauses}
    after = {c.certain for c in KNOWN.naming(f"{' and '.join(names)} or {further}").clauses}
    assert after <= before | {None}
