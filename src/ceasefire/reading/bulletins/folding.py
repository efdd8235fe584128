"""Text made comparable over four scripts, with the way back to the places in the text as it stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

_DROPPED: Final = frozenset(
    [
        *range(0x64B, 0x660),
        0x670,
        0x640,
        *range(0x300, 0x306),
        0x307,
        0x308,
        0x30C,
        0x327,
        0x200B,
        0x200C,
        0x200D,
        0x200E,
        0x200F,
        0x2060,
        0xFEFF,
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    ]
)
_SAME: Final = {
    "ی": "ي", "ک": "ك", "ۀ": "ه", "ھ": "ه", "ہ": "ه", "٬": ",", "٫": ".", "٪": "%",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ى": "ي", "ؤ": "و", "ئ": "ي", "ء": "",
    "ё": "е", "ı": "i", "İ": "i", "I": "i",
    "‘": "'", "’": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "−": "-",
    "‑": "-", "،": ",", "؛": ";", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ",
}  # fmt: skip


class _Letters(dict[int, str]):
    """A table for `str.translate` that learns each letter when it is first met."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = plain_letter(chr(code))
        return plain


_LETTERS: Final = _Letters()


def folded(text: str) -> tuple[str, Sequence[int]]:
    """Return the folded text and, for each of its characters, the offset in the text that it stands for."""
    plain = text.translate(_LETTERS)
    if len(plain) == len(text):
        return plain, range(len(text) + 1)
    return plain, [*(at for at, char in enumerate(text) if _LETTERS[ord(char)]), len(text)]


def plain_letter(char: str) -> str:
    """Return one letter in its plain form; an empty text for marks that are only written on others."""
    code = ord(char)
    if code < 128:
        return char.lower()
    if code in _DROPPED:
        return ""
    if char in _SAME:
        return _SAME[char]
    for zero in (0x660, 0x6F0):
        if zero <= code < zero + 10:
            return str(code - zero)
    low = char.lower()
    low = low if len(low) == 1 else char
    return _SAME.get(low) or _bare(low)


def _bare(letter: str) -> str:
    """Return a Latin letter without its accent, any other as it is."""
    if not "\u00c0" <= letter <= "\u024f":
        return letter
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() else letter
