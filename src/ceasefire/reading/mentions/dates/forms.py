"""The written forms of dates in English text, as patterns in order of priority; all are run on lower-cased text."""

from __future__ import annotations

import re

from ceasefire.reading.lexicon.calendar_names import ANY_MONTH, ANY_WEEKDAY, SHORT_MONTH, YEAR
from ceasefire.reading.lexicon.common_words import function_words
from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.lexicon.load import mapping, words
from ceasefire.vocabulary.calendar import MONTHS_SHORT

MONTH_NAME = rf"(?:{ANY_MONTH}|(?:{SHORT_MONTH})\b\.?)"
_D = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|:\d|[.,]\d)"
_ORDINALS = words("en", "numbers", "ordinals")
DAY_WORDS = {
    **{word: number for number, word in enumerate(_ORDINALS, 1)},
    **{f"twenty-{word}": 20 + number for number, word in enumerate(_ORDINALS[:9], 1)},
    "thirtieth": 30,
    "thirty-first": 31,
}
"""Days of a month in words: "the first of May"."""
_Y = r"(?:19|20)\d\d(?![\d,.]\d|\d)"
_WEEKDAY = rf"(?:{ANY_WEEKDAY})"
_TO = r" ?(?:-|/|to|until|till|through|and|&) ?(?:on )?(?:the )?"
_RANGE = r" ?(?:-|to|until|till|through) ?"
_PART = (
    r"(?:early|mid|late|the (?:beginning|start|middle|end|first half|second half|(?:first|last|final|closing) days) of"
    r"|(?:beginning|start|middle|end)(?= of)(?: of))"
)
_COUNT_WORDS = (*mapping("en", "calendar", "counts"), *words("en", "calendar", "open_counts"))
_COUNT = rf"(?:{'|'.join(_COUNT_WORDS)}|\d{{1,3}})"
_UNIT = r"(?:hour|day|week|fortnight|month|year)"


def _compile(body: str) -> re.Pattern[str]:
    return re.compile(
        body.replace("MONTH", MONTH_NAME)
        .replace("DAY_", _D)
        .replace("WORDS_", "|".join(sorted(DAY_WORDS, key=len, reverse=True)))
        .replace("YEAR", _Y)
        .replace("WEEKDAY", _WEEKDAY)
        .replace("PART", _PART)
        .replace("COUNT", _COUNT)
        .replace("UNIT", _UNIT)
        .replace("RANGE", _RANGE)
        .replace("TO_", _TO)
    )


