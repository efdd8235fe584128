"""Learnt sets of a record: the one in force, what a new one would change, and filing it."""

from typing import TYPE_CHECKING, Final

import msgspec

from ceasefire.api.codings import answering_rows
from ceasefire.record import Draft
from ceasefire.vocabulary.wording import plural

if TYPE_CHECKING:
    import pyarrow as pa

    from ceasefire.api.entries import Signer
    from ceasefire.api.held_record import HeldRecord
    from ceasefire.linkage.options import Parameters
    from ceasefire.linkage.pinned.in_force import Pinned

METHOD: Final = (
    "expectation and maximisation over pairs of reports near in time and place, started from expected shares, with judged "
    "pairs where there are any (ceasefire.linkage.learn)"
)
"""What is filed of how a set was learnt."""


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """A report that would stand in another incident."""

    report: str
    label: str | None
    before: str
    after: str


class Learnt(msgspec.Struct, frozen=True, kw_only=True):
    """A set learnt from a record as it is, beside the set in force: how its links would change, and whether it was filed.

    `incidents_before` and `incidents_after` count incidents; `moved` are the reports that change incident. `id` is that
    of the statement that names the set, None where nothing was filed; `already` says that it stood before. `note` says
    why a set that was filed is not in force; `few` that it was learnt from few reports.
    """

    under: str
    digest: str
    reports: int
    pairs: int
    labels: int
    incidents_before: int
    incidents_after: int
    moved: tuple[Moved, ...] = ()
    id: str | None = None
    already: bool = False
    note: str | None = None
    few: str | None = None


def as_linked(record: "HeldRecord") -> "pa.Table":
    """Return the reports of a record as they are linked: actors in other letters by the names that its parties have for them."""
    from ceasefire.linkage.features.party_names import in_latin

    return in_latin(record.table("reports"), answering_rows(record, "parties"))


def in_force(record: "HeldRecord") -> "Pinned":
    """Return the learnt set that links of this record are computed under, and where it comes from."""
    from ceasefire.linkage.pinned.in_force import Pinned

    return record.tables.typed_value("linkage_parameters", Pinned)


def heeded_judgements(record: "HeldRecord") -> "pa.Table":
    """Return the judgements that links of this record follow, and that a set is learnt from: those of its judges."""
    from ceasefire.linkage.grouping.heeded import heeded

    return heeded(record.table("judgements"), record.tables.chosen().judges)


def proposal(record: "HeldRecord") -> str | None:
    """Return in words why a new set should be learnt, None where there is no reason: by counts of reports alone."""
    from ceasefire.linkage.pinned.in_force import proposal as proposed

    return proposed(record.table("reports").num_rows, record.tables.table("parameters"), record.tables.linkage_ledger())


def others(record: "HeldRecord") -> list[str]:
    """Return in words which offices filed sets that are not in force, because another office's are."""
    held = in_force(record)
    sets = record.tables.table("parameters").to_pylist()
    labels, latest = record.office_labels(), {row["ledger"]: row for row in sets if row["ledger"] != held.ledger}
    return [
        f"{labels.get(ledger, ledger)} proposes the set {row['parameters_id'][:12]}, from {plural(row['reports'], 'report')}; "
        "it is not in force"
        for ledger, row in latest.items()
    ]


def learn(record: "HeldRecord", *, file: bool = False, signer: "Signer | None" = None) -> "tuple[Learnt, Parameters]":
    """Learn a set from the record's reports and judgements; return what links would change under it, and the set.

    With `file` it is filed through an office and holds from then on where the office's ledger is the one whose sets hold: the
    charter's depositary of links, else the one that the settings name, else the first of the record. A set that stands already
    is not filed again. Raises NoRecord where it is not clear which office is meant.
    """
    from ceasefire import linkage
    from ceasefire.linkage.pinned.shipped import digest

    held, reports = in_force(record), as_linked(record)
    found = linkage.learn(reports, heeded_judgements(record))
    before, after = record.table("links"), _links_under(record, found)
    learnt = Learnt(
        under=held.words,
        digest=digest(found),
        reports=reports.num_rows,
        pairs=found.pairs,
        labels=found.labels,
        incidents_before=record.table("incidents").num_rows,
        incidents_after=len(set(after.values())),
        moved=_moved(before, after, reports),
        few=few(reports.num_rows),
    )
    return (_filed(record, found, learnt, signer) if file else learnt), found


