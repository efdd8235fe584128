"""Every place where a value of a position is printed, counted or exported, and what it says of five kinds of word.

One record, one incident. On the legal axis alpha's office holds a violation, beta's dissents from it, epsilon's abstains,
delta's says nothing, and gamma's office says of delta that it holds `not_a_violation`: a word told by another. A charter
gives each office its body, and its rule asks for consensus of all five.

Every place stands once in `PLACES`. For each: what it must say of the five, and what it may say in no case (`NEVER`): that
beta holds a violation, or that delta holds anything of its own. What shows a statement as it was signed (`AS_SIGNED`) gives
value and stand side by side, as the office wrote them.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from lxml import html

import ceasefire
from ceasefire.api import changes, publish, trust
from ceasefire.cli import shift
from ceasefire.cli.main import cli
from ceasefire.publication.bounds import Bounds
from ceasefire.publication.report import report_files
from ceasefire.record import Draft
from ceasefire.vocabulary.choices import Format
from tests.charters import adopted, office_of

BODIES: Final = ("alpha", "beta", "gamma", "delta", "epsilon")
OFFICES: Final = {"alpha": "oa", "beta": "ob", "gamma": "oc", "delta": "od", "epsilon": "oe"}
DAY: Final = "2020-05-03"
RULES: Final = f"""\
ceasefire: rules/1
mechanism: test-mechanism
title: Rules of a test
bodies:
{chr(10).join(f"  - {{body: {body}, role: guarantor, component: all-five}}" for body in BODIES)}
rules:
  - id: ruling
    matter: whether an incident goes against the text
    axis: legal
    members: [all-five]
    needs: consensus
    text: decisions by consensus of all
    confidence: R
"""


@dataclass(frozen=True)
class World:
    """The record, what is asked of it, and what stands in it by name."""

    record: Path
    out: Path
    charter: str
    incident: str
    positions: dict[str, str]
    ledgers: dict[str, str]
    change: dict[str, Any]

    def run(self, *line: str, status: int = 0) -> str:
        """Return what a command prints; the reader pins the charter in a file of their own."""
        done = CliRunner().invoke(cli, [*line, "--record", str(self.record)], catch_exceptions=False)
        assert done.exit_code == status, done.output
        return done.output

    def json(self, *line: str) -> Any:
        return json.loads(self.run(*line, "--json"))

    def open(self) -> ceasefire.Record:
        return ceasefire.open(self.record, readonly=True)

    def rows(self, table: str) -> list[dict[str, Any]]:
        with self.open() as record:
            found: list[dict[str, Any]] = record.table(table).to_pylist()
        return found


def position(world_report: str, of: str, value: str, charter: str, **more: str) -> Draft:
    body = {"about": [world_report], "axis": "legal", "of": of, "value": value, "when": {"start": DAY}} | more
    return Draft(kind="position", body=body, cites=(charter,), claimed_at=f"{DAY}T10:00:00Z")


def filed(record: ceasefire.Record, tmp: Path) -> World:
    """File a charter with its rule, one report and the positions on it."""
    for body, office in OFFICES.items():
        record.init_office(office, body)
    rules = record.store.put_blob(RULES.encode())
    charter = adopted(record, {body: [office] for body, office in OFFICES.items()}, rules=rules)
    said = {"source": "Watch", "event_type": "shelling", "when": {"start": DAY}, "where": {"name": "Aine"}}
    [report] = record.file_drafts("oa", [Draft(kind="report", body=said)])
    words = {
        "alpha": ("oa", position(report.id, "alpha", "violation", charter)),
        "beta": ("ob", position(report.id, "beta", "violation", charter, stand="dissent")),
        "epsilon": ("oe", position(report.id, "epsilon", "violation", charter, stand="abstain")),
        "told": ("oc", position(report.id, "delta", "not_a_violation", charter)),
    }
    with ceasefire.open(record.path, readonly=True, charter=charter) as reader:
        follower = changes.Follower(reader)
        found = {name: record.file_drafts(office, [draft])[0].id for name, (office, draft) in words.items()}
        change = follower.look()
        incident = reader.incident_name(report.id).id
    assert change is not None
    origins = {body: office_of(record, office).origin for body, office in OFFICES.items()}
    return World(record.path, tmp, charter, incident, found, origins, change)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    tmp = tmp_path_factory.mktemp("values")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CEASEFIRE_HOME", str(tmp / "home"))
        with ceasefire.create(tmp / "record", name="test") as record:
            made = filed(record, tmp)
        trust.pin_charter(made.charter, "test-mechanism")
        yield made


# --- what a place says: lines, each of one body ----------------------------------------------------------------------------

Lines = list[str]
COUNTED: Final = r"alpha\b.*\bviolation"
DISSENT: Final = r"beta\b.*holds[ _]otherwise"
ABSTENTION: Final = r"epsilon\b.*abstains"
SILENCE: Final = r"delta\b.*silent"
NEVER: Final = (
    r"^(?!.*(holds.otherwise|dissent)).*\bbeta\b[^,;]*\bviolation",
    r"^(?!.*(told|oc\b|oc signed)).*\bdelta\b.*\bnot[ _]a[ _]violation",
    r"^(?!.*(abstain)).*\bepsilon\b[^,;]*\bviolation",
)
"""Lines that no place may print: a dissent as the value it dissents from, a word told by another as the body's own."""


