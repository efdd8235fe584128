"""Figures told by labels in a row, by what became of people, and by those who give another number."""

import pytest

from tests.reading.figures_of import counts, figures

BREACHES = "ceasefire violations"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "ORVAN DISTRICT: 37 violations (previous day: 52). Tarn 21, Velda 16, Brezna 0.",
            [(BREACHES, 37), (BREACHES, 52), (BREACHES, 21), (BREACHES, 16), (BREACHES, 0)],
        ),
        (
            "The secretary read the monthly count of violations: February 48, March so far 73.",
            [(BREACHES, 48), (BREACHES, 73)],
        ),
        (
            "Violations by type: rifle fire 28; mortar rounds 7. Total 35.\n\nBy side: Sarland Army 17, Front 15. Undetermined: 3.",
            [("rifle fire", 28), ("mortar rounds", 7), *((BREACHES, n) for n in (35, 17, 15, 3))],
        ),
        (
            "2. Complaints of violations, May. Registered: 41. Attributed to the Front: ten.",
            [("complaints", 41), ("complaints", 10)],
        ),
        (
            "The mission recorded 11 violations.\n\nUpper Tarn ........ 7\nLower Tarn ........ 4",
            [(BREACHES, 11), (BREACHES, 7), (BREACHES, 4)],
        ),
    ],
)
def test_a_series_of_labels_goes_on_counting(text: str, expected: list[tuple[str, int]]) -> None:
    assert counts(text) == expected


def test_each_label_of_a_series_has_its_place_or_its_month() -> None:
    [_, tarn, nil] = figures("ORVAN DISTRICT: 37 violations. Tarn 21, Velda nil.")
    assert (tarn.place, nil.place) == ("Tarn", "Velda")
    [_, may] = figures("The monthly count of violations: April 48, May so far 73.")
    assert str(may.period.start if may.period else None) == "2031-05-01"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('The army speaks of 140 violations in May; the Front has "over 200".', [(BREACHES, 140), (BREACHES, 200)]),
        (
            "The army logged 140 violations in April; the Front admits to fewer than 20.",
            [(BREACHES, 140), (BREACHES, 20)],
        ),
    ],
)
def test_bounds_and_marks_of_quotation_stand_round_a_number_that_goes_on(
    text: str, expected: list[tuple[str, int]]
) -> None:
    assert counts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Displacement. An estimated 4,200 persons reached Orvan in May.", [("displaced", 4200)]),
        ("Rain and fighting pushed 26,000 people from their homes in May.", [("displaced", 26_000)]),
        (
            "The mayor speaks of 640 families sheltering in Orvan; the church counts 800.",
            [("displaced", 640), ("displaced", 800)],
        ),
        ("Forced displacement affected 2,870 persons in April.", [("displaced", 2870)]),
        ("It brought to 16 the number of troops hurt by mines this year.", [("injured", 16)]),
        ("By the end of April 38 detainees changed hands.", [("detainees exchanged", 38)]),
        ("No police officer has been hurt since 12 May.", [("injured", 0)]),
        ("Some 27,000 lives were lost in the war.", [("killed", 27_000)]),
    ],
)
def test_what_became_of_people_is_what_is_counted(text: str, expected: list[tuple[str, int]]) -> None:
    assert counts(text) == expected


@pytest.mark.parametrize(
    "text", ["Phase 1 lasts 14 days. Room 12, Box 7.", "The monitors met in Orvan on 3 May. Annex 4: 12 pages."]
)
def test_labels_of_no_count_are_none(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Killed since 2 May: 127, of whom 71 civilians.", [("killed", 127), ("killed", 71)]),
        (
            "- 12,300: displaced people in Orvan, of whom 4,100 are under ten",
            [("displaced", 12_300), ("displaced", 4100)],
        ),
        ("Families that left Orvan: 120; that came back: 9.", [("displaced", 120), ("returned", 9)]),
        ("Violations doubled between March (24) and April (48).", [(BREACHES, 24), (BREACHES, 48)]),
        (
            "The violations have thinned. From 900 in March they dropped to 200 in April.",
            [(BREACHES, 900), (BREACHES, 200)],
        ),
        (
            "The mission logged 64 violations, including 12 explosions (previous period: 31).",
            [(BREACHES, 64), ("explosions", 12), (BREACHES, 31)],
        ),
        ("Of the 22 heavy guns, 14 have been pulled back.", [("guns", 14)]),
        ("There are 64 observers in the field, out of a planned 120.", [("observers", 64)]),
        ("The toll now stands at 14 dead and 31 wounded.", [("killed", 14), ("injured", 31)]),
        ("The truce has been violated on 43 occasions.", [(BREACHES, 43)]),
        ("Deaths are down by a third, to 41, in April.", [("killed", 41)]),
        ("The war has sent 120,000 people into exile.", [("displaced", 120_000)]),
        ("Nobody has died in the valley since 3 May.", [("killed", 0)]),
    ],
)
def test_parts_and_topics_say_what_a_number_counts(text: str, expected: list[tuple[str, int]]) -> None:
    assert counts(text) == expected


