"""The two lighter lists of `casebooks`: a wire with updates, echoes and the other side's word, and a monitor's tallies by governorate.

Shares: one wire item in three with two or more dead is followed by a later toll, each has 0.2 to 1 echo, half of these word for
word; 2 % undated; 52 % a name without a point; 25 % of twenty dead and more are `dozens`. The monitor watches 56 % of governorates.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from math import log
from typing import Final

from bench.linkage.made.casebooks_telling import Draft, Telling, When, Where, days, hours_of, side, spelled
from bench.linkage.made.casebooks_war import FROM_AFAR, Act, smoothed

WIRE_FORMS: Final = (
    ("name", 0.52),
    ("centre", 0.26),
    ("province", 0.1),
    ("near", 0.06),
    ("none", 0.03),
    ("point", 0.01),
    ("quarter", 0.02),
)
ECHOES: Final = (
    "Capital Courier",
    "Salt Road Post",
    "The Evening Ledger",
    "Northlight News",
    "Radio Meridian",
    "Sarhan Today",
)
SPEAKERS: Final = (
    ("Civil Rescue", 0.3),
    ("residents", 0.15),
    ("Watch Desk", 0.25),
    ("a medical source", 0.12),
    ("Harrow Wire", 0.18),
)
WORDS: Final = {
    "airstrike": ("air strikes", "warplanes struck", "an air raid"),
    "drone": ("a drone strike", "a drone hit"),
    "shelling": ("artillery fire", "shelling", "shells fell on houses"),
    "rocket": ("rocket fire", "a rocket landed"),
    "ground_clash": ("clashes", "heavy fighting"),
    "ied": ("a roadside bomb", "a car bomb"),
    "mine": ("a mine", "a leftover mine"),
    "sniper": ("sniper fire",),
    "killing": ("an execution", "gunmen"),
    "abduction": ("an abduction",),
    "chemical": ("a suspected gas attack",),
}
WIRE_TYPES: Final = {
    "chemical": "chemical",
    "rocket": "shelling",
    "mine": "explosion",
    "ied": "explosion",
    "killing": "small_arms",
    "drone": "airstrike",
}


class Desk:
    """What every list has at hand. `drafts` grows as it writes."""

    def __init__(self, telling: Telling, first_day: date) -> None:
        self.dice, self.first_day, self.telling = telling.dice, first_day, telling
        self.drafts: list[Draft] = []
        self._pages = 0

    def page(self, site: str) -> str:
        """Return the address of a text of its own."""
        self._pages += 1
        return f"https://{site}.example/{self._pages * 7919 % 1000003}"

    def order(self, acts: Iterable[Act], rank: float) -> tuple[float, float]:
        """Stand reports of one raid together, sums of it after, tallies of the day at its end."""
        last = max(acts, key=lambda a: a.raid)
        return (float(last.raid), rank + self.dice.one())


class News(Desk):
    """The wire and the monitor."""

    def __init__(self, telling: Telling, first_day: date) -> None:
        super().__init__(telling, first_day)
        provinces = telling.land.provinces
        # of two governorates of like heat one has the monitor's men, rarely both
        pairs = zip(provinces[::2], provinces[1::2], strict=True)
        self._watched = {p.name for two in pairs for p in (two if self.dice.hit(0.12) else (self.dice.pick(two),))}
        self._week: dict[str, dict[int, Act]] = {}

    def day(self, day: int, raids: list[list[Act]], by_province: dict[str, list[Act]]) -> None:
        """Write of one day's raids; a week's sheets come when the week ends."""
        for raid in raids:
            self._wire(raid)
        for province, acts in by_province.items():
            if province in self._watched:
                self._tally(day, acts)
        if day % 7 == 6:
            self._weeks(day)

    # the wire

    def _wire(self, raid: list[Act]) -> None:
        """Flashes of what kills many or strikes a city, updates with a later toll, echoes by other outlets, a day's sum for a town."""
        dice = self.dice
        page: str | None = None
        for act in raid:
            chance = 0.10 + 0.16 * log(act.killed + 1) + (0.08 if act.place.kind == "city" else 0.0)
            if len(raid) > 10:
                chance *= 0.4  # of a day of siege a newsroom tells the worst
            if dice.hit(chance):
                page = page if page and dice.hit(0.3) else self.page("harrow")
                self._flash([act], page)
        if len(raid) > 1 and dice.hit(0.12 + 0.1 * log(sum(a.killed for a in raid) + 1)):
            self._flash([a for a in raid if a.killed or a.injured] or raid, self.page("harrow"))

    def _flash(self, acts: list[Act], page: str) -> None:
        dice, act = self.dice, max(acts, key=lambda a: a.killed)
        true, hurt = sum(a.killed for a in acts), sum(a.injured for a in acts)
        killed = self._news_toll(true, hurt)
        speaker = dice.of(SPEAKERS)
        hours = self._news_when(act, len(acts) > 1)
        where = self.telling.where(act, "wire", dice.of(WIRE_FORMS))
        what, spot = dice.pick(WORDS[act.kind]), _spot(where)
        actor = side(act.actor, "wire", dice)
        draft = Draft(
            covers=frozenset(a.number for a in acts),
            order=self.order(acts, 0.0 if len(acts) == 1 else 1.0),
            origin="wire",
            source=speaker,
            publisher="Harrow Wire",
            address=page,
            published=act.day + dice.of(((0, 0.6), (1, 0.35), (2, 0.05))),
            when=hours,
            where=where,
            event_type=WIRE_TYPES.get(act.kind, act.kind),
            category=None,
            weapon=None,
            actor=actor,
            target=dice.of(
                (("civilians", 0.5 if act.civil else 0.05), (None, 0.3), (side(act.target, "wire", dice), 0.2))
            ),
            killed=killed,
            civilians=sum(a.civil for a in acts) if dice.hit(0.25) else None,
            children=sum(a.children for a in acts) if act.children and dice.hit(0.4) else None,
            injured=(hurt, hurt) if hurt and dice.hit(0.45) else (None, None),
            summary=f"{what} {spot} killed {_news(killed)}{hours_of(hours)}, {speaker} said"
            + (f", blaming {actor}" if actor and dice.hit(0.5) else "")
            + (" in separate attacks during the day" if len(acts) > 1 else ""),
        )
        self.drafts.append(draft)
        self._follow(draft, true, act)

    def _news_when(self, act: Act, many: bool) -> When:
        if self.dice.hit(0.02):
            return When()
        return self.telling.when(act, 0.03, 0.02, 0.0 if many else 0.3)

    def _news_toll(self, true: int, hurt: int) -> tuple[int | None, int | None]:
        """Early counts run low; `dozens` is no number or a wide one; some sum killed and injured; nought told is not nought known."""
        dice = self.dice
        if true >= 20 and dice.hit(0.25):
            return (None, None) if dice.hit(0.5) else (24, 99)
        if hurt and dice.hit(0.02):
            return true + hurt, true + hurt
        if true == 0:
            return (0, 0) if dice.hit(0.4) else (None, None)
        early = max(1, round(true * (0.5 + 0.5 * dice.one()))) if dice.hit(0.4) else smoothed(true, dice, 0.08)
        return early, (None if dice.hit(0.1) else early)

    def _follow(self, draft: Draft, true: int, act: Act) -> None:
        """A later toll under a new headline; copies by others, nearly word for word; and the other side's account."""
        dice, last = self.dice, draft
        if true > 2 and dice.hit(0.3):
            toll = max(true, draft.killed[0] or 0) + dice.below(3)
            text = f"Death toll from {dice.pick(WORDS[act.kind])} {_spot(draft.where)} rises to {toll}, {draft.source} says"
            address = draft.address if dice.hit(0.3) else self.page("harrow")
            last = replace(
                draft, killed=(toll, toll), published=draft.published + dice.below(3), address=address, summary=text
            )
            self.drafts.append(replace(last, order=(draft.order[0], draft.order[1])))
        for _ in range(min(dice.about(0.22 + 0.2 * log(true + 1)), 5)):
            copy = dice.pick((draft, last))
            outlet = dice.pick(ECHOES)
            text = (
                copy.summary
                if dice.hit(0.5)
                else f"{copy.summary} on {dice.pick(('state television', 'social media', 'the phone', 'Thursday'))}"
            )
            late = copy.published + dice.of(((0, 0.7), (1, 0.3)))
            # a day of publication taken for the day
            when = copy.when if dice.hit(0.8) or copy.when.start is None else days(late, late, 1)
            self.drafts.append(
                replace(
                    copy,
                    publisher=outlet,
                    address=self.page(outlet.split()[-1].lower()),
                    published=late,
                    when=when,
                    summary=text,
                )
            )
        if act.place.kind == "city" and len(draft.covers) == 1 and act.injured + act.civil > 2 and dice.hit(0.2):
            self._hospital(draft, act)
        if true > 1 and dice.hit(0.07):
            blamed = side(act.target, "wire", dice)
            text = f"Army command: {blamed or 'terrorists'} opened fire {_spot(draft.where)}, {max(true // 2, 1)} dead"
            state = replace(
                draft,
                source="Sarhan army command",
                publisher="State Agency",
                actor=blamed,
                civilians=None,
                killed=(max(true // 2, 1), None),
            )
            self.drafts.append(replace(state, target="civilians", address=self.page("state"), summary=text))

    def _hospital(self, draft: Draft, act: Act) -> None:
        """A hospital counts who came in, some hours later; it knows its own city only, and not who fired."""
        dead, hurt = smoothed(act.civil * 0.6, self.dice, 0.2), smoothed(act.injured * 0.8, self.dice, 0.2)
        where = self.telling.where(act, "wire", "centre")
        told = replace(
            draft,
            source="City Hospital",
            publisher="City Hospital",
            where=where,
            when=days(act.day, act.day, 1),
            actor=None,
        )
        text = (
            f"Admitted after {self.dice.pick(WORDS[act.kind])}: {hurt} wounded, {dead} dead on arrival, {where.place}"
        )
        told = replace(
            told,
            event_type="explosion" if act.kind in FROM_AFAR else "other",
            target=None,
            civilians=None,
            address=None,
        )
        self.drafts.append(
            replace(told, killed=(dead, dead), injured=(hurt, hurt), published=act.day + 1, summary=text)
        )

    # the monitor

    def _tally(self, day: int, acts: list[Act]) -> None:
        """Counts by governorate and day in two classes; one act alone in its class is told as it is; notable ones get a post of their own."""
        dice = self.dice
        for air in (True, False):
            own = [a for a in acts if (a.kind in ("airstrike", "drone")) == air and dice.hit(0.95 if a.killed else 0.6)]
            if not own:
                continue
            self._week.setdefault(own[0].place.admin1, {}).update({a.number: a for a in own})
            self._bulletin(own, days(day, day, 1), air, "day")
            for act in own:
                if len(own) > 1 and act.killed > 1 and dice.hit(0.3 if len(own) < 8 else 0.1):
                    self._bulletin([act], self.telling.when(act, 0.02, 0.0, 0.15), air, "post")

    def _bulletin(self, acts: list[Act], when: When, air: bool | None, span: str) -> None:
        dice, act = self.dice, acts[0]
        killed, hurt = sum(a.killed for a in acts), sum(a.injured for a in acts)
        killed = killed if dice.hit(0.6) else smoothed(killed, dice, 0.1)
        where = self.telling.where(
            act, "monitor", dice.pick(("name", "centre", "name", "quarter")) if span == "post" else "province"
        )
        what = (
            f"{len(acts)} {'air strikes' if air else 'breaches' if air is None else 'cases of ground fire and clashes'}"
        )
        if span == "post":
            what = f"{dice.pick(WORDS[act.kind])} {_spot(where)}"
        last = when.end if when.end is not None else act.day
        self.drafts.append(
            Draft(
                covers=frozenset(a.number for a in acts),
                order=self.order(acts, 0.5 if span == "post" else 4.0 if span == "day" else 6.0),
                origin="monitor",
                source="Watch Desk",
                publisher="Watch Desk",
                address=f"https://watchdesk.example/{span}/{last}" if span != "post" else self.page("watchdesk"),
                published=last + 1,
                when=when,
                where=where,
                event_type="other" if air is None else "airstrike" if air else "shelling",
                category=None,
                weapon=None,
                actor=side(act.actor, "monitor", dice) if span == "post" or dice.hit(0.2) else None,
                target=None,
                killed=(killed, killed) if killed or dice.hit(0.5) else (None, None),
                civilians=sum(a.civil for a in acts) if dice.hit(0.3) else None,
                children=None,
                injured=(hurt, hurt) if dice.hit(0.6) else (None, None),
                summary=f"{what}, {spelled(act.place.admin1, 'monitor', dice)} governorate, {killed} dead, {hurt} hurt"
                + ("" if span == "post" else f" in the {span}"),
            )
        )

    def _weeks(self, day: int) -> None:
        """A week's sheet of a governorate: all that its days told."""
        for acts in self._week.values():
            if len(acts) > 2 and self.dice.hit(0.6):
                self._bulletin(list(acts.values()), days(day - 6, day, 3), None, "week")
        self._week.clear()


def _spot(where: Where) -> str:
    name = where.place or "the area"
    return name if name.startswith("near ") else f"in {name}"


def _news(killed: tuple[int | None, int | None]) -> str:
    low, high = killed
    if low is None:
        return "several people"
    return "dozens" if high is not None and high > low else f"at least {low}" if low != 1 else "one person"
