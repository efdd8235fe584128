"""What the reading leaves out, in the words that every command, page and manifest says it with.

*Set aside* is a statement, or a row of a batch, that is not read at all. *Understood in part* is one that is read but for
the parts that are named. *Repeated* is one that stands before already: it counts once, and nothing is missing.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from ceasefire.vocabulary.codes import AsideState
from ceasefire.vocabulary.wording import plural

Row = Mapping[str, Any]
"""A row of the table `set_aside`."""
NOT_READ: Final = frozenset(AsideState) - {AsideState.PARTLY_UNDERSTOOD, AsideState.REPEATED}
LOST: Final = frozenset({AsideState.BLOB_MISSING, AsideState.BLOB_ALTERED})
NEWER: Final = "a newer version of this program may read it"
MOST_NAMED: Final = 3
"""Statements named in one sentence; the others are counted. Chosen by hand: more is no sentence."""
MOST_LISTED: Final = 100
"""Statement ids listed in a manifest; the others are counted."""
MOST_REASON: Final = 100
"""Characters of a reason in a sentence; the table holds it whole."""
_SAYS: Final = {
    AsideState.NOT_UNDERSTOOD: f"not understood; {NEWER}",
    AsideState.PARTLY_UNDERSTOOD: f"understood in part; {NEWER}",
    AsideState.DOES_NOT_FIT: "it cannot be read",
    AsideState.BLOB_MISSING: "its {file} is missing",
    AsideState.BLOB_ALTERED: "its {file} is altered",
    AsideState.REPEATED: "the same statement stands before; it counts once",
    AsideState.FOREIGN_KEY: "signed by the key of another ledger",
}
_FILES: Final = {
    "agreement": "text",
    "zone": "line",
    "batch": "file of rows",
    "parameters": "learnt set",
    "rule": "file of rules",
    "charter": "file of rules",
    "settings": "file of settings",
}
_COUNTED: Final = {AsideState.PARTLY_UNDERSTOOD: "understood in part", AsideState.REPEATED: "repeated (counted once)"}


class Unfit(NamedTuple):
    """A statement that would hold before another and whose file cannot be read, and why."""

    statement_id: str
    ledger: str
    seq: int
    kind: str
    why: str


def not_read(rows: Iterable[Row]) -> list[Row]:
    """Return the rows of what is set aside: not read at all."""
    return [row for row in rows if row["state"] in NOT_READ]


def understood_in_part(rows: Iterable[Row]) -> list[Row]:
    """Return the rows of what is read but for the parts named."""
    return [row for row in rows if row["state"] == AsideState.PARTLY_UNDERSTOOD]


def lost(rows: Iterable[Row]) -> list[Row]:
    """Return the rows of what whoever holds all files would read: a file missing or altered, an agreement unreadable."""
    unread = (AsideState.DOES_NOT_FIT, "agreement")
    return [row for row in rows if row["state"] in LOST or (row["state"], row["kind"]) == unread]


def counted(states: Mapping[str, int]) -> str:
    """Return how many of each state there are, what is set aside first: `2 set aside (does not fit), 1 understood in part`."""
    aside = {state: count for state, count in states.items() if state in NOT_READ}
    why = ", ".join(
        state.replace("_", " ") if len(aside) == 1 else f"{count:,} {state.replace('_', ' ')}"
        for state, count in aside.items()
    )
    parts = [f"{sum(aside.values()):,} set aside ({why})"] if aside else []
    return ", ".join(
        [*parts, *(f"{states[state]:,} {words}" for state, words in _COUNTED.items() if states.get(state))]
    )


def warning(rows: Sequence[Row], labels: Mapping[str, str | None]) -> str | None:
    """Return in words what answers of a record are computed without; None where all is read. `labels` are by id."""
    aside, part = not_read(rows), understood_in_part(rows)
    told = []
    if aside:
        told.append(f"{_count(aside)} of this record {_verb(aside)} set aside: {named(aside, labels, reasons=True)}")
    if part:
        told.append(
            f"{_count(part)} {_verb(part)} understood in part, read but for this: {named(part, labels, reasons=True)}"
        )
    them, names = ("it", "names it") if len(aside) + len(part) == 1 else ("them", "names each")
    return f"{'. '.join(told)}. What follows is computed without {them}; 'ceasefire verify' {names}" if told else None


def notice(rows: Sequence[Row], labels: Mapping[str, str | None]) -> str:
    """Return what a publication says of what it is computed without, with no word that was filed; empty where all is read."""
    aside, part = not_read(rows), understood_in_part(rows)
    told = []
    if aside:
        told.append(f"{_count(aside)} of the record {_verb(aside)} set aside: {named(aside, labels)}.")
    if part:
        told.append(f"{_count(part)} {_verb(part)} read but for a part: {named(part, labels)}.")
    them = "it" if len(aside) + len(part) == 1 else "them"
    return " ".join([*told, f"Everything here is computed without {them}."]) if told else ""


def parameters(rows: Sequence[Row]) -> dict[str, str]:
    """Return what a manifest says of it: how many, and the ids of the first 100; nothing where all is read."""
    found = {"set_aside": not_read(rows), "understood_in_part": understood_in_part(rows)}
    told: dict[str, str] = {}
    for name, these in found.items():
        if these:
            ids = [str(row["statement_id"]) for row in these if row["statement_id"]]
            more = f" and {len(ids) - MOST_LISTED} more" if len(ids) > MOST_LISTED else ""
            told |= {name: str(len(these)), f"{name}_ids": " ".join(ids[:MOST_LISTED]) + more}
    return told


def named(rows: Sequence[Row], labels: Mapping[str, str | None], *, reasons: bool = False) -> str:
    """Return the first three with what is wrong with each, and how many more; the recorded reasons only if asked for."""
    told = [f"{_name(row, labels)}: {says(row, reason=reasons)}" for row in rows[:MOST_NAMED]]
    more = len(rows) - MOST_NAMED
    return "; ".join([*told, *([f"and {more:,} more"] if more > 0 else [])])


def says(row: Row, *, reason: bool = False) -> str:
    """Return in few words why something is not read; with the recorded reason, if asked, where the state says too little."""
    state = AsideState(row["state"])
    words = _SAYS[state].format(file=_FILES.get(row["kind"], "file"))
    if not reason or state not in (AsideState.DOES_NOT_FIT, AsideState.NOT_UNDERSTOOD, AsideState.PARTLY_UNDERSTOOD):
        return words
    told = str(row["reason"])
    told = told if len(told) <= MOST_REASON else told[: MOST_REASON - 1] + "…"
    return told if state is AsideState.DOES_NOT_FIT else f"{told} ({NEWER})"


def _name(row: Row, labels: Mapping[str, str | None]) -> str:
    """Return what a person calls it: an agreement by its name, others by the beginning of their id."""
    if row["statement_id"] is None:
        return f"an entry of {row['ledger']}"
    whole, mark, number = str(row["statement_id"]).partition("#")
    label = labels.get(whole) if row["kind"] == "agreement" else None
    return f"{row['kind']} {label or whole[:12] + mark + number}"


def _count(rows: Sequence[Row]) -> str:
    only_rows = all("#" in (row["statement_id"] or "") for row in rows)
    return plural(len(rows), "row of a batch" if only_rows else "statement")


def _verb(rows: Sequence[Row]) -> str:
    return "is" if len(rows) == 1 else "are"
