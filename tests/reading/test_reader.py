"""Whole texts: the shape of a reading, what stays open, and what a text says against itself."""

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.reading import ClaimType, TextTooLong, read, to_schema
from tests.soak import rounds

DAY = dt.date(2017, 8, 24)
CHAIN = "Four rounds of the talks took place in Astana on January 23-24, on February 15-16, on March 14-15, on May 3-4 and on July 4-5."


def test_a_chain_of_dates_gives_one_meeting_each_and_the_wrong_count_is_flagged() -> None:
    reading = read(CHAIN, date=DAY)
    rounds = [c.round for c in reading.claims if c.type is ClaimType.MEETING]
    assert rounds == [1, 2, 3, 4, 5]
    assert [c.words for c in reading.checks if c.rule == "count against list"] == ["the text says 4 and lists 5 dates"]


def test_parts_that_do_not_add_up_are_flagged() -> None:
    reading = read("The Russian part registered 6 cases of firing in Latakia (3) and Hama (2).", date=DAY)
    assert [c.words for c in reading.checks if c.rule == "sum"] == ["the text says 6 and its parts add up to 5"]


def test_without_a_date_relative_dates_stay_open() -> None:
    reading = read("Twelve people were killed in an air strike on Douma on Monday, medics said.", date=None)
    (claim,) = (c for c in reading.claims if c.type is ClaimType.INCIDENT)
    assert claim.date is None
    assert reading.reference_basis == "none"


def test_the_head_of_a_text_may_date_it() -> None:
    reading = read("25 October 2017 18:41 917\nThe Tuesday meeting was held in Tehran to review the truce.", date=None)
    assert (reading.reference, reading.reference_basis) == (dt.date(2017, 10, 25), "text")


def test_a_toll_in_the_next_sentence_widens_the_quote() -> None:
    text = "On Monday a bus was hit by a drone near the town of Martakert. Seven men were killed."
    (claim,) = (c for c in read(text, date=dt.date(2016, 4, 5)).claims if c.type is ClaimType.INCIDENT)
    assert claim.quote == text
    assert claim.killed is not None
    assert claim.killed.low == 7
    assert claim.date is not None
    assert claim.date.start == dt.date(2016, 4, 4)


def test_a_casualty_count_without_a_death_is_a_figure() -> None:
    found = [
        c
        for c in read("Mines became the main cause of harm (343 casualties).", date=DAY).claims
        if c.type is ClaimType.FIGURE
    ]
    assert [(c.measure, c.value.low) for c in found if c.value] == [("casualties", 343)]


def test_what_is_to_come_is_not_held() -> None:
    kinds = {
        c.type
        for c in read(
            "The sixth round of the talks is expected to be held in Astana in mid-September.", date=DAY
        ).claims
    }
    assert kinds == {ClaimType.EXPECTED}


def test_positions_stay_out_of_the_schema() -> None:
    reading = read("The RSF denied that it had shelled the camp.", date=DAY)
    assert any(c.type is ClaimType.POSITION for c in reading.claims)
    assert set(to_schema(reading)["claims"]) == {"meetings", "agreements", "incidents", "figures", "expected"}


def test_another_language_is_left_to_others() -> None:
    assert (
        read(
            "За сутки зафиксировано 17 случаев открытия огня в провинциях Дамаск (8), Алеппо (7), Латакия (2).",
            date=DAY,
        ).claims
        == ()
    )


def test_a_text_without_end_is_refused() -> None:
    with pytest.raises(TextTooLong, match="4000001 characters"):
        read("a" * 4_000_001, date=DAY)


PIECES = [
    *CHAIN.split(),
    *[
        "killed",
        "12",
        "people",
        "in",
        "Aleppo",
        "said",
        "|",
        "signed",
        "truce",
        "(8),",
        "will",
        "meet",
        ".",
        "\u202e",
        "•",
    ],
    "\n",
    '"',
]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=80))
def test_every_claim_points_at_its_words(words: list[str]) -> None:
    text = " ".join(words)
    reading = read(text, date=DAY)
    assert all(text[c.start : c.end] == c.quote and 4 <= len(c.quote) <= 500 for c in reading.claims)
    assert reading == read(text, date=DAY)


