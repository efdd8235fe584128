"""Two tellings of one meeting, agreement, figure or expected thing, joined into one claim with two spans."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import msgspec

from ceasefire.reading.claims.incident_merge import MOST_SPANS, RECENT
from ceasefire.reading.lexicon.calendar_names import ANY_MONTH, ANY_WEEKDAY
from ceasefire.reading.lexicon.common_words import function_words
from ceasefire.reading.model import Claim, ClaimType, DateRange


def joined(claims: list[Claim]) -> list[Claim]:
    """Return the claims with repeated tellings joined: the fuller one stays, the other becomes a further span."""
    kept: list[Claim] = []
    for claim in claims:
        first = max(0, len(kept) - RECENT)
        places = range(len(kept) - 1, first - 1, -1) if claim.type is ClaimType.AGREEMENT else range(first, len(kept))
        index = next((i for i in places if _same(kept[i], claim)), None)
        if index is None:
            kept.append(claim)
        else:
            kept[index] = _joined(kept[index], claim)
    return kept


def _joined(earlier: Claim, claim: Claim) -> Claim:
    if claim.type is ClaimType.AGREEMENT:
        return _agreement(earlier, claim)
    if earlier.rule == _TITLE:
        filled = msgspec.structs.replace(claim, date=claim.date or earlier.date, place=claim.place or earlier.place)
        return msgspec.structs.replace(filled, also=(*claim.also, (earlier.start, earlier.end))[:MOST_SPANS])
    fuller, other = earlier, claim
    if (_filled(claim) > _filled(earlier) and not _tells_its_days(earlier, claim)) or (claim.date and not earlier.date):
        fuller, other = claim, earlier
    if _aside(claim) and earlier.type is ClaimType.MEETING and len(earlier.actors) >= 2:
        fuller, other = msgspec.structs.replace(earlier, date=earlier.date or claim.date), claim
    return msgspec.structs.replace(
        fuller,
        also=(*fuller.also, (other.start, other.end), *other.also)[:MOST_SPANS],
        actors=fuller.actors or other.actors,
        kind=other.kind if fuller.kind == "meeting" else fuller.kind,
    )


def _agreement(earlier: Claim, claim: Claim) -> Claim:
    """The agreement told first, with what the later telling adds to it; a headline adds to what the text tells."""
    if earlier.rule == "agreements/headline":
        earlier, claim = claim, earlier
    slots = {
        slot: getattr(earlier, slot) or getattr(claim, slot)
        for slot in (*_DAYS, "place", "actors", "mediators", "provisions")
    }
    return msgspec.structs.replace(
        earlier,
        **slots,
        also=(*earlier.also, (claim.start, claim.end), *claim.also)[:MOST_SPANS],
        kind=claim.kind if earlier.kind == "agreement" else earlier.kind,
        status=claim.status if claim.status != "agreed" else earlier.status,
    )


def _tells_its_days(earlier: Claim, claim: Claim) -> bool:
    """Whether the words of the earlier claim are days, even if of no known year, and those of the other are none."""
    return earlier.rule == "meetings/chain" != claim.rule and claim.date is None


def _filled(claim: Claim) -> int:
    values = (claim.date, claim.place, claim.round, claim.effective, claim.actors or None)
    return sum(v is not None for v in values)


def _same(a: Claim, b: Claim) -> bool:
    return a.type is b.type and a.type in _SAME and _SAME[a.type](a, b)


def _same_gathering(a: Claim, b: Claim) -> bool:
    return _same_round(a, b) if a.round is not None or b.round is not None else _same_meeting(a, b)


def _same_round(a: Claim, b: Claim) -> bool:
    agree = a.date is None or b.date is None or a.date.overlaps(b.date)
    return a.round == b.round and (a.process == b.process or a.rule == _TITLE) and agree


def _same_meeting(a: Claim, b: Claim) -> bool:
    same_day = a.date is not None and a.date == b.date
    if a.kind == "call" == b.kind and (same_day or a.date is None or b.date is None):
        return True
    if not (set(a.actors) & set(b.actors) or not a.actors or not b.actors):
        return False
    return _dates_it(a, b) or (same_day and _open_or_same(a.place, b.place))


def _dates_it(a: Claim, b: Claim) -> bool:
    """Whether a later sentence gives the day of a meeting told before without one."""
    undated = a.date is None and b.date is not None and a.place in (None, b.place)
    return undated and (_definite(b) or _lead(a, b))


def _open_or_same(a: object, b: object) -> bool:
    return a is None or b is None or a == b


def _same_expected(a: Claim, b: Claim) -> bool:
    by_round = a.round is not None and a.round == b.round
    same_day = a.date is not None and a.date == b.date and a.place == b.place
    return by_round or (same_day and bool(_stems(a.quote) & _stems(b.quote)))


def _stems(words: str) -> set[str]:
    """Return the beginnings of the words that say what a thing is: two of one day that share none are two things."""
    found = re.findall(r"[a-z]{4,}", _WHEN.sub("", words.lower()))
    return {word[:_STEM] for word in found if word not in function_words()}


def _same_agreement(a: Claim, b: Claim) -> bool:
    """Whether two tell of one agreement: of one day and kind, or the later takes up the earlier and no day speaks against it."""
    days = [(getattr(a, slot), getattr(b, slot)) for slot in _DAYS]
    apart = any(x and y and not x.overlaps(y) for x, y in days[:2]) or _end_apart(*days[2])
    if apart or not _kin(a.kind, b.kind):
        return False
    if a.end <= b.start and _are_two(a, b):
        return False
    if a.date is not None and a.date == b.date:
        return a.rule != "agreements/leaning" or a.kind == b.kind
    return (a.rule == "agreements/headline" or _takes_up(a, b)) and _in_order(a, b)


def _are_two(a: Claim, b: Claim) -> bool:
    """Whether two tellings are of things told each for itself, or one is of a body and the other is not."""
    return {a.rule, b.rule} <= _EACH or (a.kind != b.kind and _BODY in (a.kind, b.kind))


def _end_apart(one: DateRange | None, other: DateRange | None) -> bool:
    """Whether two ends are of two agreements: one counted from its length is a few days off the one that is told."""
    return bool(one and other) and abs((one.end - other.end).days) > _OFF if one and other else False


def _takes_up(a: Claim, b: Claim) -> bool:
    """Whether the later telling leans on the earlier: as "it", or as "the truce" with no days, or with the rest of them close by."""
    if b.rule == "agreements/leaning":
        return True
    bare = b.date is None and b.effective is None and b.expires is None
    return b.rule == "agreements/taken-up" and (
        bare or (b.date is None and a.date is not None and b.start - a.end < _CLOSE)
    )


def _kin(one: str | None, other: str | None) -> bool:
    """Whether two kinds may be of one agreement: the same, two words for a truce, or one that says no more than "agreement"."""
    return one == other or {one, other} <= _TRUCES or "agreement" in (one, other)


def _in_order(a: Claim, b: Claim) -> bool:
    """Whether the days of two tellings can be of one agreement: made before it is in force, and that before its end."""
    made, effective, expires = (getattr(a, slot) or getattr(b, slot) for slot in _DAYS)
    told = [day.start for day in (made, effective, expires) if day]
    near = not made or not effective or (effective.start - made.start).days < _SOON
    return told == sorted(told) and near


def _same_figure(a: Claim, b: Claim) -> bool:
    if a.rule.startswith("tables/") and b.rule.startswith("tables/"):
        return False
    alike = a.measure == b.measure and a.value == b.value and a.value is not None and a.value.vague is None
    return alike and _open_or_same(a.place, b.place) and _open_or_same(a.period, b.period) and _one_speaker(a, b)


def _one_speaker(a: Claim, b: Claim) -> bool:
    """Whether two figures may have one speaker: one of them names none, or both name him with a word in common."""
    if not a.attribution or not b.attribution:
        return True
    first, then = (set(re.findall(r"\w{3,}", name.lower())) - {"the"} for name in (a.attribution, b.attribution))
    return not first or not then or bool(first & then) or _short(a.attribution) == _short(b.attribution)


def _short(name: str) -> str:
    """The capitals of a name, by which "UN" and "the United Nations" are one."""
    return "".join(c for c in name if c.isupper())


_DAYS: Final = ("date", "effective", "expires")
_CLOSE: Final = 60
"""Characters between an agreement and the next words of its days; chosen by hand, not measured."""
_TITLE: Final = "meetings/heading"
"""The rule of a meeting that the title of its minutes names; what the text tells of it is kept."""
_WHEN: Final = re.compile(rf"\b(?:{ANY_MONTH}|{ANY_WEEKDAY}|(?:same )?days?|next|again|be)\b")
_STEM: Final = 5
_EACH: Final = frozenset(("agreements/clause", "agreements/label", "agreements/agreed-to", "agreements/body"))
"""Rules by which each thing that was agreed is told for itself."""
_BODY: Final = "monitoring body"
_OFF: Final = 3
"""Days by which an end that is counted may miss the one that is told; chosen by hand, not measured."""
_SOON: Final = 120
"""Days within which an agreement takes effect after it was made; chosen by hand, not measured."""
_TRUCES: Final = frozenset(
    (
        "ceasefire",
        "truce",
        "cessation of hostilities",
        "armistice",
        "humanitarian pause",
        "humanitarian truce",
        "local truce",
    )
)
_SAME: Final[dict[ClaimType, Callable[[Claim, Claim], bool]]] = {
    ClaimType.MEETING: _same_gathering,
    ClaimType.EXPECTED: _same_expected,
    ClaimType.FIGURE: _same_figure,
    ClaimType.AGREEMENT: _same_agreement,
}
"""What makes two claims of a type one; those of other types are never joined here."""


def _definite(claim: Claim) -> bool:
    """True for "The Tuesday meeting ..." and the like, which takes up a meeting told before."""
    return bool(
        re.match(r"(?:the|this|that|their) (?:\w+ )?(?:meeting|talks|call|conversation|session)\b", claim.quote, re.I)
    )


def _aside(claim: Claim) -> bool:
    """True for "During Thursday's phone call, ...", which tells of a meeting only in passing."""
    return bool(re.match(r"(?:during|at|in|after|following) (?:the |their |this |\w+day'?.?s )", claim.quote, re.I))


def _lead(first: Claim, then: Claim) -> bool:
    """True when an undated telling near the head of a text is what a later sentence dates."""
    named = any(" " in a for a in first.actors if a[0].isupper() and len(a.split()) > 2)
    return first.start < 400 and not named and first.round is None is then.round
