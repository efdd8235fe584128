"""The ground of the world `city`: invented cities of some 60 quarters and camps, towns around, and what truly happens there.

A city is 25 x 20 km, cut by a front: army-held in the west, group-held in the east, disputed between. Names carry the
spellings that newsrooms and lists give them; some names are borne by two places (a quarter and a town, old and new).
Weeks have a rhythm (truce, quiet, tense, an offensive, air strikes), and in bad weeks a few quarters take most of it.
"""

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import cos, exp, radians, sin
from typing import Final, TypeVar

from numpy.random import Generator

T = TypeVar("T")

ARMY, GROUP, DISPUTED, UNKNOWN = 0, 1, 2, 3
KM: Final = 1 / 111.2
"""Degrees of latitude a kilometre."""
DAY: Final = 1440
CITIES: Final = (
    (("Qasmara", "Kasmara", "Qassmara"), 34.31, 43.62),
    (("Dour Hadim", "Dur Hadeem", "Door Hadim"), 35.92, 42.18),
    (("Marjun", "Marjoun", "Merjun"), 33.05, 44.71),
    (("Sahat Ramun", "Sahet Ramoun", "Sahat Ramoon"), 36.44, 44.05),
    (("Bir Nawal", "Beer Nawal", "Bi'r Nawwal"), 33.88, 41.20),
    (("Tashrin", "Teshreen", "Tishrin"), 35.10, 40.12),
    (("Khan Sarwa", "Khan Sarwah", "Han Sarwa"), 32.71, 43.37),
    (("Umm Darb", "Oum Darb", "Um Derb"), 35.40, 45.61),
    (("Zubaydin", "Zoubaydeen", "Zubeidin"), 36.60, 41.02),
    (("Rastaq", "Rastak", "ar-Rastaq"), 34.02, 46.20),
)
STEMS: Final = """al-Nahr;al-Zahour;al-Sukkar;al-Qamh;al-Hadid;al-Shams;al-Ghurab;al-Fanar;al-Karama;al-Jisr;al-Tuffah;al-Daraj
Bab Sorun;Bab Qadim;Bab al-Milh;Tell Marid;Tell Ghazal;Tell Safa;Karm Juwan;Karm Daoud;Karm al-Lawz;Deir Asal;Deir Musin;Deir Qura
Wadi Nuri;Wadi Sakhr;Wadi Hamra;Ain Saliba;Ain Barad;Ain Zaytun;Ras Darub;Ras Amun;Jabal Badir;Jabal Shahin;Hayy Salam;Hayy Umran
Sheikh Dabbas;Sheikh Munir;Sitt Zahra;Mashhad;Saray;Qubba;Maydan;Sabil;Hamidun;Ansar;Jawiya;Bustan Qasr;Bustan Zaki;Masakin Harun
Masakin Shabab;Dahiya;Sinaa;Layramun;Kallasun;Firdun;Salihun;Marjeh;Jaloum;Aqyul;Shaar;Suran;Tariq Sidd;Haydar;Bayadin;Nayrub;Hilwan
Harasun;Zamalin;Saqbun;Kafr Batun;Jisrayn;Mleihun;Qudsun;Daraya Fawqa;Arbin;Ghuta Sharq;Khan Tuman;Mayar""".replace(
    "\n", ";"
).split(";")
SPOTS: Final = (
    ("street", ("Station Street", "30th Street", "Mill Street", "Cemetery Road", "School Street", "Ring Road")),
    ("market", ("vegetable market", "old souk", "Friday market", "fuel market")),
    ("hospital", ("al-Rahma hospital", "Field Point 2", "the surgical hospital")),
    ("school", ("Girls' School", "Technical School")),
    ("mosque", ("Great Mosque", "Omar mosque", "al-Nur mosque")),
    ("junction", ("Clock roundabout", "Bridge junction", "Bakery crossroads")),
    ("crossing", ("Cement crossing", "Garage crossing", "Palm crossing")),
)
SWAPS: Final = tuple(
    (re.compile(old), new)
    for old, new in (
        ("^al-", "Al "),
        ("ay", "ei"),
        ("(?<![aeo])u", "ou"),
        ("q", "k"),
        ("Q", "K"),
        ("(?<![aeiA])i(?!y)", "ee"),
        ("j", "dj"),
    )
)


