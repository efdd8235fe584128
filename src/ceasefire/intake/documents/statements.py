"""Statements YAML: facts coded by hand, every kind in one format, each item to one draft."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec
from msgspec import inspect

from ceasefire.intake.documents.nodes import Mapped, load_yaml
from ceasefire.intake.documents.short_forms import full_form
from ceasefire.intake.model import MAX_BODY, Aside, CellError, IntakeError, Options
from ceasefire.intake.tables import values
from ceasefire.vocabulary import BODIES

STATEMENTS_EDITION: Final = "statements/1"
_TOP: Final = ("ceasefire", "origin", "licence", "kind", "source", "items")
_ITEM: Final = ("kind", "label", "source", "cites", "supersedes")
_ENVELOPE: Final = ("kind", "cites", "supersedes")
"""Fields of an item that go into the envelope, also where a body has one of the same name."""
_SOURCE: Final = ("address", "publisher", "quote", "cell")
_PARTIES: Final[dict[str, tuple[str, ...]]] = {
    "meeting": ("present",),
    "act": ("by",),
    "position": ("of", "against"),
    "remedy": ("asked_by", "asked_of"),
    "reply": ("by",),
    "accession": ("joined",),
    "designation": ("members",),
    "duty_report": ("holder",),
    "acceptance": ("of",),
    "stance": ("of",),
    "complaint": ("by", "against"),
}
"""Fields of each kind that name parties by id."""
_OTHERWISE: Final = {
    "charter": "a charter is proposed, not filed: `ceasefire charter propose FILE`",
    "rule": "rules are filed as the file that holds them: `ceasefire file rules.yaml`",
    "settings": "settings are filed as the file that holds them: `ceasefire file publication.toml`",
}
"""Kinds that come into a ledger by another way, and which."""
_PATH: Final = re.compile(r" - at `\$\.?(.*)`\Z")
_ID: Final = re.compile(r"[0-9a-f]{64}(#\d+)?")


class Item(NamedTuple):
    """One item of the file, ready to become a draft."""

    row: int
    kind: str
    body: dict[str, Any]
    source: dict[str, str]
    cites: tuple[str, ...]
    supersedes: str | None


class StatementsFile(NamedTuple):
    """The head of a statements file, and its items, each an `Item` or an `Aside`."""

    kind: str | None
    origin: str | None
    licence: str | None
    items: Iterator[Item | Aside]


def read_statements(path: Path, options: Options, file: str) -> StatementsFile:
    """Return the items of a statements file; IntakeError where the file as a whole does not fit."""
    top = load_yaml(path.read_bytes(), file)
    for key in top:
        if key not in _TOP:
            raise IntakeError(
                file,
                f"line {top.lines[key]}: {key!r} is no field of a statements file (fields: {', '.join(_TOP)})",
                field=key,
            )
    if top.get("ceasefire") != STATEMENTS_EDITION:
        raise IntakeError(file, f"ceasefire is {top.get('ceasefire')!r}; this reads {STATEMENTS_EDITION!r}")
    items = top.get("items")
    if not isinstance(items, list) or not items:
        raise IntakeError(file, "has no items", field="items")
    try:
        source = _source(top.get("source"))
    except CellError as error:
        raise IntakeError(file, error.reason, field=error.field) from None
    kind = options.kind or top.get("kind")
    return StatementsFile(kind, top.get("origin"), top.get("licence"), _items(items, kind, source, options, file))


def _items(
    items: list[object], kind: str | None, source: dict[str, str], options: Options, file: str
) -> Iterator[Item | Aside]:
    labels: dict[tuple[str, str], int] = {}
    parties = _known(items, options)
    for row, item in enumerate(items, 1):
        try:
            made = _item(row, item, kind, source, options)
            _check_parties(made, parties)
            label = made.body.get("label")
            if label is not None and labels.setdefault((made.kind, label), row) != row:
                raise CellError(f"the label {label!r} stands on item {labels[made.kind, label]} already", "label")
            yield made
        except CellError as error:
            yield _aside(file, row, item, error)


def _known(items: list[object], options: Options) -> frozenset[str] | None:
    """Return the ids a party may be named by: those on file and those of the file itself; None: any."""
    if options.known_parties is None or options.new_parties:
        return None
    own = {str(item["id"]) for item in items if isinstance(item, dict) and "id" in item}
    return frozenset(own | set(options.known_parties.belongs))


def _check_parties(made: Item, known: frozenset[str] | None) -> None:
    if known is None:
        return
    for field in _PARTIES.get(made.kind, ()):
        told = made.body.get(field, ())
        for party in (told,) if isinstance(told, str) else told:
            name = party["party"] if isinstance(party, dict) else party
            if name not in known:
                raise CellError(f"the party {name!r} is not known here; file it first, or allow new parties", field)


def _aside(file: str, row: int, item: object, error: CellError) -> Aside:
    line: int | None = None
    cells: tuple[tuple[str, str], ...] = ()
    if isinstance(item, Mapped):
        line = item.lines.get(error.field.split(".")[0], item.line)
        cells = tuple((k, str(v)[:400]) for k, v in item.items())
    return Aside(
        file=file,
        row=row,
        line=line,
        field=error.field or None,
        value=error.value or None,
        reason=error.reason,
        cells=cells,
    )


def _item(row: int, item: object, kind: str | None, shared: dict[str, str], options: Options) -> Item:
    if not isinstance(item, Mapped):
        raise CellError("is not a mapping of fields to values", "item")
    kind = item.get("kind") or kind
    if kind not in BODIES:
        raise CellError(f"{kind!r} is no kind of statement ({', '.join(BODIES)})", "kind")
    if kind in _OTHERWISE:
        raise CellError(_OTHERWISE[kind], "kind")
    fields = _fields(BODIES[kind])
    _refuse_unknown(item, kind, fields)
    given = {k: v for k, v in item.items() if _is_body_field(k, v, fields)}
    body = _body(BODIES[kind], {k: full_form(v, fields[k], k, options) for k, v in given.items() if v is not None})
    own = item.get("source")
    source = {**shared, **_source(own)} if isinstance(own, dict) else shared
    return Item(row, kind, body, source, _references(item.get("cites")), _supersedes(item.get("supersedes")))


def _fields(struct: type[msgspec.Struct]) -> dict[str, inspect.Type]:
    found = inspect.type_info(struct)
    assert isinstance(found, inspect.StructType)
    return {f.name: f.type for f in found.fields}


def _refuse_unknown(item: Mapped, kind: str, fields: Collection[str]) -> None:
    for key in item:
        if key not in fields and key not in _ITEM:
            raise CellError(f"is no field of a {kind} (fields: {', '.join(fields)})", key)


def _is_body_field(key: str, value: object, fields: Collection[str]) -> bool:
    """Tell whether a field belongs to the body: `source` is a body field too where it is a text, not a mapping."""
    if key == "source":
        return key in fields and not isinstance(value, dict)
    return key in fields and key not in _ENVELOPE


def _references(told: object) -> tuple[str, ...]:
    if told is None:
        return ()
    if not isinstance(told, list) or not all(isinstance(t, str) and _ID.fullmatch(t) for t in told):
        raise CellError("is not a list of statement ids", "cites")
    return tuple(told)


def _supersedes(told: object) -> str | None:
    if told is not None and not (isinstance(told, str) and _ID.fullmatch(told)):
        raise CellError("is not a statement id", "supersedes")
    return told


def _source(told: object) -> dict[str, str]:
    if told is None:
        return {}
    if not isinstance(told, dict):
        raise CellError("is not a mapping (address, publisher, quote)", "source")
    for key, value in told.items():
        if key not in _SOURCE:
            raise CellError(f"is no field of a source (fields: {', '.join(_SOURCE)})", f"source.{key}")
        if not isinstance(value, (str, int)):
            raise CellError("is not text", f"source.{key}")
    return {key: _clean(str(value), f"source.{key}") for key, value in told.items()}


def _clean(text: str, field: str) -> str:
    try:
        return values.clean_text(text)
    except CellError as error:
        raise error.at(field, text) from None


def _body(struct: type[Any], told: dict[str, Any]) -> dict[str, Any]:
    try:
        typed = msgspec.convert(told, struct)
    except msgspec.ValidationError as error:
        words = str(error)
        match = _PATH.search(words)
        raise CellError(words[: match.start()] if match else words, match[1] if match else "item") from None
    plain = msgspec.to_builtins(typed)
    assert isinstance(plain, dict)
    if len(msgspec.json.encode(plain)) > MAX_BODY:
        raise CellError(f"is longer than a statement can hold ({MAX_BODY:,} bytes)", "item")
    return plain
