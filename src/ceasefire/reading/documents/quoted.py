"""What a mail says itself, and what it repeats: quoted lines, the thread below, forwarded mails; its signature left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, takewhile
from typing import Final

import msgspec

_MARK = re.compile(r"\s{0,3}[>|]+ ?(?:>|\S|$)")
_WROTE = re.compile(
    r"^\s*(?:on\b.{4,300}\bwrote|am\b.{4,300}\bschrieb\b.{0,120}|le\b.{4,300}\ba écrit|el\b.{4,300}\bescribió|"
    r"(?:il giorno|em)\b.{4,300}\b(?:ha scritto|escreveu)|\d.{4,300}(?:пишет|написала?(?:\(а\))?)|"
    r".{4,300}\b(?:şunu yazdı|yazdı)|(?:في|بتاريخ).{4,300}(?:كتب|كتبت).{0,120}) ?:\s*$",
    re.I | re.S,
)
_BREAK = re.compile(
    r"^\s*(?:[-_=]{2,} ?(?:original message|forwarded message|forwarded by\b.{0,80}|ursprüngliche nachricht|"
    r"message d'origine|message transféré|mensaje original|mensaje reenviado|исходное сообщение|"
    r"пересылаемое сообщение|orijinal mesaj|الرسالة الأصلية) ?[-_=]*|begin forwarded message:|_{20,})\s*$",
    re.I,
)
_FIELD = re.compile(
    r"^\s*\*?(?:from|sent|date|to|cc|subject|von|gesendet|an|betreff|de|envoyé|à|objet|enviado|para|asunto|"
    r"от|отправлено|дата|кому|тема|kimden|gönderilen|kime|konu|من|تاريخ|إلى|الموضوع) ?:\*? ?\S",
    re.I,
)
_FIELDS_NEEDED: Final = 3
_FIELDS_MOST: Final = 20
"""Lines of a head that are looked at."""
_MAY_REPEAT = re.compile(
    r"(?im)^[^\w\n]*original message\b|^sent ?: ?\S|^on\b.{4,200}(?:\d{4}|@)[^\n]{0,80}\n?[^\n]{0,80}\bwrote ?:$"
)
"""What only mails have, in English; looked for in texts that nobody said are mails."""
_MAILED = re.compile(r"@|^\W*(?:sent|gesendet|envoyé|enviado|отправлено|gönderilen) ?:", re.I)
_DASHES: Final = "-- "
"""Stands above a signature; its blank is often lost."""
_SENTENCE: Final = 6
"""Words of a line with a full stop from which it is a sentence and no signature."""
_SENT_FROM = re.compile(
    r"^\s*(?:sent from my\b|get outlook for\b|von meinem .{2,20} gesendet|envoyé de mon\b).{0,60}$", re.I
)
_REGARDS = re.compile(
    r"^\s*(?:(?:best|kind|warm|with) ?(?:kind|best|warm)? ?regards|regards|sincerely|yours (?:sincerely|faithfully|truly)|"
    r"best wishes|cheers|mit freundlichen grüßen|cordialement|saludos|с уважением|saygılarımla)[,.! ]*$",
    re.I,
)
_LONGEST_SIGNATURE: Final = 10
"""Lines after a farewell that are still a signature; more are text."""


class Parted(msgspec.Struct, frozen=True, kw_only=True):
    """A mail's own words, the passages that it repeats, each with the line that opens it, and whether it was signed."""

    own: str
    quoted: tuple[str, ...]
    signed: bool


def parted(body: str) -> Parted:
    """Part the words of a mail from those that it repeats."""
    lines = body.replace("\r\n", "\n").split("\n")
    at = _head(lines)
    own = lines[:at]
    quoted: list[list[str]] = []
    open_passage = False
    while at < len(lines):
        opening = _opening(lines, at)
        if opening and not _marked_below(lines, at + opening):
            quoted.append(lines[at:])
            break
        if opening or _MARK.match(lines[at]):
            if opening or not open_passage:
                quoted.append([])
            quoted[-1].extend(lines[at : at + max(1, opening)])
            at += max(1, opening)
            open_passage = True
            continue
        open_passage = open_passage and not lines[at].strip()
        own.append(lines[at])
        at += 1
    kept, signed = _unsigned(own)
    return Parted(own="\n".join(kept).strip(), quoted=tuple(_passage(one) for one in quoted), signed=signed)


def thread_below(text: str) -> int:
    """Return where in a text, which may be a mail pasted as it came, the thread below its own words begins; else its end.

    More is asked than in a mail: a rule under a heading and the head of a memorandum open no thread, and what somebody
    forwards is what they tell.
    """
    at, own = 0, False
    lines = text.split("\n") if _MAY_REPEAT.search(text) else []
    for number, line in enumerate(lines):
        opens = _opening(lines, number)
        named = opens and _MAY_REPEAT.search("\n".join(lines[number : number + opens + _FIELDS_NEEDED]))
        if named and (own or not _FIELD.match(line)) and not _marked_below(lines, number + opens):
            return at
        own = own or bool(line.strip() and not _FIELD.match(line))
        at += len(line) + 1
    return len(text)


def _opening(lines: Sequence[str], at: int) -> int:
    """Return how many lines open a quoted passage at a place; 0 where none do."""
    if _BREAK.match(lines[at]):
        return 1
    for count in (1, 2, 3):
        if lines[at].strip() and _WROTE.match("\n".join(lines[at : at + count])):
            return count
    fields = 0
    while fields < min(_FIELDS_MOST, len(lines) - at) and _FIELD.match(lines[at + fields]):
        fields += 1
    return fields if fields >= _FIELDS_NEEDED else 0


def _marked_below(lines: Sequence[str], at: int) -> bool:
    """Say whether what an opening announces is marked line by line, so that other lines are the writer's own."""
    following = [line for line in lines[at : at + 4] if line.strip()]
    return bool(following) and bool(_MARK.match(following[0]))


def _head(lines: Sequence[str]) -> int:
    """Return how many lines at the top are the head of a report; 0 where they are that of a mail passed on."""
    fields = list(takewhile(lambda line: not line.strip() or _FIELD.match(line), lines))
    return 0 if any(map(_MAILED.search, fields)) else len(fields)


def _unsigned(lines: list[str]) -> tuple[list[str], bool]:
    """Return the lines without the signature at their end; what is a sentence, and all there is, is no signature."""
    own = False
    for at, line in enumerate(lines):
        if own and (line == _DASHES or (_ends(line) and _is_signature(lines, at + 1))):
            return lines[:at], True
        own = own or bool(line.strip())
    return lines, False


def _ends(line: str) -> bool:
    return bool(line.rstrip() == _DASHES.rstrip() or _REGARDS.match(line) or _SENT_FROM.match(line))


def _is_signature(lines: Sequence[str], at: int) -> bool:
    rest = list(islice((line for line in islice(lines, at, None) if line.strip()), _LONGEST_SIGNATURE + 1))
    return len(rest) <= _LONGEST_SIGNATURE and not any(map(_is_sentence, rest))


def _is_sentence(line: str) -> bool:
    return len(line.split()) >= _SENTENCE and line.rstrip(" \"')\u201d\u2019").endswith((".", "!", "?"))


def _passage(lines: Sequence[str]) -> str:
    return "\n".join(re.sub(r"^\s{0,3}(?:[>|] ?)+", "", line) for line in lines).strip()
