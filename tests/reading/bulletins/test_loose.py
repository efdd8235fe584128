# ruff: noqa: E501 - sentences that are read stay on one line
"""Bulletins that keep to no set form: each number with what stands nearest to it, in six languages."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.reading.bulletins import Bulletin, read_bulletin
from ceasefire.reading.bulletins.model import CASES
from tests.reading.bulletins.known import in_folder

KOLMA = in_folder(Path(__file__).parent / "truces" / "kolma")
DAY = dt.date(2031, 5, 14)
A, K = "Ardistan", "Kolma Front"


def read(text: str) -> Bulletin:
    found = read_bulletin(text, names=KOLMA, date=DAY)
    assert found is not None
    return found


def cases(text: str) -> set[tuple[str | None, str, int]]:
    return {(e.counted_by, e.place, int(e.count)) for e in read(text).entries if e.measure == CASES}


def stands(text: str) -> set[tuple[str, str | None, int]]:
    found = [e for e in read(text).entries if "confirmed" in e.measure or "denied" in e.measure]
    return {("denied" if "denied" in e.measure else "confirmed", e.by, int(e.count)) for e in found}


FORMS = {
    "first person": "ARDISTAN, OPERATIONS ROOM\nDaily log, 14 May 2031\n\nOur officers logged 12 breaches. Tarnak: 6. Lisk: 4. Brevia: 2.\nOvadan was calm.\n",
    "passive": "Ardistan, 14 May 2031\n\nOver the past 24 hours 12 breaches were recorded: six in Tarnak, four in Lisk and the remaining two in Brevia. Ovadan was quiet.\n",
    "place first": "Ardistan, 14 May 2031\n\nA total of 12 infringements were noted: in Tarnak six, in Lisk four, in Brevia two. None in Ovadan.\n",
    "table": "Ardistan, 14 May 2031\n\nPlace | Violations\nTarnak | 6\nLisk | 4\nBrevia | 2\nOvadan | 0\nTotal | 12\n",
    "tabs": "Ardistan, 14 May 2031\n\nPlace\tViolations\nTarnak\t6\nLisk\t4\nBrevia\t2\nOvadan\t0\nTotal\t12\n",
    "ru": "Ардистан, сводка за 14 мая 2031 года\nНарушений: 12\nТарнак (6), Лиск (4), Бревия (2).\nВ Овадане спокойно.\n",
    "fr": "Ardistan, bulletin du 14 mai 2031\nNous avons dénombré douze infractions : six à Tarnak, quatre à Lisk et les deux dernières en Brévie. Rien à Ovadan.\n",
    "tr": "Ardistan, 14 Mayıs 2031\nİhlaller: 12\nTarnak 6, Lisk 4, Brevya 2\nOvadan'da ihlal yok.\n",
    "ar": "أردستان، نشرة 14 أيار 2031\nالخروقات: 12\nتارناك: 6\nليسك: 4\nبريفيا: 2\nأوفادان: هادئة\n",
    "fa": "اردستان، گزارش ۱۴ مه ۲۰۳۱\nشمار نقض‌ها: ۱۲\nتارناک ۶، لیسک ۴، بریویا ۲\nدر اوادان آرامش برقرار بود.\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_one_day_in_any_form_gives_the_same_counts(form: str) -> None:
    assert cases(FORMS[form]) == {
        (A, "ALL", 12), (A, "Tarnak", 6), (A, "Lisk", 4), (A, "Brevia", 2), (A, "Ovadan", 0),
    }  # fmt: skip


STANDS = {
    "en": "Ardistan, 14 May 2031\nWe recorded 3 violations in Lisk. The Kolma side claims nine; we confirmed four of the nine and reject the other five.\n",
    "ru": "Ардистан, сводка за 14 мая 2031 года\nНарушений: 3, все в Лиске.\nФронт Колма заявляет о 9 нарушениях, мы подтверждаем четыре и отвергаем пять.\n",
    "fr": "Ardistan, bulletin du 14 mai 2031\nNos postes ont relevé trois violations à Lisk.\nLe Front de Kolma en signale neuf. Nous en avons confirmé quatre et rejetons les cinq autres.\n",
    "tr": "Ardistan, 14 Mayıs 2031\nLisk'te 3 ihlal kaydedildi.\nKolma Cephesi 9 ihlal bildirdi; bunların dördünü doğruladık, beşini reddettik.\n",
    "ar": "أردستان، نشرة 14 أيار 2031\nسجلنا 3 خروق في ليسك.\nوسجلت جبهة كولما 9 خروق، أكدنا منها أربعة ونفينا خمسة.\n",
    "fa": "اردستان، گزارش ۱۴ مه ۲۰۳۱\nدر لیسک ۳ مورد نقض ثبت شد.\nجبهه کولما ۹ مورد نقض گزارش کرد؛ ما چهار مورد را تأیید و پنج مورد را رد کردیم.\n",
}


@pytest.mark.parametrize("language", STANDS)
def test_what_the_issuer_confirms_and_denies_of_the_other(language: str) -> None:
    assert stands(STANDS[language]) == {("confirmed", A, 4), ("denied", A, 5)}
    assert (K, "ALL", 9) in cases(STANDS[language])


def test_a_table_has_a_column_for_each_party() -> None:
    text = "Truce bulletin, 14 May 2031\n\nPlace | Ardistan | Kolma Front\nTarnak | 6 | 2\nLisk | 0 | 3\n"
    assert cases(text) == {(A, "Tarnak", 6), (K, "Tarnak", 2), (A, "Lisk", 0), (K, "Lisk", 3)}


def test_entries_under_the_name_of_a_place_are_counted_there() -> None:
    text = "Truce bulletin, 14 May 2031\n\nTarnak\n- Ardi side: 6 violations\n- Kolma side: 2 violations\n\nLisk\n- Ardi side: 4 violations\n- Kolma side: 3\n"
    assert cases(text) == {(A, "Tarnak", 6), (K, "Tarnak", 2), (A, "Lisk", 4), (K, "Lisk", 3)}


def test_numbers_that_are_no_counts_are_left_out() -> None:
    text = "Ardistan, 14 May 2031\n\nOur posts logged 13 breaches: 10 in Lisk and 3 in Tarnak. None in Ovadan. A 120 mm shell fell 4 km from Route 7 at 18:30. Call 555-0142. Between four and six houses burned.\n"
    assert {int(e.count) for e in read(text).entries} == {13, 10, 3, 0}


def test_a_correction_holds_for_the_day_before() -> None:
    text = "Ardistan, 14 May 2031\n\nOur posts logged 3 breaches in Lisk.\n\nCorrection to yesterday's log: Tarnak should read 4, not 14.\n"
    (found,) = [e for e in read(text).entries if e.rule.endswith("correction")]
    assert (found.place, found.count, found.period) == ("Tarnak", 4, (dt.date(2031, 5, 12), dt.date(2031, 5, 13)))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["Ardistan", "\n", "|", "6", "each", "none", "in Lisk", "(", ")", ",", ";", ":", "- ", "breaches", "confirmed", "the rest", "we", "quiet", "of them", "not", "correction", "."]), max_size=40))  # fmt: skip
def test_any_order_of_its_words_stays_in_the_text(parts: list[str]) -> None:
    text = " ".join(parts)
    found = read_bulletin(text, names=KOLMA, date=DAY, language="en")
    for entry in found.entries if found else ():
        assert text[entry.start : entry.end] == entry.quote
        assert entry.count >= 0
