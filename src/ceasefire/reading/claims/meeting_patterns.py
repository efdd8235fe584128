"""The wordings by which meetings are known: rounds, talks, calls, and how they are told."""

from __future__ import annotations

import re

from ceasefire.reading.lexicon.load import forms, kinds, words, wordset

CALL = f"(?:{forms('en', 'meetings', 'calls')})"
NOUN = f"(?:{forms('en', 'meetings', 'nouns')})"
BEGINNINGS = words("en", "meetings", "beginnings")
SPANS = wordset("en", "meetings", "spans")
HELD = re.compile(
    rf"\b(?P<noun>{NOUN})\b[^.;]{{0,110}}?\b(?P<verb>(?:was|were|has been|have been|being|is being"
    rf"|are being) (?:also )?(?:held|convened|hosted|organi[sz]ed|chaired|conducted|co-chaired|facilitated)"
    rf"|took place|taken place|concluded"
    rf"|ended|began|opened|started|wrapped up|got under way|kicked off|convened|resumed|closed|brought together"
    rf"|called for|agreed|adopted|decided|endorsed|ordered|gathered|is under way|are under way|is taking place"
    rf"|lasted)\b",
    re.I,
)
MET = re.compile(
    r"\b(?P<verb>met(?! (?:by|its|their|the (?:conditions?|requirements?|deadline|criteria)))|held (?:a |an "
    r"|the |its |their |his |her |another |separate |further |two days of |three days of |several |indirect "
    r"|direct |bilateral |trilateral |face-to-face |high-level |closed-door |technical |peace |first "
    r"|\w+ ){0,5}(?:meetings?|talks|consultations|session|round|negotiations|discussions|summit|"
    r"(?:tele)?phone (?:call|conversation)|conversation|video ?conference)|convened|(?:hold|holding"
    r"|holds) (?:(?:his|her|their|a|the|first|public|peace|direct|further|new|\w+) ){0,4}talks|sat down"
    r"|in (?:a )?meeting with|spoke (?:by (?:tele)?phone|on the phone|with)|received|hosted|visited"
    r"|had a (?:meeting|phone call|telephone conversation|call)"
    r"|hosted (?:a |the )?(?:meeting|talks|round|summit)|chaired (?:a |an |the )?[\w -]{0,30}?(?:meeting|session"
    r"|talks)|gathered|attended (?:a |the )?(?:meeting|talks|summit)|discussed by phone|(?<=, )meeting(?= (?:in"
    r"|here|at|since)\b)|had been meeting|(?:have|has) been meeting|are meeting|is meeting)\b",
    re.I,
)
AT = re.compile(
    rf"\b(?:[Aa]t|[Dd]uring|[Ii]n|[Aa]fter|[Ff]ollowing) (?:a|an|the|their|its|his|this|two days of"
    rf"|three days of)? ?(?:end of the )?(?P<what>(?:[\w'-]+ ){{0,5}}?(?:{CALL}|meeting|talks|summit|session"
    rf"|conference|round|negotiations|consultations|discussions))\b",
    re.I,
)
CHAIN = re.compile(
    r"\b(?:rounds|meetings|sessions|conferences|talks)\b[^.;]{0,80}?\b(?:took place|were held|have been held"
    r"|were convened|held|convened|on)\b",
    re.I,
)
RECEIVED = re.compile(r"^(?:received|hosted|visited|convened|gathered)$", re.I)
BILATERAL = re.compile(r"\bmet\b|meeting with|received|hosted|visited|sat down|bilateral", re.I)
KINDS = (
    ("call", re.compile(CALL, re.I)),
    *((name, re.compile(rf"\b(?:{body})\b", re.I)) for name, body in kinds("en", "meetings", "kind")),
)
PROCESS = re.compile(
    r"\b(?P<p>[A-Z][\w-]+(?: [A-Z][\w-]+)?)(?:-\d+)? (?:peace |ceasefire )?(?:talks|process|format|round"
    r"|negotiations|meetings?|discussions|Talks)\b"
)
CANCELLED = re.compile(
    r"\b(?:postponed|cancell?ed|called off|did not (?:take place|meet|attend)|was not held|were not held"
    r"|failed to (?:meet|convene|take place)|suspended|boycotted)\b",
    re.I,
)
THE_TWO = re.compile(
    r"\b(?:the two(?: \w+)?|both (?:sides|men|ministers|diplomats|officials|leaders)|the pair|they)\b", re.I
)
