"""What of a sentence is told as fact: one pass over its negations, questions, conditions, fears, plans and the like."""

from __future__ import annotations

from functools import cache
from typing import Final

from ceasefire.reading.frames.clauses import Clause, Link
from ceasefire.reading.frames.cues import Reality
from ceasefire.reading.frames.index import listed
from ceasefire.reading.frames.inflection import Form
from ceasefire.reading.frames.nearby import last_before, near
from ceasefire.reading.frames.phrases import Phrase, phrase_left
from ceasefire.reading.frames.scopes import FACT, Verdict, Verdicts
from ceasefire.reading.frames.verb_groups import Tense, Voice
from ceasefire.reading.frames.words import Words

_MODALS: Final = {
    word: reality
    for reality, listed_ in (
        (Reality.PLANNED, "will shall"),
        (Reality.CONDITION, "would wouldn't"),
        (Reality.POSSIBLE, "could can may might"),
        (Reality.WISHED, "should must shouldn't mustn't"),
        (Reality.NEGATED, "won't couldn't can't cannot needn't"),
    )
    for word in listed_.split()
}
_NOBODY: Final = frozenset(("nobody", "none"))
_NEARLY: Final = frozenset(("nearly", "almost"))
_UNTIL: Final = frozenset(("until", "till", "once"))
_OPENS_CASE: Final = _UNTIL | {"when", "where", "whenever", "wherever"}
_ALL_BUT: Final = (["all", "but"], ["just", "about"])
_NOT_BLAMED: Final = frozenset((Reality.NEGATED, Reality.ZERO, Reality.RETRACTED))
_CHARGES: Final = frozenset(("blame", "attribute", "pin", "fault"))
"""Frames of blame whose verb governs what somebody is charged with."""
_NOT_SAID: Final = frozenset((Reality.NEGATED,))
_FINDS: Final = frozenset(("find", "found", "conclude", "concluded", "establish", "established"))
_NEITHER: Final = frozenset(("neither", "nor"))
_OPEN: Final = frozenset((Reality.CONDITION, Reality.QUESTION))
_DEFINITE: Final = frozenset(("the", "those", "these"))


def of_noun(words: Words, clauses: list[Clause], verdicts: Verdicts, at: int) -> Verdict:
    """Return what becomes of a noun at a place."""
    cue = verdicts.get(at)
    if cue is not None and cue.reality is not Reality.ZERO:
        return cue
    none = at - 1 if at and words.lows[at - 1] in _NOBODY else _none_in(words, at)
    if none >= 0:
        return Verdict(Reality.ZERO, none, at + 1)
    return cue or _by_clause(words, clauses, at)


def of_verb(words: Words, clauses: list[Clause], clause: Clause, verdicts: Verdicts) -> Verdict:
    """Return what becomes of a verb: by its own clause, else as what nobody says or rightly charges anybody with."""
    verdict = _of_verb_alone(words, clauses, clause, verdicts)
    accuser = _accuser(words, clauses, clause) if verdict is FACT else None
    if accuser is None:
        return verdict
    blames = accuser.group.tells_of("blame")
    over = _of_verb_alone(words, clauses, accuser, verdicts)
    return over if over.reality in (_NOT_BLAMED if blames else _NOT_SAID) else verdict


def _of_verb_alone(words: Words, clauses: list[Clause], clause: Clause, verdicts: Verdicts) -> Verdict:
    """Return what becomes of a verb by a cue, its subject or object ("nobody"), its "not", its modal, or as an infinitive."""
    group = clause.group
    cue = verdicts.get(group.head) or (verdicts.get(group.first) if group.infinitive else None)
    if cue is not None and not _is_presupposed(words, clause, cue):
        return cue
    if (at := _none_did(words, clause)) >= 0:
        return Verdict(Reality.ZERO, at, at + 1)
    for one in (clause, _shares_auxiliary(words, clauses, clause)):
        verdict = _by_own_words(words, one) if one is not None else FACT
        if verdict is not FACT:
            return verdict
    if (at := _cleft(words, clauses, clause)) >= 0:
        return Verdict(Reality.NEGATED, at, at + 1)
    if _is_open_yet(words, clause):
        return Verdict(Reality.CONDITION, clause.opener, clause.opener + 1)
    return _as_a_rule(words, clause)


