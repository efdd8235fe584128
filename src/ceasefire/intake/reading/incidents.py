"""Incidents: what kind, where, when, how many killed and hurt, who says so and whom they blame."""

from __future__ import annotations

import re

import msgspec

from ceasefire.intake.reading import mood
from ceasefire.intake.reading.attribution import Stance
from ceasefire.intake.reading.casualties import Casualties
from ceasefire.intake.reading.dates import DateMention
from ceasefire.intake.reading.fold import lower
from ceasefire.intake.reading.model import Basis, Claim, ClaimType, Count, DateRange, Modality
from ceasefire.intake.reading.places import Place, best_place
from ceasefire.intake.reading.segment import UnitKind
from ceasefire.intake.reading.sentence import Sentence

KINDS = tuple((kind, re.compile(rf"\b(?:{body.lower()})\b")) for kind, body in (
    ("drone strike", r"drone (?:strikes?|attacks?)|UAV (?:strikes?|attacks?)|drones? (?:hit|struck|targeted|dropped|attacked|bombed)|kamikaze drones?|armed drone|by (?:a |an )?(?:\w+ )?drones?"),
    ("chemical attack", r"chemical (?:attack|weapons?)|sarin|chlorine gas|gas attack|toxic gas|poison gas"),
    ("airstrike", r"air ?strikes?|air-strikes?|air raids?|aerial (?:bombardment|bombing|attacks?|strikes?)|warplanes?|fighter jets?|jets|barrel bombs?|helicopters? (?:attacked|dropped|fired)|bombing raids?|(?:coalition|Russian|US|American|Israeli|Turkish) (?:strikes?|raids?)"),
    ("missile strike", r"(?:ballistic |cruise )?missiles?(?: strikes?| attacks?)?"),
    ("rocket fire", r"rockets?(?: attacks?| fire| strikes?)?|Grad|MLRS|Katyusha"),
    ("shelling", r"shell(?:ed|ing|s|fire)?|mortars?(?: \w+)?|artillery|bombard(?:ed|ment|ments|ing)|howitzers?|tank (?:fire|rounds?|shells?)"),
    ("suicide bombing", r"suicide (?:bomb\w*|attack\w*|car bomb\w*)|blew (?:himself|herself) up"),
    ("car bomb", r"car[- ]bomb\w*|vehicle bomb|VBIED|booby-trapped (?:car|vehicle)|explosives-laden"),
    ("mine explosion", r"land ?mines?|(?:struck|hit|stepped on|drove over|ran over|triggered|detonated) (?:a |an )?(?:[\w-]+ ){0,2}mines?|anti-(?:personnel|tank|vehicle) mines?|mine (?:explosion|blast)|claymore(?: mines?)?|unexploded ordnance|UXO|stepped on a mine"),
    ("explosion", r"IED|roadside bombs?|improvised explosive devices?|explosions?|blasts?|bomb(?:s|ing|ings|ed)?|grenades?|exploded|detonated|blew up|explosive devices?"),
    ("sniper fire", r"snip(?:er|ers|ing)(?: fire)?"),
    ("sexual violence", r"rap(?:e|ed|es|ing)|sexual (?:violence|assault)\w*|gang-raped"),
    ("abduction", r"abduct(?:ed|ions?|ing|s)|kidnapp?(?:ed|ing|ings|s)|taken hostage|hostage-taking"),
    ("looting", r"loot(?:ed|ing)|pillag(?:ed|ing)|ransack(?:ed|ing)|torched|burn(?:ed|t|ing)|set (?:fire to|ablaze)|burnt"),
    ("ambush", r"ambush(?:ed|es)?"),
    ("clash", r"clash(?:ed|es)?|fighting|firefights?|battles?|exchange(?:s|d)? (?:of )?(?:gun)?fire|gun ?battles?|skirmish(?:es)?|confrontations?|fought|engagement"),
    ("territory change", r"(?:took|seized|captured|recaptured|retook|overran|gained|lost)(?: full| partial)?(?: control of| over)?(?: the)?(?: \w+){0,2} (?:town|city|village|base|hill|post|bridge|airport|position|district|area|junction)s?"),
    ("small-arms fire", r"gunshots?|gunshot wounds?|under fire|small[- ]arms(?: and light weapons)? fire|small arms|gunfire|opened fire|fired (?:on|at|upon)|shots? (?:were )?fired|shot (?:dead|and killed|and wounded|at)|gunmen|shooting|shot|machine[- ]gun(?: fire)?|gunned down"),
    ("arrest", r"arrest(?:ed|s)|detain(?:ed|s)"),
    ("killing", r"massacre[ds]?|execut(?:ed|ions?|ing)|murder(?:ed|s|ing)?|assassinat(?:ed|ion|ing)|killed|killing|killings?|beheaded|stabbed|lynched|died|dead|deaths?|bodies|perished|lost (?:their|his|her) li(?:ves|fe)"),
    ("attack", r"attack(?:ed|s|ing)?|raid(?:ed|s)?|assault(?:ed|s)?|offensive|struck|incursion|infiltrat\w+|strikes?|overran|stormed|targeted"),
    ("obstruction", r"denied (?:access|passage|entry)|blocked|restricted (?:access|movement)|prevented|turned back|refused (?:access|entry|passage)|freedom of movement"),
))
_WAR = re.compile(
    r"\b(?:(?:civil |the |eight-year |years? of |\w+-year(?:-old)? |\w+-month(?:-old)? )?(?:war|conflict|crisis|insurgency|uprising|militancy|unrest|civil war|hostilities)\b[^.;]{0,60}\b(?:has|have|had)\b"
    r"|since (?:the )?(?:start|beginning|outbreak|signing|onset|war|truce|ceasefire|conflict|\d|january|february|march|april|may|june|july|august|september|october|november|december|mid|early|late|last)"
    r"|so far|to date|in total|a total of|overall|death toll|(?:total|overall|cumulative|combined) (?:number|toll|death)|(?:so far|earlier) this (?:week|month|year)|this (?:month|year|quarter)|(?:in|over|during|within) the (?:past|last|previous|first|second|same|reporting|preceding|month|weeks?|months?|period|days|two|three)"
    r"|during the (?:reporting )?(?:period|week|month|quarter|year|truce)|between \d|between (?:january|february|march|april|may|june|july|august|september|october|november|december)|reporting period|on average|every (?:day|week|month)|per (?:day|week|month)|in the (?:first|last) \w+ (?:days|weeks|months)"
    r"|(?:has|have) (?:been )?(?:killed|wounded|injured|claimed|cost|displaced|left|died|lost|documented|recorded|verified)|throughout the|(?:in|during) (?:19|20)\d\d\b|since then|have since|compared (?:with|to)|(?:fell|rose|dropped|down|up|decreased|increased) (?:by|from)|over (?:its|their) [\w-]+ (?:months|weeks|days)|in (?:these|those|such) (?:incidents|attacks|cases|clashes|events)|number of (?:people|civilians|those|deaths))\b")
