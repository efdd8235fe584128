"""A proof in somebody's hands: what holds, under which key, and what a changed file is refused for."""

import msgspec
import pytest

from ceasefire.record import Draft, Store, keys, ledger, note, proof_file, tree
from ceasefire.record.envelope import Statement, seal
from ceasefire.record.errors import VerificationError
from ceasefire.record.proof_file import NothingTrusted
from tests.record.makings import made


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with made(tmp_path_factory.mktemp("proofs") / "r", ["alpha", "beta"], entries=5) as found:
        yield found


@pytest.fixture(scope="module")
def alpha(store):
    return store.offices()[0]


@pytest.fixture(scope="module")
def entry(store):
    return list(store.entries("alpha"))[3]


@pytest.fixture(scope="module")
def bare(store, entry):
    return store.proof(entry.id)


@pytest.fixture(scope="module")
def carried(store, bare):
    return store.key_proofs("alpha") + bare


def vkeys(office):
    return [note.parse_vkey(text) for text in office.vkeys]


def test_a_verifier_key_is_enough(bare, alpha, entry):
    found = proof_file.check(bare, vkeys(alpha))
    assert (found.origin, found.position, found.id) == (alpha.origin, entry.seq, entry.id)
    assert (found.size, found.root, found.statement) == (alpha.size, alpha.root, entry.statement)
    assert (found.signed_by, found.first_key) == (None, None)


def test_the_first_key_is_enough_where_the_key_statements_are_carried(carried, alpha, entry):
    found = proof_file.check(carried, first_keys=[alpha.key])
    assert (found.id, found.signed_by, found.first_key) == (entry.id, alpha.key, alpha.key)
    assert proof_file.check(carried, vkeys(alpha), [alpha.key]) == proof_file.check(carried, vkeys(alpha)) == found


def test_the_first_statement_itself_is_proved(store, alpha):
    first = next(store.entries("alpha"))
    assert proof_file.check(store.proof(first.id), first_keys=[alpha.key]).signed_by == alpha.key


def test_without_a_key_nothing_is_said_to_hold(bare, carried, alpha):
    with pytest.raises(NothingTrusted, match=alpha.origin):
        proof_file.check(carried)
    with pytest.raises(NothingTrusted, match="verifier key"):
        proof_file.check(bare, first_keys=[alpha.key])


def test_keys_of_others_prove_nothing(store, bare, carried):
    beta = store.offices()[1]
    forged = note.make_vkey(store.offices()[0].origin, note.parse_vkey(beta.vkeys[0]).public)
    for given in (vkeys(beta), [forged]):
        with pytest.raises(VerificationError):
            proof_file.check(bare, given)
    with pytest.raises(VerificationError, match="not the one trusted"):
        proof_file.check(carried, first_keys=[beta.key])
    with pytest.raises(VerificationError, match="not the one trusted"):
        proof_file.check(carried, vkeys(store.offices()[0]), [beta.key])


def test_parts_of_several_proofs_do_not_make_one(store, bare, carried, alpha):
    beta = store.key_proofs("beta")
    other = store.proof(list(store.entries("alpha"))[4].id)
    first = store.key_proofs("alpha")
    for text in (beta + bare, other + bare, first + first + bare, carried + bare, "x\n" + bare, bare + "x\n"):
        with pytest.raises(VerificationError):
            proof_file.check(text, vkeys(alpha), [alpha.key])


@pytest.mark.parametrize("step", [0, 1])
def test_every_altered_character_is_refused(carried, alpha, step):
    """Two in 19 of them, each changed by one bit."""
    for at in range(step, len(carried), 19):
        changed = carried[:at] + chr(ord(carried[at]) ^ 1) + carried[at + 1 :]
        with pytest.raises(VerificationError):
            proof_file.check(changed, first_keys=[alpha.key])


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda text: text + "\n", "empty line follows"),
        (lambda text: text.replace("\n", "\r\n"), "Windows"),
        (lambda text: "\ufeff" + text, "byte order mark"),
        (lambda text: text[:-1], "no line end"),
        (lambda text: text[: len(text) // 2], "no line end"),
        (lambda text: "", "empty"),
    ],
)
def test_what_an_editor_did_is_said(bare, alpha, spoil, words):
    with pytest.raises(VerificationError, match=words):
        proof_file.check(spoil(bare), vkeys(alpha))


def test_long_files_of_titles_are_refused_at_once():
    for title in ("ceasefire/row-proof@v1\n", "c2sp.org/tlog-proof@v1\n"):
        with pytest.raises(VerificationError):
            proof_file.check(title * 150_000)
    with pytest.raises(VerificationError, match="longer"):
        proof_file.check("x" * (proof_file.MAX_BYTES + 1))


# --- ledgers made by hand, so that one rule at a time is broken


