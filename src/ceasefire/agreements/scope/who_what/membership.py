"""Who is bound: whether an alleged actor is among the holders of a duty at a given time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ceasefire.agreements.clocks.calendar_time import midnight
from ceasefire.agreements.context import Accession, Context
from ceasefire.agreements.language.fields import Bound
from ceasefire.agreements.law.accessions import Joiner
from ceasefire.agreements.scope.who_what.names import TARGET, WHO, Names, accused_beside, known_names, told_only_as
from ceasefire.agreements.three_valued import Reason, State, agreed, among, no, strongest, undetermined, yes
from ceasefire.parties import Naming


class Membership:
    """Whether a party is among a bound group at a second; `cuts` are the seconds at which that can change.

    Each answer is kept: it depends on the party and the second alone, for the context never changes.
    """

    def __init__(self, context: Context, bound: Bound, zone: str, *, protects: bool = False) -> None:
        """Take a group; `protects`: it is those to whom an act must not be done, which its words then say."""
        self._context, self._bound, self._zone = context, bound, zone
        self._protects = protects
        self._accessions = [a for a in context.accessions if a.instrument in bound.joined]
        self._contested = [(who, c) for who, c in context.contested.accessions if who.instrument in bound.joined]
        self.cuts = tuple(sorted({midnight(d, zone) for a in self._accessions for d in _edges(a)}))
        self._answers: dict[tuple[str, int], Reason] = {}
        self._counted: dict[str, str] = {}
        self._of_texts: dict[tuple[str, int], Reason] = {}
        self.states_alone = not bound.everyone and not bound.joined and self._are_states()
        """Whether only States, by name or by class, are among them."""

    def _are_states(self) -> bool:
        ids = (*self._bound.actors, *self._bound.classes, *self._bound.supporting)
        return bool(ids) and all(map(self._context.parties.is_state, ids))

    def party(self, party: str, second: int) -> Reason:
        """Return whether this party is bound at this second."""
        if (party, second) not in self._answers:
            self._answers[party, second] = self._party(party, second)
        return self._answers[party, second]

    def _party(self, party: str, second: int) -> Reason:
        answer = self._in(party, second)
        if not self._bound.but or answer.state is State.NO:
            return answer
        if among(self._context.parties, party, self._bound.but) is State.YES:
            return no(f"{party} is left out by the text", rests=answer.rests)
        if self._holds_one_left_out(party):
            return undetermined(f"{party} is wider than those whom the text leaves out", "actor", rests=answer.rests)
        return answer

    def _holds_one_left_out(self, party: str) -> bool:
        """Say whether one that the text leaves out, by name or by class, is part of this party."""
        left_out = frozenset(self._bound.but)
        return any(party in up and up & left_out for one, up in self._context.parties.belongs.items() if one != party)

    def _in(self, party: str, second: int) -> Reason:
        """Return whether this party fits any of the lists, whoever is left out of them."""
        bound = self._bound
        if bound.everyone:
            return yes("it binds everyone")
        found = [self._outside(party)]
        for ids, words in (
            (bound.actors, "is bound by name"),
            (bound.classes, "is of a bound class"),
            (bound.supporting, "counts among the supporting forces in our reading"),
        ):
            state = among(self._context.parties, party, ids)
            if state is State.YES:
                found.append(yes(f"{party} {words}"))
            elif state is State.UNDETERMINED:
                found.append(undetermined(f"{party} is wider than those bound", "actor"))
        found += [self._joined(party, instrument, second) for instrument in bound.joined]
        return strongest(found)

    def _outside(self, party: str) -> Reason:
        if self._protects:
            return no(f"it is about acts against {self._bound.words or 'parties that it names'}, not against {party}")
        return no(f"{party} is not among those bound")

    def text(self, text: str, naming: Naming, second: int) -> Reason:
        """Return the answer for one text: any clause may do; a clause of several possible parties must agree."""
        if (text, second) not in self._of_texts:
            self._of_texts[text, second] = self._of_text(text, naming, second)
        return self._of_texts[text, second]

    def _of_text(self, text: str, naming: Naming, second: int) -> Reason:
        what, missing = (TARGET, "target") if self._protects else (WHO, "actor")
        found, unknown = [], undetermined(told_only_as(what, text, naming), missing)
        for clause in naming.settled:
            answers = [self.party(party, second) for party in sorted(clause)]
            if len(answers) == 1:
                found += answers
                continue
            doubt = undetermined(f"one of {', '.join(sorted(clause))}", missing)
            found.append(agreed(answers, doubt) if answers else self._somebody(text, naming, unknown))
        return self._in_words_of(text, strongest(found)) if found else unknown

    def _somebody(self, text: str, naming: Naming, unknown: Reason) -> Reason:
        """Return the answer for somebody whom a text does not name: `unknown`, or no where that is surely none of the group."""
        if not (self.states_alone and naming.no_state):
            return unknown
        return no(f"{text!r} means no State where only States are {'protected' if self._protects else 'bound'}")

    def _in_words_of(self, text: str, answer: Reason) -> Reason:
        """Return an answer about one whose joining is known by count only, told of the text that names it."""
        instrument = self._counted.get(answer.words)
        if instrument is None:
            return answer
        words = f"those who joined {instrument} are known by count only, so whether {text!r} is among them is not told"
        return replace(answer, words=words)

    def _joined(self, party: str, instrument: str, second: int) -> Reason:
        classes = self._bound.joined_classes
        classed = among(self._context.parties, party, classes) if classes else State.YES
        if classed is State.NO:
            return self._outside(party)
        answer = self._on_list(party, instrument, second)
        if answer.state is State.YES and classed is not State.YES:
            return undetermined(f"{party} joined {instrument}; its class is not told", "membership")
        return answer

    def _on_list(self, party: str, instrument: str, second: int) -> Reason:
        answer = self._settled(party, instrument, second)
        contested = [c for who, c in self._contested if who.instrument == instrument and self._touches(who, party)]
        if answer.state is State.YES or not contested:
            return answer
        rests = [one for contest in contested for one in contest.rests]
        words = f"whether {party} joined {instrument} is {contested[0].words}"
        return undetermined(words, "coding", rests=rests)

    def _touches(self, who: Joiner, party: str) -> bool:
        """Return whether what is contested may be that this party joined."""
        named = who.party or who.class_of
        return named is None or among(self._context.parties, party, (named,)) is not State.NO

    def _settled(self, party: str, instrument: str, second: int) -> Reason:
        mine = [a for a in self._accessions if a.instrument == instrument]
        if not mine:
            return undetermined(f"who joined {instrument} is not recorded", "membership")
        by_name = [a for a in mine if self._names(a, party) is State.YES]
        if by_name:
            return self._as_named(party, instrument, by_name, second)
        return self._not_named(party, instrument, mine, second)

    def _as_named(self, party: str, instrument: str, by_name: list[Accession], second: int) -> Reason:
        status, rests = _status(by_name, second, self._zone), [a.statement for a in by_name]
        if status is State.YES:
            return yes(f"{party} joined {instrument}", rests=rests)
        if status is State.NO:
            return no(f"{party} was not in {instrument} at that time", rests=rests)
        words = f"whether {party} had joined {instrument} by then is not told exactly"
        return undetermined(words, "membership", rests=rests)

    def _not_named(self, party: str, instrument: str, mine: list[Accession], second: int) -> Reason:
        by_then = [a for a in mine if not _later(a, second, self._zone)]
        if any(self._names(a, party) is State.UNDETERMINED for a in by_then):
            words = f"{party} is not a single group that is known to have joined {instrument}"
            return undetermined(words, "membership")
        counted = [a.statement for a in by_then if not a.known and self._of_class(a, party)]
        if counted:
            words = (
                f"those who joined {instrument} are known by count only, so whether {party} is among them is not told"
            )
            self._counted[words] = instrument
            return undetermined(words, "membership", rests=counted)
        rests = [a.statement for a in mine]
        return no(f"{party} is not named among those who joined {instrument}", rests=rests)

    def _names(self, accession: Accession, party: str) -> State:
        return among(self._context.parties, party, accession.joined)

    def _of_class(self, accession: Accession, party: str) -> bool:
        if accession.class_of is None:
            return True
        return among(self._context.parties, party, (accession.class_of,)) is not State.NO


def _edges(accession: Accession) -> set[date]:
    return {d for d in (accession.first, accession.last) if d} if accession.first else set()


def _later(accession: Accession, second: int, zone: str) -> bool:
    return accession.first is not None and second < midnight(accession.first, zone)


def _status(by_name: Sequence[Accession], second: int, zone: str) -> State:
    """Return whether a party named in these accessions had joined by then and not left."""
    state = State.NO
    for accession in sorted(by_name, key=lambda a: (a.first or date.min, a.withdrew)):
        if accession.first is None:
            return State.UNDETERMINED
        if second < midnight(accession.first, zone):
            break
        sure = second >= midnight(accession.last or accession.first, zone)
        told = State.NO if accession.withdrew else State.YES
        state = told if sure or state is told else State.UNDETERMINED
    return state


def who(context: Context, members: Membership, names: Names, second: int) -> Reason:
    """Return whether the alleged actor is bound at this second; reports that differ leave it open."""
    known = known_names(context, names.actors, no_state=members.states_alone)
    if not known:
        return undetermined(f"{WHO} is not told", "actor")
    found = [members.text(text, naming, second) for text, naming in known]
    answer = agreed(found, undetermined("the reports name different actors, bound and not bound", "actor"))
    if answer.state is State.NO and len(known) < len({text for text in names.actors if text.strip()}):
        # One source's accusation of somebody not bound does not answer for a source that could not tell.
        return undetermined("some reports name an actor who is not bound, others cannot tell who it was", "actor")
    if answer.state is State.YES and (others := accused_beside(context, names.actors)):
        words = f"some reports name an actor who is bound, others somebody else: {', '.join(map(repr, others))}"
        return undetermined(words, "actor", rests=answer.rests)
    return answer
