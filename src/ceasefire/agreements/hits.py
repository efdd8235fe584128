"""The tables of the hit test: hits (incident x provision) and scope (one row an incident), with their words."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ceasefire.agreements.context import Context
from ceasefire.agreements.hittest import (
    ASSERTED,
    BATCH,
    ELEMENTS,
    IN,
    OPEN,
    OUT,
    RESULTS,
    Answers,
    HitTest,
    Rows,
    ready,
)
from ceasefire.agreements.states import MISSING, Reason, State
from ceasefire.vocabulary.tables import schema

if TYPE_CHECKING:
    from ceasefire.agreements.columns import Columns

Numbers = NDArray[np.int64]
_WORDS: Final = ("", "no", "undetermined", "", "yes")
"""The word of each State, by its value."""
_BITS: Final = tuple(1 << i for i in range(len(MISSING)))


def hits(incidents: "pa.Table", context: Context, *, rows: Rows = "all", batch: int = BATCH
         ) -> "tuple[pa.Table, pa.Table]":
    """Return (hits, scope) of every incident against every provision that an act can go against; nothing is ruled on.

    `rows="touching"` leaves out the hits that are out of scope. Scope always has one row an incident, in input order.
    Raises ValueError for a missing column or an incident that ends before it starts.
    """
    found, scopes = [schema("hits").empty_table()], [schema("scope").empty_table()]
    for some_hits, some_scope in hit_batches(incidents, context, rows=rows, batch=batch):
        found.append(some_hits)
        scopes.append(some_scope)
    return pa.concat_tables(found), pa.concat_tables(scopes)


def hit_batches(incidents: "pa.Table", context: Context, *, rows: Rows = "touching", batch: int = BATCH
                ) -> "Iterator[tuple[pa.Table, pa.Table]]":
    """Yield (hits, scope) slice by slice, so that ten million incidents need no more memory than one slice."""
    test = ready(context)
    for columns, answers in test.batches(incidents, batch):
        yield _hits(test, columns, answers, rows), _scope(test, columns, answers)


def _hits(test: HitTest, columns: "Columns", answers: list[Answers], rows: Rows) -> "pa.Table":
    parts = []
    for number, answer in enumerate(answers):
        kept = np.flatnonzero(answer.result != OUT) if rows == "touching" else np.arange(columns.size)
        parts.append(np.stack([kept, np.full(len(kept), number), answer.result[kept], answer.missing[kept],
                               *(codes[kept] for codes in answer.codes)]).astype(np.int64))
    if not parts:
        return schema("hits").empty_table()
    rows_ = np.concatenate(parts, axis=1)
    rows_ = rows_[:, np.argsort(rows_[0], kind="stable")]
    return _hit_table(test, columns, rows_)


def _hit_table(test: HitTest, columns: "Columns", rows: Numbers) -> "pa.Table":
    incident, number, result, missing = rows[:4]
    codes = rows[4:]
    tested, known = test.context.tested, test.reasons.known
    states = test.reasons.states()
    arrays: dict[str, Any] = {
        "incident_id": columns.ids.take(pa.array(incident)),
        "instrument": _take([i.id for i, _ in tested], number),
        "provision": _take([p.id for _, p in tested], number),
        "result": _take(RESULTS, result),
        "missing": _lists(missing),
    }
    for name, code in zip(ELEMENTS, codes, strict=True):
        arrays[_column(name)] = _take(_WORDS, states[code])
    which, groups = _groups([result, *codes])
    claims = [known[g[5]] if g[0] == ASSERTED else None for g in groups]
    arrays["why"] = _take([_why(g[0], [known[c] for c in g[1:]]) for g in groups], which)
    arrays["asserted_by"] = _take([list(c.asserted_by) if c else [] for c in claims], which, pa.list_(pa.string()))
    arrays["basis"] = _take([c.basis if c else None for c in claims], which)
    arrays["disputed_by"] = _take([list(c.disputed_by) if c else [] for c in claims], which, pa.list_(pa.string()))
    return pa.table([arrays[n] for n in schema("hits").names], schema=schema("hits"))


def _column(element: str) -> str:
    return element + "_" if element in ("where", "when") else element


def _take(values: Sequence[Any], which: NDArray[Any], kind: "pa.DataType | None" = None) -> "pa.Array":
    return pa.array(values, kind or pa.string()).take(pa.array(which.astype(np.int64)))


def _lists(bits: NDArray[Any]) -> "pa.Array":
    found, which = np.unique(bits, return_inverse=True)
    names = [[m for m, b in zip(MISSING, _BITS, strict=True) if int(f) & b] for f in found]
    return _take(names, which, pa.list_(pa.string()))


def _groups(columns: Sequence[NDArray[Any]]) -> tuple[Numbers, list[list[int]]]:
    """Return each row's group number and the distinct groups of these columns."""
    which = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        distinct, number = np.unique(column, return_inverse=True)
        _, which = np.unique(which * max(len(distinct), 1) + number, return_inverse=True)
    _, first = np.unique(which, return_index=True)
    return which, np.stack([c[first] for c in columns], axis=1).astype(int).tolist() if len(first) else []


def _why(result: int, reasons: list[Reason]) -> str:
    """Return the reason in words: what says no, what is open, whose claim it is, or on what all five rest."""
    pairs = list(zip(ELEMENTS, reasons, strict=True))
    keep: dict[int, Callable[[str, Reason], bool]] = {
        OUT: lambda e, r: r.state is State.NO if e != "exempt" else r.state is State.YES and not r.asserted,
        OPEN: lambda _, r: r.state is State.UNDETERMINED,
        ASSERTED: lambda e, _: e == "exempt",
        IN: lambda _e, _r: True,
    }
    words = "; ".join(f"{e}: {r.words}" for e, r in pairs if keep[result](e, r))
    return f"{words}; {_claim(reasons[4])}" if result == ASSERTED else words


