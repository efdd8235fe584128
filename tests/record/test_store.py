"""The store: what is filed is read back, filing twice is filing once, and what does not fit is refused by name."""

import sqlite3
import subprocess
import sys

import pytest

from ceasefire.record import Draft, Entry, SourceRef, Store, database, note
from ceasefire.record.errors import (
    AlreadyThereError,
    AmbiguousIdError,
    DamagedError,
    DraftRefusedError,
    KeyUnusableError,
    LockedError,
    NotFoundError,
    ReadOnlyError,
    RecordError,
    VerificationError,
)
from tests.record.impostors import opened
from tests.record.makings import DIGEST, blob_file, draft, free, made, wheres


@pytest.fixture
def store(tmp_path):
    with made(tmp_path / "r") as found:
        yield found


def test_what_was_filed_is_read_back_in_order(store):
    receipts = store.file("alpha", [draft(i) for i in range(700)])
    entries = list(store.entries("alpha"))
    assert [entry.seq for entry in entries] == list(range(701))
    assert entries[0].kind == "key"
    assert [entry.id for entry in entries[1:]] == [receipt.id for receipt in receipts]
    assert [entry.statement.body["number"] for entry in entries[1:]] == list(range(700))
    assert entries[5].statement.source.quote == "quoted words"
    assert store.verify().ok


def test_entries_by_kind_office_and_position(tmp_path):
    with made(tmp_path / "r", ["beta", "alpha"], entries=3) as store:
        store.file("alpha", [free(1)])
        assert [entry.office for entry in store.entries()] == ["alpha"] * 5 + ["beta"] * 4
        assert [entry.kind for entry in store.entries(kinds=["note", "key"])] == ["key", "note", "key"]
        assert [entry.seq for entry in store.entries("alpha", after=3)] == [3, 4]
        assert list(store.entries("alpha", after=5)) == list(store.entries(kinds=[])) == []
        with pytest.raises(NotFoundError):
            list(store.entries("gamma"))


def test_filing_twice_is_filing_once(store):
    first = store.file("alpha", [draft(i) for i in range(30)] + [free(1)])
    again = store.file("alpha", [draft(i) for i in range(31)] + [free(1), free(2)])
    assert [(r.id, r.seq) for r in again[:30]] == [(r.id, r.seq) for r in first[:30]]
    assert [r.already for r in again] == [True] * 30 + [False, True, False]
    assert store.offices()[0].size == 1 + 31 + 2


def test_filing_twice_in_one_call_is_filing_once(store):
    receipts = store.file("alpha", [draft(1), free(2), draft(1), free(2)])
    assert [r.already for r in receipts] == [False, False, True, True]
    assert receipts[0].id == receipts[2].id


def test_another_body_for_the_same_spot_is_not_filed_and_said_so(store):
    (first,) = store.file("alpha", [draft(1)])
    (again,) = store.file("alpha", [draft(1, text="other words")])
    assert (again.id, again.already, again.differs) == (first.id, True, True)
    inside = store.file("alpha", [draft(2), draft(2, text="other words")])
    assert [r.differs for r in inside] == [False, True]


def test_what_stands_where_a_draft_would_is_told_before_it_is_filed(store):
    store.file("alpha", [draft(1)])
    assert store.standing("alpha", [draft(2)]) == {}
    found = store.standing("alpha", [draft(2), draft(1, text="other words")])
    assert {place: one.body for place, one in found.items()} == {1: draft(1).body}


def test_a_correction_stands_on_the_same_spot_as_what_it_corrects(store):
    (first,) = store.file("alpha", [draft(1)])
    (second,) = store.file("alpha", [draft(1, text="better words", supersedes=first.id)])
    assert not second.already
    assert store.superseded_by(first.id) == [second.id]
    assert store.conflicts() == []


@pytest.mark.parametrize(
    "spot", [{"row": 2}, {"row": 1, "cell": "B"}, {"row": 1, "span": (0, 4)}, {"row": 1, "sha256": "ab" * 32}]
)
def test_another_spot_is_another_filing(store, spot):
    place = {"sha256": DIGEST, "row": 1} | spot
    one = Draft("report", {"n": 1}, source=SourceRef(sha256=DIGEST, row=1))
    two = Draft("report", {"n": 1}, source=SourceRef(**place))
    assert [r.already for r in store.file("alpha", [one, two])] == [False, False]


