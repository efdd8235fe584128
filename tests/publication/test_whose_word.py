"""Whose word counts, as the page prints it: dissents, words told by others, charters, contested law, findings."""

import csv
import io
from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from lxml import etree

from ceasefire.publication import report, summary
from ceasefire.publication.bounds import Bounds
from ceasefire.publication.coarse import coarsen
from ceasefire.publication.delay import all_late
from ceasefire.publication.export import export_files
from ceasefire.publication.inputs import ReportInputs
from ceasefire.vocabulary.parts import Head
from ceasefire.vocabulary.stand_words import held_words, told_words

from .page import bare_numbers, parse
from .world import BATCH, inputs, report_row, table

ALPHA, BETA = "ceasefire/small/alpha/mission", "ceasefire/small/beta/cell"
CHARTER, OTHER = "c1" * 32, "c2" * 32


def standing_row(body: str, value: str, **given: Any) -> dict[str, Any]:
    row = {
        "incident_id": "inc-a",
        "body": body,
        "body_kind": "party",
        "axis": "legal",
        "value": value,
        "entry": "position",
        "stand": "concur",
        "lineage": ["d1" * 32],
    }
    return row | given


HELD = [
    standing_row("north", "violation"),
    standing_row("south", "holds_otherwise", stand="dissent", towards="violation", why="the post was empty"),
    standing_row("east", "abstains", stand="abstain", towards="violation"),
    standing_row("west", "silent", stand="silence", why="has said nothing; 1 rule waits for its word: joint"),
    standing_row(
        "south",
        "admitted",
        axis="responsibility",
        told_by=ALPHA,
        why=f"a letter; as told by {ALPHA}: it speaks for north",
    ),
]


def charter_row(name: str = CHARTER, **given: Any) -> dict[str, Any]:
    row = {
        "charter_id": name,
        "mechanism": "small",
        "title": "Charter of the small truce",
        "proposed_by": ALPHA,
        "accepted_by": ["north", "south"],
        "state": "adopted",
        "pinned": True,
        "in_force": True,
        "why": "in force",
    }
    return row | given


def asked(pin: str = "none", **more: list[dict[str, Any]]) -> ReportInputs:
    """Return the inputs of the small truce with more rows by table, under a pin."""
    made = inputs({**inputs().tables, **{name: table(name, rows) for name, rows in more.items()}})
    heads = (
        Head(office="mission", size=14, root="12" * 32, origin=ALPHA),
        Head(office="cell", size=1, root="13" * 32, origin=BETA),
    )
    return ReportInputs(
        tables=made.tables,
        options=made.options,
        heads=heads,
        comparisons=made.comparisons,
        parameters={"charter_pin": pin},
    )


def read(**given: Any) -> etree._Element:
    return parse(report(asked(**given)))


def text(element: etree._Element) -> str:
    cells = element.xpath("./th|./td|./li|./p") if element.tag in ("tr", "ul") else []
    return " | ".join(map(text, cells)) if cells else " ".join("".join(element.itertext()).split())


def inside(root: etree._Element) -> tuple[list[str], list[str]]:
    """Return what the first incident says that bodies hold, and what others say that they hold."""
    first = root.xpath("//details[.//code='inc-a']")[0]
    own = [text(li) for li in first.xpath(".//ul[@class='standing']/li")]
    told = [text(li) for li in first.xpath(".//ul[@class='standing told']/li")]
    return own, told


def test_a_dissent_an_abstention_and_a_silence_are_printed_as_such() -> None:
    own, _ = inside(read(standing=HELD))
    assert own[:4] == [
        "North on legal: violation",
        "South on legal: holds otherwise than violation · the post was empty",
        "east on legal: abstains on violation",
        "west on legal: silent: its word is waited for · has said nothing; 1 rule waits for its word: joint",
    ]


def test_what_another_says_of_a_body_stands_apart_and_names_its_ledger() -> None:
    own, told = inside(read(standing=HELD))
    assert not [line for line in own if "admitted" in line]
    assert told == [
        f"South on responsibility: admitted, as told by mission ({ALPHA}) · a letter; not counted: it speaks for north"
    ]


