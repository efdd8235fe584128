"""What bodies decided and were asked: findings with their check, questions with who holds what, complaints with their state."""

from dataclasses import dataclass
from typing import Any, Final

from ceasefire.findings.stands import holding
from ceasefire.publication.inputs import Row
from ceasefire.publication.views.authority.held import Held
from ceasefire.publication.views.report_data import Material
from ceasefire.publication.words import phrase
from ceasefire.vocabulary.stand_words import told_words

WITHHELD: Final = "its words are not part of this copy"


@dataclass(frozen=True, kw_only=True)
class Decided:
    """A finding as it was signed, on one incident, and what recomputing it gives."""

    row: Row
    by: str
    incident: str
    decision: str
    check: str
    recomputed: str
    statements: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question with what bodies hold themselves, and what others say that they hold."""

    question: str
    text: str
    own: tuple[tuple[Held, Row], ...]
    told: tuple[tuple[Held, Row], ...]


@dataclass(frozen=True, kw_only=True)
class Complained:
    """A complaint: who complains (or who says that it does), of whom, what it asks, and how far it has come."""

    row: Row
    by: str
    told_by: str
    against: str
    asks: str
    state: str
    incidents: tuple[str, ...]
    closed_by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Judged:
    """All of it, as printed; `left_out` says of a list of that name how much of it is not."""

    findings: tuple[Decided, ...]
    questions: tuple[Asked, ...]
    complaints: tuple[Complained, ...]
    left_out: dict[str, str]

    @property
    def there(self) -> bool:
        """Say whether there is anything to print."""
        return bool(self.findings or self.questions or self.complaints)


def judged(material: Material) -> Judged:
    """Return findings by day, questions by name, complaints by the day on which they were received."""
    left_out: dict[str, str] = {}

    def first(name: str, rows: list[Any]) -> tuple[Any, ...]:
        found, left_out[name] = material.bounds.first(rows)
        return found

    anchors = {row["incident_id"]: f"i{place}" for place, row in material.printed.items()}
    return Judged(
        findings=first("findings", _findings(material, anchors)),
        questions=first("questions", _questions(material)),
        complaints=first("complaints", _complaints(material, anchors)),
        left_out=left_out,
    )


def _findings(material: Material, anchors: dict[str, str]) -> list[Decided]:
    signed = {row["finding_id"]: row for row in material.inputs.rows("findings")}
    rows = material.inputs.rows("finding_checks")
    found = [(signed[row["finding_id"]], row) for row in rows if row["finding_id"] in signed]
    found.sort(
        key=lambda pair: (str(pair[0]["decided_on"] or "9"), pair[0]["finding_id"], pair[1]["incident_id"] or "")
    )
    return [_finding(material, material.cut(one), check, anchors) for one, check in found]


def _finding(material: Material, signed: Row, check: Row, anchors: dict[str, str]) -> Decided:
    office, told = material.office(signed["ledger"]), check["state"] == "told"
    value = phrase(signed["value"])
    return Decided(
        row=signed,
        by=told_words(office, signed["ledger"]) if told else office,
        incident=anchors.get(check["incident_id"] or "", ""),
        decision=value if signed["state"] == "decided" else phrase(signed["state"]),
        check=phrase(check["state"]) + (f": {check['why']}" if check["why"] else ""),
        recomputed=phrase(check["recomputed"]) if check["recomputed"] != check["value"] else "",
        statements=tuple(dict.fromkeys((signed["finding_id"], *(check["lineage"] or ())))),
    )


def _questions(material: Material) -> list[Asked]:
    asked: dict[str, Row] = {}
    for row in sorted(material.inputs.rows("questions"), key=lambda r: (r["thing"], r["question_id"])):
        asked.setdefault(row["thing"], row)
    held: dict[str, list[Row]] = {name: [] for name in asked}
    for row in material.inputs.rows("stances_held"):
        held.setdefault(row["question"], []).append(row)
    return [
        Asked(
            question=name,
            text=(asked.get(name) or {}).get("text") or next((r["text"] for r in rows if r["text"]), "") or WITHHELD,
            own=_stances(material, [row for row in rows if row["told_by"] is None]),
            told=_stances(material, [row for row in rows if row["told_by"] is not None]),
        )
        for name, rows in sorted(held.items())
    ]


def _stances(material: Material, rows: list[Row]) -> tuple[tuple[Held, Row], ...]:
    ordered = sorted(rows, key=lambda r: (r["of"], str(r["date"] or "9"), r["lineage"] or []))
    return tuple((_stance(material, row), material.cut(row)) for row in ordered)


def _stance(material: Material, row: Row) -> Held:
    teller = row["told_by"]
    option = holding(row["option"], row["stand"]).words
    return Held(
        body=material.called(row["of"]),
        axis=row["question"],
        words=": ".join(part for part in (option, row["words"]) if part) or WITHHELD,
        against=(),
        why="" if row["state"] in ("counted", "told") else "; ".join(filter(None, (phrase(row["state"]), row["why"]))),
        told_by=told_words(material.office(teller), teller) if teller else "",
    )


def _complaints(material: Material, anchors: dict[str, str]) -> list[Complained]:
    rows = sorted(
        material.inputs.rows("complaint_states"), key=lambda r: (str(r["received"] or "9"), r["complaint_id"])
    )
    return [_complaint(material, material.cut(row), anchors) for row in rows]


def _complaint(material: Material, row: Row, anchors: dict[str, str]) -> Complained:
    teller = row["told_by"]
    return Complained(
        row=row,
        by=material.called(row["by"]),
        told_by=told_words(material.office(teller), teller) if teller else "",
        against=material.called(row["against"]),
        asks=row["asks"] or WITHHELD,
        state=phrase(row["state"]),
        incidents=tuple(anchors[one] for one in row["incident_ids"] or () if one in anchors),
        closed_by=tuple(row["closed_by"] or ()),
    )