def _claim(reason: Reason) -> str:
    words = f"asserted by {', '.join(reason.asserted_by)}, on the basis: {reason.basis}"
    return f"{words}; disputed by {', '.join(reason.disputed_by)}" if reason.disputed_by else words


def _scope(test: HitTest, columns: "Columns", answers: list[Answers]) -> "pa.Table":
    size = columns.size
    results = [a.result for a in answers] or [np.zeros(size, np.int8)]
    result = np.maximum.reduce(results)
    missing = np.bitwise_or.reduce([a.missing for a in answers] or [np.zeros(size, np.uint16)])
    missing[result != OPEN] = 0
    nearest = _nearest(answers, size)
    nearest[result != OUT] = 0
    claim = _first_claim(answers, size)
    claim[result != ASSERTED] = -1
    pattern = _packed(results)
    which, groups = _groups([result, pattern, missing, nearest, claim])
    _, example = np.unique(which, return_index=True)
    rows = [_scope_row(test, g, [int(r[e]) for r in results]) for g, e in zip(groups, example.tolist(), strict=True)]
    arrays: dict[str, Any] = {"incident_id": columns.ids, "zone": _zones(test, answers, size)}
    for field in schema("scope"):
        if field.name not in arrays:
            arrays[field.name] = _take([row[field.name] for row in rows], which, field.type)
    return pa.table([arrays[n] for n in schema("scope").names], schema=schema("scope"))


def _packed(results: list[NDArray[np.int8]]) -> Numbers:
    """Give each distinct pattern of results over all provisions a number."""
    which = np.zeros(len(results[0]), np.int64)
    for first in range(0, len(results), 20):
        word = np.zeros(len(which), np.int64)
        for result in results[first : first + 20]:
            word = word * 4 + result
        distinct, number = np.unique(word, return_inverse=True)
        _, which = np.unique(which * len(distinct) + number, return_inverse=True)
    return which


def _nearest(answers: list[Answers], size: int) -> NDArray[np.uint8]:
    """Return the elements that say no in the provision that comes nearest: the fewest of them."""
    count = np.array([bin(i).count("1") for i in range(32)], np.uint8)
    best = np.full(size, 31, np.uint8)
    for answer in answers:
        refused = answer.refused
        better = (refused > 0) & ((count[refused] < count[best]) | ((count[refused] == count[best]) & (refused < best)))
        best[better] = refused[better]
    return best


def _first_claim(answers: list[Answers], size: int) -> NDArray[np.int32]:
    """Return the reason code of the first clause whose exemption is asserted."""
    claim = np.full(size, -1, np.int32)
    for answer in answers:
        new = (answer.result == ASSERTED) & (claim < 0)
        claim[new] = answer.codes[4][new]
    return claim


def _zones(test: HitTest, answers: list[Answers], size: int) -> "pa.Array":
    names = sorted({r.zone for r in test.reasons.known if r.zone})
    number = np.array([names.index(r.zone) if r.zone else len(names) for r in test.reasons.known] or [0], np.int64)
    lies = np.full(size, len(names), np.int64)
    done: set[int] = set()
    for answer in answers:
        if id(answer.codes[0]) not in done:
            done.add(id(answer.codes[0]))
            np.minimum(lies, number[answer.codes[0]], out=lies)
    return _take([*names, None], lies)


def _scope_row(test: HitTest, group: list[int], results: list[int]) -> dict[str, Any]:
    result, _, missing, nearest, claim = group
    names = [f"{i.id}/{p.id}" for i, p in test.context.tested]
    clauses = {r: [n for n, got in zip(names, results, strict=False) if got == r] for r in (OPEN, ASSERTED, IN)}
    reason = test.reasons.known[claim] if claim >= 0 else None
    lacking = [m for m, b in zip(MISSING, _BITS, strict=True) if missing & b]
    return {
        "result": RESULTS[result], "clauses": clauses[IN], "asserted": clauses[ASSERTED], "open": clauses[OPEN],
        "missing": lacking, "asserted_by": list(reason.asserted_by) if reason else [],
        "basis": reason.basis if reason else None, "disputed_by": list(reason.disputed_by) if reason else [],
        "why": _scope_words(test, result, clauses, lacking, nearest, reason),
    }


def _scope_words(test: HitTest, result: int, clauses: dict[int, list[str]], lacking: list[str], nearest: int,
                 reason: Reason | None) -> str:
    if result == IN:
        return f"touches {', '.join(clauses[IN])}{_precedence(test.context, clauses[IN])}"
    if result == ASSERTED:
        assert reason is not None
        return f"would touch {', '.join(clauses[ASSERTED])}; {_claim(reason)}"
    if result == OPEN:
        return f"cannot tell for {', '.join(clauses[OPEN])}: {', '.join(lacking)} missing"
    said = [e for i, e in enumerate(ELEMENTS) if nearest & (1 << i)] if nearest != 31 else []
    return f"no provision is touched; the nearest fails on {', '.join(said)}" if said else "no provision is tested"


def _precedence(context: Context, clauses: list[str]) -> str:
    """Say where a text itself goes before another of those touched; all stay listed."""
    touched = {c.split("/", 1)[0] for c in clauses}
    said = [
        f"; {i} goes before {p.over} ({p.text_ref})"
        for i in sorted(touched) for p in context.instruments[i].precedence if p.over in touched
    ]
    return "".join(said)