_AGGREGATE_VERB = re.compile(r"\b(?:documented|recorded|registered|tallied|counted|verified|logged)\b[^.;]{0,40}?\d", re.I)
_ANAPHOR = re.compile(
    r"\b(?:the|this|that|these|those|both) (?:same |latest |deadly |\w+ )?(?:attacks?|strikes?|air ?strikes?|blasts?|explosions?|shelling|incidents?|raids?|ambush|clash(?:es)?|bombing|bombardment|assault|shooting|fighting|firefight|violence|massacre|shells?|missiles?|rockets?|killings?|exchange|drone)\b"
    r"|^(?:It|They|Among (?:the places|those|them)|Among the|Among those|The (?:dead|victims|wounded|injured|toll)|Those killed|At least|Another|One of|Most of the|Four of|Three of|Two of|Eight of|Rescuers|Medics|Hospital|Doctors|Local medics)\b", re.I)
_OCCURRED = re.compile(
    r"\b(?:hit|struck|targeted|killed|killing|wounded|fired|attacked|shelled|bombed|exploded|landed|opened fire|clashed|occurred|took place|erupted|broke out|resumed|carried out|launched|conducted|"
    r"was|were|destroyed|damaged|seized|captured|abducted|kidnapped|ambushed|raided|looted|burned|torched|detonated|heard|observed|saw|entered|stormed|shot|crossed|detained|arrested|fell|fought|blocked|denied|prevented|raped|stopped|violated|reported|used|came under|hitting|targeting|striking|advanced|turned back)\b", re.I)
