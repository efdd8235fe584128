"""Keys: unsound public keys are refused, private ones are kept to their owner."""

import stat

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ceasefire.record import keys
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
def test_a_key_comes_back_as_it_went(tmp_path, passphrase):
    pair, public = saved(tmp_path / "keys", passphrase)
    found = keys.load(tmp_path / "keys", "alpha", "statement", public, passphrase)
    assert found.private_bytes_raw() == pair.statement.private_bytes_raw()


@pytest.mark.parametrize(("locked", "tried"), [("right", "wrong"), ("right", None), (None, "needless")])
def test_a_wrong_passphrase_is_said_to_be_one(tmp_path, locked, tried):
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
