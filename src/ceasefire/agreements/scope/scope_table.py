"""The table `scope`: for each incident the sum of its tests, without a row for each provision."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.agreements.context import Context
from ceasefire.agreements.scope.hit_test import BATCH, Answers, Batch, HitTest
from ceasefire.agreements.scope.results import ASSERTED, ELEMENTS, IN, OPEN, OUT, RESULTS
from ceasefire.agreements.scope.who_what.acts import category_of, unspoken, without_act
from ceasefire.agreements.scope.word_columns import Claims, missing_lists, table, take
from ceasefire.agreements.three_valued import Reasons
from ceasefire.vocabulary.arrays import Bools, Bytes, Codes, Levels
from ceasefire.vocabulary.provision_names import provision_name
from ceasefire.vocabulary.scope import ScopeResult
from ceasefire.vocabulary.tables import schema
from ceasefire.vocabulary.wording import spaced

_OF_INCIDENTS: Final = (*RESULTS, ScopeResult.NO_ACT)
"""Results by their number in this table: those of a test, and that there is no act to test."""
NO_ACT: Final = len(RESULTS)
_BY_RANK: Final = np.array(sorted(range(1, 32), key=lambda bits: (bits.bit_count(), bits)), np.uint8)
"""Elements that say no, as bits, the fewest first; the last is all five."""
_RANK: Final = np.concatenate([[len(_BY_RANK) - 1], np.argsort(_BY_RANK)]).astype(np.uint8)
"""Place in that order; what says no nowhere comes last."""


def scope_of(incidents: "pa.Table", context: Context | HitTest, *, batch: int = BATCH) -> "pa.Table":
    """Return the table `scope`: one row an incident, in the order of the incidents; nothing is ruled on.

    A row depends on its own incident alone, so some incidents have the same rows as among all. Who asks one context
    again and again makes a HitTest of it once and passes that. Raises ValueError for a missing column or an incident
    that ends before it starts.
    """
    return pa.concat_tables([schema("scope").empty_table(), *scope_batches(incidents, context, batch=batch)])


def scope_batches(incidents: "pa.Table", context: Context | HitTest, *, batch: int = BATCH) -> "Iterator[pa.Table]":
    """Yield the rows of `scope` slice by slice, so that memory is bounded by one slice."""
    test = HitTest.of(context)
    silent = unspoken(test.context)
    for answered in test.batches(incidents, batch):
        yield _scope(answered, test, silent)


def _scope(batch: Batch, test: HitTest, silent: frozenset[str]) -> "pa.Table":
    answers, size = batch.answers, batch.incidents.size
    results = np.stack([a.result for a in answers], axis=1) if answers else np.zeros((size, 1), np.int8)
    idle, acts = _without_act(batch, silent)
    results[idle] = OUT
    result = results.max(axis=1)
    result[idle] = NO_ACT
    missing = np.bitwise_or.reduce([a.missing for a in answers] or [np.zeros(size, np.uint16)])
    missing[result != OPEN] = 0
    claim = _first_claim(batch.reasons, answers, result)
    claims = Claims(batch.reasons, claim)
    names = [provision_name(i.id, p.id) for i, p in test.tested] or [""]
    arrays: dict[str, Any] = {
        "incident_id": batch.incidents.ids,
        "result": take(_OF_INCIDENTS, result),
        "missing": missing_lists(missing),
        "clauses": _clauses(names, results == IN),
        "asserted": _clauses(names, results == ASSERTED),
        "open": _clauses(names, results == OPEN),
        "zone": _zones(batch),
    }
    why = _scope_words(test.context, result, arrays, _nearest(answers, size), claims)
    arrays["why"] = pc.if_else(pa.array(idle), acts, why)
    return table("scope", arrays | claims.columns())


def _without_act(batch: Batch, silent: frozenset[str]) -> tuple[Bools, "pa.Array"]:
    """Return of which incidents no clause speaks by the acts told, bool [n], and that in words."""
    sets = batch.incidents.acts()
    idle = np.array([without_act(names.acts, silent) for names in sets.distinct], np.bool_)
    told = [", ".join(sorted({(category_of(a) or a).partition("/")[2] for a in names.acts})) for names in sets.distinct]
    words = [f"no clause speaks of what was done: {spaced(one)}" for one in told]
    return idle[sets.which], take(words, sets.which)


def _clauses(names: list[str], chosen: Bools) -> "pa.Array":
    """Return each row's list of the names chosen in it."""
    offsets = np.concatenate([[0], np.cumsum(chosen.sum(axis=1))]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), take(names, np.nonzero(chosen)[1]))


