"""Computed tables come from the ledgers alone: they can be deleted, rebuilt, and never outlive what they rest on."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import ceasefire
from ceasefire import Record
from ceasefire.api.cache_folder import code_digest
from ceasefire.api.cache_room import LIST
from ceasefire.api.kept.files import BROKEN, Folder, Kept
from ceasefire.api.linking import of_record
from ceasefire.record import RecordError
from tests.api.kept_folder import base_of, kept, moment, put_base, write
from tests.small_record import file_settings, unreadable

ONE_OWNER = """\
ceasefire: statements/1
origin: made for a test
licence: Apache-2.0
kind: source
items:
  - {label: s-north, id: watch-north, name: Watch North, kind_of: agency, related_to: [owner]}
  - {label: s-south, id: watch-south, name: Watch South, kind_of: agency, related_to: [owner]}
"""


def test_two_accounts_of_one_incident_are_linked_and_a_judgement_parts_them(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    assert record.table("incidents").num_rows == 2
    record.judge("A1", "A2", "different", reason="two markets")
    assert record.table("incidents").num_rows == 3
    record.judge("A2", "A1", "same", reason="one market after all")
    assert record.table("incidents").num_rows == 2
    states = [(row["verdict"], row["superseded"]) for row in record.table("judgements").to_pylist()]
    assert states == [("different", True), ("same", False)]


def test_linking_a_record_by_hand_gives_the_links_and_the_counts_of_its_own_tables(
    record: Record, reports: Path, tmp_path: Path
) -> None:
    (tmp_path / "sources.yaml").write_text(ONE_OWNER, encoding="utf-8")
    record.file(tmp_path / "sources.yaml")
    record.file(reports, time_zone="UTC")
    linked = of_record(record)
    for name, found, key in (("links", linked.links, "report_id"), ("incidents", linked.incidents, "incident_id")):
        assert found.sort_by(key).equals(record.table(name))
    assert set(linked.incidents["independent_sources"].to_pylist()) == {1}


def test_a_judgement_needs_two_reports_that_are_here(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    with pytest.raises(RecordError, match="against itself"):
        record.judge("A1", "A1", "same")
    with pytest.raises(RecordError, match="no report with id or label 'A9'"):
        record.judge("A1", "A9", "same")


def test_rebuild_makes_the_same_tables(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    assert set(record.rebuild().values()) == {"new"}
    assert set(record.rebuild().values()) == {"same"}


def test_a_table_on_disk_is_not_read_once_the_ledger_has_grown(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    assert record.table("links").num_rows == 3
    reports.write_text(reports.read_text().replace("A3,", "A4,").replace("A1,", "A5,").replace("A2,", "A6,"))
    record.file(reports, time_zone="UTC")
    with ceasefire.open(record.path, readonly=True) as again:
        assert again.table("links").num_rows == 6


def test_a_forged_table_on_disk_is_found_by_rebuild(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    record.rebuild()
    put_base(record, "links", record.table("links").slice(1), fit=True)
    path = record.tables.cache.folder / "hits.parquet"
    pq.write_table(pq.read_table(path).slice(1), path)
    states = record.rebuild()
    assert (states.pop("links"), states.pop("hits")) == ("differs", "differs")
    assert set(states.values()) == {"same"}
    assert set(record.rebuild().values()) == {"same"}


def test_rebuild_tells_an_altered_file_of_each_table_that_follows(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    record.rebuild()
    for name in ("statements", "incidents"):
        path = base_of(record, name)
        data = path.read_bytes()
        path.write_bytes(data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])
        states = record.rebuild()
        assert states.pop(name) == "differs"
        assert set(states.values()) == {"same"}


def test_an_empty_record_has_every_table(record: Record) -> None:
    from ceasefire.derive import GRAPH

    assert {name for name in GRAPH.names if record.table(name).num_rows} == {"statements"}


TALLY = """\
ceasefire: statements/1
origin: made for this test
licence: Apache-2.0
kind: tally
items:
  - {label: t1, counted_by: ngo, measure: shelling, unit: case_of_firing, count: 4, place: Aine,
     period: {start: 2020-05-01, zone: UTC}}
