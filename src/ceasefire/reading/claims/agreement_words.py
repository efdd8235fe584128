"""The words by which agreements are known: their names, how they are made, and what only looks like one."""

from __future__ import annotations

import re

NOUN = (
    r"(?:(?:peace |ceasefire |cease-fire |truce |framework |prisoner[- ]exchange |prisoner[- ]swap |permanent "
    r"|humanitarian |final |\w+ )?(?:agreements?|deals?|accords?|pact|treaty|protocol)"
    r"|cease-?fire|truce|cessation of hostilities|armistice|memorandum(?: of understanding)?|joint (?:statement"
    r"|declaration|communiqu[eé])|declaration of principles|declaration|roadmap|road map"
    r"|resolution|humanitarian pause|pause|communiqu[eé]|de-escalation (?:zones?|areas?)|safe zones?|road ?map"
    r"|MoU|mechanism|monitoring (?:group|body|committee|mission)|joint (?:committee|commission|centre|center)"
    r"|understanding|commitment|code of conduct|pledge|undertaking|charter|arrangements?)"
)
MADE = (
    r"(?:signed|signing|reached|concluded|sealed|struck|brokered|negotiated|mediated|announced|adopted|declared"
    r"|endorsed|agreed|agreeing|approved|initialled|initialed|ratified"
    r"|extended|renewed|prolonged|observed|respected|honou?red|began|begun|declared|lapsed|resulted in"
    r"|resulting in|led to|produced|yielded|established|created|set up|worked out|bring about|brought about"
    r"|clinched|facilitated|finali[sz]ed|entered into|accepted|launched|unveiled)"
)
FORCE = (
    r"(?:(?:entered|came|went|comes|coming|entering|goes|enters|come|enter|go) into (?:force|effect)|took effect"
    r"|takes effect|taking effect|take effect|has (?:largely )?held|has been (?:in force|in effect|in place"
    r"|observed|largely holding)|(?:was|is|are|remains?) (?:in force|in effect|in place)|began|started"
    r"|has been largely holding|in force (?:from|since)|(?:has |have )?formally been in (?:place|force)|(?:has"
    r"|have|had) (?:\w+ )?been in (?:place|force|effect)|(?:is|was) (?:generally |largely |mostly )?(?:observed"
    r"|holding|respected))"
)
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
TRIVIAL = re.compile(
    r"^(?:to )?(?:continue|maintain|keep|stress|hail|underline|emphasi[sz]e|meet|hold (?:talks|further|another)"
    r"|reconvene|resume|coordinate|cooperate|remain in|consider|discuss|work (?:together|on)|stay|review)\b",
    re.I,
)
VIOLATION = re.compile(
    r"^(?: |,)*(?:violations?|breach(?:es)?|monitors?|monitoring|lines?|deal violations|negotiat|talks|mediator"
    r"|implementation|committee|commission|observers?|proposals?|efforts?|draft|regime violations?)\b",
    re.I,
)
KINDS = (
    ("humanitarian pause", r"humanitarian (?:pause|truce)|\bpause\b"),
    ("ceasefire", r"stop fighting|halt to"),
    ("exchange", r"prisoner|detainee|exchange|swap|hostage"),
    ("evacuation", r"evacuat"),
    ("zones", r"zones?\b|areas\b"),
    (
        "monitoring body",
        r"mechanism|monitoring (?:group|body|committee|mission)|joint (?:committee|commission|centre|center)",
    ),
    ("Security Council resolution", r"resolution"),
    ("joint statement", r"(?:joint|trilateral|final) (?:statement|declaration|communiqu)|communiqu"),
    ("memorandum", r"memorandum|MoU"),
    ("cessation of hostilities", r"cessation of hostilities"),
    ("truce", r"\btruce\b"),
    ("ceasefire", r"cease-?fire|armistice"),
    ("protocol", r"protocol"),
    ("declaration", r"declaration"),
    ("framework", r"framework|road ?map"),
    ("peace agreement", r"peace"),
    ("withdrawal", r"withdraw|redeploy|pull back|disengage"),
    ("humanitarian", r"humanitarian|aid|access|corridor|crossing|road"),
    ("agreement", r"agree|deal|accord|pact|treaty"),
)
EXTENSION = re.compile(r"\b(?:extend|extended|extending|renew|renewed|prolong|prolonged)\b", re.I)
NON_PARTY = re.compile(
    r"\b(?:(?:mediated|brokered|facilitated|witnessed|hosted|sponsored|negotiated) by|(?:help|mediation|support"
    r"|assistance|facilitation|auspices) of|mediators?) (?:the )?(?P<np>[^,.;]{3,80})",
    re.I,
)
MEDIATED_ADJ = re.compile(r"\b(?P<np>(?:[A-Z][\w.]+(?:-| and |, )?){1,4})-?(?:brokered|mediated|sponsored)\b")
TRUCE = re.compile(r"cease-?fire|truce|hostilities", re.I)
TRUCE_STOPS = re.compile(r"ceasefire|truce|hostilities", re.I)