_GENERAL = re.compile(
    r"\b(?:violence|conflict|war|crisis|ceasefire|agreement|talks|fears?|risk|threat|campaign|condemn\w*|investigat\w*|called (?:on|for)|strategy|policy|fight against|battle against|terrorism|anti-terror\w*|efforts|halt|stop|end|ban|cease|prohibit\w*|refrain|monitor)\b", re.I)
_BLAME_BY = re.compile(
    r"\b(?:by|from) (?:suspected |alleged |unidentified |the |a |an |members of (?:the )?|fighters (?:of|from) (?:the )?|forces (?:of|loyal to) (?:the )?){0,3}(?P<np>[A-Z][\w'/.-]*(?:[ -][\w'/.-]+){0,4}?)(?= (?:in|on|at|near|and|killed|hit|that|which|using|with|against|during|around|positions|who|targeting)\b|[,.;:]|$)")
_PROMISED = re.compile(r"\b(?:agreed|pledged|vowed|undertook|resolution|memorandum|provides? for|clause|article)\b", re.I)


_STEMS = (
    "strike", "struck", "drone", "uav", "chemical", "sarin", "gas", "air", "plane", "jets", "barrel", "helicopter", "raid", "missile", "rocket", "grad", "mlrs", "katyusha", "shell", "mortar",
    "artiller", "bomb", "howitzer", "tank", "suicide", "blew", "vbied", "explos", "mine", "uxo", "ied", "blast", "grenade", "detonat", "snip", "rape", "raping", "sexual", "abduct",
    "kidnap", "hostage", "loot", "pillag", "ransack", "torch", "burn", "set fire", "ablaze", "ambush", "clash", "fight", "battle", "exchange", "skirmish", "confrontation", "fought", "engagement", "took",
    "seized", "captured", "retook", "overran", "gained", "lost", "gun", "fire", "shot", "shoot", "arrest", "detain", "massacre", "execut", "murder", "assassinat", "kill", "behead",
    "stabbed", "lynched", "died", "dead", "death", "bodies", "perished", "attack", "assault", "offensive", "incursion", "infiltrat", "stormed", "targeted", "denied", "block", "restrict", "prevent",
    "turned back", "refused", "freedom of", "claymore", "unexploded", "recaptured")
_WEAK = frozenset(("arrest", "killing", "obstruction", "abduction", "attack", "looting"))
_BY_THE_WAY = re.compile(r"\b(?:since|after|following|despite|anti-|no more|stop|halt|resum\w+|before|until|without|responsibility for) (?:the |a |an |all |any |further |more |new )?$", re.I)


def kind_at(text: str) -> tuple[str, int, int] | None:
    """The kind of incident a sentence tells of, with the place of its word; the more telling kinds go first."""
    weak: tuple[str, int, int] | None = None
    low = lower(text)
    if not any(stem in low for stem in _STEMS):
        return None
    for kind, pattern in KINDS:
        for match in pattern.finditer(low):
            if _BY_THE_WAY.search(low[max(0, match.start() - 30):match.start()]):
                continue
            hit = (kind, match.start(), match.end())
            if kind not in _WEAK:
                return hit
            weak = weak or hit
            break
    return weak


def _spans_war(sentence: Sentence) -> bool:
    if sentence.spans_war is None:
        sentence.spans_war = _WAR.search(lower(sentence.text)) is not None
    return sentence.spans_war


