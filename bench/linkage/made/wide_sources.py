"""Who tells of an incident in the world `wide`, who copies whom, and what the two academic lists make of what they read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bench.linkage.made.wide_days import Incident
from bench.linkage.made.wide_land import Dice, Land
from bench.linkage.made.wide_telling import (
    CRUDE,
    DAY_ZERO,
    Desk,
    Row,
    monday,
    month_of,
    put_in_words,
    tell,
    tell_what,
    tell_when,
    tell_where,
    tell_who,
)

PAPERS: Final = {"The Daily Lantern": 5.0, "The Meridian": 3.0, "National Courier": 2.0}
STATIONS: Final = ("Radio Murmur", "Savannah FM", "Voice of the Wells")
WIRE: Final = "Federal News Wire"
NETWORK: Final = "Hearth Early Warning Network"
FORUM: Final = "NGO Safety Forum"
ARMY: Final = "Defence Headquarters"
MISSION: Final = "UN Mission in Wandara"
ATLAS: Final = "Atlas of Armed Events"
REGISTER: Final = "Register of Lethal Violence"
NEWS_TOLL: Final = {
    "full": 4.0,
    "early": 2.5,
    "none": 1.0,
    "dozens": 1.5,
    "summed": 0.25,
    "civilians": 0.6,
    "range": 0.3,
}
RADIO_DESK: Final = Desk(
    "radio", (0, 2), {"day": 4, "published": 1.5, "part": 3, "hour": 0.3, "late": 0.4},
    {"name": 4, "bare": 1, "village": 1.5, "district": 1, "town": 0.8, "none": 0.15}, {**NEWS_TOLL, "early": 4}, "news", "news",
)  # fmt: skip
PAPER_DESK: Final = Desk(
    "paper", (1, 5),
    {"day": 6, "published": 1.1, "late": 0.6, "weekday": 0.25, "part": 1.6, "week": 0.4, "undated": 0.3, "range": 0.3, "typo": 0.05},
    {"name": 3.5, "village": 2.2, "district": 1, "centre": 1.4, "town": 0.6, "bare": 0.5, "province": 0.4, "none": 0.12},
    NEWS_TOLL, "news", "news",
)  # fmt: skip
FORUM_DESK: Final = Desk(
    "forum", (0, 2), {"hour": 5, "part": 3, "day": 2}, {"near": 3, "exact": 2.5, "village": 2, "centre": 1, "district": 0.6},
    {"none": 1}, "news", "ngo", {"umbrella": 5.0, "none": 2.0, "named": 2.0}, 0.2, 0.0, 0.6,
)  # fmt: skip
ARMY_DESK: Final = Desk(
    "army", (0, 6), {"day": 4, "week": 1.0, "undated": 0.6, "range": 0.8, "part": 0.6, "published": 1},
    {"name": 3, "district": 1.5, "province": 1.2, "none": 0.7, "bare": 1, "town": 0.7}, {"army": 5, "none": 1}, "army", "list",
)  # fmt: skip
MISSION_DESK: Final = Desk(
    "mission", (2, 9), {"day": 6, "late": 0.8, "range": 0.6, "week": 0.5},
    {"name": 2, "village": 2, "centre": 1.5, "district": 1.5, "province": 0.5}, {"full": 4, "civilians": 2, "range": 1, "none": 1},
    "news", "list", {"umbrella": 3.0, "named": 4.0, "none": 2.0}, 0.25, 0.5, 0.9, in_utc=True,
)  # fmt: skip
HEARTH_DESK: Final = Desk(
    "hearth", (0, 1), {"hour": 1.5, "part": 1.5, "day": 3, "published": 2.5, "late": 0.3},
    {"exact": 1.5, "near": 1, "village": 2, "name": 2, "bare": 1, "point": 0.6}, {"full": 2, "early": 3, "none": 2, "summed": 0.2},
    "local", "two", {"named": 4.0, "none": 4.0, "umbrella": 1.0}, 0.6, 0.5, 0.0, "french",
)  # fmt: skip
BANNER_DESK: Final = Desk(
    "banner", (1, 6), {"day": 4, "undated": 1, "week": 1, "range": 1}, {"name": 3, "bare": 3, "none": 1, "town": 1},
    {"army": 3, "none": 1}, "list", "news", {"named": 1.0}, 0.6,
)  # fmt: skip
HOSPITAL_DESK: Final = Desk(
    "hospital", (0, 3), {"published": 3, "day": 3, "part": 1}, {"town": 1, "district": 2, "name": 2, "centre": 1},
    {"full": 1, "early": 3, "summed": 1}, "news", "news", {"none": 3.0, "umbrella": 1.0},
)  # fmt: skip
ATLAS_DESK: Final = Desk(
    "atlas", (7, 14), {"day": 1}, {"village": 6, "centre": 1.6, "district": 1, "near": 0.4, "province": 0.15}, {"full": 1}, "list", "list",
    {"named": 8.0, "umbrella": 1.0, "blamed": 0.4}, 0.3, 1.0, 1.0,
)  # fmt: skip
REGISTER_DESK: Final = Desk(
    "register", (20, 60), {"day": 1}, {"village": 5, "district": 2, "centre": 1, "near": 1, "province": 0.4}, {"full": 1}, "list", "lethal",
    {"named": 8.0, "umbrella": 0.6}, 0.3, 1.0, 0.0,
)  # fmt: skip
SWAPS: Final = (("killing", "claiming the lives of"), ("killed", "slain"), ("attacked", "struck"), ("gunmen", "armed men"), ("stormed", "invaded"),
         ("Residents fled.", "People ran into the bush."), ("injured", "wounded"), ("people", "persons"),
         (" at least ", " no fewer than "))  # fmt: skip


def iso(day: int) -> str:
    """Write a day as a newsroom's address has it."""
    return (DAY_ZERO + timedelta(days=day)).isoformat()


