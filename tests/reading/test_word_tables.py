"""Every table of English words is used by the reader, and what two tables must share stands in one."""

import re
from importlib import resources
from pathlib import Path

import pytest

import ceasefire.reading
from ceasefire.reading.lexicon import load as loader
from ceasefire.reading.mentions.casualties import find_casualties
from ceasefire.reading.mentions.numbers import find_numbers
from ceasefire.reading.text.fold import fold
from ceasefire.reading.text.segment import segment

FOLDER = Path(str(resources.files("ceasefire.reading.lexicon").joinpath("en")))
FILES = sorted(f.relative_to(FOLDER).as_posix() for f in FOLDER.rglob("*.toml"))


@pytest.mark.parametrize("file", FILES)
def test_each_table_is_asked_for_somewhere(file: str) -> None:
    found = loader.load("en", file.removesuffix(".toml"))
    folder = Path(ceasefire.reading.__file__).parent
    code = "\n".join(path.read_text("utf-8") for path in folder.rglob("*.py"))
    unused = [t for t in (*found.lists, *found.mappings, *found.records) if not re.search(rf"[\"']{t}[\"']", code)]
    assert not unused


@pytest.mark.parametrize("title", loader.words("en", "people", "title_abbreviations"))
def test_no_sentence_ends_after_an_abbreviated_title(title: str) -> None:
    text = f"The talks were led by {title.title()}. Smith in the town of Homs on Monday."
    assert len(segment(fold(text))) == 1


@pytest.mark.parametrize("stem", sorted(loader.mapping("en", "casualties", "taken").keys() - {"rape", "returned"}))
def test_the_prefilter_of_casualties_lets_each_verb_pass(stem: str) -> None:
    assert any(known in stem or stem in known for known in loader.words("en", "casualties", "stems"))


@pytest.mark.parametrize("person", loader.words("en", "casualties", "person"))
def test_each_person_is_read_as_one_killed(person: str) -> None:
    text = f"in the town a {person} was killed there."
    (found,) = find_casualties(text, find_numbers(text))
    assert (found.measure, found.count.low, found.count.high) == ("killed", 1, 1)


@pytest.mark.parametrize("persons", loader.words("en", "casualties", "persons"))
def test_each_word_for_persons_is_read_after_a_number(persons: str) -> None:
    text = f"in the town 12 {persons} were killed there."
    assert [(c.measure, c.count.low) for c in find_casualties(text, find_numbers(text))] == [("killed", 12)]
