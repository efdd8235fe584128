"""Rules and settings are statements: what is refused, what supersedes what, and which hold."""

import json
from pathlib import Path

import pytest

import ceasefire
from ceasefire import Record
from ceasefire.api.rules import run_rules
from ceasefire.cli.main import main
from ceasefire.findings.rules import RulesError
from ceasefire.intake import IntakeError
from ceasefire.record import RecordError
from ceasefire.vocabulary.errors import SetAsideWarning
from tests.charters import adopted
from tests.small_record import RULES, file_settings, file_text, unreadable

CASES = (
    RULES
    + """\
cases:
  - name: one alone
    rule: one
    given: {now: 2020-01-02, opened: 2020-01-01, positions: [{body: ngo, at: 2020-01-01, value: violation}]}
    expect: {state: STATE}
"""
)


def states(record: Record, table: str) -> list[tuple[str, bool]]:
    rows = record.table(table).to_pylist()
    return [(row["sha256"][:8], row["superseded"]) for row in rows]


def test_rules_are_a_blob_and_a_statement_and_the_same_again_files_nothing(record: Record) -> None:
    first = file_text(record, "rules.yaml", RULES)
    [row] = record.table("rules").to_pylist()
    assert (row["rule_id"], row["mechanism"], row["here"]) == (first, "m", True)
    assert record.store.read_blob(row["sha256"]).decode() == RULES
    assert file_text(record, "other-name.yaml", RULES) == ""
    changed = file_text(record, "rules.yaml", RULES.replace("made for", "changed in"))
    assert record.get(changed).statement.supersedes == first
    assert record.tables.chosen().mechanism.title == "changed in this test"  # type: ignore[union-attr]
    back = file_text(record, "rules.yaml", RULES)
    assert record.get(back).statement.supersedes == changed
    assert record.tables.chosen().mechanism.title == "made for this test"  # type: ignore[union-attr]
    assert [superseded for _, superseded in states(record, "rules")] == [True, True, False]


def test_another_offices_rules_and_settings_change_nothing(record: Record) -> None:
    file_text(record, "rules.yaml", RULES)
    file_settings(record, 'title = "ours"')
    record.init_office("desk", "army")
    file_text(record, "rules.yaml", RULES.replace("made for", "theirs, not"), office="desk")
    file_settings(record, 'title = "theirs"', office="desk")
    chosen = record.tables.chosen()
    assert (chosen.mechanism.title, chosen.settings.title) == ("made for this test", "ours")  # type: ignore[union-attr]
    assert states(record, "settings")[0][1] is False


def test_a_charter_names_the_rules_by_digest_and_no_office_changes_them(record: Record) -> None:
    own = file_text(record, "rules.yaml", RULES)
    [kept] = [row["sha256"] for row in record.table("rules").to_pylist() if row["rule_id"] == own]
    pin = adopted(record, {"ngo": ["watch"]}, rules=kept)
    file_text(record, "rules.yaml", RULES.replace("made for", "changed in"))
    with ceasefire.open(record.path, charter=pin, readonly=True) as under:
        assert under.tables.chosen().filed_rules.digest == kept
        assert under.tables.chosen().mechanism.title == "made for this test"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (RULES.replace("needs: consensus", "needs: acclaim"), r"rules\.yaml:5:.*acclaim"),
        (RULES.replace("members: [ngo]", "members: [other]"), r"rules\.yaml:5:"),
        (RULES.replace("mechanism: m\n", ""), "mechanism"),
    ],
)
def test_rules_that_do_not_fit_are_refused_with_their_line(record: Record, text: str, words: str) -> None:
    with pytest.raises((RulesError, IntakeError), match=words):
        file_text(record, "rules.yaml", text)
    assert [one.size for one in record.offices()] == [1]


def test_rules_whose_cases_come_out_otherwise_are_refused_and_the_cases_named(record: Record) -> None:
    with pytest.raises(
        IntakeError, match="1 of 1 case of these rules come out otherwise\none alone: state: expected"
    ) as error:
        file_text(record, "rules.yaml", CASES.replace("STATE", "no_decision"))
    assert error.value.file == "rules.yaml"
    assert [one.size for one in record.offices()] == [1]
    file_text(record, "rules.yaml", CASES.replace("STATE", "decided"))
    assert [one.passed for one in run_rules(record)] == [True]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('ceasefire = "settings/1"\ntitel = "A"\n', r"publication\.toml: .*titel"),
        ('ceasefire = "settings/1"\nstart = "soon"\n', r"publication\.toml: .*start"),
        ('ceasefire = "settings/1"\ntitle = \n', r"publication\.toml: .*line 2"),
        ('title = "A"\nceasefire = "settings/1"\n', "first key"),
        ('ceasefire = "settings/2"\n', "first key"),
    ],
)
def test_settings_that_do_not_fit_are_refused(record: Record, text: str, words: str) -> None:
    with pytest.raises((RecordError, IntakeError), match=words):
        file_text(record, "publication.toml", text)
    assert [one.size for one in record.offices()] == [1]


def test_settings_supersede_the_offices_earlier_ones(record: Record) -> None:
    first = file_settings(record, 'title = "A"')
    assert file_settings(record, 'title = "A"') == ""
    second = file_settings(record, 'title = "B"')
    assert record.get(second).statement.supersedes == first
    assert record.tables.chosen().settings.title == "B"


@pytest.mark.parametrize("kind", ["rule", "settings"])
def test_where_the_last_file_is_lost_or_cannot_be_read_the_one_before_it_holds_and_it_is_told(
    record: Record, kind: str
) -> None:
    file_text(record, "rules.yaml", RULES)
    file_settings(record, 'title = "A"')
    bad = unreadable(record, kind, "to be lost")
    digest = record.get(bad).statement.body["sha256"]
    path = record.path / "blobs" / digest[:2] / digest
    content = path.read_bytes()
    path.unlink()
    with ceasefire.open(record.path, readonly=True) as reader:
        for state in ("blob_missing", "does_not_fit"):
            [row] = reader.table("set_aside").to_pylist()
            assert (row["statement_id"], row["kind"], row["state"]) == (bad, kind, state)
            if state == "blob_missing":  # said once for each state of the ledgers
                with pytest.warns(SetAsideWarning, match=kind):
                    reader.table("duties")
            chosen = reader.tables.chosen()
            assert (chosen.mechanism.title, chosen.settings.title) == ("made for this test", "A")  # type: ignore[union-attr]
            path.write_bytes(content)


def test_the_command_tests_the_filed_rules_or_a_file(
    record: Record, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*words: str, status: int = 0) -> str:
        with pytest.raises(SystemExit) as ended:
            main(["rules", "test", *words])
        assert ended.value.code == status
        out = capsys.readouterr()
        return out.out + out.err

    of = ("--record", str(record.path))
    assert "there are no decision rules here; file them" in run(*of, status=2)
    file_text(record, "rules.yaml", CASES.replace("STATE", "decided"))
    assert "1 case, 0 do not hold" in run(*of)
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(CASES.replace("STATE", "pending"), encoding="utf-8")
    assert "1 case, 1 does not hold" in run(str(wrong), status=1)
    assert json.loads(run(*of, "--json"))[0]["case"] == "one alone"
