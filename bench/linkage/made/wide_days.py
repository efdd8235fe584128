"""What happens in the world `wide`, day by day: single acts, nights of raids, reprisals, offensives, the storming of a town."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import exp, log1p, pi
from typing import Final

from bench.linkage.made.wide_land import QUARTERS, Dice, Land, apart, compass, moved

RATES: Final[dict[str, dict[str, float]]] = {
    "insurgency": {"ied": 1.1, "mine": 0.3, "assault": 0.8, "airstrike": 0.8, "operation": 1.1, "shelling": 0.3,
                   "killing": 0.5, "kidnap": 0.7, "ambush": 0.6, "extortion": 0.4, "arrest": 0.3},
    "bandits": {"raid": 1.3, "cattle": 0.9, "kidnap": 1.1, "ambush": 0.5, "operation": 0.45, "airstrike": 0.2,
                "killing": 0.3, "arrest": 0.2},
    "communal": {"clash": 0.8, "cattle": 1.1, "killing": 0.4, "raid": 0.5, "ambush": 0.25, "arrest": 0.15},
    "quiet": {"cattle": 0.3, "robbery": 0.35, "kidnap": 0.3, "killing": 0.2, "clash": 0.1},
    "capital": {"robbery": 1.2, "kidnap": 0.5, "killing": 0.6, "arrest": 0.8, "extortion": 0.3},
}  # fmt: skip
"""Single acts a day in a province, by its kind of trouble."""


@dataclass(frozen=True)
class Kind:
    """A kind of act: how often it kills and how many, whom, when in the day, how heard of it is, and who does it to whom."""

    lethal: float
    dead: float
    civilians: float
    hurt: float
    night: float
    fame: float
    doers: tuple[str, ...]
    targets: tuple[str, ...]
    weapons: tuple[str, ...]


KINDS: Final = {
    "raid": Kind(0.6, 4, 0.9, 0.8, 0.6, 0.5, ("bandits",), ("villagers",), ("rifles", "machine guns", "petrol")),
    "cattle": Kind(0.25, 1.5, 0.9, 0.6, 0.5, 0.2, ("bandits", "herders", "farmers"), ("herders", "villagers"), ("rifles",)),
    "clash": Kind(0.75, 5, 0.6, 1.2, 0.2, 0.55, ("herders", "farmers"), ("farmers", "herders"), ("machetes", "rifles")),
    "ambush": Kind(0.55, 3, 0.7, 0.9, 0.15, 0.5, ("bandits", "insurgents"), ("travellers", "army", "police"), ("rifles", "rpg")),
    "kidnap": Kind(0.2, 1.2, 0.9, 0.3, 0.45, 0.5, ("bandits", "insurgents"), ("travellers", "villagers", "aid"), ("rifles",)),
    "ied": Kind(0.55, 3, 0.4, 1.5, 0.05, 0.5, ("insurgents",), ("army", "travellers", "guards"), ("roadside bomb", "suicide vest")),
    "mine": Kind(0.6, 2, 0.8, 1.2, 0.02, 0.35, ("insurgents", "unknown"), ("travellers", "herders"), ("mine", "unexploded shell")),
    "assault": Kind(0.7, 6, 0.3, 0.8, 0.55, 0.6, ("insurgents",), ("army", "guards", "villagers"), ("gun trucks", "rpg", "rifles")),
    "airstrike": Kind(0.8, 9, 0.2, 0.5, 0.2, 0.5, ("army",), ("insurgents", "bandits"), ("jet", "drone", "helicopter")),
    "operation": Kind(0.7, 5, 0.15, 0.4, 0.2, 0.4, ("army", "guards"), ("insurgents", "bandits"), ("rifles", "artillery")),
    "shelling": Kind(0.5, 3, 0.6, 1.2, 0.3, 0.4, ("insurgents", "army"), ("villagers", "army"), ("mortar", "rockets")),
    "killing": Kind(1.0, 1.3, 0.9, 0.3, 0.4, 0.35, ("unknown", "insurgents", "bandits"), ("villagers", "aid", "guards"), ("pistol", "knife")),
    "robbery": Kind(0.2, 1.1, 0.9, 0.6, 0.5, 0.25, ("unknown",), ("townspeople", "aid"), ("pistol", "knife")),
    "extortion": Kind(0.05, 1, 0.9, 0.3, 0.1, 0.12, ("guards", "insurgents", "army"), ("travellers", "aid"), ("roadblock",)),
    "arrest": Kind(0.05, 1, 0.9, 0.3, 0.3, 0.25, ("army", "police"), ("townspeople", "bandits"), ("none",)),
}  # fmt: skip
TOWN: Final = {
    "assault": 5.0,
    "airstrike": 1.5,
    "shelling": 2.0,
    "killing": 2.0,
    "ied": 1.5,
    "operation": 2.0,
    "robbery": 1.0,
}
BUSH: Final = {"airstrike": 5.0, "operation": 4.0, "ied": 2.0, "assault": 1.0, "ambush": 1.0}


@dataclass(slots=True)
class Incident:
    """What happened; `minute` counts from local midnight of `day` (days since 1970); `group` ties a night or an offensive."""

    number: int
    kind: str
    day: int
    minute: int
    spot: int
    lat: float
    lon: float
    road: str
    quarter: str
    civilians: int
    armed: int
    children: int
    hurt: int
    taken: int
    doer: str
    target: str
    weapon: str
    fame: float
    group: str

    @property
    def dead(self) -> int:
        """Return all killed."""
        return self.civilians + self.armed


@dataclass(slots=True)
class Episode:
    """Acts to come that hang together: kinds by weight, round a settlement, within some kilometres, so many on a day."""

    kinds: dict[str, float]
    spot: int
    km: float
    mean: float
    group: str


class Days:
    """Makes the days one after another."""

    def __init__(self, dice: Dice, land: Land, first: int) -> None:
        self.dice, self.land, self.day = dice, land, first
        self.first, self.made = first, 0
        self.coming: dict[int, list[Episode]] = {}
        self.tempo = [1.0] * len(land.provinces)

    def next_day(self) -> Iterator[Incident]:
        """Yield the incidents of a day, province by province: quiet weeks and bad ones, as each province has its own tempo."""
        dice = self.dice
        if (self.day - self.first) % 7 == 0:
            self.tempo = [exp(0.45 * dice.normal() - 0.1) for _ in self.tempo]
        for number, province in enumerate(self.land.provinces):
            if number == 0 and (self.day - self.first) % 40 == 1:
                self._plan_town(number)
            for kind, rate in RATES[province.profile].items():
                for _ in range(dice.poisson(rate * self.tempo[number])):
                    yield from self._single(kind, number)
            yield from self._large(number, province.profile)
        for episode in self.coming.pop(self.day, []):
            for _ in range(dice.poisson(episode.mean)):
                yield self._of(episode)
        self.day += 1

    def _single(self, kind: str, province: int) -> Iterator[Incident]:
        """Yield one act; a bloody clash calls reprisals in the villages round it on the next days."""
        district = self.dice.weighted(self.land.provinces[province].weights)
        spot = self.dice.weighted(self.land.districts[district].weights)
        incident = self.act(kind, spot)
        yield incident
        if kind == "clash" and incident.dead >= 3:
            for later in range(1, 4):
                plan = Episode({"clash": 2, "killing": 1, "raid": 1}, spot, 12, 0.7, "")
                self.coming.setdefault(self.day + later, []).append(plan)

    def _large(self, province: int, profile: str) -> Iterator[Incident]:
        """Yield a night of raids on a row of villages, and plan offensives in the bush and stormings of towns."""
        dice = self.dice
        night = {"bandits": 0.22, "insurgency": 0.12, "communal": 0.06}.get(profile, 0)
        if dice.chance(night * self.tempo[province]):
            yield from self._night(province)
        if dice.chance({"insurgency": 0.035, "bandits": 0.008}.get(profile, 0)):
            spot = self._troubled(province)
            for later in range(dice.whole(4, 12)):
                plan = Episode(BUSH, spot, 9, 2 + 9 * dice.u(), f"bush {self.day} {province}")
                self.coming.setdefault(self.day + later, []).append(plan)
        if dice.chance({"insurgency": 0.02}.get(profile, 0)):
            self._plan_town(province)

    def _plan_town(self, province: int) -> None:
        """Plan the storming of a district town: dozens of acts in one small place, fewer on the two days after it."""
        centre = self.land.district_of(self._troubled(province)).centre
        for later, mean in enumerate((16 + 22 * self.dice.u(), 8.0, 3.0)):
            plan = Episode(TOWN, centre, 2.2, mean, f"town {self.day} {province}")
            self.coming.setdefault(self.day + later, []).append(plan)

    def _troubled(self, province: int) -> int:
        district = self.dice.weighted(self.land.provinces[province].weights)
        return self.dice.weighted(self.land.districts[district].weights)

    def _night(self, province: int) -> Iterator[Incident]:
        """Yield the raids of one gang in one night: neighbouring villages, an hour or less apart."""
        dice, minute = self.dice, self.dice.whole(1170, 1500)
        row = self.land.near(self._troubled(province), dice.whole(4, 8))
        group = f"night {self.day} {province} {minute}"
        for spot in row:
            incident = self.act("raid", spot)
            incident.day, incident.minute = self.day + minute // 1440, minute % 1440
            incident.group, incident.fame = group, incident.fame * 0.7
            incident.doer, incident.road, incident.quarter = "bandits", "", ""
            minute += dice.whole(10, 70)
            yield incident

    def _of(self, episode: Episode) -> Incident:
        kind = self.dice.weighted(episode.kinds)
        incident = self.act(kind, episode.spot)
        if episode.group:
            incident.road, incident.group = "", episode.group
            incident.fame *= 0.75
        if episode.km > 3:
            incident.spot = self.dice.pick(self.land.near(episode.spot, 6))
            incident.quarter = ""
        here = self.land.settlements[incident.spot]
        angle = 2 * pi * self.dice.u()
        incident.lat, incident.lon = moved(here.lat, here.lon, min(episode.km, 2.5) * self.dice.u(), angle)
        return incident

    def act(self, kind: str, spot: int) -> Incident:
        """Make one act of a kind at a settlement, on its road or in one of its quarters."""
        dice, how, land = self.dice, KINDS[kind], self.land
        here = land.settlements[spot]
        road, quarter, (lat, lon) = "", "", moved(here.lat, here.lon, 1.2 * dice.u(), 2 * pi * dice.u())
        if kind in ("ambush", "ied", "mine", "extortion") or (kind == "kidnap" and dice.chance(0.55)):
            road, lat, lon = self._road(spot)
        elif here.size >= 2:
            quarter = dice.pick(QUARTERS)
            lat, lon = moved(here.lat, here.lon, 0.4 + 2.2 * dice.u(), 2 * pi * QUARTERS.index(quarter) / len(QUARTERS))
        dead = max(1, dice.long_tail(how.dead)) if dice.chance(how.lethal) else 0
        civilians = sum(dice.chance(how.civilians) for _ in range(dead))
        taken = dice.long_tail(6) + 1 if kind == "kidnap" else (dice.long_tail(4) if kind in ("raid", "ambush") else 0)
        hurt = dice.long_tail(dead * 0.7 + 1.2) if dice.chance(0.4 + how.hurt / 4) else 0
        doer, target = dice.pick(how.doers), dice.pick(how.targets)
        if target == doer:
            target = "villagers" if kind == "cattle" else ("farmers" if doer == "herders" else "herders")
        self.made += 1
        fame = how.fame * (0.55 + 0.45 * log1p(dead + taken / 4)) * land.province_of(spot).heard
        return Incident(
            self.made, kind, self.day, self._minute(how.night), spot, lat, lon, road, quarter, civilians, dead - civilians,
            sum(dice.chance(0.2) for _ in range(civilians)), hurt, taken, doer, target, dice.pick(how.weapons), fame, "",
        )  # fmt: skip

    def _minute(self, night: float) -> int:
        """Draw the minute of the day: raids by night and at dawn, road acts by day."""
        if self.dice.chance(night):
            return (1140 + int(600 * self.dice.u())) % 1440
        return 330 + int(800 * self.dice.u())

    def _road(self, spot: int) -> tuple[str, float, float]:
        """Say where on a road as drivers do: so many km from X on the road to Y; X is the nearest town that all know."""
        dice, land = self.dice, self.land
        here, district = land.settlements[spot], land.district_of(spot)
        town, far = land.settlements[district.centre], land.settlements[dice.pick(district.roads)]
        start = town if dice.chance(0.6) or spot == district.centre else here
        share = 0.04 + 0.3 * dice.u()
        lat, lon = start.lat + share * (far.lat - start.lat), start.lon + share * (far.lon - start.lon)
        km = max(1, round(share * apart(start, far) * (1 + 0.15 * dice.normal())))
        told = km if km < 10 else 5 * round(km / 5)
        return f"{told} km {compass(start, far)} of {start.name} on the road to {far.name}", lat, lon
