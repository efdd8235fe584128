"""The demonstration: one example, from an empty folder to a report."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ceasefire.facade.doors import create
from ceasefire.facade.example import EXAMPLES, load_example, manifest
from ceasefire.facade.record import RECORD_FILE, Record
from ceasefire.record import RecordError

if TYPE_CHECKING:
    from ceasefire.publication.inputs import Figure

Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the demonstration has to say: its figures, a few tables, and where everything is."""

    title: str
    record: Path
    report: Path
    statements: int
    figures: int
    lines: "Sequence[tuple[str, Figure, str]]"
    tables: tuple[tuple[str, list[list[object]], tuple[str, ...]], ...]

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


def tell(out: Path, example: str = "astana", *, say: Say | None = None) -> Told:
    """Make OUT/record from an example, link, test and compare it, and write OUT/report.html.

    A record of an earlier demonstration in OUT is replaced; any other folder is refused with RecordError.
    """
    spoken = say or (lambda text: None)
    folder = fresh(out / "record")
    with create(folder, name=example) as record:
        _file(record, example, spoken)
        _stages(record, spoken)
        spoken("writing the report ...")
        made = record.report(out / "report.html")
        return Told(
            title=manifest(EXAMPLES / example).title,
            record=folder,
            report=out / "report.html",
            statements=sum(office.size for office in record.offices()),
            figures=made["figures"],
            lines=record.summary(),
            tables=tuple(_tables(record)),
        )


def fresh(folder: Path) -> Path:
    """Return the folder empty; only a record that a demonstration made is ever deleted."""
    mark = folder / "demo"
    if folder.exists() and any(folder.iterdir()):
        if not (mark.exists() and (folder / RECORD_FILE).exists()):
            raise RecordError(f"{folder} is not empty and no demonstration made it; choose another --out")
        shutil.rmtree(folder)
    return folder


def _file(record: Record, example: str, say: Say) -> None:
    (record.path / "demo").write_text("made by `ceasefire demo`; it is replaced when the demonstration runs again\n")
    filed = aside = 0
    for result in load_example(record, example):
        filed, aside = filed + result.filed, aside + result.aside_count
        say(f"  filed {result.filed:>5,}  {Path(result.path).name}" + _beside(result.aside_count))
    say(f"filed {filed:,} signed statements" + _beside(aside))


def _beside(aside: int) -> str:
    return f" ({aside} rows set aside)" if aside else ""


def _stages(record: Record, say: Say) -> None:
    say("linking reports ...")
    incidents = record.table("incidents").num_rows
    say(f"linked {record.table('reports').num_rows:,} reports to {incidents:,} incidents")
    say("testing each incident against the coded provisions ...")
    say(f"tested {incidents:,} incidents against {len(record.instruments())} instruments")
    say("laying the ledgers side by side ...")
    say(f"found {record.table('conflicts').num_rows:,} rival statements of one fact")


def _tables(record: Record) -> Any:
    yield from record.demo_tables()
