"""Agreements, resolutions, truces and monitoring bodies that the text tells as made, in force, or not reached."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from ceasefire.reading.claims import agreement_patterns as lexis
from ceasefire.reading.claims.agreement_absolutes import read_agreeing
from ceasefire.reading.claims.agreement_asides import read_asides
from ceasefire.reading.claims.agreement_bodies import read_bodies
from ceasefire.reading.claims.agreement_clauses import read_clauses
from ceasefire.reading.claims.agreement_dates import Days, beside_noun, days_of
from ceasefire.reading.claims.agreement_deeds import done_with
from ceasefire.reading.claims.agreement_doubts import is_doubtful
from ceasefire.reading.claims.agreement_labels import read_label
from ceasefire.reading.claims.agreement_lines import line_of
from ceasefire.reading.claims.agreement_lists import told_apart
from ceasefire.reading.claims.agreement_makers import learn_parties, makers_of, mediators_of
from ceasefire.reading.claims.agreement_pacts import Pact, find_pacts
from ceasefire.reading.claims.agreement_patterns import Act
from ceasefire.reading.claims.agreement_places import place_of
from ceasefire.reading.claims.agreement_promises import read_done, read_promise
from ceasefire.reading.claims.agreement_signed import things_signed
from ceasefire.reading.claims.agreement_tellings import Telling, find_tellings
from ceasefire.reading.frames import Reality
from ceasefire.reading.mentions.dates.in_sentence import RUNS, DateMention
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim, ClaimType, DateRange, Modality
from ceasefire.reading.text.subject import is_civil

_MARKS: Final = (";", '"', ", while ", ", but ", ". ")
_SUPPOSED: Final = re.compile(r"[^.;,]{0,40}\b(?:can|could|will|would|may|should|must|is possible)\b")
_IT: Final = re.compile(r"\b(?:it|this|the (?:text|paper|document|measure|arrangement))\b")
_REACH: Final = 400
"""Characters over which "it" can be an agreement; chosen by hand, not measured."""
_LONG: Final = 300
_NO_DEAL_OF: Final = re.compile(r"agreement|deal|talks|agree|sign", re.I)
_ON: Final = re.compile(
    r"(?: on \w+day| in [A-Z]\w+| \w+day| reached)* (?:on|for|to|about|over|providing for)(?: (?:extend|prolong|renew"
    r"|establish|implement|observe)\w*)? ?",
    re.I,
)
_SHORT_ASIDE: Final = re.compile(r"[^,;:.]{0,40}, ")
_ON_MAKING: Final = re.compile(
    rf"[^,;:.]{{0,40}}? (?:on|for|to|about|over) (?:the )?(?:{'|'.join(n for n, a in lexis.CHANGES.items() if a is Act.MADE)}) of ",
    re.I,
)
"""Between an agreement and what it makes: "was signed on the creation of"."""
_DATED_FORMS: Final = frozenset(("mdy", "dmy", "my", "y", "m", "dmy-dmy", "weekday", "iso", "rel-unit", "rel-m"))


def read_agreements(sentence: Sentence) -> list[Claim]:
    """Find what a sentence says was agreed, adopted or put in force."""
    learn_parties(sentence)
    low = sentence.text.lower()
    resolved = read_clauses(sentence) or read_done(sentence) or read_label(sentence)
    if resolved:
        return resolved
    known = any(map(low.__contains__, lexis.BEGINNINGS)) and not is_civil(sentence.text)
    if known and lexis.NO_DEAL.search(sentence.text):
        return _no_deal(sentence)
    pacts = things_signed(sentence, find_pacts(sentence)) if known else ()
    if sentence.is_heading:
        return _headline(sentence, pacts)
    found = _found(sentence, pacts) if pacts or _may_lean(sentence, low) else []
    found = told_apart(sentence, pacts, found)
    if not found and known:
        found = read_promise(sentence)
    found = _with_hung(found, read_agreeing(sentence)) + read_bodies(sentence)
    found = read_asides(sentence, found)
    if found:
        sentence.thread.pact = found[-1]
    return found


def _with_hung(found: list[Claim], hung: list[Claim]) -> list[Claim]:
    """Return claims with those of "with both sides agreeing to ...", which tell who agreed where another of the kind does not."""
    by_whom = {c.kind for c in found if c.actors}
    more = [c for c in hung if c.kind not in by_whom]
    return [*(c for c in found if all(c.kind != m.kind for m in more)), *more]


def _headline(sentence: Sentence, pacts: tuple[Pact, ...]) -> list[Claim]:
    """Return what a headline tells as made ("Rivals sign truce"); it is joined to what the text then tells of it."""
    told = (
        [c for c in _found(sentence, pacts) if c.actors or c.date or c.effective or c.expires or c.place]
        if pacts
        else []
    )
    return [msgspec.structs.replace(c, rule="agreements/headline") for c in told[:1]]


def _may_lean(sentence: Sentence, low: str) -> bool:
    """Return whether "it" can be an agreement told shortly before."""
    before = sentence.thread.pact
    near = before is not None and sentence.unit.start - before.end < _REACH and _IT.search(low) is not None
    return near or (before is not None and " acceded" in low)


def _found(sentence: Sentence, pacts: tuple[Pact, ...]) -> list[Claim]:
    """Return a claim for each agreement of a sentence of which something is told."""
    told = find_tellings(sentence, pacts)
    by_pact = [(p, [t for t in told if t.pact is not None and t.pact.noun == p.noun]) for p in pacts]
    named = ((p, ts or _dated(sentence, p) or done_with(sentence, p)) for p, ts in _named_by(sentence, by_pact))
    groups: list[tuple[Pact | None, list[Telling]]] = [(p, ts) for p, ts in named if ts]
    taken = [t for t in told if t.pact is None]
    if taken:
        groups = _taken_up(sentence, groups, taken)
    return _apart(sentence, _in_order(sentence, groups, pacts))


def _in_order(
    sentence: Sentence, groups: list[tuple[Pact | None, list[Telling]]], pacts: tuple[Pact, ...]
) -> list[tuple[int, Claim]]:
    """Return the claims of agreements with what is told of each, in the order in which they stand."""
    claims = ((_at(p, ts), _claim(sentence, p, ts, pacts)) for p, ts in groups)
    return sorted(((at, c) for at, c in claims if c), key=lambda c: c[0])


def _at(pact: Pact | None, tellings: list[Telling]) -> int:
    return pact.start if pact else tellings[0].start


def _taken_up(
    sentence: Sentence, groups: list[tuple[Pact | None, list[Telling]]], taken: list[Telling]
) -> list[tuple[Pact | None, list[Telling]]]:
    """Return the agreements with what is told of "it": the one named before it here, else the one told before."""
    pact, tellings = groups[-1] if groups else (None, [])
    if pact and pact.end < taken[0].start:
        return [*groups[:-1], (pact, [*tellings, *taken])]
    return [(None, taken), *groups] if sentence.thread.pact is not None else groups


def _named_by(sentence: Sentence, groups: list[tuple[Pact, list[Telling]]]) -> list[tuple[Pact, list[Telling]]]:
    """Return the agreements with "a deal on" and "an agreement to extend" counted to the truce that follows."""
    out: list[tuple[Pact, list[Telling]]] = []
    for pact, tellings in groups:
        if out and _is_renamed(sentence, out[-1][0], pact):
            continue
        if out and _is_matter(sentence, out[-1][0], pact):
            out[-1] = (out[-1][0], sorted([*out[-1][1], *tellings], key=lambda t: t.start))
            continue
        if out and out[-1][0].kind == "agreement" and _is_on(sentence, out[-1][0], pact):
            _, before = out.pop()
            tellings = sorted([*before, *tellings], key=lambda t: t.start)
        out.append((pact, tellings))
    return out


def _is_renamed(sentence: Sentence, pact: Pact, after: Pact) -> bool:
    """Return whether a truce is called by a second name: "a truce last week, an arrangement which was welcomed"."""
    if not (pact.is_truce and after.is_weak and after.words.lower().startswith(("a ", "an "))):
        return False
    between = sentence.text[pact.end : max(pact.end, after.start)]
    return _SHORT_ASIDE.fullmatch(between) is not None and sentence.text.startswith((" which", " that"), after.end)


def _is_on(sentence: Sentence, pact: Pact, after: Pact) -> bool:
    """Return whether an agreement is on the one named behind it: "a deal on a truce", "a pact on the creation of a zone"."""
    span = pact.end, max(after.start, pact.end)
    return _ON.fullmatch(sentence.text, *span) is not None or _ON_MAKING.fullmatch(sentence.text, *span) is not None


def _is_matter(sentence: Sentence, pact: Pact, after: Pact) -> bool:
    """Return whether what looks like a second agreement is what the first is on: "a protocol on the exchange of prisoners"."""
    kinds = ("agreement", after.kind)
    apart = pact.kind in kinds or after.is_truce or after.start < pact.end
    return not apart and _is_on(sentence, pact, after)


def _dated(sentence: Sentence, pact: Pact) -> list[Telling]:
    """Return what a day beside the noun tells: "the accord of 3 May"."""
    line = line_of(sentence, pact)
    if line is not None:
        return [line]
    if (
        pact.is_body
        or lexis.PAPER.fullmatch(pact.head)
        or (not pact.definite and sentence.analysis.reality_at(pact.noun, pact.end) is Reality.PLANNED)
    ):
        return []
    days = [d for d in sentence.event_dates if d.value and _is_its_day(sentence.text, pact, d)]
    return [
        Telling(pact=pact, act=Act.DATED, start=min(d.start, pact.noun), end=max(d.end, pact.end)) for d in days[:1]
    ]


def _is_its_day(text: str, pact: Pact, date: DateMention) -> bool:
    """Return whether a date beside the noun is that of the agreement; a year in brackets behind a weak noun is not."""
    if date.form not in _DATED_FORMS and not (pact.is_truce and date.form in RUNS):
        return False
    return beside_noun(text, pact, date) and not (pact.is_weak and text[date.start] == "(" and date.form == "y")


def _claim(sentence: Sentence, pact: Pact | None, tellings: list[Telling], others: tuple[Pact, ...]) -> Claim | None:
    days = days_of(sentence, pact, tellings, others)
    makers = makers_of(sentence, pact, tellings)
    if is_doubtful(sentence, pact, tellings, days, acted=bool(makers)):
        return None
    start, end = _extent(sentence, pact, tellings)
    status = _status(sentence, tellings, days)
    before = sentence.thread.pact
    kind = pact.kind if pact else (before.kind if before else None)
    return sentence.draft(
        ClaimType.AGREEMENT,
        start,
        end,
        _rule(pact),
        kind=kind or "agreement",
        date=days.made,
        effective=days.effective,
        expires=days.expires,
        place=place_of(sentence, pact, tellings),
        actors=makers,
        provisions=(),
        mediators=mediators_of(sentence, tellings),
        status=status,
        modality=Modality.IN_FORCE if status == "in force" else Modality.HELD,
    )


def _rule(pact: Pact | None) -> str:
    if pact is None or pact.words.lower().startswith(("this ", "that ")):
        return "agreements/leaning"
    return "agreements/taken-up" if pact.definite else "agreements/told"


def _status(sentence: Sentence, tellings: list[Telling], days: Days) -> str:
    """Return what has become of it by the words told last of it."""
    status = "agreed"
    for telling in tellings:
        status = _after(sentence, telling, days, status)
    return status


def _after(sentence: Sentence, telling: Telling, days: Days, status: str) -> str:
    """Return the status after one more thing is told; what begins or ends on a day to come has not done so."""
    if telling.act in (Act.STARTS, Act.HOLDS, Act.KEPT):
        return status if telling.to_come or _is_later(sentence, days.effective) else "in force"
    if telling.act is Act.ENDS and (telling.to_come or _is_later(sentence, days.expires)):
        begun = status == "agreed" and not days.made and not _is_later(sentence, days.effective)
        return "in force" if begun else status
    return lexis.STATUSES.get(telling.lemma, status)


def _is_later(sentence: Sentence, day: DateRange | None) -> bool:
    reference = sentence.thread.reference
    return reference is not None and day is not None and day.start > reference


def _extent(sentence: Sentence, pact: Pact | None, tellings: list[Telling]) -> tuple[int, int]:
    """Return the clause round an agreement and what is told of it, with the dates after it."""
    text = sentence.text
    first = min([t.start for t in tellings] + ([pact.start] if pact else []))
    last = max([t.end for t in tellings] + ([pact.end] if pact else []))
    dates = [d.end for d in sentence.dates if last <= d.start <= last + 60]
    after = max([last, *dates[:1]])
    start = max([0] + [at + len(mark.rstrip()) for mark in _MARKS if (at := text.rfind(mark, 0, first)) >= 0])
    end = min((at for mark in _MARKS if (at := text.find(mark, after + 1)) > 0), default=len(text))
    if end - start > _LONG:
        start = max(start, text.rfind(" ", 0, max(0, first - 80)) + 1)
        end = min(end, after + 120)
        end = text.rfind(" ", 0, end) if end < len(text) else end
    return min(start, first), max(end, last)


def _apart(sentence: Sentence, claims: list[tuple[int, Claim]]) -> list[Claim]:
    """Give each of several agreements of one sentence a quote of its own."""
    if len(claims) < 2:
        return [claim for _, claim in claims]
    out = []
    for index, (start, claim) in enumerate(claims[:4]):
        begin = max(0, claim.start - sentence.unit.start) if index == 0 else start
        stop = claims[index + 1][0] if index + 1 < len(claims) else max(claim.end - sentence.unit.start, start + 4)
        fresh = sentence.draft(ClaimType.AGREEMENT, begin, stop, claim.rule)
        out.append(msgspec.structs.replace(claim, quote=fresh.quote, start=fresh.start, end=fresh.end))
    return out


def _no_deal(sentence: Sentence) -> list[Claim]:
    match = lexis.NO_DEAL.search(sentence.text)
    if (
        match is None
        or sentence.future
        or _SUPPOSED.match(sentence.text, match.end())
        or not _NO_DEAL_OF.search(match[0] + sentence.text[match.end() : match.end() + 40])
    ):
        return []
    blank = sentence.text.find(" ", match.end() + 60)
    return [
        sentence.draft(
            ClaimType.AGREEMENT,
            0,
            blank if blank > 0 else len(sentence.text),
            "agreements/none",
            kind="none",
            status="no agreement",
            modality=Modality.NOT_CONCLUDED,
            date=sentence.thread.meeting_date,
        )
    ]
