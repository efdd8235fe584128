"""A bulletin's text cut into the few kinds of words that its grammar knows."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

import msgspec

from ceasefire.reading.bulletins.folding import plain_letter

LANGUAGES = ("en", "ru", "ar", "tr")
_FIRST = ("not_registered", "not_confirmed", "registered", "confirmed", "cases_two", "genitive", "of_them")
_LAST = (
    "turn",
    "humanitarian",
    "settlements",
    "formations",
    "agreements",
    "total",
    "provinces",
    "cases",
    "each",
    "of",
    "none",
    "conj",
)
_DIGITS = r"\d{1,3}(?:[ ,.]\d{3})+(?!\d)|\d{1,6}"
_SKIP = (
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}:\d{2}|№ ?\d+|\d+(?:[.,]\d+)?\s?%|[a-zа-я]+-\d+\w*"
    r"|\d+-?(?:th|st|nd|rd|й|го|я|е|ый|ая)\b"
)


class Item(msgspec.Struct, frozen=True):
    """A word that the grammar knows: its kind, its value, where it stands in the folded text; `bare`: a state and no part of it."""

    kind: str
    value: str
    start: int
    end: int
    bare: bool = False


class Lexicon(msgspec.Struct, frozen=True, kw_only=True):
    """One language's words, compiled."""

    language: str
    pattern: re.Pattern[str]
    names: dict[str, tuple[str, str]]
    states: frozenset[str]
    numbers: dict[str, re.Pattern[str]]
    owners: dict[str, str]
    adjectives: dict[str, str]
    counts: re.Pattern[str]


@cache
def _raw(language: str) -> dict[str, Any]:
    text = resources.files("ceasefire.reading.lexicon").joinpath("bulletins", f"{language}.toml").read_text("utf-8")
    return tomllib.loads("".join(c if ord(c) < 128 else plain_letter(c) for c in text))


@cache
def lexicon(language: str) -> Lexicon:
    """Return the compiled words of a language that is read here."""
    raw = _raw(language)
    names: dict[str, tuple[str, str]] = {}
    parts: list[str] = []
    pre, post = raw["prefix"], raw["suffix"]

    def add(kind: str, value: str, forms: list[str], before: str = "", after: str = "") -> None:
        name = f"g{len(names)}"
        names[name] = (kind, value)
        joined = "|".join(sorted(forms, key=len, reverse=True))
        parts.append(rf"(?P<{name}>{before}(?:{joined}){after}(?!\w))")

    items = raw["items"]
    add("skip", "", [_SKIP])
    months = "|".join(items["months"])
    units = "|".join(items["units"])
    number = _number_words(raw)
    add(
        "skip",
        "",
        [
            rf"\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{months})(?:'?\w*)?,? ?(?:\d{{4}})?(?!\d)",
            rf"(?:{months}) \d{{1,2}}(?:, \d{{4}})?(?!\d)",
            rf"(?:{_DIGITS}|{number})[ -](?:{units})",
            rf"(?:{units}) (?:ال)?(?:{number})(?= (?:الماضيه|الاخيره))",
        ],
        before="(?:و|ب|ال)?" if language == "ar" else "",
    )
    for kind in _FIRST:
        if kind in items:
            add(kind, "", items[kind], before="(?:و|ف)?(?:ال|بال)?" if language == "ar" else "")
    states: set[str] = set()
    for section in ("parties", "states"):
        for party, forms in raw[section].items():
            add("party", party, forms, before="(?:و|ف)?(?:ل|ب|ال|لل|بال)?" if language == "ar" else "(?:the )?")
            states |= {f"g{len(names) - 1}"} if section == "states" else set()
    for place, forms in raw["places"].items():
        add("place", place, forms, before=pre, after=post)
    for party, adjective in raw["owners"].items():
        add("owner", party, [rf"{adjective}\w*"], before="(?:ال)?" if language == "ar" else "")
    for value, forms in raw.get("each_of", {}).items():
        add("each", value, forms)
    for kind in _LAST:
        if items[kind]:
            add(
                kind,
                "",
                items[kind],
                before="(?:و|ف)?(?:ب|ل|ك)?(?:ال|ل)?" if language == "ar" and kind != "conj" else "",
            )
    parts = [rf"(?<!\w)(?:{'|'.join(parts)})"]  # the look behind stands once, so that the middles of words cost nothing
    parts.append(
        rf"(?P<num>(?:(?<![\w.,/-])|(?<=(?<!\w)[وبل]))(?:{_DIGITS})(?:'?[^\W\d]{{0,6}})?|(?<!\w)(?:و|ب|ل|ف)?(?:{number})(?:'\w{{1,5}})?(?!\w))"
        if language in ("ar", "tr")
        else rf"(?P<num>(?<![\w./])(?:{_DIGITS})(?!\w)|(?<!\w)(?:{number})(?!\w))"
    )
    parts.append(r"(?P<mark>[,;:()\[\]\n-]|\.(?=\s|$)|[!?؟])")
    return Lexicon(
        language=language,
        pattern=re.compile("|".join(parts)),
        names=names,
        states=frozenset(states),
        owners=raw["owners"],
        adjectives=_adjectives(),
        counts=re.compile(rf"(?<!\w)(?:{'|'.join((*items['registered'], *items['not_registered'], *items['cases']))})"),
        numbers={value: re.compile("|".join(forms)) for value, forms in raw["numbers"].items()},
    )


