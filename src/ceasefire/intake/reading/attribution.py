"""Who says so: speech verbs, "according to", denials and blame, with the words that name the speaker."""

from __future__ import annotations

import re
from enum import StrEnum

import msgspec

from ceasefire.intake.reading.fold import lower

_SAY = (
    r"said|says|say|told|reported|reports|report|announced|announces|stated|states|confirmed|confirms|added|adds|claimed|claims|claim"
    r"|alleged|alleges|estimated|estimates|noted|notes|declared|declares|acknowledged|insisted|warned|warns|asserted|maintained|recorded|records"
    r"|registered|registers|documented|documents|observed|verified|counted|logged|tallied|wrote|explained|revealed|testified"
    r"|indicated|indicates|put|puts|heard|saw|listed|found|stressed|argued|complained|admitted|disclosed|tweeted|received reports|monitored"
)
_DENY = r"denied|denies|deny|rejected|rejects|dismissed|disputed|disputes|refuted"
_BLAME = r"blamed|blames|accused|accuses|held|condemned|condemns"
_VERB = re.compile(rf"\b(?P<say>(?:{_SAY})(?! (?:the lives|lives|responsibility|\d+ lives|its first|a place|victory)\b)|gives?|gave)\b|\b(?P<deny>{_DENY})\b|\b(?P<blame>{_BLAME})\b")
_ACCORDING = re.compile(r"\b(?:according to|as reported by|citing|as quoted by|as told by|figures? from|data from|based on (?:data|reports|figures) from|(?:reported|recorded|registered|documented|confirmed|verified|announced|claimed|released|compiled|published|estimated|provided) by) (?P<np>[^,.;:\n]{2,110})")
_NOT_SPEECH = re.compile(
    r"\b(?:was|were|been|be|is|are|being|to|of|the|a|an|their|its|his|this|that|by|any|no|these|those|in|for|from|latest|new|medical|media|press|annual|weekly|"
    r"monthly|daily|final|several|such|some|many|other|with|unconfirmed|initial|local|two|three|on|situation|violation|monitoring|field|news|\d+|one|four|five|six|ten|all|each|which|newly|total|most|of which) $", re.I)
_CUT = re.compile(
    r"(?:[;:\"]|\bthat\b|\bbut\b|\bwhile\b|\bwhich\b|\bwhen\b|\bwhere\b|\bwho\b|\balthough\b|\bbecause\b|\bas\b(?! well)|\bafter\b|\band (?=(?:the|a|an|it|he|she|they) )"
    r"|\band (?=\w+ed )|\(|\)|--| - )", re.I)
_ADVERB = re.compile(
    r"(?:[ ,]*\b(?:has|have|had|also|later|earlier|further|then|meanwhile|however|separately|previously|repeatedly|initially|still"
    r"|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|in turn|jointly"
    r"|immediately|officially|subsequently|again|itself|himself|both|all|did not|does not|itself|strongly|have all|reportedly|allegedly|,))+ *$",
    re.I)
_LEAD = re.compile(
    r"^(?:[ ,]*\b(?:and|but|meanwhile|however|separately|earlier|later|also|for (?:his|its|her|their) part|in turn|additionally|moreover|still"
    r"|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|so|yet|now|furthermore|in addition|nonetheless|elsewhere|although|while)\b[ ,]*)+", re.I)
_SPEAKER = re.compile(
    r"\b(?:officials?|spokes(?:man|woman|person|people)|ministry|minister|police|army|military|witness(?:es)?|residents?|medics?|doctors?|sources?"
    r"|activists?|monitors?|observers?|mission|group|statement|report|agency|hospitals?|authorit(?:y|ies)|rebels?|they|he|she|it|we|government"
    r"|command|commander|office|ombudsman|governor|mayor|chief|committee|commission|council|mechanism|centre|center|organi[sz]ation|party|parties"
    r"|team|patrols?|side|sides|forces|movement|media|television|envoy|lawyers?|network|leaders?|union|charity|director|workers?|defen[cs]e|villagers?"
    r"|locals|neighbours|representatives?|delegation|chair|both|bulletin|the two|staff|figures|coalition|junta|presidency|kremlin|pentagon|elders?"
    r"|responders|experts?|analysts?|investigators?|coordinator|teachers?|priest|head|deputy|members?|rescuers?|volunteers?|lawmakers?|nurse|surgeon|negotiators?|mediators?|facilitators?|executive|soldiers?|fighters?|partners?|families|relatives|survivors?|communit(?:y|ies)|guerrillas?|company)\b", re.I)
