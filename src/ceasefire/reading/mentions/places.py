"""Where things happen: known places, places named by their kind ("the town of X"), and plain "in X"."""

from __future__ import annotations

import re

import msgspec

from ceasefire.reading.mentions.names import Name

_KIND = (
    r"(?:province|governorate|region|district|state|county|oblast|department|municipality|territory|township"
    r"|township area"
    r"|sector|division|zone|prefecture|commune|sub-district|subdistrict|locality|peninsula)"
)
_SITE = (
    r"(?:town|city|village|camp|neighbou?rhood|suburb|settlement|hamlet|port|airport|airbase|air base|crossing"
    r"|checkpoint|market"
    r"|hospital|valley|island|area|junction|road|highway|refugee camp|displacement camp|base|barracks|outpost"
    r"|enclave|corridor"
    r"|quarter|vereda|chiefdom|payam|groupement|health zone|front|frontline|axis|hills?|mountains?)"
)
_X = (
    r"(?:(?:al|el)[- ]|(?:ad|an|ar|as|ash|at|az|es|um|umm)-)?[A-Z\u00c0-\u00de][\w'.-]*\w(?:[ -](?:(?:al|el|de|del|la"
    r"|of|ez|es|ez|ul)[- ])?(?!(?:On|In|At|And)\b)[A-Z\u00c0-\u00de][\w'-]*\w){0,3}"
)
_OF = re.compile(rf"\b(?P<kind>{_KIND}|{_SITE})s?(?: (?:known as|called))? (?:of )?(?P<x>{_X})")
_BEFORE = re.compile(
    rf"\b(?P<x>(?!(?:In|On|At|Near|From|The|After|Outside|Across|Around|Inside)\b){_X}),? (?P<kind>{_KIND}|{_SITE})(?:s)?\b"
)
_PREP = re.compile(
    rf"\b(?P<prep>[Ii]n|[Nn]ear|[Aa]t|[Oo]utside|[Aa]round|[Tt]owards?|[Bb]etween|[Cc]lose to|[Nn]ear to"
    rf"|(?:[Ss]helling|[Bb]ombing|[Bb]ombardment|[Ss]iege|[Cc]apture|[Ff]all)s? of"
    rf"|[Ss]outh of|[Nn]orth of|[Ee]ast of|[Ww]est of"
    rf"|[Oo]utskirts of|[Vv]icinity of|parts of|countryside of|[Oo]n|[Ii]nside|from|into) (?:the )?"
    rf"(?:(?:central|northern|southern|eastern|western|north(?:ern)?-?(?:east|west)(?:ern)?"
    rf"|south(?:ern)?-?(?:east|west)(?:ern)?"
    rf"|nearby|rural|downtown|besieged|greater|neighbou?ring|upper|lower|government-held|rebel-held|\w+-(?:held"
    rf"|controlled|occupied)) )?(?P<x>{_X})"
)
_NOT = re.compile(
    r"^(?:Jan\w*|Feb\w*|March|Mar|April|Apr|May|June?|July?|Aug(?:ust)?|Sep\w*|Oct\w*|Nov\w*|Dec\w*|Mon|Tues"
    r"|Wednes|Thurs|Fri|Satur|Sun|The|This|That|These|Those|He|She|It|They"
    r"|We|In|On|At|After|Before|During|Both|All|Some|Minister|President|General|Operation|Resolution|Article"
    r"|Phase|Islam|God|English"
    r"|Arabic|Christmas|Ramadan|Eid|Easter|Ministry|Army|Forces|Council|Committee|Mission|Commission|Friday"
    r"|Covid|Twitter|Telegram"
    r"|Facebook|Agreement|Annex|Protocol|Monitoring|Government|Joint|National|Foreign|Defen[cs]e"
    r"|State Department|White House|Pentagon"
    r"|Kremlin|Prime|Vice|Deputy|Colonel|Major|Captain|Lt|Brig|Gen|Mr|Mrs|Ms|Dr|UTC|GMT|A|An|No)(?:day|\b)"
)
_BAD_TAIL = re.compile(
    r"(?:Ministry|Army|Forces?|Council|Committee|Mission|Commission|Agreement|Party|Front|Movement|Observatory"
    r"|Agency|Accord|Statement"
    r"|Minister|President|Group|Report|Mechanism|Times|News|Talks|Process|Memorandum|Declaration|Fund|Union"
    r"|Organi[sz]ation|Brigade"
    r"|Battalion|Division|Court|Office|Television|Radio|Network|Cross|Nations|Command|Treaty|Understanding"
    r"|Format|Conference)$"
)
_TAIL = re.compile(rf"'?s? ?(?:{_KIND}|city|countryside|camp|airport|crossing|airbase|Strip)\b", re.I)
_LEVEL = {"city": 1, "area": 2, "admin": 3, "country": 4}
_KIND_LEVEL = re.compile(r"province|governorate|region|state|oblast|department|territory|prefecture|peninsula", re.I)
_PREP_BEFORE = re.compile(
    r"\b((?:shelling|bombing|bombardment|siege|capture|fall)s? of|close to|next to|north of|south of|east of"
    r"|west of|outskirts of|in|near|at|outside|around|over|on|inside|across|into|towards?|between|from|of"
    r"|against|to|hit|struck"
    r"|targeted|targeting"
    r"|hitting|striking|bombed|shelled|attacked|entered|captured|seized|through|throughout|along|off|by)"
    r"(?: (?:the|a|an|its|their|several|two|three|parts?|whole|entire|both|central|north\w*|south\w*|east\w*"
    r"|west\w*|rural|besieged|besieged,?"
    r"|nearby|war-torn|capital|city|town|village|towns|villages|port|province|governorate|region|district|state"
    r"|county|countryside"
    r"|outskirts|suburbs?|neighbou?rhoods?|area|areas|vicinity|of|and|camp|rebel-held|government-held"
    r"|opposition-held|\w+-held"
    r"|\w+-controlled|\w+'s|Kazakh|Austrian|Swiss|Syrian?|Yemeni|\w+ian|\w+ese|\w+ish),?){0,6} ?$",
    re.I,
)


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place in the text. `level`: 1 settlement or site, 2 area, 3 province, 4 country; `prep`: the word before it."""

    start: int
    end: int
    text: str
    name: str
    level: int
    prep: str
    within: str = ""
    known: bool = True


_LABEL = re.compile(
    rf"(?:[^:]{{0,14}}?\d{{1,2}}[^:A-Z]{{0,3}}[A-Z][a-z]{{2,8}}(?: \d{{4}})?,? ?[-,:]? )?(?:the )?(?:north|south"
    rf"|east|west|outside|near)?(?: of )?(?P<x>{_X})(?:, [^:,]{{3,40}})?: (?=\S)"
)
_TOPIC = re.compile(
    r"(?:Aid|Prisoners?|Fighting|Displacement|Diplomacy|Complaint|Source|Total|Summary|Exchange|Killed|Injured"
    r"|Wounded|Casualt|Incident|Violation|Ruling|Date|Time|Location|Place"
    r"|Note|Background|Update|Press|Situation|Access|Humanitarian|Political|Security|Military|Activit|Patrol"
    r"|Finding|Recommend|Conclusion|Overview|Detail|Description|Who|What|When|Where"
    r"|Weapons?|Relocation|Amnesty|Decommission|Contact|Tel|Result|Number|Key|Political|Ceasefire|Truce|Report"
    r"|Media|Photo|Attack|Shelling|Air|Alleged|Perpetrator|Victims?|Response|Actions?|Status|Demining|Detainees"
    r"|Hostages|Withdrawal|Deployment|Annex|Remarks?|Comments?|Hot|Totals?|Hostage|Weather|Access)"
)


def find_places(text: str, names: tuple[Name, ...]) -> tuple[Place, ...]:
    """Find places in a folded sentence: the gazetteer's first, then those that the sentence itself calls places."""
    found: list[Place] = []
    for name in names:
        if name.is_place:
            found.append(_known(text, name))
    blocked = [(n.start, n.end) for n in names]
    label = _LABEL.match(text)
    if label and not _TOPIC.match(label["x"]) and not _NOT.match(label["x"]):
        start, end = label.span("x")
        found = [msgspec.structs.replace(p, prep="in") if start <= p.start < end + 1 else p for p in found]
        if not any(start < e and s < end for s, e in blocked) and not label["x"].isupper():
            found.append(
                Place(start=start, end=end, text=text[start:end], name=text[start:end], level=1, prep="in", known=False)
            )
            blocked.append((start, end))
    for pattern in (_OF, _BEFORE, _PREP):
        for match in pattern.finditer(text):
            place = _generic(text, match, blocked)
            if place:
                found.append(place)
                blocked.append((place.start, place.end))
    return tuple(sorted(found, key=lambda p: p.start))


