"""The word lists: what they hold, and what their reader refuses."""

from importlib.resources import files

import pytest

from ceasefire.parties.words import PHRASE_LISTS, WordListError, phrases, protected_kinds, read_lists, says_unknown
from ceasefire.vocabulary.codes import ObjectKind


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("words = ['a'", "list.toml"),
        ("words = ['a']", "whole is missing"),
        ("words = ['a']\nwhole = ['b']\nhole = []", "hole is not a list of this file"),
        ("words = 'a'\nwhole = ['b']", "words: a list of texts"),
        ("words = ['a', 1]\nwhole = ['b']", "words: a list of texts"),
        ("words = ['a', ' ']\nwhole = ['b']", "words: a list of texts"),
        ("words = ['b']\nwhole = ['No one', 'no  ONE']", "whole: 'no one' is given twice"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused_by_name(text: str, words: str) -> None:
    with pytest.raises(WordListError, match=r"list\.toml") as raised:
        read_lists(text, "list.toml", ("words", "whole"))
    assert words in str(raised.value)


def test_every_file_here_is_read() -> None:
    names = {f.name for f in files("ceasefire.parties").iterdir() if f.name.endswith(".toml")}
    assert names == {"unknown.toml", "phrases.toml", "protected.toml"}
    assert set(phrases()) == set(PHRASE_LISTS)
    assert protected_kinds("patients") == {ObjectKind.CIVILIANS, ObjectKind.MEDICAL}


@pytest.mark.parametrize(("text", "unknown"), [("", True), ("N/A", True), ("nobody", True), ("Nobody Brigade", False)])
def test_a_whole_text_or_a_word_says_unknown(text: str, unknown: bool) -> None:
    assert says_unknown(text) is unknown


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("UN peacekeepers", {"peacekeepers"}),
        ("UNIFIL patrol", {"peacekeepers"}),
        ("Blue Helmets", {"peacekeepers"}),
        ("White Helmets", {"aid"}),
        ("peace-keepers and a clinic", {"peacekeepers", "medical"}),
        ("the Russian embassy", {"civilians", "diplomatic"}),
        ("UNTSO observers", {"monitors", "peacekeepers"}),
        ("embassies", {"civilians", "diplomatic"}),
        ("a tank", set()),
    ],
)
def test_words_and_phrases_name_what_is_protected(text: str, kinds: set[str]) -> None:
    assert protected_kinds(text) == {ObjectKind(kind) for kind in kinds}
