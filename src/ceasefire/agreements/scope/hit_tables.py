"""The table `hits`: incident x provision, each with its reason in words; whole, for a few incidents, or filtered."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.agreements.context import Context
from ceasefire.agreements.scope.hit_test import BATCH, Batch, HitTest
from ceasefire.agreements.scope.results import ASSERTED, ELEMENTS, OPEN, OUT, RESULTS
from ceasefire.agreements.scope.wanted import ALL, Wanted
from ceasefire.agreements.scope.word_columns import Claims, distinct, missing_lists, table, take
from ceasefire.agreements.three_valued import Reason, Reasons, State
from ceasefire.vocabulary.arrays import Bits, Bools, Codes, Ints, Levels
from ceasefire.vocabulary.missing import MISSING
from ceasefire.vocabulary.tables import schema

_WORDS: Final = ("", "no", "undetermined", "", "yes")
"""The word of each State, by its value."""
MOST_ROWS: Final = 1 << 18
"""Rows of `hits` made at a time at most, about 100 MB of words. Chosen by hand; not measured."""
_FIRST_INCIDENTS: Final = 256
"""Incidents looked at first where a few rows are asked for; each further slice is four times as long. Chosen by hand."""


def hits(incidents: "pa.Table", context: Context | HitTest, wanted: Wanted = ALL) -> "pa.Table":
    """Return the table `hits`: each incident tested against each provision; nothing is ruled on.

    Rows stand in the order of the incidents, and of `Context.tested` within one. A row depends on its own incident
    alone, so some incidents have the same rows as among all. Raises ValueError for a missing column or an incident
    that ends before it starts.
    """
    return pa.concat_tables([schema("hits").empty_table(), *hit_batches(incidents, context, wanted)])


def hit_batches(
    incidents: "pa.Table",
    context: Context | HitTest,
    wanted: Wanted = ALL,
    *,
    limit: int | None = None,
    batch: int | None = None,
) -> "Iterator[pa.Table]":
    """Yield the rows of `hits` slice by slice, `limit` rows at most; no further incident is looked at than that needs.

    Words are made for the rows that are wanted and for no other, so memory is bounded by one slice. A Context is made
    ready for the wanted provisions alone; who asks again and again passes a HitTest of the whole, which keeps all that
    it has found. `batch` is the number of incidents in a slice.
    """
    test = context if isinstance(context, HitTest) else ready(context, wanted)
    numbers = wanted.numbers(test.tested)
    most = batch or max(1, min(BATCH, MOST_ROWS // max(1, len(numbers))))
    left, first, size = limit, 0, most if limit is None else min(most, _FIRST_INCIDENTS)
    while first < incidents.num_rows and left != 0:
        for answered in test.batches(incidents.slice(first, size), size):
            rows = _hits(answered, test, numbers, wanted, left)
            left = None if left is None else left - rows.num_rows
            yield rows
        first, size = first + size, min(most, size * 4)


def ready(context: Context, wanted: Wanted) -> HitTest:
    """Return the test of the wanted provisions alone."""
    return HitTest(context, tuple(context.tested[n] for n in wanted.numbers(context.tested)))


def _hits(batch: Batch, test: HitTest, numbers: list[int], wanted: Wanted, limit: int | None) -> "pa.Table":
    """Return the wanted rows of one batch, `limit` at most, of the provisions with these numbers in the test's `tested`."""
    tested, grounds = test.tested, test.context.grounds
    answers, reasons = [batch.answers[n] for n in numbers], batch.reasons
    if not answers:
        return schema("hits").empty_table()
    results, open_for = np.stack([a.result for a in answers], axis=1), np.stack([a.missing for a in answers], axis=1)
    incident, number = (rows[:limit] for rows in np.nonzero(_kept(results, open_for, wanted)))
    result = results[incident, number]
    codes = [np.stack([a.codes[e] for a in answers], axis=1)[incident, number] for e in range(len(ELEMENTS))]
    states = reasons.states()
    claims = Claims(reasons, codes[4])
    arrays: dict[str, Any] = {
        "incident_id": batch.incidents.ids.take(pa.array(incident)),
        "instrument": take([tested[n][0].id for n in numbers], number),
        "provision": take([tested[n][1].id for n in numbers], number),
        "result": take(RESULTS, result),
        "missing": missing_lists(open_for[incident, number]),
        "rests_on": _rests(reasons, codes),
        "assumes": _of_provision([tested[n][1].assumed for n in numbers], number),
        "grounds": _of_provision([grounds.digest(tested[n][0].id) if grounds else None for n in numbers], number),
        "why": _why(reasons, result, codes, [states[c] for c in codes], claims),
    }
    for name, code in zip(ELEMENTS, codes, strict=True):
        arrays[_column(name)] = take(_WORDS, states[code])
    return table("hits", arrays | claims.columns())


