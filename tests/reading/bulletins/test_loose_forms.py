# ruff: noqa: E501 - sentences that are read stay on one line
"""Forms of bulletins that keep to no set form: rows, telegrams, brackets, who is accused, what is no count."""

import datetime as dt
from pathlib import Path

import pytest

from ceasefire.reading.bulletins import Bulletin, read_bulletin
from ceasefire.reading.bulletins.model import CASES, RUNNING
from ceasefire.reading.known_names.bundle import package_names
from tests.reading.bulletins.known import in_folder

KOLMA = in_folder(Path(__file__).parent / "truces" / "kolma")
DAY = dt.date(2031, 5, 14)
A, K = "Ardistan", "Kolma Front"
HEAD = "Ardistan, 14 May 2031\n\nOur posts logged 6 breaches: 3 in Lisk, 2 in Brevia and 1 in Ovadan.\n\n"
TOLD = {(A, "ALL", 6), (A, "Lisk", 3), (A, "Brevia", 2), (A, "Ovadan", 1)}


def read(text: str) -> Bulletin:
    found = read_bulletin(text, names=KOLMA, date=DAY)
    assert found is not None
    return found


def cases(text: str, measure: str = CASES) -> set[tuple[str | None, str, int]]:
    return {(e.counted_by, e.place, int(e.count)) for e in read(text).entries if e.measure == measure}


def stands(text: str) -> set[tuple[str, str, str | None, int]]:
    found = [e for e in read(text).entries if "confirmed" in e.measure or "denied" in e.measure]
    kinds = ("not_confirmed", "denied", "confirmed")
    return {(next(k for k in kinds if k in e.measure), e.place, e.by, int(e.count)) for e in found}


ROWS = {
    "semicolons": "Ardistan, 14 May 2031\n\nPlace; violations; explosions\nTarnak; 6; 2\nLisk; 4; 0\nTotal; 10; 2\n",
    "no head for places": "Ardistan, 14 May 2031\n\n              Violations    Explosions\nTarnak            6             2\nLisk              4             0\nTotal            10             2\n",
    "telegram": "ARDISTAN TO ALL STATIONS\n14 MAY 2031\nVIOLATIONS TOTAL TEN STOP TARNAK SIX LISK FOUR STOP PATROL 4 ON ROUTE 9 STOP\n",
}


@pytest.mark.parametrize("form", ROWS)
def test_rows_and_telegrams(form: str) -> None:
    assert cases(ROWS[form]) == {(A, "ALL", 10), (A, "Tarnak", 6), (A, "Lisk", 4)}


def test_quotes_of_a_telegram_are_as_it_stands() -> None:
    text = ROWS["telegram"]
    assert all(text[e.start : e.end] == e.quote for e in read(text).entries)


BROKEN = {
    "en": "Ardistan, 14 May 2031\n\nThe Kolma Front broke the truce nine times: six times in Tarnak and three times in Lisk.\n",
    "en committed": "Ardistan, 14 May 2031\n\nThe forces of the Kolma Front committed nine violations: six in Tarnak and three in Lisk.\n",
    "fr": "Ardistan, bulletin du 14 mai 2031\n\nLe Front de Kolma a violé la trêve neuf fois : six fois à Tarnak et trois fois à Lisk.\n",
    "ru": "Ардистан, сводка за 14 мая 2031 года\n\nФронт Колма нарушил перемирие девять раз: шесть раз в Тарнаке и три раза в Лиске.\n",
    "tr": "Ardistan, 14 Mayıs 2031\n\nKolma Cephesi ateşkesi dokuz kez bozdu: altı kez Tarnak'ta, üç kez Lisk'te.\n",
    "ar": "أردستان، نشرة 14 أيار 2031\n\nانتهكت جبهة كولما الهدنة تسع مرات، منها ست مرات في تارناك وثلاث مرات في ليسك.\n",
    "fa": "اردستان، گزارش ۱۴ مه ۲۰۳۱\n\nجبهه کولما نه بار آتش‌بس را نقض کرد: شش بار در تارناک و سه بار در لیسک.\n",
}


@pytest.mark.parametrize("form", BROKEN)
def test_who_is_said_to_have_broken_the_truce_counts_nothing(form: str) -> None:
    assert cases(BROKEN[form]) == {(A, "ALL", 9), (A, "Tarnak", 6), (A, "Lisk", 3)}


def test_times_that_break_nothing_are_no_cases() -> None:
    assert cases(HEAD + "Callers rang us 26 times.\n") == TOLD


def test_a_party_in_brackets_counts_what_stands_before_it() -> None:
    text = "Truce bulletin of Ardistan, 14 May 2031\n\nViolations by place: Tarnak 5 (Ardistan 3, Kolma Front 2), Lisk 1.\n"
    assert cases(text) >= {(A, "Tarnak", 5), (A, "Tarnak", 3), (K, "Tarnak", 2), (A, "Lisk", 1)}


def test_none_of_both() -> None:
    text = HEAD + "Neither Ardistan nor the Kolma Front reported anything from Ovadan.\n"
    assert cases(text) >= {(A, "Ovadan", 0), (K, "Ovadan", 0)}


def test_a_place_alone_before_a_comma_is_that_of_the_number_behind_it() -> None:
    text = "Ardistan, 14 May 2031\n\nIn Tarnak, our posts counted nine violations; in Lisk, four. More than half of those in Tarnak were at night.\n"
    assert cases(text) == {(A, "Tarnak", 9), (A, "Lisk", 4)}


def test_two_each_in_one_word() -> None:
    text = "Ardistan, 14 Mayıs 2031\n\n4 ihlal kaydedildi: Tarnak ve Lisk'te ikişer.\n"
    assert cases(text) == {(A, "ALL", 4), (A, "Tarnak", 2), (A, "Lisk", 2)}


