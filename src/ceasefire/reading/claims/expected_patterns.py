"""The wordings by which things to come are known."""

from __future__ import annotations

import re

from ceasefire.reading.lexicon.load import forms, wordset

WILL = f"(?:{forms('en', 'expected', 'will')})"
_EVENT = f"(?:{forms('en', 'expected', 'events')})"
AHEAD = re.compile(rf"\b(?P<will>{WILL})\b", re.I)
EVENT = re.compile(rf"\b{_EVENT}\b", re.I)
VAGUE = re.compile(rf"\b(?:{forms('en', 'expected', 'vague')})\b", re.I)
RULES_OUT = re.compile(rf"\b(?:{forms('en', 'expected', 'rules_out')})\b", re.I)
ORDERED = re.compile(
    r"\b(?:ordered|instruct(?:s|ed)?|directed|tasked|requests?|invites?|mandates?)\b[^.;]{2,60} to\b", re.I
)
IN_FRONT = re.compile(r"[\"' ]*")
GIVEN = re.compile(rf"\b(?:{forms('en', 'expected', 'given')})\b[^.;:]*$", re.I)
TO_ACT = re.compile(r"(?: (?:more|longer|notice))?,? (?:to|in which to|from \w+ to|for (?:the|its|their|an?)) ", re.I)
OF_DEADLINE = re.compile(r" (?:deadline|ultimatum)\b", re.I)
LABEL = re.compile(r"[^.;:]{3,70}: ?(?:(?:some ?time|around|about|early|on|in|by|from|at|the) )*", re.I)
DIARY = re.compile(rf"(?:{forms('en', 'expected', 'diary')})\b[^:.;]{{0,30}}:", re.I)
NO_PLANS = re.compile(rf"\b(?:{forms('en', 'expected', 'no_plans')})\b", re.I)
TO_DO = re.compile(r"To [a-z]+ ")
PUT_OFF_TO = re.compile(
    r"\b(?:postponed|put off|delayed|moved|rescheduled|deferred|put back) (?:from [\w ]{3,20} )?(?:until|till|to|for)\b"
    r"|\bnow (?:due|set|scheduled|planned|expected|to)\b",
    re.I,
)
OF_PACT = re.compile(
    rf"^[\"' ]*it\b[^.;]*\b(?:{forms('en', 'expected', 'ends')})|\b(?:extend\w*|renew\w*|prolong\w*)\b[^.;]*\b(?:until|till|to|through)\b",
    re.I,
)
TO_BE = re.compile(r"(?:^|[:)] |[-*\u2022] )[\w' -]{0,60}?\bto [a-z]+\b", re.I)
BOUND = re.compile(r"\b(?:will|shall|must|(?:is|are) to)\b(?! (?:not|be (?:dead|over)))", re.I)
ASKED = re.compile(r"[^.?!\n]*\?[^?.!]{0,40}$")
TO_BE_DONE = re.compile(r"(?<!had )(?<!have )(?<!has )\bto be [a-z]+(?:ed|en|n|t|wn)\b", re.I)
TONIGHT = re.compile(r"(?:tonight|this (?:afternoon|evening)|later today)", re.I)
AGREES = wordset("en", "expected", "agrees")
SAYINGS = wordset("en", "expected", "sayings")
WISHES = re.compile(rf"\b(?:{forms('en', 'expected', 'wishes')})\b", re.I)
ENDS = re.compile(rf"\b(?:{forms('en', 'expected', 'ends')})\b", re.I)
