"""The gazetteer: a table that is not as it must be is refused with its file and line."""

import pytest

from ceasefire.reading.lexicon.gazetteer_names import KnownName, actors, countries, known_names, places
from ceasefire.reading.lexicon.load import LexiconError

PLACES = "kind,within,names\ncity,Syria,Homs|Hama=Hamah\ncity,Lebanon,Tripoli (Lebanon)\n"
COUNTRIES = "name,demonyms,aliases\nMali,Malian,\nTurkey,Turkish|Turk,Turkiye\n"
ACTORS = "name,kind,aliases\nNATO,body,\nSOHR,monitor,Syrian Observatory\n"
READERS = {"places.csv": (places, PLACES), "countries.csv": (countries, COUNTRIES), "actors.csv": (actors, ACTORS)}


def test_spellings_stand_with_the_name_and_brackets_are_no_part_of_it() -> None:
    assert list(places("places.csv", PLACES)) == [
        KnownName(name="Homs", kind="city", within="Syria", spellings=("Homs",)),
        KnownName(name="Hama", kind="city", within="Syria", spellings=("Hama", "Hamah")),
        KnownName(name="Tripoli", kind="city", within="Lebanon", spellings=("Tripoli (Lebanon)",)),
    ]
    assert list(countries("countries.csv", COUNTRIES))[2:] == [
        KnownName(name="Turkey", kind="country", spellings=("Turkey", "Turkiye")),
        KnownName(name="Turkey", kind="demonym", spellings=("Turkish", "Turk")),
    ]
    assert list(actors("actors.csv", ACTORS))[1].spellings == ("SOHR", "Syrian Observatory")


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "reason"),
    [
        ("places.csv", "kind,within,names", "kind,within,name", 1, "columns kind, within, name; they must be"),
        ("places.csv", "kind,within,names", "kind,within,names,lat", 1, "they must be kind, within, names"),
        ("places.csv", "city,Lebanon", "town,Lebanon", 3, "unknown kind 'town' \\(choose from admin, area, city\\)"),
        ("places.csv", "city,Lebanon,", "city,Lebanon,x,", 3, "4 cells; there are 3 columns"),
        ("places.csv", "Hama=Hamah", "Homs", 2, "'Homs' stands twice"),
        ("places.csv", "Hama=Hamah", "", 2, "an empty name"),
        (
            "places.csv",
            "city,Lebanon,Tripoli (Lebanon)",
            "city,Syria,Homs|Hama=Hamah",
            3,
            "the row of 'city' stands twice",
        ),
        ("countries.csv", "Turkey,", "Mali,", 3, "'Mali' stands twice"),
        ("countries.csv", "Turkish|Turk", "Turkish|Malian", 3, "'Malian' stands twice"),
        ("actors.csv", "SOHR,monitor", "SOHR,watcher", 3, "unknown kind 'watcher'"),
        ("actors.csv", "SOHR", "", 3, "an empty name"),
        ("actors.csv", "SOHR", "Nato", 3, "'Nato' stands twice \\(as 'NATO'\\)"),
        ("actors.csv", "SOHR", "x" * 140_000, 3, "a (cell|name) of .*characters"),
    ],
)
def test_a_wrong_row_is_refused_with_its_line(file: str, old: str, new: str, line: int, reason: str) -> None:
    read, text = READERS[file]
    assert old in text
    with pytest.raises(LexiconError, match=rf"^{file}:{line}: .*{reason}"):
        list(read(file, text.replace(old, new)))


def test_a_spelling_that_two_languages_share_may_stand_twice_in_one_row() -> None:
    [known] = actors("actors.csv", "name,kind,aliases\nSuldara,party,سولدارا|Сулдара|سولدارا\n")
    assert known.spellings == ("Suldara", "سولدارا", "Сулдара")


def test_the_tables_of_the_package_are_as_they_must_be() -> None:
    kinds = {known.kind for known in known_names()}
    assert kinds == {"city", "area", "country", "demonym", "body", "monitor", "outlet"}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("the", "common word"), ("The", "common word"), ("on", "common word"), ("and", "common word"), ("They", "common word"),
        ("A", "common word"), ("was", "common word"), ("2", "a number"), ("5,000", "a number"), ("2031", "a number"), ("May", "a month"),
        ("march", "a month"), ("Monday", "day of the week"), ("said", "a verb"), ("killing", "a verb"), ("shelled", "a verb"),
        ("Gu\u202eard", "control character"), ("\u200fGuard", "control character"), ("Guard\u2069", "control character"),
        ("North\u200bGuard", "nobody sees"), ("North\u00adGuard", "nobody sees"), ("\ufeffGuard", "nobody sees"),
    ],
)  # fmt: skip
def test_a_word_that_every_text_is_full_of_is_no_name(name: str, reason: str) -> None:
    for file, text in (
        ("actors.csv", f'name,kind,aliases\nGuard,party,"{name}"\n'),
        ("actors.csv", f'name,kind,aliases\n"{name}",party,\n'),
        ("places.csv", f'kind,within,names\ncity,Freeland,"Tarn={name}"\n'),
    ):
        with pytest.raises(LexiconError, match=rf"^{file}:2: names?.*: .*{reason}"):
            list(READERS[file][0](file, text))


@pytest.mark.parametrize(
    "name",
    [
        "WHO",
        "GoT",
        "US",
        "Hit",
        "Split",
        "monitors",
        "rebels",
        "the Guard",
        "M23",
        "Marsh 5",
        "May Front",
        "\u06a9\u200c\u0645",
    ],
)
def test_what_may_be_a_name_is_one(name: str) -> None:
    assert [one.name for one in actors("actors.csv", f"name,kind,aliases\n{name},party,\n")] == [name]


def test_rows_of_blank_cells_are_none_and_one_thing_may_be_written_in_capitals_too() -> None:
    [known] = actors("actors.csv", "name,kind,aliases\n,,\nNorth Guard,party,NORTH GUARD\n , ,\n,,\n")
    assert known.spellings == ("North Guard", "NORTH GUARD")
