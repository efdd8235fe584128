"""A ledger is its origin and first key: stolen names, shared keys, copied entries, keys in any order, the record's name."""

import random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ceasefire.record import Store, envelope, keys, ledger, note
from ceasefire.record.errors import AmbiguousIdError
from ceasefire.record.reader import Reader
from ceasefire.vocabulary.offices import office_labels
from tests.record import second_reader
from tests.record.impostors import Impostor, opened
from tests.record.makings import free, made
from tests.soak import rounds

GENUINE = "ceasefire/example/party-alpha/alpha"
STOLEN = ("ceasefire/aaa/party-alpha/alpha", "ceasefire/zzz/party-alpha/alpha", "ceasefire/example/other/alpha")


@pytest.fixture
def record(tmp_path):
    """A record of one office with two statements; the first key of its ledger, and a statement that may be attacked."""
    with made(tmp_path / "r") as store:
        victim = store.file("alpha", [free(1), free(2)])[0].id
        [office] = store.offices()
    return tmp_path / "r", office.first_key, victim


def problems(folder, checkpoint=None, **reader):
    found = Store.examine(folder, reader=Reader(**reader), checkpoint=checkpoint)
    return [f"{problem.where}: {problem.what}" for problem in found.problems]


def read_again(folder, *kept):
    return list(second_reader.check_record(folder, kept))


# --- a stolen name


@pytest.mark.parametrize("number", [-1, None], ids=["before the genuine ledger", "after it"])
@pytest.mark.parametrize("origin", STOLEN)
def test_a_stolen_name_is_named_and_supersedes_nothing(record, origin, number):
    folder, key, victim = record
    with opened(folder) as db:
        impostor = Impostor(db, origin, number=number)
        for other in range(3):  # the forged statement stands further on in its ledger than the genuine one in its own
            impostor.say("note", {"number": other})
        forged = impostor.say("note", {"number": 9}, supersedes=victim)
    [named] = problems(folder, pins={GENUINE: key})
    assert f"{GENUINE} (pinned)" in named
    assert f"{origin} (not pinned)" in named
    assert any("2 ledgers are called alpha" in line for line in read_again(folder))
    with Store.open(folder, readonly=True) as store:
        assert store.superseded_by(victim) == []
        assert store.successors() == {}
        assert store.conflicts() == []
        assert [(claim.origin, claim.id) for claim in store.claimed_by_others(victim)] == [(origin, forged)]
        assert store.get(victim).origin == GENUINE
        assert note.read_checkpoint(note.parse_proof(store.proof(victim)).checkpoint).origin == GENUINE
        assert note.read_checkpoint(note.parse_proof(store.proof(forged)).checkpoint).origin == origin
        with pytest.raises(AmbiguousIdError, match="2 ledgers"):
            store.checkpoint("alpha")
        assert store.checkpoint(GENUINE) != store.checkpoint(origin)


def test_an_office_still_files_beside_one_that_took_its_name(record):
    folder, _, victim = record
    with opened(folder) as db:
        Impostor(db, STOLEN[0], number=-1)
    with Store.open(folder) as store:
        assert store.signs_here(GENUINE)
        assert not store.signs_here(STOLEN[0])
        corrected = store.file(GENUINE, [free(3, supersedes=victim)])[0].id
        assert store.superseded_by(victim) == [corrected]


def test_two_corrections_conflict_in_their_own_ledger_alone(record):
    folder, _, victim = record
    with Store.open(folder) as store:
        heads = sorted(one.id for one in store.file(GENUINE, [free(n, supersedes=victim) for n in (3, 4)]))
        [conflict] = store.conflicts()
    assert (conflict.origin, list(conflict.heads)) == (victim, heads)


# --- an entry, or a key, in two ledgers


