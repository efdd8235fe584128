"""Keys: unsound public keys are refused, private ones are kept to their owner."""

import hashlib
import os
import shutil
import stat
import subprocess

import pytest
from cryptography.hazmat.primitives import serialization as forms
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ceasefire.record import key_files, keys
from ceasefire.record.errors import KeyUnusableError, RecordError, VerificationError

# Every 32-byte string that some Ed25519 implementation decodes to a point of order 1, 2, 4 or 8.
SMALL = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
]


@pytest.mark.parametrize("public", SMALL)
def test_keys_of_small_order_are_refused(public):
    with pytest.raises(VerificationError):
        keys.require_sound(bytes.fromhex(public))


@pytest.mark.parametrize("public", [b"", bytes(31), bytes(33), (2).to_bytes(32, "little"), b"\xff" * 32])
def test_what_is_no_point_is_refused(public):
    with pytest.raises(VerificationError):
        keys.require_sound(public)


def test_the_keys_of_rfc_8032_and_fresh_ones_are_accepted():
    known = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    keys.require_sound(bytes.fromhex(known))
    for _ in range(20):
        keys.require_sound(Ed25519PrivateKey.generate().public_key().public_bytes_raw())


P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P


def by_adding_up(public):
    """The same verdict the long way round: decode the point (RFC 8032 §5.1.3) and double it three times."""
    number = int.from_bytes(public, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    if y >= P or x * x % P != square or (x == 0 and sign):
        return False
    for _ in range(3):
        cross = D * x * x * y * y % P
        x, y = 2 * x * y * pow(1 + cross, -1, P) % P, (y * y + x * x) * pow(1 - cross, -1, P) % P
    return (x, y) != (0, 1)


def test_a_key_is_sound_exactly_where_adding_it_up_says_so():
    drawn = [hashlib.sha256(b"%d" % n).digest() for n in range(40)]
    near = [((P + n) % 2**255).to_bytes(32, "little") for n in range(-4, 19)]
    met = set()
    for public in (*drawn, *near, *map(bytes.fromhex, SMALL)):
        try:
            keys.require_sound(public)
            found = True
        except VerificationError:
            found = False
        assert found == by_adding_up(public), public.hex()
        met.add(found)
    assert met == {True, False}


@pytest.fixture
def quick(monkeypatch):
    """Keys that open at once; only the test of the form itself pays the full price."""
    monkeypatch.setattr(key_files, "COST", (1 << 10, 8, 1))


def saved(folder, passphrase):
    pair = keys.generate()
    keys.save(folder, "alpha", pair, passphrase)
    return pair, keys.public_bytes(pair.statement)


def test_private_keys_are_for_their_owner_alone(tmp_path):
    folder = tmp_path / "keys"
    saved(folder, None)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("passphrase", [None, "a long passphrase"])
def test_a_key_comes_back_as_it_went(tmp_path, passphrase, quick):
    pair, public = saved(tmp_path / "keys", passphrase)
    found = keys.load(tmp_path / "keys", "alpha", "statement", public, passphrase)
    assert found.private_bytes_raw() == pair.statement.private_bytes_raw()


@pytest.mark.parametrize(("locked", "tried"), [("right", "wrong"), ("right", None), (None, "needless")])
def test_a_wrong_passphrase_is_said_to_be_one(tmp_path, locked, tried, quick):
    _pair, public = saved(tmp_path / "keys", locked)
    with pytest.raises(KeyUnusableError):
        keys.load(tmp_path / "keys", "alpha", "statement", public, tried)


def test_a_swapped_damaged_or_absent_key_is_refused(tmp_path):
    folder = tmp_path / "keys"
    _pair, public = saved(folder, None)
    _other, other_public = saved(folder, None)
    mine = folder / f"alpha.statement.{keys.key_id(public)[:16]}.pem"
    theirs = folder / f"alpha.statement.{keys.key_id(other_public)[:16]}.pem"
    mine.write_bytes(theirs.read_bytes())
    with pytest.raises(KeyUnusableError, match="another key"):
        keys.load(folder, "alpha", "statement", public, None)
    mine.write_bytes(b"-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----\n")
    with pytest.raises(KeyUnusableError):
        keys.load(folder, "alpha", "statement", public, None)
    mine.unlink()
    with pytest.raises(KeyUnusableError, match="not here"):
        keys.load(folder, "alpha", "statement", public, None)


def test_a_key_is_never_overwritten(tmp_path):
    folder = tmp_path / "keys"
    pair, _public = saved(folder, None)
    with pytest.raises(RecordError):
        keys.save(folder, "alpha", pair, None)


def mine(folder, public, use="statement"):
    return folder / f"alpha.{use}.{keys.key_id(public)[:16]}.pem"


def test_a_locked_key_stands_behind_scrypt_and_openssl_opens_it(tmp_path):
    """What is written has the cost that the format page names, and needs no program of ours to be opened."""
    key = Ed25519PrivateKey.generate()
    path = tmp_path / "key.pem"
    path.write_bytes(key_files.pem(key, "words"))
    assert key_files.COST == (16384, 8, 5)
    assert forms.load_pem_private_key(path.read_bytes(), b"words").private_bytes_raw() == key.private_bytes_raw()
    if shutil.which("openssl") is None:
        pytest.skip("no openssl here to open it with")
    line = ["openssl", "pkey", "-in", path, "-passin", "pass:words"]
    done = subprocess.run(line, capture_output=True, check=True)
    assert forms.load_pem_private_key(done.stdout, None).private_bytes_raw() == key.private_bytes_raw()


def test_a_key_of_an_earlier_version_opens_and_is_written_anew(tmp_path, quick):
    folder = tmp_path / "keys"
    pair, public = saved(folder, None)
    publics = {"statement": public, "log": keys.public_bytes(pair.log)}
    for use, key in (("statement", pair.statement), ("log", pair.log)):
        how = forms.BestAvailableEncryption(b"old")
        mine(folder, publics[use], use).write_bytes(
            key.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, how)
        )
    before = mine(folder, public).read_bytes()
    with pytest.raises(KeyUnusableError):
        keys.change_passphrase(folder, "alpha", publics, "wrong", "new")
    assert mine(folder, public).read_bytes() == before
    keys.change_passphrase(folder, "alpha", publics, "old", "new")
    found = keys.load(folder, "alpha", "log", publics["log"], "new")
    assert found.private_bytes_raw() == pair.log.private_bytes_raw()
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert len(list(folder.iterdir())) == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
@pytest.mark.parametrize(("mode", "folder_mode"), [(0o644, 0o700), (0o620, 0o700), (0o600, 0o770), (0o600, 0o703)])
def test_a_key_that_others_can_read_or_replace_is_refused_with_what_mends_it(tmp_path, mode, folder_mode):
    folder = tmp_path / "keys"
    _pair, public = saved(folder, None)
    mine(folder, public).chmod(mode)
    folder.chmod(folder_mode)
    with pytest.raises(KeyUnusableError, match=r"chmod [67]00 .*keys"):
        keys.load(folder, "alpha", "statement", public, None)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_a_key_or_folder_of_another_user_is_refused(tmp_path, monkeypatch):
    folder = tmp_path / "keys"
    _pair, public = saved(folder, None)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(KeyUnusableError, match="another user"):
        keys.load(folder, "alpha", "statement", public, None)
    monkeypatch.setattr(key_files, "require_private_folder", lambda folder: None)
    with pytest.raises(KeyUnusableError, match="another user"):
        keys.load(folder, "alpha", "statement", public, None)


def test_a_link_or_a_pipe_in_place_of_a_key_is_refused(tmp_path):
    folder = tmp_path / "keys"
    _pair, public = saved(folder, None)
    path = mine(folder, public)
    path.rename(tmp_path / "elsewhere.pem")
    path.symlink_to(tmp_path / "elsewhere.pem")
    with pytest.raises(KeyUnusableError, match="link"):
        keys.load(folder, "alpha", "statement", public, None)
    path.unlink()
    os.mkfifo(path, 0o600)
    with pytest.raises(KeyUnusableError, match="plain file"):
        keys.load(folder, "alpha", "statement", public, None)


def test_a_passphrase_is_asked_for_only_where_a_key_needs_one(tmp_path, quick):
    asked = []

    def ask(office):
        asked.append(office)
        return "words"

    for passphrase in (None, "words"):
        folder = tmp_path / f"keys {passphrase}"
        _pair, public = saved(folder, passphrase)
        with keys.asked_by(ask):
            keys.load(folder, "alpha", "statement", public, None)
    assert asked == ["alpha"]
    with pytest.raises(KeyUnusableError, match="needs its passphrase"):
        keys.load(folder, "alpha", "statement", public, None)
