"""The body that a text's head shows to be its author by the form of the words: no list of names is needed."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.frames import analyse
from ceasefire.reading.known_names.bundle import Names
from ceasefire.reading.lexicon.common_words import function_words
from ceasefire.reading.lexicon.load import alternation, forms
from ceasefire.reading.mentions.names import find_names, tokens
from ceasefire.reading.text.segment import Unit, UnitKind

_HEAD: Final = 3
_LONGEST: Final = 90
_LETTER_LINE: Final = 260
_LETTER: Final = re.compile(
    r"(?:identical )?(?:letters?|note verbale|notes verbales)(?: dated [^.;:]{4,30}?)? from (?:the )?"
    r"(?P<office>[^.;:]{4,90}?)(?: to the United Nations)? (?:addressed )?"
    r"to (?:the )?(?:President|Secretary|Chair|Security Council|General Assembly)",
    re.I,
)
_OF_STATE: Final = re.compile(
    r"(?:Representative|Mission|Chargé|Minister|Ambassador|President|Affaires?)\b.* of (?:the )?(?P<np>[A-Z][\w' -]+)$"
)
_REPORT_OF: Final = re.compile(
    rf"\b[Rr](?:eport|EPORT) (?:of|by) the (?P<np>{alternation('en', 'speech', 'rapporteurs')})\b"
)
_SMALL: Final = r"(?:of|the|for|in|and|on|to|de|del|la|y|&|OF|THE|FOR|IN|AND|ON)"
_JOINS: Final = r"(?:of|the|de|del|la|y|&|OF|THE)"
_WORD: Final = r"[A-Z][\w'.-]*"
_NOUN: Final = rf"(?i:{alternation('en', 'speech', 'issuers')})"
_BODY: Final = rf"(?:{_WORD} (?:{_JOINS} )*){{0,7}}?{_NOUN}(?: (?!(?i:and) )(?:{_SMALL} )+{_WORD}(?: (?:{_SMALL} )*{_WORD}){{0,5}})?"
_IN_NAMES: Final = frozenset(("of", "the", "for", "in", "and", "on", "to", "a"))
_SHORT: Final = r"(?: \([A-Z][A-Z-]{1,8}\))?"
_TITLE: Final = rf"(?i:{alternation('en', 'speech', 'titles')})"
_LINE: Final = re.compile(
    rf"(?i:the )?(?P<np>{_BODY}){_SHORT}(?:[.,]?$|(?:,| ?[-:|/])? (?:[\w'-]+ ){{0,2}}{_TITLE}\b)"
    rf"|(?:[A-Z][\w'-]* )?(?:[\w'-]+ ){{0,2}}{_TITLE} (?i:of|by|from|issued by) (?i:the )?(?P<by>{_BODY}){_SHORT}(?:[.,:]|,? \d| ?- |$)"
)
"""A head that is a body's name, or a body's with what it writes: "Tarn Rights Network: weekly report", "Bulletin of the Tarn Rights Network"."""
_WRITERS: Final = frozenset(("body", "monitor"))
_BEHIND: Final = re.compile(
    r"(?: \([\w-]{2,10}\))?(?:$|,? ?[-|/@(]|, (?:(?:issue|no\.?|vol\.?) )?(?:[\w'-]+ )?\d)", re.I
)
_PAPER_OF: Final = re.compile(rf"\b{_TITLE} (?:of|by|from) (?:the )?$", re.I)
"""What stands behind, and before, the name of a body in a head that shows it to be the author."""
_WORKED: Final = re.compile(
    rf"(?!The )(?P<np>{_BODY}) \([A-Z][A-Z-]{{1,8}}\) (?:has |have )?(?:{forms('en', 'speech', 'works')})\b"
)
"""A body that gives its short name before what it did for the report: "Tarn Rights Watch (TRW) interviewed 40 people"."""
_PRESS: Final = re.compile(
    r"\b(?i:press (?:conference|encounter|briefing|stakeout)|remarks to the press|transcript(?: \([^)]*\))?)"
    r"(?:(?i: by| of| with|,| given by) (?:the )?|: )"
    r"(?P<np>(?![^,;:]*\b(?:press|with|talks?|meeting|interview)\b)"
    rf"(?=[^,;]*\b(?i:{forms('en', 'speech', 'persons')}))[^,;:]{{6,80}}?)(?=,| following| after| at | on |$)"
)
"""Who answers the press alone, in the first line of what was written down of it."""
_SPEAKS: Final = re.compile(r"\b(?:says?|said|warns?|that|urges?|calls|tells?|finds?|denies|denied|blames?)\b", re.I)
"""What shows a headline that quotes a body."""
_VOICE: Final = re.compile(
    r"(?:the )?(?:general staff|high command|office of the spokes\w+|(?:press|information|media) (?:service|office|centre|center|department))"
    r" (?:of|for) (?:the )?",
    re.I,
)
"""The office by which a body speaks: it is the body's word."""
_OF_SEVERAL: Final = re.compile(rf"\b(?:{forms('en', 'speech', 'of_several')})\b", re.I)


