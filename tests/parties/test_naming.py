"""The telling forms in which sources and public lists write actors, each with what it names."""

import pytest

from ceasefire.parties import Clause, Directory, Naming

KNOWN = Directory.build(
    [
        {"party_id": "a", "name": "Alpha", "aliases": ["A", "Alphan forces"], "part_of": ["league"]},
        {"party_id": "b", "name": "Beta", "aliases": ["B", "Betan"], "part_of": ["league"]},
        {"party_id": "c", "name": "Gamma", "aliases": ["C", "the Gamma army"]},
        {"party_id": "d", "name": "Delta", "aliases": ["D"]},
        {"party_id": "e", "name": "E", "aliases": ["E (Gamma)"]},
        {"party_id": "ab", "name": "Alpha and Beta Command", "aliases": ["Alpha / Beta staff"]},
        {"party_id": "league", "name": "League"},
        {"party_id": "z", "name": "Hay'at al-Zeta", "aliases": ["Zeta", "Zetan army", "زيتا"], "classes": ["state"]},
        {"party_id": "eta", "name": "Eta", "aliases": ["Etan aircraft", "Эта", "إيتا"]},
        {"party_id": "clinic", "name": "White Cross", "aliases": ["doctors"], "classes": ["medical"]},
    ]
)
SOMEBODY = "somebody not named"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("A", "a"),
        ("A, B, C", "a; b; c"),
        ("((A))", "a"),
        ("A (or B)", "one of a, b"),
        ("A and / or B", "one of a, b"),
        ("A (backed by (B) and C) and D", "a; d"),
        ("A, B and C", "a; b; c"),
        ("A, B, and C", "a; b; c"),
        ("A; B and C", "a; b; c"),
        ("A & B", "a; b"),
        ("A as well as B", "a; b"),
        ("A together with B", "a; b"),
        ("between A and B", "a; b"),
        ("clashes between A and B", "a; b"),
        ("both A and B", "a; b"),
        ("A including B", "a; b"),
        ("A or B", "one of a, b"),
        ("either A or B", "one of a, b"),
        ("A and/or B", "one of a, b"),
        ("A/B", "one of a, b"),
        ("A / B and C", "one of a, b; c"),
        ("A, B or C", "one of a, b, c"),
        ("A, B, or C", "one of a, b, c"),
        ("A or B, C", "one of a, b, c"),
        ("A and B or C", "one of a, c; one of b, c"),
        ("A or B and C", "one of a, b; one of a, c"),
        ("A, B and C or D", "one of a, d; one of b, d; one of c, d"),
        ("A or B; C", "one of a, b; c"),
        ("A (backed by B)", "a"),
        ("A backed by B", "a"),
        ("A, backed by B and C, D", "a; d"),
        ("A linked to B or C", "a"),
        ("B-backed A", "a"),
        ("the Betan-backed Alpha and C", "a; c"),
        ("B-backed Jaysh al-Nasr", "Jaysh al-Nasr"),
        ("A and C (B, D)", "a; c"),
        ("Alpha and Beta Command", "ab"),
        ("Alpha and Beta Command and C", "ab; c"),
        ("C, Alpha / Beta staff", "c; ab"),
        ("E (Gamma) and A", "e; a"),
        ("so-called Alpha", "a"),
        ("the so-called Gamma army", "c"),
        ("A forces", "a"),
        ("Alphan troops", "a"),
        ("A's air force", "a"),
        ("Beta fighters", "b"),
        ("B militants", "b"),
        ("suspected A", "a"),
        ("“Alpha”", "a"),
        ("the Third Division of the Gamma army", "c"),
        ("3rd Division of Alpha", "a"),
        ("Gamma's Third Division", "c"),
        ("members of B", "b"),
        ("Alpha in Eastern Valley", "a"),
        ("A et al", "a"),
        ("A et al.", "a"),
        ("A and others", "a"),
        ("A, allegedly paid", "a"),
        ("A or militants", f"one of a, {SOMEBODY}"),
        ("A or unidentified gunmen", f"one of a, {SOMEBODY}"),
        ("A and militants", "a"),
        ("Jaysh al-Nasr", "Jaysh al-Nasr"),
        ("A and Jaysh al-Nasr", "a; Jaysh al-Nasr"),
        ("A or Jaysh al-Nasr", "one of Jaysh al-Nasr, a"),
        ("Jaysh al-Nasr (claim)", "Jaysh al-Nasr"),
        ("Epsilon forces", "Epsilon forces"),
        ("UK", "UK"),
        ("Hay’at al-Zeta", "z"),
        ("Hayʼat al-Zeta", "z"),
        ("Hay`at al-Zeta", "z"),
        ("Hay´at al-Zeta", "z"),
        ("‘Alpha’", "a"),
        ("A or League", "league"),
        ("League / A", "league"),
        ("A / B / League or D", "one of d, league"),
        ("A and League", "a; league"),
        ("A, allegedly D-instigated", "a"),
        ("A, allegedly D", "a; d"),
        ("A, apparently on orders and D", "a; d"),
        ("armed groups in Eastern Valley (A, B)", "one of a, b"),
        ("armed groups (A / B)", "one of a, b"),
        ("armed groups (A, B and C)", "a; b; c"),
        ("armed groups (A or B)", "one of a, b"),
        ("C or armed groups (A, B)", "one of a, b, c"),
        ("terrorists (Alpha, as labelled)", "a"),
        ("Jaysh al-Nasr (A)", "Jaysh al-Nasr"),
        ("al-Qaeda in Eastern Valley", "al-Qaeda"),
        ("Boko Haram in Borno", "Boko Haram"),
        ("Wagner in Mali", "Wagner"),
        ("A terrorists", "a"),
        ("M23 rebels", "M23"),
        ("Jaysh al-Nasr fighters", "Jaysh al-Nasr"),
        ("Jaysh al-Nasr fighters near Homs", "Jaysh al-Nasr"),
        ("Armed Islamic Group", "Armed Islamic Group"),
        ("Zetan armed forces", "z"),
        ("Zetan air force", "z"),
        ("Zetan Air Force", "z"),
        ("Zetan warplanes over Homs", "z"),
        ("Zetan Forces", "Zetan Forces"),
        ("Alpha (as labelled)", "a"),
        ("Alpha and terrorists (as labelled)", "a"),
        ("Zetan and Etan warplanes", "z; eta"),
        ("Etan or Zetan aircraft", "one of eta, z"),
        ("A, Zetan and Etan warplanes", "a; z; eta"),
        ("Alpha and Zetan rebels", "a"),
        ("Эта или Alpha", "one of a, eta"),
        ("Эта и Alpha", "eta; a"),
        ("Alpha ve Beta", "a; b"),
        ("Alpha veya Eta", "one of a, eta"),
        ("زيتا وإيتا", "z; eta"),
        ("زيتا و إيتا", "z; eta"),
        ("زيتا أو إيتا", "one of eta, z"),
        ("لواء وإيتا", "لواء وإيتا"),
        ("A (claim); B (per C)", "a"),
        ("A (denied)", "a"),
        ("A (apparent)", "a"),
        ("لواء الفتح", "لواء الفتح"),
    ],
)
def test_a_text_names_all_of_or_one_of(text: str, named: str) -> None:
    assert str(KNOWN.naming(text)) == named


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "n/a",
        "N/A",
        "NA",
        "-",
        "?",
        "none",
        "other",
        "Other",
        "unclear",
        "unspecified",
        "UNKNOWN",
        "unidentified gunmen",
        "Unidentified Armed Group",
        "unnamed Alpha",
        "Unnamed Group",
        "militants",
        "gunmen near Alpha",
        "armed groups in Eastern Valley (A, Jaysh al-Nasr)",
        "militants (Zeta)",
        "unidentified (A)",
        "A (inferred by outlet)",
        "E (Gamma), according to B",
        "A and B (one Alphan newspaper)",
        "A (Al-Akhbar)",
        "A (according to B)",
        "A, according to B",
        "militants (per pro-government sites)",
        "A-affiliated militants",
        "Zetan rebels",
        "Zeta rebels",
        "Alphan and Zetan rebels",
        "Eastern Valley rebels",
        "Illegal Armed Group",
        "rebels (as labelled)",
        "Wahhabi Gangs (as labelled)",
        "armed islamic group",
        "Islamist factions",
        "Rebel Forces",
        "Armed Group",
        "enemies of Alpha",
        "Alpha-backed factions",
        "Alphan militants",
        "Druze gunmen",
        "the opposition",
        "so-called rebels",
        "terrorists (as labelled)",
        "militants led by sheikhs",
        "gunmen citing a court of A",
        "неизвестные боевики",
        "боевики",
        "مسلحون مجهولون",
        "A very long sentence Which Is No Name Of Any Body At All",
    ],
)
def test_what_is_no_known_party_and_no_name_names_nobody(text: str) -> None:
    naming = KNOWN.naming(text)
    assert naming.named == ()
    assert naming.unknown
    assert naming.clauses != ()


