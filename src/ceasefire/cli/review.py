"""The review of `read --review` on a terminal or a pipe: keys and lines in, screens of 80 columns out."""

import json
import re
import shutil
import sys
import textwrap
from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ceasefire.cli.common import safe
from ceasefire.vocabulary.wording import plural

if TYPE_CHECKING:
    from ceasefire.api.reading import Read
    from ceasefire.reading.review.screens import Screen
    from ceasefire.reading.review.session import Session
    from ceasefire.reading.statements.proposals import Drafted

WIDEST: Final = 80
INDENT: Final = "  "
_ON, _OFF = "\ue000", "\ue001"
"""Marks of lit words while lines are folded; safe() leaves none of them in a text."""
_SPACE: Final = re.compile(r"\s+")
"""Ends of lines, and tabs between the cells of a table."""
_STOP, _END = "\x03", "\x04"
"""What Ctrl-C and Ctrl-D send where keys are read one by one."""


def all_gone_through(
    reads: "Sequence[Read]", drafted: "Sequence[Drafted]", out: Path | None, *, by: str | None
) -> "list[Session]":
    """Go through documents with the person at the terminal, until the last or until Ctrl-C; return those gone through.

    What was decided is kept in `out` document by document, also of the one in which the person stopped.
    """
    from ceasefire.api.reading import review_of

    done: list[Session] = []
    for one, made in zip(reads, drafted, strict=True):
        session = review_of(one, made)
        try:
            _go_through(one, session)
        except (KeyboardInterrupt, click.Abort):
            _keep_protocol(one, session, out, by=by)
            rest = f"; {plural(len(reads) - len(done) - 1, 'text')} after it not looked at"
            click.echo(f"stopped in {safe(one.document.name)}: nothing of it is filed{rest}", err=True)
            break
        _keep_protocol(one, session, out, by=by)
        done.append(session)
    return done


def _go_through(one: "Read", session: "Session") -> None:
    from ceasefire.reading.review.dialogue import Dialogue

    stops = f"{plural(len(session.items), 'proposal')} and {plural(len(session.passages), 'passage')} to look at"
    click.echo(f"\n{safe(one.document.name)}: {safe(one.coverage)}\n{stops}")
    Dialogue(session, ask=_ask, show=_show, tell=_tell).run()


def _keep_protocol(one: "Read", session: "Session", out: Path | None, *, by: str | None) -> None:
    """Say what was decided, and keep it with the reasons, in a file of its own beside those of earlier reviews."""
    from ceasefire.reading.review.outcome import counted, protocol

    everything = session.everything
    click.echo(f"\n{safe(one.document.name)}: {counted(everything)}")
    told = protocol(everything, by)
    if out is None:
        click.echo("none of it is kept: neither --file nor --out was given", err=True)
        return
    if not told:
        return
    out.mkdir(parents=True, exist_ok=True)
    kept = {
        "document": one.document.name,
        "sha256": one.document.sha256,
        "coverage": one.coverage,
        "by": by,
        "decisions": told,
    }
    path = _put_numbered(out, f"review-{one.document.sha256[:12]}", json.dumps(kept, ensure_ascii=False, indent=1))
    click.echo(f"what was decided and what was left undecided is kept in {safe(path)}")


def _put_numbered(folder: Path, stem: str, words: str) -> Path:
    """Write a file under the first name that no file has: STEM.json, STEM~2.json and so on."""
    for number in count(1):
        path = folder / (f"{stem}.json" if number == 1 else f"{stem}~{number}.json")
        with suppress(FileExistsError), path.open("x", encoding="utf-8") as file:
            file.write(words)
            return path
    raise AssertionError


def _tell(words: str) -> None:
    for line in textwrap.wrap(safe(words), _columns() - len(INDENT), subsequent_indent=INDENT) or [""]:
        click.echo(f"{INDENT}{line}")


def _ask(prompt: str, one_key: bool) -> str | None:
    """Ask for a key or a line; from a pipe each key is a line. The end of input is None."""
    *above, last = map(safe, prompt.split("\n"))
    for line in above:
        _tell(line)
    click.echo(f"{last} ", nl=False)
    if one_key and sys.stdin.isatty():
        return _key()
    line = sys.stdin.readline()
    if not sys.stdin.isatty():
        click.echo(safe(line.rstrip("\n")))
    return line or None


def _key() -> str | None:
    try:
        key = click.getchar()
    except EOFError:
        key = _END
    click.echo(key if key.isprintable() else "")
    if key == _STOP:
        raise KeyboardInterrupt
    return None if key == _END else key


def _show(screen: "Screen") -> None:
    width = _columns()
    left, right = f"{screen.name} ({screen.state})", f"{screen.number} of {screen.of}"
    click.echo(f"\n{click.style(safe(left), bold=True)}{right:>{max(1, width - len(safe(left)))}}")
    click.echo("-" * width)
    for line in _folded(screen.text, width):
        click.echo(line)
    click.echo()
    for name, value in screen.slots:
        for line in textwrap.wrap(safe(value), max(20, width - 24), break_long_words=True) or [""]:
            click.echo(f"{INDENT}{name:20}  {line}")
            name = ""
    for note in screen.notes:
        _tell(note)


def _folded(text: "tuple[tuple[str, bool], ...]", width: int) -> list[str]:
    """Return lines no wider than the terminal, the lit words bold and reversed, or between >> and << in a pipe."""
    plain = ((safe(_SPACE.sub(" ", words)), on) for words, on in text)
    marked = "".join(f"{_ON}{words}{_OFF}" if on else words for words, on in plain)
    lines = textwrap.wrap(" ".join(marked.split()), width - len(INDENT))
    if not sys.stdout.isatty():
        return [INDENT + line.replace(_ON, ">>").replace(_OFF, "<<") for line in lines]
    out, lit = [], False
    for line in lines:
        parts = (_ON if lit else "") + line
        lit = parts.rfind(_ON) > parts.rfind(_OFF)
        out.append(INDENT + _styled(parts + (_OFF if lit else "")))
    return out


def _styled(line: str) -> str:
    """Return a line with what stands between the marks lit."""
    out = ""
    for number, part in enumerate(line.split(_ON)):
        lit, mark, rest = part.partition(_OFF)
        out += click.style(lit, bold=True, reverse=True) + rest if number and mark else part
    return out


def _columns() -> int:
    return min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns)
