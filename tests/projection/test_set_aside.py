"""One bad statement stops nobody: it is set aside with its reason, and everything else goes on."""

import atexit
import hashlib
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

import ceasefire
from ceasefire import Record
from ceasefire.api import verify_folder
from ceasefire.derive import GRAPH
from ceasefire.projection import batches
from ceasefire.projection.aside import SetAside
from ceasefire.projection.geometry import zone_wkb
from ceasefire.record import Draft, SourceRef, Store, envelope, keys
from ceasefire.vocabulary.law_statements import MOST_POINTS
from tests.projection import hostile
from tests.projection.forging import Forger, copied, entries, sealed
from tests.small_record import REPORTS
from tests.soak import rounds

pytestmark = pytest.mark.filterwarnings("ignore::ceasefire.vocabulary.errors.SetAsideWarning")


@lru_cache(maxsize=1)
def template() -> Path:
    """Make a record with three good reports of an office `watch`, once a run."""
    folder = Path(mkdtemp(prefix="ceasefire-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "reports.csv").write_text(REPORTS, encoding="utf-8")
    with ceasefire.create(folder / "record", name="test") as made:
        made.init_office("watch", "ngo")
        made.init_office("evil", "evil")
        made.file(folder / "reports.csv", office="watch", time_zone="UTC")
    return folder / "record"


def small(folder: Path) -> Path:
    """Return a copy of the record with three good reports."""
    return Path(shutil.copytree(template(), folder / "record"))


def file_unchecked(record: Path, drafts: list[Draft]) -> list[str]:
    with hostile.opened(record) as store:
        return [receipt.id for receipt in store.file("evil", drafts)]


def labels(record: Record) -> list[str]:
    """Return the labels of the good reports that stand."""
    return [row["label"] for row in record.table("reports").to_pylist() if "/ngo/" in row["ledger"]]


def states(record: Record) -> dict[str, int]:
    return dict(Counter(record.table("set_aside")["state"].to_pylist()))


# --- hostile bodies of every kind


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """A record into which an office filed hostile bodies of every kind."""
    record = small(tmp_path_factory.mktemp("crowded"))
    with hostile.opened(record) as store:
        hostile.file_all(store, "evil", hostile.CIRCLES)
        for kind in hostile.KINDS:
            drawn = list(hostile.bodies(kind))[:: rounds(149, 1)]
            hostile.file_all(store, "evil", [(kind, body) for body in drawn])
    with ceasefire.open(record) as opened:
        yield opened


@pytest.mark.longer
@pytest.mark.parametrize("name", GRAPH.names)
def test_no_table_is_lost_to_hostile_bodies(crowded: Record, name: str) -> None:
    assert crowded.table(name).schema.names
    if name == "reports":
        assert labels(crowded) == ["A1", "A2", "A3"]


@pytest.mark.longer
@pytest.mark.parametrize(
    "ask",
    [
        Record.status,
        Record.incidents,
        Record.hits,
        Record.standing,
        Record.conflicts,
        Record.confirmations,
        Record.calendar,
        Record.compare_ledgers,
        Record.arithmetic_errors,
        Record.summary,
        lambda record: record.show("A1"),
        lambda record: record.tallies_of_day("2017-05-06"),
    ],
)
def test_no_question_is_lost_to_hostile_bodies(crowded: Record, ask: Callable[[Record], object]) -> None:
    ask(crowded)


@pytest.mark.longer
def test_hostile_bodies_do_not_stop_what_leaves_the_record(crowded: Record, tmp_path: Path) -> None:
    crowded.report(tmp_path / "report.html")
    crowded.export(tmp_path / "export")
    problems = verify_folder(crowded.path).problems
    assert {problem.where.split()[0] for problem in problems} == {"blob"}  # batches of which nobody sent the file


@pytest.mark.longer
def test_every_hostile_statement_is_read_or_named(crowded: Record) -> None:
    aside = set(crowded.table("set_aside")["statement_id"].to_pylist())
    for table in ("parties", "reports", "tallies", "zones", "acts"):
        rows = crowded.table(table)
        key = "statement_id" if "statement_id" in rows.column_names else rows.column_names[0]
        aside |= set(rows[key].to_pylist())
    kinds = {"party", "report", "tally", "zone", "act"}
    held = crowded.table("statements").select(["statement_id", "kind", "superseded_by"]).to_pylist()
    lost = {row["statement_id"] for row in held if row["kind"] in kinds} - aside
    assert lost == set()


# --- what a later version files, in a whole record


def test_what_is_not_understood_is_carried_proved_and_shown(tmp_path: Path) -> None:
    folder = small(tmp_path)
    forger = Forger(folder)
    new = [
        sealed(forger, "kind_of_tomorrow", {"label": "N1", "about": ["A1"], "new": {"deep": [1]}}),
        sealed(forger, "report", {"label": "N2", "summary": "Told."}, edition=2),
        sealed(forger, "report", {"label": "N3", "summary": "Told.", "killed": {"low": 2, "women": 1}}),
        sealed(forger, "report", {"label": "N4", "event_type": "cyber_attack"}),
    ]
    forger.append(new)
    found = verify_folder(folder)
    assert found.ok
    assert found.set_aside == 0
    assert all(remark.what.endswith("; a newer version of this program may read it") for remark in found.remarks)
    assert [remark.what.partition(": ")[2].partition(";")[0] for remark in found.remarks] == [
        "kind kind_of_tomorrow",
        "edition 2",
        "field killed.women",
        "event_type cyber_attack",
    ]
    with ceasefire.open(folder) as record:
        assert labels(record) == ["A1", "A2", "A3"]
        assert record.status()["set_aside"] == {"not_understood": 2, "partly_understood": 2}
        read = {row["label"]: row for row in record.table("reports").to_pylist() if row["label"].startswith("N")}
        assert {name: (row["killed_low"], row["event_type"]) for name, row in read.items()} == {
            "N3": (2, None),
            "N4": (None, None),
        }
        shown = record.show(new[0].id.hex())
        assert shown["statement"].body["new"] == {"deep": [1]}
        assert [(one["state"], one["reason"]) for one in shown["set_aside"]] == [
            ("not_understood", "kind kind_of_tomorrow")
        ]
        assert "ceasefire/zzz" in shown["proof"]


def test_a_key_statement_with_a_new_field_or_none_that_fits_kills_no_ledger(tmp_path: Path) -> None:
    folder = small(tmp_path)
    forger = Forger(folder)
    whole = forger.enrolling(keys.public_bytes(keys.generate().statement))
    forger.append([sealed(forger, "key", whole | {"place": "Geneva"}), sealed(forger, "key", {"odd": 1})])
    forger.append([sealed(forger, "report", {"label": "N1"})])
    found = verify_folder(folder)
    assert found.ok
    assert ["field place" in found.remarks[0].what, "set aside" in found.remarks[1].what] == [True, True]
    with ceasefire.open(folder) as record:
        assert len(record.offices()) == 3
        assert labels(record) == ["A1", "A2", "A3"]


def test_a_time_that_does_not_exist_is_set_aside_and_a_source_that_says_nothing_is_named(tmp_path: Path) -> None:
    folder = small(tmp_path)
    forger = Forger(folder)
    forger.append([sealed(forger, "report", {}, claimed_at="2017-02-31T00:00:00Z")])
    forger.append([sealed(forger, "report", {}, source=SourceRef())])
    found = verify_folder(folder)
    assert [remark.what for remark in found.remarks] == ["set aside: its time, 2017-02-31T00:00:00Z, does not exist"]
    assert [problem.what for problem in found.problems] == ["a source that says nothing is left out, not written"]
    with ceasefire.open(folder) as record:
        assert states(record) == {"does_not_fit": 1}


# --- once is once, and nobody adopts what another signed


def test_a_signed_envelope_that_is_no_statement_stops_nobody(tmp_path: Path) -> None:
    record = small(tmp_path)
    forger = Forger(record)
    good = sealed(forger, "party", {"id": "x", "name": "X"})
    payload = good.payload.replace(b'"kind":', b'"field_of_tomorrow":1,"kind":')
    signed = envelope.pae(envelope.MEDIA_TYPE.format("party"), payload)
    spelled = envelope._spell(
        payload, "application/vnd.ceasefire.party+json", forger.key, forger.pair.statement.sign(signed)
    )
    odd = msgspec.structs.replace(good, id=hashlib.sha256(signed).digest(), payload=payload, envelope=spelled)
    forger.append([odd])
    with ceasefire.open(record, readonly=True) as opened:
        [row] = opened.table("set_aside").to_pylist()
        assert (row["statement_id"], row["state"], row["seq"]) == (odd.id.hex(), "does_not_fit", 1)
        assert "not a statement" in row["reason"]
        assert labels(opened) == ["A1", "A2", "A3"]
        assert opened.status()["set_aside"] == {"does_not_fit": 1}
    [problem] = verify_folder(record).problems
    assert problem.where == f"office mal, entry 1 ({odd.id.hex()[:12]})"
    assert not ceasefire.backup(record, tmp_path / "copy").left_out


@pytest.mark.parametrize("sql", ["DELETE FROM entry", "DELETE FROM head", "UPDATE entry SET kind = 'party'"])
def test_a_ledger_without_head_or_key_stops_nobody_and_is_named(tmp_path: Path, sql: str) -> None:
    record = small(tmp_path)
    forger = Forger(record)
    forger.append([sealed(forger, "party", {"id": "x", "name": "X"})])
    with closing(forger._open()) as db, db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        db.execute(f"{sql} WHERE ledger = {forger.ledger.number}")
    with ceasefire.open(record, readonly=True) as opened:
        [row] = opened.table("set_aside").to_pylist()
        assert (row["ledger"], row["kind"], row["statement_id"]) == (forger.ledger.origin, "ledger", None)
        assert labels(opened) == ["A1", "A2", "A3"]
        assert [office["office"] for office in opened.status()["offices"]] == ["evil", "watch"]
    assert any("mal" in problem.where for problem in verify_folder(record).problems)


def test_the_same_signed_statement_counts_once_however_often_it_stands(tmp_path: Path) -> None:
    folder = small(tmp_path)
    forger = Forger(folder)
    one = sealed(forger, "tally", {"measure": "m", "unit": "u", "count": {"low": 5, "high": 5}})
    forger.append([one, one])
    forger.append([one])
    with ceasefire.open(folder) as record:
        assert record.table("tallies")["low"].to_pylist() == [5]
        assert record.table("statements")["statement_id"].to_pylist().count(one.id.hex()) == 1
        assert states(record) == {"repeated": 2}
        assert len(record.show(one.id.hex())["set_aside"]) == 2


@pytest.mark.parametrize("name", ["aaa", "zzz"])
def test_a_ledger_that_enrols_another_s_key_cannot_adopt_or_supersede_what_it_signed(tmp_path: Path, name: str) -> None:
    folder = small(tmp_path)
    [report, *_] = [entry for entry in entries(folder, "report") if entry.office == "watch"]
    [key] = [entry for entry in entries(folder, "key") if entry.office == "watch"]
    forger = Forger(folder, party="ngo", office="watch", record=name)
    forger.append([sealed(forger, "key", forger.enrolling(bytes.fromhex(key.statement.body["statement_key"])))])
    forger.append([copied(report), sealed(forger, "report", {"label": "forged"}, supersedes=report.id)])
    with Store.open(folder, readonly=True) as store:
        from ceasefire.projection import build

        made = build(store.entries(), store)
    rows = {row["label"]: row["ledger"] for row in made["reports"].to_pylist()}
    assert rows == dict.fromkeys(("A1", "A2", "A3"), report.origin) | {"forged": forger.ledger.origin}
    held = {row["statement_id"]: row for row in made["statements"].to_pylist()}
    assert (held[report.id]["ledger"], held[report.id]["superseded_by"]) == (report.origin, None)
    assert [row["state"] for row in made["unread"].to_pylist()] == ["foreign_key"]


# --- batches

GOOD = {"label": ["B1", "B2", "B3"], "killed_low": [1, 2, 3]}


def batch(folder: Path, columns: dict[str, Any], **body: Any) -> str:
    """File a batch of reports as an office may, and return its id."""
    with hostile.opened(folder) as store:
        made = store.write_batch(pa.table(columns))
        told = {"sha256": made.sha256, "rows": made.rows, "rows_root": made.rows_root, "row_kind": "report"}
        return store.file("evil", [Draft("batch", told | body)])[0].id


def read(folder: Path) -> tuple[list[str], list[tuple[str, str, str]]]:
    """Return the labels of the rows of batches, and what is set aside: row or nothing, state, reason."""
    with ceasefire.open(folder) as record:
        rows = [row["label"] for row in record.table("reports").to_pylist() if "#" in row["report_id"]]
        aside = record.table("unread").to_pylist()
        assert labels(record) == ["A1", "A2", "A3"]
    return rows, [(row["statement_id"][64:], row["state"], row["reason"]) for row in aside]


@pytest.mark.parametrize(
    ("change", "rows", "aside"),
    [
        ({}, ["B1", "B2", "B3"], []),
        ({"killed_low": ["1", "abc", "3"]}, ["B1", "B3"], [("#1", "killed_low 'abc' is not of type int32")]),
        ({"killed_low": ["x", "y", "z"]}, [], [("", "column killed_low is string and cannot be read as int32")]),
        ({"killed_low": [[1], [2], [3]]}, [], [("", "column killed_low is list<")]),
        ({"killed_low": [1, 2**40, -1]}, ["B1"], [("#1", "killed_low"), ("#2", "killed_low is not within 0")]),
        ({"killed_high": [1, 1, None]}, ["B1", "B3"], [("#1", "killed_high is before or below killed_low")]),
        (
            {"date_start": ["2017-05-06", "2017-02-31", "1800-01-01"]},
            ["B1"],
            [("#1", "date_start"), ("#2", "date_start")],
        ),
        ({"lat": [35.0, 91.0, 35.0], "lon": [36.0, 36.0, None]}, ["B1"], [("#1", "lat is not"), ("#2", "lat and lon")]),
        ({"lat": [35.0, 35.0, 35.0]}, [], [("#0", "lat and lon"), ("#1", "lat and lon"), ("#2", "lat and lon")]),
        ({"event_type": ["shelling", "Odd one", None]}, ["B1", "B3"], [("#1", "event_type 'Odd one' is not a code")]),
        ({"source": ["a", "b" * 401, "c"]}, ["B1", "B3"], [("#1", "source is longer than 400 characters")]),
        ({"date_precision": [1, 6, 0]}, ["B1", "B3"], [("#1", "date_precision is not within 0 to 5")]),
    ],
)
def test_only_the_rows_of_a_batch_that_do_not_fit_are_set_aside(
    tmp_path: Path, change: dict[str, Any], rows: list[str], aside: list[tuple[str, str]]
) -> None:
    folder = small(tmp_path)
    batch(folder, GOOD | change)
    found, named = read(folder)
    assert found == rows
    assert [(row, state) for row, state, _ in named] == [(row, "does_not_fit") for row, _ in aside]
    assert all(words in reason for (_, words), (_, _, reason) in zip(aside, named, strict=True))


def test_an_unknown_code_value_in_a_batch_is_not_told_and_counted(tmp_path: Path) -> None:
    folder = small(tmp_path)
    batch(folder, GOOD | {"event_type": ["shelling", "cyber_attack", "cyber_attack"]})
    found, named = read(folder)
    assert found == ["B1", "B2", "B3"]
    assert named == [("", "partly_understood", "event_type cyber_attack (in 2 rows)")]
    with ceasefire.open(folder) as record:
        assert record.table("reports")["event_type"].to_pylist()[-3:] == ["shelling", None, None]


def test_ids_ledger_and_time_of_filing_are_never_read_from_a_blob(tmp_path: Path) -> None:
    folder = small(tmp_path)
    lies = {name: ["lie"] * 3 for name in ("report_id", "ledger", "first_id", "first_filed")} | {"first_seq": [0, 0, 0]}
    identity = batch(folder, GOOD | lies)
    with ceasefire.open(folder) as record:
        rows = [row for row in record.table("reports").to_pylist() if "#" in row["report_id"]]
    for number, row in enumerate(rows):
        assert (row["report_id"], row["first_id"], row["first_seq"]) == (f"{identity}#{number}",) * 2 + (1,)
        assert row["ledger"] == "ceasefire/test/evil/evil"
        assert row["first_filed"] != "lie"


def blob_of(folder: Path) -> Path:
    [path] = (folder / "blobs").glob("??/*")
    path.chmod(0o644)
    return path


@pytest.mark.parametrize(
    ("harm", "state"),
    [
        (Path.unlink, "blob_missing"),
        (lambda path: path.write_bytes(b"PAR1" + path.read_bytes()[4:-1] + b"x"), "blob_altered"),
        (lambda path: path.write_bytes(b""), "blob_altered"),
    ],
)
def test_a_batch_without_its_blob_is_set_aside_until_the_blob_comes(
    tmp_path: Path, harm: Callable[[Path], object], state: str
) -> None:
    folder = small(tmp_path)
    batch(folder, GOOD)
    path = blob_of(folder)
    whole = path.read_bytes()
    harm(path)
    rows, named = read(folder)
    assert (rows, [(row, state) for row, state, _ in named]) == ([], [("", state)])
    path.write_bytes(whole)
    assert read(folder) == (["B1", "B2", "B3"], [])


@pytest.mark.parametrize(
    ("bound", "value", "words"),
    [
        ("MOST_BYTES", 100, "longer than 100 bytes"),
        ("MOST_ROWS", 2, "too large"),
        ("MOST_COLUMNS", 2, "too large"),
        ("MOST_DECODED", 10, "too large when"),
    ],
)
def test_a_batch_beyond_bounds_is_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str, value: int, words: str
) -> None:
    folder = small(tmp_path)
    batch(folder, GOOD)
    monkeypatch.setattr(batches, bound, value)
    rows, [(_, state, reason)] = read(folder)
    assert (rows, state) == ([], "does_not_fit")
    assert words in reason


def test_a_small_file_that_grows_when_decoded_is_refused_before_it_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, rows = small(tmp_path), 1000
    text = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), pa.array(["x" * 100_000]))
    labelled = {"label": [str(n) for n in range(rows)], "summary": text}
    parquet(folder, pa.table(labelled))
    assert blob_of(folder).stat().st_size < 200_000
    monkeypatch.setattr(batches, "MOST_DECODED", 50_000_000)
    assert read(folder) == ([], [("", "does_not_fit", "its blob is too large when decoded")])


