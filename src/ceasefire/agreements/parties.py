"""Who is meant: free-text names of actors and targets turned into parties, with every ambiguity kept."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from ceasefire.agreements.language.fields import ObjectKind
from ceasefire.agreements.three_valued import State

_LABELLED: Final = re.compile(r"\bas labell?ed\b|\bso-called\b")
_BRACKETS: Final = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
_AND: Final = re.compile(r"\s+and\s+|\s*&\s*|\s*;\s*|\s*,\s*|\s+with\s+")
_OR: Final = re.compile(r"\s+or\s+|\s*/\s*")
_TAIL: Final = re.compile(r"\s+(forces|troops|fighters|army|military|groups?|air force|aircraft|warplanes|jets)$")

_KIND_WORDS: Final[dict[ObjectKind, str]] = {
    ObjectKind.CIVILIANS: "civilian civilians resident residents displaced people market worshippers families children"
    " women patients evacuees refugees shelter journalists villagers pilgrims",
    ObjectKind.MEDICAL: "hospital hospitals medical clinic clinics ambulance ambulances patients health doctors",
    ObjectKind.SCHOOL: "school schools university pupils kindergarten",
    ObjectKind.AID: "aid humanitarian relief rescuers helmets",
    ObjectKind.INFRASTRUCTURE: "infrastructure bakery water power bridge dam pipeline electricity",
    ObjectKind.MONITORS: "monitor monitors observers",
}
_KIND_OF: Final = {
    word: frozenset(k for k, words in _KIND_WORDS.items() if word in words.split())
    for words in _KIND_WORDS.values()
    for word in words.split()
}


@dataclass(frozen=True, slots=True)
class Naming:
    """What one text names: every clause holds ("a and b"), each clause being one of its parties ("a or b").

    An empty clause is somebody unknown. `label` marks a name that is only the source's own label; `kinds` are the
    protected kinds of person or thing that the words name.
    """

    clauses: tuple[frozenset[str], ...]
    label: bool = False
    kinds: frozenset[ObjectKind] = frozenset()

    @property
    def unknown(self) -> bool:
        return not self.kinds and not any(self.clauses)


@dataclass(frozen=True)
class Parties:
    """The known parties: their names, what they belong to, and the spellings met in sources."""

    belongs: Mapping[str, frozenset[str]]
    """Party id to itself and everything it is part of or is a class member of, all the way up."""
    names: Mapping[str, frozenset[str]]
    """Folded spelling to the parties it may mean."""
    titles: Mapping[str, str]

    @classmethod
    def build(cls, rows: Iterable[Mapping[str, Any]]) -> "Parties":
        """Return the parties of the `parties` table; a spelling that two parties share stays ambiguous."""
        up: dict[str, set[str]] = {}
        names: dict[str, set[str]] = {}
        titles: dict[str, str] = {}
        for row in rows:
            party = row["party_id"]
            up.setdefault(party, set()).update(row.get("part_of") or (), row.get("classes") or ())
            titles[party] = min(titles.get(party, row.get("name") or party), row.get("name") or party)
            for spelling in (party, party.replace("-", " "), row.get("name"), *(row.get("aliases") or ())):
                if spelling and fold(spelling):
                    names.setdefault(fold(spelling), set()).add(party)
        return cls(
            belongs={p: _closure(p, up) for p in sorted(up)},
            names={n: frozenset(ps) for n, ps in sorted(names.items())},
            titles=titles,
        )

    @cached_property
    def _read(self) -> dict[str, Naming]:
        return {}

    def known(self, party: str) -> bool:
        """Return whether the id is a party or a class or group that some party belongs to."""
        return party in self.belongs or party in self._groups

    @cached_property
    def _groups(self) -> frozenset[str]:
        return frozenset(g for up in self.belongs.values() for g in up)

    def naming(self, text: str) -> Naming:
        """Return what a source's words name; words that name no known party give an unknown, never a guess."""
        found = self._read.get(text)
        if found is None:
            found = self._read[text] = self._parse(text)
        return found

    def _parse(self, text: str) -> Naming:
        folded = fold(text)
        label = bool(_LABELLED.search(folded))
        kinds = frozenset(k for word in re.findall(r"[a-z]+", folded) for k in _KIND_OF.get(word, ()))
        if label:
            return Naming(clauses=(frozenset(),), label=True)
        whole = self._lookup(folded)
        if whole:
            return Naming(clauses=(whole,), kinds=kinds | self.kinds_of(whole))
        plain = _BRACKETS.sub(" ", folded).strip()
        clauses = tuple(dict.fromkeys(self._one_of(part) for part in _AND.split(plain) if part))
        if kinds and not any(clauses):
            return Naming(clauses=(), kinds=kinds)
        named = frozenset().union(*(self.kinds_of(c) for c in clauses))
        return Naming(clauses=clauses or (frozenset(),), kinds=kinds | named)

    def kinds_of(self, parties: frozenset[str]) -> frozenset[ObjectKind]:
        """Return the protected kinds that every one of these parties is classed under."""
        each = [frozenset(k for k in ObjectKind if {k.value, k.value[:-1]} & self.belongs[p]) for p in parties]
        return frozenset.intersection(*each) if each else frozenset()

    def _one_of(self, words: str) -> frozenset[str]:
        found = [self._lookup(part.strip()) for part in _OR.split(words)]
        return frozenset().union(*found) if all(found) else frozenset()

    def _lookup(self, words: str) -> frozenset[str]:
        bare = words.removeprefix("the ")
        stem = _TAIL.sub("", bare)
        for spelling in (words, bare, stem, f"{stem} forces", f"{bare} forces"):
            if spelling in self.names:
                return self.names[spelling]
        return frozenset()

    def among(self, party: str, group: Iterable[str]) -> State:
        """Return whether a party is, or belongs to, one of these ids; a wider name than theirs cannot be told."""
        ids = set(group)
        if self.belongs.get(party, frozenset({party})) & ids:
            return State.YES
        if any(party in self.belongs.get(one, ()) for one in ids):
            return State.UNDETERMINED
        return State.NO


def fold(text: str) -> str:
    """Return a spelling for comparison: compatibility form, no case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _closure(party: str, up: Mapping[str, set[str]]) -> frozenset[str]:
    seen, todo = {party}, [party]
    while todo:
        for above in up.get(todo.pop(), ()):
            if above not in seen:
                seen.add(above)
                todo.append(above)
    return frozenset(seen)
