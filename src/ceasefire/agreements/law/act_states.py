"""Which acts have effect: those that have what they take, by the charter, else by the text, else by being recorded."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

import pyarrow as pa

from ceasefire.agreements.law.powers import Granted, Holds, TextLaw, Using, cannot_tell, reach
from ceasefire.agreements.three_valued import State
from ceasefire.parties.authority import Answering
from ceasefire.parties.authority.speaking import AS_COMPILED
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.charters import Charter, Needs
from ceasefire.vocabulary.codes import Shared
from ceasefire.vocabulary.duty_words import ActKind
from ceasefire.vocabulary.stand_words import told_by_ledger
from ceasefire.vocabulary.wording import spaced

Row = dict[str, Any]
_ONE_MATTER: Final = ("act", "instrument", "provision", "zone", "term_to", "date_start", "date_end")
_NEED_A_POWER: Final = (ActKind.SUSPENSION, ActKind.RESUMPTION)
"""Acts that have no effect unless the charter or the text allows them."""
RECORDED: Final = "nothing more than being recorded"


Text = Callable[[str], TextLaw | None]
"""Gives what the text of an instrument says of acts on it; None for one that is not coded."""


class Claim(NamedTuple):
    """An act that is recorded and lacks part of what it takes: on which instrument, of what kind, and why in words."""

    instrument: str
    act: str
    words: str
    day: date | None = None
    """The day of the act, where one is told."""


class ActLaw(NamedTuple):
    """Rows of `act_states`, the rows of `acts` that have effect, and what is claimed beside them."""

    states: tuple[Row, ...]
    acts: pa.Table
    claims: tuple[Claim, ...]


class _Word(NamedTuple):
    """What one statement is worth: bodies whose word it is, those of whom it only tells, and whether recording is its office's."""

    there: tuple[str, ...]
    told: tuple[str, ...]
    recorded: bool


class _Takes(NamedTuple):
    """What an act takes (None: nothing more than being recorded), and in words."""

    needs: Needs | None
    words: str
    open: bool = False
    """Nobody can say what it takes: the charter forks, or says nothing and the text is coded differently."""
    ungranted: bool = False
    """Neither charter nor text grants the power, so that no word gives it effect."""
    powers: tuple[Granted, ...] = ()
    """The powers of the text that the act may use, each of them alone."""

    def some(self, there: set[str]) -> bool:
        """Say whether the word of any of those that it takes is there."""
        return bool(there if self.needs is None else there.intersection(self.needs.of))


def act_law(
    acts: pa.Table, text: Text, contested: Iterable[str], answering: Answering, holds: Holds = cannot_tell
) -> ActLaw:
    """Return what becomes of every act; acts of one kind on one instrument, told alike, are one matter.

    `contested` are instruments that offices code differently. Under a charter the word of a body is there where an entry
    speaks for it, or the office that keeps the acts recorded it; without one bodies are there as compiled. `holds` tells who
    belongs to a group to which the text grants a power. An act that names no provision touches what the powers used are over.
    """
    weighing = _Acts(answering, text, frozenset(contested), holds)
    matters: dict[tuple[str, ...], list[Row]] = {}
    for row in acts.to_pylist():
        matters.setdefault(tuple(repr(row[name]) for name in _ONE_MATTER), []).append(row)
    found = [weighing.matter(rows) for rows in matters.values()]
    found.sort(key=lambda one: _order(one.state))
    effect = [row for one in found for row in one.effect]
    states = [one.state for one in found]
    claims = [
        Claim(one["instrument"], one["act"], one["why"], one["date_start"])
        for one in states
        if one["state"] == "claimed"
    ]
    table = acts if effect == acts.to_pylist() else pa.Table.from_pylist(effect, schema=schema("acts"))
    return ActLaw(tuple(states), table, tuple(claims))


def _order(state: Row) -> tuple[str, str, date, str]:
    return state["instrument"], state["act"], state["date_start"] or date.max, repr(state)


class _Matter(NamedTuple):
    state: Row
    effect: tuple[Row, ...]


class _Weighed(NamedTuple):
    """What an act takes as it is shown, the powers that it uses, and whether it cannot be told if it may use one."""

    takes: _Takes
    used: tuple[Granted, ...]
    unsure: bool