def _kept(results: Levels, missing: Bits, wanted: Wanted) -> Bools:
    """Return which tests are wanted: bool [n, provisions]."""
    kept: Bools = np.array([r in wanted.results for r in RESULTS])[results]
    if wanted.missing is not None:
        kept &= (missing & (1 << MISSING.index(wanted.missing))) != 0
    return kept


def _of_provision(texts: list[str | None], number: Ints) -> "pa.Array":
    """Return a text of each row's provision."""
    return take(texts, number) if any(texts) else pa.nulls(len(number), pa.string())


def _column(element: str) -> str:
    return element + "_" if element in ("where", "when") else element


def _why(reasons: Reasons, result: Levels, codes: list[Codes], states: list[Levels], claims: Claims) -> "pa.Array":
    """Return the reason in words: what says no, what is open, whose claim it is, or on what all five rest."""
    area = (states[4] == State.YES) & (result == OUT) & ~reasons.asserted()[codes[4]]
    closed = _closed(reasons, codes)
    parts = []
    for number, element in enumerate(ELEMENTS):
        says = states[number] == State.NO if number < 4 else area
        keep = np.select(
            [result == OUT, result == OPEN, result == ASSERTED],
            [says, states[number] == State.UNDETERMINED, number == 4],
            True,
        )
        found, which = distinct(codes[number], len(reasons.known))
        words = take([_words(element, reasons.known[c]) for c in found.tolist()], which)
        keep &= (number == 0) | ~closed
        parts.append(pc.if_else(pa.array(keep.astype(bool)), words, None))
    said = pc.if_else(pa.array(result != OUT), claims.words(), None)
    return pc.binary_join_element_wise(*parts, said, "; ", null_handling="skip")


_CLOSED: Final = ("coding", "wording")
"""What is missing where nothing of a provision can be tested: one coding of its instrument, words of its own."""


def _closed(reasons: Reasons, codes: list[Codes]) -> Bools:
    """Return the rows of provisions that cannot be tested, of which all five elements are one and the same answer: said once."""
    open_ = np.array([reason.missing in _CLOSED for reason in reasons.known] or [False])[codes[0]]
    alike: Bools = np.logical_and.reduce([open_, *(codes[0] == code for code in codes[1:])])
    return alike


def _words(element: str, reason: Reason) -> str:
    whole = reason.missing == "wording" or (reason.missing == "coding" and reason.words.startswith("the instrument "))
    return reason.words if whole else f"{element}: {reason.words}"


def _rests(reasons: Reasons, codes: list[Codes]) -> "pa.Array":
    """Return the statements that any of the five answers rests on."""
    parts = []
    for code in codes:
        found, which = distinct(code, len(reasons.known))
        parts.append(take([" ".join(reasons.known[c].rests) for c in found.tolist()], which))
    coded = pc.binary_join_element_wise(*parts, " ").dictionary_encode()
    lists = [sorted(set(text.split())) for text in coded.dictionary.to_pylist()]
    return pa.array(lists, pa.list_(pa.string())).take(coded.indices)
