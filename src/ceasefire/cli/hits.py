"""`hits`: which clauses an incident touches, and what a rival coding or reading of the text makes of it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
import msgspec

from ceasefire.cli.clause_words import answer_words, clause_lines, incident_words, wrapped
from ceasefire.cli.common import as_json, emit_json, emit_table, on_record, open_record, safe
from ceasefire.cli.options import FILE, gathered
from ceasefire.vocabulary.provision_names import provision_name
from ceasefire.vocabulary.scope import TESTED, ScopeResult, result_words
from ceasefire.vocabulary.wording import plural

if TYPE_CHECKING:
    from ceasefire.api.answers import HitFilter, OtherLaw
    from ceasefire.api.hit_pages import HitPage

Answer = dict[str, Any]
ELEMENTS: Final = ("where_", "when_", "who", "what", "exempt")
OUT: Final = str(ScopeResult.OUT_OF_SCOPE)


class Manner(msgspec.Struct, frozen=True, kw_only=True):
    """How tests are shown: with reasons, compared, with what they rest on, or worked out again from a file."""

    why: bool = False
    compare: bool = False
    grounds: bool = False
    recompute: Path | None = None


def say_renamed(record: Any, incident: str | None) -> None:
    """Say on the error stream where a former name of an incident was given."""
    words = record.incident_name(incident).words if incident else ""
    if words:
        click.echo(f"note: {safe(words)}", err=True)


def _hit_filter() -> "type[HitFilter]":
    from ceasefire.api.answers import HitFilter

    return HitFilter


def _other_law() -> "type[OtherLaw]":
    from ceasefire.api.answers import OtherLaw

    return OtherLaw


@click.command()
@on_record
@as_json
@gathered(
    "only",
    _hit_filter,
    click.argument("incident", required=False),
    click.option("--instrument", help="Only this instrument."),
    click.option("--provision", help="Only this provision."),
    click.option("--result", type=click.Choice([r.value for r in TESTED]), help="Only this result."),
    click.option("--missing", help="Only where this is missing, as geometry, actor, target, time."),
)
@gathered(
    "law",
    _other_law,
    click.option("--as-coded-by", metavar="OFFICE", help="Let this office's codings answer wherever it has one."),
    click.option("--reading", metavar="INSTRUMENT:ID", help="Test a rival reading of a text in the place of ours."),
)
@gathered(
    "manner",
    lambda: Manner,
    click.option("--why", is_flag=True, help="Give the reason, element by element, also of what is out of scope."),
    click.option("--compare", is_flag=True, help="Show only where codings or readings give different results."),
    click.option("--grounds", is_flag=True, help="With --json: the tests of INCIDENT with all that they rest on."),
    click.option("--recompute", type=FILE, help="Work out the tests of such a file again, on their own grounds."),
)
@click.option(
    "--limit", type=click.IntRange(min=0), default=40, show_default=True, help="Rows at the most (0 for all)."
)
def hits(
    record_dir: Path | None,
    json_: bool,
    only: "HitFilter",
    law: "OtherLaw",
    manner: "Manner",
    limit: int,
) -> None:
    """Test incidents against the agreement: which clauses, over place, time, actor, act and exemption.

    INCIDENT is an incident id, the id or label of one of its reports, or the id of a position on it. What is in scope
    comes first; what is out of scope is counted, and listed with --result out_of_scope, --why or --json. The rival
    readings of a text are listed by `ceasefire agreement readings`.

    \b
    Example:  ceasefire hits R0017
              ceasefire hits --provision dea-2 --result undetermined --missing geometry
              ceasefire hits --compare
              ceasefire hits R0017 --json --grounds > r0017.json
              ceasefire hits --recompute r0017.json
    Status:   with --recompute 1 where a test comes out differently or cannot be worked out again, or where the record
              now says otherwise of the incident than the file; 3 where a row of the file does not fit.
    """
    if manner.grounds or manner.recompute is not None:
        from ceasefire.cli.why import grounds_or_recomputed

        return grounds_or_recomputed(record_dir, only, manner.recompute, json_)
    return _print_tests(record_dir, json_, only, law, manner, limit)


def _print_tests(
    record_dir: Path | None,
    json_: bool,
    only: "HitFilter",
    law: "OtherLaw",
    manner: "Manner",
    limit: int,
) -> None:
    _check(only, law, manner.compare)
    folded = only.result is None and not (manner.why or json_ or (only.incident and only.provision))
    with open_record(record_dir) as record:
        if manner.compare:
            rows = record.compare_codings() + record.compare_readings()
            return _print_compared(rows, record.office_labels(), json_)
        say_renamed(record, only.incident)
        shown, head, near = _answered(record, only, law, limit, folded)
    if json_:
        return emit_json(shown)
    _print_reasons(head, shown) if manner.why or head else _print_hits(shown)
    return click.echo("\n".join([*near, *_counted(shown, folded)]))


def _answered(
    record: Any, only: "HitFilter", law: "OtherLaw", limit: int, folded: bool
) -> "tuple[HitPage, str, list[str]]":
    """Return the tests, which incident is asked for in words, and where it touches nothing the nearest clause in lines."""
    from ceasefire.api import answers

    shown = answers.hits(record, msgspec.structs.replace(only, touching=folded), limit or None, law)
    own = law == answers.OtherLaw()
    for words in answers.law_notes(record) if own else ():
        click.echo(f"note: {safe(words)}", err=True)
    if only.incident is None:
        return shown, "", []
    near = answers.nearest_out(record, only, law) if folded and not shown else None
    return shown, _head(record, only.incident, own), [] if near is None else wrapped(_near(near), "  ")


def _check(only: "HitFilter", law: "OtherLaw", compare: bool) -> None:
    if law.as_coded_by and law.reading:
        raise click.UsageError("--reading reads the coding that answers anew: it goes without --as-coded-by")
    if compare and (law.as_coded_by or law.reading or any(getattr(only, name) for name in only.__struct_fields__)):
        raise click.UsageError(
            "--compare shows every test that differs: it goes with no filter, no --as-coded-by and no --reading"
        )


def _head(record: Any, incident: str, own: bool) -> str:
    """Return in words which incident is asked for, and what its tests add up to under the law that answers."""
    name = record.incident_name(incident).id
    said = incident_words(record, name)
    if not own:
        return said
    tested = record.rows("scope", "incident_id", [name]).to_pylist()
    if not tested:
        return f"{said}: {result_words(ScopeResult.NOT_TESTED)}"
    [scope] = tested
    brief = scope["result"] in (OUT, ScopeResult.NO_ACT)
    return f"{said}: {result_words(scope['result'])}" + (f"; {scope['why']}" if brief else "")


def _near(row: Answer) -> str:
    """Return why the clause is not touched that an incident comes nearest to, in the words of its test."""
    return f"nearest: {provision_name(row['instrument'], row['provision'])}; {row['why']}"


def _print_reasons(head: str, shown: list[Answer]) -> None:
    for line in wrapped(head):
        click.echo(line)
    for row in shown:
        click.echo("\n".join(_reasons(row)))


def _reasons(row: Answer) -> Iterator[str]:
    """Yield a test in lines: the answer, the clause in the words of its coding, the elements, and the reasons."""
    yield ""
    yield from clause_lines(row)
    said = {e: answer_words(row[e], row["asserted_by"] if e == ELEMENTS[-1] else None) for e in ELEMENTS}
    yield from wrapped(", ".join(f"{e.rstrip('_')} {words}" for e, words in said.items()), "  ")
    yield from wrapped(row["why"], "  ")
    if row["assumes"]:
        yield from wrapped(f"assumes: {row['assumes']}", "  ")


def _print_hits(found: list[Answer]) -> None:
    rows = [
        [
            row["incident_id"][:10],
            provision_name(row["instrument"], row["provision"]),
            result_words(row["result"]),
            _brief(row),
        ]
        for row in found
    ]
    if rows:
        emit_table(rows, ("incident", "provision", "result", "because"))


def _brief(row: Answer) -> str:
    """Return what decides a test, in a few words: what is missing, what says no, or who asserts an exemption."""
    if row["result"] == ScopeResult.UNDETERMINED:
        return f"missing: {', '.join(row['missing'])}"
    if row["result"] == ScopeResult.EXEMPTION_ASSERTED:
        return f"claimed by {', '.join(row['asserted_by'] or ())}"
    if row["result"] == OUT:
        no = [e.rstrip("_") for e in ELEMENTS[:4] if row[e] == "no"] or ["excepted area"]
        return f"no: {', '.join(no)}"
    return ""


def _counted(shown: "HitPage", folded: bool) -> Iterator[str]:
    """Yield how many tests there are, and how many of these are not listed because they are out of scope."""
    if folded and not shown and shown.counts:
        yield "nothing in scope, asserted or undetermined"
    else:
        yield shown.words("test") + ("" if len(shown) == shown.total else " (--limit 0 for all)")
    out = None if shown.counts is None else shown.counts.get(OUT, 0)
    if folded and out is None:
        yield "tests out of scope are not counted here; --result out_of_scope lists them"
    elif folded and out:
        yield f"and {plural(out, 'test')} out of scope; --result out_of_scope lists {'it' if out == 1 else 'them'}"


def _print_compared(rows: list[Answer], labels: Mapping[str, str], json_: bool) -> None:
    if json_:
        return emit_json(rows)
    cells = [
        [
            f"{row['what']} {row['id']}",
            row["incident_id"][:10],
            provision_name(row["instrument"], row["provision"]),
            [f"{labels.get(by, by)}: {_result(result)}" for by, result in row["results"].items()],
        ]
        for row in rows
    ]
    if rows:
        emit_table(cells, ("read or coded differently", "incident", "provision", "result by coding or reading"))
    return click.echo(
        f"{plural(len(rows), 'test')} {'differs' if len(rows) == 1 else 'differ'} between codings or readings"
        if rows
        else "no test differs between codings or readings"
    )


def _result(code: str) -> str:
    return result_words(code) if code in tuple(ScopeResult) else code
