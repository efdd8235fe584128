"""Own sentences by kind of the unreal give no claim of any type, and those with the same words that tell a fact give one."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from ceasefire.reading import Claim, ClaimType, read

UNREAL = tomllib.loads((Path(__file__).parent / "unreal.toml").read_text("utf-8"))
FACTS = UNREAL.pop("facts")
DAY = dt.date(2031, 5, 15)
TOLD = (ClaimType.INCIDENT, ClaimType.MEETING, ClaimType.AGREEMENT, ClaimType.FIGURE)


def told(text: str) -> list[Claim]:
    """Return what a text tells as a fact, but for counts of none."""
    claims = [c for c in read(text, date=DAY).claims if c.type in TOLD]
    return [c for c in claims if not (c.type is ClaimType.FIGURE and c.value is not None and c.value.high == 0)]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in UNREAL.items() for text in texts])
def test_what_is_unreal_is_no_claim(kind: str, text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("text", FACTS)
def test_what_is_a_fact_is_a_claim(text: str) -> None:
    assert told(text)


def test_a_drill_that_opens_a_text_is_all_of_it() -> None:
    text = "THIS IS A DRILL.\n\nGunmen have attacked the clinic at Orvan, killing four.\n\nTwo more were shot in Tarn."
    assert told(text) == []


def test_a_mail_pasted_as_it_came_is_read_without_its_thread() -> None:
    text = "Two men were killed in Orvan on 8 May 2031.\n\n-----Original Message-----\nFrom: Ana\nTo: Ben\n\nNine men were killed in Tarn."
    assert [c.killed.low for c in told(text) if c.killed] == [2]


def test_the_head_of_a_mail_opens_no_thread() -> None:
    text = "From: Ana\nSent: 9 May 2031\nTo: Ben\nSubject: RE: Orvan\n\nTwo men were killed in Orvan on 8 May 2031."
    assert [c.killed.low for c in told(text) if c.killed] == [2]
