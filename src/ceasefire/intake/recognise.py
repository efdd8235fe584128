"""What is this file? Told by its content, never by its name alone."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Final

from ceasefire.intake.model import Format, IntakeError, Options
from ceasefire.intake.tables import mapping as maps
from ceasefire.intake.tables.rows import read_delimited, sniff_delimiter
from ceasefire.intake.tables.text import SAMPLE, detect_encoding
from ceasefire.vocabulary.agreement_editions import AGREEMENT_HEADS, is_later, unknown_edition

_YAML_HEAD: Final = "ceasefire:"
_FORMS: Final = {
    "statements/1": Format(container="yaml", shape="statements", kind="statements", words="statements, coded by hand"),
    **{
        head: Format(container="yaml", shape="agreement", kind="agreement", words="an agreement, coded")
        for head in AGREEMENT_HEADS
    },
    "rules/1": Format(container="yaml", shape="kept", kind="rule", words="decision rules"),
}
"""What a YAML file is, by its key `ceasefire`."""
_CHARTER: Final = "charter/1"
_SETTINGS: Final = "settings/1"
_TOML_HEAD: Final = re.compile(r"""ceasefire\s*=\s*["']([^"']*)["']""")
TABLES: Final = frozenset({"csv", "xlsx", "parquet"})


def recognise(path: Path, options: Options | None = None) -> Format:
    """Return what a file holds; IntakeError says what was tried when it is nothing known.

    Containers: csv (any delimiter), xlsx, parquet, geojson, yaml, toml. Shapes: those of `tables/shapes`, `mapping` when
    the options name a mapping file, `statements`, `agreement`, `zones`, and `kept` of rules and settings.
    """
    options = maps.settled(options or Options())
    _check_options(options)
    name = options.file_name or path.name
    if not path.is_file():
        raise IntakeError(name, "there is no such file")
    head = _head(path)
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        raise IntakeError(name, "the file is empty")
    if head.startswith(b"PK\x03\x04"):
        return _table(path, "xlsx", options, name)
    if head.startswith(b"PAR1"):
        return _table(path, "parquet", options, name)
    encoding = options.encoding or detect_encoding(path)
    text = head.decode(encoding, "replace").lstrip("\ufeff \t\r\n")
    suffix = path.suffix.lower()
    if text.startswith(("{", "[")) and suffix != ".toml":
        return _json(text, name)
    document = _yaml(text, suffix, name) or _toml(text, suffix, name)
    return document or _table(path, "csv", options, name, encoding)


def _check_options(options: Options) -> None:
    """Refuse an encoding or delimiter that is none, before a file is blamed for it."""
    if options.encoding is not None:
        try:
            codecs.lookup(options.encoding)
        except LookupError:
            raise IntakeError("options", f"{options.encoding!r} is no encoding", field="encoding") from None
    if options.delimiter is not None and (len(options.delimiter) != 1 or options.delimiter in '"\r\n'):
        raise IntakeError("options", f"{options.delimiter!r} is no delimiter; give one character", field="delimiter")


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(SAMPLE)


def _json(text: str, name: str) -> Format:
    if '"FeatureCollection"' in text or '"Feature"' in text:
        return Format(container="geojson", shape="zones", kind="zone", words="GeoJSON zones")
    raise IntakeError(name, "JSON, but no GeoJSON FeatureCollection; tried: GeoJSON")


def _yaml(text: str, suffix: str, name: str) -> Format | None:
    """Tell whether a YAML file is ours: it says what it is in its key `ceasefire`, at the start of a line."""
    line = next((row for row in text.splitlines() if row.startswith(_YAML_HEAD)), None)
    value = line.partition(":")[2].split("#")[0].strip().strip("'\"") if line else None
    if value in _FORMS:
        return _FORMS[value]
    if value == _CHARTER:
        raise IntakeError(name, "a charter is proposed, not filed: `ceasefire charter propose FILE`", field="ceasefire")
    if suffix not in (".yaml", ".yml"):
        return None
    known = ", ".join(_FORMS)
    if is_later(value):
        raise IntakeError(name, unknown_edition(value), field="ceasefire")
    if value is not None:
        raise IntakeError(name, f"{value!r} is not known here ({known})", field="ceasefire")
    raise IntakeError(name, f"YAML without `ceasefire:` and what it is at its top ({known})")


def _toml(text: str, suffix: str, name: str) -> Format | None:
    """Tell whether a TOML file is one of settings: its first key says so."""
    first = next((row for row in map(str.strip, text.splitlines()) if row and not row.startswith("#")), "")
    found = _TOML_HEAD.match(first)
    if found is not None and found[1] == _SETTINGS:
        return Format(container="toml", shape="kept", kind="settings", words="settings of what is published")
    if suffix == ".toml":
        raise IntakeError(name, f'TOML whose first key is not `ceasefire = "{_SETTINGS}"`', field="ceasefire")
    return None


def _table(path: Path, container: str, options: Options, name: str, encoding: str | None = None) -> Format:
    delimiter = None
    if container == "csv":
        assert encoding is not None
        delimiter = options.delimiter or sniff_delimiter(path, encoding)
    if options.mapping is not None:
        mapping = maps.load(options.mapping)
        return Format(
            container=container,
            shape="mapping",
            kind=mapping.kind,
            words=mapping.title,
            encoding=encoding,
            delimiter=delimiter,
            bulk=mapping.bulk and container != "xlsx",
        )
    header = header_of(path, container, encoding, delimiter, options)
    found = maps.match(header)
    if found is None:
        shown = ", ".join(header[:12]) + (" ..." if len(header) > 12 else "")
        raise IntakeError(
            name,
            f"no table known here has the columns {shown}; tried: {maps.tried(header)}. "
            "Write a mapping file (docs/reference/intake-formats.md), or start from a template",
        )
    shape, mapping = found
    if options.kind not in (None, mapping.kind):
        raise IntakeError(name, f"looks like {mapping.title} ({mapping.kind}), not {options.kind}; name a mapping file")
    return Format(
        container=container,
        shape=shape,
        kind=mapping.kind,
        words=mapping.title,
        encoding=encoding,
        delimiter=delimiter,
        bulk=mapping.bulk and container != "xlsx",
    )


def header_of(path: Path, container: str, encoding: str | None, delimiter: str | None, options: Options) -> list[str]:
    """Return the column names of a table."""
    if container == "csv":
        assert encoding is not None
        assert delimiter is not None
        return read_delimited(path, encoding, delimiter).header
    if container == "xlsx":
        from ceasefire.intake.tables.sheets import read_sheet

        return read_sheet(path, options.sheet).header
    from ceasefire.intake.tables.columnar import parquet_header

    return parquet_header(path)
