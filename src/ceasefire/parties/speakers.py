"""Who speaks: a source's many spellings as one, and sources of one owner as one family.

Three counts are kept apart. Reports: how many accounts there are. Sources: how many speakers they go back to, spellings
of one read as one. Independent sources: how many families those speakers are of, where several that one party owns,
pays or commands are one voice, and who only compiles others adds none.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ceasefire.parties.directory import Directory
from ceasefire.parties.names import pieces
from ceasefire.parties.spelling import fold, slash_parts, speaker_root, unquoted, without_brackets, without_carrier
from ceasefire.vocabulary.codes import COMPILES, OWN_WORD

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """Who speaks: the body, whether a party or a source, and the family within which voices are not independent.

    `source` is the source itself; it differs from the body where a ministry or the like speaks a party's own word.
    """

    body: str
    source: str
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


class Speakers:
    """Whom the names of sources stand for. "SOHR via AFP" is SOHR; two texts of one agency are one voice.

    A source whose own word is a party's (a ministry, its forces) is that party speaking. Sources related to one party
    are one family with it; a source related to several is independent of none of them. A name in no table stands for
    itself.
    """

    def __init__(self, sources: "pa.Table", directory: Directory) -> None:
        self._directory = directory
        self._source_names: dict[str, _Source] = {}
        for row in sources.to_pylist():
            source = _Source(id=row["source_id"], kind_of=row["kind_of"] or "", related=tuple(row["related_to"] or ()))
            for name in (row["source_id"], row["name"], *(row["aliases"] or ())):
                self._source_names.setdefault(fold(name), source)
        self._speakers: dict[str, tuple[Speaker, ...]] = {}

    def of(self, source: str | None, publisher: str | None = None) -> tuple[Speaker, ...]:
        """Return who speaks in a report: its source, or where none is told, whoever the publisher carries."""
        name = (source or "").strip() or carried(publisher)
        if not name:
            return ()
        if name not in self._speakers:
            self._speakers[name] = tuple(dict.fromkeys(self._resolve(name)))
        return self._speakers[name]

    def _resolve(self, name: str) -> Iterable[Speaker]:
        head = without_carrier(name)
        root = speaker_root(name)
        plain = unquoted(head).strip(" /;,")
        known = self._known(name) or self._known(head) or self._known(root) or self._known(plain)
        if known is not None:
            yield known
            return
        parts = self._parts(head)
        if len(parts) > 1:
            for part in parts:
                yield from self.of(part)
            return
        yield Speaker(body=root, source=root, kind="source", family=root, listed=False)

    def _parts(self, name: str) -> list[str]:
        """Return the speakers that a joint name lists: always at a slash, at any other joint where every one is known."""
        found = pieces(name, lambda text: self._known(text) is not None)
        if len(found) > 1 and all(self._known(p.words) or self._known(without_brackets(p.words)) for p in found):
            return [p.words for p in found]
        return slash_parts(name)

    def _known(self, name: str) -> Speaker | None:
        source = self._source_names.get(fold(name))
        if source is None:
            party = self._directory.party(name)
            return Speaker(body=party, source=party, kind="party", family=party) if party is not None else None
        if len(source.related) == 1:
            party = source.related[0]
            if source.kind_of in OWN_WORD:
                return Speaker(body=party, source=source.id, kind="party", family=party)
            return Speaker(body=source.id, source=source.id, kind="source", family=party)
        return Speaker(
            body=source.id,
            source=source.id,
            kind="source",
            family=source.id,
            beside=frozenset(source.related),
            compiles=source.kind_of in COMPILES,
        )


def distinct(speakers: Iterable[Speaker]) -> int:
    """Return how many sources speak: spellings of one source are one."""
    return len({s.source for s in speakers})


def independent(speakers: Iterable[Speaker]) -> int:
    """Return how many voices are independent of each other: families, less those related to several that speak."""
    heard = set(speakers)
    heard = {s for s in heard if not s.compiles} or set(list(heard)[:1])
    families = {s.family for s in heard if not s.beside}
    return len(families | {s.family for s in heard if s.beside and not s.beside & families})


def carried(publisher: str | None) -> str | None:
    """Return whose text a publisher carries: "Outlet (Agency)" is the agency's."""
    inside = re.search(r"\(([^()]+?)(?: text)?\)\s*\Z", publisher or "")
    return inside[1] if inside else publisher