_TOWN_OF = re.compile(
    r"\b(in|near|at|outside|around) (?:the |a )?(?:[\w'-]+ ){0,4}(?:town|city|village|capital|port|resort|suburb|district|camp"
    r"|province|region|municipality|hamlet) (?:of )?$",
    re.I,
)


def _preposition(text: str, start: int) -> re.Match[str] | None:
    before = text[max(0, start - 90) : start]
    return _TOWN_OF.search(before) or _PREP_BEFORE.search(before)


def _known(text: str, name: Name) -> Place:
    tail = _TAIL.match(text, name.end)
    end = tail.end() if tail and not tail[0].lower().startswith("'s") else name.end
    level = _LEVEL[name.entry.kind]
    if (tail and _KIND_LEVEL.search(tail[0])) or _KIND_LEVEL.search(text[max(0, name.start - 15) : name.start]):
        level = max(level, 3) if level < 4 else level
    before = _preposition(text, name.start)
    return Place(
        start=name.start,
        end=end,
        text=text[name.start : end],
        name=name.entry.name,
        level=level,
        prep=before[1].lower() if before else "",
        within=name.entry.within,
    )


def _generic(text: str, match: re.Match[str], blocked: list[tuple[int, int]]) -> Place | None:
    words, start = match["x"], match.start("x")
    words = re.split(r"'s\b", words)[0].rstrip(".-'")
    end = start + len(words)
    if len(words) < 3 or _NOT.match(words) or _BAD_TAIL.search(words) or (words.isupper() and len(words) < 6):
        return None
    if any(start < e and s < end for s, e in blocked):
        return None
    groups = match.re.groupindex
    kind = match["kind"] if "kind" in groups else ""
    if (
        "prep" in groups
        and match["prep"].lower() in ("on", "from", "into", "between")
        and not _settlement_like(text, end)
    ):
        return None
    if start and "kind" in groups and match.re is _BEFORE and not kind.islower() and match.start() == 0:
        return None
    before = _preposition(text, start)
    level = 3 if _KIND_LEVEL.search(kind) else 2 if kind in ("district", "county", "area", "zone", "valley") else 1
    whole_end = match.end() if match.re is _BEFORE else end
    return Place(
        start=start,
        end=whole_end,
        text=text[start:whole_end],
        name=words,
        level=level,
        prep=before[1].lower() if before else "",
        known=False,
    )


