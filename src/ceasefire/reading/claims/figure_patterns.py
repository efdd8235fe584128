"""What can be counted, and the wordings in which counts go on from one another."""

from __future__ import annotations

import re

from ceasefire.reading.lexicon.load import forms, kinds, mapping, wordset

MEASURES = kinds("en", "figures", "measure")
NOUN = re.compile(
    r"(?P<lead>(?: (?!and\b|or\b|in\b|of the\b|were\b|was\b|at\b|by\b|on\b|when\b|from\b|that\b|which\b|who\b"
    r"|with\b|to\b|for\b|if\b|as\b)[\w'/()-]+){0,4}?) (?P<m>"
    + "|".join(f"(?P<m{i}>{body})" for i, (_, body) in enumerate(MEASURES))
    + r")\b",
    re.I,
)
WITH_VERB = re.compile(rf"\b(?:{forms('en', 'figures', 'verbs')})", re.I)
WITH_LEAD = wordset("en", "figures", "with_lead")
OWN_LABEL = wordset("en", "figures", "own_label")
_NAMES = frozenset(name for name, _ in MEASURES) | {"killed", "injured", "displaced", "casualties", "returnees"}
LABEL_STEMS = mapping("en", "figures", "label_stems", _NAMES)
TOPIC_STEMS = mapping("en", "figures", "topic_stems", _NAMES)
PRISONER_VERBS = mapping("en", "figures", "prisoner_verbs")
LABEL = re.compile(
    r"^(?P<label>[A-Za-z][\w '/()-]{3,60}?)(?: ?[:=|] ?| - | +)(?P<n>\d{1,3}(?:[, ]\d{3})+"
    r"|\d{1,7})(?: ?\((?P<extra>[^)]{1,60})\))?\.?;?$"
)
IN_LIST = re.compile(
    r"(?P<place>(?:[A-Z][\w'-]*(?:[ -][A-Z][\w'-]*){0,3}))(?:'s| province| region| governorate| district| state"
    r"| county| oblast)?,? ?(?:\((?P<n>\d{1,5})(?: \w+)?\)|[:-] ?(?P<n2>\d{1,5})(?=[,;.]|$| and))"
)
LABELLED = re.compile(r"(?<![\w])(?P<label>[a-z][a-z-]{3,20}(?: [a-z-]{2,15}){0,2}) \((?P<n>\d{1,5})\)")
PERIOD_FORMS = frozenset(
    (
        "window",
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
        "dmy",
        "mdy",
        "iso",
        "weekday",
        "today",
        "later-day",
        "dotted",
    )
)
OF_THEM = re.compile(
    r" (?:of (?:them|these|those|which|the (?:violations|breaches|incidents|cases|complaints|attacks|events"
    r"|deaths|total))|(?:were |are |have been "
    r"|was )?(?:attributed|ascribed|blamed on|attributable)|without (?:a )?(?:clear|known)|(?:by|to"
    r"|for) the [A-Z\w])",
    re.I,
)
ALSO_THERE = re.compile(r" (?:abroad|elsewhere|inside the country|outside|in neighbouring|in other)\b", re.I)
TIMES = re.compile(r"\b(?:violated|breached|broken|broke)\b[^.;,]{0,50}$", re.I)
PEOPLE_AFTER = re.compile(
    r" (?:more |new |newly )?(?:people|persons|civilians|families|households|individuals)\b", re.I
)
