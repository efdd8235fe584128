"""Text that is read: lines that fit, an incident in words, and a clause with the result of its test, for every command."""

import shutil
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ceasefire.cli.common import safe
from ceasefire.vocabulary.provision_names import provision_name
from ceasefire.vocabulary.scope import result_words

WIDTH: Final = 80
"""Columns of a text that is read, as a printed page and the smallest terminal have; wider lines are hard to follow."""


def wrapped(text: str, indent: str = "") -> list[str]:
    """Return a text in lines that fit, broken between words; a word that alone is too long stays whole."""
    room = min(WIDTH, shutil.get_terminal_size((WIDTH, 40)).columns)
    more = indent + ("  " if not indent else "")
    return textwrap.wrap(
        safe(text),
        max(room, 20),
        initial_indent=indent,
        subsequent_indent=more,
        break_long_words=False,
        break_on_hyphens=False,
    )


def incident_words(record: Any, name: str) -> str:
    """Return an incident in words by its id: which, when (its first and last day), where."""
    [row] = record.rows("incidents", "incident_id", [name]).to_pylist()
    place = ", ".join(dict.fromkeys(one for one in (row["place"], row["admin1"]) if one)) or "place not told"
    return f"incident {name}, {day_words(row)}, {place}"


def day_words(row: Mapping[str, Any]) -> str:
    """Return the day of an incident, or its first and last."""
    first, last = row["date_start"], row.get("date_end")
    return f"{first} to {last}" if first and last and last > first else str(first or last or "day not told")


def answer_words(answer: str, asserted_by: Any) -> str:
    """Return the answer of an element in words: a yes by somebody's word alone is a claim."""
    return "claimed" if answer == "yes" and asserted_by else answer


def clause_lines(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield a test's provision with the result, beneath it the clause in the words of its coding."""
    ref = f" ({row['text_ref']})" if row.get("text_ref") else ""
    yield from wrapped(f"{provision_name(row['instrument'], row['provision'])}{ref}: {result_words(row['result'])}")
    if row.get("says"):
        yield from wrapped(f"clause: {row['says']}", "  ")