def test_offices_file_the_same_thing_each_for_itself(tmp_path):
    with made(tmp_path / "r", ["alpha", "beta"]) as store:
        (one,), (two,) = store.file("alpha", [draft(1)]), store.file("beta", [draft(1)])
        assert not two.already
        assert one.id != two.id


def test_receipts_and_progress_come_per_transaction(store):
    seen = []
    store.file("alpha", (free(i) for i in range(2500)), progress=seen.append)
    assert seen == [1000, 2000, 2500]
    assert store.file("alpha", []) == []


@pytest.mark.parametrize(
    "wrong",
    [
        Draft("report", {"lat": 35.1}),
        Draft("report", {"x": "y" * 41_000}),
        Draft("Report", {}),
        Draft("key", {}),
        Draft("report", {}, cites=["abc"]),
        Draft("report", {}, claimed_at="yesterday"),
        Draft("report", {}, claimed_at="2017-02-31T00:00:00Z"),
        Draft("report", {}, claimed_at="0000-01-01T00:00:00Z"),
        Draft("report", {}, claimed_at="1999-12-31T23:59:59Z"),
        Draft("report", {}, claimed_at="9999-12-31T23:59:59Z"),
        Draft("report", [1]),
        Draft("report", {}, source=SourceRef(sha256="nope", row=1)),
        Draft("report", {"a": "\ud800"}),
    ],
    ids=str,
)
def test_what_does_not_fit_is_refused_and_nothing_of_its_batch_is_filed(store, wrong):
    with pytest.raises(DraftRefusedError) as caught:
        store.file("alpha", [free(1), wrong, free(2)])
    assert caught.value.index == 1
    assert isinstance(caught.value, ValueError)
    assert store.offices()[0].size == 1
    assert [refusal.index for refusal in store.prepare("alpha", [free(1), wrong, free(2), wrong])] == [1, 3]
    assert store.verify().ok


def test_the_checker_sees_each_body_and_may_refuse(tmp_path):
    seen = []

    def check(kind, edition, body):
        seen.append((kind, edition, body))
        if b"bad" in body:
            raise ValueError("text: not that word")

    made(tmp_path / "r").close()
    with Store.open(tmp_path / "r", check=check) as store:
        store.file("alpha", [free(1)])
        assert seen == [("note", 1, b'{"number":1}')]
        with pytest.raises(DraftRefusedError, match="not that word"):
            store.file("alpha", [Draft("note", {"text": "bad"})])
    with Store.open(tmp_path / "r") as store:
        store.file("alpha", [Draft("note", {"text": "bad"})])
    with Store.open(tmp_path / "r", check=check) as store:
        report = store.verify()
        assert report.ok, "a body that does not fit is set aside: it is no fault of the ledger"
        assert report.set_aside == 1
        (remark,) = report.remarks
        assert "entry 2" in remark.where
        assert "not that word" in remark.what


def test_get_by_id_prefix_and_row(store):
    (receipt,) = store.file("alpha", [draft(1)])
    for name in (receipt.id, receipt.id[:8], receipt.id[:9].upper(), receipt.id + "#12"):
        found = store.get(name)
        assert isinstance(found, Entry)
        assert found.id == receipt.id
    for name in ("", receipt.id[:7], "z" * 64, "0" * 64, receipt.id + "0", "%" * 8):
        with pytest.raises(NotFoundError):
            store.get(name)


def test_a_prefix_of_two_ids_is_ambiguous(store):
    store.file("alpha", [free(1), free(2)])
    ids = [entry.id for entry in store.entries()]
    db = sqlite3.connect(store.path / "record.db")
    db.execute("DROP TRIGGER entry_keep_update")
    db.execute("UPDATE entry SET id = x'" + ids[1][:16] + "ff" * 24 + "' WHERE seq = 2")
    db.commit()
    with pytest.raises(AmbiguousIdError):
        store.get(ids[1][:12])


