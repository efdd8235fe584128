"""Reading documents into claims, and filing what they say with the text they say it in."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from ceasefire.api.arguments import day_or_none
from ceasefire.api.known_names import Names, names_for
from ceasefire.reading import Reading, read
from ceasefire.reading.bulletins import Bulletin, read_bulletin
from ceasefire.reading.bulletins.longer_periods import without_longer
from ceasefire.reading.bulletins.people_counts import without_people
from ceasefire.reading.coverage import why_unread
from ceasefire.reading.documents.model import reason_of
from ceasefire.reading.documents.opening import Document, Unread, documents
from ceasefire.reading.model import Unread as LeftUnread
from ceasefire.reading.review.outcome import coverage_words, kept
from ceasefire.reading.review.session import Session
from ceasefire.reading.spans import bulletin_as_it_came
from ceasefire.reading.statements.across_documents import LONGEST_NAME, Joined, Known, Text, voice
from ceasefire.reading.statements.known import known_from
from ceasefire.reading.statements.process import ProcessFacts, process_facts
from ceasefire.reading.statements.proposals import Drafted, drafts_of
from ceasefire.reading.statements.tellings import Spot, apart, spot_of, told_by_another
from ceasefire.reading.text.language import may_be_english
from ceasefire.reading.text.unwrap import unwrap
from ceasefire.reading.unread.left import unread_of as left_of
from ceasefire.reading.unread.numbers import Told
from ceasefire.vocabulary.parts import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from ceasefire.api.record import Record
    from ceasefire.record import Draft, SourceRef


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """One document with what was read in it; `bulletin` where it is one, `not_read` why little or nothing of it is read.

    `unread` is what all of it together leaves: numbers that nothing holds, and sentences like those with claims.
    """

    document: Document
    reading: Reading
    facts: ProcessFacts
    bulletin: Bulletin | None = None
    not_read: str | None = None
    unread: LeftUnread = LeftUnread()

    @property
    def text(self) -> Text:
        return Text(document=self.document, reading=self.reading, facts=self.facts)

    @property
    def claims(self) -> int:
        """Return how many claims were read, a count of a bulletin once."""
        counts = self.bulletin.entries if self.bulletin else ()
        apart = [c for c in self.reading.claims if not any(e.start < c.end and c.start < e.end for e in counts)]
        return len(apart) + len(counts)

    @property
    def coverage(self) -> str:
        """Return how much of the document was read: "read 12 claims; 3 numbers and 2 sentences left"."""
        return coverage_words(self.claims, len(self.unread.numbers), len(self.unread.sentences))


class FiledReading(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one document: statements filed and already held, what the record refused, claims that make none.

    `coverage` says how much of it was read; `differing` of what is held already reads otherwise than what was to be filed.
    """

    name: str
    sha256: str
    filed: int
    already: int
    kinds: dict[str, int]
    refused: tuple[str, ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    ids: tuple[str, ...] = ()
    coverage: str = ""
    differing: int = 0


class ReadOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of texts and they do not say: day, publisher, language; and the model that is asked too, if any.

    `llm` is the address of an OpenAI-compatible endpoint, `model` the name of the model there. `allow_internal` allows
    web addresses of this machine or of a closed network, where they are named and not met in a redirect from outside.
    `known_names` is a folder of names to read with, or the names themselves as `names_for` gives them, those of a record too.
    """

    date: dt.date | str | None = None
    publisher: str | None = None
    language: str | None = None
    llm: str | None = None
    model: str = "default"
    allow_internal: bool = False
    known_names: Path | Names | None = None


def read_paths(
    names: Iterable[str | Path],
    *,
    date: dt.date | str | None = None,
    publisher: str | None = None,
    language: str | None = None,
    llm: str | None = None,
    model: str = "default",
    allow_internal: bool = False,
    known_names: Path | Names | None = None,
) -> Iterator[Read | Unread]:
    """Read files, folders and addresses; each document gives a `Read`, one that cannot be read an `Unread`.

    With `llm`, the address of an OpenAI-compatible endpoint, a model is asked too and its claims pass the same validator;
    without it nothing leaves the machine but the requests for addresses that are named. `known_names` is a folder of names
    or what `names_for` returns.
    """
    options = ReadOptions(
        date=date,
        publisher=publisher,
        language=language,
        llm=llm,
        model=model,
        allow_internal=allow_internal,
        known_names=known_names,
    )
    return read_with(names, options)


def read_with(names: Iterable[str | Path], options: ReadOptions) -> Iterator[Read | Unread]:
    """Read files, folders and addresses as `read_paths` does."""
    given = options.known_names
    known = given if isinstance(given, Names) else names_for(folder=given)
    found = documents(
        names, date=day_or_none(options.date), publisher=options.publisher, allow_internal=options.allow_internal
    )
    for document in found:
        if isinstance(document, Unread):
            yield document
            continue
        try:
            one = read_document(document, language=options.language, llm=options.llm, model=options.model, names=known)
        except Exception as error:
            # whatever a hostile text brings a reader to, the other documents are read
            yield Unread(
                name=document.name, reason=str(error)[:400] if isinstance(error, ValueError) else reason_of(error)
            )
        else:
            yield one


def read_document(
    document: Document,
    *,
    language: str | None = None,
    llm: str | None = None,
    model: str = "default",
    names: Names | None = None,
) -> Read:
    """Read one text: claims, properties of the process, and counts where it is a bulletin.

    The letters decide the language where none is given; a page's own word on it is often wrong and is not used. An item
    of another subject than conflict is left unread.
    """
    document = _plausible(document)
    text = "" if document.left else document.text
    reading = read(
        text,
        date=document.date,
        publisher=document.publisher,
        speaker=document.speaker,
        language=language,
        names=names,
    )
    if llm and text:
        from ceasefire.reading.model_reader.llm import Endpoint
        from ceasefire.reading.model_reader.llm import read_with as ask

        reading = ask(text, reading, Endpoint(url=llm, model=model))
    facts = process_facts(text, reading)
    whole = unwrap(text)
    bulletin = read_bulletin(whole.text, names=(names or names_for()).known, date=reading.reference)
    bulletin = bulletin and without_longer(bulletin_as_it_came(bulletin, whole), reading.claims)
    bulletin = bulletin and without_people(bulletin, reading.claims)
    return Read(
        document=document,
        reading=reading,
        facts=facts,
        bulletin=bulletin,
        not_read=None if llm else why_unread(reading, counts=bulletin is not None),
        unread=_left(text, reading, facts, bulletin) if llm or facts.told or bulletin else reading.unread,
    )


def _plausible(document: Document) -> Document:
    """Return a document without a day that is a slip of its head, and with names no longer than statements hold."""
    day, names = document.date, {"publisher": document.publisher, "speaker": document.speaker}
    far = day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR
    notes = [f"its day, {day}, is not used: no year from {FIRST_YEAR} to {LAST_YEAR}"] if far else []
    for what, name in names.items():
        if name is not None and len(name) > LONGEST_NAME:
            names[what] = name[:LONGEST_NAME]
            notes.append(f"the name of its {what} is cut to {LONGEST_NAME} characters")
    if not notes:
        return document
    dated = {"date": None, "date_basis": "none"} if far else {}
    return msgspec.structs.replace(document, **names, **dated, notes=(*document.notes, *notes))


def _left(text: str, reading: Reading, facts: ProcessFacts, bulletin: Bulletin | None) -> LeftUnread:
    """Return what the claims, the counts of a bulletin and the properties of the process leave of a text."""
    told = [
        Told(start=t.claim.start, end=t.claim.end, values=frozenset(map(int, re.findall(r"\d{1,9}", t.value))))
        for t in facts.told
    ]
    told += [
        Told(start=e.start, end=e.end, values=frozenset((int(e.count),)))
        for e in (bulletin.entries if bulletin else ())
    ]
    return left_of(text, reading.claims, told, english=may_be_english(reading.language))


def review_of(one: Read, drafted: Drafted) -> Session:
    """Return a pass over one document for a person or a program: its proposals, and what was left to add claims from."""
    return Session(one.document.text, one.reading, drafted.proposals, make=drafted.make, unread=one.unread)


def drafts_for(record: "Record", reads: Sequence[Read]) -> list[Drafted]:
    """Return the drafts of documents as this record would hold them: its rounds, truces and party ids are used."""
    from ceasefire.api.filing import known_parties

    parties = known_parties(record)
    return drafts(reads, known=known(record), parties=None if parties is None else parties.spellings)


def drafts(
    reads: Sequence[Read], *, known: Known | None = None, parties: Mapping[str, str] | None = None
) -> list[Drafted]:
    """Return the drafts of each document, with truces, rounds and counts joined over all of them."""
    joined = Joined([one.text for one in reads], known)
    return [_drafted(one, joined, parties) for one in reads]


def _drafted(one: Read, joined: Joined, parties: Mapping[str, str] | None) -> Drafted:
    """Return the drafts of a document; one that brings their maker to a fault makes none, and costs no other."""
    try:
        return drafts_of(one.text, joined, parties=parties, bulletin=one.bulletin)
    except Exception as error:
        return Drafted(drafts=(), left=(), proposals=(), make=lambda claim: (), unfit=(reason_of(error),))


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
    name = record.signer(office)
    made = drafts_for(record, reads)
    chosen = list(keep) if keep is not None else [one.drafts for one in made]
    refusals = [{error.index: error.reason for error in record.store.prepare(name, said)} for said in chosen]
    taken = [_without(said, refused) for said, refused in zip(chosen, refusals, strict=True)]
    taken = _at_spots_of_their_own(record, name, reads, taken)
    # all at once, for opening a key that a passphrase guards takes as long as reading several texts
    filed = iter(record.file_drafts(name, _each_after_its_text(record, reads, taken), passphrase=passphrase))
    results = []
    for one, drafted, said, refused, good in zip(reads, made, chosen, refusals, taken, strict=True):
        receipts = list(islice(filed, len(good)))
        kinds: dict[str, int] = {}
        for draft in good:
            kinds[draft.kind] = kinds.get(draft.kind, 0) + 1
        already = sum(receipt.already for receipt in receipts)
        results.append(
            FiledReading(
                name=one.document.name,
                sha256=one.document.sha256,
                filed=len(receipts) - already,
                already=already,
                differing=sum(receipt.differs for receipt in receipts),
                kinds=kinds,
                refused=(*drafted.unfit, *(f"{said[index].kind}: {reason}" for index, reason in refused.items())),
                left=tuple((claim.quote, reason) for claim, reason in drafted.left),
                ids=tuple(r.id for r in receipts),
                coverage=one.coverage,
            )
        )
    return results


def _without(said: Sequence["Draft"], refused: Mapping[int, str]) -> list["Draft"]:
    return [draft for index, draft in enumerate(said) if index not in refused]


def _each_after_its_text(
    record: "Record", reads: Sequence[Read], taken: Sequence[Sequence["Draft"]]
) -> Iterator["Draft"]:
    """Yield the drafts, each text kept before the first of its own; where nothing can be signed, no further one is."""
    for one, good in zip(reads, taken, strict=True):
        if good:
            record.store.put_blob(one.document.text.encode())
        yield from good


def require_key(record: "Record", office: str | None = None, passphrase: str | None = None) -> None:
    """Open the keys that filing needs, so that nobody reviews what cannot be signed. Raises KeyUnusableError."""
    record.store.signer(record.signer(office), passphrase)


def _at_spots_of_their_own(
    record: "Record", office: str, reads: Sequence[Read], taken: Sequence[Sequence["Draft"]]
) -> list[list["Draft"]]:
    """Return drafts such that none stands where another telling of the same words does, held or filed along with it."""
    voices = [voice(one.document, one.reading) for one in reads]
    told = [(draft, who) for drafts_, who in zip(taken, voices, strict=True) for draft in drafts_]
    standing = record.store.standing(office, [draft for draft, _ in told])
    first: dict[Spot, tuple[Mapping[str, Any], SourceRef | None]] = {}
    placed = []
    for index, (draft, who) in enumerate(told):
        held = standing.get(index)
        there = (held.body, held.source) if held else first.setdefault(spot_of(draft), (draft.body, draft.source))
        placed.append(apart(draft, who) if told_by_another(draft, *there, who) else draft)
    waiting = iter(placed)
    return [list(islice(waiting, len(drafts_))) for drafts_ in taken]


def known(record: "Record") -> Known:
    """Return what the record knows of rounds, truces and wars, so that new texts meet what is held."""
    names = ("meetings", "agreements", "assertions")
    meetings, agreements, assertions = (record.table(name).to_pylist() for name in names)
    return known_from(meetings=meetings, agreements=agreements, assertions=assertions)


__all__ = [
    "FiledReading",
    "Names",
    "Read",
    "ReadOptions",
    "Unread",
    "coverage_words",
    "drafts",
    "drafts_for",
    "file_readings",
    "kept",
    "known",
    "names_for",
    "read_document",
    "read_paths",
    "read_with",
    "require_key",
    "review_of",
]
