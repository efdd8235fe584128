"""Words that are no name by themselves, since every text is full of them."""

from __future__ import annotations

from functools import cache
from typing import Final

from ceasefire.reading.lexicon.calendar_names import MONTH_NUMBERS, WEEKDAY_NUMBERS
from ceasefire.reading.lexicon.load import wordset

_CLOSED: Final = (
    "be", "have", "do", "modals", "negations", "determiners", "prepositions", "coordinators", "subordinators", "relatives", "pronouns",
)  # fmt: skip


def common_word(word: str) -> str | None:
    """Return why a word alone is no name, or None where it may be one.

    Letters in capitals throughout are a name ("WHO", "US"), and a town may be called as a verb is ("Hit", "Split").
    """
    low = word.lower()
    if not any(char.isalpha() for char in low):
        return f"{word!r} is a number; no text says by it alone whom or what it means"
    if word.isupper() and len(word) > 1:
        return None
    if low in MONTH_NUMBERS or low in WEEKDAY_NUMBERS:
        return f"{word!r} is a month or a day of the week"
    if low in _function_words():
        return f"{word!r} is a common word of English"
    return f"{word!r} is a verb of English" if word.islower() and low in _verbs() else None


@cache
def _function_words() -> frozenset[str]:
    return frozenset().union(*(wordset("en", "frames/words", table) for table in _CLOSED))


@cache
def _verbs() -> frozenset[str]:
    """Return the forms of verbs that cannot be a noun: "said" and "killing", but not "monitors" or "rebels"."""
    from ceasefire.reading.frames.index import verb_words
    from ceasefire.reading.frames.inflection import Form

    return frozenset(word for word, (_, forms) in verb_words().items() if not forms & (Form.BASE | Form.S))
