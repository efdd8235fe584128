"""The forms of English verbs and nouns, made by rule from the lemma; the irregular ones are data."""

from __future__ import annotations

from functools import cache
from typing import Final

from ceasefire.reading.lexicon.load import mapping

_VOWELS: Final = frozenset("aeiou")


class Form:
    """Which forms of a verb a word can be, as bits of one plain number; one word can be several ("hit", "killed")."""

    BASE: Final = 1
    S: Final = 2
    PAST: Final = 4
    PARTICIPLE: Final = 8
    ING: Final = 16


_AUXILIARIES: Final = {
    "be": {"be": Form.BASE, "is": Form.S, "are": Form.S, "was": Form.PAST, "were": Form.PAST, "been": Form.PARTICIPLE, "being": Form.ING},
    "have": {"have": Form.BASE, "has": Form.S, "had": Form.PAST | Form.PARTICIPLE, "having": Form.ING},
    "do": {"do": Form.BASE, "does": Form.S, "did": Form.PAST, "done": Form.PARTICIPLE, "doing": Form.ING},
}  # fmt: skip


@cache
def irregular() -> dict[str, tuple[str, str]]:
    """Return past and participle of the verbs that no rule makes."""
    found: dict[str, tuple[str, str]] = {}
    for base, forms in mapping("en", "frames/irregular", "irregular").items():
        past, participle = forms.split()
        found[base] = (past, participle)
    return found


def verb_forms(lemma: str) -> dict[str, int]:
    """Return every form of a verb with what it is: "shell" gives shell, shells, shelled and shelling."""
    if lemma in _AUXILIARIES:
        return dict(_AUXILIARIES[lemma])
    past, participle = irregular().get(lemma) or (_with_ed(lemma), _with_ed(lemma))
    found: dict[str, int] = {}
    for word, form in (
        (lemma, Form.BASE),
        (with_s(lemma), Form.S),
        (past, Form.PAST),
        (participle, Form.PARTICIPLE),
        (_with_ing(lemma, past), Form.ING),
    ):
        found[word] = found.get(word, 0) | form
    return found


def noun_forms(lemma: str) -> tuple[str, str]:
    """Return the singular and the plural of a noun; of several words the first before "of", else the last, is put in the plural."""
    head, blank, rest = lemma.partition(" of ")
    return lemma, with_s(head) + blank + rest


def with_s(word: str) -> str:
    """Return a word with the ending -s of nouns and of verbs: clash, clashes; ratify, ratifies."""
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return word[:-1] + "ies" if _consonant_y(word) else word + "s"


def _with_ed(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if _consonant_y(lemma):
        return lemma[:-1] + "ied"
    return lemma + _doubled(lemma) + "ed"


def _with_ing(lemma: str, past: str) -> str:
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and lemma != "be":
        return lemma[:-1] + "ing"
    twice = past.endswith(lemma[-1] * 2 + "ed") and not lemma.endswith(lemma[-1] * 2)
    return lemma + (lemma[-1] if twice else _doubled(lemma)) + "ing"


def _doubled(lemma: str) -> str:
    """Return the letter that is doubled before an ending: "stop" gives p; longer verbs that double stand in the data."""
    short = len(lemma) <= 4 and sum(letter in _VOWELS for letter in lemma) == 1
    if short and len(lemma) > 2 and lemma[-2] in _VOWELS and lemma[-1] not in "aeiouwxy":
        return lemma[-1]
    return ""


def _consonant_y(word: str) -> bool:
    return len(word) > 1 and word.endswith("y") and word[-2] not in _VOWELS