def test_a_long_report_bounds_both_lists() -> None:
    many = [standing_row(f"b{n}", "violation", told_by=told) for n in range(5) for told in (None, ALPHA)]
    given = asked(standing=many)
    bounds = Bounds(incidents=2, shown_incidents=3, shown_accounts=2)
    own, told = inside(parse(report(replace(given, options=replace(given.options, bounds=bounds)))))
    assert (len(own), len(told)) == (2, 2)


def test_without_a_pin_the_page_says_that_nobodys_word_is_counted() -> None:
    root = read(standing=HELD)
    said = "No charter is pinned: nobody's word is counted."
    assert said in text(root.xpath("//header")[0])
    assert said in text(root.xpath("//section[@id='method']")[0])
    assert said in text(root.xpath("//details[.//code='inc-a']")[0])
    assert said not in text(root.xpath("//details[.//code='inc-b']")[0])


def test_under_a_charter_in_force_the_page_names_it_and_no_incident_says_otherwise() -> None:
    root = read(standing=HELD, charter_states=[charter_row()], pin=CHARTER)
    assert f"Positions count under the charter “Charter of the small truce” ({CHARTER[:12]})" in text(
        root.xpath("//header")[0]
    )
    assert "nobody's word is counted" not in text(root)
    assert "as compiled by" not in text(root)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([], "for it is not in this record: nobody's word is counted"),
        (
            [
                charter_row(
                    state="proposed", in_force=False, accepted_by=["north"], why="proposed by a; accepted by north"
                )
            ],
            "for it is not adopted (proposed by a; accepted by north): nobody's word is counted",
        ),
        (
            [charter_row(state="not_here", in_force=False, proposed_by=None, why="not here")],
            "for it is not in this record",
        ),
        (
            [
                charter_row(in_force=False),
                charter_row("c3" * 32, in_force=False, pinned=False, fork=[OTHER]),
                charter_row(OTHER, in_force=False, pinned=False, fork=["c3" * 32]),
            ],
            f"for it forks: {OTHER[:12]} and {('c3' * 32)[:12]} follow one version",
        ),
    ],
)
def test_a_pinned_charter_that_is_not_in_force_says_why(rows: list[dict[str, Any]], says: str) -> None:
    head = text(read(charter_states=rows, pin=CHARTER).xpath("//header")[0])
    assert f"No version of the pinned charter {CHARTER[:12]} is in force, {says}" in head


def test_of_several_pinned_charters_the_page_says_that_none_is_named() -> None:
    rows = [charter_row(pinned=False, in_force=False), charter_row(OTHER, pinned=False, in_force=False)]
    head = text(read(charter_states=rows, pin=f"{CHARTER} {OTHER}").xpath("//header")[0])
    assert f"Several pinned charters are in this record ({CHARTER[:12]} and {OTHER[:12]})" in head
    assert "is not in this record" not in head


def test_a_version_that_follows_the_pinned_one_is_said_to_do_so() -> None:
    rows = [charter_row(in_force=False), charter_row(OTHER, pinned=False, follows=CHARTER)]
    assert "a version that follows the one that is pinned" in text(
        read(charter_states=rows, pin=CHARTER).xpath("//header")[0]
    )


def test_each_charter_version_says_how_far_it_has_come() -> None:
    rows = [
        charter_row(state="proposed", in_force=False, accepted_by=["north", "south"], waiting_for=["east"], why="x"),
        charter_row(
            OTHER, state="proposed", pinned=False, in_force=False, accepted_by=[], why="the pin does not reach it"
        ),
        charter_row("c3" * 32, state="unfit", pinned=False, in_force=False, declined_by=["south"], why="no key"),
    ]
    lines = [text(tr) for tr in read(charter_states=rows, pin=CHARTER).xpath("//table[@class='charters']/tbody/tr")]
    assert "proposed by mission; accepted by North, South; not yet by east" in lines[0]
    assert "proposed, pinned" in lines[0]
    assert "proposed by mission; the pin does not reach it" in lines[1]
    assert "unfit" in lines[2]
    assert "declined by South; no key" in lines[2]


