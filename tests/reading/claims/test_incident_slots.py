"""The day, the place and the toll of an incident, wherever around its words they are told."""

from __future__ import annotations

import datetime as dt

import pytest

from ceasefire.reading import read
from ceasefire.reading.model import Claim, ClaimType, Count

_FRIDAY = dt.date(2026, 3, 20)
_SHOT = "gunmen killed two soldiers near Orvan."
_BUS = "On Sunday a bus was shot at near Orvan; three people were killed."
_SHELL = "A shell hit a house in Orvan on 9 March"


def _incidents(text: str) -> list[Claim]:
    return [c for c in read(text, date=_FRIDAY).claims if c.type is ClaimType.INCIDENT]


def _day(claim: Claim) -> str | None:
    if claim.date is None:
        return None
    first, last = claim.date.start.isoformat(), claim.date.end.isoformat()
    return first if first == last else f"{first}/{last}"


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("In the night to Tuesday", "2026-03-16/2026-03-17"),
        ("On the night of Monday to Tuesday", "2026-03-16/2026-03-17"),
        ("Overnight into Tuesday", "2026-03-16/2026-03-17"),
        ("Overnight from 4 to 5 March", "2026-03-04/2026-03-05"),
        ("On the night of the 16th", "2026-03-16"),
        ("Two nights ago", "2026-03-18"),
        ("Just after midnight on Monday", "2026-03-16"),
        ("Late in February", "2026-02-21/2026-02-28"),
        ("Mar 16:", "2026-03-16"),
        ("Tue:", "2026-03-17"),
        ("Thurs -", "2026-03-19"),
        ("Mon 16/3:", "2026-03-16"),
        ("16/3:", "2026-03-16"),
        ("16.03.26:", "2026-03-16"),
        ("Mon 16:", "2026-03-16"),
        ("16th:", "2026-03-16"),
        ("On Tue night", "2026-03-17"),
        ("Mon 2/3:", "2026-03-02"),
        ("2/3:", None),
    ],
)
def test_a_day_is_read_in_many_forms(when: str, day: str | None) -> None:
    (claim,) = _incidents(f"{when} {_SHOT}")
    assert _day(claim) == day


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("Two days earlier the guards were attacked:", "2026-03-13"),
        ("The night after,", "2026-03-16"),
        ("Next day", "2026-03-16"),
        ("The night before,", "2026-03-14"),
        ("A night earlier", "2026-03-14"),
        ("Within hours", "2026-03-15"),
    ],
)
def test_a_day_is_told_by_its_distance_from_the_last(when: str, day: str) -> None:
    assert _day(_incidents(f"{_BUS} {when} {_SHOT.replace('Orvan', 'Tarn')}")[-1]) == day


@pytest.mark.parametrize(
    "text",
    [
        "The envoy, who arrived on Monday, was told that three herders had been killed near Orvan on 12 March.",
        "In a statement of 18 March the mission said that three herders had been killed near Orvan on 12 March.",
        "On Monday the panel met on the killing of three herders near Orvan on 12 March.",
        "The chair listed: shelling of Orvan on 12 March, three dead.",
    ],
)
def test_the_day_of_the_act_and_not_that_of_those_who_tell_of_it(text: str) -> None:
    assert _day(_incidents(text)[0]) == "2026-03-12"


def test_three_soldiers_of_the_same_day_are_a_number() -> None:
    (claim,) = _incidents("That same day three soldiers were killed near Orvan.")
    assert claim.killed == Count(low=3, high=3)


@pytest.mark.parametrize(
    "text",
    [
        "There were two attacks on Sunday. In Orvan, gunmen killed a priest at the church door.",
        "The worst of it was on Sunday night. Men in uniform came to the camp at Orvan and shot dead five sleepers.",
        "Incidents on 15 March:\n- Orvan: two shells hit the mill, one miller killed.\n",
    ],
)
def test_a_sentence_on_a_whole_day_dates_those_after_it(text: str) -> None:
    claim = _incidents(text)[-1]
    assert (_day(claim), claim.place) == ("2026-03-15", "Orvan")


