"""No character of the data acts on a terminal, hides there or turns its direction; words of any script stay readable."""

import json
import sys
import unicodedata

import pytest

from ceasefire.cli.common import safe
from ceasefire.cli.printable import escaped, printable
from tests.soak import rounds

DRAWN_AS_NOTHING = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180e\u200b\u2060\u2064\u206f\u3164\ufe00\ufe0f\ufeff\uffa0\U000e0001\U000e0100"
DIRECTION = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
NUMBER_SIGNS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"


def test_of_all_characters_only_the_visible_ones_are_printed() -> None:
    # each of the planes that hold assigned characters; of the rest, unassigned or private, one in 97 (all in the soak)
    looked_at = [
        chr(n) for n in range(sys.maxunicode + 1) if n < 0x20000 or 0xE0000 <= n < 0xE0200 or n % rounds(97, 1) == 0
    ]
    shown = {c for c in looked_at if safe(c) != c}
    by_kind: dict[str, set[str]] = {}
    for c in looked_at:
        by_kind.setdefault(unicodedata.category(c), set()).add(c)
    for kind in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp"):
        assert by_kind[kind] <= shown, kind
    assert by_kind["Cf"] - shown == {c for c in NUMBER_SIGNS if unicodedata.category(c) == "Cf"}
    assert set(DRAWN_AS_NOTHING + DIRECTION) <= shown
    for kind in ("Lu", "Ll", "Lt", "Nd", "Nl", "Sc", "Sm", "Sk", "Pd", "Ps", "Pe", "Pi", "Pf", "Zs", "Me", "Mc"):
        assert not by_kind[kind] & shown, kind


def test_of_all_characters_none_that_acts_or_hides_stands_in_json() -> None:
    every = [
        chr(n) for n in range(sys.maxunicode + 1) if unicodedata.category(chr(n)) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    ]
    text = "".join([*every, DRAWN_AS_NOTHING])
    written = escaped(json.dumps(text, ensure_ascii=False))
    # two escapes of one surrogate each read back as the one character they stand for, as JSON has it
    assert json.loads(written) == json.loads(json.dumps(text))
    left = {c for c in written if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
    assert left == {c for c in NUMBER_SIGNS if unicodedata.category(c) == "Cf"}
    assert not set(DRAWN_AS_NOTHING) & set(written)


@pytest.mark.parametrize(
    "words",
    [
        "نمی‌شود و می‌خواهند در خانه‌ها",  # Persian with joiners inside words
        "قُتِلَ ثلاثة‏ أشخاص في دمشق",  # a mark beside a letter of its own direction
        "श्री क्‍ष और न्‌ज", "ക്‍", "Đà Nẵng, Île-de-France, São Paulo", "Зафиксировано 3 случая", "דמשק", "停火", "☀️",
        "12\u202f345 km", "5\u00a0000", "e\u0301", "🇸🇾",
    ],
)  # fmt: skip
def test_words_of_any_script_stay_as_they_are(words: str) -> None:
    assert printable(words) == words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a<U+001B>[31mb"),
        ("a\x9b31mb", "a<U+009B>31mb"),
        ("a\nb\tc\rd\x7f", "a<U+000A>b<U+0009>c<U+000D>d<U+007F>"),
        ("a\u2028b\u0085c", "a<U+2028>b<U+0085>c"),
        ("gpj.\u202eexe", "gpj.<U+202E>exe"),
        ("\u200cA", "<U+200C>A"),
        ("army\u200b", "army<U+200B>"),
        ("ar\u200cmy", "ar<U+200C>my"),
        ("خانه\u200c", "خانه<U+200C>"),
        ("12\u200f-34", "12<U+200F>-34"),
        ("abc\u200e", "abc<U+200E>"),
        ("x\ufe0f", "x<U+FE0F>"),
        ("\ud800", "<U+D800>"),
        ("\ufeff=1", "<U+FEFF>=1"),
        ("a\U000e0041", "a<U+E0041>"),
    ],
)
def test_what_acts_or_hides_is_shown_by_its_code(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_a_long_text_of_hidden_characters_is_shown_in_little_time() -> None:
    assert len(printable("\u200c" * 100_000)) == 800_000
