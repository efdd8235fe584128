"""The forms of words in which texts tell of rounds, truces, zones, monitoring and counts as a whole."""

from __future__ import annotations

import re

from ceasefire.reading.lexicon.calendar_names import MONTH_NAMES

N = r"(?P<n>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty)"
HELD = r"(?:took place|(?:have|has|had) (?:already |so far )?(?:been held|taken place|been completed)|were held)"
ROUNDS = (
    re.compile(rf"\b{N} rounds\b(?! of (?:ammunition|fire|shots))[^.;]{{0,80}}?\b{HELD}", re.I),
    re.compile(
        rf"\b(?:has|have|had) (?:so far |already |to date )?(?:seen|held|completed|gone through|gathered for|hosted) "
        rf"{N} rounds\b",
        re.I,
    ),
)
ZONE = r"(?P<type>de-?escalation|safe|security|buffer|demilitari[sz]ed|no-fly) (?:zones?|areas?)"
AGREED_ZONES = re.compile(rf"\b(?:agree(?:d|ing|ment|s)?|accord|deal|memorandum)\b[^.;]{{0,60}}?\b{N} {ZONE}", re.I)
CREATED_ZONES = re.compile(
    rf"\b{N}(?: of the)? {ZONE}[^.;]{{0,20}}? (?:have|has|had|were) (?:already |now )?(?:been )?"
    r"(?:created|established|set up|formed|introduced)\b",
    re.I,
)
TRUCE = r"(?:cease-?fire|truce|cessation of hostilities|armistice)"
MAKERS = re.compile(
    rf"^(?P<who>[^.;]{{3,120}}?) (?:are|were|is|was) the (?P<role>initiators?|authors?|brokers?|architects?|sponsors?|guarantors?)"
    rf" of [^.;]{{0,60}}?\b{TRUCE}",
    re.I,
)
MADE = re.compile(
    rf"(?P<who>[A-Z][^.;]{{2,120}}?) (?:have |had |has )?(?:helped (?:to )?|also |jointly )?(?:br(?:ing|ought) about|broker(?:ed)?"
    rf"|initiat(?:e|ed)|mediat(?:e|ed)|work(?:ed)? out|negotiat(?:e|ed)|announc(?:e|ed)|agree(?:d)? (?:on|to)|sponsor(?:ed)?)"
    rf" (?:a|an|the) (?:[\w-]+ ){{0,4}}?{TRUCE}",
    re.S,
)
LED_TO = re.compile(
    rf"\b(?:The|This|That) (?:deal|agreement|accord)\b[^.;]{{0,20}}? "
    rf"(?:paved the way (?:for|to)|led to|brought about|resulted in|opened the way (?:for|to)) "
    rf"(?:a|an|the) (?:[\w-]+ ){{0,3}}?{TRUCE}"
)
MONITOR = re.compile(
    r"\b(?:agree\w*|decid\w+|establish\w*|set(?:ting)? up|creat\w+|form\w*)\b[^.;]{0,60}?\b(?P<body>(?:[\w-]+ ){0,3}?"
    r"(?:mechanism|monitoring (?:group|body|mission|committee|centre|center)|joint (?:group|commission|committee)))\b",
    re.I,
)
WATCHES = re.compile(r"\bmonitor|\bobserv|\bverif|\bsupervis", re.I)
NO_RESULT = re.compile(
    r"\b(?:there was no agreement|no (?:final |formal )?(?:agreement|deal|document|communiqu[eé]) (?:was|had been|were) "
    r"(?:reached|signed|adopted)|ended without (?:an |a |any )?(?:agreement|deal|result))",
    re.I,
)
SAID_RESULT = re.compile(
    r"\b(?:framework|agreement|papers?|documents?|text|memorandum)s?\b[^.;]{0,40}?\b(?:had been|has been|have been|was|were) "
    r"[\"']?(?:[\w-]+ ){0,2}?agreed\b",
    re.I,
)
STOPPED = re.compile(
    r"\b(?P<who>(?:The |the )?[A-Z][\w.-]*(?: [A-Z][\w.-]*){0,3}) (?:has |had |have )?(?P<state>stopped|suspended|ended|resumed|ceased) "
    r"(?:its|their|the) (?:official )?(?:casualty|death|body)(?: toll)? count",
    re.M,
)
BEGAN = re.compile(
    r"\b(?P<what>conflict|war|militancy|crisis|insurgency|uprising|fighting)\b[^.;]{0,50}?\b(?:which |that )?(?:started|broke out|began|erupted) in "
    rf"(?P<month>{'|'.join(name.capitalize() for name in MONTH_NAMES)}) (?P<year>\d{{4}})"
)
GROUND_BEFORE = re.compile(r"\b(?:in|across|throughout|inside|within|into|all)[ -](?:the |war-torn |all of )?$", re.I)
GROUND_AFTER = re.compile(
    r" (?:crisis|conflict|war|civil war|peace|government|opposition|army|ceasefire|truce|rebels)\b", re.I
)
TALKS = re.compile(r"\b[A-Z][\w-]+(?= (?:peace )?(?:talks|process|format|negotiations)\b)")
