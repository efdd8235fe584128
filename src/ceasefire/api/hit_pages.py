"""The tests of an answer in the order in which a person reads them: in scope, exemption asserted, undetermined, out of scope."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.api.page import Page
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.scope import TESTED

if TYPE_CHECKING:
    from ceasefire.agreements import Context
    from ceasefire.agreements.scope.wanted import Wanted

Answer = dict[str, Any]
COUNTED: Final = 100_000
"""Tests at the most that are all made for the sake of their counts, though only some are shown: a second. Chosen by hand."""


class HitPage(Page):
    """Tests up to a limit. `counts`: how many have each result, those that are not shown as well; None where not counted."""

    def __init__(self, rows: Iterable[Answer], total: int | None, counts: Mapping[str, int] | None) -> None:
        """Take the rows that are shown, how many there are in all, and how many of each result."""
        super().__init__(rows, total)
        self.counts = counts


def of_table(found: pa.Table, wanted: "Wanted", limit: int | None) -> HitPage:
    """Return the wanted tests of a table, the strongest first, within one result in the order of the table."""
    for column in ("instrument", "provision"):
        if (value := getattr(wanted, column)) is not None:
            found = found.filter(pc.equal(found[column], value))
    found = found if wanted.missing is None else _lacking(found, wanted.missing)
    held = {one["values"]: one["counts"] for one in pc.value_counts(found["result"]).to_pylist()}
    rows: list[Answer] = []
    for result in wanted.in_order():
        left = None if limit is None else limit - len(rows)
        rows += found.filter(pc.equal(found["result"], result)).slice(0, left).to_pylist() if left != 0 else ()
    return HitPage(rows, sum(held.get(result, 0) for result in wanted.in_order()), held)


def made_now(incidents: pa.Table, context: "Context", wanted: "Wanted", limit: int | None) -> HitPage:
    """Return the wanted tests, made now; of very many, with a limit, no further incident is tested than its rows take."""
    from ceasefire.agreements.scope.hit_tables import hit_batches, ready

    test = ready(context, wanted)
    if not test.tested:
        return HitPage([], 0, {})
    if limit is None or incidents.num_rows * len(test.tested) <= COUNTED:
        made = hit_batches(incidents, test, replace(wanted, results=TESTED))
        return of_table(pa.concat_tables([schema("hits").empty_table(), *made]), wanted, limit)
    rows: list[Answer] = []
    for result in wanted.in_order():
        for batch in hit_batches(incidents, test, replace(wanted, results=(result,)), limit=limit + 1 - len(rows)):
            rows += batch.to_pylist()
    more = len(rows) > limit
    return HitPage(rows[:limit], None if more else len(rows), None)


def _lacking(table: pa.Table, missing: str) -> pa.Table:
    """Return the tests that lack something."""
    held = table["missing"].combine_chunks()
    rows = pc.list_parent_indices(held).filter(pc.equal(pc.list_flatten(held), missing))
    return table.take(pc.unique(rows))


def nearest(rows: Iterable[Answer]) -> Answer | None:
    """Return of tests out of scope the one on which the fewest elements fail, the first of equals; None where there is none."""
    return min(rows, key=_failing, default=None)


def _failing(row: Answer) -> int:
    failed = [row[one] for one in ("where_", "when_", "who", "what")].count("no")
    return failed + [row["exempt"]].count("yes")


def with_words(rows: HitPage, context: "Context") -> HitPage:
    """Return the same tests, each with `text_ref`, where its provision stands in the text, and `says`, its coding in words.

    Both are None where offices code the instrument differently and none answers.
    """
    said = {
        (i.id, p.id): {"text_ref": p.text_ref, "says": p.says}
        if i.id not in context.contested.instruments
        else {"text_ref": None, "says": None}
        for i, p in context.provisions
    }
    rows[:] = [row | said[row["instrument"], row["provision"]] for row in rows]
    return rows
