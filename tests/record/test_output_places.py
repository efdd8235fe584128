"""Nothing is written into a record's folder, by whatever way it is named."""

from pathlib import Path

import pytest

from ceasefire.record import RecordError
from ceasefire.record.output_places import require_outside


@pytest.fixture
def record(tmp_path: Path) -> Path:
    folder = tmp_path / "held"
    (folder / "keys").mkdir(parents=True)
    (folder / "record.db").write_bytes(b"")
    return folder


@pytest.mark.parametrize("inside", ["record.db", "keys/own.pem", "new.html", "new/deeper/x.csv", ".", "../held/x"])
@pytest.mark.parametrize("named", [True, False])
def test_inside(record: Path, inside: str, named: bool) -> None:
    with pytest.raises(RecordError, match="inside the record"):
        require_outside(record / inside, *([record] if named else []))


def test_through_links(record: Path, tmp_path: Path) -> None:
    (tmp_path / "way").symlink_to(record)
    (tmp_path / "page.html").symlink_to(record / "new.html")
    for place in ("way", "way/new.html", "way/keys/x", "page.html"):
        with pytest.raises(RecordError, match="inside the record"):
            require_outside(tmp_path / place)


def test_a_folder_of_a_record_that_lies_elsewhere(record: Path, tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (record / "blobs").symlink_to(tmp_path / "far")
    with pytest.raises(RecordError, match="inside the record"):
        require_outside(record / "blobs" / "x")


def test_a_record_given_through_a_link(record: Path, tmp_path: Path) -> None:
    (record / "record.db").unlink()
    (tmp_path / "way").symlink_to(record)
    with pytest.raises(RecordError, match="inside the record"):
        require_outside(record / "x", tmp_path / "way")


def test_beside_a_record(record: Path, tmp_path: Path) -> None:
    (record / "out").symlink_to(tmp_path / "far")
    for place in ("report.html", "held.html", "far/x", "heldx/y"):
        require_outside(tmp_path / place, record)