def parquet(folder: Path, table: pa.Table) -> None:
    """File a batch whose blob another program wrote."""
    pq.write_table(table, folder / "b.parquet")
    with hostile.opened(folder) as store:
        told = {"sha256": store.put_blob(folder / "b.parquet"), "rows": len(table), "rows_root": "0" * 64}
        store.file("evil", [Draft("batch", told | {"row_kind": "report"})])


def test_a_blob_that_is_no_parquet_and_one_with_other_rows_are_set_aside(tmp_path: Path) -> None:
    folder = small(tmp_path)
    with hostile.opened(folder) as store:
        no_parquet = store.put_blob(b"PAR1 but not really PAR1")
    batch(folder, GOOD, sha256=no_parquet)
    batch(folder, GOOD, rows=2)
    batch(folder, GOOD, sha256="not a digest", title="another")
    reasons = [reason for _, _, reason in read(folder)[1]]
    assert len(reasons) == 3
    assert any("cannot be read as Parquet" in reason for reason in reasons)
    assert any("its blob holds 3 rows, the statement says 2" in reason for reason in reasons)


def test_text_that_is_not_utf_8_costs_its_own_row_only(tmp_path: Path) -> None:
    folder = small(tmp_path)
    bad = pa.array([b"B1", b"\xff\xfe", b"B3"], pa.binary()).view(pa.string())
    parquet(folder, pa.table({"label": bad, "killed_low": [1, 2, 3]}))
    assert read(folder) == (["B1", "B3"], [("#1", "does_not_fit", "label is not text in UTF-8")])


