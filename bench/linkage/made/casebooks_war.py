"""The war under `casebooks`: a land, its days, and what truly happened there. Nothing here is a report.

Shares and scales marked [GED] are measured on UCDP GED Syria 2016-2019 (16,566 events), those marked [links] on its 891 sure
citations of Airwars codes; the files are ucdp_ged_syria.csv and ucdp_airwars_links.csv. Only counts and shares were taken: names,
places and days are invented.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, exp, log, pi, radians, sqrt
from typing import Final, TypeVar

import numpy as np

T = TypeVar("T")

GOVERNORATES: Final = (3308, 2118, 2115, 1863, 1424, 1386, 1298, 1091, 472, 465, 420, 339, 156, 105)
"""Events of each governorate, most to fewest [GED]: the war is in a few of them."""
STRIKES_OF_A_RAID: Final = ((1, 0.70), (2, 0.125), (3, 0.065), (4, 0.045), (5, 0.035), (6, 0.02), (7, 0.01))
"""Strikes on one town in one day by one side. Of the events that cite codes 89 % cite one, 5.4 % two, 2.2 % three, 3.5 % four to
seven [links]; more are struck than are summed."""
KINDS: Final = (
    ("airstrike", 0.27),
    ("ground_clash", 0.45),
    ("shelling", 0.12),
    ("ied", 0.04),
    ("rocket", 0.035),
    ("killing", 0.035),
    ("mine", 0.03),
    ("sniper", 0.025),
    ("drone", 0.02),
    ("abduction", 0.012),
    ("chemical", 0.003),
)
FROM_AFAR: Final = frozenset({"airstrike", "drone", "shelling", "rocket", "chemical"})
STATE, ALLY, COALITION, REBELS, BANNER, MILITIA = range(6)
STRIKERS: Final = {
    "airstrike": ((STATE, 0.52), (ALLY, 0.33), (COALITION, 0.15)),
    "drone": ((ALLY, 0.4), (COALITION, 0.45), (BANNER, 0.15)),
    "shelling": ((STATE, 0.62), (REBELS, 0.28), (BANNER, 0.1)),
    "rocket": ((STATE, 0.4), (REBELS, 0.5), (BANNER, 0.1)),
    "ground_clash": ((STATE, 0.68), (REBELS, 0.16), (MILITIA, 0.16)),
}
OTHER_STRIKERS: Final = ((STATE, 0.35), (REBELS, 0.25), (BANNER, 0.3), (MILITIA, 0.1))


class Dice:
    """Draws of one generator, taken in bulk and handed out one by one."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self._even: list[float] = []
        self._bell: list[float] = []

    def one(self) -> float:
        """Return an even draw between 0 and 1."""
        if not self._even:
            self._even = self.rng.random(8192).tolist()
        return self._even.pop()

    def bell(self) -> float:
        """Return a standard normal draw."""
        if not self._bell:
            self._bell = self.rng.standard_normal(8192).tolist()
        return self._bell.pop()

    def hit(self, share: float) -> bool:
        """Say yes in that share of draws."""
        return self.one() < share

    def below(self, n: int) -> int:
        """Return one of 0 .. n-1."""
        return int(self.one() * n)

    def between(self, low: int, high: int) -> int:
        """Return one of low .. high, both inclusive."""
        return low + self.below(high - low + 1)

    def pick(self, items: Sequence[T]) -> T:
        """Return one of the items, each as likely."""
        return items[self.below(len(items))]

    def of(self, shares: Sequence[tuple[T, float]]) -> T:
        """Return a value by its share; shares need not sum to one."""
        left = self.one() * sum(s for _, s in shares)
        for value, share in shares:
            left -= share
            if left < 0:
                return value
        return shares[-1][0]

    def toll(self, middle: float, spread: float) -> int:
        """Return a count with a long tail; exp(`middle`) is about its median."""
        return min(int(exp(middle + spread * self.bell())), 400)

    def about(self, mean: float) -> int:
        """Return a Poisson draw."""
        left, n = exp(-min(mean, 60.0)), 0
        chance = self.one()
        while chance > left and n < 200:
            chance *= self.one()
            n += 1
        return n