HOSTILE = {
    "one word": "killed ",
    "one letter": "a",
    "bidi overrides": "\u202ekilled\u202c 12 \u2066people\u2069 ",
    "digits": "1234567890",
    "digit groups": "123 456 789 ",
    "quote marks": '"',
    "brackets": "(\"['",
    "names": "Aleppo Homs ",
    "lists": "12 people, 13 soldiers, and ",
    "dates": "January 23-24, ",
    "ordinals": "third third round ",
    "speech": "he said that she said that ",
    "bars": "a | 1 | b\n",
    "agreements": "agreed agreement signed truce to ",
    "kinds of place": "town of X province of ",
    "line ends": "\n",
    "ruled lines": "-\n",
    "heads of mails": "From: a\nSent: b\nTo: c\n",
    "rounds": "the first round of ",
    "joined numbers": "and 1 ",
    "one sentence": "On Monday 12 people were killed in Aleppo, the army said. ",
}


def _seconds(text: str) -> float:
    started = time.process_time()
    read(text, date=DAY)
    return time.process_time() - started


@pytest.mark.longer
@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_length_and_no_faster(name: str) -> None:
    """Four times the text takes 4 to 5 times as long; a long time is measured again before it counts, for a busy machine only adds."""
    unit, length = HOSTILE[name], rounds(10_000, 40_000)
    small, large = unit * (length // len(unit)), unit * (4 * length // len(unit))
    limit = 7 * max(min(_seconds(small) for _ in range(2)), 0.004)
    took = [_seconds(large)]
    while min(took) >= limit and len(took) < 3:
        took.append(_seconds(large))
    assert min(took) < limit, f"four times the text took {7 * min(took) / limit:.1f} times as long"


def test_a_headline_that_quotes_a_body_does_not_make_it_the_author() -> None:
    text = "Week-old truce largely holding, OSCE says\n\nShells hit the town of Bulbul on Monday, killing two people."
    assert read(text, date=DAY).author is None


def test_a_body_speaks_in_its_own_report() -> None:
    text = "UNMHA monthly update\n\nOn 9 August, a mortar round struck the village of Bulbul, killing two women."
    (claim,) = (c for c in read(text, date=DAY).claims if c.type is ClaimType.INCIDENT)
    assert (claim.attribution, claim.basis) == ("UNMHA", "author")


def test_communique_clauses_follow_what_was_agreed() -> None:
    text = "The parties have agreed on the following:\n\nTo extend the ceasefire for 180 days, until 3 December 2017."
    found = [c for c in read(text, date=DAY).claims if c.type is ClaimType.AGREEMENT and c.rule == "agreements/clause"]
    assert [c.expires.start for c in found if c.expires] == [dt.date(2017, 12, 3)]


def test_a_publisher_speaks_only_if_it_watches_the_truce() -> None:
    text = "On 9 August, a mortar round struck the village of Bulbul, killing two women."
    said = {name: read(text, date=DAY, publisher=name).claims[0].attribution for name in ("UNMISS", "Reuters")}
    assert said == {"UNMISS": "UNMISS", "Reuters": None}


def test_quotes_begin_and_end_at_words() -> None:
    text = (
        "Shells on Bulbul killed 20 people on Monday, while an air strike on the town of Sarsar killed seven, "
        "and in Tartar two men were shot dead.\n28-08-2016 Shells killed 20 people in Bulbul"
    )
    for claim in read(text, date=DAY).claims:
        assert claim.start == 0 or not text[claim.start - 1].isalnum()
        assert claim.end == len(text) or not text[claim.end].isalnum() or not text[claim.end - 1].isalnum()