HOLIDAYS = mapping("en", "calendar", "feasts")
"""Feasts of one day of the year, each with its month and day."""
MONTH_FORMS = tuple(
    (name, _compile(body))
    for name, body in (
        (
            "week-of",
            r"(?:\bthe )?\b(?:week (?:of|commencing|beginning|starting)|w/c)(?: on)?(?: the)? (?:WEEKDAY,? )?"
            r"(?:(?P<d1>DAY_) (?:of )?(?P<m1>MONTH)|(?P<m2>MONTH) (?P<d2>DAY_))\b(?:,? (?P<y1>YEAR))?",
        ),
        (
            "dmy-dmy",
            r"\b(?:WEEKDAY,? )?(?P<d1>DAY_) (?P<m1>MONTH),?(?: (?P<y1>YEAR))?RANGE(?:WEEKDAY,? )?(?P<d2>DAY_) "
            r"(?P<m2>MONTH)(?:,? (?P<y2>YEAR))?",
        ),
        (
            "dmy-dmy",
            r"\bbetween (?:the evenings? of )?(?:WEEKDAY,? )?(?P<d1>DAY_) (?P<m1>MONTH),?(?: (?P<y1>YEAR))? and "
            r"(?:WEEKDAY,? )?(?P<d2>DAY_) (?P<m2>MONTH)(?:,? (?P<y2>YEAR))?",
        ),
        (
            "mdy-mdy",
            r"\b(?P<m1>MONTH) (?P<d1>DAY_)(?:,? (?P<y1>YEAR),?)?RANGE(?:WEEKDAY,? )?(?P<m2>MONTH) (?P<d2>DAY_)"
            r"(?:,? (?P<y2>YEAR))?",
        ),
        (
            "mdy-mdy",
            r"\bbetween (?P<m1>MONTH) (?P<d1>DAY_)(?:,? (?P<y1>YEAR),?)? and (?P<m2>MONTH) (?P<d2>DAY_)(?:,? "
            r"(?P<y2>YEAR))?",
        ),
        (
            "d-dmy",
            r"(?<![\d,.])\b(?P<d1>DAY_)(?:, DAY_)+,? and (?P<d2>DAY_) (?:of )?(?P<m1>MONTH)\b(?:,? (?P<y1>YEAR))?",
        ),
        ("d-dmy", r"(?<![\d,.])\b(?P<d1>DAY_)TO_(?P<d2>DAY_) (?:of )?(?P<m1>MONTH)\b(?:,? (?P<y1>YEAR))?"),
        ("md-dy", r"\b(?P<m1>MONTH) (?P<d1>DAY_)(?:, DAY_)+,? and (?P<d2>DAY_)(?! ?MONTH)(?:,? (?P<y1>YEAR))?"),
        (
            "md-dy",
            r"\b(?P<m1>MONTH) (?:the )?(?P<d1>DAY_)TO_(?P<d2>DAY_)(?! ?MONTH)(?! (?:people|civilians|soldiers"
            r"|killed))(?:,? (?P<y1>YEAR))?",
        ),
        (
            "dmy",
            r"(?<![\d,.])\b(?P<d1>DAY_)[ -](?:of )?(?P<m1>MONTH)\b(?:(?:,? |-)(?P<y1>YEAR)|,? (?P<rel>last year|this year))?",
        ),
        ("dmy", r"\b(?P<d1>WORDS_) of (?P<m1>MONTH)\b(?:,? (?P<y1>YEAR)|,? (?P<rel>last year|this year))?"),
        # "in June 27" is a month and a count: a day of a month is told with "on"
        ("mdy", r"\b(?<!\bin )(?P<m1>MONTH) (?:the )?(?P<d1>DAY_)(?:,? (?P<y1>YEAR)|,? (?P<rel>last year|this year))?"),
        (
            "nth",
            r"\bthe (?P<nth>first|second|third|fourth|last|final) (?P<what>day|week|weekend|WEEKDAY) (?:of|in) (?P<m1>MONTH)\b"
            r"(?:,? (?P<y1>YEAR))?",
        ),
        ("part", r"\b(?P<part>early|late) in (?P<m1>MONTH)\b(?P<y1>(?!))?(?P<rel>(?!))?"),
        ("part-m", r"\b(?P<part>earlier|later) in (?P<m1>MONTH)\b"),
        ("part", r"\b(?P<part>PART)[- ](?P<m1>MONTH)\b(?:,? (?P<y1>YEAR)|,? (?:of )?(?P<rel>last year|this year))?"),
        ("my-my", r"\b(?P<m1>MONTH)(?: (?P<y1>YEAR))?RANGE(?P<m2>MONTH)\b,? ?(?P<y2>YEAR)?"),
        ("my-my", r"\bbetween (?P<m1>MONTH)(?: (?P<y1>YEAR))? and (?P<m2>MONTH)\b,? ?(?P<y2>YEAR)?"),
        ("my", r"\b(?P<m1>MONTH)(?:,? (?:of )?(?P<y1>YEAR)|,? (?:of )?(?P<rel>last year|this year|next year))"),
        ("rel-m", r"\b(?P<rel>last|next|this|this past|this coming) (?P<m1>MONTH)\b"),
        (
            "m",
            r"\b(?P<prep>in|by|of|for|since|until|till|during|from|and|before|after|through|throughout|late"
            r"|early) (?P<m1>MONTH)\b(?! \d)",
        ),
        ("m", r"\bin (?P<m1>MONTH)\b(?! \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d)"),
        ("m", r"\b(?!may\b)(?P<m1>MONTH)'s (?=\w)"),
        ("m", r"\b(?!may\b)(?P<m1>MONTH)(?= \(\d[\d,]*\))"),
        # a label of a count: "April 48, May so far 73", "June, 140."
        (
            "m",
            r"(?:^|(?<=[:;(,.] )|(?<=\())(?P<m1>MONTH)(?= so far\b|(?: *\||  ) *\d|[:,]? (?!(?:19|20)\d\d\b)"
            r"(?:\d[\d,]+|(?<=[:,] )\d|COUNT)(?:[.,;)]+(?!\d)|$| and))",
        ),
        # the subject of what a time brings: "May brought 41, June had passed without any"
        (
            "m",
            r"(?:^|(?<=[:;(,.] )|(?<=\b(?:and|but) ))(?P<m1>MONTH)(?= (?:itself |alone )?(?:(?:has|had) )?"
            r"(?:brought|brings|saw|seen|sees|closed|closes|ended|ends|opened|opens|passed|passes|witnessed|yielded|cost)\b)",
        ),
        ("m", r"^\W{0,4}(?P<m1>MONTH)(?= ?[-:|] )"),
        ("m", r"(?<=[\w)][,:] )(?P<m1>MONTH)(?=[.;)]|$|, in\b)"),
    )
)

