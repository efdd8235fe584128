# ruff: noqa: E501 - the phrasings are kept on one line each
"""Bulletins made from the real counts of the shipped tables, worded in four languages; knows nothing of the reader.

Each language has ten ways of putting a day's counts into words, five to work with ("practice") and five kept apart
("apart"). The wording is our own, in the grammar of such bulletins: other verbs, orders, brackets, dashes, number words,
"one each", "of them", counts without a breakdown, zero, confirmations, settlements, formations, humanitarian actions.
A share of the texts is given a slip: one part is changed so that the parts no longer add up to the total.

    python bench/reading/bulletins_made.py OUT      writes OUT/LANGUAGE-SET-NNN.txt and .json beside it
"""

from __future__ import annotations

import csv
import json
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[2] / "src" / "ceasefire" / "examples" / "astana"
LANGUAGES = ("en", "ru", "ar", "tr")
SEED = 20170130
SLIPS = 0.08

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
WORDS = {
    "en": ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"],
    "ru": ["ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать", "двадцать"],
    "tr": ["sıfır", "bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz", "on", "on bir", "on iki", "on üç", "on dört", "on beş",
           "on altı", "on yedi", "on sekiz", "on dokuz", "yirmi"],
    "ar": ["صفر", "واحدة", "اثنتين", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر", "إحدى عشرة", "اثنتي عشرة", "ثلاث عشرة", "أربع عشرة",
           "خمس عشرة", "ست عشرة", "سبع عشرة", "ثماني عشرة", "تسع عشرة", "عشرين"],
}  # fmt: skip


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


# --- lists of places ------------------------------------------------------------------------------------------------


def listed(parts: list[tuple[str, int]], form: str, last: str, *, sep: str = ", ") -> str:
    """Join parts in one form, with the language's "and" before the last."""
    pieces = [form.format(place=place, n=n) for place, n in parts]
    return pieces[0] if len(pieces) == 1 else sep.join(pieces[:-1]) + last + pieces[-1]


def plain(parts: list[tuple[str, int]], last: str) -> str:
    return listed(parts, "{place}", last)


def named(parts: list[tuple[str, int]], names: str) -> list[tuple[str, int]]:
    return [(NAMES[names][place], n) for place, n in parts]


def worded(n: int, language: str) -> str:
    return WORDS[language][n] if n <= 20 else str(n)


def en_s(n: int, one: str = "case", many: str = "cases") -> str:
    return one if n == 1 else many


def ru_s(n: int, one: str = "случай", few: str = "случая", many: str = "случаев") -> str:
    if n % 10 == 1 and n % 100 != 11:
        return one
    return few if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else many


def ar_cases(n: int, digits: Callable[[int], str] = str) -> str:
    if n == 1:
        return "حالة إطلاق نار واحدة"
    if n == 2:
        return "حالتي إطلاق نار"
    return f"{digits(n)} {'حالات' if 3 <= n <= 10 else 'حالة'} إطلاق نار"


def ar_breach(n: int, digits: Callable[[int], str] = str) -> str:
    if n == 1:
        return "خرقا واحدا"
    if n == 2:
        return "خرقين"
    return f"{digits(n)} {'خروقات' if 3 <= n <= 10 else 'خرقا'}"


def east(n: int) -> str:
    return str(n).translate({48 + k: 0x660 + k for k in range(10)})


def one_each(side: Side) -> bool:
    return len(side.parts) >= 2 and len({n for _, n in side.parts}) == 1


# --- English --------------------------------------------------------------------------------------------------------

EN = {"Russia": "Russian", "Turkey": "Turkish"}


