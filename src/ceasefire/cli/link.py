"""`link`: which reports speak of one incident, in a file or in the record, and learning anew what links are computed under."""

import dataclasses
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ceasefire.cli.common import (
    ASIDE,
    as_json,
    emit_json,
    emit_table,
    on_record,
    open_record,
    print_aside,
    rows_of,
    safe,
)
from ceasefire.cli.options import FILE, gathered, signs
from ceasefire.vocabulary.choices import ENGINES
from ceasefire.vocabulary.wording import plural

if TYPE_CHECKING:
    from ceasefire.api.entries import Signer
    from ceasefire.api.learning import Learnt
    from ceasefire.api.linking import LinkOptions
    from ceasefire.intake.model import Aside

SHOWN: Final = 20
"""Reports that change incident listed for a person; `--json` has them all."""

LIKELY: Final = 0.5
"""Probability from which it is said of two reports that are not linked that others fit better."""

LEAST_SHOWN: Final = 0.05
"""Bits from which a line of evidence is listed for a person: less is printed as 0.0."""


def _linking() -> "type[LinkOptions]":
    from ceasefire.api.linking import LinkOptions

    return LinkOptions


@click.command()
@click.argument("file", required=False, type=FILE)
@on_record
@as_json
@click.option(
    "--out", type=click.Path(path_type=Path), help="Write the links as .csv or .parquet; with --learn the set as .json."
)
@click.option("--explain", "pair", nargs=2, metavar="A B", help="Show the evidence for and against one pair.")
@click.option(
    "--queue", type=click.IntRange(min=0), default=0, help="Show the N pairs whose judgement would change most."
)
@click.option("--proposals", is_flag=True, help="List the judgements of other offices, which the links do not follow.")
@click.option("--learn", is_flag=True, help="Learn a set from the reports as they are now, and show what would change.")
@click.option("--file", "file_set", is_flag=True, help="With --learn: file the set; links are computed under it then.")
@signs
@gathered(
    "options",
    _linking,
    click.option("--engine", type=click.Choice(ENGINES), default="local", show_default=True),
    click.option("--judgements", type=FILE, help="CSV: a,b,verdict."),
    click.option("--mapping", type=FILE, help="TOML for other columns."),
    click.option("--time-zone", help="Zone in which the file's days are told."),
    click.option("--parameters", type=FILE, help="Learnt set for a FILE, as --learn --out writes it."),
)
def link(
    file: Path | None,
    record_dir: Path | None,
    json_: bool,
    out: Path | None,
    pair: tuple[str, str] | None,
    queue: int,
    proposals: bool,
    learn: bool,
    file_set: bool,
    signer: "Signer",
    options: "LinkOptions",
) -> None:
    """Find which reports speak of one incident, in a FILE or in the record; every link explains itself.

    The links of a record are computed under the learnt set, and follow the judgements, of the office that keeps the links:
    the charter names it, else the filed settings, else it is the first office; without a set, under the one that comes with
    the program.
    A FILE is linked under what is learnt from it.

    \b
    Example:  ceasefire link reports.csv --out links.csv
              ceasefire link --explain R0017 R0021
              ceasefire link --learn
    Status:   0 every row read, 3 some rows were set aside.
    """
    _check(file, learn, file_set, options)
    if proposals:
        return _proposals(file, record_dir, json_)
    if learn and file is None:
        return _learn(record_dir, json_, out, signer if file_set else None)
    aside: list[Aside] = []
    if file is not None:
        from ceasefire.api import linking
        from ceasefire.api.learning import few

        linked, reports, aside = linking.link_file(file, options)
        told: dict[str, Any] = {} if options.parameters else {"few": few(reports.num_rows)}
    else:
        linked, reports, pair, told = _of_record(record_dir, pair, options)
    print_aside(aside)
    if pair:
        _explain(pair, reports, linked, json_)
    elif queue:
        _queue(linked, reports, queue, json_)
    else:
        _answer(linked, reports, told | {"set_aside": len(aside)}, json_, out, learn)
    sys.exit(ASIDE if aside else 0)


def _proposals(file: Path | None, record_dir: Path | None, json_: bool) -> None:
    """List the judgements that stand beside the links of a record."""
    if file is not None:
        raise click.UsageError("--proposals are those of a record: leave out the FILE")
    from ceasefire.api.proposals import proposals

    with open_record(record_dir) as record:
        found = proposals(record)
    if json_:
        return emit_json(found)
    if not found:
        return click.echo("no judgement stands beside the links")
    rows = [
        [
            r["a_label"] or r["a"][:12],
            r["b_label"] or r["b"][:12],
            r["verdict"],
            r["office"],
            r["links_say"],
            r["reason"],
        ]
        for r in found
    ]
    return emit_table(rows, ("a", "b", "verdict", "whose", "the links say", "reason"))


def _check(file: Path | None, learn: bool, file_set: bool, options: "LinkOptions") -> None:
    """Raise UsageError for options that do not go together."""
    if file_set and not learn:
        raise click.UsageError("--file goes with --learn")
    if file_set and file is not None:
        raise click.UsageError("a set is filed from a record's own reports: leave out the FILE, or --file")
    if options.parameters is not None and (file is None or learn):
        raise click.UsageError("--parameters goes with a FILE and without --learn; a record has its own learnt set")
    for name in ("judgements", "mapping", "time_zone"):
        if file is None and getattr(options, name) is not None:
            raise click.UsageError(f"--{name.replace('_', '-')} goes with a FILE; a record has its own")