def test_a_decision_says_whose_word_was_heard_under_which_charter_and_with_which_silence() -> None:
    row = {
        "incident_id": "inc-a",
        "rule": "joint",
        "axis": "legal",
        "state": "decided",
        "value": "violation",
        "charter": CHARTER,
        "heard": [f"north violation, {'a1' * 32}", "east violation, on 2 June"],
        "dissent": ["south, dissent on 3 June"],
        "silent": ["west"],
        "told": ["south, as told by mission"],
    }
    own, _ = inside(read(decisions=[row], charter_states=[charter_row()], pin=CHARTER, standing=[]))
    assert own[-1] == (
        f"Rule joint on legal: decided, violation · under the charter {CHARTER[:12]} dissent: south, dissent on 3 June "
        "heard: north violation, 12; east violation, on 2 June silent, counted as consent: west "
        "told by others, not heard: south, as told by mission"
    )


def test_without_a_charter_a_rule_decides_nothing_and_the_page_says_so() -> None:
    row = {"incident_id": "inc-a", "rule": "joint", "axis": "legal", "state": "no_charter", "told": ["south told"]}
    root = read(decisions=[row])
    own, _ = inside(root)
    assert "Rule joint on legal: no charter told by others, not heard: south told" in own
    assert any(
        one.startswith("No rule on legal: no charter") for one in inside(read(decisions=[row | {"rule": None}]))[0]
    )
    assert "No charter is pinned" in text(root.xpath("//details[.//code='inc-a']")[0])


def test_the_law_of_a_record_without_a_charter_is_labelled_as_compiled() -> None:
    law = [{"agreement_id": "memo", "title": "Memorandum", "statement_id": "a1" * 32, "ledger": ALPHA}]
    root = read(agreements=law)
    says = "have effect as compiled by mission: no charter says who keeps them"
    assert all(says in text(root.xpath(f"//section[@id='{where}']")[0]) for where in ("duties", "scope", "method"))
    assert not root.xpath("//section[@id='law']")


def test_under_a_pin_that_is_not_in_force_no_act_is_said_to_have_effect_as_compiled() -> None:
    law = [{"agreement_id": "memo", "title": "Memorandum", "statement_id": "a1" * 32, "ledger": ALPHA}]
    said = text(read(agreements=law, pin=CHARTER).xpath("//section[@id='method']")[0])
    assert "no charter says who keeps them have effect as compiled by mission" in said
    assert "accessions and acts have effect" not in said


def coding(ledger: str, state: str, **given: Any) -> dict[str, Any]:
    return {"what": "zone", "id": "east", "ledger": ledger, "state": state, "statement_ids": ["a1" * 32]} | given


def test_a_thing_coded_by_two_offices_stands_with_both() -> None:
    both = [coding(ALPHA, "contested", ground="none is named"), coding(BETA, "contested", ground="none is named")]
    section = read(codings=both).xpath("//section[@id='law']")[0]
    assert "zone east: no coding answers: it stays undetermined" in text(section)
    assert [text(p) for p in section.xpath(".//p[@class='value']")] == [f"mission ({ALPHA})", f"cell ({BETA})"]
    assert {text(li) for li in section.xpath(".//li[1]")} == {"contested: none is named"}
    one = [coding(ALPHA, "answers", ground="the charter names it"), coding(BETA, "stands_beside")]
    assert "zone east: as coded by mission" in text(read(codings=one).xpath("//section[@id='law']")[0])
    assert not read(codings=[coding(ALPHA, "answers")]).xpath("//section[@id='law']")
    alone = read(codings=[coding(BETA, "stands_beside", ground="the charter names mission")])
    assert "zone east: no coding answers" in text(alone.xpath("//section[@id='law']")[0])