class ByHand:
    """A ledger in memory whose office breaks a rule and signs its head all the same."""

    def __init__(self):
        self.origin = "ceasefire/example/party/hand"
        self.pair = keys.generate()
        self.envelopes = []

    def key_statement(self, pair, signed_by):
        body = ledger.key_body(keys.public_bytes(pair.statement), keys.public_bytes(pair.log), self.origin)
        return self.add(ledger.KEY_KIND, msgspec.to_builtins(body), signed_by)

    def add(self, kind, body, key, *, named=None, office="hand"):
        statement = Statement(
            kind=kind,
            edition=1,
            party="party",
            office=office,
            key=named or keys.key_id(keys.public_bytes(key)),
            nonce="00" * 16,
            claimed_at="2020-01-01T00:00:00Z",
            cites=(),
            body=body,
        )
        self.envelopes.append(seal(statement, key).envelope)
        return len(self.envelopes) - 1

    def proof(self, index, log_key):
        leaves = [tree.leaf_hash(envelope) for envelope in self.envelopes]

        def read(level, start, height):
            width = 256**level
            return tree.perfect_root(leaves[start * width : (start + (1 << height)) * width])

        root = tree.range_root(read, 0, len(leaves))
        text = note.checkpoint_text(note.Checkpoint(origin=self.origin, size=len(leaves), root=root))
        signed = note.sign(text, note.make_vkey(self.origin, keys.public_bytes(log_key)), log_key)
        path = tree.inclusion_path(read, index, len(leaves))
        return note.proof_text(
            note.Proof(index=index, path=tuple(path), checkpoint=signed, extra=self.envelopes[index])
        )


def test_a_second_pair_of_keys_is_followed_from_the_first():
    """The last log key signs the head; a key statement is signed by a key enrolled before it."""
    hand, later, thief = ByHand(), keys.generate(), keys.generate()
    first = keys.key_id(keys.public_bytes(hand.pair.statement))
    hand.key_statement(hand.pair, hand.pair.statement)
    hand.key_statement(later, hand.pair.statement)
    said = hand.add("note", {}, later.statement)
    hand.key_statement(thief, thief.statement)
    zero, one, mine, stolen = (hand.proof(n, later.log) for n in range(4))
    found = proof_file.check(zero + one + mine, first_keys=[first])
    assert (found.position, found.signed_by) == (said, keys.key_id(keys.public_bytes(later.statement)))
    old = [hand.proof(n, hand.pair.log) for n in range(3)]
    for text in (zero + mine, one + mine, one + zero + mine, "".join(old), zero + one + stolen + mine):
        with pytest.raises(VerificationError):
            proof_file.check(text, first_keys=[first])


@pytest.mark.parametrize("wrong", ["signature", "key", "office", "before its key"])
def test_an_entry_that_its_office_did_not_rightly_sign_is_refused(wrong):
    """The ledger holds it, under a signed head: the author's own signature is looked at nevertheless."""
    hand, later, thief = ByHand(), keys.generate(), keys.generate()
    first = keys.key_id(keys.public_bytes(hand.pair.statement))
    hand.key_statement(hand.pair, hand.pair.statement)
    named = {"signature": first}.get(wrong)
    key = {"office": hand.pair, "before its key": later}.get(wrong, thief).statement
    said = hand.add("note", {}, key, named=named, office="other" if wrong == "office" else "hand")
    hand.key_statement(later, hand.pair.statement)
    text = hand.proof(0, later.log) + hand.proof(2, later.log) + hand.proof(said, later.log)
    with pytest.raises(VerificationError):
        proof_file.check(text, first_keys=[first])


def test_a_row_of_a_batch_is_proved_with_the_keys_before_it(tmp_path):
    import pyarrow as pa

    with made(tmp_path / "r") as store:
        batch = store.write_batch(pa.table({"name": ["a", "b", "c"]}))
        body = {"sha256": batch.sha256, "rows": batch.rows, "rows_root": batch.rows_root}
        (receipt,) = store.file("alpha", [Draft("batch", body)])
        text = store.key_proofs("alpha") + store.row_proof(f"{receipt.id}#1")
        found = proof_file.check(text, first_keys=[store.offices()[0].key])
        assert (found.row, found.cells, found.id) == (1, {"name": b"b"}, receipt.id)
        with pytest.raises(VerificationError):
            proof_file.check(text.replace("row 1\n", "row 2\n"), first_keys=[store.offices()[0].key])


def test_what_is_written_is_a_proof_as_before(store, bare, entry, alpha):
    """`show --proof` writes a tlog-proof of C2SP and nothing else; the store says the same of it."""
    assert note.check_proof(bare, entry.envelope, vkeys(alpha), alpha.origin).size == alpha.size
    with Store.open(store.path, readonly=True) as again:
        assert again.proof(entry.id) == bare
