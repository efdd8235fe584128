"""Say a coded instrument in plain English, for a lawyer to hold against the text."""

from collections.abc import Iterable, Iterator
from typing import Final

from ceasefire.agreements.language.duty_fields import EachMeeting, ProcedureClock, Undated
from ceasefire.agreements.language.exception_fields import (
    ByAct,
    ByArea,
    ByTarget,
    Exception_,
    SelfDefence,
)
from ceasefire.agreements.language.fields import (
    Belt,
    Bound,
    Confidence,
    Extension,
    Modality,
    Moment,
    Place,
    Source,
    Term,
)
from ceasefire.agreements.language.holders import holder_words, listed
from ceasefire.agreements.language.model import Instrument, Provision, Rival
from ceasefire.vocabulary.wording import plural

_CONFIDENCE: Final = {
    Confidence.R: "the text or a verbatim quotation of it was read",
    Confidence.P: "read in a press or second-hand report",
    Confidence.K: "from background knowledge, not re-read",
}
_VERB: Final = {
    Modality.MUST: "must do this",
    Modality.MUST_NOT: "must not do this",
    Modality.MAY: "may do this",
    Modality.DECLARES: "declares this",
}


def explain(instrument: Instrument) -> str:
    """Return the whole coding of an instrument in plain English; what the text leaves open is said to be open."""
    lines = [*_head(instrument), *(line for p in instrument.provisions for line in ("", *_provision(p)))]
    return "\n".join(lines) + "\n"


def _head(i: Instrument) -> Iterator[str]:
    yield f"{i.title}" + (f" ({i.symbol})" if i.symbol else "")
    at = f" at {i.signed_at}" if i.signed_at else ""
    signed = f"Signed on {i.signed}{at}" if i.signed else "No signature told"
    by = listed(i.signatories) or "nobody named"
    yield f"{signed} by {by}. Times are those of {i.time_zone} unless said."
    yield f"In force: {_moment(i.in_force) if i.in_force else 'not told'}. Term: {_term(i)}."
    if i.extension:
        yield _extension(i.extension)
    yield from _beside(i)
    yield f"Coded: {i.covers or 'not told which part'}. Reading: {_CONFIDENCE[i.confidence]}; {_source(i.source)}."
    yield from _rivals(i.rivals)
    if i.note:
        yield f"Note: {_flat(i.note)}"


def _extension(one: Extension) -> str:
    act = "" if one.needs == "nothing" else f", shown by an act of {one.act.value}"
    who = f" of {listed(one.who)}" if one.who else ""
    mode = "by itself" if one.mode == "automatic" else "only by an act"
    return f"It is extended {mode}; it needs {one.needs}{who}{act}."


def _beside(i: Instrument) -> Iterator[str]:
    """Yield how the instrument stands to others."""
    if i.layered_on:
        yield f"It lies over {listed(i.layered_on)}; both hold."
    if i.supersedes:
        yield f"It supersedes {listed(i.supersedes)}."
    for one in i.precedence:
        yield f"It says of itself that it goes before {one.over} ({one.text_ref}; {_CONFIDENCE[one.confidence]})."


def _provision(p: Provision) -> Iterator[str]:
    yield f"{p.id}" + (f" ({p.text_ref})" if p.text_ref else "") + f": {_flat(p.says)}"
    for part in (_demand, _limits, _timing, _coding):
        yield from (f"  {line}" for line in part(p))


def _demand(p: Provision) -> Iterator[str]:
    yield f"Who: {_holder(p.bound)} {_VERB[p.modality]}."
    if p.forbids or p.acts:
        against = "Forbidden" if p.modality is Modality.MUST_NOT else "Allowed" if p.acts else "Against it"
        yield f"{against}: {_acts(p.acts or p.breached_by)}{_object(p)}."


def _limits(p: Provision) -> Iterator[str]:
    yield f"Where: {_place(p.place)}."
    if p.window:
        starts = f"from {_moment(p.window.starts)}" if p.window.starts else "from entry into force"
        yield f"When: {starts}" + (f" until {_moment(p.window.ends)}" if p.window.ends else "") + "."
    yield from (f"Except: {_exception(one)}." for one in p.exceptions)


def _timing(p: Provision) -> Iterator[str]:
    if p.deadline is not None:
        yield f"Deadline: {_deadline(p.deadline)}."
    if p.clock:
        yield f"Clock: {_clock(p.clock)}."
    if p.evidence:
        yield f"Shown by: {p.evidence}."
    if p.deadline is not None or p.clock:
        yield f"Verified by: {listed(p.verified_by) or 'the text does not say'}."


def _coding(p: Provision) -> Iterator[str]:
    own = f"; {_source(p.source)}" if p.source else ""
    yield f"Reading: {_CONFIDENCE[p.confidence]}{own}."
    yield from _rivals(p.rivals)
    if p.note:
        yield f"Note: {_flat(p.note)}"


