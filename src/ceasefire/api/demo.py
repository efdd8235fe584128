"""The demonstration: one example, from an empty folder to a report."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ceasefire.api import publish
from ceasefire.api.example import EXAMPLES, load_example, manifest
from ceasefire.api.folder_files import DEMO
from ceasefire.api.record import RECORD_FILE, Record
from ceasefire.publication.views.rivals import IN_CONFLICT
from ceasefire.record import RecordError
from ceasefire.vocabulary.duty_words import NOT_MET, state_words
from ceasefire.vocabulary.provision_names import provision_name
from ceasefire.vocabulary.wording import plural

if TYPE_CHECKING:
    from ceasefire.figures import Figure

Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class DemoSummary:
    """What the demonstration has to say: its figures, a few tables, and where everything is."""

    title: str
    record: Path
    report: Path
    statements: int
    figures: int
    lines: "Sequence[tuple[str, Figure, str]]"
    tables: tuple[tuple[str, list[list[object]], tuple[str, ...]], ...]
    next: tuple[tuple[str, str], ...]

    def plain(self) -> dict[str, Any]:
        """Return the same for a program."""
        return {
            "title": self.title,
            "record": str(self.record),
            "report": str(self.report),
            "statements": self.statements,
            "figures": self.figures,
            "summary": [{"label": a, "figure": f, "remark": r} for a, f, r in self.lines],
        }


def tell(out: Path, example: str = "astana", *, articles: Path | None = None, say: Say | None = None) -> DemoSummary:
    """Make OUT/record from an example, link, test and compare it, and write OUT/report.html.

    A record of an earlier demonstration in OUT is replaced; any other folder is refused with RecordError.
    """
    spoken = say or (lambda text: None)
    folder = fresh(out / "record")
    with Record.create(folder, name=example) as record:
        _file(record, example, spoken)
        if articles is not None:
            _read(record, example, articles, spoken)
        _stages(record, spoken)
        spoken("writing the report ...")
        made = record.report(out / "report.html")
        return DemoSummary(
            title=manifest(EXAMPLES / example).title,
            record=folder,
            report=out / "report.html",
            statements=sum(office.size for office in record.offices()),
            figures=made["figures"],
            lines=record.summary(),
            tables=tuple(_tables(record)),
            next=tuple(_next(record, folder)),
        )


def fresh(folder: Path) -> Path:
    """Return the folder empty; only a record that holds nothing but a demonstration is ever deleted.

    One that somebody has filed into is moved aside under a number. Any other folder is refused with RecordError.
    """
    mark = folder / DEMO
    if not folder.exists() or not any(folder.iterdir()):
        return folder
    if not (mark.exists() and (folder / RECORD_FILE).exists()):
        raise RecordError(f"{folder} is not empty and no demonstration made it; choose another --out")
    if _filed_into(folder, mark.read_text(encoding="utf-8")):
        number = next(n for n in count(1) if not folder.with_name(f"{folder.name}-{n}").exists())
        folder.rename(folder.with_name(f"{folder.name}-{number}"))
    else:
        shutil.rmtree(folder)
    return folder


def _filed_into(folder: Path, heads: str) -> bool:
    """Say whether a ledger differs from how the demonstration left it; a damaged record is the demonstration's."""
    try:
        with Record.open(folder, readonly=True) as record:
            return record.store.head_digest() != heads.strip()
    except RecordError:
        return False


def _file(record: Record, example: str, say: Say) -> None:
    (record.path / DEMO).write_text(record.store.head_digest())
    filed = aside = 0
    for result in load_example(record, example):
        filed, aside = filed + result.filed, aside + result.aside_count
        say(f"  filed {result.filed:>5,}  {Path(result.path).name}" + _beside(result.aside_count))
    say(f"filed {plural(filed, 'signed statement')}" + _beside(aside))
    if record.asked.charter is not None:
        [charter] = record.charters(record.asked.charter)["charters"]
        say(
            f"the charter was {charter['state']}: accepted by {', '.join(charter['accepted_by'])}; the report is made under it"
        )
    if record.table("parameters").num_rows:
        say("filed the set of linkage parameters that these reports teach; links are computed under it")
    (record.path / DEMO).write_text(record.store.head_digest())


def _read(record: Record, example: str, articles: Path, say: Say) -> None:
    """Read a person's own articles, with the names of the example, and file what they say, through an office of its own."""
    from ceasefire.api.reading import Read, file_readings, names_for, read_paths

    record.init_office("reader", "reader")
    known = names_for(folder=EXAMPLES / example / "names", record=record)
    found = list(read_paths([articles], known_names=known))
    reads = [one for one in found if isinstance(one, Read)]
    for one in found:
        if not isinstance(one, Read):
            say(f"  cannot read {one.name}: {one.reason}")
    for filed in file_readings(record, reads, office="reader"):
        say(f"  read  {filed.filed:>5,}  {Path(filed.name).name}")
    (record.path / DEMO).write_text(record.store.head_digest())


