"""What sentences leave to later ones: each field of the thread is written by one module, and what it is for."""

import ast
import datetime as dt
from collections import defaultdict
from importlib import resources

from ceasefire.reading import Claim, ClaimType, read
from ceasefire.reading.mentions.sentence import Thread

OWNERS = {
    "country": "in_order", "anchor": "in_order", "lead": "in_order", "town_at": "in_order",
    "town": "in_order", "town_day": "in_order", "source": "in_order", "source_block": "in_order",
    "source_counts": "in_order",
    "incident": "in_order", "meeting_date": "in_order", "meeting_place": "in_order", "heading_place": "headings", "heading_date": "headings",
    "people": "participants", "pair": "participants", "process": "meetings", "process_place": "meetings",
    "resolved_at": "agreement_clauses", "pact": "agreements", "parties": "agreement_makers",
    "counted": "figures", "listed": "figures", "other_block": "other_subjects", "asked": "in_order",
}  # fmt: skip
FIXED = {"text", "folded", "reference", "author", "today", "period", "names", "here", "reports"}


def _is_thread(node: ast.expr) -> bool:
    return (isinstance(node, ast.Name) and node.id == "thread") or (
        isinstance(node, ast.Attribute) and node.attr == "thread"
    )


def _writers() -> dict[str, set[str]]:
    """Return the modules that assign to each field of a thread, or change it in place."""
    found: dict[str, set[str]] = defaultdict(set)
    folder = resources.files("ceasefire.reading")
    for path in [p for room in folder.iterdir() if room.is_dir() for p in room.iterdir()] + list(folder.iterdir()):
        if path.name.endswith(".py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                stored = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
                if stored and _is_thread(node.value):
                    found[node.attr].add(path.name.removesuffix(".py"))
                changed = isinstance(node, ast.Attribute) and node.attr in ("setdefault", "update", "append")
                if changed and isinstance(node.value, ast.Attribute) and _is_thread(node.value.value):
                    found[node.value.attr].add(path.name.removesuffix(".py"))
    return found


def test_each_field_of_the_thread_is_written_by_the_module_that_owns_it() -> None:
    assert _writers() == {field: {owner} for field, owner in OWNERS.items()}


def test_the_owners_are_those_of_all_fields() -> None:
    assert set(vars(Thread("", "", None, None))) == FIXED | set(OWNERS)


def incidents(text: str) -> list[Claim]:
    return [c for c in read(text, date=dt.date(2018, 3, 5)).claims if c.type is ClaimType.INCIDENT]


def test_a_toll_right_after_an_incident_leans_on_its_place_and_day() -> None:
    [one] = incidents("Shells hit the town of Nawa on 3 March 2018. Two people were killed.")
    assert (one.place, one.killed.low if one.killed else None, str(one.date.start) if one.date else None) == (
        "Nawa",
        2,
        "2018-03-03",
    )


def test_a_heading_gives_its_place_and_day_to_the_lines_below() -> None:
    found = incidents(
        "OSCE daily report\n\nLocation: Nawa\nDate: 3 March 2018\n\nThree civilians were killed by shelling.\n"
    )
    assert [(c.place, str(c.date.start) if c.date else None) for c in found] == [("Nawa", "2018-03-03")]


def test_a_claim_does_not_lean_over_more_than_four_sentences() -> None:
    filler = "The council sat. " * 5
    found = incidents(f"Shells hit the town of Nawa on 3 March 2018. {filler}The attack killed two people.")
    assert [c.place for c in found if c.killed] == [None]
