"""Who was killed, hurt or driven out in a sentence: active, passive, inverted and split wordings."""

from __future__ import annotations

import re

import msgspec

from ceasefire.intake.reading.fold import lower
from ceasefire.intake.reading.model import Count
from ceasefire.intake.reading.numbers import Number

_SINGULAR = (
    r"person|civilian|soldier|fighter|child|woman|man|militant|rebel|trooper|serviceman|servicewoman|policeman|policewoman|officer"
    r"|peacekeeper|journalist|worker|boy|girl|resident|villager|guard|commander|member|driver|farmer|herder|shepherd|teacher|paramedic"
    r"|medic|doctor|nurse|combatant|insurgent|guerrilla|paramilitary|volunteer|student|leader|monitor|observer|pupil|baby|infant"
    r"|teenager|youth|male|female|contractor|sailor|fisherman|pilot|general|colonel|major|captain|lieutenant|sergeant|corporal|private|official|passenger"
    r"|cadre|activist|trader|merchant|gunman|infantryman|conscript|reservist|mother|father|brother|grandmother|pensioner|minor|patient"
    r"|priest|imam|interpreter|engineer|miner|shopkeeper|security guard|trucker|rescuer|firefighter|reporter|photographer|cameraman|bystander"
)
_PLURAL = (
    r"people|persons|civilians|soldiers|fighters|children|women|men|militants|rebels|troops|servicemen|servicewomen|policemen|police|officers"
    r"|peacekeepers|journalists|workers|boys|girls|residents|villagers|guards|commanders|members|drivers|farmers|herders|teachers|paramedics"
    r"|medics|doctors|nurses|combatants|insurgents|guerrillas|paramilitaries|volunteers|students|leaders|monitors|observers|pupils|infants"
    r"|teenagers|youths|males|females|contractors|sailors|fishermen|pilots|officials|passengers|cadres|activists|traders|merchants|gunmen"
    r"|conscripts|reservists|minors|patients|others|lives|victims|casualties|palestinians|israelis|syrians|ukrainians|yemenis|terrorists"
    r"|relatives|miners|rescuers|firefighters|reporters|individuals|family members|bystanders|adults|personnel|staff|more|families|deaths|recruits"
    r"|brothers|sisters|siblings|households|shepherds|elders|wounded|refugees|worshippers|mourners|elements|attackers|of (?:its|their|our|his) (?:men|soldiers|fighters|members|troops|personnel)|of them"
)
PERSONS = rf"(?:{_PLURAL}|{_SINGULAR})"
_ARTICLE = re.compile(rf"\b(?:an?|another|one)\b(?= (?:[\w'-]+,? ){{0,4}}?(?:{_SINGULAR})\b)")
_NOT_PERSON = r"(?!(?:and|or|were|was|are|is|had|have|has|who|that|which|in|on|at|by|when|after|with|of|killed|wounded|injured|hurt|dead|including|been|to|from|for|died)\b)"
_OF_THEM = r"(?: of (?:its|their|the|our|his|those|these|whom))?"
_PN = rf"\u00a7+{_OF_THEM}(?:(?: {_NOT_PERSON}[\w'/-]+){{0,5}}? (?:{PERSONS})\b)?"


_GROUP = rf"(?P<group>{_PN}(?:(?:,| and|, and| as well as|, as well as| plus) (?:{_PN})){{0,4}})"
_ASIDE = (
    r"(?:,? ?\(?(?:including|among them|amongst them|among whom|of whom|most of them|mostly|mainly|all|both|some of them|one of them|two of them|three of them|at least)"
    r"[^();.]{1,90}?(?:,|\))|,? including(?: [\w'/\u00a7-]+,?){1,9}?(?= (?:were|was|have|had|has|died|lost|killed))| ?\([^()]{1,60}\)|,[^,;.\u00a7]{2,60},)?"
)
_AUX = (
    r"(?: (?:who|which|were|was|are|is|be|have|has|had|been|being|reportedly|also|confirmed|believed|feared|left|remain|remained|both|all"
    r"|to have|be|said|reported|either|found|later|allegedly|immediately|instantly|critically|seriously|severely|lightly|slightly|badly|then|subsequently|(?:ambushed|shot|abducted|captured|tortured|stabbed|robbed|beaten|attacked|raped|kidnapped|detained|arrested) and))*"
)
_DEAD = r"(?:killed|dead|died|slain|martyred|massacred|executed|murdered|assassinated|perished|shot dead|lost their lives|lost his life|lost her life|beheaded|burned to death|stabbed to death)"
_HURT = r"(?:injured|wounded|hurt|maimed|suffered (?:\w+ )?(?:injuries|wounds)|sustained (?:\w+ )?(?:injuries|wounds)|were hospitali[sz]ed|hospitali[sz]ed)"
_GONE = r"(?:displaced|uprooted|homeless|forced to flee|driven from their homes|forced from their homes|driven from (?:their )?(?:homes?|villages)|forced out of their homes|fled|have left their homes|forced to leave|evacuated)"
_TAKEN = r"(?:abducted|kidnapped|taken hostage|detained|arrested|captured|taken prisoner|recruited|missing|disappeared|released|freed|exchanged|repatriated|raped|set free|let go|returned(?= (?:to|home|from)))"
_PASSIVE = re.compile(
    rf"{_GROUP}{_ASIDE}(?P<aux>{_AUX}) (?:(?P<both>killed (?:or|and) (?:injured|wounded))|(?P<dead>{_DEAD})|(?P<hurt>{_HURT})|(?P<gone>{_GONE})|(?P<taken>{_TAKEN}))\b",)
