"""The sources of the world `front`: what each gets to know, what it writes down, and what it sums."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from bench.linkage.made.front_land import CAPITALS, HEAVY, KINDS, Incident, Land, kilometres
from bench.linkage.made.front_names import Dice
from bench.linkage.made.front_words import (
    Row,
    again,
    centre,
    clock,
    day_of,
    divisions,
    heard_from,
    local_day,
    spelled,
    street,
    tell_day,
    tell_hours,
    tell_kind,
    tell_part_of_day,
    tell_time,
    tell_toll,
    town_near,
)

MISSION: Final = "Line Monitoring Mission"
ARMY: Final = {"A": "Kelmar General Staff", "B": "Sovna Control Office"}
ZONE: Final = {"A": "a", "B": "b"}
OTHER: Final = {"A": "B", "B": "A"}
CALLED: Final = {
    "A": ("Kelmarian Armed Forces", "KAF", "government forces", "Kelmar army", "10th brigade", "government formations"),
    "B": (
        "Sovna Guard",
        "SPG",
        "Sovna-led formations",
        "separatists",
        "illegal armed formations",
        "armed groups of Sovna",
    ),
}
BLAMED: Final = {"A": ("enemy", "Sovna Guard", "occupation forces"), "B": ("KAF", "Kelmarian fighters", "enemy")}
OUTLETS: Final = (
    "Tarsk Courier",
    "Dol Today",
    "Hrast Online",
    "Veldin Post",
    "Front Digest",
    "Sovna Gazette",
    "Radio Line",
    "24 Kelmar",
)
LIST: Final = "Conflict Event List"


@dataclass
class Desk:
    """Everything written so far, and the counts that wait for their period to end."""

    dice: Dice
    land: Land
    reach: float
    rows: list[Row] = field(default_factory=list)
    dark: frozenset[int] = frozenset()
    """Cameras that are down today (power, fog, a shell fragment)."""
    sums: dict[tuple[int, str, str, str], list[Incident]] = field(default_factory=dict)

    def likely(self, p: float) -> bool:
        """Say whether a source comes to know of something; with more reach all know more."""
        return self.dice.chance(p if self.reach == 1.0 else 1.0 - (1.0 - p) ** self.reach)

    def open(self, source: str, publisher: str, address: str | None, published: int, x: Incident) -> Row:
        """Begin a report."""
        row = Row(source, publisher, address, published, x.number, x.minute)
        self.rows.append(row)
        return row

    def link(self, host: str) -> str:
        """Make an address of a text of its own."""
        return f"https://{host}.example/{self.dice.whole(10**6, 10**8)}"

    def count(self, due: int, source: str, area: str, sort: str, x: Incident) -> None:
        """Put an incident into a count that its source gives out at the minute `due`."""
        self.sums.setdefault((due, source, area, sort), []).append(x)


def mission(d: Desk, x: Incident) -> None:
    """Write the mission's entries: each camera and patrol that hears it writes its own line, none says who fired."""
    dice, hour = d.dice, (x.minute + 150) % 1440 / 60
    reach = KINDS[x.kind].heard
    told = 0
    if x.kind in ("denied", "weapons") and d.likely(0.8):
        told += _line(d, x, x.place.name, None, "at" if x.kind == "denied" else "near")
    posts = [(i, p, 1.2 * reach, 0.62) for i, p in enumerate(d.land.cameras) if i not in d.dark]
    if 8 <= hour <= 17.5:
        posts += [(i, p, reach, 0.5) for i, p in enumerate(d.land.patrols, len(d.land.cameras))]
    for i, post, ear, p in posts:
        if (
            told < 3
            and abs(post.s - x.place.s) < 25
            and kilometres(post.lat, post.lon, x.lat, x.lon) < ear
            and d.likely(p)
        ):
            told += _line(d, x, post.name, i, "")
    if told and x.kind not in ("denied", "weapons", "seizure"):
        due = (x.minute + 390) // 1440 * 1440 + 1440 - 390  # as of 19:30
        d.count(due, MISSION, x.place.admin1, "day", x)
    if x.civil and d.likely(0.45):
        _follow_up(d, x)
    if told and dice.chance(0.02):  # the entry again, in the next report's list of corrections
        row = d.rows[-1]
        day = row.published + 1
        d.rows.append(
            again(row, published=day, address=_daily(day), summary=f"Correction to yesterday's report: {row.summary}")
        )


