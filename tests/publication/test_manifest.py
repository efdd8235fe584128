"""The manifest names every file by digest, and a check names the file that is not the one published."""

import hashlib
from pathlib import Path

import msgspec
import pytest

from ceasefire.publication import check, manifest, report
from ceasefire.vocabulary import check_body

from .world import inputs


def test_manifest_is_the_body_of_a_publication_statement() -> None:
    page = report(inputs())
    body = manifest(inputs(), {"report.html": page}, code_version="0.1")
    check_body("publication", 1, msgspec.json.encode(body, order="sorted"))
    digest = hashlib.sha256(page).hexdigest()
    assert body["outputs"] == [{"name": "report.html", "sha256": digest, "media_type": "text/html"}]
    assert body["figures"] == page.count(b'class="fig"')
    assert body["heads"][0]["office"] == "compiler"
    assert body["parameters"]["cell_km"] == "5"


def test_report_prints_the_mark_that_its_manifest_carries() -> None:
    page = report(inputs())
    assert manifest(inputs(), {"r.html": page})["parameters"]["mark"].encode() in page
    assert manifest(inputs(exact=True), {})["parameters"]["mark"].encode() not in page


def test_exact_publication_is_not_called_coarse() -> None:
    assert manifest(inputs(exact=True), {})["coarse"] is False


def test_check_names_what_does_not_hold(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a")
    body = manifest(inputs(), {"a.csv": tmp_path / "a.csv", "b.csv": b"b"})
    assert check(body, {"a.csv": tmp_path / "a.csv", "b.csv": b"b"}) == []
    found = check(body, {"a.csv": b"changed", "c.csv": b"c"})
    assert [line.split()[0] for line in found] == ["a.csv", "b.csv", "c.csv"]
    assert "not the file that was published" in found[0]
    assert "missing" in found[1]
    assert "not named" in found[2]


def test_check_refuses_what_is_no_manifest() -> None:
    with pytest.raises(msgspec.ValidationError):
        check({"title": "x"}, {})
