"""What a delay and a coarse edition leave out does not come back through what names it."""

from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from ceasefire.publication.coarse import coarsen
from ceasefire.publication.delay import all_late
from ceasefire.vocabulary.tables import schema

OLD, LATE = date(2018, 8, 1), date(2018, 10, 14)
CUT_OFF = date(2018, 10, 16)
OPEN = "https://example.com/x"


def one(name: str) -> str:
    return name.encode().hex().ljust(64, "0")


def table(name: str, *rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist([{f.name: row.get(f.name) for f in schema(name)} for row in rows], schema(name))


def statement(name: str, kind: str = "report", first: str = "", **more: Any) -> dict[str, Any]:
    told = {"statement_id": one(name), "label": name, "kind": kind, "ledger": "l", "seq": 1, "address": OPEN}
    return told | {"first_id": one(first or name)} | more


def report(name: str, day: date | None, first: str = "", **more: Any) -> dict[str, Any]:
    told = {"report_id": one(name), "label": name, "ledger": "l", "date_end": day, "address": OPEN}
    return told | {"first_id": one(first or name)} | more


def judgement(name: str, a: str, b: str) -> dict[str, Any]:
    return {"judgement_id": one(name), "a": a, "b": b, "verdict": "same", "office": "l"}


def delayed() -> dict[str, pa.Table]:
    statements = [
        statement("old"),
        statement("late"),
        statement("was-late", superseded_by=one("now-late")),
        statement("now-late", "report", "was-late", supersedes=one("was-late")),
        statement("was-old", superseded_by=one("now-old")),
        statement("now-old", "report", "was-old", supersedes=one("was-old")),
        statement("undated"),
        statement("rival-old", "report", "was-late", supersedes=one("was-late")),
        statement("on-label", "assertion"),
        statement("aside"),
        statement("strange", "foreseen"),
        statement("mixed", "batch"),
        statement("even", "batch"),
        statement("cites-late", cites=[one("late")]),
        *(statement(n, "judgement") for n in ("fine", "by-id", "by-label", "of-aside", "of-nothing")),
        statement("on-late", "position"),
        statement("law", "meeting"),
        statement("count", "tally"),
    ]
    reports = [report("old", OLD), report("late", LATE), report("now-late", LATE, "was-late")]
    reports += [report("now-old", OLD, "was-old"), report("undated", None), report("cites-late", OLD)]
    reports += [
        report(f"r{i}", d) | {"report_id": one(b) + f"#{i}"}
        for b, i, d in (("mixed", 0, OLD), ("mixed", 1, LATE), ("even", 0, OLD))
    ]
    reports += [report("rival-old", OLD, "was-late")]
    judgements = [judgement("fine", one("old"), "now-old"), judgement("by-id", one("old"), one("late"))]
    judgements += [
        judgement(f"of-{n}" if n != "late" else "by-label", n, one("old")) for n in ("late", "aside", "nothing")
    ]
    return {
        "statements": table("statements", *statements),
        "reports": table("reports", *reports),
        "judgements": table("judgements", *judgements),
        "positions": table("positions", {"position_id": one("on-late"), "about": [one("old"), one("late")]}),
        "tallies": table("tallies", {"tally_id": one("count"), "date_end": LATE, "ledger": "l"}),
        "assertions": table("assertions", {"assertion_id": one("on-label"), "subject": "late"}),
        "unread": table("unread", {"statement_id": one("aside"), "kind": "report", "reason": "was late"}),
    }


def test_with_a_delay_a_statement_leaves_only_if_its_day_is_known_and_old() -> None:
    out = all_late(delayed(), CUT_OFF, 14)
    assert set(out["statements"]["label"].to_pylist()) == {"old", "now-old", "even", "fine", "law"}
    assert set(out["reports"]["label"].to_pylist()) == {"old", "now-old", "r0"}
    assert out["judgements"]["judgement_id"].to_pylist() == [one("fine")]
    assert [out[name].num_rows for name in ("positions", "tallies", "unread", "assertions")] == [0] * 4
    again = all_late(out, CUT_OFF, 14)
    assert all(again[name].equals(out[name]) for name in out)


def test_without_a_delay_all_stays() -> None:
    tables = delayed()
    assert all(t.equals(tables[n]) for n, t in all_late(tables, CUT_OFF, 0).items())


def test_a_name_of_a_shared_list_is_not_taken_away_either() -> None:
    tables = delayed()
    tables["zones"] = table("zones", {"zone_id": "late", "name": "Late"})
    assert all_late(tables, CUT_OFF, 14)["assertions"].num_rows == 1


def test_a_label_of_the_shared_law_is_not_taken_away_by_a_late_report_of_that_name() -> None:
    tables = delayed()
    tables["assertions"] = table("assertions", {"assertion_id": one("said"), "subject": "law", "ledger": "l"})
    tables["statements"] = pa.concat_tables(
        [
            tables["statements"],
            table("statements", statement("said", "assertion"), statement("late2") | {"label": "law"}),
        ]
    )
    assert all_late(tables, CUT_OFF, 14)["assertions"].num_rows == 1


SECRET = "House of AB"
NAMED = {
    "judgements": ("a", "b"),
    "positions": ("about", "evidence", "value", "of", "against", "standard_of_proof"),
    "remedies": ("about", "asked_by", "asked_of", "replied_by"),
    "assertions": ("subject",),
    "coverage": ("by", "zone"),
    "reports": ("weapon", "category", "admin1", "label", "place", "source"),
}


@pytest.mark.parametrize(("name", "column"), [(n, c) for n, columns in NAMED.items() for c in columns])
@pytest.mark.parametrize(
    "word", [SECRET, f"not named: {SECRET}", f"place not named, {SECRET}", f"source not named, {SECRET}"]
)
def test_no_column_prints_what_only_a_row_without_an_address_tells(name: str, column: str, word: str) -> None:
    own = schema(name).names[0]
    row = {own: one("x"), "ledger": "l", column: [word] if pa.types.is_list(schema(name).field(column).type) else word}
    statements = table("statements", statement("p", label=word, address=None), statement("x", name[:-1], address=None))
    out = coarsen({"statements": statements, name: table(name, row)})
    assert SECRET not in str([t.to_pylist() for t in out.values()])
    again = coarsen(out)
    assert all(again[n].equals(out[n]) for n in out)


def test_ids_codes_and_published_names_stay() -> None:
    tables = {
        "statements": table("statements", statement("R1"), statement("j", address=None)),
        "reports": table(
            "reports",
            report("R1", OLD, weapon="mortar", admin1="Upper"),
            report("p", OLD, address=None, weapon="mortar", admin1="Upper", category="protected/hospital"),
        ),
        "judgements": table("judgements", judgement("j", "R1", one("p"))),
        "zones": table("zones", {"zone_id": "idlib", "name": "Idlib area"}),
        "coverage": table("coverage", {"coverage_id": one("c"), "zone": "idlib"}),
    }
    out = coarsen(tables)
    assert [out["judgements"][c].to_pylist() for c in ("a", "b")] == [["R1"], [one("p")]]
    assert out["coverage"]["zone"].to_pylist() == ["idlib"]
    assert [out["reports"][c].to_pylist()[1] for c in ("weapon", "admin1", "category")] == [
        "mortar",
        "Upper",
        "protected/hospital",
    ]


def test_one_name_that_is_withheld_has_one_number_in_all_tables() -> None:
    tables = {
        "judgements": table("judgements", judgement("j", "far", "near")),
        "positions": table("positions", {"position_id": one("p"), "about": ["near", "far"]}),
    }
    out = coarsen(tables)
    assert out["positions"]["about"].to_pylist() == [
        [out["judgements"]["b"][0].as_py(), out["judgements"]["a"][0].as_py()]
    ]
