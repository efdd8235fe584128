"""The ground and the days of the world `front`: a line of 200 km, its villages, what is fired where and when.

Nothing here is told by anyone yet; `front` and `front_words` make sources speak of it.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from bench.linkage.made.front_names import CENTRES, ENDS, NEW, QUARTERS, STEMS, Dice, to_b

LENGTH: Final = 200.0
"""Kilometres of line."""
NIGHTLY: Final = 118.0
"""Incidents a day on the whole line in a usual week (offensives and truces come on top)."""
KM: Final = 111.2
CAPITALS: Final = ("Orlenhrad", "Sovna")
COS: Final = math.cos(math.radians(47.8))


@dataclass(frozen=True, slots=True)
class Place:
    """A village, town, city, checkpoint or post; each side writes its name in its own way, some in another name."""

    name: str
    name_b: str
    side: str
    rank: str
    s: float
    lat: float
    lon: float
    admin1: str
    admin2: str
    admin3: str
    quarters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of two or three kilometres where it bangs every day; the same few places on each side are hit."""

    s: float
    weight: float
    near: dict[str, tuple[Place, ...]]


@dataclass(frozen=True, slots=True)
class Land:
    """All places; the spots; the mission's cameras (day and night) and where its patrols stand by day."""

    places: tuple[Place, ...]
    towns: tuple[Place, ...]
    spots: tuple[Spot, ...]
    cameras: tuple[Place, ...]
    patrols: tuple[Place, ...]
    gates: tuple[Place, ...]
    twins: dict[str, tuple[Place, ...]]


@dataclass(frozen=True, slots=True)
class Kind:
    """What is fired: usual share, share in an offensive, how far it is heard, harm to civilians and to soldiers."""

    share: float
    rush: float
    heard: float
    civil: float
    armed: float
    rounds: int
    category: str


KINDS: Final = {
    "small_arms": Kind(0.31, 0.12, 2.5, 0.004, 0.02, 60, "fire/small_arms"),
    "heavy_machine_gun": Kind(0.10, 0.06, 3.5, 0.004, 0.02, 40, "fire/heavy_machine_gun"),
    "grenade_launcher": Kind(0.14, 0.06, 4.0, 0.01, 0.05, 9, "fire/unspecified"),
    "mortar": Kind(0.18, 0.22, 6.0, 0.035, 0.06, 12, "fire/mortar"),
    "artillery": Kind(0.05, 0.20, 9.0, 0.07, 0.08, 14, "fire/artillery"),
    "tank": Kind(0.025, 0.05, 6.5, 0.04, 0.08, 6, "fire/tank"),
    "rocket": Kind(0.01, 0.06, 12.0, 0.16, 0.10, 20, "fire/rocket_artillery"),
    "anti_tank": Kind(0.02, 0.02, 4.0, 0.02, 0.25, 1, "fire/anti_tank_missile"),
    "drone": Kind(0.055, 0.10, 3.0, 0.08, 0.22, 2, "air/uav_strike"),
    "sniper": Kind(0.03, 0.01, 1.0, 0.10, 0.60, 1, "fire/sniper"),
    "mine": Kind(0.01, 0.006, 3.0, 0.45, 0.45, 1, "explosives/mine"),
    "clash": Kind(0.02, 0.08, 3.0, 0.01, 0.45, 150, "ground/attack"),
    "airstrike": Kind(0.002, 0.025, 10.0, 0.25, 0.20, 2, "air/strike"),
    "seizure": Kind(0.0, 0.008, 0.0, 0.0, 0.3, 0, "ground/seizure"),
    "overflight": Kind(0.018, 0.005, 2.5, 0.0, 0.0, 1, "air/overflight"),
    "weapons": Kind(0.02, 0.004, 0.0, 0.0, 0.0, 3, "forces/heavy_weapons_inside_line"),
    "denied": Kind(0.03, 0.012, 0.0, 0.0, 0.0, 0, "access/monitor_denied"),
}
HEAVY: Final = frozenset({"mortar", "artillery", "tank", "rocket", "grenade_launcher", "anti_tank", "airstrike"})
_NAMES: Final = tuple(KINDS)
_SUMS: Final = {
    False: tuple(accumulate(k.share for k in KINDS.values())),
    True: tuple(accumulate(k.rush for k in KINDS.values())),
}


