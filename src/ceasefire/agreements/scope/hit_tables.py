"""The tables of the hit test: hits (incident x provision) and scope (one row an incident), with their words."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.agreements.context import Context
from ceasefire.agreements.language.model import Instrument, Provision
from ceasefire.agreements.scope.hit_test import BATCH, Answers, Batch, HitTest
from ceasefire.agreements.scope.results import ASSERTED, ELEMENTS, IN, OPEN, OUT, RESULTS
from ceasefire.agreements.three_valued import MISSING, Reason, Reasons, State
from ceasefire.vocabulary.arrays import Bits, Bools, Bytes, Codes, Ints, Levels
from ceasefire.vocabulary.tables import schema

Rows = Literal["all", "touching"]
Tested = Sequence[tuple[Instrument, Provision]]
Numbers = Ints | Codes | Levels | Bits | Bytes
"""Numbers into a short list, of whatever width."""
_WORDS: Final = ("", "no", "undetermined", "", "yes")
"""The word of each State, by its value."""
_BITS: Final = tuple(1 << i for i in range(len(MISSING)))


def hits(
    incidents: "pa.Table", context: Context | HitTest, *, rows: Rows = "all", batch: int = BATCH
) -> "tuple[pa.Table, pa.Table]":
    """Return (hits, scope) of every incident against every provision that an act can go against; nothing is ruled on.

    `rows="touching"` leaves out the hits that are out of scope. Scope always has one row an incident, in input order.
    Who asks one context again and again makes a HitTest of it once and passes that.
    Raises ValueError for a missing column or an incident that ends before it starts.
    """
    found, scopes = [schema("hits").empty_table()], [schema("scope").empty_table()]
    for some_hits, some_scope in hit_batches(incidents, context, rows=rows, batch=batch):
        found.append(some_hits)
        scopes.append(some_scope)
    return pa.concat_tables(found), pa.concat_tables(scopes)


def hit_batches(
    incidents: "pa.Table", context: Context | HitTest, *, rows: Rows = "touching", batch: int = BATCH
) -> "Iterator[tuple[pa.Table, pa.Table]]":
    """Yield (hits, scope) slice by slice, so that ten million incidents need no more memory than one slice."""
    test = context if isinstance(context, HitTest) else HitTest(context)
    for answered in test.batches(incidents, batch):
        yield _hits(answered, test.context.tested, rows), _scope(answered, test.context)


def _hits(batch: Batch, tested: Tested, rows: Rows) -> "pa.Table":
    answers, reasons = batch.answers, batch.reasons
    if not answers:
        return schema("hits").empty_table()
    results = np.stack([a.result for a in answers], axis=1)
    incident, number = np.nonzero(results != OUT) if rows == "touching" else np.nonzero(results >= OUT)
    result = results[incident, number]
    missing = np.stack([a.missing for a in answers], axis=1)[incident, number]
    codes = [np.stack([a.codes[e] for a in answers], axis=1)[incident, number] for e in range(len(ELEMENTS))]
    states = reasons.states()
    claims = _Claims(reasons, codes[4], result == ASSERTED)
    arrays: dict[str, Any] = {
        "incident_id": batch.incidents.ids.take(pa.array(incident)),
        "instrument": _take([i.id for i, _ in tested], number),
        "provision": _take([p.id for _, p in tested], number),
        "result": _take(RESULTS, result),
        "missing": _lists(missing),
        "rests_on": _rests(reasons, codes),
        "why": _why(reasons, result, codes, [states[c] for c in codes], claims),
    }
    for name, code in zip(ELEMENTS, codes, strict=True):
        arrays[_column(name)] = _take(_WORDS, states[code])
    return _table("hits", arrays | claims.columns())


def _table(name: str, arrays: dict[str, Any]) -> "pa.Table":
    return pa.table([arrays[n] for n in schema(name).names], schema=schema(name))


def _column(element: str) -> str:
    return element + "_" if element in ("where", "when") else element


def _take(values: Sequence[Any], which: Numbers, kind: "pa.DataType | None" = None) -> "pa.Array":
    return pa.array(values, kind or pa.string()).take(pa.array(which.astype(np.int64)))


def _lists(bits: Bits) -> "pa.Array":
    found, which = _distinct(bits, 1 << len(MISSING))
    names = [[m for m, b in zip(MISSING, _BITS, strict=True) if int(f) & b] for f in found]
    return _take(names, which, pa.list_(pa.string()))


def _distinct(codes: Numbers, size: int) -> tuple[Ints, Ints]:
    """Return the distinct codes below `size` and each row's number among them; no sorting, as codes are small."""
    used = np.zeros(size, bool)
    used[codes] = True
    return np.flatnonzero(used), (np.cumsum(used) - 1)[codes]


