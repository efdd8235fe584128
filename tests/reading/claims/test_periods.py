"""Periods of figures and days of rounds where nobody tells when a text was written."""

import datetime as dt

from ceasefire.reading import Claim, ClaimType, read

SINCE = "The conflict, which started in March 2011, has claimed the lives of more than 250,000 people, the UN says."
ROUNDS = (
    "The talks in Astana brought both sides together. Four rounds of the negotiations took place on January 23-24, February 15-16, "
    "March 14-15, May 3-4 and July 4-5. The fourth round was attended by Russia, Iran and Turkey."
)


def figure(text: str, date: dt.date | None = None) -> Claim:
    [one] = [c for c in read(text, date=date).claims if c.type is ClaimType.FIGURE and c.measure == "killed"]
    return one


def test_the_month_in_which_a_war_began_is_not_the_period_of_its_toll() -> None:
    assert figure(SINCE).period is None
    told = figure(SINCE, dt.date(2015, 12, 9)).period
    assert told is not None
    assert (told.start, told.end) == (dt.date(2011, 3, 1), dt.date(2015, 12, 9))


def test_the_days_of_a_round_stay_its_words_though_no_year_is_told() -> None:
    quotes = [c.quote for c in read(ROUNDS, date=None).claims if c.type is ClaimType.MEETING]
    assert "May 3-4" in quotes


def test_the_month_in_which_somebody_spoke_is_not_the_period_of_what_he_counts() -> None:
    told = figure(
        "The envoy estimated in March that more than 9,000 people had been killed until then.", dt.date(2031, 5, 15)
    )
    assert told.period is None
    assert told.as_of is not None
    assert (told.as_of.start, told.as_of.end) == (dt.date(2031, 3, 1), dt.date(2031, 3, 31))


STORY = (
    "Rebels fight to break the siege of Orvan\n\n15 May 2031\n\n"
    "The rebels fired a barrage of rockets on the western side of the divided city of Orvan as they announced an offensive that is "
    "meant to open the road to the coast. Fighting in the city has killed 40 people.\n\n"
    "Tarn, the second city, has been ruined by some of the worst fighting of a war that began in the north and has since killed more "
    "than 300,000 people.\n"
)


def test_the_day_of_writing_over_a_story_and_its_towns_are_not_those_of_the_toll_of_a_war() -> None:
    counts = [c for c in read(STORY, date=dt.date(2031, 5, 15)).claims if c.type is ClaimType.FIGURE]
    [war] = [c for c in counts if c.value and c.value.low == 300_000]
    assert (war.place, war.period) == (None, None)
    assert all(c.period is None for c in counts)
