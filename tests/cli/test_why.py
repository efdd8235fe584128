"""`why-not`, `hits --grounds` and `hits --recompute` on the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from ceasefire import Record
from ceasefire.cli.main import cli
from tests.small_truce import own_home, record, zone

__all__ = ["own_home", "record"]


def run(record: Record, *words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, [*words, "--record", str(record.path)])
    return done.exit_code, done.stdout, done.stderr


def test_the_incident_the_clause_and_the_result_come_before_the_five_answers(record: Record) -> None:
    status, out, _ = run(record, "why-not", "R2", "fire")
    lines = out.splitlines()
    assert status == 0
    assert lines[0].startswith("incident i-")
    assert lines[2:4] == ["truce/fire: undetermined", "  clause: Nobody fires into the zone."]
    assert [line.split(":")[0].strip() for line in lines if line.startswith("  ") and line[2] != " "] == [
        *("clause", "where", "when", "who", "what", "exempt"),
    ]
    assert "    needs: an act of extension, recorded with what it takes" in lines
    assert max(map(len, lines)) <= 80
    told = json.loads(run(record, "why-not", "R2", "truce/fire", "--json")[1])
    assert told == record.why_not("R2", "fire") | ({"warnings": told["warnings"]} if "warnings" in told else {})


@pytest.mark.parametrize(
    ("provision", "words"),
    [
        ("posts", "truce/posts is not tested"),
        ("none", "has a provision 'none'"),
        ("other/fire", "a provision 'other/fire'"),
    ],
)
def test_a_provision_that_cannot_be_tested_is_refused_in_words(record: Record, provision: str, words: str) -> None:
    from ceasefire.api.arguments import BadArgument

    with pytest.raises(BadArgument, match=words):
        record.why_not("R1", provision)


def test_a_file_of_hits_recomputes_and_the_status_says_where_one_differs(record: Record, tmp_path: Path) -> None:
    status, out, _ = run(record, "hits", "R1", "--json", "--grounds")
    assert status == 0
    file = tmp_path / "r1.json"
    file.write_text(out, encoding="utf-8")
    record.file_drafts("desk", [zone(0.1, version=2)])
    status, out, _ = run(record, "hits", "--recompute", str(file))
    assert (status, out.splitlines()[-1]) == (0, "1 test worked out again on their own grounds, 1 the same")
    told = json.loads(file.read_text(encoding="utf-8"))
    told["hits"][0]["result"] = "out_of_scope"
    file.write_text(json.dumps(told), encoding="utf-8")
    status, out, _ = run(record, "hits", "--recompute", str(file))
    assert (status, "  result: out_of_scope then, in_scope now" in out) == (1, True)
    found = json.loads(run(record, "hits", "--recompute", str(file), "--json")[1])
    [again] = found["tests"]
    assert (found["incident"]["state"], found["left_out"], found["set_aside"]) == ("unchanged", [], [])
    assert [one["state"] for one in found["grounds"]] == ["other"]
    assert (again["state"], again["differs"]) == ("differs", [["result", "out_of_scope", "in_scope"]])


def test_an_invented_incident_ends_with_a_status_and_a_bad_row_with_another(record: Record, tmp_path: Path) -> None:
    told = json.loads(run(record, "hits", "R1", "--json", "--grounds")[1])
    file = tmp_path / "r1.json"
    file.write_text(json.dumps(told | {"incident": told["incident"] | {"place": "Elsewhere"}}), encoding="utf-8")
    status, out, _ = run(record, "hits", "--recompute", str(file))
    assert status == 1
    assert "  place: Elsewhere in the file, " in out
    assert out.splitlines()[-1].endswith("1 the same; the incident is not as the record now has it")
    file.write_text(json.dumps(told | {"hits": [*told["hits"], {"missing": 5}]}), encoding="utf-8")
    status, out, _ = run(record, "hits", "--recompute", str(file))
    assert (status, "set aside: row 2 of hits: " in out) == (3, True)


def test_grounds_go_with_json_and_an_incident(record: Record) -> None:
    assert run(record, "hits", "R1", "--grounds")[0] == 2
    done = CliRunner().invoke(cli, ["hits", "--json", "--grounds", "--record", str(record.path)])
    assert "grounds are those of one incident" in str(done.exception)