def _of_record(record_dir: Path | None, pair: tuple[str, str] | None, options: "LinkOptions") -> Any:
    """Return the links of a record, its reports, the pair by its ids, and under which set the links are computed."""
    from ceasefire.api import learning, linking

    with open_record(record_dir) as record:
        reports, linked = learning.as_linked(record), linking.of_record(record, options.engine)
        pair = (record.report_id(pair[0]), record.report_id(pair[1])) if pair else None
        told = {"linked_under": learning.in_force(record).words, "other_sets": learning.others(record)}
        return linked, reports, pair, told | {"proposal": learning.proposal(record)}


def _answer(linked: Any, reports: Any, told: dict[str, Any], json_: bool, out: Path | None, learn: bool) -> None:
    from ceasefire.api import linking

    if out is not None:
        linking.write_set(linked.parameters, out) if learn else linking.write_links(linked.links, out)
    found = linking.counts(linked, reports)
    if json_:
        return emit_json(found | told)
    counts = (plural(found[f"{noun}s"], noun) for noun in ("report", "incident", "pair"))
    click.echo(f"{', '.join(counts)} weighed")
    emit_table(sorted(found["kinds"].items()), ("link kind", "reports"))
    if "linked_under" in told:
        click.echo(f"linked under {safe(told['linked_under'])}")
    notes = (*found["notes"], *told.get("other_sets", ()), *filter(None, [told.get("proposal"), told.get("few")]))
    for note in notes:
        click.echo(f"note: {safe(note)}", err=True)
    return None if out is None else click.echo(f"wrote {safe(out)}")


def _learn(record_dir: Path | None, json_: bool, out: Path | None, signer: "Signer | None") -> None:
    """Learn a set from the record, say what would change, and file it where somebody signs."""
    from ceasefire.api import learning, linking

    with open_record(record_dir, readonly=signer is None) as record:
        found, learnt = learning.learn(record, file=signer is not None, signer=signer)
    if out is not None:
        linking.write_set(learnt, out)
    if json_:
        return emit_json(found)
    _print_learnt(found)
    return None if out is None else click.echo(f"wrote {safe(out)}")


def _print_learnt(found: "Learnt") -> None:
    click.echo(
        f"learnt from {plural(found.reports, 'report')}: {plural(found.pairs, 'pair')} compared, {found.labels:,} of them "
        f"judged\nlinks so far are computed under {safe(found.under)}"
    )
    click.echo(f"incidents: {found.incidents_before:,} now, {found.incidents_after:,} under the new set")
    click.echo(f"{plural(len(found.moved), 'report')} would change incident")
    rows = [[one.label or one.report[:12], one.before[:10], one.after[:10]] for one in found.moved[:SHOWN]]
    if rows:
        emit_table(rows, ("report", "incident now", "under the new set"))
    if found.few:
        click.echo(f"note: {safe(found.few)}", err=True)
    if found.id is None:
        return click.echo("nothing is filed; --file files it")
    click.echo(f"set {found.id[:16]} " + ("is filed already" if found.already else "filed"))
    return click.echo(f"note: {safe(found.note)}", err=True) if found.note else None


def _explain(pair: tuple[str, str], reports: Any, linked: Any, json_: bool) -> None:
    from ceasefire import linkage
    from ceasefire.api import linking

    found = linkage.explain(pair[0], pair[1], reports, linked.parameters)
    within = linking.pair_in(linked, found.a, found.b)
    if json_:
        return emit_json(dataclasses.asdict(found) | within)
    click.echo(f"{found.bits:+.1f} bits in all, {found.prior_bits:+.1f} before looking")
    shown = [ground for ground in found.grounds if abs(ground.bits) >= LEAST_SHOWN]
    emit_table([[g.field, f"{g.bits:+.1f}", g.beside_field] for g in shown], ("field", "bits", "evidence"))
    return click.echo(safe(_within(**within)))


def _within(*, linked: bool, incidents: list[str], probability: float | None, contradictions: list[str]) -> str:
    """Say whether the two are linked: what the bits above come to once the reports around them are weighed, too."""
    likely = None if probability is None else f"probability {probability:.2f}"
    if linked:
        return f"linked: both are of incident {incidents[0][:10]} ({likely or 'through other accounts of it'})"
    one, other = (incident[:10] for incident in incidents)
    few = (
        "other accounts fit better"
        if (probability or 0) >= LIKELY
        else "too little speaks for it, or other accounts fit better"
    )
    why = f"they contradict each other: {', '.join(contradictions)}" if contradictions else few
    return f"not linked: incidents {one} and {other} ({'; '.join(filter(None, (why, likely and f'{likely} by the pair alone')))})"


def _queue(linked: Any, reports: Any, count: int, json_: bool) -> None:
    from ceasefire import linkage

    names = {row["report_id"]: row.get("label") or row["report_id"] for row in rows_of(reports)}
    rows = rows_of(linkage.review_queue(linked, reports))[:count]
    if not json_:
        rows = [{k: names.get(v, v) if k in ("a", "b") else v for k, v in row.items()} for row in rows]
    if json_:
        return emit_json(rows)
    if not rows:
        return click.echo("nothing to review")
    return emit_table([list(row.values()) for row in rows], list(rows[0]))
