# ruff: noqa: E501
"""The command line says the same words as the Python API and ends with the status it promises."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from pyarrow import csv

import ceasefire
from ceasefire.cli.main import COMMANDS, cli, main
from ceasefire.record import Draft

REPORTS = """\
report_id,source,publisher,published,url,language,event_date_start,event_date_end,place,admin1,latitude,longitude,where_precision,event_type,weapon,actor_alleged,actor_target,killed_low,killed_high,killed_civilians,killed_children,injured_low,injured_high,attribution_phrase,summary
A1,Watch North,North News,2020-05-02,https://north.example/1,en,2020-05-01,2020-05-01,Aine,Upper,35.5,36.5,1,shelling,,Force A,civilians,3,3,,,,,,Shells fell on the market of Aine.
A2,Watch South,South News,2020-05-02,https://south.example/9,en,2020-05-01,2020-05-01,Aine,Upper,35.5137,36.5011,1,shelling,,Force A,civilians,2,4,,,,,,Shells on Aine.
"""
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CEASEFIRE_RECORD", raising=False)
    (tmp_path / "reports.csv").write_text(REPORTS, encoding="utf-8")

    def call(*args: str, status: int = 0) -> Result:
        result = CliRunner().invoke(cli, list(args))
        assert result.exit_code == status, (args, result.output, result.exception)
        return result

    return call


@pytest.fixture
def filed(run: Run) -> Run:
    run("init", "--record", "record", "--office", "watch", "--party", "ngo")
    run("file", "reports.csv", "--record", "record", "--time-zone", "UTC")
    return run


def test_init_says_how_to_keep_and_lose_the_key(run: Run) -> None:
    said = run("init", "--office", "watch", "--party", "ngo").output
    assert "Keep it" in said
    assert "If it is lost" in said


def test_filing_reports_and_asking_for_them(filed: Run) -> None:
    found = json.loads(filed("incidents", "--record", "record", "--json").output)
    assert [(row["place"], row["reports"]) for row in found] == [("Aine", 2)]
    assert json.loads(filed("status", "--record", "record", "--json").output)["tables"]["reports"] == 2


def test_a_toll_that_says_nothing_is_not_printed(run: Run, tmp_path: Path) -> None:
    """Reports that give 0 as the least and no most leave a toll of at least 0: nothing is known."""
    (tmp_path / "open.csv").write_text(REPORTS.replace(",3,3,", ",0,,").replace(",2,4,", ",0,,"), encoding="utf-8")
    run("init", "--record", "record", "--office", "watch", "--party", "ngo")
    run("file", "open.csv", "--record", "record", "--time-zone", "UTC")
    found = json.loads(run("incidents", "--record", "record", "--json").output)
    assert [(row["killed_low"], row["killed_high"]) for row in found] == [(0, None)]
    assert "at least" not in run("incidents", "--record", "record").output


def test_rows_set_aside_end_with_status_3(filed: Run, tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text(
        REPORTS.replace("A1,", "B1,").replace("A2,", "B2,").replace("35.5137", "NaN"), encoding="utf-8"
    )
    result = filed("file", "more.csv", "--record", "record", "--time-zone", "UTC", status=3)
    assert "1 set aside" in result.output
    assert "latitude" in result.output


def test_a_dry_run_files_nothing(filed: Run, tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text(REPORTS.replace("A1,", "B1,").replace("A2,", "B2,"), encoding="utf-8")
    assert (
        "2 would be filed" in filed("file", "more.csv", "--record", "record", "--time-zone", "UTC", "--dry-run").output
    )
    assert json.loads(filed("status", "--record", "record", "--json").output)["tables"]["reports"] == 2


def test_a_judgement_is_obeyed(filed: Run) -> None:
    filed("judge", "A1", "A2", "different", "--record", "record", "--reason", "two markets")
    assert len(json.loads(filed("incidents", "--record", "record", "--json").output)) == 2


def test_show_prints_a_statement_with_its_proof(filed: Run) -> None:
    said = json.loads(filed("show", "A1", "--record", "record", "--json").output)
    assert said["statement"]["body"]["label"] == "A1"
    assert said["proof"].startswith("c2sp.org/tlog-proof")
    assert filed("show", said["id"][:12], "--record", "record", "--proof").output.startswith("c2sp.org/tlog-proof")


def test_verify_says_what_holds_and_what_does_not(filed: Run, tmp_path: Path) -> None:
    assert "all hold" in filed("verify", "--record", "record").output
    path = tmp_path / "record" / "record.db"
    data = bytearray(path.read_bytes())
    at = data.rfind(b'"payload":"') + 80
    data[at] = ord("A") if data[at] != ord("A") else ord("B")
    path.write_bytes(data)
    assert "office watch" in filed("verify", "--record", "record", status=1).output


def test_report_and_export_are_coarse_and_say_so(filed: Run, tmp_path: Path) -> None:
    assert "coarse in place" in filed("report", "--record", "record").output
    assert "35.5137" not in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "coarse in place" in filed("export", "--record", "record", "--format", "csv").output
    assert "35.5137" not in "".join(p.read_text("utf-8-sig") for p in (tmp_path / "export").rglob("*.csv"))
    filed("export", "--record", "record", "--format", "csv", "--exact", "--out", "exact")
    assert "35.5137" in "".join(p.read_text("utf-8-sig") for p in (tmp_path / "exact").rglob("*.csv"))


def test_a_coarse_export_leaves_no_exact_file_of_an_earlier_one(filed: Run, tmp_path: Path) -> None:
    filed("export", "--record", "record", "--format", "csv", "--exact")
    filed("export", "--record", "record", "--format", "parquet")
    assert list((tmp_path / "export").rglob("*.csv")) == []
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    with pytest.raises(AssertionError, match="choose an empty folder"):
        filed("export", "--record", "record", "--out", "mine")
    assert (tmp_path / "mine" / "notes.txt").exists()


def test_link_a_file_without_a_record(run: Run, tmp_path: Path) -> None:
    run("link", "reports.csv", "--out", "links.csv", "--time-zone", "UTC")
    header, *rows = (tmp_path / "links.csv").read_text().splitlines()
    assert header.replace('"', "") == "report_id,incident_id,probability,link_kind"
    assert len(rows) == 2
    assert "evidence" in run("link", "reports.csv", "--explain", "A1", "A2", "--time-zone", "UTC").output


def test_a_list_is_asked_for_among_another_without_a_record(run: Run, tmp_path: Path) -> None:
    head, first, second = REPORTS.splitlines()
    (tmp_path / "north.csv").write_text("\n".join([head, first]) + "\n", encoding="utf-8")
    (tmp_path / "south.csv").write_text("\n".join([head, second]) + "\n", encoding="utf-8")
    found = json.loads(run("candidates", "north.csv", "--among", "south.csv", "--time-zone", "UTC", "--json").output)
    assert {(row["report_id"], row["candidate"]) for row in found} == {("A1", "A2"), ("A1", None)}
    assert sum(row["probability"] for row in found) == pytest.approx(1)
    said = run("candidates", "north.csv", "--among", "south.csv", "--time-zone", "UTC", "--out", "c.csv").output
    assert "1 account asked for; wrote c.csv" in said
    assert (tmp_path / "c.csv").read_text().startswith('"report_id","source","rank","candidate"')
    assert "none of these" in run("candidates", "north.csv", "--among", "south.csv", "--time-zone", "UTC").output


def test_candidates_keep_the_good_rows_of_both_lists_and_say_which_were_set_aside(run: Run, tmp_path: Path) -> None:
    head, first, second = REPORTS.splitlines()
    (tmp_path / "bad.csv").write_text(
        "\n".join([head, first.replace("35.5,", "north,"), second]) + "\n", encoding="utf-8"
    )
    said = run("candidates", "reports.csv", "--among", "bad.csv", "--time-zone", "UTC", status=3).output
    assert "set aside" in said
    assert "A2" in said
    rows = [first.replace("35.5,", "north,").replace("A1", f"B{k}") for k in range(11)]
    (tmp_path / "bad.csv").write_text("\n".join([head, *rows, second]) + "\n", encoding="utf-8")
    for asked in (("candidates", "reports.csv", "--among", "bad.csv"), ("link", "bad.csv")):
        assert "set aside: 11 rows in all" in run(*asked, "--time-zone", "UTC", status=3).output


def test_link_explains_two_texts_by_the_words_that_were_compared(run: Run, tmp_path: Path) -> None:
    texts = ("Four mortar rounds hit the market", "Mortar rounds landed near the market")
    lines = [f"M{k},Source {k},2020-05-01,Aine,35.5,36.5,shelling,{text}" for k, text in enumerate(texts, start=1)]
    header = "report_id,source,event_date_start,place,latitude,longitude,event_type,summary"
    (tmp_path / "two.csv").write_text("\n".join([header, *lines]), encoding="utf-8")
    said = run("link", "two.csv", "--explain", "M1", "M2").output
    assert "same day" in said
    assert "text" not in said  # what both texts of two have is no evidence either way
    told = json.loads(run("link", "two.csv", "--explain", "M1", "M2", "--json").output)
    assert not [ground for ground in told["grounds"] if ground["field"] == "text"]
    run("init", "--record", "two", "--office", "watch", "--party", "ngo")
    run("file", "two.csv", "--record", "two", "--time-zone", "UTC")
    of_record = run("link", "--record", "two", "--explain", "M1", "M2").output
    assert "telling words shared" in of_record


def test_an_explained_pair_is_said_to_be_linked_or_not_and_under_which_names(filed: Run) -> None:
    said = filed("link", "--explain", "A1", "A2", "--record", "record").output.splitlines()[-1]
    assert re.fullmatch(r"linked: both are of incident i-[0-9a-f]{8} \(probability [01]\.\d\d\)", said)
    told = json.loads(filed("link", "--explain", "A1", "A2", "--record", "record", "--json").output)
    assert told["linked"]
    assert len(set(told["incidents"])) == 1
    assert 0 < told["probability"] <= 1
    filed("judge", "A1", "A2", "different", "--record", "record", "--reason", "two salvos")
    said = filed("link", "--explain", "A1", "A2", "--record", "record").output.splitlines()[-1]
    assert re.match(r"not linked: incidents i-[0-9a-f]{8} and i-[0-9a-f]{8} \(", said)


def test_a_pair_far_apart_is_not_linked_and_has_no_probability(run: Run, tmp_path: Path) -> None:
    far = REPORTS.replace("2020-05-01,2020-05-01,Aine,Upper,35.5137", "2021-05-01,2021-05-01,Aine,Upper,33.5137")
    (tmp_path / "far.csv").write_text(far, encoding="utf-8")
    said = run("link", "far.csv", "--explain", "A1", "A2", "--time-zone", "UTC").output
    said_why = "they contradict each other: times too far apart, places too far apart"
    assert f"not linked: incidents A1 and A2 ({said_why})" in said


@pytest.mark.parametrize("option", [("--judgements", "judged.csv"), ("--mapping", "map.toml"), ("--time-zone", "UTC")])
def test_what_goes_with_a_file_is_refused_for_a_record(filed: Run, tmp_path: Path, option: tuple[str, str]) -> None:
    (tmp_path / option[1]).write_text("a,b,verdict\n", encoding="utf-8")
    done = filed("link", "--record", "record", *option, status=2)
    assert f"{option[0]} goes with a FILE" in done.output


def test_a_folder_that_is_not_there_is_named_as_it_was_given(run: Run, tmp_path: Path) -> None:
    (tmp_path / "some.csv").write_text(REPORTS, encoding="utf-8")
    done = CliRunner().invoke(cli, ["link", "some.csv", "--time-zone", "UTC", "--out", "nowhere/links.csv"])
    assert isinstance(done.exception, FileNotFoundError)
    assert str(done.exception).endswith("'nowhere/links.csv'")


def test_a_note_names_reports_of_a_record_by_their_labels(run: Run, tmp_path: Path) -> None:
    long = REPORTS.replace("2020-05-01,2020-05-01,Aine,Upper,35.5137", "2020-05-01,2022-05-01,Aine,Upper,35.5137")
    (tmp_path / "long.csv").write_text(long, encoding="utf-8")
    run("init", "--record", "record", "--office", "watch", "--party", "ngo")
    run("file", "long.csv", "--record", "record", "--time-zone", "UTC")
    assert "was compared with none: A2\n" in run("link", "--record", "record").output
    assert "was compared with none: A2\n" in run("link", "long.csv", "--time-zone", "UTC").output


def test_an_account_that_nothing_lies_near_is_said_to_have_no_candidate_in_any_list(run: Run, tmp_path: Path) -> None:
    far = REPORTS.replace("2020-05-01,2020-05-01,Aine,Upper,35.5137", "2021-05-01,2021-05-01,Aine,Upper,33.5137")
    (tmp_path / "far.csv").write_text(far, encoding="utf-8")
    run("init", "--record", "record", "--office", "watch", "--party", "ngo")
    run("file", "far.csv", "--record", "record", "--time-zone", "UTC")
    assert "any other list" in run("candidates", "A1", "--record", "record").output


def test_link_knows_other_names_of_columns_and_keeps_the_good_rows(run: Run, tmp_path: Path) -> None:
    rows = "id,date,lat,lon,source,type,deaths\nX1,2020-05-01,35.5,36.5,North,shelling,3\nX2,2020-05-01,35.5,36.5,South,shelling,3\n"
    (tmp_path / "other.csv").write_text(rows, encoding="utf-8")
    run("link", "other.csv", "--out", "links.csv")
    ids = {line.split(",")[0].strip('"') for line in (tmp_path / "links.csv").read_text().splitlines()[1:]}
    assert ids == {"X1", "X2"}
    (tmp_path / "bad.csv").write_text(REPORTS.replace("35.5137", "NaN"), encoding="utf-8")
    said = run("link", "bad.csv", "--out", "links.csv", status=3).output
    assert "latitude" in said
    assert len((tmp_path / "links.csv").read_text().splitlines()) == 2


def test_sql_prints_csv_and_json(filed: Run) -> None:
    query = "select label from reports order by label"
    assert filed("sql", query, "--record", "record", "--csv").output.split() == ["label", "A1", "A2"]
    assert json.loads(filed("sql", query, "--record", "record", "--json").output) == [{"label": "A1"}, {"label": "A2"}]


@pytest.mark.parametrize("args", [["status"], ["status", "--record", "nowhere"], ["file", "reports.csv"]])
def test_no_record_is_one_clear_line_and_status_2(
    run: Run, args: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(args)
    assert end.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("ceasefire: ")
    assert "ceasefire init" in said
    assert "Traceback" not in said


def test_every_command_of_the_list_is_there() -> None:
    import click

    context = click.Context(cli)
    for name in COMMANDS:
        assert cli.get_command(context, name) is not None, name


def test_json_says_null_where_a_number_is_none(filed: Run) -> None:
    query = "select 'nan'::double as a, '-inf'::float as b, 1.5::double as c"
    assert json.loads(filed("sql", query, "--record", "record", "--json").output) == [{"a": None, "b": None, "c": 1.5}]


def test_show_finds_a_batch_row_by_its_label(run: Run) -> None:
    run("init", "--record", "record", "--office", "watch", "--party", "ngo")
    run("file", "reports.csv", "--record", "record", "--time-zone", "UTC", "--bulk")
    assert "Watch South" in run("show", "A2", "--record", "record").output


PLAIN = "id,date,lat,lon,source,type\nA,2018-03-01,35.1,36.2,North,shelling\nB,2018-03-01,35.1,36.2,South,shelling\n"


def test_link_and_candidates_keep_the_good_rows_of_a_plain_table(run: Run, tmp_path: Path) -> None:
    bad = "C,2018-02-30,35.1,36.2,East,shelling\nA,2018-03-01,35.1,36.2,West,shelling\nD,,north,36.2,East,shelling\n"
    (tmp_path / "plain.csv").write_text(PLAIN + bad, encoding="utf-8")
    (tmp_path / "clean.csv").write_text(PLAIN, encoding="utf-8")
    pq.write_table(csv.read_csv(tmp_path / "plain.csv"), tmp_path / "plain.parquet")
    for name in ("plain.csv", "plain.parquet"):
        for asked in (
            ("link", name),
            ("candidates", name, "--among", "clean.csv"),
            ("link", name, "--explain", "A", "B"),
        ):
            said = run(*asked, status=3).output
            assert f"set aside: {name}, row 3, date: '2018-02-30' is no day like 2018-03-21\n" in said
            assert f"set aside: {name}, row 4, id: the id 'A' stands on row 1 already\n" in said
            assert f"set aside: {name}, row 5, lat: 'north' is no number\n" in said
        assert json.loads(run("link", name, "--json", status=3).stdout)["set_aside"] == 3
        run("link", name, "--out", f"{name}.links.csv", status=3)
    run("link", "clean.csv", "--out", "clean.links.csv")
    links = {(tmp_path / f"{name}.links.csv").read_text() for name in ("clean", "plain.csv", "plain.parquet")}
    assert len(links) == 1


def test_of_many_rows_of_a_plain_table_set_aside_the_first_are_told(run: Run, tmp_path: Path) -> None:
    bad = "".join(f"C{k},someday,35.1,36.2,East,shelling\n" for k in range(30))
    (tmp_path / "plain.csv").write_text(PLAIN + bad, encoding="utf-8")
    said = run("link", "plain.csv", status=3).output
    assert said.count("set aside: plain.csv, row") == 10
    assert "set aside: 30 rows in all" in said


SOURCES = """\
ceasefire: statements/1
origin: made for a test
licence: Apache-2.0
kind: source
items:
  - {label: s-north, id: watch-north, name: Watch North, aliases: [WN], kind_of: state agency, related_to: [north]}
  - {label: s-daily, id: north-daily, name: North Daily, kind_of: state media, related_to: [north]}
  - {label: s-south, id: watch-south, name: Watch South, kind_of: monitor}