def test_a_description_is_left_open_with_its_words_and_unknown_is_not() -> None:
    assert KNOWN.naming("armed groups near Homs and A").described == ("armed groups near Homs",)
    assert KNOWN.naming("unidentified gunmen and A").described == ()
    assert KNOWN.naming("n/a").described == ()


@pytest.mark.parametrize("text", ["A (per pro-government sites)", "A and B (one newspaper)", "A, according to B"])
def test_an_accusation_told_as_anothers_is_left_open_in_its_words(text: str) -> None:
    assert KNOWN.naming(text).described == (text,)


@pytest.mark.parametrize(
    ("text", "no_state"),
    [
        ("radical Islamists", True),
        ("terrorist groups (as labelled)", True),
        ("so-called terrorists", True),
        ("Zetan rebels", True),
        ("terrorists opposed to the Zetan government", True),
        ("illegal armed groups in the valley", True),
        ("A and other armed groups", True),
        ("боевики", True),
        ("unidentified militants", False),
        ("loyalist militants", False),
        ("Zeta-backed militants", False),
        ("pro-government militants", False),
        ("militants (wearing uniforms)", False),
        ("armed groups (per one newspaper)", False),
        ("raids on rebels", False),
        ("gunmen", False),
        ("A or rebels", False),
        ("Jaysh al-Nasr and rebels", False),
        ("rebels and soldiers", False),
        ("A", False),
        ("", False),
    ],
)
def test_whom_the_words_leave_open_is_surely_no_state_or_may_be_one(text: str, no_state: bool) -> None:
    assert KNOWN.naming(text).no_state is no_state