def _next(record: Record, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield a few commands to try next, each with what it shows."""
    yield f"ceasefire status --record {folder}", "what the record holds"
    if record.asked.charter is not None:
        pin = f"ceasefire charter trust {record.asked.charter[:16]} --record {folder}"
        yield pin, "whose word counts: until you pin a charter, nobody's does"
    slips = [row for row in record.table("bulletin_checks").to_pylist() if row["state"] == "places_below_total"]
    slip = min(slips, key=lambda row: row["stated"], default=None)
    if slip is not None:
        why = f"a bulletin that says {slip['stated']} and lists {slip['added']}"
        yield f"ceasefire tallies --record {folder} --day {slip['date_start']}", why
    else:
        yield f"ceasefire incidents --record {folder}", "the incidents, with the result of the test"
    yield f"ceasefire verify --record {folder}", "re-read every byte; flip one and run it again"


def _beside(aside: int) -> str:
    return f" ({plural(aside, 'row')} set aside)" if aside else ""


def _stages(record: Record, say: Say) -> None:
    say("linking reports ...")
    incidents = plural(record.table("incidents").num_rows, "incident")
    say(f"linked {plural(record.table('reports').num_rows, 'report')} to {incidents}")
    say("testing each incident against the coded provisions ...")
    say(f"tested {incidents} against {plural(len(record.instruments()), 'instrument')}")
    say("laying the ledgers side by side ...")
    say(f"found {plural(len(in_conflict(record)), 'fact')} with conflicting statements")


Part = tuple[str, list[list[object]], tuple[str, ...]]
KEPT = 6


def _tables(record: Record) -> Iterator[Part]:
    """Yield the tables a person reads in the first minute: heading, rows, column names."""
    yield from _by_instrument(record)
    compared = record.compare_ledgers()
    if compared:
        names = tuple(name for name in compared[0] if "median" not in name and name != "equal")
        rows = [[row[name] for name in names] for row in compared]
        yield "The two daily lists side by side, on days when both are known", rows, names
    rivals = [fact for fact in record.conflicts(kind="rival") if fact["resolution"]]
    yield (
        f"Facts with conflicting statements ({min(KEPT, len(rivals))} of {len(in_conflict(record))})",
        [[fact["fact"], _said(fact["values"]), fact["resolution"]] for fact in rivals[:KEPT]],
        ("fact", "who says what", "what can be argued"),
    )
    day = publish.cut_off_day(record, record.tables.chosen().settings) or date.today()
    owed = [row for row in record.duties(on=day).to_pylist() if row["state"] in NOT_MET]
    yield (
        f"Duties missed, partly met, contested or past their deadline with nobody's word, on {day} ({min(len(owed), KEPT)} of {len(owed)})",
        [
            [provision_name(row["instrument"], row["provision"]), row["what"], row["due"], state_words(row["state"])]
            for row in owed[:KEPT]
        ],
        ("provision", "duty", "due", "state"),
    )


def _by_instrument(record: Record) -> Iterator[Part]:
    """Yield how many incidents are in scope of each instrument: one of several stands under each."""
    from ceasefire.figures.scope_by_instrument import in_scope_by_instrument

    coded = record.table("agreements")["agreement_id"].to_pylist()
    found = in_scope_by_instrument(record.table("incidents"), record.table("scope"), record.table("links"), coded)
    if found:
        rows: list[list[object]] = [
            [one.instrument, one.incidents.text(), one.alone.text() if one.alone is not None else ""] for one in found
        ]
        heading = (
            "Incidents in scope, by instrument; one that touches several stands under each, so these do not add up"
        )
        yield heading, rows, ("instrument", "in scope", "of these, of no other")


def in_conflict(record: Record) -> list[dict[str, Any]]:
    """Return the facts of which two values cannot both hold; what reports of one incident differ on is counted apart."""
    return [fact for fact in record.conflicts() if fact["kind"] in IN_CONFLICT]


def _said(values: Sequence[dict[str, Any]]) -> str:
    speakers: dict[str, list[str]] = {}
    for row in values:
        speakers.setdefault(row["value"], []).append(row["said_by"] or row["publisher"] or "not told")
    return "; ".join(f"{value} ({', '.join(sorted(set(by)))})" for value, by in speakers.items())
