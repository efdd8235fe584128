"""Each account of one list asked for among those of others: candidates, best first, with the probability of none of these."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.linkage.features.days_and_places import UNDATED
from ceasefire.linkage.features.given import Given, given
from ceasefire.linkage.features.prepare import ranked
from ceasefire.linkage.features.report_index import ReportIndex
from ceasefire.linkage.grouping.source_competition import EVEN_ODDS, groups, odds_of, sums_of
from ceasefire.linkage.listwise import tolls
from ceasefire.linkage.listwise.both import MARK, both
from ceasefire.linkage.matching import under
from ceasefire.linkage.options import USUAL, Options, Parameters
from ceasefire.linkage.output import notes
from ceasefire.linkage.scoring.bits import TOP, UNIT
from ceasefire.linkage.scoring.block import too_wide
from ceasefire.linkage.scoring.in_runs import score_in_runs
from ceasefire.vocabulary.arrays import Bytes, Codes, Ints, Wholes

SCHEMA: Final = pa.schema(
    [
        ("report_id", pa.string()),
        ("source", pa.string()),
        ("rank", pa.int32()),
        ("candidate", pa.string()),
        ("probability", pa.float64()),
        ("bits", pa.float64()),
        ("toll", pa.string()),
    ]
)
"""Of the table of candidates; `candidates` says what each column holds."""

# Fitted with the bits of `tolls`, and rounded: fields repeat each other, so each is trusted in part, place and words the least;
# lists that are held against each other meet more often than reports of one record.
_TOLLS = ("killed", "injured", "detail")
_TRUST = {"when": 0.8, "where": 0.8, "source": 0.8}
_TRUST_OTHERS, _TRUST_PRIOR = 0.6, 0.2
_MEETING_BITS = -1.4
_COARSER_BITS = -2.0
"""For an account of a district, a governorate or more, where the one asked for names a place: such an account is of much, and the
name of the place says little, for a unit often bears its town's. The fit alone gives -1.3, under which an event of a governorate
went before one of its town."""


@dataclass(frozen=True)
class _Pairs:
    """Accounts asked for and their candidates, by positions in an index.

    `asked`, `other`: int64 [pairs]; `bits`: int64 [pairs], evidence in 1/1024 bit; `level`: uint8 [pairs], as `tolls.found` gives it
    """

    asked: Ints
    other: Ints
    bits: Ints
    level: Bytes


def candidates(
    asked: pa.Table,
    among: pa.Table,
    *,
    options: Options = USUAL,
    parameters: Parameters | None = None,
    most: int | None = None,
) -> pa.Table:
    """Return for each account of `asked` which accounts of `among` may be of its incident, best first, and whether none is.

    Both have columns as `link` takes them. One list knows an incident once as a rule, so the accounts of one source in `among`
    compete, and those of several sources are lists of their own. Several accounts of `asked` may have the same candidate: it
    may sum them. Without `parameters` they are learnt from both tables.

    The table has a row for each candidate that was compared (the `most` best), and one for none of these, by account and list,
    the likeliest list first:

    | column | holds |
    |---|---|
    | report_id, source | the account asked for, and the list asked, by its source, of all spellings the first; null where it tells none |
    | rank | 1 for the best; equals share a rank |
    | candidate | the account of `among`; null: none of these |
    | probability | that it is this one; those of an account and list add up to 1; null where not asked: no day told, or too many |
    | bits | evidence on the pair by itself; null for none |
    | toll | in words, how the dead compare; null for none |

    An account that no list has a candidate for has one row, of none. The order of rows in either table does not matter.
    Raises ValueError, naming the table (`asked`, `among`), for one without ids or days, for a value that cannot be read and for an
    id that is null or met twice in it; for `most` below 1, and for parameters that do not fit (`pinned.limits`).
    """
    return ask(asked, among, options=options, parameters=parameters, most=most).table


class Answer(NamedTuple):
    """The table of candidates, and notes on what of either list could not be used or was compared with none."""

    table: pa.Table
    notes: tuple[str, ...]


def ask(
    asked: pa.Table,
    among: pa.Table,
    *,
    options: Options = USUAL,
    parameters: Parameters | None = None,
    most: int | None = None,
) -> Answer:
    """Return what `candidates` returns, with notes, of which those on one list begin with the name of its table."""
    if most is not None and most < 1:
        raise ValueError(f"most: {most} candidates of each account and list are none; it is to be 1 or more")
    mine, others = _given("asked", asked), _given("among", among)
    asked, among = mine.table, others.table
    reports = both(asked, among)
    learnt = under(parameters, reports, None, options)
    index, scored = score_in_runs(reports, _without_tolls(learnt), options)
    own = index.order < len(asked)
    rows = np.flatnonzero(own[scored.i] != own[scored.j])
    i, j = scored.i[rows].astype(np.int64), scored.j[rows].astype(np.int64)
    a, b = np.where(own[i], i, j), np.where(own[i], j, i)
    level = tolls.found(index, a, b)
    pairs = _Pairs(a, b, scored.score[rows] + tolls.BITS[level] + _coarser(index, a, b), level)
    named = replace(index, ids=pc.utf8_slice_codeunits(index.ids, MARK))
    told = [f"asked: {note}" for note in notes.of_reports(mine.slips, named, own)]
    told += [f"among: {note}" for note in notes.of_reports(others.slips, named, ~own)]
    return Answer(_table(asked, among, index, pairs, most), (*told, *notes.of_crowds(scored)))


def _given(name: str, table: pa.Table) -> Given:
    """Return a list as linkage takes it; an error says which list it is of."""
    try:
        found = given(table)
        ranked(found.table)
    except ValueError as error:
        raise ValueError(f"{name}: {str(error).removeprefix('reports: ')}") from None
    return found


def _without_tolls(learnt: Parameters) -> Parameters:
    """Return the weights under which all but the tolls of a pair is weighed."""
    none = {name: [0.0] * len(learnt.weights[name]) for name in _TOLLS}
    return msgspec.structs.replace(
        learnt,
        weights=learnt.weights | none,
        within=learnt.within | none,
        prior_bits=_TRUST_PRIOR * learnt.prior_bits + _MEETING_BITS,
        within_prior_bits=_TRUST_PRIOR * learnt.within_prior_bits + _MEETING_BITS,
        scale={name: scale * _TRUST.get(name, _TRUST_OTHERS) for name, scale in learnt.scale.items()},
    )


_DISTRICT = 2
"""Class of a place from which it is a district or coarser; the last class has no point."""


def _coarser(index: ReportIndex, account: Ints, other: Ints) -> Ints:
    """Return the evidence on each pair from how coarse the places are, in 1/1024 bit, int64 [pairs]."""
    own, its = index.place_class[account], index.place_class[other]
    return np.where((own < _DISTRICT) & (its >= _DISTRICT) & (its <= _DISTRICT + 1), round(_COARSER_BITS * UNIT), 0)


def _weighed(index: ReportIndex, pairs: _Pairs) -> tuple[Codes, Ints, Ints]:
    """Return the number of each pair's account and list (int32), the odds of the pair and the sum of odds of account and list.

    What another account of the same list is likely to be, this one is less likely to be: odds are divided by one and the number of
    others expected there, but for those that the candidate would only sum. Both are summed as whole parts of `EVEN_ODDS`, so that no
    order of rows matters.
    """
    source = np.unique(index.source, return_inverse=True)[1]
    of = groups(pairs.asked, source[pairs.other])
    odds = odds_of(pairs.bits)
    whole = np.where(tolls.more(pairs.level), 0, odds / (EVEN_ODDS + sums_of(of, odds)))
    claims = np.rint(whole * EVEN_ODDS).astype(np.int64)
    others = sums_of(groups(pairs.other, source[pairs.asked]), claims) - claims
    bits = pairs.bits.clip(-TOP, TOP) - np.rint(np.log2(1 + others / EVEN_ODDS) * UNIT).astype(np.int64)
    odds = odds_of(bits)
    return of, odds, sums_of(of, odds)


@dataclass(frozen=True)
class _Rows:
    """Rows of the table: the pairs, then one of none for each account and list, then one for each account without a candidate.

    | array | dtype, shape | holds |
    |---|---|---|
    | account, candidate | int64 [rows] | positions in the index; -1 for none of these |
    | listed | int64 [rows] | position of an account of the list that is asked; -1 for no list |
    | of | int64 [rows] | number of account and list |
    | odds, total | int64 [rows] | odds of the row, and of all candidates of its account and list, in parts of `EVEN_ODDS` |
    """

    account: Ints
    candidate: Ints
    listed: Ints
    of: Ints
    odds: Ints
    total: Ints

    @staticmethod
    def made(index: ReportIndex, pairs: _Pairs, lone: Ints) -> _Rows:
        """Return the rows of these pairs, and of the accounts (int64 [accounts]) that no list has a candidate for."""
        of, odds, total = _weighed(index, pairs)
        _, first = np.unique(of, return_index=True)
        none = np.full(len(first) + len(lone), -1)
        return _Rows(
            account=np.concatenate([pairs.asked, pairs.asked[first], lone]),
            candidate=np.concatenate([pairs.other, none]),
            listed=np.concatenate([pairs.other, pairs.other[first], np.full(len(lone), -1)]),
            of=np.concatenate([of, of[first], np.arange(len(lone)) + len(first)]),
            odds=np.concatenate([odds, np.full(len(none), EVEN_ODDS)]),
            total=np.concatenate([total, total[first], np.zeros(len(lone), np.int64)]),
        )

    def best_first(self, index: ReportIndex, most: int | None) -> tuple[Wholes, Codes]:
        """Return the rows by account, likeliest list and odds, with the rank of each; of candidates the `most` best alone."""
        named = np.where(self.candidate < 0, -1, index.rank[self.candidate])
        order = np.lexsort((named, -self.odds, self.of, -self.total, index.order[self.account]))
        rank = _ranks(self.of[order], self.odds[order])
        if most is None:
            return order, rank
        kept = (rank <= most) | (self.candidate[order] < 0)
        return order[kept], rank[kept]


def _table(asked: pa.Table, among: pa.Table, index: ReportIndex, pairs: _Pairs, most: int | None) -> pa.Table:
    lone = np.setdiff1d(np.flatnonzero(index.order < len(asked)), pairs.asked)
    rows = _Rows.made(index, pairs, lone)
    order, rank = rows.best_first(index, most)
    account = rows.account[order]
    probability = rows.odds[order] / (EVEN_ODDS + rows.total[order])
    pair = np.where(order < len(pairs.asked), order, -1)
    bits = pa.chunked_array([pa.array(pairs.bits / UNIT)])
    unasked = ((index.first == UNDATED) | too_wide(index))[account]
    return pa.table(
        [
            asked["report_id"].combine_chunks().take(pa.array(index.order[account])),
            _taken(_sources(among, index, len(asked)), _rows_among(index, rows.listed[order], len(asked))),
            pa.array(rank, pa.int32()),
            _taken(among["report_id"], _rows_among(index, rows.candidate[order], len(asked))),
            pa.array(probability, mask=unasked),
            _taken(bits, pair),
            pa.array(tolls.WORDS).take(_taken(pa.chunked_array([pa.array(pairs.level)]), pair)),
        ],
        schema=SCHEMA,
    )


def _ranks(of: Ints, odds: Ints) -> Codes:
    """Return the rank of each row in its group, 1 for the first, equals alike; rows stand by group and falling odds."""
    at = np.arange(len(of))
    new = np.ones(len(of), bool)
    new[1:] = of[1:] != of[:-1]
    begun = np.maximum.accumulate(np.where(new, at, 0))
    new[1:] |= odds[1:] != odds[:-1]
    return np.asarray(np.maximum.accumulate(np.where(new, at, 0)) - begun + 1, np.int32)


def _rows_among(index: ReportIndex, at: Wholes, asked: int) -> Ints:
    """Return the rows in the second table of some positions, -1 for none."""
    return np.where(at < 0, -1, index.order[at].astype(np.int64) - asked)


def _taken(column: pa.ChunkedArray, rows: Ints) -> pa.Array:
    """Return the values at these rows, null at -1."""
    return column.combine_chunks().take(pa.array(rows, mask=rows < 0))


def _sources(table: pa.Table, index: ReportIndex, asked: int) -> pa.ChunkedArray:
    """Return the name of the list that each row of the second table is of: of all spellings of a source the first."""
    if "source" not in table.column_names or not len(table):
        return pa.chunked_array([pa.nulls(len(table), pa.string())])
    code = np.empty(len(table), np.uint64)
    mine = index.order >= asked
    code[index.order[mine] - asked] = index.source[mine]
    spelt = pa.table({"code": code, "name": pc.utf8_trim_whitespace(table["source"])})
    names = spelt.group_by("code").aggregate([("name", "min")])
    first = names["name_min"].take(pc.index_in(spelt["code"], value_set=names["code"].combine_chunks()))
    return pc.if_else(pc.equal(spelt["code"], pa.scalar(0, pa.uint64())), pa.scalar(None, pa.string()), first)
