"""Whose word a text is, by the form of its first lines."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from ceasefire.reading import read
from ceasefire.reading.known_names.in_folder import names_in_folder
from ceasefire.reading.model import ClaimType

TOLD = "On 9 May 2031, a shell struck the village of Orvan, killing two women."
OWN = [
    ("TARN HUMAN RIGHTS LEAGUE\nCases of May", "TARN HUMAN RIGHTS LEAGUE"),
    ("A week in Tarn, 5-11 May 2031\nTarn Rights Observatory", "Tarn Rights Observatory"),
    ("Tarn Rights Network (TRN): weekly update", "Tarn Rights Network"),
    ("Tarn Relief Committee - Situation Report No. 4", "Tarn Relief Committee"),
    ("Tarn Red Crescent, flash update, 10 May 2031", "Tarn Red Crescent"),
    ("Weekly bulletin of the Tarn Rights Network", "Tarn Rights Network"),
    ("Statement by the Tarn Liberation Front", "Tarn Liberation Front"),
    ("GENERAL STAFF OF THE TARN ARMED FORCES\nMorning communiqué", "TARN ARMED FORCES"),
    ("PRESS SERVICE OF THE TARN DEFENCE FORCES", "TARN DEFENCE FORCES"),
    ("Ministry of Defence of Tarn\nCommuniqué No. 7", "Ministry of Defence of Tarn"),
    ("OFFICE OF THE OMBUDSMAN\nEarly Warning 7-31", "OFFICE OF THE OMBUDSMAN"),
    ("No way home\n\nTarn Rights Watch (TRW) interviewed 40 families in May.", "Tarn Rights Watch"),
    (
        "Letter dated 10 May 2031 from the Permanent Representative of Tarn to the United Nations addressed to the President of the Security Council",
        "Tarn",
    ),
    ("Letter from the Minister for Foreign Affairs of Tarn to the Secretary-General", "Tarn"),
    ("Report of the Secretary-General on the situation in Tarn", "Secretary-General"),
    ("The situation in Tarn: report of the Special Rapporteur", "Special Rapporteur"),
]
OF_NOBODY = [
    "JOINT MILITARY COMMITTEE\nMinutes of the third session",
    "Joint Communiqué of the Tarn Government and the Tarn Front",
    "Two killed as rebel group denies attack on army",
    "TARN, May 10 (Daily Wire) - Rights Group warns of hunger",
    "Attack on Army",
    "Rebels Attack Army",
    "Minister Visits Command",
    "Drone Strike on Tarn Relief Mission",
    "Two Killed Near Army Headquarters",
    "Talks Between Front and Government",
    "In Praise of the Red Cross",
    "Army, rebels trade fire near Orvan",
    "Transcript of the talk with the Head of Mission",
    "Shells hit Orvan, says Tarn Rights Network",
    "Tarn Rights Network report says 40 were killed",
]


@pytest.mark.parametrize(("head", "author"), OWN)
def test_a_body_that_heads_its_text_speaks_in_it(head: str, author: str) -> None:
    reading = read(f"{head}\n\n{TOLD}", date=dt.date(2031, 5, 12))
    (claim,) = (c for c in reading.claims if c.type is ClaimType.INCIDENT)
    assert (claim.attribution, claim.basis) == (author, "author")


@pytest.mark.parametrize("head", OF_NOBODY)
def test_a_headline_or_the_minutes_of_several_are_nobody_s_word(head: str) -> None:
    assert read(f"{head}\n\n{TOLD}", date=dt.date(2031, 5, 12)).author is None


@pytest.mark.parametrize(
    "head", ["Open Fields - issue 4", "Open Fields @OF_Tarn\n5 May 2031", "A bulletin of Open Fields, May"]
)
def test_a_body_on_file_is_known_in_a_head_whatever_it_is_called(head: str, tmp_path: Path) -> None:
    (tmp_path / "actors.csv").write_text("name,kind,aliases\nOpen Fields,body,\n", encoding="utf-8")
    reading = read(f"{head}\n\n{TOLD}", date=dt.date(2031, 5, 12), names=names_in_folder(tmp_path))
    assert reading.author == "Open Fields"


def test_who_meets_the_press_answers_and_does_not_ask() -> None:
    head = "Transcript: press conference by Special Envoy Mara Tolk, Orvan, 12 May 2031"
    asked = "Q: Two women were killed in Sarn on 8 May.\n\nTOLK: One man was killed in Tarn on 9 May. The Mission recorded 12 violations."
    reading = read(f"{head}\n\n{asked}", date=dt.date(2031, 5, 12))
    assert reading.author == "Special Envoy Mara Tolk"
    assert [c.attribution for c in reading.claims] == [None, "Special Envoy Mara Tolk", "The Mission"]


def test_we_and_it_in_a_report_are_its_body_and_a_count_goes_on_in_its_paragraph() -> None:
    own = "Tarn Rights Network\nWeekly report\n\nIt verified 21 violations in May. Over April we had recorded 30 violations."
    found = [c for c in read(own, date=dt.date(2031, 6, 2)).claims if c.type is ClaimType.FIGURE]
    assert {c.attribution for c in found} == {"Tarn Rights Network"}
    news = (
        "The Joint Commission logged 214 violations last month. Seven people were killed in May, all of them soldiers."
    )
    assert [c.attribution for c in read(news, date=dt.date(2031, 6, 2)).claims] == ["The Joint Commission"] * 2
