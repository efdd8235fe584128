"""Numbers that name a thing and count nothing: Post 4, Resolution 2254, km 12, 25 Brigade, a telephone number."""

from __future__ import annotations

import re

from ceasefire.reading.lexicon.load import alternation
from ceasefire.reading.text.fold import lower

_AFTER_WORD = re.compile(
    rf"(?<![\w-])(?<!same )(?<!that )(?<!next )(?<!following )(?<!previous )(?:{alternation('en', 'numbers', 'named_after')})[ .]? ?$"
)
_AFTER_TITLE = re.compile(rf"(?<![\w-])(?:{alternation('en', 'numbers', 'named_titles')}) $")
_BEFORE_TITLE = re.compile(r" (?:Brigade|Battalion|Division|Regiment|Corps|Squadron|Company|Army|Group)\b")
_TELEPHONE = re.compile(r"(?:\+|\b(?:tel|phone|telephone|fax|hotline|mobile)\b[.:]? ?)\(?[\d ()-]*$", re.I)
_AGE = re.compile(r"\b(?:aged?|aged between|under the age of) $")
_CHAIN = re.compile(
    r"\b(?P<word>[Aa]rticles|[Pp]aragraphs|[Rr]esolutions|[Pp]osts|[Rr]outes|[Pp]hases) (?:\d+(?:, | and |, and ))*$"
)
_REACH = 60


def is_name(text: str, start: int, end: int) -> bool:
    """Say whether what stands between two offsets of a folded sentence is part of a name, an age or a telephone number."""
    before = text[max(0, start - _REACH) : start]
    if _AFTER_WORD.search(lower(before)) or _AGE.search(before) or _CHAIN.search(before):
        return True
    if not text[start:end].isdigit():
        return False
    return bool(_AFTER_TITLE.search(before) or _BEFORE_TITLE.match(text, end) or _is_telephone(before, text, start))


def _is_telephone(before: str, text: str, start: int) -> bool:
    return text[start : start + 1].isdigit() and _TELEPHONE.search(before) is not None
