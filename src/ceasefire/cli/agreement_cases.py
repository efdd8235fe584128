"""`agreement test`: coded agreements held to the cases that stand beside their text."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ceasefire.cli.common import ASIDE, FOUND, as_json, emit_json, on_record, open_record, progress, safe
from ceasefire.vocabulary.provision_names import provision_name
from ceasefire.vocabulary.wording import plural

if TYPE_CHECKING:
    from ceasefire.agreements.cases.running import Outcome
    from ceasefire.api.agreement_cases import CasesOf, CasesRun


@click.command("test")
@click.argument("names", nargs=-1, metavar="[FILES|FOLDER|INSTRUMENT]...")
@click.option("--quiet", is_flag=True, help="Leave out the provisions that lack a case.")
@on_record
@as_json
def run_cases(names: tuple[str, ...], quiet: bool, record_dir: Path | None, json_: bool) -> None:
    """Run the cases of agreements: what is expected of each incident and duty given, and what came.

    FILES and FOLDERS are read together as one truce: agreements, parties, zones, lists, acts, meetings. With --record the
    facts around the agreements are those of the record; INSTRUMENT is then an id in it, else one in the folder.

    \b
    Example:  ceasefire agreement test truce/
              ceasefire agreement test memorandum.yaml parties.yaml
              ceasefire agreement test memorandum.yaml --record demo/record
    Status:   0 every case holds, 1 one does not, 3 all hold, but something in the folder was set aside.
    """
    found = _tested(names, record_dir)
    if json_:
        from ceasefire.api.agreement_cases import plain

        emit_json({"instruments": [plain(one) for one in found.instruments], "aside": list(found.aside)})
    else:
        for one in found.instruments:
            for line in _lines(one, quiet):
                click.echo(safe(line))
    for line in found.aside:
        click.echo(f"ceasefire: set aside: {safe(line)}", err=True)
    sys.exit(FOUND if any(one.failing for one in found.instruments) else ASIDE if found.aside else 0)


def _tested(names: tuple[str, ...], record_dir: Path | None) -> "CasesRun":
    from ceasefire.api import agreement_cases

    only_files = bool(names) and all(Path(name).exists() for name in names)
    with progress("running the cases") as bar:

        def told(instrument: str, done: int, total: int) -> None:
            bar(done)

        if record_dir is None and (only_files or any(Path(name).is_dir() for name in names)):
            return agreement_cases.run_cases(names, progress=told)
        with open_record(record_dir) as record:
            return agreement_cases.run_cases(names, record, progress=told)


def _lines(found: "CasesOf", quiet: bool) -> Iterator[str]:
    """Yield a line for each case that does not hold, the count, and what no case asks for."""
    yield from (_failing(one) for one in found.failing)
    by = f" (as coded by {found.coded_by})" if found.coded_by else ""
    hold = f"{found.hold} of {plural(found.cases, 'case')} {'holds' if found.hold == 1 else 'hold'}"
    yield f"{found.instrument}{by}: {hold if found.cases else 'it has no case'}"
    if quiet:
        return
    without = [one.provision for one in found.coverage if not one.cases]
    if without:
        yield f"  no case: {', '.join(without)}"
    yield from (f"  {one.provision} lacks: {', '.join(one.lacks)}" for one in found.coverage if one.cases and one.lacks)


def _failing(one: "Outcome") -> str:
    return f"{provision_name(one.instrument, one.provision)} {one.case}: expected {one.expected}; came {one.came}: {one.why}"