def _scope_words(
    context: Context, result: Levels, arrays: dict[str, Any], nearest: Bytes, claims: Claims
) -> "pa.Array":
    clauses, asserted, open_, missing = (
        pc.binary_join(arrays[n], ", ") for n in ("clauses", "asserted", "open", "missing")
    )
    touched = pc.binary_join_element_wise("touches ", clauses, "")
    claimed = pc.binary_join_element_wise(
        "would touch ", asserted, "; ", claims.words(), "", null_handling="replace", null_replacement=""
    )
    cannot = pc.binary_join_element_wise("cannot tell for ", open_, ": ", missing, " missing", "")
    fails = take([_fails(bits) for bits in range(32)], nearest)
    if context.contested.instruments:
        cannot = pc.binary_join_element_wise(cannot, _contested(context, arrays["open"]), "")
    if any(i.precedence for i in context.instruments.values()):
        touched = _with_precedence(context, touched, arrays["clauses"])
    words = pc.case_when(
        pc.make_struct(*(pa.array(result == r) for r in (IN, ASSERTED, OPEN))), touched, claimed, cannot, fails
    )
    beside = pc.if_else(pa.array(result == ASSERTED), None, claims.words())
    if beside.null_count == len(beside):
        return words
    return pc.binary_join_element_wise(words, beside, "; ", null_handling="skip")


def _instruments(context: Context) -> dict[str, str]:
    """Return the instrument of each tested provision, by the provision's name."""
    return {provision_name(i.id, p.id): i.id for i, p in context.tested}


def _contested(context: Context, clauses: "pa.Array") -> "pa.Array":
    """Return what each row's open provisions are open for where offices code their instrument differently."""
    contested, of = context.contested.instruments, _instruments(context)
    rows = [sorted({of[c] for c in row} & contested.keys()) for row in clauses.to_pylist()]
    return pa.array(["".join(f"; {one} is {contested[one].words}" for one in row) for row in rows], pa.string())


def _fails(bits: int) -> str:
    said = [e for i, e in enumerate(ELEMENTS) if bits & (1 << i)]
    return f"no provision is touched; the nearest fails on {', '.join(said)}" if bits < 31 else "no provision is tested"


def _with_precedence(context: Context, words: "pa.Array", clauses: "pa.Array") -> "pa.Array":
    """Say where a text itself goes before another of those touched; all stay listed."""
    said: dict[tuple[str, ...], str] = {}
    of = _instruments(context)
    for row in clauses.to_pylist():
        touched = tuple(sorted({of[c] for c in row}))
        if touched not in said:
            said[touched] = "".join(
                f"; {i} goes before {p.over} ({p.text_ref})"
                for i in touched
                for p in context.instruments[i].precedence
                if p.over in touched
            )
    rows = [said[tuple(sorted({of[c] for c in row}))] for row in clauses.to_pylist()]
    return pc.binary_join_element_wise(words, pa.array(rows, pa.string()), "")


def _nearest(answers: Sequence[Answers], size: int) -> Bytes:
    """Return the elements that say no in the provision that comes nearest: the fewest of them."""
    best = np.full(size, _RANK[0], np.uint8)
    for answer in answers:
        np.minimum(best, _RANK[answer.refused], out=best)
    return _BY_RANK[best]


def _first_claim(reasons: Reasons, answers: Sequence[Answers], result: Levels) -> Codes:
    """Return the reason code of the first clause of an incident's own result from which an exemption is claimed, else -1."""
    claim = np.full(len(result), -1, np.int32)
    claimed = reasons.claimed()
    for answer in answers:
        new = (answer.result == result) & (result != OUT) & claimed[answer.codes[4]] & (claim < 0)
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
    return take([*names, None], lies)