def act(**given: Any) -> dict[str, Any]:
    row = {
        "act_ids": ["a1" * 32],
        "act": "extension",
        "instrument": "memo",
        "needs": "consensus of north, south, east",
        "claimed_by": ["north"],
        "missing": ["south", "east"],
        "state": "claimed",
        "why": "extension claimed by 1 of 3 (north)",
        "date_start": date(2017, 6, 3),
        "term_to": date(2018, 6, 3),
    }
    return row | given


def test_an_act_without_effect_says_how_many_claim_it() -> None:
    root = read(act_states=[act(), act(act_ids=["a2" * 32], state="has_effect", missing=[])])
    rows = root.xpath("//table[@class='acts']/tbody/tr")
    assert len(rows) == 1
    assert "| extension claimed by 1 of 3 (north) | South, east |" in text(rows[0])
    assert rows[0].xpath(".//a[@class='cite']")
    assert bare_numbers(root) == []
    told = read(act_states=[act(claimed_by=[], told_of=["south, as told by cell"], state="told", why=None)])
    line = text(told.xpath("//table[@class='acts']/tbody/tr")[0])
    assert "| told |" in line
    assert "told, not counted: south, as told by cell" in line


FINDING = {
    "finding_id": "a1" * 32,
    "mechanism": "small",
    "about": [f"{BATCH}#0"],
    "rule": "joint",
    "axis": "legal",
    "state": "decided",
    "value": "violation",
    "decided_on": date(2017, 6, 9),
    "reason": "the crater was seen",
    "ledger": ALPHA,
}
CHECK = {"finding_id": "a1" * 32, "incident_id": "inc-a", "ledger": ALPHA, "rule": "joint", "value": "violation"}


def finding(**given: Any) -> str:
    return text(
        read(findings=[FINDING], finding_checks=[CHECK | given]).xpath("//table[@class='findings']/tbody/tr")[0]
    )


def test_a_finding_stands_with_what_recomputing_it_gives() -> None:
    held = finding(state="holds", recomputed="violation")
    assert held == "9 Jun 2017 | mission | jointlegal | violationthe crater was seen | holds | incident | 12"
    differs = finding(state="differs", recomputed="no_decision", why="south dissents")
    assert "differs: south dissentsthe rule gives: no decision" in differs
    assert f"as told by mission ({ALPHA})" in finding(state="told")


def test_a_question_stands_with_who_holds_what_and_what_is_told_apart() -> None:
    held = {"question": "president", "text": "What is the role of the president?", "state": "counted"}
    stances = [
        held | {"of": "north", "words": "stays to the end", "stand": "concur", "option": "stays"},
        held | {"of": "south", "stand": "dissent", "option": "stays"},
        held | {"of": "south", "words": "may stay a while", "told_by": ALPHA, "state": "told"},
        held | {"of": "east", "words": "earlier words", "state": "rival", "why": "two of one day"},
    ]
    root = read(stances_held=stances)
    lists = [
        [text(li) for li in ul.xpath("./li")]
        for ul in root.xpath("//section[@id='decided']//ul[contains(@class, 'standing')]")
    ]
    assert lists == [
        [
            "east: earlier words · rival; two of one day",
            "North: stays: stays to the end",
            "South: holds otherwise than stays",
        ],
        [f"South: may stay a while, as told by mission ({ALPHA})"],
    ]
    assert "What is the role of the president?" in text(root.xpath("//section[@id='decided']//h4")[0])


def test_a_complaint_says_how_far_it_has_come_and_leads_to_what_closes_it() -> None:
    row = {
        "complaint_id": "a1" * 32,
        "incident_ids": ["inc-a"],
        "by": "north",
        "told_by": BETA,
        "against": "south",
        "asks": "that the post be moved",
        "received": date(2017, 6, 5),
        "state": "remedy_asked",
        "closed_by": ["a3" * 32],
    }
    root = read(complaint_states=[row])
    [line] = root.xpath("//table[@class='complaints']/tbody/tr")
    assert text(line) == (
        f"5 Jun 2017 | Northas told by cell ({BETA}) | South | that the post be moved | remedy asked | incident "
        "| 12 · a3a3a3a3a3a3"
    )
    assert line.xpath(".//a")[0].get("href").startswith("#i")


