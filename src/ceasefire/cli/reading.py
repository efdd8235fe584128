"""`read`: articles, bulletins and field reports into statements that point at their words."""

import json
import re
import sys
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import click

from ceasefire.cli.common import ASIDE, Day, as_json, emit_json, emit_table, on_filing, open_record, progress, safe
from ceasefire.cli.options import gathered, passphrase, signer_type
from ceasefire.cli.reading_table import claims_table, short
from ceasefire.vocabulary.wording import plural

if TYPE_CHECKING:
    from ceasefire.api.entries import Signer
    from ceasefire.api.reading import FiledReading, Read, ReadOptions
    from ceasefire.reading.bulletins import Bulletin
    from ceasefire.reading.documents.opening import Unread

_CLASHES: Final = 5
"""Spellings of two things that are shown; more are only counted."""


def _reading() -> "type[ReadOptions]":
    from ceasefire.api.reading import ReadOptions

    return ReadOptions


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="FILE|FOLDER|URL...")
@on_filing
@as_json
@gathered(
    "options",
    _reading,
    click.option("--date", type=Day(), help="Day the texts were written, where they do not tell it."),
    click.option(
        "--names",
        "names_dir",
        metavar="DIR",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        help="Folder of places.csv and actors.csv: names to read with, beside those of the record.",
    ),
    click.option("--compare", is_flag=True, help="Show only what the names change: each claim without and with them."),
    click.option("--publisher", help="Who published them, where they do not tell it."),
    click.option("--language", help="Language of the texts (en, fr, ...); what their letters show is not asked then."),
    click.option(
        "--allow-internal",
        is_flag=True,
        help="Also fetch a web address of this machine or of a closed network, if you name it yourself.",
    ),
    click.option(
        "--out", type=click.Path(path_type=Path, file_okay=False), help="Write STEM.json for each document here."
    ),
    click.option("--file", "file_", is_flag=True, help="File what is found, each text kept once by its digest."),
    click.option(
        "--review", is_flag=True, help="Go through what is found and what was left: accept, mend, refuse, add."
    ),
    gathered(
        "signer",
        signer_type,
        click.option("--office", help="Office that files (not needed when there is one)."),
        click.option(
            "--llm",
            metavar="URL",
            envvar="CEASEFIRE_LLM_URL",
            help="Also ask a language model behind this OpenAI-compatible address (off by default; the text is sent there).",
        ),
        click.option("--model", envvar="CEASEFIRE_LLM_MODEL", default="default", help="Name of the model to ask for."),
        passphrase,
    ),
)
def read(
    names: tuple[str, ...],
    record_dir: Path | None,
    names_dir: Path | None,
    compare: bool,
    json_: bool,
    out: Path | None,
    file_: bool,
    review: bool,
    options: "ReadOptions",
    signer: "Signer",
) -> None:
    """Read articles, bulletins and field reports: each statement found stands with its exact words.

    Takes HTML, plain text, PDF, .docx, .odt, RSS and Atom, e-mail files, chat exports, and folders of them. A web
    address is fetched only because you name it. Dates that a text does not tell stay open; what the text does not bear out is shown with the reason.

    \b
    Example:  ceasefire read article.txt --date 2017-10-25
              ceasefire read bulletins/ --file --review
    Status:   0 all read, 3 some documents could not be read, or are in a language that is not.
    """
    _require_together(compare=compare, json_=json_, review=review, does_more=file_ or bool(options.llm))
    options = _with_names(options, names_dir, record_dir, held=file_ or record_dir is not None)
    reads, unread = _read_all(names, options)
    if out is not None:
        _write(reads, out)
    filed: list[FiledReading] | None = None
    if file_:
        filed = _file(reads, record_dir, signer, review=review, out=out)
    elif review:
        filed = _review_only(reads, out)
    if json_:
        from ceasefire.api.read_as_data import details_of

        emit_json({"documents": [details_of(one) for one in reads], "unread": unread, "filed": filed})
    else:
        _print(() if review or compare else reads, filed or (), unread)
        _print_changes(reads if compare else ())
    _end(unread, filed, stopped=file_ and filed is not None and len(filed) < len(reads))


def _end(unread: "list[Unread]", filed: "list[FiledReading] | None", *, stopped: bool) -> NoReturn:
    """End with the status that says whether all was read and filed; where a review was `stopped`, as Ctrl-C ends.

    What was gone through is filed and said by now.
    """
    if stopped:
        raise KeyboardInterrupt
    sys.exit(ASIDE if unread or any(one.refused for one in filed or ()) else 0)