# --- zones and agreements


@pytest.mark.parametrize(
    ("geojson", "state"),
    [
        (None, "blob_missing"),
        (b"not json", "does_not_fit"),
        (b'{"type":"Point","coordinates":[1,2]}', "does_not_fit"),
        (b'{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}', "does_not_fit"),
        (b'{"type":"Polygon","coordinates":[[[0,0],[999,0],[999,9],[0,0]]]}', "does_not_fit"),
        (b'{"type":"Polygon","coordinates":[]}', "does_not_fit"),
        (b'{"type":"LineString","coordinates":[[0,0],[1,1],[1,0],[0,1]]}', "does_not_fit"),
        (b'{"type":"LineString","coordinates":[[0,0],[1,1],[1,0],[0,0]]}', "does_not_fit"),
        (b'{"type":"MultiLineString","coordinates":[[[0,0],[1,1]],[[1,1],[1,0],[0,0]]]}', "does_not_fit"),
        (b'{"geometry":{"geometry":7}}', "does_not_fit"),
        (b"[" * 100_000, "does_not_fit"),
    ],
)
def test_a_zone_whose_line_cannot_be_read_stands_without_a_line(
    tmp_path: Path, geojson: bytes | None, state: str
) -> None:
    folder = small(tmp_path)
    with hostile.opened(folder) as store:
        digest = "0" * 64 if geojson is None else store.put_blob(geojson)
    body = {"id": "z", "version": 2, "name": "Z", "status": "drawn", "area_type": "other", "basis": "b"}
    file_unchecked(folder, [Draft("zone", body | {"valid_from": "2017-01-01", "geometry_blob": digest})])
    with ceasefire.open(folder) as record:
        [zone] = record.table("zones").to_pylist()
        assert (zone["version"], zone["wkb"]) == (2, None)
        assert states(record) == {state: 1}
        record.context()