def test_sections_that_have_nothing_are_not_there() -> None:
    root = read()
    assert not root.xpath("//section[@id='decided' or @id='law']")
    assert not root.xpath("//nav//a[@href='#decided' or @href='#law']")


def test_the_summary_prints_no_value_of_a_position() -> None:
    given = asked(
        standing=HELD,
        matrix=[
            {
                "by": "north",
                "of": "south",
                "basis": "positions on legal",
                "agreed_low": 1,
                "agreed_high": 1,
                "entries": 1,
                "lineage": [f"{BATCH}#0"],
            }
        ],
    )
    lines = " ".join(f"{label} {figure.text()} {remark}" for label, figure, remark in summary(given))
    assert "violation" not in lines
    assert "confirmed by" not in lines


def test_another_pin_gives_another_page_and_the_same_pin_the_same_bytes() -> None:
    one, again, other = (report(asked(pin=pin, standing=HELD)) for pin in (CHARTER, CHARTER, OTHER))
    assert one == again
    assert one != other


def test_the_readme_of_an_export_says_how_a_dissent_reads() -> None:
    given = asked(standing=HELD)
    files = export_files(given.tables, given.options, ["csv"])
    assert b"never that value" in files["README.txt"]
    rows = list(csv.DictReader(io.StringIO(files["standing.csv"].decode("utf-8-sig"))))
    found = {(row["body"], row["value"], row["stand"], row["towards"], row["told_by"]) for row in rows}
    assert ("south", "holds_otherwise", "dissent", "violation", "") in found
    assert ("south", "admitted", "concur", "", ALPHA) in found


def test_words_for_a_stand() -> None:
    assert held_words("violation") == "violation"
    assert held_words("not_a_violation", None) == "not a violation"
    assert held_words("holds_otherwise", "not_a_violation") == "holds otherwise than not a violation"
    assert held_words("holds_otherwise") == "holds otherwise"
    assert held_words("violation", "violation") == "violation"
    assert held_words(None) == ""
    assert told_words("mission", ALPHA) == f"as told by mission ({ALPHA})"
    assert told_words(ALPHA, ALPHA) == f"as told by {ALPHA}"


