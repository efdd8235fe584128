# ruff: noqa: E501 - sentences that are read stay on one line
"""Wrapped lines joined to paragraphs: what is running text is joined, what stands apart stays apart, places lead back."""

import datetime as dt
import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.reading import read
from ceasefire.reading.text.unwrap import unwrap

PROSE = (
    "The joint committee met in Veldara on 12 May 2031 and agreed to a ceasefire that takes effect on 14 May 2031. "
    "Shelling near Orvan killed three civilians on 9 May, the ministry of health said, and two more died on the road to "
    "the hospital. The delegations of the government and of the northern front named five officers each to the commission "
    "that is to watch the line, and both will send lists of their prisoners before the end of the month."
)
REFERENCE = dt.date(2031, 5, 15)


def joined(text: str) -> list[str]:
    return [line for line in unwrap(text).text.split("\n") if line.strip()]


@pytest.mark.parametrize("width", [38, 44, 50, 60, 72, 90])
@pytest.mark.parametrize("end", ["\n", "\r\n", "  \n", "\n    "])
def test_a_paragraph_is_one_line_again_however_it_was_wrapped(width: int, end: str) -> None:
    assert joined(end.join(textwrap.wrap(PROSE, width, break_on_hyphens=False))) == [PROSE]


@pytest.mark.parametrize("width", [50, 60, 72])
def test_wrapped_text_is_read_as_the_same_text_unwrapped(width: int) -> None:
    wrapped = "\n".join(textwrap.wrap(PROSE, width))
    plain = [(c.type, " ".join(c.quote.split()), c.date, c.killed) for c in read(PROSE, date=REFERENCE).claims]
    found = read(wrapped, date=REFERENCE).claims
    assert len(found) >= 2
    assert [(c.type, " ".join(c.quote.split()), c.date, c.killed) for c in found] == plain
    assert all(wrapped[c.start : c.end] == c.quote for c in found)


def test_paragraphs_without_an_empty_line_between_them_stay_two() -> None:
    text = "\n".join([*textwrap.wrap(PROSE, 60), *textwrap.wrap(PROSE.replace("Veldara", "Tarn"), 60)])
    assert joined(text) == [PROSE, PROSE.replace("Veldara", "Tarn")]


def test_headings_items_rows_fields_and_addresses_stay_apart() -> None:
    text = "\n".join(
        [
            "2. Breaches in the north",
            *textwrap.wrap(PROSE, 60),
            "Breaches in the south",
            *textwrap.wrap(PROSE, 60),
            "Shelling: 12 cases",
            "Shots at houses: 4 cases",
            "- Orvan district: 2",
            "- Veldara district: 3",
            "Orvan\t3\t4",
            "Veldara\t5\t6",
            "Joint Commission",
            "12 Harbour Street",
            "Orvan",
        ]
    )
    assert joined(text) == [
        "2. Breaches in the north", PROSE, "Breaches in the south", PROSE, "Shelling: 12 cases", "Shots at houses: 4 cases",
        "- Orvan district: 2", "- Veldara district: 3", "Orvan\t3\t4", "Veldara\t5\t6", "Joint Commission", "12 Harbour Street",
        "Orvan",
    ]  # fmt: skip


def test_the_lines_of_a_log_stay_apart_beside_wrapped_text() -> None:
    log = [
        "9 May, Orvan: shelling of the market, two killed, five wounded",
        "10 May, Veldara: a mine on the north road, one man wounded",
        "11 May, Tarn: shots at a convoy of the agency, nobody was hurt",
        "Orvan, 12 May: two shells fell near the mill, one was wounded",
    ]
    text = "\n".join([*textwrap.wrap(PROSE, 60), "", *log])
    assert joined(text) == [PROSE, *log]