SIDES = Directory.build(
    [
        {"party_id": "north", "name": "North", "role": "party", "aliases": ["Northern forces"], "classes": ["state"]},
        {"party_id": "front", "name": "Front", "role": "party"},
        {"party_id": "wing", "name": "Wing", "part_of": ["front"]},
        {"party_id": "guard", "name": "Guard", "role": "guarantor", "classes": ["state"]},
    ]
)


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Northern forces", True),
        ("North and Front", True),
        ("North or Front", True),
        ("Northern soldiers", False),
        ("positions of North", False),
        ("Northern forces (convoy)", False),
        ("Wing", False),
        ("Front and Wing", False),
        ("Guard", False),
        ("North and somebody", False),
        ("somebody", False),
    ],
)
def test_a_side_is_named_as_a_whole_or_by_its_forces(text: str, side: bool) -> None:
    assert SIDES.is_side(text) is side


def test_a_label_on_a_partys_own_name_is_no_label_of_nobody() -> None:
    assert not KNOWN.naming("Alpha (as labelled)").label
    assert KNOWN.naming("terrorists (as labelled)").label
    both = "Alpha and terrorists (as labelled)"
    assert KNOWN.naming(both).described == (both,)


@pytest.mark.parametrize(
    ("text", "accused", "described"),
    [
        ("doctors and unknown armed elements", SOMEBODY, ("doctors and unknown armed elements",)),
        ("doctors and A", "a", ("doctors and A",)),
        ("White Cross", "clinic", ()),
        ("White Cross (staging alleged)", "clinic", ()),
        ("A or B", "one of a, b", ()),
    ],
)
def test_protected_persons_are_no_body_that_is_accused(text: str, accused: str, described: tuple[str, ...]) -> None:
    assert str(KNOWN.accused(text)) == accused
    assert KNOWN.accused(text).described == described


