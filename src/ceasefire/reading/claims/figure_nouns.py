"""Counts told by a number and the noun after it: "112 ceasefire violations", "24 million people require aid"."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims import figure_patterns as lexis
from ceasefire.reading.claims.figure_clauses import is_meant, over_a_time
from ceasefire.reading.claims.figure_counts import COMPARED, Counted
from ceasefire.reading.lexicon.load import alternation, wordset
from ceasefire.reading.mentions.numbers import Number
from ceasefire.reading.mentions.sentence import Sentence

_TOLD = re.compile(r"\b(?:recorded|registered|reported|were|was|has|have)\b")
_ROUNDS_HELD = re.compile(r"\b(?:held|took place|seen)\b")
_MAY_BE_ONE: Final = frozenset(("ceasefire violations", "explosions", "incidents"))
"""Measures of which a count of one is a figure; "one patrol" is not."""
_LOOKED = re.compile(
    rf"\b(?:{alternation('en', 'figures', 'none_seen')}|log)(?:e?d|s|ged)?\b[^.;]{{0,60}}$|\bthere (?:was|has been)\b[^.;,]{{0,20}}$",
    re.I,
)
_A_FEW: Final = 10
"""Fewer things than this are told as the detail of an event as often as they are counted; chosen by hand, not measured."""
_ALWAYS: Final = frozenset(("ceasefire violations", "explosions", "displaced", "casualties", "bodies", "complaints"))
"""Measures of which a few are a figure too."""
_WEEK: Final = 6
"""Days from the first to the last of a week."""
_HIT: Final = frozenset(("houses", "vehicles", "trucks", "tunnels"))
"""What is hit, burned or looted in one act of a day."""
_OF_ONE_ACT: Final = frozenset(("shells", "bursts", "projectiles"))
"""What is fired in one act: a few of them are counted only over a time."""
_WAS_COUNTED = re.compile(
    rf"(?:[^.;]{{0,70}}?\b(?:was|were|has been|have been|had been)(?: also)?)? (?:(?:{alternation('en', 'figures', 'none_seen')}|log)(?:e?d|s|ged)?"
    r"|confirmed|endorsed|upheld|received|destroyed in|collected|damaged)\b"
)
_ONE_BY_ONE = re.compile(r"[^.;]{0,60}?[,:] (?:the )?(?:one|first|the first)\b[^.;]{3,120}\b(?:second|other|another)\b")
_NEXT: Final = re.compile(r"[^.;:,]{0,60}(?:,| and|, and|,? including|,? among (?:them|these|which)(?: were)?) ")
"""What stands between two items of a list of counts."""
_EVENTS: Final = frozenset(
    ("killed", "injured", "casualties", "incidents", "attacks", "complaints", "clashes", "shootings", "engagements")
)
"""Measures of what happens, each time of which is a case or an occasion."""
MANY: Final = re.compile(
    r"(?:many |several )?(?:dozens|scores|hundreds|thousands|tens|millions)\b|several (?:dozen|hundred|thousand)"
)
_OF_ALL: Final = re.compile(
    r" of (?:(?:the|its|their|some|about|at least)(?: some| about)? )?(?=[\d,.]+ )(?:[\d,.]+)(?= )"
)
_ALL_OF: Final = re.compile(
    r"(?:\d|\b(?:none|half|most|some|several|many|few|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty)) of "
    r"(?:(?:the|its|their|these|those)(?: some| about)? )?$",
    re.I,
)
"""In "26 of the 28 bodies" and "one of the 14 hostages" the first number is the count."""
_OWED: Final = (
    r"(?:agreed|promised|pledged|planned|required|requested|stipulated|foreseen|envisaged"
    r"|called for|provided for|scheduled|allowed|permitted|needed)\b"
)
_IS_OWED: Final = re.compile(rf"(?: (?:a|per|each|every) (?:day|week|month))? (?:that (?:was|were|had been) )?{_OWED}")
_THE_OWED: Final = re.compile(
    rf"(?:\bthe {_OWED} |\b(?:below|under|short of|than|against|out of|of) (?:the |an? )?(?:\w+ )?(?:target|goal|quota|ceiling|limit) of )$"
)
"""What stands with a number of things that are a duty and were not counted: "the 600 trucks agreed upon"."""
_NOT_COUNTED: Final = re.compile(r"[^.;]{0,60}\b(?:not (?:included|counted|reflected)|excluded from)\b")
_NOT_DONE: Final = re.compile(r"\b(?:not|never|yet to be|still to be|refus\w+)\b|n't\b")
_BY: Final = re.compile(
    r"\b(?:by|(?<!blamed )(?<!responsible )(?<!answerable )(?<!faulted )for"
    r"|(?:convoy|column|group|team|patrol|delegation|crew|fleet|force|unit|army|gang|band|party|village|town"
    r"|hamlet|settlement|city|market|street|estate) of"
    r"|lists? of(?: [\w,]+ and)?|(?i:one|two|three|four|five|six|seven|eight|nine) in) (?:about |some |another )?$"
)
"""What stands before a number that says who did it, or by how much something grew."""
_EACH_TIME: Final = wordset("en", "figures", "each_time")
_HAS = re.compile(r"\b(?:has|have|had|with|own(?:s|ed)?|contains?|comprises?) (?:about |some |over |nearly )?$")
"""What stands before the number of houses that a place has, none of which came to harm."""
_DAMAGED = re.compile(r"\b(?P<d>damag|destroy|demolish|burn(?:t|ed)|loot)", re.I)
_DAMAGE: Final = {"damag": "damaged", "destroy": "destroyed", "demolish": "demolished", "loot": "looted"}
_HOME = re.compile(
    r"\b(?:home to|population of|populated by|inhabited by) (?:an estimated |about |some |nearly )?$", re.I
)
_PART_OF = re.compile(
    r"\b(?:half|third|thirds|quarter|quarters|most|per ?cent|%|majority) of (?:the |its |their )?(?:[\w']+ ){0,3}$",
    re.I,
)
_SORT = re.compile(
    r" of (?P<sort>(?!the\b|an?\b|all\b|them\b|these\b|those\b)[a-z][a-z-]+(?: [a-z][a-z-]+)?)"
    r"(?=[,.;:)]|$| (?:in|on|at|by|were|was|have|had|and|during|between|from|since)\b)"
)
_OWNED = re.compile(r"(?:[\w-]+ )*[\w-]+'s?(?: |$)")
"""Whose the things counted are: "seven of May's cases"."""
_RATE = re.compile(r" (?:a|an|per|each|every) (?P<unit>day|week|month|year|hour)\b")
_SOULS = re.compile(r" (?:people|inhabitants|residents|souls)\b")


def by_noun(sentence: Sentence, number: Number, carried: str | None, found: list[Counted]) -> Counted | None:
    """Return the count that a number makes with the noun after it; `carried` is what was counted before.

    A few things beside others `found` in the sentence are an item of a list: "12 shots, two explosions".
    """
    text, count = sentence.text, number.count
    if count.plain is None and not MANY.match(count.vague or ""):
        return None
    souls = _SOULS.match(text, number.end)
    if souls and _HOME.search(text[: number.start]):
        return _made(number, souls.end(), "population")
    of_all = _OF_ALL.match(text, number.end)
    match = lexis.NOUN.match(text, of_all.end() if of_all else number.end)
    if not match or _ALL_OF.search(text[: number.start]) or _is_owed(text, number, match.end()):
        return None
    if is_meant(sentence, number) or _BY.search(text[: number.start]):
        return None
    listed = any(c.end <= number.start and _NEXT.fullmatch(text, c.end, number.start) for c in found)
    return _counted(sentence, number, match, carried, listed=listed)


def _is_owed(text: str, number: Number, end: int) -> bool:
    """Whether so many were agreed or asked for, and not counted."""
    before = text[: number.core]
    if _NOT_COUNTED.match(text, end):
        return True
    return _THE_OWED.search(before) is not None or (before.endswith("the ") and _IS_OWED.match(text, end) is not None)


def _counted(
    sentence: Sentence, number: Number, match: re.Match[str], carried: str | None, *, listed: bool
) -> Counted | None:
    """Return the count of a number and the noun that a match holds; None where they make none."""
    text = sentence.text
    measure = next(m for i, (m, _) in enumerate(lexis.MEASURES) if match[f"m{i}"])
    again = measure == "casualties" or match["m"].lower() in _EACH_TIME
    taken_up = carried is not None and again and not sentence.future
    if not (_is_told(sentence) or taken_up) or not _counts_so(measure, match, number, sentence, listed=listed):
        return None
    compared = COMPARED.search(text[: number.start]) is not None
    told = _refined(measure, match, text, carried)
    rate = _RATE.match(text, match.end())
    unit = rate["unit"] if rate else lexis.rate_in(text)
    if unit:
        return _made(number, match.end(), f"{told} per {unit}", compared=compared)
    return _made(number, match.end(), told, compared=compared, leans=told == carried and told != measure)


def _made(number: Number, end: int, measure: str, *, compared: bool = False, leans: bool = False) -> Counted:
    return Counted(
        start=number.start,
        end=end,
        at=number.core,
        rule="figures/count",
        measure=measure,
        value=number.count,
        compared=compared,
        leans=leans,
    )


def _is_told(sentence: Sentence) -> bool:
    """Whether a sentence tells a count, and not one to come."""
    reference, days = sentence.thread.reference, [d.value for d in sentence.event_dates if d.value]
    if reference and days and all(day.start > reference for day in days):
        return False
    return not sentence.future or _TOLD.search(sentence.text) is not None


def _counts_so(measure: str, match: re.Match[str], number: Number, sentence: Sentence, *, listed: bool) -> bool:
    """Whether a number and a noun make a figure of a measure."""
    text = sentence.text
    if measure == "in need" and _PART_OF.search(text[: number.start]):
        return False
    if _is_at_hand(measure, match, number, text):
        return False
    few = number.plain is not None and number.plain < 2
    if few and (measure not in _MAY_BE_ONE or not _LOOKED.search(text[: number.start])):
        return False
    if _ONE_BY_ONE.match(text, match.end()):
        return False
    if not listed and _is_detail(measure, number, sentence, match.end()):
        return False
    return measure != "rounds" or bool(_ROUNDS_HELD.search(text))


def _is_at_hand(measure: str, match: re.Match[str], number: Number, text: str) -> bool:
    """Whether houses or settlements are those that a place has, and nothing became of them."""
    if measure == "houses":
        return _HAS.search(text, 0, number.start) is not None and not _DAMAGED.search(text)
    return measure == "settlements" and "settlements" not in match["m"].lower()


def _is_detail(measure: str, number: Number, sentence: Sentence, end: int) -> bool:
    """Whether a few things are part of one event ("a convoy of seven trucks was looted") and were not counted by anybody."""
    text = sentence.text
    few = number.plain is not None and number.plain < _A_FEW and measure not in _ALWAYS
    few = few and not (measure in _EVENTS and _lasts(sentence))
    if few and measure in _OF_ONE_ACT and not over_a_time(sentence):
        return True
    few = few or (measure in _HIT and _is_of_one_day(sentence))
    looked = _LOOKED.search(text[: number.start]) or _WAS_COUNTED.match(text[end : end + 90])
    return few and not looked


def _is_of_one_day(sentence: Sentence) -> bool:
    """Whether a sentence names days and no longer time."""
    acts = {d.value for d in sentence.event_dates if d.value}
    return bool(acts) and all((d.end - d.start).days < 2 for d in acts)


def _lasts(sentence: Sentence) -> bool:
    """Whether a sentence names a time of some days over which acts are counted."""
    return any(d.value and (d.value.end - d.value.start).days >= _WEEK for d in sentence.event_dates)


def _damaged(noun: str, text: str, after: int) -> str:
    """Houses with what became of them: "12 houses burned"."""
    damaged = _DAMAGED.search(text, after) or _DAMAGED.search(text)
    return f"{noun} {_DAMAGE.get(damaged['d'].lower(), 'burned')}" if damaged else noun


def _is_same(measure: str, noun: str, lead: str, carried: str) -> bool:
    """Whether a noun takes up what was counted before: "another 12 incidents", "40 victims"."""
    if noun in _EACH_TIME and not lead and (carried in _EVENTS or "violation" in carried):
        return True
    return measure == "casualties" and "victim" in noun and carried == "killed"


def _refined(measure: str, match: re.Match[str], text: str, carried: str | None) -> str:
    """The measure in the text's own words where they say more: what was done to prisoners, which weapons."""
    noun, lead = (
        match["m"].lower(),
        _OWNED.sub("", match["lead"].strip().removeprefix("of ").removesuffix("of").strip()),
    )
    sort = _SORT.match(text, match.end()) if noun in (*_EACH_TIME, "incidents", "reports") else None
    if sort:
        return sort["sort"]
    if carried and _is_same(measure, noun, lead, carried):
        return carried
    if measure == "prisoners":
        verbs = {} if _NOT_DONE.search(text) else lexis.PRISONER_VERBS
        done = next((word for verb, word in verbs.items() if verb in text.lower()), "")
        return f"{noun} {done}".strip()
    if measure == "houses":
        noun = _damaged(noun, text, match.end())
    if measure in lexis.WITH_LEAD:
        return f"{lead} {noun}".strip() if len(match["lead"]) < 30 else noun
    return lexis.kind_of_breach(f"{lead} {noun}") or measure
