"""Any text is analysed: no crash, spans within the sentence, and time that grows with its length only."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.reading.frames import Analysis, analyse, doers

DOMAIN = """the a army soldiers gunmen were was had been not no nobody killed attacked shelling by in of that who and or
, . ? ; : " ( ) - to if denied said it 5 two May Monday Orvan put their names to open fire without 's would may any
reported mine hit dead"""
WORDS = st.sampled_from(DOMAIN.split())
HOSTILE = """killed |the |of the |denied that |no shelling or |and |was |A, B and |if |attacked by |put |(|not to |5 |said it had |
killed and |shelling of |fears of |( |, |'s """


def spans_of(analysis: Analysis) -> list[tuple[int, int]]:
    found = []
    for m in analysis.mentions:
        found += [s for s in (m.trigger, m.clause, m.subject, m.object, m.by, m.speaker, m.reality_span) if s]
        found += [s for _, s in m.phrases]
    return found + [d.span for d in doers(analysis)]


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_words_of_the_domain_in_any_order(text: str) -> None:
    assert all(0 <= s < e <= len(text) for s, e in spans_of(analyse(text)))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    assert all(0 <= s < e <= len(text) for s, e in spans_of(analyse(text)))


@pytest.mark.parametrize("piece", HOSTILE.split("|"))
def test_time_grows_with_length_only(piece: str) -> None:
    """100 kB take less than forty times what 10 kB take, so that nothing is quadratic."""

    def seconds(size: int) -> float:
        text = (piece * (size // len(piece)))[:size]
        started = time.process_time()
        spans_of(analyse(text))
        return time.process_time() - started

    small = min(seconds(10_000) for _ in range(2))
    assert seconds(100_000) < 40 * small + 0.5
