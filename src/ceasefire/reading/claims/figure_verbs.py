"""Counts told by a verb or by the word for a number: "numbered 54", "put the dead at 80", "a toll of 17"."""

from __future__ import annotations

import re

import msgspec

from ceasefire.reading.claims import figure_patterns as lexis
from ceasefire.reading.claims.figure_counts import Counted
from ceasefire.reading.lexicon.gated import Gated, gated
from ceasefire.reading.lexicon.load import alternation
from ceasefire.reading.mentions.numbers import Number

_HEAD = alternation("en", "figures", "heads")
_STOOD = alternation("en", "figures", "stood")
_CHANGED = alternation("en", "figures", "changed")
_ADVERB = r"(?:now |already |then |again |also |together |thus |\w+ly )?"
_OF_WHAT = r"(?P<np>(?:[^,;:.()]|\.(?=\d)){2,110}?)(?:, [^,;.]{3,50},)? "
_TOLD = (
    rf"(?P<verb>(?:{_STOOD})|(?:{_CHANGED}) {_ADVERB}(?:from [^,;.]{{1,40}}? to|"
    rf"(?:again |further |back |sharply |slightly |for the [^,;.]{{3,40}})?(?:, )?to|from|by [^,;.]{{1,20}}?,? to)) (?:a total of )?$"
)
_VERB = gated(
    rf"(?:^|[,;:] |\b(?:that|and|but|while) ){_OF_WHAT}(?:has |have |had |had already |has since )?(?:been )?{_ADVERB}{_TOLD}",
    re.I,
)
_VERB_LAST = gated(_TOLD, re.I)
"""Where none of these verbs stands last, no subject of one is looked for: that takes a hundred times as long."""
_PUT = gated(
    r"\b(?:put|puts|putting|estimat(?:es|ed|ing)|gave|gives|giving|set|sets|bringing|brings|brought|raised|raises|raising"
    r"|lowered|revised|taking|took|takes|corrected) "
    r"(?P<np>[^;.]{3,110}?)(?:, [^;]{3,80},)? (?:at|as|to|from) (?:a total of )?$",
    re.I,
)
_OF = gated(
    rf"\b(?P<np>(?:[\w'-]+ ){{0,4}}?(?:{_HEAD})(?: of (?:the )?[\w' -]{{3,40}})?)(?: of|,| -|:| now(?: at)?| so far) $",
    re.I,
)
_MAKES = re.compile(
    r"(?:\b(?:[Tt]hat|[Tt]his|[Ww]hich|[Ii]t) (?:makes|made|brings it to|brought it to)(?: a total of| it)?|, making(?: it| a total of)?) $"
)
_BRINGS = re.compile(
    r"\b(?:brings?|brought|bringing|takes?|took|taking|raises?|raised|raising|puts?) to (?:at least |more than |about )?$"
)
_NUMBER_OF = re.compile(r" the (?:\w+ )?(?:number|total|toll|count)(?: of)? (?P<np>[^.;,]{3,60})")
_NUMBER_OF_THEM = re.compile(
    r"\b(?:number|total) of (?:the |all |new |registered )?(?:[a-z-]+ )?(?P<what>people|persons|women|children|men|[a-z]{3,}s)\b",
    re.I,
)
"""What "the number of" counts, whatever it is."""
_HEADS_ONLY = re.compile(rf"\b(?:{_HEAD})\b", re.I)
_OTHER_NUMBER = re.compile(
    r"\b(?:phone|telephone|mobile|room|house|plate|serial|account|case|file|model|vote|ticket) $", re.I
)
_COPULA = ("was", "were", "is", "are")

_CAME_UNDER = re.compile(r"\b(?:came|comes|was|were|been) (?:under|shelled|attacked|targeted)\b[^.;,]{0,90}$")
"""How often one place was fired at is told of that place and is no count of a period."""
_SIDE = re.compile(r"\b(?:positions|forces|troops|units|bases|lines|targets)\b[^.;,]{0,30}\b(?:came|comes|were|been)\b")
"""What is hit all along a front: how often is a count of a side and no incident of one place."""
_FIRED = re.compile(r"\b(?:under fire|opened fire|fired|shelled|attacked|targeted)\b[^.;,]{0,40}$")

_DENIED = re.compile(
    r"\b(?:access|movement|passage|entry|patrols?|observers?|monitors?|teams?|convoys?|mission)\b[^.;]{0,60}"
    r"\b(?:refused|denied|restricted|turned (?:back|away|round)|blocked|barred|stopped|impeded|obstructed|hindered|held up)\b[^.;]{0,40}$",
    re.I,
)
"""Who or what was not let through, so many times."""
_AT_ONCE = re.compile(r" to (?:at least |more than |about |some )?[\w,.]+")
_SUPERSEDED = re.compile(
    r"\b(?:earlier|previously|first|initially) put at $|\b(?:revis|correct|replac|amend)\w+ (?:an?|the|its|his|her|their) [a-z]+ [a-z]+ of $"
)
"""What a number was before it was revised: the older state of one count and no count beside it."""
_CUMULATIVE = re.compile(r"\b(?:since|so far|to date|overall|cumulative|total)\b", re.I)
"""In the words of what is counted: it covers more than the time told for the count beside it."""
_NOT_AFTER = re.compile(r" ?(?:per ?cent|%|times)\b")