NUMBER_FORMS = tuple(
    (name, _compile(body))
    for name, body in (
        ("iso", r"(?<![\d-])(?P<y1>YEAR)-(?P<mm>0[1-9]|1[0-2])-(?P<dd>0[1-9]|[12]\d|3[01])(?![\d-])"),
        ("dotted", r"(?<![\d.])(?P<dd>0?[1-9]|[12]\d|3[01])\.(?P<mm>0?[1-9]|1[0-2])\.(?P<y1>(?:19|20)\d\d)(?!\d)"),
        (
            "slashed",
            r"(?<![\d/])(?P<dd>0?[1-9]|[12]\d|3[01])/(?P<mm>0?[1-9]|[12]\d|3[01])/(?P<y1>(?:19|20)\d\d)(?![\d/])",
        ),
        (
            "quarter",
            r"\b(?:the )?(?P<q>first|second|third|fourth|last) (?P<span>quarter|half) of (?:(?P<y1>YEAR)"
            r"|(?P<rel>this year|last year))",
        ),
        (
            "first-months",
            r"\bthe (?P<q>first|last) (?P<n>COUNT) months of (?:(?P<y1>YEAR)|(?P<rel>this year|last year))",
        ),
        (
            "y-y",
            r"(?<![\d,.])\b(?:(?:between|from) )?(?P<y1>(?:19|20)\d\d)(?: ?- ?| and | to )(?P<y2>(?:19"
            r"|20)\d\d)\b",
        ),
        ("quarter", r"\b(?P<span>[qh])(?P<q>[1-4])(?: of)?[ /-](?P<y1>YEAR)"),
        ("part-y", r"\b(?P<part>PART)[- ](?P<y1>YEAR)"),
        ("year-label", r"^(?P<y1>YEAR)(?= ?[-:|] (?=\D))"),
        ("y", r"\((?P<y1>YEAR)(?=\))"),
        ("y", r"(?<=(?:19|20)\d\d, )(?P<y1>YEAR)(?=,? and (?:19|20)\d\d|,)"),
        ("y", r"(?<=(?:19|20)\d\d and )(?P<y1>YEAR)"),
        (
            "y",
            r"\b(?:in|since|by|of|until|from|during|before|after|year|late|the|a) (?P<y1>(?:19"
            r"|20)\d\d)\b(?! ?(?:people|civilians|soldiers|fighters|troops|houses|families))(?![,.]\d)",
        ),
    )
)

