# ruff: noqa: E501 - sentences that are read stay on one line
"""Bulletins that keep to no set form: who counts and who broke the truce, numbers that are taken back, answers, and number words."""

import datetime as dt
from pathlib import Path

import pytest

from ceasefire.reading.bulletins import Bulletin, read_bulletin
from ceasefire.reading.bulletins.model import CASES
from tests.reading.bulletins.known import in_folder

KOLMA = in_folder(Path(__file__).parent / "truces" / "kolma")
DAY = dt.date(2031, 5, 14)
A, K = "Ardistan", "Kolma Front"


def read(text: str, language: str | None = None) -> Bulletin:
    found = read_bulletin(text, names=KOLMA, date=DAY, language=language)
    assert found is not None
    return found


def cases(text: str) -> set[tuple[str | None, str, int]]:
    return {(e.counted_by, e.place, int(e.count)) for e in read(text).entries if e.measure.startswith(CASES)}


def answers(text: str) -> set[tuple[str, str | None, int]]:
    found = [e for e in read(text).entries if "confirmed" in e.measure or "denied" in e.measure]
    return {("denied" if "denied" in e.measure else "confirmed", e.by, int(e.count)) for e in found}


@pytest.mark.parametrize(
    "text",
    [
        "Ardistan, 14 May 2031\nWe did not register nine violations, but seven: four in Lisk and three in Tarnak.\n",
        "Ardistan, bulletin du 14 mai 2031\nNous n'avons pas enregistré neuf violations mais sept : quatre à Lisk et trois à Tarnak.\n",
        "Ардистан, сводка за 14 мая 2031 года\nМы зафиксировали не 9, а 7 нарушений: четыре в Лиске и три в Тарнаке.\n",
        "أردستان، نشرة 14 أيار 2031\nلم نسجل تسعة خروق بل سبعة: أربعة في ليسك وثلاثة في تارناك.\n",
        "اردستان، گزارش ۱۴ مه ۲۰۳۱\nشمار نقض‌ها نه ده مورد بلکه هفت مورد بود: چهار مورد در لیسک و سه مورد در تارناک.\n",
    ],
)  # fmt: skip
def test_a_number_that_is_denied_is_no_count(text: str) -> None:
    assert cases(text) == {(A, "ALL", 7), (A, "Lisk", 4), (A, "Tarnak", 3)}


def test_what_a_party_calls_the_cases_of_another_it_counts_itself() -> None:
    assert cases("Ardistan, 14 May 2031\nViolations by the Kolma side: 12 (Lisk 7, Tarnak 5).\n") == {
        (A, "ALL", 12),
        (A, "Lisk", 7),
        (A, "Tarnak", 5),
    }


def test_who_accuses_us_counts() -> None:
    text = "Ardistan, 14 May 2031\nOur posts logged 3 breaches in Lisk.\nThe Kolma Front accuses us of 4 violations in Tarnak.\n"
    assert (K, "Tarnak", 4) in cases(text)


def test_numbers_that_somebody_only_looked_into_are_no_counts() -> None:
    text = "Ardistan, 14 May 2031\nThe Kolma Front reported six violations in Lisk. We examined all six and confirmed two of these six.\n"
    assert {(who, count) for who, _, count in cases(text)} == {(K, 6)}
    assert answers(text) == {("confirmed", A, 2)}


def test_none_but_a_number_confirms_that_number() -> None:
    text = "أردستان، نشرة 14 أيار 2031\nسجلت جبهة كولما 9 خروق في ليسك. ولم يثبت منها إلا واحد.\n"
    assert answers(text) == {("confirmed", A, 1)}


def test_a_list_that_is_rejected_was_told_and_is_denied_whole() -> None:
    text = "Ardistan, 14 May 2031\nOur posts logged 3 breaches in Lisk.\nThe Kolma Front's list of seven violations, which it handed over today, is rejected in full.\n"
    assert (K, "ALL", 7) in cases(text)
    assert answers(text) == {("denied", A, 7)}


