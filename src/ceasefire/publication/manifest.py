"""The manifest of a publication: what it rests on and the digest of each file, so that anybody can check a copy."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from ceasefire.publication.cells import SENSITIVE_FACTOR
from ceasefire.publication.column_rules import decisions_digest
from ceasefire.publication.inputs import ReportInputs
from ceasefire.publication.report import mark
from ceasefire.vocabulary.parts import Output
from ceasefire.vocabulary.statements import Publication

MEDIA_TYPES: Final = {
    ".html": "text/html",
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
    ".parquet": "application/vnd.apache.parquet",
    ".txt": "text/plain",
    ".ics": "text/calendar",
}
NO_PAGES: Final = MEDIA_TYPES.keys() - {".html"}
"""Endings of files that print no figures; a text in them that looks like a page's count is no count."""
UNDER: Final = {
    "charter_pin": "charter pinned",
    "charter": "charter in force",
    "rules": "rules",
    "settings": "settings",
    "coded_by": "offices that the reader names for shared law",
    "judged_by": "office whose judgements the links follow",
}
"""Parameters that say whose word counts in a publication, each with its words."""
NONE: Final = "none"
DIGEST: Final = re.compile(r"[0-9a-f]{64}")
SHOWN: Final = 12
"""Digits of an id in a sentence."""
_FIGURES: Final = re.compile(rb'<meta name="ceasefire-figures" content="([0-9]{1,12})"/>')
File = bytes | Path


def manifest(inputs: ReportInputs, files: Mapping[str, File], *, code_version: str | None = None) -> dict[str, Any]:
    """Return the body of a `publication` statement: heads, outputs by digest, parameters, number of printed figures.

    `files` maps the published name of each file to its bytes or its path. Raises OSError for a path that cannot be read
    and msgspec.ValidationError for a name or title that does not fit a statement.
    """
    outputs = tuple(_output(name, _read(files[name])) for name in sorted(files))
    body = Publication(
        title=inputs.options.title,
        heads=inputs.heads,
        outputs=outputs,
        coarse=not inputs.options.exact,
        figures=sum(figures_in(_read(files[name])) for name in files if Path(name).suffix not in NO_PAGES),
        code_version=code_version,
        parameters=parameters(inputs),
    )
    plain: dict[str, Any] = msgspec.json.decode(
        msgspec.json.encode(msgspec.convert(msgspec.to_builtins(body), Publication))
    )
    return plain


def check(manifest_body: Mapping[str, Any], files: Mapping[str, File]) -> list[str]:
    """Return what does not hold, one sentence a file: missing, changed, or not named by the manifest. Empty: all holds.

    Raises msgspec.ValidationError when the manifest itself is not the body of a `publication` statement.
    """
    body = msgspec.convert(dict(manifest_body), Publication)
    named = {output.name: output.sha256 for output in body.outputs}
    wrong = []
    for name, digest in sorted(named.items()):
        if name not in files:
            wrong.append(f"{name} is named by the manifest but missing")
        elif (found := hashlib.sha256(_read(files[name])).hexdigest()) != digest:
            wrong.append(f"{name} is not the file that was published: its digest is {found}, not {digest}")
    wrong += [f"{name} is not named by the manifest" for name in sorted(set(files) - set(named))]
    return wrong


def parameters(inputs: ReportInputs) -> dict[str, str]:
    """Return the options that shaped the files, as the text that the manifest keeps."""
    options = inputs.options
    told = {
        "start": options.start,
        "end": options.end,
        "cut_off": options.cut_off,
        "places": "exact" if options.exact else "coarse",
        "cell_km": None if options.exact else f"{options.cell_km:g}",
        "cell_km_protected": None if options.exact else f"{options.cell_km * SENSITIVE_FACTOR:g}",
        "columns": None if options.exact else decisions_digest(),
        "delay_days": options.delay_days or None,
        "mark": mark(inputs),
    }
    return {**{k: str(v) for k, v in told.items() if v is not None}, **inputs.parameters}


def made_under(former: Mapping[str, str], now: Mapping[str, str]) -> str:
    """Return in one sentence under what else than a former publication another is made; empty where it is the same.

    Both are parameters as a manifest keeps them. Under the same charter, rules, settings and offices, and from the same
    heads, a publication is the same bytes; under others it says another thing, and this says so.
    """
    told = [
        f"{words}: {_named(former.get(name))}, now {_named(now.get(name))}"
        for name, words in UNDER.items()
        if former.get(name, NONE) != now.get(name, NONE)
    ]
    return f"the former one was made under something else ({'; '.join(told)})" if told else ""


def _named(value: str | None) -> str:
    return value[:SHOWN] if value and DIGEST.fullmatch(value) else value or NONE


def figures_in(page: bytes) -> int:
    """Return how many figures a report says it prints; other files print none."""
    found = _FIGURES.search(page[:20_000_000])
    return int(found.group(1)) if found else 0


def _output(name: str, data: bytes) -> Output:
    media = MEDIA_TYPES.get(Path(name).suffix, "application/octet-stream")
    return Output(name=name, sha256=hashlib.sha256(data).hexdigest(), media_type=media)


def _read(file: File) -> bytes:
    return file if isinstance(file, bytes) else file.read_bytes()
