"""How much of a text the statements filed from it hold: counted anew from the text that the record keeps."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import pyarrow.compute as pc

from ceasefire.reading.review.outcome import coverage_words
from ceasefire.reading.text.fold import fold
from ceasefire.reading.text.language import languages_of, may_be_english
from ceasefire.reading.unread.left import unread_of
from ceasefire.reading.unread.numbers import Told
from ceasefire.record.errors import RecordError
from ceasefire.vocabulary.wording import plural

if TYPE_CHECKING:
    from ceasefire.api.held_record import HeldRecord
    from ceasefire.record import Entry

Answer = dict[str, Any]
MOST: Final = 4_000_000
"""Longest text that is looked through, in bytes; longer ones are told without what is left of them."""
_COUNTS: Final = ("killed", "injured", "count")


def documents_read(record: "HeldRecord", ids: Collection[str] | None = None, kind: str | None = None) -> list[Answer]:
    """Return each text on whose words statements stand, with how many, and what no statement of this record holds of it.

    `ids` asks for the texts of these statements alone, `kind` for those of a kind. A text that is not here has its
    statements counted and None for what is left.
    """
    asked = record.table("statements") if ids is None else record.rows("statements", "statement_id", ids)
    if kind is not None:
        asked = asked.filter(pc.equal(asked["kind"], kind))
    digests = [sha for sha in pc.unique(asked["source_sha256"]).to_pylist() if sha]
    held: dict[str, list[str]] = {}
    rows = record.rows("statements", "source_sha256", digests).select(
        ["statement_id", "source_sha256", "superseded_by"]
    )
    filed = pc.invert(pc.match_substring(rows["statement_id"], "#"))
    for row in rows.filter(pc.and_(filed, pc.is_null(rows["superseded_by"]))).to_pylist():
        held.setdefault(row["source_sha256"], []).append(row["statement_id"])
    return [one for sha, names in held.items() for one in _document(record, sha, names)]


def _document(record: "HeldRecord", sha: str, ids: list[str]) -> Iterator[Answer]:
    """Yield what is to be said of a text; nothing of a table or a file whose statements stand on no words."""
    first = record.get(ids[0])
    if first.statement.source is None or first.statement.source.span is None:
        return
    entries = [first, *(record.get(name) for name in ids[1:])]
    source = first.statement.source
    text = _text(record, sha)
    yield {"sha256": sha, "address": source.address, "publisher": source.publisher, "statements": len(ids)} | _left(
        text, entries
    )


def _left(text: str | None, entries: "list[Entry]") -> Answer:
    if text is None:
        return {"numbers_left": None, "sentences_left": None, "coverage": f"{len(entries)} filed; the text is not here"}
    told = [one for entry in entries for one in _told(entry)]
    left = unread_of(text, (), told, english=may_be_english(languages_of(fold(text)).main))
    numbers, sentences = len(left.numbers), len(left.sentences)
    return {
        "numbers_left": numbers,
        "sentences_left": sentences,
        "coverage": coverage_words(len(entries), numbers, sentences),
    }


def _text(record: "HeldRecord", sha: str) -> str | None:
    try:
        return record.store.read_blob(sha, MOST).decode("utf-8")
    except (RecordError, UnicodeDecodeError):
        return None


def _told(entry: "Entry") -> Iterator[Told]:
    """Yield the words a statement stands on, with the numbers it gives."""
    source, body = entry.statement.source, entry.statement.body
    if source is None or source.span is None:
        return
    counts = [body[name] for name in _COUNTS if isinstance(body.get(name), dict)]
    values = {v for count in counts for v in (count.get("low"), count.get("high")) if isinstance(v, int)}
    loose = any(count.get("vague") for count in counts)
    start, end = source.span
    yield Told(start=start, end=end, values=None if loose or not counts else frozenset(values))


def summed(documents: Sequence[Mapping[str, Any]]) -> str | None:
    """Return in one line how far figures rest on texts that were read; None where they rest on none."""
    if not documents:
        return None
    here = [one for one in documents if one["numbers_left"] is not None]
    numbers, sentences = (sum(one[what] for one in here) for what in ("numbers_left", "sentences_left"))
    claims = sum(one["statements"] for one in documents)
    told = coverage_words(claims, numbers, sentences) if here else f"{plural(claims, 'claim')} filed"
    missing = len(documents) - len(here)
    away = f"; {missing:,} of the texts {'is' if missing == 1 else 'are'} not here" if missing else ""
    return f"rests on {plural(len(documents), 'text')}: {told}{away}"
