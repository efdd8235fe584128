"""`status` and `show` without the tables say what they say with them, or ask the tables."""

import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest

import ceasefire
from ceasefire import linkage
from ceasefire.api import glance, show, told
from ceasefire.api.cache_room import TOLD
from ceasefire.linkage.options import EDITION
from ceasefire.record import Draft
from ceasefire.vocabulary.errors import SetAsideWarning
from tests.api.test_today import NEW
from tests.api.test_today import told as account
from tests.small_record import file_settings


def by_tables(path: Path, name: str) -> dict[str, Any]:
    """Return what `show` says with the tables."""
    with ceasefire.open(path, readonly=True) as record:
        return show.show(record, name)


def at_a_glance(path: Path, name: str) -> dict[str, Any] | None:
    """Return what is shown without them, None where only they can tell; no table is loaded for it."""
    with ceasefire.open(path, readonly=True) as record:
        found = glance.statement(record, name)
        assert "tables" not in vars(record)
        return found


@pytest.fixture
def ids(record: ceasefire.Record) -> list[str]:
    """Return the ids of a record with two linked reports, one corrected, a judgement, and labels."""
    one, two = record.file_drafts(
        "watch", [account("N", "2020-05-01", NEW, label="A1"), account("S", "2020-05-01", NEW, label="0123abcd99")]
    )
    [again] = record.file_drafts("watch", [account("N", "2020-05-02", NEW, label="A1", corrects=one.id)])
    judged = record.judge(again.id, two.id, "same")
    by_tables(record.path, two.id)
    return [one.id, two.id, again.id, judged.id]


def test_a_statement_is_shown_the_same_with_the_tables_and_without(record: ceasefire.Record, ids: list[str]) -> None:
    for name in (*ids, *(one[:12] for one in ids)):
        found = at_a_glance(record.path, name)
        assert found is not None
        assert found == by_tables(record.path, name)
    incident = record.incident_name(ids[2]).id
    assert [at_a_glance(record.path, one)["in_incident"] for one in ids] == [None, incident, incident, None]  # type: ignore[index]


def test_status_is_the_same_with_the_tables_and_without(record: ceasefire.Record, ids: list[str]) -> None:
    with ceasefire.open(record.path, readonly=True) as reader:
        quick = reader.status()
        assert "tables" not in vars(reader)
        reader.tables.derive()
        assert reader.status() == quick
    assert quick["tables"] == {"reports": 2, "tallies": 0, "meetings": 0, "assertions": 0, "zones": 0}
    assert quick["offices"][0]["kinds"] == {"judgement": 1, "key": 1, "report": 3}
    assert sum(quick["offices"][0]["kinds"].values()) == quick["offices"][0]["statements"]


def test_after_a_filing_the_tables_are_asked_and_told_anew(record: ceasefire.Record, ids: list[str]) -> None:
    [new] = record.file_drafts("watch", [account("W", "2020-05-01", NEW)])
    assert at_a_glance(record.path, ids[1]) is None
    with ceasefire.open(record.path, readonly=True) as reader:
        assert reader.status()["tables"]["reports"] == 3
    assert at_a_glance(record.path, new.id) is None, "links were not brought up to date"
    assert at_a_glance(record.path, ids[3]) is not None, "a judgement is in no incident"
    shown = by_tables(record.path, new.id)
    assert at_a_glance(record.path, new.id) == shown
    assert shown["in_incident"] == record.incident_name(ids[1]).id


def test_other_settings_are_another_moment_for_links_may_rest_on_them(record: ceasefire.Record, ids: list[str]) -> None:
    """The settings name the ledger whose learnt set holds: under another set the two reports are no longer linked."""
    record.init_office("other", "ngo")
    apart = msgspec.structs.replace(linkage.prior(), prior_bits=-60.0)
    body = {"purpose": "linkage", "sha256": record.store.put_blob(apart.to_json()), "heads": [], "method": "by hand"}
    record.file_drafts(record.office("other"), [Draft("parameters", body | {"form": EDITION, "reports": 2})])
    [third] = record.file_drafts(record.office("watch"), [account("W", "2020-05-01", NEW)])
    before = by_tables(record.path, third.id)["in_incident"]
    assert at_a_glance(record.path, third.id) is not None
    file_settings(record, f'linkage_ledger = "{record.office("other")}"')
    assert at_a_glance(record.path, third.id) is None
    assert by_tables(record.path, third.id)["in_incident"] != before


