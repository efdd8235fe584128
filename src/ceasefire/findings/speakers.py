"""Who speaks: a source's many spellings as one, sources of one owner as one family, actors as the parties they name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ceasefire.findings.values import fold

if TYPE_CHECKING:
    import pyarrow as pa

OWN_WORD = frozenset(
    {
        "ministry",
        "armed forces",
        "officials",
        "party media",
        "party",
        "government",
        "command",
        "international organisation",
    }
)
"""Kinds of source that speak a related party's own word; a state's agency is related to it and speaks for itself."""
COMPILES = frozenset({"encyclopaedia", "aggregator"})
"""Kinds of source that retell others: never independent of them."""
UNKNOWN_ACTOR = frozenset({"unidentified", "unknown", "not told", ""})

_VIA = re.compile(r"\s*[,;]?\s+(?:via|citing|quoting)\s+.*\Z", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\([^()]*\)\s*")
_JOINED = re.compile(r"\s*/\s*|\s+or\s+|\s+and\s+|\s*;\s*", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """Who speaks: the body, whether a party or a source, and the family within which voices are not independent."""

    body: str
    kind: str
    family: str
    listed: bool = True
    compiles: bool = False
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class _Source:
    id: str
    kind_of: str
    related: tuple[str, ...]


class Families:
    """Reads names of sources and actors. "SOHR via AFP" is SOHR; two texts of one agency are one voice.

    A source whose own word is a party's (a ministry, its forces) is that party speaking. Sources related to one party
    are one family with it; a source related to several is independent of none of them. A name in no table stands for
    itself.
    """

    def __init__(self, sources: "pa.Table", parties: "pa.Table") -> None:
        self._parties = {row["party_id"]: row for row in parties.to_pylist()}
        self._party_names: dict[str, str] = {}
        for row in self._parties.values():
            for name in (row["party_id"], row["name"], *(row["aliases"] or ())):
                self._party_names.setdefault(fold(name), row["party_id"])
        self._source_names: dict[str, _Source] = {}
        for row in sources.to_pylist():
            source = _Source(id=row["source_id"], kind_of=row["kind_of"] or "", related=tuple(row["related_to"] or ()))
            for name in (row["source_id"], row["name"], *(row["aliases"] or ())):
                self._source_names.setdefault(fold(name), source)
        self._speakers: dict[str, tuple[Speaker, ...]] = {}
        self._actors: dict[str, frozenset[str]] = {}

    def speakers(self, source: str | None, publisher: str | None = None) -> tuple[Speaker, ...]:
        """Return who speaks in a report: its source, or where none is told, whoever the publisher carries."""
        name = source or _carried(publisher)
        if not name:
            return ()
        if name not in self._speakers:
            self._speakers[name] = tuple(dict.fromkeys(self._resolve(name)))
        return self._speakers[name]

    def _resolve(self, name: str) -> Iterable[Speaker]:
        known = self._known(name)
        if known is None:
            head = _VIA.sub("", name)
            known = self._known(head) or self._known(_BRACKET.sub(" ", head).strip())
            parts = self._parts(_BRACKET.sub(" ", head).strip())
            if known is None and len(parts) > 1:
                for part in parts:
                    yield from self.speakers(part)
                return
            bare = fold(_BRACKET.sub(" ", head)) or fold(name)
            known = known or Speaker(body=bare, kind="source", family=bare, listed=False)
        yield known

    def _parts(self, name: str) -> list[str]:
        """Return the speakers that a joint name lists: always at a slash, at "and" where both halves are known."""
        halves = [p.strip() for p in re.split(r"\s+and\s+", name)]
        if len(halves) > 1 and all(self._known(p) for p in halves):
            return halves
        return [p for p in re.split(r"\s*/\s*", name) if p]

    def _known(self, name: str) -> Speaker | None:
        source = self._source_names.get(fold(name))
        if source is None:
            party = self._party_names.get(fold(name))
            return Speaker(body=party, kind="party", family=party) if party is not None else None
        if len(source.related) == 1:
            party = source.related[0]
            if source.kind_of in OWN_WORD:
                return Speaker(body=party, kind="party", family=party)
            return Speaker(body=source.id, kind="source", family=party)
        return Speaker(
            body=source.id,
            kind="source",
            family=source.id,
            beside=frozenset(source.related),
            compiles=source.kind_of in COMPILES,
        )

    def independent(self, speakers: Iterable[Speaker]) -> int:
        """Return how many voices are independent of each other: families, less those related to several that speak."""
        told = set(speakers)
        told = {s for s in told if not s.compiles} or set(list(told)[:1])
        families = {s.family for s in told if not s.beside}
        return len(families | {s.family for s in told if s.beside and not s.beside & families})

    def actors(self, text: str | None) -> frozenset[str]:
        """Return whom an actor text names: party ids where known, folded names otherwise; none for unidentified."""
        if text is None:
            return frozenset()
        if text not in self._actors:
            self._actors[text] = frozenset(self._name_actors(text))
        return self._actors[text]

    def _name_actors(self, text: str) -> Iterable[str]:
        for known in (text, _BRACKET.sub(" ", text).strip()):
            if fold(known) in UNKNOWN_ACTOR:
                return
            if fold(known) in self._party_names:
                yield self._party_names[fold(known)]
                return
        for part in _JOINED.split(_BRACKET.sub(" ", text).strip()):
            folded = fold(part)
            if folded not in UNKNOWN_ACTOR:
                yield self._party_names.get(folded, folded)

    def compatible(self, a: frozenset[str], b: frozenset[str]) -> bool:
        """Whether two sets of actors can be one wording, coarser and finer: they share a member or a group."""
        return not a or not b or any(self._widened(x) & self._widened(y) for x in a for y in b)

    def _widened(self, actor: str) -> frozenset[str]:
        return self._above.get(actor, frozenset({actor}))

    @cached_property
    def _above(self) -> dict[str, frozenset[str]]:
        """Each party with every group that it is part of."""
        found: dict[str, frozenset[str]] = {}
        for party in self._parties:
            seen, todo = set[str](), [party]
            while todo:
                one = todo.pop()
                if one not in seen:
                    seen.add(one)
                    todo += self._parties.get(one, {}).get("part_of") or ()
            found[party] = frozenset(seen)
        return found


def _carried(publisher: str | None) -> str | None:
    """Return whose text a publisher carries: "Outlet (Agency)" is the agency's."""
    inside = re.search(r"\(([^()]+?)(?: text)?\)\s*\Z", publisher or "")
    return inside[1] if inside else publisher
