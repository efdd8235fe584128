"""The mark of a footnote does not make a heading of a sentence."""

import pytest

from ceasefire.reading.text.segment import UnitKind, segment


@pytest.mark.parametrize("mark", ["", "[1]", "*", "[12]*"])
def test_a_sentence_may_end_with_the_mark_of_a_footnote(mark: str) -> None:
    assert [u.kind for u in segment(f"In Nawa 350 explosions were counted.{mark}")] == [UnitKind.SENTENCE]
