"""A folder of names: read whole, or refused with the file, the line and the column."""

from pathlib import Path

import pytest

from ceasefire.reading.known_names.bundle import joined
from ceasefire.reading.known_names.in_folder import MAX_BYTES, names_in_folder
from ceasefire.reading.lexicon.gazetteer_names import MAX_NAME
from ceasefire.reading.lexicon.load import LexiconError
from ceasefire.reading.mentions.names import find_names, tokens

PLACES = "kind,within,names\ncity,Freeland,Orbeke=Orbeké|Tarvin\nadmin,Freeland,Lower Marsh\n"
ACTORS = "name,kind,aliases\nNorthern Guard,party,NG|the Guard\n"


def folder(tmp_path: Path, **tables: str | bytes) -> Path:
    for stem, text in tables.items():
        (tmp_path / f"{stem}.csv").write_bytes(text.encode() if isinstance(text, str) else text)
    return tmp_path


def test_the_tables_of_a_folder_are_read_with_a_mark_at_their_beginning_and_other_line_ends(tmp_path: Path) -> None:
    given = folder(tmp_path, places=b"\xef\xbb\xbf" + PLACES.replace("\n", "\r\n").encode(), actors=ACTORS)
    names = joined(names_in_folder(given))
    text = "The Northern Guard took Orbeké in Lower Marsh"
    assert [n.entry.name for n in find_names(text, tokens(text), names)] == ["Northern Guard", "Orbeke", "Lower Marsh"]


def test_a_file_that_is_no_table_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Names of the north.")
    assert len(names_in_folder(folder(tmp_path, actors=ACTORS)).known) == 1


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({}, "no table of names .choose from places.csv, countries.csv, actors.csv"),
        ({"parties": ACTORS}, "parties.csv .choose from"),
        ({"actors": "name,kind\nA,group\n"}, "actors.csv:1: columns name, kind; they must be name, kind, aliases"),
        ({"actors": "name;kind;aliases\n"}, "actors.csv:1: columns name;kind;aliases; they must be"),
        (
            {"actors": ACTORS.replace("party", "gang")},
            "actors.csv:2: kind: unknown kind 'gang' .choose from body, forces",
        ),
        ({"actors": ACTORS + "NG,group,\n"}, "actors.csv:3: name, aliases: 'NG' stands twice"),
        ({"actors": ACTORS + ",group,\n"}, "actors.csv:3: name, aliases: an empty name"),
        ({"actors": ACTORS + "Reds,group,NG |Red\n"}, "actors.csv:3: name, aliases: 'NG ' begins or ends with a blank"),
        ({"actors": ACTORS + "--,group,\n"}, "actors.csv:3: name, aliases: .*no letter outside brackets"),
        ({"actors": ACTORS + '"Re\td",group,\n'}, "actors.csv:3: name, aliases: .*control character"),
        (
            {"actors": ACTORS + f"{'R' * (MAX_NAME + 1)},group,\n"},
            "actors.csv:3: name, aliases: a name of 201 characters",
        ),
        ({"actors": ACTORS + "Reds,group\n"}, "actors.csv:3: 2 cells; there are 3 columns"),
        ({"actors": ACTORS + 'Reds,"group,\n'}, r"actors.csv:\d: unexpected end of data"),
        ({"places": PLACES.replace("admin,", "province,")}, "places.csv:3: kind: unknown kind 'province'"),
        ({"places": PLACES.encode("utf-16")}, "places.csv:1: not UTF-8"),
        ({"places": b"kind,within,names\n" + b"\n" * MAX_BYTES}, "places.csv: more than 8,000,000 bytes"),
    ],
)
def test_a_wrong_table_is_refused_with_its_place(tmp_path: Path, tables: dict[str, str | bytes], said: str) -> None:
    with pytest.raises(LexiconError, match=said):
        names_in_folder(folder(tmp_path, **tables))


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="there is no such folder"):
        names_in_folder(tmp_path / "none")
