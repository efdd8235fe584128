"""Numbers, points, counts and text out of cells."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.intake.model import CellError
from ceasefire.intake.tables import values

ARABIC = str.maketrans("0123456789.", "٠١٢٣٤٥٦٧٨٩٫")
WHOLE = st.integers(0, 2**53 - 1)


@given(WHOLE)
def test_a_whole_number_reads_back_in_every_spelling(number: int) -> None:
    grouped = f"{number:,}"
    for text in (
        str(number),
        f" {number} ",
        f"{number}.0",
        str(number).translate(ARABIC),
        grouped.replace(",", " "),
        grouped.replace(",", "\u202f"),
        grouped.replace(",", "'"),
    ):
        assert values.parse_whole(text) == number, text
    assert values.parse_whole(grouped, ".") == number
    assert values.parse_whole(grouped.replace(",", "."), ",") == number


@given(st.decimals(allow_nan=False, allow_infinity=False, places=5, min_value=-(10**9), max_value=10**9))
def test_a_decimal_is_exact_with_point_or_comma(number: Decimal) -> None:
    assert values.parse_decimal(f"{number:f}") == number
    assert values.parse_decimal(f"{number:f}".replace(".", ","), ",") == number
    assert values.parse_decimal(f"{number:f}".translate(ARABIC)) == number


@given(st.integers(-900_000_000, 900_000_000))
def test_a_latitude_reads_back_exactly(e7: int) -> None:
    text = f"{Decimal(e7).scaleb(-7):f}"
    assert values.parse_degrees(text, "lat") == e7
    assert values.parse_degrees(text.replace(".", ","), "lat") == e7
    assert values.parse_degrees(text.lstrip("-") + (" S" if e7 < 0 else "N"), "lat") == e7


@given(st.integers(0, 179), st.integers(0, 59), st.integers(0, 59), st.sampled_from("EW"))
def test_degrees_minutes_and_seconds(degrees: int, minutes: int, seconds: int, side: str) -> None:
    exact = (Decimal(degrees) + Decimal(minutes) / 60 + Decimal(seconds) / 3600) * 10_000_000
    found = values.parse_degrees(f"{degrees}°{minutes}'{seconds}\"{side}", "lon")
    assert abs(found - (exact if side == "E" else -exact)) <= Decimal("0.5")


@given(st.text(max_size=20), st.sampled_from(["lat", "lon"]))
def test_any_text_is_a_point_in_range_or_an_error_of_ours(text: str, axis: str) -> None:
    try:
        found = values.parse_degrees(text, axis)
    except CellError:
        return
    assert abs(found) <= (900_000_000 if axis == "lat" else 1_800_000_000)


@given(st.text(max_size=20))
def test_any_text_is_a_whole_number_or_an_error_of_ours(text: str) -> None:
    try:
        assert 0 <= values.parse_whole(text) < 2**53
    except CellError:
        return


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("NaN", "not a finite"),
        ("inf", "not a finite"),
        ("-Infinity", "not a finite"),
        ("91", "outside -90"),
        ("-90.0000001", "outside"),
        ("33.5 E", "not a latitude"),
        ("-33.5 N", "both a sign"),
        ("abc", "not a latitude"),
        ("=A1", "formula"),
        ("#REF!", "spreadsheet's error"),
        ("33°61'0\"", "60 or more"),
        ("1e1", "not a latitude"),
    ],
)
def test_what_is_no_latitude_says_why(text: str, words: str) -> None:
    with pytest.raises(CellError, match=words):
        values.parse_degrees(text, "lat")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("-1", "below zero"),
        ("1.5", "not a whole"),
        ("1,234", "state the decimal mark"),
        ("1_000", "not a number"),
        ("1e3", "not a number"),
        ("99999999999999999999", "larger than"),
        ("=1+1", "formula"),
        ("twelve", "not a number"),
        ("1,23,4", "not a number"),
        ("", "not a number"),
        ("+", "not a number"),
        ("nan", "not a finite"),
    ],
)
def test_what_is_no_whole_number_says_why(text: str, words: str) -> None:
    with pytest.raises(CellError, match=words):
        values.parse_whole(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("12", {"low": 12, "high": 12}),
        ("20-30", {"low": 20, "high": 30}),
        ("20 – 30", {"low": 20, "high": 30}),
        ("at least 30", {"low": 30, "vague": "at least 30"}),
        ("30+", {"low": 30, "vague": "30+"}),
        ("up to 5", {"high": 5, "vague": "up to 5"}),
        ("dozens", {"vague": "dozens"}),
        ("٢٠-٣٠", {"low": 20, "high": 30}),
    ],
)
def test_counts_as_told(text: str, told: dict[str, object]) -> None:
    assert values.parse_count(text) == told


def test_a_part_of_a_thing_keeps_its_words_and_whole_bounds() -> None:
    assert values.parse_count("64.1", part=True) == {"low": 64, "high": 65, "vague": "64.1"}
    with pytest.raises(CellError, match="whole"):
        values.parse_count("64.1")


def test_text_is_trimmed_composed_and_free_of_control_characters() -> None:
    assert values.clean_text("  e\u0301t\u00e9\r\n ") == "\u00e9t\u00e9"
    for text in ("a\x00b", "a\x1bb", "a\x7fb", "a\ud800b"):
        with pytest.raises(CellError):
            values.clean_text(text)
