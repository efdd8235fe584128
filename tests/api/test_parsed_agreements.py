from pathlib import Path

import pytest

from ceasefire.agreements.language.files import stored
from ceasefire.agreements.language.files.loading import load
from ceasefire.api import parsed_agreements
from ceasefire.api.cache import kept_for
from ceasefire.api.parsed_agreements import ParsedAgreements
from tests.agreements.worlds import TRUCE

SOURCE = TRUCE.encode() + b"# kept between processes\n"
OTHER = TRUCE.encode() + b"# another file\n"


@pytest.fixture
def parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the files that are parsed, one a time."""
    names: list[str] = []

    def counted(source: bytes, *, file: str) -> object:
        names.append(file)
        return load(source, file=file)

    monkeypatch.setenv("CEASEFIRE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(stored, "load", counted)
    new_process()
    return names


def new_process() -> None:
    stored._PARSED.clear()
    stored._READ.clear()


def place(folder: Path) -> Path:
    return kept_for(folder, "test").folder / parsed_agreements.FOLDER


def ask(folder: Path, source: bytes = SOURCE) -> None:
    new_process()
    assert ParsedAgreements(kept_for(folder, "test"))(source, "a.yaml") == load(source)


def test_an_agreement_is_parsed_once_for_all_processes(tmp_path: Path, parsed: list[str]) -> None:
    for _ in range(3):
        ask(tmp_path)
    assert parsed == ["a.yaml"]


@pytest.mark.parametrize("harm", ["flipped", "cut", "renamed", "open to others", "linked", "another form"])
def test_what_is_not_as_it_was_kept_is_parsed_again_and_kept_again(
    harm: str, tmp_path: Path, parsed: list[str]
) -> None:
    ask(tmp_path, OTHER)
    [other] = place(tmp_path).iterdir()
    ask(tmp_path)
    [path] = (one for one in place(tmp_path).iterdir() if one != other)
    good = path.read_bytes()
    if harm == "flipped":
        path.write_bytes(good.replace(b"A made truce", b"A fake truce"))
    elif harm == "cut":
        path.write_bytes(good[:-9])
    elif harm == "renamed":
        path.write_bytes(other.read_bytes())
    elif harm == "open to others":
        path.chmod(0o666)
    elif harm == "linked":
        path.rename(tmp_path / "elsewhere")
        path.symlink_to(tmp_path / "elsewhere")
    else:
        path.write_bytes(parsed_agreements._digest(path.name, b"{}") + b"{}")
    ask(tmp_path)
    ask(tmp_path)
    assert parsed == ["a.yaml"] * 3
    assert path.read_bytes() == good
    assert not path.is_symlink()


def test_what_is_recomputed_believes_nothing_that_was_kept(tmp_path: Path, parsed: list[str]) -> None:
    ask(tmp_path)
    ask(tmp_path)
    assert ParsedAgreements(None)(SOURCE, "anew.yaml") == load(SOURCE)
    assert parsed == ["a.yaml", "anew.yaml"]


def test_the_folder_is_emptied_when_it_holds_too_many(
    tmp_path: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parsed_agreements, "MOST_FILES", 1)
    ask(tmp_path, OTHER)
    ask(tmp_path)
    assert len(list(place(tmp_path).iterdir())) == 1
