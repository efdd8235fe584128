"""Agreement YAML as far as intake reads it: the head, and the file kept whole."""

import hashlib
from pathlib import Path

import pytest

from ceasefire import intake
from tests.intake.making import write

TEXT = """# our reading
ceasefire: agreement/1
id: truce-1
title: Truce of the valley
signed: 2020-01-05
source: {publisher: Daily, address: a, text: as printed}
provisions: []
"""


def test_the_file_is_a_blob_and_the_statement_names_it(tmp_path: Path) -> None:
    source = intake.read(write(tmp_path / "a.yaml", TEXT))
    [draft] = source.drafts()
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    assert (draft.kind, draft.body) == (
        "agreement",
        {
            "label": "truce-1",
            "id": "truce-1",
            "title": "Truce of the valley",
            "signed": "2020-01-05",
            "reading": digest,
        },
    )
    assert source.blobs == {digest: TEXT.encode()}
    assert draft.source is not None
    assert (draft.source.publisher, draft.source.address) == ("Daily", "a")


def test_the_statement_says_in_which_edition_the_file_is_coded(tmp_path: Path) -> None:
    for edition in (1, 2):
        text = TEXT.replace("agreement/1", f"agreement/{edition}")
        [draft] = intake.read(write(tmp_path / f"{edition}.yaml", text)).drafts()
        assert draft.body.get("language_edition", 1) == edition


def test_an_edition_of_the_language_that_is_not_known_is_refused_in_clear_words(tmp_path: Path) -> None:
    path = write(tmp_path / "a.yaml", TEXT.replace("agreement/1", "agreement/3"))
    with pytest.raises(
        intake.IntakeError, match=r"a.yaml, ceasefire: coded in edition 3 of the language, which this v"
    ):
        intake.read(path)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("title: Truce of the valley\n", "", "missing required field `title`"),
        ("2020-01-05", "2020-02-31", "signed: "),
        ("truce-1", "Truce 1", "id: "),
        ("id: truce-1", "id: a\nid: b", "stands twice"),
    ],
)
def test_a_head_that_does_not_fit_is_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(intake.IntakeError, match=words):
        list(intake.read(write(tmp_path / "a.yaml", TEXT.replace(old, new))).drafts())
