"""Under one pin a report and an export recompute byte for byte; under another they say so."""

from pathlib import Path

import msgspec
import pytest

import ceasefire
from ceasefire.api import publish, trust
from ceasefire.publication.manifest import made_under
from ceasefire.record import Draft
from tests.charters import adopted

BODIES = {"alpha": ["a"], "beta": ["b"]}
REPORT = {"source": "Watch", "event_type": "shelling", "when": {"start": "2020-05-01"}, "where": {"name": "Aine"}}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a record of two offices; the reader's own folder is a new one."""
    monkeypatch.setenv("CEASEFIRE_HOME", str(tmp_path / "home"))
    with ceasefire.create(tmp_path / "record", name="test") as record:
        for office, party in (("a", "alpha"), ("b", "beta")):
            record.init_office(office, party)
    return tmp_path / "record"


@pytest.fixture
def charter(folder: Path) -> str:
    with ceasefire.open(folder) as record:
        return adopted(record, BODIES)


def made(folder: Path, out: Path, pin: str) -> tuple[dict[str, object], dict[str, bytes]]:
    """Write a report and an export under a pin; return the answer of the report and all that was written."""
    with ceasefire.open(folder, charter=pin, readonly=True) as record:
        answer = publish.report(record, out / "report.html")
        publish.export(record, out / "export")
    return answer, {str(p.relative_to(out)): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def parameters(files: dict[str, bytes]) -> dict[str, str]:
    found: dict[str, str] = msgspec.json.decode(files["report.manifest.json"])["parameters"]
    return found


def test_the_same_pin_gives_the_same_bytes_and_another_one_says_so(folder: Path, charter: str, tmp_path: Path) -> None:
    first, one = made(folder, tmp_path / "one", charter)
    again, two = made(folder, tmp_path / "one", charter)
    assert one == two
    assert first["otherwise"] == again["otherwise"] == ""
    assert (parameters(one)["charter"], parameters(one)["charter_pin"]) == (charter, charter)
    other, three = made(folder, tmp_path / "one", "none")
    assert three != one
    assert parameters(three)["charter_pin"] == "none"
    assert other["otherwise"] == (
        f"the former one was made under something else (charter pinned: {charter[:12]}, now none; "
        f"charter in force: {charter[:12]}, now none)"
    )
    assert b"nobody&#39;s word is counted" in three["report.html"]
    assert b"nobody&#39;s word is counted" not in one["report.html"]


def test_the_command_says_that_the_pin_is_another(folder: Path, charter: str, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from ceasefire.cli.main import cli

    def run(what: str) -> str:
        line = [what, "--record", str(folder), "--out", str(tmp_path / ("r.html" if what == "report" else "e"))]
        return CliRunner().invoke(cli, line, catch_exceptions=False).output

    assert not [what for what in ("report", "export") if "former" in run(what)]
    trust.pin_charter(charter, "test-mechanism")
    assert all(f"charter pinned: none, now {charter[:12]}" in run(what) for what in ("report", "export"))


def test_what_else_the_reader_chose_stands_in_the_parameters(folder: Path, charter: str, tmp_path: Path) -> None:
    with ceasefire.open(folder) as record:
        origin, key = record.first_key("b")
    trust.code_by(origin, key)
    trust.code_by("ceasefire/elsewhere/x/y", "ab" * 32)
    with ceasefire.open(folder, charter=charter, judged_by="b", readonly=True) as record:
        told = dict(publish.inputs(record).parameters)
    assert (told["coded_by"], told["judged_by"]) == (origin, origin)
    assert "coded_by" not in parameters_of_nobody(folder)


def parameters_of_nobody(folder: Path) -> dict[str, str]:
    for one in trust.held().coded_by:
        trust.code_by_no_longer(one.origin)
    with ceasefire.open(folder, readonly=True) as record:
        return dict(publish.inputs(record).parameters)


def test_a_manifest_of_before_charters_is_one_made_under_none(tmp_path: Path) -> None:
    assert made_under({}, {"charter": "none", "charter_pin": "none", "rules": "none", "settings": "none"}) == ""
    assert (
        made_under({"rules": "ab" * 32}, {})
        == "the former one was made under something else (rules: abababababab, now none)"
    )
    assert "coded_by" not in made_under({"coded_by": "x"}, {"coded_by": "x"})
    assert "for shared law: none, now ceasefire/t/a/a" in made_under({}, {"coded_by": "ceasefire/t/a/a"})


def test_words_of_a_charter_are_printed_from_a_record(folder: Path, charter: str, tmp_path: Path) -> None:
    """An adopted charter, and a second version that one body has not accepted yet."""
    from tests.charters import accept, charter_of, propose

    with ceasefire.open(folder) as record:
        follows = charter_of(record, BODIES, title="A second version", follows=charter)
        second = propose(record, "a", follows)
        accept(record, "a", "alpha", second)
        record.file_drafts("a", [Draft(kind="report", body=REPORT)])
    _, files = made(folder, tmp_path / "out", charter)
    page = files["report.html"].decode()
    assert "proposed by a; accepted by alpha, beta" in page
    assert "proposed by a; accepted by alpha; not yet by beta" in page
