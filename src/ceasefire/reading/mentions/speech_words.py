"""Speech verbs, and the words that show who speaks."""

from __future__ import annotations

import re

SAY = (
    r"said|says|say|estimate|believes?|reckons?|allege|document|verify|believed|told|reported|reports|report"
    r"|announced|announces|stated|states|confirmed|confirms|added|adds"
    r"|claimed|claims|claim"
    r"|alleged|alleges|estimated|estimates|noted|notes|declared|declares|acknowledged|insisted|warned|warns"
    r"|asserted|maintained|recorded|records"
    r"|registered|registers|documented|documents|observed|verified|counted|logged|tallied|wrote|explained"
    r"|revealed|testified"
    r"|indicated|indicates|put|puts|heard|saw|saying|listed|found|stressed|argued|complained|admitted|disclosed"
    r"|tweeted"
    r"|received reports|monitored"
)
DENY = r"denied|denies|deny|rejected|rejects|dismissed|disputed|disputes|refuted"
BLAME = r"blamed|blames|accused|accuses|held|condemned|condemns"
VERB = re.compile(
    rf"\b(?P<say>(?:{SAY})(?! (?:the lives|lives|responsibility|\d+ lives|its first|a place|victory)\b)|gives?"
    rf"|gave)\b|\b(?P<deny>{DENY})\b|\b(?P<blame>{BLAME})\b"
)
ACCORDING = re.compile(
    r"\b(?:according to|as reported by|citing|as quoted by|as told by|figures? from|data from|based on (?:data"
    r"|reports|figures) from|(?:reported|recorded|registered|documented|confirmed|verified|announced|claimed"
    r"|released|compiled|published|estimated|provided) by) (?P<np>[^,.;:\n]{2,110})"
)
NOT_SPEECH = re.compile(
    r"\b(?:was|were|been|be|is|are|being|to|of|the|a|an|their|its|his|this|that|by|any|no|these|those|in|for"
    r"|from|latest|new|medical|media|press|annual|weekly|"
    r"monthly|daily|final|several|such|some|many|other|with|unconfirmed|initial|local|two|three|on|situation"
    r"|violation|monitoring|field|news|\d+|one|four|five|six|ten|all|each|which|newly|total|most|of which|united"
    r"|member|arab|gulf|western|several|neighbouring) $",
    re.I,
)
CUT = re.compile(
    r"(?:[;:\"]|\bthat\b|\bbut\b|\bwhile\b|\bwhich\b|\bwhen\b|\bwhere\b|\bwho\b|\balthough\b|\bbecause\b"
    r"|\bas\b(?! well)|\bafter\b|\band (?=(?:the|a|an|it|he|she|they) )"
    r"|\band (?=\w+ed )|\(|\)|--| - )",
    re.I,
)
ADVERB = re.compile(
    r"(?:[ ,]*\b(?:has|have|had|also|later|earlier|further|then|meanwhile|however|separately|previously"
    r"|repeatedly|initially|still"
    r"|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday"
    r"|in turn|jointly"
    r"|immediately|officially|subsequently|again|itself|himself|both|all|did not|does not|itself|strongly"
    r"|have all|reportedly|allegedly|,))+ *$",
    re.I,
)
LEAD = re.compile(
    r"^(?:[ ,]*\b(?:and|but|meanwhile|however|separately|earlier|later|also|for (?:his|its|her|their) part"
    r"|in turn|additionally|moreover|still"
    r"|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|so|yet|now|furthermore|in addition"
    r"|nonetheless|elsewhere|although|while|with)\b[ ,]*)+",
    re.I,
)
SPEAKER = re.compile(
    r"\b(?:officials?|spokes(?:man|woman|person|people)|ministry|minister|police|army|military|witness(?:es)?"
    r"|residents?|medics?|doctors?|sources?"
    r"|activists?|monitors?|observers?|mission|group|statement|report|agency|hospitals?|authorit(?:y|ies)"
    r"|rebels?|they|he|she|it|we|government"
    r"|command|commander|office|ombudsman|governor|mayor|chief|committee|commission|council|mechanism|centre"
    r"|center|organi[sz]ation|party|parties"
    r"|team|patrols?|side|sides|forces|movement|media|television|envoy|lawyers?|network|leaders?|union|charity"
    r"|director|workers?|defen[cs]e|villagers?"
    r"|locals|neighbours|representatives?|delegation|chair|both|bulletin|the two|staff|figures|coalition|junta"
    r"|presidency|kremlin|pentagon|elders?"
    r"|responders|experts?|analysts?|investigators?|coordinator|teachers?|priest|head|deputy|members?|rescuers?"
    r"|volunteers?|lawmakers?|nurse|surgeon|negotiators?|mediators?|facilitators?|executive|soldiers?|fighters?"
    r"|partners?|families|relatives|survivors?|communit(?:y|ies)|guerrillas?|company)\b",
    re.I,
)
PRONOUN = re.compile(
    r"^(?:he|she|it|they|we|the (?:statement|report|official|spokesman|spokeswoman|spokesperson|source|document"
    r"|bulletin"
    r"|two|same source|sources?|same report|minister|envoy|commander))$",
    re.I,
)
# Nouns that take up the last speaker only where his own words hold the noun.
BODY = re.compile(
    r"^the (?P<noun>ministry|mission|group|monitor|agency|organi[sz]ation|office|army|military|movement"
    r"|observatory|police"
    r"|commission|committee|mechanism|team|monitors|union|council|bureau|charity|network|centre|center)$",
    re.I,
)
DATE_TAIL = re.compile(
    r",? (?:on|in|late|early|earlier|last|this|at|late on|as of|by) (?:(?:mon|tues|wednes|thurs|fri|satur"
    r"|sun)day|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|\d|a statement|its|his|the|an interview|a (?:report|press|news|tweet"
    r"|telegram|briefing)|week|day|month|condition).*$",
    re.I,
)
WEEKDAY_TAIL = re.compile(r" (?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*$", re.I)
NAMED_SOURCE = re.compile(
    r"(?:\((?:[Ss]ource: ?)?|\b[Ss]ource: ?)(?P<np>(?:the )?(?:White Helmets|SOHR|SNHR|Reuters|AFP|AP|SANA|TASS"
    r"|Xinhua|BBC|OCHA|UNHCR|MSF|WHO|ACLED|Airwars|Anadolu|RIA|Interfax|Al Jazeera"
    r"|[A-Z][\w'.-]+(?: [A-Z][\w'.-]+){0,5}(?= ?(?:\)$|\)\.$|\.$|$))))(?:\)|\.|$)(?=\.?$)"
)
CLAUSE = re.compile(
    r"\b(?:was|were|is|are|has|have|had|will|would|could|should|be|been|started|began|hope|hoped|lasted|than"
    r"|killed|wounded|took|came|into)\b|\d{4}$"
)
TARGET = re.compile(
    r" (?:(?:the )?(?:attack|strike|shelling|violence|incident|blast|bombing|killings?|raid|violations?)s? on "
    r"|responsibility on )?"
    r"(?P<np>(?:the )?[^,.;:\"]{2,80}?)(?: (?:of|for|in|after|during|with|over|responsible)\b|[,.;:\"]|$)"
)
# "During the 101 days the observatory recorded": the speaker after an opening that no comma closes.
OPENING = re.compile(
    r"(?:[Dd]uring|[Ii]n|[Oo]n|[Oo]ver|[Ss]ince|[Bb]y|[Ff]or|[Tt]hroughout"
    r"|[Bb]etween) [^,;]{3,50}? (?P<np>the (?!same|last|past|first|second|area|region|end|start|town"
    r"|city)[a-z][\w' -]{3,50})$"
)
