"""Chat exports: each message a text of its own, with the day of its line and the name of who wrote it."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

import msgspec

from ceasefire.intake.model import IntakeError
from ceasefire.reading.documents.model import Bad, Found
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
    return any(_match((*_FORMS, *_SYSTEM), line) for line in _first_lines(text)[:3]) and _heads(text) >= 2


def unlike_chat(text: str) -> tuple[str, ...]:
    """Return in words that a text, which is no chat, has lines like one: a log of a day's incidents has them too."""
    heads = _heads(text)
    told = f"{heads} lines begin as messages of a chat do; read as plain text, their days and writers are not taken"
    return (told,) if heads >= 2 else ()


def _first_lines(text: str) -> list[str]:
    return [line for line in fold(text[:20_000]).split("\n") if line.strip()][:_HEAD]


def _heads(text: str) -> int:
    return sum(_match(_FORMS, line) is not None for line in _first_lines(text))


def read_chat(text: str, name: str) -> Iterator[Found | Bad]:
    """Yield the messages that have words; those of the program, taken back ones and pictures are counted on the first.

    What stands before the first message is a text of its own; a message whose day is not written as the others are is
    bad. Raises IntakeError where the days can be read with the day or the month first and nothing in the file decides it.
    """
    before, *messages = _messages(text)
    if len(messages) > MAX_MESSAGES:
        raise IntakeError(name, f"a chat of {len(messages):,} messages; at most {MAX_MESSAGES:,} are read")
    order = _order([message.day for message in messages], name)
    if before.words:
        yield Found(text=before.words, kind="text", part="0", notes=("stands before the first message of a chat",))
    counts: Counter[str] = Counter()
    kept: list[tuple[int, Message, str]] = []
    for number, message in enumerate(messages, 1):
        said, kind = _said(message)
        if _date_or_none(message.day, order) is None:
            yield Bad(part=str(number), reason=f"its day is not written as those of the other messages: {message.day}")
            continue
        counts[kind] += 1
        if said:
            kept.append((number, message, said))
    if not kept:
        raise IntakeError(name, "no message of the chat holds words")
    note = chat_note(len(messages), len({message.who for message in messages if message.who}), counts)
    yield from texts_of_chat(((said, _date(m.day, order), m.who, str(number)) for number, m, said in kept), note)


def texts_of_chat(messages: Iterable[tuple[str, dt.date, str | None, str]], note: str) -> Iterator[Found]:
    """Yield a text for the words, day, writer and place of each message; the first has the note on them all."""
    for at, (said, day, who, part) in enumerate(messages):
        notes = () if at else (note,)
        yield Found(text=said, kind="chat", date=day, date_basis="chat", speaker=who, part=part, notes=notes)


def _match(forms: Sequence[re.Pattern[str]], line: str) -> re.Match[str] | None:
    return next((match for form in forms if (match := form.match(line))), None)


def _messages(text: str) -> Iterator[Message]:
    """Yield what stands before the first message, then these in order; lines without a head belong to what is before them."""
    head = ("", "")
    held: list[str] = []
    for raw in text.split("\n"):
        line = raw.rstrip("\r").lstrip("\ufeff\u200e\u200f")
        folded = fold(line)
        match = _match(_FORMS, folded)
        system = None if match else _match(_SYSTEM, folded)
        if match is None and system is None:
            held.append(line)
            continue
        yield Message(day=head[0], who=head[1], words="\n".join(held).strip())
        found = match or system
        assert found is not None
        head = (found["day"], " ".join(line[slice(*match.span("who"))].strip("~ ").split()) if match else "")
        held = [line[slice(*found.span("words"))]]
    yield Message(day=head[0], who=head[1], words="\n".join(held).strip())


def _said(message: Message) -> tuple[str, str]:
    """Return the words of a message without the program's marks, and which kind it is."""
    if not message.who:
        return "", "program"
    said, media = _without_media(message.words.strip(" \u200e\u200f\n"))
    low = said.lower().rstrip(".")
    if any(low.startswith(mark) for mark in words("en", "chat", "deleted")) and len(low) < 60:
        return "", "deleted"
    for mark in words("en", "chat", "edited"):
        if low.endswith(mark.rstrip(".")):
            return said[: len(low) - len(mark.rstrip("."))].strip(" \u200e\u200f\n"), "edited"
    return said, "words" if said else "media" if media else "empty"


def _without_media(said: str) -> tuple[str, bool]:
    """Return the words of a message without the marks of pictures and files, and whether it has any."""
    anywhere, all_marks, beside = _media_marks()
    bare = all_marks.sub("", said)
    if bare != said and not re.search(r"[^\W\d_]", beside.sub("", bare)):
        return "", True
    rest = anywhere.sub("", said)
    return rest.strip(" \u200e\u200f\n"), rest != said


@cache
def _media_marks() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what finds marks that are no words wherever they stand, all marks, and what may stand beside one."""
    marks = words("en", "chat", "media")
    opened = [re.escape(mark) + r"[^>\n]*>?" for mark in marks if mark.endswith(":")]
    file = r"(?:(?:^[^\n.!?:;,]*|\S{1,200})\.[a-z]\w{1,4} )?"
    named = [file + re.escape(mark) for mark in marks if mark.startswith("(")]
    closed = [re.escape(mark) for mark in marks if mark[0] in "<[" and not mark.endswith(":")]
    plain = "|".join(re.escape(mark) for mark in marks if mark[0] not in "<[(")
    bracketed = "|".join((*opened, *named, *closed))
    beside = "|".join(map(re.escape, words("en", "chat", "beside_media")))
    return (
        re.compile(rf"{bracketed}|\u200e(?:{plain})$", re.I | re.M),
        re.compile(rf"{bracketed}|{plain}", re.I | re.M),
        re.compile(rf"\S+\.[a-z]\w{{1,4}}\b|\b(?:{beside})\b", re.I),
    )


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


def _order(told: Sequence[str], name: str) -> str:
    """Return dmy, mdy or ymd for the most days of a file; raises IntakeError where they can be read in two ways, or in none."""
    possible, days = _readable(told)
    if not possible:
        raise IntakeError(name, f"the days of its lines are not all written in one way ({_example(told)})")
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


def _readable(told: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the orders in which the most days can be read, none where other days speak for another order, and these days."""
    read = {order: [day for day in told if _date_or_none(day, order)] for order in ("ymd", "dmy", "mdy")}
    days = max(read.values(), key=len)
    possible = [order for order in read if read[order] == days]
    torn = "ymd" not in possible and set(read["dmy"]) | set(read["mdy"]) > set(days)
    return ([] if torn or 2 * len(days) <= len(told) else possible), days


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
