"""Own sentences and short texts: which agreements are read, and with which days, makers and places."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from ceasefire.reading import Claim, ClaimType, read
from ceasefire.reading.model import DateRange

WRITTEN = dt.date(2031, 5, 15)
SENTENCES = tomllib.loads(Path(__file__).with_name("agreement_sentences.toml").read_text("utf-8"))


def agreements(text: str) -> list[Claim]:
    return [c for c in read(text, date=WRITTEN).claims if c.type is ClaimType.AGREEMENT]


def days(value: DateRange | None) -> str | None:
    if value is None:
        return None
    return str(value.start) if value.start == value.end else f"{value.start}/{value.end}"


@pytest.mark.parametrize("text", SENTENCES["nothing"])
def test_what_is_no_agreement_is_not_read_as_one(text: str) -> None:
    assert agreements(text) == []


@pytest.mark.parametrize("told", SENTENCES["one"], ids=lambda told: told["text"][:50])
def test_what_is_told_of_one_agreement(told: dict[str, Any]) -> None:
    [one] = agreements(told["text"])
    assert (one.kind, days(one.date), days(one.effective), days(one.expires)) == (
        told["kind"],
        told.get("date"),
        told.get("effective"),
        told.get("expires"),
    )
    assert (one.place, one.actors, one.mediators) == (
        told.get("place"),
        tuple(told.get("actors", ())),
        tuple(told.get("mediators", ())),
    )
    assert one.status == told.get("status", one.status)


def test_there_are_enough_of_them() -> None:
    assert len(SENTENCES["nothing"]) + len(SENTENCES["one"]) >= 75


def test_a_quote_goes_on_over_what_the_agreement_makes() -> None:
    [one] = agreements("A pact was signed on the creation of two safe zones along the river on 3 May.")
    assert "creation of two safe zones along the river" in one.quote


TEXTS = tomllib.loads(Path(__file__).with_name("agreement_texts.toml").read_text("utf-8"))["text"]


@pytest.mark.parametrize("told", TEXTS, ids=lambda told: told["kind"])
def test_what_a_whole_text_tells_of_its_agreements(told: dict[str, Any]) -> None:
    found = [[c.kind, *(days(d) or "-" for d in (c.date, c.effective, c.expires))] for c in agreements(told["words"])]
    assert found == told["agreements"]