def few(reports: int) -> str | None:
    """Say in words that so many reports teach little, None where they are enough."""
    from ceasefire.linkage.learning.unsupervised import FEW

    if reports >= FEW:
        return None
    return (
        f"learnt from {plural(reports, 'report')} alone: from about {FEW} on a set of the record's own is likelier to link better than "
        "the one that comes with the program"
    )


def _links_under(record: "HeldRecord", parameters: "Parameters") -> dict[str, str]:
    """Return the incident of each report under a set, by its lasting name."""
    from ceasefire import linkage
    from ceasefire.linkage.membership import incident_of
    from ceasefire.linkage.naming import name_incidents

    reports = as_linked(record)
    options = linkage.Options(words=False)
    linked = linkage.link(reports, heeded_judgements(record), options=options, parameters=parameters)
    return incident_of(name_incidents(linked.links, linked.incidents, reports)[0])


def _moved(before: "pa.Table", after: dict[str, str], reports: "pa.Table") -> tuple[Moved, ...]:
    from ceasefire.linkage.membership import incident_of

    was = incident_of(before)
    labels = dict(zip(reports["report_id"].to_pylist(), reports["label"].to_pylist(), strict=True))
    return tuple(
        Moved(report=one, label=labels[one], before=was[one], after=after[one])
        for one in sorted(was)
        if was[one] != after[one]
    )


def _filed(record: "HeldRecord", found: "Parameters", learnt: Learnt, signer: "Signer | None") -> Learnt:
    from ceasefire.api.entries import Signer

    signer = signer or Signer()
    office = record.signer(signer.office)
    before = _standing(record, office)
    if before is not None and before[1] == learnt.digest:
        return msgspec.structs.replace(learnt, id=before[0], already=True, note=_note(record, before[0]))
    draft = Draft(kind="parameters", body=_body(record, found, learnt), supersedes=before[0] if before else None)
    record.store.put_blob(found.to_json())
    [receipt] = record.file_drafts(office, [draft], passphrase=signer.passphrase)
    return msgspec.structs.replace(learnt, id=receipt.id, already=receipt.already, note=_note(record, receipt.id))


def _standing(record: "HeldRecord", office: str) -> tuple[str, str] | None:
    """Return the office's standing set, by its statement and the digest of its file."""
    rows = record.tables.table("parameters").to_pylist()
    own = [row for row in rows if row["ledger"] == office and not row["superseded"]]
    return (own[-1]["parameters_id"], own[-1]["sha256"]) if own else None


def _body(record: "HeldRecord", found: "Parameters", learnt: Learnt) -> dict[str, object]:
    from ceasefire.vocabulary.codes import Purpose
    from ceasefire.vocabulary.parts import to_builtins
    from ceasefire.vocabulary.statements import LearntSet

    return to_builtins(
        LearntSet(
            purpose=Purpose.LINKAGE,
            sha256=learnt.digest,
            form=found.edition,
            heads=record.heads(),
            method=METHOD,
            reports=learnt.reports,
            pairs=learnt.pairs,
            labels=learnt.labels,
        )
    )


def _note(record: "HeldRecord", statement_id: str) -> str | None:
    held = in_force(record)
    if held.id == statement_id:
        return None
    holder = record.tables.linkage_ledger() or ""
    label = record.office_labels().get(holder, holder)
    return (
        f"not in force: the sets of {label} hold here; to let another's hold, a charter names it depositary of links, or "
        'linkage_ledger = "ORIGIN" stands in the settings that are filed (`ceasefire file publication.toml`)'
    )
