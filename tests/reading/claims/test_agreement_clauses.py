"""Clauses of communiques and minutes, lines of chronologies, and what talks have as their outcome."""

import datetime as dt

import pytest

from ceasefire.reading import Claim, ClaimType, read

DAY = dt.date(2031, 5, 15)
MINUTES = """Record of the eighth session, Orvan, 12 May 2031

1. The Chair welcomed both delegations.
2. {head}
(a) to establish a joint inquiry into the market incident;
(b) to set a new date for the visit;
(c) to extend the ceasefire until 30 June.
"""


def told(text: str) -> list[Claim]:
    return [c for c in read(text, date=DAY).claims if c.type is ClaimType.AGREEMENT]


def days(claim: Claim) -> tuple[str | None, ...]:
    return tuple(str(d.start) if d else None for d in (claim.date, claim.effective, claim.expires))


def test_each_clause_is_an_agreement_of_the_last_day_of_the_talks() -> None:
    found = told(MINUTES.format(head="The parties decided:"))
    assert [c.kind for c in found] == ["monitoring body", "ceasefire"]
    assert [days(c) for c in found] == [("2031-05-12", None, None), ("2031-05-12", None, "2031-06-30")]


def test_clauses_that_are_only_called_for_are_none() -> None:
    assert told(MINUTES.format(head="The Chair urged that the parties should decide:")) == []


@pytest.mark.parametrize(
    ("line", "kind", "wanted"),
    [
        ("18 March: Ceasefire starts.", "ceasefire", (None, "2031-03-18", None)),
        ("12 April: Truce ends.", "truce", (None, None, "2031-04-12")),
        ("20 April: New ceasefire.", "ceasefire", ("2031-04-20", None, None)),
        ("2 May: Memorandum between the two armies on the dam.", "memorandum", ("2031-05-02", None, None)),
    ],
)
def test_a_line_of_a_chronology_names_an_agreement_without_a_verb(
    line: str, kind: str, wanted: tuple[str | None, ...]
) -> None:
    [one] = told(line)
    assert (one.kind, days(one)) == (kind, wanted)


@pytest.mark.parametrize("line", ["20 June: New ceasefire.", "3 May: Decisions.", "4 May: Ceasefire violations rise."])
def test_a_line_of_what_is_to_come_or_is_no_agreement_is_none(line: str) -> None:
    assert told(line) == []


@pytest.mark.parametrize(
    "text",
    [
        "The talks ended on 12 May with an agreement on school buses.",
        "On 12 May the delegations committed themselves to freeing 45 prisoners.",
        "The delegations came home on 12 May with a signed text on detention conditions.",
        "The Commission approved on 12 May a plan for the exchange of prisoners.",
        "Both sides gave their consent on 12 May to a three-day truce.",
    ],
)
def test_what_talks_ended_in_is_an_agreement(text: str) -> None:
    [one] = told(text)
    assert days(one)[0] == "2031-05-12"


@pytest.mark.parametrize(
    "text",
    [
        "The agreement reached in Orvan on 12 May and binding since 13 May covers the district.",
        "The truce was concluded on 12 May and applies from 13 May.",
    ],
)
def test_an_agreement_binds_from_a_day(text: str) -> None:
    [one] = told(text)
    assert days(one)[:2] == ("2031-05-12", "2031-05-13")


def test_a_meeting_asked_of_is_told_on_by_it() -> None:
    text = "Q: Is the seventh round over?\n\nA: It ended on Saturday in Orvan.\n"
    [one] = [c for c in read(text, date=DAY).claims if c.type is ClaimType.MEETING]
    assert (one.kind, one.place) == ("round", "Orvan")
