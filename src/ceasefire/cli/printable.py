"""Text from outside on a terminal: what would act on it, turn its direction or stand there unseen is shown by its code.

Kept as they are: letters with their marks, spaces of all widths, and the joiners and direction marks that Arabic,
Persian and Indic words are written with, where they stand inside such words and change nothing around them.
"""

import re
import unicodedata
from typing import Final

_UNSEEN: Final = (
    "\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Controls, direction marks, line separators and what fonts draw as nothing (Default_Ignorable_Code_Point)."""
_HIDDEN: Final = re.compile(f"[\x00-\x1f{_UNSEEN}\ud800-\udfff]")
_HIDDEN_IN_JSON: Final = re.compile(f"[{_UNSEEN}\ud800-\udfff]")
_JOINERS: Final = "\u200c\u200d"
_RIGHT_TO_LEFT_MARKS: Final = "\u200f\u061c"
_PICTURE_STYLES: Final = "\ufe0e\ufe0f"
_VIRAMA: Final = 9
"""Combining class of the signs that join letters in the scripts of India, after which a joiner decides how they are drawn."""


def printable(text: str) -> str:
    """Return text in which every character that acts, hides or turns direction is shown as <U+XXXX>."""
    if text.isprintable() and not _HIDDEN.search(text):
        return text
    return "".join(c if _kept(text, n, c) else f"<U+{ord(c):04X}>" for n, c in enumerate(text))


def escaped(json_text: str) -> str:
    r"""Return a JSON text whose hidden characters are written as \uXXXX, which reads back as the same value.

    JSON has nothing but ASCII outside its strings, so that the text may be treated as a whole.
    """
    return _HIDDEN_IN_JSON.sub(lambda match: _escape(match[0]), json_text)


def _escape(character: str) -> str:
    units = character.encode("utf-16-be", errors="surrogatepass")
    return "".join(f"\\u{units[n]:02x}{units[n + 1]:02x}" for n in range(0, len(units), 2))


def _kept(text: str, n: int, c: str) -> bool:
    if c == " ":
        return True
    if _HIDDEN.match(c):
        return _belongs(text[max(0, n - 8) : n], text[n + 1 : n + 2], c)
    # the other characters of format are visible: the number signs of Arabic, Syriac and Kaithi
    return unicodedata.category(c) not in ("Cn", "Co", "Cc", "Cs")


def _belongs(before: str, after: str, c: str) -> bool:
    """Say whether a hidden character is part of how the words around it are written: some before it, one after it."""
    if c in _JOINERS:
        # RFC 5892, appendix A.1 and A.2: the places in which a joiner is part of a word
        after_virama = bool(before) and unicodedata.combining(before[-1]) == _VIRAMA
        return after_virama or (_joins(_last_letter(before)) and _joins(after))
    if c in _RIGHT_TO_LEFT_MARKS:
        # beside a letter of that direction the mark is of no effect: the letter has it already
        return _right_to_left(before[-1:]) or _right_to_left(after)
    if c in _PICTURE_STYLES:
        return bool(before) and unicodedata.category(before[-1]) == "So"
    return False


def _last_letter(text: str) -> str:
    for c in reversed(text):
        if unicodedata.category(c) != "Mn":
            return c
    return ""


def _joins(c: str) -> bool:
    return bool(c) and unicodedata.bidirectional(c) == "AL" and unicodedata.category(c)[0] == "L"


def _right_to_left(c: str) -> bool:
    return bool(c) and unicodedata.bidirectional(c) in ("R", "AL") and unicodedata.category(c)[0] == "L"