@dataclass(slots=True)
class Place:
    """A settlement with its quarters (name, lat, lon); a village has none."""

    name: str
    kind: str
    admin1: str
    admin2: str
    admin3: str
    lat: float
    lon: float
    km: float
    quarters: list[tuple[str, float, float]] = field(default_factory=list)


@dataclass(slots=True)
class Province:
    """A governorate: its point is its capital's, its places come with running sums of how often each is hit."""

    name: str
    block: int
    lat: float
    lon: float
    places: list[Place]
    districts: dict[str, list[Place]]
    sums: list[float]

    def place(self, dice: Dice) -> Place:
        """Draw a place by how often places are hit: few towns take most."""
        return self.places[min(int(np.searchsorted(self.sums, dice.one() * self.sums[-1])), len(self.places) - 1)]


@dataclass(slots=True)
class Land:
    """All provinces, the places of each name, and the capital of each block."""

    provinces: list[Province]
    named: dict[str, list[Place]]
    of_name: dict[str, Province]


@dataclass(slots=True)
class Act:
    """One strike, clash or killing as it happened. `hour` is local; `raid` numbers the acts of one side on one town in one day."""

    number: int
    raid: int
    day: int
    hour: float
    kind: str
    place: Place
    spot: str | None
    lat: float
    lon: float
    actor: int
    target: int
    civil: int
    children: int
    dead_a: int
    dead_b: int
    injured: int

    @property
    def killed(self) -> int:
        """All dead, whoever they were."""
        return self.civil + self.dead_a + self.dead_b


_HEADS = tuple(
    re.findall(
        r"\w+", "ba da fa ga ha ja ka la ma na ra sa ta za qa sha kha bu du mu nu su tu zu mi ni ri si ti ash ad el um"
    )
)
_TAILS = tuple(
    re.findall(
        r"\w+",
        "ran dil maz rek sha nur wan qal bin tor ham zik lun dar bek yan fas mir sul gan rif tem dour hab khan zour",
    )
)
_FORMS = ("{}", "{}", "{}", "{}", "{}", "Tel {}", "Upper {}", "Lower {}", "Kafr {}", "{} el-Gharb", "Al-{}", "Deir {}")
_QUARTERS = (
    "Old Market",
    "Station",
    "North Gate",
    "Mill",
    "Farmers",
    "Orchard",
    "Stadium",
    "Riverside",
    "Teachers",
    "Bakery",
    "Citadel",
    "Salt",
)


def moved(lat: float, lon: float, km: float, dice: Dice) -> tuple[float, float]:
    """Return a point some distance away (normal in both directions, `km` the spread)."""
    return lat + km * dice.bell() / 111, lon + km * dice.bell() / (111 * cos(radians(lat)))