def by_verb(text: str, number: Number, carried: str | None) -> Counted | None:
    """Return the count that the words before a number make of it; `carried` is what was counted before."""
    if (number.count.plain is None and number.count.vague is None) or _NOT_AFTER.match(text, number.end):
        return None
    before = text[max(0, number.start - 200) : number.start]
    for pattern in (_PUT_AT, _PUT, _VERB, _OF):
        match = _last(pattern, before)
        measure = _measure(match, carried) if match else None
        if match and measure:
            if (
                match[0].endswith("went to ")
                or _SUPERSEDED.search(match[0])
                or (match[0].endswith(" from ") and _AT_ONCE.match(text, number.end))
            ):
                return None
            start = number.start - len(before) + match.start("np")
            count = _count(number, start, measure, "figures/verb")
            return msgspec.structs.replace(count, compared=_CUMULATIVE.search(match["np"]) is not None)
    return _sum(text, number, before, carried)


_PUT_AT = gated(
    r"\b(?P<np>[^.;,]{3,60}), (?:now |last )?(?:put|estimated|reckoned|given) (?:by [^.;,]{3,50} )?(?:at|as) $"
)
"""What stands before a number that somebody gives of what was named right before: "the toll, put by the church at 12"."""


def _sum(text: str, number: Number, before: str, carried: str | None) -> Counted | None:
    """The count of "That makes 350" and "It brings to 540 the number freed"."""
    after = _NUMBER_OF.match(text, number.end) if _BRINGS.search(before) else None
    named = lexis.measure_in(after["np"]) if after else None
    if after and named:
        return msgspec.structs.replace(_count(number, number.start, named, "figures/sum"), end=after.end())
    makes = _MAKES.search(before) if carried else None
    return _count(number, number.start - len(before) + makes.start(), carried or "", "figures/sum") if makes else None


_JOINED = re.compile(r"\b(?:while|whereas|but) ")


def _last(pattern: Gated, before: str) -> re.Match[str] | None:
    """Return the match whose subject or object begins last: that of the clause nearest to the number."""
    match = pattern.search(before) if pattern is not _VERB or _VERB_LAST.search(before) else None
    while match and pattern is _VERB:
        joined = _JOINED.search(before, match.start("np"))
        later = pattern.search(before, joined.start()) if joined else None
        if later is None or later.start("np") <= match.start("np"):
            break
        match = later
    return match


def _count(number: Number, start: int, measure: str, rule: str) -> Counted:
    return Counted(start=start, end=number.end, at=number.core, rule=rule, measure=measure, value=number.count)


def _measure(match: re.Match[str], carried: str | None) -> str | None:
    """What the subject or object counts; a bare "count" or "toll" counts what was counted before."""
    phrase = match["np"]
    verb = (match.groupdict().get("verb") or "").lower()
    is_head = bool(_HEADS_ONLY.search(phrase))
    if verb in _COPULA and not is_head:
        return None
    named = lexis.measure_in(phrase, whole=match.re is _VERB.compiled and not is_head)
    if named is None and is_head:
        counted = _NUMBER_OF_THEM.search(phrase)
        named = counted["what"].lower() if counted else None
    if named and not (named == "killed" and "toll" in phrase.lower() and carried):
        return named
    return carried or named if is_head and _bare_head(phrase) else None


def _bare_head(phrase: str) -> bool:
    """Whether nothing is said to be counted: "her earlier count", "the toll"."""
    head = list(_HEADS_ONLY.finditer(phrase))[-1]
    if _OTHER_NUMBER.search(phrase[: head.start()]):
        return False
    return (
        not phrase[head.end() :].strip()
        or bool(re.match(r"s?,? (?:of|for|in|from|since|so far|this|to date|among|there) ?", phrase[head.end() :]))
        or "toll" in phrase
    )


def by_times(text: str, number: Number) -> Counted | None:
    """Return the count of breaches in "violated the truce 573 times", and of denials in "patrols were turned back nine times"."""
    before = text[: number.start]
    if not text.startswith((" times", " occasions"), number.end):
        return None
    denied = _DENIED.search(before) is not None
    if not (denied or lexis.TIMES.search(before) or _FIRED.search(before)):
        return None
    if before.endswith("(") or (_CAME_UNDER.search(before) and not _SIDE.search(before)):
        return None
    count = _count(number, number.start, "access denials" if denied else "ceasefire violations", "figures/times")
    return msgspec.structs.replace(count, end=text.find("s", number.end) + 1)