def test_a_line_is_read_from_its_blob(tmp_path: Path) -> None:
    folder = small(tmp_path)
    with hostile.opened(folder) as store:
        digest = store.put_blob(b'{"type":"LineString","coordinates":[[35.1,33.1],[35.5,33.2],[35.6,33.3]]}')
    body = {"id": "z", "version": 2, "name": "Z", "status": "drawn", "area_type": "withdrawal_line", "basis": "b"}
    file_unchecked(folder, [Draft("zone", body | {"valid_from": "2017-01-01", "geometry_blob": digest})])
    with ceasefire.open(folder) as record:
        [zone] = record.table("zones").to_pylist()
        assert shapely.from_wkb(zone["wkb"]).equals(shapely.LineString([(35.1, 33.1), (35.5, 33.2), (35.6, 33.3)]))
        assert record.context().zones["z"][0].is_line


def test_agreements_that_cannot_be_read_or_stand_twice_cost_no_other(tmp_path: Path) -> None:
    folder = small(tmp_path)
    good = sorted((Path(ceasefire.__file__).parent / "examples" / "doha").rglob("*.yaml"))
    [example] = [path for path in good if "agreements" in path.parts][:1]
    data = example.read_bytes()
    name = next(line.split(b":")[1].strip().decode() for line in data.splitlines() if line.startswith(b"id:"))
    with hostile.opened(folder) as store:
        digests = [store.put_blob(content) for content in (data, data + b"\n# other\n", b"\xff", b"id: one\n")]
        drafts = [
            Draft("agreement", {"id": identity, "title": str(n), "reading": digest})
            for n, (identity, digest) in enumerate(
                [(name, digests[0]), (name, digests[1]), (name, digests[0]), ("bad", digests[2]), ("one", digests[3])]
                + [("gone", "0" * 64), ("else", digests[0])]
            )
        ]
        store.file("evil", drafts)
    with ceasefire.open(folder) as record:
        assert [one.id for one in record.instruments()] == [name]
        assert record.table("hits").num_rows >= 0
        aside = record.table("set_aside").to_pylist()
    assert [row["seq"] for row in aside] == [6, 2, 4, 5, 7]
    assert [row["state"] for row in aside] == ["blob_missing"] + ["does_not_fit"] * 4
    assert "stands before it" in aside[1]["reason"]
    assert f"holds the agreement {name}" in aside[4]["reason"]


def test_an_outline_of_more_points_than_can_be_tested_quickly_is_set_aside() -> None:
    ring = [(i, i % 2) for i in range(MOST_POINTS)] + [(0, 5), (0, 0)]
    with pytest.raises(SetAside, match="simplify the outline"):
        zone_wkb(((tuple(ring),),), None)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"killed_low": pa.nulls(3_000_000, pa.int32())}, "no real list"),
        ({"nobody": [1, 2]}, "none of its blob's columns"),
    ],
)
def test_a_blob_of_rows_that_tell_nothing_is_set_aside_whole(
    tmp_path: Path, columns: dict[str, Any], words: str
) -> None:
    record, table = small(tmp_path), pa.table(columns)
    out = pa.BufferOutputStream()
    pq.write_table(table, out)
    with hostile.opened(record) as store:
        sha256 = store.put_blob(out.getvalue().to_pybytes())
    body = {"row_kind": "report", "sha256": sha256, "rows": table.num_rows, "rows_root": "0" * 64}
    file_unchecked(record, [Draft("batch", body)])
    with ceasefire.open(record) as opened:
        assert len(labels(opened)) == 3
        assert [words in reason for reason in opened.table("unread")["reason"].to_pylist()] == [True]