TEXTS = {
    "acceptances": ("acceptance_id", "reason"),
    "findings": ("finding_id", "reason"),
    "questions": ("question_id", "text"),
    "stances": ("stance_id", "words"),
    "complaints": ("complaint_id", "asks"),
    "replies": ("reply_id", "says"),
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize(
    ("address", "kept"), [(None, False), ("https://news.example.org/1", True), ("radio log 7", False)]
)
def test_words_of_a_person_leave_only_with_a_public_address(name: str, address: str | None, kept: bool) -> None:
    key, column = TEXTS[name]
    row = {key: "e1" * 32, column: "the house of A. in Saqba"}
    statement = {"statement_id": "e1" * 32, "kind": name.removesuffix("s"), "address": address}
    told = row | ({"address": address} if name == "stances" else {})
    made = coarsen({name: table(name, [told]), "statements": table("statements", [statement])})
    assert (made[name][column].to_pylist() == [row[column]]) is kept


def test_the_name_of_a_question_is_withheld_alike_wherever_it_stands() -> None:
    questions = table("questions", [{"question_id": "e1" * 32, "thing": "house-in-saqba"}])
    stances = table(
        "stances", [{"stance_id": "e2" * 32, "question": "house-in-saqba", "address": "https://n.example.org/1"}]
    )
    statements = table("statements", [{"statement_id": "e1" * 32, "kind": "question"}])
    out = coarsen({"questions": questions, "stances": stances, "statements": statements})
    assert out["questions"]["thing"].to_pylist() == out["stances"]["question"].to_pylist() == ["not named, 1"]


@pytest.mark.parametrize(("address", "shown"), [(None, "not named, 1"), ("https://n.example.org/1", "leave Saqba")])
def test_an_answer_that_is_offered_is_still_found_where_its_words_are_withheld(address: str | None, shown: str) -> None:
    questions = table("questions", [{"question_id": "e1" * 32, "thing": "q", "options": ["leave Saqba"]}])
    rows = [
        {"stance_id": f"e{n}" * 32, "option": "leave Saqba", "address": told}
        for n, told in ((2, None), (3, "https://n.example.org/2"))
    ]
    statements = table("statements", [{"statement_id": "e1" * 32, "kind": "question", "address": address}])
    out = coarsen({"questions": questions, "stances": table("stances", rows), "statements": statements})
    [offered] = out["questions"]["options"].to_pylist()[0]
    assert set(out["stances"]["option"].to_pylist()) == {offered}
    assert (offered == shown) or (address is None and offered.startswith("not named, "))


@pytest.mark.parametrize(("name", "key"), [("complaints", "complaint_id"), ("remedies", "remedy_id")])
def test_a_reply_finds_what_it_answers_by_a_label_that_is_withheld(name: str, key: str) -> None:
    asked = table(name, [{key: "e1" * 32, "label": "saqba-7"}])
    replies = table("replies", [{"reply_id": "e2" * 32, "to": "saqba-7"}, {"reply_id": "e3" * 32, "to": "e1" * 32}])
    statements = table("statements", [{"statement_id": "e1" * 32, "kind": "complaint", "label": "saqba-7"}])
    out = coarsen({name: asked, "replies": replies, "statements": statements})
    assert out[name]["label"].to_pylist() == ["not named, 1"]
    assert out["replies"]["to"].to_pylist() == ["not named, 1", "e1" * 32]


def test_a_charters_bodies_stay_named_so_that_their_word_counts_in_a_coarse_edition_too() -> None:
    terms = '{"mechanism":"m","title":"t","bodies":[{"body":"north","role":"guarantor"}],"changes":{"takes":"one","of":["north"]}}'
    held = table("positions", [{"position_id": "e1" * 32, "of": "north"}, {"position_id": "e2" * 32, "of": "somebody"}])
    charters = table(
        "charters", [{"charter_id": CHARTER, "terms": terms}, {"charter_id": OTHER, "terms": "no charter"}]
    )
    out = coarsen({"positions": held, "charters": charters})
    assert out["positions"]["of"].to_pylist() == ["north", "not named, 1"]
    assert out["charters"].equals(charters)


def test_a_delay_leaves_out_what_speaks_of_late_incidents_and_keeps_the_law() -> None:
    old, new = report_row(0), report_row(1, date_start=date(2017, 6, 29), date_end=date(2017, 6, 29))
    about = {"old": [old["report_id"]], "new": [new["report_id"]]}
    kinds = {"findings": "finding_id", "complaints": "complaint_id"}
    tables: dict[str, pa.Table] = {"reports": table("reports", [old, new])}
    statements: list[dict[str, Any]] = [{"statement_id": BATCH, "kind": "batch", "first_id": BATCH}]
    for name, key in kinds.items():
        rows = [{key: f"{name}-{age}", "about": ids} for age, ids in about.items()]
        tables[name] = table(name, rows)
        statements += [{"statement_id": row[key], "kind": name[:-1], "first_id": row[key]} for row in rows]
    replies = [{"reply_id": f"reply-{age}", "to": f"complaints-{age}"} for age in about]
    tables["replies"] = table("replies", replies)
    statements += [{"statement_id": one["reply_id"], "kind": "reply", "first_id": one["reply_id"]} for one in replies]
    statements += [{"statement_id": CHARTER, "kind": "charter", "first_id": CHARTER}]
    tables["charters"] = table("charters", [{"charter_id": CHARTER}])
    tables["statements"] = table("statements", [{"label": row["statement_id"], **row} for row in statements])
    kept = all_late(tables, date(2017, 6, 30), 7)
    assert kept["findings"]["finding_id"].to_pylist() == ["findings-old"]
    assert kept["complaints"]["complaint_id"].to_pylist() == ["complaints-old"]
    assert kept["replies"]["reply_id"].to_pylist() == ["reply-old"]
    assert kept["charters"].num_rows == 1
    assert CHARTER in kept["statements"]["statement_id"].to_pylist()
