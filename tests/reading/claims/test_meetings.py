"""Meetings that lean on those told before them, and rounds told by their number alone."""

import datetime as dt

from ceasefire.reading import Claim, ClaimType, read

DAY = dt.date(2031, 5, 15)


def meetings(text: str) -> list[Claim]:
    return [c for c in read(text, date=DAY).claims if c.type is ClaimType.MEETING]


def start(claim: Claim) -> str:
    return str(claim.date.start) if claim.date else "-"


def test_they_are_those_who_met_last() -> None:
    first, then = meetings("Ana Torv and Ole Brandt met in Orvan on Monday. They sat again on Thursday.")
    assert (start(then), then.actors) == ("2031-05-15", first.actors)
    assert first.actors == ("Ana Torv", "Ole Brandt")


def test_they_are_joined_by_whom_they_meet_next() -> None:
    text = "Envoys of Kenya and Norway met in Orvan on 6 May. The following day they held consultations with the Free Front."
    _, then = meetings(text)
    assert (start(then), then.actors) == ("2031-05-07", ("Kenya", "Norway", "Free Front"))


def test_a_round_is_told_by_its_number_alone() -> None:
    text = "The first round was held in Oslo on 2-3 March. A second followed in Tarn on 10 April."
    assert [(c.round, c.place, start(c)) for c in meetings(text)] == [
        (1, "Oslo", "2031-03-02"),
        (2, "Tarn", "2031-04-10"),
    ]
    text = "The committee held its fourteenth meeting in Tarn on 17 April and its fifteenth on 7 May."
    assert [(c.round, start(c)) for c in meetings(text)] == [(14, "2031-04-17"), (15, "2031-05-07")]


def test_a_lone_number_is_no_round_where_no_meeting_was_told() -> None:
    assert meetings("A second followed in Tarn on 10 April.") == []


def test_a_chain_of_days_is_a_round_each() -> None:
    text = "Three rounds of talks took place on 3-4 March, 7-8 April and 5 May."
    assert [start(c) for c in meetings(text)] == ["2031-03-03", "2031-04-07", "2031-05-05"]


def test_the_day_of_speaking_is_not_that_of_the_meeting() -> None:
    [one] = meetings("The spokesman said on Wednesday that the parties had met in Orvan.")
    assert one.date is None
    assert one.place == "Orvan"


def test_the_day_of_a_truce_is_not_that_of_the_talks_on_it() -> None:
    [one] = meetings("Talks on the truce of 12 April were held in Orvan on 6 May.")
    assert start(one) == "2031-05-06"


def test_a_round_that_is_only_discussed_is_to_come_where_the_text_is_on_one() -> None:
    text = "The envoys of Kenya and Norway discussed the ninth round of the talks. They reviewed plans for the upcoming talks."
    claims = read(text, date=DAY).claims
    assert [c.round for c in claims if c.type is ClaimType.EXPECTED] == [9]
    assert 9 not in [c.round for c in meetings(text)]
    past = "The envoys of Kenya and Norway discussed the ninth round of the talks, held in Orvan on 2 May."
    assert not [c for c in read(past, date=DAY).claims if c.type is ClaimType.EXPECTED]