def is_aggregate(sentence: Sentence, casualty: Casualties | None = None) -> bool:
    """True when a toll covers a period or a whole war and not one incident."""
    text = sentence.text
    if casualty and casualty.count.vague and re.search(r"thousand|million", casualty.count.vague):
        return True
    if casualty and casualty.verb.startswith(("toll", "death toll", "number")):
        return True
    low = casualty.count.low if casualty else None
    if low is not None and low >= 3_000:
        return True
    if any(d.form in ("window", "y", "y-y", "my-my", "quarter", "first-months") and (d.form != "window" or _long_window(d)) for d in sentence.dates):
        return True
    if _spans_war(sentence) and not _single_day(sentence):
        return True
    return bool(_AGGREGATE_VERB.search(text)) and bool(re.search(r"\b(?:violations?|incidents?|attacks|cases|civilian casualties|deaths|abductions|killings)\b", text)) and not _single_place(sentence)


_START = re.compile(
    r"\b(?:since|began|begun|started|broke out|erupted|launched|outbreak of [^.;]{0,40}|start of [^.;]{0,40}|beginning)(?: again| there)?(?: (?:in|on|early|late|around))?(?: the)? ?$|\bsince [^,.;]{3,80} (?:on|in|of)(?: the)? $", re.I)


def is_start(sentence: Sentence, date: DateMention) -> bool:
    """True when a date tells since when something goes on: "since May 6", "the war that broke out on April 15"."""
    return bool(_START.search(sentence.text[max(0, date.start - 70):date.start]))


def _long_window(date: DateMention) -> bool:
    return date.value is None or (date.value.end - date.value.start).days >= 1


def _single_day(sentence: Sentence) -> bool:
    days = [d for d in sentence.event_dates if d.value and d.value.start == d.value.end and not is_start(sentence, d)
            and d.role not in ("until", "by", "as of", "from", "as at")]
    return bool(days) and kind_at(sentence.text) is not None


def _single_place(sentence: Sentence) -> bool:
    return len({p.name for p in sentence.places if p.level == 1}) == 1


def read_incidents(sentence: Sentence) -> list[Claim]:
    """Find the incidents that a sentence tells as having happened."""
    text = sentence.text
    found = kind_at(text)
    if not found or sentence.unit.kind is UnitKind.ROW:
        return []
    tolls = [c for c in sentence.casualties if c.measure in ("killed", "injured", "casualties", "abducted", "sexual violence", "detained") and not is_aggregate(sentence, c)]
    if sentence.is_heading and not any(c.measure in ("killed", "injured") for c in tolls):
        return _heading(sentence, found)
    if tolls:
        if sentence.future and not re.search(r"killed|wounded|injured|died|dead|abducted", text) or _PROMISED.search(text[:found[1]]):
            return []
        groups = _clauses(tolls)
        return [c for c in (_with_toll(sentence, g, len(groups) > 1) for g in groups) if c]
    claim = _without_toll(sentence, found)
    return [claim] if claim else []


def _heading(sentence: Sentence, found: tuple[str, int, int]) -> list[Claim]:
    """A heading such as "2. Shelling of X (8 October 2018)" tells of an incident that the lines below it describe."""
    date = next((d.value for d in sentence.dates if d.value and (d.value.end - d.value.start).days <= 2), None)
    if date is None or not sentence.places or sentence.index < 2:
        return []
    source, basis = sentence.source()
    return [sentence.draft(ClaimType.INCIDENT, 0, len(sentence.text), "incidents/heading", kind=found[0], date=date, attribution=source, basis=basis,
                           place=best_place(sentence.text, sentence.places, 0))]


def _clauses(tolls: list[Casualties]) -> list[list[Casualties]]:
    """Tolls of one sentence, grouped so that each measure stands once in a group."""
    groups: list[list[Casualties]] = []
    for toll in tolls:
        if groups and toll.measure not in {t.measure for t in groups[-1]}:
            groups[-1].append(toll)
        else:
            groups.append([toll])
    return groups


