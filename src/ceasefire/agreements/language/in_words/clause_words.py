"""Parts of a provision in plain English: moments, grounds, clocks, exceptions, powers. No word is added to what is coded."""

from collections.abc import Container, Iterable, Iterator
from typing import Final

from ceasefire.agreements.language.duty_fields import (
    ACT_OF_POWER,
    Deadline,
    EachMeeting,
    Offensive,
    Phase,
    Power,
    ProcedureClock,
    ShownBy,
    Undated,
)
from ceasefire.agreements.language.exception_fields import ByAct, ByArea, ByTarget, Exception_, SelfDefence
from ceasefire.agreements.language.fields import Belt, Bound, Extension, LineSide, Moment, Place, Source, Term
from ceasefire.agreements.language.holders import holder_words, listed
from ceasefire.agreements.language.model import Instrument, Object
from ceasefire.vocabulary.wording import plural, spaced


def flat(words: str) -> str:
    """Return words on one line."""
    return " ".join(words.split())


def moment(m: Moment) -> str:
    """Return a moment in words: 2 weeks after signature at 12:00."""
    if m.day is not None:
        day = m.day.isoformat()
    else:
        parts = [(m.months, "month"), (m.weeks, "week"), (m.days, "day"), (m.hours, "hour")]
        offset = listed(plural(n, unit) for n, unit in parts if n)
        own = "on" if (m.after or "").startswith(("met:", "breached:")) else "at the moment of"
        day = f"{offset} after {_event(m.after or '')}" if offset else f"{own} {_event(m.after or '')}"
    about = f", {plural(m.about_days, 'day')} either way" if m.about_days else ""
    return day + (f" at {m.at}" if m.at else "") + (f" ({m.zone})" if m.zone else "") + about


def _event(name: str) -> str:
    kind, _, what = name.partition(":")
    plain = {
        "signature": "signature",
        "in_force": "entry into force",
        "deadline": f"the deadline of {what}",
        "met": f"the first day on which {what} is said to be met",
        "breached": f"the first day on which {what} is said to be breached",
        "meeting": f"the meeting {what}",
        "act": f"the first recorded act of {what}",
    }
    return plain[kind]


def term(i: Instrument) -> str:
    """Return the term of an instrument in words."""
    if not isinstance(i.term, Term):
        return "without an end in the text" if i.term == "open_ended" else "not told"
    if i.term.until:
        return f"until {moment(i.term.until)}"
    return plural(i.term.months, "month") if i.term.months else plural(i.term.days or 0, "day")


def extension(one: Extension) -> str:
    """Return how a term is extended."""
    act = "" if one.needs == "nothing" else f", shown by an act of {one.act.value}"
    who = f" of {listed(one.who)}" if one.who else ""
    mode = "by itself" if one.mode == "automatic" else "only by an act"
    return f"{mode}; it needs {one.needs}{who}{act}"


def holder(bound: Bound | str) -> str:
    """Return a holder that the text names in words, as the beginning of a sentence."""
    return holder_words(bound) if isinstance(bound, Bound) else "Everyone"


def acts(patterns: Iterable[str]) -> str:
    """Return patterns of acts in words: fire (every kind) or air (strike)."""
    split = [pattern.split("/", 1) for pattern in patterns]
    return listed((f"{group} ({'every kind' if kind == '*' else spaced(kind)})" for group, kind in split), "or")


def object_(about: Object | None) -> str:
    """Return to what or whom an act is done, to be set behind the acts; empty where the text does not say."""
    if about is None:
        return ""
    parts = [listed((k.value for k in about.kinds), "or")] if about.kinds else []
    parts += [holder(about.parties)] if about.parties else []
    parts += [f"in the text: {about.words}"] if about.words else []
    return f", done to {'; or '.join(parts)}"


def place(where: Place | None) -> str:
    """Return a place in words."""
    if where is None:
        return "not bound to a place"
    parts = ["the whole country"] if where.everywhere else []
    parts += [f"inside {listed(where.zones, 'or')}"] if where.zones else []
    parts += [_belt(b) for b in where.belts]
    parts += [_side(s) for s in where.sides]
    parts += [f"ground that nobody has drawn ({where.undrawn})"] if where.undrawn else []
    return "; or ".join(parts)


def _belt(belt: Belt) -> str:
    if belt.width_km is None:
        return f"a belt along the line of {belt.along}, of a width the text does not tell"
    most = f" to {belt.width_km_most:g}" if belt.width_km_most else ""
    return f"a belt of {belt.width_km:g}{most} km along the line of {belt.along} ({belt.side})"


def _side(side: LineSide) -> str:
    within = f", as far as {side.within} reaches" if side.within else ""
    return f"the ground {side.side} of the line {side.of}{within}"