@pytest.mark.parametrize("number", [-1, None], ids=["before the genuine ledger", "after it"])
def test_a_copied_entry_is_named_and_the_one_of_its_author_is_meant(record, number):
    folder, _, victim = record
    with Store.open(folder, readonly=True) as store:
        copied = store.get(victim)
        public = ledger.enrolled(store._db, ledger.find(store._db, "alpha"))[0].public
    with opened(folder) as db:
        impostor = Impostor(db, STOLEN[1], number=number)
        body = ledger.key_body(public, keys.public_bytes(impostor.head[0]), STOLEN[1])
        impostor.say("key", {name: getattr(body, name) for name in body.__struct_fields__})
        impostor.append(envelope.parse_envelope(copied.envelope))
    found = problems(folder)
    assert any(victim[:12] in line and "stands in two ledgers" in line for line in found)
    assert any(f"the one whose first entry it signed, {GENUINE}" in line for line in found)
    again = read_again(folder)
    assert any(f"statement {victim[:12]} stands in" in line for line in again)
    assert any(f"key {public.hex()[:16]} is enrolled in" in line for line in again)
    with Store.open(folder, readonly=True) as store:
        assert store.get(victim).origin == store.get(victim[:10]).origin == GENUINE
        assert note.read_checkpoint(note.parse_proof(store.proof(victim)).checkpoint).origin == GENUINE


# --- pins


def test_a_pin_holds_or_does_not_and_one_without_its_ledger_is_a_problem(record):
    folder, key, _ = record
    gone = "ceasefire/example/party-beta/beta"
    report = Store.examine(folder, reader=Reader(pins={GENUINE: key, gone: key, "ceasefire/elsewhere/p/o": key}))
    assert [(one.origin, one.key, one.size, one.pinned) for one in report.ledgers] == [(GENUINE, key, 3, True)]
    assert [(one.where, one.what) for one in report.problems] == [
        (f"ledger {gone}", "is pinned, and not in this record")
    ]
    report = Store.examine(folder, reader=Reader(pins={GENUINE: "0" * 64}))
    assert "the trust file names another key for it" in report.problems[0].what
    assert [one.pinned for one in report.ledgers] == [False]
    assert [one.pinned for one in Store.examine(folder).ledgers] == [None]


def test_a_pinned_ledger_whose_first_key_cannot_be_read_is_nobody_elses(record):
    folder, key, _ = record
    with opened(folder) as db:
        db.execute("UPDATE entry SET envelope = x'00' WHERE seq = 0")
    report = Store.examine(folder, reader=Reader(pins={GENUINE: key}))
    assert [(one.pinned, one.pin) for one in report.ledgers] == [(None, key)]
    assert (f"ledger {GENUINE}", "is pinned, but its first key cannot be read") in [
        (one.where, one.what) for one in report.problems
    ]
    assert not any("another key" in one.what for one in report.problems)


@pytest.mark.parametrize(
    "text",
    [GENUINE, *STOLEN, "ceasefire/a/b", "ceasefire/a/b/c/d", "ceasefire/a/b/", "ceasefire/A/b/c", "x/a/b/c", "", "///"]
    + ["ceasefire/.a/b/c", "ceasefire/a/-b/c", "ceasefire/a/b/_c", "ceasefire/a/b/c\n", f"ceasefire/a/b/{'c' * 65}"]
    + [f"ceasefire/{'a' * 64}/b/c", "ceasefire/a/b/c d", "ceasefire/\u0430/b/c"],
)
def test_an_origin_has_one_form_here_and_where_people_read_it(text):
    assert ledger.is_origin(text) == ("(not an origin)" not in office_labels([text])[text])


# --- the name of the record


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE meta SET value = 'another'", "no ledger here began in a record of that name"),
        ("UPDATE meta SET value = 'An other'", "is not a name"),
        ("INSERT INTO meta VALUES ('motto', 'x')", "'motto', which is not part of the format"),
        ("UPDATE meta SET name = 'nom'", "the name of the record is missing"),
        ("UPDATE ledger SET party = 'other'", "is not made of its names"),
    ],
)
def test_names_that_were_changed_are_seen(record, sql, words):
    folder = record[0]
    with opened(folder) as db:
        db.execute(sql)
    assert any(words in line for line in problems(folder))
    assert read_again(folder)


