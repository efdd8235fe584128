"""Who speaks in the world `city`, and with which habits: what a source hears of, how it codes, places, dates and counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import exp
from typing import Final

from bench.linkage.made.city_ground import ARMY, GROUP, UNKNOWN, Incident

Weights = Mapping[str, float]
FATAL: Final = ("fatal_violence",)
PRESS: Final = {
    "carbomb": ("explosion", "ied"),
    "ied": ("explosion", "ied"),
    "rocket": ("shelling", "rocket"),
    "drone": ("airstrike", "drone"),
    "arms": ("ground_clash", "fatal_violence", "small_arms"),
    "mine": ("explosion",),
    "killing": ("killing", "fatal_violence"),
    "raid": ("arrest", "other"),
}
DEATHS: Final = {
    "carbomb": ("explosion",),
    "ied": ("explosion",),
    "raid": ("killing",),
    "clash": ("small_arms",),
    "rocket": ("shelling",),
}
TWO: Final = {
    a: ("shelling",) if a in ("mortar", "rocket", "air", "drone") else FATAL
    for a in (
        "sniper",
        "mortar",
        "rocket",
        "air",
        "drone",
        "clash",
        "raid",
        "abduct",
        "killing",
        "carbomb",
        "ied",
        "arms",
        "mine",
        "aid",
    )
}
"""A monitor with two classes: from afar (code `shelling`, air strikes too) and all else."""
ONE: Final = dict.fromkeys(TWO, FATAL)
NEAR: Final = {
    "mortar": ("shelling", "rocket"),
    "raid": ("arrest", "ground_clash"),
    "arms": ("ground_clash", "small_arms"),
    "drone": ("drone", "airstrike"),
}


@dataclass(frozen=True)
class Source:
    """A source and its habits. Weights are by style; see `city_telling` for what each style does.

    `reach`: the chance to hear of an incident, by act; `sides`: times this where the army, the group, nobody holds;
    `scale`: how loud an incident must be (0: no matter); `lethal`: lists civilian deaths only; `far`: times this outside
    the capital; `lag`: days to publication, at least and on average more; `blame`: whose version it gives; `night`: the
    chance that hours before dawn count for the day before; `late`: the chance of the day after; `address`: one text for
    each entry, a day or a month; `category`: the chance that its own subtype is coded; `zero`: that "no casualties" is
    said; `update`: that it corrects itself when the toll grows.
    """

    name: str
    site: str
    reach: Weights
    sides: tuple[float, float, float]
    places: Weights
    hours: Weights
    tolls: Weights
    codes: Mapping[str, tuple[str, ...]]
    words: tuple[str, ...]
    scale: float = 0.0
    lethal: bool = False
    far: float = 1.0
    lag: tuple[int, float] = (0, 0.3)
    blame: str = "fair"
    night: float = 0.2
    late: float = 0.05
    address: str = "own"
    category: float = 0.0
    zero: float = 0.3
    update: float = 0.0
    said: Weights = field(default_factory=dict)


def every(share: float, **other: float) -> dict[str, float]:
    """Reach all acts alike, but for those named."""
    return {**dict.fromkeys(TWO, share), **other}


DOC: Final = Source(
    "Rasd Documentation Centre",
    "rasd.example",
    every(0.5, abduct=0.35, raid=0.5, aid=0.0),
    (0.5, 0.8, 0.75),
    {"centre": 0.15, "name": 0.55, "spot": 0.12, "city": 0.06, "none": 0.04, "sector": 0.08},
    {"day": 0.93, "range": 0.03, "month": 0.02, "undated": 0.02},
    {"civil": 0.8, "killed": 0.2},
    DEATHS,
    ("{who}, {age}, of {place}, killed by {act}", "{who} ({age}), died in {place} by {act} {when}", "Martyr entry: {who}, {place}, cause: {act}"),
    lethal=True,
    lag=(1, 12),
    blame="group",
    late=0.09,
    address="own",
)  # fmt: skip
CIVIL: Final = Source(
    "Civil Defence of the Eastern Quarters",
    "cd-east.example",
    every(0.05, mortar=0.6, rocket=0.65, air=0.8, drone=0.5, carbomb=0.5, ied=0.35, mine=0.4, sniper=0.12),
    (0.03, 0.9, 0.55),
    {"spot": 0.45, "exact": 0.2, "name": 0.35},
    {"hour": 0.55, "part": 0.2, "day": 0.25},
    {"full": 0.55, "early": 0.35, "none": 0.1},
    {"rocket": ("rocket", "shelling"), "drone": ("drone", "airstrike", "explosion"), "carbomb": ("explosion",), "ied": ("explosion",)},
    (
        "Our teams responded to {act} in {place} {when}: {toll}",
        "{place}: {act}, {toll}; teams are still at the site",
        "{toll} after {act} on {place} {when}, the civilians were taken to a medical point",
    ),
    blame="group",
    address="digest",
    zero=0.7,
    update=0.5,
)  # fmt: skip
WATCH: Final = Source(
    "Quarter Watch",
    "quarterwatch.example",
    every(0.45, aid=0.0, abduct=0.0),
    (0.6, 0.6, 0.6),
    {"centre": 0.95, "city": 0.03, "sector": 0.02},
    {"day": 0.96, "range": 0.04},
    {"range": 0.45, "full": 0.35, "killed": 0.2},
    TWO,
    ("Neighbourhood {place}, {act}, {toll}", "{place}: {toll} ({act})"),
    scale=0.7,
    far=0.8,
    lag=(2, 8),
    address="none",
    night=0.0,
    zero=0.8,
)  # fmt: skip
WIRE: Final = Source(
    "North Wire",
    "northwire.example",
    every(0.85, aid=0.5, raid=0.35),
    (0.9, 0.5, 0.6),
    {"city": 0.42, "name": 0.3, "centre": 0.16, "sector": 0.08, "between": 0.04},
    {"part": 0.35, "day": 0.65},
    {"early": 0.45, "killed": 0.2, "full": 0.15, "dozens": 0.08, "range": 0.12},
    PRESS,
    (
        "At least {toll} in {act} in {place} {when}, witnesses and a medic said",
        "{act} in {place} {when} left {toll}, officials told North Wire",
        "{toll} as {act} hit {place} {when}, residents said",
    ),
    scale=6,
    far=0.35,
    update=0.5,
    late=0.07,
    said={"utc": 0.3},
)  # fmt: skip
STATE: Final = Source(
    "Meridian Press",
    "meridian.example",
    every(0.7, raid=0.5, aid=0.1, air=0.35),
    (1.0, 0.15, 0.4),
    {"name": 0.5, "spot": 0.25, "city": 0.2, "centre": 0.05},
    {"part": 0.3, "day": 0.7},
    {"full": 0.4, "early": 0.3, "sum": 0.15, "killed": 0.15},
    PRESS,
    (
        "Terror {act} on {place} claims victims: {toll}",
        "{toll} in {act} that targeted {place} {when}, a police source told Meridian",
        "Police command: {act} in {place}, {toll}",
    ),
    scale=3,
    far=0.5,
    blame="army",
    update=0.25,
)  # fmt: skip
OFFICE: Final = Source(
    "Army Press Office",
    "army-press.example",
    every(0.12, raid=0.6, clash=0.45, mortar=0.4, rocket=0.45, carbomb=0.7, ied=0.4, air=0.35, abduct=0.0, aid=0.0),
    (1.0, 0.5, 0.7),
    {"name": 0.55, "centre": 0.2, "sector": 0.15, "none": 0.1},
    {"part": 0.5, "day": 0.4, "hour": 0.1},
    {"claims": 1.0},
    {"raid": ("arrest", "ground_clash", "other"), "clash": ("ground_clash",), "carbomb": ("ied",), "arms": ("ground_clash",)},
    (
        "Units of the army {when} in {place}: {act}; {toll}",
        "{act} in {place}, {toll}, weapons were seized",
        "A unit dealt with {act} in the area of {place}: {toll}",
    ),
    blame="army",
    address="daily",
    night=0.5,
    zero=0.05,
)  # fmt: skip
CHANNEL: Final = Source(
    "Channel of the Dawn Brigades",
    "t.example/dawn",
    every(0.08, clash=0.45, sniper=0.22, air=0.45, mortar=0.35, rocket=0.35, raid=0.15, drone=0.35, aid=0.1),
    (0.5, 1.0, 0.9),
    {"name": 0.75, "spot": 0.15, "none": 0.1},
    {"hour": 0.5, "part": 0.2, "day": 0.3},
    {"claims": 0.6, "early": 0.4},
    {"arms": ("ground_clash",), "mortar": ("shelling", "rocket")},
    ("{place} || {act} {when} || {toll}", "The fighters in {place}: {act}, {toll}", "URGENT {act} on {place}, {toll} so far"),
    blame="group",
    night=0.1,
    zero=0.05,
)  # fmt: skip
LOCAL: Final = Source(
    "Local Committees",
    "committees.example",
    every(0.33, raid=0.55, abduct=0.5, aid=0.5, sniper=0.45),
    (0.7, 0.7, 0.8),
    {"name": 0.65, "spot": 0.25, "point": 0.02, "none": 0.03, "between": 0.05},
    {"day": 0.6, "hour": 0.15, "part": 0.22, "undated": 0.03},
    {"early": 0.4, "killed": 0.3, "full": 0.2, "none": 0.1},
    PRESS,
    ("{place}: {act} {when}, {toll}", "{toll} by {act}, {place}", "{act} {when} in {place}. {toll}. Names to follow"),
    far=0.6,
    blame="group",
    address="digest",
)  # fmt: skip
HOSPITAL: Final = Source(
    "al-Rahma Hospital",
    "rahma.example",
    every(0.0, mortar=0.25, air=0.3, rocket=0.25, carbomb=0.3, sniper=0.2, arms=0.15, mine=0.3),
    (0.2, 0.9, 0.8),
    {"ward": 0.7, "name": 0.3},
    {"day": 0.6, "hour": 0.4},
    {"full": 0.6, "early": 0.2, "sum": 0.2},
    {"mortar": ("other", "shelling"), "sniper": ("other", "sniper"), "air": ("airstrike", "other"), "arms": ("other",), "carbomb": ("explosion",)},
    ("The hospital received {toll} after {act} in {place}", "Admissions {when}: {toll}, {act}"),
    scale=0.8,
    far=0.0,
    address="daily",
)  # fmt: skip
UN: Final = Source(
    "UN Humanitarian Office",
    "un-hum.example",
    every(0.0, aid=0.6, air=0.04, mortar=0.03, abduct=0.05),
    (0.9, 0.9, 0.9),
    {"centre": 0.35, "name": 0.35, "sector": 0.3},
    {"day": 0.7, "week": 0.3},
    {"full": 0.6, "civil": 0.4},
    {},
    ("Access: {act} at {place} {when}", "{act} in {place}; partners report {toll}"),
    lag=(1, 4),
    blame="none",
    address="weekly",
)  # fmt: skip
REGISTER: Final = Source(
    "Events Register",
    "register.example",
    every(0.4, raid=0.3, aid=0.1),
    (1, 1, 1),
    {"centre": 0.72, "city": 0.16, "exact": 0.06, "sector": 0.06},
    {"day": 0.95, "range": 0.03, "week": 0.02},
    {"copied": 1.0},
    NEAR,
    ("On the day, {actor} - {act} in {place}. {toll}. Source: {cited}", "{act} ({actor}) in {place}, {toll}. {cited}"),
    far=0.9,
    lag=(3, 5),
    address="none",
    category=0.85,
    night=0.0,
    zero=0.9,
)  # fmt: skip
ACADEMIC: Final = Source(
    "Urban Violence Data",
    "uvd.example",
    every(0.38, aid=0.0, abduct=0.0),
    (1, 1, 1),
    {"city": 0.72, "centre": 0.2, "sector": 0.08},
    {"day": 0.88, "range": 0.08, "week": 0.03, "month": 0.01},
    {"copied": 0.6, "range": 0.4},
    ONE,
    ("{actor} against {target}: {toll}; {cited}", "{toll}, {place}, {cited}, clarity 1"),
    lethal=True,
    lag=(30, 90),
    address="none",
    night=0.0,
)  # fmt: skip
FIRST: Final = (DOC, CIVIL, WATCH, WIRE, STATE, OFFICE, CHANNEL, LOCAL, HOSPITAL, UN)
"""Sources with people of their own; REGISTER and ACADEMIC read these."""
OUTLETS: Final = (
    ("The Beacon", "beacon.example"),
    ("Harbour News", "harbour.example"),
    ("Eastern Post", "epost.example"),
    ("Radio Tansiq", "tansiq.example"),
    ("Pulse Map", "pulsemap.example"),
)
"""Outlets that repeat others; Pulse Map puts each post on a map with points of its own."""


def chance(source: Source, i: Incident, loud: float) -> float:
    """Return how likely a source tells of an incident: its people there, its side, how loud the thing is."""
    if source.lethal and not (i.killed if source is ACADEMIC else i.civil):
        return 0.0
    base = source.reach.get(i.act, 0.0) * source.sides[i.quarter.holder] * loud
    if source.scale:
        spot = 2.0 if i.spot and i.spot.kind in ("hospital", "school", "market") else 0.0
        base *= 1 - exp(
            -(0.15 + i.killed + 0.3 * i.injured + 0.1 * i.seized + (spot if i.killed + i.injured else 0)) / source.scale
        )
    if i.quarter.town:
        base *= 0.6
    return min(0.97, base * (source.far if i.city.number else 1.0))


def blamed(source: Source, act: str, by: int, roll: float) -> int | None:
    """Say whom a source names for what `by` did: partisans blame the other side, the careful name nobody at times."""
    if source.blame == "none" or roll > 0.93:
        return None
    if act in ("raid", "clash"):
        return by
    if source.blame == "fair":
        return UNKNOWN if roll > 0.75 else by
    other = GROUP if source.blame == "army" else ARMY
    return other if by == UNKNOWN or roll < 0.35 else by