def slug(name: str) -> str:
    """Write an outlet's name as a host."""
    return name.lower().replace(" ", "-")


class Newsrooms:
    """All that is told of an incident: first-hand sources, papers that copy each other, then the lists that read them."""

    def __init__(self, dice: Dice, land: Land) -> None:
        self.dice, self.land, self.texts = dice, land, 0

    def reports_of(self, incident: Incident) -> list[Row]:
        """Return the reports of an incident; none where nobody heard of it."""
        rows = [*self._media(incident), *self._field(incident), *self._sides(incident)]
        read = [r for r in rows if r.publisher not in (FORUM, NETWORK)] or [r for r in rows if r.publisher == NETWORK]
        return [*rows, *self._atlas(incident, read), *self._register(incident, read)]

    def _text(self, publisher: str, row: Row) -> str:
        """Give a text its address: an article of its own, or a round-up of the day in a province that lists several incidents."""
        day = row.published or 0
        if row.admin1 and self.dice.chance(0.15):
            return f"https://{slug(publisher)}.example/{iso(day)}/round-up-{slug(row.admin1)}"
        self.texts += 1
        return f"https://{slug(publisher)}.example/{iso(day)}/{self.texts * 7919 % 1000003}"

    def _media(self, incident: Incident) -> Iterator[Row]:
        """Yield radio (the station of the region first, soon, with early counts) and the papers."""
        dice, fame = self.dice, incident.fame
        region = self.land.district_of(incident.spot).province % 3
        for station, share in ((region, 0.42), ((region + 1) % 3, 0.07)):
            if dice.chance(min(0.85, share * fame)):
                row = tell(dice, self.land, incident, RADIO_DESK, STATIONS[station], STATIONS[station])
                row.address = (
                    f"{STATIONS[station]} bulletin {iso(row.published or 0)} {dice.pick(('0600', '1300', '1900'))}"
                )
                yield row
        if dice.chance(min(0.92, 0.45 * fame)):
            yield from self._papers(incident)

    def _papers(self, incident: Incident) -> Iterator[Row]:
        """Yield the first paper's story, the others' copies or own stories, and the follow-ups with a higher toll."""
        dice = self.dice
        first = dice.weighted(PAPERS)
        province = self.land.province_of(incident.spot).name
        says = {first: 5.0, WIRE: 2.0, f"Police Command, {province}": 1.2, "residents": 1.2, "a local official": 0.8}
        lead = tell(dice, self.land, incident, PAPER_DESK, dice.weighted(says), first)
        lead.address = self._text(first, lead)
        yield lead
        stories = [lead]
        others = [p for p in PAPERS if p != first] + ([WIRE] if lead.source == WIRE else [])
        for paper in others:
            if not dice.chance(0.6 if paper == WIRE else min(0.7, 0.12 + 0.25 * incident.fame)):
                continue
            if dice.chance(0.6) or paper == WIRE:
                story = self._copied(lead, paper)
            else:
                story = tell(dice, self.land, incident, PAPER_DESK, paper, paper)
            story.address = self._text(paper, story)
            stories.append(story)
            yield story
        if incident.dead >= 4 and dice.chance(0.28):
            yield from self._follow_ups(incident, stories)

    def _copied(self, lead: Row, paper: str) -> Row:
        """Copy a story: the same words but for a few, a day later; the copy may lose the point or round the toll."""
        dice = self.dice
        text, published = lead.summary or "", (lead.published or 0) + dice.whole(0, 2)
        for old, new in SWAPS:
            text = text.replace(old, new, 1) if dice.chance(0.25) else text
        story = replace(lead, publisher=paper, published=published, summary=text)
        if dice.chance(0.4):
            story.lat = story.lon = None
            story.place_precision = 0
        if lead.first == lead.published and dice.chance(0.3):
            story.first = story.last = published
            story.window = (published * 1440, published * 1440 + 1440)
        if lead.killed_low and lead.killed_low > 10 and dice.chance(0.2):
            story.killed_low, story.killed_high = lead.killed_low // 10 * 10, None
        return story

    def _follow_ups(self, incident: Incident, stories: list[Row]) -> Iterator[Row]:
        """Yield a later story of a paper that has told it: "death toll rises to 24"; an outlet echoes it in the same words."""
        dice = self.dice
        base = dice.pick(stories)
        toll = max(incident.dead, (base.killed_low or 0) + dice.whole(1, 3))
        text = f"Death toll in {base.place or 'attack'} rises to {toll}" + dice.pick(
            (", officials say", " as more bodies found", "")
        )
        later = (base.published or 0) + dice.whole(1, 4)
        rise = replace(base, published=later, killed_low=toll, killed_high=toll, killed_civilians=None, summary=text)
        rise.address = self._text(base.publisher, rise)
        yield rise
        if dice.chance(0.4):
            echo = replace(rise, publisher=dice.pick(list(PAPERS)), published=later + 1)
            echo.address = self._text(echo.publisher, echo)
            yield echo

    def _field(self, incident: Incident) -> Iterator[Row]:
        """Yield those with people on the ground: the NGO network's log, the monitors with telephones, the mission, hospitals."""
        dice, land = self.dice, self.land
        profile = land.province_of(incident.spot).profile
        if dice.chance(
            {"insurgency": 0.42, "capital": 0.35}.get(profile, 0.25) + (0.4 if incident.target == "aid" else 0)
        ):
            row = tell(dice, land, incident, FORUM_DESK, FORUM, FORUM)
            row.address = f"{FORUM} daily log {iso(row.published or 0)}"
            yield row
            if dice.chance(0.02):
                yield replace(
                    row,
                    published=(row.published or 0) + 1,
                    address=f"{FORUM} daily log {iso((row.published or 0) + 1)}",
                )
        if profile != "capital" and dice.chance(0.27):
            yield from self._monitors(incident)
        if dice.chance(min(0.5, 0.11 * incident.fame) + (0.25 if incident.target == "aid" else 0)):
            row = tell(dice, land, incident, MISSION_DESK, MISSION, MISSION)
            row.published = monday(row.published or 0) + 7
            row.address = f"{MISSION} weekly bulletin {iso(row.published)}"
            yield row
        if incident.dead + incident.hurt >= 4 and dice.chance(0.05):
            town = land.settlements[land.district_of(incident.spot).centre].name
            yield tell(
                dice, land, incident, HOSPITAL_DESK, f"hospital of {town}", dice.pick((*PAPERS, f"hospital of {town}"))
            )

    def _monitors(self, incident: Incident) -> Iterator[Row]:
        """Yield one message, or several of neighbours who do not know of each other, in the language of the district."""
        dice = self.dice
        home = self.land.settlements[incident.spot].district
        for _ in range(1 + int(dice.chance(0.3)) + int(dice.chance(0.08 + 0.05 * incident.fame))):
            arabic = dice.chance(0.85 if home % 3 == 0 else 0.15)
            desk = replace(HEARTH_DESK, script="arabic") if arabic else HEARTH_DESK
            monitor = f"monitor {home * 10 + dice.whole(0, 5):04d}"
            yield tell(dice, self.land, incident, desk, monitor if dice.chance(0.6) else NETWORK, NETWORK)

    def _sides(self, incident: Incident) -> Iterator[Row]:
        """Yield the army's statements (own strikes, inflated; own losses, seldom) and the insurgents' own channel."""
        dice = self.dice
        share = 0.3 if incident.doer == "army" else (0.15 if incident.target == "army" else 0.02)
        if dice.chance(share):
            row = tell(dice, self.land, incident, ARMY_DESK, ARMY, ARMY)
            row.address = f"{ARMY} statement {iso(row.published or 0)}"
            yield row
            if dice.chance(0.25):
                paper = dice.weighted(PAPERS)
                echo = replace(row, publisher=paper, published=(row.published or 0) + dice.whole(0, 1))
                echo.address = self._text(paper, echo)
                yield echo
        if "insurgents" in (incident.doer, incident.target) and dice.chance(
            0.2 if incident.doer == "insurgents" else 0.03
        ):
            row = tell(dice, self.land, incident, BANNER_DESK, "Banner News Channel", "Banner News Channel")
            row.published = None if dice.chance(0.15) else row.published
            yield row

    def _coded(self, incident: Incident, base: Row | None, desk: Desk, name: str) -> Row:
        """Code an entry of a list from a report that it read: the report's day, its toll, a point by its own gazetteer, or the report's."""
        dice, land = self.dice, self.land
        row = Row(incident.number, name, name, published=incident.day + dice.whole(*desk.delay))
        if base is not None and base.first is not None and base.last is not None:
            row.first, row.last, row.date_precision = base.first, base.last, base.date_precision
            if base.date_precision == 2 and dice.chance(0.7):
                row.last, row.date_precision = row.first, 1
            row.window = (row.first * 1440, (row.last + 1) * 1440)
            when = ""
        else:
            when = tell_when(dice, row, incident, "day" if dice.chance(0.6) else "week")
        tell_where(dice, land, row, incident, desk)
        if base is not None and base.place_precision == 4:
            row.place, row.admin2, row.lat, row.lon, row.place_precision = (
                base.place,
                base.admin2,
                base.lat,
                base.lon,
                4,
            )
        elif base is not None and base.lat is not None and dice.chance(0.35):
            row.place, row.admin1, row.admin2, row.lat, row.lon = (
                base.place,
                base.admin1,
                base.admin2,
                base.lat,
                base.lon,
            )
            row.place_precision = base.place_precision
        tell_who(dice, row, incident, desk, land.district_of(incident.spot).province)
        tell_what(dice, row, incident, desk)
        row.summary = when
        return row

    def _atlas(self, incident: Incident, read: list[Row]) -> Iterator[Row]:
        """Yield the entry of the list of all events: one number of dead, 0 where none is told, 10 for dozens; a few updates and doubles."""
        dice = self.dice
        if not dice.chance((0.5 if any(r.publisher != NETWORK for r in read) else 0.24) if read else 0.06):
            return
        base = dice.pick(read) if read else None
        row = self._coded(incident, base, ATLAS_DESK, ATLAS)
        tolls = [r.killed_low or r.killed_high or r.killed_civilians or 0 for r in read]
        toll = max(tolls, default=incident.dead) if base is None or dice.chance(0.4) else tolls[read.index(base)]
        if base is not None and base.killed_high and base.killed_high >= 99:
            toll = 10
        row.killed_low = row.killed_high = toll
        row.published = monday(row.published or 0) + 8
        row.address = f"{ATLAS} release {iso(row.published)}"
        row.summary = put_in_words(dice, row, incident, ATLAS_DESK, row.summary or "")
        yield row
        if dice.chance(0.05):
            again = replace(row, published=row.published + 28, address=f"{ATLAS} release {iso(row.published + 28)}")
            again.killed_low = again.killed_high = max(toll, incident.dead)
            yield again
        if dice.chance(0.012):
            double = replace(row)
            tell_where(dice, self.land, double, incident, PAPER_DESK)
            yield double

    def _register(self, incident: Incident, read: list[Row]) -> Iterator[Row]:
        """Yield the entry of the list of lethal events only: a low and a high count, civilians among them, published a month later."""
        dice = self.dice
        if not incident.dead or not dice.chance(
            (0.36 if read else 0.03) + (0.1 if incident.kind in CRUDE and read else 0)
        ):
            return
        row = self._coded(incident, dice.pick(read) if read else None, REGISTER_DESK, REGISTER)
        tolls = [t for r in read for t in (r.killed_low, r.killed_high) if t and t < 99] or [incident.dead]
        row.killed_low, row.killed_high = min(tolls), max(tolls)
        row.killed_civilians = min(incident.civilians, row.killed_high) if dice.chance(0.8) else None
        row.published = month_of(row.published or 0)[1] + 20
        row.address = f"{REGISTER} candidates {iso(row.published)[:7]}"
        row.summary = put_in_words(dice, row, incident, REGISTER_DESK, row.summary or "")
        yield row
