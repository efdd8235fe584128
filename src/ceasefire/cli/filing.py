"""`init`, `template`, `file`, `judge`, `position`: putting statements into a ledger."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ceasefire.cli.common import ASIDE, as_json, emit_json, emit_table, on_filing, open_record, progress, safe
from ceasefire.cli.options import FILE, files, gathered, passphrase, signs
from ceasefire.vocabulary.choices import FORMS
from ceasefire.vocabulary.codes import AXES, Stand, Verdict
from ceasefire.vocabulary.stand_words import told_by_ledger

if TYPE_CHECKING:
    from ceasefire.api.entries import NewPosition, PositionFiled, Signer
    from ceasefire.api.filing import Filed, FileOptions

KEEP_KEY = """\
The key is in {keys}. Keep it: whoever has it can sign as this office.
  copy it to a second place that others cannot read (a stick in a safe);
  never send it; to read or verify a record nobody needs it.
If it is lost, the ledger stays valid and readable, but nothing can be added: enrol a new office.
If it is stolen, give every holder of a copy the checkpoint of today (below).

Whoever should be able to check this office's statements needs the id of its first key, by another way than the record:
  {key}
Keep a checkpoint where nobody of this office can change it, after each day of filing, and give it to others:
  ceasefire checkpoint --record {record} --office {office} > {office}.checkpoint
