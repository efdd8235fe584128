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
    ]
)
SOMEBODY = "somebody not named"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("A", "a"),
        ("A, B, C", "a; b; c"),
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
        "armed groups in Eastern Valley (A, B)",
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
