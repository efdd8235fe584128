"""A folder: every file in it is read or named with its reason."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ceasefire.reading.documents.opening import Document, Unread, documents

TEXT = "Gunmen shelled Tarn on 9 May 2031."
OTHERS: dict[str, tuple[bytes, str]] = {
    "a.log": (TEXT.encode(), "a name in .log is not read in a folder; name the file itself"),
    "a.csv": (b"place,count\nTarn,3\n", "a name in .csv"),
    "a.json": (b"{}", "a name in .json"),
    "NOTES": (TEXT.encode(), "a name without an ending"),
    "a.rtf": (rb"{\rtf1 words}", "an RTF file"),
    "a.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office file"),
    "a.msg": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office file"),
    "a.jpg": (b"\xff\xd8\xff\xe0", "a picture"),
    "a.zip": (b"PK\x05\x06", "a zip archive"),
    "a.xlsx": (b"PK\x03\x04", "a name in .xlsx"),
}


RECORD = b"SQLite format 3\0" + bytes(52) + b"Ceas" + bytes(28)


def looked_at(folder: Path) -> tuple[list[str], dict[str, str]]:
    found = list(documents([folder]))
    read = [Path(one.name).name for one in found if isinstance(one, Document)]
    return read, {Path(one.name).name: one.reason for one in found if isinstance(one, Unread)}


def test_each_file_of_a_folder_that_is_not_read_is_named_with_its_reason(tmp_path: Path) -> None:
    for name, (raw, _) in OTHERS.items():
        (tmp_path / name).write_bytes(raw)
    (tmp_path / "one.txt").write_text(TEXT)
    read, left = looked_at(tmp_path)
    assert read == ["one.txt"]
    assert set(left) == set(OTHERS)
    assert all(reason in left[name] for name, (_, reason) in OTHERS.items())


def test_links_and_pipes_of_a_folder_are_named(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "two.txt").write_text(TEXT)
    (inside / "one.txt").symlink_to(tmp_path / "far" / "two.txt")
    (inside / "folder").symlink_to(tmp_path / "far")
    os.mkfifo(inside / "pipe.txt")
    read, left = looked_at(inside)
    assert read == []
    assert "it is a link" in left["one.txt"]
    assert "it is a link" in left["folder"]
    assert left["pipe.txt"] == "it is not a regular file"
    assert "holds no document" in left["inside"]


def test_hidden_files_and_records_of_the_program_are_passed_over_in_silence(tmp_path: Path) -> None:
    for name in (".hidden.txt", ".git/one.txt", "record/record.db", "record/aside/one.txt", "deep/in/one.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "record/record.db").write_bytes(RECORD)
    found = list(documents([tmp_path]))
    assert [one.name for one in found] == [str(tmp_path / "deep/in/one.txt")]


@pytest.mark.parametrize("suffix", [".txt", ".docx", ".odt", ".xml", ".html", ".pdf", ".eml", ".mbox", ".rss", ""])
@pytest.mark.parametrize("content", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xff\xfe\n\x00"])
def test_an_empty_document_is_named_as_empty_whatever_it_is_called(tmp_path: Path, suffix: str, content: bytes) -> None:
    (tmp_path / f"a{suffix}").write_bytes(content)
    [found] = documents([tmp_path / f"a{suffix}"])
    assert isinstance(found, Unread)
    assert found.reason == "it is empty"


def test_a_folder_in_which_a_file_is_called_as_a_record_is_read(tmp_path: Path) -> None:
    for name, raw in {"empty": b"", "other": b"SQLite format 3\0" + bytes(90)}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "record.db").write_bytes(raw)
        (tmp_path / name / "a.txt").write_text(TEXT)
    read, left = looked_at(tmp_path)
    assert read == ["a.txt", "a.txt"]
    assert list(left) == ["record.db"]


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Path]:
    """Yield a folder with folders in folders, and take these away again: no tool for that bears so many."""
    at = os.getcwd()
    os.chdir(tmp_path)
    for _ in range(1_100):
        os.mkdir("d")
        os.chdir("d")
    yield tmp_path
    for _ in range(1_100):
        os.chdir("..")
        os.rmdir("d")
    os.chdir(at)


def test_a_thousand_nested_folders_and_one_that_cannot_be_opened_cost_no_text(
    deep: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (deep / "a.txt").write_text(TEXT)
    (deep / "locked").mkdir()
    (deep / "z.txt").write_text(TEXT)
    real = Path.iterdir

    def closed(self: Path) -> object:
        if self.name == "locked":
            raise PermissionError(13, "Permission denied")
        return real(self)

    monkeypatch.setattr(Path, "iterdir", closed)
    read, left = looked_at(deep)
    assert read == ["a.txt", "z.txt"]
    assert left == {"locked": "Permission denied"}
