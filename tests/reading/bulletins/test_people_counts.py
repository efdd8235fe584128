"""What news says of the dead is no tally of either side."""

import datetime as dt
import hashlib

import pytest

from ceasefire.api.reading import Read, read_document
from ceasefire.reading.documents.opening import Document
from ceasefire.reading.known_names.bundle import Layer, Names, joined
from ceasefire.reading.lexicon.gazetteer_names import KnownName

DAY = dt.date(2031, 5, 15)
PARTIES = joined(
    Layer(
        origin="the folder",
        known=(
            KnownName(name="Suldara", kind="party", spellings=("Suldara", "Suldaran")),
            KnownName(name="Orvan", kind="city", spellings=("Orvan",)),
        ),
    )
)


def read_of(text: str, names: Names | None = None) -> Read:
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(name="a.txt", text=text, date=DAY, date_basis="argument", kind="text", sha256=digest)
    return read_document(document, names=names)


@pytest.mark.parametrize(
    "text",
    [
        "Syrian bombing kills 16 in Aleppo\nThe bombing by Syrian forces of a market in Aleppo killed 16 people on Tuesday.",
        "The first talks on the ceasefire were held in Astana, Kazakhstan, on 23-24 January.\nRussia sent 9 delegates.",
    ],
)
def test_countries_that_news_names_count_nothing(text: str) -> None:
    assert read_of(text).bulletin is None


def test_a_country_counts_where_it_is_called_a_side_or_is_a_party_on_file() -> None:
    told = "The Russian side recorded 3 violations in Aleppo in the past 24 hours."
    one = read_of(told).bulletin
    assert one is not None
    assert [(e.counted_by, e.count) for e in one.entries] == [("Russia", 3)]
    own = read_of("Suldara recorded 4 violations in Orvan in the past 24 hours.", PARTIES).bulletin
    assert own is not None
    assert {(e.counted_by, e.count) for e in own.entries} == {("Suldara", 4)}
    assert "Orvan" in {e.place for e in own.entries}


def test_the_days_of_a_round_are_no_cases() -> None:
    text = "The Suldaran side recorded 17 violations in Orvan.\nThe first round of talks was held in Orvan on April 25-27, 2031."
    one = read_of(text, PARTIES).bulletin
    assert one is not None
    assert {e.count for e in one.entries} == {17}


def test_the_dead_are_no_cases_beside_cases() -> None:
    text = "The Suldaran side recorded 4 violations in Orvan. In the shelling of Orvan 2 civilians were killed and 3 wounded."
    one = read_of(text, PARTIES).bulletin
    assert one is not None
    assert {e.count for e in one.entries} == {4}
