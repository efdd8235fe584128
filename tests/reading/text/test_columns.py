"""Columns side by side in plain text are seen; tables, lists and single columns are not taken for them."""

from pathlib import Path

import pytest

from ceasefire.reading.documents.opening import Document, documents
from ceasefire.reading.text.columns import WARNING, has_columns

LEFT = [
    "The army shelled Tarn on 5 May 2031 and",
    "killed three people, the mayor said. The",
    "shells fell on the market at noon when",
    "many were there. A school was hit, too.",
    "The Front called for an inquiry by the",
    "mission and asked the mediators to come",
]
RIGHT = [
    "The Front said on 6 May that it had left",
    "the village of Velt. Two of its fighters",
    "were wounded there by a mine on 4 May",
    "2031, a doctor of the clinic said, and",
    "one of them died on the way to the town.",
    "The mission will look at the site with",
]
COLUMNS = "\n".join(f"{left:<46}{right}" for left, right in zip(LEFT, RIGHT, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        COLUMNS,
        "Report of the mission\n\n" + COLUMNS,
        COLUMNS.replace("\n", "\r\n"),
        "  " + COLUMNS.replace("\n", "\n  "),
    ],
)
def test_two_columns_of_sentences_are_seen(text: str) -> None:
    assert has_columns(text)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(LEFT),
        "Place          Killed\nTarn           3\nVelt           2\nOrbeke         1\nHalvek         0\n",
        "5 May    Tarn was shelled by the army from the hills at noon.\n" * 6,
        "\n".join(f"{n}.    The parties agreed that the lines would be watched by both." for n in range(8)),
        "a | b   c\n" * 8,
        "",
    ],
)
def test_other_texts_have_none(text: str) -> None:
    assert not has_columns(text)


def test_a_document_of_columns_is_read_with_a_warning(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(COLUMNS)
    (tmp_path / "b.txt").write_text("\n".join(LEFT))
    first, second = documents([tmp_path])
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.notes, second.notes) == ((WARNING,), ())
