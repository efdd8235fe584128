"""The gate: true claims pass, altered ones do not."""

import datetime as dt
import time

import msgspec
import pytest

from ceasefire.reading import Claim, ClaimType, Rejected, read, validate
from ceasefire.reading.gate.evidence import Evidence
from ceasefire.reading.known_names.bundle import package_names
from ceasefire.reading.model import Count, DateRange

REFERENCE = dt.date(2019, 3, 4)
TEXT = (
    "Three soldiers and two civilians were killed and nine people hurt when shells hit the town of Bulbul on 1 "
    "March, the ministry said. "
    "The third round of talks was held in Doha on 20 February. The truce will last for 72 hours from 3 March."
)


def claim(kind: ClaimType, quote: str, **slots: object) -> Claim:
    start = TEXT.index(quote)
    return Claim(type=kind, quote=quote, start=start, end=start + len(quote), rule="test", **slots)  # type: ignore[arg-type]


TOLL = claim(
    ClaimType.INCIDENT,
    "Three soldiers and two civilians were killed and nine people hurt when shells hit the town of Bulbul on 1 March",
    killed=Count(low=5, high=5),
    injured=Count(low=9, high=9),
    date=DateRange(start=dt.date(2019, 3, 1), end=dt.date(2019, 3, 1)),
    attribution="the ministry",
    breakdown={"soldiers": 3, "civilians": 2},
)
ROUND = claim(
    ClaimType.MEETING,
    "The third round of talks was held in Doha on 20 February",
    round=3,
    date=DateRange(start=dt.date(2019, 2, 20), end=dt.date(2019, 2, 20)),
)
TRUCE = claim(
    ClaimType.AGREEMENT,
    "The truce will last for 72 hours from 3 March",
    expires=DateRange(start=dt.date(2019, 3, 6), end=dt.date(2019, 3, 6)),
)


@pytest.mark.parametrize("true", [TOLL, ROUND, TRUCE], ids=["toll", "round", "truce"])
def test_true_claims_pass(true: Claim) -> None:
    assert not isinstance(validate(true, TEXT, reference=REFERENCE), Rejected)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"killed": Count(low=6, high=6)}, "killed"),
        ({"killed": Count(low=9, high=9)}, "killed"),
        ({"injured": Count(low=5, high=5)}, "injured"),
        ({"injured": Count(low=10)}, "injured"),
        ({"date": DateRange(start=dt.date(2019, 3, 2), end=dt.date(2019, 3, 2))}, "date"),
        ({"date": DateRange(start=dt.date(2019, 2, 20), end=dt.date(2019, 2, 20))}, "date"),
        ({"breakdown": {"soldiers": 4}}, "breakdown"),
        ({"attribution": "the governor"}, "speaker"),
        ({"actors": ("Ruritania",)}, "actor"),
        ({"start": 5, "end": 5 + len(TOLL.quote)}, "quote"),
        ({"quote": TOLL.quote.replace("killed", "spared")}, "quote"),
        ({"end": 10_000}, "span"),
    ],
)
def test_altered_claims_do_not(change: dict[str, object], reason: str) -> None:
    verdict = validate(msgspec.structs.replace(TOLL, **change), TEXT, reference=REFERENCE)
    assert isinstance(verdict, Rejected)
    assert reason in verdict.reason


def test_the_ordinal_must_stand_in_the_sentence() -> None:
    verdict = validate(msgspec.structs.replace(ROUND, round=4), TEXT, reference=REFERENCE)
    assert isinstance(verdict, Rejected)
    assert "round 4" in verdict.reason


def test_quotes_are_bounded() -> None:
    long = "On Monday two people were killed in Bulbul. " * 20
    verdict = validate(
        Claim(type=ClaimType.INCIDENT, quote=long[:600], start=0, end=600, rule="test"), long, reference=REFERENCE
    )
    assert isinstance(verdict, Rejected)
    assert "600 characters" in verdict.reason


def test_what_the_reader_proposes_wrongly_is_kept_with_the_reason() -> None:
    reading = read(TEXT, date=REFERENCE)
    assert all(r.reason for r in reading.rejected)
    assert all(TEXT[c.start : c.end] == c.quote for c in reading.claims)


def test_a_text_is_looked_through_once_for_each_speaker_and_not_for_each_claim() -> None:
    evidence = Evidence(TEXT, REFERENCE, package_names())
    assert evidence.holds("The\n  Ministry")
    assert not evidence.holds("the governor")
    before = time.process_time()
    assert all(evidence.holds("the ministry") for _ in range(20_000))
    assert time.process_time() - before < 2
