"""Charter versions as rows that a person or a program reads, and what one changes against another."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from ceasefire.api.charter_versions import Versions
from ceasefire.findings.rules import Mechanism, RulesError, read_rules
from ceasefire.parties.authority.cuts import lowest
from ceasefire.parties.authority.speaking import beside, waiting_words
from ceasefire.record import RecordError
from ceasefire.record.errors import NotFoundError
from ceasefire.vocabulary.charters import Charter
from ceasefire.vocabulary.codes import AXES
from ceasefire.vocabulary.parts import to_builtins

if TYPE_CHECKING:
    from ceasefire.api.held_record import HeldRecord
    from ceasefire.parties.authority.speaking import Version

Answer = dict[str, Any]
Parts = dict[tuple[str, str], str]
"""What a charter says, in words, by the part of it and the thing that it is about."""


def show(record: "HeldRecord", name: str | None = None) -> Answer:
    """Return the charter versions of a record, or the one named, with the pin, what is in force, and the heads seen.

    `charters` has for each version its terms, who proposed it, who accepted and who not yet; `why_not` says why none is in
    force. Raises NotFoundError for a name that means none or several.
    """
    versions = Versions.of(record)
    ids = list(versions.charters) if name is None else [versions.named(name).id]
    pinned, in_force, why_not = _seen_from(record)
    rows = [version_row(record, versions, one) for one in ids]
    return {
        "pin": pinned,
        "in_force": in_force,
        "why_not": why_not,
        "charters": sorted(rows, key=lambda row: (row["mechanism"], _depth(versions, row["id"]), row["id"])),
        "heads": [{"origin": o.origin, "key": o.first_key, "size": o.size, "root": o.root} for o in record.offices()],
    }


def _seen_from(record: "HeldRecord") -> tuple[str | None, str | None, str]:
    """Return the pin, the version in force and why none is; a pin that is not clear is told, not raised."""
    chosen = record.tables.chosen()
    try:
        authority = chosen.authority
    except RecordError as error:
        return None, None, str(error)
    version = authority.in_force
    return authority.pin, None if version is None else version.id, authority.why_not


def _depth(versions: Versions, name: str) -> int:
    """Return how many versions go before one."""
    found = 0
    while (before := versions.charters[name].follows) is not None and before in versions.charters:
        name, found = before, found + 1
    return found


def version_row(record: "HeldRecord", versions: Versions, name: str) -> Answer:
    """Return one version: its terms as they stand in the statement, and how far it has come."""
    version = versions.found[name]
    pinned, in_force, _ = _seen_from(record)
    terms = plain_terms(version.charter)
    terms["bodies"] = [_body(one, version, versions) for one in terms.get("bodies", ())]
    return {
        "id": name,
        "proposed_by": version.origin,
        "state": version.state,
        "why": waiting_words(version),
        "accepted_by": list(version.accepted),
        "declined_by": list(version.declined),
        "waiting_for": list(version.waiting),
        "acceptances": list(version.acceptances),
        "pinned": name == pinned,
        "in_force": name == in_force,
        "fork": beside(name, versions.forks),
    } | terms


def plain_terms(charter: Charter) -> Answer:
    """Return what a charter says as plain JSON, as it stands in its statement."""
    found: Answer = msgspec.json.decode(msgspec.json.encode(charter))
    return found


def _body(told: Answer, version: "Version", versions: Versions) -> Answer:
    """Return a body with its offices, each with what there is of its ledger here and where a cut ends it."""
    ends = lowest((*versions.cuts_before(version), *version.charter.cuts))
    offices = []
    for one in told.get("offices", ()):
        key = versions.seen.keys.get(one["origin"])
        here = "not here" if key is None else "here" if key == one["key"] else "here with another key"
        offices.append(one | {"ledger": here, "ends_at": ends.get((one["origin"], one["key"]))})
    return told | {"offices": offices}


# --- comparing


def compare(record: "HeldRecord", name: str, other: str | None = None) -> Answer:
    """Return what a version changes against another: by default the one that it follows.

    `changes` are rows with `part`, `thing`, `before` and `after` in words (None: it does not stand there). Raises
    NotFoundError where a name means no version, or where the version follows none that is here.
    """
    versions = Versions.of(record)
    version = versions.named(name)
    if other is None and version.before is None:
        what = (
            "follows no other"
            if version.charter.follows is None
            else f"follows {version.charter.follows[:16]}, not here"
        )
        raise NotFoundError(f"the charter {version.id[:16]} {what}; name the one to compare it with")
    base = versions.named(other) if other is not None else versions.found[version.before or ""]
    before, after = _parts(record, base.charter), _parts(record, version.charter)
    rows = [
        {"part": key[0], "thing": key[1], "before": before.get(key), "after": after.get(key)}
        for key in dict.fromkeys((*before, *after))
        if before.get(key) != after.get(key)
    ]
    return {"before": base.id, "after": version.id, "changes": rows}


def _parts(record: "HeldRecord", charter: Charter) -> Parts:
    found: Parts = {("title", ""): charter.title, ("mechanism", ""): charter.mechanism}
    for body in charter.bodies:
        found["body", body.body] = _plain(body.role)
        for office in body.offices:
            found["office", office.origin] = f"speaks for {body.body}, key {office.key[:16]}"
    found |= {("cut", one.origin): f"ends at entry {one.size}, root {one.root[:16]}" for one in charter.cuts}
    found["what a change takes", ""] = charter.changes.words
    for act in charter.acts:
        found["act", _plain(act.act) + (f" of {act.instrument}" if act.instrument else "")] = act.needs.words
    for kept in charter.depositaries:
        thing = _plain(kept.of) + (f" {kept.id}" if kept.id else "")
        found["depositary", thing] = f"{kept.office.origin}, key {kept.office.key[:16]}"
    found |= {("role", _plain(one.role)): role_words(to_builtins(one)) for one in charter.roles}
    found |= _rules(record, charter.rules)
    found |= {(name, ""): text for name in ("source", "note") if (text := getattr(charter, name)) is not None}
    return found


def role_words(says: Mapping[str, Any]) -> str:
    """Return in words what a role may say, axis by axis."""
    told = []
    for axis in AXES:
        allowed = says.get(axis, "none")
        told.append(f"{axis}: {allowed if isinstance(allowed, str) else ', '.join(allowed)}")
    proof = says.get("proof_for")
    return "; ".join(told + ([f"with a standard of proof: {', '.join(proof)}"] if proof else []))


def _rules(record: "HeldRecord", digest: str | None) -> Parts:
    """Return the file of rules and each rule in it; of one that cannot be read only its digest."""
    if digest is None:
        return {}
    found: Parts = {("rules", ""): f"file {digest[:16]}"}
    try:
        rules = read_rules(record.store.read_blob(digest).decode(), digest[:16])
    except (RecordError, RulesError, UnicodeDecodeError):
        return found
    return found | {("rule", name): words for name, words in _each_rule(rules)}


def _each_rule(rules: Mechanism) -> Iterator[tuple[str, str]]:
    for rule in rules.rules:
        told = {
            key: value for key, value in to_builtins(rule).items() if key not in ("id", "text", "note", "confidence")
        }
        yield rule.id, "; ".join(f"{_plain(key)}: {_said(value)}" for key, value in told.items())


def _said(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_said(item)}" for key, item in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _plain(name: str) -> str:
    return name.replace("_", " ")