def pick(rng: Generator, items: Sequence[T]) -> T:
    """Return one of the items, each as likely."""
    return items[int(rng.random() * len(items))]


def weighed(rng: Generator, items: Sequence[T], sums: Sequence[float]) -> T:
    """Return one of the items by running sums of weights."""
    return items[min(bisect(sums, rng.random() * sums[-1]), len(items) - 1)]


@dataclass(frozen=True, slots=True)
class Spot:
    """A street, market, crossing and the like inside a quarter."""

    kind: str
    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Quarter:
    """A neighbourhood, camp or town: its spellings, centre, who holds it, its part of the city."""

    number: int
    names: tuple[str, ...]
    lat: float
    lon: float
    spread: float
    holder: int
    town: bool
    weight: float
    sector: int
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class City:
    """A city: quarters, towns, sectors with their points; `twins`: the other bearer of a quarter's name; `near`: neighbours."""

    number: int
    names: tuple[str, ...]
    lat: float
    lon: float
    quarters: tuple[Quarter, ...]
    sectors: tuple[tuple[str, float, float], ...]
    near: tuple[tuple[int, ...], ...]
    twins: dict[int, int]
    sums: dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Act:
    """A kind of incident: code and category, who is hit where (army-held, group-held, disputed), hours, and its repeats.

    `repeat`: chance that more of the same follow, at most how many, within how many minutes (salvos, double taps, a
    sniper at work on one street the whole day).
    """

    code: str
    category: str
    weapons: tuple[str, ...]
    where: tuple[float, float, float]
    peak: float
    width: float
    dead: tuple[float, float, float]
    civil: float
    repeat: tuple[float, int, int]