It shows whether anything under it was changed or taken away:
  ceasefire verify --record {record} --checkpoint {office}.checkpoint"""


@click.command()
@click.option(
    "--record",
    "record_dir",
    metavar="DIR",
    type=click.Path(path_type=Path),
    default=Path("record"),
    show_default=True,
    help="Folder of the record; made when it is not there.",
)
@click.option("--office", required=True, help="Short name of the office, as mission-north.")
@click.option("--party", required=True, help="Id of the party or body it belongs to, as un or ngo-watch.")
@click.option("--name", default=None, help="Name of the record (default: the folder's name).")
@passphrase
@as_json
def init(record_dir: Path, office: str, party: str, name: str | None, passphrase: str | None, json_: bool) -> None:
    """Make a record (or join one) with an office of yours and its key.

    \b
    Example:  ceasefire init --record record --office mission-north --party ngo-watch
    """
    import ceasefire

    with ceasefire.open_or_create(record_dir, name=name or record_dir.resolve().name) as record:
        key = record.init_office(office, party, passphrase=passphrase)
    if json_:
        return emit_json({"record": record_dir, "office": office, "party": party, "key": key})
    click.echo(f"office {safe(office)} of {safe(party)} can file into {record_dir}")
    from ceasefire.api import trust

    spoken = trust.spoken(key)
    click.echo(KEEP_KEY.format(keys=record_dir / "keys", record=record_dir, office=safe(office), key=spoken))
    return None


@click.command()
@click.argument("kind", type=click.Choice(FORMS))
@click.argument("out", type=click.Path(path_type=Path))
def template(kind: str, out: Path) -> None:
    """Write a form (CSV) with the columns that `file` knows, an example row, and what each column means.

    \b
    Example:  ceasefire template report my-reports.csv
    """
    import ceasefire

    ceasefire.template(kind, out)
    click.echo(f"wrote {safe(out)}: fill it, then `ceasefire file {safe(out)} --dry-run`")


@click.command("file")
@click.argument("paths", nargs=-1, required=True, type=FILE)
@on_filing
@as_json
@files
def file_(paths: tuple[Path, ...], record_dir: Path | None, json_: bool, options: "FileOptions") -> None:
    """File what the files hold, one signed statement a row; rows that cannot be read are set aside with the reason.

    Filing is for good: a statement can be superseded, never removed. Filing the same file twice files it once.

    \b
    Example:  ceasefire file my-reports.csv --dry-run
              ceasefire file tallies.csv --time-zone Asia/Damascus
    Status:   0 everything filed, 3 some rows were set aside.
    """
    from ceasefire.api.filing import file_path

    results = []
    with open_record(record_dir, readonly=options.dry_run) as record:
        for path in paths:
            with progress(f"filing {path.name}") as done:
                results.append(file_path(record, path, options, done))
    if json_:
        emit_json(results)
    else:
        for result in results:
            print_result(result)
    sys.exit(ASIDE if any(result.aside for result in results) else 0)


_REASONS: Final = 5
"""Reasons for which words of a file are not counted, as many as are printed."""


def print_result(result: "Filed") -> None:
    """Print what became of one file."""
    verb = "would be filed" if result.dry_run else "filed"
    click.echo(
        f"{safe(result.path)} ({result.format}): {result.filed:,} {verb}, {result.already:,} already held, "
        f"{result.superseding:,} superseding an earlier one, {result.aside_count:,} set aside"
    )
    for why in result.told_why[:_REASONS]:
        click.echo(f"note: told by this office and not counted: {safe(why)}", err=True)
    for note in result.notes:
        click.echo(f"note: {safe(note)}", err=True)
    if result.columns_not_filed:
        click.echo(f"columns not read: {', '.join(safe(name) for name in result.columns_not_filed)}", err=True)
    if result.aside:
        emit_table(
            [[a.row, a.field, a.value, a.reason] for a in result.aside[:10]], ("row", "field", "value", "reason")
        )
        more = f" (first 10 of {result.aside_count:,})" if result.aside_count > 10 else ""
        click.echo(f"set aside{more}: {safe(result.aside_file or 'nothing is written in a dry run')}", err=True)


@click.command()
@click.argument("a")
@click.argument("b")
@click.argument("verdict", type=click.Choice([v.value for v in Verdict]))
@on_filing
@as_json
@signs
@click.option("--reason", help="Why.")
def judge(
    a: str, b: str, verdict: str, record_dir: Path | None, json_: bool, reason: str | None, signer: "Signer"
) -> None:
    """Say that reports A and B speak of the same incident, of different ones, or that A is part of B.

    A and B are report ids or labels. A later judgement of the same office on the same pair supersedes the earlier. The links
    follow the judgements of the office that keeps them; another's is filed as a proposal.

    \b
    Example:  ceasefire judge R0070 R0071 same --reason "same place, same hour, the toll was revised"
    """
    import msgspec

    from ceasefire.api import entries, proposals

    with open_record(record_dir, readonly=False) as record:
        receipt = entries.judge(record, a, b, verdict, reason=reason, signer=signer)
        note = proposals.stands_beside(record, record.get(receipt.id).origin)
    if json_:
        return emit_json(msgspec.to_builtins(receipt) | {"note": note})
    click.echo(f"judgement {receipt.id[:16]} filed")
    return None if note is None else click.echo(f"note: {safe(note)}", err=True)


def _position() -> "type[NewPosition]":
    from ceasefire.api.entries import NewPosition

    return NewPosition


@click.command()
@gathered(
    "entry",
    _position,
    click.argument("about"),
    click.argument("axis", type=click.Choice(list(AXES))),
    click.argument("value"),
    on_filing,
    as_json,
    signs,
    click.option("--of", help="Body whose stand it is (default: the one that the office speaks for)."),
    click.option("--stand", type=click.Choice([s.value for s in Stand])),
    click.option("--against", help="Party named on the responsibility axis."),
    click.option("--standard-of-proof", help="Standard of proof, where one is applied."),
    click.option("--reason", help="Why."),
)
def position(entry: "NewPosition", record_dir: Path | None, json_: bool, signer: "Signer") -> None:
    """Enter a body's stand on an incident (named by any of its reports), on one of three axes.

    It counts where the office speaks for the body under the pinned charter, in the role that the charter gives the body; what
    the role may not say is refused. Another body's stand is filed as told: shown with the office, never counted.

    \b
    Example:  ceasefire position R0017 occurrence verified --reason "site visit of 3 March"
    """
    from ceasefire.api.entries import take_position

    with open_record(record_dir, readonly=False) as record:
        filed = take_position(record, entry, signer)
        ledger = record.get(filed.id).origin
    emit_json(filed) if json_ else click.echo(_position_words(filed, ledger))


def _position_words(filed: "PositionFiled", ledger: str) -> str:
    """Say whose word a position is, and whether it counts."""
    begin = f"position {filed.id[:16]} filed"
    if filed.told is not None:
        return f"{begin} {told_by_ledger(safe(ledger))}: not counted ({safe(filed.told)})"
    role = (filed.role or "").replace("_", " ")
    return f"{begin} for {safe(filed.of)} as {role}, under the charter {(filed.charter or '')[:16]}"
