"""The land of the world `wide`: provinces, districts, villages of which several bear one name, and the roads between towns."""

from dataclasses import dataclass, field
from math import atan2, cos, exp, hypot, log, pi, radians, sin, sqrt
from typing import Final, TypeVar

import numpy as np

from ceasefire.vocabulary.earth import KM_PER_DEGREE

T = TypeVar("T")
SOUTH: Final = 4.5
WEST: Final = 27.0
PROVINCE_KM: Final = (400.0, 300.0)
ROWS: Final = 3
DISTRICTS: Final = 3
"""A province has so many districts in each direction."""
KM_EAST: Final = KM_PER_DEGREE * cos(radians(SOUTH + 4.0))
COMPASS: Final = ("east", "north-east", "north", "north-west", "west", "south-west", "south", "south-east")
HEADS: Final = [
    "Ba", "Ka", "Du", "Go", "Ma", "Sha", "Zu", "Ke", "Tam", "Gar", "Bir", "Wur", "Dan", "Kan", "Yel", "Gum",
    "Fa", "Ja", "Ru", "Lo", "Mo", "Sa", "Ti", "Ngo", "Kwa", "Che", "Dje", "Oua",
]  # fmt: skip
MIDDLES: Final = ["", "", "", "", "ra", "mbu", "li", "ga", "sso", "ta", "wu", "ndi"]
TAILS: Final = [
    "ri",
    "wa",
    "ma",
    "ra",
    "ki",
    "na",
    "go",
    "du",
    "la",
    "ji",
    "si",
    "mi",
    "ta",
    "ro",
    "beri",
    "gana",
    "wari",
    "kara",
    "dougou",
    "chi",
]
COMMON: Final = ("Saborun", "Tudu Mai", "Angwala", "Kofa", "Gari Sabi")
TWINS: Final = ("Kebi", "Doro", "Tudu", "Fari", "II", "North")
QUARTERS: Final = ("Market", "Old Quarter", "Station Road", "Hospital Road", "Water Tower", "Bridge", "Abattoir", "Camp Road",
                   "Cattle Market", "Motor Park", "Barracks", "Mission", "Textile Mill", "Grand Mosque", "Checkpoint 2")  # fmt: skip
ARABIC: Final = {"sh": "ش", "ch": "تش", "dj": "ج", "ou": "و", "ng": "نغ", "a": "ا", "b": "ب", "c": "ك", "d": "د", "e": "ي",
                 "f": "ف", "g": "غ", "h": "ه", "i": "ي", "j": "ج", "k": "ك", "l": "ل", "m": "م", "n": "ن", "o": "و", "r": "ر",
                 "s": "س", "t": "ت", "u": "و", "w": "و", "y": "ي", "z": "ز"}  # fmt: skip
SPELLINGS: Final = (("ou", "u"), ("u", "ou"), ("k", "c"), ("k", "q"), ("j", "dj"), ("dj", "j"), ("sh", "ch"), ("ch", "tch"),
                    ("w", "ou"), ("ss", "s"), ("m", "mm"), ("r", "rr"), ("g", "gu"), ("i", "y"), ("e", "é"), ("o", "u"),
                    ("mb", "nb"), ("z", "s"), (" ", "-"), (" ", ""), ("a", "e"))  # fmt: skip
PROFILES: Final = ("insurgency", "bandits", "communal", "bandits", "capital", "quiet", "bandits", "communal", "quiet")