def _require_together(*, compare: bool, json_: bool, review: bool, does_more: bool) -> None:
    """Raise UsageError for options that do not go together."""
    if compare and (json_ or review or does_more):
        raise click.UsageError("--compare only shows; it does not go with --json, --file, --review or --llm")
    if json_ and review:
        raise click.UsageError("--review asks and shows; it does not go with --json")


def _with_names(options: "ReadOptions", folder: Path | None, record_dir: Path | None, *, held: bool) -> "ReadOptions":
    """Return the options with the names to read with: those of the record, where there is one, and of the folder."""
    import msgspec

    from ceasefire.api.known_names import names_for

    with open_record(record_dir) if held else nullcontext() as record:
        try:
            known = names_for(folder=folder, record=record)
        except ValueError as error:
            raise click.UsageError(str(error)) from None
    for clash in known.clashes[:_CLASHES]:
        click.echo(f"names: {safe(str(clash))}", err=True)
    if len(known.clashes) > _CLASHES:
        click.echo(f"names: {len(known.clashes) - _CLASHES} more such spellings", err=True)
    return msgspec.structs.replace(options, known_names=known)


def _read_all(names: tuple[str, ...], options: "ReadOptions") -> "tuple[list[Read], list[Unread]]":
    """Return the documents as read, and those that cannot be read."""
    from ceasefire.api.reading import Read, Unread, read_with

    if options.llm:
        click.echo(f"asking {safe(options.llm)}: the texts are sent there", err=True)
    reads: list[Read] = []
    unread: list[Unread] = []
    seen = 0
    with progress("reading") as done:
        for one in read_with(names, options):
            if isinstance(one, Read):
                reads.append(one)
                if one.not_read:
                    unread.append(Unread(name=one.document.name, reason=one.not_read))
            else:
                unread.append(one)
            seen += 1
            done(seen)
    return reads, unread


# --- what is written -------------------------------------------------------------------------------------------------


def _write(reads: "list[Read]", out: Path) -> None:
    """Write the reading schema, one file a document; two documents of one name are numbered."""
    from ceasefire.api.read_as_data import schema_of
    from ceasefire.api.written_files import put_outside
    from ceasefire.record.output_places import require_outside

    require_outside(out)
    out.mkdir(parents=True, exist_ok=True)
    used: dict[str, int] = {}
    for one in reads:
        path, _, part = one.document.name.partition("#")
        stem = re.sub(r"[^\w.-]+", "_", Path(path.split("?")[0].rstrip("/")).stem)[:100] or "document"
        stem += f"-{part}" if part.isdigit() else ""
        used[stem] = used.get(stem, 0) + 1
        name = stem if used[stem] == 1 else f"{stem}~{used[stem]}"
        text = json.dumps(schema_of(one), ensure_ascii=False, indent=1) + "\n"
        put_outside(out / f"{name}.json", text.encode(), text[: text.index(":")].encode())


# --- what is said ----------------------------------------------------------------------------------------------------


def _print(reads: "Iterable[Read]", filed: "Iterable[FiledReading]", unread: "Iterable[Unread]") -> None:
    shown = list(reads)
    for one in shown:
        _print_document(one)
    if len(shown) > 1:
        _print_total(shown)
    silent = {one.document.name for one in shown if _is_silent(one)}
    for result in filed:
        if result.name not in silent:
            _print_filed(result)
    for name, reason in _by_document(unread):
        click.echo(f"not read: {safe(name)}: {safe(reason)}", err=True)


def _print_document(one: "Read") -> None:
    """Print what was read in a document and what was left out of it; a chat's messages only where they say something."""
    if not _is_silent(one):
        _print_reading(one)
    if one.document.left:
        click.echo(f"  left to others: its subject is {one.document.left}")
    for note in one.document.notes:
        click.echo(f"  {safe(one.document.name.partition('#')[0])}: {safe(note)}")
    for passage in one.document.quoted:
        click.echo(f"  quoted: {safe(short(passage))}")


def _is_silent(one: "Read") -> bool:
    """Say whether a document is a message of a chat in which there is nothing to read; most of a chat is."""
    left = one.unread.numbers or one.unread.sentences
    return one.document.kind == "chat" and not (one.reading.claims or one.bulletin or left)


def _by_document(unread: "Iterable[Unread]") -> list[tuple[str, str]]:
    """Return documents and reasons; parts of one document that are not read for one reason are named together."""
    parts: dict[tuple[str, str], list[str]] = {}
    for bad in unread:
        name, _, part = bad.name.rpartition("#") if bad.name.rpartition("#")[2].isdigit() else (bad.name, "", "")
        parts.setdefault((name, bad.reason), []).append(part)
    return [(f"{name}#{','.join(some)}" if some != [""] else name, reason) for (name, reason), some in parts.items()]


