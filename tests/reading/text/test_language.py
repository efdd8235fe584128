"""The language of a text and of its paragraphs, and what is said of one that is not read."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.reading import read
from ceasefire.reading.coverage import passed_over, why_unread
from ceasefire.reading.text.fold import fold
from ceasefire.reading.text.language import languages_of

ENGLISH = "Two soldiers were killed by shelling in Orvan on 9 May 2031, the ministry of health said."
FRENCH = (
    "Le cessez-le-feu a été violé trois fois mardi près d'Orvan, a déclaré le porte-parole de la mission d'observation."
)
REFERENCE = dt.date(2031, 5, 15)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (FRENCH, "fr"),
        ("Der Waffenstillstand wurde am Dienstag dreimal gebrochen, sagte ein Sprecher der Mission in Berlin.", "de"),
        ("Dos soldados murieron por disparos de artillería cerca de Orvan el martes, dijo el portavoz.", "es"),
        ("Ateşkes salı günü üç kez ihlal edildi, iki asker öldü ve beş sivil yaralandı, dedi sözcü.", "tr"),
        ("За сутки российская сторона зафиксировала сорок девять случаев стрельбы.", "ru"),
        ("За минулу добу противник двадцять разів порушив режим припинення вогню, поранено двох захисників.", "uk"),
        ("سجلت لجنة الرقابة ثلاثة خروقات لوقف إطلاق النار في محافظة إدلب خلال يوم واحد", "ar"),
        ("در بیست و چهار ساعت گذشته سه مورد نقض آتش‌بس ثبت شد و دو سرباز کشته شدند", "fa"),
        ("ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ ᎠᏂᏴᏫ ᏧᏂᎸᏫᏍᏓᏁᏗ", "mis"),
        ("Orvan 3, Veldara 2", "und"),
        ("ok", "und"),
        ("", "und"),
    ],
)  # fmt: skip
def test_the_language_is_found_by_the_letters(text: str, language: str) -> None:
    assert languages_of(fold(text)).main == language


def test_french_is_not_read_as_english_and_says_so() -> None:
    reading = read(FRENCH + " Deux soldats tués, 5 civils blessés.", date=REFERENCE)
    assert (reading.claims, reading.language) == ((), "fr")
    assert "French" in (why_unread(reading, counts=False) or "")
    assert why_unread(reading, counts=True) is None


def test_the_english_paragraphs_of_a_mixed_text_are_read() -> None:
    text = f"{FRENCH}\n\n{ENGLISH}\n\n{ENGLISH.replace('Orvan', 'Veldara')}"
    reading = read(text, date=REFERENCE)
    assert reading.language == "en"
    assert [claim.place for claim in reading.claims] == ["Orvan", "Veldara"]
    assert why_unread(reading, counts=False) is None
    assert "French" in (passed_over(reading) or "")


def test_a_language_that_is_given_rules() -> None:
    assert not read(ENGLISH, date=REFERENCE, language="fr").claims
    assert read(ENGLISH, date=REFERENCE, language="en-GB").claims
    assert read("Orvan, 9 May 2031: 3 killed.", date=REFERENCE, language="en").language == "en"


def test_short_english_reports_are_read() -> None:
    reading = read("Orvan, 9 May 2031: 3 killed, 2 wounded.", date=REFERENCE)
    assert reading.claims
    assert why_unread(reading, counts=False) is None


@given(st.text(max_size=200))
def test_any_text_has_languages_that_cover_its_letters(text: str) -> None:
    folded = fold(text)
    found = languages_of(folded)
    assert sum(found.letters.values()) == sum(map(str.isalpha, folded.replace("\n", "")))
