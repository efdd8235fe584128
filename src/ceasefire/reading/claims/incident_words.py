"""The words by which incidents are known: kinds, time spans of a whole war, anaphors, and who did it."""

from __future__ import annotations

import re

KINDS = tuple(
    (kind, re.compile(rf"\b(?:{body.lower()})\b"))
    for kind, body in (
        (
            "drone strike",
            r"drone (?:strikes?|attacks?)|UAV (?:strikes?|attacks?)|drones? (?:hit|struck|targeted|dropped"
            r"|attacked|bombed)|kamikaze drones?|armed drone|by (?:a |an )?(?:\w+ )?drones?",
        ),
        ("chemical attack", r"chemical (?:attack|weapons?)|sarin|chlorine gas|gas attack|toxic gas|poison gas"),
        (
            "airstrike",
            r"air ?strikes?|air-strikes?|air raids?|aerial (?:bombardment|bombing|attacks?|strikes?)|warplanes?"
            r"|fighter jets?|jets|barrel bombs?|helicopters? (?:attacked|dropped|fired)|bombing raids?"
            r"|(?:coalition|Russian|US|American|Israeli|Turkish) (?:strikes?|raids?)",
        ),
        ("missile strike", r"(?:ballistic |cruise )?missiles?(?: strikes?| attacks?)?"),
        ("rocket fire", r"rockets?(?: attacks?| fire| strikes?)?|Grad|MLRS|Katyusha"),
        (
            "shelling",
            r"shell(?:ed|ing|s|fire)?|mortars?(?: \w+)?|artillery|bombard(?:ed|ment|ments|ing)|howitzers?"
            r"|tank (?:fire|rounds?|shells?)",
        ),
        ("suicide bombing", r"suicide (?:bomb\w*|attack\w*|car bomb\w*)|blew (?:himself|herself) up"),
        ("car bomb", r"car[- ]bomb\w*|vehicle bomb|VBIED|booby-trapped (?:car|vehicle)|explosives-laden"),
        (
            "mine explosion",
            r"land ?mines?|(?:struck|hit|stepped on|drove over|ran over|triggered|detonated) (?:a "
            r"|an )?(?:[\w-]+ ){0,2}mines?|anti-(?:personnel|tank|vehicle) mines?|mine (?:explosion|blast)"
            r"|claymore(?: mines?)?|unexploded ordnance|UXO|stepped on a mine",
        ),
        (
            "explosion",
            r"IED|roadside bombs?|improvised explosive devices?|explosions?|blasts?|bomb(?:s|ing|ings|ed)?"
            r"|grenades?|exploded|went off|detonated|blew up|explosive devices?",
        ),
        ("sniper fire", r"snip(?:er|ers|ing)(?: fire)?"),
        ("sexual violence", r"rap(?:e|ed|es|ing)|sexual (?:violence|assault)\w*|gang-raped"),
        ("abduction", r"abduct(?:ed|ions?|ing|s)|kidnapp?(?:ed|ing|ings|s)|taken hostage|hostage-taking"),
        (
            "looting",
            r"loot(?:ed|ing)|pillag(?:ed|ing)|ransack(?:ed|ing)|torched|burn(?:ed|t|ing)|set (?:fire to|ablaze)|burnt",
        ),
        ("ambush", r"ambush(?:ed|es)?"),
        (
            "clash",
            r"clash(?:ed|es)?|fighting|firefights?|battles?|exchange(?:s|d)? (?:of )?(?:gun)?fire|gun ?battles?"
            r"|skirmish(?:es)?|confrontations?|fought|engagement",
        ),
        (
            "territory change",
            r"(?:took|seized|captured|recaptured|retook|overran|gained|lost)(?: full| partial)?(?: control of"
            r"| over)?(?: the)?(?: \w+){0,2} (?:town|city|village|base|hill|post|bridge|airport|position"
            r"|district|area|junction)s?",
        ),
        (
            "small-arms fire",
            r"gunshots?|gunshot wounds?|under fire|small[- ]arms(?: and light weapons)? fire|small arms|gunfire"
            r"|opened fire|fired (?:on|at|upon)|shots? (?:were )?fired|shot (?:dead|and killed|and wounded|at)"
            r"|gunmen|shooting|shot|machine[- ]gun(?: fire)?|gunned down",
        ),
        ("arrest", r"arrest(?:ed|s)?|detain(?:ed|s)"),
        (
            "killing",
            r"massacre[ds]?|execut(?:ed|ions?|ing)|murder(?:ed|s|ing)?|assassinat(?:ed|ion|ing)|killed|killing"
            r"|killings?|beheaded|stabbed|lynched|died|dead|deaths?|bodies|perished|lost (?:their|his"
            r"|her) li(?:ves|fe)",
        ),
        (
            "attack",
            r"attack(?:ed|s|ing)?|raid(?:ed|s)?|assault(?:ed|s)?|offensive|struck|incursion|infiltrat\w+"
            r"|strikes?|overran|stormed|targeted",
        ),
        (
            "obstruction",
            r"denied (?:access|passage|entry)|blocked|restricted (?:access|movement)|prevented|turned back"
            r"|refused (?:access|entry|passage)|freedom of movement",
        ),
    )
)
WAR = re.compile(
    r"\b(?:(?:civil |the |eight-year |years? of |\w+-year(?:-old)? |\w+-month(?:-old)? )?(?:war|conflict|crisis"
    r"|insurgency|uprising|militancy|unrest|civil war|hostilities)\b[^.;]{0,60}\b(?:has|have|had)\b"
    r"|since (?:the )?(?:start|beginning|outbreak|signing|onset|war|truce|ceasefire|conflict|\d|january|february"
    r"|march|april|may|june|july|august|september|october|november|december|mid|early|late|last)"
    r"|so far|to date|in total|a total of|overall|death toll|(?:total|overall|cumulative|combined) (?:number"
    r"|toll|death)|(?:so far|earlier) this (?:week|month|year)|this (?:month|year|quarter)|(?:in|over|during"
    r"|within) the (?:past|last|previous|first|second|same|reporting|preceding|month|weeks?|months?|period|days"
    r"|two|three)"
    r"|during the (?:reporting )?(?:period|week|month|quarter|year|truce)|between \d|between (?:january|february"
    r"|march|april|may|june|july|august|september|october|november|december)|reporting period|on average"
    r"|every (?:day|week|month)|per (?:day|week|month)|in the (?:first|last) \w+ (?:days|weeks|months)"
    r"|(?:has|have) (?:been )?(?:killed|wounded|injured|claimed|cost|displaced|left|died|lost|documented"
    r"|recorded|verified)|throughout the|(?:in|during) (?:19|20)\d\d\b|since then|have since|compared (?:with"
    r"|to)|(?:fell|rose|dropped|down|up|decreased|increased) (?:by|from)|over (?:its|their) [\w-]+ (?:months"
    r"|weeks|days)|in (?:these|those|such) (?:incidents|attacks|cases|clashes|events)|number of (?:people"
    r"|civilians|those|deaths))\b"
)
AGGREGATE_VERB = re.compile(
    r"\b(?:documented|recorded|registered|tallied|counted|verified|logged)\b[^.;]{0,40}?\d", re.I
)
ANAPHOR = re.compile(
    r"\b(?:the|this|that|these|those|both) (?:same |latest |deadly |\w+ )?(?:attacks?|strikes?|air ?strikes?"
    r"|blasts?|explosions?|shelling|incidents?|raids?|ambush|clash(?:es)?|bombing|bombardment|assault|shooting"
    r"|fighting|firefight|violence|massacre|shells?|missiles?|rockets?|killings?|exchange|drone)\b"
    r"|^(?:It|They|Among (?:the places|those|them)|Among the|Among those|The (?:dead|victims|wounded|injured"
    r"|toll)|Those killed|At least|Another|One of|Most of the|Four of|Three of|Two of|Eight of|Rescuers|Medics"
    r"|Hospital|Doctors|Local medics)\b",
    re.I,
)
OCCURRED = re.compile(
    r"\b(?:hit|struck|targeted|killed|killing|wounded|fired|attacked|shelled|bombed|exploded|landed|opened fire"
    r"|clashed|occurred|took place|erupted|broke out|resumed|carried out|launched|conducted|"
    r"was|were|destroyed|damaged|seized|captured|abducted|kidnapped|ambushed|raided|looted|burned|torched"
    r"|detonated|heard|observed|saw|entered|stormed|shot|crossed|detained|arrested|fell|fought|blocked|denied"
    r"|prevented|raped|stopped|violated|reported|used|came under|accused|shook|rocked|raged|flared|rang out|hitting"
    r"|targeting|striking|advanced"
    r"|turned back)\b",
    re.I,
)
GENERAL = re.compile(
    r"\b(?:violence|conflict|war|crisis|ceasefire|agreement|talks|fears?|risk|threat|campaign|condemn\w*"
    r"|investigat\w*|called (?:on|for)|strategy|policy|fight against|battle against|terrorism|anti-terror\w*"
    r"|efforts|halt|stop|end|ban|cease|prohibit\w*|refrain|monitor)\b",
    re.I,
)
PROMISED = re.compile(
    r"\b(?:agreed|pledged|vowed|undertook|resolution|memorandum|provides? for|clause|article)\b", re.I
)
STEMS = (
    "strike",
    "struck",
    "drone",
    "uav",
    "chemical",
    "sarin",
    "gas",
    "air",
    "plane",
    "jets",
    "barrel",
    "helicopter",
    "raid",
    "missile",
    "rocket",
    "grad",
    "mlrs",
    "katyusha",
    "shell",
    "mortar",
    "artiller",
    "bomb",
    "howitzer",
    "tank",
    "suicide",
    "blew",
    "vbied",
    "explos",
    "went off",
    "mine",
    "uxo",
    "ied",
    "blast",
    "grenade",
    "detonat",
    "snip",
    "rape",
    "raping",
    "sexual",
    "abduct",
    "kidnap",
    "hostage",
    "loot",
    "pillag",
    "ransack",
    "torch",
    "burn",
    "set fire",
    "ablaze",
    "ambush",
    "clash",
    "fight",
    "battle",
    "exchange",
    "skirmish",
    "confrontation",
    "fought",
    "engagement",
    "took",
    "seized",
    "captured",
    "retook",
    "overran",
    "gained",
    "lost",
    "gun",
    "fire",
    "shot",
    "shoot",
    "arrest",
    "detain",
    "massacre",
    "execut",
    "murder",
    "assassinat",
    "kill",
    "behead",
    "stabbed",
    "lynched",
    "died",
    "dead",
    "death",
    "bodies",
    "perished",
    "attack",
    "assault",
    "offensive",
    "incursion",
    "infiltrat",
    "stormed",
    "targeted",
    "denied",
    "block",
    "restrict",
    "prevent",
    "turned back",
    "refused",
    "freedom of",
    "claymore",
    "unexploded",
    "recaptured",
)
WEAK = frozenset(("arrest", "killing", "obstruction", "abduction", "attack", "looting"))
BY_THE_WAY = re.compile(
    r"\b(?:since|after|following|despite|anti-|no more|stop|halt|resum\w+|before|until|without"
    r"|responsibility for) (?:the |a |an |all |any |further |more |new )?$",
    re.I,
)
COUNTABLE = re.compile(r"\b(?:violations?|incidents?|attacks|cases|civilian casualties|deaths|abductions|killings)\b")
COUNTED_BY = re.compile(
    r"\b\d[\d,]* [^.;]{3,90}\b(?:were|was|have been) (?:documented|recorded|verified|registered|logged|counted)(?: by)?\b",
    re.I,
)
IN_WHICH = re.compile(r",? (?:in which|when|where)\b")
SINCE_EVENT = re.compile(r"\bsince [^,.;]{3,80} (?:on|in|of)(?: the)? $", re.I)
START = re.compile(
    r"\b(?:since|began|begun|started|broke out|erupted|launched|outbreak of [^.;]{0,40}|start of [^.;]{0,40}"
    r"|beginning)(?: again| there)?(?: (?:in|on|early|late|around))?(?: the)? ?$",
    re.I,
)
SPECIFIC = frozenset(
    (
        "airstrike",
        "shelling",
        "drone strike",
        "missile strike",
        "rocket fire",
        "chemical attack",
        "car bomb",
        "suicide bombing",
        "mine explosion",
        "explosion",
        "ambush",
    )
)
SAME_DAY = re.compile(
    r"^(?:Elsewhere|Separately|Meanwhile|Also|In (?:a |an )?(?:separate|another)|Another|Among|Further"
    r"|In a second|State television|State media)\b|\balso\b|\bmeanwhile\b",
    re.I,
)
SUBJECT = re.compile(
    r"(?:^|[,;:] |\bwhen |\bthat |\bas |\bafter )(?:On [^,]{3,20},? |suspected |alleged |the "
    r"|a )*(?P<np>(?:[A-Z][\w/-]+ |anti-\w+ |pro-\w+ |government |opposition |army |rebel ){1,3}"
    r"(?:fighters|militiamen|militia|gunmen|soldiers|troops|forces|elements|militants|rebels|warplanes|artillery"
    r"|jets|guerrillas|units|policemen|police))"
    r" (?:\w+ ){0,3}?(?:killed|murdered|shot|attacked|shelled|bombed|stormed|raided|ambushed|abducted|kidnapped"
    r"|detained|fired|opened fire|executed|burned|looted|seized|took|captured|targeted|struck|hit)\b"
)