def _by_own_words(words: Words, clause: Clause) -> Verdict:
    """Return what "not", "nor", a modal or "to" at a verb make of it."""
    group = clause.group
    if group.negation >= 0:
        return Verdict(Reality.NEGATED, group.negation, group.negation + 1)
    for at in (clause.opener, group.first - 1):
        if at >= 0 and words.lows[at] in _NEITHER:
            return Verdict(Reality.NEGATED, at, at + 1)
    if group.modal >= 0:
        return Verdict(_MODALS.get(words.lows[group.modal], Reality.POSSIBLE), group.modal, group.modal + 1)
    for at in range(max(0, group.first - 1), group.head):
        if words.lows[at] in _NEARLY:
            return Verdict(Reality.AVERTED, at, at + 1)
    if group.first > 1 and words.lows[group.first - 2 : group.first] in _ALL_BUT:
        return Verdict(Reality.AVERTED, group.first - 2, group.first)
    return _to_come(words, clause)


def _accuser(words: Words, clauses: list[Clause], clause: Clause) -> Clause | None:
    """Return the clause that charges somebody with what a clause tells, or says or finds it so: of "did not accuse X of shelling Y"."""
    last, first = last_before(clauses, clause.group.head), clause.group.first
    if last is None:
        return None
    if any(t.frame.name in _CHARGES for t in last.group.triggers):
        return last if last.stop <= first + 1 and words.lows[first - 1] in ("of", "for", "over", "with") else None
    told = clause.group.tells_of("attack", "blame")
    over = clause.over >= 0 and clauses[clause.over] is last
    return last if told and over and _says_that(words, last, clause) else None


def _says_that(words: Words, over: Clause, clause: Clause) -> bool:
    """Return whether a verb says or finds that a thing is so, and not who did it or when."""
    if not listed("wh_words").isdisjoint(words.lows[over.group.after : clause.group.first]):
        return False
    return words.lows[over.group.head] in _FINDS or any(t.frame.name == "say" for t in over.group.triggers)


def _is_open_yet(words: Words, clause: Clause) -> bool:
    """Return whether a clause supposes: "until both have signed", "once it has been signed", "when people are killed, form B ..."."""
    at, group = clause.opener, clause.group
    if at < 0 or clause.link is not Link.UNDER:
        return False
    soon = words.lows[at - 1 : at + 1] == ["soon", "as"]
    if words.lows[at] not in _OPENS_CASE and not soon:
        return False
    if group.perfect and words.lows[group.first] in ("has", "have"):
        return soon or words.lows[at] in _UNTIL or _states_a_case(words, at)
    passive = group.voice is Voice.PASSIVE and words.lows[group.first] in ("is", "are")
    return passive and _states_a_case(words, at) and words.lows[-1] == "."


def _states_a_case(words: Words, at: int) -> bool:
    """Return whether "when" or "where" opens a sentence or follows a verb or adjective: "is payable where ...", not "in Tarn, where"."""
    return at == 0 or words.tags[at - 1] in "VJB"


def _none_did(words: Words, clause: Clause) -> int:
    """Return the place of "nobody", "no" or "neither" as subject or object of a verb, or before its participle; -1 without."""
    for phrase in (clause.subject, clause.object, clause.by):
        if phrase is not None and (at := _nobody(words, phrase)) >= 0:
            return at
    before = clause.group.first - 1
    if before >= 0 and not clause.group.finite and clause.group.voice is Voice.PASSIVE:
        phrase = phrase_left(words, clause.group.first, 0)
        return _nobody(words, phrase) if phrase is not None else -1
    return -1


def _shares_auxiliary(words: Words, clauses: list[Clause], clause: Clause) -> Clause | None:
    """Return the clause before whose auxiliary and "not" go on behind "or" or "and": "did not kill or wound"; None without."""
    if clause.link is not Link.AND or clause.group.first != clause.group.head or clause.subject is None:
        return None
    before = last_before(clauses, clause.group.head)
    if before is None or before.group.first == before.group.head or before.subject != clause.subject:
        return None
    base = words.forms[clause.group.head] & Form.BASE and not words.forms[clause.group.head] & Form.PAST
    joined = words.lows[clause.opener] in ("or", "nor")
    return before if joined or (base and before.group.voice is Voice.ACTIVE) else None


def _cleft(words: Words, clauses: list[Clause], clause: Clause) -> int:
    """Return the place of "not" in "it was not the army that shelled X"; -1 without."""
    if clause.opener < 0 or words.lows[clause.opener] not in ("that", "who", "which"):
        return -1
    before = last_before(clauses, clause.opener)
    if before is None or not before.group.copula or before.group.negation < 0 or before.subject is None:
        return -1
    return before.group.negation if words.lows[before.subject.first] == "it" else -1