_FAR = re.compile(
    rf"{_GROUP} (?:of|from|in|at|with|on|near|inside|outside|belonging to|working for|including|travelling|aboard) [^,.;:()\u00a7]{{1,60}}?(?P<aux>(?: (?:were|was|are|have|has|had|been|being|found|reportedly|confirmed|also|(?=died|perished|lost)))+)"
    rf" ?(?:(?P<both>killed (?:or|and) (?:injured|wounded))|(?P<dead>{_DEAD})|(?P<hurt>{_HURT})|(?P<gone>{_GONE})|(?P<taken>{_TAKEN}))\b")
_FILL = r"(?: (?!(?:and|or|in|on|at|by|when|after|during|near|while|as|the|since|for|inside|outside|from|who|with|but|before|around|including)\b)[\w'-]+){0,2}"
_ACTIVE = re.compile(
    rf"\b(?:(?P<both>(?:killed|killing) (?:or|and) (?:injured|injuring|wounded|wounding))"
    rf"|(?P<dead>killing|killed|kills|kill|(?:claim|claims|claimed|claiming|cost|took|taking) the lives of|shot dead|shot and killed|massacred|executed|murdered|executing|murdering|beheaded|martyred|deaths? of|killings? of|the loss of|resulted in the deaths? of|shooting dead|slew)"
    rf"|(?P<hurt>shot and (?:wounded|injured)|injuring|injured|injures|wounding|wounded|wounds|hurting|hurt|maiming|injury (?:of|to)|injuries (?:to|of)|wounding of)"
    rf"|(?P<gone>displaced|displacing|uprooted|uprooting|(?:forced|forcing|drove|driving|prompted|prompting)|displacement of)"
    rf"|(?P<taken>abducted|abducting|kidnapped|kidnapping|detained|detaining|arrested|arresting|captured|capturing|released|releasing|freed|freeing|recruited|abductions? of|release of|arrests? of|detention of|recruitment of|raped|repatriated))"
    rf"(?:{_FILL}) {_GROUP}")
_LEFT = re.compile(
    rf"\b(?:left|leaving|leaves|with|had|reported|reporting|leave) (?:behind )?{_GROUP}{_ASIDE}(?P<aux>) (?:(?P<both>killed (?:or|and) (?:injured|wounded))|(?P<dead>dead|killed)|(?P<hurt>injured|wounded|hurt)|(?P<gone>homeless|displaced)|(?P<taken>missing))\b")
_LIVES = re.compile(
    rf"\b(?P<dead>claim(?:s|ed|ing)?|costs?|costing|took|taken|taking)(?: (?:an estimated|the))? {_GROUP}(?: (?:their )?lives\b|(?<=lives))")
_NOMINAL = re.compile(
    r"(?P<group>\u00a7+)(?: (?:civilian|combatant|military|child|confirmed|reported|police|battle|conflict-related|rebel|related|verified|violent|total|army))*(?: (?:(?P<both>casualties)|(?P<dead>deaths|fatalities|death|fatality|dead|kia|killings)|(?P<hurt>injuries|wounded|injured|wia|injury)|(?P<taken>abductions|kidnappings|arrests|detentions))\b)")
_TOLL = re.compile(
    r"\b(?:(?P<dead>(?:death )?toll|number (?:of )?(?:\w+ )?(?:dead|deaths|killed|fatalities)|(?:fatalities|killed|deaths|dead)(?= ?[:(]))|(?P<hurt>number (?:of )?(?:\w+ )?(?:wounded|injured)|(?:injured|wounded|injuries)(?= ?[:(]))|(?P<both>casualties(?= ?[:(]))|(?P<gone>(?:displaced|idps)(?= ?[:(])))"
    r"(?:(?: (?:in|from|of|for|since|had|has|have|has now|to|at|the|by|a|put|now|was|is|were|stood|stands|rose|risen|climbed|reached|rises|climbs|increased|passed|higher|revised|down|dropped|exceeded|people|killed|its|their|[\w'-]+)){0,8}? (?:to|at|of|reached|was|is|passed|exceeded|as|stands at|hit|topped)| ?[:(]) ?(?P<group>\u00a7+)")
