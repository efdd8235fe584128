"""Who is meant: free-text names of parties turned into what they name, with every ambiguity kept."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from ceasefire.parties.names import all_of, is_aside, is_name, is_of_others, joints_in_sight, lists, says_and
from ceasefire.parties.naming import UNKNOWN, Clause, Naming
from ceasefire.parties.readings import are_of_no_state, before, body_before, is_proper, led, readings_of, with_tails
from ceasefire.parties.spelling import fold, in_brackets, tidy, unquoted, without_brackets
from ceasefire.parties.words import names_forces, protected_kinds, says_unknown, unknown_texts
from ceasefire.vocabulary.codes import ObjectKind, Role

_LABELLED: Final = re.compile(r"\s*[,;]?\s*\bas labell?ed\b", re.IGNORECASE)
_EMPTY_BRACKETS: Final = re.compile(r"\(\s*\)|\[\s*\]")
_SO_CALLED: Final = re.compile(r"\bso-called\s+", re.IGNORECASE)

_STATE: Final = "state"
"""The class of parties whose name beside others need not mean their forces."""
_LEFT_OPEN: Final = "designation_contested"
"""The class of parties of which a decision leaves open whether a list of exempt groups means them."""
_NAMES_OF_BODIES: Final = (" Army", " Forces")
"""Nouns that with a capital end the name of a body of its own ("Lebanese Forces" are not the Lebanese army)."""

Accept = Callable[[str, frozenset[str]], bool]
"""Whether words that are read as these parties (none: as a name in no table) count as naming them."""


@dataclass(frozen=True)
class Directory:
    """The known parties: their names, what they belong to, and the spellings met in sources."""

    belongs: Mapping[str, frozenset[str]]
    """Party id to itself and everything it is part of or is a class member of, all the way up."""
    within: Mapping[str, frozenset[str]]
    """Party id to itself and every group that it is part of, all the way up; classes are no bodies and are left out."""
    names: Mapping[str, frozenset[str]]
    """Folded spelling to the parties it may mean."""
    forces: Mapping[str, frozenset[str]]
    """What stands before "army", "forces" and the like in a spelling, folded, to the parties: "syrian" of "Syrian army"."""
    spellings: Mapping[str, str]
    """Spelling as filed to the one party it means; a spelling that parties share is left out, an id is its party's."""
    sides: frozenset[str] = frozenset()
    """Ids of those who are on file as parties to the conflict (the role `party`)."""

    @classmethod
    def build(cls, rows: Iterable[Mapping[str, Any]]) -> "Directory":
        """Return the directory of rows of the table `parties`; a spelling that two parties share stays ambiguous."""
        rows = list(rows)
        groups: dict[str, set[str]] = {}
        classes: dict[str, set[str]] = {}
        written: dict[str, set[str]] = {}
        for row in rows:
            party = row["party_id"]
            groups.setdefault(party, set()).update(row.get("part_of") or ())
            classes.setdefault(party, set()).update(row.get("classes") or ())
            for spelling in (party, row.get("name"), *(row.get("aliases") or ())):
                if spelling and fold(spelling):
                    written.setdefault(spelling, set()).add(party)
        names: dict[str, set[str]] = {}
        for spelling, parties in (*written.items(), *((p.replace("-", " "), {p}) for p in groups)):
            names.setdefault(fold(spelling), set()).update(parties)
        return cls(
            belongs=closed({p: groups[p] | classes[p] for p in groups}),
            within=closed(groups),
            names={name: frozenset(parties) for name, parties in sorted(names.items())},
            forces=_forces(written),
            spellings={s: min(ps) for s, ps in sorted(written.items()) if len(ps) == 1}
            | {p: p for p in sorted(groups)},
            sides=_sides(rows),
        )

    @cached_property
    def _read(self) -> dict[str, Naming]:
        return {}

    @cached_property
    def _groups(self) -> frozenset[str]:
        return frozenset(g for up in self.belongs.values() for g in up)

    def known(self, party: str) -> bool:
        """Return whether the id is a party or a class or group that some party belongs to."""
        return party in self.belongs or party in self._groups

    def party(self, spelling: str) -> str | None:
        """Return the one party that a spelling means: written as it was filed, else case aside; None for none or several."""
        if spelling in self.spellings:
            return self.spellings[spelling]
        found = self.names.get(fold(spelling), frozenset())
        return next(iter(found)) if len(found) == 1 else None

    def naming(self, text: str) -> Naming:
        """Return whom a source's words name; words that are no known party and no name are left open, never guessed."""
        found = self._read.get(text)
        if found is None:
            found = self._read[text] = self._parse(text)
        return found

    def names_in(self, text: str) -> tuple[str, ...]:
        """Return the spellings of parties that stand in a text of whatever words, folded, the longest of those that overlap."""
        return tuple(dict.fromkeys(self._spelling.findall(fold(text)))) if self.names else ()

    @cached_property
    def _spelling(self) -> re.Pattern[str]:
        every = sorted(self.names, key=lambda one: (-len(one), one))
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, every))})(?!\w)")

    def accused(self, text: str) -> Naming:
        """Return whom a source's words accuse: as `naming`, but protected persons met by common nouns are no body.

        "civilians and unknown armed elements" accuses nobody; the words are kept as a description. A body that is
        protected and has a name ("White Helmets") is accused as any other.
        """
        naming = self.naming(text)
        if not naming.kinds or naming.label:
            return naming
        bodies = self._joined(text, lambda name, parties: is_proper(name) or not self.kinds_of(parties))
        whole = (text,) if bodies.described else ()
        return replace(bodies, described=whole)

    def _parse(self, text: str) -> Naming:
        if _LABELLED.search(tidy(text)):
            return self._labelled(text)
        words = joints_in_sight(_SO_CALLED.sub("", text))
        naming = self._joined(words)
        if _SO_CALLED.search(text) and not any(naming.settled):
            return Naming((UNKNOWN,), label=True, described=(text,), no_state=naming.no_state)
        return naming

    def _labelled(self, text: str) -> Naming:
        """Return what a text with a label remark names: known parties by their own names; a pure label is nobody."""
        words = _EMPTY_BRACKETS.sub("", _LABELLED.sub("", tidy(text)))
        naming = self._joined(words, lambda name, parties: bool(parties) and is_proper(name))
        if not naming.named:
            return Naming((UNKNOWN,), label=True, described=(text,), no_state=naming.no_state)
        return replace(naming, described=(text,) if naming.described else ())

    def _joined(self, text: str, accept: Accept = lambda _name, _parties: True) -> Naming:
        clauses: list[Clause] = []
        left_open: list[str] = []
        for part in lists(text, self._is_spelling):
            if is_of_others(part):
                clauses.append(UNKNOWN)
                left_open.append(part)
                continue
            for names in self._without_asides(all_of(part, self._is_spelling, self._reads)):
                found = [self._each(name, accept) for name in names]
                left_open += [n for n, one in zip(names, found, strict=True) if one == [UNKNOWN]]
                clauses += self._one_of(found)
        held = (self.kinds_of(c.parties) for c in clauses if not c.open and not c.names)
        return Naming(
            tuple(dict.fromkeys(clauses)) or (UNKNOWN,),
            kinds=protected_kinds(text).union(*held),
            described=tuple(dict.fromkeys(n for n in left_open if is_of_others(n) or not says_unknown(n))),
            no_state=_without_a_state(clauses, left_open),
        )

    def _without_asides(self, clauses: Iterable[tuple[str, ...]]) -> Iterable[tuple[str, ...]]:
        """Yield the clauses without what only says something about the name before it, the first name kept."""
        first = True
        for names in clauses:
            kept = tuple(n for at, n in enumerate(names) if (first and not at) or not is_aside(n) or self._reads(n))
            first = False
            if kept:
                yield kept

    def _one_of(self, found: list[list[Clause]]) -> list[Clause]:
        """Return the clauses of alternatives: those of a single one as they are, else one clause of everybody."""
        if len(found) == 1:
            return [self._widest(clause) for clause in found[0]]
        whole = Clause()
        for clause in (c for clauses in found for c in clauses):
            whole |= clause
        return [self._widest(whole)]

    def _widest(self, clause: Clause) -> Clause:
        """Return a clause without parties that are part of another in it: "A or its wing" is A whichever it was."""
        if len(clause.parties) < 2:
            return clause
        below = {p for p in clause.parties for q in clause.parties if q in self._up(p) and p not in self._up(q)}
        return replace(clause, parties=clause.parties - below)

    def kinds_of(self, parties: frozenset[str]) -> frozenset[ObjectKind]:
        """Return the protected kinds that every one of these parties is classed under."""
        each = [frozenset(k for k in ObjectKind if {k.value, k.value[:-1]} & self.belongs[p]) for p in parties]
        return frozenset.intersection(*each) if each else frozenset()

    def is_state(self, party: str) -> bool:
        """Say whether a party is a State or part of one, or is the class of States."""
        return _STATE in self.belongs.get(party, (party,))

    def is_side(self, text: str) -> bool:
        """Say whether a text names one party to the conflict, or several, as a whole and nothing more of them.

        "Xish forces" may stand for whoever held a place; "positions of X" and "X fighters" say what of them is meant.
        """
        settled = self.naming(text).settled
        return bool(settled) and not names_forces(text) and all(one and one <= self.sides for one in settled)

    def is_left_open(self, party: str) -> bool:
        """Say whether it was left open if lists of exempt groups mean this party: it is of the class `designation_contested`."""
        return _LEFT_OPEN in self.belongs.get(party, ())

    def _is_spelling(self, text: str) -> bool:
        return fold(text) in self.names or fold(text) in unknown_texts()

    def _reads(self, text: str) -> bool:
        return bool(self._parties(text))

    def _each(self, name: str, accept: Accept) -> list[Clause]:
        """Return whom one name means: parties, those its brackets list, itself where it is a name, else somebody."""
        if found := self._parties(name):
            return [Clause(found) if accept(name, found) else UNKNOWN]
        bare = led(unquoted(without_brackets(name)))
        own = bare if is_name(bare) else body_before(bare)
        if own is not None:
            return [Clause(names=frozenset({own})) if accept(name, frozenset()) else UNKNOWN]
        return self._listed(name, accept) or [UNKNOWN]

    def _listed(self, name: str, accept: Accept) -> list[Clause]:
        """Return the parties that brackets list after a description: "armed groups (A, B)"; none unless all are known.

        With commas alone it is a list of suspects: one of them. A state in brackets may be where or by whom, and does not count.
        """
        for inside in () if says_unknown(name) else in_brackets(name):
            clauses = all_of(inside, self._is_spelling, self._reads)
            found = [[self._parties(one) for one in names] for names in clauses]
            told = zip((n for names in clauses for n in names), (f for fs in found for f in fs), strict=True)
            if clauses and all(f and not self._states(f) and accept(n, f) for n, f in told):
                return _suspects([frozenset[str]().union(*fs) for fs in found], says_and(inside))
        return []

    def _states(self, parties: frozenset[str]) -> frozenset[str]:
        return frozenset(filter(self.is_state, parties))

    def _parties(self, name: str) -> frozenset[str]:
        """Return the known parties that one name may mean, the reading closest to the words first."""
        readings = list(dict.fromkeys(readings_of(name)))
        for words in readings:
            for spelling in with_tails(fold(words)):
                if found := self.names.get(spelling):
                    return found
        for words in readings:
            if found := self._by_noun(words):
                return found
        return frozenset()

    def _by_noun(self, words: str) -> frozenset[str]:
        """Return the parties of "Xish troops" where "Xish army" is a spelling, or of "X rebels" where X is no state.

        "Xish Forces" and "Xish Army" with a capital may be names of other bodies and are not read so.
        """
        force = before("military").fullmatch(words)
        if force and not words.endswith(_NAMES_OF_BODIES):
            return self.forces.get(fold(force[1]), frozenset())
        if opponent := before("opponents").fullmatch(words):
            found = self.names.get(fold(opponent[1]), frozenset())
            return frozenset() if self._states(found) else found
        return frozenset()

    def can_be_one(self, a: str, b: str) -> bool:
        """Return whether two bodies can be one actor, named more and less exactly: one is the other or part of it."""
        return b in self._up(a) or a in self._up(b) or fold(a) == fold(b)

    def _up(self, body: str) -> frozenset[str]:
        return self.within.get(body, frozenset({body}))

    def all_within(self, naming: Naming, side: str) -> bool:
        """Return whether an account accuses a party or parts of it, and nobody else."""
        if not naming.clauses or any(c.open for c in naming.clauses):
            return False
        bodies = (body for clause in naming.clauses for body in clause.bodies)
        return all(side in self._up(body) or fold(side) == fold(body) for body in bodies)

    def can_both_hold(self, a: Naming, b: Naming) -> bool:
        """Return whether two accounts of who acted can both be true.

        They cannot where each names somebody for certain, or as one of several named, and no body of the one can be a
        body of the other. An account that names nobody, or only "A or somebody else", contradicts none.
        """
        if not a.firm or not b.firm:
            return True
        pairs = ((x, y) for c in a.clauses for d in b.clauses for x in c.bodies for y in d.bodies)
        return any(self.can_be_one(x, y) for x, y in pairs)