def of_rows(rows: list[dict[str, Any]], *columns: str) -> Lines:
    return [" | ".join(str(row.get(name)) for name in columns if row.get(name) is not None) for row in rows]


STANDING: Final = ("body", "axis", "value", "towards", "told_by")


def page(world: World) -> "html.HtmlElement":
    with world.open() as record:
        record.report(world.out / "report.html", on=DAY)
    return html.fromstring((world.out / "report.html").read_bytes())


def items(world: World, css: str) -> Lines:
    return [" ".join(li.text_content().split()) for li in page(world).xpath(f"//ul[@class='{css}']/li")]


def exported(world: World, form: Format) -> Path:
    folder = world.out / f"export-{form}"
    if not folder.is_dir():
        with world.open() as record:
            record.export(folder, formats=[form])
    return folder


def of_csv(world: World, name: str, *columns: str) -> Lines:
    text = (exported(world, "csv") / f"{name}.csv").read_text("utf-8-sig")
    return of_rows([{k: v or None for k, v in row.items()} for row in csv.DictReader(io.StringIO(text))], *columns)


def of_parquet(world: World, name: str, *columns: str) -> Lines:
    return of_rows(pq.read_table(exported(world, "parquet") / f"{name}.parquet").to_pylist(), *columns)


def decided(rows: list[dict[str, Any]]) -> Lines:
    """Return what decisions say of each body, one line a body."""
    [row] = rows
    assert row["value"] is None, row
    assert row["state"] in ("pending", "no_decision"), row
    lists = ((name, row[name]) for name in ("heard", "dissent", "missing", "told"))
    return [f"{words} ({name})" for name, found in lists for words in found or ()]


def sql(world: World) -> Lines:
    with world.open() as record:
        return of_rows(record.sql("select * from standing where body_kind = 'party'").to_pylist(), *STANDING)


def today(world: World, part: str) -> Lines:
    """Return the lines of one part of `today`: its heading says how many there are."""
    out = world.run("today", "--since", "2020-05-01", "--on", DAY)
    found = re.search(rf"^{part}: \d+.*\n((?:  .*\n)*)", out, re.M)
    assert found, out
    return [one.strip() for line in found[1].splitlines() for one in re.split(r", (?=\w+ )", line)]


def told_of_change(found: list[dict[str, Any]]) -> Lines:
    return [f"{row['body']} {row['axis']} {'; '.join(map(str, row['now']))}" for row in found]


def compared(rows: list[dict[str, Any]]) -> Lines:
    """Return what the matrix counts of positions: who agrees with whom."""
    pairs = [row for row in rows if row["basis"] == "positions on legal"]
    return [f"{row['by']} on {row['of']}: {row['agreed_low']} of {row['entries']}" for row in pairs]


@dataclass(frozen=True)
class Place:
    """A place where values of positions are shown: how it is asked, and what it must say, as patterns of its lines."""

    says: Callable[[World], Lines]
    must: tuple[str, ...] = (COUNTED, DISSENT, ABSTENTION)
    told: str = r"delta\b.*(as told by oc\b.*not a violation|not[ _]a[ _]violation.*(/oc\b|as told by))"
    """Pattern of the word that another tells; empty where the place leaves it out."""
    never: tuple[str, ...] = NEVER


