"""Which language a bulletin is in: by its letters, and by frequent words among languages of one script."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Final

from ceasefire.reading.bulletins.folding import folded
from ceasefire.reading.bulletins.word_data import languages, word_data

_SAMPLE: Final = 6_000
_LETTER: Final = re.compile(r"[^\W\d_]")
_SCRIPTS: Final = {"arabic": re.compile(r"[\u0621-\u06ff]"), "cyrillic": re.compile(r"[\u0400-\u04ff]")}
_SHARE: Final = 0.4
"""Share of letters of a script from which on a text is of that script."""


def language_of(text: str) -> str:
    """Return which of the languages that are read here a text is in; the first of its script where no word tells."""
    sample = text[:_SAMPLE]
    letters = max(1, len(_LETTER.findall(sample)))
    script = next((s for s, p in _SCRIPTS.items() if len(p.findall(sample)) / letters > _SHARE), "latin")
    told = Counter(re.findall(r"[^\W\d_]+", folded(sample)[0]))
    return max(_of_script(script), key=lambda name: sum(told[word] for word in word_data(name).common))


@cache
def _of_script(script: str) -> tuple[str, ...]:
    """Return the languages of a script, English and Arabic first."""
    found = [name for name in languages() if word_data(name).script == script]
    return tuple(sorted(found, key=lambda name: (name not in ("en", "ar", "ru"), name)))