def _flat(words: str) -> str:
    return " ".join(words.split())


def _moment(m: Moment) -> str:
    if m.day is not None:
        day = m.day.isoformat()
    else:
        parts = [(m.months, "month"), (m.weeks, "week"), (m.days, "day"), (m.hours, "hour")]
        offset = listed(plural(n, unit) for n, unit in parts if n)
        day = f"{offset or 'at the moment'} {'after' if offset else 'of'} {_event(m.after or '')}"
    return day + (f" at {m.at}" if m.at else "") + (f" ({m.zone})" if m.zone else "")


def _event(name: str) -> str:
    kind, _, what = name.partition(":")
    plain = {
        "signature": "signature",
        "in_force": "entry into force",
        "deadline": f"the deadline of {what}",
        "meeting": f"the meeting {what}",
        "act": f"the first recorded act of {what}",
    }
    return plain[kind]


def _term(i: Instrument) -> str:
    if not isinstance(i.term, Term):
        return "without an end in the text" if i.term == "open_ended" else "not told"
    if i.term.until:
        return f"until {_moment(i.term.until)}"
    return f"{i.term.months} months" if i.term.months else f"{i.term.days} days"


def _holder(bound: Bound | str) -> str:
    if not isinstance(bound, Bound):
        return "Nobody is named as holder; somebody" if bound == "unspecified" else "Everyone"
    return holder_words(bound)


def _acts(patterns: Iterable[str]) -> str:
    named = []
    for pattern in patterns:
        group, kind = pattern.split("/", 1)
        named.append(f"every kind of {group}" if kind == "*" else f"{group}: {kind.replace('_', ' ')}")
    return listed(named, "or")


def _object(p: Provision) -> str:
    if p.object is None:
        return ""
    parts = [listed((k.value for k in p.object.kinds), "or")] if p.object.kinds else []
    parts += [_holder(p.object.parties)] if p.object.parties else []
    parts += [f"in the text: {p.object.words}"] if p.object.words else []
    return f", done to {'; or '.join(parts)}"


def _place(place: Place | None) -> str:
    if place is None:
        return "not bound to a place"
    parts = ["the whole country"] if place.everywhere else []
    parts += [f"inside {listed(place.zones, 'or')}"] if place.zones else []
    parts += [_belt(b) for b in place.belts]
    parts += [f"ground that nobody has drawn ({place.undrawn})"] if place.undrawn else []
    return "; or ".join(parts)


def _belt(belt: Belt) -> str:
    if belt.width_km is None:
        return f"a belt along the line of {belt.along}, of a width the text does not tell"
    most = f" to {belt.width_km_most:g}" if belt.width_km_most else ""
    return f"a belt of {belt.width_km:g}{most} km along the line of {belt.along} ({belt.side})"


def _exception(one: Exception_) -> str:
    ref = f" ({one.text_ref})" if one.text_ref else ""
    if isinstance(one, ByTarget):
        return "; ".join(_excepted_targets(one)) + ref
    if isinstance(one, ByArea):
        drawn = [f"inside {listed(one.zones, 'or')}"] if one.zones else []
        undrawn = [f"{one.undrawn}, undrawn: only where somebody asserts it"] if one.undrawn else []
        return "; ".join(drawn + undrawn) + ref
    if isinstance(one, ByAct):
        return f"{_acts(one.acts)}{ref}"
    if isinstance(one, SelfDefence):
        return f"{'proportionate ' if one.proportionate else ''}self-defence, where somebody asserts it{ref}"
    notice = f" {one.notice_hours} hours ahead" if one.notice_hours else ""
    return f"exercises notified{notice}{ref}"


def _excepted_targets(one: ByTarget) -> Iterator[str]:
    if one.actors:
        yield f"acts against {listed(one.actors, 'or')}, named in the text"
    if one.lists:
        yield f"acts against whoever is on {listed(one.lists, 'or')} on that day"
    if one.associated:
        yield "groups associated with them, where somebody asserts it"


def _deadline(one: Moment | EachMeeting | Undated) -> str:
    if isinstance(one, EachMeeting):
        return f"at each meeting of {one.each_meeting}"
    if isinstance(one, Undated):
        return f"no date: {one.undated}"
    return _moment(one) + ("" if one.at else ", end of the day")


def _clock(one: ProcedureClock) -> str:
    if one.within_hours:
        return f"within {one.within_hours} hours of {one.of or 'each event'}"
    return f"every {one.every_hours} hours" + (f", cut-off at {one.cut_off}" if one.cut_off else "")


def _source(source: Source) -> str:
    said = [x for x in (source.text, source.publisher, source.address) if x]
    return ", ".join(said) or "source not told"


def _rivals(rivals: Iterable[Rival]) -> Iterator[str]:
    for one in rivals:
        day = f" ({one.day})" if one.day else ""
        yield f"Rival reading of {one.about.replace('_', ' ')}: {one.says}{day}; {_source(one.source)}."