def _print_total(reads: "list[Read]") -> None:
    from ceasefire.api.reading import coverage_words

    numbers, sentences = (sum(len(getattr(one.unread, what)) for one in reads) for what in ("numbers", "sentences"))
    told = coverage_words(sum(one.claims for one in reads), numbers, sentences)
    click.echo(f"\n{plural(len(reads), 'document')}: {told}")


def _print_changes(reads: "Iterable[Read]") -> None:
    from ceasefire.api.names_compared import changes

    for one in reads:
        found = changes(one)
        click.echo(f"\n{safe(one.document.name)}: {plural(len(found), 'difference')} by the names given")
        if found:
            rows = [[c.type, c.slot, c.without, c.given, short(c.quote, 60)] for c in found]
            emit_table(rows, ("what", "slot", "without", "with", "words"), sentences=True)


def _print_reading(one: "Read") -> None:
    from ceasefire.reading.coverage import passed_over

    d, r = one.document, one.reading
    day = (
        f"{r.reference} ({d.date_basis if d.date else r.reference_basis})"
        if r.reference
        else "day not told; relative dates stay open"
    )
    click.echo(
        f"\n{safe(d.name)}: {d.kind}, {safe(r.language)}, {safe(day)}, {safe(d.speaker or d.publisher or 'publisher not told')}"
    )
    if r.claims:
        emit_table(*claims_table(r.claims), sentences=True)
    if other := passed_over(r):
        click.echo(f"  {other}")
    for fact in one.facts.told:
        click.echo(f"  {safe(fact.thing)}: {fact.property.replace('_', ' ')} {safe(fact.value)}".rstrip())
    if one.bulletin:
        _print_bulletin(one.bulletin)
    for check in r.checks:
        words = safe(short(one.document.text[check.start : check.end], 80))
        click.echo(f"  check: {check.rule}: {safe(check.words)}" + (f": {words}" if words else ""))
    for bad in (*r.rejected, *one.facts.rejected):
        click.echo(f"  not taken: {safe(bad.reason)}: {safe(short(bad.claim.quote))}")
    click.echo("not read, see below" if one.not_read and not one.claims else safe(one.coverage))


def _print_bulletin(bulletin: "Bulletin") -> None:
    entries = [
        [e.counted_by or e.by or "", e.measure, e.place, f"{e.count:,.10g}", short(e.quote)] for e in bulletin.entries
    ]
    header = ("counted by", "what", "place", "count", "words")
    emit_table(entries, header, title=f"bulletin ({bulletin.language})", sentences=True)
    for slip in bulletin.slips:
        click.echo(f"  does not add up: {safe(slip.words)}")


def _print_filed(result: "FiledReading") -> None:
    kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(result.kinds.items())) or "nothing"
    click.echo(
        f"{safe(result.name)}: {result.filed} filed, {result.already} already held ({kinds}); {safe(result.coverage)}"
    )
    if result.differing:
        click.echo(f"  {result.differing} of these held with other words than now; what is held stands")
    for reason in result.refused:
        click.echo(f"  refused: {safe(result.name)}: {safe(reason)}", err=True)
    for quote, reason in result.left:
        click.echo(f"  makes no statement: {safe(reason)}: {safe(short(quote))}")


# --- filing and review -----------------------------------------------------------------------------------------------


def _review_only(reads: "list[Read]", out: Path | None) -> "list[FiledReading]":
    """Go through the proposals without a record to file into; nothing is filed."""
    from ceasefire.api import reading
    from ceasefire.cli.review import all_gone_through

    if out is None:
        click.echo("nothing that you decide is kept: give --file to file it, or --out DIR to keep it", err=True)
    if len(all_gone_through(reads, reading.drafts(reads), out, by=None)) < len(reads):
        raise KeyboardInterrupt
    return []


def _file(
    reads: "list[Read]", record_dir: Path | None, signer: "Signer", *, review: bool, out: Path | None
) -> "list[FiledReading]":
    from ceasefire.api import reading

    with open_record(record_dir, readonly=False) as record:
        keep = None
        if review:
            from ceasefire.cli.review import all_gone_through

            reading.require_key(record, signer.office, signer.passphrase)
            origin = record.signer(signer.office)
            by = record.office_labels().get(origin, origin)
            drafted = reading.drafts_for(record, reads)
            done = all_gone_through(reads, drafted, out or record.path / "aside", by=by)
            reads, keep = reads[: len(done)], [reading.kept(session.everything) for session in done]
        return reading.file_readings(record, reads, office=signer.office, passphrase=signer.passphrase, keep=keep)
