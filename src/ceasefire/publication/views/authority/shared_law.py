"""Where offices differ on the law that all share: things coded by several, and acts that do not have what they take."""

from dataclasses import dataclass

from ceasefire.publication.inputs import Row
from ceasefire.publication.views.report_data import Material
from ceasefire.publication.words import phrase
from ceasefire.vocabulary.stand_words import office_words


@dataclass(frozen=True, kw_only=True)
class Coding:
    """How one office codes a thing: whose coding it is, whether it answers, on what ground, and its statements."""

    office: str
    state: str
    ground: str
    statements: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Coded:
    """One thing that several offices code, or another than the charter names; `answer` says whose coding answers, or that none does."""

    what: str
    id: str
    answer: str
    codings: tuple[Coding, ...]


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act without effect: on what, how far it has come in words, whose word is missing, and of whom only others tell."""

    row: Row
    about: str
    state: str
    missing: tuple[str, ...]
    told_of: tuple[str, ...]
    statements: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SharedLaw:
    """All of it, as printed; `left_out` says of a list of that name how much of it is not."""

    coded: tuple[Coded, ...]
    acts: tuple[Act, ...]
    left_out: dict[str, str]

    @property
    def there(self) -> bool:
        """Say whether there is anything to print."""
        return bool(self.coded or self.acts)


def shared_law(material: Material) -> SharedLaw:
    """Return the things that offices code differently, and the acts without effect, each in a fixed order."""
    coded, more_coded = material.bounds.first(_coded(material))
    acts, more_acts = material.bounds.first(_acts(material))
    return SharedLaw(coded=coded, acts=acts, left_out={"coded": more_coded, "acts": more_acts})


def _coded(material: Material) -> list[Coded]:
    by_thing: dict[tuple[str, str], list[Row]] = {}
    for row in sorted(material.inputs.rows("codings"), key=lambda r: (r["what"], r["id"], r["ledger"])):
        by_thing.setdefault((row["what"], row["id"]), []).append(row)
    several = ((key, rows) for key, rows in by_thing.items() if len(rows) > 1 or rows[0]["state"] != "answers")
    return [_thing(material, what, name, rows) for (what, name), rows in several]


def _thing(material: Material, what: str, name: str, rows: list[Row]) -> Coded:
    answers = [material.office(row["ledger"]) for row in rows if row["state"] == "answers"]
    return Coded(
        what=phrase(what),
        id=name,
        answer=f"as coded by {' and '.join(answers)}" if answers else "no coding answers: it stays undetermined",
        codings=tuple(
            Coding(
                office=office_words(material.office(row["ledger"]), row["ledger"]),
                state=phrase(row["state"]),
                ground=row["ground"] or "",
                statements=tuple(row["statement_ids"] or ()),
            )
            for row in rows
        ),
    )


def _acts(material: Material) -> list[Act]:
    rows = (row for row in material.inputs.rows("act_states") if row["state"] != "has_effect")
    ordered = sorted(rows, key=lambda r: (str(r["date_start"] or "9"), r["instrument"] or "", r["act_ids"] or []))
    return [_act(material, row) for row in ordered]


def _act(material: Material, row: Row) -> Act:
    return Act(
        row=row,
        about=" · ".join(dict.fromkeys(row[name] for name in ("instrument", "provision", "zone") if row[name])),
        state=row["why"] or phrase(row["state"]),
        missing=tuple(material.called(body) for body in row["missing"] or ()),
        told_of=tuple(row["told_of"] or ()),
        statements=tuple(row["act_ids"] or ()),
    )
