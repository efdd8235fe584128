"""The world `single`: reports of which most tell of an incident of their own, at some 6,000 made places over Syria's box.

Each day is drawn from a seed of its own, so any day can be told without those before it, and a smaller record is the
beginning of a larger one.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate, count
from math import cos, hypot, radians
from typing import Any, Final

Body = dict[str, Any]
PLACES: Final = 6_000
"""About as many as the communities that the gazetteer of the humanitarian offices lists for Syria."""
FLATNESS: Final = 1_500
"""A place has a share of all incidents that falls as 1 / (its rank + this): the first has 0.04 %, the last 0.008 %.

Steeper, at 550 a day, so much happens in one town on one day that most incidents are found to have several reports.
"""
BOX: Final = (32.3, 37.3, 35.7, 42.4)
"""South, north, west, east of Syria in degrees."""
NEAR_A_TOWN: Final = 0.5
"""Share of places scattered about the example's towns (30 km), so within its zones and at their edges; others anywhere."""
ACCOUNTS: Final = (1,) * 34 + (2,) * 5 + (3,)
"""How many sources report an incident: 85 of 100 have one."""
TYPES: Final = (
    ("shelling",) * 26 + ("airstrike",) * 22 + ("ground_clash",) * 12 + ("ied",) * 8 + ("rocket",) * 7
    + ("small_arms",) * 6 + ("sniper",) * 4 + ("drone",) * 4 + ("abduction",) * 3 + ("mine",) * 2 + ("arrest",) * 2
    + ("looting", "aid_obstruction", "killing", "territory_change")
)  # fmt: skip
ACTORS: Final = (
    ("Syrian government forces",) * 8
    + ("Russian forces",) * 3
    + ("opposition armed groups", "HTS", "ISIL") * 2
    + ("Turkish forces", "US forces", "Jaysh al-Islam", "Syrian government forces and Russian forces")
    + (None,) * 4
)
TARGETS: Final = (
    "civilians",
    "civilians",
    "opposition armed groups",
    "Syrian government forces",
    "medical facility",
    None,
)
SEATS: Final = (
    ("Idlib", 35.93, 36.63), ("Aleppo", 36.20, 37.16), ("Hama", 35.13, 36.75), ("Homs", 34.73, 36.71),
    ("Rif Dimashq", 33.60, 36.50), ("Damascus", 33.51, 36.29), ("Daraa", 32.62, 36.10), ("Quneitra", 33.12, 35.83),
    ("As-Suwayda", 32.71, 36.57), ("Latakia", 35.53, 35.79), ("Tartus", 34.89, 35.89), ("Raqqa", 35.95, 39.01),
    ("Deir ez-Zor", 35.34, 40.14), ("Al-Hasakah", 36.50, 40.75),
)  # fmt: skip
"""A governorate and the town in which its governor sits: a made place is of the nearest."""
SYLLABLES: Final = (
    "ba da fa ga ha ja ka la ma na qa ra sa sha ta wa ya za bu du hu ju mu nu ru su tu zu",
    "bi di fi hi ji li mi ni ri si ti wi zi rra lla mma dda bba",
    "ya ne ro le sho ha bo de ta yeh in an at un iya ara una",
    "sat tar ril rin mash ghan dar qub lis hum yan ziq faj",
)
VOCABULARY: Final = 8_000
"""Made words of which accounts consist: texts of one incident share half of theirs, others hardly any."""
SHARED: Final = 8


def _word(rng: random.Random) -> str:
    return "".join(rng.choice(part.split()) for part in SYLLABLES)


@lru_cache(maxsize=1)
def words() -> list[str]:
    """Return the made words."""
    rng = random.Random(12)
    return [_word(rng) for _ in range(VOCABULARY)]


@lru_cache(maxsize=1)
def places(towns: tuple[tuple[float, float], ...]) -> list[Body]:
    """Return the made places, the most shaken first, as a statement tells them; `towns` are points of the example."""
    rng, found, names = random.Random(11), list[Body](), set[str]()
    while len(found) < PLACES:
        lat, lon = _point(rng, towns)
        name = _word(rng).capitalize()
        if name not in names:
            names.add(name)
            seat = min(SEATS, key=lambda seat: hypot(seat[1] - lat, (seat[2] - lon) * cos(radians(lat))))
            point = {"lat_e7": round(lat * 1e7), "lon_e7": round(lon * 1e7), "precision": 1}
            found.append({"name": name, "admin1": seat[0], **point})
    return found


def _point(rng: random.Random, towns: tuple[tuple[float, float], ...]) -> tuple[float, float]:
    south, north, west, east = BOX
    if rng.random() < NEAR_A_TOWN:
        lat, lon = rng.choice(towns)
        return min(max(lat + rng.gauss(0, 0.27), south), north), min(max(lon + rng.gauss(0, 0.33), west), east)
    return rng.uniform(south, north), rng.uniform(west, east)


def day_of(at: date, where: list[Body], sources: list[str], seed: str = "") -> Iterator[Body]:
    """Yield reports of incidents of a day without end, those of one incident side by side; another seed draws others."""
    rng = random.Random(f"{at} {seed}")
    shares = list(accumulate(1 / (rank + FLATNESS) for rank in range(1, len(where) + 1)))
    for number in count():
        place = rng.choices(where, cum_weights=shares)[0]
        kind, actor, target = rng.choice(TYPES), rng.choice(ACTORS), rng.choice(TARGETS)
        killed = rng.choice((None, None, 0, 0, 0, 0, 1, 2, 3, 5))
        told, text = {"actor_alleged": actor, "actor_target": target}, rng.sample(words(), SHARED)
        for source in rng.sample(sources, rng.choice(ACCOUNTS)):
            said = {name: value for name, value in told.items() if value and rng.random() < 0.85}
            yield _account(rng, source, at, place, kind, killed, text) | said | {"incident": f"{at} {number}"}


def _account(
    rng: random.Random, source: str, at: date, place: Body, kind: str, killed: int | None, text: list[str]
) -> Body:
    """Return what one source says of an incident; another differs in words, by a kilometre, at times by a day."""
    day = (at + timedelta(days=rng.random() < 0.1)).isoformat()
    near = {name: place[name] + round(rng.gauss(0, 1) * 8e4) for name in ("lat_e7", "lon_e7")}
    said = rng.sample(text, len(text) // 2) + rng.sample(words(), SHARED // 2)
    told = {
        "source": source,
        "published": day,
        "when": {"start": day, "zone": "Asia/Damascus"},
        "where": place | near,
        "event_type": kind,
        "summary": f"{place['name']}: {' '.join(said)}.",
    }
    return told if killed is None else told | {"killed": {"low": killed, "high": killed + (rng.random() < 0.2)}}