def _settlement_like(text: str, end: int) -> bool:
    return bool(
        re.match(r"(?:, | in | (?:village|town|city|district|camp|airport|road))|[.,;]|$", text[end : end + 14])
    )


def best_place(text: str, places: tuple[Place, ...], near: int, *, deepest: int = 4) -> str | None:
    """The place of something told at offset `near`: the most local one that a preposition ties to the sentence.

    Where the text goes on to name what the place lies in ("in Inkhil, Daraa province"), both are kept.
    """
    tied = [
        p
        for p in places
        if p.level <= deepest and p.prep not in ("", "by", "from", "to", "against") and not _belonging(text, p)
    ]
    tied = [p for p in tied if not _beside(p, tied)]
    aside = re.search(r", (?:(?:\w+ )?(?:hours|minutes|days|weeks|a day) )?(?:after|before|as|while|when)\b", text)
    if aside and any(p.end <= aside.start() for p in tied):
        tied = [p for p in tied if p.end <= aside.start()]
    left = max(text.rfind(m, 0, near) for m in (", ", "; "))
    right = min((p for p in (text.find(m, near) for m in (", ", "; ")) if p > 0), default=len(text))
    clause = [p for p in tied if left <= p.start < right and p.level <= 3]
    tied = clause or tied
    tied = tied or [p for p in places if p.level <= deepest and p.prep in ("of", "against", "to", "")]
    if not tied:
        return None
    lowest = min(p.level for p in tied)
    choice = min((p for p in tied if p.level == lowest), key=lambda p: (abs(p.start - near), p.start))
    return compose(text, places, choice)


def _belonging(text: str, place: Place) -> bool:
    """True for the X of "the government of X", which says nothing of where."""
    return place.prep == "of" and bool(_BELONGS.search(text[max(0, place.start - 40) : place.start]))


_BELONGS = re.compile(
    r"\b(?:governments?|president|minister|ministry|people|republic|forces?|army|head|leader|representatives?"
    r"|mayor|governor|resolution|agreement|control|capital"
    r"|authorities|parties|envoys?|capture|fall|liberation|citizens|friends|map|status|future) of (?:the )?$",
    re.I,
)


def _beside(place: Place, others: list[Place]) -> bool:
    """True for the Y of "X near Y": the thing was in X."""
    return place.prep in ("near", "outside", "around") and any(
        0 <= place.start - o.end <= 14 and o.level <= 2 for o in others
    )


def compose(text: str, places: tuple[Place, ...], choice: Place) -> str:
    """The place with the larger place that the same phrase names, as "Inkhil, Daraa province"."""
    for other in places:
        gap = other.start - choice.end
        if (
            other.level > choice.level
            and 0 <= gap <= 45
            and other.level < 4
            and re.fullmatch(r",? ?\(?(?:(?:in|of|within)\b[^,.;:()]{0,40})?", text[choice.end : other.start])
        ):
            return f"{choice.text}, {other.text}"
    return choice.text