def issuer_of(folded: str, units: tuple[Unit, ...], names: Names | None = None) -> str | None:
    """Return the body that wrote a text, by the form of its first lines: a letter's sender, a report's author, a body alone on a line.

    Bodies among the `names` that are given are known in a head whatever they are called.
    """
    first = [u for u in units[: _HEAD + 2] if u.kind is not UnitKind.DATELINE][:_HEAD]
    head = [folded[u.start : u.end].replace("\n", " ") for u in first]
    if sender := next(filter(None, map(_sender, head)), None):
        return sender
    if head and (speaker := _PRESS.search(head[0])):
        return speaker["np"]
    if any(_OF_SEVERAL.search(line) for line in head if len(line) <= 160):
        return None
    known = (_known(line, names) for line in head[:2])
    return next(filter(None, known), None) or next(
        (name for number, line in enumerate(head) if (name := _named(line, number))), None
    )


def _known(line: str, names: Names | None) -> str | None:
    """Return the known body that opens a line as its author, or whose paper it is: "Open Fields - issue 4", "the newsletter of TRW"."""
    if names is None or len(line) > _LONGEST or _SPEAKS.search(line):
        return None
    for name in find_names(line, tokens(line), names):
        opens = name.start <= len("The ") and _BEHIND.match(line, name.end)
        if name.entry.kind in _WRITERS and (opens or _PAPER_OF.search(line, 0, name.start)):
            return line[name.start : name.end]
    return None


def _named(line: str, number: int) -> str | None:
    """Return the body that heads a text by its name in one of the first two lines, or opens a report below with what it did for it."""
    short = len(line) <= _LONGEST and number < 2 and not _SPEAKS.search(line)
    match = (_LINE.match(line) if short else None) or (_WORKED.match(line) if number else None)
    name = next(filter(None, match.groupdict().values()), "") if match else ""
    return _VOICE.sub("", name, count=1) if " " in name and not _is_headline(name) else None


def _sender(line: str) -> str | None:
    """Return who sends a letter, the state rather than its envoy, or whose report a title names."""
    if len(line) > _LETTER_LINE:
        return None
    letter = _LETTER.match(line)
    if letter:
        state = _OF_STATE.search(letter["office"])
        return state["np"] if state else letter["office"]
    report = _REPORT_OF.search(line)
    return report["np"] if report and not line.endswith(".") else None


def _is_headline(words: str) -> bool:
    """Return whether words in capitals are what a headline tells ("Rebels Attack Army", "New Hope at Relief Office") and no name."""
    low = words.lower()
    told = analyse(low)
    if any(clause.group.finite for clause in told.clauses) or any(told.of("attack", "harm", "speech", "blame")):
        return True
    each = low.split()
    return each[0] in _IN_NAMES or not (function_words() - _IN_NAMES).isdisjoint(each)
