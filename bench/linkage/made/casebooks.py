"""Two lists in the way of UCDP GED and Airwars for one war, with the real marginals; a wire and a monitor beside them.

One war in an invented land (Sarhan) of fourteen governorates: quiet weeks, offensives of some weeks on one district, and days on which one
town is struck dozens of times. Four modules: `casebooks_war` what happened, `casebooks_telling` how lists tell, `casebooks_lists` the
casebook ("Skyline Casebook") and the register ("Event Register"), `casebooks_news` the wire ("Harrow Wire", its echoes, a hospital, an
army's word) and the monitor ("Watch Desk"). About 37 reports a day; from some 13,500 reports on the land grows by blocks, not the days.

Where the figures come from: shares and counts, and nothing else, of ucdp_ged_syria.csv [GED: 16,566 events of 2016-2019]
and ucdp_airwars_links.csv [links: 891 citations of sure resolution, 844 codes, 721 events]; each stands at its constant. Real, and in
brackets what three worlds of 10,000 reports have:

- date_prec 1 / 2 / 3 / 4 / 5: .934 .050 .001 .011 .003 [GED] (.930 .051 .002 .014 .003); two-day windows are half of the short ones.
- where_prec 1 to 6: .544 .349 .020 .037 .034 .015 [GED] (.58 .32 .017 .038 .031 .015); citing events .82 .17 [links] (.83 .16).
- low = best = high .876 [GED] (.83), of citing events with dead .60 [links] (.60); one source .81, two .14 [GED].
- dead: none .07, one .28, four .16 ("two and two"), median 2, 95 % 17 [GED] (.07 .25 .16, 3, 17); events with one code: 0 1 3 5 12 at
  10 to 90 % [links] (1 1 3 7 12). No civilian dead .66 [GED] (.47: more strikes here, or the lists would scarcely meet).
- codes an event cites: one .889, two .054, three .022, more .035 [links] (.886 .061 .030 .023); codes that several events cite .052 (.07).
- casebook's day less event's: 0 .907, -1 .033, +1 .047 [links] (.907 .038 .046); km between the points: quartiles .29 .66 1.7, 90 % 5.6,
  over 20 km .056 [links] (.36 .72 1.5, 5.4, .05). Seven per cent of events cite a code [links, all tiers] (20 %).

At 10,000 reports: 1.7 reports an incident; 58 % of incidents have one report, of single strikes and clashes 52 %; 1,700 wholes and about
11,000 part pairs; on one day within 5 km a report with a point has 2 others in the middle, 10 at nine tenths, 20 at nineteen twentieths;
38 % have no point. The worst days have 25 to 40 reports in one small town.

What is true: an incident is a strike as the casebook tells it. A report that tells several is a whole with a number of its own, its parts
all reports of fewer of the same: an event that sums a day's strikes, a casebook entry on two strikes which the register parts, a newsroom's
sum of the day, a tally by governorate and day (two classes) or week, a governorate's or month's event. Two reports that sum the same are
one. A tally of one is that one. Sums that overlap without one holding the other are neither.
Other noise by its habit: entries re-published with a new toll 3 %, two codes for one strike 1.5 %, events in two editions 3 %, undated 2 %
(wire), wrong governorate .4 %, swapped axes .12 %, 0,0 .08 %, the point of a name's other bearer 8 % where a name is borne twice.
"""

from datetime import date, timedelta
from typing import Final

import numpy as np
from bench.linkage.made import Made
from bench.linkage.made.casebooks_lists import Books
from bench.linkage.made.casebooks_news import News
from bench.linkage.made.casebooks_telling import Draft, Telling, made_of
from bench.linkage.made.casebooks_war import Act, Dice, War, land_of

ALL_A_DAY: Final = 37.0
"""Reports of one block on a mean day; beyond a year of them the land grows."""
LISTED_A_DAY: Final = 14.0
"""Of these: entries and events, each list's own doubles left out."""


def make(reports: int, seed: int) -> Made:
    """Make that many reports of all four lists, the first of the war, in no order; same numbers, same bytes."""
    dice = Dice(np.random.default_rng(seed))
    drafts, first_day = _drafts(reports, ALL_A_DAY, False, dice)
    return made_of(drafts, first_day)[0]


def listwise(reports: int, seed: int) -> tuple[Made, tuple[tuple[str, str], ...]]:
    """Make the two main lists alone, and the pairs (entry's id, event's id) of entries that events cite.

    The kind of a pair is known from `Made`: same incident, or one is a part of the other in `parts` (an event that sums entries, an
    entry that several events part); an event that stands in one pair cites one code. Not every true pair is cited (about 65 %), and
    what is not may still be true: measure on cited entries or events. One pair in a hundred overlaps and neither holds the other: the
    entry tells a strike that the event leaves out, the event sums others. Entries re-published and second editions are left out.
    """
    dice = Dice(np.random.default_rng(seed))
    drafts, first_day = _drafts(reports, LISTED_A_DAY, True, dice)
    made, ids = made_of(drafts, first_day)
    name = {id(draft): own for own, draft in zip(ids, drafts, strict=True)}
    cited = ((name[id(code)], name[id(event)]) for event in drafts for code in event.cites if id(code) in name)
    return made, tuple(cited)


def _drafts(wanted: int, a_day: float, listed: bool, dice: Dice) -> tuple[list[Draft], date]:
    """Run the war until its lists hold enough; take the first, whole days' sums after what they sum, and shuffle them."""
    blocks = max(1, round(wanted / (a_day * 365)))
    first_day = date(2023, 1, 1) + timedelta(dice.below(500))
    land = land_of(blocks, dice)
    war, telling = War(land, dice), Telling(land, dice)
    books, news = Books(telling, first_day), News(telling, first_day)
    found: list[Draft] = []
    day = 0
    while len(found) < wanted:
        raids = war.day(day, blocks)
        by_province: dict[str, list[Act]] = {}
        for act in (a for raid in raids for a in raid):
            by_province.setdefault(act.place.admin1, []).append(act)
        books.day(day, raids, by_province)
        news.day(day, raids, by_province)
        told = books.drafts + ([] if listed else news.drafts)
        found += [d for d in told if d.covers and not (listed and d.again)]
        books.drafts, news.drafts = [], []
        day += 1
    found.sort(key=lambda d: d.order)
    return [found[i] for i in dice.rng.permutation(wanted)], first_day
