"""Reading documents into claims, and filing what they say with the text they say it in."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from ceasefire.intake.reading import Reading, read
from ceasefire.intake.reading.bulletins import Bulletin, read_bulletin
from ceasefire.intake.reading.crossdoc import Joined, Known, Text, Truce, slug
from ceasefire.intake.reading.drafts import Drafted, drafts_of
from ceasefire.intake.reading.drafts_process import ProcessFacts, process_facts
from ceasefire.intake.reading.model import DateRange
from ceasefire.intake.reading.sources import Document, Unread, documents

if TYPE_CHECKING:
    from ceasefire.facade.record import Record
    from ceasefire.record import Draft


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """One document with what was read in it; `bulletin` where it is one."""

    document: Document
    reading: Reading
    facts: ProcessFacts
    bulletin: Bulletin | None = None

    @property
    def text(self) -> Text:
        return Text(document=self.document, reading=self.reading, facts=self.facts)


class FiledReading(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one document: statements filed and already held, what the record refused, claims that make none."""

    name: str
    sha256: str
    filed: int
    already: int
    kinds: dict[str, int]
    refused: tuple[str, ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    ids: tuple[str, ...] = ()


def read_paths(
    names: Iterable[str | Path], *, date: dt.date | None = None, publisher: str | None = None, language: str | None = None
) -> Iterator[Read | Unread]:
    """Read files, folders and addresses; each document gives a `Read`, one that cannot be read an `Unread`."""
    for document in documents(names, date=date, publisher=publisher, language=language):
        if isinstance(document, Unread):
            yield document
        else:
            yield read_document(document)


def read_document(document: Document) -> Read:
    """Read one text: claims, properties of the process, and counts where it is a bulletin."""
    reading = read(document.text, date=document.date, publisher=document.publisher, language=_language(document))
    return Read(document=document, reading=reading, facts=process_facts(document.text, reading), bulletin=read_bulletin(document.text))


def _language(document: Document) -> str | None:
    """A page's own word on its language counts only where the text bears it out: many pages are tagged wrongly."""
    return None


def drafts(reads: Sequence[Read], *, known: Known | None = None, parties: dict[str, str] | None = None) -> list[Drafted]:
    """Return the drafts of each document, with truces, rounds and counts joined over all of them."""
    joined = Joined([one.text for one in reads], known)
    return [drafts_of(one.text, joined, parties=parties, bulletin=one.bulletin) for one in reads]


def file_readings(
    record: "Record",
    reads: Sequence[Read],
    *,
    office: str | None = None,
    passphrase: str | None = None,
    keep: Iterable[Sequence["Draft"]] | None = None,
) -> list[FiledReading]:
    """File what documents say, the text of each kept once by its digest; reading the same text again files nothing new.

    `keep` gives the drafts of each document where a person has gone through them. A draft that the record refuses is
    named with the reason and costs no other.
    """
    from ceasefire.facade.filing import known_parties

    name = record.office(office)
    made = drafts(reads, known=known(record), parties=known_parties(record))
    chosen = list(keep) if keep is not None else [one.drafts for one in made]
    results = []
    for one, drafted, kept in zip(reads, made, chosen, strict=True):
        refused = {error.index: error.reason for error in record.store.prepare(name, kept)}
        good = [draft for index, draft in enumerate(kept) if index not in refused]
        if good:
            record.store.put_blob(one.document.text.encode())
        receipts = record.file_drafts(name, good, passphrase=passphrase)
        kinds: dict[str, int] = {}
        for draft in good:
            kinds[draft.kind] = kinds.get(draft.kind, 0) + 1
        already = sum(receipt.already for receipt in receipts)
        results.append(
            FiledReading(
                name=one.document.name, sha256=one.document.sha256, filed=len(receipts) - already, already=already, kinds=kinds,
                refused=tuple(f"{kept[index].kind}: {reason}" for index, reason in refused.items()),
                left=tuple((claim.quote, reason) for claim, reason in drafted.left), ids=tuple(r.id for r in receipts),
            )
        )
    return results


def known(record: "Record") -> Known:
    """Return what the record knows of rounds, truces and wars, so that new texts meet what is held."""
    rounds = tuple(
        (row["process"], row["round"], _range(row))
        for row in record.table("meetings").to_pylist()
        if row["process"] and row["round"] and row["date_start"] and row["status"] not in ("expected", "cancelled")
    )
    assertions = record.table("assertions").to_pylist()
    began = tuple(
        (row["subject"].removesuffix("-war"), _first_day(row["value"]), row["said_by"] or row["publisher"] or "the record")
        for row in assertions
        if row["property"] == "began_on" and row["subject"].endswith("-war") and _first_day(row["value"])
    )
    return Known(rounds=rounds, truces=tuple(_truces(record, assertions)), began=began)  # type: ignore[arg-type]


def _truces(record: "Record", assertions: list[dict[str, Any]]) -> Iterator[Truce]:
    seen: dict[str, DateRange] = {}
    for row in record.table("agreements").to_pylist():
        if "ceasefire" in row["agreement_id"] and row["signed"]:
            seen[row["agreement_id"]] = DateRange(start=row["signed"], end=row["signed"])
    for row in assertions:
        if row["property"] in ("in_force_from", "agreed_on") and row["subject"].startswith("ceasefire"):
            day = _first_day(row["value"])
            exact = day is not None and len(row["value"]) == 10
            if day is not None and exact and row["subject"] not in seen:
                seen[row["subject"]] = DateRange(start=day, end=day)
    for name, when in seen.items():
        yield Truce(id=name, country=None, when=when)


def _range(row: dict[str, Any]) -> DateRange:
    return DateRange(start=row["date_start"], end=row["date_end"] or row["date_start"])


def _first_day(value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((value or "")[:10] if len(value or "") >= 10 else f"{value}-01")
    except ValueError:
        return None


__all__ = ["FiledReading", "Read", "drafts", "file_readings", "known", "read_document", "read_paths", "slug"]
