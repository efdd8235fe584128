"""The wordings by which agreements are known: their names, how they are made, and what only looks like one."""

from __future__ import annotations

import re

from ceasefire.reading.lexicon.load import forms, kinds, words, wordset

NOUN = f"(?:{forms('en', 'agreements', 'nouns')})"
MADE = f"(?:{forms('en', 'agreements', 'made')})"
FORCE = f"(?:{forms('en', 'agreements', 'force')})"
VERB_NOUN = re.compile(rf"\b(?P<verb>{MADE})\b(?P<gap>[^.;]{{0,70}}?)\b(?P<noun>{NOUN})\b", re.I)
NOUN_VERB = re.compile(
    rf"\b(?P<noun>{NOUN})\b(?P<gap>[^.;]{{0,110}}?)\b(?P<verb>{FORCE}|(?:was|were|is|has been|had been"
    rf"|have been) (?:then |also |formally |finally |later |first |\w+ly )?{MADE}|{MADE}(?= (?:on|in|by|last"
    rf"|between|at|late|under|earlier|this|after|during)\b)|expires?|expired|lapsed|lapses|ended|collapsed|(?:is"
    rf"|was) (?:still |largely )?holding|(?:has been|is|was|have been) (?:largely |generally )?(?:respected"
    rf"|observed))\b",
    re.I,
)
AGREED_TO = re.compile(
    r"\b(?P<verb>agreed|agreeing|agree|have agreed|pledged|undertook|committed(?: themselves)?)(?: (?:in "
    r"principle|today|also|on \w+day|in \w+|at the (?:talks|meeting)|during the (?:talks|meeting)"
    r"|with each other|jointly))?,? (?:to|on|upon|that) (?P<what>[^.;]{5,200})",
    re.I,
)
DATED_NOUN = re.compile(
    rf"\b(?P<noun>{NOUN})\b[\"']?(?: \([\w/ -]+\))?(?P<gap>,? (?:of|from|dated|signed on|reached on|signed in"
    rf"|concluded on|reached in|signed)? ?|)",
    re.I,
)
NOUN_ONLY = re.compile(rf"\b{NOUN}\b", re.I)
FROM = re.compile(
    r"\b(?P<noun>(?:cease-?fire|truce|cessation of hostilities|humanitarian pause|pause in (?:the )?fighting"
    r"|halt to (?:all )?(?:fire|fighting)|stop fighting|end to hostilities))\b(?P<gap>[^.;,]{0,50}?) "
    r"(?P<verb>from|as of|starting|effective|beginning|to (?:begin|start)|with effect from)\b",
    re.I,
)
RULES = (
    (AGREED_TO, "agreements/agreed-to"),
    (VERB_NOUN, "agreements/made"),
    (NOUN_VERB, "agreements/in-force"),
    (DATED_NOUN, "agreements/dated"),
    (FROM, "agreements/from"),
)
NO_DEAL = re.compile(
    r"\b(?:no (?:final |formal )?(?:agreement|deal|accord|truce|ceasefire)\b|without (?:an |a "
    r"|reaching an )?(?:agreement|deal)|failed to (?:reach|agree|sign))",
    re.I,
)
TRIVIAL = re.compile(rf"^(?:to )?(?:{forms('en', 'agreements', 'trivial')})\b", re.I)
NOT_ITSELF = re.compile(rf"^(?: |,)*(?:{forms('en', 'agreements', 'not_itself')})\b", re.I)
KINDS = tuple((name, re.compile(body, re.I)) for name, body in kinds("en", "agreements", "kind"))
STATUSES = words("en", "agreements", "statuses")
WEAK_VERBS = wordset("en", "agreements", "weak_verbs")
NON_PARTY = re.compile(
    r"\b(?:(?:mediated|brokered|facilitated|witnessed|hosted|sponsored|negotiated) by|(?:help|mediation|support"
    r"|assistance|facilitation|auspices) of|mediators?) (?:the )?(?P<np>[^,.;]{3,80})",
    re.I,
)
MEDIATED_ADJ = re.compile(r"\b(?P<np>(?:[A-Z][\w.]+(?:-| and |, )?){1,4})-?(?:brokered|mediated|sponsored)\b")
TRUCE = re.compile(r"cease-?fire|truce|hostilities", re.I)
TRUCE_STOPS = re.compile(r"ceasefire|truce|hostilities", re.I)
