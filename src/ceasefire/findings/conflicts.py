"""Rival statements of one fact, side by side with their sources, and the argued answer where there is one."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Any

from ceasefire.findings.facts import Fact, of_assertions, of_breakdowns, of_meetings, of_reports, of_tallies
from ceasefire.findings.values import Number, relation, worst
from ceasefire.parties import Directory
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.codes import CLASHING

if TYPE_CHECKING:
    import pyarrow as pa

COUNTS_OF: Mapping[str, str] = {"rounds_held": "round"}
"""Which asserted property counts which things in a list: the number of rounds, against the rounds a text dates."""


def conflicts(
    meetings: "pa.Table",
    assertions: "pa.Table",
    tallies: "pa.Table",
    reports: "pa.Table | None" = None,
    links: "pa.Table | None" = None,
    *,
    parties: "pa.Table | None" = None,
    counts_of: Mapping[str, str] = COUNTS_OF,
) -> "pa.Table":
    """Return every fact that is told in different ways: table `conflicts`, one row a statement, grouped and sorted.

    Statements are compared only within one subject and property, so that agreed, established and declared never
    conflict with each other. `kind` says how they differ: `rival` cannot both hold; `series` is one running count as of
    several days, which only rises, and `over_time` anything else as of several days: neither is a conflict;
    `coarser` and `bounds_differ` can both hold; `outlets_differ` is one body's
    count of one day; `reports_differ` is one incident; `count_against_list` is a text that counts fewer things than
    it lists. `rival` marks the values that cannot hold beside another one; in a fact told as of several days these are
    the ones of one day, or a count lower than an earlier one. `parties` says which names of actors mean one. The compiler's
    answers, one for each day as of which there is one, stand with their grounds beside the rivals and remove none of them.
    """
    import pyarrow as pa

    facts = [*of_assertions(assertions), *of_meetings(meetings), *of_tallies(tallies), *of_breakdowns(tallies)]
    if reports is not None and links is not None:
        facts += of_reports(reports, links, Directory.build(parties.to_pylist() if parties is not None else ()))
    rows = [row for group in _groups(facts) for row in _told_in_rival_ways(group)]
    rows += [row for group in _against_lists(assertions, meetings, counts_of) for row in group]
    rows.sort(
        key=lambda r: (
            r["subject"],
            r["property"],
            r["conflict_id"],
            r["answer"],
            r["listed"],
            str(r["as_of"] or ""),
            r["normal"],
            r["statement_id"],
        )
    )
    return pa.Table.from_pylist(rows, schema=schema("conflicts"))


def _groups(facts: Iterable[Fact]) -> Iterator[list[Fact]]:
    found: dict[tuple[str, ...], list[Fact]] = {}
    for fact in facts:
        found.setdefault((fact.subject, fact.property, *fact.frame), []).append(fact)
    yield from found.values()


def _told_in_rival_ways(group: list[Fact]) -> list[dict[str, Any]]:
    rivals = [f for f in group if not f.answer]
    kind = _kind(rivals)
    if kind is None:
        return []
    return [_row(fact, kind, _name(fact)) | {"rival": _is_rival(fact, rivals, kind)} for fact in group]


def _is_rival(fact: Fact, rivals: Collection[Fact], kind: str) -> bool:
    """Say whether a statement cannot hold beside another one of its fact."""
    return kind in CLASHING and not fact.answer and any(_clash(fact, other) for other in rivals)


def _kind(rivals: Collection[Fact]) -> str | None:
    """Return how the statements of one fact differ; None where they do not, or where one speaker's count only grows."""
    if len({f.value for f in rivals}) < 2:
        return None
    origin = next(iter(rivals)).origin
    apart = worst(f.value for f in rivals)
    if apart == "same":
        return None
    if apart == "rival":
        clash = any(_clash(a, b) for a, b in combinations(rivals, 2))
        if clash:
            return {"daily": "outlets_differ", "report": "reports_differ"}.get(origin, "rival")
        return _as_of_several_days(rivals) if _speakers(rivals) > 1 else None
    if origin in ("daily", "report") or (origin == "tally" and _speakers(rivals) < 2):
        return None
    return "coarser" if apart == "coarser" else "bounds_differ"


def _as_of_several_days(rivals: Iterable[Fact]) -> str:
    return "series" if all(isinstance(f.value, Number) for f in rivals) else "over_time"


def _clash(a: Fact, b: Fact) -> bool:
    """Whether two statements cannot both hold: rival as of one day, or a number that falls where it could only grow."""
    if relation(a.value, b.value) != "rival":
        return False
    if a.time is None or b.time is None or a.time == b.time:
        return True
    early, late = sorted((a, b), key=lambda f: str(f.time))
    if isinstance(early.value, Number) and isinstance(late.value, Number):
        return late.value.high is not None and early.value.low is not None and late.value.high < early.value.low
    return False


def _speakers(facts: Iterable[Fact]) -> int:
    return len({f.said_by or f.publisher for f in facts})


def _name(fact: Fact) -> str:
    text = "\n".join((fact.subject, fact.property, *fact.frame))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _row(fact: Fact, kind: str, name: str) -> dict[str, Any]:
    return {
        "conflict_id": name,
        "kind": kind,
        "subject": fact.subject,
        "property": fact.property,
        "value": fact.words,
        "normal": str(fact.value),
        "said_by": fact.said_by,
        "publisher": fact.publisher,
        "as_of": fact.time,
        "published": fact.published,
        "answer": fact.answer,
        "ground": fact.ground,
        "statement_id": fact.statement_id,
        "address": fact.address,
        "listed": 0,
        "rival": False,
    }


def _against_lists(
    assertions: "pa.Table", meetings: "pa.Table", counts_of: Mapping[str, str]
) -> Iterator[list[dict[str, Any]]]:
    """Yield each text that counts fewer rounds of a process than it dates. A text that lists fewer only lists some."""
    listed: dict[tuple[Any, ...], dict[int, dict[str, Any]]] = {}
    for row in meetings.to_pylist():
        if row["process"] and row["round"] and row["status"] not in ("expected", "cancelled"):
            text = (row["process"], row["said_by"], row["publisher"], row["published"])
            listed.setdefault(text, {}).setdefault(row["round"], row)
    for fact in of_assertions(assertions):
        rounds = listed.get((fact.subject, fact.said_by, fact.publisher, fact.published), {})
        counted = counts_of.get(fact.property) == "round" and isinstance(fact.value, Number) and not fact.answer
        if counted and isinstance(fact.value, Number) and fact.value.high is not None and len(rounds) > fact.value.high:
            yield _listed(fact, rounds)


def _listed(fact: Fact, rounds: Mapping[int, dict[str, Any]]) -> list[dict[str, Any]]:
    name = hashlib.sha256(f"list\n{fact.statement_id}".encode()).hexdigest()[:12]
    head = _row(fact, "count_against_list", name) | {
        "ground": f"the same text dates {len(rounds)} rounds: {', '.join(str(r) for r in sorted(rounds))}",
        "rival": True,
    }
    return [
        head,
        *(
            {
                **head,
                "value": f"round {number}",
                "normal": str(row["date_start"] or ""),
                "statement_id": row["meeting_id"],
                "address": row["address"],
                "ground": None,
                "listed": number,
                "rival": False,
            }
            for number, row in sorted(rounds.items())
        ),
    ]