"""
PARTIES = """\
ceasefire: statements/1
origin: made for a test
licence: Apache-2.0
kind: party
items:
  - {label: p-north, id: north, name: North, aliases: [Northern forces]}
  - {label: p-south, id: south, name: South}
"""


def test_reports_sources_and_independent_sources_are_the_same_counts_everywhere(run: Run, tmp_path: Path) -> None:
    more = REPORTS.replace("Force A", "Northern forces or South").splitlines()
    more += [
        more[1].replace("A1,Watch North", "A3,WN via Reuters"),
        more[1].replace("A1,Watch North", "A4,North Daily"),
    ]
    (tmp_path / "reports.csv").write_text("\n".join(more) + "\n", encoding="utf-8")
    (tmp_path / "parties.yaml").write_text(PARTIES, encoding="utf-8")
    (tmp_path / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    run("init", "--record", "record", "--office", "watch", "--party", "ngo")
    for name in ("parties.yaml", "sources.yaml", "reports.csv"):
        run("file", name, "--record", "record", "--time-zone", "UTC")
    [incident] = json.loads(run("incidents", "--record", "record", "--json").output)
    assert (incident["reports"], incident["sources"], incident["independent_sources"]) == (4, 3, 2)
    together = [
        r for r in json.loads(run("standing", "--record", "record", "--json").output) if r["independent_sources"]
    ]
    assert [(r["body"], r["independent_sources"]) for r in together] == [("all sources", 2)]
    shown = " ".join(run("standing", "--record", "record").output.split())
    assert "2 independent" in shown
    run("export", "--record", "record", "--out", "out", "--format", "csv")
    head, row = (tmp_path / "out" / "incidents.csv").read_text(encoding="utf-8").splitlines()[-2:]
    assert (head.split(",")[1:4], row.split(",")[1:4]) == (
        ['"reports"', '"sources"', '"independent_sources"'],
        ["4", "3", "2"],
    )
    run("report", "--record", "record", "--out", "r.html")
    page = re.sub(r"<[^>]+>", "", (tmp_path / "r.html").read_text(encoding="utf-8"))
    assert "4 reports, 3 sources" in page
    assert "2 independent sources" in page
    assert "against one of north, south" in page


CONFLICT = """\
ceasefire: statements/1
origin: made for this test
licence: Apache-2.0
kind: assertion
items:
  - {label: a, subject: talks, property: rounds_held, value: "4", said_by: A, publisher: A}
  - {label: b, subject: talks, property: rounds_held, value: "5", said_by: B, publisher: B}