WORD_FORMS = tuple(
    (name, _compile(body))
    for name, body in (
        (
            "weekday-range",
            r"\b(?:between|from|night of|overnight(?: on)?) (?P<w1>WEEKDAY)(?: (?:morning|afternoon|evening|night))? (?:and|to"
            r"|until|into) (?P<w2>WEEKDAY)\b",
        ),
        ("night-to", r"\b(?:overnight (?:in)?to|the night (?:in)?to) (?P<w2>WEEKDAY)\b"),
        ("weekday-range", r"\b(?P<prep>on) (?P<w1>WEEKDAY) and(?: again on)? (?P<w2>WEEKDAY)\b(?! (?:last|this|next))"),
        (
            "weekday",
            r"\b(?:(?P<rel>last|next|this|this coming|this past|the coming|the previous"
            r"|the following|a week (?:from|on)) )?(?P<w1>WEEKDAY)s?\b"
            r"(?P<of> (?:of )?(?:last|this|next) week| before last\b| week(?=[.,;:)]|$| (?:the|at|in|for|when|and)\b))?",
        ),
        (
            "rel-year-part",
            r"\b(?P<part>early|mid|late|the end of|the beginning of|the start of)[- ](?P<rel>last|this|next) year\b",
        ),
        ("rel-year-part", r"\b(?P<part>earlier|later|late) (?P<rel>this|last) year\b"),
        (
            "half",
            r"\b(?P<half>first|second) half of (?:the |this )?(?:year(?: (?P<y1>YEAR))?|(?P<y3>YEAR)|(?P<rel>last year))",
        ),
        ("season", r"\b(?P<season>spring|summer|autumn|winter) (?:of )?(?P<y1>YEAR)"),
        ("season", r"\b(?P<rel>last|this|next) (?P<season>spring|summer|autumn|fall|winter)\b"),
        (
            "season",
            r"\b(?P<rel>(?<=in )|(?<=by )|(?<=in the )|(?<=by the ))(?P<season>spring|summer|autumn|winter)(?=[.,;:)]|$| (?:in|at|with|and|after)\b)",
        ),
        (
            "window",
            r"\b(?P<past>over|during|in|within|for|throughout)? ?(?:the )?(?:past|last|previous"
            r"|preceding) (?:(?P<n>COUNT) )?(?P<u>UNIT)s\b(?! later)",
        ),
        (
            "window",
            r"\b(?P<past>over|during|in|within|for|throughout) (?:the )?(?:past|previous|preceding) (?P<u>UNIT)\b",
        ),
        (
            "window",
            r"\b(?:(?P<past>over|during|in|within|for|throughout) the (?:last )?|last )(?P<u>fortnight)\b(?! of\b)",
        ),
        (
            "day-of-cause",
            r"\b(?P<n>COUNT|an?|the) (?P<u>UNIT|night|evening|morning)s? after(?= (?!(?:that|this|which|it)(?:[.,;:]|$)"
            r"|(?:and|at|in|on|near|when|but|as|with|from|by|for|to|tomorrow)\b)\w)",
        ),
        (
            "ago",
            r"\b(?P<n>COUNT|an?) (?P<u>UNIT|night)s? (?P<way>ago|earlier|before|later|after|afterwards|from (?:now|today))\b(?! than )"
            r"(?:(?<!before)(?<!after)|(?! (?:the|a|an|this|his|her|its|their|COUNT)\b))",
        ),
        ("ago", r"\bin (?P<n>COUNT|an?) (?P<u>UNIT)(?:s|'s|s')? (?P<way>time)\b"),
        (
            "later-day",
            r"(?:\bthe |^)(?P<way>previous|following|next|same|preceding) (?P<u>day|evening|night|morning|week|month)\b",
        ),
        (
            "later-day",
            r"\b(?:the|a) (?P<u>day|night|evening|morning|week|month) (?P<way>before|earlier|after|later)\b"
            r"(?! (?:the|a|an|tomorrow|yesterday|his|her|its|their|COUNT|last)\b)",
        ),
        (
            "day-of",
            r"\b(?:its|their|the) (?P<nth>first|opening|second|third|last|final|closing) day(?= of the (?:talks|round|meeting"
            r"|visit|summit|conference|session|negotiations)\b|[.,;]|$| (?:the|it|they|both|delegat))",
        ),
        (
            "holiday",
            rf"\b(?P<feast>{'|'.join(sorted(HOLIDAYS, key=len, reverse=True))})\b(?! (?:party|message|address|speech|truce|ceasefire))",
        ),
        (
            "end-of",
            r"\b(?:the )?(?P<edge>end|beginning|start|middle) of (?P<which>the|this|next) (?P<u>month|week|year)\b",
        ),
        ("end-of", r"\b(?P<which>(?:the |this |next )?)(?P<u>month|year)(?:'s |-)(?P<edge>end)\b"),
        ("rel-part", r"\b(?P<part>earlier|later) (?P<rel>this) (?P<u>week|month)\b"),
        (
            "rel-unit",
            r"\b(?P<part>early |late |mid-)?(?P<rel>last|this|next|the coming|the past|the previous|(?:at|over) the"
            r"|(?<=by )the|(?<=before )the|(?<=until )the) (?P<u>week|month|year|weekend)\b",
        ),
        (
            "today",
            r"\b(?P<day>(?:the )?day after tomorrow|(?:the )?day before yesterday"
            r"|today|yesterday|tomorrow|tonight|overnight|last night|this (?:morning|afternoon|evening)"
            r"|later in the day"
            r"|earlier in the day|on the same day|(?:the )?same day|that day)\b",
        ),
    )
)

