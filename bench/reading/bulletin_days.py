"""The days whose counts the made bulletins give: the shipped tables, and how four languages name places and numbers."""

from __future__ import annotations

import csv
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "src" / "ceasefire" / "examples" / "astana"
NAMES = {
    "en": {"Damascus": "Damascus", "Aleppo": "Aleppo", "Latakia": "Latakia", "Hama": "Hama", "Homs": "Homs", "Idlib": "Idlib",
           "Daraa": "Daraa", "Quneitra": "Quneitra", "Suwayda": "Suwayda"},
    "ru": {"Damascus": "Дамаск", "Aleppo": "Алеппо", "Latakia": "Латакия", "Hama": "Хама", "Homs": "Хомс", "Idlib": "Идлиб",
           "Daraa": "Даръа", "Quneitra": "Эль-Кунейтра", "Suwayda": "Эс-Сувейда"},
    "ru-in": {"Damascus": "Дамаске", "Aleppo": "Алеппо", "Latakia": "Латакии", "Hama": "Хаме", "Homs": "Хомсе", "Idlib": "Идлибе",
              "Daraa": "Даръа", "Quneitra": "Эль-Кунейтре", "Suwayda": "Эс-Сувейде"},
    "ar": {"Damascus": "دمشق", "Aleppo": "حلب", "Latakia": "اللاذقية", "Hama": "حماة", "Homs": "حمص", "Idlib": "إدلب",
           "Daraa": "درعا", "Quneitra": "القنيطرة", "Suwayda": "السويداء"},
    "tr": {"Damascus": "Şam", "Aleppo": "Halep", "Latakia": "Lazkiye", "Hama": "Hama", "Homs": "Humus", "Idlib": "İdlib",
           "Daraa": "Dera", "Quneitra": "Kuneytra", "Suwayda": "Süveyda"},
    "tr-in": {"Damascus": "Şam'da", "Aleppo": "Halep'te", "Latakia": "Lazkiye'de", "Hama": "Hama'da", "Homs": "Humus'ta",
              "Idlib": "İdlib'de", "Daraa": "Dera'da", "Quneitra": "Kuneytra'da", "Suwayda": "Süveyda'da"},
}  # fmt: skip
_SPELT = {
    "en": (
        "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
        "sixteen|seventeen|eighteen|nineteen|twenty"
    ),
    "ru": (
        "ноль|один|два|три|четыре|пять|шесть|семь|восемь|девять|десять|одиннадцать|двенадцать|тринадцать|"
        "четырнадцать|пятнадцать|шестнадцать|семнадцать|восемнадцать|девятнадцать|двадцать"
    ),
    "tr": (
        "sıfır|bir|iki|üç|dört|beş|altı|yedi|sekiz|dokuz|on|on bir|on iki|on üç|on dört|on beş|on altı|"
        "on yedi|on sekiz|on dokuz|yirmi"
    ),
    "ar": (
        "صفر|واحدة|اثنتين|ثلاث|أربع|خمس|ست|سبع|ثماني|تسع|عشر|إحدى عشرة|اثنتي عشرة|ثلاث عشرة|أربع عشرة|"
        "خمس عشرة|ست عشرة|سبع عشرة|ثماني عشرة|تسع عشرة|عشرين"
    ),
}
WORDS = {language: words.split("|") for language, words in _SPELT.items()}
"""The numbers 0 to 20, spelt."""


class Side:
    """One party's count of a day: the total, and the parts if the source gives all of them."""

    def __init__(self, total: int, parts: list[tuple[str, int]]) -> None:
        self.total, self.parts = total, parts


class Day:
    """One day's bulletin as numbers."""

    def __init__(self, key: tuple[str, str], sides: dict[str, Side], facts: dict[str, int]) -> None:
        self.key, self.sides, self.facts = key, sides, facts


def days() -> list[Day]:
    """Return the bulletins whose two totals are known; parts only where they add up."""
    rows: dict[tuple[str, str], dict[str, dict[str, int]]] = {}
    with (DATA / "astana_daily_tallies.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["violations"].isdigit():
                held = rows.setdefault((row["report_date"], row["publisher"]), {}).setdefault(row["party"], {})
                held[row["province"]] = int(row["violations"])
    facts: dict[tuple[str, str], dict[str, int]] = {}
    with (DATA / "astana_bulletin_other.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["value"].isdigit():
                facts.setdefault((row["report_date"], row["publisher"]), {})[row["fact"]] = int(row["value"])
    found = []
    for key, parties in sorted(rows.items()):
        if set(parties) >= {"Russia", "Turkey"} and all("ALL" in p for p in parties.values()):
            found.append(Day(key, {name: _side(parties[name]) for name in ("Russia", "Turkey")}, facts.get(key, {})))
    return found


def _side(told: dict[str, int]) -> Side:
    parts = [(place, n) for place, n in told.items() if place != "ALL" and n > 0]
    fits = sum(n for _, n in parts) == told["ALL"] and all(p in NAMES["en"] for p, _ in parts)
    return Side(told["ALL"], parts if fits else [])