def test_months_in_brackets_are_times_and_no_places() -> None:
    assert [
        (str(c.period.start) if c.period else None, c.place)
        for c in figures("Deaths rose between March (24) and April (48).")
    ] == [
        ("2031-03-01", None),
        ("2031-04-01", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The board met on the complaints of May. Closed 1640.",
        "The board counted 19 violations.\n\n- 2031, 6 March - Orvan bridge.",
    ],
)
def test_hours_and_years_go_on_with_no_count(text: str) -> None:
    assert [c.value.plain if c.value else None for c in figures(text)] in ([], [19])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("VIOLATIONS: TOTAL 41 (RIFLES 28; MORTARS 13). PREVIOUS WEEK: 52.", [(BREACHES, n) for n in (41, 28, 13, 52)]),
        ("By district: Upper Orvan 10 killed, Tarn 6, Velda 4.", [("killed", n) for n in (10, 6, 4)]),
        ("Week 31: 14 violations. Week 32: 9. Week 33: 22.", [(BREACHES, n) for n in (14, 9, 22)]),
        ("\u25b6 Killed: 12\n\u25b6 Missing: 4", [("killed", 12), ("missing", 4)]),
        ("*Violations*: 14\n*Displaced*: none new", [(BREACHES, 14), ("displaced", 0)]),
        ("No. of violations: 41\nNo. of patrols: 61", [(BREACHES, 41), ("patrols", 61)]),
        ("KEY FIGURES\n12,400 displaced\n61 violations since 1 May", [("displaced", 12_400), (BREACHES, 61)]),
    ],
)
def test_forms_of_a_report_are_read(text: str, expected: list[tuple[str, int]]) -> None:
    assert counts(text) == expected


def test_a_row_of_a_month_has_that_month() -> None:
    rows = figures("Violations by month\n\nMonth | Army | Front\nMarch | 12 | 9\nApril | 30 | 11")
    assert [(str(c.period.start) if c.period else None, c.place) for c in rows[::2]] == [
        ("2031-03-01", None),
        ("2031-04-01", None),
    ]


@pytest.mark.parametrize(
    ("text", "who", "n"),
    [
        (
            "In May five soldiers died by the army's account, thirty by the rebels'.",
            ["the army", "the rebels"],
            [5, 30],
        ),
        ("Since May 140 people have died, by the ministry's ledger.", ["the ministry"], [140]),
        ("On Monday a mine killed nine men (ten, in the Front's version).", ["the Front"], [10]),
    ],
)
def test_a_count_is_of_whom_its_noun_names(text: str, who: list[str], n: list[int]) -> None:
    told = figures(text)
    assert ([c.attribution for c in told], [c.value.plain if c.value else None for c in told]) == (who, n)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He is the sixth councillor killed this year.", [("killed", 6)]),
        ("The truce was broken for the 29th time since New Year.", [(BREACHES, 29)]),
        ("Nobody was exchanged in April.", [("exchanged", 0)]),
        ("The Front says that it holds nobody.", [("detained", 0)]),
        ("In April patrols were turned back nine times.", [("access denials", 9)]),
        ("The sixth round was held this year.", []),
        ("If nobody is exchanged in June, the talks end.", []),
    ],
)
def test_ordinals_none_and_times_are_counts(text: str, expected: list[tuple[str, int]]) -> None:
    assert counts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The observers logged 84 breaches in April. Forty, mostly by mortar, fall to Orvan, 30 to Tarn and fourteen to Velda.",
            [(BREACHES, n) for n in (84, 40, 30, 14)],
        ),
        (
            "The observers logged 84 breaches in April. Twenty stand proven: eleven by the army, nine by the Front.",
            [(BREACHES, n) for n in (84, 20, 11, 9)],
        ),
        (
            "The commission examined 60 complaints. It found 24 to be justified and 31 groundless; the remaining five are pending.",
            [("complaints", n) for n in (60, 24, 31, 5)],
        ),
        ("The army was blamed for 30 breaches in April.", [(BREACHES, 30)]),
        ("Violations, which had stood far higher, shrank to 120 in April.", [(BREACHES, 120)]),
        (
            "Clashes, of which there had been 114 in March, fell to twelve in April.",
            [("clashes", 12), ("clashes", 114)],
        ),
        ("Refugees abroad number some 410,000.", [("displaced", 410_000)]),
        ("Some 3,000 displaced persons had gone home by the end of April.", [("returned", 3000)]),
        ("By noon 14,000 people had crossed the Sarva river.", [("displaced", 14_000)]),
        ("The month of April saw 31 deaths, four more than March.", [("killed", 31)]),
        ("The observers received 41 complaints in April, all but nine from the Front.", [("complaints", 41)]),
    ],
)
def test_parts_judged_assigned_and_fallen_are_counts_and_differences_are_none(
    text: str, expected: list[tuple[str, int]]
) -> None:
    assert counts(text) == expected


def test_a_month_that_brings_a_count_is_its_time() -> None:
    assert [str(c.period.start) for c in figures("April brought 41 breaches; March had brought 63.") if c.period] == [
        "2031-04-01",
        "2031-03-01",
    ]