def offensive(one: Offensive) -> str:
    """Return which acts count as offensive."""
    words = f" (in the text: {one.words})" if one.words else ""
    if one.reading == "presumed":
        return f"only offensive acts{words}; one counts as offensive unless somebody asserts defence"
    return f"only offensive acts{words}; it stays open whether one was until somebody says so"


def exception(one: Exception_) -> str:
    """Return an exception as a line of its own: what it takes out, or keeps in, and before which it goes."""
    head = "Except" if one.effect == "takes_out" else "Kept in, whatever is excepted"
    name = f" [{one.id}]" if one.id else ""
    over = f"; it goes before {listed(one.over)}" if one.over else ""
    return f"{head}{name}: {excepted(one)}{over}."


def excepted(one: Exception_) -> str:
    """Return what an exception is about."""
    ref = f" ({one.text_ref})" if one.text_ref else ""
    if isinstance(one, ByTarget):
        return "; ".join(_excepted_targets(one)) + ref
    if isinstance(one, ByArea):
        drawn = [f"inside {listed(one.zones, 'or')}"] if one.zones else []
        undrawn = [f"{one.undrawn}, undrawn: only where somebody asserts it"] if one.undrawn else []
        return "; ".join(drawn + undrawn) + ref
    if isinstance(one, ByAct):
        return f"{acts(one.acts)}{ref}"
    if isinstance(one, SelfDefence):
        return f"{'proportionate ' if one.proportionate else ''}self-defence, where somebody asserts it{ref}"
    notice = f" {one.notice_hours} hours ahead" if one.notice_hours else ""
    return f"exercises notified{notice}{ref}"


def _excepted_targets(one: ByTarget) -> Iterator[str]:
    if one.actors:
        yield f"acts against {listed(one.actors, 'or')}, named in the text"
    if one.classes:
        yield f"acts against any {listed(one.classes, 'or')}"
    if one.kinds:
        yield f"acts against {listed((kind.value for kind in one.kinds), 'or')}"
    if one.lists:
        yield f"acts against whoever is on {listed(one.lists, 'or')} on that day"
    if one.associated:
        yield "groups associated with them, where somebody asserts it"


def deadline(one: Deadline) -> str:
    """Return a deadline in words."""
    if isinstance(one, EachMeeting):
        return f"at each meeting of {one.each_meeting}"
    if isinstance(one, Undated):
        return f"no date: {one.undated}"
    return moment(one) + ("" if one.at else ", end of the day")


def clock(one: ProcedureClock) -> str:
    """Return a clock in words."""
    if one.within_hours:
        own = f"; each {one.each} has a clock of its own" if one.each else ""
        begins = one.of or f"each {one.each or 'event'}"
        return f"within {one.within_hours} hours of {begins}{own}"
    starts = f", the first beginning {moment(one.starts)}" if one.starts else ""
    cut = f", cut-off at {one.cut_off}" if one.cut_off else ""
    zone = f" ({one.zone})" if one.zone else ""
    return f"every {_period(one)}{starts}{cut}{zone}"


def _period(one: ProcedureClock) -> str:
    if one.every is None:
        return plural(one.every_hours or 0, "hour")
    count, unit = one.every.length
    return unit if count == 1 else plural(count, unit)


def phase(number: int, one: Phase) -> str:
    """Return a phase in words."""
    percent = f", {one.percent} percent of the whole by then" if one.percent else ""
    return f"Phase {number}: {one.what}{percent}: {deadline(one.deadline)}."


def shown_by(one: ShownBy) -> str:
    """Return which act shows a duty met."""
    each = f", one for each of {listed(one.zones)}" if one.zones else ""
    return f"in our reading a recorded act of {spaced(one.act.value)} shows it met{each}"


_WHO_ACTS: Final = {
    "any_one": "any one of them",
    "consensus": "all of them, by consensus",
    "decision": "them, by their decision",
}


def broken(bans: bool) -> str:
    """Return what is said of a duty that was not done; of nothing but bans, that they were breached."""
    return "breached" if bans else "missed or breached"


def power(one: Power, bans: Container[str] = ()) -> str:
    """Return what a power allows, by which act, and under what conditions; `bans` are the provisions that forbid."""
    what = listed(one.of) if one.of else "the whole instrument"
    parts = [f"to {one.to} {what}, by an act of {ACT_OF_POWER[one.to].value} of {_WHO_ACTS[one.needs]}"]
    breach = broken(all(name in bans for name in one.after))
    parts += [f"only after {listed(one.after, 'or')} is said to be {breach}"] if one.after else []
    parts += [f"with {plural(one.notice_days, 'day')} of notice"] if one.notice_days else []
    parts += [f"for at most {plural(one.most_days, 'day')}"] if one.most_days else []
    return "; ".join(parts)


def source(one: Source) -> str:
    """Return where a reading comes from."""
    said = [x for x in (one.text, one.publisher, one.address) if x]
    return ", ".join(said) or "source not told"