def apart(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return kilometres between two points near each other."""
    return 111 * sqrt((a[0] - b[0]) ** 2 + ((a[1] - b[1]) * cos(radians(a[0]))) ** 2)


def _name(dice: Dice) -> str:
    body = dice.pick(_HEADS) + dice.pick(_TAILS)
    if dice.hit(0.55):
        body += dice.pick(("a", "eh", "in", "oun", "iya", "et", "an", "ieh"))
    return dice.pick(_FORMS).format(body.capitalize())


def _quarters(name: str, lat: float, lon: float, km: float, many: int, dice: Dice) -> list[tuple[str, float, float]]:
    names = [dice.pick(_QUARTERS) if dice.hit(0.4) else _name(dice) for _ in range(many)]
    return [(n, *moved(lat, lon, km * 0.55, dice)) for n in dict.fromkeys(names) if n != name]


def _place(kind: str, units: tuple[str, str, str], at: tuple[float, float], dice: Dice) -> Place:
    name = _name(dice)
    km, many = {"city": (4.0, 18), "town": (1.6, 4), "village": (0.6, 0)}[kind]
    return Place(name, kind, *units, *at, km, _quarters(name, *at, km, many, dice))


def _province(block: int, cell: int, name: str, dice: Dice) -> Province:
    """A capital, four to six districts, four or five subdistricts in each, villages close to each other: 145 places [GED: 2,020]."""
    lat = 27.6 + 4.6 * (block % 2) + 1.1 * (cell // 4) + 0.25 * (dice.one() - 0.5)
    lon = 17.7 + 6.0 * (block // 2) + 1.4 * (cell % 4) + 0.3 * (dice.one() - 0.5)
    districts: dict[str, list[Place]] = {}
    for d in range(dice.between(4, 6)):
        seat = (lat, lon) if d == 0 else moved(lat, lon, 30, dice)
        district = name if d == 0 else _name(dice)
        own = districts.setdefault(district, [])
        for s in range(dice.between(4, 5)):
            hub = seat if s == 0 else moved(*seat, 11, dice)
            first = _place("city" if d == s == 0 else "town", (name, district, ""), hub, dice)
            first.name = name if d == s == 0 else district if s == 0 else first.name
            own.append(first)
            own.extend(
                _place("village", (name, district, ""), moved(*hub, 4, dice), dice) for _ in range(dice.between(4, 8))
            )
            for place in own[-9:]:
                place.admin3 = place.admin3 or first.name
    places = [p for own in districts.values() for p in own]
    weights = [{"city": 60.0, "town": 9.0, "village": 1.0}[p.kind] * exp(1.1 * dice.bell()) for p in places]
    return Province(name, block, lat, lon, places, districts, np.cumsum(weights).tolist())


def land_of(blocks: int, dice: Dice) -> Land:
    """Build the land: fourteen governorates a block; some villages share a name with another, near or far."""
    provinces: list[Province] = []
    taken: set[str] = set()
    for block in range(blocks):
        for cell in range(len(GOVERNORATES)):
            name = _name(dice)
            while name in taken:
                name = _name(dice)
            taken.add(name)
            provinces.append(_province(block, cell, name, dice))
    named: dict[str, list[Place]] = {}
    for place in (p for province in provinces for p in province.places):
        named.setdefault(place.name, []).append(place)
    return Land(provinces, named, {p.name: p for p in provinces})


@dataclass(slots=True)
class _Front:
    """An offensive: a district pressed for some weeks, with days on which one town is struck dozens of times."""

    places: list[Place]
    until: int
    heat: float


class War:
    """Acts day by day: weeks of quiet, offensives, days of siege."""

    RAIDS = 11.5
    """A day and block before offensives; with them the register has about ten events a day [GED: 10.9]."""

    def __init__(self, land: Land, dice: Dice) -> None:
        self.land, self.dice = land, dice
        self.acts: list[Act] = []
        self.raids = 0
        self._fronts: dict[int, list[_Front]] = {}
        self._heat: dict[int, float] = {}

    def day(self, day: int, blocks: int) -> list[list[Act]]:
        """Return the raids of one day, each a list of acts."""
        return [raid for block in range(blocks) for raid in self._block(day, block)]

    def _block(self, day: int, block: int) -> list[list[Act]]:
        dice = self.dice
        self._heat[block] = heat = 0.93 * self._heat.get(block, 0.0) + 0.22 * dice.bell()
        fronts = self._fronts.setdefault(block, [])
        fronts[:] = [f for f in fronts if f.until >= day]
        own = self.land.provinces[block * len(GOVERNORATES) : (block + 1) * len(GOVERNORATES)]
        by_share = list(zip(own, (float(g) for g in GOVERNORATES), strict=True))
        if len(fronts) < 2 and dice.hit(0.035):
            district = dice.pick(list(dice.of(by_share).districts.values()))
            fronts.append(_Front(district, day + dice.between(8, 40), 2.5 + 4 * dice.one()))
        raids = [self._raid(day, dice.of(by_share).place(dice)) for _ in range(dice.about(self.RAIDS * exp(heat)))]
        for front in fronts:
            raids += [self._raid(day, dice.pick(front.places[:12]), True) for _ in range(dice.about(front.heat))]
            if dice.hit(0.11):
                raids.append(self._raid(day, dice.pick(front.places[:8]), True, dice.between(14, 45)))
        return raids

    def _raid(self, day: int, place: Place, front: bool = False, many: int = 0) -> list[Act]:
        dice = self.dice
        kind = dice.pick(("airstrike", "airstrike", "shelling")) if many else dice.of(KINDS)
        if not many:
            many = dice.of(STRIKES_OF_A_RAID) if kind in FROM_AFAR else 1 + dice.hit(0.06)
            many += front and kind in FROM_AFAR and dice.hit(0.3)
        actor = dice.of(STRIKERS.get(kind, OTHER_STRIKERS))
        target = self._target(actor)
        night = kind in FROM_AFAR and dice.hit(0.22)
        first = 20 + 6 * dice.one() if night else 6 + 13 * dice.one()
        self.raids += 1
        return [
            self._act(day, first + (0.0 if i == 0 else -2.2 * log(1 - dice.one())), kind, place, actor, target)
            for i in range(many)
        ]

    def _target(self, actor: int) -> int:
        if actor in (STATE, ALLY):
            return self.dice.of(((REBELS, 0.7), (BANNER, 0.25), (MILITIA, 0.05)))
        if actor == COALITION:
            return BANNER
        return self.dice.of(((STATE, 0.6), (REBELS, 0.2), (BANNER, 0.2)))

    def _act(self, day: int, hour: float, kind: str, place: Place, actor: int, target: int) -> Act:
        dice = self.dice
        spot: str | None = None
        if place.quarters and dice.hit(0.85):
            spot, lat, lon = dice.pick(place.quarters)
            lat, lon = moved(lat, lon, 0.25, dice)
        else:
            lat, lon = moved(place.lat, place.lon, place.km * 0.6, dice)
        civil, dead_a, dead_b, injured = self._harm(kind)
        children = min(dice.about(civil * 0.22), civil)
        day, hour = day + int(hour // 24), hour % 24
        act = Act(
            len(self.acts),
            self.raids,
            day,
            hour,
            kind,
            place,
            spot,
            lat,
            lon,
            actor,
            target,
            civil,
            children,
            dead_a,
            dead_b,
            injured,
        )
        self.acts.append(act)
        return act

    def _harm(self, kind: str) -> tuple[int, int, int, int]:
        """Civilians, own dead, their dead, injured. A strike with one code kills 3 in the middle, 1 to 5 in half, 12 in a tenth [links]."""
        dice = self.dice
        if kind in FROM_AFAR:
            hits_civilians = dice.hit(0.72)
            civil = dice.toll(0.82 if kind != "shelling" else 0.4, 1.08) if hits_civilians else 0
            fighters = dice.toll(0.8, 0.9) if not hits_civilians or dice.hit(0.12) else 0
            return civil, 0, fighters, dice.toll(1.3 if hits_civilians else 0.3, 1.0)
        if kind == "ground_clash":
            own, theirs = (dice.toll(0.3, 1.0) if dice.hit(0.55) else 0 for _ in range(2))
            return (dice.toll(0.2, 0.8) if dice.hit(0.06) else 0), own, theirs, dice.toll(0.6, 1.0)
        if kind in ("sniper", "abduction"):
            return (0 if kind == "abduction" else 1), 0, 0, dice.below(2)
        if dice.hit(0.3):
            return 0, 0, dice.toll(0.6, 0.8), dice.toll(0.5, 0.9)
        return dice.toll(0.4, 0.8), 0, 0, dice.toll(0.7, 1.0)


def smoothed(value: float, dice: Dice, share: float = 0.12) -> int:
    """Return a count that somebody else counted: a little more or less, never below zero."""
    return max(0, round(value * exp(share * dice.bell()) + 0.3 * cos(2 * pi * dice.one())))
