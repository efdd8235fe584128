"""A second reader of the record format, written from docs/reference/record-format.md alone.

    python second_reader.py FOLDER [KEPT_CHECKPOINT ...]

Prints the heads and what does not hold; ends with status 1 if anything does not. It needs `cryptography` and
the standard library, and shares no line with the project.
"""

import base64
import hashlib
import json
import sqlite3
import sys
import unicodedata
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FIELDS = {"kind", "edition", "party", "office", "key", "nonce", "claimed_at", "cites", "supersedes", "source", "body"}


def sha256(data):
    return hashlib.sha256(data).digest()


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def require_profile(value):
    if isinstance(value, dict):
        for key, item in value.items():
            if not key or not set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789_"):
                raise ValueError(f"key {key!r}")
            require_profile(item)
    elif isinstance(value, list):
        for item in value:
            require_profile(item)
    elif isinstance(value, float) or (isinstance(value, int) and abs(value) >= 2**53):
        raise ValueError(f"number {value!r}")
    elif isinstance(value, str) and not unicodedata.is_normalized("NFC", value):
        raise ValueError("text not in NFC")


def root(leaves):
    """Merkle tree hash, RFC 9162 section 2.1.1, from leaf hashes."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"")
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01" + root(leaves[:half]) + root(leaves[half:]))


def check_signature(public, signature, data):
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except InvalidSignature:
        raise ValueError("the signature does not hold") from None


def open_envelope(data):
    """Statement, id, the bytes signed and the signature; ValueError unless canonical throughout."""
    envelope = json.loads(data)
    payload = base64.b64decode(envelope["payload"], validate=True)
    statement = json.loads(payload)
    (signature,) = envelope["signatures"]
    media = f"application/vnd.ceasefire.{statement['kind']}+json"
    if canonical(envelope) != data or canonical(statement) != payload or len(payload) > 40960:
        raise ValueError("not the canonical spelling")
    if envelope["payloadType"] != media or signature["keyid"] != statement["key"] or set(statement) - FIELDS:
        raise ValueError("envelope and statement do not fit")
    require_profile(statement)
    signed = b"DSSEv1 %d %b %d %b" % (len(media), media.encode(), len(payload), payload)
    return statement, sha256(signed), signed, base64.b64decode(signature["sig"], validate=True)


def read_vkey(text):
    name, short, material = text.split("+", 2)
    raw = base64.b64decode(material, validate=True)
    if raw[0] != 1 or len(raw) != 33 or sha256(name.encode() + b"\n" + raw)[:4].hex() != short:
        raise ValueError("not an Ed25519 verifier key")
    return name, bytes.fromhex(short), raw[1:]


def open_checkpoint(text, vkeys, origin):
    """(size, root) of a checkpoint that one of these keys signed."""
    body, _, signatures = text.rpartition("\n\n")
    body += "\n"
    for line in signatures.splitlines():
        _dash, signer, encoded = line.split(" ")
        blob = base64.b64decode(encoded, validate=True)
        for name, short, public in vkeys:
            if (name, short) == (signer, blob[:4]):
                check_signature(public, blob[4:], body.encode())
                told, size, encoded_root = body.splitlines()
                if told != origin:
                    raise ValueError(f"speaks of {told}")
                return int(size), base64.b64decode(encoded_root, validate=True)
    raise ValueError("no signature by an enrolled key")


def read_key(body, origin):
    """Key id, public key and verifier key that a key statement enrols for this ledger."""
    public, vkey = bytes.fromhex(body["statement_key"]), read_vkey(body["log_vkey"])
    if body["origin"] != origin or vkey[0] != origin or body["algorithm"] != "ed25519" or vkey[2] == public:
        raise ValueError("not a key of this ledger")
    return sha256(b"\x01" + public).hex(), public, vkey


def check_ledger(db, folder, number, party, office, origin, kept, used, ids):
    keys, vkeys, leaves = {}, [], []
    rows = db.execute("SELECT seq, id, envelope FROM entry WHERE ledger = ? ORDER BY seq", (number,))
    for expected, (seq, stored, data) in enumerate(rows):
        where = f"{office} entry {seq}"
        try:
            statement, identity, signed, signature = open_envelope(data)
            if seq != expected or stored != identity or (statement["party"], statement["office"]) != (party, office):
                raise ValueError("out of place")
            if statement["kind"] == "key":
                try:
                    name, public, vkey = read_key(statement["body"], origin)
                except (ValueError, KeyError, TypeError):
                    if seq == 0:
                        raise
                    name = None  # a later key statement that does not fit enrols nobody
                signers = keys | ({name: public} if seq == 0 else {})
                check_signature(signers[statement["key"]], signature, signed)
                if name is not None:
                    keys[name] = public
                    vkeys.append(vkey)
                    for one in (public, vkey[2]):
                        used.setdefault(one, set()).add(origin)
            elif seq == 0:
                raise ValueError("the first entry is not a key statement")
            check_signature(keys[statement["key"]], signature, signed)
            ids.setdefault(identity, set()).add(origin)
            if statement["kind"] == "batch":
                blob = statement["body"]["sha256"]
                if not (folder / "blobs" / blob[:2] / blob).is_file():
                    raise ValueError(f"blob {blob} is missing")
        except (ValueError, KeyError, TypeError) as error:
            yield f"{where}: {error}"
        leaves.append(sha256(b"\x00" + data))
    size, text = db.execute("SELECT size, checkpoint FROM head WHERE ledger = ?", (number,)).fetchone()
    for what, note in [("head", text), *kept]:
        try:
            signed_size, signed_root = open_checkpoint(note, vkeys[-1:] if what == "head" else vkeys, origin)
            if signed_size > len(leaves) or (what == "head" and not signed_size == size == len(leaves)):
                raise ValueError(f"{signed_size} entries are signed, {len(leaves)} are here")
            if signed_root != root(leaves[:signed_size]):
                raise ValueError("another history than the one signed")
        except ValueError as error:
            yield f"{office} {what}: {error}"
    print(origin, len(leaves), root(leaves).hex())


def check_names(db, ledgers):
    """One name of the record, in which a ledger began; origins of their names; one ledger of an office's name."""
    meta = db.execute("SELECT name, value FROM meta").fetchall()
    if [name for name, _ in meta] != ["name"]:
        yield "meta does not hold the name of the record alone"
    elif ledgers and not any(origin.split("/")[1:2] == [meta[0][1]] for *_, origin in ledgers):
        yield f"no ledger began in a record called {meta[0][1]}"
    for _, party, office, origin in ledgers:
        if origin.split("/")[:1] != ["ceasefire"] or origin.split("/")[2:] != [party, office]:
            yield f"{origin} is not made of {party} and {office}"
    offices = [office for _, _, office, _ in ledgers]
    for office in sorted({office for office in offices if offices.count(office) > 1}):
        yield f"{offices.count(office)} ledgers are called {office}"


