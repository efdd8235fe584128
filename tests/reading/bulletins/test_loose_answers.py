"""What bulletins in no set form tell of forces, answers, totals and of none, in six languages."""

import datetime as dt
from pathlib import Path

import pytest

from ceasefire.reading.bulletins import read_bulletin
from tests.reading.bulletins.known import in_folder

KOLMA = in_folder(Path(__file__).parent / "truces" / "kolma")
DAY = dt.date(2031, 5, 14)
A, K = "Ardistan", "Kolma Front"
HEADS = {
    "en": "Ardistan, 14 May 2031\n\nOur posts logged 6 breaches.\n\n",
    "fr": "Ardistan, 14 mai 2031\n\nNos postes ont relevé 6 violations.\n\n",
    "ru": "Ардистан, 14 мая 2031 года\n\nНаши посты отметили 6 нарушений.\n\n",
    "tr": "Ardistan, 14 Mayıs 2031\n\nEkiplerimiz 6 ihlal kaydetti.\n\n",
    "ar": "أردستان، 14 أيار 2031\n\nسجلت فرقنا 6 خروق.\n\n",
    "fa": "اردستان، ۱۴ مه ۲۰۳۱\n\nناظران ما ۶ نقض ثبت کردند.\n\n",
}
FORCES = [
    ("en", "Kolma Front troops opened fire three times in Lisk."),
    ("fr", "Les troupes du Front de Kolma ont ouvert le feu à trois reprises à Lisk."),
    ("ru", "Войска Фронта Колма трижды открывали огонь в Лиске."),
    ("tr", "Kolma Cephesi birlikleri Lisk'te üç kez ateş açtı."),
    ("ar", "فتحت قوات جبهة كولما النار ثلاث مرات في ليسك."),
    ("fa", "نیروهای جبهه کولما سه بار در لیسک آتش گشودند."),
]
TOTALS = [
    ("en", "The number of settlements that have joined grew from 204 to 205."),
    ("fr", "Le nombre de localités ralliées est passé de 204 à 205."),
    ("ru", "Число присоединившихся населённых пунктов выросло с 204 до 205."),
    ("tr", "Ateşkese katılan yerleşim yerlerinin sayısı 204'ten 205'e çıktı."),
    ("ar", "ارتفع عدد البلدات المنضمة من 204 إلى 205."),
    ("fa", "شمار آبادی‌های پیوسته به آتش‌بس از ۲۰۴ به ۲۰۵ رسید."),
]
NONE_AND_TOTAL = [
    ("en", "No settlement joined; their number stays at 205."),
    ("fr", "Aucune localité n'a adhéré ; leur nombre reste de 205."),
    ("ru", "Населённые пункты не присоединялись, их число прежнее - 205."),
    ("ar", "لم تنضم أي بلدة، وبقي عدد البلدات 205."),
]
ANSWERS = [
    ("en", "The Kolma Front took responsibility for two of the six."),
    ("fr", "Sur nos six, le Front de Kolma en concède deux."),
    ("ru", "Из наших шести Фронт Колма признал два."),
    ("tr", "Bunlardan ikisi Kolma Cephesince teyit edildi."),
    ("ar", "ومن الستة أقرت جبهة كولما باثنين."),
    ("fa", "جبهه کولما صحت دو مورد را تأیید نمود."),
]


def entries(language: str, sentence: str) -> list[tuple[str, int, str, str | None]]:
    found = read_bulletin(HEADS[language] + sentence + "\n", names=KOLMA, date=DAY)
    assert found is not None
    return [(e.unit, int(e.count), e.place, e.counted_by or e.by) for e in found.entries[1:]]


@pytest.mark.parametrize(("language", "sentence"), FORCES)
def test_whose_forces_fired_counts_nothing(language: str, sentence: str) -> None:
    assert entries(language, sentence) == [("case_of_firing", 3, "Lisk", A)]


@pytest.mark.parametrize(("language", "sentence"), TOTALS)
def test_of_two_totals_the_new_one_is_read(language: str, sentence: str) -> None:
    assert entries(language, sentence) == [("settlement", 205, "ALL", A)]


@pytest.mark.parametrize(("language", "sentence"), NONE_AND_TOTAL)
def test_a_total_follows_none_of_the_same(language: str, sentence: str) -> None:
    assert {e[:2] for e in entries(language, sentence)} == {("settlement", 0), ("settlement", 205)}


@pytest.mark.parametrize(("language", "sentence"), ANSWERS)
def test_who_answers_for_how_many(language: str, sentence: str) -> None:
    assert entries(language, sentence) == [("case_of_firing", 2, "ALL", K)]