class _Claims:
    """Who asserts an exemption, on what basis, who disputes it: nothing where the result is not an assertion."""

    def __init__(self, reasons: Reasons, codes: Codes, shown: Bools) -> None:
        distinct, which = _distinct(np.where(shown, codes + 1, 0), len(reasons.known) + 1)
        self._reasons = [reasons.known[c - 1] if c else None for c in distinct.tolist()]
        self._which = which

    def columns(self) -> dict[str, Any]:
        names = pa.list_(pa.string())
        return {
            "asserted_by": _take([list(r.asserted_by) if r else [] for r in self._reasons], self._which, names),
            "basis": _take([r.basis if r else None for r in self._reasons], self._which),
            "disputed_by": _take([list(r.disputed_by) if r else [] for r in self._reasons], self._which, names),
        }

    def words(self) -> "pa.Array":
        return _take([_claim(r) if r else None for r in self._reasons], self._which)


def _claim(reason: Reason) -> str:
    words = f"asserted by {', '.join(reason.asserted_by)}, on the basis: {reason.basis}"
    return f"{words}; disputed by {', '.join(reason.disputed_by)}" if reason.disputed_by else words


def _why(reasons: Reasons, result: Levels, codes: list[Codes], states: list[Levels], claims: _Claims) -> "pa.Array":
    """Return the reason in words: what says no, what is open, whose claim it is, or on what all five rest."""
    area = (states[4] == State.YES) & (result == OUT)
    parts = []
    for number, element in enumerate(ELEMENTS):
        says = states[number] == State.NO if number < 4 else area
        keep = np.select(
            [result == OUT, result == OPEN, result == ASSERTED],
            [says, states[number] == State.UNDETERMINED, number == 4],
            True,
        )
        distinct, which = _distinct(codes[number], len(reasons.known))
        words = _take([f"{element}: {reasons.known[c].words}" for c in distinct.tolist()], which)
        parts.append(pc.if_else(pa.array(keep.astype(bool)), words, None))
    return pc.binary_join_element_wise(*parts, claims.words(), "; ", null_handling="skip")


def _rests(reasons: Reasons, codes: list[Codes]) -> "pa.Array":
    """Return the statements that any of the five answers rests on."""
    parts = []
    for code in codes:
        distinct, which = _distinct(code, len(reasons.known))
        parts.append(_take([" ".join(reasons.known[c].rests) for c in distinct.tolist()], which))
    coded = pc.binary_join_element_wise(*parts, " ").dictionary_encode()
    lists = [sorted(set(text.split())) for text in coded.dictionary.to_pylist()]
    return pa.array(lists, pa.list_(pa.string())).take(coded.indices)


def _scope(batch: Batch, context: Context) -> "pa.Table":
    answers, size = batch.answers, batch.incidents.size
    results = np.stack([a.result for a in answers], axis=1) if answers else np.zeros((size, 1), np.int8)
    result = results.max(axis=1)
    missing = np.bitwise_or.reduce([a.missing for a in answers] or [np.zeros(size, np.uint16)])
    missing[result != OPEN] = 0
    claims = _Claims(batch.reasons, _first_claim(answers, size), result == ASSERTED)
    names = [f"{i.id}/{p.id}" for i, p in context.tested] or [""]
    arrays: dict[str, Any] = {
        "incident_id": batch.incidents.ids,
        "result": _take(RESULTS, result),
        "missing": _lists(missing),
        "clauses": _clauses(names, results == IN),
        "asserted": _clauses(names, results == ASSERTED),
        "open": _clauses(names, results == OPEN),
        "zone": _zones(batch),
    }
    arrays["why"] = _scope_words(context, result, arrays, _nearest(answers, size), claims)
    return _table("scope", arrays | claims.columns())


