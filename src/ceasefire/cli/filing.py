"""`init`, `template`, `file`, `judge`, `position`: putting statements into a ledger."""

import sys
from pathlib import Path

import click

from ceasefire.cli.common import ASIDE, as_json, emit_json, emit_table, on_record, open_record, progress, safe, signs

KEEP_KEY = """\
The key is in {keys}. Keep it: whoever has it can sign as this office.
  copy it to a second place that others cannot read (a stick in a safe);
  never send it; to read or verify a record nobody needs it.
If it is lost, the ledger stays valid and readable, but nothing can be added: enrol a new office.
If it is stolen, tell every holder of a copy the size and root of your ledger today (`ceasefire status`)."""


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
@click.option("--passphrase", envvar="CEASEFIRE_PASSPHRASE", default=None, help="Protect the key with a passphrase.")
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
    click.echo(f"office {safe(office)} of {safe(party)} can file into {record_dir} (key {key[:16]})")
    click.echo(KEEP_KEY.format(keys=record_dir / "keys"))
    return None


@click.command()
@click.argument("kind", type=click.Choice(["report", "tally", "judgement"]))
@click.argument("out", type=click.Path(path_type=Path))
def template(kind: str, out: Path) -> None:
    """Write a form (CSV) with the columns that `file` knows, an example row, and what each column means.

    \b
    Example:  ceasefire template report my-reports.csv
    """
    import ceasefire

    ceasefire.template(kind, out)
    click.echo(f"wrote {out}: fill it, then `ceasefire file {out} --dry-run`")


@click.command("file")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@on_record
@as_json
@signs
@click.option("--dry-run", is_flag=True, help="Show what would be filed and set aside; file nothing.")
@click.option("--kind", help="What the rows are, where the columns do not tell.")
@click.option(
    "--mapping",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="TOML that maps the file's columns to ours.",
)
@click.option("--time-zone", help="Zone in which the file's days are told, as Asia/Damascus.")
@click.option("--address", help="Address the file came from.")
@click.option("--publisher", help="Who published it.")
@click.option("--language", help="Language of the texts, as ar.")
@click.option("--sheet", help="Sheet of a workbook.")
@click.option("--encoding", help="Encoding of the file, where it is not found out.")
@click.option("--date-order", type=click.Choice(["ymd", "dmy", "mdy"]), help="How to read 03/04/2017.")
@click.option("--decimal", type=click.Choice([".", ","]), help="Decimal mark.")
@click.option("--new-parties", is_flag=True, help="Accept parties that the record does not know yet.")
@click.option("--bulk/--no-bulk", default=None, help="Keep the rows in one batch (default: from 5,000 rows).")
def file_(
    paths: tuple[Path, ...],
    record_dir: Path | None,
    json_: bool,
    office: str | None,
    dry_run: bool,
    kind: str | None,
    mapping: Path | None,
    time_zone: str | None,
    address: str | None,
    publisher: str | None,
    language: str | None,
    sheet: str | None,
    encoding: str | None,
    date_order: str | None,
    decimal: str | None,
    new_parties: bool,
    bulk: bool | None,
    passphrase: str | None,
) -> None:
    """File what the files hold, one signed statement a row; rows that cannot be read are set aside with the reason.

    Filing is for good: a statement can be superseded, never removed. Filing the same file twice files it once.

    \b
    Example:  ceasefire file my-reports.csv --dry-run
              ceasefire file tallies.csv --time-zone Asia/Damascus
    Status:   0 everything filed, 3 some rows were set aside.
    """
    known = {"language": language, "sheet": sheet, "encoding": encoding, "date_order": date_order, "decimal": decimal}
    results = []
    with open_record(record_dir, readonly=dry_run) as record:
        for path in paths:
            with progress(f"filing {path.name}") as told:
                results.append(
                    record.file(
                        path,
                        office=office,
                        dry_run=dry_run,
                        kind=kind,
                        mapping=mapping,
                        time_zone=time_zone,
                        address=address,
                        publisher=publisher,
                        reading={key: value for key, value in known.items() if value is not None},
                        new_parties=new_parties,
                        bulk=bulk,
                        passphrase=passphrase,
                        progress=told,
                    )
                )
    if json_:
        emit_json(results)
    else:
        for result in results:
            _say(result, dry_run)
    sys.exit(ASIDE if any(result.aside for result in results) else 0)


