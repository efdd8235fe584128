"""One stop of a review as it is shown: the text with the words that matter lit, the slots, what was added there."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from ceasefire.reading.review.forms import ALWAYS, NAMES, QUOTE, TYPES, shown
from ceasefire.reading.review.passages import Passage
from ceasefire.reading.review.session import Session
from ceasefire.vocabulary.wording import plural

_SENTENCE_EDGE: Final = re.compile(r"(?<=[.!?])[\"')]* +(?=[\"'(]?[A-Z0-9])")
_WORD_EDGE: Final = re.compile(r" ")
_REACH: Final = 240


class Screen(msgspec.Struct, frozen=True, kw_only=True):
    """One stop as it is shown: its name, the text in parts of which some are lit, the slots, and what was added there."""

    number: int
    of: int
    name: str
    state: str
    text: tuple[tuple[str, bool], ...]
    slots: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


def screen_of(session: Session, at: int) -> Screen:
    """Return a stop by its number: first the claims, then the passages that were left."""
    added = tuple(
        f"added here: {NAMES[item.claim.type]} on {short(item.claim.quote)}" for item in session.added_at(str(at))
    )
    if at >= len(session.items):
        return _passage(session, at, session.passages[at - len(session.items)], added)
    return _item(session, at, added)


def _item(session: Session, at: int, added: tuple[str, ...]) -> Screen:
    item = session.items[at]
    note = f"makes no statement: {item.made}" if isinstance(item.made, str) else f"files {files(item.made)}"
    slots = [(slot, shown(slot, item.claim)) for slot in item.form if slot is not QUOTE]
    return Screen(
        number=at + 1,
        of=len(session.items) + len(session.passages),
        name=f"{NAMES[item.claim.type]}{f', {item.title}' if item.title else ''}",
        state=str(item.verdict),
        text=around(session.whole.text, *session.whole.forth(item.claim.start, item.claim.end)),
        slots=tuple((slot.label, words or "-") for slot, words in slots if words or slot.field in ALWAYS),
        notes=(note, *added),
    )


def _passage(session: Session, at: int, one: Passage, added: tuple[str, ...]) -> Screen:
    name = f"{plural(len(one.numbers), 'number')} in no claim" if one.numbers else "a sentence without a claim"
    forth = session.whole.forth
    lit = [forth(n.start, n.end) for n in one.numbers] or [forth(one.start, one.end)]
    return Screen(
        number=at + 1,
        of=len(session.items) + len(session.passages),
        name=name,
        state="left",
        text=parts(session.whole.text, *forth(one.start, one.end), lit),
        notes=(f"most like: {TYPES[one.like]}", *added),
    )


def files(made: tuple[object, ...]) -> str:
    """Return in words which statements are filed."""
    kinds = [str(getattr(draft, "kind", "")) for draft in made]
    return ", ".join(plural(kinds.count(kind), kind) for kind in dict.fromkeys(kinds)) or "nothing of its own"


def around(text: str, start: int, end: int) -> tuple[tuple[str, bool], ...]:
    """Return the words before, the words a claim stands on, lit, and the words after, up to the edges of their paragraph.

    Of a long paragraph whole sentences are shown, or else whole words.
    """
    first = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    last = stop if stop >= 0 else len(text)
    left = first if start - first <= _REACH else _cut(text, start - _REACH, start)[0]
    right = last if last - end <= _REACH else _cut(text, end, end + _REACH)[1]
    return parts(text, left, right, [(start, end)])


def _cut(text: str, left: int, right: int) -> tuple[int, int]:
    """Return the first place in a stretch where a sentence or else a word begins, and the last where one ends."""
    for edge in (_SENTENCE_EDGE, _WORD_EDGE):
        found = list(edge.finditer(text, left, right))
        if found:
            return found[0].end(), found[-1].start()
    return left, right


def parts(text: str, left: int, right: int, lit: list[tuple[int, int]]) -> tuple[tuple[str, bool], ...]:
    """Return a piece of text in parts, each with whether it is lit."""
    out: list[tuple[str, bool]] = []
    here = left
    for start, end in sorted(lit):
        out += [(text[here:start], False), (text[start:end], True)]
        here = end
    out.append((text[here:right], False))
    return tuple((words, on) for words, on in out if words)


def short(words: str, limit: int = 60) -> str:
    """Return words in one line, cut where they are long."""
    flat = " ".join(words.split())
    return flat if len(flat) <= limit else f"{flat[: limit - 3]}..."
