"""The kinds of event, from the one list of them: which words tell of each, and which event type is filed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

import msgspec

from ceasefire.reading.lexicon.gated import Gated, gated, letters_of_forms
from ceasefire.reading.lexicon.load import forms, load, records
from ceasefire.vocabulary.codes import CATEGORIES, EventType


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of event; the head of `en/events.toml` says what each field means."""

    name: str
    event_type: EventType
    category: str | None = None
    forms: tuple[str, ...]
    also: tuple[str, ...] = ()
    example: str
    weak: bool = False
    needs_day: bool = False
    one_act: bool = False


EventMention = tuple[str, int, int]
"""The name of a kind, and where its word stands."""


@cache
def events() -> tuple[Event, ...]:
    """Return the kinds of event in the order in which they are looked for; raises LexiconError for a faulty list."""
    found = records("en", "events", "event", Event)
    _check(found)
    return found


def event_type_of(name: str | None) -> EventType | None:
    """Return the event type of a kind by its name, or of words by the kind they tell of; `other` where they tell none."""
    if not name:
        return None
    known = _by_name().get(name.lower())
    if known is None:
        found = kind_at(name)
        known = _by_name()[found[0].lower()] if found else None
    return known.event_type if known else EventType.OTHER


def says_as_much(name: str) -> bool:
    """Return whether the event type of a kind says all that its name says, so that filing the type loses nothing."""
    kind = event_type_of(name)
    return kind is not None and re.sub(r"[ -]", "_", name.lower()) == kind.value


@lru_cache(maxsize=1024)
def kind_at(text: str, passed_over: re.Pattern[str] | None = None) -> EventMention | None:
    """Return the kind of event that a text in small letters tells of, with the place of its word.

    A word right after what `passed_over` matches at its end (30 characters are looked at) does not count.
    """
    if not any(map(text.__contains__, _stems())) or _any_kind().search(text) is None:
        return None
    weak: EventMention | None = None
    for event, pattern in _patterns():
        found = _first(event.name, pattern, text, passed_over)
        if found and not event.weak:
            return found
        weak = weak or found
    return weak


def named(flag: str) -> frozenset[str]:
    """Return the names of the kinds of which a flag ("weak", "needs_day", "one_act") holds."""
    return frozenset(event.name for event in events() if getattr(event, flag))


_NEAR: Final = 30


@cache
def _patterns() -> tuple[tuple[Event, Gated], ...]:
    return tuple((event, gated(rf"\b(?:{'|'.join(event.forms)})\b")) for event in events())


@cache
def _any_kind() -> re.Pattern[str]:
    """Return one pattern of all kinds, so that a text without any is passed over at once."""
    return re.compile("|".join(pattern.compiled.pattern for _, pattern in _patterns()))


@cache
def _stems() -> tuple[str, ...]:
    return letters_of_forms(form for event in events() for form in event.forms)


@cache
def _by_name() -> dict[str, Event]:
    return {name.lower(): event for event in events() for name in (event.name, *event.also)}


@cache
def _of_makers() -> re.Pattern[str]:
    """Return the pattern of what has arms and does nothing with them here: "missile programme", "chemical weapons expert"."""
    return re.compile(rf" (?:{forms('en', 'incidents', 'makers_of_arms')})\b")


def _first(name: str, pattern: Gated, text: str, passed_over: re.Pattern[str] | None) -> EventMention | None:
    for match in pattern.finditer(text):
        before, behind = text[max(0, match.start() - _NEAR) : match.start()], text[match.end() : match.end() + _NEAR]
        if not (passed_over and passed_over.search(before)) and not _of_makers().match(behind):
            return name, match.start(), match.end()
    return None


def _check(found: tuple[Event, ...]) -> None:
    """Refuse a name or form that stands twice in the list, and a category that is not in the code list."""
    lines = load("en", "events").lines
    seen: set[str] = set()
    for index, event in enumerate(found):
        start = lines.record("event", index)
        for kind, word in _claimed(event):
            if f"{kind} {word}" in seen:
                raise lines.error(lines.word(word, after=start), f"the {kind} {word!r} stands twice in the list")
            seen.add(f"{kind} {word}")
        group, _, leaf = (event.category or "none/unspecified").partition("/")
        if leaf not in CATEGORIES.get(group, ()):
            raise lines.error(lines.key("category", after=start), f"unknown category {event.category!r}")


def _claimed(event: Event) -> Iterator[tuple[str, str]]:
    yield from (("name", name.lower()) for name in (event.name, *event.also))
    yield from (("form", form) for form in event.forms)
