"""Questions other than of incidents, and who holds what on them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ceasefire.findings.own_words import Word, signed, stand_of_each
from ceasefire.parties.authority import Authority
from ceasefire.vocabulary import schema

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]


def stances_held(questions: "pa.Table", stances: "pa.Table", *, authority: Authority) -> "pa.Table":
    """Return who holds what on each question: table `stances_held`, by question and body, a body's own word first.

    A stance counts as a position does: for the body whose office signed it, the last of a ledger by its place there; what
    another says that a body holds is told. One that takes an option that the question does not offer is refused. A
    question that offices put in different words is shown with all of them.
    """
    import pyarrow as pa

    rows = stances.to_pylist()
    asked = _asked(questions.to_pylist())
    words = [signed(row, row["of"], authority, lambda row, _: _refused(row, asked)) for row in rows]
    states = stand_of_each(rows, words, authority, lambda row: (row["of"], row["question"]), _content)
    found = [_row(row, state, asked) for row, state in zip(rows, states, strict=True)]
    found.sort(key=lambda r: (r["question"], r["of"], r["told_by"] or "", r["lineage"]))
    return pa.Table.from_pylist(found, schema=schema("stances_held"))


def _asked(questions: list[Row]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in sorted(questions, key=lambda row: (row["thing"], row["ledger"], row["question_id"])):
        found.setdefault(row["thing"], []).append(row)
    return found


def _refused(row: Row, asked: Mapping[str, list[Row]]) -> str | None:
    offered = {option for one in asked.get(row["question"], ()) for option in one["options"] or ()}
    if row["option"] is None or row["option"] in offered:
        return None
    return f"question.option: {row['option']} is not offered: {', '.join(sorted(offered)) or 'no answers are offered'}"


def _content(row: Row) -> tuple[str, str | None, str | None]:
    return row["words"], row["stand"], row["option"]


def _text(asked: list[Row]) -> str | None:
    """Return the words of a question; where offices put it differently, all of them with who does."""
    if len({one["text"] for one in asked}) == 1:
        return str(asked[0]["text"])
    return " / ".join(f"{one['text']} (as put by {one['ledger']})" for one in asked) or None


def _row(row: Row, state: Word, asked: Mapping[str, list[Row]]) -> Row:
    return {
        "question": row["question"],
        "text": _text(asked.get(row["question"], [])),
        "of": row["of"],
        "words": row["words"],
        "stand": row["stand"],
        "option": row["option"],
        "state": state.state,
        "told_by": None if state.voice.speaks_for(row["of"]) else row["ledger"],
        "date": row["date_start"],
        "why": state.why,
        "lineage": [row["stance_id"]],
    }
