"""Own sentences: what is told as fact, and whom the words name as the doer."""

import tomllib
from pathlib import Path

import pytest

from ceasefire.reading.frames import Analysis, Mention, analyse, doer_near

SENTENCES = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text("utf-8"))


def judged(analysis: Analysis, word: str) -> Mention:
    at = analysis.text.index(word)
    return analysis.between(at, at + len(word))[0]


@pytest.mark.parametrize(("text", "word", "reality"), SENTENCES["reality"])
def test_what_becomes_of_a_word(text: str, word: str, reality: str) -> None:
    assert judged(analyse(text), word).reality == reality


@pytest.mark.parametrize(("text", "doer", "word"), SENTENCES["doer"])
def test_whom_the_words_name(text: str, doer: str, word: str) -> None:
    found = doer_near(analyse(text), text.index(word))
    assert (found.words if found else "") == doer
