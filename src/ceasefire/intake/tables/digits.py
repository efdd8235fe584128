"""Digits of every script, and the marks between them, as plain ASCII numbers."""

from __future__ import annotations

import unicodedata


def ascii_digits(text: str) -> str:
    """Return the text with the decimal digits of any script (Arabic-Indic, Persian ...) as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if unicodedata.category(c) == "Nd" else c for c in text)
