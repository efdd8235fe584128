# ruff: noqa: E501 - sentences that are read stay on one line
"""Going through proposals: what is accepted or mended is filed, the rest is kept with its reason; over keys and over a pipe."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import ceasefire
from ceasefire.cli.reading import read
from ceasefire.reading.statements.review import Decision, Review, Screen, Verdict, around, kept, mended, protocol
from ceasefire.record import Draft, SourceRef

TEXT = "Before the talks.\nThe sixth round was held in Astana on September 14-15, 2017, and ended late.\nAfter."
QUOTE = "The sixth round was held in Astana on September 14-15, 2017"
AT = TEXT.index(QUOTE)


def draft(label: str = "one") -> Draft:
    body = {"label": label, "process": "astana", "round": 5, "kind_of": "round", "when": {"start": "2017-09-14"}}
    return Draft(kind="meeting", body=body, source=SourceRef(sha256="0" * 64, span=(AT, AT + len(QUOTE)), quote=QUOTE))


def reviewed(*keys: str, proposals: int = 2) -> tuple[list[Decision], list[Screen], list[str]]:
    given = iter(keys)
    screens: list[Screen] = []
    said: list[str] = []
    drafts = [(draft(f"d{n}"), TEXT) for n in range(proposals)]
    return (
        Review(drafts, ask=lambda prompt, one: next(given, ""), show=screens.append, tell=said.append).run(),
        screens,
        said,
    )


def test_the_words_are_lit_in_their_sentence_with_the_slots_beside() -> None:
    _, [screen, *_], _ = reviewed("q")
    assert (screen.before, screen.lit, screen.after) == ("", QUOTE, ", and ended late.")
    assert dict(screen.slots)["round"] == "5"
    assert dict(screen.slots)["when"] == '{"start": "2017-09-14"}'
    assert around(TEXT, Draft(kind="meeting", body={})) == ("", "", "Before the talks.")


def test_accept_refuse_and_quit() -> None:
    decided, _, _ = reviewed("a", "r", "not this round")
    assert [d.verdict for d in decided] == [Verdict.ACCEPTED, Verdict.REFUSED]
    assert [d.body["label"] for d in kept(decided)] == ["d0"]
    [refused] = protocol(decided)
    assert (refused["verdict"], refused["reason"], refused["quote"]) == ("refused", "not this round", QUOTE)


def test_the_end_of_input_accepts_nothing_unseen() -> None:
    decided, _, _ = reviewed("a", proposals=3)
    assert [d.verdict for d in decided] == [Verdict.ACCEPTED, Verdict.UNDECIDED, Verdict.UNDECIDED]


def test_back_decides_again() -> None:
    decided, screens, _ = reviewed("a", "b", "r", "second thought", "a")
    assert [d.verdict for d in decided] == [Verdict.REFUSED, Verdict.ACCEPTED]
    assert [s.number for s in screens] == [1, 2, 1, 2]
    assert screens[2].verdict is Verdict.ACCEPTED


def test_mending_changes_fields_and_keeps_what_was_proposed() -> None:
    decided, _, said = reviewed(
        "m",
        "round=6",
        "round=many",
        "colour=red",
        "label=x",
        'when={"start": "2017-09-14", "end": "2017-09-15"}',
        "process=",
        "",
        "two days",
        "q",
    )
    [one] = kept(decided)
    assert one.body["round"] == 6
    assert one.body["when"] == {"start": "2017-09-14", "end": "2017-09-15"}
    assert "process" not in one.body
    assert one.body["note"] == "Mended in review: two days."
    assert len([line for line in said if line.startswith("not taken")]) == 3
    [entry] = [e for e in protocol(decided) if e["verdict"] == "mended"]
    assert entry["proposed"]["round"] == 5
    assert entry["filed"]["round"] == 6
    assert one.source == draft().source


@pytest.mark.parametrize("line", ["round=7", 'when={"start": "2017-09-16"}'])
def test_a_mended_slot_must_stand_in_the_words_too(line: str) -> None:
    decided, _, said = reviewed("m", line, "", "q")
    assert decided[0].verdict is Verdict.UNDECIDED
    assert said[0].startswith("not taken")


def test_mending_nothing_decides_nothing() -> None:
    decided, screens, said = reviewed("m", "", "q")
    assert decided[0].verdict is Verdict.UNDECIDED
    assert said == ["nothing was changed"]
    assert [s.number for s in screens] == [1, 1]


def test_a_wrong_key_is_said_and_asked_again() -> None:
    decided, screens, said = reviewed("x", "a", "a")
    assert "no such key" in said[0]
    assert [d.verdict for d in decided] == [Verdict.ACCEPTED] * 2
    assert [s.number for s in screens] == [1, 1, 2]


@pytest.mark.parametrize("line", ["round", "round=-1", "nothing_such=1", "status=maybe"])
def test_what_the_kind_does_not_take_is_refused_with_the_reason(line: str) -> None:
    with pytest.raises(ValueError):
        mended("meeting", dict(draft().body), line)


def test_a_number_typed_where_words_are_wanted_is_words() -> None:
    assert mended("meeting", dict(draft().body), "outcome=2254")["outcome"] == "2254"


# --- over a pipe -----------------------------------------------------------------------------------------------------

ARTICLE = "The first round of the Astana talks was held on January 23-24, 2017. The second round of the Astana talks was held on February 15-16, 2017.\n"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    with ceasefire.create(tmp_path / "record", name="r") as made:
        made.init_office("desk", "monitor")
    return tmp_path / "record"


def statements(folder: Path) -> list[str]:
    with ceasefire.open(folder, readonly=True) as held:
        return [e.kind for e in held.store.entries("desk") if e.kind != "key"]


def test_keys_from_a_pipe_file_what_was_accepted_and_keep_the_rest(record: Path, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(ARTICLE)
    done = CliRunner().invoke(
        read, [str(article), "--record", str(record), "--review", "--file"], input="a\nr\nseen before\n"
    )
    assert done.exit_code == 0, done.output
    assert f">>{ARTICLE[:67]}" in done.output
    assert statements(record) == ["meeting"]
    [path] = (record / "aside").glob("review-*.json")
    assert json.loads(path.read_text("utf-8"))["decisions"][0]["reason"] == "seen before"


def test_read_writes_the_schema_and_files_without_review(record: Path, tmp_path: Path) -> None:
    article, out = tmp_path / "a.txt", tmp_path / "out"
    article.write_text(ARTICLE)
    done = CliRunner().invoke(
        read, [str(article), str(tmp_path / "b.pdf"), "--record", str(record), "--file", "--out", str(out)]
    )
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
    assert {"positions", "properties", "rejected", "sha256", "date_basis"} <= set(found)
    figures = CliRunner().invoke(read, [str(bulletin), "--out", str(tmp_path / "o")])
    assert figures.exit_code == 0
    assert [f["value"]["low"] for f in json.loads((tmp_path / "o" / "b.json").read_text())["claims"]["figures"]] == [
        3,
        2,
        2,
        0,
    ]


def test_review_does_not_go_with_json(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    assert CliRunner().invoke(read, [str(tmp_path / "a.txt"), "--json", "--review"]).exit_code == 2