def _is_presupposed(words: Words, clause: Clause, cue: Verdict) -> bool:
    """Return whether a participle belongs to persons taken for granted: "whether he knew the two women killed in X"."""
    group = clause.group
    if cue.reality not in _OPEN or words.lows[cue.first] == "?" or words.lows[cue.after : cue.after + 1] == ["it"]:
        return False
    if clause.link is Link.RELATIVE and clause.subject is not None and group.tense is Tense.PAST and group.modal < 0:
        return words.lows[clause.subject.first] in _DEFINITE and group.negation < 0
    if group.finite or group.voice is not Voice.PASSIVE or group.first != group.head:
        return False
    phrase = phrase_left(words, group.first, 0)
    return phrase is not None and words.lows[phrase.first] in _DEFINITE


def _as_a_rule(words: Words, clause: Clause) -> Verdict:
    """Return GENERAL for the present of things of a kind in a full sentence: "Mines kill farmers."; else a fact."""
    group, phrase = clause.group, clause.subject
    present = (
        group.tense is Tense.PRESENT and group.finite and not group.perfect and words.forms[group.head] & Form.BASE
    )
    if not present or words.lows[-1] != "." or phrase is None or not group.triggers:
        return FACT
    blames = group.tells_of("blame")
    kind = not blames and words.tags[phrase.first] == "N" and words.lows[phrase.core - 1].endswith("s")
    told = clause.object is not None and "#" in words.tags[clause.object.first : clause.object.core]
    return Verdict(Reality.GENERAL, group.first, group.head + 1) if kind and not told else FACT


def _to_come(words: Words, clause: Clause) -> Verdict:
    """Return PLANNED for "were to meet" and for an infinitive after a verb that does not make it so; else a fact, as "was to blame" is."""
    group = clause.group
    places = [at for at in range(group.first, group.head) if words.tags[at] == "T"]
    if not places or group.perfect:
        return FACT
    before = next((words.lows[at] for at in range(places[0] - 1, -1, -1) if words.tags[at] in "VBHN"), "")
    if before in _made_so() or (words.lows[group.head] == "blame" and "B" in words.tags[group.first : places[0]]):
        return FACT
    return Verdict(Reality.PLANNED, places[0], places[0] + 1)


@cache
def _made_so() -> frozenset[str]:
    return listed("makes_it_so")


def _nobody(words: Words, phrase: Phrase) -> int:
    """Return the place of "no", "nobody", "none" or "not a" at the head of a phrase; -1 without."""
    low = words.lows[phrase.first]
    following = words.lows[phrase.first + 1 : phrase.first + 2]
    if following and following[0] in listed("no_is_not_none"):
        return -1
    if _but_some(words, phrase.first + 1):
        return -1
    if low in listed("no_before_nouns") or low in listed("nobody"):
        return phrase.first
    if low in ("both", "the") and phrase.first and words.lows[phrase.first - 1] in _NEITHER:
        return phrase.first - 1
    if low in ("single", "one", "a") and phrase.first and words.lows[phrase.first - 1] == "not":
        return phrase.first - 1
    return -1


def _but_some(words: Words, at: int) -> bool:
    """Return whether "except" or "but" follows "nobody" within its phrase: "no one except the driver"."""
    return any(low in listed("excepts") for low in words.lows[at : at + 3])


def _none_in(words: Words, at: int) -> int:
    """Return the place of "no" before a noun, also across "or" and "of": "no sign of shelling or clashes"; -1 without."""
    phrase = phrase_left(words, at + 1, 0)
    for _ in range(6):
        if phrase is None:
            return -1
        place = _nobody(words, phrase)
        if place >= 0:
            return place
        before = phrase.first - 1
        if before >= 0 and words.lows[before] in ("nor", "neither"):
            return before
        joined = before > 0 and (words.lows[before] in ("or", "of", "not", "from") or words.tags[before] == ",")
        if not joined:
            return -1
        phrase = phrase_left(words, before, 0)
    return -1


def _by_clause(words: Words, clauses: list[Clause], at: int) -> Verdict:
    """Return what the verb makes of a noun that is its subject or object: "did not hear any shelling", "shelling may resume"."""
    for clause in near(clauses, at):
        group = clause.group
        inside = any(p is not None and p.first <= at < p.after for p in (clause.subject, clause.object))
        if not inside:
            continue
        if group.negation >= 0:
            looks = group.copula or group.tells_of("count", "speech")
            return Verdict(Reality.ZERO if looks else Reality.NEGATED, group.negation, group.negation + 1)
        if group.modal >= 0:
            return Verdict(_MODALS.get(words.lows[group.modal], Reality.POSSIBLE), group.modal, group.modal + 1)
        if group.infinitive or "T" in words.tags[group.first : group.head]:
            return _to_come(words, clause)
    return FACT
