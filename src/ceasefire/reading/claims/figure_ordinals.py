"""Counts told by an ordinal: "the sixth councillor killed this year", "broken for the 29th time since May"."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims import figure_patterns as lexis
from ceasefire.reading.claims.figure_clauses import over_a_time
from ceasefire.reading.claims.figure_counts import Counted
from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.lexicon.load import forms
from ceasefire.reading.mentions.ordinals import ORDINAL, ordinal_value
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Count

_WHOM: Final = r"(?P<who>(?!time\b)[a-z]+(?: (?!time\b|in\b|of\b|to\b|on\b|since\b|this\b)[a-z]+){0,2}?)"
_BY_WHOM: Final = r"(?:to (?:be|have been) |who (?:was|has been) |that |(?:the [a-z]+|[A-Z]\w+) (?:has |have )?)"
_NTH: Final = gated(
    rf"\b(?:the|his|her|its|their) (?:{ORDINAL}) (?:{_WHOM} {_BY_WHOM}?(?P<dead>(?:{forms('en', 'casualties', 'dead')})|lost)"
    r"|(?:[a-z]+ )?(?P<killing>killing|murder|death|assassination)(?: of [^,;.]{2,40}?)?|time)\b",
    re.I,
)
_BREACH: Final = re.compile(rf"{lexis.TIMES.pattern[:-1]}(?: for)? $", re.I)


def numbered(sentence: Sentence) -> list[Counted]:
    """Return the counts that an ordinal makes of deaths and breaches over a time: so many there have been, this one with them."""
    if not over_a_time(sentence) or sentence.future:
        return []
    return [c for m in _NTH.finditer(sentence.text) if (c := _counted(sentence.text, m)) is not None]


def _counted(text: str, match: re.Match[str]) -> Counted | None:
    died = match["dead"] or match["killing"]
    if not died and not _BREACH.search(text, 0, match.start()):
        return None
    n = ordinal_value(match)
    return Counted(
        start=match.start(),
        end=match.end(),
        at=match.start("digits") if match["digits"] else match.start("word"),
        rule="figures/nth",
        measure="killed" if died else "ceasefire violations",
        value=Count(low=n, high=n),
        population=match["who"].split()[-1] if match["who"] else None,
    )