def test_an_answer_is_of_the_attack_that_the_question_told_of() -> None:
    text = "Q: On Sunday a police station was attacked in Orvan. What can you say?\n\nA: Four officers were killed."
    claim = _incidents(text)[-1]
    assert (_day(claim), claim.place) == ("2026-03-15", "Orvan")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Cases\n\nUpper Orvan. On 14 March gunmen shot dead two traders.\n", "Upper Orvan"),
        ("Cases\n\nDarrow Hill. Four miners were abducted on 3 March.\n", "Darrow Hill"),
        ("On 14 March a car bomb at the gates of Orvan killed two guards.", "Orvan"),
        ("On 14 March two farmers from Tarn were killed on the road to Orvan.", "Orvan"),
        ("On 14 March the air force bombed a hamlet a short walk upstream from Orvan.", "Orvan"),
        ("On 14 March two shells landed on Orvan's only school, wounding a teacher.", "Orvan"),
        ("A clash in which two soldiers died was reported from Orvan on 9 March.", "Orvan"),
        ("The news came from Orvan: on Sunday a grenade was thrown into a tea house. Two dead.", "Orvan"),
        ("(b) 10 March, Orvan market, nine dead - responsibility contested; (c) 14 March, talks.", "Orvan market"),
        (
            "In Tarn the mission noted that calm held until 3 March, when a grenade wounded two drivers at Orvan.",
            "Orvan",
        ),
        (
            "12. The Orvan district was tense. In the Orvan district, on 9 March, gunmen shot dead two nurses.",
            "Orvan district",
        ),
    ],
)
def test_a_place_is_read_where_it_stands(text: str, place: str) -> None:
    assert _incidents(text)[-1].place == place


def test_a_person_at_the_head_of_an_entry_is_no_place() -> None:
    (claim,) = _incidents("9 March, Tomas Rell, the mayor of Orvan, was assassinated outside his home.")
    assert claim.place != "Tomas Rell"


@pytest.mark.parametrize(
    ("told", "killed", "injured"),
    [
        (". Its driver and two passengers did not survive.", 3, None),
        (". Eleven passengers drowned or died of wounds.", 11, None),
        (" and cost a woman her life.", 1, None),
        (". One man scratched, back on duty.", None, 1),
        (" and left a soldier dead and another seriously hurt.", 1, 1),
        ("; in the firefight two of the latter fell.", 2, None),
        (". A guest was fatally wounded.", 1, None),
        (". All five inside were killed.", 5, None),
        (". None of the five inside survived.", 5, None),
        (". Two paid with their lives.", 2, None),
        (". Two bodies were recovered.", 2, None),
        (". A body was found in the rubble.", 1, None),
        (", killing a couple in their sleep.", 2, None),
        (". Tomas Rell and his wife were killed.", 2, None),
        (" - 3 dead, 5 inj.", 3, 5),
        ("; nil cas.", 0, 0),
        (". There were neither dead nor wounded.", 0, 0),
        (". Casualties: none.", 0, 0),
        (", wounding no one.", None, 0),
        (" without hurting anyone.", None, 0),
        (". The shell killed no one.", 0, None),
    ],
)
def test_a_toll_is_read_behind_its_incident(told: str, killed: int | None, injured: int | None) -> None:
    claim = _incidents(f"{_SHELL}{told}")[0]
    assert (claim.killed and claim.killed.plain, claim.injured and claim.injured.plain) == (killed, injured)


@pytest.mark.parametrize(
    "text",
    [
        "On 12 March, the head of the village council of Orvan, Anna Doru, was gunned down as she left church.",
        "On 12 March Anna Doru was gunned down in Orvan.",
        "On 12 March the activist Anna Doru was taken from her house in Orvan by hooded men; her body was found by the river.",
    ],
)
def test_one_person_called_by_name_is_counted(text: str) -> None:
    (claim,) = _incidents(text)
    assert claim.killed == Count(low=1, high=1)
