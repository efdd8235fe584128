# ruff: noqa: E501 - sentences that are read stay on one line
"""Names in bulletins: found in all their forms, and never put where the text names nobody."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.reading.bulletins import languages, read_bulletin
from ceasefire.reading.bulletins.name_forms import find_names, name_table
from ceasefire.reading.lexicon.gazetteer_names import KnownName

NAMES = (
    KnownName(name="Meret", kind="party", spellings=("Union of Meret", "Meret", "Мерет", "Союз Мерета", "ميريت", "مرت")),
    KnownName(name="Coalition", kind="party", spellings=("the Coalition", "Коалиция за обновление", "تحالف التجديد", "Yenilenme Koalisyonu")),
    KnownName(name="Sorn", kind="admin", spellings=("Sorn", "Сорна", "سورن")),
    KnownName(name="Idris", kind="admin", spellings=("Vale of Idris", "Долина Идрис", "وادي إدريس", "İdris Vadisi", "Val d'Idris")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Meret's observers logged 7 violations in Sorn (4) and the Vale of Idris (3).", {("Meret", "ALL", 7), ("Meret", "Sorn", 4), ("Meret", "Idris", 3)}),
        ("Мерет зафиксировал 7 нарушений: 4 в Сорне, 3 в Долине Идрис.", {("Meret", "ALL", 7), ("Meret", "Sorn", 4), ("Meret", "Idris", 3)}),
        ("سجلت ميريت 7 خروقات: 4 بسورن و3 بوادي إدريس.", {("Meret", "ALL", 7), ("Meret", "Sorn", 4), ("Meret", "Idris", 3)}),
        ("Yenilenme Koalisyonu İdris Vadisi'nde 3 ihlal kaydetti.", {("Coalition", "ALL", 3), ("Coalition", "Idris", 3)}),
        ("مرت ۷ مورد نقض ثبت کرد: ۴ مورد در سورن.", {("Meret", "ALL", 7), ("Meret", "Sorn", 4)}),
        ("Meret a enregistré 3 violations du cessez-le-feu dans le Val d'Idris.", {("Meret", "ALL", 3), ("Meret", "Idris", 3)}),
        ("The Coalition recorded 2 violations, both in Sorn.", {("Coalition", "ALL", 2), ("Coalition", "Sorn", 2)}),
    ],
)  # fmt: skip
def test_a_name_is_found_in_its_cases_prefixes_and_suffixes(text: str, told: set[tuple[str, str, int]]) -> None:
    found = read_bulletin(text, names=NAMES)
    assert found is not None
    assert {(e.counted_by, e.place, e.count) for e in found.entries} == told


def test_a_side_of_no_known_name_is_called_as_the_text_calls_it() -> None:
    found = read_bulletin("За сутки северная сторона зафиксировала 4900 нарушений режима прекращения огня.")
    assert found is not None
    assert [(e.counted_by, e.count) for e in found.entries] == [("северная сторона", 4900)]


@pytest.mark.parametrize(
    "hours",
    [
        "In the last 24 hours the northern side recorded 3 violations.",
        "За 24 часа северная сторона зафиксировала 3 нарушения.",
        "خلال الـ24 ساعة الماضية سجل الجانب الشمالي 3 خروقات.",
        "Son 24 saatte kuzey tarafı 3 ihlal kaydetti.",
        "طرف شمالی در ۲۴ ساعت گذشته ۳ مورد نقض ثبت کرد.",
        "Au cours des dernières 24 heures, la partie nordiste a enregistré 3 violations.",
    ],
)
def test_the_last_24_hours_are_no_count_and_no_false_alarm(hours: str) -> None:
    found = read_bulletin(hours)
    assert found is not None
    assert [e.count for e in found.entries] == [3]
    assert found.slips == ()


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["en", "ru", "ar", "tr", "fa", "fr"]))
def test_names_are_found_in_order_and_within_any_text(text: str, language: str) -> None:
    assert language in languages()
    found = list(find_names(text.lower(), name_table(language, NAMES), [True] * (len(text.lower()) + 1)))
    assert all(0 <= one.start < one.end <= len(text.lower()) for one in found)
    assert [one.start for one in found] == sorted({one.start for one in found})