"""


def files(record: Record) -> dict[str, tuple[object, object]]:
    """Return which file each kept table is: a table that is made again, or has other rows, is a new file."""
    found = {path.stem: path.stat() for path in record.tables.cache.folder.glob("*.parquet")}
    whole = {name: (stat.st_ino, stat.st_mtime_ns) for name, stat in found.items()}
    return whole | {name: (kept.base, kept.changes) for name, kept in moment(record).tables.items()}


def everything(record: Record) -> None:
    for name in record.tables.graph.kept:
        record.table(name)


@contextmanager
def remade(record: Record) -> Iterator[set[str]]:
    """Give the names of the tables that are made again while the block runs."""
    everything(record)
    before, made = files(record), set[str]()
    yield made
    everything(record)
    after = files(record)
    made |= {name for name in after if after[name] != before.get(name)}


def test_a_tally_makes_what_rests_on_tallies_again_and_leaves_the_links(
    record: Record, reports: Path, tmp_path: Path
) -> None:
    record.file(reports, time_zone="UTC")
    links = record.table("links")
    (tmp_path / "tally.yaml").write_text(TALLY, encoding="utf-8")
    with remade(record) as made:
        assert record.file(tmp_path / "tally.yaml").filed == 1
    assert {"bulletin_checks", "counter_falls", "conflicts", "matrix", "figures", "series"} <= made
    assert not made & {"links", "pairs", "incidents", "hits", "scope", "standing", "position_checks"}
    assert record.table("links") is links
    with ceasefire.open(record.path, readonly=True) as again, remade(again) as made:
        assert again.table("links").equals(links)
    assert not made


def test_a_report_makes_the_links_again(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    reports.write_text(reports.read_text().replace("A3,", "A4,"), encoding="utf-8")
    with remade(record) as made:
        record.file(reports, time_zone="UTC")
    assert {"links", "pairs", "incidents", "hits", "standing"} <= made
    assert not made & {"scope"}, "with no agreement to test against it stays as it is"
    assert not made & {"bulletin_checks", "counter_falls", "series"}
    assert record.table("links").num_rows == 4


def test_only_what_rests_on_the_settings_is_made_again_with_other_settings(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    with remade(record) as made:
        file_settings(record, 'running_counters = ["x"]')
    # set_aside names settings that cannot be read; a rate is made of what is no running counter
    assert made == {"statements", "settings", "counter_falls", "rates", "figures", "set_aside"}


def test_settings_that_cannot_be_read_are_set_aside_and_cost_no_table(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    bad = unreadable(record, "settings", "nonsense = 1\n")
    assert (record.table("links").num_rows, record.table("series").num_rows) == (3, 0)
    [row] = record.table("set_aside").to_pylist()
    assert (row["statement_id"], row["kind"], row["state"]) == (bad, "settings", "does_not_fit")
    assert "nonsense" in row["reason"]


@pytest.mark.parametrize("harm", ["torn", "foreign", "text", "folder", "link", "gone"])
def test_a_kept_file_that_is_no_table_of_ours_is_made_again(record: Record, reports: Path, harm: str) -> None:
    record.file(reports, time_zone="UTC")
    everything(record)
    folder = record.tables.cache.folder
    for path in (base_of(record, "links"), base_of(record, "reports"), folder / "hits.parquet"):
        whole = path.read_bytes()
        path.unlink()
        if harm == "torn":
            path.write_bytes(whole[: len(whole) // 2])
        elif harm == "foreign" and path.suffix == ".parquet":
            pq.write_table(pa.table({"a": [1]}), path)
        elif harm == "foreign":
            write(path, pa.table({"a": [1]}))
        elif harm == "text":
            path.write_text("no table", encoding="utf-8")
        elif harm == "folder":
            path.mkdir()
        elif harm == "link":
            (folder.parent / path.name).write_bytes(whole)
            path.symlink_to(folder.parent / path.name)
    record.forget()
    assert [record.table(name).num_rows for name in ("links", "reports", "hits")] == [3, 3, 0]
    everything(record)
    differing = {name for name, state in record.rebuild().items() if state != "same"}
    assert differing == ({"hits"} if harm == "folder" else set())  # no file can be put over a folder


def test_a_read_only_folder_gives_every_table(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    path = record.tables.cache.folder
    path.write_text("a file where the folder would be", encoding="utf-8")  # holds for root too, unlike a mode
    everything(record)
    assert path.is_file()
    path.unlink()
    path.mkdir()
    os.chmod(path, 0o500)
    everything(record)
    assert record.table("links").num_rows == 3
    os.chmod(path, 0o700)


def test_two_at_once_keep_whole_tables_of_the_same_content(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")

    def ask(_: int) -> list[int]:
        with ceasefire.open(record.path, readonly=True) as own:
            everything(own)
            return [own.table(name).num_rows for name in own.tables.graph.kept]

    with ThreadPoolExecutor(4) as pool:
        rows = list(pool.map(ask, range(8)))
    assert all(one == rows[0] for one in rows)
    assert not [path for path in record.tables.cache.folder.iterdir() if path.suffix == ".new"]
    assert set(record.rebuild().values()) == {"same"}


def test_a_table_that_depends_on_the_day_takes_the_day(record: Record) -> None:
    for name in ("duties", "remedy_states", "decisions"):
        assert record.table(name, on="2020-05-01").equals(record.table(name, on=date(2020, 5, 1)))
        assert name not in files(record)


def test_a_record_says_how_a_table_comes_about(record: Record) -> None:
    needs = ["reports", "judgements", "parties", "sources", "linkage_parameters"]
    assert record.derivation("links")["needs"] == needs
    with pytest.raises(KeyError, match="no table 'link'"):
        record.derivation("link")
    with pytest.raises(KeyError, match="no table 'context'"):
        record.table("context")


def test_what_is_kept_step_by_step_is_what_a_rebuild_gives(record: Record, reports: Path, tmp_path: Path) -> None:
    (tmp_path / "tally.yaml").write_text(TALLY, encoding="utf-8")
    steps = [
        lambda: record.file(reports, time_zone="UTC"),
        lambda: record.file(tmp_path / "tally.yaml"),
        lambda: record.judge("A1", "A2", "different"),
        lambda: record.take_position("A1", "occurrence", "verified"),
        lambda: file_settings(record, 'counters = ["ngo", "x"]'),
        lambda: record.judge("A1", "A2", "same"),
    ]
    for step in steps:
        step()
        everything(record)
    assert set(record.rebuild().values()) == {"same"}


def turned(path: Path) -> Iterator[int]:
    """Turn one bit of a file at a hundred places, one after the other; its time stays."""
    data, at = path.read_bytes(), path.stat()
    for place in range(0, len(data), max(1, len(data) // 100)):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        os.utime(path, ns=(at.st_atime_ns, at.st_mtime_ns))
        yield place
    path.write_bytes(data)
    os.utime(path, ns=(at.st_atime_ns, at.st_mtime_ns))


def test_one_turned_bit_in_a_table_kept_whole_or_its_note_is_never_read(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    whole, stamp, cache = record.table("figures"), record.tables.stamp("figures"), record.tables.cache
    for path in (cache.folder / "figures.parquet", cache.folder / "figures.json"):
        for place in turned(path):
            assert cache.read("figures", stamp) is None, place
    assert whole.equals(cache.read("figures", stamp))


def is_read(folder: Folder, found: Kept) -> bool:
    try:
        folder.table("incidents", found)
    except BROKEN:
        return False
    return True


def test_one_turned_bit_in_a_table_that_follows_is_never_read(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    whole, folder = record.table("incidents"), Folder(record.tables.cache)
    found = kept(record, "incidents")
    for place in turned(base_of(record, "incidents")):
        assert not is_read(folder, found), place
    assert folder.table("incidents", found).whole().equals(whole)


def test_one_turned_bit_in_the_list_of_kept_tables_is_never_read(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    record.table("incidents")
    before, folder = moment(record), Folder(record.tables.cache)
    for place in turned(record.tables.cache.folder / LIST):
        assert folder.moment(code_digest()) is None, place
    assert moment(record) == before