_PRONOUN = re.compile(
    r"^(?:he|she|it|they|we|the (?:statement|report|ministry|mission|group|monitor|official|spokesman|spokeswoman|spokesperson|source|agency|organi[sz]ation"
    r"|office|document|bulletin|two|commander|envoy|minister|army|military|movement|observatory|police|commission|committee|mechanism|team|monitors|same source|sources?|group|team|mission|union|council|side|same report|bureau|charity|organisation))$", re.I)
_DATE_TAIL = re.compile(
    r",? (?:on|in|late|early|earlier|last|this|at|late on|as of|by) (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|\d|a statement|its|his|the|an interview|a (?:report|press|news|tweet|telegram|briefing)|week|day|month|condition).*$", re.I)
_WEEKDAY_TAIL = re.compile(r" (?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*$", re.I)


class Stance(StrEnum):
    """What the speaker does with the thing said."""

    SAY = "say"
    DENY = "deny"
    BLAME = "blame"


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """One speech act in a sentence: the speaker's words, their place, the verb's place and the stance."""

    start: int
    end: int
    source: str
    stance: Stance
    verb: int
    target: str | None = None

    @property
    def pronoun(self) -> bool:
        return bool(_PRONOUN.match(self.source))


def find_attributions(text: str) -> tuple[Attribution, ...]:
    """Find every speech act of a folded sentence that names its speaker, in reading order."""
    found: list[Attribution] = []
    low = lower(text)
    for match in _ACCORDING.finditer(low):
        source = _trim(text[match.start("np"):match.end("np")])
        if source:
            found.append(Attribution(start=match.start(), end=match.start("np") + len(source), source=source,
                                     stance=Stance.SAY, verb=match.start()))
    for match in _VERB.finditer(low):
        if _NOT_SPEECH.search(text[max(0, match.start() - 14):match.start()]):
            continue
        hit = _subject(text, match)
        if hit:
            found.append(hit)
    for match in _NAMED_SOURCE.finditer(text) if "(" in text or "ource:" in text else ():
        found.append(Attribution(start=match.start("np"), end=match.end("np"), source=match["np"], stance=Stance.SAY, verb=match.start("np")))
    return tuple(sorted(found, key=lambda a: a.start))


_NAMED_SOURCE = re.compile(
    r"(?:\((?:[Ss]ource: ?)?|\b[Ss]ource: ?)(?P<np>(?:the )?(?:White Helmets|SOHR|SNHR|Reuters|AFP|AP|SANA|TASS|Xinhua|BBC|OCHA|UNHCR|MSF|WHO|ACLED|Airwars|Anadolu|RIA|Interfax|Al Jazeera"
    r"|[A-Z][\w'.-]+(?: [A-Z][\w'.-]+){0,5}(?= ?(?:\)$|\)\.$|\.$|$))))(?:\)|\.|$)(?=\.?$)")


def _subject(text: str, match: re.Match[str]) -> Attribution | None:
    stance = Stance.DENY if match["deny"] else Stance.BLAME if match["blame"] else Stance.SAY
    left = text[:match.start()]
    hit = _left_speaker(left)
    verb = match[0].lower()
    if hit is None and verb in ("said", "says", "added", "reported", "reports", "announced", "confirmed", "told"):
        hit = _right_speaker(text, match.end())
    if hit is None:
        return None
    start, source = hit
    if verb in ("put", "puts", "held", "saw", "found", "heard", "give", "gives", "gave") and not _strong(text, match, verb):
        return None
    return Attribution(start=min(start, match.start()), end=max(match.end(), start + len(source)), source=source, stance=stance,
                       verb=match.start(), target=_target(text, match) if stance is Stance.BLAME else None)


def _strong(text: str, match: re.Match[str], verb: str) -> bool:
    after = text[match.end():match.end() + 60]
    if verb == "held":
        return " responsible" in after
    if verb in ("give", "gives", "gave"):
        return bool(re.match(r" (?:its|their|a|the) (?:own )?(?:loss|toll|figure|death|number|casualt)", after))
    if verb in ("put", "puts"):
        return " toll" in after or " number" in after or " figure" in after or " at " in after
    return bool(re.match(r" (?:that|\d|at least|no|evidence|about|an? |multiple|undetermined|one|two|three|four|five|six)", after))