def test_an_account_lies_within_a_side_only_where_it_names_nobody_else() -> None:
    def within(text: str) -> bool:
        return KNOWN.all_within(KNOWN.naming(text), "league")

    assert within("A and B")
    assert within("League")
    assert not within("A and C")
    assert not within("A and militants")
    assert not within("militants")


def test_a_joint_of_many_is_one_of_all_and_stays_small() -> None:
    text = " or ".join(f"P{n} Brigade and Q{n} Brigade" for n in range(6))
    [clause] = KNOWN.naming(text).clauses
    assert len(clause.names) == 12


def test_a_name_in_no_table_settles_nothing_for_the_test_of_agreements() -> None:
    assert KNOWN.naming("A and Jaysh al-Nasr").settled == (frozenset({"a"}), frozenset())
    assert KNOWN.naming("A or Jaysh al-Nasr").settled == (frozenset(),)
    assert KNOWN.naming("A or militants").settled == (frozenset(),)
    assert KNOWN.naming("A or B").settled == (frozenset({"a", "b"}),)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("A", "A", True),
        ("A", "B", False),
        ("A", "A and B", True),
        ("A or B", "B or C", True),
        ("A or B", "C or D", False),
        ("A", "League", True),
        ("League", "B and C", True),
        ("A", "militants", True),
        ("A and militants", "B", False),
        ("A or militants", "B", True),
        ("A", "Jaysh al-Nasr", False),
        ("Jaysh al-Nasr", "JAYSH AL-NASR", True),
        ("unidentified", "A", True),
    ],
)
def test_accounts_contest_only_where_both_cannot_be_true(one: str, other: str, both: bool) -> None:
    a, b = KNOWN.naming(one), KNOWN.naming(other)
    assert KNOWN.can_both_hold(a, b) is both
    assert KNOWN.can_both_hold(b, a) is both


def test_clauses_join_as_alternatives() -> None:
    joined = Clause(frozenset({"a"})) | Clause(names=frozenset({"X"})) | Clause(open=True)
    assert str(joined) == "one of X, a, somebody not named"
    assert joined.certain is None
    assert Clause(frozenset({"a"})).certain == "a"
    assert str(Naming((Clause(open=True),))) == "somebody not named"


def test_a_spelling_means_its_party_alone() -> None:
    shared = Directory.build([{"party_id": "x", "aliases": ["Twin", "y"]}, {"party_id": "y", "aliases": ["Twin"]}])
    assert shared.spellings == {"x": "x", "y": "y"}
    assert shared.party("twin") is None
    cased = Directory.build([{"party_id": "x", "aliases": ["US"]}, {"party_id": "y", "aliases": ["us"]}])
    assert [cased.party(s) for s in ("US", "us", "Us")] == ["x", "y", None]
    assert shared.naming("Twin").settled == (frozenset({"x", "y"}),)


@pytest.mark.parametrize("text", ["A?", "A + B", "A – B", "A — B"])
def test_a_mark_that_leaves_open_who_is_meant_names_nobody(text: str) -> None:
    naming = KNOWN.naming(text)
    assert not naming.named
    assert naming.described == (text,)
