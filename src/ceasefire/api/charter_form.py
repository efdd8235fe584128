"""The form of a charter (`ceasefire: charter/1`): what a person writes, read strictly, each fault with its line.

It has the fields of the statement `charter`. Offices may be called by their names in the record; roles, cuts and the
digest of the rules are worked out when it is proposed (`charter_draft`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from msgspec import Meta

from ceasefire.findings.rules.reading import MAX_CHARACTERS, At, RulesError, read_as
from ceasefire.vocabulary.charters import ActNeeds, Needs, Office, RoleSays
from ceasefire.vocabulary.codes import Role, Shared
from ceasefire.vocabulary.duty_words import ActKind
from ceasefire.vocabulary.errors import CeasefireError
from ceasefire.vocabulary.parts import Digest, Id, Part, Short, Text, Whole

Step = str | int
Named = Short | Office
"""An office by its name in the record or by its origin, or by origin and key."""
NamedCharter = Annotated[str, Meta(pattern=r"^[0-9a-f]{8,64}\Z")]


class Fault(NamedTuple):
    """What is wrong with a form: line and column, counted from 1, and the words."""

    line: int
    column: int
    words: str


class CharterError(CeasefireError):
    """A charter that cannot be proposed; `faults` names everything that was found, each with its place in the form."""

    def __init__(self, name: str, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(f"{name}:{one.line}:{one.column}: {one.words}" for one in self.faults))


class BodyForm(Part, frozen=True, kw_only=True):
    """One body: its role and the offices that speak for it."""

    body: Id
    role: Role
    offices: tuple[Named, ...] = ()
    note: Text | None = None


class DepositaryForm(Part, frozen=True, kw_only=True):
    """Which office keeps one piece of shared law, or all of a kind."""

    of: Shared
    id: Id | None = None
    office: Named


class CutForm(Part, frozen=True, kw_only=True):
    """Where an office ends; left out, `size` and `root` are those that its ledger has now, or the root at that size."""

    office: Named
    size: Whole | None = None
    root: Digest | None = None


class CharterForm(Part, frozen=True, kw_only=True):
    """A charter as it is written; `follows` is the id of the version before it or the beginning of that, `rules` a path."""

    ceasefire: Literal["charter/1"]
    mechanism: Id
    title: Short
    follows: NamedCharter | None = None
    bodies: tuple[BodyForm, ...]
    changes: Needs
    roles: tuple[RoleSays, ...] = ()
    acts: tuple[ActNeeds, ...] = ()
    depositaries: tuple[DepositaryForm, ...] = ()
    rules: Short | None = None
    cuts: tuple[CutForm, ...] = ()
    source: Text | None = None
    note: Text | None = None


@dataclass(frozen=True)
class ReadForm:
    """A form with the file that it was read from, and where its fields stand there."""

    form: CharterForm
    path: Path
    at: At

    def fault(self, words: str, *steps: Step) -> Fault:
        """Return a fault at the place of a field."""
        return Fault(*self.at(steps), words)


def read_form(path: Path) -> ReadForm:
    """Return the charter that a file says; raises CharterError naming what does not fit, with its line.

    The file is YAML 1.2 without anchors, aliases and tags, in UTF-8, of at most 2 million characters.
    """
    try:
        form, at = read_as(text_of(path), path.name, CharterForm, _words)
    except RulesError as error:
        raise CharterError(path.name, [Fault(*one) for one in error.problems]) from None
    return ReadForm(form, path, at)


def text_of(path: Path) -> str:
    """Return the text of a file that is not longer than a form or a file of rules may be; raises CharterError."""
    try:
        with path.open("rb") as file:
            data = file.read(4 * MAX_CHARACTERS + 1)
    except OSError as error:
        raise CharterError(path.name, [Fault(1, 1, f"cannot be read: {error.strerror}")]) from None
    if len(data) > 4 * MAX_CHARACTERS:
        raise CharterError(path.name, [Fault(1, 1, f"longer than {4 * MAX_CHARACTERS:,} bytes")])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise CharterError(path.name, [Fault(line, 1, "is not UTF-8")]) from None


_FORMS = {
    "follows": "follows is the id of a charter version, 64 hex digits, or eight or more from its beginning",
    "key": "key is the id of the statement key that a ledger begins with, 64 hex digits without spaces",
    "root": "root is the root of a ledger's tree, 64 hex digits",
    "origin": "origin is the name of a ledger, ceasefire/<record>/<party>/<office>",
}
_CHOICES = {
    "role": tuple(one.value for one in Role),
    "act": tuple(one.value for one in ActKind),
    "of": tuple(one.value for one in Shared),
}


def _words(said: str, steps: Sequence[Step]) -> str:
    """Return an error without the pattern that a reader of the form need not know."""
    field = next((one for one in reversed(steps) if isinstance(one, str) and one != "..."), "")
    if field in _FORMS and ("got `int`" in said or "got `float`" in said):
        return f"{_FORMS[field]}; one that reads like a number stands in quotes"
    if field in _CHOICES and "nvalid enum value" in said:
        return f"{field}: {said[:1].lower()}{said[1:]}; choose from {', '.join(_CHOICES[field])}"
    if "matching regex" not in said:
        return said if not field or f"`{field}`" in said else f"{field}: {said[:1].lower()}{said[1:]}"
    return _FORMS.get(field, f"{field} is a short name of small letters, digits and . _ : / # -")