def _say(result: "object", dry_run: bool) -> None:
    from ceasefire.api.filing import Filed

    assert isinstance(result, Filed)
    verb = "would be filed" if dry_run else "filed"
    click.echo(
        f"{result.path} ({result.format}): {result.filed:,} {verb}, {result.already:,} already held, "
        f"{result.superseding:,} superseding an earlier one, {result.aside_count:,} set aside"
    )
    if result.columns_not_filed:
        click.echo(f"columns not read: {', '.join(safe(name) for name in result.columns_not_filed)}", err=True)
    if result.aside:
        emit_table(
            [[a.row, a.field, a.value, a.reason] for a in result.aside[:10]], ("row", "field", "value", "reason")
        )
        more = f" (first 10 of {result.aside_count:,})" if result.aside_count > 10 else ""
        click.echo(f"set aside{more}: {result.aside_file or 'nothing is written in a dry run'}", err=True)


@click.command()
@click.argument("a")
@click.argument("b")
@click.argument("verdict", type=click.Choice(["same", "different", "unsure", "part_of"]))
@on_record
@as_json
@signs
@click.option("--reason", help="Why.")
def judge(
    a: str,
    b: str,
    verdict: str,
    record_dir: Path | None,
    json_: bool,
    office: str | None,
    reason: str | None,
    passphrase: str | None,
) -> None:
    """Say that reports A and B speak of the same incident, of different ones, or that A is part of B.

    A and B are report ids or labels. A later judgement of the same office on the same pair supersedes the earlier.

    \b
    Example:  ceasefire judge R0070 R0071 same --reason "same place, same hour, the toll was revised"
    """
    with open_record(record_dir, readonly=False) as record:
        receipt = record.judge(a, b, verdict, office=office, reason=reason, passphrase=passphrase)
    emit_json(receipt) if json_ else click.echo(f"judgement {receipt.id[:16]} filed")


@click.command()
@click.argument("about")
@click.argument("axis", type=click.Choice(["occurrence", "responsibility", "legal"]))
@click.argument("value")
@on_record
@as_json
@signs
@click.option("--of", "body", help="Body whose stand it is (default: the office's party).")
@click.option("--role", default=None, help="Role in which the body speaks; the roles decide who may enter what.")
@click.option("--stand", type=click.Choice(["concur", "dissent", "abstain"]), default=None)
@click.option("--against", help="Party named on the responsibility axis.")
@click.option("--standard-of-proof", help="Standard of proof, where one is applied.")
@click.option("--reason", help="Why.")
def position(
    about: str,
    axis: str,
    value: str,
    record_dir: Path | None,
    json_: bool,
    office: str | None,
    body: str | None,
    role: str | None,
    stand: str | None,
    against: str | None,
    standard_of_proof: str | None,
    reason: str | None,
    passphrase: str | None,
) -> None:
    """Enter a body's stand on an incident (named by any of its reports), on one of three axes.

    \b
    Example:  ceasefire position R0017 occurrence verified --role commission --reason "site visit of 3 March"
    """
    with open_record(record_dir, readonly=False) as record:
        receipt = record.take_position(
            about,
            axis,
            value,
            office=office,
            of=body,
            role=role,
            stand=stand,
            against=against,
            standard_of_proof=standard_of_proof,
            reason=reason,
            passphrase=passphrase,
        )
    emit_json(receipt) if json_ else click.echo(f"position {receipt.id[:16]} filed")
