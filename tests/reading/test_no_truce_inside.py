"""The reader knows no truce of itself: names of one conflict come with the text, or the words stay as they are written."""

import csv
import datetime as dt
import re
from importlib import resources
from pathlib import Path

import pytest

from ceasefire.reading import Claim, ClaimType, read
from ceasefire.reading.known_names.bundle import Layer, joined, package_names
from ceasefire.reading.lexicon.gazetteer_names import KnownName
from tests.reading.given import EXAMPLES, FOLDERS, SYRIA

DAY = dt.date(2031, 5, 20)
PACKAGE = Path(str(resources.files("ceasefire.reading.lexicon")))
DATA = [*sorted((PACKAGE / "en").glob("*.toml")), *sorted((PACKAGE / "gazetteer").glob("*.csv"))]
GENERAL = ("Observatory", "Civil Defence", "Hudaydah", "Papua", "Tripoli", "Moscow", "Ankara", "Damascus")
"""Names of the folders that are common words, parts of the name of a mission or a country, or a capital as well."""
STATES = {word for one in package_names().known if one.kind in ("country", "demonym") for word in one.spellings}
"""Names of countries and their adjectives: a State may be a party to any truce."""


def of_folders() -> set[str]:
    """Return all names of places and bodies in the folders of the examples and of the tests."""
    found = set()
    for folder in FOLDERS:
        for table, column in (("places.csv", "names"), ("actors.csv", "aliases"), ("actors.csv", "name")):
            with (folder / table).open(encoding="utf-8") as rows:
                found |= {word for row in csv.DictReader(rows) for word in re.split(r"[|=]", row[column]) if word}
    return {re.sub(r" \(.*\)", "", word) for word in found} - STATES


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.name)
def test_no_name_of_a_conflict_stands_in_the_data_of_the_package(path: Path) -> None:
    words = "\n".join(line for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
    told = {name for name in of_folders() if len(name) > 4 and name not in GENERAL}
    told |= {"Syrian army", "Ghouta", "Houthi", "Hezbollah", "Donbas", "Taliban", "Nusra", "SOHR", "Idlib", "Aleppo"}
    assert [name for name in sorted(told) if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", words)] == []


def test_the_names_of_the_astana_example_are_no_names_of_the_package() -> None:
    known = {word for one in package_names().known for word in one.spellings}
    text = (EXAMPLES / "astana" / "parties.yaml").read_text("utf-8")
    groups = set(re.findall(r"name: ([A-Z][\w' -]+), classes: \[armed_opposition", text))
    assert len(groups) > 10
    assert known & (groups | of_folders()) <= set(GENERAL)


def incident(text: str, **given: object) -> Claim:
    [one] = [c for c in read(text, date=DAY, **given).claims if c.type is ClaimType.INCIDENT]  # type: ignore[arg-type]
    return one


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Government forces shelled the town of Tarvin on 9 May 2031, killing two people.", "Government forces"),
        ("On 9 May 2031 government forces shelled the town of Tarvin, killing two people.", "government forces"),
        ("Rebel fighters attacked the town of Tarvin on 9 May 2031, killing two people.", "Rebel fighters"),
    ],
)
def test_common_nouns_are_blamed_as_they_are_written(text: str, who: str) -> None:
    assert incident(text).blamed == who
    assert incident(text, names=SYRIA).blamed == who


def test_common_nouns_mean_a_body_where_the_names_given_have_just_these_words() -> None:
    party = KnownName(name="Army of Freeland", kind="party", spellings=("Army of Freeland", "government forces"))
    names = joined(Layer(origin="record", known=(party,)))
    text = "Government forces shelled the town of Tarvin on 9 May 2031, killing two people."
    assert incident(text, names=names).blamed == "Army of Freeland"


def test_a_text_of_another_truce_yields_no_name_of_syria() -> None:
    text = (
        "Regime forces and armed opposition groups clashed near the town of Tarvin on 9 May 2031, killing three people. "
        "Opposition groups denied it. The Observatory said rebel factions had shelled the village of Orbeke on 10 May "
        "2031, wounding two civilians."
    )
    told = " ".join(repr(c) for c in read(text, date=DAY).claims)
    assert "Syria" not in told
    assert "Tarvin" in told


def test_a_body_of_the_names_given_is_blamed() -> None:
    text = "The NG fired on a convoy near the town of Tarvin on 9 May 2031, killing two people."
    party = KnownName(name="Northern Guard", kind="party", spellings=("Northern Guard", "NG"))
    assert incident(text, names=joined(Layer(origin="folder", known=(party,)))).blamed == "Northern Guard"


def test_the_actors_of_an_agreement_are_called_as_the_names_given_call_them() -> None:
    text = "Kenya and the NG signed a ceasefire agreement in Orbeke on 9 May 2031."
    party = KnownName(name="Northern Guard", kind="party", spellings=("Northern Guard", "NG"))
    names = joined(Layer(origin="folder", known=(party,)))
    [one] = [c for c in read(text, date=DAY, names=names).claims if c.type is ClaimType.AGREEMENT]
    assert one.actors == ("Kenya", "Northern Guard")