@dataclass(frozen=True)
class _Acts:
    """Weighs acts; under a charter only words that count are there."""

    answering: Answering
    text: Text
    contested: frozenset[str]
    holds: Holds
    keepers: dict[str, frozenset[str]] = field(default_factory=dict)

    def matter(self, rows: list[Row]) -> _Matter:
        """Return the state of one matter, and the rows of it that have effect."""
        takes = self._takes(rows[0]["act"], rows[0]["instrument"], rows[0]["provision"])
        words = [self._word(row) for row in rows]
        there = {one for word in words for one in word.there}
        weighed = self._weighed(takes, rows[0], there)
        takes, unsure = weighed.takes, weighed.unsure
        missing = self.answering.authority.met(takes.needs, there) if takes.needs is not None else ()
        met = bool(weighed.used) if takes.powers else self._met(takes, missing, words)
        claimed = takes.some(there) or takes.ungranted or unsure
        state = {name: rows[0][name] for name in _ONE_MATTER if name != "date_end"} | {
            "act_ids": sorted(row["act_id"] for row in rows),
            "needs": takes.words,
            "claimed_by": sorted(there),
            "missing": list(missing),
            "told_of": _told_of(rows, words, there),
            "state": "has_effect" if met else "claimed" if claimed else "told",
        }
        why = _why(state, takes, there, AS_COMPILED if self._compiled else "")
        return _Matter(state | {"why": why}, tuple(self._effect(rows, words, weighed.used)) if met else ())

    def _weighed(self, takes: _Takes, row: Row, there: set[str]) -> "_Weighed":
        """Return which powers those whose word is there may use, each weighed alone, and what the act is shown to take."""
        using = Using(row["instrument"], frozenset(there), row["date_start"])
        found = [(one, one.may(using, self.holds)) for one in takes.powers]
        used = tuple(one for one, may in found if may is State.YES)
        shown = used[:1] or _nearest(takes.powers, there)
        needs = _holders(shown[0]) if shown else None
        unsure = any(may is State.UNDETERMINED for _, may in found)
        return _Weighed(takes._replace(needs=needs) if takes.powers else takes, used, unsure)

    def _met(self, takes: _Takes, missing: tuple[str, ...], words: list[_Word]) -> bool:
        """Return whether a matter has what it takes.

        Where neither charter nor text says what that is, the office that keeps the acts must have recorded it (without a
        charter: any): one body's own word would else end a truce for all.
        """
        if takes.needs is not None:
            return not missing
        return not takes.open and not takes.ungranted and any(word.recorded for word in words)

    @property
    def _compiled(self) -> bool:
        return not self.answering.authority.pinned

    def _effect(self, rows: list[Row], words: list[_Word], used: tuple[Granted, ...]) -> Iterator[Row]:
        """Yield the rows that bear a matter that has effect, each with those alone whose word it is, on what it touches."""
        for row, word in zip(rows, words, strict=True):
            if word.recorded or word.there:
                own = row if set(row["by"] or ()) == set(word.there) else row | {"by": list(word.there)}
                over = reach(used) if used and row["provision"] is None else ()
                yield from ((own | {"provision": one} for one in over) if over else (own,))

    def _word(self, row: Row) -> _Word:
        authority, by = self.answering.authority, tuple(row["by"] or ())
        if not authority.pinned:
            return _Word(by, (), True)
        if authority.ended(row["ledger"], row["seq"]) is not None:
            return _Word((), by, False)
        if row["ledger"] in self._keepers(row["instrument"]):
            return _Word(by, (), True)
        voice = authority.voice(row["ledger"], row["seq"], row["cites"] or ())
        there = tuple(one for one in by if voice.speaks_for(one))
        return _Word(there, tuple(one for one in by if one not in there), False)

    def _keepers(self, instrument: str) -> frozenset[str]:
        """Return the ledgers whose record of an act is taken as it is compiled, though it speaks of others."""
        if instrument not in self.keepers:
            self.keepers[instrument] = self.answering.recorders(Shared.ACT, instrument)
        return self.keepers[instrument]

    def _takes(self, act: str, instrument: str, provision: str | None) -> _Takes:
        said = {_by_charter(one.charter, act, instrument) for one in self.answering.authority.last}
        if len(said) > 1:
            return _Takes(None, "not known: the charter forks, and its branches differ", open=True)
        needs = said.pop() if said else None
        if needs is not None:
            return _Takes(needs, f"{needs.words} (the charter)")
        if instrument in self.contested:
            return _Takes(None, "not known: the text is coded differently", open=True)
        return _by_text(self.text(instrument) or TextLaw(), act, provision)