def test_a_label_or_what_is_set_aside_is_left_to_the_tables(record: ceasefire.Record, ids: list[str]) -> None:
    for name in ("A1", "0123abcd99", "i-0123456789", "0123abc", f"{ids[0]}#0", "ffffffff"):
        assert at_a_glance(record.path, name) is None, name
    record.store._check = None  # a later version of the program, which knows the field
    odd = {"source": "N", "event_type": "shelling", "to_come": 1}
    [part] = record.file_drafts("watch", [Draft(kind="report", body=odd)])
    with pytest.warns(SetAsideWarning) as said:
        assert by_tables(record.path, part.id)["set_aside"]
    assert at_a_glance(record.path, part.id) is None
    with pytest.warns(SetAsideWarning) as again:
        assert at_a_glance(record.path, ids[1]) is not None
    assert str(again[0].message) == str(said[0].message)


def test_a_statement_that_two_supersede_counts_among_the_rivals(record: ceasefire.Record, ids: list[str]) -> None:
    record.file_drafts("watch", [account("N", "2020-05-03", NEW, corrects=ids[0])])
    for _ in range(2):
        with ceasefire.open(record.path, readonly=True) as reader:
            assert reader.status()["rival_corrections"] == 1


def test_a_file_that_is_not_as_it_was_written_is_not_believed(record: ceasefire.Record, ids: list[str]) -> None:
    with ceasefire.open(record.path, readonly=True) as reader:
        folder = told.place(reader).folder
    [links] = folder.glob("*" + told.LOOKED_UP)
    whole = links.read_bytes()
    links.write_bytes(whole[:-1])
    assert at_a_glance(record.path, ids[1]) is None
    links.unlink()
    assert at_a_glance(record.path, ids[1]) is None
    links.write_bytes(whole)
    links.chmod(0o600)
    assert at_a_glance(record.path, ids[1]) is not None
    (folder / TOLD).chmod(0o666)
    assert at_a_glance(record.path, ids[1]) is None
    (folder / TOLD).chmod(0o600)
    for text in (b"", b"{}", b"[1]", b"\xff"):
        (folder / TOLD).write_bytes(text)
        assert at_a_glance(record.path, ids[1]) is None
    with ceasefire.open(record.path, readonly=True) as reader:
        assert reader.status()["tables"]["reports"] == 2


def test_what_is_told_of_another_moment_is_not_taken(record: ceasefire.Record, ids: list[str], tmp_path: Path) -> None:
    with ceasefire.open(record.path, readonly=True) as reader:
        folder = told.place(reader).folder
        kept = (folder / TOLD).read_bytes()
    record.file_drafts("watch", [account("W", "2020-05-01", NEW)])
    by_tables(record.path, ids[1])
    (folder / TOLD).write_bytes(kept)
    assert at_a_glance(record.path, ids[1]) is None
    shutil.rmtree(folder)
    assert at_a_glance(record.path, ids[1]) is None


def test_what_is_made_from_the_ledgers_alone_takes_nothing_that_is_told(
    record: ceasefire.Record, ids: list[str]
) -> None:
    with ceasefire.open(record.path, readonly=True) as reader:
        folder = told.place(reader).folder
        (folder / TOLD).unlink()
        assert reader.recomputed().show(ids[1])["in_incident"] is not None
        assert not (folder / TOLD).exists()


def test_a_row_of_a_batch_is_left_to_the_tables() -> None:
    report, incident = "ab" * 32, "i-" + "cd" * 8
    assert told.packed([(report, incident)]) == bytes.fromhex("ab" * 32 + "cd" * 8)
    for wrong in ((report, "i-cd"), (report[2:], incident), (report + "#1", incident)):
        with pytest.raises(ValueError):
            told.packed([wrong])
