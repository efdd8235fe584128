"""Codes of sources and words of actors: one rule of spelling with the room of parties."""

import pyarrow as pa
import pytest

from ceasefire.linkage.features.strings import actor_words, plain_codes, source_codes, text_words


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("SOHR", "sohr VIA AFP", True),
        ("SOHR (its head)", "SOHR citing witnesses", True),
        ("ＳＯＨＲ", "SOHR", True),
        ("SOHR", "SOHR / SANA", False),
        ("Television (state) and SOHR", "Television", False),
        ("SOHR", "SANA", False),
    ],
)
def test_reports_of_one_speaker_have_one_code(a: str, b: str, *, same: bool) -> None:
    one, other = source_codes(pa.table({"source": [a, b]}))
    assert bool(one == other) is same


def test_a_source_that_is_not_stated_has_no_code() -> None:
    assert source_codes(pa.table({"source": pa.array([None, " "], pa.string())})).tolist() == [0, 0]


def test_a_value_is_coded_as_names_are_folded_everywhere() -> None:
    one, wide, other = plain_codes(
        pa.table({"publisher": ["Daily News", "ＤＡＩＬＹ\u3000Ｎｅｗｓ", "Daily"]}), "publisher"
    )
    assert one == wide
    assert one != other


def test_an_actor_that_is_unknown_has_no_words_in_any_language() -> None:
    told = ["unidentified gunmen", "неизвестные", "unknown", "Ahrar forces"]
    assert actor_words(pa.table({"actor_alleged": told}), "actor_alleged").counts().tolist() == [0, 0, 0, 1]


def test_words_that_say_nothing_of_an_incident_are_left_out_of_texts() -> None:
    told = ["the unidentified forces said none", "the unclear shell"]
    assert text_words(pa.table({"summary": told}), "summary").counts().tolist() == [0, 2]
