"""The judgements on reports that changed and on those near them, before the change and after it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.vocabulary.deltas import Delta, Held, OnlyFull, values
from ceasefire.vocabulary.labels import SHORTEST, WHOLE_ID

_SIDES = ("a", "b")


class Judged:
    """What is judged of the reports asked for; `now` and `before` are tables of judgements."""

    def __init__(self, changed: Delta, reports: Delta, held: Held) -> None:
        """Begin with the judgements that came and went; raises OnlyFull where a report that came or went has a name, other
        than its id, by which some judgement may mean it."""
        self._held, self._changed = held, changed
        self._asked: set[str] = set()
        self._beside: dict[str, set[str]] = {}
        self._same: dict[str, set[str]] = {}
        self._any = bool(changed.rows or held.count("judgements"))
        self._by_label = "label" in reports.come.column_names
        self.now = changed.come
        self._learn(changed.gone)
        self._learn(changed.come)
        if self._any and self._by_label:
            self._refuse_other_names(reports)

    @property
    def before(self) -> pa.Table:
        """The judgements as they were."""
        came = self._changed.come["judgement_id"].combine_chunks()
        kept = self.now.filter(pc.invert(pc.is_in(self.now["judgement_id"], came)))
        return pa.concat_tables([kept, self._changed.gone])

    def ask(self, ids: Collection[str]) -> None:
        """Have all judgements on these reports; raises OnlyFull where one names a report by another name than its id."""
        fresh = sorted(set(ids) - self._asked)
        if not fresh or not self._any:
            return
        self._asked.update(fresh)
        found = pa.concat_tables([self._held.rows("judgements", side, fresh) for side in _SIDES])
        known = set(self.now["judgement_id"].to_pylist())
        kept = []
        for row, one in enumerate(found["judgement_id"].to_pylist()):
            if one not in known:
                known.add(one)
                kept.append(row)
        found = found.take(pa.array(kept, pa.int64()))
        self.now = pa.concat_tables([self.now, found])
        self._learn(found)

    def named(self) -> set[str]:
        """Return the reports that the judgements which came or went are on."""
        return {one for side in _SIDES for one in self._changed.values(side)}

    def beside(self, ids: Collection[str]) -> set[str]:
        """Return the reports with which any of these is judged."""
        return {other for one in ids for other in self._beside.get(one, ())}

    def same(self, ids: Collection[str]) -> set[str]:
        """Return the reports judged same as any of these: one step of a chain."""
        return {other for one in ids for other in self._same.get(one, ())}

    def _learn(self, found: pa.Table) -> None:
        for a, b, verdict in zip(*(found[name].to_pylist() for name in (*_SIDES, "verdict")), strict=True):
            for one, other in ((a, b), (b, a)):
                self._beside.setdefault(one, set()).add(other)
                if verdict == "same":
                    self._same.setdefault(one, set()).add(other)
        if self._by_label:
            self._refuse_strangers(values(found, "a") | values(found, "b"))

    def _refuse_strangers(self, names: set[str]) -> None:
        """Raise OnlyFull for a name that is no id: which report it means hangs on all of them.

        An id of a statement that is no report here means none; but that of a batch is the beginning of its rows' ids.
        """
        known = set(self._held.rows("reports", "report_id", sorted(names))["report_id"].to_pylist())
        strange = names - known
        if any(not WHOLE_ID.fullmatch(name) for name in strange):
            raise OnlyFull("a judgement names a report by its label or the beginning of its id")
        statements = self._held.rows("statements", "statement_id", sorted(strange)) if strange else None
        if statements is not None and "batch" in statements["kind"].to_pylist():
            raise OnlyFull("a judgement names a batch")

    def _refuse_other_names(self, reports: Delta) -> None:
        others = sorted({name for table in reports for name in _other_names(table)})
        for side in _SIDES:
            if others and len(self._held.rows("judgements", side, others)):
                raise OnlyFull("a judgement names a report that came or went by its label or the beginning of its id")


def _other_names(reports: pa.Table) -> Iterator[str]:
    """Names by which a judgement can mean a report: its label, and the beginnings of its id."""
    yield from (label for label in reports["label"].to_pylist() if label)
    for one in reports["report_id"].to_pylist():
        yield from (one[:length] for length in range(SHORTEST, len(one)))