def _with_toll(sentence: Sentence, tolls: list[Casualties], split: bool) -> Claim | None:
    text = sentence.text
    start, end = min(t.start for t in tolls), max(t.end for t in tolls)
    if mood.is_wish(text[max(0, start - 30):start]) and not any(t.verb in ("killing", "killed", "wounding") for t in tolls):
        return None
    found = kind_at(text[max(0, start - 120):end + 120] if split else text)
    if found is None:
        return None
    if all(t.count.vague for t in tolls) and not any(p.prep and p.level <= 2 for p in sentence.places):
        return None
    if all(t.measure == "casualties" for t in tolls) and not (sentence.places and sentence.event_dates):
        return None
    by_measure = {t.measure: t for t in tolls}
    killed, injured = by_measure.get("killed"), by_measure.get("injured")
    zone = (_bounds(text, start, end) if split else (0, len(text)))
    places = tuple(p for p in sentence.places if zone[0] <= p.start < zone[1])
    breakdown: dict[str, int] = {}
    for toll in tolls:
        breakdown |= toll.breakdown
    source, basis = sentence.source(start)
    kind = found[0]
    if kind == "killing" and killed is None and injured is None:
        kind = {"abducted": "abduction", "sexual violence": "sexual violence", "detained": "arrest"}.get(tolls[0].measure, kind)
    q_start, q_end = (zone if split else _quote(text, min(start, found[1]), max(end, found[2])))
    return sentence.draft(
        ClaimType.INCIDENT, q_start, q_end, "incidents/toll", kind=kind, date=_date(sentence, start, zone), place=_where(sentence, places or sentence.places, start),
        killed=_count(killed), injured=_count(injured), victims=next((t.people for t in tolls if t.people), None), breakdown=breakdown,
        attribution=source, basis=basis, blamed=_blamed(sentence), denied_by=_denied(sentence), modality=_modality(basis))


def _count(toll: Casualties | None) -> Count | None:
    return toll.count if toll else None


def _bounds(text: str, start: int, end: int) -> tuple[int, int]:
    left = max(text.rfind(m, 0, start) + len(m) for m in ("; ", ", while ", " and in ", ". ", ", and "))
    left = 0 if left <= 4 else left
    rights = [p for p in (text.find(m, end) for m in ("; ", ", while ", ", and ", " and in ")) if p > 0]
    return left, min(rights, default=len(text))


def _quote(text: str, start: int, end: int) -> tuple[int, int]:
    if len(text) <= 330:
        return 0, len(text)
    left = max(text.rfind("; ", 0, start), text.rfind('" ', 0, start), text.rfind(". ", 0, start))
    left = left + 2 if left >= 0 else 0
    left = left if end - left <= 450 else max(0, text.rfind(" ", 0, max(0, end - 400)) + 1)
    right = text.find(", ", end)
    return left, min(right if right > 0 else len(text), left + 480)


def _without_toll(sentence: Sentence, found: tuple[str, int, int]) -> Claim | None:
    text = sentence.text
    kind, start, end = found
    if sentence.future or is_aggregate(sentence) or not _OCCURRED.search(text) or _counted(sentence):
        return None
    if re.match(r"(?:Not|No|Neither|Hardly)\b", text) or _GENERAL.search(text[max(0, start - 45):start]) or mood.is_wish(text[max(0, start - 60):min(len(text), end + 30)]) or _PROMISED.search(text[:start]):
        return None
    places = tuple(p for p in sentence.places if p.level <= 2 and p.prep not in ("", "by", "from"))
    date = _date(sentence, start, (0, len(text)))
    reported = sentence.unit.kind is UnitKind.BULLET or sentence.thread.author is not None
    explicit = any(d.value and (d.value.end - d.value.start).days <= 3 for d in sentence.event_dates)
    told = kind in _SPECIFIC and any(p.level == 1 for p in places) and bool(sentence.attributions) and not re.search(r"\b(?:have|has|had) (?:been|continued|intensified)\b|\bcontinu", text)
    if not places or not (explicit or (reported and date) or told):
        return None
    if kind in ("arrest", "looting", "attack", "killing", "clash") and not explicit:
        return None
    source, basis = sentence.source(start)
    q_start, q_end = _quote(text, start, end)
    return sentence.draft(
        ClaimType.INCIDENT, q_start, q_end, "incidents/told", kind=kind, date=date, place=_where(sentence, places, start),
        attribution=source, basis=basis, blamed=_blamed(sentence), denied_by=_denied(sentence), modality=_modality(basis))


