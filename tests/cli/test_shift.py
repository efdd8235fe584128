"""`today` and `follow`: short for a person, JSON for a program, and ended as a script or a person ends them."""

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

import ceasefire
from ceasefire.api import changes
from ceasefire.cli.main import cli, main
from ceasefire.cli.shift import WIDTH, _line, _tested
from ceasefire.cli.text_table import width
from ceasefire.record import Draft
from tests.api.test_today import NEW, OLD, SINCE, position, told
from tests.small_record import record

__all__ = ["record"]


@pytest.fixture
def run(record: ceasefire.Record) -> Callable[..., Result]:
    return lambda *line: CliRunner().invoke(cli, [*line, "--record", str(record.path)], catch_exceptions=False)


def test_today_is_short_and_its_ids_are_taken_by_show(record: ceasefire.Record, run: Callable[..., Result]) -> None:
    long = "x" * 90 + "\x1b]0;"
    [old] = record.file_drafts("watch", [told("N", "2020-05-01", OLD)])
    [new, _] = record.file_drafts(
        "watch", [told("S" + long, "2020-05-01", NEW, label="A2"), position(old.id, "russia", "refuted", NEW)]
    )
    record.judge(old.id, new.id, "same")
    out = run("today", "--since", SINCE, "--on", "2020-05-04").output
    assert max(map(len, out.splitlines())) <= 80
    assert "\x1b" not in out
    assert "incidents that new reports joined: 1\n  scope: 1 not tested\n" in out
    assert "1 judgement, 1 key, 1 position, 1 report" in out
    printed = [word for line in out.splitlines() if line.startswith("  ") for word in line.split() if len(word) == 12]
    assert len(printed) >= 3
    for name in printed:
        assert run("show", name).exit_code == 0


def test_today_says_who_signed_what_one_says_that_another_holds(
    record: ceasefire.Record, run: Callable[..., Result]
) -> None:
    one, two = record.file_drafts("watch", [told("N", "2020-05-01", OLD), told("S" * 300, "2020-05-01", OLD)])
    [first] = record.file_drafts("watch", [position(one.id, "russia", "refuted", NEW)])
    body = {"about": [one.id], "axis": "occurrence", "value": "verified", "of": "russia", "role": "guarantor"}
    record.file_drafts("watch", [Draft(kind="position", body=body, claimed_at=NEW, supersedes=first.id)])
    judged = {"a": one.id, "b": two.id, "verdict": "same"}
    record.file_drafts("watch", [Draft(kind="judgement", body=judged, claimed_at=NEW)])
    record.file_drafts("watch", [told("N", "2020-05-01", NEW, corrects=one.id)])
    out = run("today", "--since", SINCE).output
    assert f"{first.id[:12]}  (superseded) i-" in out
    assert "watch signed told: russia: occurrence verified" in out
    assert "watch signed same: " in out
    assert "(1 report in them, 1 correction among these)" in out
    assert "incidents are linked under the set that comes with the program" in out


def test_today_counts_by_instrument_within_the_width() -> None:
    under = [{"instrument": f"instrument-of-a-long-name-{n}", "incidents": 10 - n, "alone": n % 2} for n in range(5)]
    lines = list(_tested({"results": {"no_act": 3, "in_scope": 10}, "in_scope": under}))
    assert lines[0] == "  scope: 10 in scope, 3 aid or evacuation"
    assert "9 of instrument-of-a-long-name-1 (1 of no other)" in "".join(lines)
    assert max(map(width, lines)) <= WIDTH


def test_a_line_of_wide_letters_fits_a_terminal() -> None:
    assert width(_line("漢" * 60)) <= WIDTH
    assert _line("漢" * 40) == "漢" * 40


def test_today_for_a_program_says_the_same(record: ceasefire.Record, run: Callable[..., Result]) -> None:
    record.file_drafts("watch", [told("N", f"2020-0{month}-01", NEW) for month in (1, 4, 7)])
    found = json.loads(run("today", "--since", SINCE, "--limit", "2", "--json").output)
    assert (found["incidents"]["new"]["total"], len(found["incidents"]["new"]["rows"])) == (3, 2)
    out = run("today", "--since", SINCE, "--limit", "2").output
    assert "  and 1 more" in out
    assert "and 1 more" not in run("today", "--since", SINCE, "--limit", "0").output


def test_what_is_no_time_is_answered_in_words(run: Callable[..., Result]) -> None:
    with pytest.raises(ValueError, match="is no time; write a day as 2018-10-16"):
        run("today", "--since", "yesterday")


def test_follow_prints_one_document_a_line_and_ends_after_the_first(
    record: ceasefire.Record, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = iter([[told("N", "2020-05-01", NEW, label="A1\u202e")], [told("N", "2021-05-01", NEW)]])
    monkeypatch.setattr(changes, "sleep", lambda _: record.file_drafts("watch", next(waiting)))
    [line] = run("follow", "--once", "--json").output.splitlines()
    assert json.loads(line)["statements"]["rows"][0]["label"] == "A1\u202e"
    assert "\u202e" not in line
    assert next(waiting), "it ended after the first"


def test_follow_for_a_person(
    record: ceasefire.Record, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = record.file_drafts("watch", [told("N", "2020-05-01", NEW), told("S", "2020-05-01", NEW)])
    was = record.incident_name(one.id).id[:12]
    monkeypatch.setattr(changes, "sleep", lambda _: record.judge(one.id, two.id, "different"))
    out = run("follow", "--once").output
    assert max(map(len, out.splitlines())) <= 80
    now = record.incident_name(two.id).id[:12]
    assert f"{was} split -> " in out
    assert now in out
    assert "watch: judgement" in out


def test_follow_ends_after_so_many_seconds_and_on_ctrl_c_with_130(
    record: ceasefire.Record, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    done = run("follow", "--for", "0")
    assert (done.exit_code, done.stdout) == (0, "")

    def stop(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(changes, "sleep", stop)
    with pytest.raises(SystemExit) as ended:
        main(["follow", "--record", str(record.path)])
    assert ended.value.code == 130
