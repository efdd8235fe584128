"""Agreements in sentences: which are read, with which days and makers, and which are only spoken of."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.reading import Claim, ClaimType, read
from ceasefire.reading.claims import agreement_patterns
from ceasefire.reading.lexicon.load import words

DAY = dt.date(2017, 6, 17)


def agreements(text: str) -> list[Claim]:
    return [c for c in read(text, date=DAY).claims if c.type is ClaimType.AGREEMENT]


def test_a_memorandum_is_read_by_its_short_name() -> None:
    """The list of beginnings that was kept by hand beside the nouns lacked that of "MoU"."""
    [one] = agreements("The government and the rebels signed a MoU on 3 May 2017.")
    assert one.kind == "memorandum"
    assert one.date is not None
    assert one.date.start == dt.date(2017, 5, 3)


def test_a_truce_is_read_that_is_called_a_stop() -> None:
    text = (
        "The army and the rebels consented to stop fighting for 72 hours from June 18, 2017, the mediators announced."
    )
    [one] = agreements(text)
    assert one.kind == "ceasefire"
    assert one.effective is not None
    assert one.expires is not None
    assert (one.effective.start, one.expires.end) == (dt.date(2017, 6, 18), dt.date(2017, 6, 21))


@settings(derandomize=True, database=None, deadline=None, max_examples=200)
@given(st.sampled_from(words("en", "agreements", "nouns")).flatmap(lambda form: st.from_regex(form, fullmatch=True)))
def test_each_name_of_an_agreement_passes_the_prefilter(name: str) -> None:
    assert any(letters in name.lower() for letters in agreement_patterns.BEGINNINGS)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Turkey and Russia signed an agreement on 3 May 2017.", ("2017-05-03", None, None)),
        ("The truce between Turkey and Russia has been in force since 3 May 2017.", (None, "2017-05-03", None)),
        ("Turkey and Russia agreed on 3 May 2017 on a truce until 10 May 2017.", ("2017-05-03", None, "2017-05-10")),
        ("The agreement of 3 May 2017 between Turkey and Russia stands.", ("2017-05-03", None, None)),
    ],
)
def test_the_days_of_an_agreement(text: str, days: tuple[str | None, ...]) -> None:
    [one] = agreements(text)
    assert tuple(str(d.start) if d else None for d in (one.date, one.effective, one.expires)) == days


def test_makers_are_those_before_the_verb_and_mediators_are_left_out() -> None:
    [one] = agreements("Turkey and Russia signed an agreement mediated by Kazakhstan on 3 May 2017.")
    assert (one.actors, one.mediators) == (("Turkey", "Russia"), ("Kazakhstan",))


@pytest.mark.parametrize(
    "text",
    [
        "The attack violated the agreement of the parties.",
        "Turkey and Russia hope to sign an agreement.",
        "Turkey and Russia agreed to continue consultations.",
    ],
)
def test_what_is_only_spoken_of_is_no_agreement(text: str) -> None:
    assert agreements(text) == []


def _days(text: str) -> list[tuple[str, str]]:
    """Return the day made and the day in force of each agreement of a text."""
    found = [c for c in read(text, date=dt.date(2031, 5, 15)).claims if c.type is ClaimType.AGREEMENT]
    return [(str(c.date.start) if c.date else "-", str(c.effective.start) if c.effective else "-") for c in found]


def test_truces_told_by_their_years_are_one_each() -> None:
    assert _days("Two earlier truces, of May 2012 and August 2017, had failed.") == [
        ("2012-05-01", "-"),
        ("2017-08-01", "-"),
    ]
    assert _days("A truce in 2012 lasted a year; another, in 2017, a week.") == [
        ("2012-01-01", "-"),
        ("2017-01-01", "-"),
    ]


def test_what_they_agreed_has_the_day_of_the_meeting_told_before() -> None:
    text = "The committee met in Tarn on 4 May. Both parties agreed to set up five observation posts in the city."
    assert _days(text) == [("2031-05-04", "-")]


def test_a_day_counted_from_one_told_before_stands_beside_another_day() -> None:
    text = "The sides signed a 60-day truce in Orvan on 12 February. It took effect three days later and runs out on 15 April."
    assert _days(text) == [("2031-02-12", "2031-02-15")]


def test_a_group_that_accedes_is_told_of_apart_from_the_truce() -> None:
    text = "The sides signed a truce on 3 April. The Tarn Brigade acceded on 10 April."
    assert _days(text) == [("2031-04-03", "-"), ("2031-04-10", "-")]


def test_clauses_of_what_was_decided_have_the_day_of_the_session() -> None:
    text = (
        "The Contact Group met in Tarn on 7 May. It decided:\n"
        "(a) to establish a joint cell at Orvan, operational from 17 May;\n"
        "(b) to extend the mandate of the Mission until 31 December 2031.\n"
    )
    assert _days(text) == [("2031-05-07", "2031-05-17"), ("2031-05-07", "-")]
