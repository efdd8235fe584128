"""Patterns around the names of places; the words stand in `lexicon/en/places.toml`."""

from __future__ import annotations

import re

from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.lexicon.gazetteer_names import demonyms
from ceasefire.reading.lexicon.load import alternation, forms, words
from ceasefire.vocabulary.calendar import MONTHS, MONTHS_SHORT, WEEKDAYS


def _any(table: str) -> str:
    """Return the words of a table of places.toml as alternatives of a pattern."""
    return alternation("en", "places", table)


_SHORT = 4
"""Letters of a word that is the beginning of names as well ("Tel"), so that it has to be whole."""
_KIND = f"(?:{'|'.join(words('en', 'places', 'regions'))})"
_SITE = f"(?:{'|'.join(words('en', 'places', 'sites'))})"
_X = (
    r"(?:(?:al|el)[- ]|(?:ad|an|ar|as|ash|at|az|es|um|umm)-)?[A-Z\u00c0-\u00de][\w'.-]*\w(?:[ -](?:(?:al|el|de|del|la"
    r"|of|ez|es|ez|ul)[- ])?(?!(?:On|In|At|And)\b)[A-Z\u00c0-\u00de][\w'-]*\w){0,3}"
)
_ACT = (
    r"(?:[A-Z][a-z]+ing|Attack|Siege|Capture|Fall|Seizure|Ambush|Raid|Residents|Battle|Strike|Destruction|Bombardment)"
)
"""What is no part of the name behind it: "Shelling of Orvan market"."""
OF = re.compile(rf"\b(?P<kind>{_KIND}|{_SITE})s?(?: (?:known as|called))? (?:of )?(?P<x>{_X})")
BEFORE = re.compile(
    rf"\b(?P<x>(?!(?:In|On|At|Near|From|The|After|Outside|Across|Around|Inside|{_ACT} of)\b){_X}),? "
    rf"(?P<kind>{_KIND}|{_SITE}|{_any('sites_after')})(?:s)?\b"
)
PREP = re.compile(
    rf"\b(?P<prep>[Ii]n|[Nn]ear|[Aa]t|[Oo]utside|[Aa]round|[Tt]owards?|[Bb]etween|[Cc]lose to|[Nn]ear to"
    rf"|(?:[Ss]helling|[Bb]ombing|[Bb]ombardment|[Ss]iege|[Cc]apture|[Ff]all)s? of"
    rf"|[Ss]outh of|[Nn]orth of|[Ee]ast of|[Ww]est of"
    rf"|(?:[Oo]utskirts|[Vv]icinity|gates?|edges?|cent(?:re|er)|heart|approaches|entrance|mouth|[Uu]pstream|[Dd]ownstream) (?:of|to)"
    rf"|(?:roads?|track|highway|way) to|(?:[Uu]p|[Dd]own)stream from"
    rf"|parts of|countryside of|[Oo]n|[Ii]nside|from|into|against|off|over|above|through|across"
    rf"|(?:[Rr]esidents|[Vv]illagers|[Pp]eople|[Ii]nhabitants|mayor|governor) of|shelling"
    rf"|bombing|attacking|striking|hitting|left|leaving|entering|direction of"
    rf"|shelled|bombed|bombarded|attacked|stormed|raided|struck|hit|targeted|overflew|captured|seized|entered) (?:the )?"
    rf"(?:(?:central|northern|southern|eastern|western|north(?:ern)?-?(?:east|west)(?:ern)?"
    rf"|south(?:ern)?-?(?:east|west)(?:ern)?"
    rf"|nearby|rural|downtown|besieged|greater|neighbou?ring|upper|lower|government-held|rebel-held|\w+-(?:held"
    rf"|controlled|occupied)) )?(?P<x>{_X})"
)
APPOSED = re.compile(rf"\b(?:their|his|her|its|the|a) (?:[\w-]+ )?(?P<kind>{_SITE}), (?P<x>{_X})(?=[,.])")
SET_IN = re.compile(
    rf"(?:^|(?<=[;,:] )|(?<=and ))(?P<x>(?!(?:In|On|At|Near|From|The|After|Outside|Across|Around|Inside|Police|Fighters|Rebels)\b){_X})"
    rf"(?:, (?:an?|the) (?:[\w-]+ ){{0,3}}?(?P<kind>{_KIND}|{_SITE})\b|(?= in (?:the )?[A-Z][\w' -]{{2,30}}? (?:was|were|came)\b))"
)
_MONTHS_OPEN = ("Jan", "Feb", "Sep", "Oct", "Nov", "Dec")
"""No name of a place is read that begins as one of these months does; of the others only the whole word is left out.

Chosen by hand; not measured.
"""
_DATE_WORDS = "|".join(
    [
        *(rf"{short}\w*" for short in _MONTHS_OPEN),
        *(name for name in (*MONTHS, *MONTHS_SHORT) if name[:3] not in _MONTHS_OPEN),
        *(name.removesuffix("day") for name in WEEKDAYS),
    ]
)
NEVER = re.compile(rf"^(?:{_DATE_WORDS}|{_any('never_places')})(?:day|\b)")
NOT_AT_THE_END = re.compile(rf"(?:{_any('not_at_the_end')})$")
TAIL = re.compile(rf"'?s? ?(?:{_KIND}|city|countryside|camp|airport|crossing|airbase|Strip)\b", re.I)
PROVINCE = re.compile(_any("provinces"), re.I)
PREP_BEFORE = gated(
    rf"\b({_any('prepositions')})"
    r"(?: (?:the|a|an|its|their|several|two|three|parts?|whole|entire|both|central|north\w*|south\w*|east\w*"
    r"|west\w*|rural|besieged|besieged,?"
    r"|nearby|war-torn|capital|city|town|village|towns|villages|port|province|governorate|region|district|state"
    r"|county|countryside"
    r"|outskirts|gates?|edges?|centre|center|heart|approaches|entrance|mouth|suburbs?|neighbou?rhoods?|area|areas|vicinity|of|and|camp|rebel-held|government-held"
    r"|opposition-held|\w+-held"
    rf"|\w+-controlled|\w+'s|{'|'.join(demonyms())}|\w+ian|\w+ese|\w+ish),?){{0,6}} ?$",
    re.I,
)
KINDS_OF_TOWNS = (
    "town", "city", "village", "capital", "port", "resort", "suburb", "district", "camp", "province", "region", "municipality", "hamlet",
)  # fmt: skip
TOWN_OF = gated(
    rf"\b(in|near|at|outside|around) (?:the |a )?(?:[\w'-]+ ){{0,4}}(?:{'|'.join(KINDS_OF_TOWNS)}) (?:of )?$", re.I
)
LABEL = re.compile(
    rf"(?:[^:]{{0,14}}?\d{{1,2}}[^:A-Z]{{0,3}}[A-Z][a-z]{{2,8}}(?: \d{{4}})?,? ?[-,:]? |\d{{1,2}}[./]\d{{1,2}}(?:[./]\d{{2,4}})?,? (?:- )?)?"
    rf"(?:the )?(?:north|south|east|west|outside|near)?(?: of )?(?P<x>{_X}(?: (?:{_SITE}|{_any('sites_after')}))?)"
    r"(?:, [^:,]{3,40}| \([^():]{3,30}\))?(?:: (?=\S)| - (?=[a-z\d]|(?:On|At|In|During|Overnight|Early|Late|The|A|An) ))"
)
_DAY = r"(?:\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+ \d{1,2})(?:,? \d{4})?"
_O_CLOCK = r"(?:[01]?\d|2[0-3])[:.h]?[0-5]\d(?: ?(?:hrs?|h))?"
_HOUR = rf"(?:{_O_CLOCK},?|(?:\d{{1,2}}[/.)] )?\d{{6}}[A-Z](?:-\d{{6}}[A-Z])?) (?:- )?"
CLOCK = re.compile(rf"{_HOUR}")
"""The hour at the head of a line of a log."""
_SITE_HEAD = rf"{_X}(?: (?:{_SITE}|{_any('sites_after')}))?"
HEAD = re.compile(
    rf"(?:{_HOUR}|(?:Case|Incident|Event|Item|Entry) (?:[Nn]o\.? ?)?[\w/-]+ ?[-:.,\u2013] ?)?(?:[Tt]he )?"
    rf"(?P<x>{_SITE_HEAD}),? \(?(?:on )?(?:{_DAY}|(?:(?:about|around|approx\.?|at) )?{_O_CLOCK})\)?[.:]?$"
    rf"|(?:{_DAY}(?:,|:| -) |{_HOUR})(?:[Tt]he )?(?P<y>{_SITE_HEAD})(?:, [a-z][a-z -]{{2,30}})?[.:]?$"
)
IN_BRACKETS = re.compile(
    rf"(?:Case|File|Incident|Event|Item|Entry|Complaint|No\.?) ?(?:[Nn]o\.? ?)?[\w/-]+ \((?:[Tt]he )?(?P<x>{_SITE_HEAD})(?P<y>)(?=[,;)])"
)
"""The place behind the number of a case: "Case 14 (Orvan, 9 May; two dead)"."""
ALONE = re.compile(rf"(?P<x>{_SITE_HEAD})[.:]?$")
"""A name that is all of a sentence, as at the head of a paragraph: "Upper Orvan."."""
DAY_OF_ENTRY = re.compile(r"(?:^|[;:] |\) )(?:[A-Z][a-z]+ \d|\d{1,2} [A-Z])")
"""What every entry of a list with a day at its head has."""
IN_LIST = re.compile(rf"(?:^|[;:] )(?:(?:and )?\([a-z\d]{{1,4}}\) )?{_DAY}, (?P<x>{_SITE_HEAD})(?=, (?!the\b|an?\b))")
"""The place behind the day of an entry: "(b) 10 March, Orvan market, nine dead"."""
OF_ATTACK = re.compile(
    r" (?:[a-z-]+ ){0,2}(?:attacks?|ambush(?:es)?|(?:air)?strikes?|raids?|blasts?|explosions?|bombings?|shelling|massacres?|shootings?"
    r"|killings?|murders?|clash(?:es)?|incidents?)\b"
)
"""What a place that stands without a preposition is the place of: "the Orvan market blast"."""
TOPIC = re.compile(
    "|".join(rf"{word}s?\b" if len(word) <= _SHORT else word for word in words("en", "places", "topics"))
)
_PACT = rf"(?:{forms('en', 'places', 'pacts')})"
CALLED_AFTER = re.compile(rf"(?: \d{{4}})? {_PACT}\b", re.I)
OF_A_SIDE = re.compile(
    r" (?:uniforms?|fatigues|camouflage|insignia|armbands?|custody|captivity|hands|ranks|vehicles?|trucks?|positions?)\b"
)
"""What follows the name of a side and not of a place: "in Rifles uniform"."""
POST_OF_A_SIDE = re.compile(
    r"\w+(?:[ai]n|ese|ish|[A-Z]) (?:checkpoint|check-point|position|post|outpost|patrol|base|camp|barracks)s?"
)
"""What a side holds: "a Zarnian checkpoint", "an FLN post"."""
PACT_WITH = gated(
    rf"\b{_PACT} (?:agreement |deal |accord )?(?:(?:signed |reached |agreed )?(?:with|between)"
    rf"|between [\w' -]{2, 40} and) (?:the )?(?:[\w'-]+ and )?$",
    re.I,
)
BELONGS = re.compile(rf"\b(?:{_any('belonging_nouns')}) of (?:the )?$", re.I)
ASIDE = re.compile(r", (?:(?:\w+ )?(?:hours|minutes|days|weeks|a day) )?(?:after|before|as|while|when)\b")
_AFTER = _any("after_places")
SETTLED = re.compile(rf" (?:{_AFTER})\b|[.,;:)]| \(|$|'s (?:[a-z-]+ ){{0,3}}(?:{_SITE}|{_any('sites_after')})\b")
DETERMINED = re.compile(r" (?:the|an?|its|their|his|her|which|who|some|several)\b")
SITE_AFTER = re.compile(rf"(?: [a-z-]+){{0,2}} (?:{_SITE}|{_any('sites_after')})s?\b")
ROAD = re.compile(r"\b(?:roads?|highway|way|track|route|line|border|area) $", re.I)
DISTANT = re.compile(
    r"\b(?:km|kms|kilomet(?:re|er)s?|miles?|met(?:re|er)s?|minutes?|hours?'?|drive|walk|away|far|distance|throw"
    r"|upstream|downstream|inland|uphill|downhill|ride|march) from $",
    re.I,
)
"""What stands before a place that something is near to: "30 kilometres from X"."""
REPORTED = re.compile(r"\breport(?:s|ed)? (?:[a-z]+ )?from (?:the )?(?:[a-z]+ of )?$|^From $")
"""What stands before a place from which somebody tells of what was there."""
ROUTE = re.compile(r" to (?:[A-Z]|the [\w-])|: ")
"""What follows the first place of "from X to Y", or the X of "the news came from X: ..."."""
AIMED = re.compile(rf"\b(?:{_any('aimed_at')}) (?:on|into|over|at) (?:the )?$", re.I)
"""What stands before a place that is attacked: "strikes on X", "shells fell on X"."""
LIES_IN = re.compile(r",? ?\(?(?:(?:in|of|within)\b[^,.;:()]{0,40})?")
