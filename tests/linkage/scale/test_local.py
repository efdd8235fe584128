"""What changed linked anew gives the tables of linking all: after any reports, corrections and judgements, in any groups."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Collection
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire import linkage
from ceasefire.linkage.naming import name_incidents
from ceasefire.linkage.scale import local, nearby
from ceasefire.linkage.sources import with_sources
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.deltas import Delta, OnlyFull
from tests.linkage.scale.kept import Kept, told
from tests.linkage.worlds import world
from tests.soak import rounds

Row = dict[str, Any]
JUDGEMENTS = schema("judgements")
NOBODY = {name: schema(name).empty_table() for name in ("parties", "sources")}
QUIET = linkage.Options(words=False, workers=1)


@cache
def parameters() -> linkage.Parameters:
    """Learnt once, and pinned."""
    return linkage.learn(world(0, 800)[0])


def identity(number: int) -> str:
    return f"{random.Random(number).getrandbits(256):064x}"


@cache
def reports(seed: int, count: int) -> pa.Table:
    """A dense world with all that linking treats in a way of its own: windows of all lengths, reports without a day (filed
    soon after) or a point, several reports in one text, sources that repeat, and reports that say the same."""
    rng = np.random.default_rng(seed)
    table, _ = world(seed, count, per_day=25.0)
    rows = table.to_pylist()
    for number, row in enumerate(rows):
        row |= {
            "report_id": identity(1000 * seed + number),
            "date_precision": int(rng.choice([1, 1, 1, 1, 1, 2, 3])),
            "address": f"https://a.example/{rng.integers(count // 4 + 1)}" if rng.random() < 0.4 else None,
            "publisher": f"paper {rng.integers(3)}" if rng.random() < 0.5 else None,
            "first_filed": f"2020-01-01T00:00:{rng.integers(60):02}Z",
            "first_seq": number,
        }
        chance = rng.random()
        if chance < 0.05:
            filed = row["date_start"] + dt.timedelta(days=int(rng.integers(20)))
            row["first_filed"] = f"{filed}T00:00:{rng.integers(60):02}Z"
            row["date_start"] = row["date_end"] = None
        elif chance < 0.07:
            row["date_end"] = row["date_start"] + dt.timedelta(days=int(rng.choice([20, 60, 380, 420])))
        elif chance < 0.12:
            row["lat"] = row["lon"] = None
    for _ in range(count // 10):
        one, other = rng.integers(len(rows), size=2)
        rows[other] = rows[one] | {name: rows[other][name] for name in ("report_id", "first_filed", "first_seq")}
    for row in rows:
        row["first_id"] = row["report_id"]
    return pa.Table.from_pylist(rows, schema=schema("reports").remove(1))  # no label: every judgement names an id


def judgement(number: int, a: str, b: str, verdict: str, office: str = "one") -> Row:
    at = f"2020-02-01T00:{number // 60 % 60:02}:{number % 60:02}Z"
    named = {"judgement_id": f"j{number}", "a": a, "b": b, "verdict": verdict}
    return named | {"ledger": office, "claimed_at": at, "superseded": False, "reason": None}


class Record:
    """Kept tables beside what linking all gives."""

    def __init__(self, rows: pa.Table, options: linkage.Options = QUIET) -> None:
        self.options = options
        self.kept = Kept(reports=rows, judgements=JUDGEMENTS.empty_table())
        self.kept.tables |= self.linked()
        self.number = 0

    def linked(self) -> dict[str, pa.Table]:
        """The tables of a full run."""
        rows = self.kept.tables["reports"]
        judged = self.kept.tables["judgements"]
        found = linkage.link(rows, judged, parameters=parameters(), options=self.options)
        links, incidents = name_incidents(found.links, found.incidents, rows)
        incidents = with_sources(incidents, links, rows, **NOBODY)
        return {"links": links, "pairs": found.pairs, "incidents": incidents}

    def change(self, reports: tuple[list[Row], list[Row]], judged: tuple[list[Row], list[Row]] = ([], [])) -> bool:
        """Take a change in; return whether it was followed without linking all."""
        shape = self.kept.tables["reports"].schema
        changed = Delta(*(pa.Table.from_pylist(rows, schema=shape) for rows in reports))
        said = Delta(*(pa.Table.from_pylist(rows, schema=JUDGEMENTS) for rows in judged))
        self.kept.change("reports", changed)
        self.kept.change("judgements", said)
        self.why = ""
        found = None
        try:
            found = local.relink(changed, said, **NOBODY, held=self.kept, parameters=parameters(), options=self.options)
        except OnlyFull as full:
            self.why = str(full)
        expected = self.linked()
        for name, table in expected.items():
            if found is None:
                self.kept.tables[name] = table
                continue
            self.kept.change(name, found[name])
            assert self.kept.tables[name].schema == table.schema
            assert sorted(told(self.kept.tables[name])) == sorted(told(table)), name
        return found is not None

    def judge(self, *said: tuple[str, str, str]) -> bool:
        """Take judgements (a, b, verdict) in."""
        rows = [judgement(self.number + k, *one) for k, one in enumerate(said, start=1)]
        self.number += len(rows)
        return self.change(([], []), ([], rows))

    def __getitem__(self, name: str) -> list[Row]:
        found: list[Row] = self.kept.tables[name].to_pylist()
        return found


STEP = st.tuples(
    st.sampled_from(["add", "add", "remove", "correct", "renew", "judge", "judge", "chain", "withdraw"]),
    st.integers(0, 10**6),
)


class Change:
    """The rows that go and come of one change, drawn step by step."""

    def __init__(self, record: Record, waiting: list[Row]) -> None:
        self.record, self.waiting = record, waiting
        self.gone: list[Row] = []
        self.come: list[Row] = []
        self.unsaid: list[Row] = []
        self.said: list[Row] = []
        self.reports, self.judgements = record["reports"], record["judgements"]

    def step(self, kind: str, seed: int) -> None:
        draw = random.Random(seed)
        if kind == "add" and self.waiting:
            self.come.append(self.waiting.pop(draw.randrange(len(self.waiting))))
        elif kind in ("remove", "correct", "renew") and self.reports:
            self._leave(kind, self.reports.pop(draw.randrange(len(self.reports))), draw)
        elif kind in ("judge", "chain"):
            self._judge(kind, draw)
        elif kind == "withdraw" and self.judgements:
            row = self.judgements.pop(draw.randrange(len(self.judgements)))
            self.unsaid.append(row)
            self.said += [row | {"superseded": not row["superseded"]}] if draw.random() < 0.7 else []

    def _leave(self, kind: str, row: Row, draw: random.Random) -> None:
        self.gone.append(row)
        if kind == "remove":
            return self.waiting.append(row)
        other = draw.choice(self.reports or [row])
        name = draw.choice(["lat", "summary", "killed_low", "source", "date_start", "address", "language"])
        new = row | {name: "xx" if name == "language" else other[name]}
        if name == "date_start" and new["date_end"] and new["date_start"]:
            new["date_end"] = max(new["date_start"], new["date_end"])
        new["report_id"] = row["report_id"] if kind == "renew" else identity(draw.getrandbits(60))
        return self.come.append(new)

    def _judge(self, kind: str, draw: random.Random) -> None:
        pairs = self.record["pairs"]
        ids = [row["report_id"] for row in self.record["reports"]] + [identity(-1)]
        if kind == "chain" and self.judgements:
            a, b = draw.choice(self.judgements)["a"], draw.choice(ids)
        elif pairs and draw.random() < 0.7:
            pair = draw.choice(pairs)
            a, b = pair["a"], pair["b"]
        else:
            a, b = draw.choice(ids), draw.choice(ids)
        self.record.number += 1
        verdict = draw.choice(["same", "same", "different", "unsure", "part_of"])
        self.said.append(judgement(self.record.number, a, b, verdict, draw.choice(["one", "two"])))

    def take(self) -> bool:
        return self.record.change((self.gone, self.come), (self.unsaid, self.said))


@settings(max_examples=rounds(3, 400), deadline=None)
@given(
    seed=st.integers(0, rounds(2, 40)),
    count=st.sampled_from([12, 25, rounds(25, 160)]),
    words=st.booleans(),
    crowd=st.sampled_from([600, 600, 600, 4]),
    program=st.lists(st.lists(STEP, min_size=1, max_size=4), min_size=1, max_size=rounds(3, 12)),
)
def test_following_changes_equals_linking_all(
    seed: int, count: int, words: bool, crowd: int, program: list[list[tuple[str, int]]]
) -> None:
    every = reports(seed, count)
    begun = np.random.default_rng(seed).random(len(every)) < 0.7
    waiting = every.filter(pa.array(~begun)).to_pylist()
    record = Record(every.filter(pa.array(begun)), linkage.Options(words=words, crowd=crowd, workers=1))
    for steps in program:
        change = Change(record, waiting)
        for kind, number in steps:
            change.step(kind, number)
        followed = change.take()
        assert followed or crowd < 600


def spread(count: int) -> Record:
    """Reports of one world without corners, and one of them that is yet to come."""
    table = reports(5, count)
    dated = [row["date_start"] is not None and row["lat"] is not None for row in table.to_pylist()]
    return Record(table.filter(pa.array(dated)))


def test_nothing_changed_changes_nothing() -> None:
    none = Delta(schema("reports").empty_table(), schema("reports").empty_table())
    said = Delta(JUDGEMENTS.empty_table(), JUDGEMENTS.empty_table())
    found = local.relink(none, said, **NOBODY, held=Kept(), parameters=parameters())
    assert {name: change.rows for name, change in found.items()} == {"links": 0, "pairs": 0, "incidents": 0}


def test_a_first_report_and_the_last_one_going() -> None:
    record = Record(reports(1, 12).slice(0, 0))
    row = reports(1, 12).slice(0, 1).to_pylist()[0]
    assert record.change(([], [row]))
    assert len(record["incidents"]) == 1
    assert record.change(([row], []))
    assert record["incidents"] == []


def test_a_change_beside_many_reports_reads_few_of_them() -> None:
    record = spread(40)
    rows = record["reports"]
    away = [row | {"report_id": identity(9000 + k)} for k, row in enumerate(rows)]
    for row in away:
        row |= {"date_start": dt.date(1990, 1, 1), "date_end": dt.date(1990, 1, 1), "first_id": row["report_id"]}
    record = Record(pa.Table.from_pylist(rows[1:] + away, schema=record.kept.tables["reports"].schema))
    handed: set[str] = set()
    during = record.kept.during

    def counted(first: int, last: int, columns: Collection[str] | None = None) -> pa.Table:
        found = during(first, last, columns)
        handed.update(found["report_id"].to_pylist())
        return found

    record.kept.during = counted  # type: ignore[method-assign]
    assert record.change(([], rows[:1]))
    assert handed <= {row["report_id"] for row in rows}
    assert len(handed) > 1


def test_judgements_bind_report_by_report_and_are_withdrawn() -> None:
    record = spread(40)
    a, b, c = (record["reports"][k]["report_id"] for k in (0, 5, 9))
    assert record.judge((a, b, "same"))
    assert record.judge((b, c, "same"), (a, c, "different"))
    assert record.judge((a, b, "unsure"))
    withdrawn = record["judgements"][0]
    assert record.change(([], []), ([withdrawn], [withdrawn | {"superseded": True}]))
    assert record.judge((a, identity(-5), "same"))


def test_too_many_reports_near_ask_for_a_full_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearby, "LEAST", 10)
    record = spread(40)
    assert not record.change(([record["reports"][0]], []))
    assert record.why == "more than 10 reports are near in time"


def test_pairs_are_put_in_words_up_to_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    record = spread(40)
    record.options = linkage.Options(workers=1)
    record.kept.tables |= record.linked()
    most = len(record["pairs"])
    monkeypatch.setattr(local, "WORDED", most)
    monkeypatch.setattr("ceasefire.linkage.output.link_tables.WORDED", most)
    joined = {frozenset((row["a"], row["b"])) for row in record["pairs"]}
    ids = [row["report_id"] for row in record["reports"]]
    new = next((ids[0], other) for other in ids[1:] if frozenset((ids[0], other)) not in joined)
    assert not record.judge((*new, "different"))
    assert record["pairs"][0]["words"] is None
    assert record.judge((*new, "unsure"))


@pytest.mark.parametrize("name", ["label", "beginning"])
def test_a_judgement_by_another_name_asks_for_a_full_run(name: str) -> None:
    rows = [row | {"label": f"L{k}"} for k, row in enumerate(reports(5, 40).to_pylist())]
    shape = schema("reports")
    record = Record(pa.Table.from_pylist(rows[2:], schema=shape))
    other = rows[1]["label"] if name == "label" else rows[1]["report_id"][:9]
    assert record.judge((rows[2]["report_id"], identity(-7), "same"))
    assert not record.judge((rows[3]["report_id"], other, "same"))
    years_later = dict.fromkeys(("date_start", "date_end"), dt.date(2021, 7, 18))
    assert record.change(([], [rows[0] | years_later]))
    assert not record.change(([], rows[1:2]))


def test_a_report_near_that_is_not_linked_asks_for_a_full_run() -> None:
    record = spread(40)
    record.kept.tables["links"] = record.kept.tables["links"].slice(0, 0)
    assert not record.change(([record["reports"][0]], []))


def test_what_cannot_be_used_is_taken_out_as_in_linking_all() -> None:
    rng = np.random.default_rng(8)
    unusable: list[Row] = [
        {"lat": 0.0, "lon": 0.0},
        {"lat": 95.0},
        {"lon": None},
        {"killed_low": -5},
        {"killed_low": 9, "killed_high": 2},
        {"place_precision": 99, "date_precision": 77},
        {"radius_km": float("nan")},
        {"date_end": dt.date(2000, 1, 1)},
    ]
    rows = reports(5, 160).to_pylist()
    for row in rows:
        if rng.random() < 0.5:
            row |= unusable[rng.integers(len(unusable))]
    shape = reports(5, 160).schema
    record = Record(pa.Table.from_pylist(rows[:120], schema=shape))
    followed = [record.change(([], [row])) for row in rows[120:]]
    followed.append(record.change((rows[:3], [row | {"killed_low": 4, "killed_high": -1} for row in rows[:3]])))
    assert all(followed)