def en_bracket(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        head = "Within the last 24 hours, the" if party == "Russia" else "The"
        if side.total == 0:
            out.append(f"{head} {EN[party]} party registered no cases of firing.")
        else:
            tail = (
                f" in the provinces of {listed(named(side.parts, 'en'), '{place} ({n})', ' and ')}"
                if side.parts
                else ""
            )
            out.append(f"{head} {EN[party]} party registered {side.total} {en_s(side.total)} of firing{tail}.")
    return " ".join(out)


def en_number_first(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        if side.total == 0:
            out.append(f"the {EN[party]} side has not registered any violations")
        else:
            tail = ": " + listed(named(side.parts, "en"), "{n} in {place}", " and ") if side.parts else ""
            out.append(
                f"the {EN[party]} side has registered {side.total} ceasefire {en_s(side.total, 'violation', 'violations')}{tail}"
            )
    return "Over the past day " + ", while ".join(out) + "."


def en_passive(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        if side.total == 0:
            out.append(f"No violations were recorded by the {EN[party]} side.")
        else:
            verb = "was" if side.total == 1 else "were"
            out.append(
                f"{worded(side.total, 'en').capitalize()} {en_s(side.total, 'violation', 'violations')} {verb} recorded by the {EN[party]} side"
                + (f" ({listed(named(side.parts, 'en'), '{place} - {n}', ', ')})" if side.parts else "")
                + "."
            )
    return " ".join(out)


def en_each(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        if side.total == 0:
            out.append(f"The {EN[party]} representatives reported none.")
        elif one_each(side):
            n = worded(side.parts[0][1], "en")
            out.append(
                f"The {EN[party]} representatives reported {worded(side.total, 'en')} cases, {n} each in {plain(named(side.parts, 'en'), ' and ')}."
            )
        else:
            tail = f". Of them, {listed(named(side.parts, 'en'), '{n} in {place}', ' and ')}" if side.parts else ""
            out.append(f"The {EN[party]} representatives reported {worded(side.total, 'en')} {en_s(side.total)}{tail}.")
    return "Bulletin of the centre for reconciliation, 15 May.\n" + "\n".join(out)


def en_list(day: Day) -> str:
    out = ["Compliance with the cessation of hostilities"]
    for party, side in day.sides.items():
        tail = f" ({listed(named(side.parts, 'en'), '{place}: {n}', '; ', sep='; ')})" if side.parts else ""
        out.append(
            f"{EN[party]} side: {side.total} {en_s(side.total, 'violation', 'violations')}{tail}"
            if side.total
            else f"{EN[party]} side: none recorded, no violations"
        )
    return "\n".join(out)


def en_inverted(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        if side.total == 0:
            out.append(f"The {EN[party]} part did not detect any incidents.")
        elif side.parts:
            out.append(
                f"In {listed(named(side.parts, 'en'), '{place} ({n})', ' and ')} the {EN[party]} part detected a total of {side.total} firing {en_s(side.total, 'incident', 'incidents')}."
            )
        else:
            out.append(
                f"A total of {side.total} firing {en_s(side.total, 'incident', 'incidents')} was detected by the {EN[party]} part."
            )
    return "The regime of cessation of hostilities is observed. " + " ".join(out)


def en_words(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        n = worded(side.total, "en")
        if side.total == 0:
            out.append(f"The {EN[party]} team recorded no breaches of the truce in the period under review.")
        else:
            parts = [(place, worded(k, "en")) for place, k in named(side.parts, "en")]
            tail = f", including {listed(parts, '{n} in {place} province', ' and ')}" if parts else ""  # type: ignore[arg-type]
            out.append(
                f"The {EN[party]} team recorded {n} {en_s(side.total, 'breach', 'breaches')} of the truce{tail}."
            )
    return " ".join(reversed(out))


def en_semicolon(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        if side.total == 0:
            out.append(f"{party} counted no violations")
        else:
            tail = f" - {listed(named(side.parts, 'en'), '{place} {n}', ', ')}" if side.parts else ""
            out.append(f"{party} counted {side.total} {en_s(side.total, 'violation', 'violations')}{tail}")
    return "During 24 hours: " + "; ".join(out) + "."


def en_each_last(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        if side.total == 0:
            out.append(f"Representatives of the other kind of news: the {EN[party]} monitors observed no shellings")
        elif one_each(side):
            n = worded(side.parts[0][1], "en")
            out.append(
                f"the {EN[party]} monitors observed {side.total} shellings in the governorates of {plain(named(side.parts, 'en'), ' and ')} ({n} each)"
            )
        else:
            tail = (
                f" in {len(side.parts)} governorates: {listed(named(side.parts, 'en'), '{place} - {n}', ' and ')}"
                if len(side.parts) > 1
                else (f" in {named(side.parts, 'en')[0][0]}" if side.parts else "")
            )
            out.append(
                f"the {EN[party]} monitors observed {side.total} {en_s(side.total, 'shelling', 'shellings')}{tail}"
            )
    text = ". ".join(o[0].upper() + o[1:] for o in out) + "."
    return text.replace("Representatives of the other kind of news: the", "The")


def en_by_both(day: Day) -> str:
    a, b = day.sides["Russia"], day.sides["Turkey"]

    def put(side: Side, party: str) -> str:
        if not side.total:
            return f"no cases by the {party} officers"
        tail = f" in {listed(named(side.parts, 'en'), '{place} ({n})', ' and ')}" if side.parts else ""
        return f"{side.total} {en_s(side.total)} of ceasefire violations{tail} by the {party} officers"

    return f"The joint commission is told of {put(a, 'Russian')} and of {put(b, 'Turkish')}. All have been registered."


def en_facts(facts: dict[str, int], rng: random.Random) -> str:
    out = []
    if "turkish_cases_confirmed_by_russia" in facts:
        n = facts["turkish_cases_confirmed_by_russia"]
        out.append(
            rng.choice(
                [
                    f"The Russian side confirmed only {n} of them."
                    if n
                    else "The Russian side confirmed none of them.",
                    f"Of the Turkish cases, {worded(n, 'en')} {'was' if n == 1 else 'were'} confirmed by the Russian side."
                    if n
                    else "None of the Turkish cases was confirmed by the Russian side.",
                ]
            )
        )
    if "new_agreements" in facts and "settlements_reconciled" in facts:
        n = facts["new_agreements"]
        out.append(
            f"{n if n else 'No'} new ceasefire {en_s(n, 'agreement', 'agreements')} {'was' if n == 1 else 'were'} signed; the total number of settlements that joined the process has reached {facts['settlements_reconciled']:,}."
        )
    elif "settlements_reconciled" in facts:
        out.append(
            f"The number of inhabited areas that joined the reconciliation process remains {facts['settlements_reconciled']}."
        )
    if "armed_formations_pledged" in facts:
        out.append(
            f"The number of armed formations which pledged to observe the cessation of hostilities is {facts['armed_formations_pledged']}."
        )
    if "humanitarian_actions" in facts:
        n = facts["humanitarian_actions"]
        out.append(
            f"During the day the centre carried out {worded(n, 'en')} humanitarian {en_s(n, 'action', 'actions')}."
            if n
            else "No humanitarian actions were carried out."
        )
    return " ".join(out)


# --- Russian --------------------------------------------------------------------------------------------------------

RU = {"Russia": "российск", "Turkey": "турецк"}


def ru_dash(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        head = "За сутки " if party == "Russia" else ""
        who = f"{RU[party]}ая часть представительства"
        if side.total == 0:
            out.append(f"{head}{who} нарушений не зафиксировала.")
        else:
            tail = f" в провинциях: {listed(named(side.parts, 'ru'), '{place} – {n}', ', ')}" if side.parts else ""
            out.append(f"{head}{who} зафиксировала {side.total} {ru_s(side.total)} стрельбы{tail}.")
    return " ".join(o[0].upper() + o[1:] for o in out)


def ru_bracket(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        if side.total == 0:
            out.append(f"{RU[party]}ой стороной нарушений не выявлено")
        else:
            tail = f" в провинциях {listed(named(side.parts, 'ru'), '{place} ({n})', ' и ')}" if side.parts else ""
            out.append(
                f"{RU[party]}ой стороной зафиксировано {side.total} {ru_s(side.total, 'нарушение', 'нарушения', 'нарушений')}{tail}"
            )
    return "В течение последних 24 часов " + ", ".join(out) + "."


def ru_in(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        if side.total == 0:
            out.append(f"{RU[party].capitalize()}ие представители случаев стрельбы не зафиксировали.")
        else:
            tail = f": {listed(named(side.parts, 'ru-in'), '{n} в {place}', ' и ')}" if side.parts else ""
            out.append(
                f"{RU[party].capitalize()}ие представители выявили {side.total} {ru_s(side.total)} стрельбы{tail}."
            )
    return " ".join(out)


def ru_each(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        if side.total == 0:
            out.append(f"{RU[party].capitalize()}ая сторона не сообщила о нарушениях, нарушений не отмечено.")
        elif one_each(side) and side.parts[0][1] == 1:
            out.append(
                f"{RU[party].capitalize()}ая сторона сообщила о {side.total} случаях: по одному в провинциях {plain(named(side.parts, 'ru'), ' и ')}."
            )
        else:
            tail = f", из них {listed(named(side.parts, 'ru-in'), '{n} – в {place}', ', ')}" if side.parts else ""
            out.append(f"{RU[party].capitalize()}ая сторона сообщила о {side.total} случаях{tail}.")
    return "Информационный бюллетень, 15 мая 2017 года.\n" + "\n".join(out)


def ru_list(day: Day) -> str:
    out = ["Соблюдение режима прекращения боевых действий"]
    for party, side in day.sides.items():
        tail = f" ({listed(named(side.parts, 'ru'), '{place} – {n}', '; ', sep='; ')})" if side.parts else ""
        out.append(
            f"{RU[party].capitalize()}ая сторона: {side.total} {ru_s(side.total, 'нарушение', 'нарушения', 'нарушений')}{tail}, зафиксировано за сутки"
            if side.total
            else f"{RU[party].capitalize()}ая сторона: нарушений не зафиксировано"
        )
    return "\n".join(out)


def ru_inverted(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        if side.total == 0:
            out.append(f"{RU[party].capitalize()}ая группа нарушений не отметила.")
        elif side.parts:
            out.append(
                f"В провинциях {listed(named(side.parts, 'ru'), '{place} ({n})', ' и ')} {RU[party]}ая группа отметила всего {side.total} {ru_s(side.total, 'обстрел', 'обстрела', 'обстрелов')}."
            )
        else:
            out.append(
                f"Всего {side.total} {ru_s(side.total, 'обстрел', 'обстрела', 'обстрелов')} отмечено {RU[party]}ой группой."
            )
    return " ".join(out)


def ru_words(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        who = f"представителями {'России' if party == 'Russia' else 'Турции'}"
        if side.total == 0:
            out.append(f"{RU[party]}ими представителями нарушений не зафиксировано")
        else:
            parts = [(place, worded(k, "ru")) for place, k in named(side.parts, "ru-in")]
            tail = f": {listed(parts, '{n} в {place}', ' и ')}" if parts else ""  # type: ignore[arg-type]
            out.append(
                f"{RU[party]}ими {who.split()[0]} зафиксировано {worded(side.total, 'ru')} {ru_s(side.total)} стрельбы{tail}"
            )
    return "За минувшие сутки " + ", а ".join(out) + "."


def ru_country(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        name = "Россия" if party == "Russia" else "Турция"
        if side.total == 0:
            out.append(f"{name} не зафиксировала нарушений")
        else:
            tail = f" – {listed(named(side.parts, 'ru-in'), 'в {place} {n}', ', ')}" if side.parts else ""
            out.append(
                f"{name} насчитала {side.total} {ru_s(side.total, 'нарушение', 'нарушения', 'нарушений')} режима тишины{tail}"
            )
    return "; ".join(out) + "."


def ru_single(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        if side.total == 0:
            out.append(f"{RU[party].capitalize()}ой частью фактов нарушений не зафиксировано.")
        elif len(side.parts) == 1:
            out.append(
                f"{RU[party].capitalize()}ой частью в провинции {named(side.parts, 'ru')[0][0]} зафиксировано {side.total} {ru_s(side.total, 'нарушение', 'нарушения', 'нарушений')}."
            )
        else:
            tail = (
                f" в {len(side.parts)} провинциях, в том числе {listed(named(side.parts, 'ru'), '{place} – {n}', ' и ')}"
                if side.parts
                else ""
            )
            out.append(
                f"{RU[party].capitalize()}ой частью зафиксировано {side.total} {ru_s(side.total, 'нарушение', 'нарушения', 'нарушений')}{tail}."
            )
    return " ".join(out)


def ru_turn(day: Day) -> str:
    a, b = day.sides["Russia"], day.sides["Turkey"]

    def put(side: Side, who: str) -> str:
        if not side.total:
            return f"{who} военные нарушений не зарегистрировали"
        tail = f" ({listed(named(side.parts, 'ru'), '{place} – {n}', ', ')})" if side.parts else ""
        return f"{who} военные зарегистрировали {side.total} {ru_s(side.total, 'инцидент', 'инцидента', 'инцидентов')}{tail}"

    return f"{put(a, 'Российские')}. В свою очередь {put(b, 'турецкие')}."


def ru_facts(facts: dict[str, int], rng: random.Random) -> str:
    out = []
    if "turkish_cases_confirmed_by_russia" in facts:
        n = facts["turkish_cases_confirmed_by_russia"]
        out.append(
            rng.choice(
                [
                    f"Из них российская сторона подтвердила только {n}."
                    if n
                    else "Ни одного из них российская сторона не подтвердила.",
                    f"Российской стороной подтверждено {n} {ru_s(n)} из числа турецких."
                    if n
                    else "Ни один из турецких случаев российской стороной не подтвержден.",
                ]
            )
        )
    if "new_agreements" in facts and "settlements_reconciled" in facts:
        n = facts["new_agreements"]
        out.append(
            f"Подписано {n} {ru_s(n, 'соглашение', 'соглашения', 'соглашений')}, общее количество населенных пунктов, присоединившихся к перемирию, достигло {facts['settlements_reconciled']}."
        )
    elif "settlements_reconciled" in facts:
        out.append(
            f"Количество населенных пунктов, присоединившихся к процессу примирения, – {facts['settlements_reconciled']}."
        )
    if "armed_formations_pledged" in facts:
        out.append(
            f"Число вооруженных формирований, заявивших о приверженности перемирию, – {facts['armed_formations_pledged']}."
        )
    if "humanitarian_actions" in facts:
        n = facts["humanitarian_actions"]
        out.append(
            f"За сутки проведено {n} {ru_s(n, 'гуманитарная акция', 'гуманитарные акции', 'гуманитарных акций')}."
            if n
            else "Гуманитарных акций проведено 0."
        )
    return " ".join(out)


# --- Arabic ---------------------------------------------------------------------------------------------------------

AR = {"Russia": "الروسي", "Turkey": "التركي"}


def ar_bracket(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        if side.total == 0:
            out.append(f"لم يسجل الجانب {AR[party]} أي حالة إطلاق نار")
        else:
            tail = (
                f" في محافظات {listed(named(side.parts, 'ar'), '{place} ({n})', ' و', sep='، ')}" if side.parts else ""
            )
            out.append(f"سجل الجانب {AR[party]} {ar_cases(side.total)}{tail}")
    return "خلال الساعات الـ24 الماضية " + "، فيما ".join(out) + "."


def ar_east(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        if side.total == 0:
            out.append(f"لم يرصد الطرف {AR[party]} أي خرق.")
        else:
            parts = [(p, east(n)) for p, n in named(side.parts, "ar")]
            tail = f": {listed(parts, '{n} في {place}', ' و', sep='، ')}" if parts else ""  # type: ignore[arg-type]
            out.append(f"رصد الطرف {AR[party]} {ar_breach(side.total, east)}{tail}.")
    return " ".join(out)


def ar_in(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        if side.total == 0:
            out.append(f"الجانب {AR[party]} لم يسجل أي انتهاك")
        else:
            tail = f"، منها {listed(named(side.parts, 'ar'), '{n} في {place}', ' و', sep=' و')}" if side.parts else ""
            out.append(f"الجانب {AR[party]} سجل {ar_breach(side.total)}{tail}")
    return "أفاد المركز بأن " + ". أما ".join(out) + "."


def ar_dash(day: Day) -> str:
    out = ["مراقبة وقف الأعمال القتالية"]
    for party, side in day.sides.items():
        if side.total == 0:
            out.append(f"الجانب {AR[party]}: لم تسجل أي خروقات")
        else:
            tail = f" ({listed(named(side.parts, 'ar'), '{place} - {n}', '، ', sep='، ')})" if side.parts else ""
            out.append(f"الجانب {AR[party]}: تم تسجيل {ar_breach(side.total)}{tail}")
    return "\n".join(out)


def ar_each(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        if side.total == 0:
            out.append(f"لم يوثق الجانب {AR[party]} أي خرق.")
        elif one_each(side) and side.parts[0][1] == 1:
            out.append(
                f"وثق الجانب {AR[party]} {ar_breach(side.total)}، واحد في كل من {plain(named(side.parts, 'ar'), ' و').replace(', ', '، ')}."
            )
        else:
            tail = f" في {listed(named(side.parts, 'ar'), '{place} ({n})', ' و', sep='، ')}" if side.parts else ""
            out.append(f"وثق الجانب {AR[party]} {ar_breach(side.total)}{tail}.")
    return " ".join(out)


def ar_inverted(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        if side.total == 0:
            out.append(f"لم يرصد القسم {AR[party]} أي حالة.")
        elif side.parts:
            out.append(
                f"في محافظات {listed(named(side.parts, 'ar'), '{place} ({n})', ' و', sep=' و')} رصد القسم {AR[party]} {ar_cases(side.total)}."
            )
        else:
            out.append(f"رصد القسم {AR[party]} {ar_cases(side.total)}.")
    return " ".join(out)


def ar_words(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        if side.total == 0:
            out.append(f"لم يسجل المراقبون {'الروس' if party == 'Russia' else 'الأتراك'} أي انتهاك")
        else:
            if side.total == 1:
                head = "انتهاكا واحدا"
            elif side.total == 2:
                head = "انتهاكين"
            else:
                head = f"{worded(side.total, 'ar')} {'انتهاكات' if side.total <= 10 else 'انتهاكا'}"
            tail = f" في {listed(named(side.parts, 'ar'), '{place} ({n})', ' و', sep='، ')}" if side.parts else ""
            out.append(f"سجل المراقبون {'الروس' if party == 'Russia' else 'الأتراك'} {head}{tail}")
    return "؛ ".join(out) + "."


def ar_country(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        name = "روسيا" if party == "Russia" else "تركيا"
        if side.total == 0:
            out.append(f"لم تسجل {name} أي خرق")
        else:
            tail = f"، {listed(named(side.parts, 'ar'), '{n} في محافظة {place}', ' و', sep='، ')}" if side.parts else ""
            out.append(f"سجلت {name} {ar_breach(side.total)} لوقف إطلاق النار{tail}")
    return "، بينما ".join(out) + "."


def ar_passive(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        if side.total == 0:
            out.append(f"لم يتم تسجيل أي خرق من قبل الجانب {AR[party]}، ولم يسجل أي حادث.")
        else:
            tail = f": {listed(named(side.parts, 'ar'), '{place} {n}', ' و', sep='، ')}" if side.parts else ""
            out.append(f"تم تسجيل {ar_breach(side.total)} من قبل الجانب {AR[party]}{tail}.")
    return " ".join(out)


def ar_newline(day: Day) -> str:
    out = []
    for party, side in reversed(list(day.sides.items())):
        if side.total == 0:
            out.append(f"• لم يذكر الجانب {AR[party]} أي خروقات، دون تسجيل أي خرق.")
        else:
            tail = (
                f" توزعت على {listed(named(side.parts, 'ar'), '{place} ({n})', ' و', sep='، ')}" if side.parts else ""
            )
            out.append(f"• ذكر الجانب {AR[party]} {ar_breach(side.total)}{tail}.")
    return "\n".join(out)


def ar_facts(facts: dict[str, int], rng: random.Random) -> str:
    out = []
    if "turkish_cases_confirmed_by_russia" in facts:
        n = facts["turkish_cases_confirmed_by_russia"]
        out.append(f"وأكد الجانب الروسي {n} منها فقط." if n else "ولم يؤكد الجانب الروسي أيا منها.")
    if "new_agreements" in facts and "settlements_reconciled" in facts:
        out.append(
            f"تم توقيع {facts['new_agreements']} اتفاقات، وبلغ عدد البلدات المنضمة إلى المصالحة {facts['settlements_reconciled']}."
        )
    elif "settlements_reconciled" in facts:
        out.append(f"وبلغ عدد المراكز السكنية المنضمة إلى المصالحة {facts['settlements_reconciled']}.")
    if "armed_formations_pledged" in facts:
        out.append(f"وبلغ عدد الفصائل المسلحة الملتزمة بوقف القتال {facts['armed_formations_pledged']}.")
    if "humanitarian_actions" in facts:
        out.append(f"ونفذ المركز {facts['humanitarian_actions']} عمليات إنسانية.")
    return " ".join(out)


# --- Turkish --------------------------------------------------------------------------------------------------------

TR = {"Russia": "Rus", "Turkey": "Türk"}


def tr_bracket(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        if side.total == 0:
            out.append(f"{TR[party]} tarafı herhangi bir ihlal kaydetmedi.")
        else:
            tail = f"{listed(named(side.parts, 'tr'), '{place} ({n})', ' ve ')} illerinde " if side.parts else ""
            out.append(f"{TR[party]} tarafı {tail}{side.total} ateş açma vakası kaydetti.")
    return "Son 24 saat içinde " + " ".join(out)


def tr_in(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        if side.total == 0:
            out.append(f"{TR[party]} tarafı ihlal tespit etmedi")
        elif len(side.parts) > 1:
            out.append(
                f"{TR[party]} tarafı {listed(named(side.parts, 'tr-in'), '{place} {n}', ' ve ')} olmak üzere toplam {side.total} ihlal tespit etti"
            )
        elif side.parts:
            out.append(f"{TR[party]} tarafı {named(side.parts, 'tr-in')[0][0]} {side.total} ihlal tespit etti")
        else:
            out.append(f"{TR[party]} tarafı {side.total} ihlal tespit etti")
    return "Son bir günde " + ". ".join(out) + "."


def tr_colon(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        if side.total == 0:
            out.append(f"{TR[party]} temsilciler ihlal bildirmedi.")
        else:
            tail = f": {listed(named(side.parts, 'tr'), '{place} – {n}', ', ')}" if side.parts else ""
            out.append(f"{TR[party]} temsilciler {side.total} ateşkes ihlali bildirdi{tail}.")
    return " ".join(out)


def tr_list(day: Day) -> str:
    out = ["Çatışmasızlık rejimine ilişkin bülten"]
    for party, side in day.sides.items():
        tail = f" ({listed(named(side.parts, 'tr'), '{place}: {n}', ', ')})" if side.parts else ""
        out.append(
            f"{TR[party]} tarafı: {side.total} ihlal kaydedildi{tail}"
            if side.total
            else f"{TR[party]} tarafı: ihlal kaydedilmedi"
        )
    return "\n".join(out)


def tr_each(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        if side.total == 0:
            out.append(f"{TR[party]} heyeti ihlal rapor etmedi.")
        elif one_each(side) and side.parts[0][1] == 1:
            out.append(
                f"{TR[party]} heyeti {plain(named(side.parts, 'tr-in'), ' ve ')} birer olmak üzere {side.total} ihlal rapor etti."
            )
        else:
            tail = (
                f" Bunlardan {listed(named(side.parts, 'tr-in'), '{n} tanesi {place}', ', ')} meydana geldi."
                if side.parts
                else ""
            )
            out.append(f"{TR[party]} heyeti {side.total} ihlal rapor etti.{tail}")
    return " ".join(out)


def tr_passive(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        if side.total == 0:
            out.append(f"{TR[party]} tarafınca ihlal kaydedilmedi.")
        else:
            tail = f" ({listed(named(side.parts, 'tr'), '{place} {n}', ', ')})" if side.parts else ""
            out.append(f"{TR[party]} tarafınca {side.total} ihlal{tail} kaydedildi.")
    return " ".join(out)


def tr_words(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        if side.total == 0:
            out.append(f"{TR[party]} gözlemciler hiçbir ihlal kaydetmedi")
        else:
            parts = [(p, worded(n, "tr")) for p, n in named(side.parts, "tr-in")]
            tail = f": {listed(parts, '{place} {n}', ', ')}" if parts else ""  # type: ignore[arg-type]
            out.append(f"{TR[party]} gözlemciler {worded(side.total, 'tr')} olay kaydetti{tail}")
    return "; ".join(out) + "."


def tr_country(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        name = "Rusya" if party == "Russia" else "Türkiye"
        if side.total == 0:
            out.append(f"{name} ihlal saptamadı")
        else:
            tail = f" ({listed(named(side.parts, 'tr-in'), '{place} {n}', ', ')})" if side.parts else ""
            out.append(f"{name} {side.total} ihlal{tail} saptadı")
    return ", buna karşılık ".join(out) + "."


def tr_inverted(day: Day) -> str:
    out = []
    for party, side in day.sides.items():
        if side.total == 0:
            out.append(f"{TR[party]} grubu vaka belirlemedi.")
        elif side.parts:
            out.append(
                f"{listed(named(side.parts, 'tr'), '{place} ({n})', ' ve ')} vilayetlerinde {TR[party]} grubu {side.total} vaka belirledi."
            )
        else:
            out.append(f"Toplam {side.total} vaka {TR[party]} grubu tarafından belirlendi.")
    return " ".join(out)


def tr_ise(day: Day) -> str:
    a, b = day.sides["Russia"], day.sides["Turkey"]

    def put(side: Side, who: str) -> str:
        if not side.total:
            return f"{who} ihlal tespit edilmedi"
        tail = f" – {listed(named(side.parts, 'tr'), '{place} {n}', ', ')}" if side.parts else ""
        return f"{who} {side.total} ihlal tespit edildi{tail}"

    return f"{put(a, 'Rus tarafınca')}, {put(b, 'Türk tarafınca ise')}."


def tr_facts(facts: dict[str, int], rng: random.Random) -> str:
    out = []
    if "turkish_cases_confirmed_by_russia" in facts:
        n = facts["turkish_cases_confirmed_by_russia"]
        out.append(
            f"Rus tarafı bunlardan yalnızca {n} tanesini doğruladı."
            if n
            else "Rus tarafı bunlardan hiçbirini doğrulamadı."
        )
    if "new_agreements" in facts and "settlements_reconciled" in facts:
        out.append(
            f"{facts['new_agreements']} yeni anlaşma imzalandı; uzlaşmaya katılan yerleşim birimlerinin sayısı {facts['settlements_reconciled']} oldu."
        )
    elif "settlements_reconciled" in facts:
        out.append(f"Uzlaşmaya katılan yerleşim birimlerinin sayısı {facts['settlements_reconciled']} oldu.")
    if "armed_formations_pledged" in facts:
        out.append(f"Ateşkese bağlılık bildiren silahlı grupların sayısı {facts['armed_formations_pledged']}.")
    if "humanitarian_actions" in facts:
        out.append(f"Gün içinde {facts['humanitarian_actions']} insani yardım faaliyeti gerçekleştirildi.")
    return " ".join(out)


Put = Callable[[Day], str]
PHRASINGS: dict[str, dict[str, tuple[Put, ...]]] = {
    "en": {"practice": (en_bracket, en_number_first, en_passive, en_each, en_list),
           "apart": (en_inverted, en_words, en_semicolon, en_each_last, en_by_both)},
    "ru": {"practice": (ru_dash, ru_bracket, ru_in, ru_each, ru_list),
           "apart": (ru_inverted, ru_words, ru_country, ru_single, ru_turn)},
    "ar": {"practice": (ar_bracket, ar_east, ar_in, ar_dash, ar_each),
           "apart": (ar_inverted, ar_words, ar_country, ar_passive, ar_newline)},
    "tr": {"practice": (tr_bracket, tr_in, tr_colon, tr_list, tr_each),
           "apart": (tr_passive, tr_words, tr_country, tr_inverted, tr_ise)},
}  # fmt: skip
FACTS = {"en": en_facts, "ru": ru_facts, "ar": ar_facts, "tr": tr_facts}
KEPT = (
    "turkish_cases_confirmed_by_russia",
    "new_agreements",
    "settlements_reconciled",
    "armed_formations_pledged",
    "humanitarian_actions",
)


def phrasings(language: str, which: str) -> tuple[Put, ...]:
    """Return the ways of one set to put a day into words."""
    if which == "fresh":
        from bulletins_fresh import FRESH

        return FRESH[language]
    if which == "last":
        from bulletins_last import LAST

        return LAST[language]
    return PHRASINGS[language][which]


def slipped(day: Day, rng: random.Random) -> tuple[Day, bool]:
    """Return the day, in some cases with one part changed so that the parts no longer add up."""
    able = [name for name, side in day.sides.items() if len(side.parts) >= 2]
    if not able or rng.random() >= SLIPS:
        return day, False
    name = rng.choice(able)
    side = day.sides[name]
    at = rng.randrange(len(side.parts))
    parts = [(p, n + (1 if k == at else 0)) for k, (p, n) in enumerate(side.parts)]
    return Day(day.key, day.sides | {name: Side(side.total, parts)}, day.facts), True


def gold(day: Day, slip: bool, told: dict[str, int]) -> dict[str, Any]:
    counts = [[party.lower(), "ALL", side.total] for party, side in day.sides.items()]
    counts += [[party.lower(), place, n] for party, side in day.sides.items() for place, n in side.parts]
    return {"day": day.key[0], "counts": sorted(counts), "facts": told, "slip": slip}


def bulletins(language: str, which: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield (name, text, gold) of one language: every day in one of the phrasings of a set, by turns."""
    rng = random.Random(f"{SEED}-{language}-{which}")
    for number, day in enumerate(days()):
        put = phrasings(language, which)[number % len(phrasings(language, which))]
        made, slip = slipped(day, rng)
        told = {k: v for k, v in day.facts.items() if k in KEPT}
        if "new_agreements" in told and "settlements_reconciled" not in told:
            del told["new_agreements"]
        tail = FACTS[language](told, rng)
        yield (
            f"{language}-{which}-{number:03d}-{put.__name__}",
            f"{put(made)}\n\n{tail}".strip() + "\n",
            gold(made, slip, told),
        )


def main(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        for which in ("practice", "apart"):
            for name, text, told in bulletins(language, which):
                (out / f"{name}.txt").write_text(text, encoding="utf-8")
                (out / f"{name}.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