def test_what_points_to_what(store):
    (target,) = store.file("alpha", [free(1)])
    cites = store.file("alpha", [free(i, cites=[target.id, "ab" * 32 + "#4"]) for i in (2, 3)])
    assert store.cited_by(target.id) == [r.id for r in cites]
    assert store.cited_by("ab" * 32 + "#4") == store.cited_by("ab" * 32) == [r.id for r in cites]
    assert store.cited_by("ab" * 32 + "#5") == []
    assert store.superseded_by(target.id) == []


def test_rival_successors_are_a_conflict_and_a_chain_is_not(tmp_path):
    with made(tmp_path / "r", ["alpha", "beta"]) as store:
        (first,) = store.file("alpha", [free(1)])
        (second,) = store.file("alpha", [free(2, supersedes=first.id)])
        (third,) = store.file("alpha", [free(3, supersedes=second.id)])
        store.file("beta", [free(4, supersedes=first.id)])
        assert store.conflicts() == []  # only an office corrects its own
        (rival,) = store.file("alpha", [free(4, supersedes=first.id)])
        (conflict,) = store.conflicts()
        assert conflict.origin == first.id
        assert set(conflict.heads) == {third.id, rival.id}


def test_a_circle_of_successors_ends(store):
    from ceasefire.record.entries import conflicts

    assert conflicts({"a": ("b",), "b": ("a",), "c": ("a", "d")}) == []


def test_a_proof_needs_nothing_but_the_offices_key(store):
    receipts = store.file("alpha", [draft(i) for i in range(600)])
    office = store.offices()[0]
    vkeys = [note.parse_vkey(text) for text in office.vkeys]
    for receipt in receipts[::97]:
        text = store.proof(receipt.id)
        envelope = note.parse_proof(text).extra
        assert envelope == store.get(receipt.id).envelope
        assert note.check_proof(text, envelope, vkeys, office.origin).size == 601
        with pytest.raises(VerificationError):
            note.check_proof(text, envelope + b" ", vkeys, office.origin)


def test_a_later_checkpoint_extends_an_earlier_one(store):
    from ceasefire.record import tree

    store.file("alpha", [draft(i) for i in range(300)])
    old = note.read_checkpoint(store.checkpoint("alpha"))
    store.file("alpha", [draft(i) for i in range(300, 900)])
    new = note.read_checkpoint(store.checkpoint("alpha"))
    tree.check_consistency(old.size, new.size, old.root, new.root, store.consistency("alpha", old.size))


def test_the_head_digest_changes_when_and_only_when_something_is_filed(store):
    before = store.head_digest()
    store.file("alpha", [free(1)])
    after = store.head_digest()
    store.file("alpha", [free(1)])
    assert store.head_digest() == after != before


def test_names_that_do_not_fit_are_refused(tmp_path, store):
    for office, party in [("", "p"), ("A", "p"), ("a/b", "p"), ("../x", "p"), ("a", "p q"), ("a", ".p")]:
        with pytest.raises(RecordError):
            store.enrol(office, party)
    with pytest.raises(AlreadyThereError):
        store.enrol("alpha", "another")
    with pytest.raises(RecordError):
        Store.create(tmp_path / "x", name="has space")
    assert [office.name for office in store.offices()] == ["alpha"]


def test_a_record_is_never_made_over_something(tmp_path, store):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("years of work")
    for path in (store.path, tmp_path / "full"):
        with pytest.raises(AlreadyThereError):
            Store.create(path)
    with pytest.raises(NotFoundError):
        Store.open(tmp_path / "nowhere")


def test_a_closed_record_says_so(tmp_path):
    store = made(tmp_path / "r")
    store.close()
    with pytest.raises(RecordError, match="closed"):
        store.offices()


def test_reading_only(store, tmp_path):
    store.file("alpha", [free(1)])
    with Store.open(store.path, readonly=True) as reader:
        assert len(list(reader.entries())) == 2
        assert reader.checkpoint("alpha") == store.checkpoint("alpha")
        for attempt in (
            lambda: reader.file("alpha", [free(2)]),
            lambda: reader.enrol("beta", "b"),
            lambda: reader.put_blob(b"x"),
        ):
            with pytest.raises(ReadOnlyError):
                attempt()


