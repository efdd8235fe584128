"""What can be counted, and the wordings in which counts go on from one another."""

from __future__ import annotations

import re

from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.lexicon.load import alternation, kinds, mapping, wordset

MEASURES = kinds("en", "figures", "measure")
NOUN = gated(
    r"(?P<lead>(?: (?!and\b|or\b|in\b|of the\b|were\b|was\b|at\b|by\b|on\b|when\b|from\b|that\b|which\b|who\b"
    r"|with\b|to\b|for\b|if\b|as\b|while\b|but\b|after\b|before\b|than\b|because\b|since\b|until\b"
    r"|involved\b|targeted\b)(?!\d)[\w'/()-]+){0,4}?) (?P<m>"
    + "|".join(f"(?P<m{i}>{body})" for i, (_, body) in enumerate(MEASURES))
    + r")\b",
    re.I,
)
WITH_LEAD = wordset("en", "figures", "with_lead")
OWN_LABEL = wordset("en", "figures", "own_label")
OF_PERSONS = frozenset(("killed", "injured", "casualties", "missing", "detained", "abducted", "released"))
"""Measures of what was done to persons."""
_NAMES = frozenset(name for name, _ in MEASURES) | {
    "killed",
    "injured",
    "displaced",
    "casualties",
    "returned",
    "detained",
    "abducted",
    "missing",
}
LABEL_STEMS = mapping("en", "figures", "label_stems", _NAMES)
PRISONER_VERBS = mapping("en", "figures", "prisoner_verbs")
IN_LIST = re.compile(
    r"(?P<place>(?:[A-Z][\w'-]*(?:[ -][A-Z][\w'-]*){0,3}))(?:'s| province| region| governorate| district| state"
    r"| county| oblast)?,? ?(?:\((?P<n>\d{1,5})(?: \w+)?\)|[:-] ?(?P<n2>\d{1,5})(?=[,;.]|$| and))"
)
LABELLED = re.compile(r"(?<![\w])(?P<label>[a-z][a-z-]{3,20}(?: [a-z-]{2,15}){0,2}) \((?P<n>\d{1,5})\)")
PERIOD_FORMS = frozenset(
    (
        "window",
        "nth",
        "week-of",
        "days-alone",
        "dmy-dmy",
        "mdy-mdy",
        "d-dmy",
        "md-dy",
        "my",
        "m",
        "y",
        "y-y",
        "my-my",
        "quarter",
        "first-months",
        "rel-m",
        "rel-unit",
        "rel-part",
        "weekday-range",
        "rel-year-part",
        "part",
        "part-y",
        "season",
        "half",
        "dmy",
        "mdy",
        "iso",
        "weekday",
        "today",
        "later-day",
        "dotted",
    )
)
TIMES = re.compile(r"\b(?:violated|breached|broken|broke|infringed|flouted)\b[^.;,]{0,50}(?:, [^.;,]{3,50}, )?$", re.I)
PER_DAY = gated(
    r"\b(?:[Oo]n an average (?P<unit>day|week|month)"
    r"|[Aa]n average of [^.;]{1,40} (?:a|per|each|every) (?P<unit2>day|week|month)"
    r"|(?:a|per|each) (?P<unit3>day|week|month) on average)\b"
)
"""How many on an average day: a rate, which is no number of cases."""
TOPIC = re.compile(r"[A-Z][^:.\n]{2,60}: ")
"""A label before the sentence that it is the heading of."""
PEOPLE_AFTER = re.compile(rf" (?:more |new |newly )?(?:{alternation('en', 'figures', 'anybody')})\b", re.I)

PAPERS = re.compile(
    r"\d (?:[a-z-]+ ){0,2}"
    r"(?:reports|photo\w*|images|pictures|statements|documents|videos|maps|names|lists|files|records|funds|results|dollars|euros)\b"
)
"""What is released and is no person."""
OF_BEFORE = re.compile(r"\b(?:previous|preceding) (?:24 hours|day|night|reporting period)\b", re.I)
"""A time that is told by that of the count before."""
THAT_KILLED = re.compile(
    r"\b(?:battles?|fighting|war|conflict|clashes|offensive|violence|siege|bombardment|campaign|hostilities|raids|strikes)\b[^.;]{0,24} "
    r"(?:that|which) (?:has |have |had )?(?:killed|left|claimed|cost|took|displaced|wounded)\b"
)
SUPPOSED = re.compile(r"\b(?:possible|alleged|presumed|suspected|apparent|purported|supposed|potential)\b", re.I)
"""In the words of what is counted: it is not held to have been so."""


LABEL_NAMES = re.compile(rf"\b(?:{'|'.join(LABEL_STEMS)})", re.I)
_STEM = re.compile(rf"\b(?P<stem>{'|'.join(LABEL_STEMS)})", re.I)
_ANY = re.compile("|".join(rf"\b(?P<m{i}>{body})\b" for i, (_, body) in enumerate(MEASURES)), re.I)
_AS_SUBJECT = re.compile(
    r" (?:in|of|by|at|on|along|across|over|recorded|reported|registered|since|for|from|during|abroad|against|between|who|which|that"
    r"|inside|outside|handed|lodged|received|verified|attributed|put|still|now)\b|$"
)
_KINDS_OF_BREACH = re.compile(
    r"\b(?P<of>air|airspace|land|sea|naval|ground|maritime|border|human rights|rights|grave|embargo|sanctions) "
    r"(?P<noun>violations?|breaches)\b",
    re.I,
)


def of_stem(noun: str) -> str | None:
    """Return what a noun counts by its first letters: "homicides" are killed; None for one of no such stem."""
    stem = _STEM.match(noun)
    return LABEL_STEMS[stem["stem"]] if stem else None


def measure_in(phrase: str, *, whole: bool = False) -> str | None:
    """Return what a phrase names that can be counted; with `whole` only its subject noun, not one in passing."""
    own = _KINDS_OF_BREACH.search(phrase)
    if own:
        return own[0].lower()
    stem = _STEM.search(phrase)
    if stem and not whole:
        return LABEL_STEMS[stem["stem"].lower()]
    for match in _ANY.finditer(phrase):
        if not whole or _AS_SUBJECT.match(phrase, match.end()):
            name = next(m for i, (m, _) in enumerate(MEASURES) if match[f"m{i}"])
            return match[0].lower() if name in OWN_LABEL or name in WITH_LEAD else name
    return (
        LABEL_STEMS[stem["stem"].lower()] if stem and _AS_SUBJECT.match(phrase, _word_end(phrase, stem.end())) else None
    )


def _word_end(text: str, at: int) -> int:
    rest = re.match(r"\w*", text[at:])
    return at + (rest.end() if rest else 0)


def kind_of_breach(words: str) -> str | None:
    """Return "air violations" and the like, where the words name breaches of another kind than those of a ceasefire."""
    found = _KINDS_OF_BREACH.search(words)
    return found[0].lower() if found else None


def rate_in(text: str) -> str | None:
    """Return the unit of time of a rate that a text tells: "day" in "on an average day"; None without one."""
    found = PER_DAY.search(text)
    return next((u for u in found.groups() if u), None) if found else None