ACTS: Final = {
    "sniper": Act("sniper", "fire/sniper", ("sniper rifle", "sniper"), (0.4, 0.7, 3.0), 14, 5, (0.62, 0.0, 1), 0.8, (0.25, 3, 500)),
    "mortar": Act("shelling", "fire/mortar", ("mortar", "mortar shells", "120 mm mortar"), (1, 1, 1), 17, 5, (0.5, 0.7, 2), 0.9, (0.3, 5, 110)),
    "rocket": Act("rocket", "fire/rocket_artillery", ("Grad", "improvised rocket", "rocket"), (0.7, 1, 0.3), 19, 4, (0.5, 0.8, 2), 0.9, (0.3, 3, 60)),
    "air": Act("airstrike", "air/strike", ("barrel bomb", "air-dropped bombs", "missile"), (0, 1.5, 0.3), 12, 5, (0.62, 1.0, 3), 0.85, (0.5, 6, 160)),
    "drone": Act("drone", "air/uav_strike", ("FPV drone", "UAV", "quadcopter grenade"), (0.5, 1, 0.6), 15, 6, (0.5, 0.3, 1), 0.5, (0.2, 2, 200)),
    "clash": Act("ground_clash", "ground/attack", ("small arms", "machine guns, RPG"), (0.3, 0.4, 3), 22, 5, (0.55, 0.8, 3), 0.1, (0.15, 2, 400)),
    "raid": Act("arrest", "civilians/arrest", ("", "small arms"), (1.6, 0.4, 0.3), 3.5, 2, (0.12, 0, 1), 0.8, (0.25, 4, 150)),
    "abduct": Act("abduction", "civilians/abduction", ("",), (0.8, 1, 0.8), 19, 5, (0.03, 0, 1), 1.0, (0.05, 1, 300)),
    "killing": Act("killing", "civilians/killing", ("pistol", "gunfire", "knife"), (1, 0.9, 0.7), 20, 5, (1.0, 0.1, 1), 0.8, (0.05, 1, 600)),
    "carbomb": Act("ied", "explosives/ied", ("car bomb", "VBIED", "rigged vehicle"), (1.5, 0.7, 0.3), 10, 3, (0.85, 1.1, 5), 0.85, (0.1, 1, 40)),
    "ied": Act("ied", "explosives/ied", ("roadside bomb", "IED", "motorbike bomb"), (1.2, 0.9, 0.6), 9, 4, (0.5, 0.4, 1), 0.6, (0.1, 1, 200)),
    "arms": Act("small_arms", "fire/small_arms", ("gunfire", "rifle", "stray bullet"), (0.6, 0.7, 2), 21, 5, (0.4, 0.2, 1), 0.75, (0.2, 2, 300)),
    "mine": Act("mine", "explosives/mine", ("unexploded ordnance", "landmine"), (0.4, 0.6, 1.2), 11, 4, (0.6, 0.2, 1), 1.0, (0, 1, 60)),
    "aid": Act("aid_obstruction", "access/aid_blocked", ("",), (0.6, 1, 1.2), 11, 3, (0, 0, 1), 1.0, (0.15, 1, 300)),
}  # fmt: skip
NAMES_OF_ACTS: Final = tuple(ACTS)
REGIMES: Final = {
    "truce": (6, 0.1, (3, 1, 0.2, 0, 0.2, 1, 4, 1.5, 1.5, 0.1, 0.7, 1.5, 1, 2)),
    "quiet": (14, 0.2, (8, 4, 0.5, 0.5, 0.5, 2, 5, 1.5, 2, 0.3, 1, 2, 0.7, 1.5)),
    "tense": (27, 0.3, (15, 9, 1, 1, 1, 4, 5, 1.5, 2, 0.5, 1.5, 3, 0.5, 1.5)),
    "offensive": (58, 0.6, (15, 18, 4, 4, 3, 12, 4, 1, 2, 0.8, 1.5, 4, 0.5, 1.5)),
    "air": (52, 0.5, (7, 8, 3, 18, 4, 4, 2, 0.7, 1, 0.4, 1, 2, 0.5, 1)),
}
"""Incidents a day, the share that falls on the hot quarters, weights of the acts in the order of ACTS."""
STORM: Final = 0.15
"""The share of the days of an offensive on which one quarter takes nearly all: dozens of incidents in a square kilometre."""
NEXT: Final = {
    "truce": (0.35, 0.35, 0.25, 0.03, 0.02),
    "quiet": (0.07, 0.48, 0.33, 0.07, 0.05),
    "tense": (0.08, 0.27, 0.37, 0.16, 0.12),
    "offensive": (0.12, 0.08, 0.3, 0.33, 0.17),
    "air": (0.12, 0.13, 0.3, 0.2, 0.25),
}


@dataclass(slots=True)
class Incident:
    """What happened: `minute` is local, from the epoch; `seized` counts the arrested or abducted.

    `scene` and `victim` are numbers of what was hit (a bread queue, a taxi) and of the first victim's name; `told`: some source has an entry of it.
    """

    number: int
    minute: int
    city: City
    quarter: Quarter
    spot: Spot | None
    lat: float
    lon: float
    act: str
    by: int
    civil: int
    children: int
    fighters: int
    injured: int
    seized: int
    scene: int
    victim: int
    told: bool = False

    @property
    def killed(self) -> int:
        """All the dead, at the end."""
        return self.civil + self.fighters


def spellings(rng: Generator, name: str) -> tuple[str, ...]:
    """Spell a name as several newsrooms would: the article dropped or joined, q or k, u or ou."""
    found = [name]
    for _ in range(4):
        spelt = name
        for old, new in SWAPS:
            if rng.random() < 0.4:
                spelt = old.sub(new, spelt, count=1)
        if name.startswith("al-") and rng.random() < 0.3:
            spelt = name[3:]
        if spelt not in found:
            found.append(spelt)
    return tuple(found)