def _daily(day: int) -> str:
    return f"https://lmm.example/daily/{day_of(day)}"


def _line(d: Desk, x: Incident, name: str, post: int | None, word: str) -> int:
    """Write one line of the daily table: where the ear stood, what, how many, the minute or the patrol's hours."""
    dice = d.dice
    published = local_day(x.minute + 270, "a") + 1
    row = d.open(MISSION, MISSION, _daily(published), published, x)
    what = tell_kind(dice, row, x, "ear")
    divisions(row, x.place, dice.pick((1, 1, 2)))
    if post is None:
        row.place, where = name, f"{word} {name}"
        centre(dice, row, d.land, x.place, 1 if x.kind == "denied" else 2)
        time = tell_time(dice, row, x, "a", 0.8, 0.1, 0.0, 4.0)
    else:
        all_posts = (*d.land.cameras, *d.land.patrols)
        camera = post < len(d.land.cameras)
        where = heard_from(dice, row, all_posts[post], x, name)
        time = tell_time(
            dice, row, x, "a", 0.94 if camera else 0.45, 0.02 if camera else 0.5, 0.02, 0.5 if camera else 3.0
        )
        if (
            camera and dice.chance(0.012) and row.utc_start is not None and row.utc_end is not None
        ):  # a clock not set back
            tell_hours(row, "a", row.utc_start + 60, row.utc_end + 60)
    verb = dice.pick(("Recorded", "Heard")) if post is not None else dice.pick(("Saw", "Reported"))
    n = max(1, int(x.rounds * (0.4 + 0.6 * dice.u())))
    text = "access denied by armed persons" if x.kind == "denied" else f"{n} {what}"
    row.summary = f"{verb} {time}: {text}, {where}{f' of {name}' if post is not None else ''}"
    return 1


