"""Notes, checkpoints and proofs: the vectors of C2SP, one spelling each, and refusal of every altered character."""

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.record import note
from ceasefire.record.errors import VerificationError

# The example of c2sp.org/signed-note.
VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
NOTE = (
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ORIGIN = "ceasefire/example/party/alpha"


def own_vkey():
    return note.make_vkey(ORIGIN, KEY.public_key().public_bytes_raw())


def signed_by_hand(text):
    public = KEY.public_key().public_bytes_raw()
    short = hashlib.sha256(ORIGIN.encode() + b"\n\x01" + public).digest()[:4]
    return f"{text}\n— {ORIGIN} {base64.b64encode(short + KEY.sign(text.encode())).decode()}\n"


def test_the_note_of_the_specification_verifies():
    assert note.check_note(NOTE, [note.parse_vkey(VKEY)]) == "This is an example message.\n"
    assert str(note.parse_vkey(VKEY)) == VKEY


@pytest.mark.parametrize("at", range(0, len(NOTE), 3))
def test_every_altered_character_of_a_note_is_refused(at):
    changed = NOTE[:at] + chr(ord(NOTE[at]) ^ 1) + NOTE[at + 1 :]
    with pytest.raises(VerificationError):
        note.check_note(changed, [note.parse_vkey(VKEY)])


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40) | st.text("+ab=\n— 1", max_size=40))
def test_any_text_is_refused_with_our_error_only(text):
    for parse in (note.parse_vkey, note.read_checkpoint, note.parse_proof, lambda t: note.check_note(t, [])):
        with pytest.raises(VerificationError):
            parse(text)


@pytest.mark.parametrize(
    "wrong",
    [
        VKEY[:-1],
        VKEY + "\n",
        VKEY.replace("530d903a", "530d903b"),
        VKEY.replace("530d903a", "530D903A"),
        VKEY.replace("+Ae", "+Be"),
        VKEY.replace("example.com", "exam ple"),
        "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    ],
)
def test_wrong_verifier_keys_are_refused(wrong):
    with pytest.raises(VerificationError):
        note.parse_vkey(wrong)


def test_a_checkpoint_signed_by_hand_is_read():
    root = bytes(range(32))
    text = signed_by_hand(f"{ORIGIN}\n12\n{base64.b64encode(root).decode()}\n")
    found = note.check_checkpoint(text, [own_vkey()], ORIGIN)
    assert (found.size, found.root) == (12, root)
    assert note.sign(note.checkpoint_text(found), own_vkey(), KEY) == text


@pytest.mark.parametrize(
    "text",
    [
        f"{ORIGIN}\n012\n{base64.b64encode(bytes(32)).decode()}\n",
        f"{ORIGIN}\n+12\n{base64.b64encode(bytes(32)).decode()}\n",
        f"{ORIGIN}\n1_2\n{base64.b64encode(bytes(32)).decode()}\n",
        f"{ORIGIN}\n１２\n{base64.b64encode(bytes(32)).decode()}\n",
        f"{ORIGIN}\n12\n{base64.b64encode(bytes(31)).decode()}\n",
        f"{ORIGIN}\n12\n{base64.b64encode(bytes(32)).decode()}\nextension\n",
        f"{ORIGIN}\n12\n",
        f"another/origin\n12\n{base64.b64encode(bytes(32)).decode()}\n",
    ],
)
def test_rightly_signed_but_odd_checkpoints_are_refused(text):
    with pytest.raises(VerificationError):
        note.check_checkpoint(signed_by_hand(text), [own_vkey()], ORIGIN)


def test_unknown_signatures_are_ignored_and_known_wrong_ones_are_not():
    other = note.make_vkey("somebody.else", Ed25519PrivateKey.generate().public_key().public_bytes_raw())
    text = signed_by_hand("words\n")
    stranger = text + f"— {other.name} {base64.b64encode(other.id + bytes(64)).decode()}\n"
    assert note.check_note(stranger, [own_vkey()]) == "words\n"
    with pytest.raises(VerificationError):
        note.check_note(stranger, [own_vkey(), other])
    with pytest.raises(VerificationError):
        note.check_note(text, [other])


PROOF = note.Proof(index=3, path=(bytes(32), bytes([7]) * 32), checkpoint=NOTE, extra=b"envelope")


def test_a_proof_is_spelled_as_the_specification_shows():
    zero, seven = base64.b64encode(bytes(32)).decode(), base64.b64encode(bytes([7]) * 32).decode()
    text = note.proof_text(PROOF)
    assert text == f"c2sp.org/tlog-proof@v1\nextra ZW52ZWxvcGU=\nindex 3\n{zero}\n{seven}\n\n{NOTE}"
    assert note.parse_proof(text) == PROOF


@pytest.mark.parametrize(
    ("old", "new"),
    [("index 3", "index 03"), ("index 3", "index -3"), ("@v1", "@v2"), ("extra ", "extra  "), ("\n\nThis", "\nThis")],
)
def test_other_spellings_of_a_proof_are_refused(old, new):
    with pytest.raises(VerificationError):
        note.parse_proof(note.proof_text(PROOF).replace(old, new, 1))


def with_signatures(count):
    strangers = (f"— other{n}.example {base64.b64encode(bytes([n]) * 68).decode()}\n" for n in range(count - 1))
    return signed_by_hand("words\n") + "".join(strangers)


def test_a_hundred_signatures_are_read_and_one_more_is_not():
    assert note.check_note(with_signatures(100), [own_vkey()]) == "words\n"
    with pytest.raises(VerificationError):
        note.check_note(with_signatures(101), [own_vkey()])


def test_two_known_keys_of_one_name_and_id_are_refused():
    """As x/mod: which key a signature means could not be told, and a false one could hide behind the right one."""
    same = note.Vkey(name=ORIGIN, id=own_vkey().id, public=bytes(32))
    for known in ([own_vkey(), own_vkey()], [own_vkey(), same], [same, own_vkey()]):
        with pytest.raises(VerificationError, match="same name and id"):
            note.check_note(signed_by_hand("words\n"), known)


def test_notes_one_after_another_are_parted():
    a, b = signed_by_hand("first\n"), with_signatures(3)
    for text in (a, a + b, a + "\n" + b, b + a + b):
        assert "".join(note.split_notes(text)) == text.replace("\n\nwords", "\nwords").replace("=\n\n", "=\n")
    assert note.split_notes(a + b + a) == [a, b, a]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("\ufeff" + NOTE, "byte order mark"),
        (NOTE.replace("\n", "\r\n"), "Windows"),
        (NOTE + "\n", "empty line follows"),
        (NOTE[:-1], "no line end"),
        ("", "empty"),
        ("words\n", "signatures are needed"),
    ],
)
def test_what_an_editor_does_to_a_note_is_said(text, words):
    with pytest.raises(VerificationError, match=words):
        note.split_notes(text)


def test_a_long_text_of_no_notes_is_refused_at_once():
    """Signature lines that could be text of the next note must not be tried in every way."""
    with pytest.raises(VerificationError):
        note.split_notes("a\n\n— b c\n" * 20_000 + "— x\n\n\n")