def check_record(folder, kept=()):
    db = sqlite3.connect(f"{(folder / 'record.db').absolute().as_uri()}?mode=ro", uri=True)
    if db.execute("PRAGMA user_version").fetchone()[0] != 1:
        yield "record.db is not of format 1"
    used, ids = {}, {}  # origins by enrolled key, and by statement
    ledgers = db.execute("SELECT ledger, party, office, origin FROM ledger ORDER BY office, origin").fetchall()
    yield from check_names(db, ledgers)
    for number, party, office, origin in ledgers:
        own = [(f"kept checkpoint {i}", note) for i, note in enumerate(kept) if note.split("\n", 1)[0] == origin]
        yield from check_ledger(db, folder, number, party, office, origin, own, used, ids)
    db.close()
    for public, origins in used.items():
        if len(origins) > 1:
            yield f"key {public.hex()[:16]} is enrolled in {' and '.join(sorted(origins))}"
    for identity, origins in ids.items():
        if len(origins) > 1:
            yield f"statement {identity.hex()[:12]} stands in {' and '.join(sorted(origins))}"
    for blob in sorted((folder / "blobs").glob("??/*")):
        if hashlib.sha256(blob.read_bytes()).hexdigest() != blob.name:
            yield f"blob {blob.name} does not hold"


if __name__ == "__main__":
    problems = list(check_record(Path(sys.argv[1]), [Path(name).read_text() for name in sys.argv[2:]]))
    print("\n".join(problems) if problems else "everything holds")
    sys.exit(bool(problems))