def _follow_up(d: Desk, x: Incident) -> None:
    """Write a casualty that the mission corroborated at a hospital or a house, days or weeks later."""
    dice = d.dice
    published = local_day(x.minute, "a") + 1 + int(16 * dice.u() ** 2)
    row = d.open(MISSION, MISSION, _daily(published), published, x)
    place, road = spelled(dice, x.place, "a"), street(dice, x)
    row.place = f"{road}, {place}" if road and dice.chance(0.6) else place
    divisions(row, x.place, 2)
    if dice.chance(0.6):
        row.lat, row.lon, row.place_precision = round(x.lat, 5), round(x.lon, 5), 1
    time = tell_time(dice, row, x, "a", 0.25, 0.05, 0.35, 20.0)
    tell_kind(dice, row, x, "ear")
    row.category = "civilians/killing" if x.killed_civil else "civilians/injury"
    row.actor_target = "civilians"
    toll = tell_toll(dice, row, x, "civil", False)
    row.summary = f"The Mission followed up on reports of civilian casualties in {row.place}: {toll} {time}, relatives and doctors said"
    due = (local_day(x.minute, "a") // 7 + 1) * 10080 - 180
    d.count(due, MISSION, x.place.admin1, "week", x)


def army(d: Desk, x: Incident, side: str) -> None:
    """Write an army's list: only fire at its own side, the enemy named; side B by the minute, side A by the briefing day."""
    if side not in x.hit or x.kind in ("denied", "weapons") or not d.likely(0.72 if x.kind in HEAVY else 0.55):
        return
    dice, zone = d.dice, ZONE[side]
    place = x.place if x.place.side == side or x.across is None else x.across
    day = local_day(x.minute - 360, zone) if side == "A" else local_day(x.minute, zone)
    d.count(
        (day + 1) * 1440 + (240 if side == "A" else -180),
        ARMY[side],
        place.admin2 if side == "A" else place.admin1,
        "day",
        x,
    )
    if not dice.chance(0.62 if side == "A" else 0.8):
        return  # counted, not listed
    row = d.open(
        ARMY[side], ARMY[side], f"https://{'gs' if side == 'A' else 'control'}.example/{day_of(day + 1)}", day + 1, x
    )
    name = spelled(dice, place, "a" if side == "A" else "b")
    what = tell_kind(dice, row, x, "full" if side == "A" else "two")
    time = tell_time(dice, row, x, zone, *((0.42, 0.16, 0.14, 9.0) if side == "A" else (0.86, 0.04, 0.0, 6.0)))
    if side == "A" and time.startswith("on "):
        tell_day(row, zone, day)  # the briefing's day runs from six to six
        time = dice.pick(("", "during the day", "over the past day"))
    if dice.chance(0.93):
        row.place = name if dice.chance(0.9) else f"positions near {name}"
    divisions(row, place, 2 if row.place is None else dice.pick((1, 2, 3)))
    if row.place is None:
        row.place_precision = 3
    elif dice.chance(0.65 if side == "A" else 0.4):
        centre(dice, row, d.land, place, 1, 4 if side == "A" else 3)
    row.actor_alleged = dice.pick(BLAMED[side])
    row.actor_target = "residents" if x.civil else dice.pick((None, f"positions of {CALLED[side][1]}", CALLED[side][0]))
    toll = ""
    if x.killed + x.hurt_armed + x.hurt_civil and dice.chance(0.55):
        toll = "; " + tell_toll(dice, row, x, "all", True)
    elif dice.chance(0.3):
        row.killed_low = row.killed_high = row.injured_low = row.injured_high = 0
        toll = "; no losses"
    n = f", {x.rounds + dice.whole(-1, 3)} rounds" if dice.chance(0.6) and x.rounds > 1 else ""
    row.summary = (
        f"{row.actor_alleged} opened fire with {what} at {row.place or row.admin2}{' ' if time else ''}{time}{n}{toll}"
    )
    if dice.chance(0.09):  # listed in the evening release and again in the morning briefing
        d.rows.append(
            again(row, published=day, address=f"https://{'gs' if side == 'A' else 'control'}.example/eve/{day_of(day)}")
        )
    if x.civil and dice.chance(0.3):
        echo(d, row)


def echo(d: Desk, row: Row) -> None:
    """Let one to three outlets print a source's words: same source, nearly equal text, some fields lost on the way."""
    dice = d.dice
    for _ in range(1 + dice.whole(0, 2) * dice.chance(0.4)):
        outlet = dice.pick(OUTLETS)
        words = (row.summary or "").split()
        text = " ".join(words[: max(5, len(words) - dice.whole(0, 4))])
        text = dice.pick(("", f"{row.source}: ", "UPDATED. ")) + text
        copy = again(row, publisher=outlet, address=d.link(outlet.lower().replace(" ", "-")), summary=text)
        copy.published = row.published + dice.chance(0.25)
        if dice.chance(0.35) and copy.date_start is not None and not isinstance(row.key, tuple):
            tell_day(copy, "a", copy.date_start)  # the hour is lost
        elif dice.chance(0.05) and copy.utc_start is not None and copy.utc_end is not None:
            tell_hours(copy, "a", copy.utc_start + 60, copy.utc_end + 60)  # the other side's clock taken for one's own
        if dice.chance(0.5):
            copy.lat = copy.lon = copy.radius_km = None
            copy.place_precision = 0
        if dice.chance(0.3):
            copy.category = copy.weapon = copy.admin3 = None
        d.rows.append(copy)


def council(d: Desk, x: Incident) -> None:
    """Write what a council or governor posts of harm in its towns: streets and hours, a first toll, later a second."""
    side = x.place.side
    if not d.likely(0.8 if x.civil else 0.10 if x.kind in HEAVY and side in x.hit else 0.0):
        return
    dice, zone = d.dice, ZONE[side]
    where = (
        f"{x.place.name} City Hall"
        if x.place.rank == "city"
        else f"{x.place.admin1} {'Regional' if side == 'A' else 'People’s'} Administration"
    )
    day = local_day(x.minute, zone)
    row = d.open(where, where, d.link("t"), day + dice.chance(0.3), x)
    name, road = spelled(dice, x.place, zone), street(dice, x)
    row.place = f"{name}, {road}" if road else name
    divisions(row, x.place, dice.pick((1, 2, 3)))
    if dice.chance(0.25):
        centre(dice, row, d.land, x.place)
    time = tell_time(dice, row, x, zone, 0.38, 0.08, 0.34, 15.0)
    what = tell_kind(dice, row, x, "full")
    row.actor_alleged = dice.pick((*BLAMED[side], *CALLED[OTHER[side]][:2])) if dice.chance(0.85) else None
    row.actor_target = dice.pick(("residents", "civilians", "residential building"))
    toll = tell_toll(dice, row, x, "civil", True)
    row.summary = f"{row.place} came under fire {time} ({what}): {toll}, houses damaged, power lines cut"
    d.count((day + 1) * 1440 - 120, where, x.place.name, "town", x)
    if x.civil:
        d.count((day // 30 + 1) * 43200 - 120, where, x.place.admin1, "month", x)
        if dice.chance(0.4):
            echo(d, row)
    if x.civil >= 2 and dice.chance(0.7):  # the toll grows: 22, then 24
        new = again(
            row, published=row.published + dice.whole(0, 2), address=row.address if dice.chance(0.2) else d.link("t")
        )
        words = tell_toll(dice, new, x, "civil", False)
        new.summary = f"UPD: the toll of the strike on {new.place} has risen, {words}, rescue work goes on"
        d.rows.append(new)
    if x.killed_civil >= 2 and dice.chance(0.5):
        _blame_back(d, x)


def _blame_back(d: Desk, x: Incident) -> None:
    """Write the other side's account of a deadly strike: the victims' own army did it."""
    dice, side = d.dice, OTHER[x.place.side]
    day = local_day(x.minute, ZONE[side])
    row = d.open(ARMY[side], ARMY[side], d.link("statement"), day + dice.whole(0, 1), x)
    row.place = spelled(dice, x.place, ZONE[side])
    row.admin1, row.actor_alleged = x.place.admin1, dice.pick(CALLED[x.place.side])
    tell_day(row, ZONE[side], day)
    tell_kind(dice, row, x, "full")
    toll = tell_toll(dice, row, x, "dead", True)
    row.summary = f"{ARMY[side]} denies the strike on {row.place}; it was staged by {row.actor_alleged}, {toll}"


def hospital(d: Desk, x: Incident) -> None:
    """Write admissions: the hospital's town, the day of admission, the hurt only; the place of the strike may be missing."""
    if not x.civil or not d.likely(0.4):
        return
    dice, side = d.dice, x.place.side
    towns = [p for p in d.land.towns if p.side == side and p.name not in CAPITALS] or list(d.land.towns)
    town = min(towns, key=lambda p: kilometres(p.lat, p.lon, x.lat, x.lon)) if x.place.rank == "village" else x.place
    day = local_day(x.minute, ZONE[side]) + dice.chance(0.16)
    source = f"{town.name} Hospital"
    d.count((day + 1) * 1440 - 120, source, town.name, "ward", x)
    if not dice.chance(0.7):
        return
    row = d.open(source, source, d.link("health") if dice.chance(0.5) else None, day + dice.whole(0, 2), x)
    told = dice.chance(0.45)
    row.place = spelled(dice, x.place if told else town, ZONE[side])
    divisions(row, town, 2)
    centre(dice, row, d.land, town, 1)
    tell_day(row, ZONE[side], day)
    row.event_type, row.actor_target = dice.pick(("other", "fatal_violence", "shelling")), "civilians"
    toll = tell_toll(dice, row, x, dice.pick(("hurt", "civil")) if x.hurt_civil else "civil", False)
    row.summary = (
        f"Admitted to {town.name} hospital{f' from {row.place}' if told else ''}: {toll}, blast and shrapnel wounds"
    )


def wires(d: Desk, x: Incident) -> None:
    """Write the two wires: one for the dead only, both fond of capitals; outlets copy them."""
    dice = d.dice
    far = x.place.name in CAPITALS
    for wire, host, p in (
        (
            "Meridian Wire",
            "meridian",
            0.9 if far else 0.5 if x.civil else 0.02 if x.kind in HEAVY and x.rush else 0.001,
        ),
        ("Levant Press", "levant", 0.8 if far and x.killed else 0.55 if x.killed_civil else 0.06 if x.killed else 0.0),
    ):
        if not d.likely(p):
            continue
        day = local_day(x.minute, "a")
        row = d.open(wire, wire, d.link(host), day + dice.chance(0.45), x)
        town = x.place if far or dice.chance(0.35) else town_near(d.land, x)
        row.place = None if dice.chance(0.12) else spelled(dice, town, "mixed")
        row.admin1 = x.place.admin1 if dice.chance(0.7) or row.place is None else None
        row.place_precision = 4 if row.place is None else 0
        if row.place and dice.chance(0.4):
            centre(dice, row, d.land, town, dice.pick((1, 2)), 2)
        if dice.chance(0.45):
            time = tell_part_of_day(row, "a", x.minute)
        else:
            time = f"on {day_of(day):%A}"
            tell_day(row, "a", day)
        what = tell_kind(dice, row, x, "news")
        row.actor_alleged = dice.pick((None, None, *CALLED[OTHER[x.place.side]][:4]))
        toll = tell_toll(
            dice, row, x, "dead" if host == "levant" else dice.pick(("all", "all", "sum", "civil")), dice.chance(0.6)
        )
        row.summary = f"{toll.capitalize()} after {what} fire near {row.place or row.admin1} {time}, officials said"
        if x.killed > 2 and dice.chance(0.5):
            late = again(row, published=row.published + 1, address=d.link(host))
            late.summary = (
                f"Toll update: {tell_toll(dice, late, x, 'all', False)} near {row.place or row.admin1}, officials say"
            )
            d.rows.append(late)
        if dice.chance(0.4):
            echo(d, row)


def social(d: Desk, x: Incident) -> None:
    """Write the social-media monitor: footage put on the map to the metre, by the clock of UTC, at times with no name or day."""
    loud = x.kind in HEAVY or x.kind in ("drone", "airstrike", "clash", "seizure")
    if not d.likely(0.4 if x.civil or x.kind == "airstrike" else 0.07 if loud else 0.01):
        return
    dice = d.dice
    row = d.open(
        "FrontWatch", "FrontWatch", d.link("frontwatch"), local_day(x.minute, "utc") + int(3 * dice.u() ** 3), x
    )
    row.place = None if dice.chance(0.35) else spelled(dice, x.place, "mixed")
    row.admin1 = x.place.admin1 if dice.chance(0.3) else None
    if dice.chance(0.85):
        off = 0.12 if dice.chance(0.06) else 0.001
        row.lat, row.lon = round(x.lat + dice.normal(off), 5), round(x.lon + dice.normal(off), 5)
        row.place_precision = 1
    if dice.chance(0.35):
        time = tell_time(dice, row, x, "utc", 0.6, 0.4, 0.0, 5.0)
    else:
        tell_day(row, "utc", local_day(x.minute, "utc"))
        time = f"posted at {clock(x.minute + dice.whole(5, 300), 'utc')} UTC"
    what = tell_kind(dice, row, x, "full" if dice.chance(0.5) else "ear")
    row.actor_alleged = dice.pick((None, "unknown", *CALLED[OTHER[x.place.side]][:2]))
    row.summary = f"Footage of {what} {time}, geolocated{f' to {row.place}' if row.place else ''}, smoke seen"
    if x.civil and dice.chance(0.3):
        tell_toll(dice, row, x, "all", True)


DESKS: Final[tuple[Callable[[Desk, Incident], None], ...]] = (mission, council, hospital, wires, social)
