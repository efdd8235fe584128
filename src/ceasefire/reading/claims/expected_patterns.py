"""The wordings by which things to come are known."""

from __future__ import annotations

import re

from ceasefire.reading.lexicon.calendar_names import ANY_MONTH
from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.lexicon.load import forms, wordset

WILL = f"(?:{forms('en', 'expected', 'will')})"
_EVENT = f"(?:{forms('en', 'expected', 'events')})"
AHEAD = gated(rf"\b(?P<will>{WILL})\b", re.I)
EVENT = gated(rf"\b{_EVENT}\b", re.I)
VAGUE = re.compile(rf"\b(?:{forms('en', 'expected', 'vague')})\b", re.I)
RULES_OUT = gated(rf"\b(?:{forms('en', 'expected', 'rules_out')})\b", re.I)
ORDERED = gated(r"\b(?:ordered|instruct(?:s|ed)?|directed|tasked|requests?|invites?|mandates?)\b[^.;]{2,60} to\b", re.I)
IN_FRONT = re.compile(r"[\"' ]*")
GIVEN = re.compile(rf"\b(?:{forms('en', 'expected', 'given')})\b[^.;:]*$", re.I)
TO_ACT = re.compile(r"(?: (?:more|longer|notice))?,? (?:to|in which to|from \w+ to|for (?:the|its|their|an?)) ", re.I)
OF_DEADLINE = re.compile(r" (?:deadline|ultimatum)\b", re.I)
LABEL = re.compile(r"[^.;:]{3,70}: ?(?:(?:some ?time|around|about|early|on|in|by|from|at|the) )*", re.I)
_DIARY = forms("en", "expected", "diary")
DIARY = re.compile(rf"(?:{_DIARY})\b[^:.;]{{0,30}}(?::| -(?= ))", re.I)
PLANS_HEAD = re.compile(
    rf"^[^\w\n]{{0,4}}(?:\d{{1,2}}[.)]? |[A-Z][.)] )?(?:{_DIARY})\b[^:.;,\n\d]{{0,30}}:?$", re.I | re.M
)
RUN_IN = re.compile(
    rf"[^\w\n]{{0,4}}(?:\d{{1,2}}[.)]? |[A-Z][.)] )?(?:still |now )?(?:{_DIARY})\b[^:.;,\n]{{0,30}}[:.] ", re.I
)
"""The head of a list that runs on in its own line: "To come: ..."."""
WHEN = re.compile(
    r"\b(?:(?:by )?when (?:do|does|will|is|are|can|shall|would)|how soon|what (?:date|day)|which day)\b", re.I
)
TERM = re.compile(
    rf"\b(?:{forms('en', 'agreements', 'nouns')})\b|\b(?:in force|valid|effective)\b|\b(?:agreed|decided|result|outcome): ",
    re.I,
)
"""What has a day for its beginning or its end, and no day of its own."""
LAID_DOWN = gated(
    r"\b(?:article|clause|paragraph|section|annex|plan|accord|agreement|protocol|deal|text|timetable|schedule|calendar|road ?map"
    r"|resolution|memorandum|order|decree|arrangement|document|paper|terms|rules|letter|list)(?: \w{1,3})? "
    r"(?:wants?|requires?|demands?|obliges?|provides?|foresees?|envisages?|stipulates?|prescribes?|commits?|binds?|calls? for|sets?|gives?"
    r"|lays? down|asks?)\b"
    r"|\b(?:under|according to|by|as per) (?:the |this |that |its )?(?:article|clause|annex|plan|accord|agreement|protocol|deal|timetable"
    r"|schedule|calendar|road ?map)\b",
    re.I,
)
"""An instrument that sets a day for a thing: "Article 5 wants the strip marked by Sunday"."""
IN_BRACKETS = re.compile(
    r"\([^)]*\b(?:in force|valid|effective|binding|since|until|till|lapses|expires|expiring|ends|ending|runs)\b[^)]*$",
    re.I,
)
"""Before a day that stands in brackets as a term of an agreement: "(in force since 1 March, lapses"."""
DATE_OPEN = re.compile(
    r"\b(?:date|dates|place and date|date and (?:place|venue)) (?:(?:still |yet )?(?:to be (?:fixed|set|agreed|confirmed|announced"
    r"|decided|determined|advised)|open|pending|t\.?b\.?[cand]\.?)(?!\w)"
    r"|not yet (?:fixed|set|agreed|known))",
    re.I,
)
HAD_BEEN = re.compile(r"\bhad (?!to\b)(?:\w+ly )?\w+", re.I)
NO_PLANS = gated(rf"\b(?:{forms('en', 'expected', 'no_plans')})\b", re.I)
NOT_UNTIL = re.compile(r"\bnot [^.,;]{2,60}\b(?:until|till|before)\b", re.I)
"""What is denied up to a day is to be on it: "will not sit again until the 25th"."""
TO_DO = re.compile(r"To [a-z]+ ")
PUT_OFF_TO = gated(
    r"\b(?:postponed|put off|delayed|moved|rescheduled|deferred|put back|brought forward|slipped|slid"
    r"|adjourned) (?:from [\w ]{3,20} )?(?:until|till|to|for)\b"
    r"|\b(?:moves?|moved|brings?|brought|pushe[sd]|shift(?:s|ed)|defer(?:s|red)|postpone[sd]) [\w' -]{3,50}"
    r" (?:forward )?to (?=\d|the \w+ (?:week|day|half) of|(?:early|mid|late)\b)"
    r"|\bnow (?:due|set|scheduled|planned|expected|to)\b",
    re.I,
)
OF_IT = re.compile(rf"[\"' ]*it\b[^.;]*\b(?:{forms('en', 'expected', 'ends')})", re.I)
"""The end of what was told before, which is a pact's: "It took effect on 3 May and runs out on 3 June"."""
OF_PACT = gated(
    r"\b(?:extension|renewal|prolongation) runs?\b"
    rf"|\b(?:extend\w*|renew\w*|prolong\w*|carr\w+ forward"
    rf"|roll\w* over)\b[^.;]*\b(?:until|till|to(?= (?:the|mid|early|late|{ANY_MONTH}|\d))|through)\b"
    rf"|\b(?:{forms('en', 'agreements', 'truces')})\b[^.;]*\b(?:go(?:es)? on|continues?|holds?|stays?|remains?) [^.;]*\b(?:until|till|through)\b"
    r"|\bdue (?<!is due )(?<!are due )(?<!was due )(?<!were due )(?<!be due )to (?:expire|end|lapse|run out)\b"
    r"|\b(?:is|are|was|were) (?:hereby )?declared\b[^.;]*\b(?:from|as of)\b",
    re.I,
)
TO_BE = re.compile(
    r"(?:^|[:)] |[-*\u2022] )[\w', -]{0,60}?\b[Tt]o (?!the\b|a\b|an\b|death\b|its\b|their\b|his\b|her\b|both\b|all\b|date\b)[a-z]+\b"
)
BOUND = re.compile(r"\b(?:will|shall|must|(?:is|are) to)\b(?! (?:not|be (?:dead|over)))", re.I)
ASKED = re.compile(r"[^.?!\n]*\?[^?.!]{0,40}$")
TO_BE_DONE = re.compile(r"(?<!had )(?<!have )(?<!has )\bto be [a-z]+(?:ed|en|n|t|wn)\b", re.I)
TONIGHT = re.compile(r"(?:tonight|this (?:afternoon|evening)|later today)", re.I)
AGREES = wordset("en", "expected", "agrees")
SAYINGS = wordset("en", "expected", "sayings")
WISHES = gated(rf"\b(?:{forms('en', 'expected', 'wishes')})\b", re.I)
ENDS = re.compile(rf"\b(?:{forms('en', 'expected', 'ends')})\b", re.I)
