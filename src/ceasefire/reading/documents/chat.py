"""Chat exports: each message a text of its own, with the day of its line and the name of who wrote it."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

import msgspec

from ceasefire.intake.model import IntakeError
from ceasefire.reading.documents.model import Found
from ceasefire.reading.lexicon.load import words
from ceasefire.reading.text.fold import fold
from ceasefire.vocabulary.wording import plural

MAX_MESSAGES: Final = 50_000
_HEAD: Final = 60
"""Lines in which a chat shows that it is one."""
_DAY = r"(?P<day>\d{1,4}[./-]\d{1,2}[./-]\d{1,4})"
_TIME = r"(?P<time>\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[ap]\.? ?m\.?)?)"
_WHO = r"(?P<who>[^:\n]{1,60}?)"
_FORMS: Final = tuple(
    re.compile(form, re.I)
    for form in (
        rf" ?\[{_DAY},? +{_TIME}\] {_WHO}: ?(?P<words>.*)",
        rf" ?{_DAY},? +{_TIME} - {_WHO}: ?(?P<words>.*)",
        rf"(?P<who>[^\[\]\n]{{1,60}}?),? \[{_DAY},? +{_TIME}\]:?(?P<words>.*)",
        rf"(?P<who>[^()\n:]{{1,60}}?) \({_DAY},? +{_TIME}\): ?(?P<words>.*)",
    )
)
_SYSTEM: Final = (
    re.compile(rf" ?\[{_DAY},? +{_TIME}\] (?P<words>.*)", re.I),
    re.compile(rf" ?{_DAY},? +{_TIME} - (?P<words>.*)", re.I),
)
_PARTS = re.compile(r"(\d+)([./-])(\d+)[./-](\d+)")


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One message as it stands in an export: its day as written, who wrote it (nobody for a line of the program), its words."""

    day: str
    who: str
    words: str


def is_chat(text: str) -> bool:
    """Say whether a text is a chat export: among its first lines at least two begin with day, time and name, the first does."""
    lines = [line for line in fold(text[:20_000]).split("\n") if line.strip()][:_HEAD]
    if not any(_match((*_FORMS, *_SYSTEM), line) for line in lines[:3]):
        return False
    return sum(_match(_FORMS, line) is not None for line in lines) >= 2


def read_chat(text: str, name: str) -> Iterator[Found]:
    """Yield the messages that have words; those of the program, taken back ones and pictures are counted on the first.

    Raises IntakeError where the days can be read with the day or the month first and nothing in the file decides it.
    """
    messages = list(_messages(text))
    if len(messages) > MAX_MESSAGES:
        raise IntakeError(name, f"a chat of {len(messages):,} messages; at most {MAX_MESSAGES:,} are read")
    order = _order([message.day for message in messages], name)
    counts: Counter[str] = Counter()
    kept: list[tuple[int, Message, str]] = []
    for number, message in enumerate(messages, 1):
        said, kind = _said(message)
        counts[kind] += 1
        if said:
            kept.append((number, message, said))
    if not kept:
        raise IntakeError(name, "no message of the chat holds words")
    note = chat_note(len(messages), len({message.who for message in messages if message.who}), counts)
    for at, (number, message, said) in enumerate(kept):
        yield Found(
            text=said,
            kind="chat",
            date=_date(message.day, order),
            date_basis="chat",
            speaker=message.who,
            part=str(number),
            notes=() if at else (note,),
        )


def _match(forms: Sequence[re.Pattern[str]], line: str) -> re.Match[str] | None:
    return next((match for form in forms if (match := form.match(line))), None)


def _messages(text: str) -> Iterator[Message]:
    """Yield the messages in order; lines without a head belong to the message before them."""
    head: tuple[str, str] | None = None
    held: list[str] = []
    for raw in text.split("\n"):
        line = raw.rstrip("\r").lstrip("\ufeff\u200e\u200f")
        folded = fold(line)
        match = _match(_FORMS, folded)
        system = None if match else _match(_SYSTEM, folded)
        if match is None and system is None:
            held.append(line)
            continue
        if head:
            yield Message(day=head[0], who=head[1], words="\n".join(held).strip())
        found = match or system
        assert found is not None
        head = (found["day"], " ".join(line[slice(*match.span("who"))].strip("~ ").split()) if match else "")
        held = [line[slice(*found.span("words"))]]
    if head:
        yield Message(day=head[0], who=head[1], words="\n".join(held).strip())


def _said(message: Message) -> tuple[str, str]:
    """Return the words of a message without the program's marks, and which kind it is."""
    if not message.who:
        return "", "program"
    said = message.words.strip(" \u200e\u200f\n")
    low = said.lower().rstrip(".")
    if any(low.startswith(mark) for mark in words("en", "chat", "deleted")) and len(low) < 60:
        return "", "deleted"
    for mark in words("en", "chat", "edited"):
        if low.endswith(mark.rstrip(".")):
            return said[: len(low) - len(mark.rstrip("."))].strip(" \u200e\u200f\n"), "edited"
    if len(low) < 120 and "\n" not in low and any(mark in low for mark in words("en", "chat", "media")):
        return "", "media"
    return said, "words" if said else "empty"


def chat_note(messages: int, people: int, counts: Mapping[str, int]) -> str:
    """Return in words how many messages by how many writers a chat has, and which were passed over."""
    named = (
        ("media", "without words (pictures, voice, files)"),
        ("deleted", "taken back"),
        ("program", "of the program"),
        ("empty", "empty"),
    )
    passed = [f"{counts[kind]} {what}" for kind, what in named if counts.get(kind)]
    told = f"chat of {plural(messages, 'message')} by {plural(people, 'writer')}"
    told += f"; passed over: {', '.join(passed)}" if passed else ""
    return told + (f"; {counts['edited']} read as they were changed to" if counts.get("edited") else "")


# --- the order of day and month --------------------------------------------------------------------------------------


def _order(days: Sequence[str], name: str) -> str:
    """Return dmy, mdy or ymd for all days of a file; raises IntakeError where they can be read in two ways, or in none."""
    possible = [order for order in ("ymd", "dmy", "mdy") if all(_date_or_none(day, order) for day in days)]
    if not possible:
        raise IntakeError(name, f"the days of its lines are not all written in one way ({_example(days)})")
    if len(possible) == 1 or all(_date(day, possible[0]) == _date(day, possible[1]) for day in days):
        return possible[0]
    if all("." in day for day in days):
        return "dmy"
    rising = [order for order in possible if _rises([_date(day, order) for day in days])]
    if len(rising) == 1:
        return rising[0]
    raise IntakeError(
        name,
        f"its days can be read with the day or the month first (such as {days[0]}) and nothing in it decides which; "
        "write them as year-month-day",
    )


def _example(days: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys((days[0], days[-1])))


def _rises(days: Sequence[dt.date]) -> bool:
    return all(one <= other for one, other in pairwise(days))


def _date(day: str, order: str) -> dt.date:
    found = _date_or_none(day, order)
    assert found is not None
    return found


def _date_or_none(day: str, order: str) -> dt.date | None:
    match = _PARTS.fullmatch(day)
    if match is None:
        return None
    told = dict(zip(order, (match[1], match[3], match[4]), strict=True))
    if len(told["y"]) not in (2, 4) or len(told["d"]) > 2 or (order == "ymd" and len(told["y"]) != 4):
        return None
    year = int(told["y"]) + (2000 if len(told["y"]) == 2 else 0)
    try:
        return dt.date(year, int(told["m"]), int(told["d"]))
    except ValueError:
        return None