class Dice:
    """Draws from one generator, a block at a time: a draw costs a pop."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._drawn: list[float] = []

    def u(self) -> float:
        """Draw evenly from 0 to 1."""
        if not self._drawn:
            self._drawn = self._rng.random(8192).tolist()
        return self._drawn.pop()

    def chance(self, share: float) -> bool:
        """Say yes in a share of draws."""
        return self.u() < share

    def pick(self, among: "tuple[T, ...] | list[T]") -> T:
        """Draw one of several."""
        return among[int(self.u() * len(among))]

    def weighted(self, weights: dict[T, float]) -> T:
        """Draw a key by its weight."""
        left = self.u() * sum(weights.values())
        for key, weight in weights.items():
            left -= weight
            if left < 0:
                return key
        return key

    def whole(self, low: int, high: int) -> int:
        """Draw a whole number, both ends included."""
        return low + int(self.u() * (high - low + 1))

    def normal(self) -> float:
        """Draw from the normal distribution of width 1."""
        return sqrt(-2 * log(1 - self.u())) * cos(2 * pi * self.u())

    def poisson(self, mean: float) -> int:
        """Draw a count; means here stay below some hundreds."""
        end, count, left = exp(-mean), 0, self.u()
        while left > end:
            left *= self.u()
            count += 1
        return count

    def long_tail(self, mean: float) -> int:
        """Draw a toll: mostly few, now and then a massacre."""
        return int(mean * 0.6 * exp(0.95 * self.normal()) + 0.7)


@dataclass(slots=True)
class Settlement:
    """A hamlet, village or town; `size` 0 hamlet, 1 village, 2 district centre, 3 seat of a province."""

    name: str
    ward: str
    district: int
    lat: float
    lon: float
    size: int


@dataclass(slots=True)
class District:
    """A district with its centre (whose name it bears), settlements and how troubled each is."""

    name: str
    province: int
    centre: int
    members: list[int] = field(default_factory=list)
    weights: dict[int, float] = field(default_factory=dict)
    roads: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Province:
    """A province: its kind of trouble, its districts by trouble, how well newsrooms hear of it, and its seat."""

    name: str
    profile: str
    heard: float
    seat: int = 0
    weights: dict[int, float] = field(default_factory=dict)


@dataclass(slots=True)
class Land:
    """All places, and which settlements bear a name."""

    settlements: list[Settlement]
    districts: list[District]
    provinces: list[Province]
    named: dict[str, list[int]]

    def district_of(self, spot: int) -> District:
        """Return the district of a settlement."""
        return self.districts[self.settlements[spot].district]

    def province_of(self, spot: int) -> Province:
        """Return the province of a settlement."""
        return self.provinces[self.district_of(spot).province]

    def near(self, spot: int, most: int) -> list[int]:
        """Return the settlements of the district nearest to one, itself first."""
        here = self.settlements[spot]
        members = self.district_of(spot).members
        return sorted(members, key=lambda m: apart(here, self.settlements[m]))[:most]


def apart(a: Settlement, b: Settlement) -> float:
    """Return kilometres between two settlements, on flat ground."""
    return hypot((a.lat - b.lat) * KM_PER_DEGREE, (a.lon - b.lon) * KM_EAST)


def moved(lat: float, lon: float, km: float, angle: float) -> tuple[float, float]:
    """Return the point so many kilometres away."""
    return lat + km * sin(angle) / KM_PER_DEGREE, lon + km * cos(angle) / KM_EAST


def compass(a: Settlement, b: Settlement) -> str:
    """Say in which direction b lies from a."""
    angle = atan2(b.lat - a.lat, b.lon - a.lon)
    return COMPASS[round(angle / (pi / 4)) % 8]


def new_name(dice: Dice) -> str:
    """Make a name of two or three syllables."""
    return dice.pick(HEADS) + dice.pick(MIDDLES) + dice.pick(TAILS)


def respelt(dice: Dice, name: str, changes: int) -> str:
    """Spell a name as another ear or another keyboard does."""
    for _ in range(changes):
        old, new = dice.pick(SPELLINGS)
        head, tail = name[:1], name[1:]
        name = head + tail.replace(old, new, 1)
    if changes and dice.chance(0.15):
        name = name + "h" if name.endswith("a") else name
    return name


def in_arabic(name: str) -> str:
    """Write a name in the second script: vowels written long, sounds that it lacks by their neighbours."""
    out, text, at = [], name.lower(), 0
    while at < len(text):
        step = 2 if text[at : at + 2] in ARABIC else 1
        out.append(ARABIC.get(text[at : at + step], " "))
        at += step
    return "".join(out)


def make_land(dice: Dice, blocks: int) -> Land:
    """Lay out the land: a block is three provinces by three, 1,200 km by 900 km; a larger world has more of them."""
    land = Land([], [], [], {})
    pool = list(dict.fromkeys(new_name(dice) for _ in range(4200)))
    for block in range(blocks):
        for slot, profile in enumerate(PROFILES):
            heard = {"capital": 1.5, "quiet": 0.8}.get(profile, 0.6 + 0.6 * dice.u())
            land.provinces.append(Province(new_name(dice) + dice.pick(("", "", " Hills", " East")), profile, heard))
            _lay_province(dice, land, pool, block * 3 + slot % 3, slot // 3)
    for district in land.districts:
        others = sorted(
            (d.centre for d in land.districts if d.name != district.name),
            key=lambda c: apart(land.settlements[district.centre], land.settlements[c]),
        )
        district.roads = others[:4]
    return land


def _lay_province(dice: Dice, land: Land, pool: list[str], column: int, row: int) -> None:
    province = land.provinces[-1]
    for cell in range(DISTRICTS * DISTRICTS):
        number = len(land.districts)
        east = column * PROVINCE_KM[0] + (cell % DISTRICTS + 0.3 + 0.4 * dice.u()) * PROVINCE_KM[0] / DISTRICTS
        north = row * PROVINCE_KM[1] + (cell // DISTRICTS + 0.3 + 0.4 * dice.u()) * PROVINCE_KM[1] / DISTRICTS
        lat, lon = SOUTH + north / KM_PER_DEGREE, WEST + east / KM_EAST
        name = _village_name(dice, pool)
        centre = _settle(land, Settlement(name, name + " Central", number, lat, lon, 3 if cell == 4 else 2))
        district = District(name, len(land.provinces) - 1, centre)
        land.districts.append(district)
        _lay_villages(dice, land, district, pool, number)
        if cell == 4:
            province.seat = centre
        province.weights[number] = dice.u() ** 2.5 + 0.03 + (0.4 if cell == 4 else 0)


def _lay_villages(dice: Dice, land: Land, district: District, pool: list[str], number: int) -> None:
    """Lay villages round the centre, thinner farther out; a few troubled ones see most of the incidents."""
    centre = land.settlements[district.centre]
    district.members, ward = [district.centre], centre.ward
    for k in range(dice.whole(30, 60)):
        km = 3 + 52 * dice.u() ** 0.8
        lat, lon = moved(centre.lat, centre.lon, km, 2 * pi * dice.u())
        name = _village_name(dice, pool)
        if k and dice.chance(0.08):
            elder = land.settlements[district.members[-1]]
            lat, lon = moved(elder.lat, elder.lon, 1.5 + 7 * dice.u(), 2 * pi * dice.u())
            name = elder.name.split(" ")[0] + " " + dice.pick(TWINS)
        if k % 5 == 0:
            ward = name
        village = Settlement(name, ward, number, lat, lon, int(dice.chance(0.4)))
        district.members.append(_settle(land, village))
    district.weights = {m: exp(1.1 * dice.normal()) for m in district.members}
    district.weights[district.centre] = 12.0


def _village_name(dice: Dice, pool: list[str]) -> str:
    """Draw a name; some come back all over the country, as every "new quarter" of it bears one."""
    if dice.chance(0.05):
        return dice.pick(COMMON)
    return pool[int(len(pool) * dice.u() ** 1.6)]


def _settle(land: Land, settlement: Settlement) -> int:
    land.settlements.append(settlement)
    number = len(land.settlements) - 1
    land.named.setdefault(settlement.name, []).append(number)
    return number
