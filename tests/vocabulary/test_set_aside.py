"""What is set aside is said in one way: counted by state, three named, the rest counted, no filed word in public."""

from typing import Any

from ceasefire.record import audit
from ceasefire.vocabulary import set_aside
from ceasefire.vocabulary.codes import AsideState
from ceasefire.vocabulary.tables import TABLES

LABELS = {"a" * 64: "scr-2254"}


def row(state: AsideState, kind: str = "report", reason: str = "a secret place", digit: str = "b") -> dict[str, Any]:
    return {
        "statement_id": digit * 64,
        "ledger": "ceasefire/t/p/o",
        "state": str(state),
        "kind": kind,
        "reason": reason,
    }


def test_both_tables_tell_every_state() -> None:
    for name in ("unread", "set_aside"):
        [state] = [column for column in TABLES[name] if column.name == "state"]
        assert state.doc == ", ".join(AsideState)


def test_every_state_has_words_of_its_own() -> None:
    told = {set_aside.says(row(state)) for state in AsideState}
    assert len(told) == len(AsideState)
    assert audit.NEWER == set_aside.NEWER


def test_a_warning_names_what_is_set_aside() -> None:
    missing = row(AsideState.BLOB_MISSING, "agreement", digit="a")
    assert set_aside.warning([missing], LABELS) == (
        "1 statement of this record is set aside: agreement scr-2254: its text is missing. "
        "What follows is computed without it; 'ceasefire verify' names it"
    )


def test_many_are_counted_and_three_named() -> None:
    words = set_aside.warning([row(AsideState.DOES_NOT_FIT, digit=d) for d in "bcdef"], {}) or ""
    assert words.startswith("5 statements of this record are set aside: report bbbbbbbbbbbb: a secret place; report c")
    assert "; and 2 more. " in words
    assert "eeee" not in words


def test_what_is_understood_in_part_is_read_and_what_is_repeated_is_no_loss() -> None:
    assert set_aside.warning([row(AsideState.REPEATED)], {}) is None
    words = set_aside.warning([row(AsideState.PARTLY_UNDERSTOOD, reason="field mood")], {}) or ""
    assert words.startswith(
        "1 statement is understood in part, read but for this: report bbbbbbbbbbbb: field mood (a newer version"
    )
    assert "set aside" not in words
    assert set_aside.counted({"does_not_fit": 2, "foreign_key": 1, "partly_understood": 1, "repeated": 4}) == (
        "3 set aside (2 does not fit, 1 foreign key), 1 understood in part, 4 repeated (counted once)"
    )


def test_a_publication_repeats_no_word_that_was_filed() -> None:
    rows = [row(state) for state in AsideState]
    assert "secret" not in set_aside.notice(rows, {})
    assert "secret" not in str(set_aside.parameters(rows))
    assert set_aside.notice([row(AsideState.REPEATED)], {}) == ""


def test_a_manifest_lists_a_hundred_and_counts_the_rest() -> None:
    told = set_aside.parameters([row(AsideState.DOES_NOT_FIT)] * 150)
    assert told["set_aside"] == "150"
    assert told["set_aside_ids"].count("b" * 64) == 100
    assert told["set_aside_ids"].endswith(" and 50 more")
