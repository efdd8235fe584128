"""What holds of every text: reading never fails, never guesses, and does not depend on the order of names."""

from hypothesis import given
from hypothesis import strategies as st

from ceasefire.parties import Directory, fold

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
    above = {up for one in before if one for up in KNOWN.within.get(one, ())}
    assert after <= before | above | {None}


@given(st.lists(st.sampled_from(IDS), min_size=1, max_size=4), st.sampled_from([" or ", "/"]))
def test_alternatives_never_hold_a_body_beside_its_own_part(ids: list[str], joint: str) -> None:
    [clause] = KNOWN.naming(joint.join(ids)).clauses
    assert not any(p != q and q in KNOWN.within[p] for p in clause.parties for q in clause.parties)
    assert all(KNOWN.within[one] & clause.parties for one in ids)


@given(st.one_of(st.text(max_size=40), WORDS), st.sampled_from("’‘‛ʼʻ`´′"))
def test_one_apostrophe_is_as_good_as_another(text: str, mark: str) -> None:
    one, other = KNOWN.naming(f"Hay'at al-Nur or {text}"), KNOWN.naming(f"Hay{mark}at al-Nur or {text}")
    assert KNOWN.can_both_hold(one, other)
    assert [c.parties for c in one.clauses] == [c.parties for c in other.clauses]
    assert fold(f"Hay{mark}at {text}") == fold(f"Hay'at {text}")


@given(WORDS)
def test_who_is_accused_is_among_those_named(text: str) -> None:
    named = {b for c in KNOWN.naming(text).clauses for b in c.bodies}
    assert {b for c in KNOWN.accused(text).clauses for b in c.bodies} <= named


@given(WORDS)
def test_a_word_that_gives_the_accusation_to_others_leaves_nobody_accused(text: str) -> None:
    for told in KNOWN.naming(f"{text.replace(';', ',')} (according to Party D)").clauses:
        assert told.bodies == frozenset()
