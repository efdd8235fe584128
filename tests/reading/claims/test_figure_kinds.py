"""Figures whose measure is in no list: told by a verb, by a list of a report, by another speaker, as parts of a count."""

import pytest

from tests.reading.figures_of import counts, figures


def days(text: str) -> list[tuple[str, str] | None]:
    return [(str(c.period.start), str(c.period.end)) if c.period else None for c in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("So far this year 31 wells have been repaired.", [("wells repaired", 31)]),
        ("6 posts were handed over in the week to 14 May.", [("posts handed over", 6)]),
        ("The team counted 14 roadblocks in the first week of May.", [("roadblocks", 14)]),
        ("In Orvan, 1,120 households went home.", [("returned", 1120)]),
        ("Of those who fled, barely 31,000 have come back.", [("returned", 31_000)]),
        ("Detentions reached 208 in April.", [("detained", 208)]),
        ("Seven people lost their lives in April and 19 were hurt.", [("killed", 7), ("injured", 19)]),
    ],
)
def test_any_things_counted_over_a_time_are_a_figure(text: str, expected: list[tuple[str, int]]) -> None:
    assert counts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Three delegations have met since May.",
        "The sides agreed to hand over 60 posts in June.",
        "On Monday a convoy of 14 trucks was burned in Orvan.",
        "Three hostages were freed the day after.",
        "The board heard 63 witnesses in May.",
        "The patrol heard 4 mortar rounds on Monday.",
    ],
)
def test_details_plans_and_sittings_are_none(text: str) -> None:
    assert figures(text) == []


def test_the_number_of_another_speaker_takes_up_the_count_before() -> None:
    [first, second] = figures("The mission recorded 55 violations in Orvan in April. The Front says 90.")
    assert (second.measure, second.value.plain if second.value else None) == (first.measure, 90)
    assert second.attribution == "The Front"


@pytest.mark.parametrize(
    "text",
    [
        "The commission examined 33 complaints: 20 by the army, 13 by the Front.",
        "The week saw 33 complaints. Orvan had 20 and Veldara 13.",
    ],
)
def test_numbers_that_add_up_to_a_count_are_its_parts(text: str) -> None:
    assert [n for _, n in counts(text)] == [33, 20, 13]
    assert len({m for m, _ in counts(text)}) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Violations climbed to 88 in the week of 5-11 May from 61 a week earlier.",
            [("2031-05-05", "2031-05-11"), ("2031-04-28", "2031-05-04")],
        ),
        ("The team counted 40 breaches in the week to 14 May.", [("2031-05-08", "2031-05-14")]),
    ],
)
def test_a_time_told_by_another_one(text: str, expected: list[tuple[str, str]]) -> None:
    assert days(text) == expected


def test_the_lines_of_a_report_have_the_time_of_its_title() -> None:
    text = "Violations of the truce, 1-30 April 2031\n\n1. Arbitrary arrests: 22\n2. Enforced disappearances: 4\n"
    assert counts(text) == [("arbitrary arrests", 22), ("enforced disappearances", 4)]
    assert days(text) == [("2031-04-01", "2031-04-30")] * 2


def test_a_list_by_type_names_no_places() -> None:
    text = "Violations by type, April 2031\n\n- Small arms: 44\n- Drone: 8\n- Mortar: 17\n"
    assert [c.place for c in figures(text)] == [None] * 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Incidents this week 14, last week 22.", [("incidents", 14), ("incidents", 22)]),
        ("Convoys: 6 through, 1 stopped.", [("convoys through", 6), ("convoys stopped", 1)]),
        ("- Arrests: 22 (Army 15, Front 7)", [("arrests", 22), ("arrests", 15), ("arrests", 7)]),
        ("- Attacks on health workers: none", [("attacks on health workers", 0)]),
        ("How many families are still in the camps?\nThe Minister: 1,900, at the last count.", [("families", 1900)]),
        ("There were 17 incidents this week (last week: 25).", [("incidents", 17), ("incidents", 25)]),
    ],
)
def test_counts_that_leave_words_out(text: str, expected: list[tuple[str, int]]) -> None:
    assert counts(text) == expected


def test_four_and_nine_are_two_numbers() -> None:
    assert counts("Six people were killed this year and 15 injured, compared with four and nine last year.") == [
        ("killed", 6),
        ("injured", 15),
        ("killed", 4),
        ("injured", 9),
    ]


def test_what_is_counted_gives_no_count() -> None:
    [one] = figures("Complaints received from the public rose to 31.")
    assert one.attribution is None


def test_a_number_for_another_time_has_not_that_of_the_list() -> None:
    text = "What we counted, 1-30 April 2031\n\n- killed: 14 (March: 20)\n- houses burned: 52\n"
    assert [n for _, n in counts(text)] == [14, 20, 52]
    assert days(text)[1] != ("2031-04-01", "2031-04-30")