def closed(up: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Return each key with everything above it, itself included; rings end."""
    return {one: _above(one, up) for one in sorted(up)}


def _above(one: str, up: Mapping[str, Iterable[str]]) -> frozenset[str]:
    seen, todo = {one}, [one]
    while todo:
        for above in up.get(todo.pop(), ()):
            if above not in seen:
                seen.add(above)
                todo.append(above)
    return frozenset(seen)


def _sides(rows: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    return frozenset(row["party_id"] for row in rows if row.get("role") == Role.PARTY)


def _suspects(listed: list[frozenset[str]], all_of_them: bool) -> list[Clause]:
    """Return the clauses of those whom a list names, each or all of them: every one of them acted, or one of them."""
    return [Clause(one) for one in (listed if all_of_them else [frozenset[str]().union(*listed)])]


def _without_a_state(clauses: Iterable[Clause], left_open: Collection[str]) -> bool:
    """Say whether whoever is left open surely is no State: by every text that leaves somebody open, and nobody else is."""
    if not left_open or not all(map(are_of_no_state, left_open)):
        return False
    return all(clause == UNKNOWN or not (clause.open or clause.names) for clause in clauses)


def _forces(written: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Return what stands before a military noun in the spellings, with the parties that it may mean."""
    found: dict[str, set[str]] = {}
    for spelling, parties in written.items():
        force = before("military").fullmatch(tidy(spelling))
        if force and not spelling.endswith(_NAMES_OF_BODIES):
            found.setdefault(fold(force[1]), set()).update(parties)
    return {before: frozenset(parties) for before, parties in sorted(found.items())}