_SPECIFIC = frozenset(("airstrike", "shelling", "drone strike", "missile strike", "rocket fire", "chemical attack", "car bomb", "suicide bombing", "mine explosion", "explosion", "ambush"))


def _counted(sentence: Sentence) -> bool:
    return bool(re.search(r"\b\d+ (?:[\w-]+ ){0,3}(?:violations|explosions|incidents|attacks|airstrikes|air strikes|projectiles|bursts|shots|shells|times|cases)\b", sentence.text))


def _modality(basis: Basis | None) -> Modality:
    return Modality.ALLEGED if basis in (Basis.SENTENCE, Basis.CARRIED) else Modality.HELD


def _date(sentence: Sentence, near: int, zone: tuple[int, int]) -> DateRange | None:
    usable = [d for d in sentence.event_dates if d.value and zone[0] <= d.start < zone[1] and not is_start(sentence, d) and d.role not in ("since", "until", "by", "before", "as of", "from", "prior to", "after", "following", "as at") and d.form != "window"]
    if len(usable) > 1:
        usable = [d for d in usable if d.form != "today" or sentence.text[d.start:d.end].lower() not in ("overnight", "last night")]
    usable = usable or [d for d in sentence.event_dates if d.value and not is_start(sentence, d) and d.role not in ("since", "until", "by", "before", "as of", "prior to", "after", "following", "as at")]
    if usable:
        fine = [d for d in usable if d.value and (d.value.end - d.value.start).days <= 10] or usable
        return min(fine, key=lambda d: abs(d.start - near)).value
    thread = sentence.thread
    if thread.heading_date:
        return thread.heading_date
    if thread.incident is not None and thread.incident.date and sentence.index - thread.incident_unit <= 3 and _SAME_DAY.search(sentence.text):
        return thread.incident.date
    said = [d for d in sentence.dates if d.start in sentence.speech_dates and d.value]
    if said and said[0].value and sentence.index <= 3 and sentence.casualties:
        return msgspec.structs.replace(said[0].value, approx=True)
    return None


_SAME_DAY = re.compile(r"^(?:Elsewhere|Separately|Meanwhile|Also|In (?:a |an )?(?:separate|another)|Another|Among|Further|In a second|State television|State media)\b|\balso\b|\bmeanwhile\b", re.I)


def _where(sentence: Sentence, places: tuple[Place, ...], near: int) -> str | None:
    tied = tuple(p for p in places if p.prep)
    return best_place(sentence.text, tied, near) or sentence.thread.heading_place or best_place(sentence.text, places, near)


def _blamed(sentence: Sentence) -> str | None:
    for speech in sentence.attributions:
        if speech.stance is Stance.BLAME and speech.target:
            return speech.target
    for start, _, name in sentence.actors:
        after = sentence.text[start:start + 70]
        if re.search(r"\b(?:by|from) (?:suspected |alleged |unidentified |fighters of |members of |forces of |the |a |an )*$", sentence.text[max(0, start - 40):start]) and not re.match(r"[^ ]*(?:'s)? (?:count|side|account|province|region|city|border)", after) \
                and not re.search(r"(?:reported|confirmed|announced|according|said|brokered|mediated|stated|verified|recorded|documented) (?:by|from) [\w ]*$", sentence.text[max(0, start - 40):start]):
            return name
        if re.match(r"[\w' .-]{2,45}?(?:-led coalition |\w+ )?(?:warplanes|jets|artillery|forces|fighters|gunmen|troops|soldiers|drones?|air ?strikes?|shelling|rebels|militants|rockets|mortars)\b", after) \
                and re.search(r"\b(?:killed|struck|hit|shelled|bombed|fired|attacked|targeted|opened fire|killing|raided|abducted|ambushed)\b", after + sentence.text[start + 70:start + 120]):
            return name
    subject = _SUBJECT.search(sentence.text)
    if subject:
        return subject["np"]
    for match in _BLAME_BY.finditer(sentence.text):
        for start, _, name in sentence.actors:
            if match.start("np") <= start < match.end("np"):
                return name
    return None