def _left_speaker(left: str) -> tuple[int, str] | None:
    """The noun phrase before the verb, with the name before an apposition ("A. B., a spokesman for C, said")."""
    left = left[-260:] if len(left) > 260 else left
    offset = 0
    trimmed = _ADVERB.sub("", left).rstrip()
    closed = left.rstrip().endswith(",") or (trimmed != left.rstrip() and left[len(trimmed):].lstrip().startswith(","))
    cuts = [m.end() for m in _CUT.finditer(trimmed)]
    base = cuts[-1] if cuts else 0
    if trimmed.endswith(")"):
        open_at = trimmed.rfind("(")
        base = max((c for c in cuts if c <= open_at), default=0) if open_at > 0 else base
        base = 0 if base == open_at + 1 else base
    segment = trimmed[base:]
    pieces = segment.split(",")
    if closed and len(pieces) >= 2:
        return _appositive(trimmed, base, pieces)
    start = base + len(segment) - len(pieces[-1])
    return _phrase(trimmed, start, offset)


def _appositive(trimmed: str, base: int, pieces: list[str]) -> tuple[int, str] | None:
    for index in range(len(pieces) - 2, -1, -1):
        if re.search(r"[A-Z]", pieces[index].strip()[:1] or "") or _SPEAKER.search(pieces[index]):
            start = base + sum(len(p) + 1 for p in pieces[:index])
            return _phrase(trimmed, start, 0)
        if len(pieces) - index > 3:
            break
    return _phrase(trimmed, base + sum(len(p) + 1 for p in pieces[:-1]), 0)


def _phrase(text: str, start: int, offset: int) -> tuple[int, str] | None:
    words = text[start:]
    lead = _LEAD.match(words)
    if lead:
        start += lead.end()
        words = text[start:]
    gap = len(words) - len(words.lstrip())
    start, words = start + gap, words.strip().rstrip(",")
    if not words or len(words) > 140 or words.count(" ") > 18:
        return None
    if re.match(r"(?:in|at|on|by|during|after|with|from|to|for|under|i) ", words, re.I) or _CLAUSE.search(words):
        return None
    if not (_SPEAKER.search(words) or re.search(r"\b[A-Z]", words[1:] if words.split(" ")[0] in ("The", "A", "An", "In") else words)):
        return None
    return start + offset, words


_CLAUSE = re.compile(r"\b(?:was|were|is|are|has|have|had|will|would|could|should|be|been|started|began|hope|hoped|lasted|than|killed|wounded|took|came|into)\b|\d{4}$")


def _right_speaker(text: str, end: int) -> tuple[int, str] | None:
    match = re.match(r" (?P<np>[^.;:\"\n]{2,120})", text[end:])
    if not match:
        return None
    words = match["np"]
    if not re.match(r"(?:[A-Z]|(?:the|a|an|one|local|two|several|its|their|his|police|residents|officials|witnesses|medics) )", words):
        return None
    if re.match(r"(?:On |In |At |By )", words):
        return None
    source = _trim(words.split(",")[0])
    if not source or not (_SPEAKER.search(source) or re.search(r"\b[A-Z]\w", source)) or re.search(r"\b(?:was|were|had|has|have|is|are|will|would|killed|could)\b", source):
        return None
    return end + 1, source


def _trim(words: str) -> str | None:
    words = _CUT.split(words)[0]
    words = _DATE_TAIL.sub("", words)
    words = _WEEKDAY_TAIL.sub("", words)
    words = re.split(r"\b(?:said|says|were|was|had|has|have|killed|killing|where)\b", words)[0].strip(" ,'")
    return words if 1 < len(words) <= 110 else None


_TARGET = re.compile(
    r" (?:(?:the )?(?:attack|strike|shelling|violence|incident|blast|bombing|killings?|raid|violations?)s? on |responsibility on )?"
    r"(?P<np>(?:the )?[^,.;:\"]{2,80}?)(?: (?:of|for|in|after|during|with|over|responsible)\b|[,.;:\"]|$)")


def _target(text: str, match: re.Match[str]) -> str | None:
    hit = _TARGET.match(text, match.end())
    words = hit["np"].strip() if hit else ""
    return words if len(words) > 1 else None
