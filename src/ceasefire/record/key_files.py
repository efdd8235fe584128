"""Private keys as files: PKCS#8 in PEM, behind scrypt where there is a passphrase, for their owner alone.

**Trusted:** the owner's account and the disk. **Not trusted:** a folder whose files others can read or replace.
The encrypted form is that of RFC 5958, 8018 and 7914, byte for byte as `openssl pkcs8 -topk8 -scrypt` makes it, so that
`openssl pkey` opens it without this program.
"""

from __future__ import annotations

import base64
import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ceasefire.record import plain_files
from ceasefire.record.errors import KeyUnusableError

COST = (1 << 14, 8, 5)
"""N, r, p of scrypt: 16 MiB and about 0.3 s a key (decision 0005). OWASP (Password Storage Cheat Sheet) names it beside N = 2^17, p = 1;
it is the costliest of its list that OpenSSL's limit of 32 MiB lets `openssl pkey` open again."""
_SALT = 16
_MAX_BYTES = 16 << 10
_PBES2 = bytes.fromhex("06092a864886f70d01050d")
_SCRYPT = bytes.fromhex("06092b06010401da47040b")
_AES_256_CBC = bytes.fromhex("060960864801650304012a")
_ENCRYPTED = "ENCRYPTED PRIVATE KEY"


def pem(key: Ed25519PrivateKey, passphrase: str | None) -> bytes:
    """Return the key as PKCS#8 PEM, encrypted where there is a passphrase."""
    # Loaded only where a private key is read or written, which most commands never do; so are the ciphers below.
    from cryptography.hazmat.primitives import serialization as forms

    if not passphrase:
        return key.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption())
    plain = key.private_bytes(forms.Encoding.DER, forms.PrivateFormat.PKCS8, forms.NoEncryption())
    text = base64.b64encode(_encrypted(plain, passphrase.encode())).decode()
    lines = [text[at : at + 64] for at in range(0, len(text), 64)]
    return "\n".join([f"-----BEGIN {_ENCRYPTED}-----", *lines, f"-----END {_ENCRYPTED}-----", ""]).encode()


def _encrypted(plain: bytes, passphrase: bytes) -> bytes:
    """Return an EncryptedPrivateKeyInfo (RFC 5958 §3): PBES2 with scrypt (RFC 7914 §7) and AES-256-CBC."""
    from cryptography.hazmat.primitives import padding
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    salt, iv = os.urandom(_SALT), os.urandom(16)
    cost, block, parallel = COST
    secret = Scrypt(salt=salt, length=32, n=cost, r=block, p=parallel).derive(passphrase)
    padder = padding.PKCS7(128).padder()
    encryptor = Cipher(algorithms.AES(secret), modes.CBC(iv)).encryptor()
    hidden = encryptor.update(padder.update(plain) + padder.finalize()) + encryptor.finalize()
    derivation = _sequence(_SCRYPT, _sequence(_octets(salt), *map(_integer, COST)))
    scheme = _sequence(_AES_256_CBC, _octets(iv))
    return _sequence(_sequence(_PBES2, _sequence(derivation, scheme)), _octets(hidden))


def _tagged(tag: int, content: bytes) -> bytes:
    """Return one DER value; nothing here is longer than 255 bytes."""
    size = len(content)
    return bytes([tag, size] if size < 128 else [tag, 0x81, size]) + content


def _sequence(*parts: bytes) -> bytes:
    return _tagged(0x30, b"".join(parts))


def _octets(data: bytes) -> bytes:
    return _tagged(0x04, data)


def _integer(number: int) -> bytes:
    return _tagged(0x02, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def needs_passphrase(data: bytes) -> bool:
    """Say whether a key file is encrypted."""
    return _ENCRYPTED.encode() in data


def unlock(data: bytes, name: str, passphrase: str | None) -> Ed25519PrivateKey:
    """Return the key in a file's bytes; KeyUnusableError for a wrong passphrase, damage or another sort of key.

    Keys of earlier versions (PBKDF2 in place of scrypt) open as well.
    """
    from cryptography.hazmat.primitives import serialization as forms

    try:
        key = forms.load_pem_private_key(data, passphrase.encode() if passphrase else None)
    except TypeError:
        needs = "is not protected by a passphrase" if passphrase else "needs its passphrase (--passphrase-file FILE)"
        raise KeyUnusableError(f"{name} {needs}") from None
    except Exception:  # the library raises several unrelated types for a wrong passphrase or a damaged file
        raise KeyUnusableError(f"{name} cannot be opened: wrong passphrase, or not a key") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyUnusableError(f"{name} is not an Ed25519 key")
    return key


def fault(path: Path, public: bytes) -> str:
    """Return why a file cannot be the private half of a key, empty if it can; behind a passphrase only its form is seen."""
    try:
        data = read(path)
        if not needs_passphrase(data):
            held = unlock(data, path.name, None).public_key().public_bytes_raw()
            return "" if held == public else "holds another key than its name says; nothing can be signed with it"
        lines = data.decode("ascii").splitlines()
        base64.b64decode("".join(lines[1:-1]), validate=True)
    except (KeyUnusableError, OSError, ValueError) as error:
        return f"cannot be used: {error}"
    framed = (lines[0], lines[-1]) == (f"-----BEGIN {_ENCRYPTED}-----", f"-----END {_ENCRYPTED}-----")
    return "" if framed else "cannot be used: not a key file"


def require_private_folder(folder: Path) -> None:
    """Refuse a folder of keys that is not the user's own or into which others can write. Not checked on Windows."""
    if not folder.is_dir():
        return
    try:
        plain_files.require_own(folder.stat(), plain_files.OTHERS_WRITE)
    except plain_files.NotOwn as error:
        if error.mode is None:
            raise KeyUnusableError(f"{folder} {error}; copy the keys into a folder of your own") from None
        raise KeyUnusableError(f"others can put keys into {folder}; mend it with: chmod 700 {folder}") from None


def read(path: Path) -> bytes:
    """Return the bytes of a key file; KeyUnusableError if it is a link, not the user's own, or readable by others.

    On Windows only a link is refused: its access lists are not looked at. OSError if there is no such file.
    """
    try:
        with plain_files.open_own(path, plain_files.OTHERS_READ) as file:
            return file.read(_MAX_BYTES)
    except plain_files.NotOwn as error:
        if error.mode is None:
            raise KeyUnusableError(f"{path} {error}; put a copy of your own there, the key itself") from None
        raise KeyUnusableError(
            f"others can read or change {path} (mode {error.mode:04o}); mend it with: chmod 600 {path}"
        ) from None