_SUBJECT = re.compile(
    r"(?:^|[,;:] |\bwhen |\bthat |\bas |\bafter )(?:On [^,]{3,20},? |suspected |alleged |the |a )*(?P<np>(?:[A-Z][\w/-]+ |anti-\w+ |pro-\w+ |government |opposition |army |rebel ){1,3}"
    r"(?:fighters|militiamen|militia|gunmen|soldiers|troops|forces|elements|militants|rebels|warplanes|artillery|jets|guerrillas|units|policemen|police))"
    r" (?:\w+ ){0,3}?(?:killed|murdered|shot|attacked|shelled|bombed|stormed|raided|ambushed|abducted|kidnapped|detained|fired|opened fire|executed|burned|looted|seized|took|captured|targeted|struck|hit)\b")


def _denied(sentence: Sentence) -> str | None:
    for speech in sentence.attributions:
        if speech.stance is Stance.DENY:
            return sentence.raw(speech.source)
    return None


def merge_incidents(claims: list[Claim], text: str) -> list[Claim]:
    """Join what several sentences say of one incident.

    A toll told right after the incident, without place and date of its own, widens the quote to both sentences; a
    repeated headline becomes another span of the fuller telling.
    """
    merged: list[Claim] = []
    for claim in claims:
        if merged and (grown := _grown(merged[-1], claim, text)):
            merged[-1] = grown
            continue
        earlier = next((m for m in reversed(merged) if _same(m, claim)), None)
        if earlier is None:
            merged.append(claim)
            continue
        fuller, other = (claim, earlier) if _filled(claim) > _filled(earlier) else (earlier, claim)
        merged[merged.index(earlier)] = msgspec.structs.replace(
            fuller, also=(*fuller.also, (other.start, other.end), *other.also), date=fuller.date or other.date, place=fuller.place or other.place,
            blamed=fuller.blamed or other.blamed, denied_by=fuller.denied_by or other.denied_by)
    return merged


def _grown(first: Claim, then: Claim, text: str) -> Claim | None:
    """The first claim with the toll of the sentence after it, or None where they are not one telling."""
    leaning = then.rule == "incidents/leaning" or first.rule == "incidents/heading" and (then.place in (None, first.place) or then.rule == "incidents/bare") and then.date in (None, first.date)
    if not leaning or then.end - first.start > 480 or then.start < first.end:
        return None
    clash = any(getattr(first, n) is not None and getattr(then, n) is not None and getattr(first, n) != getattr(then, n) for n in ("killed", "injured"))
    if clash:
        return None
    kind = then.kind if first.rule == "incidents/heading" and first.kind in _WEAK and then.kind not in _WEAK else first.kind
    return msgspec.structs.replace(
        first, quote=text[first.start:then.end], end=then.end, kind=kind, killed=first.killed or then.killed, injured=first.injured or then.injured,
        victims=first.victims or then.victims, breakdown=first.breakdown | then.breakdown, blamed=first.blamed or then.blamed,
        denied_by=first.denied_by or then.denied_by, attribution=first.attribution or then.attribution, basis=first.basis or then.basis)


def _filled(claim: Claim) -> int:
    return sum(v is not None for v in (claim.killed, claim.injured, claim.date, claim.place)) * 2 + (claim.attribution is not None)


def _same(a: Claim, b: Claim) -> bool:
    if a.killed is None and a.injured is None:
        return False
    if a.killed != b.killed and None not in (a.killed, b.killed) or a.injured != b.injured and None not in (a.injured, b.injured):
        return False
    if a.killed is None and b.killed is not None or (b.killed is None and b.injured is None):
        return False
    if a.killed is not None and b.killed is None and a.injured != b.injured:
        return False
    if a.date and b.date and not a.date.overlaps(b.date):
        return False
    if a.place and b.place:
        words = [{w.lower() for w in re.findall(r"\w{3,}", p)} for p in (a.place, b.place)]
        return bool(words[0] & words[1])
    return True


def is_anaphoric(sentence: Sentence) -> bool:
    """True when a sentence speaks of an incident told before it."""
    return bool(_ANAPHOR.search(sentence.text[:140]))
