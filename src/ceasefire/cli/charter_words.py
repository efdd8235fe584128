"""A charter version in words: how far it has come, what it says, and what pinning it means."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import click
import msgspec

from ceasefire.cli.common import emit_table, safe
from ceasefire.vocabulary.charter_words import came_words
from ceasefire.vocabulary.charters import Needs
from ceasefire.vocabulary.codes import AXES
from ceasefire.vocabulary.wording import plural

Row = Mapping[str, Any]
Labels = Mapping[str, str]
_HALF: Final = 8
"""Groups of a key in one line, so that two of them fit any terminal."""


def say_filled(made: Row) -> None:
    """Say what the program filled in, and what the form leaves open, for its author to look at."""
    for words in made["filled"]:
        click.echo(f"  filled in: {safe(words)}")
    for words in made["left_open"]:
        click.echo(f"  left open: {safe(words)}")


def say_all(found: Row, labels: Labels, *, named: bool) -> None:
    """Print the versions, what of them is in force, and the heads that this answer saw."""
    versions = found["charters"]
    if not versions:
        click.echo("no charter is in this record")
    for one in versions:
        _say_version(one, labels)
    shown = versions if named else [one for one in versions if one["in_force"]] or versions[:1] * (len(versions) == 1)
    for one in shown:
        click.echo(f"\nwhat the charter {one['id'][:16]} says")
        say_terms(one, labels)
    if found["why_not"]:
        click.echo(f"\nnone is in force: {safe(found['why_not'])}")
    _say_heads(found["heads"], labels)


def _say_version(one: Row, labels: Labels) -> None:
    marks = [words for words, is_so in (("pinned", one["pinned"]), ("in force", one["in_force"])) if is_so]
    click.echo(f"charter {one['id'][:16]}  {safe(one['title'])} ({', '.join([safe(one['mechanism']), *marks])})")
    say_state(one, labels)


def say_state(one: Row, labels: Labels) -> None:
    """Say how far a version has come: proposed by whom, accepted by whom, and not yet by whom."""
    by = labels.get(one["proposed_by"], one["proposed_by"])
    came = came_words(by, one["accepted_by"], one["declined_by"], one["waiting_for"])
    click.echo(f"  {one['state'].replace('_', ' ')}: {safe(came)}")
    if one["state"] == "unfit":
        click.echo(f"  nobody can adopt it: {safe(one['why'])}")
    if one.get("follows"):
        click.echo(f"  follows {one['follows'][:16]}")
    if one["fork"]:
        others = ", ".join(other[:16] for other in one["fork"])
        click.echo(f"  FORK: {others} follows the same version and is adopted too; pin one of them")


def say_terms(one: Row, labels: Labels) -> None:
    """Print what a version says: bodies with their offices, what acts take, who keeps what, what roles may say, cuts."""
    from ceasefire.api.trust import spoken

    if "id" in one:
        click.echo("id " + _halves(spoken(one["id"]), " " * 3))
    for body in one.get("bodies", ()):
        if body.get("offices"):
            click.echo(f"\n{_body(body)}, for which speak")
        for office in body.get("offices", ()):
            click.echo(f"  {safe(office['origin'])}{_office_words(office)}")
            click.echo("    key " + _halves(spoken(office["key"]), " " * 8))
    silent = [_body(body) for body in one.get("bodies", ()) if not body.get("offices")]
    if silent:
        click.echo(f"\nwithout an office: {'; '.join(silent)}")
    _say_takes(one)
    _say_kept(one, labels)
    _say_roles(one)
    _say_cuts(one)
    for name in ("source", "note"):
        if one.get(name):
            click.echo(f"\n{name}: {safe(one[name])}")


def _body(told: Row) -> str:
    return f"{safe(told['body'])} ({told['role'].replace('_', ' ')})"


def _halves(digits: str, indent: str) -> str:
    """Return a key or id in groups, on two lines."""
    groups = digits.split(" ")
    return f"{' '.join(groups[:_HALF])}\n{indent}{' '.join(groups[_HALF:])}"


def _office_words(office: Row) -> str:
    ends = office.get("ends_at")
    told = [f"its ledger is {office['ledger']}"] if office.get("ledger", "here") != "here" else []
    told += [f"a cut ends it at entry {ends}"] if ends is not None else []
    return f" ({'; '.join(told)})" if told else ""


def _say_takes(one: Row) -> None:
    rows = [["a new version", "", _needs(one["changes"])]]
    rows += [
        [act["act"].replace("_", " "), act.get("instrument", "every"), _needs(act["needs"])]
        for act in one.get("acts", ())
    ]
    click.echo()
    emit_table(rows, ("act", "instrument", "takes the word of"))


def _needs(needs: Row) -> str:
    return msgspec.convert(needs, Needs).words


def _say_kept(one: Row, labels: Labels) -> None:
    kept: dict[str, list[str]] = {}
    for row in one.get("depositaries", ()):
        thing = row["of"] + (f" {row['id']}" if row.get("id") else "")
        kept.setdefault(row["office"]["origin"], []).append(thing)
    for origin, things in kept.items():
        click.echo(f"\nkept by {safe(labels.get(origin, origin))} ({safe(origin)}):\n  {safe(', '.join(things))}")
    click.echo(f"\ndecision rules: {'file ' + one['rules'][:16] if one.get('rules') else 'none'}")


def _say_roles(one: Row) -> None:
    def may(says: Row, axis: str) -> str:
        allowed = says.get(axis, "none")
        return allowed if isinstance(allowed, str) else ", ".join(word.replace("_", " ") for word in allowed)

    rows = [[says["role"].replace("_", " "), *(may(says, axis) for axis in AXES)] for says in one.get("roles", ())]
    if rows:
        click.echo()
        emit_table(rows, ("role may say on", *AXES))


def _say_cuts(one: Row) -> None:
    for cut in one.get("cuts", ()):
        click.echo(f"\ncut: {safe(cut['origin'])} speaks no more from entry {cut['size']} on (root {cut['root'][:16]})")


def _say_heads(heads: Sequence[Row], labels: Labels) -> None:
    """Print the heads seen: a statement that is not here could take authority away, or give it."""
    click.echo("\nthis answer saw these ledgers; what is not here, it does not know")
    emit_table([[labels[one["origin"]], one["size"], one["root"][:16]] for one in heads], ("office", "entries", "root"))


def say_pinned(made: Row, labels: Labels) -> None:
    """Say what pinning a version means, who accepted it, what it replaces, and how to be sure that it is the right one."""
    from ceasefire.api.trust import place, spoken

    one = made["charter"]
    click.echo(f"pinned: {safe(one['title'])} ({safe(one['mechanism'])})\n  id " + _halves(spoken(one["id"]), " " * 5))
    say_state(one, labels)
    bodies = [body for body in one.get("bodies", ()) if body.get("offices")]
    click.echo(f"\nFrom now on, for you alone (in {place()}):")
    if one["state"] == "adopted":
        click.echo(
            f"  the word of {plural(len(bodies), 'body')} counts, where an office of theirs signs it and cites this version:"
        )
    else:
        click.echo(
            "  nobody's word counts until it is adopted; then that of these bodies, where an office of theirs signs it:"
        )
    for body in bodies:
        names = ", ".join(labels.get(office["origin"], office["origin"]) for office in body["offices"])
        click.echo(f"    {_body(body)} through {safe(names)}")
    click.echo("  everything else is shown as told by who filed it, and not counted.")
    if made["replaces"] is not None:
        click.echo(f"It replaces the pin on {made['replaces'].id[:16]}.")
    if made["beside"]:
        others = ", ".join(other[:16] for other in made["beside"])
        click.echo(
            f"This record holds other pinned charters too ({others}): name one of them in each question, with --charter ID."
        )
    click.echo(
        "Compare the id, digit by digit, with what members of the mechanism read to you; if a group differs, take it out "
        f"with: ceasefire charter trust {one['id'][:16]} --remove"
    )
