# ruff: noqa: E501 - sentences that are read stay on one line
"""Bulletins in four languages: every count stands on its words, and what does not add up is said."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.reading.bulletins import languages, read_bulletin
from ceasefire.reading.bulletins.clauses import clauses
from ceasefire.reading.bulletins.confirmations import Counters, confirmations
from ceasefire.reading.bulletins.lexer import items_of
from ceasefire.reading.bulletins.model import CASE
from ceasefire.reading.bulletins.word_patterns import lexicon
from tests.reading.bulletins.known import SYRIA
from tests.shared import shared

ROOT = Path(__file__).resolve().parents[3]
Counts = dict[tuple[str, str], int]


def counts(text: str) -> Counts:
    found = read_bulletin(text, names=SYRIA)
    assert found is not None
    return {(e.counted_by, e.place): int(e.count) for e in found.entries if e.counted_by and e.unit == CASE}


def further(text: str) -> dict[str, int]:
    found = read_bulletin(text, names=SYRIA)
    assert found is not None
    return {e.measure: int(e.count) for e in found.entries if not e.counted_by or e.unit != CASE}


SAME: Counts = {
    ("Russia", "ALL"): 17,
    ("Russia", "Damascus"): 8,
    ("Russia", "Aleppo"): 7,
    ("Russia", "Latakia"): 2,
    ("Turkey", "ALL"): 2,
    ("Turkey", "Damascus"): 2,
}
TEXTS = {
    "en brackets": "Within 24 hours the Russian party registered 17 cases of firing in the provinces of Damascus (8), Aleppo (7) and Latakia (2). "
    "The Turkish party registered 2 cases of firing in Damascus.",
    "en passive": "Seventeen violations were recorded by the Russian side: eight in Damascus, seven in Aleppo and two in Latakia. Two were recorded by the Turkish side in Damascus, both cases of firing.",
    "ru dashes": "За сутки российская часть зафиксировала 17 случаев стрельбы в провинциях: Дамаск – 8, Алеппо – 7, Латакия – 2. Турецкая часть – 2 (в Дамаске).",
    "ar brackets": "سجل الجانب الروسي 17 حالة إطلاق نار في محافظات دمشق (8) وحلب (7) واللاذقية (2)، فيما سجل الجانب التركي حالتين في دمشق.",
    "ar eastern digits": "رصد الطرف الروسي ١٧ خرقا: ٨ في دمشق، ٧ في حلب و٢ في اللاذقية. رصد الطرف التركي خرقين في دمشق.",
    "tr": "Rus tarafı son 24 saatte Şam'da 8, Halep'te 7 ve Lazkiye'de 2 olmak üzere toplam 17 ihlal kaydetti. Türk tarafı ise Şam'da 2 ihlal tespit etti.",
}


@pytest.mark.parametrize("name", TEXTS)
def test_one_day_told_in_four_languages_gives_the_same_counts(name: str) -> None:
    assert counts(TEXTS[name]) == SAME


@pytest.mark.parametrize("name", TEXTS)
def test_every_entry_stands_on_its_words(name: str) -> None:
    text = TEXTS[name]
    found = read_bulletin(text, names=SYRIA)
    assert found is not None
    for entry in found.entries:
        assert text[entry.start : entry.end] == entry.quote
        assert len(entry.quote) <= 480


@pytest.mark.parametrize(
    "text",
    [
        "The Russian side registered no violations. The Turkish side did not record any violations.",
        "Российская сторона нарушений не зафиксировала. Турецкой стороной нарушений не выявлено.",
        "لم يسجل الجانب الروسي أي خرق. ولم يرصد الجانب التركي أي خرق.",
        "Rus tarafı ihlal tespit etmedi. Türk tarafı herhangi bir ihlal kaydetmedi.",
    ],
)
def test_none_reported_is_zero_for_the_party_that_says_so(text: str) -> None:
    assert counts(text) == {("Russia", "ALL"): 0, ("Turkey", "ALL"): 0}


def test_one_each_goes_to_every_place_named() -> None:
    text = "The Russian side recorded three violations, one each in Hama, Homs and Idlib. The Turkish side recorded 4 violations in Aleppo and Idlib (2 each)."
    assert counts(text) == {("Russia", "ALL"): 3, ("Russia", "Hama"): 1, ("Russia", "Homs"): 1, ("Russia", "Idlib"): 1,
                            ("Turkey", "ALL"): 4, ("Turkey", "Aleppo"): 2, ("Turkey", "Idlib"): 2}  # fmt: skip


def test_a_total_is_never_shared_out_over_places() -> None:
    text = "The Russian side recorded 9 violations in the provinces of Hama and Idlib. The Turkish side recorded none."
    found = read_bulletin(text, names=SYRIA)
    assert found is not None
    assert counts(text) == {("Russia", "ALL"): 9, ("Turkey", "ALL"): 0}
    assert [s.rule for s in found.slips] == ["places without counts"]


def test_parts_that_do_not_add_up_are_kept_as_told_and_said() -> None:
    text = "The Russian side registered 6 cases of firing: Latakia (3), Hama (2). The Turkish side registered 9 cases: Aleppo (5), Daraa (2), Damascus (2)."
    found = read_bulletin(text, names=SYRIA)
    assert found is not None
    assert counts(text)["Russia", "ALL"] == 6
    assert [s.words for s in found.slips] == ["Russia: the text says 6 and its parts add up to 5"]


def test_a_total_that_is_not_told_is_the_sum_and_says_so() -> None:
    found = read_bulletin(
        "The Turkish side recorded two violations in Damascus and one violation in Aleppo.", names=SYRIA
    )
    assert found is not None
    [total] = [e for e in found.entries if e.place == "ALL"]
    assert (total.count, total.rule) == (3, "bulletins/sum of parts")


@pytest.mark.parametrize(
    ("text", "measure", "count"),
    [
        ("The Russian side confirmed three of the twelve.", "turkish_cases_confirmed_by_russia", 3),
        ("Of these 12 cases, the Russian side could not confirm 11.", "turkish_cases_not_confirmed", 11),
        ("None of the Turkish cases was confirmed by the Russian side.", "turkish_cases_confirmed_by_russia", 0),
        ("The total number of settlements which joined has reached 1,144.", "settlements_reconciled", 1144),
        ("The number of armed formations remains 234.", "armed_formations_pledged", 234),
        (
            "The total number of settlements, the leaders of which have signed reconciliation agreements, is 2,518.",
            "settlements_reconciled",
            2518,
        ),
        (
            "The number of armed formations which declared their commitment to the terms, and to their fulfilment, has not changed – 234.",
            "armed_formations_pledged",
            234,
        ),
        ("Five humanitarian actions were carried out.", "humanitarian_actions", 5),
    ],
)
def test_further_numbers_of_a_bulletin(text: str, measure: str, count: int) -> None:
    head = "The Russian side recorded 2 violations in Hama. The Turkish side recorded 12 violations. "
    assert further(head + text) == {measure: count}


def test_news_that_is_no_bulletin_gives_none() -> None:
    assert (
        read_bulletin("Russia and Turkey agreed to extend the ceasefire. Five people were killed in Aleppo on Monday.")
        is None
    )
    assert read_bulletin("") is None
    assert read_bulletin("x" * 100_000) is None


def test_news_of_the_same_places_and_parties_is_hardly_ever_taken_for_a_bulletin() -> None:
    """News of deaths, distances and years beside the same names; one of 804 texts reads like a count."""
    csv.field_size_limit(10**7)
    with shared("data/fa_kes.csv").open(encoding="latin-1", newline="") as file:
        taken = [
            row["unit_id"]
            for row in csv.DictReader(file)
            if read_bulletin(row["article_content"], names=SYRIA) is not None
        ]
    assert len(taken) <= 2, taken


def test_the_articles_at_hand_are_no_bulletins() -> None:
    for path in sorted(shared("seeds").glob("*.txt")):
        assert read_bulletin(path.read_text("utf-8"), names=SYRIA) is None, path.name


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "The Russian side",
                "registered",
                "17",
                "cases",
                "in Hama",
                "(",
                ")",
                ",",
                ";",
                "and",
                "Turkish party",
                "none",
                "each",
                ".",
                "confirmed",
                "of",
                "settlements",
                "2",
            ]
        ),
        max_size=30,
    )
)
def test_any_order_of_its_words_reads_without_failing_and_stays_in_the_text(parts: list[str]) -> None:
    text = " ".join(parts)
    found = read_bulletin(text, names=SYRIA)
    for entry in found.entries if found else ():
        assert text[entry.start : entry.end] == entry.quote
        told = {int(d) for d in re.findall(r"\d+", entry.quote)}
        assert entry.count in told | {0} or entry.rule.endswith("sum of parts")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_reads_without_failing(text: str) -> None:
    for language in languages():
        read_bulletin(text, names=SYRIA, language=language)


def test_the_share_of_made_bulletins_read_right_holds(tmp_path: Path) -> None:
    """The made bulletins come from a program that knows nothing of the reader; see bench/reading."""
    subprocess.run([sys.executable, str(ROOT / "bench/reading/bulletins_made.py"), str(tmp_path)], check=True)
    right: dict[str, list[bool]] = {}
    for path in sorted(tmp_path.glob("*.json"))[::7]:
        gold = json.loads(path.read_text("utf-8"))
        told = counts(path.with_suffix(".txt").read_text("utf-8"))
        right.setdefault(path.name[:2], []).append(
            told == {(party.title(), place): n for party, place, n in gold["counts"]}
        )
    assert {
        language: sum(r) / len(r) >= (0.98 if language == "en" else 0.95) for language, r in right.items()
    } == dict.fromkeys(("ar", "en", "ru", "tr"), True)


def test_who_confirms_is_the_other_party_of_two_and_nobody_among_three() -> None:
    (clause,) = clauses(items_of("the Turkish party confirmed 3 cases", lexicon("en"), SYRIA))
    two = Counters(parties=("Russia", "Turkey"), called={"Russia": "russian", "Turkey": "turkish"})
    (found,) = confirmations(clause, None, two)
    assert (found.measure, found.count) == ("russian_cases_confirmed_by_turkey", 3)
    three = msgspec.structs.replace(two, parties=(*two.parties, "Iran"))
    assert confirmations(clause, None, three) == []


@pytest.mark.parametrize("number", ["9" * 6_000, "1" + ",000" * 2_000, "1" + " 000" * 2_000])
def test_a_number_that_nobody_counts_is_none_and_costs_no_text(number: str) -> None:
    found = read_bulletin(
        f"The Russian side registered {number} violations. The Turkish side registered 5 violations.", names=SYRIA
    )
    assert found is not None
    assert [entry.count for entry in found.entries] == [5]
