"""One resolver for each written form of a date: False when it is no date after all, None when it stays open."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from ceasefire.reading.lexicon.calendar_names import MONTH_NUMBERS, WEEKDAY_NUMBERS
from ceasefire.reading.mentions.dates.calendar_math import (
    ONE_DAY,
    add_months,
    day,
    month_range,
    single,
    year_for,
    year_range,
)
from ceasefire.reading.mentions.dates.clock import Clock, Match, Value, amount_of, is_due, looks_ahead, part_name
from ceasefire.reading.mentions.dates.forms import DAY_WORDS
from ceasefire.reading.mentions.dates.notes import NOTES
from ceasefire.reading.mentions.dates.relative import RELATIVE
from ceasefire.reading.mentions.modality import tense_at
from ceasefire.reading.model import DateRange

_UNTIL = re.compile(r"\b(?:until|till|through)\b", re.I)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def _month(match: Match, name: str) -> int:
    return MONTH_NUMBERS[match[name].lower().rstrip(".")]


def _number(words: str) -> int:
    return DAY_WORDS.get(words) or int(re.match(r"\d+", words)[0])  # type: ignore[index]


def _year(match: Match, month: int, number: int, clock: Clock, explicit: DateRange | None) -> int | None:
    """Return the year of a day: its own, else that of a full date beside it, else the one nearest to the reference."""
    told = _told_year(match, clock)
    if told is not None or clock.year is not None:
        return told or clock.year
    if explicit is not None:
        return _year_after(explicit, month, number, clock, match)
    if clock.reference is None:
        return None
    past = year_for(month, number, clock.reference, future=False)
    coming = year_for(month, number, clock.reference, future=True)
    cue = tense_at(match.string, match.start()) if clock.future is None else clock.future
    if "d1" not in match.re.groupindex and month == clock.reference.month:
        return clock.reference.year
    ahead = _looks_ahead(cue, past, month, number, clock.reference) if "d1" in match.re.groupindex else cue
    return coming if ahead else past


def _told_year(match: Match, clock: Clock) -> int | None:
    """Return the year that a date names, by its digits or as last, this or next year."""
    slots = match.groupdict()
    digits = slots.get("y1") or slots.get("y2")
    if digits:
        return int(digits)
    rel = slots.get("rel")
    if not rel or clock.reference is None:
        return None
    return clock.reference.year + {"last year": -1, "next year": 1}.get(rel.lower(), 0)


def _year_after(explicit: DateRange, month: int, number: int, clock: Clock, match: Match) -> int:
    """Return the year of a day told beside a full date: the same, or the next where the day would lie before it."""
    same = day(explicit.start.year, month, number)
    near = same is not None and same >= explicit.start
    year = explicit.start.year if near or explicit.end.year != explicit.start.year else explicit.start.year + 1
    later = day(year, month, number)
    if clock.reference is None or (later is not None and (later <= clock.reference or looks_ahead(match, clock))):
        return year
    return (
        year_for(month, number, clock.reference, future=False)
        if explicit.start > clock.reference
        else explicit.start.year
    )


def _looks_ahead(cue: bool | None, year: int, month: int, number: int, reference: dt.date) -> bool:
    """Say whether a bare day is to come: the verb decides.

    But a day of last month is not next year's, and without a verb a day ten months back is more likely one of the weeks
    ahead. The 31 and 310 days were chosen by hand; not measured.
    """
    past = day(year, month, number)
    if past is None:
        return bool(cue)
    ago = (reference - past).days
    return ago > 31 if cue else cue is None and ago > 310


def _days(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    """d1 [m1] - d2 m2 [y]."""
    groups = match.groupdict()
    first_month, second_month = _month(match, "m1"), _month(match, "m2" if groups.get("m2") else "m1")
    d1, d2 = _number(match["d1"]), _number(match["d2"])
    y1, y2 = groups.get("y1"), groups.get("y2")
    told = int(y1) if y1 and y2 else None
    if first_month == second_month and d2 <= d1 and told is None:
        return False
    year2 = int(y2) if y2 else _year(match, second_month, d2, clock, explicit)
    if year2 is None:
        return None
    year1 = told or (year2 - 1 if first_month > second_month else year2)
    found = _span(day(year1, first_month, d1), day(year2, second_month, d2))
    if found is None:
        return False
    return found if explicit or y1 or y2 else _around(match, clock, found)


def _span(start: dt.date | None, end: dt.date | None) -> DateRange | None:
    return DateRange(start=start, end=end) if start and end and start <= end else None


def _around(match: Match, clock: Clock, found: DateRange) -> DateRange:
    """Return days of no year that run "until" a day as those round the day of writing, where a year later they hold it."""
    ref = clock.reference
    if ref is None or not _UNTIL.search(match[0]):
        return found
    later = _span(add_months(found.start, 12), add_months(found.end, 12))
    return later if later and later.start <= ref <= later.end else found


def _one_day(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    month, number = _month(match, "m1"), _number(match["d1"])
    if day(2000, month, number) is None:
        return False
    year = _year(match, month, number, clock, explicit)
    value = day(year, month, number) if year else None
    return single(value) if value else None


def _week_from(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    """Return the seven days of "the week of 5 May"."""
    which = "1" if match["m1"] else "2"
    month, number = _month(match, "m" + which), _number(match["d" + which])
    year = _year(match, month, number, clock, explicit)
    first = day(year, month, number) if year else None
    return DateRange(start=first, end=first + 6 * ONE_DAY) if first else None


def _month_part(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    month, part = _month(match, "m1"), part_name(match["part"])
    year = _year(match, month, {"early": 1, "mid": 11, "late": 21}[part], clock, explicit)
    if year is None:
        return None
    if match["part"].lower().startswith(("the end", "end")) and is_due(match):
        return single(month_range(year, month).end)
    if "half" in match["part"].lower():
        whole = month_range(year, month)
        middle = whole.start + 14 * ONE_DAY
        return (
            DateRange(start=whole.start, end=middle)
            if part == "early"
            else DateRange(start=middle + ONE_DAY, end=whole.end)
        )
    return month_range(year, month, part)


def _nth(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    """Return "the first week of May" (its first seven days) or "the last Friday of April"."""
    month, nth = _month(match, "m1"), _ORDINALS.get(match["nth"].lower(), 0)
    year = _year(match, month, 28 if nth == 0 else 7 * nth - 6, clock, explicit)
    if year is None:
        return None
    whole, what = month_range(year, month), match["what"].lower()
    if what == "day":
        return single(whole.start + (nth - 1) * ONE_DAY if nth else whole.end)
    if what == "week":
        start = whole.start + 7 * (nth - 1) * ONE_DAY if nth else whole.end - 6 * ONE_DAY
        return DateRange(start=start, end=start + 6 * ONE_DAY)
    name = "saturday" if what == "weekend" else what
    ahead = (WEEKDAY_NUMBERS[name] - whole.start.weekday()) % 7
    days = [value for week in range(5) if (value := whole.start + (ahead + 7 * week) * ONE_DAY) <= whole.end]
    first = days[nth - 1 if nth else -1]
    return DateRange(start=first, end=first + ONE_DAY) if what == "weekend" else single(first)


def _part_of_month(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    """Return "earlier in May": up to the day before that of writing in its own month, else the whole month."""
    month, ref = _month(match, "m1"), clock.reference
    if ref is None:
        return None
    if month != ref.month:
        return month_range(ref.year - (month > ref.month), month)
    whole = month_range(ref.year, month)
    if match["part"].lower() == "later":
        return DateRange(start=ref, end=whole.end, approx=True)
    return DateRange(start=whole.start, end=max(whole.start, ref - ONE_DAY), approx=True)


def _months(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    first, second = _month(match, "m1"), _month(match, "m2")
    year2 = int(match["y2"]) if match["y2"] else _year(match, second, 1, clock, explicit)
    if year2 is None:
        return None
    year1 = int(match["y1"]) if match["y1"] else year2 - (first > second)
    return DateRange(start=month_range(year1, first).start, end=month_range(year2, second).end)


def _one_month(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    month = _month(match, "m1")
    year = _year(match, month, 1, clock, explicit)
    return month_range(year, month) if year else None


def _relative_month(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    if clock.reference is None:
        return None
    month, ref = _month(match, "m1"), clock.reference
    if match["rel"].lower() in ("next", "this coming"):
        return month_range(ref.year + (month <= ref.month), month)
    if match["rel"].lower() == "this":
        return month_range(ref.year, month)
    return month_range(ref.year - (month >= ref.month), month)


def _numeric(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    number, month = int(match["dd"]), int(match["mm"])
    if month > 12:
        number, month = month, number
    value = day(int(match["y1"]), month, number)
    return single(value) if value else False


def _slashed(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    ambiguous = int(match["dd"]) <= 12 and int(match["mm"]) <= 12 and match["dd"] != match["mm"]
    if ambiguous and clock.day_first is False:
        value = day(int(match["y1"]), int(match["dd"]), int(match["mm"]))
        return single(value) if value else False
    return None if ambiguous and clock.day_first is None else _numeric(match, clock, explicit)


def _rel_year(match: Match, clock: Clock) -> int | None:
    if match["y1"]:
        return int(match["y1"])
    if clock.reference is None:
        return None
    return clock.reference.year - (match["rel"].lower() == "last year")


def _quarter(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    year = _rel_year(match, clock)
    if year is None:
        return None
    length = 3 if match["span"].lower() in ("quarter", "q") else 6
    last = 12 // length
    index = int(match["q"]) if match["q"].isdigit() else _ORDINALS.get(match["q"].lower(), last)
    if index > last:
        return False
    return DateRange(start=month_range(year, (index - 1) * length + 1).start, end=month_range(year, index * length).end)


def _first_months(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    year, amount = _rel_year(match, clock), amount_of(match["n"])
    if year is None or amount is None or not 1 <= amount <= 12:
        return None
    first, final = (1, int(amount)) if match["q"].lower() == "first" else (13 - int(amount), 12)
    return DateRange(start=month_range(year, first).start, end=month_range(year, final).end)


def _years(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    first, second = int(match["y1"]), int(match["y2"])
    return DateRange(start=year_range(first).start, end=year_range(second).end) if first < second else False


def _year_part(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    return year_range(int(match["y1"]), part_name(match["part"]))


def _one_year(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    if match[0].lower().startswith("the ") and not re.match(r" ?\w*", match.string[match.end() :]):
        return False
    return year_range(int(match["y1"]))


RESOLVERS: dict[str, Callable[[Match, Clock, DateRange | None], Value]] = {
    "dmy-dmy": _days,
    "mdy-mdy": _days,
    "d-dmy": _days,
    "md-dy": _days,
    "dmy": _one_day,
    "mdy": _one_day,
    "part": _month_part,
    "nth": _nth,
    "week-of": _week_from,
    "part-m": _part_of_month,
    "my-my": _months,
    "my": _one_month,
    "m": _one_month,
    "rel-m": _relative_month,
    "iso": _numeric,
    "dotted": _numeric,
    "slashed": _slashed,
    "quarter": _quarter,
    "first-months": _first_months,
    "y-y": _years,
    "part-y": _year_part,
    "y": _one_year,
    "year-label": _one_year,
    **RELATIVE,
    **NOTES,
}
