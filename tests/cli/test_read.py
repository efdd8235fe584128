# ruff: noqa: E501 - sentences that are read stay on one line
"""`read` over a pipe: keys and lines, what is filed, what the protocol keeps, what was left unread."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import ceasefire
from ceasefire.api import reading
from ceasefire.cli import review
from ceasefire.cli.main import INTERRUPTED, cli
from ceasefire.cli.reading import read
from ceasefire.reading.statements.across_documents import Text
from ceasefire.record.errors import KeyUnusableError

ARTICLE = "The first round of the Astana talks was held on January 23-24, 2017. The second round of the Astana talks was held on February 15-16, 2017.\n"
LEFT = ARTICLE + "The elders of Tarn keep 31 candles.\n"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    with ceasefire.create(tmp_path / "record", name="r") as made:
        made.init_office("desk", "monitor")
    return tmp_path / "record"


def statements(folder: Path) -> list[str]:
    with ceasefire.open(folder, readonly=True) as held:
        return [e.kind for e in held.store.entries("desk") if e.kind != "key"]


def text(tmp_path: Path, words: str = ARTICLE) -> str:
    (tmp_path / "a.txt").write_text(words, "utf-8")
    return str(tmp_path / "a.txt")


def test_keys_from_a_pipe_file_what_was_accepted_and_keep_the_rest(record: Path, tmp_path: Path) -> None:
    keys = "a\nr\nseen before\n"
    done = CliRunner().invoke(read, [text(tmp_path), "--record", str(record), "--review", "--file"], input=keys)
    assert done.exit_code == 0, done.output
    assert ">>The first round" in done.output
    assert statements(record) == ["meeting"]
    [path] = (record / "aside").glob("review-*.json")
    kept = json.loads(path.read_text("utf-8"))
    assert (kept["by"], kept["coverage"]) == ("desk", "read 2 claims; nothing left")
    assert [one["verdict"] for one in kept["decisions"]] == ["accepted", "refused"]
    assert (kept["decisions"][1]["reason"], kept["decisions"][1]["by"]) == ("seen before", "desk")


def test_each_review_of_a_text_has_a_protocol_of_its_own(record: Path, tmp_path: Path) -> None:
    arguments = [text(tmp_path), "--record", str(record), "--review", "--file"]
    for keys in ("r\nfirst\nq\n", "r\nsecond\nq\n"):
        assert CliRunner().invoke(read, arguments, input=keys).exit_code == 0
    kept = [json.loads(path.read_text("utf-8")) for path in sorted((record / "aside").glob("review-*.json"))]
    assert sorted(one["decisions"][0]["reason"] for one in kept) == ["first", "second"]


def test_a_key_that_does_not_open_is_said_before_the_first_question(tmp_path: Path) -> None:
    with ceasefire.create(tmp_path / "record", name="r") as made:
        made.init_office("desk", "monitor", passphrase="a long passphrase")
    arguments = [text(tmp_path), "--record", str(tmp_path / "record"), "--review", "--file", "--passphrase", "wrong"]
    done = CliRunner().invoke(read, arguments, input="a\na\n")
    assert isinstance(done.exception, KeyUnusableError)
    assert "proposal" not in done.output
    assert not list((tmp_path / "record" / "blobs").glob("*/*"))


def test_ctrl_c_files_the_texts_gone_through_and_keeps_what_was_decided_in_the_other(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = iter("aaa")

    def ask(prompt: str, one_key: bool) -> str:
        key = next(keys, None)
        if key is None:
            raise KeyboardInterrupt
        return key

    monkeypatch.setattr(review, "_ask", ask)
    (tmp_path / "b.txt").write_text(ARTICLE.replace("first", "third").replace("second", "fourth"), "utf-8")
    arguments = ["read", text(tmp_path), str(tmp_path / "b.txt"), "--record", str(record), "--review", "--file"]
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == INTERRUPTED
    assert "2 filed" in done.output
    assert "stopped in" in done.stderr
    assert statements(record) == ["meeting", "meeting"]
    verdicts = [
        [one["verdict"] for one in json.loads(path.read_text("utf-8"))["decisions"]]
        for path in (record / "aside").glob("review-*.json")
    ]
    assert sorted(verdicts) == [["accepted", "accepted"], ["accepted", "undecided"]]


def test_a_document_that_cannot_be_filed_is_named_and_costs_no_other(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = reading.drafts_of

    def drafts_of(one: Text, *rest: object, **more: object) -> object:
        if one.document.name.endswith("b.txt"):
            raise RecursionError
        return real(one, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "drafts_of", drafts_of)
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(ARTICLE.replace("first", {"a": "first"}.get(name, "third")), "utf-8")
    paths = [str(tmp_path / f"{name}.txt") for name in "abc"]
    done = CliRunner().invoke(read, [*paths, "--record", str(record), "--file"])
    assert done.exit_code == 3
    assert "b.txt: it is nested too deeply" in done.stderr
    assert statements(record) == ["meeting"] * 4


def test_a_mend_that_was_gone_back_over_is_what_is_filed(record: Path, tmp_path: Path) -> None:
    keys = "m\nday = 15-16 February 2017\n!\nm\nround = first\nprocess = -\n\nno process told\nb\na\nq\n"
    done = CliRunner().invoke(read, [text(tmp_path), "--record", str(record), "--review", "--file"], input=keys)
    assert done.exit_code == 0, done.output
    with ceasefire.open(record, readonly=True) as held:
        [entry] = [e for e in held.store.entries("desk") if e.kind == "meeting"]
    body = entry.statement.body
    assert "process" not in body
    assert "Mended in review: no process told." in body["note"]


def test_a_missed_count_is_added_from_what_was_left_and_filed_once(record: Path, tmp_path: Path) -> None:
    keys = "n\n" * 2 + "+\n\n2\nincidents\n31\n\nTarn\n\n\nThe elders\ny\nmissed\nq\n"
    arguments = [text(tmp_path, LEFT), "--record", str(record), "--review", "--file"]
    first = CliRunner().invoke(read, arguments, input=keys)
    assert "1 added" in first.output, first.output
    assert statements(record) == ["tally"]
    again = CliRunner().invoke(read, arguments, input=keys)
    assert "0 filed, 1 already held" in again.output
    assert statements(record) == ["tally"]


def test_screens_are_no_wider_than_80_columns(tmp_path: Path) -> None:
    done = CliRunner().invoke(read, [text(tmp_path, LEFT), "--review"], input="?\nm\n?\n!\nn\nn\nn\n+\n\n?\n!\n")
    shown = [line for line in done.output.split("\n") if "a.txt" not in line]
    assert max(map(len, shown)) <= 80


def test_the_row_of_a_table_is_shown_with_spaces_between_its_cells(tmp_path: Path) -> None:
    words = "Ceasefire violations by district, 5-11 May 2031\nDistrict\tViolations\tKilled\nOrvan\t7\t3\nTarn\t4\t0\n"
    done = CliRunner().invoke(read, [text(tmp_path, words), "--review"], input="q\n")
    assert ">>Orvan 7<< 3" in done.output


def test_each_document_says_how_much_was_read_and_a_folder_the_sum(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text(LEFT, "utf-8")
    (folder / "b.txt").write_text("The elders of Lesk keep 17 lamps.\n", "utf-8")
    done = CliRunner().invoke(read, [str(folder), "--date", "2031-05-15"])
    assert "read 2 claims; 1 number" in done.output
    assert "read 0 claims; 1 number" in done.output
    assert done.output.rstrip().split("\n")[-1].startswith("2 documents: read 2 claims; 2 numbers")


def test_what_was_left_is_in_the_json_with_spans(tmp_path: Path) -> None:
    done = CliRunner().invoke(read, [text(tmp_path, LEFT), "--json"])
    left = json.loads(done.output)["documents"][0]["unread"]
    assert set(left) == {"coverage", "numbers", "sentences"}
    [number] = left["numbers"]
    assert (number["words"], LEFT[slice(*number["span"])]) == ("31", "31")
    assert number["value"] == {"low": 31, "high": 31, "vague": None}
    assert all(LEFT[slice(*one["span"])] == one["quote"] for one in left["sentences"])


def test_who_is_accused_who_denies_and_how_it_is_put_are_columns(tmp_path: Path) -> None:
    words = "Two civilians were killed when shells hit Orvan on 9 May 2031, residents said. The parties will meet in Geneva on June 3, 2031."
    done = CliRunner().invoke(read, [text(tmp_path, words), "--date", "2031-05-15"])
    assert "put as" in done.output
    assert "planned" in done.output


def test_who_takes_part_and_what_is_put_as_fact_stand_in_the_table(tmp_path: Path) -> None:
    words = "Russia and Turkey met in Astana on 9 May 2031. The parties will meet in Geneva on June 3, 2031."
    done = CliRunner().invoke(read, [text(tmp_path, words), "--date", "2031-05-15"])
    held, planned = (line for line in done.output.split("\n") if line.startswith(("meetings", "expected")))
    assert "Russia, Turkey" in held
    assert "fact" in held
    assert "planned" in planned


def test_read_writes_the_schema_and_files_without_review(record: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = [text(tmp_path), str(tmp_path / "b.pdf"), "--record", str(record), "--file", "--out", str(out)]
    done = CliRunner().invoke(read, arguments)
    assert done.exit_code == 3, done.output
    assert "no such file" in done.output
    made = json.loads((out / "a.json").read_text("utf-8"))
    assert [m["round"] for m in made["claims"]["meetings"]] == [1, 2]
    assert statements(record).count("meeting") == 2


def test_read_prints_json_with_positions_tallies_and_what_was_refused(tmp_path: Path) -> None:
    bulletin = tmp_path / "b.txt"
    bulletin.write_text(
        "The Russian side registered 3 cases of firing in Hama (2) and Idlib (2). The Turkish side registered no violations."
    )
    done = CliRunner().invoke(read, [str(bulletin), "--json", "--date", "2017-05-01"])
    [found] = json.loads(done.output)["documents"]
    assert [t["count"] for t in found["tallies"]] == [3, 2, 2, 0]
    assert [s["rule"] for s in found["slips"]] == ["sum"]
    assert {"positions", "properties", "rejected", "sha256", "date_basis", "unread"} <= set(found)
    assert found["unread"]["numbers"] == []
    figures = CliRunner().invoke(read, [str(bulletin), "--out", str(tmp_path / "o")])
    assert figures.exit_code == 0
    made = json.loads((tmp_path / "o" / "b.json").read_text())["claims"]["figures"]
    assert [f["value"]["low"] for f in made] == [3, 2, 2, 0]


def test_review_does_not_go_with_json(tmp_path: Path) -> None:
    assert CliRunner().invoke(read, [text(tmp_path), "--json", "--review"]).exit_code == 2


def test_a_review_that_keeps_nothing_says_so_before_and_after(tmp_path: Path) -> None:
    done = CliRunner().invoke(read, [text(tmp_path), "--review"], input="a\nr\nseen before\nq\n")
    assert done.exit_code == 0, done.output
    assert "nothing that you decide is kept: give --file to file it, or --out DIR" in done.stderr
    assert "none of it is kept" in done.stderr
    kept = CliRunner().invoke(read, [text(tmp_path), "--review", "--out", str(tmp_path / "out")], input="r\nno\nq\n")
    assert "kept:" not in kept.stderr
