"""Rows of standing that positions give: what a body holds, what another tells of it, and who is silent."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from ceasefire.findings.accounts import Row, row
from ceasefire.findings.positions import held_by
from ceasefire.findings.stands import SILENT_BODY
from ceasefire.parties.authority import Authority
from ceasefire.vocabulary.wording import plural

if TYPE_CHECKING:
    from ceasefire.findings.rules import Mechanism


class Waiting(NamedTuple):
    """For whose word the rules in force wait: by axis, the bodies with the rules that they are members of."""

    rules: Mapping[str, Mapping[str, tuple[str, ...]]]

    @classmethod
    def of(cls, authority: Authority, mechanism: "Mechanism | None") -> "Waiting":
        """Return whom the rules wait for; nobody where no charter is in force, for then no rule is."""
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        if mechanism is None or authority.in_force is None:
            return cls(found)
        for rule in mechanism.rules:
            members = found.setdefault(rule.axis, {}) if rule.axis is not None else {}
            members |= {body: (*members.get(body, ()), rule.id) for body in mechanism.expand(rule.members)}
        return cls(found)


def of_position(position: Row, check: Row) -> Row:
    """Return the row of a position that stands or is told, by its row in `position_checks`."""
    held = held_by(position)
    told = check["state"] == "told"
    marked = check["why"] if check["state"] in ("rival", "told") else None
    words = [position["standard_of_proof"], position["reason"], marked]
    entered_as = f"entered as {check['role'].replace('_', ' ')}" if check["role"] else "entered"
    return row(
        position["of"],
        "party",
        position["axis"],
        held.value,
        [position["position_id"], *(position["evidence"] or ())],
        why="; ".join(w for w in words if w) or entered_as,
        against=[position["against"]] if position["against"] else (),
        day=position["date_start"],
        entry="position",
        stand=position["stand"],
        towards=held.towards,
        told_by=position["ledger"] if told else None,
    )


def silent_rows(waiting: Waiting, entered: Iterable[Row], reported: Iterable[Row]) -> Iterator[Row]:
    """Yield a row for each member that says nothing on an axis of an incident on which other members took a position.

    `entered` are the rows of the incident's positions, `reported` those of its reports: a body that reports
    says something; one of which another reports does not.
    """
    own = [one for one in entered if one["told_by"] is None]
    heard = {(one["body"], one["axis"]) for one in (*own, *reported) if one["told_by"] is None}
    for axis, members in waiting.rules.items():
        spoken = [one for one in own if one["axis"] == axis and one["body"] in members]
        for body in sorted(members) if spoken else ():
            if (body, axis) not in heard:
                yield _silent(body, axis, members[body], spoken)


def _silent(body: str, axis: str, rules: tuple[str, ...], spoken: Iterable[Row]) -> Row:
    lineage = sorted({name for one in spoken for name in one["lineage"]})
    why = f"has said nothing; {plural(len(rules), 'rule')} wait{'s' if len(rules) == 1 else ''} for its word: {', '.join(rules)}"
    held = SILENT_BODY
    return row(body, "party", axis, held.value, lineage, why=why, entry="silence", stand=held.stand)
