"""Whose word counts in this report: the charter that the reader pins, how far each version has come, and who compiled the law."""

from dataclasses import dataclass
from typing import Final

from ceasefire.parties.authority.speaking import NO_CHARTER
from ceasefire.publication.inputs import Row
from ceasefire.publication.views.report_data import Material
from ceasefire.vocabulary.charter_words import came_words

NO_PIN: Final = "none"
"""What the parameter `charter_pin` of a record's settings says where the reader pins nothing; of several it has all ids."""
_ID: Final = 12
"""Characters of a statement id in a sentence: as `publication.lineage.short`."""
LAW: Final = ("agreements", "zones", "accessions", "designations", "acts")
"""Stated tables of the law that all share."""


@dataclass(frozen=True, kw_only=True)
class CharterState:
    """How far one charter version has come: its row, and in words who proposed it, who accepted it and who did not yet."""

    row: Row
    came: str
    state: str
    forks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WhoseWord:
    """Whose word counts: in one sentence (`says`), and under which version (`in_force`; None: under none).

    `law` is the sentence that says who compiled the law that all share where no charter is in force; empty where one is.
    """

    in_force: Row | None
    says: str
    law: str
    charters: tuple[CharterState, ...]
    left_out: str


def whose_word(material: Material) -> WhoseWord:
    """Return whose word counts; the versions stand by mechanism and id."""
    rows = sorted(material.inputs.rows("charter_states"), key=lambda r: (r["mechanism"] or "", r["charter_id"]))
    in_force = next((row for row in rows if row["in_force"]), None)
    shown, left_out = material.bounds.first(rows)
    return WhoseWord(
        in_force=in_force,
        says=_says(rows, in_force, _pin(material)),
        law="" if in_force else _compiled(material, pinned=_pin(material) != NO_PIN),
        charters=tuple(_state(material, row) for row in shown),
        left_out=left_out,
    )


def _pin(material: Material) -> str:
    return material.inputs.parameters.get("charter_pin", NO_PIN)


def _says(rows: list[Row], in_force: Row | None, pin: str) -> str:
    """Return in one sentence whose word is counted."""
    pinned = next((row for row in rows if row["pinned"]), None)
    if in_force is not None:
        follows = "" if in_force["pinned"] else ", a version that follows the one that is pinned"
        return (
            f"Positions count under the charter “{in_force['title'] or in_force['mechanism']}” "
            f"({in_force['charter_id'][:_ID]}){follows}: each body speaks for itself, through the offices named there."
        )
    if pinned is None and pin == NO_PIN:
        return f"{NO_CHARTER[0].upper()}{NO_CHARTER[1:]}."
    several = pin.split()
    if pinned is None and len(several) > 1:
        names = " and ".join(one[:_ID] for one in several)
        return f"Several pinned charters are in this record ({names}), and none of them is named: nobody's word is counted."
    name = (pinned["charter_id"] if pinned else pin)[:_ID]
    return f"No version of the pinned charter {name} is in force, {_why_not(rows, pinned)}."


def _why_not(rows: list[Row], pinned: Row | None) -> str:
    if pinned is None or pinned["state"] == "not_here":
        return "for it is not in this record: nobody's word is counted"
    forked = sorted({row["charter_id"][:_ID] for row in rows if row["fork"]})
    if pinned["state"] == "adopted" and forked:
        return f"for it forks: {' and '.join(forked)} follow one version, and which of them holds is not said"
    return f"for it is not adopted ({pinned['why']}): nobody's word is counted"


def _compiled(material: Material, *, pinned: bool) -> str:
    """Return who compiled the law that this report tests against, in one sentence; empty where there is none."""
    origins = {o for name in LAW for o in material.inputs.table(name)["ledger"].unique().to_pylist() if o}
    if not origins:
        return ""
    offices = ", ".join(material.office(origin) for origin in sorted(origins))
    if pinned:
        return (
            f"Texts, areas, lists and accessions of which no charter says who keeps them have effect as compiled by {offices}; "
            "an act has effect only by a word that counts."
        )
    return f"Texts, areas, lists, accessions and acts have effect as compiled by {offices}: no charter says who keeps them."


def _state(material: Material, row: Row) -> CharterState:
    return CharterState(
        row=row,
        came=_came(material, row),
        state=", ".join(
            word
            for word in (
                (row["state"] or "").replace("_", " "),
                "pinned" if row["pinned"] else "",
                "in force" if row["in_force"] else "",
            )
            if word
        ),
        forks=tuple(row["fork"] or ()),
    )


def _came(material: Material, row: Row) -> str:
    """Return how far a version has come: proposed by X; accepted by A, B; not yet by C."""
    by = material.office(row["proposed_by"]) if row["proposed_by"] else None
    accepted, declined, waiting = (
        [material.called(body) for body in row[name] or ()] for name in ("accepted_by", "declined_by", "waiting_for")
    )
    if not (accepted or declined or waiting):
        return "; ".join(words for words in (by and f"proposed by {by}", row["why"]) if words)
    came = came_words(by, accepted, declined, waiting)
    return f"{came}; {row['why']}" if row["state"] == "unfit" else came
