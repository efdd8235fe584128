"""Names to read with: those of a record and of a folder, and what they change."""

from pathlib import Path

import ceasefire
from ceasefire.api.known_names import names_for
from ceasefire.api.names_compared import changes
from ceasefire.api.reading import Read, read_paths
from ceasefire.reading.known_names.bundle import package_names

TEXT = (
    "Kenya and the Marsh Front signed a ceasefire agreement in Vienna on 9 May 2031.\n"
    "Shelling in Orbeke killed two people on 10 May 2031.\n"
)


def test_the_names_of_the_example_record_are_those_of_its_tables(example_record: ceasefire.Record) -> None:
    names = names_for(record=example_record)
    kinds = {word: one.kind for one in names.known for word in one.spellings}
    assert (kinds["Ahrar al-Sham"], kinds["Deir Qanun"], kinds["Rif Dimashq"]) == ("party", "city", "admin")
    assert (kinds["SNHR"], kinds["Russia"], kinds["Damascus"]) == ("monitor", "country", "city")
    assert "Wazalendo" not in kinds
    assert names == names_for(record=example_record)


def test_without_folder_and_record_there_are_the_general_names_alone() -> None:
    assert names_for() == package_names()


def test_what_a_folder_changes_is_told_claim_by_claim(tmp_path: Path) -> None:
    (tmp_path / "actors.csv").write_text("name,kind,aliases\nFront of the Marsh,party,Marsh Front\n")
    (tmp_path / "text.txt").write_text(TEXT)
    [one] = read_paths([tmp_path / "text.txt"], known_names=tmp_path)
    assert isinstance(one, Read)
    told = {(c.type, c.slot): (c.without, c.given) for c in changes(one)}
    assert told[("agreements", "actors")] == ("Kenya, Marsh Front", "Kenya, Front of the Marsh")
    [plain] = read_paths([tmp_path / "text.txt"])
    assert isinstance(plain, Read)
    assert changes(plain) == []