@cache
def _adjectives() -> dict[str, str]:
    """How each party's cases are called in measures: the English adjective of the party."""
    owners: dict[str, str] = _raw("en")["owners"]
    return owners


def _number_words(raw: dict[str, Any]) -> str:
    forms = "|".join(sorted((f for fs in raw["numbers"].values() for f in fs), key=len, reverse=True))
    joint = {"en": r"(?:[ -]|-and-| and )", "ru": r" ", "tr": r" ?", "ar": r" و?"}[raw["language"]]
    return rf"(?:{forms})(?:{joint}(?:{forms})){{0,5}}"


def items_of(text: str, words: Lexicon) -> list[Item]:
    """Cut folded text into items; words that the grammar does not know leave no trace."""
    found: list[Item] = []
    for match in words.pattern.finditer(text):
        name = match.lastgroup or ""
        if name == "mark":
            found.append(Item(_MARKS.get(match[0], "stop"), match[0], match.start(), match.end()))
        elif name == "num":
            value = number_of(match[0], words)
            if value is not None:
                if words.language == "ar" and (
                    text[match.start() - 1 : match.start()] == "و"
                    or (match[0][0] == "و" and match[0][:3] not in ("واح", "وحي"))
                ):
                    found.append(Item("conj", "", match.start(), match.start()))
                found.append(Item("num", str(value), match.start(), match.end()))
        else:
            kind, told = words.names[name]
            if words.language == "ar" and match[0][0] in "وف" and kind in ("place", "cases_two", "party", "cases"):
                found.append(Item("conj", "", match.start(), match.start()))
            if kind == "cases_two":
                found.append(Item("num", "2", match.start(), match.end()))
                kind = "cases"
            if kind != "skip":
                found.append(Item(kind, told, match.start(), match.end(), name in words.states))
    return found


_MARKS = {
    ",": "comma",
    ";": "semi",
    ":": "colon",
    "(": "open",
    "[": "open",
    ")": "close",
    "]": "close",
    "-": "dash",
    "\n": "stop",
}


def number_of(told: str, words: Lexicon) -> int | None:
    """Return the number that digits or number words name; None when they name none."""
    digits = re.match(r"[\d ,.]*\d", told)
    if digits:
        return int(re.sub(r"\D", "", digits[0]))
    whole = _one(told, words)
    if whole is not None:
        return whole
    values = [v for v in (_one(part, words) for part in re.split(r"[ -]+", told.split("'")[0])) if v is not None]
    if not values:
        return None
    total, part = 0, 0
    for value in values:
        if value == 1000:
            total, part = total + max(part, 1) * 1000, 0
        elif value == 100:
            part = max(part, 1) * 100
        else:
            part += value
    return total + part


def _one(word: str, words: Lexicon) -> int | None:
    for form in (word, word[1:]) if words.language == "ar" else (word,):
        for value, pattern in words.numbers.items():
            if pattern.fullmatch(form):
                return int(value)
    return None