def test_an_item_that_goes_on_is_joined_and_the_day_of_a_month_begins_none() -> None:
    text = (
        "1. The parties shall withdraw their heavy weapons from\n   the line by the end of May.\n"
        "2. The commission shall count the weapons on 3 June and\n   report to both.\n"
        "\nThe convoy of the relief agency left the capital on May\n9. The lorries came back empty after two days.\n"
    )
    assert joined(text) == [
        "1. The parties shall withdraw their heavy weapons from the line by the end of May.",
        "2. The commission shall count the weapons on 3 June and report to both.",
        "The convoy of the relief agency left the capital on May 9. The lorries came back empty after two days.",
    ]


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("The mission recorded seventeen vio-\nlations near the river.", "The mission recorded seventeen violations near the river."),
        ("Fire came from the government-\nheld bank of the river.", "Fire came from the government-held bank of the river."),
        ("The commission counted twenty-\nfour shells in one night.", "The commission counted twenty-four shells in one night."),
        ("The de-escalation line was quiet; the de-\nescalation area was not.", "The de-escalation line was quiet; the de-escalation area was not."),
        ("The talks were held from 9-\n10 May in the capital city.", "The talks were held from 9-10 May in the capital city."),
        ("The army and the rebels ac\u00ad\ncused each other of fire.", "The army and the rebels accused each other of fire."),
    ],
)  # fmt: skip
def test_words_broken_at_the_end_of_a_line_are_whole_again(broken: str, whole: str) -> None:
    assert joined(broken) == [whole]


@pytest.mark.parametrize(
    "text",
    [
        "The parties met in Veldara\non 12 May 2031.",
        "The two parties agreed to a ceasefire that takes effect on 14\nMay 2031.",
        "The committee sat in Veldara with the\nJoint Commission of both parties.",
    ],
)
def test_two_lines_of_one_sentence_are_one(text: str) -> None:
    assert joined(text) == [text.replace("\n", " ")]


def test_short_items_in_lower_case_stay_apart() -> None:
    items = ["shelling of a mill near Orvan", "abduction of two men in Tarn", "denial of access at Veldara"]
    assert joined("\n".join(items)) == items


def test_a_claim_over_a_broken_word_quotes_the_text_as_it_came() -> None:
    text = "The mission recorded seventeen ceasefire vio-\nlations in Orvan on 9 May 2031, and shelling near the\nriver killed three civi-\nlians in Veldara on 10 May 2031."
    found = read(text, date=REFERENCE).claims
    assert found
    assert all(text[c.start : c.end] == c.quote for c in found)
    assert any("civi-\nlians" in c.quote for c in found)


def test_arabic_without_capitals_is_joined_by_the_width_alone() -> None:
    words = "سجل الجانب الروسي سبع عشرة حالة إطلاق نار في محافظات دمشق وحلب واللاذقية خلال يوم واحد وسجل الجانب التركي أربع حالات في محافظة إدلب ولم تقع إصابات في المناطق الأخرى"
    assert joined("\n".join(textwrap.wrap(words, 50))) == [words]


@pytest.mark.parametrize(
    "piece",
    ["a-\n", "a \n", "|\n", "1. \n", "word-" * 12 + "\n", "\u00ad", "x  ", "Shelling near the vil-\nlage of Orvan\n"],
)
def test_long_texts_of_one_piece_are_done_in_time(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    begun = time.process_time()
    unwrap(text)
    assert time.process_time() - begun < 8


def test_a_paragraph_has_an_end() -> None:
    text = "\n".join(textwrap.wrap(PROSE * 400, 50))
    assert max(map(len, joined(text))) < 4_200


@given(st.text(alphabet=st.sampled_from("aA1 .-\n\t|:\u00ad\r\u200bé"), max_size=300))
def test_every_place_leads_back_to_the_letter_it_came_from(text: str) -> None:
    whole = unwrap(text)
    for at, letter in enumerate(whole.text):
        start, end = whole.back(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert letter in (text[start:end], "\n", " ")
    for at, letter in enumerate(text):
        if letter.isalnum():
            start, end = whole.forth(at, at + 1)
            assert whole.text[start:end] == letter


@given(st.text(max_size=300))
def test_joining_keeps_all_letters_in_order(text: str) -> None:
    kept = "".join(c for c in unwrap(text).text if c.isalnum())
    assert kept == "".join(c for c in text if c.isalnum())
