"""Standing of incidents without positions, in columns.

What the reports of an incident say together depends on each one's source, its publisher, whom it accuses and who denies
it; only the days, the reports themselves and how sure their links are differ between incidents that agree in these. So
the rows are worked out once for each such set of reports, with days and reports that stand for any, and then made for
all incidents at once.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.findings.accounts import ALL_SOURCES, NOBODY, Account, Row, rests_on, rows_of_reports
from ceasefire.findings.retold import Retold
from ceasefire.findings.standing_rows import SCOPE_TEST, Placed, lists, order, order_of_axis, rows_as_table
from ceasefire.parties import Directory, Speaker, Speakers
from ceasefire.vocabulary.arrays import Bools, Ints
from ceasefire.vocabulary.distinct_rows import distinct_rows

TERMS = ("source", "publisher", "actor_alleged", "denied_by", "ledger")
"""The columns on which the rows of reports depend."""
KEPT = 10_000
"""Sets of reports whose rows are kept, about 4 KB for one report and more for several. Chosen by hand."""
_ANY_DAY = date.min
_NEVER = np.iinfo(np.int64).max

Terms = tuple[str | None, ...]
"""What one report tells in `TERMS`."""


class _Rows(NamedTuple):
    """The rows of standing of one set of reports, in order, and which of these each rests on, by their numbers."""

    rows: tuple[Row, ...]
    lineage: tuple[tuple[int, ...], ...]
    dated: tuple[tuple[int, ...], ...]
    before_scope: int


class _Several(NamedTuple):
    """Incidents one after another: where each begins among the reports, how many it has, and its set of reports.

    `start`, `size`, `which`: int64 [incidents]; `order`: int64 [reports], the reports of each in the order of its set.
    """

    start: Ints
    size: Ints
    which: Ints
    order: Ints


class AlikeReports:
    """The rows of standing of the reports of incidents, under one table of sources and one of parties."""

    def __init__(
        self, speakers: Speakers, directory: Directory, doubts: Mapping[str, float], retold: Retold = NOBODY
    ) -> None:
        self._speakers, self._directory, self._doubts, self._retold = speakers, directory, doubts, retold
        self._rows = lru_cache(maxsize=KEPT)(self._worked_out)
        self._unsure = pa.array(list(doubts), pa.string())
        self._how_sure = np.array(list(doubts.values()), float)

    def by_hand(self, told: pa.Table) -> Bools:
        """Mark the reports of whose incidents each is worked out by itself: a source calls itself as all of them are."""
        distinct = distinct_rows(told[name] for name in ("source", "publisher"))
        names = told.select(["source", "publisher"]).take(pa.array(distinct.first))
        pairs = zip(names["source"].to_pylist(), names["publisher"].to_pylist(), strict=True)
        odd = [any(one.body == ALL_SOURCES for one in self._speakers.of(*pair)) for pair in pairs]
        return np.array(odd, np.bool_)[distinct.which]

    def _worked_out(self, reports: tuple[Terms, ...]) -> _Rows:
        number = {f"{n:06d}": n for n in range(len(reports))}
        accounts = [
            Account(name, source, publisher, _ANY_DAY, actor, denied_by, ledger)
            for name, (source, publisher, actor, denied_by, ledger) in zip(number, reports, strict=True)
        ]
        rows = tuple(sorted(rows_of_reports(accounts, self._speakers, self._directory, {}, self._retold), key=order))
        place = order_of_axis(SCOPE_TEST, "legal")
        return _Rows(
            rows,
            tuple(tuple(number[name] for name in one["lineage"]) for one in rows),
            tuple(tuple(number[name] for name in one["dated"]) for one in rows),
            sum(order_of_axis(one["body"], one["axis"]) < place for one in rows),
        )

    def placed(self, told: pa.Table, incident: Ints) -> tuple[Placed, Ints, Ints]:
        """Return the rows of incidents, and which incidents these are with the place of the scope test's row in each.

        `told` has the columns of REPORT_COLUMNS; `incident`: int64 [reports], ascending, the place of each one's incident.
        """
        distinct = distinct_rows(told[name] for name in TERMS)
        held = told.select(TERMS).take(pa.array(distinct.first))
        terms = list(zip(*(held[name].to_pylist() for name in TERMS), strict=True))
        several, sets = _sets(distinct.which, incident, sort=self._one_word_each(terms))
        answers = [self._rows(tuple(terms[n] for n in one)) for one in sets]
        sizes = np.array([len(one.rows) for one in answers], np.int64)
        starts = np.cumsum(sizes) - sizes
        per = sizes[several.which]
        of = np.repeat(np.arange(len(per)), per)
        within = np.arange(len(of)) - (np.cumsum(per) - per)[of]
        rows = self._made(answers, starts[several.which][of] + within, told, several, of)
        before = np.array([one.before_scope for one in answers], np.int64)[several.which]
        own = incident[several.start]
        return Placed(rows, own[of], 2 * within), own, 2 * before - 1

    def _one_word_each(self, told: list[Terms]) -> bool:
        """Say whether each body is read alike whoever speaks for it: then the order of reports in a set tells nothing."""
        read: dict[str, Speaker] = {}
        every = (one for source, publisher, *_ in told for one in self._speakers.of(source, publisher))
        return all(read.setdefault(one.body, plain) == plain for one in every for plain in [replace(one, source="")])

    def _made(self, answers: list[_Rows], which: Ints, told: pa.Table, several: _Several, of: Ints) -> pa.Table:
        """Return the rows `which` of the answers, each with the days and the ids of the reports it rests on."""
        every = list(chain.from_iterable(one.rows for one in answers))
        rows = rows_as_table(every).take(pa.array(which))
        names = rows.schema.names
        base = several.start[of]
        row, report = _reports(list(chain.from_iterable(one.dated for one in answers)), which, base, several.order)
        days = told["published"].combine_chunks()
        first = _first_days(days, row, report, len(which))
        row, report = _reports(list(chain.from_iterable(one.lineage for one in answers)), which, base, several.order)
        ids = told["report_id"].combine_chunks()
        rank = np.empty(len(ids), np.int64)
        rank[pc.sort_indices(ids).to_numpy()] = np.arange(len(ids))
        by_id = np.lexsort((rank[report], row))
        row, report = row[by_id], report[by_id]
        lineage = lists(np.bincount(row, minlength=len(which)), ids.take(pa.array(report)))
        together = np.array([one["body_kind"] == "all_sources" for one in every], np.bool_)
        shaky = together[which] & (several.size[of] > 1)
        why = self._with_doubts(rows["why"].combine_chunks(), shaky, row, ids.take(pa.array(report)))
        for name, column in (("date", first), ("lineage", lineage), ("why", why)):
            rows = rows.set_column(names.index(name), rows.schema.field(name), column)
        return rows

    def _with_doubts(self, why: pa.Array, shaky: Bools, row: Ints, ids: pa.Array) -> pa.Array:
        """Return the reasons; those that are marked say which of the reports they rest on may belong elsewhere."""
        at = pc.fill_null(pc.index_in(ids, self._unsure), -1).to_numpy()
        told = np.flatnonzero((at >= 0) & shaky[row])
        unsure: dict[int, list[float]] = {}
        for one, probability in zip(row[told].tolist(), self._how_sure[at[told]].tolist(), strict=True):
            unsure.setdefault(one, []).append(probability)
        mask = np.zeros(len(why), np.bool_)
        mask[list(unsure)] = True
        words = why.take(pa.array(list(unsure), pa.int64())).to_pylist()
        said = [rests_on(text, doubts) for text, doubts in zip(words, unsure.values(), strict=True)]
        return pc.replace_with_mask(why, pa.array(mask), pa.array(said, pa.string()))


def _sets(code: Ints, incident: Ints, *, sort: bool) -> tuple[_Several, list[list[int]]]:
    """Return the incidents and their distinct sets of reports, each as the numbers in `code` of what these tell."""
    start = np.flatnonzero(np.diff(incident, prepend=-1))
    size = np.diff(np.append(start, len(incident)))
    order = np.lexsort((code, incident)) if sort else np.arange(len(incident))
    which = np.empty(len(start), np.int64)
    sets: list[list[int]] = []
    for many in np.unique(size).tolist():
        mine = np.flatnonzero(size == many)
        found, back = np.unique(code[order[start[mine][:, None] + np.arange(many)]], axis=0, return_inverse=True)
        which[mine] = len(sets) + back.reshape(-1)
        sets += found.tolist()
    return _Several(start, size, which, order), sets


def _reports(rests: list[tuple[int, ...]], which: Ints, base: Ints, order: Ints) -> tuple[Ints, Ints]:
    """Return the reports that the rows `which` rest on, row by row: int64 [both], the row and the report of each.

    `rests` holds numbers within a set of reports; `base` is where the incident of each row begins in `order`.
    """
    sizes = np.array([len(one) for one in rests], np.int64)
    starts = np.cumsum(sizes) - sizes
    numbers = np.fromiter(chain.from_iterable(rests), np.int64, int(sizes.sum()))
    per = sizes[which]
    row = np.repeat(np.arange(len(which)), per)
    within = np.arange(len(row)) - (np.cumsum(per) - per)[row]
    return row, order[base[row] + numbers[starts[which][row] + within]]


def _first_days(days: pa.Array, row: Ints, report: Ints, n: int) -> pa.Array:
    """Return for each of n rows the first day of its reports; null where none tells one."""
    told = pc.fill_null(days.cast(pa.int32()).cast(pa.int64()), _NEVER).to_numpy(zero_copy_only=False)
    first = np.full(n, _NEVER)
    np.minimum.at(first, row, told[report])
    none = first == _NEVER
    return pa.array(np.where(none, 0, first).astype(np.int32), pa.int32(), mask=none).cast(days.type)