_INCLUDING = re.compile(rf"(?:including|among them|among whom (?:were|are)|of whom|comprising|\() (?:{_PN}(?:(?:,| and|, and) (?:{_PN})){{0,3}})")
_EACH = re.compile(r"\u00a7+(?P<words>(?: [\w'/-]+){0,5}?) (?P<noun>" + PERSONS + r")\b")
_NOBODY = re.compile(r"\b(?:no (?:casualties|one was (?:killed|hurt|injured)|injuries|deaths|fatalities|loss of life)|without (?:causing )?(?:any )?casualties|nobody was (?:hurt|killed|injured)|caused no casualties)\b")
_GATE = (
    "kill", "dead", "death", "died", "slain", "martyr", "massacr", "execut", "murder", "assassinat", "perish", "lives", "life", "injur", "wound", "hurt",
    "maim", "casualt", "fatalit", "displac", "uproot", "flee", "fled", "home", "abduct", "kidnap", "hostage", "detain", "arrest", "captur", "releas", "free",
    "toll", "missing", "disappear", "behead", "exchang", "recruit", "evacuat", "raped", "repatriat", "return", "idps", "shot", "let go")


class Casualties(msgspec.Struct, frozen=True, kw_only=True):
    """Persons killed, injured, displaced or taken in one clause: how many, who, and what part of them is named."""

    start: int
    end: int
    measure: str
    count: Count
    people: str | None
    verb: str
    breakdown: dict[str, int]


class _Marked(msgspec.Struct, frozen=True):
    text: str
    raw: str
    numbers: dict[int, Number]


def find_casualties(text: str, numbers: tuple[Number, ...]) -> tuple[Casualties, ...]:
    """Find every casualty clause of a folded sentence, in reading order; one number is read once."""
    low = lower(text)
    if not any(stem in low for stem in _GATE):
        return ()
    marked = _mark(text, numbers)
    found: list[Casualties] = []
    used: set[int] = set()
    for pattern in (_LEFT, _LIVES, _TOLL, _ACTIVE, _PASSIVE, _FAR, _NOMINAL):
        for match in pattern.finditer(marked.text):
            hit = _read(match, marked, used)
            if hit:
                found.append(hit)
    if not found and (none := _NOBODY.search(low)):
        zero = Count(low=0, high=0)
        found = [Casualties(start=none.start(), end=none.end(), measure=m, count=zero, people=None, verb=none[0], breakdown={})
                 for m in ("killed", "injured")]
    return tuple(sorted(found, key=lambda c: c.start))


def _mark(text: str, numbers: tuple[Number, ...]) -> _Marked:
    """The sentence with every number (and "a" before one person) overwritten, so that patterns can see it."""
    chars, by_start = list(text), {}
    one = Count(low=1, high=1)
    for match in _ARTICLE.finditer(lower(text)):
        if not any(n.start < match.end() and match.start() < n.end for n in numbers):
            by_start[match.start()] = Number(start=match.start(), core=match.start(), end=match.end(), count=one)
    for number in numbers:
        by_start[number.start] = number
    for number in by_start.values():
        chars[number.start:number.end] = "\u00a7" * (number.end - number.start)
    raw = "".join(chars)
    return _Marked(lower(raw), raw, by_start)


_SPOKEN_FOR = re.compile(r"^ (?:toll|certificates?|threats?|penalt|squads?|row)")


def _measure(match: re.Match[str]) -> tuple[str, str] | None:
    groups = match.re.groupindex
    for name, measure in (("both", "casualties"), ("dead", "killed"), ("hurt", "injured"), ("gone", "displaced")):
        if name in groups and match[name]:
            return measure, match[name].lower()
    if "taken" in groups and match["taken"]:
        return _taken(match["taken"].lower()), match["taken"].lower()
    return None


def _taken(verb: str) -> str:
    for stem, measure in (("abduct", "abducted"), ("kidnap", "abducted"), ("hostage", "abducted"), ("releas", "released"),
                          ("freed", "released"), ("freeing", "released"), ("exchang", "exchanged"), ("recruit", "recruited"), ("missing", "missing"),
                          ("disappear", "missing"), ("repatriat", "repatriated"), ("set free", "released"), ("returned", "returnees"), ("let go", "released"), ("rape", "sexual violence")):
        if stem in verb:
            return measure
    return "detained"


