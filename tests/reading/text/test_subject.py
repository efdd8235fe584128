"""Items of a feed that are plainly of something else than conflict."""

from pathlib import Path

import pytest

from ceasefire.api.reading import Read, read_paths
from ceasefire.reading.text.subject import other_subject


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Typhoon Mara kills 25 in the islands\n\nTwenty-five people were killed when the typhoon struck.", "storms, floods and earthquakes"),
        ("Bus plunged into river\n\nNine people were killed on Monday.", "accidents"),
        ("Orvan beat Veldara\n\nThe striker scored twice in the cup final.", "sport"),
        ("Nine killed in Orvan\n\nNine people were killed on Monday.", None),
        ("Typhoon halts shelling\n\nShelling killed two before the typhoon struck.", None),
        ("Talks resume\n\nThe delegates meet on Monday.", None),
        ("Army helps after flood\n\nThe army and rebels stopped fighting.", None),
    ],
)  # fmt: skip
def test_the_subject_of_an_item(text: str, subject: str | None) -> None:
    assert other_subject(text) == subject


def test_an_item_of_another_subject_is_left_to_others(tmp_path: Path) -> None:
    item = "<item><title>{}</title><description>{}</description></item>"
    feed = item.format("Typhoon", "Twenty-five people were killed near Orvan when the typhoon struck on 9 May 2031.")
    feed += item.format("Orvan", "Two soldiers were killed by shelling near Orvan on 9 May 2031.")
    path = tmp_path / "a.rss"
    path.write_text(f'<?xml version="1.0"?><rss><channel>{feed}</channel></rss>')
    first, second = read_paths([path])
    assert isinstance(first, Read)
    assert isinstance(second, Read)
    assert (first.reading.claims, first.not_read, first.document.left) == ((), None, "storms, floods and earthquakes")
    assert second.reading.claims
