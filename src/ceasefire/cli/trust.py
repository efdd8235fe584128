"""`trust list`, `add`, `coded-by`, `remove`: which keys and offices the reader trusts, and how an answer says so."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ceasefire.cli.common import as_json, emit_json, on_ledgers, open_record, safe
from ceasefire.vocabulary.wording import plural

if TYPE_CHECKING:
    from ceasefire.record.verify_report import LedgerState

_STATE: Final = {True: "pinned", False: "PINNED TO ANOTHER KEY", None: "not pinned"}


def pinned_words(pinned: bool | None) -> str:
    """Say whether the reader's trust file names this ledger with this key."""
    return _STATE[pinned]


def ledger_words(one: "LedgerState") -> str:
    """Say of a ledger how large it is, with which key it begins, and whether it is pinned."""
    from ceasefire.record.verify_report import pin_words

    state = pin_words(one.pin, one.key) if one.pinned is None else _STATE[one.pinned]
    return f"ledger {safe(one.origin)}: {plural(one.size, 'statement')}, key {one.key[:16] or 'unknown'}, {state}"


@click.group()
def trust() -> None:
    """Say which keys you trust: a file of your own, outside any record, pins a ledger to the key it begins with.

    An office's name can be taken by anybody; `verify` and `status` say which ledgers are pinned.
    """


@trust.command("list")
@as_json
def list_(json_: bool) -> None:
    """List what the trust file holds: pinned ledgers with their keys, pinned charters, and whose coding answers.

    \b
    Example:  ceasefire trust list
    """
    from ceasefire.api import trust as kept

    found = kept.held()
    if json_:
        return emit_json(found)
    for pin in found.ledgers:
        _say(pin.origin, kept.spoken(pin.key), pin.note)
    if not found.ledgers:
        click.echo(f"no ledger is pinned (there is none in {kept.place()})")
    for one in found.charters:
        _say(f"charter of {one.mechanism}: under it word counts", kept.spoken(one.id), one.note)
    for number, pin in enumerate(found.coded_by, start=1):
        _say(f"coding answers, place {number}: {pin.origin}", kept.spoken(pin.key), pin.note)
    return None


def _say(what: str, digits: str, note: str) -> None:
    click.echo(f"{safe(what)}\n  {digits}" + (f"\n  {safe(note)}" if note else ""))


@trust.command()
@click.argument("origin", required=False)
@click.argument("key", nargs=-1)
@click.option("--office", help="Take origin and key from this office's ledger in the record, to compare them.")
@on_ledgers
@click.option("--note", default="", help="Why you trust it, as who read the key to you.")
@as_json
def add(
    origin: str | None, key: tuple[str, ...], office: str | None, record_dir: Path | None, note: str, json_: bool
) -> None:
    """Pin a ledger to the key it begins with: ORIGIN and KEY (in groups or not), or those of an office in a record.

    Compare the key, digit by digit, with what the office itself reads to you by telephone or face to face. Where two
    ledgers have the office's name, nothing is pinned until --office gives the origin.

    \b
    Example:  ceasefire trust add --office compiler --record demo/record
              ceasefire trust add ceasefire/astana/mission/compiler 29f1 07b0 ... --note "read to me by A."
    """
    from ceasefire.api import trust as kept

    origin, digits = _meant(origin, key, office, record_dir)
    new = kept.add(origin, digits, note)
    pin = next(one for one in kept.listed() if one.origin == origin)
    if json_:
        return emit_json({"origin": pin.origin, "key": pin.key, "note": pin.note, "new": new})
    click.echo(f"{'pinned' if new else 'pinned already'}: {safe(pin.origin)}\n  {kept.spoken(pin.key)}")
    click.echo(
        "Compare by telephone, or face to face, with what the office reads from the machine that holds its key; if a "
        f"group differs, remove it with: ceasefire trust remove {safe(pin.origin)}"
    )
    return None


def _meant(origin: str | None, key: tuple[str, ...], office: str | None, record_dir: Path | None) -> tuple[str, str]:
    """Return origin and key as they are given, or those that an office's ledger has in a record."""
    if (origin is None) != (not key) or (origin is not None and office is not None):
        raise click.UsageError("give ORIGIN and KEY, or --office NAME with --record DIR")
    if origin is not None:
        return origin, "".join(key)
    with open_record(record_dir) as record:
        return record.first_key(office)


@trust.command("coded-by")
@click.argument("origin", required=False)
@click.argument("key", nargs=-1)
@click.option("--office", help="Take origin and key from this office's ledger in the record.")
@on_ledgers
@click.option("--note", default="", help="Why its coding is to answer.")
@click.option("--remove", "gone", is_flag=True, help="Take ORIGIN out of those whose coding answers.")
@as_json
def coded_by(
    origin: str | None,
    key: tuple[str, ...],
    office: str | None,
    record_dir: Path | None,
    note: str,
    gone: bool,
    json_: bool,
) -> None:
    """Name an office whose coding of agreements, zones, lists and accessions answers where no charter says whose does.

    Those named before go first. Without a charter and without such an office, what two offices code differently stays
    open. ORIGIN and KEY as with `trust add`.

    \b
    Example:  ceasefire trust coded-by --office compiler --record demo/record
              ceasefire trust coded-by ceasefire/astana/mission/compiler --remove
    """
    from ceasefire.api import trust as kept

    if gone:
        if origin is None or key or office is not None:
            raise click.UsageError("--remove takes ORIGIN alone")
        left = kept.code_by_no_longer(origin)
        return emit_json(left) if json_ else click.echo(f"its coding no longer answers: {safe(left.origin)}")
    origin, digits = _meant(origin, key, office, record_dir)
    new = kept.code_by(origin, digits, note)
    place, pin = next((n, one) for n, one in enumerate(kept.held().coded_by, start=1) if one.origin == origin)
    if json_:
        return emit_json({"origin": pin.origin, "key": pin.key, "note": pin.note, "place": place, "new": new})
    already = "" if new else " already"
    _say(f"its coding answers{already}, in place {place}: {pin.origin}", kept.spoken(pin.key), pin.note)
    return None


@trust.command()
@click.argument("origin")
@as_json
def remove(origin: str, json_: bool) -> None:
    """Take a ledger out of the trust file.

    \b
    Example:  ceasefire trust remove ceasefire/astana/mission/compiler
    """
    from ceasefire.api import trust as kept

    gone = kept.remove(origin)
    if json_:
        return emit_json(gone)
    click.echo(f"no longer pinned: {safe(gone.origin)}")
    return None