def _by_charter(charter: Charter, act: str, instrument: str) -> Needs | None:
    """Return what a charter says that an act takes on an instrument, else on every one; None where it says nothing."""
    said = {one.instrument: one.needs for one in charter.acts if one.act == act}
    return said.get(instrument, said.get(None))


def _told_of(rows: list[Row], words: list[_Word], there: set[str]) -> list[str]:
    """Return of whom only another's word is there, with who says so."""
    told = {(one, row["ledger"]) for row, word in zip(rows, words, strict=True) for one in word.told}
    return [f"{one}, {told_by_ledger(by)}" for one, by in sorted(told) if one not in there]


def _by_text(text: TextLaw, act: str, provision: str | None) -> _Takes:
    """Return what the text says that an act takes: the power that it uses, else how the text is extended."""
    powers, extension = text.power(act, provision), text.extension
    if powers:
        return _by_power(powers)
    if extension is not None and extension.act == act and extension.needs != "nothing":
        return _of_holders(extension.needs, extension.who)
    if act in _NEED_A_POWER:
        return _Takes(None, "a power, and neither charter nor text grants it", ungranted=True)
    return _Takes(None, RECORDED)


def _by_power(powers: tuple[Granted, ...]) -> _Takes:
    """Return what it takes to use one of some powers: of each what it takes alone."""
    return _Takes(None, ", or ".join(dict.fromkeys(one.words for one in powers)), powers=powers)


def _holders(power: Granted) -> Needs | None:
    """Return whose word a power takes, where its holders are named one by one."""
    named = tuple(dict.fromkeys(power.of))
    return Needs(takes="one" if power.needs == "any_one" else "consensus", of=named) if named else None


def _nearest(powers: tuple[Granted, ...], there: set[str]) -> tuple[Granted, ...]:
    """Return the power that fewest words are wanting for, alone."""
    wanting = sorted(powers, key=lambda one: (not there & {*one.of}, len({*one.of} - there)))
    return tuple(wanting[:1])


def _of_holders(how: str, who: tuple[str, ...]) -> _Takes:
    named, words = tuple(dict.fromkeys(who)), spaced(how)
    if not named:
        return _Takes(None, f"{words} of holders whom the text does not name: taken as compiled")
    needs = Needs(takes="one" if how == "any_one" else "consensus", of=named)
    return _Takes(needs, f"{words} of {', '.join(needs.of)} (the text)")


def _why(state: Row, takes: _Takes, there: set[str], ground: str) -> str:
    """Return in words why an act has effect or not: "extension claimed by 1 of 3"."""
    act = spaced(str(state["act"]))
    if takes.open:
        words = f"{act} recorded; what it takes is {takes.words}"
    elif takes.needs is None:
        words = _unwritten(act, state, takes, there)
    else:
        words = f"{act} {'has' if state['state'] == 'has_effect' else 'claimed by'} {_share(takes.needs, there)}"
    return "; ".join(part for part in (words, *state["told_of"], ground) if part)


def _unwritten(act: str, state: Row, takes: _Takes, there: set[str]) -> str:
    """Say how an act stands of which neither charter nor text says what it takes."""
    if takes.ungranted:
        return (
            f"{act} claimed by {', '.join(sorted(there)) or 'nobody named'}; neither charter nor text grants the power"
        )
    if takes.powers:
        return _by_group(act, state, takes, there)
    if state["state"] == "has_effect":
        return f"{act} recorded" + (f"; {takes.words}" if takes.words != RECORDED else "")
    if not there:
        return f"{act} told by nobody whose word counts for it"
    return f"{act} claimed by {', '.join(sorted(there))}; neither charter nor text says what it takes"


def _by_group(act: str, state: Row, takes: _Takes, there: set[str]) -> str:
    """Say how an act stands that uses a power of holders who are not named one by one."""
    who = ", ".join(sorted(there)) or "nobody named"
    if state["state"] == "has_effect":
        return f"{act} by {who}; it takes {takes.words}"
    if state["state"] == "claimed":
        return f"{act} claimed by {who}; whether they may is not known: it takes {takes.words}"
    return f"{act} told of {who}, none of those who may: it takes {takes.words}"


def _share(needs: Needs, there: set[str]) -> str:
    here = [one for one in needs.of if one in there]
    names = f" ({', '.join(here)})" if here else ""
    asked = f", {needs.number} needed" if needs.number < len(needs.of) else ""
    return f"{len(here)} of {len(needs.of)}{names}{asked}"
