"""The wordings by which things to come are known."""

from __future__ import annotations

import re

from ceasefire.reading.lexicon.load import forms

WILL = f"(?:{forms('en', 'expected', 'will')})"
_EVENT = f"(?:{forms('en', 'expected', 'events')})"
AHEAD = re.compile(rf"\b(?P<will>{WILL})\b", re.I)
EVENT = re.compile(rf"\b{_EVENT}\b", re.I)
NEXT = re.compile(
    r"\b(?:next|upcoming|forthcoming|new|another|follow-up) (?:[\w'-]+ ){0,4}?(?:round|meeting|session|talks"
    r"|summit|conference|phase|exchange|report|negotiations)\b",
    re.I,
)
VAGUE = re.compile(rf"\b(?:{forms('en', 'expected', 'vague')})\b", re.I)
RULES_OUT = re.compile(rf"\b(?:{forms('en', 'expected', 'rules_out')})\b", re.I)
HELD = re.compile(r"\b(?:took place|(?:was|were|have been|has been) held|met on|concluded)\b", re.I)
ORDERED = re.compile(r"\b(?:ordered|instructed|directed|tasked)\b[^.;]{2,50} to\b", re.I)
TO_DO = re.compile(r"To [a-z]+ ")
EXPIRY = re.compile(r"\b(?:extend\w*|renew\w*|valid|in force|prolong\w*|lasts?|last|runs?|mandate)\b[^;]{0,130}$", re.I)
MEETING = re.compile(
    r"\b(?:meet|gather|meeting|round|talks|summit|conference|session|negotiations|consultations|reconvene|convene)\b",
    re.I,
)
WILL_MEET = re.compile(r"\bwill (?:meet|be held|host|convene|reconvene|take place)|would be held|(?:is|are) to meet")
LASTS = re.compile(r"(?:\w+ )?(?:is|are|will)(?: expected)?(?: to)? last\b")
