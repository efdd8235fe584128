"""What a spreadsheet would run gets an apostrophe, and taking it away gives the text back, whatever it was."""

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.vocabulary.formulas import RUNS, guarded, may_run

BEFORE = (
    "",
    " ",
    "\u00a0",
    "\u200b",
    "\u2003",
    "\ufeff",
    "\u2060",
    "\u00ad",
    "\u3164",
    "\u2800",
    "\u202e",
    "\ufe0f",
    "' ",
)
SIGNED = st.text(st.sampled_from("=+-@\t\n'\u200b\ufeff\u2003\u2212 a1"), max_size=6)


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\u2212", "\ufe62", "＝"])
def test_whatever_shows_nothing_before_a_sign_hides_no_formula(before: str, sign: str) -> None:
    assert guarded(f"{before}{sign}1+1").startswith("'")


@pytest.mark.parametrize("text", ["", "a=1", "12", "قصف", "(-)", "\u200b", "'s", "…-"])
def test_other_texts_stay(text: str) -> None:
    assert guarded(text) == text


@given(st.one_of(st.text(), SIGNED))
def test_nothing_but_an_apostrophe_is_set_before_it(text: str) -> None:
    assert guarded(text) in (text, f"'{text}")
    assert not may_run(guarded(text)) or guarded(text).startswith("'")


@given(st.lists(st.one_of(st.text(), SIGNED), max_size=20))
def test_a_column_is_looked_at_by_the_same_rule(texts: list[str]) -> None:
    found = pc.match_substring_regex(pa.array(texts, pa.string()), RUNS).to_pylist()
    assert found == [may_run(text) for text in texts]
