"""One value, one spelling: the profile against the reference canonicaliser and against odd spellings."""

import json

import msgspec
import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.record import profile
from ceasefire.record.errors import VerificationError

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ODD_TEXT = st.text(
    st.sampled_from('"\\/\b\f\n\r\t\x00\x1f\x7f\x80\u2028\u2029\ud7ff\ue000\uffff\U00010000\U0010ffff'), max_size=6
)
"""What encoders are known to spell in different ways: escapes, line separators, the ends of the planes."""
BIG = st.sampled_from([2**53 - 1, -(2**53) + 1, 2**31, -(2**31), 2**32, 0, -1])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | BIG | TEXT | ODD_TEXT,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.from_regex(r"\A[a-z0-9_]{1,8}\Z"), inner, max_size=4)
    ),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(VALUES)
def test_both_encoders_agree_and_decoding_returns_the_value(value):
    plain = profile.plain(value)
    data = profile.encode(plain)
    assert data == rfc8785.dumps(plain) == profile.encode_checked(plain)
    assert profile.decode(data) == plain
    assert profile.plain(plain) == plain


def test_every_character_is_spelled_as_the_reference_does():
    points = [chr(at) for at in (*range(0xD800), *range(0xE000, 0x110000, 7))]
    for at in range(0, len(points), 4096):
        plain = profile.plain({"a": "".join(points[at : at + 4096])})
        assert profile.encode_checked(plain) == rfc8785.dumps(plain)


ANY_TEXT = st.text(st.characters(), max_size=6) | st.sampled_from(["\ud800", "\udfff\U00010000", "\ue000"])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT | st.just("a"), inner, max_size=3),
    max_leaves=8,
)
"""Values that nobody checked: keys of any script, lone surrogates, floats, integers of any size."""


@settings(max_examples=200, deadline=None)
@given(ANYTHING)
def test_what_is_accepted_is_spelled_as_the_reference_does_and_all_else_refused(value):
    try:
        plain = profile.plain(value)
    except ValueError:
        return
    assert profile.encode_checked(plain) == rfc8785.dumps(plain)


def test_a_spelling_that_the_second_encoder_does_not_share_is_not_filed(monkeypatch):
    monkeypatch.setattr(profile, "_encoder", msgspec.json.Encoder())  # keys as they come
    assert profile.encode_checked({"a": 1, "b": 2})
    with pytest.raises(ValueError, match="two canonical encoders disagree"):
        profile.encode_checked({"b": 2, "a": 1})


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60) | TEXT.map(str.encode) | VALUES.map(lambda v: json.dumps(v).encode()))
def test_bytes_are_the_one_spelling_or_refused(data):
    try:
        value = profile.decode(data)
    except VerificationError:
        return
    assert rfc8785.dumps(value) == data


ODD = [
    b'{"a":1,"a":2}',
    b'{"b":1,"a":2}',
    b'{"a": 1}',
    b'{"a":1.0}',
    b'{"a":1e2}',
    b'{"a":-0}',
    b'{"a":01}',
    b'{"a":9007199254740992}',
    b'{"a":18446744073709551616}',
    b'{"a":"\\u0041"}',
    b'{"a":"\\/"}',
    b'{"a":"\\ud800"}',
    '{"a":"e\u0301"}'.encode(),
    b'{"A":1}',
    b'{"":1}',
    b'{"a-b":1}',
    b'{"a":NaN}',
    b'{"a":1}\n',
    b"\xef\xbb\xbf{}",
    b'{"a":"\xff"}',
    b"",
    b"[" * 5000 + b"]" * 5000,
    b"[" * 40 + b"]" * 40,
    b'"' + b"x" * 41_000 + b'"',
]


@pytest.mark.parametrize("data", ODD, ids=lambda d: repr(d[:24]))
def test_odd_spellings_are_refused(data):
    with pytest.raises(VerificationError):
        profile.decode(data)


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({"a": {"lat": 35.1}}, "body.a.lat"),
        ({"a": [1, float("nan")]}, "body.a[1]"),
        ({"n": 2**53}, "body.n"),
        ({"Name": 1}, "body"),
        ({1: 1}, "body"),
        ({"a": "\ud800"}, "body.a"),
        ({"a": {1, 2}}, "body.a"),
        ({"a": b"bytes"}, "body.a"),
    ],
)
def test_what_does_not_fit_is_named_by_its_place(value, place):
    with pytest.raises(ValueError, match="^" + place.replace("[", r"\[").replace("]", r"\]") + ":"):
        profile.plain(value)


def test_text_is_put_into_nfc():
    assert profile.plain({"a": "e\u0301"}) == {"a": "\u00e9"}


def test_too_deep_is_refused_not_crashed():
    value = []
    for _ in range(50_000):
        value = [value]
    with pytest.raises(ValueError, match="nested deeper"):
        profile.plain(value)
