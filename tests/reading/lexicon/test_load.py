"""Language data: what a file may hold, and that each thing that is not as declared is named with its line."""

from importlib import resources

import msgspec
import pytest

from ceasefire.reading.lexicon import load as loader
from ceasefire.reading.lexicon.load import LexiconError, LexiconFile, parse, words

GOOD = """\
schema.lists = ["titles"]
schema.mappings = ["measures"]
schema.records = ["event"]

titles = [
  "minister",
  "general",
]

[measures]
killed = "person"
"land mines" = "mine"

[[event]]
name = "shelling"

[[event]]
name = "clash"
"""


class Event(msgspec.Struct):
    name: str


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> LexiconFile:
    found = parse("x.toml", GOOD)
    for function in (loader.words, loader.wordset, loader.mapping, loader.alternation, loader.records):
        function.cache_clear()
    monkeypatch.setattr(loader, "load", lambda language, file: found)
    return found


def test_a_file_gives_its_tables_in_their_order(held: LexiconFile) -> None:
    assert loader.words("xx", "x", "titles") == ("minister", "general")
    assert loader.wordset("xx", "x", "titles") == {"general", "minister"}
    assert loader.mapping("xx", "x", "measures") == {"killed": "person", "land mines": "mine"}
    assert loader.alternation("xx", "x", "titles") == "minister|general"
    assert [e.name for e in loader.records("xx", "x", "event", Event)] == ["shelling", "clash"]


def test_an_alternation_takes_the_longest_first_and_escapes(monkeypatch: pytest.MonkeyPatch) -> None:
    found = parse("x.toml", 'schema.lists = ["t"]\nt = ["mr", "mr.", "mr. x"]')
    loader.alternation.cache_clear()
    loader.words.cache_clear()
    monkeypatch.setattr(loader, "load", lambda language, file: found)
    assert loader.alternation("yy", "x", "t") == r"mr\.\ x|mr\.|mr"


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("titles = [", "tittles = [", 5, "unknown key 'tittles'"),
        ("[measures]", "[mesures]", 10, "unknown key 'mesures'"),
        ("[[event]]", "[[evnt]]", 14, "unknown key 'evnt'"),
        ('["event"]', '["event", "place"]', 3, "'place' is declared and missing"),
        ('"general",', '"general", "minister",', 7, "'minister' stands twice"),
        ('"general",', "'minister',", 7, "'minister' stands twice"),
        ('"general",', "7,", 5, "must be a list of words"),
        ('"general",', '"",', 5, "must be a list of words"),
        ('killed = "person"', "killed = 4", 10, "must map words to kinds"),
        ('killed = "person"', 'killed = "person"\nkilled = "x"', 12, "Cannot overwrite"),
        ("schema.records", "schema.recods", 3, "unknown key 'schema.recods'"),
        ('["titles"]', '["titles", "event"]', 3, "'event' is declared twice"),
        ('["titles"]', '["titles"', 2, "Unclosed array"),
    ],
)
def test_what_is_not_as_declared_is_an_error_with_file_and_line(old: str, new: str, line: int, what: str) -> None:
    with pytest.raises(LexiconError) as caught:
        parse("lexicon/xx/x.toml", GOOD.replace(old, new))
    assert str(caught.value).startswith(f"lexicon/xx/x.toml:{line}: ")
    assert what in str(caught.value)


def test_a_file_without_a_schema_is_an_error() -> None:
    with pytest.raises(LexiconError, match=r"x\.toml:1: .*schema"):
        parse("x.toml", 'titles = ["minister"]')


def test_an_unknown_kind_is_an_error_with_its_line(held: LexiconFile) -> None:
    with pytest.raises(LexiconError, match=r"x\.toml:12: unknown kind 'mine' in \[measures\]"):
        loader.mapping("xx", "x", "measures", frozenset(["person"]))


def test_a_record_with_an_unknown_or_missing_field_is_an_error_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    for text, line, what in (
        (GOOD.replace('name = "clash"', 'name = "clash"\nform = "x"'), 19, "unknown key 'form'"),
        (GOOD.replace('name = "clash"', ""), 17, "missing required field"),
    ):
        found = parse("x.toml", text)
        loader.records.cache_clear()
        monkeypatch.setattr(loader, "load", lambda language, file, found=found: found)
        with pytest.raises(LexiconError) as caught:
            loader.records("xx", "x", "event", Event)
        assert str(caught.value).startswith(f"x.toml:{line}: ")
        assert what in str(caught.value)


def test_a_table_or_file_that_is_not_there_is_an_error(held: LexiconFile) -> None:
    with pytest.raises(LexiconError, match="there is no 'names' of this shape"):
        loader.words("xx", "x", "names")


def test_a_file_that_is_not_there_is_an_error() -> None:
    with pytest.raises(LexiconError, match=r"lexicon/en/nothing\.toml:1"):
        words("en", "nothing", "titles")


@pytest.mark.parametrize(
    "path",
    [
        pytest.param((folder.name, file.name), id=f"{folder.name}/{file.name}")
        for folder in resources.files("ceasefire.reading.lexicon").iterdir()
        if len(folder.name) == 2
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    ],
)
def test_each_file_of_the_lexicon_is_as_it_declares(path: tuple[str, str]) -> None:
    folder, file = path
    found = loader.load(folder, file.removesuffix(".toml"))
    assert found.lists or found.mappings or found.records


KINDS = """\
schema.lists = ["ends"]
schema.records = ["kind"]
ends = ["until", "up to \\\\w+"]

[[kind]]
name = "call"
forms = ["phone calls?", "call"]

[[kind]]
name = "round"
forms = [
  "rounds?",
  "session",
]
"""


def test_patterns_keep_their_order_and_are_not_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    found = parse("x.toml", KINDS)
    for function in (loader.words, loader.forms, loader.kinds, loader.records):
        function.cache_clear()
    monkeypatch.setattr(loader, "load", lambda language, file: found)
    assert loader.forms("zz", "x", "ends") == r"until|up to \w+"
    assert loader.kinds("zz", "x", "kind") == (("call", "phone calls?|call"), ("round", "rounds?|session"))


def test_a_form_that_stands_twice_in_its_kind_is_an_error_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    found = parse("x.toml", KINDS.replace('"session"', '"rounds?"'))
    loader.records.cache_clear()
    loader.kinds.cache_clear()
    monkeypatch.setattr(loader, "load", lambda language, file: found)
    with pytest.raises(LexiconError, match=r"x\.toml:13: 'rounds\?' stands twice in 'round'"):
        loader.kinds("zz", "x", "kind")
