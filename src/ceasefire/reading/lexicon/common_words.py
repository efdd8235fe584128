"""Words that are no name by themselves, since every text is full of them."""

from __future__ import annotations

from functools import cache
from typing import Final, cast

from ceasefire.reading.lexicon.calendar_names import MONTH_NUMBERS, WEEKDAY_NUMBERS
from ceasefire.reading.lexicon.load import load, mapping, wordset

FRAMES: Final = ("harm", "attacks", "talks", "reports", "pacts")
"""The files of frames."""
_CLOSED: Final = (
    "be", "have", "do", "modals", "negations", "determiners", "prepositions", "coordinators", "subordinators", "relatives", "pronouns",
)  # fmt: skip


def common_word(word: str) -> str | None:
    """Return why a word alone is no name, or None where it may be one.

    A word with a capital within is a name ("WHO", "GoT"), which is found only as it is written, and a town may be called as a
    verb is ("Hit", "Split").
    """
    low = word.lower()
    if not any(char.isalpha() for char in low):
        return f"{word!r} is a number; no text says by it alone whom or what it means"
    if any(char.isupper() for char in word[1:]):
        return None
    if low in MONTH_NUMBERS or low in WEEKDAY_NUMBERS:
        return f"{word!r} is a month or a day of the week"
    if low in function_words():
        return f"{word!r} is a common word of English"
    return f"{word!r} is a verb of English" if word.islower() and _is_verb(low) else None


@cache
def function_words() -> frozenset[str]:
    """Return the words of English that stand in every sentence and name nothing."""
    return frozenset().union(*(wordset("en", "frames/words", table) for table in _CLOSED))


def _is_verb(low: str) -> bool:
    """Say whether a word is a form of a verb that cannot be a noun: "said" and "killing", but not "monitors" or "rebels"."""
    bases, irregular = _verbs()
    stem = next((low.removesuffix(ending) for ending in ("ing", "ed") if low.endswith(ending)), None)
    if stem is None or low in bases:
        return low in irregular and low not in bases
    return any(base in bases for base in (stem, stem + "e", stem[:-1], stem[:-1] + "y"))


@cache
def _verbs() -> tuple[frozenset[str], frozenset[str]]:
    """Return the plain forms of verbs, and the past forms that no rule makes."""
    told = mapping("en", "frames/irregular", "irregular")
    framed = (record for file in FRAMES for record in load("en", f"frames/{file}").records["frame"])
    lemmas = (str(lemma).partition(" ")[0] for record in framed for lemma in cast("list[str]", record.get("verbs", ())))
    bases = frozenset((*lemmas, *told, *wordset("en", "frames/words", "verbs")))
    return bases, frozenset(form for forms in told.values() for form in forms.split())