PLACES: Final[dict[str, Place]] = {
    # tables, as Python gives them
    "api: table standing": Place(
        lambda w: of_rows(w.rows("standing"), *STANDING), (COUNTED, DISSENT, ABSTENTION, SILENCE)
    ),
    "api: record.standing": Place(
        lambda w: of_rows(list(w.open().standing(incident=w.incident)), *STANDING),
        (COUNTED, DISSENT, ABSTENTION, SILENCE),
    ),
    "api: table position_checks": Place(
        lambda w: of_rows(w.rows("position_checks"), "of", "value", "stand", "state", "ledger"),
        (r"alpha \| violation \| counted", r"beta \| .*dissent \| counted", r"epsilon \| .*abstain \| counted"),
        told=r"delta \| not_a_violation \| told \| .*/oc$",
    ),
    "api: table matrix": Place(lambda w: compared(w.rows("matrix")), (r"beta on alpha: 0 of 1",), told=""),
    "api: record.matrix": Place(lambda w: compared(w.open().matrix()), (r"beta on alpha: 0 of 1",), told=""),
    "api: record.decisions": Place(lambda w: decided(w.open().decisions(on=DAY).to_pylist())),
    "api: show INCIDENT": Place(
        lambda w: of_rows(w.open().show(w.incident)["standing"], *STANDING), (COUNTED, DISSENT, ABSTENTION, SILENCE)
    ),
    "api: sql over standing": Place(sql, (COUNTED, DISSENT, ABSTENTION, SILENCE)),
    "api: changes that follow tells": Place(lambda w: told_of_change(w.change["standing"]["rows"]), (COUNTED, DISSENT)),
    # commands
    "cli: standing": Place(
        lambda w: w.run("standing", w.incident).splitlines(), (COUNTED, DISSENT, ABSTENTION, SILENCE)
    ),
    "cli: standing --json": Place(lambda w: of_rows(w.json("standing", w.incident), *STANDING)),
    "cli: matrix": Place(lambda w: compared(w.json("matrix")), (r"beta on alpha: 0 of 1",), told=""),
    "cli: rules outcomes": Place(lambda w: decided(w.json("rules", "outcomes", w.incident, "--on", DAY))),
    "cli: rules outcomes --why": Place(
        lambda w: w.run("rules", "outcomes", w.incident, "--on", DAY, "--why").splitlines(),
        (COUNTED, DISSENT, ABSTENTION, r"waited for: gamma", r"waited for: delta"),
    ),
    "cli: today, positions signed": Place(
        lambda w: today(w, "positions signed"),
        (COUNTED, DISSENT, ABSTENTION),
        told=r"^\w+  \S+  oc signed told: delta: legal not a violation",
    ),
    "cli: today, positions that differ": Place(
        lambda w: today(w, "incidents on which positions differ"), (COUNTED, DISSENT), told=""
    ),
    "cli: follow, held otherwise": Place(lambda w: list(shift._change(w.change)), (COUNTED, DISSENT)),
    # what leaves the record
    "report: who holds what": Place(
        lambda w: [line for line in items(w, "standing") if not line.startswith("Rule")],
        (COUNTED, DISSENT, ABSTENTION, SILENCE),
        told="",
    ),
    "report: what the rules give": Place(
        lambda w: [part for line in items(w, "parts") for part in line.split("; ")],
        (COUNTED, DISSENT, ABSTENTION, r"missing: gamma", r"^delta since"),
    ),
    "report: what others say": Place(lambda w: items(w, "standing told"), ()),
    "export: standing.csv": Place(lambda w: of_csv(w, "standing", *STANDING), (COUNTED, DISSENT, ABSTENTION, SILENCE)),
    "export: standing.parquet": Place(lambda w: of_parquet(w, "standing", *STANDING)),
    "export: position_checks.csv": Place(
        lambda w: of_csv(w, "position_checks", "of", "value", "stand", "state", "ledger"),
        (r"alpha \| violation \| counted", r"beta \| .*dissent \| counted"),
        told=r"delta \| not_a_violation \| told \| .*/oc$",
    ),
    "export: matrix.csv": Place(
        lambda w: of_csv(w, "matrix", "by", "of", "basis", "agreed_low"),
        (r"beta \| alpha \| positions on legal \| 0",),
        told="",
    ),
    "export: decisions.csv": Place(
        lambda w: [line for row in of_csv(w, "decisions", "heard", "dissent", "told") for line in row.split(" | ")],
    ),
}
"""The places. One that is new is added here, and what it says of a dissent with it."""


@pytest.mark.parametrize("name", PLACES)
def test_a_place_says_who_holds_what_and_whose_word_it_is(world: World, name: str) -> None:
    place = PLACES[name]
    lines = place.says(world)
    assert lines, "the place says nothing at all"
    for pattern in (*place.must, *([place.told] if place.told else [])):
        assert [line for line in lines if re.search(pattern, line)], f"{pattern} is in none of {lines}"
    for pattern in place.never:
        assert not [line for line in lines if re.search(pattern, line)], f"{pattern} is in {lines}"
    if not place.told:
        assert not [line for line in lines if re.search(r"not[ _]a[ _]violation", line)], lines