NO_COUNTS = {
    "range of days": "From 8 to 14 May we also kept watch on the road.\n",
    "difference": "That is two fewer than the day before.\n",
    "multiple": "That is twice as many as a week ago.\n",
}


@pytest.mark.parametrize("form", NO_COUNTS)
def test_numbers_that_tell_no_further_count(form: str) -> None:
    assert cases(HEAD + NO_COUNTS[form]) == TOLD


def test_cases_in_villages_are_no_villages() -> None:
    text = "Ardistan, 14 May 2031\n\nOur posts logged 5 breaches: two in the villages of Tarnak, three near the village of Lisk.\n"
    assert cases(text) == {(A, "ALL", 5), (A, "Tarnak", 2), (A, "Lisk", 3)}


def test_several_corrections_in_one_sentence() -> None:
    text = HEAD + "Corrections: Tarnak should read 4 instead of 14; Ovadan should read 6 instead of 5.\n"
    found = {(e.place, int(e.count)) for e in read(text).entries if e.rule.endswith("correction")}
    assert found == {("Tarnak", 4), ("Ovadan", 6)}


CONFIRMED = {
    "en passive": "Two of the three cases in Lisk were visited and confirmed.\n",
    "en could": "We could verify only two of the three.\n",
}


@pytest.mark.parametrize("form", CONFIRMED)
def test_how_many_are_confirmed(form: str) -> None:
    assert {(kind, by, count) for kind, _, by, count in stands(HEAD + CONFIRMED[form])} == {("confirmed", A, 2)}


def test_a_french_only_is_no_not() -> None:
    text = "Ardistan, bulletin du 14 mai 2031\n\nNos postes n'ont relevé que trois violations à Lisk. Nous n'avons pu en vérifier que deux.\n"
    assert cases(text) == {(A, "Lisk", 3)}
    assert {(kind, count) for kind, _, _, count in stands(text)} == {("confirmed", 2)}


def test_the_place_of_what_is_confirmed_is_behind_its_number() -> None:
    text = "Ardistan, 14 May 2031\n\nOur posts logged 7 breaches in Tarnak. Our officers in Lisk confirmed two of the seven cases in Tarnak.\n"
    assert stands(text) == {("confirmed", "Tarnak", A, 2)}


RUN = {
    "en": "So far in May we have counted 41 violations.\n",
    "tr": "Ardistan, 14 Mayıs 2031\n\nLisk'te 3 ihlal kaydedildi. Mayıs başından beri 41 ihlal kaydettik.\n",
    "ru": "Ардистан, сводка за 14 мая 2031 года\n\nВ Лиске отмечено 3 нарушения. С начала мая мы насчитали 41 нарушение.\n",
}


@pytest.mark.parametrize("language", RUN)
def test_counts_since_the_beginning_of_a_month_that_is_named(language: str) -> None:
    text = HEAD + RUN["en"] if language == "en" else RUN[language]
    assert (A, "ALL", 41) in cases(text, RUNNING)


WORDS = {
    "tr": ("Ardistan, 14 Mayıs 2031\n\nTarnak'ta onbir, Lisk'te yirmi iki ihlal kaydettik. Bunların onu Lisk'te gece oldu.\n", {11, 22}),
    "fa": ("اردستان، گزارش ۱۴ مه ۲۰۳۱\n\nدر تارناک بیست‌وهفت مورد نقض و در لیسک سی‌ویک مورد نقض ثبت کردیم.\n", {27, 31}),
    "ar": ("أردستان، نشرة 14 أيار 2031\n\nسجلنا سبعةً وعشرين خرقًا في تارناك وإحدى وثلاثين شكوى في ليسك.\n", {27, 31}),
    "ru": ("Ардистан, сводка за 14 мая 2031 года\n\nМы сообщаем о двадцати семи нарушениях в Тарнаке и об обоих случаях в Лиске.\n", {27, 2}),
}  # fmt: skip


@pytest.mark.parametrize("language", WORDS)
def test_numbers_in_words(language: str) -> None:
    text, numbers = WORDS[language]
    assert {count for _, _, count in cases(text)} >= numbers


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Au total, la mission a recensé 12 violations du cessez-le-feu.", "African Union"),
        ("Un obus est tombé à Orvan. La mission a recensé 3 violations du cessez-le-feu.", "United Nations"),
        ("The mission reports: let us say 6 violations of the truce were registered.", "United States"),
    ],
)
def test_a_word_in_small_letters_is_no_abbreviation(text: str, who: str) -> None:
    entries = read_bulletin(text, names=package_names().known, date=dt.date(2031, 5, 14)).entries
    assert all(who not in (entry.by, entry.counted_by) for entry in entries)


@pytest.mark.parametrize(
    "text",
    [
        "En avril 2031, la mission a recensé 41 violations du cessez-le-feu.",
        "La mission a recensé 41 violations du cessez-le-feu pendant la semaine écoulée.",
        "За апрель 2031 года российская сторона зафиксировала 120 нарушений режима прекращения огня.",
        "Nisan ayında Rus tarafı 120 ateşkes ihlali tespit etti.",
        "خلال الأسبوع سجل الجانب الروسي 41 خرقا لوقف إطلاق النار.",
        "طرف روسی در هفته گذشته ۴۱ مورد نقض آتش‌بس ثبت کرد.",
    ],
)
def test_a_count_of_a_week_or_month_is_none_of_the_days_of_a_bulletin(text: str) -> None:
    found = read_bulletin(text, names=package_names().known, date=dt.date(2031, 5, 14))
    assert not found or all(entry.measure.startswith(RUNNING) for entry in found.entries)
