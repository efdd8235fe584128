"""The names of agreements, and what is done to them: the word lists of `agreements.toml` as patterns and tables."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from ceasefire.reading.lexicon.gated import gated, letters_of_forms
from ceasefire.reading.lexicon.load import forms, kinds, mapping, words, wordset


class Act(StrEnum):
    """What words do to an agreement: make, change, start, keep or end it, or only date it."""

    MADE = "made"
    EXTENDED = "extended"
    STARTS = "starts"
    HOLDS = "holds"
    KEPT = "kept"
    ENDS = "ends"
    LEFT = "left"
    DATED = "dated"


ACTS: Final = {name: Act(act) for name, act in mapping("en", "agreements", "acts").items()}
"""What the frames of a name do."""
CHANGES: Final = {noun: Act(act) for noun, act in mapping("en", "agreements", "changes").items()}
"""What nouns do to the agreement after "of"."""
BODIES: Final = wordset("en", "agreements", "bodies")
SIGNED_ELSEWHERE: Final = wordset("en", "agreements", "signed_elsewhere")
BODY: Final = re.compile(rf"\b(?:{'|'.join(sorted(BODIES))})\b", re.I)
STATUSES: Final = mapping("en", "agreements", "statuses")
NOUN: Final = gated(rf"\b(?:{forms('en', 'agreements', 'nouns')})\b", re.I)
STOPS: Final = gated(rf"\b(?:{forms('en', 'agreements', 'stops')})\b", re.I)
STOPPING: Final = forms("en", "agreements", "stopping")
"""What one says that it is doing: "said it was halting all operations"."""
BEGINNINGS: Final = (
    *letters_of_forms(form.lower() for form in words("en", "agreements", "nouns")),
    "agree",
    "settled on",
    "consent",
    "undert",
    "pledg",
    "promis",
    "commit",
    "vow",
    "swore",
    "sworn",
    "guarant",
    " word",
    "assuranc",
    "settled",
    "signed",
    "initial",
    "ratif",
    "subscri",
)
"""Letters of which at least one run stands in every sentence on an agreement."""
NOT_ITSELF: Final = re.compile(rf"(?:[ -]|, )(?:{forms('en', 'agreements', 'not_itself')})s?\b", re.I)
LABELLED: Final = re.compile(r"(?:, \d{1,2}[:.]\d\d)?:(?!\d)")
"""Behind a day that labels its line: "3 May, 12:00: the truce begins"."""
PAPER: Final = re.compile(
    r"rules?|texts?|maps?|papers?|documents?|(?:\w+ )?(?:lines?|calendars?|schedules?|guarantees)|routes?|limits|lists? of"
    r"|\w+-point (?:plan|document|paper|text|programme)|plans? (?:of|for|on) [a-z -]+|\w+ windows?",
    re.I,
)
"""What is an agreement only where two put their names to it or agree on it."""
OTHERS: Final = re.compile(rf"\b(?:{forms('en', 'agreements', 'others')})\b", re.I)
"""Those whose agreements are none of a conflict."""
TRIVIAL: Final = re.compile(rf"(?:\w+ly )?(?:{forms('en', 'agreements', 'trivial')})\b", re.I)
TRUCE: Final = re.compile(forms("en", "agreements", "truces"), re.I)
WEAK_NOUN: Final = re.compile(rf"\b(?:{forms('en', 'agreements', 'weak_nouns')})s?\b", re.I)
WEAK_VERBS: Final = wordset("en", "agreements", "weak_verbs")
NOT_YET: Final = wordset("en", "agreements", "not_yet")
NOT_MAKING: Final = wordset("en", "agreements", "not_making")
PARTIES: Final = wordset("en", "agreements", "parties")
UNDERTAKEN: Final = wordset("en", "agreements", "undertaken")
LABEL: Final = re.compile(rf"(?:\(?\w{{1,3}}[.)] )?(?:{forms('en', 'agreements', 'labels')}) ?(?::| -) ?(?=\S)", re.I)
"""What opens a line that says what was agreed: "Agreed: ", "Outcome of the session: "."""
AT_TALKS: Final = re.compile(rf"\b(?:{forms('en', 'agreements', 'at_talks')})\b", re.I)
KINDS: Final = tuple((name, re.compile(body, re.I)) for name, body in kinds("en", "agreements", "kind"))
MATTERS: Final = forms("en", "agreements", "matters")
"""What two can agree on without the name of an agreement: "the opening of the road"."""
NO_DEAL: Final = gated(
    r"\b(?:no (?:final |formal )?(?:agreement|deal|accord|truce|ceasefire)\b|without (?:an |a "
    r"|reaching an )?(?:agreement|deal)|failed to (?:reach|agree|sign))",
    re.I,
)


def kind_of(words_: str) -> str:
    """Return the kind of agreement that words name: the first whose pattern stands in them, else plainly "agreement"."""
    return next((name for name, pattern in KINDS if pattern.search(words_)), "agreement")