def test_a_head_that_confirms_stands_for_its_entries() -> None:
    text = (
        "Truce bulletin of Ardistan, 14 May 2031\nViolations: 9 (Lisk 9)\nConfirmed by Ardistan: 4 of the Kolma Front\n"
    )
    assert answers(text) == {("confirmed", A, 4)}


def test_a_correction_within_a_line_ends_with_its_right_number() -> None:
    text = "Ardistan, 14 May 2031\nWe logged 3 breaches in Lisk. Correction: yesterday's figure was wrong, it was 4 and not 14. The Kolma Front reported 5 violations in Tarnak.\n"
    found = [e for e in read(text).entries if e.rule.endswith("correction")]
    assert [e.count for e in found] == [4]
    assert (K, "Tarnak", 5) in cases(text)
    assert 14 not in {count for _, _, count in cases(text)}


def test_fewer_than_the_day_before_is_no_correction() -> None:
    text = "Ardistan, bulletin du 14 mai 2031\nNous avons relevé quatorze violations au lieu de vingt la veille : neuf à Lisk et cinq à Tarnak.\n"
    assert {(A, "ALL", 14), (A, "Lisk", 9), (A, "Tarnak", 5)} <= cases(text)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Ardistan, 14 May 2031\nOur posts logged violations: Lisk twenty-one, Tarnak nine and Brevia eight.\n", {21, 9, 8}),
        ("Ardistan, bulletin du 14 mai 2031\nNous avons relevé des violations : Lisk soixante et onze, Tarnak dix et Brévie sept.\n", {71, 10, 7}),
        ("أردستان، نشرة 14 أيار 2031\nالخروقات: ليسك خمسة وعشرون، تارناك اثنا عشر، بريفيا اثنان.\n", {25, 12, 2}),
        ("Ардистан, сводка за 14 мая 2031 года\nНарушения: Лиск — двадцать одно, Тарнак — полтора десятка, Бревия — пять.\n", {21, 15, 5}),
        ("Ardistan, 14 Mayıs 2031\nİhlaller: Lisk on iki, Tarnak dörttür, Brevya üç.\n", {12, 4, 3}),
    ],
)  # fmt: skip
def test_number_words_make_the_numbers_that_they_are(text: str, numbers: set[int]) -> None:
    assert {count for _, _, count in cases(text)} == numbers


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ardistan, 14 May 2031\nThe Ardi side recorded 9 violations: five in Lisk and four in Orvan province.\n", "Orvan"),
        ("Ардистан, сводка за 14 мая 2031 года\nМы зафиксировали 9 нарушений: пять в Лиске и четыре в провинции Орван.\n", "Орван"),
        ("أردستان، نشرة 14 أيار 2031\nسجلنا 9 خروق: خمسة في ليسك وأربعة في محافظة أورفان.\n", "أورفان"),
    ],
)  # fmt: skip
def test_a_province_of_no_known_name_keeps_its_count(text: str, name: str) -> None:
    assert cases(text) == {(A, "ALL", 9), (A, "Lisk", 5), (A, name, 4)}


def test_the_number_of_a_bulletin_is_no_count() -> None:
    assert cases("ARDISTAN - REPORT 168 - 14 MAY 2031\nViolations: 12 (Lisk 7, Tarnak 5)\n") == {
        (A, "ALL", 12),
        (A, "Lisk", 7),
        (A, "Tarnak", 5),
    }


def test_what_is_told_aside_of_a_count_is_of_its_place() -> None:
    text = "Ardistan, 14 May 2031\nWe recorded 94 violations. The majority, 63, including 30 explosions, were recorded in Lisk.\n"
    found = {(e.unit, e.place, int(e.count)) for e in read(text).entries}
    assert {("case_of_firing", "Lisk", 63), ("explosion", "Lisk", 30)} <= found


def test_who_is_joined_to_another_by_a_hyphen_counts_nothing() -> None:
    text = "Ardistan, 14 May 2031\nArdi officers of the Ardi-Kolma commission recorded 9 violations in Lisk. The Kolma side recorded 2 in Tarnak.\n"
    assert {(who, count) for who, _, count in cases(text)} == {(A, 9), (K, 2)}
