"""Lines of a list: a label and its count ("Shelling: 12 cases"), under the heading that says what is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from ceasefire.reading.claims import figure_patterns as lexis
from ceasefire.reading.claims.figure_frames import outcome_in
from ceasefire.reading.claims.incident_kinds import kind_at
from ceasefire.reading.claims.table_cells import TOTAL
from ceasefire.reading.lexicon.calendar_names import ANY_MONTH
from ceasefire.reading.lexicon.load import alternation
from ceasefire.reading.mentions.numbers import Number, find_numbers
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Count, DateRange

_UNITS = alternation("en", "figures", "units")
_ENUMERATOR = re.compile(
    r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)] )?(?:[-*\u2022] )?[*_]{0,2}(?:(?:No\.?|Number|Total number) (?:of )?)?"
)
_PAIR = re.compile(
    r"(?P<label>[\w\"'(][\w '\"./()&,-]{1,70}?)(?:[*_]{0,2} ?[:=|][*_]{0,2} ?| +-+ +|  +| +(?=\d[\d, ]*\.?$))"
    r"(?P<rest>[^:=|(]{1,40}(?:\([^)|]{1,60}\)[.;]?)?)$"
)
_MARKED = re.compile(r"[*_]{0,2} ?[:=|]| +-|  ")
"""What parts a label from its number, other than a blank."""
_HOUR = re.compile(r"[012]\d[0-5]\d\.?")
_SPLIT = re.compile(r"[;,] (?=[A-Za-z][\w '/-]{2,40}: ?\d)")
_REST = re.compile(
    rf"(?: (?:new |more )?(?:{_UNITS}))*(?: ?\([^)]{{1,60}}\)|,? (?:of|among) (?:whom|which|them|these)\b.*"
    r"|, (?:more than |about |nearly |over )?(?:half|most|mostly|mainly|all|many|a (?:third|quarter))\b.*)?[.;,]? *$"
)
_ROUGHLY = re.compile(
    r"(?:total(?: of)?|approx(?:imately|\.)?|ca?\.|circa|est(?:imated|\.)?|roughly|~|around|about|some|>) ?", re.I
)
_APART = re.compile(r"\(|\b(?:of|among) (?:whom|which|them|these)\b")
_NIL = re.compile(r"(?:none|nil|zero)(?: (?:new|reported|recorded|registered|known))?[.;,]? *$", re.I)
_NO_COUNT = re.compile(
    r"(?:page|tel|phone|figure|table|annex|no|issue|report|section|article|resolution|week|day|date|time|year|version|edition"
    r"|number of pages|ref|item|" + ANY_MONTH + r")\b"
)
"""Labels of numbers that count nothing."""
_NUMBERED_TIME = re.compile(r"(?:week|day|month|quarter|period) \d{1,3}(?:/\d{1,4})?", re.I)
_OF_MANY = re.compile(
    r"^(?:[\w'/-]+ ){0,3}[\w-]*[a-z](?<!s)s(?: (?:found|seen|heard|made|held|shot|[a-z]+ed|on [\w ]+|of [\w ]+|against [\w ]+|in [\w ]+))?$"
)
"""A label with a noun in the plural, which is what is counted: "Patrols conducted", "Drone sightings"."""
_BY_KIND = re.compile(r"\bby (?:type|kind|weapon|weapon type|cause|category|nature)\b", re.I)
_TWO = 2
_PIECE = re.compile(
    r"(?P<label>[A-Za-z][A-Za-z' -]{2,40}?)(?: |: )(?P<n>\d[\d,]*(?<!,)|nil|none)"
    r"(?: (?P<unit>killed|dead|wounded|injured|hurt|displaced|violations|cases|incidents)\b)?"
    r"(?: \([^()]{3,40}\))?(?:[,;] (?:and )?| and |\.?$)"
)
_OPENING = re.compile(r"(?:[A-Z][^:;.\n]{3,90}: )(?=[A-Za-z][\w' -]+?:? \d)")
"""What a series of labels and numbers is said to be: "By side, where determined: "."""
_LEADER = re.compile(r"[A-Za-z][^.\t\n]{1,60}(?: ?\.{3,} ?|\t+| {2,})\d[\d,]*\.?$")
"""A row of a list whose numbers stand in a column: "Upper Tarn ........ 6"."""
_WORD_OF_FATE = r"(?!planned|expected|requested|due)[a-z]+(?: (?:out|over|back|through|in|up))?"
_FATE = re.compile(rf"(?P<n>\d{{1,4}}) (?P<word>{_WORD_OF_FATE})")
_FATES = re.compile(
    rf"(?P<label>[A-Z][a-z]+(?: [a-z]+)?): (?P<fates>\d{{1,4}} {_WORD_OF_FATE}(?:[,;] \d{{1,4}} {_WORD_OF_FATE})+)\.?"
)
_BRACKETS = re.compile(r"\((?P<in>[^()]{3,120})\)")
_OTHER = re.compile(
    r"(?P<time>[A-Za-z][\w .]{2,24}?)(?::|\.)? (?P<n>\d[\d,]*)"
    r"|(?P<n2>\d[\d,]*) (?P<time2>(?:at|in|on|last|a|the|yesterday|before)\b[\w .]{0,24}|previously|earlier)"
)
_THEN = re.compile(r"(?:at|in|on|last|yesterday|before|previously|earlier|(?:a|the) \w+ (?:ago|earlier|before))\b")
_EARLIER = re.compile(r"(?:the )?(?:previous|prev\.?|last|prior|preceding|up from|down from|against)\b", re.I)
_NAMED_PART = re.compile(r"(?P<who>[A-Za-z][A-Za-z '-]{1,30}?):? (?P<n>\d{1,5})(?=[,;]|$| and)")
"""Counts in brackets after that of a line."""
_NAMED_SO = frozenset(("ceasefire violations", "explosions", "displaced", "casualties", "killed", "injured"))
"""Measures that a label may name in other words; of all others the label's own words are kept."""
_BARE_DAY = re.compile(rf"(?:\d{{1,2}} )?(?:{ANY_MONTH})(?: \d{{1,2}})?(?: \d{{4}})?$", re.I)
_AREA = re.compile(
    r"\b(?:district|province|region|governorate|county|city|town|village|area|sector|state|zone|oblast)\b", re.I
)
_DOER = re.compile(rf"\b(?:{alternation('en', 'figures', 'doers')})\b", re.I)
_PEOPLE = re.compile(
    rf"(?:(?:new |more )?(?:{alternation('en', 'figures', 'anybody')}) (?:that |who |which )?|(?:that|who) )(?:have |had |has |were )?",
    re.I,
)
"""Words for people that open a label, up to what became of them."""
_FEW = 6
"""Words of the longest label that is not understood and yet counted under its heading; chosen by hand."""
_NAME = re.compile(r"(?:the )?[A-Z][\w'-]+(?:[ /-](?:(?:and|of|al|el) )?[A-Z][\w'-]+)*$")


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A label with its count: `place`, or the day, is what the label names besides the heading's measure.

    `other` says that it is told for another time than the list, for comparison.
    """

    start: int
    end: int
    measure: str
    value: Count
    place: str | None
    period: DateRange | None
    whole: bool
    other: bool = False


def lines(sentence: Sentence, listed: str | None, carried: str | None = None) -> list[Line]:
    """Return the labelled counts that make up all of a line.

    `listed` is what the heading above counts; `carried`, what was counted before, which a row or a series may go on counting.
    """
    listed = listed or (carried if _LEADER.match(sentence.raw_text) else None)
    found = _without_colons(sentence, listed or carried) or _of_label(sentence)
    if found:
        return found
    here = 0
    for part in [*_SPLIT.finditer(sentence.text), None]:
        end = part.start() if part else len(sentence.text)
        line = _line(sentence, here, end, listed)
        if line is None:
            return []
        found += [line, *_in_brackets(sentence, line)]
        here = part.end() if part else end
    return found


def _without_colons(sentence: Sentence, listed: str | None) -> list[Line]:
    """The counts of a line such as "Incidents this week 14, last week 22" or "Tarn 9, Kolvar 5"."""
    opening = _OPENING.match(sentence.text)
    start = opening.end() if opening else 0
    if not _PIECE.match(sentence.text, start):  # else it is looked for at every word of a long sentence
        return []
    listed = (lexis.measure_in(opening[0].rstrip(": "), whole=True) if opening else None) or listed
    pieces = list(_PIECE.finditer(sentence.text, start))
    whole = len(pieces) >= _TWO and "".join(p[0] for p in pieces) == sentence.text[start:]
    whole = whole and not _has_verb(sentence, start)
    return _of_pieces(sentence, pieces, listed) if whole else []


def _has_verb(sentence: Sentence, start: int) -> bool:
    """Whether somebody says or has a number behind an offset, so that the words before it are no label: "The monitors say 71"."""
    words = sentence.analysis.words
    gives = (c.group for c in sentence.analysis.clauses if words.starts[c.group.first] >= start)
    return any(g.tells_of("speech") or g.tells_of("count") or words.tags[g.head] in "BH" for g in gives)


def _of_pieces(sentence: Sentence, pieces: list[re.Match[str]], last: str | None) -> list[Line]:
    """The counts of the pieces of a line; none where one of them counts nothing."""
    found: list[Line] = []
    by_kind = _BY_KIND.search(sentence.text, 0, pieces[0].start()) is not None
    for piece in pieces:
        line = _of_piece(sentence, piece, last, by_kind=by_kind)
        if line is None:
            return []
        last = line.measure
        found.append(line)
    return found


def _of_piece(sentence: Sentence, piece: re.Match[str], last: str | None, *, by_kind: bool) -> Line | None:
    """The count of a piece, with the place or the time that labels it; what the piece before counts is its measure, too."""
    told = next((d for d in sentence.dates if d.value and piece.start() <= d.start < piece.end()), None)
    words = sentence.text[piece.start("label") : piece.end("label")]
    label = words[: told.start - piece.start("label")].strip() if told else words
    measure = _of_unit(label, piece["unit"] or "", last, by_kind=by_kind and told is None)
    if measure is None or (told and told.end > piece.start("n")):
        return None
    count = find_numbers(piece["n"])
    return Line(
        start=piece.start("label"),
        end=piece.end("n"),
        measure=measure,
        value=count[0].count if count else Count(low=0, high=0),
        place=_place(label) if label and lexis.measure_in(label) is None else None,
        period=told.value if told else None,
        whole=is_total(label),
        other=told is not None,
    )


def _of_unit(label: str, unit: str, last: str | None, *, by_kind: bool) -> str | None:
    """What a piece counts by its label and its unit, else what the piece before counts; a kind is counted as it is named."""
    if by_kind and label:
        return label.lower()
    last = (lexis.measure_in(unit) if unit else None) or last
    return _measure(label, unit, last, is_day=False) if label else last


def _of_label(sentence: Sentence) -> list[Line]:
    """The counts of a line such as "Convoys: 6 through, 1 stopped", of what its label names."""
    match = _FATES.fullmatch(sentence.text)
    if match is None or not (lexis.measure_in(match["label"]) or _OF_MANY.search(match["label"])):
        return []
    found = []
    for fate in _FATE.finditer(sentence.text, match.start("fates")):
        value = Count(low=int(fate["n"]), high=int(fate["n"]))
        measure = f"{match['label'].lower()} {fate['word']}"
        found.append(
            Line(start=fate.start(), end=fate.end(), measure=measure, value=value, place=None, period=None, whole=False)
        )
    return found


def _line(sentence: Sentence, start: int, end: int, listed: str | None) -> Line | None:
    text = sentence.text[start:end]
    pair = _pair(sentence, text)
    if pair is None:
        return None
    if _NIL.match(pair["rest"]):
        return _nil(start, end, pair["label"].strip(" .\"'"), listed)
    label, numbers = pair["label"].strip(" .\"'"), find_numbers(pair["rest"])
    at = start + text.index(pair[0]) + pair.start("rest")
    if not _is_single(pair["rest"], numbers) or any(d.start <= at < d.end for d in sentence.dates):
        return None
    unit = pair["rest"][numbers[0].end :].strip(" .;,").lower()
    day = _day(sentence, label)
    kinds = is_by_kind(sentence) and not is_total(label) and day is None
    measure = label.lower() if kinds else _measure(label, unit, listed, is_day=day is not None)
    if measure is None or _is_year(numbers[0].plain, pair["rest"], unit, label):
        return None
    return Line(
        start=start,
        end=end,
        measure=measure,
        value=numbers[0].count,
        place=_of_label_place(sentence, start + text.index(pair[0]), at)
        if kinds or lexis.measure_in(label) or day
        else _place(label),
        period=day,
        whole=is_total(label),
    )


def _pair(sentence: Sentence, text: str) -> re.Match[str] | None:
    """The label of a line and what stands behind it; a blank alone parts them in no sentence, and before no hour."""
    bullet = _ENUMERATOR.match(text.strip())
    pair = _PAIR.match(text.strip()[bullet.end() if bullet else 0 :])
    if pair is None or _MARKED.match(pair[0], pair.end("label")):
        return pair
    return None if sentence.analysis.clauses or _HOUR.fullmatch(pair["rest"]) else pair


def _of_label_place(sentence: Sentence, start: int, end: int) -> str | None:
    """The place that a label names beside what it counts: "New arrivals Tarn"."""
    told = [p for p in sentence.places if start < p.start and p.end <= end]
    return told[-1].text if len(told) == 1 else None


def _is_single(rest: str, numbers: Sequence[Number]) -> bool:
    """Whether what stands behind a label is one number, with a remark or another count apart from it."""
    single = len(numbers) == 1 or (len(numbers) > 1 and _APART.search(rest[: numbers[1].start]) is not None)
    opens = single and (numbers[0].start == 0 or _ROUGHLY.fullmatch(rest, 0, numbers[0].start) is not None)
    return opens and _REST.match(rest, numbers[0].end) is not None


def _nil(start: int, end: int, label: str, listed: str | None) -> Line | None:
    """The line of a label of which there was none."""
    measure = _measure(label, "", listed, is_day=False)
    if measure is None:
        return None
    place = _place(label) if lexis.measure_in(label) is None else None
    value = Count(low=0, high=0)
    return Line(start=start, end=end, measure=measure, value=value, place=place, period=None, whole=False)


def _in_brackets(sentence: Sentence, line: Line) -> list[Line]:
    """The counts in the brackets of a line: of another time ("March: 20"), or the parts that add up to its own."""
    brackets = _BRACKETS.search(sentence.text, line.start, line.end)
    if brackets is None:
        return []
    first = brackets.start("in")
    other = _OTHER.fullmatch(brackets["in"])
    if other:
        return _of_other_time(sentence, line, brackets, other)
    parts = [(m.start() + first, m.end() + first, m["who"], int(m["n"])) for m in _NAMED_PART.finditer(brackets["in"])]
    if len(parts) < 2 or sum(n for *_, n in parts) != line.value.plain:
        return []
    return [
        _beside(line, s, e, n, line.period, (None if who.isupper() else _place(who)) or line.place)
        for s, e, who, n in parts
    ]


def _of_other_time(sentence: Sentence, line: Line, brackets: re.Match[str], other: re.Match[str]) -> list[Line]:
    """The count of another time in brackets, where they name one."""
    first = brackets.start("in")
    told = next((d.value for d in sentence.dates if d.value and first <= d.start < brackets.end()), None)
    when, number = other["time"] or other["time2"], other["n"] or other["n2"]
    then = _THEN.match(when) if other["n2"] else _EARLIER.match(when) or _BARE_DAY.match(when)
    if told is None and not then:
        return []
    one = _beside(line, first, brackets.end("in"), int(number.replace(",", "")), told, line.place)
    return [msgspec.structs.replace(one, other=True)]


def _beside(line: Line, start: int, end: int, n: int, period: DateRange | None, place: str | None) -> Line:
    value = Count(low=n, high=n)
    return Line(start=start, end=end, measure=line.measure, value=value, place=place, period=period, whole=False)


def is_by_kind(sentence: Sentence) -> bool:
    """Say whether the heading above counts by kind, and not by place: "Violations by type"."""
    listed = sentence.thread.listed
    return listed is not None and _BY_KIND.search(listed.quote) is not None


def is_total(label: str) -> bool:
    """Say whether a label adds up the others: "Total", "All districts"."""
    return TOTAL.match(label) is not None


def _day(sentence: Sentence, label: str) -> DateRange | None:
    """The day or month that a label consists of."""
    told = [d for d in sentence.dates if d.value and d.end <= len(label) + 2]
    bare = told and (_BARE_DAY.match(label) or len(label) - (told[0].end - told[0].start) <= 4)
    return told[0].value if bare else None


def _measure(label: str, unit: str, listed: str | None, *, is_day: bool) -> str | None:
    """What a label counts: what it names, else what its unit or the heading names, else itself under a heading."""
    of_unit = lexis.measure_in(unit) if unit else None
    if is_day or is_total(label):
        return of_unit or lexis.measure_in(label) or listed
    named = lexis.measure_in(label)
    if _NO_COUNT.match(label.lower()):
        return listed if _NUMBERED_TIME.fullmatch(label) else None
    became = _became(label)
    if became:
        return became
    if named:
        return named if named in _NAMED_SO or lexis.LABEL_NAMES.search(label) else label.lower()
    if _place(label):
        return of_unit or listed
    return _unnamed(label, listed)


def _became(label: str) -> str | None:
    """What became of the people of a label: "Families that left Orvan"."""
    people = _PEOPLE.match(label)
    return outcome_in(label[people.end() :]) if people else None


def _unnamed(label: str, listed: str | None) -> str | None:
    """What a label counts that is no measure and no place: its own words, or what the heading names."""
    if (kind_at(label) or _OF_MANY.search(label)) and not (listed and _DOER.search(label)):
        return label.lower()
    return listed if listed and len(label.split()) <= _FEW else None


def _place(label: str) -> str | None:
    """The place that a label is, by a word for a place or by being a name."""
    bare = re.sub(r"^(?:in|at|near) ", "", label, flags=re.I)
    if is_total(label) or _DOER.search(label):
        return None
    named = _AREA.search(bare) and bare[:1].isupper()
    return bare if (named or _NAME.match(bare)) and not kind_at(bare) and not lexis.measure_in(bare) else None


def _is_year(value: int | None, rest: str, unit: str, label: str) -> bool:
    bare = value is not None and 1900 <= value <= 2100 and "," not in rest and not unit
    return bare and lexis.measure_in(label) is None