def _clauses(names: list[str], chosen: Bools) -> "pa.Array":
    """Return each row's list of the names chosen in it."""
    offsets = np.concatenate([[0], np.cumsum(chosen.sum(axis=1))]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), _take(names, np.nonzero(chosen)[1]))


def _scope_words(
    context: Context, result: Levels, arrays: dict[str, Any], nearest: Bytes, claims: _Claims
) -> "pa.Array":
    clauses, asserted, open_, missing = (
        pc.binary_join(arrays[n], ", ") for n in ("clauses", "asserted", "open", "missing")
    )
    touched = pc.binary_join_element_wise("touches ", clauses, "")
    claimed = pc.binary_join_element_wise(
        "would touch ", asserted, "; ", claims.words(), "", null_handling="replace", null_replacement=""
    )
    cannot = pc.binary_join_element_wise("cannot tell for ", open_, ": ", missing, " missing", "")
    fails = _take([_fails(bits) for bits in range(32)], nearest)
    if any(i.precedence for i in context.instruments.values()):
        touched = _with_precedence(context, touched, arrays["clauses"])
    return pc.case_when(
        pc.make_struct(*(pa.array(result == r) for r in (IN, ASSERTED, OPEN))), touched, claimed, cannot, fails
    )


def _fails(bits: int) -> str:
    said = [e for i, e in enumerate(ELEMENTS) if bits & (1 << i)]
    return f"no provision is touched; the nearest fails on {', '.join(said)}" if bits < 31 else "no provision is tested"


def _with_precedence(context: Context, words: "pa.Array", clauses: "pa.Array") -> "pa.Array":
    """Say where a text itself goes before another of those touched; all stay listed."""
    said: dict[tuple[str, ...], str] = {}
    for row in clauses.to_pylist():
        touched = tuple(sorted({c.split("/", 1)[0] for c in row}))
        if touched not in said:
            said[touched] = "".join(
                f"; {i} goes before {p.over} ({p.text_ref})"
                for i in touched
                for p in context.instruments[i].precedence
                if p.over in touched
            )
    rows = [said[tuple(sorted({c.split("/", 1)[0] for c in row}))] for row in clauses.to_pylist()]
    return pc.binary_join_element_wise(words, pa.array(rows, pa.string()), "")


def _nearest(answers: Sequence[Answers], size: int) -> Bytes:
    """Return the elements that say no in the provision that comes nearest: the fewest of them."""
    count = np.array([bin(i).count("1") for i in range(32)], np.uint8)
    best = np.full(size, 31, np.uint8)
    for answer in answers:
        refused = answer.refused
        better = (refused > 0) & ((count[refused] < count[best]) | ((count[refused] == count[best]) & (refused < best)))
        best[better] = refused[better]
    return best


def _first_claim(answers: Sequence[Answers], size: int) -> Codes:
    """Return the reason code of the first clause whose exemption is asserted."""
    claim = np.full(size, -1, np.int32)
    for answer in answers:
        new = (answer.result == ASSERTED) & (claim < 0)
        claim[new] = answer.codes[4][new]
    return claim


def _zones(batch: Batch) -> "pa.Array":
    """Return for each incident the area in which it surely lies, the first by name; null where there is none."""
    reasons = batch.reasons.known
    names = sorted({r.zone for r in reasons if r.zone})
    order = {name: n for n, name in enumerate(names)}
    number = np.array([order.get(r.zone or "", len(names)) for r in reasons] or [0], np.int64)
    lies = np.full(batch.incidents.size, len(names), np.int64)
    for where in {a.place: a.codes[0] for a in batch.answers}.values():
        np.minimum(lies, number[where], out=lies)
    return _take([*names, None], lies)
