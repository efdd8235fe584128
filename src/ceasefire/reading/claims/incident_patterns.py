"""The wordings by which incidents are known: time spans of a whole war, anaphors, what is only spoken of."""

from __future__ import annotations

import re

from ceasefire.reading.lexicon.calendar_names import ANY_MONTH
from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.lexicon.load import forms

WAR = re.compile(
    r"\b(?:(?:civil |the |years? of |\w+-year(?:-old)? |\w+-month(?:-old)? )?(?:war|conflict|crisis"
    r"|insurgency|uprising|militancy|unrest|civil war|hostilities)\b[^.;]{0,60}\b(?:has|have|had)\b"
    r"|since (?:the )?(?:start|beginning|outbreak|signing|onset|war|truce|ceasefire|conflict|fighting|hostilities|uprising"
    r"|offensive|clashes|violence|escalation|agreement|armistice|coup|invasion|siege"
    r"|\d|mid|early|late|last|" + ANY_MONTH + r")"
    r"|so far|to date|in total|in all|altogether|all told|a total of|overall|death toll|(?:total|overall|cumulative|combined) (?:number"
    r"|toll|death)|(?:so far|earlier) this (?:week|month|year)|(?<!early )(?<!late )this (?:month|year|quarter)|(?:in|over|during"
    r"|within) the (?:past|last|previous|first|second|same|reporting|preceding|month|weeks?|months?|period|days"
    r"|two|three)"
    r"|during the (?:reporting )?(?:period|week|month|quarter|year|truce)|between \d|between (?:"
    + ANY_MONTH
    + r")|reporting period|on average"
    r"|every (?:day|week|month)|per (?:day|week|month)|in the (?:first|last) \w+ (?:days|weeks|months)"
    r"|(?<!to )(?:has|have) (?:been )?(?:killed|wounded|injured|claimed|cost|displaced|left|died|lost|documented"
    r"|recorded|verified)|throughout the|(?:in|during) (?:19|20)\d\d\b|since then|have since|compared (?:with"
    r"|to)|(?:fell|rose|dropped|down|up|decreased|increased) (?:by|from)|over (?:its|their) [\w-]+ (?:months"
    r"|weeks|days)"
    r"|(?:in|during) (?:(?:these|those|such) (?:[\w-]+ )?|(?:the|all) (?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) )"
    r"(?:incidents|attacks|cases|clashes|events|actions|operations|violations|raids|strikes|episodes|breaches)"
    r"|number of (?:people"
    r"|civilians|those|deaths))\b"
)
AGGREGATE_VERB = gated(r"\b(?:documented|recorded|registered|tallied|counted|verified|logged)\b[^.;:]{0,40}?\d", re.I)
ANAPHOR = re.compile(
    r"\b(?:the|this|that|these|those|both) (?:same |latest |deadly |\w+ )?(?:attacks?|strikes?|air ?strikes?"
    r"|blasts?|explosions?|shelling|incidents?|raids?|ambush|clash(?:es)?|bombing|bombardment|assault|shooting"
    r"|fighting|firefight|violence|massacre|shells?|missiles?|rockets?|killings?|exchange|drone|fire)\b"
    r"|^(?:It|They|Among (?:the places|those|them)|Among the|Among those|The (?:dead|victims|wounded|injured"
    r"|toll)|Those killed|At least|Another|One of|Most of the|Four of|Three of|Two of|Eight of|Rescuers|Medics"
    r"|Hospital|Doctors|Local medics)\b",
    re.I,
)
_ATTACK = (
    r"(?:strikes?|air ?strikes?|attacks?|raids?|ambush|blasts?|explosions?|shelling|bombings?|shooting|incidents?)"
)
EARLIER = gated(rf"\ban? (?:earlier|previous) (?:[\w-]+ ){{0,2}}?{_ATTACK}\b", re.I)
ANOTHER = gated(
    rf"\b(?:an? (?:earlier|previous|separate|second|third|later|further|different)|another|(?<!each )(?<!the )other) (?:[\w-]+ ){{0,2}}?"
    rf"(?:{_ATTACK}|neighbou?rhoods?|districts?|towns?|villages?|areas?|quarters?|cit(?:y|ies))\b",
    re.I,
)
"""An attack or a place that is not the one told before."""
OCCURRED = gated(rf"\b(?:{forms('en', 'incidents', 'occurred')})\b", re.I)
GENERAL = gated(rf"\b(?:{forms('en', 'incidents', 'general')})\b", re.I)
PROMISED = gated(rf"\b(?:{forms('en', 'incidents', 'promised')})\b", re.I)
BY_THE_WAY = gated(
    r"\b(?:since|after|following|despite|anti-|no more|stop|halt|resum\w+|before|until|without|apart from|except for|other than"
    r") (?:the |a |an |all |any |further |more |new )?(?:[\w-]+ days? of |discovery of |news of )?$",
    re.I,
)
COUNTABLE = re.compile(rf"\b(?:{forms('en', 'incidents', 'countable')})\b")
COUNTED_BY = gated(
    r"\b\d[\d,]* [^.;]{3,90}\b(?:were|was|have been) (?:documented|recorded|verified|registered|logged|counted)(?: by)?\b",
    re.I,
)
NUMBERED = gated(
    r"\b\d+ (?:[\w-]+ ){0,3}(?:violations|explosions|incidents|attacks|airstrikes|air strikes"
    r"|projectiles|bursts|shots|shells|times|cases)\b"
)
HOURS = re.compile(r"\b(?:between|from) \d{1,2}[:.h]\d{2}(?: ?(?:hrs?|h))? (?:and|to|until) \d{1,2}[:.h]\d{2}\b")
OF_A_PART = gated(
    r"(?:, (?:including|among (?:them|those|whom)|of (?:them|whom)"
    r"|(?:with )?the (?:last|latest|most recent|worst|deadliest)|most recently|the rest)\b"
    r"|\b(?:\d+|\w+) of (?:them|whom|those|these)\b)[^,;.]{0,60}$"
)
"""What stands before the day of a part of a toll: "have killed 17, including two on Friday"."""
IN_WHICH = re.compile(r",? (?:in which|when|where)\b")
SINCE_EVENT = re.compile(r"\bsince [^,.;]{3,80} (?:on|in|of)(?: the)? $", re.I)
START = re.compile(
    r"\b(?:since|began|begun|started|broke out|erupted|launched|outbreak of [^.;]{0,40}|start of [^.;]{0,40}"
    r"|beginning)(?: again| there)?(?: (?:in|on|early|late|around))?(?: the)? ?$",
    re.I,
)
ACT_BEGAN = re.compile(
    r"(?:^|[,;:] )(?!(?:since|after|before|until|when) )(?:(?:[a-z]+|the|an?) )?(?:[\w-]+ ){0,3}"
    rf"(?:{forms('en', 'incidents', 'acts')})\b(?![^.;]*\b(?:that|which)\b)[^.;,]{{0,50}}"
    r"\b(?:began|started|erupted|broke out|launched|resumed|flared(?: up)?) (?:again )?(?:in|on|early on|late on|early|late)? ?(?:the )?$",
    re.I,
)
"""An act that began on a day, and so was then: "Air strikes on X began on 1 March"."""
LATER = re.compile(r"^(?:(?:A )?(?:\w+ )?(?:an )?(?:[Hh]ours?|[Mm]inutes|[Mm]oments) (?:later|afterwards))\b")
SAME_DAY = re.compile(
    r"^(?:(?:A )?(?:\w+ )?(?:an )?(?:[Hh]ours?|[Mm]inutes|[Mm]oments) (?:later|afterwards)|Shortly (?:after|before)|Within (?:the hour|hours|minutes)"
    r"|[Aa]t (?:about |around |roughly |nearly )?the same (?:time|hour)|Simultaneously|Nearby|[Mm]inutes (?:before|earlier)"
    r"|The same (?:day|night|evening|morning|afternoon)"
    r"|That (?:day|night|evening|morning|afternoon)|Later (?:that|in the|on the same) (?:day|night|evening)"
    r"|(?:In|On) the same (?:day|night|date|evening|morning|afternoon)|Elsewhere|Separately|Meanwhile|Also"
    r"|In (?:a |an )?(?:separate|another)|Another|Among|Further"
    r"|In a second|State television|State media)\b|\balso\b|\bmeanwhile\b",
    re.I,
)
ACCIDENT = gated(rf"\b(?:{forms('en', 'incidents', 'accidents')})\b", re.I)
OF_LONG_AGO = gated(
    r"\b(?:in the (?:civil )?war|during the (?:civil )?war|for (?:\w+ )?(?:years|months|weeks)|since)\b", re.I
)
NO_ATTACK = re.compile(rf"(?:{forms('en', 'incidents', 'no_attack')})\b", re.I)
BEFORE_NO_ACT = gated(
    r"\b(?:(?:after|before|since|despite)(?: having)?|(?:over|about|on|as to|of|unclear|known|asked) who(?: had)?"
    r"|(?:deals?|agreements?|accords?|pacts?|truces?|ceasefires?|bargain|balance)(?: (?:was|were|is"
    r"|that (?:[\w'-]+ ){0,3}[\w'-]+|which (?:[\w'-]+ ){0,3}[\w'-]+))?"
    r"|(?:sirens?|alarms?|phones?|sprinklers?|fireworks|prices?|costs?|rents?|anger|fury|tempers|rage|laughter|applause|cheers|demand|debts?|sales"
    r"|population|interest)(?: (?:have|has|had))?) $",
    re.I,
)
NOT_TOLD = gated(rf"\b(?:{forms('en', 'incidents', 'not_told')})\b", re.I)
PLAYED = gated(rf"\b(?:{forms('en', 'incidents', 'played')})\b", re.I)
_FOUND = r"(?:recover|retriev|exhum|unearth|extricat|dug up|pulled (?:out|from))"
_DEAD = r"\b(?:bod(?:y|ies)|corpses?|dead|remains)\b"
UNEARTHED = gated(
    r"^(?!.*\b(?:hands (?:tied|bound)|bound|blindfold|bullet|gunshot|shot|throat|behead|execut|tortur|stab|murder|massacre|lynch|abduct|kidnap))"
    rf".*?(?:{_DEAD}[^.;]*\b{_FOUND}|\b{_FOUND}[^.;]*{_DEAD}|\b(?:bod(?:y|ies)|corpses?)\b[^.;]*\b(?:rubble|ruins|debris|wreckage|mass graves?)\b)",
    re.I,
)
"""What is told of the dead of an unknown day, without a sign of who killed them or how."""
ENDED = re.compile(
    rf"(?:(?!\b(?:that|which|who|when|after|killed)\b)[^.;,])*\b(?:{forms('en', 'incidents', 'ended')})\b"
)
NEITHER = gated(r"\b[Nn]either\b[^.;]{2,60}\bnor\b[^.;]{0,40}$")
COULD_BE_HEARD = re.compile(r"\bcould be (?:heard|seen)\b", re.I)
TAKES_UP = re.compile(r"(?:It|They|He|There)\b|(?:Later|Earlier|Then|Soon after), (?:it|they|he)\b")
BEFORE_GERUND = re.compile(
    r"\b(?:saw|seen|heard|watched|accus\w+ [^,.;]{2,36} of|blam\w+ [^,.;]{2,36} for|admit(?:s|ted|ting)?(?: to)?"
    r"|confess(?:es|ed) to|own(?:s|ed) up to|boast(?:s|ed) of(?: having)?|(?:broke|broken|violat\w+|breach\w+) [^,.;]{2,36} by) $",
    re.I,
)
CHARGED = gated(
    r"\b(?:sentenced|convicted|jailed|charged|tried|acquitted|indicted|on trial|stands? trial"
    r"|stood trial|extradited|pleaded|confess\w+)\b[^.;]{0,70}\b(?:for|of|with|over)(?: \w+)? $",
    re.I,
)
BEFORE_PLAN = re.compile(
    r"\b(?:(?:train\w*|prepar\w+|brac\w+|ready|rehears\w+) (?:for|against)(?: an?| the)?|plans?|planned|threat\w*"
    r"|prepar\w+|possible|potential|fears?) (?:\w+ )?$|\b(?:halt|pause|lull|break|cessation|suspension|freeze|stop|respite|end)"
    r" (?:in|of|to|from) (?:(?:all|any|the) )?$",
    re.I,
)
