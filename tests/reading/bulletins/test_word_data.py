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
    assert {"en", "ru", "ar", "tr", "fa", "fr"} <= set(languages())


def test_the_months_of_english_bulletins_are_those_of_the_calendar() -> None:
    months = tomllib.loads(ENGLISH)["months"]
    assert [months[str(n)][0] for n in range(1, 13)] == [name.lower() for name in MONTHS]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('language = "tr"', 'language = "tr"\nscripts = "x"', "unknown field `scripts`"),
        ('script = "latin"', 'script = "runic"', "Invalid enum value 'runic'"),
        ("[items]\n", "[items]\nnews = ['haber']\n", "unknown key 'news' in \\[items\\]"),
        ("\nturn = [", "\nturn = []\nit = [", "unknown key 'it'|'turn' in \\[items\\] has no words"),
        ("\nturn = ", "\n# ", "'turn' is missing in \\[items\\]"),
        ('kinds = ["number"]', 'kinds = ["site"]', "unknown kind 'site' in \\[\\[attached\\]\\]"),
        ('kinds = ["number"]', 'kinds = ["digits"]', "'digits' stands twice in \\[\\[attached\\]\\]"),
        ('kinds = ["number"]', 'kinds = ["number"]\nbehind = ""', "unknown field `behind`"),
        ("side_first = false\n", "", "missing required field `side_first`"),
        ('1 = ["ocak"]', '13 = ["ocak"]', "unknown key '13' in \\[months\\]|'1' is missing in \\[months\\]"),
        ("\nweek = ", "\nfortnight = ", "unknown key 'fortnight' in \\[since\\]|'week' is missing in \\[since\\]"),
        ('4 = ["nisan"]', '4 = ["nisan", "nisan"]', "'nisan' stands twice in '4'"),
        ('4 = ["nisan"]', '4 = ["şam", "sam"]', "'sam' stands twice in '4'"),
        ('4 = ["nisan"]', '4 = ["nisan("]', "'nisan\\(' is not a pattern"),
        ('4 = ["nisan"]', '4 = "nisan"', "Expected `array`, got `str`"),
        ('4 = ["nisan"]', '4 = ["nisan"]\n4 = ["x"]', "Cannot overwrite a value"),
        ('1000 = ["bin"]', 'many = ["bin"]', "'many' is not a number"),
    ],
)
def test_a_wrong_file_is_refused(old: str, new: str, reason: str) -> None:
    assert TURKISH.count(old) == 1
    changed = TURKISH.replace(old, new)
    with pytest.raises(LexiconError, match=rf"^x\.toml:\d+: .*(?:{reason})"):
        parsed("x.toml", changed)


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("[items]\n", "[items]\nnews = ['haber']\n", "news = "),
        ('4 = ["nisan"]', '4 = ["nisan", "nisan"]', '4 = ["nisan'),
        ('kinds = ["number"]', 'kinds = ["site"]', 'kinds = ["site"]'),
        ('1000 = ["bin"]', 'many = ["bin"]', "many = "),
        ('language = "tr"', 'language = "tr"\nscripts = "x"', "scripts = "),
        ('kinds = ["number"]', 'kinds = ["number"]\nbehind = ""', "behind = "),
    ],
)
def test_the_line_is_that_of_the_wrong_word(old: str, new: str, at: str) -> None:
    changed = TURKISH.replace(old, new)
    with pytest.raises(LexiconError) as caught:
        parsed("x.toml", changed)
    assert str(caught.value).startswith(f"x.toml:{line_of(changed, at)}: ")