LATE_DAYS = {word: n for n, word in enumerate(words("en", "numbers", "ordinals"), 1) if n > 10}
LATE_DAYS |= {f"twenty-{word}": 20 + n for n, word in enumerate(words("en", "numbers", "ordinals")[:9], 1)}
LATE_DAYS |= {"thirtieth": 30, "thirty-first": 31}
"""Days of a month that are told in words; those up to the tenth are ordinals of other things more often."""
_FOLLOW = "|".join(sorted((*function_words() - {"of"}, "of (?:this|that|the|last|next) month"), key=len, reverse=True))
"""Words behind a day of a month told by its number; another noun is what the number counts: "on the 3rd day"."""
DAY_FORMS = (
    (
        "days-alone",
        re.compile(
            r"\b(?P<prep>on|from|between|until|for) the (?P<d1>\d{1,2})(?:st|nd|rd|th) ?(?:to|until|and|through|-)"
            r" ?(?:(?:the )?(?P<d2>\d{1,2})(?:st|nd|rd|th)|(?P<now>today|date|now))\b(?! of )"
        ),
    ),
    (
        "day-alone",
        re.compile(
            rf"\b(?P<prep>on|by|until|till|since|is|was|'s|night of|morning of|evening of) the (?P<d1>{'|'.join(LATE_DAYS)}|first(?=[.,;)]|$))"
            r"(?=[.,;:)]|$| (?:and|at|with|when|to|the|it|they|in|a|an|of this month)\b)"
        ),
    ),
    ("day-alone", re.compile(r"\b(?P<d1>\d{1,2})(?:st|nd|rd|th)?(?: of this month| inst(?:ant)?\b\.?)")),
    (
        "day-alone",
        re.compile(
            r"\b(?P<prep>on|by|until|till|than|before|from|since|after|for|around|about|through|(?:evening|morning|night"
            r"|afternoon) of) the (?P<d1>\d{1,2})(?:st|nd|rd|th)"
            rf"(?:(?<=of the \d\w\w)|(?<=of the \d\d\w\w)|(?=[.,;:)]|$| (?:{_FOLLOW}|(?!armou?red|armed|united|mechani[sz]ed)[a-z]+ed)\b))"
        ),
    ),
)
"""Days told by their number alone: "by the 29th"."""

DURATION = _compile(
    r"\b(?:(?P<lead>for|within|in|lasting|over|a|an|the|after) [\"']?)?(?:(?:an?|the) )?(?:(?:initial|further"
    r"|additional|another|renewable|period of|total of|approximately|about|next|period of an?) )*"
    r"(?P<n>COUNT)(?:[ -](?P<u>UNIT)s?|(?: to (?P<n2>COUNT) )(?P<u2>UNIT)s)(?![- ]old)\b"
)
_MONTH_STEMS = tuple(name.lower() for name in MONTHS_SHORT)
_WORD_STEMS = words("en", "calendar", "time_words")


_MONTH = re.compile(rf"\b{MONTH_NAME}\b|(?<=\d)(?:st|nd|rd|th) of {MONTH_NAME}")
# What a sentence must contain before a word form is tried on it.
STEMS = {
    "weekday-range": ("day",),
    "night-to": ("night to", "night into"),
    "weekday": ("day",),
    "rel-year-part": ("year",),
    "half": ("half of",),
    "season": ("spring", "summer", "autumn", "fall", "winter"),
    "window": ("past", "last", "previous", "preceding", "fortnight"),
    "day-of-cause": (" after ",),
    "ago": ("ago", "earlier", "before", "later", "after", "from now", "from today", "time"),
    "later-day": ("previous", "following", "next", "same", "preceding", "before", "earlier", "after", "later"),
    "day-of": (" day",),
    "end-of": (" of ", "'s end", "-end"),
    "holiday": tuple(HOLIDAYS),
    "rel-part": ("this",),
    "rel-unit": ("the weekend", "last", "this", "next", "the coming", "the past", "the previous"),
    "today": ("today", "yesterday", "tomorrow", "night", "this ", "in the day", "same day", "that day"),
}


def has_month(low: str) -> bool:
    """Say whether a lower-cased sentence names a month; cheap, so that most sentences are passed over."""
    return any(map(low.__contains__, _MONTH_STEMS)) and _MONTH.search(low) is not None


def has_year(low: str) -> bool:
    return YEAR.search(low) is not None


def has_day_alone(low: str) -> bool:
    return _DAY_ALONE.search(low) is not None


def has_time_word(low: str) -> bool:
    return any(map(low.__contains__, _WORD_STEMS))


_DAY_ALONE = re.compile(
    rf" the (?:first|{'|'.join(LATE_DAYS)})\b|"
    r" the \d{1,2}(?:st|nd|rd|th)\b|\d (?:of this month|inst\b)|(?:st|nd|rd|th) (?:of this month|inst\b)"
)
ROLE = gated(
    r"(?P<role>since|starting(?: from| on)?|beginning(?: from| on)?|from|after|following|before|prior to|by"
    r"|(?:no|not) later than|nlt|until|till|up to|through"
    r"|as of|as at|effective(?: from)?|ending|to|on|in|for|during|at)(?: (?:at )?(?:midnight|noon"
    r"|\d{1,2}(?:[:.]\d\d)? ?(?:hours|hrs|a\.?m\.?|p\.?m\.?|h|local time|GMT)?))?"
    r"(?: on| of)?(?: the)?(?: (?:evenings?|mornings?|night|afternoon|early hours) of)?(?: the)? ?$",
    re.I,
)