def about(rng: Generator, lat: float, lon: float, km: float) -> tuple[float, float]:
    """Return a point near another: normal, `km` in each direction."""
    return lat + km * KM * rng.normal(), lon + km * KM / cos(radians(lat)) * rng.normal()


def spots_of(rng: Generator, lat: float, lon: float, spread: float) -> tuple[Spot, ...]:
    """Put four to nine named streets, markets, crossings into a quarter; their names recur all over the city."""
    drawn = [pick(rng, SPOTS) for _ in range(4 + int(rng.random() * 6))]
    return tuple(Spot(kind, pick(rng, names), *about(rng, lat, lon, spread / 2)) for kind, names in drawn)


def quarter_of(rng: Generator, number: int, name: str, centre: tuple[float, float], tilt: float, town: bool) -> Quarter:
    """Lay one quarter inside the city's oval, or one town 15 to 45 km away."""
    angle, far = rng.random() * 6.283, rng.random() ** 0.5
    east, north = (12.5 * far * cos(angle), 10 * far * sin(angle))
    if town:
        east, north = (15 + 30 * far) * cos(angle), (15 + 30 * far) * sin(angle)
    lat, lon = centre[0] + north * KM, centre[1] + east * KM / cos(radians(centre[0]))
    front = east * cos(tilt) + north * sin(tilt)
    holder = DISPUTED if abs(front) < 1.6 and not town else ARMY if front < 0 else GROUP
    spread = 0.9 if town else 0.35 + 0.35 * rng.random()
    weight = (0.5 if town else 1.0) * exp(0.9 * rng.normal()) * (1 + 1.5 * exp(-abs(front) / 2.5))
    sector = int((angle / 6.283) * 6) + (6 if far > 0.65 else 0) if not town else 12 + number % 3
    return Quarter(
        number, spellings(rng, name), lat, lon, spread, holder, town, weight, sector, spots_of(rng, lat, lon, spread)
    )


def city_of(rng: Generator, number: int) -> City:
    """Build one city: 60 quarters, 8 towns, 12 city sectors and 3 outer districts; a few names stand for two places."""
    names, lat, lon = CITIES[number]
    stems = [STEMS[i] for i in rng.permutation(len(STEMS))]
    labels = stems[:60]
    for i in range(5):  # "New X" beside "X", "X Camp" beside "X"
        labels[50 + i] = f"New {labels[i]}" if i % 2 else f"{labels[i]} Camp"
    towns = [*labels[5:8], *stems[60:65]]
    tilt = rng.random() * 1.2 - 0.6
    quarters = [quarter_of(rng, i, s, (lat, lon), tilt, i >= 60) for i, s in enumerate([*labels, *towns])]
    sectors = []
    for s in range(15):
        inside = [q for q in quarters if q.sector == s] or quarters[:1]
        title = f"{inside[0].names[0]} district" if s >= 12 else f"{('Inner', 'Outer')[s // 6]} sector {s % 6 + 1}"
        sectors.append((title, sum(q.lat for q in inside) / len(inside), sum(q.lon for q in inside) / len(inside)))
    near = tuple(
        tuple(sorted(range(len(quarters)), key=lambda j, q=q: (q.lat - quarters[j].lat) ** 2 + (q.lon - quarters[j].lon) ** 2)[1:5])  # type: ignore[misc]
        for q in quarters
    )  # fmt: skip
    twins = {a: b for i in range(3) for a, b in ((5 + i, 60 + i), (60 + i, 5 + i))}
    sums = {a: list(accumulate(q.weight * act.where[q.holder] for q in quarters)) for a, act in ACTS.items()}
    return City(number, names, lat, lon, tuple(quarters), tuple(sectors), near, twins, sums)