def test_a_record_without_ledgers_holds(tmp_path):
    made(tmp_path / "r", offices=()).close()
    assert problems(tmp_path / "r") == read_again(tmp_path / "r") == []


# --- keys in any order


def enrolments(folder, draw, count):
    """Enrol some of three statement keys and four log keys in any order; return the ledger and the old checkpoints."""
    signing, log = ([Ed25519PrivateKey.generate() for _ in range(n)] for n in (3, 4))
    kept = []
    with opened(folder) as db:
        one = Impostor(db, "ceasefire/example/party-gamma/gamma", pair=keys.KeyPair(statement=signing[0], log=log[0]))
        for number in range(count):
            one.enrol(draw.choice(signing), draw.choice(log))
            one.say("note", {"number": number})
            kept.append(db.execute("SELECT checkpoint FROM head WHERE ledger = ?", (one.ledger.number,)).fetchone()[0])
    return one, log, kept


def resign(folder, one, log):
    """Sign the head that stands with another log key."""
    with opened(folder) as db:
        vkey = note.make_vkey(one.ledger.origin, keys.public_bytes(log))
        text = note.checkpoint_text(note.Checkpoint(origin=one.ledger.origin, size=one.at.size, root=one.at.root()))
        row = (note.sign(text, vkey, log), one.ledger.number)
        db.execute("UPDATE head SET checkpoint = ? WHERE ledger = ?", row)


@pytest.mark.parametrize("seed", range(rounds(6, 200)))
def test_writer_and_both_readers_agree_on_the_last_log_key(record, seed):
    folder, draw = record[0], random.Random(seed)
    one, log, kept = enrolments(folder, draw, draw.randint(1, 4))
    last = one.head[1]
    assert problems(folder, checkpoint=kept) == read_again(folder, *kept) == []
    with Store.open(folder, readonly=True) as store:
        assert ledger.enrolled(store._db, one.ledger)[-1].log == last
        assert [office.vkeys[-1] for office in store.offices() if office.origin == one.ledger.origin] == [str(last)]
    for other in log:
        resign(folder, one, other)
        right = keys.public_bytes(other) == last.public
        assert (problems(folder, checkpoint=kept) == []) == (read_again(folder, *kept) == []) == right


def test_a_first_key_enrolled_again_with_another_log_key_signs_heads_from_then_on(record):
    """A, B, then A again: the last log key is A's second, not B's, which stands after A in order of first enrolment."""
    folder = record[0]
    a, b, *logs = (Ed25519PrivateKey.generate() for _ in range(5))
    with opened(folder) as db:
        one = Impostor(db, "ceasefire/example/p/gamma", pair=keys.KeyPair(statement=a, log=logs[0]))
        old = db.execute("SELECT checkpoint FROM head WHERE ledger = ?", (one.ledger.number,)).fetchone()[0]
        one.enrol(b, logs[1])
        one.enrol(a, logs[2])
    assert problems(folder, checkpoint=old) == read_again(folder, old) == []
    for log in logs[:2]:
        resign(folder, one, log)
        assert any("checkpoint" in line for line in problems(folder))
        assert any("gamma head" in line for line in read_again(folder))


def test_a_key_that_nobody_enrolled_before_enrols_nobody(record):
    folder = record[0]
    with opened(folder) as db:
        one = Impostor(db, "ceasefire/example/p/gamma")
        one.signing = Ed25519PrivateKey.generate()
        one.enrol(one.signing, Ed25519PrivateKey.generate())
        one.sign_heads(one.pair.log)
    resign(folder, one, one.pair.log)
    assert [line for line in problems(folder) if "signed by a key that was not enrolled" in line]
    assert any("gamma entry 1" in line for line in read_again(folder))
