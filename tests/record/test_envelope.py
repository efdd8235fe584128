"""Envelopes: the DSSE vector, one spelling, and refusal of every altered byte."""

import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.record import envelope
from ceasefire.record.errors import VerificationError

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
STATEMENT = {
    "body": {"killed_low": 2, "place": "Arbīl"},
    "cites": ["ab" * 32, "cd" * 32 + "#7"],
    "claimed_at": "2017-02-14T09:00:00Z",
    "edition": 1,
    "key": "12" * 32,
    "kind": "report",
    "nonce": "0f" * 16,
    "office": "alpha",
    "party": "party-alpha",
    "source": {"address": "https://example.org", "row": 3, "sha256": "ee" * 32, "span": [4, 9]},
    "supersedes": "ef" * 32,
}


def spelled(statement):
    return json.dumps(statement, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def enveloped(payload, payload_type="application/vnd.ceasefire.report+json", keyid="12" * 32, signature=bytes(64)):
    """An envelope made by hand, by the format's description."""
    return spelled(
        {
            "payload": base64.b64encode(payload).decode(),
            "payloadType": payload_type,
            "signatures": [{"keyid": keyid, "sig": base64.b64encode(signature).decode()}],
        }
    )


def signed():
    payload = spelled(STATEMENT)
    kind = b"application/vnd.ceasefire.report+json"
    pae = b"DSSEv1 " + str(len(kind)).encode() + b" " + kind + b" " + str(len(payload)).encode() + b" " + payload
    return enveloped(payload, signature=KEY.sign(pae))


def test_pre_authentication_encoding_of_the_dsse_specification():
    made = envelope.pae("http://example.com/HelloWorld", b"hello world")
    assert made == b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"


def test_an_envelope_made_by_hand_is_read_and_verifies():
    sealed = envelope.parse_envelope(signed())
    envelope.check_signature(sealed, KEY.public_key())
    assert sealed.statement.body == STATEMENT["body"]
    assert sealed.statement.source.span == (4, 9)
    assert envelope.seal(sealed.statement, KEY).envelope == signed()
    assert envelope.seal(sealed.statement, KEY).id == sealed.id


def test_another_key_is_refused():
    with pytest.raises(VerificationError):
        envelope.check_signature(envelope.parse_envelope(signed()), Ed25519PrivateKey.generate().public_key())


def read_and_verify(data):
    envelope.check_signature(envelope.parse_envelope(data), KEY.public_key())


@pytest.mark.parametrize("at", range(0, len(signed()), 7))
@pytest.mark.parametrize("bit", [0, 5])
def test_every_flipped_bit_is_refused(at, bit):
    changed = bytearray(signed())
    changed[at] ^= 1 << bit
    with pytest.raises(VerificationError):
        read_and_verify(bytes(changed))


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=80))
def test_any_bytes_are_refused_with_our_error_only(data):
    for parse in (envelope.parse_envelope, envelope.parse_statement):
        with pytest.raises(VerificationError):
            parse(data)
    with pytest.raises(VerificationError):
        envelope.parse_envelope(enveloped(data))


def altered(**fields):
    return {k: v for k, v in (STATEMENT | fields).items() if v is not ...}


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "Report"},
        {"kind": "report+xml"},
        {"edition": 0},
        {"edition": "1"},
        {"edition": True},
        {"party": "a/b"},
        {"office": ""},
        {"office": "a b"},
        {"key": "12" * 31},
        {"nonce": "0F" * 16},
        {"nonce": ...},
        {"claimed_at": "2017-02-14T09:00:00+00:00"},
        {"claimed_at": "2017-13-14T09:00:00Z"},
        {"claimed_at": "2017-02-14T09:00:00Z\n"},
        {"cites": ...},
        {"cites": ["abcd"]},
        {"cites": ["ab" * 32 + "#07"]},
        {"supersedes": None},
        {"supersedes": "ab" * 32 + "#x"},
        {"source": {}, "extra": 1},
        {"source": None},
        {"source": {"sha256": "EE" * 32}},
        {"source": {"span": [9, 4]}},
        {"source": {"span": [1, 2, 3]}},
        {"source": {"row": -1}},
        {"source": {"quote": "e\u0301"}},
        {"source": {"page": 1}},
        {"body": []},
        {"body": {"a": 1.5}},
        {"body": {"a": 2**53}},
        {"unknown": 1},
    ],
    ids=str,
)
def test_fields_out_of_form_are_refused(fields):
    with pytest.raises(VerificationError):
        envelope.parse_statement(spelled(altered(**fields)))


def test_type_and_key_are_bound_to_the_statement():
    payload = spelled(STATEMENT)
    for wrong in (
        enveloped(payload, payload_type="application/vnd.ceasefire.tally+json"),
        enveloped(payload, keyid="13" * 32),
    ):
        with pytest.raises(VerificationError):
            envelope.parse_envelope(wrong)


def test_two_signatures_are_refused():
    two = json.loads(signed())
    two["signatures"] *= 2
    with pytest.raises(VerificationError):
        envelope.parse_envelope(spelled(two))


def test_lax_base64_is_refused():
    lax = json.loads(signed())
    lax["payload"] = lax["payload"].rstrip("=") + "\n"
    with pytest.raises(VerificationError):
        envelope.parse_envelope(spelled(lax))