def test_filing_needs_the_keys_and_reading_does_not(store):
    for path in (store.path / "keys").iterdir():
        path.unlink()
    with pytest.raises(KeyUnusableError):
        store.file("alpha", [free(1)])
    assert len(list(store.entries())) == 1
    assert store.verify().ok


def test_a_passphrase_is_needed_where_one_was_set(store):
    store.enrol("beta", "b", passphrase="words")
    with pytest.raises(KeyUnusableError):
        store.file("beta", [free(1)])
    assert len(store.file("beta", [free(1)], passphrase="words")) == 1


def test_the_database_refuses_changes(store):
    store.file("alpha", [draft(i, cites=["ab" * 32]) for i in range(300)])
    db = sqlite3.connect(store.path / "record.db", isolation_level=None)
    for sql in (
        "UPDATE entry SET kind = 'x'",
        "DELETE FROM entry",
        "DELETE FROM tile",
        "UPDATE tile SET n = 7",
        "UPDATE ledger SET party = 'x'",
        "DELETE FROM head",
        "UPDATE head SET checkpoint = ''",
        "UPDATE head SET size = size - 1",
        "DELETE FROM meta",
        "UPDATE reference SET row = 1",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            db.execute(sql)


def test_a_second_writer_waits_and_then_is_told(store):
    other = sqlite3.connect(store.path / "record.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Store.open(store.path, busy_seconds=0.05) as second:
        with pytest.raises(LockedError):
            second.file("alpha", [free(1)])
        assert len(list(second.entries())) == 1
        other.execute("ROLLBACK")
        assert len(second.file("alpha", [free(1)])) == 1


def test_a_reader_in_the_middle_of_reading_holds_nobody_up(store):
    store.file("alpha", [free(i) for i in range(1200)])
    reading = Store.open(store.path, readonly=True)
    entries = reading.entries()
    next(entries)
    with Store.open(store.path, busy_seconds=0.05) as writer:
        writer.file("alpha", [free(5000)])
    assert len(list(entries)) == 1201
    reading.close()


CHILD = """
import sys
from ceasefire.record import Draft, Store
with Store.open(sys.argv[1]) as store:
    for i in range(25):
        store.file("alpha", [Draft("note", {"who": int(sys.argv[2]), "i": i})])
"""


def test_two_processes_file_into_one_ledger(store):
    writers = [subprocess.Popen([sys.executable, "-c", CHILD, str(store.path), str(n)]) for n in (1, 2)]
    assert [writer.wait() for writer in writers] == [0, 0]
    assert store.offices()[0].size == 51
    assert store.verify().ok


def test_a_file_of_another_kind_is_not_opened(tmp_path, store):
    other = tmp_path / "other"
    other.mkdir()
    (other / "record.db").write_bytes(b"not a database at all" * 500)
    with pytest.raises(DamagedError):
        Store.open(other)
    sqlite3.connect(tmp_path / "empty.db").executescript("CREATE TABLE t (a);")
    (other / "record.db").write_bytes((tmp_path / "empty.db").read_bytes())
    with pytest.raises(DamagedError):
        Store.open(other)


def test_a_record_whose_triggers_are_gone_is_not_written_to(store):
    db = sqlite3.connect(store.path / "record.db")
    db.execute("DROP TRIGGER entry_keep_delete")
    db.execute("CREATE TRIGGER sly AFTER INSERT ON entry BEGIN DELETE FROM head; END")
    db.commit()
    with pytest.raises(DamagedError, match="entry_keep_delete"):
        Store.open(store.path)
    with Store.open(store.path, readonly=True) as reader:
        assert len(list(reader.entries())) == 1
    report = Store.examine(store.path)
    assert {(p.where, p.what.split()[0]) for p in report.problems} == {
        ("record.db, schema", "entry_keep_delete"),
        ("record.db, schema", "sly"),
    }


def spoiled_head(store, how):
    """Change the stored head of alpha, as damage or another program would, and leave everything else."""
    with opened(store.path) as db:
        (text,) = db.execute("SELECT checkpoint FROM head").fetchone()
        new = how(text)
        assert new != text
        db.execute("UPDATE head SET checkpoint = ?", (new,))


@pytest.mark.parametrize(
    "how",
    [
        lambda text: "nothing that could be read",
        lambda text: text[:-8] + "AAAAAA=\n",
        lambda text: text.replace("\n1\n", "\n2\n", 1),
    ],
    ids=["not a note", "not signed", "another size"],
)
def test_nothing_is_signed_over_a_head_that_does_not_hold(store, how):
    spoiled_head(store, how)
    with pytest.raises(DamagedError, match=r"its head does not hold .*nothing was signed"):
        store.file("alpha", [free(1)])
    assert len(list(store.entries())) == 1


def test_nothing_is_signed_over_an_older_head_or_over_missing_statements(store):
    old, edge = sqlite3.connect(store.path / "record.db").execute("SELECT checkpoint, edge FROM head").fetchone()
    store.file("alpha", [free(1)])
    spoiled_head(store, lambda text: old)
    with pytest.raises(DamagedError, match="another size or root"):
        store.file("alpha", [free(2)])
    with opened(store.path) as db:
        db.execute("UPDATE head SET size = 1, edge = ?", (edge,))
    with pytest.raises(DamagedError, match="the last one stored is another"):
        store.file("alpha", [free(2)])


def test_a_small_database_is_checked_page_by_page_before_filing(store, monkeypatch):
    path = store.path / "record.db"
    store.file("alpha", [free(n) for n in range(200)])
    db = sqlite3.connect(path)
    (page,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'tile'").fetchone()
    db.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * 8192)
        file.write(bytes(8192))
    with pytest.raises(DamagedError, match="nothing was signed"), Store.open(store.path) as again:
        again.file("alpha", [free(1000)])
    monkeypatch.setattr(database, "CHECKED_BYTES", 0)
    with Store.open(store.path) as again:
        assert again.file("alpha", [free(1000)])


def test_blobs_are_kept_under_their_digest(store, tmp_path):
    import hashlib

    content = bytes(range(256)) * 9000
    (tmp_path / "file").write_bytes(content)
    name = store.put_blob(tmp_path / "file")
    assert name == store.put_blob(content) == hashlib.sha256(content).hexdigest()
    assert store.read_blob(name) == content
    with store.open_blob(name) as file:
        assert file.read() == content
    assert [p.name for p in (store.path / "blobs").iterdir()] == [name[:2]]
    for wrong in ("ab" * 32, "../../etc/passwd", ""):
        with pytest.raises(NotFoundError):
            store.read_blob(wrong)
    with pytest.raises(NotFoundError):
        store.put_blob(tmp_path / "absent")
    assert store.verify().blobs == 1
    blob_file(store, name).chmod(0o644)
    blob_file(store, name).write_bytes(content[:-1])
    assert wheres(store.verify()) == [f"blob {name}"]
    assert store.put_blob(content) == name
    assert store.verify().ok


def test_proofs_of_an_open_record_follow_growth_and_never_hide_damage(tmp_path):
    with made(tmp_path / "r", entries=450) as store:
        one = next(store.entries("alpha", after=9))
        [vkey] = store.offices()[0].vkeys
        shown = []
        for step in ("as it is", "grown", "damaged"):
            if step == "grown":
                assert all(found.already for found in store.file("alpha", [draft(i) for i in range(450)]))
                with Store.open(tmp_path / "r") as other:
                    other.file("alpha", [draft(i) for i in range(450, 520)])
            if step == "damaged":
                with opened(store.path) as db:
                    db.execute("UPDATE tile SET hashes = zeroblob(8192) WHERE level = 0 AND n = 0")
            shown.append(store.proof(one.id))
        for text in shown[:2]:
            note.check_proof(text, one.envelope, [note.parse_vkey(vkey)], store.offices()[0].origin)
        with pytest.raises(VerificationError):
            note.check_proof(shown[2], one.envelope, [note.parse_vkey(vkey)], store.offices()[0].origin)
