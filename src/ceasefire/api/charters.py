"""What a person does with a charter: propose a version, accept or decline one, and pin one in the own trust file."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from ceasefire.api import trust
from ceasefire.api.charter_answers import plain_terms, version_row
from ceasefire.api.charter_draft import Drafted, Drafting
from ceasefire.api.charter_form import read_form
from ceasefire.api.charter_versions import Versions
from ceasefire.api.entries import Refused, Signer
from ceasefire.parties.authority.cuts import lowest
from ceasefire.record import Draft
from ceasefire.vocabulary.charters import Acceptance, Charter
from ceasefire.vocabulary.codes import Acceptance as Stand
from ceasefire.vocabulary.parts import to_builtins

if TYPE_CHECKING:
    from ceasefire.api.held_record import HeldRecord
    from ceasefire.parties.authority.speaking import Version

Answer = dict[str, Any]


class NewAcceptance(msgspec.Struct, frozen=True, kw_only=True):
    """What a body's office says to a charter version; the body (`of`) is found from the charter where it is not given."""

    charter: str
    of: str | None = None
    decline: bool = False
    reason: str | None = None


# --- proposing


def propose(
    record: "HeldRecord", path: Path, *, accept: bool = False, dry_run: bool = False, signer: Signer | None = None
) -> Answer:
    """File the charter that a form says; with `accept` its office accepts it for the body that it speaks for.

    Returns `id`, `already`, `charter` as `show` has it, `acceptance`, and in words `filled` and `left_open`: what the program
    filled in, and what nobody keeps.
    Raises CharterError naming everything that is wrong with it, and Refused where the office cannot accept it: then nothing is filed.
    """
    signer = signer or Signer()
    office = record.signer(signer.office)
    sizes = {one.origin: one.size for one in record.offices()}
    drafting = Drafting(read_form(path), record, record.store, sizes, Versions.of(record))
    made = drafting.drafted()
    if accept:
        _body_of(record, office, made.charter, drafting.before)
    if dry_run:
        return {"id": None, "already": False, "charter": plain_terms(made.charter)} | _told(made)
    if made.rules is not None:
        record.store.put_blob(made.rules)
    cites = (made.charter.follows,) if made.charter.follows is not None else ()
    draft = Draft(kind="charter", body=to_builtins(made.charter), cites=cites)
    receipt = record.file_drafts(office, [draft], passphrase=signer.passphrase)[0]
    said = msgspec.structs.replace(signer, office=office)
    accepted = accept_version(record, NewAcceptance(charter=receipt.id), said) if accept else None
    return {
        "id": receipt.id,
        "already": receipt.already,
        "charter": version_row(record, Versions.of(record), receipt.id),
        "acceptance": None if accepted is None else accepted["id"],
    } | _told(made)


def _told(made: Drafted) -> Answer:
    """Return what the author of a charter should look at."""
    return {"filled": list(made.filled), "left_open": list(made.left_open)}


# --- accepting


def accept_version(record: "HeldRecord", said: NewAcceptance, signer: Signer | None = None) -> Answer:
    """File what a body's office says to a charter version.

    Returns `id`, `already`, `of`, `stand`, `charter` as `show` has it afterwards, and `not_counted`: why the word does not
    count, None where it does. Raises Refused where the office speaks for no body that the version asks, or for another than
    was given, and where it would accept what nobody can adopt.
    """
    signer = signer or Signer()
    office = record.signer(signer.office)
    versions = Versions.of(record)
    version = versions.named(said.charter)
    of = _body_of(record, office, version.charter, versions.found.get(version.charter.follows or ""), said.of)
    if version.unfit is not None and not said.decline:
        raise Refused(f"the charter {version.id[:12]} cannot be adopted: {version.unfit}")
    stand = Stand.DECLINE if said.decline else Stand.ACCEPT
    body = to_builtins(Acceptance(charter=version.id, of=of, stand=stand, reason=said.reason))
    draft = Draft(kind="acceptance", body=body, cites=(version.id,))
    receipt = record.file_drafts(office, [draft], passphrase=signer.passphrase)[0]
    versions = Versions.of(record)
    return {
        "id": receipt.id,
        "already": receipt.already,
        "of": of,
        "stand": stand.value,
        "charter": version_row(record, versions, version.id),
        "not_counted": _not_counted(versions.found[version.id], of, stand, (office, receipt.seq), versions),
    }


def _body_of(
    record: "HeldRecord", office: str, charter: Charter, before: "Version | None", given: str | None = None
) -> str:
    """Return the body for which an office speaks in a version, or in the one before it: both are asked."""
    origin, key = record.first_key(office)
    bodies = [*charter.bodies, *(() if before is None else before.charter.bodies)]
    speaks = [one.body for one in bodies if any((o.origin, o.key) == (origin, key) for o in one.offices)]
    if not speaks:
        other = any(o.origin == origin for one in bodies for o in one.offices)
        why = "; the charter names another key for it" if other else ""
        names = ", ".join(dict.fromkeys(one.body for one in bodies))
        raise Refused(f"{origin} speaks for no body of this charter{why} (its bodies: {names})")
    if given is not None and given not in speaks:
        raise Refused(f"{origin} speaks for {speaks[0]} under this charter, not for {given}")
    return given or speaks[0]


def _not_counted(version: "Version", of: str, stand: Stand, at: tuple[str, int], versions: Versions) -> str | None:
    """Return why a word on a version does not count, in words."""
    origin, seq = at
    ended = lowest(versions.cuts_before(version)).get((origin, versions.seen.keys.get(origin, "")))
    if ended is not None and seq >= ended:
        return f"{origin} was ended at entry {ended} by a version before this one"
    if stand is Stand.DECLINE and of in version.accepted:
        return f"{of} accepted this version before, and an acceptance stands; what comes after it is a version that follows"
    return None


# --- trusting


def pin(record: "HeldRecord", name: str, note: str = "") -> Answer:
    """Pin a charter version in the reader's own trust file; nothing in the record changes.

    Returns `charter` as `show` has it, `replaces` (what was pinned of this mechanism before, None for none), and `beside`:
    other pinned charters that this record holds, of which each question must name one. Raises NotFoundError, TrustError.
    """
    versions = Versions.of(record)
    version = versions.named(name)
    before = trust.pin_charter(version.id, version.charter.mechanism, note)
    pinned = {one.id for one in trust.held().charters}
    return {
        "charter": version_row(record, versions, version.id),
        "note": note,
        "replaces": None if before is None or before.id == version.id else before,
        "beside": sorted(pinned.intersection(versions.charters) - {version.id}),
    }