def test_tables_speak_for_their_owner() -> None:
    text = "In April the mission recorded 31 violations. The army's tables have 24."
    assert [c.attribution for c in figures(text)] == ["the mission", "The army"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The commission registered 214 violations in April. Of these, 120 were attributed to the army, 80 to the Front"
            " and 14 could not be attributed.",
            [214, 120, 80, 14],
        ),
        ("Our teams verified 33 complaints in April. Twenty were upheld, nine were rejected.", [33, 20, 9]),
        ("In the first week the monitors counted 40 breaches; in the second, 22; in the third, 8.", [40, 22, 8]),
        ("Both sides reported fewer violations this week: the army six, the Front two.", [6, 2]),
        ("Of the 51 incidents of April, Orvan had 30, Veldara 15 and Tarn six.", [51, 30, 15, 6]),
        ("The mission has certified 58 violations since March. The Front has filed 70.", [58, 70]),
        ("Since the truce began 23 civilians have lost their lives, among them five children.", [23, 5]),
        ("We logged 24 violations this week, up from 15 a week earlier.", [24, 15]),
    ],
)
def test_parts_and_series_go_on_from_the_count_before(text: str, expected: list[int]) -> None:
    assert [n for _, n in counts(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In January this office recorded the homicide of 14 leaders, 27 threats, and the confinement of 3,100 members of the"
            " villages.",
            [("killed", 14), ("threats", 27), ("confinement", 3100)],
        ),
        (
            "Violations fell by half in May, to 44 from 88 in April.",
            [("ceasefire violations", 44), ("ceasefire violations", 88)],
        ),
        ("The exchange in April brought home 60 soldiers.", [("returned", 60)]),
        ("No civilian was killed in April.", [("killed", 0)]),
        ("Since March the truce has been kept, with not a single shell reported.", [("shells", 0)]),
    ],
)
def test_acts_amounts_and_nothing_are_counts(text: str, expected: list[tuple[str, int]]) -> None:
    assert counts(text) == expected


def test_another_toll_of_an_incident_is_that_of_who_gives_it() -> None:
    told = figures("The army said 14 villagers died in the raid on Tarn on 9 May. The church says 31.")
    assert [(c.measure, c.value.plain if c.value else None, c.attribution) for c in told] == [
        ("killed", 31, "The church")
    ]


def test_an_answer_counts_what_was_asked() -> None:
    assert counts("Q: How many prisoners have been freed?\nA: The government has let go 210. The Front, 96.") == [
        ("prisoners", 210),
        ("prisoners", 96),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The two sides agreed on 9 May to exchange 200 prisoners and to withdraw 30 tanks.",
        "The price of bread rose to 300 dinars.",
        "The Council enlarged the mission by 120 observers on 2 May.",
        "A convoy of 22 trucks reached Tarn on 10 May.",
        "The mission recorded no more than this in April. Item 3.\nItem 4.",
    ],
)
def test_plans_sizes_and_names_are_no_counts(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The remains of 48 people were pulled from the debris in Orvan.", [("bodies", 48)]),
        ("Four of the 22 captives have not been freed.", []),
        ("Some 800 trucks entered in April, short of the 1,300 trucks promised.", [("trucks", 800)]),
        ("The ministry released 14 photographs of the crater.", []),
        ("Raiders killed 19 people in seven attacks, the council said.", [("killed", 19)]),
        ("Shelling has killed 31 since the raid, including one on Friday.", [("killed", 31)]),
        ("The team recorded 9 breaches in May. Two boys, aged 12 and 15, were fishing.", [("ceasefire violations", 9)]),
        ("The team recorded 9 breaches in May. The council voted 40 to 12.", [("ceasefire violations", 9)]),
        ("The team recorded 9 breaches in May. Its phone number is 441.", [("ceasefire violations", 9)]),
        ("No one came. No shelling was reported.", []),
        ("No shelling was reported in Orvan on Monday.", [("shelling incidents", 0)]),
        ("Some 700 families are camping behind the mill.", [("displaced", 700)]),
        ("The ministry admits to 26 deaths in its own ranks.", [("killed", 26)]),
        ("The deaths bring to 61 the number of people killed since 3 May.", [("killed", 61)]),
    ],
)
def test_what_is_owed_found_dead_or_of_another_unit_is_counted_for_what_it_is(
    text: str, expected: list[tuple[str, int]]
) -> None:
    assert counts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In Orvan region the team recorded 60 breaches on 3 and 4 May. In the previous 24 hours it recorded none of them. "
            "In the preceding day it recorded 4 breaches in the region.",
            ("2031-05-02", "2031-05-02"),
        ),
        ("Since the rebels took up arms in 2019, 44 people have been killed.", ("2019-01-01", "2031-05-15")),
        ("The pact came into force on 2 May after battles that killed 4,000 people.", None),
        ("There were 12 violations between the start of the truce and the end of April.", None),
        ("On 3 May and 8 May the army recorded 7 violations.", ("2031-05-03", "2031-05-08")),
    ],
)
def test_the_period_is_that_of_the_count_and_not_of_a_clause_beside_it(
    text: str, expected: tuple[str, str] | None
) -> None:
    assert days(text)[-1] == expected


def test_a_side_of_a_truce_is_neither_place_nor_speaker_and_the_region_is_the_one_just_named() -> None:
    [one] = figures("The ceasefire with Sarland saw 40 violations in April, the army said.")
    assert (one.place, one.attribution) == (None, "the army")
    [_, two] = figures("In Orvan the team saw 12 blasts in April. In May it saw 31 blasts in the district.")
    assert two.place == "Orvan"


def test_possible_violations_are_not_held() -> None:
    assert [c.modality.value for c in figures("The council counted 33 possible violations in April.")] == ["alleged"]
