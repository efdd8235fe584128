"""The words of bulletins: a language is one file, and a wrong one is refused with its name and line."""

import tomllib
from importlib import resources

import pytest

from ceasefire.reading.bulletins import languages
from ceasefire.reading.bulletins.word_data import parsed, word_data
from ceasefire.reading.lexicon.load import LexiconError
from ceasefire.vocabulary.calendar import MONTHS

BULLETINS = resources.files("ceasefire.reading.lexicon") / "bulletins"
TURKISH = (BULLETINS / "tr.toml").read_text("utf-8")
ENGLISH = (BULLETINS / "en.toml").read_text("utf-8")


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


@pytest.mark.parametrize("language", languages())
def test_the_file_of_each_language_is_as_it_must_be_and_names_its_own(language: str) -> None:
    assert word_data(language).language == language
    assert word_data(language).parties.keys() == word_data("en").parties.keys()


def test_the_months_of_english_bulletins_are_those_of_the_calendar() -> None:
    dates = tomllib.loads(ENGLISH)["dates"]
    assert [month.partition("(?=")[0] for month in dates["months"]] == [name.lower() for name in MONTHS]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('language = "tr"', 'language = "tr"\nscript = "x"', "unknown field `script`"),
        ("[items]\n", "[items]\nnews = ['haber']\n", "unknown key 'news' in \\[items\\]"),
        ("\ncases = [", "\ncases = []\nit = [", "unknown key 'it'|'cases' in \\[items\\] has no words"),
        ("\ncases = ", "\n# ", "'cases' is missing in \\[items\\]"),
        ('kinds = ["place"]', 'kinds = ["site"]', "unknown kind 'site' in \\[\\[attached\\]\\]"),
        ('kinds = ["place"]', 'kinds = ["digits"]', "'digits' stands twice in \\[\\[attached\\]\\]"),
        ('kinds = ["place"]', 'kinds = ["place"]\nbehind = ""', "unknown field `behind`"),
        ('turkey = "turk"', 'iran = "iran"', "unknown key 'iran' in \\[owners\\]"),
        ('\nturkey = "turk"', "", "'turkey' is missing in \\[owners\\]"),
        ('Hama = ["hama"]', 'Hama = ["hama", "hama"]', "'hama' stands twice in 'Hama'"),
        ('Hama = ["hama"]', 'Hama = ["şam", "sam"]', None),
        ('Hama = ["hama"]', 'Hama = ["hama("]', "'hama\\(' is not a pattern"),
        ('Hama = ["hama"]', 'Hama = "hama"', "Expected `array`, got `str`"),
        ('Hama = ["hama"]', 'Hama = ["hama"]\nHama = ["x"]', "Cannot overwrite a value"),
        ('1000 = ["bin"]', 'many = ["bin"]', "'many' is not a number"),
    ],
)
def test_a_wrong_file_is_refused(old: str, new: str, reason: str | None) -> None:
    assert TURKISH.count(old) == 1
    changed = TURKISH.replace(old, new)
    if reason is None:
        assert parsed("x.toml", changed).places["Hama"] == ("şam", "sam")
        return
    with pytest.raises(LexiconError, match=rf"^x\.toml:\d+: .*(?:{reason})"):
        parsed("x.toml", changed)


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("[items]\n", "[items]\nnews = ['haber']\n", "news = "),
        ('Hama = ["hama"]', 'Hama = ["hama", "hama"]', "Hama = "),
        ('kinds = ["place"]', 'kinds = ["site"]', 'kinds = ["site"]'),
        ('1000 = ["bin"]', 'many = ["bin"]', "many = "),
        ('language = "tr"', 'language = "tr"\nscript = "x"', "script = "),
        ('kinds = ["place"]', 'kinds = ["place"]\nbehind = ""', "behind = "),
    ],
)
def test_the_line_is_that_of_the_wrong_word(old: str, new: str, at: str) -> None:
    changed = TURKISH.replace(old, new)
    with pytest.raises(LexiconError) as caught:
        parsed("x.toml", changed)
    assert str(caught.value).startswith(f"x.toml:{line_of(changed, at)}: ")
