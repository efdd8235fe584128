"""Text from outside, made safe to print: isolated, cleaned, linked only where the address is a web address."""

import re
from datetime import date
from typing import Final
from urllib.parse import quote

from markupsafe import Markup, escape

from ceasefire.vocabulary.calendar import MONTHS, MONTHS_SHORT
from ceasefire.vocabulary.parts import Head
from ceasefire.vocabulary.web_addresses import web_host

_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_BIDI: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")


def clean(text: object) -> str:
    """Return text without control characters; a bidirectional override becomes a visible mark, never an effect."""
    visible = _BIDI.sub(lambda m: f"[U+{ord(m.group()):04X}]", str(text))
    return _CONTROLS.sub("\ufffd", visible)


def told(text: object) -> Markup:
    """Return words of a source, escaped and isolated, so that neither markup nor writing direction leaks out."""
    return Markup("<bdi>") + clean(text) + Markup("</bdi>") if text not in (None, "") else Markup("")


def told_all(texts: object) -> Markup:
    """Return a list of such words, joined by commas."""
    items = texts if isinstance(texts, list | tuple) else ()
    return Markup(", ").join(told(t) for t in items if t not in (None, ""))


def day(when: date | None) -> Markup:
    """Return a day as a machine-readable date in words a reader of any country reads one way: 4 May 2017."""
    if when is None:
        return Markup('<span class="absent">no day told</span>')
    return Markup('<time datetime="{}">{}</time>').format(when.isoformat(), plain_day(when))


def plain_day(when: date) -> str:
    """Return a day as plain text, the same in every locale."""
    return f"{when.day} {MONTHS_SHORT[when.month - 1]} {when.year}"


def month_words(when: date | None) -> Markup:
    """Return the month of a day, as a heading."""
    if when is None:
        return Markup("No day told")
    return Markup('<time datetime="{}">{}</time>').format(f"{when:%Y-%m}", f"{MONTHS[when.month - 1]} {when.year}")


def days(start: date | None, end: date | None) -> Markup:
    """Return a span of days, saying month and year once where both ends share them: 15–16 Jan 2017."""
    if end is None or start is None or start == end:
        return day(start or end)
    if start.year != end.year:
        return day(start) + Markup(" – ") + day(end)
    short = f"{start.day}" if start.month == end.month else f"{start.day} {MONTHS_SHORT[start.month - 1]}"
    dash = "–" if start.month == end.month else " – "
    return Markup('<time datetime="{}">{}</time>{}').format(start.isoformat(), short, dash) + day(end)


def address(url: str | None) -> Markup:
    """Return an address as a link that tells its target nothing, shown by its host; any other text stays text."""
    if not url:
        return Markup('<span class="absent">no public address</span>')
    host = web_host(url)
    if host is None:
        return told(url)
    shown = escape(host.removeprefix("www."))
    return Markup(f'<a rel="noreferrer" href="{escape(url)}"><bdi>{shown}</bdi></a>')


def file(name: str) -> Markup:
    """Return the name of a file beside the page as a link to it."""
    return Markup('<a class="file" href="./{}">{}</a>').format(quote(name), clean(name))


def size(head: Head) -> str:
    """Return the size of a ledger as text: the one number that is not a figure, because the signed head states it."""
    return f"{head.size:,}"


def phrase(code: str | None) -> str:
    """Return a code of the house as words: `in_scope` as `in scope`."""
    return (code or "").replace("_", " ")
