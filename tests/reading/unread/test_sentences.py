"""Which sentences are named as likely, and that their table is checked as it is loaded."""

import datetime as dt

import pytest

from ceasefire.reading import ClaimType, read
from ceasefire.reading.lexicon.load import LexiconError
from ceasefire.reading.unread.sentences import FEWEST, LEAST
from ceasefire.reading.unread.weights import COLUMNS, START, parse, weights

DAY = dt.date(2031, 5, 15)
ROW = ",".join("0" for _ in COLUMNS[1:])


def test_a_sentence_like_those_with_claims_is_named_with_its_type_and_others_are_not() -> None:
    told = "A mine went off near Lesk and wounded soldiers of the patrol."
    other = "The road is lined with poplars and leads down to the river, past a mill."
    reading = read(f"{told} {other}", date=DAY)
    named = reading.unread.sentences
    assert reading.claims or [s.like for s in named] == [ClaimType.INCIDENT]
    assert other not in [s.words for s in named]
    assert all(s.likeness >= LEAST for s in named)


def test_the_likest_come_first_and_few_are_named() -> None:
    lines = [f"Shells hit the village of Lesk number {w} and wounded residents." for w in "abcdefghijklmnop"]
    named = read("\n\n".join(lines), date=None).unread.sentences
    assert len(named) <= max(FEWEST, len(lines) // 4)
    assert [s.likeness for s in named] == sorted((s.likeness for s in named), reverse=True)


def test_sentences_are_named_in_english_alone_and_numbers_in_any_language() -> None:
    left = read("За сутки зафиксировано 4900 нарушений режима прекращения огня.", date=DAY).unread
    assert ([n.words for n in left.numbers], left.sentences) == (["4900"], ())


def test_the_table_of_the_package_is_sound() -> None:
    assert len(weights().of) > 100
    assert weights().likeness(frozenset())[0] < LEAST


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("word,meetings\n", "the columns must be"),
        (f"{','.join(COLUMNS)}\nshell,1\n", "2 cells"),
        (f"{','.join(COLUMNS)}\n{START},{ROW}\n{START},{ROW}\n", "stands twice"),
        (f"{','.join(COLUMNS)}\n{START},{ROW.replace('0', 'x', 1)}\n", "no number"),
        (f"{','.join(COLUMNS)}\n{START},{ROW.replace('0', '99', 1)}\n", "beyond 20"),
        (f"{','.join(COLUMNS)}\nshell,{ROW}\n", f"no row {START}"),
    ],
)
def test_a_faulty_table_is_refused_with_its_line(text: str, error: str) -> None:
    with pytest.raises(LexiconError, match=error):
        parse("weights.csv", text)
