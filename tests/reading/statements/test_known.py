"""What a record holds of rounds, truces and wars becomes what new texts are read against."""

import datetime as dt
from typing import Any

import pytest

from ceasefire.reading.model import DateRange
from ceasefire.reading.statements.known import known_from

MAY, JUNE = dt.date(2020, 5, 4), dt.date(2020, 6, 1)


def meeting(**given: Any) -> dict[str, Any]:
    return {"process": "talks", "round": 3, "date_start": MAY, "date_end": None, "status": "held"} | given


def asserted(subject: str, prop: str, value: str | None, **given: Any) -> dict[str, Any]:
    return {"subject": subject, "property": prop, "value": value, "said_by": None, "publisher": None} | given


@pytest.mark.parametrize(
    ("given", "days"),
    [
        ({}, DateRange(start=MAY, end=MAY)),
        ({"date_end": JUNE}, DateRange(start=MAY, end=JUNE)),
        ({"status": "expected"}, None),
        ({"status": "cancelled"}, None),
        ({"process": None}, None),
        ({"round": None}, None),
        ({"date_start": None}, None),
    ],
)
def test_a_round_is_known_by_the_days_on_which_it_was_held(given: dict[str, Any], days: DateRange | None) -> None:
    known = known_from(meetings=[meeting(**given)], agreements=[], assertions=[])
    assert known.rounds == ((("talks", 3, days),) if days else ())


def test_a_truce_has_the_day_of_its_agreement_before_any_that_is_asserted() -> None:
    agreements = [
        {"agreement_id": "ceasefire-north", "signed": MAY},
        {"agreement_id": "memorandum", "signed": MAY},
        {"agreement_id": "ceasefire-draft", "signed": None},
    ]
    assertions = [
        asserted("ceasefire-north", "agreed_on", "2020-06-01"),
        asserted("ceasefire-south", "in_force_from", "2020-06-01"),
        asserted("ceasefire-south", "agreed_on", "2020-05-04"),
        asserted("ceasefire-east", "agreed_on", "2020-06"),
        asserted("ceasefire-west", "agreed_on", None),
        asserted("ceasefire-west", "ended_on", "2020-06-01"),
        asserted("memorandum", "in_force_from", "2020-06-01"),
    ]
    known = known_from(meetings=[], agreements=agreements, assertions=assertions)
    assert [(truce.id, truce.when.start) for truce in known.truces] == [
        ("ceasefire-north", MAY),
        ("ceasefire-south", JUNE),
    ]


def test_the_beginning_of_a_war_is_a_day_or_a_month_with_who_says_it() -> None:
    assertions = [
        asserted("north-war", "began_on", "2020-05", said_by="a", publisher="b"),
        asserted("south-war", "began_on", "2020-05-04/2020-06-01", publisher="b"),
        asserted("east-war", "began_on", "2020-06-01"),
        asserted("west-war", "began_on", "in spring"),
        asserted("west-war", "began_on", None),
        asserted("talks", "began_on", "2020-06-01"),
        asserted("north-war", "ended_on", "2020-06-01"),
    ]
    assert known_from(meetings=[], agreements=[], assertions=assertions).began == (
        ("north", dt.date(2020, 5, 1), "a"),
        ("south", MAY, "b"),
        ("east", JUNE, "the record"),
    )