AS_SIGNED: Final[dict[str, Callable[[World], Lines]]] = {
    "api: table positions": lambda w: of_rows(w.rows("positions"), "of", "value", "stand", "ledger"),
    "export: positions.csv": lambda w: of_csv(w, "positions", "of", "value", "stand", "ledger"),
    "export: positions.parquet": lambda w: of_parquet(w, "positions", "of", "value", "stand", "ledger"),
    "cli: show POSITION": lambda w: [
        " | ".join(str(body[k]) for k in ("of", "value", "stand") if k in body) + f" | {w.ledgers[who]}"
        for who, name in (("alpha", "alpha"), ("beta", "beta"), ("gamma", "told"))
        for body in [w.json("show", w.positions[name])["statement"]["body"]]
    ],
}


@pytest.mark.parametrize("name", AS_SIGNED)
def test_what_shows_a_statement_gives_its_stand_beside_its_value(world: World, name: str) -> None:
    lines = AS_SIGNED[name](world)
    assert [line for line in lines if re.search(r"^beta \| violation \| dissent \| .*/ob$", line)], lines
    assert [line for line in lines if re.search(r"^delta \| not_a_violation \| .*/oc$", line)], lines


SAYS_NOTHING: Final[dict[str, Callable[[World], Lines]]] = {
    "report: in one minute": lambda w: [
        " ".join(tile.text_content().split()) for tile in page(w).xpath("//section[@id='summary']//div")
    ],
    "api: record.summary": lambda w: [" ".join(map(str, line)) for line in w.open().summary(on=DAY)],
    "api: table figures": lambda w: of_rows(w.rows("figures"), "label", "text", "note"),
    "api: record.confirmations": lambda w: [str(row) for row in w.open().confirmations()],
    "api: record.conflicts": lambda w: [str(row) for row in w.open().conflicts()],
    "cli: conflicts": lambda w: w.run("conflicts").splitlines(),
    "cli: status": lambda w: w.run("status").splitlines(),
    "cli: incidents": lambda w: w.run("incidents").splitlines(),
    "export: incidents.geojson": lambda w: (exported(w, "geojson") / "incidents.geojson").read_text().splitlines(),
    "export: incidents.csv": lambda w: of_csv(w, "incidents", "incident_id", "event_types", "actors_alleged"),
    "report: conflicting statements": lambda w: [
        " ".join(one.text_content().split()) for one in page(w).xpath("//section[@id='rivals']//article")
    ],
}
"""Places beside these that count and list, and have no word of any position in them."""


@pytest.mark.parametrize("name", SAYS_NOTHING)
def test_no_other_place_prints_or_counts_a_value_of_a_position(world: World, name: str) -> None:
    lines = SAYS_NOTHING[name](world)
    assert not [line for line in lines if re.search(r"violation|holds.otherwise|abstain|dissent", line)], lines


def test_a_long_report_has_no_value_of_a_position_in_the_files_beside_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with world.open() as record:
        asked = publish.inputs(record, publish.PublishOptions(on=DAY))
        files = report_files(replace(asked, options=replace(asked.options, bounds=Bounds(incidents=0, statements=0))))
    beside = {name: data for name, data in files.items() if name.endswith(".csv")}
    assert beside
    assert not [name for name, data in beside.items() if b"violation" in data]
    assert b"holds otherwise than violation" in files["report.html"]


def test_without_a_pin_every_word_is_told_and_every_place_says_so(world: World) -> None:
    with ceasefire.open(world.record, charter="none", readonly=True) as record:
        held = [row for row in record.table("standing").to_pylist() if row["entry"] == "position"]
        checks = {row["state"] for row in record.table("position_checks").to_pylist()}
        decisions = record.decisions(on=DAY).to_pylist()
        agreed = [row for row in record.matrix() if row["basis"].startswith("positions")]
        record.report(world.out / "unpinned.html", on=DAY)
    assert {row["told_by"] for row in held} == {world.ledgers[one] for one in ("alpha", "beta", "gamma", "epsilon")}
    assert checks == {"told"}
    assert {row["state"] for row in decisions} == {"no_charter"}
    assert agreed == []
    root = html.fromstring((world.out / "unpinned.html").read_bytes())
    own = [li.text_content() for li in root.xpath("//ul[@class='standing']/li") if "legal" in li.text_content()]
    assert [line for line in own if "violation" in line and "Rule" not in line and "No rule" not in line] == []
    assert "No charter is pinned: nobody's word is counted." in root.text_content()