def _read(match: re.Match[str], marked: _Marked, used: set[int]) -> Casualties | None:
    start, end = match.span("group")
    parts = [n for s, n in marked.numbers.items() if start <= s < end]
    parts.sort(key=lambda n: n.start)
    measure = _measure(match)
    if not parts or measure is None:
        return None
    passive = match.re is _PASSIVE
    if passive and not match["aux"].strip() and re.match(r" (?:at least |more than |up to )?\u00a7", marked.text[match.end():match.end() + 12]):
        return None
    if match.re is _NOMINAL and _SPOKEN_FOR.search(marked.text[match.end():match.end() + 30]):
        return None
    if match.re is _ACTIVE:
        if measure[0] == "displaced" and not _flight(match, marked.text):
            return None
        if _is_passive_before(marked.text, match.start()) and measure[1] in ("killed", "injured", "wounded", "hurt", "detained", "abducted", "displaced", "arrested"):
            return None
        parts = _stop_at_verb(marked.text, parts, end)
    elif passive or match.re is _LEFT or match.re is _FAR:
        parts = _only_last(marked.text, parts)
    parts = [p for p in parts if p.start not in used]
    if not parts:
        return None
    used.update(p.start for p in parts)
    breakdown = _breakdown(marked, match, parts, used)
    if any(p.count.low is None and p.count.high is None for p in parts) and len(parts) > 1:
        parts = [p for p in parts if p.count.vague is None]
        total = Count(low=sum(p.plain or 0 for p in parts))
    else:
        total = _sum(parts)
    last = max(match.end(), parts[-1].end)
    return Casualties(start=match.start(), end=last, measure=measure[0], count=total, people=_people(marked, parts[0]),
                      verb=measure[1], breakdown=breakdown)


def _flight(match: re.Match[str], text: str) -> bool:
    verb = match["gone"].lower()
    if verb.startswith(("displac", "uproot")):
        return True
    return bool(re.match(r"[^.;]{0,40}?\b(?:to flee|to leave|from their homes|out of their homes|to abandon)", text[match.end():match.end() + 80]))


def _is_passive_before(text: str, start: int) -> bool:
    return bool(re.search(r"\b(?:were|was|been|being|are|is|be)(?: \w+ly)? $", text[max(0, start - 22):start]))


def _stop_at_verb(text: str, parts: list[Number], end: int) -> list[Number]:
    """In "killing 12 people and 30 others wounded" the second number belongs to the second verb."""
    kept = parts[:1]
    for part in parts[1:]:
        after = text[part.end:part.end + 60]
        own_verb = re.match(rf"(?: [\w'-]+){{0,4}}? (?:{_DEAD}|{_HURT}|displaced|missing|abducted|detained|arrested)\b", after)
        if own_verb or not _EACH.match(text, part.start):
            break
        kept.append(part)
    return kept


def _only_last(text: str, parts: list[Number]) -> list[Number]:
    """Of "killed 12, 30 people were wounded" only numbers that name persons in one list belong together."""
    kept = [parts[-1]]
    for part in reversed(parts[:-1]):
        if not _EACH.match(text, part.start):
            break
        kept.insert(0, part)
    return kept


def _sum(parts: list[Number]) -> Count:
    if len(parts) == 1:
        return parts[0].count
    lows = [p.count.low for p in parts]
    highs = [p.count.high for p in parts]
    low = sum(v for v in lows if v is not None) if None not in lows else None
    high = sum(v for v in highs if v is not None) if None not in highs else None
    return Count(low=low, high=high)


def _people(marked: _Marked, part: Number) -> str | None:
    match = _EACH.match(marked.text, part.start)
    if not match:
        return None
    return marked.raw[match.start("words"):match.end()].strip()


def _breakdown(marked: _Marked, match: re.Match[str], parts: list[Number], used: set[int]) -> dict[str, int]:
    named: dict[str, int] = {}
    if len(parts) > 1:
        for part in parts:
            people = _people(marked, part)
            if people and part.plain is not None:
                named[people] = part.plain
    window = marked.text[parts[-1].end:min(len(marked.text), max(match.end(), parts[-1].end) + 70)]
    hit = _INCLUDING.search(window)
    if hit and not re.search(r"[.;\u00a7]", window[:hit.start()]):
        for start, number in marked.numbers.items():
            inside = parts[-1].end + hit.start() <= start < parts[-1].end + hit.end()
            if inside and number.plain is not None and number.start not in used:
                people = _people(marked, number)
                if people:
                    named[people] = number.plain
                    used.add(number.start)
    return named
