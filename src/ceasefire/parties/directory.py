"""Who is meant: free-text names of parties turned into what they name, with every ambiguity kept."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final

from ceasefire.parties.names import all_of, either_of, is_name
from ceasefire.parties.naming import UNKNOWN, Clause, Naming
from ceasefire.parties.spelling import fold, tidy, unquoted, without_brackets
from ceasefire.parties.words import phrases, protected_kinds, says_unknown, unknown_texts
from ceasefire.vocabulary.codes import ObjectKind

_LABELLED: Final = re.compile(r"\bas labell?ed\b")
_SO_CALLED: Final = re.compile(r"\bso-called\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Directory:
    """The known parties: their names, what they belong to, and the spellings met in sources."""

    belongs: Mapping[str, frozenset[str]]
    """Party id to itself and everything it is part of or is a class member of, all the way up."""
    within: Mapping[str, frozenset[str]]
    """Party id to itself and every group that it is part of, all the way up; classes are no bodies and are left out."""
    names: Mapping[str, frozenset[str]]
    """Folded spelling to the parties it may mean."""
    spellings: Mapping[str, str]
    """Spelling as filed to the one party it means; a spelling that parties share is left out, an id is its party's."""

    @classmethod
    def build(cls, rows: Iterable[Mapping[str, Any]]) -> "Directory":
        """Return the directory of rows of the table `parties`; a spelling that two parties share stays ambiguous."""
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
            spellings={s: min(ps) for s, ps in sorted(written.items()) if len(ps) == 1}
            | {p: p for p in sorted(groups)},
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

    def _parse(self, text: str) -> Naming:
        if _LABELLED.search(fold(text)):
            return Naming((UNKNOWN,), label=True, described=(text,))
        words = _SO_CALLED.sub("", text)
        naming = self._joined(words)
        if words != text and not any(naming.settled):
            return Naming((UNKNOWN,), label=True, described=(text,))
        return naming

    def _joined(self, text: str) -> Naming:
        kinds = protected_kinds(text)
        clauses: list[Clause] = []
        described: list[str] = []
        for names in all_of(text, self._is_spelling):
            one = Clause()
            for name in names:
                found = self._one(name)
                described += [name] if found is UNKNOWN and not says_unknown(name) else []
                one |= found
            clauses.append(one)
        held = (self.kinds_of(c.parties) for c in clauses if not c.open and not c.names)
        return Naming(
            tuple(dict.fromkeys(clauses)) or (UNKNOWN,),
            kinds=kinds.union(*held),
            described=tuple(dict.fromkeys(described)),
        )

    def kinds_of(self, parties: frozenset[str]) -> frozenset[ObjectKind]:
        """Return the protected kinds that every one of these parties is classed under."""
        each = [frozenset(k for k in ObjectKind if {k.value, k.value[:-1]} & self.belongs[p]) for p in parties]
        return frozenset.intersection(*each) if each else frozenset()

    def _is_spelling(self, text: str) -> bool:
        return fold(text) in self.names or fold(text) in unknown_texts()

    def _one(self, name: str) -> Clause:
        """Return whom one name means: parties, itself where it is a plain name, else somebody not named."""
        for words in _readings(name):
            if found := self.names.get(words):
                return Clause(found)
        bare = unquoted(without_brackets(name))
        return Clause(names=frozenset({_led(bare)})) if is_name(_led(bare)) else UNKNOWN

    def can_be_one(self, a: str, b: str) -> bool:
        """Return whether two bodies can be one actor, named more and less exactly: one is the other or part of it."""
        return b in self._up(a) or a in self._up(b) or fold(a) == fold(b)

    def _up(self, body: str) -> frozenset[str]:
        return self.within.get(body, frozenset({body}))

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


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return the patterns in which `of` is the party: "UNIT of X", "X's UNIT", "X in PLACE"."""
    units, places = either_of(phrases()["units"]), either_of(phrases()["places"])
    return (
        re.compile(rf".*\b(?:{units}) of (?P<of>.+)"),
        re.compile(rf"(?P<of>.+?)['’]s?\s(?:.*\s)?(?:{units})"),
        re.compile(rf"(?P<of>.+?)\s(?:{places})\s.+"),
    )


@cache
def _hedge() -> re.Pattern[str]:
    hedges, backings = either_of(phrases()["hedges"]), either_of(phrases()["backings"])
    return re.compile(rf"(?:(?:{hedges}|[^\s-]+-(?:{backings}))\s+)+", re.IGNORECASE)


@cache
def _tail(which: str) -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{either_of(phrases()[which])})\Z")


def _led(words: str) -> str:
    """Return words without what may stand before a name ("suspected", "either", "Y-backed")."""
    return _hedge().sub("", words, count=1) if _hedge().match(words) else words


def _readings(name: str) -> Iterable[str]:
    """Yield the folded spellings under which a name may be known, the closest to the words first."""
    whole = fold(unquoted(tidy(name)))
    bare = fold(unquoted(without_brackets(name)))
    for words in dict.fromkeys((whole, bare, _led(whole), _led(bare))):
        yield from _with_tails(words)
    for pattern in _patterns():
        if found := pattern.fullmatch(_led(bare)):
            yield from _with_tails(_led(found["of"]))


def _with_tails(words: str) -> Iterable[str]:
    """Yield a folded name and what it is without "forces", "fighters" and the like."""
    stem = re.sub(r"['’]s?\Z", "", _tail("military").sub("", words))
    yield from dict.fromkeys((words, stem, f"{stem} forces", _tail("fighters").sub("", words)))
