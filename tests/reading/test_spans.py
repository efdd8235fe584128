# ruff: noqa: E501 - sentences that are read stay on one line
"""What is read in joined lines points at the text as it came."""

import textwrap
from pathlib import Path

import pytest

from ceasefire.api.reading import Read, read_paths

BULLETINS = {
    "en": "Within the last 24 hours the Russian party registered 6 cases of firing in the provinces of Latakia (3) and Hama (3).\n\nThe Turkish party registered 9 cases of firing: Aleppo (5), Daraa (2), Damascus (2).",
    "ru": "В течение суток российская сторона зафиксировала 6 случаев нарушений режима прекращения боевых действий в провинциях Латакия (3) и Хама (3).\n\nТурецкая сторона зафиксировала 9 случаев: Алеппо (5), Даръа (2), Дамаск (2).",
    "tr": "Son 24 saatte Rus tarafı Lazkiye (3) ve Hama (3) illerinde 6 ihlal kaydetti.\n\nTürk tarafı 9 ihlal kaydetti: Halep (5), Dera (2), Şam (2).",
}


def counts(folder: Path, text: str) -> list[tuple[object, ...]]:
    path = folder / "a.txt"
    path.write_text(text, "utf-8")
    [one] = read_paths([path], date="2017-02-14")
    assert isinstance(one, Read)
    assert one.bulletin is not None
    assert all(text[e.start : e.end] == e.quote for e in one.bulletin.entries)
    return [(e.counted_by, e.measure, e.place, e.count) for e in one.bulletin.entries]


@pytest.mark.parametrize("language", BULLETINS)
@pytest.mark.parametrize("width", [50, 60, 72])
def test_a_wrapped_bulletin_counts_what_it_counts_unwrapped(language: str, width: int, tmp_path: Path) -> None:
    text = BULLETINS[language]
    wrapped = "\n\n".join("\n".join(textwrap.wrap(part, width)) for part in text.split("\n\n"))
    given = counts(tmp_path, text)
    assert len(given) >= 4
    assert counts(tmp_path, wrapped) == given
