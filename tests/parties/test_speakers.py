"""Who speaks: spellings of one source as one, by the tables of sources and parties, and by spelling alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.parties import Directory, Speakers
from ceasefire.parties.speakers import distinct, independent
from ceasefire.parties.spelling import speaker_root, speaker_roots
from ceasefire.vocabulary import schema
from tests.findings.tables import parties, sources

SPEAKERS = Speakers(sources(), Directory.build(parties().to_pylist()))
BY_SPELLING = Speakers(schema("sources").empty_table(), Directory.build([]))


@pytest.mark.parametrize(
    ("names", "sources_", "independent_"),
    [
        (["OBS", "The Observatory", "OBS via World Agency", "OBS (its head)"], 1, 1),
        (["OBS", "WA"], 2, 2),
        (["Northern Agency", "Northern Television", "Northern Ministry"], 3, 1),
        (["OBS / World Agency"], 2, 2),
        (["OBS", "OBS, World Agency", "OBS or WA", "OBS; WA", '"OBS"', "OBS/", "OBS and WA"], 2, 2),
        (["OBS (its head) and World Agency"], 2, 2),
        (["OBS and a village doctor"], 1, 1),
        (["Joint Radio", "Northern Agency"], 2, 1),
        (["Encyclopaedia", "OBS"], 2, 1),
        (["Encyclopaedia"], 1, 1),
        (["a village doctor", "A Village  Doctor"], 1, 1),
        ([], 0, 0),
    ],
)
def test_sources_are_spellings_read_as_one_and_independent_ones_are_families(
    names: list[str], sources_: int, independent_: int
) -> None:
    heard = [speaker for name in names for speaker in SPEAKERS.of(name)]
    assert (distinct(heard), independent(heard)) == (sources_, independent_)


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("SOHR", "sohr"),
        ("SOHR via AFP", "sohr"),
        ("SOHR, Via AFP", "sohr"),
        ("SOHR citing witnesses", "sohr"),
        ("SOHR (its head)", "sohr"),
        ("SOHR (its head) via AFP", "sohr"),
        ("SOHR (its head, via AFP)", "sohr"),
        ("SOHR (its head", "sohr"),
        ("SOHR (its head (in Coventry)) via AFP", "sohr"),
        ("ＳＯＨＲ", "sohr"),
        ("(SOHR)", "sohr"),
        ("Via Dinarica", "via dinarica"),
        ("Syrian  Observatory", "syrian observatory"),
    ],
)
def test_the_root_of_a_speaker_has_no_carrier_and_no_brackets(text: str, root: str) -> None:
    assert speaker_root(text) == root
    assert speaker_root(root) == root


@pytest.mark.parametrize(
    ("text", "roots"),
    [
        ("A (its head) / B via C", ("a", "b")),
        ("A / a", ("a",)),
        ("A (state) and B", ("a and b",)),
        ("A (B / C)", ("a",)),
        ("A via B / C", ("a",)),
        ("/", ("/",)),
        (" ", ()),
    ],
)
def test_slashes_alone_join_speakers_by_spelling(text: str, roots: tuple[str, ...]) -> None:
    assert speaker_roots(text) == roots


words = st.sampled_from(
    ["A", "B b", "ＣＣ", "/", " / ", "and", " ", "(", ")", "(x)", "via", "citing", ",", "&", "[", "]"]
)


@given(st.lists(words, max_size=8).map(" ".join))
def test_who_knows_no_source_reads_who_speaks_by_spelling_alone(text: str) -> None:
    assert tuple(s.source for s in BY_SPELLING.of(text)) == speaker_roots(text)


def test_a_source_of_spaces_alone_leaves_the_word_to_the_publisher() -> None:
    assert [s.source for s in SPEAKERS.of(" ", "Daily (OBS)")] == [s.source for s in SPEAKERS.of("OBS")]
