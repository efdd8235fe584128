"""Characters made comparable without moving a single offset."""

from __future__ import annotations

_QUOTES = "\u2018\u2019\u201a\u201b\u02bc\u02b9\u2032`\u00b4"
_DOUBLE = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_BLANKS = (
    "\v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
    "\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_DIGITS = ("\u0660", "\u06f0", "\uff10")


def _table() -> dict[int, str]:
    table = {ord(c): "'" for c in _QUOTES}
    table |= {ord(c): '"' for c in _DOUBLE}
    table |= {ord(c): "-" for c in _DASHES}
    table |= {ord(c): " " for c in _BLANKS}
    for zero in _DIGITS:
        table |= {ord(zero) + n: str(n) for n in range(10)}
    # no letters; a blank where they stand keeps every offset
    table |= dict.fromkeys((*range(9), *range(0x0D, 0x20), *range(0x7F, 0xA0)), " ")
    return table


_TABLE = _table()


def fold(text: str) -> str:
    """Return the text with quote marks, dashes, blanks, marks of direction and control, and digits in plain form.

    Every character becomes exactly one character, so an offset in the result is the offset in the text.
    """
    return text.translate(_TABLE)


def lower(text: str) -> str:
    """Return the text in lower case with every offset kept; letters whose lower case is longer stay as they are."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