"""


def test_one_fact_is_a_fact_with_conflicting_statements(filed: Run, tmp_path: Path) -> None:
    assert "0 facts with conflicting statements" in filed("conflicts", "--record", "record", "--subject", "x").output
    (tmp_path / "conflict.yaml").write_text(CONFLICT, encoding="utf-8")
    filed("file", "conflict.yaml", "--record", "record")
    said = filed("conflicts", "--record", "record", "--subject", "talks").output
    assert said.rstrip().endswith("\n1 fact with conflicting statements")


def test_one_change_of_a_coding_is_a_change(run: Run) -> None:
    from ceasefire.api.example import EXAMPLES

    old = EXAMPLES / "astana" / "agreements" / "memorandum-2017-05-04.yaml"
    text = old.read_text(encoding="utf-8")
    Path("new.yaml").write_text(re.sub(r"(?m)^title: .*$", "title: Another title", text, count=1), encoding="utf-8")
    assert run("agreement", "diff", str(old), "new.yaml", status=1).output.rstrip().endswith("\n1 change")


@pytest.mark.parametrize("place", ["record.db", "new"])
def test_no_command_writes_into_a_record(filed: Run, tmp_path: Path, place: str) -> None:
    before = {path: path.read_bytes() for path in (tmp_path / "record").rglob("*") if path.is_file()}
    (tmp_path / "way").symlink_to("record")
    for record in ("record", "way"):
        out = f"{record}/{place}"
        for args in (
            ("report", "--record", "record", "--out", out),
            ("export", "--record", "record", "--out", out),
            ("checkpoint", "--record", "record", "--out", out),
            ("link", "--record", "record", "--out", f"{out}.csv"),
            ("duties", "--record", "record", "--ics", out),
            ("read", "reports.csv", "--out", f"{out}/read"),
            ("template", "report", f"{out}.csv"),
        ):
            assert "inside the record" in str(filed(*args, status=1).exception), args
    assert {path: path.read_bytes() for path in (tmp_path / "record").rglob("*") if path.is_file()} == before


def test_a_report_takes_the_place_of_a_report_only(filed: Run, tmp_path: Path) -> None:
    ask = ("report", "--record", "record", "--out")
    for _ in range(2):
        filed(*ask, "r.html")
    (tmp_path / "r.manifest.json").unlink()
    filed(*ask, "r.html")
    for name in ("notes.txt", "r.manifest.json", "new.manifest.json"):
        (tmp_path / name).write_text("my own words")
    for out in ("notes.txt", "r.html", "new.html"):
        assert "is there and is no" in str(filed(*ask, out, status=1).exception)
    assert (tmp_path / "notes.txt").read_text() == "my own words"
    (tmp_path / "new.manifest.json").write_text("")
    filed(*ask, "new.html")


def test_links_and_deadlines_take_the_place_of_their_own_kind_only(filed: Run, tmp_path: Path) -> None:
    for out, ask in (("l.csv", ("link", "--out")), ("l.parquet", ("link", "--out")), ("d.ics", ("duties", "--ics"))):
        for _ in range(2):
            filed(*ask, out, "--record", "record")
        (tmp_path / out).write_text("my own words")
        assert "is there" in str(filed(*ask, out, "--record", "record", status=1).exception)
        assert (tmp_path / out).read_text() == "my own words"


def test_a_report_that_is_called_none_of_these_is_told_from_none(run: Run, tmp_path: Path) -> None:
    head, first, second = REPORTS.splitlines()
    for name, row in (("north.csv", first), ("south.csv", second.replace("A2,", "none of these,", 1))):
        (tmp_path / name).write_text(f"{head}\n{row}\n", encoding="utf-8")
    said = run("candidates", "north.csv", "--among", "south.csv", "--time-zone", "UTC").output
    assert [said.count(words) for words in ("'none of these'", "none of these")] == [1, 2]


def test_a_record_explains_a_pair_as_it_was_linked_whatever_letters_name_an_actor(run: Run, tmp_path: Path) -> None:
    (tmp_path / "reports.csv").write_text(
        REPORTS.replace("shelling,,Force A,civilians,2,4", "shelling,,группа,civilians,2,4"), encoding="utf-8"
    )
    run("init", "--record", "two", "--office", "watch", "--party", "ngo")
    run("file", "reports.csv", "--record", "two", "--time-zone", "UTC")
    with ceasefire.open(tmp_path / "two") as record:
        party = Draft("party", {"id": "force-a", "name": "Force A", "aliases": ["группа"]})
        record.file_drafts(record.office("watch"), [party])
    with ceasefire.open(tmp_path / "two", readonly=True) as record:
        [pair] = record.table("pairs").to_pylist()
    told = json.loads(run("link", "--record", "two", "--explain", "A1", "A2", "--json").output)
    assert "other actors alleged" not in json.dumps(told)
    assert told["bits"] == pytest.approx(pair["bits"], abs=0.05)
