"""Load the frames: what the words of a happening, a meeting, an agreement, a count or a saying are, and what stands round them.

A file `lexicon/en/frames/<file>.toml` holds `[[frame]]` records:

    name        what the frame is called; unique
    kind        the kind of claim or of incident that it tells of
    group       harm, attack, move, meeting, agreement, count, speech or blame
    verbs       lemmas; of several words the first is inflected, `*` stands for up to three words ("put * names to")
    nouns       lemmas, of one or more words
    adjectives  words that tell of it after "be", or after a number ("3 dead")
    valency     "object": without one after it a bare -ed form is passive; "none": there is no object; "either": open
    polarity    "not" where the words say that something ended or was not
    agentive    only persons and bodies do it, so that a capitalised subject is a doer
    roles       what the subject and object of an active verb are, and what follows a preposition
    example     sentences by form: active, passive, nominal, headline, list; the frame finds itself in each of them
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal

import msgspec

from ceasefire.reading.lexicon.common_words import FRAMES, function_words
from ceasefire.reading.lexicon.load import LexiconFile, Lines, load, parse

FORMS: Final = frozenset(("active", "passive", "nominal", "headline", "list"))
PLACES: Final = frozenset(
    (
        "subject", "object", "by", "of", "on", "at", "against", "between", "into", "over", "to", "with", "from"
    )
)  # fmt: skip
"""Where a role can stand: subject, object, or after a preposition."""
ROLES: Final = frozenset(
    (
        "doer", "harmed", "target", "weapon", "fighter", "party", "meeting", "pact", "thing", "counter", "counted",
        "number", "speaker", "said",
    )
)  # fmt: skip

_LEMMA: Final = re.compile(r"[a-z][a-z'-]*(?: (?:\* )?[a-z][a-z'-]*)*(?: \*)?")
"""Words in small letters; `*` stands between two of them or at the end."""

Group = Literal["harm", "attack", "move", "meeting", "agreement", "count", "speech", "blame"]


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """One frame; the head of this module says what each field means."""

    name: str
    kind: str
    group: Group
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    valency: Literal["object", "none", "either"] = "object"
    polarity: Literal["", "not"] = ""
    agentive: bool = False
    roles: dict[str, str] = {}
    example: dict[str, tuple[str, ...]] = {}


@cache
def frames() -> tuple[Frame, ...]:
    """Return all frames in the order of the files; raises LexiconError for a file that is not as it must be."""
    found = tuple(frame for file in FRAMES for frame in checked(load("en", f"frames/{file}")))
    names = [frame.name for frame in found]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise load("en", f"frames/{FRAMES[0]}").lines.error(1, f"two frames are called {twice!r}")
    return found


def frames_in(name: str, text: str) -> tuple[Frame, ...]:
    """Return the frames of a text in the form of the files; `name` is what errors call it."""
    return checked(parse(name, text))


def checked(file: LexiconFile) -> tuple[Frame, ...]:
    """Return the frames of a file; an unknown field, role or form, and a word twice in one frame, are errors."""
    return tuple(_frame(file.lines, index, dict(raw)) for index, raw in enumerate(file.records["frame"]))


def _frame(lines: Lines, index: int, raw: dict[str, object]) -> Frame:
    start = lines.record("frame", index)
    unknown = next((key for key in raw if key not in Frame.__struct_fields__), None)
    if unknown is not None:
        raise lines.error(lines.key(unknown, after=start), f"unknown key {unknown!r} in [[frame]]")
    try:
        frame = msgspec.convert(raw, type=Frame)
    except msgspec.ValidationError as error:
        raise lines.error(start, f"{error} in [[frame]]") from None
    fault = _fault(frame)
    if fault is not None:
        raise lines.error(start, f"{fault} in the frame {frame.name!r}")
    return frame


def _no_lemma(words: str) -> str | None:
    """Return why words cannot tell of anything: they are empty, hold other signs than words do, or are one common word."""
    if not words.strip():
        return "an empty word"
    if not _LEMMA.fullmatch(words):
        return f"{words!r} is not of words in small letters with `*` after one of them"
    common = words in function_words() and words != "down"  # which alone of them is a verb, too
    return f"{words!r} is a common word and tells of nothing" if common else None


def _fault(frame: Frame) -> str | None:
    """Return what is wrong with a frame: a word twice, an unknown place, role or form of an example."""
    for words in (frame.verbs, frame.nouns, frame.adjectives):
        twice = next((word for i, word in enumerate(words) if word in words[:i]), None)
        if twice is not None:
            return f"{twice!r} stands twice"
        wrong = next((reason for word in words if (reason := _no_lemma(word))), None)
        if wrong is not None:
            return wrong
    for given, known, what in (
        (frame.roles.keys(), PLACES, "place of a role"),
        (frame.roles.values(), ROLES, "role"),
        (frame.example.keys(), FORMS, "form of an example"),
    ):
        wrong = next((word for word in given if word not in known), None)
        if wrong is not None:
            return f"unknown {what} {wrong!r}"
    return None if frame.example else "no example"