def author(rng: Generator, act: str, holder: int) -> int:
    """Say who did it: mostly the other side of who holds the quarter; raids are the holder's own."""
    if act in ("air",):
        return ARMY
    if act in ("killing", "ied", "mine") and rng.random() < 0.6:
        return UNKNOWN
    if holder == DISPUTED:
        return ARMY if rng.random() < 0.55 else GROUP
    own = 0.9 if act in ("raid", "abduct", "aid") else 0.08
    return holder if rng.random() < own else 1 - holder


def toll(rng: Generator, act: str) -> tuple[int, int, int, int, int]:
    """Draw the toll of an act: civilians, children, fighters, injured, seized. One killed is by far the commonest."""
    share, sigma, scale = ACTS[act].dead
    dead = 0
    if rng.random() < share:
        dead = max(1, int(scale * exp(sigma * rng.normal()))) if sigma else 1 + (rng.random() < 0.08)
    civil = dead if rng.random() < ACTS[act].civil else (int(rng.random() * (dead + 1)) if dead > 2 else 0)
    children = sum(rng.random() < 0.22 for _ in range(civil))
    injured = int((1.3 * dead + 1.5) * rng.random() * 1.6)
    if act in ("sniper", "killing", "arms"):
        injured = (1 if dead == 0 else 0) + (rng.random() < 0.2)
    if act in ("raid", "abduct", "aid"):
        injured = 1 if rng.random() < 0.12 else 0
    seized = 1 + int(rng.exponential(4 if act == "raid" else 0.7))
    return civil, children, dead - civil, injured, seized if act in ("raid", "abduct") else 0


def one(
    rng: Generator, number: int, minute: int, city: City, quarter: Quarter, act: str, spot: Spot | None
) -> Incident:
    """Make one incident in a quarter, at a named spot (six in ten) or anywhere in it."""
    if spot is None and quarter.spots and (act == "aid" or rng.random() < 0.6):
        spot = pick(rng, quarter.spots)
    at = about(rng, spot.lat, spot.lon, 0.06) if spot else about(rng, quarter.lat, quarter.lon, quarter.spread / 1.5)
    seen = int(rng.random() * 60), int(rng.random() * 1e6)
    return Incident(
        number, minute, city, quarter, spot, *at, act, author(rng, act, quarter.holder), *toll(rng, act), *seen
    )


def day_of(rng: Generator, city: City, day: int, regime: str, hot: Sequence[int], number: int) -> list[Incident]:
    """Make a city's incidents of one local day, with their repeats (salvos, double taps), in the order of the hours."""
    mean, share, weights = REGIMES[regime]
    acts, found = list(accumulate(weights)), list[Incident]()
    if regime in ("offensive", "air") and rng.random() < STORM:
        share, hot, mean = 0.85, hot[:1], mean * 3 // 2
    wanted = int(rng.poisson(mean * exp(0.3 * rng.normal())))
    while len(found) < wanted:
        act = weighed(rng, NAMES_OF_ACTS, acts)
        fit = [city.quarters[i] for i in hot if ACTS[act].where[city.quarters[i].holder] > 0.2]
        quarter = pick(rng, fit) if fit and rng.random() < share else weighed(rng, city.quarters, city.sums[act])
        minute = int(60 * (ACTS[act].peak + ACTS[act].width * rng.normal())) % DAY
        first = one(rng, number + len(found), day * DAY + minute, city, quarter, act, None)
        found.append(first)
        chance, most, within = ACTS[act].repeat
        if rng.random() < chance:
            for _ in range(1 + int(rng.random() * most)):
                later = min(day * DAY + DAY - 1, first.minute + 3 + int(rng.random() * within))
                again = quarter if rng.random() < 0.65 else city.quarters[pick(rng, city.near[quarter.number])]
                spot = first.spot if again is quarter and rng.random() < 0.5 else None
                found.append(one(rng, number + len(found), later, city, again, act, spot))
    return sorted(found, key=lambda i: (i.minute, i.number))
