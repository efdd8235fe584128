"""Bulletins made from the real counts of the shipped tables, worded in four languages; knows nothing of the reader.

Each language has ten ways of putting a day's counts into words, five to work with ("practice") and five kept apart
("apart"), and some that were written later ("fresh", "last"): `bulletin_phrasings.toml`. The wording is our own, in the
grammar of such bulletins: other verbs, orders, brackets, dashes, number words, "one each", "of them", counts without a
breakdown, zero, confirmations, settlements, formations, humanitarian actions. A share of the texts is given a slip: one
part is changed so that the parts no longer add up to the total.

    python bench/reading/bulletins_made.py OUT      writes OUT/LANGUAGE-SET-NNN.txt and .json beside it
"""

from __future__ import annotations

import json
import random
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from bulletin_days import NAMES, WORDS, Day, Side, days

LANGUAGES = ("en", "ru", "ar", "tr")
SEED = 20170130
SLIPS = 0.08
"""Share of the days with two parts or more that are given a slip: chosen by hand, so that each set has some."""
EAST = {48 + digit: 0x660 + digit for digit in range(10)}
KEPT = (
    "turkish_cases_confirmed_by_russia",
    "new_agreements",
    "settlements_reconciled",
    "armed_formations_pledged",
    "humanitarian_actions",
)
Parts = Sequence[tuple[str, int]]
Phrasing = Mapping[str, Any]


@cache
def phrasings(language: str, which: str) -> tuple[Phrasing, ...]:
    """Return the ways of one set to put a day into words."""
    return tuple(tables()[language][which])


@cache
def tables() -> Mapping[str, Any]:
    """Return the phrase tables by language."""
    with Path(__file__).with_name("bulletin_phrasings.toml").open("rb") as file:
        return tomllib.load(file)


# --- numbers and nouns ------------------------------------------------------------------------------------------------


def number(n: int, language: str, style: str = "") -> str:
    """Return a number in digits, in Eastern Arabic digits ("east"), or spelt up to twenty ("words")."""
    if style == "words":
        return WORDS[language][n] if n <= 20 else str(n)
    return str(n).translate(EAST) if style == "east" else str(n)


def form(n: int, language: str) -> int:
    """Return which of a noun's forms agrees with a number: English 2, Russian 3, Arabic 4 (with the number)."""
    if language == "ru":
        one, few = n % 10 == 1 and n % 100 != 11, n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14)
        return 0 if one else 1 if few else 2
    if language == "ar":
        return n - 1 if n in (1, 2) else 2 if 3 <= n <= 10 else 3
    return 0 if n == 1 else 1


def noun(n: int, language: str, name: str | None, style: str = "") -> str:
    """Return a noun in the form that agrees with a number; nothing where a phrasing has none."""
    if name is None:
        return ""
    forms = tables()[language]["nouns"][name]
    return str(forms[form(n, language)]).replace("{n}", number(n, language, style))


def joined(pieces: Sequence[str], sep: str, last: str) -> str:
    """Return pieces joined, with the language's "and" before the last."""
    return pieces[0] if len(pieces) == 1 else sep.join(pieces[:-1]) + last + pieces[-1]


# --- a day in words ---------------------------------------------------------------------------------------------------


def case(side: Side) -> Iterator[str]:
    """Yield the cases of a phrasing that fit a party's count, closest first."""
    counts = {n for _, n in side.parts}
    if side.total == 0:
        yield "none"
    if len(side.parts) >= 2 and counts == {1}:
        yield "each_one"
    if len(side.parts) >= 2 and len(counts) == 1:
        yield "each"
    if side.parts:
        yield "single" if len(side.parts) == 1 else "many"
        yield "parts"
    yield "total"


def said(side: Side, party: str, language: str, phrasing: Phrasing) -> str:
    """Return one party's count in the words of a phrasing."""
    chosen = next(phrasing[name] for name in case(side) if name in phrasing)
    own = {name: words[party] for name, words in phrasing.get("words", {}).items()}
    who = own.get("who", tables()[language]["parties"][party])
    fields = {
        **own,
        "who": who,
        "Who": who.capitalize(),
        "n": str(side.total),
        "words": number(side.total, language, "words"),
        "Words": number(side.total, language, "words").capitalize(),
        "noun": noun(side.total, language, phrasing.get("noun"), _noun_style(phrasing)),
        "was": "was" if side.total == 1 else "were",
        **(_places(side.parts, language, phrasing) if side.parts else {}),
    }
    return str(chosen.format_map(fields))


def _noun_style(phrasing: Phrasing) -> str:
    return str(phrasing.get("noun_numbers", phrasing.get("numbers", "")))


def _places(parts: Parts, language: str, phrasing: Phrasing) -> dict[str, str]:
    """Return the fields of a phrasing that name places."""
    names = NAMES[phrasing.get("names", language)]
    plain = NAMES[phrasing.get("place_names", phrasing.get("names", language))]
    style, sep, last = phrasing.get("numbers", ""), phrasing.get("sep", ", "), phrasing["last"]
    items = [phrasing["item"].format(place=names[place], n=number(n, language, style)) for place, n in parts]
    return {
        "list": joined(items, sep, last),
        "places": joined([plain[place] for place, _ in parts], sep, phrasing.get("last_place", last)),
        "place": names[parts[0][0]],
        "each": number(parts[0][1], language, "words"),
        "k": str(len(parts)),
    }


def put(day: Day, language: str, phrasing: Phrasing) -> str:
    """Return a day's counts in the words of a phrasing."""
    sides = {party: said(side, party, language, phrasing) for party, side in day.sides.items()}
    return str(phrasing["text"].format_map(sides))


def further(facts: Mapping[str, int], language: str, rng: random.Random) -> str:
    """Return a day's further numbers in words."""
    ways, settlements = tables()[language]["facts"], facts.get("settlements_reconciled")
    together = "new_agreements" in facts and settlements is not None
    confirmed = ways["confirmed"]
    given = [
        ("turkish_cases_confirmed_by_russia", lambda: rng.choice(confirmed) if len(confirmed) > 1 else confirmed[0]),
        (
            "new_agreements" if together else "settlements_reconciled",
            lambda: ways["agreements" if together else "settlements"],
        ),
        ("armed_formations_pledged", lambda: ways["formations"]),
        ("humanitarian_actions", lambda: ways["actions"]),
    ]
    return " ".join(_fact(facts[name], language, way(), settlements) for name, way in given if name in facts)


def _fact(n: int, language: str, way: Mapping[str, str], settlements: int | None) -> str:
    chosen = way["none"] if n == 0 and "none" in way else way["some"]
    return chosen.format(
        n=n,
        words=number(n, language, "words"),
        noun=noun(n, language, way.get("noun")),
        was="was" if n == 1 else "were",
        settlements=settlements,
    )


# --- the bulletins ----------------------------------------------------------------------------------------------------


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
    ways = phrasings(language, which)
    for position, day in enumerate(days()):
        way = ways[position % len(ways)]
        made, slip = slipped(day, rng)
        told = {k: v for k, v in day.facts.items() if k in KEPT}
        if "new_agreements" in told and "settlements_reconciled" not in told:
            del told["new_agreements"]
        text = f"{put(made, language, way)}\n\n{further(told, language, rng)}".strip() + "\n"
        yield f"{language}-{which}-{position:03d}-{way['name']}", text, gold(made, slip, told)


def main(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        for which in ("practice", "apart"):
            for name, text, told in bulletins(language, which):
                (out / f"{name}.txt").write_text(text, encoding="utf-8")
                (out / f"{name}.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