@dataclass(frozen=True, slots=True)
class Incident:
    """What happened: minutes are UTC minutes of the world; `hit` is the side fired at ("AB" for an exchange)."""

    number: int
    minute: int
    span: int
    place: Place
    across: Place | None
    quarter: str | None
    hit: str
    lat: float
    lon: float
    kind: str
    rounds: int
    killed_civil: int = 0
    killed_armed: int = 0
    killed_children: int = 0
    hurt_civil: int = 0
    hurt_armed: int = 0
    rush: bool = False

    @property
    def civil(self) -> int:
        """Count the civilians harmed."""
        return self.killed_civil + self.hurt_civil

    @property
    def killed(self) -> int:
        """Count the dead."""
        return self.killed_civil + self.killed_armed


def at(s: float, off: float) -> tuple[float, float]:
    """Give the point `s` km along the line and `off` km off it (towards side A if positive)."""
    x = 0.28 * s + 7.0 * math.sin(s / 17.0) + 3.0 * math.sin(s / 6.5 + 1.0) - 0.96 * off
    y = 0.94 * s + 2.0 * math.sin(s / 11.0) + 0.28 * off
    return 46.9 + y / KM, 43.0 + x / (KM * COS)


def kilometres(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Measure on the flat, good enough for a front line."""
    return math.hypot((lat - lat2) * KM, (lon - lon2) * KM * COS)


def _place(dice: Dice, name: str, side: str, rank: str, s: float, off: float) -> Place:
    """Set a place down with the divisions of its side; renamed villages have two official names."""
    lat, lon = at(s, off if side == "A" else -off)
    other = f"{dice.pick(NEW)}" if rank == "village" and dice.chance(0.09) else to_b(name)
    district = CENTRES[min(int(s / 25.0), 7)]
    quarters = tuple(QUARTERS[i] for i in dice.permutation(12)[:7]) if rank in ("town", "city") else ()
    admin1 = "Dol" if s < 105 else "Hrast"
    return Place(name, other, side, rank, s, lat, lon, admin1, f"{district} {'raion' if side == 'A' else 'district'}",
                 f"{name} hromada" if rank != "village" else f"{district} hromada {int(s / 8) % 3 + 1}", quarters)  # fmt: skip


def _villages(dice: Dice) -> list[Place]:
    """Strew villages on both sides, a dozen towns, two cities by the line and a capital far behind on each side."""
    names = [a + b for a in STEMS for b in ENDS]
    names = [names[i] for i in dice.permutation(len(names))]
    places: list[Place] = []
    for i in range(250):
        s = (i // 2 + dice.u()) * LENGTH / 125
        side = "AB"[i % 2]
        places.append(_place(dice, names.pop(), side, "village", s, 0.7 + 13.0 * dice.u() ** 1.7))
    for i in range(8):  # one name of two places, in other districts
        twin = places[20 * i + 3]
        other = places[(20 * i + 3 + 110) % 250]
        places[(20 * i + 3 + 110) % 250] = replace(other, name=twin.name, name_b=twin.name_b)
    for i, name in enumerate(CENTRES):
        places.append(_place(dice, name, "AB"[i % 2], "town", 25.0 * i + 9 + 6 * dice.u(), 3.0 + 6.0 * dice.u()))
    places.append(_place(dice, "Tarsk", "B", "city", 62.0, 6.5))
    places.append(_place(dice, "Veldin", "A", "city", 131.0, 11.0))
    places.append(_place(dice, "Orlenhrad", "A", "city", 100.0, 85.0))
    places.append(_place(dice, "Sovna", "B", "city", 118.0, 70.0))
    return places


def _nearest(places: list[Place], s: float) -> tuple[Place, ...]:
    """Give the four places nearest to a point of the line."""
    ways = sorted((kilometres(p.lat, p.lon, *at(s, 0.0)), i) for i, p in enumerate(places))
    return tuple(places[i] for _, i in ways[:4])


def survey(dice: Dice) -> Land:
    """Make the ground: places, spots by a long-tailed weight, cameras at the busy ones, patrols' posts, checkpoints."""
    places = _villages(dice)
    towns = tuple(p for p in places if p.rank != "village")
    spots: list[Spot] = []
    order = dice.permutation(34)
    for i in range(34):
        s = (i + 0.2 + 0.6 * dice.u()) * LENGTH / 34
        near = {side: _nearest([p for p in places if p.side == side], s) for side in "AB"}
        spots.append(Spot(s, 1.0 / (order[i] + 2) ** 0.9, near))
    total = sum(x.weight for x in spots)
    spots = [replace(x, weight=x.weight / total) for x in spots]
    busy = sorted(spots, key=lambda x: -x.weight)
    cameras = [replace(x.near[dice.pick("AB")][0], rank="camera") for x in busy[:17] if dice.chance(0.85)]
    villages = places[:250]
    patrols = [dice.pick(villages) for _ in range(16)] + [x.near[dice.pick("AB")][-1] for x in busy[:8]]
    gates = [replace(dice.pick(villages), rank="checkpoint") for _ in range(9)]
    twins: dict[str, tuple[Place, ...]] = {}
    for p in places:
        twins[p.name] = (*twins.get(p.name, ()), p)
    return Land(tuple(places), towns, tuple(spots), tuple(cameras), tuple(patrols), tuple(gates), twins)


@dataclass(frozen=True, slots=True)
class Push:
    """Some weeks in which a stretch of the line burns (an offensive) or the whole line is hushed (a truce)."""

    first: int
    last: int
    s: float
    width: float
    factor: float

    def on(self, day: int, s: float) -> bool:
        """Say whether it bears on a day and a place."""
        return self.first <= day <= self.last and abs(s - self.s) <= self.width


def pushes(dice: Dice, land: Land, days: int) -> list[Push]:
    """Draw offensives (2 to 5 weeks, every two months or so) and truces (a holiday, the harvest) that fray."""
    out: list[Push] = []
    day = dice.whole(2, 20)
    while day < days:
        length = dice.whole(14, 35)
        out.append(Push(day, day + length, dice.pick(land.spots).s, 6.0 + 9.0 * dice.u(), 3.0 + 4.0 * dice.u()))
        quiet = day + length + dice.whole(5, 25)
        out.append(Push(quiet, quiet + dice.whole(6, 13), 100.0, 200.0, 0.2 + 0.3 * dice.u()))
        day = quiet + dice.whole(15, 50)
    return out


def _clock(dice: Dice, kind: str) -> int:
    """Draw a local minute: small arms after dusk, guns at dusk and dawn, checkpoints and drones by day."""
    if kind in ("denied", "weapons", "drone", "overflight", "mine", "sniper"):
        return int(min(1439, max(0, 780 + dice.normal(170))))
    if dice.chance(0.30):
        return dice.whole(0, 1439)
    return int((dice.pick((1200, 1290, 1380, 300)) + dice.normal(95)) % 1440)


def _tail(dice: Dice, mean: float) -> int:
    """Draw a toll: mostly one or two, seldom a crowd."""
    return 1 + dice.poisson(mean) + (int(3.0 / (0.04 + dice.u())) if dice.chance(0.02) else 0)


def _harm(dice: Dice, x: Incident) -> Incident:
    """Draw the harm done; towns are fuller than hamlets, offensives are worse."""
    kind = KINDS[x.kind]
    scale = 2.0 if x.place.rank in ("town", "city") or x.rush else 1.0
    big = 2.5 if x.kind in ("rocket", "airstrike") else 0.5
    if dice.chance(min(0.9, kind.civil * scale)):
        n = _tail(dice, big)
        dead = sum(dice.chance(0.28) for _ in range(n))
        x = replace(
            x, killed_civil=dead, hurt_civil=n - dead, killed_children=sum(dice.chance(0.1) for _ in range(dead))
        )
    if dice.chance(kind.armed):
        n = _tail(dice, 1.5 if x.kind == "clash" else 0.4)
        dead = sum(dice.chance(0.3) for _ in range(n))
        x = replace(x, killed_armed=dead, hurt_armed=n - dead)
    return x


def _far(dice: Dice, number: int, day: int, place: Place) -> Incident:
    """Strike a capital far behind the line: rockets, drones, aircraft."""
    kind = dice.pick(("rocket", "drone", "drone", "airstrike"))
    lat, lon = place.lat + dice.normal(3.0) / KM, place.lon + dice.normal(3.0) / (KM * COS)
    minute = day * 1440 + dice.whole(0, 1439) - 150
    quarter, n = dice.pick(place.quarters), 1 + dice.poisson(4.0)
    return _harm(dice, Incident(number, minute, 5, place, None, quarter, place.side, lat, lon, kind, n, rush=True))


def _happen(dice: Dice, land: Land, number: int, day: int, place: Place, across: Place | None, rush: bool) -> Incident:
    """Let one incident happen at or near a place; half of the fire falls on positions outside the village."""
    kind = dice.weighed(_NAMES, _SUMS[rush])
    if kind == "denied":
        place = dice.pick(land.gates[:3] if dice.chance(0.6) else land.gates)
    lat, lon = place.lat + dice.normal(0.9) / KM, place.lon + dice.normal(0.9) / (KM * COS)
    if kind == "denied":
        lat, lon = place.lat, place.lon
    quarter = dice.pick(place.quarters) if place.quarters and dice.chance(0.8) else None
    span = 0 if kind in ("sniper", "mine", "anti_tank", "denied", "drone") else int(2 + 200 * dice.u() ** 4)
    both = (
        "AB"
        if kind in ("small_arms", "heavy_machine_gun", "clash", "grenade_launcher") and across and dice.chance(0.3)
        else place.side
    )
    rounds = 1 + dice.poisson(KINDS[kind].rounds * (0.3 + dice.u()))
    minute = day * 1440 + _clock(dice, kind) - 150
    return _harm(dice, Incident(number, minute, span, place, across, quarter, both, lat, lon, kind, rounds, rush=rush))


def _return_fire(dice: Dice, x: Incident, number: int, place: Place) -> Incident:
    """Answer fire with fire on the other side, minutes later, often with the same weapon: two incidents, one evening's noise."""
    lat, lon = place.lat + dice.normal(0.9) / KM, place.lon + dice.normal(0.9) / (KM * COS)
    kind = x.kind if dice.chance(0.6) else dice.pick(("mortar", "artillery", "grenade_launcher"))
    minute = x.minute + x.span + dice.whole(3, 45)
    n = 1 + dice.poisson(KINDS[kind].rounds * (0.3 + dice.u()))
    y = Incident(number, minute, dice.whole(1, 40), place, None, None, place.side, lat, lon, kind, n, rush=x.rush)
    return _harm(dice, y)


def days(dice: Dice, land: Land, first: int, stretch: tuple[float, float]) -> Iterator[tuple[int, list[Incident]]]:
    """Go day by day over a stretch of the line: spots at their weekly mood, strewn fire elsewhere, far strikes on cities."""
    moves = [replace(p, first=p.first + first, last=p.last + first) for p in pushes(dice, land, 800)]
    low, high = stretch
    spots = [x for x in land.spots if low <= x.s <= high]
    inside = [p for p in land.places if low <= p.s <= high and p.name not in CAPITALS]
    capitals = [p for p in land.places if low <= p.s <= high and p.name in CAPITALS]
    mood = {x.s: 1.0 for x in spots}
    number, day = 0, first
    while True:
        if (day - first) % 7 == 0:
            mood = {s: math.exp(0.6 * math.log(m) + dice.normal(0.5)) for s, m in mood.items()}
        today = math.exp(dice.normal(0.25))
        out: list[Incident] = []
        for spot in spots:
            fits = [p for p in moves if p.on(day, spot.s)]
            rush = any(p.factor > 1 for p in fits)
            rate = NIGHTLY * 0.84 * spot.weight * mood[spot.s] * today * math.prod(p.factor for p in fits)
            for _ in range(dice.poisson(min(rate + (6.0 if rush else 0.0), 75.0))):
                hit = dice.pick("AB")
                place = spot.near[hit][min(int(-math.log(1 - dice.u()) * 0.8), 3)]
                back = spot.near["B" if hit == "A" else "A"][0]
                out.append(_happen(dice, land, number + len(out), day, place, back, rush))
                if out[-1].kind in HEAVY and dice.chance(0.2):
                    out.append(_return_fire(dice, out[-1], number + len(out), back))
        for _ in range(dice.poisson(NIGHTLY * 0.16 * today * (high - low) / LENGTH) if inside else 0):
            place = dice.pick(inside)
            out.append(_happen(dice, land, number + len(out), day, place, None, False))
        for _ in range(dice.poisson(0.15) if capitals else 0):
            out.append(_far(dice, number + len(out), day, dice.pick(capitals)))
        number += len(out)
        yield day, out
        day += 1
